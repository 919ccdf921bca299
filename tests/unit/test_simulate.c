/* A past under another configuration, worked out by hand: slots and days. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../lib/engine-rig.h"
#include "../lib/past-rig.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR
#define DAY USEC_PER_DAY

#define SLOP_S 10

static struct past past;

static int begin(void **state)
{
	past_begin(&past);
	*state = &past;
	return 0;
}

/* An hour and a half without a pause: from 5 s after the first slot began to 7.5 s into the last. */
static void test_one_session(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	past_work(p, 0, 90 * MIN);
	r = past_run(p);
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

	past_work(p, 0, 10 * MIN);
	past_mark(p, PLANE_KEYBOARD, 10 * MIN, 10 * MIN + 10 * S);
	assert_int_equal(past_run(p).screen_time, 10 * MIN - 2500 * USEC_PER_MS);
}

/* Nobody listens: prompted at 20, missed at 22, prompted at 42 and 64, missed at 44 and 66. */
static void test_thresholds_of_the_other_configuration(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	rig_set(&p->config, "rest_break.enabled", "no");
	past_work(p, 0, 70 * MIN);
	r = past_run(p);
	assert_int_equal(r.prompts[BREAK_MICRO], 3);
	assert_int_equal(r.tally[BREAK_MICRO][OUTCOME_MISSED], 3);
	rig_set(&p->config, "micro_break.every", "15min"); /* 15 17 32 34 49 51 66 68 */
	r = past_run(p);
	assert_int_equal(r.prompts[BREAK_MICRO], 4);
	assert_int_equal(r.tally[BREAK_MICRO][OUTCOME_MISSED], 4);
	rig_set(&p->config, "rest_break.enabled", "yes"); /* 50, again at 60 and 70 */
	rig_set(&p->config, "micro_break.enabled", "no");
	past_work(p, 70 * MIN, 75 * MIN);
	r = past_run(p);
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
	past_work(p, 0, 3 * HR + 10 * MIN); /* 2:00, 2:30, 3:00 */
	assert_int_equal(past_run(p).prompts[PROMPT_DAILY], 3);
}

/* A pause counts once, as the largest it became. */
static void test_pauses(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	past_work(p, 0, 10 * MIN);
	past_work(p, 12 * MIN, 20 * MIN);
	past_work(p, 30 * MIN, 40 * MIN);
	r = past_run(p);
	assert_int_equal(r.sessions, 2);
	assert_int_equal(r.tally[BREAK_MICRO][OUTCOME_NATURAL], 1);
	assert_int_equal(r.tally[BREAK_REST][OUTCOME_NATURAL], 2); /* the evening is one, too */
	rig_set(&p->config, "session.ends_after", "15min");
	assert_int_equal(past_run(p).sessions, 1);
}

/* Six slots on: a minute, give or take a slot.  What was recorded in between decides. */
static void test_ties_go_as_recorded(void **state)
{
	struct past *p = *state;
	usec_t without;

	past_work(p, 0, 10 * MIN);
	past_work(p, 10 * MIN + 50 * S, 20 * MIN);
	without = past_run(p).screen_time;
	assert_in_range(apart(without, 19 * MIN + 2 * S), 0, 10);
	past_mark(p, PLANE_PRESENT, 10 * MIN, 10 * MIN + 50 * S);
	assert_in_range(apart(past_run(p).screen_time, 20 * MIN), 0, 10);
	rig_set(&p->config, "presence.away_after", "55s");
	assert_in_range(apart(past_run(p).screen_time, 20 * MIN), 0, 10);
}

/* Due at 20 minutes while reading, and nothing touched from then on: that began the break, whose 30 s
 * are over before a minute without input is. */
static void test_due_while_reading(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	past_work(p, 0, 19 * MIN + 40 * S);
	past_mark(p, PLANE_PRESENT, 19 * MIN + 40 * S, 20 * MIN);
	r = past_run(p);
	assert_int_equal(r.prompts[BREAK_MICRO], 1);
	assert_int_equal(r.screen_time, 20 * MIN);
}

/* The prompt comes in the middle of the slot, though there was a touch; the last one began the rest. */
static void test_the_gap_before_a_prompt(void **state)
{
	struct past *p = *state;

	rig_set(&p->config, "micro_break.every", "20min 1s");
	past_work(p, 0, 20 * MIN + 10 * S);
	assert_int_equal(past_run(p).screen_time, 20 * MIN + 2500 * USEC_PER_MS);
}

/* Five minutes, give or take: of a break that was prompted, five; else the middles tell. */
static void test_a_rest_just_long_enough(void **state)
{
	struct past *p = *state;

	past_work(p, 0, 10 * MIN);
	past_work(p, 14 * MIN + 50 * S, 20 * MIN);
	assert_int_equal(past_run(p).sessions, 1);
	rig_set(&p->config, "rest_break.every", "9min");
	assert_int_equal(past_run(p).sessions, 2);
	assert_int_equal(past_run(p).tally[BREAK_REST][OUTCOME_TAKEN], 1);
}

static void test_lock(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	past_work(p, 0, 10 * MIN);
	past_mark(p, PLANE_BLOCKED, 10 * MIN - 10 * S, 12 * MIN);
	/* a cat; then unlocked without a touch, and read for a moment */
	past_mark(p, PLANE_KEYBOARD, 11 * MIN, 11 * MIN + 30 * S);
	past_mark(p, PLANE_PRESENT, 12 * MIN, 12 * MIN + 30 * S);
	past_work(p, 12 * MIN + 30 * S, 20 * MIN);
	r = past_run(p);
	assert_int_equal(r.tally[BREAK_MICRO][OUTCOME_NATURAL], 1);
	/* from a middle to 2.5 s before an end, twice */
	assert_int_equal(r.screen_time, 18 * MIN - (5000 + 2500 + 5000 + 2500) * USEC_PER_MS);
}

/* From 7.5 s of a slot to 5 s of the next, touched or not. */
static void test_short_lock(void **state)
{
	struct past *p = *state;

	past_work(p, 0, 10 * MIN);
	past_mark(p, PLANE_BLOCKED, 10 * MIN - 10 * S, 10 * MIN);
	past_mark(p, PLANE_PRESENT, 10 * MIN, 10 * MIN + 20 * S);
	past_work(p, 10 * MIN + 20 * S, 18 * MIN);
	assert_int_equal(past_run(p).screen_time, 18 * MIN - (5000 + 7500 + 2500) * USEC_PER_MS);
	past_work(p, 10 * MIN, 10 * MIN + 20 * S);
	assert_int_equal(past_run(p).screen_time, 18 * MIN - (5000 + 7500 + 2500) * USEC_PER_MS);
}

/* Locked when the history ends for a night: that is over with it. */
static void test_hours_without_a_record(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	past_work(p, 50 * MIN, 59 * MIN);
	past_mark(p, PLANE_BLOCKED, 59 * MIN, 60 * MIN);
	past_mark(p, PLANE_QUIET, 59 * MIN, 60 * MIN);
	past_mark(p, PLANE_ENGAGED, 59 * MIN, 60 * MIN);
	past_work(p, 24 * HR, 24 * HR + 25 * MIN);
	r = past_run(p);
	assert_int_equal(r.sessions, 2);
	assert_int_equal(r.days, 2);
	assert_int_equal(r.prompts[BREAK_MICRO], 1);
	assert_in_range(apart(r.screen_time, 34 * MIN), 0, 20);
}

/* A film that was on when the history ends did not go on for ever. */
static void test_end_of_the_history(void **state)
{
	struct past *p = *state;

	past_work(p, 0, 50 * MIN);
	past_mark(p, PLANE_ENGAGED, 50 * MIN, 60 * MIN);
	past_mark(p, PLANE_PRESENT, 50 * MIN, 60 * MIN);
	assert_in_range(apart(past_run(p).screen_time, 60 * MIN), 0, SLOP_S);
}

/* A film of an hour: presence goes on, nothing prompts before it is over. */
static void test_film(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	past_work(p, 0, 2 * MIN);
	past_mark(p, PLANE_ENGAGED, 2 * MIN, 62 * MIN);
	past_mark(p, PLANE_QUIET, 2 * MIN,
		  64 * MIN); /* else it prompted before it is clear who left */
	past_mark(p, PLANE_PRESENT, 2 * MIN, 62 * MIN);
	r = past_run(p);
	assert_int_equal(r.sessions, 1);
	/* it was over in the first half of the slot after it */
	assert_int_equal(r.longest, 62 * MIN - 2500 * USEC_PER_MS);
	assert_int_equal(r.prompts[BREAK_MICRO] + r.prompts[BREAK_REST], 0);
	past_work(p, 62 * MIN, 66 * MIN);
	assert_int_equal(past_run(p).prompts[BREAK_REST], 1);
	rig_set(&p->config, "presence.passive_max", "30min");
	r = past_run(p);
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
	past_work(p, 30 * MIN, 90 * MIN);
	assert_int_equal(past_run(p).days, 2);
	p->offsets_n = 1;
	assert_int_equal(past_run(p).days, 1);
	p->offsets_n = 0;
	assert_int_equal(past_run(p).days, 1);
}

/* Work from 10:00 to 14:00 UTC; in the middle local time jumps from 10:00 back to 03:00: the day
 * before goes on, and another one ended.  An hour earlier it had jumped within the day. */
static void test_a_move_to_the_west(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	p->offset[0] = (struct offset_record){ p->zero - DAY, -3600 };
	p->offset[1] = (struct offset_record){ p->zero + 3 * HR, -2 * 3600 };
	p->offset[2] = (struct offset_record){ p->zero + 4 * HR, -9 * 3600 };
	p->offsets_n = 3;
	past_work(p, 2 * HR, 6 * HR); /* 10:00 to 14:00 UTC */
	r = past_run(p);
	/* 09:00-10:00 and 09:00-10:00 of 2 March, 03:00-04:00 of 1 March, 04:00-05:00 of 2 March */
	assert_int_equal(r.days, 3);
	assert_int_equal(r.sessions, 1);
	assert_in_range(apart(r.screen_time, 4 * HR), 0, SLOP_S);
}

static void test_day_starts(void **state)
{
	struct past *p = *state;

	past_work(p, 0, 60 * MIN); /* 08:00 to 09:00 */
	assert_int_equal(past_run(p).days, 1);
	rig_set(&p->config, "session.day_starts", "08:30");
	assert_int_equal(past_run(p).days, 2);
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
		cmocka_unit_test_setup(test_due_while_reading, begin),
		cmocka_unit_test_setup(test_the_gap_before_a_prompt, begin),
		cmocka_unit_test_setup(test_a_rest_just_long_enough, begin),
		cmocka_unit_test_setup(test_lock, begin),
		cmocka_unit_test_setup(test_short_lock, begin),
		cmocka_unit_test_setup(test_hours_without_a_record, begin),
		cmocka_unit_test_setup(test_end_of_the_history, begin),
		cmocka_unit_test_setup(test_film, begin),
		cmocka_unit_test_setup(test_summer_time, begin),
		cmocka_unit_test_setup(test_a_move_to_the_west, begin),
		cmocka_unit_test_setup(test_day_starts, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
