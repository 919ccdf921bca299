/* Values go into the configuration and out of it; what is said of those that can not. */
#include "config-internal.h"

#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "scan.h"

#define LIKE_MAX 192 /* bytes of "45s, 50min or 1h 30min, from 1s to 12h", NUL included */

/* What a value beyond its bounds is. */
enum excess {
	EXCESS_LENGTH, /* too short or too long */
	EXCESS_TIME,   /* too early or too late */
	EXCESS_SIZE,   /* too small or too large */
};

/* The words for each type: what it is, how to write it. */
static const struct {
	const char *noun, *like;
	enum excess excess;
} types[] = {
	[CONFIG_DURATION] = { NC_("value", "a duration"), NC_("value", "45s, 50min or 1h 30min"),
			      EXCESS_LENGTH },
	[CONFIG_TIME_OF_DAY] = { NC_("value", "a time of day"),
				 NC_("value", "04:00, from 00:00 to 23:59"), EXCESS_TIME },
	[CONFIG_COUNT] = { NC_("value", "a whole number"), "3", EXCESS_SIZE },
	[CONFIG_BOOL] = { NC_("value", "yes or no"), NC_("value", "yes or no"), EXCESS_SIZE },
	[CONFIG_PATTERNS] = { NC_("value",
				  "a list of names, with * and ? as wildcards, separated by commas"),
			      "Xbox*, *Tablet", EXCESS_LENGTH },
	[CONFIG_SOURCES] = { NC_("value",
				 "a list out of ergod-input, evdev, x11, mutter and idle-hint, "
				 "separated by commas"),
			     "ergod-input, evdev", EXCESS_SIZE },
	[CONFIG_HOURS] = { NC_("value", "a list of hours"),
			   NC_("value", "08:00-18:00 or 08:00-12:00, 13:00-17:30"), EXCESS_SIZE },
	[CONFIG_DAYS] = { NC_("value", "a list of days"),
			  NC_("value", "mon-fri or mon, wed, sat-sun"), EXCESS_SIZE },
	[CONFIG_COMMAND] = { NC_("value", "a command"), "/usr/bin/notify-send \"Up!\"",
			     EXCESS_LENGTH },
	[CONFIG_LENGTH] = { NC_("value", "a length"), NC_("value", "65cm, 27in or 5ft 9in"),
			    EXCESS_LENGTH },
	[CONFIG_ANGLE] = { NC_("value", "an angle"), NC_("value", "15deg or -10deg"), EXCESS_SIZE },
	[CONFIG_TEXT_SIZE] = { NC_("value", "a size of text"), NC_("value", "10pt, 14px or 2.5mm"),
			       EXCESS_SIZE },
	[CONFIG_PERCENT] = { NC_("value", "a percentage"), "125%", EXCESS_SIZE },
	[CONFIG_SPAN] = { NC_("value", "a duration"), NC_("value", "45s, 50min or 1h 30min"),
			  EXCESS_LENGTH },
	[CONFIG_WORD] = { NC_("value", "one of its words"), NULL,
			  EXCESS_SIZE }, /* those of the key */
	[CONFIG_TRISTATE] = { NC_("value", "yes or no"), NC_("value", "yes or no"), EXCESS_SIZE },
	[CONFIG_GLASSES] = { NC_("value", "a kind of glasses"),
			     NC_("value", "none, single, bifocal or progressive"), EXCESS_SIZE },
	[CONFIG_ROLE] = { NC_("value", "a role"), NC_("value", "primary, secondary or equal"),
			  EXCESS_SIZE },
	[CONFIG_UNITS] = { NC_("value", "a unit"), NC_("value", "cm or in"), EXCESS_SIZE },
};
static_assert(ELEMENTSOF(types) == _CONFIG_TYPE_MAX, "a type without words");

/* -1, 0 or 1: v lies below, within or above the bounds of the key. */
static int compare_bounds(const struct config_key *key, const union value *v)
{
	union value bound;

	if (value_unset(key->type, v)) {
		return 0;
	}
	if (key->min && value_parse(key, key->min, &bound) == 0 &&
	    value_less(key->type, v, &bound)) {
		return -1;
	}
	if (key->max && value_parse(key, key->max, &bound) == 0 &&
	    value_less(key->type, &bound, v)) {
		return 1;
	}
	return 0;
}

/* "fit, too-high, none": words of the file, in no language. */
static const char *list_words(const struct config_key *key, char buf[static LIKE_MAX])
{
	const char *word;
	size_t n = 0, len;

	for (unsigned i = 1; (word = config_key_word(key, i, &len)) && n < LIKE_MAX; i++) {
		n += (size_t) snprintf(buf + n, LIKE_MAX - n, "%s%.*s", i > 1 ? ", " : "",
				       (int) len, word);
	}
	return buf;
}

/* How a value is written, and its bounds unless that says so. */
static const char *like_text(const struct config_key *key, char buf[static LIKE_MAX])
{
	const char *like;

	if (key->words) {
		return list_words(key, buf);
	}
	like = tr_context("value", types[key->type].like);
	if (!key->min || !key->max || key->type == CONFIG_TIME_OF_DAY) {
		(void) snprintf(buf, LIKE_MAX, "%s", like);
	} else {
		/* Translators: an example, and the bounds: "45s or 1h 30min, from 1s to 12h". */
		(void) snprintf(buf, LIKE_MAX, _("%s, from %s to %s"), like, key->min, key->max);
	}
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
	return type == CONFIG_GLASSES || type == CONFIG_ROLE || type == CONFIG_UNITS ||
	       type == CONFIG_WORD;
}

/* "65": the unit is missing. */
static bool is_bare_number(enum config_type type, const char *s)
{
	if (type == CONFIG_DURATION || type == CONFIG_SPAN) {
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
	enum config_type type = key->type;
	const char *hash = strchr(value, '#');
	char like[LIKE_MAX];

	(void) like_text(key, like);
	if (value[0] == '\0') {
		(void) snprintf(buf, size,
				is_word(type) ? _("there is no value: write %s")
					      : _("there is no value: write one like %s"),
				like);
	} else if (hash && hash > value && is_blank(hash[-1])) {
		(void) snprintf(buf, size,
				_("\"%s\": the # counts as part of the value: put the comment on a "
				  "line of its own, or begin it with a blank and a semicolon"),
				shown);
	} else if (type == CONFIG_BOOL || type == CONFIG_TRISTATE) {
		(void) snprintf(buf, size, _("\"%s\" is neither yes nor no: write one of them"),
				shown);
	} else if (value[0] == '"' || value[0] == '\'') {
		(void) snprintf(buf, size, _("%s: write it without quotes, like %s"), shown, like);
	} else if (type == CONFIG_PATTERNS) {
		(void) snprintf(
			buf, size,
			_("\"%s\" has an empty pattern: write one before, between and after "
			  "the commas, or none and no comma"),
			shown);
	} else if (is_bare_number(type, value)) {
		(void) snprintf(buf, size, _("\"%s\" has no unit: write it like %s"), shown, like);
	} else if (has_decimal_comma(type, value)) {
		(void) snprintf(buf, size, _("\"%s\" has a comma: write a point in its place"),
				shown);
	} else {
		(void) snprintf(buf, size,
				is_word(type) ? _("\"%s\" is not %s: write %s")
					      : _("\"%s\" is not %s: write it like %s"),
				shown, tr_context("value", types[type].noun), like);
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
	const char *most = key->max, *least = key->min, *bound;

	if (key->type == CONFIG_PATTERNS) {
		(void) snprintf(buf, size, _("the list is too long: %u bytes at most"),
				PATTERNS_MAX - 1);
		return;
	}
	if (key->type == CONFIG_TEXT_SIZE) { /* its bounds depend on the unit */
		least = _("1pt, 1px or 1mm");
		most = _("1000pt, 1000px or 100mm");
	}
	bound = (side < 0 ? least : most) ?: _("less");
	switch (types[key->type].excess) {
	case EXCESS_LENGTH:
		(void) snprintf(buf, size,
				side < 0 ? _("\"%s\" is too short: the least is %s")
					 : _("\"%s\" is too long: the most is %s"),
				shown, bound);
		break;
	case EXCESS_TIME:
		(void) snprintf(buf, size,
				side < 0 ? _("\"%s\" is too early: the least is %s")
					 : _("\"%s\" is too late: the most is %s"),
				shown, bound);
		break;
	case EXCESS_SIZE:
		(void) snprintf(buf, size,
				side < 0 ? _("\"%s\" is too small: the least is %s")
					 : _("\"%s\" is too large: the most is %s"),
				shown, bound);
		break;
	}
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
		r = value_parse(key, text, &v);
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
	return value_format(key, (const char *) config + key->offset, buf, size);
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
	return value_format(key, (const char *) m + key->offset, buf, size);
}

char *config_key_range(const struct config_key *key, char *buf, size_t size)
{
	const char *noun = tr_context("value", types[key->type].noun);
	char like[LIKE_MAX];

	if (key->min && key->max) {
		(void) snprintf(buf, size, _("%s from %s to %s"), noun, key->min, key->max);
	} else if (is_word(key->type)) {
		(void) snprintf(buf, size, "%s: %s", noun, like_text(key, like));
	} else {
		(void) snprintf(buf, size, "%s", noun);
	}
	return buf;
}
