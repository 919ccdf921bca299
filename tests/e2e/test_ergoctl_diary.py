#!/usr/bin/python3
"""ergoctl log: what a user notes and reads back, without a daemon."""

import pathlib
import re
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from diary_case import BUILD, Diary  # noqa: E402


class Month(Diary):
    """Four weeks, entered day by day, against sums that were counted by hand."""

    def setUp(self):
        super().setUp()
        for ago in (27, 26, 25, 24, 23):
            self.log("none", self.date(ago))
        self.log("headache", "7", "left", "started_in_neck", "impact=2", f"start={self.date(22)} 10:00", f"end={self.date(22)} 13:00",
                 "location=neck,temple", "med=ibuprofen 400 mg")
        for ago in (21, 20, 19, 18):
            self.log("none", self.date(ago))
        self.log("neck", "3", "--at", self.date(20))
        # into the next day; the day of a history begins at four
        self.log("headache", "4", "side=left", "onset=woke", "nausea", "started_in_neck=no", "location=temple",
                 f"start={self.date(17)} 20:00", f"end={self.date(16)} 09:00")
        self.log("medication", "ibuprofen", "400", "mg", "--at", self.date(15))
        self.log("medication", "ibuprofen", "--at", f"{self.date(15)} 18:00")
        self.log("headache", "right", "onset=awake", "nausea=no", "missed_work", "impact=0", f"start={self.date(14)}")
        self.log("headache", "3", "both", f"start={self.date(13)} 08:00", f"end={self.date(13)} 09:00")
        self.log("headache", "9", f"start={self.date(13)} 12:00", f"end={self.date(13)} 17:00", "red_flag=no")
        self.log("medication", "magnesium", "class=other", "--at", self.date(13))
        self.log("sleep", "6h 40min", "--at", self.date(12))
        self.log("sleep", "8h 20min", "position=side", "pillow=latex", "--at", self.date(11))
        self.log("event", "pillow", "a new one", "--at", self.date(10))
        self.log("event", "exercise", "chin_back", "--at", self.date(9))
        for ago in range(11, -1, -1):
            self.log("none", self.date(ago))

    def check(self, s):
        want = {
            "days": 28, "recorded_days": 26, "headache_days": 5, "headache_days_per_30": 5.77, "neck_days": 1, "free_days": 21,
            "rated_days": 4, "moderate_days": 4, "severe_days": 2, "impact_days": 1, "missed_days": 1,
            "attacks": 5, "ongoing": 0, "intensity_median": 5.5, "intensity_max": 9, "intensity_told": 4,
            "duration_median_seconds": 4 * 3600, "duration_told": 4,
            "side": {"left": 2, "right": 1, "both": 1, "alternating": 0}, "side_locked": {"yes": 2, "told": 4}, "locked_side": "left",
            "woke_with": {"yes": 1, "told": 2}, "started_in_neck": {"yes": 1, "told": 2}, "neck_stiff": {"yes": 0, "told": 0},
            "acute_medication_days": 2, "sleep_median_seconds": 27000, "sleep_told": 2, "screen_median_seconds": None,
            "events": 1, "red_flags": 0,
        }
        self.assertEqual({k: s[k] for k in want}, want)
        self.assertEqual(s["symptoms"]["nausea"], {"yes": 1, "told": 2})
        self.assertEqual(s["location"]["temple"], 2)
        self.assertEqual({k: v for k, v in s["medication_days"].items() if v}, {"nsaid": 2, "other": 1})

    def test_sums(self):
        s = self.json("log", "summary")
        self.assertEqual(len(s["blocks"]), 1)
        self.check(s["blocks"][0])
        self.check(s["overall"])
        self.assertEqual(s["overall"]["first"], self.date(27))
        self.assertIsNone(s["overuse"])
        self.assertEqual(len(s["markers"]), 1)
        m = s["markers"][0]
        self.assertEqual((m["kind"], m["day"], m["note"]), ("pillow", self.date(10), "a new one"))
        # 27 to 11 ago: 17 days, of which 15 and 12 are not noted; 9 to 0 ago
        self.assertEqual(m["before"], {"days": 28, "recorded_days": 15, "headache_days": 5, "acute_medication_days": 2})
        self.assertEqual(m["after"], {"days": 10, "recorded_days": 10, "headache_days": 0, "acute_medication_days": 0})
        self.assertIn("no effect is claimed", s["markers_caveat"])

    def test_text(self):
        text = "\n".join(self.shown("log", "summary"))
        self.assertRegex(text, r"26/28 5 5\.8 4 2 5 2 1\n")
        self.assertIn("26 of 28 days noted, headache on 5, none on 21", text)
        self.assertIn("median 5.5, at most 9 (of 4 told)", text)
        self.assertIn("left 2 of 4, woke with it 1 of 2, began in the neck 1 of 2, nausea 1 of 2", text)
        self.assertIn("NSAID on 2 days, other medicine on 1 day", text)
        self.assertIn("28 days before: headache on 5 of 15 that were noted; 10 days after: on 0 of 10", text)
        self.assertIn("no effect is claimed", text)
        self.assertIn("ergoctl help-seeking", text)
        self.assertNotIn("no red flags", text.lower())
        glance = self.shown("log")
        self.assertIn("28 days 26 noted, headache on 5 of them; medicines on 2 (ergoctl log summary)", glance)

    def test_part(self):
        """Two blocks, counted from --since."""
        s = self.json("log", "summary", "--since", self.date(40), "--until", self.date(1))
        self.assertEqual([b["days"] for b in s["blocks"]], [28, 12])
        self.assertEqual([b["headache_days"] for b in s["blocks"]], [4 + 1, 0])
        self.assertEqual([b["recorded_days"] for b in s["blocks"]], [14, 11])
        self.assertEqual(s["overall"]["recorded_days"], 25)

    def test_days(self):
        days = {d["day"]: d for d in self.json("log")["days"]}
        self.assertEqual(len(days), 14)
        self.assertEqual((days[self.date(13)]["headache"], days[self.date(13)]["intensity"]), (True, 9))
        self.assertEqual((days[self.date(12)]["recorded"], days[self.date(0)]["none"]), (False, True))
        self.assertEqual(days[self.date(13)]["medication"], ["other"])

    def test_export(self):
        text = self.ctl("export", "--what", "diary", "--csv")
        self.assertEqual(text.count("\n"), 1 + len(self.entries("--since", self.date(100))))
        self.assertNotIn('"table":"diary"', self.ctl("export"))
        first = self.ctl("export", "--what", "diary", "--until", self.date(27)).splitlines()
        self.assertEqual(len(first), 2)
        self.assertIn('"format":"ergod-diary","schema":1', first[0])


class Notes(Diary):
    def test_two_go_on(self):
        """A headache whose end was forgotten is not counted twice without a word."""
        self.assertNotIn("besides", self.log("headache", "4", "--at", "2h ago"))
        text = self.log("headache", "6")
        self.assertIn("when it is over: ergoctl log end 2", text)
        self.assertRegex(text, r"besides +headache 4, since .*, goes on too; if it was over before: ergoctl log end 1 WHEN; "
                         r"if it is the same: ergoctl log delete 2\n")
        self.log("end", "1", "1h", "ago")
        self.assertNotIn("besides", self.log("headache", "5", "end=now"))

    def test_now_and_over(self):
        text = self.log("headache", "6")
        self.assertRegex(text, r"noted +headache 6, since \d\d:\d\d   \(1\)\n")
        self.assertIn("when it is over: ergoctl log end", text)
        e = self.entry(1)
        self.assertTrue(e["ongoing"])
        self.assertIsNone(e["end"])
        self.assertIsNone(e["nausea"])
        self.assertEqual(self.json("log")["ongoing"], [1])
        self.assertRegex(self.log(), r"goes on +headache 6, since .*\(ergoctl log end 1\)")
        self.log("end")
        self.assertFalse(self.entry(1)["ongoing"])
        self.assertIn("nothing goes on", self.log("end", status=1))
        self.log("headache", "--at", "3h ago")
        self.assertNotIn("besides", self.log("neck"))
        self.assertIn("several go on (2, 3)", self.log("end", status=1))
        self.log("end", "2", "1h", "ago")
        start, end = self.entry(2)["start"], self.entry(2)["end"]
        self.assertNotEqual(start, end)
        self.assertIn("before start", self.log("end", "3", "4h ago", status=2))

    def test_none(self):
        self.assertIn("no headache", self.log("none"))
        self.assertIn("was noted already", self.log("none"))
        self.assertEqual(len(self.entries()), 1)
        text = self.log("headache", "5")
        self.assertIn('taken back "no headache" of ', " ".join(text.split()))
        self.assertEqual([e["type"] for e in self.entries()], ["headache"])
        self.assertIn("goes on, as it was noted", self.log("none", status=1))
        self.log("end")
        self.assertIn("ergoctl log delete 2", self.log("none", status=1))
        self.log("delete", "2")
        self.assertIn("no headache", self.log("none"))
        self.assertIn("no headache", self.log("none", "yesterday"))
        self.assertIn("no headache", self.log("none", "--at", "3 days ago"))
        self.assertEqual([e["day"] for e in self.entries()], [self.date(3), self.date(1), self.date(0)])
        # moved onto a day that has one
        self.log("headache", f"start={self.date(1)} 10:00", "end=")
        self.assertEqual(len(self.entries()), 3)
        self.assertIn("has headache", self.log("edit", "3", f"start={self.date(1)}", status=1))

    def test_days_begin_at_four(self):
        self.log("headache", "4", f"start={self.date(1)} 03:30", f"end={self.date(1)} 03:50")
        self.assertEqual(self.entry(1)["day"], self.date(2))
        self.log("none", self.date(1))

    def test_edit(self):
        self.log("headache", "6", "nausea", "--at", f"{self.date(2)} 14:00", "note=before")
        self.log("edit", "1", "intensity=8", "nausea=", "note=after", f"end={self.date(2)} 16:30")
        e = self.entry(1)
        self.assertEqual((e["intensity"], e["nausea"], e["note"], e["ongoing"]), (8, None, "after", False))
        self.assertTrue(e["end"].startswith(f"{self.date(2)}T16:30:00"))
        self.assertTrue(e["start"].startswith(f"{self.date(2)}T14:00:00"))
        for args, status, what in ((("edit", "9", "note=x"), 1, "no entry"), (("edit", "1"), 2, "KEY=VALUE"),
                                   (("edit", "1", "worse"), 2, "KEY=VALUE"), (("edit", "x", "note=x"), 1, "no entry"),
                                   (("edit", "1", "class=nsaid"), 2, 'headache has no "class"'),
                                   (("edit", "1", "average=9"), 2, "average is more than intensity"),
                                   (("edit", "1", "start=now"), 2, "before start"), (("delete", "9"), 1, "no entry"),
                                   (("delete",), 2, "needs the number")):
            self.assertIn(what, self.log(*args, status=status))
        self.assertEqual(self.entry(1), e)

    def test_medicine(self):
        self.assertRegex(self.log("medication", "Ibuprofen", "400 mg"), r"class +NSAID, by its name;")
        self.assertRegex(self.log("medication", "vitamin b 2 pills"), r"class +not known;")
        self.assertEqual([(e["name"], e["dose"], e["class"]) for e in self.entries()],
                         [("Ibuprofen", "400 mg", "nsaid"), ("vitamin b", "2 pills", None)])
        self.log("headache", "5", "med=paracetamol 1000 mg", "med=sumatriptan:50mg", "--at", "yesterday")
        meds = [(e["name"], e["headache"], e["day"]) for e in self.entries() if e.get("headache")]
        self.assertEqual(meds, [("paracetamol", 3, self.date(1)), ("sumatriptan", 3, self.date(1))])
        self.log("medication", "aspirin", "headache=3", "helped", status=0)
        self.assertIn("no headache 99", self.log("medication", "aspirin", "headache=99", status=1))
        self.assertIn("no headache 1", self.log("medication", "aspirin", "headache=1", status=1))
        self.assertIn("name is missing", self.log("medication", "dose=1", status=2))

    def test_overuse(self):
        for ago in range(9):
            self.assertNotIn("pharmacist", self.log("medication", "sumatriptan", "50 mg", "--at", self.date(ago)))
        for text in (self.log("medication", "sumatriptan", "--at", self.date(9)), self.log(), self.log("summary")):
            text = " ".join(text.split())
            self.assertIn("medicines of one class (triptan) on 10 of the last 30 days", text)
            self.assertIn("worth discussing with a doctor or pharmacist; do not stop suddenly on this program's word", text)
            self.assertIn("opinion of experts", text)
            self.assertNotIn("ICHD-3 8.2", text)
        o = self.json("log")["overuse"]
        self.assertEqual((o["level"], o["kind"], o["class"], o["days"], o["limit"]), ("early", "strong", "triptan", 10, 10))

    def test_red_flag(self):
        self.assertNotIn("emergency", self.log("headache", "9", "red_flag=no"))
        text = self.log("headache", "9", "red_flag")
        self.assertIn("Call emergency services now", text)
        self.assertEqual(text[text.index("Call emergency"):], self.ctl("help-seeking"))

    def test_help_seeking(self):
        text = self.ctl("help-seeking")
        for what in ("thunderclap", "within 5 minutes", "neck-artery tear", "5 Ds and 3 Ns", "after the age of 50", "15 days a month",
                     "pregnancy", "weakened immunity", "painful red eye", "Does not diagnose"):
            self.assertIn(what, text)
        self.assertNotIn("red flag", text.lower())
        self.assertEqual(len(self.json("help-seeking")["parts"]), 4)

    def test_wrong(self):
        for args, what in ((("headache", "intensity=11"), 'intensity can\'t be "11", only a number from 0 to 10'),
                           (("headache", "intensty=3"), 'did you mean "intensity"'), (("headache", "11"), "from 0 to 10"),
                           (("headache", "side=top"), "left right both alternating"), (("headache", "sore"), 'headache has no "sore"'),
                           (("headache", "quality"), "needs a value"), (("headach",), 'did you mean "headache"'),
                           (("headache", "--at", "tomorrow"), "is no time"), (("headache", "start=25:00"), "is no time"),
                           (("headache", "--at", "2999-01-01"), "in the future"), (("none", self.date(-1)), "in the future"), (("headache", "end=never"), "now or ongoing"),
                           (("headache", "--since", "today"), "--since and --until belong to"), (("none", "sometimes"), "is no time"),
                           (("event", "party"), "physiotherapy injection"), (("sleep", "25"), "24 at most"), (("sleep",), "nothing is told"),
                           (("show", "never"), "is no day"), (("show", "today", "--since", "today"), "not both"), (("summary", "all"), "too many"),
                           (("show", "--at", "today"), "has no --at"), (("--at", "today"), "needs what to note")):
            self.assertIn(what, self.log(*args, status=2))
        self.assertFalse(self.diary.exists(), "a mistake leaves no file")

    def test_nothing_yet(self):
        self.assertIn("nothing is in the diary yet", self.log())
        self.assertIn("nothing is in the diary yet", self.log("show"))
        self.assertIn("nothing is in the diary yet", self.log("summary"))
        self.assertEqual(self.json("log", "show"), {"entries": []})
        self.assertEqual(self.json("log", "summary")["overall"]["recorded_days"], 0)
        self.assertIn("diary nothing (ergoctl log)", self.shown("data", "show"))
        self.assertIn("erased 0 entries of the diary", self.shown("data", "erase", "--diary", "--yes"))
        self.assertFalse(self.folder.exists())


class Kept(Diary):
    def doctor(self):
        """Without a bus and a daemon it fails in any case."""
        return subprocess.run([BUILD / "ergoctl", "doctor"], env=self.env, text=True, capture_output=True, timeout=30).stdout

    def test_hostile(self):
        nasty = "\x1b[2J\x1b]0;x\x07'; DROP TABLE entries; --\n\u202e<b>&\"%s%n"
        self.log("headache", "6", f"note={nasty}", f"trigger_text={nasty}", f"med={nasty} 1")
        self.log("event", "other", nasty)
        self.log("sleep", "7", f"pillow={nasty}")
        for text in (self.log(), self.log("show"), self.log("summary"), self.ctl("export", "--what", "diary", "--csv")):
            self.assertNotRegex(text, "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e]")
        self.assertEqual(self.entry(1)["note"], nasty)
        self.assertIn(r"\x1b[2J", self.log("show"))
        self.assertIn("is too long: 10000 bytes", self.log("headache", "note=" + "x" * 10000, status=2))
        self.assertIn("is too long", self.log("medication", "x" * 10000, status=2))
        self.assertIn("not UTF-8", self.ctl("log", "event", "other", b"caf\xe9", status=2))
        self.assertEqual(len(self.entries()), 4)

    def test_private(self):
        self.log("none")
        self.assertEqual(self.diary.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.folder.stat().st_mode & 0o777, 0o700)
        self.assertFalse(self.file.exists())

    def test_many_at_once(self):
        argv = [BUILD / "ergoctl", "log", "event", "other", "at once"]
        running = [subprocess.Popen(argv, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(12)]
        for p in running:
            out = p.communicate(timeout=30)[0]
            self.assertEqual(p.returncode, 0, out)
        self.assertEqual(sorted(e["id"] for e in self.entries()), list(range(1, 13)))

    def test_held(self):
        """Another program holds it: after a while that is said, and nothing hangs."""
        self.log("none")
        import fcntl
        with open(f"{self.diary}-lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertIn("another program writes the diary", self.log("event", "other", status=1))
            self.assertEqual(len(self.entries()), 1)

    def test_damaged(self):
        self.log("none")
        self.assertNotIn("\ndiary ", self.doctor())
        self.diary.write_bytes(b"x" * 5000)
        self.assertIn("damaged", self.log(status=1))
        self.assertRegex(self.doctor(), r"\ndiary +fail +damaged: ")
        p = subprocess.run([BUILD / "ergoctl", "log", "headache", "3"], env=self.env, text=True, capture_output=True, timeout=30)
        self.assertEqual(p.returncode, 0)
        self.assertIn("the diary was damaged", p.stderr)
        self.assertEqual(len(list(self.folder.glob("diary.db.corrupt-*"))), 1)
        self.assertRegex(self.doctor(), r"\ndiary +warn +1 damaged file is kept aside: .*diary\.db\.corrupt-\*\n")
        self.assertEqual(len(self.entries()), 1)
        self.ctl("data", "erase", "--diary", "--yes")
        self.assertEqual(list(self.folder.glob("diary.db.corrupt-*")), [])

    def test_newer(self):
        self.log("none")
        with sqlite3.connect(self.diary) as db:
            db.execute("PRAGMA user_version = 9")
        self.assertIn("version 9 of the diary", self.log(status=1))
        self.assertIn("version 9 of the diary", self.log("none", status=1))

    def test_erased(self):
        self.log("headache", "5", f"start={self.date(3)} 10:00", f"end={self.date(2)} 10:00", "note=secret-a")
        self.log("none", self.date(1))
        self.log("event", "other", "secret-b")
        shown = self.shown("data", "show")
        self.assertTrue(any(re.match(r"diary 3 entries, of \w+ \S+ to \w+ \S+ \(ergoctl log show\)", line) for line in shown), shown)
        self.assertEqual(self.json("data", "show")["diary"]["headache"], 1)
        self.years(3, self.date(1))
        text = self.ctl("data", "erase", "--yes")
        self.assertIn("the diary (ergoctl data erase --diary)", text)
        self.assertEqual(len(self.entries()), 3)
        self.years(3, self.date(1))
        self.assertIn("nothing was erased", self.ctl("data", "erase", "--diary", status=1, stdin="yes\n"))
        text = self.ctl("data", "erase", "--diary", "--since", self.date(2), "--until", self.date(2), stdin="erase\n")
        self.assertRegex(text, "erased +1 entry of the diary\n")
        self.assertNotIn(b"secret-a", self.diary.read_bytes())
        self.assertEqual(self.json("data", "erase", "--diary", "--yes"), {"erased_entries": 2, "acknowledgement": False})
        self.assertNotIn(b"secret", b"".join(f.read_bytes() for f in self.folder.glob("diary*")))
        self.assertGreater(self.json("data", "show")["kept"]["days"], 0)

    def test_erased_besides(self):
        """The whole of it goes with what was told of exercises and the damaged files; a part leaves them, and says so."""
        self.log("none", self.date(1))
        self.ctl("exercises", "--acknowledge")
        told = self.folder / "exercises-acknowledged"
        aside = self.folder / "diary.db.corrupt-2026-01-01"
        aside.write_bytes(b"secret")
        text = self.ctl("data", "erase", "--diary", "--until", self.date(9), "--yes")
        self.assertIn("1 damaged file, set aside, from any time", text)
        self.assertTrue(told.exists() and aside.exists())
        text = self.ctl("data", "erase", "--diary", stdin="erase\n")
        self.assertEqual(text.count("that the rules of exercises were acknowledged"), 2)
        self.assertNotIn("set aside", text)
        self.assertFalse(told.exists() or aside.exists())
        self.ctl("exercises", "--acknowledge")
        self.assertEqual(self.json("data", "erase", "--diary", "--yes"), {"erased_entries": 0, "acknowledgement": True})
        self.assertFalse(told.exists())

    def test_forgotten_end(self):
        """What still goes on is said with each entry after its day: it would make days of headache of them all."""
        self.assertNotIn("log end 1", self.log("headache", "5", f"start={self.date(3)} 10:00", "end=ongoing"))
        for words in (("sleep", "7"), ("headache", "3", "end=now"), ("medication", "ibuprofen 400 mg")):
            self.assertRegex(self.log(*words), r"goes on +headache 5, since .*\(ergoctl log end 1\)")
        self.log("end", "1", f"{self.date(3)} 15:00")
        self.assertNotIn("goes on", self.log("sleep", "6"))

    def test_screen_time(self):
        for ago in (1, 2, 3):
            self.log("none", self.date(ago))
        off = self.now.strftime("%z")
        off = off[:3] + ":" + off[3:]
        self.offsets((f"{self.date(60)}T00:00:00{off}", self.now.utcoffset().total_seconds() / 3600))
        for ago, minutes in ((1, 300), (2, 100), (3, 200), (50, 999)):
            self.day(self.date(ago), self.now.utcoffset().total_seconds() / 3600, minutes)
        self.session(f"{self.date(2)}T10:00:00{off}", f"{self.date(2)}T11:01:00{off}", 61)
        self.session(f"{self.date(2)}T14:00:00{off}", f"{self.date(2)}T15:00:00{off}", 60)
        s = self.json("log", "summary")["overall"]
        self.assertEqual((s["screen_median_seconds"], s["screen_days"], s["long_sessions"]), (200 * 60, 3, 1))


if __name__ == "__main__":
    unittest.main()
