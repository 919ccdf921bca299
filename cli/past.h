/*
 * What is kept of the past, as ergoctl reads it: the history file, opened for reading, and the days
 * and hours as they were lived.  Moments are CLOCK_REALTIME microseconds.
 */
#pragma once

#include <time.h>

#include "ergo/store.h"
#include "output.h"

struct args;

/* An array that grows; the rows are copied. */
struct rows {
	void *row;
	size_t n, room;
};
/* Returns 0 or -ENOMEM. */
int rows_add(struct rows *rows, const void *row, size_t size);
void rows_done(struct rows *rows);
#define ROW(rows, type, i) (((const type *) (rows)->row) + (i))

struct past {
	struct store *store; /* NULL: there is no history yet */
	struct rows offsets; /* struct offset_record */
	usec_t day_starts;   /* session.day_starts, now */
	usec_t ends_after;   /* session.ends_after */
	bool enabled;        /* history.enabled */
	bool monitor_in_use; /* presence.monitor_in_use */
	unsigned keep_days;  /* history.keep_days; 0: without end */
	usec_t now;
	int64_t today;
};

/* The clock and the days, by the time zone as it is now; no history. */
void past_begin(struct past *p);
/* Opens it.  Returns an exit status: EXIT_DONE too where there is none yet; else the error is said. */
int past_open(struct past *p);
void past_done(struct past *p);
/* Says why reading failed; returns EXIT_FAILED. */
int past_report(const struct past *p, int r);
/* What to say where there is none. */
void past_say_none(const struct past *p, FILE *f);

/* UTC offset that local clocks had then: as it was recorded, else as the time zone has it. */
int32_t past_gmtoff(const struct past *p, usec_t t);
/* The local time then. */
struct tm past_local(const struct past *p, usec_t t);
/* The first moment at which local clocks showed `local` (seconds since 1970, of local time) or more. */
usec_t past_moment(const struct past *p, int64_t local);
/* The day (since 1970, local) that a moment belongs to. */
int64_t past_day(const struct past *p, usec_t t);
/* When a day began, with the day_starts of its record where there is one; ... and ended. */
int past_day_bounds(const struct past *p, int64_t day, usec_t *ret_from, usec_t *ret_to);

#define PAST_STRING_MAX 128
/* "09:02"; "Fri 09:02" where the calendar day is another than `day` or the one after it.  Return buf. */
char *past_say_time(const struct past *p, char *buf, usec_t t, int64_t day);
/* "Friday 20 November 2026", "Fri 2026-11-20". */
char *past_say_day(char *buf, int64_t day);
char *past_say_date(char *buf, int64_t day);
/* "+01:00" */
char *past_say_gmtoff(char *buf, int32_t gmtoff_s);

/* RFC 3339 with the offset of that time; null for 0. */
struct json_object *past_time_json(const struct past *p, usec_t t);
/* "2026-11-20" */
struct json_object *past_day_json(int64_t day);

/* What was told of a period: days, or moments. */
struct range {
	int64_t first, last; /* days, both included */
	usec_t from, to;     /* to: excluded; USEC_INFINITY: no end told */
	bool since, until;   /* which of them were told */
};

/*
 * Reads --since and --until: an exit status, and then errors are said.  Where one is not told the
 * range is open: from 0, to USEC_INFINITY, last: today.
 */
int range_of_options(struct range *ret, const struct past *p, const struct args *args);
/* A day as a whole, or a moment. */
struct point {
	bool whole;
	int64_t day;
	usec_t at; /* of a moment */
};
/* Reads "yesterday", "monday 14:30", "2h ago", RFC 3339 ...  Returns 0 or a negative errno; silent. */
int point_parse(const struct past *p, const char *text, struct point *ret);
/* Reads a day of several words; "" is today. */
int range_parse_day(const struct past *p, const struct args *args, int64_t *ret);

/* Adds to a list "5 rest breaks (2 of your own accord), 3 micro-breaks, 1 skipped, 1 missed": what was
 * not is left out. */
void say_tally(struct text *t, const unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX]);
/* {"micro": {"taken": 1, ...}, "rest": {...}} */
struct json_object *tally_json(const unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX]);
