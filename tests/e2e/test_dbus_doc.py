#!/usr/bin/python3
"""man/org.ergod1.5 tells every member of the running daemon as it is, and the daemon minds its manners on the bus."""

import pathlib
import re
import subprocess
import sys
import unittest

import dbus

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "lib"))
from desktop import Desktop  # noqa: E402

DBUS_DOC = ROOT / "tests" / "meta" / "dbus-doc.py"
NAME, PATH = "org.ergod1", "/org/ergod1"


def compare(xml):
    return subprocess.run([sys.executable, DBUS_DOC], input=xml, text=True, capture_output=True, check=False)


class DBusDoc(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with Desktop() as d:
            d.start_ergod()
            cls.xml = str(d.session.call_blocking(NAME, PATH, dbus.INTROSPECTABLE_IFACE, "Introspect", "", ()))
            cls.refused = None
            try:
                d.session.call_blocking(NAME, PATH, f"{NAME}.Manager", "TakeBreak", "s", ("coffee",))
            except dbus.DBusException as e:
                cls.refused = e

    def test_the_man_page_tells_what_is_there(self):
        p = compare(self.xml)
        self.assertEqual((p.returncode, p.stdout), (0, ""))

    def test_what_is_not_told_is_seen(self):
        for old, new, told in (
                ('<method name="Skip">', '<method name="Hop">', r"not in .*method Hop\(\)\nonly in .*method Skip\(\)"),
                ('name="duration"', 'name="length"', r"method Pause\(in t length\)"),
                ('<signal name="BreakEnded">', '<signal name="Ended">', r"signal Ended\(s kind, s outcome\)"),
                ('name="Presence" type="s"', 'name="Presence" type="u"', "property Presence u signalled"),
                ('value="const"', 'value="false"', "property Version s computed"),
                ('access="read"', 'access="readwrite"', "signalled readwrite"),
                ("org.ergod1.", "org.other.", "no interface of ours")):
            with self.subTest(old=old):
                self.assertIn(old, self.xml)
                p = compare(self.xml.replace(old, new))
                self.assertEqual(p.returncode, 1)
                self.assertTrue(re.search(told, p.stdout), p.stdout)

    def test_a_wrong_argument_gets_the_named_error(self):
        self.assertEqual(self.refused.get_dbus_name(), f"{NAME}.Error.InvalidArgument")
        self.assertIn('"micro" or "rest"', self.refused.get_dbus_message())


if __name__ == "__main__":
    unittest.main()
