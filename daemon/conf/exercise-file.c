#include "ergo/exercise-file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf-internal.h"
#include "ergo/time.h"

#define FILE_NAME "exercises-acknowledged"

int exercises_acknowledged_path(char *buf, size_t size)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	int n;

	if (state && state[0] == '/') {
		n = snprintf(buf, size, "%s/ergod/" FILE_NAME, state);
	} else if (home && home[0] == '/') {
		n = snprintf(buf, size, "%s/.local/state/ergod/" FILE_NAME, home);
	} else {
		return -ENOENT;
	}
	return n < 0 || (size_t) n >= size ? -ENAMETOOLONG : 0;
}

bool exercises_acknowledged(void)
{
	char path[CONF_PATH_MAX];

	return exercises_acknowledged_path(path, sizeof(path)) == 0 && access(path, F_OK) == 0;
}

int exercises_acknowledged_at(usec_t *ret, int32_t *ret_gmtoff_s)
{
	_cleanup_(close_fdp) int fd = -1;
	char path[CONF_PATH_MAX], text[RFC3339_STRING_MAX + 1];
	int r = exercises_acknowledged_path(path, sizeof(path));
	ssize_t n;

	if (r < 0) {
		return r;
	}
	/* Not waiting for whoever writes into a pipe that lies there. */
	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0) {
		return -errno;
	}
	n = read(fd, text, sizeof(text) - 1);
	if (n < 0) {
		return -errno;
	}
	text[n] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return rfc3339_parse(text, ret, ret_gmtoff_s) < 0 ? -EBADMSG : 0;
}

/* Makes the folders above a file.  What fails shows when the file is made. */
static void make_folders(char *path)
{
	for (char *p = path + 1; *p; p++) {
		if (*p == '/') {
			*p = '\0';
			(void) mkdir(path, 0700);
			*p = '/';
		}
	}
}

/* All of it, on the disk. */
static int write_text(int fd, const char *text)
{
	size_t len = strlen(text);
	ssize_t n = write(fd, text, len);

	if (n < 0) {
		return -errno;
	}
	if ((size_t) n < len) {
		return -EIO;
	}
	return fsync(fd) < 0 ? -errno : 0;
}

int exercises_acknowledge(usec_t now, int32_t gmtoff_s)
{
	_cleanup_(close_fdp) int fd = -1;
	char path[CONF_PATH_MAX], date[RFC3339_STRING_MAX], text[RFC3339_STRING_MAX + 1];
	int r = exercises_acknowledged_path(path, sizeof(path));

	if (r < 0) {
		return r;
	}
	make_folders(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0) {
		return errno == EEXIST ? 0 : -errno;
	}
	(void) snprintf(text, sizeof(text), "%s\n",
			rfc3339_format(date, sizeof(date), now, gmtoff_s));
	r = write_text(fd, text);
	if (r < 0) {
		(void) unlink(path);
	}
	return r;
}
