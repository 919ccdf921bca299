#!/usr/bin/python3
"""The evening's question: a real ergod, a real dunst, its buttons, and the diary that ergoctl reads."""

import fcntl
import json
import unittest

from daemon_case import SHORT, DaemonCase
from desktop import DUNST_CONFIG, wait_for

# The evening has come; nobody needs a break.
EVENING = {**SHORT, "rest_break.enabled": "no", "daily_limit.enabled": "no", "micro_break.enabled": "no", "prompts.posture": "no",
           "presence.away_after": "1min", "session.ends_after": "5min", "session.day_starts": "00:00", "diary.ask": "yes",
           "diary.ask_at": "00:00"}
QUESTION = "Did you have a headache today?"


class Question(DaemonCase):
    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")
        self.d.start_xvfb("1280x800")
        # What dunst would let the user choose from is chosen from by a pattern in a file.
        menu = self.d.dir / "menu"
        menu.write_text(f"#!/bin/sh\ngrep -m1 -f {self.d.dir}/choice\n")
        menu.chmod(0o755)
        self.d.start_dunst(DUNST_CONFIG.replace("[global]", f"[global]\ndmenu = {menu}", 1))
        self.d.watch_notifications()

    def asked(self):
        return [n for n in self.d.notices() if n.hints.get("category") == "x-ergod.diary"]

    def go(self, **settings):
        self.start({**EVENING, **settings})

    def ask(self):
        with self.keyboard.busy():
            wait_for(self.asked, f"it is asked: {self.d.log('ergod')}")
        wait_for(lambda: self.shown() == 1, "it is on show")
        return self.asked()[-1]

    def press(self, button):
        (self.d.dir / "choice").write_text(button)
        self.d.dunstctl("context")
        wait_for(lambda: self.shown() == 0, "nothing is on show")

    def entries(self):
        return json.loads(self.ctl("log", "show", "--json"))["entries"]

    def see_no_more(self, n):
        for _ in range(2):
            before = self.status()["last_input"]
            with self.keyboard.busy():
                wait_for(lambda: self.status()["last_input"] != before, "input is seen")
        self.assertEqual(len(self.asked()), n)

    def test_none(self):
        self.go()
        n = self.ask()
        self.assertEqual(n.summary, QUESTION)
        self.assertEqual(n.actions, {"none": "No headache today", "note": "Yes, I'll note it", "not-today": "Not today"})
        self.assertEqual(self.entries(), [])
        self.press("No headache today")
        wait_for(self.entries, "it is noted")
        e, = self.entries()
        self.assertEqual((e["type"], e["day"], e["start"]), ("none", json.loads(self.ctl("log", "--json"))["days"][-1]["day"], None))
        self.assertEqual((self.d.dir / "state" / "ergod" / "diary.db").stat().st_mode & 0o777, 0o600)
        self.see_no_more(1)
        self.ergod.stop()
        self.start()  # the next ergod sees that the day is noted
        self.see_no_more(1)
        self.assertEqual(len(self.entries()), 1)
        self.assertNotIn("headache", self.d.log("ergod"))

    def test_not_today(self):
        self.go()
        self.ask()
        self.press("Not today")
        self.see_no_more(1)
        self.assertEqual(self.entries(), [])

    def test_noted_already(self):
        self.go()
        self.ctl("log", "headache", "4")
        self.see_no_more(0)

    def test_noted_meanwhile(self):
        """A headache that was noted while the question was on show is not contradicted by its button."""
        self.go()
        self.ask()
        self.ctl("log", "headache", "4")
        self.press("No headache today")
        self.see_no_more(1)
        self.assertEqual([e["type"] for e in self.entries()], ["headache"])

    def test_goes_on(self):
        """A headache whose end was forgotten does not silence the question, nor is it contradicted in silence."""
        self.ctl("log", "headache", "4", "start=2 days ago", "end=ongoing")
        self.go()
        self.ask()
        (self.d.dir / "choice").write_text("No headache today")
        self.d.dunstctl("context")
        wait_for(lambda: len(self.asked()) == 2, "it is said")
        self.assertEqual(self.asked()[-1].summary, "It could not be noted in the diary")
        self.assertIn("ergoctl log end", self.asked()[-1].body)
        self.assertEqual([e["type"] for e in self.entries()], ["headache"])
        self.assertNotIn("headache", self.d.log("ergod"))

    def test_held(self):
        """Another program writes the diary: that is said, and nothing hangs."""
        self.ctl("log", "event", "other")
        self.go()
        self.ask()
        with open(self.d.dir / "state" / "ergod" / "diary.db-lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            (self.d.dir / "choice").write_text("No headache today")
            self.d.dunstctl("context")
            wait_for(lambda: len(self.asked()) == 2, "it is said")
        self.assertEqual(self.asked()[-1].summary, "It could not be noted in the diary")
        self.assertIn("another program writes the diary", self.asked()[-1].body)
        self.assertEqual([e["type"] for e in self.entries()], ["event"])

    def test_damaged(self):
        """The diary is not put aside behind the user's back."""
        folder = self.d.dir / "state" / "ergod"
        self.ctl("log", "event", "other")
        (folder / "diary.db").write_bytes(b"x" * 5000)
        self.go()
        self.ask()
        (self.d.dir / "choice").write_text("No headache today")
        self.d.dunstctl("context")
        wait_for(lambda: len(self.asked()) == 2, "it is said")
        self.assertEqual(self.asked()[-1].summary, "The diary was damaged")
        self.assertIn(".corrupt-", self.asked()[-1].body)
        self.assertEqual(len(list(folder.glob("diary.db.corrupt-*"))), 1)
        self.assertEqual([e["type"] for e in self.entries()], ["none"])
        self.assertIn("The diary was damaged", self.d.log("ergod"))

    def test_not_wanted(self):
        self.go(**{"diary.ask": "no"})
        self.see_no_more(0)

    def test_paused(self):
        self.go()
        self.ctl("pause", "1h")
        self.see_no_more(0)
        self.ctl("resume")
        self.ask()


if __name__ == "__main__":
    unittest.main()
