#!/usr/bin/python3
"""The questions of ergoctl setup that only ROSA asks; and the score with the real daemon."""

import json
import pathlib
import unittest

from desktop import Desktop
from dialogue import Dialogue
from rosa_case import answers, pair
from setup_case import BUILD, SETUPS, Setup


class Interview(Setup):
    ASKED = (("Room under the desk", "yes or no", "yes"), ("Height of the seat: can", "yes or no", "n"),
             ("free behind your knees", "In cm", "7"), ("Depth of the seat: can", "yes or no", "no"),
             ("Arm rests", "Number or word", "too"), (None, "Number or word", "too-l"), ("are they hard?", "yes or no", "no"),
             ("too far apart?", "yes or no", "no"), ("can they be adjusted?", "yes or no", "yes"), ("Back rest", "Number or word", "2"),
             ("Back rest: can", "yes or no", "yes"), ("Paper on the desk", "yes or no", "no"), ("Reaching up", "yes or no", ""),
             ("do you reach for it?", "yes or no", "no"), ("beside the keyboard?", "yes or no", "yes"), ("is it small?", "yes or no", "no"),
             ("something hard", "yes or no", "no"), ("bent upwards?", "yes or no", "no"), ("bent to the side?", "yes or no", "no"),
             ("can its height be changed?", "yes or no", "no"), ("Phone", "Number or word", "hand"), ("do you reach for it?", "yes or no", "no"),
             ("hands-free?", "yes or no", "yes"), ("how long a day?", "In minutes, or like 1h 30min", "90"),
             ("the longest call?", "In minutes, or like 1h 30min", "soon"), (None, "In minutes, or like 1h 30min", "45min"),
             ("Reflections", "yes or no", "no"))

    def start(self):
        text = (SETUPS / "good-desk.ini").read_text()
        rosa = ("leg_room", "papers", "overhead", "height_adjustable", "depth", "armrests", "back", "wrists", "adjustable", "reach",
                "same_surface", "small", "palm_rest", "use", "[phone]", "glare")
        self.write("[units]\nlength = cm\n\n" + "".join(s for s in text.splitlines(True) if not s.startswith(rosa)).replace(
            "height = 70cm", "height = 70cm\nheight_standing = 108cm").replace("elbow_height", "eye_height_standing = 160cm\n"
            "elbow_height_standing = 108cm\nelbow_height", 1))

    def test_all_of_it(self):
        self.start()
        d = self.talk()
        d.expect("For the ROSA score there are 25 questions more about the chair, the phone, mouse and keyboard")
        d.expect("Enter: don't know, or skip.")
        d.answer("Enter, s or q", "what?")
        d.answer("Enter, s or q", "")
        d.expect("1 of 25. How much you stand")
        d.answer("In percent", "25")
        for title, prompt, answer in self.ASKED:
            if title:
                d.expect(title)
            d.answer(prompt, answer)
        self.assertEqual(d.end(), 0, d.text)
        self.assertIn("The ROSA score: ergoctl rosa", d.text)
        rest = " ".join(d.text.split())
        self.assertIn("1 fit, 2 too-high, 3 too-low, 4 none", rest)
        self.assertIn('"too" is none of these: 1 fit, 2 too-high, 3 too-low, 4 none.', rest)
        text = self.read()
        for line in ("standing = 25%", "depth_gap = 7cm", "armrests = too-low", "back = no-lumbar", "use = hand", "per_day = 90min",
                     "longest = 45min", "glare = no"):
            self.assertIn(line + "\n", text)
        r = json.loads(self.run_ctl("rosa", "--json", "--monitors", SETUPS / "good-desk.json"))
        self.assertEqual(r["known_items"], 7)  # but the keyboard: what is reached for overhead was left out
        got = answers(r, "told")
        self.assertEqual({k: got[k] for k in ("armrests", "back", "phone", "phone_time", "seat_depth", "keyboard_adjustable")},
                         {"armrests": "too-low", "back": "no-lumbar", "phone": "fits", "phone_time": "medium", "seat_depth": "fits",
                          "keyboard_adjustable": "no"})
        d = self.talk()
        d.expect("For the ROSA score there is 1 question more")
        d.answer("Enter, s or q", "y")
        d.expect("1 of 1. Reaching up")
        d.answer("yes or no", "no")
        self.assertEqual(d.end(), 0)
        d = self.talk()
        self.assertEqual(d.end(), 0)
        self.assertIn("Everything is told.", d.text)

    def test_left_out_as_a_whole(self):
        self.start()
        before = self.read()
        for answer in ("s", "no", "q"):
            d = self.talk()
            d.answer("Enter, s or q", answer)
            self.assertEqual(d.end(), 0)
            self.assertIn("Nothing was changed.", d.text)
            self.assertNotIn("The ROSA score: ergoctl rosa", d.text)
        self.assertEqual(self.read(), before)

    def test_back_out_of_it(self):
        self.start()
        self.write(self.read().replace("distance = 65cm\n", ""))
        d = self.talk()
        d.expect("1 question about you and your desk")
        d.expect("1 of 1. Distance")
        d.answer("In cm", "65")
        d.answer("Enter, s or q", "b")
        d.expect("Distance")
        d.expect("Told so far: 65cm.")
        d.answer("In cm", "66")
        d.answer("Enter, s or q", "")
        d.expect("1 of 25. How much you stand")
        d.answer("In percent", "b")  # back over the group's beginning
        d.expect("Told so far: 66cm.")
        d.answer("In cm", "")
        d.expect("1 of 25. How much you stand")
        d.answer("In percent", "q")
        self.assertEqual(d.end(), 0)
        self.assertIn("distance = 66cm\n", self.read())

    def test_what_does_not_apply_is_not_asked(self):
        self.start()
        missing = lambda: {m["key"] for m in json.loads(self.run_ctl("setup", "--json", "--monitors", SETUPS / "good-desk.json"))["missing"]
                           if m["rosa"]}
        self.assertEqual(len(missing()), 25)
        self.set("chair.armrests=none", "phone.use=none")
        self.assertFalse({k for k in missing() if k.startswith(("phone", "chair.armrests"))})
        self.set("phone.use=headset", "phone.per_day=2h")
        self.assertEqual({k for k in missing() if k.startswith("phone")}, {"phone.longest"})
        self.set("phone.per_day=30min")
        self.assertEqual({k for k in missing() if k.startswith("phone")}, set())
        self.assertIn("none, headset, hand, shoulder", self.set("phone.use=yes", status=2))

    def test_each_monitor_that_counts(self):
        """Reflections are asked of the screens that are looked at most; with --monitor without the rest."""
        self.set("monitor DP-1.role=secondary", "monitor DP-2.role=primary", desk="dual-equal")
        data = json.loads(self.run_ctl("setup", "--json", "--monitors", SETUPS / "dual-equal.json"))["missing"]
        self.assertEqual([m["key"] for m in data if m["key"].endswith("glare")], ["monitor DP-2.glare"])
        d = self.talk("--monitor", "DP-2", desk="dual-equal")
        d.answer("cm or in", "cm")
        d.answer("Number or word", "")
        for prompt in ("In cm", "In cm", "In degrees", "In degrees", "As 10pt, 14px or 2.5mm"):
            d.answer(prompt, "")
        d.expect("Reflections")
        d.answer("yes or no", "yes")
        self.assertEqual(d.end(), 0, d.text)
        self.assertIn("glare = yes\n", self.read())


class Daemon(unittest.TestCase):
    """With the real daemon: monitors and set-up are those that it tells."""

    def test_daemon(self):
        with Desktop() as d:
            d.start_xvfb("1920x1080")
            d.run(["xrandr", "--setmonitor", "DP-9", "1920/527x1080/296+0+0", "screen"])
            ini = pathlib.Path(d.env["XDG_CONFIG_HOME"]) / "ergod" / "ergod.ini"
            ini.parent.mkdir(parents=True, exist_ok=True)
            ini.write_text((SETUPS / "good-desk.ini").read_text().replace("DELL P2419H", "*"))
            d.start_ergod()
            r = json.loads(d.ergoctl("rosa", "--json").stdout)
            self.assertEqual((pair(r, "final"), r["known_items"]), ((1, 3), 8))
            self.assertEqual(json.loads(d.ergoctl("audit", "--json").stdout)["rosa"]["known_items"], 8)
            with Dialogue([BUILD / "ergoctl", "setup", "--all"], {**d.env, "TERM": "xterm"}) as t:
                t.answer("cm or in", "q")
                self.assertEqual(t.end(), 0, t.text)
            d.ergoctl("setup", "--non-interactive", "chair.armrests=none", "chair.back=none")
            r = json.loads(d.ergoctl("rosa", "--json").stdout)
            self.assertEqual(pair(r, "chair"), (3, 5))  # A[2][3+2] = 4


if __name__ == "__main__":
    unittest.main()
