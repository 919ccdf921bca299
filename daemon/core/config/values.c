/* Values: a reader, a writer and a description a type. */
#include "config-internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ergo/time.h"
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

/* A value of any type, on its way into the configuration. */
union value {
	usec_t usec; /* DURATION, TIME_OF_DAY */
	unsigned count;
	bool yes;
	config_PATTERNS patterns;
	config_SOURCES sources;
	int32_t tenths; /* LENGTH, ANGLE */
	struct text_size text_size;
	unsigned percent;
	int word; /* TRISTATE, GLASSES, ROLE, UNITS */
};

static int parse_count(const char *s, unsigned *ret)
{
	uint64_t v;

	if (scan_digits(&s, &v) == 0 || *s != '\0') {
		return -EINVAL;
	}
	if (v > UINT32_MAX) {
		return -ERANGE;
	}
	*ret = (unsigned) v;
	return 0;
}

static int parse_bool(const char *s, bool *ret)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {
		{ "yes", true }, { "no", false },  { "true", true }, { "false", false },
		{ "on", true },  { "off", false }, { "1", true },    { "0", false },
	};

	for (size_t i = 0; i < ELEMENTSOF(words); i++) {
		if (strcasecmp(s, words[i].word) == 0) {
			*ret = words[i].value;
			return 0;
		}
	}
	return -EINVAL;
}

/* Whether something stands before, between and behind all commas of a list. */
static bool has_empty_pattern(const char *s)
{
	do {
		s = skip_blanks(s);
		size_t len = strcspn(s, ",");
		if (len == 0) {
			return true;
		}
		s += len;
	} while (scan_char(&s, ','));
	return false;
}

static int parse_patterns(const char *s, config_PATTERNS *ret)
{
	size_t len = strlen(s);

	if (len >= sizeof(ret->list)) {
		return -ERANGE;
	}
	if (len > 0 && (has_empty_pattern(s) || strstr(s, " #") || strstr(s, "\t#"))) {
		return -EINVAL;
	}
	memset(ret, 0, sizeof(*ret));
	memcpy(ret->list, s, len);
	return 0;
}

/* Each name once or more, in any order: the order of the sources is fixed. */
static int parse_sources(const char *s, config_SOURCES *ret)
{
	config_SOURCES sources = 0;

	do {
		char name[16];
		size_t len;
		int source;

		s = skip_blanks(s);
		len = strcspn(s, ", \t");
		if (len >= sizeof(name)) {
			return -EINVAL;
		}
		memcpy(name, s, len);
		name[len] = '\0';
		source = input_source_from_string(name);
		if (source < 0) {
			return -EINVAL;
		}
		sources |= 1u << source;
		s = skip_blanks(s + len);
	} while (scan_char(&s, ','));
	if (*s != '\0') {
		return -EINVAL;
	}
	*ret = sources;
	return 0;
}

static char *format_sources(config_SOURCES sources, char *buf, size_t size)
{
	const char *separator = "";
	size_t n = 0;

	for (unsigned i = 0; i < _SOURCE_MAX && n < size; i++) {
		if (sources & 1u << i) {
			n += (size_t) snprintf(buf + n, size - n, "%s%s", separator,
					       input_source_to_string((enum input_source) i));
			separator = ", ";
		}
	}
	return buf;
}

/* "125%"; "" is 0: not told. */
static int parse_percent(const char *s, unsigned *ret)
{
	uint64_t v = 0;

	if (*s == '\0') {
		*ret = 0;
		return 0;
	}
	if (scan_digits(&s, &v) == 0 || strcmp(skip_blanks(s), "%") != 0) {
		return -EINVAL;
	}
	if (v == 0 || v > UINT32_MAX) {
		return -ERANGE;
	}
	*ret = (unsigned) v;
	return 0;
}

static int parse_tristate(const char *s, int *ret)
{
	bool yes;

	if (*s == '\0') {
		*ret = TRISTATE_UNSET;
		return 0;
	}
	if (parse_bool(s, &yes) < 0) {
		return -EINVAL;
	}
	*ret = yes ? TRISTATE_YES : TRISTATE_NO;
	return 0;
}

static int parse_word(int word, int *ret)
{
	*ret = word;
	return word < 0 ? -EINVAL : 0;
}

/* Reads text of any type; blanks around it must be gone. */
static int parse_value(enum config_type type, const char *s, union value *ret)
{
	switch (type) {
	case CONFIG_DURATION:
		return duration_parse(s, &ret->usec);
	case CONFIG_TIME_OF_DAY:
		return timeofday_parse(s, &ret->usec);
	case CONFIG_COUNT:
		return parse_count(s, &ret->count);
	case CONFIG_BOOL:
		return parse_bool(s, &ret->yes);
	case CONFIG_PATTERNS:
		return parse_patterns(s, &ret->patterns);
	case CONFIG_SOURCES:
		return parse_sources(s, &ret->sources);
	case CONFIG_LENGTH:
		return length_parse(s, &ret->tenths);
	case CONFIG_ANGLE:
		return angle_parse(s, &ret->tenths);
	case CONFIG_TEXT_SIZE:
		return text_size_parse(s, &ret->text_size);
	case CONFIG_PERCENT:
		return parse_percent(s, &ret->percent);
	case CONFIG_TRISTATE:
		return parse_tristate(s, &ret->word);
	case CONFIG_GLASSES:
		return parse_word(glasses_from_string(s), &ret->word);
	case CONFIG_ROLE:
		return parse_word(monitor_role_from_string(s), &ret->word);
	case CONFIG_UNITS:
		return parse_word(length_unit_from_string(s), &ret->word);
	case _CONFIG_TYPE_MAX:
		break;
	}
	return -EINVAL;
}

/* a < b, for types that have an order. */
static bool value_less(enum config_type type, const union value *a, const union value *b)
{
	switch (type) {
	case CONFIG_COUNT:
		return a->count < b->count;
	case CONFIG_PERCENT:
		return a->percent < b->percent;
	case CONFIG_LENGTH:
	case CONFIG_ANGLE:
		return a->tenths < b->tenths;
	case CONFIG_DURATION:
	case CONFIG_TIME_OF_DAY:
		return a->usec < b->usec;
	case CONFIG_BOOL:
	case CONFIG_PATTERNS:
	case CONFIG_SOURCES:
	case CONFIG_TEXT_SIZE:
	case CONFIG_TRISTATE:
	case CONFIG_GLASSES:
	case CONFIG_ROLE:
	case CONFIG_UNITS:
	case _CONFIG_TYPE_MAX:
		break;
	}
	return false;
}

/* The value says that there is none. */
static bool value_unset(enum config_type type, const union value *v)
{
	return type == CONFIG_PERCENT ? v->percent == 0
				      : (type == CONFIG_LENGTH || type == CONFIG_ANGLE) &&
						v->tenths == MEASURE_UNSET;
}

/* -1, 0 or 1: v lies below, within or above the bounds of the key. */
static int compare_bounds(const struct config_key *key, const union value *v)
{
	union value bound;

	if (value_unset(key->type, v)) {
		return 0;
	}
	if (key->min && parse_value(key->type, key->min, &bound) == 0 &&
	    value_less(key->type, v, &bound)) {
		return -1;
	}
	if (key->max && parse_value(key->type, key->max, &bound) == 0 &&
	    value_less(key->type, &bound, v)) {
		return 1;
	}
	return 0;
}

static void store_value(struct config *config, const struct config_key *key, const union value *v)
{
	char *field = (char *) config + key->offset;

	switch (key->type) {
	case CONFIG_DURATION:
	case CONFIG_TIME_OF_DAY:
		*(usec_t *) (void *) field = v->usec;
		break;
	case CONFIG_COUNT:
		*(unsigned *) (void *) field = v->count;
		break;
	case CONFIG_BOOL:
		*(bool *) (void *) field = v->yes;
		break;
	case CONFIG_PATTERNS:
		*(config_PATTERNS *) (void *) field = v->patterns;
		break;
	case CONFIG_SOURCES:
		*(config_SOURCES *) (void *) field = v->sources;
		break;
	case CONFIG_LENGTH:
	case CONFIG_ANGLE:
		*(int32_t *) (void *) field = v->tenths;
		break;
	case CONFIG_TEXT_SIZE:
		*(struct text_size *) (void *) field = v->text_size;
		break;
	case CONFIG_PERCENT:
		*(unsigned *) (void *) field = v->percent;
		break;
	case CONFIG_TRISTATE:
	case CONFIG_GLASSES:
	case CONFIG_ROLE:
	case CONFIG_UNITS:
		*(int *) (void *) field = v->word;
		break;
	case _CONFIG_TYPE_MAX:
		break;
	}
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

/* What to do about a value that is none of its type; `shown` is the value, fit to be shown. */
static void explain_syntax(const struct config_key *key, const char *value, const char *shown,
			   char *buf, size_t size)
{
	char range[BOUNDS_MAX];
	const char *like = types[key->type].like, *hash = strchr(value, '#');
	const char *bounds = bounds_text(key, range, sizeof(range));

	if (value[0] == '\0') {
		(void) snprintf(buf, size, "there is no value: write one like %s%s", like, bounds);
	} else if (hash && hash > value && is_blank(hash[-1])) {
		(void) snprintf(buf, size,
				"\"%s\": the # counts as part of the value: put the comment on a "
				"line of its own, or begin it with a blank and a semicolon",
				shown);
	} else if (key->type == CONFIG_BOOL) {
		(void) snprintf(buf, size, "\"%s\" is neither yes nor no: write one of them",
				shown);
	} else if (value[0] == '"' || value[0] == '\'') {
		(void) snprintf(buf, size, "%s: write it without quotes, like %s%s", shown, like,
				bounds);
	} else if (key->type == CONFIG_PATTERNS) {
		(void) snprintf(buf, size,
				"\"%s\" has an empty pattern: write one before, between and after "
				"the commas, or none and no comma",
				shown);
	} else if (key->type == CONFIG_DURATION && value[strspn(value, "0123456789")] == '\0') {
		(void) snprintf(buf, size, "\"%s\" has no unit: write it like %s%s", shown, like,
				bounds);
	} else {
		(void) snprintf(buf, size, "\"%s\" is not %s: write it like %s%s", shown,
				types[key->type].noun, like, bounds);
	}
}

static void explain_range(const struct config_key *key, int side, const char *shown, char *buf,
			  size_t size)
{
	if (key->type == CONFIG_PATTERNS) {
		(void) snprintf(buf, size, "the list is too long: %u bytes at most",
				PATTERNS_MAX - 1);
	} else if (side < 0) {
		(void) snprintf(buf, size, "\"%s\" is too %s: the least is %s", shown,
				types[key->type].low, key->min);
	} else {
		(void) snprintf(buf, size, "\"%s\" is too %s: the most is %s", shown,
				types[key->type].high, key->max ? key->max : "less");
	}
}

int config_set(struct config *config, const struct config_key *key, const char *value,
	       char reason[static CONFIG_REASON_MAX])
{
	char text[CONFIG_VALUE_MAX], shown[EXCERPT_MAX];
	union value v;
	int r, side = 1;

	value = skip_blanks(value);
	size_t len = strlen(value);
	while (len > 0 && is_blank(value[len - 1])) {
		len--;
	}
	text_excerpt(shown, sizeof(shown), value, len);
	if (len < sizeof(text)) {
		memcpy(text, value, len);
		text[len] = '\0';
		r = parse_value(key->type, text, &v);
	} else {
		r = key->type == CONFIG_PATTERNS ? -ERANGE : -EINVAL;
		memcpy(text, value, sizeof(text) - 1);
		text[sizeof(text) - 1] = '\0';
	}
	if (r == 0) {
		side = compare_bounds(key, &v);
		r = side != 0 ? -ERANGE : 0;
	}
	if (r == 0) {
		store_value(config, key, &v);
	} else if (r == -ERANGE) {
		explain_range(key, side, shown, reason, CONFIG_REASON_MAX);
	} else {
		explain_syntax(key, text, shown, reason, CONFIG_REASON_MAX);
	}
	return r;
}

char *config_format(const struct config *config, const struct config_key *key, char *buf,
		    size_t size)
{
	const void *field = (const char *) config + key->offset;

	buf[0] = '\0';
	switch (key->type) {
	case CONFIG_DURATION:
		return duration_format(buf, size, *(const usec_t *) field);
	case CONFIG_TIME_OF_DAY: {
		unsigned min = (unsigned) (*(const usec_t *) field / USEC_PER_MIN);
		(void) snprintf(buf, size, "%02u:%02u", min / 60, min % 60);
		break;
	}
	case CONFIG_COUNT:
		(void) snprintf(buf, size, "%u", *(const unsigned *) field);
		break;
	case CONFIG_BOOL:
		(void) snprintf(buf, size, "%s", *(const bool *) field ? "yes" : "no");
		break;
	case CONFIG_PATTERNS:
		(void) snprintf(buf, size, "%s", ((const config_PATTERNS *) field)->list);
		break;
	case CONFIG_SOURCES:
		return format_sources(*(const config_SOURCES *) field, buf, size);
	case CONFIG_LENGTH:
		return length_format(buf, size, *(const length_t *) field);
	case CONFIG_ANGLE:
		return angle_format(buf, size, *(const angle_t *) field);
	case CONFIG_TEXT_SIZE:
		return text_size_format(buf, size, *(const struct text_size *) field);
	case CONFIG_PERCENT: {
		unsigned percent = *(const unsigned *) field;
		(void) snprintf(buf, size, percent ? "%u%%" : "", percent);
		break;
	}
	case CONFIG_TRISTATE: {
		enum tristate t = *(const enum tristate *) field;
		(void) snprintf(buf, size, "%s",
				t == TRISTATE_UNSET ? ""
				: t == TRISTATE_YES ? "yes"
						    : "no");
		break;
	}
	case CONFIG_GLASSES:
		(void) snprintf(buf, size, "%s", glasses_to_string(*(const enum glasses *) field));
		break;
	case CONFIG_ROLE:
		(void) snprintf(buf, size, "%s",
				monitor_role_to_string(*(const enum monitor_role *) field));
		break;
	case CONFIG_UNITS:
		(void) snprintf(buf, size, "%s",
				length_unit_to_string(*(const enum length_unit *) field));
		break;
	case _CONFIG_TYPE_MAX:
		break;
	}
	return buf;
}

char *config_key_range(const struct config_key *key, char *buf, size_t size)
{
	const char *noun = types[key->type].noun;

	if (key->min && key->max) {
		(void) snprintf(buf, size, "%s from %s to %s", noun, key->min, key->max);
	} else {
		(void) snprintf(buf, size, "%s", noun);
	}
	return buf;
}
