#!/usr/bin/python3
"""What a live session writes with --trace replays to what happened."""

import json
import os
import subprocess
import sys
import threading
import unittest

import dbus

from daemon_case import DaemonCase
from desktop import MOCK, wait_for

SETTINGS = {"presence.away_after": "1s", "session.ends_after": "2s", "micro_break.enabled": "yes", "micro_break.every": "1s",
            "micro_break.length": "1s", "micro_break.not_before_rest": "1s", "rest_break.every": "3s", "rest_break.length": "1s",
            "prompts.postpone": "1s", "prompts.remind_after": "1s", "daily_limit.limit": "4s", "daily_limit.remind_every": "1s"}
SIGNALS = {"BreakDue": "prompt", "BreakStarted": "break-started", "BreakEnded": "break-ended", "SessionEnded": "session-end"}


class Trace(DaemonCase):
    logind = True

    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")
        self.trace = self.d.dir / "live.t"
        self.signals = []

    def listen(self):
        """Notes (effect, kind, reason or outcome) of each signal."""
        p = self.d.spawn(["busctl", f"--address={self.d.env['DBUS_SESSION_BUS_ADDRESS']}", "monitor", "--json=short",
                          "--match=type='signal',interface='org.ergod1.Manager'",
                          "--match=type='method_call',member='ErgodProbe'"], name="signals", stdout=subprocess.PIPE)
        seen = threading.Event()

        def read():
            with p.stdout as stream:
                for line in stream:
                    m = json.loads(line)
                    if m.get("member") == "ErgodProbe":
                        seen.set()
                    elif m.get("type") == "signal" and m["member"] in SIGNALS:
                        self.signals.append((SIGNALS[m["member"]], *m["payload"]["data"]))
        thread = threading.Thread(target=read, daemon=True)
        thread.start()

        def probe():
            self.d.run(["busctl", f"--address={self.d.env['DBUS_SESSION_BUS_ADDRESS']}", "call", "org.freedesktop.DBus", "/",
                        "org.freedesktop.DBus", "ErgodProbe"], check=False)
            return seen.is_set()
        wait_for(probe, "the monitor listens")

    def replayed(self, config):
        out = self.d.run([self.d.build / "ergod", "--replay", self.trace, "--config", config, "--json"]).stdout
        return [json.loads(line) for line in out.splitlines()]

    def check_replay(self, config):
        """What the trace replays to is what was told; returns the effects."""
        effects = self.replayed(config)
        told = []
        for e in effects:
            if e["effect"] == "prompt":
                told.append(("prompt", e["kind"], e.get("reason")))
            elif e["effect"] == "break-started":
                told.append((e["effect"], e["kind"]))
            elif e["effect"] == "break-ended":
                told.append((e["effect"], e["kind"], e["outcome"]))
            elif e["effect"] == "session-end":
                told.append((e["effect"],))
        live = [(s[0], s[1], s[2]) if s[0] == "prompt" else s[:1] if s[0] == "session-end" else s for s in self.signals]
        if told and told[0][0] == "prompt" and told[0][2] is None:
            live = [s[:2] + (None,) if s[0] == "prompt" else s for s in live]
        self.assertEqual(told, live, self.trace.read_text())
        return effects

    def test_a_session_replays(self):
        config = self.configure(SETTINGS)
        self.start(args=["--trace", self.trace])
        self.listen()
        w = self.watch()
        with self.keyboard.busy():
            w.wait("break-due", kind="micro")
            self.ctl("skip")
            w.wait("break-due", kind="rest")
            self.ctl("postpone")
            w.wait("break-due", kind="rest")
            self.d.lock()
            w.wait("break-ended")
            self.d.lock(False)
            w.wait("break-due", kind="rest")
            self.ctl("break", "rest")
            w.wait("break-interrupted")
        w.wait("break-ended")
        w.wait("session-ended")
        self.ctl("pause", "1h")
        self.d.prepare_for_sleep(True)
        self.wait_status(presence="asleep")
        self.d.prepare_for_sleep(False)
        self.ctl("resume")
        self.keyboard.tap()
        self.wait_status(presence="present")
        last = self.status()
        self.assertEqual(self.ergod.stop(), 0)
        text = self.trace.read_text()
        for word in ("start 2", "every = 3s", "pulse keyboard", "lock", "unlock", "action skip", "action postpone",
                     "break rest", "pause 1h", "resume", "sleep", "wake"):
            self.assertIn(word, text)
        self.assertRegex(text.splitlines()[-1], r"^\S.* end$")
        effects = self.check_replay(config)
        self.assertGreater(len(self.signals), 8)
        end = effects[-1]
        self.assertEqual((end["effect"], end["presence"]), ("end", last["presence"]))
        self.assertAlmostEqual(end["today_seconds"], last["today_seconds"], delta=1)
        # Screen time of the sessions, to the microsecond.
        self.assertEqual([round(e["screen_seconds"] * 1e6) for e in effects if e["effect"] == "session-end"],
                         [s[3] for s in self.signals if s[0] == "session-end"])

    def test_engaged_and_quiet_replay(self):
        """A film over the end of passive_max, a meeting and do-not-disturb over a due break."""
        self.d.start_xvfb()
        self.d.start_dunst()
        config = self.configure({"presence.passive_max": "3s", "session.ends_after": "2s", "rest_break.every": "3s",
                                 "rest_break.length": "1s", "presence.video_players": "film*", "prompts.posture": "no"})
        self.start(args=["--trace", self.trace])
        self.listen()
        w = self.watch()
        with self.keyboard.busy():
            w.wait("break-due")
            self.ctl("skip")
            self.ctl("meeting", "1h")
            wait_for(lambda: self.status()["next_break"] == {"kind": "rest", "seconds": 0}, "the meeting holds a break back")
            self.d.dunstctl("set-paused", "true")
            self.wait_status(quiet="meeting")
            self.ctl("meeting", "end")
            self.wait_status(quiet="do-not-disturb")
            self.d.dunstctl("set-paused", "false")
            w.wait("break-due")
            self.ctl("skip")
        film = self.play("film")
        self.keyboard.tap()
        self.wait_status(presence="passive")
        w.wait("session-ended")  # nobody has watched to the end
        self.wait_status(engaged=None)
        self.keyboard.tap()
        self.wait_status(presence="present")
        last = self.status()
        self.assertEqual(self.ergod.stop(), 0)
        self.d.stop(film)
        text = self.trace.read_text()
        for word in ("engaged-on", "engaged-off", "quiet-on", "quiet-off other"):
            self.assertIn(f" {word}\n", text)
        self.assertEqual(text.count("quiet-on"), 1, text)  # from one reason to the other nothing changes
        effects = self.check_replay(config)
        self.assertAlmostEqual(effects[-1]["today_seconds"], last["today_seconds"], delta=1)
        self.assertEqual([e["state"] for e in effects if e["effect"] == "presence"].count("passive"), 1)

    def play(self, name):
        """A mock of a media player of that name, which plays."""
        bus, path, player = f"org.mpris.MediaPlayer2.{name}", "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.Player"
        p = self.d.spawn([sys.executable, "-m", "dbusmock", bus, path, player], name="player")
        self.d.wait_name(self.d.session, bus)
        add = lambda interface, prop, value: self.d.session.call_blocking(bus, path, MOCK, "AddProperty", "ssv", (interface, prop, value))
        add("org.mpris.MediaPlayer2", "Identity", dbus.String(name, variant_level=1))
        add(player, "Metadata", dbus.Dictionary(signature="sv", variant_level=1))
        add(player, "PlaybackStatus", dbus.String("Stopped", variant_level=1))
        self.d.session.call_blocking(bus, path, MOCK, "UpdateProperties", "sa{sv}",
                                     (player, {"PlaybackStatus": dbus.String("Playing", variant_level=1)}))
        return p

    def test_the_setup_is_not_in_it(self):
        """A trace is for a bug report: what describes the user is left out, also after a reload."""
        private = "[user]\nstature = 171cm\n[monitor DP-1]\ndistance = 71cm\n[units]\nlength = in\n"
        self.d.write_config(private + "[rest_break]\nevery = 41min\n")
        self.start(args=["--trace", self.trace])
        self.d.write_config(private.replace("71cm", "72cm") + "[rest_break]\nevery = 42min\n")
        self.ctl("config", "reload")
        self.assertEqual(self.ergod.stop(), 0)
        text = self.trace.read_text()
        self.assertIn("rest_break.every = 41min", text)
        self.assertIn("rest_break.every = 42min", text)
        for word in ("stature", "71cm", "72cm", "DP-1", "units"):
            self.assertNotIn(word, text)

    def test_no_file_is_written_over(self):
        self.trace.write_text("dear to me\n")
        for path in (self.trace, "/dev/full", "/dev/null"):
            p = self.d.run([self.d.build / "ergod", "--trace", path], check=False)
            self.assertEqual(p.returncode, 1)
            self.assertIn(f"{path} exists", p.stderr)
        self.assertEqual(self.trace.read_text(), "dear to me\n")
        p = self.d.run([self.d.build / "ergod", "--trace", self.d.dir / "no" / "folder"], check=False)
        self.assertEqual(p.returncode, 1)
        self.assertIn("no/folder", p.stderr)

    def test_disk_full(self):
        """A limit of the size of files stands for it: writes fail after half a KiB."""
        self.d.write_config("[presence]\naway_after = 1s\n[rest_break]\nevery = 1s\n[prompts]\nsettle = 0s\nlull_max = 0s\n")
        r, w = os.pipe()  # what it says has no limit
        self.start(args=["--trace", self.trace], wrapper=["/bin/sh", "-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"], stderr=w)
        os.close(w)
        self.stack.callback(os.close, r)
        watch = self.watch()
        with self.keyboard.busy():
            watch.wait("break-due")
            for _ in range(20):  # a line each
                self.ctl("resume")
        self.wait_status(presence="away")
        self.assertEqual(self.ergod.stop(), 0)
        said = os.read(r, 65536).decode()
        self.assertEqual(said.count("Cannot write the trace"), 1, said)
        self.assertEqual(self.trace.stat().st_mode & 0o777, 0o600)


if __name__ == "__main__":
    unittest.main()
