#!/usr/bin/python3
"""ergoctl exercises: the rules first, lists, and being guided through a terminal of any kind or none."""

import json
import os
import re
import select
import signal
import sqlite3
import stat
import subprocess
import termios
import time
import unittest

from desktop import wait_for
from dialogue import Dialogue
from setup_case import BUILD, Setup

STOP = "Stop if you feel dizziness, faintness, visual change"
PRECAUTIONS = "Do not start without professional advice with: a recent neck injury"
OWN = """\
[exercise quick]
title = Wall slides
hold = 1s
repetitions = 2
sides = each
text = Slide the arms up,
text = and down.
from = A. Physio

[exercise once]
hold = 1s
text = Once.

[exercise long]
hold = 30s
text = Wait.

[routine short]
exercises = quick
"""


class Case(Setup):
    def setUp(self):
        super().setUp()
        self.state = self.dir / ".local" / "state" / "ergod"
        self.acknowledged = self.state / "exercises-acknowledged"
        self.own = self.dir / ".config" / "ergod" / "exercises.ini"
        self.write(OWN, self.own)

    def acknowledge(self):
        self.run_ctl("exercises", "--acknowledge")

    def guide(self, *names, **kwargs):
        d = Dialogue([BUILD / "ergoctl", "exercises", "start", *names], self.env, **kwargs)
        self.addCleanup(d.__exit__)
        return d

    def noted(self):
        """The notes of what was done, in the diary."""
        path = self.state / "diary.db"
        if not path.exists():
            return []
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            columns = [row[1] for row in db.execute("PRAGMA table_info(entries)")]
            rows = [dict(zip(columns, row)) for row in db.execute("SELECT * FROM entries ORDER BY id")]
        return [row["note"] for row in rows]

    def enter(self, d, *steps):
        """Goes on from each of these steps at once."""
        for step in steps:
            d.expect(step)
            os.write(d.fd, b"\n")

    def lines(self, text):
        """What a terminal shows in the end: each line as it was drawn last."""
        return [line.split("\r")[-1].rstrip("\a ") for line in text.split("\n")]


class Rules(Case):
    def test_asked_once_and_dated(self):
        d = self.guide("short")
        d.expect(STOP)
        d.expect(PRECAUTIONS)
        d.expect("Have you read this, and does none of it hold for you")
        self.assertFalse(self.acknowledged.exists())
        d.expect("yes or no: ")
        d.type("yes")
        d.expect("1 of 1")
        d.expect("Get ready")
        self.assertEqual(stat.S_IMODE(self.acknowledged.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.state.stat().st_mode), 0o700)
        self.assertRegex(self.acknowledged.read_text(), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d\n$")
        os.write(d.fd, b"q")
        self.assertEqual(d.end(), 0)
        before = self.acknowledged.read_bytes()
        d = self.guide("short")  # the rules are said every time, and asked for no more
        d.expect(STOP)
        d.expect(PRECAUTIONS)
        d.expect("Get ready")
        os.write(d.fd, b"q")
        self.assertEqual(d.end(), 0)
        self.assertNotIn("yes or no", d.text)
        self.acknowledge()
        self.assertEqual(self.acknowledged.read_bytes(), before)

    def test_no_is_no(self):
        for answer in ("no", "", "perhaps"):
            d = self.guide("short")
            d.expect("yes or no: ")
            d.type(answer)
            self.assertEqual(d.end(), 1)
            self.assertIn("ask a doctor or physiotherapist first", d.rest())
            self.assertNotIn("Get ready", d.text)
            self.assertFalse(self.acknowledged.exists())

    def test_without_a_terminal(self):
        out = self.run_ctl("exercises", "start", "short", status=1)
        self.assertIn("ergoctl exercises --acknowledge", out)
        self.assertFalse(self.acknowledged.exists())
        self.assertIn(STOP, self.run_ctl("exercises", "--acknowledge"))
        self.assertTrue(self.acknowledged.exists())
        out = self.run_ctl("exercises", "start", "once")
        self.assertIn(STOP, out)
        self.assertIn("  Get ready: 5 s\n  Now: 1 s\n", out)
        self.assertNotRegex(out, r"[\x1b\r\a]")
        self.assertEqual(self.noted(), ["once"])

    def test_both_at_once(self):
        out = self.run_ctl("exercises", "start", "once", "--acknowledge")
        self.assertLess(out.index(STOP), out.index("Get ready"))
        self.assertLess(out.index(PRECAUTIONS), out.index("Get ready"))
        self.assertTrue(self.acknowledged.exists())

    def test_the_state_can_not_be_written(self):
        self.state.parent.mkdir(parents=True)
        self.state.write_text("no folder\n")
        self.assertIn("it can't be noted that the rules were read: Not a directory",
                      self.run_ctl("exercises", "--acknowledge", status=1))


class Lists(Case):
    def test_all(self):
        out = self.run_ctl("exercises")
        for name in ("chin_back", "turn", "walk", "quick"):
            self.assertRegex(out, rf"(?m)^{name} ")
        self.assertIn(STOP, out)
        self.assertIn(PRECAUTIONS, out)
        self.assertRegex(out, r"(?m)^now +(quick, once|once, long|long, quick), walk$")  # one's own first

    def test_one(self):
        out = self.run_ctl("exercises", "chin_back")
        self.assertIn("Glide your whole head backwards as if making a double chin", out)
        self.assertIn("3 to 5 s, 5 to 10 times", out)
        self.assertIn(STOP, out)
        self.assertIn(PRECAUTIONS, out)
        out = self.run_ctl("exercises", "quick")
        self.assertIn("Slide the arms up, and down.", out)
        self.assertIn("A. Physio", out)
        self.assertIn(STOP, out)
        self.assertIn("Make slow circles", self.run_ctl("exercises", "shoulders"))

    def test_json(self):
        o = json.loads(self.run_ctl("exercises", "--json"))
        self.assertEqual(len(o["exercises"]), 13)
        own = o["exercises"][0]
        self.assertEqual((own["name"], own["own"], own["hold_seconds"], own["repetitions"], own["sides"], own["source"]),
                         ("quick", True, 1, 2, "each", "A. Physio"))
        self.assertEqual(own["guide_seconds"], 5 + 4 * 1 + 3 * 2)
        self.assertIn(STOP, o["stop_rule"])
        self.assertIn("osteoporosis", o["precautions"])
        self.assertIs(o["acknowledged"], False)
        self.assertIsNone(o["acknowledged_at"])
        self.assertEqual(o["now"]["break"], "rest")
        self.acknowledge()
        o = json.loads(self.run_ctl("exercises", "neck", "--json"))
        self.assertEqual([e["name"] for e in o["exercises"]], ["chin_back", "turn", "side_bend"])
        self.assertEqual([r["name"] for r in o["routines"]], ["neck"])
        self.assertIs(o["acknowledged"], True)
        self.assertRegex(o["acknowledged_at"], r"^\d{4}-")

    def test_wrong_words(self):
        self.assertIn('did you mean "turn"', self.run_ctl("exercises", "trn", status=2))
        self.assertIn("ergoctl exercises start turn walk", self.run_ctl("exercises", "turn", "walk", status=2))
        self.run_ctl("exercises", "start", "--json", status=2)
        self.run_ctl("exercises", "turn", "--acknowledge", status=2)
        self.assertIn("more than 32 exercises", self.run_ctl("exercises", "start", *["neck"] * 11, status=2))

    def test_leave_out(self):
        self.write("[exercises]\nleave_out = quick, once, long, *_*, turn\n")
        self.assertRegex(self.run_ctl("exercises"), r"(?m)^now +walk$")
        self.write("[exercises]\nleave_out = *\n")
        self.assertIn("name one", self.run_ctl("exercises", "start", status=1))

    def test_problems_have_file_line_key_and_reason(self):
        self.write(OWN + "[exercise x]\nhold = 5\ntext = y\n", self.own)
        out = self.run_ctl("exercises", "quick")  # the others are there
        self.assertIn("Wall slides", out)
        self.run_ctl("exercises", "x", status=2)
        p = subprocess.run([BUILD / "ergoctl", "config", "check"], env=self.env, text=True, capture_output=True)
        self.assertEqual(p.returncode, 1)
        self.assertIn(f'{self.own}:21: exercise x.hold: "5" is no duration from 1s to 30min: write 5s', p.stdout)

    def test_completion(self):
        offered = lambda *words: [line.split("\t")[0] for line in self.run_ctl("--complete", "line", "exercises", *words).splitlines()]
        self.assertEqual(offered("qu"), ["quick"])
        self.assertEqual(offered("st"), ["start", "stretch"])
        self.assertEqual(offered("start", "sho"), ["shoulder_roll", "short", "shoulders"])
        self.assertEqual(offered("turn", ""), [])


class Guide(Case):
    def setUp(self):
        super().setUp()
        self.acknowledge()

    def test_to_the_end(self):
        d = self.guide("short")
        d.expect("space pauses")
        d.expect("1 of 1")
        began = time.monotonic()
        self.enter(d, "Get ready")
        for step in ("Left, 1 of 2", "Let go", "Right, 1 of 2", "Let go", "Left, 2 of 2", "Let go", "Right, 2 of 2"):
            d.expect(step)
        self.assertEqual(d.end(), 0)
        self.assertGreater(time.monotonic() - began, 9.8)  # 4 x 1 s, 3 x 2 s
        self.assertIn("█", d.text)
        self.assertIn("\a", d.text)
        self.assertEqual(self.lines(d.text)[-4:], ["Done", "", "\x1b[1mdone\x1b[0m      quick", ""])
        self.assertEqual(self.noted(), ["quick"])

    def test_narrow(self):
        d = self.guide("short", columns=40)
        d.expect("0:03")
        self.enter(d, "Get ready", "Left, 1 of 2", "Let go", "Right, 1 of 2", "Let go", "Left, 2 of 2", "Let go", "Right, 2 of 2")
        self.assertEqual(d.end(), 0)
        drawn = [part for line in d.text.split("\n") if "\r" in line for part in line.split("\r")]
        self.assertGreater(len(drawn), 15)
        self.assertLess(max(len(part.rstrip("\a")) for part in drawn), 40)
        self.assertIn("█", "".join(drawn))
        plain = re.sub(r"\x1b\[[0-9;]*m", "", d.text)
        self.assertLessEqual(max(len(line) for line in plain.split("\n") if "\r" not in line), 40)

    def test_without_colour_or_a_clever_terminal(self):
        self.env["NO_COLOR"] = "1"
        d = self.guide("short")
        self.enter(d, "Get ready")
        d.expect("Left, 1 of 2")
        os.write(d.fd, b"q")
        d.end()
        self.assertNotIn("\x1b", d.text)
        self.env["TERM"] = "dumb"
        d = self.guide("short")
        self.enter(d, "  Get ready: 5 s\n")
        d.expect("  Left, 1 of 2: 1 s\n")
        os.write(d.fd, b"q")
        self.assertEqual(d.end(), 0)
        self.assertNotRegex(d.text, r"[\x1b\r\a]")

    def test_skip_and_quit(self):
        d = self.guide("long", "long", "short")
        d.expect("1 of 3")
        d.expect("Get ready")
        os.write(d.fd, b"s")
        d.expect("2 of 3")
        d.expect("Get ready")
        os.write(d.fd, b"s")
        d.expect("3 of 3")
        d.expect("Get ready")
        os.write(d.fd, b"q")
        self.assertEqual(d.end(), 0)
        self.assertIn("nothing", d.text.split("\n")[-2])
        self.assertEqual(self.noted(), [])

    def test_pause(self):
        d = self.guide("quick")
        d.expect("Get ready")
        d.expect("0:04")
        os.write(d.fd, b" ")
        d.expect("Paused")
        began, seen = time.monotonic(), len(d.text)
        while time.monotonic() < began + 5.5:  # longer than the step
            if select.select([d.fd], [], [], 0.1)[0]:
                d._read(began + 20)
        self.assertNotIn("Left", d.text[seen:])
        self.assertNotIn("0:02", d.text[seen:])  # time stood still
        os.write(d.fd, b" ")
        d.expect("Left, 1 of 2")
        os.write(d.fd, b"q")
        self.assertEqual(d.end(), 0)

    def flags(self, d):
        return termios.tcgetattr(d.fd)[3] & (termios.ICANON | termios.ECHO | termios.ISIG)

    def test_signals_leave_the_terminal_as_it_was(self):
        whole = termios.ICANON | termios.ECHO | termios.ISIG
        for name, send in (("SIGINT", lambda d: d.press("C")), ("SIGTERM", lambda d: os.kill(d.pid, signal.SIGTERM)),
                           ("SIGHUP", lambda d: os.kill(d.pid, signal.SIGHUP))):
            with self.subTest(name):
                d = self.guide("once", "long")
                self.enter(d, "Get ready")
                d.expect("2 of 2")
                self.enter(d, "Get ready")
                d.expect("Now")
                self.assertEqual(self.flags(d), termios.ISIG)
                before = len(self.noted())
                send(d)
                # seen as long as the other side lives: a pty is nobody's then
                d.expect("done")
                wait_for(lambda: self.flags(d) == whole, "the terminal is as it was")
                self.assertEqual(d.end(), -getattr(signal, name))
                self.assertEqual(d.text.split("\n")[-2].split()[-1], "once")
                self.assertEqual(self.noted()[before:], ["once"])  # what was done is not lost

    def test_stopped_and_continued(self):
        d = Dialogue(["/bin/bash", "--norc", "--noprofile", "-i"], {**self.env, "PS1": "shell> ", "HISTFILE": ""})
        self.addCleanup(d.__exit__)
        d.expect("shell> ")
        d.type(f"{BUILD}/ergoctl exercises start long")
        d.expect("Get ready")
        os.write(d.fd, b"\n")
        for _ in range(2):
            d.expect("Now")
            d.expect("0:")
            d.press("Z")
            d.expect("Stopped")
            left = int(re.findall(r"0:(\d\d)", d.text)[-1])
            d.type("stty -a | tr ';' '\\n' | grep -w icanon")
            d.expect(" icanon ")
            time.sleep(2.5)
            seen = len(d.text)
            d.type("fg")
            d.expect("Now")
            d.expect("0:")
            wait_for(lambda: self.flags(d) == termios.ISIG, "keys are taken again")
            now = int(re.findall(r"0:(\d\d)", d.text[seen:])[0])
            self.assertIn(now, (left, left - 1))  # the stop did not count
        os.write(d.fd, b"q")
        d.expect("nothing")
        d.expect("shell> ")
        d.type("exit 7")
        self.assertEqual(d.end(), 7)

    def test_hostile_own_words(self):
        self.write("[exercise bad]\nhold = 1s\ntext = a\xe2\x80\xaeb %s %n \u202e\n".encode().decode(), self.own)
        self.assertNotRegex(self.run_ctl("exercises", "bad"), "\u202e")

    def test_how_often(self):
        done = lambda: {e["name"]: e["done_last_7_days"] for e in json.loads(self.run_ctl("exercises", "--json"))["exercises"]}
        self.assertEqual(set(done().values()), {0})
        self.assertNotIn("in the last 7 days", self.run_ctl("exercises"))
        d = self.guide("once", "long", "once")
        self.enter(d, "Get ready", "Now", "Get ready")
        os.write(d.fd, b"s")
        self.enter(d, "3 of 3", "Now")
        self.assertEqual(d.end(), 0)
        self.assertIn("Skipped", d.text)
        self.run_ctl("log", "event", "exercise", "note=walk and onces, turn")  # by hand
        self.assertEqual({k: v for k, v in done().items() if v}, {"once": 2, "walk": 1, "turn": 1})
        self.assertRegex(self.run_ctl("exercises"), r"(?m)^done +in the last 7 days: once 2, turn 1, walk 1$")

    def test_nothing_is_noted_without_a_history(self):
        self.write("[history]\nenabled = no\n")
        d = self.guide("once")
        self.enter(d, "Get ready", "Now")
        self.assertEqual(d.end(), 0)
        self.assertEqual(self.noted(), [])


if __name__ == "__main__":
    unittest.main()
