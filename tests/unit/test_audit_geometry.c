/* Angles of a screen: the vectors of ERGONOMICS 2.4, an independent evaluation, and anything at all. */
#include <stdarg.h>
#include <setjmp.h>
#include <float.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/audit-rig.h"
#include "../lib/random-day.h"

#define CASES 100000
#define DEG   (180 / M_PI)

static const struct {
	const char *id;
	struct screen screen;
	struct angles
		want; /* depth to 0.05 mm, angles to 0.02 degrees; the top's height is not printed */
} vectors[] = {
	{ "G1", { 1200, 1050.5, 299, 650, 0 }, { 632.6, 0.00, -13.30, -25.30, -13.30, 1200 } },
	{ "G2", { 1200, 1050.5, 299, 650, 13 }, { 632.6, -0.33, -13.30, -26.23, -0.30, 1196.2 } },
	{ "G3", { 1200, 994.5, 299, 650, 10 }, { 616.7, -5.18, -18.43, -30.84, -8.43, 1141.7 } },
	{ "G4", { 1200, 833.3, 188, 550, 20 }, { 409.9, -32.19, -41.81, -50.30, -21.81, 921.6 } },
	{ "G5", { 1200, 1092, 336, 650, 5 }, { 641.0, 5.17, -9.56, -23.73, -4.56, 1259.4 } },
	{ "G6", { 1200, 934.5, 531, 650, 10 }, { 593.3, -0.36, -24.11, -43.92, -14.11, 1196.0 } },
	{ "G7", { 1200, 1001, 398, 700, 10 }, { 671.1, -0.25, -16.52, -31.82, -6.52, 1197.0 } },
	{ "G8", { 1200, 1200, 299, 650, 0 }, { 650.0, 12.95, 0.00, -12.95, 0.00, 1349.5 } },
	{ "G9", { 1200, 999.5, 299, 650, 10 }, { 618.3, -4.73, -17.97, -30.41, -7.97, 1146.7 } },
};

static void test_vectors(void **state)
{
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(vectors); i++) {
		const struct angles *want = &vectors[i].want;
		struct angles got;
		assert_int_equal(screen_angles(&vectors[i].screen, &got), 0);
		if (fabs(got.depth - want->depth) > 0.05 || fabs(got.top - want->top) > 0.02 ||
		    fabs(got.centre - want->centre) > 0.02 ||
		    fabs(got.bottom - want->bottom) > 0.02 ||
		    fabs(got.incidence - want->incidence) > 0.02 ||
		    fabs(got.top_height - want->top_height) > 0.1) {
			fail_msg("%s: %.2f %.3f %.3f %.3f %.3f %.2f", vectors[i].id, got.depth,
				 got.top, got.centre, got.bottom, got.incidence, got.top_height);
		}
	}
}

/* ---- an independent evaluation: points and vectors, angles by the dot product ---- */

struct vec {
	double x, z; /* away from the user, up */
};

/* Between two directions, 0 to 180. */
static double between_deg(struct vec a, struct vec b)
{
	double c = (a.x * b.x + a.z * b.z) / (hypot(a.x, a.z) * hypot(b.x, b.z));

	return acos(c > 1 ? 1 : c < -1 ? -1 : c) * DEG;
}

/* Above the horizontal at the eye, of a point as seen from it. */
static double elevation_deg(struct vec point)
{
	double angle = between_deg(point, (struct vec){ 1, 0 });

	return point.z < 0 ? -angle : angle;
}

static double random_between(struct random *r, double low, double high)
{
	return low + (high - low) * (double) random_below(r, 1000001) / 1000000;
}

static void test_independent(void **state)
{
	struct random r;
	(void) state;

	random_seed(&r, 4);
	for (int i = 0; i < CASES; i++) {
		double up = random_between(&r, -85, 85) / DEG,
		       lean = random_between(&r, -60, 90) / DEG;
		double L = random_between(&r, 100, 3000), H = random_between(&r, 50, 1.9 * L);
		double eye = random_between(&r, 300, 2500);
		struct vec centre = { L * cos(up), L * sin(up) };
		struct vec along = { H / 2 * sin(lean), H / 2 * cos(lean) };
		struct vec top = { centre.x + along.x, centre.z + along.z };
		struct vec bottom = { centre.x - along.x, centre.z - along.z };
		struct vec face = { -cos(lean), sin(lean) }, to_eye = { -centre.x, -centre.z };
		struct screen s = { eye, eye + centre.z, H, L, lean * DEG };
		struct angles a;

		assert_int_equal(screen_angles(&s, &a), 0);
		assert_near(a.depth, centre.x, 0.01);
		assert_near(a.top, elevation_deg(top), 0.01);
		assert_near(a.centre, elevation_deg(centre), 0.01);
		assert_near(a.bottom, elevation_deg(bottom), 0.01);
		assert_near(fabs(a.incidence), between_deg(face, to_eye), 0.01);
		assert_near(a.top_height, eye + top.z, 0.01);

		/* to the side: half of a width, half of a letter */
		assert_near(half_width_deg(2 * H, L),
			    between_deg((struct vec){ L, 0 }, (struct vec){ L, H }), 0.01);
		assert_near(text_arcmin(H / 20, L),
			    60 * between_deg((struct vec){ L, H / 40 }, (struct vec){ L, -H / 40 }),
			    0.01);
	}
}

/* ---- the smaller formulas: the numbers of ERGONOMICS 2.5, 2.6 and 2.7 ---- */

static void test_widths(void **state)
{
	/* the least distance at which the whole width is within 30 degrees to either side */
	static const struct {
		double width, distance;
	} cases[] = { { 531, 460 }, { 597, 517 }, { 708, 613 }, { 797, 690 }, { 1193, 1033 } };
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_near(half_width_deg(cases[i].width, cases[i].distance), 30, 0.05);
	}
	assert_near(half_width_deg(1193, 800), 36.7, 0.05);
}

static void test_text(void **state)
{
	static const struct {
		double distance, mm16, mm20, mm22;
	} cases[] = { { 400, 1.86, 2.33, 2.56 },
		      { 500, 2.33, 2.91, 3.20 },
		      { 650, 3.03, 3.78, 4.16 },
		      { 800, 3.72, 4.65, 5.12 },
		      { 1000, 4.65, 5.82, 6.40 } };
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_near(text_arcmin(cases[i].mm16, cases[i].distance), 16, 0.05);
		assert_near(text_arcmin(cases[i].mm20, cases[i].distance), 20, 0.05);
		assert_near(text_arcmin(cases[i].mm22, cases[i].distance), 22, 0.05);
	}
	assert_near(screen_centre_height(720, 25, 188, 20), 833.3, 0.05);
}

/* ---- anything at all ---- */

static const double odd[] = { 0,        -0.0,      DBL_MIN, 4.9e-324, -4.9e-324, 1e-200,
			      DBL_MAX,  -DBL_MAX,  1e9,     1e10,     -1e9,      650,
			      INFINITY, -INFINITY, NAN,     90,       180,       1200 };

static void check_total(const struct screen *s)
{
	struct angles a;
	double *const all[] = {
		&a.depth, &a.top, &a.centre, &a.bottom, &a.incidence, &a.top_height
	};
	int r = screen_angles(s, &a);

	assert_true(r == 0 || r == -EDOM);
	for (size_t i = 0; i < ELEMENTSOF(all); i++) {
		if (r == 0 ? !isfinite(*all[i]) : !isnan(*all[i])) {
			fail_msg("E %g C %g H %g L %g t %g: %d, value %zu is %g", s->eye, s->centre,
				 s->height, s->distance, s->tilt, r, i, *all[i]);
		}
	}
}

static void test_total(void **state)
{
	struct random r;
	(void) state;

	random_seed(&r, 5);
	for (int i = 0; i < CASES; i++) {
		struct screen s;
		double *const all[] = { &s.eye, &s.centre, &s.height, &s.distance, &s.tilt };
		for (size_t k = 0; k < ELEMENTSOF(all); k++) {
			uint64_t bits =
				random_below(&r, UINT64_MAX) << 32 | random_below(&r, UINT32_MAX);
			if (random_percent(&r, 30)) {
				memcpy(all[k], &bits, sizeof(bits));
			} else if (random_percent(&r, 50)) {
				*all[k] = random_between(&r, -2000, 2000);
			} else {
				*all[k] = odd[random_below(&r, ELEMENTSOF(odd))];
			}
		}
		check_total(&s);
		double w = half_width_deg(s.height, s.distance);
		assert_true(isnan(w) || (w >= 0 && w <= 90));
		w = text_arcmin(s.height, s.distance);
		assert_true(isnan(w) || (w >= 0 && w <= 180 * 60));
	}
}

static void test_no_such_place(void **state)
{
	static const struct screen bad[] = {
		{ 1200, 1850, 299, 650, 0 },   { 1200, 550, 299, 650, 0 },
		{ 1200, 1200, 299, 0, 0 },     { 1200, 1200, -1, 650, 0 },
		{ 1200, 1200, 299, -650, 0 },  { NAN, 1200, 299, 650, 0 },
		{ 1200, 1200, 299, 650, NAN }, { 1200, 1200, INFINITY, 650, 0 },
	};
	struct angles a;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(bad); i++) {
		assert_int_equal(screen_angles(&bad[i], &a), -EDOM);
		check_total(&bad[i]);
	}
	/* a line is a place */
	assert_int_equal(screen_angles(&(struct screen){ 1200, 1200, 0, 650, 0 }, &a), 0);
	assert_near(a.top, 0, 0);
	assert_true(isnan(half_width_deg(NAN, 650)) && isnan(half_width_deg(531, 0)) &&
		    isnan(half_width_deg(-1, 650)) && isnan(text_arcmin(3, INFINITY)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors), cmocka_unit_test(test_independent),
		cmocka_unit_test(test_widths),  cmocka_unit_test(test_text),
		cmocka_unit_test(test_total),   cmocka_unit_test(test_no_such_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
