/* What the parts of the configuration share among themselves. */
#pragma once

#include "ergo/config.h"

/* How many keys there are, for arrays. */
enum {
#define K(section, key, type, def, min, max, doc) CONFIG_INDEX_##section##_##key,
#include "ergo/config-keys.def"
	CONFIG_KEYS_N,
};

#define EXCERPT_MAX 96 /* bytes of a piece of foreign text in a reason, NUL included */

/*
 * Writes foreign text so that it can be shown: what is no UTF-8, a control character or invisible
 * becomes \xNN; what does not fit ends in "...".  Returns buf.
 */
char *text_excerpt(char *buf, size_t size, const char *s, size_t len);

/* Whether `distance` is so small that someone who wrote `name` may have meant it. */
bool distance_is_near(unsigned distance, const char *name);
