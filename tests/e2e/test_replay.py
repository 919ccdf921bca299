#!/usr/bin/python3
"""ergod --replay on the command line: what it prints, what it refuses and how it says so."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ERGOD = pathlib.Path(os.environ.get("BUILD", ROOT / "build" / "release")).resolve() / "ergod"

TRACE = "0s start 2026-03-02T09:00:00+01:00\n0s pulse keyboard every 10s for 20min\n20min 5s action start\n21min end\n"
TEXT = """\
0s  presence present start=0s
0s  session-start start=0s
20min  prompt micro due screen=20min
20min 5s  presence away start=20min 5s
20min 5s  break-started micro start=20min 5s
20min 35s  withdraw micro
20min 35s  break-ended micro taken start=20min 5s end=20min 35s screen=20min 5s
21min  end away session=20min 5s today=20min 5s
"""


class ReplayTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def ergod(self, *args, stdin=b""):
        done = subprocess.run([ERGOD, *args], input=stdin, cwd=self.folder, capture_output=True, timeout=20, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode(errors="surrogateescape")

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def refused(self, trace, *args):
        """What is said of a trace; it must begin with the place."""
        status, _, err = self.ergod("--replay", self.write("day.t", trace), *args)
        self.assertEqual(status, 1)
        self.assertRegex(err, r"\Aday\.t:\d+: .+\n\Z")
        self.assertNotRegex(err[:-1], r"[\x00-\x1f\x7f]")  # nothing that steers a terminal
        return err.removeprefix("day.t:").rstrip("\n")


class Accepted(ReplayTest):
    def test_effects(self):
        self.assertEqual(self.ergod("--replay", self.write("day.t", TRACE)), (0, TEXT, ""))

    def test_stdin(self):
        self.assertEqual(self.ergod("--replay", "-", stdin=TRACE.encode()), (0, TEXT, ""))

    def test_a_file_named_minus(self):
        self.assertEqual(self.ergod("--replay", "./" + self.write("-", TRACE)), (0, TEXT, ""))

    def test_nothing_to_play(self):
        for trace in ("", "\n", "# only a comment\n", "start 2026-03-02T09:00:00Z\n"):
            with self.subTest(trace=trace):
                self.assertEqual(self.ergod("--replay", self.write("day.t", trace)), (0, "", ""))

    def test_line_ends(self):
        for trace in (TRACE.replace("\n", "\r\n"), TRACE.rstrip("\n"), TRACE.replace("\n", " \t\n\n"),
                      TRACE.replace("\n", " # " + 400 * "x" + "\n")):
            with self.subTest(trace=trace[:50]):
                self.assertEqual(self.ergod("--replay", self.write("day.t", trace)), (0, TEXT, ""))

    def test_json(self):
        status, out, err = self.ergod("--json", "--replay", self.write("day.t", TRACE))
        self.assertEqual((status, err), (0, ""))
        effects = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(effects[2], {"t": 1200, "effect": "prompt", "kind": "micro", "reason": "due", "screen_seconds": 1200})
        self.assertEqual(effects[-1], {"t": 1260, "effect": "end", "presence": "away", "session_seconds": 1205,
                                       "today_seconds": 1205})
        self.assertEqual(len(effects), len(TEXT.splitlines()))
        # The same effects in the same order as in the text.
        self.assertEqual([e["effect"] for e in effects], re.findall(r"^.*?  ([\w-]+)", TEXT, re.M))

    def test_json_of_every_story(self):
        for path in sorted((ROOT / "tests" / "traces").glob("*.t")):
            with self.subTest(story=path.stem):
                status, out, err = self.ergod("--replay", path, "--json")
                self.assertEqual((status, err), (0, ""))
                effects = [json.loads(line) for line in out.splitlines()]
                self.assertEqual(effects[-1]["effect"], "end")
                times = [e["t"] for e in effects]
                self.assertEqual(times, sorted(times))

    def test_config(self):
        config = self.write("short.ini", "[micro_break]\nevery = 10min\n")
        status, out, err = self.ergod("--replay", self.write("day.t", TRACE), "--config", config)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("10min  prompt micro due screen=10min\n", out)

    def test_settings_of_the_trace(self):
        """A recorded trace carries its settings, so that it replays as it was lived."""
        trace = "#@ rest_break.every = 2min\r\n#@ prompts.settle=0s\n0s pulse every 1s for 3min\n4min end\n"
        status, out, err = self.ergod("--replay", self.write("day.t", trace))
        self.assertEqual((status, err), (0, ""))
        self.assertRegex(out, "(?m)^2min [0-9]*s? ?prompt rest due|^3min  prompt rest due")
        self.write("other.ini", "[rest_break]\nevery = 1h\n")
        status, out, err = self.ergod("--replay", "day.t", "--config", "other.ini")
        self.assertEqual((status, err), (0, ""))
        self.assertNotIn("prompt", out)

    def test_bad_settings_of_the_trace(self):
        for trace, said in (("#@ rest_break.evry = 1s\n", "day.t:1: .*no key \"rest_break.evry\""),
                            ("#@ rest_break.every = soon\n", "day.t:1: rest_break.every: .*soon"),
                            ("0s pulse\n#@ rest_break.every = 1s\n", "day.t:2: .*after the first event"),
                            ("#@ \x1b[2J = 1s\n", "day.t:1: ")):
            with self.subTest(trace=trace):
                status, _, err = self.ergod("--replay", self.write("day.t", trace))
                self.assertEqual(status, 0)
                self.assertRegex(err, said)
                self.assertNotIn("\x1b", err)

    def test_no_other_config_than_the_one_that_is_given(self):
        ini = self.folder / "ergod" / "ergod.ini"
        ini.parent.mkdir()
        ini.write_text("[micro_break]\nevery = 10min\n")
        env = dict(os.environ, XDG_CONFIG_HOME=str(self.folder))
        done = subprocess.run([ERGOD, "--replay", "-"], input=TRACE, env=env, capture_output=True, text=True, timeout=60,
                              check=False)
        self.assertEqual((done.returncode, done.stdout), (0, TEXT))

    def test_demo(self):
        status, out, err = self.ergod("--demo")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("PROMPT: ", out)
        self.assertNotIn("ERROR", out)
        self.assertEqual(len(re.findall(r"^The day: .* breaks kept\.$", out, re.M)), 1)


class Refused(ReplayTest):
    def test_place_and_remedy(self):
        for trace, want in (
                ("0s lock\n\n# a comment\n1s dance\n", '4: "dance" is no event: see TRACE FORMAT in ergod(1)'),
                ("lock\n", "1: the time of the event is missing: write a duration like 20min or 1h 2min 3.5s"),
                ("2s lock\n1s unlock\n", "2: the time goes back: sort the lines by time"),
                ("1s end\n2s lock\n", "2: nothing may follow `end`: remove the line"),
                ("1s break daily", '1: "daily" is no kind of break: write micro or rest'),
        ):
            with self.subTest(trace=trace):
                self.assertEqual(self.refused(trace), want)

    def test_effects_before_the_error_are_told(self):
        status, out, err = self.ergod("--replay", self.write("day.t", "0s pulse\n1s dance\n2s end\n"))
        self.assertEqual(status, 1)
        self.assertEqual(out, "0s  presence present start=0s\n0s  session-start start=0s\n")
        self.assertIn("day.t:2: ", err)

    def test_long_lines(self):
        for n in (256, 257, 258, 259, 300, 5000, 1000000):
            with self.subTest(n=n):
                line = "1s lock".ljust(n)
                self.assertEqual(self.refused(f"0s pulse\n{line}\n2s end\n"), "2: the line is longer than 255 characters")
        self.assertEqual(self.ergod("--replay", self.write("day.t", "1s lock".ljust(255) + "\n"))[0], 0)

    def test_zero_bytes(self):
        for trace in (b"1s lock\0\n", b"1s \0lock\n", b"\0", b"1s lo\0ck\n", 300 * b"\0"):
            with self.subTest(trace=trace):
                self.assertRegex(self.refused(trace), "^1: ")

    def test_garbage(self):
        for trace in (bytes(range(256)) * 40, b"\xff\xfe1\0s\0", b"\x1b[31m1s lock\n", b"1s \x1b[31mlock\n", b"1s \xc3\xa4\n",
                      b"\x7fELF\x02\x01\x01\0\0\0", ERGOD.read_bytes()[:65536]):
            with self.subTest(trace=trace[:20]):
                self.assertRegex(self.refused(trace), r"^\d+: ")

    def test_missing_file(self):
        self.assertEqual(self.ergod("--replay", "none.t"),
                         (1, "", "ergod: cannot open none.t: No such file or directory\n"))

    def test_folder(self):
        status, out, err = self.ergod("--replay", ".")
        self.assertEqual((status, out), (1, ""))
        self.assertEqual(err, "ergod: cannot read .: Is a directory\n")

    def test_no_permission(self):
        if os.geteuid() == 0:
            self.skipTest("root may read everything")
        name = self.write("day.t", TRACE)
        (self.folder / name).chmod(0)
        self.assertEqual(self.ergod("--replay", name), (1, "", "ergod: cannot open day.t: Permission denied\n"))

    def test_missing_config(self):
        status, out, err = self.ergod("--replay", self.write("day.t", TRACE), "--config", "none.ini")
        self.assertEqual((status, out), (1, ""))
        self.assertEqual(err, "ergod: cannot read none.ini: No such file or directory\n")

    def test_bad_config(self):
        """As at start: a value that can't be is told, and its default holds."""
        config = self.write("bad.ini", "[micro_break]\nevery = soon\n\n[micro_brake]\nlength = 1min\n")
        status, out, err = self.ergod("--replay", self.write("day.t", TRACE), "--config", config)
        self.assertEqual((status, out), (0, TEXT))
        self.assertRegex(err, r"\Abad\.ini:2: micro_break\.every: .+\nbad\.ini:[45]: .+\n")

    def test_no_file_named(self):
        status, out, err = self.ergod("--replay")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("ergod --help", err)

    def test_what_does_not_go_together(self):
        for args in (("--json",), ("--replay", "day.t", "--demo"), ("--replay", "day.t", "more.t"),
                     ("--replay", "day.t", "--trace", "new.t")):
            with self.subTest(args=args):
                status, out, err = self.ergod(*args)
                self.assertEqual((status, out), (2, ""))
                self.assertNotEqual(err, "")
                self.assertEqual(list(self.folder.iterdir()), [])

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([ERGOD, "--replay", "-"], input=TRACE.encode(), stdout=full, stderr=subprocess.PIPE,
                                  timeout=60, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, b"ergod: cannot write the effects: No space left on device\n")

    def test_closed_pipe(self):
        """`ergod --replay FILE | head -1` ends, without a word of a broken pipe on the screen or a hang."""
        trace = self.write("day.t", "0s pulse every 1min 1s for 2000h\n")
        with subprocess.Popen([ERGOD, "--replay", trace], cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as p:
            p.stdout.readline()
            p.stdout.close()
            err = p.stderr.read()
            p.wait(30)
        self.assertNotEqual(p.returncode, 0)
        self.assertNotIn(b"ERROR", err)

    def test_endless_series(self):
        """A series that no machine can play in a lifetime is refused, not begun."""
        for series in ("every 1us for 10000h", "every 1ms for 9999h", "every 0.000001s for 1h"):
            with self.subTest(series=series):
                self.assertRegex(self.refused(f"0s pulse {series}\n"), "^1: ")


del ReplayTest  # a base, no suite of its own

if __name__ == "__main__":
    unittest.main()
