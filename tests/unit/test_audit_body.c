/* Heights of eyes, elbows and knees: the examples of ERGONOMICS 3. */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/audit-rig.h"

#define MM(v) ((length_t) (10 * (v)))

static struct config config;
static struct body body;

static void resolve(int stature, int seat)
{
	config_defaults(&config);
	config.user_stature = stature ? MM(stature) : MEASURE_UNSET;
	config.chair_seat_height = seat ? MM(seat) : MEASURE_UNSET;
	body_resolve(&config, &body);
}

static void assert_estimate(const struct estimate *e, double mm, double sd, double within)
{
	assert_near(e->mm, mm, within);
	assert_near(e->sd, sd, 0);
}

static void test_examples(void **state)
{
	/* as printed: rounded to whole millimetres; the eye over the seat is that of a seat of 0 */
	static const struct {
		int stature;
		double eye_over_seat, eye, eye_standing, elbow_standing, popliteal;
	} cases[] = {
		{ 1550, 711, 1070, 1473, 1000, 374 },
		{ 1850, 849, 1280, 1753, 1188, 447 },
		{ 1950, 894, 1350, 1846, 1251, 471 },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		resolve(cases[i].stature, 0);
		assert_estimate(&body.eye[POSTURE_SITTING], cases[i].eye, 30, 0.6);
		assert_estimate(&body.eye[POSTURE_STANDING], cases[i].eye_standing, 26, 0.6);
		assert_estimate(&body.elbow[POSTURE_STANDING], cases[i].elbow_standing, 28, 0.6);
		assert_estimate(&body.seat, cases[i].popliteal + 25, 15, 0.6);
		resolve(cases[i].stature, 450);
		assert_estimate(&body.eye[POSTURE_SITTING], 450 + cases[i].eye_over_seat - 40, 26,
				0.6);
	}
	resolve(1700, 450);
	assert_estimate(&body.eye[POSTURE_SITTING], 1189.8, 26, 0.05);
	assert_estimate(&body.elbow[POSTURE_SITTING], 450 + 0.1411 * 1700, 28, 0.01);
	resolve(1700, 0);
	assert_estimate(&body.eye[POSTURE_SITTING], 1175.3, 30, 0.05);
	assert_estimate(&body.elbow[POSTURE_SITTING], 0.3826 * 1700 + 25, 28, 0.01);
}

static void test_measured(void **state)
{
	(void) state;

	resolve(1700, 450);
	config.user_eye_height = MM(1234);
	config.user_eye_height_standing = MM(1601);
	config.user_elbow_height = MM(701);
	config.user_elbow_height_standing = MM(1099);
	config.desk_height = MM(720);
	config.desk_height_standing = MM(1100);
	body_resolve(&config, &body);
	assert_estimate(&body.eye[POSTURE_SITTING], 1234, 0, 0);
	assert_estimate(&body.eye[POSTURE_STANDING], 1601, 0, 0);
	assert_estimate(&body.elbow[POSTURE_SITTING], 701, 0, 0);
	assert_estimate(&body.elbow[POSTURE_STANDING], 1099, 0, 0);
	assert_near(body.desk[POSTURE_SITTING], 720, 0);
	assert_near(body.desk[POSTURE_STANDING], 1100, 0);
}

/* Without a seat that is told the feet stand flat: on the foot rest. */
static void test_footrest(void **state)
{
	(void) state;

	resolve(1700, 0);
	assert_near(body.footrest, 0, 0);
	config.chair_footrest = MM(80);
	body_resolve(&config, &body);
	assert_near(body.footrest, 80, 0);
	assert_estimate(&body.eye[POSTURE_SITTING], 1175.3 + 80, 30, 0.05);
	assert_estimate(&body.elbow[POSTURE_SITTING], 0.3826 * 1700 + 25 + 80, 28, 0.01);
	assert_estimate(&body.seat, 0.2415 * 1700 + 25, 15, 0.01);
	config.chair_seat_height = MM(450);
	body_resolve(&config, &body);
	assert_estimate(&body.eye[POSTURE_SITTING], 1189.8, 26, 0.05);
	config.chair_footrest = MM(-80); /* can't be */
	body_resolve(&config, &body);
	assert_near(body.footrest, 0, 0);
}

static void test_unknown(void **state)
{
	(void) state;

	resolve(0, 450);
	for (enum posture p = POSTURE_SITTING; p < _POSTURE_MAX; p++) {
		assert_true(isnan(body.eye[p].mm) && body.eye[p].sd == 0);
		assert_true(isnan(body.elbow[p].mm) && body.elbow[p].sd == 0);
		assert_true(isnan(body.desk[p]));
	}
	assert_true(isnan(body.seat.mm));
	config.user_stature = 0; /* can't be */
	config.user_eye_height = -1;
	body_resolve(&config, &body);
	assert_true(isnan(body.eye[POSTURE_SITTING].mm));
}

static void test_glasses(void **state)
{
	(void) state;

	resolve(1700, 0);
	for (enum glasses g = GLASSES_UNSET; g < _GLASSES_MAX; g++) {
		config.user_glasses = g;
		body_resolve(&config, &body);
		assert_int_equal(body.multifocal, g == GLASSES_BIFOCAL || g == GLASSES_PROGRESSIVE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples), cmocka_unit_test(test_measured),
		cmocka_unit_test(test_footrest), cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_glasses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
