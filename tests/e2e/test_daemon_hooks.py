#!/usr/bin/python3
"""Commands of the user at events, as the systemd of the user is asked to run them: a mock of it on the session bus."""

import json
import sys
import unittest

import dbus

from daemon_case import DaemonCase
from desktop import MOCK, wait_for

SYSTEMD, SYSTEMD_PATH, MANAGER = "org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager"
HOOKS = {f"hooks.{h}": f"/usr/bin/notify {h} 'two words' $HOME" for h in
         ("break_due", "break_started", "break_ended", "session_ended", "finding")}
# A screen that stands much too high.
DESK = {"user.eye_height": "120cm", "desk.height": "72cm", "monitor *.image_bottom": "60cm", "monitor *.distance": "65cm",
        "monitor *.tilt": "0deg"}


class Hooks(DaemonCase):
    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")

    def systemd_up(self):
        self.d.spawn([sys.executable, "-m", "dbusmock", SYSTEMD, SYSTEMD_PATH, MANAGER], name="systemd")
        self.d.wait_name(self.d.session, SYSTEMD)
        self.systemd("AddMethod", "sssss", MANAGER, "StartTransientUnit", "ssa(sv)a(sa(sv))", "o", "ret = '/org/freedesktop/systemd1/job/1'")
        self.systemd("AddMethod", "sssss", MANAGER, "UnrefUnit", "s", "", "")

    def systemd(self, method, signature, *args, path=SYSTEMD_PATH):
        return self.d.session.call_blocking(SYSTEMD, path, MOCK, method, signature, args, timeout=5)

    def asked(self):
        """The units that were asked for: (name, {property: value}) each."""
        calls = self.systemd("GetMethodCalls", "s", "StartTransientUnit")
        return [(str(args[0]), {str(k): v for k, v in args[2]}) for _, args in calls]

    def wait_unit(self, hook, nth=0):
        name = f"ergod-hook-{hook}.service"
        return wait_for(lambda: dict(enumerate(p for n, p in self.asked() if n == name)).get(nth), f"{name} is asked for")

    def environment(self, unit):
        return dict(str(e).split("=", 1) for e in unit["Environment"])

    def test_every_event(self):
        self.systemd_up()
        self.start({**HOOKS, "session.ends_after": "4s", "prompts.posture": "no", "hooks.timeout": "7s"})
        with self.keyboard.busy():
            due = self.wait_unit("break-due")
        started, ended, session = (self.wait_unit(h) for h in ("break-started", "break-ended", "session-ended"))
        for hook, unit in (("break_due", due), ("break_started", started), ("break_ended", ended), ("session_ended", session)):
            (path, argv, flags), = unit["ExecStartEx"]
            self.assertEqual((path, list(argv), list(flags)),
                             ("/usr/bin/notify", ["/usr/bin/notify", hook, "two words", "$HOME"], ["no-env-expand"]))
            self.assertEqual(unit["RuntimeMaxUSec"], 7000000)
            self.assertEqual(self.environment(unit)["ERGOD_EVENT"], hook.replace("_", "-"))
        env = self.environment(due)
        self.assertEqual({k: env[k] for k in ("ERGOD_KIND", "ERGOD_REASON", "ERGOD_SCREEN_SECONDS")},
                         {"ERGOD_KIND": "rest", "ERGOD_REASON": "due", "ERGOD_SCREEN_SECONDS": "2"})
        self.assertEqual(self.environment(started)["ERGOD_KIND"], "rest")
        env = self.environment(ended)
        self.assertEqual((env["ERGOD_KIND"], env["ERGOD_OUTCOME"]), ("rest", "taken"))
        self.assertRegex(env["ERGOD_START"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$")
        self.assertLess(env["ERGOD_START"], env["ERGOD_END"])
        self.assertGreaterEqual(int(self.environment(session)["ERGOD_SCREEN_SECONDS"]), 1)  # up to the last key, which may be a little before the prompt
        self.assertEqual(len(self.asked()), 4)

    def test_finding(self):
        self.d.start_xvfb()
        self.d.run(["xrandr", "--setmonitor", "Desk", "1280/550x800/344+0+0", "screen"])
        self.d.start_dunst()
        self.systemd_up()
        self.start({**HOOKS, **DESK, "rest_break.every": "1h", "presence.away_after": "1min"})
        with self.keyboard.busy():
            env = self.environment(self.wait_unit("finding"))
        monitor, = json.loads(self.ctl("audit", "--json"))["monitors"]
        self.assertEqual(env["ERGOD_MONITOR"], monitor["output"])
        self.assertEqual((env["ERGOD_EVENT"], env["ERGOD_SEVERITY"]), ("finding", "high"))
        self.assertIn("above", env["ERGOD_TEXT"])
        self.assertTrue(env["ERGOD_CORRECTION"])

    def test_one_at_a_time(self):
        """Until systemd tells that the one before has ended."""
        self.systemd_up()
        self.start({**HOOKS, "prompts.posture": "no"})
        watch = self.watch()
        with self.keyboard.busy():
            self.wait_unit("break-due")
            for _ in range(2):
                watch.wait("break-due")
                self.ctl("skip")
            self.assertEqual([n for n, _ in self.asked()].count("ergod-hook-break-due.service"), 1)
            unit = f"{SYSTEMD_PATH}/unit/ergod_2dhook_2dbreak_2ddue_2eservice"
            self.systemd("AddObject", "ssa{sv}a(ssss)", unit, f"{SYSTEMD}.Unit", dbus.Dictionary(signature="sv"),
                         dbus.Array(signature="(ssss)"))
            for interface, news in (("Service", {"Result": "success"}), ("Unit", {"ActiveState": "inactive"})):
                self.systemd("EmitSignal", "sssav", "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as",
                             [f"{SYSTEMD}.{interface}", dbus.Dictionary(news, signature="sv"), dbus.Array(signature="s")], path=unit)
            wait_for(lambda: self.systemd("GetMethodCalls", "s", "UnrefUnit"), "it is let go")
            watch.wait("break-due")
            self.wait_unit("break-due", 1)

    def test_no_systemd(self):
        """Nothing is run, everything else goes on, doctor says so; one that comes is asked from then on."""
        self.start({**HOOKS, "prompts.posture": "no"})
        watch = self.watch()
        with self.keyboard.busy():
            watch.wait("break-due")
            self.assertIn("none is run", self.d.ergoctl("doctor", check=False).stdout)
            self.systemd_up()
            self.assertEqual(self.asked(), [])
            self.ctl("skip")
            watch.wait("break-due")
            self.wait_unit("break-due")


if __name__ == "__main__":
    unittest.main()
