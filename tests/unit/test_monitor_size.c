/* Which size of a monitor is believed, and lists of monitors. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/monitor.h"

#define T SIZE_EDID_TIMING
#define E SIZE_EDID
#define R SIZE_RANDR

/* ---- one size ---- */

static void test_judge(void **state)
{
	static const struct {
		unsigned width_mm, height_mm, width_px, height_px;
		enum size_doubt want;
	} cases[] = {
		{ 597, 336, 3840, 2160, DOUBT_NONE },
		{ 336, 597, 2160, 3840, DOUBT_NONE },
		{ 597, 336, 0, 0, DOUBT_NONE },
		{ 0, 0, 1920, 1080, DOUBT_ABSENT },
		{ 0, 300, 1920, 1080, DOUBT_ZERO },
		{ 500, 0, 1920, 1080, DOUBT_ZERO },
		{ 1, 1, 1920, 1080, DOUBT_ZERO },
		{ 1, 1, 0, 0, DOUBT_ZERO },

		{ 16, 9, 1920, 1080, DOUBT_ASPECT },
		{ 160, 90, 1920, 1080, DOUBT_ASPECT },
		{ 1600, 900, 3840, 2160, DOUBT_ASPECT },
		{ 900, 1600, 2160, 3840, DOUBT_ASPECT }, /* turned with the image */
		{ 160, 100, 1920, 1200, DOUBT_ASPECT },
		{ 1600, 1000, 1920, 1200, DOUBT_ASPECT },
		{ 210, 90, 2560, 1080, DOUBT_ASPECT },
		{ 320, 90, 5120, 1440, DOUBT_ASPECT },
		{ 4, 3, 1024, 768, DOUBT_ASPECT },
		{ 40, 30, 1024, 768, DOUBT_ASPECT },
		{ 50, 40, 1280, 1024, DOUBT_ASPECT },
		{ 160, 90, 0, 0, DOUBT_ASPECT },
		{ 400, 300, 1600, 1200, DOUBT_NONE },  /* 20 in: real */
		{ 1594, 897, 3840, 2160, DOUBT_NONE }, /* 72 in: real */
		{ 160, 91, 1280, 720, DOUBT_NONE },    /* exactly these */

		/* 50 and 400 dpi are still believed. */
		{ 254, 254, 500, 500, DOUBT_NONE },
		{ 254, 254, 499, 499, DOUBT_DPI },
		{ 254, 254, 4000, 4000, DOUBT_NONE },
		{ 254, 254, 4001, 4001, DOUBT_DPI },
		{ 1210, 680, 1920, 1080, DOUBT_DPI }, /* a TV of 55 in */
		{ 708, 398, 640, 480, DOUBT_DPI },
		{ UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, DOUBT_DPI },
		{ UINT32_MAX, 1, 1, UINT32_MAX, DOUBT_DPI },

		/* Up to 10 % of either side, inclusive. */
		{ 550, 500, 2000, 2000, DOUBT_NONE },
		{ 551, 500, 2000, 2000, DOUBT_ANISOTROPIC },
		{ 500, 550, 2000, 2000, DOUBT_NONE },
		{ 500, 551, 2000, 2000, DOUBT_ANISOTROPIC },
		{ 597, 336, 2160, 3840, DOUBT_ANISOTROPIC }, /* not turned with the image */
		{ 597, 336, 1280, 1024, DOUBT_ANISOTROPIC },
		{ 597, 336, 1680, 1050, DOUBT_ANISOTROPIC },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct size_mm told = { cases[i].width_mm, cases[i].height_mm };
		struct monitor m = { .width_px = cases[i].width_px,
				     .height_px = cases[i].height_px,
				     .told[R] = told };

		monitor_choose_size(&m);
		if (m.doubt[R] != cases[i].want) {
			fail_msg("%u x %u mm, %u x %u px: %s", told.width, told.height, m.width_px,
				 m.height_px, size_doubt_to_string(m.doubt[R]));
		}
		assert_int_equal(m.doubt[T], DOUBT_ABSENT);
		assert_int_equal(m.doubt[SIZE_INI], DOUBT_ABSENT);
		assert_int_equal(m.size_source, cases[i].want ? SIZE_UNKNOWN : R);
		assert_int_equal(m.size.width, cases[i].want ? 0 : told.width);
		assert_int_equal(m.size.height, cases[i].want ? 0 : told.height);
	}
}

/* ---- the best of them ---- */

static void test_choose(void **state)
{
	static const struct {
		struct size_mm timing, edid, randr;
		enum size_source want;
		enum size_doubt timing_doubt;
	} cases[] = {
		{ { 597, 336 }, { 600, 340 }, { 600, 340 }, T, DOUBT_NONE },
		{ { 0, 0 }, { 600, 340 }, { 597, 336 }, E, DOUBT_ABSENT },
		{ { 160, 90 }, { 600, 340 }, { 0, 0 }, E, DOUBT_ASPECT },
		{ { 597, 336 }, { 160, 90 }, { 160, 90 }, T, DOUBT_NONE },
		{ { 1600, 900 }, { 160, 90 }, { 597, 336 }, R, DOUBT_ASPECT },
		{ { 1600, 900 }, { 160, 90 }, { 160, 90 }, SIZE_UNKNOWN, DOUBT_ASPECT },
		{ { 0, 0 }, { 0, 0 }, { 597, 336 }, R, DOUBT_ABSENT },
		{ { 0, 0 }, { 0, 0 }, { 0, 0 }, SIZE_UNKNOWN, DOUBT_ABSENT },
		/* Far from the basic block: more than 10 % and 10 mm. */
		{ { 670, 384 }, { 600, 340 }, { 0, 0 }, T, DOUBT_NONE },
		{ { 671, 384 }, { 600, 340 }, { 0, 0 }, E, DOUBT_DIFFERS },
		{ { 670, 385 }, { 600, 340 }, { 0, 0 }, E, DOUBT_DIFFERS },
		{ { 530, 296 }, { 600, 340 }, { 0, 0 }, T, DOUBT_NONE },
		{ { 529, 296 }, { 600, 340 }, { 0, 0 }, E, DOUBT_DIFFERS },
		/* ... which has to hold up itself. */
		{ { 597, 336 }, { 340, 600 }, { 0, 0 }, T, DOUBT_NONE },
		{ { 597, 336 }, { 1210, 680 }, { 0, 0 }, E, DOUBT_DIFFERS },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct monitor m = { .width_px = 3840, .height_px = 2160 };

		m.told[T] = cases[i].timing;
		m.told[E] = cases[i].edid;
		m.told[R] = cases[i].randr;
		monitor_choose_size(&m);
		if (m.size_source != cases[i].want || m.doubt[T] != cases[i].timing_doubt) {
			fail_msg("case %zu: %s, timing %s", i, size_source_to_string(m.size_source),
				 size_doubt_to_string(m.doubt[T]));
		}
		assert_memory_equal(&m.size, &m.told[m.size_source], sizeof(m.size));
		if (m.size_source == SIZE_UNKNOWN) {
			assert_int_equal(m.size.width + m.size.height, 0);
		}
	}
}

/* What was chosen before leaves nothing. */
static void test_again(void **state)
{
	struct monitor m = { .width_px = 3840, .height_px = 2160, .told[E] = { 600, 340 } };

	(void) state;
	monitor_choose_size(&m);
	assert_int_equal(m.size_source, E);
	m.told[E] = (struct size_mm){ 0 };
	monitor_choose_size(&m);
	assert_int_equal(m.size_source, SIZE_UNKNOWN);
	assert_int_equal(m.size.width, 0);
	assert_int_equal(m.doubt[E], DOUBT_ABSENT);
}

/* ---- names of connectors ---- */

static void test_internal(void **state)
{
	static const char *const inside[] = { "eDP-1", "eDP1",     "EDP-1", "eDP", "LVDS-1",
					      "LVDS1", "LVDS-1-1", "DSI-1", "DSI1" };
	static const char *const outside[] = {
		"DP-1", "HDMI-A-1", "VGA-1",  "",  "XWAYLAND0", "eD",
		"eDPX", "DSIX-1",   "screen", "L", "DVI-D-1",   "LVD"
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(inside); i++) {
		assert_true(output_is_internal(inside[i]));
	}
	for (size_t i = 0; i < ELEMENTSOF(outside); i++) {
		assert_false(output_is_internal(outside[i]));
	}
}

static void test_same_output(void **state)
{
	(void) state;
	assert_true(output_is_same("DP-1", "DP-1"));
	assert_false(output_is_same("DP-1", "DP-2"));
	assert_true(output_is_same("HDMI-1", "HDMI-A-1"));
	assert_true(output_is_same("HDMI-A-2", "HDMI-2"));
	assert_false(output_is_same("HDMI-1", "HDMI-A-2"));
	assert_false(output_is_same("HDMI-1", "HDMI-B-1"));
	assert_false(output_is_same("HDMI-1", "1"));
	assert_false(output_is_same("eDP-1", "DP-1"));
	assert_true(output_is_same("", ""));
}

/* ---- lists ---- */

static struct monitors two(void)
{
	struct monitors list = { .backend = BACKEND_X11, .n = 2 };

	list.m[0] = (struct monitor){ .output = "DP-1",
				      .vendor = "DEL",
				      .model = "A",
				      .serial = "1",
				      .positioned = true,
				      .width_px = 1920,
				      .height_px = 1080,
				      .outputs = 1,
				      .told[R] = { 527, 296 } };
	list.m[1] = list.m[0];
	list.m[1].x = 1920;
	monitor_choose_size(&list.m[0]);
	monitor_choose_size(&list.m[1]);
	return list;
}

static void test_equal(void **state)
{
	const struct monitors a = two();
	struct monitors b;

	(void) state;
	b = two();
	memset(&b.m[2], 0x55, sizeof(b.m[2])); /* not of the list */
	assert_true(monitors_equal(&a, &b));
#define DIFFERS(change)                                                                            \
	do {                                                                                       \
		b = two();                                                                         \
		change;                                                                            \
		assert_false(monitors_equal(&a, &b));                                              \
	} while (0)
	DIFFERS(b.backend = BACKEND_XWAYLAND);
	DIFFERS(b.n = 1);
	DIFFERS(b.dropped = 1);
	DIFFERS(b.m[1].output[0] = 'd');
	DIFFERS(b.m[1].vendor[0] = 'd');
	DIFFERS(b.m[1].model[0] = 'd');
	DIFFERS(b.m[1].serial[0] = 'd');
	DIFFERS(b.m[1].internal = true);
	DIFFERS(b.m[1].primary = true);
	DIFFERS(b.m[1].positioned = false);
	DIFFERS(b.m[1].x++);
	DIFFERS(b.m[1].y++);
	DIFFERS(b.m[1].width_px++);
	DIFFERS(b.m[1].height_px++);
	DIFFERS(b.m[1].rotation = 90);
	DIFFERS(b.m[1].reflected = true);
	DIFFERS(b.m[1].outputs++);
	DIFFERS(b.m[1].told[T].width++);
	DIFFERS(b.m[1].told[E].height++);
	DIFFERS(b.m[1].doubt[E]++);
	DIFFERS(b.m[1].size.width++);
	DIFFERS(b.m[1].size.height++);
	DIFFERS(b.m[1].size_source = E);
}

static void test_sort(void **state)
{
	struct monitors list = { .n = 5 };

	(void) state;
	list.m[0] = (struct monitor){ .output = "c", .x = 100, .y = 1 };
	list.m[1] = (struct monitor){ .output = "b", .x = 100 };
	list.m[2] = (struct monitor){ .output = "e", .x = -5, .y = 9 };
	list.m[3] = (struct monitor){ .output = "a", .x = 100 };
	list.m[4] = (struct monitor){ .output = "d", .x = 0 };
	monitors_sort(&list);
	for (size_t i = 0; i < 5; i++) {
		assert_string_equal(list.m[i].output,
				    ((const char *[]){ "e", "d", "a", "b", "c" })[i]);
	}
	list.n = 0;
	monitors_sort(&list);
}

/* ---- XWayland ---- */

static struct monitors connectors(void)
{
	struct monitors list = { .backend = BACKEND_DRM, .n = 2 };

	list.m[0] = (struct monitor){ .output = "HDMI-A-1",
				      .model = "TALL",
				      .width_px = 1920,
				      .height_px = 1080,
				      .told[T] = { 527, 296 } };
	list.m[1] = (struct monitor){ .output = "eDP-1",
				      .model = "PANEL",
				      .internal = true,
				      .width_px = 3840,
				      .height_px = 2400,
				      .told[E] = { 300, 190 } };
	monitor_choose_size(&list.m[0]);
	monitor_choose_size(&list.m[1]);
	return list;
}

static void test_xwayland(void **state)
{
	struct monitors drm = connectors();
	struct monitors x = { .backend = BACKEND_XWAYLAND, .n = 2 };

	(void) state;
	x.m[0] = (struct monitor){ .output = "HDMI-1",
				   .rotation = 90,
				   .width_px = 1080,
				   .height_px = 1920,
				   .x = 1280,
				   .told[R] = { 100, 100 } };
	x.m[1] = (struct monitor){ .output = "eDP-1", .width_px = 1280, .height_px = 800 };
	monitors_take_sizes(&x, &drm);
	assert_string_equal(x.m[1].model, "TALL");
	assert_int_equal(x.m[1].size.width, 296); /* turned */
	assert_int_equal(x.m[1].size.height, 527);
	assert_int_equal(x.m[1].told[T].height, 527);
	assert_int_equal(x.m[1].told[R].width, 0);
	assert_int_equal(x.m[1].x, 1280);
	assert_int_equal(x.m[1].width_px, 1080);
	assert_string_equal(x.m[1].output, "HDMI-A-1"); /* as the kernel calls it */
	assert_true(x.m[0].internal);
	assert_int_equal(x.m[0].size.width, 300);
	assert_int_equal(x.m[0].size_source, E);

	x.m[0] = (struct monitor){ .output = "XWAYLAND0", .told[R] = { 527, 296 } };
	x.m[1].x = 7;
	monitors_take_sizes(&x, &drm);
	assert_int_equal(x.m[0].size_source, SIZE_UNKNOWN); /* no guess */
	assert_string_equal(x.m[0].model, "");
	assert_int_equal(x.m[0].doubt[R], DOUBT_ABSENT);

	memcpy(drm.m[0].output, "eDP-1", 6); /* of two cards */
	x.m[1] = (struct monitor){ .output = "eDP-1", .x = 7 };
	monitors_take_sizes(&x, &drm);
	assert_int_equal(x.m[1].size_source, SIZE_UNKNOWN);

	drm.n = x.n = 1;
	monitors_take_sizes(&x, &drm);
	assert_string_equal(x.m[0].model, "TALL"); /* the only one of either */
	drm.dropped = 1;
	x.m[0] = (struct monitor){ .output = "XWAYLAND0" };
	monitors_take_sizes(&x, &drm);
	assert_string_equal(x.m[0].model, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_judge),       cmocka_unit_test(test_choose),
		cmocka_unit_test(test_again),       cmocka_unit_test(test_internal),
		cmocka_unit_test(test_same_output), cmocka_unit_test(test_equal),
		cmocka_unit_test(test_sort),        cmocka_unit_test(test_xwayland),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
