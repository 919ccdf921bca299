/* Screen time of the day with the laptop's own panel alone, out of what the engine counts as screen time.  Pure. */
#pragma once

#include "ergo/base.h"

struct laptop_time {
	int64_t day;    /* as stamp_day() numbers them */
	usec_t counted; /* screen time of the day up to here */
	usec_t alone;   /* ... of it with the internal panel alone */
	bool is_alone;  /* since the last update */
};

/*
 * Accounts the screen time since the last update by what was on then; from now on it is `is_alone`.  `today` is the
 * screen time of `day`; it can be less than before: what turns out to have been an absence is taken back.
 */
void laptop_time_update(struct laptop_time *l, usec_t today, int64_t day, bool is_alone);
