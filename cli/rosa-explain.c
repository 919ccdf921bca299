/* `ergoctl rosa --explain`: every item, its answer, its points, and where it comes from. */
#include <string.h>

#include "audit-show.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "rosa-show.h"
#include "words.h"

#define RANGE_MAX 64

/* "3 h 12 min a day, 48 min at a time". */
static void add_use(struct text *t, const struct rosa_use *use)
{
	char day[DURATION_STRING_MAX], longest[DURATION_STRING_MAX];

	if (use->day == USEC_INFINITY) {
		return;
	}
	(void) duration_say(day, sizeof(day), use->day);
	if (use->longest == USEC_INFINITY) {
		text_add(t, _("%s a day"), day);
	} else {
		text_add(t, _("%s a day, %s at a time"), day,
			 duration_say(longest, sizeof(longest), use->longest));
	}
}

static struct rosa_use use_of(const struct rosa_show *s, enum rosa_item item)
{
	const struct config *c = &s->data->config;

	for (unsigned thing = 0; thing < _THING_MAX; thing++) {
		if (rosa_thing_item(thing) == item) {
			return s->rosa.usage.of[thing];
		}
	}
	return item == ROSA_PHONE_TIME ? (struct rosa_use){ c->phone_per_day, c->phone_longest }
				       : (struct rosa_use){ USEC_INFINITY, USEC_INFINITY };
}

static void add_answer(const struct rosa_show *s, enum rosa_item item, struct text *t)
{
	uint8_t answer = s->rosa.rosa.item[item].answer;

	text_add(t, "%s",
		 rosa_counts(&s->rosa.rosa, item) ? rosa_answer_words(item, answer)
						  : _("does not apply"));
}

/* What its answers can add, at least and at most. */
static void add_points(const struct rosa_show *s, enum rosa_item item, struct text *t)
{
	const struct rosa_item_info *info = rosa_item_info(item);
	uint8_t answer = s->rosa.rosa.item[item].answer;
	int least = info->points[1], most = least;

	if (!rosa_counts(&s->rosa.rosa, item)) {
		text_add(t, "%s", item == ROSA_PHONE_TIME ? "-1" : "");
		return;
	}
	for (uint8_t i = 1; i <= info->n; i++) {
		least = info->points[i] < least ? info->points[i] : least;
		most = info->points[i] > most ? info->points[i] : most;
	}
	if (answer != ROSA_NOT_KNOWN) {
		least = most = info->points[answer];
	}
	if (least != most) {
		text_add(t, info->base ? _("%d to %d") : _("%+d to %+d"), least, most);
	} else if (most || info->base) {
		text_add(t, info->base ? "%d" : "%+d", most);
	}
}

/* Where it is from; of what is not known how it gets known. */
static void add_origin(const struct rosa_show *s, enum rosa_item item, struct text *t)
{
	const struct rosa_answer *a = &s->rosa.rosa.item[item];
	const struct rosa_use use = use_of(s, item);
	const char *key = rosa_item_key(item);
	struct text estimated = {}, hours = {};

	if (!rosa_counts(&s->rosa.rosa, item)) {
		return;
	}
	add_use(&hours, &use);
	if (hours.n && a->answer == ROSA_NOT_KNOWN) {
		text_add(t, _("not enough is known: %s"), hours.s);
		return;
	}
	if (hours.n) {
		text_add(t, Q_("where a value comes from, hours", "%s: %s"),
			 rosa_origin_words(a->origin), hours.s);
		return;
	}
	if (a->answer == ROSA_NOT_KNOWN) {
		text_add(t, *key ? _("tell %s") : _("not measured yet"), key);
		return;
	}
	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		if (a->estimated & 1u << q) {
			list_add(&estimated, quantity_words((enum quantity) q));
		}
	}
	if (estimated.n) {
		text_add(t, _("%s, estimated: %s"), rosa_origin_words(a->origin), estimated.s);
	} else if (a->origin == ROSA_TOLD) {
		text_add(t, Q_("told, key", "%s: %s"), rosa_origin_words(a->origin), key);
	} else {
		text_add(t, "%s", rosa_origin_words(a->origin));
	}
}

static int add_item(struct table *table, const struct rosa_show *s, enum rosa_item item)
{
	const struct rosa_answer *a = &s->rosa.rosa.item[item];
	const struct rosa_item_info *info = rosa_item_info(item);
	bool amiss = a->answer && a->answer != info->fits && info->area < _ROSA_AREA_MAX &&
		     rosa_counts(&s->rosa.rosa, item);
	struct text name = {}, answer = {}, points = {}, origin = {};

	text_add(&name, "%s%s", info->base || info->area == _ROSA_AREA_MAX ? "" : "  ",
		 rosa_item_words(item));
	add_answer(s, item, &answer);
	add_points(s, item, &points);
	add_origin(s, item, &origin);
	return table_row(table, amiss ? TONE_NOTE : TONE_PLAIN,
			 (const char *[]){ name.s, answer.s, points.s, origin.s });
}

static int print_items(const struct rosa_show *s)
{
	static const char *const columns[] = { N_("ITEM"), N_("ANSWER"), N_("POINTS"),
					       N_("WHERE IT IS FROM") };
	_cleanup_(table_freep) struct table *table = NULL;
	int r = table_new(&table, columns, ELEMENTSOF(columns), 1);

	for (enum rosa_item i = 0; r >= 0 && i < _ROSA_ITEM_MAX; i++) {
		r = add_item(table, s, i);
	}
	return r < 0 ? r : table_print(table);
}

/* How the points become a score. */
static void print_charts(const struct rosa_score *s)
{
	char a[RANGE_MAX], b[RANGE_MAX], sum[RANGE_MAX];
	const struct rosa_range *axis = s->axis, *part = s->section;

	out_line(TONE_PLAIN, _("chair"), _("seat %s, arm rests and back %s, then the duration: %s"),
		 rosa_range_say(axis[ROSA_AXIS_SEAT], a, sizeof(a)),
		 rosa_range_say(axis[ROSA_AXIS_SUPPORT], b, sizeof(b)),
		 rosa_range_say(part[ROSA_CHAIR], sum, sizeof(sum)));
	out_line(TONE_PLAIN, Q_("part of the score", "screen"),
		 _("phone %s, screen %s, each with its duration: %s"),
		 rosa_range_say(axis[ROSA_AXIS_PHONE], a, sizeof(a)),
		 rosa_range_say(axis[ROSA_AXIS_MONITOR], b, sizeof(b)),
		 rosa_range_say(part[ROSA_MONITOR_PHONE], sum, sizeof(sum)));
	out_line(TONE_PLAIN, _("hands"), _("mouse %s, keyboard %s, each with its duration: %s"),
		 rosa_range_say(axis[ROSA_AXIS_MOUSE], a, sizeof(a)),
		 rosa_range_say(axis[ROSA_AXIS_KEYBOARD], b, sizeof(b)),
		 rosa_range_say(part[ROSA_MOUSE_KEYBOARD], sum, sizeof(sum)));
	out_line(TONE_PLAIN, _("rosa"), _("the highest of the three: %s of 10"),
		 rosa_range_say(s->final, sum, sizeof(sum)));
}

static void print_days(const struct rosa_show *s)
{
	const struct rosa_usage *u = &s->rosa.usage;
	char first[PAST_STRING_MAX], last[PAST_STRING_MAX];

	if (rosa_no_hours(s)) {
		out_line(TONE_NOTE, _("hours"), "%s", rosa_no_hours(s));
		return;
	}
	out_line(TONE_PLAIN, _("hours"),
		 P_("measured on %zu day, %s to %s", "the median of %zu days, %s to %s", u->days),
		 u->days, past_say_date(first, u->first), past_say_date(last, u->last));
}

int rosa_explain(const struct rosa_show *s)
{
	int r = print_items(s);

	if (r < 0) {
		out_error(_("cannot print the table: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	out_text("%s", "");
	print_charts(&s->rosa.score);
	print_days(s);
	out_line(TONE_PLAIN, _("source"), "%s",
		 "Sonne, Villalta and Andrews, Applied Ergonomics 43 (2012) 98-108, "
		 "doi:10.1016/j.apergo.2011.03.008");
	out_line(TONE_PLAIN, _("mind"), "%s", rosa_caveat());
	out_line(TONE_PLAIN, _("next"), "%s", "ergoctl setup");
	return EXIT_DONE;
}
