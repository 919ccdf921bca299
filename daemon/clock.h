/* The only place where the daemon asks what time it is. */
#pragma once

#include "ergo/time.h"

/* What is known of the local time zone around now, so that asking is cheap. */
struct clock {
	usec_t valid_from, valid_until; /* wall times */
	int32_t gmtoff_s, gmtoff_after_s;
	usec_t gmtoff_until;
};

/* Boot time, wall time and UTC offset of this moment. */
struct stamp clock_now(struct clock *c);

/* CLOCK_BOOTTIME. */
usec_t clock_boottime(void);

/* How far CLOCK_BOOTTIME runs ahead of CLOCK_MONOTONIC: the time spent suspended so far. */
usec_t clock_suspended(void);
