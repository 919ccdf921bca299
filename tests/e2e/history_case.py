"""A home of its own with a history, whose rows a test puts there itself."""

import contextlib
import datetime
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build" / os.environ.get("MODE", "release")))
MIN = 60 * 10**6
OUTCOMES = ("taken", "skipped", "missed", "natural", "replaced")
BLOCKED, KEYBOARD = 2, 4


def at(text):
    """Seconds since 1970 of RFC 3339 with offset."""
    return int(datetime.datetime.fromisoformat(text).timestamp())


def number(date):
    """Of a day, since 1970."""
    return (datetime.date.fromisoformat(date) - datetime.date(1970, 1, 1)).days


class History(unittest.TestCase):
    """ergoctl in a home without a daemon and without a bus."""

    def setUp(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="ergod-history-"))
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)
        keep = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_PRELOAD")
        self.env = {k: os.environ[k] for k in keep if k in os.environ}
        self.env.update(HOME=str(self.dir), LANG="C.UTF-8", TZ="UTC", XDG_CONFIG_DIRS=str(self.dir / "xdg"))
        self.folder = self.dir / ".local" / "state" / "ergod"
        self.file = self.folder / "history.db"
        self.ini = self.dir / ".config" / "ergod" / "ergod.ini"

    def years(self, days, last):
        """Made-up days up to a date; 0: an empty history."""
        self.folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        subprocess.run([BUILD / "years", "make", self.file, str(days), str(number(last))], env=self.env, check=True, timeout=120)

    @contextlib.contextmanager
    def rows(self):
        """The tables, to put rows into; the file is made if there is none."""
        if not self.file.exists():
            self.years(0, "2026-01-01")
        with contextlib.closing(sqlite3.connect(self.file)) as db:
            db.execute("PRAGMA synchronous = OFF")
            yield db
            db.commit()

    def offsets(self, *pairs):
        with self.rows() as db:
            for when, hours in pairs:
                db.execute("INSERT INTO offsets VALUES (?, ?)", (at(when), int(hours * 3600)))

    def session(self, start, end, minutes, is_open=False):
        with self.rows() as db:
            db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (at(start), at(end), int(minutes * MIN), is_open))

    def pause(self, kind, outcome, start, end, minutes=20):
        with self.rows() as db:
            db.execute("INSERT INTO breaks VALUES (?, ?, ?, ?, ?)",
                       (at(end), ("micro", "rest").index(kind), OUTCOMES.index(outcome), at(start), int(minutes * MIN)))

    def day(self, date, hours, minutes, longest=0, starts=4, keyboard=0, pointer=0, laptop=0, **tally):
        counts = [tally.pop(f"{k}_{o}", 0) for k in ("micro", "rest") for o in OUTCOMES]
        self.assertEqual(tally, {})
        with self.rows() as db:
            db.execute("INSERT INTO days VALUES (" + ",".join("?" * 21) + ")",
                       (number(date), int(hours * 3600), int(starts * 60 * MIN), int(minutes * MIN), int(longest * MIN), int(laptop * MIN),
                        int(keyboard * MIN), int(pointer * MIN), 0, 0, 0, *counts))

    def share(self, date, monitor, minutes, alone=0):
        with self.rows() as db:
            db.execute("INSERT INTO shares VALUES (?, ?, ?, ?)", (number(date), monitor, int(minutes * MIN), int(alone * MIN)))

    def slot(self, when, plane):
        """The slot in which that moment is."""
        seconds = at(when)
        bits, i = bytearray(45), seconds % 3600 // 10
        bits[i // 8] |= 1 << i % 8
        with self.rows() as db:
            db.execute("INSERT INTO slots VALUES (?, ?, ?)", (seconds // 3600, plane, bytes(bits)))

    def ctl(self, *args, status=0, stdin="", env=None):
        p = subprocess.run([BUILD / "ergoctl", *args], env=dict(self.env, **(env or {})), text=True, capture_output=True,
                           timeout=30, input=stdin)
        self.assertEqual(p.returncode, status, p.stdout + p.stderr)
        return p.stdout if status == 0 else p.stderr

    def json(self, *args, **kwargs):
        return json.loads(self.ctl(*args, "--json", **kwargs))

    def shown(self, *args, **kwargs):
        """Lines, blanks made one, for what does not depend on widths."""
        return [" ".join(line.split()) for line in self.ctl(*args, **kwargs).splitlines()]
