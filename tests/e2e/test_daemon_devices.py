#!/usr/bin/python3
"""Devices that come, go, and may not be read: a real ergod and mocked devices."""

import json
import os
import shutil
import time
import unittest

from daemon_case import DaemonCase
from desktop import wait_for
from input import Inputs

LONG = {"rest_break.every": "1h", "presence.away_after": "1s"}


class Devices(DaemonCase):
    def wait_devices(self, text):
        last = [[]]

        def look():
            checks = json.loads(self.d.ergoctl("doctor", "--json", check=False).stdout)["checks"]
            last[0] = [c["text"] for c in checks if c["name"] in ("input", "evdev")]  # none: asked too often
            return any(text in t for t in last[0])
        try:
            wait_for(look)
        except AssertionError:
            self.fail(f"doctor does not say {text}, but {last[0]}")

    def sees(self, device):
        self.wait_status(presence="away")
        device.tap()
        self.wait_status(presence="present")

    def test_unplugged_in_mid_word(self):
        keyboard = self.inputs.plug("keyboard")
        mouse = self.inputs.plug("mouse")
        self.start(LONG)
        keyboard.stream(500)
        self.wait_status(presence="present", last_input_class="keyboard")
        keyboard.emit((1, 31, 1))  # held down, and never let go
        keyboard.unplug()
        self.wait_devices("1 device: 1 pointer")
        self.sees(mouse)
        keyboard = self.inputs.plug("keyboard", keyboard.number)
        self.wait_devices("2 devices")
        self.sees(keyboard)
        # It hangs up, but its node stays.
        keyboard.unplug(node=False)
        before = self.ergod.wakeups()
        time.sleep(1)
        self.assertLess(self.ergod.wakeups() - before, 20)
        self.sees(mouse)

    def test_all_gone(self):
        keyboard = self.inputs.plug("keyboard")
        self.start(LONG)
        w = self.watch()
        self.assertEqual(self.status()["input_source"], "evdev")
        self.sees(keyboard)
        keyboard.unplug()
        w.wait("presence", presence="unknown")
        s = self.status()
        self.assertEqual(s["input_source"], "none")
        self.assertEqual(len([p for p in s["problems"] if "nput" in p]), 1, s["problems"])
        keyboard = self.inputs.plug("keyboard")
        self.wait_status(presence="away", input_source="evdev")
        self.sees(keyboard)

    def test_none_yet(self):
        self.start(LONG)
        self.wait_status(presence="unknown")
        shutil.rmtree(self.inputs.folder)  # not even the folder
        time.sleep(0.1)
        self.assertEqual(self.status()["presence"], "unknown")
        self.inputs.folder.mkdir()
        self.sees(self.inputs.plug("mouse"))

    def test_ten_at_once(self):
        self.start(LONG)
        devices = [self.inputs.plug(kind) for kind in ("keyboard", "mouse", "pad", "accelerometer", "mouse") * 2]
        self.wait_devices("8 devices: 2 keyboard, 4 pointer, 2 other")
        for d in (devices[0], devices[9], devices[7]):
            self.sees(d)
        for d in devices:
            d.unplug()
        self.wait_status(presence="unknown")

    def test_permission_comes_later(self):
        wrapper = []
        if os.getuid() == 0:  # whom no mode keeps out
            if not shutil.which("setpriv"):
                self.skipTest("no setpriv")
            wrapper = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
        pad = self.inputs.plug("pad")
        keyboard = self.inputs.plug("keyboard", mode=0)
        self.start(LONG, wrapper=wrapper)
        self.wait_status(presence="unknown")  # a pad that everybody may read does not vouch for the keyboard
        self.wait_devices("1 more not readable")
        keyboard.chmod(0o600)
        self.wait_devices("2 devices")
        self.sees(keyboard)
        self.sees(pad)
        # Taken away again, as at a switch of users: what is open is let go too.
        keyboard.chmod(0)
        self.wait_status(presence="unknown")

    def test_kernels_without_masks_and_clocks(self):
        with Inputs(masks=False, clock=False) as old:
            pad, keyboard = old.plug("pad"), old.plug("keyboard")
            self.start(LONG, env=old.env)
            pad.emit((3, 0, 77))
            time.sleep(0.1)
            self.assertEqual(self.status()["presence"], "away")
            self.sees(keyboard)
            self.sees(pad)
            self.assertEqual(self.ergod.stop(), 0)


if __name__ == "__main__":
    unittest.main()
