#!/usr/bin/python3
"""A daemon that speaks German, and one whose language is longer than English: prompts, health, refusals."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import po  # noqa: E402
from daemon_case import DaemonCase, PromptCase, ini  # noqa: E402

BUILD = pathlib.Path(os.environ["BUILD"])
GERMAN = {"LANGUAGE": "de", "LC_ALL": "C.UTF-8"}
# The evening has come; nobody needs a break.
EVENING = {"rest_break.enabled": "no", "daily_limit.enabled": "no", "prompts.posture": "no", "presence.away_after": "1min",
           "session.ends_after": "5min", "session.day_starts": "00:00", "diary.ask": "yes", "diary.ask_at": "00:00"}
BAD = "[rest_break]\nevery = soon\nlenght = 5min\n[nowhere]\nx = 1\n[prompts]\ngrace = 1 parsec\n"


class GermanPrompts(PromptCase):
    def setUp(self):
        super().setUp()
        self.d.env.update(GERMAN)

    def test_a_rest_break(self):
        self.go({"rest_break.every": "2s", "rest_break.length": "1min"})
        with self.keyboard.busy():
            self.due(kind="rest")
            n = self.wait_notice("ohne Pause")
        self.assertRegex(n.summary, r"^\d Sekunden ohne Pause$")
        self.assertEqual(n.body, "Aufstehen für 1 Minute?\nergoctl break rest, ergoctl postpone oder ergoctl skip")
        self.assertEqual(list(n.actions), ["default", "start", "postpone", "skip"])  # no words for people
        self.assertEqual([n.actions[k] for k in ("start", "postpone", "skip")], ["Beginnen (1 min)", "In 5 min", "Überspringen"])
        self.assertEqual(self.status()["break"]["state"], "due")
        self.assertIn("also gibt es nichts zu beenden", self.ctl("end", status=1))

    def test_an_exercise(self):
        self.ctl("exercises", "--acknowledge")
        self.go({"rest_break.every": "2s", "rest_break.length": "1min", "exercises.leave_out": "chin*, blade*, upper*, side*, *stretch, shoulder*"})
        with self.keyboard.busy():
            self.due(kind="rest")
            n = self.wait_notice("ohne Pause")
        self.assertEqual(n.body, "Aufstehen für 1 Minute?\nAuf Wunsch: Kopf drehen (ergoctl exercises start turn)\n"
                                 "ergoctl break rest, ergoctl postpone oder ergoctl skip")

    def test_the_evening(self):
        self.start(EVENING)
        with self.keyboard.busy():
            n = self.wait_notice("Kopfschmerz")
        self.assertEqual(n.summary, "Heute Kopfschmerzen gehabt?")
        self.assertEqual(n.actions, {"none": "Heute kein Kopfschmerz", "note": "Ja, ich notiere es", "not-today": "Heute nicht fragen"})
        self.assertIn("ergoctl log none", n.body)

    def test_health(self):
        self.start({"rest_break.every": "1h"})
        self.w = self.watch()
        self.counter.start()
        self.stack.callback(self.check_count)
        doctor = self.d.ergoctl("doctor", check=False).stdout
        self.assertIn("mit Knöpfen", doctor)
        self.assertIn("Gerät: 1 Tastatur", doctor)


class Languages(DaemonCase):
    def test_log_is_english(self):
        """What is logged for developers has no other language; what a person wrote is answered in theirs."""
        self.d.env.update(GERMAN)
        self.d.write_config(BAD)
        self.start(args=("--log-level", "debug"))
        self.assertEqual(self.ergod.stop(), 0)
        log = self.d.log("ergod")
        self.assertIn("es gibt keinen Abschnitt [nowhere]", log)
        self.assertRegex(log, r"(?m)^(.*)(session bus|Session|input|history)")
        self.assertNotRegex(log, r"(?i)datei oder verzeichnis|verbindung|sitzungsbus")

    def test_machines_read_english(self):
        """--replay writes for machines."""
        trace = self.d.dir / "day.t"
        trace.write_text("0s pulse keyboard every 2s for 1h\n1h lock\n2h end\n")
        outputs = [subprocess.run([BUILD / "ergod", "--replay", trace, *json_], env={**self.d.env, **env}, check=True,
                                  capture_output=True).stdout for json_ in ((), ("--json",)) for env in ({}, GERMAN)]
        self.assertEqual(outputs[0], outputs[1])
        self.assertEqual(outputs[2], outputs[3])
        self.assertIn(b"prompt", outputs[0])


class Longer(DaemonCase):
    """Every message is 60 % longer and stands in brackets: nothing is cut."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scratch = tempfile.TemporaryDirectory(prefix="ergod-language-")
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.longer = {"ERGO_LOCALEDIR": str(po.pseudo(cls.scratch.name)), "LANGUAGE": "xx", "LC_ALL": "C.UTF-8"}

    def setUp(self):
        super().setUp()
        self.d.env.update(self.longer)

    def whole(self, text):
        self.assertTrue(po.is_whole(text), text)

    def run_ergod(self, *args, status=0):
        p = subprocess.run([BUILD / "ergod", *args], env=self.d.env, capture_output=True, text=True, encoding="utf-8")
        self.assertEqual(p.returncode, status, p.stdout + p.stderr)
        return p.stdout + p.stderr

    def test_command_line(self):
        self.whole(self.run_ergod("--help"))
        self.whole(self.run_ergod("--demo"))
        for args in (("--demo", "--replay", "x"), ("--json",), ("--log-level", "loud"), ("word",), ("--nonsense",)):
            with self.subTest(args):
                self.whole(self.run_ergod(*args, status=2))
        self.whole(self.run_ergod("--replay", "/nowhere", status=1))

    def said(self):
        """What the daemon says of itself, in every state."""
        for item in json.loads(self.d.ergoctl("doctor", "--json", check=False).stdout)["checks"]:
            text = item.get("text", "")
            if po.OPEN in text:
                self.whole(text)
                yield text

    def test_health(self):
        self.d.write_config(BAD)
        self.start()
        texts = "\n".join(self.said())  # nothing is there
        for word in ("notification server", "display", "monitor", "written"):
            self.assertIn(word, texts)
        for kind in ("keyboard", "mouse", "pad"):
            self.inputs.plug(kind)
        self.d.start_xvfb()
        self.d.start_dunst()
        self.wait_status(input_source="evdev")
        self.assertIn("devices", "\n".join(self.said()))
        for problem in self.status()["problems"]:
            self.whole(problem)
        self.whole(self.ctl("status"))
        self.whole(self.ctl("explain"))
        self.whole(self.ctl("config", "reload", status=1))
        for verb in ("end", "skip", "postpone"):
            self.whole(self.ctl(verb, status=1))

    def test_prompts(self):
        self.d.start_xvfb()
        self.d.start_dunst()
        self.d.watch_notifications()
        keyboard = self.inputs.plug("keyboard")
        self.whole(self.ctl("exercises", "--acknowledge"))
        for settings, word in ((EVENING, "headache"), ({}, "without a break")):
            before = len(self.d.notices())
            self.start(settings)
            with keyboard.busy():
                n = self.wait_notice(word, before)
            for text in (n.summary, n.body, *n.actions.values()):
                self.whole(text)
            self.ergod.stop()
            self.forget()
            self.ctl("exercises", "--acknowledge")

    def test_history(self):
        self.d.write_config(ini({"session.ends_after": "1s"}))
        self.start()
        self.assertIn("written as it happens", "\n".join(self.said()))
        self.whole(self.ctl("data", "erase", "--yes"))


del PromptCase, DaemonCase
if __name__ == "__main__":
    unittest.main()
