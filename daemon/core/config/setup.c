/* What of the configuration is the set-up, and its text. */
#include "config-internal.h"
#include "ergo/grow.h"

#include <stdio.h>
#include <string.h>

bool config_key_is_setup(const struct config_key *key)
{
	static const char *const sections[] = { "units",    "user",  "desk", "chair",
						"keyboard", "mouse", "phone" };

	for (size_t i = 0; i < ELEMENTSOF(sections); i++) {
		if (strcmp(key->section, sections[i]) == 0) {
			return true;
		}
	}
	return is_of_monitor(key);
}

/* The keys of [units] to [phone] that differ from their defaults, which for most is "not told". */
static void write_place(struct grow *w, const struct config *config)
{
	const char *section = "";

	for (size_t i = 0; i < config_keys_n && !w->full; i++) {
		const struct config_key *key = &config_keys[i];
		char value[CONFIG_VALUE_MAX];

		if (!config_key_is_setup(key) ||
		    strcmp(config_format(config, key, value, sizeof(value)), key->def) == 0) {
			continue;
		}
		if (strcmp(section, key->section) != 0) {
			grow_add(w, "[%s]\n", key->section);
			section = key->section;
		}
		grow_add(w, "%s = %s\n", key->key, value);
	}
}

static void write_monitor(struct grow *w, const struct monitor_setup *m)
{
	grow_add(w, "[%s %s]\n", SECTION_MONITOR, m->name);
	for (size_t i = 0; i < config_monitor_keys_n && !w->full; i++) {
		const struct config_key *key = &config_monitor_keys[i];
		char value[CONFIG_VALUE_MAX];

		if (config_monitor_format(m, key, value, sizeof(value))[0] != '\0') {
			grow_add(w, "%s = %s\n", key->key, value);
		}
	}
}

int setup_format(const struct config *config, char *buf, size_t size)
{
	struct grow w = { .buf = buf, .size = size };

	if (size == 0) {
		return -ENOBUFS;
	}
	buf[0] = '\0';
	write_place(&w, config);
	for (size_t i = 0; i < config->monitors_n && !w.full; i++) {
		if (!config_monitor_name_problem(config->monitor[i].name)) {
			write_monitor(&w, &config->monitor[i]);
		}
	}
	return w.full ? -ENOBUFS : 0;
}
