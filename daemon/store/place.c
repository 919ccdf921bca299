/* Where the history lies: the file, its folder and its neighbours. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ergo/tr.h"
#include "internal.h"

#define ASIDE     ".corrupt-" /* history.db.corrupt-2026-11-26 */
#define ASIDE_MAX 9           /* of one day */

#define LOCK_EVERY_MS 20

/* ---- where ---- */

int store_path_of(const char *name, char *buf, size_t size)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	int n;

	if (state && state[0] == '/') {
		n = snprintf(buf, size, "%s/ergod/%s", state, name);
	} else if (home && home[0] == '/') {
		n = snprintf(buf, size, "%s/.local/state/ergod/%s", home, name);
	} else {
		return -ENOENT;
	}
	return n < 0 || (size_t) n >= size ? -ENAMETOOLONG : 0;
}

int store_default_path(char *buf, size_t size)
{
	return store_path_of("history.db", buf, size);
}

char *store_beside(const struct store *s, const char *suffix, char buf[static PATH_MAX])
{
	/* store_locate() has left room for SUFFIX_MAX. */
	(void) snprintf(buf, PATH_MAX, "%.*s%s", PATH_MAX - SUFFIX_MAX, s->path, suffix);
	return buf;
}

uint64_t store_size(const struct store *s, const char *suffix)
{
	char path[PATH_MAX];
	struct stat st;

	if (stat(store_beside(s, suffix, path), &st) < 0 || st.st_size < 0) {
		return 0;
	}
	return (uint64_t) st.st_size;
}

/* Splits off the name.  The folder of "x" is ".". */
static const char *split(const char *path, char folder[static PATH_MAX])
{
	const char *slash = strrchr(path, '/');
	size_t len = slash ? (size_t) (slash - path) : 0;

	if (!slash) {
		(void) snprintf(folder, PATH_MAX, ".");
		return path;
	}
	(void) snprintf(folder, PATH_MAX, "%.*s", len ? (int) len : 1, path);
	return slash + 1;
}

/* Makes the folder and those above it.  What fails shows when the folder is looked at. */
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

/* A file that is not there yet: its real path is that of its folder, and its name. */
static int locate_new(struct store *s, const char *path)
{
	char folder[PATH_MAX], real[PATH_MAX];
	const char *name = split(path, folder);
	struct stat st;

	if (lstat(path, &st) == 0) {
		return store_tell(s, -ELOOP, _("%s is a link to nowhere: remove it"), path);
	}
	if (s->mode == STORE_READ) {
		return store_none_yet(s);
	}
	make_folder(folder);
	if (!realpath(folder, real)) {
		return store_tell(s, -errno, _("cannot make the folder %s: %s"), folder,
				  strerror(errno));
	}
	if (snprintf(s->path, sizeof(s->path), "%s/%s", strcmp(real, "/") == 0 ? "" : real, name) >=
	    PATH_MAX - SUFFIX_MAX) {
		return store_tell(s, -ENAMETOOLONG, "%s", _("the path is too long"));
	}
	return 0;
}

int store_locate(struct store *s, const char *path)
{
	struct stat st;

	if (!*path || strlen(path) >= PATH_MAX - SUFFIX_MAX) {
		return store_tell(s, *path ? -ENAMETOOLONG : -EINVAL,
				  *path ? _("the path is too long") : _("no path is given"));
	}
	if (!realpath(path, s->path)) {
		if (errno != ENOENT) {
			return store_tell(s, -errno, _("cannot look at %s: %s"), path,
					  strerror(errno));
		}
		return locate_new(s, path);
	}
	if (strlen(s->path) >= PATH_MAX - SUFFIX_MAX) {
		return store_tell(s, -ENAMETOOLONG, "%s", _("the path is too long"));
	}
	if (stat(s->path, &st) < 0) {
		return store_fail_errno(s, -errno, "stat");
	}
	if (!S_ISREG(st.st_mode)) {
		bool folder = S_ISDIR(st.st_mode);

		return store_tell(s, folder ? -EISDIR : -EINVAL,
				  folder ? _("%s is a folder and no file: move it away")
					 : _("%s is a pipe or device and no file: move it away"),
				  s->path);
	}
	return 0;
}

/* ---- the file ---- */

/* Tries until the patience is at its end. */
static int lock(const struct store *s, int fd)
{
	const struct timespec wait = { .tv_nsec = LOCK_EVERY_MS * 1000000L };
	usec_t waited = 0;

	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK || waited >= s->patience) {
			return -errno;
		}
		(void) nanosleep(&wait, NULL);
		waited += LOCK_EVERY_MS * USEC_PER_MS;
	}
	return 0;
}

static int in_use(struct store *s)
{
	if (s->kind->id == KIND_DIARY) {
		return store_tell(
			s, -EBUSY,
			_("another program writes the diary at %s: try again when it is done"),
			s->path);
	}
	return store_tell(s, -EBUSY,
			  _("another program writes the history at %s: is ergod running?"),
			  s->path);
}

int store_lock(struct store *s)
{
	char path[PATH_MAX];
	int fd = open(store_beside(s, "-lock", path),
		      O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0600),
	    r;

	if (fd < 0) {
		return store_fail_errno(s, -errno, "lock");
	}
	r = lock(s, fd);
	if (r < 0) {
		(void) close(fd);
		return r == -EWOULDBLOCK ? in_use(s) : store_fail_errno(s, r, "lock");
	}
	s->lock_fd = fd;
	return 0;
}

static int sync_folder(const struct store *s)
{
	char folder[PATH_MAX];
	int fd, r;

	(void) split(s->path, folder);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		return -errno;
	}
	r = fsync(fd) < 0 ? -errno : 0;
	(void) close(fd);
	return r;
}

/* Takes from others what they may do with a file that is there already. */
static void make_private(const struct store *s, const char *suffix)
{
	char path[PATH_MAX];
	struct stat st;

	if (stat(store_beside(s, suffix, path), &st) == 0 && (st.st_mode & 077) != 0) {
		(void) chmod(path, st.st_mode & 0700);
	}
}

/*
 * The file is never opened here once it is in use: closing a descriptor of it would drop the locks
 * that SQLite holds on it in the same process.
 */
int store_make_file(struct store *s)
{
	static const char *const left_over[] = { "-wal", "-shm", "-journal" };
	char path[PATH_MAX];
	int fd = open(s->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600), r;

	if (fd < 0 && errno == EEXIST) {
		make_private(s, "");
		make_private(s, "-wal");
		make_private(s, "-shm");
		return 0;
	}
	if (fd < 0) {
		return store_fail_errno(s, -errno, "create");
	}
	(void) close(fd);
	/* A log without its database says nothing, and must not be taken for the new one's. */
	for (size_t i = 0; i < ELEMENTSOF(left_over); i++) {
		(void) unlink(store_beside(s, left_over[i], path));
	}
	r = sync_folder(s);
	return r < 0 ? store_fail_errno(s, r, "create") : 0;
}

bool store_in_place(const struct store *s)
{
	struct stat st;

	return stat(s->path, &st) == 0 && st.st_dev == s->dev && st.st_ino == s->ino;
}

/* ---- corrupt files ---- */

/* A name that is free: with the date, and a number where there was one already. */
static int aside_name(const struct store *s, char name[static PATH_MAX])
{
	char suffix[SUFFIX_MAX], date[16];
	struct stat st;
	time_t now = time(NULL);
	struct tm tm;

	if (!localtime_r(&now, &tm) || strftime(date, sizeof(date), "%Y-%m-%d", &tm) == 0) {
		(void) snprintf(date, sizeof(date), "undated");
	}
	for (int i = 1; i <= ASIDE_MAX; i++) {
		(void) snprintf(suffix, sizeof(suffix), i == 1 ? ASIDE "%s" : ASIDE "%s-%d", date,
				i);
		if (lstat(store_beside(s, suffix, name), &st) < 0 && errno == ENOENT) {
			return 0;
		}
	}
	return -EEXIST;
}

int store_set_aside(struct store *s, char name[static PATH_MAX])
{
	static const char *const logs[] = { "-wal", "-journal" };
	char from[PATH_MAX], to[PATH_MAX];
	int r = aside_name(s, name);

	if (r < 0) {
		return store_tell(s, -EUCLEAN,
				  _("damaged again and again: %s; check the disk and remove %s%s*"),
				  s->path, s->path, ASIDE);
	}
	/* The database first: without it nobody takes the log for anything. */
	if (rename(s->path, name) < 0) {
		return store_fail_errno(s, -errno, "rename");
	}
	for (size_t i = 0; i < ELEMENTSOF(logs); i++) {
		(void) snprintf(to, sizeof(to), "%.*s%s", PATH_MAX - SUFFIX_MAX, name, logs[i]);
		(void) rename(store_beside(s, logs[i], from), to);
	}
	(void) unlink(store_beside(s, "-shm", from));
	(void) sync_folder(s);
	return 0;
}

void store_aside(const struct store *s, bool remove, uint64_t *ret_n, uint64_t *ret_bytes)
{
	char folder[PATH_MAX], prefix[PATH_MAX];
	const char *name = split(s->path, folder);
	uint64_t n = 0, bytes = 0;
	struct dirent *e;
	size_t len;
	DIR *d = opendir(folder);

	(void) snprintf(prefix, sizeof(prefix), "%s" ASIDE, name);
	len = strlen(prefix);
	while (d && (e = readdir(d))) {
		struct stat st;

		if (strncmp(e->d_name, prefix, len) != 0 ||
		    fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
		    !S_ISREG(st.st_mode)) {
			continue;
		}
		if (!remove || unlinkat(dirfd(d), e->d_name, 0) == 0) {
			n++;
			bytes += (uint64_t) st.st_size;
		}
	}
	if (d) {
		(void) closedir(d);
	}
	*ret_n = n;
	*ret_bytes = bytes;
}
