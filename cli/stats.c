/* `ergoctl stats`: reads a period and sums it up. */
#include "stats.h"

#include <string.h>

#include "cli.h"
#include "ergo/tr.h"
#include "shares.h"

#define SECONDS_PER_HOUR 3600
#define DAYS_PER_WEEK    7
#define DAYS_PER_MONTH   30
#define DAYS_PER_YEAR    365

const usec_t session_bucket_end[SESSION_BUCKETS] = {
	15 * USEC_PER_MIN, 30 * USEC_PER_MIN, 45 * USEC_PER_MIN,
	60 * USEC_PER_MIN, 90 * USEC_PER_MIN, USEC_INFINITY,
};

struct reading {
	const struct past *p;
	struct stats *s;
	size_t offset; /* of past.offsets: sessions come in the order of time */
};

/* 0 is Monday; day 0 was a Thursday. */
static size_t weekday(int64_t day)
{
	return (size_t) (((day + 3) % 7 + 7) % 7);
}

static int add_day(const struct day_record *r, void *userdata)
{
	struct reading *reading = userdata;
	struct stats *s = reading->s;

	s->days += r->screen_time > 0;
	s->weekdays[weekday(r->day)] += r->screen_time > 0;
	s->screen_time = usec_add(s->screen_time, r->screen_time);
	s->laptop_only = usec_add(s->laptop_only, r->laptop_only);
	for (int c = 0; c < _DEVICE_CLASS_MAX; c++) {
		s->by_class[c] = usec_add(s->by_class[c], r->by_class[c]);
	}
	for (int kind = 0; kind < _BREAK_KIND_MAX; kind++) {
		for (int outcome = 0; outcome < _OUTCOME_MAX; outcome++) {
			s->tally[kind][outcome] += r->tally[kind][outcome];
		}
	}
	return 0;
}

/* The offset at `t`, where each `t` is later than the one before. */
static int32_t next_gmtoff(struct reading *r, usec_t t)
{
	const struct rows *o = &r->p->offsets;

	if (o->n == 0) {
		return past_gmtoff(r->p, t);
	}
	while (r->offset + 1 < o->n && ROW(o, struct offset_record, r->offset + 1)->at <= t) {
		r->offset++;
	}
	return ROW(o, struct offset_record, r->offset)->gmtoff_s;
}

/* Screen time of a session from its start up to `t` (seconds), if it is spread evenly; all of it at
 * its end, so that the hours add up to it. */
static usec_t spread(const struct session_record *r, int64_t t)
{
	usec_t done = usec_sub((usec_t) t * USEC_PER_SEC, r->start);

	return (usec_t) ((double) r->screen_time * ((double) done / (double) (r->end - r->start)));
}

/* Spreads screen time over the hours of a session; the pauses within one are short. */
static void add_hours(struct reading *reading, const struct session_record *r)
{
	struct stats *s = reading->s;
	int64_t at = (int64_t) (usec_max(r->start, s->from) / USEC_PER_SEC);
	int64_t end = (int64_t) (usec_min(r->end, s->to) / USEC_PER_SEC);
	int64_t starts = (int64_t) (reading->p->day_starts / USEC_PER_SEC);

	while (at < end) {
		int64_t local = at + next_gmtoff(reading, (usec_t) at * USEC_PER_SEC);
		int64_t hour =
			(local < 0 ? 0 : local) / SECONDS_PER_HOUR; /* a file may hold anything */
		int64_t next = at + (hour + 1) * SECONDS_PER_HOUR - local;
		int64_t until = next < end ? next : end;

		s->hour[weekday((local - starts) / 86400)][hour % 24] +=
			spread(r, until) - spread(r, at);
		at = until;
	}
}

static int add_session(const struct session_record *r, void *userdata)
{
	struct reading *reading = userdata;
	struct stats *s = reading->s;
	size_t i = 0;

	if (r->end < r->start) {
		return 0;
	}
	add_hours(reading, r);
	/* one that goes over the beginning belongs to the days before */
	if (r->start < s->from) {
		return 0;
	}
	while (r->screen_time > session_bucket_end[i]) {
		i++;
	}
	s->bucket[i].n++;
	s->bucket[i].screen_time = usec_add(s->bucket[i].screen_time, r->screen_time);
	if (r->screen_time > s->longest.screen_time) {
		s->longest = *r;
	}
	return 0;
}

int stats_read(const struct past *p, int64_t first, int64_t last, struct stats *ret)
{
	struct stats s = { .first = first, .last = last };
	struct reading reading = { .p = p, .s = &s };
	usec_t other;
	int r = past_day_bounds(p, first, &s.from, &other);

	if (r >= 0) {
		r = past_day_bounds(p, last, &other, &s.to);
	}
	if (r >= 0 && p->store) {
		r = store_days(p->store, first, last + 1, add_day, &reading);
	}
	if (r >= 0 && p->store) {
		r = store_sessions(p->store, s.from, s.to, add_session, &reading);
	}
	if (r >= 0) {
		*ret = s;
	}
	return r;
}

unsigned stats_due(const unsigned tally[_OUTCOME_MAX])
{
	return tally[OUTCOME_TAKEN] + tally[OUTCOME_SKIPPED] + tally[OUTCOME_MISSED] +
	       tally[OUTCOME_REPLACED];
}

unsigned stats_sessions(const struct stats *s)
{
	unsigned n = 0;

	for (size_t i = 0; i < SESSION_BUCKETS; i++) {
		n += s->bucket[i].n;
	}
	return n;
}

static const struct {
	const char *word;
	int64_t days;
} periods[] = {
	{ "today", 1 },
	{ "week", DAYS_PER_WEEK },
	{ "month", DAYS_PER_MONTH },
	{ "year", DAYS_PER_YEAR },
};

static void say_period(struct stats_period *period, int64_t days, bool last)
{
	unsigned n = (unsigned) days;

	if (last && days == 1) {
		(void) snprintf(period->words, sizeof(period->words), "%s", _("today"));
		(void) snprintf(period->before, sizeof(period->before), "%s",
				_("on the day before"));
		return;
	}
	if (last) {
		(void) snprintf(period->words, sizeof(period->words),
				P_("the last %u day", "the last %u days", n), n);
	} else {
		(void) snprintf(period->words, sizeof(period->words), P_("%u day", "%u days", n),
				n);
	}
	(void) snprintf(period->before, sizeof(period->before),
			P_("in the %u day before", "in the %u days before", n), n);
}

/* The first day that is kept: where --since is not told. */
static int first_day(const struct past *p, int64_t *ret)
{
	struct store_info info = {};
	int r = p->store ? store_info(p->store, &info) : 0;

	if (r >= 0) {
		*ret = info.first ? past_day(p, info.first) : p->today;
	}
	return r;
}

/* Which days are meant. */
static int choose(const struct past *p, const struct args *args, int64_t *ret_first,
		  int64_t *ret_last, struct stats_period *period)
{
	const char *word = args->n ? args->word[0] : "week";
	const char *words[ELEMENTSOF(periods)];
	struct range range;
	int r;

	if (args->set & (OPT(OPT_SINCE) | OPT(OPT_UNTIL))) {
		if (args->n) {
			return usage_error("stats", _("either \"%s\" or --since and --until"),
					   word);
		}
		r = range_of_options(&range, p, args);
		if (r != EXIT_DONE) {
			return r;
		}
		*ret_first = range.first;
		*ret_last = range.last;
		r = range.since ? 0 : first_day(p, ret_first);
		if (r < 0) {
			return past_report(p, r);
		}
		*ret_first = *ret_first > *ret_last ? *ret_last : *ret_first;
		say_period(period, *ret_last - *ret_first + 1, false);
		period->before[range.since ? strlen(period->before) : 0] = '\0';
		return EXIT_DONE;
	}
	for (size_t i = 0; i < ELEMENTSOF(periods); i++) {
		words[i] = periods[i].word;
		if (strcmp(periods[i].word, word) == 0) {
			*ret_last = p->today;
			*ret_first = p->today - periods[i].days + 1;
			say_period(period, periods[i].days, true);
			return EXIT_DONE;
		}
	}
	word = nearest(word, words, ELEMENTSOF(words));
	return word ? usage_error("stats", _("no period \"%s\"; did you mean \"%s\"?"),
				  args->word[0], word)
		    : usage_error("stats", _("no period \"%s\", only today, week, month, year"),
				  args->word[0]);
}

int verb_stats(const struct args *args)
{
	_cleanup_(past_done) struct past p = {};
	struct stats_period period;
	_cleanup_(rows_done) struct rows shares = {};
	struct stats s, before;
	int64_t first = 0, last = 0;
	int r = past_open(&p);

	if (r == EXIT_DONE) {
		r = choose(&p, args, &first, &last, &period);
	}
	if (r != EXIT_DONE) {
		return r;
	}
	if (!p.store && !(args->set & OPT(OPT_JSON))) {
		past_say_none(&p, stdout);
		return EXIT_DONE;
	}
	r = stats_read(&p, first, last, &s);
	if (r >= 0) {
		r = stats_read(&p, first - (last - first + 1), first - 1, &before);
	}
	if (r >= 0) {
		r = shares_read(&p, first, last, &shares);
	}
	if (r < 0) {
		return past_report(&p, r);
	}
	s.shares = shares;
	return args->set & OPT(OPT_JSON) ? stats_json(&p, &s, &before)
					 : stats_print(&p, &s, &before, &period);
}
