#include "xwayland.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "x11-socket.h"

#define COMM "Xwayland"

DEFINE_CLEANUP(DIR *, closedir)

/* The first bytes of a file, ended with a NUL.  Returns how many. */
static size_t read_file(int proc, const char *pid, const char *name, char *buf, size_t size)
{
	char path[64];
	ssize_t n;
	int fd;

	(void) snprintf(path, sizeof(path), "%.32s/%s", pid, name);
	fd = openat(proc, path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		return 0;
	}
	n = read(fd, buf, size - 1);
	(void) close(fd);
	buf[n > 0 ? n : 0] = '\0';
	return n > 0 ? (size_t) n : 0;
}

static bool is_ours(int proc, const char *pid)
{
	struct stat st;

	return fstatat(proc, pid, &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_uid == getuid();
}

/* One that has ended and is not waited for has no arguments. */
static bool serves(int proc, const char *pid, const char *number)
{
	char args[4096], of[8];
	size_t n = read_file(proc, pid, "cmdline", args, sizeof(args));

	for (const char *p = args; p < args + n; p += strlen(p) + 1) {
		if (x11_socket_number(p, of, sizeof(of)) == 0) {
			return strcmp(of, number) == 0;
		}
	}
	return n > 0;
}

bool xwayland_runs(const char *proc, const char *display)
{
	_cleanup_(closedirp) DIR *d = opendir(proc ? proc : "/proc");
	const struct dirent *entry;
	char comm[32], number[8];

	if (!d || x11_socket_number(display, number, sizeof(number)) < 0) {
		return false;
	}
	while ((entry = readdir(d))) {
		const char *pid = entry->d_name;

		if (pid[0] < '1' || pid[0] > '9' || !is_ours(dirfd(d), pid) ||
		    read_file(dirfd(d), pid, "comm", comm, sizeof(comm)) == 0) {
			continue;
		}
		if (strcmp(comm, COMM "\n") == 0 && serves(dirfd(d), pid, number)) {
			return true;
		}
	}
	return false;
}
