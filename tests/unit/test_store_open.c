/* Opening: what may lie there instead of a history, who else has it open, and what is left behind. */
#include <fcntl.h>
#include <grp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/store-rig.h"
#include "ergo/store.h"

static void refused_both(const char *path, int r, const char *text)
{
	store_rig_refused(path, STORE_WRITE, r, text);
	store_rig_refused(path, STORE_READ, r, text);
}

#define CLOSED "history.db history.db-lock "
#define OPEN   "history.db history.db-lock history.db-shm history.db-wal "

/* ---- where ---- */

static void test_default_path(void **state)
{
	char path[64];

	(void) state;
	(void) setenv("XDG_STATE_HOME", "/state", 1);
	assert_int_equal(store_default_path(path, sizeof(path)), 0);
	assert_string_equal(path, "/state/ergod/history.db");
	assert_int_equal(store_default_path(path, 8), -ENAMETOOLONG);
	(void) setenv("XDG_STATE_HOME", "relative", 1);
	(void) setenv("HOME", "/home/u", 1);
	assert_int_equal(store_default_path(path, sizeof(path)), 0);
	assert_string_equal(path, "/home/u/.local/state/ergod/history.db");
	(void) unsetenv("XDG_STATE_HOME");
	(void) unsetenv("HOME");
	assert_int_equal(store_default_path(path, sizeof(path)), -ENOENT);
}

static void assert_mode(const char *path, mode_t mode)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	if ((st.st_mode & 0777) != mode) {
		fail_msg("%s: mode %o, not %o", path, st.st_mode & 0777, mode);
	}
}

static void test_private(void **state)
{
	const struct store_rig *rig = *state;
	char deep[256];
	struct store_report report;
	struct store *s = NULL;
	mode_t mask = umask(0);

	(void) snprintf(deep, sizeof(deep), "%s/a/b/history.db", rig->folder);
	assert_int_equal(store_open(&s, deep, STORE_WRITE, &report), 0);
	assert_string_equal(report.text, "");
	assert_int_equal(store_rig_write(s, 0), 0);
	(void) umask(mask);
	for (size_t i = 0; i < 4; i++) {
		static const char *const suffix[] = { "", "-wal", "-shm", "-lock" };
		char path[300];

		(void) snprintf(path, sizeof(path), "%s%s", deep, suffix[i]);
		assert_mode(path, 0600);
		(void) unlink(path);
	}
	s = store_free(s);
	(void) snprintf(deep, sizeof(deep), "%s/a/b", rig->folder);
	assert_mode(deep, 0700);
	(void) rmdir(deep);
	*strrchr(deep, '/') = '\0';
	assert_mode(deep, 0700);
	(void) rmdir(deep);

	/* One that is open to others is closed to them. */
	s = store_rig_open(rig, STORE_WRITE);
	store_free(s);
	assert_int_equal(chmod(rig->path, 0644), 0);
	s = store_rig_open(rig, STORE_WRITE);
	assert_mode(rig->path, 0600);
	assert_mode(store_rig_beside(rig, "-shm"), 0600);
	store_free(s);
}

static void test_no_file(void **state)
{
	const struct store_rig *rig = *state;
	const char *path = rig->path;
	char real[256];

	store_rig_refused(path, STORE_READ, -ENOENT, "no history yet");
	assert_string_equal(store_rig_names(rig), "");
	refused_both("", -EINVAL, "no path");
	assert_int_equal(mkdir(path, 0700), 0);
	refused_both(path, -EISDIR, "a folder");
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	refused_both(path, -EINVAL, "a pipe");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("nowhere", path), 0);
	refused_both(path, -ELOOP, "link to nowhere");
	assert_int_equal(unlink(path), 0);
	store_rig_put_file(path, "", 0);
	store_rig_refused(path, STORE_READ, -ENOENT, "no history yet");
	(void) snprintf(real, sizeof(real), "%s/x", path);
	refused_both(real, -ENOTDIR, "cannot look at");
	/* Empty: begun where it lies.  And through a link, with the log beside the file. */
	assert_int_equal(store_rig_reopen(rig, STORE_WRITE), 0);
	(void) snprintf(real, sizeof(real), "%s/real", rig->folder);
	assert_int_equal(rename(path, real), 0);
	assert_int_equal(symlink(real, path), 0);
	store_rig_history(rig, 3, true);
	assert_string_equal(store_rig_names(rig),
			    "history.db history.db-lock real real-lock real-shm real-wal ");
	assert_int_equal(store_rig_reopen(rig, STORE_READ), 3);
}

static void test_odd_name(void **state)
{
	struct store_rig rig = *(const struct store_rig *) *state;

	(void) snprintf(rig.path, sizeof(rig.path), "%s/a?b#c%%20d'e.db", rig.folder);
	store_rig_history(&rig, 3, false);
	assert_int_equal(store_rig_reopen(&rig, STORE_READ), 3);
}

/* ---- who else has it open ---- */

static void test_two_writers(void **state)
{
	const struct store_rig *rig = *state;
	struct store *s = store_rig_open(rig, STORE_WRITE);

	store_rig_refused(rig->path, STORE_WRITE, -EBUSY, "is ergod running?");
	assert_int_equal(store_rig_write(s, 0), 0);
	store_free(s);
	assert_int_equal(store_rig_reopen(rig, STORE_WRITE), 1);
}

static int write_meanwhile(const struct slots *slots, void *userdata)
{
	static unsigned n = 1;

	(void) slots;
	assert_int_equal(store_rig_write(userdata, n++), 0);
	return 0;
}

static void test_reader_and_writer(void **state)
{
	const struct store_rig *rig = *state;
	struct store *writer = store_rig_open(rig, STORE_WRITE), *reader;
	struct slots nothing = {};

	assert_int_equal(store_rig_write(writer, 0), 0);
	reader = store_rig_open(rig, STORE_READ);
	assert_int_equal(store_rig_count(reader), 1);
	assert_int_equal(store_slots(reader, 0, INT64_MAX, write_meanwhile, writer), 0);
	assert_int_equal(store_rig_count(reader), 3); /* two planes */
	assert_int_equal(store_begin(writer), 0);
	assert_int_equal(store_rig_put(writer, 3), 0);
	assert_int_equal(store_rig_count(reader), 3); /* not yet */
	assert_int_equal(store_commit(writer), 0);
	assert_int_equal(store_rig_count(reader), 4);
	assert_int_equal(store_begin(reader), -EROFS);
	assert_int_equal(store_put_slots(reader, &nothing), -EROFS);
	assert_int_equal(store_erase(reader, 0, USEC_INFINITY, NULL), -EROFS);
	assert_int_equal(store_forget(reader, USEC_INFINITY), -EROFS);
	assert_string_equal(store_rig_names(rig), OPEN);
	/* The one that is last puts all in the file. */
	store_free(writer);
	assert_int_equal(store_rig_count(reader), 4);
	store_free(reader);
	assert_int_equal(store_rig_reopen(rig, STORE_READ), 4);
}

static void test_nothing_left_behind(void **state)
{
	const struct store_rig *rig = *state;
	size_t len, again;
	void *before, *after;

	store_rig_history(rig, 30, false);
	assert_string_equal(store_rig_names(rig), CLOSED);
	before = store_rig_get_file(rig->path, &len);
	assert_int_equal(store_rig_reopen(rig, STORE_READ), 30);
	assert_string_equal(store_rig_names(rig), CLOSED);
	after = store_rig_get_file(rig->path, &again);
	assert_int_equal(again, len);
	assert_memory_equal(after, before, len);
	free(before);
	free(after);
}

/* Reading what a killed writer left changes neither the file nor its log. */
static void test_reader_after_a_crash(void **state)
{
	const struct store_rig *rig = *state;
	size_t len[2], again;
	void *before[2];

	store_rig_history(rig, 30, true);
	before[0] = store_rig_get_file(rig->path, &len[0]);
	before[1] = store_rig_get_file(store_rig_beside(rig, "-wal"), &len[1]);
	assert_true(len[1] > 0);
	assert_int_equal(store_rig_reopen(rig, STORE_READ), 30);
	for (size_t i = 0; i < 2; i++) {
		void *after = store_rig_get_file(store_rig_beside(rig, i ? "-wal" : ""), &again);

		assert_int_equal(again, len[i]);
		assert_memory_equal(after, before[i], again);
		free(after);
		free(before[i]);
	}
	assert_int_equal(store_rig_reopen(rig, STORE_WRITE), 30);
	assert_string_equal(store_rig_names(rig), CLOSED);
}

static void test_removed_while_open(void **state)
{
	const struct store_rig *rig = *state;
	struct store *s = store_rig_open(rig, STORE_WRITE);

	assert_int_equal(store_rig_write(s, 0), 0);
	assert_int_equal(unlink(rig->path), 0);
	assert_int_equal(store_begin(s), 1);
	assert_non_null(strstr(store_error(s), "gone from its place"));
	assert_int_equal(store_rig_put(s, 0), 0);
	assert_int_equal(store_commit(s), 0);
	assert_int_equal(store_begin(s), 0);
	store_rollback(s);
	store_free(s);
	assert_int_equal(store_rig_reopen(rig, STORE_READ), 1);
}

/* Opens and closes as fast as it can until told to stop. */
static void read_on(const struct store_rig *rig, int stop)
{
	unsigned last = 0;
	char byte;

	while (read(stop, &byte, 1) < 0) {
		struct store_report report;
		struct store *s = NULL;
		struct slots slots = {};
		unsigned n = 0;
		char text[4000] = "";
		size_t size;
		int r = store_open(&s, rig->path, STORE_READ, &report);

		if (r == 0) {
			r = store_get_state(s, "engine", text, sizeof(text), &size);
		}
		for (const char *p = text; r == 0 && *p; p++) {
			n = n * 10 + (unsigned) (*p - '0');
		}
		if (r < 0 || n < last || store_put_slots(s, &slots) != -EROFS) {
			(void) fprintf(stderr, "%d: %s, %u after %u\n", r, report.text, n, last);
			_exit(1);
		}
		last = n;
		store_free(s);
	}
	_exit(last > 1 ? 0 : 2);
}

/* Two that read and one that writes come and go: the log is made, emptied and removed all the time. */
static void test_coming_and_going(void **state)
{
	const struct store_rig *rig = *state;
	unsigned n = 1;
	pid_t pids[2];
	int fds[2];

	store_rig_history(rig, n, false);
	assert_int_equal(pipe2(fds, O_CLOEXEC | O_NONBLOCK), 0);
	for (size_t i = 0; i < ELEMENTSOF(pids); i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0) {
			(void) close(fds[1]);
			read_on(rig, fds[0]);
		}
	}
	for (unsigned i = 0; i < 150; i++) {
		struct store *s = store_rig_open(rig, STORE_WRITE);

		for (unsigned k = 0; k < 3; k++, n++) {
			if (store_rig_write(s, n) < 0) {
				fail_msg("%s", store_error(s));
			}
		}
		store_free(s);
	}
	(void) close(fds[1]);
	for (size_t i = 0; i < ELEMENTSOF(pids); i++) {
		int status;

		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	(void) close(fds[0]);
	assert_int_equal(store_rig_reopen(rig, STORE_WRITE), n);
	assert_string_equal(store_rig_names(rig), CLOSED);
}

/* Not the user's own: as somebody who is not root, or no longer. */
static void without_permission(const struct store_rig *rig)
{
	struct store_report report;
	struct store *s = NULL;
	char before[256];
	int r;

	if (getuid() == 0 && (setgroups(0, NULL) < 0 || setresgid(65534, 65534, 65534) < 0 ||
			      setresuid(65534, 65534, 65534) < 0)) {
		_exit(10);
	}
	r = store_open(&s, rig->path, STORE_WRITE, &report);
	if (r != -EACCES || !strstr(report.text, "no permission")) {
		(void) fprintf(stderr, "%d: %s\n", r, report.text);
		_exit(11);
	}
	(void) snprintf(before, sizeof(before), "%s", store_rig_names(rig));
	r = store_open(&s, rig->path, STORE_READ, &report);
	if (r < 0 || store_rig_count(s) != 5) {
		(void) fprintf(stderr, "%d: %s\n", r, report.text);
		_exit(12);
	}
	store_free(s);
	_exit(strcmp(before, store_rig_names(rig)) == 0 ? 0 : 13);
}

static void test_no_permission(void **state)
{
	const struct store_rig *rig = *state;
	uid_t owner = getuid() == 0 ? 65534 : getuid();

	store_rig_history(rig, 5, false);
	assert_int_equal(chmod(rig->path, 0400), 0);
	assert_int_equal(chown(rig->path, owner, (gid_t) -1), 0);
	assert_int_equal(chown(store_rig_beside(rig, "-lock"), owner, (gid_t) -1), 0);
	for (int closed = 0; closed < 2; closed++) {
		int status;
		pid_t pid;

		assert_int_equal(chmod(rig->folder, closed ? 0500 : 0700), 0);
		assert_int_equal(chown(rig->folder, owner, (gid_t) -1), 0);
		pid = fork();
		assert_true(pid >= 0);
		if (pid == 0) {
			without_permission(rig);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
	}
	assert_int_equal(chmod(rig->folder, 0700), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, store_rig_setup, store_rig_teardown)
		T(test_private),
		T(test_no_file),
		T(test_odd_name),
		T(test_two_writers),
		T(test_reader_and_writer),
		T(test_nothing_left_behind),
		T(test_reader_after_a_crash),
		T(test_removed_while_open),
		T(test_no_permission),
		T(test_coming_and_going),
		cmocka_unit_test(test_default_path), /* last: it changes the environment */
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
