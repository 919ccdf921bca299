/* `ergoctl rosa` for people: the score, its parts, what to change first, how it was. */
#include "cli.h"
#include "ergo/tr.h"
#include "rosa-show.h"
#include "words.h"

#define RANGE_MAX    64
#define RANGE_WIDE   5 /* [J] from here on no band is told */
#define SECTION_GAP  4
#define POINTS_SHOWN 5

static enum tone band_tone(enum rosa_band band)
{
	switch (band) {
	case ROSA_FINE:
		return TONE_GOOD;
	case ROSA_IMPROVE:
		return TONE_NOTE;
	case ROSA_ACT:
		return TONE_BAD;
	case _ROSA_BAND_MAX:
		break;
	}
	return TONE_PLAIN;
}

void rosa_score_say(struct text *t, const struct rosa_score *s)
{
	enum rosa_band least = rosa_band(s->final.min), most = rosa_band(s->final.max);
	char range[RANGE_MAX];

	(void) rosa_range_say(s->final, range, sizeof(range));
	if (s->final.max - s->final.min >= RANGE_WIDE) {
		text_add(t, _("%s of 10: too little is known to say more"), range);
	} else if (least == most) {
		text_add(t, _("%s of 10: %s"), range, rosa_band_words(least));
	} else {
		text_add(t, _("%s of 10: from \"%s\" to \"%s\""), range, rosa_band_words(least),
			 rosa_band_words(most));
	}
}

void rosa_known_say(struct text *t, const struct rosa_score *s)
{
	/* Translators: ROSA has 8 items, and asks for 5 durations. */
	text_add(t, _("%u of 8 items, %u of 5 durations"), s->known_items, s->known_times);
}

void rosa_print_line(const struct rosa_data *r)
{
	struct text score = {}, known = {};

	rosa_score_say(&score, &r->score);
	rosa_known_say(&known, &r->score);
	out_line(TONE_PLAIN, _("rosa"), _("%s; known: %s   (ergoctl rosa)"), score.s, known.s);
}

/* ---- the parts ---- */

/* Of their words, in any language. */
static int sections_width(void)
{
	int widest = 0;

	for (enum rosa_section i = 0; i < _ROSA_SECTION_MAX; i++) {
		int w = (int) text_columns(rosa_section_words(i), SIZE_MAX);

		widest = w > widest ? w : widest;
	}
	return widest;
}

static void print_sections(const struct rosa_score *s)
{
	int width = sections_width() + SECTION_GAP;
	char range[RANGE_MAX];

	for (enum rosa_section i = 0; i < _ROSA_SECTION_MAX; i++) {
		struct text row = {};

		text_cell(&row, -width, rosa_section_words(i));
		text_add(&row, "%s", rosa_range_say(s->section[i], range, sizeof(range)));
		out_line(TONE_PLAIN, i == 0 ? _("parts") : "", "%s", row.s);
	}
}

void rosa_best_say(struct text *t, const struct rosa_data *r)
{
	const struct rosa_change *b = &r->best;
	const char *advice = b->item < _ROSA_ITEM_MAX ? rosa_advice(b->item, b->from) : "";
	char range[RANGE_MAX];

	if (b->item >= _ROSA_ITEM_MAX) {
		return;
	}
	if (b->lowers.max > 0 && b->lowers.min > 0) {
		text_add(t, _("%s: it lowers the score by %s"), advice,
			 rosa_range_say(b->lowers, range, sizeof(range)));
	} else if (b->lowers.max > 0) {
		text_add(t, _("%s: it may lower the score by %d, as far as is known"), advice,
			 b->lowers.max);
	} else {
		/* the part has to come down in several steps, or another one is as high */
		text_add(
			t,
			_("%s: it lowers the part \"%s\"; the score follows only with more, as the "
			  "highest part counts"),
			advice, rosa_section_words(rosa_item_info(b->item)->section));
	}
}

static void print_best(const struct rosa_data *r)
{
	struct text t = {};

	rosa_best_say(&t, r);
	if (t.n) {
		out_line(TONE_PLAIN, _("first"), "%s", t.s);
	}
}

/* Nobody is to chase what these hours do not allow. */
static void print_possible(const struct rosa_data *r)
{
	if (r->score.possible > 1 && r->score.final.max > r->score.possible) {
		out_line(
			TONE_PLAIN, _("possible"),
			r->score.known_times == ROSA_KEYBOARD_TIME - ROSA_CHAIR_TIME + 1
				? _("%d, with everything as it should be: less is not possible in as many hours")
				: _("%d, with everything as it should be, or more, as not all durations are known"),
			r->score.possible);
	}
}

/* ---- how it was ---- */

static void print_points(const struct rosa_show *s)
{
	size_t n = s->points.n, shown = 0;
	char now[RANGE_MAX], before[RANGE_MAX], day[PAST_STRING_MAX];

	for (size_t i = n; i > 1 && shown < POINTS_SHOWN; i--) {
		const struct rosa_point *point = ROW(&s->points, struct rosa_point, i - 1);
		const struct rosa_point *last = point - 1;

		if (point->final.min == last->final.min && point->final.max == last->final.max) {
			continue; /* only a part of it */
		}
		(void) rosa_range_say(point->final, now, sizeof(now));
		(void) rosa_range_say(last->final, before, sizeof(before));
		out_line(TONE_PLAIN, shown == 0 ? _("changes") : "",
			 point->setup ? _("%s  %s, before %s: the set-up was changed")
				      : _("%s  %s, before %s: other hours were usual"),
			 past_say_date(day, point->day), now, before);
		shown++;
	}
}

/* ---- all of it ---- */

static void print_missing(const struct rosa_show *s)
{
	const struct rosa_score *score = &s->rosa.score;
	struct text t = {};

	for (enum rosa_area i = 0; i < _ROSA_AREA_MAX; i++) {
		if (!score->known[i]) {
			list_add(&t, rosa_area_words(i));
		}
	}
	if (t.n) {
		out_line(TONE_NOTE, _("not known"), "%s", t.s);
	}
	if (s->data->monitors.n == 0) {
		out_line(TONE_NOTE, _("screens"), "%s",
			 s->data->asked ? _("no monitor is known")
					: _("ergod does not run, so no monitor is known"));
	}
	if (rosa_no_hours(s)) {
		out_line(TONE_NOTE, _("hours"), "%s", rosa_no_hours(s));
	}
}

void rosa_print(const struct rosa_show *s)
{
	const struct rosa_data *r = &s->rosa;
	struct text score = {}, known = {};

	rosa_score_say(&score, &r->score);
	rosa_known_say(&known, &r->score);
	out_line(rosa_band(r->score.final.min) == rosa_band(r->score.final.max)
			 ? band_tone(rosa_band(r->score.final.max))
			 : TONE_NOTE,
		 _("rosa"), "%s", score.s);
	print_sections(&r->score);
	out_line(TONE_PLAIN, _("known"), "%s", known.s);
	print_missing(s);
	print_best(r);
	print_possible(r);
	print_points(s);
	out_line(TONE_PLAIN, _("mind"), "%s", rosa_caveat());
	out_line(TONE_PLAIN, _("next"), "%s",
		 r->score.known_items < _ROSA_AREA_MAX
			 ? "ergoctl setup"
			 : _("every item, and where it is from: ergoctl rosa --explain"));
}
