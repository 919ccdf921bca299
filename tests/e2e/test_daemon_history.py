#!/usr/bin/python3
"""The history that the daemon keeps: what is in it, going on after every kind of end, and what may be wrong with the disk.

With ERGO_SOAK=1 (make soak) it is killed 500 times instead of 10.
"""

import contextlib
import os
import random
import sqlite3
import time
import unittest

import dbus

from daemon_case import DaemonCase
from desktop import wait_for

KILLS = 500 if "ERGO_SOAK" in os.environ else 10

# Nobody is prompted, and a session ends soon: that is when something is written.
CALM = {"rest_break.every": "1h", "presence.away_after": "1s", "session.ends_after": "1s"}
LONG = {"rest_break.every": "1h", "presence.away_after": "20s", "session.ends_after": "5min"}


class HistoryCase(DaemonCase):
    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")
        self.file = self.d.dir / "state" / "ergod" / "history.db"

    def rows(self, sql):
        with contextlib.closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()

    def sessions(self):
        return self.rows("SELECT began, ended, screen_time, open FROM sessions ORDER BY began")

    def problem(self):
        return [p for p in self.status()["problems"] if "history" in p]

    def type_for(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.keyboard.tap()
            time.sleep(0.1)


class History(HistoryCase):
    def test_written_at_the_end(self):
        began = time.time()
        self.start(LONG)
        self.type_for(1.5)
        self.wait_status(presence="present")
        self.assertEqual(self.ergod.stop(), 0)
        (start, end, screen_time, still_open), = self.sessions()
        self.assertEqual(still_open, 1)
        self.assertGreaterEqual(start, int(began))
        self.assertLessEqual(end, time.time())
        self.assertGreater(screen_time, 1e6)
        (day_time, typed), = self.rows("SELECT screen_time, keyboard FROM days")
        self.assertEqual(day_time, screen_time)
        self.assertIn(typed, (10e6, 20e6))
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.file.parent.stat().st_mode & 0o777, 0o700)

    def test_ended_meanwhile(self):
        """What was over by the time of the next start is in the history from then on, not only when somebody comes."""
        self.start(LONG | {"presence.away_after": "2s", "session.ends_after": "3s"})
        self.type_for(1)
        self.wait_status(presence="present")
        self.assertEqual(self.ergod.stop(), 0)
        self.assertEqual(self.sessions()[0][-1], 1)
        time.sleep(3)
        self.start()
        wait_for(lambda: [still_open for *_, still_open in self.sessions()] == [0], 10)

    def test_goes_on(self):
        self.start(LONG)
        self.type_for(1.5)
        before = self.status()
        self.assertEqual(self.ergod.stop(), 0)
        self.start()
        after = self.status()
        self.assertEqual(after["presence"], "present")
        self.assertGreaterEqual(after["today_seconds"], before["today_seconds"])
        self.type_for(0.5)
        self.assertEqual(self.ergod.stop(), 0)
        (_, _, screen_time, _), = self.sessions()  # one session, not two
        self.assertGreater(screen_time, 1.8e6)
        self.assertEqual(self.rows("SELECT screen_time FROM days"), [(screen_time,)])

    def test_break_goes_on(self):
        self.start({**LONG, "rest_break.length": "30min"})
        self.type_for(0.5)
        self.ctl("break", "rest")
        self.assertEqual(self.ergod.stop(), 0)
        self.start()
        s = self.status()["break"]
        self.assertEqual((s["kind"], s["state"]), ("rest", "started"))
        self.assertLess(s["remaining_seconds"], 1800)

    def test_pause_goes_on(self):
        self.start(LONG)
        self.type_for(0.5)
        self.ctl("pause", "2h")
        self.assertEqual(self.ergod.stop(), 0)
        self.start()
        self.assertTrue(self.status()["paused"])

    def test_session_ends(self):
        """Written when it ends, without a stop; and nothing more while nobody is there."""
        self.start(CALM)
        self.type_for(0.5)
        (session,) = wait_for(lambda: self.file.exists() and self.sessions(), "the session")
        self.assertEqual(session[3], 0)
        changed = self.file.with_name("history.db-wal").stat().st_mtime_ns
        time.sleep(1.5)
        self.assertEqual(self.file.with_name("history.db-wal").stat().st_mtime_ns, changed)

    def test_setup_changes(self):
        self.start({**LONG, "user.eye_height": "118cm"})
        self.type_for(0.3)
        self.configure({**LONG, "user.eye_height": "120cm"})
        self.ctl("config", "reload")
        self.ergod.stop()
        self.start({**LONG, "user.eye_height": "120cm", "desk.height": "72cm"})
        self.type_for(0.3)
        self.ergod.stop()
        self.assertEqual(self.rows("SELECT key, old, new FROM changes ORDER BY key"),
                         [("desk.height", "", "72cm"), ("user.eye_height", "118cm", "120cm")])

    def test_switched_off(self):
        self.start({**LONG, "history.enabled": "no"})
        self.type_for(0.5)
        self.assertIn("history.enabled", self.ctl("doctor", status=1))
        self.assertEqual(self.ergod.stop(), 0)
        self.assertFalse(self.file.exists())

    def test_keep_days(self):
        self.start(LONG)
        self.type_for(0.3)
        self.ergod.stop()
        with contextlib.closing(sqlite3.connect(self.file)) as db, db:
            for days in (5, 40):
                at = int(time.time()) - days * 86400
                db.execute("INSERT INTO changes VALUES (?, 'desk.height', '', '')", (at,))
        self.start({**LONG, "history.keep_days": "30"})
        self.type_for(0.3)
        self.ergod.stop()
        self.assertEqual(self.rows("SELECT count(*) FROM changes"), [(1,)])


class Erase(HistoryCase):
    def erase(self, since, until):
        bus = dbus.bus.BusConnection(self.d.env["DBUS_SESSION_BUS_ADDRESS"])
        try:
            return bus.call_blocking("org.ergod1", "/org/ergod1", "org.ergod1.Manager", "Erase", "tt", (since, until))
        finally:
            bus.close()

    def test_erased(self):
        """What was erased is not written again, and what goes on begins now."""
        self.start(LONG)
        self.type_for(1.5)
        self.ergod.stop()
        self.start()
        self.type_for(1)
        self.assertIn("1 sessions", self.erase(0, 0))
        erased = int(time.time())
        self.assertEqual(self.sessions(), [])
        self.type_for(0.5)
        self.ergod.stop()
        (began, _, screen_time, _), = self.sessions()
        self.assertGreaterEqual(began, erased - 1)
        self.assertLess(screen_time, 1.5e6)
        self.assertLess(self.rows("SELECT screen_time FROM days")[0][0], 1.5e6)

    def test_nonsense(self):
        self.start(LONG)
        with self.assertRaises(dbus.DBusException) as c:
            self.erase(5, 5)
        self.assertEqual(c.exception.get_dbus_name(), "org.ergod1.Error.InvalidArgument")

    def test_nothing_there(self):
        self.start(LONG, env={"XDG_STATE_HOME": "/proc/nowhere"})
        with self.assertRaises(dbus.DBusException) as c:
            self.erase(0, 0)
        self.assertEqual(c.exception.get_dbus_name(), "org.ergod1.Error.NotPossible")


class Faults(HistoryCase):
    def check_works(self):
        """It watches as ever."""
        self.type_for(0.5)
        self.wait_status(presence="present")
        self.assertEqual(self.ergod.stop(), 0)

    def test_killed(self):
        """At random instants: the file is whole each time, and what was in it still is."""
        rng = random.Random(1)
        known = {}
        for _ in range(KILLS):
            self.start(CALM)
            for _ in range(rng.randrange(3)):
                self.type_for(rng.uniform(0.1, 0.4))
                time.sleep(rng.uniform(0, 2.5))
            self.type_for(rng.uniform(0, 0.3))
            self.ergod.stop(9)
            if not self.file.exists():
                continue
            self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
            now = {began: (ended, t) for began, ended, t, _ in self.sessions()}
            for began, was in known.items():
                self.assertLessEqual(was, now.get(began, ()), began)
            known = now
        self.start(CALM)
        self.assertEqual(self.problem(), [])
        self.assertEqual(self.ergod.stop(), 0)
        rows = self.sessions()
        self.assertTrue(rows)
        self.assertEqual(sum(r[3] for r in rows), 0)
        (day_time,), = self.rows("SELECT sum(screen_time) FROM days")
        self.assertEqual(day_time, sum(r[2] for r in rows))

    def test_nowhere_to_write(self):
        self.start(LONG, env={"XDG_STATE_HOME": "/proc/nowhere"})
        self.assertEqual(len(self.problem()), 1, self.status()["problems"])
        self.assertIn("history", self.ctl("doctor", status=1))
        self.check_works()

    def test_full_disk(self):
        """No file may grow beyond 4 KiB."""
        self.start(LONG, wrapper=["/bin/sh", "-c", 'trap "" XFSZ; ulimit -f 8; exec "$@"', "sh"])
        self.assertEqual(len(self.problem()), 1, self.status()["problems"])
        self.check_works()
        self.start(LONG)  # there is room again
        self.assertEqual(self.problem(), [])
        self.check_works()
        self.assertEqual(len(self.sessions()), 1)

    def test_damaged(self):
        self.start(LONG)
        self.check_works()
        self.file.write_bytes(os.urandom(20000))
        self.start(LONG)
        self.assertIn("damaged", self.ctl("doctor", status=1))
        self.check_works()
        self.assertEqual(len(self.sessions()), 1)
        self.assertEqual(len(list(self.file.parent.glob("history.db.corrupt-*"))), 1)

    def test_newer(self):
        self.start(LONG)
        self.check_works()
        with contextlib.closing(sqlite3.connect(self.file)) as db:
            db.execute("PRAGMA user_version = 99")
        before = self.file.read_bytes()
        self.start(LONG)
        self.assertRegex(self.problem()[0], "newer ergod")
        self.check_works()
        self.assertEqual(self.file.read_bytes(), before)

    def test_damaged_state(self):
        """What the last run left makes no sense: a new beginning, and the history stays."""
        self.start(LONG)
        self.check_works()
        with contextlib.closing(sqlite3.connect(self.file)) as db, db:
            db.execute("UPDATE state SET data = x'00ff' WHERE name = 'engine'")
        began = self.sessions()[0][0]
        wait_for(lambda: time.time() > began + 1, "another second: two sessions of one are one")
        self.start(LONG)
        self.assertEqual(self.problem(), [])
        self.check_works()
        rows = self.sessions()
        self.assertEqual([r[3] for r in rows], [0, 1])
        self.assertEqual(self.rows("SELECT screen_time FROM days"), [(sum(r[2] for r in rows),)])


if __name__ == "__main__":
    unittest.main()
