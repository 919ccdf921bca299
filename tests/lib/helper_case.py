"""What the end-to-end tests of ergod-input share: a real one, a keyboard, and a seat that is nobody's at first."""

import os
import time
import unittest

import helper
from helper import STATE, Helper
from input import EV_KEY, Inputs

ME = os.getuid()
OTHER = 54321  # a user that there is not, and the first of several
SECOND = 10**6


def boot():
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) / 1e9


class HelperCase(unittest.TestCase):
    """self.h: a helper, self.keyboard; the seat is nobody's at first."""

    ARGS = ()

    def setUp(self):
        if not helper.possible():
            self.skipTest("no mount name space")
        self.inputs = self.enterContext(Inputs())
        self.keyboard = self.inputs.plug("keyboard")
        self.h = self.enterContext(Helper(self.inputs, self.ARGS))
        self.clients = []
        self.addCleanup(lambda: [c.close() for c in self.clients])

    def connect(self, uid=None):
        self.clients.append(self.h.connect(uid))
        return self.clients[-1]

    def mine(self):
        """The seat is ours; returns a client that has been told so."""
        self.h.login("c1", ME)
        c = self.connect()
        self.assertTrue(c.wait(STATE).yours)
        return c

    def phase(self, client):
        """Where the grid lies, in seconds."""
        return client.received[-1].tick % SECOND / 1e6

    def sleep_to(self, phase, offset, client=None):
        """Sleeps to the next instant that lies so long after a tick, while `client` reads; returns it."""
        now = boot()
        until = now + (phase + offset - now) % 1
        if client:
            client.records(until - now)
        time.sleep(max(0, until - boot()))
        return until

    def press(self, key=30):
        self.keyboard.emit((EV_KEY, key, 1))
        self.keyboard.emit((EV_KEY, key, 0))

    def second_of(self, t, phase):
        """The tick that ends the second of t, as the records have it."""
        return round((t + (phase - t) % 1) * 1e6)

    def root(self):
        if ME != 0:
            self.skipTest("only root can be several users")
