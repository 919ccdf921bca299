/* Where screens are taken to stand to the side when nobody told. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "../lib/audit-rig.h"

#define MM(v)  ((length_t) (10 * (v)))
#define BIT(q) (1u << (q))

static struct audit_rig rig;

static int setup(void **state)
{
	(void) state;
	audit_rig_init(&rig);
	return 0;
}

static const struct monitor_view *view(int i)
{
	return &audit_rig_evaluate(&rig)->view[i];
}

static void test_yaw_row(void **state)
{
	(void) state;

	/* ERGONOMICS 2.7: a flat pair of 24" at 650: 22 degrees to either side of the seam */
	(void) audit_rig_connect(&rig, "DP-2", "B");
	(void) audit_rig_place(&rig, "DP-2");
	audit_rig_setup(&rig, "DP-1")->yaw = audit_rig_setup(&rig, "DP-2")->yaw = MEASURE_UNSET;
	audit_rig_setup(&rig, "DP-1")->role = audit_rig_setup(&rig, "DP-2")->role = ROLE_EQUAL;
	assert_near(view(0)->yaw, -22.2, 0.05);
	assert_near(view(1)->yaw, 22.2, 0.05);
	assert_true(view(0)->estimated & view(1)->estimated & BIT(QUANTITY_YAW));

	/* and 39 of the secondary beside the primary one; on the other side too */
	audit_rig_setup(&rig, "DP-1")->role = audit_rig_setup(&rig, "DP-2")->role = ROLE_UNSET;
	assert_near(view(0)->yaw, 0, 0);
	assert_near(view(1)->yaw, 39.2, 0.05);
	assert_int_equal(audit_rig_severity(&rig.audit, RULE_YAW_SECONDARY, 1), SEVERITY_CAUTION);
	rig.monitors.m[1].x = -1920;
	assert_near(view(1)->yaw, -39.2, 0.05);

	/* each screen has its own pitch, and one in between counts */
	(void) audit_rig_connect(&rig, "DP-3", "C");
	(void) audit_rig_place(&rig, "DP-3");
	audit_rig_setup(&rig, "DP-3")->yaw = MEASURE_UNSET;
	rig.monitors.m[1].x = 1920;
	rig.monitors.m[1].width_px = 3840;
	rig.monitors.m[2].x = 1920 + 3840;
	assert_near(view(1)->yaw, 39.2, 0.05);
	assert_near(view(2)->yaw, atan2(2 * 531, 650) * 180 / M_PI, 0.05);
	/* a gap between them is as wide as its pixels are there */
	rig.monitors.m[2].x += 100;
	assert_near(view(2)->yaw, atan2(2 * 531 + 100 * 531.0 / 1920, 650) * 180 / M_PI, 0.05);

	/* who turned from the primary one did so from all */
	audit_rig_setup(&rig, "DP-1")->yaw = -200;
	assert_near(view(0)->yaw, -20, 0);
	assert_near(view(1)->yaw, atan2(531 - 650 * tan(20 * M_PI / 180), 650) * 180 / M_PI, 0.05);
	/* what is told holds */
	audit_rig_setup(&rig, "DP-2")->yaw = 250;
	assert_near(view(1)->yaw, 25, 0);
	assert_false(view(1)->estimated & BIT(QUANTITY_YAW));
}

static void test_yaw_unknown(void **state)
{
	(void) state;

	(void) audit_rig_connect(&rig, "DP-2", "B");
	(void) audit_rig_place(&rig, "DP-2");
	audit_rig_setup(&rig, "DP-1")->yaw = audit_rig_setup(&rig, "DP-2")->yaw = MEASURE_UNSET;
	rig.monitors.m[1].positioned = false;
	assert_near(view(0)->yaw, 0, 0); /* the primary one needs no position */
	assert_true(isnan(view(1)->yaw));
	assert_int_equal(view(1)->missing, BIT(QUANTITY_YAW));
	/* without its distance it may still come to be known */
	rig.monitors.m[1].positioned = true;
	audit_rig_setup(&rig, "DP-2")->distance = MEASURE_UNSET;
	assert_true(isnan(view(1)->yaw));
	assert_int_equal(view(1)->missing, BIT(QUANTITY_DISTANCE));
	/* nor of the primary one, which is straight ahead wherever it is */
	rig.monitors.m[0].positioned = false;
	assert_near(view(0)->yaw, 0, 0);
	assert_true(view(0)->estimated & BIT(QUANTITY_YAW));
	/* a second primary one stands beside the first */
	rig.monitors.m[0].positioned = true;
	audit_rig_setup(&rig, "DP-2")->distance = MM(650);
	audit_rig_setup(&rig, "DP-1")->role = audit_rig_setup(&rig, "DP-2")->role = ROLE_PRIMARY;
	assert_near(view(0)->yaw, 0, 0);
	assert_near(view(1)->yaw, 39.2, 0.05);
}

/* Of screens one above the other each is measured in its own pixels. */
static void test_yaw_stacked(void **state)
{
	(void) state;

	for (int i = 2; i <= 3; i++) {
		char output[MONITOR_OUTPUT_MAX];
		(void) snprintf(output, sizeof(output), "DP-%d", i);
		struct monitor *m = audit_rig_connect(&rig, output, output);
		m->x = 0;
		m->width_px = 1920 * (unsigned) i;
		audit_rig_place(&rig, output)->yaw = MEASURE_UNSET;
	}
	assert_near(view(1)->yaw, atan2(960 * 531.0 / 3840, 650) * 180 / M_PI, 0.01);
	assert_near(view(2)->yaw, atan2(1920 * 531.0 / 5760, 650) * 180 / M_PI, 0.01);
}

/* Of three that are used equally the middle one is straight ahead; of unequal two the seam. */
static void test_yaw_equal(void **state)
{
	(void) state;

	for (int i = 2; i <= 3; i++) {
		char output[MONITOR_OUTPUT_MAX];
		(void) snprintf(output, sizeof(output), "DP-%d", i);
		(void) audit_rig_connect(&rig, output, output);
		(void) audit_rig_place(&rig, output);
	}
	for (size_t i = 0; i < rig.config.monitors_n; i++) {
		rig.config.monitor[i].yaw = MEASURE_UNSET;
		rig.config.monitor[i].role = ROLE_EQUAL;
	}
	assert_near(view(1)->yaw, 0, 0.01);
	assert_near(view(0)->yaw, -39.2, 0.05);
	assert_near(view(2)->yaw, 39.2, 0.05);
	rig.monitors.n = 2;
	rig.monitors.m[1].width_px = 3840;
	assert_near(view(0)->yaw, -22.2, 0.05);
	assert_near(view(1)->yaw, 22.2, 0.05);
}

/* From a primary screen that stands nearly beside the user no midline follows. */
static void test_yaw_turned(void **state)
{
	(void) state;

	(void) audit_rig_connect(&rig, "DP-2", "B");
	audit_rig_place(&rig, "DP-2")->yaw = MEASURE_UNSET;
	audit_rig_setup(&rig, "DP-1")->yaw = 800;
	assert_near(view(1)->yaw, atan2(531 + 650 * tan(80 * M_PI / 180), 650) * 180 / M_PI, 0.05);
	audit_rig_setup(&rig, "DP-1")->yaw = 801;
	assert_near(view(1)->yaw, 39.2, 0.05);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_yaw_row, setup),
		cmocka_unit_test_setup(test_yaw_unknown, setup),
		cmocka_unit_test_setup(test_yaw_stacked, setup),
		cmocka_unit_test_setup(test_yaw_equal, setup),
		cmocka_unit_test_setup(test_yaw_turned, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
