#!/usr/bin/python3
"""What ergoctl setup writes, and into which file: links, other writers, no room, no right, profiles, the daemon."""

import json
import os
import pathlib
import resource
import shutil
import signal
import stat
import subprocess
import unittest

from desktop import Desktop
from dialogue import Dialogue
from setup_case import BUILD, GOOD, SETUPS, Setup


class Interactive(Setup):
    def test_symlink(self):
        real = self.write("# dotfiles\n[user]\n", self.dir / "dotfiles" / "ergod.ini")
        self.ini.parent.mkdir(parents=True)
        self.ini.symlink_to(real)
        d = self.talk()
        d.answer("cm or in", "in")
        d.answer("Number or word", "q")
        self.assertEqual(d.end(), 0)
        self.assertTrue(self.ini.is_symlink())
        self.assertEqual(real.read_text(), "# dotfiles\n[user]\n\n[units]\nlength = in\n")
        self.assertEqual(real.with_name("ergod.ini~").read_text(), "# dotfiles\n[user]\n")

    def test_comments_and_strangers_stay(self):
        text = ("\ufeff# me\r\n[user]\r\nglasses=none   ; since 2020\r\n\r\n[other]\r\nx = y\r\n"
                "[desk]\r\n#height = 1m\r\n# end")
        self.write(text)
        d = self.talk()
        d.expect("problem")  # [other] is said, and left alone
        d.answer("cm or in", "cm")
        d.answer("In cm", "175")
        d.answer("In cm", "70")
        d.answer("In cm", "q")
        self.assertEqual(d.end(), 0)
        want = text.replace("2020\r\n", "2020\r\nstature = 175cm\r\n").replace("1m\r\n", "1m\r\nheight = 70cm\r\n")
        self.assertEqual(self.read(), want + "\r\n\r\n[units]\r\nlength = cm")
        self.assertEqual(self.ini.with_name("ergod.ini~").read_bytes().decode(), text)

    def test_another_program_writes_meanwhile(self):
        self.write("[user]\n")
        d = self.talk()
        d.answer("cm or in", "cm")
        d.answer("Number or word", "none")
        d.expect("In cm: ")
        self.write(self.read() + "# by hand\n[rest_break]\nevery = 45min\n")
        d.type("175")
        d.expect("Another program has changed the file meanwhile; its changes are kept.")
        d.answer("In cm", "q")
        self.assertEqual(d.end(), 0)
        self.assertEqual(self.read(), "[user]\nglasses = none\nstature = 175cm\n\n[units]\nlength = cm\n"
                                      "# by hand\n[rest_break]\nevery = 45min\n")

    def unwritable(self, d, reason, written):
        """The answer that can't be written is told as text of an ini file, and the file is as it was."""
        d.answer("cm or in", "in")
        self.assertEqual(d.end(), 1)
        self.assertIn(reason, " ".join(d.text.split()))
        self.assertIn("[units]\nlength = in\n", d.text)
        self.assertEqual(self.read(), written)
        self.assertEqual([p.name for p in self.ini.parent.iterdir()], ["ergod.ini"])

    def test_no_room(self):
        self.write("[user]\nglasses = none\n")

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))
        self.unwritable(self.talk(preexec=limit), "Make room and try again", "[user]\nglasses = none\n")

    @unittest.skipUnless(os.geteuid() == 0, "only root can mount a disk that is full")
    def test_disk_full(self):
        self.ini.parent.mkdir(parents=True)
        p = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", self.ini.parent], capture_output=True,
                           check=False)
        if p.returncode:
            self.skipTest("may not mount")
        self.addCleanup(subprocess.run, ["umount", self.ini.parent], check=True)
        self.write("[user]\nglasses = none\n")
        filler = self.ini.parent / "filler"
        with open(filler, "wb", buffering=0) as f, self.assertRaises(OSError):
            while True:
                f.write(b"x" * 1024)
        d = self.talk()
        d.answer("cm or in", "in")
        self.assertEqual(d.end(), 1)
        self.assertIn("No space left on device. Make room and try again", " ".join(d.text.split()))
        self.assertIn("[units]\nlength = in\n", d.text)
        self.assertEqual(self.read(), "[user]\nglasses = none\n")
        filler.unlink()
        d = self.talk()
        d.answer("cm or in", "in")
        d.answer("In inches", "q")
        self.assertEqual(d.end(), 0)

    def test_read_only_folder(self):
        self.write("[user]\nglasses = none\n")
        if os.geteuid():
            self.ini.parent.chmod(0o500)
            self.addCleanup(self.ini.parent.chmod, 0o700)
            self.unwritable(self.talk(), "can't be written: Permission denied", "[user]\nglasses = none\n")
            return
        # root may write anywhere: be somebody else, who may run a copy and read the desks
        program = self.dir / "ergoctl"
        shutil.copy(BUILD / "ergoctl", program)
        desk = self.dir / "desk.json"
        shutil.copy(SETUPS / "good-desk.json", desk)
        for path in (self.dir, self.ini.parent.parent, self.ini.parent, program):
            path.chmod(0o755)
        self.ini.chmod(0o644)
        desk.chmod(0o644)

        def become():
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        d = Dialogue([program, "setup", "--monitors", desk], self.env, preexec=become)
        self.addCleanup(d.__exit__)
        self.unwritable(d, "can't be written: Permission denied", "[user]\nglasses = none\n")

    def test_system_file_is_where_a_new_one_begins(self):
        self.write("# the house's\n[rest_break]\nevery = 45min\n", self.dir / "xdg" / "ergod" / "ergod.ini")
        d = self.talk()
        d.answer("cm or in", "in")
        d.answer("Number or word", "q")
        self.assertEqual(d.end(), 0)
        self.assertEqual(self.read(), "# the house's\n[rest_break]\nevery = 45min\n\n[units]\nlength = in\n")

    def test_print_writes_nothing(self):
        d = self.talk("--print")
        d.answer("cm or in", "in")
        d.answer("Number or word", "none")
        d.answer("In inches", "q")
        self.assertEqual(d.end(), 0)
        self.assertIn("+[units]\n+length = in\n+\n+[user]\n+glasses = none\n", d.text)
        self.assertFalse(self.ini.exists())

    def test_nobody_tells_of_monitors(self):
        d = self.talk(desk=None)
        d.expect("ergod tells of no monitor")
        d.answer("Name", "a]b")
        d.answer("Name", "EIZO EV2456")
        for prompt, answer in GOOD[:5]:
            d.answer(prompt, answer)
        d.expect("EIZO EV2456")
        d.answer("In cm", "19")
        d.answer("In cm", "q")
        self.assertEqual(d.end(), 0)
        self.assertIn("[monitor EIZO EV2456]\nimage_bottom = 19cm\n", self.read())
        d = self.talk("--monitor", "EIZO EV2456", desk=None)
        d.expect("Told so far: 19cm")
        d.answer("In cm", "-")
        d.answer("In cm", "q")
        self.assertEqual(d.end(), 0)
        self.assertIn("[monitor EIZO EV2456]\n", self.read())
        self.assertNotIn("19cm", self.read())


class Words(Setup):
    def test_sets_and_removes(self):
        self.write("[user]\nstature = 1.7m ; told\nglasses = none\n")
        out = self.set("user.stature=175cm", "user.glasses=", "monitor DP-1.distance=65cm", "rest_break.every=45min")
        self.assertIn("Written: ", out)
        self.assertEqual(self.read(), "[user]\nstature = 175cm ; told\n\n[monitor DP-1]\ndistance = 65cm\n"
                                      "\n[rest_break]\nevery = 45min\n")
        self.assertIn("says so already", self.set("user.stature=175cm"))

    def test_the_section_that_holds_is_written(self):
        self.write("[monitor DELL P2419H]\ndistance = 60cm\n")
        self.set("monitor DP-1.distance=65cm")
        self.assertEqual(self.read(), "[monitor DELL P2419H]\ndistance = 65cm\n")
        self.set("--monitor", "DP-1", "tilt=5deg")
        self.assertEqual(self.read(), "[monitor DELL P2419H]\ndistance = 65cm\ntilt = 5deg\n")

    def test_all_or_nothing(self):
        self.write("[user]\n")
        err = self.set("user.stature=175cm", "desk.height=72", "usr.glasses=none", "x", "monitor a]b.tilt=1deg", status=2)
        for part in ('desk.height: "72" has no unit', 'did you mean "user.glasses"', '"x" is no KEY=VALUE', "a]b",
                     "nothing was written"):
            self.assertIn(part, err)
        self.assertEqual(self.read(), "[user]\n")

    def test_what_cannot_be_written(self):
        for word in ("input.ignore=a ; b", "input.ignore=a\nb", "input.ignore=" + "x," * 95 + "x"):
            self.set(word, status=1 if "\n" not in word else 1)
        self.assertFalse(self.ini.exists())

    def test_print(self):
        self.write("# a\n# b\n# c\n# d\n[user]\nstature = 1.7m\nglasses = none\n# e\n# f\n# g\n# h\n")
        before = self.read()
        out = self.set("--print", "user.stature=175cm", "desk.height=72cm")
        self.assertEqual(self.read(), before)
        patch = self.dir / "patch"
        patch.write_text(out)
        if shutil.which("patch"):
            subprocess.run(["patch", "-s", self.ini, patch], check=True)
            self.assertEqual(self.read(), before.replace("1.7m", "175cm") + "\n[desk]\nheight = 72cm\n")
        self.assertIn("-stature = 1.7m\n+stature = 175cm\n", out)

    def test_json(self):
        o = json.loads(self.set("--json", "desk.height=72cm"))
        self.assertEqual((o["file"], o["backup"], o["reloaded"]), (str(self.ini), None, False))
        self.assertEqual(o["changes"], [{"section": "desk", "key": "height", "value": "72cm"}])
        o = json.loads(self.run_ctl("setup", "--json", "--monitors", SETUPS / "good-desk.json"))
        keys = [m["key"] for m in o["missing"]]
        self.assertIn("monitor DELL P2419H.distance", keys)
        self.assertNotIn("desk.height", keys)
        self.assertTrue(all(m["how"] or m["key"] in ("units.length", "user.glasses") for m in o["missing"]))

    def test_profile(self):
        self.write("[desk]\nheight = 72cm\n[monitor DELL P2419H]\ndistance = 60cm\n")
        self.set("--profile", "office", "desk.height=75cm")
        fragment = self.ini.parent / "conf.d" / "office.ini"
        self.assertEqual(fragment.read_text(), "[profile]\nmatch = DELL P2419H\n\n[desk]\nheight = 75cm\n")
        self.run_ctl("config", "check")
        err = subprocess.run([BUILD / "ergoctl", "setup", "--json", "--monitors", SETUPS / "good-desk.json"], env=self.env,
                             text=True, capture_output=True, check=True).stderr
        self.assertIn("the profile office is in force", err)
        for name in ("../x", ".x", "a b", "x" * 64, ""):
            self.set("--profile", name, "desk.height=75cm", status=2)

    def test_usage(self):
        for args in (("--non-interactive",), ("desk.height=72cm",), ("--all", "--non-interactive", "a=b"),
                     ("--profile", "x", "--config", "f", "--non-interactive", "a=b")):
            self.run_ctl("setup", *args, status=2)


class Daemon(unittest.TestCase):
    """With the real daemon, which is asked for the monitors of a real X server and reads what was written."""

    def test_from_nothing(self):
        with Desktop() as d:
            d.start_xvfb("1920x1080")
            d.run(["xrandr", "--setmonitor", "DP-9", "1920/527x1080/296+0+0", "screen"])
            d.start_ergod()
            with Dialogue([BUILD / "ergoctl", "setup"], {**d.env, "TERM": "xterm"}) as t:
                for prompt, answer in GOOD:
                    t.answer(prompt, answer)
                self.assertEqual(t.end(), 0, t.text)
                self.assertIn("Distance: the screen", t.text)
                self.assertIn("keeps to the guidance", t.rest())
                self.assertIn("ergod has read it.", t.rest())
            ini = pathlib.Path(d.env["XDG_CONFIG_HOME"]) / "ergod" / "ergod.ini"
            self.assertIn("[monitor screen]\nimage_bottom = 19cm\n", ini.read_text())
            audit = json.loads(d.ergoctl("audit", "--json").stdout)
            self.assertEqual([f["rule"] for f in audit["findings"]], [])
            # a file that the daemon does not take
            ini.write_text(ini.read_text() + "[nonsense]\n")
            p = d.ergoctl("setup", "--non-interactive", "desk.height=71cm", check=False)
            self.assertEqual(p.returncode, 1, p.stdout + p.stderr)
            self.assertIn("ergod does not take the file", p.stderr)
            self.assertIn("nonsense", p.stderr)
            # and one that is not the daemon's
            other = d.dir / "other.ini"
            p = d.ergoctl("setup", "--config", other, "--non-interactive", "desk.height=71cm")
            self.assertIn("not this file", " ".join(p.stdout.split()))
            self.assertEqual(stat.S_IMODE(other.stat().st_mode), 0o600)


if __name__ == "__main__":
    unittest.main()
