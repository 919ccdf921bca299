#!/usr/bin/python3
"""How ergod-input begins, ends, and bears what is done to it."""

import os
import signal
import socket
import subprocess
import time
import unittest

import helper
from helper import INPUT, STATE
from helper_case import ME, OTHER, SECOND, HelperCase


class Life(HelperCase):
    def run_it(self, *args):
        return subprocess.run([self.h.program, *args], check=False, capture_output=True, text=True, timeout=20)

    def test_options(self):
        for args in (("--no-such",), ("word",), ("--seat",), ("--idle-exit", "soon"), ("--idle-exit", "-1s")):
            p = self.run_it(*args)
            self.assertEqual((p.returncode, p.stdout), (2, ""), args)
            self.assertIn("ergod-input --help tells what is accepted.", p.stderr)
        self.assertIn("--idle-exit", self.run_it("--help").stdout)
        self.assertRegex(self.run_it("--version").stdout, r"^ergod-input [0-9]")
        p = self.run_it()
        self.assertEqual(p.returncode, 1)
        self.assertIn("systemctl enable --now ergod-input.socket", p.stderr)

    def test_a_place_that_is_taken(self):
        """What is not a socket is left as it is."""
        file = self.h.dir / "file"
        file.write_text("text")
        for path in (file, self.h.dir, self.h.dir / "no" / "socket", "x" * 200):
            self.assertEqual(self.run_it("--socket", path).returncode, 1)
        self.assertEqual(file.read_text(), "text")
        self.assertTrue(self.h.path.is_socket())

    def test_killed(self):
        c = self.mine()
        self.h.stop(signal.SIGKILL)
        self.assertTrue(c.ended())
        self.h.start()  # a socket is in its way
        c = self.connect()
        self.assertTrue(c.wait(STATE).yours)
        self.press()
        c.wait(INPUT)

    def test_terminated(self):
        c = self.mine()
        self.keyboard.stream(100)
        self.assertEqual(self.h.stop(), 0)
        self.assertTrue(c.ended())
        self.assertFalse(self.h.path.exists())

    def test_no_logind(self):
        folders = [self.h.login1 / d for d in ("seats", "sessions", "users", "machines")]
        self.h.stop()
        for d in folders:
            d.rmdir()
        self.h.start()
        c = self.connect()
        self.assertFalse(c.wait(STATE).yours)
        self.keyboard.stream(20)
        self.assertEqual(c.records(1.2), [])
        self.assertEqual(self.h.log().count("No logind to be seen"), 1)
        for d in folders:
            d.mkdir()
        self.h.login("c1", ME)
        self.assertTrue(c.wait(STATE, 20).yours)  # by itself, within seconds
        c.wait(INPUT)

    def test_devices_fail_at_first(self):
        """They can't be read, for want of memory or the like: it tries again by itself."""
        self.h.stop()
        source, library, flag = self.h.dir / "fail.c", self.h.dir / "fail.so", self.h.dir / "fail"
        source.write_text("""
            #define _GNU_SOURCE
            #include <errno.h>
            #include <stdlib.h>
            #include <string.h>
            #include <unistd.h>
            char *strdup(const char *s)
            {
                size_t n = strlen(s) + 1;
                char *copy = strcmp(s, "/dev/input") || access(getenv("FAIL"), F_OK) ? malloc(n) : NULL;
                return copy ? memcpy(copy, s, n) : (errno = ENOMEM, copy);
            }""")
        subprocess.run([os.environ.get("CC", "cc"), "-O1", "-fno-builtin", "-shared", "-fPIC", "-o", library, source], check=True)
        flag.touch()
        self.h.env = {"LD_PRELOAD": f"{library}:{self.inputs.env['LD_PRELOAD']}", "FAIL": str(flag)}
        self.h.start()
        c = self.mine()
        self.assertEqual(c.received[-1].devices, (0, 0, 0, 0, 0))
        self.assertIn("Cannot read input devices", self.h.log())
        flag.unlink()
        self.assertEqual(c.wait(STATE, 20).devices, (1, 0, 0, 0, 0))
        self.press()
        c.wait(INPUT)

    def test_a_storm(self):
        """Another user comes and goes as fast as it can: the owner gets in, and it costs little."""
        self.root()
        self.h.login("c1", ME)
        bad = os.fork()
        if bad == 0:
            try:
                os.setuid(OTHER)
                while True:
                    s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_NONBLOCK)
                    while s.connect_ex(str(self.h.path)) != 0:
                        pass
                    s.close()
            finally:
                os._exit(1)
        try:
            time.sleep(1)
            begin, (_, before, _) = time.monotonic(), helper.counters(self.h.pid)
            for _ in range(3):
                start = time.monotonic()
                c = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_NONBLOCK)
                while c.connect_ex(str(self.h.path)) != 0:  # as one who can't wait
                    self.assertLess(time.monotonic() - start, 30)
                    time.sleep(0.01)
                c.settimeout(30)
                self.assertEqual(c.recv(99)[1], STATE)
                c.close()
                time.sleep(0.5)
            cpu = helper.counters(self.h.pid)[1] - before
            self.assertLess(cpu / (time.monotonic() - begin), 250 if os.environ.get("MODE", "release") == "release" else 600)
        finally:
            os.kill(bad, signal.SIGKILL)
            os.waitpid(bad, 0)

    def test_a_flood(self):
        """Some who do nothing but send, and never read: the others hear what they heard before."""
        self.root()
        c = self.mine()
        bad = [self.connect(OTHER), self.connect(OTHER), self.connect(OTHER + 1)]
        self.keyboard.stream(20)
        end, refused = time.monotonic() + 3, 0
        while time.monotonic() < end:
            for b in bad:
                try:
                    b.socket.send(os.urandom(100), 0x4000 | 0x40)  # MSG_NOSIGNAL | MSG_DONTWAIT
                except (BrokenPipeError, BlockingIOError):
                    refused += 1
            c.records(0.01)
        self.keyboard.stream(0)
        self.assertGreater(refused, 100)
        ticks = [r.tick for r in c.received if r.type == INPUT]
        self.assertGreaterEqual(len(ticks), 2)
        self.assertEqual([b - a for a, b in zip(ticks, ticks[1:])], [SECOND] * (len(ticks) - 1))


class Idle(HelperCase):
    ARGS = ("--idle-exit", "1s")

    def test_idle(self):
        c = self.mine()
        self.assertEqual(c.records(2.5), [])
        self.assertIsNone(self.h.process.poll())
        c.close()
        self.assertEqual(self.h.process.wait(20), 0)
        self.assertFalse(self.h.path.exists())


class Configured(HelperCase):
    def test_ignored(self):
        """What [input] says holds, and a line that can't be read does not matter."""
        self.h.stop()
        config = self.h.dir / "ergod.ini"
        config.write_text("[input]\nmotion_slop = much\nignore = *mouse\n[nonsense\n")
        self.h.args = ("--config", config)
        self.h.start()
        mouse = self.inputs.plug("mouse")
        c = self.mine()
        self.assertEqual(c.received[-1].devices, (1, 0, 0, 0, 0))
        self.assertIn("motion_slop", self.h.log())
        mouse.stream(20)
        self.assertEqual(c.records(1.5), [])
        self.press()
        self.assertEqual(c.wait(INPUT).classes, {"keyboard"})
        # One that can't be read: as if it said nothing.  None: a mistake.
        self.h.stop()
        config.unlink()
        config.mkdir()
        self.h.start()
        self.assertEqual(self.mine().received[-1].devices, (1, 1, 0, 0, 0))
        p = subprocess.run([self.h.program, "--config", self.h.dir / "nowhere.ini", "--socket", self.h.dir / "other"],
                           check=False, capture_output=True, text=True, timeout=20)
        self.assertEqual((p.returncode, p.stdout), (1, ""))
        self.assertIn("nowhere.ini", p.stderr)
        self.assertFalse((self.h.dir / "other").exists())


if __name__ == "__main__":
    unittest.main()
