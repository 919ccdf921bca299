/*
 * The engine's state as text, so that a session goes on after a crash, a restart or a reboot (DESIGN
 * "Restart").  Pure; versioned; anything may be handed in.
 *
 * What is told from outside is not in it: blockers, quiet, engagement, the configuration.  Tell them
 * anew after engine_restore().
 *
 * Stamps: a boot clock that begins at 0 has no room for what was before the boot.  Let `boot` be
 * CLOCK_BOOTTIME and a constant, 10,000 h or more, everywhere; times before the beginning of the
 * clock are cut to it.
 */
#pragma once

#include "ergo/engine.h"

#define ENGINE_STATE_MAX 8192 /* bytes that engine_save() needs at most, NUL included */

/* Writes everything that has to outlive the process, as it is at the time the engine has reached;
 * size: at least ENGINE_STATE_MAX.  Returns the length, NUL not counted. */
size_t engine_save(const struct engine *e, char *buf, size_t size);

/*
 * An engine that goes on from a saved state at *now, out of `size` bytes (no NUL needed).  `config`
 * holds from the saved moment on.
 *
 * The gap is the time since the state was saved: by the boot clock (`same_boot`), else by the wall
 * clock.  A negative one counts as 0; then the day goes on until the wall clock is set, or that day
 * would have been over.  In the gap no event came, nothing prompts and the reminder clock stands;
 * all else happens as it would have, at its own time, before this returns, and the effects go to
 * out->sink, which must be set: a pause clears counters and ends breaks (rest goes on), a silence
 * ends, the day changes, the session is closed.  Who was present
 *   - in the same boot still is, as long as away_after since the evidence is not over: a crash is no
 *     pause.  No effect tells so: look at the snapshot;
 *   - before another boot left at the evidence.
 * A break that is DUE afterwards has lost its prompt: show it again (snapshot.break_state).  After a
 * gap, or where quiet held when the state was saved, no prompt comes before prompts.settle (at least
 * 10 s) is over, so that quiet can be told.
 *
 * Returns 0; -EINVAL: no state, one of another version, or none that makes sense (then the caller
 * begins anew with engine_new()); -ENOMEM.
 */
int engine_restore(struct engine **ret, const struct config *config, const struct stamp *now,
		   const char *state, size_t size, bool same_boot, struct effects *out);
