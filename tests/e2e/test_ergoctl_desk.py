#!/usr/bin/python3
"""ergoctl and org.ergod1.Audit: monitors, audit and status as a mocked daemon tells them."""

import json
import pathlib
import unittest

import dbus

from desktop import Desktop, wait_for
from ergoctl_mock import Mocked, S, T

AUDIT = "org.ergod1.Audit"
SETUPS = pathlib.Path(__file__).resolve().parents[1] / "setups"


def table(rows):
    """An aa{sv}."""
    return dbus.Array([dbus.Dictionary(r, signature="sv") for r in rows], signature="a{sv}", variant_level=1)


def monitor(m):
    """A monitor of tests/setups as the daemon tells it."""
    row = {k: dbus.String(m[k] or "") for k in ("output", "vendor", "model", "serial", "size_source")}
    row |= {k: dbus.Boolean(m[k]) for k in ("internal", "primary", "reflected")}
    row |= {k: dbus.UInt32(m[k] or 0) for k in ("width_px", "height_px", "rotation", "outputs", "width_mm", "height_mm")}
    row |= {k: dbus.Int32(m[k]) for k in ("x", "y") if m[k] is not None}
    if m.get("share_seconds"):
        row["share_time"] = dbus.UInt64(m["share_seconds"] * 10**6)
    row["told"] = dbus.Array([dbus.Struct((t["source"], dbus.UInt32(t["width_mm"] or 0), dbus.UInt32(t["height_mm"] or 0), t["doubt"]),
                                          signature="suus") for t in m["told"]], signature="(suus)")
    return row


def finding(rule, severity, text="the screen's top edge is 7 cm above your eyes", **more):
    return {"rule": dbus.String(rule), "monitor": dbus.String("DP-1"), "severity": dbus.String(severity),
            "text": dbus.String(text), "measured": dbus.Double(4.5), "estimated": dbus.Array([], signature="s"), **more}


class Desk(Mocked):
    @classmethod
    def start_methods(cls):
        super().start_methods()
        cls.call("AddProperties", "sa{sv}", AUDIT, cls.properties())
        cls.call("AddMethod", "sssss", AUDIT, "Answer", "s", "", "")
        cls.describe("good-desk")

    @staticmethod
    def properties(monitors=(), findings=(), **more):
        p = {"MonitorsFrom": S("x11"), "Monitors": table(monitors), "Findings": table(findings), "Overall": S("ok"),
             "Profile": S(""), "LaptopOnlyToday": T(0), **more}
        return dbus.Dictionary(p, signature="sv")

    @classmethod
    def describe(cls, name):
        cls.call("AddMethod", "sssss", AUDIT, "GetSetup", "", "s", f"ret = {(SETUPS / (name + '.ini')).read_text()!r}")

    def tell(self, monitors=({"output": dbus.String("DP-1")},), findings=(), **more):
        self.call("UpdateProperties", "sa{sv}", AUDIT, self.properties(monitors, findings, **more))

    def desk(self):
        return self.lines("status").get("desk")


class Status(Desk):
    def test_findings(self):
        self.tell(findings=[finding("top-edge", "high"), finding("centre", "caution", "second"), finding("tilt", "caution"),
                            finding("unknown", "note", "no verdict")], Overall=S("high"))
        self.assertEqual(self.desk(), "1 high, 2 caution: the screen's top edge is 7 cm above your eyes   (ergoctl audit)")
        want = {"overall": "high", "high": 1, "caution": 2, "note": 0, "unknown": 1,
                "text": "the screen's top edge is 7 cm above your eyes"}
        self.assertEqual(json.loads(self.ergoctl("status", "--json"))["desk"], want)
        self.assertEqual(json.loads(self.ergoctl("resume", "--json"))["desk"], want)
        self.assertIn("1 high, 2 caution", json.loads(self.ergoctl("status", "-fwaybar"))["tooltip"])

    def test_the_worst_is_told(self):
        self.tell(findings=[finding("text-height", "note", "small"), finding("tilt", "caution", "leans")])
        self.assertEqual(self.desk(), "1 caution, 1 note: leans   (ergoctl audit)")

    def test_nothing(self):
        self.tell()
        self.assertEqual(self.desk(), "nothing found")
        self.tell(findings=[finding("unknown", "note", "no verdict")])
        self.assertEqual(self.desk(), "describe your desk: ergoctl setup")
        self.tell([{"output": dbus.String("DP-1")}, {"output": dbus.String("DP-2")}], [finding("unknown", "note")])
        self.assertEqual(self.desk(), "nothing found in what is told; the rest: ergoctl setup")
        self.tell(monitors=[])
        self.assertEqual(self.desk(), "no monitor is known   (ergoctl monitors)")

    def test_a_stranger(self):
        """What is of another type or unknown is passed over; nothing of it reaches the terminal."""
        self.call("AddProperty", "ssv", AUDIT, "Novelty", S("x"))
        self.tell(findings=[{"rule": dbus.Int32(5)}, finding("novel", "horrible"), finding("tilt", "caution", "a\x1b[31m\nb"),
                            finding("centre", "high", "x" * 5000)], Overall=S("y" * 300))
        out = self.ergoctl("status")
        self.assertNotIn("\x1b", out)
        self.assertRegex(out, r"\ndesk      1 high, 1 caution: x{1023}   \(ergoctl audit\)\n")
        self.tell(findings=[finding("tilt", "caution", "a\x1b[31m\nb")])
        self.assertEqual(self.desk(), "1 caution: a\\x1b[31m\\nb   (ergoctl audit)")
        self.tell(Findings=S("none"), Monitors=T(5))
        self.assertIsNone(self.desk())
        self.assertIsNone(json.loads(self.ergoctl("status", "--json"))["desk"])


class Screens(Desk):
    def test_as_from_files(self):
        """Every desk is the same by the bus and by files, to the byte."""
        for path in sorted(SETUPS.glob("*.json")):
            ini, desk = path.with_suffix(".ini"), json.loads(path.read_text())
            self.describe(path.stem)
            self.tell([monitor(m) for m in desk["monitors"]], MonitorsFrom=S(desk["backend"]),
                      LaptopOnlyToday=T(desk["laptop_only_today_seconds"] * 10**6))
            with self.subTest(path.stem):
                for args in (("monitors",), ("monitors", "--json")):
                    self.assertEqual(self.ergoctl(*args), self.ergoctl(*args, "--monitors", path))
                for args in (("audit",), ("audit", "--json"), ("audit", "--explain", "centre")):
                    self.assertEqual(self.ergoctl(*args), self.ergoctl(*args, "--monitors", path, "--config", ini))

    def test_config_alone(self):
        self.tell([monitor(m) for m in json.loads((SETUPS / "too-high.json").read_text())["monitors"]])
        self.describe("nothing-told")
        self.assertEqual(json.loads(self.ergoctl("audit", "--json"))["overall"], "note")
        self.ergoctl("audit", "--config", SETUPS / "too-high.ini", "--exit-code", status=11)

    def test_profile(self):
        self.tell(Profile=S("/etc/xdg/ergod/conf.d/docked.ini"))
        self.assertEqual(json.loads(self.ergoctl("audit", "--json"))["profile"], "/etc/xdg/ergod/conf.d/docked.ini")

    def test_a_stranger(self):
        m = {"output": dbus.String("DP-1")}
        self.tell([{**m, "model": dbus.String("m" * 1000), "x": dbus.String("left"), "width_px": dbus.UInt32(2**31), "novel": dbus.Byte(1),
                    "height_mm": dbus.UInt32(300), "rotation": dbus.UInt32(45), "size_source": dbus.String("guess"),
                    "told": dbus.Array([dbus.Struct(("guess", dbus.UInt32(1), dbus.UInt32(1), "none"), signature="suus")],
                                       signature="(suus)")}] + [{"output": dbus.String(f"V-{i}")} for i in range(40)])
        d = json.loads(self.ergoctl("monitors", "--json"))
        self.assertEqual(len(d["monitors"]), 16)
        one = d["monitors"][0]
        self.assertEqual((one["model"], one["x"], one["width_px"], one["width_mm"], one["height_mm"], one["rotation"], one["size_source"]),
                         ("m" * 31, None, None, None, None, 0, "unknown"))
        self.assertIn("... and 25 more\n", self.ergoctl("monitors"))
        self.tell(MonitorsFrom=S("mir"), Monitors=S("none"))
        self.assertEqual(json.loads(self.ergoctl("monitors", "--json"))["monitors"], [])
        self.assertIn("no monitor is known", self.ergoctl("audit"))
        self.describe("good-desk")
        self.call("AddMethod", "sssss", AUDIT, "GetSetup", "", "s", "ret = '[user]\\nstature = 1km\\nnovel = 5\\n[[[\\n'")
        self.ergoctl("audit", "--json")


class Answers(Desk):
    def test_done_and_tomorrow(self):
        for option, word in (("--done", "done"), ("--tomorrow", "tomorrow")):
            self.call("ClearCalls", "")
            out = self.ergoctl("audit", option)
            self.assertEqual(self.calls(), [("Answer", word)])
            self.assertIn("setup" if word == "done" else "tomorrow", out)
            self.assertEqual(json.loads(self.ergoctl("audit", option, "--json")), {"answered": word})

    def test_refused(self):
        self.addCleanup(self.call, "AddMethod", "sssss", AUDIT, "Answer", "s", "", "")
        self.call("AddMethod", "sssss", AUDIT, "Answer", "s", "",
                  "raise dbus.exceptions.DBusException('no posture prompt waits', name='org.ergod1.Error.NotPossible')")
        p = self.d.ergoctl("audit", "--done", check=False)
        self.assertEqual((p.returncode, p.stdout, p.stderr), (1, "", "ergoctl: no posture prompt waits\n"))


class Older(Mocked):
    """A daemon that knows no audit."""

    def test_it_is_said(self):
        self.assertNotIn("desk", self.lines("status"))
        self.assertIsNone(json.loads(self.ergoctl("status", "--json"))["desk"])
        for args in (("monitors",), ("audit",), ("audit", "--done")):
            p = self.d.ergoctl(*args, check=False)
            self.assertEqual((p.returncode, p.stdout), (1, ""))
            self.assertRegex(p.stderr, "another version|no such interface")
        self.assertIn("rule      ", self.ergoctl("audit", "--explain", "tilt"))


class Real(unittest.TestCase):
    def test_the_daemon_and_the_files_agree(self):
        """A real X server, a real ergod: what it tells, and the same read from files, is one audit."""
        with Desktop() as d:
            d.start_xvfb()
            d.run(["xrandr", "--setmonitor", "L", "1280/531x800/332+0+0", "screen"])
            d.write_config((SETUPS / "good-desk.ini").read_text().replace("DELL P2419H", "screen"))
            d.start_ergod()
            ctl = lambda *args: d.ergoctl(*args).stdout
            told = lambda: json.loads(ctl("monitors", "--json"))
            wait_for(lambda: [m["output"] for m in told()["monitors"]] == ["screen"], "the monitor is told")
            self.assertEqual((told()["backend"], told()["monitors"][0]["width_mm"]), ("x11", 531))
            path = d.dir / "monitors.json"
            path.write_text(ctl("monitors", "--json"))
            a = json.loads(ctl("audit", "--json"))
            self.assertEqual(a, json.loads(ctl("audit", "--json", "--monitors", path)))
            self.assertEqual(a["monitors"][0]["missing"], [])
            self.assertIsInstance(a["monitors"][0]["top_deg"], float)
            desk = json.loads(ctl("status", "--json"))["desk"]
            self.assertEqual({k: desk[k] for k in ("overall", "high", "caution", "note")},
                             {"overall": a["overall"], **{k: a["counts"][k] for k in ("high", "caution", "note")}})


if __name__ == "__main__":
    unittest.main()
