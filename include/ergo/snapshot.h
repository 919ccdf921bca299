/* What can be seen of the engine: for D-Bus properties, status lines and tests. */
#pragma once

#include "ergo/base.h"
#include "ergo/effect.h"
#include "ergo/event.h"
#include "ergo/strtab.h"

/* Why the next prompt is when it is. */
enum next_reason {
	NEXT_NOTHING,   /* both kinds of breaks are switched off */
	NEXT_COUNTING,  /* .next_in of screen time to go */
	NEXT_AWAY,      /* nobody is there; .next_in of screen time to go after the return */
	NEXT_ACTIVE,    /* a break is due or running */
	NEXT_POSTPONED, /* until .next_at */
	NEXT_SETTLE,    /* due, but you just came back or just had a break: from .next_at on */
	NEXT_LULL,      /* due, waits for a gap in the input, at the latest at .next_at */
	NEXT_QUIET,     /* due, held back by quiet */
	NEXT_SILENCE,   /* paused until .silent_until */
	_NEXT_REASON_MAX,
};
DECLARE_STRTAB(next_reason, enum next_reason);

/* All that can be seen of the engine at a moment (D-Bus properties, status, tests).  Times are boot
 * times. */
struct snapshot {
	usec_t now;
	enum presence presence;
	usec_t presence_since; /* away: the start of the absence, locked or asleep in between or not */
	usec_t last_pulse;     /* USEC_INFINITY: none yet */
	enum device_class last_class;
	usec_t evidence; /* while present or passive: when the user was at the screen for sure; what is
			    later may turn out to be an absence */

	int64_t day; /* that today_time and the like are of, as stamp_day() numbers them */
	bool in_session;
	usec_t session_start;                                     /* valid with in_session */
	usec_t session_time, today_time, since_micro, since_rest; /* U, D, M, R */
	usec_t longest_today; /* longest session of the day, the present one included */
	usec_t pause_time;    /* L; 0 while present or never present */
	unsigned tally[_BREAK_KIND_MAX]
		      [_OUTCOME_MAX]; /* outcomes of the day; a pause counts once */

	bool quiet, quiet_fullscreen,
		quiet_other; /* what counts; _fullscreen false once it stopped counting */
	bool silent;
	usec_t silent_until; /* USEC_INFINITY: until resumed */

	enum break_state break_state;
	enum break_kind break_kind;
	usec_t break_since; /* DUE: d; STARTED: start of the stretch; POSTPONED: when it was put off
			     */
	usec_t break_remaining; /* rest still wanted */
	usec_t break_hands_off; /* DUE: how long nothing was touched since d, else 0 */
	unsigned postpones_left;
	bool break_by_word;

	enum next_reason next_reason;
	enum break_kind next_kind;
	usec_t next_in;   /* a duration, screen time */
	usec_t next_at;   /* a time; USEC_INFINITY where it depends on the user */
	bool prompt_near; /* present, and a prompt may come soon, were it not for quiet */
};
