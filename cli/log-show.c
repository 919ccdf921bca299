/* Entries and days, for a person. */
#include <string.h>

#include "dialogue.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "log.h"
#include "words.h"

#define GLANCE_DAYS 14
#define SHOW_DAYS   28

/* ---- times ---- */

struct local {
	int64_t date;
	char clock[8];
};

static struct local to_local(usec_t t, int32_t gmtoff_s)
{
	int64_t s = (int64_t) (t / USEC_PER_SEC) + gmtoff_s;
	struct local l = { .date = s / 86400 };
	unsigned minutes = (unsigned) (s % 86400 / 60);

	(void) snprintf(l.clock, sizeof(l.clock), "%02u:%02u", minutes / 60 % 24, minutes % 60);
	return l;
}

/* "14:00" today, else with its date. */
static void add_time(struct text *t, const struct diary_book *b, const struct local *l)
{
	char date[PAST_STRING_MAX];
	struct local now = to_local(b->p.now, past_gmtoff(&b->p, b->p.now));

	if (l->date == now.date) {
		text_add(t, "%s", l->clock);
	} else {
		text_add(t, Q_("date, time", "%s %s"), past_say_date(date, l->date), l->clock);
	}
}

static void say_time(const struct diary_book *b, const struct diary_entry *e, struct text *t)
{
	struct local start = to_local(e->start, e->gmtoff_s);
	struct local end = to_local(e->end, e->end_gmtoff_s);
	struct text from = {}, to = {};
	char first[PAST_STRING_MAX], last[PAST_STRING_MAX];

	if (!e->start_told && e->last_day > e->day) {
		text_add(t, _("%s to %s"), past_say_date(first, e->day),
			 past_say_date(last, e->last_day));
		return;
	}
	if (!e->start_told) {
		text_add(t, "%s", past_say_date(first, e->day));
		return;
	}
	add_time(&from, b, &start);
	if (e->ongoing) {
		text_add(t, _("since %s"), from.s);
	} else if (e->end == 0) {
		text_add(t, "%s", from.s);
	} else {
		if (end.date == start.date) {
			text_add(&to, "%s", end.clock);
		} else {
			add_time(&to, b, &end);
		}
		text_add(t, _("%s to %s"), from.s, to.s);
	}
}

char *entry_say_time(const struct diary_book *b, const struct diary_entry *e,
		     char buf[static ENTRY_STRING_MAX])
{
	struct text t = {};

	say_time(b, e, &t);
	(void) snprintf(buf, ENTRY_STRING_MAX, "%.*s", ENTRY_STRING_MAX - 1, t.s);
	return buf;
}

/* ---- an entry in a line ---- */

static void add_value(struct text *t, const struct diary_entry *e, const char *name)
{
	const struct diary_field *f = diary_field_find(e->type, name);
	char value[DIARY_TEXT_MAX];

	if (f && *diary_value_say(e, f, value)) {
		list_add(t, value);
	}
}

/* "headache 7": what it is, and how bad. */
static void add_pain(struct text *t, const struct diary_entry *e)
{
	int pain = e->type == DIARY_HEADACHE ? e->intensity : e->neck_pain;

	if (pain == DIARY_NOT_TOLD) {
		text_add(t, "%s", diary_type_words(e->type));
	} else if (e->type == DIARY_HEADACHE) {
		text_add(t, _("headache %d"), pain);
	} else {
		text_add(t, _("neck pain %d"), pain);
	}
}

/* What it is, without its time. */
static void say_what(const struct diary_entry *e, struct text *t)
{
	switch (e->type) {
	case DIARY_HEADACHE:
	case DIARY_NECK:
		add_pain(t, e);
		add_value(t, e, "side");
		break;
	case DIARY_NONE:
		text_add(t, "%s", diary_type_words(e->type));
		break;
	case DIARY_MEDICATION:
		add_value(t, e, "name");
		add_value(t, e, "dose");
		break;
	case DIARY_EVENT:
		add_value(t, e, "kind");
		break;
	case DIARY_SLEEP:
		text_add(t, "%s", diary_type_words(e->type));
		add_value(t, e, "hours");
		add_value(t, e, "position");
		break;
	case _DIARY_TYPE_MAX:
		break;
	}
}

void entry_say_short(const struct diary_book *b, const struct diary_entry *e, struct text *t)
{
	char time[ENTRY_STRING_MAX];

	say_what(e, t);
	list_add(t, entry_say_time(b, e, time));
}

/* ---- an entry as a whole ---- */

void entry_show(const struct diary_book *b, const struct diary_entry *e)
{
	char time[ENTRY_STRING_MAX], value[DIARY_TEXT_MAX];
	struct text fields = {}, what = {};

	if (e->type == DIARY_MEDICATION) {
		say_what(e, &what);
	}
	list_add(&what, entry_say_time(b, e, time));
	out_line(TONE_PLAIN, diary_type_words(e->type), "%s   (%lld)", what.s, (long long) e->id);
	for (size_t i = 0; i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];
		struct text field = {};

		if (!(f->types & 1u << e->type) || f->kind == FIELD_MOMENT ||
		    f->kind == FIELD_TEXT || !diary_field_told(e, f)) {
			continue;
		}
		text_add(&field, Q_("field, value", "%s %s"), diary_field_title(f),
			 diary_value_say(e, f, value));
		text_add(&fields, "%s%s", fields.n ? "; " : "", field.s);
	}
	if (fields.n) {
		say(2, "%s", fields.s);
	}
	for (size_t i = 0; i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];

		if (f->types & 1u << e->type && f->kind == FIELD_TEXT && diary_field_told(e, f) &&
		    strcmp(f->name, "name") != 0 && strcmp(f->name, "dose") != 0) {
			say(2, "%s: %s", diary_field_title(f), diary_value_say(e, f, value));
		}
	}
}

/* ---- the last days ---- */

/* What a day of the glance has: the time within the day only. */
static void add_of_day(struct text *t, const struct diary_entry *e, int64_t day)
{
	struct local start = to_local(e->start, e->gmtoff_s);
	struct text what = {};

	say_what(e, &what);
	if (e->type == DIARY_NONE || e->type == DIARY_SLEEP || !e->start_told) {
		text_add(t, "%s%s", t->n ? "; " : "", what.s);
	} else if (e->day < day) {
		text_add(t, "%s", t->n ? "; " : "");
		text_add(t, _("%s still"), what.s);
	} else {
		text_add(t, "%s%s %s", t->n ? "; " : "", start.clock, what.s);
	}
}

static bool covers(const struct diary_book *b, const struct diary_entry *e, int64_t day)
{
	bool pain = e->type == DIARY_HEADACHE || e->type == DIARY_NECK;

	return e->day <= day && (pain ? diary_last_day(&b->d, e) : e->day) >= day;
}

static int print_days(const struct diary_book *b)
{
	static const char *const columns[] = { N_("day"), N_("noted") };
	_cleanup_(table_freep) struct table *t = NULL;

	if (table_new(&t, columns, ELEMENTSOF(columns), 1) < 0) {
		return -ENOMEM;
	}
	for (int64_t day = b->p.today; day > b->p.today - GLANCE_DAYS && day >= b->d.first; day--) {
		const struct diary_day *known = diary_get_day(&b->d, day);
		char date[PAST_STRING_MAX];
		struct text noted = {};

		for (size_t i = 0; i < b->d.n; i++) {
			if (covers(b, &b->d.entry[i], day)) {
				add_of_day(&noted, &b->d.entry[i], day);
			}
		}
		if (!noted.n) {
			text_add(&noted, "%s", "-");
		}
		const char *cells[] = { past_say_date(date, day), noted.s };
		if (table_row(t, known && known->headache ? TONE_NOTE : TONE_PLAIN, cells) < 0) {
			return -ENOMEM;
		}
	}
	return table_print(t);
}

static void say_block(const struct diary_book *b)
{
	struct diary_summary s;
	int64_t first = b->p.today - DIARY_BLOCK_DAYS + 1;

	diary_summarize(&b->d, NULL, 0, first, b->p.today, &s);
	out_line(TONE_PLAIN, _("28 days"),
		 _("%u noted, headache on %u of them; medicines on %u   (ergoctl log summary)"),
		 s.recorded, s.headache_days, s.acute_days);
}

void say_ongoing(const struct diary_book *b, int64_t before, int64_t but_for)
{
	for (size_t i = 0; i < b->d.n; i++) {
		const struct diary_entry *e = &b->d.entry[i];
		struct text line = {};

		if (e->ongoing && e->day < before && e->id != but_for) {
			entry_say_short(b, e, &line);
			out_line(TONE_NOTE, _("goes on"), _("%s   (ergoctl log end %lld)"), line.s,
				 (long long) e->id);
		}
	}
}

int log_glance(const struct args *args)
{
	static const char kinds[] =
		"ergoctl log none | headache | neck | medication | event | sleep";
	_cleanup_(book_done) struct diary_book b = {};
	int r = book_open(&b);

	if (r != EXIT_DONE) {
		return r;
	}
	if (args->set & OPT(OPT_JSON)) {
		return log_glance_json(&b, b.p.today - GLANCE_DAYS + 1);
	}
	if (b.d.n == 0) {
		out_text(_("nothing is in the diary yet"));
	} else if (print_days(&b) < 0) {
		out_error("%s", strerror(ENOMEM));
		return EXIT_FAILED;
	} else {
		say_block(&b);
	}
	say_ongoing(&b, INT64_MAX, 0);
	say_overuse(&b);
	out_line(TONE_PLAIN, _("to note"), "%s", kinds);
	out_line(
		TONE_PLAIN, _("help"),
		_("when to see a doctor, and when to call for help at once: ergoctl help-seeking"));
	return EXIT_DONE;
}

/* ---- show ---- */

static int show_json(const struct diary_book *b, int64_t first, int64_t last)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < b->d.n; i++) {
		const struct diary_entry *e = &b->d.entry[i];

		if (e->day <= last && (e->last_day >= first || e->ongoing)) {
			(void) json_object_array_add(list, entry_json(e));
		}
	}
	json_add(o, "entries", list);
	json_print(o, true);
	return EXIT_DONE;
}

/* The days that are asked for. */
static int choose(const struct diary_book *b, const struct args *args, int64_t *ret_first,
		  int64_t *ret_last)
{
	struct args words = *args;
	struct range range;
	int r = range_of_options(&range, &b->p, args);

	if (r != EXIT_DONE) {
		return r;
	}
	*ret_last = range.last;
	*ret_first = range.since   ? range.first
		     : range.until ? INT64_MIN
				   : b->p.today - SHOW_DAYS + 1;
	if (args->n <= 1) {
		return EXIT_DONE;
	}
	if (range.since || range.until) {
		return usage_error("log", _("a day, or --since and --until, not both"));
	}
	words.word++;
	words.n--;
	r = range_parse_day(&b->p, &words, ret_first);
	*ret_last = *ret_first;
	return r;
}

int log_show(const struct args *args)
{
	_cleanup_(book_done) struct diary_book b = {};
	int64_t first, last;
	size_t n = 0;
	int r = book_open(&b);

	if (r == EXIT_DONE) {
		r = choose(&b, args, &first, &last);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	if (args->set & OPT(OPT_JSON)) {
		return show_json(&b, first, last);
	}
	for (size_t i = 0; i < b.d.n; i++) {
		const struct diary_entry *e = &b.d.entry[i];

		if (e->day <= last && (e->last_day >= first || e->ongoing)) {
			entry_show(&b, e);
			n++;
		}
	}
	if (n == 0) {
		out_text(b.d.n ? _("nothing is noted of these days")
			       : _("nothing is in the diary yet"));
	}
	return EXIT_DONE;
}
