#!/usr/bin/python3
"""The questions of ergoctl log, on a terminal of their own."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from dialogue import Dialogue, ESCAPE  # noqa: E402
from diary_case import BUILD, Diary  # noqa: E402


class Form(Diary):
    def dialogue(self, *args, columns=80):
        d = Dialogue([BUILD / "ergoctl", "log", *args], dict(self.env, TERM="dumb"), columns)
        self.enterContext(d)
        return d

    def enterContext(self, d):
        d.__enter__()
        self.addCleanup(d.__exit__, None, None, None)

    def ends(self, d, status=0):
        self.assertEqual(d.end(), status, d.text)
        self.assertNotRegex(d.text, ESCAPE)

    def test_headache(self):
        d = self.dialogue("headache")
        d.expect("1/19. When did it begin?")
        d.answer("Time", "whenever")
        d.expect('"whenever" is no time.')
        d.answer("Time", f"{self.date(1)} 14:30")
        d.expect("2/19. When was it over?")
        d.answer("Time", f"{self.date(1)} 14:00")
        d.expect("before it began")
        d.answer("Time", f"{self.date(1)} 18:00")
        d.answer("From 0 to 10", "12")
        d.expect("only a number from 0 to 10")
        d.answer("From 0 to 10", "7")
        d.expect("1 left, 2 right, 3 both sides, 4 changing sides")
        d.answer("Number or word", "2")
        d.answer("Numbers or words", "1, back temple")
        d.answer("yes or no", "y")   # began in the neck
        d.answer("From 0 to 10", "")
        d.answer("yes or no", "no")  # stiff
        d.answer("yes or no", "b")
        d.expect("neck stiff?")
        d.answer("yes or no", "yes")
        d.answer("yes or no", "")    # worse with movement
        d.answer("Numbers or words", "pressing")
        d.expect("11/19. Which of these were there?")
        d.answer("Answer", "1 light nonsense")
        d.expect('"nonsense" is none of these')
        d.answer("Answer", "1 light")
        d.answer("Number or word", "woke")
        d.answer("Numbers or words", "screen")
        d.answer("Answer", "")       # other trigger
        d.expect("What did you take")
        d.answer("Answer", "ibuprofen 400 mg")
        d.expect("By its name: NSAID")
        d.answer("Another one, or Enter", "sumatriptan 50 mg")
        d.answer("Another one, or Enter", "")
        d.answer("From 0 to 3", "1")
        d.answer("yes or no", "!")
        d.expect("Call emergency services now")
        d.answer("yes or no", "no")
        d.answer("yes or no", "")
        d.answer("Answer", "a note")
        d.expect("headache 7, right")
        self.ends(d)
        e = self.entry(1)
        want = {"intensity": 7, "side": "right", "location": ["neck", "occiput", "temple"], "started_in_neck": True, "neck_pain": None,
                "neck_stiff": True, "worse_with_neck_movement": None, "quality": ["pressing"], "nausea": True, "vomiting": False,
                "light": True, "sound": False, "aura": False, "dizziness": False, "onset": "woke", "trigger": ["screen"], "impact": 1,
                "missed_work": False, "red_flag": None, "note": "a note", "ongoing": False}
        self.assertEqual({k: e[k] for k in want}, want)
        self.assertTrue(e["start"].startswith(f"{self.date(1)}T14:30"), e["start"])
        self.assertTrue(e["end"].startswith(f"{self.date(1)}T18:00"), e["end"])
        self.assertEqual([(m["name"], m["headache"]) for m in self.entries() if m["type"] == "medication"],
                         [("ibuprofen", 1), ("sumatriptan", 1)])

    def test_stopped(self):
        d = self.dialogue("headache")
        d.answer("Time", "q")
        d.expect("nothing was noted")
        self.ends(d)
        self.assertFalse(self.diary.exists())
        d = self.dialogue("headache")
        d.answer("Time", "")
        d.answer("Time", "")
        d.answer("From 0 to 10", "6")
        d.answer("Number or word", "q")
        self.ends(d)
        self.assertEqual((self.entry(1)["intensity"], self.entry(1)["ongoing"], self.entry(1)["side"]), (6, True, None))

    def test_interrupted(self):
        d = self.dialogue("headache")
        d.answer("Time", "")
        d.answer("Time", "")
        d.answer("From 0 to 10", "6")
        d.expect("Number or word: ")
        d.press("C")
        d.expect("nothing was noted")
        self.ends(d, 1)
        self.assertFalse(self.diary.exists())

    def test_red_flag(self):
        d = self.dialogue("neck")
        for _ in range(11):
            d.expect(": ")
            d.type("")
        d.answer("Answer", "")
        d.answer("From 0 to 3", "")
        d.answer("yes or no", "")
        d.expect("when to seek help")
        d.answer("yes or no", "yes")
        d.expect("Call emergency services now")
        d.answer("Answer", "q")
        d.expect("noted")
        self.ends(d)
        self.assertTrue(self.entry(1)["red_flag"])

    def test_others(self):
        d = self.dialogue("sleep", columns=40)
        d.answer("Hours", "?")
        d.expect("It takes hours, like 7.5")
        d.answer("Hours", "7.5")
        d.answer("Number or word", "on the side")
        d.answer("Answer", "latex")
        d.answer("Answer", "")
        self.ends(d)
        self.assertTrue(all(len(line) <= 40 for line in d.text.splitlines() if "noted" not in line), d.text)
        d = self.dialogue("event")
        d.answer("Number or word", "monitor")
        d.answer("Time", "yesterday")
        d.answer("Answer", "raised by 5 cm")
        self.ends(d)
        d = self.dialogue("medication")
        d.answer("Answer", "aspirin 500 mg")
        d.expect("So far: aspirin")
        d.answer("Number or word", "other")
        d.answer("Time", "")
        d.answer("yes or no", "no")
        d.answer("Answer", "")
        self.ends(d)
        sleep, = (e for e in self.entries() if e["type"] == "sleep")
        self.assertEqual((sleep["sleep_seconds"], sleep["position"], sleep["pillow"]), (27000, "side", "latex"))
        event, = (e for e in self.entries() if e["type"] == "event")
        self.assertEqual((event["kind"], event["day"], event["start"], event["note"]), ("monitor", self.date(1), None, "raised by 5 cm"))
        pill, = (e for e in self.entries() if e["type"] == "medication")
        self.assertEqual((pill["name"], pill["dose"], pill["class"], pill["helped"]), ("aspirin", "500 mg", "other", False))

    def test_needed(self):
        """Without a name or a kind there is nothing to note: that is said at once."""
        d = self.dialogue("medication")
        d.answer("Answer", "")
        d.expect("Without it there is nothing to note.")
        d.expect("1/5.")
        d.answer("Answer", "aspirin")
        d.answer("Number or word", "")
        d.expect("When did you take it?")
        d.answer("Time", "q")
        self.ends(d)
        d = self.dialogue("event")
        d.answer("Number or word", "")
        d.expect("Without it there is nothing to note.")
        d.answer("Number or word", "q")
        d.expect("nothing was noted")
        self.ends(d)
        d = self.dialogue("sleep")
        for prompt in ("Hours", "Number or word", "Answer", "Answer"):
            d.answer(prompt, "")
        d.expect("nothing was noted")
        self.ends(d)
        self.assertEqual([(e["type"], e["name"]) for e in self.entries()], [("medication", "aspirin")])

    def test_list(self):
        """What is broken goes on below its text."""
        d = self.dialogue("sleep", columns=60)
        d.answer("Hours", "!")
        d.expect("\n  - headache with weakness, numbness, facial droop, trouble")
        d.expect("anything that worries you")
        d.answer("Hours", "q")
        self.ends(d)
        self.assertIn("\n    speaking, confusion, loss of consciousness or a seizure\n", d.text)

    def test_one_word(self):
        """No headache today asks nothing, on a terminal too."""
        d = self.dialogue("none")
        d.expect("no headache")
        self.ends(d)
        self.assertEqual(self.entries()[0]["type"], "none")


if __name__ == "__main__":
    unittest.main()
