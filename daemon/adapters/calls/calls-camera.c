/*
 * Whether a camera is in use:
 *
 *   closed --open--> opened --settle--> used --close--> left --linger--> closed
 *     ^                |                 ^ |               |
 *     +----close-------+                 | +--longest--> closed, and stuck
 *                                        +-------open------+
 *
 * Events can't be counted exactly: the kernel drops one that equals the last one which is not read yet, so that two
 * programs that end together close a camera once.  But how often it is open all in all is known of its driver, as
 * that can't be removed meanwhile: its `refcnt`, of all its cameras and their other nodes together.  0 is the truth;
 * more is not told apart.  (Who has it open stands in /proc/PID/fd, which a process in a name space of its own, as
 * the unit makes it, can't read.)
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <systemd/sd-device.h>
#include <unistd.h>

#include "internal.h"

#define OPENS_MAX 1000000

bool camera_is_open(const struct camera *n)
{
	return n->opens > 0 || n->before;
}

/*
 * udev has asked the device what it can do.  A camera's second node, of metadata, can't capture; nor can a coder.
 * What exists in software alone (v4l2loopback) is open all the time by the program that feeds it; which in turn has
 * the real camera open when there is a call.
 */
bool camera_is(const struct calls *c, const struct camera *n)
{
	_cleanup_(sd_device_unrefp) sd_device *device = NULL;
	const char *can = NULL, *path = NULL;
	char node[PATH_MAX];

	(void) snprintf(node, sizeof(node), "%s/video%u", c->dev_dir, n->number);
	if (sd_device_new_from_devname(&device, node) < 0) {
		return true;
	}
	if (sd_device_get_syspath(device, &path) >= 0 && strstr(path, "/devices/virtual/")) {
		return false;
	}
	return sd_device_get_property_value(device, "ID_V4L_CAPABILITIES", &can) < 0 ||
	       (strstr(can, ":capture:") && !strstr(can, ":tuner:"));
}

/* How often nodes of its driver are open; -1: not known, the driver is no module. */
static long driver_opens(const struct calls *c, const struct camera *n)
{
	char path[PATH_MAX], text[16];
	ssize_t len;
	long v = 0;
	int fd;

	(void) snprintf(path, sizeof(path), "%s/video%u/device/driver/module/refcnt", c->sys_dir,
			n->number);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0) {
		return -1;
	}
	len = read(fd, text, sizeof(text) - 1);
	(void) close(fd);
	if (len <= 0 || text[0] < '0' || text[0] > '9') {
		return -1;
	}
	text[len] = '\0';
	for (const char *p = text; *p >= '0' && *p <= '9' && v < OPENS_MAX; p++) {
		v = 10 * v + (*p - '0');
	}
	return v;
}

static void set_state(struct camera *n, enum camera_state state, usec_t deadline)
{
	n->state = state;
	n->deadline = deadline;
}

/* Somebody has it open now. */
static void on_open(struct calls *c, struct camera *n)
{
	if (n->state == CAMERA_CLOSED) {
		set_state(n, CAMERA_OPENED, usec_add(calls_now(c), c->times.settle));
	} else if (n->state == CAMERA_LEFT) {
		set_state(n, CAMERA_USED, usec_add(calls_now(c), c->times.longest));
	}
}

/* Nobody has. */
static void on_close(struct calls *c, struct camera *n)
{
	if (n->state == CAMERA_OPENED) {
		set_state(n, CAMERA_CLOSED, USEC_INFINITY);
	} else if (n->state == CAMERA_USED) {
		set_state(n, CAMERA_LEFT, usec_add(calls_now(c), c->times.linger));
	}
}

void camera_begin(struct calls *c, struct camera *n)
{
	set_state(n, CAMERA_CLOSED, USEC_INFINITY);
	n->opens = 0;
	n->stuck = false;
	n->verify = USEC_INFINITY;
	n->before = n->wd >= 0 && driver_opens(c, n) > 0;
	if (n->before) {
		on_open(c, n);
	}
}

void camera_opened(struct calls *c, struct camera *n)
{
	n->opens += n->opens < OPENS_MAX;
	on_open(c, n);
}

void camera_closed(struct calls *c, struct camera *n)
{
	if (n->opens > 0) {
		n->opens--;
	} else {
		n->before = n->stuck = false;
	}
	if (!camera_is_open(n)) {
		on_close(c, n);
	}
	/* more than one may have been closed, and of those from before it may be another one */
	for (size_t i = 0; i < c->n; i++) {
		struct camera *other = &c->cameras[i];

		if (other->before || (other == n && (n->opens > 0 || n->stuck))) {
			other->verify = usec_add(calls_now(c), c->times.verify);
		}
	}
}

static void all_closed(struct calls *c, struct camera *n)
{
	n->opens = 0;
	n->before = n->stuck = false;
	on_close(c, n);
}

void camera_verify(struct calls *c, struct camera *n)
{
	n->verify = USEC_INFINITY;
	if ((camera_is_open(n) || n->stuck) && driver_opens(c, n) == 0) {
		all_closed(c, n);
	}
}

void camera_doubt(struct calls *c, struct camera *n)
{
	if (driver_opens(c, n) < 0) {
		all_closed(c, n); /* rather a prompt in a call than none for hours */
	} else {
		n->verify = usec_add(calls_now(c), c->times.verify);
	}
}

/* The driver may be that of another camera, which is the one that is open. */
static void settled(struct calls *c, struct camera *n)
{
	camera_verify(c, n);
	if (n->state != CAMERA_OPENED) {
		return;
	}
	if (camera_is(c, n)) {
		set_state(n, CAMERA_USED, usec_add(calls_now(c), c->times.longest));
	} else {
		n->deadline = USEC_INFINITY;
	}
}

void camera_due(struct calls *c, struct camera *n)
{
	usec_t now = calls_now(c);

	if (n->verify <= now) {
		camera_verify(c, n);
	}
	if (n->deadline > now) {
		return;
	}
	switch (n->state) {
	case CAMERA_CLOSED:
		n->deadline = USEC_INFINITY;
		break;
	case CAMERA_OPENED:
		settled(c, n);
		break;
	case CAMERA_USED:
		n->opens = 0;
		n->before = false;
		n->stuck = true;
		set_state(n, CAMERA_CLOSED, USEC_INFINITY);
		break;
	case CAMERA_LEFT:
		set_state(n, CAMERA_CLOSED, USEC_INFINITY);
		break;
	}
}
