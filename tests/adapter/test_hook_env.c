/* What commands of the user are told, as environment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/utf8.h"
#include "hook-env.h"

/* 2026-03-02 09:00:00 at UTC+1, an hour after boot. */
static const struct stamp nine = {
	.boot = USEC_PER_HOUR,
	.real = UINT64_C(1772438400) * USEC_PER_SEC,
	.gmtoff_s = 3600,
	.gmtoff_until = USEC_INFINITY,
};

/* Variables, each on its line. */
static const char *lines(const struct hook_env *env)
{
	static char text[HOOK_ENV_TEXT_MAX + 2];

	text[0] = '\0';
	for (size_t i = 0; i < env->n; i++) {
		const char *v = env->list[i];

		assert_true(v >= env->text && v + strlen(v) < env->text + sizeof(env->text));
		(void) snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s\n", v);
	}
	assert_null(env->list[env->n]);
	return text;
}

static const char *of_effect(const struct effect *e, int want)
{
	static struct hook_env env;

	assert_int_equal(hook_env_effect(&env, e, &nine), want);
	return lines(&env);
}

static void test_prompts(void **state)
{
	struct effect e = {
		.type = EFFECT_PROMPT,
		.kind = BREAK_REST,
		.reason = PROMPT_DUE,
		.screen_time = 50 * USEC_PER_MIN + 900 * USEC_PER_MS,
		.remaining = USEC_PER_MIN,
	};
	(void) state;

	assert_string_equal(of_effect(&e, HOOK_BREAK_DUE),
			    "ERGOD_KIND=rest\nERGOD_REASON=due\nERGOD_SCREEN_SECONDS=3000\n");
	e.kind = BREAK_MICRO;
	e.reason = PROMPT_INTERRUPTED;
	assert_string_equal(of_effect(&e, HOOK_BREAK_DUE),
			    "ERGOD_KIND=micro\nERGOD_REASON=interrupted\n"
			    "ERGOD_SCREEN_SECONDS=3000\nERGOD_REMAINING_SECONDS=60\n");
	e.kind = PROMPT_DAILY;
	e.reason = PROMPT_LIMIT;
	assert_string_equal(of_effect(&e, HOOK_BREAK_DUE),
			    "ERGOD_KIND=daily\nERGOD_REASON=daily\nERGOD_SCREEN_SECONDS=3000\n");
}

static void test_breaks_and_sessions(void **state)
{
	struct effect e = {
		.type = EFFECT_BREAK_STARTED,
		.kind = BREAK_REST,
		.outcome = OUTCOME_TAKEN,
		.start = 50 * USEC_PER_MIN,
		.end = 55 * USEC_PER_MIN,
		.screen_time = 40 * USEC_PER_MIN,
		.remaining = 5 * USEC_PER_MIN,
	};
	(void) state;

	assert_string_equal(of_effect(&e, HOOK_BREAK_STARTED),
			    "ERGOD_KIND=rest\nERGOD_START=2026-03-02T08:50:00+01:00\n"
			    "ERGOD_REMAINING_SECONDS=300\n");
	e.type = EFFECT_BREAK_ENDED;
	assert_string_equal(of_effect(&e, HOOK_BREAK_ENDED),
			    "ERGOD_KIND=rest\nERGOD_OUTCOME=taken\n"
			    "ERGOD_START=2026-03-02T08:50:00+01:00\n"
			    "ERGOD_END=2026-03-02T08:55:00+01:00\nERGOD_SCREEN_SECONDS=2400\n");
	e.type = EFFECT_SESSION_END;
	e.start = 0;
	assert_string_equal(of_effect(&e, HOOK_SESSION_ENDED),
			    "ERGOD_START=2026-03-02T08:00:00+01:00\n"
			    "ERGOD_END=2026-03-02T08:55:00+01:00\nERGOD_SCREEN_SECONDS=2400\n");
}

static void test_no_hook(void **state)
{
	static const enum effect_type types[] = { EFFECT_SESSION_START, EFFECT_WITHDRAW,
						  EFFECT_PRESENCE };
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(types); i++) {
		struct effect e = { .type = types[i] };
		struct hook_env env = { .n = 77 };

		assert_int_equal(hook_env_effect(&env, &e, &nine), -1);
		assert_int_equal(env.n, 77);
	}
}

/* ---- findings ---- */

static struct monitor machine = { .output = "DP-1" };
static struct audit audit;

static const char *of_finding(const char *name)
{
	static struct hook_env env;

	memset(&audit, 0, sizeof(audit));
	audit.n = 1;
	audit.view[0].monitor = &machine;
	(void) snprintf(audit.view[0].name, sizeof(audit.view[0].name), "%s", name);
	audit.findings.n = 1;
	audit.findings.f[0] = (struct finding){
		.rule = RULE_TOP_EDGE,
		.monitor = 0,
		.other = -1,
		.severity = SEVERITY_HIGH,
		.measured = 4,
		.limit = 0,
		.move = { .kind = MOVE_HEIGHT, .monitor = 0, .amount = -70 },
	};
	hook_env_finding(&env, &audit, 0, LENGTH_CM);
	return lines(&env);
}

static void test_finding(void **state)
{
	(void) state;
	assert_string_equal(
		of_finding("DELL U2720Q"),
		"ERGOD_RULE=top-edge\nERGOD_SEVERITY=high\nERGOD_MONITOR=DELL U2720Q\n"
		"ERGOD_TEXT=the screen's top edge is 4 degrees above your eyes\n"
		"ERGOD_CORRECTION=lower the screen by 7 cm: at its stand, or take away what "
		"is under it\n");
}

/* Of the desk as a whole there is no monitor to be named. */
static void test_desk(void **state)
{
	struct hook_env env;
	(void) state;

	(void) of_finding("x");
	audit.findings.f[0].monitor = -1;
	audit.findings.f[0].rule = RULE_SEAT_HEIGHT;
	audit.findings.f[0].move = (struct move){ .kind = MOVE_NONE, .monitor = -1 };
	hook_env_finding(&env, &audit, 0, LENGTH_CM);
	assert_null(strstr(lines(&env), "ERGOD_MONITOR"));
	assert_non_null(strstr(lines(&env), "ERGOD_RULE=seat-height\n"));
}

/* A name that would be two variables, or no text at all. */
static void test_hostile_names(void **state)
{
	static const struct {
		const char *name, *want;
	} cases[] = {
		{ "a\nERGOD_KIND=rest", "ERGOD_MONITOR=a?ERGOD_KIND=rest\n" },
		{ "a\r\t\x1b[31m\x7f", "ERGOD_MONITOR=a???[31m?\n" },
		{ "\xff\xc3", "ERGOD_MONITOR=??\n" },
		{ "\xc2\x9b", "ERGOD_MONITOR=?\n" },       /* CSI, as one character */
		{ "\xe2\x80\xa8x", "ERGOD_MONITOR=?x\n" }, /* a line separator */
		{ "B\xc3\xbcro $HOME %h", "ERGOD_MONITOR=B\xc3\xbcro $HOME %h\n" },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_non_null(strstr(of_finding(cases[i].name), cases[i].want));
	}
}

/* Everything as long as it can be, for each rule and each move: it fits whole, and is UTF-8. */
static void test_room(void **state)
{
	struct hook_env env;
	char name[MONITOR_NAME_MAX];
	(void) state;

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	for (int rule = 0; rule < _RULE_MAX; rule++) {
		for (int move = 0; move < _MOVE_KIND_MAX; move++) {
			(void) of_finding(name);
			audit.n = 2;
			audit.view[1] = audit.view[0];
			audit.view[1].name[0] = 'y';
			audit.view[0].missing = audit.view[1].missing = ~0u >> 1;
			audit.findings.f[0].rule = (enum rule) rule;
			audit.findings.f[0].other = 1;
			audit.findings.f[0].estimated = (1u << _QUANTITY_MAX) - 1;
			audit.findings.f[0].move.kind = (enum move_kind) move;
			audit.findings.f[0].move.measure = (1u << _QUANTITY_MAX) - 1;
			hook_env_finding(&env, &audit, 0, LENGTH_IN);
			assert_int_equal(env.n, 5);
			assert_true(sizeof(env.text) - env.used > 8);
			for (const char *p = lines(&env); *p;) {
				size_t len = utf8_char(p, SIZE_MAX, NULL);

				assert_true(len > 0);
				p += len;
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prompts), cmocka_unit_test(test_breaks_and_sessions),
		cmocka_unit_test(test_no_hook), cmocka_unit_test(test_finding),
		cmocka_unit_test(test_desk),    cmocka_unit_test(test_hostile_names),
		cmocka_unit_test(test_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
