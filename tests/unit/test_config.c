/* Values of each type, names and what is near them, rules between keys, patterns. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/config.h"

/* Sets a key by name; returns what config_set() returned. */
static int set(struct config *c, const char *name, const char *value, char *reason)
{
	const struct config_key *key = config_key_by_name(name);

	assert_non_null(key);
	reason[0] = '\0';
	return config_set(c, key, value, reason);
}

static void test_accepts(void **state)
{
	/* Value as written, and as config_format() writes it. */
	static const struct {
		const char *key, *in, *want;
	} cases[] = {
		{ "micro_break.every", "20min", "20min" },
		{ "micro_break.every", " 1h 30min\t", "1h 30min" },
		{ "micro_break.every", "90min", "1h 30min" },
		{ "micro_break.every", "1s", "1s" },
		{ "micro_break.every", "10000h", "10000h" },
		{ "micro_break.every", "1.5s", "1.5s" },
		{ "prompts.grace", "0", "0s" },
		{ "session.day_starts", "00:00", "00:00" },
		{ "session.day_starts", "23:59", "23:59" },
		{ "session.day_starts", "4:05", "04:05" },
		{ "prompts.max_postpones", "0", "0" },
		{ "prompts.max_postpones", "100", "100" },
		{ "prompts.max_postpones", "007", "7" },
		{ "micro_break.enabled", "yes", "yes" },
		{ "micro_break.enabled", "No", "no" },
		{ "micro_break.enabled", "TRUE", "yes" },
		{ "micro_break.enabled", "false", "no" },
		{ "micro_break.enabled", "On", "yes" },
		{ "micro_break.enabled", "off", "no" },
		{ "micro_break.enabled", "1", "yes" },
		{ "micro_break.enabled", "0", "no" },
		{ "input.ignore", "", "" },
		{ "input.ignore", "  ", "" },
		{ "input.ignore", " Xbox* ,\t*Tablet ", "Xbox* ,\t*Tablet" },
		{ "input.ignore", "pad#2; \xc3\xa4*", "pad#2; \xc3\xa4*" },
	};
	char reason[CONFIG_REASON_MAX], buf[CONFIG_VALUE_MAX];
	struct config c, back;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		const struct config_key *key = config_key_by_name(cases[i].key);
		config_defaults(&c);
		if (set(&c, cases[i].key, cases[i].in, reason) != 0) {
			fail_msg("%s = %s: %s", cases[i].key, cases[i].in, reason);
		}
		assert_string_equal(config_format(&c, key, buf, sizeof(buf)), cases[i].want);
		config_defaults(&back);
		assert_int_equal(config_set(&back, key, buf, reason), 0);
		assert_memory_equal(&back, &c, sizeof(c));
	}
}

static void test_rejects(void **state)
{
	static const struct {
		const char *key, *in;
		int want;
		const char *reason;
	} cases[] = {
		{ "micro_break.every", "50 mins", -EINVAL,
		  "\"50 mins\" is not a duration: write it like 45s, 50min or 1h 30min, from 1s to "
		  "10000h" },
		{ "micro_break.every", "50", -EINVAL,
		  "\"50\" has no unit: write it like 45s, 50min or 1h 30min, from 1s to 10000h" },
		{ "micro_break.every", "", -EINVAL,
		  "there is no value: write one like 45s, 50min or 1h 30min, from 1s to 10000h" },
		{ "micro_break.every", "\"50min\"", -EINVAL,
		  "\"50min\": write it without quotes, like 45s, 50min or 1h 30min, from 1s to "
		  "10000h" },
		{ "micro_break.every", "50min # long", -EINVAL,
		  "\"50min # long\": the # counts as part of the value: put the comment on a line "
		  "of its own, or begin it with a blank and a semicolon" },
		{ "micro_break.every", "0s", -ERANGE, "\"0s\" is too short: the least is 1s" },
		{ "micro_break.every", "999ms", -ERANGE,
		  "\"999ms\" is too short: the least is 1s" },
		{ "micro_break.every", "10000h 1us", -ERANGE,
		  "\"10000h 1us\" is too long: the most is 10000h" },
		{ "micro_break.every", "99999999999999999999h", -ERANGE,
		  "\"99999999999999999999h\" is too long: the most is 10000h" },
		{ "micro_break.every", "-5min", -EINVAL,
		  "\"-5min\" is not a duration: write it like 45s, 50min or 1h 30min, from 1s to "
		  "10000h" },
		{ "session.day_starts", "24:00", -EINVAL,
		  "\"24:00\" is not a time of day: write it like 04:00, from 00:00 to 23:59" },
		{ "prompts.max_postpones", "-1", -EINVAL,
		  "\"-1\" is not a whole number: write it like 3, from 0 to 1000" },
		{ "prompts.max_postpones", "2.5", -EINVAL,
		  "\"2.5\" is not a whole number: write it like 3, from 0 to 1000" },
		{ "prompts.max_postpones", "1001", -ERANGE,
		  "\"1001\" is too large: the most is 1000" },
		{ "prompts.max_postpones", "4294967296", -ERANGE,
		  "\"4294967296\" is too large: the most is 1000" },
		{ "micro_break.enabled", "maybe", -EINVAL,
		  "\"maybe\" is neither yes nor no: write one of them" },
		{ "micro_break.enabled", "2", -EINVAL,
		  "\"2\" is neither yes nor no: write one of them" },
		{ "input.ignore", "a,,b", -EINVAL,
		  "\"a,,b\" has an empty pattern: write one before, between and after the commas, "
		  "or "
		  "none and no comma" },
		{ "input.ignore", "a,", -EINVAL, NULL },
		{ "input.ignore", " , a", -EINVAL, NULL },
		{ "input.ignore", ",", -EINVAL, NULL },
		{ "input.ignore", "a # b", -EINVAL, NULL },
		/* Nothing unseen gets into a message. */
		{ "micro_break.every", "5\xc2\xa0min\x1b[31m\xff", -EINVAL,
		  "\"5\\xc2\\xa0min\\x1b[31m\\xff\" is not a duration: write it like 45s, 50min or "
		  "1h 30min, from 1s to 10000h" },
	};
	char reason[CONFIG_REASON_MAX];
	struct config c, before;
	(void) state;

	config_defaults(&before);
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		config_defaults(&c);
		int r = set(&c, cases[i].key, cases[i].in, reason);
		if (r != cases[i].want) {
			fail_msg("%s = %s: %d %s", cases[i].key, cases[i].in, r, reason);
		}
		assert_true(reason[0] != '\0');
		if (cases[i].reason) {
			assert_string_equal(reason, cases[i].reason);
		}
		assert_memory_equal(&c, &before, sizeof(c));
	}
}

static void test_sources(void **state)
{
	static const char *const wrong[] = { ",",    "evdev,", ", evdev",    "evdev x11",
					     "none", "Evdev",  "evdev; x11", "ergod-input-and-more",
					     "*" };
	const struct config_key *key = config_key_by_name("input.source");
	char buf[CONFIG_VALUE_MAX], reason[CONFIG_REASON_MAX];
	struct config c;
	(void) state;

	config_defaults(&c);
	assert_int_equal(c.input_source, (1u << _SOURCE_MAX) - 1);
	/* In any order and more than once; written in the order of the sources. */
	assert_int_equal(set(&c, "input.source", " mutter,evdev ,x11,\tevdev", reason), 0);
	assert_int_equal(c.input_source,
			 1u << SOURCE_EVDEV | 1u << SOURCE_X11 | 1u << SOURCE_MUTTER);
	assert_string_equal(config_format(&c, key, buf, sizeof(buf)), "evdev, x11, mutter");
	for (size_t i = 0; i < ELEMENTSOF(wrong); i++) {
		assert_int_equal(set(&c, "input.source", wrong[i], reason), -EINVAL);
		assert_non_null(strstr(reason, "ergod-input, evdev, x11, mutter and idle-hint"));
	}
	assert_int_equal(set(&c, "input.source", "", reason), -EINVAL);
	assert_string_equal(reason, "there is no value: write one like ergod-input, evdev");
	assert_string_equal(config_format(&c, key, buf, sizeof(buf)), "evdev, x11, mutter");
}

static void test_long_values(void **state)
{
	char value[2000], reason[CONFIG_REASON_MAX];
	struct config c;
	(void) state;

	config_defaults(&c);
	memset(value, 'x', sizeof(value));
	value[PATTERNS_MAX - 1] = '\0';
	assert_int_equal(set(&c, "input.only", value, reason), 0);
	assert_string_equal(c.input_only.list, value);
	value[PATTERNS_MAX - 1] = 'x';
	value[PATTERNS_MAX] = '\0';
	assert_int_equal(set(&c, "input.only", value, reason), -ERANGE);
	assert_string_equal(reason, "the list is too long: 255 bytes at most");
	value[PATTERNS_MAX] = 'x';
	value[sizeof(value) - 1] = '\0';
	assert_int_equal(set(&c, "input.only", value, reason), -ERANGE);
	assert_int_equal(set(&c, "micro_break.every", value, reason), -EINVAL);
	assert_non_null(strstr(reason, "x...\" is not a duration"));
	assert_int_equal(strlen(c.input_only.list), PATTERNS_MAX - 1);
	/* A shorter list leaves nothing of the longer one behind. */
	assert_int_equal(set(&c, "input.only", "a", reason), 0);
	assert_int_equal(c.input_only.list[2], 0);
}

static void test_range(void **state)
{
	char buf[CONFIG_REASON_MAX];
	(void) state;

#define RANGE(name) config_key_range(config_key_by_name(name), buf, sizeof(buf))
	assert_string_equal(RANGE("micro_break.every"), "a duration from 1s to 10000h");
	assert_string_equal(RANGE("prompts.max_postpones"), "a whole number from 0 to 1000");
	assert_string_equal(RANGE("session.day_starts"), "a time of day from 00:00 to 23:59");
	assert_string_equal(RANGE("micro_break.enabled"), "yes or no");
#undef RANGE
}

static void test_nearest(void **state)
{
	static const struct {
		const char *in, *want; /* NULL: none */
	} cases[] = {
		{ "rest_break.every", "rest_break.every" },
		{ "rest_break.evry", "rest_break.every" },
		{ "rest_break.eveyr", "rest_break.every" },
		{ "Rest_Break.EVERY", "rest_break.every" },
		{ "restbreak.length", "rest_break.length" },
		{ "rest-break.length", "rest_break.length" },
		{ "session.away_after", "presence.away_after" },
		{ "prompts.away-after", NULL },
		{ "away-after", "presence.away_after" },
		{ "passive_maximum", "presence.passive_max" },
		{ "prompts.max_postpone", "prompts.max_postpones" },
		/* swaps cost one: two of them, and a letter too many, are near for so short a name
		 */
		{ "quiet.max_dleya", "quiet.max_delay" },
		{ "input.noyl", "input.only" },
		{ "input.nyol", NULL },
		{ "INPUT.ONLY", "input.only" },
		{ "input.o", NULL },
		{ "", NULL },
		{ ".", NULL },
		{ "..", NULL },
		{ "zzz.qqq", NULL },
		{ "rest_break.", NULL },
	};
	char buf[64], huge[5000];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		const char *got = config_key_nearest(cases[i].in, buf, sizeof(buf));
		if (!got != !cases[i].want || (got && strcmp(got, cases[i].want) != 0)) {
			fail_msg("%s: %s", cases[i].in, got ? got : "(none)");
		}
	}
	memset(huge, 'e', sizeof(huge));
	huge[sizeof(huge) - 1] = '\0';
	assert_null(config_key_nearest(huge, buf, sizeof(buf)));
	huge[2000] = '.';
	assert_null(config_key_nearest(huge, buf, sizeof(buf)));
	assert_null(config_key_by_name(huge));
	assert_null(config_key_by_name("every"));
	assert_null(config_key_by_name("rest_break.every.x"));
	assert_null(config_key_find("rest_break", "EVERY"));
}

/* How foreign text is shown: the piece between the quotes of a reason. */
static void assert_shown(const char *value, const char *want)
{
	char reason[CONFIG_REASON_MAX];
	struct config c;

	config_defaults(&c);
	assert_int_equal(set(&c, "micro_break.enabled", value, reason), -EINVAL);
	char *end = strstr(reason, "\" is neither");
	assert_non_null(end);
	*end = '\0';
	assert_string_equal(reason + 1, want);
}

static void test_foreign_text(void **state)
{
	static const struct {
		const char *in, *want; /* NULL: as it is */
	} cases[] = {
		{ "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", NULL },
		{ "a\tb\x7f", "a\\x09b\\x7f" },
		/* the first and last of each length */
		{ "\xc2\xa1\xdf\xbf\xe0\xa0\x80\xef\xbf\xbd\xf0\x90\x80\x80", NULL },
		{ "\xf3\x9f\xbf\xbf\xed\x9f\xbf\xee\x80\x80", NULL },
		/* one too short or too long, half a pair, beyond the end of Unicode */
		{ "\xc0\x80\xc1\xbf", "\\xc0\\x80\\xc1\\xbf" },
		{ "\xe0\x9f\xbf", "\\xe0\\x9f\\xbf" },
		{ "\xf0\x8f\xbf\xbf", "\\xf0\\x8f\\xbf\\xbf" },
		{ "\xed\xa0\x80\xed\xbf\xbf", "\\xed\\xa0\\x80\\xed\\xbf\\xbf" },
		{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80" },
		{ "\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80" },
		{ "\xe2\x82", "\\xe2\\x82" },
		{ "\xe2\x82x", "\\xe2\\x82x" },
		{ "\x80", "\\x80" },
		/* valid, but not to be seen: C1, no-break space, direction marks, tags */
		{ "\xc2\x80", "\\xc2\\x80" },
		{ "\xc2\xa0", "\\xc2\\xa0" },
		{ "\xe2\x80\x8f", "\\xe2\\x80\\x8f" },
		{ "\xe2\x80\x90", NULL },
		{ "\xe2\x81\xa0", "\\xe2\\x81\\xa0" },
		{ "\xe2\x81\xaf", "\\xe2\\x81\\xaf" },
		{ "\xf3\xa0\x80\x80", "\\xf3\\xa0\\x80\\x80" },
	};
	char value[200], want[200];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_shown(cases[i].in, cases[i].want ? cases[i].want : cases[i].in);
	}
	/* What is just not too long is shown whole, what is longer ends in dots. */
	memset(value, 'x', sizeof(value));
	value[95] = '\0';
	assert_shown(value, value);
	memcpy(want, value, 92);
	memcpy(want + 92, "...", 4);
	value[95] = 'x';
	value[96] = '\0';
	assert_shown(value, want);
	/* Never half a character, nor half an escape. */
	memcpy(value + 90, "\xe2\x82\xac\xe2\x82\xac", 7);
	memcpy(want + 90, "...", 4);
	assert_shown(value, want);
	memcpy(value + 89, "\x01yyy", 5);
	memcpy(want + 89, "\\x01yy", 7);
	value[92] = '\0';
	assert_shown(value, want);
}

/* Which rule a configuration breaks, that has one value changed. */
static const char *broken_rule(const char *name, const char *value, const char *name2,
			       const char *value2)
{
	static struct config_diags diags;
	char reason[CONFIG_REASON_MAX];
	struct config c;

	memset(&diags, 0, sizeof(diags));
	config_defaults(&c);
	assert_int_equal(set(&c, name, value, reason), 0);
	assert_int_equal(set(&c, name2, value2, reason), 0);
	size_t n = config_check_rules(&c, "f.ini", &diags);
	assert_int_equal(n, diags.n);
	assert_true(n <= 1);
	if (n == 0) {
		return "";
	}
	assert_int_equal(diags.diag[0].line, 0);
	assert_string_equal(diags.diag[0].file, "f.ini");
	return diags.diag[0].key;
}

static void test_rules(void **state)
{
	(void) state;

#define RULE(...) broken_rule(__VA_ARGS__)
	assert_string_equal(RULE("session.ends_after", "5min", "rest_break.length", "5min"), "");
	/* each rule, at its limit and on its good side */
	assert_string_equal(
		RULE("rest_break.every", "30min", "micro_break.not_before_rest", "30min"),
		"micro_break.not_before_rest");
	assert_string_equal(
		RULE("rest_break.every", "30min", "micro_break.not_before_rest", "29min"), "");
	assert_string_equal(RULE("rest_break.every", "30min", "micro_break.every", "30min"),
			    "micro_break.every");
	assert_string_equal(RULE("rest_break.every", "30min", "micro_break.every", "29min"), "");
	assert_string_equal(RULE("micro_break.length", "1min", "micro_break.every", "1min"),
			    "micro_break.length");
	assert_string_equal(RULE("micro_break.length", "1min", "micro_break.every", "61s"), "");
	assert_string_equal(RULE("rest_break.length", "50min", "rest_break.every", "50min"),
			    "rest_break.length");
	assert_string_equal(RULE("rest_break.length", "49min", "rest_break.every", "50min"), "");
	assert_string_equal(RULE("micro_break.length", "5.1min", "rest_break.length", "5min"),
			    "micro_break.length");
	assert_string_equal(RULE("micro_break.length", "5min", "rest_break.length", "5min"), "");
	assert_string_equal(RULE("input.ignore", "a, **", "input.only", ""), "input.ignore");
	assert_string_equal(RULE("input.ignore", "?*", "input.only", "*"), "");
	assert_string_equal(RULE("phone.per_day", "30min", "phone.longest", "31min"),
			    "phone.longest");
	assert_string_equal(RULE("phone.per_day", "30min", "phone.longest", "30min"), "");
	assert_string_equal(RULE("phone.per_day", "", "phone.longest", "2h"), "");
	/* what is switched off breaks no rule */
	assert_string_equal(RULE("rest_break.enabled", "no", "rest_break.every", "5min"), "");
	assert_string_equal(RULE("micro_break.enabled", "no", "micro_break.every", "1s"), "");
#undef RULE
}

static void test_patterns(void **state)
{
	static const struct {
		const char *list, *name;
		bool want;
	} cases[] = {
		{ "", "", false },
		{ "", "x", false },
		{ "x", "", false },
		{ "*", "", true },
		{ "x", "x", true },
		{ "x", "xx", false },
		{ "XAZ", "xaz", true },
		{ "@[`{", "`{@[", false },
		{ "x", "[", false },
		{ " \t", "", false },
		{ "xbox*", "Xbox Wireless Controller", true },
		{ "*tablet", "Wacom Tablet", true },
		{ "*tablet", "Wacom Tablet Pad", false },
		{ "*tablet*", "Wacom Tablet Pad", true },
		{ "a*b*c", "aXbXbXc", true },
		{ "a*b*c", "aXbXbX", false },
		{ "a?c", "abc", true },
		{ "a?c", "ac", false },
		{ "a?c",
		  "a\xc3\xa4"
		  "c",
		  true },
		{ "a??c",
		  "a\xc3\xa4"
		  "c",
		  false },
		{ "*\xc3\xa4", "x\xc3\xa4", true },
		{ "???", "ab", false },
		{ "**", "abc", true },
		{ "a**c", "ac", true },
		{ "[ab]", "a", false },
		{ "[ab]", "[ab]", true },
		{ "a, b?c", "bxc", true },
		{ "a , b?c ", "a", true },
		{ "a,b", "a,b", false },
		{ "a,,b", "", false },
		{ "usb keyboard", " USB Keyboard  ", true },
		{ "a.c", "abc", false },
		{ "\\*", "*", false },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		config_PATTERNS p = { 0 };
		memcpy(p.list, cases[i].list, strlen(cases[i].list) + 1);
		if (patterns_match(&p, cases[i].name) != cases[i].want) {
			fail_msg("'%s' on '%s'", cases[i].list, cases[i].name);
		}
	}
}

/* What takes backtracking matchers for ever. */
static void test_patterns_hostile(void **state)
{
	config_PATTERNS p = { 0 };
	char name[4096];
	(void) state;

	for (size_t i = 0; i + 2 < sizeof(p.list); i += 2) {
		memcpy(p.list + i, "a*", 2);
	}
	memset(name, 'a', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	assert_true(patterns_match(&p, name));
	p.list[strlen(p.list)] = 'b';
	for (size_t i = 0; i < 20; i++) {
		assert_false(patterns_match(&p, name));
	}
	memset(p.list, '*', sizeof(p.list) - 1);
	p.list[sizeof(p.list) - 2] = 'b';
	assert_false(patterns_match(&p, name));
	/* a name that breaks off within a character */
	memcpy(p.list, "a?", 3);
	assert_true(patterns_match(&p, "a\xe2\x82"));
	assert_true(patterns_match(&p, "a\xff"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepts),      cmocka_unit_test(test_rejects),
		cmocka_unit_test(test_sources),      cmocka_unit_test(test_long_values),
		cmocka_unit_test(test_range),        cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_foreign_text), cmocka_unit_test(test_rules),
		cmocka_unit_test(test_patterns),     cmocka_unit_test(test_patterns_hostile),
	};
	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
