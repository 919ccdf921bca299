/* When the evening's question is asked, and when not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "ergo/diary-ask.h"

#define DAY0 20454 /* 2026-01-01 */

static struct config config;
static struct snapshot snapshot;
static struct stamp now;
static struct diary_ask_moment moment;
static int64_t asked;

static int setup(void **state)
{
	(void) state;
	config_defaults(&config);
	config.diary_ask = true;
	snapshot = (struct snapshot){ .presence = PRESENCE_PRESENT };
	now = (struct stamp){ .gmtoff_s = 3600, .gmtoff_until = USEC_INFINITY };
	moment = (struct diary_ask_moment){ &config, &snapshot, &now, true };
	asked = INT64_MIN;
	return 0;
}

/* At a time of local clocks, `day` days after the first. */
static bool due_at(int day, unsigned hour, unsigned min, usec_t *ret_look)
{
	now.real = (usec_t) (DAY0 + day) * USEC_PER_DAY + hour * USEC_PER_HOUR +
		   min * USEC_PER_MIN - USEC_PER_HOUR;
	return diary_ask_due(&moment, asked, ret_look);
}

static void test_time(void **state)
{
	usec_t look;

	(void) state;
	assert_false(due_at(0, 19, 59, &look));
	assert_int_equal(look, USEC_PER_MIN);
	assert_true(due_at(0, 20, 0, &look));
	assert_true(due_at(1, 3, 59, &look)); /* still the same day */
	assert_false(due_at(1, 4, 0, &look));
	assert_int_equal(look, USEC_PER_HOUR);
}

/* An hour of the night belongs to the day before it. */
static void test_night(void **state)
{
	usec_t look;

	(void) state;
	config.diary_ask_at = USEC_PER_HOUR;
	assert_false(due_at(0, 23, 0, &look));
	assert_false(due_at(1, 0, 30, &look));
	assert_int_equal(look, 30 * USEC_PER_MIN);
	assert_true(due_at(1, 1, 0, &look));
}

static void test_once(void **state)
{
	usec_t look;

	(void) state;
	asked = DAY0;
	assert_false(due_at(0, 21, 0, &look));
	assert_false(due_at(1, 3, 0, &look));
	assert_true(due_at(1, 20, 0, &look));
}

static void test_held(void **state)
{
	usec_t look;

	(void) state;
	moment.can_show = false;
	assert_false(due_at(0, 20, 0, &look));
	assert_int_equal(look, USEC_INFINITY);
	moment.can_show = true;
	snapshot.quiet = true;
	assert_false(due_at(0, 20, 0, &look));
	snapshot.quiet = false;
	snapshot.silent = true;
	assert_false(due_at(0, 20, 0, &look));
	snapshot.silent = false;
	snapshot.presence = PRESENCE_AWAY;
	assert_false(due_at(0, 20, 0, &look));
	snapshot.presence = PRESENCE_PRESENT;
	snapshot.break_state = BREAK_DUE;
	assert_false(due_at(0, 20, 0, &look));
	snapshot.break_state = BREAK_NONE;
	assert_true(due_at(0, 20, 0, &look));
}

static void test_off(void **state)
{
	struct config defaults;
	usec_t look;

	(void) state;
	config_defaults(&defaults);
	assert_false(defaults.diary_ask);
	config.diary_ask = false;
	assert_false(due_at(0, 20, 0, &look));
	assert_int_equal(look, USEC_INFINITY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_time, setup), cmocka_unit_test_setup(test_night, setup),
		cmocka_unit_test_setup(test_once, setup), cmocka_unit_test_setup(test_held, setup),
		cmocka_unit_test_setup(test_off, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
