/*
 * Activity from /dev/input/event*, read directly (DESIGN.md 5).  Key codes are seen in this folder
 * and nowhere else: what leaves it is a device class and a time.
 *
 * Rate independence: a device that had something is left unread until the next sampling instant;
 * the owner is woken at most once a period, at any input rate.
 */
#pragma once

#include <systemd/sd-event.h>

#include "ergo/config.h"
#include "ergo/event.h"
#include "source.h"

struct evdev_source;

struct evdev_config {
	config_PATTERNS ignore, only;
	unsigned motion_slop; /* counts within a second */
	const char *seat;     /* devices of other seats are not read; NULL = "seat0" */
	const char *dir;      /* NULL = "/dev/input" */
};

/*
 * Opens what can be opened and watches for the rest (devices that come late, twice, or whose
 * permission comes later). No device at all, or no /dev/input, is not an error.  `config` is
 * copied.  Returns 0 or a negative errno.
 */
int evdev_source_new(struct evdev_source **ret, sd_event *event, const struct evdev_config *config,
		     const struct source_callbacks *callbacks, void *userdata);
struct evdev_source *evdev_source_free(struct evdev_source *s);
DEFINE_CLEANUP(struct evdev_source *, evdev_source_free)

/* New patterns, slop or seat: devices are opened and closed as they now demand.  The directory
 * stays. */
void evdev_source_configure(struct evdev_source *s, const struct evdev_config *config);

/* How often `ready` may be called from now on; 10 s at first, at least 1 ms. */
void evdev_source_set_period(struct evdev_source *s, usec_t period);

/*
 * Sampling instants are those of a fixed grid from now on, phase + n * period in boot time, and nothing is
 * read or told between them: when `ready` comes says nothing about when there was input.  `changed` comes
 * with every change of the devices.
 */
void evdev_source_set_grid(struct evdev_source *s, usec_t period, usec_t phase);

/*
 * Reads every open device until it is empty and hands the runs over in order of `first`; none lies
 * after `now` (boot time), nor before the `now` of the drain before, none is handed over twice.
 * `fn` may call everything here but evdev_source_free(); a drain out of it does nothing.
 */
void evdev_source_drain(struct evdev_source *s, usec_t now, pulse_run_fn fn, void *userdata);

/*
 * Devices that are read now and tell whether somebody is there: 0 also while there are only pads
 * and the like among them and other devices may not be read, since many systems let everybody read
 * pads.
 */
size_t evdev_source_devices(const struct evdev_source *s);

/* How many of them there are of each class. */
void evdev_source_classes(const struct evdev_source *s, size_t ret[static _DEVICE_CLASS_MAX]);

/* For doctor: how many devices of which class, which are present but not permitted and what to do
 * about it. */
void evdev_source_health(const struct evdev_source *s, struct health *ret);

extern const struct source_ops evdev_source_ops;
