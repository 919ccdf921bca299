/*
 * `ergoctl report`: whether headaches go with what was measured before them.  The exposures are fixed here,
 * before anything is looked at, and all of the diary is used, whatever days are shown: who could choose the
 * days would find what he looks for.
 */
#include <string.h>

#include "report.h"

#define HIGH_UNBROKEN 60.0        /* minutes: ROSA's limit of unbroken time, ERGONOMICS 4.3 */
#define HIGH_DAY      6.0         /* hours: caution of a day's screen time, ERGONOMICS 4.3 */
#define SEED          UINT64_C(1) /* any number will do, as long as it stays */

#define DAY_LENGTH      (24 * USEC_PER_HOUR)
#define SECONDS_PER_DAY 86400

struct sources {
	const struct past *p;
	struct rows sessions; /* struct session_record, in the order of time */
	usec_t *day;          /* screen time, from .first on; USEC_INFINITY: not recorded */
	int64_t first;
	size_t days;
};

static int add_session(const struct session_record *s, void *userdata)
{
	return s->end > s->start ? rows_add(userdata, s, sizeof(*s)) : 0;
}

static int note_day(const struct day_record *d, void *userdata)
{
	struct sources *s = userdata;

	if (d->day >= s->first && d->day < s->first + (int64_t) s->days) {
		s->day[d->day - s->first] = d->screen_time;
	}
	return 0;
}

static usec_t *day_of(const struct sources *s, int64_t day)
{
	return day >= s->first && day < s->first + (int64_t) s->days ? &s->day[day - s->first]
								     : NULL;
}

/* The first session that ends after `t`. */
static size_t session_after(const struct sources *s, usec_t t)
{
	size_t low = 0, high = s->sessions.n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (ROW(&s->sessions, struct session_record, middle)->end > t) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return low;
}

static usec_t day_begin(const struct sources *s, int64_t day)
{
	return past_moment(s->p,
			   day * SECONDS_PER_DAY + (int64_t) (s->p->day_starts / USEC_PER_SEC));
}

static bool is_used(const struct sources *s, usec_t from, usec_t to)
{
	size_t i = session_after(s, from);

	return i < s->sessions.n && ROW(&s->sessions, struct session_record, i)->start < to;
}

/* The longest unbroken time in the window, in minutes, as far as it lies in it. */
static bool longest_unbroken(usec_t from, usec_t to, void *userdata, double *ret)
{
	const struct sources *s = userdata;
	usec_t begin = past_moment(s->p, (int64_t) (from / USEC_PER_SEC));
	usec_t end = past_moment(s->p, (int64_t) (to / USEC_PER_SEC));
	int64_t date = past_day(s->p, end);
	const usec_t *day = day_of(s, date);
	double longest = 0;

	if (!day || *day == USEC_INFINITY ||
	    !is_used(s, usec_min(begin, day_begin(s, date)), end)) {
		return false; /* nothing was recorded that day, or not yet */
	}
	for (size_t i = session_after(s, begin); i < s->sessions.n; i++) {
		const struct session_record *r = ROW(&s->sessions, struct session_record, i);
		double share;

		if (r->start >= end) {
			break;
		}
		share = (double) (usec_min(r->end, end) - usec_max(r->start, begin)) /
			(double) (r->end - r->start);
		share *= (double) r->screen_time / (double) USEC_PER_MIN;
		longest = share > longest ? share : longest;
	}
	*ret = longest;
	return true;
}

/* Hours at the screen on a day. */
static bool day_hours(usec_t from, usec_t to, void *userdata, double *ret)
{
	const struct sources *s = userdata;
	/* its middle: whatever hour days begin at */
	const usec_t *day = day_of(s, (int64_t) ((from + (to - from) / 2) / DAY_LENGTH));

	if (!day || *day == USEC_INFINITY) {
		return false;
	}
	*ret = (double) *day / (double) USEC_PER_HOUR;
	return true;
}

static size_t fill_days(const struct report *r, const struct sources *s,
			struct association_day *ret, unsigned *ret_missing)
{
	size_t n = 0;

	for (int64_t d = r->diary.first; d <= r->diary.today; d++) {
		const struct diary_day *day = diary_get_day(&r->diary, d);
		const usec_t *used = day_of(s, d);

		if (!day || !(day->headache || day->neck || day->none)) {
			(*ret_missing)++;
			continue;
		}
		ret[n++] = (struct association_day){ d, day->headache,
						     used && *used != USEC_INFINITY && *used > 0 };
	}
	return n;
}

static usec_t local_of(usec_t t, int32_t gmtoff_s)
{
	int64_t local = (int64_t) t + (int64_t) gmtoff_s * (int64_t) USEC_PER_SEC;

	return local < 0 ? 0 : (usec_t) local;
}

/* One that goes on lasts as far as anything is noted: nothing may be compared with what lies within. */
static usec_t end_of(const struct report *r, const struct diary_entry *e, usec_t start)
{
	usec_t end = e->end > e->start ? local_of(e->end, e->end_gmtoff_s) : start;

	if (e->ongoing) {
		int64_t after = diary_last_day(&r->diary, e) + 1;
		usec_t last = (usec_t) (after < 0 ? 0 : after) * DAY_LENGTH + r->p->day_starts;

		end = usec_max(end, last);
	}
	return end;
}

static size_t fill_onsets(const struct report *r, struct association_onset *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < r->diary.n; i++) {
		const struct diary_entry *e = &r->diary.entry[i];

		if (e->type != DIARY_HEADACHE) {
			continue;
		}
		ret[n] = (struct association_onset){
			.start = local_of(e->start, e->gmtoff_s),
			/* of a time that is not told nothing can be said of the hours before */
			.woke_with = e->onset == ONSET_WOKE || !e->start_told,
		};
		ret[n].end = end_of(r, e, ret[n].start);
		n++;
	}
	return n;
}

static void note_claim(const struct association_claim *claim, void *userdata)
{
	struct report_association *a = userdata;

	if (claim->exposure < _REPORT_EXPOSURE_MAX) {
		a->claim[claim->exposure] = *claim;
		a->claimed[claim->exposure] = true;
	}
}

/* Of the days of the diary, and the day before them. */
static int read_sources(const struct report *r, struct sources *s)
{
	usec_t from, to, other;
	int q;

	s->first = r->diary.first - 1;
	s->days = (size_t) (r->diary.today - s->first + 1);
	s->day = calloc(s->days, sizeof(*s->day));
	if (!s->day) {
		return -ENOMEM;
	}
	for (size_t i = 0; i < s->days; i++) {
		s->day[i] = USEC_INFINITY;
	}
	if (!r->p->store) {
		return 0;
	}
	q = past_day_bounds(r->p, s->first, &from, &other);
	if (q >= 0) {
		q = past_day_bounds(r->p, r->diary.today, &other, &to);
	}
	if (q >= 0) {
		q = store_days(r->p->store, s->first, r->diary.today + 1, note_day, s);
	}
	return q >= 0 ? store_sessions(r->p->store, from, to, add_session, &s->sessions) : q;
}

static int evaluate(struct report *r, struct sources *s)
{
	const struct association_exposure exposure[_REPORT_EXPOSURE_MAX] = {
		[EXPOSURE_UNBROKEN] = { ASSOCIATION_WINDOW_BEFORE, HIGH_UNBROKEN, longest_unbroken,
					s },
		[EXPOSURE_DAY_BEFORE] = { ASSOCIATION_DAY_BEFORE, HIGH_DAY, day_hours, s },
	};
	struct association_study study = {
		.day_starts = r->p->day_starts,
		.first_day = r->diary.first,
		.exposure = exposure,
		.exposures_n = ELEMENTSOF(exposure),
		.seed = SEED,
	};
	size_t room_n = s->days > r->diary.n ? s->days : r->diary.n;
	_cleanup_(freep) struct association_day *day = calloc(s->days, sizeof(*day));
	_cleanup_(freep) struct association_onset *onset = calloc(r->diary.n, sizeof(*onset));
	_cleanup_(freep) struct association_unit *room = calloc(room_n, sizeof(*room));
	int q;

	if (!day || !onset || !room) {
		return -ENOMEM;
	}
	study.day = day;
	study.days_n = fill_days(r, s, day, &r->association.missing_days);
	study.onset = onset;
	study.onsets_n = fill_onsets(r, onset);
	q = association_evaluate(&study, room, room_n, &r->association.counts, note_claim,
				 &r->association);
	return q < 0 ? q : 0;
}

int report_associate(struct report *r)
{
	struct sources s = { .p = r->p };
	int q;

	if (r->diary.n == 0) {
		return 0;
	}
	q = read_sources(r, &s);
	if (q >= 0) {
		q = evaluate(r, &s);
	}
	rows_done(&s.sessions);
	free(s.day);
	return q;
}
