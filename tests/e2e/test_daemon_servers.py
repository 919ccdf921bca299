#!/usr/bin/python3
"""Notification servers that die, hang, or come late: a real ergod and a real dunst."""

import json
import sys
import time
import unittest

import dbus

from daemon_case import RELEASE, DaemonCase
from desktop import MOCK, NOTIFICATIONS, wait_for


class Servers(DaemonCase):
    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")
        self.d.start_xvfb()

    def go(self, settings=None):
        self.start(settings or {"rest_break.every": "1s", "presence.away_after": "10s", "rest_break.length": "1min"})
        self.w = self.watch()

    def due(self):
        with self.keyboard.busy():
            self.w.wait("break-due")

    def on_show(self):
        wait_for(lambda: self.shown() == 1, "a prompt is on show")

    def test_killed_and_started_again(self):
        self.d.start_dunst()
        self.go()
        self.d.watch_notifications()
        self.due()
        self.on_show()
        self.d.kill_dunst()
        wait_for(lambda: any("otification" in p for p in self.status()["problems"]), "it is a problem")
        self.d.start_dunst()
        self.on_show()
        first, again = self.d.notices()
        self.assertEqual((first.summary, first.body), (again.summary, again.body))
        self.assertEqual(again.replaces_id, 0)
        wait_for(lambda: not self.status()["problems"], "it is none any more")
        self.d.dunst_action()
        self.w.wait("break-started")

    def test_late(self):
        self.go()
        self.due()
        checks = {c["name"]: c for c in json.loads(self.ctl("doctor", "--json", status=1))["checks"]}
        self.assertEqual(checks["notifications"]["status"], "fail")
        self.assertEqual(self.state(), "due")
        self.d.start_dunst()
        self.on_show()
        self.ctl("skip")
        wait_for(lambda: self.shown() == 0, "nothing is on show")
        # What is over when a server comes is not shown.
        self.d.kill_dunst()
        self.due()
        self.ctl("skip")
        self.d.start_dunst()
        time.sleep(0.3)
        self.assertEqual(self.shown(), 0)

    def test_hung(self):
        self.d.start_dunst()
        self.go()
        self.d.freeze(self.d.dunst)
        self.due()
        latest = 0.0
        for _ in range(10):
            start = time.monotonic()
            self.assertEqual(self.state(), "due")
            latest = max(latest, time.monotonic() - start)
        if RELEASE:
            self.assertLess(latest, 0.1)
        self.ctl("postpone", "1s")
        with self.keyboard.busy():
            self.w.wait("break-due")
        self.d.thaw(self.d.dunst)
        self.on_show()
        time.sleep(0.3)
        self.assertEqual(self.shown(), 1)
        self.ctl("skip")
        wait_for(lambda: self.shown() == 0, "nothing is on show")

    def test_buttons(self):
        """dunst has none but `default`: a mocked server presses the others."""
        self.d.spawn([sys.executable, "-m", "dbusmock", "--session", "--template", "notification_daemon"], name="server")
        self.d.wait_name(self.d.session, NOTIFICATIONS)
        self.d.watch_notifications()
        self.go({"rest_break.every": "1s", "presence.away_after": "10s", "rest_break.length": "1min", "prompts.postpone": "1s"})

        def press(key, *events, due="break-due"):
            start = len(self.d.notices())
            with self.keyboard.busy():
                self.w.wait(due)
            wait_for(lambda: len(self.d.notices()) > start, "the prompt")
            time.sleep(0.1)  # its number comes back
            self.d.session.call_blocking(NOTIFICATIONS, "/org/freedesktop/Notifications", MOCK, "EmitSignal", "sssav",
                                         (NOTIFICATIONS, "ActionInvoked", "us", [dbus.UInt32(self.last_id()), key]))
            for event in events:
                self.w.wait(event)
        press("postpone", "break-postponed")
        press("no-such-button")
        self.assertEqual(self.state(), "due")
        self.ctl("postpone")
        press("start", "break-started")
        press("skip", "break-ended", due="break-interrupted")
        self.assertEqual(self.status()["tally"]["rest"]["skipped"], 1)

    def last_id(self):
        """dbusmock's server counts from 1, and a replacement keeps its number."""
        ids = 0
        for n in self.d.notices():
            ids += n.replaces_id == 0
        return ids

    def test_ends_with_a_hung_server(self):
        self.d.start_dunst()
        self.go()
        self.due()
        self.on_show()
        self.d.freeze(self.d.dunst)
        start = time.monotonic()
        self.assertEqual(self.ergod.stop(), 0)
        self.assertLess(time.monotonic() - start, 2)
        self.d.thaw(self.d.dunst)
        wait_for(lambda: self.shown() == 0, "it was withdrawn")


if __name__ == "__main__":
    unittest.main()
