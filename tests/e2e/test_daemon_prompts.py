#!/usr/bin/python3
"""From keys to a break: a real ergod, a mocked keyboard and mouse, a real dunst."""

import time
import unittest

from daemon_case import PromptCase


class Prompts(PromptCase):
    def test_who_is_there(self):
        mouse = self.inputs.plug("mouse")
        pad = self.inputs.plug("pad")
        lid = self.inputs.plug("accelerometer")
        self.go({"rest_break.every": "1h", "presence.away_after": "2s"})
        self.assertIsNone(self.status()["session_start"])
        mouse.move(1, 1)  # a shaken desk
        pad.emit((3, 0, 700))  # a drifting stick
        lid.emit((3, 0, 700))
        self.keyboard.emit((4, 4, 30), (17, 0, 1))  # what is no key: a scan code, a light
        self.keyboard.emit((1, 30, 2))  # autorepeat
        time.sleep(0.1)
        self.assertEqual(self.status()["presence"], "away")
        for device, what in ((mouse, "pointer"), (pad, "other"), (self.keyboard, "keyboard")):
            if device is mouse:
                mouse.move(3, 0)
            else:
                device.tap()
            self.wait_status(presence="present", last_input_class=what)
        self.assertIsNotNone(self.status()["session_start"])
        self.w.wait("presence", presence="present")
        since = self.w.wait("presence", presence="away")["since"]
        self.assertEqual(since, self.status()["last_input"])  # back-dated
        self.w.wait("session-ended")
        self.assertLess(self.status()["today_seconds"], 2)

    def test_micro_then_rest(self):
        self.go({"micro_break.enabled": "yes", "micro_break.every": "1s", "micro_break.length": "1s",
                 "micro_break.not_before_rest": "1s", "rest_break.every": "4s", "prompts.start_after": "1s",
                 "presence.away_after": "3s"})
        with self.keyboard.busy():
            self.due(kind="micro")
            n = self.wait_notice("without a pause")
            self.assertIn("ergoctl break micro, ergoctl postpone or ergoctl skip", n.body)
            self.assertEqual(list(n.actions), ["default", "start", "postpone", "skip"])
            self.assertRegex(n.actions["start"], r"^Start \(1 s\)$")
            self.assertEqual(n.actions["postpone"], "In 5 min")
            self.assertEqual(n.hints["category"], "x-ergod.micro")
            self.assertTrue(n.hints["transient"])
        self.assertEqual(self.w.wait("break-ended")["outcome"], "taken")  # hands off
        self.assertEqual(self.w.seen("break-started"), [])
        self.gone()

        with self.keyboard.busy():
            self.due(kind="micro")
            self.due(kind="rest")  # takes the place of the micro-break
            self.assertEqual(self.w.seen("break-ended")[-1]["outcome"], "replaced")
            self.assertIn("ergoctl break rest", self.wait_notice("without a break").body)
        self.assertEqual(self.w.wait("break-ended")["outcome"], "taken")
        self.wait_notice("^Break done$")
        self.assertEqual(self.status()["tally"]["rest"]["taken"], 1)

    def test_postpone_skip_end(self):
        self.go({"prompts.postpone": "1s", "prompts.max_postpones": "2"})
        with self.keyboard.busy():
            self.due(kind="rest", reason="due")
            self.assertIn("can be put off 1 more time", self.ctl("postpone"))
            self.gone()
            self.assertEqual(self.state(), "postponed")
            self.due(kind="rest", reason="due")
            self.ctl("postpone")
            self.gone()
            self.due(kind="rest", reason="due")
            last = self.d.notices()[-1]
            self.assertEqual(list(last.actions), ["default", "start", "skip"])
            self.assertIn("ergoctl break rest or ergoctl skip", last.body)
            self.assertIn("max_postpones", self.ctl("postpone", status=1))
            self.assertEqual(self.ctl("skip"), "rest break ended: skipped\n")
            self.gone()
            self.assertEqual(self.w.wait("break-ended")["outcome"], "skipped")
            # Closed is neither skipped nor taken.
            self.due(kind="rest", reason="due")
            self.d.dunst_close()
            self.gone()
            self.assertEqual(self.state(), "due")
        self.ctl("break", "rest")
        self.w.wait("break-started")
        self.ctl("end")
        self.assertEqual(self.w.wait("break-ended")["outcome"], "skipped")
        self.gone()

    def test_reminded_then_missed(self):
        self.go({"rest_break.every": "1s", "prompts.remind_after": "1s", "prompts.max_reminders": "1"})
        with self.keyboard.busy():
            self.due(reason="due")
            self.due(reason="reminder")
            self.assertIn("When you have finished the thought", self.d.notices()[-1].body)
            self.assertNotEqual(self.d.notices()[-1].replaces_id, 0)
            self.assertEqual(self.w.wait("break-ended")["outcome"], "missed")
            self.gone()

    def test_daily_limit(self):
        self.go({"rest_break.enabled": "no", "daily_limit.limit": "1s", "daily_limit.remind_every": "1s"})
        with self.keyboard.busy():
            self.due("daily-limit")
            first = self.wait_notice("at the screen today$")
            self.assertEqual((first.hints["urgency"], first.actions), (0, {}))
            self.due("daily-limit")
            self.assertNotEqual(self.d.notices()[-1].replaces_id, 0)

    def test_paused(self):
        self.go({"rest_break.every": "1s"})
        with self.keyboard.busy():
            self.due()
            self.ctl("pause", "2s")
            paused = time.monotonic()
            self.gone()
            self.assertIsNone(self.state())
            self.w.wait("paused")
            self.due()
            self.assertGreater(time.monotonic() - paused, 1.8)
            self.assertEqual(len(self.w.seen("break-due")), 2)
            self.assertIsNone(self.status()["paused_until"])

    def test_stop_withdraws(self):
        self.go({"rest_break.every": "1s"})
        with self.keyboard.busy():
            self.due()
        self.ended = True
        self.assertEqual(self.ergod.stop(), 0)
        self.gone()


if __name__ == "__main__":
    unittest.main()
