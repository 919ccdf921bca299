/* `ergoctl report`: gathers what is known of a time. */
#include <string.h>

#include "ergo/tr.h"
#include "report.h"

#define OVER_30 (30 * USEC_PER_MIN) /* where ROSA draws its lines; ERGONOMICS 4.3 */
#define OVER_60 (60 * USEC_PER_MIN)

#define ROSA_DAYS_SHOWN 365 /* how it was is worked out anew, which takes its time */

static struct report_day *day_of(struct report *r, int64_t day)
{
	return day >= r->first && day <= r->last ? &r->day[day - r->first] : NULL;
}

static int note_day(const struct day_record *d, void *userdata)
{
	struct report_day *day = day_of(userdata, d->day);

	if (day) {
		day->recorded = d->screen_time > 0;
		day->screen_time = d->screen_time;
		day->longest = d->longest;
		memcpy(day->tally, d->tally, sizeof(day->tally));
	}
	return 0;
}

static int note_session(const struct session_record *s, void *userdata)
{
	struct report *r = userdata;
	struct report_day *day = day_of(r, past_day(r->p, s->start));

	if (day) {
		day->sessions++;
		day->over_30 += s->screen_time > OVER_30;
		day->over_60 += s->screen_time > OVER_60;
	}
	return 0;
}

/* ---- spans ---- */

static void add_day(struct report_span *span, const struct report_day *day)
{
	span->recorded += day->recorded;
	span->screen_time = usec_add(span->screen_time, day->screen_time);
	span->longest = usec_max(span->longest, day->longest);
	span->sessions += day->sessions;
	span->over_30 += day->over_30;
	span->over_60 += day->over_60;
	for (int kind = 0; kind < _BREAK_KIND_MAX; kind++) {
		for (int o = 0; o < _OUTCOME_MAX; o++) {
			span->tally[kind][o] += day->tally[kind][o];
		}
	}
}

static int compare_times(const void *a, const void *b)
{
	usec_t x = *(const usec_t *) a, y = *(const usec_t *) b;

	return x < y ? -1 : x > y;
}

/* `room` has as many as there are days. */
static void sum_span(const struct report *r, struct report_span *span, int64_t first, int64_t last,
		     usec_t *room)
{
	size_t n = 0;

	*span = (struct report_span){ .first = first,
				      .last = last,
				      .days = (unsigned) (last - first + 1) };
	for (int64_t d = first; d <= last; d++) {
		const struct report_day *day = &r->day[d - r->first];

		add_day(span, day);
		if (day->recorded) {
			room[n++] = day->screen_time;
		}
	}
	qsort(room, n, sizeof(*room), compare_times);
	span->median = n == 0 ? 0 : n % 2 ? room[n / 2] : (room[n / 2 - 1] + room[n / 2]) / 2;
}

static int sum_spans(struct report *r)
{
	size_t days = report_days(r), n = (days + REPORT_BLOCK_DAYS - 1) / REPORT_BLOCK_DAYS;
	_cleanup_(freep) usec_t *room = calloc(days, sizeof(*room));

	r->block = calloc(n, sizeof(*r->block));
	if (!room || !r->block) {
		return -ENOMEM;
	}
	r->blocks = n;
	for (size_t i = 0; i < n; i++) {
		int64_t last = r->last - (int64_t) ((n - 1 - i) * REPORT_BLOCK_DAYS);
		int64_t first = last - REPORT_BLOCK_DAYS + 1;

		sum_span(r, &r->block[i], first < r->first ? r->first : first, last, room);
	}
	sum_span(r, &r->all, r->first, r->last, room);
	return 0;
}

/* ---- lists: the last rows hold ---- */

struct list {
	struct rows *rows;
	size_t *n;
	size_t size;
};

static int add_last(struct list *list, const void *row)
{
	size_t i = (*list->n)++;

	if (i < REPORT_ROWS_MAX) {
		return rows_add(list->rows, row, list->size);
	}
	memcpy((char *) list->rows->row + i % REPORT_ROWS_MAX * list->size, row, list->size);
	return 0;
}

static int add_finding(const struct finding_record *f, void *userdata)
{
	return add_last(userdata, f);
}

static int add_change(const struct change_record *c, void *userdata)
{
	return add_last(userdata, c);
}

/* What was written over goes back to its place in time. */
static int unroll(struct list *list)
{
	size_t cut = *list->n > REPORT_ROWS_MAX ? *list->n % REPORT_ROWS_MAX : 0;
	size_t head = cut * list->size, whole = list->rows->n * list->size;
	_cleanup_(freep) char *copy = cut ? malloc(head) : NULL;
	char *row = list->rows->row;

	if (cut == 0) {
		return 0;
	}
	if (!copy) {
		return -ENOMEM;
	}
	memcpy(copy, row, head);
	memmove(row, row + head, whole - head);
	memcpy(row + whole - head, copy, head);
	return 0;
}

static int read_lists(struct report *r)
{
	struct list findings = { &r->findings, &r->findings_n, sizeof(struct finding_record) };
	struct list changes = { &r->changes, &r->changes_n, sizeof(struct change_record) };
	usec_t from = r->stats.from, to = r->stats.to;
	int q = store_findings(r->p->store, from, to, add_finding, &findings);

	if (q >= 0) {
		q = store_changes(r->p->store, from, to, add_change, &changes);
	}
	if (q >= 0) {
		q = unroll(&findings);
	}
	return q >= 0 ? unroll(&changes) : q;
}

static int read_past(struct report *r)
{
	int q = stats_read(r->p, r->first, r->last, &r->stats);

	r->day = calloc(report_days(r), sizeof(*r->day));
	if (!r->day) {
		return -ENOMEM;
	}
	if (q >= 0 && r->p->store) {
		q = store_days(r->p->store, r->first, r->last + 1, note_day, r);
	}
	if (q >= 0 && r->p->store) {
		q = store_sessions(r->p->store, r->stats.from, r->stats.to, note_session, r);
	}
	if (q >= 0 && r->p->store) {
		q = read_lists(r);
	}
	if (q >= 0) {
		q = shares_read(r->p, r->first, r->last, &r->shares);
	}
	return q >= 0 ? sum_spans(r) : q;
}

/* ---- the desk ---- */

static int read_desk(struct report *r, const struct args *args)
{
	int64_t first = r->last - ROSA_DAYS_SHOWN + 1;
	int q = audit_data_load_anyway(args, &r->data);

	if (q != EXIT_DONE) {
		return q;
	}
	r->audit = audit_data_run(r->data);
	if (!r->audit) {
		return past_report(r->p, -ENOMEM);
	}
	r->rosa = (struct rosa_show){ .p = r->p, .data = r->data, .audit = r->audit };
	q = rosa_data_read(r->p, r->audit, &r->data->config, &r->rosa.rosa);
	if (q >= 0) {
		q = rosa_past_read(r->p, r->data, first < r->first ? r->first : first, r->last,
				   &r->rosa.points);
	}
	return q < 0 ? past_report(r->p, q) : EXIT_DONE;
}

/* ---- all of it ---- */

static int note_first_session(const struct session_record *s, void *userdata)
{
	*(usec_t *) userdata = s->start;
	return 1; /* no more */
}

static int note_first_day(const struct day_record *d, void *userdata)
{
	*(int64_t *) userdata = d->day;
	return 1;
}

/* The first day of which the history knows; `none` where it knows of none. */
static int64_t first_kept(const struct report *r, int64_t none)
{
	int64_t day = INT64_MAX, other;
	usec_t start = 0;

	if (r->p->store) {
		(void) store_days(r->p->store, 0, none + 1, note_first_day, &day);
		(void) store_sessions(r->p->store, 0, USEC_INFINITY, note_first_session, &start);
	}
	other = start ? past_day(r->p, start) : INT64_MAX;
	day = other < day ? other : day;
	return day < none ? day : none;
}

/* Nothing is shown of the time before anything was kept. */
static int64_t begin(const struct report *r, int64_t first, int64_t last)
{
	int64_t kept = first_kept(r, last);

	if (r->diary.n && r->diary.first < kept) {
		kept = r->diary.first;
	}
	first = first < kept ? kept : first;
	first = first < last - REPORT_DAYS_MAX + 1 ? last - REPORT_DAYS_MAX + 1 : first;
	return first > last ? last : first;
}

int report_read(struct report *r, const struct past *p, const struct args *args, int64_t first,
		int64_t last)
{
	int q;

	r->p = p;
	r->last = last;
	q = report_read_diary(r);
	if (q != EXIT_DONE) {
		return q;
	}
	r->first = begin(r, first, last);
	q = read_past(r);
	if (q < 0) {
		return past_report(p, q);
	}
	report_sum_diary(r);
	q = report_associate(r);
	if (q < 0) {
		return past_report(p, q);
	}
	return read_desk(r, args);
}

void report_done(struct report *r)
{
	free(r->day);
	free(r->block);
	rows_done(&r->findings);
	rows_done(&r->changes);
	rows_done(&r->shares);
	rows_done(&r->entries);
	rows_done(&r->diary_day);
	rows_done(&r->rosa.points);
	free(r->audit);
	r->data = audit_data_free(r->data);
}
