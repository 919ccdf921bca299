/* Handing out what is certain; a wall clock that was set; erasing. */
#include "recorder-internal.h"

#include <string.h>

/* ---- handing out ---- */

bool recorder_changed(const struct recorder *r)
{
	bool changed = r->n > 0 || r->slots_dirty || (r->in_session && r->session_dirty) ||
		       share_changed(&r->share);

	for (size_t i = 0; i < ELEMENTSOF(r->days) && !changed; i++) {
		changed = r->days[i].used && r->days[i].dirty;
	}
	return changed;
}

static bool any(const uint8_t bits[static SLOT_BYTES])
{
	for (size_t i = 0; i < SLOT_BYTES; i++) {
		if (bits[i]) {
			return true;
		}
	}
	return false;
}

static int give_hour(const struct hour *h, int (*put)(const struct record *, void *),
		     void *userdata)
{
	for (int plane = 0; plane < _PLANE_MAX; plane++) {
		struct record record = { .type = RECORD_SLOTS,
					 .slots = { .hour = h->hour,
						    .plane = (enum plane) plane } };
		int k;

		if (!any(h->bits[plane])) {
			continue;
		}
		memcpy(record.slots.bits, h->bits[plane], SLOT_BYTES);
		k = put(&record, userdata);
		if (k < 0) {
			return k;
		}
	}
	return 0;
}

static int give_session(const struct recorder *r, int (*put)(const struct record *, void *),
			void *userdata)
{
	struct record record = {
		.type = RECORD_SESSION,
		.session = {
			.start = r->session_start,
			.end = usec_max(r->session_end, r->session_start),
			.screen_time = usec_sub(r->session_time, r->session_from),
			.open = true,
		},
	};

	return r->in_session && r->session_dirty ? put(&record, userdata) : 0;
}

int recorder_each(struct recorder *r, int (*put)(const struct record *, void *), void *userdata)
{
	int k = give_session(r, put, userdata);

	for (size_t i = 0; i < r->n && k >= 0; i++) {
		k = put(&r->queue[i], userdata);
	}
	for (size_t i = 0; i < ELEMENTSOF(r->hours) && k >= 0; i++) {
		k = r->hours[i].used ? give_hour(&r->hours[i], put, userdata) : 0;
	}
	for (size_t i = 0; i < ELEMENTSOF(r->days) && k >= 0; i++) {
		struct record record = { .type = RECORD_DAY };

		if (r->days[i].used && r->days[i].dirty) {
			days_sum(&r->days[i], &record.day);
			k = put(&record, userdata);
		}
	}
	for (size_t i = 0; i < r->share.n && k >= 0; i++) {
		struct record record = { .type = RECORD_SHARE };

		if (share_fresh(&r->share.row[i], &record.share)) {
			k = put(&record, userdata);
		}
	}
	return k < 0 ? k : 0;
}

void recorder_written(struct recorder *r)
{
	r->n = 0;
	r->slots_dirty = false;
	/* What was never used is not touched, so that it takes no memory. */
	for (size_t i = 0; i < ELEMENTSOF(r->hours); i++) {
		if (r->hours[i].used) {
			r->hours[i].used = false;
		}
	}
	for (size_t i = 0; i < ELEMENTSOF(r->days); i++) {
		if (r->days[i].dirty) {
			r->days[i].written = true;
			r->days[i].dirty = false;
		}
	}
	if (r->in_session && r->session_dirty) {
		r->session_written = true;
		r->session_dirty = false;
	}
	share_written(&r->share, r->day);
	r->written = r->stamp.real;
}

uint64_t recorder_dropped(const struct recorder *r)
{
	return r->dropped;
}

/* ---- a wall clock that was set ---- */

static usec_t *moments(struct record *q, usec_t **ret_second)
{
	*ret_second = NULL;
	switch (q->type) {
	case RECORD_SESSION:
		*ret_second = &q->session.end;
		return &q->session.start;
	case RECORD_BREAK:
		*ret_second = &q->rest.end;
		return &q->rest.start;
	case RECORD_PROMPT:
		*ret_second = &q->prompt.answered;
		return &q->prompt.at;
	case RECORD_FINDING:
		*ret_second = &q->finding.until;
		return &q->finding.since;
	case RECORD_PROBLEM:
		*ret_second = &q->problem.until;
		return &q->problem.since;
	case RECORD_CHANGE:
		return &q->change.at;
	case RECORD_OFFSET:
		return &q->offset.at;
	case RECORD_SLOTS:
	case RECORD_DAY:
	case RECORD_SHARE:
		break;
	}
	return NULL;
}

/* Of what was not handed out: moves it, if it lies between the last handing out and now. */
static bool shift(const struct recorder *r, usec_t *t, int64_t by)
{
	if (*t < r->written || *t > r->stamp.real) {
		return false;
	}
	*t += (usec_t) by;
	return true;
}

static void shift_queue(struct recorder *r, int64_t by)
{
	for (size_t i = 0; i < r->n; i++) {
		usec_t *second, *first = moments(&r->queue[i], &second);

		if (first && shift(r, first, by) && second && *second > 0) {
			*second += (usec_t) by;
		}
	}
	for (size_t i = 0; i < r->findings; i++) {
		(void) shift(r, &r->finding[i].since, by);
	}
	for (size_t i = 0; i < r->problems; i++) {
		(void) shift(r, &r->problem[i].since, by);
	}
	(void) shift(r, &r->prompt.at, by);
	(void) shift(r, &r->posture.at, by);
}

/* A session that is in the history already is told as two. */
static void step_session(struct recorder *r, int64_t by, usec_t real)
{
	struct record record = {
		.type = RECORD_SESSION,
		.session = { r->session_start, usec_max(r->session_start, r->session_end),
			     usec_sub(r->session_time, r->session_from), false },
	};

	if (!r->in_session) {
		return;
	}
	if (!r->session_written && r->session_start >= r->written) {
		r->session_start += (usec_t) by;
		r->session_end += (usec_t) by;
		return;
	}
	queue_add(r, &record);
	r->session_start = r->session_end = real;
	r->session_from = r->session_time;
	r->session_written = false;
	r->session_dirty = true;
}

void recorder_step(struct recorder *r, const struct stamp *now)
{
	int64_t by = (int64_t) (now->real - now->boot) - r->delta;
	char before[RFC3339_STRING_MAX], after[RFC3339_STRING_MAX];
	usec_t expected = now->real - (usec_t) by, size = (usec_t) (by < 0 ? -by : by);

	if (size < CLOCK_STEP_LEAST) {
		return;
	}
	shift_queue(r, by);
	slots_shift(r, by);
	step_session(r, by, now->real);
	for (size_t i = 0; i < r->stretches; i++) {
		r->stretch[i].delta += by;
	}
	days_move(r, r->day, stamp_day(now, r->day_starts));
	r->written += (usec_t) by;
	rfc3339_format(before, sizeof(before), expected, r->stamp.gmtoff_s);
	rfc3339_format(after, sizeof(after), now->real, now->gmtoff_s);
	recorder_at(r, now);
	recorder_change(r, "clock", before, after);
}

/* ---- erasing ---- */

static bool overlaps(usec_t start, usec_t end, usec_t from, usec_t to)
{
	return start < to && (end > from || start >= from);
}

static void erase_days(struct recorder *r, usec_t from, usec_t to)
{
	for (size_t i = 0; i < ELEMENTSOF(r->days); i++) {
		struct day_entry *e = &r->days[i];
		usec_t began;

		if (!e->used) {
			continue;
		}
		began = (usec_t) e->count.day * USEC_PER_DAY + e->count.day_starts;
		began -= (usec_t) ((int64_t) e->count.gmtoff_s * (int64_t) USEC_PER_SEC);
		if (!overlaps(began, began + USEC_PER_DAY, from, to)) {
			continue;
		}
		if (e->count.day ==
		    r->day) { /* what the engine goes on counting is not told again */
			r->from.screen_time += e->count.screen_time;
			for (size_t k = 0; k < _BREAK_KIND_MAX; k++) {
				for (size_t o = 0; o < _OUTCOME_MAX; o++) {
					r->from.tally[k][o] += e->count.tally[k][o];
				}
			}
		}
		*e = (struct day_entry){ .used = e->count.day == r->day,
					 .known = true,
					 .count = { .day = e->count.day } };
	}
}

void recorder_erased(struct recorder *r, usec_t from, usec_t to)
{
	usec_t now = r->stamp.real;

	if (r->in_session && overlaps(r->session_start, now, from, to)) {
		r->session_start = r->session_end = now;
		r->session_from = r->session_time;
		r->session_written = r->session_dirty = false;
	}
	if (r->prompt.at >= from && r->prompt.at < to) {
		r->prompt_open = false;
	}
	if (r->posture.at >= from && r->posture.at < to) {
		r->posture_open = false;
	}
	for (size_t i = 0; i < r->findings; i++) {
		if (r->finding[i].since >= from && r->finding[i].since < to) {
			r->finding[i].since = now;
		}
	}
	for (size_t i = 0; i < r->problems; i++) {
		if (r->problem[i].since >= from && r->problem[i].since < to) {
			r->problem[i].since = now;
		}
	}
	r->partial = -1;
	erase_days(r, from, to);
	recorder_shares_forget(r); /* the history tells what is left of them */
}
