/* The gate and what lies behind it: nothing is claimed before there is enough. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../lib/association-rig.h"
#include "../lib/audit-rig.h"

static struct association_rig rig;
static struct association_unit room[DAYS_MAX];

static struct association_claim claims[ASSOCIATION_EXPOSURES_MAX];
static size_t claims_n;

static void take(const struct association_claim *claim, void *userdata)
{
	assert_ptr_equal(userdata, &claims_n);
	assert_in_range(claims_n, 0, ASSOCIATION_EXPOSURES_MAX - 1);
	claims[claims_n++] = *claim;
}

static struct association_counts all;

static int evaluate(void)
{
	rig.asked_n = claims_n = 0;
	return association_evaluate(&rig.study, room, ELEMENTSOF(room), &all, take, &claims_n);
}

/*
 * Just enough: 56 days, 24 headaches.  In each block in its first two weeks, on six weekdays, each a bit later than the
 * one before, so that none is within 24 hours of another or of a referent.
 */
static void begin_enough(void)
{
	association_rig_init(&rig, ASSOCIATION_WINDOW_BEFORE, 56);
	for (int i = 0; i < 24; i++) {
		int weekday = i % 6, block = i / 12, week = i / 6 % 2;
		association_rig_headache(&rig, 28 * block + 7 * week + weekday,
					 10 * HOUR + (usec_t) weekday * 10 * USEC_PER_MIN);
	}
	for (int i = 0; i < 56; i++) {
		rig.values[FIRST + i] = rig.days[i].headache ? 100 + i % 7 : i % 5;
	}
	rig.exposures[0].high = 50;
}

/* Each condition of the gate by itself stops every claim. */
static void test_no_claim_under_the_gate(void **state)
{
	(void) state;

	begin_enough();
	rig.study.days_n = 56;
	int r = evaluate();
	print_message("%u events, %u high, %u low, %u free days: %d\n", all.exposure[0].events,
		      all.exposure[0].high, all.exposure[0].low, all.free_days, r);
	assert_int_equal(all.onsets, 24);
	assert_int_equal(all.recorded_days, 56);
	assert_int_equal(all.free_days, 32);
	assert_int_equal(association_lacks(&all, 0), 0);
	assert_int_equal(r, 1);
	assert_int_equal(claims_n, 1);
	assert_int_equal(claims[0].verdict, ASSOCIATION_MORE);
	assert_true(claims[0].effect > 90 && claims[0].low > 0);

	rig.study.days_n = 55; /* the last day is free */
	assert_int_equal(evaluate(), 0);
	assert_int_equal(association_lacks(&all, 0), ASSOCIATION_LACKS_DAYS);
	rig.study.days_n = 56;
	rig.study.first_day++; /* and what was before it, a headache too, counts no more */
	assert_int_equal(evaluate(), 0);
	assert_int_equal(all.recorded_days, 55);
	assert_int_equal(all.onsets, 23);
	rig.study.first_day--;
	rig.study.onsets_n = 23;
	assert_int_equal(evaluate(), 0);
	assert_int_equal(association_lacks(&all, 0),
			 ASSOCIATION_LACKS_ONSETS | ASSOCIATION_LACKS_EVENTS);
	rig.study.onsets_n = 24;
	rig.onsets[5].woke_with = true;
	assert_int_equal(evaluate(), 0);
	assert_int_equal(association_lacks(&all, 0), ASSOCIATION_LACKS_EVENTS);
	rig.onsets[5].woke_with = false;
	rig.exposures[0].high = 1000;
	assert_int_equal(evaluate(), 0);
	assert_int_equal(association_lacks(&all, 0), ASSOCIATION_LACKS_HIGH);
	rig.exposures[0].high = -1000;
	assert_int_equal(evaluate(), 0);
	assert_int_equal(association_lacks(&all, 0), ASSOCIATION_LACKS_LOW);
	rig.exposures[0].high = 50;
	for (int i = 0; i < 56; i++) { /* headaches that go on fill the days */
		rig.days[i].headache |= i % 7 > 3;
	}
	assert_int_equal(evaluate(), 0);
	assert_int_equal(association_lacks(&all, 0), ASSOCIATION_LACKS_FREE_DAYS);
	assert_int_equal(claims_n, 0);
}

/* What is closed for one exposure is open for another; Holm counts both. */
static void test_family(void **state)
{
	double p;
	(void) state;

	begin_enough();
	rig.exposures[1] = rig.exposures[2] = rig.exposures[0];
	rig.exposures[1].high = 1000;
	rig.exposures[2].design =
		ASSOCIATION_DAY_BEFORE; /* too few of its events can be compared */
	assert_int_equal(evaluate(), 1);
	p = claims[0].p;
	assert_near(claims[0].p_holm, p, 0);
	assert_near(claims[0].level, 0.95, 1e-12);
	double low = claims[0].low;
	rig.study.exposures_n = 3;
	assert_int_equal(evaluate(), 1);
	assert_int_equal(claims[0].exposure, 0);
	assert_near(claims[0].p, p, 0);
	assert_near(claims[0].p_holm, 3 * p, 1e-12);
	assert_near(claims[0].level, 1 - 0.05 / 3, 1e-12);
	assert_true(claims[0].low < low);
	rig.exposures[1].high = 50;
	assert_int_equal(evaluate(), 2);
	assert_int_equal(claims[1].exposure, 1);
	for (int i = 0; i < 56; i++) { /* nothing clear: p by other draws for each */
		rig.values[FIRST + i] = i * 37 % 101;
	}
	assert_int_equal(evaluate(), 2);
	assert_int_equal(claims[0].arrangements, 0);
	assert_true(claims[0].p != claims[1].p);
	assert_near(claims[0].p, claims[1].p, 0.03);
	p = claims[0].p;
	assert_int_equal(claims[0].verdict, ASSOCIATION_NO_CLEAR_PATTERN);
	assert_int_equal(evaluate(), 2); /* the same seed, the same p */
	assert_near(claims[0].p, p, 0);
	for (int i = 0; i < 56; i++) {
		rig.values[FIRST + i] = rig.days[i].headache ? i % 5 : 100 + i % 7;
	}
	assert_int_equal(evaluate(), 2);
	assert_int_equal(claims[0].verdict, ASSOCIATION_LESS);
	assert_true(claims[0].effect < -90 && claims[0].high < 0);
	assert_near(claims[0].p_more, 1, 1e-3);
	rig.study.exposures_n = 0;
	assert_int_equal(evaluate(), 0);
}

/* A few hours that stand out make T, most of the headaches come with little: no "more often" is told of them. */
static void test_counts_that_contradict(void **state)
{
	(void) state;

	begin_enough();
	for (int i = 0; i < 56; i++) { /* those to compare with are all above the limit */
		rig.values[FIRST + i] = rig.days[i].headache ? (i % 5 < 3 ? 140 + i % 7 : 40) : 60;
	}
	assert_int_equal(evaluate(), 1);
	print_message("%u of %u against %u of %u, p = %.4f, T = %.0f\n",
		      all.exposure[0].high_events, all.exposure[0].high, all.exposure[0].low_events,
		      all.exposure[0].low, claims[0].p_holm, claims[0].t);
	assert_true(claims[0].p_holm < ASSOCIATION_ALPHA && claims[0].t > 0);
	assert_int_equal(claims[0].verdict, ASSOCIATION_NO_CLEAR_PATTERN);
}

static void test_bad_studies(void **state)
{
	(void) state;

	begin_enough();
	all.onsets = 77;
	rig.study.exposures_n = ASSOCIATION_EXPOSURES_MAX + 1;
	assert_int_equal(evaluate(), -EINVAL);
	rig.study.exposures_n = 1;
	rig.days[7].day = rig.days[6].day;
	assert_int_equal(evaluate(), -EINVAL);
	rig.days[7].day = FIRST + 7;
	rig.days[55].day = INT64_MAX;
	assert_int_equal(evaluate(), -EINVAL);
	rig.days[55].day = FIRST + 55;
	rig.days[0].day = INT64_MIN;
	assert_int_equal(evaluate(), -EINVAL);
	rig.days[0].day = -1;
	assert_int_equal(evaluate(), -EINVAL);
	rig.days[0].day = FIRST;
	rig.study.first_day = -1;
	assert_int_equal(evaluate(), -EINVAL);
	rig.study.first_day = INT64_MAX;
	assert_int_equal(evaluate(), -EINVAL);
	rig.study.first_day = FIRST;
	rig.study.day_starts = DAY;
	assert_int_equal(evaluate(), -EINVAL);
	rig.study.day_starts = 4 * HOUR;
	assert_int_equal(association_evaluate(&rig.study, room, 55, &all, take, &claims_n),
			 -ENOBUFS);
	assert_int_equal(all.onsets, 77);
	assert_int_equal(claims_n, 0);
	assert_int_equal(association_evaluate(&rig.study, room, 56, &all, take, &claims_n), 1);
}

static void test_words(void **state)
{
	(void) state;

	assert_string_equal(association_design_to_string(ASSOCIATION_WINDOW_BEFORE),
			    "window-before");
	assert_int_equal(association_design_from_string("day-before"), ASSOCIATION_DAY_BEFORE);
	assert_string_equal(association_verdict_to_string(ASSOCIATION_NO_CLEAR_PATTERN),
			    "no-clear-pattern");
	assert_int_equal(association_verdict_from_string("less"), ASSOCIATION_LESS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_claim_under_the_gate),
		cmocka_unit_test(test_family),
		cmocka_unit_test(test_counts_that_contradict),
		cmocka_unit_test(test_bad_studies),
		cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
