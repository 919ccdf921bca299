#!/usr/bin/python3
"""What ergoctl shows is a message: no English goes to a person past _(), and xgettext can read each one."""

import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# which argument of a function a person reads
SHOWN = {"out_error": [0], "out_text": [0], "out_line": [1, 2], "usage_error": [1], "text_add": [1], "list_add": [1],
         "watch_finish": [2], "say": [1], "fail": [3], "client_fail": [2], "bad": [2], "put_text": [7], "put_words": [6],
         "put_heading": [2], "label_add": [5], "sheet_add": [2], "read_line": [0], "dialogue_read": [0],
         "html_put": [2], "html_table": [2], "html_text": [1]}
# what is typed as it stands, what is data, and the names of keys
COMMAND = r"(ergoctl|ergod)([ |]+(audit|break|data|doctor|end|erase|exercises|help-seeking|export -o FILE|monitors|resume|setup|skip|start))*[ |]*"
VERBATIM = re.compile(COMMAND + r"|[{\[].*|(monitors|told|profile)\b.*|in| No newline at end of file")  # of a diff
MADE_OF_PIECES = re.compile(r'\?\s*"s?"\s*:\s*"s?"')  # n == 1 ? "" : "s"


def blank(source):
    """The code with comments as blanks; each character of a literal is \\1, or \\2 of one in single quotes."""
    def cover(m):
        text = m[0]
        mark = " " if text[0] == "/" else "\x02" if text[0] == "'" else "\x01"
        return "".join(c if c == "\n" else mark for c in text)
    return re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'', cover, source, flags=re.S)


def arguments(code, at):
    """Where the arguments of a call are whose opening bracket ends at `at`."""
    depth, start, found = 0, at, []
    for i in range(at, len(code)):
        c = code[i]
        if c in ")]}" and depth == 0:
            return found + [(start, i)]
        depth += (c in "([{") - (c in ")]}")
        if c == "," and depth == 0:
            found.append((start, i))
            start = i + 1
    return found


def letters(source):
    """What the literals have besides conversions and escapes."""
    text = "".join(m[1] for m in re.finditer(r'"((?:\\.|[^"\\])*)"', source))
    text = re.sub(r"%%|%[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|z|j)?[a-zA-Z]", "", text)
    return re.sub(r"\\(?:x[0-9a-f]{2}|.)", "", text)


def unmarked(source):
    """(line, text) of what is shown and is no message."""
    code = blank(source)
    for m in re.finditer(r"\b(" + "|".join(SHOWN) + r")\(", code):
        args = arguments(code, m.end())
        for n in SHOWN[m[1]]:
            part = args[n] if n < len(args) else (0, 0)
            if "\x01" not in code[part[0]:part[1]] or re.match(r"\s*(?:_|Q_|P_|N_)\(", code[part[0]:part[1]]):
                continue
            for text in literals(source, code, *part):
                if re.search(r"[A-Za-z]{2}", letters(text)) and not VERBATIM.fullmatch(letters(text)):
                    yield source.count("\n", 0, part[0]) + 1, text


def literals(source, code, start, end):
    """Those between the two that are in no mark, and no argument of a call."""
    depth = 0
    for m in re.finditer(r"\w*\(|\)|\x01[\x01\s]*", code[start:end]):
        if m[0] == ")":
            depth -= 1
        elif m[0].endswith("("):
            depth += 1
        elif depth == 0:
            yield source[start + m.start():start + m.end()]


def unreadable(source):
    """(line, text) of marks around literals and more: xgettext takes the first of them alone."""
    code = blank(source)
    for m in re.finditer(r"\b(_|N_|Q_|P_)\(", code):
        for start, end in arguments(code, m.end())[:2 if m[1] in ("Q_", "P_") else 1]:
            if "\x01" in code[start:end] and not re.fullmatch(r"[\x01\s]*", code[start:end]):
                yield source.count("\n", 0, start) + 1, source[start:end].strip()


class Messages(unittest.TestCase):
    def test_all_is_marked(self):
        for path in sorted((ROOT / "cli").glob("*.c")):
            with self.subTest(path.name):
                self.assertEqual(list(unmarked(path.read_text(encoding="utf-8"))), [])

    def test_xgettext_can_read_it(self):
        for folder in ("cli", "daemon"):
            for path in sorted((ROOT / folder).rglob("*.c")):
                with self.subTest(path.name):
                    self.assertEqual(list(unreadable(path.read_text(encoding="utf-8"))), [])

    def test_numbers_are_not_pieced_together(self):
        for path in sorted((ROOT / "cli").glob("*.c")):
            with self.subTest(path.name):
                self.assertIsNone(MADE_OF_PIECES.search(path.read_text(encoding="utf-8")))

    def test_the_checks(self):
        self.assertEqual(len(list(unmarked('out_error("no such file");'))), 1)
        self.assertEqual(len(list(unmarked('out_line(TONE_BAD, "desk", x ? "%s: bad" : "%s", t.s);'))), 2)
        self.assertEqual(len(list(unmarked('usage_error("a, b", "wrong %s", ")");'))), 1)
        self.assertEqual(list(unmarked('out_error(_("no such file")); out_text("%s: %u", f("of a call"), n);')), [])
        self.assertEqual(list(unmarked('out_text(P_("%u day", "%u days", n), n); out_text(a ? _("x y") : "ergoctl setup");')), [])
        self.assertEqual(len(list(unreadable('f(_("a" MACRO)); g(Q_(context, "b")); h(P_("c", "d" X, n));'))), 2)
        self.assertTrue(MADE_OF_PIECES.search('n == 1 ? "" : "s"'))


if __name__ == "__main__":
    unittest.main()
