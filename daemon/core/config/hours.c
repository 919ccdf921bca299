/* Hours of the day and days of the week, as values. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "config-internal.h"
#include "ergo/time.h"
#include "scan.h"

#define DAY_MINUTES (24 * 60)

static const char day_names[][4] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/* "08:00"; 24:00 only where a range may end with it. */
static bool scan_clock(const char **s, unsigned *ret)
{
	unsigned hour, minute;

	if (!scan_fixed(s, 2, &hour) || !scan_char(s, ':') || !scan_fixed(s, 2, &minute)) {
		return false;
	}
	*ret = hour * 60 + minute;
	return minute < 60 && *ret <= DAY_MINUTES;
}

int hours_parse(const char *s, config_HOURS *ret)
{
	config_HOURS hours = { 0 };

	if (*s == '\0') {
		*ret = hours;
		return 0;
	}
	do {
		unsigned from, to;

		s = skip_blanks(s);
		if (hours.n == HOURS_MAX || !scan_clock(&s, &from)) {
			return -EINVAL;
		}
		s = skip_blanks(s);
		if (!scan_char(&s, '-')) {
			return -EINVAL;
		}
		s = skip_blanks(s);
		if (!scan_clock(&s, &to) || from == DAY_MINUTES || from == to) {
			return -EINVAL;
		}
		hours.from[hours.n] = (uint16_t) from;
		hours.to[hours.n++] = (uint16_t) to;
		s = skip_blanks(s);
	} while (scan_char(&s, ','));
	if (*s != '\0') {
		return -EINVAL;
	}
	*ret = hours;
	return 0;
}

char *hours_format(const config_HOURS *hours, char *buf, size_t size)
{
	size_t len = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < hours->n && len < size; i++) {
		len += (size_t) snprintf(buf + len, size - len, "%s%02u:%02u-%02u:%02u",
					 i > 0 ? ", " : "", hours->from[i] / 60u,
					 hours->from[i] % 60u, hours->to[i] / 60u,
					 hours->to[i] % 60u);
	}
	return buf;
}

static int scan_day(const char **s)
{
	for (size_t i = 0; i < ELEMENTSOF(day_names); i++) {
		if (strncasecmp(*s, day_names[i], 3) == 0) {
			*s += 3;
			return (int) i;
		}
	}
	return -EINVAL;
}

/* A range may go over the end of the week: "fri-mon". */
int days_parse(const char *s, config_DAYS *ret)
{
	config_DAYS days = 0;

	if (*s == '\0') {
		*ret = 0;
		return 0;
	}
	do {
		int from, to;

		s = skip_blanks(s);
		from = to = scan_day(&s);
		s = skip_blanks(s);
		if (from >= 0 && scan_char(&s, '-')) {
			s = skip_blanks(s);
			to = scan_day(&s);
			s = skip_blanks(s);
		}
		if (from < 0 || to < 0) {
			return -EINVAL;
		}
		for (int day = from; day != to; day = (day + 1) % 7) {
			days |= 1u << day;
		}
		days |= 1u << to;
	} while (scan_char(&s, ','));
	if (*s != '\0') {
		return -EINVAL;
	}
	*ret = days;
	return 0;
}

/* Three and more in a row are a range. */
char *days_format(config_DAYS days, char *buf, size_t size)
{
	size_t len = 0;

	buf[0] = '\0';
	for (unsigned i = 0; i < 7 && len < size; i++) {
		unsigned last = i;

		if (!(days & 1u << i)) {
			continue;
		}
		while (last < 6 && days & 1u << (last + 1)) {
			last++;
		}
		if (last < i + 2) {
			last = i;
		}
		len += (size_t) snprintf(buf + len, size - len, "%s%s", len > 0 ? ", " : "",
					 day_names[i]);
		if (last > i && len < size) {
			len += (size_t) snprintf(buf + len, size - len, "-%s", day_names[last]);
		}
		i = last;
	}
	return buf;
}
