/* `ergoctl simulate`: now, then and the difference. */
#include <string.h>

#include "cli.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "simulate.h"
#include "words.h"

#define CELL_MAX 128

static unsigned prompts(const struct simulation_result *r)
{
	unsigned n = r->reminders;

	for (size_t i = 0; i < _PROMPT_KIND_MAX; i++) {
		n += r->prompts[i];
	}
	return n;
}

static unsigned outcomes(const struct simulation_result *r, enum outcome outcome)
{
	return r->tally[BREAK_MICRO][outcome] + r->tally[BREAK_REST][outcome];
}

/* ---- for people ---- */

enum measure {
	PROMPTS,
	PROMPTS_MICRO,
	PROMPTS_REST,
	PROMPTS_DAILY,
	REMINDERS,
	TAKEN,
	NATURAL,
	MISSED,
	_COUNTS, /* of the above, a day */
	UNBROKEN = _COUNTS,
	SCREEN, /* durations a day up to here */
	LONGEST,
	_MEASURES,
};

static const char *const labels[_MEASURES] = {
	[PROMPTS] = N_("prompts a day"),
	[PROMPTS_MICRO] = N_("- of micro-breaks"),
	[PROMPTS_REST] = N_("- of rest breaks"),
	[PROMPTS_DAILY] = N_("- of the daily limit"),
	[REMINDERS] = N_("- reminders"),
	[TAKEN] = N_("breaks taken when prompted, a day"),
	[NATURAL] = N_("of your own accord, a day"),
	[MISSED] = N_("missed, a day"),
	[UNBROKEN] = N_("over 60 min unbroken, a day"),
	[SCREEN] = N_("screen time, a day"),
	[LONGEST] = N_("longest session"),
};

/* A count, or microseconds; of all days. */
static uint64_t sum(const struct simulation_result *r, enum measure m)
{
	switch (m) {
	case PROMPTS:
		return prompts(r);
	case PROMPTS_MICRO:
		return r->prompts[BREAK_MICRO];
	case PROMPTS_REST:
		return r->prompts[BREAK_REST];
	case PROMPTS_DAILY:
		return r->prompts[PROMPT_DAILY];
	case REMINDERS:
		return r->reminders;
	case TAKEN:
		return outcomes(r, OUTCOME_TAKEN);
	case NATURAL:
		return outcomes(r, OUTCOME_NATURAL);
	case MISSED:
		return outcomes(r, OUTCOME_MISSED);
	case UNBROKEN:
		return r->unbroken;
	case SCREEN:
		return r->screen_time;
	case LONGEST:
		return r->longest;
	case _MEASURES:
		break;
	}
	return 0;
}

/* As it is told: tenths of a count, or a duration. */
static int64_t value(const struct simulation_result *r, enum measure m)
{
	uint64_t days = r->days ? r->days : 1, all = sum(r, m);

	if (m < _COUNTS) {
		return (int64_t) ((10 * all + days / 2) / days);
	}
	return (int64_t) (m < LONGEST ? all / days : all);
}

static const char *say(char *buf, enum measure m, int64_t v, bool difference)
{
	int64_t size = v < 0 ? -v : v;
	const char *sign = !difference ? "" : v < 0 ? "-" : "+";
	char d[DURATION_STRING_MAX];

	if (difference && (m < _COUNTS ? size == 0 : size < (int64_t) USEC_PER_SEC)) {
		(void) snprintf(buf, CELL_MAX, "%s", _("same"));
	} else if (m < _COUNTS) {
		(void) snprintf(buf, CELL_MAX, "%s%lld.%lld", sign, (long long) (size / 10),
				(long long) (size % 10));
	} else {
		(void) snprintf(buf, CELL_MAX, "%s%s", sign,
				duration_say(d, sizeof(d), (usec_t) size));
	}
	return buf;
}

static int put_row(struct table *t, const struct comparison *c, enum measure m)
{
	char now[CELL_MAX], then[CELL_MAX], difference[CELL_MAX];
	int64_t a = value(&c->now, m), b = value(&c->then, m);

	return table_row(t, TONE_PLAIN,
			 (const char *[]){ tr(labels[m]), say(now, m, a, false),
					   say(then, m, b, false),
					   say(difference, m, b - a, true) });
}

static int print_table(const struct comparison *c)
{
	static const char *const columns[] = { "", N_("now"), N_("then"), N_("difference") };
	_cleanup_(table_freep) struct table *t = NULL;
	int r = table_new(&t, columns, c->both ? 4 : 2, 0);

	for (int m = 0; r >= 0 && m < _MEASURES; m++) {
		r = put_row(t, c, (enum measure) m);
	}
	return r < 0 ? r : table_print(t);
}

/* Why it can't be told what a change of the key would have made; %s is the key. */
static const char *reason(enum untold untold)
{
	switch (untold) {
	case UNTOLD_FINE:
		return N_("%s finer than the 10 s slots that are kept");
	case UNTOLD_ANSWER:
		return N_("%s depends on how you would have answered");
	case UNTOLD_RECORDED:
		return N_("%s decides what is recorded, and that is done");
	case UNTOLD_OTHER:
		return N_("%s has no part in sessions, breaks and their prompts");
	case UNTOLD_NOT:
	case _UNTOLD_MAX:
		break;
	}
	return "%s";
}

static const char *or_empty(const char *value)
{
	return *value ? value : _("(empty)");
}

static void print_keys(const struct comparison *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct changed_key *k = &c->key[i];

		if (strcmp(k->now, k->then) == 0) {
			out_line(TONE_PLAIN, _("the same"), "%s.%s = %s", k->key->section,
				 k->key->key, or_empty(k->now));
		} else {
			out_line(TONE_PLAIN, _("changed"), "%s.%s: %s -> %s", k->key->section,
				 k->key->key, or_empty(k->now), or_empty(k->then));
		}
		if (k->untold != UNTOLD_NOT) {
			struct text name = {}, why = {};

			text_add(&name, "%s.%s", k->key->section, k->key->key);
			text_message(&why, reason(k->untold), name.s);
			out_line(TONE_NOTE, _("untold"), "%s", why.s);
		}
	}
	if (c->both && c->n == 0) {
		out_line(TONE_NOTE, _("changed"),
			 _("nothing that has to do with sessions and breaks"));
	}
}

int simulation_print(const struct past *p, const struct comparison *c)
{
	char first[PAST_STRING_MAX], last[PAST_STRING_MAX];
	int r;

	if (c->now.days == 0 && c->then.days == 0) {
		out_text(_("nothing was recorded from %s to %s   (ergoctl data show)"),
			 past_say_date(first, c->first), past_say_date(last, c->last));
		return EXIT_DONE;
	}
	out_text(P_("%s to %s: %u day with screen time", "%s to %s: %u days with screen time",
		    c->now.days),
		 past_say_date(first, c->first), past_say_date(last, c->last), c->now.days);
	r = print_table(c);
	if (r < 0) {
		return past_report(p, r);
	}
	print_keys(c);
	if (c->both) {
		out_text(_(
			"What you did is what was recorded: a prompt more finds you working on, and counts "
			"as missed."));
	} else {
		out_text(_("To compare: ergoctl simulate --set micro_break.every=15min"));
	}
	return EXIT_DONE;
}

/* ---- as data ---- */

static struct json_object *result_json(const struct simulation_result *r)
{
	struct json_object *o = json_object_new_object(), *by_kind = json_object_new_object();
	double days = r->days ? (double) r->days : 1;

	json_add(by_kind, "micro", json_count(r->prompts[BREAK_MICRO]));
	json_add(by_kind, "rest", json_count(r->prompts[BREAK_REST]));
	json_add(by_kind, "daily", json_count(r->prompts[PROMPT_DAILY]));
	json_add(by_kind, "reminders", json_count(r->reminders));
	json_add(o, "days", json_count(r->days));
	json_add(o, "sessions", json_count(r->sessions));
	json_add(o, "prompts", by_kind);
	json_add(o, "prompts_a_day", json_real(prompts(r) / days, 2));
	json_add(o, "breaks", tally_json(r->tally));
	json_add(o, "screen_seconds", json_seconds(r->screen_time));
	json_add(o, "longest_seconds", json_seconds(r->longest));
	json_add(o, "over_60min_seconds", json_seconds(r->unbroken));
	return o;
}

static struct json_object *key_json(const struct changed_key *k)
{
	struct json_object *o = json_object_new_object();
	char name[CONFIG_NAME_MAX];

	(void) snprintf(name, sizeof(name), "%s.%s", k->key->section, k->key->key);
	json_add(o, "key", json_text(name));
	json_add(o, "now", json_text(k->now));
	json_add(o, "then", json_text(k->then));
	return o;
}

int simulation_json(const struct comparison *c)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *keys = json_object_new_array(), *untold = json_object_new_array();

	for (size_t i = 0; i < c->n; i++) {
		const struct changed_key *k = &c->key[i];

		(void) json_object_array_add(keys, key_json(k));
		if (k->untold != UNTOLD_NOT) {
			struct json_object *u = key_json(k);

			json_add(u, "reason", json_text(untold_to_string(k->untold)));
			(void) json_object_array_add(untold, u);
		}
	}
	json_add(o, "first_day", past_day_json(c->first));
	json_add(o, "last_day", past_day_json(c->last));
	json_add(o, "now", result_json(&c->now));
	json_add(o, "then", c->both ? result_json(&c->then) : NULL);
	json_add(o, "keys", keys);
	json_add(o, "untold", untold);
	json_print(o, true);
	return EXIT_DONE;
}
