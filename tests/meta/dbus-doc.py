#!/usr/bin/python3
"""Compares man/org.ergod1.5 with introspection data: the same members, arguments, types and signals?

    busctl --user introspect --xml-interface org.ergod1 /org/ergod1 | tests/meta/dbus-doc.py [MAN-PAGE]

The introspection data come on stdin.  Each difference is a line; exit status 1 when there is one.
With nothing on stdin only what needs no daemon is compared: the names of the errors.
(tests/e2e/test_dbus_doc.py starts a daemon and calls this.)
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "man" / "org.ergod1.5"
WIRE = ROOT / "include" / "ergo" / "wire.h"
OURS = "org.ergod1."
EMITS = "org.freedesktop.DBus.Property.EmitsChangedSignal"
WHEN = {"true": "signalled", "false": "computed", "const": "constant"}


def documented(text):
    """{"interface method Name(arguments)", ...} of the page."""
    members, interface, section = set(), None, None
    for line in text.splitlines():
        if line.startswith(".Sh "):
            name = line[4:].strip()
            interface = name if name.startswith(OURS) and name != OURS + "Error" else None
        elif line.startswith(".Ss "):
            section = line[4:].strip()
        elif interface and line.startswith(".It Fn "):
            name = line.split()[2]
            arguments = ", ".join(re.findall(r'"([^"]*)"', line))
            kind = {"Methods": "method", "Signals": "signal"}[section]
            members.add(f"{interface} {kind} {name}({arguments})")
        elif interface and line.startswith(".It Va "):
            name, vt, signature, when = line.split()[2:]
            assert vt == "Vt", line
            members.add(f"{interface} property {name} {signature} {when}")
    return members


def introspected(xml):
    """The same of the introspection data; our interfaces only."""
    members = set()
    for interface in ET.fromstring(xml).iter("interface"):
        name = interface.get("name")
        if not name.startswith(OURS):
            continue
        for m in interface.iter("method"):
            arguments = ", ".join(f"{a.get('direction', 'in')} {a.get('type')} {a.get('name')}" for a in m.iter("arg"))
            members.add(f"{name} method {m.get('name')}({arguments})")
        for s in interface.iter("signal"):
            arguments = ", ".join(f"{a.get('type')} {a.get('name')}" for a in s.iter("arg"))
            members.add(f"{name} signal {s.get('name')}({arguments})")
        for p in interface.iter("property"):
            emits = {a.get("name"): a.get("value") for a in p.iter("annotation")}.get(EMITS, "true")
            access = "" if p.get("access") == "read" else f" {p.get('access')}"
            members.add(f"{name} property {p.get('name')} {p.get('type')} {WHEN[emits]}{access}")
    return members


def differences(xml, page):
    there, told = introspected(xml), documented(page)
    if not there:
        return ["the introspection data hold no interface of ours"]
    return ([f"not in the man page: {m}" for m in sorted(there - told)] +
            [f"only in the man page: {m}" for m in sorted(told - there)])


def error_differences(header, page):
    there = set(re.findall(r'"(org\.ergod1\.Error\.\w+)"', header))
    told = set(re.findall(r"^\.It Li (org\.ergod1\.Error\.\w+)$", page, re.M))
    if not there:
        return ["the header has no errors"]
    return [f"{e}: only in the {'header' if e in there else 'man page'}" for e in sorted(there ^ told)]


def main(argv):
    page = (pathlib.Path(argv[1]) if len(argv) > 1 else PAGE).read_text()
    xml = "" if sys.stdin.isatty() else sys.stdin.read()
    lines = error_differences(WIRE.read_text(), page)
    if xml:
        lines += differences(xml, page)
    else:
        print(f"{'not ok' if lines else 'ok'} - the man page tells the errors of {WIRE.name}")
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
