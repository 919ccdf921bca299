/*
 * Makes a history of made-up years, or measures reading one.
 *
 *   years make PATH DAYS [LAST]    DAYS days, up to day number LAST (since 1970; default 20453,
 *                                  2025-12-31)
 *   years diary PATH DAYS [LAST]   the same of a diary
 *   years time PATH                what reading costs: best of 5, a fresh connection each
 *   years memory PATH              what a writer keeps of private dirty memory, and a commit's time
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../lib/diary-years.h"
#include "../lib/years.h"

#define DEFAULT_LAST 20453
#define RUNS         5

static double now_ms(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_MONOTONIC, &t);
	return (double) t.tv_sec * 1e3 + (double) t.tv_nsec / 1e6;
}

static int number(const char *s)
{
	int n = 0;

	for (; *s >= '0' && *s <= '9' && n < 1000000; s++) {
		n = n * 10 + (*s - '0');
	}
	return *s ? -1 : n;
}

static int open_it(struct store **ret, const char *path, enum store_mode mode)
{
	struct store_report report;
	int r = store_open(ret, path, mode, &report);

	if (report.text[0]) {
		(void) fprintf(stderr, "%s\n", report.text);
	}
	return r;
}

static int make(const char *path, int days, int last)
{
	_cleanup_(store_freep) struct store *s = NULL;
	int r = days < 0 || last < days ? -EINVAL : open_it(&s, path, STORE_WRITE);

	if (r == 0) {
		r = years_put(s, last - days + 1, (unsigned) days, 1);
	}
	if (r < 0) {
		(void) fprintf(stderr, "%s\n", s ? store_error(s) : strerror(-r));
	}
	return r < 0 ? 1 : 0;
}

static int make_diary(const char *path, int days, int last)
{
	_cleanup_(diary_store_freep) struct diary_store *s = NULL;
	struct store_report report = {};
	int r = days < 0 || last < days ? -EINVAL
					: diary_store_open(&s, path, STORE_WRITE, 0, &report);

	if (r == 0) {
		r = diary_years_put(s, last - days + 1, (unsigned) days, 1);
	}
	if (r < 0) {
		(void) fprintf(stderr, "%s\n", s ? diary_store_error(s) : strerror(-r));
	}
	return r < 0 ? 1 : 0;
}

/* ---- reading ---- */

struct range {
	usec_t from, to;
	uint64_t rows;
};

static int on_slots(const struct slots *r, void *userdata)
{
	((struct range *) userdata)->rows += r->plane < _PLANE_MAX;
	return 0;
}

#define ROW(record)                                                                                \
	static int on_##record(const struct record *r, void *userdata)                             \
	{                                                                                          \
		(void) r;                                                                          \
		((struct range *) userdata)->rows++;                                               \
		return 0;                                                                          \
	}
ROW(session_record)
ROW(break_record)
ROW(prompt_record)
ROW(finding_record)
ROW(day_record)

static int read_slots(struct store *s, struct range *r)
{
	return store_slots(s, (int64_t) (r->from / USEC_PER_HOUR),
			   (int64_t) (r->to / USEC_PER_HOUR), on_slots, r);
}

static int read_days(struct store *s, struct range *r)
{
	return store_days(s, (int64_t) (r->from / USEC_PER_DAY), (int64_t) (r->to / USEC_PER_DAY),
			  on_day_record, r);
}

static int read_turns(struct store *s, struct range *r)
{
	int q = store_sessions(s, r->from, r->to, on_session_record, r);

	q = q < 0 ? q : store_breaks(s, r->from, r->to, on_break_record, r);
	q = q < 0 ? q : store_prompts(s, r->from, r->to, on_prompt_record, r);
	return q < 0 ? q : store_findings(s, r->from, r->to, on_finding_record, r);
}

static int read_info(struct store *s, struct range *r)
{
	struct store_info info;
	int q = store_info(s, &info);

	r->rows = 1;
	return q;
}

static int measure(const char *path, const char *what, int (*read)(struct store *, struct range *),
		   usec_t from, usec_t to)
{
	struct range range = {};
	double best = 0;

	for (int i = 0; i < RUNS; i++) {
		_cleanup_(store_freep) struct store *s = NULL;
		double begun = now_ms(), taken;
		int r;

		range = (struct range){ from, to, 0 };
		r = open_it(&s, path, STORE_READ);
		if (r == 0) {
			r = read(s, &range);
		}
		if (r < 0) {
			return r;
		}
		s = store_free(s);
		taken = now_ms() - begun;
		best = i == 0 || taken < best ? taken : best;
	}
	(void) printf("%-28s %9.2f ms %9llu rows\n", what, best, (unsigned long long) range.rows);
	return 0;
}

static int time_it(const char *path)
{
	_cleanup_(store_freep) struct store *s = NULL;
	struct store_info info;
	usec_t end, year;
	int r = open_it(&s, path, STORE_READ);

	if (r == 0) {
		r = store_info(s, &info);
	}
	if (r < 0) {
		return 1;
	}
	s = store_free(s);
	end = info.last;
	year = usec_sub(end, 365 * USEC_PER_DAY);
	(void) printf("%.1f MiB, %llu days\n", (double) info.bytes / 1048576,
		      (unsigned long long) info.days);
	r |= measure(path, "slots of a day", read_slots, year, year + USEC_PER_DAY);
	r |= measure(path, "turns of a day", read_turns, year, year + USEC_PER_DAY);
	r |= measure(path, "turns of the first day", read_turns, info.first,
		     info.first + USEC_PER_DAY);
	r |= measure(path, "days of a year", read_days, year, end);
	r |= measure(path, "turns of a year", read_turns, year, end);
	r |= measure(path, "slots of a year", read_slots, year, end);
	r |= measure(path, "days of all", read_days, 0, end);
	r |= measure(path, "turns of all", read_turns, 0, end);
	r |= measure(path, "slots of all", read_slots, 0, end);
	r |= measure(path, "what there is", read_info, 0, end);
	return r ? 1 : 0;
}

/* ---- writing ---- */

/* Private dirty memory of this process, KiB. */
static unsigned private_dirty(void)
{
	static const char key[] = "Private_Dirty:";
	FILE *f = fopen("/proc/self/smaps_rollup", "re");
	char line[128];
	unsigned kib = 0;

	while (f && fgets(line, sizeof(line), f)) {
		if (strncmp(line, key, sizeof(key) - 1) == 0) {
			for (const char *p = line; *p; p++) {
				kib = *p >= '0' && *p <= '9' ? kib * 10 + (unsigned) (*p - '0')
							     : kib;
			}
		}
	}
	if (f) {
		(void) fclose(f);
	}
	return kib;
}

/* A day more, minute by minute, as the daemon writes. */
static int memory(const char *path)
{
	_cleanup_(store_freep) struct store *s = NULL;
	unsigned start = (private_dirty(), private_dirty()), opened, minute = 0;
	double begun, worst = 0;
	int r = open_it(&s, path, STORE_WRITE);

	opened = private_dirty();
	begun = now_ms();
	for (; r >= 0 && minute < 480; minute++) {
		struct slots slots = { .hour = (DEFAULT_LAST + 1) * 24 + minute / 60 };
		struct session_record session = { .start = (usec_t) slots.hour * USEC_PER_HOUR };
		struct day_record day = { .day = DEFAULT_LAST + 1, .screen_time = minute };
		char state[2048] = "";
		double at = now_ms(), taken;

		slots.bits[minute % 60 * 6 / 8] = 0xff;
		r = store_begin(s);
		for (slots.plane = 0; r >= 0 && slots.plane < 4; slots.plane++) {
			r = store_put_slots(s, &slots);
		}
		r = r < 0 ? r : store_put_session(s, &session);
		r = r < 0 ? r : store_put_day(s, &day);
		r = r < 0 ? r : store_put_state(s, "engine", state, sizeof(state));
		r = r < 0 ? r : store_commit(s);
		taken = now_ms() - at;
		worst = taken > worst ? taken : worst;
	}
	if (r < 0) {
		(void) fprintf(stderr, "%s\n", s ? store_error(s) : strerror(-r));
		return 1;
	}
	(void) printf("%-28s %9u KiB opened, %u KiB after 480 commits\n", "private dirty memory",
		      opened - start, private_dirty() - start);
	(void) printf("%-28s %9.2f ms, at most %.1f ms\n", "a minute's commit",
		      (now_ms() - begun) / minute, worst);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "memory") == 0) {
		return memory(argv[2]);
	}
	if (argc == 3 && strcmp(argv[1], "time") == 0) {
		return time_it(argv[2]);
	}
	if ((argc == 4 || argc == 5) && strcmp(argv[1], "make") == 0) {
		return make(argv[2], number(argv[3]), argc == 5 ? number(argv[4]) : DEFAULT_LAST);
	}
	if ((argc == 4 || argc == 5) && strcmp(argv[1], "diary") == 0) {
		return make_diary(argv[2], number(argv[3]),
				  argc == 5 ? number(argv[4]) : DEFAULT_LAST);
	}
	(void) fprintf(stderr,
		       "usage: years make|diary PATH DAYS [LAST] | years time|memory PATH\n");
	return 2;
}
