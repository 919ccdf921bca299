"""The oracle's own reading of durations, ini files and traces.  Times are integer microseconds."""

import re
from fractions import Fraction

US = 1_000_000
MIN = 60 * US
HOUR = 60 * MIN
DAY = 24 * HOUR
UNITS = {"h": HOUR, "min": MIN, "s": US, "ms": 1000, "us": 1}

DEFAULTS = {
    "presence.away_after": "1min", "presence.passive_max": "2h",
    "session.ends_after": "5min", "session.day_starts": "04:00",
    "micro_break.enabled": "yes", "micro_break.every": "20min", "micro_break.length": "30s",
    "micro_break.not_before_rest": "5min", "micro_break.expires_after": "2min",
    "rest_break.enabled": "yes", "rest_break.every": "50min", "rest_break.length": "5min",
    "daily_limit.enabled": "yes", "daily_limit.limit": "8h", "daily_limit.remind_every": "30min",
    "prompts.postpone": "5min", "prompts.max_postpones": "3",
    "prompts.remind_after": "10min", "prompts.max_reminders": "2",
    "prompts.start_after": "30s", "prompts.grace": "5s", "prompts.settle": "1min",
    "prompts.lull": "3s", "prompts.lull_max": "60s", "quiet.max_delay": "30min",
}

PART = r"(\d+(?:\.\d+)?)\s*(us|ms|min|h|s)(?![A-Za-z])"
HEAD = re.compile(r"\s*((?:(?:\d+(?:\.\d+)?)\s*(?:us|ms|min|h|s)(?![A-Za-z])\s*)+)")


def duration(text):
    """Microseconds of `1h 2min 3.5s`."""
    if not HEAD.fullmatch(text.strip()):
        raise ValueError(f"bad duration: {text!r}")
    return int(sum(Fraction(n) * UNITS[unit] for n, unit in re.findall(PART, text)))


def hours_minutes(text):
    hours, minutes = text.strip().split(":")
    return int(hours) * HOUR + int(minutes) * MIN


def is_duration(key):
    return not key.endswith(("day_starts", ".enabled", ".max_postpones", ".max_reminders"))


def read_values(texts):
    """The configuration as numbers, defaults where `texts` has no key."""
    conf = {}
    for key, value in {**DEFAULTS, **texts}.items():
        if key.endswith("day_starts"):
            conf[key] = hours_minutes(value)
        elif key.endswith(".enabled"):
            conf[key] = {"yes": True, "no": False}[value]
        else:
            conf[key] = duration(value) if is_duration(key) else int(value)
    return conf


def read_ini(text):
    """{"section.key": value as text}"""
    texts, section = {}, ""
    for line in text.splitlines():
        line = re.split(r"\s[#;]|^[#;]", line, maxsplit=1)[0].strip()
        if line.startswith("["):
            section = line.strip("[] ")
        elif line:
            key, value = (part.strip() for part in line.split("=", 1))
            if f"{section}.{key}" in DEFAULTS:  # keys of other sections concern no replay
                texts[f"{section}.{key}"] = value
    return texts


def write_ini(texts):
    sections = {}
    for key, value in texts.items():
        section, name = key.split(".")
        sections.setdefault(section, []).append(f"{name} = {value}")
    return "".join(f"[{section}]\n" + "\n".join(lines) + "\n\n" for section, lines in sections.items())


def read_trace(lines):
    """The events in order: (time, line number, word, argument); series of pulses are expanded and merged."""
    events = []
    for number, raw in enumerate(lines):
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        head = HEAD.match(line)
        t, rest = (duration(head.group(1)), line[head.end():]) if head else (0, line)
        word, _, arg = rest.strip().partition(" ")
        series = re.search(r"\bevery\s+(.*?)\s+for\s+(.*)$", arg) if word == "pulse" else None
        if series:
            step, span = duration(series.group(1)), duration(series.group(2))
            events += [(t + k * step, number, "pulse", "") for k in range(span // step + 1)]
        else:
            events.append((t, number, word, arg.strip()))
    events.sort(key=lambda event: event[:2])
    return events
