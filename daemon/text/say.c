#include "text/say.h"

#include <stdarg.h>
#include <stdio.h>

#include "ergo/tr.h"
#include "ergo/utf8.h"

/* Below this, seconds are what one thinks in, unless it is a whole number of minutes. */
#define SECONDS_BELOW (2 * USEC_PER_MIN)

static unsigned long long divide_up(usec_t d, usec_t by)
{
	return d / by + (d % by > 0 ? 1 : 0);
}

void say_into(char *buf, size_t size, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	if (vsnprintf(buf, size, format, ap) < 0) {
		buf[0] = '\0';
	}
	va_end(ap);
	(void) utf8_mend(buf);
}

static char *say_seconds(char buf[static SAY_MAX], unsigned long long s)
{
	say_into(buf, SAY_MAX, P_("%llu second", "%llu seconds", (unsigned long) s), s);
	return buf;
}

static char *say_minutes(char buf[static SAY_MAX], unsigned long long min)
{
	unsigned long long h = min / 60;
	char hours[SAY_MAX], minutes[SAY_MAX];

	say_into(minutes, sizeof(minutes),
		 P_("%llu minute", "%llu minutes", (unsigned long) (min % 60)), min % 60);
	say_into(hours, sizeof(hours), P_("%llu hour", "%llu hours", (unsigned long) h), h);
	if (h == 0 || min % 60 == 0) {
		say_into(buf, SAY_MAX, "%s", h == 0 ? minutes : hours);
	} else {
		/* Translators: "1 hour 5 minutes". */
		say_into(buf, SAY_MAX, Q_("duration", "%s %s"), hours, minutes);
	}
	return buf;
}

char *say_passed(char buf[static SAY_MAX], usec_t d)
{
	return d < USEC_PER_MIN ? say_seconds(buf, d / USEC_PER_SEC)
				: say_minutes(buf, d / USEC_PER_MIN);
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
		return say_seconds(buf, s);
	}
	return say_minutes(buf, divide_up(s, 60));
}

char *say_short(char buf[static SAY_MAX], usec_t d)
{
	unsigned long long s = divide_up(d, USEC_PER_SEC);
	unsigned long long min = divide_up(s, 60);

	if (in_seconds(s)) {
		say_into(buf, SAY_MAX, _("%llu s"), s);
	} else if (min < 60) {
		say_into(buf, SAY_MAX, _("%llu min"), min);
	} else if (min % 60 == 0) {
		say_into(buf, SAY_MAX, _("%llu h"), min / 60);
	} else {
		say_into(buf, SAY_MAX, _("%llu h %llu min"), min / 60, min % 60);
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
