/*
 * The engine's state as text, a field a line:
 *
 *     ergod-engine 1
 *     at BOOT REAL GMTOFF GMTOFF-AFTER GMTOFF-UNTIL   the last stamp
 *     limit LIMIT EVERY                               the configuration that daily_level is of
 *     quiet                                           it was
 *     day NUMBER END                                  day_kept
 *     NAME VALUE                                      a field of state_fields[] that is not 0
 *     tally KIND N N N N N                            outcomes of the day, as enum outcome has them
 *     stretch FROM TO                                 of the reminder clock
 *     end                                             without it the text was cut
 *
 * Times are microseconds after the stamp, negative before it, so that they mean the same on any
 * clock.  Blockers, the flags of quiet and the configuration are not kept: they are told anew.
 */
#include <stdio.h>
#include <string.h>

#include "ergo/grow.h"
#include "ergo/engine-state.h"

#include "state-internal.h"

/* ---- the fields ---- */

#define WORDS(name)                                                                                \
	static const char *name##_word(unsigned value)                                             \
	{                                                                                          \
		return name##_to_string((enum name) value);                                        \
	}

static const char *const started_by_names[] = {
	[STARTED_BY_LEAVING] = "leaving",
	[STARTED_BY_BLOCKER] = "blocker",
	[STARTED_BY_WORD] = "word",
};
DECLARE_STRTAB(started_by, enum started_by);
DEFINE_STRTAB(started_by, enum started_by, started_by_names)

WORDS(device_class)
WORDS(outcome)
WORDS(break_kind)
WORDS(break_state)
WORDS(started_by)

/* clang-format off */
#define F(member, type) { #member, offsetof(struct engine, member), FIELD_##type, NULL, NULL }
#define W(member, name) { #member, offsetof(struct engine, member), FIELD_WORD, name##_word, name##_from_string }
/* clang-format on */

const struct field state_fields[] = {
	/* presence */
	F(present, FLAG),
	F(present_since, PAST),
	F(engaged, FLAG),
	F(engaged_end, PAST),
	F(last_pulse, PAST),
	W(last_class, device_class),
	F(grace_until, TIME),
	/* accounting */
	F(micro.sum, SPAN),
	F(micro.since, PAST),
	F(rest.sum, SPAN),
	F(rest.since, PAST),
	F(session.sum, SPAN),
	F(session.since, PAST),
	F(day.sum, SPAN),
	F(day.since, PAST),
	F(in_session, FLAG),
	F(session_start, PAST),
	F(longest_today, SPAN),
	/* the pause */
	F(in_pause, FLAG),
	F(pause_start, PAST),
	F(pause_micro_done, FLAG),
	F(pause_rest_done, FLAG),
	F(pause_session_done, FLAG),
	F(pause_micro_counted, FLAG),
	W(pause_micro_outcome, outcome),
	/* the break, while one is active */
	W(brk.state, break_state),
	W(brk.kind, break_kind),
	F(brk.since, PAST),
	F(brk.due, PAST),
	W(brk.started_by, started_by),
	F(brk.from_nothing, FLAG),
	F(brk.kept, SPAN),
	F(brk.postponed_until, TIME),
	F(brk.postpones, COUNT),
	F(brk.reminders, COUNT),
	F(brk.clock.running, FLAG),
	F(brk.clock.since, PAST),
	F(brk.clock.sum, SPAN),
	/* when prompts may come */
	F(quiet_end, TIME),
	F(silent, FLAG),
	F(silent_until, TIME),
	F(silence_end, PAST),
	F(outcome_at, PAST),
	F(rest_waits, TIME),
	F(micro_waits, TIME),
	F(daily_waits, TIME),
	F(daily_level, SPAN),
	F(daily_owed, FLAG),
};
const size_t state_fields_n = ELEMENTSOF(state_fields);

_Static_assert(ELEMENTSOF(state_fields) <= STATE_FIELDS_MAX, "make STATE_FIELDS_MAX larger");
_Static_assert(sizeof(enum outcome) == sizeof(unsigned), "FIELD_WORD takes enums for unsigned");

/* ---- writing ---- */

static void add_span(struct grow *o, usec_t span)
{
	grow_add(o, " %llu", (unsigned long long) usec_min(span, STATE_SPAN_MAX));
}

static void add_time(struct grow *o, const struct engine *e, usec_t t)
{
	if (t == USEC_INFINITY) {
		grow_add(o, " never");
	} else if (t < e->now) {
		grow_add(o, " -%llu", (unsigned long long) usec_min(e->now - t, STATE_SPAN_MAX));
	} else {
		add_span(o, t - e->now);
	}
}

static void add_field(struct grow *o, const struct engine *e, const struct field *f)
{
	const char *at = (const char *) e + f->offset;
	unsigned count = 0;
	usec_t value = 0;
	bool flag = false;

	if (f->type == FIELD_FLAG) {
		memcpy(&flag, at, sizeof(flag));
	} else if (f->type == FIELD_COUNT || f->type == FIELD_WORD) {
		memcpy(&count, at, sizeof(count));
	} else {
		memcpy(&value, at, sizeof(value));
	}
	if (!flag && count == 0 && value == 0) {
		return;
	}
	grow_add(o, "%s", f->name);
	switch (f->type) {
	case FIELD_FLAG:
		grow_add(o, " yes");
		break;
	case FIELD_COUNT:
		grow_add(o, " %u", count < STATE_COUNT_MAX ? count : STATE_COUNT_MAX);
		break;
	case FIELD_SPAN:
		add_span(o, value);
		break;
	case FIELD_PAST:
	case FIELD_TIME:
		add_time(o, e, value);
		break;
	case FIELD_WORD:
		grow_add(o, " %s", f->to_string(count));
		break;
	}
	grow_add(o, "\n");
}

static void add_stamp(struct grow *o, const struct stamp *s)
{
	grow_add(o, "at %llu %llu %d %d", (unsigned long long) s->boot,
		 (unsigned long long) usec_min(s->real, STATE_REAL_MAX), (int) s->gmtoff_s,
		 (int) s->gmtoff_after_s);
	if (s->gmtoff_until == USEC_INFINITY) {
		grow_add(o, " never\n");
	} else {
		grow_add(o, " %llu\n",
			 (unsigned long long) usec_min(s->gmtoff_until, STATE_REAL_MAX));
	}
}

static void add_tally(struct grow *o, const struct engine *e)
{
	for (size_t kind = 0; kind < ELEMENTSOF(e->tally); kind++) {
		grow_add(o, "tally %s", break_kind_to_string((enum break_kind) kind));
		for (size_t i = 0; i < ELEMENTSOF(e->tally[kind]); i++) {
			unsigned n = e->tally[kind][i];

			grow_add(o, " %u", n < STATE_COUNT_MAX ? n : STATE_COUNT_MAX);
		}
		grow_add(o, "\n");
	}
}

static bool of_break(const struct field *f)
{
	return f->offset >= offsetof(struct engine, brk) &&
	       f->offset < offsetof(struct engine, brk) + sizeof(struct active_break);
}

size_t engine_save(const struct engine *e, char *buf, size_t size)
{
	struct grow o = { .buf = buf, .size = size };

	grow_add(&o, STATE_MAGIC "\n");
	add_stamp(&o, &e->stamp);
	grow_add(&o, "limit %llu %llu\n", (unsigned long long) e->c.daily_limit_limit,
		 (unsigned long long) e->c.daily_limit_remind_every);
	if (moments_quiet(e)) {
		grow_add(&o, "quiet\n");
	}
	if (e->day_kept && e->day_number >= 0) {
		grow_add(&o, "day %llu", (unsigned long long) e->day_number);
		add_time(&o, e, e->day_end);
		grow_add(&o, "\n");
	}
	for (size_t i = 0; i < state_fields_n; i++) {
		if (breaks_active(e) || !of_break(&state_fields[i])) {
			add_field(&o, e, &state_fields[i]);
		}
	}
	add_tally(&o, e);
	for (size_t i = 0; breaks_active(e) && i < e->brk.clock.n; i++) {
		grow_add(&o, "stretch");
		add_time(&o, e, e->brk.clock.stretch[i].from);
		add_time(&o, e, e->brk.clock.stretch[i].to);
		grow_add(&o, "\n");
	}
	grow_add(&o, "end\n");
	assert(!o.full); /* ENGINE_STATE_MAX is enough */
	return o.n;
}
