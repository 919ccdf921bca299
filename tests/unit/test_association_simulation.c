/*
 * Made-up people, with a rhythm of the week and days that resemble the ones before, as in ERGONOMICS 5.6.  Where nothing
 * goes with anything the test must say so 19 times out of 20; where something does, this prints how often it is seen.
 */
#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../../daemon/core/review/association-internal.h"

#define RUNS       600
#define POWER_RUNS 200
#define DRAWS      399 /* a p of so many is as valid as one of more */
#define ENUMERATE  1000
#define DAYS_MAX   112
#define FIRST      1000
#define DAY_STARTS (4 * USEC_PER_HOUR)
#define ALPHA      0.05

struct person {
	struct association_random random;
	double x[DAYS_MAX];    /* exposure of the day, about standard normal */
	double hour[DAYS_MAX]; /* ... of the hours before a headache, or the same hours */
	bool headache[DAYS_MAX];
	bool used[DAYS_MAX];    /* the machine, at any time of the day */
	bool by_then[DAYS_MAX]; /* ... and up to the hour of a headache */
	size_t days;
};

static double uniform(struct association_random *r)
{
	return (double) (association_random_next(r) >> 11) * 0x1p-53;
}

static double normal(struct association_random *r)
{
	double sum = -6;

	for (int i = 0; i < 12; i++) {
		sum += uniform(r);
	}
	return sum;
}

/* Screen time falls at the weekend, and headaches with it: a rhythm that both share. */
static double weekday_effect(size_t day)
{
	return day % 7 >= 5 ? -1.5 : day % 7 == 0 ? 0.8 : 0.3;
}

struct world {
	double log_odds; /* of a headache, by one standard deviation of the exposure on the day before */
	double today;    /* the same, on the day itself */
	double cut;      /* by how much a headache lowers that day's exposure */
	double resemble; /* the correlation with the day before */
	double rate;     /* log odds of a headache on a usual day */
	double rhythm;   /* how much these follow the week */
};

static void live(struct person *p, const struct world *w, size_t days)
{
	double mood = normal(&p->random), x = normal(&p->random), before = 0;
	double fresh = sqrt(1 - w->resemble * w->resemble);

	p->days = days;
	for (size_t i = 0; i < days; i++) {
		mood = w->resemble * mood + fresh * normal(&p->random);
		x = w->resemble * x + fresh * normal(&p->random);
		double logit = w->rate + w->rhythm * weekday_effect(i) + mood +
			       w->log_odds * before + w->today * x;
		p->headache[i] = uniform(&p->random) < 1 / (1 + exp(-logit));
		p->x[i] = x + weekday_effect(i) - (p->headache[i] ? w->cut : 0);
		bool after = i > 0 && p->headache[i - 1];
		p->hour[i] = 0.7 * (x + weekday_effect(i) - (after ? w->cut : 0)) +
			     0.7 * normal(&p->random);
		before = x;
		p->used[i] = p->by_then[i] = true;
	}
}

/* Who works at the machine in the morning, the hours before and the evening, or not; a headache ends it for the day. */
static void live_with_gaps(struct person *p, const struct world *w, size_t days)
{
	live(p, w, days);
	for (size_t i = 0; i < days; i++) {
		bool morning = uniform(&p->random) < 0.4, hours = uniform(&p->random) < 0.6;
		bool evening = uniform(&p->random) < 0.8 && !p->headache[i];

		p->hour[i] = hours ? 3 + p->hour[i] : 0;
		p->by_then[i] = morning || hours;
		p->used[i] = p->by_then[i] || evening;
	}
}

/* ---- as a study ---- */

static struct association_day days[DAYS_MAX];
static struct association_onset onsets[DAYS_MAX];
static struct association_unit units[DAYS_MAX];
static bool by_hour, heeds_use;

static bool value(usec_t from, usec_t to, void *userdata, double *ret)
{
	const struct person *p = userdata;
	size_t day = (size_t) ((to - 1 - DAY_STARTS) / USEC_PER_DAY - FIRST);
	(void) from;

	*ret = by_hour ? p->hour[day] : p->x[day];
	return !heeds_use || p->by_then[day];
}

static double study_p(struct person *p, enum association_design design)
{
	struct association_exposure e = { design, 0, value, p };
	struct association_study s = { .day_starts = DAY_STARTS,
				       .first_day = FIRST,
				       .day = days,
				       .days_n = p->days,
				       .onset = onsets,
				       .exposure = &e,
				       .exposures_n = 1 };
	struct association_exposure_counts counts = { 0 };
	struct permutation test;

	by_hour = design == ASSOCIATION_WINDOW_BEFORE;
	for (size_t i = 0; i < p->days; i++) {
		days[i] =
			(struct association_day){ FIRST + (int64_t) i, p->headache[i], p->used[i] };
		if (p->headache[i]) {
			usec_t clock =
				USEC_PER_HOUR * (10 + association_random_below(&p->random, 8));
			usec_t t = (FIRST + i) * USEC_PER_DAY + clock;
			onsets[s.onsets_n++] = (struct association_onset){ t, t, false };
		}
	}
	size_t n = units_collect(&s, &e, units, &counts);
	permutation_test(units, n, association_random_next(&p->random), ENUMERATE, DRAWS, &test);
	return test.p;
}

/* What must not be done: labels permuted over all days alike. */
static double naive_p(struct person *p)
{
	unsigned extreme = 1;
	double mean = 0, was = 0;
	bool label[DAYS_MAX];

	for (size_t i = 0; i < p->days; i++) {
		mean += p->x[i] / (double) p->days;
	}
	for (size_t i = 0; i < p->days; i++) {
		label[i] = p->headache[i];
		was += label[i] ? p->x[i] - mean : 0;
	}
	for (int k = 0; k < DRAWS; k++) {
		double t = 0;
		for (size_t i = p->days - 1; i > 0; i--) {
			size_t with = association_random_below(&p->random, (uint32_t) i + 1);
			bool l = label[i];
			label[i] = label[with];
			label[with] = l;
		}
		for (size_t i = 0; i < p->days; i++) {
			t += label[i] ? p->x[i] - mean : 0;
		}
		extreme += fabs(t) >= fabs(was) - 1e-9;
	}
	return (double) extreme / (DRAWS + 1);
}

enum method { DAYS_BEFORE, WINDOWS, NAIVE };

/* In how many of all runs p is at most 5 %. */
static double rate(const struct world *w, size_t n, enum method method, int runs)
{
	struct person p;
	unsigned rejected = 0;

	association_random_seed(&p.random, 20240607);
	for (int i = 0; i < runs; i++) {
		live(&p, w, n);
		double got = method == NAIVE
				     ? naive_p(&p)
				     : study_p(&p, method == WINDOWS ? ASSOCIATION_WINDOW_BEFORE
								     : ASSOCIATION_DAY_BEFORE);
		rejected += got <= ALPHA;
	}
	return (double) rejected / runs;
}

/* Three standard deviations of the number of 600 runs: 7.7 %. */
static double bound(void)
{
	return ALPHA + 3 * sqrt(ALPHA * (1 - ALPHA) / RUNS);
}

static const size_t lengths[] = { 56, 84, 112 };

static void test_false_positives(void **state)
{
	static const struct world nothing = { .resemble = 0.5, .rate = -0.5, .rhythm = 0.6 };
	(void) state;

	print_message("false positives of %d runs, no effect, at 5 %% (bound %.1f %%)\n", RUNS,
		      100 * bound());
	for (size_t i = 0; i < ELEMENTSOF(lengths); i++) {
		double day = rate(&nothing, lengths[i], DAYS_BEFORE, RUNS);
		double window = rate(&nothing, lengths[i], WINDOWS, RUNS);
		print_message("  %3zu days: day before %.1f %%, windows %.1f %%\n", lengths[i],
			      100 * day, 100 * window);
		assert_true(day <= bound());
		assert_true(window <= bound());
	}
}

/* That the people made up here would fool a test which does not heed the week. */
static void test_naive(void **state)
{
	static const struct world nothing = { .resemble = 0.7, .rate = -0.5, .rhythm = 0.6 };
	double day = rate(&nothing, 112, DAYS_BEFORE, RUNS);
	double naive = rate(&nothing, 112, NAIVE, RUNS);
	(void) state;

	print_message("  more alike: day before %.1f %%; a permutation over all days %.1f %%\n",
		      100 * day, 100 * naive);
	assert_true(day <= bound());
	assert_true(naive > 2 * ALPHA);
}

/* Headache cuts screen time on its day, and days resemble the ones before: that must not look like an effect. */
static void test_reverse_causation(void **state)
{
	static const struct world reverse = {
		.cut = 1.5, .resemble = 0.5, .rate = -0.5, .rhythm = 0.6
	};
	double day = rate(&reverse, 112, DAYS_BEFORE, RUNS),
	       window = rate(&reverse, 112, WINDOWS, RUNS);
	(void) state;

	print_message("  headache cuts a day of screen time: day before %.1f %%, windows %.1f %%\n",
		      100 * day, 100 * window);
	assert_true(day <= bound());
	assert_true(window <= bound());
}

/* A headache ends the day's work: a day on which the machine was not used before must not count by what came after. */
static void test_use_that_ends(void **state)
{
	static const struct world nothing = { .resemble = 0.5, .rate = -0.5, .rhythm = 0.6 };
	struct person p;
	unsigned rejected[2] = { 0 };
	(void) state;

	association_random_seed(&p.random, 20240607);
	for (int i = 0; i < RUNS; i++) {
		live_with_gaps(&p, &nothing, 112);
		for (int heeds = 0; heeds < 2; heeds++) {
			heeds_use = heeds;
			rejected[heeds] += study_p(&p, ASSOCIATION_WINDOW_BEFORE) <= ALPHA;
		}
	}
	heeds_use = false;
	print_message(
		"  headache ends the day's use: windows %.1f %%, by use of the whole day %.1f %%\n",
		100.0 * rejected[1] / RUNS, 100.0 * rejected[0] / RUNS);
	assert_true((double) rejected[1] / RUNS <= bound());
	assert_true((double) rejected[0] / RUNS > 2 * ALPHA);
}

static void test_power(void **state)
{
	static const double odds[] = { 2, 3 };
	double last = 0;
	(void) state;

	for (size_t k = 0; k < ELEMENTSOF(odds); k++) {
		struct world yesterday = { .resemble = 0.3, .rate = -0.5, .rhythm = 0.6 };
		struct world today = yesterday;
		yesterday.log_odds = today.today = log(odds[k]);
		for (size_t i = 0; i < ELEMENTSOF(lengths); i++) {
			double day = rate(&yesterday, lengths[i], DAYS_BEFORE, POWER_RUNS);
			double window = rate(&today, lengths[i], WINDOWS, POWER_RUNS);
			print_message(
				"  odds x %.0f, %3zu days: seen day before %.1f %%, windows %.1f %%\n",
				odds[k], lengths[i], 100 * day, 100 * window);
			assert_true(day > ALPHA && (i == 0 || day > last));
			assert_true(window > ALPHA);
			last = day;
		}
	}
	assert_true(last > 0.7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_false_positives),
		cmocka_unit_test(test_naive),
		cmocka_unit_test(test_reverse_causation),
		cmocka_unit_test(test_use_that_ends),
		cmocka_unit_test(test_power),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
