/* The table of keys, and finding one's way in it. */
#include "config-internal.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* In the column of the least value a WORD has its words. */
#define LEAST(type, min) (CONFIG_##type == CONFIG_WORD ? NULL : (min))
#define WORDS(type, min) (CONFIG_##type == CONFIG_WORD ? (min) : NULL)

const struct config_key config_keys[] = {
#define K(section, key, type, def, min, max, doc)                                                  \
	{ #section,                                                                                \
	  #key,                                                                                    \
	  CONFIG_##type,                                                                           \
	  offsetof(struct config, section##_##key),                                                \
	  def,                                                                                     \
	  LEAST(type, min),                                                                        \
	  max,                                                                                     \
	  doc,                                                                                     \
	  WORDS(type, min) },
#include "ergo/config-keys.def"
};
const size_t config_keys_n = ELEMENTSOF(config_keys);
static_assert(ELEMENTSOF(config_keys) == CONFIG_KEYS_N, "a key without an index");

const struct config_key config_monitor_keys[] = {
#define M(key, type, min, max, doc)                                                                \
	{ SECTION_MONITOR,                                                                         \
	  #key,                                                                                    \
	  CONFIG_##type,                                                                           \
	  offsetof(struct monitor_setup, key),                                                     \
	  "",                                                                                      \
	  LEAST(type, min),                                                                        \
	  max,                                                                                     \
	  doc,                                                                                     \
	  WORDS(type, min) },
#include "ergo/config-keys.def"
};
const size_t config_monitor_keys_n = ELEMENTSOF(config_monitor_keys);
static_assert(ELEMENTSOF(config_monitor_keys) == CONFIG_MONITOR_KEYS_N, "a key without an index");

static const char *const config_type_names[] = {
	[CONFIG_DURATION] = "duration", [CONFIG_TIME_OF_DAY] = "time-of-day",
	[CONFIG_COUNT] = "count",       [CONFIG_BOOL] = "bool",
	[CONFIG_PATTERNS] = "patterns", [CONFIG_SOURCES] = "sources",
	[CONFIG_HOURS] = "hours",       [CONFIG_DAYS] = "days",
	[CONFIG_COMMAND] = "command",   [CONFIG_LENGTH] = "length",
	[CONFIG_ANGLE] = "angle",       [CONFIG_TEXT_SIZE] = "text-size",
	[CONFIG_PERCENT] = "percent",   [CONFIG_SPAN] = "span",
	[CONFIG_WORD] = "word",         [CONFIG_TRISTATE] = "yes-no",
	[CONFIG_GLASSES] = "glasses",   [CONFIG_ROLE] = "role",
	[CONFIG_UNITS] = "units",
};
DEFINE_STRTAB(config_type, enum config_type, config_type_names)

bool is_of_monitor(const struct config_key *key)
{
	return key >= config_monitor_keys && key < config_monitor_keys + CONFIG_MONITOR_KEYS_N;
}

void config_defaults(struct config *ret)
{
	char reason[CONFIG_REASON_MAX];

	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < config_keys_n; i++) {
		int r = config_set(ret, &config_keys[i], config_keys[i].def, reason);
		assert(r == 0); /* the table is tested */
		(void) r;
	}
}

const struct config_key *config_key_find(const char *section, const char *key)
{
	for (size_t i = 0; i < config_keys_n; i++) {
		if (strcmp(config_keys[i].section, section) == 0 &&
		    strcmp(config_keys[i].key, key) == 0) {
			return &config_keys[i];
		}
	}
	return NULL;
}

/* Splits "section.key" at its first dot; without one the section is "".  False: too long. */
static bool split_name(const char *dotted, char section[static CONFIG_NAME_MAX],
		       char key[static CONFIG_NAME_MAX])
{
	const char *dot = strchr(dotted, '.');
	size_t n = dot ? (size_t) (dot - dotted) : 0;
	const char *rest = dot ? dot + 1 : dotted;

	if (n >= CONFIG_NAME_MAX || strlen(rest) >= CONFIG_NAME_MAX) {
		return false;
	}
	memcpy(section, dotted, n);
	section[n] = '\0';
	memcpy(key, rest, strlen(rest) + 1);
	return true;
}

const struct config_key *config_key_by_name(const char *dotted)
{
	char section[CONFIG_NAME_MAX], key[CONFIG_NAME_MAX];

	return split_name(dotted, section, key) ? config_key_find(section, key) : NULL;
}

const struct config_key *config_any_key(size_t i)
{
	return i < CONFIG_KEYS_N                           ? &config_keys[i]
	       : i < CONFIG_KEYS_N + CONFIG_MONITOR_KEYS_N ? &config_monitor_keys[i - CONFIG_KEYS_N]
							   : NULL;
}

const struct config_key *config_key_near(const char *section, const char *key, bool monitors)
{
	const struct config_key *best = NULL, *k;
	unsigned best_cost = UINT_MAX;

	if (strlen(section) >= CONFIG_NAME_MAX || strlen(key) >= CONFIG_NAME_MAX) {
		return NULL;
	}
	for (size_t i = 0; (k = config_any_key(i)) && (monitors || i < CONFIG_KEYS_N); i++) {
		unsigned dk = near_distance(key, k->key);
		if (dk == UINT_MAX) {
			continue;
		}
		unsigned ds = section[0] ? edit_distance(section, k->section) : 0;
		/* The right key in a wrong section may be meant whatever the section. */
		if (dk > 0 && !distance_is_near(ds, section)) {
			continue;
		}
		if (dk + ds < best_cost) {
			best_cost = dk + ds;
			best = k;
		}
	}
	return best;
}

const char *config_key_nearest(const char *dotted, char *buf, size_t size)
{
	char section[CONFIG_NAME_MAX], key[CONFIG_NAME_MAX], name[MONITOR_NAME_MAX];
	const struct config_key *best = NULL;

	if (split_item_name(dotted, name, &dotted)) {
		best = config_key_near(SECTION_MONITOR, dotted, true);
		if (best && is_of_monitor(best)) {
			(void) snprintf(buf, size, "%s %s.%s", SECTION_MONITOR, name, best->key);
			return buf;
		}
	} else if (split_name(dotted, section, key)) {
		best = config_key_near(section, key, false);
	}
	if (!best) {
		return NULL;
	}
	(void) snprintf(buf, size, "%s.%s", best->section, best->key);
	return buf;
}
