/* How an older history becomes one of today: steps in one transaction, all or none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/internal.h"

/* Three versions of a history that never was. */
static const struct schema_step steps[] = {
	{ "CREATE TABLE days (day INTEGER PRIMARY KEY, minutes INTEGER);"
	  "INSERT INTO days VALUES (1, 90), (2, 45)" },
	{ "ALTER TABLE days ADD COLUMN screen_time INTEGER NOT NULL DEFAULT 0;"
	  "UPDATE days SET screen_time = minutes * 60000000" },
	{ "CREATE TABLE new (day INTEGER PRIMARY KEY, screen_time INTEGER NOT NULL);"
	  "INSERT INTO new SELECT day, screen_time FROM days;"
	  "DROP TABLE days;"
	  "ALTER TABLE new RENAME TO days" },
};
static const struct schema_step bad_steps[] = {
	{ "" },
	{ "ALTER TABLE days ADD COLUMN extra INTEGER" },
	{ "DELETE FROM days; INSERT INTO nowhere VALUES (1)" },
};

static int setup(void **state)
{
	struct store *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	s->mode = STORE_WRITE;
	assert_int_equal(sqlite3_open(":memory:", &s->db), SQLITE_OK);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct store *s = *state;

	(void) sqlite3_close(s->db);
	free(s);
	return 0;
}

static int64_t number(struct store *s, const char *sql)
{
	int64_t n;

	if (store_number(s, sql, &n) < 0) {
		fail_msg("%s: %s", sql, s->error);
	}
	return n;
}

/* From every version to the last. */
static void test_from_every_version(void **state)
{
	(void) state;
	for (int from = 0; from <= 3; from++) {
		struct store *s = NULL;

		assert_int_equal(setup((void **) &s), 0);
		assert_int_equal(store_migrate(s, steps, from), 0);
		assert_int_equal(number(s, "PRAGMA user_version"), from);
		assert_int_equal(store_migrate(s, steps, 3), 0);
		assert_int_equal(number(s, "PRAGMA user_version"), 3);
		assert_int_equal(number(s, "SELECT sum(screen_time) FROM days"), 135 * 60000000LL);
		assert_int_equal(number(s, "SELECT count(*) FROM pragma_table_info('days')"), 2);
		/* Once more: nothing to do. */
		assert_int_equal(store_migrate(s, steps, 3), 0);
		assert_true(sqlite3_get_autocommit(s->db));
		teardown((void **) &s);
	}
}

static void test_failure_changes_nothing(void **state)
{
	struct store *s = *state;

	assert_int_equal(store_migrate(s, steps, 1), 0);
	assert_true(store_migrate(s, bad_steps, 3) < 0);
	assert_non_null(strstr(s->error, "nowhere"));
	assert_true(sqlite3_get_autocommit(s->db));
	assert_int_equal(number(s, "PRAGMA user_version"), 1);
	assert_int_equal(number(s, "SELECT count(*) FROM days"), 2);
	assert_int_equal(number(s, "SELECT count(*) FROM pragma_table_info('days')"), 2);
	/* It can be tried again. */
	assert_int_equal(store_migrate(s, steps, 3), 0);
}

/* The steps that ergod has lead to the version that it says. */
static void test_own_steps(void **state)
{
	struct store *s = *state;

	for (int i = 0; i < STORE_SCHEMA; i++) {
		assert_non_null(store_schema[i].sql);
	}
	assert_int_equal(store_migrate(s, store_schema, STORE_SCHEMA), 0);
	assert_int_equal(number(s, "PRAGMA user_version"), STORE_SCHEMA);
}

/* A day is looked up, never searched for. */
static void test_queries_use_keys(void **state)
{
	static const char *const sql[] = {
		"slots WHERE hour >= 1 AND hour < 2 ORDER BY hour, plane",
		"breaks WHERE ended >= 1 AND ended < 2 ORDER BY ended, kind",
		"prompts WHERE at >= 1 AND at < 2 ORDER BY at, subject",
		"changes WHERE at >= 1 AND at < 2 ORDER BY at, key",
		"days WHERE day >= 1 AND day < 2 ORDER BY day",
		"sessions WHERE began < 1 AND ended - began > 172800 ORDER BY began",
		"findings WHERE began < 1 AND (ended = 0 OR ended - began > 172800) ORDER BY began",
		"problems WHERE began < 1 AND (ended = 0 OR ended - began > 172800) ORDER BY began",
	};
	struct store *s = *state;

	assert_int_equal(store_migrate(s, store_schema, STORE_SCHEMA), 0);
	for (size_t i = 0; i < ELEMENTSOF(sql); i++) {
		char text[256];
		sqlite3_stmt *st;
		int lines = 0;

		(void) snprintf(text, sizeof(text), "EXPLAIN QUERY PLAN SELECT * FROM %s", sql[i]);
		assert_int_equal(sqlite3_prepare_v2(s->db, text, -1, &st, NULL), SQLITE_OK);
		while (sqlite3_step(st) == SQLITE_ROW) {
			const char *plan = (const char *) sqlite3_column_text(st, 3);

			if (strncmp(plan, "SEARCH ", 7) != 0) {
				fail_msg("%s: %s", sql[i], plan);
			}
			lines++;
		}
		assert_int_equal(lines, 1);
		(void) sqlite3_finalize(st);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_from_every_version),
		cmocka_unit_test_setup_teardown(test_failure_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_own_steps, setup, teardown),
		cmocka_unit_test_setup_teardown(test_queries_use_keys, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
