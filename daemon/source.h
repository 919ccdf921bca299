/*
 * What all sources of activity have in common: pulses gathered into runs, handed over when asked for.
 * A source is sampled: what had input is left alone until the next sampling instant, so that its
 * owner is woken at most once a period, at any input rate.
 */
#pragma once

#include "ergo/event.h"
#include "health.h"

/* Pulses of one class; gaps between them are shorter than the sampling period.  Boot times. */
struct pulse_run {
	enum device_class device;
	usec_t first, last;
};

typedef void (*pulse_run_fn)(const struct pulse_run *run, void *userdata);

/* Both come out of the event loop, never out of a call of the functions below. */
struct source_callbacks {
	/* There was input, or a refresh has been answered: drain now.  At most once a period, and once a
	 * refresh. */
	void (*ready)(void *userdata);
	/* Whether the source is usable, or pending, has changed. */
	void (*changed)(void *userdata);
};

struct source_ops {
	void *(*free)(void *source); /* NULL-safe, returns NULL */

	/* How often `ready` may be called from now on; 10 s at first. */
	void (*set_period)(void *source, usec_t period);

	/*
	 * Asks for what has happened up to now where that can't be known at once.  Returns whether
	 * an answer is to be waited for: then `ready` follows, within a second at the latest.
	 * NULL: drain always knows everything.
	 */
	bool (*refresh)(void *source);

	/*
	 * Hands over what is known, in order of `first`: nothing after `now` (boot time), nothing
	 * twice.  `fn` may call everything here but free; a drain out of it does nothing.
	 */
	void (*drain)(void *source, usec_t now, pulse_run_fn fn, void *userdata);

	/* Does it tell whether somebody is there? */
	bool (*usable)(const void *source);

	/* Not yet, but it may any moment: it has been asked.  NULL: never. */
	bool (*pending)(const void *source);

	/* For doctor, .name "input". */
	void (*health)(const void *source, struct health *ret);
};

/* One that is open. */
struct source {
	const struct source_ops *ops;
	void *object; /* NULL: not open */
};
