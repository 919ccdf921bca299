/*
 * Which source of activity is in use: the best of those that are allowed and work, at any moment.  Those that
 * are better than it stay open, for one of them may come to work; those that are worse are closed.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "ergo/config.h"
#include "source.h"

struct inputs;
struct logind;

struct inputs_options {
	const char *socket;    /* of ergod-input; NULL: where it is installed */
	const char *input_dir; /* NULL: /dev/input */
};

/* What may change while it runs. */
struct inputs_settings {
	const struct config *config;
	const char *seat;                        /* NULL: not known */
	const char *x11_display, *x11_authority; /* NULL: none known */
};

/*
 * `bus` is the session bus, attached to an event loop; `logind` must outlive this.  Strings and settings are
 * copied.  Of the callbacks `changed` says that inputs_current() has.  Returns 0 or a negative errno; that
 * nothing works is no error.
 */
int inputs_new(struct inputs **ret, sd_bus *bus, struct logind *logind,
	       const struct inputs_options *options, const struct inputs_settings *settings,
	       const struct source_callbacks *callbacks, void *userdata);
struct inputs *inputs_free(struct inputs *in);
DEFINE_CLEANUP(struct inputs *, inputs_free)

void inputs_configure(struct inputs *in, const struct inputs_settings *settings);

/* Which is in use; -1: none. */
int inputs_current(const struct inputs *in);
/* The same for people and the bus; "none". */
const char *inputs_name(const struct inputs *in);

/* Something happened with which an X server may have come: looks at once instead of later. */
void inputs_look(struct inputs *in);

/* As in struct source_ops, for the one in use. */
void inputs_set_period(struct inputs *in, usec_t period);
bool inputs_refresh(struct inputs *in);
void inputs_drain(struct inputs *in, usec_t now, pulse_run_fn fn, void *userdata);

/* How it is with input: "input". */
void inputs_health(const struct inputs *in, struct health *ret);

/*
 * ... and with each source that would be better than the one in use, under its own name, for doctor.  Returns
 * how many were written, at most _SOURCE_MAX.
 */
size_t inputs_health_others(const struct inputs *in, struct health ret[static _SOURCE_MAX]);
