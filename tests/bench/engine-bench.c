/*
 * How many events a second the engine takes in a replay.  By hand, after `make`:
 *
 *   cc -std=gnu11 -D_GNU_SOURCE -O2 -Iinclude -o engine-bench tests/bench/engine-bench.c build/release/libergocore.a -linih
 *   ./engine-bench
 *
 * The budget is 2 million a second, and a year of slots of 10 s in a second.  The exit
 * status tells whether it was kept.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ergo/trace.h"

#define EVENTS               4000000
#define EVENTS_PER_SEC_LEAST 2e6
#define YEAR_SECONDS_MOST    1.0

/* A trace that is made while it is read. */
struct maker {
	const char *(*line)(struct maker *m); /* the next line in .text, or NULL */
	size_t n, of;
	size_t effects;
	char text[TRACE_LINE_MAX];
};

static double now(void)
{
	struct timespec ts = { 0 };

	(void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double) ts.tv_sec + (double) ts.tv_nsec / 1e9;
}

/* One line for all: typing, a key every 2 s, of days and nights. */
static const char *series(struct maker *m)
{
	if (m->n++ > 0) {
		return NULL;
	}
	(void) snprintf(m->text, sizeof(m->text), "0s pulse keyboard every 2s for %zus", 2 * m->of);
	return m->text;
}

/* A line an event: typing in bursts, each fiftieth line something else. */
static const char *lines(struct maker *m)
{
	static const char *const others[] = { "quiet-on",    "quiet-off",    "action postpone",
					      "lock",        "unlock",       "engaged-on",
					      "engaged-off", "action start", "pulse pointer",
					      "clock +1s",   "pause 5min",   "resume",
					      "break rest",  "action skip",  "quiet-on fullscreen",
					      "quiet-off",   "sleep",        "wake" };
	size_t t = m->n * 3; /* seconds */

	if (m->n == m->of) {
		return NULL;
	}
	(void) snprintf(
		m->text, sizeof(m->text), "%zuh %zumin %zus %s", t / 3600, t / 60 % 60, t % 60,
		m->n % 50 == 49 ? others[m->n / 50 % ELEMENTSOF(others)] : "pulse keyboard");
	m->n++;
	return m->text;
}

/* A year of slots: a pulse every 10 s of 8 hours a day, five days a week; `of` is not asked. */
static const char *year(struct maker *m)
{
	size_t day = m->n / 2, week_day = day % 7;

	if (day == 365) {
		return NULL;
	}
	if (m->n++ % 2 == 0) {
		(void) snprintf(m->text, sizeof(m->text), "%zuh pulse keyboard every 10s for %s",
				day * 24, week_day < 5 ? "4h" : "0s");
	} else {
		(void) snprintf(m->text, sizeof(m->text), "%zuh pulse pointer every 10s for %s",
				day * 24 + 5, week_day < 5 ? "4h" : "0s");
	}
	return m->text;
}

static const char *next_line(void *userdata)
{
	struct maker *m = userdata;

	return m->line(m);
}

static void on_effect(const struct effect *e, const struct snapshot *end, void *userdata)
{
	struct maker *m = userdata;

	(void) e;
	(void) end;
	m->effects++;
}

/* CPU seconds of a replay; the number of events in *ret_events. */
static double measure(const char *name, const char *(*line)(struct maker *m), size_t events,
		      size_t *ret_events)
{
	struct maker maker = { .line = line, .of = events };
	struct config config;
	struct trace_replay replay = {
		.next_line = next_line,
		.sink = on_effect,
		.userdata = &maker,
		.config = &config,
	};
	double start = now(), seconds;

	config_defaults(&config);
	if (trace_replay(&replay) < 0) {
		(void) fprintf(stderr, "%s:%zu: %s\n", name, replay.ret_line, replay.ret_reason);
		exit(EXIT_FAILURE);
	}
	seconds = now() - start;
	printf("%-36s %9zu events %7zu effects %7.3f s  %6.2f million/s\n", name, replay.ret_events,
	       maker.effects, seconds, (double) replay.ret_events / seconds / 1e6);
	*ret_events = replay.ret_events;
	return seconds;
}

int main(void)
{
	bool ok = true;
	size_t n;
	double s;

	s = measure("pulses of one series", series, EVENTS, &n);
	ok &= (double) n / s >= EVENTS_PER_SEC_LEAST;
	s = measure("a line an event, the making included", lines, EVENTS, &n);
	ok &= (double) n / s >= EVENTS_PER_SEC_LEAST;
	s = measure("a year of slots of 10 s", year, 0, &n);
	ok &= s <= YEAR_SECONDS_MOST;
	if (!ok) {
		printf("OVER BUDGET: 2 million events a second, a year in 1 s\n");
	}
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
