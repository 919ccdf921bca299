/* What the files of `ergoctl watch` share. */
#pragma once

#include <systemd/sd-event.h>

#include "client.h"

#define WORD_MAX 32

struct watch {
	struct client client;
	sd_event *event;
	bool json;
	/* what was last told */
	char presence[WORD_MAX], quiet[WORD_MAX], input[WORD_MAX], break_state[WORD_MAX];
	char break_kind[WORD_MAX]; /* of the last break that there was */
	char *problems;
	bool paused;
	uint64_t paused_until;
};

/* An event as an object, to which its fields are added. */
struct json_object *watch_begin(const char *event);
/*
 * Prints the event as one line, the object or the words, and flushes it; takes o.  Where nobody
 * reads any more the event loop ends.
 */
void watch_finish(struct watch *w, struct json_object *o, const char *format, ...) _printf_(3, 4);

/* All that is known: at the start, and when the daemon has come back. */
void watch_tell_status(struct watch *w, const struct view *v);
/* What a PropertiesChanged tells. */
void watch_tell_changes(struct watch *w, const struct view *v);
/* A break was put off until then (0: not known). */
void watch_tell_postponed(struct watch *w, uint64_t until);
/* Asks until when a break was put off, which no signal tells, and has watch_tell_postponed() told. */
int watch_ask_postponed(struct watch *w);
/* What a signal of the Manager tells. */
void watch_tell_signal(struct watch *w, sd_bus_message *m);
