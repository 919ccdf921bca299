/* What counts, by capability and by event (DESIGN.md 5). */
#include "evdev-fixture.h"

#define COUNTS 1
#define NOT    0

struct want {
	unsigned type, code;
	int value, counts;
	enum device_class device;
};

struct row {
	struct mock_kind kind;
	const char *health; /* NULL: it is not read */
	struct want want[10];
};

static const struct row rows[] = {
	{
		KEYBOARD,
		"1 device: 1 keyboard",
		{ { EV_KEY, KEY_A, 1, COUNTS, DEVICE_KEYBOARD },
		  { EV_KEY, KEY_A, 2, NOT, 0 }, /* autorepeat */
		  { EV_KEY, KEY_A, 0, COUNTS, DEVICE_KEYBOARD },
		  { EV_MSC, MSC_SCAN, 30, NOT, 0 },
		  { EV_LED, LED_CAPSL, 1, NOT, 0 },
		  { EV_REP, REP_DELAY, 250, NOT, 0 },
		  { EV_SYN, SYN_DROPPED, 0, NOT, 0 } },
	},
	{
		MOUSE,
		"1 device: 1 pointer",
		{ { EV_KEY, BTN_LEFT, 1, COUNTS, DEVICE_POINTER },
		  { EV_KEY, BTN_LEFT, 0, COUNTS, DEVICE_POINTER },
		  { EV_REL, REL_X, 1, NOT, 0 },
		  { EV_REL, REL_X, -1, NOT, 0 },
		  { EV_REL, REL_WHEEL_HI_RES, 15, NOT, 0 },
		  { EV_REL, REL_WHEEL, -1, COUNTS, DEVICE_POINTER },
		  { EV_REL, REL_Y, 40, COUNTS, DEVICE_POINTER },
		  { EV_MSC, MSC_SCAN, 0x90001, NOT, 0 } },
	},
	{
		{ "TPPS/2 IBM TrackPoint",
		  BUS_I8042,
		  { INPUT_PROP_POINTER, INPUT_PROP_POINTING_STICK, END },
		  { BTN_LEFT, BTN_RIGHT, BTN_MIDDLE, END },
		  { REL_X, REL_Y, END },
		  { END },
		  { END } },
		"1 pointer",
		{ { EV_REL, REL_X, -3, COUNTS, DEVICE_POINTER } },
	},
	{
		{ "Wireless set of keyboard and mouse",
		  BUS_USB,
		  { END },
		  { RANGE, KEY_ESC, KEY_F10, BTN_LEFT, BTN_RIGHT, END },
		  { REL_X, REL_Y, REL_WHEEL, END },
		  { ABS_VOLUME, END },
		  { END } },
		"1 keyboard",
		{ { EV_KEY, KEY_A, 1, COUNTS, DEVICE_KEYBOARD },
		  { EV_KEY, BTN_LEFT, 1, COUNTS, DEVICE_POINTER },
		  { EV_REL, REL_X, 5, COUNTS, DEVICE_POINTER },
		  { EV_ABS, ABS_VOLUME, 5, NOT, 0 } },
	},
	{
		{ "Consumer Control",
		  BUS_USB,
		  { END },
		  { KEY_MUTE, KEY_VOLUMEDOWN, KEY_VOLUMEUP, KEY_SLEEP, KEY_BRIGHTNESSUP, END },
		  { END },
		  { ABS_VOLUME, END },
		  { END } },
		"1 keyboard",
		{ { EV_KEY, KEY_VOLUMEUP, 1, COUNTS, DEVICE_KEYBOARD },
		  { EV_KEY, KEY_SLEEP, 1, NOT, 0 },
		  { EV_KEY, KEY_BRIGHTNESSUP, 1, NOT, 0 },
		  { EV_ABS, ABS_VOLUME, 3, NOT, 0 } },
	},
	{
		{ "Remote control",
		  BUS_HOST,
		  { END },
		  { KEY_OK, KEY_CHANNELUP, KEY_NUMERIC_0, KEY_NUMERIC_1, KEY_POWER, END },
		  { END },
		  { END },
		  { EV_MSC, EV_REP, END } },
		"1 other",
		{ { EV_KEY, KEY_OK, 1, COUNTS, DEVICE_OTHER },
		  { EV_KEY, KEY_NUMERIC_1, 1, COUNTS, DEVICE_OTHER },
		  { EV_KEY, KEY_POWER, 1, NOT, 0 } },
	},
	{
		{ "SynPS/2 Touchpad",
		  BUS_I8042,
		  { INPUT_PROP_POINTER, INPUT_PROP_BUTTONPAD, END },
		  { BTN_LEFT, BTN_TOOL_FINGER, BTN_TOUCH, BTN_TOOL_DOUBLETAP, END },
		  { END },
		  { ABS_X, ABS_Y, ABS_PRESSURE, ABS_MT_SLOT, ABS_MT_POSITION_X, ABS_MT_POSITION_Y,
		    ABS_MT_TRACKING_ID, END },
		  { END } },
		"1 pointer",
		{ { EV_ABS, ABS_MT_POSITION_X, 300, COUNTS, DEVICE_POINTER },
		  { EV_ABS, ABS_MT_TRACKING_ID, -1, COUNTS, DEVICE_POINTER },
		  { EV_KEY, BTN_TOUCH, 1, COUNTS, DEVICE_POINTER },
		  { EV_ABS, ABS_PRESSURE, 7, NOT, 0 } },
	},
	{
		{ "Touchscreen",
		  BUS_I2C,
		  { INPUT_PROP_DIRECT, END },
		  { BTN_TOUCH, END },
		  { END },
		  { ABS_X, ABS_Y, ABS_MT_SLOT, ABS_MT_POSITION_X, ABS_MT_POSITION_Y,
		    ABS_MT_TRACKING_ID, END },
		  { END } },
		"1 touch",
		{ { EV_KEY, BTN_TOUCH, 1, COUNTS, DEVICE_TOUCH },
		  { EV_ABS, ABS_X, 17, COUNTS, DEVICE_TOUCH } },
	},
	{
		{ "Single-touch screen",
		  BUS_RS232,
		  { END },
		  { BTN_TOUCH, END },
		  { END },
		  { ABS_X, ABS_Y, END },
		  { END } },
		"1 touch",
		{ { EV_ABS, ABS_Y, 17, COUNTS, DEVICE_TOUCH } },
	},
	{
		{ "Wacom Pen",
		  BUS_USB,
		  { INPUT_PROP_POINTER, END },
		  { BTN_TOOL_PEN, BTN_TOUCH, BTN_STYLUS, END },
		  { END },
		  { ABS_X, ABS_Y, ABS_PRESSURE, ABS_TILT_X, ABS_DISTANCE, END },
		  { EV_MSC, END } },
		"1 tablet",
		{ { EV_KEY, BTN_TOOL_PEN, 1, COUNTS, DEVICE_TABLET },
		  { EV_KEY, BTN_STYLUS, 1, COUNTS, DEVICE_TABLET },
		  { EV_ABS, ABS_X, 9, COUNTS, DEVICE_TABLET },
		  { EV_ABS, ABS_TILT_X, 9, NOT, 0 },
		  { EV_ABS, ABS_DISTANCE, 9, NOT, 0 },
		  { EV_MSC, MSC_SERIAL, 9, NOT, 0 } },
	},
	{
		{ "Wacom Pad",
		  BUS_USB,
		  { END },
		  { BTN_0, BTN_1, BTN_STYLUS, END },
		  { END },
		  { ABS_X, ABS_Y, ABS_WHEEL, ABS_MISC, END },
		  { END } },
		"1 tablet",
		{ { EV_KEY, BTN_0, 1, COUNTS, DEVICE_TABLET },
		  { EV_ABS, ABS_WHEEL, 5, COUNTS, DEVICE_TABLET },
		  { EV_ABS, ABS_MISC, 5, NOT, 0 } },
	},
	{
		{ "QEMU USB Tablet",
		  BUS_USB,
		  { END },
		  { BTN_LEFT, BTN_RIGHT, BTN_MIDDLE, END },
		  { REL_WHEEL, END },
		  { ABS_X, ABS_Y, END },
		  { EV_MSC, END } },
		"1 pointer",
		{ { EV_ABS, ABS_X, 900, COUNTS, DEVICE_POINTER },
		  { EV_REL, REL_WHEEL, 1, COUNTS, DEVICE_POINTER } },
	},
	{
		GAMEPAD,
		"1 other",
		{ { EV_KEY, BTN_SOUTH, 1, COUNTS, DEVICE_OTHER },
		  { EV_ABS, ABS_X, 130, NOT, 0 },
		  { EV_ABS, ABS_RY, -3, NOT, 0 },
		  { EV_ABS, ABS_HAT0X, 1, NOT, 0 } },
	},
	{
		{ "Joystick with 64 axes",
		  BUS_USB,
		  { END },
		  { BTN_TRIGGER, BTN_THUMB, END },
		  { END },
		  { RANGE, ABS_X, ABS_MAX, END },
		  { END } },
		"1 other",
		{ { EV_KEY, BTN_TRIGGER, 0, COUNTS, DEVICE_OTHER },
		  { EV_ABS, ABS_MT_POSITION_X, 4, NOT, 0 },
		  { EV_ABS, ABS_X, 4, NOT, 0 } },
	},
	{
		{ "Panel with 64 axes",
		  BUS_USB,
		  { END },
		  { BTN_0, BTN_1, END },
		  { END },
		  { RANGE, ABS_X, ABS_MAX, END },
		  { END } },
		"1 other",
		{ { EV_KEY, BTN_0, 1, COUNTS, DEVICE_OTHER },
		  { EV_ABS, ABS_MT_POSITION_X, 4, NOT, 0 } },
	},
	{
		{ "Dial",
		  BUS_BLUETOOTH,
		  { END },
		  { BTN_0, END },
		  { REL_DIAL, END },
		  { END },
		  { END } },
		"1 other",
		{ { EV_REL, REL_DIAL, 1, COUNTS, DEVICE_OTHER },
		  { EV_KEY, BTN_0, 1, COUNTS, DEVICE_OTHER } },
	},
	{ { "Motion sensors of a pad",
	    BUS_USB,
	    { INPUT_PROP_ACCELEROMETER, END },
	    { BTN_LEFT, END },
	    { END },
	    { ABS_X, ABS_Y, ABS_Z, ABS_RX, END },
	    { EV_MSC, END } },
	  NULL,
	  { { 0 } } },
	{ { "hdaps", BUS_HOST, { END }, { END }, { END }, { ABS_X, ABS_Y, END }, { END } },
	  NULL,
	  { { 0 } } },
	{ { "Lid Switch", BUS_HOST, { END }, { END }, { END }, { END }, { EV_SW, END } },
	  NULL,
	  { { 0 } } },
	{ { "Intel HID 5 button array",
	    BUS_HOST,
	    { END },
	    { KEY_POWER, KEY_RFKILL, END },
	    { END },
	    { END },
	    { EV_SW, EV_MSC, END } },
	  NULL,
	  { { 0 } } },
	{ { "Power Button", BUS_HOST, { END }, { KEY_POWER, END }, { END }, { END }, { END } },
	  NULL,
	  { { 0 } } },
	{ { "Sleep Button",
	    BUS_HOST,
	    { END },
	    { KEY_SLEEP, KEY_SUSPEND, KEY_WAKEUP, END },
	    { END },
	    { END },
	    { END } },
	  NULL,
	  { { 0 } } },
	{ { "Video Bus",
	    BUS_HOST,
	    { END },
	    { KEY_SWITCHVIDEOMODE, KEY_VIDEO_NEXT, KEY_VIDEO_PREV, KEY_BRIGHTNESSDOWN,
	      KEY_BRIGHTNESSUP, KEY_BRIGHTNESS_CYCLE, KEY_BRIGHTNESS_ZERO, KEY_DISPLAY_OFF, END },
	    { END },
	    { END },
	    { END } },
	  NULL,
	  { { 0 } } },
	{ { "HDA Intel PCH Headphone", 0, { END }, { END }, { END }, { END }, { EV_SW, END } },
	  NULL,
	  { { 0 } } },
	{ { "PC Speaker", BUS_ISA, { END }, { END }, { END }, { END }, { EV_SND, END } },
	  NULL,
	  { { 0 } } },
};

static void check(struct fixture *f, struct mock *m, const struct row *row, const struct want *w)
{
	size_t n;

	mock_emit(m, w->type, w->code, w->value);
	n = drain(f);
	if (n != (size_t) w->counts || (n > 0 && f->runs[0].device != w->device)) {
		fail_msg("%s: type %u code %u value %d counts %zu times as %s", row->kind.name,
			 w->type, w->code, w->value, n,
			 n > 0 ? device_class_to_string(f->runs[0].device) : "-");
	}
}

static void run_row(const struct row *row, bool refuse_mask)
{
	void *state;
	struct fixture *f;
	struct mock *m;

	(void) fixture_set_up(&state);
	f = state;
	m = mock_new(f, 3, row->kind);
	m->refuse_mask = refuse_mask;
	mock_plug(f, m);
	start(f);
	if (!row->health) {
		assert_int_equal(evdev_source_devices(f->source), 0);
		assert_int_equal(health(f, "without anything that a hand moves"), HEALTH_FAIL);
	} else {
		assert_int_equal(health(f, row->health), HEALTH_OK);
		assert_int_equal(atomic_load(&m->clock), CLOCK_BOOTTIME);
		assert_int_equal(m->masked[EV_SYN], !refuse_mask);
		for (const struct want *w = row->want; w->type != 0 || w->code != 0; w++) {
			check(f, m, row, w);
		}
	}
	(void) fixture_tear_down(&state);
}

/* The kernel filters; what it is asked to filter is what would not count. */
static void test_masked(void **state)
{
	(void) state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		run_row(&rows[i], false);
	}
}

/* The same without the kernel's help. */
static void test_unmasked(void **state)
{
	(void) state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		run_row(&rows[i], true);
	}
}

/* What does not count does not even reach us: it can't push out what does. */
static void test_mask_keeps_the_ring_free(void **state)
{
	struct fixture *f = *state;
	struct mock *pad = mock_add(f, 1, GAMEPAD);
	char byte;

	start(f);
	mock_emit(pad, EV_ABS, ABS_X, 130);
	mock_emit(pad, EV_FF, 0, 1);
	assert_int_equal(read(pad->fd, &byte, 1), -1);
	assert_int_equal(errno, EAGAIN);
	mock_emit(pad, EV_KEY, BTN_SOUTH, 1);
	assert_int_equal(drain(f), 1);
}

/* A stuck key is silent but for its press. */
static void test_stuck_key(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);

	start(f);
	mock_emit(m, EV_KEY, KEY_A, 1);
	assert_int_equal(drain(f), 1);
	for (int i = 0; i < 30; i++) {
		mock_emit(m, EV_KEY, KEY_A, 2);
	}
	assert_int_equal(drain(f), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_masked),
		cmocka_unit_test(test_unmasked),
		cmocka_unit_test_setup_teardown(test_mask_keeps_the_ring_free, fixture_set_up,
						fixture_tear_down),
		cmocka_unit_test_setup_teardown(test_stuck_key, fixture_set_up, fixture_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
