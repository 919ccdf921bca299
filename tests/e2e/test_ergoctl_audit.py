#!/usr/bin/python3
"""ergoctl audit and monitors, without a daemon: over described desks, and over files that mean no good."""

import contextlib
import fcntl
import json
import math
import os
import pathlib
import pty
import re
import struct
import subprocess
import tempfile
import termios
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build" / os.environ.get("MODE", "release"))).resolve()
SETUPS = ROOT / "tests" / "setups"

# What each desk is for: (rule, output of the monitor or None, severity), as far as it is not only a note.
EXPECTED = {
    "good-desk": set(),
    "too-high": {("top-edge", "DP-1", "high"), ("centre", "DP-1", "caution"), ("keyboard-height", None, "caution")},
    "laptop-on-a-table": {("laptop-only", "eDP-1", "high"), ("centre", "eDP-1", "high"), ("text-height", "eDP-1", "high"),
                          ("bottom-edge", "eDP-1", "caution"), ("incidence", "eDP-1", "caution"),
                          ("keyboard-height", None, "caution")},
    "dual-equal": {("tops-differ", "DP-2", "caution"), ("distances-differ", "DP-2", "caution"), ("yaw-equal", "DP-2", "caution"),
                   ("centre", "DP-2", "caution"), ("keyboard-height", None, "caution")},
    "dual-turned": {("yaw-secondary", "DP-1", "caution")},
    "progressive-portrait": {("top-edge-multifocal", "HDMI-1", "high"), ("bottom-edge", "HDMI-1", "caution"),
                             ("keyboard-height", None, "caution")},
    "nothing-told": set(),
}


def mm(text):
    """An ini's length in millimetres; NAN where it is not told."""
    total = math.nan
    for number, unit in re.findall(r"(-?[\d.]+)(mm|cm|m|in|ft)\b", text or ""):
        total = (0 if math.isnan(total) else total) + float(number) * {"mm": 1, "cm": 10, "m": 1000, "in": 25.4, "ft": 304.8}[unit]
    return total


def ini(path):
    """The keys of an ini by section; what is told of "*" counts for all monitors."""
    sections, name = {}, None
    for line in path.read_text().splitlines():
        if m := re.fullmatch(r"\[(.*)\]", line):
            name = m[1]
        elif m := re.fullmatch(r"(\w+) = (.*)", line):
            sections.setdefault(name, {})[m[1]] = m[2]
    return sections


class Alone(unittest.TestCase):
    """No bus, no configuration but what a test writes."""

    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        self.addCleanup(self.tmp.cleanup)
        self.dir = pathlib.Path(self.tmp.name)
        self.env = {"PATH": os.environ["PATH"], "HOME": self.tmp.name, "XDG_CONFIG_HOME": self.tmp.name,
                    "XDG_CONFIG_DIRS": self.tmp.name + "/none", "LC_ALL": "C.UTF-8",
                    "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.tmp.name}/none",
                    **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}

    def ctl(self, *args, status=0):
        p = subprocess.run([BUILD / "ergoctl", *map(str, args)], env=self.env, text=True, capture_output=True, timeout=60)
        self.assertEqual(p.returncode, status, p.stdout + p.stderr)
        return p.stderr if status in (2, 3) or (status == 1 and not p.stdout) else p.stdout

    def files(self, name):
        return "--monitors", SETUPS / f"{name}.json", "--config", SETUPS / f"{name}.ini"

    def audit(self, name, *args):
        return json.loads(self.ctl("audit", "--json", *self.files(name), *args))

    def terminal(self, *args, width=80, **env):
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 25, width, 0, 0))
        with subprocess.Popen([BUILD / "ergoctl", *map(str, args)], stdout=follower, stdin=subprocess.DEVNULL,
                              env={**self.env, "TERM": "xterm", **env}) as p:
            os.close(follower)
            out = b""
            with contextlib.suppress(OSError):
                while chunk := os.read(leader, 4096):
                    out += chunk
            os.close(leader)
        self.assertEqual(p.returncode, 0)
        return out.decode().replace("\r", "")


class Desks(Alone):
    def test_findings(self):
        for name, want in EXPECTED.items():
            with self.subTest(name):
                a = self.audit(name)
                output = {m["name"]: m["output"] for m in a["monitors"]} | {None: None}
                got = {(f["rule"], output[f["monitor"]], f["severity"]) for f in a["findings"] if f["severity"] != "note"}
                self.assertEqual(got, want)
                severities = [f["severity"] for f in a["findings"]]
                order = ["high", "caution", "note"]
                self.assertEqual(severities, sorted(severities, key=order.index))
                self.assertEqual(a["overall"], severities[0] if severities else "ok")
                self.assertEqual({k: a["counts"][k] for k in order}, {k: severities.count(k) for k in order})

    def test_angles(self):
        """Those of an evaluation of its own: points of the panel as seen from the eye."""
        for path in sorted(SETUPS.glob("*.ini")):
            sections, a = ini(path), self.audit(path.stem)
            for m in a["monitors"]:
                own = {**sections.get("monitor *", {}), **sections.get(f"monitor {m['model']}", {}),
                       **sections.get(f"monitor {m['output']}", {})}
                eye, desk = mm(sections.get("user", {}).get("eye_height")), mm(sections.get("desk", {}).get("height"))
                with self.subTest(f"{path.stem} {m['output']}"):
                    self.assertEqual(m["distance_mm"], None if not own else round(mm(own["distance"]), 1))
                    if math.isnan(eye):
                        continue
                    tilt = math.radians(float(own["tilt"].removesuffix("deg")))
                    up, back = m["height_mm"] * math.cos(tilt), m["height_mm"] * math.sin(tilt)
                    bottom = desk + mm(own["image_bottom"]) - eye
                    depth = math.sqrt(mm(own["distance"]) ** 2 - (bottom + up / 2) ** 2)
                    for key, height, at in (("bottom_deg", bottom, depth - back / 2), ("centre_deg", bottom + up / 2, depth),
                                            ("top_deg", bottom + up, depth + back / 2)):
                        self.assertAlmostEqual(m[key], math.degrees(math.atan2(height, at)), delta=0.02, msg=key)

    def test_contract(self):
        a = self.audit("sit-stand-inches")
        self.assertTrue({"overall", "monitors", "findings", "plan", "after", "rosa"} <= set(a))
        self.assertTrue({"final", "final_min", "final_max", "known_items", "chair", "monitor_phone", "mouse_keyboard", "items"}
                        <= set(a["rosa"]))
        for m in a["monitors"]:
            self.assertTrue({"output", "model", "connected", "internal", "width_mm", "height_mm", "width_px", "height_px",
                             "distance_mm", "top_deg", "centre_deg", "bottom_deg", "incidence_deg", "yaw_deg",
                             "half_width_deg", "text_arcmin", "estimated"} <= set(m))
            self.assertIsInstance(m["standing"]["top_deg"], float)
        for f in a["findings"]:
            self.assertTrue({"rule", "monitor", "severity", "measured", "limit", "unit", "correction", "source"} <= set(f))
            self.assertIn(f["posture"], ("sitting", "standing"))
            self.assertTrue(f["text"] and f["correction"] and f["source"], f)
        for m in a["plan"]:
            self.assertEqual(set(m), {"move", "monitor", "posture", "amount", "target", "unit", "measure", "text"})
            self.assertEqual(m["amount"] is None, m["unit"] is None)
        self.assertEqual(set(a["after"]), {"high", "caution", "note", "overall"})
        self.assertTrue(any(" in" in f["text"] for f in a["findings"]), "lengths are told as units.length says")
        nothing = self.audit("nothing-told")
        for key in ("width_mm", "distance_mm", "top_deg", "text_arcmin", "standing", "half_width_deg"):
            self.assertIsNone(nothing["monitors"][0][key], key)
        self.assertEqual(set(nothing["monitors"][0]["missing"]), {"eye_height", "desk_height", "image_bottom", "distance", "size"})
        self.assertEqual([(f["rule"], f["severity"], f["measured"]) for f in nothing["findings"]], [("unknown", "note", None)])

    def test_a_screen_has_one_name(self):
        """That of the sentences and that of the commands stand together."""
        out = self.ctl("audit", *self.files("dual-equal"))
        self.assertRegex(out, r"(?m)^left screen, DELL P2419H \(DP-1\) ")
        self.assertIn("next      when something is moved, tell its new measure: ergoctl setup --all\n", out)
        table = out.partition("STEP PLAN")[0]
        self.assertRegex(table, r"(?m)^caution right screen: middle .* step \d$")
        self.assertIn("left screen, DELL P2419H (DP-1)", self.ctl("audit", *self.files("dual-equal"), "--svg", "-"))

    def test_exit_code(self):
        for name, status in (("good-desk", 0), ("nothing-told", 0), ("dual-equal", 10), ("too-high", 11)):
            with self.subTest(name):
                self.ctl("audit", *self.files(name), "--exit-code", status=status)
                self.ctl("audit", *self.files(name), "--exit-code", "--json", status=status)
                self.ctl("audit", *self.files(name))

    def test_text(self):
        out = self.ctl("audit", *self.files("too-high"))
        first, *rest = out.splitlines()
        self.assertRegex(first, r"^desk      1 high, 2 caution, 1 note: the screen's top edge is 13.5 cm above your eyes$")
        self.assertRegex(out, r"(?m)^high +top edge 13.5 cm above the eyes ")
        self.assertRegex(out, r"(?m)^DELL U2720Q +\+12° +-3° +-18° +62 cm +ahead$")
        self.assertRegex(out, r"(?m)^top-edge +at or below the eyes: OSHA")
        self.assertRegex(rest[-3], r"^estimated elbow height")
        self.assertEqual(rest[-2], "moved?    tell its new measure: ergoctl setup --monitor 'DELL U2720Q'")
        self.assertEqual(rest[-1], "next      ergoctl setup")
        good = self.ctl("audit", *self.files("good-desk"))
        self.assertRegex(good, r"^desk      all that is told of it keeps to the guidance: nothing to move\n")
        for word in ("health", "pain", "safe", "nan", "inf"):
            self.assertNotIn(word, (good + out).lower().replace("info", ""))
        nothing = self.ctl("audit", *self.files("nothing-told"))
        self.assertRegex(nothing, r"^desk      no verdict yet")
        self.assertIn("missing   eye height, desk height, lower edge, distance, size\n", nothing)
        both = json.loads((SETUPS / "good-desk.json").read_text())
        both["monitors"].append({"output": "HDMI-1", "x": 1920, "y": 0})
        (self.dir / "both.json").write_text(json.dumps(both))
        partly = self.ctl("audit", "--monitors", self.dir / "both.json", "--config", SETUPS / "good-desk.ini")
        self.assertRegex(partly, r"^desk      all that is told of it keeps to the guidance; a few lengths are not told\n")
        self.assertIn("missing   HDMI-1: ", partly)

    def test_shares(self):
        """What was measured of the screens' use is told, decides where no role is told, and else is remarked on."""
        a, text = self.audit("dual-turned"), self.ctl("audit", *self.files("dual-turned"))
        self.assertEqual([(m["role"], m["share_percent"]) for m in a["monitors"]], [("secondary", 72.0), ("primary", 28.0)])
        found = {f["rule"]: f for f in a["findings"]}
        self.assertEqual([found["role"][k] for k in ("severity", "measured", "limit", "unit")], ["note", 72.0, 60.0, "percent"])
        self.assertIn("72 % of the last week's time", found["yaw-secondary"]["text"])
        self.assertIn("swap the two, or put the work on the right screen", found["role"]["correction"])
        self.assertIn("\nused      in the last 7 days 72 % the left screen, 28 % the right screen\n", text)
        self.assertNotIn("\nused ", self.ctl("audit", *self.files("dual-equal")))
        (self.dir / "c.ini").write_text(re.sub(r"(?m)^role = .*\n", "", (SETUPS / "dual-turned.ini").read_text()))
        files = ("--monitors", SETUPS / "dual-turned.json", "--config", self.dir / "c.ini")
        a = json.loads(self.ctl("audit", "--json", *files))
        self.assertEqual([m["role"] for m in a["monitors"]], ["primary", "secondary"])
        self.assertEqual([(f["rule"], f["severity"]) for f in a["findings"]], [("yaw-primary", "high")])
        self.assertNotIn("role", a["monitors"][0]["estimated"] + a["monitors"][1]["estimated"])
        # too little time to know, and the daemon of a Wayland session
        m = json.loads((SETUPS / "dual-turned.json").read_text())
        m["monitors"][0]["share_seconds"], m["monitors"][1]["share_seconds"] = 17000, 999
        for backend, words in (("x11", False), ("xwayland", True), ("drm", True)):
            (self.dir / "m.json").write_text(json.dumps({**m, "backend": backend}))
            files = ("--monitors", self.dir / "m.json", "--config", self.dir / "c.ini")
            a = json.loads(self.ctl("audit", "--json", *files))
            self.assertEqual([x["share_percent"] for x in a["monitors"]], [None, None])
            self.assertEqual("can't be known under Wayland" in self.ctl("audit", *files), words)

    def test_standing_alone(self):
        """Who only stands at the desk is not told of sitting."""
        (self.dir / "c.ini").write_text("[user]\nstature = 170cm\n[desk]\nheight_standing = 105cm\n"
                                        "[monitor *]\ndistance = 65cm\nimage_bottom = 12cm\n")
        text = self.ctl("audit", "--monitors", SETUPS / "good-desk.json", "--config", self.dir / "c.ini")
        self.assertRegex(text, r"(?m)^DELL P2419H, standing +~-\d+° ")
        self.assertNotRegex(text, r"(?m)^DELL P2419H +[?]")

    def test_what_can_not_be(self):
        """Ten centimetres from the eyes, and a metre below them: the distance is told, and is asked for again."""
        (self.dir / "c.ini").write_text("[user]\neye_height = 120cm\n[desk]\nheight = 72cm\n"
                                        "[monitor *]\ndistance = 10cm\nimage_bottom = -50cm\n")
        text = self.ctl("audit", "--monitors", SETUPS / "good-desk.json", "--config", self.dir / "c.ini")
        self.assertRegex(text, r"(?m)^missing +distance \(it does not fit the heights: measure again\)$")

    def test_plan(self):
        """What is left after the plan is less, and what is told of it is what the JSON has."""
        for name in EXPECTED:
            with self.subTest(name):
                a, text = self.audit(name), self.ctl("audit", *self.files(name))
                weigh = lambda c: 100 * c["high"] + 10 * c["caution"] + c["note"]
                moves = [m for m in a["plan"] if m["move"] != "measure"]
                if moves:
                    self.assertLess(weigh(a["after"]), weigh(a["counts"]))
                    self.assertIn("\nthen      ", text)
                else:
                    self.assertEqual(a["after"], a["counts"])
                    self.assertNotIn("\nSTEP", text)
                for i, m in enumerate(a["plan"] if moves else [], 1):
                    self.assertRegex(text, rf"(?m)^{i} +{re.escape(m['text'])}$")

    def test_terminal(self):
        for name in EXPECTED:
            for width in (80, 200):
                out = self.terminal("audit", *self.files(name), width=width, NO_COLOR="1")
                with self.subTest(f"{name} {width}"):
                    self.assertNotIn("\x1b", out)
                    self.assertLessEqual(max(map(len, out.splitlines())), width)
                    words = lambda text: sorted(text.split())
                    self.assertEqual(words(out), words(self.ctl("audit", *self.files(name))), "all of it is there")
        self.assertRegex(self.terminal("audit", *self.files("too-high")), "\x1b\\[31mhigh")
        self.assertNotIn("\x1b", self.terminal("audit", *self.files("too-high"), "--no-color"))
        self.assertNotIn("\x1b", self.ctl("audit", *self.files("too-high")))

    def test_profile_of_ones_own(self):
        """Without --config it is the user's configuration, with the profile of those monitors."""
        conf = self.dir / "ergod"
        (conf / "conf.d").mkdir(parents=True)
        (conf / "ergod.ini").write_text((SETUPS / "good-desk.ini").read_text())
        (conf / "conf.d" / "high.ini").write_text("[profile]\nmatch = DELL U2720Q\n"
                                                  "[monitor DELL U2720Q]\nimage_bottom = 40cm\ndistance = 65cm\n")
        good = json.loads(self.ctl("audit", "--json", "--monitors", SETUPS / "good-desk.json"))
        self.assertEqual((good["overall"], good["profile"]), ("ok", None))
        high = json.loads(self.ctl("audit", "--json", "--monitors", SETUPS / "too-high.json"))
        self.assertEqual((high["overall"], high["profile"]), ("high", str(conf / "conf.d" / "high.ini")))
        for name, told in (("good-desk", False), ("too-high", True)):
            self.assertEqual("\nprofile   " in self.ctl("audit", "--monitors", SETUPS / f"{name}.json"), told)

    def test_without_a_daemon(self):
        for args in (("audit",), ("audit", "--json"), ("audit", "--config", SETUPS / "good-desk.ini"), ("monitors",)):
            self.assertIn("--monitors FILE", self.ctl(*args, status=3))
        for option in ("--done", "--tomorrow"):
            self.assertIn("session bus", self.ctl("audit", option, status=3))

    def test_usage(self):
        for args in (("--done", "--tomorrow"), ("--done", "--exit-code"), ("--explain", "top-edge", "--svg", "x"),
                     ("--tomorrow", "--monitors", "x"), ("--explain=nonsense",), ("--explain",), ("extra",)):
            with self.subTest(args):
                self.ctl("audit", *args, status=2)
        self.assertFalse((self.dir / "x").exists())

    def test_picture(self):
        svg, bad = self.dir / "desk.svg", self.dir / "none" / "desk.svg"
        out = self.ctl("audit", *self.files("too-high"), "--svg", svg)
        self.assertIn(f"picture   {svg}\n", out)
        self.assertRegex(svg.read_text(), r"\A(<\?xml[^>]*>\s*)?<svg ")
        self.assertEqual(self.ctl("audit", *self.files("too-high"), "--svg", "-"), svg.read_text())
        self.assertIn("No such file", self.ctl("audit", *self.files("too-high"), "--svg", bad, status=1))


class Explain(Alone):
    def rules(self):
        p = subprocess.run([BUILD / "ergoctl", "--complete", "line", "audit", "--explain", ""], text=True, capture_output=True)
        return p.stdout.split()

    def test_every_rule(self):
        self.assertGreaterEqual(len(self.rules()), 18)
        for rule in self.rules():
            with self.subTest(rule):
                out, e = self.ctl("audit", "--explain", rule), json.loads(self.ctl("audit", "--json", "--explain", rule))
                self.assertRegex(out, rf"^rule      .* \({rule}\)\n")
                self.assertIn(f"source    {e['source']}\n", out)
                self.assertEqual((e["rule"], e["now"]), (rule, []))
                self.assertTrue(all(len(x) <= 80 for x in out.splitlines() if not x.startswith("source")))
                self.assertNotRegex(out, r"\b(nan|inf)\b")

    def test_limits_and_now(self):
        out = self.ctl("audit", "--explain", "centre", *self.files("dual-equal"))
        self.assertIn("ok        -30 to -10 degrees\ncaution   else -40 to 0 degrees\nhigh      beyond\n", out)
        self.assertRegex(out, r"now       DELL P2419H \(DP-1\): -15\.\d degrees, ok\n")
        self.assertRegex(out, r"now       DELL P2419H \(DP-2\): -8\.\d degrees, caution\n")
        out = self.ctl("audit", "--explain", "tops-differ", *self.files("dual-equal"))
        self.assertRegex(out, r"now       DELL P2419H \(DP-\d\) and DELL P2419H \(DP-\d\): 5 cm, caution\n")
        self.assertIn("else -2¼ in to 2¼ in\n", self.ctl("audit", "--explain", "seat-height", *self.files("sit-stand-inches")))
        e = json.loads(self.ctl("audit", "--json", "--explain", "yaw-equal", *self.files("dual-equal")))
        self.assertEqual([(n["measured"], n["severity"]) for n in e["now"]], [(-24, "ok"), (33, "caution")])
        self.assertEqual((e["ok"], e["caution"]), ({"low": -30, "high": 30}, {"low": -35, "high": 35}))

    def test_unknown(self):
        err = self.ctl("audit", "--explain", "top-egde", status=2)
        self.assertIn('did you mean "top-edge"?', err)
        for rule in self.rules():
            self.assertIn(rule, err)
        self.assertNotIn("\x1b", self.ctl("audit", "--explain", "\x1b[31m", status=2))


class Monitors(Alone):
    def monitors(self, text, *args, status=0):
        path = self.dir / "m.json"
        path.write_bytes(text if isinstance(text, bytes) else (text if isinstance(text, str) else json.dumps(text)).encode())
        return self.ctl("monitors", "--monitors", path, *args, status=status)

    def test_round_trip(self):
        for path in sorted(SETUPS.glob("*.json")):
            with self.subTest(path.stem):
                once = self.ctl("monitors", "--json", "--monitors", path)
                self.assertEqual(self.monitors(once, "--json"), once)
                want, got = json.loads(path.read_text()), json.loads(once)
                self.assertEqual({k: got[k] for k in want if k != "monitors"}, {k: v for k, v in want.items() if k != "monitors"})
                for a, b in zip(want["monitors"], got["monitors"], strict=True):
                    self.assertEqual({k: b[k] for k in a}, a)

    def test_table(self):
        out = self.monitors((SETUPS / "sit-stand-inches.json").read_text())
        self.assertRegex(out, r"(?m)^DP-1 +DELL P2419H +527x296 mm, 23\.8 in +EDID, mm +1920x1080 +93 +0,0 +primary$")
        self.assertRegex(out, r"(?m)^eDP-1 +BOE +309x174 mm, 14\.0 in .* built in$")
        out = self.monitors((SETUPS / "nothing-told.json").read_text())
        self.assertRegex(out, r"(?m)^HDMI-1: its EDID says 160x90 mm, an aspect ratio.*\. Measure its diagonal: "
                         r"ergoctl setup --monitor HDMI-1$")
        out = self.monitors((SETUPS / "progressive-portrait.json").read_text())
        self.assertIn("turned left", out)

    def test_backends(self):
        one = json.loads((SETUPS / "good-desk.json").read_text())
        for backend, words in (("xwayland", "XWayland"), ("drm", "the kernel (DRM)"), ("x11", None)):
            out = self.monitors({**one, "backend": backend})
            self.assertTrue(words in out if words else out.count("\n") == 2, out)
        self.assertIn("No monitor is known", self.monitors({"backend": "none", "monitors": []}))
        self.assertIn("no monitor", self.monitors({"backend": "x11", "monitors": []}))

    def test_few_words_are_enough(self):
        m = json.loads(self.monitors({"monitors": [{"output": "DP-1", "width_mm": 527, "height_mm": 296}]}, "--json"))["monitors"][0]
        self.assertEqual((m["size_source"], m["diagonal_in"], m["dpi"], m["x"], m["width_px"]), ("randr", 23.8, None, None, None))
        self.assertEqual((m["vendor"], m["model"], m["serial"]), (None, None, None), "what is not known is null")

    def test_hostile(self):
        """Each names the file and the field, is short, and fit for a terminal."""
        m = {"output": "DP-1", "width_mm": 527, "height_mm": 296}
        cases = [
            ("", "no JSON"), ("{", "no JSON"), ('{"monitors": []} x', "no JSON"), ("\n\n{]", "m.json:3: this is no JSON"),
            (b'{"monitors": [{"output": "\xff\xfe"}]}', "no JSON"), (b"\0", "bytes of zero"), (b"x" * 300000, "larger than 256 KiB"),
            ("[" * 100000, "no JSON"), ("[]", "must be an object"), ("null", "must be an object"), ("7", "must be an object"),
            ({}, "monitors: must be an array"), ({"monitors": {}}, "monitors: must be an array"),
            ({"monitors": [7]}, "monitors[0]: must be an object"), ({"monitors": [{}]}, "monitors[0].output: must tell"),
            ({"monitors": [{**m, "output": f"DP-{i}"} for i in range(17)]}, "monitors: has more than 16"),
            ({"monitors": [m, m]}, 'monitors[1].output: "DP-1" is there twice'), ({"backend": "mir", "monitors": []}, "backend: can't be"),
            ({"laptop_only_today_seconds": -1, "monitors": []}, "laptop_only_today_seconds: must be"),
        ] + [({"monitors": [{**m, key: value}]}, f"monitors[0].{key}: ") for key, value in (
            ("output", "x" * 32), ("output", 5), ("model", "a\x1b[31m"), ("model", "two\nlines"), ("serial", ["x"]), ("vendor", "ABCD"),
            ("model", "a\0b"), ("internal", 1), ("primary", "yes"), ("x", 1.5), ("y", 10**30), ("width_px", -1), ("width_px", 70000),
            ("height_mm", "296"), ("width_mm", 20001), ("rotation", 45), ("rotation", 360), ("outputs", 65), ("size_source", "guess"),
            ("size_source", 3), ("share_seconds", -1), ("share_seconds", 604801), ("share_seconds", "1"), ("told", {}), ("told", [{}] * 6), ("told", [3]), ("told[0].source", None))[:-1]] + [
            ({"monitors": [{**m, "told": [{"source": "x"}]}]}, "monitors[0].told[0].source: can't be"),
            ({"monitors": [{**m, "told": [{"source": "edid", "width_mm": -4}]}]}, "monitors[0].told[0].width_mm: must be"),
        ]
        for text, words in cases:
            with self.subTest(str(text)[:60]):
                err = self.monitors(text, status=1)
                self.assertIn("m.json", err)
                self.assertIn(words, err)
                self.assertLess(len(err), 400)
                self.assertNotRegex(err, r"[\x00-\x09\x0b-\x1f\x7f]")
        for path in (self.dir / "none.json", self.dir):
            self.assertIn(str(path), self.ctl("audit", "--monitors", path, status=1))
        for config, words in (("/none.ini", "no such file"), (self.dir, f"{self.dir}: ")):
            self.assertIn(words, self.ctl("audit", *self.files("good-desk")[:2], "--config", config, status=1))

    def test_odd_names(self):
        """Escaped on a terminal and quoted for a shell; JSON holds them as they are."""
        name = "it's <&> \u202e\u00e9"
        for args in ((), ("--json",)):
            out = self.monitors({"monitors": [{"output": name, "model": name}]}, *args)
            self.assertEqual("\u202e" in out, bool(args))
        self.assertIn("ergoctl setup --monitor 'it'\\''s <&> \\u{202e}\u00e9'", self.monitors({"monitors": [{"output": name}]}))
        self.assertIn("--monitor '--all'", self.monitors({"monitors": [{"output": "--all"}]}))


if __name__ == "__main__":
    unittest.main()
