#include "ergo/share.h"

#include <stdio.h>
#include <string.h>

void share_add(struct share *s, int64_t day, usec_t certain)
{
	size_t at = 0;

	for (size_t i = 0; i < SHARE_WAITING; i++) {
		if (s->waiting[i].time > 0 && s->waiting[i].day == day) {
			s->waiting[i].time = usec_add(s->waiting[i].time, certain);
			return;
		}
		if (s->waiting[at].time > 0 &&
		    (s->waiting[i].time == 0 || s->waiting[i].day < s->waiting[at].day)) {
			at = i;
		}
	}
	s->waiting[at].day = day;
	s->waiting[at].time = certain;
}

/* ---- rows ---- */

static struct share_row *find(struct share *s, int64_t day, const char *monitor)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->row[i].sum.day == day && strcmp(s->row[i].sum.monitor, monitor) == 0) {
			return &s->row[i];
		}
	}
	return NULL;
}

static bool is_fresh(const struct share_row *row)
{
	return row->time > 0;
}

/* The row of a monitor and a day, a new one if need be: where there is no room the oldest that was handed out
 * gives way to one that is not older.  NULL: none does. */
static struct share_row *get(struct share *s, int64_t day, const char *monitor)
{
	struct share_row *row = find(s, day, monitor), *oldest = NULL;

	if (row) {
		return row;
	}
	if (s->n < SHARE_ROWS) {
		row = &s->row[s->n++];
	} else {
		for (size_t i = 0; i < s->n; i++) {
			if (!is_fresh(&s->row[i]) &&
			    (!oldest || s->row[i].sum.day < oldest->sum.day)) {
				oldest = &s->row[i];
			}
		}
		row = oldest && oldest->sum.day <= day ? oldest : NULL;
	}
	if (row) {
		*row = (struct share_row){ .sum.day = day };
		(void) snprintf(row->sum.monitor, sizeof(row->sum.monitor), "%s", monitor);
	}
	return row;
}

static void add(struct share_record *sum, usec_t time, usec_t alone)
{
	sum->time = usec_add(sum->time, time);
	sum->alone = usec_add(sum->alone, alone);
}

/* Removes those of which `gone` says so. */
static void remove_rows(struct share *s, bool (*gone)(const struct share_row *, int64_t),
			int64_t day)
{
	size_t left = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (!gone(&s->row[i], day)) {
			s->row[left++] = s->row[i];
		}
	}
	s->n = left;
}

/* ---- looks ---- */

void share_look(struct share *s, const char *monitor, bool alone)
{
	char name[SHARE_NAME_MAX];
	bool same;

	(void) snprintf(name, sizeof(name), "%s", monitor ? monitor : "");
	same = strcmp(name, s->last) == 0;
	for (size_t i = 0; i < SHARE_WAITING; i++) {
		usec_t time = s->waiting[i].time;
		struct share_row *row;

		s->waiting[i].time = 0;
		if (time == 0 || !*name) {
			continue;
		}
		row = get(s, s->waiting[i].day, name);
		time = same ? time : usec_min(time, SHARE_APART);
		if (row) {
			add(&row->sum, time, alone ? time : 0);
			row->time = usec_add(row->time, time);
			row->alone = usec_add(row->alone, alone ? time : 0);
		}
	}
	memcpy(s->last, name, sizeof(s->last));
}

void share_move(struct share *s, int64_t from, int64_t to)
{
	for (size_t i = 0; i < SHARE_WAITING; i++) {
		usec_t time = s->waiting[i].time;

		if (time > 0 && s->waiting[i].day == from) {
			s->waiting[i].time = 0;
			share_add(s, to, time);
		}
	}
	for (size_t i = 0; i < s->n; i++) {
		struct share_row *row = &s->row[i], *other;

		if (row->sum.day != from) {
			continue;
		}
		other = find(s, to, row->sum.monitor);
		if (!other) {
			row->sum.day = to;
			continue;
		}
		add(&other->sum, row->sum.time, row->sum.alone);
		other->time = usec_add(other->time, row->time);
		other->alone = usec_add(other->alone, row->alone);
		*row = s->row[--s->n];
		i--;
	}
}

/* ---- what the history has, and gets ---- */

void share_known(struct share *s, const struct share_record *r)
{
	struct share_row *row = get(s, r->day, r->monitor);

	if (row) {
		add(&row->sum, r->time, usec_min(r->alone, r->time));
	}
}

bool share_fresh(const struct share_row *row, struct share_record *ret)
{
	*ret = row->sum;
	ret->time = row->time;
	ret->alone = row->alone;
	return is_fresh(row);
}

bool share_changed(const struct share *s)
{
	for (size_t i = 0; i < s->n; i++) {
		if (is_fresh(&s->row[i])) {
			return true;
		}
	}
	return false;
}

static bool is_before(const struct share_row *row, int64_t day)
{
	return row->sum.day < day;
}

void share_written(struct share *s, int64_t today)
{
	for (size_t i = 0; i < s->n; i++) {
		s->row[i].time = s->row[i].alone = 0;
	}
	remove_rows(s, is_before, today - (SHARE_DAYS - 1));
}

void share_forget(struct share *s, int64_t day)
{
	remove_rows(s, is_before, day);
	if (day == INT64_MAX) {
		memset(s->waiting, 0, sizeof(s->waiting));
	}
}

usec_t share_time(const struct share *s, const char *monitor, int64_t today)
{
	usec_t sum = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct share_record *r = &s->row[i].sum;

		if (r->day <= today && r->day > today - SHARE_DAYS &&
		    strcmp(r->monitor, monitor) == 0) {
			sum = usec_add(sum, usec_sub(r->time, r->alone));
		}
	}
	return sum;
}

/* ---- names ---- */

void share_name(const struct monitors *all, size_t i, char buf[static SHARE_NAME_MAX])
{
	const struct monitor *m = &all->m[i];
	bool alike = false;

	if (!*m->model) {
		(void) snprintf(buf, SHARE_NAME_MAX, "%s", *m->output ? m->output : "?");
		return;
	}
	for (size_t k = 0; k < all->n; k++) {
		alike = alike || (k != i && strcmp(all->m[k].model, m->model) == 0 &&
				  strcmp(all->m[k].serial, m->serial) == 0);
	}
	if (alike) {
		(void) snprintf(buf, SHARE_NAME_MAX, "%s (%s)", m->model, m->output);
	} else {
		(void) snprintf(buf, SHARE_NAME_MAX, "%s%s%s", m->model, *m->serial ? " " : "",
				m->serial);
	}
}
