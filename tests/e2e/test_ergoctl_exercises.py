#!/usr/bin/python3
"""ergoctl exercises: the rules first, lists, one's own, and what may be wrong with them."""

import json
import os
import stat
import subprocess
import unittest

from exercises_case import OWN, PRECAUTIONS, STOP, Case
from setup_case import BUILD


class Rules(Case):
    def test_asked_once_and_dated(self):
        d = self.guide("short")
        d.expect(STOP)
        d.expect(PRECAUTIONS)
        d.expect("Have you read this, and does none of it hold for you")
        self.assertFalse(self.acknowledged.exists())
        d.expect("yes or no: ")
        d.type("yes")
        d.expect("1 of 1")
        d.expect("Get ready")
        self.assertEqual(stat.S_IMODE(self.acknowledged.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.state.stat().st_mode), 0o700)
        self.assertRegex(self.acknowledged.read_text(), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d\n$")
        os.write(d.fd, b"q")
        self.assertEqual(d.end(), 0)
        before = self.acknowledged.read_bytes()
        d = self.guide("short")  # the rules are said every time, and asked for no more
        d.expect(STOP)
        d.expect(PRECAUTIONS)
        d.expect("Get ready")
        os.write(d.fd, b"q")
        self.assertEqual(d.end(), 0)
        self.assertNotIn("yes or no", d.text)
        self.acknowledge()
        self.assertEqual(self.acknowledged.read_bytes(), before)

    def test_no_is_no(self):
        for answer in ("no", "", "perhaps"):
            d = self.guide("short")
            d.expect("yes or no: ")
            d.type(answer)
            self.assertEqual(d.end(), 1)
            self.assertIn("ask a doctor or physiotherapist first", d.rest())
            self.assertNotIn("Get ready", d.text)
            self.assertFalse(self.acknowledged.exists())

    def test_without_a_terminal(self):
        out = self.run_ctl("exercises", "start", "short", status=1)
        self.assertIn("ergoctl exercises --acknowledge", out)
        self.assertFalse(self.acknowledged.exists())
        self.assertIn(STOP, self.run_ctl("exercises", "--acknowledge"))
        self.assertTrue(self.acknowledged.exists())
        out = self.run_ctl("exercises", "start", "once")
        self.assertIn(STOP, out)
        self.assertIn("  Get ready: 5 s\n  Now: 1 s\n", out)
        self.assertNotRegex(out, r"[\x1b\r\a]")
        self.assertEqual(self.noted(), ["once"])

    def test_damaged_diary(self):
        """It is kept aside when what was done is noted, and that is said."""
        self.run_ctl("exercises", "--acknowledge")
        (self.state / "diary.db").write_bytes(b"x" * 5000)
        p = subprocess.run([BUILD / "ergoctl", "exercises", "start", "once"], env=self.env, text=True, capture_output=True, timeout=60)
        self.assertEqual(p.returncode, 0)
        self.assertIn("the diary was damaged", p.stderr)
        self.assertEqual(len(list(self.state.glob("diary.db.corrupt-*"))), 1)
        self.assertEqual(self.noted(), ["once"])

    def test_both_at_once(self):
        out = self.run_ctl("exercises", "start", "once", "--acknowledge")
        self.assertLess(out.index(STOP), out.index("Get ready"))
        self.assertLess(out.index(PRECAUTIONS), out.index("Get ready"))
        self.assertTrue(self.acknowledged.exists())

    def test_the_state_can_not_be_written(self):
        self.state.parent.mkdir(parents=True)
        self.state.write_text("no folder\n")
        self.assertIn("it can't be noted that the rules were read: Not a directory",
                      self.run_ctl("exercises", "--acknowledge", status=1))


class Lists(Case):
    def test_all(self):
        out = self.run_ctl("exercises")
        for name in ("chin_back", "turn", "walk", "quick"):
            self.assertRegex(out, rf"(?m)^{name} ")
        self.assertIn(STOP, out)
        self.assertIn(PRECAUTIONS, out)
        self.assertRegex(out, r"(?m)^now +(quick, once|once, long|long, quick), walk$")  # one's own first

    def test_one(self):
        out = self.run_ctl("exercises", "chin_back")
        self.assertIn("Glide your whole head backwards as if making a double chin", out)
        self.assertIn("3 to 5 s, 5 to 10 times", out)
        self.assertIn(STOP, out)
        self.assertIn(PRECAUTIONS, out)
        out = self.run_ctl("exercises", "quick")
        self.assertIn("Slide the arms up, and down.", out)
        self.assertIn("A. Physio", out)
        self.assertIn(STOP, out)
        self.assertIn("Make slow circles", self.run_ctl("exercises", "shoulders"))

    def test_json(self):
        o = json.loads(self.run_ctl("exercises", "--json"))
        self.assertEqual(len(o["exercises"]), 13)
        own = o["exercises"][0]
        self.assertEqual((own["name"], own["own"], own["hold_seconds"], own["repetitions"], own["sides"], own["source"]),
                         ("quick", True, 1, 2, "each", "A. Physio"))
        self.assertEqual(own["guide_seconds"], 5 + 4 * 1 + 3 * 2)
        self.assertIn(STOP, o["stop_rule"])
        self.assertIn("osteoporosis", o["precautions"])
        self.assertIs(o["acknowledged"], False)
        self.assertIsNone(o["acknowledged_at"])
        self.assertEqual(o["now"]["break"], "rest")
        self.acknowledge()
        o = json.loads(self.run_ctl("exercises", "neck", "--json"))
        self.assertEqual([e["name"] for e in o["exercises"]], ["chin_back", "turn", "side_bend"])
        self.assertEqual([r["name"] for r in o["routines"]], ["neck"])
        self.assertIs(o["acknowledged"], True)
        self.assertRegex(o["acknowledged_at"], r"^\d{4}-")

    def test_wrong_words(self):
        self.assertIn('did you mean "turn"', self.run_ctl("exercises", "trn", status=2))
        self.assertIn("ergoctl exercises start turn walk", self.run_ctl("exercises", "turn", "walk", status=2))
        self.run_ctl("exercises", "start", "--json", status=2)
        self.run_ctl("exercises", "turn", "--acknowledge", status=2)
        self.assertIn("more than 32 exercises", self.run_ctl("exercises", "start", *["neck"] * 11, status=2))

    def test_leave_out(self):
        self.write("[exercises]\nleave_out = quick, once, long, *_*, turn\n")
        self.assertRegex(self.run_ctl("exercises"), r"(?m)^now +walk$")
        self.write("[exercises]\nleave_out = *\n")
        self.assertIn("name one", self.run_ctl("exercises", "start", status=1))

    def test_problems_have_file_line_key_and_reason(self):
        self.write(OWN + "[exercise x]\nhold = 5\ntext = y\n", self.own)
        out = self.run_ctl("exercises", "quick")  # the others are there
        self.assertIn("Wall slides", out)
        self.run_ctl("exercises", "x", status=2)
        p = subprocess.run([BUILD / "ergoctl", "config", "check"], env=self.env, text=True, capture_output=True)
        self.assertEqual(p.returncode, 1)
        self.assertIn(f'{self.own}:21: exercise x.hold: "5" is no duration from 1s to 30min: write 5s', p.stdout)

    def test_completion(self):
        offered = lambda *words: [line.split("\t")[0] for line in self.run_ctl("--complete", "line", "exercises", *words).splitlines()]
        self.assertEqual(offered("qu"), ["quick"])
        self.assertEqual(offered("st"), ["start", "stretch"])
        self.assertEqual(offered("start", "sho"), ["shoulder_roll", "short", "shoulders"])
        self.assertEqual(offered("turn", ""), [])


if __name__ == "__main__":
    unittest.main()
