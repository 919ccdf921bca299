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

/* Lines with a bar each; why nothing is known, where that is known. */
void shares_print(const struct past *p, const struct rows *shares, usec_t screen_time);
/* One line; nothing where nothing is known. */
void shares_print_line(const struct rows *shares, usec_t screen_time);
/* "monitors" and "monitors_unknown_seconds". */
void shares_add_json(struct json_object *o, const struct rows *shares, usec_t screen_time);
