#!/usr/bin/python3
"""Lock, sleep, another VT, power managers that come late: a real ergod and a mocked logind."""

import time
import unittest

import dbus

from daemon_case import DaemonCase
from desktop import LOGIN1, wait_for


class Session(DaemonCase):
    dunst = True
    logind = True

    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")

    def go(self, settings):
        self.start(settings)
        self.w = self.watch()

    def due(self):
        self.w.wait("break-due")
        wait_for(lambda: self.shown() == 1, "a prompt is on show")

    def gone(self):
        wait_for(lambda: self.shown() == 0, "nothing is on show")

    def inhibited(self):
        return [i for i in self.d.inhibitors() if i[1] == "ergod"]

    def test_lock_while_due(self):
        self.go({"rest_break.length": "4s", "session.ends_after": "1min", "daily_limit.limit": "3s", "daily_limit.remind_every": "1h"})
        with self.keyboard.busy():
            self.due()
            self.d.lock()
            self.w.wait("break-started", kind="rest")
            self.gone()
            self.wait_status(presence="locked")
            before = len(self.d.notices())
            time.sleep(0.5)  # a cat on the keyboard
            self.assertEqual((self.shown(), self.status()["presence"]), (0, "locked"))
            # Over the prompt that was taken down a command begins nothing that shows.
            self.ctl("break", "rest", status=1)
            self.assertEqual(len(self.d.notices()), before)
            self.d.lock(False)
            self.wait_status(presence="present")
            # The rest was broken off, and it was begun by leaving: it is due again, at most what is on show is its prompt.
            self.assertEqual(self.state(), "due")
            self.d.lock()
        self.assertEqual(self.w.wait("break-ended")["outcome"], "taken")
        self.assertEqual(self.shown(), 0)  # its "done" waits
        self.assertEqual(self.status()["presence"], "locked")

    def test_signals_are_requests(self):
        self.go({"rest_break.every": "1h", "presence.away_after": "5s"})
        self.keyboard.tap()
        self.wait_status(presence="present")
        for signal in ("Lock", "Unlock"):
            self.d.logind_call("org.freedesktop.DBus.Mock", "EmitSignal", "sssav", f"{LOGIN1}.Session", signal, "",
                               dbus.Array([], signature="v"), path=self.d.session_path)
            time.sleep(0.1)
            self.assertEqual(self.status()["presence"], "present")
        self.d.lock()
        self.wait_status(presence="locked")
        self.d.lock(False)
        self.wait_status(presence="present")

    def test_another_session_is_active(self):
        self.go({"rest_break.every": "1h"})
        self.keyboard.tap()
        self.wait_status(presence="present")
        self.d.set_active(False)
        self.wait_status(presence="away")
        self.keyboard.tap()  # somebody else types
        time.sleep(0.1)
        self.assertEqual(self.status()["presence"], "away")
        self.d.set_active(True)
        time.sleep(0.1)
        self.assertEqual(self.status()["presence"], "away")
        self.keyboard.tap()
        self.wait_status(presence="present")

    def test_sleep(self):
        self.go({"rest_break.length": "1s", "session.ends_after": "5s", "prompts.settle": "0s"})
        wait_for(lambda: len(self.inhibited()) == 1, "a delay inhibitor is held")
        self.assertEqual((self.inhibited()[0][0], self.inhibited()[0][3]), ("sleep", "delay"))
        with self.keyboard.busy():
            self.due()
            self.d.prepare_for_sleep(True)
            wait_for(lambda: not self.inhibited(), "the inhibitor was released")
            self.w.wait("break-started")
            self.gone()
            self.wait_status(presence="asleep")
            self.assertEqual(self.w.wait("break-ended")["outcome"], "taken")
            self.assertEqual(self.shown(), 0)
            self.d.prepare_for_sleep(False)
            wait_for(lambda: len(self.inhibited()) == 1, "it is held again")
            self.wait_status(presence="present")  # by the next key
            self.due()
        self.assertEqual(self.w.wait("break-ended")["outcome"], "taken")

    def test_logind_late_and_lost(self):
        self.d.kill_logind_mock()
        self.go({"rest_break.every": "1h", "presence.away_after": "1min"})
        self.keyboard.tap()
        self.wait_status(presence="present")
        self.d.start_logind_mock()
        wait_for(lambda: len(self.inhibited()) == 1, "a delay inhibitor is held", 15)
        wait_for(self.locks, "it knows the session", 15)
        self.d.stop(self.d.system_bus)
        time.sleep(0.2)
        # It goes on, and does not run in circles about it.
        before = self.ergod.wakeups()
        time.sleep(1)
        self.assertLess(self.ergod.wakeups() - before, 10)
        self.assertIsNone(self.ergod.process.poll())
        self.assertIn(self.status()["presence"], ("locked", "present", "away"))

    def locks(self):
        self.d.lock()
        time.sleep(0.1)
        return self.status()["presence"] == "locked"


if __name__ == "__main__":
    unittest.main()
