/*
 * When a prompt may come.
 *
 * A break that has come due (its counter has reached `every`), or whose postponement has run out,
 * waits for the right moment:
 *
 *    r = the latest of   that moment, the end of the last quiet or silence,
 *                        `settle` after the user last became present or a break last had an outcome
 *
 *         r              last pulse + lull                     r + lull_max
 *    -----+--------------------+-------------------------------------+-----> turns DUE at the first
 *                                                                            of these two from r on
 *
 *    waits     | its condition (present, neither quiet nor silent, and) | ends otherwise
 *    ----------+--------------------------------------------------------+---------------------------
 *    rest      | R >= every; nothing active but a micro-break           | takes over a waiting micro
 *    micro     | M >= every; nothing active; rest not near, not waiting | left to the rest break
 *    postponed | (micro) no rest break waits                            | -
 *    daily     | owed; nothing waits or is active                       | -
 *
 * If the condition fails it waits anew from when it holds again.
 */
#include "engine-internal.h"

/* ---- quiet and silence ---- */

bool moments_quiet(const struct engine *e)
{
	unsigned counts = e->quiet_flags;

	if (e->fullscreen_expired) {
		counts &= ~(1u << QUIET_FULLSCREEN);
	}
	return counts != 0;
}

static void quiet_changed(struct engine *e, bool was_quiet)
{
	if (was_quiet && !moments_quiet(e)) {
		e->quiet_end = e->now;
	}
	breaks_clock_run(e);
}

void moments_quiet_on(struct engine *e, enum quiet_flag flag)
{
	if (e->quiet_flags & 1u << flag) {
		return;
	}
	e->quiet_flags |= 1u << flag;
	if (flag == QUIET_FULLSCREEN) {
		e->fullscreen_since = e->now;
		e->fullscreen_expired = false;
	}
	breaks_clock_run(e);
}

void moments_quiet_off(struct engine *e, unsigned mask)
{
	bool was_quiet = moments_quiet(e);

	e->quiet_flags &= ~mask;
	quiet_changed(e, was_quiet);
}

void moments_quiet_pulse(struct engine *e)
{
	bool was_quiet = moments_quiet(e);

	if (!(e->quiet_flags & 1u << QUIET_FULLSCREEN) || e->fullscreen_expired ||
	    e->now - e->fullscreen_since <= e->c.quiet_max_delay) {
		return;
	}
	e->fullscreen_expired = true;
	quiet_changed(e, was_quiet);
}

void moments_silence(struct engine *e, usec_t duration)
{
	e->silent = true;
	e->silent_until = usec_add(e->now, duration);
	breaks_drop(e);
}

void moments_resume(struct engine *e)
{
	if (e->silent) {
		e->silent = false;
		e->silence_end = e->now;
		breaks_clock_run(e);
	}
}

usec_t moments_silence_deadline(const struct engine *e)
{
	return e->silent ? e->silent_until : USEC_INFINITY;
}

void moments_silence_fire(struct engine *e)
{
	moments_resume(e);
	moments_let_in(e);
}

/* ---- the right moment ---- */

usec_t moments_earliest(const struct engine *e, usec_t came_due)
{
	usec_t settled = usec_add(usec_max(e->present_since, e->outcome_at), e->c.prompts_settle);

	return usec_max(usec_max(came_due, settled), usec_max(e->quiet_end, e->silence_end));
}

usec_t moments_turn(const struct engine *e, usec_t came_due)
{
	usec_t r = moments_earliest(e, came_due);
	usec_t lull = usec_max(r, usec_add(e->last_pulse, e->c.prompts_lull));

	return usec_min(lull, usec_add(r, e->c.prompts_lull_max));
}

static bool may_prompt(const struct engine *e)
{
	return e->present && !e->silent && !moments_quiet(e);
}

/* ---- a postponed break ---- */

static bool postponed_may(const struct engine *e)
{
	bool left_to_rest = e->brk.kind == BREAK_MICRO && e->rest_waits != USEC_INFINITY;

	return e->brk.state == BREAK_POSTPONED && may_prompt(e) && !left_to_rest;
}

usec_t moments_postponed_deadline(const struct engine *e)
{
	return postponed_may(e) ? moments_turn(e, e->brk.postponed_until) : USEC_INFINITY;
}

void moments_postponed_fire(struct engine *e)
{
	breaks_due_again(e);
}

/* ---- rest ---- */

/* Whether a rest break could come due but for its counter. */
static bool rest_may(const struct engine *e)
{
	bool over_micro = e->brk.kind == BREAK_MICRO && e->brk.state != BREAK_STARTED;

	return e->c.rest_break_enabled && may_prompt(e) && (!breaks_active(e) || over_micro);
}

usec_t moments_rest_deadline(const struct engine *e)
{
	if (!rest_may(e)) {
		return e->rest_waits == USEC_INFINITY ? USEC_INFINITY : e->now; /* stop waiting */
	}
	if (e->rest_waits != USEC_INFINITY && counter_at(e, &e->rest) >= e->c.rest_break_every) {
		return moments_turn(e, e->rest_waits);
	}
	/* A new configuration may want more than what it waits with. */
	return e->rest_waits == USEC_INFINITY ? counter_reaches(e, &e->rest, e->c.rest_break_every)
					      : e->now;
}

void moments_rest_fire(struct engine *e)
{
	if (!rest_may(e) || counter_at(e, &e->rest) < e->c.rest_break_every) {
		e->rest_waits = USEC_INFINITY;
		return;
	}
	if (e->rest_waits == USEC_INFINITY) {
		e->rest_waits = e->now;
	}
	if (moments_turn(e, e->rest_waits) <= e->now) {
		breaks_make_due(e, BREAK_REST);
		e->rest_waits = USEC_INFINITY;
	}
}

void moments_let_in(struct engine *e)
{
	if (e->rest_waits == USEC_INFINITY && rest_may(e) &&
	    counter_at(e, &e->rest) >= e->c.rest_break_every) {
		e->rest_waits = e->now;
	}
}

/* ---- micro ---- */

/* Whether a micro-break could come due but for its counter and the nearness of the rest break. */
static bool micro_may(const struct engine *e)
{
	return e->c.micro_break_enabled && may_prompt(e) && !breaks_active(e) &&
	       e->rest_waits == USEC_INFINITY;
}

/* Screen time from which on a micro-break is left to the rest break. */
static usec_t left_to_rest_from(const struct engine *e)
{
	if (!e->c.rest_break_enabled) {
		return USEC_INFINITY;
	}
	return usec_sub(e->c.rest_break_every, e->c.micro_break_not_before_rest);
}

usec_t moments_micro_deadline(const struct engine *e)
{
	bool waits = e->micro_waits != USEC_INFINITY;
	usec_t left_from = left_to_rest_from(e);

	if (!micro_may(e) || counter_at(e, &e->rest) >= left_from) {
		return waits ? e->now : USEC_INFINITY; /* stop waiting */
	}
	if (waits && counter_at(e, &e->micro) < e->c.micro_break_every) {
		return e->now; /* a new configuration wants more */
	}
	if (waits) {
		return usec_min(moments_turn(e, e->micro_waits),
				counter_reaches(e, &e->rest, left_from));
	}
	return counter_reaches(e, &e->micro, e->c.micro_break_every);
}

void moments_micro_fire(struct engine *e)
{
	if (!micro_may(e) || counter_at(e, &e->micro) < e->c.micro_break_every ||
	    counter_at(e, &e->rest) >= left_to_rest_from(e)) {
		e->micro_waits = USEC_INFINITY;
		return;
	}
	if (e->micro_waits == USEC_INFINITY) {
		e->micro_waits = e->now;
	}
	if (moments_turn(e, e->micro_waits) <= e->now) {
		breaks_make_due(e, BREAK_MICRO);
		e->micro_waits = USEC_INFINITY;
	}
}

/* ---- the daily limit ---- */

static bool daily_may(const struct engine *e)
{
	return e->daily_owed && e->c.daily_limit_enabled && may_prompt(e) && !breaks_active(e) &&
	       e->rest_waits == USEC_INFINITY && e->micro_waits == USEC_INFINITY;
}

void moments_daily_reset(struct engine *e)
{
	e->daily_level = e->c.daily_limit_limit; /* what is owed stays owed */
}

void moments_daily_relevel(struct engine *e)
{
	usec_t today = counter_at(e, &e->day);

	e->daily_level = e->c.daily_limit_limit;
	if (today >= e->daily_level) {
		usec_t steps = (today - e->daily_level) / e->c.daily_limit_remind_every + 1;

		e->daily_level = usec_add(e->daily_level, steps * e->c.daily_limit_remind_every);
	}
}

usec_t moments_daily_deadline(const struct engine *e)
{
	usec_t level = e->present ? counter_reaches(e, &e->day, e->daily_level) : USEC_INFINITY;

	if (!daily_may(e)) {
		return e->daily_waits == USEC_INFINITY ? level : e->now; /* stop waiting */
	}
	return e->daily_waits == USEC_INFINITY ? e->now
					       : usec_min(level, moments_turn(e, e->daily_waits));
}

void moments_daily_fire(struct engine *e)
{
	if (e->present && counter_at(e, &e->day) >= e->daily_level) {
		e->daily_owed = true;
		moments_daily_relevel(e);
	}
	if (!daily_may(e)) {
		e->daily_waits = USEC_INFINITY;
		return;
	}
	if (e->daily_waits == USEC_INFINITY) {
		e->daily_waits = e->now;
	}
	if (moments_turn(e, e->daily_waits) <= e->now) {
		e->daily_owed = false;
		e->daily_waits = USEC_INFINITY;
		engine_emit(e, &(struct effect){ .type = EFFECT_PROMPT,
						 .kind = PROMPT_DAILY,
						 .reason = PROMPT_LIMIT,
						 .screen_time = counter_at(e, &e->day) });
	}
}
