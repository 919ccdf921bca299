/* Reads a file, whatever may stand at its place. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ergo/tr.h"
#include "conf-internal.h"

/* A problem of the file as a whole. */
#define PROBLEM(...) config_diags_add(diags, path, 0, "", __VA_ARGS__)

/* Reads to the end of fd. */
static int read_text(int fd, char **ret, size_t *ret_len)
{
	_cleanup_(free_textp) char *text = NULL;
	size_t len = 0, room = 0;

	for (;;) {
		if (len == room) {
			if (len > CONFIG_TEXT_MAX) {
				break;
			}
			room = room == 0 ? 4096 : 2 * room;
			room = room > CONFIG_TEXT_MAX ? CONFIG_TEXT_MAX + 1 : room;
			char *more = realloc(text, room);
			if (!more) {
				return -ENOMEM;
			}
			text = more;
		}
		ssize_t n = read(fd, text + len, room - len);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			return -errno;
		}
		if (n == 0) {
			break;
		}
		len += (size_t) n;
	}
	*ret = TAKE_PTR(text);
	*ret_len = len;
	return 0;
}

/* Opens the file.  Returns the fd; -ENOENT; -EBADF. */
static int open_file(int dir, const char *name, const char *path, bool explicit,
		     struct config_diags *diags)
{
	_cleanup_(close_fdp) int fd = -1;
	struct stat st;

	fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | (explicit ? 0 : O_NONBLOCK));
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) {
		if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
			return -ENOENT;
		}
		PROBLEM("%s", _("this is a symbolic link to something that is not there"));
		return -EBADF;
	}
	if (fd < 0) {
		PROBLEM(_("can't be opened: %s"), strerror(errno));
		return -EBADF;
	}
	if (fstat(fd, &st) < 0) {
		PROBLEM(_("can't be examined: %s"), strerror(errno));
		return -EBADF;
	}
	if (S_ISDIR(st.st_mode)) {
		PROBLEM("%s", _("this is a directory: a file is wanted here"));
		return -EBADF;
	}
	if (!explicit && !S_ISREG(st.st_mode)) {
		PROBLEM("%s", _("this is no regular file"));
		return -EBADF;
	}
	int taken = fd;
	fd = -1;
	return taken;
}

int conf_read(int dir, const char *name, const char *path, bool explicit,
	      struct config_diags *diags, char **ret, size_t *ret_len)
{
	_cleanup_(close_fdp) int fd = open_file(dir, name, path, explicit, diags);
	int r;

	if (fd < 0) {
		return fd;
	}
	r = read_text(fd, ret, ret_len);
	if (r < 0 && r != -ENOMEM) {
		PROBLEM(_("can't be read: %s"), strerror(-r));
		r = -EBADF;
	}
	return r;
}
