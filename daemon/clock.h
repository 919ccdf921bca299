/* The only place where the daemon asks what time it is. */
#pragma once

#include "ergo/time.h"

/* What is known of the local time zone around now, so that asking is cheap. */
struct clock {
	usec_t valid_from, valid_until; /* wall times */
	int32_t gmtoff_s, gmtoff_after_s;
	usec_t gmtoff_until;
};

/*
 * The engine's boot time runs this far ahead of CLOCK_BOOTTIME, so that there is room in it for what
 * was before the boot (engine-state.h): stamps, effects, snapshots and deadlines have it.  The event
 * loop and the adapters, which ask the kernel, have CLOCK_BOOTTIME itself.
 */
#define CLOCK_EPOCH (10000 * USEC_PER_HOUR)

static inline usec_t clock_to_engine(usec_t boottime)
{
	return usec_add(boottime, CLOCK_EPOCH);
}

static inline usec_t clock_from_engine(usec_t boot)
{
	return usec_sub(boot, CLOCK_EPOCH);
}

/* The engine's boot time, wall time and UTC offset of this moment. */
struct stamp clock_now(struct clock *c);

/* CLOCK_BOOTTIME. */
usec_t clock_boottime(void);

/* How far CLOCK_BOOTTIME runs ahead of CLOCK_MONOTONIC: the time spent suspended so far. */
usec_t clock_suspended(void);
