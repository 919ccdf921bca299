/* `ergoctl stats` for people: 80 columns, words before shapes. */
#include "cli.h"
#include "client.h"
#include "ergo/time.h"
#include "ergo/tr.h"
#include "shares.h"
#include "stats.h"
#include "words.h"

#define BAR_WIDTH      30
#define HOURS          24
#define DAYS_PER_WEEK  7
#define HEAT_LEVELS    8
#define LONG_SESSION   (60 * USEC_PER_MIN) /* ROSA's limit of unbroken time, ERGONOMICS 4.3 */
#define MINUTE_NEAREST (USEC_PER_MIN / 2)

static const char *say(char buf[static DURATION_STRING_MAX], usec_t d)
{
	return duration_say(buf, DURATION_STRING_MAX, d);
}

static usec_t a_day(const struct stats *s)
{
	return s->days ? s->screen_time / s->days : 0;
}

static void print_sums(const struct past *p, const struct stats *s, const struct stats *before,
		       const struct stats_period *period)
{
	char a[DURATION_STRING_MAX], b[DURATION_STRING_MAX], day[PAST_STRING_MAX];
	char at[PAST_STRING_MAX];

	(void) say(a, s->screen_time);
	if (s->last > s->first) {
		out_line(TONE_PLAIN, Q_("label of time at the screen", "screen"),
			 P_("%s at the screen on %zu day, %s a day",
			    "%s at the screen on %zu days, %s a day", s->days),
			 a, s->days, say(b, a_day(s)));
	} else {
		out_line(TONE_PLAIN, Q_("label of time at the screen", "screen"),
			 _("%s at the screen"), a);
	}
	if (s->longest.screen_time) {
		int64_t began = past_day(p, s->longest.start);

		out_line(TONE_PLAIN, _("longest"), _("%s unbroken, %s at %s"),
			 say(a, s->longest.screen_time), past_say_date(day, began),
			 past_say_time(p, at, s->longest.start, began));
	}
	if (!*period->before) {
		return;
	}
	if (before->days == 0) {
		out_line(TONE_PLAIN, _("before"), _("nothing was recorded %s"), period->before);
		return;
	}
	(void) say(a, a_day(before));
	(void) say(b, before->longest.screen_time);
	if (before->last > before->first) {
		out_line(TONE_PLAIN, _("before"), _("%s a day %s, longest %s unbroken"), a,
			 period->before, b);
	} else {
		out_line(TONE_PLAIN, _("before"), _("%s %s, longest %s unbroken"), a,
			 period->before, b);
	}
}

/* How much of it is in sessions of over an hour: what ROSA calls a high duration at a time. */
static void print_over(const struct stats *s)
{
	char time[DURATION_STRING_MAX];
	usec_t over = 0;
	unsigned n = 0;

	for (size_t i = 0; i < SESSION_BUCKETS; i++) {
		if (session_bucket_end[i] > LONG_SESSION) {
			n += s->bucket[i].n;
			over = usec_add(over, s->bucket[i].screen_time);
		}
	}
	out_line(TONE_PLAIN, _("over 1 h"),
		 P_("%u of %u session, %s of screen time", "%u of %u sessions, %s of screen time",
		    stats_sessions(s)),
		 n, stats_sessions(s), say(time, over));
}

#define LABEL_LEAST 9 /* columns, before the one blank that is always there */

/* Rows below each other: their labels are as wide as the widest of them. */
static void out_row(const char *label, int width, const struct text *line)
{
	struct text padded = {};

	text_cell(&padded, -width, label);
	out_line(TONE_PLAIN, padded.s, "%s", line->s);
}

static int wider(int width, const char *s)
{
	int columns = (int) text_columns(s, SIZE_MAX);

	return columns > width ? columns : width;
}

/* "up to 15 min", "15 to 30 min", "over 90 min" */
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

static void print_sessions(const struct stats *s)
{
	unsigned n = stats_sessions(s), most = 0;
	char time[DURATION_STRING_MAX], shape[BAR_STRING_MAX];
	struct text label[SESSION_BUCKETS] = {};
	int width = 13;

	for (size_t i = 0; i < SESSION_BUCKETS; i++) {
		most = s->bucket[i].n > most ? s->bucket[i].n : most;
		say_bucket(&label[i], i);
		width = wider(width, label[i].s);
	}
	out_line(TONE_PLAIN, _("sessions"), _("%u, by time unbroken:"), n);
	for (size_t i = 0; n && i < SESSION_BUCKETS; i++) {
		struct text line = {};

		text_add(&line, "  ");
		text_cell(&line, -width, label[i].s);
		text_add(&line, " %6u  ", s->bucket[i].n);
		text_cell(&line, 12, say(time, s->bucket[i].screen_time));
		if (s->bucket[i].n) {
			text_add(&line, "  %s", bar(shape, s->bucket[i].n, most, BAR_WIDTH));
		}
		out_text("%s", line.s);
	}
	print_over(s);
}

#define BREAK_COLUMNS 5

static void print_breaks(const struct stats *s)
{
	static const enum break_kind order[] = { BREAK_REST, BREAK_MICRO };
	const char *const heads[BREAK_COLUMNS] = { Q_("column of breaks", "due"),
						   Q_("column of breaks", "taken"),
						   Q_("column of breaks", "skipped"),
						   Q_("column of breaks", "missed"),
						   _("of your own accord") };
	/* with a blank before it that keeps it from the one to the left, however large they are */
	int width[BREAK_COLUMNS] = { 8, 7, 9, 8, 20 }, first = wider(LABEL_LEAST, _("breaks"));
	struct text label[ELEMENTSOF(order)] = {}, line = {};

	for (size_t i = 0; i < ELEMENTSOF(order); i++) {
		text_add(&label[i], "  %s",
			 order[i] == BREAK_REST ? Q_("kind of break", "rest")
						: Q_("kind of break", "micro"));
		first = wider(first, label[i].s);
	}
	for (size_t k = 0; k < BREAK_COLUMNS; k++) {
		width[k] = wider(width[k] - 2, heads[k]) + 2;
		text_cell(&line, width[k], heads[k]);
	}
	out_row(_("breaks"), first, &line);
	for (size_t i = 0; i < ELEMENTSOF(order); i++) {
		const unsigned *n = s->tally[order[i]];
		const unsigned counts[BREAK_COLUMNS] = { stats_due(n), n[OUTCOME_TAKEN],
							 n[OUTCOME_SKIPPED], n[OUTCOME_MISSED],
							 n[OUTCOME_NATURAL] };

		line = (struct text){};
		for (size_t k = 0; k < BREAK_COLUMNS; k++) {
			text_add(&line, "%s%*u", k ? " " : "", k ? width[k] - 1 : width[k],
				 counts[k]);
		}
		out_row(label[i].s, first, &line);
	}
}

static void print_input(const struct stats *s)
{
	struct text t = {};

	for (int c = 0; c < _DEVICE_CLASS_MAX; c++) {
		if (s->by_class[c]) {
			struct text item = {};

			text_add(&item, _("%s in %u %%"), device_words((enum device_class) c),
				 percent_of(s->by_class[c], s->screen_time));
			list_add(&t, item.s);
		}
	}
	if (t.n) {
		out_line(TONE_PLAIN, _("input"), _("%s of the time at the screen"), t.s);
	}
}

static void print_laptop(const struct stats *s)
{
	char time[DURATION_STRING_MAX];

	if (s->laptop_only) {
		out_line(TONE_PLAIN, _("laptop"), _("%s (%u %%) on its own screen alone"),
			 say(time, s->laptop_only), percent_of(s->laptop_only, s->screen_time));
	}
}

/* How full an hour is, in eighths; any trace of it shows. */
static unsigned level(usec_t t, unsigned days)
{
	usec_t mean = days ? t / days : 0;
	unsigned eighths = (unsigned) ((mean * HEAT_LEVELS + USEC_PER_HOUR / 2) / USEC_PER_HOUR);

	return mean < MINUTE_NEAREST ? 0 : eighths ? eighths : 1;
}

/* Rows are days as they begin at session.day_starts, and so are the hours. */
static void print_week(const struct past *p, const struct stats *s)
{
	unsigned first = (unsigned) (p->day_starts / USEC_PER_HOUR);
	char time[DURATION_STRING_MAX];
	int first_width = wider(LABEL_LEAST, _("week")), width = wider(10, _("a day"));
	struct text head = {}, label[ELEMENTSOF(s->weekdays)] = {};

	for (size_t d = 0; d < ELEMENTSOF(s->weekdays); d++) {
		text_add(&label[d], "  %s", weekday_short((int) (d + 1) % DAYS_PER_WEEK));
		first_width = wider(first_width, label[d].s);
	}
	text_cell(&head, width, _("a day"));
	text_add(&head, "  ");
	for (unsigned i = 0; i < HOURS; i++) {
		text_add(&head, "%02u", (first + i) % HOURS);
	}
	out_row(_("week"), first_width, &head);
	for (size_t d = 0; d < ELEMENTSOF(s->weekdays); d++) {
		struct text line = {}, hours = {};
		usec_t sum = 0;

		if (s->weekdays[d] == 0) {
			continue;
		}
		for (unsigned i = 0; i < HOURS; i++) {
			unsigned n = level(s->hour[d][(first + i) % HOURS], s->weekdays[d]);

			sum = usec_add(sum, s->hour[d][i]);
			text_add(&hours, "%s%s", shade(n), shade(n));
		}
		text_cell(&line, width, say(time, sum / s->weekdays[d]));
		text_add(&line, "  %s", hours.s);
		out_row(label[d].s, first_width, &line);
	}
	out_text(_("  %s none, %s to %s: share of the hour, on average of the days recorded"),
		 shade(0), shade(1), shade(HEAT_LEVELS));
}

int stats_print(const struct past *p, const struct stats *s, const struct stats *before,
		const struct stats_period *period)
{
	char first[PAST_STRING_MAX], last[PAST_STRING_MAX];

	bars_init();
	if (s->first == s->last) {
		out_text("%s: %s", period->words, past_say_day(last, s->last));
	} else {
		out_text(_("%s: %s to %s"), period->words, past_say_date(first, s->first),
			 past_say_date(last, s->last));
	}
	if (s->days == 0 && stats_sessions(s) == 0) {
		out_text(_("nothing was recorded"));
		return EXIT_DONE;
	}
	print_sums(p, s, before, period);
	print_sessions(s);
	print_breaks(s);
	print_input(s);
	print_laptop(s);
	shares_print(p, &s->shares, s->screen_time);
	print_week(p, s);
	return EXIT_DONE;
}
