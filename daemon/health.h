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
	const char *
		name; /* static: "input" and the sources, "session", "notifications", "display", "monitors", "desk", "history", "config",
			     "unit" */
	enum health_level level;
	char text[HEALTH_TEXT_MAX]; /* one line: what is, and where it is not ok exactly what to do
				     */
};
