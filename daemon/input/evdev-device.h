/* One event device: opening, classifying, reading until it is empty. */
#pragma once

#include "evdev-class.h"
#include "pulse-runs.h"

#define EVDEV_NAME_MAX 128 /* bytes of a device's name that are kept, NUL included */

struct evdev_device {
	int fd;
	char name[EVDEV_NAME_MAX]; /* as the device says it: hostile */
	struct evdev_traits traits;
	bool active;       /* something of it counts; else it is to be closed */
	bool boot_clock;   /* its stamps are boot times; else what is read happened now */
	bool masked;       /* the kernel keeps from us what does not count */
	uint64_t dev, ino; /* of the node */
	uint64_t rdev;     /* device number, 0 where there is none */
	usec_t since;      /* nothing that is read happened before: opened or emptied last */
	struct {
		usec_t start; /* of the second that is summed up */
		int64_t x, y; /* displacement in it */
	} motion;
};

/* Returns 0 or a negative errno of opening or of libevdev. */
int evdev_device_open(struct evdev_device **ret, const char *path, usec_t now);
struct evdev_device *evdev_device_free(struct evdev_device *d);
DEFINE_CLEANUP(struct evdev_device *, evdev_device_free)

/* Whether `path` can still be opened, and is this device. */
bool evdev_device_is(const struct evdev_device *d, const char *path);

/*
 * Reads what there is, up to a bound, so that a flood can't hold the loop.  Relative motion counts
 * from a displacement of `slop` within a second on: a mouse that trembles by one count never does.
 * Pulses go to *runs.  Returns 1 when anything was read, counting or not, 0 when it was empty, a
 * negative errno when the device is gone (-ENODEV: unplugged or revoked).
 */
int evdev_device_read(struct evdev_device *d, usec_t now, unsigned slop, usec_t gap,
		      struct pulse_runs *runs);

/* A device's name for people: what is not printable ASCII as \xNN.  Returns buf. */
char *evdev_name_escape(char *buf, size_t size, const char *name);
