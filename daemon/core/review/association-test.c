/*
 * Permutation tests over sets and strata, by T = sum of (case - mean of its set).  Null: within each, every arrangement
 * of cases is as likely as the one that was.  All arrangements are gone through where they are few, else drawn, and
 * then p = (1 + as extreme) / (1 + draws): the one that was is one of them.
 */
#include <math.h>

#include "association-internal.h"

/* Sums of the same numbers in another order differ by rounding: so near is as extreme. */
#define TINY 1e-9

_Static_assert(MEMBERS_MAX == 4 && sizeof(((struct association_unit *) 0)->t) == 6 * sizeof(double),
	       "2 of 4 is the most arrangements");

static unsigned count_bits(unsigned v)
{
	unsigned n = 0;

	for (; v; v &= v - 1) {
		n++;
	}
	return n;
}

bool unit_make(const struct members *m, struct association_unit *ret)
{
	unsigned cases = 0, was = 0, n = m->n;
	double mean = 0;

	for (unsigned i = 0; i < n; i++) {
		mean += m->x[i];
		cases += m->is_case[i];
		was |= (unsigned) m->is_case[i] << i;
	}
	if (cases == 0 || cases == n) {
		return false;
	}
	mean /= n;
	*ret = (struct association_unit){ .weight = (double) (cases * (n - cases)) / n };
	ret->scale = ret->weight / (n - 1);
	for (unsigned who = 0; who < 1u << n; who++) {
		if (count_bits(who) != cases) {
			continue;
		}
		for (unsigned i = 0; i < n; i++) {
			ret->t[ret->n] += who >> i & 1 ? m->x[i] - mean : 0;
		}
		ret->observed = who == was ? ret->n : ret->observed;
		ret->n++;
	}
	for (unsigned i = 0; i < n; i++) {
		ret->squares += (m->x[i] - mean) * (m->x[i] - mean);
	}
	return true;
}

/* What is counted. */
struct extremes {
	double t, tiny;
	uint64_t all, more, both;
};

static void count_one(struct extremes *e, double t)
{
	e->all++;
	e->more += t >= e->t - e->tiny;
	e->both += fabs(t) >= fabs(e->t) - e->tiny;
}

static uint64_t count_arrangements(const struct association_unit *units, size_t n)
{
	uint64_t product = 1;

	for (size_t i = 0; i < n && product <= ASSOCIATION_ENUMERATE_MAX; i++) {
		product *= units[i].n;
	}
	return product;
}

/* Each unit at least doubles them. */
#define ENUMERATE_UNITS_MAX 20
_Static_assert(1 << ENUMERATE_UNITS_MAX > ASSOCIATION_ENUMERATE_MAX, "room for all");

static void go_through(const struct association_unit *units, size_t n, struct extremes *e)
{
	uint8_t at[ENUMERATE_UNITS_MAX] = { 0 };
	double sum[ENUMERATE_UNITS_MAX + 1] = { 0 };
	size_t i = 0;

	for (;;) {
		for (; i < n; i++) { /* down to the last unit, each at its first */
			sum[i + 1] = sum[i] + units[i].t[at[i]];
		}
		count_one(e, sum[n]);
		do { /* up to the last that has another one */
			if (i == 0) {
				return;
			}
			i--;
			at[i] = (uint8_t) ((at[i] + 1) % units[i].n);
		} while (at[i] == 0);
	}
}

static void draw(const struct association_unit *units, size_t n, uint64_t seed, uint32_t draws,
		 struct extremes *e)
{
	struct association_random r;

	association_random_seed(&r, seed);
	for (uint32_t i = 0; i < draws; i++) {
		double t = 0;
		for (size_t k = 0; k < n; k++) {
			t += units[k].t[association_random_below(&r, units[k].n)];
		}
		count_one(e, t);
	}
}

void permutation_test(const struct association_unit *units, size_t n, uint64_t seed, uint64_t most,
		      uint32_t draws, struct permutation *ret)
{
	struct extremes e = { 0 };
	uint64_t arrangements = count_arrangements(units, n);

	for (size_t i = 0; i < n; i++) {
		e.t += units[i].t[units[i].observed];
		e.tiny += TINY * sqrt(units[i].squares);
	}
	*ret = (struct permutation){ .t = e.t };
	assert(most <= ASSOCIATION_ENUMERATE_MAX);
	if (arrangements <= most) {
		ret->arrangements = arrangements;
		go_through(units, n, &e);
	} else {
		draw(units, n, seed, draws, &e);
		e.all++;
		e.more++;
		e.both++;
	}
	ret->p = (double) e.both / (double) e.all;
	ret->p_more = (double) e.more / (double) e.all;
}

/*
 * Take a shift d back from each case: T falls by d * sum of weights, and the variance of T over the permutations is
 * sum of scale * (squares - 2 d t + d^2 weight), exactly.  The d with T(d)^2 <= z^2 V(d) lie between the roots.
 */
void shift_interval(const struct association_unit *units, size_t n, double z, struct interval *ret)
{
	double t = 0, weight = 0, v0 = 0, v1 = 0, v2 = 0;

	for (size_t i = 0; i < n; i++) {
		const struct association_unit *u = &units[i];
		t += u->t[u->observed];
		weight += u->weight;
		v0 += u->scale * u->squares;
		v1 += u->scale * u->t[u->observed];
		v2 += u->scale * u->weight;
	}
	double a = weight * weight - z * z * v2, b = t * weight - z * z * v1;
	double root = sqrt(fmax(0, b * b - a * (t * t - z * z * v0)));
	*ret = (struct interval){ n > 0 ? t / weight : 0, -INFINITY, INFINITY };
	if (a > 0) {
		ret->low = (b - root) / a;
		ret->high = (b + root) / a;
	}
}

void holm_adjust(double *p, size_t n, size_t family)
{
	double adjusted[ASSOCIATION_EXPOSURES_MAX] = { 0 };

	/* Of the k-th smallest: (family - k + 1) p, and no less than those before it. */
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < n; k++) {
			size_t smaller = 0;
			if (p[k] > p[i]) {
				continue;
			}
			for (size_t j = 0; j < n; j++) {
				smaller += p[j] < p[k] || (p[j] == p[k] && j < k);
			}
			adjusted[i] = fmax(adjusted[i], (double) (family - smaller) * p[k]);
		}
	}
	for (size_t i = 0; i < n; i++) {
		p[i] = fmin(1, adjusted[i]);
	}
}
