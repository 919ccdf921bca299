/*
 * libFuzzer entry for the trace reader and the engine behind it: any text.  Besides not crashing and
 * not hanging: time does not go back, what is back-dated lies before it, two breaks are never on show,
 * an event that was read is written as a line that reads the same.  The first byte chooses the
 * configuration: the defaults, or durations so short that much happens.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/trace.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert() this names what failed in a release build of the fuzzer too. */
#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			__builtin_trap();                                                          \
		}                                                                                  \
	} while (0)

/* Pulses that one input may ask for: the rest of it is not played then. */
#define PULSES_MAX 20000

struct input {
	const char *text;
	size_t size;
	char *line; /* of exactly the size it needs */
	usec_t pulses;

	usec_t t;
	bool shown[_BREAK_KIND_MAX];
	size_t ends;
};

static void check_reason(const char *reason)
{
	MUST(*reason && strlen(reason) < TRACE_REASON_MAX);
	for (; *reason; reason++) {
		MUST((unsigned char) *reason >= ' ' && *reason != 0x7f);
	}
}

static void check_event(const struct trace_item *item)
{
	struct event ev = item->event;
	struct trace_item again;
	char text[TRACE_TEXT_MAX], reason[TRACE_REASON_MAX];

	ev.stamp.boot = TRACE_EPOCH + item->time;
	trace_format_event(&ev, TRACE_EPOCH, text, sizeof(text));
	MUST(trace_parse_line(text, &again, reason) == 0);
	MUST(again.type == TRACE_EVENT && again.time == item->time);
	MUST(memcmp(&again.event, &item->event, sizeof(again.event)) == 0);
}

/* False: it asks for too much. */
static bool check_line(struct input *in)
{
	struct trace_item item;
	char reason[TRACE_REASON_MAX] = "";

	if (trace_parse_line(in->line, &item, reason) < 0) {
		check_reason(reason);
		return true;
	}
	if (item.type == TRACE_EVENT) {
		check_event(&item);
	}
	if (item.type == TRACE_PULSES) {
		in->pulses += (item.until - item.time) / item.every + 1;
	}
	return in->pulses <= PULSES_MAX;
}

static const char *next_line(void *userdata)
{
	struct input *in = userdata;
	const char *newline;
	size_t n;

	free(in->line);
	in->line = NULL;
	if (in->size == 0) {
		return NULL;
	}
	newline = memchr(in->text, '\n', in->size);
	n = newline ? (size_t) (newline - in->text) : in->size;
	in->line = malloc(n + 1);
	MUST(in->line);
	memcpy(in->line, in->text, n);
	in->line[n] = '\0';
	in->text += newline ? n + 1 : n;
	in->size -= newline ? n + 1 : n;
	return check_line(in) ? in->line : NULL;
}

static void check_text(const char *text)
{
	size_t n = strlen(text);

	MUST(n > 0 && n < TRACE_TEXT_MAX - 1);
	for (; *text; text++) {
		MUST((unsigned char) *text >= ' ' && (unsigned char) *text < 0x7f);
	}
}

static void check_shown(struct input *in, const struct effect *e)
{
	switch (e->type) {
	case EFFECT_PROMPT:
		if (e->kind != PROMPT_DAILY) {
			in->shown[e->kind] = true;
		}
		break;
	case EFFECT_BREAK_STARTED:
		in->shown[e->kind] = true;
		break;
	case EFFECT_WITHDRAW:
		MUST(in->shown[e->kind]);
		in->shown[e->kind] = false;
		break;
	case EFFECT_BREAK_ENDED:
		MUST(!in->shown[e->kind]);
		break;
	case EFFECT_SESSION_START:
	case EFFECT_SESSION_END:
	case EFFECT_PRESENCE:
	case _EFFECT_TYPE_MAX:
		break;
	}
	MUST(!(in->shown[BREAK_MICRO] && in->shown[BREAK_REST]));
}

static void on_effect(const struct effect *e, const struct snapshot *end, void *userdata)
{
	struct input *in = userdata;
	char text[TRACE_TEXT_MAX];

	MUST(in->ends == 0);
	if (!e) {
		in->ends++;
		MUST(end->now >= in->t);
		MUST(end->session_time <= end->now - TRACE_EPOCH);
		check_text(trace_format_end(end, TRACE_EPOCH, text, sizeof(text)));
		check_text(trace_format_end_json(end, TRACE_EPOCH, text, sizeof(text)));
		return;
	}
	MUST(e->t >= in->t);
	in->t = e->t;
	MUST(e->start <= e->t && e->end <= e->t && e->screen_time <= e->t - TRACE_EPOCH);
	check_shown(in, e);
	check_text(trace_format_effect(e, TRACE_EPOCH, text, sizeof(text)));
	check_text(trace_format_effect_json(e, TRACE_EPOCH, text, sizeof(text)));
}

static void shorten(struct config *c)
{
	c->presence_away_after = 5 * USEC_PER_SEC;
	c->presence_passive_max = 60 * USEC_PER_SEC;
	c->session_ends_after = 20 * USEC_PER_SEC;
	c->micro_break_every = 20 * USEC_PER_SEC;
	c->micro_break_length = 3 * USEC_PER_SEC;
	c->micro_break_not_before_rest = 2 * USEC_PER_SEC;
	c->micro_break_expires_after = 10 * USEC_PER_SEC;
	c->rest_break_every = 50 * USEC_PER_SEC;
	c->rest_break_length = 10 * USEC_PER_SEC;
	c->daily_limit_limit = 3 * USEC_PER_MIN;
	c->daily_limit_remind_every = 60 * USEC_PER_SEC;
	c->prompts_postpone = 5 * USEC_PER_SEC;
	c->prompts_remind_after = 8 * USEC_PER_SEC;
	c->prompts_grace = 2 * USEC_PER_SEC;
	c->prompts_settle = 1 * USEC_PER_SEC;
	c->prompts_lull = 2 * USEC_PER_SEC;
	c->prompts_lull_max = 6 * USEC_PER_SEC;
	c->quiet_max_delay = 30 * USEC_PER_SEC;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { .text = (const char *) data, .size = size };
	struct config config;
	struct trace_replay replay = {
		.next_line = next_line,
		.sink = on_effect,
		.userdata = &in,
		.config = &config,
	};
	int r;

	config_defaults(&config);
	if (size > 0 && data[0] % 2 == 0) { /* '0' begins most traces, '#' the others */
		shorten(&config);
	}
	r = trace_replay(&replay);
	MUST(r == 0 || r == -EINVAL);
	if (r < 0) {
		check_reason(replay.ret_reason);
		MUST(replay.ret_line > 0);
	}
	free(in.line);
	return 0;
}
