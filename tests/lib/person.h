/*
 * A made-up person at a desk, at the resolution of life: typing, reading, breaks when told to and of
 * their own accord, films, locks.  What the engine made of the days is written down exactly, and as
 * the slots that are kept of them.
 */
#pragma once

#include "engine-rig.h"
#include "ergo/history.h"

#define PERSON_HOURS    (8 * 24)
#define PERSON_SESSIONS 512

struct person {
	struct rig rig;
	uint64_t random;
	usec_t t;        /* since the beginning: local midnight of the first day */
	usec_t midnight; /* its wall time */

	/* the truth: wall times */
	size_t sessions;
	struct session_record session[PERSON_SESSIONS];
	unsigned absences[PERSON_SESSIONS];                  /* in each */
	unsigned days, tally[_BREAK_KIND_MAX][_OUTCOME_MAX]; /* sums */
	unsigned prompts, reminders;
	usec_t screen_time;

	/* the slots */
	uint8_t bits[PERSON_HOURS][_PLANE_MAX][SLOT_BYTES];

	/* between two calls */
	size_t effects_seen;
	usec_t present_since, flags_since, day_end;
	bool present, engaged, quiet, blocked;
	unsigned absent; /* since the last session's end */
	bool told;       /* a break was prompted and is not over */
};

/* Lives `days` days, at most 8, from 2026-03-02 on, local time UTC+1.  config NULL: the defaults.  The
 * same seed makes the same days. */
void person_live(struct person *p, const struct config *config, unsigned days, uint64_t seed);
void person_done(struct person *p);

/* Hands out the rows of slots as store_slots() does. */
int person_slots(const struct person *p, int (*row)(const struct slots *, void *), void *userdata);
