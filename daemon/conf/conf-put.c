/* Puts a file in place as a whole. */
#include "conf-put.h"

#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conf-internal.h"

#define NEW_MODE 0600 /* what stands there of a body is nobody else's business */
#define NEW_DIR  0700

int conf_put_folders(const char *path)
{
	char dir[CONF_PATH_MAX];
	size_t len = strlen(path);

	memcpy(dir, path, len + 1);
	for (size_t i = 1; i < len; i++) {
		if (dir[i] != '/') {
			continue;
		}
		dir[i] = '\0';
		if (mkdir(dir, NEW_DIR) < 0 && errno != EEXIST) {
			int error = errno;
			/* One above that is there, but not ours to write to, is no obstacle. */
			if (access(dir, F_OK) < 0) {
				return -error;
			}
		}
		dir[i] = '/';
	}
	return 0;
}

static int write_all(int fd, const char *s, size_t len)
{
	for (size_t n = 0; n < len;) {
		ssize_t k = write(fd, s + n, len - n);
		if (k < 0 && errno == EINTR) {
			continue;
		}
		if (k < 0) {
			return -errno;
		}
		n += (size_t) k;
	}
	return 0;
}

/* Makes the new file as much like the old one as we may. */
static int like_old(int fd, const struct stat *st)
{
	if ((st->st_uid != geteuid() || st->st_gid != getegid()) &&
	    fchown(fd, st->st_uid, st->st_gid) < 0 && st->st_uid != geteuid()) {
		return -errno; /* it would become ours: that is more than was asked */
	}
	return fchmod(fd, st->st_mode & 0777) < 0 ? -errno : 0;
}

int conf_put_temporary(const char *path, const char *text, size_t len, const struct stat *like,
		       char tmp[static CONF_PUT_MAX])
{
	_cleanup_(close_fdp) int fd = -1;
	const char *slash = strrchr(path, '/');
	int dir = slash ? (int) (slash - path) + 1 : 0, r;

	(void) snprintf(tmp, CONF_PUT_MAX, "%.*s.%s.XXXXXX", dir, path, path + dir);
	fd = mkostemp(tmp, O_CLOEXEC);
	if (fd < 0) {
		return -errno;
	}
	r = like ? like_old(fd, like) : fchmod(fd, NEW_MODE) < 0 ? -errno : 0;
	if (r == 0) {
		r = write_all(fd, text, len);
	}
	if (r == 0 && fsync(fd) < 0) {
		r = -errno;
	}
	if (r < 0) {
		(void) unlink(tmp);
	}
	return r;
}

void conf_put_synced(const char *path)
{
	char dir[CONF_PATH_MAX];
	_cleanup_(close_fdp) int fd = -1;

	(void) snprintf(dir, sizeof(dir), "%s", path);
	fd = open(dirname(dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		(void) fsync(fd);
	}
}
