/*
 * Input as Mutter tells it (GNOME Shell, on Wayland and on X): how long there has been none, and
 * when there is some again.  It tells no device, and nothing of what was typed.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "source.h"

struct mutter;

/*
 * `session_bus` is attached to an event loop, which has to run before anything is known.  GNOME Shell
 * may be missing, come late, restart or hang: then it is not usable, never an error.  Returns 0 or a
 * negative errno.
 */
int mutter_new(struct mutter **ret, sd_bus *session_bus, const struct source_callbacks *callbacks,
	       void *userdata);
struct mutter *mutter_free(struct mutter *m);
DEFINE_CLEANUP(struct mutter *, mutter_free)

extern const struct source_ops mutter_ops;

/* For tests: how long an answer is waited for, and the shortest time between tries. */
void mutter_set_patience(struct mutter *m, usec_t answer, usec_t backoff);
