/* The page's part on breaks and exercises. */
#include <string.h>

#include "ergo/tr.h"
#include "html.h"
#include "report-write.h"
#include "words.h"

static void put_breaks(FILE *f, const struct report *r)
{
	static const enum break_kind order[] = { BREAK_REST, BREAK_MICRO };
	static const char *const columns[] = {
		N_("Breaks"),  N_("Due"),    N_("Taken"),
		N_("Skipped"), N_("Missed"), N_("Of your own accord")
	};

	html_table(f, "", _("Breaks that were due, and what became of them"), columns,
		   ELEMENTSOF(columns));
	for (size_t i = 0; i < ELEMENTSOF(order); i++) {
		const unsigned *n = r->all.tally[order[i]];

		(void) fputs("<tr>\n", f);
		html_put(f, "th scope=\"row\"", "%s",
			 order[i] == BREAK_REST ? _("Rest breaks") : _("Micro-breaks"));
		html_put(f, "td", "%u", stats_due(n));
		html_put(f, "td", "%u", n[OUTCOME_TAKEN]);
		html_put(f, "td", "%u", n[OUTCOME_SKIPPED]);
		html_put(f, "td", "%u", n[OUTCOME_MISSED]);
		html_put(f, "td", "%u", n[OUTCOME_NATURAL]);
		(void) fputs("</tr>\n", f);
	}
	html_table_end(f);
	html_put(
		f, "p class=\"note\"", "%s",
		_("About half of the breaks that are prompted are taken, in studies of such programs."));
}

static void put_block(FILE *f, const struct report *r, const struct report_span *s)
{
	const unsigned *n = s->tally[BREAK_REST];

	(void) fputs("<tr>\n", f);
	html_days(f, r, s->first, s->last);
	html_put(f, "td", "%u", stats_due(n));
	html_put(f, "td", "%u", n[OUTCOME_TAKEN]);
	html_put(f, "td", "%u", n[OUTCOME_NATURAL]);
	(void) fputs("</tr>\n", f);
}

static void put_blocks(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("Days"), N_("Due"), N_("Taken"),
					       N_("Of your own accord") };

	if (r->blocks < 2) {
		return;
	}
	html_table(f, "list", _("Rest breaks, by 28 days"), columns, ELEMENTSOF(columns));
	for (size_t i = 0; i < r->blocks; i++) {
		put_block(f, r, &r->block[i]);
	}
	html_table_end(f);
}

void html_breaks(FILE *f, const struct report *r)
{
	unsigned exercises = report_exercises(r);

	if (r->all.recorded == 0) {
		html_put(f, "p", "%s", _("Nothing was recorded."));
	} else {
		put_breaks(f, r);
		put_blocks(f, r);
	}
	html_put(f, "h3", "%s", _("Exercises"));
	if (exercises) {
		html_put(f, "p", P_("%u was noted as done.", "%u were noted as done.", exercises),
			 exercises);
	} else {
		html_put(f, "p", "%s", _("None was noted."));
	}
}
