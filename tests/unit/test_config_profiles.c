/* Which profile is meant: `[profile] match`, and the monitors that are connected. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/config.h"

struct fixture {
	struct config config;
	struct config_diags diags;
	struct profile_match match;
};

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct fixture));
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	free(*state);
	return 0;
}

/* Parses a fragment over the defaults; `copy` is of its own size, for the address sanitizer. */
static size_t parse(struct fixture *f, const char *text)
{
	size_t len = strlen(text), n;
	char *copy = malloc(len > 0 ? len : 1);

	assert_non_null(copy);
	memcpy(copy, text, len);
	f->diags.n = f->diags.dropped = 0;
	config_defaults(&f->config);
	n = config_parse_fragment(&f->config, copy, len, "p.ini", &f->diags, NULL, &f->match);
	free(copy);
	return n;
}

static struct monitor monitor(const char *output, const char *model, const char *serial)
{
	struct monitor m = {};

	(void) snprintf(m.output, sizeof(m.output), "%s", output);
	(void) snprintf(m.model, sizeof(m.model), "%s", model);
	(void) snprintf(m.serial, sizeof(m.serial), "%s", serial);
	return m;
}

static void test_called(void **state)
{
	struct monitor m = monitor("DP-1", "DELL U2720Q", "7X1");
	(void) state;

	assert_true(monitor_is_called(&m, "DP-1"));
	assert_true(monitor_is_called(&m, "dp-1"));
	assert_true(monitor_is_called(&m, "Dell u2720q"));
	assert_true(monitor_is_called(&m, "DELL U2720Q 7x1"));
	assert_false(monitor_is_called(&m, "DELL U2720Q 7X12"));
	assert_false(monitor_is_called(&m, "DELL U2720Q  7X1"));
	assert_false(monitor_is_called(&m, "DELL U2720Q "));
	assert_false(monitor_is_called(&m, "DELL"));
	assert_false(monitor_is_called(&m, "7X1"));
	assert_false(monitor_is_called(&m, ""));
	assert_false(monitor_is_called(&m, "*"));
	assert_false(monitor_is_called(&m, "DP"));
	m = monitor("eDP-1", "", "");
	assert_true(monitor_is_called(&m, "eDP-1"));
	assert_false(monitor_is_called(&m, ""));
	assert_false(monitor_is_called(&m, " "));
	m = monitor("", "", "1");
	assert_false(monitor_is_called(&m, " 1"));
}

/* By what it is called so; of several the most particular one. */
static void test_named(void **state)
{
	struct monitor m = monitor("DP-1", "DELL U2720Q", "7X1");
	(void) state;

	assert_int_equal(monitor_named(&m, "HP"), NAMED_NOT);
	assert_int_equal(monitor_named(&m, "dell u2720q"), NAMED_MODEL);
	assert_int_equal(monitor_named(&m, "dp-1"), NAMED_OUTPUT);
	assert_int_equal(monitor_named(&m, "dell u2720q 7x1"), NAMED_SERIAL);
	m = monitor("X", "X", "");
	assert_int_equal(monitor_named(&m, "x"), NAMED_OUTPUT);
	m = monitor("A 1", "A", "1");
	assert_int_equal(monitor_named(&m, "a 1"), NAMED_SERIAL);
}

static void test_match_problems(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *reason;
	} cases[] = {
		{ "", 0,
		  "the file does not say for which monitors it is: write [profile] and match = "
		  "DP-1, or the models; ergoctl monitors tells the names" },
		{ "[profile]\n", 0,
		  "the file does not say for which monitors it is: write [profile] and match = "
		  "DP-1, or the models; ergoctl monitors tells the names" },
		{ "[profile]\nmatch =\n", 2,
		  "\"\": write a name before, between and after the commas, like DP-1, eDP-1" },
		{ "[profile]\nmatch = DP-1,\n", 2,
		  "\"\": write a name before, between and after the commas, like DP-1, eDP-1" },
		{ "[profile]\nmatch = DP-*\n", 2,
		  "\"DP-*\": write the whole name: * and ? have no meaning here" },
		{ "[profile]\nmatch = \"DELL, HP\"\n", 2,
		  "\"\"DELL\": write the name without quotes" },
		{ "[profile]\nmatch = DP-1\nmatch = DP-2\n", 3,
		  "\"match\" is there twice, in line 2 already: remove one of them" },
		{ "[profile]\nmatch = 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17\n", 2,
		  "\"17\": that is one monitor too many: name fewer" },
		{ "[profile]\nmatch = x,"
		  "0123456789012345678901234567890123456789012345678901234567890123456789ab\n",
		  2,
		  "\"0123456789012345678901234567890123456789012345678901234567890123456789ab\": "
		  "the name is too long: write the model or the output" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		size_t n = parse(f, cases[i].text);
		const struct config_diag *d = &f->diags.diag[0];
		if (n != 1 || d->line != cases[i].line || strcmp(d->key, "profile.match") != 0 ||
		    strcmp(d->reason, cases[i].reason) != 0) {
			fail_msg("%s: %zu: %u: %s: %s", cases[i].text, n, d->line, d->key,
				 d->reason);
		}
		assert_int_equal(f->match.n, strstr(cases[i].text, "DP-2") ? 1 : 0);
	}
	assert_int_equal(parse(f, "[profile]\nmatch = A\nmatches = 2\n"), 1);
	assert_string_equal(f->diags.diag[0].reason,
			    "there is no key \"matches\" in [profile]: the key there is match");
}

static void test_profile_fits(void **state)
{
	static const struct {
		const char *match;
		bool fits;
	} cases[] = {
		{ "eDP-1", true },
		{ "EDP-1, DELL U2720Q", true },
		{ "DELL U2720Q, DELL U2720Q", true },
		{ "DELL U2720Q, DELL U2720Q, DELL U2720Q", false },
		{ "DELL U2720Q, DELL U2720Q A1", true },
		{ "DELL U2720Q A1, DELL U2720Q", true },
		{ "DELL U2720Q, DELL U2720Q B2", true },
		{ "DELL U2720Q B2, DELL U2720Q, DP-1", false },
		{ "DELL U2720Q, DP-1, eDP-1", true },
		{ "DELL U2720Q, DP-2, eDP-1", true },
		{ "DP-1, DP-1", false },
		{ "eDP-1, HDMI-1", false },
		{ "DELL", false },
	};
	struct monitors all = { .n = 3 };
	struct fixture *f = *state;
	char text[256];

	all.m[0] = monitor("eDP-1", "", "");
	all.m[1] = monitor("DP-1", "DELL U2720Q", "A1");
	all.m[2] = monitor("DP-2", "DELL U2720Q", "B2");
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		(void) snprintf(text, sizeof(text), "[profile]\nmatch = %s\n", cases[i].match);
		assert_int_equal(parse(f, text), 0);
		if (profile_fits(&f->match, &all) != cases[i].fits) {
			fail_msg("%s", cases[i].match);
		}
		/* with nothing connected none does */
		assert_false(profile_fits(&f->match, &(struct monitors){ .n = 0 }));
	}
	f->match.n = 0;
	assert_false(profile_fits(&f->match, &all));
}

/* As many alike as there can be. */
static void test_profile_of_many(void **state)
{
	struct fixture *f = *state;
	struct monitors all = { .n = MONITORS_MAX };

	f->match.n = PROFILE_NAMES_MAX;
	for (size_t i = 0; i < MONITORS_MAX; i++) {
		char serial[8];
		(void) snprintf(serial, sizeof(serial), "%zu", i);
		all.m[i] = monitor("DP-0", "M", serial);
		(void) snprintf(f->match.name[i], sizeof(f->match.name[i]), "M");
	}
	assert_true(profile_fits(&f->match, &all));
	for (size_t i = 0; i < MONITORS_MAX / 2; i++) { /* each has to make room */
		(void) snprintf(f->match.name[MONITORS_MAX - 1 - i], MONITOR_NAME_MAX, "M %zu", i);
	}
	assert_true(profile_fits(&f->match, &all));
	(void) snprintf(f->match.name[0], MONITOR_NAME_MAX, "M 0");
	assert_false(profile_fits(&f->match, &all));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_called),       T(test_named),           T(test_match_problems),
		T(test_profile_fits), T(test_profile_of_many),
	};
#undef T
	return cmocka_run_group_tests_name("config-profiles", tests, NULL, NULL);
}
