"""Reads and writes catalogues of messages (.po), as far as the tests need it."""

import ast
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPEN, CLOSE, PAD = "⟦", "⟧", "ł"


def read(path):
    """{(context, msgid, plural): [translations]} of what is not obsolete; the header is ("", "", None)."""
    messages = {}
    for block in re.split(r"\n\s*\n", pathlib.Path(path).read_text(encoding="utf-8")):
        fields, name = {}, None
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            m = re.match(r'(?:(msg\w+(?:\[\d+\])?)\s+)?(".*")$', line)
            if m:
                name = m[1] or name
                fields[name] = fields.get(name, "") + ast.literal_eval(m[2])
        if "msgid" in fields:
            texts = [v for k, v in sorted(fields.items()) if k.startswith("msgstr")]
            messages[fields.get("msgctxt", ""), fields["msgid"], fields.get("msgid_plural")] = texts
    return messages


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def template(directory):
    """The messages of the sources, as xgettext finds them."""
    path = pathlib.Path(directory) / "ergod.pot"
    subprocess.run(["sh", ROOT / "conf/po/extract.sh", path], check=True)
    return path


def stretch(text):
    """In brackets and 60 % longer, with letters of two bytes; newlines at the ends stay there."""
    body = text.strip("\n")
    lead, tail = text[: len(text) - len(text.lstrip("\n"))], text[len(text.rstrip("\n")):]
    return lead + OPEN + body + PAD * (6 * len(body) // 10) + CLOSE + tail


def pseudo(directory, language="xx"):
    """Compiles a language in which every message is stretched.  Returns the folder for ERGO_LOCALEDIR."""
    directory = pathlib.Path(directory)
    out = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"'
           '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n']
    for context, msgid, plural in read(template(directory)):
        if msgid:
            lines = [f"msgctxt {quote(context)}"] if context else []
            lines.append(f"msgid {quote(msgid)}")
            if plural is None:
                lines.append(f"msgstr {quote(stretch(msgid))}")
            else:
                lines += [f"msgid_plural {quote(plural)}", f"msgstr[0] {quote(stretch(msgid))}",
                          f"msgstr[1] {quote(stretch(plural))}"]
            out.append("\n".join(lines) + "\n")
    source = directory / f"{language}.po"
    source.write_text("\n".join(out), encoding="utf-8")
    target = directory / "locale" / language / "LC_MESSAGES"
    target.mkdir(parents=True)
    subprocess.run(["msgfmt", "-o", target / "ergod.mo", source], check=True)
    return directory / "locale"


def is_whole(text):
    """Whether every bracket that is opened is closed again, and there are some."""
    depth, some = 0, False
    for c in text:
        depth += (c == OPEN) - (c == CLOSE)
        some = some or c == OPEN
        if depth < 0:
            return False
    return some and depth == 0
