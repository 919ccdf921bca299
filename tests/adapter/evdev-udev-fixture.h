/* Devices of which udev says something, in a umockdev testbed; and a udev that the test plays. */
#pragma once

#include "evdev-fixture.h"

#include <sched.h>
#include <sys/mount.h>
#include <termios.h>

/* A device with what the kernel and udev say of it, and a real character device, a pty of umockdev. */
static MAYBE_UNUSED struct mock *add_with_seat(struct fixture *f, unsigned number, const char *seat)
{
	struct mock *m = mock_new(f, number, KEYBOARD);
	char text[512], dev[64];
	struct termios tio;

	(void) snprintf(text, sizeof(text),
			"P: /devices/virtual/input/input%u/event%u\nN: input/event%u\n"
			"E: DEVNAME=/dev/input/event%u\n%s%s%s"
			"E: MAJOR=13\nE: MINOR=%u\nE: SUBSYSTEM=input\nA: dev=13:%u\n",
			number, number, number, number, seat ? "E: ID_SEAT=" : "", seat ? seat : "",
			seat ? "\n" : "", 64 + number, 64 + number);
	assert_true(umockdev_testbed_add_from_string(f->testbed, text, NULL));
	(void) snprintf(dev, sizeof(dev), "/dev/input/event%u", number);
	m->fd = umockdev_testbed_get_dev_fd(f->testbed, dev);
	assert_return_code(m->fd, errno);
	assert_return_code(tcgetattr(m->fd, &tio), errno);
	cfmakeraw(&tio);
	assert_return_code(tcsetattr(m->fd, TCSANOW, &tio), errno);
	return m;
}

/* The masters of such devices belong to the testbed. */
static MAYBE_UNUSED void let_go(struct fixture *f)
{
	for (size_t i = 0; i < f->n_mocks; i++) {
		f->mocks[i]->fd = -1;
	}
}

/*
 * An empty /run of our own, so that nothing is seen of the machine's udev, which knows devices of the same numbers.
 * To be called first in main(), without threads.  Returns whether there is one.
 */
static MAYBE_UNUSED bool private_run(void)
{
	uid_t uid = getuid();
	bool root = uid == 0;

	if (unshare(CLONE_NEWNS | (root ? 0 : CLONE_NEWUSER)) < 0) {
		return false;
	}
	if (!root) {
		char map[64];
		int n = snprintf(map, sizeof(map), "%u %u 1", (unsigned) uid, (unsigned) uid);
		int fd = open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
		bool mapped = fd >= 0 && write(fd, map, (size_t) n) == n;

		if (fd >= 0) {
			(void) close(fd);
		}
		if (!mapped) {
			return false;
		}
	}
	return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) >= 0 &&
	       mount("none", "/run", "tmpfs", 0, "mode=755") >= 0;
}
