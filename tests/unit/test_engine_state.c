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

#define CASES 12000

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
	usec_t fullscreen_since;
};

static void note(struct outside *o, usec_t t, const struct event *ev)
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
		if (ev->quiet == QUIET_FULLSCREEN && !(o->quiet & 1u << QUIET_FULLSCREEN)) {
			o->fullscreen_since = t;
		}
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
		note(&outside, t, &day.events[i].event);
		if (random_percent(&r, 10)) {
			size_t before = other.n;

			restart(&other, t, true);
			MUST(other.n == before);
			tell(&other, t, &outside);
			drop_effects(&other, before, EFFECT_PRESENCE);
			MUST(other.n == before);
			restarts++;
		}
	}
	rig_tick(&rig, day.end);
	rig_tick(&other, day.end);
	assert_same_effects(&rig, &other);
	rig_end(&rig);
	rig_end(&other);
}

static void test_no_gap_changes_nothing(void **state)
{
	(void) state;
	for_each_day(CASES, check_no_gap);
	assert_in_range(restarts, CASES, 1000 * CASES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_gap_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
