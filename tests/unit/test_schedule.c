/* Hours and days of prompts; the words of what holds prompts back. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/random-day.h"
#include "ergo/quiet.h"

#define US(h, m, s) (((usec_t) (h) *3600 + (usec_t) (m) *60 + (usec_t) (s)) * USEC_PER_SEC)
#define NEVER       USEC_INFINITY

static void set(struct config *c, const char *name, const char *value)
{
	char reason[CONFIG_REASON_MAX];

	assert_int_equal(config_set(c, config_key_by_name(name), value, reason), 0);
}

static struct config when(const char *hours, const char *days)
{
	struct config c;

	config_defaults(&c);
	set(&c, "prompts.hours", hours);
	set(&c, "prompts.days", days);
	return c;
}

static struct stamp stamp_at(const char *local)
{
	struct stamp s = { .boot = USEC_PER_HOUR, .gmtoff_until = USEC_INFINITY };

	assert_int_equal(rfc3339_parse(local, &s.real, &s.gmtoff_s), 0);
	s.gmtoff_after_s = s.gmtoff_s;
	return s;
}

/* One that knows that the clock will be set, to that offset at that time. */
static struct stamp stamp_before(const char *local, const char *change, int32_t offset)
{
	struct stamp s = stamp_at(local);

	s.gmtoff_until = stamp_at(change).real;
	s.gmtoff_after_s = offset;
	return s;
}

/* ---- whether ---- */

/* 2026-03-02 is a Monday. */
static void test_prompts(void **state)
{
	static const struct {
		const char *hours, *days, *at;
		bool want;
	} cases[] = {
		{ "", "", "2026-03-02T00:00:00Z", true },
		{ "", "", "2026-03-08T23:59:59Z", true },
		/* both ends */
		{ "08:00-18:00", "", "2026-03-02T07:59:59.999999Z", false },
		{ "08:00-18:00", "", "2026-03-02T08:00:00Z", true },
		{ "08:00-18:00", "", "2026-03-02T17:59:59.999999Z", true },
		{ "08:00-18:00", "", "2026-03-02T18:00:00Z", false },
		/* several, and such that meet or overlap */
		{ "08:00-12:00, 13:00-17:30", "", "2026-03-02T12:30:00Z", false },
		{ "08:00-12:00, 13:00-17:30", "", "2026-03-02T13:00:00Z", true },
		{ "08:00-12:00, 12:00-17:30", "", "2026-03-02T12:00:00Z", true },
		{ "08:00-13:00, 12:00-17:30", "", "2026-03-02T12:30:00Z", true },
		{ "13:00-17:30, 08:00-12:00", "", "2026-03-02T09:00:00Z", true },
		/* the whole day, and its ends */
		{ "00:00-24:00", "", "2026-03-02T00:00:00Z", true },
		{ "00:00-24:00", "", "2026-03-02T23:59:59.999999Z", true },
		{ "22:00-24:00", "", "2026-03-02T23:59:59.999999Z", true },
		{ "22:00-24:00", "", "2026-03-03T00:00:00Z", false },
		{ "22:00-00:00", "", "2026-03-02T23:00:00Z", true },
		{ "22:00-00:00", "", "2026-03-03T00:00:00Z", false },
		/* over midnight */
		{ "22:00-06:00", "", "2026-03-02T21:59:59Z", false },
		{ "22:00-06:00", "", "2026-03-02T22:00:00Z", true },
		{ "22:00-06:00", "", "2026-03-03T05:59:59.999999Z", true },
		{ "22:00-06:00", "", "2026-03-03T06:00:00Z", false },
		/* days */
		{ "", "mon-fri", "2026-03-06T23:59:59Z", true },
		{ "", "mon-fri", "2026-03-07T00:00:00Z", false },
		{ "", "mon-fri", "2026-03-08T23:59:59Z", false },
		{ "", "mon-fri", "2026-03-09T00:00:00Z", true },
		{ "08:00-18:00", "sat, sun", "2026-03-08T09:00:00Z", true },
		{ "08:00-18:00", "sat, sun", "2026-03-09T09:00:00Z", false },
		/* Hours over midnight belong to the day on which they begin. */
		{ "22:00-06:00", "fri", "2026-03-06T05:00:00Z", false },
		{ "22:00-06:00", "fri", "2026-03-06T22:00:00Z", true },
		{ "22:00-06:00", "fri", "2026-03-07T05:59:00Z", true },
		{ "22:00-06:00", "fri", "2026-03-07T22:00:00Z", false },
		{ "22:00-06:00", "sun", "2026-03-09T05:00:00Z", true },
		{ "22:00-06:00", "mon", "2026-03-09T05:00:00Z", false },
		{ "22:00-06:00", "mon", "2026-03-10T05:00:00Z", true },
		/* It is the local day, and the local hour. */
		{ "08:00-18:00", "mon", "2026-03-02T08:30:00+13:00", true },
		{ "08:00-18:00", "mon", "2026-03-02T17:30:00-11:00", true },
		{ "08:00-18:00", "", "2026-03-02T07:30:00-11:00", false },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct config c = when(cases[i].hours, cases[i].days);
		struct stamp s = stamp_at(cases[i].at);

		if (schedule_prompts(&c, &s) != cases[i].want) {
			fail_msg("hours \"%s\", days \"%s\" at %s: %s", cases[i].hours,
				 cases[i].days, cases[i].at, cases[i].want ? "no" : "yes");
		}
	}
}

/* West of Greenwich the first hours since 1970 are of 1969, a Wednesday. */
static void test_before_1970(void **state)
{
	struct config c = when("20:00-22:00", "wed");
	struct stamp s = stamp_at("1970-01-01T00:30:00Z");
	(void) state;

	assert_false(schedule_prompts(&c, &s));
	s.gmtoff_s = -4 * 3600;
	assert_true(schedule_prompts(&c, &s));
	assert_int_equal(schedule_changes_in(&c, &s), US(1, 30, 0));
}

/* Nobody's clock says so; but nothing may break. */
static void test_far_away(void **state)
{
	struct config c = when("08:00-18:00", "mon-fri");
	struct stamp s = { .boot = NEVER, .real = NEVER, .gmtoff_until = NEVER };
	(void) state;

	(void) schedule_prompts(&c, &s);
	(void) schedule_changes_in(&c, &s);
	s.gmtoff_s = INT32_MIN;
	(void) schedule_changes_in(&c, &s);
	s.real = 0;
	(void) schedule_changes_in(&c, &s);
	s.gmtoff_s = INT32_MAX;
	(void) schedule_changes_in(&c, &s);
}

/* ---- until when ---- */

static void check_changes(const char *hours, const char *days, const struct stamp *s, usec_t want)
{
	struct config c = when(hours, days);
	usec_t d = schedule_changes_in(&c, s);

	if (d != want) {
		fail_msg("hours \"%s\", days \"%s\": %f h, not %f h", hours, days,
			 (double) d / 3.6e9, (double) want / 3.6e9);
	}
	if (d != NEVER) {
		struct stamp before = stamp_after(s, d - 1), after = stamp_after(s, d);

		assert_int_equal(schedule_prompts(&c, &before), schedule_prompts(&c, s));
		assert_int_equal(schedule_prompts(&c, &after), !schedule_prompts(&c, s));
	}
}

static void test_changes(void **state)
{
	static const struct {
		const char *hours, *days, *at;
		usec_t want;
	} cases[] = {
		{ "", "", "2026-03-02T09:00:00Z", NEVER },
		{ "", "mon-sun", "2026-03-02T09:00:00Z", NEVER },
		{ "00:00-24:00", "", "2026-03-02T09:00:00Z", NEVER },
		{ "00:00-12:00, 12:00-24:00", "", "2026-03-02T09:00:00Z", NEVER },
		{ "06:00-22:00, 22:00-06:00", "", "2026-03-02T09:00:00Z", NEVER },
		{ "08:00-18:00", "", "2026-03-02T09:00:00Z", US(9, 0, 0) },
		{ "08:00-18:00", "", "2026-03-02T17:59:59.999999Z", 1 },
		{ "08:00-18:00", "", "2026-03-02T18:00:00Z", US(14, 0, 0) },
		{ "08:00-18:00", "", "2026-03-02T07:59:30Z", US(0, 0, 30) },
		{ "08:00-12:00, 13:00-17:30", "", "2026-03-02T08:00:00Z", US(4, 0, 0) },
		{ "08:00-12:00, 13:00-17:30", "", "2026-03-02T12:00:00Z", US(1, 0, 0) },
		/* no change where two ranges meet or overlap */
		{ "08:00-12:00, 12:00-17:30", "", "2026-03-02T08:00:00Z", US(9, 30, 0) },
		{ "08:00-13:00, 12:00-17:30", "", "2026-03-02T08:00:00Z", US(9, 30, 0) },
		{ "20:00-24:00, 00:00-02:00", "", "2026-03-02T21:00:00Z", US(5, 0, 0) },
		{ "22:00-06:00", "", "2026-03-02T23:00:00Z", US(7, 0, 0) },
		{ "22:00-06:00", "fri", "2026-03-06T23:00:00Z", US(7, 0, 0) },
		/* the seam of midnight only where the day says so */
		{ "20:00-24:00, 00:00-02:00", "mon", "2026-03-02T21:00:00Z", US(3, 0, 0) },
		{ "", "mon-fri", "2026-03-06T22:00:00Z", US(2, 0, 0) },
		{ "", "mon-fri", "2026-03-07T00:00:00Z", US(48, 0, 0) },
		{ "08:00-18:00", "mon-fri", "2026-03-06T18:00:00Z", US(62, 0, 0) },
		{ "08:00-18:00", "mon", "2026-03-02T18:00:00Z", US(6 * 24 + 14, 0, 0) },
		/* An offset with seconds, as local mean times had. */
		{ "", "", "2026-03-02T09:00:00+01:24", NEVER },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct stamp s = stamp_at(cases[i].at);

		check_changes(cases[i].hours, cases[i].days, &s, cases[i].want);
	}
	struct stamp s = stamp_at("2026-03-02T09:00:00Z");
	s.gmtoff_s = 17 * 60 + 30; /* 09:17:30 */
	check_changes("08:00-09:18", "", &s, US(0, 0, 30));
}

/* On 2026-03-29 at 02:00 it is 03:00, on 2026-10-25 at 03:00 it is 02:00: both Sundays. */
static void test_clock_set(void **state)
{
	struct stamp s =
		stamp_before("2026-03-28T23:00:00+01:00", "2026-03-29T02:00:00+01:00", 7200);
	(void) state;

	check_changes("08:00-18:00", "", &s, US(8, 0, 0)); /* a night of an hour less */
	check_changes("22:00-06:00", "", &s, US(6, 0, 0));
	check_changes("02:30-05:00", "", &s, US(3, 0, 0));           /* begun with the change */
	check_changes("22:00-02:30", "", &s, US(3, 0, 0));           /* and ended */
	check_changes("02:10-02:50", "", &s, US(3 + 23 + 0, 10, 0)); /* not on that day */
	check_changes("", "sat", &s, US(1, 0, 0));
	s = stamp_before("2026-03-29T01:30:00+01:00", "2026-03-29T02:00:00+01:00", 7200);
	check_changes("", "sun", &s, US(21, 30, 0));
	/* The stamp is of after it, and does not know yet. */
	s = stamp_before("2026-03-29T02:30:00+01:00", "2026-03-29T02:00:00+01:00", 7200);
	check_changes("03:00-04:00", "", &s, US(0, 30, 0));

	s = stamp_before("2026-10-24T23:00:00+02:00", "2026-10-25T03:00:00+02:00", 3600);
	check_changes("08:00-18:00", "", &s, US(10, 0, 0)); /* a night of an hour more */
	check_changes("22:00-06:00", "", &s, US(8, 0, 0));
	check_changes("22:00-02:30", "", &s, US(3, 30, 0)); /* ended for the first time */
	check_changes("02:30-05:00", "", &s, US(3, 30, 0));
	s = stamp_before("2026-10-25T02:45:00+02:00", "2026-10-25T03:00:00+02:00", 3600);
	check_changes("22:00-02:30", "", &s, US(0, 15, 0)); /* it is 02:00 again */
	check_changes("02:30-05:00", "", &s, US(0, 15, 0));
	check_changes("", "sun", &s, US(22, 15, 0));
	/* A change at midnight, as some countries have it: Saturday is taken up again. */
	s = stamp_before("2026-10-24T23:30:00+02:00", "2026-10-25T00:00:00+02:00", 3600);
	check_changes("", "sat", &s, US(1, 30, 0));
	check_changes("23:00-23:45", "", &s, US(0, 15, 0));
}

/* ---- by brute force ---- */

static struct config random_config(struct random *r)
{
	config_HOURS hours = { .n = (uint8_t) random_below(r, HOURS_MAX + 1) };
	struct config c;

	config_defaults(&c);
	for (size_t i = 0; i < hours.n; i++) {
		/* often on the hour, so that they meet */
		unsigned grain = random_below(r, 2) == 0 ? 60 : 1;
		unsigned from = (unsigned) random_below(r, 1440 / grain) * grain;
		unsigned to = (unsigned) random_below(r, 1440 / grain + 1) * grain;

		hours.from[i] = (uint16_t) from;
		hours.to[i] = (uint16_t) (to == from ? from + 1 : to);
	}
	c.prompts_hours = hours;
	c.prompts_days = (unsigned) random_below(r, 128);
	return c;
}

static struct stamp random_stamp(struct random *r)
{
	struct stamp s = { .boot = USEC_PER_HOUR, .gmtoff_until = USEC_INFINITY };

	s.real = UINT64_C(20500) * USEC_PER_DAY + random_below(r, 30 * USEC_PER_DAY);
	s.gmtoff_s = ((int32_t) random_below(r, 27 * 60) - 13 * 60) * 60;
	if (random_below(r, 3) > 0) {
		usec_t minute = s.real / USEC_PER_MIN + 1 + random_below(r, 3 * 24 * 60);

		s.gmtoff_until = minute * USEC_PER_MIN;
		s.gmtoff_after_s = s.gmtoff_s + ((int32_t) random_below(r, 5) - 2) * 1800;
	}
	return s;
}

/* All the minutes of a week, painted one range after the other. */
static void paint(const struct config *c, bool week[static 7 * 1440])
{
	const config_HOURS *hours = &c->prompts_hours;

	memset(week, 0, 7 * 1440 * sizeof(*week));
	for (unsigned day = 0; day < 7; day++) {
		if (c->prompts_days != 0 && !(c->prompts_days & 1u << day)) {
			continue;
		}
		for (size_t i = 0; i < usec_max(hours->n, 1); i++) {
			unsigned from = hours->n ? hours->from[i] : 0;
			unsigned to = hours->n ? hours->to[i] : 1440;

			for (unsigned m = from; m < (to < from ? to + 1440 : to); m++) {
				week[(day * 1440 + m) % (7 * 1440)] = true;
			}
		}
	}
}

static void test_prompts_by_painting(void **state)
{
	static bool week[7 * 1440];
	struct random r;
	(void) state;

	random_seed(&r, 7);
	for (unsigned n = 0; n < 200; n++) {
		struct config c = random_config(&r);
		struct stamp s = stamp_at("2026-03-02T00:00:30Z");

		paint(&c, week);
		for (unsigned m = 0; m < 7 * 1440; m++) {
			struct stamp at = stamp_after(&s, m * USEC_PER_MIN);

			if (schedule_prompts(&c, &at) != week[m]) {
				fail_msg("config %u, minute %u", n, m);
			}
		}
	}
}

/* Offsets, hours and changes are of whole minutes: so is every change of the answer. */
static usec_t changes_by_trying(const struct config *c, const struct stamp *s)
{
	usec_t d = USEC_PER_MIN - s->real % USEC_PER_MIN;
	bool before = schedule_prompts(c, s);

	for (; d < 8 * USEC_PER_DAY; d += USEC_PER_MIN) {
		struct stamp at = stamp_after(s, d);

		if (schedule_prompts(c, &at) != before) {
			return d;
		}
	}
	return NEVER;
}

static void test_changes_by_trying(void **state)
{
	unsigned never = 0;
	struct random r;
	(void) state;

	random_seed(&r, 6);
	for (unsigned n = 0; n < 2000; n++) {
		struct config c = random_config(&r);
		struct stamp s = random_stamp(&r);
		usec_t d = schedule_changes_in(&c, &s), want = changes_by_trying(&c, &s);

		if (d != want) {
			fail_msg("config %u: %f h, not %f h", n, (double) d / 3.6e9,
				 (double) want / 3.6e9);
		}
		never += d == NEVER;
	}
	assert_in_range(never, 10, 1000);
}

/* ---- words ---- */

static void test_words(void **state)
{
	static const struct {
		const char *word;
		enum quiet_flag flag;
	} want[] = {
		[REASON_MEETING] = { "meeting", QUIET_OTHER },
		[REASON_CALL] = { "call", QUIET_OTHER },
		[REASON_SHARING] = { "sharing", QUIET_OTHER },
		[REASON_DO_NOT_DISTURB] = { "do-not-disturb", QUIET_OTHER },
		[REASON_FULL_SCREEN] = { "fullscreen", QUIET_FULLSCREEN },
		[REASON_HOURS] = { "hours", QUIET_OTHER },
	};
	(void) state;

	assert_int_equal(ELEMENTSOF(want), _QUIET_REASON_MAX);
	for (size_t i = 0; i < ELEMENTSOF(want); i++) {
		assert_string_equal(quiet_reason_to_string((enum quiet_reason) i), want[i].word);
		assert_int_equal(quiet_reason_from_string(want[i].word), i);
		assert_int_equal(quiet_flag_of((enum quiet_reason) i), want[i].flag);
	}
	assert_null(quiet_reason_to_string(_QUIET_REASON_MAX));
	assert_int_equal(quiet_reason_from_string("Meeting"), -EINVAL);
	assert_int_equal(quiet_reason_from_string(""), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prompts),
		cmocka_unit_test(test_before_1970),
		cmocka_unit_test(test_far_away),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_clock_set),
		cmocka_unit_test(test_prompts_by_painting),
		cmocka_unit_test(test_changes_by_trying),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
