/* `ergoctl report`: the diary, read-only. */
#include <string.h>

#include "cli.h"
#include "ergo/diary-store.h"
#include "ergo/tr.h"
#include "report.h"

static int add_entry(const struct diary_entry *e, void *userdata)
{
	return rows_add(userdata, e, sizeof(*e));
}

/* Every day from the first entry to today. */
static int fill_days(struct report *r)
{
	struct diary *d = &r->diary;
	struct diary_day *day;
	size_t n;

	d->entry = r->entries.row;
	d->n = r->entries.n;
	d->today = r->p->today;
	d->first = diary_first_day(d);
	if (d->first < d->today - REPORT_DAYS_MAX + 1) { /* one that reaches into these days */
		d->first = d->today - REPORT_DAYS_MAX + 1;
	}
	n = (size_t) (d->today - d->first + 1);
	day = calloc(n, sizeof(*day));
	if (!day) {
		return -ENOMEM;
	}
	diary_days(d, day);
	r->diary_day = (struct rows){ day, n, n };
	d->day = day;
	return 0;
}

/* The whole of it, but no more than is looked at of the history: what is compared with headaches must not
 * depend on the days that are shown. */
int report_read_diary(struct report *r)
{
	_cleanup_(diary_store_freep) struct diary_store *store = NULL;
	struct store_report report = {};
	char path[STORE_PATH_MAX];
	int q = diary_store_default_path(path, sizeof(path));

	if (q >= 0) {
		q = diary_store_open(&store, path, STORE_READ, 0, &report);
	}
	if (q == -ENOENT) {
		return EXIT_DONE;
	}
	if (q < 0) {
		out_error("%s", *report.text ? report.text : strerror(-q));
		return EXIT_FAILED;
	}
	q = diary_store_entries(store, r->p->today - REPORT_DAYS_MAX + 1, r->p->today, add_entry,
				&r->entries);
	if (q >= 0 && r->entries.n) {
		q = fill_days(r);
	}
	if (q < 0) {
		out_error("%s", q == -ENOMEM || !*diary_store_error(store)
					? strerror(-q)
					: diary_store_error(store));
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

bool report_covers(const struct report *r, const struct diary_entry *e)
{
	return e->day <= r->last && diary_last_day(&r->diary, e) >= r->first;
}

/* What the history knows of the days of a span; returns how many there are. */
static size_t fill_exposure(const struct report *r, const struct report_span *span,
			    struct diary_exposure *ret)
{
	size_t n = 0;

	for (int64_t d = span->first; d <= span->last; d++) {
		const struct report_day *day = &r->day[d - r->first];

		if (day->recorded) {
			ret[n++] = (struct diary_exposure){ d, day->screen_time, day->over_60 };
		}
	}
	return n;
}

void report_sum_diary(struct report *r)
{
	_cleanup_(freep) struct diary_exposure *e = NULL;

	if (r->diary.n == 0) {
		return;
	}
	for (size_t i = 0; i < r->diary.n; i++) {
		r->entries_n += report_covers(r, &r->diary.entry[i]);
	}
	diary_overuse(&r->diary, &r->overuse);
	e = calloc(report_days(r), sizeof(*e));
	for (size_t i = 0; i <= r->blocks; i++) {
		struct report_span *span = i < r->blocks ? &r->block[i] : &r->all;
		size_t n = e ? fill_exposure(r, span, e) : 0;

		diary_summarize(&r->diary, e, n, span->first, span->last, &span->diary);
	}
}
