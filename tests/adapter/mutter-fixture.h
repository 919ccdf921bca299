/*
 * The Mutter adapter on a private bus.  The idle monitor at the other end is a second connection of
 * the test program in the same loop, so that a test can do something between two messages.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "../lib/private-bus.h"
#include "adapters/mutter.h"
#include "log.h"

#define MONITOR      "org.gnome.Mutter.IdleMonitor"
#define MONITOR_PATH "/org/gnome/Mutter/IdleMonitor/Core"
#define PERIOD       (200 * USEC_PER_MS)

/* What the monitor does, and what it was asked. */
static struct shell {
	sd_bus *bus;
	usec_t input; /* the last one, CLOCK_MONOTONIC */
	uint64_t lie; /* told in place of the idle time, if not 0 */
	bool hangs, refuses, wrong_type, refuses_watches;
	bool lax;                /* about watches: clients of the past may have left some */
	bool input_before_watch; /* there is some just before the next watch is set */
	uint32_t next, watch;    /* ids; 0: no watch */
	char client[64];         /* who has the watch */
	unsigned asked, watched, removed, odd;
} shell;

static struct fixture {
	struct private_bus daemon;
	sd_event *event;
	sd_bus *bus; /* the adapter's */
	struct mutter *mutter;
	unsigned ready, changed, runs;
	bool drains; /* whenever it is ready */
	struct pulse_run run;
} fx;

static usec_t now_by(clockid_t clock)
{
	struct timespec t;

	(void) clock_gettime(clock, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

#define run_until(condition)                                                                       \
	do {                                                                                       \
		usec_t end_ = now_by(CLOCK_MONOTONIC) + 10 * USEC_PER_SEC;                         \
		while (!(condition)) {                                                             \
			if (now_by(CLOCK_MONOTONIC) > end_) {                                      \
				fail_msg("waited in vain: %s", #condition);                        \
			}                                                                          \
			assert_true(sd_event_run(fx.event, 10 * USEC_PER_MS) >= 0);                \
		}                                                                                  \
	} while (0)

static void run_for(usec_t d)
{
	usec_t end = now_by(CLOCK_MONOTONIC) + d;

	while (now_by(CLOCK_MONOTONIC) < end) {
		assert_true(sd_event_run(fx.event, 5 * USEC_PER_MS) >= 0);
	}
}

/* ---- the idle monitor ---- */

static void fire(sd_bus *from, const char *to, uint32_t id)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;

	assert_true(sd_bus_message_new_signal(from, &m, MONITOR_PATH, MONITOR, "WatchFired") >= 0);
	assert_true(sd_bus_message_append(m, "u", id) >= 0);
	assert_true(sd_bus_send_to(from, m, to, NULL) >= 0);
}

static void input(void)
{
	shell.input = now_by(CLOCK_MONOTONIC);
	if (shell.watch != 0) {
		fire(shell.bus, shell.client, shell.watch);
		shell.watch = 0;
	}
}

static int answer_idletime(sd_bus_message *m)
{
	usec_t idle = now_by(CLOCK_MONOTONIC) - shell.input;

	shell.asked++;
	if (shell.wrong_type) {
		return sd_bus_reply_method_return(m, "s", "a while");
	}
	return sd_bus_reply_method_return(m, "t", shell.lie ? shell.lie : idle / USEC_PER_MS);
}

static int answer_watch(sd_bus_message *m)
{
	if (shell.refuses_watches) {
		return sd_bus_reply_method_errorf(m, SD_BUS_ERROR_LIMITS_EXCEEDED, "no");
	}
	if (shell.input_before_watch) {
		shell.input_before_watch = false;
		input();
	}
	assert_true(shell.watch == 0 || shell.lax); /* never two of them */
	shell.watched++;
	shell.watch = shell.next++;
	(void) snprintf(shell.client, sizeof(shell.client), "%s", sd_bus_message_get_sender(m));
	return sd_bus_reply_method_return(m, "u", shell.watch);
}

static int on_call(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	uint32_t id;

	(void) userdata;
	if (!sd_bus_message_is_method_call(m, MONITOR, NULL)) {
		return 0;
	}
	if (sd_bus_message_is_method_call(m, NULL, "RemoveWatch")) {
		assert_true(sd_bus_message_read(m, "u", &id) > 0);
		assert_true((id == shell.watch && id != 0) || shell.lax);
		shell.watch = 0;
		shell.removed++;
		return 1;
	}
	if (shell.hangs) {
		return 1;
	}
	if (shell.refuses) {
		return sd_bus_error_set(error, SD_BUS_ERROR_UNKNOWN_METHOD, "no");
	}
	if (sd_bus_message_is_method_call(m, NULL, "GetIdletime")) {
		return answer_idletime(m);
	}
	if (sd_bus_message_is_method_call(m, NULL, "AddUserActiveWatch")) {
		return answer_watch(m);
	}
	shell.odd++;
	return 0;
}

static sd_bus *connect_bus(void)
{
	sd_bus *bus = NULL;

	assert_true(sd_bus_new(&bus) >= 0);
	assert_true(sd_bus_set_address(bus, fx.daemon.address) >= 0);
	assert_true(sd_bus_set_bus_client(bus, true) >= 0);
	assert_true(sd_bus_start(bus) >= 0);
	return bus;
}

static void shell_up(void)
{
	shell.bus = connect_bus();
	shell.watch = 0;
	assert_true(sd_bus_add_object(shell.bus, NULL, MONITOR_PATH, on_call, NULL) >= 0);
	assert_true(sd_bus_request_name(shell.bus, MONITOR, 0) >= 0);
	assert_true(sd_bus_attach_event(shell.bus, fx.event, 0) >= 0);
}

static void shell_down(void)
{
	shell.bus = sd_bus_flush_close_unref(shell.bus);
}

/* ---- the adapter ---- */

static bool usable(void)
{
	return mutter_ops.usable(fx.mutter);
}

static void on_run(const struct pulse_run *run, void *userdata)
{
	assert_ptr_equal(userdata, &fx);
	assert_int_equal(run->device, DEVICE_OTHER);
	assert_true(run->first <= run->last && run->last <= now_by(CLOCK_BOOTTIME));
	assert_true(run->first >= fx.run.last);
	fx.run = *run;
	fx.runs++;
}

static void drain(void)
{
	mutter_ops.drain(fx.mutter, now_by(CLOCK_BOOTTIME), on_run, &fx);
}

static void on_ready(void *userdata)
{
	assert_ptr_equal(userdata, &fx);
	fx.ready++;
	if (fx.drains) {
		drain();
	}
}

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &fx);
	fx.changed++;
}

static const char *health_line(void)
{
	static char line[HEALTH_TEXT_MAX + 8];
	struct health h;

	mutter_ops.health(fx.mutter, &h);
	assert_string_equal(h.name, "input");
	(void) snprintf(line, sizeof(line), "%s: %s", health_level_to_string(h.level), h.text);
	return line;
}

static int setup(void **state)
{
	const struct source_callbacks callbacks = { .ready = on_ready, .changed = on_changed };

	(void) state;
	log_open(LOG_ERR);
	fx = (struct fixture){ .drains = true };
	shell = (struct shell){ .next = 1, .input = now_by(CLOCK_MONOTONIC) };
	assert_int_equal(private_bus_start(&fx.daemon), 0);
	assert_true(sd_event_new(&fx.event) >= 0);
	fx.bus = connect_bus();
	assert_true(sd_bus_attach_event(fx.bus, fx.event, 0) >= 0);
	assert_int_equal(mutter_new(&fx.mutter, fx.bus, &callbacks, &fx), 0);
	assert_int_equal(fx.changed, 0);
	mutter_ops.set_period(fx.mutter, PERIOD);
	return 0;
}

static int teardown(void **state)
{
	(void) state;
	fx.mutter = mutter_ops.free(fx.mutter);
	shell_down();
	fx.bus = sd_bus_flush_close_unref(fx.bus);
	fx.event = sd_event_unref(fx.event);
	private_bus_stop(&fx.daemon);
	assert_int_equal(shell.odd, 0); /* nothing else was ever asked: no AddIdleWatch */
	return 0;
}

static void start(void)
{
	shell_up();
	run_until(fx.changed == 1);
	assert_true(usable());
}

/* Started, with nobody there. */
static void start_armed(void)
{
	start();
	run_until(shell.watch != 0);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.runs, 0);
}
