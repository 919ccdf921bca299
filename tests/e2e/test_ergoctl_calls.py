#!/usr/bin/python3
"""What ergoctl asks for, and how it takes answers, refusals, silence and the daemon's coming and going.

The other side is python-dbusmock, which misbehaves as told; test_ergoctl.py has the real ergod.
"""

import contextlib
import datetime
import json
import select
import signal
import socket
import subprocess
import sys
import time
import unittest

import dbus

from ergoctl_mock import HOUR, MANAGER, MIN, NAME, PATH, SEC, Mocked, now
from desktop import MOCK, Desktop, wait_for


class Commands(Mocked):
    def test_calls(self):
        for args, want in {("break",): ("TakeBreak", "rest"), ("break", "micro"): ("TakeBreak", "micro"),
                           ("end",): ("EndBreak",), ("skip",): ("Skip",), ("postpone",): ("Postpone", 0),
                           ("postpone", "1h", "5min"): ("Postpone", 65 * MIN), ("pause",): ("Pause", 0),
                           ("pause", "1h 30min"): ("Pause", 90 * MIN), ("pause", "2h", "5min"): ("Pause", 125 * MIN),
                           ("resume",): ("Resume",), ("config", "reload"): ("Reload",)}.items():
            with self.subTest(" ".join(args)):
                self.call("ClearCalls", "")
                out = self.ergoctl(*args)
                self.assertEqual(out.count("\n"), 1)
                self.assertEqual(self.calls(), [want])

    def test_json_gives_the_state(self):
        for args in (("break",), ("end",), ("skip",), ("postpone",), ("pause", "1h"), ("resume",)):
            self.assertEqual(json.loads(self.ergoctl(*args, "--json"))["presence"], "present")

    def test_errors_of_the_daemon(self):
        def refuse(method, name, text):
            self.call("AddMethod", "sssss", MANAGER, method, "", "",
                      f"raise dbus.exceptions.DBusException({text!r}, name={name!r})")
        for error, status in (("org.ergod1.Error.NotPossible", 1), ("org.ergod1.Error.InvalidArgument", 1),
                              ("org.ergod1.Error.Busy", 1), ("org.freedesktop.DBus.Error.UnknownMethod", 1),
                              ("org.freedesktop.DBus.Error.NoReply", 3)):
            refuse("Skip", error, "no \x1b[0m break")
            p = self.d.ergoctl("skip", check=False)
            self.assertEqual((p.returncode, p.stdout), (status, ""), error)
            self.assertNotIn("\x1b", p.stderr)
            if "ergod1" in error:
                self.assertEqual(p.stderr, "ergoctl: no \\x1b[0m break\n")
        refuse("Reload", "org.ergod1.Error.InvalidConfig", "a.ini:3: x.y: bad\nb.ini:4: too \x07bad")
        p = self.d.ergoctl("config", "reload", check=False)
        self.assertEqual((p.returncode, p.stderr),
                         (1, "ergoctl: a.ini:3: x.y: bad\nergoctl: b.ini:4: too \\x07bad\n"))
        for method in ("Skip", "Reload"):
            self.call("AddMethod", "sssss", MANAGER, method, "", "", "")

    def test_doctor(self):
        p = self.d.ergoctl("doctor", check=False)
        self.assertEqual(p.returncode, 0, p.stdout)
        self.assertRegex(p.stdout, r"(?m)^input +ok +evdev reads 2 devices$")
        self.assertIn("none\\x07 yet", p.stdout)
        self.assertRegex(p.stdout, r"daemon +warn +ergod 0 runs, but ergoctl is")
        self.assertRegex(p.stdout, r"unit +warn +systemd's user manager is not on this bus .*"
                         r"run ergod in the foreground, or start it with your desktop's autostart")
        checks = {c["name"]: c["status"] for c in json.loads(self.ergoctl("doctor", "--json"))["checks"]}
        self.assertEqual(checks, {"bus": "ok", "daemon": "warn", "unit": "warn", "input": "ok", "display": "warn",
                                  "config": "ok"})

    def doctor_config(self, daemon, file="", text="", status=0):
        """The rows about the configuration, when the daemon says `daemon` about `file`."""
        self.set(ConfigFile=str(file))
        row = [("config", daemon, text or "the daemon's words")] if daemon else []
        self.call("AddMethod", "sssss", MANAGER, "Doctor", "", "a(sss)", f"ret = dbus.Array({row!r}, signature='(sss)')")
        out = self.ergoctl("doctor", "--json", status=status)
        return [(c["name"], c["status"], c["text"]) for c in json.loads(out)["checks"] if "config" in c["name"]]

    def test_doctor_tells_of_one_configuration_once(self):
        path = self.d.write_config("[rest_break]\nevery = 40min\n")
        self.addCleanup(type(self).start_methods)
        self.addCleanup(path.unlink)
        self.assertEqual(self.doctor_config("ok", path), [("config", "ok", f"{path}: no problems")])
        self.assertEqual(self.doctor_config("fail", path), [
            ("config", "warn", f"{path}: no problems by now, but ergod has not read it again: ergoctl config reload")])
        self.d.write_config("[rest_break]\nevery = soon\n")
        rest = "the keys concerned have their defaults: ergoctl config check"
        self.assertEqual(self.doctor_config("fail", path), [("config", "warn", f"{path}: 1 problem, {rest}")])
        self.d.write_config("[rest_break]\nevery = soon\nlength = 5\n")
        self.assertEqual(self.doctor_config("warn", path), [("config", "warn", f"{path}: 2 problems, {rest}")])
        self.assertEqual(self.doctor_config("ok", path), [
            ("config", "warn", f"{path}: 2 problems, ergod goes on with what it read before: ergoctl config check")])
        # Another file: a row of each.
        rows = self.doctor_config("warn", "/elsewhere.ini", "its words")
        self.assertEqual(rows[0], ("config", "warn", "its words"))
        self.assertEqual(rows[1][:2], ("config file", "warn"))
        self.assertIn(f"ergoctl finds {path}, but ergod reads /elsewhere.ini", rows[1][2])
        self.assertEqual(len(rows), 2)

    def test_doctor_has_notes(self):
        """Advice changes neither a row nor the status; it is about the file that the daemon reads."""
        bad = "[micro_break]\nevery = 2h\n[rest_break]\nevery = 1h\n"
        path = self.d.write_config(bad)
        self.addCleanup(type(self).start_methods)
        self.addCleanup(path.unlink)
        self.assertEqual(self.doctor_config("ok", path), [("config", "ok", f"{path}: no problems")])
        notes = json.loads(self.ergoctl("doctor", "--json"))["notes"]
        self.assertEqual([(n["file"], n["line"], n["key"]) for n in notes], [(str(path), None, "micro_break.every")])
        self.assertIn(f"\nnote: {path}: micro_break.every: no micro-break will ever", self.ergoctl("doctor"))
        other = path.with_name("other.ini")
        other.write_text("")
        self.doctor_config("ok", other)
        self.assertNotIn("note:", self.ergoctl("doctor"))
        other.write_text(bad)
        self.assertIn(f"note: {other}: ", self.ergoctl("doctor"))


class PauseUntil(Mocked):
    """The wall clock is libfaketime-free: zones are chosen so that what matters happens around now."""

    def until(self, word, tz=None):
        self.call("ClearCalls", "")
        env = dict(self.d.env, **({"TZ": tz} if tz else {}))
        before = time.time()
        p = subprocess.run([self.d.build / "ergoctl", "pause", "until", word], env=env, text=True,
                           capture_output=True, check=True)
        return before, self.calls()[0][1] / SEC, p.stdout

    def test_times(self):
        for tz in ("UTC", "Europe/Vienna", "America/New_York", "Asia/Kathmandu", "Europe/Dublin"):
            for word in ("00:00", "04:00", "12:34", "23:59"):
                with self.subTest(f"{tz} {word}"):
                    before, wait, out = self.until(word, tz)
                    self.assertTrue(0 < wait <= 25 * 3600, wait)
                    end = subprocess.run(["date", "-d", f"@{round(before + wait)}", "+%H:%M"], env={"TZ": tz},
                                         text=True, capture_output=True, check=True).stdout.strip()
                    self.assertEqual(end, word)
                    self.assertIn(word, out)

    def test_tomorrow_is_when_the_day_starts(self):
        self.d.write_config("[session]\nday_starts = 05:30\n")
        before, wait, _ = self.until("tomorrow", "UTC")
        self.assertEqual(time.strftime("%H:%M", time.gmtime(round(before + wait))), "05:30")

    def test_a_time_just_past_in_summer(self):
        """It is tomorrow's, not what the same words would mean in standard time."""
        half_an_hour_ago = time.strftime("%H:%M", time.gmtime(time.time() + 3600 - 1800))
        _, wait, out = self.until(half_an_hour_ago, "STD0DST-1,0/0,J365/23")
        self.assertAlmostEqual(wait, 23.5 * 3600, delta=61, msg=out)

    def test_clock_changes(self):
        """A zone of our own whose clocks change within the hour: the time that comes twice, and the one that never does."""
        t = time.gmtime(time.time() + 3600)
        day = f"{t.tm_yday - 1}/{t.tm_hour}"
        # Standard time UTC+0, summer time UTC+1.  It begins at hour t (standard), or ends at hour t + 1 (summer).
        other = f"{(t.tm_yday - 1 + 180) % 365}/12"
        begins, ends = f"STD0DST-1,{day},{other}", f"STD0DST-1,{other},{(t.tm_yday - 1)}/{t.tm_hour + 1}"
        top = time.time() // 3600 * 3600 + 3600
        hour = t.tm_hour
        # Clocks go from hour:00 to hour+1:00; hour:30 is left out and is then hour+1:30.
        before, wait, out = self.until(f"{hour:02}:30", begins)
        self.assertAlmostEqual(before + wait, top + 1800, delta=2, msg=out)
        # Clocks go back from hour+1:00 to hour:00: hour:30 comes in summer time first, half an hour before.
        before, wait, out = self.until(f"{hour:02}:30", ends)
        first = top - 1800
        want = first if before < first else top + 1800
        self.assertAlmostEqual(before + wait, want, delta=2, msg=out)


class Watch(Mocked):
    @contextlib.contextmanager
    def watch(self, *args, **kwargs):
        p = subprocess.Popen([self.d.build / "ergoctl", "watch", *args], env=self.d.env, bufsize=0,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kwargs)
        self.buffer = b""
        try:
            yield p
        finally:
            p.kill()
            p.wait()
            for f in (p.stdout, p.stderr):
                f.close()

    def emit(self, name, signature, *args):
        self.call("EmitSignal", "sssav", MANAGER, name, signature, [dbus.String(a) if isinstance(a, str) else
                                                                    dbus.UInt64(a) for a in args])

    def line(self, p):
        while b"\n" not in self.buffer:
            self.assertTrue(select.select([p.stdout], [], [], 5)[0], "no line came")
            chunk = p.stdout.read(4096)
            self.assertTrue(chunk, "it ended")
            self.buffer += chunk
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode()

    def event(self, p):
        e = json.loads(self.line(p))
        datetime.datetime.fromisoformat(e.pop("time"))
        return e

    def test_events(self):
        with self.watch("--json") as p:
            first = self.event(p)
            self.assertEqual((first["event"], first["status"]["presence"]), ("status", "present"))
            self.emit("BreakDue", "sst", "rest", "due", 50 * MIN)
            self.assertEqual(self.event(p), {"event": "break-due", "kind": "rest", "reason": "due",
                                             "screen_seconds": 3000})
            self.set(BreakKind="rest", BreakState="due")  # known already: no line
            self.set(BreakKind="rest", BreakState="postponed")
            e = self.event(p)
            self.assertAlmostEqual(datetime.datetime.fromisoformat(e.pop("until")).timestamp(), time.time() + 480, delta=5)
            self.assertEqual(e, {"event": "break-postponed", "kind": "rest"})
            self.emit("BreakStarted", "s", "rest")
            self.assertEqual(self.event(p), {"event": "break-started", "kind": "rest"})
            self.set(BreakKind="rest", BreakState="due")
            self.assertEqual(self.event(p), {"event": "break-interrupted", "kind": "rest"})
            self.emit("BreakStarted", "s", "rest")
            self.assertEqual(self.event(p)["event"], "break-started")
            self.set(BreakKind="rest", BreakState="started")
            self.emit("BreakDue", "sst", "rest", "interrupted", 50 * MIN)
            self.assertEqual(self.event(p)["event"], "break-interrupted")
            self.set(BreakKind="rest", BreakState="due")  # told already: no second line
            self.emit("BreakEnded", "ss", "rest", "taken")
            self.assertEqual(self.event(p), {"event": "break-ended", "kind": "rest", "outcome": "taken"})
            self.emit("SessionEnded", "ttt", now() - HOUR, now(), 50 * MIN)
            e = self.event(p)
            self.assertEqual((e["event"], e["screen_seconds"]), ("session-ended", 3000))
            self.emit("BreakDue", "sst", "daily", "daily", 8 * HOUR)
            self.assertEqual(self.event(p), {"event": "daily-limit", "screen_seconds": 28800})
            found = ("top-edge", "DP-1", "sitting", "high", "it is too high", "lower it")
            self.call("EmitSignal", "sssav", "org.ergod1.Audit", "FindingAppeared", "ssssss", found)
            self.assertEqual(self.event(p), {"event": "finding-appeared", **dict(zip(
                ("rule", "monitor", "posture", "severity", "text", "correction"), found, strict=True))})
            self.call("EmitSignal", "sssav", "org.ergod1.Audit", "FindingGone", "sss", ("seat-height", "", "sitting"))
            self.assertEqual(self.event(p), {"event": "finding-gone", "rule": "seat-height", "monitor": None,
                                             "posture": "sitting"})
            self.set(Presence="away")
            self.assertEqual(self.event(p)["presence"], "away")
            self.set(Presence="away", Paused=True)
            self.assertEqual(self.event(p), {"event": "paused", "until": None})
            self.set(Presence="away")
            self.assertEqual(self.event(p), {"event": "resumed"})
            self.set(Presence="away", Quiet="fullscreen")
            self.assertEqual(self.event(p), {"event": "quiet", "quiet": "fullscreen", "quiet_by": None})
            self.set(Presence="away", Quiet="do-not-disturb", QuietText="dunst is paused")
            self.assertEqual(self.event(p), {"event": "quiet", "quiet": "do-not-disturb", "quiet_by": "dunst is paused"})
            self.set(Presence="away", Quiet="do-not-disturb", QuietText="dunst is paused", Problems=["x"])
            self.assertEqual(self.event(p), {"event": "problems", "problems": ["x"]})

    def test_text_is_escaped_and_flushed(self):
        with self.watch() as p:
            self.assertRegex(self.line(p), r"^\d\d:\d\d:\d\d  present, unbroken for 42 min; next: rest break in")
            self.emit("BreakEnded", "ss", "rest", "a\x1b\nb")
            self.assertRegex(self.line(p), r"rest break ended: a\\x1b\\nb$")

    def test_turns_of_a_break_name_it(self):
        until = now() + 4 * MIN
        clock = datetime.datetime.fromtimestamp(until / SEC).strftime("%H:%M")
        with self.watch() as p:
            self.line(p)
            for kind, name in (("rest", "rest break"), ("micro", "micro-break")):
                self.emit("BreakDue", "sst", kind, "due", 50 * MIN)
                self.assertIn(f"{name} due", self.line(p))
                self.set(BreakKind=kind, BreakState="postponed", NextAt=until)
                self.assertRegex(self.line(p), rf"\d  {name} put off until {clock}$")
                self.emit("BreakStarted", "s", kind)
                self.assertIn(f"{name} started", self.line(p))
                self.set(BreakKind=kind, BreakState="due")
                self.assertRegex(self.line(p), rf"\d  {name} interrupted, still due$")
                self.set(BreakKind="", BreakState="none")
                self.assertRegex(self.line(p), rf"\d  {name} dropped$")

    def test_interrupt_is_quiet(self):
        for sig in (signal.SIGINT, signal.SIGTERM):
            with self.watch() as p:
                self.line(p)
                p.send_signal(sig)
                self.assertEqual(p.wait(timeout=5), 0)
                self.assertEqual((p.stdout.read(), p.stderr.read()), (b"", b""))

    def test_a_reader_that_leaves(self):
        for restore in (True, False):  # SIGPIPE by default, and ignored as some parents leave it
            with self.watch(restore_signals=restore) as p:
                self.line(p)
                p.stdout.close()
                self.assertEqual((p.wait(timeout=5), p.stderr.read()), (0, b""))

    def test_stop_and_return(self):
        with self.watch("--json") as p:
            self.event(p)
            self.d.stop(self.mock)
            self.assertEqual(self.event(p)["event"], "daemon-stopped")
            type(self).start_mock()
            self.assertEqual(self.event(p)["event"], "daemon-started")
            self.assertIn(self.event(p)["event"], ("status", "daemon-absent"))
            self.emit("BreakStarted", "s", "micro")
            wait_for(lambda: self.event(p)["event"] == "break-started", "signals arrive again")

    def test_waits_for_a_daemon(self):
        self.d.stop(self.mock)
        with self.watch() as p:
            self.assertIn("not running; waiting", self.line(p))
            type(self).start_mock()
            self.assertIn("ergod is there", self.line(p))


class Unreachable(unittest.TestCase):
    ALL = [("status",), ("explain",), ("break",), ("end",), ("skip",), ("postpone",), ("pause",), ("resume",),
           ("config", "reload")]

    def test_no_daemon(self):
        with Desktop() as d:
            for args in self.ALL:
                p = d.ergoctl(*args, check=False)
                self.assertEqual((p.returncode, p.stdout), (3, ""), args)
                self.assertIn("systemctl --user start ergod", p.stderr)
            p = d.ergoctl("status", "--format", "waybar", check=False)
            self.assertEqual((p.returncode, p.stderr), (0, ""))  # waybar hides a module that fails
            self.assertEqual(json.loads(p.stdout)["class"], "offline")
            self.assertIn("systemctl --user start ergod", json.loads(p.stdout)["tooltip"])
            p = d.ergoctl("doctor", check=False)
            self.assertEqual(p.returncode, 1)
            self.assertRegex(p.stdout, r"daemon +fail +.*systemctl --user start ergod *\n")
            self.assertNotIn("ergoctl doctor", p.stdout)
            self.assertIn("(what is wrong: ergoctl doctor)", d.ergoctl("status", check=False).stderr)
            self.assertEqual(d.ergoctl("config", "get", "rest_break.every").stdout, "50min\n")

    def test_no_bus(self):
        with Desktop() as d:
            for gone in (("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"), ("DBUS_SESSION_BUS_ADDRESS",)):
                env = {k: v for k, v in d.env.items() if k not in gone}
                p = subprocess.run([d.build / "ergoctl", "status"], env=env, text=True, capture_output=True)
                self.assertEqual((p.returncode, p.stdout), (3, ""))
                self.assertIn("session bus", p.stderr)
                self.assertIn("Run ergoctl inside your login session.", p.stderr)
            env = dict(d.env, DBUS_SESSION_BUS_ADDRESS=f"unix:path={d.dir}/none")
            p = subprocess.run([d.build / "ergoctl", "status"], env=env, text=True, capture_output=True)
            self.assertEqual((p.returncode, p.stderr), (3, "ergoctl: cannot connect to the session bus: No such file or "
                                                        "directory. Run ergoctl inside your login session.\n"))

    def test_hangs(self):
        """A daemon that is stopped, and a bus that says nothing: 5 s each, at the same time."""
        with Desktop() as d, socket.socket(socket.AF_UNIX) as mute:
            mute.bind(str(d.dir / "run" / "mute"))
            mute.listen()
            p = d.spawn([sys.executable, "-m", "dbusmock", "--session", NAME, PATH, MANAGER], name="mock")
            d.wait_name(d.session, NAME)
            d.freeze(p)
            start = time.monotonic()
            kw = dict(text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            a = subprocess.Popen([d.build / "ergoctl", "status"], env=d.env, **kw)
            b = subprocess.Popen([d.build / "ergoctl", "status"],
                                 env=dict(d.env, DBUS_SESSION_BUS_ADDRESS=f"unix:path={d.dir}/run/mute"), **kw)
            for q, text in ((a, "did not answer within 5 s"), (b, "bus did not answer within 5 s")):
                _, err = q.communicate(timeout=20)
                self.assertEqual(q.returncode, 3)
                self.assertIn(text, err)
            self.assertTrue(4.5 < time.monotonic() - start < 9)

    def test_only_some_verbs_start_it(self):
        with Desktop() as d:
            d.stop(d.session_bus)
            services = d.dir / "services"
            services.mkdir()
            started = d.dir / "started"
            script = d.dir / "start"
            script.write_text(f"#!/bin/sh\n: >{started}\nexit 1\n")
            script.chmod(0o755)
            (services / f"{NAME}.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={script}\n")
            d.session_bus, d.env["DBUS_SESSION_BUS_ADDRESS"] = d._start_bus(
                "session", f"<servicedir>{services}</servicedir>")
            for args in self.ALL + [("version",), ("doctor",)]:
                started.unlink(missing_ok=True)
                p = d.ergoctl(*args, check=False)
                may = args[0] in ("break", "pause", "resume")
                self.assertEqual(started.exists(), may, args)
                if may:
                    self.assertEqual(p.returncode, 3, p.stderr)


class Alone(unittest.TestCase):
    """What needs no daemon."""

    def test_check_has_notes(self):
        with Desktop() as d:
            path = d.write_config("[rest_break]\nlength = 1h\nevery = 1h\n")
            p = d.ergoctl("config", "check", check=False)
            self.assertEqual((p.returncode, p.stderr), (0, ""))
            self.assertRegex(p.stdout, rf"^note: {path}: rest_break.length: the break is as long as .*\n{path}: no problems\n$")
            check = json.loads(d.ergoctl("config", "check", "--json").stdout)
            self.assertEqual((check["problems"], len(check["notes"]), check["notes"][0]["key"]), ([], 1, "rest_break.length"))
            d.write_config("[rest_break]\nlength = 1h\nevery = 1h\nenabled = perhaps\n")
            p = d.ergoctl("config", "check", check=False)
            self.assertEqual(p.returncode, 1)
            self.assertEqual([x.split(":")[0] for x in p.stdout.splitlines()], [str(path), "note"])
            d.write_config("")
            self.assertEqual(d.ergoctl("config", "check").stdout, f"{path}: no problems\n")
            self.assertEqual(json.loads(d.ergoctl("config", "check", "--json").stdout)["notes"], [])

    def test_json_of_version_and_help(self):
        with Desktop() as d:
            for args in (("--version", "--json"), ("-jV",), ("version", "--json")):
                v = json.loads(d.ergoctl(*args).stdout)
                self.assertEqual((set(v), v["ergod"]), ({"ergoctl", "ergod"}, None))
                self.assertEqual(d.ergoctl("--version").stdout, f"ergoctl {v['ergoctl']}\n")
            every = json.loads(d.ergoctl("help", "--json").stdout)
            verbs = [v["verb"] for v in every["verbs"]]
            self.assertEqual(verbs, d.ergoctl("--complete", "verbs").stdout.splitlines())
            self.assertEqual(json.loads(d.ergoctl("--help", "--json").stdout), every)
            self.assertEqual({o["option"]: o["letter"] for o in every["options"] if o["letter"]},
                             {"help": "h", "version": "V", "json": "j", "format": "f", "output": "o", "yes": "y"})
            self.assertIn({"option": "no-color", "letter": None}, [{k: o[k] for k in ("option", "letter")}
                                                                   for o in every["options"]])
            for v in every["verbs"]:
                for args in (("help", v["verb"], "--json"), (v["verb"], "--help", "--json")):
                    self.assertEqual(json.loads(d.ergoctl(*args).stdout), v)
                self.assertEqual(["--" + o for o in v["options"]],
                                 d.ergoctl("--complete", "options", v["verb"]).stdout.splitlines())
                self.assertTrue(v["summary"] and v["help"] and v["examples"])

    def test_what_was_meant(self):
        with Desktop() as d:
            for typed, meant in (("statsu", "status"), ("STATUS", "status"), ("puase", "pause"), ("exp", "explain"),
                                 ("confg", "config")):
                p = d.ergoctl(typed, check=False)
                self.assertEqual(p.returncode, 2)
                self.assertIn(f'did you mean "{meant}"?', p.stderr)
            for typed, meant in (("stop", "systemctl --user stop ergod"), ("quit", "systemctl --user stop ergod"),
                                 ("start", "systemctl --user start ergod"), ("reload", "ergoctl config reload")):
                p = d.ergoctl(typed, check=False)
                self.assertEqual((p.returncode, p.stdout), (2, ""))
                self.assertIn(f": {meant}\n", p.stderr)
                self.assertNotIn("did you mean", p.stderr)
            for typed in ("x" * 63, "x" * 64, "x" * 10_000, "zebra", ""):
                self.assertNotIn("did you mean", d.ergoctl(typed, check=False).stderr)


class Unit(unittest.TestCase):
    """What `doctor` makes of the state of ergod.service, which a mocked user manager tells."""

    SYSTEMD, ROOT = "org.freedesktop.systemd1", "/org/freedesktop/systemd1"
    UNIT = ROOT + "/unit/ergod_2eservice"

    def test_states(self):
        with Desktop() as d:
            d.spawn([sys.executable, "-m", "dbusmock", "--session", self.SYSTEMD, self.ROOT, f"{self.SYSTEMD}.Manager"],
                    name="systemd")
            d.wait_name(d.session, self.SYSTEMD)

            def call(path, method, signature, *args):
                d.session.call_blocking(self.SYSTEMD, path, MOCK, method, signature, args, timeout=5)
            call(self.ROOT, "AddMethod", "sssss", "", "LoadUnit", "s", "o", f"ret = dbus.ObjectPath({self.UNIT!r})")
            call(self.ROOT, "AddObject", "ssa{sv}a(ssss)", self.UNIT, f"{self.SYSTEMD}.Unit",
                 {"LoadState": "", "ActiveState": "", "UnitFileState": ""}, dbus.Array([], signature="(ssss)"))
            call(self.UNIT, "AddProperties", "sa{sv}", f"{self.SYSTEMD}.Service", {"Result": "exit-code"})

            def unit(load, active, file):
                call(self.UNIT, "UpdateProperties", "sa{sv}", f"{self.SYSTEMD}.Unit",
                     {"LoadState": load, "ActiveState": active, "UnitFileState": file})
                p = d.ergoctl("doctor", "--json", check=False)
                checks = {c["name"]: c for c in json.loads(p.stdout)["checks"]}
                self.assertEqual(p.returncode, 1, "the daemon is not there")
                return checks["unit"]["status"], checks["unit"]["text"]

            for state, status, words in (
                    (("not-found", "inactive", ""), "fail", "is not installed: make install"),
                    (("masked", "inactive", "masked"), "fail", "systemctl --user unmask ergod"),
                    (("bad-setting", "inactive", ""), "fail", "can't be loaded (bad-setting)"),
                    (("loaded", "failed", "enabled"), "fail", "failed (exit-code)"),
                    (("loaded", "inactive", "enabled"), "fail", "Start it: systemctl --user start ergod"),
                    (("loaded", "active", "disabled"), "warn", "systemctl --user enable ergod"),
                    (("loaded", "active", "enabled"), "ok", "starts with your session")):
                with self.subTest(state):
                    got, text = unit(*state)
                    self.assertEqual(got, status)
                    self.assertIn(words, text)


if __name__ == "__main__":
    unittest.main()
