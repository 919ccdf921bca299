/*
 * Days and what is counted of them: the day boundary by what a stamp tells of the local time, and the
 * statistics, in which a pause counts once, as the largest break it became.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../lib/engine-rig.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR

static struct rig rig;

static int begin(void **state)
{
	rig_begin(&rig, NULL);
	*state = &rig;
	return 0;
}

static int end(void **state)
{
	rig_end(*state);
	return 0;
}

static void assert_deadline(const struct rig *r, usec_t t)
{
	assert_int_equal(engine_next_deadline(r->engine), AT(t));
}

/* Works every 10 s; both kinds of break come due on time then: 20min, 50min. */
static void work(struct rig *r, usec_t from, usec_t until)
{
	rig_type(r, from, 10 * S, until);
}

/* The stamp knows that summer time begins: the new day needs no event to come an hour earlier. */
static void test_day_by_known_offset(void **state)
{
	struct rig *r = *state;
	struct stamp *z = &r->zero;

	rig_configure(r, 0, "micro_break.enabled", "no");
	rig_configure(r, 0, "rest_break.enabled", "no");
	assert_int_equal(rfc3339_parse("2026-03-29T01:30:00+01:00", &z->real, &z->gmtoff_s), 0);
	z->gmtoff_until = z->real + 30 * MIN;
	z->gmtoff_after_s = 2 * 3600;
	rig_type(r, 0, 30 * S, 1 * HR);
	rig_tick(r, 1 * HR + 10 * S);
	r->zero.gmtoff_s = 2 * 3600;
	r->zero.gmtoff_until = USEC_INFINITY;
	assert_int_equal(rig_look(r).today_time, 1 * HR + 10 * S);
	rig_type(r, 1 * HR + 30 * S, 30 * S, 2 * HR);
	assert_int_equal(rig_look(r).today_time, 30 * MIN);
}

/* Each part of a stamp that tells something new about the local time is heeded. */
static void test_day_by_what_the_stamp_learns(void **state)
{
	struct rig *r = *state;
	struct stamp *z = &r->zero;

	rig_tick(r, 10 * MIN);
	assert_deadline(r, 19 * HR);
	z->gmtoff_after_s = 3600;
	rig_tick(r, 20 * MIN);
	assert_deadline(r, 19 * HR);
	z->gmtoff_until = z->real + 1 * HR;
	rig_tick(r, 30 * MIN);
	assert_deadline(r, 18 * HR);
	z->gmtoff_after_s = 2 * 3600;
	rig_tick(r, 40 * MIN);
	assert_deadline(r, 17 * HR);
	z->gmtoff_until = USEC_INFINITY;
	rig_tick(r, 50 * MIN);
	assert_deadline(r, 19 * HR);
	z->gmtoff_s = -3600;
	rig_tick(r, 55 * MIN);
	assert_deadline(r, 20 * HR);
	z->real += 3 * HR;
	rig_tick(r, 56 * MIN);
	assert_deadline(r, 17 * HR);
}

static void assert_tally(const struct rig *r, enum break_kind kind, enum outcome outcome,
			 unsigned n)
{
	assert_int_equal(rig_look(r).tally[kind][outcome], n);
}

static void test_a_pause_counts_once(void **state)
{
	struct rig *r = *state;

	work(r, 0, 10 * MIN);
	rig_tick(r, 12 * MIN);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 1);
	rig_tick(r, 16 * MIN);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 0);
	assert_tally(r, BREAK_REST, OUTCOME_NATURAL, 1);
	work(r, 20 * MIN, 22 * MIN);
	rig_tick(r, 24 * MIN);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 1);
	assert_tally(r, BREAK_REST, OUTCOME_NATURAL, 1);
	work(r, 25 * MIN, 45 * MIN);
	rig_action(r, 45 * MIN + 5 * S, ACTION_SKIP);
	assert_tally(r, BREAK_MICRO, OUTCOME_SKIPPED, 1);
	assert_int_equal(rig_look(r).longest_today, 22 * MIN + 5 * S);
	/* 04:00 */
	rig_tick(r, 19 * HR - 1);
	assert_tally(r, BREAK_MICRO, OUTCOME_SKIPPED, 1);
	rig_tick(r, 19 * HR);
	assert_tally(r, BREAK_MICRO, OUTCOME_SKIPPED, 0);
	assert_tally(r, BREAK_REST, OUTCOME_NATURAL, 0);
	assert_int_equal(rig_look(r).longest_today, 0);
	assert_int_equal(rig_look(r).today_time, 0);
}

/* So does one that began with a postponed micro-break; one after which nothing was left to rest from
 * for a micro-break takes nothing back. */
static void test_other_pauses_count_once(void **state)
{
	struct rig *r = *state;

	work(r, 0, 20 * MIN);
	rig_action(r, 20 * MIN + 5 * S, ACTION_POSTPONE);
	rig_block(r, 21 * MIN, BLOCKER_LOCKED);
	rig_tick(r, 22 * MIN);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 1);
	rig_tick(r, 30 * MIN);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 0);
	assert_tally(r, BREAK_REST, OUTCOME_NATURAL, 1);
	rig_unblock(r, 40 * MIN, BLOCKER_LOCKED);
	work(r, 40 * MIN, 42 * MIN);
	rig_tick(r, 44 * MIN);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 1);
	work(r, 44 * MIN + 30 * S, 45 * MIN);
	rig_tick(r, 1 * HR);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 1);
	assert_tally(r, BREAK_REST, OUTCOME_NATURAL, 2);
}

/* A micro-break that was prompted and taken, too, when the pause becomes a rest break; but not the
 * rest break that replaced it, nor one of the pause before. */
static void test_a_taken_micro_break_counts_once(void **state)
{
	struct rig *r = *state;

	work(r, 0, 20 * MIN);
	rig_tick(r, 21 * MIN);
	assert_tally(r, BREAK_MICRO, OUTCOME_TAKEN, 1);
	rig_tick(r, 24 * MIN);
	work(r, 24 * MIN + 30 * S, 44 * MIN + 30 * S);
	assert_int_equal(rig_look(r).break_state, BREAK_DUE);
	rig_tick(r, 45 * MIN);
	assert_tally(r, BREAK_MICRO, OUTCOME_TAKEN, 2);
	rig_tick(r, 55 * MIN);
	assert_tally(r, BREAK_MICRO, OUTCOME_TAKEN, 1);
	assert_tally(r, BREAK_REST, OUTCOME_NATURAL, 1);
	work(r, 1 * HR, 1 * HR + 20 * MIN);
	rig_break(r, 1 * HR + 20 * MIN + 5 * S, BREAK_REST);
	rig_tick(r, 2 * HR);
	assert_tally(r, BREAK_MICRO, OUTCOME_TAKEN, 1);
	assert_tally(r, BREAK_MICRO, OUTCOME_REPLACED, 1);
	assert_tally(r, BREAK_REST, OUTCOME_TAKEN, 1);
}

/* A rest break that was begun and skipped in that pause is no larger break. */
static void test_skipped_in_a_pause(void **state)
{
	struct rig *r = *state;

	work(r, 0, 2 * MIN);
	rig_break(r, 4 * MIN, BREAK_REST);
	rig_action(r, 4 * MIN + 10 * S, ACTION_SKIP);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 1);
	assert_tally(r, BREAK_REST, OUTCOME_SKIPPED, 1);
}

/* The new day begins between the micro-break and the rest break of one pause: nothing is taken back
 * from a day that is over. */
static void test_a_pause_over_the_day_boundary(void **state)
{
	struct rig *r = *state;

	work(r, 0, 2 * MIN);
	rig_tick(r, 19 * HR - 5 * MIN);
	work(r, 19 * HR - 4 * MIN, 19 * HR - 2 * MIN);
	rig_tick(r, 19 * HR - 1);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 1);
	rig_tick(r, 19 * HR + 1 * HR);
	assert_tally(r, BREAK_MICRO, OUTCOME_NATURAL, 0);
	assert_tally(r, BREAK_REST, OUTCOME_NATURAL, 1);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(test_day_by_known_offset, begin, end),
	cmocka_unit_test_setup_teardown(test_day_by_what_the_stamp_learns, begin, end),
	cmocka_unit_test_setup_teardown(test_a_pause_counts_once, begin, end),
	cmocka_unit_test_setup_teardown(test_other_pauses_count_once, begin, end),
	cmocka_unit_test_setup_teardown(test_a_taken_micro_break_counts_once, begin, end),
	cmocka_unit_test_setup_teardown(test_skipped_in_a_pause, begin, end),
	cmocka_unit_test_setup_teardown(test_a_pause_over_the_day_boundary, begin, end),
};

int main(void)
{
	return cmocka_run_group_tests_name("engine days", tests, NULL, NULL);
}
