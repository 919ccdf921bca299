/* What is known of each monitor: sections, names, sizes, roles, places, text, and what is missing. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/audit-rig.h"

#define MM(v)   ((length_t) (10 * (v)))
#define BIT(q)  (1u << (q))
#define SITTING POSTURE_SITTING

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

/* ---- sections ---- */

static void test_sections(void **state)
{
	struct monitor *m = &rig.monitors.m[0];
	struct monitor_setup got;
	(void) state;

	(void) snprintf(m->serial, sizeof(m->serial), "7MT");
	rig.config.monitors_n = 0;
	assert_false(monitor_setup_find(&rig.config, m, &got));
	assert_int_equal(got.distance, MEASURE_UNSET);
	assert_string_equal(got.name, "");

	/* in the file in any order, case ignored; the more particular one holds, key by key */
	audit_rig_setup(&rig, "dell u2412m 7mt")->distance = MM(4);
	audit_rig_setup(&rig, "dp-1")->distance = MM(3);
	audit_rig_setup(&rig, "dp-1")->tilt = 30;
	audit_rig_setup(&rig, "DELL u2412M")->distance = MM(2);
	audit_rig_setup(&rig, "DELL u2412M")->tilt = 20;
	audit_rig_setup(&rig, "DELL u2412M")->yaw = 20;
	audit_rig_setup(&rig, "*")->distance = MM(1);
	audit_rig_setup(&rig, "*")->tilt = audit_rig_setup(&rig, "*")->yaw = 10;
	audit_rig_setup(&rig, "*")->scale = 125;
	audit_rig_setup(&rig, "*")->raised = TRISTATE_YES;
	audit_rig_setup(&rig, "*")->role = ROLE_EQUAL;
	audit_rig_setup(&rig, "*")->text_size = (struct text_size){ TEXT_PT, 100 };
	audit_rig_setup(&rig, "HDMI-1")->scale = 300;
	audit_rig_setup(&rig, "7MT")->scale = 400;
	assert_true(monitor_setup_find(&rig.config, m, &got));
	assert_int_equal(got.distance, MM(4));
	assert_int_equal(got.tilt, 30);
	assert_int_equal(got.yaw, 20);
	assert_int_equal(got.scale, 125);
	assert_int_equal(got.raised, TRISTATE_YES);
	assert_int_equal(got.role, ROLE_EQUAL);
	assert_int_equal(got.text_size.tenths, 100);
	assert_string_equal(got.name, "dell u2412m 7mt");

	/* the default alone is no section of its own */
	(void) audit_rig_connect(&rig, "VGA-1", "");
	assert_false(monitor_setup_find(&rig.config, &rig.monitors.m[1], &got));
	assert_int_equal(got.distance, MM(1));
	assert_string_equal(got.name, "*");
}

/* A size told in another way is another size, not one more part of it. */
static void test_sections_size(void **state)
{
	struct monitor_setup got;
	(void) state;

	audit_rig_setup(&rig, "*")->width = MM(600);
	audit_rig_setup(&rig, "*")->height = MM(340);
	audit_rig_setup(&rig, "DP-1")->diagonal = MM(800);
	assert_true(monitor_setup_find(&rig.config, &rig.monitors.m[0], &got));
	assert_int_equal(got.width, MEASURE_UNSET);
	assert_int_equal(got.height, MEASURE_UNSET);
	assert_int_equal(got.diagonal, MM(800));
}

static void test_names(void **state)
{
	char name[MONITOR_NAME_MAX];
	(void) state;

	(void) audit_rig_connect(&rig, "HDMI-1", "dell u2412m");
	(void) audit_rig_connect(&rig, "VGA-1", "");
	(void) audit_rig_connect(&rig, "DP-2", "LG");
	(void) audit_rig_connect(&rig, "", "");
	static const char *const want[] = { "DELL U2412M (DP-1)", "dell u2412m (HDMI-1)", "VGA-1",
					    "LG", "monitor 5" };
	for (size_t i = 0; i < ELEMENTSOF(want); i++) {
		monitor_name(&rig.monitors, i, name);
		assert_string_equal(name, want[i]);
		assert_string_equal(view((int) i)->name, want[i]);
	}
	/* the longest there is */
	memset(rig.monitors.m[0].model, 'x', MONITOR_TEXT_MAX - 1);
	memset(rig.monitors.m[0].output, 'y', MONITOR_OUTPUT_MAX - 1);
	memcpy(rig.monitors.m[1].model, rig.monitors.m[0].model, MONITOR_TEXT_MAX);
	monitor_name(&rig.monitors, 0, name);
	assert_int_equal(strlen(name), MONITOR_TEXT_MAX + MONITOR_OUTPUT_MAX - 2 + 3);
}

/* ---- sizes ---- */

static void test_sizes(void **state)
{
	static const struct {
		int width, height, diagonal; /* told in the ini; 0: not */
		unsigned px[2], size[2];
		double want[2];
		enum size_source source;
	} cases[] = {
		{ 0, 0, 0, { 1920, 1080 }, { 531, 299 }, { 531, 299 }, SIZE_EDID_TIMING },
		{ 600, 340, 0, { 1920, 1080 }, { 531, 299 }, { 600, 340 }, SIZE_INI },
		{ 600, 340, 0, { 0, 0 }, { 0, 0 }, { 600, 340 }, SIZE_INI },
		{ 640, 0, 0, { 1920, 1080 }, { 0, 0 }, { 640, 360 }, SIZE_INI },
		{ 0, 360, 0, { 1920, 1080 }, { 0, 0 }, { 640, 360 }, SIZE_INI },
		{ 0, 640, 0, { 1080, 1920 }, { 0, 0 }, { 360, 640 }, SIZE_INI },
		{ 0, 0, 500, { 400, 300 }, { 531, 299 }, { 400, 300 }, SIZE_INI },
		{ 0, 0, 500, { 0, 0 }, { 40, 30 }, { 400, 300 }, SIZE_INI },
		{ 0, 0, 686, { 3840, 2160 }, { 0, 0 }, { 597.9, 336.3 }, SIZE_INI },
		{ 0, 0, 500, { 0, 0 }, { 0, 0 }, { NAN, NAN }, SIZE_UNKNOWN },
		{ 600, 0, 0, { 0, 0 }, { 0, 0 }, { 600, NAN }, SIZE_INI },
		{ 0, 0, 0, { 1920, 1080 }, { 0, 0 }, { NAN, NAN }, SIZE_UNKNOWN },
		{ 0, 0, 0, { 1920, 1080 }, { 531, 0 }, { NAN, NAN }, SIZE_UNKNOWN },
	};
	struct monitor *m = &rig.monitors.m[0];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct monitor_setup *s = audit_rig_setup(&rig, "DP-1");
		s->width = cases[i].width ? MM(cases[i].width) : MEASURE_UNSET;
		s->height = cases[i].height ? MM(cases[i].height) : MEASURE_UNSET;
		s->diagonal = cases[i].diagonal ? MM(cases[i].diagonal) : MEASURE_UNSET;
		m->width_px = cases[i].px[0];
		m->height_px = cases[i].px[1];
		m->size = (struct size_mm){ cases[i].size[0], cases[i].size[1] };
		const struct monitor_view *v = view(0);
		const double got[] = { v->width, v->height };
		bool known = true;
		for (int k = 0; k < 2; k++) {
			known = known && !isnan(cases[i].want[k]);
			if (isnan(cases[i].want[k]) ? !isnan(got[k])
						    : !(fabs(got[k] - cases[i].want[k]) < 0.1)) {
				fail_msg("case %zu: %g x %g", i, got[0], got[1]);
			}
		}
		assert_int_equal(v->size_source, cases[i].source);
		assert_int_equal((v->missing & BIT(QUANTITY_SIZE)) != 0, !known);
		assert_int_equal(audit_rig_severity(&rig.audit, RULE_UNKNOWN, 0),
				 known ? SEVERITY_OK : SEVERITY_NOTE);
	}
}

/* ---- roles ---- */

static void test_roles(void **state)
{
	enum { U = ROLE_UNSET, P = ROLE_PRIMARY, S = ROLE_SECONDARY, E = ROLE_EQUAL };
	static const struct {
		size_t n;
		int primary; /* of the X server; -1: none */
		int told[3];
		const char *want; /* p, s, e */
		bool guessed;
	} cases[] = {
		{ 1, -1, { U }, "p", false },        { 1, 0, { S }, "p", false },
		{ 1, -1, { E }, "p", false },        { 2, 1, { U, U }, "sp", false },
		{ 2, -1, { U, U }, "ps", true },     { 2, 1, { P, U }, "ps", false },
		{ 2, 0, { S, U }, "sp", true },      { 2, 0, { U, S }, "ps", false },
		{ 2, 1, { S, S }, "sp", false },     { 2, -1, { S, S }, "ps", true },
		{ 2, 0, { E, E }, "ee", false },     { 2, 0, { U, E }, "sp", false },
		{ 3, 2, { E, U, E }, "ese", false }, { 3, 0, { E, P, E }, "epe", false },
		{ 3, -1, { U, S, U }, "pss", true }, { 3, 0, { P, P, U }, "pps", false },
		{ 2, -1, { 77, -5 }, "ps", true },   { 3, 1, { U, U, U }, "sps", false },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		bool guessed = false;
		char got[4] = "";
		audit_rig_init(&rig);
		for (size_t k = 0; k < cases[i].n; k++) {
			char output[MONITOR_OUTPUT_MAX];
			(void) snprintf(output, sizeof(output), "DP-%zu", k + 1);
			if (k > 0) {
				(void) audit_rig_connect(&rig, output, output);
			}
			rig.monitors.m[k].primary = (int) k == cases[i].primary;
			audit_rig_setup(&rig, output)->role = (enum role) cases[i].told[k];
		}
		for (size_t k = 0; k < cases[i].n; k++) {
			const struct monitor_view *v = view((int) k);
			got[k] = role_to_string(v->role)[0];
			guessed = guessed || (v->estimated & BIT(QUANTITY_ROLE));
		}
		if (strcmp(got, cases[i].want) != 0 || guessed != cases[i].guessed) {
			fail_msg("case %zu: %s %d", i, got, guessed);
		}
	}
}

/* ---- places ---- */

static void test_laptop_place(void **state)
{
	const struct monitor_view *v;
	(void) state;

	rig.monitors.n = 0;
	(void) audit_rig_connect_laptop(&rig);
	audit_rig_setup(&rig, "eDP-1")->distance = MM(550);
	v = view(0);
	/* G4 of ERGONOMICS 2.4 */
	assert_near(v->image_bottom, 25, 0);
	assert_near(v->tilt, 20, 0);
	assert_true(v->known[SITTING] && !v->known[POSTURE_STANDING]);
	assert_near(v->angles[SITTING].centre, -41.81, 0.02);
	assert_near(v->angles[SITTING].bottom, -50.30, 0.02);
	assert_int_equal(v->missing, 0);
	assert_int_equal(v->estimated,
			 BIT(QUANTITY_TILT) | BIT(QUANTITY_IMAGE_BOTTOM) | BIT(QUANTITY_YAW));
	/* a riser may be of any height */
	audit_rig_setup(&rig, "eDP-1")->raised = TRISTATE_YES;
	v = view(0);
	assert_int_equal(v->missing, BIT(QUANTITY_IMAGE_BOTTOM));
	assert_near(v->tilt, 0, 0);
	assert_false(v->known[SITTING]);
	assert_true(isnan(v->angles[SITTING].top));
}

static void test_missing(void **state)
{
	static const struct {
		size_t offset; /* of the key that is not told */
		unsigned missing, estimated;
	} cases[] = {
		{ offsetof(struct config, user_eye_height), 0, BIT(QUANTITY_EYE_HEIGHT) },
		{ offsetof(struct config, desk_height), BIT(QUANTITY_DESK_HEIGHT), 0 },
		{ offsetof(struct config, monitor[0].image_bottom), BIT(QUANTITY_IMAGE_BOTTOM), 0 },
		{ offsetof(struct config, monitor[0].distance), BIT(QUANTITY_DISTANCE), 0 },
		{ offsetof(struct config, monitor[0].tilt), 0, BIT(QUANTITY_TILT) },
		{ offsetof(struct config, monitor[0].yaw), 0, BIT(QUANTITY_YAW) },
	};
	(void) state;

	assert_int_equal(view(0)->missing, 0);
	assert_int_equal(view(0)->estimated, 0);
	assert_int_equal(rig.audit.findings.n, 0);
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		audit_rig_init(&rig);
		*(length_t *) (void *) ((char *) &rig.config + cases[i].offset) = MEASURE_UNSET;
		assert_int_equal(view(0)->missing, cases[i].missing);
		assert_int_equal(view(0)->estimated, cases[i].estimated);
		assert_int_equal(audit_rig_severity(&rig.audit, RULE_UNKNOWN, 0),
				 cases[i].missing ? SEVERITY_NOTE : SEVERITY_OK);
		assert_int_equal(view(0)->known[SITTING], cases[i].missing == 0);
	}
	rig.config.user_stature = rig.config.user_eye_height = MEASURE_UNSET;
	assert_int_equal(view(0)->missing, BIT(QUANTITY_EYE_HEIGHT));

	/* measures that contradict each other: one is wrong, and there is no verdict */
	audit_rig_init(&rig);
	audit_rig_setup(&rig, "DP-1")->distance = MM(140);
	assert_int_equal(view(0)->missing, BIT(QUANTITY_DISTANCE));
	assert_false(view(0)->known[SITTING]);
}

static void test_standing(void **state)
{
	(void) state;

	rig.config.desk_height_standing = MM(1100);
	rig.config.user_eye_height_standing = MM(1600);
	assert_true(view(0)->known[SITTING] && view(0)->known[POSTURE_STANDING]);
	assert_near(view(0)->angles[POSTURE_STANDING].top_height, 1100 + 181 + 299, 0.01);
	rig.config.user_eye_height_standing = MEASURE_UNSET; /* from the stature */
	assert_true(view(0)->known[POSTURE_STANDING]);
	assert_int_equal(view(0)->estimated, BIT(QUANTITY_EYE_HEIGHT_STANDING));
	rig.config.user_stature = MEASURE_UNSET;
	assert_int_equal(view(0)->missing, BIT(QUANTITY_EYE_HEIGHT_STANDING));
	assert_true(view(0)->known[SITTING] && !view(0)->known[POSTURE_STANDING]);

	/* who has no desk to sit at is not asked how he sits */
	rig.config.desk_height = rig.config.user_eye_height = MEASURE_UNSET;
	rig.config.user_eye_height_standing = MM(1600);
	assert_int_equal(view(0)->missing, 0);
	assert_true(!view(0)->known[SITTING] && view(0)->known[POSTURE_STANDING]);
}

/* ---- text ---- */

static void test_text(void **state)
{
	/* ERGONOMICS 2.6, 10 pt */
	static const struct {
		unsigned px[2], size[2], scale;
		int distance;
		double want;
	} cases[] = {
		{ { 1920, 1080 }, { 531, 299 }, 100, 650, 14.0 },
		{ { 3840, 2160 }, { 597, 336 }, 100, 650, 7.9 },
		{ { 3840, 2160 }, { 597, 336 }, 150, 650, 11.8 },
		{ { 3840, 2160 }, { 597, 336 }, 200, 650, 15.8 },
		{ { 1920, 1200 }, { 302, 188 }, 125, 550, 11.8 },
	};
	struct monitor *m = &rig.monitors.m[0];
	struct monitor_setup *s = audit_rig_setup(&rig, "DP-1");
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		m->width_px = cases[i].px[0];
		m->height_px = cases[i].px[1];
		m->size = (struct size_mm){ cases[i].size[0], cases[i].size[1] };
		s->text_size = (struct text_size){ TEXT_PT, 100 };
		s->scale = cases[i].scale;
		s->distance = MM(cases[i].distance);
		assert_near(view(0)->arcmin, cases[i].want, 0.051);
		assert_false(view(0)->estimated & BIT(QUANTITY_TEXT_SIZE));
	}
	double pt = view(0)->cap_height;
	s->text_size = (struct text_size){ TEXT_PX, 133 };
	assert_near(view(0)->cap_height, pt * 13.3 / (40 / 3.0), 1e-6);
	s->scale = 0; /* not told: as at 100 % */
	assert_near(view(0)->cap_height, 13.3 * 0.72 * 302 / 1920, 1e-9);
	assert_true(view(0)->estimated & BIT(QUANTITY_TEXT_SIZE));
	s->scale = 100;
	rig.monitors.backend = BACKEND_XWAYLAND;
	assert_true(view(0)->estimated & BIT(QUANTITY_TEXT_SIZE));
	s->text_size = (struct text_size){ TEXT_MM, 31 };
	assert_near(view(0)->cap_height, 3.1, 1e-9);
	assert_false(view(0)->estimated & BIT(QUANTITY_TEXT_SIZE));
	/* not known: no pixels in use */
	s->text_size = (struct text_size){ TEXT_PT, 100 };
	m->width_px = 0;
	assert_true(isnan(view(0)->arcmin) && isnan(view(0)->cap_height));
	assert_false(view(0)->estimated & BIT(QUANTITY_TEXT_SIZE));
}

static void test_laptop_only(void **state)
{
	(void) state;

	assert_false(monitors_laptop_only(&rig.monitors));
	(void) audit_rig_connect_laptop(&rig);
	assert_false(monitors_laptop_only(&rig.monitors));
	rig.monitors.m[0] = rig.monitors.m[1];
	rig.monitors.n = 1;
	assert_true(monitors_laptop_only(&rig.monitors));
	assert_true(audit_rig_evaluate(&rig)->laptop_only);
	rig.monitors.n = 0;
	assert_false(monitors_laptop_only(&rig.monitors));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_sections, setup),
		cmocka_unit_test_setup(test_sections_size, setup),
		cmocka_unit_test_setup(test_names, setup),
		cmocka_unit_test_setup(test_sizes, setup),
		cmocka_unit_test_setup(test_roles, setup),
		cmocka_unit_test_setup(test_laptop_place, setup),
		cmocka_unit_test_setup(test_missing, setup),
		cmocka_unit_test_setup(test_standing, setup),
		cmocka_unit_test_setup(test_text, setup),
		cmocka_unit_test_setup(test_laptop_only, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
