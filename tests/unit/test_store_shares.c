/* Shares of monitors: handed in piece by piece, erased with their days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/store-rig.h"
#include "ergo/store.h"

#define AT(day, hour) (((day) *24 + (hour)) * USEC_PER_HOUR)

struct shares {
	size_t n;
	struct share_record r[8];
};

static int on_share(const struct share_record *r, void *userdata)
{
	struct shares *s = userdata;

	assert_true(s->n < ELEMENTSOF(s->r));
	s->r[s->n++] = *r;
	return 0;
}

static void assert_share(const struct share_record *r, int64_t day, const char *monitor,
			 usec_t time, usec_t alone)
{
	assert_int_equal(r->day, day);
	assert_string_equal(r->monitor, monitor);
	assert_int_equal(r->time, time);
	assert_int_equal(r->alone, alone);
}

static void put_share(struct store *s, const struct share_record *r, int want)
{
	assert_int_equal(store_begin(s), 0);
	assert_int_equal(store_put_share(s, r), want);
	assert_int_equal(store_commit(s), 0);
}

/* A share is handed in piece by piece. */
static void test_shares(void **state)
{
	struct store_fixture *f = *state;
	struct shares got = {};

	put_share(f->s, &(struct share_record){ 5, "left", 3 * USEC_PER_MIN, 0 }, 0);
	put_share(f->s, &(struct share_record){ 5, "left", 7, 2 }, 0);
	put_share(f->s, &(struct share_record){ 5, "it's \"right\"", 1, 9 }, 0);
	put_share(f->s, &(struct share_record){ 4, "left", 11, 11 }, 0);
	put_share(f->s, &(struct share_record){ 7, "left", 12, 0 }, 0);
	put_share(f->s, &(struct share_record){ 5, "", 12, 0 }, -EINVAL);
	assert_int_equal(store_shares(f->s, 4, 7, on_share, &got), 0);
	assert_int_equal(got.n, 3);
	assert_share(&got.r[0], 4, "left", 11, 11);
	assert_share(&got.r[1], 5, "it's \"right\"", 1, 1); /* not more alone than in all */
	assert_share(&got.r[2], 5, "left", 3 * USEC_PER_MIN + 7, 2);
}

/* One that can't be written is not added, so that it can be handed in once more. */
static void test_share_rolled_back(void **state)
{
	const struct share_record r = { 5, "left", USEC_PER_MIN, 0 };
	struct store_fixture *f = *state;
	struct shares got = {};

	assert_int_equal(store_begin(f->s), 0);
	assert_int_equal(store_put_share(f->s, &r), 0);
	store_rollback(f->s);
	put_share(f->s, &r, 0);
	assert_int_equal(store_shares(f->s, 0, INT64_MAX, on_share, &got), 0);
	assert_int_equal(got.n, 1);
	assert_share(&got.r[0], 5, "left", USEC_PER_MIN, 0);
}

static unsigned count(struct store *s)
{
	struct shares got = {};

	assert_int_equal(store_shares(s, 0, INT64_MAX, on_share, &got), 0);
	return (unsigned) got.n;
}

static void put_day(struct store *s, int64_t day, int32_t gmtoff_s)
{
	struct day_record record = { .day = day,
				     .gmtoff_s = gmtoff_s,
				     .day_starts = 4 * USEC_PER_HOUR };

	assert_int_equal(store_begin(s), 0);
	assert_int_equal(store_put_day(s, &record), 0);
	assert_int_equal(store_commit(s), 0);
	put_share(s, &(struct share_record){ day, "left", USEC_PER_HOUR, 0 }, 0);
	put_share(s, &(struct share_record){ day, "right", USEC_PER_HOUR, 0 }, 0);
}

/* A day lasts from 4 o'clock to 4 o'clock, local time; its shares go with it and not before. */
static void test_erase(void **state)
{
	struct store_fixture *f = *state;
	struct store_info gone;

	put_day(f->s, 100, 0);
	put_day(f->s, 101, -8 * 3600);
	put_day(f->s, 102, -8 * 3600);
	assert_int_equal(store_erase(f->s, AT(101, 4), AT(101, 12), &gone), 0);
	assert_int_equal(gone.days + gone.shares, 0);
	assert_int_equal(store_erase(f->s, AT(101, 3), AT(101, 4), &gone), 0);
	assert_int_equal(gone.shares, 2); /* of day 100 */
	assert_int_equal(store_erase(f->s, AT(102, 12), AT(102, 13), &gone), 0);
	assert_int_equal(gone.shares, 2); /* of day 102 */
	assert_int_equal(count(f->s), 2);
	assert_int_equal(store_forget(f->s, AT(102, 11)), 0);
	assert_int_equal(count(f->s), 2);
	assert_int_equal(store_forget(f->s, AT(102, 12)), 0);
	assert_int_equal(count(f->s), 0);
}

/* Shares whose day is not there: rather too many go than that one stays. */
static void test_without_a_day(void **state)
{
	struct store_fixture *f = *state;
	struct store_info gone;

	for (int64_t day = 100; day < 105; day++) {
		put_share(f->s, &(struct share_record){ day, "left", 1, 0 }, 0);
	}
	assert_int_equal(store_erase(f->s, AT(102, 9), AT(102, 10), &gone), 0);
	assert_int_equal(gone.shares, 4); /* 100 to 103 */
	assert_int_equal(count(f->s), 1);
	assert_int_equal(store_forget(f->s, AT(106, 23)), 0);
	assert_int_equal(count(f->s), 1);
	assert_int_equal(store_forget(f->s, AT(107, 0)), 0);
	assert_int_equal(count(f->s), 0);
}

/* What somebody else put into the file. */
static void test_odd_rows(void **state)
{
	const struct share_record r = { 5, "left", USEC_PER_DAY, 0 };
	struct store_fixture *f = *state;
	struct shares got = {};

	for (int i = 0; i < 2; i++) {
		put_share(f->s, &(struct share_record){ 5, "most", INT64_MAX, 0 }, 0);
	}
	put_share(f->s, &r, 0);
	assert_int_equal(store_shares(f->s, 0, INT64_MAX, on_share, &got), 0);
	assert_int_equal(got.n, 2);
	assert_share(&got.r[0], 5, "left", USEC_PER_DAY, 0);
	assert_true(got.r[1].time >= INT64_MAX / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, store_fixture_setup, store_fixture_teardown)
		T(test_shares),        T(test_share_rolled_back), T(test_erase),
		T(test_without_a_day), T(test_odd_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
