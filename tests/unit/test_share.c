/* Whose the time is that nobody saw, and of which day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/share.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define DAY 20600

static struct share s;

static int setup(void **state)
{
	(void) state;
	memset(&s, 0, sizeof(s));
	return 0;
}

/* What was not handed out of a monitor in a day. */
static struct share_record fresh(int64_t day, const char *monitor)
{
	struct share_record r = {}, ret = {};

	for (size_t i = 0; i < s.n; i++) {
		if (share_fresh(&s.row[i], &r) && r.day == day && strcmp(r.monitor, monitor) == 0) {
			assert_int_equal(ret.time, 0); /* once */
			ret = r;
		}
	}
	return ret;
}

static void assert_fresh(int64_t day, const char *monitor, usec_t time)
{
	struct share_record r = fresh(day, monitor);

	if (r.time != time) {
		fail_msg("%s: %llu s", monitor, (unsigned long long) (r.time / S));
	}
}

static void test_goes_to_the_look(void **state)
{
	(void) state;
	share_look(&s, "left", false);
	assert_false(share_changed(&s));
	share_add(&s, DAY, 10 * S);
	assert_false(share_changed(&s)); /* it waits */
	share_look(&s, "left", false);
	assert_true(share_changed(&s));
	share_add(&s, DAY, 10 * S);
	share_look(&s, "right", false);
	share_look(&s, "left", false); /* at once: nothing waits */
	assert_fresh(DAY, "left", 10 * S);
	assert_fresh(DAY, "right", 10 * S);
}

/* A film without input: nobody looks for two hours. */
static void test_one_for_hours(void **state)
{
	(void) state;
	share_look(&s, "left", false);
	share_add(&s, DAY, 120 * MIN);
	share_look(&s, "left", false);
	assert_fresh(DAY, "left", 120 * MIN);
	/* Then it is another one: when that came is not known. */
	share_add(&s, DAY, 120 * MIN);
	share_look(&s, "right", false);
	assert_fresh(DAY, "left", 120 * MIN);
	assert_fresh(DAY, "right", SHARE_APART);
}

static void test_not_known(void **state)
{
	(void) state;
	share_add(&s, DAY, 30 * MIN);
	share_look(&s, "left", false); /* the first look of all */
	assert_fresh(DAY, "left", SHARE_APART);
	share_add(&s, DAY, 10 * S);
	share_look(&s, NULL, false);
	share_add(&s, DAY, 20 * S);
	share_look(&s, NULL, true);
	assert_fresh(DAY, "left", SHARE_APART);
	share_add(&s, DAY, 5 * S);
	share_look(&s, "left", false); /* ... is known again */
	assert_fresh(DAY, "left", SHARE_APART + 5 * S);
	assert_int_equal(s.n, 1);
}

static void test_days(void **state)
{
	(void) state;
	share_look(&s, "left", false);
	share_add(&s, DAY, 7 * S);
	share_add(&s, DAY + 1, 3 * S);
	share_add(&s, DAY, 1 * S);
	share_look(&s, "left", false);
	assert_fresh(DAY, "left", 8 * S);
	assert_fresh(DAY + 1, "left", 3 * S);
	/* More days than can wait: the oldest is nobody's. */
	for (int64_t d = 2; d < 2 + SHARE_WAITING + 1; d++) {
		share_add(&s, DAY + d, 2 * S);
	}
	share_look(&s, "left", false);
	assert_fresh(DAY + 2, "left", 0);
	for (int64_t d = 3; d < 2 + SHARE_WAITING + 1; d++) {
		assert_fresh(DAY + d, "left", 2 * S);
	}
}

/* What is used while it is the only one says nothing of which one of several is. */
static void test_alone(void **state)
{
	(void) state;
	share_look(&s, "panel", true);
	share_add(&s, DAY, 40 * MIN);
	share_look(&s, "panel", true);
	share_add(&s, DAY, 10 * S);
	share_look(&s, "panel", false);
	assert_int_equal(fresh(DAY, "panel").time, 40 * MIN + 10 * S);
	assert_int_equal(fresh(DAY, "panel").alone, 40 * MIN);
	assert_int_equal(share_time(&s, "panel", DAY), 10 * S);
	assert_int_equal(share_time(&s, "left", DAY), 0);
}

static void use(int64_t day, const char *monitor, usec_t time)
{
	share_look(&s, monitor, false);
	share_add(&s, day, time);
	share_look(&s, monitor, false);
}

static void test_handed_out(void **state)
{
	(void) state;
	use(DAY, "left", 10 * S);
	share_written(&s, DAY);
	assert_false(share_changed(&s));
	assert_int_equal(share_time(&s, "left", DAY), 10 * S);
	use(DAY, "left", 5 * S);
	assert_fresh(DAY, "left", 5 * S);
	assert_int_equal(share_time(&s, "left", DAY), 15 * S);
}

/* A restart: the history tells of the days before, and of the beginning of this one. */
static void test_known(void **state)
{
	(void) state;
	use(DAY, "left", 10 * S);
	share_known(&s, &(struct share_record){ DAY, "left", 60 * S, 20 * S });
	share_known(&s, &(struct share_record){ DAY - 6, "left", 7 * S, 0 });
	share_known(&s, &(struct share_record){ DAY - 7, "left", 8 * S, 0 });
	share_known(&s, &(struct share_record){ DAY - 1, "right", 1 * S, 9 * S });
	assert_fresh(DAY, "left", 10 * S);
	assert_fresh(DAY - 6, "left", 0);
	assert_int_equal(share_time(&s, "left", DAY), (10 + 60 - 20 + 7) * S);
	assert_int_equal(share_time(&s, "right", DAY), 0);
	/* The week goes on, and what is too old is let go of. */
	assert_int_equal(share_time(&s, "left", DAY + 1), 50 * S);
	share_written(&s, DAY + 1);
	assert_int_equal(s.n, 2);
}

static void test_clock_set(void **state)
{
	(void) state;
	use(DAY, "left", 10 * S);
	use(DAY, "right", 20 * S);
	use(DAY + 9, "left", 1 * S);
	share_add(&s, DAY, 2 * S);
	share_move(&s, DAY, DAY + 9);
	share_look(&s, "left", false);
	assert_fresh(DAY, "left", 0);
	assert_fresh(DAY, "right", 0);
	assert_fresh(DAY + 9, "left", 13 * S);
	assert_fresh(DAY + 9, "right", 20 * S);
	assert_int_equal(s.n, 2);
}

static void test_forget(void **state)
{
	(void) state;
	use(DAY - 1, "left", 10 * S);
	use(DAY, "left", 5 * S);
	share_add(&s, DAY, 3 * S);
	share_forget(&s, DAY);
	assert_int_equal(s.n, 1);
	share_look(&s, "left", false);
	assert_fresh(DAY, "left", 8 * S);
	share_add(&s, DAY, 3 * S);
	share_forget(&s, INT64_MAX);
	share_look(&s, "left", false);
	assert_int_equal(s.n, 0);
}

/* More monitors than there is room for: those that were handed out give way, nothing else. */
static void test_bounded(void **state)
{
	char name[16];
	(void) state;

	for (unsigned i = 0; i < SHARE_ROWS; i++) {
		(void) snprintf(name, sizeof(name), "m%u", i);
		use(i == 5 ? DAY - 1 : DAY, name, 1 * S);
	}
	use(DAY, "more", 1 * S);
	assert_fresh(DAY, "more", 0);
	assert_fresh(DAY, "m0", 1 * S);
	share_written(&s, DAY);
	use(DAY, "more", 1 * S);
	assert_fresh(DAY, "more", 1 * S);
	assert_int_equal(s.n, SHARE_ROWS);
	assert_int_equal(share_time(&s, "m5", DAY), 0); /* the oldest */
	assert_int_equal(share_time(&s, "m0", DAY), 1 * S);
	share_known(&s, &(struct share_record){ DAY - 5, "old", 8 * S, 0 });
	assert_int_equal(share_time(&s, "old", DAY), 0);
}

/* ---- names ---- */

static struct monitor *connect(struct monitors *all, const char *output, const char *model,
			       const char *serial)
{
	struct monitor *m = &all->m[all->n++];

	(void) snprintf(m->output, sizeof(m->output), "%s", output);
	(void) snprintf(m->model, sizeof(m->model), "%s", model);
	(void) snprintf(m->serial, sizeof(m->serial), "%s", serial);
	return m;
}

static void assert_name(const struct monitors *all, size_t i, const char *want)
{
	char name[SHARE_NAME_MAX];

	share_name(all, i, name);
	assert_string_equal(name, want);
}

static void test_names(void **state)
{
	struct monitors all = {};
	(void) state;

	connect(&all, "DP-1", "DELL U2720Q", "4XK2ZV2");
	connect(&all, "DP-2", "DELL U2720Q", "7Q80ZV2");
	connect(&all, "HDMI-1", "TV", "");
	connect(&all, "HDMI-2", "TV", "");
	connect(&all, "eDP-1", "BOE0A1B", "");
	connect(&all, "default", "", "");
	connect(&all, "", "", "");
	assert_name(&all, 0, "DELL U2720Q 4XK2ZV2");
	assert_name(&all, 1, "DELL U2720Q 7Q80ZV2");
	assert_name(&all, 2, "TV (HDMI-1)");
	assert_name(&all, 3, "TV (HDMI-2)");
	assert_name(&all, 4, "BOE0A1B");
	assert_name(&all, 5, "default");
	assert_name(&all, 6, "?");
}

/* The longest there is has room. */
static void test_long_names(void **state)
{
	struct monitors all = {};
	char longest[MONITOR_TEXT_MAX], name[SHARE_NAME_MAX], want[2 * MONITOR_TEXT_MAX + 8];
	(void) state;

	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	connect(&all, longest, longest, longest);
	(void) snprintf(want, sizeof(want), "%s %s", longest, longest);
	assert_name(&all, 0, want);
	connect(&all, "DP-2", longest, longest);
	share_name(&all, 0, name);
	(void) snprintf(want, sizeof(want), "%s (%s)", longest, longest);
	assert_string_equal(name, want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup(f, setup)
		T(test_goes_to_the_look),
		T(test_one_for_hours),
		T(test_not_known),
		T(test_days),
		T(test_alone),
		T(test_handed_out),
		T(test_known),
		T(test_clock_set),
		T(test_forget),
		T(test_bounded),
		T(test_names),
		T(test_long_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
