/* When the evening's question is asked. */
#include "ergo/diary-ask.h"

#define SECONDS_PER_DAY 86400
#define LOOK_MOST       USEC_PER_HOUR /* clocks are set, time zones left */

/* How long it is until then, on the day that `now` belongs to; 0: it has come. */
static usec_t until(const struct config *c, const struct stamp *now, int64_t day)
{
	int64_t passed =
		(int64_t) (now->real / USEC_PER_SEC) + now->gmtoff_s - day * SECONDS_PER_DAY;
	int64_t at = (int64_t) (c->diary_ask_at / USEC_PER_SEC);

	/* a time before the day begins is one of the night after it */
	if (c->diary_ask_at < c->session_day_starts) {
		at += SECONDS_PER_DAY;
	}
	return at > passed ? (usec_t) (at - passed) * USEC_PER_SEC : 0;
}

bool diary_ask_due(const struct diary_ask_moment *m, int64_t asked, usec_t *ret_look)
{
	const struct snapshot *s = m->snapshot;
	int64_t day = stamp_day(m->now, m->config->session_day_starts);
	usec_t left = until(m->config, m->now, day);

	*ret_look = USEC_INFINITY;
	if (!m->config->diary_ask) {
		return false;
	}
	if (asked == day || left > 0) {
		*ret_look = asked == day ? LOOK_MOST : usec_min(left, LOOK_MOST);
		return false;
	}
	return m->can_show && s->presence == PRESENCE_PRESENT && !s->quiet && !s->silent &&
	       s->break_state == BREAK_NONE;
}
