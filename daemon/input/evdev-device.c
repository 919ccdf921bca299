#include "evdev-device.h"

#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "log.h"

#define BUFFER_EVENTS 64
#define READS_MAX     64 /* of one emptying; a kernel's ring holds less than these events */

struct evdev_device *evdev_device_free(struct evdev_device *d)
{
	if (d) {
		if (d->fd >= 0) {
			(void) close(d->fd);
		}
		free(d);
	}
	return NULL;
}

char *evdev_name_escape(char *buf, size_t size, const char *name)
{
	size_t n = 0;

	for (; *name && n + 5 < size; name++) {
		unsigned char c = (unsigned char) *name;

		if (c >= ' ' && c < 0x7f && c != '\\') {
			buf[n++] = (char) c;
		} else {
			n += (size_t) snprintf(buf + n, size - n, "\\x%02x", c);
		}
	}
	buf[n] = '\0';
	return buf;
}

static void use_libevdev(struct evdev_device *d, struct libevdev *dev)
{
	int r;

	(void) snprintf(d->name, sizeof(d->name), "%s", libevdev_get_name(dev));
	d->active = evdev_classify(dev, &d->traits);
	if (!d->active) {
		return;
	}
	r = libevdev_set_clock_id(dev, CLOCK_BOOTTIME);
	d->boot_clock = r >= 0;
	if (r < 0) {
		log_debug_errno(r, "input: no kernel times, using those of reading: %m");
	}
	r = evdev_mask(d->fd, &d->traits);
	d->masked = r >= 0;
	if (r < 0) {
		log_debug_errno(r, "input: no event mask, reading everything: %m");
	}
}

static void on_libevdev_log(enum libevdev_log_priority priority, void *userdata, const char *file,
			    int line, const char *func, const char *format, va_list args)
{
	(void) priority;
	(void) userdata;
	(void) file;
	(void) line;
	(void) func;
	(void) format;
	(void) args;
}

int evdev_device_open(struct evdev_device **ret, const char *path, usec_t now)
{
	_cleanup_(evdev_device_freep) struct evdev_device *d = calloc(1, sizeof(*d));
	struct libevdev *dev = NULL;
	struct stat st;
	int r;

	if (!d) {
		return -ENOMEM;
	}
	d->since = now;
	d->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (d->fd < 0) {
		return -errno;
	}
	if (fstat(d->fd, &st) < 0) {
		return -errno;
	}
	d->dev = st.st_dev;
	d->ino = st.st_ino;
	d->rdev = S_ISCHR(st.st_mode) ? st.st_rdev : 0;
	/* It would print device names, unescaped. */
	libevdev_set_log_function(on_libevdev_log, NULL);
	r = libevdev_new_from_fd(d->fd, &dev);
	if (r < 0) {
		return r;
	}
	/* Only for now: libevdev keeps 10 KiB a device for states that nobody asks for here. */
	use_libevdev(d, dev);
	libevdev_free(dev);
	*ret = TAKE_PTR(d);
	return 0;
}

bool evdev_device_is(const struct evdev_device *d, const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	bool same;

	if (fd < 0) {
		return false;
	}
	same = fstat(fd, &st) >= 0 && st.st_dev == d->dev && st.st_ino == d->ino;
	(void) close(fd);
	return same;
}

/* When it happened: since the device was emptied last and not after now, whatever its stamp says.
 */
static usec_t event_time(const struct evdev_device *d, const struct input_event *e, usec_t now)
{
	usec_t t;

	if (!d->boot_clock || (int64_t) e->input_event_sec < 0) {
		return now;
	}
	t = (usec_t) e->input_event_sec * USEC_PER_SEC + (usec_t) e->input_event_usec;
	return usec_min(usec_max(t, d->since), now);
}

static bool motion_counts(struct evdev_device *d, const struct input_event *e, usec_t t,
			  unsigned slop)
{
	if (t < d->motion.start || t - d->motion.start >= USEC_PER_SEC) {
		d->motion.start = t;
		d->motion.x = d->motion.y = 0;
	}
	*(e->code == REL_X ? &d->motion.x : &d->motion.y) += e->value;
	return (uint64_t) llabs(d->motion.x) + (uint64_t) llabs(d->motion.y) >= slop;
}

static void take_event(struct evdev_device *d, const struct input_event *e, usec_t now,
		       unsigned slop, usec_t gap, struct pulse_runs *runs)
{
	enum device_class device = DEVICE_OTHER;
	enum evdev_verdict verdict;
	usec_t t;

	/* SYN_DROPPED lands here too: an overflow by itself proves nothing, what follows counts. */
	verdict = evdev_judge(&d->traits, e, &device);
	if (verdict == EVDEV_NOTHING) {
		return;
	}
	t = event_time(d, e, now);
	if (verdict == EVDEV_MOTION && !motion_counts(d, e, t, slop)) {
		return;
	}
	pulse_runs_add(runs, device, t, gap);
}

int evdev_device_read(struct evdev_device *d, usec_t now, unsigned slop, usec_t gap,
		      struct pulse_runs *runs)
{
	struct input_event buf[BUFFER_EVENTS];
	int found = 0;

	for (int i = 0; i < READS_MAX; i++) {
		ssize_t n = read(d->fd, buf, sizeof(buf));

		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0 && errno == EAGAIN) {
			break;
		}
		if (n <= 0) {
			/* 0 is no answer of a kernel's device, and would be one for ever. */
			return n < 0 ? -errno : -ENODEV;
		}
		found = 1;
		for (size_t k = 0; k < (size_t) n / sizeof(buf[0]); k++) {
			take_event(d, &buf[k], now, slop, gap, runs);
		}
	}
	d->since = usec_max(d->since, now);
	return found;
}
