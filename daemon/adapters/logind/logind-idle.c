/*
 * The IdleHint of the session.  It belongs to one session, and says something only from its first
 * change on.
 */
#include "adapters/logind/internal.h"

void logind_idle_read(struct idle_seen *idle, bool value)
{
	if (!idle->read) {
		idle->read = true;
		idle->first = value;
	}
	idle->now = value;
	idle->moves = idle->moves || value != idle->first;
}

static enum logind_idle idle_of(const struct logind *l)
{
	const struct idle_seen *idle = &l->session.idle;

	if (!idle->moves || idle->of_terminal) {
		return LOGIND_IDLE_UNKNOWN;
	}
	return idle->now ? LOGIND_IDLE_YES : LOGIND_IDLE_NO;
}

enum logind_idle logind_idle(const struct logind *l)
{
	return l->idle;
}

void logind_idle_tell(struct logind *l)
{
	enum logind_idle idle = idle_of(l);

	if (idle != l->idle) {
		l->idle = idle;
		if (l->idle_changed) {
			l->idle_changed(l->idle_userdata);
		}
	}
}

void logind_watch_idle(struct logind *l, void (*changed)(void *userdata), void *userdata)
{
	l->idle_changed = changed;
	l->idle_userdata = userdata;
}
