/*
 * Answers libevdev's questions for every FIFO of the process, as a keyboard or a mouse.  For more
 * devices than umockdev can carry (49), and to measure without its round trip for every read.
 * Include it in one file of a program: it is the program's ioctl().
 */
#pragma once

#include <errno.h>
#include <linux/input.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool ioctl_is_mouse;

static void ioctl_bits(unsigned type, unsigned char *bits, size_t size)
{
	unsigned char all[KEY_CNT / 8] = { 0 };

	if (type == 0) {
		all[0] = ioctl_is_mouse ? 1 << EV_KEY | 1 << EV_REL | 1 : 1 << EV_KEY | 1;
	} else if (type == EV_KEY && ioctl_is_mouse) {
		all[BTN_LEFT / 8] = 7;
	} else if (type == EV_KEY) {
		memset(all, 0xff, KEY_F10 / 8);
	} else if (type == EV_REL) {
		all[REL_WHEEL / 8] = 1 << REL_WHEEL % 8;
		all[0] |= 1 << REL_X | 1 << REL_Y;
	}
	memcpy(bits, all, size < sizeof(all) ? size : sizeof(all));
}

/* Returns the result of a request for an event device. */
static int ioctl_answer(unsigned long request, void *arg)
{
	unsigned nr = _IOC_NR(request), size = _IOC_SIZE(request);

	if (request == EVIOCSMASK &&
	    ((const struct input_mask *) arg)->codes_size % sizeof(long) != 0) {
		errno = EINVAL; /* as a kernel: whole longs only */
		return -1;
	}
	if (_IOC_DIR(request) == _IOC_WRITE) {
		return 0; /* clock and masks */
	}
	memset(arg, 0, size);
	if (request == EVIOCGVERSION) {
		*(int *) arg = EV_VERSION;
	} else if (nr >= _IOC_NR(EVIOCGBIT(0, 0)) && nr < _IOC_NR(EVIOCGBIT(EV_CNT, 0))) {
		ioctl_bits(nr - _IOC_NR(EVIOCGBIT(0, 0)), arg, size);
	} else if (nr == _IOC_NR(EVIOCGNAME(0))) {
		memcpy(arg, "Test", size < 5 ? size : 5);
	}
	return (int) size;
}

int ioctl(int fd, unsigned long request, ...)
{
	struct stat st;
	va_list ap;
	void *arg;

	va_start(ap, request);
	arg = va_arg(ap, void *);
	va_end(ap);
	if (_IOC_TYPE(request) == 'E' && fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode)) {
		return ioctl_answer(request, arg);
	}
	return (int) syscall(SYS_ioctl, fd, request, arg);
}
