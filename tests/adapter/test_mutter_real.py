#!/usr/bin/python3
"""The real Mutter, headless: its idle monitor behaves as daemon/adapters/mutter*.c expect."""

import pathlib
import shutil
import subprocess
import sys
import time
import unittest

import dbus
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from desktop import Desktop, wait_for  # pylint: disable=wrong-import-position

MONITOR = "org.gnome.Mutter.IdleMonitor"
REMOTE = "org.gnome.Mutter.RemoteDesktop"
KEY = 30  # an evdev code; any


@unittest.skipUnless(shutil.which("mutter"), "mutter is not installed")
class MutterTest(unittest.TestCase):
    def setUp(self):
        self.desktop = Desktop()
        self.desktop.__enter__()
        self.addCleanup(self.desktop.__exit__, None, None, None)
        self.desktop.start_system_bus()  # Mutter looks for logind and others there, in vain
        self.mutter = self.desktop.spawn(
            ["mutter", "--headless", "--wayland", "--no-x11", "--virtual-monitor", "1280x720"], "mutter")
        self.bus = dbus.bus.BusConnection(self.desktop.env["DBUS_SESSION_BUS_ADDRESS"],
                                          mainloop=DBusGMainLoop())
        self.bus.set_exit_on_disconnect(False)
        self.addCleanup(self.bus.close)
        try:
            wait_for(lambda: self.mutter.poll() is not None or self.bus.name_has_owner(REMOTE), "Mutter",
                     timeout=10)
        except AssertionError:
            self.skipTest("mutter does not get up here")
        if self.mutter.poll() is not None:
            self.skipTest("mutter does not run here")
        self.monitor = dbus.Interface(
            self.bus.get_object(MONITOR, "/org/gnome/Mutter/IdleMonitor/Core"), MONITOR)
        remote = dbus.Interface(self.bus.get_object(REMOTE, "/org/gnome/Mutter/RemoteDesktop"), REMOTE)
        self.session = dbus.Interface(self.bus.get_object(REMOTE, remote.CreateSession()),
                                      f"{REMOTE}.Session")
        self.session.Start()
        self.fired = []  # (id, sender, destination)
        self.bus.add_signal_receiver(
            lambda ident, sender, destination: self.fired.append((int(ident), sender, destination)),
            "WatchFired", MONITOR, sender_keyword="sender", destination_keyword="destination")

    def iterate(self):
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)

    def wait_fired(self, ids):
        def have():
            self.iterate()
            return [f[0] for f in self.fired] == ids
        wait_for(have, f"watches {ids}")

    def key(self):
        for pressed in (True, False):
            self.session.NotifyKeyboardKeycode(dbus.UInt32(KEY), pressed)

    def settle(self):
        """Keys are answered before Mutter has dealt with them: waits for that."""
        wait_for(lambda: self.monitor.GetIdletime() > 300, "the end of what the keys set off")

    def test_idle_time(self):
        """Milliseconds since the last input, which grow steadily."""
        self.key()
        self.key()
        wait_for(lambda: self.monitor.GetIdletime() < 300, "the key")
        self.settle()
        begin, before = time.monotonic(), self.monitor.GetIdletime()
        self.assertIsInstance(before, dbus.UInt64)
        time.sleep(0.5)
        after, end = self.monitor.GetIdletime(), time.monotonic()
        self.assertGreaterEqual(after - before, 499)
        self.assertLessEqual(after - before, (end - begin) * 1000 + 1)

    def test_watch_fires_once(self):
        first = self.monitor.AddUserActiveWatch()
        self.assertIsInstance(first, dbus.UInt32)
        self.assertNotEqual(first, 0)
        time.sleep(0.2)
        self.wait_fired([])  # not by being set, however short the idle time
        self.key()
        self.wait_fired([first])
        # From the owner of the name, to whoever set it.
        self.assertEqual(self.fired[0][1:], (self.bus.get_name_owner(MONITOR), self.bus.get_unique_name()))
        self.key()
        self.settle()
        second = self.monitor.AddUserActiveWatch()
        third = self.monitor.AddUserActiveWatch()
        self.assertEqual(len({first, second, third}), 3)
        self.monitor.RemoveWatch(second)
        self.key()
        self.wait_fired([first, third])
        self.key()
        self.settle()
        self.wait_fired([first, third])

    def test_answers_in_order(self):
        """An idle time asked for right after a watch is told after the id of the watch."""
        answers = []
        for _ in range(20):
            for name in ("AddUserActiveWatch", "GetIdletime"):
                getattr(self.monitor, name)(reply_handler=lambda _, name=name: answers.append(name),
                                            error_handler=self.fail)

        def have():
            self.iterate()
            return len(answers) == 40
        wait_for(have, "the answers")
        self.assertEqual(answers, ["AddUserActiveWatch", "GetIdletime"] * 20)


if __name__ == "__main__":
    unittest.main()
