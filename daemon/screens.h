/*
 * The monitors that are connected, from whoever tells best: the X server; under Wayland an XWayland
 * that runs already, with names and sizes of the kernel's connectors; else these alone.  What was last
 * known is kept while nobody tells of any: a server that is gone, a moment without outputs.
 */
#pragma once

#include <systemd/sd-event.h>

#include "ergo/config.h"
#include "ergo/monitor.h"
#include "health.h"

struct screens;
struct x11_monitors;

struct screens_options {
	const char *drm_dir;  /* NULL: /sys/class/drm */
	const char *proc_dir; /* NULL: /proc */
	usec_t settle;        /* changes are looked at once there was none for so long; 0: 2 s */
};

/* What may change while it runs. */
struct screens_settings {
	const char *x11_display, *x11_authority; /* NULL: none known; under Wayland too */
	bool wayland;                            /* a Wayland display is known */
};

/*
 * Strings are copied.  `changed` says that screens_get() tells something else (monitors_equal());
 * it comes out of the loop, never out of a call of these functions.  Returns 0 or a negative errno;
 * that nobody tells is none.
 */
int screens_new(struct screens **ret, sd_event *event, const struct screens_options *options,
		const struct screens_settings *settings, void (*changed)(void *userdata),
		void *userdata);
struct screens *screens_free(struct screens *s);
DEFINE_CLEANUP(struct screens *, screens_free)

void screens_configure(struct screens *s, const struct screens_settings *settings);

/* Something happened with which an X server may have come: looks at once instead of later. */
void screens_look(struct screens *s);

/* Never NULL; valid as long as `s`, its contents until the next `changed`. */
const struct monitors *screens_get(const struct screens *s);

/* The X server's monitors: for who shares their connection, and is freed before. */
struct x11_monitors *screens_x11(const struct screens *s);

/* For doctor, "monitors".  `config`: what the user says of sizes; NULL: nothing. */
void screens_health(const struct screens *s, const struct config *config, struct health *ret);
