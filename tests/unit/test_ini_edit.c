/* Changing one key of an ini text: everything else stays, byte for byte. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/config.h"
#include "ergo/ini-edit.h"

#define CASES 10000

static char out[CONFIG_TEXT_MAX];

static int edit(const char *text, const char *section, const char *key, const char *value)
{
	struct ini_change c = { section, key, value };
	size_t len = 0;
	int r = ini_edit(text, strlen(text), &c, out, sizeof(out) - 1, &len);

	out[r < 0 ? 0 : len] = '\0';
	return r;
}

struct edit_case {
	const char *text, *section, *key, *value, *want;
};

static void check(const struct edit_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct edit_case *c = &cases[i];
		int r = edit(c->text, c->section, c->key, c->value);
		assert_int_equal(r, strcmp(c->text, c->want) != 0);
		assert_string_equal(out, c->want);
	}
}

static void test_replace(void **state)
{
	static const struct edit_case cases[] = {
		{ "[user]\nstature = 1.75m\n", "user", "stature", "180cm",
		  "[user]\nstature = 180cm\n" },
		{ "[user]\nstature = 1.75m", "user", "stature", "180cm",
		  "[user]\nstature = 180cm" },
		{ "[user]\r\nstature=1.75m ; me\r\nx = y\r\n", "user", "stature", "180cm",
		  "[user]\r\nstature=180cm ; me\r\nx = y\r\n" },
		{ "[ user ] ; I\nstature:1.75m\t; a ; b\n", "user", "stature", "2m",
		  "[ user ] ; I\nstature:2m\t; a ; b\n" },
		{ "[user]\nstature =  \n", "user", "stature", "2m", "[user]\nstature = 2m  \n" },
		{ "[user]\nstature=\n", "user", "stature", "2m", "[user]\nstature=2m\n" },
		{ "[user]\nstature = ; not yet\n", "user", "stature", "2m",
		  "[user]\nstature = 2m ; not yet\n" },
		{ "[user]\nstature = 2m ; x\n", "user", "stature", "", "[user]\nstature =  ; x\n" },
		{ "[user]\nstature = 2m\n", "user", "stature", "2m", "[user]\nstature = 2m\n" },
		/* the first counts */
		{ "[user]\nstature = 1m\n[user]\nstature = 3m\n", "user", "stature", "2m",
		  "[user]\nstature = 2m\n[user]\nstature = 3m\n" },
		/* what is not read is left alone */
		{ "[desk]\nheight = 7m\n[usr]\nstature = 7m\n[user]\n stature = 1m\nstature = 1m\n",
		  "user", "stature", "2m",
		  "[desk]\nheight = 7m\n[usr]\nstature = 7m\n[user]\n stature = 1m\nstature = 2m\n" },
		{ "\xef\xbb\xbf[user]\nstature = 1m\n", "user", "stature", "2m",
		  "\xef\xbb\xbf[user]\nstature = 2m\n" },
		{ "[monitor DP-1]\ntilt = 1deg\n[monitor  HDMI-1 ]\ntilt = 2deg\n",
		  "monitor HDMI-1", "tilt", "-3deg",
		  "[monitor DP-1]\ntilt = 1deg\n[monitor  HDMI-1 ]\ntilt = -3deg\n" },
		/* ASCII case is ignored in names of monitors, and nowhere else */
		{ "[User]\nstature = 1m\n[monitor dp-1]\ntilt = 1deg\n", "monitor DP-1", "tilt",
		  "-3deg", "[User]\nstature = 1m\n[monitor dp-1]\ntilt = -3deg\n" },
		{ "[User]\nstature = 1m\n", "user", "stature", "2m",
		  "[User]\nstature = 1m\n\n[user]\nstature = 2m\n" },
	};

	(void) state;
	check(cases, ELEMENTSOF(cases));
}

static void test_new_key(void **state)
{
	static const struct edit_case cases[] = {
		/* at the end of its section, before what belongs to the next */
		{ "[user]\nglasses = none\n\n# my desk\n[desk]\n", "user", "stature", "2m",
		  "[user]\nglasses = none\nstature = 2m\n\n# my desk\n[desk]\n" },
		{ "[user]\n\n[desk]\n", "user", "stature", "2m",
		  "[user]\nstature = 2m\n\n[desk]\n" },
		{ "[user]", "user", "stature", "2m", "[user]\nstature = 2m" },
		{ "[user]\r\nglasses = none", "user", "stature", "2m",
		  "[user]\r\nglasses = none\r\nstature = 2m" },
		{ "[user]\nglasses = none\n[desk]\n[user]\neye_height = 1m\n", "user", "stature",
		  "2m", "[user]\nglasses = none\nstature = 2m\n[desk]\n[user]\neye_height = 1m\n" },
		/* below the default that stands there commented out */
		{ "[user]\n# Your height.\n#stature =\n\n# Your eyes.\n#eye_height =\n", "user",
		  "stature", "2m",
		  "[user]\n# Your height.\n#stature =\nstature = 2m\n\n# Your eyes.\n#eye_height "
		  "=\n" },
		{ "[user]\n; stature = 1m\nglasses = none\n", "user", "stature", "2m",
		  "[user]\n; stature = 1m\nstature = 2m\nglasses = none\n" },
		/* prose is no such line, nor is one of another section */
		{ "[user]\n# stature: yours\nglasses = none\n", "user", "stature", "2m",
		  "[user]\n# stature: yours\nglasses = none\nstature = 2m\n" },
		{ "[desk]\n#height =\n[keyboard]\n#external =\n", "keyboard", "height", "1cm",
		  "[desk]\n#height =\n[keyboard]\n#external =\nheight = 1cm\n" },
		/* an example of a section is none of the section above it */
		{ "[keyboard]\n#external =\n\n#[monitor DP-1]\n#height = 30cm\n", "keyboard",
		  "height", "1cm",
		  "[keyboard]\n#external =\nheight = 1cm\n\n#[monitor DP-1]\n#height = 30cm\n" },
	};

	(void) state;
	check(cases, ELEMENTSOF(cases));
}

static void test_new_section(void **state)
{
	static const struct edit_case cases[] = {
		{ "", "user", "stature", "2m", "[user]\nstature = 2m\n" },
		{ "[desk]\nheight = 72cm\n", "user", "stature", "2m",
		  "[desk]\nheight = 72cm\n\n[user]\nstature = 2m\n" },
		{ "[desk]\nheight = 72cm\n\n", "user", "stature", "2m",
		  "[desk]\nheight = 72cm\n\n[user]\nstature = 2m\n" },
		{ "[desk]\r\nheight = 72cm", "user", "stature", "2m",
		  "[desk]\r\nheight = 72cm\r\n\r\n[user]\r\nstature = 2m" },
		{ "\xef\xbb\xbf", "user", "stature", "2m", "\xef\xbb\xbf[user]\nstature = 2m\n" },
		{ "\n", "monitor DELL U2720Q", "tilt", "5deg",
		  "\n[monitor DELL U2720Q]\ntilt = 5deg\n" },
	};

	(void) state;
	check(cases, ELEMENTSOF(cases));
}

static void test_remove(void **state)
{
	static const struct edit_case cases[] = {
		{ "[user]\nstature = 1m ; me\n# more\nglasses = none\n", "user", "stature", NULL,
		  "[user]\n# more\nglasses = none\n" },
		{ "[user]\nglasses = none\nstature = 1m", "user", "stature", NULL,
		  "[user]\nglasses = none\n" },
		{ "[user]\nstature = 1m\n[desk]\nstature = 1\n[user]\nstature: 2m\n", "user",
		  "stature", NULL, "[user]\n[desk]\nstature = 1\n[user]\n" },
		{ "[user]\n#stature = 1m\n", "user", "stature", NULL, "[user]\n#stature = 1m\n" },
		{ "", "user", "stature", NULL, "" },
	};

	(void) state;
	check(cases, ELEMENTSOF(cases));
}

static void test_refused(void **state)
{
	static const char *const values[] = { "1m\n[desk]", "1m\r", "a\x01", "a ; b",       ";",
					      "\xff",       " 1m",  "1m ",   "\xef\xbb\xbf" };
	static const char *const sections[] = { "", "a]b", " user", "a\nb", "monitor \xff" };
	char longest[CONFIG_LINE_MAX + 1];
	size_t len = 1;
	char tiny[8];

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(values); i++) {
		assert_int_equal(edit("[user]\n", "user", "stature", values[i]), -EINVAL);
	}
	for (size_t i = 0; i < ELEMENTSOF(sections); i++) {
		assert_int_equal(edit("", sections[i], "stature", "1m"), -EINVAL);
	}
	assert_int_equal(edit("", "user", "a=b", "1m"), -EINVAL);
	memset(longest, 'x', sizeof(longest));
	longest[CONFIG_LINE_MAX - 4] = '\0';
	assert_int_equal(edit("", "input", "k", longest), 1);
	longest[CONFIG_LINE_MAX - 4] = 'x';
	longest[CONFIG_LINE_MAX - 3] = '\0';
	assert_int_equal(edit("", "input", "k", longest), -E2BIG);
	assert_int_equal(edit("[input]\nk = a ; comment\n", "input", "k", longest), -E2BIG);
	longest[CONFIG_LINE_MAX - 4] = '\0';
	assert_int_equal(edit("[input]\nk = a\n", "input", "k", longest), 1);
	assert_int_equal(edit("[input]\nk =  a\n", "input", "k", longest), -E2BIG);
	assert_int_equal(edit("\xff\xfe[", "user", "stature", "1m"), -EILSEQ);
	struct ini_change c = { "user", "stature", "1m" };
	assert_int_equal(ini_edit("", 0, &c, tiny, sizeof(tiny), &len), -ENOSPC);
	assert_int_equal(len, 1);
}

/* ---- properties ---- */

static uint32_t seed = 20240607;

static unsigned draw(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static const char *const pieces[] = {
	"[user]",
	"[desk]",
	"[ user ] ; c",
	"[monitor DP-1]",
	"[monitor x",
	"[nonsense]",
	"[user",
	"",
	"   ",
	"# a comment",
	"; another",
	"#stature = 1m",
	"# height = 1m",
	"#[desk]",
	"stature = 1.8m",
	"stature=1.7m ; note",
	"stature : 5ft 9in",
	" stature = 1m",
	"stature = 65",
	"stature",
	"stature = ",
	"height = 70cm",
	"height = 71cm ; x",
	"glasses = none",
	"unknown = ; x",
	"key ; = 3",
	"\x01height = 3cm",
	"height = 3cm\xff",
	"= 5",
	"statur\xc3\xa9 = 1",
	"height = 60cm "
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xxxxxxxxxxxxxxxxxxxxxx",
};

static void random_text(char *buf, size_t size)
{
	const char *eol = draw(3) ? "\n" : "\r\n";
	unsigned n = draw(14);
	size_t at = 0;

	buf[0] = '\0';
	if (draw(8) == 0) {
		at += (size_t) snprintf(buf, size, "\xef\xbb\xbf");
	}
	for (unsigned i = 0; i < n; i++) {
		at += (size_t) snprintf(buf + at, size - at, "%s%s",
					pieces[draw(ELEMENTSOF(pieces))],
					i + 1 == n && draw(2) ? "" : eol);
	}
}

static struct config *parse(const char *text)
{
	static struct config_diags diags;
	struct config *c = calloc(1, sizeof(*c));

	assert_non_null(c);
	diags.n = diags.dropped = 0;
	config_defaults(c);
	(void) config_parse(c, text, strlen(text), "f", &diags, NULL);
	return c;
}

static size_t line_length(const char *s)
{
	const char *lf = strchr(s, '\n');

	return lf ? (size_t) (lf - s) + 1 : strlen(s);
}

/*
 * Walks both texts: every line of the one is in the other, but for at most `most` that were added or
 * changed, or any number that were taken out.  A line that only got its missing end is the same.
 */
static void same_but(const char *a, const char *b, unsigned most, bool removed)
{
	unsigned changes = 0;

	while (*a || *b) {
		size_t n = line_length(a), m = line_length(b);
		bool ended = *a && a[n - 1] != '\n' && strncmp(a, b, n) == 0 &&
			     strspn(b + n, "\r\n") >= m - n;
		bool replaced = *a && strcmp(a + n, b + m) == 0;

		if ((n == m && memcmp(a, b, n) == 0) || ended) {
			a += n;
			b += m;
			continue;
		}
		changes++;
		assert_true(removed ? n > 0 : m > 0);
		a += removed || replaced ? n : 0;
		b += removed ? 0 : m;
	}
	assert_true(removed || changes <= most);
}

static void test_properties(void **state)
{
	static const char *const values[] = { "1.5m", "6ft 1in", "", "80cm" };
	static const char *const keys[][2] = { { "user", "stature" }, { "desk", "height" } };
	char text[16384], reason[CONFIG_REASON_MAX];

	(void) state;
	for (unsigned i = 0; i < CASES; i++) {
		const char *const *k = keys[draw(2)];
		bool removal = draw(4) == 0;
		const char *value = removal ? NULL : values[draw(ELEMENTSOF(values))];
		const struct config_key *key = config_key_find(k[0], k[1]);

		random_text(text, sizeof(text));
		int r = edit(text, k[0], k[1], value);
		assert_true(r >= 0);
		assert_int_equal(r, strcmp(text, out) != 0);
		struct config *before = parse(text), *after = parse(out);
		assert_int_equal(config_set(before, key, value ?: "", reason), 0);
		assert_memory_equal(before, after, sizeof(*before));
		free(before);
		free(after);
		/* a new section: a blank line, its name, the key */
		same_but(text, out, 3, removal);
		/* and again changes nothing */
		char *once = strdup(out);
		assert_non_null(once);
		assert_int_equal(edit(once, k[0], k[1], value), 0);
		free(once);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replace),     cmocka_unit_test(test_new_key),
		cmocka_unit_test(test_new_section), cmocka_unit_test(test_remove),
		cmocka_unit_test(test_refused),     cmocka_unit_test(test_properties),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
