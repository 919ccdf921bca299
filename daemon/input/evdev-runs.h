/*
 * Pulses gathered into runs: of one class, with gaps shorter than the sampling period.  Bounded:
 * what finds no room prolongs the newest run of its class.
 */
#pragma once

#include "evdev.h"

#define EVDEV_RUNS_MAX 64

struct evdev_runs {
	size_t n;
	struct pulse_run run[EVDEV_RUNS_MAX];
};

/* A pulse of `device` at t, in any order of t; joined to a run that is nearer than `gap`. */
void evdev_runs_add(struct evdev_runs *runs, enum device_class device, usec_t t, usec_t gap);

/* In order of `first`, nothing after `now`. */
void evdev_runs_sort(struct evdev_runs *runs, usec_t now);
