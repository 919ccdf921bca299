"""What the end-to-end tests of the daemon share: a desktop, input devices, a running ergod, and its story as it is told."""

import contextlib
import json
import os
import pathlib
import re
import select
import shutil
import socket
import subprocess
import threading
import time
import unittest

from desktop import Desktop, private_dirty, wait_for
from input import Inputs

RELEASE = os.environ.get("MODE", "release") == "release"

# A day in seconds: nothing waits for a lull, everything is short.
SHORT = {
    "presence.away_after": "1s",
    "session.ends_after": "3s",
    "micro_break.enabled": "no",
    "rest_break.every": "2s",
    "rest_break.length": "2s",
    "prompts.settle": "0s",
    "prompts.lull": "0s",
    "prompts.lull_max": "0s",
    "prompts.grace": "200ms",
    "prompts.start_after": "1h",
}


def ini(settings):
    sections = {}
    for name, value in settings.items():
        section, key = name.split(".")
        sections.setdefault(section, []).append(f"{key} = {value}")
    return "".join(f"[{s}]\n" + "\n".join(lines) + "\n" for s, lines in sections.items())


class Ergod:
    """A running ergod and all that it tells the service manager."""

    def __init__(self, desktop, args=(), env=None, wrapper=(), **kwargs):
        self.told = []
        self.path = desktop.dir / "run" / f"notify-{time.monotonic_ns()}"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(self.path))
        self.desktop = desktop
        self.start = time.monotonic()
        self.process = desktop.spawn([*wrapper, desktop.build / "ergod", *args], name="ergod",
                                     env={**desktop.env, "NOTIFY_SOCKET": str(self.path), **(env or {})}, **kwargs)
        self.wait_told("READY=1")

    def listen(self, timeout=0.0):
        while select.select([self.socket], [], [], timeout)[0]:
            self.told.append((time.monotonic(), self.socket.recv(4096).decode()))
            timeout = 0

    def wait_told(self, line, timeout=30):
        """Returns when it was told, in seconds after the start."""
        end = time.monotonic() + timeout
        while True:
            for when, text in self.told:
                if line in text.splitlines():
                    return when - self.start
            if time.monotonic() > end or (self.process.poll() is not None and not select.select([self.socket], [], [], 0)[0]):
                raise AssertionError(f"ergod did not tell {line}, but {self.told}: {self.desktop.log('ergod')}")
            self.listen(0.05)

    def stop(self, sig=15):
        """Returns the exit status."""
        status = self.desktop.stop(self.process, sig)
        self.listen()
        return status

    def close(self):
        self.socket.close()

    def proc(self, name):
        return pathlib.Path(f"/proc/{self.process.pid}/{name}").read_text()

    def wakeups(self):
        return int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", self.proc("status"), re.M)[1])

    def private_dirty(self):
        """KiB"""
        return private_dirty(self.process.pid)


class Watch:
    """`ergoctl watch --json`: .events, and wait() for the next of a kind."""

    def __init__(self, desktop):
        self.events, self.next = [], 0
        self.process = desktop.spawn([desktop.build / "ergoctl", "watch", "--json"], name="watch", stdout=subprocess.PIPE)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        with self.process.stdout as stream:
            for line in stream:
                with contextlib.suppress(ValueError):
                    self.events.append(json.loads(line))

    def wait(self, event, timeout=30, **fields):
        """The next such event after the last that was waited for."""
        def look():
            for i in range(self.next, len(self.events)):
                e = self.events[i]
                if e["event"] == event and all(e.get(k) == v for k, v in fields.items()):
                    self.next = i + 1
                    return e
            return None
        try:
            return wait_for(look, f"{event} {fields or ''}", timeout)
        except AssertionError as e:
            raise AssertionError(f"{e}; there were {[(x['event'], *list(x.values())[2:4]) for x in self.events[self.next:]]}") from e

    def seen(self, event):
        return [e for e in self.events if e["event"] == event]


class DaemonCase(unittest.TestCase):
    """start() is left to the tests; afterwards ergod must end in order, without a word of the sanitizers."""

    # What is started for every test of the class.
    dunst = False
    logind = False

    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        self.d = self.stack.enter_context(Desktop())
        self.inputs = self.stack.enter_context(Inputs())
        self.ergod = None
        self.ended = False  # set by tests in which it ends by itself
        self.stack.callback(self.end)
        if self.logind:
            self.d.start_logind_mock()
        if self.dunst:
            self.d.start_xvfb()
            self.d.start_dunst()
            self.d.watch_notifications()

    def end(self):
        if self.ergod:
            status = self.ergod.stop()
            self.ergod.close()
            log = self.d.log("ergod")
            if not self.ended:
                self.assertEqual(status, 0, log)
            self.assertNotRegex(log, "Sanitizer|runtime error|Assertion")

    def start(self, settings=None, args=(), env=None, wrapper=(), **kwargs):
        """Starts ergod with SHORT and `settings`, returns the Ergod."""
        if settings is not None:
            self.configure(settings)
        if self.ergod:
            self.ergod.close()
        args = ("--input-socket", self.d.dir / "run" / "input", *args)  # not that of this machine
        self.ergod = Ergod(self.d, args, {**self.inputs.env, **(env or {})}, wrapper, **kwargs)
        return self.ergod

    def forget(self):
        """The next ergod begins anew instead of going on where the last one left off."""
        shutil.rmtree(self.d.dir / "state" / "ergod")

    def configure(self, settings):
        return self.d.write_config(ini({**SHORT, **settings}))

    def watch(self):
        w = Watch(self.d)
        w.wait("status")
        return w

    def status(self):
        return json.loads(self.ctl("status", "--json"))

    def state(self):
        return (self.status()["break"] or {"state": None})["state"]

    def wait_status(self, timeout=30, **fields):
        last = {}

        def look():
            last.update(self.status())
            return all(last[k] == v for k, v in fields.items())
        try:
            wait_for(look, "", timeout)
        except AssertionError:
            self.fail(f"waited in vain for {fields}: {last}\n{self.d.log('ergod')}")
        return last

    def ctl(self, *args, status=0):
        p = self.d.ergoctl(*args, check=False)
        self.assertEqual(p.returncode, status, p.stdout + p.stderr + self.d.log("ergod"))
        return p.stdout + p.stderr if status else p.stdout

    def shown(self):
        """Popups on show now."""
        return self.d.dunst_count()

    def wait_notice(self, pattern, start=0, timeout=30):
        """Waits for a notification whose summary matches; returns it."""
        return wait_for(lambda: next((n for n in self.d.notices()[start:] if re.search(pattern, n.summary)), None),
                        f"a notification like {pattern!r}", timeout)


class PromptCase(DaemonCase):
    """A keyboard, a dunst, and a count of the popups, of which there is never more than one."""

    dunst = True

    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")
        self.most = 0
        self.counting = True
        self.counter = threading.Thread(target=self.count)

    def count(self):
        """Notes how many popups there are at once, at most."""
        while self.counting:
            self.most = max(self.most, self.shown())
            time.sleep(0.03)

    def go(self, settings):
        self.start(settings)
        self.w = self.watch()
        self.counter.start()
        self.stack.callback(self.check_count)

    def check_count(self):
        self.counting = False
        self.counter.join()
        self.assertLessEqual(self.most, 1, "notifications stacked")

    def due(self, event="break-due", **fields):
        e = self.w.wait(event, **fields)
        wait_for(lambda: self.shown() == 1, "a prompt is on show")
        return e

    def gone(self):
        wait_for(lambda: self.shown() == 0, "nothing is on show")
