#!/usr/bin/python3
"""ergoctl data erase where a daemon runs: it is asked, and nothing that was erased is written again."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from daemon_case import DaemonCase  # noqa: E402
from desktop import wait_for  # noqa: E402
from ergoctl_mock import MANAGER, Mocked  # noqa: E402
from history_case import at  # noqa: E402


class Asked(Mocked):
    def erase(self, *args, status=0, answer="ret = ''"):
        self.call("AddMethod", "sssss", MANAGER, "Erase", "tt", "s", answer)
        p = self.d.ergoctl("data", "erase", "--yes", *args, check=False)
        self.assertEqual(p.returncode, status, p.stdout + p.stderr)
        self.assertFalse((self.d.dir / "state" / "ergod" / "history.db").exists())
        return p.stdout + p.stderr

    def asked(self):
        return [c for c in self.calls() if c[0] == "Erase"]

    def test_everything(self):
        self.assertIn("erased    nothing\n", self.erase())
        self.assertEqual(self.asked(), [("Erase", 0, 0)])

    def test_range(self):
        self.erase("--since", "2026-03-02T10:00:00Z", "--until", "2026-03-02T12:00:00Z")
        self.erase("--since", "2026-03-02T10:00:00Z")
        first, last = at("2026-03-02T10:00:00+00:00") * 10**6, at("2026-03-02T12:00:00+00:00") * 10**6
        self.assertEqual(self.asked(), [("Erase", first, last), ("Erase", first, 0)])

    def test_refused(self):
        refuse = "raise dbus.exceptions.DBusException('the disk is full', name='org.ergod1.Error.NotPossible')"
        self.assertIn("the disk is full", self.erase(status=1, answer=refuse))


class Real(DaemonCase):
    """A session of a second or two, over after three."""

    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")
        self.folder = self.d.dir / "state" / "ergod"

    def kept(self):
        return json.loads(self.ctl("data", "show", "--json"))["kept"]

    def a_session(self):
        w = self.watch()
        self.keyboard.tap()
        w.wait("session-ended")
        wait_for(lambda: self.kept()["sessions"], "a session is kept")

    def test_erased(self):
        self.start({"rest_break.every": "1h"})
        self.a_session()
        self.assertEqual(json.loads(self.ctl("history", "--json"))["sessions"][0]["ended_by"], "left")
        out = self.ctl("data", "erase", "--yes")
        self.assertRegex(out, "^erased +1 day, 1 session")
        self.assertEqual(self.kept()["sessions"], 0)
        self.assertEqual(self.ergod.stop(), 0)
        # what it writes when it stops does not bring it back
        self.assertEqual(self.kept()["sessions"], 0)
        self.ergod.close()
        self.ergod = None

    def test_no_history_is_kept_any_more(self):
        self.start({"rest_break.every": "1h"})
        self.a_session()
        self.assertEqual(self.ergod.stop(), 0)
        self.start({"rest_break.every": "1h", "history.enabled": "no"})
        self.assertRegex(self.ctl("data", "erase", "--yes"), "^erased +1 day, 1 session")
        self.assertEqual(self.kept()["sessions"], 0)


if __name__ == "__main__":
    unittest.main()
