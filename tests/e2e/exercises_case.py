"""Exercises of one's own in a home of one's own, and being guided through them on a terminal."""

import os
import sqlite3

from dialogue import Dialogue
from setup_case import BUILD, Setup

STOP = "Stop if you feel dizziness, faintness, visual change"
PRECAUTIONS = "Do not start without professional advice with: a recent neck injury"
OWN = """\
[exercise quick]
title = Wall slides
hold = 1s
repetitions = 2
sides = each
text = Slide the arms up,
text = and down.
from = A. Physio

[exercise once]
hold = 1s
text = Once.

[exercise long]
hold = 30s
text = Wait.

[routine short]
exercises = quick
"""


class Case(Setup):
    def setUp(self):
        super().setUp()
        self.state = self.dir / ".local" / "state" / "ergod"
        self.acknowledged = self.state / "exercises-acknowledged"
        self.own = self.dir / ".config" / "ergod" / "exercises.ini"
        self.write(OWN, self.own)

    def acknowledge(self):
        self.run_ctl("exercises", "--acknowledge")

    def guide(self, *names, **kwargs):
        d = Dialogue([BUILD / "ergoctl", "exercises", "start", *names], self.env, **kwargs)
        self.addCleanup(d.__exit__)
        return d

    def noted(self):
        """The notes of what was done, in the diary."""
        path = self.state / "diary.db"
        if not path.exists():
            return []
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            columns = [row[1] for row in db.execute("PRAGMA table_info(entries)")]
            rows = [dict(zip(columns, row)) for row in db.execute("SELECT * FROM entries ORDER BY id")]
        return [row["note"] for row in rows]

    def enter(self, d, *steps):
        """Goes on from each of these steps at once."""
        for step in steps:
            d.expect(step)
            os.write(d.fd, b"\n")

    def lines(self, text):
        """What a terminal shows in the end: each line as it was drawn last."""
        return [line.split("\r")[-1].rstrip("\a ") for line in text.split("\n")]
