/* Values: a reader, a writer and a description a type. */
#include "config-internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ergo/time.h"
#include "scan.h"

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

/* Only one that can be run is taken: what is written is kept. */
static int parse_command(const char *s, config_COMMAND *ret)
{
	struct command command;
	int r = command_split(s, &command);

	if (r < 0) {
		return r == -E2BIG ? -ERANGE : -EINVAL;
	}
	memset(ret, 0, sizeof(*ret)); /* two of the same are the same in every byte */
	(void) snprintf(ret->line, sizeof(ret->line), "%s", s);
	return 0;
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

/* A duration; "" is USEC_INFINITY: not told. */
static int parse_span(const char *s, usec_t *ret)
{
	if (*s == '\0') {
		*ret = USEC_INFINITY;
		return 0;
	}
	return duration_parse(s, ret);
}

const char *config_key_word(const struct config_key *key, unsigned n, size_t *ret_len)
{
	const char *word = key->words ?: "";

	for (; n > 1 && *word; n--) {
		word += strcspn(word, " ");
		word = skip_blanks(word);
	}
	*ret_len = strcspn(word, " ");
	return n > 0 && *word ? word : NULL;
}

/* "" is 0: not told. */
static int parse_one_of(const struct config_key *key, const char *s, unsigned *ret)
{
	size_t len = strlen(s), n;
	const char *word;

	if (len == 0) {
		*ret = 0;
		return 0;
	}
	for (unsigned i = 1; (word = config_key_word(key, i, &n)); i++) {
		if (n == len && memcmp(word, s, n) == 0) {
			*ret = i;
			return 0;
		}
	}
	return -EINVAL;
}

static int parse_word(int word, int *ret)
{
	*ret = word;
	return word < 0 ? -EINVAL : 0;
}

int value_parse(const struct config_key *key, const char *s, union value *ret)
{
	switch (key->type) {
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
	case CONFIG_HOURS:
		return hours_parse(s, &ret->hours);
	case CONFIG_DAYS:
		return days_parse(s, &ret->days);
	case CONFIG_COMMAND:
		return parse_command(s, &ret->command);
	case CONFIG_LENGTH:
		return length_parse(s, &ret->tenths);
	case CONFIG_ANGLE:
		return angle_parse(s, &ret->tenths);
	case CONFIG_TEXT_SIZE:
		return text_size_parse(s, &ret->text_size);
	case CONFIG_PERCENT:
		return parse_percent(s, &ret->percent);
	case CONFIG_SPAN:
		return parse_span(s, &ret->usec);
	case CONFIG_WORD:
		return parse_one_of(key, s, &ret->nth);
	case CONFIG_TRISTATE:
		return parse_tristate(s, &ret->word);
	case CONFIG_GLASSES:
		return parse_word(glasses_from_string(s), &ret->word);
	case CONFIG_ROLE:
		return parse_word(role_from_string(s), &ret->word);
	case CONFIG_UNITS:
		return parse_word(length_unit_from_string(s), &ret->word);
	case _CONFIG_TYPE_MAX:
		break;
	}
	return -EINVAL;
}

/* a < b, for types that have an order. */
bool value_less(enum config_type type, const union value *a, const union value *b)
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
	case CONFIG_SPAN:
		return a->usec < b->usec;
	case CONFIG_BOOL:
	case CONFIG_PATTERNS:
	case CONFIG_SOURCES:
	case CONFIG_HOURS:
	case CONFIG_DAYS:
	case CONFIG_COMMAND:
	case CONFIG_TEXT_SIZE:
	case CONFIG_WORD:
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
bool value_unset(enum config_type type, const union value *v)
{
	return type == CONFIG_PERCENT ? v->percent == 0
	       : type == CONFIG_SPAN  ? v->usec == USEC_INFINITY
				      : (type == CONFIG_LENGTH || type == CONFIG_ANGLE) &&
					       v->tenths == MEASURE_UNSET;
}

void value_store(enum config_type type, void *field, const union value *v)
{
	switch (type) {
	case CONFIG_DURATION:
	case CONFIG_TIME_OF_DAY:
	case CONFIG_SPAN:
		*(usec_t *) field = v->usec;
		break;
	case CONFIG_COUNT:
		*(unsigned *) field = v->count;
		break;
	case CONFIG_BOOL:
		*(bool *) field = v->yes;
		break;
	case CONFIG_PATTERNS:
		*(config_PATTERNS *) field = v->patterns;
		break;
	case CONFIG_SOURCES:
		*(config_SOURCES *) field = v->sources;
		break;
	case CONFIG_HOURS:
		*(config_HOURS *) field = v->hours;
		break;
	case CONFIG_DAYS:
		*(config_DAYS *) field = v->days;
		break;
	case CONFIG_COMMAND:
		*(config_COMMAND *) field = v->command;
		break;
	case CONFIG_LENGTH:
	case CONFIG_ANGLE:
		*(int32_t *) field = v->tenths;
		break;
	case CONFIG_TEXT_SIZE:
		*(struct text_size *) field = v->text_size;
		break;
	case CONFIG_PERCENT:
		*(unsigned *) field = v->percent;
		break;
	case CONFIG_WORD:
		*(unsigned *) field = v->nth;
		break;
	case CONFIG_TRISTATE:
	case CONFIG_GLASSES:
	case CONFIG_ROLE:
	case CONFIG_UNITS:
		*(int *) field = v->word;
		break;
	case _CONFIG_TYPE_MAX:
		break;
	}
}

static char *format_word(const struct config_key *key, unsigned nth, char *buf, size_t size)
{
	size_t len;
	const char *word = config_key_word(key, nth, &len);

	if (word) { /* else not told */
		(void) snprintf(buf, size, "%.*s", (int) len, word);
	}
	return buf;
}

static char *format_percent(unsigned percent, char *buf, size_t size)
{
	if (percent > 0) { /* else not told */
		(void) snprintf(buf, size, "%u%%", percent);
	}
	return buf;
}

char *value_format(const struct config_key *key, const void *field, char *buf, size_t size)
{
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
	case CONFIG_HOURS:
		return hours_format(field, buf, size);
	case CONFIG_DAYS:
		return days_format(*(const config_DAYS *) field, buf, size);
	case CONFIG_COMMAND:
		(void) snprintf(buf, size, "%s", ((const config_COMMAND *) field)->line);
		break;
	case CONFIG_LENGTH:
		return length_format(buf, size, *(const length_t *) field);
	case CONFIG_ANGLE:
		return angle_format(buf, size, *(const angle_t *) field);
	case CONFIG_TEXT_SIZE:
		return text_size_format(buf, size, *(const struct text_size *) field);
	case CONFIG_PERCENT:
		return format_percent(*(const unsigned *) field, buf, size);
	case CONFIG_SPAN: {
		usec_t span = *(const usec_t *) field;
		return span == USEC_INFINITY ? buf : duration_format(buf, size, span);
	}
	case CONFIG_WORD:
		return format_word(key, *(const unsigned *) field, buf, size);
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
		(void) snprintf(buf, size, "%s", role_to_string(*(const enum role *) field));
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
