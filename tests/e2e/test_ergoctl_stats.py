"""ergoctl stats and export."""

import csv
import datetime
import json
import os
import pathlib
import re
import shutil
import stat
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from history_case import History, at  # noqa: E402

TABLES = ("sessions", "breaks", "prompts", "findings", "changes", "problems", "slots", "days", "monitors")


class Stats(History):
    """Monday 2 March 2026 and the days around it, in UTC+1."""

    def setUp(self):
        super().setUp()
        self.offsets(("2026-01-01T00:00:00+01:00", 1))
        self.range = ("--since", "2026-03-02", "--until", "2026-03-03")

    def one(self, hour, minutes, day="2026-03-02", seconds=0):
        end = f"{day}T{hour + minutes // 60:02}:{minutes % 60:02}:{seconds:02}+01:00"
        self.session(f"{day}T{hour:02}:00:00+01:00", end, minutes + seconds / 60)

    def two_days(self):
        """A limit of each bucket and what is just beyond; 9 sessions."""
        for i, (minutes, seconds) in enumerate(((15, 0), (15, 1), (30, 0), (30, 1), (45, 0), (60, 0), (60, 1))):
            self.one(6 + 2 * i, minutes, seconds=seconds)
        self.one(10, 90, "2026-03-03")
        self.one(14, 91, "2026-03-03")
        self.day("2026-03-02", 1, 255.05, longest=60, keyboard=127.5, pointer=300,
                 rest_taken=1, rest_skipped=2, rest_missed=3, rest_natural=4, rest_replaced=5, micro_natural=6)
        self.day("2026-03-03", 1, 181, longest=91, micro_taken=7)
        self.day("2026-03-01", 1, 60, longest=40)
        self.one(9, 40, "2026-03-01")

    def test_sessions_by_length(self):
        self.two_days()
        s = self.json("stats", *self.range)
        self.assertEqual([(b["over_seconds"], b["up_to_seconds"], b["sessions"]) for b in s["sessions"]["by_length"]],
                         [(0, 900, 1), (900, 1800, 2), (1800, 2700, 2), (2700, 3600, 1), (3600, 5400, 2), (5400, None, 1)])
        self.assertEqual([b["screen_seconds"] for b in s["sessions"]["by_length"]], [900, 2701, 4501, 3600, 9001, 5460])
        self.assertEqual((s["sessions"]["count"], s["longest_seconds"], s["longest_start"]),
                         (9, 5460, "2026-03-03T14:00:00+01:00"))

    def test_sums(self):
        self.two_days()
        s = self.json("stats", *self.range)
        self.assertEqual((s["first_day"], s["last_day"], s["days_recorded"]), ("2026-03-02", "2026-03-03", 2))
        self.assertEqual((s["screen_seconds"], s["screen_seconds_a_day"]), (15303 + 10860, 13081.5))
        self.assertEqual(s["breaks"]["rest"], {"taken": 1, "skipped": 2, "missed": 3, "natural": 4, "replaced": 5, "due": 11})
        self.assertEqual(s["breaks"]["micro"], {"taken": 7, "skipped": 0, "missed": 0, "natural": 6, "replaced": 0, "due": 7})
        self.assertEqual(s["input_seconds"]["keyboard"], 7650)
        # as many days before
        self.assertEqual((s["before"]["first_day"], s["before"]["last_day"], s["before"]["screen_seconds"]),
                         ("2026-02-28", "2026-03-01", 3600))
        self.assertIsNone(self.json("stats", "--since", "2026-02-28", "--until", "2026-03-01")["before"])

    def test_week(self):
        self.one(9, 90)  # 9 to 10:30
        self.session("2026-03-09T09:30:00+01:00", "2026-03-09T10:30:00+01:00", 30)  # half of it at the screen
        self.session("2026-03-10T01:00:00+01:00", "2026-03-10T01:20:00+01:00", 20)  # Monday's night
        for day in ("2026-03-02", "2026-03-09"):
            self.day(day, 1, 60)
        week = self.json("stats", "--since", "2026-03-02", "--until", "2026-03-15")["week"]
        self.assertEqual({h: n for h, n in enumerate(week["monday"]["screen_seconds_by_hour"]) if n},
                         {9: 3600 + 900, 10: 1800 + 900, 1: 1200})
        self.assertEqual([week[d]["days"] for d in ("monday", "tuesday", "sunday")], [2, 0, 0])
        lines = self.ctl("stats", "--since", "2026-03-02", "--until", "2026-03-15").splitlines()
        head = next(line for line in lines if line.startswith("week"))
        self.assertEqual(head[22:], "".join(f"{(4 + i) % 24:02}" for i in range(24)))
        row = next(line for line in lines if line.startswith("  Mon"))
        column = lambda hour: row[22 + 2 * ((hour - 4) % 24)]
        # means of 37.5, 22.5 and 10 minutes, in eighths of an hour
        self.assertEqual([column(h) for h in (8, 9, 10, 1, 11)], ["·", "▅", "▃", "▁", "·"])
        self.assertIn("1 h 10 min", row)

    def test_hours_add_up_to_their_sessions(self):
        """What is left of a microsecond here and there does not make it a minute less."""
        self.session("2026-03-02T09:50:00+01:00", "2026-03-02T12:10:07+01:00", 123)
        self.day("2026-03-02", 1, 123, longest=123)
        hours = self.json("stats", *self.range)["week"]["monday"]["screen_seconds_by_hour"]
        self.assertAlmostEqual(sum(hours), 123 * 60, delta=0.004)  # each is cut to milliseconds
        self.assertIn(" 2 h 3 min ", next(line for line in self.shown("stats", *self.range) if line.startswith("Mon")))

    def test_laptop_alone(self):
        self.day("2026-03-02", 1, 60, laptop=20)
        self.day("2026-03-03", 1, 60, laptop=10)
        self.day("2026-03-04", 1, 60)
        self.assertEqual(self.json("stats", *self.range)["laptop_only_seconds"], 1800)
        self.assertIn("laptop 30 min (25 %) on its own screen alone", self.shown("stats", *self.range))
        self.assertNotIn("laptop", self.ctl("stats", "--since", "2026-03-04", "--until", "2026-03-04"))

    def test_monitors(self):
        """What is known of them, the most used first, and how much is not."""
        self.day("2026-03-02", 1, 300, laptop=30)
        self.day("2026-03-03", 1, 100)
        self.share("2026-03-02", "DELL U2720Q 4XK2ZV2", 210)
        self.share("2026-03-02", "BOE0A1B", 40, alone=30)
        self.share("2026-03-03", "DELL U2720Q 4XK2ZV2", 70)
        self.share("2026-03-03", "a\x1b[31m", 20)
        self.share("2026-03-04", "BOE0A1B", 600)
        s = self.json("stats", *self.range)
        self.assertEqual([list(m.values()) for m in s["monitors"]],
                         [["DELL U2720Q 4XK2ZV2", 16800, 0, 70.0], ["BOE0A1B", 2400, 1800, 10.0], ["a\x1b[31m", 1200, 0, 5.0]])
        self.assertEqual(s["monitors_unknown_seconds"], 3600)
        lines = self.shown("stats", *self.range)
        i = lines.index("monitors by the time that the work was on them:")
        self.assertEqual([re.sub(r" \S+$", "", line) for line in lines[i + 1:i + 5]],
                         ["DELL U2720Q 4XK2ZV2 70 % 4 h 40 min", "BOE0A1B 10 % 40 min", "a\\x1b[31m 5 % 20 min", "not known 15 % 1 h"])
        self.assertEqual(lines[i + 1].split()[-1], "█" * 14)
        self.assertLessEqual(max(map(len, self.ctl("stats", *self.range).splitlines())), 80)
        self.assertEqual(self.shown("history", "2026-03-02")[-1],
                         "monitors DELL U2720Q 4XK2ZV2 70 % (3 h 30 min), BOE0A1B 13 % (40 min), not known 17 %")
        day = self.json("history", "2026-03-02")
        self.assertEqual((len(day["monitors"]), day["monitors_unknown_seconds"]), (2, 3000))

    def test_many_monitors(self):
        self.day("2026-03-02", 1, 100)
        for i in range(12):
            self.share("2026-03-02", f"monitor {i}", 12 - i)
        lines = self.shown("stats", *self.range)
        i = lines.index("monitors by the time that the work was on them:")
        self.assertRegex(lines[i + 8], "^monitor 7 5 % 5 min ")
        self.assertRegex(lines[i + 9], "^others 10 % 10 min ")
        self.assertEqual(len(self.json("stats", *self.range)["monitors"]), 12)

    def test_no_monitor_is_known(self):
        """Why, where that can be told; an old history has none and says nothing."""
        self.day("2026-03-02", 1, 100)
        self.assertNotIn("monitor", self.ctl("stats", *self.range))
        s = self.json("stats", *self.range)
        self.assertEqual((s["monitors"], s["monitors_unknown_seconds"]), ([], 6000))
        wayland = {"WAYLAND_DISPLAY": "wayland-0"}
        self.assertIn("monitors which of several monitors is in use can't be known under Wayland",
                      self.shown("stats", *self.range, env=wayland))
        self.share("2026-03-02", "BOE0A1B", 40, alone=40)  # the only one is known there too
        self.assertIn("which of several monitors is in use can't be known under Wayland",
                      self.shown("stats", *self.range, env=wayland))
        self.ini.parent.mkdir(parents=True)
        self.ini.write_text("[presence]\nmonitor_in_use = no\n")
        self.assertIn("presence.monitor_in_use says no", self.ctl("stats", *self.range))

    def test_bounds(self):
        """A session belongs to the day on which it began, its hours to the days in which they are."""
        self.session("2026-03-02T03:00:00+01:00", "2026-03-02T05:00:00+01:00", 120)
        self.session("2026-03-04T03:30:00+01:00", "2026-03-04T05:00:00+01:00", 90)
        s = self.json("stats", *self.range)
        self.assertEqual((s["sessions"]["count"], s["longest_seconds"]), (1, 5400))
        self.assertEqual([sum(s["week"][d]["screen_seconds_by_hour"]) for d in ("sunday", "monday", "tuesday", "wednesday")],
                         [0, 3600, 1800, 0])
        # the first of several as long, and one that begins with the first day
        self.session("2026-03-02T04:00:00+01:00", "2026-03-02T05:30:00+01:00", 90)
        s = self.json("stats", *self.range)
        self.assertEqual((s["sessions"]["count"], s["longest_start"]), (2, "2026-03-02T04:00:00+01:00"))

    def test_a_day_without_screen_time(self):
        self.day("2026-03-02", 1, 60)
        self.day("2026-03-03", 1, 0)
        s = self.json("stats", *self.range)
        self.assertEqual((s["days_recorded"], s["screen_seconds_a_day"], s["week"]["tuesday"]["days"]), (1, 3600, 0))
        self.assertFalse([line for line in self.shown("stats", *self.range) if line.startswith("Tue ")])

    def test_shades_and_shares(self):
        """An hour's shade: from half a minute on, and to the nearest eighth; no share is over 100 %."""
        for hour, minutes, seconds in ((8, 0, 29), (9, 0, 30), (10, 11, 14), (11, 11, 16), (12, 56, 14), (13, 56, 16)):
            self.one(hour, minutes, seconds=seconds)
        self.day("2026-03-02", 1, 135, keyboard=137)
        lines = self.ctl("stats", *self.range).splitlines()
        row = next(line for line in lines if line.startswith("  Mon"))
        self.assertEqual("".join(row[22 + 2 * (h - 4)] for h in range(8, 14)), "·▁▁▂▇█")
        self.assertIn("input     keyboard in 100 % of the time at the screen", lines)

    def test_a_trace_shows(self):
        """One of very many is no bar of nothing."""
        for i in range(300):
            self.session(f"2026-03-02T{6 + i // 60:02}:{i % 60:02}:00+01:00", f"2026-03-02T{6 + i // 60:02}:{i % 60:02}:10+01:00", 0.1)
        self.one(14, 20)
        self.assertIn("15 to 30 min 1 20 min ▏", self.shown("stats", *self.range))
        self.assertIn("15 to 30 min 1 20 min #", self.shown("stats", *self.range, env={"LANG": "C"}))

    def test_one_day(self):
        self.day("2026-03-01", 1, 60, longest=40)
        self.day("2026-03-02", 1, 60, longest=40)
        lines = self.shown("stats", "--since", "2026-03-02", "--until", "2026-03-02")
        self.assertEqual(lines[:3], ["1 day: Monday 2 March 2026", "screen 1 h at the screen",
                                     "before 1 h in the 1 day before, longest 0 s unbroken"])

    def test_from_the_beginning(self):
        self.two_days()
        self.assertIn("before nothing was recorded in the 3 days before", self.shown("stats", "--since", "2026-03-01", "--until", "2026-03-03"))
        self.assertNotIn("before", self.ctl("stats", "--until", "2026-03-03"))

    def test_text(self):
        self.two_days()
        lines = self.shown("stats", *self.range)
        self.assertEqual(lines[:5], [
            "2 days: Mon 2026-03-02 to Tue 2026-03-03",
            "screen 7 h 16 min at the screen on 2 days, 3 h 38 min a day",
            "longest 1 h 31 min unbroken, Tue 2026-03-03 at 14:00",
            "before 1 h a day in the 2 days before, longest 40 min unbroken",
            "sessions 9, by time unbroken:"])
        for line in ("over 1 h 3 of 9 sessions, 4 h 1 min of screen time", "rest 11 1 2 3 4", "micro 7 7 0 0 6",
                     "input keyboard in 29 %, pointer in 69 % of the time at the screen"):
            self.assertIn(line, lines)
        self.assertIn("30 to 45 min 2 1 h 15 min " + 30 * "█", lines)
        self.assertIn("45 to 60 min 1 1 h " + 15 * "█", lines)

    def test_terminals(self):
        self.two_days()
        for env, glyph in (({"LANG": "C", "LC_ALL": "C"}, "#"), ({}, "█")):
            text = self.ctl("stats", *self.range, env=env)
            self.assertIn(15 * glyph, text)
            self.assertLessEqual(max(map(len, text.splitlines())), 80)
            self.assertNotIn("\x1b", text)
            self.assertTrue(glyph == "█" or text.isascii())

    def test_words_say_nothing_else(self):
        self.two_days()
        text = (self.ctl("stats", *self.range) + self.ctl("history", "2026-03-02")).lower()
        for word in ("good", "bad", "well done", "great", "only", "should", "too ", "warning", "pain", "health"):
            self.assertNotIn(word, text)

    def test_periods(self):
        self.two_days()
        for word in ("today", "week", "month", "year"):
            self.ctl("stats", word)
        self.assertIn('did you mean "month"', self.ctl("stats", "mont", status=2))
        first = self.json("stats", "--until", "2026-03-03")["first_day"]
        self.assertEqual(first, "2026-03-01")
        for word, days in (("today", 0), ("week", 6), ("month", 29), ("year", 364)):
            s = self.json("stats", word)
            last = datetime.date.fromisoformat(s["last_day"])
            self.assertEqual(s["first_day"], str(last - datetime.timedelta(days)))
        # up to a day before all
        s = self.json("stats", "--until", "2026-01-05")
        self.assertEqual((s["first_day"], s["last_day"], s["days_recorded"]), ("2026-01-05", "2026-01-05", 0))


class Export(History):
    def full(self):
        self.years(60, "2026-03-02")

    def lines(self, *args):
        return [json.loads(line) for line in self.ctl("export", *args).splitlines()]

    def table(self, what, *args):
        text = self.ctl("export", "--csv", "--what", what, *args)
        return list(csv.DictReader(text.splitlines(keepends=True)))

    def test_everything(self):
        self.full()
        head, *rows = self.lines()
        self.assertEqual((head["format"], head["schema"]), ("ergod-history", 2))
        self.assertRegex(head["machine"], "^[0-9a-f]{32}$")
        self.assertEqual({r["machine"] for r in rows}, {head["machine"]})
        with self.rows() as db:
            for what in TABLES:
                n = db.execute("SELECT count(*) FROM " + what.replace("monitors", "shares")).fetchone()[0]
                self.assertGreater(n, 0, what)
                mine = [r for r in rows if r["table"] == what]
                self.assertEqual(len(mine), n)
                other = self.table(what)
                self.assertEqual(len(other), n)
                # the same columns and values
                self.assertEqual(list(other[0])[2:], list(mine[0])[2:])
                for a, b in zip(mine, other):
                    self.assertEqual((b["schema"], b["machine"]), ("2", head["machine"]))
                    for k in list(a)[2:]:
                        self.assertEqual({True: "yes", False: "no", None: ""}.get(a[k], str(a[k])) if not isinstance(a[k], (int, float))
                                         or isinstance(a[k], bool) else str(a[k]), b[k], (what, k))

    def test_values(self):
        self.offsets(("2026-01-01T00:00:00+01:00", 1), ("2026-03-29T01:00:00+00:00", 2))
        self.session("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", 59.5)
        self.day("2026-03-28", 2, 59.5, longest=59.5, rest_missed=1)
        s, d = self.table("sessions")[0], self.table("days")[0]
        self.assertEqual((s["start"], s["end"], s["screen_seconds"], s["open"]),
                         ("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", "3570", "no"))
        self.assertEqual((d["day"], d["utc_offset"], d["screen_seconds"], d["rest_missed"], d["rest_taken"]),
                         ("2026-03-28", "+02:00", "3570", "1", "0"))

    def test_monitors(self):
        self.day("2026-03-02", 1, 60)
        self.share("2026-03-02", "=DELL", 30.5, alone=2)
        self.share("2026-03-04", "BOE", 1)
        m = self.table("monitors")
        self.assertEqual([list(r.values())[2:] for r in m], [["2026-03-02", "'=DELL", "1830", "120"], ["2026-03-04", "BOE", "60", "0"]])
        self.assertEqual(len(self.table("monitors", "--until", "2026-03-03")), 1)
        self.assertEqual(len(self.table("monitors", "--since", "2026-03-03")), 1)

    def test_slots(self):
        self.slot("2026-03-02T09:00:10+00:00", 4)
        s = self.table("slots")[0]
        self.assertEqual((s["hour"], s["plane"], s["seconds"], s["bits"]),
                         ("2026-03-02T09:00:00+00:00", "keyboard", "10", "02" + 44 * "00"))

    def test_hostile_text(self):
        texts = ('=1+1', '+A1', '-2', '@x', 'a,"b"', "line\nbreak", "\x1b[31m", "\t=1", "plain")
        with self.rows() as db:
            for i, text in enumerate(texts):
                db.execute("INSERT INTO changes VALUES (?, 'desk.height', '', ?)", (at("2026-03-02T12:00+00:00") + i, text))
        raw = self.ctl("export", "--csv", "--what", "changes")
        self.assertNotIn("\x1b", raw)
        self.assertEqual([r["after"] for r in self.table("changes")],
                         ["'=1+1", "'+A1", "'-2", "'@x", 'a,"b"', "line\\nbreak", "\\x1b[31m", "\\t=1", "plain"])
        self.assertEqual([r["after"] for r in self.lines("--what", "changes")[1:]], list(texts))

    def test_rfc_4180(self):
        self.full()
        out = self.dir / "out.csv"
        out.write_text("x" * 1000000)
        out.chmod(0o644)
        self.assertEqual(self.ctl("export", "--csv", "--what", "breaks", "-o", str(out)), "")
        data = out.read_bytes()
        self.assertEqual(data.count(b"\n"), data.count(b"\r\n"))
        self.assertTrue(data.endswith(b"\r\n") and data.startswith(b"schema,machine,start,"))
        self.assertNotIn(b"xxx", data)
        self.assertEqual(stat.S_IMODE(out.stat().st_mode), 0o600)

    def test_range(self):
        self.full()
        days = self.table("days", "--since", "2026-02-01", "--until", "2026-02-03")
        self.assertEqual([d["day"] for d in days], ["2026-02-01", "2026-02-02", "2026-02-03"])
        for s in self.table("sessions", "--since", "2026-02-02", "--until", "2026-02-02"):
            self.assertEqual(s["start"][:10], "2026-02-02")
        # an hour of slots goes as a whole; a day that a wrong clock put into the future is not left out
        self.slot("2030-03-02T14:20:10+00:00", 4)
        self.day("2030-03-02", 0, 60)
        for until, n in (("14:00:00", 0), ("14:00:01", 1), ("15:00:00", 1)):
            self.assertEqual(len(self.table("slots", "--since", "2026-03-05", "--until", f"2030-03-02T{until}Z")), n)
        self.assertEqual(self.table("days", "--since", "2026-02-01")[-1]["day"], "2030-03-02")

    def test_wrong(self):
        self.full()
        self.assertIn("--what", self.ctl("export", "--csv", status=2))
        self.ctl("export", "--csv", "--jsonl", "--what", "days", status=2)
        self.ctl("export", "--what", "nothing", status=2)
        (self.dir / "link").symlink_to(self.file)
        for path in (self.file, self.folder / "history.db-lock", self.dir / "link"):
            self.assertIn("that is the history itself", self.ctl("export", "-o", str(path), status=1))
        self.assertGreater(len(self.lines("--what", "days")), 60)
        self.assertIn("cannot write", self.ctl("export", "-o", str(self.dir / "no" / "where"), status=1))
        if os.path.exists("/dev/full"):
            self.assertIn("cannot write /dev/full", self.ctl("export", "-o", "/dev/full", status=1))

    def test_odd_rows(self):
        """A file may hold anything; what is printed is still lines, CSV and JSON."""
        big = 2**63 - 1
        self.offsets(("1970-01-01T00:00:00+00:00", -12))
        with self.rows() as db:
            for i, (began, ended, screen) in enumerate(((0, big, big), (-big, big, 1), (1, 0, -1), (big, big, big), (5, 10**11, big))):
                db.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, 0)", (began, ended, screen))
                db.execute("INSERT OR REPLACE INTO breaks VALUES (?, ?, ?, ?, ?)", (ended, i, i, began, screen))
                db.execute("INSERT OR REPLACE INTO days VALUES (?, ?, ?" + 18 * f", {big}" + ")", (began, began, ended))
                db.execute("INSERT OR REPLACE INTO slots VALUES (?, ?, ?)", (began, i, bytes(45)))
                db.execute("INSERT OR REPLACE INTO changes VALUES (?, ?, ?, x'ff00fe')", (began, b"\xff\x1b", "\x9b"))
                db.execute("INSERT OR REPLACE INTO findings VALUES (?, 'r', 'm', 'p', ?, 's', 9e999, -9e999)", (began, ended))
            db.execute("INSERT INTO offsets VALUES (?, ?)", (10**9, big))
        self.lines()
        for what in TABLES:
            self.table(what)
        for day in ("1970-01-01", "1970-01-02", "2026-03-02", "9999-12-31"):
            self.json("history", day)
            self.assertNotIn("\x1b", self.ctl("history", day))
        for args in (("--since", "1970-01-01"), ("--until", "9999-12-31"), ("--until", "1970-01-01")):
            self.json("stats", *args)
            self.ctl("stats", *args)
            self.ctl("history", *args)
        self.ctl("data")
        self.ctl("data", "erase", "--yes")

    def test_machines_differ(self):
        one = self.lines()[0]["machine"] if self.years(0, "2026-03-02") is None else None
        self.assertEqual(self.lines()[0]["machine"], one)
        shutil.rmtree(self.folder)
        self.years(0, "2026-03-02")
        self.assertNotEqual(self.lines()[0]["machine"], one)


if __name__ == "__main__":
    unittest.main()
