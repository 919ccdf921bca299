/* The reader of ini text: every diagnostic at its own line, all at once, whatever the text. */
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
	struct config_origin origins[CONFIG_ORIGINS_N];
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

/*
 * Parses over the defaults.  The text is copied to memory of its own size, so that the address
 * sanitizer sees every read beyond its end.
 */
static size_t parse_bytes(struct fixture *f, const char *text, size_t len)
{
	char *copy = malloc(len > 0 ? len : 1);

	assert_non_null(copy);
	memcpy(copy, text, len);
	memset(&f->diags, 0, sizeof(f->diags));
	memset(f->origins, 0, sizeof(f->origins));
	config_defaults(&f->config);
	size_t n = config_parse(&f->config, copy, len, "t.ini", &f->diags, f->origins);
	free(copy);
	assert_int_equal(n, f->diags.n + f->diags.dropped);
	return n;
}

static size_t parse(struct fixture *f, const char *text)
{
	return parse_bytes(f, text, strlen(text));
}

/* Asserts the i-th problem. */
static void assert_diag(const struct fixture *f, size_t i, unsigned line, const char *key,
			const char *reason)
{
	const struct config_diag *d = &f->diags.diag[i];

	assert_true(i < f->diags.n);
	assert_string_equal(d->file, "t.ini");
	if (d->line != line || strcmp(d->key, key) != 0 || strcmp(d->reason, reason) != 0) {
		fail_msg("problem %zu: %u: %s: %s", i, d->line, d->key, d->reason);
	}
}

static void test_clean(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, ""), 0);
	assert_int_equal(parse(f, "\n\n"), 0);
	assert_int_equal(parse(f, "# only\n; comments"), 0);
	assert_int_equal(parse(f, "[rest_break]"), 0);
	assert_int_equal(parse(f, "\xef\xbb\xbf# with a mark\r\n"
				  "[rest_break] ; the long ones\r\n"
				  "every = 45min\r\n"
				  "length=10min ; as HSE says\r\n"
				  "\r\n"
				  "   # an indented comment\r\n"
				  "\t; and one more\r\n"
				  "  \t \r\n"
				  "[ micro_break ]# short\r\n"
				  "every : 15min\t;why\r\n"
				  "enabled\t=\tNo   \r\n"
				  "[input]\r\n"
				  "ignore = Xbox*;Pad, *#2 ; both\r\n"
				  "only =\r\n"
				  "[rest_break]\r\n"
				  "enabled=yes"),
			 0);
	assert_int_equal(f->config.rest_break_every, 45 * USEC_PER_MIN);
	assert_int_equal(f->config.rest_break_length, 10 * USEC_PER_MIN);
	assert_int_equal(f->config.micro_break_every, 15 * USEC_PER_MIN);
	assert_false(f->config.micro_break_enabled);
	assert_true(f->config.rest_break_enabled);
	assert_string_equal(f->config.input_ignore.list, "Xbox*;Pad, *#2");
	assert_string_equal(f->config.input_only.list, "");
}

static void test_origins(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "[rest_break]\nevery = 45min\nlength = x\n\n[session]\n"
				  "ends_after=5min"),
			 1);
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		unsigned want = k == config_key_by_name("rest_break.every")     ? 2
				: k == config_key_by_name("session.ends_after") ? 6
										: 0;
		assert_int_equal(f->origins[i].line, want);
		if (want > 0) {
			assert_string_equal(f->origins[i].file, "t.ini");
		} else {
			assert_null(f->origins[i].file);
		}
	}
	/* A second text goes over the first. */
	static const char more[] = "[rest_break]\nlength = 7min\n";
	assert_int_equal(
		config_parse(&f->config, more, strlen(more), "more.ini", &f->diags, f->origins), 0);
	assert_int_equal(f->config.rest_break_every, 45 * USEC_PER_MIN);
	assert_int_equal(f->config.rest_break_length, 7 * USEC_PER_MIN);
	/* ... and needs no origins. */
	assert_int_equal(config_parse(&f->config, more, strlen(more), "m", &f->diags, NULL), 0);
}

/* One problem each: the text, and what is said of it. */
static void test_single_problems(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *key, *reason;
	} cases[] = {
		{ "every = 5min\n", 1, "every",
		  "\"every\" stands before any section: put it under [micro_break] or "
		  "[rest_break]" },
		{ "foo = 5min\n", 1, "foo",
		  "\"foo\" stands before any section: put it under a line like [rest_break]" },
		{ "\n[rest_brake]\n", 2, "rest_brake",
		  "there is no section [rest_brake]: did you mean [rest_break]?" },
		{ "[REST_BREAK]\nevery = 5min", 1, "REST_BREAK",
		  "there is no section [REST_BREAK]: did you mean [rest_break]?" },
		{ "[colours]\nevery = 5 mins\nx\n", 1, "colours",
		  "there is no section [colours]: the sections are session, presence, micro_break, "
		  "rest_break, daily_limit, prompts, quiet, input, history, diary, hooks, exercises, units, user, "
		  "desk, chair, keyboard, mouse, phone, monitor NAME" },
		{ "[]\n", 1, "",
		  "there is no section []: the sections are session, presence, micro_break, "
		  "rest_break, daily_limit, prompts, quiet, input, history, diary, hooks, exercises, units, user, "
		  "desk, chair, keyboard, mouse, phone, monitor NAME" },
		{ "[rest_break\nevery = 5min\n", 1, "",
		  "\"[rest_break\" has no closing bracket: write it like [rest_break]" },
		{ "[rest_break] every = 5min\n", 1, "",
		  "\"[rest_break] every = 5min\": there is text behind the ]: put it on a line of "
		  "its own" },
		{ "[rest_break]\nevrey = 5min\n", 2, "rest_break.evrey",
		  "there is no key \"evrey\" in [rest_break]: did you mean \"every\"?" },
		{ "[rest_break]\nEvery = 5min\n", 2, "rest_break.Every",
		  "there is no key \"Every\" in [rest_break]: did you mean \"every\"?" },
		{ "[rest_break]\naway_after = 5min\n", 2, "rest_break.away_after",
		  "there is no key \"away_after\" in [rest_break]: it belongs under [presence]" },
		{ "[rest_break]\nremind after = 5min\n", 2, "rest_break.remind after",
		  "there is no key \"remind after\" in [rest_break]: did you mean \"remind_after\" "
		  "under [prompts]?" },
		{ "[rest_break]\ncolour = red\n", 2, "rest_break.colour",
		  "there is no key \"colour\" in [rest_break]: the keys there are enabled, every, "
		  "length" },
		{ "[rest_break]\nevery = 50 mins\n", 2, "rest_break.every",
		  "\"50 mins\" is not a duration: write it like 45s, 50min or 1h 30min, from 1s to "
		  "10000h" },
		{ "[rest_break]\nevery = 10001h\n", 2, "rest_break.every",
		  "\"10001h\" is too long: the most is 10000h" },
		{ "[rest_break]\nevery = 5min # why\n", 2, "rest_break.every",
		  "\"5min # why\": the # counts as part of the value: put the comment on a line of "
		  "its own, or begin it with a blank and a semicolon" },
		{ "[rest_break]\nevery =\n", 2, "rest_break.every",
		  "there is no value: write one like 45s, 50min or 1h 30min, from 1s to 10000h" },
		{ "[rest_break]\nevery = ; later\n", 2, "rest_break.every",
		  "there is no value: write one like 45s, 50min or 1h 30min, from 1s to 10000h" },
		{ "[rest_break]\nevery = 5min\nlength = 1min\nevery = 6min\n", 4,
		  "rest_break.every",
		  "\"every\" is there twice, in line 2 already: remove one of them" },
		{ "[rest_break]\nevery = 5min\n[quiet]\n[rest_break]\nevery = 5min\n", 5,
		  "rest_break.every",
		  "\"every\" is there twice, in line 2 already: remove one of them" },
		{ "[rest_break]\n  every = 5min\n", 2, "",
		  "the line is indented: move \"every = 5min\" to the left margin" },
		{ "[rest_break]\nevery = 5min\n\tlength = 1min\n", 3, "",
		  "the line is indented: move \"length = 1min\" to the left margin" },
		{ " [rest_break]\nevery = 5min\n", 1, "",
		  "the line is indented: move \"[rest_break]\" to the left margin" },
		{ "[rest_break]\nevery 5min\n", 2, "",
		  "\"every 5min\" is no section, key or comment: write [section], key = value, or "
		  "# "
		  "in front" },
		{ "[rest_break]\n= 5min\n", 2, "",
		  "\"= 5min\" is no section, key or comment: write [section], key = value, or # in "
		  "front" },
		{ "[rest_break]\nNote to self: rest more", 2, "",
		  "\"Note to self: rest more\" is no section, key or comment: write [section], key "
		  "= "
		  "value, or # in front" },
		{ "[rest_break]\nevery ; = 5min", 2, "",
		  "\"every ; = 5min\" is no section, key or comment: write [section], key = value, "
		  "or # in front" },
		{ "[rest_break]\nevery = 5\x01min\n", 2, "",
		  "byte 0x01 in column 10 is a character that can't be seen: remove it" },
		{ "[rest_break]\nevery\v= 5min\n", 2, "",
		  "byte 0x0b in column 6 is a character that can't be seen: remove it" },
		{ "[rest_break]\nevery = 5min\r\r\n", 2, "",
		  "byte 0x0d in column 13 is a character that can't be seen: remove it" },
		{ "[rest_break]\nevery = 5min\xe4\n", 2, "",
		  "byte 0xe4 in column 13 is no UTF-8 text: remove it" },
		{ "\xef\xbb\xbf\xef\xbb\xbf[rest_break]\nevery = 5min\n", 1, "",
		  "byte 0xef in column 1 is a character that can't be seen: remove it" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		size_t n = parse(f, cases[i].text);
		/* The last one hides its section, so that the key below it is a problem too. */
		if (n != 1 && i + 1 < ELEMENTSOF(cases)) {
			fail_msg("%s: %zu problems, the 2nd: %s", cases[i].text, n,
				 f->diags.diag[1].reason);
		}
		assert_diag(f, 0, cases[i].line, cases[i].key, cases[i].reason);
	}
}

/* What is wrong changes nothing, and what is right next to it counts. */
static void test_values_kept(void **state)
{
	struct fixture *f = *state;

	/* the first of two; a bad one leaves the default */
	assert_int_equal(parse(f, "[rest_break]\nevery = 5min\nevery = 6min\nlength = x\n"), 2);
	assert_int_equal(f->config.rest_break_every, 5 * USEC_PER_MIN);
	assert_int_equal(f->config.rest_break_length, 5 * USEC_PER_MIN);
	/* inih would take the indented line for a second value of `every` */
	assert_int_equal(parse(f, "[rest_break]\nevery = 40min\n  30min\nlength = 9min\n"), 1);
	assert_int_equal(f->config.rest_break_every, 40 * USEC_PER_MIN);
	assert_int_equal(f->config.rest_break_length, 9 * USEC_PER_MIN);
	/* keys under an unknown section never go to the one before it */
	assert_int_equal(parse(f, "[rest_break]\nevery = 40min\n[foo]\nlength = 9min\n"), 1);
	assert_int_equal(f->config.rest_break_length, 5 * USEC_PER_MIN);
	/* ... nor to the one that was probably meant */
	assert_int_equal(parse(f, "[micro_break]\n[rest_brake]\nlength = 9min\n"), 1);
	assert_int_equal(f->config.rest_break_length, 5 * USEC_PER_MIN);
	assert_int_equal(f->config.micro_break_length, 30 * USEC_PER_SEC);
	/* but their values are looked at */
	assert_int_equal(parse(f, "[rest_brake]\nlength = 9\nfoo = 1\nlength = 9min\n"), 2);
	assert_diag(f, 1, 2, "rest_break.length",
		    "\"9\" has no unit: write it like 45s, 50min or 1h 30min, from 1s to 10000h");
	/* a section that is clear in spite of its form */
	assert_int_equal(parse(f, "[micro_break]\n [rest_break\nlength = 9min\n"), 1);
	assert_int_equal(f->config.rest_break_length, 9 * USEC_PER_MIN);
}

/* Lines that are too long for inih, which would cut them and report the one behind. */
static void test_long_lines(void **state)
{
	struct fixture *f = *state;
	char text[4096];

	for (size_t len = CONFIG_LINE_MAX - 1; len <= CONFIG_LINE_MAX + 1; len++) {
		int n = snprintf(text, sizeof(text),
				 "[rest_break]\nevery = 5min%*s\nlength = 9min\n",
				 (int) (len - strlen("every = 5min")), ";");
		assert_true(n > 0);
		assert_int_equal(parse(f, text), len > CONFIG_LINE_MAX);
		assert_int_equal(f->config.rest_break_length, 9 * USEC_PER_MIN);
		assert_int_equal(f->config.rest_break_every,
				 (len > CONFIG_LINE_MAX ? 50 : 5) * USEC_PER_MIN);
	}
	assert_int_equal(f->diags.diag[0].line, 2);
	assert_memory_equal(f->diags.diag[0].reason,
			    "the line has 199 bytes, 198 are allowed: shorten \"every = 5min  ",
			    60);

	/* CRLF does not count, a last line without an end is as long as any */
	(void) snprintf(text, sizeof(text), "[input]\nonly = %0*d\r\n[quiet]\nfoo = %0*d",
			CONFIG_LINE_MAX - 7, 0, CONFIG_LINE_MAX - 5, 0);
	assert_int_equal(parse(f, text), 1);
	assert_int_equal(strlen(f->config.input_only.list), CONFIG_LINE_MAX - 7);
	assert_int_equal(f->diags.diag[0].line, 4);

	/* comments may be of any length, and so may names that are wrong */
	(void) snprintf(text, sizeof(text), "# %01000d\n[%0100d]\n[rest_break]\n%0150d = 5\n", 0, 0,
			0);
	assert_int_equal(parse(f, text), 2);
	assert_int_equal(f->diags.diag[0].line, 2);
	assert_int_equal(f->diags.diag[1].line, 4);
	(void) snprintf(text, sizeof(text), "[%01000d]\nevery = 7min\n", 0);
	assert_int_equal(parse(f, text), 1);
}

static void test_all_at_once(void **state)
{
	static const char text[] = "every = 1min\n"
				   "[rest_brake]\n"
				   "every = 5\n"
				   "[rest_break]\n"
				   "every = 5\n"
				   " length = 6min\n"
				   "length = 6min\n"
				   "length = 7min\n"
				   "nonsense\n"
				   "enabled = si\n"
				   "[session\n"
				   "\x7f\n"
				   "ends_afte = 5min\n"
				   "last line is nonsense too";
	static const unsigned lines[] = { 1, 2, 3, 5, 6, 8, 9, 10, 11, 12, 13, 14 };
	struct fixture *f = *state;

	assert_int_equal(parse(f, text), ELEMENTSOF(lines));
	for (size_t i = 0; i < ELEMENTSOF(lines); i++) {
		assert_int_equal(f->diags.diag[i].line, lines[i]);
	}
	assert_int_equal(f->config.rest_break_length, 6 * USEC_PER_MIN);
}

static void test_many_problems(void **state)
{
	struct fixture *f = *state;
	char text[2 * (CONFIG_DIAGS_MAX + 10)];

	for (size_t i = 0; i < sizeof(text); i += 2) {
		memcpy(text + i, "x\n", 2);
	}
	assert_int_equal(parse_bytes(f, text, sizeof(text)), CONFIG_DIAGS_MAX + 10);
	assert_int_equal(f->diags.n, CONFIG_DIAGS_MAX);
	assert_int_equal(f->diags.dropped, 10);
	assert_int_equal(f->diags.diag[CONFIG_DIAGS_MAX - 1].line, CONFIG_DIAGS_MAX);
}

/* Where no problem can be told any more nothing is guessed, but what is right still counts. */
static void test_right_behind_many_problems(void **state)
{
	static const char more[] =
		"[rest_brake]\nlength = 8min\n[rest_break]\nremind after = 1min\n"
		"length = 9min\n[monitor DP-1]\ntilt = 5deg\n";
	struct fixture *f = *state;
	char text[2 * CONFIG_DIAGS_MAX + sizeof(more)];

	for (size_t i = 0; i < CONFIG_DIAGS_MAX; i++) {
		memcpy(text + 2 * i, "x\n", 2);
	}
	memcpy(text + 2 * CONFIG_DIAGS_MAX, more, sizeof(more));
	assert_int_equal(parse(f, text), CONFIG_DIAGS_MAX + 2);
	assert_int_equal(f->diags.dropped, 2);
	assert_int_equal(f->config.rest_break_length, 9 * USEC_PER_MIN);
	assert_int_equal(f->config.monitor[0].tilt, 50);
}

static void test_not_text(void **state)
{
	struct fixture *f = *state;

	/* NUL bytes: at the start, within a key, in a section, in a comment; the lines behind count
	 */
	static const char nul[] = "\0\n[rest\0_break]\nevery = 1min\n[rest_break]\nevery = 5\0min\n"
				  "# \0\nlength = 9min\n";
	assert_int_equal(parse_bytes(f, nul, sizeof(nul) - 1), 4);
	assert_diag(f, 0, 1, "",
		    "byte 0x00 in column 1 is a character that can't be seen: remove it");
	assert_diag(f, 1, 2, "",
		    "byte 0x00 in column 6 is a character that can't be seen: remove it");
	assert_diag(f, 2, 5, "",
		    "byte 0x00 in column 10 is a character that can't be seen: remove it");
	assert_diag(f, 3, 6, "",
		    "byte 0x00 in column 3 is a character that can't be seen: remove it");
	assert_int_equal(f->config.rest_break_every, 50 * USEC_PER_MIN);
	assert_int_equal(f->config.rest_break_length, 9 * USEC_PER_MIN);

	assert_int_equal(parse_bytes(f, "\xff\xfe[\0r\0]\0\n\0", 10), 1);
	assert_diag(f, 0, 0, "", "the file is UTF-16 text: save it as UTF-8");
	assert_int_equal(parse_bytes(f, "\xfe\xff", 2), 1);
	/* Latin-1 in a comment hurts nobody. */
	assert_int_equal(parse(f, "# f\xfcr mich\n"), 0);

	char *big = calloc(1, CONFIG_TEXT_MAX + 1);
	assert_non_null(big);
	memset(big, '\n', CONFIG_TEXT_MAX + 1);
	assert_int_equal(parse_bytes(f, big, CONFIG_TEXT_MAX), 0);
	assert_int_equal(parse_bytes(f, big, CONFIG_TEXT_MAX + 1), 1);
	assert_diag(f, 0, 0, "", "the file is larger than 256 KiB: nothing of it is read");
	memset(big, '[', CONFIG_TEXT_MAX);
	assert_int_equal(parse_bytes(f, big, CONFIG_TEXT_MAX), 1);
	free(big);
}

/* What is shown holds nothing that a terminal or a log would act on. */
static void test_escaped(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "[x\x1b]0;pwn\x07]\n[sess\xe2\x80\xaeion]\n[rest_break]\n"
				  "\xc2\x9b"
				  "31m = 5\n\"quoted\" = 1\nevery = \xe2\x80\x8b"
				  "5min\n"),
			 5);
	for (size_t i = 0; i < f->diags.n; i++) {
		const struct config_diag *d = &f->diags.diag[i];
		assert_true(d->reason[strcspn(d->reason, "\x1b\x07\xe2\xc2")] == '\0');
		assert_true(d->key[strcspn(d->key, "\x1b\x07\xe2\xc2")] == '\0');
	}
	assert_diag(f, 1, 2, "sess\\xe2\\x80\\xaeion",
		    "there is no section [sess\\xe2\\x80\\xaeion]: did you mean [session]?");
}

static uint64_t next_random(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* Random texts out of the pieces that matter: no crash, lines in order, values within bounds. */
static void test_random(void **state)
{
	static const char *const pieces[] = {
		"[rest_break]",
		"[micro_break]",
		"[",
		"]",
		"\n",
		"\n",
		"\r\n",
		" ",
		"\t",
		"every",
		"length",
		"enabled",
		"=",
		":",
		"5min",
		"50",
		"yes",
		";",
		"#",
		"\"",
		"x",
		"\xff",
		"\xef\xbb\xbf",
		"only",
		"[input]",
		",",
		"*",
		"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
	};
	struct fixture *f = *state;
	uint64_t seed = 88172645463325252;

	for (size_t i = 0; i < 10000; i++) {
		char text[1024], buf[CONFIG_VALUE_MAX], reason[CONFIG_REASON_MAX];
		size_t len = 0, n = next_random(&seed) % 60;
		while (n-- > 0) {
			const char *p = pieces[next_random(&seed) % ELEMENTSOF(pieces)];
			if (len + strlen(p) < sizeof(text)) {
				memcpy(text + len, p, strlen(p));
				len += strlen(p);
			}
		}
		(void) parse_bytes(f, text, len);
		for (size_t k = 1; k < f->diags.n; k++) {
			assert_true(f->diags.diag[k - 1].line <= f->diags.diag[k].line);
		}
		for (size_t k = 0; k < config_keys_n; k++) {
			config_format(&f->config, &config_keys[k], buf, sizeof(buf));
			assert_int_equal(config_set(&f->config, &config_keys[k], buf, reason), 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_origins),
		cmocka_unit_test(test_single_problems),
		cmocka_unit_test(test_values_kept),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_all_at_once),
		cmocka_unit_test(test_many_problems),
		cmocka_unit_test(test_not_text),
		cmocka_unit_test(test_escaped),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_right_behind_many_problems),
	};
	return cmocka_run_group_tests_name("config-text", tests, setup, teardown);
}
