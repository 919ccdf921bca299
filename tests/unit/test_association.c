/* The statistics by themselves: the vectors of ERGONOMICS 5.6, random numbers, Holm, intervals, the gate. */
#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../../daemon/core/review/association-internal.h"
#include "../lib/audit-rig.h"

#define UNITS_MAX 64

static struct association_unit units[UNITS_MAX];
static size_t units_n;
static struct permutation test;

/* ---- random numbers ---- */

/* As the reference implementations give them. */
static void test_random_numbers(void **state)
{
	static const uint64_t split[] = { UINT64_C(6457827717110365317),
					  UINT64_C(3203168211198807973),
					  UINT64_C(9817491932198370423),
					  UINT64_C(4593380528125082431),
					  UINT64_C(16408922859458223821) };
	static const uint64_t xoshiro[] = { 11520,
					    0,
					    1509978240,
					    UINT64_C(1215971899390074240),
					    UINT64_C(1216172134540287360),
					    UINT64_C(607988272756665600),
					    UINT64_C(16172922978634559625),
					    UINT64_C(8476171486693032832),
					    UINT64_C(10595114339597558777),
					    UINT64_C(2904607092377533576) };
	struct association_random r = { { 1, 2, 3, 4 } };
	uint64_t seed = 1234567;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(split); i++) {
		assert_int_equal(splitmix64(&seed), split[i]);
	}
	for (size_t i = 0; i < ELEMENTSOF(xoshiro); i++) {
		assert_int_equal(association_random_next(&r), xoshiro[i]);
	}
	association_random_seed(&r, 1234567);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(r.s[i], split[i]);
	}
}

static void test_random_below(void **state)
{
	struct association_random r;
	unsigned seen[6] = { 0 };
	(void) state;

	association_random_seed(&r, 1);
	for (int i = 0; i < 60000; i++) {
		uint32_t v = association_random_below(&r, 6);
		assert_in_range(v, 0, 5);
		seen[v]++;
	}
	for (int i = 0; i < 6; i++) { /* 10,000 each, 5 standard deviations */
		assert_in_range(seen[i], 10000 - 457, 10000 + 457);
	}
	assert_int_equal(association_random_below(&r, 1), 0);
	/* where rejection matters: without it every third number would come as often as the other two together */
	unsigned third = 0;
	for (int i = 0; i < 60000; i++) {
		third += association_random_below(&r, UINT32_C(3) << 30) % 3 == 0;
	}
	assert_in_range(third, 20000 - 577, 20000 + 577);
}

/* ---- vectors ---- */

static void add_unit(unsigned n, const double *x, const char *cases)
{
	struct members m = { .n = n };

	for (unsigned i = 0; i < n; i++) {
		m.x[i] = x[i];
		m.is_case[i] = cases[i] == '1';
	}
	assert_in_range(units_n, 0, UNITS_MAX - 1);
	units_n += unit_make(&m, &units[units_n]);
}

static void run(void)
{
	permutation_test(units, units_n, 1, ASSOCIATION_ENUMERATE_MAX, ASSOCIATION_DRAWS, &test);
}

static void test_vector_a(void **state)
{
	(void) state;

	units_n = 0;
	add_unit(4, (const double[]){ 6, 7, 8, 9 }, "0001");
	add_unit(4, (const double[]){ 5, 5, 6, 8 }, "0011");
	add_unit(4, (const double[]){ 4, 6, 7, 7 }, "0000");
	assert_int_equal(units_n, 2); /* the last one tells nothing */
	run();
	assert_near(test.t, 3.5, 0);
	assert_int_equal(test.arrangements, 24);
	assert_near(test.p_more, 1.0 / 24, 1e-15);
	assert_near(test.p_more, 0.041667, 5e-7);
	assert_near(test.p, 2.0 / 24, 1e-15);
	assert_near(test.p, 0.083333, 5e-7);
}

static void test_vector_b(void **state)
{
	static const double sets[][4] = { { 180, 120, 60, 90 },
					  { 240, 30, 150, 60 },
					  { 200, 45, 50, 55 },
					  { 70, 100, 90, 80 },
					  { 300, 20, 10, 40 } };
	(void) state;

	units_n = 0;
	for (size_t i = 0; i < ELEMENTSOF(sets); i++) {
		add_unit(4, sets[i], "1000");
	}
	run();
	assert_near(test.t, 492.5, 0);
	assert_int_equal(test.arrangements, 1024);
	assert_near(test.p_more, 0.00390625, 0);
	assert_near(test.p, 0.00390625, 0);
}

/* Which member is the case, and in which order they come, is all one. */
static void test_order(void **state)
{
	(void) state;

	units_n = 0;
	add_unit(4, (const double[]){ 5, 8, 6, 5 }, "0110");
	add_unit(4, (const double[]){ 9, 8, 7, 6 }, "1000");
	run();
	assert_near(test.t, 3.5, 0);
	assert_near(test.p_more, 1.0 / 24, 1e-15);
	assert_near(test.p, 2.0 / 24, 1e-15);
}

static void test_nothing(void **state)
{
	struct interval interval;
	(void) state;

	permutation_test(NULL, 0, 1, ASSOCIATION_ENUMERATE_MAX, ASSOCIATION_DRAWS, &test);
	assert_near(test.p, 1, 0);
	assert_near(test.p_more, 1, 0);
	assert_int_equal(test.arrangements, 1);
	shift_interval(NULL, 0, 1.96, &interval);
	assert_true(isinf(interval.low) && isinf(interval.high));
	units_n = 0; /* all alike: every arrangement is as extreme */
	add_unit(3, (const double[]){ 0.1, 0.1, 0.1 }, "100");
	add_unit(4, (const double[]){ 0.7, 0.7, 0.7, 0.7 }, "0101");
	run();
	assert_near(test.p, 1, 0);
	assert_near(test.p_more, 1, 0);
}

/* ---- against Fisher's exact test, which a permutation of two values is ---- */

static double choose(unsigned n, unsigned k)
{
	double c = 1;

	for (unsigned i = 0; i < k; i++) {
		c = c * (n - i) / (i + 1);
	}
	return k > n ? 0 : c;
}

/* P(a) of a table with the margins r1, r2 and c1. */
static double hypergeometric(unsigned a, unsigned r1, unsigned r2, unsigned c1)
{
	return a > c1 ? 0 : choose(r1, a) * choose(r2, c1 - a) / choose(r1 + r2, c1);
}

static double fisher_two_sided(unsigned a, unsigned b, unsigned c, unsigned d)
{
	double at = hypergeometric(a, a + b, c + d, a + c), p = 0;

	for (unsigned i = 0; i <= a + b; i++) {
		double here = hypergeometric(i, a + b, c + d, a + c);
		p += here <= at * (1 + 1e-9) ? here : 0;
	}
	return p;
}

static void test_vector_c(void **state)
{
	(void) state;

	assert_near(fisher_two_sided(8, 2, 1, 5), 0.034965, 5e-7);
	assert_near(fisher_two_sided(12, 8, 10, 26), 0.024239, 5e-7);
}

/* Strata of two values: the sum of hypergeometric numbers, by convolution. */
static void test_against_fisher(void **state)
{
	struct association_random r;
	(void) state;

	association_random_seed(&r, 42);
	for (int round = 0; round < 200; round++) {
		double sum[64] = { 1 }, tail = 0;
		unsigned was = 0, most = 0;
		units_n = 0;
		for (int i = 0; i < 6; i++) {
			double x[4], next[64] = { 0 };
			char cases[4];
			unsigned n = 2 + association_random_below(&r, 3), high = 0, k = 0;
			for (unsigned j = 0; j < n; j++) {
				bool is_high = association_random_below(&r, 2);
				bool is_case = association_random_below(&r, 2);
				x[j] = is_high;
				cases[j] = is_case ? '1' : '0';
				high += is_high;
				k += is_case;
				was += is_high && is_case;
			}
			add_unit(n, x, cases);
			for (unsigned a = 0; a <= 4; a++) {
				double p = hypergeometric(a, high, n - high, k);
				for (unsigned s = 0; s <= most; s++) {
					next[s + a] += sum[s] * p;
				}
			}
			most += 4;
			memcpy(sum, next, sizeof(sum));
		}
		run();
		for (unsigned s = was; s <= most; s++) {
			tail += sum[s];
		}
		assert_near(test.p_more, tail, 1e-12);
	}
}

/* ---- drawn ---- */

/* 24 units of two: 2^24 arrangements, of which T has a binomial distribution. */
static void test_drawn(void **state)
{
	struct permutation again;
	double tail = 0;
	(void) state;

	units_n = 0;
	for (unsigned i = 0; i < 24; i++) {
		add_unit(2, (const double[]){ 1, 3 }, i < 17 ? "01" : "10");
	}
	for (unsigned k = 17; k <= 24; k++) {
		tail += choose(24, k) / (1 << 24);
	}
	run();
	assert_int_equal(test.arrangements, 0);
	assert_near(test.t, 10, 1e-12);
	/* tail: 0.032; three standard deviations of 9,999 draws */
	assert_near(test.p_more, tail, 3 * sqrt(tail * (1 - tail) / ASSOCIATION_DRAWS));
	assert_near(test.p, 2 * tail, 3 * sqrt(2 * tail * (1 - 2 * tail) / ASSOCIATION_DRAWS));
	/* p is a number of draws and one, of all and one */
	assert_near(fmod(test.p * (ASSOCIATION_DRAWS + 1), 1), 0, 1e-9);
	permutation_test(units, units_n, 1, ASSOCIATION_ENUMERATE_MAX, ASSOCIATION_DRAWS, &again);
	assert_near(again.p, test.p, 0);
	permutation_test(units, units_n, 2, ASSOCIATION_ENUMERATE_MAX, ASSOCIATION_DRAWS, &again);
	assert_true(again.p != test.p);
	/* never 0: what was is one of them */
	units_n = 0;
	for (unsigned i = 0; i < 60; i++) {
		add_unit(2, (const double[]){ 1, 3 }, "01");
	}
	run();
	assert_near(test.p, 1.0 / (ASSOCIATION_DRAWS + 1), 0);
}

/* At the border: 10^6 arrangements are gone through, more are not. */
static void test_enumerated(void **state)
{
	(void) state;

	units_n = 0;
	for (unsigned i = 0; i < 19; i++) { /* 524,288 */
		add_unit(2, (const double[]){ 1, 3 }, "01");
	}
	run();
	assert_int_equal(test.arrangements, 1 << 19);
	assert_near(test.p_more, 1.0 / (1 << 19), 0);
	assert_near(test.p, 2.0 / (1 << 19), 0);
	add_unit(2, (const double[]){ 1, 3 }, "01"); /* 1,048,576 */
	run();
	assert_int_equal(test.arrangements, 0);
}

/* ---- Holm ---- */

static void assert_holm(size_t n, size_t family, const double *p, const double *want)
{
	double got[ASSOCIATION_EXPOSURES_MAX];

	memcpy(got, p, n * sizeof(*p));
	holm_adjust(got, n, family);
	for (size_t i = 0; i < n; i++) {
		assert_near(got[i], want[i], 1e-12);
	}
}

static void test_holm(void **state)
{
	(void) state;

	assert_holm(1, 1, (const double[]){ 0.04 }, (const double[]){ 0.04 });
	assert_holm(3, 3, (const double[]){ 0.01, 0.04, 0.03 },
		    (const double[]){ 0.03, 0.06, 0.06 });
	assert_holm(3, 3, (const double[]){ 0.03, 0.01, 0.02 },
		    (const double[]){ 0.04, 0.03, 0.04 });
	assert_holm(3, 3, (const double[]){ 0.5, 0.5, 0.9 }, (const double[]){ 1, 1, 1 });
	assert_holm(2, 2, (const double[]){ 0.03, 0.03 }, (const double[]){ 0.06, 0.06 });
	/* one whose gate is closed counts too */
	assert_holm(1, 3, (const double[]){ 0.01 }, (const double[]){ 0.03 });
	assert_holm(2, 3, (const double[]){ 0.02, 0.01 }, (const double[]){ 0.04, 0.03 });
	assert_holm(0, 3, (const double[]){ 0.5 }, (const double[]){ 0.5 });
}

/* ---- intervals ---- */

/* T and its variance over the permutations, after a shift is taken back from the cases: by the definitions. */
static double score_after_shift(const double x[][4], unsigned sets, double shift)
{
	double t = 0, v = 0;

	for (unsigned i = 0; i < sets; i++) { /* the first of each is the case */
		double y[4] = { x[i][0] - shift, x[i][1], x[i][2], x[i][3] };
		double mean = (y[0] + y[1] + y[2] + y[3]) / 4;
		t += y[0] - mean;
		for (unsigned j = 0; j < 4; j++) {
			v += (y[j] - mean) * (y[j] - mean) / 4;
		}
	}
	return t * t / v;
}

static void test_interval(void **state)
{
	static const double sets[][4] = { { 180, 120, 60, 90 },
					  { 240, 30, 150, 60 },
					  { 200, 45, 50, 55 },
					  { 70, 100, 90, 80 },
					  { 300, 20, 10, 40 } };
	struct interval i;
	(void) state;

	units_n = 0;
	for (size_t k = 0; k < ELEMENTSOF(sets); k++) {
		add_unit(4, sets[k], "1000");
	}
	shift_interval(units, units_n, 1.5, &i);
	/* the mean of case - mean of its referents: 90, 160, 150, -20, 276.67 */
	assert_near(i.effect, (90 + 160 + 150 - 20 + 830 / 3.0) / 5, 1e-9);
	assert_true(i.low < i.effect && i.effect < i.high);
	assert_near(score_after_shift(sets, 5, i.low), 1.5 * 1.5, 1e-9);
	assert_near(score_after_shift(sets, 5, i.high), 1.5 * 1.5, 1e-9);
	assert_true(score_after_shift(sets, 5, i.low - 1) > 2.25);
	assert_true(score_after_shift(sets, 5, i.low + 1) < 2.25);
	assert_true(score_after_shift(sets, 5, i.high + 1) > 2.25);
	/* so few sets bound nothing at a high level */
	units_n = 2;
	shift_interval(units, units_n, 3, &i);
	assert_true(isinf(i.low) && i.low < 0 && isinf(i.high) && i.high > 0);
}

/* Strata with several cases: the shift that makes T 0 is the effect. */
static void test_effect(void **state)
{
	struct interval i;
	double shift;
	(void) state;

	units_n = 0;
	add_unit(4, (const double[]){ 6, 7, 8, 9 }, "0001");
	add_unit(4, (const double[]){ 5, 5, 6, 8 }, "0011");
	shift_interval(units, units_n, 1, &i);
	shift = i.effect;
	assert_near(shift, 3.5 / (0.75 + 1), 1e-12);
	units_n = 0;
	add_unit(4, (const double[]){ 6, 7, 8, 9 - shift }, "0001");
	add_unit(4, (const double[]){ 5, 5, 6 - shift, 8 - shift }, "0011");
	run();
	assert_near(test.t, 0, 1e-12);
}

/* Cases 20 higher than their like, of normal numbers: how often the interval says so. */
static void test_coverage(void **state)
{
	static const double levels[] = { 1.959964, 2.393980 };
	static const double want[] = { 0.95, 1 - 0.05 / 3 };
	struct association_random r;
	(void) state;

	association_random_seed(&r, 5);
	for (size_t l = 0; l < ELEMENTSOF(levels); l++) {
		unsigned covered = 0, runs = 2000;
		for (unsigned k = 0; k < runs; k++) {
			struct interval i;
			units_n = 0;
			for (int s = 0; s < 24; s++) {
				double x[4];
				for (int j = 0; j < 4; j++) {
					x[j] = j == 0 ? 20 : 0;
					for (int u = 0; u < 12; u++) { /* about normal, sd 30 */
						x[j] += 30.0 *
							(association_random_below(&r, 1000) -
							 500.0) /
							1000;
					}
				}
				add_unit(4, x, "1000");
			}
			shift_interval(units, units_n, levels[l], &i);
			covered += i.low <= 20 && 20 <= i.high;
		}
		print_message("the interval of %.4f covers in %.4f of %u runs, 24 sets\n", want[l],
			      (double) covered / runs, runs);
		assert_near((double) covered / runs, want[l],
			    3.5 * sqrt(want[l] * (1 - want[l]) / runs));
	}
}

/* ---- the gate ---- */

static const struct association_counts enough = {
	.recorded_days = 56,
	.free_days = 24,
	.onsets = 24,
	.exposures_n = 2,
	.exposure = { { .events = 24, .high = 8, .low = 8 },
		      { .events = 24, .high = 8, .low = 8 } },
};

static void test_gate(void **state)
{
	struct association_counts c = enough;
	(void) state;

	assert_int_equal(association_lacks(&c, 0), 0);
	c.recorded_days = 55;
	assert_int_equal(association_lacks(&c, 0), ASSOCIATION_LACKS_DAYS);
	c = enough;
	c.onsets = 23;
	assert_int_equal(association_lacks(&c, 0), ASSOCIATION_LACKS_ONSETS);
	c = enough;
	c.free_days = 23;
	assert_int_equal(association_lacks(&c, 0), ASSOCIATION_LACKS_FREE_DAYS);
	c = enough;
	c.exposure[1].events = 23;
	assert_int_equal(association_lacks(&c, 0), 0);
	assert_int_equal(association_lacks(&c, 1), ASSOCIATION_LACKS_EVENTS);
	c = enough;
	c.exposure[0].high = 7;
	assert_int_equal(association_lacks(&c, 0), ASSOCIATION_LACKS_HIGH);
	c = enough;
	c.exposure[0].low = 7;
	assert_int_equal(association_lacks(&c, 0), ASSOCIATION_LACKS_LOW);
	c = (struct association_counts){ .exposures_n = 1 };
	assert_int_equal(association_lacks(&c, 0), 63);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_numbers), cmocka_unit_test(test_random_below),
		cmocka_unit_test(test_vector_a),       cmocka_unit_test(test_vector_b),
		cmocka_unit_test(test_vector_c),       cmocka_unit_test(test_order),
		cmocka_unit_test(test_nothing),        cmocka_unit_test(test_against_fisher),
		cmocka_unit_test(test_drawn),          cmocka_unit_test(test_enumerated),
		cmocka_unit_test(test_holm),           cmocka_unit_test(test_interval),
		cmocka_unit_test(test_effect),         cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_gate),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
