/*
 * Presence.
 *
 *                 pulse, no blocker
 *       away -----------------------------> present --+ engaged: evidence follows the clock, at most
 *        ^ ^                                  |  |  ^ | passive_max after the last pulse; the word is
 *        | |   now - e reaches away_after:    |  |  +-+ "passive" once the last pulse is away_after ago
 *        | +--------- away since e <----------+  |
 *        +-- blocker sets, break starts: --------+
 *            away since then
 *
 *    event         | present                       | away
 *    --------------+-------------------------------+-----------------------------------------------
 *    pulse         | evidence                      | present (ignored under a blocker or in grace)
 *    blocker sets  | away since now                | word only
 *    last unlock   | can't be                      | counts as a pulse
 *    other unblock | can't be                      | word only
 *    engaged on    | evidence follows the clock    | remembered
 *    engaged off   | evidence stops                | remembered
 *
 * Evidence e is the last moment at which the user was certainly at the screen.
 */
#include "engine-internal.h"

/* How far engagement can carry the evidence. */
static usec_t passive_cap(const struct engine *e)
{
	return usec_add(e->last_pulse, e->c.presence_passive_max);
}

usec_t presence_evidence(const struct engine *e)
{
	if (e->engaged) {
		return usec_min(e->now, passive_cap(e));
	}
	return usec_max(e->last_pulse, usec_min(e->engaged_end, passive_cap(e)));
}

enum presence presence_word(const struct engine *e)
{
	if (e->present) {
		bool idle = e->now - e->last_pulse >= e->c.presence_away_after;

		return e->engaged && idle ? PRESENCE_PASSIVE : PRESENCE_PRESENT;
	}
	if (e->blockers & 1u << BLOCKER_ASLEEP) {
		return PRESENCE_ASLEEP;
	}
	if (e->blockers & 1u << BLOCKER_LOCKED) {
		return PRESENCE_LOCKED;
	}
	if (e->blockers & 1u << BLOCKER_NO_SOURCE) {
		return PRESENCE_UNKNOWN;
	}
	return PRESENCE_AWAY;
}

/* Only an absence is back-dated: every other word holds from now on. */
static usec_t word_start(const struct engine *e, enum presence word)
{
	bool leaving = e->word == PRESENCE_PRESENT || e->word == PRESENCE_PASSIVE;

	return word == PRESENCE_AWAY && leaving ? e->pause_start : e->now;
}

usec_t presence_word_deadline(const struct engine *e)
{
	if (!e->present || !e->engaged || e->word == PRESENCE_PASSIVE) {
		return USEC_INFINITY;
	}
	return usec_add(e->last_pulse, e->c.presence_away_after);
}

void presence_word_fire(struct engine *e)
{
	enum presence word = presence_word(e);

	if (word == e->word) {
		return;
	}
	e->word_since = word_start(e, word);
	e->word = word;
	engine_emit(e, &(struct effect){
			       .type = EFFECT_PRESENCE, .presence = word, .start = e->word_since });
}

static void counters_start(struct engine *e)
{
	struct counter *all[] = { &e->micro, &e->rest, &e->session, &e->day };

	for (size_t i = 0; i < ELEMENTSOF(all); i++) {
		all[i]->since = e->now;
	}
}

static void counters_stop(struct engine *e, usec_t at)
{
	struct counter *all[] = { &e->micro, &e->rest, &e->session, &e->day };

	for (size_t i = 0; i < ELEMENTSOF(all); i++) {
		all[i]->sum += usec_sub(at, all[i]->since);
	}
}

static void become_present(struct engine *e)
{
	e->present = true;
	e->present_since = e->now;
	e->in_pause = false;
	counters_start(e);
	presence_word_fire(e);
	if (!e->in_session) {
		e->in_session = true;
		e->session_start = e->now;
		engine_emit(e, &(struct effect){ .type = EFFECT_SESSION_START, .start = e->now });
	}
	if (e->brk.state == BREAK_STARTED) {
		breaks_interrupt(e);
	}
}

void presence_leave(struct engine *e, usec_t since)
{
	counters_stop(e, since);
	breaks_clock_take_back(e, since);
	e->present = false;
	e->in_pause = true;
	e->pause_start = since;
	e->pause_micro_done = e->pause_rest_done = e->pause_session_done = false;
	e->pause_micro_counted = false;
	presence_word_fire(e);
}

void presence_pulse(struct engine *e, const enum device_class *device)
{
	if (e->blockers || e->now < e->grace_until) {
		return;
	}
	moments_quiet_pulse(e);
	e->last_pulse = e->now;
	if (device) {
		e->last_class = *device;
	}
	if (!e->present) {
		become_present(e);
	}
}

void presence_block(struct engine *e, enum blocker blocker)
{
	e->blockers |= 1u << blocker;
	if (!e->present) {
		return;
	}
	presence_leave(e, e->now);
	if (e->brk.state == BREAK_DUE) {
		breaks_left(e, e->now, STARTED_BY_BLOCKER);
	}
}

void presence_unblock(struct engine *e, enum blocker blocker)
{
	bool was_set = e->blockers & 1u << blocker;

	e->blockers &= ~(1u << blocker);
	if (was_set && blocker == BLOCKER_LOCKED) {
		presence_pulse(e, NULL); /* ignored while another blocker stands */
	}
}

void presence_engage(struct engine *e, bool engaged)
{
	if (e->engaged && !engaged) {
		e->engaged_end = e->now;
	}
	e->engaged = engaged;
}

usec_t presence_away_deadline(const struct engine *e)
{
	usec_t evidence;

	if (!e->present) {
		return USEC_INFINITY;
	}
	evidence = e->engaged ? passive_cap(e) : presence_evidence(e);
	return usec_add(evidence, e->c.presence_away_after);
}

void presence_away_fire(struct engine *e)
{
	usec_t evidence = presence_evidence(e);

	presence_leave(e, evidence);
	if (e->brk.state == BREAK_DUE) {
		breaks_left(e, usec_max(e->brk.since, evidence), STARTED_BY_LEAVING);
	}
}
