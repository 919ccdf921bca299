#!/usr/bin/python3
"""Exercises in the prompts of breaks: never before the rules were acknowledged, and as the user wants it."""

import json
import re
import unittest

from daemon_case import PromptCase
from desktop import wait_for

OFFER = r"(?m)^If you like, (.+): ergoctl exercises start (\S+)$"
OWN = "[exercise slides]\ntitle = Wall slides\nhold = 5s\ntext = Up and down.\nfrom = A. Physio\n"
MICRO = {"micro_break.enabled": "yes", "micro_break.every": "1s", "micro_break.length": "1s", "micro_break.not_before_rest": "1s",
         "rest_break.every": "1h", "presence.away_after": "3s"}


class Exercises(PromptCase):
    def body(self):
        """Of the prompt of the next break, which is skipped then."""
        before = len(self.d.notices())
        with self.keyboard.busy():
            self.due()
            n = self.wait_notice("without a (break|pause)", before)
            self.ctl("skip")
        self.gone()
        return n.body

    def now(self):
        return json.loads(self.ctl("exercises", "--json"))["now"]

    def write_own(self):
        path = self.d.dir / "config" / "ergod" / "exercises.ini"
        path.parent.mkdir(exist_ok=True)
        path.write_text(OWN)

    def test_rest_breaks(self):
        self.go({})
        self.assertNotRegex(self.body(), OFFER)
        self.ctl("exercises", "--acknowledge")
        self.assertRegex(self.body(), OFFER)  # at once: no restart, no reload
        self.assertRegex(self.body(), r"^Stand up for .*\?\nIf you like, .*\nergoctl break rest")
        self.write_own()
        self.ctl("config", "reload")
        self.assertIn("If you like, Wall slides: ergoctl exercises start slides\n", self.body())
        self.configure({"exercises.leave_out": "*"})
        self.ctl("config", "reload")
        self.assertNotRegex(self.body(), OFFER)
        self.configure({"exercises.in_prompts": "no"})
        self.ctl("config", "reload")
        self.assertNotRegex(self.body(), OFFER)

    def test_what_is_found_at_the_desk_comes_first(self):
        self.go({"monitor *.yaw": "40deg"})
        self.ctl("exercises", "--acknowledge")
        wait_for(lambda: "turned" in self.now()["found"], "a screen at the side is found")
        fitting = ("turn", "side_bend", "trap_stretch", "levator_stretch")
        names = self.now()["exercises"]
        self.assertIn(names[0], fitting)
        self.assertIn(names[1], fitting)
        self.assertEqual(names[2], "walk")
        self.assertRegex(self.ctl("exercises"), r"(?m)^now +\w+, \w+, walk   \(goes with: a screen at the side\)$")
        self.assertIn(re.search(OFFER, self.body())[2], fitting)

    def test_micro_breaks(self):
        self.go(MICRO)
        self.ctl("exercises", "--acknowledge")
        self.assertRegex(self.body(), r"If you like, (chin retraction|shoulder rolls): ergoctl exercises start (chin_back|shoulder_roll)\n")
        self.configure({**MICRO, "exercises.leave_out": "*"})
        self.ctl("config", "reload")
        self.assertNotRegex(self.body(), OFFER)

    def test_the_break_that_is_on_tells_what_start_does(self):
        self.go(MICRO)
        self.assertEqual(self.now()["break"], "rest")
        with self.keyboard.busy():
            self.due(kind="micro")
            self.assertEqual(self.now()["break"], "micro")
            self.assertEqual(self.now()["exercises"][-1], "eyes_far")

    def test_a_problem_is_told_and_refuses_a_reload(self):
        self.write_own()
        self.start({})
        path = self.d.dir / "config" / "ergod" / "exercises.ini"
        path.write_text(OWN + "colour = red\n")
        out = self.ctl("config", "reload", status=1)
        self.assertIn(f'{path}:6: exercise slides.colour: there is no key "colour" in [exercise NAME]', out)
        self.ergod.stop()
        self.start({})
        problems = self.status()["problems"]
        self.assertTrue(any("exercises.ini:6: exercise slides.colour" in p for p in problems), problems)


if __name__ == "__main__":
    unittest.main()
