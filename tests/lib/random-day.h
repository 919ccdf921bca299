/*
 * Random days for property tests: a configuration with short durations and a stream of events that
 * often fall on the same instant.  The same seed makes the same day.
 */
#pragma once

#include "engine-rig.h"

#define DAY_EVENTS_MAX 160

struct day_event {
	usec_t t;
	struct event event; /* without its stamp */
	int64_t step;       /* of the wall clock, just before; used only by who wants to */
};

struct random_day {
	struct config config;
	size_t n;
	struct day_event events[DAY_EVENTS_MAX];
	usec_t end;
};

/* Random numbers: xorshift64*, seeded with anything. */
struct random {
	uint64_t x;
};
void random_seed(struct random *r, uint64_t seed);
uint64_t random_below(struct random *r, uint64_t n); /* 0 to n - 1 */
bool random_percent(struct random *r, unsigned percent);

void random_day(struct random_day *d, uint64_t seed);
