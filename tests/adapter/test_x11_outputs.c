/* What an X server says of its outputs, as monitors: real servers with one output, Xvfb. */
#include <dlfcn.h>

#include "x11-desk.h"

static Atom edid_atom;
static RROutput output;
static RRCrtc crtc;
static RRMode mode;

static struct monitors look_with(int minor)
{
	struct monitors list;

	assert_true(x11_outputs_read(desk, minor, edid_atom, &list));
	assert_int_equal(list.backend, BACKEND_X11);
	return list;
}

static struct monitors look(void)
{
	return look_with(6);
}

static int up_with(const char *option, const char *value)
{
	log_open(LOG_ERR);
	(void) unsetenv("XAUTHORITY");
	server_up(&a, option, value);
	assert_int_equal(x11_open(a.display, NULL, &desk), 0);
	return 0;
}

static int up(void **state)
{
	XRROutputInfo *info;

	(void) state;
	server_screen = "800x800x8";
	(void) up_with(NULL, NULL);
	(void) desk_resources();
	output = resources->outputs[0];
	info = XRRGetOutputInfo(desk, resources, output);
	crtc = info->crtc;
	XRRFreeOutputInfo(info);
	mode = make_mode(output, 640, 480);
	light(crtc, output, 0, mode, RR_Rotate_0);
	edid_atom = XInternAtom(desk, RR_PROPERTY_RANDR_EDID, False);
	return 0;
}

static int up_without_randr(void **state)
{
	(void) state;
	return up_with("-extension", "RANDR");
}

static int down(void **state)
{
	(void) state;
	desk_down();
	server_down(&a);
	return 0;
}

#define SIZE(s, w, h)                                                                              \
	do {                                                                                       \
		assert_int_equal((s).width, w);                                                    \
		assert_int_equal((s).height, h);                                                   \
	} while (0)

/* ---- one output ---- */

static void test_plain(void **state)
{
	(void) state;
	for (int minor = 3; minor <= 6; minor++) {
		struct monitors list = look_with(minor);
		const struct monitor *m = &list.m[0];

		assert_int_equal(list.n, 1);
		assert_string_equal(m->output, "screen");
		assert_true(m->positioned);
		assert_int_equal(m->x, 0);
		assert_int_equal(m->width_px, 640);
		assert_int_equal(m->height_px, 480);
		assert_int_equal(m->rotation, 0);
		assert_int_equal(m->outputs, 1);
		assert_false(m->internal || m->reflected || m->primary);
		assert_string_equal(m->model, "");
	}
	XRRSetOutputPrimary(desk, DefaultRootWindow(desk), output);
	assert_true(look().m[0].primary);
	assert_true(look_with(4).m[0].primary);
}

static void test_dark(void **state)
{
	(void) state;
	light(crtc, output, 0, None, RR_Rotate_0);
	assert_int_equal(look().n, 0);
	assert_int_equal(look_with(4).n, 0);
}

/* Xvfb turns nothing; so its answers are turned on their way, as the server of a real screen would. */
static Rotation turned_by = RR_Rotate_0;

XRRCrtcInfo *XRRGetCrtcInfo(Display *display, XRRScreenResources *all, RRCrtc id)
{
	static XRRCrtcInfo *(*ask)(Display *, XRRScreenResources *, RRCrtc);
	XRRCrtcInfo *info;

	if (!ask) {
		*(void **) &ask = dlsym(RTLD_NEXT, "XRRGetCrtcInfo");
		assert_non_null(ask);
	}
	info = ask(display, all, id);
	if (info && turned_by & (RR_Rotate_90 | RR_Rotate_270)) {
		unsigned width = info->width;

		info->width = info->height;
		info->height = width;
	}
	if (info) {
		info->rotation = turned_by;
	}
	return info;
}

/* ... and its screen has no size, as those of real ones have. */
XRROutputInfo *XRRGetOutputInfo(Display *display, XRRScreenResources *all, RROutput id)
{
	static XRROutputInfo *(*ask)(Display *, XRRScreenResources *, RROutput);
	XRROutputInfo *info;

	if (!ask) {
		*(void **) &ask = dlsym(RTLD_NEXT, "XRRGetOutputInfo");
		assert_non_null(ask);
	}
	info = ask(display, all, id);
	if (info) {
		info->mm_width = 204;
		info->mm_height = 153;
	}
	return info;
}

static void test_turned(void **state)
{
	static const struct {
		Rotation in;
		unsigned want;
		bool reflected;
	} cases[] = {
		{ RR_Rotate_90, 90, false },
		{ RR_Rotate_180, 180, false },
		{ RR_Rotate_270 | RR_Reflect_X, 270, true },
		{ RR_Rotate_0 | RR_Reflect_Y, 0, true },
	};

	(void) state;
	set_edid(output, &(struct edid_spec){ .width_cm = 20, .height_cm = 15, .name = "OLD" });
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		bool turned = cases[i].want % 180;
		struct monitors list;

		turned_by = cases[i].in;
		list = look();
		turned_by = RR_Rotate_0;
		assert_int_equal(list.n, 1);
		assert_int_equal(list.m[0].rotation, cases[i].want);
		assert_int_equal(list.m[0].reflected, cases[i].reflected);
		assert_int_equal(list.m[0].width_px, turned ? 480 : 640);
		assert_int_equal(list.m[0].height_px, turned ? 640 : 480);
		SIZE(list.m[0].told[SIZE_EDID], turned ? 150 : 200, turned ? 200 : 150);
		SIZE(list.m[0].told[SIZE_RANDR], turned ? 153 : 204, turned ? 204 : 153);
		assert_int_equal(list.m[0].size_source, SIZE_EDID);
		SIZE(list.m[0].size, turned ? 150 : 200, turned ? 200 : 150);
	}
}

/* ---- EDIDs ---- */

static void test_edid(void **state)
{
	uint8_t big[65536];
	struct monitors list;

	(void) state;
	set_edid(output, &edid_dell);
	list = look();
	assert_string_equal(list.m[0].model, "DELL U2720Q");
	assert_string_equal(list.m[0].serial, "9F3KX13");
	assert_string_equal(list.m[0].vendor, "DEL");
	SIZE(list.m[0].told[SIZE_EDID_TIMING], 597, 336);
	assert_int_equal(list.m[0].doubt[SIZE_EDID_TIMING], DOUBT_DPI); /* of 640 dots */

	edid_block(big, &edid_panel);
	set_property(output, "EDID", big, 127); /* truncated */
	assert_string_equal(look().m[0].model, "");
	set_property(output, "EDID", big, 0);
	assert_string_equal(look().m[0].model, "");
	memset(big + EDID_BLOCK, 0xff, sizeof(big) - EDID_BLOCK);
	set_property(output, "EDID", big, sizeof(big)); /* 64 KiB */
	assert_string_equal(look().m[0].model, "BOE0A1B");
	memset(big, 0xff, sizeof(big));
	set_property(output, "EDID", big, sizeof(big));
	assert_string_equal(look().m[0].model, "");
	set_edid(output, &(struct edid_spec){ .name = "\x1b[2J\xff];\x01" });
	assert_string_equal(look().m[0].model, "?(2J?),?");
	edid_block(big, &edid_dell); /* of another type and format */
	XRRDeleteOutputProperty(desk, output, edid_atom);
	XRRChangeOutputProperty(desk, output, edid_atom, XA_STRING, 32, PropModeReplace,
				(unsigned char *) (long[64]){ 0 }, 32);
	assert_string_equal(look().m[0].model, "");
	XRRDeleteOutputProperty(desk, output, edid_atom);
	assert_string_equal(look().m[0].model, "");
	assert_int_equal(look().n, 1);
}

/* What the server refuses is survived: here a name that it does not know. */
static void test_refused(void **state)
{
	(void) state;
	edid_atom = 0x1ffffff;
	assert_int_equal(look().n, 1);
}

/* ---- RandR's monitors ---- */

static void test_virtual(void **state)
{
	struct monitors list;
	const struct monitor *m;

	(void) state;
	make_monitor("R", (int[]){ 320, 0, 320, 480 }, 110, 165, None, None);
	make_monitor("L", (int[]){ 0, 0, 320, 480 }, 0, 0, None, None);
	list = look();
	assert_int_equal(list.n, 3); /* the output still shows an image */
	assert_string_equal(list.m[0].output, "L");
	assert_string_equal(list.m[1].output, "screen");
	assert_string_equal(list.m[2].output, "R");
	m = &list.m[2];
	assert_int_equal(m->x, 320);
	assert_int_equal(m->width_px, 320);
	assert_int_equal(m->outputs, 0);
	SIZE(m->told[SIZE_RANDR], 110, 165);
	SIZE(m->size, 110, 165);
	assert_int_equal(list.m[0].doubt[SIZE_RANDR], DOUBT_ABSENT);
	unmake_monitor("L");
	assert_int_equal(look().n, 2);
}

/* An output under a name that somebody gave it goes by its own; what he says of its size holds. */
static void test_renamed(void **state)
{
	struct monitors list;

	(void) state;
	set_edid(output, &(struct edid_spec){ .name = "PANEL", .width_cm = 20, .height_cm = 15 });
	make_monitor("Mine", (int[]){ 0, 0, 0, 0 }, 0, 0, output, None);
	list = look();
	assert_int_equal(list.n, 1);
	assert_string_equal(list.m[0].output, "screen");
	assert_string_equal(list.m[0].model, "PANEL");
	assert_int_equal(list.m[0].width_px, 640);
	SIZE(list.m[0].told[SIZE_RANDR], 204, 153); /* and not 96 dpi of the server's */
	unmake_monitor("Mine");
	make_monitor("Mine", (int[]){ 0, 0, 640, 480 }, 222, 165, output, None);
	list = look();
	assert_int_equal(list.n, 1);
	SIZE(list.m[0].told[SIZE_RANDR], 222, 165);
	SIZE(list.m[0].size, 200, 150);
}

/* A wide screen that is cut into two: parts have no size but that which is given. */
static void test_split(void **state)
{
	struct monitors list;

	(void) state;
	set_edid(output, &(struct edid_spec){ .name = "WIDE", .width_cm = 20, .height_cm = 15 });
	make_monitor("left", (int[]){ 0, 0, 320, 480 }, 100, 150, output, None);
	make_monitor("right", (int[]){ 320, 0, 320, 480 }, 0, 0, None, None);
	list = look();
	assert_int_equal(list.n, 2);
	assert_string_equal(list.m[0].output, "left");
	assert_string_equal(list.m[0].model, "");
	SIZE(list.m[0].size, 100, 150);
	assert_int_equal(list.m[0].size_source, SIZE_RANDR);
	SIZE(list.m[0].told[SIZE_EDID], 0, 0);
	assert_string_equal(list.m[1].output, "right");
	assert_int_equal(list.m[1].size_source, SIZE_UNKNOWN);
}

static void test_many(void **state)
{
	struct monitors list;
	char name[300];

	(void) state;
	for (int i = 0; i < 100; i++) {
		(void) snprintf(name, sizeof(name), "%03d]\x1b[m;%0250d", i, i);
		make_monitor(name, (int[]){ i, 0, 10, 10 }, 5, 5, None, None);
	}
	list = look();
	assert_int_equal(list.n, MONITORS_MAX);
	assert_int_equal(list.dropped, 101 - MONITORS_MAX);
	assert_string_equal(list.m[3].output, "003)?(m,00000000000000000000000");
}

/* ---- older servers ---- */

static void test_screen(void **state)
{
	struct monitors list = look_with(-1);

	(void) state;
	assert_int_equal(list.n, 1);
	assert_string_equal(list.m[0].output, "screen");
	assert_int_equal(list.m[0].width_px, 800);
	assert_int_equal(list.m[0].size_source, SIZE_UNKNOWN);
	assert_int_equal(list.m[0].doubt[SIZE_RANDR], DOUBT_ABSENT);
}

static void test_no_randr(void **state)
{
	int base;

	assert_int_equal(x11_randr_version(desk, &base), -1);
	assert_false(x11_is_xwayland(desk));
	test_screen(state);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, up, down)
	const struct CMUnitTest tests[] = {
		TEST(test_plain),
		TEST(test_dark),
		TEST(test_turned),
		TEST(test_edid),
		TEST(test_refused),
		TEST(test_virtual),
		TEST(test_renamed),
		TEST(test_split),
		TEST(test_many),
		TEST(test_screen),
		cmocka_unit_test_setup_teardown(test_no_randr, up_without_randr, down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
