/* Time as data: stamps, durations, days.  Nothing here reads a clock or the time zone. */
#pragma once

#include "ergo/base.h"

/*
 * When something happened.  `boot` (CLOCK_BOOTTIME, so that suspend counts) orders everything and
 * measures every duration; `real` (CLOCK_REALTIME) with the UTC offset only tells which day it is.
 */
struct stamp {
	usec_t boot;
	usec_t real;
	int32_t gmtoff_s;       /* local time = UTC + this, at `real` */
	int32_t gmtoff_after_s; /* ... and from `gmtoff_until` on */
	usec_t gmtoff_until;    /* wall time of the next change of the offset; USEC_INFINITY: none
				   known */
};

#define DURATION_STRING_MAX                                                                        \
	48 /* bytes that duration_format() and _say() need at most, NUL included */
#define RFC3339_STRING_MAX 40 /* bytes that rfc3339_format() needs at most, NUL included */

/*
 * Reads a duration: numbers with units, `50min`, `1h 30min`, `2h5min`, `3.5s`; units h, min, s, ms,
 * us; `0` needs none; blanks around are allowed, each unit once, large before small.  Returns 0;
 * -EINVAL: not a duration; -ERANGE: longer than 10,000 h.
 */
int duration_parse(const char *s, usec_t *ret);

/* Writes a duration so that duration_parse() reads the same value: "1h 30min", "3.5s", "0s".
 * Returns buf. */
char *duration_format(char *buf, size_t size, usec_t d);

/* Writes a duration for a person, rounded down to what matters: "42 min", "3 h 12 min", "45 s".
 * Returns buf. */
char *duration_say(char *buf, size_t size, usec_t d);

/* Reads `HH:MM` (00:00 to 23:59) as the duration since midnight.  Returns 0 or -EINVAL. */
int timeofday_parse(const char *s, usec_t *ret);

/* Reads a UTC offset, `+HH:MM`, `-HH:MM` or `Z` (up to 18 h).  Returns 0 or -EINVAL. */
int gmtoff_parse(const char *s, int32_t *ret);

/*
 * Reads an RFC 3339 time with offset, `2026-03-02T09:00:00+01:00`, seconds with up to 6 decimals,
 * years 1970 to 9999.  Returns 0 or -EINVAL; the local offset goes to *ret_gmtoff_s.
 */
int rfc3339_parse(const char *s, usec_t *ret, int32_t *ret_gmtoff_s);

/* Writes a wall time as RFC 3339 with offset, to the second.  Returns buf. */
char *rfc3339_format(char *buf, size_t size, usec_t real, int32_t gmtoff_s);

/* Number of the day (since 1970, local) that `s` belongs to, when days begin at `day_starts` after
 * midnight. */
int64_t stamp_day(const struct stamp *s, usec_t day_starts);

/*
 * How long after `s` its day ends, i.e. stamp_day() changes, wall clock undisturbed; > 0.  Knows
 * the one change of the UTC offset that the stamp carries.
 */
usec_t stamp_until_next_day(const struct stamp *s, usec_t day_starts);

/* The stamp `d` after `s`, had the wall clock run undisturbed; takes the change of offset into
 * account. */
struct stamp stamp_after(const struct stamp *s, usec_t d);
