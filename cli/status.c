/* `ergoctl status`: a glance for a person, a line for a bar, an object for a script. */
#include <string.h>

#include "cli.h"
#include "client.h"
#include "ergo/snapshot.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "output.h"
#include "past.h"
#include "words.h"

/* What a person reads, before it is known where. */
struct sheet {
	size_t n;
	struct sheet_line {
		enum tone tone;
		const char *label;
		struct text text;
	} line[12 + VIEW_PROBLEMS_MAX];
};

static struct text *sheet_add(struct sheet *s, enum tone tone, const char *label)
{
	struct sheet_line *l;

	assert(s->n < ELEMENTSOF(s->line));
	l = &s->line[s->n++];
	l->tone = tone;
	l->label = label;
	l->text.n = 0;
	l->text.s[0] = '\0';
	return &l->text;
}

/* "42 min", in one of the caller's buffers. */
static const char *say(char buf[static DURATION_STRING_MAX], usec_t d)
{
	return duration_say(buf, DURATION_STRING_MAX, d);
}

static void add_presence(struct sheet *s, const struct view *v)
{
	char a[DURATION_STRING_MAX], b[DURATION_STRING_MAX], since[CLOCK_STRING_MAX];
	bool unbroken = view_at_screen(v) && v->session_start;
	/* what stands next to the session's length is the session's start, not the last return */
	uint64_t from = unbroken ? v->session_start : v->presence_since;
	struct text *t, u = {};

	t = sheet_add(s, view_at_screen(v) ? TONE_GOOD : TONE_PLAIN, presence_words(v->presence));
	if (presence_from_string(v->presence) == PRESENCE_UNKNOWN) {
		text_add(t, _("no source of input works, so nothing is measured"));
		return;
	}
	(void) say_moment(since, sizeof(since), from);
	(void) say(a, unbroken ? v->session_time : usec_sub(v->now, v->presence_since));
	(void) say(b, v->session_time);
	if (unbroken) {
		text_add(&u, _("since %s, unbroken for %s"), since, a);
	} else if (v->session_start && from) {
		text_add(&u, _("since %s, %s by now, after %s without a break"), since, a, b);
	} else if (v->session_start) {
		text_add(&u, _("%s by now, after %s without a break"), a, b);
	} else if (from) {
		text_add(&u, _("since %s, no screen session yet or the last one is over"), since);
	} else {
		text_add(&u, _("no screen session yet or the last one is over"));
	}
	if (v->longest_today) {
		text_add(t, _("%s (longest today %s)"), u.s, say(a, v->longest_today));
	} else {
		text_add(t, "%s", u.s);
	}
}

static void add_break(struct sheet *s, const struct view *v)
{
	const char *kind = kind_words(v->break_kind);
	char left[DURATION_STRING_MAX], next[DURATION_STRING_MAX];
	struct text *t;

	(void) say(left, v->break_remaining);
	switch (break_state_from_string(v->break_state)) {
	case BREAK_STARTED:
		t = sheet_add(s, TONE_GOOD, _("break"));
		text_add(t, _("%s running, %s left"), kind, left);
		return;
	case BREAK_POSTPONED:
		t = sheet_add(s, TONE_NOTE, _("break"));
		text_add(t, _("%s postponed, again in %s"), kind, say(next, view_next_in(v)));
		return;
	default:
		t = sheet_add(s, TONE_NOTE, _("break"));
		text_add(t,
			 P_("%s due: %s away from the screen, can be put off %u more time",
			    "%s due: %s away from the screen, can be put off %u more times",
			    v->postpones_left),
			 kind, left, v->postpones_left);
		return;
	}
}

static void add_today(struct sheet *s, const struct view *v)
{
	struct text *t = sheet_add(s, TONE_PLAIN, _("today"));
	char a[DURATION_STRING_MAX];

	text_add(t, _("%s at the screen"), say(a, v->today_time));
	say_tally(t, v->tally);
}

static void add_desk(struct sheet *s, const struct view *v)
{
	struct text t = {};
	int tone;

	if (v->desk.told) {
		tone = desk_say(&v->desk, &t);
		text_add(sheet_add(s, tone, _("desk")), "%s", t.s);
	}
}

static void add_input(struct sheet *s, const struct view *v)
{
	bool none = !*v->input_source || strcmp(v->input_source, "none") == 0;
	struct text *t = sheet_add(s, none ? TONE_BAD : TONE_PLAIN, _("input"));
	const char *source = none ? Q_("source of input", "none") : v->input_source;
	usec_t ago = view_input_ago(v);
	char a[DURATION_STRING_MAX];

	if (!v->last_input) {
		text_add(t, _("%s, nothing seen yet"), source);
	} else if (ago < USEC_PER_SEC) {
		text_add(t, _("%s, %s just now"), source, view_input_class(v));
	} else {
		text_add(t, _("%s, %s %s ago"), source, view_input_class(v), say(a, ago));
	}
}

/* What can be typed now, if there is something to decide. */
static void add_action(struct sheet *s, const struct view *v)
{
	if (view_break_active(v)) {
		switch (break_state_from_string(v->break_state)) {
		case BREAK_STARTED:
			text_add(sheet_add(s, TONE_PLAIN, _("then")), "ergoctl end | skip");
			return;
		case BREAK_POSTPONED:
			text_add(sheet_add(s, TONE_PLAIN, _("now")), "ergoctl break %s | skip",
				 v->break_kind);
			return;
		default:
			text_add(sheet_add(s, TONE_NOTE, _("now")), "ergoctl break %s%s | skip",
				 v->break_kind, v->postpones_left ? " | postpone" : "");
			return;
		}
	}
	if (v->paused) {
		text_add(sheet_add(s, TONE_PLAIN, _("to end it")), "ergoctl resume");
	} else if (v->problems_n || presence_from_string(v->presence) == PRESENCE_UNKNOWN) {
		text_add(sheet_add(s, TONE_NOTE, _("do")), "ergoctl doctor");
	}
}

static void sheet_fill(struct sheet *s, const struct view *v)
{
	char a[DURATION_STRING_MAX], clock[CLOCK_STRING_MAX];
	struct text *t;

	s->n = 0;
	add_presence(s, v);
	if (view_at_screen(v) && *v->engaged) {
		view_say_engaged(v, sheet_add(s, TONE_PLAIN, _("watching")));
	}
	if (view_break_active(v)) {
		add_break(s, v);
	} else if (!v->paused) {
		view_say_next(v, sheet_add(s, TONE_PLAIN, _("next")));
	}
	if (v->paused) {
		t = sheet_add(s, TONE_NOTE, _("paused"));
		if (v->paused_until) {
			text_add(t, _("until %s, %s from now"),
				 say_moment(clock, sizeof(clock), v->paused_until),
				 say(a, usec_sub(v->paused_until, v->now)));
		} else {
			text_add(t, _("until you resume"));
		}
	}
	if (*v->quiet) {
		struct text why = {};

		view_say_quiet(v, &why);
		text_add(sheet_add(s, TONE_NOTE, _("quiet")), _("%s: prompts are held back"),
			 why.s);
	}
	add_today(s, v);
	add_desk(s, v);
	add_input(s, v);
	for (size_t i = 0; i < v->problems_n; i++) {
		text_add(sheet_add(s, TONE_BAD, _("problem")), "%s", v->problems[i]);
	}
	add_action(s, v);
}

/* One short phrase: what a bar shows. */
static void say_short(const struct view *v, struct text *t)
{
	char a[DURATION_STRING_MAX];

	if (view_break_active(v)) {
		const char *kind = kind_words(v->break_kind);
		int state = break_state_from_string(v->break_state);

		if (state == BREAK_STARTED) {
			text_add(t, _("%s %s left"), kind, say(a, v->break_remaining));
		} else if (state == BREAK_POSTPONED) {
			text_add(t, _("%s again in %s"), kind, say(a, view_next_in(v)));
		} else {
			text_add(t, _("%s due"), kind);
		}
	} else if (v->paused) {
		text_add(t, _("paused"));
	} else if (view_at_screen(v)) {
		text_add(t, "%s", say(a, v->session_time));
	} else {
		text_add(t, "%s",
			 presence_from_string(v->presence) < 0 ? "?" : presence_words(v->presence));
	}
}

/* What a style sheet can tell apart. */
static const char *bar_class(const struct view *v)
{
	if (view_break_active(v)) {
		return v->break_state;
	}
	return v->paused ? "paused" : *v->quiet ? "quiet" : v->presence;
}

/* How much of the screen time up to the next break is used up. */
static unsigned bar_percentage(const struct view *v)
{
	bool micro = strcmp(v->next_kind, "micro") == 0;
	uint64_t every = micro ? v->micro_every : v->rest_every;
	uint64_t since = micro ? v->since_micro : v->since_rest;

	if (every == 0) {
		return 0;
	}
	return since >= every ? 100 : (unsigned) ((double) since * 100 / (double) every);
}

/* Bars take it for Pango markup. */
static void put_markup(FILE *f, const char *s)
{
	for (; *s; s++) {
		if (*s == '&') {
			(void) fputs("&amp;", f);
		} else if (*s == '<') {
			(void) fputs("&lt;", f);
		} else if (*s == '>') {
			(void) fputs("&gt;", f);
		} else {
			(void) fputc(*s, f);
		}
	}
}

/* A line of JSON for a bar; the tooltip is `error`, or a sheet, a line each. */
static int print_waybar(const char *text, const struct sheet *s, const char *error,
			const char *class, unsigned percentage)
{
	_cleanup_(json_putp) struct json_object *o = json_object_new_object();
	_cleanup_(freep) char *tooltip = NULL;
	size_t size;
	FILE *f = open_memstream(&tooltip, &size);

	if (!f) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	for (size_t i = 0; s && i < s->n; i++) {
		_cleanup_(freep) char *line = escape(s->line[i].text.s);
		_cleanup_(freep) char *label = escape(s->line[i].label);

		(void) fprintf(f, "%s", i ? "\n" : "");
		put_markup(f, label ?: "");
		(void) fputs(": ", f);
		put_markup(f, line ?: "");
	}
	put_markup(f, error);
	if (fclose(f) != 0) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	json_add(o, "text", json_text(text));
	json_add(o, "tooltip", json_text(tooltip));
	json_add(o, "class", json_text(class));
	json_add(o, "percentage", json_count(percentage));
	json_print(o, false);
	return EXIT_DONE;
}

static int print_oneline(const struct view *v)
{
	struct text t = {}, next = {}, today = {}, problems = {};
	char a[DURATION_STRING_MAX];

	if (view_at_screen(v)) {
		text_add(&t, Q_("presence, duration", "%s %s"), presence_words(v->presence),
			 say(a, v->session_time));
	} else {
		text_add(&t, "%s", presence_words(v->presence));
	}
	if (view_break_active(v)) {
		say_short(v, &next);
	} else {
		view_say_next(v, &next);
	}
	list_add(&t, next.s);
	text_add(&today, _("today %s"), say(a, v->today_time));
	list_add(&t, today.s);
	if (v->problems_n) {
		text_add(&problems,
			 P_("%zu problem: ergoctl doctor", "%zu problems: ergoctl doctor",
			    v->problems_n),
			 v->problems_n);
		list_add(&t, problems.s);
	}
	out_text("%s", t.s);
	return EXIT_DONE;
}

static int unreachable(const struct client *c, const char *format)
{
	if (strcmp(format, "waybar") == 0) {
		/* waybar hides a module whose program fails */
		return print_waybar("", NULL, c->error, "offline", 0);
	}
	return client_report(c);
}

static int print(const struct view *v, const char *format)
{
	struct text text = {};
	struct sheet sheet;

	if (strcmp(format, "json") == 0) {
		_cleanup_(json_putp) struct json_object *o = view_to_json(v);

		json_print(o, true);
		return EXIT_DONE;
	}
	if (strcmp(format, "oneline") == 0) {
		return print_oneline(v);
	}
	sheet_fill(&sheet, v);
	if (strcmp(format, "waybar") == 0) {
		say_short(v, &text);
		return print_waybar(text.s, &sheet, "", bar_class(v), bar_percentage(v));
	}
	for (size_t i = 0; i < sheet.n; i++) {
		out_line(sheet.line[i].tone, sheet.line[i].label, "%s", sheet.line[i].text.s);
	}
	return EXIT_DONE;
}

int verb_status(const struct args *args)
{
	const char *format = args->value[OPT_FORMAT] ?: "text";
	_cleanup_(client_done) struct client c = {};
	_cleanup_(view_done) struct view v = {};

	if (args->set & OPT(OPT_JSON)) {
		if (args->value[OPT_FORMAT] && strcmp(format, "json") != 0) {
			return usage_error("status", _("--json and --format=%s exclude each other"),
					   format);
		}
		format = "json";
	}
	if (client_open(&c) < 0 || client_view(&c, &v) < 0) {
		return unreachable(&c, format);
	}
	if (strcmp(format, "oneline") != 0) {
		client_desk(&c, &v.desk);
	}
	return print(&v, format);
}
