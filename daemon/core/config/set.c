/* Values go into the configuration and out of it; what is said of those that can not. */
#include "config-internal.h"

#include <stdio.h>
#include <string.h>

#include "scan.h"

#define BOUNDS_MAX 64 /* bytes of ", from 1s to 12h", NUL included */

/* The words for each type: what it is, how to write it, what is below and above the bounds. */
static const struct {
	const char *noun, *like, *low, *high;
} types[] = {
	[CONFIG_DURATION] = { "a duration", "45s, 50min or 1h 30min", "short", "long" },
	[CONFIG_TIME_OF_DAY] = { "a time of day", "04:00, from 00:00 to 23:59", "early", "late" },
	[CONFIG_COUNT] = { "a whole number", "3", "small", "large" },
	[CONFIG_BOOL] = { "yes or no", "yes or no", "", "" },
	[CONFIG_PATTERNS] = { "a list of names, with * and ? as wildcards, separated by commas",
			      "Xbox*, *Tablet", "short", "long" },
	[CONFIG_SOURCES] = { "a list out of ergod-input, evdev, x11, mutter and idle-hint, "
			     "separated by commas",
			     "ergod-input, evdev", "", "" },
	[CONFIG_HOURS] = { "a list of hours", "08:00-18:00 or 08:00-12:00, 13:00-17:30", "", "" },
	[CONFIG_DAYS] = { "a list of days", "mon-fri or mon, wed, sat-sun", "", "" },
	[CONFIG_COMMAND] = { "a command", "/usr/bin/notify-send \"Up!\"", "short", "long" },
	[CONFIG_LENGTH] = { "a length", "65cm, 27in or 5ft 9in", "short", "long" },
	[CONFIG_ANGLE] = { "an angle", "15deg or -10deg", "small", "large" },
	[CONFIG_TEXT_SIZE] = { "a size of text", "10pt, 14px or 2.5mm", "small", "large" },
	[CONFIG_PERCENT] = { "a percentage", "125%", "small", "large" },
	[CONFIG_TRISTATE] = { "yes or no", "yes or no", "", "" },
	[CONFIG_GLASSES] = { "a kind of glasses", "none, single, bifocal or progressive", "", "" },
	[CONFIG_ROLE] = { "a role", "primary, secondary or equal", "", "" },
	[CONFIG_UNITS] = { "a unit", "cm or in", "", "" },
};
static_assert(ELEMENTSOF(types) == _CONFIG_TYPE_MAX, "a type without words");

/* -1, 0 or 1: v lies below, within or above the bounds of the key. */
static int compare_bounds(const struct config_key *key, const union value *v)
{
	union value bound;

	if (value_unset(key->type, v)) {
		return 0;
	}
	if (key->min && value_parse(key->type, key->min, &bound) == 0 &&
	    value_less(key->type, v, &bound)) {
		return -1;
	}
	if (key->max && value_parse(key->type, key->max, &bound) == 0 &&
	    value_less(key->type, &bound, v)) {
		return 1;
	}
	return 0;
}

/* ", from 1s to 12h"; empty where a key has no bounds, or they only say what the type says. */
static const char *bounds_text(const struct config_key *key, char *buf, size_t size)
{
	if (!key->min || !key->max || key->type == CONFIG_TIME_OF_DAY) {
		return "";
	}
	(void) snprintf(buf, size, ", from %s to %s", key->min, key->max);
	return buf;
}

/* A number with a unit, which may be left untold. */
static bool is_measure(enum config_type type)
{
	return type == CONFIG_LENGTH || type == CONFIG_ANGLE || type == CONFIG_TEXT_SIZE ||
	       type == CONFIG_PERCENT;
}

/* One out of a few words. */
static bool is_word(enum config_type type)
{
	return type == CONFIG_GLASSES || type == CONFIG_ROLE || type == CONFIG_UNITS;
}

/* "65": the unit is missing. */
static bool is_bare_number(enum config_type type, const char *s)
{
	if (type == CONFIG_DURATION) {
		return s[strspn(s, "0123456789")] == '\0';
	}
	s += *s == '-' || *s == '+';
	return is_measure(type) && is_digit(*s) && s[strspn(s, "0123456789.")] == '\0';
}

/* "65,5cm" */
static bool has_decimal_comma(enum config_type type, const char *s)
{
	const char *comma = strchr(s, ',');

	return is_measure(type) && comma && comma > s && is_digit(comma[-1]) && is_digit(comma[1]);
}

/* What to do about a value that is none of its type; `shown` is the value, fit to be shown. */
static void explain_syntax(const struct config_key *key, const char *value, const char *shown,
			   char *buf, size_t size)
{
	char range[BOUNDS_MAX];
	enum config_type type = key->type;
	const char *like = types[type].like, *hash = strchr(value, '#');
	const char *bounds = bounds_text(key, range, sizeof(range));

	if (value[0] == '\0') {
		(void) snprintf(buf, size, "there is no value: write %s%s%s",
				is_word(type) ? "" : "one like ", like, bounds);
	} else if (hash && hash > value && is_blank(hash[-1])) {
		(void) snprintf(buf, size,
				"\"%s\": the # counts as part of the value: put the comment on a "
				"line of its own, or begin it with a blank and a semicolon",
				shown);
	} else if (type == CONFIG_BOOL || type == CONFIG_TRISTATE) {
		(void) snprintf(buf, size, "\"%s\" is neither yes nor no: write one of them",
				shown);
	} else if (value[0] == '"' || value[0] == '\'') {
		(void) snprintf(buf, size, "%s: write it without quotes, like %s%s", shown, like,
				bounds);
	} else if (type == CONFIG_PATTERNS) {
		(void) snprintf(buf, size,
				"\"%s\" has an empty pattern: write one before, between and after "
				"the commas, or none and no comma",
				shown);
	} else if (is_bare_number(type, value)) {
		(void) snprintf(buf, size, "\"%s\" has no unit: write it like %s%s", shown, like,
				bounds);
	} else if (has_decimal_comma(type, value)) {
		(void) snprintf(buf, size, "\"%s\" has a comma: write a point in its place", shown);
	} else {
		(void) snprintf(buf, size, "\"%s\" is not %s: write %s%s%s", shown,
				types[type].noun, is_word(type) ? "" : "it like ", like, bounds);
	}
}

/* Where a value lies that no bound can be compared with, as it has no place in its type. */
static int side_of(const char *s)
{
	bool zero = *s == '0';

	s += strspn(s, "0");
	return *s == '-' || (zero && !is_digit(*s)) ? -1 : 1;
}

static void explain_range(const struct config_key *key, int side, const char *shown, char *buf,
			  size_t size)
{
	const char *most = key->max, *least = key->min;

	if (key->type == CONFIG_PATTERNS) {
		(void) snprintf(buf, size, "the list is too long: %u bytes at most",
				PATTERNS_MAX - 1);
		return;
	}
	if (key->type == CONFIG_TEXT_SIZE) { /* its bounds depend on the unit */
		least = "1pt, 1px or 1mm";
		most = "1000pt, 1000px or 100mm";
	}
	(void) snprintf(buf, size, "\"%s\" is too %s: the %s is %s", shown,
			side < 0 ? types[key->type].low : types[key->type].high,
			side < 0 ? "least" : "most", (side < 0 ? least : most) ?: "less");
}

/* Reads a value for a key into its field. */
static int set_field(void *field, const struct config_key *key, const char *value,
		     char reason[static CONFIG_REASON_MAX])
{
	char text[CONFIG_VALUE_MAX], shown[EXCERPT_MAX];
	union value v;
	int r, side;

	value = skip_blanks(value);
	size_t len = strlen(value);
	while (len > 0 && is_blank(value[len - 1])) {
		len--;
	}
	text_excerpt(shown, sizeof(shown), value, len);
	if (len < sizeof(text)) {
		memcpy(text, value, len);
		text[len] = '\0';
		r = value_parse(key->type, text, &v);
	} else {
		r = key->type == CONFIG_PATTERNS ? -ERANGE : -EINVAL;
		memcpy(text, value, sizeof(text) - 1);
		text[sizeof(text) - 1] = '\0';
	}
	side = side_of(text);
	if (r == 0) {
		side = compare_bounds(key, &v);
		r = side != 0 ? -ERANGE : 0;
	}
	if (r == 0) {
		value_store(key->type, field, &v);
	} else if (r == -ERANGE) {
		explain_range(key, side, shown, reason, CONFIG_REASON_MAX);
	} else {
		explain_syntax(key, text, shown, reason, CONFIG_REASON_MAX);
	}
	return r;
}

static bool is_of_config(const struct config_key *key)
{
	return key >= config_keys && key < config_keys + config_keys_n;
}

int config_set(struct config *config, const struct config_key *key, const char *value,
	       char reason[static CONFIG_REASON_MAX])
{
	assert(is_of_config(key));
	return set_field((char *) config + key->offset, key, value, reason);
}

char *config_format(const struct config *config, const struct config_key *key, char *buf,
		    size_t size)
{
	assert(is_of_config(key));
	return value_format(key->type, (const char *) config + key->offset, buf, size);
}

int config_monitor_set(struct monitor_setup *m, const struct config_key *key, const char *value,
		       char reason[static CONFIG_REASON_MAX])
{
	assert(is_of_monitor(key));
	return set_field((char *) m + key->offset, key, value, reason);
}

char *config_monitor_format(const struct monitor_setup *m, const struct config_key *key, char *buf,
			    size_t size)
{
	assert(is_of_monitor(key));
	return value_format(key->type, (const char *) m + key->offset, buf, size);
}

char *config_key_range(const struct config_key *key, char *buf, size_t size)
{
	const char *noun = types[key->type].noun;

	if (key->min && key->max) {
		(void) snprintf(buf, size, "%s from %s to %s", noun, key->min, key->max);
	} else if (is_word(key->type)) {
		(void) snprintf(buf, size, "%s: %s", noun, types[key->type].like);
	} else {
		(void) snprintf(buf, size, "%s", noun);
	}
	return buf;
}
