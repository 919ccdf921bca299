/* The set-up in the configuration: its values, what is said of those that are none, advice, and the
 * text of it. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/config.h"

static struct config_diags diags;

/* The configuration of a text, which must be without problems. */
static void parse(struct config *c, const char *text)
{
	config_defaults(c);
	diags.n = diags.dropped = 0;
	if (config_parse(c, text, strlen(text), "t.ini", &diags, NULL) > 0) {
		fail_msg("%u: %s: %s", diags.diag[0].line, diags.diag[0].key, diags.diag[0].reason);
	}
}

static void test_values(void **state)
{
	/* Value as written, and as it is written back. */
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
		{ "user.stature", "5'9\"", "175.26cm" },
		{ "user.stature", "1.75m", "175cm" },
		{ "user.stature", "", "" },
		{ "user.stature", "50cm", "50cm" },
		{ "user.stature", "275cm", "275cm" },
		{ "keyboard.height", "-2cm", "-2cm" },
		{ "keyboard.height", "", "" },
		{ "user.glasses", "none", "none" },
		{ "user.glasses", "single", "single" },
		{ "user.glasses", "bifocal", "bifocal" },
		{ "user.glasses", " progressive ", "progressive" },
		{ "user.glasses", "", "" },
		{ "keyboard.external", "on", "yes" },
		{ "keyboard.external", "No", "no" },
		{ "keyboard.external", "", "" },
		{ "units.length", "in", "in" },
		{ "monitor DP-1.tilt", "-10deg", "-10deg" },
		{ "monitor DP-1.tilt", "", "" },
		{ "monitor DP-1.role", "equal", "equal" },
		{ "monitor DP-1.role", "", "" },
		{ "monitor DP-1.diagonal", "27in", "68.58cm" },
		{ "monitor DP-1.text_size", "10pt", "10pt" },
		{ "monitor DP-1.text_size", "13.3px", "13.3px" },
		{ "monitor DP-1.text_size", "", "" },
		{ "monitor DP-1.scale", "125 %", "125%" },
		{ "monitor DP-1.scale", "25%", "25%" },
		{ "monitor DP-1.scale", "800%", "800%" },
		{ "monitor DP-1.scale", "", "" },
		{ "monitor DP-1.raised", "yes", "yes" },
	};
	char reason[CONFIG_REASON_MAX], buf[CONFIG_VALUE_MAX];
	struct config c, back;
	struct config_item item;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		parse(&c, "[monitor DP-1]\n");
		back = c;
		assert_int_equal(config_item_find(&c, cases[i].name, &item), 0);
		if (config_item_set(&c, item, cases[i].in, reason) != 0) {
			fail_msg("%s = %s: %s", cases[i].name, cases[i].in, reason);
		}
		assert_string_equal(config_item_format(&c, item, buf, sizeof(buf)), cases[i].want);
		assert_int_equal(config_item_set(&back, item, buf, reason), 0);
		assert_memory_equal(&back, &c, sizeof(c));
	}
}

static void test_rejects(void **state)
{
	static const struct {
		const char *name, *in;
		int want;
		const char *reason;
	} cases[] = {
		{ "user.stature", "175", -EINVAL,
		  "\"175\" has no unit: write it like 65cm, 27in or 5ft 9in, from 50cm to 275cm" },
		{ "user.stature", "1.75", -EINVAL,
		  "\"1.75\" has no unit: write it like 65cm, 27in or 5ft 9in, from 50cm to 275cm" },
		{ "user.stature", "1,75m", -EINVAL,
		  "\"1,75m\" has a comma: write a point in its place" },
		{ "user.stature", "tall", -EINVAL,
		  "\"tall\" is not a length: write it like 65cm, 27in or 5ft 9in, from 50cm to "
		  "275cm" },
		{ "user.stature", "\"175cm\"", -EINVAL,
		  "\"175cm\": write it without quotes, like 65cm, 27in or 5ft 9in, from 50cm to "
		  "275cm" },
		{ "user.stature", "175cm # shoes off", -EINVAL,
		  "\"175cm # shoes off\": the # counts as part of the value: put the comment on a "
		  "line of its own, or begin it with a blank and a semicolon" },
		{ "user.stature", "17.5cm", -ERANGE, "\"17.5cm\" is too short: the least is 50cm" },
		{ "user.stature", "-175cm", -ERANGE, "\"-175cm\" is too short: the least is 50cm" },
		{ "user.stature", "9ft 1in", -ERANGE,
		  "\"9ft 1in\" is too long: the most is 275cm" },
		{ "user.stature", "175m", -ERANGE, "\"175m\" is too long: the most is 275cm" },
		{ "user.stature", "-175m", -ERANGE, "\"-175m\" is too short: the least is 50cm" },
		{ "user.glasses", "varifocal", -EINVAL,
		  "\"varifocal\" is not a kind of glasses: write none, single, bifocal or "
		  "progressive" },
		{ "user.glasses", "None", -EINVAL,
		  "\"None\" is not a kind of glasses: write none, single, bifocal or progressive" },
		{ "units.length", "", -EINVAL, "there is no value: write cm or in" },
		{ "units.length", "feet", -EINVAL, "\"feet\" is not a unit: write cm or in" },
		{ "mouse.external", "maybe", -EINVAL,
		  "\"maybe\" is neither yes nor no: write one of them" },
		{ "monitor DP-1.tilt", "10", -EINVAL,
		  "\"10\" has no unit: write it like 15deg or -10deg, from -60deg to 90deg" },
		{ "monitor DP-1.tilt", "-10", -EINVAL,
		  "\"-10\" has no unit: write it like 15deg or -10deg, from -60deg to 90deg" },
		{ "monitor DP-1.tilt", "-61deg", -ERANGE,
		  "\"-61deg\" is too small: the least is -60deg" },
		{ "monitor DP-1.tilt", "-9999deg", -ERANGE,
		  "\"-9999deg\" is too small: the least is -60deg" },
		{ "monitor DP-1.tilt", "90.1deg", -ERANGE,
		  "\"90.1deg\" is too large: the most is 90deg" },
		{ "monitor DP-1.distance", "0cm", -ERANGE,
		  "\"0cm\" is too short: the least is 10cm" },
		{ "monitor DP-1.role", "main", -EINVAL,
		  "\"main\" is not a role: write primary, secondary or equal" },
		{ "monitor DP-1.text_size", "10", -EINVAL,
		  "\"10\" has no unit: write it like 10pt, 14px or 2.5mm" },
		{ "monitor DP-1.text_size", "10em", -EINVAL,
		  "\"10em\" is not a size of text: write it like 10pt, 14px or 2.5mm" },
		{ "monitor DP-1.text_size", "0.5pt", -ERANGE,
		  "\"0.5pt\" is too small: the least is 1pt, 1px or 1mm" },
		{ "monitor DP-1.text_size", "1001px", -ERANGE,
		  "\"1001px\" is too large: the most is 1000pt, 1000px or 100mm" },
		{ "chair.armrests", "none, hard", -EINVAL,
		  "\"none, hard\" is not one of its words: write fit, too-high, too-low, none" },
		{ "chair.armrests", "too-hig", -EINVAL,
		  "\"too-hig\" is not one of its words: write fit, too-high, too-low, none" },
		{ "phone.use", " fit", -EINVAL,
		  "\"fit\" is not one of its words: write none, headset, hand, shoulder" },
		{ "phone.longest", "20", -EINVAL,
		  "\"20\" has no unit: write it like 45s, 50min or 1h 30min, from 0s to 24h" },
		{ "phone.longest", "25h", -ERANGE, "\"25h\" is too long: the most is 24h" },
		{ "monitor DP-1.scale", "125", -EINVAL,
		  "\"125\" has no unit: write it like 125%, from 25% to 800%" },
		{ "monitor DP-1.scale", "1.25", -EINVAL,
		  "\"1.25\" has no unit: write it like 125%, from 25% to 800%" },
		{ "monitor DP-1.scale", "1.25%", -EINVAL,
		  "\"1.25%\" is not a percentage: write it like 125%, from 25% to 800%" },
		{ "monitor DP-1.scale", "0%", -ERANGE, "\"0%\" is too small: the least is 25%" },
		{ "monitor DP-1.scale", "24%", -ERANGE, "\"24%\" is too small: the least is 25%" },
		{ "monitor DP-1.scale", "801%", -ERANGE,
		  "\"801%\" is too large: the most is 800%" },
		{ "monitor DP-1.scale", "99999999999999999999%", -ERANGE,
		  "\"99999999999999999999%\" is too large: the most is 800%" },
	};
	char reason[CONFIG_REASON_MAX];
	struct config c, before;
	struct config_item item;
	(void) state;

	parse(&before, "[monitor DP-1]\n");
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		c = before;
		assert_int_equal(config_item_find(&c, cases[i].name, &item), 0);
		int r = config_item_set(&c, item, cases[i].in, reason);
		if (r != cases[i].want || strcmp(reason, cases[i].reason) != 0) {
			fail_msg("%s = %s: %d: %s", cases[i].name, cases[i].in, r, reason);
		}
		assert_memory_equal(&c, &before, sizeof(c));
	}
}

/* The keys of monitors are as well made as the others (test_config_keys.c). */
static void test_monitor_keys(void **state)
{
	char reason[CONFIG_REASON_MAX], buf[CONFIG_VALUE_MAX];
	struct monitor_setup m;
	(void) state;

	assert_int_equal(config_monitor_keys_n, CONFIG_MONITOR_KEYS_N);
	monitor_setup_init(&m, "DP-1");
	assert_string_equal(m.name, "DP-1");
	for (size_t i = 0; i < config_monitor_keys_n; i++) {
		const struct config_key *k = &config_monitor_keys[i];
		size_t len = strlen(k->doc);

		assert_string_equal(k->section, "monitor");
		assert_string_equal(k->def, "");
		assert_ptr_equal(config_monitor_key_find(k->key), k);
		assert_true(strlen(k->key) < 24);
		assert_true(len > 20 && k->doc[len - 1] == '.');
		assert_null(strpbrk(k->doc, "\n\t\\"));
		assert_string_equal(config_monitor_format(&m, k, buf, sizeof(buf)), "");
		assert_int_equal(!k->min, !k->max);
		if (k->min) {
			assert_int_equal(config_monitor_set(&m, k, k->min, reason), 0);
			assert_int_equal(config_monitor_set(&m, k, k->max, reason), 0);
			assert_int_equal(config_monitor_set(&m, k, "", reason), 0);
		}
		assert_string_equal(config_monitor_format(&m, k, buf, sizeof(buf)), "");
		assert_true(config_key_is_setup(k));
	}
	assert_null(config_monitor_key_find(""));
	assert_null(config_monitor_key_find("Distance"));
}

static void test_what_is_setup(void **state)
{
	(void) state;

	assert_true(config_key_is_setup(config_key_by_name("units.length")));
	assert_true(config_key_is_setup(config_key_by_name("user.stature")));
	assert_true(config_key_is_setup(config_key_by_name("desk.height")));
	assert_true(config_key_is_setup(config_key_by_name("chair.seat_height")));
	assert_true(config_key_is_setup(config_key_by_name("keyboard.external")));
	assert_true(config_key_is_setup(config_key_by_name("mouse.external")));
	assert_true(config_key_is_setup(config_key_by_name("phone.use")));
	assert_false(config_key_is_setup(config_key_by_name("rest_break.every")));
	assert_false(config_key_is_setup(config_key_by_name("prompts.posture")));
	assert_false(config_key_is_setup(config_key_by_name("input.source")));
}

static void test_advice(void **state)
{
	/* A text, the key that is remarked on, and a text that is fine. */
	static const struct {
		const char *bad, *key, *good;
	} cases[] = {
		{ "[user]\nstature = 175cm\neye_height = 175cm\n", "user.eye_height",
		  "[user]\nstature = 175cm\neye_height = 174.9cm\n" },
		{ "[user]\nstature = 175cm\neye_height_standing = 176cm\n",
		  "user.eye_height_standing",
		  "[user]\nstature = 175cm\neye_height_standing = 165cm\n" },
		{ "[user]\neye_height = 120cm\neye_height_standing = 120cm\n",
		  "user.eye_height_standing",
		  "[user]\neye_height = 120cm\neye_height_standing = 160cm\n" },
		{ "[user]\neye_height = 70cm\nelbow_height = 118cm\n", "user.elbow_height",
		  "[user]\neye_height = 118cm\nelbow_height = 70cm\n" },
		{ "[user]\neye_height_standing = 110cm\nelbow_height_standing = 110cm\n",
		  "user.elbow_height_standing",
		  "[user]\neye_height_standing = 160cm\nelbow_height_standing = 110cm\n" },
		{ "[user]\nelbow_height = 68cm\nelbow_height_standing = 60cm\n",
		  "user.elbow_height_standing",
		  "[user]\nelbow_height = 68cm\nelbow_height_standing = 108cm\n" },
		{ "[desk]\nheight = 110cm\nheight_standing = 72cm\n", "desk.height_standing",
		  "[desk]\nheight = 72cm\nheight_standing = 110cm\n" },
		{ "[chair]\nseat_height = 70cm\n[user]\nelbow_height = 68cm\n", "chair.seat_height",
		  "[chair]\nseat_height = 45cm\n[user]\nelbow_height = 68cm\n" },
		{ "[chair]\nseat_height = 130cm\n[user]\neye_height = 118cm\n", "chair.seat_height",
		  "[chair]\nseat_height = 45cm\n[user]\neye_height = 118cm\n" },
		{ "[chair]\nseat_height = 45cm\nfootrest = 45cm\n", "chair.footrest",
		  "[chair]\nseat_height = 45cm\nfootrest = 8cm\n" },
		{ "[monitor A]\nrole = primary\n[monitor B]\nrole = primary\n", "monitor NAME.role",
		  "[monitor A]\nrole = primary\n[monitor B]\nrole = secondary\n" },
		{ "[monitor *]\nrole = primary\n", "monitor *.role",
		  "[monitor *]\nrole = secondary\n[monitor A]\nrole = primary\n" },
		{ "[monitor A]\nrole = equal\n[monitor B]\n", "monitor NAME.role",
		  "[monitor A]\nrole = equal\n[monitor B]\nrole = equal\n" },
		{ "[monitor A]\nwidth = 70cm\ndiagonal = 27in\n", "monitor A.width",
		  "[monitor *]\nrole = equal\n[monitor A]\nwidth = 59.7cm\ndiagonal = 27in\n" },
		{ "[monitor A]\nheight = 27in\ndiagonal = 27in\n", "monitor A.height",
		  "[monitor A]\nheight = 33.6cm\ndiagonal = 27in\n" },
		{ "[monitor A]\nwidth = 59.7cm\nheight = 33.6cm\ndiagonal = 27in\n",
		  "monitor A.diagonal", "[monitor A]\nwidth = 59.7cm\nheight = 33.6cm\n" },
		{ "[monitor A]\ntext_size = 3mm\nscale = 125%\n", "monitor A.scale",
		  "[monitor A]\ntext_size = 10pt\nscale = 125%\n[monitor B]\ntext_size = 3mm\n" },
		{ "[monitor DELL*]\ntilt = 5deg\n", "monitor DELL*", "[monitor *]\ntilt = 5deg\n" },
	};
	struct config c;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		parse(&c, cases[i].bad);
		size_t n = config_check_rules(&c, "t.ini", &diags);
		if (n != 1 || strcmp(diags.diag[0].key, cases[i].key) != 0) {
			fail_msg("%s: %zu: %s: %s", cases[i].bad, n, diags.diag[0].key,
				 diags.diag[0].reason);
		}
		parse(&c, cases[i].good);
		if (config_check_rules(&c, "t.ini", &diags) > 0) {
			fail_msg("%s: %s: %s", cases[i].good, diags.diag[0].key,
				 diags.diag[0].reason);
		}
	}
}

/* Two configurations say the same of the set-up. */
static void assert_same_setup(const struct config *a, const struct config *b)
{
	char one[CONFIG_VALUE_MAX], other[CONFIG_VALUE_MAX];

	assert_int_equal(a->monitors_n, b->monitors_n);
	for (size_t i = 0; i < config_items(a); i++) {
		struct config_item item = config_item_at(i);
		if (config_key_is_setup(item.key)) {
			assert_string_equal(config_item_name(a, item, one, sizeof(one)),
					    config_item_name(b, item, other, sizeof(other)));
			assert_string_equal(config_item_format(a, item, one, sizeof(one)),
					    config_item_format(b, item, other, sizeof(other)));
		}
	}
}

static void test_setup_text(void **state)
{
	static const char text[] =
		"[rest_break]\nevery = 1h\n"
		"[mouse]\nexternal = yes\n[units]\nlength = in\n"
		"[monitor HP Z27 ; #1 \xc3\xa4 = :]\ndistance = 65cm\nscale = 125%\n"
		"[user]\nglasses = progressive\nstature = 5ft 9in\n"
		"[monitor *]\n"
		"[monitor [odd\xe2\x80\xae]\ntext_size = 2.5mm\ntilt = -7.5deg\n";
	static const char want[] =
		"[units]\nlength = in\n"
		"[user]\nstature = 175.26cm\nglasses = progressive\n"
		"[mouse]\nexternal = yes\n"
		"[monitor HP Z27 ; #1 \xc3\xa4 = :]\ndistance = 65cm\nscale = 125%\n"
		"[monitor *]\n"
		"[monitor [odd\xe2\x80\xae]\ntilt = -7.5deg\ntext_size = 2.5mm\n";
	char buf[SETUP_TEXT_MAX];
	struct config c, back;
	(void) state;

	parse(&c, text);
	assert_int_equal(setup_format(&c, buf, sizeof(buf)), 0);
	assert_string_equal(buf, want);
	parse(&back, buf);
	assert_same_setup(&c, &back);

	/* What can't be written is left out. */
	(void) snprintf(c.monitor[1].name, sizeof(c.monitor[1].name), "a]b");
	assert_int_equal(setup_format(&c, buf, sizeof(buf)), 0);
	assert_null(strstr(buf, "a]b"));
	assert_non_null(strstr(buf, "[monitor [odd"));

	/* Nothing told: nothing written. */
	config_defaults(&c);
	assert_int_equal(setup_format(&c, buf, 1), 0);
	assert_string_equal(buf, "");
	assert_int_equal(setup_format(&c, buf, 0), -ENOBUFS);
}

/* The longest text there can be fits, and one that does not is cut at a line's end at most. */
static void test_setup_text_bounds(void **state)
{
	char reason[CONFIG_REASON_MAX], name[MONITOR_NAME_MAX], *buf = malloc(SETUP_TEXT_MAX);
	struct config c, back;
	(void) state;

	assert_non_null(buf);
	config_defaults(&c);
	for (int i = 0; i < CONFIG_MONITORS_MAX; i++) {
		(void) snprintf(name, sizeof(name), "%0*d", MONITOR_NAME_MAX - 1, i);
		assert_non_null(config_monitor_add(&c, name));
	}
	assert_null(config_monitor_add(&c, "one more"));
	assert_non_null(config_monitor_add(&c, name));
	for (size_t i = 0; i < config_items(&c); i++) {
		static const char *const longest[_CONFIG_TYPE_MAX] = {
			[CONFIG_LENGTH] = "49.99cm",
			[CONFIG_ANGLE] = "-59.9deg",
			[CONFIG_TEXT_SIZE] = "999.9pt",
			[CONFIG_PERCENT] = "799%",
			[CONFIG_TRISTATE] = "yes",
			[CONFIG_GLASSES] = "progressive",
			[CONFIG_ROLE] = "secondary",
			[CONFIG_UNITS] = "in",
			[CONFIG_SPAN] = "23h 59min 59.999999s",
		};
		struct config_item item = config_item_at(i);
		const char *value = longest[item.key->type], *word;
		char words[CONFIG_VALUE_MAX] = "";
		size_t len;

		for (unsigned k = 1; (word = config_key_word(item.key, k, &len)); k++) {
			if (len > strlen(words)) {
				(void) snprintf(words, sizeof(words), "%.*s", (int) len, word);
				value = words;
			}
		}

		if (config_key_is_setup(item.key)) {
			assert_non_null(value);
			if (item.key->min && config_item_set(&c, item, value, reason) < 0) {
				value = item.key->max;
			}
			assert_int_equal(config_item_set(&c, item, value, reason), 0);
		}
	}
	assert_int_equal(setup_format(&c, buf, SETUP_TEXT_MAX), 0);
	size_t len = strlen(buf);
	/* Each value may be as long as any of its kind can. */
	assert_true(len + CONFIG_ORIGINS_N * MEASURE_STRING_MAX < SETUP_TEXT_MAX);
	parse(&back, buf);
	assert_same_setup(&c, &back);
	for (size_t size = 0; size <= len; size += size < 200 ? 1 : 97) {
		char *small = malloc(size > 0 ? size : 1); /* of its own size: for the sanitizer */
		assert_non_null(small);
		assert_int_equal(setup_format(&c, small, size), -ENOBUFS);
		free(small);
	}
	assert_int_equal(setup_format(&c, buf, len + 1), 0);
	free(buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_rejects),
		cmocka_unit_test(test_monitor_keys),
		cmocka_unit_test(test_what_is_setup),
		cmocka_unit_test(test_advice),
		cmocka_unit_test(test_setup_text),
		cmocka_unit_test(test_setup_text_bounds),
	};
	return cmocka_run_group_tests_name("config-setup", tests, NULL, NULL);
}
