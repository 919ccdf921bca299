/* How an adapter or a prerequisite is doing, for `ergoctl doctor` and `status`. */
#pragma once

#include "ergo/strtab.h"

enum health_level {
	HEALTH_OK,
	HEALTH_WARN, /* degraded: works, with something missing */
	HEALTH_FAIL, /* off */
	_HEALTH_LEVEL_MAX,
};
DECLARE_STRTAB(health_level, enum health_level); /* ok warn fail */

#define HEALTH_TEXT_MAX 768 /* English fills half of it at most */

struct health {
	/* static: "input" and the sources, "session", "notifications", "display", "monitors", "desk", "watching",
	 * "inhibitors", "players", "do-not-disturb", "sharing", "calls", "desktop", "display power", "hooks",
	 * "history", "config", "unit" */
	const char *name;
	enum health_level level;
	char text[HEALTH_TEXT_MAX]; /* one line: what is, and where it is not ok exactly what to do
				     */
};
