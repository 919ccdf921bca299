#!/usr/bin/python3
"""ergoctl setup through a terminal: from nothing to a clean audit, and whatever may come between."""

import json
import re
import shutil
import stat
import subprocess
import unittest

from desktop import wait_for
from dialogue import ESCAPE
from setup_case import BUILD, GOOD, SETUPS, Setup

class Interview(Setup):
    def test_from_nothing_to_a_clean_audit(self):
        d = self.talk()
        d.expect("13 questions about you and your desk")
        for prompt, answer in GOOD:
            d.answer(prompt, answer)
        self.assertEqual(d.end(), 0, d.text)
        self.assertIn("all that is told of it keeps to the guidance", d.rest())
        self.assertIn("Next: ergoctl audit", d.rest())
        self.assertIsNone(ESCAPE.search(d.text))
        audit = json.loads(self.run_ctl("audit", "--json", "--monitors", SETUPS / "good-desk.json"))
        self.assertEqual(audit["findings"], [])
        self.assertEqual(stat.S_IMODE(self.ini.stat().st_mode), 0o600)
        self.run_ctl("config", "check")

    def test_only_what_is_missing(self):
        self.write((SETUPS / "good-desk.ini").read_text() + "[units]\nlength = cm\n")
        d = self.talk()
        d.expect("1 question about you and your desk")
        d.answer("In cm", "")
        self.assertEqual(d.end(), 0)
        self.assertIn("Nothing was changed", d.rest())

    def test_all_asks_what_is_told_and_enter_keeps_it(self):
        text = self.write((SETUPS / "good-desk.ini").read_text() + "[units]\nlength = cm\n").read_text()
        d = self.talk("--all")
        d.expect("Told so far: cm. Enter keeps it.")
        for prompt, _ in GOOD[:11]:
            d.answer(prompt, "")
        d.expect("Height of the foot rest")  # though the seat is not high
        d.answer("In cm", "")
        for prompt, _ in GOOD[11:-1]:
            d.answer(prompt, "")
        d.answer(GOOD[-1][0], "")
        for n in range(1, 22):
            d.expect(f"\n{n} of 21. ")
            d.expect("Told so far: ")
            d.expect(": ")
            d.type("")
        self.assertEqual(d.end(), 0)
        self.assertEqual(self.read(), text)

    def test_a_foot_rest_is_asked_for_under_a_high_seat(self):
        self.write((SETUPS / "good-desk.ini").read_text().replace("45cm", "53cm") + "[units]\nlength = cm\n")
        finding = lambda: [f["correction"] for f in json.loads(self.run_ctl("audit", "--json", "--monitors", SETUPS / "good-desk.json"))
                           ["findings"] if f["rule"] == "seat-height"]
        self.assertEqual(finding(), ["put a foot rest under your feet, 8 cm high"])
        d = self.talk()
        d.expect("2 questions about you and your desk")
        d.expect("Height of the foot rest")
        d.expect("Enter: there is none.")
        d.answer("In cm", "60")
        d.expect("60 cm is high for a foot rest. Is that right?")
        d.answer("yes, or the right one", "8")
        d.answer("In cm", "")
        self.assertEqual(d.end(), 0, d.text)
        self.assertIn("footrest = 8cm\n", self.read())
        self.assertEqual(finding(), [])

    def test_monitor_asks_that_monitor_again(self):
        self.write((SETUPS / "too-high.ini").read_text())
        d = self.talk("--monitor", "DP-1", desk="too-high")
        d.answer("cm or in", "cm")
        d.expect("Lower edge of the picture")
        d.expect("Told so far: 24cm")
        d.answer("In cm", "12")
        d.expect("Audit: ")
        d.answer("In cm", "")
        d.answer("In degrees", "q")
        self.assertEqual(d.end(), 0)
        self.assertIn("[monitor DELL U2720Q]\nimage_bottom = 12cm\ndistance = 62cm\n", self.read())

    def test_a_monitor_that_is_not_there(self):
        d = self.talk("--monitor", "HDMI-7")
        self.assertEqual(d.end(), 1)
        self.assertIn('there is no monitor "HDMI-7"; there are: DELL P2419H', d.text)

    def test_of_two_alike_one_must_be_named(self):
        d = self.talk("--monitor", "DELL P2419H", desk="dual-equal")
        self.assertEqual(d.end(), 1)
        self.assertIn('several monitors are called "DELL P2419H"; there are: DELL P2419H (DP-1)', " ".join(d.text.split()))

    def test_stop_and_resume(self):
        d = self.talk()
        d.answer("cm or in", "")
        d.answer("Number or word", "2")
        d.answer("In cm", "q")
        self.assertEqual(d.end(), 0)
        self.assertEqual(self.read(), "[units]\nlength = cm\n\n[user]\nglasses = single\n")
        d = self.talk()
        d.expect("1 of 11. Your height")
        d.answer("In cm", "175")
        d.expect("2 of 11. Height of the desk")
        d.press("D")
        self.assertEqual(d.end(), 0)
        self.assertIn("stature = 175cm", self.read())
        self.assertIn("Written: ", d.text)

    def test_interrupted(self):
        d = self.talk()
        d.answer("cm or in", "in")
        d.expect("Number or word: ")
        d.press("C")
        self.assertEqual(d.end(), 1)
        self.assertEqual(self.read(), "[units]\nlength = in\n")

    def test_back(self):
        d = self.talk()
        d.answer("cm or in", "b")
        d.expect("This is the first question.")
        d.answer("cm or in", "cm")
        d.answer("Number or word", "none")
        d.answer("In cm", "b")
        d.expect("2 of 13. Glasses")
        d.expect("Told so far: none")
        d.answer("Number or word", "bif")
        d.answer("In cm", "b")
        d.answer("Number or word", "-")
        d.answer("In cm", "q")
        self.assertEqual(d.end(), 0)
        self.assertEqual(self.read(), "[units]\nlength = cm\n\n[user]\n")

    def test_wrong_answers(self):
        d = self.talk()
        d.answer("cm or in", "miles")
        d.expect('"miles" is none of these: cm or in')
        d.answer("cm or in", "cm")
        for wrong in ("glas", "5", "0", "s1"):
            d.answer("Number or word", wrong)
            d.expect(f'"{wrong}" is none of these: 1 none, 2 single (one strength), 3 bifocal')
        d.answer("Number or word", "s")  # skipped, not single
        for wrong, reason in (("tall", "is not a length"), ("1;75m", "1;75m"), ("3m", "the most is 275cm"),
                              ("1", "the least is 50cm"), ("\x1b[31mx", "\\x1b[31mx"), ("9" * 300, "")):
            d.answer("In cm", wrong)
            d.expect(reason)
        d.answer("In cm", "?")
        d.expect("It takes a length from 50cm to 275cm")
        d.expect("[user] stature")
        d.answer("In cm", "q")
        self.assertEqual(d.end(), 0)
        self.assertEqual(self.read(), "[units]\nlength = cm\n")

    def test_odd_answers_are_asked_back(self):
        d = self.talk()
        d.answer("cm or in", "")
        d.answer("Number or word", "")
        d.answer("In cm", "260")
        d.expect("260 cm is tall for a person. Is that right?")
        d.answer("yes, or the right one", "n")
        d.answer("In cm", "260")
        d.answer("yes, or the right one", "160")
        d.answer("In cm", "20")
        d.expect("20 cm is low for a desk")
        d.answer("yes, or the right one", "yes")
        d.answer("In cm", "")
        d.answer("In cm", "20")
        d.answer("In cm", "15")
        d.expect("15 cm is near for a screen")
        d.answer("yes, or the right one", "q")
        self.assertEqual(d.end(), 0)
        self.assertIn("stature = 160cm", self.read())
        self.assertIn("height = 20cm", self.read())
        self.assertNotIn("distance", self.read())
        self.write("[units]\nlength = cm\n[user]\nstature = 175cm\nglasses = none\n" +
                   (SETUPS / "good-desk.ini").read_text().partition("glasses = none\n")[2])
        d = self.talk()
        d.expect("Enter if you don't know: it stays estimated at ")
        d.answer("In cm", "180")
        d.expect("180 cm is above your height (175 cm)")
        d.answer("yes, or the right one", "q")
        self.assertEqual(d.end(), 0)

    def test_inches_and_feet(self):
        d = self.talk()
        d.answer("cm or in", "in")
        d.answer("Number or word", "1")
        d.answer("In inches", "5ft 9in")
        d.answer("In inches", "28.5")
        d.expect("Taken as 28.5in.")
        d.answer("In inches", "400")
        d.expect("from 11¾ in to 98½ in")
        d.answer("In inches", "")
        d.answer("In inches", "19cm")
        d.answer("In inches", "q")
        self.assertEqual(d.end(), 0)
        self.assertIn(" in above your elbows", d.text)
        d = self.talk("--all")
        for prompt, told in (("cm or in", "in"), ("Number or word", "none"), ("In inches", "69 in"), ("In inches", "28.5 in"),
                             ("In inches", None), ("In inches", "7.48 in")):
            if told is None:
                d.answer(prompt, "")
                continue
            d.expect(f"Told so far: {told}. Enter keeps it.")
            d.answer(prompt, "")
        d.answer("In inches", "q")
        self.assertEqual(d.end(), 0)
        for line in ("length = in", "stature = 5ft 9in", "height = 28.5in", "image_bottom = 19cm"):
            self.assertIn(line + "\n", self.read())

    def test_how_is_told_once(self):
        self.write("[units]\nlength = cm\n[user]\nglasses = none\nstature = 175cm\neye_height = 120cm\n[desk]\nheight = 70cm\n")
        d = self.talk(desk="dual-equal")
        for prompt, answer in (("Number or word", "equal"), ("In cm", "19"), ("In cm", "65"), ("In degrees", "5"),
                               ("In degrees", "-20"), ("As 10pt, 14px or 2.5mm", "2.5mm")):
            d.answer(prompt, answer)
        once = d.text.count("How: ")
        d.answer("Number or word", "equal")
        d.expect("As for the other screen; ? tells how.")
        d.answer("In cm", "?")
        d.expect("How: Measure from the top of the desk straight up")
        d.answer("In cm", "q")
        self.assertEqual(d.end(), 0)
        self.assertEqual(d.text.count("How: "), once + 1)

    def test_as_people_write(self):
        d = self.talk()
        d.answer("cm or in", "inches")
        d.answer("Number or word", "1")
        for typed, taken in (("5ft 4", "5ft 4in"), ("28 1/2", "28.5in"), ("43½ inches", "43.5 in"), ("7¼", "7.25in"),
                             ("65,5 cm", "65.5 cm")):
            d.answer("In inches", typed)
            d.expect(f"Taken as {taken}.")
        d.answer("In degrees", "7½")
        d.expect("Taken as 7.5deg.")
        for wrong in ("1/2/3", "½½", "5 4", "1 1/3"):
            d.answer("As 10pt, 14px or 2.5mm", wrong)
            d.expect("write it like")
        d.answer("As 10pt, 14px or 2.5mm", "q")
        self.assertEqual(d.end(), 0)
        self.assertIn("stature = 5ft 4in\n", self.read())

    def test_the_audit_follows_the_answers(self):
        d = self.talk(desk="too-high")
        for prompt, answer in (*GOOD[:4], ("In cm", "")):
            d.answer(prompt, answer)
        d.answer("In cm", "38")
        d.answer("In cm", "65")
        d.expect("Audit: the screen's top edge is ")
        d.expect("above your eyes")
        d.expect("are estimated): high. So far ")
        d.answer("In degrees", "q")
        self.assertEqual(d.end(), 0)
        self.assertIn("What to do, best first: 1. ", d.rest())
        self.assertIn("Estimated, not measured: eye height", d.rest())

    def test_laptop_on_a_stand(self):
        d = self.talk(desk="laptop-on-a-table")
        for prompt, answer in GOOD[:5]:
            d.answer(prompt, answer)
        d.expect("On a stand: the laptop's screen")
        d.answer("yes or no", "maybe")
        d.expect('"maybe" is none of these: yes or no')
        d.answer("yes or no", "y")
        d.expect("Lower edge of the picture")  # of one on the desk that is known
        d.answer("In cm", "b")
        d.answer("yes or no", "n")
        d.expect("Distance")
        d.press("D")
        self.assertEqual(d.end(), 0)
        self.assertIn("raised = no", self.read())


class Terminal(Setup):
    def test_narrow(self):
        d = self.talk(columns=60)
        for prompt, answer in GOOD:
            d.answer(prompt, answer)
        self.assertEqual(d.end(), 0)
        long = [line for line in d.text.splitlines() if len(line) > 60 and str(self.dir) not in line]
        self.assertEqual(long, [])
        self.assertTrue(all(line == line.rstrip() or line.endswith(": ") for line in d.text.splitlines()), d.text)

    def test_dumb(self):
        for name, value in (("TERM", "dumb"), ("NO_COLOR", "1")):
            with self.subTest(name):
                self.env[name] = value
                d = self.talk()
                d.answer("cm or in", "q")
                self.assertEqual(d.end(), 0)
                self.assertIsNone(re.search(r"[\x00-\x09\x0b-\x1f\x7f]", d.text))

    def test_no_terminal(self):
        err = self.run_ctl("setup", status=2)
        self.assertIn("the input is no terminal", err)
        self.assertIn("--non-interactive KEY=VALUE", err)

    @unittest.skipUnless(shutil.which("tmux"), "no tmux")
    def test_tmux(self):
        socket = str(self.dir / "tmux")
        tmux = ["tmux", "-S", socket, "-f", "/dev/null"]
        env = {**self.env, "TERM": "screen"}
        self.addCleanup(subprocess.run, [*tmux, "kill-server"], env=env, capture_output=True, check=False)
        subprocess.run([*tmux, "new-session", "-d", "-x", "70", "-y", "120", "cat"], env=env, check=True)
        subprocess.run([*tmux, "set-option", "-g", "remain-on-exit", "on"], env=env, check=True)
        command = f"exec {BUILD}/ergoctl setup --monitors {SETUPS}/good-desk.json"
        subprocess.run([*tmux, "new-window", command], env=env, check=True)

        def screen():
            return subprocess.run([*tmux, "capture-pane", "-p", "-S", "-"], env=env, check=True, text=True,
                                  capture_output=True).stdout

        for n, (prompt, answer) in enumerate(GOOD[:-1], 1):
            wait_for(lambda: f"\n{n} of " in screen() and screen().rstrip().endswith(prompt + ":"), f"question {n}")
            subprocess.run([*tmux, "send-keys", answer, "Enter"], env=env, check=True)
        wait_for(lambda: screen().rstrip().endswith(GOOD[-1][0] + ":"), "the questions for ROSA")
        subprocess.run([*tmux, "send-keys", GOOD[-1][1], "Enter"], env=env, check=True)
        try:
            wait_for(lambda: "Next: ergoctl audit" in screen(), "the end")
        except AssertionError:
            self.fail(screen())
        self.assertIn("keeps to the guidance", screen())


if __name__ == "__main__":
    unittest.main()
