/*
 * The trace format (DESIGN.md 4 "Replay"): events as text, effects as text or JSON lines.  Pure.
 * One line an event: TIME EVENT; `#` starts a comment.  `ergod --replay` reads it, `ergod --trace`
 * writes it.
 */
#pragma once

#include "ergo/effect.h"
#include "ergo/engine.h"
#include "ergo/event.h"

#define TRACE_LINE_MAX   256 /* longest line, NUL included */
#define TRACE_REASON_MAX 512
#define TRACE_TEXT_MAX   384 /* a formatted effect or event, NUL included */

/* Boot time at which every trace begins: anything but 0, so that back-dating can't underflow. */
#define TRACE_EPOCH USEC_PER_DAY

enum trace_item_type {
	TRACE_BLANK,   /* an empty line or a comment */
	TRACE_EVENT,   /* .event */
	TRACE_PULSES,  /* .event, then again every .every until .until, that included */
	TRACE_START,   /* wall clock of time 0 */
	TRACE_CLOCK,   /* the wall clock steps by .step (signed) */
	TRACE_OFFSET,  /* the UTC offset is .gmtoff_s from now on */
	TRACE_RESTART, /* ergod is gone for .length; what happens meanwhile is not seen */
	TRACE_REBOOT,  /* the same, and the boot clock begins anew: the wall clock tells how long */
	TRACE_END,
};

struct trace_item {
	enum trace_item_type type;
	usec_t time;        /* since the start of the trace */
	struct event event; /* without its stamp */
	usec_t every, until;
	usec_t real;
	int64_t step;
	int32_t gmtoff_s;
	usec_t length;
};

/* Reads one line (no newline).  Returns 0, or -EINVAL with a reason that names the remedy. */
int trace_parse_line(const char *line, struct trace_item *ret,
		     char reason[static TRACE_REASON_MAX]);

/* Writes an event as a trace line, time since `epoch`; "" for what traces do not hold (ticks,
 * configuration). */
char *trace_format_event(const struct event *ev, usec_t epoch, char *buf, size_t size);

/* Write an effect as a line for people, or as a JSON object; times since `epoch`. */
char *trace_format_effect(const struct effect *e, usec_t epoch, char *buf, size_t size);
char *trace_format_effect_json(const struct effect *e, usec_t epoch, char *buf, size_t size);

/* The last line of a replay, `end`, out of a snapshot. */
char *trace_format_end(const struct snapshot *s, usec_t epoch, char *buf, size_t size);
char *trace_format_end_json(const struct snapshot *s, usec_t epoch, char *buf, size_t size);

/*
 * Replays a whole trace: lines are got from `next_line` (a NUL-terminated line without newline;
 * NULL at the end), effects go to `sink`, with `e` = NULL and the snapshot at `end`.  Returns 0;
 * -EINVAL with *ret_line and reason set; -ENOMEM.
 */
struct trace_replay {
	const char *(*next_line)(void *userdata);
	void (*sink)(const struct effect *e, const struct snapshot *end, void *userdata);
	void *userdata;
	const struct config *config;
	size_t ret_line;
	size_t ret_events;
	char ret_reason[TRACE_REASON_MAX];
};
int trace_replay(struct trace_replay *r);
