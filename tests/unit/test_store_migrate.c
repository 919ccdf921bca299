/* A history that an older ergod wrote: read as it is, and brought up to date without a loss. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../lib/store-rig.h"
#include "ergo/store.h"
#include "history-1.h"

#define DAY 20460 /* of history-1.h */

static void make_old(const struct store_rig *rig)
{
	sqlite3 *db = NULL;
	char *error = NULL;

	assert_int_equal(sqlite3_open(rig->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, history_1, NULL, NULL, &error) != SQLITE_OK) {
		fail_msg("%s", error);
	}
	(void) sqlite3_close(db);
}

static int count(const struct share_record *r, void *userdata)
{
	assert_int_equal(r->day, DAY);
	++*(unsigned *) userdata;
	return 0;
}

static int on_day(const struct day_record *r, void *userdata)
{
	*(struct day_record *) userdata = *r;
	return 0;
}

/* Everything that the dump has. */
static void assert_all_there(struct store *s, int schema, unsigned shares)
{
	static const uint8_t machine[STORE_MACHINE_BYTES] = {
		0xe2, 0x65, 0xfe, 0xa7, 0x19, 0xb3, 0x97, 0xa2,
		0x3f, 0xae, 0xb6, 0xef, 0xfa, 0x88, 0xcc, 0x77,
	};
	uint8_t id[STORE_MACHINE_BYTES];
	struct day_record day = {};
	struct store_info info;
	unsigned n = 0;
	size_t size;

	assert_int_equal(store_info(s, &info), 0);
	assert_int_equal(info.schema, schema);
	assert_int_equal(info.slots, 48);
	assert_int_equal(info.sessions, 9);
	assert_int_equal(info.breaks, 31);
	assert_int_equal(info.prompts, 24);
	assert_int_equal(info.findings + info.changes + info.problems, 3);
	assert_int_equal(info.days, 1);
	assert_int_equal(info.shares, shares);
	assert_int_equal(store_days(s, 0, INT64_MAX, on_day, &day), 0);
	assert_int_equal(day.day, DAY);
	assert_int_equal(day.screen_time, 30860 * USEC_PER_SEC);
	assert_int_equal(store_get_state(s, STORE_MACHINE, id, sizeof(id), &size), 0);
	assert_memory_equal(id, machine, sizeof(id));
	assert_int_equal(store_shares(s, 0, INT64_MAX, count, &n), 0);
	assert_int_equal(n, shares);
}

/* Before the daemon is started anew: who only reads changes nothing and misses nothing. */
static void test_read(void **state)
{
	const struct store_rig *rig = *state;
	struct store *s;

	make_old(rig);
	s = store_rig_open(rig, STORE_READ);
	assert_all_there(s, 1, 0);
	store_free(s);
}

static void test_migrate(void **state)
{
	const struct share_record share = { DAY, "DELL U2720Q", USEC_PER_HOUR, 0 };
	const struct store_rig *rig = *state;
	struct store_info gone;
	struct store *s;

	make_old(rig);
	s = store_rig_open(rig, STORE_WRITE);
	assert_all_there(s, STORE_SCHEMA, 0);
	assert_int_equal(store_begin(s), 0);
	assert_int_equal(store_put_share(s, &share), 0);
	assert_int_equal(store_commit(s), 0);
	store_free(s);
	s = store_rig_open(rig, STORE_READ);
	assert_all_there(s, STORE_SCHEMA, 1);
	store_free(s);
	s = store_rig_open(rig, STORE_WRITE);
	assert_all_there(s, STORE_SCHEMA, 1);
	assert_int_equal(store_erase(s, 0, USEC_INFINITY, &gone), 0);
	assert_int_equal(gone.shares, 1);
	assert_int_equal(gone.sessions, 9);
	store_free(s);
}

/* One that stands open is seen to have become newer. */
static void test_reader_stays(void **state)
{
	const struct share_record share = { DAY, "DELL U2720Q", USEC_PER_HOUR, 0 };
	const struct store_rig *rig = *state;
	struct store *reader, *writer;

	make_old(rig);
	reader = store_rig_open(rig, STORE_READ);
	assert_all_there(reader, 1, 0);
	writer = store_rig_open(rig, STORE_WRITE);
	assert_int_equal(store_begin(writer), 0);
	assert_int_equal(store_put_share(writer, &share), 0);
	assert_int_equal(store_commit(writer), 0);
	assert_all_there(reader, STORE_SCHEMA, 1);
	store_free(reader);
	store_free(writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, store_rig_setup, store_rig_teardown)
		T(test_read),
		T(test_migrate),
		T(test_reader_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
