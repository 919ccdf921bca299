#!/usr/bin/python3
"""Whom ergod-input tells: the owner of the seat, as long as that lasts."""

import time
import unittest

import helper
from helper import INPUT, STATE
from helper_case import ME, OTHER, HelperCase, boot


class Whose(HelperCase):
    def quiet(self, c, seconds=0.0):
        """It has learnt nothing but that the seat is not its own."""
        if seconds:
            c.records(seconds)
        self.assertEqual([r for r in c.received if r.type != STATE or r.yours or any(r.devices)], [])

    def test_owner_only(self):
        self.root()
        self.h.login("c1", OTHER)
        crowd = [self.connect(OTHER + 1 + i // 2) for i in range(14)]
        two = [self.connect(OTHER), self.connect(OTHER)]
        self.assertEqual(self.connect(OTHER + 20).wait(helper.REFUSED).tick, 0)  # there are sixteen already
        for c in two:
            self.assertTrue(c.wait(STATE).yours)
        self.keyboard.stream(20)
        for c in two:
            for _ in range(2):
                c.wait(INPUT)
        self.keyboard.stream(0)
        for c in two:
            c.records(1.2)
        a, b = ([r.data for r in c.received if r.type == INPUT] for c in two)
        self.assertEqual(a, b)
        self.assertEqual([r.data for r in two[0].received if r.type == STATE], [r.data for r in two[1].received if r.type == STATE])
        for c in crowd:
            c.records(0.01)
            self.assertEqual([(r.type, r.yours) for r in c.received], [(STATE, 0)])
            self.quiet(c)
        # Root is one of the others, too; and the owner may have two connections, not three.
        self.assertEqual(len(self.connect(OTHER).records(0.5)), 1)

    def lost(self, change, regained=None):
        """After `change` the client is told that the seat is not its own, and nothing of what is pressed from then on."""
        c = self.mine()
        self.sleep_to(self.phase(c), 0.3)
        self.press()  # of the second in which it changes
        change()
        time.sleep(0.1)
        for _ in range(7):
            self.press()
            time.sleep(0.2)
        c.records(0.6)
        told = c.received[1:]
        self.assertEqual([(r.type, r.yours, any(r.devices)) for r in told], [(STATE, 0, False)])
        if regained:
            regained()
            self.assertTrue(c.wait(STATE).yours)
            self.sleep_to(self.phase(c), 0.3)
            self.press()
            c.wait(INPUT)

    def test_logout(self):
        self.lost(lambda: self.h.logout("c1"), lambda: self.h.login("c1", ME))

    def test_closing(self):
        self.lost(lambda: self.h.session("c1", ME, state="closing"), lambda: self.h.session("c1", ME))

    def test_online_only(self):
        self.lost(lambda: self.h.session("c1", ME, state="online"))

    def test_remote(self):
        self.lost(lambda: self.h.session("c1", ME, remote=1))

    def test_seat_is_gone(self):
        self.lost((self.h.login1 / "seats" / "seat0").unlink)

    def test_another_seat(self):
        self.h.session("c1", ME, seat="seat1")
        self.h.activate("c1", ME, seat="seat1")
        c = self.connect()
        self.keyboard.stream(20)
        self.quiet(c, 2.3)
        self.assertEqual(len(c.received), 1)
        self.h.activate(None, None)
        self.quiet(c, 1.2)

    def test_switched(self):
        """Another user comes to the front in mid-second, with a press just before and one just after."""
        self.root()
        self.h.login("c1", OTHER)
        self.h.session("c2", OTHER + 1)
        old, new = self.connect(OTHER), self.connect(OTHER + 1)
        self.assertTrue(old.wait(STATE).yours)
        phase = self.phase(old)
        self.assertFalse(new.wait(STATE).yours)
        for before, after, session, uid in ((old, new, "c2", OTHER + 1), (new, old, "c1", OTHER)):
            time.sleep(1.1)
            self.sleep_to(phase, 0.4)
            self.press()
            self.h.activate(session, uid)  # at once: there is no moment without an owner
            time.sleep(0.05)
            switched = boot()
            self.press()
            before.received.clear()
            after.received.clear()
            # The second of the switch is nobody's.
            before.records(0.9)
            after.records(0.5)
            self.assertEqual([(r.type, r.yours) for r in before.received], [(STATE, 0)])
            self.assertEqual([(r.type, r.yours) for r in after.received], [(STATE, 1)])
            self.press()
            self.assertGreater(after.wait(INPUT).tick, self.second_of(switched, phase))
            self.assertEqual(before.records(0.1), [])


if __name__ == "__main__":
    unittest.main()
