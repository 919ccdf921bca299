#!/usr/bin/python3
"""Hostile and clumsy callers on the session bus."""

import threading
import time
import unittest

import dbus
import dbus.bus
import dbus.lowlevel

from daemon_case import RELEASE, DaemonCase
from desktop import wait_for

NAME, PATH, MANAGER, CONFIG = "org.ergod1", "/org/ergod1", "org.ergod1.Manager", "org.ergod1.Config"
PROPERTIES = "org.freedesktop.DBus.Properties"
SECONDS = 3
RATE = 10000  # calls a second, of all together


class Calls(DaemonCase):
    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")
        self.start({"presence.away_after": "1min", "rest_break.every": "1h"})
        self.keyboard.tap()
        self.wait_status(presence="present")

    def call(self, interface, method, signature="", *args):
        return self.d.session.call_blocking(NAME, PATH, interface, method, signature, args, timeout=5)

    def flood(self, make, seconds, rate, sent):
        """Sends calls that want no answer, or whose answers are never looked at."""
        bus = dbus.bus.BusConnection(self.d.env["DBUS_SESSION_BUS_ADDRESS"])
        bus.set_exit_on_disconnect(False)
        start, n = time.monotonic(), 0
        while (elapsed := time.monotonic() - start) < seconds:
            if n < elapsed * rate:  # a busy machine never catches up
                for _ in range(100):
                    bus.send_message(make(n))
                    n += 1
                bus.flush()
            else:
                time.sleep(0.001)
        sent.append(n)
        bus.close()

    def test_ten_thousand_a_second(self):
        def message(interface, method, *args):
            m = dbus.lowlevel.MethodCallMessage(NAME, PATH, interface, method)
            m.append(*args)
            return m
        kinds = (
            lambda: message(PROPERTIES, "GetAll", MANAGER),
            lambda: message(PROPERTIES, "Get", MANAGER, "SessionTime"),
            lambda: message(MANAGER, "Doctor"),
            lambda: message(MANAGER, "Reload"),
            lambda: message(CONFIG, "List"),
            lambda: message(MANAGER, "Skip"),
            lambda: message(MANAGER, "TakeBreak", "x" * 1000),
            lambda: message(MANAGER, "NoSuchThing", 1, 2, 3),
        )
        # Once first: what it needs at most is allocated then.
        self.flood(lambda n: kinds[n % len(kinds)](), 0.5, RATE, [])
        wait_for(lambda: self.status(), "it answers")
        before = self.ergod.private_dirty()
        sent = []
        threads = [threading.Thread(target=self.flood, args=(lambda n: kinds[n % len(kinds)](), SECONDS, RATE / 2, sent))
                   for _ in range(2)]
        for t in threads:
            t.start()
        with self.keyboard.busy():
            for t in threads:
                t.join()
        self.assertGreater(sum(sent), RATE * SECONDS / 4)  # a slow machine sends less
        start = time.monotonic()
        s = self.status()
        took = time.monotonic() - start
        self.assertEqual(s["presence"], "present")
        after = self.ergod.private_dirty()
        print(f"{sum(sent)} calls in {SECONDS} s: private dirty {before} -> {after} KiB, then status in {took * 1000:.0f} ms",
              flush=True)
        if RELEASE:
            self.assertLess(after, before + 256)
            self.assertLess(after, 1229)

    def test_garbage(self):
        big = "\u20ac" * 300000
        calls = (
            (MANAGER, "TakeBreak", "s", ""), (MANAGER, "TakeBreak", "s", "daily"), (MANAGER, "TakeBreak", "s", big),
            (MANAGER, "TakeBreak", ""), (MANAGER, "TakeBreak", "t", 1), (MANAGER, "Postpone", "s", "5min"),
            (MANAGER, "Postpone", "t", 1), (MANAGER, "Postpone", "t", 2**64 - 1), (MANAGER, "Pause", "t", 2**63),
            (MANAGER, "Pause", "x", -1), (MANAGER, "EndBreak", ""), (MANAGER, "Skip", ""), (MANAGER, "Skip", "s", "x"),
            (CONFIG, "Get", "s", big), (CONFIG, "Get", "s", "%s%n%s%n"), (CONFIG, "Get", "s", "rest_break."), (CONFIG, "Get", "as", [big]),
            (PROPERTIES, "Get", "ss", MANAGER, big), (PROPERTIES, "Set", "ssv", MANAGER, "Presence", dbus.String("away", variant_level=1)),
            (PROPERTIES, "GetAll", "s", "no.such.Interface"), ("no.such.Interface", "TakeBreak", "s", "rest"),
        )
        for interface, method, signature, *args in calls:
            with self.assertRaises(dbus.DBusException, msg=(method, signature, str(args)[:40])) as caught:
                self.call(interface, method, signature, *args)
            text = caught.exception.get_dbus_message() or ""
            if interface != PROPERTIES:  # that one is sd-bus's own, and tells the caller his own words
                self.assertLess(len(text), 5000)
            self.assertNotIn("NoReply", caught.exception.get_dbus_name())
            self.assertTrue(text, method)
        s = self.status()
        self.assertEqual((s["presence"], s["break"], s["paused"]), ("present", None, False))

    def test_a_watcher_that_does_not_read(self):
        """Signals pile up at the bus, not here."""
        watch = self.watch()
        self.d.freeze(watch.process)
        before = self.ergod.private_dirty()
        for _ in range(300):
            self.call(MANAGER, "Pause", "t", dbus.UInt64(3600 * 10**6))
            self.call(MANAGER, "Resume")
        self.assertLess(self.ergod.private_dirty(), before + (256 if RELEASE else 16384))
        self.d.thaw(watch.process)
        watch.wait("resumed")


if __name__ == "__main__":
    unittest.main()
