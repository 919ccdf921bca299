/* The page's part on breaks and exercises. */
#include <string.h>

#include "ergo/conf-file.h"
#include "ergo/exercise-text.h"
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

/* ---- exercises: entries of the diary whose note has their names ---- */

struct done {
	struct exercise_set set;
	unsigned n[EXERCISES_MAX], others;
};

/* Names with commas between; what is no name counts as one other. */
static void count_names(struct done *d, const char *note)
{
	char name[DIARY_NOTE_MAX];
	size_t n;

	for (const char *p = note; *p; p += n, p += strspn(p, ", ")) {
		const struct exercise *e;

		n = strcspn(p, ",");
		(void) snprintf(name, sizeof(name), "%.*s", (int) n, p);
		e = exercise_find(&d->set, name);
		for (size_t i = 0; e && i < d->set.n; i++) {
			d->n[i] += d->set.e[i] == e;
		}
		d->others += !e;
	}
	d->others += !*note;
}

static void put_exercises(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("Exercise"), N_("Times") };
	_cleanup_(conf_freep) struct conf *conf = NULL;
	struct done d = {};

	exercise_set_init(&d.set, conf_load(NULL, &conf) >= 0 ? conf->exercises : NULL);
	for (size_t i = 0; i < r->diary.n; i++) {
		const struct diary_entry *e = &r->diary.entry[i];

		if (e->type == DIARY_EVENT && e->event == EVENT_EXERCISE && report_covers(r, e)) {
			count_names(&d, e->note);
		}
	}
	html_table(f, "", _("How often each exercise was noted as done"), columns,
		   ELEMENTSOF(columns));
	for (size_t i = 0; i <= d.set.n; i++) {
		bool other = i == d.set.n;
		char times[16];
		const char *cells[] = { other ? _("others") : exercise_title(d.set.e[i]), times };

		(void) snprintf(times, sizeof(times), "%u", other ? d.others : d.n[i]);
		if (other ? d.others : d.n[i]) {
			html_row(f, cells, ELEMENTSOF(cells));
		}
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
		html_put(f, "p",
			 P_("On %u occasion exercises were noted as done.",
			    "On %u occasions exercises were noted as done.", exercises),
			 exercises);
		put_exercises(f, r);
	} else {
		html_put(f, "p", "%s", _("None was noted."));
	}
}
