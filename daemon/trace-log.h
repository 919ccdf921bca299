/* `ergod --trace FILE`: the live events as a trace, so that a bug report is a test. */
#pragma once

#include <stdbool.h>

#include "ergo/config.h"
#include "ergo/event.h"

struct trace_log;

/*
 * Creates `path` (0600; an existing file is not overwritten: -EEXIST) and writes what a replay
 * needs: the wall clock, and as comments the keys that differ from their defaults.  Returns 0 or a
 * negative errno.
 */
int trace_log_new(struct trace_log **ret, const char *path, const struct config *config,
		  const struct stamp *now);

/* Writes the `end` line. */
struct trace_log *trace_log_free(struct trace_log *t);
DEFINE_CLEANUP(struct trace_log *, trace_log_free)

/* Writes one event, and before it a step of the wall clock or a new UTC offset, should its stamp
 * tell of one. */
void trace_log_event(struct trace_log *t, const struct event *ev);
