/*
 * For the idle clock: who it asks, which is nobody's server but this one, which does not count the time suspended, as X
 * and Mutter don't.  A suspend is a nap by which clock_suspended() gains, so that timers agree.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "clock.h"
#include "idle-clock.h"

#define PERIOD (200 * USEC_PER_MS)
#define SLACK  (100 * USEC_PER_MS) /* a busy machine is late */

static sd_event *event;
static struct idle_clock *clock_;
static usec_t slept;

static struct {
	usec_t input; /* the last one */
	bool hangs;   /* questions stay as they are */
	bool question, armed;
	usec_t below; /* armed: tells as soon as it has been idle for less than that */
	unsigned n_asked, n_armed;
} server;

static int up(void **state);
static int down(void **state);

static unsigned n_ready, n_runs, n_wakes;
static bool owner_drains;
static struct pulse_run last;

/* ---- in place of daemon/clock.c ---- */

usec_t clock_boottime(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_BOOTTIME, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

usec_t clock_suspended(void)
{
	return slept;
}

static void suspend_for(usec_t d)
{
	(void) usleep((useconds_t) d);
	slept += d;
}

/* ---- who is asked ---- */

static usec_t server_now(void)
{
	return clock_boottime() - slept;
}

static usec_t idle_now(void)
{
	return server_now() - server.input;
}

static void ask(void *userdata)
{
	assert_ptr_equal(userdata, &server);
	server.n_asked++;
	server.question = true;
	server.armed = false;
}

static void arm(usec_t idle, void *userdata)
{
	assert_ptr_equal(userdata, &server);
	assert_true(idle <= idle_now());
	server.n_armed++;
	server.armed = true;
	server.below = idle;
}

static void serve(void)
{
	if (server.question && !server.hangs) {
		server.question = false;
		idle_clock_answer(clock_, idle_now());
	}
	if (server.armed && idle_now() < server.below) {
		server.armed = false;
		idle_clock_active(clock_);
	}
}

static usec_t type(void)
{
	server.input = server_now();
	return clock_boottime();
}

/* ---- who owns the clock ---- */

static void on_run(const struct pulse_run *run, void *userdata)
{
	assert_ptr_equal(userdata, &server);
	assert_int_equal(run->device, DEVICE_TABLET);
	assert_true(run->first == run->last && run->last > last.last);
	last = *run;
	n_runs++;
}

static void drain(void)
{
	idle_clock_drain(clock_, clock_boottime(), on_run, &server);
}

static void on_ready(void *userdata)
{
	assert_ptr_equal(userdata, &server);
	n_ready++;
	if (owner_drains) {
		drain();
	}
}

static void step(usec_t timeout)
{
	int r;

	serve();
	r = sd_event_run(event, timeout);
	assert_true(r >= 0);
	n_wakes += r > 0;
	serve();
}

static void run_for(usec_t d)
{
	for (usec_t end = clock_boottime() + d; clock_boottime() < end;) {
		step(2 * USEC_PER_MS);
	}
}

#define RUN_UNTIL(condition)                                                                       \
	do {                                                                                       \
		for (usec_t end_ = clock_boottime() + 10 * USEC_PER_SEC; !(condition);) {          \
			if (clock_boottime() > end_) {                                             \
				fail_msg("in vain: %s", #condition);                               \
			}                                                                          \
			step(2 * USEC_PER_MS);                                                     \
		}                                                                                  \
	} while (0)

static void count_from_here(void)
{
	n_ready = n_runs = n_wakes = server.n_asked = server.n_armed = 0;
}

/* Asked, and there was input lately, which is known. */
static void start_resting(void)
{
	usec_t typed;

	idle_clock_start(clock_);
	run_for(50 * USEC_PER_MS); /* before a start nothing is input */
	typed = type();
	RUN_UNTIL(n_runs == 1);
	assert_in_range(last.last, typed - USEC_PER_MS, typed + USEC_PER_MS);
	assert_false(server.armed || server.question);
	count_from_here();
}

static void start_armed(void)
{
	idle_clock_start(clock_);
	RUN_UNTIL(server.armed);
	assert_int_equal(n_ready + n_runs, 0);
	count_from_here();
}

static void nobody_is_seen(usec_t d)
{
	run_for(d);
	assert_int_equal(n_runs, 0);
	assert_int_equal(n_ready, 0);
}

static void seen_within(usec_t typed, usec_t d)
{
	unsigned runs = n_runs;

	RUN_UNTIL(n_runs > runs);
	assert_true(clock_boottime() < typed + d + SLACK);
	assert_true(last.last < typed + d + SLACK);
}

static int up(void **state)
{
	static const struct idle_clock_ops ops = { .ask = ask, .arm = arm };

	(void) state;
	slept = 0;
	owner_drains = true;
	memset(&server, 0, sizeof(server));
	last = (struct pulse_run){ 0 };
	count_from_here();
	server.input = server_now() - USEC_PER_SEC;
	assert_true(sd_event_new(&event) >= 0);
	assert_int_equal(idle_clock_new(&clock_, event, DEVICE_TABLET, &ops, on_ready, &server), 0);
	idle_clock_set_period(clock_, PERIOD);
	return 0;
}

static int down(void **state)
{
	(void) state;
	clock_ = idle_clock_free(clock_);
	assert_null(idle_clock_free(NULL));
	event = sd_event_unref(event);
	return 0;
}
