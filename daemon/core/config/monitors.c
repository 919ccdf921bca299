/* The sections of monitors, and the names that all values have for outside. */
#include "config-internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ergo/tr.h"
#include "ergo/utf8.h"
#include "scan.h"

bool same_word(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

const struct config_key *config_monitor_key_find(const char *key)
{
	for (size_t i = 0; i < config_monitor_keys_n; i++) {
		if (strcmp(config_monitor_keys[i].key, key) == 0) {
			return &config_monitor_keys[i];
		}
	}
	return NULL;
}

void monitor_setup_init(struct monitor_setup *ret, const char *name)
{
	char reason[CONFIG_REASON_MAX];

	memset(ret, 0, sizeof(*ret));
	(void) snprintf(ret->name, sizeof(ret->name), "%s", name);
	for (size_t i = 0; i < config_monitor_keys_n; i++) {
		(void) config_monitor_set(ret, &config_monitor_keys[i], "", reason);
	}
}

/* Whether the reader refuses a line with this in it, or takes it for an end of the name. */
static bool has_unfit_byte(const char *s)
{
	while (*s != '\0') {
		uint32_t code;
		size_t n = utf8_char(s, SIZE_MAX, &code);
		if (n == 0 || code < 0x20 || code == 0x7f || code == 0xfeff || code == ']') {
			return true;
		}
		s += n;
	}
	return false;
}

const char *config_monitor_name_problem(const char *name)
{
	size_t len = strlen(name);

	if (len == 0) {
		return _(
			"the name is missing: write it like [monitor DP-1], or [monitor *] for all "
			"monitors; ergoctl monitors tells the names");
	}
	if (len >= MONITOR_NAME_MAX) {
		return _("the name is too long: write the model or the output; ergoctl monitors "
			 "tells the names");
	}
	if (len > 1 && (name[0] == '"' || name[0] == '\'') && name[len - 1] == name[0]) {
		return _("the name stands in quotes: write it without them, like [monitor DP-1]");
	}
	if (is_blank(name[0]) || is_blank(name[len - 1]) || has_unfit_byte(name)) {
		return _("the name holds what can't be written: name the output instead, like "
			 "[monitor DP-1]");
	}
	return NULL;
}

struct monitor_setup *config_monitor_find(struct config *config, const char *name)
{
	for (size_t i = 0; i < config->monitors_n; i++) {
		if (same_word(config->monitor[i].name, name)) {
			return &config->monitor[i];
		}
	}
	return NULL;
}

struct monitor_setup *config_monitor_add(struct config *config, const char *name)
{
	struct monitor_setup *m = config_monitor_find(config, name);

	if (m || config->monitors_n == CONFIG_MONITORS_MAX || config_monitor_name_problem(name)) {
		return m;
	}
	m = &config->monitor[config->monitors_n++];
	monitor_setup_init(m, name);
	return m;
}

enum monitor_naming monitor_named(const struct monitor *m, const char *name)
{
	size_t len = strlen(m->model);

	if (name[0] == '\0') {
		return NAMED_NOT; /* what a monitor does not tell is no name of it */
	}
	if (len > 0 && m->serial[0] != '\0' && strncasecmp(name, m->model, len) == 0 &&
	    name[len] == ' ' && same_word(name + len + 1, m->serial)) {
		return NAMED_SERIAL;
	}
	if (same_word(name, m->output)) {
		return NAMED_OUTPUT;
	}
	return same_word(name, m->model) ? NAMED_MODEL : NAMED_NOT;
}

bool split_item_name(const char *dotted, char name[static MONITOR_NAME_MAX], const char **ret_key)
{
	size_t word = strlen(SECTION_MONITOR);
	const char *dot = strrchr(dotted, '.'), *s;

	if (strncmp(dotted, SECTION_MONITOR, word) != 0 || !is_blank(dotted[word]) || !dot) {
		return false;
	}
	s = skip_blanks(dotted + word);
	if (dot <= s || (size_t) (dot - s) >= MONITOR_NAME_MAX) {
		return false;
	}
	memcpy(name, s, (size_t) (dot - s));
	name[dot - s] = '\0';
	*ret_key = dot + 1;
	return true;
}

size_t config_items(const struct config *config)
{
	return CONFIG_KEYS_N + config->monitors_n * CONFIG_MONITOR_KEYS_N;
}

struct config_item config_item_at(size_t i)
{
	if (i < CONFIG_KEYS_N) {
		return (struct config_item){ &config_keys[i], -1 };
	}
	i -= CONFIG_KEYS_N;
	return (struct config_item){ &config_monitor_keys[i % CONFIG_MONITOR_KEYS_N],
				     (int) (i / CONFIG_MONITOR_KEYS_N) };
}

size_t config_item_index(struct config_item item)
{
	return item.monitor < 0 ? (size_t) (item.key - config_keys)
				: CONFIG_KEYS_N + (size_t) item.monitor * CONFIG_MONITOR_KEYS_N +
					  (size_t) (item.key - config_monitor_keys);
}

int config_item_find(const struct config *config, const char *name, struct config_item *ret)
{
	char monitor[MONITOR_NAME_MAX];
	const struct config_key *key;
	const char *key_name;

	if (!split_item_name(name, monitor, &key_name)) {
		key = config_key_by_name(name);
		if (key) {
			*ret = (struct config_item){ key, -1 };
		}
		return key ? 0 : -ENOENT;
	}
	key = config_monitor_key_find(key_name);
	if (!key) {
		return -ENOENT;
	}
	*ret = (struct config_item){ key, -1 };
	for (size_t i = 0; i < config->monitors_n; i++) {
		if (same_word(config->monitor[i].name, monitor)) {
			ret->monitor = (int) i;
			return 0;
		}
	}
	return -ENXIO;
}

char *config_item_name(const struct config *config, struct config_item item, char *buf, size_t size)
{
	if (item.monitor < 0) {
		(void) snprintf(buf, size, "%s.%s", item.key->section, item.key->key);
	} else {
		(void) snprintf(buf, size, "%s %s.%s", SECTION_MONITOR,
				config->monitor[item.monitor].name, item.key->key);
	}
	return buf;
}

int config_item_set(struct config *config, struct config_item item, const char *value,
		    char reason[static CONFIG_REASON_MAX])
{
	return item.monitor < 0 ? config_set(config, item.key, value, reason)
				: config_monitor_set(&config->monitor[item.monitor], item.key,
						     value, reason);
}

char *config_item_format(const struct config *config, struct config_item item, char *buf,
			 size_t size)
{
	return item.monitor < 0
		       ? config_format(config, item.key, buf, size)
		       : config_monitor_format(&config->monitor[item.monitor], item.key, buf, size);
}
