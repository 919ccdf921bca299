/* The page's summary for a clinician. */
#include <math.h>

#include "ergo/tr.h"
#include "html.h"
#include "report-write.h"
#include "words.h"

static void put_columns(FILE *f, const struct report *r, const struct report_span *const *column,
			size_t n)
{
	(void) fputs("<thead>\n<tr>\n", f);
	html_put(f, "th scope=\"col\"", "%s", _("Measure"));
	for (size_t i = 0; i < n; i++) {
		struct text t = {};

		summary_column_say(r, column[i], &t);
		html_put(f, "th scope=\"col\"", "%s", t.s);
	}
	(void) fputs("</tr>\n</thead>\n<tbody>\n", f);
}

static void put_table(FILE *f, const struct report *r)
{
	const struct report_span *column[SUMMARY_COLUMNS];
	size_t n = summary_columns(r, column);
	const char *caption = _("Blocks of 28 days, the last one ends the report");

	(void) fputs("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"", f);
	html_text(f, "%s", caption);
	(void) fputs("\">\n<table>\n", f);
	html_put(f, "caption", "%s", caption);
	put_columns(f, r, column, n);
	for (size_t i = 0; i < summary_rows_n; i++) {
		if (!summary_row_told(r, &summary_rows[i], column, n)) {
			continue;
		}
		(void) fputs("<tr>\n", f);
		html_put(f, "th scope=\"row\"", "%s", tr(summary_rows[i].title));
		for (size_t k = 0; k < n; k++) {
			struct text t = {};

			summary_rows[i].say(column[k], &t);
			html_put(f, "td", "%s", t.n ? t.s : "\xe2\x80\x93");
		}
		(void) fputs("</tr>\n", f);
	}
	html_table_end(f);
}

/* ---- all blocks: as a plot and as a table ---- */

static void put_blocks_plot(FILE *f, const struct report *r)
{
	_cleanup_(freep) double *value = calloc(2 * r->blocks, sizeof(*value));
	struct plot p = {
		.id = "blocks",
		.title = _("Days with headache, and with acute medication, in blocks of 28 days"),
		.desc = _(
			"Two bars a block: days with headache, and beside it days on which an acute "
			"medicine was taken. The table after it has the numbers."),
		.n = r->blocks,
		.top = REPORT_BLOCK_DAYS,
		.step = 7,
		.unit = _("days"),
		.series = { _("days with headache"), _("days with acute medication") },
		.label = plot_label_block,
		.r = r,
	};

	if (!value) {
		return;
	}
	for (size_t i = 0; i < r->blocks; i++) {
		const struct diary_summary *d = &r->block[i].diary;

		value[i] = d->recorded ? d->headache_days : (double) NAN;
		value[r->blocks + i] = d->recorded ? d->acute_days : (double) NAN;
	}
	p.value[0] = value;
	p.value[1] = value + r->blocks;
	plot_put(f, &p);
}

static void put_block(FILE *f, const struct report *r, const struct report_span *s)
{
	const struct diary_summary *d = &s->diary;

	(void) fputs("<tr>\n", f);
	html_days(f, r, s->first, s->last);
	html_put(f, "td", _("%u of %u"), d->recorded, d->days);
	html_put(f, "td", "%u", d->headache_days);
	html_put(f, "td", "%u", d->moderate_days);
	html_put(f, "td", "%u", d->severe_days);
	html_put(f, "td", "%u", d->acute_days);
	(void) fputs("</tr>\n", f);
}

static void put_blocks(FILE *f, const struct report *r)
{
	static const char *const columns[] = {
		N_("Days"),          N_("Recorded"),
		N_("With headache"), N_("Moderate or severe"),
		N_("Severe"),        N_("With acute medication"),
	};
	size_t empty = 0;

	while (empty < r->blocks && r->block[empty].diary.recorded == 0) {
		empty++;
	}
	if (empty == r->blocks) {
		return;
	}
	put_blocks_plot(f, r);
	html_table(f, "list", _("Days with headache in blocks of 28 days"), columns,
		   ELEMENTSOF(columns));
	for (size_t i = empty; i < r->blocks; i++) {
		put_block(f, r, &r->block[i]);
	}
	html_table_end(f);
}

void html_summary(FILE *f, const struct report *r)
{
	struct text overuse = {};

	if (r->diary.n == 0) {
		html_put(f, "p", "%s",
			 _("There is no diary: this is what was measured. A diary begins with "
			   "`ergoctl log`."));
	}
	put_table(f, r);
	html_put(
		f, "p class=\"note\"", "%s",
		_("What was noted \"of\" how many headaches: those of which it was told. A dash: not "
		  "known. A day without an entry is not a day without headache."));
	report_say_overuse(r, &overuse);
	if (overuse.n) {
		html_put(f, "p class=\"warn\"", "%s", overuse.s);
	}
	if (r->diary.n) {
		put_blocks(f, r);
	}
}
