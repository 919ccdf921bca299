/* Times as text, and the arithmetic of days: the civil calendar by hand, no clock, no time zone. */
#include "ergo/time.h"
#include "ergo/tr.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "scan.h"

#define DURATION_MAX  (10000 * USEC_PER_HOUR)
#define DECIMALS_MAX  6
#define SECS_PER_DAY  86400
#define GMTOFF_MAX_S  (18 * 3600)
#define REAL_MAX      ((usec_t) (INT64_MAX / 2)) /* far beyond any date, safe to calculate with */
#define DAYS_TO_EPOCH 719468                     /* from 0000-03-01 to 1970-01-01 */

static const struct {
	const char *name;
	usec_t usec;
} units[] = {
	/* large before small; "ms" must not be taken for "min", so names are compared whole */
	{ "h", USEC_PER_HOUR },
	{ "min", USEC_PER_MIN },
	{ "s", USEC_PER_SEC },
	{ "ms", USEC_PER_MS },
	{ "us", 1 },
};

/* The unit at *s, whole word, moves *s behind it; ELEMENTSOF(units) when there is none. */
static size_t scan_unit(const char **s)
{
	size_t n = 0;

	while (((*s)[n] | 0x20) >= 'a' && ((*s)[n] | 0x20) <= 'z') {
		n++;
	}
	for (size_t i = 0; i < ELEMENTSOF(units); i++) {
		if (strlen(units[i].name) == n && memcmp(units[i].name, *s, n) == 0) {
			*s += n;
			return i;
		}
	}
	return ELEMENTSOF(units);
}

/*
 * The decimals at *s (behind the point) as microseconds of a unit.  -EINVAL: none, more than six,
 * or finer than a microsecond.
 */
static int scan_decimals(const char **s, uint64_t *ret_number, uint64_t *ret_scale)
{
	size_t n = scan_digits(s, ret_number);

	if (n == 0 || n > DECIMALS_MAX) {
		return -EINVAL;
	}
	*ret_scale = 1;
	for (size_t i = 0; i < n; i++) {
		*ret_scale *= 10;
	}
	return 0;
}

/* One number with its unit, which must be smaller than *unit (an index, -1 at first). */
static int scan_term(const char **s, int *unit, usec_t *ret)
{
	uint64_t whole, part = 0, scale = 1;
	usec_t d;

	if (scan_digits(s, &whole) == 0) {
		return -EINVAL;
	}
	if (scan_char(s, '.') && scan_decimals(s, &part, &scale) < 0) {
		return -EINVAL;
	}
	const char *behind = skip_blanks(*s);
	if (*behind == '\0' && *unit < 0 && whole == 0 && part == 0) {
		*s = behind;
		*ret = 0; /* a bare 0 */
		return 0;
	}
	*s = behind;
	size_t u = scan_unit(s);
	if (u == ELEMENTSOF(units) || (int) u <= *unit || part * units[u].usec % scale != 0) {
		return -EINVAL;
	}
	if (__builtin_mul_overflow(whole, units[u].usec, &d)) {
		d = USEC_INFINITY;
	}
	*ret = usec_add(d, part * units[u].usec / scale);
	*unit = (int) u;
	return 0;
}

int duration_parse(const char *s, usec_t *ret)
{
	usec_t sum = 0, term;
	int unit = -1, r;

	s = skip_blanks(s);
	do {
		r = scan_term(&s, &unit, &term);
		if (r < 0) {
			return r;
		}
		sum = usec_add(sum, term);
		s = skip_blanks(s);
	} while (*s != '\0');
	if (sum > DURATION_MAX) {
		return -ERANGE; /* only now: text that is no duration is -EINVAL whatever its size
				 */
	}
	*ret = sum;
	return 0;
}

/* Appends to buf as snprintf() does, never beyond size. */
_printf_(4, 5) static void append(char *buf, size_t size, size_t *len, const char *format, ...)
{
	va_list ap;

	if (*len >= size) {
		return;
	}
	va_start(ap, format);
	int n = vsnprintf(buf + *len, size - *len, format, ap);
	va_end(ap);
	if (n > 0) {
		*len += (size_t) n;
	}
}

char *duration_format(char *buf, size_t size, usec_t d)
{
	unsigned long long h = d / USEC_PER_HOUR;
	unsigned min = (unsigned) (d % USEC_PER_HOUR / USEC_PER_MIN);
	unsigned s = (unsigned) (d % USEC_PER_MIN / USEC_PER_SEC);
	unsigned us = (unsigned) (d % USEC_PER_SEC);
	int digits = DECIMALS_MAX;
	size_t len = 0;

	if (h > 0) {
		append(buf, size, &len, "%lluh", h);
	}
	if (min > 0) {
		append(buf, size, &len, "%s%umin", len > 0 ? " " : "", min);
	}
	if (s > 0 || us > 0 || len == 0) {
		append(buf, size, &len, "%s%u", len > 0 ? " " : "", s);
		if (us > 0) {
			for (; us % 10 == 0; us /= 10) {
				digits--;
			}
			append(buf, size, &len, ".%0*u", digits, us);
		}
		append(buf, size, &len, "s");
	}
	return buf;
}

char *duration_say(char *buf, size_t size, usec_t d)
{
	unsigned long long h = d / USEC_PER_HOUR;
	unsigned min = (unsigned) (d % USEC_PER_HOUR / USEC_PER_MIN);
	unsigned s = (unsigned) (d % USEC_PER_MIN / USEC_PER_SEC);

	if (h > 0 && min > 0) {
		(void) snprintf(buf, size, _("%llu h %u min"), h, min);
	} else if (h > 0) {
		(void) snprintf(buf, size, _("%llu h"), h);
	} else if (min > 0 && min < 5 && s > 0) { /* seconds matter while there are few minutes */
		(void) snprintf(buf, size, _("%u min %u s"), min, s);
	} else if (min > 0) {
		(void) snprintf(buf, size, _("%u min"), min);
	} else {
		(void) snprintf(buf, size, _("%u s"), s);
	}
	return buf;
}

int timeofday_parse(const char *s, usec_t *ret)
{
	uint64_t h;
	unsigned m;

	size_t n = scan_digits(&s, &h);
	if (n < 1 || n > 2 || h > 23 || !scan_char(&s, ':') || !scan_fixed(&s, 2, &m) || m > 59 ||
	    *s != '\0') {
		return -EINVAL;
	}
	*ret = h * USEC_PER_HOUR + m * USEC_PER_MIN;
	return 0;
}

int gmtoff_parse(const char *s, int32_t *ret)
{
	unsigned h, m;
	bool west = *s == '-';

	if (strcmp(s, "Z") == 0 || strcmp(s, "z") == 0) {
		*ret = 0;
		return 0;
	}
	if (!scan_char(&s, '+') && !scan_char(&s, '-')) {
		return -EINVAL;
	}
	if (!scan_fixed(&s, 2, &h) || !scan_char(&s, ':') || !scan_fixed(&s, 2, &m) || m > 59 ||
	    *s != '\0' || h * 3600 + m * 60 > GMTOFF_MAX_S) {
		return -EINVAL;
	}
	int32_t off = (int32_t) (h * 3600 + m * 60);
	*ret = west ? -off : off;
	return 0;
}

/* a / b, rounded down also below zero; b > 0. */
static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/*
 * Days since 1970-01-01 of a date of the Gregorian calendar, and back.  Years are taken to begin in
 * March, so that the leap day is the last one; 400 of them have 146,097 days.
 */
static int64_t days_from_date(int64_t year, unsigned month, unsigned day)
{
	int64_t y = year - (month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t of_era = y - era * 400;
	int64_t month_from_march = (month + 9) % 12;
	int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year -
	       DAYS_TO_EPOCH;
}

static void date_from_days(int64_t days, int64_t *ret_year, unsigned *ret_month, unsigned *ret_day)
{
	int64_t z = days + DAYS_TO_EPOCH;
	int64_t era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t of_era = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t day_of_year = doe - (365 * of_era + of_era / 4 - of_era / 100);
	int64_t month_from_march = (5 * day_of_year + 2) / 153;

	*ret_day = (unsigned) (day_of_year - (153 * month_from_march + 2) / 5 + 1);
	*ret_month =
		(unsigned) (month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
	*ret_year = of_era + era * 400 + (*ret_month <= 2);
}

static unsigned days_of_month(unsigned year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* YYYY-MM-DD at *s as days since 1970. */
static bool scan_date(const char **s, int64_t *ret)
{
	unsigned year, month, day;

	if (!scan_fixed(s, 4, &year) || !scan_char(s, '-') || !scan_fixed(s, 2, &month) ||
	    !scan_char(s, '-') || !scan_fixed(s, 2, &day)) {
		return false;
	}
	if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month)) {
		return false;
	}
	*ret = days_from_date(year, month, day);
	return true;
}

/* HH:MM:SS[.FRACTION] at *s as the duration since midnight. */
static bool scan_clock(const char **s, usec_t *ret)
{
	unsigned h, m, sec;
	uint64_t part = 0, scale = 1;

	if (!scan_fixed(s, 2, &h) || !scan_char(s, ':') || !scan_fixed(s, 2, &m) ||
	    !scan_char(s, ':') || !scan_fixed(s, 2, &sec) || h > 23 || m > 59 || sec > 59) {
		return false;
	}
	if (scan_char(s, '.') && scan_decimals(s, &part, &scale) < 0) {
		return false;
	}
	*ret = h * USEC_PER_HOUR + m * USEC_PER_MIN + sec * USEC_PER_SEC +
	       part * USEC_PER_SEC / scale;
	return true;
}

int rfc3339_parse(const char *s, usec_t *ret, int32_t *ret_gmtoff_s)
{
	int64_t days;
	usec_t clock;
	int32_t off;

	if (!scan_date(&s, &days) || (!scan_char(&s, 'T') && !scan_char(&s, 't')) ||
	    !scan_clock(&s, &clock) || gmtoff_parse(s, &off) < 0) {
		return -EINVAL;
	}
	int64_t real =
		days * (int64_t) USEC_PER_DAY + (int64_t) clock - off * (int64_t) USEC_PER_SEC;
	if (real < 0) {
		return -EINVAL;
	}
	*ret = (usec_t) real;
	*ret_gmtoff_s = off;
	return 0;
}

char *rfc3339_format(char *buf, size_t size, usec_t real, int32_t gmtoff_s)
{
	/* Offsets of old local times have seconds, which the format can't say: leave them out of
	 * the time too, so that the instant stays right. */
	int32_t off_min = gmtoff_s / 60;
	int64_t local = (int64_t) (usec_min(real, REAL_MAX) / USEC_PER_SEC) + off_min * 60;
	int64_t days = floor_div(local, SECS_PER_DAY);
	unsigned clock = (unsigned) (local - days * SECS_PER_DAY);
	unsigned off_abs = (unsigned) (off_min < 0 ? -off_min : off_min);
	int64_t year;
	unsigned month, day;

	date_from_days(days, &year, &month, &day);
	(void) snprintf(buf, size, "%04lld-%02u-%02uT%02u:%02u:%02u%c%02u:%02u", (long long) year,
			month, day, clock / 3600, clock / 60 % 60, clock % 60,
			off_min < 0 ? '-' : '+', off_abs / 60, off_abs % 60);
	return buf;
}

/* Local time less the start of the day, in microseconds, under the offset `gmtoff_s`. */
static int64_t since_day_zero(usec_t real, int32_t gmtoff_s, usec_t day_starts)
{
	return (int64_t) usec_min(real, REAL_MAX) + gmtoff_s * (int64_t) USEC_PER_SEC -
	       (int64_t) usec_min(day_starts, USEC_PER_DAY);
}

/* The offset that is in force at `real`. */
static int32_t gmtoff_at(const struct stamp *s, usec_t real)
{
	return real >= s->gmtoff_until ? s->gmtoff_after_s : s->gmtoff_s;
}

int64_t stamp_day(const struct stamp *s, usec_t day_starts)
{
	return floor_div(since_day_zero(s->real, gmtoff_at(s, s->real), day_starts),
			 (int64_t) USEC_PER_DAY);
}

/* How long after `real` the next day begins, the offset staying what it is. */
static usec_t until_next_day(usec_t real, int32_t gmtoff_s, usec_t day_starts)
{
	int64_t t = since_day_zero(real, gmtoff_s, day_starts);

	return (usec_t) ((floor_div(t, (int64_t) USEC_PER_DAY) + 1) * (int64_t) USEC_PER_DAY - t);
}

usec_t stamp_until_next_day(const struct stamp *s, usec_t day_starts)
{
	usec_t d = until_next_day(s->real, gmtoff_at(s, s->real), day_starts);

	if (s->real >= s->gmtoff_until || s->gmtoff_until - s->real > d) {
		return d;
	}
	/* The offset changes before (or just when) the day would end. */
	usec_t change = s->gmtoff_until - s->real;
	struct stamp changed = stamp_after(s, change);
	if (stamp_day(&changed, day_starts) != stamp_day(s, day_starts)) {
		return change;
	}
	return change + until_next_day(changed.real, changed.gmtoff_s, day_starts);
}

struct stamp stamp_after(const struct stamp *s, usec_t d)
{
	struct stamp t = *s;

	t.boot = usec_add(s->boot, d);
	t.real = usec_add(s->real, d);
	if (t.real >= t.gmtoff_until) {
		t.gmtoff_s = t.gmtoff_after_s;
		t.gmtoff_until = USEC_INFINITY;
	}
	return t;
}
