/*
 * The login session: locked (LockedHint), active, about to sleep.  Emits EVENT_BLOCK and
 * EVENT_UNBLOCK of BLOCKER_LOCKED, _SESSION_INACTIVE and _ASLEEP, only at changes.
 */
#pragma once

#include <systemd/sd-event.h>

#include "ergo/event.h"
#include "health.h"
#include "source.h"

struct logind;

/*
 * Connects to the system bus and finds the session (its own, else the display session of the user,
 * else $XDG_SESSION_ID); all of it may be missing, come late or go away: that is health, not an
 * error.  Holds a delay inhibitor; before sleep it emits EVENT_BLOCK of BLOCKER_ASLEEP, and
 * releases the inhibitor when `emit` has returned.  Never blocks, never emits before it has
 * returned.  Returns 0 or a negative errno.
 *
 * What is not known blocks nothing, but:
 * - a session that has ended, with no other of this user, is inactive: who types now is somebody
 * else;
 * - when logind goes away, what it said last holds for LOGIND_LOST_AFTER (a restart takes a second,
 *   and the locker stays on the screen meanwhile); after that nothing is blocked any more, since
 *   nobody would tell of the unlock.  Sleep ends at once: we run.
 */
int logind_new(struct logind **ret, sd_event *event, event_fn emit, void *userdata);
struct logind *logind_free(struct logind *l);
DEFINE_CLEANUP(struct logind *, logind_free)

#define LOGIND_LOST_AFTER (30 * USEC_PER_SEC)

/* For tests: another LOGIND_LOST_AFTER. */
void logind_set_lost_after(struct logind *l, usec_t lost_after);

/* The seat of the session, "seat0"; NULL: none or not known. */
const char *logind_seat(const struct logind *l);

/* For doctor; says that lockers that do not set LockedHint are left to away_after. */
void logind_health(const struct logind *l, struct health *ret);

/*
 * The IdleHint of the session.  Many desktops never set it, so that "not idle" proves nothing before
 * it has been seen to change; that of a terminal logind makes up, and does not tell of.
 */
enum logind_idle {
	LOGIND_IDLE_UNKNOWN, /* never seen to change in this session, no session, no logind */
	LOGIND_IDLE_NO,
	LOGIND_IDLE_YES,
};

enum logind_idle logind_idle(const struct logind *l);

/* `changed` is called, out of the loop, when logind_idle() has changed; NULL: nobody is. */
void logind_watch_idle(struct logind *l, void (*changed)(void *userdata), void *userdata);

/*
 * As a source, the last resort: usable while the IdleHint is known.  While it says NO there was
 * input at some time within the idle delay of the desktop, which counts as input now.  Occupies
 * logind_watch_idle(); to be freed before `logind`.  Returns 0 or a negative errno.
 */
struct idle_hint;

int idle_hint_new(struct idle_hint **ret, sd_event *event, struct logind *logind,
		  const struct source_callbacks *callbacks, void *userdata);
struct idle_hint *idle_hint_free(struct idle_hint *h);
DEFINE_CLEANUP(struct idle_hint *, idle_hint_free)

extern const struct source_ops idle_hint_ops;
