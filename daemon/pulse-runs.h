/*
 * Pulses gathered into runs: of one class, with gaps shorter than the sampling period.  Bounded:
 * what finds no room prolongs the newest run of its class.
 */
#pragma once

#include "source.h"

#define PULSE_RUNS_MAX 64

struct pulse_runs {
	size_t n;
	struct pulse_run run[PULSE_RUNS_MAX];
};

/* A pulse of `device` at t, in any order of t; joined to a run that is nearer than `gap`. */
void pulse_runs_add(struct pulse_runs *runs, enum device_class device, usec_t t, usec_t gap);

/* In order of `first`, nothing after `now`. */
void pulse_runs_sort(struct pulse_runs *runs, usec_t now);
