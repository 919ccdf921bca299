/* The diary, read and written. */
#include "diary-book.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "ergo/tr.h"

#define SECONDS_PER_DAY 86400
#define PATIENCE        (5 * USEC_PER_SEC)
#define DAYS_MOST       40000 /* a hundred years and more; an entry before is of a clock gone wrong */

static int add_entry(const struct diary_entry *e, void *userdata)
{
	return rows_add(userdata, e, sizeof(*e));
}

static void forget(struct diary_book *b)
{
	rows_done(&b->entries);
	free(b->days);
	b->days = NULL;
	b->d = (struct diary){ .today = b->p.today };
}

static int report(const struct diary_store *s, int r)
{
	const char *text = s ? diary_store_error(s) : "";

	out_error("%s", r == -ENOMEM || !*text ? strerror(-r) : text);
	return EXIT_FAILED;
}

/* Reads all of it from an open store. */
static int read_all(struct diary_book *b, struct diary_store *s)
{
	int r;

	forget(b);
	r = diary_store_entries(s, INT64_MIN, INT64_MAX, add_entry, &b->entries);
	if (r < 0) {
		return report(s, r);
	}
	b->d.entry = b->entries.row;
	b->d.n = b->entries.n;
	b->d.first = diary_first_day(&b->d);
	if (b->d.first < b->d.today - DAYS_MOST) {
		b->d.first = b->d.today - DAYS_MOST;
	}
	b->days = calloc((size_t) (b->d.today - b->d.first + 1), sizeof(*b->days));
	if (!b->days) {
		return report(NULL, -ENOMEM);
	}
	diary_days(&b->d, b->days);
	b->d.day = b->days;
	return EXIT_DONE;
}

int book_begin(struct diary_book *b)
{
	*b = (struct diary_book){};
	past_begin(&b->p);
	b->d.today = b->d.first = b->p.today;
	if (diary_store_default_path(b->path, sizeof(b->path)) < 0) {
		out_error("%s",
			  _("neither XDG_STATE_HOME nor HOME is set, so it is not known where the "
			    "diary is"));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

int book_open(struct diary_book *b)
{
	_cleanup_(diary_store_freep) struct diary_store *s = NULL;
	struct store_report why;
	int r = book_begin(b);

	if (r != EXIT_DONE) {
		return r;
	}
	r = diary_store_open(&s, b->path, STORE_READ, 0, &why);
	if (r == -ENOENT) {
		return EXIT_DONE;
	}
	if (r < 0) {
		out_error("%s", *why.text ? why.text : strerror(-r));
		return EXIT_FAILED;
	}
	return read_all(b, s);
}

int book_open_to_write(struct diary_book *b)
{
	struct store_report why;
	int r = book_begin(b);

	if (r != EXIT_DONE) {
		return r;
	}
	r = diary_store_open(&b->store, b->path, STORE_WRITE, PATIENCE, &why);
	if (r < 0) {
		out_error("%s", *why.text ? why.text : strerror(-r));
		return EXIT_FAILED;
	}
	if (*why.text) {
		out_error("%s", why.text); /* a damaged one was kept aside */
	}
	r = diary_store_begin(b->store);
	return r < 0 ? report(b->store, r) : read_all(b, b->store);
}

int book_commit(struct diary_book *b)
{
	int r = diary_store_commit(b->store);

	if (r < 0) {
		return report(b->store, r);
	}
	r = read_all(b, b->store);
	b->store = diary_store_free(b->store);
	return r;
}

void book_done(struct diary_book *b)
{
	b->store = diary_store_free(b->store); /* rolls back what was not kept */
	forget(b);
	past_done(&b->p);
}

int book_put(struct diary_book *b, struct diary_entry *e)
{
	int r = diary_store_put(b->store, e);

	return r < 0 ? report(b->store, r) : EXIT_DONE;
}

int book_delete(struct diary_book *b, int64_t id)
{
	int r = diary_store_delete(b->store, id);

	return r < 0 ? report(b->store, r) : EXIT_DONE;
}

const struct diary_entry *book_find(const struct diary_book *b, int64_t id)
{
	for (size_t i = 0; i < b->d.n; i++) {
		if (b->d.entry[i].id == id) {
			return &b->d.entry[i];
		}
	}
	return NULL;
}

/* ---- when ---- */

static struct when moment(const struct diary_book *b, usec_t at)
{
	usec_t minute = at - at % USEC_PER_MIN;

	return (struct when){
		.at = minute,
		.day = past_day(&b->p, minute),
		.gmtoff_s = past_gmtoff(&b->p, minute),
		.told = true,
	};
}

struct when book_now(const struct diary_book *b)
{
	return moment(b, b->p.now);
}

struct when book_day(const struct diary_book *b, int64_t day)
{
	struct when w = moment(b, past_moment(&b->p, day * SECONDS_PER_DAY + SECONDS_PER_DAY / 2));

	w.day = day;
	w.told = false;
	return w;
}

int book_when(const struct diary_book *b, const char *text, struct when *ret)
{
	struct point at;

	if (point_parse(&b->p, text, &at) < 0) {
		return -EINVAL;
	}
	if (!at.whole) {
		*ret = moment(b, at.at);
		return ret->at ? 0 : -EINVAL;
	}
	*ret = book_day(b, at.day);
	return at.day > 0 ? 0 : -EINVAL;
}

void entry_begin(struct diary_entry *e, const struct when *w)
{
	e->start = w->at;
	e->gmtoff_s = w->gmtoff_s;
	e->start_told = w->told;
	e->day = w->day;
	if (e->end == 0 || e->ongoing) {
		e->last_day = w->day;
	}
}

void entry_end(struct diary_entry *e, const struct when *w)
{
	e->ongoing = false;
	e->end = w ? w->at : 0;
	e->end_gmtoff_s = w ? w->gmtoff_s : 0;
	e->last_day = w ? w->day : e->day;
}

void entry_goes_on(struct diary_entry *e)
{
	entry_end(e, NULL);
	e->ongoing = true;
}
