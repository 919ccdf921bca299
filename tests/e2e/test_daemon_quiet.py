#!/usr/bin/python3
"""What holds prompts back in a running ergod, with the real thing: no prompt meanwhile, exactly one afterwards."""

import datetime
import shutil
import time
import unittest

from daemon_case import PromptCase
from desktop import wait_for
from window import Screen

# Once: a reminder would be a second prompt.
ONCE = {"rest_break.length": "1h", "session.ends_after": "2h", "prompts.remind_after": "1h", "prompts.posture": "no"}


class Quiet(PromptCase):
    def held(self, reason, until=4):
        """Somebody works until well after a break has come due, and nothing is prompted."""
        with self.keyboard.busy():
            wait_for(lambda: self.status()["session_seconds"] >= until, "screen time is counted")
            s = self.status()
            self.assertEqual(s["quiet"], reason, s)
            self.assertEqual((s["presence"], s["break"]), ("present", None))
            self.assertEqual(s["next_break"], {"kind": "rest", "seconds": 0})
        self.assertEqual(self.w.seen("break-due"), [])
        self.assertEqual(self.shown(), 0)

    def one_prompt(self):
        """Whoever comes to an end of it is prompted, once."""
        with self.keyboard.busy():
            e = self.due(kind="rest")
            time.sleep(2)
        self.assertEqual(len(self.w.seen("break-due")), 1)
        self.assertEqual(self.status()["quiet"], None)
        return e


class Told(Quiet):
    def test_do_not_disturb(self):
        self.go(ONCE)
        self.d.dunstctl("set-paused", "true")
        self.wait_status(quiet="do-not-disturb")
        self.held("do-not-disturb")
        self.assertIn("dunst is paused", self.ctl("status"))
        self.assertEqual(len(self.d.notices()), 0)
        self.d.dunstctl("set-paused", "false")
        self.one_prompt()
        self.assertEqual(len(self.d.notices()), 1)

    def test_do_not_disturb_does_not_hold(self):
        """By the key; dunst does as it likes with what it is given."""
        self.go({**ONCE, "quiet.do_not_disturb": "no"})
        self.d.dunstctl("set-paused", "true")
        with self.keyboard.busy():
            self.w.wait("break-due")
        self.assertIsNone(self.status()["quiet"])
        wait_for(lambda: self.d.dunst_count("waiting") == 1, "dunst keeps it")
        self.d.dunstctl("set-paused", "false")

    def test_meeting(self):
        self.go(ONCE)
        self.assertIn("no meeting is on", self.ctl("meeting", "end", status=1))
        self.ctl("meeting", "0s", status=2)
        self.ctl("meeting", "13h", status=2)
        self.ctl("meeting", "end", "now", status=2)
        self.ctl("meeting")
        self.held("meeting")
        # it counts without input
        self.wait_status(presence="passive")
        before = self.status()["session_seconds"]
        time.sleep(1.5)
        self.assertGreaterEqual(self.status()["session_seconds"], before + 1)
        self.ctl("meeting", "end")
        self.one_prompt()

    def test_meeting_that_ends_by_itself(self):
        self.go(ONCE)
        self.ctl("meeting", "1h")
        self.ctl("meeting", "5s")  # the later word counts
        self.held("meeting", 3)
        self.one_prompt()
        self.assertIn("no meeting is on", self.ctl("meeting", "end", status=1))

    def test_hours(self):
        now = datetime.datetime.now().astimezone()
        later = [f"{(now + datetime.timedelta(hours=h)):%H:%M}" for h in (6, 7)]
        self.go({**ONCE, "prompts.hours": "-".join(later)})
        self.held("hours")
        s = self.ctl("status")
        self.assertIn(later[0], s)
        self.configure(ONCE)
        self.ctl("config", "reload")
        self.one_prompt()

    def test_camera(self):
        """A node in the place of a camera's: what is open is open."""
        node = self.inputs.root / "dev" / "video0"
        node.touch()
        self.go({**ONCE, "rest_break.every": "6s"})
        with open(node, "rb"):
            with self.keyboard.busy():
                self.wait_status(quiet="call")
            self.held("call", 8)
            self.wait_status(presence="passive")  # somebody is there
            self.assertIn("video0", self.ctl("status"))
        self.one_prompt()

    def test_microphone(self):
        """Looked at when a prompt is near, and until it is over."""
        status = self.inputs.root / "proc" / "asound" / "card0" / "pcm0c" / "sub0" / "status"
        status.parent.mkdir(parents=True)
        status.write_text("state: RUNNING\nowner_pid   : 4711\n")
        self.go(ONCE)
        self.held("call")
        self.wait_status(presence="away")  # it may record an empty room
        with self.keyboard.busy():
            self.wait_status(quiet="call")
            status.write_text("closed\n")
            self.due(kind="rest")


@unittest.skipUnless(shutil.which("openbox"), "no openbox here")
class FullScreen(Quiet):
    """Two monitors side by side, of one Xvfb."""

    def setUp(self):
        super().setUp()
        self.d.stop(self.d.dunst)
        self.d.kill_xvfb()
        self.d.start_xvfb("2560x800")
        for name, x, output in (("L", 0, "screen"), ("R", 1280, "none")):
            self.d.run(["xrandr", "--setmonitor", name, f"1280/550x720/310+{x}+0", output])
        self.d.start_dunst()
        self.screen = self.stack.enter_context(Screen(self.d))
        self.screen.manage()

    def test_presentation(self):
        window = self.screen.show(100)
        window.full_screen()
        self.go(ONCE)
        self.held("fullscreen")
        window.full_screen(False)
        self.one_prompt()

    def test_on_the_other_monitor(self):
        """A film on the right holds back who is at it, and not who works on the left."""
        work = self.screen.show(100)
        film = self.screen.show(1500)
        film.full_screen()
        self.go(ONCE)
        self.held("fullscreen")
        work.focus()
        self.screen.point_at(200)
        self.one_prompt()

    def test_worked_in(self):
        """A full-screen editor holds back for quiet.max_delay only."""
        self.screen.show(100).full_screen()
        self.go({**ONCE, "quiet.max_delay": "5s"})
        self.held("fullscreen", 3)
        self.one_prompt()

    def test_switched_off(self):
        self.screen.show(100).full_screen()
        self.go({**ONCE, "quiet.full_screen": "no"})
        self.one_prompt()


if __name__ == "__main__":
    unittest.main()
