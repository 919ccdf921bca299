/* Finds the configuration file and reads it, whatever may stand at its place. */
#include "ergo/conf-file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "ergod/ergod.ini"

static void close_fdp(int *fd)
{
	if (*fd >= 0) {
		(void) close(*fd);
	}
}

static void free_textp(char **text)
{
	free(*text);
}

/* A problem of the file as a whole. */
#define PROBLEM(c, ...) config_diags_add(&(c)->diags, (c)->path, 0, "", __VA_ARGS__)

/* DIR/ergod/ergod.ini.  -ENAMETOOLONG: does not fit. */
static int join(const char *dir, size_t len, const char *sub, char *buf, size_t size)
{
	int n = snprintf(buf, size, "%.*s%s/%s", (int) len, dir, sub, FILE_NAME);

	return n < 0 || (size_t) n >= size ? -ENAMETOOLONG : 0;
}

int conf_user_path(char *buf, size_t size)
{
	char path[CONF_PATH_MAX];
	const char *dir = getenv("XDG_CONFIG_HOME"), *sub = "";

	/* The specification: what is not absolute is to be ignored. */
	if (!dir || dir[0] != '/') {
		dir = getenv("HOME");
		sub = "/.config";
	}
	if (!dir || dir[0] != '/') {
		return -ENOENT;
	}
	if (strlen(dir) >= sizeof(path)) {
		return -ENAMETOOLONG;
	}
	int r = join(dir, strlen(dir), sub, path, sizeof(path));
	if (r < 0) {
		return r;
	}
	if (strlen(path) >= size) {
		return -ENAMETOOLONG;
	}
	memcpy(buf, path, strlen(path) + 1);
	return 0;
}

/* Reads to the end of fd, one byte more than CONFIG_TEXT_MAX at most: config_parse() tells that. */
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

/*
 * Opens c->path.  A file that was asked for may also be a pipe (`--config <(...)`); of one that was
 * found that would be odd, and could block.  Returns the fd; -ENOENT: nothing is there; -EBADF: a
 * problem, reported.
 */
static int open_file(struct conf *c, bool explicit)
{
	_cleanup_(close_fdp) int fd = -1;
	struct stat st;

	fd = open(c->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (explicit ? 0 : O_NONBLOCK));
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) {
		if (lstat(c->path, &st) < 0) {
			return -ENOENT;
		}
		PROBLEM(c, "this is a symbolic link to something that is not there");
		return -EBADF;
	}
	if (fd < 0) {
		PROBLEM(c, "can't be opened: %s", strerror(errno));
		return -EBADF;
	}
	if (fstat(fd, &st) < 0) {
		PROBLEM(c, "can't be examined: %s", strerror(errno));
		return -EBADF;
	}
	if (S_ISDIR(st.st_mode)) {
		PROBLEM(c, "this is a directory: a file is wanted here");
		return -EBADF;
	}
	if (!explicit && !S_ISREG(st.st_mode)) {
		PROBLEM(c, "this is no regular file");
		return -EBADF;
	}
	int taken = fd;
	fd = -1;
	return taken;
}

/* Reads c->path over the defaults.  Returns 0, -ENOENT, -ENOMEM. */
static int load_file(struct conf *c, bool explicit)
{
	_cleanup_(close_fdp) int fd = -1;
	_cleanup_(free_textp) char *text = NULL;
	size_t len = 0;
	int r;

	fd = open_file(c, explicit);
	if (fd == -EBADF) {
		return 0;
	}
	if (fd < 0) {
		return fd;
	}
	r = read_text(fd, &text, &len);
	if (r == -ENOMEM) {
		return r;
	}
	if (r < 0) {
		PROBLEM(c, "can't be read: %s", strerror(-r));
		return 0;
	}
	(void) config_parse(&c->config, text, len, c->path, &c->diags, c->origins);
	return 0;
}

/* Tries one place of the search.  A path that does not fit names no file. */
static int try_dir(struct conf *c, const char *dir, size_t len)
{
	int r = -ENOENT;

	if (len > 0 && len < sizeof(c->path) && dir[0] == '/' &&
	    join(dir, len, "", c->path, sizeof(c->path)) == 0) {
		r = load_file(c, false);
	}
	if (r == -ENOENT) {
		c->path[0] = '\0';
	}
	return r;
}

static int search(struct conf *c)
{
	const char *dirs = getenv("XDG_CONFIG_DIRS");
	int r = -ENOENT;

	if (conf_user_path(c->path, sizeof(c->path)) == 0) {
		r = load_file(c, false);
	}
	if (r != -ENOENT) {
		return r;
	}
	c->path[0] = '\0';
	if (!dirs || dirs[0] == '\0') {
		dirs = "/etc/xdg";
	}
	while (r == -ENOENT && *dirs != '\0') {
		size_t len = strcspn(dirs, ":");
		r = try_dir(c, dirs, len);
		dirs += len + (dirs[len] == ':');
	}
	return r == -ENOENT ? 0 : r;
}

int conf_load(const char *path, struct conf **ret)
{
	_cleanup_(conf_freep) struct conf *c = NULL;
	int r;

	c = calloc(1, sizeof(*c) + config_keys_n * sizeof(c->origins[0]));
	if (!c) {
		return -ENOMEM;
	}
	config_defaults(&c->config);
	if (!path) {
		r = search(c);
	} else if (path[0] == '\0' || strlen(path) >= sizeof(c->path)) {
		r = -ENOENT;
	} else {
		memcpy(c->path, path, strlen(path) + 1);
		r = load_file(c, true);
	}
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(c);
	return 0;
}

struct conf *conf_free(struct conf *c)
{
	free(c);
	return NULL;
}

bool conf_unread(const struct conf *c)
{
	for (size_t i = 0; i < c->diags.n; i++) {
		if (c->diags.diag[i].line == 0) {
			return true;
		}
	}
	return false;
}
