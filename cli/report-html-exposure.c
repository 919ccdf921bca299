/* The page's part on time at the screen: days, unbroken sessions, hours of the week. */
#include <math.h>

#include "ergo/time.h"
#include "ergo/tr.h"
#include "html.h"
#include "report-write.h"
#include "words.h"

#define HOURS         24
#define DAYS_PER_WEEK 7
#define DAY_MOST      16.0 /* hours of the axis; a longer day fills it */

#define say(buf, d) duration_say(buf, sizeof(buf), d)

static void put_sums(FILE *f, const struct report *r)
{
	char median[DURATION_STRING_MAX], longest[DURATION_STRING_MAX], day[PAST_STRING_MAX];
	const struct report_span *s = &r->all;

	html_put(f, "p",
		 P_("%u day was recorded, with a median of %s at the screen.",
		    "%u days were recorded, with a median of %s at the screen.", s->recorded),
		 s->recorded, say(median, s->median));
	if (r->stats.longest.screen_time) {
		html_put(f, "p",
			 P_("The longest of %u session was unbroken for %s, on %s.",
			    "The longest of %u sessions was unbroken for %s, on %s.", s->sessions),
			 s->sessions, say(longest, r->stats.longest.screen_time),
			 past_say_day(day, past_day(r->p, r->stats.longest.start)));
	}
}

/* ---- a bar a day, or a block ---- */

static double hours(usec_t d)
{
	return (double) d / (double) USEC_PER_HOUR;
}

static void put_plot(FILE *f, const struct report *r)
{
	bool each_day = report_days(r) <= REPORT_EACH_DAY;
	size_t n = each_day ? report_days(r) : r->blocks;
	_cleanup_(freep) double *value = calloc(n, sizeof(*value));
	struct plot p = {
		.id = "days",
		.title = each_day ? _("Time at the screen, day by day")
				  : _("Time at the screen, median day of each 28 days"),
		.desc = _(
			"Hours; the dashed lines are at 4 and 6 hours. Where there is no bar nothing "
			"was recorded. The table after it has the numbers."),
		.n = n,
		.top = 8,
		.step = 2,
		.limit = { 4, 6 },
		.unit = _("h"),
		.label = each_day ? plot_label_day : plot_label_block,
		.r = r,
	};
	double most = 0;

	if (!value) {
		return;
	}
	for (size_t i = 0; i < n; i++) {
		bool known = each_day ? r->day[i].recorded : r->block[i].recorded > 0;

		value[i] = !known ? (double) NAN
				  : hours(each_day ? r->day[i].screen_time : r->block[i].median);
		most = known ? fmax(most, value[i]) : most;
	}
	p.top = most > 12 ? DAY_MOST : most > 8 ? 12 : 8;
	p.value[0] = value;
	plot_put(f, &p);
}

/* ---- the same as a table: by week, or by block ---- */

static void put_row(FILE *f, const struct report *r, int64_t first, int64_t last)
{
	char time[DURATION_STRING_MAX];
	unsigned days = 0, sessions = 0, over_30 = 0, over_60 = 0;
	usec_t sum = 0, longest = 0;

	for (int64_t d = first; d <= last; d++) {
		const struct report_day *day = &r->day[d - r->first];

		days += day->recorded;
		sum = usec_add(sum, day->screen_time);
		longest = usec_max(longest, day->longest);
		sessions += day->sessions;
		over_30 += day->over_30;
		over_60 += day->over_60;
	}
	(void) fputs("<tr>\n", f);
	html_days(f, r, first, last);
	html_put(f, "td", "%u", days);
	html_put(f, "td", "%s", days ? say(time, sum / days) : "\xe2\x80\x93");
	html_put(f, "td", "%s", days ? say(time, longest) : "\xe2\x80\x93");
	html_put(f, "td", "%u", sessions);
	html_put(f, "td", "%u", over_30);
	html_put(f, "td", "%u", over_60);
	(void) fputs("</tr>\n", f);
}

/* Day 3 (of 1970) was a Sunday. */
static int64_t sunday_from(int64_t day)
{
	return day + ((3 - day) % 7 + 7) % 7;
}

static void put_times(FILE *f, const struct report *r)
{
	static const char *const columns[] = {
		N_("Days"),     N_("Recorded"),    N_("A day, on average"), N_("Longest unbroken"),
		N_("Sessions"), N_("Over 30 min"), N_("Over 60 min"),
	};

	if (report_days(r) > REPORT_EACH_DAY) {
		html_table(f, "list", _("Time at the screen, by 28 days"), columns,
			   ELEMENTSOF(columns));
		for (size_t i = 0; i < r->blocks; i++) {
			put_row(f, r, r->block[i].first, r->block[i].last);
		}
	} else {
		html_table(f, "list", _("Time at the screen, by week"), columns,
			   ELEMENTSOF(columns));
		for (int64_t d = r->first, to; d <= r->last; d = to + 1) {
			to = sunday_from(d) < r->last ? sunday_from(d) : r->last;
			put_row(f, r, d, to);
		}
	}
	html_table_end(f);
}

/* ---- sessions ---- */

static void say_bucket(struct text *t, size_t i)
{
	unsigned from = i ? (unsigned) (session_bucket_end[i - 1] / USEC_PER_MIN) : 0;
	unsigned to = (unsigned) (session_bucket_end[i] / USEC_PER_MIN);

	if (i == 0) {
		text_add(t, _("up to %u min"), to);
	} else if (session_bucket_end[i] == USEC_INFINITY) {
		text_add(t, _("over %u min"), from);
	} else {
		text_add(t, _("%u to %u min"), from, to);
	}
}

static void put_sessions(FILE *f, const struct report *r)
{
	static const char *const columns[] = { N_("Unbroken for"), N_("Sessions"),
					       N_("Time at the screen") };
	char time[DURATION_STRING_MAX];

	html_table(f, "", _("Sessions by the time they were unbroken"), columns,
		   ELEMENTSOF(columns));
	for (size_t i = 0; i < SESSION_BUCKETS; i++) {
		struct text label = {};

		say_bucket(&label, i);
		(void) fputs("<tr>\n", f);
		html_put(f, "th scope=\"row\"", "%s", label.s);
		html_put(f, "td", "%u", r->stats.bucket[i].n);
		html_put(f, "td", "%s", say(time, r->stats.bucket[i].screen_time));
		(void) fputs("</tr>\n", f);
	}
	html_table_end(f);
}

/* ---- hours of the week ---- */

/* Minutes of the hour, on average of the weekdays that were recorded. */
static unsigned minutes(const struct stats *s, size_t weekday, size_t hour)
{
	usec_t d = s->weekdays[weekday] ? s->hour[weekday][hour] / s->weekdays[weekday] : 0;

	return (unsigned) ((d + USEC_PER_MIN / 2) / USEC_PER_MIN);
}

static bool hour_used(const struct stats *s, size_t hour)
{
	for (size_t d = 0; d < DAYS_PER_WEEK; d++) {
		if (minutes(s, d, hour)) {
			return true;
		}
	}
	return false;
}

static void put_hour(FILE *f, const struct stats *s, size_t hour)
{
	(void) fputs("<tr>\n", f);
	html_put(f, "th scope=\"row\"", "%02zu:00", hour);
	for (size_t d = 0; d < DAYS_PER_WEEK; d++) {
		unsigned n = minutes(s, d, hour);
		char tag[sizeof("td class=\"h4\"")];

		(void) snprintf(tag, sizeof(tag), "td class=\"h%u\"",
				n == 0    ? 0
				: n >= 45 ? 4
					  : n / 15 + 1);
		html_put(f, tag, s->weekdays[d] ? "%u" : "\xe2\x80\x93", n);
	}
	(void) fputs("</tr>\n", f);
}

static void put_week(FILE *f, const struct report *r)
{
	const char *columns[1 + DAYS_PER_WEEK] = { N_("Hour from") };
	const struct stats *s = &r->stats;
	size_t starts = (size_t) (r->p->day_starts / USEC_PER_HOUR), first = 0, last = HOURS;

	for (size_t d = 0; d < DAYS_PER_WEEK; d++) {
		columns[1 + d] = weekday_short((int) (d + 1) % DAYS_PER_WEEK);
	}
	while (first < HOURS && !hour_used(s, (starts + first) % HOURS)) {
		first++;
	}
	while (last > first && !hour_used(s, (starts + last - 1) % HOURS)) {
		last--;
	}
	if (first == last) {
		return;
	}
	(void) fputs("<div class=\"keep\">\n", f);
	html_put(f, "h3", "%s", _("Hours of the week"));
	html_put(
		f, "p class=\"note\"", "%s",
		_("Minutes of each hour at the screen, on average of the days that were recorded; the "
		  "darker the more. Hours that are left out had none."));
	html_table(f, "heat", _("Minutes at the screen by hour and day of the week"), columns,
		   ELEMENTSOF(columns));
	for (size_t i = first; i < last; i++) {
		put_hour(f, s, (starts + i) % HOURS);
	}
	html_table_end(f);
	(void) fputs("</div>\n", f);
}

void html_exposure(FILE *f, const struct report *r)
{
	if (r->all.recorded == 0 && r->all.sessions == 0) {
		html_put(f, "p", "%s", _("Nothing was recorded."));
		return;
	}
	put_sums(f, r);
	put_plot(f, r);
	put_times(f, r);
	html_put(f, "h3", "%s", _("Unbroken sessions"));
	put_sessions(f, r);
	put_week(f, r);
}
