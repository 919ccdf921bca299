/* Events and effects as text. */
#include <stdio.h>
#include <string.h>

#include "ergo/grow.h"
#include "ergo/trace.h"

/* Seconds with as many decimals as there are: 1200, 3.5, 0.000001. */
static void add_seconds(struct grow *o, usec_t t)
{
	usec_t micros = t % USEC_PER_SEC;
	int digits = 6;

	grow_add(o, "%llu", (unsigned long long) (t / USEC_PER_SEC));
	if (micros == 0) {
		return;
	}
	while (micros % 10 == 0) {
		micros /= 10;
		digits--;
	}
	grow_add(o, ".%0*llu", digits, (unsigned long long) micros);
}

static void add_duration(struct grow *o, usec_t d)
{
	char buf[DURATION_STRING_MAX];

	grow_add(o, "%s", duration_format(buf, sizeof(buf), d));
}

/* ---- events ---- */

static const char *block_word(enum blocker blocker, bool set)
{
	static const char *const words[][2] = {
		[BLOCKER_LOCKED] = { "unlock", "lock" },
		[BLOCKER_ASLEEP] = { "wake", "sleep" },
		[BLOCKER_DISPLAY_OFF] = { "display-on", "display-off" },
		[BLOCKER_SESSION_INACTIVE] = { "session-active", "session-inactive" },
		[BLOCKER_NO_SOURCE] = { "source-found", "source-lost" },
	};

	return words[blocker][set];
}

static void add_quiet_off(struct grow *o, unsigned mask)
{
	grow_add(o, "quiet-off");
	for (size_t i = 0; i < _QUIET_FLAG_MAX; i++) {
		if (mask == 1u << i) {
			grow_add(o, " %s", quiet_flag_to_string((enum quiet_flag) i));
		}
	}
}

static void add_event(struct grow *o, const struct event *ev)
{
	switch (ev->type) {
	case EVENT_PULSE:
		grow_add(o, "pulse %s", device_class_to_string(ev->device));
		break;
	case EVENT_BLOCK:
	case EVENT_UNBLOCK:
		grow_add(o, "%s", block_word(ev->blocker, ev->type == EVENT_BLOCK));
		break;
	case EVENT_ENGAGED:
		grow_add(o, "engaged-on");
		break;
	case EVENT_DISENGAGED:
		grow_add(o, "engaged-off");
		break;
	case EVENT_QUIET_ON:
		grow_add(o, ev->quiet == QUIET_FULLSCREEN ? "quiet-on fullscreen" : "quiet-on");
		break;
	case EVENT_QUIET_OFF:
		add_quiet_off(o, ev->quiet_mask);
		break;
	case EVENT_ACTION:
		grow_add(o, "action %s", action_to_string(ev->action));
		break;
	case EVENT_BREAK:
		grow_add(o, "break %s", break_kind_to_string(ev->kind));
		break;
	case EVENT_PAUSE:
		grow_add(o, "pause");
		break;
	case EVENT_RESUME:
		grow_add(o, "resume");
		break;
	case EVENT_TICK:
	case EVENT_CONFIG:
	case _EVENT_TYPE_MAX:
		break;
	}
}

char *trace_format_event(const struct event *ev, usec_t epoch, char *buf, size_t size)
{
	struct grow o = { .buf = buf, .size = size };
	bool lasts = ev->type == EVENT_PAUSE ? ev->duration != USEC_INFINITY
					     : ev->type == EVENT_ACTION && ev->duration > 0;

	buf[0] = '\0';
	if (ev->type == EVENT_TICK || ev->type == EVENT_CONFIG) {
		return buf;
	}
	add_duration(&o, usec_sub(ev->stamp.boot, epoch));
	grow_add(&o, " ");
	add_event(&o, ev);
	if (lasts) {
		grow_add(&o, " ");
		add_duration(&o, ev->duration);
	}
	return buf;
}

/* ---- effects: one list of fields, two ways to write them ---- */

enum field {
	FIELD_KIND = 1 << 0,
	FIELD_REASON = 1 << 1,
	FIELD_OUTCOME = 1 << 2,
	FIELD_STATE = 1 << 3,
	FIELD_START = 1 << 4,
	FIELD_END = 1 << 5,
	FIELD_SCREEN = 1 << 6,
};

static const unsigned effect_fields[] = {
	[EFFECT_SESSION_START] = FIELD_START,
	[EFFECT_SESSION_END] = FIELD_START | FIELD_END | FIELD_SCREEN,
	[EFFECT_PROMPT] = FIELD_KIND | FIELD_REASON | FIELD_SCREEN,
	[EFFECT_WITHDRAW] = FIELD_KIND,
	[EFFECT_BREAK_STARTED] = FIELD_KIND | FIELD_START,
	[EFFECT_BREAK_ENDED] = FIELD_KIND | FIELD_OUTCOME | FIELD_START | FIELD_END | FIELD_SCREEN,
	[EFFECT_PRESENCE] = FIELD_STATE | FIELD_START,
};

struct style {
	void (*word)(struct grow *o, const char *name, const char *value);
	void (*time)(struct grow *o, const char *name, usec_t value);
};

static void json_word(struct grow *o, const char *name, const char *value)
{
	grow_add(o, ", \"%s\": \"%s\"", name, value);
}

static void json_time(struct grow *o, const char *name, usec_t value)
{
	grow_add(o, ", \"%s\": ", name);
	add_seconds(o, value);
}

static void text_word(struct grow *o, const char *name, const char *value)
{
	(void) name;
	grow_add(o, " %s", value);
}

static void text_time(struct grow *o, const char *name, usec_t value)
{
	grow_add(o, " %s=", name);
	add_duration(o, value);
}

static const struct style json_style = { json_word, json_time };
static const struct style text_style = { text_word, text_time };

static void add_fields(struct grow *o, const struct effect *e, usec_t epoch,
		       const struct style *style)
{
	unsigned fields = effect_fields[e->type];

	if (fields & FIELD_KIND) {
		style->word(o, "kind", break_kind_to_string(e->kind));
	}
	if (fields & FIELD_REASON) {
		style->word(o, "reason", prompt_reason_to_string(e->reason));
	}
	if (fields & FIELD_OUTCOME) {
		style->word(o, "outcome", outcome_to_string(e->outcome));
	}
	if (fields & FIELD_STATE) {
		style->word(o, "state", presence_to_string(e->presence));
	}
	if (fields & FIELD_START) {
		style->time(o, "start", usec_sub(e->start, epoch));
	}
	if (fields & FIELD_END) {
		style->time(o, "end", usec_sub(e->end, epoch));
	}
	if (fields & FIELD_SCREEN) {
		style->time(o, style == &json_style ? "screen_seconds" : "screen", e->screen_time);
	}
}

char *trace_format_effect(const struct effect *e, usec_t epoch, char *buf, size_t size)
{
	struct grow o = { .buf = buf, .size = size };

	add_duration(&o, usec_sub(e->t, epoch));
	grow_add(&o, "  %s", effect_type_to_string(e->type));
	add_fields(&o, e, epoch, &text_style);
	return buf;
}

char *trace_format_effect_json(const struct effect *e, usec_t epoch, char *buf, size_t size)
{
	struct grow o = { .buf = buf, .size = size };

	grow_add(&o, "{\"t\": ");
	add_seconds(&o, usec_sub(e->t, epoch));
	grow_add(&o, ", \"effect\": \"%s\"", effect_type_to_string(e->type));
	add_fields(&o, e, epoch, &json_style);
	grow_add(&o, "}");
	return buf;
}

char *trace_format_end(const struct snapshot *s, usec_t epoch, char *buf, size_t size)
{
	struct grow o = { .buf = buf, .size = size };

	add_duration(&o, usec_sub(s->now, epoch));
	grow_add(&o, "  end %s", presence_to_string(s->presence));
	text_time(&o, "session", s->session_time);
	text_time(&o, "today", s->today_time);
	return buf;
}

char *trace_format_end_json(const struct snapshot *s, usec_t epoch, char *buf, size_t size)
{
	struct grow o = { .buf = buf, .size = size };

	grow_add(&o, "{\"t\": ");
	add_seconds(&o, usec_sub(s->now, epoch));
	grow_add(&o, ", \"effect\": \"end\"");
	json_word(&o, "presence", presence_to_string(s->presence));
	json_time(&o, "session_seconds", s->session_time);
	json_time(&o, "today_seconds", s->today_time);
	grow_add(&o, "}");
	return buf;
}
