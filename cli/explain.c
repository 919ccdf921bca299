/* `ergoctl explain`: why the next prompt is when it is, in sentences. */
#include <string.h>

#include "cli.h"
#include "client.h"
#include "ergo/snapshot.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"
#include "words.h"

/* The settings in force, as the daemon tells them; strings belong to `message`. */
#define SETTINGS_MAX 256

struct settings {
	sd_bus_message *message;
	size_t n;
	struct setting {
		const char *name, *value, *origin;
		bool used;
	} row[SETTINGS_MAX];
};

struct explanation {
	const struct view *v;
	struct settings *settings;
	size_t n;
	struct text line[12];
};

static void settings_done(struct settings *s)
{
	s->message = sd_bus_message_unref(s->message);
}

static int settings_load(struct client *c, struct settings *s)
{
	const char *type, *def, *doc;
	int r;

	r = client_call(c, WIRE_CONFIG, "List", 0, &s->message, NULL);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_enter_container(s->message, 'a', "(ssssss)");
	while (r >= 0 && s->n < SETTINGS_MAX) {
		struct setting *row = &s->row[s->n];

		r = sd_bus_message_read(s->message, "(ssssss)", &row->name, &type, &row->value,
					&def, &row->origin, &doc);
		if (r <= 0) {
			break;
		}
		s->n++;
	}
	return r < 0 ? client_fail(c, r, _("cannot read the settings of ergod")) : 0;
}

static struct text *add(struct explanation *e)
{
	assert(e->n < ELEMENTSOF(e->line));
	return &e->line[e->n++];
}

/* The value of a key, noted as one that matters. */
static const char *value(struct explanation *e, const char *name)
{
	for (size_t i = 0; i < e->settings->n; i++) {
		if (strcmp(e->settings->row[i].name, name) == 0) {
			e->settings->row[i].used = true;
			return e->settings->row[i].value;
		}
	}
	return "?";
}

static const char *say(char buf[static DURATION_STRING_MAX], usec_t d)
{
	return duration_say(buf, DURATION_STRING_MAX, d);
}

/* What has been counted so far, for both kinds. */
static void add_counters(struct explanation *e)
{
	char a[DURATION_STRING_MAX];
	const struct view *v = e->v;

	if (v->rest_every) {
		text_add(
			add(e),
			_("Since the last rest break you were at the screen for %s; one is due after "
			  "%s (rest_break.every), and any pause of %s (rest_break.length) counts as "
			  "one."),
			say(a, v->since_rest), value(e, "rest_break.every"),
			value(e, "rest_break.length"));
	} else {
		text_add(add(e), _("Rest breaks are not prompted (rest_break.enabled = %s)."),
			 value(e, "rest_break.enabled"));
	}
	if (v->micro_every) {
		text_add(add(e),
			 _("Since the last micro-break it is %s; one is due after %s "
			   "(micro_break.every), a pause of %s (micro_break.length) counts as one, "
			   "and "
			   "none is prompted within %s before a rest break "
			   "(micro_break.not_before_rest)."),
			 say(a, v->since_micro), value(e, "micro_break.every"),
			 value(e, "micro_break.length"), value(e, "micro_break.not_before_rest"));
	} else {
		text_add(add(e), _("Micro-breaks are not prompted (micro_break.enabled = %s)."),
			 value(e, "micro_break.enabled"));
	}
}

static void add_counting(struct explanation *e)
{
	const struct view *v = e->v;
	char in[DURATION_STRING_MAX], clock[CLOCK_STRING_MAX];
	usec_t at = v->next_at ?: usec_add(v->now, v->next_in);

	text_add(add(e),
		 _("The next prompt is a %s, after %s more at the screen: about %s if you stay."),
		 kind_words(v->next_kind), say(in, v->next_in),
		 say_moment(clock, sizeof(clock), at));
}

static void add_away(struct explanation *e)
{
	const struct view *v = e->v;
	char in[DURATION_STRING_MAX];

	if (presence_from_string(v->presence) == PRESENCE_UNKNOWN) {
		text_add(add(e),
			 _("It is not known whether anybody is at the screen, so nothing is "
			   "counted and nothing prompted."));
		return;
	}
	text_add(add(e),
		 _("Nobody is at the screen (%s), so nothing is counted and nothing prompted. The "
		   "next "
		   "prompt is a %s, after %s more at the screen once you are back."),
		 presence_words(v->presence), kind_words(v->next_kind), say(in, v->next_in));
	text_add(add(e),
		 _("You count as away after %s without input (presence.away_after), since the "
		   "last input."),
		 value(e, "presence.away_after"));
}

static void add_active(struct explanation *e)
{
	const struct view *v = e->v;
	char left[DURATION_STRING_MAX];

	(void) say(left, v->break_remaining);
	if (break_state_from_string(v->break_state) == BREAK_STARTED) {
		text_add(
			add(e),
			_("A %s is running, %s left. Nothing else is prompted until it has ended."),
			kind_words(v->break_kind), left);
		return;
	}
	text_add(
		add(e),
		_("A %s is due and was prompted; it is taken as soon as nothing was touched for %s. "
		  "Nothing else is prompted before."),
		kind_words(v->break_kind), left);
	text_add(add(e),
		 P_("It can be put off %u more time (prompts.max_postpones = %s).",
		    "It can be put off %u more times (prompts.max_postpones = %s).",
		    v->postpones_left),
		 v->postpones_left, value(e, "prompts.max_postpones"));
	if (strcmp(v->break_kind, "rest") == 0) {
		text_add(
			add(e),
			_("You are reminded after each further %s at the screen "
			  "(prompts.remind_after), %s times (prompts.max_reminders); then it is let "
			  "go "
			  "as missed."),
			value(e, "prompts.remind_after"), value(e, "prompts.max_reminders"));
	} else {
		text_add(add(e),
			 _("After %s more at the screen (micro_break.expires_after) it is let go "
			   "as missed."),
			 value(e, "micro_break.expires_after"));
	}
}

static void add_waiting(struct explanation *e, int reason)
{
	const struct view *v = e->v;
	const char *kind = kind_words(v->next_kind);
	char clock[CLOCK_STRING_MAX], in[DURATION_STRING_MAX];

	(void) say_moment(clock, sizeof(clock), v->next_at);
	(void) say(in, view_next_in(v));
	if (reason == NEXT_POSTPONED) {
		text_add(add(e),
			 _("You put off a %s; it comes again at %s, in %s. A postponement lasts %s "
			   "unless you say otherwise (prompts.postpone)."),
			 kind, clock, in, value(e, "prompts.postpone"));
	} else if (reason == NEXT_SETTLE) {
		text_add(
			add(e),
			_("A %s is due, but nobody is greeted with a prompt: none comes within %s of "
			  "your return or of the last break (prompts.settle), so not before %s, in "
			  "%s."),
			kind, value(e, "prompts.settle"), clock, in);
	} else {
		text_add(
			add(e),
			_("A %s is due and waits for a gap of %s in your input (prompts.lull), for "
			  "at "
			  "most %s (prompts.lull_max): at the latest at %s."),
			kind, value(e, "prompts.lull"), value(e, "prompts.lull_max"), clock);
	}
}

static void add_pause(struct explanation *e)
{
	char clock[CLOCK_STRING_MAX];
	struct text *t = add(e);

	if (e->v->paused_until) {
		text_add(t, _("You paused all prompts, until %s. `ergoctl resume` ends it."),
			 say_moment(clock, sizeof(clock), e->v->paused_until));
	} else {
		text_add(t,
			 _("You paused all prompts, until you resume. `ergoctl resume` ends it."));
	}
}

static void add_nothing(struct explanation *e)
{
	text_add(
		add(e),
		_("No break is prompted: micro_break.enabled = %s and rest_break.enabled = %s. Breaks "
		  "that you take are recorded all the same."),
		value(e, "micro_break.enabled"), value(e, "rest_break.enabled"));
	if (strcmp(value(e, "daily_limit.enabled"), "yes") == 0) {
		text_add(add(e),
			 _("The daily limit still is: a note comes at %s at the screen a day "
			   "(daily_limit.limit), and again after each further %s "
			   "(daily_limit.remind_every)."),
			 value(e, "daily_limit.limit"), value(e, "daily_limit.remind_every"));
	} else {
		text_add(add(e), _("Nor is the daily limit (daily_limit.enabled = %s)."),
			 value(e, "daily_limit.enabled"));
	}
	if (e->v->paused) {
		add_pause(e);
	}
}

static void add_held_back(struct explanation *e, int reason)
{
	const struct view *v = e->v;

	if (reason == NEXT_QUIET) {
		struct text why = {};

		view_say_quiet(v, &why);
		text_add(
			add(e),
			_("Prompts are held back: %s. A full-screen window in which you work holds "
			  "them "
			  "back for at most %s (quiet.max_delay)."),
			why.s, value(e, "quiet.max_delay"));
	} else {
		add_pause(e);
	}
	text_add(add(e),
		 _("Measuring goes on meanwhile. Afterwards there is at most one prompt, at the "
		   "next gap in your input."));
}

static void add_input(struct explanation *e)
{
	const struct view *v = e->v;
	char ago[DURATION_STRING_MAX], clock[CLOCK_STRING_MAX];

	if (!*v->input_source || strcmp(v->input_source, "none") == 0) {
		text_add(add(e),
			 _("No source of input works, so nothing can be measured: ergoctl doctor "
			   "says what to do."));
	} else if (!v->last_input) {
		text_add(add(e), _("No input has been seen yet (source: %s)."), v->input_source);
	} else {
		text_add(add(e), _("The last input (%s) was %s ago, at %s (source: %s)."),
			 view_input_class(v), say(ago, view_input_ago(v)),
			 say_seconds(clock, sizeof(clock), v->last_input), v->input_source);
	}
}

static void add_engaged(struct explanation *e)
{
	struct text why = {};

	if (!*e->v->engaged) {
		return;
	}
	view_say_engaged(e->v, &why);
	if (view_at_screen(e->v)) {
		text_add(
			add(e),
			_("The screen counts as watched without input: %s (presence.count_media, for "
			  "at most presence.passive_max after the last input)."),
			why.s);
	} else {
		text_add(
			add(e),
			_("The screen will count as watched without input from your next input on: "
			  "%s (presence.count_media)."),
			why.s);
	}
}

static void explain(struct explanation *e)
{
	int reason = next_reason_from_string(e->v->next_reason);

	switch (reason) {
	case NEXT_COUNTING:
		add_counting(e);
		break;
	case NEXT_AWAY:
		add_away(e);
		break;
	case NEXT_ACTIVE:
		add_active(e);
		break;
	case NEXT_POSTPONED:
	case NEXT_SETTLE:
	case NEXT_LULL:
		add_waiting(e, reason);
		break;
	case NEXT_QUIET:
	case NEXT_SILENCE:
		add_held_back(e, reason);
		break;
	case NEXT_NOTHING:
		add_nothing(e);
		break;
	default:
		text_add(add(e), _("ergod gives a reason that this ergoctl does not know: %s."),
			 e->v->next_reason);
		break;
	}
	if (reason != NEXT_NOTHING) {
		add_counters(e);
	}
	add_engaged(e);
	add_input(e);
}

static void print_json(const struct explanation *e)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	struct json_object *text = json_object_new_array(), *keys = json_object_new_array();
	const struct view *v = e->v;

	for (size_t i = 0; i < e->n; i++) {
		(void) json_object_array_add(text, json_text(e->line[i].s));
	}
	for (size_t i = 0; i < e->settings->n; i++) {
		const struct setting *s = &e->settings->row[i];
		struct json_object *k;

		if (!s->used) {
			continue;
		}
		k = json_object_new_object();
		json_add(k, "key", json_text(s->name));
		json_add(k, "value", json_text(s->value));
		json_add(k, "origin", json_text(s->origin));
		(void) json_object_array_add(keys, k);
	}
	json_add(o, "reason", json_word(v->next_reason));
	json_add(o, "kind", json_word(v->next_kind));
	json_add(o, "seconds", *v->next_kind ? json_seconds(view_next_in(v)) : NULL);
	json_add(o, "at", json_time(v->next_at));
	json_add(o, "since_rest_seconds", json_seconds(v->since_rest));
	json_add(o, "since_micro_seconds", json_seconds(v->since_micro));
	json_add(o, "input_source", json_word(v->input_source));
	json_add(o, "last_input", json_time(v->last_input));
	json_add(o, "last_input_class", json_word(v->last_input_class));
	json_add(o, "keys", keys);
	json_add(o, "text", text);
	json_print(o, true);
}

/* Settings that are not the default are worth a line: they are where a surprise comes from. */
static void print_text(const struct explanation *e)
{
	for (size_t i = 0; i < e->n; i++) {
		out_text("%s", e->line[i].s);
	}
	for (size_t i = 0; i < e->settings->n; i++) {
		const struct setting *s = &e->settings->row[i];

		if (s->used && strcmp(s->origin, "default") != 0) {
			out_text("  %s = %s   (%s)", s->name, s->value, s->origin);
		}
	}
}

int verb_explain(const struct args *args)
{
	_cleanup_(settings_done) struct settings settings = {};
	_cleanup_(client_done) struct client c = {};
	_cleanup_(view_done) struct view v = {};
	struct explanation e = { .v = &v, .settings = &settings };

	if (client_open(&c) < 0 || client_view(&c, &v) < 0 || settings_load(&c, &settings) < 0) {
		return client_report(&c);
	}
	explain(&e);
	if (args->set & OPT(OPT_JSON)) {
		print_json(&e);
	} else {
		print_text(&e);
	}
	return EXIT_DONE;
}
