"""ergoctl history and data: days as they were lived, by hand."""

import datetime
import fcntl
import json
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from history_case import BLOCKED, BUILD, KEYBOARD, History, at  # noqa: E402


class Day(History):
    def a_day(self):
        self.offsets(("2026-01-01T00:00:00+01:00", 1))
        self.session("2026-03-02T09:00:00+01:00", "2026-03-02T09:50:00+01:00", 49)
        self.pause("micro", "skipped", "2026-03-02T09:20:00+01:00", "2026-03-02T09:20:00+01:00")
        self.pause("micro", "natural", "2026-03-02T09:50:00+01:00", "2026-03-02T09:51:00+01:00")
        self.pause("rest", "natural", "2026-03-02T09:50:00+01:00", "2026-03-02T09:55:00+01:00", 49)
        self.session("2026-03-02T10:10:00+01:00", "2026-03-02T10:30:00+01:00", 20)
        self.slot("2026-03-02T10:30:10+01:00", BLOCKED)
        self.session("2026-03-02T11:00:00+01:00", "2026-03-02T11:10:00+01:00", 10)
        self.day("2026-03-02", 1, 79, longest=49, micro_skipped=1, rest_natural=1)

    def test_a_day(self):
        self.a_day()
        self.assertEqual(self.shown("history", "2026-03-02"), [
            "Monday 2 March 2026, UTC+01:00",
            "from to at screen away what",
            "09:00 09:50 49 min session, ended by a rest break",
            "09:20 micro-break, skipped",
            "09:50 09:55 5 min rest break, of your own accord",
            "10:10 10:30 20 min session, ended by the lock, sleep or a dark screen",
            "11:00 11:10 10 min session, ended by going away",
            "day 1 h 19 min at the screen, longest unbroken 49 min",
            "breaks 1 rest break (1 of your own accord), 1 skipped",
        ])

    def test_json(self):
        self.a_day()
        day = self.json("history", "2026-03-02")
        self.assertEqual((day["day"], day["from"], day["to"]),
                         ("2026-03-02", "2026-03-02T04:00:00+01:00", "2026-03-03T04:00:00+01:00"))
        self.assertEqual([(s["start"], s["end"], s["screen_seconds"], s["ended_by"]) for s in day["sessions"]], [
            ("2026-03-02T09:00:00+01:00", "2026-03-02T09:50:00+01:00", 2940, "break"),
            ("2026-03-02T10:10:00+01:00", "2026-03-02T10:30:00+01:00", 1200, "blocked"),
            ("2026-03-02T11:00:00+01:00", "2026-03-02T11:10:00+01:00", 600, "left")])
        self.assertEqual([(b["kind"], b["outcome"], b["counted"]) for b in day["breaks"]],
                         [("micro", "skipped", True), ("micro", "natural", False), ("rest", "natural", True)])
        self.assertEqual(day["sums"]["screen_seconds"], 4740)
        self.assertEqual(day["sums"]["breaks"]["rest"]["natural"], 1)

    def test_what_belongs_to_an_end(self):
        self.offsets(("2026-01-01T00:00:00+00:00", 0))
        self.session("2026-03-02T09:00:00+00:00", "2026-03-02T09:50:00+00:00", 50)
        self.slot("2026-03-02T09:50:10+00:00", KEYBOARD)  # says nothing of a blocker
        # moments are cut to the second: a rest may begin one after the end, and ends no micro-break before it
        self.session("2026-03-02T10:00:00+00:00", "2026-03-02T10:50:00+00:00", 50)
        self.pause("micro", "natural", "2026-03-02T10:49:59+00:00", "2026-03-02T10:50:29+00:00", 20)
        self.pause("micro", "taken", "2026-03-02T10:20:00+00:00", "2026-03-02T10:20:30+00:00", 20)
        self.pause("rest", "taken", "2026-03-02T10:50:01+00:00", "2026-03-02T10:55:00+00:00", 50)
        # begins within the rest and goes on after it, as no pause can
        self.pause("micro", "taken", "2026-03-02T10:54:50+00:00", "2026-03-02T10:55:20+00:00", 20)
        day = self.json("history", "2026-03-02")
        self.assertEqual([s["ended_by"] for s in day["sessions"]], ["left", "break"])
        self.assertEqual([(b["start"][11:19], b["counted"]) for b in day["breaks"]],
                         [("10:20:00", True), ("10:49:59", False), ("10:50:01", True), ("10:54:50", True)])

    def test_order(self):
        """A session stands before a break that begins with it, whichever was written first."""
        self.offsets(("2026-01-01T00:00:00+00:00", 0))
        self.pause("micro", "skipped", "2026-03-02T09:00:00+00:00", "2026-03-02T09:00:00+00:00")
        self.session("2026-03-02T09:00:00+00:00", "2026-03-02T09:10:00+00:00", 10)
        self.assertEqual([line.split(" ", 1)[1] for line in self.shown("history", "2026-03-02")[2:4]],
                         ["09:10 10 min session, ended by going away", "micro-break, skipped"])

    def test_nothing_on_a_day(self):
        self.a_day()
        self.assertEqual(self.shown("history", "2026-03-03"),
                         ["Tuesday 3 March 2026, UTC+01:00", "nothing was recorded on this day"])
        self.assertIsNone(self.json("history", "2026-03-03")["sums"])

    def test_days(self):
        self.a_day()
        self.day("2026-03-04", 1, 60, longest=30, rest_taken=2, micro_missed=3)
        self.assertEqual(self.shown("history", "--since", "2026-03-01", "--until", "2026-03-04"), [
            "day UTC screen longest rest micro own accord skipped missed",
            "Mon 2026-03-02 +01:00 1 h 19 min 49 min 1 0 1 1 0",
            "Wed 2026-03-04 +01:00 1 h 30 min 2 0 0 0 3",
            "all 2 days, 2 h 19 min at the screen, longest unbroken 49 min",
            "breaks 3 rest breaks (1 of your own accord), 1 skipped, 3 missed"])
        # a day that is named belongs to the range
        days = self.json("history", "--since", "2026-03-01", "--until", "2026-03-03")["days"]
        self.assertEqual([d["day"] for d in days], ["2026-03-02"])

    def test_day_boundary_within_a_session(self):
        self.offsets(("2026-01-01T00:00:00+02:00", 2))
        self.session("2026-06-01T03:30:00+02:00", "2026-06-01T05:00:00+02:00", 90)
        for day in ("2026-05-31", "2026-06-01"):
            self.assertEqual([s["start"] for s in self.json("history", day)["sessions"]], ["2026-06-01T03:30:00+02:00"])
        self.assertEqual(self.json("history", "2026-05-30")["sessions"], [])
        self.assertEqual(self.json("history", "2026-06-02")["sessions"], [])
        # a time of the date before the day's carries its name
        self.session("2026-06-14T23:00:00+02:00", "2026-06-15T04:30:00+02:00", 330)
        self.session("2026-06-15T23:30:00+02:00", "2026-06-16T00:30:00+02:00", 60)
        self.assertEqual([line[:15] for line in self.shown("history", "2026-06-15")[2:4]], ["Sun 23:00 04:30", "23:30 00:30 1 h"])
        # a day whose record says that it began elsewhere
        self.day("2026-06-01", 2, 60, starts=6)
        self.assertEqual(self.json("history", "2026-06-01")["from"], "2026-06-01T06:00:00+02:00")
        self.assertEqual(self.json("history", "2026-06-01")["sessions"], [])
        self.assertEqual(self.json("history", "2026-05-31")["to"], "2026-06-01T06:00:00+02:00")

    def test_what_ended_a_session_is_of_the_next_day(self):
        self.offsets(("2026-01-01T00:00:00+00:00", 0))
        # a pause that begins before the boundary and grows into a rest break after it
        self.session("2026-06-01T03:00:00+00:00", "2026-06-01T03:58:00+00:00", 58)
        self.pause("micro", "natural", "2026-06-01T03:58:00+00:00", "2026-06-01T03:58:30+00:00", 58)
        self.pause("rest", "natural", "2026-06-01T03:58:00+00:00", "2026-06-01T04:03:00+00:00", 58)
        # sessions over the boundary, ended by a rest break and by a lock
        self.session("2026-06-02T03:30:00+00:00", "2026-06-02T04:30:00+00:00", 60)
        self.pause("rest", "taken", "2026-06-02T04:30:00+00:00", "2026-06-02T04:35:00+00:00", 60)
        self.session("2026-06-03T03:30:00+00:00", "2026-06-03T06:30:00+00:00", 180)
        self.slot("2026-06-03T06:30:10+00:00", BLOCKED)
        for day, end in (("2026-05-31", "break"), ("2026-06-01", "break"), ("2026-06-02", "blocked")):
            with self.subTest(day=day):
                self.assertEqual(self.json("history", day)["sessions"][-1]["ended_by"], end)
        for day in ("2026-06-02", "2026-06-03"):
            self.assertEqual(self.json("history", day)["sessions"][0]["ended_by"], "break" if day == "2026-06-02" else "blocked")
        first, second = self.json("history", "2026-05-31"), self.json("history", "2026-06-01")
        self.assertEqual([(b["kind"], b["counted"]) for b in first["breaks"]], [("micro", False)])
        self.assertEqual([b["start"] for b in second["breaks"]], ["2026-06-01T03:58:00+00:00"])
        self.assertNotIn("break,", " ".join(self.shown("history", "2026-05-31")))

    def test_open_session(self):
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        ago = lambda minutes: (now - datetime.timedelta(minutes=minutes)).isoformat()
        self.offsets(("2026-01-01T00:00:00+00:00", 0))
        self.session(ago(20), ago(1), 19, is_open=True)
        day = self.json("history", str((now - datetime.timedelta(minutes=1, hours=4)).date()))  # in which it ended
        self.assertEqual([(s["ended_by"], s["end"]) for s in day["sessions"]], [("open", None)])

    def test_how_long_an_open_session_is_believed(self):
        """session.ends_after and five minutes, in which it may not have been written."""
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        ago = lambda minutes: (now - datetime.timedelta(minutes=minutes)).isoformat()
        self.offsets(("2026-01-01T00:00:00+00:00", 0))
        self.session(ago(40), ago(11), 29, is_open=True)
        self.session(ago(10), ago(8), 2, is_open=True)
        days = [self.json("history", str((now - datetime.timedelta(hours=4, minutes=m)).date())) for m in (11, 8)]
        ends = {s["start"]: s["ended_by"] for day in days for s in day["sessions"]}
        self.assertEqual(ends, {ago(40): "unknown", ago(10): "open"})

    def test_open_session_without_an_end(self):
        self.offsets(("2026-01-01T00:00:00+00:00", 0))
        self.session("2026-03-02T09:00:00+00:00", "2026-03-02T09:30:00+00:00", 30, is_open=True)
        self.assertIn("09:00 09:30 30 min session, its end was not recorded", self.shown("history", "2026-03-02"))

    def test_findings_and_changes(self):
        self.offsets(("2026-01-01T00:00:00+00:00", 0))
        with self.rows() as db:
            for rule, since, until in (("comes", "2026-03-02T09:00+00:00", None), ("goes", "2026-02-01T09:00+00:00", "2026-03-02T10:00+00:00"),
                                       ("both", "2026-03-02T09:10+00:00", "2026-03-02T11:00+00:00"),
                                       ("later", "2026-03-02T09:20+00:00", "2026-03-04T09:00+00:00"),
                                       ("stands", "2026-02-01T09:00+00:00", "2026-03-04T09:00+00:00")):
                db.execute("INSERT INTO findings VALUES (?, ?, 'A\x1b[31m', 'sitting', ?, 'caution', 20.5, NULL)",
                           (at(since), rule, at(until) if until else 0))
            db.execute("INSERT INTO changes VALUES (?, 'desk.height', '', '72cm')", (at("2026-03-02T12:00+00:00"),))
        lines = self.shown("history", "2026-03-02")[1:]
        self.assertEqual(lines, [
            "desk until 10:00: goes (caution), A\\x1b[31m, sitting",
            "desk from 09:00: comes (caution), A\\x1b[31m, sitting",
            "desk from 09:10 until 11:00: both (caution), A\\x1b[31m, sitting",
            "desk from 09:20: later (caution), A\\x1b[31m, sitting",
            "changed 12:00: desk.height, not told -> 72cm"])
        day = self.json("history", "2026-03-02")
        self.assertEqual([(f["rule"], f["measured"], f["limit"]) for f in day["findings"]],
                         [("goes", 20.5, None), ("comes", 20.5, None), ("both", 20.5, None), ("later", 20.5, None)])
        self.assertEqual(day["changes"], [{"time": "2026-03-02T12:00:00+00:00", "key": "desk.height", "before": None, "after": "72cm"}])


class Clocks(History):
    """Central European summer time began on 29 March 2026 and ends on 25 October, both at 01:00 UTC."""

    def setUp(self):
        super().setUp()
        self.offsets(("2026-01-01T00:00:00+01:00", 1), ("2026-03-29T01:00:00+00:00", 2), ("2026-10-25T01:00:00+00:00", 1))

    def test_a_day_of_23_hours(self):
        self.session("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", 60)
        day = self.json("history", "2026-03-28")
        self.assertEqual((day["from"], day["to"]), ("2026-03-28T04:00:00+01:00", "2026-03-29T04:00:00+02:00"))
        self.assertEqual(at(day["to"]) - at(day["from"]), 23 * 3600)
        lines = self.shown("history", "2026-03-28")
        self.assertEqual(lines[0], "Saturday 28 March 2026, UTC+01:00, from 03:00 on +02:00: a day of 23 h")
        self.assertEqual(lines[2], "01:30 03:30 1 h session, ended by going away")
        # half an hour before the change, half an hour after it; none from two to three
        hours = self.json("stats", "--since", "2026-03-28", "--until", "2026-03-28")["week"]["saturday"]["screen_seconds_by_hour"]
        self.assertEqual({h: n for h, n in enumerate(hours) if n}, {1: 1800, 3: 1800})

    def test_a_day_of_25_hours(self):
        self.session("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", 60)
        day = self.json("history", "2026-10-24")
        self.assertEqual(at(day["to"]) - at(day["from"]), 25 * 3600)
        self.assertIn("a day of 25 h", self.shown("history", "2026-10-24")[0])
        hours = self.json("stats", "--since", "2026-10-24", "--until", "2026-10-24")["week"]["saturday"]["screen_seconds_by_hour"]
        self.assertEqual({h: n for h, n in enumerate(hours) if n}, {2: 3600})

    def test_a_day_that_begins_when_clocks_leave_it_out(self):
        self.ini.parent.mkdir(parents=True)
        self.ini.write_text("[session]\nday_starts = 02:30\n")
        # 02:30 is not there on 29 March: the day begins at the change
        self.assertEqual(self.json("history", "2026-03-29")["from"], "2026-03-29T03:00:00+02:00")
        # and is there twice on 25 October: the first
        self.assertEqual(self.json("history", "2026-10-25")["from"], "2026-10-25T02:30:00+02:00")
        # at 03:00 clocks went back to two: they came to show three an hour later
        self.ini.write_text("[session]\nday_starts = 03:00\n")
        self.assertEqual(self.json("history", "2026-10-25")["from"], "2026-10-25T03:00:00+01:00")

    def test_a_day_without_a_change(self):
        for day, head in (("2026-03-27", "Friday 27 March 2026, UTC+01:00"), ("2026-03-29", "Sunday 29 March 2026, UTC+02:00"),
                          ("2026-10-23", "Friday 23 October 2026, UTC+02:00")):
            self.assertEqual(self.shown("history", day)[0], head)

    def test_another_zone(self):
        self.offsets(("2026-05-10T12:00:00+00:00", -4), ("2026-05-20T00:00:00+00:00", 2))
        self.session("2026-05-10T08:00:00+02:00", "2026-05-10T09:00:00+02:00", 60)
        self.session("2026-05-10T22:00:00-04:00", "2026-05-10T23:00:00-04:00", 60)
        day = self.json("history", "2026-05-10", env={"TZ": "Asia/Tokyo"})
        self.assertEqual([s["start"] for s in day["sessions"]], ["2026-05-10T08:00:00+02:00", "2026-05-10T22:00:00-04:00"])
        self.assertEqual((day["from"], day["to"]), ("2026-05-10T04:00:00+02:00", "2026-05-11T04:00:00-04:00"))
        hours = self.json("stats", "--since", "2026-05-10", "--until", "2026-05-10")["week"]["sunday"]["screen_seconds_by_hour"]
        self.assertEqual({h: n for h, n in enumerate(hours) if n}, {8: 3600, 22: 3600})


class Words(History):
    """Days as people say them; without a history the time zone holds."""

    def setUp(self):
        super().setUp()
        self.ini.parent.mkdir(parents=True)
        self.ini.write_text("[session]\nday_starts = 00:00\n")

    def named(self, *words):
        return self.json("history", *words)["day"]

    def test_days(self):
        for _ in range(3):  # midnight may come between
            today = datetime.datetime.now(datetime.timezone.utc).date()
            got = [self.named(*w) for w in ((), ("today",), ("Yesterday",), ("7 days ago",), ("2", "weeks", "ago"),
                                            (today.strftime("%A"),), ((today - datetime.timedelta(6)).strftime("%a").upper(),))]
            if today == datetime.datetime.now(datetime.timezone.utc).date():
                break
        self.assertEqual(got, [str(today - datetime.timedelta(n)) for n in (0, 0, 1, 7, 14, 0, 6)])

    def test_no_days(self):
        for words in ("2026-02-29", "2026-1-1", "tomorow", "m", "mo", "-1 days ago", "99999 days ago", "999999999 days ago", "14:00", "2026-03-02 14:00",
                      "x" * 300, "7 days", "\x1b[31m"):
            with self.subTest(words=words):
                err = self.ctl("history", "--", words, status=2)
                self.assertIn("say today", err)
                self.assertNotIn("\x1b", err)

    def test_ranges(self):
        self.ctl("history", "today", "--since", "today", status=2)
        self.assertIn("before", self.ctl("history", "--since", "2026-03-02", "--until", "2026-03-01", status=2))
        self.assertIn("before", self.ctl("export", "--since", "2026-03-02 14:00", "--until", "2026-03-02 13:00", status=2))
        self.assertIn("future", self.ctl("stats", "--since", "2999-01-01", status=2))
        self.assertIn("--until", self.ctl("export", "--until", "25:00", status=2))
        self.ctl("stats", "week", "--since", "today", status=2)
        head = lambda *a: json.loads(self.ctl("export", *a).splitlines()[0])
        self.assertEqual(head("--since", "2026-03-02 14:30", "--until", "2026-03-03")["since"], "2026-03-02T14:30:00+00:00")
        self.assertEqual(head("--since", "2026-03-02 14:30", "--until", "2026-03-03")["until"], "2026-03-04T00:00:00+00:00")
        self.assertEqual(head("--since", "2026-03-02T14:30:00+02:00")["since"], "2026-03-02T12:30:00+00:00")
        now = datetime.datetime.now(datetime.timezone.utc)
        ago = datetime.datetime.fromisoformat(head("--since", "1h 30min ago")["since"])
        self.assertAlmostEqual((now - ago).total_seconds(), 5400, delta=30)

    def test_times_of_the_clock_go_by_the_calendar(self):
        """Before the day begins at 23:59, today is the day of the evening before, and 14:30 is that of the date."""
        self.ini.write_text("[session]\nday_starts = 23:59\n")
        for _ in range(3):  # midnight may come between
            date = datetime.datetime.now(datetime.timezone.utc).date()
            since = [json.loads(self.ctl("export", "--since", s).splitlines()[0])["since"]
                     for s in ("00:00", "today 00:00", "yesterday 14:30", date.strftime("%A") + " 00:00", "1 day ago 14:30")]
            if date == datetime.datetime.now(datetime.timezone.utc).date():
                break
        before = f"{date - datetime.timedelta(1)}T14:30:00+00:00"
        self.assertEqual(since, 2 * [f"{date}T00:00:00+00:00"] + [before, f"{date}T00:00:00+00:00", before])

    def test_none_yet(self):
        for words in (["history"], ["history", "--since", "today"], ["stats"], ["stats", "year"]):
            self.assertIn("no history yet", self.ctl(*words))
        self.assertEqual(self.json("stats")["screen_seconds"], 0)
        self.assertEqual(self.json("history", "--since", "today")["days"], [])
        self.assertEqual(len(self.ctl("export").splitlines()), 1)
        self.assertIn("kept nothing", " ".join(self.shown("data")))
        self.assertEqual(self.shown("data", "erase", "--yes")[0], "erased nothing")
        self.assertFalse(self.folder.exists())
        self.ini.write_text("[history]\nenabled = no\n")
        self.assertEqual(self.ctl("stats"), "no history: none is kept, history.enabled says no\n")

    def test_damaged_or_newer(self):
        self.folder.mkdir(parents=True, mode=0o700)
        for make in (lambda: self.file.write_bytes(b"no database at all" * 1000), self.newer):
            make()
            before = self.file.read_bytes()
            for words in (["history"], ["stats"], ["export"], ["data", "show"]):
                with self.subTest(words=words):
                    self.assertRegex(self.ctl(*words, status=1), r"^ergoctl: .{20}")
            self.assertEqual(self.file.read_bytes(), before)

    def newer(self):
        self.file.unlink()
        with self.rows() as db:
            db.execute("PRAGMA user_version = 99")


class Data(History):
    MARK = "Zebra77"

    def setUp(self):
        super().setUp()
        self.offsets(("2026-01-01T00:00:00+00:00", 0))
        for d in (2, 3, 4):
            self.session(f"2026-03-0{d}T09:00:00+00:00", f"2026-03-0{d}T09:30:00+00:00", 30)
            self.day(f"2026-03-0{d}", 0, 30, longest=30)
        with self.rows() as db:
            db.execute("INSERT INTO changes VALUES (?, 'desk.height', ?, '72cm')", (at("2026-03-03T12:00+00:00"), self.MARK))
        self.posture = self.folder / "posture"
        self.posture.write_text("x")
        self.ini.parent.mkdir(parents=True)
        self.ini.write_text("[session]\n")

    def marked(self):
        return [p.name for p in self.folder.iterdir() if self.MARK.encode() in p.read_bytes()]

    def test_show(self):
        text = "\n".join(self.shown("data"))
        for part in (str(self.folder) + ", readable by you alone", "history.db ", "posture 1 byte",
                     "kept 3 days, 3 sessions, 1 change", "since Monday 2 March 2026", "never which keys", str(self.ini)):
            self.assertIn(part, text)
        self.assertIn("until you erase it", text)
        data = self.json("data", "show")
        self.assertEqual((data["enabled"], data["keep_days"]), (True, None))
        self.assertEqual((data["kept"]["sessions"], data["schema"], data["first"]), (3, 2, "2026-03-02T09:00:00+00:00"))
        self.assertEqual({"name": "posture", "bytes": 1} in data["files"], True)
        self.ini.write_text("[history]\nkeep_days = 90\n")
        self.assertIn("until it is 90 days old (history.keep_days)", self.shown("data"))
        self.ini.write_text("[history]\nenabled = no\n")
        self.assertIn("until nothing more is kept: history.enabled says no", self.shown("data"))
        for mode in (0o710, 0o701, 0o755):
            self.folder.chmod(mode)
            self.assertIn("chmod 700", self.ctl("data"))

    def test_erase_asks(self):
        for answer in ("", "\n", "no\n", "y\n", "ERASE\n", "erase it\n"):
            with self.subTest(answer=answer):
                self.assertIn("nothing was erased", self.ctl("data", "erase", stdin=answer, status=1))
        self.assertEqual(self.json("data")["kept"]["sessions"], 3)
        out = self.shown("data", "erase", stdin="erase\n")
        what = "3 days, 3 sessions, 1 change, what was remembered of posture prompts"
        self.assertEqual(out[0], "erases the whole history: " + what)
        self.assertTrue(out[2].endswith(": erased " + what), out)
        self.assertIn("stays the diary (ergoctl data erase --diary), the configuration, files that you exported, the log of the system", out)
        self.assertEqual(self.json("data")["kept"]["sessions"], 0)

    def test_erase_all(self):
        self.assertEqual(self.marked(), ["history.db"])
        (self.folder / "history.db.corrupt-2026-03-01").write_bytes(self.MARK.encode())
        erased = self.json("data", "erase", "--yes")["erased"]
        self.assertEqual((erased["days"], erased["sessions"], erased["changes"], erased["damaged_files"]), (3, 3, 1, 1))
        self.assertEqual(self.marked(), [])
        self.assertFalse(self.posture.exists())
        self.assertTrue(self.ini.exists())
        again = self.json("data", "erase", "--yes")
        self.assertEqual((again["erased"]["sessions"], again["posture"]), (0, False))
        self.assertEqual(self.shown("data", "erase", "--yes")[0], "erased nothing")
        self.posture.write_text("x")
        self.assertEqual(self.shown("data", "erase", "--yes")[0], "erased what was remembered of posture prompts")

    def test_erase_a_range(self):
        out = self.ctl("data", "erase", "--since", "2026-03-03", "--until", "2026-03-03", "--yes")
        self.assertRegex(out, "^erased +1 day, 1 session, 1 change\n")
        self.assertEqual(self.marked(), [])
        self.assertTrue(self.posture.exists())
        days = self.json("history", "--since", "2026-03-01", "--until", "2026-03-31")["days"]
        self.assertEqual([d["day"] for d in days], ["2026-03-02", "2026-03-04"])

    def test_erase_a_range_leaves_what_is_set_aside(self):
        (self.folder / "history.db.corrupt-2026-03-01").write_bytes(self.MARK.encode())
        when = ("--since", "2026-03-03", "--until", "2026-03-03")
        for out in (self.ctl("data", "erase", *when, stdin="erase\n"), self.ctl("data", "erase", *when, "--yes")):
            self.assertRegex(out, "stays +1 damaged file, set aside, from any time; without --since and --until all go\n")
        self.assertEqual(self.marked(), ["history.db.corrupt-2026-03-01"])
        self.assertNotIn("set aside", self.ctl("data", "erase", "--yes"))
        self.assertEqual(self.marked(), [])

    def test_erase_what_is_damaged(self):
        (self.folder / "history.db.corrupt-2026-03-01").write_bytes(self.MARK.encode())
        self.file.write_bytes(self.MARK.encode() * 1000)
        out = self.shown("data", "erase", stdin="erase\n")
        self.assertEqual(out[0], "erases the whole history: 2 damaged files, what was remembered of posture prompts")
        self.assertTrue(out[2].endswith(": erased 2 damaged files, what was remembered of posture prompts"), out)
        self.assertEqual(self.marked(), [])
        self.assertEqual(self.json("data")["kept"]["sessions"], 0)

    def test_erase_what_is_newer(self):
        with self.rows() as db:
            db.execute("PRAGMA user_version = 99")
        p = subprocess.run([BUILD / "ergoctl", "data", "erase"], env=self.env, text=True, capture_output=True, input="erase\n")
        self.assertEqual(p.returncode, 1)
        self.assertRegex(p.stdout, "^erases +the whole history; what is in it can't be told: .*newer ergod")
        self.assertNotIn("erased ", p.stdout)
        self.assertEqual(self.marked(), ["history.db"])
        self.assertTrue(self.posture.exists())

    def test_erase_says_who_writes(self):
        with open(self.folder / "history.db-lock", "r+b") as f:
            for lock in (fcntl.lockf, fcntl.flock):
                lock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.assertNotIn("erased ", self.ctl("data", "erase", "--yes", status=1))
        self.assertEqual(self.marked(), ["history.db"])

    def test_wrong(self):
        self.ctl("data", "erase", "--json", status=2)
        self.ctl("data", "show", "--yes", status=2)
        self.assertIn('did you mean "erase"', self.ctl("data", "eras", status=2))
        self.ctl("data", "nothing", status=2)


if __name__ == "__main__":
    unittest.main()
