/*
 * libX11 waits for a server for ever, and a server that is stopped still lets the kernel accept
 * connections for it.  So somebody else goes first: a client of a protocol version that does not
 * exist.  The server takes it like any other (later, if one of its clients has grabbed it), but
 * turns it away before it looks at its authorization: nothing is logged, no reset is caused.
 */
#include <sys/socket.h>
#include <unistd.h>

#include "internal.h"
#include "x11-socket.h"

/* Byte order, unused, version 0.0, two empty strings. */
static const unsigned char greeting[12] = {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	'B'
#else
	'l'
#endif
};

int x11_probe_open(const char *number)
{
	int fd = x11_socket_connect(number);

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
