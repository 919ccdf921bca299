/* What a diary sums up to, against counts by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/diary-rig.h"

static struct diary_rig rig;

static int setup(void **state)
{
	(void) state;
	memset(&rig, 0, sizeof(rig));
	diary_rig_init(&rig);
	return 0;
}

static struct diary_summary sum(int from_ago, int to_ago)
{
	struct diary_summary s;

	diary_summarize(&rig.d, NULL, 0, rig.d.today - from_ago, rig.d.today - to_ago, &s);
	return s;
}

static void test_empty(void **state)
{
	struct diary_summary s;
	struct diary_overuse o;

	(void) state;
	(void) diary_rig_read(&rig);
	assert_int_equal(rig.d.first, rig.d.today);
	s = sum(27, 0);
	assert_int_equal(s.days, 28);
	assert_int_equal(s.recorded, 0);
	assert_true(isnan(s.intensity_median) && isnan(s.intensity_max) &&
		    isnan(s.duration_median_s));
	assert_true(isnan(s.sleep_median_min) && isnan(s.screen_median_s));
	diary_overuse(&rig.d, &o);
	assert_int_equal(o.level, OVERUSE_NONE);
}

/*
 * A block by hand:
 *   27..23 ago  none                                            5 free
 *   22          headache 7, 3 h, left, started in the neck, ibuprofen
 *   21..18      none, but on 20 neck pain too                   4 free, 1 of them neck
 *   17          headache 4, 13 h, into the next day (16), left, woke, nausea yes
 *   15          only ibuprofen: not recorded
 *   14          headache, intensity not told, right, nausea no, missed work
 *   13          two headaches: 3 (1 h, both sides) and 9 (5 h)
 *   12          a note of sleep: not recorded
 *   11..0       none                                            12 free
 * 28 days: 22, 17, 16, 14, 13 with a headache = 5; 21 free; 15 and 12 are not recorded: 26.
 */
static void fill_block(void)
{
	struct diary_entry *e;

	for (int i = 27; i >= 23; i--) {
		(void) diary_rig_add(&rig, DIARY_NONE, i);
	}
	e = diary_rig_headache(&rig, 22, 7, 3);
	e->side = SIDE_LEFT;
	e->started_in_neck = TRISTATE_YES;
	e->impact = 2;
	e->locations = 1u << LOCATION_NECK | 1u << LOCATION_TEMPLE;
	(void) diary_rig_pill(&rig, 22, CLASS_NSAID);
	for (int i = 21; i >= 18; i--) {
		(void) diary_rig_add(&rig, DIARY_NONE, i);
	}
	(void) diary_rig_add(&rig, DIARY_NECK, 20);
	e = diary_rig_headache(&rig, 17, 4, 13);
	e->side = SIDE_LEFT;
	e->onset = ONSET_WOKE;
	e->symptom[SYMPTOM_NAUSEA] = TRISTATE_YES;
	e->started_in_neck = TRISTATE_NO;
	e->locations = 1u << LOCATION_TEMPLE;
	(void) diary_rig_pill(&rig, 15, CLASS_NSAID);
	(void) diary_rig_pill(&rig, 15, CLASS_NSAID);
	e = diary_rig_add(&rig, DIARY_HEADACHE, 14);
	e->side = SIDE_RIGHT;
	e->onset = ONSET_AWAKE;
	e->symptom[SYMPTOM_NAUSEA] = TRISTATE_NO;
	e->missed_work = TRISTATE_YES;
	e->impact = 0;
	e->red_flag = TRISTATE_YES;
	e = diary_rig_headache(&rig, 13, 3, 1);
	e->side = SIDE_BOTH;
	(void) diary_rig_headache(&rig, 13, 9, 5);
	(void) diary_rig_pill(&rig, 13, CLASS_OTHER);
	e = diary_rig_add(&rig, DIARY_SLEEP, 12);
	e->sleep_min = 400;
	e = diary_rig_add(&rig, DIARY_SLEEP, 11);
	e->sleep_min = 500;
	e = diary_rig_add(&rig, DIARY_EVENT, 10);
	e->event = EVENT_PILLOW;
	e = diary_rig_add(&rig, DIARY_EVENT, 9);
	e->event = EVENT_EXERCISE;
	for (int i = 11; i >= 0; i--) {
		(void) diary_rig_add(&rig, DIARY_NONE, i);
	}
	(void) diary_rig_read(&rig);
}

static void test_block(void **state)
{
	struct diary_summary s;

	(void) state;
	fill_block();
	assert_int_equal(rig.d.first, rig.d.today - 27);
	s = sum(27, 0);
	assert_int_equal(s.days, 28);
	assert_int_equal(s.recorded, 26);
	assert_int_equal(s.headache_days, 5);
	assert_int_equal(s.free_days, 21);
	assert_int_equal(s.neck_days, 1);
	/* rated: 22 (7), 17 (4), 16 (4), 13 (9); 14 is not */
	assert_int_equal(s.rated_days, 4);
	assert_int_equal(s.moderate_days, 4);
	assert_int_equal(s.severe_days, 2);
	assert_int_equal(s.attacks, 5);
	assert_int_equal(s.ongoing, 0);
	/* 3 4 7 9 */
	assert_int_equal(s.intensity_n, 4);
	assert_true(s.intensity_median == 5.5);
	assert_true(s.intensity_max == 9);
	/* 1 3 5 13 h */
	assert_int_equal(s.duration_n, 4);
	assert_true(s.duration_median_s == 4 * 3600.0);
	assert_int_equal(s.side[SIDE_LEFT], 2);
	assert_int_equal(s.side[SIDE_NOT_TOLD], 1);
	assert_int_equal(s.side_locked.yes, 2);
	assert_int_equal(s.side_locked.told, 4);
	assert_int_equal(s.locked_side, SIDE_LEFT);
	assert_int_equal(s.woke_with.yes, 1);
	assert_int_equal(s.woke_with.told, 2);
	assert_int_equal(s.started_in_neck.yes, 1);
	assert_int_equal(s.started_in_neck.told, 2);
	assert_int_equal(s.symptom[SYMPTOM_NAUSEA].yes, 1);
	assert_int_equal(s.symptom[SYMPTOM_NAUSEA].told, 2);
	assert_int_equal(s.symptom[SYMPTOM_AURA].told, 0);
	assert_int_equal(s.location[LOCATION_TEMPLE], 2);
	assert_int_equal(s.location[LOCATION_NECK], 1);
	assert_int_equal(s.medication_days[CLASS_NSAID], 2);
	assert_int_equal(s.medication_days[CLASS_OTHER], 1);
	assert_int_equal(s.acute_days, 2);
	assert_int_equal(s.impact_days, 1);
	assert_int_equal(s.missed_days, 1);
	assert_int_equal(s.red_flags, 1);
	assert_int_equal(s.sleep_n, 2);
	assert_true(s.sleep_median_min == 450);
	assert_int_equal(s.events, 1);
	assert_true(fabs(diary_per_30(s.headache_days, s.recorded, s.days) - 5 * 30 / 26.0) < 1e-9);
}

/* A headache that reaches over an edge counts as a day on both sides, and as an attack on one. */
static void test_edges(void **state)
{
	struct diary_summary before, after;

	(void) state;
	fill_block();
	before = sum(27, 17);
	after = sum(16, 0);
	assert_int_equal(before.headache_days, 2);
	assert_int_equal(after.headache_days, 3);
	assert_int_equal(before.attacks, 2);
	assert_int_equal(after.attacks, 3);
	assert_int_equal(before.days + after.days, 28);
	assert_int_equal(before.recorded + after.recorded, 26);
}

/* The present block ends today. */
static void test_today(void **state)
{
	struct diary_summary s;

	(void) state;
	fill_block();
	s = sum(5, -22);
	assert_int_equal(s.days, 6);
	assert_int_equal(s.last, rig.d.today);
	assert_int_equal(s.recorded, 6);
	s = sum(-1, -2);
	assert_int_equal(s.days, 0);
}

static void test_exposure(void **state)
{
	const struct diary_exposure x[] = {
		{ rig.d.today - 3, 100 * USEC_PER_HOUR, 9 }, /* not of the range */
		{ rig.d.today - 2, 4 * USEC_PER_HOUR, 1 },
		{ rig.d.today - 1, 0, 0 }, /* no day at the screen */
		{ rig.d.today, 7 * USEC_PER_HOUR, 2 },
	};
	struct diary_summary s;

	(void) state;
	(void) diary_rig_read(&rig);
	diary_summarize(&rig.d, x, ELEMENTSOF(x), rig.d.today - 2, rig.d.today, &s);
	assert_int_equal(s.screen_days, 2);
	assert_int_equal(s.long_sessions, 3);
	assert_true(s.screen_median_s == 5.5 * 3600);
}

/* It goes on as long as the diary is kept, and not beyond. */
static void test_ongoing(void **state)
{
	struct diary_entry *e;
	struct diary_summary s;

	(void) state;
	e = diary_rig_add(&rig, DIARY_HEADACHE, 10);
	e->ongoing = true;
	(void) diary_rig_read(&rig);
	assert_int_equal(sum(27, 0).headache_days, 1);
	(void) diary_rig_add(&rig, DIARY_SLEEP, 7);
	(void) diary_rig_read(&rig);
	assert_int_equal(diary_last_day(&rig.d, &rig.entry[0]), rig.d.today - 7);
	s = sum(27, 0);
	assert_int_equal(s.headache_days, 4);
	assert_int_equal(s.recorded, 4);
	assert_int_equal(s.attacks, 1);
	assert_int_equal(s.ongoing, 1);
	/* a headache beats what was told to be a day without */
	(void) diary_rig_add(&rig, DIARY_NONE, 8);
	(void) diary_rig_read(&rig);
	s = sum(27, 0);
	assert_int_equal(s.headache_days, 4);
	assert_int_equal(s.free_days, 0);
}

static void test_per_30(void **state)
{
	(void) state;
	assert_true(diary_per_30(7, 21, 28) == 10);
	assert_true(isnan(diary_per_30(7, 20, 28)));
	assert_true(isnan(diary_per_30(7, 20, 20)));
	assert_true(diary_per_30(28, 28, 28) == 30);
	assert_true(isnan(diary_per_30(5, 41, 56)));
	assert_true(diary_per_30(14, 42, 56) == 10);
	assert_true(diary_per_30(3, 22, 22) == 90 / 22.0);
}

static void test_blocks(void **state)
{
	(void) state;
	assert_int_equal(diary_block(100, 100), 100);
	assert_int_equal(diary_block(127, 100), 100);
	assert_int_equal(diary_block(128, 100), 128);
	assert_int_equal(diary_block(99, 100), 72);
	assert_int_equal(diary_block(72, 100), 72);
	assert_int_equal(diary_block(71, 100), 44);
}

static void test_marker(void **state)
{
	struct diary_span before, after;

	(void) state;
	fill_block();
	diary_around(&rig.d, rig.d.today - 14, &before, &after);
	assert_int_equal(before.days, 28);
	assert_int_equal(before.recorded, 12); /* 27..16: 15 is not */
	assert_int_equal(before.headache_days, 3);
	assert_int_equal(before.acute_days, 2);
	assert_int_equal(after.days, 14);
	assert_int_equal(after.recorded, 13);
	assert_int_equal(after.headache_days, 1);
	diary_around(&rig.d, rig.d.today, &before, &after);
	assert_int_equal(after.days, 0);
}

/* Neck pain is a day without headache, unless there was one; what is of a day has no duration. */
static void test_neck(void **state)
{
	struct diary_entry *e;
	struct diary_summary s;

	(void) state;
	(void) diary_rig_add(&rig, DIARY_NECK, 3);
	(void) diary_rig_add(&rig, DIARY_NECK, 2);
	e = diary_rig_add(&rig, DIARY_HEADACHE, 2);
	e->last_day++;
	e->end = e->start + USEC_PER_DAY;
	(void) diary_rig_read(&rig);
	s = sum(5, 0);
	assert_int_equal(s.recorded, 3);
	assert_int_equal(s.neck_days, 1);
	assert_int_equal(s.free_days, 1);
	assert_int_equal(s.headache_days, 2);
	assert_int_equal(s.duration_n, 0);
	assert_true(diary_get_day(&rig.d, rig.d.today - 2)->onset);
	assert_false(diary_get_day(&rig.d, rig.d.today - 1)->onset);
	assert_null(diary_get_day(&rig.d, rig.d.today + 1));
	assert_null(diary_get_day(&rig.d, rig.d.today - 4));
}

/* What a clock gone wrong has dated into the future tells nothing of today. */
static void test_future(void **state)
{
	struct diary_entry *e = diary_rig_add(&rig, DIARY_HEADACHE, 10);

	(void) state;
	e->ongoing = true;
	(void) diary_rig_add(&rig, DIARY_NONE, -5);
	(void) diary_rig_read(&rig);
	assert_int_equal(sum(27, 0).headache_days, 1);
	assert_int_equal(sum(27, -9).recorded, 1);
}

/* Days do not come in the order of their entries where a time zone was left. */
static void test_time_zone(void **state)
{
	struct diary_entry *e;

	(void) state;
	(void) diary_rig_add(&rig, DIARY_NONE, 5);
	e = diary_rig_add(&rig, DIARY_NONE, 6);
	e->start = rig.entry[0].start + USEC_PER_HOUR;
	(void) diary_rig_read(&rig);
	assert_int_equal(rig.d.first, rig.d.today - 6);
	assert_int_equal(sum(6, 5).free_days, 2);
	assert_int_equal(sum(6, 6).free_days, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_empty, setup),
		cmocka_unit_test_setup(test_block, setup),
		cmocka_unit_test_setup(test_edges, setup),
		cmocka_unit_test_setup(test_today, setup),
		cmocka_unit_test_setup(test_exposure, setup),
		cmocka_unit_test_setup(test_ongoing, setup),
		cmocka_unit_test(test_per_30),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test_setup(test_marker, setup),
		cmocka_unit_test_setup(test_neck, setup),
		cmocka_unit_test_setup(test_future, setup),
		cmocka_unit_test_setup(test_time_zone, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
