#!/usr/bin/python3
"""The engine against a second one (tests/oracle), on random traces and on the stories of tests/traces.

ORACLE_SEEDS=N or FIRST-LAST chooses the seeds; a trace on which the two differ is kept in build/oracle/.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "oracle"))
from oracle_checked import CheckedEngine  # noqa: E402
from oracle_generate import generate  # noqa: E402
from oracle_model import run  # noqa: E402
from oracle_text import read_ini, read_values, write_ini  # noqa: E402

ERGOD = pathlib.Path(os.environ.get("BUILD", ROOT / "build" / "release")).resolve() / "ergod"
FIELDS = ("kind", "reason", "outcome", "state", "start", "end", "screen_seconds", "presence", "session_seconds",
          "today_seconds")


def seeds():
    text = os.environ.get("ORACLE_SEEDS", "60")
    first, _, last = text.rpartition("-")
    return range(int(first or 1), int(last) + 1)


def comparable(effects):
    """Of the order of effects at one time nothing is promised."""
    return sorted((e["t"], e["effect"], json.dumps({k: e[k] for k in FIELDS if k in e})) for e in effects)


def play(trace, ini):
    """What ergod makes of a trace."""
    with tempfile.TemporaryDirectory() as folder:
        trace_path, ini_path = pathlib.Path(folder, "oracle.t"), pathlib.Path(folder, "oracle.ini")
        trace_path.write_text(trace)
        ini_path.write_text(ini)
        done = subprocess.run([ERGOD, "--replay", trace_path, "--config", ini_path, "--json"], capture_output=True,
                              text=True, timeout=60, check=False)
    if done.returncode or done.stderr:
        raise AssertionError(f"ergod --replay: status {done.returncode}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


class OracleTest(unittest.TestCase):
    maxDiff = None

    def compare(self, name, trace, ini):
        want = comparable(run(trace.splitlines(), read_values(read_ini(ini)), CheckedEngine))
        got = comparable(play(trace, ini))
        if got != want:
            kept = ROOT / "build" / "oracle"
            kept.mkdir(parents=True, exist_ok=True)
            (kept / f"{name}.t").write_text(trace)
            (kept / f"{name}.ini").write_text(ini)
            i = next((i for i, (a, b) in enumerate(zip(got, want)) if a != b), min(len(got), len(want)))
            self.fail(f"{name}: the engines differ (build/oracle/{name}.t)\n  ergod:  {got[i:i + 3]}\n"
                      f"  oracle: {want[i:i + 3]}")
        return want

    def test_random_traces(self):
        seen = collections.Counter()
        for seed in seeds():
            with self.subTest(seed=seed):
                for _, effect, fields in self.compare(f"seed-{seed}", *generate(seed)):
                    fields = json.loads(fields)
                    seen[effect, fields.get("kind"), fields.get("reason") or fields.get("outcome")] += 1
        if len(seeds()) < 60:
            return
        # Random traces that reach nothing prove nothing.
        for kind in ("micro", "rest"):
            for outcome in ("taken", "skipped", "missed", "natural"):
                self.assertGreater(seen["break-ended", kind, outcome], 5, (kind, outcome))
            for reason in ("due", "interrupted"):
                self.assertGreater(seen["prompt", kind, reason], 5, (kind, reason))
        self.assertGreater(seen["break-ended", "micro", "replaced"], 5)
        self.assertGreater(seen["prompt", "rest", "reminder"], 5)
        self.assertGreater(seen["prompt", "daily", "daily"], 5)

    def test_stories(self):
        paths = sorted((ROOT / "tests" / "traces").glob("*.t"))
        self.assertGreater(len(paths), 40)
        for path in paths:
            with self.subTest(story=path.stem):
                trace = path.read_text(encoding="utf-8")
                keys = dict(re.findall(r"^#@ (\S+) = (.*)$", trace, re.M))
                self.compare(path.stem, trace, write_ini(keys))


if __name__ == "__main__":
    unittest.main()
