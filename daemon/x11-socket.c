#include "x11-socket.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int x11_socket_number(const char *name, char *ret, size_t size)
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
	r = -errno;
	(void) close(fd);
	return r;
}

int x11_socket_connect(const char *number)
{
	char path[64];
	int fd;

	(void) snprintf(path, sizeof(path), "/tmp/.X11-unix/X%s", number);
	fd = connect_to(path, true); /* in the order of libX11 */
	if (fd == -ECONNREFUSED) {
		fd = connect_to(path, false);
	}
	return fd;
}
