/*
 * What a pause is worth.  L is its length since its back-dated start; each threshold is passed once
 * a pause, shorter ones first, equal ones in the order micro, rest, session.
 *
 *    L reaches            | a break is active                        | none is
 *    ---------------------+------------------------------------------+------------------------------
 *    micro_break.length   | micro: ended, taken (postponed: natural) | natural, if M >= 1 min
 *                         | rest: nothing is recorded                |
 *                         |                           M = 0 in any case
 *    rest_break.length    | either kind: ended likewise              | natural, if R >= 1 min
 *                         |                           M = R = 0 in any case
 *    session.ends_after   |                     the session is closed at the start of the pause
 */
#include "engine-internal.h"

/* A natural break is recorded only when there was at least this much screen time to rest from. */
#define NATURAL_AFTER USEC_PER_MIN

enum threshold {
	THRESHOLD_MICRO,
	THRESHOLD_REST,
	THRESHOLD_SESSION,
	_THRESHOLD_NONE,
};

/* The next threshold of the pause, and its length. */
static enum threshold next_threshold(const struct engine *e, usec_t *ret_length)
{
	enum threshold next = _THRESHOLD_NONE;
	usec_t length = USEC_INFINITY;

	if (!e->in_pause) {
		return _THRESHOLD_NONE;
	}
	if (!e->pause_micro_done) {
		next = THRESHOLD_MICRO;
		length = e->c.micro_break_length;
	}
	if (!e->pause_rest_done && e->c.rest_break_length < length) {
		next = THRESHOLD_REST;
		length = e->c.rest_break_length;
	}
	if (!e->pause_session_done && e->c.session_ends_after < length) {
		next = THRESHOLD_SESSION;
		length = e->c.session_ends_after;
	}
	*ret_length = length;
	return next;
}

usec_t pauses_deadline(const struct engine *e)
{
	usec_t length;

	if (next_threshold(e, &length) == _THRESHOLD_NONE) {
		return USEC_INFINITY;
	}
	return usec_add(e->pause_start, length);
}

static void end_active(struct engine *e)
{
	breaks_outcome(e, e->brk.state == BREAK_POSTPONED ? OUTCOME_NATURAL : OUTCOME_TAKEN);
}

static void pass_micro(struct engine *e)
{
	e->pause_micro_done = true;
	if (breaks_active(e)) {
		if (e->brk.kind == BREAK_MICRO) {
			end_active(e);
		}
	} else if (e->micro.sum >= NATURAL_AFTER) {
		breaks_natural(e, BREAK_MICRO);
	}
	counter_clear(e, &e->micro);
}

static void pass_rest(struct engine *e)
{
	e->pause_rest_done = true;
	if (breaks_active(e)) {
		end_active(e);
	} else if (e->rest.sum >= NATURAL_AFTER) {
		breaks_natural(e, BREAK_REST);
	}
	counter_clear(e, &e->micro);
	counter_clear(e, &e->rest);
}

static void pass_session(struct engine *e)
{
	e->pause_session_done = true;
	if (!e->in_session) {
		return;
	}
	e->longest_today = pauses_longest_today(e);
	engine_emit(e, &(struct effect){ .type = EFFECT_SESSION_END,
					 .start = e->session_start,
					 .end = e->pause_start,
					 .screen_time = e->session.sum });
	e->in_session = false;
	counter_clear(e, &e->session);
}

usec_t pauses_longest_today(const struct engine *e)
{
	return usec_max(e->longest_today, counter_at(e, &e->session));
}

void pauses_fire(struct engine *e)
{
	while (pauses_deadline(e) <= e->now) {
		usec_t length;

		switch (next_threshold(e, &length)) {
		case THRESHOLD_MICRO:
			pass_micro(e);
			break;
		case THRESHOLD_REST:
			pass_rest(e);
			break;
		case THRESHOLD_SESSION:
			pass_session(e);
			break;
		case _THRESHOLD_NONE:
			return;
		}
	}
}
