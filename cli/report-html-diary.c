/* The page's part on the diary: days, entries, what was changed; and what goes with headaches. */
#include <math.h>
#include <string.h>

#include "ergo/time.h"
#include "ergo/tr.h"
#include "html.h"
#include "report-write.h"
#include "words.h"

/* ---- a bar a day ---- */

/* Of a headache whose intensity is not told: something that can be seen. */
#define NOT_TOLD_BAR 0.5

static double intensity_of(const struct report *r, int64_t d)
{
	const struct diary_day *day = diary_get_day(&r->diary, d);

	if (!day || !diary_day_recorded(day)) {
		return (double) NAN;
	}
	if (!day->headache) {
		return 0;
	}
	return day->intensity > 0 ? day->intensity : NOT_TOLD_BAR;
}

static void put_plot(FILE *f, const struct report *r)
{
	size_t n = report_days(r);
	_cleanup_(freep) double *value = calloc(n, sizeof(*value));
	struct plot p = {
		.id = "intensity",
		.title = _("Worst intensity of headache, day by day"),
		.desc = _(
			"0 to 10; a point is a day without headache, a bar that is hardly there one "
			"whose intensity is not told. Where there is nothing nothing was noted. The "
			"entries stand in a table after it."),
		.n = n,
		.top = DIARY_INTENSITY_MAX,
		.step = 2,
		.limit = { DIARY_MODERATE, DIARY_SEVERE },
		.unit = "0\xe2\x80\x93"
			"10",
		.label = plot_label_day,
		.r = r,
		.points = true,
	};

	if (!value || n > REPORT_EACH_DAY) {
		return; /* too many to be told apart: the blocks of the summary show them */
	}
	for (size_t i = 0; i < n; i++) {
		value[i] = intensity_of(r, r->first + (int64_t) i);
	}
	p.value[0] = value;
	plot_put(f, &p);
}

/* ---- entries ---- */

static void put_entry(FILE *f, const struct report *r, const struct diary_entry *e)
{
	struct text when = {}, what = {}, notes = {};

	report_entry_when(e, &when);
	report_entry_what(e, &what);
	(void) fputs("<tr>\n", f);
	html_put(f, "th scope=\"row\"", "%s", when.s);
	html_put(f, "td", "%s", diary_type_words(e->type));
	html_put(f, "td", "%s", what.s);
	if (report_has(r, PART_NOTES)) {
		report_entry_notes(e, &notes);
		html_put(f, "td", "%s", notes.s);
	}
	(void) fputs("</tr>\n", f);
}

/* Days without headache and nights are counted in the summary: what is listed tells of more. */
static bool is_listed(const struct report *r, const struct diary_entry *e)
{
	if (!report_covers(r, e)) {
		return false;
	}
	if (e->type == DIARY_HEADACHE || e->type == DIARY_NECK || e->type == DIARY_MEDICATION) {
		return true;
	}
	if (e->type == DIARY_EVENT && e->event != EVENT_EXERCISE) {
		return true;
	}
	return (*e->note || *e->pillow) && report_has(r, PART_NOTES) && e->type != DIARY_EVENT;
}

static void put_entries(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("When"), N_("What"), N_("Told of it"),
					       N_("Notes") };
	bool notes = report_has(r, PART_NOTES);
	size_t n = 0, first = 0;

	for (size_t i = 0; i < r->diary.n; i++) {
		n += is_listed(r, &r->diary.entry[i]);
	}
	html_put(
		f, "p class=\"note\"", "%s",
		_("Days without headache, nights and exercises are counted, and not listed here."));
	if (n == 0) {
		return;
	}
	html_table(f, notes ? "list entries free" : "list entries", _("Entries of the diary"),
		   columns, ELEMENTSOF(columns) - !notes);
	for (size_t i = 0; i < r->diary.n; i++) {
		const struct diary_entry *e = &r->diary.entry[i];

		if (is_listed(r, e) && first++ + REPORT_ROWS_MAX >= n) {
			put_entry(f, r, e);
		}
	}
	html_table_end(f);
	html_left_off(f, n);
}

/* ---- before and after a change ---- */

static bool is_marker(const struct report *r, const struct diary_entry *e)
{
	return e->type == DIARY_EVENT && e->event != EVENT_EXERCISE && report_covers(r, e);
}

static void say_span(const struct diary_span *s, struct text *t)
{
	if (s->recorded) {
		text_add(t, P_("%u of %u day recorded", "%u of %u days recorded", s->recorded),
			 s->headache_days, s->recorded);
	} else {
		text_add(t, "%s", _("nothing recorded"));
	}
}

static void put_marker(FILE *f, const struct report *r, const struct diary_entry *e)
{
	struct diary_span before, after;
	struct text spans[2] = {};
	char day[PAST_STRING_MAX];

	diary_around(&r->diary, e->day, &before, &after);
	say_span(&before, &spans[0]);
	say_span(&after, &spans[1]);
	(void) fputs("<tr>\n", f);
	html_put(f, "th scope=\"row\"", "%s", past_say_date(day, e->day));
	html_put(f, "td", "%s", diary_event_words(e->event));
	html_put(f, "td", "%s", spans[0].s);
	html_put(f, "td", "%s", spans[1].s);
	(void) fputs("</tr>\n", f);
}

static void put_markers(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("Day"), N_("Change"),
					       N_("Days with headache, 28 days before"),
					       N_("28 days after") };
	bool any = false;

	for (size_t i = 0; i < r->diary.n; i++) {
		const struct diary_entry *e = &r->diary.entry[i];

		if (!is_marker(r, e)) {
			continue;
		}
		if (!any) {
			html_put(f, "h3", "%s", _("Treatments and changes, before and after"));
			html_put(f, "p class=\"note\"", "%s", diary_marker_caveat());
			html_table(f, "", _("Days with headache before and after"), columns,
				   ELEMENTSOF(columns));
		}
		any = true;
		put_marker(f, r, e);
	}
	if (any) {
		html_table_end(f);
	}
}

/* ---- nights ---- */

static void put_position(struct text *list, enum diary_position position, unsigned n)
{
	struct text item = {};

	if (n) {
		text_add(&item, Q_("position of sleep, nights", "%s %u"),
			 diary_position_words(position), n);
		list_add(list, item.s);
	}
}

static void put_sleep(FILE *f, const struct report *r)
{
	const struct diary_summary *d = &r->all.diary;
	char median[DURATION_STRING_MAX];
	unsigned nights[_DIARY_POSITION_MAX] = {}, told = 0;
	struct text list = {};

	for (size_t i = 0; i < r->diary.n; i++) {
		const struct diary_entry *e = &r->diary.entry[i];

		if (e->type == DIARY_SLEEP && report_covers(r, e)) {
			nights[e->position]++;
			told++;
		}
	}
	if (!told) {
		return;
	}
	html_put(f, "h3", "%s", _("Sleep"));
	if (d->sleep_n) {
		html_put(f, "p",
			 P_("Of %u night it was told how long: median %s.",
			    "Of %u nights it was told how long: median %s.", d->sleep_n),
			 d->sleep_n,
			 duration_say(median, sizeof(median),
				      (usec_t) (d->sleep_median_min * (double) USEC_PER_MIN)));
	}
	for (int i = POSITION_NOT_TOLD + 1; i < _DIARY_POSITION_MAX; i++) {
		put_position(&list, (enum diary_position) i, nights[i]);
	}
	if (list.n) {
		html_put(f, "p", _("Position, in how many nights: %s."), list.s);
	}
	html_put(f, "p class=\"note\"", "%s", diary_sleep_text());
}

void html_diary(FILE *f, const struct report *r)
{
	if (r->entries_n == 0) {
		html_put(f, "p", "%s", _("Nothing was noted in this time."));
		return;
	}
	put_plot(f, r);
	put_markers(f, r);
	put_sleep(f, r);
	html_put(f, "h3", "%s", _("Entries"));
	put_entries(f, r);
}

/* ---- association ---- */

void html_association(FILE *f, const struct report *r)
{
	if (r->diary.n == 0) {
		html_put(f, "p", "%s", _("There is no diary to compare with."));
		return;
	}
	(void) fputs("<dl>\n", f);
	for (int i = 0; i < _REPORT_EXPOSURE_MAX; i++) {
		struct text t = {};

		report_say_association(r, (enum report_exposure) i, &t);
		html_put(f, "dt", "%s", report_exposure_words((enum report_exposure) i));
		html_put(f, "dd", "%s", t.s);
	}
	(void) fputs("</dl>\n", f);
}
