/* What to do about a finding: of the seat and the feet, of what is only guessed, and where nothing is better. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/plan-rig.h"
#include "ergo/audit-text.h"

#define MM(v) ((length_t) ((v) *10))

static struct audit_rig rig;

static void place(const char *output, int yaw)
{
	audit_rig_place(&rig, output)->yaw = yaw;
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

/* What the plan says of the seat, the feet, and what is only guessed. */
static void test_seat(void **state)
{
	(void) state;

	audit_rig_init(&rig); /* knees at 435.55 */
	rig.config.chair_seat_height = MM(500);
	(void) plan_rig_run(&rig);
	assert_said(RULE_SEAT_HEIGHT,
		    "the seat is 6.5 cm above the hollows of your knees (the length of your lower "
		    "legs is estimated)",
		    "seat 6.5 cm above the knees", "put a foot rest under your feet, 6.5 cm high",
		    LENGTH_CM);
	rig.config.chair_footrest = MM(20);
	(void) plan_rig_run(&rig);
	assert_said(RULE_SEAT_HEIGHT,
		    "the seat, with the foot rest, is 4.5 cm above the hollows of your knees (the "
		    "length of your lower legs is estimated)",
		    "seat, with the foot rest, 4.5 cm above the knees",
		    "raise the foot rest by 4.5 cm, to 6.5 cm", LENGTH_CM);
	rig.config.chair_seat_height = MM(440);
	rig.config.chair_footrest = MM(80);
	(void) plan_rig_run(&rig);
	assert_said(RULE_SEAT_HEIGHT,
		    "the seat, with the foot rest, is 7.5 cm below the hollows of your knees (the "
		    "length of your lower legs is estimated)",
		    "seat, with the foot rest, 7.5 cm below the knees",
		    "take the foot rest away: your feet reach the floor", LENGTH_CM);
	rig.config.chair_footrest = MEASURE_UNSET;
	rig.config.chair_seat_height = MM(470);
	(void) plan_rig_run(&rig);
	assert_said(
		RULE_SEAT_HEIGHT,
		"the seat is 3.5 cm above the hollows of your knees (the length of your lower "
		"legs is estimated)",
		"seat 3.5 cm above the knees",
		"see whether your feet stand flat; if not, lower the seat by about 3.5 cm or put "
		"your feet on something",
		LENGTH_CM);
	rig.config.chair_seat_height = MM(395);
	(void) plan_rig_run(&rig);
	assert_said(RULE_SEAT_HEIGHT,
		    "the seat is 4 cm below the hollows of your knees (the length of your lower "
		    "legs is estimated)",
		    "seat 4 cm below the knees",
		    "see whether your knees are bent to less than a right angle; if so, raise the "
		    "seat by about 4 cm",
		    LENGTH_CM);
	audit_rig_init(&rig);
	rig.config.user_elbow_height = MEASURE_UNSET; /* 679.87 */
	rig.config.keyboard_height = MEASURE_UNSET;
	(void) plan_rig_run(&rig);
	assert_int_equal(rig.audit.moves_n, 1);
	rig.config.keyboard_height = MM(0);
	(void) plan_rig_run(&rig);
	assert_said(RULE_KEYBOARD_HEIGHT,
		    "the keyboard is 4 cm above your elbows (your elbow height is estimated)",
		    "keyboard 4 cm above the elbows",
		    "measure your elbow height before you change seat or desk: ergoctl setup",
		    LENGTH_CM);
}

/* Where nothing is better, that is told as it is. */
static void test_compromises(void **state)
{
	char buf[AUDIT_TEXT_MAX];
	struct finding f = { .rule = RULE_CENTRE, .other = -1, .severity = SEVERITY_CAUTION };
	static const char better[] =
		"a compromise: what would better it makes something else worse";
	(void) state;

	audit_rig_init(&rig);
	(void) audit_rig_connect_laptop(&rig);
	place("DP-1", 0);
	place("eDP-1", 350);
	audit_rig_setup(&rig, "eDP-1")->role = ROLE_SECONDARY;
	const struct audit *a = plan_rig_run(&rig);
	assert_string_equal(correction_say(a, &f, LENGTH_CM, buf), better);
	f.monitor = 1;
	assert_string_equal(correction_say(a, &f, LENGTH_CM, buf),
			    "good enough for a glance; if you look at it much, use a stand, with a "
			    "keyboard and mouse of their own");
	f.rule = RULE_TEXT_HEIGHT; /* a stand is nothing for it */
	assert_string_equal(correction_say(a, &f, LENGTH_CM, buf), better);
	f.rule = RULE_TOPS_DIFFER;
	f.other = 0;
	assert_string_equal(correction_say(a, &f, LENGTH_CM, buf),
			    "a compromise: the laptop's screen is low without a stand");
	f = (struct finding){ .rule = RULE_KEYBOARD_HEIGHT, .monitor = -1, .measured = 35 };
	assert_string_equal(correction_say(a, &f, LENGTH_CM, buf), better);
	f.measured = -700;
	assert_string_equal(correction_say(a, &f, LENGTH_CM, buf),
			    "so far off that it is worth measuring again: ergoctl setup");
	rig.config.desk_height_standing = MM(1000);
	rig.config.user_eye_height_standing = MM(1480);
	a = plan_rig_run(&rig);
	f = (struct finding){ .rule = RULE_CENTRE, .other = -1 };
	assert_string_equal(correction_say(a, &f, LENGTH_CM, buf),
			    "a compromise between sitting and standing; on an arm the screen could "
			    "go with you");
}

/* Of a tilt that nobody told, how it should be is told. */
static void test_tilt(void **state)
{
	struct move m = { .kind = MOVE_TILT, .amount = 10, .target = 10 };
	char buf[AUDIT_TEXT_MAX];
	(void) state;

	audit_rig_init(&rig);
	(void) plan_rig_run(&rig);
	assert_string_equal(move_say(&rig.audit, &m, LENGTH_CM, buf),
			    "tilt the top of the screen 10 degrees away from you");
	audit_rig_setup(&rig, "DP-1")->tilt = MEASURE_UNSET;
	(void) plan_rig_run(&rig);
	assert_string_equal(move_say(&rig.audit, &m, LENGTH_CM, buf),
			    "tilt the screen so that its top leans 10 degrees away from you");
	m.target = 0;
	assert_string_equal(move_say(&rig.audit, &m, LENGTH_CM, buf), "tilt the screen upright");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seat),
		cmocka_unit_test(test_compromises),
		cmocka_unit_test(test_tilt),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
