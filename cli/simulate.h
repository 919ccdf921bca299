/* `ergoctl simulate`: what other thresholds would have made of one's own past. */
#pragma once

#include "ergo/simulate.h"
#include "past.h"

/* A key that was set, or that the file changes. */
struct changed_key {
	const struct config_key *key;
	enum untold untold;
	char now[CONFIG_VALUE_MAX], then[CONFIG_VALUE_MAX];
};

struct comparison {
	int64_t first, last; /* days, both included */
	bool both;           /* there is another configuration */
	struct simulation_result now, then;
	size_t n;
	struct changed_key key[CONFIG_KEYS_N];
};

/* simulate-show.c: return an exit status */
int simulation_print(const struct past *p, const struct comparison *c);
int simulation_json(const struct comparison *c);
