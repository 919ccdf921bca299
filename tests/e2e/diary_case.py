"""A home of its own with a diary, in a time zone in which it is noon."""

import datetime
import time

from history_case import BUILD, History  # noqa: F401


class Diary(History):
    """ergoctl without a daemon and without a bus; days as the CLI takes them."""

    def setUp(self):
        super().setUp()
        hours = 12 - time.gmtime().tm_hour
        self.env["TZ"] = f"NOON{-hours:+d}"  # POSIX counts to the west
        self.zone = datetime.timezone(datetime.timedelta(hours=hours))
        self.now = datetime.datetime.now(self.zone)
        self.diary = self.folder / "diary.db"

    def date(self, ago):
        """Of a day so many days ago, as it is typed."""
        return (self.now.date() - datetime.timedelta(days=ago)).isoformat()

    def log(self, *args, **kwargs):
        return self.ctl("log", *args, **kwargs)

    def entries(self, *args):
        return self.json("log", "show", *args)["entries"]

    def entry(self, number):
        return next(e for e in self.entries("--since", "1000 days ago") if e["id"] == number)
