/* The diary on disk: what is put comes back, two writers, damage, erasing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

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

static void refused(const struct store_rig *rig, enum store_mode mode, int r, const char *text)
{
	struct store_report report;
	struct diary_store *s = NULL;
	int got = diary_store_open(&s, diary_path(rig), mode, 0, &report);

	if (got != r || !strstr(report.text, text)) {
		fail_msg("mode %d: %d (%s), not %d (%s)", (int) mode, got, report.text, r, text);
	}
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

struct list {
	size_t n;
	struct diary_entry e[64];
};

static int add(const struct diary_entry *e, void *userdata)
{
	struct list *l = userdata;

	assert_true(l->n < ELEMENTSOF(l->e));
	l->e[l->n++] = *e;
	return 0;
}

static size_t entries(struct diary_store *s, int64_t first, int64_t last, struct list *ret)
{
	ret->n = 0;
	assert_int_equal(diary_store_entries(s, first, last, add, ret), 0);
	return ret->n;
}

static size_t all(struct diary_store *s)
{
	static struct list l;

	return entries(s, INT64_MIN, INT64_MAX, &l);
}

/* Every field with a value of its own, and every field not told. */
static void test_fields(void **state)
{
	struct diary_store *s = open_diary(*state, STORE_WRITE);
	struct diary_entry told = entry(DIARY_HEADACHE, 1), none = entry(DIARY_HEADACHE, 2), got;
	char a[DIARY_VALUE_MAX], b[DIARY_VALUE_MAX], reason[DIARY_REASON_MAX], value[16];

	for (size_t i = 0; i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];
		int v = f->words ? 1 + (int) i % (f->most - 1) : 0;

		(void) snprintf(value, sizeof(value), "%zu",
				f->most ? i % (size_t) f->most : i + 1);
		assert_true(f->kind == FIELD_MOMENT ||
			    diary_field_set(&told, f,
					    f->words                    ? f->words[v]
					    : f->kind == FIELD_TRISTATE ? (i % 2 ? "yes" : "no")
					    : f->kind == FIELD_DURATION ? "6h 13min"
									: value,
					    reason) == 0);
	}
	told.end = told.start + USEC_PER_DAY;
	told.last_day++;
	told.gmtoff_s = 3600;
	told.end_gmtoff_s = -7200;
	none.ongoing = true;
	none.start_told = false;
	assert_int_equal(diary_store_put(s, &told), 0);
	assert_int_equal(diary_store_put(s, &none), 0);
	assert_int_equal(told.id, 1);
	assert_int_equal(none.id, 2);
	diary_store_free(s);
	s = open_diary(*state, STORE_READ);
	assert_int_equal(diary_store_get(s, 1, &got), 0);
	for (size_t i = 0; i < diary_fields_n; i++) {
		assert_string_equal(diary_field_get(&got, &diary_fields[i], a),
				    diary_field_get(&told, &diary_fields[i], b));
	}
	assert_int_equal(got.start, told.start);
	assert_int_equal(got.end, told.end);
	assert_int_equal(got.last_day, told.last_day);
	assert_int_equal(got.gmtoff_s, 3600);
	assert_int_equal(got.end_gmtoff_s, -7200);
	assert_int_equal(diary_store_get(s, 2, &got), 0);
	for (size_t i = 0; i < diary_fields_n; i++) {
		assert_false(diary_field_told(&got, &diary_fields[i]));
	}
	assert_true(got.ongoing);
	assert_int_equal(diary_store_get(s, 3, &got), -ENOENT);
	assert_int_equal(diary_store_put(s, &got), -EROFS);
	diary_store_free(s);
}

static void test_edit_and_delete(void **state)
{
	struct diary_store *s = open_diary(*state, STORE_WRITE);
	struct diary_entry e = entry(DIARY_HEADACHE, 0), pill = entry(DIARY_MEDICATION, 0), got;

	assert_int_equal(diary_store_put(s, &e), 0);
	pill.headache = e.id;
	(void) snprintf(pill.name, sizeof(pill.name), "x'; DROP TABLE entries; --");
	assert_int_equal(diary_store_put(s, &pill), 0);
	e.intensity = 7;
	assert_int_equal(diary_store_put(s, &e), 0);
	assert_int_equal(diary_store_get(s, 1, &got), 0);
	assert_int_equal(got.intensity, 7);
	assert_int_equal(all(s), 2);
	assert_int_equal(diary_store_delete(s, 1), 0);
	assert_int_equal(diary_store_delete(s, 1), -ENOENT);
	assert_int_equal(diary_store_put(s, &e), -ENOENT);
	assert_int_equal(diary_store_get(s, 2, &got), 0);
	assert_int_equal(got.headache, 0);
	assert_string_equal(got.name, pill.name);
	/* a number is never given twice */
	assert_int_equal(diary_store_delete(s, 2), 0);
	e.id = 0;
	assert_int_equal(diary_store_put(s, &e), 0);
	assert_int_equal(e.id, 3);
	diary_store_free(s);
}

static void test_range(void **state)
{
	struct diary_store *s = open_diary(*state, STORE_WRITE);
	struct diary_entry e;
	struct list l;

	e = entry(DIARY_NONE, 5);
	assert_int_equal(diary_store_put(s, &e), 0);
	e = entry(DIARY_HEADACHE, 2);
	e.last_day += 2;
	assert_int_equal(diary_store_put(s, &e), 0);
	e = entry(DIARY_HEADACHE, 1);
	e.ongoing = true;
	assert_int_equal(diary_store_put(s, &e), 0);
	assert_int_equal(entries(s, DAY0, DAY0, &l), 0);
	assert_int_equal(entries(s, DAY0 + 4, DAY0 + 4, &l), 2);
	assert_int_equal(l.e[0].id, 3);
	assert_int_equal(l.e[1].id, 2);
	assert_int_equal(entries(s, DAY0 + 5, DAY0 + 9, &l), 2);
	assert_int_equal(l.e[1].type, DIARY_NONE);
	diary_store_free(s);
}

/* All or nothing. */
static void test_transaction(void **state)
{
	struct diary_store *s = open_diary(*state, STORE_WRITE);
	struct diary_entry e = entry(DIARY_NONE, 0);

	assert_int_equal(diary_store_begin(s), 0);
	assert_int_equal(diary_store_put(s, &e), 0);
	e.id = 0;
	assert_int_equal(diary_store_put(s, &e), 0);
	diary_store_rollback(s);
	assert_int_equal(all(s), 0);
	assert_int_equal(diary_store_begin(s), 0);
	e.id = 0;
	assert_int_equal(diary_store_put(s, &e), 0);
	assert_int_equal(diary_store_delete(s, 77), -ENOENT);
	assert_int_equal(diary_store_commit(s), -ENOENT);
	assert_int_equal(all(s), 0);
	diary_store_free(s);
}

static void test_private(void **state)
{
	const struct store_rig *rig = *state;
	char deep[256];
	struct store_report report;
	struct diary_store *s = NULL;
	struct stat st;

	refused(rig, STORE_READ, -ENOENT, "nothing is in the diary yet");
	(void) snprintf(deep, sizeof(deep), "%s/a/diary.db", rig->folder);
	(void) umask(0);
	assert_int_equal(diary_store_open(&s, deep, STORE_WRITE, 0, &report), 0);
	assert_int_equal(stat(deep, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	*strrchr(deep, '/') = '\0';
	assert_int_equal(stat(deep, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	diary_store_free(s);
	(void) snprintf(deep, sizeof(deep), "%s/a/diary.db", rig->folder);
	assert_int_equal(unlink(deep), 0);
	(void) snprintf(deep, sizeof(deep), "%s/a/diary.db-lock", rig->folder);
	assert_int_equal(unlink(deep), 0);
	(void) snprintf(deep, sizeof(deep), "%s/a", rig->folder);
	assert_int_equal(rmdir(deep), 0);
}

/* Writes once it is told to. */
static pid_t write_when_told(const struct store_rig *rig, int *ret_tell)
{
	int to[2];
	pid_t pid;

	assert_int_equal(pipe(to), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct diary_store *s = NULL;
		struct diary_entry e = entry(DIARY_NONE, 1);
		struct store_report report;
		char byte;
		int r = read(to[0], &byte, 1) == 1 ? 0 : -1;

		r = r < 0 ? r
			  : diary_store_open(&s, diary_path(rig), STORE_WRITE, 10 * USEC_PER_SEC,
					     &report);
		_exit(r < 0 || diary_store_put(s, &e) < 0);
	}
	(void) close(to[0]);
	*ret_tell = to[1];
	return pid;
}

/* Two at once: one waits for the other, as long as its patience lasts. */
static void test_two_writers(void **state)
{
	const struct store_rig *rig = *state;
	struct diary_store *s, *other;
	struct diary_entry e = entry(DIARY_NONE, 0);
	int status, tell;
	pid_t pid = write_when_told(rig, &tell);

	s = open_diary(rig, STORE_WRITE);
	refused(rig, STORE_WRITE, -EBUSY, "another program writes the diary");
	assert_int_equal(diary_store_put(s, &e), 0);
	other = open_diary(rig, STORE_READ); /* who reads is not kept waiting */
	assert_int_equal(all(other), 1);
	diary_store_free(other);
	assert_int_equal(write(tell, "x", 1), 1);
	(void) usleep(200000);
	assert_int_equal(waitpid(pid, &status, WNOHANG), 0);
	diary_store_free(s);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	(void) close(tell);
	s = open_diary(rig, STORE_READ);
	assert_int_equal(all(s), 2);
	diary_store_free(s);
}

static void test_damaged(void **state)
{
	const struct store_rig *rig = *state;
	char junk[6000];
	struct store_report report;
	struct diary_store *s = NULL;
	struct diary_info info;

	memset(junk, 'j', sizeof(junk));
	store_rig_put_file(diary_path(rig), junk, sizeof(junk));
	refused(rig, STORE_READ, -EUCLEAN, "damaged");
	assert_int_equal(diary_store_open(&s, diary_path(rig), STORE_WRITE, 0, &report), 0);
	assert_non_null(strstr(report.text, "the diary was damaged"));
	assert_non_null(strstr(report.text, "diary.db.corrupt-20"));
	assert_int_equal(diary_store_info(s, &info), 0);
	assert_int_equal(info.aside, 1);
	assert_int_equal(info.aside_bytes, sizeof(junk));
	assert_int_equal(info.entries, 0);
	assert_int_equal(info.schema, DIARY_SCHEMA);
	diary_store_free(s);
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	(void) sqlite3_close(db);
}

/* A newer one, and a history in its place, are left alone. */
static void test_not_ours(void **state)
{
	const struct store_rig *rig = *state;
	struct store *history;
	size_t before, after;
	void *a, *b;

	diary_store_free(open_diary(rig, STORE_WRITE));
	run_sql(diary_path(rig), "PRAGMA user_version = 2");
	a = store_rig_get_file(diary_path(rig), &before);
	refused(rig, STORE_WRITE, -ENOTSUP, "newer ergod (version 2 of the diary");
	refused(rig, STORE_READ, -ENOTSUP, "newer ergod");
	b = store_rig_get_file(diary_path(rig), &after);
	assert_int_equal(before, after);
	assert_memory_equal(a, b, before);
	free(a);
	free(b);
	history = store_rig_open(rig, STORE_WRITE);
	store_free(history);
	assert_int_equal(rename(rig->path, diary_path(rig)), 0);
	refused(rig, STORE_WRITE, -ENOTSUP, "another program");
}

/* Rows that no ergod has written are passed over or mended, never taken as they are. */
static void test_odd_rows(void **state)
{
	const struct store_rig *rig = *state;
	struct diary_store *s = open_diary(rig, STORE_WRITE);
	struct diary_entry e = entry(DIARY_HEADACHE, 0), got;

	for (int i = 0; i < 3; i++) {
		e.id = 0;
		assert_int_equal(diary_store_put(s, &e), 0);
	}
	diary_store_free(s);
	run_sql(diary_path(rig), "UPDATE entries SET type = 99 WHERE id = 1");
	run_sql(diary_path(rig), "UPDATE entries SET last_day = day - 1 WHERE id = 2");
	run_sql(diary_path(rig), "UPDATE entries SET intensity = 4000, side = -7, class = 99,"
				 " locations = -1, note = zeroblob(5000), sleep_min = 99999");
	s = open_diary(rig, STORE_READ);
	assert_int_equal(all(s), 1);
	assert_int_equal(diary_store_get(s, 3, &got), 0);
	assert_int_equal(got.intensity, DIARY_NOT_TOLD);
	assert_int_equal(got.side, SIDE_NOT_TOLD);
	assert_int_equal(got.class, CLASS_NOT_TOLD);
	assert_int_equal(got.locations, (1u << _DIARY_LOCATION_MAX) - 1);
	assert_int_equal(got.sleep_min, DIARY_NOT_TOLD);
	diary_store_free(s);
}

static bool contains(const char *path, const char *text)
{
	size_t len;
	void *data = store_rig_get_file(path, &len);
	bool found = memmem(data, len, text, strlen(text));

	free(data);
	return found;
}

static void test_erase(void **state)
{
	const struct store_rig *rig = *state;
	struct diary_store *s = open_diary(rig, STORE_WRITE);
	struct diary_entry e, got;
	uint64_t n = 0;

	for (int i = 0; i < 10; i++) {
		e = entry(i == 3 ? DIARY_HEADACHE : DIARY_NONE, i);
		(void) snprintf(e.note, sizeof(e.note), "secret%d", i);
		assert_int_equal(diary_store_put(s, &e), 0);
	}
	e = entry(DIARY_MEDICATION, 9);
	e.headache = 4;
	assert_int_equal(diary_store_put(s, &e), 0);
	assert_int_equal(diary_store_erase(s, DAY0 + 2, DAY0 + 4, &n), 0);
	assert_int_equal(n, 3);
	assert_int_equal(all(s), 8);
	assert_int_equal(diary_store_get(s, 11, &got), 0);
	assert_int_equal(got.headache, 0);
	assert_false(contains(diary_path(rig), "secret3"));
	assert_true(contains(diary_path(rig), "secret5"));
	assert_int_equal(diary_store_erase(s, INT64_MIN, INT64_MAX, &n), 0);
	assert_int_equal(n, 8);
	assert_false(contains(diary_path(rig), "secret"));
	e = entry(DIARY_NONE, 0);
	assert_int_equal(diary_store_put(s, &e), 0);
	assert_int_equal(e.id, 1);
	diary_store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, store_rig_setup, store_rig_teardown)
		T(test_fields),   T(test_edit_and_delete), T(test_range),   T(test_transaction),
		T(test_private),  T(test_two_writers),     T(test_damaged), T(test_not_ours),
		T(test_odd_rows), T(test_erase),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
