/*
 * What the parts of the statistics ask of one another.  Here p-values are made, without a gate: nothing outside of
 * association.c may, and the rest of the program cannot see this file.
 *
 *   association-random.c   random numbers that stay the same for ever
 *   association-units.c    sets and strata out of notes and measurements
 *   association-test.c     permutation tests, intervals, Holm
 *   association.c          the gate, and all of it in order
 */
#pragma once

#include "ergo/association.h"

/* xoshiro256**, seeded by splitmix64: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS
 * 47 (2021), and prng.di.unimi.it. */
struct association_random {
	uint64_t s[4];
};
uint64_t splitmix64(uint64_t *state);
void association_random_seed(struct association_random *r, uint64_t seed);
uint64_t association_random_next(struct association_random *r);
/* 0 to n - 1, n at most 2^32, each as likely: Lemire, "Fast Random Integer Generation in an Interval", 2019. */
uint32_t association_random_below(struct association_random *r, uint32_t n);

#define MEMBERS_MAX 4 /* of a set or stratum: same weekdays in a block */

/* Who could have changed places. */
struct members {
	unsigned n;
	double x[MEMBERS_MAX];
	bool is_case[MEMBERS_MAX];
};

/* False: it tells nothing, as all or none of its members are cases. */
bool unit_make(const struct members *m, struct association_unit *ret);

/* Sets or strata of one exposure, by its design; returns how many.  Adds to *counts, which is cleared. */
size_t units_collect(const struct association_study *study,
		     const struct association_exposure *exposure, struct association_unit *units,
		     struct association_exposure_counts *counts);

struct permutation {
	double t;
	double p, p_more;
	uint64_t arrangements; /* 0: drawn */
};
/* Goes through all arrangements up to `most` (ASSOCIATION_ENUMERATE_MAX or less), else draws. */
void permutation_test(const struct association_unit *units, size_t n, uint64_t seed, uint64_t most,
		      uint32_t draws, struct permutation *ret);

struct interval {
	double effect, low, high;
};
/* z: the normal quantile, of two sides. */
void shift_interval(const struct association_unit *units, size_t n, double z, struct interval *ret);

/* Adjusts n of them in place, of `family` in all, at most ASSOCIATION_EXPOSURES_MAX; the rest counts as 1. */
void holm_adjust(double *p, size_t n, size_t family);
