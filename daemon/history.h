/*
 * The history as the daemon keeps it: what the recorder holds is written to the store, and what the
 * last run left is where this one begins.  Every write is one synchronous transaction; one that takes
 * long makes the next ones rarer.  Nothing here fails: what can't be written is held and told.
 */
#pragma once

#include "ergo/config.h"
#include "ergo/recorder.h"
#include "health.h"

struct history;

/* Returns 0 or -ENOMEM. */
int history_new(struct history **ret);
struct history *history_free(struct history *h); /* writes nothing */
DEFINE_CLEANUP(struct history *, history_free)

/* Never NULL. */
struct recorder *history_recorder(struct history *h);

/*
 * Opens the store, unless config->history_enabled says no, and begins recording.  *engine is a new
 * one, which is replaced if the last run left a state to go on from.
 */
void history_open(struct history *h, const struct config *config, const struct stamp *now,
		  struct engine **engine);

/* The configuration that holds from now on; one that is switched off lets go of the store. */
void history_configure(struct history *h, const struct config *config);

/* The set-up as the file describes it: what differs from the last one that was told is recorded. */
void history_setup(struct history *h, const struct config *setup);

/* Whether there is something to write, and long enough since the last time. */
bool history_due(const struct history *h, usec_t now);

/* Writes what there is; `now`: of the engine. */
void history_write(struct history *h, const struct engine *e, const struct stamp *now);

/*
 * Writes, then erases from `from` to before `to` (wall times; USEC_INFINITY: everything from there
 * on).  Returns 0, what was removed in words in `text`; or a negative errno, why in `text`.
 */
int history_erase(struct history *h, const struct engine *e, const struct stamp *now, usec_t from,
		  usec_t to, char *text, size_t size);

/* A meeting until that wall time (0: none), as it is to be for the next run, or was left by the last one. */
void history_set_meeting(struct history *h, usec_t until);
usec_t history_meeting(const struct history *h);

/* One line for Problems; NULL: none. */
const char *history_problem(const struct history *h);
void history_health(const struct history *h, struct health *ret);
