/* One line of a trace into an event. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "ergo/trace.h"
#include "ergo/utf8.h"

#define BLANKS " \t\r"

/* A line being read: words are cut off its front. */
struct cursor {
	char text[TRACE_LINE_MAX];
	char *rest;
	char *reason; /* TRACE_REASON_MAX bytes */
};

static int refuse(struct cursor *c, const char *format, ...) _printf_(2, 3);

static int refuse(struct cursor *c, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	(void) vsnprintf(c->reason, TRACE_REASON_MAX, format, ap);
	va_end(ap);
	(void) utf8_mend(c->reason);
	return -EINVAL;
}

/* The next word, or "" at the end. */
static char *next_word(struct cursor *c)
{
	char *word = c->rest + strspn(c->rest, BLANKS);
	size_t n = strcspn(word, BLANKS);

	c->rest = word + n;
	if (*c->rest) {
		*c->rest++ = '\0';
	}
	return word;
}

static bool at_end(struct cursor *c)
{
	c->rest += strspn(c->rest, BLANKS);
	return *c->rest == '\0';
}

/* Takes the words that begin with a digit as one duration: `1h 2min 3.5s`. */
static int take_duration(struct cursor *c, const char *what, usec_t *ret)
{
	char *start = c->rest + strspn(c->rest, BLANKS), *end = start, *p = start;
	char saved;
	int r;

	while (*p >= '0' && *p <= '9') {
		end = p + strcspn(p, BLANKS);
		p = end + strspn(end, BLANKS);
	}
	if (end == start) {
		return refuse(c, _("%s is missing: write a duration like 20min or 1h 2min 3.5s"),
			      what);
	}
	saved = *end;
	*end = '\0';
	r = duration_parse(start, ret);
	if (r < 0) {
		return refuse(
			c, _("\"%.60s\" is no duration (%s): write it like 20min or 1h 2min 3.5s"),
			start, what);
	}
	*end = saved;
	c->rest = end;
	return 0;
}

/* A length of time that must be there and not be nothing. */
static int take_length(struct cursor *c, const char *what, usec_t *ret)
{
	int r = take_duration(c, what, ret);

	if (r < 0) {
		return r;
	}
	return *ret > 0 ? 0 : refuse(c, _("%s must be longer than 0s"), what);
}

static int parse_pulse(struct cursor *c, struct trace_item *item)
{
	char *word = next_word(c);
	usec_t length;
	int r;

	item->event.type = EVENT_PULSE;
	item->event.device = DEVICE_KEYBOARD;
	if (*word && strcmp(word, "every") != 0) {
		r = device_class_from_string(word);
		if (r < 0) {
			return refuse(
				c,
				_("\"%.60s\" is no device class: write keyboard, pointer, touch, "
				  "tablet or other"),
				word);
		}
		item->event.device = (enum device_class) r;
		word = next_word(c);
	}
	if (!*word) {
		return 0;
	}
	if (strcmp(word, "every") != 0) {
		return refuse(
			c,
			_("\"%.60s\" is not understood: write pulse [CLASS] [every DURATION for "
			  "DURATION]"),
			word);
	}
	r = take_length(c, _("the time after `every`"), &item->every);
	if (r < 0) {
		return r;
	}
	if (strcmp(next_word(c), "for") != 0) {
		return refuse(c, "%s", _("`for DURATION` is missing after `every DURATION`"));
	}
	r = take_duration(c, _("the time after `for`"), &length);
	if (r < 0) {
		return r;
	}
	item->type = TRACE_PULSES;
	item->until = usec_add(item->time, length);
	return 0;
}

static int parse_quiet_on(struct cursor *c, struct trace_item *item)
{
	char *word = next_word(c);
	int r = *word ? quiet_flag_from_string(word) : QUIET_OTHER;

	if (r < 0) {
		return refuse(
			c,
			_("\"%.60s\" is no kind of quiet: write quiet-on or quiet-on fullscreen"),
			word);
	}
	item->event.type = EVENT_QUIET_ON;
	item->event.quiet = (enum quiet_flag) r;
	return 0;
}

static int parse_quiet_off(struct cursor *c, struct trace_item *item)
{
	char *word = next_word(c);
	int r = *word ? quiet_flag_from_string(word) : 0;

	if (r < 0) {
		return refuse(
			c,
			_("\"%.60s\" is no kind of quiet: write quiet-off, quiet-off fullscreen "
			  "or quiet-off other"),
			word);
	}
	item->event.type = EVENT_QUIET_OFF;
	item->event.quiet_mask = *word ? 1u << r : (1u << _QUIET_FLAG_MAX) - 1;
	return 0;
}

static int parse_action(struct cursor *c, struct trace_item *item)
{
	char *word = next_word(c);
	int r = action_from_string(word);

	if (r < 0) {
		return refuse(c, _("\"%.60s\" is no action: write start, postpone, skip or end"),
			      word);
	}
	item->event.type = EVENT_ACTION;
	item->event.action = (enum action) r;
	if (r == ACTION_POSTPONE && !at_end(c)) {
		return take_length(c, _("the postponement"), &item->event.duration);
	}
	return 0;
}

static int parse_break(struct cursor *c, struct trace_item *item)
{
	char *word = next_word(c);
	int r = break_kind_from_string(word);

	if (r != BREAK_MICRO && r != BREAK_REST) {
		return refuse(c, _("\"%.60s\" is no kind of break: write micro or rest"), word);
	}
	item->event.type = EVENT_BREAK;
	item->event.kind = (enum break_kind) r;
	return 0;
}

static int parse_pause(struct cursor *c, struct trace_item *item)
{
	item->event.type = EVENT_PAUSE;
	item->event.duration = USEC_INFINITY;
	return at_end(c) ? 0 : take_length(c, _("the pause"), &item->event.duration);
}

static int parse_clock(struct cursor *c, struct trace_item *item)
{
	bool back = false;
	usec_t step;
	int r;

	item->type = TRACE_CLOCK;
	c->rest += strspn(c->rest, BLANKS);
	if (*c->rest == '+' || *c->rest == '-') {
		back = *c->rest++ == '-';
	}
	r = take_duration(c, _("the step of the clock"), &step);
	if (r < 0) {
		return r;
	}
	item->step = back ? -(int64_t) step : (int64_t) step;
	return 0;
}

static int parse_offset(struct cursor *c, struct trace_item *item)
{
	char *word = next_word(c);

	item->type = TRACE_OFFSET;
	if (gmtoff_parse(word, &item->gmtoff_s) < 0) {
		return refuse(c, _("\"%.60s\" is no UTC offset: write it like +01:00"), word);
	}
	return 0;
}

static int parse_gone(struct cursor *c, struct trace_item *item)
{
	return at_end(c) ? 0 : take_duration(c, _("the time that ergod is gone"), &item->length);
}

static int parse_restart(struct cursor *c, struct trace_item *item)
{
	item->type = TRACE_RESTART;
	return parse_gone(c, item);
}

static int parse_reboot(struct cursor *c, struct trace_item *item)
{
	item->type = TRACE_REBOOT;
	return parse_gone(c, item);
}

static int parse_start(struct cursor *c, struct trace_item *item)
{
	char *word = next_word(c);

	item->type = TRACE_START;
	if (rfc3339_parse(word, &item->real, &item->gmtoff_s) < 0) {
		return refuse(
			c,
			_("\"%.60s\" is no RFC 3339 time: write it like 2026-03-02T09:00:00+01:00"),
			word);
	}
	return 0;
}

static int parse_end(struct cursor *c, struct trace_item *item)
{
	(void) c;
	item->type = TRACE_END;
	return 0;
}

static const struct verb {
	const char *name;
	int (*parse)(struct cursor *c,
		     struct trace_item *item); /* NULL: no arguments, `event` as it stands */
	struct event event;
} verbs[] = {
	{ "pulse", parse_pulse, { .type = EVENT_TICK } },
	{ "lock", NULL, { .type = EVENT_BLOCK, .blocker = BLOCKER_LOCKED } },
	{ "unlock", NULL, { .type = EVENT_UNBLOCK, .blocker = BLOCKER_LOCKED } },
	{ "sleep", NULL, { .type = EVENT_BLOCK, .blocker = BLOCKER_ASLEEP } },
	{ "wake", NULL, { .type = EVENT_UNBLOCK, .blocker = BLOCKER_ASLEEP } },
	{ "display-off", NULL, { .type = EVENT_BLOCK, .blocker = BLOCKER_DISPLAY_OFF } },
	{ "display-on", NULL, { .type = EVENT_UNBLOCK, .blocker = BLOCKER_DISPLAY_OFF } },
	{ "session-inactive", NULL, { .type = EVENT_BLOCK, .blocker = BLOCKER_SESSION_INACTIVE } },
	{ "session-active", NULL, { .type = EVENT_UNBLOCK, .blocker = BLOCKER_SESSION_INACTIVE } },
	{ "source-lost", NULL, { .type = EVENT_BLOCK, .blocker = BLOCKER_NO_SOURCE } },
	{ "source-found", NULL, { .type = EVENT_UNBLOCK, .blocker = BLOCKER_NO_SOURCE } },
	{ "engaged-on", NULL, { .type = EVENT_ENGAGED } },
	{ "engaged-off", NULL, { .type = EVENT_DISENGAGED } },
	{ "quiet-on", parse_quiet_on, { .type = EVENT_TICK } },
	{ "quiet-off", parse_quiet_off, { .type = EVENT_TICK } },
	{ "action", parse_action, { .type = EVENT_TICK } },
	{ "break", parse_break, { .type = EVENT_TICK } },
	{ "pause", parse_pause, { .type = EVENT_TICK } },
	{ "resume", NULL, { .type = EVENT_RESUME } },
	{ "clock", parse_clock, { .type = EVENT_TICK } },
	{ "offset", parse_offset, { .type = EVENT_TICK } },
	{ "restart", parse_restart, { .type = EVENT_TICK } },
	{ "reboot", parse_reboot, { .type = EVENT_TICK } },
	{ "start", parse_start, { .type = EVENT_TICK } },
	{ "end", parse_end, { .type = EVENT_TICK } },
};

static int parse_event(struct cursor *c, struct trace_item *item)
{
	char *word = next_word(c);

	for (size_t i = 0; i < ELEMENTSOF(verbs); i++) {
		int r = 0;

		if (strcmp(word, verbs[i].name) != 0) {
			continue;
		}
		item->type = TRACE_EVENT;
		item->event = verbs[i].event;
		if (verbs[i].parse) {
			r = verbs[i].parse(c, item);
		}
		if (r < 0) {
			return r;
		}
		return at_end(c) ? 0
				 : refuse(c, _("\"%.60s\" after `%s` is too much: remove it"),
					  c->rest, word);
	}
	if (!*word) {
		return refuse(c, "%s",
			      _("the event is missing: write TIME EVENT, like 20min lock"));
	}
	return refuse(c, _("\"%.60s\" is no event: see TRACE FORMAT in ergod(1)"), word);
}

int trace_parse_line(const char *line, struct trace_item *ret, char reason[static TRACE_REASON_MAX])
{
	struct trace_item item = { .type = TRACE_BLANK };
	size_t n = strcspn(line, "#");
	struct cursor c = { .reason = reason };
	int r;

	if (n >= sizeof(c.text)) {
		return refuse(&c, _("the line is longer than %zu characters"), sizeof(c.text) - 1);
	}
	memcpy(c.text, line, n);
	for (size_t i = 0; i < n;
	     i++) { /* it is shown: what is no ASCII could be a terminal's command */
		if ((c.text[i] < ' ' || c.text[i] > '~') && !strchr(BLANKS, c.text[i])) {
			c.text[i] = '?';
		}
	}
	c.rest = c.text;
	if (at_end(&c)) {
		*ret = item;
		return 0;
	}
	if (strncmp(c.rest, "start", strlen("start")) != 0) { /* its time can only be 0s */
		r = take_duration(&c, _("the time of the event"), &item.time);
		if (r < 0) {
			return r;
		}
	}
	r = parse_event(&c, &item);
	if (r < 0) {
		return r;
	}
	*ret = item;
	return 0;
}
