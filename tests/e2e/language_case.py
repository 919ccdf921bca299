"""German, and a language in which every message is 60 % longer and stands in brackets."""

import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import po  # noqa: E402

GERMAN = {"LANGUAGE": "de", "LANG": "C.UTF-8"}
ENGLISH = {"LANGUAGE": "", "LANG": "C"}


class Pseudo:
    """Mixed into a case: its environment for that language, and the check that nothing of it is cut."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scratch = tempfile.TemporaryDirectory(prefix="ergod-language-")
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.longer = {"ERGO_LOCALEDIR": str(po.pseudo(cls.scratch.name)), "LANGUAGE": "xx", "LANG": "C.UTF-8"}

    def whole(self, text):
        self.assertTrue(po.is_whole(text), text)
        self.assertNotRegex(text, r"\\x[89a-f][0-9a-f]")  # a character that was cut is escaped
        self.assertNotIn("\ufffd", text)


def columns(lines):
    """Where each of the lines has the beginnings of words that all of them have."""
    starts = [{m.start() for m in re.finditer(r"(?<!\S)\S", line)} for line in lines]
    return set.intersection(*starts)
