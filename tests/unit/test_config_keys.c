/* The table of keys itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/config.h"

/* Each key with a value it takes and one it does not; what is missing here fails. */
static const struct {
	const char *name, *good, *bad;
} cases[] = {
	{ "session.ends_after", "10min", "0s" },
	{ "session.day_starts", "05:30", "5.30" },
	{ "presence.away_after", "30s", "10001h" },
	{ "presence.passive_max", "3h", "10001h" },
	{ "presence.count_media", "no", "music" },
	{ "presence.video_players", "mpv, vlc*", "mpv,," },
	{ "presence.ignore", "steam", ",steam" },
	{ "presence.monitor_in_use", "no", "primary" },
	{ "micro_break.enabled", "no", "never" },
	{ "micro_break.every", "25min", "10001h" },
	{ "micro_break.length", "20s", "half a minute" },
	{ "micro_break.not_before_rest", "3min", "300" },
	{ "micro_break.expires_after", "1min", "no" },
	{ "rest_break.enabled", "off", "" },
	{ "rest_break.every", "1h", "999ms" },
	{ "rest_break.length", "10min", "5" },
	{ "daily_limit.enabled", "false", "8h" },
	{ "daily_limit.limit", "6h", "10001h" },
	{ "daily_limit.remind_every", "1h", "0" },
	{ "prompts.postpone", "3min", "0min" },
	{ "prompts.max_postpones", "5", "1001" },
	{ "prompts.remind_after", "15min", "900ms" },
	{ "prompts.max_reminders", "0", "two" },
	{ "prompts.start_after", "1min", "0s" },
	{ "prompts.grace", "0s", "-5s" },
	{ "prompts.settle", "0", "-1s" },
	{ "prompts.lull", "2s", "3 sec" },
	{ "prompts.lull_max", "2min", "1d" },
	{ "prompts.posture", "no", "sometimes" },
	{ "prompts.hours", "08:00-12:00, 22:00-24:00", "8-12" },
	{ "prompts.days", "mon-wed, sat", "weekdays" },
	{ "quiet.full_screen", "no", "films" },
	{ "quiet.do_not_disturb", "off", "never" },
	{ "quiet.calls", "no", "zoom" },
	{ "quiet.sharing", "no", "1h" },
	{ "quiet.max_delay", "1h", "2d" },
	{ "input.source", "x11, evdev", "evdev, x12" },
	{ "input.ignore", "Xbox*", "a,,b" },
	{ "input.only", "*Keyboard*, *Mouse*", "," },
	{ "input.motion_slop", "10", "1001" },
	{ "history.enabled", "no", "sometimes" },
	{ "history.keep_days", "365", "1y" },
	{ "diary.ask", "yes", "often" },
	{ "diary.ask_at", "19:30", "24:00" },
	{ "hooks.break_due", "/bin/echo \"up\"", "echo up" },
	{ "hooks.break_started", "/bin/true", "/bin/echo 'up" },
	{ "hooks.break_ended", "/bin/true a b", "~/bin/up" },
	{ "hooks.session_ended", "/bin/true 'a b'", "/bin/true \\" },
	{ "hooks.finding", "/bin/true", "./up" },
	{ "hooks.timeout", "10s", "2h" },
	{ "exercises.in_prompts", "no", "never" },
	{ "exercises.leave_out", "trap_stretch, side_*", "turn,,walk" },
	{ "units.length", "in", "inch" },
	{ "user.stature", "5ft 9in", "49cm" },
	{ "user.eye_height", "118cm", "118" },
	{ "user.eye_height_standing", "1.64m", "3m" },
	{ "user.elbow_height", "680mm", "68,0cm" },
	{ "user.elbow_height_standing", "41in", "251cm" },
	{ "user.glasses", "progressive", "yes" },
	{ "desk.height", "72cm", "-1cm" },
	{ "desk.height_standing", "110cm", "tall" },
	{ "chair.seat_height", "45cm", "151cm" },
	{ "chair.footrest", "8cm", "61cm" },
	{ "keyboard.height", "-2cm", "51cm" },
	{ "keyboard.external", "yes", "usb" },
	{ "mouse.external", "no", "2" },
};

static const char *name_of(const struct config_key *k, char *buf, size_t size)
{
	(void) snprintf(buf, size, "%s.%s", k->section, k->key);
	return buf;
}

static void test_defaults(void **state)
{
	char reason[CONFIG_REASON_MAX], buf[CONFIG_VALUE_MAX];
	struct config c, other;
	(void) state;

	config_defaults(&c);
	for (const struct config_key *k = config_keys; k < config_keys + config_keys_n; k++) {
		memset(&other, 0xff, sizeof(other));
		if (config_set(&other, k, k->def, reason) != 0) {
			fail_msg("%s.%s: the default: %s", k->section, k->key, reason);
		}
		/* The default is written as it stands in the table, or the docs would differ from
		 * what `config get` says. */
		assert_string_equal(config_format(&c, k, buf, sizeof(buf)), k->def);
	}
	assert_true(c.rest_break_enabled);
	assert_int_equal(c.rest_break_every, 50 * USEC_PER_MIN);
	assert_int_equal(c.session_day_starts, 4 * USEC_PER_HOUR);
	assert_int_equal(c.input_motion_slop, 3);
	assert_string_equal(c.input_only.list, "");
}

static void test_bounds(void **state)
{
	char reason[CONFIG_REASON_MAX];
	struct config c;
	(void) state;

	config_defaults(&c);
	for (const struct config_key *k = config_keys; k < config_keys + config_keys_n; k++) {
		assert_int_equal(!k->min, !k->max);
		if (k->min) {
			assert_int_equal(config_set(&c, k, k->min, reason), 0);
			assert_int_equal(config_set(&c, k, k->max, reason), 0);
		}
	}
}

static bool all_of(const char *s, const char *allowed)
{
	return s[0] != '\0' && s[strspn(s, allowed)] == '\0';
}

static void test_names(void **state)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
	char a[200], b[200];
	(void) state;

	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		assert_true(all_of(k->section, letters) && all_of(k->key, letters));
		assert_true(strlen(name_of(k, a, sizeof(a))) <
			    sizeof(((struct config_diag *) 0)->key));
		assert_ptr_equal(config_key_by_name(a), k);
		assert_ptr_equal(config_key_find(k->section, k->key), k);
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(a, name_of(&config_keys[j], b, sizeof(b)));
		}
		/* The keys of a section stand together. */
		for (size_t j = 0; i > 0 && j < i - 1; j++) {
			assert_true(strcmp(config_keys[j].section, k->section) != 0 ||
				    strcmp(config_keys[i - 1].section, k->section) == 0);
		}
	}
}

static void test_docs(void **state)
{
	(void) state;

	for (const struct config_key *k = config_keys; k < config_keys + config_keys_n; k++) {
		size_t len = strlen(k->doc);
		if (len < 20 || !(k->doc[len - 1] == '.' || strcmp(k->doc + len - 2, ".)") == 0)) {
			fail_msg("%s.%s: the doc must be whole sentences", k->section, k->key);
		}
		assert_true(k->doc[0] >= 'A' && k->doc[0] <= 'Z');
		assert_null(strpbrk(k->doc, "\n\t\\"));
		assert_null(strstr(k->doc, "  "));
	}
}

static void test_each_key(void **state)
{
	char reason[CONFIG_REASON_MAX], buf[CONFIG_VALUE_MAX];
	struct config c, back;
	(void) state;

	assert_int_equal(ELEMENTSOF(cases), config_keys_n);
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		const struct config_key *k = config_key_by_name(cases[i].name);
		assert_non_null(k);
		assert_ptr_equal(k, &config_keys[i]);
		config_defaults(&c);
		config_defaults(&back);
		if (config_set(&c, k, cases[i].bad, reason) == 0) {
			fail_msg("%s takes %s", cases[i].name, cases[i].bad);
		}
		assert_memory_equal(&c, &back, sizeof(c));
		if (config_set(&c, k, cases[i].good, reason) != 0) {
			fail_msg("%s: %s", cases[i].name, reason);
		}
		/* It went to its own field, and to no other. */
		assert_memory_not_equal(&c, &back, sizeof(c));
		config_format(&c, k, buf, sizeof(buf));
		assert_int_equal(config_set(&back, k, buf, reason), 0);
		assert_memory_equal(&c, &back, sizeof(c));
		assert_int_equal(config_set(&c, k, k->def, reason), 0);
		config_defaults(&back);
		assert_memory_equal(&c, &back, sizeof(c));
	}
}

/* The defaults themselves are sane together. */
static void test_rules_hold(void **state)
{
	static struct config_diags diags;
	struct config c;
	(void) state;

	config_defaults(&c);
	assert_int_equal(config_check_rules(&c, "", &diags), 0);
	assert_int_equal(diags.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults), cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_names),    cmocka_unit_test(test_docs),
		cmocka_unit_test(test_each_key), cmocka_unit_test(test_rules_hold),
	};
	return cmocka_run_group_tests_name("config-keys", tests, NULL, NULL);
}
