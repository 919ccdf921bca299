"""The rules of breaks: when one comes due, its life and its ends."""

from oracle_text import duration


class Break:
    def __init__(self, kind, from_nothing=False):
        self.kind = kind
        self.state = None  # "due", "started", "postponed"
        self.d = None  # since when DUE, the last time
        self.turned_due = None  # where `d` is only when its prompt was shown anew
        self.start = None  # since when STARTED, back-dated
        self.how = None  # the stretch began by "word", "blocker" or "leaving"
        self.kept = 0  # rest kept of earlier stretches
        self.postpones = 0
        self.until = None  # when the postponement runs out
        self.reminders = 0
        self.from_nothing = from_nothing
        self.windows = []  # when the reminder clock may count: [start, end or None]


class BreakRules:
    """Part of the oracle's engine; see oracle_model.py."""

    def init_breaks(self):
        self.brk = None
        self.rest_since = None  # a rest break waits, for the first time, since
        self.micro_since = None
        self.grace_until = None
        self.last_outcome = None

    # --- small questions

    def is_state(self, *states):
        return self.brk is not None and self.brk.state in states

    def break_counter(self, kind):
        return self.counter("R" if kind == "rest" else "M")

    def counter_due(self, kind):
        return self.break_counter(kind) >= self.c[kind + "_break.every"]

    def wanted(self):
        return self.c[self.brk.kind + "_break.length"] - self.brk.kept

    def rest_can_wait(self):
        """All of a rest break's condition but the counter."""
        over_micro = self.brk is None or (self.brk.kind == "micro" and self.is_state("due", "postponed"))
        return self.c["rest_break.enabled"] and self.present and not self.hushed() and over_micro

    def micro_can_wait(self):
        return (self.c["micro_break.enabled"] and self.present and not self.hushed() and self.brk is None and
                self.rest_since is None)

    def left_to_rest(self, ahead=0):
        left = self.c["rest_break.every"] - (self.counter("R") + ahead)
        return self.c["rest_break.enabled"] and left <= self.c["micro_break.not_before_rest"]

    def right_moment(self, since):
        settle = self.c["prompts.settle"]
        r = max([since] + [t for t in (self.last_calm, self.held_until) if t is not None] +
                [t + settle for t in (self.present_since, self.last_outcome) if t is not None])
        return min(max(r, self.last_pulse + self.c["prompts.lull"]), r + self.c["prompts.lull_max"])

    def refresh_breaks(self, outside):
        running = self.is_state("due") and not self.hushed()
        if self.brk is not None:
            windows = self.brk.windows
            counts = windows and windows[-1][1] is None
            if running and not counts:
                windows.append([self.now, None])
            elif not running and counts:
                windows[-1][1] = self.now
        if self.rest_since is not None and not (self.rest_can_wait() and self.counter_due("rest")):
            self.rest_since = None
        if outside and self.rest_since is None and self.rest_can_wait() and self.counter_due("rest"):
            self.rest_since = self.now
        if self.micro_since is not None and not (self.micro_can_wait() and self.counter_due("micro") and
                                                 not self.left_to_rest()):
            self.micro_since = None

    # --- the life of a break

    def prompt(self, reason):
        self.emit("prompt", kind=self.brk.kind, reason=reason, screen_seconds=self.break_counter(self.brk.kind))

    def make_due(self, kind=None):
        if kind:
            self.brk = Break(kind)
        self.brk.state = "due"
        self.brk.d, self.brk.turned_due = self.now, None
        self.brk.until = None
        self.prompt("due")

    def start_break(self, how, start):
        self.brk.state = "started"
        self.brk.how = how
        self.brk.start = start
        self.brk.until = None
        self.emit("break-started", kind=self.brk.kind, start=start)

    def start_by_word(self):
        self.start_break("word", self.now)
        self.grace_until = self.now + self.c["prompts.grace"]
        if self.present:
            self.go_away(self.now, "word")

    def interrupt(self):
        b = self.brk
        if b.from_nothing and not self.counter_due(b.kind):
            self.drop()
            return
        if b.how in ("word", "blocker"):
            b.kept += self.now - b.start
        b.state = "due"
        b.d, b.turned_due = self.now, None
        b.start = None
        if b.how == "word" and not self.hushed():
            self.prompt("interrupted")

    def withdraw(self):
        if self.is_state("due", "started"):
            self.emit("withdraw", kind=self.brk.kind)

    def drop(self):
        """Without outcome or clearing."""
        self.withdraw()
        self.brk = None

    def finish(self, outcome, start=None):
        b = self.brk
        self.withdraw()
        if start is None:
            start = b.start if b.state == "started" else b.d if b.turned_due is None else b.turned_due
        self.brk = None
        self.record(b.kind, outcome, start)
        if outcome != "replaced":
            self.clear(b.kind)

    def record(self, kind, outcome, start):
        self.emit("break-ended", kind=kind, outcome=outcome, start=start, end=self.now,
                  screen_seconds=self.break_counter(kind))
        self.last_outcome = self.now

    def clear(self, kind):
        self.cleared["M"] = self.now
        if kind == "rest":
            self.cleared["R"] = self.now

    # --- slots

    def break_when(self):
        if self.is_state("started"):
            return self.brk.start + self.wanted()
        if self.is_state("due"):
            return max(self.brk.d, self.evidence(ahead=True)) + self.wanted()
        return None

    def break_fire(self):
        since = None
        if self.is_state("due"):
            since = max(self.brk.d, self.evidence())
            self.go_away(since, "hands off")
        self.finish("taken", since)

    def reminder_when(self):
        if not self.is_state("due") or self.hushed():
            return None
        if self.brk.kind == "micro":
            goal = self.c["micro_break.expires_after"]
        else:
            goal = (self.brk.reminders + 1) * self.c["prompts.remind_after"]
        windows = [(a, self.now if b is None else b) for a, b in self.brk.windows]
        return self.now + max(0, goal - sum(self.ledger.present_between(a, b) for a, b in windows))

    def reminder_fire(self):
        if self.brk.kind == "micro" or self.brk.reminders >= self.c["prompts.max_reminders"]:
            self.finish("missed")
        else:
            self.brk.reminders += 1
            self.prompt("reminder")

    def postponed_when(self):
        if self.is_state("postponed") and self.present and not self.hushed():
            if self.brk.kind == "rest" or self.rest_since is None:
                return self.right_moment(self.brk.until)
        return None

    def postponed_fire(self):
        self.make_due()

    def rest_when(self):
        if not self.rest_can_wait():
            return None
        if self.rest_since is None:
            return self.now + max(0, self.c["rest_break.every"] - self.counter("R"))
        return self.right_moment(self.rest_since)

    def rest_fire(self):
        if self.rest_since is None:
            self.rest_since = self.now
            self.micro_since = None  # taken over at once
        if self.right_moment(self.rest_since) <= self.now:
            self.rest_since = None
            if self.brk is not None:
                self.finish("replaced")
            self.make_due("rest")

    def micro_when(self):
        if not self.micro_can_wait():
            return None
        if self.micro_since is None:
            ahead = max(0, self.c["micro_break.every"] - self.counter("M"))
            return None if self.left_to_rest(ahead) else self.now + ahead
        t = self.right_moment(self.micro_since)
        if self.c["rest_break.enabled"]:
            left = self.c["rest_break.every"] - self.c["micro_break.not_before_rest"] - self.counter("R")
            t = min(t, self.now + max(0, left))
        return t

    def micro_fire(self):
        if self.left_to_rest():
            self.micro_since = None
            return
        if self.micro_since is None:
            self.micro_since = self.now
        if self.right_moment(self.micro_since) <= self.now:
            self.micro_since = None
            self.make_due("micro")

    # --- events

    def on_action(self, arg):
        what, _, length = arg.partition(" ")
        b = self.brk
        if b is None:
            return
        if what == "start" and b.state in ("due", "postponed"):
            self.start_by_word()
        elif what == "postpone" and b.state == "due" and b.postpones < self.c["prompts.max_postpones"]:
            self.withdraw()
            b.postpones += 1
            b.state = "postponed"
            b.until = self.now + (duration(length) if length.strip() else self.c["prompts.postpone"])
        elif what == "skip":
            self.finish("skipped")
        elif what == "end" and b.state == "started":
            rested = b.kept + self.now - b.start
            self.finish("taken" if 2 * rested >= self.c[b.kind + "_break.length"] else "skipped")

    def on_break(self, kind):
        if self.brk is not None and self.brk.kind == kind:
            if self.brk.state != "started":
                self.start_by_word()
            return
        if self.brk is not None and kind == "micro":
            return  # a rest break is active
        if self.brk is not None:
            self.finish("replaced")
        self.rest_since = self.micro_since = None
        self.brk = Break(kind, from_nothing=True)
        self.start_by_word()
