#!/usr/bin/python3
"""ergoctl exercises start: through a terminal of any kind or none, which is left as it was."""

import json
import os
import re
import select
import signal
import termios
import time
import unittest

from desktop import wait_for
from dialogue import Dialogue
from exercises_case import Case
from setup_case import BUILD


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
        for step in ("Left, 1 of 2", "Right, 1 of 2", "Left, 2 of 2"):
            d.expect(step)
            self.enter(d, "Let go")
        d.expect("Right, 2 of 2")
        self.assertEqual(d.end(), 0)
        self.assertGreater(time.monotonic() - began, 3.9)  # 4 x 1 s
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
        self.enter(d, "Get ready")
        d.expect("Left, 1 of 2")
        os.write(d.fd, b" ")
        d.expect("Paused")
        began, seen = time.monotonic(), len(d.text)
        while time.monotonic() < began + 1.5:  # longer than the step
            if select.select([d.fd], [], [], 0.1)[0]:
                d._read(began + 20)
        self.assertNotIn("Let go", d.text[seen:])
        self.assertNotIn("0:00", d.text[seen:])
        os.write(d.fd, b" ")
        d.expect("Let go")
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
        for pause in (2.5, 0):
            d.expect("Now")
            d.expect("0:")
            d.press("Z")
            d.expect("Stopped")
            left = int(re.findall(r"0:(\d\d)", d.text)[-1])
            d.type("stty -a | tr ';' '\\n' | grep -w icanon")
            d.expect(" icanon ")
            time.sleep(pause)
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
