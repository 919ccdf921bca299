/* [monitor NAME] in ini text, the names of its values, and which profile is meant. */
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
	struct profile_match match;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (f) {
		config_defaults(&f->config);
	}
	*state = f;
	return f ? 0 : -1;
}

static int teardown(void **state)
{
	free(*state);
	return 0;
}

/* Parses over what is there; `copy` is of its own size, for the address sanitizer. */
static size_t parse_over(struct fixture *f, const char *text, const char *file, bool fragment)
{
	size_t len = strlen(text), n;
	char *copy = malloc(len > 0 ? len : 1);

	assert_non_null(copy);
	memcpy(copy, text, len);
	f->diags.n = f->diags.dropped = 0;
	n = fragment ? config_parse_fragment(&f->config, copy, len, file, &f->diags, f->origins,
					     &f->match)
		     : config_parse(&f->config, copy, len, file, &f->diags, f->origins);
	free(copy);
	assert_int_equal(n, f->diags.n + f->diags.dropped);
	return n;
}

static size_t parse(struct fixture *f, const char *text)
{
	config_defaults(&f->config);
	memset(f->origins, 0, sizeof(f->origins));
	return parse_over(f, text, "t.ini", false);
}

/* The value of a name for outside, static; NULL: there is no such thing. */
static const char *value(const struct fixture *f, const char *name)
{
	static char buf[CONFIG_VALUE_MAX];
	struct config_item item;

	return config_item_find(&f->config, name, &item) == 0
		       ? config_item_format(&f->config, item, buf, sizeof(buf))
		       : NULL;
}

static void test_sections(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(f->config.monitors_n, 0);
	assert_int_equal(parse(f, "[monitor DP-1]\ndistance = 65cm\ntilt = -5deg\n"
				  "[rest_break]\nevery = 40min\n"
				  "[monitor  DELL U2720Q  7X1\t]\n# nothing\nraised = no\n"
				  "[monitor *]\nrole = secondary ; most of them\n"),
			 0);
	assert_int_equal(f->config.monitors_n, 3);
	assert_string_equal(f->config.monitor[0].name, "DP-1");
	assert_int_equal(f->config.monitor[0].distance, 6500);
	assert_int_equal(f->config.monitor[0].tilt, -50);
	assert_int_equal(f->config.monitor[0].yaw, MEASURE_UNSET);
	assert_int_equal(f->config.monitor[0].raised, TRISTATE_UNSET);
	assert_string_equal(f->config.monitor[1].name, "DELL U2720Q  7X1");
	assert_int_equal(f->config.monitor[1].raised, TRISTATE_NO);
	assert_string_equal(f->config.monitor[2].name, "*");
	assert_int_equal(f->config.monitor[2].role, ROLE_SECONDARY);
	assert_int_equal(f->config.rest_break_every, 40 * USEC_PER_MIN);
}

/* Names that inih would cut, or take for something else. */
static void test_odd_names(void **state)
{
	static const char *const names[] = {
		"x",
		"monitor",
		"every",
		"[",
		"a;b",
		"a ; b",
		"#1",
		";",
		"= :",
		"a = b",
		"27\" LCD",
		"'",
		"\\",
		"%s%n",
		"..",
		"\xc3\xa4\xe4\xb8\xad",
		"01234567890123456789012345678901234567890123456789 cut by inih here",
	};
	struct fixture *f = *state;
	char text[256], name[CONFIG_ITEM_NAME_MAX];

	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		(void) snprintf(text, sizeof(text), "[monitor %s]\ndistance = 7%zucm\n", names[i],
				i);
		if (parse(f, text) > 0) {
			fail_msg("%s: %s", names[i], f->diags.diag[0].reason);
		}
		assert_null(config_monitor_name_problem(names[i]));
		assert_int_equal(f->config.monitors_n, 1);
		assert_string_equal(f->config.monitor[0].name, names[i]);
		(void) snprintf(name, sizeof(name), "monitor %s.distance", names[i]);
		(void) snprintf(text, sizeof(text), "7%zucm", i);
		assert_string_equal(value(f, name), text);
	}
}

static void test_problems(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *key, *reason;
	} cases[] = {
		{ "[monitor]\ntilt = 5deg\n", 1, "monitor",
		  "[monitor]: the name is missing: write it like [monitor DP-1], or [monitor *] "
		  "for all monitors; ergoctl monitors tells the names" },
		{ "[monitor  ]\n", 1, "monitor",
		  "[monitor]: the name is missing: write it like [monitor DP-1], or [monitor *] "
		  "for all monitors; ergoctl monitors tells the names" },
		{ "[monitor \"DP-1\"]\n", 1, "monitor \"DP-1\"",
		  "[monitor \"DP-1\"]: the name stands in quotes: write it without them, like "
		  "[monitor DP-1]" },
		{ "[monitor "
		  "0123456789012345678901234567890123456789012345678901234567890123456789ab]\n",
		  1,
		  "monitor "
		  "0123456789012345678901234567890123456789012345678901234567890123456789ab",
		  "[monitor "
		  "0123456789012345678901234567890123456789012345678901234567890123456789ab]: the "
		  "name is too long: write the model or the output; ergoctl monitors tells the "
		  "names" },
		{ "[monitor DP-1]\ntilt = 5deg\n[desk]\n[monitor dp-1]\nyaw = 5deg\n", 4,
		  "monitor dp-1",
		  "[monitor dp-1] is there twice, in line 1 already: put all its keys together "
		  "there" },
		{ "[monitor DP-1]\ntilt = 5deg\ntilt = 5deg\n", 3, "monitor DP-1.tilt",
		  "\"tilt\" is there twice, in line 2 already: remove one of them" },
		{ "[monitor DP-1]\ntilt = 5\n", 2, "monitor DP-1.tilt",
		  "\"5\" has no unit: write it like 15deg or -10deg, from -60deg to 90deg" },
		{ "[monitor DP-1]\ntlit = 5deg\n", 2, "monitor DP-1.tlit",
		  "there is no key \"tlit\" in [monitor DP-1]: did you mean \"tilt\"?" },
		{ "[monitor DP-1]\nImage bottom = 5cm\n", 2, "monitor DP-1.Image bottom",
		  "there is no key \"Image bottom\" in [monitor DP-1]: did you mean "
		  "\"image_bottom\"?" },
		{ "[monitor DP-1]\ncolour = red\n", 2, "monitor DP-1.colour",
		  "there is no key \"colour\" in [monitor DP-1]: the keys there are image_bottom, "
		  "distance, tilt, yaw, role, width, height, diagonal, text_size, scale, raised, "
		  "glare" },
		{ "[monitor DP-1]\nstature = 175cm\n", 2, "monitor DP-1.stature",
		  "there is no key \"stature\" in [monitor DP-1]: it belongs under [user]" },
		{ "[user]\ndistance = 65cm\n", 2, "user.distance",
		  "there is no key \"distance\" in [user]: it belongs under [monitor NAME]" },
		{ "[user]\nheight = 175cm\n", 2, "user.height",
		  "there is no key \"height\" in [user]: it belongs under [desk] or [keyboard] or "
		  "[monitor NAME]" },
		{ "[user]\ndiagnal = 27in\n", 2, "user.diagnal",
		  "there is no key \"diagnal\" in [user]: did you mean \"diagonal\" under [monitor "
		  "NAME]?" },
		{ "diagonal = 27in\n", 1, "diagonal",
		  "\"diagonal\" stands before any section: put it under [monitor NAME]" },
		{ "[moniter DP-1]\ntilt = 5deg\n", 1, "moniter DP-1",
		  "there is no section [moniter DP-1]: did you mean [monitor DP-1]?" },
		{ "[Monitor DP-1]\n", 1, "Monitor DP-1",
		  "there is no section [Monitor DP-1]: did you mean [monitor DP-1]?" },
		{ "[monitor:DP-1]\n", 1, "monitor:DP-1",
		  "there is no section [monitor:DP-1]: did you mean [monitor DP-1]?" },
		{ "[monitor.\"DP-1]\n", 1, "monitor.\"DP-1",
		  "there is no section [monitor.\"DP-1]: did you mean [monitor DP-1]?" },
		{ "[profile]\nmatch = DP-1\n", 1, "profile",
		  "[profile] does not belong here: move it, with what holds for these monitors "
		  "only, to a file of its own, like conf.d/docked.ini" },
		{ "[monitor a\x01]\n", 1, "",
		  "byte 0x01 in column 11 is a character that can't be seen: remove it" },
		{ " [monitor DP-1]\ntilt = 5deg\n", 1, "",
		  "the line is indented: move \"[monitor DP-1]\" to the left margin" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		size_t n = parse(f, cases[i].text);
		const struct config_diag *d = &f->diags.diag[0];
		if (n != 1 || d->line != cases[i].line || strcmp(d->key, cases[i].key) != 0 ||
		    strcmp(d->reason, cases[i].reason) != 0) {
			fail_msg("%s: %zu: %u: %s: %s", cases[i].text, n, d->line, d->key,
				 d->reason);
		}
	}
}

/* Under a name that is wrong nothing is set, but values are looked at. */
static void test_values_under_wrong_names(void **state)
{
	static const char *const names[] = { "monitor", "moniter DP-1", "monitor \"DP-1\"" };
	struct fixture *f = *state;
	char text[128];

	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		(void) snprintf(text, sizeof(text), "[%s]\ntilt = 5deg\ntilt = 5\n", names[i]);
		assert_int_equal(parse(f, text), 2);
		assert_int_equal(f->diags.diag[1].line, 3);
		assert_int_equal(f->config.monitors_n, 0);
	}
	/* the second of two sections changes nothing of the first */
	assert_int_equal(
		parse(f, "[monitor A]\ntilt = 5deg\n[monitor A]\ntilt = 6deg\nyaw = 1deg\n"), 1);
	assert_int_equal(f->config.monitors_n, 1);
	assert_string_equal(value(f, "monitor A.tilt"), "5deg");
	assert_string_equal(value(f, "monitor A.yaw"), "");
	/* nor does one in between */
	assert_int_equal(parse(f, "[monitor A]\ntilt = 5deg\n[colours]\nyaw = 1deg\n"), 1);
	assert_string_equal(value(f, "monitor A.yaw"), "");
}

static void test_too_many(void **state)
{
	struct fixture *f = *state;
	char text[64 * (CONFIG_MONITORS_MAX + 2)];
	size_t n = 0;

	for (int i = 0; i < CONFIG_MONITORS_MAX + 2; i++) {
		n += (size_t) snprintf(text + n, sizeof(text) - n,
				       "[monitor M%d]\ndistance = %dcm\n", i, 20 + i);
	}
	assert_int_equal(parse(f, text), 2);
	assert_int_equal(f->diags.diag[0].line, 2 * CONFIG_MONITORS_MAX + 1);
	assert_string_equal(f->diags.diag[0].key, "monitor M24");
	assert_string_equal(f->diags.diag[0].reason,
			    "there are more than 24 sections of monitors: remove one");
	assert_int_equal(f->config.monitors_n, CONFIG_MONITORS_MAX);
	assert_string_equal(value(f, "monitor M23.distance"), "43cm");
	assert_null(value(f, "monitor M24.distance"));
}

static void test_laid_over(void **state)
{
	struct fixture *f = *state;
	struct config_item item;

	assert_int_equal(parse(f, "[monitor A]\ntilt = 5deg\nyaw = 5deg\n[user]\nstature = 2m\n"),
			 0);
	assert_int_equal(parse_over(f,
				    "[profile]\nmatch = B\n[monitor B]\nyaw = 1deg\n"
				    "[monitor a]\ntilt =\nrole = equal\n",
				    "over.ini", true),
			 0);
	assert_int_equal(f->config.monitors_n, 2);
	assert_string_equal(value(f, "monitor A.tilt"), "");
	assert_string_equal(value(f, "monitor A.yaw"), "5deg");
	assert_string_equal(value(f, "monitor A.role"), "equal");
	assert_string_equal(value(f, "monitor B.yaw"), "1deg");
	assert_string_equal(value(f, "user.stature"), "200cm");

	/* where each comes from */
	static const struct {
		const char *name, *file;
		unsigned line;
	} origins[] = {
		{ "monitor A.tilt", "over.ini", 6 }, { "monitor A.yaw", "t.ini", 3 },
		{ "monitor A.role", "over.ini", 7 }, { "monitor A.width", NULL, 0 },
		{ "monitor B.yaw", "over.ini", 4 },  { "user.stature", "t.ini", 5 },
	};
	for (size_t i = 0; i < ELEMENTSOF(origins); i++) {
		assert_int_equal(config_item_find(&f->config, origins[i].name, &item), 0);
		const struct config_origin *o = &f->origins[config_item_index(item)];
		assert_int_equal(o->line, origins[i].line);
		assert_int_equal(!o->file, !origins[i].file);
		assert_true(!o->file || strcmp(o->file, origins[i].file) == 0);
	}
}

/* The size of an image is one thing: a text that tells it takes the place of what earlier ones say. */
static void test_size_told_anew(void **state)
{
	static const struct {
		const char *over, *width, *height, *diagonal;
	} cases[] = {
		{ "diagonal = 24in", "", "", "60.96cm" },
		{ "width = 50cm", "50cm", "", "" },
		{ "height = 30cm\nwidth = 50cm", "50cm", "30cm", "" },
		{ "width = 50cm\ndiagonal = 24in", "50cm", "", "60.96cm" },
		/* what tells none leaves the others alone */
		{ "width =", "", "34cm", "" },
		{ "tilt = 5deg", "60cm", "34cm", "" },
		{ "diagonal = large", "60cm", "34cm", "" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct config_item item;
		char over[128];

		assert_int_equal(parse(f, "[monitor A]\nwidth = 60cm\nheight = 34cm\n"), 0);
		(void) snprintf(over, sizeof(over), "[profile]\nmatch = A\n[monitor A]\n%s\n",
				cases[i].over);
		(void) parse_over(f, over, "over.ini", true);
		assert_string_equal(value(f, "monitor A.width"), cases[i].width);
		assert_string_equal(value(f, "monitor A.height"), cases[i].height);
		assert_string_equal(value(f, "monitor A.diagonal"), cases[i].diagonal);
		/* nothing comes from where it is told no longer */
		assert_int_equal(config_item_find(&f->config, "monitor A.height", &item), 0);
		const struct config_origin *o = &f->origins[config_item_index(item)];
		assert_int_equal(o->line > 0, cases[i].height[0] != '\0');
	}
	/* within one text each of them counts; that they may differ is for config_check_rules() */
	assert_int_equal(parse(f, "[monitor A]\ndiagonal = 24in\nwidth = 50cm\nheight = 30cm\n"),
			 0);
	assert_string_equal(value(f, "monitor A.diagonal"), "60.96cm");
	assert_string_equal(value(f, "monitor A.width"), "50cm");
}

static void test_items(void **state)
{
	struct fixture *f = *state;
	char name[CONFIG_ITEM_NAME_MAX];
	struct config_item item;

	assert_int_equal(config_items(&f->config), config_keys_n);
	assert_int_equal(parse(f, "[monitor a.b]\n[monitor *]\n"), 0);
	assert_int_equal(config_items(&f->config), config_keys_n + 2 * config_monitor_keys_n);
	for (size_t i = 0; i < config_items(&f->config); i++) {
		struct config_item at = config_item_at(i);
		assert_int_equal(config_item_index(at), i);
		assert_int_equal(at.monitor, i < config_keys_n ? -1
							       : (int) ((i - config_keys_n) /
									config_monitor_keys_n));
		(void) config_item_name(&f->config, at, name, sizeof(name));
		assert_int_equal(config_item_find(&f->config, name, &item), 0);
		assert_ptr_equal(item.key, at.key);
		assert_int_equal(item.monitor, at.monitor);
	}
	assert_int_equal(
		config_item_index((struct config_item){
			&config_monitor_keys[config_monitor_keys_n - 1], CONFIG_MONITORS_MAX - 1 }),
		CONFIG_ORIGINS_N - 1);

	assert_int_equal(config_item_find(&f->config, "monitor A.B.tilt", &item), 0);
	assert_int_equal(item.monitor, 0);
	assert_int_equal(config_item_find(&f->config, "monitor\t*.tilt", &item), 0);
	assert_int_equal(config_item_find(&f->config, "monitor b.tilt", &item), -ENXIO);
	assert_string_equal(item.key->key, "tilt");
	assert_int_equal(item.monitor, -1);
	static const char *const none[] = {
		"",          "monitor",    "monitor ",       "monitor .tilt",     "monitor.tilt",
		"monitor *", "monitor *.", "monitor *.tlit", "monitor *.stature", "monitors *.tilt",
		"tilt",      "user.tilt",  "Monitor *.tilt", "monitor *.tilt.",   "monitor *. tilt",
		"."
	};
	for (size_t i = 0; i < ELEMENTSOF(none); i++) {
		if (config_item_find(&f->config, none[i], &item) != -ENOENT) {
			fail_msg("%s", none[i]);
		}
	}
	char huge[3000];
	(void) snprintf(huge, sizeof(huge), "monitor %02900d.tilt", 0);
	assert_int_equal(config_item_find(&f->config, huge, &item), -ENOENT);
	assert_null(config_key_nearest(huge, name, sizeof(name)));
}

static void test_nearest(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "monitor DP-1.tlit", "monitor DP-1.tilt" },
		{ "monitor  a.b.Distance", "monitor a.b.distance" },
		{ "monitor x.stature", "user.stature" },
		{ "monitor x.colour", NULL },
		{ "user.statur", "user.stature" },
		{ "tlit", NULL }, /* of which monitor? */
		{ "desk.heigth", "desk.height" },
	};
	char buf[CONFIG_ITEM_NAME_MAX];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		const char *got = config_key_nearest(cases[i].in, buf, sizeof(buf));
		if (!got != !cases[i].want || (got && strcmp(got, cases[i].want) != 0)) {
			fail_msg("%s: %s", cases[i].in, got ?: "nothing");
		}
	}
}

static void test_adding(void **state)
{
	static const char *const bad[] = { "",
					   " a",
					   "a ",
					   "\ta",
					   "a]b",
					   "a\nb",
					   "a\x7f",
					   "a\xff",
					   "\xef\xbb\xbf"
					   "a",
					   "\"a\"",
					   "'a'" };
	struct fixture *f = *state;
	char name[MONITOR_NAME_MAX + 1];
	struct monitor_setup m;

	for (size_t i = 0; i < ELEMENTSOF(bad); i++) {
		assert_non_null(config_monitor_name_problem(bad[i]));
		assert_null(config_monitor_add(&f->config, bad[i]));
	}
	memset(name, 'x', sizeof(name));
	name[MONITOR_NAME_MAX] = '\0';
	assert_null(config_monitor_add(&f->config, name));
	monitor_setup_init(&m, name);
	assert_int_equal(strlen(m.name), MONITOR_NAME_MAX - 1);
	name[MONITOR_NAME_MAX - 1] = '\0';
	assert_int_equal(f->config.monitors_n, 0);
	assert_null(config_monitor_find(&f->config, name));
	assert_non_null(config_monitor_add(&f->config, name));
	assert_ptr_equal(config_monitor_add(&f->config, name), &f->config.monitor[0]);
	assert_ptr_equal(config_monitor_find(&f->config, name), &f->config.monitor[0]);
	assert_int_equal(f->config.monitors_n, 1);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_sections), T(test_odd_names),
		T(test_problems), T(test_values_under_wrong_names),
		T(test_too_many), T(test_laid_over),
		T(test_items),    T(test_size_told_anew),
		T(test_nearest),  T(test_adding),
	};
#undef T
	return cmocka_run_group_tests_name("config-monitors", tests, NULL, NULL);
}
