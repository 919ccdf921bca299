#!/usr/bin/python3
"""The audit in a running ergod: real X servers with monitors, a described desk, posture prompts in a real dunst."""

import contextlib
import json
import re
import subprocess
import sys
import threading
import time
import unittest

import dbus

from daemon_case import RELEASE, SHORT, DaemonCase, ini
from desktop import DUNST_CONFIG, NOTIFICATIONS, wait_for

NAME, PATH, AUDIT = "org.ergod1", "/org/ergod1", "org.ergod1.Audit"

# Nobody needs a break, nothing waits for a lull.
CALM = {**SHORT, "rest_break.enabled": "no", "daily_limit.enabled": "no", "presence.away_after": "1min",
        "session.ends_after": "5min", "rest_break.every": "50min", "rest_break.length": "5min"}

DESK = """[user]
eye_height = 120cm
[desk]
height = 72cm
"""


def monitor(name, bottom="10cm"):
    """At 65 cm, upright; its image is 31 cm high."""
    return f"[monitor {name}]\nimage_bottom = {bottom}\ndistance = 65cm\ntilt = 0deg\nyaw = 0deg\nrole = primary\n"


class Signals:
    """The signals of the audit: .seen, [(member, [arguments])]."""

    def __init__(self, desktop):
        address = f"--address={desktop.env['DBUS_SESSION_BUS_ADDRESS']}"
        self.seen = []
        self.process = desktop.spawn(["busctl", address, "monitor", "--json=short", f"--match=type='signal',path='{PATH}'"],
                                     name="signals", stdout=subprocess.PIPE)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

        def listens():
            desktop.run(["busctl", address, "emit", PATH, AUDIT, "Probe"])
            return any(member == "Probe" for member, _ in self.seen)
        wait_for(listens, "the bus monitor listens")

    def read(self):
        with self.process.stdout as stream:
            for line in stream:
                with contextlib.suppress(ValueError, KeyError):
                    m = json.loads(line)
                    if m["interface"] == AUDIT:
                        self.seen.append((m["member"], m["payload"].get("data", [])))
                    elif m["member"] == "PropertiesChanged" and m["payload"]["data"][0] == AUDIT:
                        self.seen.append(("changed", sorted(m["payload"]["data"][1])))

    def of(self, member):
        return [arguments for m, arguments in self.seen if m == member]

    def wait(self, member, *begin):
        """The first such signal whose arguments begin like that."""
        return wait_for(lambda: next((a for a in self.of(member) if a[:len(begin)] == list(begin)), None),
                        f"{member} {begin}: {self.seen}")


class AuditCase(DaemonCase):
    popups = False

    def setUp(self):
        super().setUp()
        self.keyboard = self.inputs.plug("keyboard")
        self.d.start_xvfb("2560x800")
        if self.popups:
            # What dunst would let the user choose from is chosen from by a pattern in a file.
            menu = self.d.dir / "menu"
            menu.write_text(f"#!/bin/sh\ngrep -m1 -f {self.d.dir}/choice\n")
            menu.chmod(0o755)
            self.d.start_dunst(DUNST_CONFIG.replace("[global]", f"[global]\ndmenu = {menu}", 1))
            self.d.watch_notifications()
        # The one that is there, instead of the whole screen; 25 inches.
        self.set_monitor("L", output="screen")

    def set_monitor(self, name, x=0, output="none"):
        self.d.run(["xrandr", "--setmonitor", name, f"1280/550x720/310+{x}+0", output])

    def del_monitor(self, name):
        self.d.run(["xrandr", "--delmonitor", name])

    def describe(self, *sections, **settings):
        return self.d.write_config(ini({**CALM, **settings}) + DESK + "".join(sections))

    def go(self, *sections, **settings):
        self.describe(*sections, **settings)
        self.start()
        self.signals = Signals(self.d)

    def audit(self, prop):
        return self.d.get_property(self.d.session, NAME, PATH, AUDIT, prop)

    def call(self, method, signature="", *args):
        return self.d.session.call_blocking(NAME, PATH, AUDIT, method, signature, args, timeout=10)

    def found(self):
        return [(str(f["rule"]), str(f["monitor"]), str(f["severity"])) for f in self.audit("Findings")]

    def wait_found(self, *finding):
        wait_for(lambda: finding in self.found(), f"{finding} is found")

    def wait_outputs(self, *names):
        wait_for(lambda: {str(m["output"]) for m in self.audit("Monitors")} == set(names), f"monitors are {names}")


class Audit(AuditCase):
    def test_monitors_and_set_up(self):
        self.go(monitor("L", "30cm"))
        self.wait_outputs("L")
        self.assertEqual(self.audit("MonitorsFrom"), "x11")
        m = self.audit("Monitors")[0]
        self.assertEqual((m["width_mm"], m["height_mm"], m["width_px"], m["x"]), (550, 310, 1280, 0))
        self.wait_found("top-edge", "L", "high")
        self.assertEqual(self.audit("Overall"), "high")
        setup = str(self.call("GetSetup"))
        self.assertIn("[monitor L]", setup)
        self.assertIn("image_bottom = 30cm", setup)
        self.assertNotIn("[rest_break]", setup)
        self.assertIn("monitors", self.ctl("doctor", status=1))

    def test_report(self):
        """The daemon tells the report of the monitors; nothing starts it for that."""
        self.go(monitor("L", "30cm"))
        self.wait_found("top-edge", "L", "high")
        desk = json.loads(self.ctl("report", "--json"))["workstation"]["audit"]
        self.assertEqual([(m["output"], m["width_mm"]) for m in desk["monitors"]], [("L", 550)])
        self.assertIn("top-edge", [f["rule"] for f in desk["findings"]])
        self.assertIn("Your desk, to scale", self.ctl("report", "--html", "-", "--yes"))

    def test_monitors_come_and_go(self):
        self.go(monitor("L"), monitor("R", "50cm").replace("yaw = 0", "yaw = 20").replace("primary", "secondary"))
        self.wait_outputs("L")
        self.set_monitor("R", x=1280)
        appeared = self.signals.wait("FindingAppeared", "top-edge", "R", "sitting", "high")
        self.assertRegex(appeared[4], "above your eyes")
        self.assertRegex(appeared[5], "lower")
        self.signals.wait("changed", "Findings", "Monitors", "Overall")
        self.del_monitor("R")
        self.signals.wait("FindingGone", "top-edge", "R", "sitting")
        self.wait_outputs("L")

    def test_reload_changes_the_set_up(self):
        self.go(monitor("L"))
        self.wait_outputs("L")
        self.assertNotIn("top-edge", [rule for rule, _, _ in self.found()])
        self.describe(monitor("L", "50cm"))
        self.ctl("config", "reload")
        self.signals.wait("FindingAppeared", "top-edge", "L")
        self.describe(monitor("L", "five"))
        self.assertIn("five", self.ctl("config", "reload", status=1))
        self.assertIn("image_bottom = 50cm", str(self.call("GetSetup")))
        self.describe(monitor("L"))
        self.ctl("config", "reload")
        self.signals.wait("FindingGone", "top-edge", "L")

    def test_profiles_follow_the_monitors(self):
        path = self.describe(monitor("L"))
        folder = path.parent / "conf.d"
        folder.mkdir()
        (folder / "dock.ini").write_text("[profile]\nmatch = L, R\n[rest_break]\nevery = 33min\n[desk]\nheight = 80cm\n")
        self.start()
        self.signals = Signals(self.d)
        self.wait_outputs("L")
        self.assertEqual(self.audit("Profile"), "")
        self.assertIn("[desk]\nheight = 72cm", str(self.call("GetSetup")))
        self.set_monitor("R", x=1280)
        wait_for(lambda: self.audit("Profile") == "dock", "the profile of the dock holds")
        self.assertIn("[desk]\nheight = 80cm", str(self.call("GetSetup")))
        self.assertIn("33min", self.ctl("config", "get", "rest_break.every"))
        self.assertRegex(self.ctl("config", "explain", "rest_break.every"), r"dock\.ini:4")
        self.describe(monitor("L"), **{"micro_break.every": "19min"})
        self.ctl("config", "reload")
        self.assertEqual(self.audit("Profile"), "dock")
        self.del_monitor("R")
        wait_for(lambda: self.audit("Profile") == "", "the file alone holds again")
        self.assertIn("50min", self.ctl("config", "get", "rest_break.every"))

    @unittest.skipUnless(RELEASE, "measured in release mode only")
    def test_what_profiles_take(self):
        """As many as there may be; what was read before is given back."""
        folder = self.describe(monitor("L")).parent / "conf.d"
        folder.mkdir()
        for i in range(32):
            (folder / f"{i}.ini").write_text(f"[profile]\nmatch = M{i}, N\n" + monitor(f"M{i}"))
        self.start()
        self.wait_outputs("L")
        before = self.ergod.private_dirty()
        for _ in range(3):
            self.ctl("config", "reload")
            self.d.session.call_blocking(NAME, PATH, "org.ergod1.Config", "Check", "", ())
        after = self.ergod.private_dirty()
        print(f"32 profiles: private dirty {before} -> {after} KiB", flush=True)
        self.assertLess(after, before + 160)

    def test_the_x_server_dies(self):
        self.go(monitor("L", "50cm"))
        self.wait_found("top-edge", "L", "high")
        n = len(self.signals.of("FindingAppeared"))
        self.d.kill_xvfb()
        self.call("GetSetup")  # it lives
        self.assertEqual(len(self.audit("Monitors")), 1)
        self.assertEqual(self.signals.of("FindingGone"), [])
        self.assertEqual(len(self.signals.of("FindingAppeared")), n)


class Posture(AuditCase):
    popups = True

    def prompts(self):
        return [n for n in self.d.notices() if n.hints.get("category") == "x-ergod.posture"]

    def wait_prompt(self, n=1):
        wait_for(lambda: len(self.prompts()) >= n, f"a posture prompt is shown: {self.d.log('ergod')}")
        wait_for(lambda: self.shown() == 1, "it is on show")
        return self.prompts()[-1]

    def gone(self):
        wait_for(lambda: self.shown() == 0, "nothing is on show")

    def see_no_prompt(self, n):
        """What would be prompted has been looked at: an audit and two moments of input later there is none more."""
        for _ in range(2):
            before = self.status()["last_input"]
            with self.keyboard.busy():
                wait_for(lambda: self.status()["last_input"] != before, "input is seen")
        self.assertEqual(len(self.prompts()), n)

    def state(self):
        return (self.d.dir / "state" / "ergod" / "posture")

    def too_high(self, **settings):
        self.go(monitor("L", "50cm"), **settings)
        self.wait_found("top-edge", "L", "high")

    def test_once_with_what_to_do(self):
        self.too_high()
        self.assertEqual(self.prompts(), [])  # nobody is there
        with self.keyboard.busy():
            p = self.wait_prompt()
        self.assertRegex(p.summary, "^The .*above your eyes")
        self.assertRegex(p.body, "(?s)^Lower .*ergoctl setup --monitor L.*ergoctl audit --done or ergoctl audit --tomorrow$")
        self.assertEqual(p.actions, {"tomorrow": "Remind me tomorrow", "done": "Done"})
        self.assertEqual(p.hints["category"], "x-ergod.posture")
        self.assertEqual(self.state().stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.state().parent.stat().st_mode & 0o777, 0o700)
        # Not again: neither for a new monitor that is right, nor after a restart.
        self.d.dunst_close()
        self.gone()
        self.set_monitor("R", x=1280)
        self.wait_outputs("L", "R")
        self.see_no_prompt(1)
        self.assertEqual(self.ergod.stop(), 0)
        self.start()
        self.wait_outputs("L", "R")
        self.see_no_prompt(1)

    def test_not_on_a_screen_that_is_shared(self):
        """Nobody tells of that: it is asked in time, and as long as it is so the prompt waits."""
        cast, stream = "org.gnome.Mutter.ScreenCast", "/org/gnome/Mutter/ScreenCast/Stream"
        self.d.spawn([sys.executable, "-m", "dbusmock", "--session", cast, stream, cast + ".Stream"], name="mutter")
        self.d.wait_name(self.d.session, cast)

        def mutter(method, signature, *args):
            self.d.session.call_blocking(cast, stream, "org.freedesktop.DBus.Mock", method, signature, args, timeout=5)
        mutter("AddObject", "ssa{sv}a(ssss)", stream + "/u1", cast + ".Stream", dbus.Dictionary({}, signature="sv"),
               dbus.Array([], signature="(ssss)"))
        self.too_high(**{"prompts.lull": "1s", "prompts.lull_max": "1h"})
        w = self.watch()
        with self.keyboard.busy():
            self.wait_status(presence="present")
        self.wait_status(quiet="sharing")
        for _ in range(3):
            self.keyboard.tap()
            time.sleep(1.2)
            self.assertEqual(self.status()["quiet"], "sharing")
        self.assertEqual(self.prompts(), [])
        self.assertEqual(len(w.seen("quiet")), 1)
        mutter("RemoveObject", "s", stream + "/u1")
        self.wait_prompt()

    def test_the_x_server_returns(self):
        self.too_high()
        with self.keyboard.busy():
            self.wait_prompt()
        self.d.dunst_close()
        self.gone()
        display = self.d.env["DISPLAY"]
        self.d.kill_xvfb()
        self.d.wait_name(self.d.session, NOTIFICATIONS, owned=False)  # dunst went with it
        self.d.spawn(["Xvfb", display, "-screen", "0", "2560x800x24", "-nolisten", "tcp", "-noreset"], name="Xvfb-again")
        wait_for(lambda: self.d.run(["xrandr"], check=False).returncode == 0, "the X server is there again")
        self.set_monitor("L", output="screen")
        self.d.start_dunst()
        wait_for(lambda: self.d.log("ergod").count("connected") > 1, "ergod has seen it")
        self.wait_outputs("L")
        self.see_no_prompt(1)

    def test_worse_is_prompted_and_the_break_is_more_important(self):
        self.go(monitor("L"))
        self.wait_outputs("L")
        self.describe(monitor("L", "50cm"))
        self.ctl("config", "reload")
        with self.keyboard.busy():
            self.wait_prompt()
            self.ctl("break", "rest")
            wait_for(lambda: [c for c in self.d.notify_calls if c.method == "CloseNotification"], "the prompt is taken down")
            self.assertLessEqual(self.shown(), 1)
        self.ctl("end")

    def press(self, button):
        (self.d.dir / "choice").write_text(button)
        self.d.dunstctl("context")
        self.gone()

    def wait_answered(self):
        """It is kept, with a time from which on it is prompted again."""
        wait_for(lambda: re.search(r"(?m)^told top-edge sitting high \d+ 0 \d+ [1-9]\d+ 0$", self.state().read_text()),
                 f"the answer is kept: {self.state().read_text()}")

    def test_buttons(self):
        self.too_high()
        with self.keyboard.busy():
            self.wait_prompt()
            self.press("Remind me tomorrow")
            self.wait_answered()
            self.describe(monitor("L"))  # put right ...
            self.ctl("config", "reload")
            self.describe(monitor("L", "50cm"))  # ... and wrong again: the second prompt of the day
            self.ctl("config", "reload")
            self.wait_prompt(2)
            self.press("Done")
            self.wait_answered()
            for bottom in ("10cm", "50cm"):  # a third one is not today's
                self.describe(monitor("L", bottom))
                self.ctl("config", "reload")
        self.see_no_prompt(2)

    def test_put_right(self):
        """What is put right while it is on show is taken down; what only gets better is not."""
        self.too_high()
        with self.keyboard.busy():
            self.wait_prompt()
        self.describe(monitor("L", "49cm"))
        self.ctl("config", "reload")
        self.assertEqual(self.shown(), 1)
        self.describe(monitor("L", "13cm").replace("tilt = 0", "tilt = 6"))
        self.ctl("config", "reload")
        self.assertEqual(self.found(), [])
        self.gone()
        with self.assertRaisesRegex(dbus.DBusException, "no posture prompt waits"):
            self.call("Answer", "s", "done")

    def test_words_instead_of_buttons(self):
        self.too_high()
        with self.assertRaisesRegex(dbus.DBusException, "no posture prompt waits"):
            self.call("Answer", "s", "done")
        with self.keyboard.busy():
            self.wait_prompt()
        self.call("Answer", "s", "tomorrow")
        self.gone()
        self.wait_answered()
        with self.assertRaisesRegex(dbus.DBusException, "no posture prompt waits"):
            self.call("Answer", "s", "tomorrow")

    def test_not_wanted(self):
        self.too_high(**{"prompts.posture": "no"})
        self.see_no_prompt(0)
        self.assertFalse(self.state().exists())

    def test_paused(self):
        self.go(monitor("L"))
        self.wait_outputs("L")
        self.ctl("pause")
        self.describe(monitor("L", "50cm"))
        self.ctl("config", "reload")
        self.see_no_prompt(0)
        self.ctl("resume")
        with self.keyboard.busy():
            self.wait_prompt()

    def test_the_state_cannot_be_kept(self):
        folder = self.state().parent
        folder.write_text("in the way")
        self.too_high()
        with self.keyboard.busy():
            self.wait_prompt()
        self.call("Answer", "s", "done")
        self.assertEqual(self.d.log("ergod").count("Cannot keep what was prompted"), 1)
        self.see_no_prompt(1)
        folder.unlink()  # once there is room it is kept
        self.ctl("config", "reload")
        self.wait_answered()

    def test_hostile_state(self):
        self.state().parent.mkdir()
        self.state().write_bytes(b"ergod posture 1\n\xff\0told\n" + b"x" * 100000)
        self.too_high()
        with self.keyboard.busy():
            self.wait_prompt()
        self.assertIn("no sense", self.d.log("ergod"))


if __name__ == "__main__":
    unittest.main()
