#!/usr/bin/python3
"""Watching without input in a running ergod: what keeps the screen on, a film in a real player, and music, which is nobody."""

import json
import os
import re
import shutil
import time
import unittest

import dbus

from daemon_case import DaemonCase
from desktop import MOCK, wait_for

MPRIS = "/usr/lib/mpv-mpris/mpris.so"
LOGIN1, LOGIN1_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
WATCH = {"rest_break.every": "1h", "session.ends_after": "1h", "prompts.posture": "no"}


class Engaged(DaemonCase):
    logind = True
    knows_blocks = False

    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")

    def inhibit(self, *locks):
        """logind's list from now on: (who, why, what, mode) each, of this user; told of as logind tells."""
        rows = ", ".join(repr((what, who, why, mode, os.getuid(), 4711 + i)) for i, (who, why, what, mode) in enumerate(locks))
        self.d.logind_call(MOCK, "AddMethod", "sssss", f"{LOGIN1}.Manager", "ListInhibitors", "", "a(ssssuu)",
                           f"ret = dbus.Array([{rows}], signature='(ssssuu)')")
        if not self.knows_blocks:
            self.d.logind_call(MOCK, "AddProperty", "ssv", f"{LOGIN1}.Manager", "BlockInhibited", dbus.String("", variant_level=1))
            self.knows_blocks = True
        self.d.logind_set("Manager", {"BlockInhibited": dbus.String("idle" if locks else "", variant_level=1)}, LOGIN1_PATH)

    def doctor(self, name):
        checks = json.loads(self.d.ergoctl("doctor", "--json", check=False).stdout)["checks"]
        return next((c["status"], c["text"]) for c in checks if c["name"] == name)

    def watched(self):
        """Passive, and it counts."""
        s = self.wait_status(presence="passive")
        time.sleep(2)
        later = self.status()
        self.assertEqual(later["presence"], "passive")
        self.assertGreaterEqual(later["session_seconds"], s["session_seconds"] + 1)
        return later

    def nobody(self):
        """Away, and it does not count."""
        s = self.wait_status(presence="away")
        time.sleep(1.5)
        self.assertEqual(self.status()["session_seconds"], s["session_seconds"])
        return s


class Inhibitors(Engaged):
    def test_film(self):
        self.start(WATCH)
        self.keyboard.tap()
        self.inhibit(("Firefox", "video-playing", "idle", "block"))
        self.watched()
        self.assertIn("Firefox", self.ctl("status"))
        self.assertEqual(self.doctor("watching"), ("ok", "counts without input: Firefox"))
        self.inhibit()
        self.nobody()

    def test_who_does_not_count(self):
        """Of others, of sleep alone, ignored by name."""
        self.start({**WATCH, "presence.ignore": "*present*"})
        self.keyboard.tap()
        self.inhibit(("upgrade", "packages", "sleep:shutdown", "block"), ("ergod", "a moment", "idle", "delay"),
                     ("Presenter", "always on", "idle", "block"))
        self.nobody()

    def test_stuck(self):
        """Nobody has touched anything for passive_max: it counts no more, and doctor names it."""
        self.start({**WATCH, "presence.passive_max": "4s"})
        self.inhibit(("stale-app", "for ever", "idle", "block"))
        self.keyboard.tap()
        self.watched()
        self.wait_status(presence="away")
        wait_for(lambda: self.doctor("watching")[0] == "warn", "doctor tells")
        self.assertRegex(self.doctor("watching")[1], r"^stale-app keeps the screen on \(for ever\) and nobody watched: not counted for \d s")
        # somebody is back, and it is not believed
        self.keyboard.tap()
        self.wait_status(presence="present")
        self.nobody()
        # a new one is
        self.inhibit(("stale-app", "for ever", "idle", "block"), ("mpv", "a film", "idle", "block"))
        self.keyboard.tap()
        self.watched()
        self.assertIn("mpv", self.ctl("status"))


@unittest.skipUnless(shutil.which("mpv") and os.path.exists(MPRIS), "no mpv with mpv-mpris here")
class Players(Engaged):
    def film(self):
        path = self.d.dir / "a film.y4m"
        frame = b"FRAME\n" + bytes([128]) * (16 * 16 * 3 // 2)
        path.write_bytes(b"YUV4MPEG2 W16 H16 F5:1 Ip A1:1 C420jpeg\n" + frame * 5 * 60)
        return path

    def play(self, *args):
        return self.d.spawn(["mpv", "--no-config", f"--script={MPRIS}", "--vo=null", "--ao=null", "--loop", *args])

    def test_film(self):
        self.start(WATCH)
        self.keyboard.tap()
        mpv = self.play(self.film())
        wait_for(lambda: "mpv" in self.doctor("watching")[1], "the film is known")
        self.keyboard.tap()
        self.watched()
        self.assertIn("mpv plays a video", self.ctl("status"))
        self.d.stop(mpv)
        self.nobody()

    def test_music_in_an_empty_room(self):
        """The film without its picture, by a name that says nothing of one; by its player's name it counts."""
        song = self.film().rename(self.d.dir / "song")
        self.start(WATCH)
        self.play("--demuxer-lavf-format=yuv4mpegpipe", song)
        wait_for(lambda: self.doctor("players")[1].endswith("playing: 1"), "it plays")
        self.keyboard.tap()
        self.nobody()
        self.configure({**WATCH, "presence.video_players": "mpv"})
        self.ctl("config", "reload")
        self.keyboard.tap()
        self.watched()


class Switched(Engaged):
    """Who is not asked for is not listened to."""

    def rules(self):
        """The match rules of ergod on the session bus."""
        stats = self.d.session.call_blocking("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Debug.Stats",
                                             "GetAllMatchRules", "", ())
        name = self.d.session.get_name_owner("org.ergod1")
        return [str(r) for r in stats[name]]

    def files(self):
        """What it has open, by kind."""
        folder = f"/proc/{self.ergod.process.pid}/fd"
        return sorted(re.sub(r":\[\d+\]", "", os.readlink(f"{folder}/{fd}")) for fd in os.listdir(folder))

    def owners(self):
        """Who is waited for on the session bus."""
        return sorted(re.search(r"arg0(?:namespace)?='([^']*)'", r)[1] for r in self.rules() if "NameOwnerChanged" in r)

    def test_by_keys(self):
        off = {k: "no" for k in ("presence.count_media", "presence.monitor_in_use", "quiet.full_screen", "quiet.do_not_disturb",
                                 "quiet.calls", "quiet.sharing")}
        notify = "org.freedesktop.Notifications"
        self.start(off)
        self.assertEqual(self.owners(), [notify])
        wait_for(lambda: "pipe" in self.files(), "it holds logind's lock")
        files = self.files()
        more = {"presence.count_media": ["org.gnome.SessionManager", "org.kde.Solid.PowerManagement", "org.mpris.MediaPlayer2",
                                         "org.xfce.PowerManager"],
                "quiet.do_not_disturb": [notify], "hooks.break_due": ["org.freedesktop.systemd1"]}
        for key, names in more.items():
            self.configure({**off, key: "/bin/true" if key.startswith("hooks") else "yes"})
            self.ctl("config", "reload")
            wait_for(lambda wanted=sorted([notify, *names]): self.owners() == wanted, f"{key} is listened for: {names}, {self.owners()}")
        self.configure(off)
        self.ctl("config", "reload")
        wait_for(lambda: self.owners() == [notify], "nobody is listened to any more")
        wait_for(lambda: self.files() == files, f"nothing is held open: {files}, {self.files()}")


if __name__ == "__main__":
    unittest.main()
