/* A past of slots made by hand, simulated.  Everything fails the running test when it can't be done. */
#pragma once

#include "ergo/simulate.h"

#define PAST_HOURS 48

struct past {
	usec_t zero; /* wall time of the first slot: a whole hour; 2026-03-02 08:00 UTC */
	uint8_t bits[PAST_HOURS][_PLANE_MAX][SLOT_BYTES];
	struct offset_record offset[4];
	size_t offsets_n;
	struct config config;
};

void past_begin(struct past *p);

/* Slots from `from` to before `to`, since zero. */
void past_mark(struct past *p, enum plane plane, usec_t from, usec_t to);
/* ... of someone who types. */
void past_work(struct past *p, usec_t from, usec_t to);

/* Hands over the rows of an hour. */
void past_put_hour(const struct past *p, struct simulation *s, size_t hour);
/* Simulates all of it, or what is from `from` to before `to`, since zero. */
struct simulation_result past_run(const struct past *p);
struct simulation_result past_run_range(const struct past *p, usec_t from, usec_t to);

/* Seconds between two times or durations, begun ones in full. */
unsigned apart(usec_t a, usec_t b);
