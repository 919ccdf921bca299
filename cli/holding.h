/* The configuration that holds: the file, with a profile laid over it where the daemon says so. */
#pragma once

#include "ergo/conf-file.h"

struct holding {
	struct conf *conf;
	const struct config *config;
	const struct config_origin *origins;
};

/* Returns an exit status; errors are said. */
int holding_load(struct holding *ret);
void holding_done(struct holding *h);

/* Says that there are problems, where a verb is about something else. */
void mention_problems(const struct conf *conf);
