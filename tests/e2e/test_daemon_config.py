#!/usr/bin/python3
"""The configuration of a running ergod: good, bad, gone, changed."""

import json
import signal
import unittest

from daemon_case import SHORT, DaemonCase, ini
from desktop import wait_for

BAD = "[rest_break]\nevery = soon\nlenght = 5min\n[nowhere]\nx = 1\n[prompts]\ngrace = 1 parsec\n"


class Config(DaemonCase):
    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")

    def write_bad(self):
        """Returns (path, [line of each problem])."""
        good = ini({k: v for k, v in SHORT.items() if k.startswith("presence")})
        path = self.d.write_config(good + BAD)
        n = len(good.splitlines())
        return path, [n + 2, n + 3, n + 4, n + 7]

    def hang_up(self):
        self.ergod.process.send_signal(signal.SIGHUP)

    def test_thresholds_hold_at_once(self):
        for reload in (lambda: self.ctl("config", "reload"), self.hang_up):
            self.start({"rest_break.every": "1h"})
            w = self.watch()
            with self.keyboard.busy():
                self.wait_status(presence="present")
                wait_for(lambda: self.status()["since_rest_seconds"] > 1, "a second of work")
                self.configure({"rest_break.every": "1s"})
                reload()
                w.wait("break-due", timeout=2)  # it is overdue
            self.assertEqual(self.status()["rest_every_seconds"], 1)
            self.assertEqual(self.ergod.stop(), 0)
            self.forget()  # or the break would be due still

    def test_bad_file_changes_nothing(self):
        self.start({"rest_break.every": "90min"})
        path, lines = self.write_bad()
        refused = self.ctl("config", "reload", status=1)
        for line in lines:
            self.assertIn(f"{path}:{line}: ", refused)
        self.assertIn("rest_break.lenght", refused)
        self.assertIn("length", refused)  # did you mean
        self.hang_up()
        wait_for(lambda: "everything stays as it was" in self.d.log("ergod"), "it refuses")
        for line in lines:
            self.assertIn(f"{path}:{line}: ", self.d.log("ergod"))
        s = self.status()
        self.assertEqual(s["rest_every_seconds"], 5400)
        self.assertFalse([p for p in s["problems"] if str(path) in p])
        self.configure({"rest_break.every": "80min"})
        self.ctl("config", "reload")
        self.assertEqual(self.status()["rest_every_seconds"], 4800)

    def test_bad_file_at_start(self):
        path, lines = self.write_bad()
        self.start()
        s = self.status()
        for line in lines:
            self.assertTrue([p for p in s["problems"] if p.startswith(f"{path}:{line}: ")], s["problems"])
            self.assertIn(f"{path}:{line}: ", self.d.log("ergod"))
        self.assertEqual(s["rest_every_seconds"], 3000)  # the default; what is right holds:
        self.assertRegex(self.ctl("config", "get", "presence.away_after"), r"^1s\b")
        checks = {c["name"]: c for c in json.loads(self.ctl("doctor", "--json", status=1))["checks"]}
        self.assertEqual(checks["config"]["status"], "warn")  # it runs, with the defaults
        self.assertIn("ergoctl config check", checks["config"]["text"])
        self.configure({})
        self.ctl("config", "reload")
        self.assertFalse([p for p in self.status()["problems"] if str(path) in p])

    def test_file_gone_or_named(self):
        path = self.configure({"rest_break.every": "90min"})
        named = path.with_name("other.ini")
        path.rename(named)
        self.start(args=["--config", named])
        self.assertEqual(self.status()["rest_every_seconds"], 5400)
        named.unlink()
        self.assertIn("gone", self.ctl("config", "reload", status=1))
        self.assertEqual(self.status()["rest_every_seconds"], 5400)
        self.assertEqual(self.ergod.stop(), 0)
        # Without being named it may come and go: then the defaults hold.
        self.configure({"rest_break.every": "90min"})
        self.start()
        path.unlink()
        self.ctl("config", "reload")
        self.assertEqual(self.status()["rest_every_seconds"], 3000)

    def test_ignored_devices(self):
        self.start({"rest_break.every": "1h", "input.ignore": "test KEY*"})
        mouse = self.inputs.plug("mouse")
        wait_for(lambda: "1 pointer" in self.ctl("doctor", status=1), "the mouse is read")
        self.keyboard.tap()
        self.assertEqual(self.status()["presence"], "away")
        mouse.tap()
        self.wait_status(presence="present", last_input_class="pointer")
        self.configure({"rest_break.every": "1h", "input.only": "*keyboard"})
        self.ctl("config", "reload")
        self.wait_status(presence="away")
        mouse.tap()
        self.assertEqual(self.status()["presence"], "away")
        self.keyboard.tap()
        self.wait_status(presence="present", last_input_class="keyboard")
        self.configure({"input.only": "nothing like it"})
        self.ctl("config", "reload")
        self.wait_status(presence="unknown")


if __name__ == "__main__":
    unittest.main()
