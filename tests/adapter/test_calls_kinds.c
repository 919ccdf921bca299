/* What udev knows of a node: is it a camera?  Devices of a umockdev testbed, under a real inotify. */
#include "calls-fixture.h"

#include <umockdev.h>

static UMockdevTestbed *testbed;

static int up(void **state)
{
	testbed = umockdev_testbed_new();
	assert_non_null(testbed);
	return set_up(state);
}

static int down(void **state)
{
	g_object_unref(testbed);
	return tear_down(state);
}

/* `can`: NULL: udev has not said anything. */
static void plug_in(unsigned number, const char *parent, const char *can)
{
	char text[512];

	(void) snprintf(
		text, sizeof(text),
		"P: /devices/%s/video4linux/video%u\nN: video%u=00\nE: DEVNAME=/dev/video%u\n"
		"%s%s%sE: MAJOR=81\nE: MINOR=%u\nE: SUBSYSTEM=video4linux\n"
		"A: dev=81:%u\n",
		parent, number, number, number, can ? "E: ID_V4L_CAPABILITIES=" : "",
		can ? can : "", can ? "\n" : "", number, number);
	assert_true(umockdev_testbed_add_from_string(testbed, text, NULL));
}

static void start(void)
{
	assert_int_equal(calls_new(&fx.calls, fx.event, NULL, on_changed, &fx), 0);
	calls_set_times(fx.calls, &quick);
}

/* Whether it counts when it is open. */
static bool counts(unsigned number)
{
	char path[32];
	unsigned changed = fx.changed;
	bool is;
	int fd;

	(void) snprintf(path, sizeof(path), "/dev/video%u", number);
	fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_return_code(fd, errno);
	run_for(2 * SETTLE);
	is = fx.changed > changed;
	assert_int_equal(is, told()[0] != '\0');
	(void) close(fd);
	run_for(2 * LINGER);
	assert_string_equal(told(), "");
	return is;
}

static void test_kinds(void **state)
{
	(void) state;
	plug_in(0, "pci0000:00/usb1/1-6/1-6:1.0", ":capture:");
	plug_in(1, "pci0000:00/usb1/1-6/1-6:1.0", ":"); /* metadata */
	plug_in(2, "pci0000:00/0000:00:1d.0", ":capture:audio:tuner:");
	plug_in(3, "platform/codec", ":");
	plug_in(4, "virtual", ":capture:video_output:"); /* v4l2loopback */
	plug_in(5, "platform/out", ":video_output:");
	plug_in(6, "platform/isp", NULL);
	start();
	assert_non_null(strstr(health_line(), "ok: 2 cameras are watched"));
	assert_true(counts(0));
	assert_false(counts(1));
	assert_false(counts(2));
	assert_false(counts(3));
	assert_false(counts(4));
	assert_false(counts(5));
	assert_true(counts(6));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_kinds, up, down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
