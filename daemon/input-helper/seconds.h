/*
 * In which seconds of the grid there was input, and of which class: all that the helper keeps of it, until the
 * tick that ends the second.
 */
#pragma once

#include "ergo/input-wire.h"
#include "source.h"

/* More than can be open at once: those up to this tick, and the one that has begun. */
#define SECONDS_MAX 4

struct seconds {
	usec_t phase; /* of the grid */
	usec_t start; /* the tick from which on input counts */
	usec_t floor; /* seconds up to this tick are over */
	size_t n;
	struct {
		usec_t tick;
		unsigned classes;
	} second[SECONDS_MAX]; /* in order of tick */
};

/* Nothing so far; whole seconds that begin at `now` or later count.  The second under way does not: who
 * comes and goes could cut it into pieces, and learn of each. */
void seconds_begin(struct seconds *s, usec_t now);

/* There was input.  What comes too late for its second counts for the next. */
void seconds_add(struct seconds *s, const struct pulse_run *run);

/* Takes the first second that has ended by `tick` out.  Returns false when there is none: then those up to
 * `tick` are over, and what still comes of them counts for the next. */
bool seconds_take(struct seconds *s, usec_t tick, struct input_wire *ret);
