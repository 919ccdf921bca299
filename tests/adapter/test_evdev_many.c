/* More devices than are read, and a directory whose whole path is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <limits.h>
#include <time.h>

#include "../lib/evdev-ioctl.h"
#include "input/evdev.h"

#define DEVICES_MAX 64
#define NODES       70

struct fixture {
	char base[64], dir[128];
	sd_event *event;
	struct evdev_source *source;
	int fds[NODES];
	unsigned runs;
	usec_t now; /* of the last press_all() */
};

static void on_nothing(void *userdata)
{
	(void) userdata;
}

static void on_run(const struct pulse_run *run, void *userdata)
{
	struct fixture *f = userdata;

	assert_int_equal(run->device, DEVICE_KEYBOARD);
	f->runs++;
}

static usec_t boot_now(void)
{
	struct timespec ts;

	assert_return_code(clock_gettime(CLOCK_BOOTTIME, &ts), errno);
	return (usec_t) ts.tv_sec * USEC_PER_SEC + (usec_t) ts.tv_nsec / 1000;
}

static void plug(struct fixture *f, unsigned number)
{
	char path[PATH_MAX];

	(void) snprintf(path, sizeof(path), "%s/event%u", f->dir, number);
	assert_return_code(mkfifo(path, 0600), errno);
	f->fds[number] = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	assert_return_code(f->fds[number], errno);
}

static void unplug(struct fixture *f, unsigned number)
{
	char path[PATH_MAX];

	(void) snprintf(path, sizeof(path), "%s/event%u", f->dir, number);
	assert_return_code(unlink(path), errno);
	assert_return_code(close(f->fds[number]), errno);
	f->fds[number] = -1;
}

static unsigned press_all(struct fixture *f)
{
	struct input_event e = { .type = EV_KEY, .code = KEY_A, .value = 1 };

	f->runs = 0;
	f->now = usec_max(f->now, boot_now());
	for (unsigned i = 0; i < NODES; i++) {
		if (f->fds[i] >= 0) {
			/* A minute apart, so that each is a run of its own. */
			e.input_event_sec = (__typeof__(e.input_event_sec)) (f->now / USEC_PER_SEC +
									     60 * (i + 1));
			assert_int_equal(write(f->fds[i], &e, sizeof(e)), sizeof(e));
		}
	}
	f->now += 10 * USEC_PER_HOUR;
	evdev_source_drain(f->source, f->now, on_run, f);
	return f->runs;
}

static enum health_level health(const struct fixture *f, const char *text)
{
	struct health h;

	evdev_source_health(f->source, &h);
	if (!strstr(h.text, text)) {
		fail_msg("health says \"%s\", not \"%s\"", h.text, text);
	}
	return h.level;
}

static void start(struct fixture *f)
{
	static const struct source_callbacks callbacks = { .ready = on_nothing,
							   .changed = on_nothing };
	const struct evdev_config config = { .dir = f->dir };

	assert_return_code(evdev_source_new(&f->source, f->event, &config, &callbacks, f), 0);
}

static void run_until_devices(struct fixture *f, size_t n)
{
	usec_t deadline = boot_now() + 10 * USEC_PER_SEC;

	while (evdev_source_devices(f->source) != n && boot_now() < deadline) {
		assert_return_code(sd_event_run(f->event, 50 * USEC_PER_MS), 0);
	}
	assert_int_equal(evdev_source_devices(f->source), n);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	(void) snprintf(f->base, sizeof(f->base), "/tmp/ergod-test-XXXXXX");
	assert_non_null(mkdtemp(f->base));
	(void) snprintf(f->dir, sizeof(f->dir), "%s/a/b/input", f->base);
	memset(f->fds, -1, sizeof(f->fds));
	assert_return_code(sd_event_new(&f->event), 0);
	*state = f;
	return 0;
}

static void make_path(const struct fixture *f, bool make)
{
	char path[PATH_MAX];

	for (unsigned i = 0; i < 3; i++) {
		static const char *const parts[] = { "a", "a/b", "a/b/input" };

		(void) snprintf(path, sizeof(path), "%s/%s", f->base, parts[make ? i : 2 - i]);
		assert_return_code(make ? mkdir(path, 0700) : rmdir(path), errno);
	}
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	f->source = evdev_source_free(f->source);
	for (unsigned i = 0; i < NODES; i++) {
		if (f->fds[i] >= 0) {
			unplug(f, i);
		}
	}
	if (access(f->dir, F_OK) == 0) {
		make_path(f, false);
	}
	assert_return_code(rmdir(f->base), errno);
	sd_event_unref(f->event);
	free(f);
	return 0;
}

static void test_seventy(void **state)
{
	struct fixture *f = *state;

	make_path(f, true);
	for (unsigned i = 0; i < NODES; i++) {
		plug(f, i);
	}
	start(f);
	assert_int_equal(evdev_source_devices(f->source), DEVICES_MAX);
	assert_int_equal(health(f, "64 devices: 64 keyboard; 6 more than the 64 that are read"),
			 HEALTH_WARN);
	/* Runs are bounded too, and what finds no room joins another. */
	assert_in_range(press_all(f), 32, DEVICES_MAX);
	/* Of the six that wait, some come in for those that go. */
	unplug(f, 3);
	unplug(f, 30);
	unplug(f, 69);
	while (sd_event_run(f->event, 0) > 0) {
	}
	assert_int_equal(evdev_source_devices(f->source), DEVICES_MAX);
	assert_int_equal(health(f, "; 3 more than"), HEALTH_WARN);
	for (unsigned i = 40; i < 69; i++) {
		unplug(f, i);
	}
	run_until_devices(f, 38);
	assert_int_equal(health(f, "38 devices: 38 keyboard"), HEALTH_OK);
	(void) press_all(f); /* and what FIFOs kept for those that waited */
	assert_int_equal(press_all(f), 38);
}

/* Whatever part of the path is missing, it is waited for. */
static void test_no_path(void **state)
{
	struct fixture *f = *state;

	start(f);
	assert_int_equal(health(f, "no device in /tmp/"), HEALTH_FAIL);
	for (unsigned round = 0; round < 3; round++) {
		make_path(f, true);
		if (round == 1) {
			assert_return_code(sd_event_run(f->event, USEC_INFINITY), 0);
		}
		plug(f, 7);
		run_until_devices(f, 1);
		assert_int_equal(press_all(f), 1);
		unplug(f, 7);
		make_path(f, false);
		run_until_devices(f, 0);
	}
}

/* What is not named like an event device is left alone. */
static void test_names(void **state)
{
	static const char *const names[] = { "event",  "event01", "event1x", "event123456",
					     "mouse0", "Event1",  "event-1", "event+1" };
	struct fixture *f = *state;
	char path[PATH_MAX];

	make_path(f, true);
	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		(void) snprintf(path, sizeof(path), "%s/%s", f->dir, names[i]);
		assert_return_code(mkfifo(path, 0600), errno);
	}
	plug(f, 0);
	start(f);
	assert_int_equal(evdev_source_devices(f->source), 1);
	assert_int_equal(health(f, "1 device: 1 keyboard"), HEALTH_OK);
	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		(void) snprintf(path, sizeof(path), "%s/%s", f->dir, names[i]);
		assert_return_code(unlink(path), errno);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_seventy, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_path, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
