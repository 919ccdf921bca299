/* Changes of the set-up: key by key, and those of monitors by their names. */
#include "recorder-internal.h"

#include <stdio.h>
#include <string.h>

static void compare_keys(struct recorder *r, const struct config *before,
			 const struct config *after)
{
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *key = &config_keys[i];
		char old[CONFIG_VALUE_MAX], new[CONFIG_VALUE_MAX], name[CONFIG_NAME_MAX];

		if (!config_key_is_setup(key)) {
			continue;
		}
		config_format(before, key, old, sizeof(old));
		config_format(after, key, new, sizeof(new));
		if (strcmp(old, new) != 0) {
			(void) snprintf(name, sizeof(name), "%s.%s", key->section, key->key);
			recorder_change(r, name, old, new);
		}
	}
}

/* NULL: nothing is told. */
static void compare_monitor(struct recorder *r, const char *name,
			    const struct monitor_setup *before, const struct monitor_setup *after)
{
	struct monitor_setup none;

	monitor_setup_init(&none, name);
	for (size_t i = 0; i < config_monitor_keys_n; i++) {
		const struct config_key *key = &config_monitor_keys[i];
		char old[CONFIG_VALUE_MAX], new[CONFIG_VALUE_MAX], item[CONFIG_ITEM_NAME_MAX];

		config_monitor_format(before ? before : &none, key, old, sizeof(old));
		config_monitor_format(after ? after : &none, key, new, sizeof(new));
		if (strcmp(old, new) != 0) {
			(void) snprintf(item, sizeof(item), "monitor %s.%s", name, key->key);
			recorder_change(r, item, old, new);
		}
	}
}

static const struct monitor_setup *find(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->monitors_n; i++) {
		if (strcmp(c->monitor[i].name, name) == 0) {
			return &c->monitor[i];
		}
	}
	return NULL;
}

void recorder_setup(struct recorder *r, const struct config *before, const struct config *after)
{
	compare_keys(r, before, after);
	for (size_t i = 0; i < before->monitors_n; i++) {
		const struct monitor_setup *m = &before->monitor[i];

		compare_monitor(r, m->name, m, find(after, m->name));
	}
	for (size_t i = 0; i < after->monitors_n; i++) {
		const struct monitor_setup *m = &after->monitor[i];

		if (!find(before, m->name)) {
			compare_monitor(r, m->name, NULL, m);
		}
	}
}
