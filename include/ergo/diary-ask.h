/* The evening's question, "no headache today?": when it is asked.  Pure. */
#pragma once

#include "ergo/config.h"
#include "ergo/snapshot.h"
#include "ergo/time.h"

struct diary_ask_moment {
	const struct config *config;
	const struct snapshot *snapshot;
	const struct stamp *now;
	bool can_show; /* what is shown now would be seen */
};

/*
 * Whether it is time to ask, if the day is not recorded yet: once a day, from diary.ask_at on, while the user
 * is at the screen and nothing holds prompts back.  `asked`: the day for which that was settled last,
 * INT64_MIN: none.  *ret_look: after how long to look again if nothing happens before; USEC_INFINITY:
 * only then.
 */
bool diary_ask_due(const struct diary_ask_moment *m, int64_t asked, usec_t *ret_look);
