/*
 * Real disks: one that is read-only, one that is full.  They are mounted in a name space of a child;
 * where that is not allowed the tests are skipped.
 */
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/store-rig.h"
#include "ergo/store.h"

#define SKIPPED 77

static void map_user(const char *file, unsigned id)
{
	char text[64];
	int fd = open(file, O_WRONLY | O_CLOEXEC);

	(void) snprintf(text, sizeof(text), "0 %u 1", id);
	if (fd < 0 || write(fd, text, strlen(text)) < 0) {
		_exit(SKIPPED);
	}
	(void) close(fd);
}

/* A name space of one's own, as root or as root of none but oneself. */
static void leave_world(void)
{
	unsigned uid = getuid(), gid = getgid();

	if (unshare(CLONE_NEWNS) < 0) {
		int fd;

		if (unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0) {
			_exit(SKIPPED);
		}
		fd = open("/proc/self/setgroups", O_WRONLY | O_CLOEXEC);
		if (fd >= 0) {
			(void) !write(fd, "deny", 4);
			(void) close(fd);
		}
		map_user("/proc/self/uid_map", uid);
		map_user("/proc/self/gid_map", gid);
	}
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) {
		_exit(SKIPPED);
	}
}

static void mount_small(const struct store_rig *rig, const char *size)
{
	if (mount("tmpfs", rig->folder, "tmpfs", 0, size) < 0) {
		_exit(SKIPPED);
	}
}

/* Of a child whose asserts cannot be cmocka's. */
static void expect(bool holds, const char *what, const char *detail)
{
	if (!holds) {
		(void) fprintf(stderr, "%s: %s\n", what, detail);
		_exit(1);
	}
}
#define EXPECT(holds, detail) expect(holds, #holds, detail)

static void in_child(const struct store_rig *rig, void (*child)(const struct store_rig *rig))
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		leave_world();
		child(rig);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == SKIPPED) {
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

static unsigned sessions;
static int count_session(const struct session_record *r, void *userdata)
{
	(void) userdata;
	sessions += (unsigned) (r->screen_time / USEC_PER_MIN);
	return 0;
}

/* Minutes in the history as a reader sees it. */
static unsigned read_minutes(const struct store_rig *rig)
{
	struct store_report report;
	struct store *s = NULL;
	int r = store_open(&s, rig->path, STORE_READ, &report);

	EXPECT(r == 0, report.text);
	sessions = 0;
	r = store_sessions(s, 0, USEC_INFINITY, count_session, NULL);
	EXPECT(r == 0, store_error(s));
	store_free(s);
	return sessions;
}

static void remount_read_only(const struct store_rig *rig)
{
	if (mount(rig->folder, rig->folder, NULL, MS_BIND, NULL) < 0 ||
	    mount(NULL, rig->folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) < 0) {
		_exit(SKIPPED);
	}
}

static void check_read_only(const struct store_rig *rig, unsigned minutes)
{
	struct store_report report;
	struct store *s = NULL;

	char before[1024];

	remount_read_only(rig);
	(void) snprintf(before, sizeof(before), "%s", store_rig_names(rig));
	EXPECT(read_minutes(rig) == minutes, "other minutes");
	EXPECT(strcmp(before, store_rig_names(rig)) == 0, store_rig_names(rig));
	EXPECT(store_open(&s, rig->path, STORE_WRITE, &report) == -EROFS, report.text);
	EXPECT(strstr(report.text, "read-only"), report.text);
}

static void closed(const struct store_rig *rig)
{
	check_read_only(rig, 12);
}

static void test_read_only_closed(void **state)
{
	store_rig_history(*state, 12, false);
	in_child(*state, closed);
}

static void crashed(const struct store_rig *rig)
{
	check_read_only(rig, 13);
}

static void test_read_only_crashed(void **state)
{
	store_rig_history(*state, 13, true);
	in_child(*state, crashed);
}

/* Power was lost: the log is there, its index in memory is not. */
static void test_read_only_power_lost(void **state)
{
	store_rig_history(*state, 13, true);
	assert_int_equal(unlink(store_rig_beside(*state, "-shm")), 0);
	in_child(*state, crashed);
}

/* The daemon writes, and who reads sees the folder read-only: a sandbox. */
static void test_read_only_and_a_writer(void **state)
{
	struct store *s = store_rig_open(*state, STORE_WRITE);

	for (unsigned i = 0; i < 12; i++) {
		assert_int_equal(store_rig_write(s, i), 0);
	}
	in_child(*state, closed);
	assert_int_equal(store_rig_write(s, 12), 0);
	store_free(s);
}

/* Nothing there, and nothing can be made. */
static void nothing(const struct store_rig *rig)
{
	struct store_report report;
	struct store *s = NULL;
	char deep[256];
	int r;

	remount_read_only(rig);
	r = store_open(&s, rig->path, STORE_WRITE, &report);
	EXPECT(r == -EROFS, report.text);
	EXPECT(strstr(report.text, "writable"), report.text);
	(void) snprintf(deep, sizeof(deep), "%s/a/history.db", rig->folder);
	r = store_open(&s, deep, STORE_WRITE, &report);
	EXPECT(r < 0 && strstr(report.text, "cannot make the folder"), report.text);
	r = store_open(&s, rig->path, STORE_READ, &report);
	EXPECT(r == -ENOENT, report.text);
}

static void test_read_only_home(void **state)
{
	in_child(*state, nothing);
}

static void fill(const struct store_rig *rig)
{
	static const char junk[4096];
	int fd = open(store_rig_beside(rig, "-filler"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	while (write(fd, junk, sizeof(junk)) == (ssize_t) sizeof(junk)) {
	}
	(void) close(fd);
}

/* Full in the middle, free again later: nothing that was committed is lost, what failed is tried again. */
static void full(const struct store_rig *rig)
{
	struct store_report report;
	struct store *s = NULL;
	unsigned n = 0;
	int r;

	mount_small(rig, "size=1m");
	r = store_open(&s, rig->path, STORE_WRITE, &report);
	EXPECT(r == 0, report.text);
	for (; n < 5; n++) {
		EXPECT(store_rig_write(s, n) == 0, store_error(s));
	}
	fill(rig);
	while ((r = store_rig_write(s, n)) == 0) {
		EXPECT(++n < 100, "never full");
	}
	EXPECT(r == -ENOSPC, store_error(s));
	EXPECT(strstr(store_error(s), "disk full"), store_error(s));
	EXPECT(read_minutes(rig) == n, "other minutes");
	(void) unlink(store_rig_beside(rig, "-filler"));
	for (unsigned i = 0; i < 20; i++) {
		EXPECT(store_rig_write(s, n) == 0, store_error(s));
		n++;
	}
	store_free(s);
	fill(rig);
	EXPECT(read_minutes(rig) == n, "other minutes"); /* without room for anything */
}

static void test_full(void **state)
{
	in_child(*state, full);
}

static void full_at_start(const struct store_rig *rig)
{
	struct store_report report;
	struct store *s = NULL;
	int r;

	mount_small(rig, "size=64k");
	fill(rig);
	r = store_open(&s, rig->path, STORE_WRITE, &report);
	EXPECT(r == -ENOSPC, report.text);
	EXPECT(strstr(report.text, "disk full"), report.text);
}

static void test_full_at_start(void **state)
{
	in_child(*state, full_at_start);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, store_rig_setup, store_rig_teardown)
		T(test_read_only_closed),     T(test_read_only_crashed),
		T(test_read_only_power_lost), T(test_read_only_and_a_writer),
		T(test_read_only_home),       T(test_full),
		T(test_full_at_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
