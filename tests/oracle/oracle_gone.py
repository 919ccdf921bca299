"""The rules of a restart and a reboot: ergod is gone for a while, and goes on where it was."""

from oracle_text import US, duration, hours_minutes


class GoneRules:
    """Part of the oracle's engine; see oracle_model.py.

    The engine's clock runs on while ergod is gone.  After a reboot only the wall clock tells how long that was: where
    it was set meanwhile, the engine's time differs from the trace's by `skew` from then on.
    """

    TELL_TIME = 10 * US

    def init_gone(self):
        self.gone = False
        self.rebooted = False
        self.held_back = False  # nothing prompts meanwhile, nor right after
        self.back_at = None  # by the trace
        self.missed_step = 0  # of the wall clock
        self.missed_offset = None
        self.skew = 0
        self.least_t = 0  # by the trace: no effect is told to have come before
        self.held_until = None  # no prompt before, unless quiet is told and ends
        self.day_ends = None  # the wall clock is behind and not believed until then, or until it is set

    def as_traced(self, t, effect, fields):
        traced = {k: max(0, v - self.skew) if k in ("start", "end") else v for k, v in fields.items()}
        return max(t - self.skew, self.least_t), effect, traced

    def advance(self, t):
        """Up to `t` of the trace, if ergod is there by then."""
        if not self.is_missed(t, None, None):
            self.run_until(t + self.skew)

    def is_missed(self, t, word, arg):
        """Brings ergod back if it is time; True: it does not see this event."""
        if not self.gone:
            return False
        if t >= self.back_at:
            self.come_back()
            return False
        if word == "clock":
            self.missed_step += (-1 if arg.startswith("-") else 1) * duration(arg.lstrip("+-"))
        elif word == "offset":
            self.missed_offset = (-1 if arg.startswith("-") else 1) * hours_minutes(arg.lstrip("+-"))
        return True

    def on_restart(self, arg):
        self.go(duration(arg) if arg else 0, False)

    def on_reboot(self, arg):
        self.go(duration(arg) if arg else 0, True)

    def go(self, length, reboot):
        was_quiet = self.quiet()
        self.on_engaged_off(None)
        self.blockers = set()
        self.fullscreen_at, self.fullscreen_counts, self.other = None, False, False
        self.was_quiet = False
        self.word = self.current_word()
        self.gone = True
        self.held_back = was_quiet or length > 0 or reboot
        self.rebooted = reboot
        self.back_at = self.now - self.skew + length
        self.least_t = self.now - self.skew
        self.saved_at = self.now
        self.missed_step, self.missed_offset = 0, None

    def come_back(self):
        gap = self.back_at - (self.saved_at - self.skew)
        believed = gap
        behind = False
        if self.rebooted:
            believed = max(0, gap + self.missed_step)
            behind = gap + self.missed_step < 0
            self.skew += believed - gap
            if self.present:
                self.go_away(self.evidence(), "leaving")
        now = self.saved_at + believed
        if self.is_state("due") and gap > 0 and self.away_when() > now:
            b = self.brk
            b.d, b.turned_due = now, b.d if b.turned_due is None else b.turned_due
        self.refresh()
        if self.held_back:
            self.run_until(now)
        if behind:
            self.day_ends = self.day_ends or self.day_when()
        elif abs(self.missed_step) >= US and not self.rebooted:
            self.day_ends = None
        self.wall_of_zero += self.missed_step - (believed - gap)
        if self.missed_offset is not None:
            self.offset = self.missed_offset
        self.gone = False
        if self.held_back:
            self.held_until = self.now + max(self.c["prompts.settle"], self.TELL_TIME)
        self.refresh(outside=True)
