#!/usr/bin/python3
"""Where input comes from: a real ergod that changes over between a real ergod-input, devices and a real X server."""

import json
import os
import shutil
import signal
import time
import unittest

import helper
from daemon_case import DaemonCase
from desktop import wait_for
from helper import Helper
from input import Inputs

LONG = {"rest_break.every": "1h", "presence.away_after": "2s"}


class Sources(DaemonCase):
    def start_helper(self, **kwargs):
        """Reads devices of its own; ergod cannot see them."""
        if not helper.possible():
            self.skipTest("no mount name space to be had")
        self.theirs = self.stack.enter_context(Inputs())
        self.helper = self.stack.enter_context(Helper(self.theirs, **kwargs))
        self.helper.login("c1", os.getuid())

    def begin(self, settings=None, **kwargs):
        self.start({**LONG, **(settings or {})}, args=["--input-socket", self.helper.path], **kwargs)

    def checks(self):
        return {c["name"]: c for c in json.loads(self.d.ergoctl("doctor", "--json", check=False).stdout)["checks"]}

    def wait_source(self, name, timeout=30):
        return self.wait_status(timeout, input_source=name)

    def test_keys_by_the_helper(self):
        self.start_helper()
        keyboard, mouse = self.theirs.plug("keyboard"), self.theirs.plug("mouse")
        self.begin()
        self.wait_source("ergod-input")
        self.assertEqual(self.status()["presence"], "away")
        keyboard.tap()
        s = self.wait_status(presence="present", last_input_class="keyboard")
        self.assertEqual([p for p in s["problems"] if "input" in p], [])
        self.wait_status(presence="away")
        mouse.move(20)
        self.wait_status(presence="present", last_input_class="pointer")
        self.assertIn("2 devices: 1 keyboard, 1 pointer", self.checks()["input"]["text"])
        self.assertIn("ergod-input, pointer", self.ctl("status"))

    def test_no_finer_than_the_grid(self):
        """Who asks ergod all the time sees input only at the ticks of the helper."""
        self.start_helper()
        keyboard = self.theirs.plug("keyboard")
        client = self.helper.connect()
        self.stack.callback(client.close)
        self.begin()
        self.wait_source("ergod-input")
        tick = client.wait(helper.STATE).tick % 1000000
        get = lambda: self.d.get_property(self.d.session, "org.ergod1", "/org/ergod1", "org.ergod1.Manager", "LastInput")
        seen = []
        for pause in (0.63, 1.31, 0.97):
            time.sleep(pause)
            before = get()
            keyboard.tap()
            wait_for(lambda: get() != before, "the input is seen")
            seen.append((time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000 - tick) % 1000000 / 1e6)
        self.assertLess(max(seen), 0.4, seen)  # after the tick, never before

    def test_killed_in_mid_stream(self):
        self.start_helper()
        keyboard = self.theirs.plug("keyboard")
        self.begin({"presence.away_after": "6s"})
        w = self.watch()
        self.wait_source("ergod-input")
        keyboard.stream(100)
        self.wait_status(presence="present")
        for _ in range(2):
            self.helper.stop(signal.SIGKILL)
            time.sleep(0.3)
            self.helper.start()
            self.wait_source("ergod-input")
        time.sleep(1.2)
        self.assertEqual(self.status()["presence"], "present")
        keyboard.stream(0)
        # Nothing was concluded from the gaps.
        w.wait("presence", presence="present")
        w.wait("presence", presence="away")
        self.assertEqual([e["presence"] for e in w.seen("presence")], ["away", "present", "away"])

    def test_changes_over_live(self):
        """Better ones take over when they come; worse ones when they go."""
        if not helper.possible():
            self.skipTest("no mount name space to be had")
        self.d.start_xvfb()
        self.theirs = self.stack.enter_context(Inputs())
        self.helper = self.stack.enter_context(Helper(self.theirs, start=False))
        self.helper.login("c1", os.getuid())
        helpers_keyboard = self.theirs.plug("keyboard")
        self.begin({"presence.away_after": "1s"})
        s = self.wait_source("x11")
        self.assertEqual([p for p in s["problems"] if "input" in p], [])
        self.assertEqual(self.checks()["ergod-input"]["status"], "warn")
        mouse = self.inputs.plug("mouse")
        self.wait_source("evdev")
        mouse.tap()
        self.wait_status(presence="present", last_input_class="pointer")
        self.helper.start()
        self.wait_source("ergod-input")
        helpers_keyboard.tap()
        self.wait_status(presence="present", last_input_class="keyboard")
        # What is not in use is not read.
        mouse.tap()
        time.sleep(2.5)
        self.assertEqual(self.status()["last_input_class"], "keyboard")
        self.assertEqual(self.helper.stop(), 0)
        self.wait_source("evdev")
        mouse.unplug()
        self.wait_source("x11")
        self.d.kill_xvfb()
        self.wait_source("none")
        self.assertNotEqual(self.status()["presence"], "unknown")  # not at once
        s = self.wait_status(presence="unknown")
        self.assertEqual(len([p for p in s["problems"] if "tells whether you are there" in p]), 1, s["problems"])

    def test_open_but_of_no_use(self):
        """A pad that everybody may read vouches for nobody, and wakes nobody for ever."""
        if os.getuid() == 0 and not shutil.which("setpriv"):
            self.skipTest("no setpriv")
        wrapper = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.getuid() == 0 else []
        self.d.start_xvfb()
        pad = self.inputs.plug("pad")
        keyboard = self.inputs.plug("keyboard", mode=0)
        self.start({**LONG, "presence.away_after": "1s"}, wrapper=wrapper)
        self.wait_source("x11")
        time.sleep(1.5)
        pad.tap()
        time.sleep(1)
        before = self.ergod.wakeups()
        time.sleep(4)
        self.assertLess(self.ergod.wakeups() - before, 3)
        # What it was told while it was not in use is not input of when it is.
        pad.tap()
        time.sleep(1)
        keyboard.chmod(0o600)
        self.wait_source("evdev")
        time.sleep(0.5)
        self.assertEqual(self.status()["presence"], "away")
        keyboard.tap()
        self.wait_status(presence="present")

    def test_no_prompt_while_blind(self):
        """A helper that is started again while somebody types: no gap in the input."""
        self.start_helper()
        keyboard = self.theirs.plug("keyboard")
        self.begin({"rest_break.every": "1s", "prompts.lull": "3s", "prompts.lull_max": "30s",
                    "presence.away_after": "20s", "rest_break.length": "10s", "session.ends_after": "30s"})
        w = self.watch()
        self.wait_source("ergod-input")
        with keyboard.busy():
            self.wait_status(presence="present")
            time.sleep(2)
            self.helper.stop(signal.SIGKILL)
            self.helper.start()
            self.wait_source("ergod-input")
            time.sleep(2.5)
            self.helper.stop(signal.SIGKILL)
            time.sleep(4)
            self.assertEqual(w.seen("break-due"), [])

    def test_only_what_is_allowed(self):
        self.start_helper()
        self.theirs.plug("keyboard")
        mouse = self.inputs.plug("mouse")
        self.begin({"input.source": "evdev, x11"})
        self.wait_source("evdev")
        mouse.unplug()
        self.wait_source("none")
        self.configure({**LONG, "input.source": "ergod-input"})
        self.ctl("config", "reload")
        self.wait_source("ergod-input")
        self.configure({**LONG, "input.source": "evdev"})
        self.ctl("config", "reload")
        self.wait_source("none")

    def test_another_session_in_front(self):
        """The helper falls silent then; that is no reason to say that nothing is known."""
        self.d.start_logind_mock()
        self.start_helper()
        keyboard = self.theirs.plug("keyboard")
        self.begin()
        self.wait_source("ergod-input")
        keyboard.tap()
        self.wait_status(presence="present")
        self.helper.session("c2", 54321)
        self.d.set_active(False)
        self.helper.activate("c2", 54321)
        self.wait_status(presence="away")
        with keyboard.busy():
            time.sleep(6.5)
            self.assertEqual(self.status()["presence"], "away")
        self.helper.activate("c1", os.getuid())
        self.d.set_active(True)
        self.wait_source("ergod-input")
        keyboard.tap()
        self.wait_status(presence="present")

    def test_told_after_a_sleep_of_before_it(self):
        """The key that sends the machine to sleep is told of when it wakes up: nobody is there for that."""
        self.d.start_logind_mock()
        self.start_helper()
        keyboard = self.theirs.plug("keyboard")
        self.begin({"presence.away_after": "20s"})
        self.wait_source("ergod-input")
        client = self.helper.connect()
        self.stack.callback(client.close)
        tick = client.wait(helper.STATE).tick
        while (time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000 - tick) % 1000000 > 300000:
            time.sleep(0.01)
        keyboard.tap()
        self.helper.process.send_signal(signal.SIGSTOP)
        self.d.prepare_for_sleep(True)
        self.wait_status(presence="asleep")
        time.sleep(1.5)
        self.d.prepare_for_sleep(False)
        self.wait_status(presence="away")
        self.helper.process.send_signal(signal.SIGCONT)
        client.wait(helper.INPUT)
        time.sleep(0.3)
        self.assertEqual(self.status()["presence"], "away")
        keyboard.tap()
        self.wait_status(presence="present")

    def test_wishes_that_do_not_reach_it(self):
        self.start_helper()
        self.theirs.plug("keyboard")
        self.begin({"input.ignore": "Xbox*"})
        self.wait_source("ergod-input")
        self.assertEqual(self.checks()["input"]["status"], "warn")
        self.assertIn("/etc/xdg/ergod/ergod.ini", self.checks()["input"]["text"])


if __name__ == "__main__":
    unittest.main()
