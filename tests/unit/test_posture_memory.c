/* What is remembered of posture prompts from one run to the next, and what is accounted of a laptop. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/exposure.h"

#include "../lib/posture-desk.h"

/* ---- a restart ---- */

static char text[POSTURE_TEXT_MAX];

static void restart(void)
{
	size_t len = posture_format(&desk.p, text);

	memset(&desk.p, 0xee, sizeof(desk.p));
	assert_int_equal(posture_parse(&desk.p, text, len), 0);
	(void) audited();
}

static void test_restart(void **state)
{
	(void) state;
	connect_only(1u << BIG | 1u << SMALL);
	find_on(BIG, RULE_TOPS_DIFFER, SEVERITY_CAUTION)->other = view_of(SMALL);
	find_on(SMALL, RULE_DISTANCE, SEVERITY_HIGH)->posture = POSTURE_STANDING;
	(void) audited();
	restart();
	assert_int_equal(prompted_in_an_hour(), 2);
	restart();
	assert_int_equal(prompted_in_an_hour(), 0);
	assert_int_equal(desk.p.today, 1);
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_TOMORROW, &desk.now, DAY_STARTS),
			 0);
	restart();
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_TOMORROW, &desk.now, DAY_STARTS),
			 -ENOENT);
	assert_int_equal(prompted_in_an_hour(), 0);
	pass(18 * HR);
	assert_int_equal(prompted_in_an_hour(), 2);
}

/* A screen is the one that is used most this week, not the next, and then again: it is prompted once. */
static void test_roles_by_use(void **state)
{
	struct monitor_view *view;
	(void) state;

	for (int measured = 0; measured < 2; measured++) {
		(void) desk_begin(state);
		connect_only(1u << BIG | 1u << SMALL);
		view = &desk.audit.view[view_of(BIG)];
		view->share = measured ? 41 : (double) NAN;
		(void) find_on(BIG, RULE_YAW_PRIMARY, SEVERITY_HIGH);
		(void) audited();
		assert_int_equal(prompted_in_an_hour(), 1);
		find_nothing();
		(void) audited();
		restart();
		pass(24 * HR);
		(void) find_on(BIG, RULE_YAW_PRIMARY, SEVERITY_HIGH);
		(void) audited();
		assert_int_equal(prompted_in_an_hour(), measured ? 0 : 1);
		/* what is told of it was not measured */
		find_nothing();
		view->setup.role = ROLE_PRIMARY;
		(void) audited();
		(void) find_on(BIG, RULE_YAW_PRIMARY, SEVERITY_HIGH);
		(void) audited();
		pass(24 * HR);
		assert_int_equal(prompted_in_an_hour(), 1);
	}
}

static void test_full_memory(void **state)
{
	static struct monitor many[MONITORS_MAX];
	size_t len, told = 0;

	(void) state;
	desk.audit.n = 0;
	for (size_t i = 0; i < MONITORS_MAX; i++) {
		(void) snprintf(many[i].output, sizeof(many[i].output), "DP-%zu", i);
		desk.audit.view[desk.audit.n++].monitor = &many[i];
		for (enum rule r = 0; r < FINDINGS_MAX / MONITORS_MAX; r++) {
			find_at((int) i, r, SEVERITY_HIGH);
		}
	}
	assert_int_equal(desk.audit.findings.n, FINDINGS_MAX);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), FINDINGS_MAX);
	for (size_t i = 0; i < MONITORS_MAX; i++) { /* and as many new ones */
		(void) snprintf(many[i].output, sizeof(many[i].output), "HDMI-%zu", i);
	}
	(void) audited();
	assert_int_equal(desk.p.n, POSTURE_MAX);
	assert_int_equal(prompted_in_an_hour(), FINDINGS_MAX);
	len = posture_format(&desk.p, text);
	assert_true(len < POSTURE_TEXT_MAX);
	for (size_t i = 0; i < len; i++) {
		told += text[i] == '\n';
	}
	assert_int_equal(told, 2 + POSTURE_MAX);
	restart();
	assert_int_equal(prompted_in_an_hour(), 0);
}

static void test_hostile_text(void **state)
{
	static const struct {
		const char *text;
		int want;
		size_t n;
	} cases[] = {
		{ "", -EINVAL, 0 },
		{ "ergod posture 2\n", -EINVAL, 0 },
		{ "ergod posture 1", -EINVAL, 0 },
		{ "ergod posture 1\n", 0, 0 },
		{ "ergod posture 1\ntold distance sitting high 1 0 20514 0 1", 0, 1 },
		{ "ergod posture 1\ntold distance sitting high 1 0 20514 0 1\n\n", 1, 1 },
		{ "ergod posture 1\ntold distance sitting high 1 0 20514 0 1 x\n", 1, 0 },
		{ "ergod posture 1\ntold distance sitting high 1 0 20514 0 2\n", 1, 0 },
		{ "ergod posture 1\ntold distance sitting ok 1 0 20514 0 1\n", 1, 0 },
		{ "ergod posture 1\ntold distance lying high 1 0 20514 0 1\n", 1, 0 },
		{ "ergod posture 1\ntold nothing sitting high 1 0 20514 0 1\n", 1, 0 },
		{ "ergod posture 1\ntold distance sitting high -1 0 20514 0 1\n", 1, 0 },
		{ "ergod posture 1\ntold distance sitting high 1 0 99999999999 0 1\n", 1, 0 },
		{ "ergod posture 1\ntold distance sitting high 1 0 20514 "
		  "99999999999999999999999 1\n",
		  1, 0 },
		{ "ergod posture 1\nday 20514 99999999999\nday 1\nday\ntold\nbold move\n", 5, 0 },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		int r;

		desk.p.n = 77;
		r = posture_parse(&desk.p, cases[i].text, strlen(cases[i].text));
		assert_int_equal(r, cases[i].want);
		assert_int_equal(desk.p.n, r < 0 ? 77 : cases[i].n);
	}
	memset(text, 'x', sizeof(text)); /* one endless line, and bytes of all kinds */
	memcpy(text, "ergod posture 1\n", 16);
	assert_int_equal(posture_parse(&desk.p, text, sizeof(text)), 1);
	for (size_t i = 16; i < sizeof(text); i++) {
		text[i] = (char) (i * 2654435761u >> 7);
	}
	assert_true(posture_parse(&desk.p, text, sizeof(text)) > 0);
	memset(text + 16, '\n', sizeof(text) - 16);
	assert_int_equal(posture_parse(&desk.p, text, sizeof(text)), (int) sizeof(text) - 16);
}

/* ---- who is who ---- */

static void test_monitors_are_told_apart(void **state)
{
	struct monitor a = desk_monitors[BIG], b = desk_monitors[BIG];

	(void) state;
	assert_true(posture_monitor(&a) == posture_monitor(&b));
	(void) snprintf(b.output, sizeof(b.output), "HDMI-1");
	assert_true(posture_monitor(&a) == posture_monitor(&b));
	(void) snprintf(b.serial, sizeof(b.serial), "9");
	assert_true(posture_monitor(&a) != posture_monitor(&b));
	a.model[0] = b.model[0] = '\0';
	b = a;
	(void) snprintf(b.output, sizeof(b.output), "HDMI-1");
	assert_true(posture_monitor(&a) != posture_monitor(&b));
}

/* ---- exposure ---- */

static void test_laptop_time(void **state)
{
	struct laptop_time l = { 0 };

	(void) state;
	laptop_time_update(&l, 5 * MIN, 1, true); /* what was before is not known */
	assert_true(l.alone == 0);
	laptop_time_update(&l, 25 * MIN, 1, true);
	assert_true(l.alone == 20 * MIN);
	laptop_time_update(&l, 24 * MIN, 1, false); /* an absence was taken back */
	assert_true(l.alone == 19 * MIN);
	laptop_time_update(&l, 84 * MIN, 1, true); /* an hour at the desk */
	assert_true(l.alone == 19 * MIN);
	laptop_time_update(&l, 60 * MIN, 1, true); /* more than there was of it */
	assert_true(l.alone == 0);
	laptop_time_update(&l, 90 * MIN, 1, true);
	assert_true(l.alone == 30 * MIN);
	laptop_time_update(&l, 2 * MIN, 2, false); /* since the new day began */
	assert_true(l.alone == 2 * MIN);
	laptop_time_update(&l, 0, 3, false);
	assert_true(l.alone == 0);
	laptop_time_update(&l, 0, 3, true);
	laptop_time_update(&l, 9 * MIN, 3, false);
	laptop_time_update(&l, 5 * MIN, 3, false); /* nor more than there was of the day */
	assert_true(l.alone == 5 * MIN);
}

static void test_answers_have_words(void **state)
{
	(void) state;
	for (enum posture_answer a = 0; a < _POSTURE_ANSWER_MAX; a++) {
		assert_int_equal(posture_answer_from_string(posture_answer_to_string(a)), a);
	}
	assert_int_equal(posture_answer_from_string("later"), -EINVAL);
}

#define STORY(name) cmocka_unit_test_setup(name, desk_begin)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(test_restart),      STORY(test_full_memory),
		STORY(test_hostile_text), STORY(test_monitors_are_told_apart),
		STORY(test_laptop_time),  STORY(test_answers_have_words),
		STORY(test_roles_by_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
