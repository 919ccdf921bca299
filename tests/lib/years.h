/* Years of a person at a desk, made up: for the store, and for what reads it, at the size of life. */
#pragma once

#include "ergo/store.h"

#define YEARS_GMTOFF_S   3600                /* of all that time: UTC+1 */
#define YEARS_DAY_STARTS (4 * USEC_PER_HOUR) /* as session.day_starts is by default */

/*
 * Writes `days` days from day number `first` (since 1970, local) on, a transaction for every 30:
 * five working days a week of some 8 hours at the screen, two of some 2, with all that belongs to
 * them: slots of seven planes, sessions, breaks and their prompts, days that add up and the shares of three
 * monitors, now and then a finding, a change and a problem.  The same seed makes the same years.  Returns 0 or what the store
 * said.
 */
int years_put(struct store *s, int64_t first, unsigned days, uint64_t seed);
