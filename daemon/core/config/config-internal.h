/* What the parts of the configuration share among themselves. */
#pragma once

#include "ergo/config.h"

#define EXCERPT_MAX 96 /* bytes of a piece of foreign text in a reason, NUL included */

/*
 * Writes foreign text so that it can be shown: what is no UTF-8, a control character or invisible
 * becomes \xNN; what does not fit ends in "...".  Returns buf.
 */
char *text_excerpt(char *buf, size_t size, const char *s, size_t len);

/* How many bytes of a byte order mark a text begins with: 3, or 0.  Whether it begins with one of UTF-16. */
size_t text_mark(const char *text, size_t len);
bool text_is_utf16(const char *text, size_t len);

/* Whether `distance` is so small that someone who wrote `name` may have meant it. */
bool distance_is_near(unsigned distance, const char *name);

/* edit_distance() where it is near, else UINT_MAX, which costs little when the lengths tell. */
unsigned near_distance(const char *name, const char *other);

#define SECTION_MONITOR "monitor" /* the first word of [monitor NAME] */
#define SECTION_PROFILE "profile"
#define PROFILE_MATCH   "match"

/* Whether a key is one of config_monitor_keys[]. */
bool is_of_monitor(const struct config_key *key);

/* The i-th key of both tables; NULL behind the last one. */
const struct config_key *config_any_key(size_t i);

/* The key that is nearest to `key` in `section` ("": in any); NULL when none is near.  Those of
 * monitors only if they may be it. */
const struct config_key *config_key_near(const char *section, const char *key, bool monitors);

/* Splits "monitor NAME.key" at its last dot; *ret_key points into `name`.  False: it is none. */
bool split_item_name(const char *dotted, char name[static MONITOR_NAME_MAX], const char **ret_key);

/* Whether two texts are the same but for ASCII case. */
bool same_word(const char *a, const char *b);

/* ---- hours and days: hours.c ---- */

/* "08:00-12:00, 13:00-17:30", "mon-fri, sun"; "" is always.  Return 0 or -EINVAL. */
int hours_parse(const char *s, config_HOURS *ret);
char *hours_format(const config_HOURS *hours, char *buf, size_t size);
int days_parse(const char *s, config_DAYS *ret);
char *days_format(config_DAYS days, char *buf, size_t size);

/* ---- values: values.c ---- */

/* A value of any type, on its way into the configuration. */
union value {
	usec_t usec; /* DURATION, TIME_OF_DAY, SPAN */
	unsigned count;
	bool yes;
	config_PATTERNS patterns;
	config_SOURCES sources;
	config_HOURS hours;
	config_DAYS days;
	config_COMMAND command;
	int32_t tenths; /* LENGTH, ANGLE */
	struct text_size text_size;
	unsigned percent;
	unsigned nth; /* WORD */
	int word;     /* TRISTATE, GLASSES, ROLE, UNITS */
};

/* Reads text of the key's type; blanks around it must be gone.  Returns 0, -EINVAL, -ERANGE. */
int value_parse(const struct config_key *key, const char *s, union value *ret);
bool value_less(enum config_type type, const union value *a, const union value *b);
bool value_unset(enum config_type type, const union value *v);

/* Between a value and its field in struct config or struct monitor_setup. */
void value_store(enum config_type type, void *field, const union value *v);
char *value_format(const struct config_key *key, const void *field, char *buf, size_t size);
