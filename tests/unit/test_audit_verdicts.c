/* Whole audits: the verdicts of ERGONOMICS 2.4, estimates, two postures, laptops, pairs. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/audit-rig.h"

#define MM(v)   ((length_t) lround((v) *10))
#define BIT(q)  (1u << (q))
#define OK      SEVERITY_OK
#define NOTE    SEVERITY_NOTE
#define CAUTION SEVERITY_CAUTION
#define HIGH    SEVERITY_HIGH
#define SITTING POSTURE_SITTING

static struct audit_rig rig;

static int setup(void **state)
{
	(void) state;
	audit_rig_init(&rig);
	return 0;
}

static enum severity severity(enum rule rule, int monitor)
{
	return audit_rig_severity(audit_rig_evaluate(&rig), rule, monitor);
}

/* Puts the centre of the first monitor's image, so tall, to this height above the floor. */
static void centre_at(double centre, double height)
{
	struct monitor_setup *s = audit_rig_setup(&rig, "DP-1");

	s->image_bottom = MM(centre - 720 - height / 2 * cos(angle_deg(s->tilt) * M_PI / 180));
}

static void test_vectors(void **state)
{
	static const struct {
		const char *id;
		double width, height, centre, distance, tilt;
		enum glasses glasses;
		enum severity overall;
		enum rule worst; /* where it is not ok */
	} cases[] = {
		{ "G1", 531, 299, 1050.5, 650, 0, GLASSES_NONE, OK, 0 },
		{ "G2", 531, 299, 1050.5, 650, 13, GLASSES_SINGLE, OK, 0 },
		{ "G3", 531, 299, 994.5, 650, 10, GLASSES_UNSET, OK, 0 },
		{ "G4", 302, 188, 833.3, 550, 20, GLASSES_NONE, HIGH, RULE_CENTRE },
		{ "G5", 597, 336, 1092, 650, 5, GLASSES_NONE, CAUTION, RULE_TOP_EDGE },
		{ "G6", 299, 531, 934.5, 650, 10, GLASSES_NONE, CAUTION, RULE_BOTTOM_EDGE },
		{ "G7", 708, 398, 1001, 700, 10, GLASSES_NONE, OK, 0 },
		{ "G8", 531, 299, 1200, 650, 0, GLASSES_NONE, HIGH, RULE_TOP_EDGE },
		{ "G9", 531, 299, 999.5, 650, 10, GLASSES_PROGRESSIVE, OK, 0 },
	};
	struct monitor_setup *s = audit_rig_setup(&rig, "DP-1");
	(void) state;

	s->text_size.unit = TEXT_UNSET;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		s->width = MM(cases[i].width);
		s->height = MM(cases[i].height);
		s->distance = MM(cases[i].distance);
		s->tilt = (angle_t) cases[i].tilt * 10;
		rig.config.user_glasses = cases[i].glasses;
		centre_at(cases[i].centre, cases[i].height);
		const struct audit *a = audit_rig_evaluate(&rig);
		if (a->overall != cases[i].overall ||
		    (a->overall > OK && a->findings.f[0].rule != cases[i].worst)) {
			fail_msg("%s is %s, %s", cases[i].id, severity_to_string(a->overall),
				 rule_to_string(a->findings.f[0].rule));
		}
		assert_int_equal(a->view[0].missing, 0);
	}
	/* G9 without the lenses is fine too, and G1 with them is not: its top is at the eyes */
	rig.config.user_glasses = GLASSES_NONE;
	assert_int_equal(audit_rig_evaluate(&rig)->overall, OK);
	audit_rig_init(&rig);
	rig.config.user_glasses = GLASSES_BIFOCAL;
	assert_int_equal(severity(RULE_TOP_EDGE_MULTIFOCAL, 0), CAUTION);
	assert_int_equal(severity(RULE_TOP_EDGE, 0), OK);
}

/* ---- estimates ---- */

static void test_estimated_eye(void **state)
{
	const struct finding *f;
	(void) state;

	/* Top 11 degrees above measured eyes is high: 123 mm at this distance. */
	centre_at(1200 + 123 - 149.5, 299);
	assert_int_equal(severity(RULE_TOP_EDGE, 0), HIGH);
	f = audit_rig_find(&rig.audit, RULE_TOP_EDGE, 0, SITTING);
	assert_int_equal(f->estimated, 0);

	/* The same height of the eyes out of the stature: 26 mm higher they would see it at 9. */
	rig.config.user_eye_height = MEASURE_UNSET;
	rig.config.user_stature = MM((1200 + 40 - 440) / 0.4587);
	assert_near(audit_rig_evaluate(&rig)->body.eye[SITTING].mm, 1200, 0.05);
	f = audit_rig_find(&rig.audit, RULE_TOP_EDGE, 0, SITTING);
	assert_int_equal(f->severity, CAUTION);
	assert_int_equal(f->estimated, BIT(QUANTITY_EYE_HEIGHT));

	/* High by more than a standard deviation is high all the same. */
	audit_rig_setup(&rig, "DP-1")->image_bottom += MM(26);
	assert_int_equal(severity(RULE_TOP_EDGE, 0), HIGH);
	f = audit_rig_find(&rig.audit, RULE_TOP_EDGE, 0, SITTING);
	assert_int_equal(f->estimated, BIT(QUANTITY_EYE_HEIGHT));
}

/* Exactly: the verdict is that of a measured eye, one standard deviation higher or lower. */
static void test_estimated_eye_exact(void **state)
{
	double limit[2] = { 0, 0 };
	(void) state;

	for (int estimated = 0; estimated < 2; estimated++) {
		rig.config.user_stature = MM(1700);
		rig.config.user_eye_height = MEASURE_UNSET;
		double eye = audit_rig_evaluate(&rig)->body.eye[SITTING].mm;
		rig.config.user_eye_height = estimated ? MEASURE_UNSET : MM(eye + 26);
		length_t *bottom = &audit_rig_setup(&rig, "DP-1")->image_bottom;
		for (*bottom = MM(100); severity(RULE_TOP_EDGE, 0) != HIGH; *bottom += 1) {
			assert_true(*bottom < MM(600));
		}
		limit[estimated] = *bottom / 10.0;
	}
	assert_near(limit[0], limit[1], 0.11);

	/* and towards the other side: a centre too low */
	for (int estimated = 0; estimated < 2; estimated++) {
		rig.config.user_eye_height = MEASURE_UNSET;
		double eye = audit_rig_evaluate(&rig)->body.eye[SITTING].mm;
		rig.config.user_eye_height = estimated ? MEASURE_UNSET : MM(eye - 26);
		length_t *bottom = &audit_rig_setup(&rig, "DP-1")->image_bottom;
		for (*bottom = MM(100); severity(RULE_CENTRE, 0) != HIGH; *bottom -= 1) {
			assert_true(*bottom > MM(-600));
		}
		limit[estimated] = *bottom / 10.0;
	}
	assert_near(limit[0], limit[1], 0.11);
}

static void test_estimated_others(void **state)
{
	struct monitor_setup *s = audit_rig_setup(&rig, "DP-1");
	(void) state;

	/* elbows: 28 mm */
	rig.config.user_elbow_height = MEASURE_UNSET;
	double elbow = audit_rig_evaluate(&rig)->body.elbow[SITTING].mm;
	rig.config.desk_height = MM(elbow - 20 + 50 + 27.9);
	assert_int_equal(severity(RULE_KEYBOARD_HEIGHT, -1), CAUTION);
	const struct finding *f = audit_rig_find(&rig.audit, RULE_KEYBOARD_HEIGHT, -1, SITTING);
	assert_int_equal(f->estimated, BIT(QUANTITY_ELBOW_HEIGHT));
	rig.config.desk_height = MM(elbow - 20 + 50 + 28.2);
	assert_int_equal(severity(RULE_KEYBOARD_HEIGHT, -1), HIGH);
	/* a keyboard that nobody measured makes it less sure still */
	rig.config.keyboard_height = MEASURE_UNSET;
	assert_int_equal(severity(RULE_KEYBOARD_HEIGHT, -1), CAUTION);
	f = audit_rig_find(&rig.audit, RULE_KEYBOARD_HEIGHT, -1, SITTING);
	assert_int_equal(f->estimated, BIT(QUANTITY_ELBOW_HEIGHT) | BIT(QUANTITY_KEYBOARD_HEIGHT));
	rig.config.user_elbow_height = MM(elbow);
	assert_int_equal(severity(RULE_KEYBOARD_HEIGHT, -1), HIGH);
	f = audit_rig_find(&rig.audit, RULE_KEYBOARD_HEIGHT, -1, SITTING);
	assert_int_equal(f->estimated, BIT(QUANTITY_KEYBOARD_HEIGHT));

	/* knees: 15 mm */
	audit_rig_init(&rig);
	double knees = audit_rig_evaluate(&rig)->body.seat.mm;
	rig.config.chair_seat_height = MM(knees + 60 + 14.9);
	assert_int_equal(severity(RULE_SEAT_HEIGHT, -1), CAUTION);
	rig.config.chair_seat_height = MM(knees + 60 + 15.2);
	assert_int_equal(severity(RULE_SEAT_HEIGHT, -1), HIGH);
	f = audit_rig_find(&rig.audit, RULE_SEAT_HEIGHT, -1, SITTING);
	assert_int_equal(f->estimated, BIT(QUANTITY_KNEE_HEIGHT));
	/* what the feet stand on counts as the floor */
	rig.config.chair_footrest = MM(20);
	assert_int_equal(severity(RULE_SEAT_HEIGHT, -1), CAUTION);
	assert_near(audit_rig_find(&rig.audit, RULE_SEAT_HEIGHT, -1, SITTING)->measured, 55.2, 0.1);
	rig.config.chair_footrest = MM(60);
	assert_int_equal(severity(RULE_SEAT_HEIGHT, -1), SEVERITY_OK);
	rig.config.chair_footrest = MM(120);
	assert_int_equal(severity(RULE_SEAT_HEIGHT, -1), CAUTION);

	/* a scale that nobody told may be 200 % */
	audit_rig_init(&rig);
	s->text_size = (struct text_size){ TEXT_PX, 80 };
	assert_int_equal(severity(RULE_TEXT_HEIGHT, 0), CAUTION);
	assert_int_equal(audit_rig_find(&rig.audit, RULE_TEXT_HEIGHT, 0, SITTING)->estimated,
			 BIT(QUANTITY_TEXT_SIZE));
	s->scale = 100;
	assert_int_equal(severity(RULE_TEXT_HEIGHT, 0), HIGH);
	s->scale = 0;
	s->text_size.tenths = 50;
	assert_int_equal(severity(RULE_TEXT_HEIGHT, 0), HIGH);
}

/* A yaw out of a flat row is known to 10 degrees. */
static void test_estimated_yaw(void **state)
{
	(void) state;

	(void) audit_rig_connect(&rig, "DP-2", "B");
	struct monitor_setup *s = audit_rig_place(&rig, "DP-2");
	s->yaw = MEASURE_UNSET;
	s->distance = MM(531 / tan(69 * M_PI / 180));
	assert_int_equal(severity(RULE_YAW_SECONDARY, 1), CAUTION);
	s->distance = MM(531 / tan(71 * M_PI / 180));
	assert_int_equal(severity(RULE_YAW_SECONDARY, 1), HIGH);
	s->yaw = 690;
	assert_int_equal(severity(RULE_YAW_SECONDARY, 1), HIGH);
}

/* ---- postures ---- */

static void test_sit_stand(void **state)
{
	const struct audit *a;
	(void) state;

	/* Sitting is fine; standing the desk is 15 cm too high for the eyes, and for the elbows. */
	rig.config.desk_height_standing = MM(1250);
	rig.config.user_eye_height_standing = MM(1580);
	rig.config.user_elbow_height_standing = MM(1090);
	a = audit_rig_evaluate(&rig);
	assert_int_equal(audit_rig_severity(a, RULE_TOP_EDGE, 0), OK);
	assert_int_equal(audit_rig_find(a, RULE_TOP_EDGE, 0, POSTURE_STANDING)->severity, HIGH);
	assert_int_equal(audit_rig_find(a, RULE_KEYBOARD_HEIGHT, -1, POSTURE_STANDING)->severity,
			 HIGH);
	assert_int_equal(a->overall, HIGH);

	/* What does not depend on heights is told once. */
	audit_rig_setup(&rig, "DP-1")->distance = MM(390);
	audit_rig_setup(&rig, "DP-1")->yaw = 400;
	audit_rig_setup(&rig, "DP-1")->text_size.tenths = 10;
	a = audit_rig_evaluate(&rig);
	for (size_t i = 0; i < a->findings.n; i++) {
		const struct finding *f = &a->findings.f[i];
		bool heights = f->rule == RULE_TOP_EDGE || f->rule == RULE_CENTRE ||
			       f->rule == RULE_BOTTOM_EDGE || f->rule == RULE_INCIDENCE ||
			       f->rule == RULE_KEYBOARD_HEIGHT;
		assert_true(f->posture == SITTING || heights);
	}
	assert_int_equal(audit_rig_severity(a, RULE_DISTANCE, 0), HIGH);

	/* The standing eyes' estimate is theirs alone. */
	audit_rig_init(&rig);
	rig.config.desk_height_standing = MM(1300);
	a = audit_rig_evaluate(&rig);
	assert_int_equal(audit_rig_find(a, RULE_CENTRE, 0, POSTURE_STANDING)->estimated,
			 BIT(QUANTITY_EYE_HEIGHT_STANDING));
	assert_int_equal(audit_rig_find(a, RULE_KEYBOARD_HEIGHT, -1, POSTURE_STANDING)->estimated,
			 BIT(QUANTITY_ELBOW_HEIGHT_STANDING));
}

/* ---- laptops ---- */

static void only_laptop(void)
{
	audit_rig_init(&rig);
	rig.monitors.n = 0;
	(void) audit_rig_connect_laptop(&rig);
	struct monitor_setup *s = audit_rig_place(&rig, "eDP-1");
	s->image_bottom = MM(150); /* high enough for its centre */
	s->tilt = 100;
}

static void test_laptop(void **state)
{
	const struct finding *f;
	(void) state;

	only_laptop();
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), CAUTION);
	rig.exposure.laptop_only_today = 2 * USEC_PER_HOUR;
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), CAUTION);
	rig.exposure.laptop_only_today += USEC_PER_SEC;
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), HIGH);
	f = audit_rig_find(&rig.audit, RULE_LAPTOP_ONLY, 0, SITTING);
	assert_near(f->measured, 2.0003, 0.0001);
	assert_near(f->limit, 2, 0);
	assert_int_equal(f->estimated, 0);
	rig.exposure.laptop_only_today = USEC_INFINITY; /* not known */
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), CAUTION);
	assert_true(isnan(audit_rig_find(&rig.audit, RULE_LAPTOP_ONLY, 0, SITTING)->measured));

	/* A riser needs a keyboard of its own, and the other way round. */
	rig.config.keyboard_external = TRISTATE_YES;
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), CAUTION);
	audit_rig_setup(&rig, "eDP-1")->raised = TRISTATE_YES;
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), OK);
	rig.config.keyboard_external = TRISTATE_NO;
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), CAUTION);

	/* Beside a monitor it is no laptop alone. */
	(void) audit_rig_connect(&rig, "DP-1", "");
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), OK);
}

/* With its centre below -40 degrees it is high at once. */
static void test_laptop_low(void **state)
{
	struct monitor_setup *s;
	(void) state;

	only_laptop();
	s = audit_rig_setup(&rig, "eDP-1");
	s->distance = MM(550);
	s->tilt = 200;
	s->image_bottom = MM(25);
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), HIGH);
	assert_int_equal(audit_rig_find(&rig.audit, RULE_LAPTOP_ONLY, 0, SITTING)->estimated, 0);
	rig.config.user_eye_height = MEASURE_UNSET; /* 1180 out of the stature */
	s->image_bottom = MM(10);
	assert_int_equal(severity(RULE_CENTRE, 0), CAUTION);
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), CAUTION);
	s->image_bottom = MM(-50);
	assert_int_equal(severity(RULE_CENTRE, 0), HIGH);
	assert_int_equal(severity(RULE_LAPTOP_ONLY, 0), HIGH);
	assert_int_equal(audit_rig_find(&rig.audit, RULE_LAPTOP_ONLY, 0, SITTING)->estimated,
			 BIT(QUANTITY_EYE_HEIGHT));
}

/* ---- two screens ---- */

static void test_pairs(void **state)
{
	const struct finding *f;
	(void) state;

	for (int i = 2; i <= 3; i++) {
		char output[MONITOR_OUTPUT_MAX];
		(void) snprintf(output, sizeof(output), "DP-%d", i);
		(void) audit_rig_connect(&rig, output, output);
		(void) audit_rig_place(&rig, output);
	}
	rig.monitors.m[0].primary = false;
	rig.monitors.m[1].primary = true;
	assert_int_equal(audit_rig_evaluate(&rig)->findings.n, 0);
	/* the primary one is the second: each is compared with it, not with one another */
	audit_rig_setup(&rig, "DP-1")->image_bottom -= MM(30);
	audit_rig_setup(&rig, "DP-3")->image_bottom += MM(30);
	f = (audit_rig_evaluate(&rig), audit_rig_find(&rig.audit, RULE_TOPS_DIFFER, 0, SITTING));
	assert_int_equal(f->other, 1);
	assert_near(f->measured, 30, 1e-9);
	assert_int_equal(severity(RULE_TOPS_DIFFER, 1), OK);
	assert_int_equal(severity(RULE_TOPS_DIFFER, 2), CAUTION);
	audit_rig_setup(&rig, "DP-2")->distance = MM(850);
	assert_int_equal(severity(RULE_DISTANCES_DIFFER, 0), HIGH); /* 31 % */
	assert_int_equal(severity(RULE_DISTANCES_DIFFER, 2), HIGH);

	/* An estimated place: a laptop beside it, 76 mm lower by an assumed 25 mm of bottom. */
	audit_rig_init(&rig);
	(void) audit_rig_connect_laptop(&rig);
	struct monitor_setup *s = audit_rig_place(&rig, "eDP-1");
	s->tilt = 0;
	s->image_bottom = MM(181 + 299 - 188 - 76);
	assert_int_equal(severity(RULE_TOPS_DIFFER, 1), HIGH);
	s->image_bottom = MEASURE_UNSET;
	audit_rig_setup(&rig, "DP-1")->image_bottom = MM(25 + 188 + 76 - 299);
	assert_int_equal(severity(RULE_TOPS_DIFFER, 1), CAUTION);
	f = audit_rig_find(&rig.audit, RULE_TOPS_DIFFER, 1, SITTING);
	assert_int_equal(f->estimated, BIT(QUANTITY_IMAGE_BOTTOM));

	/* An estimated tilt: 10 degrees take 4.5 mm from the height of the top. */
	audit_rig_init(&rig);
	(void) audit_rig_connect(&rig, "DP-2", "B");
	s = audit_rig_place(&rig, "DP-2");
	s->image_bottom = MM(181 + 79.4);
	assert_int_equal(severity(RULE_TOPS_DIFFER, 1), HIGH);
	s->tilt = MEASURE_UNSET;
	assert_int_equal(severity(RULE_TOPS_DIFFER, 1), CAUTION);
	s->image_bottom = MM(181 + 79.7);
	assert_int_equal(severity(RULE_TOPS_DIFFER, 1), HIGH);
	f = audit_rig_find(&rig.audit, RULE_TOPS_DIFFER, 1, SITTING);
	assert_int_equal(f->estimated, BIT(QUANTITY_TILT));
}

static void test_count(void **state)
{
	unsigned n[_SEVERITY_MAX];
	(void) state;

	audit_rig_setup(&rig, "DP-1")->distance = MM(390);
	audit_rig_setup(&rig, "DP-1")->tilt = -10;
	audit_rig_setup(&rig, "DP-1")->text_size.tenths = 20;
	findings_count(&audit_rig_evaluate(&rig)->findings, n);
	assert_int_equal(n[OK], 0);
	assert_int_equal(n[NOTE] + n[CAUTION] + n[HIGH], rig.audit.findings.n);
	assert_true(n[HIGH] >= 1 && n[CAUTION] >= 1 && n[NOTE] == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_vectors, setup),
		cmocka_unit_test_setup(test_estimated_eye, setup),
		cmocka_unit_test_setup(test_estimated_eye_exact, setup),
		cmocka_unit_test_setup(test_estimated_others, setup),
		cmocka_unit_test_setup(test_estimated_yaw, setup),
		cmocka_unit_test_setup(test_sit_stand, setup),
		cmocka_unit_test_setup(test_laptop, setup),
		cmocka_unit_test_setup(test_laptop_low, setup),
		cmocka_unit_test_setup(test_pairs, setup),
		cmocka_unit_test_setup(test_count, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
