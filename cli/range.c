/* --since and --until, and days, as people say them. */
#include <ctype.h>
#include <string.h>

#include "cli.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "past.h"

#define SECONDS_PER_DAY 86400
#define DAYS_MAX        100000 /* "N days ago" */
#define WORDS_MAX       48     /* longer is no time */

/* "2026-11-20": RFC 3339 knows which dates there are. */
static int parse_date(const char *s, int64_t *ret)
{
	char text[WORDS_MAX + 16];
	int32_t gmtoff;
	usec_t t;
	int r;

	if (strlen(s) != 10) {
		return -EINVAL;
	}
	(void) snprintf(text, sizeof(text), "%.10sT00:00:00Z", s);
	r = rfc3339_parse(text, &t, &gmtoff);
	if (r == 0) {
		*ret = (int64_t) (t / USEC_PER_DAY);
	}
	return r;
}

/* "mon", "monday": the last one, today if it is one. */
static int parse_weekday(const char *s, int64_t today, int64_t *ret)
{
	static const char *const names[] = { "thursday", "friday",  "saturday", "sunday",
					     "monday",   "tuesday", "wednesday" };
	size_t n = strlen(s);

	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		/* day 0 was a Thursday */
		if (n >= 3 && strncmp(names[i], s, n) == 0) {
			*ret = today - (today % 7 + 7 - (int64_t) i) % 7;
			return 0;
		}
	}
	return -EINVAL;
}

/* "7 days ago", "2 weeks ago" */
static int parse_days_ago(const char *s, int64_t today, int64_t *ret)
{
	int64_t n = 0;
	size_t digits = strspn(s, "0123456789");

	if (digits == 0 || digits > 5) {
		return -EINVAL;
	}
	for (size_t i = 0; i < digits; i++) {
		n = 10 * n + (s[i] - '0');
	}
	s += digits;
	s += *s == ' ';
	if (strcmp(s, "week ago") == 0 || strcmp(s, "weeks ago") == 0) {
		n *= 7;
	} else if (strcmp(s, "day ago") != 0 && strcmp(s, "days ago") != 0) {
		return -EINVAL;
	}
	if (n > DAYS_MAX || n > today) {
		return -ERANGE;
	}
	*ret = today - n;
	return 0;
}

static int parse_day(const char *s, int64_t today, int64_t *ret)
{
	if (strcmp(s, "today") == 0) {
		*ret = today;
		return 0;
	}
	if (strcmp(s, "yesterday") == 0) {
		*ret = today - 1;
		return 0;
	}
	if (parse_weekday(s, today, ret) == 0 || parse_date(s, ret) == 0) {
		return 0;
	}
	return parse_days_ago(s, today, ret);
}

/* "14:00", "monday 14:00", "2h 30min ago", RFC 3339 with offset. */
static int parse_moment(const struct past *p, char *s, usec_t *ret)
{
	char *blank = strrchr(s, ' ');
	/* a time of the clock goes by the date of the calendar, also before session.day_starts */
	int64_t today =
		((int64_t) (p->now / USEC_PER_SEC) + past_gmtoff(p, p->now)) / SECONDS_PER_DAY;
	int64_t day = today;
	int32_t gmtoff;
	usec_t d;
	int r;

	if (strcmp(s, "now") == 0) {
		*ret = p->now;
		return 0;
	}
	if (blank && strcmp(blank, " ago") == 0) {
		*blank = '\0';
		r = duration_parse(s, &d);
		*blank = ' ';
		if (r == 0) {
			*ret = usec_sub(p->now, d);
		}
		return r;
	}
	if (timeofday_parse(blank ? blank + 1 : s, &d) == 0) {
		if (blank) {
			*blank = '\0';
			r = parse_day(s, today, &day);
			*blank = ' ';
			if (r < 0) {
				return r;
			}
		}
		*ret = past_moment(p, day * SECONDS_PER_DAY + (int64_t) (d / USEC_PER_SEC));
		return 0;
	}
	for (char *c = s; *c; c++) {
		*c = (char) toupper((unsigned char) *c);
	}
	return rfc3339_parse(s, ret, &gmtoff);
}

int point_parse(const struct past *p, const char *text, struct point *ret)
{
	char s[WORDS_MAX];
	int r;

	if (strlen(text) >= sizeof(s)) {
		return -EINVAL;
	}
	for (size_t i = 0; i <= strlen(text); i++) {
		s[i] = (char) tolower((unsigned char) text[i]);
	}
	*ret = (struct point){ .whole = true };
	r = parse_day(s, p->today, &ret->day);
	if (r == 0) {
		return 0;
	}
	ret->whole = false;
	r = parse_moment(p, s, &ret->at);
	if (r == 0) {
		ret->day = past_day(p, ret->at);
	}
	return r;
}

/* One of the two options: its day, and from when to when that is; of a moment both are the moment. */
static int parse_option(const struct past *p, const struct args *args, enum option_id id,
			int64_t *ret_day, usec_t *ret_from, usec_t *ret_to)
{
	struct point at;
	int r;

	if (point_parse(p, args->value[id], &at) < 0) {
		return usage_error(args->verb,
				   _("--%s: \"%s\" is no time; say today, yesterday, monday, "
				     "2026-11-20, \"7 days ago\", \"2026-11-20 14:00\" or \"2h "
				     "ago\""),
				   options[id].name, args->value[id]);
	}
	r = past_day_bounds(p, at.day, ret_from, ret_to);
	if (r < 0) {
		return past_report(p, r);
	}
	if (!at.whole) {
		*ret_from = *ret_to = at.at;
	}
	*ret_day = at.day;
	return EXIT_DONE;
}

int range_of_options(struct range *ret, const struct past *p, const struct args *args)
{
	struct range range = { .last = p->today, .to = USEC_INFINITY };
	usec_t other;
	int r = EXIT_DONE;

	range.since = args->set & OPT(OPT_SINCE);
	range.until = args->set & OPT(OPT_UNTIL);
	if (range.since) {
		r = parse_option(p, args, OPT_SINCE, &range.first, &range.from, &other);
	}
	if (r == EXIT_DONE && range.until) {
		r = parse_option(p, args, OPT_UNTIL, &range.last, &other, &range.to);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	if (range.from >= range.to || range.first > range.last) {
		return usage_error(args->verb, range.until ? _("--until is before --since")
							   : _("--since is in the future"));
	}
	*ret = range;
	return EXIT_DONE;
}

int range_parse_day(const struct past *p, const struct args *args, int64_t *ret)
{
	struct text words = {};
	struct point at;

	for (size_t i = 0; i < args->n; i++) {
		text_add(&words, "%s%s", i ? " " : "", args->word[i]);
	}
	if (words.n == 0) {
		*ret = p->today;
		return EXIT_DONE;
	}
	if (point_parse(p, words.s, &at) < 0 || !at.whole) {
		return usage_error(
			args->verb,
			_("\"%s\" is no day; say today, yesterday, monday, 2026-11-20 or "
			  "\"7 days ago\""),
			words.s);
	}
	*ret = at.day;
	return EXIT_DONE;
}
