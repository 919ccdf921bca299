/*
 * The engine's state as text, so that a session goes on after a crash, a restart or a reboot (DESIGN 3
 * "Restart").  Pure; versioned; anything may be handed in.
 */
#pragma once

#include "ergo/engine.h"

#define ENGINE_STATE_MAX 8192 /* bytes that engine_save() needs at most, NUL included */

/* Writes everything that has to outlive the process.  Returns its length. */
size_t engine_save(const struct engine *e, char *buf, size_t size);

/*
 * An engine that goes on from a saved state at *now; the state's times are on the same clock as
 * now->boot (`same_boot`), else the gap is measured by the wall clock (a negative one counts as 0).  The gap is a
 * pause that began at the last evidence in the state: shorter than session.ends_after, the session
 * goes on; else it is closed there.  What the gap clears and ends happens as it would have, at its
 * own time, and its effects go to out->sink.  Nobody is present, and no blocker is known, until told.
 * `config` holds from now on.  Returns 0; -EINVAL: no state, or none that makes sense (then the caller
 * begins anew with engine_new()); -ENOMEM.
 */
int engine_restore(struct engine **ret, const struct config *config, const struct stamp *now,
		   const char *state, size_t size, bool same_boot, struct effects *out);
