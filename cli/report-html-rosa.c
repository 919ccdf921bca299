/* The page's part on ROSA: the score, its parts, every item and where it is from, how it was. */
#include "ergo/tr.h"
#include "html.h"
#include "report-write.h"
#include "words.h"

#define RANGE_MAX 64

static void put_score(FILE *f, const struct rosa_data *r)
{
	struct text score = {}, known = {}, best = {};

	rosa_score_say(&score, &r->score);
	rosa_known_say(&known, &r->score);
	rosa_best_say(&best, r);
	html_put(f, "p", _("The score is %s. Known: %s."), score.s, known.s);
	if (best.n) {
		html_put(f, "p", _("What to change first: %s."), best.s);
	}
	html_put(f, "p class=\"note\"", "%s", rosa_caveat());
}

static void put_sections(FILE *f, const struct rosa_score *s)
{
	static const char *const columns[] = { N_("Part"), N_("Score") };
	char range[RANGE_MAX];

	html_table(f, "", _("The parts of the score"), columns, ELEMENTSOF(columns));
	for (enum rosa_section i = 0; i < _ROSA_SECTION_MAX; i++) {
		const char *cells[] = { rosa_section_words(i),
					rosa_range_say(s->section[i], range, sizeof(range)) };

		html_row(f, cells, ELEMENTSOF(cells));
	}
	html_table_end(f);
}

/* What it is of: "arm rests"; of durations the part. */
static const char *of_what(enum rosa_item item)
{
	const struct rosa_item_info *info = rosa_item_info(item);

	return info->area < _ROSA_AREA_MAX ? rosa_area_words(info->area)
					   : rosa_section_words(info->section);
}

static void put_unknown(FILE *f, const struct rosa_score *s)
{
	struct text list = {};

	for (enum rosa_area i = 0; i < _ROSA_AREA_MAX; i++) {
		if (!s->known[i]) {
			list_add(&list, rosa_area_words(i));
		}
	}
	if (list.n) {
		html_put(f, "p", _("Not known, or not all of it: %s."), list.s);
	}
}

static void put_items(FILE *f, const struct rosa *r)
{
	static const char *const columns[] = { N_("Of"), N_("Item"), N_("Answer"),
					       N_("From where") };

	html_table(f, "", _("What is known of its items"), columns, ELEMENTSOF(columns));
	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		const struct rosa_answer *a = &r->item[i];
		const char *cells[] = { of_what(i), rosa_item_words(i),
					rosa_answer_words(i, a->answer),
					rosa_origin_words(a->origin) };

		if (a->answer != ROSA_NOT_KNOWN && rosa_counts(r, i)) {
			html_row(f, cells, ELEMENTSOF(cells));
		}
	}
	html_table_end(f);
}

static void put_points(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("From"), N_("Score"), N_("Why") };
	const struct rows *points = &r->rosa.points;
	size_t from = points->n > REPORT_ROWS_MAX ? points->n - REPORT_ROWS_MAX : 0;

	if (points->n < 2) {
		return;
	}
	html_table(f, "", _("How the score was"), columns, ELEMENTSOF(columns));
	for (size_t i = from; i < points->n; i++) {
		const struct rosa_point *p = ROW(points, struct rosa_point, i);
		char day[PAST_STRING_MAX], range[RANGE_MAX];
		const char *cells[] = { past_say_date(day, p->day),
					rosa_range_say(p->final, range, sizeof(range)),
					i == 0     ? ""
					: p->setup ? _("the set-up was changed")
						   : _("other hours were usual") };

		html_row(f, cells, ELEMENTSOF(cells));
	}
	html_table_end(f);
	html_left_off(f, points->n);
}

void html_rosa(FILE *f, const struct report *r)
{
	put_score(f, &r->rosa.rosa);
	put_sections(f, &r->rosa.rosa.score);
	put_unknown(f, &r->rosa.rosa.score);
	put_items(f, &r->rosa.rosa.rosa);
	put_points(f, r);
}
