/* `ergoctl stats` for people: 80 columns, words before shapes. */
#include "cli.h"
#include "client.h"
#include "ergo/time.h"
#include "shares.h"
#include "stats.h"

#define BAR_WIDTH      30
#define HOURS          24
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
	struct text t = {};

	text_add(&t, "%s at the screen", say(a, s->screen_time));
	if (s->last > s->first) {
		text_add(&t, " on %zu day%s, %s a day", s->days, s->days == 1 ? "" : "s",
			 say(b, a_day(s)));
	}
	out_line(TONE_PLAIN, "screen", "%s", t.s);
	if (s->longest.screen_time) {
		int64_t began = past_day(p, s->longest.start);

		out_line(TONE_PLAIN, "longest", "%s unbroken, %s at %s",
			 say(a, s->longest.screen_time), past_say_date(day, began),
			 past_say_time(p, at, s->longest.start, began));
	}
	if (!*period->before) {
		return;
	}
	if (before->days == 0) {
		out_line(TONE_PLAIN, "before", "nothing was recorded %s", period->before);
		return;
	}
	out_line(TONE_PLAIN, "before", "%s%s %s, longest %s unbroken", say(a, a_day(before)),
		 before->last > before->first ? " a day" : "", period->before,
		 say(b, before->longest.screen_time));
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
	out_line(TONE_PLAIN, "over 1 h", "%u of %u sessions, %s of screen time", n,
		 stats_sessions(s), say(time, over));
}

/* "up to 15 min", "15 to 30 min", "over 90 min" */
static void say_bucket(struct text *t, size_t i)
{
	unsigned from = i ? (unsigned) (session_bucket_end[i - 1] / USEC_PER_MIN) : 0;
	unsigned to = (unsigned) (session_bucket_end[i] / USEC_PER_MIN);

	if (i == 0) {
		text_add(t, "up to %u min", to);
	} else if (session_bucket_end[i] == USEC_INFINITY) {
		text_add(t, "over %u min", from);
	} else {
		text_add(t, "%u to %u min", from, to);
	}
}

static void print_sessions(const struct stats *s)
{
	unsigned n = stats_sessions(s), most = 0;
	char time[DURATION_STRING_MAX], shape[BAR_STRING_MAX];

	for (size_t i = 0; i < SESSION_BUCKETS; i++) {
		most = s->bucket[i].n > most ? s->bucket[i].n : most;
	}
	out_line(TONE_PLAIN, "sessions", "%u, by time unbroken:", n);
	for (size_t i = 0; n && i < SESSION_BUCKETS; i++) {
		struct text label = {}, line = {};

		say_bucket(&label, i);
		text_add(&line, "  %-13s %6u  %12s", label.s, s->bucket[i].n,
			 say(time, s->bucket[i].screen_time));
		if (s->bucket[i].n) {
			text_add(&line, "  %s", bar(shape, s->bucket[i].n, most, BAR_WIDTH));
		}
		out_text("%s", line.s);
	}
	print_over(s);
}

static void print_breaks(const struct stats *s)
{
	static const enum break_kind order[] = { BREAK_REST, BREAK_MICRO };

	out_line(TONE_PLAIN, "breaks", "%s",
		 "     due  taken  skipped  missed  of your own accord");
	for (size_t i = 0; i < ELEMENTSOF(order); i++) {
		const unsigned *n = s->tally[order[i]];
		char label[32];

		(void) snprintf(label, sizeof(label), "  %s",
				order[i] == BREAK_REST ? "rest" : "micro");
		out_line(TONE_PLAIN, label, "%8u %6u %8u %7u %19u", stats_due(n), n[OUTCOME_TAKEN],
			 n[OUTCOME_SKIPPED], n[OUTCOME_MISSED], n[OUTCOME_NATURAL]);
	}
}

static void print_input(const struct stats *s)
{
	struct text t = {};

	for (int c = 0; c < _DEVICE_CLASS_MAX; c++) {
		if (s->by_class[c]) {
			text_add(&t, "%s%s in %u %%", t.n ? ", " : "",
				 device_class_to_string((enum device_class) c),
				 percent_of(s->by_class[c], s->screen_time));
		}
	}
	if (t.n) {
		out_line(TONE_PLAIN, "input", "%s of the time at the screen", t.s);
	}
}

static void print_laptop(const struct stats *s)
{
	char time[DURATION_STRING_MAX];

	if (s->laptop_only) {
		out_line(TONE_PLAIN, "laptop", "%s (%u %%) on its own screen alone",
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
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	unsigned first = (unsigned) (p->day_starts / USEC_PER_HOUR);
	char time[DURATION_STRING_MAX];
	struct text head = {};

	for (unsigned i = 0; i < HOURS; i++) {
		text_add(&head, "%02u", (first + i) % HOURS);
	}
	out_line(TONE_PLAIN, "week", "%10s  %s", "a day", head.s);
	for (size_t d = 0; d < ELEMENTSOF(names); d++) {
		struct text line = {};
		usec_t sum = 0;
		char label[8];

		if (s->weekdays[d] == 0) {
			continue;
		}
		for (unsigned i = 0; i < HOURS; i++) {
			unsigned n = level(s->hour[d][(first + i) % HOURS], s->weekdays[d]);

			sum = usec_add(sum, s->hour[d][i]);
			text_add(&line, "%s%s", shade(n), shade(n));
		}
		(void) snprintf(label, sizeof(label), "  %s", names[d]);
		out_line(TONE_PLAIN, label, "%10s  %s", say(time, sum / s->weekdays[d]), line.s);
	}
	out_text("  %s none, %s to %s: share of the hour, on average of the days recorded",
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
		out_text("%s: %s to %s", period->words, past_say_date(first, s->first),
			 past_say_date(last, s->last));
	}
	if (s->days == 0 && stats_sessions(s) == 0) {
		out_text("nothing was recorded");
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
