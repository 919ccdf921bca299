#include "text/say.h"

#include <stdio.h>

/* Below this, seconds are what one thinks in, unless it is a whole number of minutes. */
#define SECONDS_BELOW (2 * USEC_PER_MIN)

static unsigned long long divide_up(usec_t d, usec_t by)
{
	return d / by + (d % by > 0 ? 1 : 0);
}

static char *say_count(char buf[static SAY_MAX], unsigned long long n, const char *one,
		       const char *many)
{
	(void) snprintf(buf, SAY_MAX, "%llu %s", n, n == 1 ? one : many);
	return buf;
}

static char *say_minutes(char buf[static SAY_MAX], unsigned long long min)
{
	char hours[SAY_MAX], minutes[SAY_MAX];

	if (min < 60) {
		return say_count(buf, min, "minute", "minutes");
	}
	(void) say_count(hours, min / 60, "hour", "hours");
	if (min % 60 == 0) {
		(void) snprintf(buf, SAY_MAX, "%s", hours);
	} else {
		(void) say_count(minutes, min % 60, "minute", "minutes");
		(void) snprintf(buf, SAY_MAX, "%.24s %.16s", hours, minutes);
	}
	return buf;
}

char *say_passed(char buf[static SAY_MAX], usec_t d)
{
	if (d < USEC_PER_MIN) {
		return say_count(buf, d / USEC_PER_SEC, "second", "seconds");
	}
	return say_minutes(buf, d / USEC_PER_MIN);
}

/* Whether `d`, as rounded up to seconds, is better told in seconds. */
static bool in_seconds(unsigned long long s)
{
	return s < SECONDS_BELOW / USEC_PER_SEC && (s % 60 != 0 || s == 0);
}

char *say_wanted(char buf[static SAY_MAX], usec_t d)
{
	unsigned long long s = divide_up(d, USEC_PER_SEC);

	if (in_seconds(s)) {
		return say_count(buf, s, "second", "seconds");
	}
	return say_minutes(buf, divide_up(s, 60));
}

char *say_short(char buf[static SAY_MAX], usec_t d)
{
	unsigned long long s = divide_up(d, USEC_PER_SEC);
	unsigned long long min = divide_up(s, 60);

	if (in_seconds(s)) {
		(void) snprintf(buf, SAY_MAX, "%llu s", s);
	} else if (min < 60) {
		(void) snprintf(buf, SAY_MAX, "%llu min", min);
	} else if (min % 60 == 0) {
		(void) snprintf(buf, SAY_MAX, "%llu h", min / 60);
	} else {
		(void) snprintf(buf, SAY_MAX, "%llu h %llu min", min / 60, min % 60);
	}
	return buf;
}

char *say_clock(char buf[static SAY_MAX], usec_t d)
{
	unsigned long long s = divide_up(d, USEC_PER_SEC);

	if (s < 3600) {
		(void) snprintf(buf, SAY_MAX, "%llu:%02llu", s / 60, s % 60);
	} else {
		(void) snprintf(buf, SAY_MAX, "%llu:%02llu:%02llu", s / 3600, s / 60 % 60, s % 60);
	}
	return buf;
}
