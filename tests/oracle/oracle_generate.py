#!/usr/bin/python3
"""Makes traces and configurations to compare the engines with.

    oracle_generate.py SEED FOLDER      writes FOLDER/SEED.t and FOLDER/SEED.ini

The oracle runs beside the generator, only to aim: events fall exactly on the deadlines that it sees ahead, or one
grid step beside, and actions fit the state.  Whatever the oracle has wrong makes the aim worse, not the trace invalid.
"""

import pathlib
import random
import sys

from oracle_model import Engine
from oracle_text import HOUR, MIN, US, is_duration, read_values, write_ini

PULSES_MAX = 3000

# What a default configuration is varied with.
VARIATIONS = (
    ("presence.passive_max", ("30s", "5min", "90s")), ("session.ends_after", ("30s", "5min", "10min")),
    ("micro_break.length", ("30s", "1min", "5min", "6min")), ("prompts.postpone", ("1min", "5min")),
    ("daily_limit.limit", ("30min", "1h", "50min")), ("daily_limit.remind_every", ("5min", "30min")),
    ("quiet.max_delay", ("10s", "1min", "5min")), ("prompts.remind_after", ("30s", "1min", "10min")),
    ("presence.away_after", ("10s", "30s", "5min", "6min")),
)


def spell(us, rng=None):
    """A duration as text; now and then as a sum of units or with decimals."""
    if us == 0:
        return "0s"
    style = rng.randrange(4) if rng else 0
    decimal = lambda t: f"{t // US}" + (f".{t % US:06d}".rstrip("0") if t % US else "") + "s"
    if style == 1 and us < 600 * US:
        return decimal(us)
    if style == 2 and us % 1000 == 0 and us < 20 * US:
        return f"{us // 1000}ms"
    parts = []
    for unit, name in ((HOUR, "h"), (MIN, "min")):
        count, us = divmod(us, unit)
        if count:
            parts.append(f"{count}{name}")
    if us:
        parts.append(decimal(us))
    return " ".join(parts)


def spell_offset(minutes):
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


class ConfigMaker:
    """A configuration as {"section.key": text}, and the grid step its events should fall on."""

    def __init__(self, rng):
        self.rng = rng
        self.profile = rng.choice(("default", "short", "short", "short", "short", "equal", "equal", "minutes", "minutes"))
        self.texts = {}
        if self.profile == "default":
            self.step = rng.choice((10, 30, 60)) * US
            self.texts = {key: rng.choice(values) for key, values in VARIATIONS if rng.random() < .3}
        else:
            getattr(self, "scale_" + self.profile)()
            self.durations()
        self.others()

    def scale_minutes(self):
        self.step = self.rng.choice((5, 10, 15)) * US
        self.scale = {"every": (6, 40), "len": (1, 12), "small": (1, 4), "mid": (2, 20), "big": (20, 80)}

    def scale_short(self):
        self.step = self.rng.choice((US, US, US, 2 * US, US // 2))
        self.scale = {"every": (5, 90), "len": (2, 12), "small": (1, 6), "mid": (2, 20), "big": (20, 120)}
        if self.rng.random() < .5:  # counters above a minute, so that natural breaks are recorded
            self.scale["every"] = (61, 150)

    def scale_equal(self):
        rng = self.rng
        self.step = rng.choice((US, 5 * US, 10 * US))
        v = rng.randint(2, 10)
        w = rng.choice((v, 2 * v, 3 * v))
        self.scale = {"every": (w, w), "len": (v, v), "small": (v, v), "mid": (v, v), "big": (w, w)}
        if rng.random() < .6:
            self.scale["every"] = (2 * w, 8 * w)
        if rng.random() < .6:
            self.scale["small"] = (1, 2)

    def pick(self, name, times=1):
        """Whole seconds, at least one: `90s` or `1min 30s`."""
        us = max(US, self.rng.randint(*self.scale[name]) * self.step) * times
        us = -(-us // US) * US
        return spell(us) if self.rng.random() < .5 else f"{us // US}s"

    def durations(self):
        rng = self.rng
        chances = (  # of keeping the default, and the sizes otherwise
            ("presence.away_after", .03, ("len", "small", "mid")), ("presence.passive_max", .3, ("len", "mid", "big")),
            ("session.ends_after", .05, ("len", "mid", "mid", "big")), ("micro_break.every", 0, ("every",)),
            ("micro_break.length", 0, ("len", "small", "mid")), ("micro_break.not_before_rest", .02, ("small",)),
            ("micro_break.expires_after", .05, ("mid",)), ("rest_break.length", 0, ("len", "mid", "big")),
            ("daily_limit.limit", .2, ("big",)),
            ("daily_limit.remind_every", .2, ("small", "mid", "big", "big", "every")),
            ("prompts.postpone", .05, ("small", "mid")), ("prompts.remind_after", .05, ("len", "small", "mid")),
            ("prompts.grace", .2, ("small",)), ("prompts.settle", .05, ("small", "small", "len")),
            ("prompts.lull", .2, ("small",)), ("prompts.lull_max", .2, ("small", "mid")),
            ("quiet.max_delay", .1, ("small", "mid", "big")),
        )
        self.texts["rest_break.every"] = self.pick("every", rng.choice((1, 1, 2, 3)))
        for key, keep, sizes in chances:
            if rng.random() >= keep:
                self.texts[key] = self.pick(rng.choice(sizes))
        for key in ("prompts.grace", "prompts.settle", "prompts.lull", "prompts.lull_max"):
            if rng.random() < .05:
                self.texts[key] = "0s"

    def others(self):
        rng = self.rng
        if rng.random() < .5:
            self.texts["prompts.max_postpones"] = str(rng.randint(0, 3))
        if rng.random() < .5:
            self.texts["prompts.max_reminders"] = str(rng.randint(0, 3))
        if rng.random() < .3:
            self.texts["session.day_starts"] = rng.choice(("00:00", "04:00", "05:30", "23:59", "12:00"))
        for kind in ("micro_break", "rest_break", "daily_limit"):
            if rng.random() < .07:
                self.texts[kind + ".enabled"] = "no"


class TraceWriter:
    """Lines of a trace, with the oracle run beside them."""

    def __init__(self, rng, maker):
        self.rng = rng
        self.step = maker.step
        self.conf = conf = read_values(maker.texts)
        self.durations = sorted(conf[key] for key in conf if is_duration(key))
        self.limit = {"default": 3 * HOUR, "minutes": 2 * HOUR}.get(maker.profile, 20 * MIN)
        self.mood = rng.choice(("mixed", "mixed", "prompts", "quiet", "blockers"))
        self.dated = rng.random() < .8  # without a start line the wall clock must not go before 1970
        self.lines = []
        self.pending = []  # pulses of series not fed yet: (time, line number)
        self.pulses = 0
        self.t = 0
        self.engine = Engine(conf, lambda *effect: None)
        if self.dated:
            self.start()
        target = rng.randint(20, 200)
        while len(self.lines) < target - 1:
            self.event(self.next_time())
        last = max(self.t, self.next_time(), self.engine.back_at or 0)
        self.lines.append(f"{spell(last + rng.choice((0, self.step, self.some())), rng)} end")

    def catch_up(self, t):
        self.pending.sort()
        while self.pending and self.pending[0][0] <= t:
            self.engine.feed(self.pending.pop(0)[0], "pulse", "")
        self.engine.advance(t)

    def add(self, t, event):
        self.t = t
        self.catch_up(t)
        self.lines.append(f"{spell(t, self.rng)} {event}")
        word, _, arg = event.partition(" ")
        self.engine.feed(t, word, arg)

    def series(self, t, every, count, device):
        count = max(1, min(count, PULSES_MAX - self.pulses, 400))
        extra = self.rng.choice((0, 0, every // 2))  # a length that is no multiple of the step
        self.t = t
        self.catch_up(t)
        self.lines.append(f"{spell(t, self.rng)} pulse {device}every {spell(every)} for {spell(every * count + extra)}")
        self.pulses += count
        self.pending += [(t + k * every, len(self.lines)) for k in range(count + 1)]
        self.catch_up(t)

    def some(self):
        """A duration: a grid multiple or one of the configuration's, now and then one step beside."""
        rng, g = self.rng, self.step
        if rng.random() < .5:
            return rng.randint(1, 12) * g
        v = rng.choice(self.durations)
        if v > self.limit:
            v = rng.randint(1, 30) * g
        return max(g, v + rng.choice((0, 0, 0, -g, g)))

    def start(self):
        """The wall clock: often shortly before the day boundary."""
        rng = self.rng
        offset = rng.choice((0, 0, 60, 120, -300, 330, -570))
        hour = self.conf["session.day_starts"] if rng.random() < .6 else rng.randint(0, 23) * HOUR
        before = rng.choice((0, self.some(), self.some() * rng.randint(1, 10), self.limit // 4))
        s = (hour - before) // US % (24 * 3600)
        zone = "Z" if offset == 0 else spell_offset(offset)
        day = rng.randint(1, 28)
        self.add(0, f"start 2026-03-{day:02d}T{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}{zone}")

    def deadlines(self):
        if self.engine.gone:
            return [self.engine.back_at]
        times = (getattr(self.engine, slot + "_when")() for slot in Engine.SLOTS)
        times = (t - self.engine.skew for t in times if t is not None)
        return sorted(t for t in times if self.t <= t <= self.t + 2 * self.limit)

    def next_time(self):
        rng, g = self.rng, self.step
        roll = rng.random()
        ahead = self.deadlines()
        if roll < .22:
            return self.t
        if roll < .62 and ahead:
            t = ahead[min(len(ahead) - 1, int(rng.expovariate(1.2)))]
            return max(self.t, t + rng.choice((0, 0, 0, 0, -g, g)))
        return self.t + (g if roll < .75 else self.some())

    def undo(self):
        """What takes back a state that keeps much from happening, now and then."""
        e, rng = self.engine, self.rng
        if e.blockers and rng.random() < .5:
            words = {"locked": "unlock", "asleep": "wake", "display": "display-on", "inactive": "session-active",
                     "unknown": "source-found"}
            return words[rng.choice(sorted(e.blockers))]
        if e.silent and rng.random() < .25:
            return "resume"
        if e.quiet() and rng.random() < .25:
            return rng.choice(("quiet-off", "quiet-off", "quiet-off fullscreen", "quiet-off other"))
        return None

    def action(self):
        rng, b = self.rng, self.engine.brk
        fitting = {"due": ("start", "postpone", "postpone", "postpone " + spell(self.some()), "skip", "end"),
                   "started": ("end", "skip", "start", "postpone"), "postponed": ("start", "skip", "postpone", "end")}
        return "action " + rng.choice(fitting[b.state] if b else ("start", "postpone", "skip", "end"))

    def add_series(self, t):
        rng, g, conf, device = self.rng, self.step, self.conf, self.device()
        away = conf["presence.away_after"]
        every = max(g, rng.choice((g, 2 * g, 3 * g, conf["prompts.lull"], away, self.some())))
        if every >= away and rng.random() < .6:
            every = max(g, away // 2 // g * g)
        span = rng.choice((self.some(), self.some(), conf["micro_break.every"], conf["rest_break.every"],
                           rng.randint(1, 5) * MIN))
        self.series(t, every, min(span, self.limit) // every, device)

    def device(self):
        return self.rng.choice(("", "", "keyboard ", "pointer ", "touch ", "tablet ", "other "))

    def clock(self):
        step = self.rng.choice((self.some(), self.some(), HOUR, 24 * HOUR, self.conf["session.day_starts"] or self.step))
        return f"clock {self.rng.choice('+-') if self.dated else '+'}{spell(step)}"

    def restart(self):
        if self.engine.gone:
            return "lock"
        rng = self.rng
        length = rng.choice(("", "0s", spell(self.some()), spell(self.some()), spell(self.step)))
        return f"{rng.choice(('restart', 'restart', 'reboot'))} {length}".strip()

    def event(self, t):
        rng, e, mood = self.rng, self.engine, self.mood
        roll = rng.random()
        if e.brk and roll < (.35 if mood == "prompts" else .2):
            return self.add(t, self.action())
        undo = self.undo()
        if undo:
            return self.add(t, undo)
        if roll < .45:
            return self.add(t, f"pulse {self.device()}".strip())
        if roll < .62:
            return self.add_series(t)
        choices = (
            (.68, lambda: rng.choice(("engaged-off", "engaged-off" if e.engaged else "engaged-on", "engaged-on"))),
            (.80 if mood == "blockers" else .73, lambda: rng.choice(sorted(Engine.BLOCKERS))),
            (.87 if mood == "quiet" else .83,
             lambda: rng.choice(("quiet-on", "quiet-on fullscreen", "quiet-on fullscreen", "quiet-off"))),
            (.89, lambda: rng.choice(("break micro", "break rest", "break rest"))),
            (.93, lambda: rng.choice(("pause", f"pause {spell(self.some())}", f"pause {spell(self.some())}", "resume",
                                      "resume"))),
            (.96, self.clock),
            (.97, lambda: "offset " + spell_offset(rng.choice((0, 60, 120, 345, 720, -60, -570)[:7 if self.dated else 5]))),
            (.985, self.restart),
            (1, self.action),
        )
        return self.add(t, next(make for limit, make in choices if roll < limit)())


def generate(seed):
    """The text of a trace and of its configuration."""
    rng = random.Random(seed)
    maker = ConfigMaker(rng)
    trace = "\n".join(TraceWriter(rng, maker).lines) + "\n"
    return trace, write_ini(maker.texts)


def main(seed, folder):
    trace, ini = generate(int(seed))
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{seed}.t").write_text(trace)
    (folder / f"{seed}.ini").write_text(ini)


if __name__ == "__main__":
    main(*sys.argv[1:])
