#!/usr/bin/python3
"""log, help-seeking, exercises, rosa, report and meeting in German and in a language that is longer than English."""

import json
import os
import re
import subprocess
import unittest

import po
from dialogue import ESCAPE, Dialogue
from diary_case import Diary
from ergoctl_mock import Mocked
from exercises_case import Case as Exercises
from history_case import BUILD
from language_case import ENGLISH, GERMAN, Pseudo, columns
from report_case import Page, Report
from setup_case import SETUPS

HEADACHE = ("headache", "6", "average=4", "side=left", "location=neck,temple", "started_in_neck", "neck_pain=3", "neck_stiff",
            "worse_with_neck_movement", "quality=pressing,dull", "nausea", "vomiting=no", "light", "sound", "aura=no", "dizziness",
            "onset=awake", "trigger=screen,stress", "trigger_text=cold", "med=ibuprofen 400 mg", "impact=2", "missed_work",
            "note=a long drive")
PROMPTS = ("Time", "Time", "From 0 to 10", "Number or word", "Numbers or words", "yes or no", "From 0 to 10", "yes or no", "yes or no",
           "Numbers or words", "Answer", "Number or word", "Numbers or words", "Answer", "Answer", "From 0 to 3", "yes or no",
           "yes or no", "Answer")
RANGE = ("--since", "2026-03-02", "--until", "2026-03-29")
LAPTOP = ("--monitors", str(SETUPS / "laptop-on-a-table.json"), "--config", str(SETUPS / "laptop-on-a-table.ini"))


def a_diary(case):
    """All that an entry can have, and one of each kind."""
    case.ctl("log", *HEADACHE, "start=2026-03-03 09:00", "end=2026-03-03 12:00")
    case.ctl("log", "headache", "8", "--at", "2026-03-10 14:30")
    case.ctl("log", "medication", "sumatriptan", "50 mg", "helped=no", "--at", "2026-03-10 15:00")
    case.ctl("log", "medication", "something", "--at", "2026-03-11 15:00")
    case.ctl("log", "neck", "4", "--at", "2026-03-12 10:00")
    case.ctl("log", "event", "physiotherapy", "first time", "--at", "2026-03-16")
    case.ctl("log", "event", "exercise", "chin_back", "--at", "2026-03-18 11:00")
    case.ctl("log", "sleep", "7h", "position=side", "pillow=flat", "--at", "2026-03-20")
    for d in (13, 14, 15, 17, 19, 21, 22):
        case.ctl("log", "none", f"2026-03-{d}")


def a_history(case):
    case.offsets(("2026-01-01T00:00:00+00:00", 0))
    case.session("2026-03-02T09:00:00+00:00", "2026-03-02T10:10:00+00:00", 70)
    case.session("2026-03-03T07:00:00+00:00", "2026-03-03T09:00:00+00:00", 120)
    case.pause("rest", "natural", "2026-03-02T10:10:00+00:00", "2026-03-02T10:20:00+00:00")
    case.day("2026-03-02", 1, 70, longest=70, keyboard=40, pointer=20, rest_natural=1)
    case.day("2026-03-03", 1, 120, longest=120, keyboard=10, rest_missed=2)


class GermanDiary(Diary):
    def setUp(self):
        super().setUp()
        self.env.update(GERMAN)

    def test_summaries_fit(self):
        text = self.ctl("help")
        self.assertEqual([line for line in text.splitlines() if len(line) > 80], [])
        for verb in ("log", "help-seeking", "exercises", "rosa", "report", "meeting"):
            self.assertRegex(text, rf"(?m)^  {verb} +[A-ZÄÖÜ]")
            described = self.ctl(verb, "--help").partition("Beispiele:")[0]
            self.assertEqual([line for line in described.splitlines() if len(line) > 80], [])

    def test_noted_and_shown(self):
        self.assertIn("notiert   kein Kopfschmerz, ", self.log("none", self.date(2)))
        out = self.log(*HEADACHE, f"start={self.date(1)} 14:30", f"end={self.date(1)} 18:00", "red_flag")
        self.assertRegex(out, r"notiert   Kopfschmerz 6, links, .* 14:30 bis 18:00   \(2\)\n")
        self.assertIn("Klasse    NSAR, dem Namen nach; ", out)
        self.assertIn("\nSofort den Notruf wählen\n", out)
        glance = self.log()
        self.assertRegex(glance, r"(?m)^Tag +notiert$")
        self.assertIn("28 Tage   2 notiert, Kopfschmerz an 1 davon; Medikamente an 1 ", glance)
        shown = self.log("show")
        for words in ("im Nacken begonnen ja", "Übelkeit ja", "Erbrechen nein", "vermuteter Auslöser Bildschirm, Stress",
                      "gehindert 2", "Art drückend, dumpf", "Notiz: a long drive"):
            self.assertIn(words, shown)

    def test_sums(self):
        a_diary(self)
        lines = self.log("summary", *RANGE).splitlines()
        self.assertEqual(lines[0].split()[-1], "gehindert")
        self.assertLessEqual(len(lines[0]), 80)
        self.assertGreaterEqual(len(columns(lines[:2])), 9)  # a heading above each number
        text = " ".join("\n".join(lines).split())
        self.assertIn("Kopfschmerz an 2, keiner an 8", text)
        self.assertIn("an 1 Tag; Arbeit versäumt an 1", text)
        self.assertIn("Triptan an 1 Tag, ohne angegebene Klasse an 1 Tag", text)
        self.assertIn("aus 1 angegebener Nacht", text)
        self.assertIn("28 Tage davor: Kopfschmerz an 2 von 6 notierten; 28 Tage danach: an 0 von 4", text)

    def test_one_is_no_plural(self):
        self.log("headache", "5", "red_flag", "end=now", "--at", "1h ago")
        text = " ".join(self.log("summary").split())
        self.assertIn("1 von 1 Tag notiert", text)
        self.assertIn("angekreuzt in 1 Eintrag ", text)
        text = " ".join(self.ctl("log", "summary", env=ENGLISH).split())
        self.assertIn("1 of 1 day noted", text)
        self.assertIn("ticked in 1 entry ", text)

    def test_mistakes(self):
        for args, words in ((("headache", "12"), "intensity kann nicht »12« sein, nur eine Zahl von 0 bis 10"),
                            (("headache", "5", "sid=left"), "headache hat kein »sid«; gemeint »side«?"),
                            (("hedache",), "kein Wort »hedache«; gemeint »headache«?"),
                            (("medication",), "name fehlt: was genommen wurde")):
            self.assertIn(words, self.log(*args, status=2))
        self.assertIn("noch steht nichts im Tagebuch", self.log())

    def test_asked(self):
        d = Dialogue([BUILD / "ergoctl", "log", "headache"], dict(self.env, TERM="dumb"))
        self.addCleanup(d.__exit__)
        d.expect("1/19. Wann begann es?")
        d.answer("Zeit", f"{self.date(1)} 14:30")
        d.answer("Zeit", f"{self.date(1)} 18:00")
        d.answer("Von 0 bis 10", "7")
        d.expect("1 links, 2 rechts, 3 beide Seiten, 4 wechselnde Seiten")
        d.answer("Nummer oder Wort", "2")
        d.answer("Nummern oder Wörter", "!")
        d.expect("Sofort den Notruf wählen")
        d.answer("Nummern oder Wörter", "1, temple")
        d.answer("ja oder nein", "ja")    # began in the neck
        d.answer("Von 0 bis 10", "")
        d.answer("ja oder nein", "nein")  # stiff
        d.answer("ja oder nein", "q")
        d.expect("Kopfschmerz 7, rechts")
        self.assertEqual(d.end(), 0)
        self.assertNotRegex(d.text, ESCAPE)
        entry, = self.entries()
        self.assertEqual((entry["side"], entry["location"], entry["started_in_neck"], entry["neck_stiff"]),
                         ("right", ["neck", "temple"], True, False))

    def test_help_seeking(self):
        parts = self.json("help-seeking")["parts"]
        text = self.ctl("help-seeking")
        self.assertEqual([len(p["items"]) for p in parts], [6, 3, 8, 4])
        self.assertEqual(text.count("\n  - "), 21)
        for p in parts:  # not one is left in English
            for words in (p["heading"], *p["items"]):
                self.assertNotIn(words, text)
        order = [text.index(w) for w in ("Sofort den Notruf", "Halsarterie", "Bald ärztlich", "physiotherapeutisch")]
        self.assertEqual(order, sorted(order))
        self.assertIn("beurteilt nichts", text)
        self.assertNotRegex(text, r"\b(112|144|999|911)\b")  # which number it is depends on the country

    def test_scripts_read_english(self):
        a_diary(self)
        for args in (("log",), ("log", "show", *RANGE), ("log", "summary", *RANGE), ("help-seeking",), ("exercises",), ("rosa",),
                     ("rosa", "--explain"), ("rosa", *LAPTOP)):
            with self.subTest(args):
                self.assertEqual(self.ctl(*args, "--json"), self.ctl(*args, "--json", env=ENGLISH))
        self.assertEqual(self.ctl("export", "--what", "diary", "--csv"), self.ctl("export", "--what", "diary", "--csv", env=ENGLISH))


class GermanRosa(Diary):
    def setUp(self):
        super().setUp()
        self.env.update(GERMAN)

    def test_parts_stand_below_each_other(self):
        lines = self.ctl("rosa", *LAPTOP).splitlines()
        parts = [m for line in lines[1:4] if (m := re.fullmatch(r".{10}(\S.*?) {2,}(\d+ bis \d+)", line))]
        self.assertEqual([m[1] for m in parts], ["Stuhl", "Bildschirm und Telefon", "Maus und Tastatur"])
        self.assertEqual(len({m.start(2) for m in parts}), 1, lines)
        self.assertEqual(lines[0], "rosa      5 bis 9 von 10: bald etwas ändern")

    def test_items(self):
        lines = self.ctl("rosa", "--explain", *LAPTOP).splitlines()
        end = lines.index("")
        for heading in ("ANTWORT", "PUNKTE", "WOHER"):
            at = lines[0].index(heading)
            self.assertEqual({line[at - 1] for line in lines[1:end] if len(line) > at}, {" "})
        self.assertIn("Schirm    Telefon 3, Bildschirm 2 bis 4, je mit der Dauer: 3 bis 4", lines)

    def test_in_the_audit(self):
        self.assertIn("bekannt: 7 von 8 Merkmalen, 1 von 5 Zeiten   (ergoctl rosa)", self.ctl("audit", *LAPTOP))


class GermanExercises(Exercises):
    def setUp(self):
        super().setUp()
        self.env.update(GERMAN)

    def test_list(self):
        lines = self.run_ctl("exercises").splitlines()
        self.assertRegex(lines[0], r"^NAME +ÜBUNG +DOSIS$")
        end = lines.index("")
        for heading in ("ÜBUNG", "DOSIS"):
            self.assertEqual({line[lines[0].index(heading) - 1] for line in lines[1:end]}, {" "})
        self.assertIn("2 s, 5-mal je Seite", "\n".join(lines))

    def test_guided(self):
        d = self.guide("short")
        d.expect("Aufhören bei Schwindel, Benommenheit")
        d.expect("Nicht ohne fachlichen Rat beginnen bei: einer Verletzung")
        d.expect("ja oder nein: ")
        d.type("ja")
        self.enter(d, "Bereit machen", "Links, 1 von 2", "Loslassen", "Rechts, 1 von 2", "Loslassen", "Links, 2 von 2", "Loslassen",
                   "Rechts, 2 von 2")
        d.expect("gemacht")
        self.assertEqual(d.end(), 0)
        self.assertEqual(self.noted(), ["quick"])
        bars = {line.index("█") for line in d.text.replace("\r", "\n").split("\n") if "█" in line}
        self.assertLessEqual(len(bars), 1)  # the bar stays where it is

    def test_no(self):
        d = self.guide("short")
        d.expect("ja oder nein: ")
        d.type("nein")
        self.assertEqual(d.end(), 1)
        self.assertFalse(self.acknowledged.exists())

    def test_mistakes(self):
        self.assertIn("gemeint »turn«?", self.run_ctl("exercises", "turns", status=2))
        self.write("[exercise a]\ntext = x\nhold = 1h\n", self.own)
        p = subprocess.run([BUILD / "ergoctl", "config", "check"], env=self.env, capture_output=True, text=True, timeout=30)
        self.assertIn("»1h« ist keine Dauer von 1s bis 30min", p.stdout)


class GermanReport(Report):
    def setUp(self):
        super().setUp()
        self.env.update(GERMAN)
        a_diary(self)
        a_history(self)

    def test_page(self):
        out = self.ctl("report", "--html", "-", "--yes", *RANGE, *LAPTOP)
        page = Page(self, out)
        self.assertEqual(page.all("html")[0].get("lang"), "de")
        rows = dict(row[::len(row) - 1] for row in page.table("Blöcke von 28 Tagen, der letzte beendet den Bericht"))
        self.assertEqual(rows["Tage mit einem Eintrag im Tagebuch"], "10 von 28 Tagen")
        self.assertEqual(rows["Tage am Bildschirm"], "2 von 28 Tagen")
        self.assertIn("Wann Hilfe nötig ist", out)
        self.assertEqual(page.text(page.section("help")).count("Notruf"), 1)
        english = self.ctl("report", "--html", "-", "--yes", *RANGE, *LAPTOP, env=ENGLISH)
        self.assertEqual(Page(self, english).all("html")[0].get("lang"), "en")
        # as many of everything, only in other words
        for tag in ("section", "table", "tr", "td", "li", "svg"):
            self.assertEqual(len(page.all(tag)), len(Page(self, english).all(tag)), tag)

    def test_text(self):
        text = self.ctl("report", *RANGE)
        self.assertRegex(text, r"(?m)^Tage mit Kopfschmerz +2")
        self.assertIn("Noch nicht genug (2 von 24 Kopfschmerzen, 10 von 56 aufgezeichneten Tagen", " ".join(text.split()))
        self.assertEqual(self.ctl("report", *RANGE, "--json"), self.ctl("report", *RANGE, "--json", env=ENGLISH))

    def test_asked(self):
        target = self.dir / "bericht.html"
        for answer, replaced in (("", True), ("nein", False), ("ja", True)):
            d = Dialogue([BUILD / "ergoctl", "report", *RANGE, "--html", target], self.env)
            d.expect("Die Seite über die Zeit von")
            d.answer("Weglassen", "")
            if target.exists():
                before = target.stat().st_ino
                d.expect("gibt es schon.")
                d.answer("Ersetzen? [nein]", answer)
                self.assertEqual(d.end(), 0 if replaced else 1, d.text)
                self.assertEqual(target.stat().st_ino != before, replaced)
            else:
                self.assertEqual(d.end(), 0, d.text)
            d.__exit__()


class GermanMeeting(Mocked):
    def setUp(self):
        super().setUp()
        self.d.env.update(GERMAN)
        self.addCleanup(self.d.env.pop, "LANGUAGE")

    def test_meeting(self):
        self.assertRegex(self.ergoctl("meeting", "45min"), r"^in einer Besprechung bis \d\d:\d\d, für 45 min   \(ergoctl meeting end beendet sie\)$")
        self.assertRegex(self.ergoctl("meeting", "end"), r"^die Besprechung ist zu Ende; als Nächstes: ")


# ---- longer than English ----

class LongerDiary(Pseudo, Diary):
    def setUp(self):
        super().setUp()
        self.env.update(self.longer)

    def test_diary(self):
        self.whole(self.log())
        self.whole(self.ctl("help-seeking"))
        self.whole(self.log(*HEADACHE, f"start={self.date(1)} 09:00", "red_flag"))
        self.whole(self.log("none", self.date(3)))
        a_diary(self)
        for args in ((), ("show",), ("show", *RANGE), ("show", self.date(300)), ("summary",), ("summary", *RANGE)):
            with self.subTest(args):
                self.whole(self.log(*args))
        for args in (("data", "show"), ("log", "none", "2026-03-13"), ("log", "edit", "1", "intensity=7"), ("log", "end", "1", "now"),
                     ("log", "delete", "3")):
            with self.subTest(args):
                self.whole(self.ctl(*args))
        self.whole(self.ctl("data", "erase", "--diary", "--since", "2026-03-14", status=1, stdin="no\n"))
        self.whole(self.ctl("data", "erase", "--diary", "--yes"))

    def test_every_overuse(self):
        for n in range(1, 31):
            self.log("medication", ("ibuprofen", "sumatriptan")[n % 2], "--at", self.date(n))
            self.log("headache", "5", "--at", self.date(n))
        self.whole(self.log())
        self.whole(self.log("summary"))

    def test_mistakes(self):
        for args in (("headache", "12"), ("headache", "5", "sid=left"), ("headache", "5", "location=knee"), ("hedache",), ("foo",),
                     ("medication",), ("medication", "x", "class=foo"), ("event",), ("event", "foo"), ("sleep", "25h"), ("none", "foo"),
                     ("headache", "--at", "foo"), ("headache", "end=tomorrow"), ("edit",), ("edit", "1"), ("delete",),
                     ("headache", "x" * 400), ("headache", "note=" + "x" * 2000), ("headache", "start=2099-01-01")):
            with self.subTest(args):
                self.whole(self.log(*args, status=2))
        for args in (("edit", "99", "x=1"), ("delete", "99"), ("end",), ("medication", "x", "headache=99")):
            with self.subTest(args):
                self.whole(self.log(*args, status=1))

    def test_asked(self):
        d = Dialogue([BUILD / "ergoctl", "log", "headache"], dict(self.env, TERM="dumb"))
        self.addCleanup(d.__exit__)
        for prompt in PROMPTS:
            d.answer(po.stretch(prompt), "?")
            d.answer(po.stretch(prompt), "perhaps" if prompt not in ("Answer", "Time") else "")
            if prompt not in ("Answer", "Time"):
                d.answer(po.stretch(prompt), "")
        self.assertEqual(d.end(), 0)
        self.whole(d.text)

    def test_rosa(self):
        for desk in sorted(SETUPS.glob("*.json")):
            args = ("--monitors", str(desk), "--config", str(desk.with_suffix(".ini")))
            with self.subTest(desk.name):
                self.whole(self.ctl("rosa", *args))
                lines = self.ctl("rosa", "--explain", *args).splitlines()
                self.whole("\n".join(lines))
                starts = [m.start() for m in re.finditer(r"(?<!\S)⟦", lines[0])]
                for line in lines[1:lines.index("")]:
                    for at in starts[1:]:
                        self.assertIn(line[at - 1:at], (" ", ""), lines)
        a_history(self)
        self.whole(self.ctl("rosa"))
        self.whole(self.ctl("rosa", "--explain"))


class LongerExercises(Pseudo, Exercises):
    def setUp(self):
        super().setUp()
        self.env.update(self.longer)

    def test_exercises(self):
        self.whole(self.run_ctl("exercises", "start", "once", status=1))
        self.whole(self.run_ctl("exercises", "--acknowledge"))
        self.whole(self.run_ctl("exercises"))
        for name in (e["name"] for e in json.loads(self.run_ctl("exercises", "--json"))["exercises"]):
            self.whole(self.run_ctl("exercises", name))
        for args in (("foo",), ("start", "foo"), ("turns",), ("turn", "walk"), ("turn", "--acknowledge")):
            with self.subTest(args):
                self.whole(self.run_ctl("exercises", *args, status=2))

    def test_guided(self):
        self.acknowledge()
        for columns_ in (80, 20):
            d = self.guide("quick", columns=columns_)
            d.expect(po.stretch("Get ready")[:4])
            for key in (b" ", b" ", b"\n", b"s"):
                os.write(d.fd, key)
            self.assertEqual(d.end(), 0)
            if columns_ == 80:
                self.whole(d.text)
            self.assertNotIn("\ufffd", d.text)  # on a narrow terminal what is cut is cut between letters


class LongerReport(Pseudo, Report):
    def setUp(self):
        super().setUp()
        self.env.update(self.longer)

    def test_report(self):
        self.whole(self.ctl("report"))
        a_diary(self)
        a_history(self)
        self.whole(self.ctl("report", *RANGE))
        self.whole(self.ctl("report", *LAPTOP))
        self.whole(self.ctl("report", "--html", str(self.dir / "x"), "--yes"))
        for args in (("--without", "x"), ("--html", "x", "--without", "summry"), ("--html", "x")):
            with self.subTest(args):
                self.whole(self.ctl("report", *args, status=2))
        self.whole(self.ctl("report", "--html", "/tmp", "--yes", status=1))

    def test_page(self):
        a_diary(self)
        a_history(self)
        out = self.ctl("report", "--html", "-", "--yes", *RANGE, *LAPTOP)
        page = Page(self, out)
        drawing = page.all("svg")[0]
        for element in page.root.iter():
            if element.tag in ("p", "li", "th", "td", "h1", "h2", "h3", "caption", "a") and po.OPEN in (text := page.text(element)):
                self.whole(text)
        self.assertIsNotNone(drawing)
        years = self.made_up(200)
        self.whole(self.ctl("report", "--since", str(years.replace(day=1)), "--until", str(years)))


class LongerMeeting(Pseudo, Mocked):
    def setUp(self):
        super().setUp()
        self.d.env.update(self.longer)
        self.addCleanup(lambda: [self.d.env.pop(k) for k in ("LANGUAGE", "ERGO_LOCALEDIR")])

    def test_meeting(self):
        for args in (("meeting", "45min"), ("meeting",), ("meeting", "end")):
            self.whole(self.ergoctl(*args))


del Diary, Exercises, Report, Mocked, Pseudo
if __name__ == "__main__":
    unittest.main()
