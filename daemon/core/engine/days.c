/*
 * Which day it is: by the wall clock that comes with the events, never by the length of anything.
 * A step of the wall clock or a new UTC offset may lead into another day, forward or back; it
 * changes no duration.
 */
#include "engine-internal.h"

/* A wall clock that moves by less between two events is slewed, not set. */
#define SET_LEAST USEC_PER_SEC

static void new_day(struct engine *e)
{
	counter_clear(e, &e->day);
	e->longest_today = 0;
	for (size_t i = 0; i < ELEMENTSOF(e->tally); i++) {
		for (size_t j = 0; j < ELEMENTSOF(e->tally[i]); j++) {
			e->tally[i][j] = 0;
		}
	}
	e->pause_micro_counted = false;
	moments_daily_reset(e);
}

static void look(struct engine *e)
{
	int64_t number = stamp_day(&e->stamp, e->c.session_day_starts);

	if (number != e->day_number) {
		new_day(e);
	}
	e->day_number = number;
	e->day_kept = false;
	e->day_end =
		usec_add(e->stamp.boot, stamp_until_next_day(&e->stamp, e->c.session_day_starts));
}

/* How far the wall clock has been set between two stamps, either way. */
static usec_t step(const struct stamp *from, const struct stamp *to)
{
	usec_t drift =
		(to->real - to->boot) - (from->real - from->boot); /* wraps where it fell behind */

	return usec_min(drift, -drift);
}

void days_stamp(struct engine *e, const struct stamp *stamp)
{
	const struct stamp *s = &e->stamp;
	usec_t by = step(s, stamp);
	bool same = by == 0 && stamp->gmtoff_s == s->gmtoff_s &&
		    stamp->gmtoff_until == s->gmtoff_until &&
		    stamp->gmtoff_after_s == s->gmtoff_after_s;

	e->stamp = *stamp;
	if (e->day_kept ? by >= SET_LEAST : !same) {
		look(e);
	}
}

void days_configure(struct engine *e)
{
	if (e->day_kept) {
		return;
	}
	e->day_number = stamp_day(&e->stamp, e->c.session_day_starts);
	look(e);
}

usec_t days_deadline(const struct engine *e)
{
	return e->day_end;
}

void days_fire(struct engine *e)
{
	e->stamp = stamp_after(&e->stamp, e->now - e->stamp.boot);
	if (e->day_kept) {
		new_day(e); /* whichever the wall clock thinks it is */
	}
	look(e);
}
