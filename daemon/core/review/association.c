/* The gate, and what lies behind it. */
#include "association-internal.h"

/* Of the normal distribution, two sides, 1 - 0.05 / family. */
static const double quantiles[ASSOCIATION_EXPOSURES_MAX + 1] = { 0, 1.959964, 2.241403, 2.393980 };

static unsigned lack_if_less(unsigned have, unsigned need, enum association_lack lack)
{
	return have < need ? lack : 0;
}

unsigned association_lacks(const struct association_counts *c, size_t exposure)
{
	const struct association_exposure_counts *e = &c->exposure[exposure];

	assert(exposure < c->exposures_n);
	return lack_if_less(c->recorded_days, ASSOCIATION_DAYS_MIN, ASSOCIATION_LACKS_DAYS) |
	       lack_if_less(c->onsets, ASSOCIATION_ONSETS_MIN, ASSOCIATION_LACKS_ONSETS) |
	       lack_if_less(c->free_days, ASSOCIATION_FREE_DAYS_MIN, ASSOCIATION_LACKS_FREE_DAYS) |
	       lack_if_less(e->events, ASSOCIATION_ONSETS_MIN, ASSOCIATION_LACKS_EVENTS) |
	       lack_if_less(e->high, ASSOCIATION_LEVEL_MIN, ASSOCIATION_LACKS_HIGH) |
	       lack_if_less(e->low, ASSOCIATION_LEVEL_MIN, ASSOCIATION_LACKS_LOW);
}

#define DAY_MAX 3000000 /* about the year 9999: as far as other times go */

/* Also: no day so far off that its times would overflow. */
static bool is_in_order(const struct association_study *s)
{
	if (s->first_day < 0 || s->first_day > DAY_MAX || s->day_starts >= USEC_PER_DAY ||
	    (s->days_n > 0 && (s->day[0].day < 0 || s->day[s->days_n - 1].day > DAY_MAX))) {
		return false;
	}
	for (size_t i = 1; i < s->days_n; i++) {
		if (s->day[i].day <= s->day[i - 1].day) {
			return false;
		}
	}
	return true;
}

static void count_study(const struct association_study *s, struct association_counts *ret)
{
	*ret = (struct association_counts){ .exposures_n = s->exposures_n };
	for (size_t i = 0; i < s->days_n; i++) {
		if (s->day[i].day >= s->first_day) {
			ret->recorded_days++;
			ret->free_days += !s->day[i].headache;
		}
	}
	for (size_t i = 0; i < s->onsets_n; i++) {
		usec_t first = (usec_t) s->first_day * USEC_PER_DAY + s->day_starts;
		ret->onsets += s->onset[i].start >= first;
	}
}

static void test_exposure(const struct association_study *s, size_t exposure,
			  const struct association_unit *units, size_t n,
			  struct association_claim *ret)
{
	double z = quantiles[s->exposures_n];
	struct permutation test;
	struct interval interval;

	permutation_test(units, n, s->seed + exposure, ASSOCIATION_ENUMERATE_MAX, ASSOCIATION_DRAWS,
			 &test);
	shift_interval(units, n, z, &interval);
	*ret = (struct association_claim){
		.exposure = exposure,
		.p = test.p,
		.p_more = test.p_more,
		.arrangements = test.arrangements,
		.t = test.t,
		.effect = interval.effect,
		.low = interval.low,
		.high = interval.high,
		.level = 1 - ASSOCIATION_ALPHA / (double) s->exposures_n,
	};
}

/* A pattern is told in counts, "x of n vs y of m": where they say the opposite nothing is clear. */
static enum association_verdict verdict_of(const struct association_exposure_counts *c, double t)
{
	uint64_t high = (uint64_t) c->high_events * c->low,
		 low = (uint64_t) c->low_events * c->high;

	return t > 0 && high > low   ? ASSOCIATION_MORE
	       : t < 0 && high < low ? ASSOCIATION_LESS
				     : ASSOCIATION_NO_CLEAR_PATTERN;
}

static void judge(struct association_claim *claims, size_t n, const struct association_counts *c)
{
	double p[ASSOCIATION_EXPOSURES_MAX];

	for (size_t i = 0; i < n; i++) {
		p[i] = claims[i].p;
	}
	holm_adjust(p, n, c->exposures_n);
	for (size_t i = 0; i < n; i++) {
		claims[i].p_holm = p[i];
		if (p[i] <= ASSOCIATION_ALPHA) {
			claims[i].verdict =
				verdict_of(&c->exposure[claims[i].exposure], claims[i].t);
		}
	}
}

int association_evaluate(const struct association_study *s, struct association_unit *room,
			 size_t room_n, struct association_counts *ret, association_claim_fn claim,
			 void *userdata)
{
	struct association_claim claims[ASSOCIATION_EXPOSURES_MAX];
	size_t n = 0;

	if (s->exposures_n > ASSOCIATION_EXPOSURES_MAX || !is_in_order(s)) {
		return -EINVAL;
	}
	if (room_n < s->days_n || room_n < s->onsets_n) {
		return -ENOBUFS;
	}
	count_study(s, ret);
	for (size_t i = 0; i < s->exposures_n; i++) {
		size_t units = units_collect(s, &s->exposure[i], room, &ret->exposure[i]);
		if (association_lacks(ret, i) == 0) {
			test_exposure(s, i, room, units, &claims[n++]);
		}
	}
	judge(claims, n, ret);
	for (size_t i = 0; i < n; i++) {
		claim(&claims[i], userdata);
	}
	return (int) n;
}

/* ---- words ---- */

static const char *const design_names[] = {
	[ASSOCIATION_WINDOW_BEFORE] = "window-before",
	[ASSOCIATION_DAY_BEFORE] = "day-before",
};
DEFINE_STRTAB(association_design, enum association_design, design_names)

static const char *const verdict_names[] = {
	[ASSOCIATION_NO_CLEAR_PATTERN] = "no-clear-pattern",
	[ASSOCIATION_MORE] = "more",
	[ASSOCIATION_LESS] = "less",
};
DEFINE_STRTAB(association_verdict, enum association_verdict, verdict_names)
