#!/usr/bin/python3
"""`ergoctl config` without a daemon: monitors, what is not told, profiles."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build" / os.environ.get("MODE", "release"))).resolve()

INI = """[user]
stature = 5'9"
[monitor DELL U2720Q]
distance = 65cm
tilt = -5deg
[monitor DP-1]
"""


class Config(unittest.TestCase):
    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        self.addCleanup(self.tmp.cleanup)
        self.folder = pathlib.Path(self.tmp.name) / "ergod"
        self.folder.mkdir()
        self.ini = self.folder / "ergod.ini"
        self.ini.write_text(INI)
        self.env = {"PATH": os.environ["PATH"], "HOME": self.tmp.name, "XDG_CONFIG_HOME": self.tmp.name,
                    "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.tmp.name}/none",
                    **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}

    def ctl(self, *args, status=0):
        """Returns (stdout, stderr)."""
        p = subprocess.run([BUILD / "ergoctl", "config", *args], env=self.env, text=True, capture_output=True, timeout=60)
        self.assertEqual(p.returncode, status, p.stdout + p.stderr)
        return p.stdout, p.stderr

    def profile(self, name, text):
        path = self.folder / "conf.d" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    def test_get(self):
        for words, want in ((["monitor DELL U2720Q.distance"], "65cm"), (["monitor", "DELL", "U2720Q.tilt"], "-5deg"),
                            (["monitor dp-1.tilt"], ""), (["user.stature"], "175.26cm"), (["user.glasses"], "")):
            self.assertEqual(self.ctl("get", *words), (f"{want}\n", ""))
        self.assertIn("no such section", self.ctl("get", "monitor HP.tilt", status=2)[1])
        self.assertIn('did you mean "monitor HP.tilt"?', self.ctl("get", "monitor", "HP.tlit", status=2)[1])
        self.assertIn("no key", self.ctl("get", "monitor.tilt", status=2)[1])
        o = json.loads(self.ctl("get", "--json", "monitor DELL U2720Q.tilt")[0])
        self.assertEqual((o["key"], o["type"], o["value"], o["default"], o["origin"]),
                         ("monitor DELL U2720Q.tilt", "angle", "-5deg", "", f"{self.ini}:5"))

    def test_list(self):
        out, err = self.ctl("list")
        self.assertEqual(err, "")
        self.assertRegex(out, rf"\nmonitor DELL U2720Q.distance +65cm +{self.ini}:4\n")
        self.assertNotIn("monitor DP-1", out)  # nothing is told of it
        keys = [o["key"] for o in json.loads(self.ctl("list", "--json")[0])]
        self.assertIn("monitor DP-1.tilt", keys)
        self.assertEqual(len(keys), len(set(keys)))

    def test_explain(self):
        out, _ = self.ctl("explain", "monitor", "DP-1.tilt")
        self.assertIn("its top leans away", out)
        self.assertRegex(out, r"value +\(not told\)\n")
        self.assertIn("[monitor DP-1] tilt = ...", out)
        self.assertRegex(self.ctl("explain", "user.glasses")[0],
                         r"accepts +a kind of glasses: none, single, bifocal or progressive\n")

    def test_profiles(self):
        """Without a daemon nobody knows the monitors: the file holds, and that is said."""
        path = self.profile("docked.ini", "[profile]\nmatch = DP-1\n[monitor DP-1]\ntilt = 5deg\n")
        out, err = self.ctl("get", "monitor DP-1.tilt")
        self.assertEqual(out, "\n")
        self.assertEqual(err.count("conf.d"), 1)
        self.assertEqual(self.ctl("check"), (f"{self.ini}: no problems\n", ""))
        path.write_text("[monitor DP-1]\ntilt = 5\n")
        out, _ = self.ctl("check", status=1)
        self.assertIn(f"{path}:2: monitor DP-1.tilt: ", out)
        self.assertIn(f"{path}: profile.match: ", out)
        self.assertEqual(self.ctl("check", self.ini)[0], f"{self.ini}: no problems\n")

    def test_notes_of_profiles(self):
        """What the file is told already is not told again of each profile."""
        self.ini.write_text("[user]\nstature = 1m\neye_height = 118cm\n[desk]\nheight = 72cm\n")
        self.profile("a.ini", "[profile]\nmatch = DP-1\n")
        path = self.profile("b.ini", "[profile]\nmatch = DP-2\n[desk]\nheight_standing = 70cm\n")
        notes = json.loads(self.ctl("check", "--json")[0])["notes"]
        self.assertEqual([(n["file"], n["key"]) for n in notes],
                         [(str(self.ini), "user.eye_height"), (str(path), "desk.height_standing")])


if __name__ == "__main__":
    unittest.main()
