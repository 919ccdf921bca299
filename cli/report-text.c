/* `ergoctl report` for people at a terminal: the summary, and what else there is. */
#include <string.h>

#include "cli.h"
#include "dialogue.h"
#include "ergo/tr.h"
#include "report-write.h"
#include "words.h"

#define LABEL_WIDTH 12 /* of the longest name of a part */
#define SHOWN       2 /* columns: the last block, and all days: as many as a terminal has room for */

static int put_summary(const struct report *r)
{
	const struct report_span *column[SUMMARY_COLUMNS];
	size_t all = summary_columns(r, column);
	size_t n = all < SHOWN ? all : SHOWN;
	struct text title[SUMMARY_COLUMNS] = {};
	const char *titles[1 + SUMMARY_COLUMNS] = { "" };
	_cleanup_(table_freep) struct table *t = NULL;
	int q;

	memmove(column, column + all - n, n * sizeof(*column));
	for (size_t i = 0; i < n; i++) {
		summary_column_say(r, column[i], &title[i]);
		titles[1 + i] = title[i].s;
	}
	q = table_new(&t, titles, 1 + n, 1 + n);
	for (size_t i = 0; q >= 0 && i < summary_rows_n; i++) {
		struct text cell[SUMMARY_COLUMNS] = {};
		const char *cells[1 + SUMMARY_COLUMNS] = { tr(summary_rows[i].title) };

		if (!summary_row_told(r, &summary_rows[i], column, n)) {
			continue;
		}
		for (size_t k = 0; k < n; k++) {
			summary_rows[i].say(column[k], &cell[k]);
			cells[1 + k] = cell[k].n ? cell[k].s : "-";
		}
		q = table_row(t, TONE_PLAIN, cells);
	}
	return q < 0 ? q : table_print(t);
}

static void put_associations(const struct report *r)
{
	for (int i = 0; r->diary.n && i < _REPORT_EXPOSURE_MAX; i++) {
		struct text t = {};

		report_say_association(r, (enum report_exposure) i, &t);
		out_text("%s", "");
		say(0, "%s", report_exposure_words((enum report_exposure) i));
		say(0, "%s", t.s);
	}
}

static void put_findings(const struct report *r)
{
	unsigned count[_SEVERITY_MAX];
	struct text t = {};

	if (report_has_desk(r)) {
		findings_count(&r->audit->findings, count);
		list_severities(&t, count);
		out_line(TONE_PLAIN, _("desk"), _("%s   (ergoctl audit)"),
			 t.n ? t.s : _("nothing"));
	}
}

/* What else the page has. */
static void put_parts(const struct report *r)
{
	out_text("%s", "");
	for (int i = PART_SUMMARY + 1; i < _REPORT_PART_MAX; i++) {
		enum report_part part = (enum report_part) i;
		struct text t = {};

		if (report_has(r, part)) {
			report_part_say(r, part, &t);
			out_label(stdout, LABEL_WIDTH, report_part_to_string(part), "%s", t.s);
		}
	}
}

int report_text(const struct report *r)
{
	struct text range = {}, overuse = {};
	int q = 0;

	report_say_range(r, &range);
	out_text(P_("%s (%u day)", "%s (%u days)", report_days(r)), range.s, report_days(r));
	if (report_has(r, PART_SUMMARY)) {
		q = put_summary(r);
		report_say_overuse(r, &overuse);
	}
	if (q < 0) {
		out_error("%s", strerror(-q));
		return EXIT_FAILED;
	}
	if (overuse.n) {
		out_line(TONE_NOTE, _("medicine"), "%s", overuse.s);
	}
	if (report_has(r, PART_WORKSTATION)) {
		put_findings(r);
	}
	if (report_has(r, PART_ASSOCIATION)) {
		put_associations(r);
	}
	put_parts(r);
	out_text("%s", "");
	say(0, "%s", diary_disclaimer());
	say(0, "%s",
	    _("When to get help: ergoctl help-seeking. All of it as a page to print or to take along: "
	      "ergoctl report --html FILE"));
	return EXIT_DONE;
}
