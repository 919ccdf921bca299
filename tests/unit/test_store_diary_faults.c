/* The diary where the disk is full or the writer is killed: what was answered for is there. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/fault-vfs.h"
#include "../lib/store-rig.h"
#include "ergo/diary-store.h"

#define DAY0 ((int64_t) (RIG_T0 / USEC_PER_DAY))

/* The rig's folder; the diary in it. */
static const char *diary_path(const struct store_rig *rig)
{
	static char path[256];

	(void) snprintf(path, sizeof(path), "%s/diary.db", rig->folder);
	return path;
}

static struct diary_store *open_diary(const struct store_rig *rig, enum store_mode mode)
{
	struct store_report report;
	struct diary_store *s = NULL;
	int r = diary_store_open(&s, diary_path(rig), mode, 0, &report);

	if (r < 0) {
		fail_msg("%s: %s", strerror(-r), report.text);
	}
	return s;
}

static struct diary_entry entry(enum diary_type type, int day)
{
	struct diary_entry e;

	diary_entry_init(&e, type);
	e.day = e.last_day = DAY0 + day;
	e.start = RIG_T0 + (usec_t) day * USEC_PER_DAY;
	e.start_told = true;
	return e;
}

static unsigned entries(struct diary_store *s)
{
	struct diary_info info;

	assert_int_equal(diary_store_info(s, &info), 0);
	return (unsigned) info.entries;
}

static void test_full_disk(void **state)
{
	const struct store_rig *rig = *state;
	struct diary_entry e = entry(DIARY_HEADACHE, 0);
	struct diary_store *s;
	int r = 0;
	unsigned n = 0;

	fault_vfs_begin();
	s = open_diary(rig, STORE_WRITE);
	assert_int_equal(diary_store_put(s, &e), 0);
	memset(e.note, 'n', sizeof(e.note) - 1);
	fault_vfs_full_after(1);
	e.id = 0;
	r = diary_store_put(s, &e);
	assert_int_equal(r, -ENOSPC);
	assert_int_equal(e.id, 0);
	assert_non_null(strstr(diary_store_error(s), "disk full"));
	fault_vfs_full_after(0);
	for (; n < 3; n++) {
		e.id = 0;
		assert_int_equal(diary_store_put(s, &e), 0);
	}
	diary_store_free(s);
	fault_vfs_end();
	s = open_diary(rig, STORE_READ);
	assert_int_equal(entries(s), 4);
	diary_store_free(s);
}

/* What was answered for is there after kill -9, and at most the one that was being written besides. */
static void test_killed(void **state)
{
	const struct store_rig *rig = *state;
	size_t known = 0;

	for (int round = 0; round < 12; round++) {
		struct diary_store *s;
		char byte;
		int to[2];
		size_t n;
		pid_t pid;

		assert_int_equal(pipe(to), 0);
		pid = fork();
		assert_true(pid >= 0);
		if (pid == 0) {
			struct store_report report;
			int r = diary_store_open(&s, diary_path(rig), STORE_WRITE, 0, &report);

			while (r >= 0) {
				struct diary_entry e = entry(DIARY_NONE, round);

				r = diary_store_put(s, &e);
				if (r == 0 && write(to[1], "x", 1) != 1) {
					break;
				}
			}
			_exit(1);
		}
		(void) close(to[1]);
		for (int i = 0; i <= round % 3; i++) {
			assert_int_equal(read(to[0], &byte, 1), 1);
			known++;
		}
		assert_int_equal(kill(pid, SIGKILL), 0);
		assert_int_equal(waitpid(pid, NULL, 0), pid);
		while (read(to[0], &byte, 1) == 1) {
			known++;
		}
		(void) close(to[0]);
		s = open_diary(rig, round % 2 ? STORE_WRITE : STORE_READ);
		n = entries(s);
		assert_true(n == known || n == known + 1);
		known = n;
		diary_store_free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, store_rig_setup, store_rig_teardown)
		T(test_full_disk),
		T(test_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
