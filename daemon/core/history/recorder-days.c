/*
 * The accounting of days.  The engine counts; a day is what it has counted since it began with it, and
 * `base`, what there was before: of another run that it knows nothing of, or of a first visit to a
 * day that a wall clock came back to.
 */
#include "recorder-internal.h"

#include <string.h>

static struct day_entry *find(struct recorder *r, int64_t day)
{
	for (size_t i = 0; i < ELEMENTSOF(r->days); i++) {
		if (r->days[i].used && r->days[i].count.day == day) {
			return &r->days[i];
		}
	}
	return NULL;
}

/* The entry of a day, a new one if need be: where there is no room the oldest that is kept, else the
 * oldest of all, gives way. */
static struct day_entry *get(struct recorder *r, int64_t day)
{
	struct day_entry *e = find(r, day), *oldest = NULL;

	for (size_t i = 0; !e && i < ELEMENTSOF(r->days); i++) {
		e = r->days[i].used ? NULL : &r->days[i];
	}
	for (size_t i = 0; !e && i < ELEMENTSOF(r->days); i++) {
		struct day_entry *d = &r->days[i];

		if (!oldest || (!d->dirty && oldest->dirty) ||
		    (d->dirty == oldest->dirty && d->count.day < oldest->count.day)) {
			oldest = d;
		}
	}
	if (!e) {
		r->dropped += oldest->dirty;
		e = oldest;
		e->used = false;
	}
	if (!e->used) {
		*e = (struct day_entry){ .used = true, .count = { .day = day } };
	}
	return e;
}

/* a += b, or -= */
static void add(struct day_record *a, const struct day_record *b)
{
	a->screen_time = usec_add(a->screen_time, b->screen_time);
	a->laptop_only = usec_add(a->laptop_only, b->laptop_only);
	a->longest = usec_max(a->longest, b->longest);
	for (size_t i = 0; i < ELEMENTSOF(a->by_class); i++) {
		a->by_class[i] = usec_add(a->by_class[i], b->by_class[i]);
	}
	for (size_t i = 0; i < _BREAK_KIND_MAX; i++) {
		for (size_t j = 0; j < _OUTCOME_MAX; j++) {
			a->tally[i][j] += b->tally[i][j];
		}
	}
}

void days_sum(const struct day_entry *e, struct day_record *ret)
{
	*ret = e->count;
	add(ret, &e->base);
}

/* What has been counted so far becomes the base of what comes. */
static void fold(struct day_entry *e)
{
	int64_t day = e->count.day;

	add(&e->base, &e->count);
	e->count = (struct day_record){ .day = day };
}

void days_begin(struct recorder *r, const struct snapshot *s, bool restored)
{
	struct day_entry *e = get(r, s->day);

	e->goes_on = restored;
	r->day = s->day;
	r->day_valid = true;
	r->from = (struct day_record){};
	days_update(r, s);
}

/* The engine counts another day from now on; from 0, but for days that begin at another hour. */
static void change(struct recorder *r, const struct snapshot *s)
{
	struct day_entry *before = find(r, r->day), *e;
	bool configured = r->ev && r->ev->type == EVENT_CONFIG;
	struct day_record counted = {};

	if (configured && before) {
		counted = before->count;
		add(&counted, &r->from);
	}
	for (size_t i = 0; i < r->stretches && !configured; i++) {
		r->stretch[i].over = true;
	}
	e = get(r, s->day);
	fold(e);
	r->from = counted;
	r->day = s->day;
}

void days_update(struct recorder *r, const struct snapshot *s)
{
	usec_t tail = r->present ? usec_sub(s->now, s->evidence) : 0;
	usec_t longest = usec_sub(s->longest_today, tail);
	struct day_entry *e;
	struct day_record old;

	if (r->day_valid && s->day != r->day) {
		change(r, s);
	}
	e = get(r, s->day);
	old = e->count;
	e->count.gmtoff_s = r->stamp.gmtoff_s;
	e->count.screen_time = usec_sub(usec_sub(s->today_time, tail), r->from.screen_time);
	e->count.longest = usec_max(e->count.longest, longest);
	for (size_t i = 0; i < _BREAK_KIND_MAX; i++) {
		for (size_t j = 0; j < _OUTCOME_MAX; j++) {
			e->count.tally[i][j] = s->tally[i][j] - r->from.tally[i][j];
		}
	}
	e->count.day_starts = r->day_starts;
	old.gmtoff_s = e->count.gmtoff_s;
	old.day_starts = e->count.day_starts;
	e->dirty = e->dirty || memcmp(&old, &e->count, sizeof(old)) != 0;
}

void days_present(struct recorder *r, const struct stretch *s, usec_t duration)
{
	struct day_entry *e = get(r, s->day);

	share_add(&r->share, s->day, duration);
	if (s->over) { /* it has ended while this was uncertain */
		e->base.screen_time += duration;
		e->dirty = true;
	}
	if (s->alone) {
		e->count.laptop_only += duration;
		e->dirty = true;
	}
}

void days_input(struct recorder *r, enum device_class device)
{
	struct day_entry *e = get(r, r->day);

	e->count.by_class[device] += SLOT_LENGTH;
	e->dirty = true;
}

void days_move(struct recorder *r, int64_t from, int64_t to)
{
	struct day_entry *e = find(r, from), *other;
	struct day_record sum;

	if (!e || from == to || e->written || e->goes_on || e->base.screen_time > 0) {
		return;
	}
	days_sum(e, &sum);
	e->used = false;
	for (size_t i = 0; i < r->stretches; i++) {
		r->stretch[i].day = r->stretch[i].day == from ? to : r->stretch[i].day;
	}
	other = get(r, to);
	add(&other->base, &sum);
	other->dirty = true;
	share_move(&r->share, from, to);
}

/* ---- what the history has ---- */

bool recorder_day_wanted(const struct recorder *r, int64_t *ret_day)
{
	for (size_t i = 0; i < ELEMENTSOF(r->days); i++) {
		const struct day_entry *e = &r->days[i];

		if (e->used && !e->known) {
			*ret_day = e->count.day;
			return true;
		}
	}
	return false;
}

void recorder_day_known(struct recorder *r, int64_t day, const struct day_record *record)
{
	struct day_entry *e = find(r, day);
	struct day_record had = record ? *record : (struct day_record){};

	if (!e || e->known) {
		return;
	}
	if (e->goes_on) { /* the engine has counted that itself */
		had.screen_time = 0;
		had.longest = 0;
		memset(had.tally, 0, sizeof(had.tally));
	}
	add(&e->base, &had);
	e->known = true;
}

usec_t recorder_laptop_time(const struct recorder *r)
{
	for (size_t i = 0; i < ELEMENTSOF(r->days); i++) {
		const struct day_entry *e = &r->days[i];

		if (e->used && e->count.day == r->day) {
			return usec_add(e->base.laptop_only, e->count.laptop_only);
		}
	}
	return 0;
}

/* ---- shares of monitors ---- */

void recorder_share_look(struct recorder *r, const char *monitor, bool alone)
{
	share_look(&r->share, monitor, alone);
}

int64_t recorder_today(const struct recorder *r)
{
	return r->day;
}

usec_t recorder_share_time(const struct recorder *r, const char *monitor)
{
	return share_time(&r->share, monitor, r->day);
}

void recorder_share_known(struct recorder *r, const struct share_record *s)
{
	share_known(&r->share, s);
}

void recorder_shares_forget(struct recorder *r)
{
	share_forget(&r->share, INT64_MAX);
}

void recorder_shares_keep_today(struct recorder *r)
{
	share_forget(&r->share, r->day);
}
