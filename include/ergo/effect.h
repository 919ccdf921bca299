/* What the engine wants done or known: data, not callbacks, so that it can be compared and printed.
 */
#pragma once

#include "ergo/base.h"
#include "ergo/event.h"
#include "ergo/strtab.h"

enum presence {
	PRESENCE_PRESENT,
	PRESENCE_PASSIVE,
	PRESENCE_AWAY,
	PRESENCE_LOCKED,
	PRESENCE_ASLEEP,
	PRESENCE_UNKNOWN,
	_PRESENCE_MAX,
};
DECLARE_STRTAB(presence, enum presence);

enum outcome {
	OUTCOME_TAKEN,
	OUTCOME_SKIPPED,
	OUTCOME_MISSED,
	OUTCOME_NATURAL,
	OUTCOME_REPLACED,
	_OUTCOME_MAX,
};
DECLARE_STRTAB(outcome, enum outcome);

enum break_state {
	BREAK_NONE,      /* no break is active */
	BREAK_DUE,       /* prompted; the user has not left yet */
	BREAK_STARTED,   /* the user rests */
	BREAK_POSTPONED, /* "waiting again", until it turns DUE anew */
	_BREAK_STATE_MAX,
};
DECLARE_STRTAB(break_state, enum break_state); /* none due started postponed */

enum prompt_reason {
	PROMPT_DUE,
	PROMPT_REMINDER,
	PROMPT_INTERRUPTED, /* a rest begun by word was broken off; .remaining is what is left of it
			     */
	PROMPT_LIMIT,       /* the daily limit: "daily" */
	_PROMPT_REASON_MAX,
};
DECLARE_STRTAB(prompt_reason, enum prompt_reason); /* due reminder interrupted daily */

enum effect_type {
	EFFECT_SESSION_START, /* .start */
	EFFECT_SESSION_END,   /* .start .end .screen_time */
	EFFECT_PROMPT,        /* .kind .reason .screen_time (M, R or D) .remaining */
	EFFECT_WITHDRAW,      /* .kind: its prompt or countdown is to go from the screen */
	EFFECT_BREAK_STARTED, /* .kind .start .remaining */
	EFFECT_BREAK_ENDED,   /* .kind .outcome .start .end .screen_time (M or R before it was
				 cleared) */
	EFFECT_PRESENCE,      /* .presence .start: since when, back-dated */
	_EFFECT_TYPE_MAX,
};
DECLARE_STRTAB(effect_type, enum effect_type);

struct effect {
	enum effect_type type;
	usec_t t; /* boot time of emission; the other times may be earlier: back-dated */
	usec_t start, end;
	usec_t screen_time; /* a duration */
	usec_t remaining;   /* a duration: rest still wanted */
	enum break_kind kind;
	enum outcome outcome;
	enum presence presence;
	enum prompt_reason reason;
};

/*
 * Effects of one engine_feed(), in the order in which they came about.  A feed after a long time (a
 * day of deadlines fired late) may have many: `sink` is called whenever the array is full and at
 * the end of the feed.
 */
#define EFFECTS_MAX 16

struct effects {
	void (*sink)(const struct effect *e, size_t n, void *userdata);
	void *userdata;
	size_t n;
	struct effect e[EFFECTS_MAX];
};
