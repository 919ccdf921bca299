/*
 * Commands of the user at events ([hooks]).  Each is run by the user's systemd as a transient unit, so that it has
 * nothing of our sandbox, its output is in the journal and it ends by itself after hooks.timeout; we wait for
 * nothing.  Without a systemd of the user there are none, and doctor says so.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "ergo/config.h"
#include "ergo/strtab.h"
#include "health.h"

enum hook {
	HOOK_BREAK_DUE,
	HOOK_BREAK_STARTED,
	HOOK_BREAK_ENDED,
	HOOK_SESSION_ENDED,
	HOOK_FINDING,
	_HOOK_MAX,
};
DECLARE_STRTAB(hook, enum hook); /* break-due break-started break-ended session-ended finding */

struct hooks;

/* `bus`: the session bus; the user's manager is asked over it, and not started. */
int hooks_new(struct hooks **ret, sd_bus *bus);
struct hooks *hooks_free(struct hooks *h);
DEFINE_CLEANUP(struct hooks *, hooks_free)

/* As configured from now on. */
void hooks_configure(struct hooks *h, const struct config *config);

/* Whether something is configured for it. */
bool hooks_has(const struct hooks *h, enum hook hook);

/*
 * Runs what is configured for `hook`, if anything, with `environment` ("ERGOD_KIND=rest", NULL-terminated, each
 * UTF-8) and ERGOD_EVENT, the word of the hook.  One of a kind at a time, and not more than 20 a minute of all: others
 * are dropped, and that is logged.
 */
void hooks_run(struct hooks *h, enum hook hook, const char *const *environment);

/* For doctor, "hooks": whether they can be run, and how the last one ended. */
void hooks_health(const struct hooks *h, struct health *ret);
