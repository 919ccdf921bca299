/* The words of the audit: complete, whole, and what they say. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <cmocka.h>

#include "ergo/audit-text.h"

#include "../lib/plan-rig.h"

#define MM(v)  ((length_t) ((v) *10))
#define DESKS  1500
#define DEGREE "\xc2\xb0"

static struct audit_rig rig;

/* ---- whole ---- */

static void check(const char *s, const char *what)
{
	static const char *const never[] = { "nan", "inf", "?", "  ", "(null)", " -0 ", "%%" };
	size_t len = strlen(s);

	if (len == 0 || len >= AUDIT_TEXT_MAX - 1 || s[len - 1] == ' ' || s[0] == ' ') {
		fail_msg("%s: \"%s\"", what, s);
	}
	for (size_t i = 0; i < ELEMENTSOF(never); i++) {
		if (strstr(s, never[i])) {
			fail_msg("%s: %s in \"%s\"", what, never[i], s);
		}
	}
}

static void check_finding(const struct audit *a, const struct finding *f, enum length_unit unit)
{
	char buf[AUDIT_TEXT_MAX];

	check(finding_say(a, f, unit, buf), rule_to_string(f->rule));
	assert_null(strstr(buf, "nothing"));
	check(finding_short(a, f, unit, buf), rule_to_string(f->rule));
	assert_null(strstr(buf, "nothing"));
	assert_true(strlen(buf) < 200);
	check(correction_say(a, f, unit, buf), move_kind_to_string(f->move.kind));
}

static void check_audit(const struct audit *a)
{
	char buf[AUDIT_TEXT_MAX];

	for (enum length_unit unit = LENGTH_CM; unit < _LENGTH_UNIT_MAX; unit++) {
		for (size_t i = 0; i < a->findings.n; i++) {
			check_finding(a, &a->findings.f[i], unit);
		}
		for (size_t i = 0; i < a->findings_after.n; i++) {
			check_finding(a, &a->findings_after.f[i], unit);
		}
		for (size_t i = 0; i < a->moves_n; i++) {
			check(move_say(a, &a->move[i], unit, buf),
			      move_kind_to_string(a->move[i].kind));
		}
	}
}

static void test_any_desk(void **state)
{
	(void) state;

	for (uint64_t seed = 1; seed <= DESKS; seed++) {
		plan_rig_random(&rig, seed);
		check_audit(plan_rig_run(&rig));
	}
}

/* What is never missing: there is always an estimate, or nobody asks for it. */
#define ONLY_ESTIMATED (1u << QUANTITY_KNEE_HEIGHT | 1u << QUANTITY_KEYBOARD_HEIGHT)

/* Two screens with the longest names, and every bit that may be estimated or missing. */
static void long_names(struct audit *a, size_t n)
{
	a->n = n;
	for (size_t i = 0; i < n; i++) {
		memset(a->view[i].name, 'M', MONITOR_NAME_MAX - 1);
		a->view[i].yaw = 0;
		a->view[i].missing = ((1u << _QUANTITY_MAX) - 1) & ~ONLY_ESTIMATED;
		a->after[i] = a->view[i];
	}
}

static void test_every_rule(void **state)
{
	static const double values[] = { -1234.5, -40.04, -0.2, 0, 0.2, 3.3, 40.04, 1234.5 };
	(void) state;

	for (size_t n = 1; n <= 4; n++) {
		audit_rig_init(&rig);
		struct audit *a = &rig.audit;
		(void) plan_rig_run(&rig);
		long_names(a, n);
		for (unsigned rule = 0; rule < _RULE_MAX; rule++) {
			for (size_t k = 0; k < ELEMENTSOF(values); k++) {
				struct finding f = {
					.rule = rule,
					.monitor = 0,
					.other = n > 1 ? 1 : 0,
					.posture = k % 2 ? POSTURE_STANDING : POSTURE_SITTING,
					.severity = SEVERITY_HIGH,
					.measured = rule == RULE_UNKNOWN ? (double) NAN : values[k],
					.limit = rule == RULE_UNKNOWN ? (double) NAN : 40,
					.estimated = (1u << _QUANTITY_MAX) - 1,
				};
				check_finding(a, &f, LENGTH_CM);
				check_finding(a, &f, LENGTH_IN);
			}
		}
	}
}

static void test_every_move(void **state)
{
	static const double amounts[] = { -600, -60, -10, 10, 60, 100, 600 };
	char buf[AUDIT_TEXT_MAX];
	(void) state;

	for (size_t n = 1; n <= 4; n++) {
		audit_rig_init(&rig);
		(void) plan_rig_run(&rig);
		long_names(&rig.audit, n);
		for (unsigned kind = 0; kind < _MOVE_KIND_MAX; kind++) {
			for (size_t k = 0; k < ELEMENTSOF(amounts); k++) {
				struct move m = {
					.kind = kind,
					.monitor = (int) n - 1,
					.posture = k % 2 ? POSTURE_STANDING : POSTURE_SITTING,
					.amount = amounts[k],
					.target = 700,
					.fixes = 1,
					.measure = 1u << (k + n) % _QUANTITY_MAX,
				};
				check(move_say(&rig.audit, &m, LENGTH_CM, buf),
				      move_kind_to_string(kind));
				check(move_say(&rig.audit, &m, LENGTH_IN, buf),
				      move_kind_to_string(kind));
				m.monitor = -1;
				check(move_say(&rig.audit, &m, LENGTH_IN, buf),
				      move_kind_to_string(kind));
			}
		}
	}
}

/* ---- complete ---- */

static void check_words(const char *s)
{
	static const char *const never[] = { "pain",  "headache", " ache", "cause", "cure",
					     "treat", "injur",    "harm",  "risk",  "heal" };

	assert_non_null(s);
	check(s, s);
	for (size_t i = 0; i < ELEMENTSOF(never); i++) {
		if (strcasestr(s, never[i])) {
			fail_msg("%s in \"%s\"", never[i], s);
		}
	}
}

static void check_sentences(const char *s)
{
	check_words(s);
	assert_true(s[0] >= 'A' && s[0] <= 'Z');
	assert_int_equal(s[strlen(s) - 1], '.');
}

static void test_tables(void **state)
{
	(void) state;

	for (unsigned q = 0; q < _QUANTITY_MAX; q++) {
		check_words(quantity_words(q));
		check_sentences(quantity_how(q));
	}
	for (unsigned r = 0; r < _RULE_MAX; r++) {
		check_words(rule_title(r));
		check_sentences(rule_why(r));
		for (unsigned k = 0; k < r; k++) {
			assert_string_not_equal(rule_title(r), rule_title(k));
			assert_string_not_equal(rule_why(r), rule_why(k));
		}
	}
	assert_string_equal(quantity_words(_QUANTITY_MAX), "");
	assert_string_equal(rule_title(_RULE_MAX), "");
}

/* ---- what they say ---- */

static const char *say(const char *output)
{
	static char buf[AUDIT_TEXT_MAX];

	for (size_t i = 0; i < rig.audit.n; i++) {
		if (strcmp(rig.audit.view[i].monitor->output, output) == 0) {
			return monitor_say(&rig.audit, (int) i, buf);
		}
	}
	return "";
}

static void place(const char *output, int yaw)
{
	audit_rig_place(&rig, output)->yaw = yaw;
}

static void test_names(void **state)
{
	struct monitor *m;
	(void) state;

	audit_rig_init(&rig);
	(void) plan_rig_run(&rig);
	assert_string_equal(say("DP-1"), "the screen");

	(void) audit_rig_connect(&rig, "DP-2", "DELL U2720Q");
	place("DP-2", -300); /* where it is counts, not where the desktop has it */
	(void) plan_rig_run(&rig);
	assert_string_equal(say("DP-1"), "the right screen");
	assert_string_equal(say("DP-2"), "the left screen");

	(void) audit_rig_connect_laptop(&rig);
	(void) plan_rig_run(&rig);
	assert_string_equal(say("DP-2"), "the left screen");
	assert_string_equal(say("eDP-1"), "the laptop's screen");

	(void) audit_rig_connect(&rig, "DP-3", "EIZO");
	place("DP-3", 20);
	(void) plan_rig_run(&rig);
	assert_string_equal(say("DP-1"),
			    "the left screen"); /* as the desktop has it: yaws are near */
	assert_string_equal(say("DP-2"), "the middle screen");

	m = audit_rig_connect(&rig, "DP-4", "LG");
	m->x = 0; /* above another one: too many to tell by place */
	place("DP-4", 20);
	(void) plan_rig_run(&rig);
	assert_string_equal(say("DP-2"), "DELL U2720Q");

	audit_rig_init(&rig);
	m = audit_rig_connect(&rig, "DP-2", "LG");
	m->x = 0;
	m->y = -1080;
	place("DP-2", 0);
	(void) plan_rig_run(&rig);
	assert_string_equal(say("DP-2"), "the upper screen");
	assert_string_equal(say("DP-1"), "the lower screen");

	audit_rig_init(&rig);
	(void) audit_rig_connect_laptop(&rig);
	(void) plan_rig_run(&rig);
	assert_string_equal(say("DP-1"), "the monitor");
}

static void assert_said(enum rule rule, const char *want, const char *brief, const char *move,
			enum length_unit unit)
{
	char buf[AUDIT_TEXT_MAX];
	const struct finding *f = NULL;

	for (size_t i = 0; i < rig.audit.findings.n; i++) {
		f = !f && rig.audit.findings.f[i].rule == rule ? &rig.audit.findings.f[i] : f;
	}
	assert_non_null(f);
	assert_string_equal(finding_say(&rig.audit, f, unit, buf), want);
	assert_string_equal(finding_short(&rig.audit, f, unit, buf), brief);
	assert_string_equal(correction_say(&rig.audit, f, unit, buf), move);
}

static void test_too_high(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(251);
	(void) plan_rig_run(&rig);
	assert_said(RULE_TOP_EDGE, "the screen's top edge is 7 cm above your eyes",
		    "top edge 7 cm above the eyes",
		    "lower the screen by 7 cm: at its stand, or take away what is under it",
		    LENGTH_CM);
	assert_said(RULE_TOP_EDGE, "the screen's top edge is 2\xc2\xbe in above your eyes",
		    "top edge 2\xc2\xbe in above the eyes",
		    "lower the screen by 2\xc2\xbe in: at its stand, or take away what is under it",
		    LENGTH_IN);
	rig.config.user_eye_height = MEASURE_UNSET; /* 1180 */
	(void) plan_rig_run(&rig);
	assert_said(RULE_TOP_EDGE,
		    "the screen's top edge is 9 cm above your eyes (your eye height is estimated)",
		    "top edge 9 cm above the eyes",
		    "lower the screen by 9.5 cm: at its stand, or take away what is under it "
		    "(your eye height is estimated)",
		    LENGTH_CM);
}

static void test_too_low(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(100);
	audit_rig_setup(&rig, "DP-1")->tilt = 100;
	(void) plan_rig_run(&rig);
	assert_said(RULE_BOTTOM_EDGE, "you look down 33 degrees to the lower edge of the screen",
		    "lower edge 33" DEGREE " below the eyes",
		    "raise the screen by 4 cm, e.g. on two books", LENGTH_CM);
	struct move m = { .kind = MOVE_HEIGHT, .amount = 60 };
	char buf[AUDIT_TEXT_MAX];
	assert_string_equal(move_say(&rig.audit, &m, LENGTH_CM, buf),
			    "raise the screen by 6 cm, e.g. on a ream of paper and a book");
	m.amount = 100;
	assert_string_equal(move_say(&rig.audit, &m, LENGTH_CM, buf),
			    "raise the screen by 10 cm, e.g. on two reams of paper");
}

static void test_text(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	struct monitor_setup *s = audit_rig_setup(&rig, "DP-1");
	s->distance = MM(900);
	s->image_bottom = MM(141);
	s->tilt = 100;
	s->text_size = (struct text_size){ TEXT_MM, 34 };
	(void) plan_rig_run(&rig);
	assert_said(
		RULE_TEXT_HEIGHT,
		"the main text on the screen is small for its distance: 64 % of the size asked for",
		"text 64 % of the size asked for",
		"bring the screen 35 cm nearer, to 55 cm, or enlarge the text to 175 %", LENGTH_CM);
	s->distance = MM(650);
	(void) plan_rig_run(&rig);
	assert_said(
		RULE_TEXT_HEIGHT,
		"the main text on the screen is small for its distance: 89 % of the size asked for",
		"text 89 % of the size asked for",
		"enlarge the text on the screen to 115 % of what it is", LENGTH_CM);
	s->distance = MM(900); /* high as well: then text alone does not do */
	s->image_bottom = MM(200);
	(void) plan_rig_run(&rig);
	assert_said(
		RULE_TEXT_HEIGHT,
		"the main text on the screen is small for its distance: 64 % of the size asked for",
		"text 64 % of the size asked for", "bring the screen 35 cm nearer, to 55 cm",
		LENGTH_CM);
}

static void test_sides(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	(void) audit_rig_connect(&rig, "DP-2", "DELL U2720Q");
	place("DP-1", -250);
	place("DP-2", 400);
	audit_rig_setup(&rig, "DP-1")->role = ROLE_EQUAL;
	audit_rig_setup(&rig, "DP-2")->role = ROLE_EQUAL;
	(void) plan_rig_run(&rig);
	assert_said(RULE_YAW_EQUAL, "the right screen is 40 degrees to the right of straight ahead",
		    "40" DEGREE " to the right",
		    "move the right screen 17 cm to the left, to 25 degrees on the right, and turn "
		    "it towards you",
		    LENGTH_CM);
}

static void test_laptop(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	rig.monitors.n = 0;
	(void) audit_rig_connect_laptop(&rig);
	rig.exposure.laptop_only_today = 3 * USEC_PER_HOUR;
	audit_rig_setup(&rig, "eDP-1")->distance = MM(550);
	(void) plan_rig_run(&rig);
	assert_said(
		RULE_LAPTOP_ONLY, "the laptop's own screen is the only one, 3.0 hours of today",
		"laptop alone, 3.0 h today",
		"put the laptop on a stand, 26.5 cm high, with a keyboard and mouse of their own",
		LENGTH_CM);
	rig.config.monitors_n = 0;
	rig.config.user_eye_height = rig.config.user_stature = MEASURE_UNSET;
	(void) plan_rig_run(&rig);
	assert_said(RULE_UNKNOWN,
		    "no verdict on the screen: your eye height and its distance are not known",
		    "not known: eye height, distance",
		    "measure for the screen: your eye height and its distance; then ergoctl setup",
		    LENGTH_CM);
	assert_said(RULE_LAPTOP_ONLY, "the laptop's own screen is the only one, 3.0 hours of today",
		    "laptop alone, 3.0 h today",
		    "put the laptop on a stand, so high that its upper edge comes up to your eyes, "
		    "with a keyboard and mouse of their own",
		    LENGTH_CM);
}

/* The finding after the plan is told with the measures after it. */
static void test_after(void **state)
{
	char buf[AUDIT_TEXT_MAX];
	(void) state;

	audit_rig_init(&rig);
	rig.monitors.m[0].size = (struct size_mm){ 299, 531 };
	audit_rig_setup(&rig, "DP-1")->tilt = 300;
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(200);
	const struct audit *a = plan_rig_run(&rig);
	assert_int_equal(a->findings_after.n, 1);
	assert_string_equal(finding_say(a, &a->findings_after.f[0], LENGTH_CM, buf),
			    "you look down 44 degrees to the lower edge of the screen");
	assert_string_equal(correction_say(a, &a->findings_after.f[0], LENGTH_CM, buf),
			    "a compromise, as the screen is tall: read in its upper two thirds");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_desk),   cmocka_unit_test(test_every_rule),
		cmocka_unit_test(test_every_move), cmocka_unit_test(test_tables),
		cmocka_unit_test(test_names),      cmocka_unit_test(test_too_high),
		cmocka_unit_test(test_too_low),    cmocka_unit_test(test_text),
		cmocka_unit_test(test_sides),      cmocka_unit_test(test_laptop),
		cmocka_unit_test(test_after),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
