/*
 * Why prompts are held back (DESIGN "Quiet"), and in which hours.  The engine knows two flags; which of
 * the reasons stand behind them is for people.  Pure.
 */
#pragma once

#include "ergo/config.h"
#include "ergo/event.h"
#include "ergo/strtab.h"
#include "ergo/time.h"

/* In the order in which one is named where several stand. */
enum quiet_reason {
	REASON_MEETING, /* the user said so: ergoctl meeting */
	REASON_CALL,    /* the camera or the microphone is in use */
	REASON_SHARING, /* the screen is shared or recorded */
	REASON_DO_NOT_DISTURB,
	REASON_FULL_SCREEN, /* a full-screen window in front, on the monitor in use */
	REASON_HOURS,       /* outside of prompts.hours and prompts.days */
	_QUIET_REASON_MAX,
};
DECLARE_STRTAB(quiet_reason,
	       enum quiet_reason); /* meeting call sharing do-not-disturb fullscreen hours */

/* The flag of the engine behind it. */
enum quiet_flag quiet_flag_of(enum quiet_reason reason);

#define QUIET_TEXT_MAX 96

/* Reasons that stand, each with what tells of it: plain text, escaped ("/dev/video0", "dunst is paused"). */
struct quiet {
	unsigned reasons; /* bits 1u << enum quiet_reason */
	char text[_QUIET_REASON_MAX][QUIET_TEXT_MAX];
};

/* Whether the local time of day and day of the week are among prompts.hours and prompts.days.  Hours over
 * midnight belong to the day on which they begin. */
bool schedule_prompts(const struct config *config, const struct stamp *now);

/* How long from `now` until schedule_prompts() changes, wall clock undisturbed, the one change of the UTC
 * offset that the stamp carries taken in; USEC_INFINITY: never (or not within eight days). */
usec_t schedule_changes_in(const struct config *config, const struct stamp *now);
