/* Which screen is looked at most, where that was measured; and what is said where something else is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../../daemon/core/audit/audit-internal.h"
#include "../lib/audit-rig.h"
#include "../lib/plan-rig.h"
#include "ergo/audit-text.h"

#define U        ROLE_UNSET
#define P        ROLE_PRIMARY
#define S        ROLE_SECONDARY
#define E        ROLE_EQUAL
#define HOURS(h) ((usec_t) ((h) *USEC_PER_HOUR))

static struct audit_rig rig;

/* Screens in a row, DP-1 on the left, each told so and used so many hours. */
static void make(size_t n, const int told[], const double hours[])
{
	audit_rig_init(&rig);
	for (size_t i = 0; i < n; i++) {
		char output[MONITOR_OUTPUT_MAX];

		(void) snprintf(output, sizeof(output), "DP-%zu", i + 1);
		if (i > 0) {
			(void) audit_rig_connect(&rig, output, output);
			(void) audit_rig_place(&rig, output);
		}
		audit_rig_setup(&rig, output)->role = (enum role) told[i];
		rig.exposure.share[i] = HOURS(hours[i]);
	}
}

static void test_measured(void **state)
{
	static const struct {
		size_t n;
		int told[3];
		double hours[3];
		const char *want; /* p, s, e */
	} cases[] = {
		/* DP-1 is primary to the X server */
		{ 2, { U, U }, { 0, 0 }, "ps" },
		{ 2, { U, U }, { 1, 3.9 }, "ps" }, /* too little to know */
		{ 2, { U, U }, { 1, 4.0 }, "sp" },
		{ 2, { U, U }, { 0, 40 }, "sp" },
		{ 2, { U, U }, { 6.1, 3.9 }, "ps" },
		{ 2, { U, U }, { 6.0, 4.0 }, "ee" },
		{ 2, { U, U }, { 3.9, 6.1 }, "sp" },
		{ 3, { U, U, U }, { 5, 5, 1 }, "ees" },
		{ 3, { U, U, U }, { 1, 2, 20 }, "ssp" },
		{ 3, { U, U, U }, { 4, 5, 5 }, "eee" },
		/* What is told holds. */
		{ 2, { P, U }, { 1, 30 }, "ps" },
		{ 2, { E, E }, { 1, 30 }, "ee" },
		{ 2, { U, S }, { 10, 30 }, "ps" },
		{ 3, { S, U, U }, { 40, 2, 8 }, "ssp" },
		{ 2, { U, S }, { 0, 30 }, "ps" },
		{ 2, { S, S }, { 0, 30 }, "ps" },
		/* Alone there is nothing to choose. */
		{ 1, { U }, { 40 }, "p" },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		const struct audit *a;
		char got[4] = "";

		make(cases[i].n, cases[i].told, cases[i].hours);
		a = audit_rig_evaluate(&rig);
		for (size_t k = 0; k < cases[i].n; k++) {
			got[k] = role_to_string(a->view[k].role)[0];
			assert_int_equal(a->view[k].estimated & BIT(QUANTITY_ROLE), 0);
		}
		if (strcmp(got, cases[i].want) != 0) {
			fail_msg("case %zu: %s", i, got);
		}
	}
}

/* Where not even the desktop knows it is guessed, until it was measured. */
static void test_no_guess(void **state)
{
	(void) state;
	make(2, (const int[]){ U, U }, (const double[]){ 1, 1 });
	rig.monitors.m[0].primary = false;
	assert_int_equal(audit_rig_evaluate(&rig)->view[0].estimated, BIT(QUANTITY_ROLE));
	assert_true(isnan(rig.audit.view[0].share));
	rig.exposure.share[1] = HOURS(9);
	assert_int_equal(audit_rig_evaluate(&rig)->view[0].estimated, 0);
	assert_near(rig.audit.view[0].share, 10, 1e-9);
	assert_near(rig.audit.view[1].share, 90, 1e-9);
	assert_int_equal(rig.audit.view[1].role, P);
}

/* The one that is used most is judged as such. */
static void test_yaw(void **state)
{
	char buf[AUDIT_TEXT_MAX];
	const struct finding *f;
	(void) state;

	make(2, (const int[]){ U, U }, (const double[]){ 28, 72 });
	audit_rig_setup(&rig, "DP-2")->yaw = 380;
	(void) audit_rig_evaluate(&rig);
	f = audit_rig_find(&rig.audit, RULE_YAW_PRIMARY, 1, POSTURE_SITTING);
	assert_non_null(f);
	assert_int_equal(f->severity, SEVERITY_HIGH);
	assert_int_equal(f->estimated, 0);
	assert_string_equal(
		finding_say(&rig.audit, f, LENGTH_CM, buf),
		"the right screen, your main one, is 38 degrees to the right of straight ahead; "
		"72 % of the last week's time was on it");
	assert_null(audit_rig_find(&rig.audit, RULE_ROLE, 1, POSTURE_SITTING));
	/* Not known: nothing is said of it. */
	memset(rig.exposure.share, 0, sizeof(rig.exposure.share));
	(void) audit_rig_evaluate(&rig);
	f = audit_rig_find(&rig.audit, RULE_YAW_SECONDARY, 1, POSTURE_SITTING);
	assert_non_null(f);
	assert_null(strchr(finding_say(&rig.audit, f, LENGTH_CM, buf), '%'));
}

static void test_contradiction(void **state)
{
	static const struct {
		size_t n;
		int told[3];
		double hours[3];
		int found; /* on that one; -1: nothing */
		double measured, limit;
	} cases[] = {
		{ 2, { P, S }, { 40, 60 }, -1, 0, 0 },
		{ 2, { P, S }, { 39, 61 }, 1, 61, 60 },
		{ 2, { P, U }, { 28, 72 }, 1, 72, 60 },
		{ 2, { U, S }, { 28, 72 }, 1, 72, 60 },
		{ 2, { S, U }, { 0, 50 }, -1, 0, 0 },
		{ 2, { P, S }, { 0.5, 4.4 }, -1, 0, 0 },
		{ 2, { P, S }, { 72, 28 }, -1, 0, 0 },
		{ 2, { U, U }, { 28, 72 }, -1, 0, 0 },
		{ 2, { E, E }, { 25, 75 }, -1, 0, 0 },
		{ 2, { E, E }, { 24, 76 }, 1, 76, 75 },
		{ 2, { E, E }, { 76, 24 }, 1, 76, 75 },
		{ 3, { S, P, S }, { 60, 20, 40 }, 0, 75, 60 }, /* the most used alone */
		{ 3, { S, P, S }, { 40, 30, 30 }, -1, 0, 0 },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		const struct finding *f = NULL;
		size_t n = 0;

		make(cases[i].n, cases[i].told, cases[i].hours);
		(void) audit_rig_evaluate(&rig);
		for (size_t k = 0; k < rig.audit.findings.n; k++) {
			if (rig.audit.findings.f[k].rule == RULE_ROLE) {
				f = &rig.audit.findings.f[k];
				n++;
			}
		}
		if (n != (cases[i].found >= 0)) {
			fail_msg("case %zu: %zu findings", i, n);
		}
		if (f) {
			assert_int_equal(f->monitor, cases[i].found);
			assert_int_equal(f->severity, SEVERITY_NOTE);
			assert_near(f->measured, cases[i].measured, 1e-9);
			assert_near(f->limit, cases[i].limit, 1e-9);
		}
	}
}

static const struct finding *role_finding(void)
{
	(void) plan_rig_run(&rig);
	for (size_t i = 0; i < rig.audit.findings.n; i++) {
		if (rig.audit.findings.f[i].rule == RULE_ROLE) {
			return &rig.audit.findings.f[i];
		}
	}
	fail_msg("no finding");
	return NULL;
}

static void assert_said(const char *said, const char *correction)
{
	const struct finding *f = role_finding();
	char buf[AUDIT_TEXT_MAX];

	assert_string_equal(finding_say(&rig.audit, f, LENGTH_CM, buf), said);
	assert_string_equal(correction_say(&rig.audit, f, LENGTH_CM, buf), correction);
}

static void test_words(void **state)
{
	char buf[AUDIT_TEXT_MAX];
	(void) state;

	make(2, (const int[]){ S, P }, (const double[]){ 72, 28 });
	audit_rig_setup(&rig, "DP-1")->yaw = -380;
	assert_said(
		"the left screen is used more than the right screen, which is said to be your "
		"main one: 72 % of the last week's time on the two",
		"swap the two, or put the work on the right screen: the other one is 38 degrees "
		"to the left");
	assert_string_equal(finding_short(&rig.audit, role_finding(), LENGTH_CM, buf),
			    "72 % of the time on the two");
	/* It stands in front: the set-up is what is wrong. */
	audit_rig_setup(&rig, "DP-1")->yaw = 0;
	audit_rig_setup(&rig, "DP-2")->yaw = 140;
	assert_said("the left screen is used more than the right screen, which is said to be your "
		    "main one: 72 % of the last week's time on the two",
		    "call the left screen your main one (ergoctl setup), or put the work on the "
		    "right screen");
	make(2, (const int[]){ E, E }, (const double[]){ 90, 10 });
	audit_rig_setup(&rig, "DP-1")->yaw = -220;
	audit_rig_setup(&rig, "DP-2")->yaw = 220;
	assert_said(
		"the left screen is used much more than the right screen, though both are said "
		"to be used equally: 90 % of the last week's time on the two",
		"call the left screen your main one (ergoctl setup) and put it straight ahead, or use both alike");
}

/* Days around a limit: the role that was measured stays until the use has really changed. */
static void test_no_flapping(void **state)
{
	static const double days[] = { 3.9, 4.1, 3.8, 4.2, 3.7, 4.15, 3.6, 4.3, 4.39 };
	usec_t held[MONITORS_MAX] = { HOURS(3.9), HOURS(6.1) }, now[MONITORS_MAX] = { 0 };
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(days); i++) {
		now[0] = 4 * HOURS(days[i]); /* of more time all in all */
		now[1] = 4 * HOURS(10 - days[i]);
		assert_false(shares_are_news(now, held));
	}
	now[0] = HOURS(4.5);
	now[1] = HOURS(5.5);
	assert_true(shares_are_news(now, held));
	/* Known, or not: a shorter week is no news, a week without is. */
	assert_true(shares_known(held));
	now[0] = HOURS(1.65);
	now[1] = HOURS(2.4);
	assert_false(shares_known(now));
	assert_false(shares_are_news(now, held));
	now[1] = HOURS(2.3);
	assert_true(shares_are_news(now, held));
	assert_true(shares_are_news(held, now));
	assert_false(shares_are_news(now, now));
}

/* The plan makes the one in front the main one; then the measured use was of before. */
static void test_swap(void **state)
{
	(void) state;
	make(2, (const int[]){ P, S }, (const double[]){ 28, 72 });
	audit_rig_setup(&rig, "DP-1")->yaw = -380;
	(void) plan_rig_run(&rig);
	assert_non_null(plan_rig_find(&rig.audit, MOVE_SWAP, 1));
	assert_int_equal(role_finding()->move.kind, MOVE_SWAP);
	assert_int_equal(role_finding()->after, SEVERITY_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_measured),    cmocka_unit_test(test_no_guess),
		cmocka_unit_test(test_yaw),         cmocka_unit_test(test_contradiction),
		cmocka_unit_test(test_words),       cmocka_unit_test(test_swap),
		cmocka_unit_test(test_no_flapping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
