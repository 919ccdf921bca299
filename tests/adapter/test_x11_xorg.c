/* Several outputs, tiles, walls and mirrors: a real Xorg with the dummy driver. */
#include "x11-xorg.h"

static int up(void **state)
{
	(void) state;
	log_open(LOG_ERR);
	(void) unsetenv("XAUTHORITY");
	xorg_start();
	return 0;
}

static int down(void **state)
{
	(void) state;
	xorg_stop();
	return 0;
}

static struct monitors look(void)
{
	struct monitors list;

	assert_true(x11_outputs_read(desk, 6, edid_atom, &list));
	return list;
}

#define SIZE(s, w, h)                                                                              \
	do {                                                                                       \
		assert_int_equal((s).width, w);                                                    \
		assert_int_equal((s).height, h);                                                   \
	} while (0)

static void test_two(void **state)
{
	struct monitors list;
	RROutput right;

	(void) state;
	NEEDS_XORG;
	(void) plug(0, 1920, 1920, 1200, &edid_panel);
	right = plug(1, 0, 3840, 2160, &edid_dell);
	XRRSetOutputPrimary(desk, DefaultRootWindow(desk), right);
	list = look();
	assert_int_equal(list.n, 2);
	assert_string_equal(list.m[0].output, "DUMMY1");
	assert_string_equal(list.m[0].model, "DELL U2720Q");
	assert_true(list.m[0].primary);
	SIZE(list.m[0].size, 597, 336);
	assert_int_equal(list.m[0].size_source, SIZE_EDID_TIMING);
	assert_string_equal(list.m[1].output, "DUMMY0");
	assert_int_equal(list.m[1].x, 1920);
	SIZE(list.m[1].size, 302, 188);
	assert_false(list.m[1].primary);
}

/* Two screens of a wall: each tells its own size. */
static void test_wall(void **state)
{
	static const struct edid_spec spec = { .width_cm = 53, .height_cm = 30, .name = "WALL" };
	struct monitors list;
	RROutput left, right;

	(void) state;
	NEEDS_XORG;
	left = plug(0, 0, 1920, 1080, &spec);
	right = plug(1, 1920, 1920, 1080, &spec);
	make_monitor("wall", (int[]){ 0, 0, 0, 0 }, 0, 0, left, right);
	list = look();
	assert_int_equal(list.n, 1);
	assert_string_equal(list.m[0].output, "wall");
	assert_string_equal(list.m[0].model, "WALL");
	assert_int_equal(list.m[0].outputs, 2);
	assert_int_equal(list.m[0].width_px, 3840);
	assert_int_equal(list.m[0].height_px, 1080);
	SIZE(list.m[0].size, 1060, 300);
	assert_int_equal(list.m[0].size_source, SIZE_EDID);
	assert_int_equal(list.m[0].doubt[SIZE_RANDR], DOUBT_ABSENT); /* the server makes it up */
}

/* Two tiles of one panel: each tells the size of the whole. */
static void test_tiles(void **state)
{
	static const struct edid_spec spec = { .width_cm = 60, .height_cm = 34, .name = "5K" };
	struct monitors list;
	RROutput left, right;

	(void) state;
	NEEDS_XORG;
	left = plug(0, 0, 2560, 2880, &spec);
	right = plug(1, 2560, 2560, 2880, &spec);
	make_monitor("5K", (int[]){ 0, 0, 0, 0 }, 0, 0, left, right);
	list = look();
	assert_int_equal(list.n, 1);
	assert_int_equal(list.m[0].width_px, 5120);
	SIZE(list.m[0].size, 600, 340);
	unmake_monitor("5K");
	make_monitor("5K", (int[]){ 0, 0, 5120, 2880 }, 598, 337, left, right);
	list = look();
	SIZE(list.m[0].told[SIZE_RANDR], 598, 337); /* somebody says so */
	SIZE(list.m[0].size, 600, 340);
}

/* A laptop and a projector that show the same of one CRTC are two screens. */
static void test_mirror(void **state)
{
	struct monitors list;
	RROutput both[2];
	RRMode mode;

	(void) state;
	NEEDS_XORG;
	both[0] = plug(0, 0, 1920, 1200, &edid_panel);
	both[1] = desk_resources()->outputs[1];
	mode = make_mode(both[1], 1920, 1200);
	set_edid(both[1], &(struct edid_spec){ .name = "PROJECTOR" });
	if (XRRSetCrtcConfig(desk, resources, resources->crtcs[0], CurrentTime, 0, 0, mode,
			     RR_Rotate_0, both, 2) != RRSetConfigSuccess) {
		print_message("this driver mirrors by one CRTC an output\n");
		light(resources->crtcs[1], both[1], 0, mode, RR_Rotate_0);
	}
	list = look();
	assert_int_equal(list.n, 2);
	SIZE(list.m[0].size, 302, 188);
	assert_string_equal(list.m[1].model, "PROJECTOR");
	assert_int_equal(list.m[1].size_source, SIZE_UNKNOWN);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, up, down)
	const struct CMUnitTest tests[] = {
		TEST(test_two),
		TEST(test_wall),
		TEST(test_tiles),
		TEST(test_mirror),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
