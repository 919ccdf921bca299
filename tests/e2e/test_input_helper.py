#!/usr/bin/python3
"""What ergod-input tells: the real one, with mocked devices and a logind that the test writes."""

import signal
import time
import unittest

from helper import INPUT, STATE
from helper_case import SECOND, HelperCase, boot


class Told(HelperCase):
    def test_right_seconds(self):
        mouse = self.inputs.plug("mouse")
        c = self.mine()
        first = c.received[-1]
        self.assertEqual(first.devices, (1, 1, 0, 0, 0))
        phase, want = self.phase(c), []
        for offset, device in ((0.5, "keyboard"), (0.5, "mouse"), (0.2, "keyboard"), (0.7, None), (0.5, "both")):
            t = self.sleep_to(phase, offset, c)
            if device in ("keyboard", "both"):
                self.press()
            if device in ("mouse", "both"):
                mouse.move()
            if device:
                want.append((self.second_of(t, phase),
                             {"keyboard": {"keyboard"}, "mouse": {"pointer"}, "both": {"keyboard", "pointer"}}[device]))
            if boot() - t > 0.3:
                self.skipTest("the machine is too busy")
        c.records(1.6)
        got = [r for r in c.received if r.type == INPUT]
        self.assertEqual([(r.tick, r.classes) for r in got], want)
        for r in got:
            self.assertEqual((r.tick - first.tick) % SECOND, 0)
            self.assertGreaterEqual(r.when, r.tick)
        late = sorted(r.when - r.tick for r in got)
        self.assertLess(late[len(late) // 2], 0.3 * SECOND, late)  # one may be late
        # A stream is told second by second, without a gap.
        self.keyboard.stream(100)
        c.records(3.5)
        self.keyboard.stream(0)
        ticks = [r.tick for r in c.received if r.type == INPUT][len(want):]
        self.assertGreaterEqual(len(ticks), 2)
        self.assertEqual([b - a for a, b in zip(ticks, ticks[1:])], [SECOND] * (len(ticks) - 1))

    def relative(self, press):
        """What is told of the second in which press(phase) is called, in the middle of nothing."""
        if boot() - self.last < 2.2:
            time.sleep(2.2 - (boot() - self.last))
        self.c.records(0.1)
        start = self.sleep_to(self.at, 0.05)
        press()
        if boot() - start > 0.9:
            self.skipTest("the machine is too busy")
        self.last = boot()
        got = self.c.records(2.2 - (boot() - start))
        tick = round((start - 0.05) * 1e6)
        return [(r.data[:16], round((r.tick - tick) / SECOND, 3)) for r in got]

    def test_nothing_but_the_second(self):
        """Which key, when in the second and how often: the records are the same, byte by byte."""
        self.c = self.mine()
        self.at = self.phase(self.c)
        self.last = 0
        self.sleep_to(self.at, 0.5)

        def later(delay, *keys):
            def press():
                time.sleep(delay)
                for k in keys:
                    self.press(k)
            return press
        stories = [self.relative(p) for p in (later(0.05, 30), later(0.45, 30), later(0.85, 30), later(0.05, 57),
                                              later(0.05, *[30 + i % 10 for i in range(50)]))]
        self.assertEqual(len(stories[0]), 1)
        for s in stories[1:]:
            self.assertEqual(s, stories[0])

    def test_unplugged(self):
        c = self.mine()
        mouse = self.inputs.plug("mouse")
        self.assertEqual(c.wait(STATE).devices, (1, 1, 0, 0, 0))
        mouse.unplug()
        self.assertEqual(c.wait(STATE).devices, (1, 0, 0, 0, 0))
        self.keyboard.unplug()
        last = c.wait(STATE)
        self.assertEqual((last.yours, last.devices), (1, (0, 0, 0, 0, 0)))
        self.keyboard = self.inputs.plug("keyboard", self.keyboard.number)
        back = c.wait(STATE)
        self.assertEqual(back.devices, (1, 0, 0, 0, 0))
        self.assertEqual((back.tick - last.tick) % SECOND, 0)
        self.press()
        c.wait(INPUT)

    def test_reconnecting(self):
        """Who comes and goes learns of no piece of a second, and of no other grid."""
        phase = self.phase(self.mine())
        self.clients.pop().close()
        self.keyboard.stream(50)
        end, seen = time.monotonic() + 4, []
        while time.monotonic() < end:
            c = self.h.connect()
            self.assertEqual([r for r in c.records(0.137) if r.type == INPUT], [])
            seen += c.received
            c.close()
        self.assertGreater(len(seen), 0)
        self.keyboard.stream(0)
        # The first whole second after it came ends a second after the next tick.
        for offset in (0.1, 0.4, 0.7):
            start = self.sleep_to(phase, offset)
            c = self.connect()
            time.sleep(0.1)
            self.press()
            pressed = boot()
            seen += c.records(2.1)
            if self.second_of(start, phase) == self.second_of(pressed, phase):  # not if it took longer to get there
                self.assertEqual([(r.type, r.tick) for r in c.received], [(STATE, self.second_of(start, phase))])
            self.press()
            seen.append(c.wait(INPUT))
            c.close()
        for r in seen:
            self.assertEqual(r.tick % SECOND, round(phase * SECOND))

    def test_told_late(self):
        """It was kept from running for seconds: nothing is lost, and no tick goes back, whatever else there is to tell."""
        c = self.mine()
        self.sleep_to(self.phase(c), 0.4)
        first = boot()
        self.press()
        self.h.process.send_signal(signal.SIGSTOP)
        self.inputs.plug("mouse")
        time.sleep(2.2)
        second = boot()
        self.press()
        self.h.process.send_signal(signal.SIGCONT)
        c.records(1.6)
        got = c.received[1:]
        self.assertEqual([r.tick for r in got], sorted(r.tick for r in got))
        self.assertEqual([r.devices for r in got if r.type == STATE], [(1, 1, 0, 0, 0)])
        phase = self.phase(c)
        self.assertEqual({self.second_of(t, phase) for t in (first, second)} - {r.tick for r in got if r.type == INPUT}, set())


if __name__ == "__main__":
    unittest.main()
