#!/usr/bin/python3
"""What ergoctl shows, in states that a daemon would take a day to reach; test_ergoctl.py has the real ergod."""

import contextlib
import datetime
import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
import unittest

from ergoctl_mock import HOUR, MANAGER, MIN, NAME, SEC, SETTINGS, Mocked, S, T, now
from desktop import wait_for


class Status(Mocked):
    def test_glance(self):
        start = datetime.datetime.now() - datetime.timedelta(minutes=42)
        out = self.lines("status")
        self.assertEqual(list(out), ["present", "next", "today", "input"])
        self.assertIn(start.strftime("%H:%M"), out["present"])
        self.assertIn("unbroken for 42 min (longest today 51 min)", out["present"])
        self.assertEqual(out["next"], "rest break in 8 min")
        self.assertEqual(out["today"], "3 h 12 min at the screen, 3 rest breaks (2 of your own accord), "
                         "4 micro-breaks, 1 missed")
        self.assertRegex(out["input"], r"^evdev, keyboard [23] s ago$")

    def test_since_and_unbroken_belong_together(self):
        """A short absence ends no session: since when is told of the session, not of the last return."""
        clock = lambda minutes: (datetime.datetime.fromtimestamp((now() - minutes * MIN) / SEC)).strftime("%H:%M")
        self.set(PresenceSince=now() - 5 * MIN)
        self.assertRegex(self.lines("status")["present"], f"since (yesterday )?{clock(42)}, unbroken for 42 min")
        self.set(PresenceSince=now() - 5 * MIN, SessionStart=0, SessionTime=0)
        self.assertRegex(self.lines("status")["present"], f"since (yesterday )?{clock(5)}, no screen session yet")
        self.set(Presence="away", PresenceSince=now() - 5 * MIN)
        self.assertRegex(self.lines("status")["away"], f"since (yesterday )?{clock(5)}, 5 min by now, after 42 min")

    def test_break_due(self):
        self.set(BreakKind="rest", BreakState="due", BreakRemaining=5 * MIN, PostponesLeft=1, NextReason="active")
        out = self.lines("status")
        self.assertEqual(list(out), ["present", "break", "today", "input", "now"])
        self.assertEqual(out["break"], "rest break due: 5 min away from the screen, can be put off 1 more time")
        self.assertEqual(out["now"], "ergoctl break rest | postpone | skip")
        self.set(BreakKind="rest", BreakState="due", BreakRemaining=5 * MIN, PostponesLeft=0, NextReason="active")
        self.assertEqual(self.lines("status")["now"], "ergoctl break rest | skip")

    def test_break_running_and_postponed(self):
        self.set(BreakKind="micro", BreakState="started", BreakRemaining=20 * SEC, Presence="away")
        self.assertEqual(self.lines("status")["break"], "micro-break running, 20 s left")
        self.set(BreakKind="rest", BreakState="postponed", NextReason="postponed", NextAt=now() + 4 * MIN + SEC // 2)
        self.assertEqual(self.lines("status")["break"], "rest break postponed, again in 4 min")
        self.assertNotIn("max_postpones", self.ergoctl("explain"))
        self.set(BreakKind="rest", BreakState="due", BreakRemaining=5 * MIN, PostponesLeft=1, NextReason="active")
        self.assertIn("It can be put off 1 more time (prompts.max_postpones", self.ergoctl("explain"))

    def test_paused(self):
        self.set(Paused=True, PausedUntil=now() + 90 * MIN + SEC // 2, NextReason="silence")
        out = self.lines("status")
        self.assertIn("1 h 30 min from now", out["paused"])
        self.assertEqual(out["to end it"], "ergoctl resume")
        self.set(Paused=True, PausedUntil=0, NextReason="silence")
        self.assertEqual(self.lines("status")["paused"], "until you resume")

    def test_every_reason_has_words(self):
        for reason, words in {"away": "after 8 min more at the screen", "settle": "rest break in ",
                              "lull": "gap in your input", "quiet": "held back: a full-screen window",
                              "nothing": "no break is prompted", "martian": "rest break in 8 min"}.items():
            with self.subTest(reason):
                self.set(NextReason=reason, Quiet="fullscreen" if reason == "quiet" else "")
                self.assertIn(words, self.lines("status")["next"])

    def test_every_quiet_has_words(self):
        for quiet, words in {"meeting": "a meeting", "call": "a call (a microphone)", "sharing": "the screen is shared",
                             "do-not-disturb": "do not disturb", "fullscreen": "a full-screen window",
                             "hours": "outside your hours", "martian": "martian"}.items():
            with self.subTest(quiet):
                self.set(Quiet=quiet, QuietText="a microphone" if quiet == "call" else "")
                self.assertEqual(self.lines("status")["quiet"], f"{words}: prompts are held back")
                self.assertEqual(json.loads(self.ergoctl("status", "--json"))["quiet"], quiet)
        self.set(Quiet="hours", QuietUntil=now() + 90 * MIN)
        self.assertRegex(self.lines("status")["quiet"], r"^outside your hours, until .*\d\d:\d\d: prompts")

    def test_no_break_is_prompted(self):
        """The daily limit is asked for, and not spoken of when there is no answer."""
        self.addCleanup(self.settings, SETTINGS)
        off = dict(NextReason="nothing", NextKind="", NextIn=0, NextAt=0, MicroEvery=0, RestEvery=0)
        words = "no break is prompted (micro_break.enabled and rest_break.enabled are no)"
        self.set(**off)
        self.assertEqual(self.lines("status")["next"], f"{words}, the daily limit still is")
        self.assertIn(f"present 42 min, {words}, the daily limit still is, today", self.ergoctl("status", "-foneline"))
        self.assertIn("the daily limit still is", json.loads(self.ergoctl("status", "-fwaybar"))["tooltip"])
        self.assertIn("the daily limit still is", self.ergoctl("resume"))
        e = json.loads(self.ergoctl("explain", "--json"))
        self.assertEqual({k["key"] for k in e["keys"]}, {"micro_break.enabled", "rest_break.enabled", "daily_limit.enabled",
                                                        "daily_limit.limit", "daily_limit.remind_every"})
        self.assertNotIn("pause", self.ergoctl("explain"))
        self.set(**off, Paused=True)
        self.assertIn("You paused all prompts, until you resume", self.ergoctl("explain"))
        self.set(**off)
        self.settings([(*r[:2], "no", *r[3:]) if r[0] == "daily_limit.enabled" else r for r in SETTINGS])
        self.assertEqual(self.lines("status")["next"], f"{words}, nor is the daily limit")
        self.assertIn("Nor is the daily limit (daily_limit.enabled = no)", self.ergoctl("explain"))
        self.settings([])
        self.assertEqual(self.lines("status")["next"], words)

    def test_problems_and_unknown(self):
        self.set(Presence="unknown", InputSource="none", LastInput=0, LastInputClass="", SessionStart=0,
                 Problems=["config: two\x1b[31m\nlines \u202e\x9b", "x" * 3000])
        out = self.ergoctl("status")
        self.assertIn("problem   config: two\\x1b[31m\\nlines \\u{202e}\\u{009b}\n", out)
        self.assertIn("none, nothing seen yet", out)
        self.assertTrue(out.endswith("\ndo        ergoctl doctor\n"), out)
        self.assertNotIn("\x1b", out)

    def test_json(self):
        s = json.loads(self.ergoctl("status", "--json"))
        for key in ("presence", "presence_since", "session_seconds", "today_seconds", "quiet", "break", "next_break",
                    "paused", "paused_until", "input_source", "problems"):
            self.assertIn(key, s)
        self.assertEqual(s["presence"], "present")
        self.assertAlmostEqual(datetime.datetime.fromisoformat(s["presence_since"]).timestamp(),
                               time.time() - 42 * 60, delta=5)
        self.assertEqual((s["session_seconds"], s["today_seconds"]), (2520, 11520))
        self.assertEqual((s["quiet"], s["break"], s["paused"], s["paused_until"]), (None, None, False, None))
        self.assertEqual(s["next_break"], {"kind": "rest", "seconds": 480})
        self.assertEqual(s["tally"]["rest"], {"taken": 1, "skipped": 0, "missed": 1, "natural": 2, "replaced": 0})
        self.assertEqual(s["problems"], [])

    def test_json_break_quiet_pause(self):
        until = now() + HOUR
        self.set(BreakKind="rest", BreakState="started", BreakRemaining=190_500_000, NextReason="active",
                 Quiet="other", Paused=True, PausedUntil=until, Problems=["a\x9b\x7f\x1b"])
        out = self.ergoctl("status", "--json")
        s = json.loads(out)
        self.assertEqual(s["break"], {"kind": "rest", "state": "started", "remaining_seconds": 190.5,
                                      "postpones_left": 3})
        self.assertIn('"remaining_seconds": 190.500', out)
        self.assertEqual((s["next_break"], s["quiet"], s["paused"]), (None, "other", True))
        self.assertAlmostEqual(datetime.datetime.fromisoformat(s["paused_until"]).timestamp(), until / SEC, delta=1)
        self.assertEqual(s["problems"], ["a\x9b\x7f\x1b"])
        self.assertFalse(re.search("[\x7f\x9b\x1b]", out), "controls reach the terminal")

    def test_json_on_a_postponed_break(self):
        self.set(BreakKind="rest", BreakState="postponed", NextReason="postponed", NextIn=0,
                 NextAt=now() + 4 * MIN)
        s = json.loads(self.ergoctl("status", "--json"))
        self.assertEqual(s["break"]["state"], "postponed")
        self.assertAlmostEqual(s["next_break"]["seconds"], 240, delta=3)

    def test_waybar(self):
        out = self.ergoctl("status", "--format", "waybar")
        self.assertEqual(out.count("\n"), 1)
        w = json.loads(out)
        self.assertEqual((w["text"], w["class"], w["percentage"]), ("42 min", "present", 84))
        self.assertIn("next: rest break in 8 min", w["tooltip"].splitlines())
        self.set(BreakKind="rest", BreakState="due", BreakRemaining=MIN, NextReason="active", SinceRest=55 * MIN,
                 Problems=["<b>&amp;"])
        w = json.loads(self.ergoctl("status", "--format=waybar"))
        self.assertEqual((w["text"], w["class"], w["percentage"]), ("rest break due", "due", 100))
        self.assertIn("problem: &lt;b&gt;&amp;amp;", w["tooltip"])
        self.set(Presence="locked")
        self.assertEqual(json.loads(self.ergoctl("status", "-fwaybar"))["class"], "locked")

    def test_oneline(self):
        self.assertEqual(self.ergoctl("status", "-f", "oneline"),
                         "present 42 min, rest break in 8 min, today 3 h 12 min\n")

    def test_two_calls(self):
        with subprocess.Popen(["busctl", f"--address={self.d.env['DBUS_SESSION_BUS_ADDRESS']}", "monitor",
                               "--json=short", f"--match=destination='{NAME}'"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True) as p:
            try:
                seen = []

                def probe():
                    self.call("ClearCalls", "")
                    return select.select([p.stdout], [], [], 0.1)[0]
                wait_for(probe, "the bus monitor listens")
                self.ergoctl("status")
                self.call("GetCalls", "")
                for line in p.stdout:
                    m = json.loads(line)
                    if m.get("member") == "GetCalls":
                        break
                    if m.get("member") != "ClearCalls":
                        seen.append(m.get("member"))
            finally:
                p.kill()
        self.assertEqual(seen, ["GetAll", "GetAll"])  # of the Manager and of the Audit

    def test_a_stranger(self):
        """Properties of other types and unknown ones are passed over; missing ones are empty."""
        self.call("AddProperty", "ssv", MANAGER, "Novelty", S("x"))
        self.set(Presence=T(5), SessionTime="long")
        s = json.loads(self.ergoctl("status", "--json"))
        self.assertEqual((s["presence"], s["session_seconds"], s["today_seconds"]), (None, 0, 11520))
        self.ergoctl("status")
        self.set()


class Explain(Mocked):
    def test_counting(self):
        out = self.ergoctl("explain")
        self.assertIn("The next prompt is a rest break, after 8 min more at the screen", out)
        self.assertIn("for 42 min; one is due after 50min (rest_break.every)", out)
        self.assertIn("  rest_break.length = 4min   (/etc/xdg/ergod/ergod.ini:7)\n", out)
        self.assertRegex(out, r"The last input \(keyboard\) was \d s ago, at \d\d:\d\d:\d\d \(source: evdev\)")

    def test_json(self):
        self.set(NextReason="settle", NextAt=now() + 30 * SEC)
        e = json.loads(self.ergoctl("explain", "--json"))
        self.assertEqual((e["reason"], e["kind"], e["last_input_class"]), ("settle", "rest", "keyboard"))
        self.assertAlmostEqual(e["seconds"], 30, delta=3)
        self.assertIn({"key": "prompts.settle", "value": "1min", "origin": "default"}, e["keys"])
        self.assertIn("prompts.settle", " ".join(e["text"]))

    def test_every_reason(self):
        for reason in ("nothing", "counting", "away", "active", "postponed", "settle", "lull", "quiet", "silence"):
            for kind in ("micro", "rest"):
                with self.subTest(f"{reason} {kind}"):
                    self.set(NextReason=reason, NextKind=kind, BreakKind=kind,
                             BreakState="due" if reason == "active" else "none", RestEvery=0 if kind == "micro" else MIN)
                    text = self.ergoctl("explain")
                    self.assertNotIn("does not know", text)
                    self.assertGreaterEqual(text.count("\n"), 3)


class Terminal(Mocked):
    def on_terminal(self, *args, width=80, **env):
        """Output on a terminal."""
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 25, width, 0, 0))
        with subprocess.Popen([self.d.build / "ergoctl", *args], stdout=follower, stdin=subprocess.DEVNULL,
                              env={**self.d.env, "TERM": "xterm", **env}) as p:
            os.close(follower)
            out = b""
            with contextlib.suppress(OSError):
                while chunk := os.read(leader, 4096):
                    out += chunk
            os.close(leader)
        self.assertIn(p.returncode, (0, 1))
        return out.decode()

    def test_colour(self):
        for args in (("status",), ("doctor",)):
            self.assertIn("\x1b[", self.on_terminal(*args), args)
            for plain in (self.on_terminal(*args, NO_COLOR="1"), self.on_terminal(*args, "--no-color"),
                          self.on_terminal(*args, TERM="dumb"), self.d.ergoctl(*args).stdout):
                self.assertNotIn("\x1b", plain)
        stripped = re.sub(r"\x1b\[[0-9;]*m", "", self.on_terminal("status", NO_COLOR="")).replace("\r", "")
        self.assertEqual(re.sub(r"\d s ago", "", stripped).split(), re.sub(r"\d s ago", "", self.ergoctl("status")).split())
        self.assertTrue(all(len(line) <= 80 for line in stripped.splitlines()), stripped)


    def test_doctor_breaks_at_blanks(self):
        whole = self.ergoctl("doctor")
        header, rows = whole.splitlines()[0], whole.splitlines()[1:]
        column = header.index("WHAT")
        longest = max(map(len, rows))
        self.assertGreater(longest, 100)  # something to break
        for width in (60, 80, 100, longest, column + 16):
            with self.subTest(width):
                lines = self.on_terminal("doctor", "--no-color", width=width).replace("\r", "").splitlines()
                self.assertEqual(lines[0].rstrip(), header.rstrip())
                told = []
                for line in lines[1:]:
                    if len(line) > width:
                        self.assertNotIn(" ", line[column:].rstrip())  # a word that is wider alone
                    if line[:column].strip():
                        told.append(line.rstrip())
                    else:
                        told[-1] += " " + line.strip()
                self.assertEqual(told, [r.rstrip() for r in rows])
                self.assertEqual(len(lines) > len(rows) + 1, width < longest)
        narrow = self.on_terminal("doctor", "--no-color", width=column + 15)
        self.assertEqual(narrow.replace("\r", ""), whole)

    def test_config_list_is_left_alone(self):
        path = self.d.write_config("[rest_break]\nevery = 40min\n")
        self.addCleanup(path.unlink)
        for width in (20, 80):
            out = self.on_terminal("config", "list", "--no-color", width=width).replace("\r", "")
            self.assertEqual(out, self.ergoctl("config", "list"))
            self.assertRegex(out, rf"(?m)^rest_break.every +40min +50min +{re.escape(str(path))}:2$")


class Output(Mocked):
    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "w") as full:
            p = subprocess.run([self.d.build / "ergoctl", "status"], env=self.d.env, stdout=full, text=True,
                               stderr=subprocess.PIPE)
        self.assertEqual(p.returncode, 1)
        self.assertIn("cannot write", p.stderr)


if __name__ == "__main__":
    unittest.main()
