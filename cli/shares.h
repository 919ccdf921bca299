/* The time at each monitor, in a period. */
#pragma once

#include "past.h"

/*
 * Sums up days, both included: struct share_record, .day 0, the most used first.  Nothing where there is no
 * history.  Returns 0 or a negative errno.
 */
int shares_read(const struct past *p, int64_t first, int64_t last, struct rows *ret);

/* Of the screen time of the period; what is left of it is not known. */
unsigned percent_of(usec_t part, usec_t whole);
usec_t shares_unknown(const struct rows *shares, usec_t screen_time);

/* The shares as they are shown: the most used monitors, others, and what is not known, if it is worth a word. */
#define SHARES_SHOWN 8
struct share_line {
	const char *name; /* of the monitor, as the history has it; or words of ours */
	usec_t time;
};
size_t shares_lines(const struct rows *shares, usec_t screen_time,
		    struct share_line ret[static SHARES_SHOWN + 2]);
/* Why nothing, or not all of it, is known; NULL where that is not known either. */
const char *shares_why(const struct past *p);

/* Lines with a bar each; why nothing is known, where that is known. */
void shares_print(const struct past *p, const struct rows *shares, usec_t screen_time);
/* One line; nothing where nothing is known. */
void shares_print_line(const struct rows *shares, usec_t screen_time);
/* "monitors" and "monitors_unknown_seconds". */
void shares_add_json(struct json_object *o, const struct rows *shares, usec_t screen_time);
