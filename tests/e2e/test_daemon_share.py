#!/usr/bin/python3
"""Time at each monitor in a running ergod: measured, kept, read again, and what the audit makes of it."""

import contextlib
import ctypes
import json
import pathlib
import sqlite3
import subprocess
import time
import unittest

from daemon_case import DaemonCase, ini
from desktop import wait_for

NAME, PATH, AUDIT = "org.ergod1", "/org/ergod1", "org.ergod1.Audit"
HOUR = 3600 * 10**6
QUIET = {"rest_break.every": "1h", "presence.away_after": "20s", "session.ends_after": "5min", "prompts.posture": "no"}
DESK = "[user]\neye_height = 120cm\n[desk]\nheight = 72cm\n"
PLACE = "image_bottom = 15cm\ndistance = 65cm\ntilt = 0deg\n"


class Share(DaemonCase):
    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")
        self.file = self.d.dir / "state" / "ergod" / "history.db"
        self.d.start_xvfb("2560x800")
        self.names = set()
        self.connect("L", 0, "screen")

    def connect(self, name, x, output="none"):
        self.names.add(name)
        self.d.run(["xrandr", "--setmonitor", name, f"1280/550x720/310+{x}+0", output])

    def go(self, *sections, **settings):
        self.d.write_config(ini({**QUIET, **{k.replace("__", "."): v for k, v in settings.items()}}) + DESK + "".join(sections))
        self.start()
        wait_for(lambda: set(self.monitors()) == self.names, "the monitors are known")

    def rows(self, sql="SELECT monitor, time, alone FROM shares ORDER BY monitor"):
        with contextlib.closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()

    def past(self, *shares):
        """A history with these: (days ago, monitor, hours)."""
        self.file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        years = pathlib.Path(self.d.build) / "years"
        subprocess.run([years, "make", self.file, "0"], check=True, env={**self.d.env, **self.inputs.env})
        today = int((time.time() - time.timezone - 4 * 3600) // 86400)
        with contextlib.closing(sqlite3.connect(self.file)) as db:
            for ago, monitor, hours in shares:
                db.execute("INSERT INTO shares VALUES (?, ?, ?, 0)", (today - ago, monitor, hours * HOUR))
                db.execute("INSERT OR IGNORE INTO days VALUES (" + ",".join("?" * 21) + ")", (today - ago, 0, 4 * HOUR, *[0] * 18))
            db.commit()

    def type_for(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.keyboard.tap()
            time.sleep(0.1)

    def monitors(self):
        return {str(m["output"]): m for m in self.d.get_property(self.d.session, NAME, PATH, AUDIT, "Monitors")}

    def audit(self):
        a = json.loads(self.ctl("audit", "--json"))
        return {m["output"]: (m["role"], m["share_percent"]) for m in a["monitors"]}, {f["rule"]: f for f in a["findings"]}


class Measured(Share):
    def test_the_only_one(self):
        """It is in use, whoever can tell or not; that it was alone is kept too."""
        self.go()
        self.type_for(2)
        self.assertEqual(self.ergod.stop(), 0)
        (name, at_it, alone), = self.rows()
        self.assertEqual((name, alone), ("L", at_it))
        (screen_time,), = self.rows("SELECT screen_time FROM days")
        self.assertGreater(at_it, 1e6)
        self.assertLessEqual(at_it, screen_time)
        # ... and goes on
        self.start()
        self.type_for(2)
        self.assertEqual(self.ergod.stop(), 0)
        (_, more, _), = self.rows()
        self.assertGreater(more, at_it + 1e6)
        self.assertLessEqual(more, self.rows("SELECT screen_time FROM days")[0][0])

    def test_switched_off(self):
        self.go(presence__monitor_in_use="no")
        self.type_for(1)
        self.assertEqual(self.ergod.stop(), 0)
        self.assertEqual(self.rows(), [])
        self.assertGreater(self.rows("SELECT screen_time FROM days")[0][0], 0)


class InUse(Share):
    """Which of two it is the X server tells; between two looks, ten seconds apart, the last one holds."""

    def setUp(self):
        super().setUp()
        self.connect("R", 1280)
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(self.d.env["DISPLAY"].encode()))
        self.addCleanup(self.x11.XCloseDisplay, self.display)

    def point_at(self, x):
        root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))
        self.x11.XWarpPointer(self.display, None, root, 0, 0, 0, 0, x, 300)
        self.x11.XSync(self.display, 0)

    def at(self, name):
        self.ctl("status")  # up to now
        return int(self.monitors()[name].get("share_time", 0))

    def test_where_the_pointer_is(self):
        self.point_at(1900)
        self.go()
        self.type_for(2)
        self.assertEqual(self.ergod.stop(), 0)
        (name, at_it, alone), = self.rows()
        self.assertEqual((name, alone), ("R", 0))
        self.assertGreater(at_it, 1e6)

    def test_the_list_changes(self):
        """Names, not places, until it is looked at again."""
        self.point_at(100)
        self.go()
        self.type_for(1)
        looked = time.monotonic()
        self.d.run(["xrandr", "--delmonitor", "L"])
        self.d.run(["xrandr", "--delmonitor", "R"])
        self.names = set()
        self.connect("A", 0, "screen")
        self.connect("L", 1280)
        wait_for(lambda: set(self.monitors()) == self.names, "the other monitors are known")
        before = self.at("L")
        self.type_for(1)
        self.assertLess(time.monotonic() - looked, 8)
        self.assertGreater(self.at("L"), before + 5e5)
        self.assertEqual(self.at("A"), 0)
        self.type_for(looked + 11 - time.monotonic())
        self.assertGreater(self.at("A"), 0)


class Known(Share):
    """The last seven days, out of the history."""

    def setUp(self):
        super().setUp()
        self.connect("R", 1280)

    def test_decides_the_roles(self):
        self.past((0, "R", 4), (3, "R", 3.2), (6, "L", 2.8), (7, "L", 100), (2, "elsewhere", 50))
        self.go(f"[monitor *]\n{PLACE}[monitor L]\nyaw = 0deg\n[monitor R]\nyaw = 38deg\n")
        told = self.monitors()
        self.assertEqual([round(float(told[k]["share"])) for k in "LR"], [28, 72])
        self.assertEqual([int(told[k]["share_time"]) for k in "LR"], [2.8 * HOUR, 7.2 * HOUR])
        monitors, found = self.audit()
        self.assertEqual(monitors, {"L": ("secondary", 28.0), "R": ("primary", 72.0)})
        self.assertIn("72 % of the last week's time was on it", found["yaw-primary"]["text"])
        bus = [str(f["text"]) for f in self.d.get_property(self.d.session, NAME, PATH, AUDIT, "Findings")]
        self.assertIn(found["yaw-primary"]["text"], bus)

    def test_contradicts_what_is_told(self):
        self.past((1, "R", 7.2), (2, "L", 2.8))
        self.go(f"[monitor *]\n{PLACE}[monitor L]\nyaw = 0deg\nrole = primary\n[monitor R]\nyaw = 38deg\nrole = secondary\n")
        monitors, found = self.audit()
        self.assertEqual(monitors, {"L": ("primary", 28.0), "R": ("secondary", 72.0)})
        self.assertEqual((found["role"]["monitor"], found["role"]["severity"], found["role"]["measured"]), ("R", "note", 72.0))
        self.assertIn("38 degrees to the right", found["role"]["correction"])

    def test_too_little(self):
        self.past((1, "R", 4.5))
        self.go()
        self.assertNotIn("share", self.monitors()["R"])
        self.assertEqual(int(self.monitors()["R"]["share_time"]), 4.5 * HOUR)
        self.assertEqual(self.audit()[0]["R"][1], None)

    def test_not_wanted(self):
        """Who switches it off is not judged by what was measured before."""
        self.past((1, "R", 9), (1, "L", 1))
        self.go()
        self.assertIn("share", self.monitors()["R"])
        self.d.write_config(ini({**QUIET, "presence.monitor_in_use": "no"}) + DESK)
        self.ctl("config", "reload")
        wait_for(lambda: not {"share", "share_time"} & set(self.monitors()["R"]), "nothing is told")
        self.assertEqual(self.audit()[0], {"L": ("primary", None), "R": ("secondary", None)})

    def test_another_monitor_comes(self):
        """Names, not places: what was measured follows the monitor."""
        self.past((1, "R", 9), (1, "C", 1))
        self.go()
        self.d.run(["xrandr", "--delmonitor", "L"])
        self.connect("C", 0, "screen")
        wait_for(lambda: "C" in self.monitors() and "share" in self.monitors()["C"], "the audit of the other one")
        self.assertEqual([round(float(self.monitors()[k]["share"])) for k in "CR"], [10, 90])

    def test_erased(self):
        self.past((1, "R", 9), (2, "L", 1))
        self.go()
        self.assertEqual(len(self.rows()), 2)
        removed = str(self.d.session.call_blocking(NAME, PATH, f"{NAME}.Manager", "Erase", "tt", (0, 0)))
        self.assertIn("2 shares of monitors", removed)
        self.assertEqual(self.rows(), [])
        # another audit has followed, too
        wait_for(lambda: not {"share", "share_time"} & set(self.monitors()["R"]), "nothing is known any more")

    def test_a_part_erased(self):
        self.past((1, "R", 9), (3, "R", 7))
        self.go()
        day = 86400 * 10**6
        now = int(time.time() * 10**6)
        self.d.session.call_blocking(NAME, PATH, f"{NAME}.Manager", "Erase", "tt", (0, now - 2 * day))
        wait_for(lambda: int(self.monitors()["R"].get("share_time", 0)) == 9 * HOUR, "the younger one is left")
        self.assertEqual(float(self.monitors()["R"]["share"]), 100)

    def test_no_history(self):
        """It is not read where none is to be kept."""
        self.past((1, "R", 9))
        self.go(history__enabled="no")
        self.assertNotIn("share_time", self.monitors()["R"])
        self.d.write_config(ini(QUIET) + DESK)
        self.ctl("config", "reload")
        self.type_for(1)
        self.d.ergoctl("break", "rest")  # something to write
        self.assertEqual(self.ergod.stop(), 0)
        self.start()
        kept = int(self.monitors()["R"]["share_time"])
        self.assertGreaterEqual(kept, 9 * HOUR)
        self.assertLess(kept, 9 * HOUR + 10 * 10**6)  # with what was typed just now


if __name__ == "__main__":
    unittest.main()
