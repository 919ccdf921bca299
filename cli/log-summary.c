/* `ergoctl log summary`: the sums of 28 days, and before and after of changes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dialogue.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "log.h"
#include "words.h"

#define LONG_SESSION USEC_PER_HOUR
#define BLOCKS_SHOWN 13 /* a year */

/* ---- screen time of the history ---- */

struct screen_time {
	struct past p;
	struct rows days; /* struct diary_exposure */
};

static int add_day(const struct day_record *r, void *userdata)
{
	struct diary_exposure x = { .day = r->day, .screen_time = r->screen_time };

	return rows_add(userdata, &x, sizeof(x));
}

static int add_session(const struct session_record *r, void *userdata)
{
	struct screen_time *s = userdata;
	struct diary_exposure *x = s->days.row;
	int64_t day;
	size_t low = 0, high = s->days.n;

	if (r->screen_time <= LONG_SESSION) {
		return 0;
	}
	day = past_day(&s->p, r->start);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (x[middle].day >= day) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	if (low < s->days.n && x[low].day == day) {
		x[low].long_sessions++;
	}
	return 0;
}

/* What there is: a diary does not depend on it. */
static void read_screen(struct screen_time *s)
{
	if (past_open(&s->p) != EXIT_DONE || !s->p.store) {
		return;
	}
	if (store_days(s->p.store, 0, INT64_MAX, add_day, &s->days) < 0 ||
	    store_sessions(s->p.store, 0, USEC_INFINITY, add_session, s) < 0) {
		(void) past_report(&s->p, -EIO);
		rows_done(&s->days);
	}
}

static void screen_done(struct screen_time *s)
{
	rows_done(&s->days);
	past_done(&s->p);
}

/* ---- sums ---- */

static void add_markers(struct log_sums *s, const struct diary *d, int64_t first, int64_t last)
{
	/* the newest first, so that it is the old ones that are left out */
	for (size_t i = d->n; i-- > 0 && s->markers < MARKERS_MAX;) {
		const struct diary_entry *e = &d->entry[i];

		if (e->type == DIARY_EVENT && e->event != EVENT_EXERCISE && e->day >= first &&
		    e->day <= last) {
			struct diary_marker *m = &s->marker[s->markers++];

			m->e = e;
			diary_around(d, e->day, &m->before, &m->after);
		}
	}
}

static void sum(struct log_sums *s, const struct diary *d, const struct screen_time *screen,
		int64_t first, int64_t last)
{
	const struct diary_exposure *x = screen->days.row;
	size_t n = screen->days.n;
	int64_t block = first;

	/* the newest, where there are more than there is room for */
	if ((last - first) / DIARY_BLOCK_DAYS >= BLOCKS_MAX) {
		block = diary_block(last, first) - (BLOCKS_MAX - 1) * (int64_t) DIARY_BLOCK_DAYS;
	}
	for (; block <= last; block += DIARY_BLOCK_DAYS) {
		int64_t end = block + DIARY_BLOCK_DAYS - 1;

		diary_summarize(d, x, n, block, end < last ? end : last, &s->block[s->blocks++]);
	}
	diary_summarize(d, x, n, first, last, &s->overall);
	add_markers(s, d, first, last);
	diary_overuse(d, &s->overuse);
}

/* ---- for a person ---- */

static void put_number(char buf[static 16], double v, unsigned decimals)
{
	(void) snprintf(buf, 16, "%.*f", (int) decimals, v);
	if (isnan(v)) {
		(void) snprintf(buf, 16, "-");
	}
}

static int add_block(struct table *t, const struct diary_summary *s)
{
	char date[PAST_STRING_MAX], n[8][16];

	(void) snprintf(n[0], sizeof(n[0]), "%u/%u", s->recorded, s->days);
	(void) snprintf(n[1], sizeof(n[1]), "%u", s->headache_days);
	put_number(n[2], diary_per_30(s->headache_days, s->recorded, s->days), 1);
	(void) snprintf(n[3], sizeof(n[3]), "%u", s->moderate_days);
	(void) snprintf(n[4], sizeof(n[4]), "%u", s->severe_days);
	(void) snprintf(n[5], sizeof(n[5]), "%u", s->attacks);
	(void) snprintf(n[6], sizeof(n[6]), "%u", s->acute_days);
	(void) snprintf(n[7], sizeof(n[7]), "%u", s->impact_days);
	const char *cells[] = {
		past_say_date(date, s->first), n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]
	};
	return table_row(t, TONE_PLAIN, cells);
}

static int print_blocks(const struct log_sums *s)
{
	static const char *const columns[] = { N_("28 days from"), N_("noted"),    N_("headache"),
					       N_("per 30"),       N_(">= 4"),     N_(">= 7"),
					       N_("attacks"),      N_("medicine"), N_("impact") };
	_cleanup_(table_freep) struct table *t = NULL;
	size_t first = s->blocks > BLOCKS_SHOWN ? s->blocks - BLOCKS_SHOWN : 0;

	if (table_new(&t, columns, ELEMENTSOF(columns), 0) < 0) {
		return -ENOMEM;
	}
	for (size_t i = first; i < s->blocks; i++) {
		if (add_block(t, &s->block[i]) < 0) {
			return -ENOMEM;
		}
	}
	return table_print(t);
}

static void add_share(struct text *t, const char *what, const struct diary_share *share)
{
	struct text item = {};

	if (share->told) {
		text_add(&item, Q_("of those of which it was told", "%s %u of %u"), what,
			 share->yes, share->told);
		list_add(t, item.s);
	}
}

static const struct diary_field *field(const char *name)
{
	return diary_field_find(DIARY_HEADACHE, name);
}

static void say_shares(const struct diary_summary *s)
{
	struct text t = {};

	if (s->locked_side != SIDE_NOT_TOLD) {
		add_share(&t, diary_word(field("side"), (int) s->locked_side), &s->side_locked);
	}
	add_share(&t, _("woke with it"), &s->woke_with);
	add_share(&t, diary_field_title(field("started_in_neck")), &s->started_in_neck);
	add_share(&t, diary_field_title(field("neck_stiff")), &s->neck_stiff);
	add_share(&t, diary_field_title(field("worse_with_neck_movement")),
		  &s->worse_with_neck_movement);
	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		add_share(&t, diary_symptom_words((enum diary_symptom) i), &s->symptom[i]);
	}
	if (t.n) {
		out_line(TONE_PLAIN, _("attacks"), "%s", t.s);
	}
}

static void add_counts(struct text *t, const struct diary_field *f, const unsigned *count)
{
	for (int i = 0; i < f->most; i++) {
		struct text item = {};

		if (count[i]) {
			text_add(&item, Q_("what, how often", "%s %u"), diary_word(f, i), count[i]);
			list_add(t, item.s);
		}
	}
}

static void say_counts_of(const char *label, const char *name, const unsigned *count)
{
	struct text t = {};

	add_counts(&t, field(name), count);
	if (t.n) {
		out_line(TONE_PLAIN, label, "%s", t.s);
	}
}

static void say_pain(const struct diary_summary *s)
{
	char duration[DURATION_STRING_MAX];

	if (s->intensity_n) {
		out_line(TONE_PLAIN, _("intensity"), _("median %.3g, at most %.0f (of %u told)"),
			 s->intensity_median, s->intensity_max, s->intensity_n);
	}
	if (s->duration_n) {
		out_line(TONE_PLAIN, _("duration"), _("median %s (of %u told)"),
			 duration_say(duration, sizeof(duration),
				      (usec_t) s->duration_median_s * USEC_PER_SEC),
			 s->duration_n);
	}
}

static void say_medicines(const struct diary_summary *s)
{
	struct text t = {};

	for (int c = CLASS_PARACETAMOL; c < _DIARY_CLASS_MAX; c++) {
		struct text item = {};

		if (s->medication_days[c]) {
			text_add(&item, P_("%s on %u day", "%s on %u days", s->medication_days[c]),
				 diary_class_words((enum diary_class) c), s->medication_days[c]);
			list_add(&t, item.s);
		}
	}
	if (s->medication_days[CLASS_NOT_TOLD]) {
		struct text item = {};

		text_add(&item,
			 P_("of a class that was not told on %u day",
			    "of a class that was not told on %u days", s->medication_days[0]),
			 s->medication_days[0]);
		list_add(&t, item.s);
	}
	if (t.n) {
		out_line(TONE_PLAIN, _("medicines"), "%s", t.s);
	}
}

static void say_besides(const struct diary_summary *s)
{
	char a[DURATION_STRING_MAX];

	if (s->sleep_n) {
		out_line(TONE_PLAIN, _("sleep"),
			 P_("median %s (of %u night told)", "median %s (of %u nights told)",
			    s->sleep_n),
			 duration_say(a, sizeof(a), (usec_t) s->sleep_median_min * USEC_PER_MIN),
			 s->sleep_n);
	}
	if (s->screen_days) {
		out_line(TONE_PLAIN, Q_("label of time at the screen", "screen"),
			 P_("median %s a day (of %u day); sessions of more than 60 min: %u",
			    "median %s a day (of %u days); sessions of more than 60 min: %u",
			    s->screen_days),
			 duration_say(a, sizeof(a), (usec_t) s->screen_median_s * USEC_PER_SEC),
			 s->screen_days, s->long_sessions);
	}
	if (s->red_flags) {
		out_line(TONE_NOTE, _("red flags"),
			 P_("ticked in %u entry   (ergoctl help-seeking)",
			    "ticked in %u entries   (ergoctl help-seeking)", s->red_flags),
			 s->red_flags);
	}
}

static void say_overall(const struct diary_summary *s)
{
	char date[PAST_STRING_MAX];
	double per_30 = diary_per_30(s->headache_days, s->recorded, s->days);

	out_line(TONE_PLAIN, _("since"),
		 P_("%s: %u of %u day noted, headache on %u, none on %u",
		    "%s: %u of %u days noted, headache on %u, none on %u", s->days),
		 past_say_date(date, s->first), s->recorded, s->days, s->headache_days,
		 s->free_days);
	if (!isnan(per_30)) {
		out_line(TONE_PLAIN, _("per 30"), _("headache on %.1f of 30 days"), per_30);
	}
	say_pain(s);
	say_shares(s);
	say_counts_of(_("place"), "location", s->location);
	say_counts_of(_("quality"), "quality", s->quality);
	say_counts_of(_("triggers"), "trigger", s->trigger);
	say_medicines(s);
	if (s->impact_days || s->missed_days) {
		out_line(TONE_PLAIN, _("impact"),
			 P_("on %u day; work missed on %u", "on %u days; work missed on %u",
			    s->impact_days),
			 s->impact_days, s->missed_days);
	}
	say_besides(s);
}

static void say_markers(const struct diary_book *b, const struct log_sums *s)
{
	for (size_t i = 0; i < s->markers; i++) {
		const struct diary_marker *m = &s->marker[i];
		struct text line = {}, before = {}, after = {};

		entry_say_short(b, m->e, &line);
		out_line(TONE_PLAIN, i ? "" : _("changes"), "%s", line.s);
		text_add(&before,
			 P_("%u day before: headache on %u of %u that were noted",
			    "%u days before: headache on %u of %u that were noted", m->before.days),
			 m->before.days, m->before.headache_days, m->before.recorded);
		text_add(&after,
			 P_("%u day after: on %u of %u", "%u days after: on %u of %u",
			    m->after.days),
			 m->after.days, m->after.headache_days, m->after.recorded);
		out_line(TONE_PLAIN, "", Q_("before, after", "%s; %s"), before.s, after.s);
	}
	if (s->markers) {
		say(0, "%s", diary_marker_caveat());
	}
}

static int print(const struct diary_book *b, const struct log_sums *s)
{
	if (b->d.n == 0) {
		out_text(_("nothing is in the diary yet"));
		return EXIT_DONE;
	}
	if (print_blocks(s) < 0) {
		out_error("%s", strerror(ENOMEM));
		return EXIT_FAILED;
	}
	say_overall(&s->overall);
	say_markers(b, s);
	say_overuse(b);
	if (s->overall.days < DIARY_LONG_ENOUGH) {
		out_line(TONE_PLAIN, _("so far"),
			 _("%u of the %d days that a diary should be kept before it is judged"),
			 s->overall.days, DIARY_LONG_ENOUGH);
	}
	if (s->overall.sleep_n) {
		say(0, "%s", diary_sleep_text());
	}
	out_line(
		TONE_PLAIN, _("help"),
		_("when to see a doctor, and when to call for help at once: ergoctl help-seeking"));
	return EXIT_DONE;
}

int log_summary(const struct args *args)
{
	_cleanup_(book_done) struct diary_book b = {};
	_cleanup_(screen_done) struct screen_time screen = {};
	_cleanup_(freep) struct log_sums *s = calloc(1, sizeof(*s));
	struct range range;
	int r = book_open(&b);

	if (r == EXIT_DONE && args->n > 1) {
		r = usage_error("log", _("one word too many: \"%s\""), args->word[1]);
	}
	if (r == EXIT_DONE) {
		r = range_of_options(&range, &b.p, args);
	}
	if (r != EXIT_DONE || !s) {
		return s ? r : EXIT_FAILED;
	}
	read_screen(&screen);
	sum(s, &b.d, &screen, range.since ? range.first : b.d.first,
	    range.last < b.p.today ? range.last : b.p.today);
	return args->set & OPT(OPT_JSON) ? log_summary_json(s) : print(&b, s);
}
