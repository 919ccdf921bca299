#!/usr/bin/python3
"""A second engine, written from the rules alone, to compare the first one with.

    oracle_model.py [--config FILE] TRACE        prints what `ergod --replay TRACE --json` should print

It shares nothing with the C engine, not even the method: nothing is accumulated; screen time, counters and the
reminder clock are worked out anew from recorded intervals and the moments at which they were cleared.

Where the rules leave a choice, this is taken: the grace after Start outlives the break; a break begun by word
stays one "from nothing" for its whole life, also where it replaced a micro-break; the note on the daily limit
stays owed over the day boundary; a day changes whenever its number does, forward or back; a rest break that an
event lets in waits before anything else of that instant; what is recorded as natural ends when it is recorded.
Of the order of effects with one `t` nothing is said.
"""

import json
import sys
from datetime import datetime, timedelta, timezone

from oracle_break import BreakRules
from oracle_gone import GoneRules
from oracle_text import DAY, HOUR, MIN, US, duration, hours_minutes, read_ini, read_trace, read_values


class Ledger:
    """The intervals of presence: closed ones, and perhaps an open one at the end."""

    def __init__(self):
        self.spans = []  # [start, end or None]

    def open(self, t):
        self.spans.append([t, None])

    def close(self, t):
        assert self.spans[-1][1] is None and t >= self.spans[-1][0]
        self.spans[-1][1] = t

    def present_between(self, a, b):
        """Time present within [a, b)."""
        total = 0
        for start, end in reversed(self.spans):
            if end is not None and end <= a:
                break
            total += max(0, min(b, b if end is None else end) - max(a, start))
        return total


class Engine(BreakRules, GoneRules):
    BLOCKERS = {
        "lock": ("locked", True), "unlock": ("locked", False), "sleep": ("asleep", True), "wake": ("asleep", False),
        "display-off": ("display", True), "display-on": ("display", False),
        "session-inactive": ("inactive", True), "session-active": ("inactive", False),
        "source-lost": ("unknown", True), "source-found": ("unknown", False),
    }
    # Each slot has NAME_when() -> time or None, and NAME_fire(); in the order of one instant.
    SLOTS = ("silence", "day", "away", "passive", "pause", "break", "reminder", "postponed", "rest", "micro", "owe", "daily")

    def __init__(self, conf, out):
        self.c = conf
        self.out = out
        self.now = 0
        # the wall clock
        self.wall_of_zero = 9 * HOUR
        self.offset = 0
        self.day = self.day_number()
        # presence
        self.ledger = Ledger()
        self.present = False
        self.present_since = None
        self.blockers = set()
        self.last_pulse = None
        self.engaged = False
        self.engaged_end = None  # end of the last engaged interval
        self.word = "away"
        # accounting: the moments at which counters were last cleared
        self.cleared = {"M": 0, "R": 0, "D": 0}
        self.session_start = None
        # the pause under way
        self.pause_start = None
        self.thresholds = []  # (length, rank, name), those not reached yet
        # quiet and silence
        self.fullscreen_at = None  # set since
        self.fullscreen_counts = False
        self.other = False
        self.silent = False
        self.silent_until = None
        self.was_quiet = self.was_silent = False
        self.last_calm = None  # end of the last quiet or silence
        # the daily limit
        self.levels_used = 0
        self.owed = False
        self.daily_since = None
        self.init_breaks()
        self.init_gone()

    # --- small questions

    def emit(self, effect, **fields):
        self.out(*self.as_traced(self.now, effect, fields))

    def counter(self, name):
        return self.ledger.present_between(self.cleared[name], self.now)

    def session_time(self):
        return 0 if self.session_start is None else self.ledger.present_between(self.session_start, self.now)

    def quiet(self):
        return self.other or (self.fullscreen_at is not None and self.fullscreen_counts)

    def hushed(self):
        return self.quiet() or self.silent or (self.gone and self.held_back)

    def day_number(self):
        return (self.wall_of_zero + self.now + self.offset - self.c["session.day_starts"]) // DAY

    def cap(self):
        return self.last_pulse + self.c["presence.passive_max"]

    def evidence(self, ahead=False):
        """e.  With `ahead`: what e will be when it stops moving, if nothing happens."""
        if self.engaged:
            return self.cap() if ahead else min(self.now, self.cap())
        if self.engaged_end is None:
            return self.last_pulse
        return max(self.last_pulse, min(self.engaged_end, self.cap()))

    def current_word(self):
        if self.present:
            hands_off = self.now - self.last_pulse >= self.c["presence.away_after"]
            return "passive" if self.engaged and hands_off else "present"
        for word in ("asleep", "locked", "unknown"):
            if word in self.blockers:
                return word
        return "away"

    # --- bookkeeping after every change

    def tell_word(self, since=None):
        word = self.current_word()
        if word != self.word:
            self.word = word
            self.emit("presence", state=word, start=self.now if since is None else since)

    def note_calm(self):
        if (self.was_quiet and not self.quiet()) or (self.was_silent and not self.silent):
            self.last_calm = self.now
        if self.was_quiet and not self.quiet():
            self.held_until = None
        self.was_quiet, self.was_silent = self.quiet(), self.silent

    def refresh(self, outside=False):
        """Lets conditions that fail fail.  `outside`: an event, or the end of a silence, may make one hold."""
        self.note_calm()
        self.tell_word()
        self.refresh_breaks(outside)
        if not self.daily_can_wait():
            self.daily_since = None
        elif self.daily_since is None:
            self.daily_since = self.now

    # --- presence

    def go_away(self, since, how):
        """Absence since `since`; a break that is DUE starts, unless it ends by hands off."""
        self.ledger.close(since)
        self.present = False
        self.pause_start = since
        self.thresholds = sorted([(self.c["micro_break.length"], 0, "micro"), (self.c["rest_break.length"], 1, "rest"),
                                  (self.c["session.ends_after"], 2, "session")])
        self.tell_word(since)
        if self.is_state("due") and how != "hands off":
            self.start_break(how, since if how == "blocker" else max(self.brk.d, since))

    def pulse(self):
        if self.blockers or (self.grace_until is not None and self.now < self.grace_until):
            return
        self.last_pulse = self.now
        if self.fullscreen_at is not None and self.now > self.fullscreen_at + self.c["quiet.max_delay"]:
            self.fullscreen_counts = False
            self.note_calm()
        if self.present:
            return
        self.present = True
        self.present_since = self.now
        self.pause_start = None
        self.thresholds = []
        self.ledger.open(self.now)
        self.tell_word()
        if self.session_start is None:
            self.session_start = self.now
            self.emit("session-start", start=self.now)
        if self.is_state("started"):
            self.interrupt()

    def blocker(self, name, sets):
        if sets:
            self.blockers.add(name)
            if self.present:
                self.go_away(self.now, "blocker")
        elif name in self.blockers:
            self.blockers.remove(name)
            if name == "locked" and not self.blockers:
                self.pulse()

    # --- slots of presence and the accounting

    def silence_when(self):
        return self.silent_until if self.silent else None

    def silence_fire(self):
        self.silent, self.silent_until = False, None

    def day_when(self):
        if self.day_ends is not None:
            return self.day_ends
        if self.day_number() != self.day:
            return self.now
        return (self.day + 1) * DAY + self.c["session.day_starts"] - self.wall_of_zero - self.offset

    def day_fire(self):
        self.day = self.day_number()
        self.day_ends = None
        self.cleared["D"] = self.now
        self.levels_used = 0

    def away_when(self):
        return self.evidence(ahead=True) + self.c["presence.away_after"] if self.present else None

    def away_fire(self):
        self.go_away(self.evidence(), "leaving")

    def passive_when(self):
        if self.present and self.engaged and self.word == "present":
            return self.last_pulse + self.c["presence.away_after"]
        return None

    def passive_fire(self):
        self.tell_word()

    def pause_when(self):
        return self.pause_start + self.thresholds[0][0] if self.thresholds else None

    def pause_fire(self):
        name = self.thresholds.pop(0)[2]
        if name == "session":
            self.emit("session-end", start=self.session_start, end=self.pause_start, screen_seconds=self.session_time())
            self.session_start = None
            return
        if self.brk is not None and (name == "rest" or self.brk.kind == "micro"):
            if self.brk.state == "postponed":
                self.finish("natural", self.pause_start)
            else:
                self.finish("taken")
        elif self.brk is None and self.counter("R" if name == "rest" else "M") >= MIN:
            self.record(name, "natural", self.pause_start)
        self.clear(name)

    # --- slots of the daily limit

    def daily_can_wait(self):
        return (self.owed and self.c["daily_limit.enabled"] and self.present and not self.hushed() and
                self.brk is None and self.rest_since is None and self.micro_since is None)

    def owe_when(self):
        level = self.c["daily_limit.limit"] + self.levels_used * self.c["daily_limit.remind_every"]
        return self.now + max(0, level - self.counter("D")) if self.present else None

    def owe_fire(self):
        self.levels_used += 1
        self.owed = True

    def daily_when(self):
        return None if self.daily_since is None else self.right_moment(self.daily_since)

    def daily_fire(self):
        self.owed = False
        self.emit("prompt", kind="daily", reason="daily", screen_seconds=self.counter("D"))

    # --- time and events

    def run_until(self, limit):
        """Fires all deadlines at or before `limit`, each at its own time."""
        idle = 0
        while True:
            times = [t for t in (getattr(self, slot + "_when")() for slot in self.SLOTS) if t is not None]
            t = min(times, default=limit + 1)
            if t > limit:
                break
            idle = idle + 1 if t <= self.now else 0
            assert idle < 50, "deadlines do not settle"
            self.now = max(self.now, t)
            for slot in self.SLOTS:
                self.fire_slot(slot)
        self.now = max(self.now, limit)

    def fire_slot(self, slot):
        for _ in range(50):  # several thresholds of one slot may fall together
            t = getattr(self, slot + "_when")()
            if t is None or t > self.now:
                return
            getattr(self, slot + "_fire")()
            self.refresh(outside=slot == "silence")
        raise AssertionError(f"slot {slot} does not settle")

    def feed(self, t, word, arg):
        """One event; False at `end`."""
        if self.is_missed(t, word, arg):
            return True
        t += self.skew
        self.run_until(t)
        if word == "end":
            self.emit("end", presence=self.word, session_seconds=self.session_time(), today_seconds=self.counter("D"))
            return False
        if word in self.BLOCKERS:
            self.blocker(*self.BLOCKERS[word])
        else:
            getattr(self, "on_" + word.replace("-", "_"))(arg)
        self.refresh(outside=True)
        return True

    def on_start(self, arg):
        when = datetime.fromisoformat(arg.replace("Z", "+00:00"))
        since_1970 = when - datetime(1970, 1, 1, tzinfo=timezone.utc)
        self.offset = when.utcoffset() // timedelta(microseconds=1)
        self.wall_of_zero = since_1970 // timedelta(microseconds=1) - self.now
        self.day = self.day_number()

    def on_pulse(self, _):
        self.pulse()

    def on_engaged_on(self, _):
        self.engaged = True

    def on_engaged_off(self, _):
        if self.engaged:
            self.engaged, self.engaged_end = False, self.now

    def on_quiet_on(self, arg):
        if arg != "fullscreen":
            self.other = True
        elif self.fullscreen_at is None:
            self.fullscreen_at, self.fullscreen_counts = self.now, True

    def on_quiet_off(self, arg):
        if arg != "fullscreen":
            self.other = False
        if arg != "other":
            self.fullscreen_at, self.fullscreen_counts = None, False

    def on_pause(self, arg):
        self.drop()
        self.silent = True
        self.silent_until = self.now + duration(arg) if arg else None

    def on_resume(self, _):
        self.silent, self.silent_until = False, None

    def on_clock(self, arg):
        step = duration(arg.lstrip("+-"))
        self.wall_of_zero += -step if arg.startswith("-") else step
        if step >= US:  # else slewed, not set
            self.day_ends = None

    def on_offset(self, arg):
        self.offset = (-1 if arg.startswith("-") else 1) * hours_minutes(arg.lstrip("+-"))


TIMES = {"start", "end", "screen_seconds", "session_seconds", "today_seconds"}


def seconds(us):
    return us // US if us % US == 0 else us / US


def as_object(t, effect, fields):
    """An effect in the form of `--json`."""
    return {"t": seconds(t), "effect": effect, **{k: seconds(v) if k in TIMES else v for k, v in fields.items()}}


def run(lines, conf, engine=Engine):
    """All effects of a trace, as objects."""
    effects = []
    e = engine(conf, lambda t, effect, fields: effects.append(as_object(t, effect, fields)))
    for t, _, word, arg in read_trace(lines):
        if not e.feed(t, word, arg):
            break
    return effects


def main(argv):
    texts = {}
    if argv[:1] == ["--config"]:
        with open(argv[1], encoding="utf-8") as f:
            texts = read_ini(f.read())
        argv = argv[2:]
    with open(argv[0], encoding="utf-8") as f:
        for effect in run(f, read_values(texts)):
            print(json.dumps(effect))


if __name__ == "__main__":
    main(sys.argv[1:])
