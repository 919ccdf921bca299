/*
 * A made-up person at a desk, at the resolution of life: typing, reading, breaks when told to and of
 * their own accord, films, locks.  The recorder looks on.
 */
#pragma once

#include "ergo/history.h"
#include "recorder-rig.h"

#define PERSON_DAYS     8
#define PERSON_SESSIONS 512

struct person {
	struct rec rec;
	uint64_t random;
	usec_t t;        /* since the beginning: local midnight of the first day */
	usec_t midnight; /* its wall time */

	/* what there was: wall times, to the microsecond */
	size_t sessions;
	struct session_record session[PERSON_SESSIONS];
	unsigned absences[PERSON_SESSIONS]; /* in each */
	unsigned prompts, reminders;

	/* what was recorded */
	struct day_record day[PERSON_DAYS];
	uint8_t bits[PERSON_DAYS * 24][_PLANE_MAX][SLOT_BYTES];

	/* between two calls */
	unsigned absent; /* since the last session's end */
	bool present;
	bool told; /* a break was prompted and is not over */
};

/* Lives `days` days, less than PERSON_DAYS, from 2026-03-02 on, local time UTC+1.  The
 * same seed makes the same days. */
void person_live(struct person *p, const struct config *config, unsigned days, uint64_t seed);
void person_done(struct person *p);

/* Hands out the rows of slots as store_slots() does. */
int person_slots(const struct person *p, int (*row)(const struct slots *, void *), void *userdata);
