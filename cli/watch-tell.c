/*
 * The lines of `ergoctl watch`.  Signals tell what happened; PropertiesChanged tells the rest
 * (comings and goings, pauses, problems) by comparison with what was last told.
 */
#include <stdarg.h>
#include <string.h>

#include "cli.h"
#include "ergo/snapshot.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "output.h"
#include "watch.h"
#include "words.h"

/* ---- lines ---- */

struct json_object *watch_begin(const char *event)
{
	struct json_object *o = json_object_new_object();

	json_add(o, "time", json_time(now_real()));
	json_add(o, "event", json_text(event));
	return o;
}

/* Prints the event as one line and flushes it; takes o. */
void watch_finish(struct watch *w, struct json_object *o, const char *format, ...)
{
	_cleanup_(freep) char *s = NULL;
	char clock[CLOCK_STRING_MAX];
	va_list ap;

	if (w->json) {
		json_print(o, false);
	} else {
		va_start(ap, format);
		if (vasprintf(&s, format, ap) < 0) {
			s = NULL;
		}
		va_end(ap);
		out_text("%s  %s", say_seconds(clock, sizeof(clock), now_real()), s ?: "");
	}
	(void) json_object_put(o);
	if (fflush(stdout) != 0) {
		/* Nobody reads any more: an end as good as any. */
		(void) sd_event_exit(w->event, errno == EPIPE ? EXIT_DONE : EXIT_FAILED);
	}
}

static void keep(char to[static WORD_MAX], const char *word)
{
	(void) snprintf(to, WORD_MAX, "%s", word);
}

/* ---- what was last known ---- */

static char *join_problems(const struct view *v)
{
	struct text t = {};

	for (size_t i = 0; i < v->problems_n; i++) {
		text_add(&t, "%s\n", v->problems[i]);
	}
	return strdup(t.s);
}

static void remember(struct watch *w, const struct view *v)
{
	keep(w->presence, v->presence);
	keep(w->quiet, v->quiet);
	keep(w->input, v->input_source);
	keep(w->break_state, v->break_state);
	keep(w->break_kind, v->break_kind);
	free(w->problems);
	w->problems = join_problems(v);
	w->paused = v->paused;
	w->paused_until = v->paused_until;
}

void watch_tell_status(struct watch *w, const struct view *v)
{
	char a[DURATION_STRING_MAX];
	struct json_object *o = watch_begin("status"), *status = view_to_json(v);
	struct text next = {};

	json_add(o, "status", status);
	view_say_next(v, &next);
	if (v->session_start) {
		watch_finish(w, o, _("%s, unbroken for %s; next: %s"), presence_words(v->presence),
			     duration_say(a, sizeof(a), v->session_time), next.s);
	} else {
		watch_finish(w, o, _("%s; next: %s"), presence_words(v->presence), next.s);
	}
	for (size_t i = 0; !w->json && i < v->problems_n; i++) {
		out_text("          %s: %s", _("problem"), v->problems[i]);
	}
	(void) fflush(stdout);
	remember(w, v);
}

static void tell_presence(struct watch *w, const struct view *v)
{
	struct json_object *o;
	char since[CLOCK_STRING_MAX];

	if (!view_has(v, "Presence") || strcmp(w->presence, v->presence) == 0) {
		return;
	}
	keep(w->presence, v->presence);
	o = watch_begin("presence");
	json_add(o, "presence", json_text(v->presence));
	json_add(o, "since", json_time(v->presence_since));
	if (v->presence_since) {
		watch_finish(w, o, _("%s since %s"), presence_words(v->presence),
			     say_seconds(since, sizeof(since), v->presence_since));
	} else {
		watch_finish(w, o, "%s", presence_words(v->presence));
	}
}

static void tell_quiet(struct watch *w, const struct view *v)
{
	struct json_object *o;
	struct text why = {};

	if (!view_has(v, "Quiet") || strcmp(w->quiet, v->quiet) == 0) {
		return;
	}
	keep(w->quiet, v->quiet);
	o = watch_begin("quiet");
	json_add(o, "quiet", json_word(v->quiet));
	json_add(o, "quiet_by", json_word(v->quiet_text));
	if (*v->quiet) {
		view_say_quiet(v, &why);
		watch_finish(w, o, _("prompts are held back: %s"), why.s);
	} else {
		watch_finish(w, o, _("prompts are no longer held back"));
	}
}

static void tell_pause(struct watch *w, const struct view *v)
{
	bool paused = view_has(v, "Paused") ? v->paused : w->paused;
	uint64_t until = view_has(v, "PausedUntil") ? v->paused_until : w->paused_until;
	char clock[CLOCK_STRING_MAX];
	struct json_object *o;

	if (paused == w->paused && (!paused || until == w->paused_until)) {
		return;
	}
	w->paused = paused;
	w->paused_until = until;
	o = watch_begin(paused ? "paused" : "resumed");
	if (!paused) {
		watch_finish(w, o, _("prompting again"));
		return;
	}
	json_add(o, "until", json_time(until));
	if (until) {
		watch_finish(w, o, _("paused until %s"), say_moment(clock, sizeof(clock), until));
	} else {
		watch_finish(w, o, _("paused until resumed"));
	}
}

static void tell_input(struct watch *w, const struct view *v)
{
	struct json_object *o;

	if (!view_has(v, "InputSource") || strcmp(w->input, v->input_source) == 0) {
		return;
	}
	keep(w->input, v->input_source);
	o = watch_begin("input-source");
	json_add(o, "input_source", json_word(v->input_source));
	watch_finish(w, o, _("input source: %s"), v->input_source);
}

static void tell_problems(struct watch *w, const struct view *v)
{
	_cleanup_(freep) char *joined = NULL;
	struct json_object *o, *a;

	if (!view_has(v, "Problems")) {
		return;
	}
	joined = join_problems(v);
	if (!joined || (w->problems && strcmp(joined, w->problems) == 0)) {
		return;
	}
	free(w->problems);
	w->problems = TAKE_PTR(joined);
	o = watch_begin("problems");
	a = json_object_new_array();
	for (size_t i = 0; i < v->problems_n; i++) {
		(void) json_object_array_add(a, json_text(v->problems[i]));
	}
	json_add(o, "problems", a);
	if (v->problems_n) {
		watch_finish(w, o,
			     P_("%zu problem: %s   (ergoctl doctor)",
				"%zu problems: %s   (ergoctl doctor)", v->problems_n),
			     v->problems_n, v->problems[0]);
	} else {
		watch_finish(w, o, _("no problems any more"));
	}
}

/* An event of the present break, or of the one that just was. */
static struct json_object *begin_break(const struct watch *w, const char *event)
{
	struct json_object *o = watch_begin(event);

	if (*w->break_kind) {
		json_add(o, "kind", json_text(w->break_kind));
	}
	return o;
}

static const char *present_kind(const struct watch *w)
{
	return *w->break_kind ? kind_words(w->break_kind) : _("break");
}

void watch_tell_postponed(struct watch *w, uint64_t until)
{
	struct json_object *o = begin_break(w, "break-postponed");
	char clock[CLOCK_STRING_MAX];

	json_add(o, "until", json_time(until));
	if (until) {
		watch_finish(w, o, _("%s put off until %s"), present_kind(w),
			     say_moment(clock, sizeof(clock), until));
	} else {
		watch_finish(w, o, _("%s put off"), present_kind(w));
	}
}

/* Turns of a break that no signal tells: put off, interrupted unasked, dropped by a pause. */
static void tell_break_state(struct watch *w, const struct view *v)
{
	char before[WORD_MAX];

	if (*v->break_kind) {
		keep(w->break_kind, v->break_kind);
	}
	if (!view_has(v, "BreakState") || strcmp(w->break_state, v->break_state) == 0) {
		return;
	}
	keep(before, w->break_state);
	keep(w->break_state, v->break_state);
	switch (break_state_from_string(v->break_state)) {
	case BREAK_POSTPONED:
		if (watch_ask_postponed(w) < 0) {
			watch_tell_postponed(w, 0);
		}
		return;
	case BREAK_DUE:
		if (strcmp(before, "started") == 0) {
			watch_finish(w, begin_break(w, "break-interrupted"),
				     _("%s interrupted, still due"), present_kind(w));
		}
		return;
	case BREAK_NONE:
		watch_finish(w, begin_break(w, "break-dropped"), _("%s dropped"), present_kind(w));
		return;
	default:
		return;
	}
}

/* ---- signals ---- */

static void tell_due(struct watch *w, sd_bus_message *m)
{
	const char *kind, *reason;
	char a[DURATION_STRING_MAX];
	uint64_t screen;
	struct json_object *o;
	bool daily, interrupted;

	if (sd_bus_message_read(m, "sst", &kind, &reason, &screen) < 0) {
		return;
	}
	daily = strcmp(kind, "daily") == 0;
	interrupted = strcmp(reason, "interrupted") == 0;
	(void) duration_say(a, sizeof(a), screen);
	o = watch_begin(daily ? "daily-limit" : interrupted ? "break-interrupted" : "break-due");
	if (!daily) {
		keep(w->break_state, "due");
		keep(w->break_kind, kind);
		json_add(o, "kind", json_text(kind));
		json_add(o, "reason", json_text(reason));
	}
	json_add(o, "screen_seconds", json_seconds(screen));
	if (daily) {
		watch_finish(w, o, _("the day's limit: %s at the screen"), a);
	} else if (interrupted) {
		watch_finish(w, o, _("%s interrupted, still due"), kind_words(kind));
	} else if (strcmp(reason, "reminder") == 0) {
		watch_finish(w, o, _("%s still due, after %s at the screen"), kind_words(kind), a);
	} else {
		watch_finish(w, o, _("%s due, after %s at the screen"), kind_words(kind), a);
	}
}

static void tell_started(struct watch *w, sd_bus_message *m)
{
	const char *kind;
	struct json_object *o;

	if (sd_bus_message_read(m, "s", &kind) < 0) {
		return;
	}
	keep(w->break_state, "started");
	keep(w->break_kind, kind);
	o = watch_begin("break-started");
	json_add(o, "kind", json_text(kind));
	watch_finish(w, o, _("%s started"), kind_words(kind));
}

static void tell_ended(struct watch *w, sd_bus_message *m)
{
	const char *kind, *outcome;
	struct json_object *o;
	int known;

	if (sd_bus_message_read(m, "ss", &kind, &outcome) < 0) {
		return;
	}
	known = outcome_from_string(outcome);
	keep(w->break_state, "none");
	o = watch_begin("break-ended");
	json_add(o, "kind", json_text(kind));
	json_add(o, "outcome", json_text(outcome));
	watch_finish(w, o, _("%s ended: %s"), kind_words(kind),
		     known < 0 ? outcome : outcome_word((enum outcome) known));
}

static void tell_session(struct watch *w, sd_bus_message *m)
{
	char a[DURATION_STRING_MAX], from[CLOCK_STRING_MAX], to[CLOCK_STRING_MAX];
	uint64_t start, end, screen;
	struct json_object *o;

	if (sd_bus_message_read(m, "ttt", &start, &end, &screen) < 0) {
		return;
	}
	o = watch_begin("session-ended");
	json_add(o, "start", json_time(start));
	json_add(o, "end", json_time(end));
	json_add(o, "screen_seconds", json_seconds(screen));
	watch_finish(w, o, _("session ended: %s at the screen, from %s to %s"),
		     duration_say(a, sizeof(a), screen), say_moment(from, sizeof(from), start),
		     say_moment(to, sizeof(to), end));
}

static void tell_appeared(struct watch *w, sd_bus_message *m)
{
	const char *rule, *monitor, *posture, *severity, *text, *correction;
	struct json_object *o;
	int known;

	if (sd_bus_message_read(m, "ssssss", &rule, &monitor, &posture, &severity, &text,
				&correction) < 0) {
		return;
	}
	known = severity_from_string(severity);
	o = watch_begin("finding-appeared");
	json_add(o, "rule", json_text(rule));
	json_add(o, "monitor", json_word(monitor));
	json_add(o, "posture", json_text(posture));
	json_add(o, "severity", json_text(severity));
	json_add(o, "text", json_text(text));
	json_add(o, "correction", json_word(correction));
	watch_finish(w, o, "%s: %s", known < 0 ? severity : severity_words((enum severity) known),
		     text);
}

static void tell_gone(struct watch *w, sd_bus_message *m)
{
	const char *rule, *monitor, *posture;
	struct json_object *o;

	if (sd_bus_message_read(m, "sss", &rule, &monitor, &posture) < 0) {
		return;
	}
	o = watch_begin("finding-gone");
	json_add(o, "rule", json_text(rule));
	json_add(o, "monitor", json_word(monitor));
	json_add(o, "posture", json_text(posture));
	if (*monitor) {
		watch_finish(w, o, _("no longer found: %s, %s"), rule, monitor);
	} else {
		watch_finish(w, o, _("no longer found: %s"), rule);
	}
}

void watch_tell_changes(struct watch *w, const struct view *v)
{
	tell_presence(w, v);
	tell_break_state(w, v);
	tell_pause(w, v);
	tell_quiet(w, v);
	tell_input(w, v);
	tell_problems(w, v);
}

void watch_tell_signal(struct watch *w, sd_bus_message *m)
{
	static const struct {
		const char *member;
		void (*tell)(struct watch *w, sd_bus_message *m);
	} table[] = {
		{ "BreakDue", tell_due },
		{ "BreakStarted", tell_started },
		{ "BreakEnded", tell_ended },
		{ "SessionEnded", tell_session },
		{ "FindingAppeared", tell_appeared },
		{ "FindingGone", tell_gone },
	};
	const char *member = sd_bus_message_get_member(m);

	for (size_t i = 0; i < ELEMENTSOF(table); i++) {
		if (strcmp(member, table[i].member) == 0) {
			table[i].tell(w, m);
		}
	}
}
