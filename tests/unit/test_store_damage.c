/* A file that is damaged is kept aside and a new one begun; one of a newer ergod is never touched. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../lib/store-rig.h"
#include "ergo/store.h"

#define PAGE 2048

/* Overwrites part of the file. */
static void spoil(const struct store_rig *rig, off_t at, size_t len)
{
	char junk[PAGE];
	int fd = open(rig->path, O_WRONLY | O_CLOEXEC);

	memset(junk, 0xa5, sizeof(junk));
	assert_true(fd >= 0);
	while (len > 0) {
		size_t n = len < sizeof(junk) ? len : sizeof(junk);

		assert_int_equal(pwrite(fd, junk, n, at), n);
		at += (off_t) n;
		len -= n;
	}
	(void) close(fd);
}

/* Every page but those that say which tables there are. */
static void spoil_rows(const struct store_rig *rig)
{
	size_t len;
	char *data = store_rig_get_file(rig->path, &len);

	for (size_t at = PAGE; at < len; at += PAGE) {
		if (!memmem(data + at, PAGE, "CREATE ", 7)) {
			spoil(rig, (off_t) at, PAGE);
		}
	}
	free(data);
}

static off_t size_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_size;
}

/* Opens a damaged history: the reader refuses it, the writer begins a new one. */
static void begins_anew(const struct store_rig *rig, off_t size)
{
	struct store_report report;
	struct store_info info;
	struct store *s = NULL;
	const char *names;
	int r = store_open(&s, rig->path, STORE_WRITE, &report);

	if (r < 0) {
		fail_msg("%d: %s", r, report.text);
	}
	assert_non_null(strstr(report.text, "the history was damaged"));
	assert_non_null(strstr(report.text, "history.db.corrupt-20"));
	assert_int_equal(store_rig_count(s), 0);
	assert_int_equal(store_rig_write(s, 0), 0);
	assert_int_equal(store_info(s, &info), 0);
	assert_true(info.aside >= 1);
	assert_true(info.aside_bytes >= (uint64_t) size);
	store_free(s);
	assert_int_equal(store_rig_reopen(rig, STORE_WRITE), 1);
	names = store_rig_names(rig);
	assert_non_null(strstr(names, "history.db history.db-lock history.db.corrupt-20"));
}

static void test_garbage(void **state)
{
	const struct store_rig *rig = *state;
	char junk[3 * PAGE];

	memset(junk, 'j', sizeof(junk));
	store_rig_put_file(rig->path, junk, sizeof(junk));
	store_rig_refused(rig->path, STORE_READ, -EUCLEAN, "damaged");
	begins_anew(rig, sizeof(junk));
	/* Another one on the same day. */
	store_rig_put_file(rig->path, junk, sizeof(junk));
	begins_anew(rig, 2 * sizeof(junk));
}

static void test_garbage_again_and_again(void **state)
{
	const struct store_rig *rig = *state;
	char junk[PAGE];

	memset(junk, 'j', sizeof(junk));
	for (int i = 0; i < 9; i++) {
		store_rig_put_file(rig->path, junk, sizeof(junk));
		begins_anew(rig, PAGE);
	}
	store_rig_put_file(rig->path, junk, sizeof(junk));
	store_rig_refused(rig->path, STORE_WRITE, -EUCLEAN, "again and again");
	assert_int_equal(size_of(rig->path), PAGE);
}

static void test_truncated(void **state)
{
	const struct store_rig *rig = *state;
	off_t size;

	store_rig_history(rig, 200, false);
	size = size_of(rig->path);
	assert_int_equal(truncate(rig->path, size / 2 / PAGE * PAGE), 0);
	store_rig_refused(rig->path, STORE_READ, -EUCLEAN, "damaged");
	begins_anew(rig, size / 2 / PAGE * PAGE);
}

/* Found at once where the last writer was killed: then the file is looked through. */
static void test_bad_page_after_a_crash(void **state)
{
	const struct store_rig *rig = *state;

	store_rig_history(rig, 200, false);
	store_rig_history(rig, 1, true);
	/* Some of them are hidden by the log, not all. */
	spoil(rig, PAGE, (size_t) size_of(rig->path) - PAGE);
	begins_anew(rig, 3 * PAGE);
	assert_non_null(strstr(store_rig_names(rig), "-wal ")); /* kept with its file */
}

static int any_slots(const struct slots *slots, void *userdata)
{
	(void) slots;
	(void) userdata;
	return 0;
}

/* Found when it is read: told, and mended at the next transaction. */
static void test_bad_page_found_later(void **state)
{
	const struct store_rig *rig = *state;
	struct store *s;
	int r = 0;

	store_rig_history(rig, 200, false);
	spoil_rows(rig);
	s = store_rig_open(rig, STORE_READ);
	assert_int_equal(store_slots(s, 0, INT64_MAX, any_slots, NULL), -EUCLEAN);
	assert_non_null(strstr(store_error(s), "damaged"));
	store_free(s);
	s = store_rig_open(rig, STORE_WRITE);
	for (int i = 0; i < 3 && r == 0; i++) {
		r = store_rig_write(s, 0);
	}
	assert_int_equal(r, -EUCLEAN);
	assert_int_equal(store_begin(s), 1);
	assert_non_null(strstr(store_error(s), "it is kept as"));
	assert_int_equal(store_rig_put(s, 0), 0);
	assert_int_equal(store_commit(s), 0);
	assert_int_equal(store_rig_count(s), 1);
	store_free(s);
}

/* ---- damage anywhere ---- */

static int any_session(const struct session_record *r, void *userdata)
{
	(void) r;
	(void) userdata;
	return 0;
}

static int any_finding(const struct finding_record *r, void *userdata)
{
	(void) r;
	(void) userdata;
	return 0;
}

static void is_sane(int r)
{
	if (r != 0 && r != -EUCLEAN && r != -ENOTSUP && r != -ENOENT && r != -EINVAL &&
	    r != -E2BIG) {
		fail_msg("%d", r);
	}
}

/* Whatever bytes are wrong: an answer or an error, and a writer that goes on. */
static void damage_once(const struct store_rig *rig, const uint8_t *good, size_t len)
{
	struct store_report report;
	struct store *s = NULL;
	uint8_t *bad = malloc(len);
	char buf[4096];
	size_t size;
	int r = 0;

	assert_non_null(bad);
	memcpy(bad, good, len);
	for (int i = 0; i < 8; i++) {
		size_t at = (size_t) random() % (i % 2 ? 200 : len);

		bad[at] = (uint8_t) random();
	}
	store_rig_put_file(rig->path, bad, len);
	free(bad);
	is_sane(store_open(&s, rig->path, STORE_READ, &report));
	if (s) {
		is_sane(store_slots(s, 0, INT64_MAX, any_slots, NULL));
		is_sane(store_sessions(s, 0, USEC_INFINITY, any_session, NULL));
		is_sane(store_findings(s, 0, USEC_INFINITY, any_finding, NULL));
		is_sane(store_get_state(s, "engine", buf, sizeof(buf), &size));
	}
	s = store_free(s);
	r = store_open(&s, rig->path, STORE_WRITE, &report);
	is_sane(r);
	for (int i = 0; i < 3 && s; i++) {
		r = store_rig_write(s, 0);
	}
	is_sane(r);
	store_free(s);
	store_rig_remove(rig);
	assert_int_equal(mkdir(rig->folder, 0700), 0);
}

static void test_damage_anywhere(void **state)
{
	const struct store_rig *rig = *state;
	size_t len;
	void *good;

	store_rig_history(rig, 200, false);
	good = store_rig_get_file(rig->path, &len);
	srandom(1);
	for (int i = 0; i < 300; i++) {
		damage_once(rig, good, len);
	}
	free(good);
}

/* ---- not ours ---- */

static void sql(const struct store_rig *rig, const char *text)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(rig->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
		fail_msg("%s: %s", text, sqlite3_errmsg(db));
	}
	(void) sqlite3_close(db);
}

/* Both ways of opening it say what it is, and leave every byte as it was. */
static void never_touched(const struct store_rig *rig, const char *text)
{
	static const char *const suffix[] = { "", "-wal" };
	size_t len[2], again;
	void *before[2] = {}, *after;

	for (size_t i = 0; i < 2; i++) {
		if (access(store_rig_beside(rig, suffix[i]), F_OK) == 0) {
			before[i] = store_rig_get_file(store_rig_beside(rig, suffix[i]), &len[i]);
		}
	}
	store_rig_refused(rig->path, STORE_WRITE, -ENOTSUP, text);
	store_rig_refused(rig->path, STORE_READ, -ENOTSUP, text);
	for (size_t i = 0; i < 2; i++) {
		if (before[i]) {
			after = store_rig_get_file(store_rig_beside(rig, suffix[i]), &again);
			assert_int_equal(again, len[i]);
			assert_memory_equal(after, before[i], len[i]);
			free(after);
			free(before[i]);
		} else {
			assert_int_not_equal(access(store_rig_beside(rig, suffix[i]), F_OK), 0);
		}
	}
}

/* One more than STORE_SCHEMA. */
#define NEWER "PRAGMA user_version = 3"
_Static_assert(STORE_SCHEMA == 2, "NEWER is not the next one");

static void test_newer(void **state)
{
	const struct store_rig *rig = *state;

	store_rig_history(rig, 5, false);
	sql(rig, NEWER);
	never_touched(rig, "newer ergod");
}

/* The newer one was killed, and its version stands in the log alone. */
static void test_newer_killed(void **state)
{
	const struct store_rig *rig = *state;
	size_t db_len, wal_len;
	void *db, *wal;
	sqlite3 *open = NULL;

	store_rig_history(rig, 5, false);
	assert_int_equal(sqlite3_open(rig->path, &open), SQLITE_OK);
	assert_int_equal(sqlite3_exec(open, NEWER, NULL, NULL, NULL), SQLITE_OK);
	db = store_rig_get_file(rig->path, &db_len);
	wal = store_rig_get_file(store_rig_beside(rig, "-wal"), &wal_len);
	assert_true(wal_len > 0);
	(void) sqlite3_close(open);
	store_rig_put_file(rig->path, db, db_len);
	store_rig_put_file(store_rig_beside(rig, "-wal"), wal, wal_len);
	free(db);
	free(wal);
	never_touched(rig, "newer ergod");
}

static void test_foreign(void **state)
{
	const struct store_rig *rig = *state;

	sql(rig, "CREATE TABLE bookmarks (url TEXT)");
	never_touched(rig, "another program");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, store_rig_setup, store_rig_teardown)
		T(test_garbage),
		T(test_garbage_again_and_again),
		T(test_truncated),
		T(test_bad_page_after_a_crash),
		T(test_bad_page_found_later),
		T(test_damage_anywhere),
		T(test_newer),
		T(test_newer_killed),
		T(test_foreign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
