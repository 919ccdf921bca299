/*
 * The engine's state, and what its parts ask of one another.
 *
 *   presence.c  who is there: pulses, engagement, blockers, evidence, back-dating
 *   pauses.c    what an absence is worth: micro-break, rest break, end of the session
 *   breaks.c    the life of the one active break: DUE, STARTED, postponed, outcomes
 *   moments.c   when a prompt may come: quiet, silence, coming due, the right moment, the daily limit
 *   days.c      which day it is
 *   engine.c    order: deadlines before events, and what comes first at one instant
 *   state-*.c   what outlives the process (state-internal.h)
 */
#pragma once

#include "ergo/engine.h"

/*
 * Screen time since something.  While present it grows with the clock from `since` on; stopping it
 * at a time before `since` (back-dating past a clearing) adds nothing: never less than 0.
 */
struct counter {
	usec_t sum, since;
};

/*
 * The reminder clock runs while a break is DUE and neither quiet nor silence stands in the way.
 * What it counted after the last evidence is taken back when the absence is back-dated, so its last
 * stretches are kept apart.
 */
#define CLOCK_STRETCHES 4 /* at least 4, so that two neighbours lie on the same side of the cap */
struct reminder_clock {
	bool running;
	usec_t since, sum;
	size_t n;
	struct {
		usec_t from, to;
	} stretch[CLOCK_STRETCHES];
};

enum started_by {
	STARTED_BY_LEAVING,
	STARTED_BY_BLOCKER,
	STARTED_BY_WORD,
};

struct active_break {
	enum break_state state;
	enum break_kind kind;
	usec_t since; /* DUE: d; STARTED: start of the stretch; POSTPONED: when it was put off */
	usec_t due;   /* d of the last time it turned DUE */
	enum started_by started_by;
	bool from_nothing; /* begun by `break KIND` without being due */
	usec_t kept;       /* rest kept of earlier stretches */
	usec_t postponed_until;
	unsigned postpones, reminders;
	struct reminder_clock clock;
};

struct engine {
	struct config c;
	usec_t now;
	struct stamp stamp; /* the last that was told */
	struct effects *out;
	usec_t deadline; /* cached next deadline */

	/* presence */
	bool present;
	unsigned blockers;
	bool engaged;
	usec_t engaged_end; /* end of the last engaged interval; 0: none */
	usec_t last_pulse;  /* 0: none */
	enum device_class last_class;
	usec_t present_since;
	usec_t grace_until;
	enum presence word;
	usec_t word_since;

	/* accounting */
	struct counter micro, rest, session, day; /* M R U D */
	bool in_session;
	usec_t session_start;
	int64_t day_number;
	usec_t day_end; /* boot time */
	bool day_kept;  /* the wall clock is behind and not believed: until it is set, or day_end */
	usec_t longest_today;
	unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX];

	/* the pause: an absence after presence */
	bool in_pause;
	usec_t pause_start;
	bool pause_micro_done, pause_rest_done, pause_session_done;
	/* A micro-break that this pause was counted as; it counts once, as the largest it becomes. */
	bool pause_micro_counted;
	enum outcome pause_micro_outcome;

	struct active_break brk;

	/* when prompts may come */
	unsigned quiet_flags;    /* as set from outside */
	bool fullscreen_expired; /* the full-screen flag is set but counts no more */
	usec_t fullscreen_since, quiet_end;
	bool silent;
	usec_t silent_until, silence_end;
	usec_t outcome_at;                           /* when a break last had an outcome */
	usec_t rest_waits, micro_waits, daily_waits; /* since when; USEC_INFINITY: it does not */
	usec_t daily_level; /* screen time of the day that is next remarked on */
	bool daily_owed;
};

/* engine.c */
void engine_emit(struct engine *e, const struct effect *effect);
void engine_reckon(struct engine *e); /* the next deadline, after a change that no event made */

/* presence.c */
usec_t presence_evidence(const struct engine *e);
void presence_pulse(struct engine *e, const enum device_class *device);
void presence_block(struct engine *e, enum blocker blocker);
void presence_unblock(struct engine *e, enum blocker blocker);
void presence_engage(struct engine *e, bool engaged);
void presence_leave(struct engine *e, usec_t since); /* away since then; opens the pause there */
usec_t presence_away_deadline(const struct engine *e);
void presence_away_fire(struct engine *e);
usec_t presence_word_deadline(const struct engine *e);
void presence_word_fire(struct engine *e);
enum presence presence_word(const struct engine *e);

/* pauses.c */
usec_t pauses_deadline(const struct engine *e);
void pauses_fire(struct engine *e);
usec_t pauses_longest_today(const struct engine *e);

/* breaks.c */
static inline bool breaks_active(const struct engine *e)
{
	return e->brk.state != BREAK_NONE;
}
usec_t breaks_length(const struct engine *e, enum break_kind kind);
usec_t breaks_every(const struct engine *e, enum break_kind kind);
struct counter *breaks_counter(struct engine *e, enum break_kind kind);
usec_t breaks_screen_time(const struct engine *e, enum break_kind kind); /* M or R now */
usec_t breaks_wanted(const struct engine *e); /* rest still wanted when a stretch begins */
void breaks_make_due(struct engine *e, enum break_kind kind);
void breaks_due_again(struct engine *e);
void breaks_left(struct engine *e, usec_t since, enum started_by by);
void breaks_interrupt(struct engine *e);
void breaks_outcome(struct engine *e, enum outcome outcome);
void breaks_natural(struct engine *e, enum break_kind kind);
void breaks_drop(struct engine *e);
void breaks_action(struct engine *e, enum action action, usec_t duration);
void breaks_by_word(struct engine *e, enum break_kind kind);
void breaks_clock_run(
	struct engine *e); /* starts or stops the reminder clock as its condition now is */
void breaks_clock_take_back(struct engine *e, usec_t evidence);
usec_t breaks_end_deadline(const struct engine *e);
void breaks_end_fire(struct engine *e);
/* Of a break that is DUE: how much more its clock has to show, whether it runs or not. */
usec_t breaks_reminder_in(const struct engine *e);
usec_t breaks_reminder_deadline(const struct engine *e);
void breaks_reminder_fire(struct engine *e);

/* moments.c */
bool moments_quiet(const struct engine *e);
void moments_quiet_on(struct engine *e, enum quiet_flag flag);
void moments_quiet_off(struct engine *e, unsigned mask);
void moments_quiet_pulse(struct engine *e);
void moments_silence(struct engine *e, usec_t duration);
void moments_resume(struct engine *e);
usec_t moments_turn(const struct engine *e,
		    usec_t came_due); /* when it turns DUE, were no pulse to come */
usec_t moments_earliest(const struct engine *e, usec_t came_due); /* r */
usec_t moments_silence_deadline(const struct engine *e);
void moments_silence_fire(struct engine *e);
usec_t moments_postponed_deadline(const struct engine *e);
void moments_postponed_fire(struct engine *e);
usec_t moments_rest_deadline(const struct engine *e);
void moments_rest_fire(struct engine *e);
usec_t moments_micro_deadline(const struct engine *e);
void moments_micro_fire(struct engine *e);
usec_t moments_daily_deadline(const struct engine *e);
void moments_daily_fire(struct engine *e);
/*
 * An event, or the end of a silence, may let a rest break in whose counter had been there before:
 * it waits before anything else of that instant, so that a postponed micro-break does not prompt
 * beside it.
 */
void moments_let_in(struct engine *e);
void moments_daily_reset(struct engine *e);
void moments_daily_relevel(struct engine *e);

/* days.c */
void days_stamp(struct engine *e, const struct stamp *stamp);
void days_configure(struct engine *e);
usec_t days_deadline(const struct engine *e);
void days_fire(struct engine *e);

static inline usec_t counter_at(const struct engine *e, const struct counter *c)
{
	return e->present ? c->sum + usec_sub(e->now, c->since) : c->sum;
}

static inline void counter_clear(const struct engine *e, struct counter *c)
{
	c->sum = 0;
	c->since = e->now;
}

/* When a counter that is below `level` reaches it, if the user stays; now when it is there already.
 */
static inline usec_t counter_reaches(const struct engine *e, const struct counter *c, usec_t level)
{
	return usec_add(e->now, usec_sub(level, counter_at(e, c)));
}
