/* The verbs that steer: break, end, postpone, skip, pause, resume; and version. */
#include <string.h>

#include "cli.h"
#include "client.h"
#include "ergo/conf-file.h"
#include "ergo/snapshot.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "ergo/wire.h"
#include "output.h"
#include "words.h"

static bool wants_json(const struct args *args)
{
	return args->set & OPT(OPT_JSON);
}

/* The state after a command, as `status --json` has it. */
static int print_state(struct client *c)
{
	_cleanup_(json_putp) struct json_object *o = NULL;
	_cleanup_(view_done) struct view v = {};

	if (client_view(c, &v) < 0) {
		return client_report(c);
	}
	client_desk(c, &v.desk);
	o = view_to_json(&v);
	json_print(o, true);
	return EXIT_DONE;
}

/* A duration from the command line, one word or several ("1h 30min"), from 1 s to `max`, which is
 * what the daemon takes. */
static int parse_wait(const struct args *args, usec_t max, usec_t *ret)
{
	const char *verb = args->verb, *s;
	struct text words = {};
	char least[DURATION_STRING_MAX], most[DURATION_STRING_MAX];
	usec_t d = USEC_INFINITY;
	int r;

	for (size_t i = 0; i < args->n; i++) {
		text_add(&words, "%s%s", i ? " " : "", args->word[i]);
	}
	s = words.s;
	r = duration_parse(s, &d);

	if (r < 0 && r != -ERANGE) {
		return usage_error(verb, _("\"%s\" is no duration like 45min or \"1h 30min\""), s);
	}
	if (d < WIRE_DURATION_LEAST || d > max) {
		return usage_error(verb, _("\"%s\" must be from %s to %s"), s,
				   duration_format(least, sizeof(least), WIRE_DURATION_LEAST),
				   duration_format(most, sizeof(most), max));
	}
	*ret = d;
	return EXIT_DONE;
}

int verb_break(const struct args *args)
{
	const char *kind = args->n ? args->word[0] : "rest";
	_cleanup_(client_done) struct client c = {};
	_cleanup_(view_done) struct view v = {};
	char left[DURATION_STRING_MAX];
	int k = break_kind_from_string(kind);

	if (k != BREAK_MICRO && k != BREAK_REST) {
		return usage_error("break", _("there is no break \"%s\", only micro and rest"),
				   kind);
	}
	if (client_open(&c) < 0 ||
	    client_call(&c, WIRE_MANAGER, "TakeBreak", CALL_MAY_START, NULL, "s", kind) < 0) {
		return client_report(&c);
	}
	if (wants_json(args)) {
		return print_state(&c);
	}
	if (client_view(&c, &v) < 0) {
		return client_report(&c);
	}
	if (break_state_from_string(v.break_state) != BREAK_STARTED) {
		out_text(_("%s asked for"), kind_words(kind));
		return EXIT_DONE;
	}
	out_text(_("%s: %s away from the screen, from now on"), kind_words(v.break_kind),
		 duration_say(left, sizeof(left), v.break_remaining));
	return EXIT_DONE;
}

/* Which outcome of a kind was counted between two looks; _OUTCOME_MAX: none. */
static enum outcome new_outcome(const struct view *before, const struct view *after)
{
	int k = break_kind_from_string(before->break_kind);

	for (int o = 0; k >= 0 && k < _BREAK_KIND_MAX && o < _OUTCOME_MAX; o++) {
		if (after->tally[k][o] > before->tally[k][o]) {
			return (enum outcome) o;
		}
	}
	return _OUTCOME_MAX;
}

/* `end` and `skip`: both end a break and tell what became of it. */
static int finish_break(const struct args *args, const char *member)
{
	_cleanup_(view_done) struct view before = {}, after = {};
	_cleanup_(client_done) struct client c = {};
	const char *kind;
	enum outcome outcome;

	if (client_open(&c) < 0 || client_view(&c, &before) < 0 ||
	    client_call(&c, WIRE_MANAGER, member, 0, NULL, NULL) < 0) {
		return client_report(&c);
	}
	if (wants_json(args)) {
		return print_state(&c);
	}
	if (client_view(&c, &after) < 0) {
		return client_report(&c);
	}
	outcome = new_outcome(&before, &after);
	kind = *before.break_kind ? kind_words(before.break_kind) : _("break");
	if (outcome == _OUTCOME_MAX) {
		out_text(_("%s ended"), kind);
	} else {
		out_text(_("%s ended: %s"), kind, outcome_word(outcome));
	}
	return EXIT_DONE;
}

int verb_end(const struct args *args)
{
	return finish_break(args, "EndBreak");
}

int verb_skip(const struct args *args)
{
	return finish_break(args, "Skip");
}

int verb_postpone(const struct args *args)
{
	_cleanup_(client_done) struct client c = {};
	_cleanup_(view_done) struct view v = {};
	char a[DURATION_STRING_MAX];
	usec_t wait = 0;
	int r;

	if (args->n) {
		r = parse_wait(args, WIRE_POSTPONE_MAX, &wait);
		if (r != EXIT_DONE) {
			return r;
		}
	}
	if (client_open(&c) < 0 ||
	    client_call(&c, WIRE_MANAGER, "Postpone", 0, NULL, "t", wait) < 0) {
		return client_report(&c);
	}
	if (wants_json(args)) {
		return print_state(&c);
	}
	if (client_view(&c, &v) < 0) {
		return client_report(&c);
	}
	/* a moment has passed since: round to the second that was meant */
	out_text(P_("%s again in %s; can be put off %u more time",
		    "%s again in %s; can be put off %u more times", v.postpones_left),
		 kind_words(v.break_kind),
		 duration_say(a, sizeof(a), wait ?: view_next_in(&v) + USEC_PER_SEC / 2),
		 v.postpones_left);
	return EXIT_DONE;
}

/* Where the next day begins according to the configuration. */
static int day_starts(usec_t *ret)
{
	_cleanup_(conf_freep) struct conf *conf = NULL;
	int r = conf_load(NULL, &conf);

	if (r < 0) {
		out_error(_("cannot read the configuration: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	*ret = conf->config.session_day_starts;
	return EXIT_DONE;
}

/* The words after `pause` and `meeting`: how long from `now` on, at most `max`; 0 = until told otherwise. */
static int parse_pause(const struct args *args, usec_t max, usec_t now, usec_t *ret)
{
	usec_t at;
	int r;

	if (args->n == 0) {
		*ret = 0;
		return EXIT_DONE;
	}
	if (strcmp(args->word[0], "until") != 0) {
		return parse_wait(args, max, ret);
	}
	if (args->n == 1) {
		return usage_error(args->verb, _("until when? HH:MM or tomorrow"));
	}
	if (args->n > 2) {
		return usage_error(args->verb, _("one word too many: \"%s\""), args->word[2]);
	}
	if (strcmp(args->word[1], "tomorrow") == 0) {
		r = day_starts(&at);
		if (r != EXIT_DONE) {
			return r;
		}
	} else if (timeofday_parse(args->word[1], &at) < 0) {
		return usage_error(args->verb,
				   _("\"%s\" is no time of day; say HH:MM (00:00 to 23:59) or "
				     "tomorrow"),
				   args->word[1]);
	}
	*ret = usec_max(usec_sub(next_local_time(now, at), now), WIRE_DURATION_LEAST);
	if (*ret > max) {
		char most[DURATION_STRING_MAX];

		return usage_error(args->verb, _("that is too long: at most %s"),
				   duration_say(most, sizeof(most), max));
	}
	return EXIT_DONE;
}

int verb_pause(const struct args *args)
{
	char until[CLOCK_STRING_MAX], a[DURATION_STRING_MAX];
	_cleanup_(client_done) struct client c = {};
	usec_t now = now_real(), wait;
	int r = parse_pause(args, WIRE_PAUSE_MAX, now, &wait);

	if (r != EXIT_DONE) {
		return r;
	}
	if (client_open(&c) < 0 ||
	    client_call(&c, WIRE_MANAGER, "Pause", CALL_MAY_START, NULL, "t", wait) < 0) {
		return client_report(&c);
	}
	if (wants_json(args)) {
		return print_state(&c);
	}
	if (wait == 0) {
		out_text(_("paused until you type: ergoctl resume"));
	} else {
		out_text(_("paused until %s, for %s   (ergoctl resume ends it)"),
			 say_moment(until, sizeof(until), now + wait),
			 duration_say(a, sizeof(a), wait));
	}
	return EXIT_DONE;
}

static int end_meeting(const struct args *args)
{
	_cleanup_(client_done) struct client c = {};
	_cleanup_(view_done) struct view v = {};
	struct text t = {};

	if (args->n > 1) {
		return usage_error("meeting", _("one word too many: \"%s\""), args->word[1]);
	}
	if (client_open(&c) < 0 || client_call(&c, WIRE_MANAGER, "EndMeeting", 0, NULL, NULL) < 0) {
		return client_report(&c);
	}
	if (wants_json(args)) {
		return print_state(&c);
	}
	if (client_view(&c, &v) < 0) {
		return client_report(&c);
	}
	view_say_next(&v, &t);
	out_text(_("the meeting is over; next: %s"), t.s);
	return EXIT_DONE;
}

int verb_meeting(const struct args *args)
{
	char until[CLOCK_STRING_MAX], a[DURATION_STRING_MAX];
	_cleanup_(client_done) struct client c = {};
	usec_t now = now_real(), wait;
	int r;

	if (args->n > 0 && strcmp(args->word[0], "end") == 0) {
		return end_meeting(args);
	}
	r = parse_pause(args, WIRE_MEETING_MAX, now, &wait);
	if (r != EXIT_DONE) {
		return r;
	}
	if (client_open(&c) < 0 ||
	    client_call(&c, WIRE_MANAGER, "Meeting", CALL_MAY_START, NULL, "t", wait) < 0) {
		return client_report(&c);
	}
	if (wants_json(args)) {
		return print_state(&c);
	}
	if (wait == 0) {
		out_text(_("in a meeting until you type: ergoctl meeting end   (12 h at "
			   "most)"));
	} else {
		out_text(_("in a meeting until %s, for %s   (ergoctl meeting end ends it)"),
			 say_moment(until, sizeof(until), now + wait),
			 duration_say(a, sizeof(a), wait));
	}
	return EXIT_DONE;
}

int verb_resume(const struct args *args)
{
	_cleanup_(client_done) struct client c = {};
	_cleanup_(view_done) struct view v = {};
	struct text t = {};

	if (client_open(&c) < 0 ||
	    client_call(&c, WIRE_MANAGER, "Resume", CALL_MAY_START, NULL, NULL) < 0) {
		return client_report(&c);
	}
	if (wants_json(args)) {
		return print_state(&c);
	}
	if (client_view(&c, &v) < 0) {
		return client_report(&c);
	}
	view_say_next(&v, &t);
	out_text(_("prompting again; next: %s"), t.s);
	return EXIT_DONE;
}

int verb_version(const struct args *args)
{
	_cleanup_(json_putp) struct json_object *o = NULL;
	_cleanup_(client_done) struct client c = {};
	_cleanup_(view_done) struct view v = {};
	bool running = client_open(&c) >= 0 && client_view(&c, &v) >= 0;

	if (wants_json(args)) {
		o = json_object_new_object();
		json_add(o, "ergoctl", json_text(ERGO_VERSION));
		json_add(o, "ergod", running ? json_word(v.version) : NULL);
		json_print(o, true);
		return EXIT_DONE;
	}
	out_text("ergoctl %s", ERGO_VERSION);
	if (running) {
		out_text("ergod %s", v.version);
	} else {
		out_text(_("ergod is not running"));
	}
	return EXIT_DONE;
}
