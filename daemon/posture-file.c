#include "posture-file.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"

#define FOLDER_MAX (PATH_MAX - 32) /* room for a name behind it */

/* ---- where ---- */

/* Returns 0; -ENOENT: neither variable names an absolute path; -ENAMETOOLONG. */
static int state_folder(char *buf, size_t size)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	int n;

	if (state && state[0] == '/') {
		n = snprintf(buf, size, "%s/ergod", state);
	} else if (home && home[0] == '/') {
		n = snprintf(buf, size, "%s/.local/state/ergod", home);
	} else {
		return -ENOENT;
	}
	return n < 0 || (size_t) n >= size ? -ENAMETOOLONG : 0;
}

/* Makes the folder and those above it.  What fails shows when the folder is opened. */
static void make_folder(char *path)
{
	for (char *p = path + 1; *p; p++) {
		if (*p == '/') {
			*p = '\0';
			(void) mkdir(path, 0700);
			*p = '/';
		}
	}
	(void) mkdir(path, 0700);
}

static int open_folder(bool make)
{
	char path[FOLDER_MAX];
	int fd, r = state_folder(path, sizeof(path));

	if (r < 0) {
		return r;
	}
	if (make) {
		make_folder(path);
	}
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* ---- reading ---- */

static ssize_t read_all(int fd, char *buf, size_t size)
{
	size_t len = 0;

	while (len < size) {
		ssize_t n = read(fd, buf + len, size - len);

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
	return (ssize_t) len;
}

/* Returns the length of the text; -ENOENT: there is none. */
static ssize_t read_file(char buf[static POSTURE_TEXT_MAX])
{
	int folder = open_folder(false), fd;
	ssize_t n;

	if (folder < 0) {
		return folder;
	}
	/* Not waiting for whoever writes into a pipe that lies there. */
	fd = openat(folder, "posture", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	n = fd < 0 ? -errno : read_all(fd, buf, POSTURE_TEXT_MAX);
	if (fd >= 0) {
		(void) close(fd);
	}
	(void) close(folder);
	return n;
}

void posture_file_load(struct posture_prompts *p)
{
	char *text = malloc(POSTURE_TEXT_MAX);
	ssize_t n = text ? read_file(text) : -ENOMEM;
	int r = n < 0 ? (int) n : posture_parse(p, text, (size_t) n);

	if (r < 0 && r != -ENOENT) {
		log_warning_errno(r, "Cannot read what was prompted of the desk so far (%m): "
				     "it may be prompted again");
	} else if (r > 0) {
		log_warning("Of what was prompted of the desk so far %d %s no sense", r,
			    r == 1 ? "line makes" : "lines make");
	}
	free(text);
}

/* ---- writing ---- */

static int write_all(int fd, const char *buf, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, buf, len);

		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			return -errno;
		}
		buf += n;
		len -= (size_t) n;
	}
	return 0;
}

static int replace(int folder, const char *text, size_t len)
{
	int fd, r;

	(void) unlinkat(folder, "posture.new", 0); /* left behind by a crash */
	fd = openat(folder, "posture.new", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		return -errno;
	}
	r = write_all(fd, text, len);
	if (r >= 0 && fsync(fd) < 0) {
		r = -errno;
	}
	if (close(fd) < 0 && r >= 0) {
		r = -errno;
	}
	if (r >= 0 && renameat(folder, "posture.new", folder, "posture") < 0) {
		r = -errno;
	}
	if (r < 0) {
		(void) unlinkat(folder, "posture.new", 0);
	}
	return r;
}

int posture_file_save(const struct posture_prompts *p)
{
	char *text = malloc(POSTURE_TEXT_MAX);
	int folder, r;

	if (!text) {
		return -ENOMEM;
	}
	folder = open_folder(true);
	r = folder;
	if (folder >= 0) {
		r = replace(folder, text, posture_format(p, text));
		(void) close(folder);
	}
	free(text);
	return r;
}
