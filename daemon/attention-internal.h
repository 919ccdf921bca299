/* What the files of attention share: attention.c gathers and judges, attention-health.c says how it is. */
#pragma once

#include "adapters/calls.h"
#include "attention.h"

struct attention {
	sd_bus *bus;
	const struct config *config;
	struct calls_options calls_options;
	void (*changed)(void *userdata);
	void *userdata;

	/* NULL: the configuration asks for none */
	struct inhibitors *inhibitors;
	struct players *players;
	struct do_not_disturb *do_not_disturb;
	struct sharing *sharing;
	struct calls *calls;

	struct x11_desktop *desktop;
	struct x11_power *power;
	sd_event_source *timer;

	struct engaged engaged;
	struct quiet quiet;
	usec_t meeting_until; /* boot time; 0: none */
	usec_t until; /* boot time at which prompts.hours let through, or hold back; USEC_INFINITY */
	usec_t judged_at;     /* boot time */
	usec_t silence_pulse; /* the last input before the last attention_silence() */
	usec_t looked_at;     /* boot time of the last attention_look(); 0: never */
	usec_t held_at;       /* the same, while something held prompts back */

	usec_t desktop_at, desktop_pulse; /* of the last look: when, and the last input then */
	int monitor;
	bool full_screen;
};
