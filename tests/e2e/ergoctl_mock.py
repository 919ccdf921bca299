"""A daemon of python-dbusmock with the properties of org.ergod1.Manager, for the tests of ergoctl."""

import contextlib
import pathlib
import sys
import time
import unittest

import dbus

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from desktop import MOCK, Desktop  # noqa: E402

NAME, PATH, MANAGER, CONFIG = "org.ergod1", "/org/ergod1", "org.ergod1.Manager", "org.ergod1.Config"
SEC, MIN, HOUR = 10**6, 60 * 10**6, 3600 * 10**6


def T(value):
    return dbus.UInt64(value, variant_level=1)


def S(value):
    return dbus.String(value, variant_level=1)


def now():
    return int(time.time() * SEC)


def tally(**counts):
    rows = [(k, o, dbus.UInt32(counts.get(f"{k}_{o}", 0))) for k in ("micro", "rest")
            for o in ("taken", "skipped", "missed", "natural", "replaced")]
    return dbus.Array([dbus.Struct(r, signature="ssu") for r in rows], signature="(ssu)", variant_level=1)


def properties(**changes):
    """Everything the Manager tells, on an ordinary morning."""
    p = {
        "Version": S("0"), "Presence": S("present"), "PresenceSince": T(now() - 42 * MIN),
        "LastInputClass": S("keyboard"), "LastInput": T(now() - 2 * SEC), "SessionStart": T(now() - 42 * MIN),
        "SessionTime": T(42 * MIN), "TodayTime": T(3 * HOUR + 12 * MIN), "LongestToday": T(51 * MIN),
        "SinceMicro": T(12 * MIN), "SinceRest": T(42 * MIN), "MicroEvery": T(20 * MIN), "RestEvery": T(50 * MIN),
        "Tally": tally(rest_taken=1, rest_natural=2, rest_missed=1, micro_taken=4), "Quiet": S(""),
        "QuietText": S(""), "QuietUntil": T(0), "Engaged": S(""), "EngagedBy": S(""), "MeetingUntil": T(0),
        "Paused": dbus.Boolean(False, variant_level=1), "PausedUntil": T(0), "BreakKind": S(""),
        "BreakState": S("none"), "BreakRemaining": T(0), "PostponesLeft": dbus.UInt32(3, variant_level=1),
        "NextKind": S("rest"), "NextIn": T(8 * MIN), "NextReason": S("counting"), "NextAt": T(now() + 8 * MIN),
        "InputSource": S("evdev"), "Problems": dbus.Array([], signature="s", variant_level=1), "ConfigFile": S(""),
    }
    for key, value in changes.items():
        if isinstance(value, bool):
            value = dbus.Boolean(value, variant_level=1)
        elif isinstance(value, int):
            value = (dbus.UInt32 if key == "PostponesLeft" else dbus.UInt64)(value, variant_level=1)
        elif isinstance(value, str):
            value = S(value)
        elif isinstance(value, list):
            value = dbus.Array(value, signature="s", variant_level=1)
        p[key] = value
    return dbus.Dictionary(p, signature="sv")


SETTINGS = [("rest_break.every", "duration", "50min", "50min", "default", "Doc."),
            ("rest_break.length", "duration", "4min", "5min", "/etc/xdg/ergod/ergod.ini:7", "Doc."),
            ("prompts.settle", "duration", "1min", "1min", "default", "Doc."),
            ("micro_break.every", "duration", "20min", "20min", "default", "Doc."),
            ("micro_break.enabled", "bool", "no", "yes", "/etc/xdg/ergod/ergod.ini:3", "Doc."),
            ("rest_break.enabled", "bool", "no", "yes", "/etc/xdg/ergod/ergod.ini:6", "Doc."),
            ("daily_limit.enabled", "bool", "yes", "yes", "default", "Doc."),
            ("daily_limit.limit", "duration", "8h", "8h", "default", "Doc."),
            ("daily_limit.remind_every", "duration", "30min", "30min", "default", "Doc.")]


class Mocked(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = contextlib.ExitStack()
        cls.d = cls.stack.enter_context(Desktop())
        cls.start_mock()

    @classmethod
    def tearDownClass(cls):
        cls.stack.close()

    @classmethod
    def start_mock(cls):
        cls.mock = cls.d.spawn([sys.executable, "-m", "dbusmock", "--session", NAME, PATH, MANAGER], name="mock")
        cls.d.wait_name(cls.d.session, NAME)
        cls.call("AddProperties", "sa{sv}", MANAGER, properties())
        cls.start_methods()

    @classmethod
    def start_methods(cls):
        for method, sig, code in (("TakeBreak", "s", ""), ("EndBreak", "", ""), ("Postpone", "t", ""),
                                  ("Skip", "", ""), ("Pause", "t", ""), ("Resume", "", ""), ("Reload", "", ""),
                                  ("Meeting", "t", ""), ("EndMeeting", "", "")):
            cls.call("AddMethod", "sssss", MANAGER, method, sig, "", code)
        cls.call("AddMethod", "sssss", MANAGER, "Doctor", "", "a(sss)",
                 "ret = [('input', 'ok', 'evdev reads 2 devices'), ('display', 'warn', 'none\\x07 yet')]")
        cls.settings(SETTINGS)

    @classmethod
    def settings(cls, rows):
        cls.call("AddMethod", "sssss", CONFIG, "List", "", "a(ssssss)", f"ret = {rows!r}")
        cls.call("AddMethod", "sssss", CONFIG, "Get", "s", "s", f"ret = { {r[0]: r[2] for r in rows}!r}[args[0]]")

    @classmethod
    def call(cls, method, signature, *args):
        return cls.d.session.call_blocking(NAME, PATH, MOCK, method, signature, args, timeout=5)

    def setUp(self):
        self.call("ClearCalls", "")
        self.set()

    def set(self, **changes):
        self.call("UpdateProperties", "sa{sv}", MANAGER, properties(**changes))

    def calls(self):
        return [(str(c[1]), *[a if isinstance(a, str) else int(a) for a in c[2]]) for c in self.call("GetCalls", "")]

    def ergoctl(self, *args, status=0):
        p = self.d.ergoctl(*args, check=False)
        self.assertEqual(p.returncode, status, p.stdout + p.stderr)
        return p.stdout if status in (0, 1) else p.stderr

    def lines(self, *args):
        """The lines of a text for people, by label."""
        out = self.ergoctl(*args)
        return dict((line[:10].strip(), line[10:]) for line in out.splitlines())
