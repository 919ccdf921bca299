#!/usr/bin/python3
"""Watching without input, and quiet, as the daemon puts them together: those who tell nothing by themselves are asked in time."""

import contextlib
import os
import sys
import time
import unittest

import dbus

from daemon_case import PromptCase
from desktop import MOCK, wait_for

INHIBIT = "org.freedesktop.PowerManagement.Inhibit"
INHIBIT_PATH = "/org/freedesktop/PowerManagement/Inhibit"
XFCE = "org.xfce.PowerManager"
CAST = "org.gnome.Mutter.ScreenCast"
STREAM = "/org/gnome/Mutter/ScreenCast/Stream"


class Attention(PromptCase):
    logind = True

    def mock(self, name, path, interface):
        self.d.spawn([sys.executable, "-m", "dbusmock", "--session", name, path, interface], name=name)
        self.d.wait_name(self.d.session, name)

    def tell(self, name, path, method, signature, *args):
        self.d.session.call_blocking(name, path, MOCK, method, signature, args, timeout=5)

    def xfce(self, *names):
        """Who keeps the screen on there; of a change it tells nobody."""
        self.tell(XFCE, INHIBIT_PATH, "AddMethod", "sssss", INHIBIT, "GetInhibitors", "", "as",
                  f"ret = dbus.Array({list(names)}, signature='s')")

    def logind_inhibits(self, *names):
        rows = [("idle", n, "video-playing", "block", os.getuid(), 7) for n in names]
        self.d.logind_call(MOCK, "AddMethod", "sssss", "org.freedesktop.login1.Manager", "ListInhibitors", "", "a(ssssuu)",
                           f"ret = dbus.Array({rows!r}, signature='(ssssuu)')")
        with contextlib.suppress(dbus.DBusException):  # it is there
            self.d.logind_call(MOCK, "AddProperty", "ssv", "org.freedesktop.login1.Manager", "BlockInhibited", "")
        self.d.logind_set("Manager", {"BlockInhibited": dbus.String("idle" if names else "", variant_level=1)},
                          "/org/freedesktop/login1")

    def shared(self):
        self.tell(CAST, STREAM, "AddObject", "ssa{sv}a(ssss)", STREAM + "/u1", CAST + ".Stream",
                  dbus.Dictionary({}, signature="sv"), dbus.Array([], signature="(ssss)"))

    def test_film_on_xfce(self):
        self.mock(XFCE, INHIBIT_PATH, INHIBIT)
        self.xfce()
        self.go({"rest_break.every": "1h", "presence.away_after": "2s"})
        wait_for(lambda: "Xfce" in self.ctl("doctor"), "it is asked")
        time.sleep(0.3)
        with self.keyboard.busy():
            self.wait_status(presence="present")
            self.xfce("mpv")
            time.sleep(0.5)
        self.wait_status(presence="passive", engaged="inhibitor")
        self.assertNotIn("away", [e["presence"] for e in self.w.seen("presence")])

    def test_shared_while_watching(self):
        """A break comes due while somebody watches what they share: nobody has told of that before."""
        self.mock(CAST, STREAM, CAST + ".Stream")
        self.logind_inhibits("Firefox")
        self.go({"rest_break.every": "17s", "presence.away_after": "1s", "session.ends_after": "1min"})
        self.keyboard.tap()
        self.wait_status(presence="passive")
        self.shared()
        time.sleep(17)  # nothing happens meanwhile: to be asked for the status would be something
        self.assertEqual(self.w.seen("break-due"), [])
        self.assertEqual(self.status()["quiet"], "sharing")

    def test_a_meeting_outlasts_a_restart(self):
        self.start({"rest_break.every": "1h"})
        self.ctl("meeting", "1h")
        until = self.status()["meeting_until"]
        self.assertEqual(self.ergod.stop(), 0)
        self.start()
        s = self.wait_status(quiet="meeting")
        self.assertEqual(s["meeting_until"][:16], until[:16])
        self.ctl("meeting", "end")
        self.assertEqual(self.ergod.stop(), 0)
        self.start()
        self.assertIsNone(self.status()["meeting_until"])

    def test_locked_as_the_display_goes_off(self):
        """Both at once, in whichever order: nothing of it stays."""
        self.go({"rest_break.every": "1h", "presence.away_after": "1min"})
        wait_for(lambda: "when the display is off: it is on" in self.ctl("doctor"), "the X server tells")
        for _ in range(4):
            self.keyboard.tap()
            self.wait_status(presence="present")
            self.d.freeze(self.ergod.process)
            self.d.run(["xset", "s", "activate"])
            self.d.lock()
            self.d.thaw(self.ergod.process)
            self.wait_status(presence="locked")
            self.d.run(["xset", "s", "reset"])
            wait_for(lambda: "when the display is off: it is on" in self.ctl("doctor"), "the display is on")
            self.d.lock(False)
            wait_for(lambda: self.status()["presence"] != "locked", "it is unlocked")


if __name__ == "__main__":
    unittest.main()
