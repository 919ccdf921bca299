/*
 * A study for the association's tests: a diary from day FIRST on, all of it recorded, in use and free of headache,
 * and an exposure whose value is looked up by the day on which the asked time ends.
 */
#pragma once

#include "ergo/association.h"

#define FIRST      1000 /* day of the diary */
#define DAYS_MAX   256
#define ONSETS_MAX 128
#define ASKED_MAX  512
#define DAY        USEC_PER_DAY
#define HOUR       USEC_PER_HOUR

struct association_rig {
	struct association_day days[DAYS_MAX];
	struct association_onset onsets[ONSETS_MAX];
	struct association_exposure exposures[ASSOCIATION_EXPOSURES_MAX + 1];
	struct association_study study;
	double values[FIRST +
		      DAYS_MAX]; /* NAN: not known; begins as the day's number in the diary */
	size_t asked_n;          /* what was asked for */
	struct {
		usec_t from, to;
	} asked[ASKED_MAX];
};

/* n days, days begin at 04:00, one exposure that is high from 14 on. */
void association_rig_init(struct association_rig *r, enum association_design design, size_t n);
/* Local time of a day of the diary. */
usec_t association_rig_at(int day, usec_t clock);
/* One that ends at once, on a calendar day; before 04:00 it belongs to the day before. */
struct association_onset *association_rig_headache(struct association_rig *r, int day,
						   usec_t clock);
