#!/usr/bin/python3
"""A break that is begun by word: what the popup tells meanwhile."""

import unittest

from daemon_case import PromptCase


class Countdown(PromptCase):
    def test_start_countdown_interrupt(self):
        self.go({"rest_break.length": "16s", "rest_break.every": "1s", "prompts.start_after": "1s"})
        with self.keyboard.busy():
            self.due(kind="rest")
        self.d.dunst_action()  # middle click: the default action starts the break
        self.w.wait("break-started", kind="rest")
        self.assertEqual(self.status()["presence"], "away")
        n = self.wait_notice("^Break: 0:1[0-9] left$")
        self.assertNotEqual(n.replaces_id, 0)
        self.assertIn("ergoctl end or ergoctl skip", n.body)
        self.assertGreaterEqual(n.hints["value"], 0)
        # Ten seconds later it counts on, in the same place.
        start = len(self.d.notices())
        later = self.wait_notice("^Break: 0:0[0-9] left$", start, 15)
        self.assertEqual(later.replaces_id, n.replaces_id)
        self.assertGreater(later.hints["value"], n.hints["value"])
        self.assertEqual(self.shown(), 1)
        self.keyboard.tap()
        self.due("break-interrupted", kind="rest", reason="interrupted")
        again = self.wait_notice("^Interrupted, 0:0[0-9] left$")
        self.assertEqual(again.replaces_id, n.replaces_id)
        self.assertRegex(again.actions["default"], r"^Go on \(0:0\d\)$")
        self.assertEqual(self.shown(), 1)
        self.d.dunst_action()
        self.w.wait("break-started")
        self.assertLess(self.status()["break"]["remaining_seconds"], 7)  # what was rested is kept
        self.ctl("end")
        self.assertEqual(self.w.wait("break-ended")["outcome"], "taken")  # more than half of it


if __name__ == "__main__":
    unittest.main()
