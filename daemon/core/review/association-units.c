/* Sets and strata out of notes and measurements. */
#include <math.h>

#include "association-internal.h"

#define WEEK_DAYS       7
#define WEEKS_PER_BLOCK (ASSOCIATION_BLOCK_DAYS / WEEK_DAYS)
#define WEEK            ((int64_t) (WEEK_DAYS * USEC_PER_DAY))
_Static_assert(WEEKS_PER_BLOCK <= MEMBERS_MAX, "a block's same weekdays are one set");

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t day_of(const struct association_study *s, usec_t local)
{
	return local < s->day_starts ? -1 : (int64_t) ((local - s->day_starts) / USEC_PER_DAY);
}

static int64_t block_of(const struct association_study *s, int64_t day)
{
	return floor_div(day - s->first_day, ASSOCIATION_BLOCK_DAYS);
}

/* NULL: not recorded, or before the first day. */
static const struct association_day *find_day(const struct association_study *s, int64_t day)
{
	size_t low = 0, high = s->days_n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (s->day[middle].day < day) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < s->days_n && s->day[low].day == day && day >= s->first_day ? &s->day[low]
										: NULL;
}

static bool value_of(const struct association_exposure *e, usec_t from, usec_t to, double *ret)
{
	return e->value(from, to, e->userdata, ret) && isfinite(*ret);
}

static void add_member(struct members *m, double x, bool is_case)
{
	m->x[m->n] = x;
	m->is_case[m->n++] = is_case;
}

static void count_members(const struct members *m, const struct association_exposure *e,
			  struct association_exposure_counts *c)
{
	for (unsigned i = 0; i < m->n; i++) {
		bool high = m->x[i] >= e->high;
		c->events += m->is_case[i];
		c->compared += !m->is_case[i];
		c->high += high;
		c->low += !high;
		c->high_events += high && m->is_case[i];
		c->low_events += !high && m->is_case[i];
	}
}

/* ---- windows before onsets ---- */

static usec_t end_of(const struct association_onset *o)
{
	return usec_max(o->start, o->end);
}

static bool is_near_headache(const struct association_study *s, usec_t t)
{
	for (size_t i = 0; i < s->onsets_n; i++) {
		const struct association_onset *o = &s->onset[i];
		if (usec_add(t, ASSOCIATION_APART) >= o->start &&
		    t <= usec_add(end_of(o), ASSOCIATION_APART)) {
			return true;
		}
	}
	return false;
}

static bool is_usable(const struct association_study *s, usec_t t)
{
	const struct association_day *day = find_day(s, day_of(s, t));

	return t >= ASSOCIATION_WINDOW && day && day->in_use;
}

static bool value_before(const struct association_exposure *e, usec_t t, double *ret)
{
	return value_of(e, t - ASSOCIATION_WINDOW, t, ret);
}

/* A headache before this one, the same or the day before, may have changed what was measured. */
static bool follows_headache(const struct association_study *s, size_t onset)
{
	usec_t t = s->onset[onset].start;

	for (size_t i = 0; i < s->onsets_n; i++) {
		const struct association_onset *o = &s->onset[i];
		if (i != onset && o->start < t && t <= usec_add(end_of(o), ASSOCIATION_APART)) {
			return true;
		}
	}
	return false;
}

static bool is_case(const struct association_study *s, const struct association_exposure *e,
		    size_t onset, double *ret)
{
	return !follows_headache(s, onset) && value_before(e, s->onset[onset].start, ret);
}

/*
 * The cases on the same weekdays of one block, each with its set.  A referent serves one case alone: shared ones would
 * make the sets depend on each other, and p too small (12 % below 5 % in a simulation, where every third day has a
 * headache).
 */
struct stratum {
	unsigned n, taken; /* bits: weeks with a case, or a referent of one */
	usec_t onset[MEMBERS_MAX];
	struct members set[MEMBERS_MAX];
};

static void find_cases(const struct association_study *s, const struct association_exposure *e,
		       int64_t first, struct stratum *ret, struct association_exposure_counts *c)
{
	for (unsigned week = 0; week < WEEKS_PER_BLOCK; week++) {
		for (size_t i = 0; i < s->onsets_n; i++) {
			const struct association_onset *o = &s->onset[i];
			double x;
			if (day_of(s, o->start) != first + week * WEEK_DAYS || o->woke_with ||
			    !is_usable(s, o->start)) {
				continue;
			}
			if ((ret->taken >> week & 1) || !is_case(s, e, i, &x)) {
				c->unknown++;
				continue;
			}
			ret->taken |= 1u << week;
			ret->onset[ret->n] = o->start;
			add_member(&ret->set[ret->n++], x, true);
		}
	}
}

/* Gives a case one more referent, of the first week that there is; false: there is none. */
static bool add_referent(const struct association_study *s, const struct association_exposure *e,
			 int64_t first, struct stratum *st, unsigned i)
{
	int64_t own = (day_of(s, st->onset[i]) - first) / WEEK_DAYS;

	for (int64_t week = 0; week < WEEKS_PER_BLOCK; week++) {
		int64_t at = (int64_t) st->onset[i] + (week - own) * WEEK;
		usec_t t = at < 0 ? 0 : (usec_t) at;
		double x;
		if (!(st->taken >> week & 1) && is_usable(s, t) && !is_near_headache(s, t) &&
		    value_before(e, t, &x)) {
			st->taken |= 1u << week;
			add_member(&st->set[i], x, false);
			return true;
		}
	}
	return false;
}

static size_t collect_sets(const struct association_study *s, const struct association_exposure *e,
			   int64_t first, struct association_unit *units,
			   struct association_exposure_counts *c)
{
	struct stratum st = { 0 };
	size_t n = 0;
	bool more;

	find_cases(s, e, first, &st, c);
	do { /* one each in turn */
		more = false;
		for (unsigned i = 0; i < st.n; i++) {
			more |= add_referent(s, e, first, &st, i);
		}
	} while (more);
	for (unsigned i = 0; i < st.n; i++) {
		if (unit_make(&st.set[i], &units[n])) {
			count_members(&st.set[i], e, c);
			n++;
		} else {
			c->unmatched++;
		}
	}
	return n;
}

/* Those that are in no window; the rest is counted stratum by stratum. */
static void count_windowless(const struct association_study *s,
			     struct association_exposure_counts *c)
{
	for (size_t i = 0; i < s->onsets_n; i++) {
		const struct association_onset *o = &s->onset[i];
		c->woke_with += o->woke_with;
		c->unused += !o->woke_with && !is_usable(s, o->start);
	}
}

/* ---- days before days ---- */

static bool has_onset(const struct association_study *s, int64_t day)
{
	for (size_t i = 0; i < s->onsets_n; i++) {
		if (day_of(s, s->onset[i].start) == day) {
			return true;
		}
	}
	return false;
}

/* What was measured on the day before; false: not known. */
static bool value_on_day(const struct association_study *s, const struct association_exposure *e,
			 int64_t day, double *ret)
{
	usec_t from = (usec_t) day * USEC_PER_DAY + s->day_starts;

	return day >= 0 && value_of(e, from, from + USEC_PER_DAY, ret);
}

/*
 * The same weekdays of one block, from `first` on: those after a day with headache by themselves, and those after a
 * day without.  Else a headache that cuts the day's screen time, and brings on the next one, would look like an effect.
 */
static size_t collect_days(const struct association_study *s, const struct association_exposure *e,
			   int64_t first, struct association_unit *units,
			   struct association_exposure_counts *c)
{
	struct members m[2] = { 0 };
	unsigned cases[2] = { 0 };
	size_t n = 0;

	for (int week = 0; week < WEEKS_PER_BLOCK; week++) {
		int64_t day = first + week * WEEK_DAYS;
		const struct association_day *d = find_day(s, day), *before = find_day(s, day - 1);
		bool begins = d && has_onset(s, day), after;
		double x;
		if (!d || (d->headache && !begins)) {
			continue;
		}
		if (before && value_on_day(s, e, day - 1, &x)) {
			after = before->headache || has_onset(s, day - 1);
			add_member(&m[after], x, begins);
			cases[after] += begins;
		} else {
			c->unknown += begins;
		}
	}
	for (int after = 0; after < 2; after++) {
		if (unit_make(&m[after], &units[n])) {
			count_members(&m[after], e, c);
			n++;
		} else {
			c->unmatched += cases[after];
		}
	}
	return n;
}

/* ---- all blocks and weekdays ---- */

size_t units_collect(const struct association_study *s, const struct association_exposure *e,
		     struct association_unit *units, struct association_exposure_counts *counts)
{
	bool windows = e->design == ASSOCIATION_WINDOW_BEFORE;
	size_t n = 0;

	if (windows) {
		count_windowless(s, counts);
	}
	for (size_t i = 0; i < s->days_n;) {
		int64_t block = block_of(s, s->day[i].day);
		for (int weekday = 0; weekday < WEEK_DAYS; weekday++) {
			int64_t first = s->first_day + block * ASSOCIATION_BLOCK_DAYS + weekday;
			n += windows ? collect_sets(s, e, first, &units[n], counts)
				     : collect_days(s, e, first, &units[n], counts);
		}
		while (i < s->days_n && block_of(s, s->day[i].day) == block) {
			i++;
		}
	}
	return n;
}
