"""The oracle with what must always hold checked after every step."""

from oracle_model import Engine


class CheckedEngine(Engine):
    def __init__(self, conf, out):
        self.last = 0
        super().__init__(conf, lambda t, effect, fields: (self.check_effect(t, effect, fields), out(t, effect, fields)))

    def check_effect(self, t, effect, fields):
        assert t >= self.last, "the time goes back"
        self.last = t
        assert 0 <= fields.get("start", 0) <= fields.get("end", t) <= t, (effect, fields)
        assert effect != "prompt" or (self.present and not self.blockers and not self.hushed()), "prompt out of place"

    def refresh(self, outside=False):
        super().refresh(outside)
        b = self.brk
        if b:
            assert b.state != "due" or self.present, "DUE while away"
            assert b.state != "started" or not self.present, "present while STARTED"
            assert b.kept < self.c[b.kind + "_break.length"]
            assert b.postpones <= self.c["prompts.max_postpones"]
            assert b.reminders <= self.c["prompts.max_reminders"]
        assert not (self.present and self.blockers)
        assert self.rest_since is None or (self.present and not self.hushed() and self.micro_since is None)
        assert self.micro_since is None or b is None
        assert 0 <= self.counter("M") <= self.counter("R")
        assert self.session_start is not None or not self.present
        spans = self.ledger.spans
        assert all(a <= b <= c for (a, b), (c, _) in zip(spans, spans[1:]))
        assert not self.present or self.evidence() >= spans[-1][0]
        assert self.pause_start is None or self.pause_start <= self.now
