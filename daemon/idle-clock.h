/*
 * Sampling of something that tells no input, but can be asked how long there has been none, and
 * tells when there is some again: the X server's idle counter, Mutter's idle monitor.  Answers come
 * later, by the event loop; nothing here waits for one.
 *
 *   STOPPED --start--> ASKING --answer: input lately--> RESTING --a period later--> ASKING
 *                         \-----answer: none lately---> ARMED --active--> RESTING
 *
 * While ARMED nothing wakes anybody until there is input; at any input rate there is one question a
 * period.
 */
#pragma once

#include <systemd/sd-event.h>

#include "source.h"

struct idle_clock;

struct idle_clock_ops {
	/* Ask how long there has been no input; idle_clock_answer() brings the answer, if ever. */
	void (*ask)(void *userdata);
	/* idle_clock_active() is to be called once, at the next input; at once if there was input since the
	 * answer before (`idle`, as it was told then).  Called out of idle_clock_answer(). */
	void (*arm)(usec_t idle, void *userdata);
};

/* `ready` as in struct source_callbacks; `userdata` is for ops and for it.  Pulses are of class `device`.
 * Returns 0 or a negative errno. */
int idle_clock_new(struct idle_clock **ret, sd_event *event, enum device_class device,
		   const struct idle_clock_ops *ops, void (*ready)(void *userdata), void *userdata);
struct idle_clock *idle_clock_free(struct idle_clock *c);
DEFINE_CLEANUP(struct idle_clock *, idle_clock_free)

/* It can be asked from now on, or no longer.  What was before a start is not input: nobody looked. */
void idle_clock_start(struct idle_clock *c);
void idle_clock_stop(struct idle_clock *c);

/* No input for `idle`, as of now. */
void idle_clock_answer(struct idle_clock *c, usec_t idle);

/* There is input, now. */
void idle_clock_active(struct idle_clock *c);

/* As in struct source_ops. */
void idle_clock_set_period(struct idle_clock *c, usec_t period);
bool idle_clock_refresh(struct idle_clock *c);
void idle_clock_drain(struct idle_clock *c, usec_t now, pulse_run_fn fn, void *userdata);
