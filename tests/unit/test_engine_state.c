/*
 * The engine's state: random days that are broken off and go on, and texts that are no state.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/random-day.h"
#include "ergo/engine-state.h"

#define CASES 6000

static struct random_day day;
static struct rig rig, other;
static uint64_t seed; /* of the case that runs, for the report */

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fail_msg("seed %llu: %s", (unsigned long long) seed, #condition);          \
		}                                                                                  \
	} while (0)

static void for_each_day(uint64_t cases, void (*check)(void))
{
	for (seed = 0; seed < cases; seed++) {
		random_day(&day, seed);
		check();
	}
}

/* ---- what the outside knows, and tells anew ---- */

struct outside {
	unsigned blockers, quiet;
	bool engaged;
};

static void note(struct outside *o, const struct event *ev)
{
	switch (ev->type) {
	case EVENT_BLOCK:
		o->blockers |= 1u << ev->blocker;
		break;
	case EVENT_UNBLOCK:
		o->blockers &= ~(1u << ev->blocker);
		break;
	case EVENT_ENGAGED:
	case EVENT_DISENGAGED:
		o->engaged = ev->type == EVENT_ENGAGED;
		break;
	case EVENT_QUIET_ON:
		o->quiet |= 1u << ev->quiet;
		break;
	case EVENT_QUIET_OFF:
		o->quiet &= ~ev->quiet_mask;
		break;
	case EVENT_TICK:
	case EVENT_PULSE:
	case EVENT_ACTION:
	case EVENT_BREAK:
	case EVENT_PAUSE:
	case EVENT_RESUME:
	case EVENT_CONFIG:
	case _EVENT_TYPE_MAX:
		break;
	}
}

static void tell(struct rig *r, usec_t t, const struct outside *o)
{
	for (unsigned i = 0; i < _BLOCKER_MAX; i++) {
		if (o->blockers & 1u << i) {
			rig_block(r, t, (enum blocker) i);
		}
	}
	if (o->engaged) {
		rig_feed(r, t, (struct event){ .type = EVENT_ENGAGED });
	}
	for (unsigned i = 0; i < _QUIET_FLAG_MAX; i++) {
		if (o->quiet & 1u << i) {
			rig_feed(r, t,
				 (struct event){ .type = EVENT_QUIET_ON,
						 .quiet = (enum quiet_flag) i });
		}
	}
}

static size_t save(const struct rig *r, char *buf)
{
	size_t n = engine_save(r->engine, buf, ENGINE_STATE_MAX);

	MUST(n > 0 && n < ENGINE_STATE_MAX && strlen(buf) == n);
	return n;
}

/* The daemon is gone from now on until `t`. */
static void restart(struct rig *r, usec_t t, bool same_boot)
{
	char state[ENGINE_STATE_MAX];
	size_t n = save(r, state);
	struct stamp now = rig_stamp(r, t);

	r->engine = engine_free(r->engine);
	MUST(engine_restore(&r->engine, &r->config, &now, state, n, same_boot, &r->out) == 0);
}

/* ---- no gap: nothing changes ---- */

static void drop_effects(struct rig *r, size_t first, enum effect_type type)
{
	size_t n = first;

	for (size_t i = first; i < r->n; i++) {
		if (r->log[i].type != type) {
			r->log[n++] = r->log[i];
		}
	}
	r->n = n;
}

static void assert_same_effects(const struct rig *a, const struct rig *b)
{
	MUST(a->n == b->n);
	MUST(a->n <= RIG_LOG_MAX);
	MUST(memcmp(a->log, b->log, a->n * sizeof(a->log[0])) == 0);
}

/* All that can be seen but what is told anew after a restart: which word, and since when. */
static void assert_same_sight(const struct rig *a, const struct rig *b)
{
	struct snapshot x = rig_look(a), y = rig_look(b);

#define SAME(field) MUST(x.field == y.field)
	SAME(now);
	SAME(last_pulse);
	SAME(last_class);
	SAME(in_session);
	SAME(session_start);
	SAME(session_time);
	SAME(today_time);
	SAME(since_micro);
	SAME(since_rest);
	SAME(longest_today);
	SAME(pause_time);
	SAME(silent);
	SAME(silent_until);
	SAME(break_state);
	if (x.break_state != BREAK_NONE) {
		SAME(break_kind);
		SAME(break_since);
		SAME(break_remaining);
		SAME(break_hands_off);
		SAME(postpones_left);
		SAME(break_by_word);
	}
	MUST(memcmp(x.tally, y.tally, sizeof(x.tally)) == 0);
}

static size_t restarts;

static void check_no_gap(void)
{
	struct outside outside = { 0 };
	struct random r;

	random_seed(&r, ~seed);
	day.config.quiet_max_delay = 10000 * USEC_PER_HOUR; /* counted from when it is told */
	rig_begin(&rig, &day.config);
	rig_begin(&other, &day.config);
	for (size_t i = 0; i < day.n; i++) {
		usec_t t = day.events[i].t;

		rig_feed(&rig, t, day.events[i].event);
		rig_feed(&other, t, day.events[i].event);
		note(&outside, &day.events[i].event);
		if (random_percent(&r, 15)) {
			size_t before = other.n;

			restart(&other, t, true);
			assert_same_sight(&rig, &other);
			tell(&other, t, &outside);
			drop_effects(&other, before, EFFECT_PRESENCE);
			MUST(other.n == before);
			restarts++;
		}
	}
	rig_tick(&rig, day.end);
	rig_tick(&other, day.end);
	assert_same_effects(&rig, &other);
	assert_same_sight(&rig, &other);
	rig_end(&rig);
	rig_end(&other);
}

static void test_no_gap_changes_nothing(void **state)
{
	(void) state;
	for_each_day(CASES, check_no_gap);
	assert_in_range(restarts, CASES, 1000 * CASES);
}

/* ---- a gap: what an engine would do that is told nothing, and that may not prompt ---- */

/* In the words of events: engagement is over, no blocker stands (an unlock behind another one is no
 * pulse), quiet holds. */
static void tell_nothing_more(struct rig *r, usec_t t)
{
	rig_feed(r, t, (struct event){ .type = EVENT_DISENGAGED });
	if (rig_look(r).presence != PRESENCE_PRESENT) {
		rig_block(r, t, BLOCKER_ASLEEP);
		for (unsigned i = 0; i < _BLOCKER_MAX; i++) {
			if (i != BLOCKER_ASLEEP) {
				rig_unblock(r, t, (enum blocker) i);
			}
		}
		rig_unblock(r, t, BLOCKER_ASLEEP);
	}
	rig_quiet(r, t, true);
	rig_feed(r, t,
		 (struct event){ .type = EVENT_QUIET_OFF, .quiet_mask = 1u << QUIET_FULLSCREEN });
}

static size_t gaps, shown_anew;

static void check_gap(void)
{
	static const usec_t longest[] = { 3, 30, 120, 100000 };
	struct random r;
	usec_t t, gap;
	struct snapshot s;

	random_seed(&r, ~seed);
	day.n = 1 + random_below(&r, day.n);
	t = day.events[day.n - 1].t;
	gap = 1 + random_below(&r, longest[random_below(&r, 4)] * USEC_PER_SEC);
	rig_begin(&rig, &day.config);
	for (size_t i = 0; i < day.n; i++) {
		rig_feed(&rig, day.events[i].t, day.events[i].event);
	}
	other = rig;
	other.out.userdata = &other;
	char state[ENGINE_STATE_MAX];
	size_t n = save(&rig, state);
	struct stamp now = rig_stamp(&rig, t + gap);

	rig.n = other.n = 0;
	MUST(engine_restore(&other.engine, &day.config, &now, state, n, true, &other.out) == 0);
	tell_nothing_more(&rig, t);
	rig_tick(&rig, t + gap);
	s = rig_look(&other);
	MUST(!s.quiet && s.break_state < _BREAK_STATE_MAX);
	if (s.break_state == BREAK_DUE) {
		MUST(s.break_since == AT(t + gap) && s.break_hands_off == 0);
		shown_anew++;
	} else {
		drop_effects(&rig, 0, EFFECT_PRESENCE);
		drop_effects(&other, 0, EFFECT_PRESENCE);
		assert_same_effects(&rig, &other);
		assert_same_sight(&rig, &other);
		gaps++;
	}
	rig_end(&rig);
	rig_end(&other);
}

static void test_a_gap_is_time_without_events(void **state)
{
	(void) state;
	for_each_day(CASES, check_gap);
	assert_in_range(gaps, CASES / 2, CASES);
	assert_in_range(shown_anew, CASES / 100, CASES);
}

/* ---- another boot: the same, on another clock; who was present left at the evidence ---- */

static void move(struct effect *e, usec_t by)
{
	e->t += by;
	e->start += e->start ? by : 0;
	e->end += e->end ? by : 0;
}

static void check_reboot(void)
{
	struct random r;
	char state[ENGINE_STATE_MAX];
	usec_t t, gap, by;
	struct snapshot before, s;

	random_seed(&r, ~seed);
	day.n = 1 + random_below(&r, day.n);
	t = day.events[day.n - 1].t;
	gap = random_below(&r, 300 * USEC_PER_SEC);
	rig_begin(&rig, &day.config);
	for (size_t i = 0; i < day.n; i++) {
		rig_feed(&rig, day.events[i].t, day.events[i].event);
	}
	before = rig_look(&rig);
	other = rig;
	other.out.userdata = &other;
	size_t n = save(&rig, state);
	struct stamp now = rig_stamp(&rig, t + gap);

	rig.engine = engine_free(rig.engine);
	rig.n = other.n = 0;
	MUST(engine_restore(&rig.engine, &day.config, &now, state, n, true, &rig.out) == 0);
	by = random_below(&r, 2) ? USEC_PER_DAY : -(now.boot - AT(t)) - USEC_PER_HOUR;
	now.boot += by;
	MUST(engine_restore(&other.engine, &day.config, &now, state, n, false, &other.out) == 0);
	s = rig_look(&other);
	if (before.presence == PRESENCE_PRESENT || before.presence == PRESENCE_PASSIVE) {
		MUST(s.presence == PRESENCE_AWAY);
		MUST(s.pause_time >= gap && s.pause_time <= gap + before.now);
		MUST(other.n > 0 && other.log[0].type == EFFECT_PRESENCE);
		MUST(other.log[0].start >= before.last_pulse + by);
	} else {
		MUST(rig.n == other.n);
		for (size_t i = 0; i < rig.n; i++) {
			move(&rig.log[i], by);
			MUST(memcmp(&rig.log[i], &other.log[i], sizeof(rig.log[i])) == 0);
		}
		MUST(s.session_time == rig_look(&rig).session_time);
		MUST(s.today_time == rig_look(&rig).today_time);
		MUST(s.break_state == rig_look(&rig).break_state);
		MUST(s.break_remaining == rig_look(&rig).break_remaining);
	}
	rig_end(&rig);
	rig_end(&other);
}

static void test_another_boot(void **state)
{
	(void) state;
	for_each_day(CASES, check_reboot);
}

/* ---- what was restored is saved as it was ---- */

static void check_stable(void)
{
	char first[ENGINE_STATE_MAX], second[ENGINE_STATE_MAX];

	rig_begin(&rig, &day.config);
	for (size_t i = 0; i < day.n; i++) {
		rig_feed(&rig, day.events[i].t, day.events[i].event);
		if (i % 16 == 0) {
			restart(&rig, day.events[i].t, true); /* what is told anew is gone now */
			(void) save(&rig, first);
			restart(&rig, day.events[i].t, true);
			(void) save(&rig, second);
			MUST(strcmp(first, second) == 0);
		}
	}
	rig_end(&rig);
}

static void test_what_is_restored_is_saved_as_it_was(void **state)
{
	(void) state;
	for_each_day(CASES / 4, check_stable);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_gap_changes_nothing),
		cmocka_unit_test(test_a_gap_is_time_without_events),
		cmocka_unit_test(test_another_boot),
		cmocka_unit_test(test_what_is_restored_is_saved_as_it_was),
	};

	return cmocka_run_group_tests_name("engine state", tests, NULL, NULL);
}
