/* What the parts of the choice of sources share: struct inputs is inputs.h's. */
#pragma once

#include "inputs.h"
#include "pulse-runs.h"

/* Where one kind of source stands; what its callbacks are told by. */
struct slot {
	struct inputs *in;
	struct source source;
};

struct inputs {
	sd_bus *bus;
	sd_event *event;
	struct logind *logind;
	struct source_callbacks callbacks;
	void *userdata;
	char *socket, *input_dir, *seat, *x11_display,
		*x11_authority; /* NULL: not given, not known */
	struct config config;
	bool wishes; /* of devices, which ergod-input does not know */

	struct slot slot[_SOURCE_MAX];
	int current; /* -1: none */
	usec_t period;
	struct pulse_runs carried; /* of one that is not in use any more */
	sd_event_source *review;   /* something has changed */
	sd_event_source *patience; /* one that is pending has had its time */
};

/* inputs.c */
bool inputs_is_pending(const struct inputs *in, int kind);
const char *inputs_kind_name(int kind); /* "none" below 0 */

/* inputs-health.c: whether the user says things of devices that the helper does not know. */
void inputs_compare_wishes(struct inputs *in);
