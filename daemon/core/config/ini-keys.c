/* What stands in a line of ini text: a key and its value; or what may have been meant by them. */
#include "ini-internal.h"

#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "scan.h"

/* How a section is written: "rest_break", "monitor NAME". */
static const char *section_title(const struct config_key *key)
{
	return is_of_monitor(key) ? SECTION_MONITOR " NAME" : key->section;
}

/* Appends to a list of names; "..." and false when there is no room. */
static bool append_name(char *buf, size_t size, const char *separator, const char *name)
{
	static const char more[] = "...";
	size_t len = strlen(buf);

	separator = len > 0 ? separator : "";
	if (len + strlen(separator) + strlen(name) + sizeof(more) > size) {
		(void) snprintf(buf + len, size - len, "%s", more);
		return false;
	}
	(void) snprintf(buf + len, size - len, "%s%s", separator, name);
	return true;
}

char *ini_list_names(const char *section, char *buf, size_t size)
{
	const struct config_key *key;
	const char *last = "";

	buf[0] = '\0';
	for (size_t i = 0; (key = config_any_key(i)); i++) {
		const char *name = section ? key->key : section_title(key);
		if ((section && strcmp(section, key->section) != 0) || strcmp(name, last) == 0) {
			continue;
		}
		if (!append_name(buf, size, ", ", name)) {
			break;
		}
		last = name;
	}
	return buf;
}

/* The sections that have a key of this name, as "[a] or [b]"; empty when there is none. */
static char *list_homes(const char *name, char *buf, size_t size)
{
	char home[CONFIG_NAME_MAX + 2];
	const struct config_key *key;

	buf[0] = '\0';
	for (size_t i = 0; (key = config_any_key(i)); i++) {
		if (strcmp(key->key, name) == 0) {
			(void) snprintf(home, sizeof(home), "[%s]", section_title(key));
			if (!append_name(buf, size, Q_("list", " or "), home)) {
				break;
			}
		}
	}
	return buf;
}

bool ini_is_key(const char *name)
{
	return config_key_near("", name, true) != NULL;
}

/* The section that is open, as the user wrote it and fit to be shown; `section` is inih's name. */
static char *open_section(const struct reader *r, const char *section, char *buf, size_t size)
{
	char monitor[EXCERPT_MAX];

	if (strcmp(section, SECTION_MONITOR) != 0) {
		(void) snprintf(buf, size, "%s", section);
	} else {
		text_excerpt(monitor, sizeof(monitor), r->monitor, strlen(r->monitor));
		(void) snprintf(buf, size, "%s %s", section, monitor[0] ? monitor : "NAME");
	}
	return buf;
}

/* "did you mean", or the keys that there are. */
static void report_nearest(struct reader *r, const char *section, const char *name,
			   const char *dotted, const char *shown)
{
	char title[TITLE_MAX], list[LIST_MAX];
	const struct config_key *near = config_key_near(section, name, true);

	open_section(r, section, title, sizeof(title));
	near = near ?: config_key_near("", name, true);
	if (!near) {
		PROBLEM(r, dotted, _("there is no key \"%s\" in [%s]: the keys there are %s"),
			shown, title, ini_list_names(section, list, sizeof(list)));
	} else if (strcmp(near->section, section) == 0) {
		PROBLEM(r, dotted, _("there is no key \"%s\" in [%s]: did you mean \"%s\"?"), shown,
			title, near->key);
	} else {
		PROBLEM(r, dotted,
			_("there is no key \"%s\" in [%s]: did you mean \"%s\" under [%s]?"), shown,
			title, near->key, section_title(near));
	}
}

static void report_unknown_key(struct reader *r, const char *section, const char *name)
{
	char shown[EXCERPT_MAX], title[TITLE_MAX], dotted[TITLE_MAX + EXCERPT_MAX], list[LIST_MAX];

	if (r->diags->n == CONFIG_DIAGS_MAX) {
		r->diags->dropped++; /* nobody will see what we would look up */
		return;
	}
	open_section(r, section, title, sizeof(title));
	text_excerpt(shown, CONFIG_NAME_MAX / 2, name, strlen(name));
	(void) snprintf(dotted, sizeof(dotted), "%s%s%s", title, title[0] ? "." : "", shown);
	list_homes(name, list, sizeof(list));
	if (!section[0]) {
		PROBLEM(r, dotted, _("\"%s\" stands before any section: put it under %s"), shown,
			list[0] ? list : _("a line like [rest_break]"));
	} else if (strcmp(section, SECTION_PROFILE) == 0) {
		PROBLEM(r, dotted, _("there is no key \"%s\" in [%s]: the key there is %s"), shown,
			section, PROFILE_MATCH);
	} else if (list[0]) {
		PROBLEM(r, dotted, _("there is no key \"%s\" in [%s]: it belongs under %s"), shown,
			title, list);
	} else {
		report_nearest(r, section, name, dotted, shown);
	}
}

/* Reads a value over a copy, as nothing may come of it. */
static int try_value(const struct config_key *key, const char *value, char *reason)
{
	struct monitor_setup monitor;
	struct config config;

	return is_of_monitor(key) ? config_monitor_set(&monitor, key, value, reason)
				  : config_set(&config, key, value, reason);
}

/* Notes in which line a key stands; false, and a problem, when it did so already. */
static bool is_first(struct reader *r, const char *dotted, const char *key, unsigned *line)
{
	if (*line > 0) {
		PROBLEM(r, dotted,
			_("\"%s\" is there twice, in line %u already: remove one of them"), key,
			*line);
		return false;
	}
	*line = r->line;
	return true;
}

/* Whether a key tells the size of an image, in one of three ways. */
static bool is_size(const struct config_key *key)
{
	return key == &config_monitor_keys[CONFIG_MONITOR_INDEX_width] ||
	       key == &config_monitor_keys[CONFIG_MONITOR_INDEX_height] ||
	       key == &config_monitor_keys[CONFIG_MONITOR_INDEX_diagonal];
}

/* The size is told anew: what earlier texts say of it holds no longer, in whichever way they do. */
static void forget_size(struct reader *r, int monitor)
{
	char reason[CONFIG_REASON_MAX];

	for (size_t k = 0; k < config_monitor_keys_n; k++) {
		struct config_item item = { &config_monitor_keys[k], monitor };
		size_t i = config_item_index(item);

		if (!is_size(item.key) || r->set_in[i] > 0) {
			continue;
		}
		(void) config_item_set(r->config, item, "", reason);
		if (r->origins) {
			r->origins[i] = (struct config_origin){ 0 };
		}
	}
}

/* A value for a key that exists. */
static void set_value(struct reader *r, const struct config_key *key, const char *value)
{
	char title[TITLE_MAX], dotted[TITLE_MAX + CONFIG_NAME_MAX], reason[CONFIG_REASON_MAX];
	struct config_item item = { key, is_of_monitor(key) ? r->monitor_index : -1 };

	open_section(r, key->section, title, sizeof(title));
	(void) snprintf(dotted, sizeof(dotted), "%s.%s", title, key->key);
	if (r->mode == SECTION_GUESS) {
		if (try_value(key, value, reason) < 0) {
			PROBLEM(r, dotted, "%s", reason);
		}
		return;
	}
	size_t i = config_item_index(item);
	if (!is_first(r, dotted, key->key, &r->set_in[i])) {
		return;
	}
	if (config_item_set(r->config, item, value, reason) < 0) {
		PROBLEM(r, dotted, "%s", reason);
		return;
	}
	if (r->origins) {
		r->origins[i] = (struct config_origin){ r->line, r->file };
	}
	if (is_size(key) && *skip_blanks(value) != '\0') {
		forget_size(r, item.monitor);
	}
}

/* Adds one name of [profile] match; false, and a problem, when it can be none. */
static bool add_match(struct reader *r, struct line name)
{
	char text[MONITOR_NAME_MAX], shown[EXCERPT_MAX];
	struct profile_match *p = r->match;
	const char *problem = NULL;

	name = trim_end(skip_blanks_of(name));
	text_excerpt(shown, sizeof(shown), name.s, name.len);
	(void) snprintf(text, sizeof(text), "%.*s", (int) name.len, name.s);
	if (name.len == 0) {
		problem = _("write a name before, between and after the commas, like DP-1, eDP-1");
	} else if (p->n == PROFILE_NAMES_MAX) {
		problem = _("that is one monitor too many: name fewer");
	} else if (name.len >= sizeof(text)) {
		problem = _("the name is too long: write the model or the output");
	} else if (text[strcspn(text, "*?")] != '\0') {
		problem = _("write the whole name: * and ? have no meaning here");
	} else if (text[0] == '"' || text[0] == '\'') {
		problem = _("write the name without quotes");
	}
	if (problem) {
		PROBLEM(r, SECTION_PROFILE "." PROFILE_MATCH, "\"%s\": %s", shown, problem);
		p->n = 0;
		return false;
	}
	memcpy(p->name[p->n++], text, sizeof(text));
	return true;
}

static void set_match(struct reader *r, const char *value)
{
	struct line name;

	if (!is_first(r, SECTION_PROFILE "." PROFILE_MATCH, PROFILE_MATCH, &r->match_in)) {
		return;
	}
	do {
		name = (struct line){ value, strcspn(value, ",") };
		value += name.len;
	} while (add_match(r, name) && scan_char(&value, ','));
}

void ini_take_key(struct reader *r, const char *section, const char *name, const char *value)
{
	const struct config_key *key = strcmp(section, SECTION_MONITOR) == 0
					       ? config_monitor_key_find(name)
					       : config_key_find(section, name);

	if (strcmp(section, SECTION_PROFILE) == 0 && strcmp(name, PROFILE_MATCH) == 0) {
		set_match(r, value);
	} else if (key) {
		set_value(r, key, value);
	} else if (r->mode != SECTION_GUESS) {
		report_unknown_key(r, section, name);
	}
}
