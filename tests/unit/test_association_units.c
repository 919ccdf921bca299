/* What is compared with what: notes and measurements in, sets and strata out. */
#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../../daemon/core/review/association-internal.h"
#include "../lib/association-rig.h"
#include "../lib/audit-rig.h"

static struct association_rig rig;
static struct association_exposure_counts counts;
static struct association_unit units[DAYS_MAX];
static size_t units_n;

static void collect(void)
{
	rig.asked_n = 0;
	counts = (struct association_exposure_counts){ 0 };
	units_n = units_collect(&rig.study, &rig.exposures[0], units, &counts);
}

/* Of one unit with one case: its value less the mean, and how many there are. */
static void assert_set(size_t i, unsigned members, double deviation)
{
	assert_in_range(i, 0, units_n - 1);
	assert_int_equal(units[i].n, members);
	assert_near(units[i].t[units[i].observed], deviation, 1e-9);
}

/* ---- windows ---- */

static void test_windows(void **state)
{
	static const int referents[] = { 3, 17, 24 };
	(void) state;

	association_rig_init(&rig, ASSOCIATION_WINDOW_BEFORE, 28);
	association_rig_headache(&rig, 10, 14 * HOUR);
	collect();
	assert_int_equal(units_n, 1);
	assert_set(0, 4, 10 - (3 + 10 + 17 + 24) / 4.0);
	assert_int_equal(rig.asked_n, 4);
	assert_int_equal(rig.asked[0].from, association_rig_at(10, 10 * HOUR));
	assert_int_equal(rig.asked[0].to, association_rig_at(10, 14 * HOUR));
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(rig.asked[i + 1].from,
				 association_rig_at(referents[i], 10 * HOUR));
		assert_int_equal(rig.asked[i + 1].to, association_rig_at(referents[i], 14 * HOUR));
	}
	assert_int_equal(counts.events, 1);
	assert_int_equal(counts.compared, 3);
	assert_int_equal(counts.high, 2); /* 17 and 24: from 14 on */
	assert_int_equal(counts.low, 2);
	assert_int_equal(counts.high_events, 0);
	assert_int_equal(counts.low_events, 1);
}

/* A block is compared with itself alone, at both of its ends. */
static void test_blocks(void **state)
{
	(void) state;

	association_rig_init(&rig, ASSOCIATION_WINDOW_BEFORE, 84);
	association_rig_headache(&rig, 28, 12 * HOUR);
	association_rig_headache(&rig, 55, 12 * HOUR);
	collect();
	assert_int_equal(units_n, 2);
	assert_set(0, 4, 28 - (28 + 35 + 42 + 49) / 4.0);
	assert_set(1, 4, 55 - (34 + 41 + 48 + 55) / 4.0);
	/* the night belongs to the day before: this one is of day 27, in the first block */
	rig.study.onsets_n = 0;
	association_rig_headache(&rig, 28, 3 * HOUR);
	collect();
	assert_set(0, 4, 27 - (6 + 13 + 20 + 27) / 4.0);
	assert_int_equal(rig.asked[1].to, association_rig_at(7, 3 * HOUR));
}

static void test_referents_left_out(void **state)
{
	struct association_onset *o;
	(void) state;

	association_rig_init(&rig, ASSOCIATION_WINDOW_BEFORE, 28);
	association_rig_headache(&rig, 10, 14 * HOUR);
	rig.days[3].in_use = false;
	collect();
	assert_set(0, 3, 10 - (10 + 17 + 24) / 3.0);
	rig.days[3].in_use = true;
	rig.days[3].day =
		FIRST - 1; /* not recorded; the search must find the others all the same */
	rig.days[0].day = FIRST - 2;
	rig.days[1].day = FIRST - 1;
	rig.days[2].day = FIRST;
	rig.days[3].day = FIRST + 1;
	collect();
	assert_set(0, 3, 10 - (10 + 17 + 24) / 3.0);

	association_rig_init(&rig, ASSOCIATION_WINDOW_BEFORE, 28);
	association_rig_headache(&rig, 10, 14 * HOUR);
	o = association_rig_headache(&rig, 16,
				     14 * HOUR); /* 24 hours before the referent of day 17 */
	o->woke_with = true;
	collect();
	assert_int_equal(counts.woke_with, 1);
	assert_int_equal(units_n, 1);
	assert_set(0, 3, 10 - (3 + 10 + 24) / 3.0);
	o->start = o->end = o->start - 1;
	collect();
	assert_set(0, 4, 10 - (3 + 10 + 17 + 24) / 4.0);
	o->end += 1; /* but it lasted */
	collect();
	assert_set(0, 3, 10 - (3 + 10 + 24) / 3.0);
	o->start = o->end = association_rig_at(18, 14 * HOUR); /* 24 hours after it */
	collect();
	assert_set(0, 3, 10 - (3 + 10 + 24) / 3.0);
	o->start = o->end = o->start + 1;
	collect();
	assert_set(0, 4, 10 - (3 + 10 + 17 + 24) / 4.0);
	o->end = 0; /* nonsense counts as not known */
	collect();
	assert_set(0, 4, 10 - (3 + 10 + 17 + 24) / 4.0);
	rig.values[FIRST + 24] = NAN;
	collect();
	assert_set(0, 3, 10 - (3 + 10 + 17) / 3.0);
	rig.values[FIRST + 24] = INFINITY;
	collect();
	assert_set(0, 3, 10 - (3 + 10 + 17) / 3.0);
}

static void test_cases_left_out(void **state)
{
	(void) state;

	association_rig_init(&rig, ASSOCIATION_WINDOW_BEFORE, 28);
	association_rig_headache(&rig, 10, 14 * HOUR);
	rig.days[10].in_use = false;
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unused, 1);
	rig.days[10].in_use = true;
	rig.values[FIRST + 10] = NAN;
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unknown, 1);
	rig.values[FIRST + 10] = 10;
	rig.values[FIRST + 3] = rig.values[FIRST + 17] = rig.values[FIRST + 24] = NAN;
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unmatched, 1);
	assert_int_equal(counts.events + counts.compared + counts.high + counts.low, 0);
	rig.onsets[0].start = rig.onsets[0].end = UINT64_MAX; /* not of this world */
	collect();
	assert_int_equal(counts.unused, 1);
	rig.onsets[0].start = rig.onsets[0].end = 0;
	collect();
	assert_int_equal(counts.unused, 1);
	rig.onsets[0].start = rig.onsets[0].end =
		association_rig_at(-3, 12 * HOUR); /* before the diary */
	collect();
	assert_int_equal(counts.unused, 1);
}

/* Two of them on the same weekday: neither is the other's referent, and they share out the other weeks. */
static void test_two_cases(void **state)
{
	(void) state;

	association_rig_init(&rig, ASSOCIATION_WINDOW_BEFORE, 28);
	association_rig_headache(&rig, 17, 15 * HOUR);
	association_rig_headache(&rig, 10, 14 * HOUR);
	collect();
	assert_int_equal(units_n, 2);
	assert_set(0, 2, (10 - 3) / 2.0); /* the earlier one comes first */
	assert_set(1, 2, (17 - 24) / 2.0);
	assert_int_equal(counts.events, 2);
	assert_int_equal(counts.compared, 2);
	assert_int_equal(counts.high_events, 1);
	/* three and one: the first has it, the others have nothing */
	association_rig_headache(&rig, 3, 14 * HOUR);
	collect();
	assert_int_equal(units_n, 1);
	assert_set(0, 2, (3 - 24) / 2.0);
	assert_int_equal(counts.unmatched, 2);
	association_rig_headache(&rig, 24, 14 * HOUR);
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unmatched, 4);
}

/* A headache before it may have changed what was measured: of the same day, or within 24 hours. */
static void test_after_headache(void **state)
{
	struct association_onset *o;
	(void) state;

	association_rig_init(&rig, ASSOCIATION_WINDOW_BEFORE, 28);
	association_rig_headache(&rig, 10, 14 * HOUR);
	association_rig_headache(&rig, 10, 18 * HOUR);
	collect();
	assert_int_equal(units_n, 1);
	assert_set(0, 4, 10 - (3 + 10 + 17 + 24) / 4.0);
	assert_int_equal(rig.asked[0].to, association_rig_at(10, 14 * HOUR));
	assert_int_equal(counts.unknown, 1);
	rig.study.onsets_n = 1;
	o = association_rig_headache(&rig, 9, 14 * HOUR);
	o->woke_with = true;
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unknown, 1);
	o->start = o->end = o->start - 1;
	collect();
	assert_int_equal(units_n, 1);
	o->end += 2;
	collect();
	assert_int_equal(units_n, 0);
	o->start = o->end =
		association_rig_at(10, 14 * HOUR) + 1; /* one after it changes nothing */
	collect();
	assert_int_equal(units_n, 1);
}

/* ---- days ---- */

static void test_days(void **state)
{
	static const int before[] = { 2, 9, 16, 23 };
	(void) state;

	association_rig_init(&rig, ASSOCIATION_DAY_BEFORE, 28);
	association_rig_headache(&rig, 10, 9 * HOUR)->woke_with =
		true; /* the day before is before it all the same */
	collect();
	assert_int_equal(units_n, 1);
	assert_set(0, 4, 9 - (2 + 9 + 16 + 23) / 4.0);
	assert_int_equal(counts.events, 1);
	assert_int_equal(counts.compared, 3);
	assert_int_equal(counts.high, 2);
	assert_int_equal(counts.low_events, 1);
	for (size_t i = 0; i < 4; i++) {
		bool found = false;
		for (size_t k = 0; k < rig.asked_n; k++) {
			found |= rig.asked[k].from == association_rig_at(before[i], 4 * HOUR) &&
				 rig.asked[k].to == association_rig_at(before[i] + 1, 4 * HOUR);
		}
		assert_true(found);
	}
}

static void test_days_left_out(void **state)
{
	(void) state;

	association_rig_init(&rig, ASSOCIATION_DAY_BEFORE, 28);
	association_rig_headache(&rig, 10, 9 * HOUR);
	rig.days[17].headache = true; /* one that goes on: neither a case nor its like */
	collect();
	assert_set(0, 3, 9 - (2 + 9 + 23) / 3.0);
	rig.days[17].headache = false;
	rig.days[16].headache = true; /* it may have changed what was measured then */
	collect();
	assert_set(0, 3, 9 - (2 + 9 + 23) / 3.0);
	rig.days[16].headache = false;
	rig.days[9].headache = true; /* the case's own day before: nothing is like it */
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unmatched, 1);
	rig.days[16].headache = true; /* but now this is */
	collect();
	assert_set(0, 2, (9 - 16) / 2.0);
	association_rig_headache(&rig, 24, 9 * HOUR); /* and the others have a case among them */
	collect();
	assert_int_equal(units_n, 2);
	assert_set(0, 2, (23 - 2) / 2.0);
	assert_set(1, 2, (9 - 16) / 2.0);
	rig.study.onsets_n = 1;
	rig.days[9].headache = rig.days[16].headache = rig.days[24].headache = false;
	rig.values[FIRST + 9] = NAN;
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unknown, 1);
	rig.values[FIRST + 9] = 9;
	rig.values[FIRST + 2] = rig.values[FIRST + 16] = rig.values[FIRST + 23] = NAN;
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unmatched, 1);
	/* nothing is known of the day before the first */
	association_rig_init(&rig, ASSOCIATION_DAY_BEFORE, 28);
	association_rig_headache(&rig, 0, 9 * HOUR);
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unknown, 1);
}

/* Days before the first, and gaps, are nowhere. */
static void test_days_gaps(void **state)
{
	(void) state;

	association_rig_init(&rig, ASSOCIATION_DAY_BEFORE, 84);
	for (size_t i = 0; i < 84; i++) { /* 40 days are missing after the 20th */
		rig.days[i].day = FIRST - 10 + (int64_t) i + (i >= 30 ? 40 : 0);
	}
	rig.study.onset = rig.onsets;
	rig.study.onsets_n = 1;
	rig.onsets[0] = (struct association_onset){ association_rig_at(61, 12 * HOUR),
						    association_rig_at(61, 12 * HOUR), false };
	collect();
	/* block 56 to 83, days 61, 68, 75 and 82: of the days before, 60, 67, 74 and 81 */
	assert_int_equal(units_n, 1);
	assert_set(0, 4, 60 - (60 + 67 + 74 + 81) / 4.0);
	rig.onsets[0].start = rig.onsets[0].end =
		association_rig_at(60, 12 * HOUR); /* the day before is not recorded */
	collect();
	assert_int_equal(units_n, 0);
	assert_int_equal(counts.unknown, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_referents_left_out),
		cmocka_unit_test(test_cases_left_out),
		cmocka_unit_test(test_two_cases),
		cmocka_unit_test(test_after_headache),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_days_left_out),
		cmocka_unit_test(test_days_gaps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
