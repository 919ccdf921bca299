/*
 * A past under another configuration, worked out by hand: slots, days, rows, keys.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "../lib/engine-rig.h"
#include "ergo/simulate.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR
#define DAY USEC_PER_DAY

#define SLOP_S 10

/* Seconds between two times or durations, begun ones in full. */
static unsigned apart(usec_t a, usec_t b)
{
	usec_t d = a > b ? a - b : b - a;

	return (unsigned) ((d + S - 1) / S);
}

/* ---- slots made by hand ---- */

#define HOURS 48

struct past {
	usec_t zero; /* wall time of the first slot: a whole hour */
	uint8_t bits[HOURS][_PLANE_MAX][SLOT_BYTES];
	struct offset_record offset[4];
	size_t offsets_n;
	struct config config;
};

static struct past past;

static int begin(void **state)
{
	int32_t gmtoff;

	memset(&past, 0, sizeof(past));
	config_defaults(&past.config);
	assert_int_equal(rfc3339_parse("2026-03-02T08:00:00Z", &past.zero, &gmtoff), 0);
	*state = &past;
	return 0;
}

/* Slots from `from` to before `to`, since zero. */
static void mark(struct past *p, enum plane plane, usec_t from, usec_t to)
{
	for (usec_t t = from; t < to; t += SLOT_LENGTH) {
		size_t slot = t / SLOT_LENGTH;

		assert_true(slot / SLOTS_PER_HOUR < HOURS);
		p->bits[slot / SLOTS_PER_HOUR][plane][slot % SLOTS_PER_HOUR / 8] |=
			(uint8_t) (1u << slot % SLOTS_PER_HOUR % 8);
	}
}

static void work(struct past *p, usec_t from, usec_t to)
{
	mark(p, PLANE_KEYBOARD, from, to);
	mark(p, PLANE_PRESENT, from, to);
}

static void put_hour(const struct past *p, struct simulation *s, size_t hour)
{
	static const uint8_t none[SLOT_BYTES];

	for (int plane = 0; plane < _PLANE_MAX; plane++) {
		struct slots row = { (int64_t) (p->zero / HR + hour), (enum plane) plane, {} };

		memcpy(row.bits, p->bits[hour][plane], SLOT_BYTES);
		if (memcmp(row.bits, none, SLOT_BYTES) != 0) {
			assert_int_equal(simulation_slots(s, &row), 0);
		}
	}
}

static struct simulation_result run_range(const struct past *p, usec_t from, usec_t to)
{
	struct simulation_range range = { p->zero + from, p->zero + to, p->offset, p->offsets_n };
	struct simulation_result r;
	struct simulation s;

	simulation_begin(&s, &p->config, &range);
	for (size_t hour = 0; hour < HOURS; hour++) {
		put_hour(p, &s, hour);
	}
	assert_int_equal(simulation_end(&s, &r), 0);
	return r;
}

static struct simulation_result run(const struct past *p)
{
	return run_range(p, 0, HOURS * HR);
}

/* An hour and a half without a pause: from 5 s after the first slot began to 7.5 s into the last. */
static void test_one_session(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	work(p, 0, 90 * MIN);
	r = run(p);
	assert_int_equal(r.days, 1);
	assert_int_equal(r.sessions, 1);
	assert_int_equal(r.screen_time, 90 * MIN - 7500 * USEC_PER_MS);
	assert_int_equal(r.longest, r.screen_time);
	assert_int_equal(r.unbroken, r.screen_time - 60 * MIN);
}

/* It ended in the first half of a slot: that one has input, and no presence. */
static void test_end_in_the_first_half(void **state)
{
	struct past *p = *state;

	work(p, 0, 10 * MIN);
	mark(p, PLANE_KEYBOARD, 10 * MIN, 10 * MIN + 10 * S);
	assert_int_equal(run(p).screen_time, 10 * MIN - 2500 * USEC_PER_MS);
}

/* Nobody listens: prompted at 20, missed at 22, prompted at 42 and 64, missed at 44 and 66. */
static void test_thresholds_of_the_other_configuration(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	rig_set(&p->config, "rest_break.enabled", "no");
	work(p, 0, 70 * MIN);
	r = run(p);
	assert_int_equal(r.prompts[BREAK_MICRO], 3);
	assert_int_equal(r.tally[BREAK_MICRO][OUTCOME_MISSED], 3);
	rig_set(&p->config, "micro_break.every", "15min"); /* 15 17 32 34 49 51 66 68 */
	r = run(p);
	assert_int_equal(r.prompts[BREAK_MICRO], 4);
	assert_int_equal(r.tally[BREAK_MICRO][OUTCOME_MISSED], 4);
	rig_set(&p->config, "rest_break.enabled", "yes"); /* 50, again at 60 and 70 */
	rig_set(&p->config, "micro_break.enabled", "no");
	work(p, 70 * MIN, 75 * MIN);
	r = run(p);
	assert_int_equal(r.prompts[BREAK_REST], 1);
	assert_int_equal(r.reminders, 2);
	assert_int_equal(r.prompts[BREAK_MICRO], 0);
}

static void test_daily_limit(void **state)
{
	struct past *p = *state;

	rig_set(&p->config, "micro_break.enabled", "no");
	rig_set(&p->config, "rest_break.enabled", "no");
	rig_set(&p->config, "daily_limit.limit", "2h");
	work(p, 0, 3 * HR + 10 * MIN); /* 2:00, 2:30, 3:00 */
	assert_int_equal(run(p).prompts[PROMPT_DAILY], 3);
}

/* A pause counts once, as the largest it became. */
static void test_pauses(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	work(p, 0, 10 * MIN);
	work(p, 12 * MIN, 20 * MIN);
	work(p, 30 * MIN, 40 * MIN);
	r = run(p);
	assert_int_equal(r.sessions, 2);
	assert_int_equal(r.tally[BREAK_MICRO][OUTCOME_NATURAL], 1);
	assert_int_equal(r.tally[BREAK_REST][OUTCOME_NATURAL], 2); /* the evening is one, too */
	rig_set(&p->config, "session.ends_after", "15min");
	assert_int_equal(run(p).sessions, 1);
}

/* Six slots on: a minute, give or take a slot.  What was recorded in between decides. */
static void test_ties_go_as_recorded(void **state)
{
	struct past *p = *state;
	usec_t without;

	work(p, 0, 10 * MIN);
	work(p, 10 * MIN + 50 * S, 20 * MIN);
	without = run(p).screen_time;
	assert_in_range(apart(without, 19 * MIN + 2 * S), 0, 10);
	mark(p, PLANE_PRESENT, 10 * MIN, 10 * MIN + 50 * S);
	assert_in_range(apart(run(p).screen_time, 20 * MIN), 0, 10);
}

/* Five minutes, give or take: of a break that was prompted, five; else the middles tell. */
static void test_a_rest_just_long_enough(void **state)
{
	struct past *p = *state;

	work(p, 0, 10 * MIN);
	work(p, 14 * MIN + 50 * S, 20 * MIN);
	assert_int_equal(run(p).sessions, 1);
	rig_set(&p->config, "rest_break.every", "9min");
	assert_int_equal(run(p).sessions, 2);
	assert_int_equal(run(p).tally[BREAK_REST][OUTCOME_TAKEN], 1);
}

static void test_lock(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	work(p, 0, 10 * MIN);
	mark(p, PLANE_BLOCKED, 10 * MIN - 10 * S, 12 * MIN);
	/* a cat; then unlocked without a touch, and read for a moment */
	mark(p, PLANE_KEYBOARD, 11 * MIN, 11 * MIN + 10 * S);
	mark(p, PLANE_PRESENT, 12 * MIN, 12 * MIN + 30 * S);
	work(p, 12 * MIN + 30 * S, 20 * MIN);
	r = run(p);
	assert_int_equal(r.tally[BREAK_MICRO][OUTCOME_NATURAL], 1);
	/* from a middle to 2.5 s before an end, twice */
	assert_int_equal(r.screen_time, 18 * MIN - (5000 + 2500 + 5000 + 2500) * USEC_PER_MS);
}

/* Locked when the history ends for a night: that is over with it. */
static void test_hours_without_a_record(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	work(p, 50 * MIN, 59 * MIN);
	mark(p, PLANE_BLOCKED, 59 * MIN, 60 * MIN);
	mark(p, PLANE_QUIET, 59 * MIN, 60 * MIN);
	mark(p, PLANE_ENGAGED, 59 * MIN, 60 * MIN);
	work(p, 24 * HR, 24 * HR + 25 * MIN);
	r = run(p);
	assert_int_equal(r.sessions, 2);
	assert_int_equal(r.days, 2);
	assert_int_equal(r.prompts[BREAK_MICRO], 1);
	assert_in_range(apart(r.screen_time, 34 * MIN), 0, 20);
}

/* A film of an hour: presence goes on, nothing prompts before it is over. */
static void test_film(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	work(p, 0, 2 * MIN);
	mark(p, PLANE_ENGAGED, 2 * MIN, 62 * MIN);
	mark(p, PLANE_QUIET, 2 * MIN, 64 * MIN); /* else it prompted before it is clear who left */
	mark(p, PLANE_PRESENT, 2 * MIN, 62 * MIN);
	r = run(p);
	assert_int_equal(r.sessions, 1);
	assert_in_range(apart(r.longest, 62 * MIN), 0, SLOP_S);
	assert_int_equal(r.prompts[BREAK_MICRO] + r.prompts[BREAK_REST], 0);
	work(p, 62 * MIN, 66 * MIN);
	assert_int_equal(run(p).prompts[BREAK_REST], 1);
	rig_set(&p->config, "presence.passive_max", "30min");
	r = run(p);
	assert_int_equal(r.sessions, 2);
	assert_in_range(apart(r.longest, 32 * MIN), 0, SLOP_S);
}

/* ---- days ---- */

/* 03:30 to 04:30 of summer time, which began at 02:00; an hour earlier by the clock without it. */
static void test_summer_time(void **state)
{
	struct past *p = *state;
	int32_t gmtoff;

	assert_int_equal(rfc3339_parse("2026-03-29T01:00:00Z", &p->zero, &gmtoff), 0);
	p->offset[0] = (struct offset_record){ p->zero - DAY, 3600 };
	p->offset[1] = (struct offset_record){ p->zero, 7200 };
	p->offsets_n = 2;
	work(p, 30 * MIN, 90 * MIN);
	assert_int_equal(run(p).days, 2);
	p->offsets_n = 1;
	assert_int_equal(run(p).days, 1);
	p->offsets_n = 0;
	assert_int_equal(run(p).days, 1);
}

/* Work from 10:00 to 14:00 UTC; in the middle local time jumps from 11:00 back to 03:00: the day
 * before goes on, and another one ended. */
static void test_a_move_to_the_west(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	p->offset[0] = (struct offset_record){ p->zero - DAY, -3600 };
	p->offset[1] = (struct offset_record){ p->zero + 4 * HR, -9 * 3600 };
	p->offsets_n = 2;
	work(p, 2 * HR, 6 * HR); /* 10:00 to 14:00 UTC */
	r = run(p);
	/* 09:00-11:00 of 2 March, 03:00-04:00 of 1 March, 04:00-05:00 of 2 March */
	assert_int_equal(r.days, 3);
	assert_int_equal(r.sessions, 1);
	assert_in_range(apart(r.screen_time, 4 * HR), 0, SLOP_S);
}

static void test_day_starts(void **state)
{
	struct past *p = *state;

	work(p, 0, 60 * MIN); /* 08:00 to 09:00 */
	assert_int_equal(run(p).days, 1);
	rig_set(&p->config, "session.day_starts", "08:30");
	assert_int_equal(run(p).days, 2);
}

/* ---- rows ---- */

static void test_nothing(void **state)
{
	struct past *p = *state;
	struct simulation_result r = run(p), none = {};

	assert_memory_equal(&r, &none, sizeof(r));
}

static void test_range(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	work(p, 0, 4 * HR);
	r = run_range(p, 90 * MIN, 150 * MIN);
	assert_int_equal(r.sessions, 1); /* goes on at the end, and counts */
	assert_in_range(apart(r.screen_time, 60 * MIN), 0, SLOP_S);
	assert_in_range(apart(r.longest, 60 * MIN), 0, SLOP_S);
	assert_int_equal(run_range(p, 5 * HR, 6 * HR).days, 0);
	assert_int_equal(run_range(p, 0, 0).days, 0);
}

/* Rows of a plane that is none, and of hours that are over, are passed over. */
static void test_rows_that_make_no_sense(void **state)
{
	struct past *p = *state;
	struct simulation_range range = { p->zero, p->zero + DAY, NULL, 0 };
	struct slots odd = { (int64_t) (p->zero / HR), _PLANE_MAX, {} };
	struct simulation_result r;
	struct simulation s;

	work(p, 0, 3 * HR);
	memset(odd.bits, 0xff, sizeof(odd.bits));
	simulation_begin(&s, &p->config, &range);
	assert_int_equal(simulation_slots(&s, &odd), 0);
	put_hour(p, &s, 1);
	put_hour(p, &s, 0);
	put_hour(p, &s, 2);
	put_hour(p, &s, 1);
	odd.hour = INT64_MIN;
	odd.plane = PLANE_KEYBOARD;
	assert_int_equal(simulation_slots(&s, &odd), 0);
	odd.hour = INT64_MAX;
	assert_int_equal(simulation_slots(&s, &odd), 0);
	assert_int_equal(simulation_end(&s, &r), 0);
	assert_in_range(apart(r.screen_time, 2 * HR), 0, SLOP_S);
	simulation_begin(&s, &p->config, &range);
	put_hour(p, &s, 0);
	put_hour(p, &s, 1);
	simulation_done(&s);
	simulation_done(&s);
}

/* Bits that no day ever made: sums stay sane, nothing fails. */
static void test_any_bits(void **state)
{
	struct past *p = *state;
	uint64_t x = 1;

	p->offset[0] = (struct offset_record){ p->zero + 9 * HR, INT32_MAX };
	p->offset[1] = (struct offset_record){ p->zero + 3 * HR, INT32_MIN };
	p->offset[2] = (struct offset_record){ p->zero + 3 * HR, 3600 };
	p->offset[3] = (struct offset_record){ USEC_INFINITY, -3600 };
	p->offsets_n = 4;
	for (unsigned run_n = 0; run_n < 20; run_n++) {
		struct simulation_result r;
		uint8_t *byte = &p->bits[0][0][0];

		for (size_t i = 0; i < sizeof(p->bits); i++) {
			x = x * UINT64_C(6364136223846793005) + 1442695040888963407;
			byte[i] = (uint8_t) (x >> 33 & x >> 43 & (run_n % 2 ? 0xff : x >> 53));
		}
		rig_set(&p->config, "presence.away_after", run_n % 3 ? "1min" : "1s");
		rig_set(&p->config, "session.ends_after", run_n % 5 ? "5min" : "1s");
		r = run(p);
		assert_in_range(r.screen_time, 1, HOURS * HR);
		/* a microsecond is lost at the end of each day */
		assert_in_range(r.longest, 1, r.screen_time + HOURS);
		assert_in_range(r.unbroken, 0, r.screen_time);
		assert_in_range(r.sessions, 1, HOURS * SLOTS_PER_HOUR);
	}
}

/* ---- keys ---- */

static enum untold untold(const char *name, const char *now, const char *then)
{
	struct config a, b;

	config_defaults(&a);
	config_defaults(&b);
	rig_set(&a, name, now);
	rig_set(&b, name, then);
	return simulation_untold(config_key_by_name(name), &a, &b);
}

static void test_untold_values(void **state)
{
	(void) state;
	assert_int_equal(untold("micro_break.every", "20min", "15min"), UNTOLD_NOT);
	assert_int_equal(untold("micro_break.length", "30s", "40s"), UNTOLD_NOT);
	assert_int_equal(untold("micro_break.length", "30s", "35s"), UNTOLD_FINE);
	assert_int_equal(untold("micro_break.length", "30s", "5s"), UNTOLD_FINE);
	assert_int_equal(untold("micro_break.length", "30s", "30s"), UNTOLD_NOT);
	assert_int_equal(untold("presence.away_after", "1min", "2min"), UNTOLD_NOT);
	assert_int_equal(untold("prompts.settle", "1min", "0s"), UNTOLD_NOT);
	assert_int_equal(untold("prompts.settle", "5s", "9s"), UNTOLD_FINE);
	assert_int_equal(untold("prompts.lull", "3s", "1min"), UNTOLD_FINE);
	assert_int_equal(untold("prompts.lull", "20s", "1min"), UNTOLD_NOT);
	assert_int_equal(untold("prompts.lull_max", "1min", "2min"), UNTOLD_FINE);
	assert_int_equal(untold("prompts.postpone", "5min", "10min"), UNTOLD_ANSWER);
	assert_int_equal(untold("quiet.max_delay", "30min", "10min"), UNTOLD_RECORDED);
	assert_int_equal(untold("input.motion_slop", "3", "10"), UNTOLD_RECORDED);
	assert_int_equal(untold("prompts.posture", "yes", "no"), UNTOLD_OTHER);
	assert_int_equal(untold("desk.height", "70cm", "72cm"), UNTOLD_OTHER);
}

/* Each key that is told is told because it was thought about. */
static void test_told_keys(void **state)
{
	static const char told[] =
		"session.ends_after session.day_starts presence.away_after presence.passive_max "
		"micro_break.enabled micro_break.every micro_break.length "
		"micro_break.not_before_rest micro_break.expires_after rest_break.enabled "
		"rest_break.every rest_break.length daily_limit.enabled daily_limit.limit "
		"daily_limit.remind_every prompts.remind_after prompts.max_reminders "
		"prompts.settle ";
	char got[sizeof(told) + 256] = "";
	struct config config;

	(void) state;
	config_defaults(&config);
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *key = &config_keys[i];
		size_t n = strlen(got);

		if (simulation_untold(key, &config, &config) == UNTOLD_NOT) {
			(void) snprintf(got + n, sizeof(got) - n, "%s.%s ", key->section, key->key);
		}
	}
	assert_string_equal(got, told);
	for (int i = 0; i < _UNTOLD_MAX; i++) {
		assert_int_equal(untold_from_string(untold_to_string((enum untold) i)), i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_one_session, begin),
		cmocka_unit_test_setup(test_end_in_the_first_half, begin),
		cmocka_unit_test_setup(test_thresholds_of_the_other_configuration, begin),
		cmocka_unit_test_setup(test_daily_limit, begin),
		cmocka_unit_test_setup(test_pauses, begin),
		cmocka_unit_test_setup(test_ties_go_as_recorded, begin),
		cmocka_unit_test_setup(test_a_rest_just_long_enough, begin),
		cmocka_unit_test_setup(test_lock, begin),
		cmocka_unit_test_setup(test_hours_without_a_record, begin),
		cmocka_unit_test_setup(test_film, begin),
		cmocka_unit_test_setup(test_summer_time, begin),
		cmocka_unit_test_setup(test_a_move_to_the_west, begin),
		cmocka_unit_test_setup(test_day_starts, begin),
		cmocka_unit_test_setup(test_nothing, begin),
		cmocka_unit_test_setup(test_range, begin),
		cmocka_unit_test_setup(test_rows_that_make_no_sense, begin),
		cmocka_unit_test_setup(test_any_bits, begin),
		cmocka_unit_test(test_untold_values),
		cmocka_unit_test(test_told_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
