"""ergoctl simulate: one's own past under other thresholds."""

import datetime
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from history_case import BUILD, History, at  # noqa: E402

PRESENT, KEYBOARD = 0, 4
MARCH = ("--since", "2026-03-01", "--until", "2026-03-03")


class Simulate(History):
    def work(self, start, minutes):
        """Input in each slot."""
        begin, hours = at(start), {}
        for t in range(begin, begin + minutes * 60, 10):
            bits = hours.setdefault(t // 3600, bytearray(45))
            bits[t % 3600 // 10 // 8] |= 1 << t % 3600 // 10 % 8
        with self.rows() as db:
            for hour, bits in hours.items():
                for plane in (PRESENT, KEYBOARD):
                    db.execute("INSERT INTO slots VALUES (?, ?, ?)", (hour, plane, bytes(bits)))

    def two_days(self):
        """Micro-breaks come due at 20 and 42 minutes, and nobody listens; the rest break at 50."""
        self.offsets(("2026-01-01T00:00:00+01:00", 1))
        self.work("2026-03-02T09:00:00+01:00", 75)
        self.work("2026-03-03T09:00:00+01:00", 30)

    def configure(self, text):
        self.ini.parent.mkdir(parents=True, exist_ok=True)
        self.ini.write_text(text)

    def test_now_and_then(self):
        self.two_days()
        s = self.json("simulate", *MARCH, "--set", "micro_break.every=10min", "--set", "rest_break.enabled=no")
        self.assertEqual((s["first_day"], s["last_day"]), ("2026-03-01", "2026-03-03"))
        now, then = s["now"], s["then"]
        self.assertEqual((now["days"], now["sessions"], then["days"], then["sessions"]), (2, 2, 2, 2))
        # at 20 and 42, and the second day at 20; the rest break at 50, again at 60 and 70
        self.assertEqual(now["prompts"], {"micro": 3, "rest": 1, "daily": 0, "reminders": 2})
        self.assertEqual(now["prompts_a_day"], 3)
        # at 10, 22, 34, 46, 58, 70 and, the second day, at 10 and 22
        self.assertEqual(then["prompts"], {"micro": 8, "rest": 0, "daily": 0, "reminders": 0})
        self.assertEqual((now["longest_seconds"], now["over_60min_seconds"]), (4492.5, 892.5))
        self.assertEqual(then["longest_seconds"], 4492.5)
        self.assertEqual(now["screen_seconds"], 4492.5 + 1792.5)
        self.assertEqual(then["breaks"]["micro"]["missed"], 8)
        self.assertEqual(s["keys"], [{"key": "micro_break.every", "now": "20min", "then": "10min"},
                                     {"key": "rest_break.enabled", "now": "yes", "then": "no"}])
        self.assertEqual(s["untold"], [])

    def test_table(self):
        self.two_days()
        lines = self.shown("simulate", *MARCH, "--set", "micro_break.every=10min", "--set=rest_break.enabled=no",
                           "--set", "prompts.postpone=10min", "--set", "prompts.lull=3s")
        self.assertEqual(lines[0], "Sun 2026-03-01 to Tue 2026-03-03: 2 days with screen time")
        self.assertEqual(lines[1], "now then difference")
        for line in ("prompts a day 3.0 4.0 +1.0", "- of micro-breaks 1.5 4.0 +2.5", "- of rest breaks 0.5 0.0 -0.5",
                     "- of the daily limit 0.0 0.0 same", "- reminders 1.0 0.0 -1.0",
                     "over 60 min unbroken, a day 7 min 7 min same", "longest session 1 h 14 min 1 h 14 min same",
                     "changed micro_break.every: 20min -> 10min", "changed prompts.postpone: 5min -> 10min",
                     "untold prompts.postpone depends on how you would have answered",
                     "the same prompts.lull = 3s", "untold prompts.lull finer than the 10 s slots that are kept"):
            self.assertIn(line, lines)
        # aligned: each column begins where its name does
        table = self.ctl("simulate", *MARCH, "--set", "micro_break.every=10min").splitlines()[1:13]
        for word in ("now", "then", "difference"):
            column = table[0].index(word)
            self.assertEqual({line[column - 1] for line in table}, {" "}, word)
            self.assertNotIn(" ", {line[column] for line in table}, word)

    def test_file_then_sets(self):
        self.two_days()
        self.configure("[micro_break]\nevery = 25min\n[desk]\nheight = 70cm\n")
        other = self.dir / "other.ini"
        other.write_text("[micro_break]\nevery = 5min\n[rest_break]\nenabled = no\n[desk]\nheight = 72cm\n")
        s = self.json("simulate", *MARCH, "--config", str(other), "--set", "micro_break.every=15min")
        self.assertEqual({k["key"]: (k["now"], k["then"]) for k in s["keys"]},
                         {"micro_break.every": ("25min", "15min"), "rest_break.enabled": ("yes", "no")})
        # 15, 32, 49, 66; 15
        self.assertEqual(s["then"]["prompts"]["micro"], 5)
        self.assertEqual(s["now"]["prompts"]["micro"], 2)

    def test_without_another_configuration(self):
        self.two_days()
        s = self.json("simulate", *MARCH)
        self.assertEqual((s["then"], s["keys"], s["now"]["prompts"]["micro"]), (None, [], 3))
        lines = self.shown("simulate", *MARCH)
        self.assertEqual(lines[1], "now")
        self.assertIn("ergoctl simulate --set micro_break.every=15min", lines[-1])

    def test_days(self):
        """The last days, today included, by the clock."""
        now = datetime.datetime.now(datetime.timezone.utc)
        # days begin at 4: a moment that is three days ago, whatever the hour
        start = (now - datetime.timedelta(hours=4)).replace(hour=12, minute=0, second=0) - datetime.timedelta(days=3)
        self.offsets(("2026-01-01T00:00:00+00:00", 0))
        self.work(start.isoformat(timespec="seconds"), 30)
        self.assertEqual(self.json("simulate")["now"]["days"], 1)
        self.assertEqual(self.json("simulate", "--days", "4")["now"]["days"], 1)
        self.assertEqual(self.json("simulate", "--days", "3")["now"]["days"], 0)

    def test_nothing(self):
        self.assertIn("no history yet", self.ctl("simulate", "--set", "micro_break.every=10min"))
        self.assertEqual(self.json("simulate")["now"]["days"], 0)
        self.two_days()
        self.assertIn("nothing was recorded from Wed 2026-02-25 to Fri 2026-02-27",
                      self.ctl("simulate", "--since", "2026-02-25", "--until", "2026-02-27"))

    def test_usage(self):
        for args, text in ((("--set", "micro_break.evry=10min"), 'did you mean "micro_break.every"?'),
                           (("--set", "micro_break.every"), "KEY=VALUE"),
                           (("--set", "=3"), "there is no key"),
                           (("--set", "x" * 3000 + "=3"), "there is no key"),
                           (("--set", "micro_break.every=10"), "micro_break.every: "),
                           (("--set", "monitor DP-1.tilt=3deg"), "monitor"),
                           (("--set",), "--set needs a value"),
                           (("--set", "micro_break.every=10min") * 65, "64 times"),
                           (("--days", "0"), "--days"), (("--days", "36501"), "--days"), (("--days", "x1"), "--days"),
                           (("--days", "3", "--since", "monday"), "either --days"),
                           (("--since", "tomorrow"), "is no time"), (("more",), "more")):
            self.assertIn(text, self.ctl("simulate", *args, status=2))
        self.assertIn("No such file", self.ctl("simulate", "--config", str(self.dir / "none"), status=1))
        bad = self.dir / "bad.ini"
        bad.write_text("[micro_break]\nevery = soon\n")
        self.assertIn("bad.ini:2: micro_break.every", self.ctl("simulate", "--config", str(bad), status=1))

    def test_hostile_text(self):
        """What is typed does not reach a terminal as it is."""
        self.two_days()
        for args, status in ((("--set", "input.only=a\x1b[31mb"), 0), (("--set", "a\x1b[31mb=3"), 2),
                             (("--config", "a\x1b[31mb"), 1), (("--set", "input.only=b\u202ec"), 0)):
            out = self.ctl("simulate", *MARCH, *args, status=status)
            self.assertNotIn("\x1b", out)
            self.assertNotIn("\u202e", out)

    def test_completion(self):
        complete = lambda *words: subprocess.run([BUILD / "ergoctl", "--complete", "line", *words], env=self.env, text=True,
                                                 capture_output=True, check=True, timeout=30).stdout
        self.assertIn("rest_break.every=\t", complete("simulate", "--set", "rest_b"))
        self.assertIn("--set=rest_break.every=\t", complete("simulate", "--set=rest_b"))
        self.assertEqual("", complete("simulate", "--set", "desk."))
        self.assertIn("--days=\t", complete("simulate", "--d"))
        self.assertIn(":file", complete("simulate", "--config", ""))


if __name__ == "__main__":
    unittest.main()
