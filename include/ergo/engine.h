/*
 * The engine: timestamped events in, effects out, and when it wants to be called next.  Pure: no
 * clock, no file, no memory after engine_new().  The exact semantics are written at the state
 * machines in daemon/core/engine/.
 */
#pragma once

#include "ergo/base.h"
#include "ergo/config.h"
#include "ergo/effect.h"
#include "ergo/event.h"
#include "ergo/snapshot.h"

struct engine;

/* An engine at rest at *now (nobody was ever present), with a copy of *config.  Returns 0 or
 * -ENOMEM. */
int engine_new(struct engine **ret, const struct config *config, const struct stamp *now);
struct engine *engine_free(struct engine *e); /* NULL-safe, returns NULL */
DEFINE_CLEANUP(struct engine *, engine_free)

/*
 * Feeds one event.  Every deadline at or before its time fires first, at its own time; events must
 * come in order of stamp.boot (an earlier one is taken as if it came at the time already reached).
 * out->sink gets the effects.
 */
void engine_feed(struct engine *e, const struct event *ev, struct effects *out);

/* Boot time at which the engine wants an EVENT_TICK at the latest; USEC_INFINITY: never. */
usec_t engine_next_deadline(const struct engine *e);

/* How often input must be looked at for now, 1 s to 10 s (DESIGN "Rate independence"), finer only
 * for test-size thresholds. */
usec_t engine_sampling_period(const struct engine *e);

/* All that can be seen of the engine at the time it has reached. */
void engine_snapshot(const struct engine *e, struct snapshot *ret);
