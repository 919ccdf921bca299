/*
 * What the files of the adapter share.
 *
 *   hooks.c       what is configured, when it may run, what is told
 *   hooks-unit.c  one unit: the call that starts it, the signals that tell how it ended
 */
#pragma once

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "adapters/hooks.h"
#include "ergo/base.h"
#include "ergo/command.h"

#define SYSTEMD         "org.freedesktop.systemd1"
#define SYSTEMD_PATH    "/org/freedesktop/systemd1"
#define SYSTEMD_MANAGER SYSTEMD ".Manager"
#define SYSTEMD_UNIT    SYSTEMD ".Unit"
#define SYSTEMD_SERVICE SYSTEMD ".Service"

#define HOOKS_A_MINUTE 20
#define HOOK_ANSWER    (30 * USEC_PER_SEC) /* systemd is to have answered by then */
#define HOOK_STOP      (5 * USEC_PER_SEC)  /* between SIGTERM and SIGKILL */
#define HOOK_NAME_MAX  48                  /* of the unit, NUL included */
#define HOOK_WORD_MAX  64 /* of a word of systemd's, or the name of an error, NUL included */

enum hook_state {
	HOOK_ENDED,
	HOOK_ASKED, /* systemd has not answered yet: what it tells is of the last one */
	HOOK_RUNS,
};

/* How a unit ended, in systemd's words: "success" "exit-code" "signal" "timeout" ... */
struct hook_end {
	char result[HOOK_WORD_MAX];
	int32_t status; /* exit status or signal */
};

struct hook_run {
	struct hooks *hooks;
	enum hook hook;
	char line[COMMAND_MAX]; /* "": nothing is configured */
	enum hook_state state;
	usec_t until; /* boot time at which it has ended, whether that was told or not */
	struct hook_end end;
	bool dropped; /* one was dropped since, and that is logged */
	sd_bus_slot *call, *match;
};

enum hooks_owner {
	OWNER_ASKED, /* not known yet, or not asked for */
	OWNER_NONE,
	OWNER_THERE,
};

struct hooks {
	sd_bus *bus;
	sd_event *event;
	enum hooks_owner owner;
	sd_bus_slot *owner_call, *owner_match;
	usec_t timeout;
	usec_t minute; /* boot time at which it began */
	unsigned in_minute;
	bool too_many; /* in this minute, and that is logged */
	struct hook_run run[_HOOK_MAX];
	int last; /* enum hook of .last_end; -1: none has ended yet */
	struct hook_end last_end;
};

usec_t hooks_now(const struct hooks *h);

/* What others wrote, as far as it is printable ASCII; the rest is '?'. */
void hooks_copy(char *to, size_t size, const char *from);

/* Asks systemd to run a command.  Returns 0, or a negative errno: then nothing was asked. */
int hook_unit_start(struct hook_run *run, const struct command *command,
		    const char *const *environment);
/* The reference that keeps it loaded goes. */
void hook_unit_release(struct hook_run *run);

/* ---- from hooks-unit.c: it has ended, or could not be begun (.end tells) */
void hook_ended(struct hook_run *run);
