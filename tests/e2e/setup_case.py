"""A home of its own, in which `ergoctl setup` is run on a terminal or without one."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from dialogue import Dialogue

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETUPS = ROOT / "tests" / "setups"
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build" / os.environ.get("MODE", "release")))

# the answers of someone whose desk is fine: prompt, answer
GOOD = (("cm or in", "cm"), ("Number or word", "none"), ("In cm", "175"), ("In cm", "70"), ("In cm", "120"),
        ("In cm", "19"), ("In cm", "65"), ("In degrees", "10"), ("As 10pt, 14px or 2.5mm", "12pt"), ("In percent", "125"),
        ("In cm", "45"), ("In cm", "2"), ("In cm", "71"), ("In cm", ""), ("Enter, s or q", "s"))


class Setup(unittest.TestCase):
    def setUp(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="ergod-setup-"))
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)
        keep = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_PRELOAD")
        self.env = {k: os.environ[k] for k in keep if k in os.environ}
        self.env.update(HOME=str(self.dir), LANG="C.UTF-8", TERM="xterm", XDG_CONFIG_DIRS=str(self.dir / "xdg"),
                        XDG_RUNTIME_DIR=str(self.dir / "run"))
        self.ini = self.dir / ".config" / "ergod" / "ergod.ini"

    def write(self, text, path=None):
        path = path or self.ini
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def read(self):
        return self.ini.read_bytes().decode()

    def talk(self, *args, desk="good-desk", **kwargs):
        monitors = ("--monitors", SETUPS / f"{desk}.json") if desk else ()
        d = Dialogue([BUILD / "ergoctl", "setup", *monitors, *args], self.env, **kwargs)
        self.addCleanup(d.__exit__)
        return d

    def run_ctl(self, *args, status=0, **kwargs):
        p = subprocess.run([BUILD / "ergoctl", *args], env=self.env, text=True, capture_output=True, timeout=20,
                           stdin=subprocess.DEVNULL, **kwargs)
        self.assertEqual(p.returncode, status, p.stdout + p.stderr)
        return p.stdout if status == 0 else p.stderr

    def set(self, *args, desk="good-desk", **kwargs):
        return self.run_ctl("setup", "--non-interactive", "--monitors", SETUPS / f"{desk}.json", *args, **kwargs)
