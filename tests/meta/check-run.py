#!/usr/bin/python3
"""tests/run must see every way in which a suite can fail."""

import importlib.machinery
import importlib.util
import os
import pathlib
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
loader = importlib.machinery.SourceFileLoader("run", str(ROOT / "tests" / "run"))
run = importlib.util.module_from_spec(importlib.util.spec_from_loader("run", loader))
loader.exec_module(run)

CMOCKA_GOOD = """[==========] Running 3 test(s).
[ RUN      ] a
[       OK ] a
[==========] 3 test(s) run.
[  PASSED  ] 3 test(s).
"""
CMOCKA_BAD = """[==========] Running 3 test(s).
[ RUN      ] a
[  FAILED  ] a
[==========] 3 test(s) run.
[  PASSED  ] 1 test(s).
[  SKIPPED ] 1 test(s), listed below:
[  SKIPPED ] c
[  FAILED  ] 1 test(s), listed below:
[  FAILED  ] a

 1 FAILED TEST(S)
"""
CMOCKA_CRASH = "[==========] Running 3 test(s).\n[ RUN      ] a\n"
UNITTEST_GOOD = "test_a ... ok\n\nRan 4 tests in 0.1s\n\nOK (skipped=1)\n"
UNITTEST_BAD = "test_a ... FAIL\n\nRan 4 tests in 0.1s\n\nFAILED (failures=1, errors=1, skipped=1)\n"
TAP = "ok - a\nnot ok - b\n    why\nok - c # SKIP no tool\nok - d\n"


class Counts(unittest.TestCase):
    def counted(self, output, status):
        suite = run.Suite("unit", "release", [], "tests/unit/test_x.c")
        suite.count(output, status)
        return suite.passed, suite.failed, suite.skipped

    def test_cmocka(self):
        self.assertEqual(self.counted(CMOCKA_GOOD, 0), (3, 0, 0))
        self.assertEqual(self.counted(CMOCKA_GOOD * 2, 0), (6, 0, 0))
        self.assertEqual(self.counted(CMOCKA_BAD, 1), (1, 1, 1))

    def test_crash(self):
        self.assertEqual(self.counted(CMOCKA_CRASH, 139), (0, 1, 0))
        self.assertEqual(self.counted(CMOCKA_GOOD, 1), (3, 1, 0))  # a leak, found at the end

    def test_unittest(self):
        self.assertEqual(self.counted(UNITTEST_GOOD, 0), (3, 0, 1))
        self.assertEqual(self.counted(UNITTEST_BAD, 1), (1, 2, 1))
        self.assertEqual(self.counted("\nRan 0 tests in 0.000s\n\nOK\n", 0), (0, 1, 0))

    def test_tap(self):
        self.assertEqual(self.counted(TAP, 1), (2, 1, 1))
        self.assertEqual(self.counted("ok - a\n", 1), (1, 1, 0))
        self.assertEqual(self.counted("all is well\n", 0), (1, 0, 0))
        self.assertEqual(self.counted("", 3), (0, 1, 0))


class Runs(unittest.TestCase):
    def suite(self, script):
        suite = run.Suite("meta", "release", ["sh", "-c", script], "probe.sh")
        with tempfile.NamedTemporaryFile(suffix=".log", delete=False) as f:
            suite.log = pathlib.Path(f.name)
        self.addCleanup(suite.log.unlink)
        run.run_suite(suite)
        return suite, suite.log.read_text()

    def test_plain(self):
        self.assertEqual(self.suite("echo 'ok - a'")[0].failed, 0)
        self.assertEqual(self.suite("exit 3")[0].failed, 1)
        suite, log = self.suite("kill -SEGV $$")
        self.assertEqual(suite.failed, 1)
        self.assertIn("killed by signal 11", log)

    def test_left_behind(self):
        suite, log = self.suite("echo 'ok - a'; setsid sleep 1000 >/dev/null 2>&1 & sleep 0.2")
        self.assertEqual(suite.failed, 1)
        self.assertIn("left behind:", log)

    def test_hangs(self):
        before, run.TIMEOUT = run.TIMEOUT, 0.3
        try:
            suite, log = self.suite("sleep 1000")
        finally:
            run.TIMEOUT = before
        self.assertEqual(suite.failed, 1)
        self.assertIn("took longer", log)

    def test_environment(self):
        os.environ["DISPLAY"] = ":77"
        try:
            log = self.suite('echo "[$DISPLAY] [$WAYLAND_DISPLAY] [$NOTIFY_SOCKET]"; ls -A "$HOME"; echo "$HOME"')[1]
        finally:
            del os.environ["DISPLAY"]
        self.assertTrue(log.startswith("[] [] []\nrun\n"), log)
        self.assertFalse(pathlib.Path(log.splitlines()[2]).exists())


if __name__ == "__main__":
    unittest.main()
