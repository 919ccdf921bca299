/* Which part of presence becomes somebody's: only what is certain, in the day in which it was. */
#include "../lib/recorder-rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define H   USEC_PER_HOUR

static struct rec r;
static struct taken t;

static int teardown(void **state)
{
	(void) state;
	rec_end(&r);
	return 0;
}

static void look(const char *monitor)
{
	recorder_share_look(r.recorder, monitor, false);
}

/* Types on a monitor, which is looked at after each key. */
static void work(const char *monitor, usec_t from, usec_t until)
{
	for (usec_t at = from; at <= until; at += 5 * S) {
		rec_pulse(&r, at);
		look(monitor);
	}
}

static usec_t share_of(const char *date, const char *monitor)
{
	int64_t day = (int64_t) (rec_wall(date) / USEC_PER_DAY);
	usec_t sum = 0;

	for (size_t i = 0; i < t.shares_n; i++) {
		if (t.shares[i].day == day && strcmp(t.shares[i].monitor, monitor) == 0) {
			sum += t.shares[i].time;
		}
	}
	return sum;
}

#define TODAY    "2026-03-02T00:00:00Z"
#define TOMORROW "2026-03-03T00:00:00Z"

static void test_two_monitors(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	work("left", 0, 10 * MIN);
	work("right", 10 * MIN + 5 * S, 14 * MIN);
	rec_take(&r, &t);
	assert_int_equal(t.shares_n, 2);
	assert_int_equal(share_of(TODAY, "left"), 10 * MIN);
	assert_int_equal(share_of(TODAY, "right"), 4 * MIN);
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 14 * MIN);
	assert_int_equal(recorder_share_time(r.recorder, "left"), 10 * MIN);
	/* Only what came since. */
	work("left", 14 * MIN + 5 * S, 15 * MIN);
	rec_take(&r, &t);
	assert_int_equal(t.shares_n, 1);
	assert_int_equal(share_of(TODAY, "left"), 1 * MIN);
	assert_int_equal(recorder_share_time(r.recorder, "left"), 11 * MIN);
}

/* Nobody touched anything since: it may turn out that nobody was there, and so it does. */
static void test_uncertain(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	work("left", 0, 5 * MIN);
	rec_tick(&r, 5 * MIN + 50 * S);
	look("right");
	rec_tick(&r, 20 * MIN);
	look("right");
	rec_take(&r, &t);
	assert_int_equal(share_of(TODAY, "left"), 5 * MIN);
	assert_int_equal(share_of(TODAY, "right"), 0);
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 5 * MIN);
}

/* A film: present without input, evidence all the same. */
static void test_film(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	work("left", 0, 1 * MIN);
	rec_feed(&r, 1 * MIN, (struct event){ .type = EVENT_ENGAGED });
	rec_tick(&r, 31 * MIN);
	look("left");
	rec_take(&r, &t);
	assert_int_equal(share_of(TODAY, "left"), 31 * MIN);
}

static void test_midnight(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-03T03:50:00Z"); /* days begin at 4 */
	work("left", 0, 9 * MIN);
	rec_pulse(&r, 9 * MIN + 55 * S);
	rec_pulse(&r, 10 * MIN + 20 * S); /* the first look at both sides of it */
	look("left");
	rec_take(&r, &t);
	assert_int_equal(share_of(TODAY, "left"), 10 * MIN);
	assert_int_equal(share_of(TOMORROW, "left"), 20 * S);
}

static void test_nobody_tells(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	work("left", 0, 2 * MIN);
	work(NULL, 2 * MIN + 5 * S, 30 * MIN);
	work("left", 30 * MIN + 5 * S, 31 * MIN);
	rec_take(&r, &t);
	assert_int_equal(share_of(TODAY, "left"), 3 * MIN);
	assert_int_equal(t.shares_n, 1);
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 31 * MIN);
}

/* Shares alone are something to write, and writing that fails loses nothing. */
static int full_disk(const struct record *record, void *userdata)
{
	(void) userdata;
	return record->type == RECORD_SHARE ? -ENOSPC : 0;
}

static void test_not_written(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	rec_type(&r, 0, 5 * S, 1 * MIN);
	rec_take(&r, &t);
	assert_false(recorder_changed(r.recorder));
	look("left");
	assert_true(recorder_changed(r.recorder));
	assert_int_equal(recorder_each(r.recorder, full_disk, NULL), -ENOSPC);
	work("left", 1 * MIN + 5 * S, 2 * MIN);
	rec_take(&r, &t);
	assert_int_equal(share_of(TODAY, "left"), 2 * MIN);
}

static void test_wrong_at_boot(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	work("left", 0, 1 * MIN);
	r.zero.real += USEC_PER_DAY; /* the clock is set */
	work("left", 1 * MIN + 5 * S, 2 * MIN);
	rec_take(&r, &t);
	assert_int_equal(share_of(TODAY, "left"), 0);
	assert_int_equal(share_of(TOMORROW, "left"), 2 * MIN);
	assert_int_equal(taken_day(&t, "2026-03-03")->screen_time, 2 * MIN);
}

static void test_erased(void **state)
{
	int64_t day = (int64_t) (rec_wall(TODAY) / USEC_PER_DAY);
	(void) state;

	rec_begin(&r, "2026-03-02T09:00:00Z");
	recorder_share_known(r.recorder, &(struct share_record){ day - 1, "left", H, 0 });
	work("left", 0, 10 * MIN);
	assert_int_equal(recorder_share_time(r.recorder, "left"), H + 10 * MIN);
	recorder_erased(r.recorder, 0, USEC_INFINITY);
	assert_int_equal(recorder_share_time(r.recorder, "left"), 0);
	work("left", 10 * MIN + 5 * S, 11 * MIN);
	rec_take(&r, &t);
	assert_int_equal(share_of(TODAY, "left"), 1 * MIN);
}

/* Where no history is kept the day is all that is known. */
static void test_only_today(void **state)
{
	int64_t day = (int64_t) (rec_wall(TODAY) / USEC_PER_DAY);
	(void) state;

	rec_begin(&r, "2026-03-02T09:00:00Z");
	recorder_share_known(r.recorder, &(struct share_record){ day - 1, "left", H, 0 });
	work("left", 0, 10 * MIN);
	recorder_written(r.recorder);
	recorder_shares_keep_today(r.recorder);
	assert_int_equal(recorder_share_time(r.recorder, "left"), 10 * MIN);
	recorder_shares_forget(r.recorder);
	assert_int_equal(recorder_share_time(r.recorder, "left"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_teardown(f, teardown)
		T(test_two_monitors),  T(test_uncertain),    T(test_film),
		T(test_midnight),      T(test_nobody_tells), T(test_not_written),
		T(test_wrong_at_boot), T(test_erased),       T(test_only_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
