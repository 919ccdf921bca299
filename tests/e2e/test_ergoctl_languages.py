"""ergoctl in German, and in a language that is longer than English: what people read, and what scripts do."""

import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import ergoctl_mock  # noqa: E402
import po  # noqa: E402
from history_case import History  # noqa: E402
from language_case import ENGLISH, GERMAN, Pseudo  # noqa: E402
from setup_case import GOOD, SETUPS, Setup  # noqa: E402

RULES = ("top-edge", "top-edge-multifocal", "centre", "bottom-edge", "distance", "incidence", "tilt", "yaw-primary", "yaw-equal",
         "text-height", "laptop-only", "keyboard-height", "seat-height", "tops-differ", "distances-differ", "unknown")


def a_past(case):
    """Three days with all that a day can have."""
    case.offsets(("2026-03-01T00:00:00+00:00", 0))
    case.session("2026-03-02T09:00:00+00:00", "2026-03-02T10:10:00+00:00", 70)
    case.pause("rest", "natural", "2026-03-02T10:10:00+00:00", "2026-03-02T10:20:00+00:00")
    case.pause("micro", "skipped", "2026-03-02T09:30:00+00:00", "2026-03-02T09:30:30+00:00")
    case.session("2026-03-03T09:00:00+00:00", "2026-03-03T09:20:00+00:00", 20)
    case.day("2026-03-02", 1, 70, longest=70, keyboard=40, pointer=20, laptop=10, rest_natural=1, micro_skipped=1)
    case.day("2026-03-03", 1, 20, longest=20, keyboard=10, rest_missed=2)
    case.slot("2026-03-02T09:00:00+00:00", 4)


RANGE = ("--since", "2026-03-02", "--until", "2026-03-03")


class German(History):
    def setUp(self):
        super().setUp()
        self.env.update(GERMAN)

    def test_a_day(self):
        a_past(self)
        lines = self.shown("history", "2026-03-02")
        self.assertEqual(lines[0], "Montag, 2. März 2026, UTC+00:00")
        self.assertIn("09:00 10:10 1 h 10 min Sitzung, beendet durch eine Ruhepause", lines)
        self.assertIn("Pausen 1 Ruhepause (1 von selbst), 1 ausgelassen", lines)
        self.assertIn("Tag 1 h 10 min am Bildschirm, längste Sitzung 1 h 10 min", lines)

    def test_one_and_two(self):
        a_past(self)
        self.assertIn("alle 1 Tag, 1 h 10 min am Bildschirm, längste Sitzung 1 h 10 min",
                      self.shown("history", "--since", "2026-03-02", "--until", "2026-03-02"))
        self.assertIn("alle 2 Tage, 1 h 30 min am Bildschirm, längste Sitzung 1 h 10 min", self.shown("history", *RANGE))
        self.assertIn("1 Tag: Montag, 2. März 2026", self.shown("stats", "--since", "2026-03-02", "--until", "2026-03-02"))
        self.assertIn("2 Tage: Mo 2026-03-02 bis Di 2026-03-03", self.shown("stats", *RANGE))

    def test_columns_stand_below_each_other(self):
        a_past(self)
        lines = self.ctl("stats", *RANGE).splitlines()
        head = next(i for i, line in enumerate(lines) if line.startswith("Pausen"))
        self.assertEqual(len({len(line) for line in lines[head:head + 3]}), 1, lines[head:head + 3])
        rows = [m for line in lines if (m := re.match(r"  (?:bis|über|\d+ bis) \d+ min +(\d+) +\d", line))]
        self.assertEqual(len(rows), 6)
        self.assertEqual(len({m.end(1) for m in rows}), 1, lines)

    def test_a_mistake(self):
        self.assertEqual(self.ctl("pause", "5x", status=2),
                         'ergoctl: »5x« ist keine Dauer wie 45min oder "1h 30min"\nHilfe: ergoctl pause --help\n')

    def test_scripts_read_english(self):
        a_past(self)
        for args in (("help",), ("history", "2026-03-02"), ("stats", *RANGE), ("simulate", *RANGE), ("config", "list"),
                     ("audit", "--explain", "centre"), ("doctor",), ("data", "show")):
            with self.subTest(args):
                german = self.ctl(*args, "--json", status=1 if args == ("doctor",) else 0)
                english = self.ctl(*args, "--json", status=1 if args == ("doctor",) else 0, env=ENGLISH)
                self.assertEqual(german, english)
        self.assertEqual(self.ctl("export", *RANGE), self.ctl("export", *RANGE, env=ENGLISH))
        self.assertEqual(self.ctl("config", "get", "rest_break.every"), "50min\n")
        self.assertIn("verbs, options", self.ctl("--complete", "x", status=2))

    def test_english_where_there_is_no_catalogue(self):
        for env in ({"LC_ALL": "C"}, {"ERGO_LOCALEDIR": str(self.dir)}, {"LANGUAGE": "eo"}):
            with self.subTest(env):
                self.assertIn("Usage: ergoctl [OPTION...] VERB [WORD...]", self.ctl("help", env=env))

    def test_erase_is_typed_as_ever(self):
        a_past(self)
        self.assertIn("Weiter mit der Eingabe von »erase«", self.ctl("data", "erase", stdin="erase\n"))
        self.assertFalse(self.json("history", "2026-03-02")["sessions"])


class GermanSetup(Setup):
    def setUp(self):
        super().setUp()
        self.env.update(GERMAN)

    def test_yes_in_both_languages(self):
        for word, value in (("ja", "yes"), ("J", "yes"), ("yes", "yes"), ("nein", "no"), ("n", "no")):
            with self.subTest(word):
                self.write("[units]\nlength = cm\n")
                d = self.talk("--monitor", "eDP-1", desk="laptop-on-a-table")
                d.answer("ja oder nein", word)
                d.expect("Unterkante" if value == "yes" else "Abstand")
                self.assertIn(f"raised = {value}", self.read())
                d.answer("In cm", "q")
                d.end()

    def test_asked_back(self):
        d = self.talk()
        d.answer("cm oder in", "cm")
        d.answer("Nummer oder Wort", "progressive")
        d.answer("In cm", "50")
        d.expect("50 cm ist klein für einen Menschen. Ist das richtig?")
        d.answer("ja, oder das Richtige", "ja")
        d.expect("4 von ")
        self.assertIn("glasses = progressive", self.read())
        self.assertIn("stature = 50cm", self.read())
        d.answer("In cm", "q")
        d.end()


class GermanView(ergoctl_mock.Mocked):
    def setUp(self):
        super().setUp()
        self.d.env.update(GERMAN)
        self.addCleanup(self.d.env.pop, "LANGUAGE")

    def test_status(self):
        lines = self.lines("status")
        self.assertRegex(lines["anwesend"], r"^seit .*\d\d:\d\d, ohne Pause seit 42 min \(längste heute 51 min\)$")
        self.assertEqual(lines["weiter"], "Ruhepause in 8 min")
        self.assertEqual(lines["heute"], "3 h 12 min am Bildschirm, 3 Ruhepausen (2 von selbst), 4 Kurzpausen, 1 verpasst")
        self.assertRegex(lines["Eingaben"], r"evdev, Tastatur vor [2-9] s")

    def test_numbers(self):
        for left, words in ((1, "noch 1-mal zu verschieben"), (2, "noch 2-mal zu verschieben")):
            self.set(BreakKind="rest", BreakState="due", BreakRemaining=5 * ergoctl_mock.MIN, PostponesLeft=left)
            self.assertEqual(self.lines("status")["Pause"], f"Ruhepause fällig: 5 min weg vom Bildschirm, {words}")

    def test_moments(self):
        self.assertRegex(self.ergoctl("pause", "24h"), r"^ausgesetzt bis morgen \d\d:\d\d, für 24 h ")
        self.assertRegex(self.ergoctl("pause", "72h"), r"^ausgesetzt bis (Mo|Di|Mi|Do|Fr|Sa|So) \d+\. [A-Z][a-zä]+ \d\d:\d\d, ")

    def test_words_of_the_bus_stay(self):
        self.assertEqual(json.loads(self.ergoctl("status", "--json"))["presence"], "present")
        bar = json.loads(self.ergoctl("status", "--format=waybar"))
        self.assertEqual(bar["class"], "present")
        self.assertIn("Ruhepause in 8 min", bar["tooltip"])


class LongerPast(Pseudo, History):
    def setUp(self):
        super().setUp()
        self.env.update(self.longer)

    def test_help(self):
        self.whole(self.ctl("--help"))
        for verb in json.loads(self.ctl("help", "--json"))["verbs"]:
            text = self.ctl(verb["verb"], "--help")
            self.whole(text)
            for line in text.splitlines():
                self.assertTrue(len(line) <= 80 or " " not in line.strip() or line.startswith("  ") or "łł" in line, line)

    def test_past(self):
        a_past(self)
        for args in (("history", "2026-03-02"), ("history", *RANGE), ("stats", *RANGE), ("stats",), ("data", "show"),
                     ("simulate", *RANGE), ("simulate", *RANGE, "--set", "micro_break.every=5min", "--set", "presence.away_after=2s"),
                     ("history", "2026-03-09")):
            with self.subTest(args):
                self.whole(self.ctl(*args))
        self.whole(self.ctl("data", "erase", *RANGE, status=1, stdin="no\n"))

    def test_tables(self):
        """Columns begin where their headings do, however long they are."""
        a_past(self)
        lines = self.ctl("history", *RANGE).splitlines()
        starts = [m.start() for m in re.finditer(r"(?<!\S)\S", lines[0])]
        for line in lines[1:3]:
            for at in starts[1:]:
                self.assertEqual(line[at - 1], " ", lines)
        lines = self.ctl("stats", *RANGE).splitlines()
        head = next(i for i, line in enumerate(lines) if "breaks" in line)
        ends = [m.end() for m in re.finditer(r"⟧(?= |$)", lines[head])][1:]
        for line in lines[head + 1:head + 3]:
            self.assertEqual([m.end() for m in re.finditer(r"(?<= )\d+(?= |$)", line)][-4:], ends[-4:], lines[head:head + 3])

    def test_configuration(self):
        for key in json.loads(self.ctl("config", "list", "--json")):
            self.whole(self.ctl("config", "explain", *key["key"].split(" ")))
        self.whole(self.ctl("config", "list"))
        self.whole(self.ctl("config", "check"))
        for args in (("config", "get", "x"), ("config",), ("stats", "foo"), ("statsu",), ("--jsn",), ("audit", "--explain", "top"),
                     ("pause", "until"), ("export", "--csv"), ("history", "foo"), ("data", "x"), ("simulate", "--set", "a=b")):
            with self.subTest(args):
                self.whole(self.ctl(*args, status=2))
        self.whole(self.ctl("status", status=3))

    def test_audit(self):
        for desk in sorted(SETUPS.glob("*.json")):
            args = ("--monitors", str(desk), "--config", str(desk.with_suffix(".ini")))
            with self.subTest(desk.name):
                self.whole(self.ctl("audit", *args))
                self.whole(self.ctl("monitors", "--monitors", str(desk)))
                texts = re.findall(r"<(?:text|title|desc)\b[^>]*>([^<]*)", self.ctl("audit", *args, "--svg", "-"))
                # a label that has no room ends in an ellipsis; a text of several lines goes on in the next one
                self.whole(" ".join(t for t in texts if not t.endswith("…")))
        for rule in RULES:
            self.whole(self.ctl("audit", "--explain", rule, *args))
            self.whole(self.ctl("audit", "--explain", rule))


class LongerSetup(Pseudo, Setup):
    def test_interview(self):
        self.env.update(self.longer)
        d = self.talk()
        for prompt, answer in GOOD[:8]:
            d.answer(po.stretch(prompt), "?")
            d.answer(po.stretch(prompt), answer)
        d.answer(po.stretch(GOOD[8][0]), "q")
        d.end()
        self.whole(d.text)
        self.whole(self.run_ctl("setup", "--non-interactive", "desk.hight=1", status=2))
        self.whole(self.run_ctl("setup", "--non-interactive", "desk.height=1", status=2))


class LongerView(Pseudo, ergoctl_mock.Mocked):
    def setUp(self):
        super().setUp()
        self.d.env.update(self.longer)
        self.addCleanup(lambda: [self.d.env.pop(k) for k in ("LANGUAGE", "ERGO_LOCALEDIR")])

    def test_states(self):
        minutes = ergoctl_mock.MIN
        for state in ({}, {"Presence": "away"}, {"Presence": "unknown"}, {"SessionStart": 0, "Presence": "locked"},
                      {"BreakKind": "rest", "BreakState": "due", "NextReason": "active", "BreakRemaining": 5 * minutes},
                      {"BreakKind": "micro", "BreakState": "postponed", "NextReason": "postponed"},
                      {"BreakKind": "rest", "BreakState": "started", "NextReason": "active", "BreakRemaining": minutes},
                      {"NextReason": "settle"}, {"NextReason": "lull"}, {"NextReason": "quiet", "Quiet": "full-screen"},
                      {"NextReason": "silence", "Paused": True}, {"NextReason": "silence", "Paused": True, "PausedUntil": ergoctl_mock.now() + 99 * 60 * minutes},
                      {"NextReason": "nothing", "NextKind": "", "MicroEvery": 0, "RestEvery": 0}, {"NextReason": "tea"},
                      {"LastInput": 0}, {"InputSource": "none"}, {"Problems": ["one", "two"]}):
            self.set(**state)
            for args in (("status",), ("status", "-foneline"), ("explain",)):
                with self.subTest((state, args)):
                    self.whole(self.ergoctl(*args))
        self.set()
        self.whole(self.ergoctl("doctor"))
        for args in (("break",), ("end",), ("postpone",), ("skip",), ("pause", "5min"), ("pause",), ("resume",), ("version",)):
            with self.subTest(args):
                self.whole(self.ergoctl(*args) + (po.stretch("x") if args == ("version",) else ""))


del Pseudo, History, Setup
if __name__ == "__main__":
    unittest.main()
