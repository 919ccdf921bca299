/* The sums of a block. */
#include <math.h>

#include "diary-internal.h"

double diary_per_30(unsigned n, unsigned recorded, unsigned days)
{
	/* [J] of ERGONOMICS 5.5: 21 of 28 */
	if (recorded < 21 || 4 * recorded < 3 * days) {
		return (double) NAN;
	}
	return (double) n * 30 / recorded;
}

/* ---- the median of what may be many, without room of its own ---- */

struct values {
	const struct diary *d;
	const struct diary_exposure *exposure;
	size_t from, to; /* which of them */
	int64_t first, last;
	/* The i-th value, 0 or more; -1: it has none. */
	int64_t (*get)(const struct values *v, size_t i);
};

static size_t count_up_to(const struct values *v, int64_t most)
{
	size_t n = 0;

	for (size_t i = v->from; i < v->to; i++) {
		int64_t x = v->get(v, i);

		n += x >= 0 && x <= most;
	}
	return n;
}

/* The k-th smallest (from 0). */
static int64_t kth(const struct values *v, size_t k)
{
	int64_t low = 0, high = INT64_C(1) << 40; /* minutes or seconds */

	while (low < high) {
		int64_t middle = low + (high - low) / 2;

		if (count_up_to(v, middle) > k) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return low;
}

static double median(const struct values *v, unsigned *ret_n)
{
	size_t n = count_up_to(v, INT64_MAX);

	*ret_n = (unsigned) n;
	if (n == 0) {
		return (double) NAN;
	}
	return n % 2 ? (double) kth(v, n / 2)
		     : ((double) kth(v, n / 2 - 1) + (double) kth(v, n / 2)) / 2;
}

static const struct diary_entry *in_range(const struct values *v, size_t i, enum diary_type type)
{
	const struct diary_entry *e = &v->d->entry[i];

	return e->type == type && e->day >= v->first && e->day <= v->last ? e : NULL;
}

static int64_t get_intensity(const struct values *v, size_t i)
{
	const struct diary_entry *e = in_range(v, i, DIARY_HEADACHE);

	return e ? e->intensity : -1;
}

static int64_t get_duration(const struct values *v, size_t i)
{
	const struct diary_entry *e = in_range(v, i, DIARY_HEADACHE);

	return e && e->start_told && e->end ? (int64_t) ((e->end - e->start) / USEC_PER_SEC) : -1;
}

static int64_t get_sleep(const struct values *v, size_t i)
{
	const struct diary_entry *e = in_range(v, i, DIARY_SLEEP);

	return e ? e->sleep_min : -1;
}

static int64_t get_screen(const struct values *v, size_t i)
{
	const struct diary_exposure *x = &v->exposure[i];

	return x->day >= v->first && x->day <= v->last && x->screen_time
		       ? (int64_t) (x->screen_time / USEC_PER_SEC)
		       : -1;
}

/* ---- days ---- */

static void add_day(struct diary_summary *s, const struct diary_day *day)
{
	s->recorded += diary_day_recorded(day);
	s->headache_days += day->headache;
	s->neck_days += day->neck;
	s->free_days += day->none || day->neck;
	if (day->headache && day->intensity != DIARY_NOT_TOLD) {
		s->rated_days++;
		s->moderate_days += day->intensity >= DIARY_MODERATE;
		s->severe_days += day->intensity >= DIARY_SEVERE;
	}
	for (int c = 0; c < _DIARY_CLASS_MAX; c++) {
		s->medication_days[c] += (day->classes >> c) & 1;
	}
	s->acute_days += diary_day_acute(day);
	s->impact_days += day->impact > 0;
	s->missed_days += day->missed_work;
}

/* ---- headaches ---- */

static void add_share(struct diary_share *share, bool told, bool yes)
{
	share->told += told;
	share->yes += told && yes;
}

static void add_tristate(struct diary_share *share, enum tristate t)
{
	add_share(share, t != TRISTATE_UNSET, t == TRISTATE_YES);
}

static void add_bits(unsigned *count, unsigned bits, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		count[i] += (bits >> i) & 1;
	}
}

static void add_headache(struct diary_summary *s, const struct diary_entry *e)
{
	s->attacks++;
	s->ongoing += e->ongoing;
	if (e->intensity != DIARY_NOT_TOLD) {
		s->intensity_max = fmax(s->intensity_max, e->intensity);
	}
	s->side[e->side]++;
	add_share(&s->woke_with, e->onset != ONSET_NOT_TOLD, e->onset == ONSET_WOKE);
	add_tristate(&s->started_in_neck, e->started_in_neck);
	add_tristate(&s->neck_stiff, e->neck_stiff);
	add_tristate(&s->worse_with_neck_movement, e->worse_with_neck_movement);
	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		add_tristate(&s->symptom[i], e->symptom[i]);
	}
	add_bits(s->location, e->locations, _DIARY_LOCATION_MAX);
	add_bits(s->quality, e->quality, _DIARY_QUALITY_MAX);
	add_bits(s->trigger, e->triggers, _DIARY_TRIGGER_MAX);
}

static void judge_side(struct diary_summary *s)
{
	unsigned left = s->side[SIDE_LEFT], right = s->side[SIDE_RIGHT];

	s->side_locked.yes = left > right ? left : right;
	s->side_locked.told = left + right + s->side[SIDE_BOTH] + s->side[SIDE_ALTERNATING];
	s->locked_side = left > right ? SIDE_LEFT : right > left ? SIDE_RIGHT : SIDE_NOT_TOLD;
}

/* The first entry that begins at `t` or later. */
static size_t entry_at(const struct diary *d, usec_t t)
{
	size_t low = 0, high = d->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (d->entry[middle].start >= t) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return low;
}

/* The entries of which some are of the days; a day may be off by one, in any time zone. */
static void find_entries(struct values *v)
{
	int64_t from = v->first - 2, to = v->last + 3;

	v->from = entry_at(v->d, from > 0 ? (usec_t) from * USEC_PER_DAY : 0);
	v->to = entry_at(v->d, to > 0 ? (usec_t) to * USEC_PER_DAY : 0);
}

static void add_exposure(struct diary_summary *s, struct values *v, size_t n)
{
	v->from = 0;
	v->to = n;
	v->get = get_screen;
	s->screen_median_s = median(v, &s->screen_days);
	for (size_t i = 0; i < n; i++) {
		if (v->exposure[i].day >= v->first && v->exposure[i].day <= v->last) {
			s->long_sessions += v->exposure[i].long_sessions;
		}
	}
}

void diary_summarize(const struct diary *d, const struct diary_exposure *exposure,
		     size_t exposure_n, int64_t first, int64_t last, struct diary_summary *ret)
{
	struct diary_summary s = { .first = first, .last = last < d->today ? last : d->today };
	struct values v = { .d = d, .exposure = exposure, .first = first, .last = s.last };

	s.days = s.last < first ? 0 : (unsigned) (s.last - first + 1);
	s.intensity_max = (double) NAN;
	for (int64_t i = first; i <= s.last; i++) {
		const struct diary_day *day = diary_get_day(d, i);

		if (day) {
			add_day(&s, day);
		}
	}
	find_entries(&v);
	for (size_t i = v.from; i < v.to; i++) {
		const struct diary_entry *e = &d->entry[i];

		if (e->day < first || e->day > s.last) {
			continue;
		}
		if (e->type == DIARY_HEADACHE) {
			add_headache(&s, e);
		}
		s.red_flags += e->red_flag == TRISTATE_YES;
		s.events += e->type == DIARY_EVENT && e->event != EVENT_EXERCISE;
	}
	judge_side(&s);
	v.get = get_intensity;
	s.intensity_median = median(&v, &s.intensity_n);
	v.get = get_duration;
	s.duration_median_s = median(&v, &s.duration_n);
	v.get = get_sleep;
	s.sleep_median_min = median(&v, &s.sleep_n);
	add_exposure(&s, &v, exposure ? exposure_n : 0);
	*ret = s;
}
