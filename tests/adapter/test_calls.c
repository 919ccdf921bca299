/* Cameras: opened and closed under a real inotify. */
#include "calls-fixture.h"

#define IN_USE "the camera video0 is in use"

static void test_open_and_close(void **state)
{
	int fd;

	(void) state;
	write_file(fx.dev, "video0", "");
	begin();
	assert_string_equal(health_line(), "ok: 1 camera is watched; microphones are looked at "
					   "when a prompt is near");
	fd = open_node("video0");
	run_for(SETTLE / 2);
	assert_string_equal(told(), "");
	run_until(fx.changed == 1);
	assert_string_equal(told(), IN_USE);
	assert_true(calls_camera(fx.calls));
	assert_string_equal(health_line(), "ok: " IN_USE);
	(void) close(fd);
	run_for(LINGER / 2);
	assert_string_equal(told(), IN_USE);
	run_until(fx.changed == 2);
	assert_string_equal(told(), "");
	run_for(2 * SETTLE);
	assert_int_equal(fx.changed, 2);
}

/* Who lists cameras opens each for a moment, again and again. */
static void test_listing_does_not_count(void **state)
{
	(void) state;
	write_file(fx.dev, "video0", "");
	begin();
	for (int i = 0; i < 12; i++) {
		int fd = open_node("video0");

		run_for(SETTLE / 4);
		(void) close(fd);
		run_for(10 * USEC_PER_MS);
	}
	run_for(2 * SETTLE);
	assert_int_equal(fx.changed, 0);
}

/* Somebody else lists them during a call; and the camera is closed and opened again. */
static void test_call_goes_on(void **state)
{
	int fd, other;

	(void) state;
	write_file(fx.dev, "video0", "");
	begin();
	fd = open_node("video0");
	run_until(fx.changed == 1);
	for (int i = 0; i < 3; i++) {
		other = open_node("video0");
		run_for(20 * USEC_PER_MS);
		(void) close(other);
		run_for(20 * USEC_PER_MS);
	}
	run_for(2 * LINGER);
	assert_int_equal(fx.changed, 1);
	(void) close(fd);
	run_for(LINGER / 2);
	fd = open_node("video0");
	run_for(2 * LINGER);
	assert_int_equal(fx.changed, 1);
	assert_string_equal(told(), IN_USE);
	(void) close(fd);
	run_until(fx.changed == 2);
}

/* Two that are closed together are one event: the driver knows better. */
static void test_closed_together(void **state)
{
	int a, b;

	(void) state;
	write_file(fx.dev, "video0", "");
	driver_says(0, "0\n");
	begin();
	a = open_node("video0");
	run_for(20 * USEC_PER_MS);
	b = open_node("video0");
	run_for(20 * USEC_PER_MS);
	driver_says(0, "2\n");
	run_until(fx.changed == 1);
	(void) close(a);
	(void) close(b);
	driver_says(0, "0\n");
	run_until(fx.changed == 2);
	assert_string_equal(told(), "");
}

/* Only one of two is closed: the driver is asked, and the camera stays in use. */
static void test_one_of_two_closed(void **state)
{
	int a, b;

	(void) state;
	write_file(fx.dev, "video0", "");
	begin();
	driver_says(0, "2\n");
	a = open_node("video0");
	run_for(20 * USEC_PER_MS);
	b = open_node("video0");
	run_until(fx.changed == 1);
	(void) close(a);
	driver_says(0, "1\n");
	run_for(4 * LINGER);
	assert_int_equal(fx.changed, 1);
	(void) close(b);
	driver_says(0, "0\n");
	run_until(fx.changed == 2);
}

/* The driver tells that somebody had it before us; a short look of who lists cameras at login does not count. */
static void test_open_before(void **state)
{
	int fd;

	(void) state;
	write_file(fx.dev, "video0", "");
	driver_says(0, "1\n");
	fd = open_node("video0");
	begin();
	run_until(fx.changed == 1);
	assert_string_equal(told(), IN_USE);
	(void) close(fd);
	driver_says(0, "0\n");
	run_until(fx.changed == 2);

	driver_says(0, "1\n");
	begin();
	driver_says(0, "0\n");
	run_for(3 * SETTLE);
	assert_int_equal(fx.changed, 0);
}

/* Two cameras of one driver, one of them open before: which is not known, and does not matter when it is closed. */
static void test_open_before_of_two(void **state)
{
	int fd;

	(void) state;
	write_file(fx.dev, "video0", "");
	write_file(fx.dev, "video2", "");
	driver_says(0, "1\n");
	driver_says(2, "1\n");
	fd = open_node("video2");
	begin();
	run_until(fx.changed == 1);
	assert_string_equal(told(), IN_USE);
	(void) close(fd);
	driver_says(0, "0\n");
	driver_says(2, "0\n");
	run_until(told()[0] == '\0');
	run_for(2 * SETTLE);
	assert_string_equal(told(), "");
}

static void test_open_for_too_long(void **state)
{
	struct calls_times times = quick;
	int fd, other;

	(void) state;
	write_file(fx.dev, "video0", "");
	times.longest = 500 * USEC_PER_MS;
	begin_times(&times);
	fd = open_node("video0");
	run_until(fx.changed == 1);
	assert_string_equal(told(), IN_USE);
	run_until(fx.changed == 2);
	assert_string_equal(told(), "");
	assert_non_null(strstr(health_line(), "warn: the camera video0 has been open for longer "
					      "than a call lasts"));
	/* a call is noticed all the same */
	other = open_node("video0");
	run_until(fx.changed == 3);
	assert_string_equal(told(), IN_USE);
	(void) close(other);
	run_until(fx.changed == 4);
	(void) close(fd);
	run_for(50 * USEC_PER_MS);
	assert_null(strstr(health_line(), "warn"));
	fd = open_node("video0");
	run_until(fx.changed == 5);
	(void) close(fd);
	run_until(fx.changed == 6);
}

/* ---- nodes ---- */

static void test_come_and_go(void **state)
{
	int fd;

	(void) state;
	begin();
	assert_string_equal(health_line(), "ok: no camera is connected; microphones are looked at "
					   "when a prompt is near");
	write_file(fx.dev, "video1x", "");
	write_file(fx.dev, "video01", "");
	write_file(fx.dev, "videodev", "");
	write_file(fx.dev, "video3", "");
	run_for(50 * USEC_PER_MS);
	assert_non_null(strstr(health_line(), "ok: 1 camera is watched"));
	fd = open_node("video3");
	run_until(fx.changed == 1);
	assert_string_equal(told(), "the camera video3 is in use");
	remove_file(fx.dev, "video3"); /* unplugged in the call */
	run_until(fx.changed == 2);
	assert_string_equal(told(), "");
	assert_non_null(strstr(health_line(), "no camera is connected"));
	write_file(fx.dev, "video3", ""); /* and plugged in again */
	run_for(50 * USEC_PER_MS);
	(void) close(fd);
	fd = open_node("video3");
	run_until(fx.changed == 3);
	/* another one under the same name */
	write_file(fx.dev, "new", "");
	{
		char from[128], to[128];

		(void) snprintf(from, sizeof(from), "%s/new", fx.dev);
		(void) snprintf(to, sizeof(to), "%s/video3", fx.dev);
		assert_return_code(rename(from, to), errno);
	}
	run_until(fx.changed == 4);
	assert_string_equal(told(), "");
	(void) close(fd);
}

/* Of several the first is named, in whatever order they are opened. */
static void test_several(void **state)
{
	int a, b;

	(void) state;
	write_file(fx.dev, "video0", "");
	write_file(fx.dev, "video4", "");
	begin();
	b = open_node("video4");
	run_until(fx.changed == 1);
	assert_string_equal(told(), "the camera video4 is in use");
	a = open_node("video0");
	run_until(fx.changed == 2);
	assert_string_equal(told(), IN_USE);
	(void) close(a);
	run_until(fx.changed == 3);
	assert_string_equal(told(), "the camera video4 is in use");
	(void) close(b);
	run_until(fx.changed == 4);
}

static void test_no_more_than_so_many(void **state)
{
	char name[32];

	(void) state;
	for (unsigned i = 0; i < 100; i++) {
		(void) snprintf(name, sizeof(name), "video%u", i);
		write_file(fx.dev, name, "");
	}
	begin();
	assert_int_equal(fx.calls->n, CALLS_NODES_MAX);
	for (unsigned i = 0; i < 100; i++) {
		(void) snprintf(name, sizeof(name), "video%u", i);
		remove_file(fx.dev, name);
	}
	run_until(fx.calls->n == 0);
}

/* A folder that is missing, or vanishes, is looked for when a prompt is near. */
static void test_folder_missing(void **state)
{
	int fd;

	(void) state;
	assert_return_code(rmdir(fx.dev), errno);
	begin();
	assert_non_null(strstr(health_line(), "warn: cameras can't be watched (No such file"));
	assert_return_code(mkdir(fx.dev, 0755), errno);
	write_file(fx.dev, "video0", "");
	calls_look(fx.calls);
	assert_non_null(strstr(health_line(), "ok: 1 camera"));
	fd = open_node("video0");
	run_until(fx.changed == 1);
	(void) close(fd);
	remove_file(fx.dev, "video0");
	assert_return_code(rmdir(fx.dev), errno);
	run_until(fx.changed == 2);
	assert_non_null(strstr(health_line(), "warn: cameras can't be watched"));
}

/* No permission, as before somebody logs in at the seat; then it is given. */
static void test_no_permission(void **state)
{
	bool root = geteuid() == 0;
	char path[128];
	int fd;

	(void) state;
	(void) snprintf(path, sizeof(path), "%s/video0", fx.dev);
	write_file(fx.dev, "video0", "");
	assert_return_code(chmod(path, 0), errno);
	if (root) {
		assert_return_code(setresuid(65534, 65534, 0), errno);
	}
	begin();
	assert_non_null(strstr(health_line(), "warn: the camera video0 can't be watched "
					      "(Permission denied)"));
	assert_string_equal(told(), "");
	if (root) {
		assert_return_code(setresuid(0, 0, 0), errno);
	}
	assert_return_code(chmod(path, 0666), errno);
	run_until(strstr(health_line(), "ok: 1 camera"));
	fd = open_node("video0");
	run_until(fx.changed == 1);
	assert_string_equal(told(), IN_USE);
	(void) close(fd);
	run_until(fx.changed == 2);
}

/* ---- floods ---- */

/* Somebody opens and closes it without end: that wakes us a bounded number of times, and is not in use after it. */
static void test_flood(void **state)
{
	unsigned wakes = 0;
	usec_t end;

	(void) state;
	write_file(fx.dev, "video0", "");
	begin();
	end = now() + USEC_PER_SEC;
	while (now() < end) {
		(void) close(open_node("video0"));
		wakes += sd_event_run(fx.event, 0) > 0;
	}
	assert_true(wakes < 120); /* two windows of 50, and timers */
	run_for(USEC_PER_SEC + 2 * SETTLE + 2 * LINGER);
	assert_string_equal(told(), "");
}

/* More than the kernel keeps for us: what is lost is not waited for. */
static void test_overflow(void **state)
{
	int fd, i;

	(void) state;
	write_file(fx.dev, "video0", "");
	write_file(fx.dev, "video1", "");
	begin();
	fd = open_node("video0");
	run_until(fx.changed == 1);
	for (i = 0; i < 40000; i++) {
		(void) close(open_node(i % 2 ? "video0" : "video1"));
	}
	(void) close(fd); /* lost */
	remove_file(fx.dev, "video1");
	run_until(told()[0] == '\0');
	run_until(fx.calls->n == 1);
	run_for(2 * SETTLE + 2 * LINGER);
	assert_string_equal(told(), "");

	/* with a driver that tells, a call goes on over it */
	driver_says(0, "0\n");
	begin();
	fd = open_node("video0");
	driver_says(0, "1\n");
	run_until(fx.changed == 1);
	for (i = 0; i < 40000; i++) {
		(void) close(open_node("video0"));
	}
	run_for(USEC_PER_SEC + 2 * LINGER);
	assert_string_equal(told(), IN_USE);
	(void) close(fd);
	driver_says(0, "0\n");
	run_until(told()[0] == '\0');
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_open_and_close),
		TEST(test_listing_does_not_count),
		TEST(test_call_goes_on),
		TEST(test_closed_together),
		TEST(test_one_of_two_closed),
		TEST(test_open_before),
		TEST(test_open_before_of_two),
		TEST(test_open_for_too_long),
		TEST(test_come_and_go),
		TEST(test_several),
		TEST(test_no_more_than_so_many),
		TEST(test_folder_missing),
		TEST(test_no_permission),
		TEST(test_flood),
		TEST(test_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
