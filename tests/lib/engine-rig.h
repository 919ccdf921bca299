/*
 * An engine on a test bench: events are fed at times since the beginning, and what it wants done is
 * written down.  Everything fails the running test when it can't be done.
 */
#pragma once

#include "ergo/engine.h"

#define RIG_EPOCH   USEC_PER_DAY /* boot time at time 0: anything but 0 */
#define RIG_LOG_MAX 4096         /* effects that are kept; further ones are only counted */

struct rig {
	struct engine *engine;
	struct config config;
	struct effects out;
	struct stamp
		zero;   /* the stamp at time 0; `real` and the offset may be changed at any time */
	size_t n;       /* effects so far */
	size_t flushes; /* calls of the sink */
	struct effect log[RIG_LOG_MAX];
};

/* Boot time at `t` of the trace. */
#define AT(t) (RIG_EPOCH + (t))

/* Starts an engine at time 0, 2026-03-02 09:00 UTC; config NULL: the defaults. */
void rig_begin(struct rig *r, const struct config *config);
void rig_end(struct rig *r);

/* Sets a key of *config by its name, "section.key". */
void rig_set(struct config *config, const char *name, const char *value);

/* The stamp that belongs to a time. */
struct stamp rig_stamp(const struct rig *r, usec_t t);

/* Feeds `ev`, its stamp filled in. */
void rig_feed(struct rig *r, usec_t t, struct event ev);
void rig_tick(struct rig *r, usec_t t);
void rig_pulse(struct rig *r, usec_t t);
void rig_block(struct rig *r, usec_t t, enum blocker blocker);
void rig_unblock(struct rig *r, usec_t t, enum blocker blocker);
void rig_action(struct rig *r, usec_t t, enum action action);
void rig_break(struct rig *r, usec_t t, enum break_kind kind);
void rig_quiet(struct rig *r, usec_t t, bool on); /* QUIET_OTHER */
void rig_configure(struct rig *r, usec_t t, const char *name, const char *value);

/* Pulses at `from`, then every `every` until `until`, that included. */
void rig_type(struct rig *r, usec_t from, usec_t every, usec_t until);

struct snapshot rig_look(const struct rig *r);

/* The last effect of a type; fails when there is none. */
const struct effect *rig_last(const struct rig *r, enum effect_type type);
size_t rig_count(const struct rig *r, enum effect_type type);
