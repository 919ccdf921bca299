"""A home with a history and a diary; a page of HTML, read as a browser reads it."""

import contextlib
import datetime
import pathlib
import re
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from history_case import BUILD, History, at, number  # noqa: E402

try:
    import html5lib
except ImportError:
    html5lib = None

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = ("name", "dose", "trigger_text", "pillow", "note")
UNTOLD = {"intensity": -1, "average": -1, "neck_pain": -1, "impact": -1, "sleep_min": -1, "start_told": 1}
TYPES = ("headache", "neck", "none", "medication", "event", "sleep")


class Page:
    """The tree of a page; every error of its syntax is a failure."""

    def __init__(self, case, text):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root = parser.parse(text)
        case.assertEqual([(e[1], e[2]) for e in parser.errors], [])

    def all(self, tag):
        return [e for e in self.root.iter() if e.tag in (tag, SVG + tag)]

    @staticmethod
    def text(element):
        return " ".join("".join(element.itertext()).split())

    def section(self, name):
        return next(s for s in self.all("section") if s.get("id") == "r-" + name)

    def table(self, caption):
        """Its rows, the first one its titles."""
        for t in self.all("table"):
            if self.text(t.find("caption")) == caption:
                return [[self.text(c) for c in row] for row in t.iter("tr")]
        raise AssertionError(f"no table {caption!r}")

    def measures(self):
        """Of the summary: the last column of each row."""
        return {row[0]: row[-1] for row in self.table("Blocks of 28 days, the last one ends the report")[1:]}


class Report(History):
    def setUp(self):
        super().setUp()
        if html5lib is None:
            self.skipTest("python3-html5lib is missing")
        self.diary = self.folder / "diary.db"

    @contextlib.contextmanager
    def entries(self):
        """The table of the diary, to put rows into; the file is made if there is none."""
        if not self.diary.exists():
            self.folder.mkdir(parents=True, mode=0o700, exist_ok=True)
            subprocess.run([BUILD / "years", "diary", self.diary, "0"], env=self.env, check=True, timeout=60)
        with contextlib.closing(sqlite3.connect(self.diary)) as db:
            yield db
            db.commit()

    def entry(self, kind, date, clock="12:00", hours=0, offset=1, **told):
        """An entry of a day, at a time of UTC+`offset`, so many hours long."""
        start = at(f"{date}T{clock}:00+{offset:02}:00")
        with self.entries() as db:
            columns = [c[1] for c in db.execute("PRAGMA table_info(entries)")]
            row = {c: "" if c in TEXTS else UNTOLD.get(c, 0) for c in columns if c != "id"}
            row.update(type=TYPES.index(kind), day=number(date), last_day=number(date), start=start,
                       stop=start + int(hours * 3600) if hours else 0, gmtoff_s=offset * 3600, end_gmtoff_s=offset * 3600, **told)
            self.assertEqual(set(row), set(columns) - {"id"})
            db.execute(f"INSERT INTO entries ({','.join(row)}) VALUES ({','.join('?' * len(row))})", list(row.values()))

    def page(self, *args, **kwargs):
        return Page(self, self.ctl("report", "--html", "-", "--yes", *args, **kwargs))

    def made_up(self, days):
        """Years of both, up to today."""
        last = datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=1)
        self.years(days, str(last))
        subprocess.run([BUILD / "years", "diary", self.diary, str(days), str(number(str(last)))], env=self.env, check=True, timeout=120)
        return last


def plain(text):
    return re.sub(r"\s+", " ", text)
