/*
 * Preloaded into ergod by bench.py: pipes answer like the evdev node of a mouse.  Reading them
 * costs what reading a device costs, and nothing of it goes through another process.
 */
#include <errno.h>
#include <linux/input.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int answer(void *out, size_t size, const void *data, size_t len)
{
	memset(out, 0, size);
	memcpy(out, data, len < size ? len : size);
	return (int) size;
}

static int evdev(unsigned nr, size_t size, void *arg)
{
	static const char name[] = "Bench mouse";
	static const unsigned char types = 1 << EV_SYN | 1 << EV_KEY | 1 << EV_REL;
	static const unsigned char axes[2] = { 1 << REL_X | 1 << REL_Y, 1 };
	static const struct input_id id = { .bustype = BUS_USB, .vendor = 1, .product = 1 };
	static const int version = EV_VERSION;
	unsigned char keys[BTN_MIDDLE / 8 + 1] = { 0 };

	keys[BTN_LEFT / 8] = 7;
	switch (nr) {
	case _IOC_NR(EVIOCGVERSION):
		return answer(arg, size, &version, sizeof(version));
	case _IOC_NR(EVIOCGID):
		return answer(arg, size, &id, sizeof(id));
	case _IOC_NR(EVIOCGNAME(0)):
		return answer(arg, size, name, sizeof(name));
	case _IOC_NR(EVIOCGBIT(0, 0)):
		return answer(arg, size, &types, sizeof(types));
	case _IOC_NR(EVIOCGBIT(EV_KEY, 0)):
		return answer(arg, size, keys, sizeof(keys));
	case _IOC_NR(EVIOCGBIT(EV_REL, 0)):
		return answer(arg, size, axes, sizeof(axes));
	case _IOC_NR(EVIOCSMASK):
		if (((const struct input_mask *) arg)->codes_size % sizeof(long) != 0) {
			errno = EINVAL; /* as a kernel: whole longs only */
			return -1;
		}
		return 0;
	case _IOC_NR(EVIOCSCLOCKID):
		return 0;
	case _IOC_NR(EVIOCGPHYS(0)):
	case _IOC_NR(EVIOCGUNIQ(0)):
		errno = ENOENT;
		return -1;
	default:
		return answer(arg, size, "", 0);
	}
}

int ioctl(int fd, unsigned long request, ...)
{
	struct stat st;
	va_list ap;

	va_start(ap, request);
	void *arg = va_arg(ap, void *);
	va_end(ap);
	if (_IOC_TYPE(request) == 'E' && fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode)) {
		return evdev(_IOC_NR(request), _IOC_SIZE(request), arg);
	}
	return (int) syscall(SYS_ioctl, fd, request, arg);
}
