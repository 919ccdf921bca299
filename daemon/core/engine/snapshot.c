/* What can be seen of the engine, why the next prompt is when it is, and how closely input must be
 * looked at. */
#include <string.h>

#include "engine-internal.h"

/* DESIGN "Rate independence": at most 10 s, 1 s when a break is near, half the smallest threshold
 * in force. */
#define PERIOD_MAX   (10 * USEC_PER_SEC)
#define PERIOD_NEAR  USEC_PER_SEC
#define PERIOD_LEAST (100 * USEC_PER_MS)

/* "Shortly before" a break comes due: a bit more than the longest period, so that none is slept
 * through. */
#define NEAR (15 * USEC_PER_SEC)

/* Screen time until a break of this kind comes due; USEC_INFINITY: never, or left to the rest
 * break. */
static usec_t comes_due_in(const struct engine *e, enum break_kind kind)
{
	usec_t rest = usec_sub(e->c.rest_break_every, counter_at(e, &e->rest));
	usec_t micro = usec_sub(e->c.micro_break_every, counter_at(e, &e->micro));

	if (kind == BREAK_REST) {
		return e->c.rest_break_enabled ? rest : USEC_INFINITY;
	}
	if (!e->c.micro_break_enabled) {
		return USEC_INFINITY;
	}
	if (e->c.rest_break_enabled && usec_sub(rest, micro) <= e->c.micro_break_not_before_rest) {
		return USEC_INFINITY;
	}
	return micro;
}

static usec_t next_due_in(const struct engine *e, enum break_kind *ret_kind)
{
	usec_t rest = comes_due_in(e, BREAK_REST), micro = comes_due_in(e, BREAK_MICRO);

	*ret_kind = micro < rest ? BREAK_MICRO : BREAK_REST;
	return usec_min(rest, micro);
}

static bool prompt_waits(const struct engine *e)
{
	return e->rest_waits != USEC_INFINITY || e->micro_waits != USEC_INFINITY ||
	       e->daily_waits != USEC_INFINITY;
}

/* Of a break that is DUE: whether it will be prompted again soon, or the rest break take its place. */
static bool prompts_again(const struct engine *e)
{
	if (e->brk.kind == BREAK_MICRO) {
		return comes_due_in(e, BREAK_REST) <= NEAR;
	}
	return breaks_reminder_in(e) <= NEAR;
}

/* Whether something may prompt soon, were it not for quiet. */
static bool prompt_coming(const struct engine *e)
{
	enum break_kind kind;

	if (prompt_waits(e)) {
		return true;
	}
	switch (e->brk.state) {
	case BREAK_DUE:
		return prompts_again(e);
	case BREAK_POSTPONED:
		return e->brk.postponed_until <= usec_add(e->now, NEAR);
	case BREAK_NONE:
		return !e->silent && next_due_in(e, &kind) <= NEAR;
	case BREAK_STARTED:
	case _BREAK_STATE_MAX:
		break;
	}
	return false;
}

/* Whether input is to be looked at closely: what is kept quiet can wait. */
static bool prompt_near(const struct engine *e)
{
	if (e->brk.state == BREAK_STARTED || e->brk.state == BREAK_DUE) {
		return true;
	}
	return prompt_coming(e) && (breaks_active(e) || prompt_waits(e) || !moments_quiet(e));
}

usec_t engine_sampling_period(const struct engine *e)
{
	const usec_t thresholds[] = { e->c.presence_away_after, e->c.micro_break_length,
				      e->c.rest_break_length, e->c.session_ends_after };
	usec_t period = PERIOD_MAX;

	for (size_t i = 0; i < ELEMENTSOF(thresholds); i++) {
		period = usec_min(period, thresholds[i] / 2);
	}
	if (prompt_near(e)) {
		period = usec_min(period, PERIOD_NEAR);
		if (e->c.prompts_lull > 0) {
			period = usec_min(period, e->c.prompts_lull / 2);
		}
	}
	return usec_max(period, PERIOD_LEAST);
}

/* A prompt that waits for its moment since `came_due`. */
static void explain_moment(const struct engine *e, usec_t came_due, struct snapshot *s)
{
	usec_t r = moments_earliest(e, came_due);

	if (e->now < r) {
		s->next_reason = NEXT_SETTLE;
		s->next_at = r;
	} else {
		s->next_reason = NEXT_LULL;
		s->next_at = usec_add(r, e->c.prompts_lull_max);
	}
}

static void explain_postponed(const struct engine *e, struct snapshot *s)
{
	s->next_kind = e->brk.kind;
	s->next_reason = NEXT_POSTPONED;
	s->next_at = e->brk.postponed_until;
	if (e->now < e->brk.postponed_until) {
		return;
	}
	s->next_at = USEC_INFINITY;
	if (!e->present) {
		s->next_reason = NEXT_AWAY;
	} else if (moments_quiet(e)) {
		s->next_reason = NEXT_QUIET;
	} else {
		explain_moment(e, e->brk.postponed_until, s);
	}
}

static void explain_next(const struct engine *e, struct snapshot *s)
{
	s->next_at = USEC_INFINITY;
	s->next_in = next_due_in(e, &s->next_kind);
	if (breaks_active(e)) {
		s->next_reason = NEXT_ACTIVE;
		if (e->brk.state == BREAK_POSTPONED) {
			s->next_in = 0;
			explain_postponed(e, s);
		}
	} else if (s->next_in == USEC_INFINITY) {
		s->next_reason = NEXT_NOTHING;
	} else if (e->silent) {
		s->next_reason = NEXT_SILENCE;
		s->next_at = e->silent_until;
	} else if (!e->present) {
		s->next_reason = NEXT_AWAY;
	} else if (s->next_in > 0) {
		s->next_reason = NEXT_COUNTING;
	} else if (moments_quiet(e)) {
		s->next_reason = NEXT_QUIET;
	} else {
		explain_moment(e, usec_min(e->rest_waits, e->micro_waits), s);
	}
}

static void fill_break(const struct engine *e, struct snapshot *s)
{
	const struct active_break *b = &e->brk;

	s->break_state = b->state;
	s->break_kind = b->kind;
	s->break_since = b->since;
	if (!breaks_active(e)) {
		return;
	}
	s->break_by_word = b->state == BREAK_STARTED && b->started_by == STARTED_BY_WORD;
	s->break_remaining = breaks_wanted(e);
	if (b->state == BREAK_STARTED) {
		s->break_remaining = usec_sub(s->break_remaining, e->now - b->since);
	}
	if (b->state == BREAK_DUE) {
		s->break_hands_off = usec_sub(e->now, usec_max(b->since, presence_evidence(e)));
	}
	if (b->postpones < e->c.prompts_max_postpones) {
		s->postpones_left = e->c.prompts_max_postpones - b->postpones;
	}
}

/* An absence is one, whatever the words for it on the way: locked, asleep, away again. */
static usec_t since(const struct engine *e)
{
	return presence_word(e) == PRESENCE_AWAY && e->in_pause ? e->pause_start : e->word_since;
}

void engine_snapshot(const struct engine *e, struct snapshot *ret)
{
	*ret = (struct snapshot){
		.now = e->now,
		.presence = presence_word(e),
		.presence_since = since(e),
		.last_pulse = e->last_pulse ? e->last_pulse : USEC_INFINITY,
		.last_class = e->last_class,
		.evidence = presence_evidence(e),
		.day = e->day_number,
		.in_session = e->in_session,
		.session_start = e->session_start,
		.session_time = counter_at(e, &e->session),
		.today_time = counter_at(e, &e->day),
		.since_micro = counter_at(e, &e->micro),
		.since_rest = counter_at(e, &e->rest),
		.longest_today = pauses_longest_today(e),
		.pause_time = e->in_pause ? e->now - e->pause_start : 0,
		.prompt_near = e->present && prompt_coming(e),
		.quiet = moments_quiet(e),
		.quiet_fullscreen =
			e->quiet_flags & 1u << QUIET_FULLSCREEN && !e->fullscreen_expired,
		.quiet_other = e->quiet_flags & 1u << QUIET_OTHER,
		.silent = e->silent,
		.silent_until = e->silent ? e->silent_until : USEC_INFINITY,
	};
	memcpy(ret->tally, e->tally, sizeof(ret->tally));
	fill_break(e, ret);
	explain_next(e, ret);
}
