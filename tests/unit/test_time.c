/* Durations, clock times, RFC 3339 and the boundaries of days. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/time.h"

#define US(h, m, s) ((h) *USEC_PER_HOUR + (m) *USEC_PER_MIN + (s) *USEC_PER_SEC)

static void test_duration_accepts(void **state)
{
	static const struct {
		const char *in;
		usec_t want;
	} cases[] = {
		{ "0", 0 },
		{ " 0 ", 0 },
		{ "0s", 0 },
		{ "0h 0min", 0 },
		{ "1us", 1 },
		{ "1ms", 1000 },
		{ "45s", US(0, 0, 45) },
		{ "50min", US(0, 50, 0) },
		{ "2h", US(2, 0, 0) },
		{ "1h 30min", US(1, 30, 0) },
		{ "2h5min", US(2, 5, 0) },
		{ "\t 1h\t30min 5s ", US(1, 30, 5) },
		{ "50 min", US(0, 50, 0) },
		{ "90min", US(1, 30, 0) },
		{ "3.5s", 3500000 },
		{ "0.000001s", 1 },
		{ "1.5h", US(1, 30, 0) },
		{ "1h 2min 3.5s", US(1, 2, 3) + 500000 },
		{ "1h2min3s4ms5us", US(1, 2, 3) + 4005 },
		{ "1.005ms", 1005 },
		{ "0.333333h", UINT64_C(1199998800) },
		{ "007s", US(0, 0, 7) },
		{ "10000h", US(10000, 0, 0) },
		{ "9999h 60min", US(10000, 0, 0) },
		{ "36000000000000us", UINT64_C(36000000000000) },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		usec_t d = 77;
		int r = duration_parse(cases[i].in, &d);
		if (r != 0 || d != cases[i].want) {
			fail_msg("%s: r=%d, %llu", cases[i].in, r, (unsigned long long) d);
		}
	}
}

static void test_duration_rejects(void **state)
{
	static const struct {
		const char *in;
		int want;
	} cases[] = {
		{ "", -EINVAL },
		{ " ", -EINVAL },
		{ "50", -EINVAL },
		{ "0.5", -EINVAL },
		{ "min", -EINVAL },
		{ "-5min", -EINVAL },
		{ "+5min", -EINVAL },
		{ "50 mins", -EINVAL },
		{ "50mi", -EINVAL },
		{ "50m", -EINVAL },
		{ "50Min", -EINVAL },
		{ "5min 5min", -EINVAL },
		{ "5min 1h", -EINVAL },
		{ "1ms 1s", -EINVAL },
		{ "1h 0", -EINVAL },
		{ "0 0", -EINVAL },
		{ "1h,30min", -EINVAL },
		{ "5min x", -EINVAL },
		{ "5min;", -EINVAL },
		{ "0x10s", -EINVAL },
		{ "1e3s", -EINVAL },
		{ "1,5h", -EINVAL },
		{ ".5s", -EINVAL },
		{ "3.s", -EINVAL },
		{ "3..5s", -EINVAL },
		{ "3.5.1s", -EINVAL },
		{ "0.0000001h", -EINVAL },
		{ "0.5us", -EINVAL },
		{ "1.0005ms", -EINVAL },
		{ "10000h 1us", -ERANGE },
		{ "10001h", -ERANGE },
		{ "18446744073709551616us", -ERANGE },
		{ "99999999999999999999999999h", -ERANGE },
		{ "5124095577h", -ERANGE },
		{ "99999999999999999999999999x", -EINVAL },
		{ "99999999999999999999999999h 1h", -EINVAL },
		{ "5\xc2\xa0min", -EINVAL },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		usec_t d = 77;
		int r = duration_parse(cases[i].in, &d);
		if (r != cases[i].want || d != 77) {
			fail_msg("%s: r=%d, %llu", cases[i].in, r, (unsigned long long) d);
		}
	}
}

static void test_duration_format(void **state)
{
	static const struct {
		usec_t in;
		const char *want;
	} cases[] = {
		{ 0, "0s" },
		{ 1, "0.000001s" },
		{ 250000, "0.25s" },
		{ 3500000, "3.5s" },
		{ US(0, 0, 60), "1min" },
		{ US(1, 30, 0), "1h 30min" },
		{ US(1, 0, 5), "1h 5s" },
		{ US(1, 2, 3) + 40, "1h 2min 3.00004s" },
		{ US(10000, 0, 0), "10000h" },
	};
	char buf[DURATION_STRING_MAX], small[4];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_string_equal(duration_format(buf, sizeof(buf), cases[i].in), cases[i].want);
	}
	/* Too small a buffer truncates; the longest value fits the declared size. */
	assert_string_equal(duration_format(small, sizeof(small), US(1, 30, 0)), "1h ");
	assert_true(strlen(duration_format(buf, sizeof(buf), USEC_INFINITY)) < sizeof(buf) - 1);
}

/* A small deterministic generator: the tests are the same in every run. */
static uint64_t next_random(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

static void test_duration_round_trip(void **state)
{
	static const usec_t grain[] = { 1, 10, 1000, USEC_PER_SEC, USEC_PER_MIN, USEC_PER_HOUR };
	uint64_t seed = 0x9e3779b97f4a7c15;
	char buf[DURATION_STRING_MAX];
	(void) state;

	for (size_t i = 0; i < 20000; i++) {
		usec_t g = grain[i % ELEMENTSOF(grain)], d, back;
		d = next_random(&seed) % (US(10000, 0, 0) / g + 1) * g;
		if (duration_parse(duration_format(buf, sizeof(buf), d), &back) != 0 || back != d) {
			fail_msg("%llu -> %s", (unsigned long long) d, buf);
		}
	}
}

static void test_duration_say(void **state)
{
	static const struct {
		usec_t in;
		const char *want;
	} cases[] = {
		{ 0, "0 s" },
		{ 999999, "0 s" },
		{ US(0, 0, 45) + 999999, "45 s" },
		{ US(0, 1, 0), "1 min" },
		{ US(0, 1, 30), "1 min 30 s" },
		{ US(0, 4, 59), "4 min 59 s" },
		{ US(0, 5, 1), "5 min" },
		{ US(0, 42, 59), "42 min" },
		{ US(3, 0, 59), "3 h" },
		{ US(3, 12, 59), "3 h 12 min" },
		{ US(27, 1, 0), "27 h 1 min" },
	};
	char buf[DURATION_STRING_MAX];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_string_equal(duration_say(buf, sizeof(buf), cases[i].in), cases[i].want);
	}
}

static void test_timeofday(void **state)
{
	static const char *const bad[] = { "",       "4",      "04",    "24:00",  "04:60",
					   "04:0",   "04:000", " 4:00", "04:00 ", "-4:00",
					   "004:00", ":00",    "04.00" };
	usec_t d = 77;
	(void) state;

	assert_int_equal(timeofday_parse("00:00", &d), 0);
	assert_int_equal(d, 0);
	assert_int_equal(timeofday_parse("04:00", &d), 0);
	assert_int_equal(d, US(4, 0, 0));
	assert_int_equal(timeofday_parse("4:05", &d), 0);
	assert_int_equal(d, US(4, 5, 0));
	assert_int_equal(timeofday_parse("23:59", &d), 0);
	assert_int_equal(d, US(23, 59, 0));
	for (size_t i = 0; i < ELEMENTSOF(bad); i++) {
		d = 77;
		if (timeofday_parse(bad[i], &d) != -EINVAL || d != 77) {
			fail_msg("'%s' accepted", bad[i]);
		}
	}
}

static void test_gmtoff(void **state)
{
	static const char *const bad[] = { "",        "01:00",  "+1:00",  "+0100",
					   "+01",     "+01:60", "+18:01", "+19:00",
					   "+01:00Z", "ZZ",     "+-1:00" };
	int32_t off = 77;
	(void) state;

	assert_int_equal(gmtoff_parse("Z", &off), 0);
	assert_int_equal(off, 0);
	assert_int_equal(gmtoff_parse("+05:45", &off), 0);
	assert_int_equal(off, 20700);
	assert_int_equal(gmtoff_parse("-03:30", &off), 0);
	assert_int_equal(off, -12600);
	assert_int_equal(gmtoff_parse("-18:00", &off), 0);
	assert_int_equal(off, -64800);
	assert_int_equal(gmtoff_parse("-00:00", &off), 0);
	assert_int_equal(off, 0);
	for (size_t i = 0; i < ELEMENTSOF(bad); i++) {
		off = 77;
		if (gmtoff_parse(bad[i], &off) != -EINVAL || off != 77) {
			fail_msg("'%s' accepted", bad[i]);
		}
	}
}

/* The wall time of an RFC 3339 text that must be right. */
static usec_t at(const char *s)
{
	usec_t real;
	int32_t off;

	assert_int_equal(rfc3339_parse(s, &real, &off), 0);
	return real;
}

static void test_rfc3339(void **state)
{
	static const char *const bad[] = {
		"",
		"2026-03-02",
		"2026-03-02T09:00:00",
		"2026-03-02 09:00:00Z",
		"2026-03-02T09:00Z",
		"2026-03-02T09:00:00+0100",
		"2026-3-02T09:00:00Z",
		"2026-02-29T09:00:00Z",
		"2100-02-29T00:00:00Z",
		"2026-13-01T09:00:00Z",
		"2026-00-01T09:00:00Z",
		"2026-04-31T09:00:00Z",
		"2026-04-00T09:00:00Z",
		"2026-04-01T24:00:00Z",
		"2026-04-01T23:60:00Z",
		"2026-04-01T23:59:60Z",
		"2026-04-01T23:59:59.Z",
		"2026-04-01T23:59:59.1234567Z",
		"1969-12-31T23:59:59Z",
		"1970-01-01T00:59:59+01:00",
		"12026-04-01T23:59:59Z",
		"-026-04-01T23:59:59Z",
		"2026-04-01T23:59:59Z ",
	};
	usec_t real = 77;
	int32_t off = 77;
	char buf[RFC3339_STRING_MAX];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(bad); i++) {
		if (rfc3339_parse(bad[i], &real, &off) != -EINVAL || real != 77 || off != 77) {
			fail_msg("'%s' accepted", bad[i]);
		}
	}
	assert_int_equal(at("1970-01-01T00:00:00Z"), 0);
	assert_int_equal(at("1970-01-01T01:00:00+01:00"), 0);
	assert_int_equal(at("2000-02-29T12:00:00Z"), UINT64_C(951825600) * USEC_PER_SEC);
	assert_int_equal(at("2026-03-02T09:00:00+01:00"), UINT64_C(1772438400) * USEC_PER_SEC);
	assert_int_equal(at("2026-03-02t09:00:00.25z"), UINT64_C(1772442000250000));
	assert_int_equal(at("9999-12-31T23:59:59Z"), UINT64_C(253402300799) * USEC_PER_SEC);

	assert_int_equal(rfc3339_parse("2026-07-01T09:00:00-03:30", &real, &off), 0);
	assert_int_equal(off, -12600);
	assert_string_equal(rfc3339_format(buf, sizeof(buf), real, off),
			    "2026-07-01T09:00:00-03:30");
	assert_string_equal(rfc3339_format(buf, sizeof(buf), real, 0), "2026-07-01T12:30:00+00:00");
	assert_string_equal(rfc3339_format(buf, sizeof(buf), 0, -3600),
			    "1969-12-31T23:00:00-01:00");
	/* An offset with seconds: the instant stays right. */
	assert_string_equal(rfc3339_format(buf, sizeof(buf), real, 1175),
			    "2026-07-01T12:49:00+00:19");
	assert_true(strlen(rfc3339_format(buf, sizeof(buf), USEC_INFINITY, 0)) < sizeof(buf) - 1);
}

/* Every day of four centuries, forth and back, against the calendar counted day by day. */
static void test_calendar(void **state)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = 1970, month = 1, day = 1;
	char buf[RFC3339_STRING_MAX], want[64];
	(void) state;

	for (usec_t d = 0; d < 146097 * USEC_PER_DAY; d += USEC_PER_DAY) {
		(void) snprintf(want, sizeof(want), "%04d-%02d-%02dT00:00:00+00:00", year, month,
				day);
		assert_string_equal(rfc3339_format(buf, sizeof(buf), d, 0), want);
		assert_int_equal(at(want), d);
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		if (++day > days[month - 1] + (month == 2 && leap)) {
			day = 1;
			if (++month > 12) {
				month = 1;
				year++;
			}
		}
	}
	assert_int_equal(year, 2370);
}

static struct stamp stamp_at(const char *local)
{
	struct stamp s = { .boot = USEC_PER_HOUR, .gmtoff_until = USEC_INFINITY };

	assert_int_equal(rfc3339_parse(local, &s.real, &s.gmtoff_s), 0);
	s.gmtoff_after_s = s.gmtoff_s;
	return s;
}

static void test_day(void **state)
{
	const usec_t starts = US(4, 0, 0);
	struct stamp s = stamp_at("1970-01-02T03:59:59.999999+00:00");
	(void) state;

	assert_int_equal(stamp_day(&s, starts), 0);
	assert_int_equal(stamp_until_next_day(&s, starts), 1);
	s = stamp_at("1970-01-02T04:00:00Z");
	assert_int_equal(stamp_day(&s, starts), 1);
	assert_int_equal(stamp_until_next_day(&s, starts), USEC_PER_DAY);
	assert_int_equal(stamp_day(&s, 0), 1);
	assert_int_equal(stamp_until_next_day(&s, 0), US(20, 0, 0));
	/* Before the first day, and west of Greenwich. */
	s = stamp_at("1970-01-01T00:00:00Z");
	assert_int_equal(stamp_day(&s, starts), -1);
	assert_int_equal(stamp_until_next_day(&s, starts), starts);
	s.gmtoff_s = -5 * 3600;
	assert_int_equal(stamp_day(&s, 0), -1);
	assert_int_equal(stamp_until_next_day(&s, 0), US(5, 0, 0));
	/* The same instant is another day further east. */
	s = stamp_at("2026-03-02T20:00:00-08:00");
	int64_t day = stamp_day(&s, starts);
	s.gmtoff_s = 9 * 3600;
	assert_int_equal(stamp_day(&s, starts), day + 1);
}

/* stamp_until_next_day() by definition: the first moment at which stamp_day() differs. */
static void check_until(const struct stamp *s, usec_t starts, usec_t want, int64_t step)
{
	usec_t d = stamp_until_next_day(s, starts);
	struct stamp before = stamp_after(s, d - 1), after = stamp_after(s, d);

	assert_int_equal(d, want);
	assert_int_equal(stamp_day(&before, starts), stamp_day(s, starts));
	assert_int_equal(stamp_day(&after, starts), stamp_day(s, starts) + step);
}

static void test_day_with_change_of_offset(void **state)
{
	struct stamp s = stamp_at("2026-03-28T12:00:00+01:00");
	(void) state;

	/* Summer time begins on the 29th at 02:00 local: the day of the 28th is 23 h long. */
	s.gmtoff_until = at("2026-03-29T02:00:00+01:00");
	s.gmtoff_after_s = 7200;
	check_until(&s, US(4, 0, 0), US(15, 0, 0), 1);
	/* ... but a day that ends at midnight ends before the change. */
	check_until(&s, 0, US(12, 0, 0), 1);
	/* A day start that is skipped (02:30) comes with the change itself. */
	check_until(&s, US(2, 30, 0), US(14, 0, 0), 1);
	check_until(&s, US(2, 0, 0), US(14, 0, 0), 1);
	check_until(&s, US(3, 0, 0), US(14, 0, 0), 1);

	/* Winter time: 03:00 becomes 02:00, the day is 25 h long. */
	s = stamp_at("2026-10-24T12:00:00+02:00");
	s.gmtoff_until = at("2026-10-25T03:00:00+02:00");
	s.gmtoff_after_s = 3600;
	check_until(&s, US(4, 0, 0), US(17, 0, 0), 1);
	check_until(&s, US(3, 0, 0), US(16, 0, 0), 1);
	/* A start within the repeated hour: the day begins, is taken back, and begins again. */
	check_until(&s, US(2, 30, 0), US(14, 30, 0), 1);
	s = stamp_after(&s, US(14, 30, 0));
	check_until(&s, US(2, 30, 0), US(0, 30, 0), -1);

	/* A change far away is no concern of today; one that has passed is in force. */
	s = stamp_at("2026-03-02T12:00:00-03:30");
	s.gmtoff_until = at("2026-03-08T02:00:00-03:30");
	s.gmtoff_after_s = -9000;
	check_until(&s, US(4, 0, 0), US(16, 0, 0), 1);
	s.gmtoff_until = s.real;
	check_until(&s, US(4, 0, 0), US(15, 0, 0), 1);
	/* A traveller whose clock jumps over a whole day start by 17 h. */
	s = stamp_at("2026-03-02T12:00:00-08:00");
	s.gmtoff_until = s.real + US(1, 0, 0);
	s.gmtoff_after_s = 9 * 3600;
	check_until(&s, US(4, 0, 0), US(1, 0, 0), 1);
}

static void test_stamp_after(void **state)
{
	struct stamp s = stamp_at("2026-03-28T12:00:00+01:00");
	struct stamp t;
	(void) state;

	s.gmtoff_until = s.real + 10;
	s.gmtoff_after_s = 7200;
	t = stamp_after(&s, 9);
	assert_int_equal(t.boot, s.boot + 9);
	assert_int_equal(t.real, s.real + 9);
	assert_int_equal(t.gmtoff_s, 3600);
	assert_int_equal(t.gmtoff_until, s.gmtoff_until);
	t = stamp_after(&s, 10);
	assert_int_equal(t.gmtoff_s, 7200);
	assert_int_equal(t.gmtoff_until, USEC_INFINITY);
	t = stamp_after(&s, USEC_INFINITY);
	assert_int_equal(t.boot, USEC_INFINITY);
	assert_int_equal(t.real, USEC_INFINITY);
	/* Nonsense must not overflow. */
	(void) stamp_day(&t, USEC_INFINITY);
	assert_true(stamp_until_next_day(&t, USEC_INFINITY) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_duration_accepts),
		cmocka_unit_test(test_duration_rejects),
		cmocka_unit_test(test_duration_format),
		cmocka_unit_test(test_duration_round_trip),
		cmocka_unit_test(test_duration_say),
		cmocka_unit_test(test_timeofday),
		cmocka_unit_test(test_gmtoff),
		cmocka_unit_test(test_rfc3339),
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_day),
		cmocka_unit_test(test_day_with_change_of_offset),
		cmocka_unit_test(test_stamp_after),
	};
	return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
