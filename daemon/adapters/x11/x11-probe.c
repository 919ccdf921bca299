/*
 * libX11 waits for a server for ever, and a server that is stopped still lets the kernel accept
 * connections for it.  So somebody else goes first: a client of a protocol version that does not
 * exist.  The server takes it like any other (later, if one of its clients has grabbed it), but
 * turns it away before it looks at its authorization: nothing is logged, no reset is caused.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "internal.h"

/* Byte order, unused, version 0.0, two empty strings. */
static const unsigned char greeting[12] = {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	'B'
#else
	'l'
#endif
};

int x11_local_number(const char *name, char *ret, size_t size)
{
	const char *p = strncmp(name, "unix:", 5) == 0 ? name + 4 : name;
	size_t len;

	if (*p++ != ':') {
		return -EINVAL;
	}
	len = strspn(p, "0123456789");
	if (len == 0 || (p[len] && p[len] != '.')) {
		return -EINVAL;
	}
	if (len >= size) {
		return -ERANGE;
	}
	memcpy(ret, p, len);
	ret[len] = '\0';
	return 0;
}

static int connect_to(const char *path, bool abstract)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t len = strlen(path);
	int fd, r;

	if (len + 1 >= sizeof(address.sun_path)) {
		return -ENAMETOOLONG;
	}
	memcpy(address.sun_path + (abstract ? 1 : 0), path, len);
	len += offsetof(struct sockaddr_un, sun_path) + 1;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0) {
		return -errno;
	}
	if (connect(fd, (struct sockaddr *) &address, (socklen_t) len) == 0) {
		return fd;
	}
	r = -errno; /* EAGAIN: its queue is full, so it has not been serving anybody for long */
	(void) close(fd);
	return r;
}

int x11_probe_open(const char *number)
{
	char path[64];
	int fd;

	(void) snprintf(path, sizeof(path), "/tmp/.X11-unix/X%s", number);
	fd = connect_to(path, true); /* in the order of libX11 */
	if (fd == -ECONNREFUSED) {
		fd = connect_to(path, false);
	}
	if (fd >= 0 && send(fd, greeting, sizeof(greeting), MSG_NOSIGNAL) < 0) {
		int r = -errno;

		(void) close(fd);
		return r;
	}
	return fd;
}

int x11_probe_answer(int fd)
{
	char c;
	ssize_t n = recv(fd, &c, 1, MSG_DONTWAIT);

	if (n > 0) {
		return 0;
	}
	return n == 0 ? -ECONNRESET : -errno;
}
