"""ergoctl report --html: what is asked before the page is written, and how it is."""

import pathlib
import stat
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from dialogue import Dialogue  # noqa: E402
from history_case import BUILD  # noqa: E402
from report_case import Page, Report  # noqa: E402


class File(Report):
    """What is asked, and how it is written."""

    def setUp(self):
        super().setUp()
        self.out = self.dir / "r.html"
        self.entry("headache", "2026-03-02", note="private words")
        self.range = ("--since", "2026-03-01", "--until", "2026-03-29")

    def test_written(self):
        told = self.ctl("report", *self.range, "--html", self.out, "--yes")
        self.assertEqual(stat.S_IMODE(self.out.stat().st_mode), 0o600)
        self.assertRegex(told, r"4 +rosa +1 to 10 of 10: too little is known to say more\n +5 +diary +1 entry\n +6 +notes +1 entry\n")
        Page(self, self.out.read_text())
        self.assertEqual([p.name for p in self.dir.glob("r.html*")], ["r.html"])

    def test_not_asked(self):
        """Without a terminal nothing is written unless it is told what."""
        self.assertIn("--yes", self.ctl("report", "--html", self.out, status=2))
        self.assertIn("--yes", self.ctl("report", "--html", "-", status=2))
        self.assertFalse(self.out.exists())

    def test_there_already(self):
        self.out.write_text("mine")
        self.assertIn("is there already", self.ctl("report", *self.range, "--html", self.out, "--without", "notes", status=1))
        self.assertEqual(self.out.read_text(), "mine")
        self.ctl("report", *self.range, "--html", self.out, "--yes")
        self.assertIn("<!DOCTYPE html>", self.out.read_text())

    def test_cannot_be_written(self):
        self.day("2026-03-02", 1, 60)
        for file, what in ((self.file, "history"), (self.diary, "diary")):
            before = file.read_bytes()
            self.assertIn(f"that is the {what} itself", self.ctl("report", "--html", file, "--yes", status=1))
            self.assertEqual(file.read_bytes(), before)
        self.ctl("report", "--html", self.dir / "none" / "r.html", "--yes", status=1)
        self.assertIn("no file", self.ctl("report", "--html", self.dir, "--yes", status=1))
        self.out.symlink_to("/dev/full")
        self.assertIn("no file", self.ctl("report", "--html", self.out, "--yes", status=1))

    def test_options(self):
        self.assertIn('did you mean "notes"', self.ctl("report", "--without", "note", status=2))
        self.ctl("report", "--without", "nonsense", status=2)
        self.ctl("report", "--html", "-", "--json", status=2)
        r = self.json("report", "--without", "summary,diary,association")
        self.assertEqual(set(r), {"first_day", "last_day", "exposure", "workstation", "rosa", "breaks", "disclaimer"})

    def talk(self, *args):
        return Dialogue([BUILD / "ergoctl", "report", *self.range, "--html", self.out, *args], self.env)

    def test_asked(self):
        with self.talk() as d:
            d.expect("6 notes 1 entry")
            d.answer("Leave out", "6 exp")
            d.expect("2 exposure left out")
            d.expect("6 notes left out")
            d.answer("Leave out", "2")  # and in again
            d.expect("2 exposure 0 days")
            d.answer("Leave out", "9")
            d.expect("no part")
            d.answer("Leave out", "")
            self.assertEqual(d.end(), 0)
            self.assertEqual(d.text.count("1  summary"), 3)  # not again for what is no part
        text = self.out.read_text()
        self.assertNotIn("private words", text)
        self.assertIn('id="r-exposure"', text)

    def test_asked_and_refused(self):
        with self.talk() as d:
            d.answer("Leave out", "q")
            d.expect("nothing was written")
            self.assertEqual(d.end(), 1)
        with self.talk() as d:
            d.expect("Leave out:")
            d.press("C")
            d.expect("nothing was written")
            self.assertEqual(d.end(), 1)
        self.assertFalse(self.out.exists())

    def test_replaced(self):
        for typed, status in (("", 1), ("no", 1), ("yes", 0)):
            self.out.write_text("mine")
            with self.talk() as d:
                d.answer("Leave out", "")
                d.answer("Replace it? [no]", typed)
                self.assertEqual(d.end(), status)
            self.assertEqual(self.out.read_text() == "mine", status == 1)


if __name__ == "__main__":
    unittest.main()
