/* What follows from durations and from the place: ERGONOMICS 1.2, 2.3, 2.4 and 2.7. */
#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../../daemon/core/audit/audit-internal.h"
#include "../lib/audit-rig.h"
#include "ergo/rosa.h"

#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR
#define NOT USEC_INFINITY

/* ---- durations ---- */

static void test_time(void **state)
{
	static const struct {
		usec_t day, longest;
		uint8_t time;
	} cases[] = {
		/* exactly on the edges: the side of 0 */
		{ 2 * HR, 30 * MIN, ROSA_MEDIUM },
		{ 2 * HR, 60 * MIN, ROSA_MEDIUM },
		{ 1 * HR, 45 * MIN, ROSA_MEDIUM },
		{ 4 * HR, 45 * MIN, ROSA_MEDIUM },
		{ 4 * HR, 60 * MIN, ROSA_MEDIUM },
		{ 1 * HR, 30 * MIN, ROSA_MEDIUM },
		/* beside them */
		{ 2 * HR, 30 * MIN - 1, ROSA_SHORT },
		{ 2 * HR, 60 * MIN + 1, ROSA_LONG },
		{ 1 * HR - 1, 45 * MIN, ROSA_SHORT },
		{ 4 * HR + 1, 45 * MIN, ROSA_LONG },
		/* where the two disagree long wins, then short */
		{ 6 * HR, 20 * MIN, ROSA_LONG },
		{ 4 * HR + 1, 1 * MIN, ROSA_LONG },
		{ 3 * HR, 10 * MIN, ROSA_SHORT },
		{ 0, 0, ROSA_SHORT },
		{ 24 * HR, 24 * HR, ROSA_LONG },
		/* what is not known decides, or does not */
		{ NOT, NOT, ROSA_NOT_KNOWN },
		{ 4 * HR + 1, NOT, ROSA_LONG },
		{ 4 * HR, NOT, ROSA_NOT_KNOWN },
		{ 1 * HR, NOT, ROSA_NOT_KNOWN },
		{ 1 * HR - 1, NOT, ROSA_SHORT },
		{ NOT, 60 * MIN + 1, ROSA_LONG },
		{ NOT, 60 * MIN, ROSA_NOT_KNOWN },
		{ NOT, 1 * MIN, ROSA_NOT_KNOWN },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct rosa_use use = { cases[i].day, cases[i].longest };
		assert_int_equal(rosa_time(&use), cases[i].time);
	}
}

static void assert_use(struct rosa_use got, usec_t day, usec_t longest)
{
	assert_int_equal(got.day, day);
	assert_int_equal(got.longest, longest);
}

static void test_usual(void **state)
{
	static const struct rosa_use days[] = {
		{ 0, 0 }, /* an eleventh day back: counts no more */
		{ 9 * HR, 5 * HR },
		{ 1 * HR, 10 * MIN },
		{ 2 * HR, 90 * MIN },
		{ 3 * HR, 20 * MIN },
		{ 8 * HR, 80 * MIN },
		{ 4 * HR, 30 * MIN },
		{ 7 * HR, 70 * MIN },
		{ 5 * HR, 40 * MIN },
		{ 6 * HR, 60 * MIN },
		{ 10 * HR, 50 * MIN },
	};
	static const struct rosa_use gaps[] = { { 2 * HR, NOT },
						{ 3 * HR, 9 * MIN },
						{ 4 * HR, NOT } };
	(void) state;

	assert_use(rosa_usual(days, 0), NOT, NOT);
	assert_use(rosa_usual(days + 1, 1), 9 * HR, 5 * HR);
	assert_use(rosa_usual(days + 1, 3), 2 * HR, 90 * MIN);
	assert_use(rosa_usual(days + 1, 4), 2 * HR + 30 * MIN, 55 * MIN);
	/* of the ten: 1 to 10 hours; 10 20 30 40 50 60 70 80 90 300 minutes */
	assert_use(rosa_usual(days, 11), 5 * HR + 30 * MIN, 55 * MIN);
	assert_use(rosa_usual(days + 1, 10), 5 * HR + 30 * MIN, 55 * MIN);
	/* each by itself; not known sorts behind all */
	assert_use(rosa_usual(gaps, 3), 3 * HR, NOT);
	assert_use(rosa_usual(gaps + 1, 1), 3 * HR, 9 * MIN);
	assert_use(rosa_usual(gaps, 2), 2 * HR + 30 * MIN, NOT);
}

/* ---- one measure ---- */

static void test_limits(void **state)
{
	(void) state;

	assert_int_equal(rosa_seat_depth(49.9), ROSA_DEPTH_TOO_LONG);
	assert_int_equal(rosa_seat_depth(50), ROSA_DEPTH_FITS);
	assert_int_equal(rosa_seat_depth(90), ROSA_DEPTH_FITS);
	assert_int_equal(rosa_seat_depth(90.1), ROSA_DEPTH_TOO_SHORT);
	assert_int_equal(rosa_seat_depth(NAN), ROSA_NOT_KNOWN);

	assert_int_equal(rosa_seat_height(-30.1), ROSA_SEAT_TOO_LOW);
	assert_int_equal(rosa_seat_height(-30), ROSA_SEAT_FITS);
	assert_int_equal(rosa_seat_height(20), ROSA_SEAT_FITS);
	assert_int_equal(rosa_seat_height(20.1), ROSA_SEAT_TOO_HIGH);
	assert_int_equal(rosa_seat_height(60), ROSA_SEAT_TOO_HIGH);
	assert_int_equal(rosa_seat_height(60.1), ROSA_SEAT_NO_CONTACT);
	assert_int_equal(rosa_seat_height(NAN), ROSA_NOT_KNOWN);

	assert_int_equal(rosa_too_high(25), ROSA_NO);
	assert_int_equal(rosa_too_high(25.1), ROSA_YES);
	assert_int_equal(rosa_too_high(-200), ROSA_NO);
	assert_int_equal(rosa_too_high(NAN), ROSA_NOT_KNOWN);

	assert_int_equal(rosa_monitor_far(750), ROSA_NO);
	assert_int_equal(rosa_monitor_far(750.1), ROSA_YES);
	assert_int_equal(rosa_monitor_far(NAN), ROSA_NOT_KNOWN);
	assert_int_equal(rosa_monitor_twist(30), ROSA_NO);
	assert_int_equal(rosa_monitor_twist(-30), ROSA_NO);
	assert_int_equal(rosa_monitor_twist(30.1), ROSA_YES);
	assert_int_equal(rosa_monitor_twist(-30.1), ROSA_YES);
	assert_int_equal(rosa_monitor_twist(NAN), ROSA_NOT_KNOWN);
}

static uint8_t height(double top, double bottom, bool multifocal)
{
	struct angles a = { .top = top, .bottom = bottom };

	return rosa_monitor_height(&a, multifocal);
}

static void test_monitor_height(void **state)
{
	(void) state;

	assert_int_equal(height(5, -32, false), ROSA_MONITOR_FITS);
	assert_int_equal(height(5.1, -32, false), ROSA_MONITOR_TOO_HIGH);
	assert_int_equal(height(5, -32.1, false), ROSA_MONITOR_TOO_LOW);
	assert_int_equal(height(5.1, -32.1, false), ROSA_MONITOR_TOO_HIGH); /* the worse one */
	assert_int_equal(height(0, -30, true), ROSA_MONITOR_FITS);
	assert_int_equal(height(0.1, -30, true), ROSA_MONITOR_TOO_HIGH);
	assert_int_equal(height(NAN, -30, false), ROSA_NOT_KNOWN);
	assert_int_equal(height(0, NAN, false), ROSA_NOT_KNOWN);
}

/* The vectors of ERGONOMICS 2.4. */
static void test_vectors(void **state)
{
	static const struct {
		const char *id;
		struct screen screen;
		bool multifocal;
		uint8_t height;
	} cases[] = {
		{ "G1", { 1200, 1050.5, 299, 650, 0 }, false, ROSA_MONITOR_FITS },
		{ "G2", { 1200, 1050.5, 299, 650, 13 }, false, ROSA_MONITOR_FITS },
		{ "G3", { 1200, 994.5, 299, 650, 10 }, false, ROSA_MONITOR_FITS },
		{ "G4", { 1200, 833.3, 188, 550, 20 }, false, ROSA_MONITOR_TOO_LOW },
		{ "G5", { 1200, 1092, 336, 650, 5 }, false, ROSA_MONITOR_TOO_HIGH },
		{ "G6", { 1200, 934.5, 531, 650, 10 }, false, ROSA_MONITOR_TOO_LOW },
		{ "G7", { 1200, 1001, 398, 700, 10 }, false, ROSA_MONITOR_FITS },
		{ "G8", { 1200, 1200, 299, 650, 0 }, false, ROSA_MONITOR_TOO_HIGH },
		{ "G9", { 1200, 999.5, 299, 650, 10 }, true, ROSA_MONITOR_FITS },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct angles a;
		print_message("%s\n", cases[i].id);
		assert_int_equal(screen_angles(&cases[i].screen, &a), 0);
		assert_int_equal(rosa_monitor_height(&a, cases[i].multifocal), cases[i].height);
	}
}

/* ---- the place as audited ---- */

static struct audit_rig rig;
static struct rosa rosa;

#define TENTHS(mm) ((length_t) (10 * (mm)))

static void fill(int most_used)
{
	rosa = (struct rosa){ 0 };
	rosa_fill_geometry(&rosa, audit_rig_evaluate(&rig), &rig.config, most_used);
	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		assert_int_equal(rosa.item[i].origin,
				 rosa.item[i].answer ? ROSA_GEOMETRY : ROSA_UNKNOWN);
	}
}

static void assert_item(enum rosa_item item, uint8_t answer, unsigned estimated)
{
	assert_int_equal(rosa.item[item].answer, answer);
	assert_int_equal(rosa.item[item].estimated, estimated);
}

static void test_sane_desk(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	rig.config.user_elbow_height = TENTHS(740);
	rig.config.keyboard_height = TENTHS(20);
	fill(-1);
	assert_item(ROSA_MONITOR, ROSA_MONITOR_FITS, 0);
	assert_item(ROSA_MONITOR_FAR, ROSA_NO, 0);
	assert_item(ROSA_MONITOR_TWIST, ROSA_NO, 0);
	assert_item(ROSA_KEYBOARD_HIGH, ROSA_NO, 0);
	assert_item(ROSA_DESK_HIGH, ROSA_NO, 0);
	/* nothing else can be seen from here */
	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		if (rosa.item[i].answer != ROSA_NOT_KNOWN) {
			assert_true(i == ROSA_MONITOR || i == ROSA_MONITOR_FAR ||
				    i == ROSA_MONITOR_TWIST || i == ROSA_KEYBOARD_HIGH ||
				    i == ROSA_DESK_HIGH || i == ROSA_SEAT_HEIGHT);
		}
	}
}

static void test_told_holds(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	rosa = (struct rosa){ 0 };
	rosa_answer(&rosa, ROSA_MONITOR, ROSA_MONITOR_TOO_LOW, ROSA_TOLD, 0);
	rosa_fill_geometry(&rosa, audit_rig_evaluate(&rig), &rig.config, -1);
	assert_item(ROSA_MONITOR, ROSA_MONITOR_TOO_LOW, 0);
	assert_int_equal(rosa.item[ROSA_MONITOR].origin, ROSA_TOLD);
	assert_item(ROSA_MONITOR_FAR, ROSA_NO, 0);
}

static void test_keyboard_and_seat(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	rig.config.user_elbow_height = TENTHS(740);
	rig.config.keyboard_height = TENTHS(45); /* 720 + 45 - 740 = 25 */
	fill(-1);
	assert_item(ROSA_KEYBOARD_HIGH, ROSA_NO, 0);
	rig.config.keyboard_height = TENTHS(46);
	fill(-1);
	assert_item(ROSA_KEYBOARD_HIGH, ROSA_YES, 0);
	assert_item(ROSA_DESK_HIGH, ROSA_YES, 0);

	/* the keyboard's height assumed: the audit assumes the same */
	rig.config.keyboard_height = MEASURE_UNSET;
	rig.config.user_elbow_height = TENTHS(715); /* 720 + 20 - 715 = 25 */
	fill(-1);
	assert_item(ROSA_KEYBOARD_HIGH, ROSA_NO, BIT(QUANTITY_KEYBOARD_HEIGHT));
	rig.config.user_elbow_height = TENTHS(714);
	fill(-1);
	assert_item(ROSA_KEYBOARD_HIGH, ROSA_YES, BIT(QUANTITY_KEYBOARD_HEIGHT));
	const struct finding *f =
		audit_rig_find(&rig.audit, RULE_KEYBOARD_HEIGHT, -1, POSTURE_SITTING);
	assert_non_null(f);
	assert_near(f->measured, 26, 1e-9);

	/* a stature of 1700: popliteal and shoes 435.55; elbows estimated from it and the seat */
	rig.config.user_elbow_height = MEASURE_UNSET;
	rig.config.user_stature = TENTHS(1700);
	rig.config.chair_seat_height = TENTHS(450);
	fill(-1);
	assert_item(ROSA_SEAT_HEIGHT, ROSA_SEAT_FITS, BIT(QUANTITY_KNEE_HEIGHT));
	assert_item(ROSA_KEYBOARD_HIGH, ROSA_YES, /* 740 - 450 - 0.1411 * 1700 = 50 */
		    BIT(QUANTITY_KEYBOARD_HEIGHT) | BIT(QUANTITY_ELBOW_HEIGHT));
	rig.config.chair_seat_height = TENTHS(500);
	fill(-1);
	assert_item(ROSA_SEAT_HEIGHT, ROSA_SEAT_NO_CONTACT, BIT(QUANTITY_KNEE_HEIGHT));
	rig.config.chair_footrest = TENTHS(30);
	fill(-1);
	assert_item(ROSA_SEAT_HEIGHT, ROSA_SEAT_TOO_HIGH, BIT(QUANTITY_KNEE_HEIGHT));
	rig.config.chair_seat_height = TENTHS(400);
	fill(-1);
	assert_item(ROSA_SEAT_HEIGHT, ROSA_SEAT_TOO_LOW, BIT(QUANTITY_KNEE_HEIGHT));
	rig.config.user_stature = MEASURE_UNSET;
	fill(-1);
	assert_item(ROSA_SEAT_HEIGHT, ROSA_NOT_KNOWN, 0);
	rig.config.user_stature = TENTHS(1700);
	rig.config.chair_seat_height = MEASURE_UNSET;
	fill(-1);
	assert_item(ROSA_SEAT_HEIGHT, ROSA_NOT_KNOWN, 0);
}

static void test_which_screen(void **state)
{
	struct monitor_setup *near, *far;
	(void) state;

	audit_rig_init(&rig);
	audit_rig_connect(&rig, "DP-2", "Far");
	near = audit_rig_setup(&rig, rig.monitors.m[0].output);
	near->role = ROLE_PRIMARY;
	far = audit_rig_place(&rig, "Far");
	far->role = ROLE_SECONDARY;
	far->distance = TENTHS(800);
	far->yaw = 400; /* tenths of a degree */
	far->image_bottom = TENTHS(400);
	fill(-1);
	assert_item(ROSA_MONITOR, ROSA_MONITOR_FITS, 0);
	assert_item(ROSA_MONITOR_FAR, ROSA_NO, 0);
	assert_item(ROSA_MONITOR_TWIST, ROSA_NO, 0);
	fill(1); /* that it is looked at most was seen */
	assert_item(ROSA_MONITOR, ROSA_MONITOR_TOO_HIGH, 0);
	assert_item(ROSA_MONITOR_FAR, ROSA_YES, 0);
	assert_item(ROSA_MONITOR_TWIST, ROSA_YES, 0);
	fill(7); /* there is no such one */
	assert_item(ROSA_MONITOR, ROSA_MONITOR_FITS, 0);
	near = audit_rig_setup(&rig, rig.monitors.m[0].output);
	near->role = ROLE_EQUAL;
	far = audit_rig_setup(&rig, "Far");
	far->role = ROLE_EQUAL;
	fill(-1); /* the worst of both */
	assert_item(ROSA_MONITOR, ROSA_MONITOR_TOO_HIGH, 0);
	assert_item(ROSA_MONITOR_FAR, ROSA_YES, 0);
	assert_item(ROSA_MONITOR_TWIST, ROSA_YES, 0);
	far->image_bottom = MEASURE_UNSET;
	far->distance = MEASURE_UNSET;
	fill(-1); /* one of both is not known: the other is no answer, unless it is the worst there is */
	assert_item(ROSA_MONITOR, ROSA_NOT_KNOWN, 0);
	assert_item(ROSA_MONITOR_FAR, ROSA_NOT_KNOWN, 0);
	assert_item(ROSA_MONITOR_TWIST, ROSA_YES, 0);
}

static void test_estimated(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	rig.config.user_eye_height = MEASURE_UNSET;
	rig.config.user_stature = TENTHS(1736); /* eyes at 0.7002 * 1736 - 15 = 1200.5 */
	fill(-1);
	assert_item(ROSA_MONITOR, ROSA_MONITOR_FITS, BIT(QUANTITY_EYE_HEIGHT));
	rig.config.user_stature = MEASURE_UNSET;
	fill(-1);
	assert_item(ROSA_MONITOR, ROSA_NOT_KNOWN, 0);
	assert_item(ROSA_MONITOR_FAR, ROSA_NO, 0);
	rig.monitors.n = 0;
	fill(-1);
	assert_item(ROSA_MONITOR_FAR, ROSA_NOT_KNOWN, 0);
	assert_item(ROSA_MONITOR_TWIST, ROSA_NOT_KNOWN, 0);
}

/* Who only stands is asked about as standing; who does both, as sitting. */
static void test_postures(void **state)
{
	(void) state;

	audit_rig_init(&rig);
	rig.config.user_eye_height_standing = TENTHS(1700);
	rig.config.desk_height_standing = TENTHS(1120); /* 80 lower by the eyes: bottom at -32 */
	fill(-1);
	assert_item(ROSA_MONITOR, ROSA_MONITOR_FITS, 0);
	rig.config.desk_height = MEASURE_UNSET;
	fill(-1);
	assert_item(ROSA_MONITOR, ROSA_MONITOR_TOO_LOW, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_time),         cmocka_unit_test(test_usual),
		cmocka_unit_test(test_limits),       cmocka_unit_test(test_monitor_height),
		cmocka_unit_test(test_vectors),      cmocka_unit_test(test_sane_desk),
		cmocka_unit_test(test_told_holds),   cmocka_unit_test(test_keyboard_and_seat),
		cmocka_unit_test(test_which_screen), cmocka_unit_test(test_estimated),
		cmocka_unit_test(test_postures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
