/* Moments of the wall clock, in the local time zone. */
#include <time.h>

#include "cli.h"
#include "ergo/tr.h"
#include "words.h"

usec_t now_real(void)
{
	struct timespec ts;

	(void) clock_gettime(CLOCK_REALTIME, &ts);
	return (usec_t) ts.tv_sec * USEC_PER_SEC + (usec_t) ts.tv_nsec / 1000;
}

static int64_t local_day(const struct tm *tm)
{
	struct tm utc = { .tm_year = tm->tm_year, .tm_mon = tm->tm_mon, .tm_mday = tm->tm_mday };

	return timegm(&utc) / 86400;
}

char *say_moment(char *buf, size_t size, usec_t real)
{
	time_t t = (time_t) (real / USEC_PER_SEC), n = (time_t) (now_real() / USEC_PER_SEC);
	struct tm tm, now;
	char clock[16];
	int64_t days;

	buf[0] = '\0';
	if (!localtime_r(&t, &tm) || !localtime_r(&n, &now)) {
		return buf;
	}
	days = local_day(&tm) - local_day(&now);
	(void) strftime(clock, sizeof(clock), "%H:%M", &tm);
	if (days == 0) {
		(void) snprintf(buf, size, "%s", clock);
	} else if (days == 1) {
		(void) snprintf(buf, size, _("tomorrow %s"), clock);
	} else if (days == -1) {
		(void) snprintf(buf, size, _("yesterday %s"), clock);
	} else {
		(void) snprintf(buf, size, Q_("weekday, day, month, time", "%s %d %s %s"),
				weekday_short(tm.tm_wday), tm.tm_mday, month_short(tm.tm_mon),
				clock);
	}
	return buf;
}

char *say_seconds(char *buf, size_t size, usec_t real)
{
	time_t t = (time_t) (real / USEC_PER_SEC);
	struct tm tm;

	buf[0] = '\0';
	if (localtime_r(&t, &tm)) {
		(void) strftime(buf, size, "%H:%M:%S", &tm);
	}
	return buf;
}

/*
 * The earliest moment after `now` on the day of `base` + `day` at which local clocks show h:min.
 * Where clocks go back a time comes twice, once with each value of tm_isdst.  Where they go forward
 * it does not come at all: then the later of the two readings, "when it would have been", holds.
 */
static time_t on_day(const struct tm *base, int day, int h, int min, time_t now)
{
	time_t best = -1, shifted = -1;
	bool exists = false;

	for (int dst = 0; dst <= 1; dst++) {
		struct tm want = *base, got;
		time_t t;

		want.tm_mday += day;
		want.tm_hour = h;
		want.tm_min = min;
		want.tm_sec = 0;
		want.tm_isdst = dst;
		t = mktime(&want);
		if (t == -1 || !localtime_r(&t, &got)) {
			continue;
		}
		if (got.tm_hour == h && got.tm_min == min) {
			exists = true;
			best = t > now && (best == -1 || t < best) ? t : best;
		} else if (t > now && t > shifted) {
			shifted = t;
		}
	}
	return exists ? best : shifted;
}

usec_t next_local_time(usec_t now, usec_t since_midnight)
{
	time_t n = (time_t) (now / USEC_PER_SEC), t = -1;
	int minutes = (int) (since_midnight / USEC_PER_MIN);
	struct tm base;

	if (!localtime_r(&n, &base)) {
		return usec_add(now, USEC_PER_DAY);
	}
	for (int day = 0; day <= 2 && t == -1; day++) {
		t = on_day(&base, day, minutes / 60, minutes % 60, n);
	}
	return t == -1 ? usec_add(now, USEC_PER_DAY) : (usec_t) t * USEC_PER_SEC;
}
