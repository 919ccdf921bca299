/* `ergoctl history` for people. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "client.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "history.h"
#include "shares.h"
#include "words.h"

static const char *say(char buf[static DURATION_STRING_MAX], usec_t d)
{
	return duration_say(buf, DURATION_STRING_MAX, d);
}

/* "Friday 20 November 2026, UTC+01:00"; a change of the offset is told. */
static void print_head(const struct past *p, const struct day_past *d)
{
	char day[PAST_STRING_MAX], off[PAST_STRING_MAX], at[PAST_STRING_MAX];
	int32_t gmtoff = past_gmtoff(p, d->from);
	char length[DURATION_STRING_MAX];
	struct text t = {};

	text_add(&t, _("%s, UTC%s"), past_say_day(day, d->day), past_say_gmtoff(off, gmtoff));
	for (size_t i = 0; i < p->offsets.n; i++) {
		const struct offset_record *o = ROW(&p->offsets, struct offset_record, i);

		if (o->at > d->from && o->at < d->to && o->gmtoff_s != gmtoff) {
			gmtoff = o->gmtoff_s;
			struct text from = {};

			text_add(&from, _("from %s on %s"), past_say_time(p, at, o->at, d->day),
				 past_say_gmtoff(off, gmtoff));
			list_add(&t, from.s);
		}
	}
	if (d->to - d->from != USEC_PER_DAY) {
		out_text(_("%s: a day of %s"), t.s, say(length, d->to - d->from));
	} else {
		out_text("%s", t.s);
	}
}

/* A line of the table: a session or a break. */
struct entry {
	usec_t at;
	const struct day_session *session;
	const struct break_record *pause;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->at != y->at) {
		return x->at < y->at ? -1 : 1;
	}
	return (x->session ? 0 : 1) - (y->session ? 0 : 1);
}

static void say_end(const struct day_session *s, struct text *t)
{
	switch (s->end) {
	case END_OPEN:
		text_add(t, _("session, goes on"));
		return;
	case END_UNKNOWN:
		text_add(t, _("session, its end was not recorded"));
		return;
	case END_BREAK:
		text_add(t, _("session, ended by a rest break"));
		return;
	case END_BLOCKED:
		text_add(t, _("session, ended by the lock, sleep or a dark screen"));
		return;
	case END_LEFT:
	case _SESSION_END_MAX:
		text_add(t, _("session, ended by going away"));
		return;
	}
}

static int put_entry(const struct past *p, const struct day_past *d, struct table *t,
		     const struct entry *e)
{
	char from[PAST_STRING_MAX], to[PAST_STRING_MAX], length[DURATION_STRING_MAX];
	const struct break_record *b = e->pause;
	struct text what = {};

	(void) past_say_time(p, from, e->at, d->day);
	if (e->session) {
		const struct session_record *r = &e->session->record;

		say_end(e->session, &what);
		return table_row(t, TONE_PLAIN,
				 (const char *[]){ from, past_say_time(p, to, r->end, d->day),
						   say(length, r->screen_time), "", what.s });
	}
	text_add(&what, "%s, %s", kind_words(break_kind_to_string(b->kind)),
		 outcome_words(b->outcome));
	return table_row(t, TONE_PLAIN,
			 (const char *[]){
				 from,
				 b->end > b->start ? past_say_time(p, to, b->end, d->day) : "", "",
				 b->end > b->start ? say(length, b->end - b->start) : "", what.s });
}

static int print_table(const struct past *p, const struct day_past *d)
{
	_cleanup_(table_freep) struct table *t = NULL;
	_cleanup_(rows_done) struct rows entries = {};
	int r = table_new(
		&t,
		(const char *[]){ N_("from"), N_("to"), N_("at screen"), N_("away"), N_("what") },
		5, 1);

	for (size_t i = 0; r >= 0 && i < d->sessions.n; i++) {
		const struct day_session *s = ROW(&d->sessions, struct day_session, i);
		struct entry e = { s->record.start, s, NULL };

		r = rows_add(&entries, &e, sizeof(e));
	}
	for (size_t i = 0; r >= 0 && i < d->breaks.n; i++) {
		const struct break_record *b = ROW(&d->breaks, struct break_record, i);
		struct entry e = { b->start, NULL, b };

		r = day_past_is_part(d, b) ? 0 : rows_add(&entries, &e, sizeof(e));
	}
	if (r < 0 || entries.n == 0) {
		return r;
	}
	qsort(entries.row, entries.n, sizeof(struct entry), compare_entries);
	for (size_t i = 0; r >= 0 && i < entries.n; i++) {
		r = put_entry(p, d, t, ROW(&entries, struct entry, i));
	}
	return r < 0 ? r : table_print(t);
}

/* "from 09:00 until 10:00: top-edge (high), DP-1, sitting" */
static void print_finding(const struct past *p, const struct day_past *d,
			  const struct finding_record *f)
{
	bool came = f->since >= d->from && f->since < d->to, went = f->until && f->until < d->to;
	int severity = severity_from_string(f->severity), posture = posture_from_string(f->posture);
	char from[PAST_STRING_MAX], until[PAST_STRING_MAX];
	struct text when = {}, what = {};

	(void) past_say_time(p, from, f->since, d->day);
	(void) past_say_time(p, until, f->until, d->day);
	if (came && went) {
		text_add(&when, _("from %s until %s"), from, until);
	} else if (came) {
		text_add(&when, _("from %s"), from);
	} else if (went) {
		text_add(&when, _("until %s"), until);
	}
	text_add(&what, "%s (%s)", f->rule,
		 severity < 0 ? f->severity : severity_words((enum severity) severity));
	if (*f->monitor) {
		list_add(&what, f->monitor);
	}
	if (*f->posture) {
		list_add(&what, posture < 0 ? f->posture : posture_words((enum posture) posture));
	}
	out_line(TONE_PLAIN, _("desk"), Q_("when, what", "%s: %s"), when.s, what.s);
}

static void print_findings(const struct past *p, const struct day_past *d)
{
	char at[PAST_STRING_MAX];

	for (size_t i = 0; i < d->findings.n; i++) {
		print_finding(p, d, ROW(&d->findings, struct finding_record, i));
	}
	for (size_t i = 0; i < d->changes.n; i++) {
		const struct change_record *c = ROW(&d->changes, struct change_record, i);

		out_line(TONE_PLAIN, _("changed"), "%s: %s, %s -> %s",
			 past_say_time(p, at, c->at, d->day), c->key,
			 *c->before ? c->before : _("not told"),
			 *c->after ? c->after : _("not told"));
	}
}

static void print_tally(const unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX])
{
	struct text t = {};

	say_tally(&t, tally);
	out_line(TONE_PLAIN, _("breaks"), "%s", t.n ? t.s : Q_("breaks", "none"));
}

int day_past_print(const struct past *p, const struct day_past *d)
{
	char screen[DURATION_STRING_MAX], longest[DURATION_STRING_MAX];
	int r;

	print_head(p, d);
	if (!d->recorded && d->sessions.n == 0 && d->breaks.n == 0 && d->findings.n == 0 &&
	    d->changes.n == 0) {
		out_text(_("nothing was recorded on this day"));
		return EXIT_DONE;
	}
	r = print_table(p, d);
	if (r < 0) {
		return past_report(p, r);
	}
	print_findings(p, d);
	if (d->recorded) {
		out_line(TONE_PLAIN, _("day"), _("%s at the screen, longest unbroken %s"),
			 say(screen, d->record.screen_time), say(longest, d->record.longest));
		print_tally(d->record.tally);
		shares_print_line(&d->shares, d->record.screen_time);
	}
	return EXIT_DONE;
}

/* ---- a line a day ---- */

static const char *say_number(char buf[static 16], unsigned n)
{
	(void) snprintf(buf, 16, "%u", n);
	return buf;
}

static int put_day(struct table *t, const struct day_record *d)
{
	const unsigned *rest = d->tally[BREAK_REST], *micro = d->tally[BREAK_MICRO];
	char day[PAST_STRING_MAX], off[PAST_STRING_MAX], n[5][16];
	char screen[DURATION_STRING_MAX], longest[DURATION_STRING_MAX];
	unsigned own = rest[OUTCOME_NATURAL] + micro[OUTCOME_NATURAL];

	return table_row(
		t, TONE_PLAIN,
		(const char *[]){ past_say_date(day, d->day), past_say_gmtoff(off, d->gmtoff_s),
				  say(screen, d->screen_time), say(longest, d->longest),
				  say_number(n[0], rest[OUTCOME_TAKEN] + rest[OUTCOME_NATURAL]),
				  say_number(n[1], micro[OUTCOME_TAKEN] + micro[OUTCOME_NATURAL]),
				  say_number(n[2], own),
				  say_number(n[3], rest[OUTCOME_SKIPPED] + micro[OUTCOME_SKIPPED]),
				  say_number(n[4], rest[OUTCOME_MISSED] + micro[OUTCOME_MISSED]) });
}

int days_print(const struct past *p, const struct rows *days)
{
	_cleanup_(table_freep) struct table *t = NULL;
	char a[DURATION_STRING_MAX], b[DURATION_STRING_MAX];
	unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX] = {};
	usec_t screen = 0, longest = 0;
	int r = table_new(&t,
			  (const char *[]){ N_("day"), "UTC", N_("screen"), N_("longest"),
					    N_("rest"), N_("micro"), N_("own accord"),
					    N_("skipped"), N_("missed") },
			  9, 0);

	if (days->n == 0) {
		out_text(_("nothing was recorded on these days"));
		return EXIT_DONE;
	}
	for (size_t i = 0; r >= 0 && i < days->n; i++) {
		const struct day_record *d = ROW(days, struct day_record, i);

		screen = usec_add(screen, d->screen_time);
		longest = usec_max(longest, d->longest);
		for (size_t k = 0; k < _BREAK_KIND_MAX * _OUTCOME_MAX; k++) {
			tally[k / _OUTCOME_MAX][k % _OUTCOME_MAX] +=
				d->tally[k / _OUTCOME_MAX][k % _OUTCOME_MAX];
		}
		r = put_day(t, d);
	}
	if (r >= 0) {
		r = table_print(t);
	}
	if (r < 0) {
		return past_report(p, r);
	}
	out_line(TONE_PLAIN, Q_("label of a sum", "all"),
		 P_("%zu day, %s at the screen, longest unbroken %s",
		    "%zu days, %s at the screen, longest unbroken %s", days->n),
		 days->n, say(a, screen), say(b, longest));
	print_tally(tally);
	return EXIT_DONE;
}
