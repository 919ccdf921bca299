#!/usr/bin/python3
"""The harness of the end-to-end tests (tests/lib/desktop.py): what it promises holds."""

import os
import pathlib
import subprocess
import sys
import unittest

import dbus

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from desktop import Desktop, LOGIN1, NOTIFICATIONS, wait_for  # pylint: disable=wrong-import-position


def notify(d, summary, actions=()):
    return d.session.call_blocking(
        NOTIFICATIONS, "/org/freedesktop/Notifications", NOTIFICATIONS, "Notify", "susssasa{sv}i",
        ("test", 0, "", summary, "body", list(actions), {"urgency": dbus.Byte(1)}, 0))


class DesktopTest(unittest.TestCase):
    def test_notifications(self):
        with Desktop() as d:
            d.start_xvfb()
            d.start_dunst()
            d.watch_notifications()
            notify(d, "one", ["default", "Start"])
            wait_for(lambda: d.dunst_count() == 1, "one popup")
            self.assertEqual([c.summary for c in d.notices()], ["one"])
            self.assertEqual(d.notices()[0].actions, {"default": "Start"})
            self.assertEqual(d.notices()[0].hints, {"urgency": 1})
            d.dunst_action()
            d.dunst_close()
            wait_for(lambda: d.dunst_count() == 0, "no popup")
            d.kill_dunst()
            d.start_dunst()
            self.assertEqual(d.dunst_count(), 0)

    def test_logind(self):
        with Desktop() as d:
            d.start_logind_mock()

            def session(name):
                return d.get_property(d.system, LOGIN1, d.session_path, f"{LOGIN1}.Session", name)

            self.assertFalse(session("LockedHint"))
            self.assertEqual(session("User")[0], os.getuid())
            d.lock()
            self.assertTrue(session("LockedHint"))
            d.set_active(False)
            self.assertFalse(session("Active"))
            d.prepare_for_sleep(True)
            self.assertEqual(d.inhibitors(), [])
            d.kill_logind_mock()
            self.assertFalse(d.system.name_has_owner(LOGIN1))

    def test_nothing_is_left(self):
        with Desktop() as d:
            d.start_xvfb()
            d.start_dunst()
            folder, processes = d.dir, [d.xvfb, d.dunst, d.session_bus]
            d.freeze(d.dunst)
            self.assertNotEqual(d.env["HOME"], os.environ.get("HOME"))
        self.assertFalse(folder.exists())
        for p in processes:
            self.assertIsNotNone(p.returncode)

    def test_no_way_out(self):
        """Programs of the desktop reach no bus of the machine, and none starts a service."""
        with Desktop() as d:
            self.assertNotEqual(d.run(["busctl", "--system", "list"], check=False).returncode, 0)
            with self.assertRaises(dbus.DBusException) as e:
                notify(d, "nobody")
            self.assertEqual(e.exception.get_dbus_name(), "org.freedesktop.DBus.Error.ServiceUnknown")

    def test_as_a_command(self):
        path = pathlib.Path(__file__).resolve().parents[1] / "lib" / "desktop.py"
        out = subprocess.run([sys.executable, path, "--dunst", "--", "dunstctl", "count", "displayed"],
                             check=True, capture_output=True, text=True, timeout=20).stdout
        self.assertEqual(out.strip(), "0")


if __name__ == "__main__":
    unittest.main()
