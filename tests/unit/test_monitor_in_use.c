/* Which monitor is in use, and whether something fills it. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/share.h"

/* Two side by side, the right one higher and the primary one. */
static const struct monitors desk = {
	.backend = BACKEND_X11,
	.n = 2,
	.m = {
		{ .output = "L", .positioned = true, .x = 0, .y = 200, .width_px = 1000,
		  .height_px = 800 },
		{ .output = "R", .positioned = true, .x = 1000, .y = 0, .width_px = 2000,
		  .height_px = 1000, .primary = true },
	},
};

enum { L, R };
#define NOBODY (-1)

static struct desktop_look window(int x, int y, unsigned width, unsigned height, int px, int py)
{
	return (struct desktop_look){ .known = true,
				      .focused = true,
				      .x = x,
				      .y = y,
				      .width = width,
				      .height = height,
				      .pointer_x = px,
				      .pointer_y = py };
}

static struct desktop_look pointer(int px, int py)
{
	return (struct desktop_look){ .known = true, .pointer_x = px, .pointer_y = py };
}

static int in_use(const struct monitors *m, struct desktop_look look)
{
	return monitor_in_use(m, &look);
}

static bool full(const struct monitors *m, struct desktop_look look)
{
	look.full_screen = true;
	return full_screen_in_use(m, &look);
}

static void test_focus(void **state)
{
	static const struct {
		int x, y;
		unsigned width, height;
		int px, py, want;
	} cases[] = {
		/* The middle decides, wherever the pointer is. */
		{ 100, 300, 200, 200, 500, 500, L },
		{ 100, 300, 200, 200, 2000, 500, L },
		{ 1100, 100, 200, 200, 500, 500, R },
		{ 900, 300, 199, 200, 2000, 500, L },
		{ 900, 300, 200, 200, 500, 500, R }, /* at 1000: the first column of R */
		{ 900, 300, 200, 200, 5000, 500, R },

		/* Half of both is covered: the pointer decides. */
		{ 500, 0, 1500, 1000, 600, 300, L },
		{ 500, 0, 1500, 1000, 1100, 300, R },
		{ 500, 0, 1499, 1000, 600, 300, R }, /* less than half of R: the middle */
		{ 0, 0, 3000, 1000, 100, 300, L },
		{ 0, 0, 3000, 1000, 1100, 300, R },
		{ -50, -50, 4000, 4000, 999, 999, L },
		/* ... unless it is on neither. */
		{ 0, 0, 3000, 1000, 100, 100, R },
		{ 0, 0, 3000, 1000, -5, 5000, R },
		/* All of one and a bit of the other is not both. */
		{ 0, 200, 1100, 800, 2000, 500, L },

		/* The middle is in the hole above L. */
		{ 400, 0, 200, 300, 2000, 500, L },
		{ 500, 0, 900, 150, 500, 500, R },
		/* Off the desktop: it is not looked at. */
		{ 5000, 5000, 100, 100, 500, 500, L },
		{ -500, 0, 100, 100, 2000, 500, R },
		{ -500, 0, 100, 100, 100, 100, NOBODY },
		/* Part of it is on one. */
		{ -500, 300, 600, 200, 2000, 500, L },
		/* No size. */
		{ 1100, 100, 0, 0, 500, 500, L },
		{ 1100, 100, 100, 0, 500, 500, L },
		{ 1100, 100, 1, 1, 500, 500, R },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int got = in_use(&desk, window(cases[i].x, cases[i].y, cases[i].width,
					       cases[i].height, cases[i].px, cases[i].py));

		if (got != cases[i].want) {
			fail_msg("case %zu: %d, not %d", i, got, cases[i].want);
		}
	}
}

static void test_pointer(void **state)
{
	(void) state;
	assert_int_equal(in_use(&desk, pointer(0, 200)), L);
	assert_int_equal(in_use(&desk, pointer(999, 999)), L);
	assert_int_equal(in_use(&desk, pointer(1000, 0)), R);
	assert_int_equal(in_use(&desk, pointer(2999, 999)), R);
	assert_int_equal(in_use(&desk, pointer(3000, 999)), NOBODY);
	assert_int_equal(in_use(&desk, pointer(0, 199)), NOBODY);
	assert_int_equal(in_use(&desk, pointer(-1, 500)), NOBODY);
	assert_int_equal(in_use(&desk, pointer(500, 1000)), NOBODY);
}

static void test_nobody_to_ask(void **state)
{
	struct desktop_look look = window(100, 300, 200, 200, 500, 500);
	struct monitors none = { .backend = BACKEND_X11 }, unplaced = desk;

	(void) state;
	look.known = false;
	assert_int_equal(in_use(&desk, look), NOBODY);
	assert_false(full(&desk, look));
	look.known = true;
	assert_int_equal(in_use(&none, look), NOBODY);
	assert_false(full(&none, look));
	unplaced.m[L].positioned = false;
	assert_int_equal(in_use(&unplaced, look), NOBODY);
	assert_int_equal(in_use(&unplaced, window(1100, 100, 200, 200, 0, 0)), R);
	unplaced.m[R].width_px = 0; /* not told */
	assert_int_equal(in_use(&unplaced, window(1100, 100, 200, 200, 0, 0)), NOBODY);
	assert_false(full(&unplaced, window(0, 0, 5000, 5000, 1000, 500)));
}

/* As xrandr --left-of leaves it until somebody moves the origin, and as no server tells it. */
static void test_negative(void **state)
{
	struct monitors m = desk;

	(void) state;
	m.m[L].x = -1000;
	m.m[L].y = -800;
	assert_int_equal(in_use(&m, pointer(-1, -1)), L);
	assert_int_equal(in_use(&m, pointer(0, 0)), NOBODY);
	assert_int_equal(in_use(&m, window(-900, -700, 100, 100, 2000, 500)), L);
	assert_int_equal(in_use(&m, window(-3, -3, 4, 4, 2000, 500)), L);
	assert_true(full(&m, window(-1000, -800, 1000, 800, 2000, 500)));
	assert_false(full(&m, window(-999, -800, 1000, 800, 2000, 500)));
}

static void test_mirrors(void **state)
{
	struct monitors m = desk;

	(void) state;
	m.m[L] = m.m[R];
	m.m[L].primary = false;
	assert_int_equal(in_use(&m, pointer(1500, 500)), R);
	assert_int_equal(in_use(&m, window(1100, 100, 200, 200, 0, 0)), R);
	assert_int_equal(in_use(&m, window(1000, 0, 2000, 1000, 1500, 500)), R);
	assert_true(full(&m, window(1000, 0, 2000, 1000, 1500, 500)));
	m.m[L].primary = true;
	m.m[R].primary = false;
	assert_int_equal(in_use(&m, pointer(1500, 500)), L);
	m.m[L].primary = false;
	assert_int_equal(in_use(&m, pointer(1500, 500)), L); /* the first */

	/* A projector that shows the corner of the laptop's image. */
	m.m[R].primary = true;
	m.m[L].width_px = 800;
	m.m[L].height_px = 600;
	assert_int_equal(in_use(&m, window(1000, 0, 800, 600, 1500, 500)), L);
	assert_true(full(&m, window(1000, 0, 800, 600, 1500, 500)));
	assert_int_equal(in_use(&m, window(1000, 0, 2000, 1000, 1500, 500)), R);
	assert_true(full(&m, window(1000, 0, 2000, 1000, 1500, 500)));
	assert_int_equal(in_use(&m, window(1000, 0, 300, 200, 1500, 500)), R);
}

static void test_full_screen(void **state)
{
	struct desktop_look look = window(0, 200, 1000, 800, 500, 500);

	(void) state;
	assert_false(full_screen_in_use(&desk, &look)); /* as large, but it does not say so */
	assert_true(full(&desk, look));
	assert_true(
		full(&desk, window(0, 200, 1000, 800, 2000, 500))); /* the focus is what counts */
	assert_true(full(&desk, window(-1, 199, 1002, 802, 500, 500)));
	assert_false(full(&desk, window(0, 200, 999, 800, 500, 500)));
	assert_false(full(&desk, window(0, 201, 1000, 800, 500, 500)));
	assert_false(full(&desk, window(100, 300, 200, 200, 500, 500)));
	look.focused = false;
	assert_false(full(&desk, look));

	/* Over both; the one in use is the pointer's, or covered by half only. */
	assert_true(full(&desk, window(0, 0, 3000, 1000, 500, 500)));
	assert_true(full(&desk, window(0, 0, 3000, 1000, 1500, 500)));
	assert_false(full(&desk, window(500, 0, 2500, 1000, 600, 500)));
	assert_true(full(&desk, window(500, 0, 2500, 1000, 1500, 500)));
}

static void test_any_numbers(void **state)
{
	static const int ends[] = { INT_MIN, -1, 0, 1, 500, INT_MAX };
	static const unsigned sizes[] = { 0, 1, 500, INT_MAX, UINT_MAX };
	struct monitors m = desk;

	(void) state;
	m.m[R] = (struct monitor){ .positioned = true,
				   .x = INT_MIN,
				   .y = INT_MIN,
				   .width_px = UINT_MAX,
				   .height_px = UINT_MAX };
	for (size_t i = 0; i < 6 * 6 * 5 * 5; i++) {
		struct desktop_look look = window(ends[i % 6], ends[i / 6 % 6], sizes[i / 36 % 5],
						  sizes[i / 180], 500, 500);
		int got = in_use(&m, look);

		assert_true(got == L || got == R); /* the pointer is on both */
		assert_int_equal(full(&m, look), got == L && look.x <= 0 && look.y <= 200 &&
							 (int64_t) look.x + look.width >= 1000 &&
							 (int64_t) look.y + look.height >= 1000);
	}
	assert_true(full(&m, window(INT_MIN, INT_MIN, UINT_MAX, UINT_MAX, 500, 500)));
}

/* Any look at any desk: no crash, an index that there is, and full screen only where it covers all. */
static void test_properties(void **state)
{
	uint32_t seed = 4711;

	(void) state;
	for (unsigned round = 0; round < 20000; round++) {
		struct monitors m = { .backend = BACKEND_X11 };
		struct desktop_look look;
		int v[7], got;

#define NEXT(n) ((int) ((seed = seed * 1664525 + 1013904223) >> 16) % (n))
		m.n = (size_t) NEXT(5);
		for (size_t i = 0; i < m.n; i++) {
			m.m[i] = (struct monitor){ .positioned = NEXT(8) != 0,
						   .x = NEXT(40) - 20,
						   .y = NEXT(40) - 20,
						   .width_px = (unsigned) NEXT(20),
						   .height_px = (unsigned) NEXT(20),
						   .primary = NEXT(4) == 0 };
		}
		for (size_t i = 0; i < 7; i++) {
			v[i] = NEXT(50) - (i == 2 || i == 3 ? 0 : 25);
		}
		look = window(v[0], v[1], (unsigned) v[2], (unsigned) v[3], v[4], v[5]);
		look.focused = v[6] > -15;
		look.full_screen = NEXT(2);
		got = monitor_in_use(&m, &look);
		assert_true(got >= NOBODY && got < (int) m.n);
		assert_true(got == NOBODY || m.m[got].positioned);
		if (full_screen_in_use(&m, &look)) {
			const struct monitor *on = &m.m[got];

			assert_true(look.focused && look.full_screen);
			assert_true(look.x <= on->x && look.y <= on->y &&
				    look.x + (int) look.width >= on->x + (int) on->width_px &&
				    look.y + (int) look.height >= on->y + (int) on->height_px);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_focus),         cmocka_unit_test(test_pointer),
		cmocka_unit_test(test_nobody_to_ask), cmocka_unit_test(test_negative),
		cmocka_unit_test(test_mirrors),       cmocka_unit_test(test_full_screen),
		cmocka_unit_test(test_any_numbers),   cmocka_unit_test(test_properties),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
