/* What the configuration offers to others: problems as lines, words of types, distances, UTF-8. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/config.h"
#include "ergo/utf8.h"

static void test_diag_format(void **state)
{
	static const struct {
		const char *file, *key;
		unsigned line;
		const char *want;
	} cases[] = {
		{ "/h/e.ini", "rest_break.every", 3, "/h/e.ini:3: rest_break.every: why" },
		{ "/h/e.ini", "", 3, "/h/e.ini:3: why" },
		{ "/h/e.ini", "rest_break.every", 0, "/h/e.ini: rest_break.every: why" },
		{ "/h/e.ini", "", 0, "/h/e.ini: why" },
		{ "", "rest_break.every", 0, "rest_break.every: why" },
		{ "", "", 0, "why" },
		{ "", "", 7, "why" },
	};
	char buf[CONFIG_DIAG_STRING_MAX];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct config_diag d = { .line = cases[i].line, .reason = "why" };

		(void) snprintf(d.file, sizeof(d.file), "%s", cases[i].file);
		(void) snprintf(d.key, sizeof(d.key), "%s", cases[i].key);
		assert_ptr_equal(config_diag_format(&d, buf, sizeof(buf)), buf);
		assert_string_equal(buf, cases[i].want);
	}
}

/* The largest there can be fits into what the header promises; less room cuts it. */
static void test_diag_format_room(void **state)
{
	struct config_diag d = { .line = UINT_MAX };
	char buf[CONFIG_DIAG_STRING_MAX];
	(void) state;

	memset(d.file, 'f', sizeof(d.file) - 1);
	memset(d.key, 'k', sizeof(d.key) - 1);
	memset(d.reason, 'r', sizeof(d.reason) - 1);
	(void) config_diag_format(&d, buf, sizeof(buf));
	assert_int_equal(strlen(buf), sizeof(d.file) + sizeof(d.key) + sizeof(d.reason) - 3 +
					      strlen(":4294967295: : "));
	assert_string_equal(config_diag_format(&d, buf, 5), "ffff");
}

static void test_types_have_words(void **state)
{
	(void) state;

	for (int t = 0; t < _CONFIG_TYPE_MAX; t++) {
		assert_non_null(config_type_to_string((enum config_type) t));
		assert_int_equal(config_type_from_string(config_type_to_string(t)), t);
	}
	assert_null(config_type_to_string(_CONFIG_TYPE_MAX));
	assert_string_equal(config_type_to_string(CONFIG_TIME_OF_DAY), "time-of-day");
}

static void test_edit_distance(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned want;
	} cases[] = {
		{ "", "", 0 },
		{ "", "abc", 3 },
		{ "abc", "abc", 0 },
		{ "ABC", "abc", 0 },
		{ "statsu", "status", 1 },
		{ "stats", "status", 1 },
		{ "staatus", "status", 1 },
		{ "stadus", "status", 1 },
		{ "kitten", "sitting", 3 },
	};
	char edge[CONFIG_NAME_MAX], longer[CONFIG_NAME_MAX + 1];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_int_equal(edit_distance(cases[i].a, cases[i].b), cases[i].want);
		assert_int_equal(edit_distance(cases[i].b, cases[i].a), cases[i].want);
	}
	memset(edge, 'x', sizeof(edge) - 1);
	edge[sizeof(edge) - 1] = '\0';
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(edit_distance(edge, "x"), CONFIG_NAME_MAX - 2);
	assert_int_equal(edit_distance(longer, "x"), UINT_MAX);
	assert_int_equal(edit_distance("x", longer), UINT_MAX);
}

static void test_utf8(void **state)
{
	static const struct {
		const char *s;
		size_t want;
		uint32_t code;
	} cases[] = {
		{ "", 1, 0 },
		{ "a", 1, 'a' },
		{ "\x7f", 1, 0x7f },
		{ "\xc2\x80", 2, 0x80 },
		{ "\xdf\xbf", 2, 0x7ff },
		{ "\xe0\xa0\x80", 3, 0x800 },
		{ "\xef\xbf\xbf", 3, 0xffff },
		{ "\xf0\x90\x80\x80", 4, 0x10000 },
		{ "\xf4\x8f\xbf\xbf", 4, 0x10ffff },
		{ "\x80", 0, 0 },             /* stray */
		{ "\xc3", 0, 0 },             /* cut by the NUL */
		{ "\xe2\x82", 0, 0 },         /* cut by the NUL */
		{ "\xe2\x82z", 0, 0 },        /* cut by a letter */
		{ "\xc0\xaf", 0, 0 },         /* overlong */
		{ "\xe0\x9f\xbf", 0, 0 },     /* overlong */
		{ "\xf0\x8f\xbf\xbf", 0, 0 }, /* overlong */
		{ "\xed\xa0\x80", 0, 0 },     /* surrogate */
		{ "\xf4\x90\x80\x80", 0, 0 }, /* beyond Unicode */
		{ "\xf8\x88\x80\x80\x80", 0, 0 },
		{ "\xff", 0, 0 },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		/* Memory of its own size, for the address sanitizer. */
		char *s = strdup(cases[i].s);
		uint32_t code = 0;

		assert_non_null(s);
		if (utf8_char(s, SIZE_MAX, &code) != cases[i].want || code != cases[i].code) {
			fail_msg("case %zu", i);
		}
		assert_int_equal(utf8_char(s, strlen(s) + 1, NULL), cases[i].want);
		free(s);
	}
	/* A length that ends within the character */
	assert_int_equal(utf8_char("\xe2\x82\xac", 2, NULL), 0);
	assert_int_equal(utf8_char("\xe2\x82\xac", 3, NULL), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_diag_format),
		cmocka_unit_test(test_diag_format_room),
		cmocka_unit_test(test_types_have_words),
		cmocka_unit_test(test_edit_distance),
		cmocka_unit_test(test_utf8),
	};
	return cmocka_run_group_tests_name("config-words", tests, NULL, NULL);
}
