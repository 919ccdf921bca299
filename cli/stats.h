/* `ergoctl stats`: what a period comes to, before it is printed. */
#pragma once

#include "past.h"

/*
 * Where sessions are told apart by their length: 30 and 60 minutes unbroken, as ROSA has them (over
 * an hour at a time is its "high", under half an hour its "low" duration; ERGONOMICS 4.3), halves and
 * half as much again between [J].
 */
#define SESSION_BUCKETS 6
extern const usec_t session_bucket_end[SESSION_BUCKETS]; /* included; the last: USEC_INFINITY */

struct stats {
	int64_t first, last; /* days, both included */
	usec_t from, to;
	size_t days; /* that were recorded */
	usec_t screen_time, laptop_only, by_class[_DEVICE_CLASS_MAX];
	unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX];
	struct {
		unsigned n;
		usec_t screen_time;
	} bucket[SESSION_BUCKETS];
	struct session_record longest; /* .screen_time 0: none */
	usec_t hour[7][24];   /* screen time by day of the week, 0 is Monday, and local hour */
	unsigned weekdays[7]; /* recorded days of each */
	struct rows shares;   /* shares_read(); of the period that is shown alone */
};

/* What they are called: "the last 7 days". */
struct stats_period {
	char words[PAST_STRING_MAX];  /* "the last 7 days" */
	char before[PAST_STRING_MAX]; /* "in the 7 days before"; "": from the beginning */
};

/* Sums up days.  Returns 0 or a negative errno of the store. */
int stats_read(const struct past *p, int64_t first, int64_t last, struct stats *ret);

/* A break that was prompted, whatever became of it. */
unsigned stats_due(const unsigned tally[_OUTCOME_MAX]);
unsigned stats_sessions(const struct stats *s);

/* stats-print.c, stats-json.c: return an exit status */
int stats_print(const struct past *p, const struct stats *s, const struct stats *before,
		const struct stats_period *period);
int stats_json(const struct past *p, const struct stats *s, const struct stats *before);

/* bars.c: shapes that a terminal can show */

#define BAR_STRING_MAX 256
/* Decides between Unicode and ASCII, by the locale. */
void bars_init(void);
/* A bar of up to `width` columns for part / whole, at least a trace of what is not 0.  Returns buf. */
char *bar(char *buf, usec_t part, usec_t whole, size_t width);
/* One column for 0 to 8 eighths. */
const char *shade(unsigned eighths);
