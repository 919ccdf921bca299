/*
 * The life of a break, one at a time.
 *
 *              +--------------- skip, rest clearing, silence (dropped), missed, -------+
 *              |                replaced, hands off (taken)                            |
 *              |                                                                       v
 *  waits ---> DUE --- start, blocker, away ---> STARTED --- rest is kept (taken), ---> NONE
 *            ^  ^ |                             |   ^       skip, end, pause clearing  ^
 *            |  | |                             |   |                                  |
 *      right |  +-|------ pulse: interrupted ---+   | start                            |
 *     moment |    | postpone                        |                                  |
 *            |    v                                 |                                  |
 *            +-- POSTPONED -------------------------+--- skip, pause clearing (natural)-+
 *
 *   event              | DUE                        | STARTED                   | POSTPONED
 *   -------------------+----------------------------+---------------------------+------------------
 *   start              | STARTED by word            | -                         | STARTED by word
 *   postpone           | POSTPONED, while some left | -                         | -
 *   skip               | skipped                    | skipped                   | skipped
 *   end                | -                          | taken from half on, else  | -
 *                      |                            | skipped                   |
 *   break, same kind   | STARTED by word            | -                         | STARTED by word
 *   break rest (micro) | replaced, rest STARTED     | the same                  | the same
 *   break micro (rest) | -                          | -                         | -
 *   blocker            | STARTED, kept as rest      | -                         | -
 *   away               | STARTED since max(d, e)    | -                         | -
 *   pulse              | -                          | DUE; dropped if begun     | -
 *                      |                            | from nothing and not due  |
 *   rest comes due     | (micro) replaced           | can't be: nobody there    | (micro) replaced
 *   silence            | dropped                    | dropped                   | dropped
 */
#include <string.h>

#include "engine-internal.h"

usec_t breaks_length(const struct engine *e, enum break_kind kind)
{
	return kind == BREAK_REST ? e->c.rest_break_length : e->c.micro_break_length;
}

usec_t breaks_every(const struct engine *e, enum break_kind kind)
{
	return kind == BREAK_REST ? e->c.rest_break_every : e->c.micro_break_every;
}

usec_t breaks_screen_time(const struct engine *e, enum break_kind kind)
{
	return counter_at(e, kind == BREAK_REST ? &e->rest : &e->micro);
}

usec_t breaks_wanted(const struct engine *e)
{
	return usec_sub(breaks_length(e, e->brk.kind), e->brk.kept);
}

/* ---- the reminder clock ---- */

/* What lies before the evidence can't be taken back any more. */
static void clock_fold(struct reminder_clock *c, usec_t evidence)
{
	size_t left = 0;

	for (size_t i = 0; i < c->n; i++) {
		usec_t settled = usec_max(c->stretch[i].from, usec_min(c->stretch[i].to, evidence));

		c->sum += settled - c->stretch[i].from;
		c->stretch[i].from = settled;
		if (settled < c->stretch[i].to) {
			c->stretch[left++] = c->stretch[i];
		}
	}
	c->n = left;
}

/*
 * Makes room among stretches that all lie after the evidence.  What can still become the evidence
 * is a moment to come, which settles them all, or the end of what engagement can prolong (`cap`):
 * two neighbours that it does not part can be one.
 */
static void clock_merge(struct reminder_clock *c, usec_t cap)
{
	for (size_t i = 0; i + 1 < c->n; i++) {
		usec_t length = c->stretch[i].to - c->stretch[i].from;

		if (c->stretch[i].from < cap && c->stretch[i + 1].to > cap) {
			continue;
		}
		c->stretch[i + 1].from -= length;
		memmove(&c->stretch[i], &c->stretch[i + 1], (c->n - i - 1) * sizeof(c->stretch[0]));
		c->n--;
		return;
	}
}

static usec_t clock_value(const struct engine *e)
{
	const struct reminder_clock *c = &e->brk.clock;
	usec_t value = c->sum;

	for (size_t i = 0; i < c->n; i++) {
		value += c->stretch[i].to - c->stretch[i].from;
	}
	return c->running ? value + (e->now - c->since) : value;
}

void breaks_clock_run(struct engine *e)
{
	struct reminder_clock *c = &e->brk.clock;
	bool run = e->brk.state == BREAK_DUE && e->present && !moments_quiet(e) && !e->silent;

	if (run && !c->running) {
		c->since = e->now;
	} else if (!run && c->running && e->now > c->since) {
		clock_fold(c, presence_evidence(e));
		if (c->n == CLOCK_STRETCHES) {
			clock_merge(c, usec_add(e->last_pulse, e->c.presence_passive_max));
		}
		c->stretch[c->n].from = c->since;
		c->stretch[c->n].to = e->now;
		c->n++;
	}
	c->running = run;
}

void breaks_clock_take_back(struct engine *e, usec_t evidence)
{
	struct reminder_clock *c = &e->brk.clock;

	if (c->running) {
		c->running = false;
		c->sum += usec_sub(evidence, c->since);
	}
	for (size_t i = 0; i < c->n; i++) {
		c->sum += usec_sub(usec_min(c->stretch[i].to, evidence), c->stretch[i].from);
	}
	c->n = 0;
}

static usec_t next_reminder(const struct engine *e)
{
	if (e->brk.kind == BREAK_MICRO) {
		return e->c.micro_break_expires_after;
	}
	return e->c.prompts_remind_after * (e->brk.reminders + 1);
}

usec_t breaks_reminder_in(const struct engine *e)
{
	return usec_sub(next_reminder(e), clock_value(e));
}

usec_t breaks_reminder_deadline(const struct engine *e)
{
	if (e->brk.state != BREAK_DUE || !e->brk.clock.running) {
		return USEC_INFINITY;
	}
	return usec_add(e->now, breaks_reminder_in(e));
}

static void prompt(struct engine *e, enum prompt_reason reason)
{
	engine_emit(e, &(struct effect){ .type = EFFECT_PROMPT,
					 .kind = e->brk.kind,
					 .reason = reason,
					 .screen_time = breaks_screen_time(e, e->brk.kind),
					 .remaining = breaks_wanted(e) });
}

void breaks_reminder_fire(struct engine *e)
{
	if (e->brk.kind == BREAK_REST && e->brk.reminders < e->c.prompts_max_reminders) {
		e->brk.reminders++;
		prompt(e, PROMPT_REMINDER);
	} else {
		breaks_outcome(e, OUTCOME_MISSED);
	}
}

/* ---- beginnings ---- */

static void due_now(struct engine *e)
{
	e->brk.state = BREAK_DUE;
	e->brk.since = e->brk.due = e->now;
	breaks_clock_run(e);
}

void breaks_make_due(struct engine *e, enum break_kind kind)
{
	if (breaks_active(e)) {
		breaks_outcome(e, OUTCOME_REPLACED);
	}
	e->brk = (struct active_break){ .kind = kind };
	breaks_due_again(e);
}

void breaks_due_again(struct engine *e)
{
	due_now(e);
	prompt(e, PROMPT_DUE);
}

static void started(struct engine *e, usec_t since, enum started_by by)
{
	e->brk.state = BREAK_STARTED;
	e->brk.since = since;
	e->brk.started_by = by;
	breaks_clock_run(e);
	engine_emit(e, &(struct effect){ .type = EFFECT_BREAK_STARTED,
					 .kind = e->brk.kind,
					 .start = since,
					 .remaining = breaks_wanted(e) });
}

void breaks_left(struct engine *e, usec_t since, enum started_by by)
{
	started(e, since, by);
}

static void start_by_word(struct engine *e)
{
	if (e->present) {
		presence_leave(e, e->now);
	}
	e->grace_until = usec_add(e->now, e->c.prompts_grace);
	started(e, e->now, STARTED_BY_WORD);
}

void breaks_by_word(struct engine *e, enum break_kind kind)
{
	if (breaks_active(e)) {
		if (e->brk.kind == kind) {
			if (e->brk.state != BREAK_STARTED) {
				start_by_word(e);
			}
			return;
		}
		if (kind == BREAK_MICRO) {
			return;
		}
		breaks_outcome(e, OUTCOME_REPLACED);
	}
	e->brk = (struct active_break){ .kind = kind, .from_nothing = true };
	start_by_word(e);
}

void breaks_interrupt(struct engine *e)
{
	struct active_break *b = &e->brk;

	if (b->from_nothing && breaks_screen_time(e, b->kind) < breaks_every(e, b->kind)) {
		breaks_drop(e);
		return;
	}
	if (b->started_by != STARTED_BY_LEAVING) {
		b->kept += e->now - b->since;
	}
	due_now(e);
	if (b->started_by == STARTED_BY_WORD && !moments_quiet(e) && !e->silent) {
		prompt(e, PROMPT_INTERRUPTED);
	}
}

/* ---- ends ---- */

static void withdraw(struct engine *e)
{
	if (e->brk.state == BREAK_DUE || e->brk.state == BREAK_STARTED) {
		engine_emit(e, &(struct effect){ .type = EFFECT_WITHDRAW, .kind = e->brk.kind });
	}
}

static void clear_counters(struct engine *e, enum break_kind kind)
{
	counter_clear(e, &e->micro);
	if (kind == BREAK_REST) {
		counter_clear(e, &e->rest);
	}
}

/* The tally of the day; a pause counts once, as the largest kind that it reached. */
static void count(struct engine *e, enum break_kind kind, enum outcome outcome)
{
	bool of_pause = outcome == OUTCOME_TAKEN || outcome == OUTCOME_NATURAL;

	e->tally[kind][outcome]++;
	if (!of_pause || !e->in_pause) {
		return;
	}
	if (kind == BREAK_REST && e->pause_micro_counted) {
		e->tally[BREAK_MICRO][e->pause_micro_outcome]--;
	}
	e->pause_micro_counted = kind == BREAK_MICRO;
	e->pause_micro_outcome = outcome;
}

static void record(struct engine *e, enum break_kind kind, enum outcome outcome, usec_t start)
{
	e->outcome_at = e->now;
	count(e, kind, outcome);
	engine_emit(e, &(struct effect){ .type = EFFECT_BREAK_ENDED,
					 .kind = kind,
					 .outcome = outcome,
					 .start = start,
					 .end = e->now,
					 .screen_time = breaks_screen_time(e, kind) });
}

void breaks_outcome(struct engine *e, enum outcome outcome)
{
	enum break_kind kind = e->brk.kind;
	usec_t start = e->brk.state == BREAK_STARTED ? e->brk.since : e->brk.due;

	if (outcome == OUTCOME_NATURAL) {
		start = e->pause_start;
	}
	withdraw(e);
	e->brk.state = BREAK_NONE;
	record(e, kind, outcome, start);
	if (outcome != OUTCOME_REPLACED) {
		clear_counters(e, kind);
	}
}

void breaks_natural(struct engine *e, enum break_kind kind)
{
	record(e, kind, OUTCOME_NATURAL, e->pause_start);
}

void breaks_drop(struct engine *e)
{
	withdraw(e);
	e->brk.state = BREAK_NONE;
}

static void end_by_word(struct engine *e)
{
	usec_t rested = e->brk.kept + (e->now - e->brk.since);
	bool enough = 2 * rested >= breaks_length(e, e->brk.kind);

	breaks_outcome(e, enough ? OUTCOME_TAKEN : OUTCOME_SKIPPED);
}

static void postpone(struct engine *e, usec_t duration)
{
	withdraw(e);
	e->brk.state = BREAK_POSTPONED;
	e->brk.since = e->now;
	e->brk.postponed_until = usec_add(e->now, duration ? duration : e->c.prompts_postpone);
	e->brk.postpones++;
	breaks_clock_run(e);
}

void breaks_action(struct engine *e, enum action action, usec_t duration)
{
	enum break_state state = e->brk.state;

	switch (action) {
	case ACTION_START:
		if (state == BREAK_DUE || state == BREAK_POSTPONED) {
			start_by_word(e);
		}
		break;
	case ACTION_POSTPONE:
		if (state == BREAK_DUE && e->brk.postpones < e->c.prompts_max_postpones) {
			postpone(e, duration);
		}
		break;
	case ACTION_SKIP:
		if (state != BREAK_NONE) {
			breaks_outcome(e, OUTCOME_SKIPPED);
		}
		break;
	case ACTION_END:
		if (state == BREAK_STARTED) {
			end_by_word(e);
		}
		break;
	case _ACTION_MAX:
		break;
	}
}

/* ---- the rest is kept: while STARTED, or hands off while DUE ---- */

usec_t breaks_end_deadline(const struct engine *e)
{
	usec_t evidence;

	if (e->brk.state == BREAK_STARTED) {
		return usec_add(e->brk.since, breaks_wanted(e));
	}
	if (e->brk.state != BREAK_DUE) {
		return USEC_INFINITY;
	}
	/* While engaged the evidence follows the clock, as far as passive_max. */
	evidence = e->engaged ? usec_add(e->last_pulse, e->c.presence_passive_max)
			      : presence_evidence(e);
	return usec_add(usec_max(e->brk.since, evidence), breaks_wanted(e));
}

void breaks_end_fire(struct engine *e)
{
	if (e->brk.state == BREAK_DUE) {
		usec_t since = usec_max(e->brk.since, presence_evidence(e));

		presence_leave(e, since);
		e->brk.due = since; /* what is recorded is the stretch that was rested */
	}
	breaks_outcome(e, OUTCOME_TAKEN);
}
