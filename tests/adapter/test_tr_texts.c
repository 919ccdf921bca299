/*
 * Languages: that nothing is cut in one that is longer than English, and what German says.  German is
 * that of build/share/locale, by the C library.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/audit-text.h"
#include "ergo/config.h"
#include "ergo/exercise-text.h"
#include "ergo/tr-start.h"
#include "ergo/tr.h"
#include "ergo/trace.h"
#include "text/posture-text.h"
#include "text/prompt-text.h"
#include "text/say.h"

#include "../lib/plan-rig.h"
#include "../lib/pseudo.h"

#define DESKS 300
#define MIN   USEC_PER_MIN

static struct audit_rig rig;

static struct config a_config(void)
{
	struct config c;

	config_defaults(&c);
	return c;
}

static void assert_whole(const char *s, const char *what)
{
	if (!pseudo_is_whole(s)) {
		fail_msg("%s is cut: \"%s\"", what, s);
	}
}

static void assert_notice_whole(const struct notice *n)
{
	assert_whole(n->summary, "a summary");
	assert_whole(n->body, "a body");
	for (size_t i = 0; i < n->n_actions; i++) {
		assert_whole(n->actions[i].label, "a label");
		assert_false(pseudo_is_whole(n->actions[i].key)); /* no message at all */
	}
}

static int pseudo(void **state)
{
	(void) state;
	pseudo_start();
	return 0;
}

static int stop(void **state)
{
	(void) state;
	pseudo_stop();
	return 0;
}

static void test_durations(void **state)
{
	static const usec_t times[] = {
		0,        1,         30 * USEC_PER_SEC,     MIN,          5 * MIN,
		61 * MIN, 125 * MIN, 10000 * USEC_PER_HOUR, USEC_INFINITY
	};
	char buf[SAY_MAX], time[DURATION_STRING_MAX];

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(times); i++) {
		assert_whole(say_passed(buf, times[i]), "a duration");
		assert_whole(say_wanted(buf, times[i]), "a duration");
		assert_whole(say_short(buf, times[i]), "a duration");
		assert_whole(duration_say(time, sizeof(time), times[i]), "a duration");
	}
}

static void test_prompts(void **state)
{
	static const usec_t times[] = { 0, 90 * USEC_PER_SEC, 52 * MIN, 61 * MIN,
					10000 * USEC_PER_HOUR };
	struct config c = a_config();
	struct notice n;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(times); i++) {
		for (unsigned k = 0; k < 3u * _PROMPT_REASON_MAX; k++) {
			struct effect e = {
				.type = EFFECT_PROMPT,
				.kind = (enum break_kind)(k % 3),
				.reason = (enum prompt_reason)(k / 3),
				.screen_time = times[i],
				.remaining = times[i],
			};
			struct snapshot s = {
				.break_state = k % 2 ? BREAK_DUE : BREAK_STARTED,
				.break_kind = i % 2 ? BREAK_REST : BREAK_MICRO,
				.break_remaining = times[i],
				.postpones_left = i % 2,
			};
			prompt_text_prompt(&e, &s, &c, &n);
			assert_notice_whole(&n);
			prompt_text_exercise(exercise_builtin(k % _EXERCISE_MAX), &n);
			assert_notice_whole(&n);
			prompt_text_countdown(&s, &c, k % 3 == 0, "04:00", &n);
			assert_notice_whole(&n);
		}
	}
	prompt_text_done(&c, &n);
	assert_notice_whole(&n);
}

static void test_exercises(void **state)
{
	char dose[EXERCISE_DOSE_MAX];

	(void) state;
	assert_whole(exercise_stop_rule(), "the stop rule");
	assert_whole(exercise_precautions(), "the precautions");
	for (size_t i = 0; i < _EXERCISE_MAX; i++) {
		struct exercise e = *exercise_builtin((enum exercise_id) i);

		assert_whole(exercise_title(&e), "a title");
		assert_whole(exercise_text(&e), "a text");
		assert_whole(exercise_source(&e), "a source");
		assert_whole(exercise_dose_say(&e, dose), "a dose");
		e.hold = 21 * MIN;
		e.hold_most = 30 * MIN;
		e.reps = 99;
		e.reps_most = 100;
		for (unsigned sides = 0; sides < _EXERCISE_SIDES_MAX; sides++) {
			e.sides = (enum exercise_sides) sides;
			assert_whole(exercise_dose_say(&e, dose), "a dose");
		}
	}
}

static void check_finding(const struct audit *a, size_t i, enum length_unit unit)
{
	const struct finding *f = &a->findings.f[i];
	char buf[AUDIT_TEXT_MAX];
	struct notice n;

	assert_whole(finding_say(a, f, unit, buf), "a finding");
	assert_whole(finding_short(a, f, unit, buf), "a finding in short");
	assert_whole(correction_say(a, f, unit, buf), "a correction");
	posture_text_prompt(a, &i, 1, unit, &n);
	assert_notice_whole(&n);
}

static void test_any_desk(void **state)
{
	char buf[AUDIT_TEXT_MAX];

	(void) state;
	for (uint64_t seed = 1; seed <= DESKS; seed++) {
		plan_rig_random(&rig, seed);
		const struct audit *a = plan_rig_run(&rig);
		for (size_t i = 0; i < a->findings.n; i++) {
			check_finding(a, i, seed % 2 ? LENGTH_CM : LENGTH_IN);
		}
		for (size_t i = 0; i < a->moves_n; i++) {
			assert_whole(move_say(a, &a->move[i], LENGTH_CM, buf), "a move");
		}
	}
}

/* The longest there is: two screens with the longest names, and all that may be estimated. */
static void test_longest(void **state)
{
	static const double values[] = { -1234.5, 0, 40.04, 1234.5 };
	char buf[AUDIT_TEXT_MAX];

	(void) state;
	audit_rig_init(&rig);
	struct audit *a = &rig.audit;
	(void) plan_rig_run(&rig);
	a->n = 4;
	for (size_t i = 0; i < a->n; i++) {
		memset(a->view[i].name, 'M', MONITOR_NAME_MAX - 1);
		a->view[i].yaw = 0;
		a->view[i].missing = (1u << _QUANTITY_MAX) - 1;
		a->after[i] = a->view[i];
	}
	for (unsigned rule = 0; rule < _RULE_MAX; rule++) {
		for (size_t k = 0; k < ELEMENTSOF(values); k++) {
			struct finding f = {
				.rule = rule,
				.other = 1,
				.posture = POSTURE_STANDING,
				.severity = SEVERITY_HIGH,
				.measured = values[k],
				.limit = 40,
				.estimated = (1u << _QUANTITY_MAX) - 1,
			};
			assert_whole(finding_say(a, &f, LENGTH_CM, buf), "a finding");
			assert_whole(finding_short(a, &f, LENGTH_CM, buf), "a finding in short");
			assert_whole(correction_say(a, &f, LENGTH_CM, buf), "a correction");
		}
	}
	for (unsigned kind = 0; kind < _MOVE_KIND_MAX; kind++) {
		for (size_t k = 0; k < 2 * ELEMENTSOF(values); k++) {
			struct move m = {
				.kind = kind,
				.monitor = k % 2 ? 3 : -1,
				.posture = POSTURE_STANDING,
				.amount = values[k / 2],
				.target = 700,
				.measure = 1u << k,
			};
			assert_whole(move_say(a, &m, LENGTH_IN, buf), "a move");
		}
	}
}

static void test_tables(void **state)
{
	(void) state;
	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		assert_whole(quantity_words(q), "a quantity");
		assert_whole(quantity_how(q), "how it is measured");
	}
	for (unsigned r = 0; r < _RULE_MAX; r++) {
		assert_whole(rule_title(r), "a rule");
		assert_whole(rule_why(r), "what a rule is for");
	}
}

/* Whatever is wrong with a value, and however long it is. */
static void test_values(void **state)
{
	static const char *const wrong[] = { "",        "x",     "5",      "5 # x",
					     "\"5\"",   "1,5cm", "-999cm", "99999999999h",
					     "0us",     "25:00", ",",      "9999999",
					     "-999deg", "9999%", "9999pt", "1us" };
	char reason[CONFIG_REASON_MAX], longest[CONFIG_VALUE_MAX + 40], range[512];
	struct config c = a_config();
	const struct config_key *key;
	struct monitor_setup m = { .name = "DP-1" };

	(void) state;
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	for (size_t k = 0; k < config_keys_n + config_monitor_keys_n; k++) {
		bool of_monitor = k >= config_keys_n;
		key = of_monitor ? &config_monitor_keys[k - config_keys_n] : &config_keys[k];
		assert_whole(config_key_range(key, range, sizeof(range)), "a range");
		for (size_t i = 0; i <= ELEMENTSOF(wrong); i++) {
			const char *value = i < ELEMENTSOF(wrong) ? wrong[i] : longest;
			int r = of_monitor ? config_monitor_set(&m, key, value, reason)
					   : config_set(&c, key, value, reason);
			if (r < 0) {
				assert_whole(reason, key->key);
			}
		}
	}
}

static void test_lines(void **state)
{
	static const char *const wrong[] = {
		"every = 5min\n",
		"enabled = yes\n",
		"[rest_brake]\n",
		"[nonsense]\n",
		"[rest_break]\nevry = 5min\n",
		"[rest_break]\nnonsense_nonsense = 5min\n",
		"[rest_break]\nstature = 5min\n",
		"[rest_break]\nenabled = yes\nenabled = no\n",
		"[rest_break\nevery = 5min\n",
		"[rest_break] x\n",
		" [rest_break]\n",
		"[rest_break]\n every = 5min\n",
		"nonsense\n",
		"[rest_break]\nx\x01y\n",
		"[rest_break]\nx\xff\n",
		"[profile]\nmatch = DP-1\n",
		"[monitor]\n",
		"[monitor \"DP-1\"]\n",
		"[monitor:DP-1]\n",
		"[monitor DP-1]\n[monitor DP-1]\n",
		"\xff\xfe",
		"[monitor DP-1]\nwidth = 90cm\ndiagonal = 27in\n",
	};
	struct config_diags *diags = calloc(1, sizeof(*diags));
	struct config *c = calloc(1, sizeof(*c));

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(wrong); i++) {
		memset(diags, 0, sizeof(*diags));
		config_defaults(c);
		(void) config_parse(c, wrong[i], strlen(wrong[i]), "ergod.ini", diags, NULL);
		(void) config_check_rules(c, "ergod.ini", diags);
		if (diags->n == 0) {
			fail_msg("nothing is wrong with \"%s\"", wrong[i]);
		}
		for (size_t k = 0; k < diags->n; k++) {
			assert_whole(diags->diag[k].reason, wrong[i]);
		}
	}
	free(diags);
	free(c);
}

/* Lines of traces, with words as long as they may be and what a terminal must not see. */
static void test_trace_lines(void **state)
{
	static const char *const wrong[] = {
		"x",
		"5x lock",
		"0s",
		"0s nonsense",
		"0s lock now",
		"0s pulse x",
		"0s pulse pointer x",
		"0s pulse every",
		"0s pulse every 1s",
		"0s pulse every 0s for 1s",
		"0s quiet-on x",
		"0s quiet-off x",
		"0s action x",
		"0s action postpone 0s",
		"0s break x",
		"0s pause x",
		"0s clock x",
		"0s offset x",
		"0s gone x",
		"start x",
		"0s \x1b[31m\xc3\xa4",
	};
	char line[300], reason[TRACE_REASON_MAX];
	struct trace_item item;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(wrong); i++) {
		assert_true(trace_parse_line(wrong[i], &item, reason) < 0);
		assert_whole(reason, wrong[i]);
		assert_null(strchr(reason, '\x1b'));
	}
	(void) snprintf(line, sizeof(line), "0s %0200d", 0);
	assert_true(trace_parse_line(line, &item, reason) < 0);
	assert_whole(reason, "a long word");
}

/* ---- German, by the C library ---- */

static int german(void **state)
{
	const char *build = getenv("BUILD");
	char dir[512];

	(void) state;
	(void) snprintf(dir, sizeof(dir), "%s/../share/locale", build ? build : "build/release");
	(void) setenv("ERGO_LOCALEDIR", dir, 1);
	(void) setenv("LC_ALL", "C.UTF-8", 1);
	(void) setenv("LANGUAGE", "de", 1);
	tr_start();
	return 0;
}

static void need_german(void)
{
	if (strcmp(setlocale(LC_MESSAGES, NULL), "C.UTF-8") != 0) {
		print_message("there is no locale C.UTF-8 here\n");
		skip();
	}
}

static void test_german_rest(void **state)
{
	struct config c = a_config();
	struct snapshot s = { .break_state = BREAK_DUE,
			      .break_kind = BREAK_REST,
			      .postpones_left = 3 };
	struct effect e = {
		.type = EFFECT_PROMPT,
		.kind = BREAK_REST,
		.reason = PROMPT_DUE,
		.screen_time = 52 * MIN,
		.remaining = 5 * MIN,
	};
	struct notice n;

	(void) state;
	need_german();
	prompt_text_prompt(&e, &s, &c, &n);
	assert_string_equal(n.summary, "52 Minuten ohne Pause");
	assert_string_equal(n.body, "Aufstehen f\xc3\xbcr 5 Minuten?\n"
				    "ergoctl break rest, ergoctl postpone oder ergoctl skip");
	assert_string_equal(n.actions[1].label, "Beginnen (5 min)");
	assert_string_equal(n.actions[1].key, "start");
	assert_string_equal(n.actions[3].label, "\xc3\x9c"
						"berspringen");
}

static void test_german_plurals(void **state)
{
	char buf[SAY_MAX];

	(void) state;
	need_german();
	assert_string_equal(say_passed(buf, MIN), "1 Minute");
	assert_string_equal(say_passed(buf, 2 * MIN), "2 Minuten");
	assert_string_equal(say_passed(buf, 0), "0 Sekunden");
	assert_string_equal(say_passed(buf, 61 * MIN), "1 Stunde 1 Minute");
	assert_string_equal(say_passed(buf, 125 * MIN), "2 Stunden 5 Minuten");
}

/* The name of a screen is declined. */
static void test_german_cases(void **state)
{
	char buf[AUDIT_TEXT_MAX];
	struct move m = { .kind = MOVE_HEIGHT, .monitor = 0, .amount = -70 };

	(void) state;
	need_german();
	audit_rig_init(&rig);
	(void) audit_rig_connect(&rig, "DP-2", "DELL U2720Q");
	audit_rig_place(&rig, "DP-2")->yaw = -300;
	(void) plan_rig_run(&rig);
	for (size_t i = 0; i < rig.audit.n; i++) {
		if (rig.audit.view[i].yaw < 0) {
			m.monitor = (int) i;
		}
	}
	assert_string_equal(monitor_say(&rig.audit, m.monitor, buf), "der linke Bildschirm");
	assert_non_null(strstr(move_say(&rig.audit, &m, LENGTH_CM, buf), "den linken Bildschirm"));
	m.kind = MOVE_TEXT;
	m.target = 125;
	assert_non_null(strstr(move_say(&rig.audit, &m, LENGTH_CM, buf), "dem linken Bildschirm"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_durations, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_prompts, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_exercises, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_any_desk, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_longest, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_tables, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_values, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_lines, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_trace_lines, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_german_rest, german, stop),
		cmocka_unit_test_setup_teardown(test_german_plurals, german, stop),
		cmocka_unit_test_setup_teardown(test_german_cases, german, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
