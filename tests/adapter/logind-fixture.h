/* The logind adapter on a private system bus, with python-dbusmock's logind at the other end. */
#pragma once

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "../lib/private-bus.h"
#include "adapters/logind.h"

#define LOGIN1      "org.freedesktop.login1"
#define LOGIN1_PATH "/org/freedesktop/login1"
#define MOCK        "org.freedesktop.DBus.Mock"
#define SESSION(id) LOGIN1_PATH "/session/" id
#define PATIENCE    (30 * USEC_PER_SEC)

struct fixture {
	struct private_bus daemon;
	pid_t mock;
	sd_event *event;
	sd_bus *control; /* of the test, synchronous */
	struct logind *logind;
	char log[1024]; /* "block locked, unblock locked, " */
	int inhibitors_at_sleep;
};

/* ---- the mock ---- */

static void connect_control(struct fixture *f)
{
	f->control = sd_bus_close_unref(f->control);
	assert_int_equal(sd_bus_new(&f->control), 0);
	assert_true(sd_bus_set_address(f->control, f->daemon.address) >= 0);
	assert_true(sd_bus_set_bus_client(f->control, true) >= 0);
	assert_true(sd_bus_start(f->control) >= 0);
}

static sd_bus_message *ask(struct fixture *f, const char *to, const char *path,
			   const char *interface, const char *member, const char *types, ...)
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	sd_bus_message *m = NULL, *reply = NULL;
	va_list ap;

	assert_true(sd_bus_message_new_method_call(f->control, &m, to, path, interface, member) >=
		    0);
	va_start(ap, types);
	assert_true(!types[0] || sd_bus_message_appendv(m, types, ap) >= 0);
	va_end(ap);
	if (sd_bus_call(f->control, m, PATIENCE, &error, &reply) < 0) {
		fail_msg("%s: %s: %s", member, error.name, error.message);
	}
	sd_bus_message_unref(m);
	return reply;
}

#define mock_do(f, path, member, ...)                                                              \
	sd_bus_message_unref(ask(f, LOGIN1, path, MOCK, member, __VA_ARGS__))

static bool mock_runs(struct fixture *f)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m =
		ask(f, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
		    "NameHasOwner", "s", LOGIN1);
	int has = 0;

	assert_true(sd_bus_message_read(m, "b", &has) > 0);
	return has;
}

static void wait_mock(struct fixture *f, bool runs)
{
	for (int i = 0; mock_runs(f) != runs; i++) {
		assert_true(i < 2000);
		(void) poll(NULL, 0, 5);
	}
}

/* GetUser() of the template fails on a number: it is replaced. */
static void start_mock(struct fixture *f)
{
	static const char *const argv[] = { "/usr/bin/python3", "-m",     "dbusmock",
					    "--template",       "logind", NULL };

	f->mock = child_start(argv, -1);
	assert_true(f->mock > 0);
	wait_mock(f, true);
	mock_do(f, LOGIN1_PATH, "AddMethod", "sssss", LOGIN1 ".Manager", "GetUser", "u", "o",
		"ret = '/org/freedesktop/login1/user/%i' % args[0]");
}

static void stop_mock(struct fixture *f)
{
	f->mock = child_stop(f->mock);
	wait_mock(f, false);
}

static void add_session(struct fixture *f, const char *id, bool active)
{
	mock_do(f, LOGIN1_PATH, "AddSession", "ssusb", id, "seat0", (uint32_t) getuid(), "user",
		active);
}

static void set_flag(struct fixture *f, const char *path, const char *name, bool value)
{
	mock_do(f, path, "UpdateProperties", "sa{sv}", LOGIN1 ".Session", 1, name, "b", value);
}

static void set_word(struct fixture *f, const char *path, const char *name, const char *value)
{
	mock_do(f, path, "UpdateProperties", "sa{sv}", LOGIN1 ".Session", 1, name, "s", value);
}

static void set_display(struct fixture *f, const char *id)
{
	char user[128], session[128];

	(void) snprintf(user, sizeof(user), LOGIN1_PATH "/user/%u", getuid());
	(void) snprintf(session, sizeof(session), LOGIN1_PATH "/session/%s", id);
	sd_bus_message_unref(ask(f, LOGIN1, user, "org.freedesktop.DBus.Properties", "Set", "ssv",
				 LOGIN1 ".User", "Display", "(so)", id, session));
}

static void emit_manager(struct fixture *f, const char *name, const char *signature, const char *id,
			 const char *path)
{
	mock_do(f, LOGIN1_PATH, "EmitSignal", "sssav", LOGIN1 ".Manager", name, signature, 2, "s",
		id, "o", path);
}

static void prepare_for_sleep(struct fixture *f, bool begins)
{
	mock_do(f, LOGIN1_PATH, "EmitSignal", "sssav", LOGIN1 ".Manager", "PrepareForSleep", "b", 1,
		"b", begins);
}

/* How many inhibitors are held; they must be ours. */
static int inhibitors(struct fixture *f)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m =
		ask(f, LOGIN1, LOGIN1_PATH, LOGIN1 ".Manager", "ListInhibitors", "");
	const char *what, *who, *why, *mode;
	uint32_t uid, pid;
	int n = 0;

	assert_true(sd_bus_message_enter_container(m, 'a', "(ssssuu)") > 0);
	while (sd_bus_message_read(m, "(ssssuu)", &what, &who, &why, &mode, &uid, &pid) > 0) {
		assert_string_equal(what, "sleep");
		assert_string_equal(who, "ergod");
		assert_string_equal(mode, "delay");
		n++;
	}
	return n;
}

/* ---- the adapter ---- */

static void on_event(const struct event *ev, void *userdata)
{
	struct fixture *f = userdata;
	size_t len = strlen(f->log);

	assert_int_equal(ev->stamp.boot, 0);
	(void) snprintf(f->log + len, sizeof(f->log) - len, "%s %s, ",
			ev->type == EVENT_BLOCK ? "block" : "unblock",
			blocker_to_string(ev->blocker));
	if (ev->type == EVENT_BLOCK && ev->blocker == BLOCKER_ASLEEP) {
		f->inhibitors_at_sleep = inhibitors(f);
	}
}

static void step(struct fixture *f)
{
	assert_true(sd_event_run(f->event, 20 * USEC_PER_MS) >= 0);
}

#define run_until(f, condition)                                                                    \
	do {                                                                                       \
		for (int i_ = 0; !(condition); i_++) {                                             \
			if (i_ > 1000) {                                                           \
				fail_msg("in vain: %s; log: %s", #condition, (f)->log);            \
			}                                                                          \
			step(f);                                                                   \
		}                                                                                  \
	} while (0)

/* Runs until nothing is under way any more. */
static void settle(struct fixture *f)
{
	for (int idle = 0; idle < 3;) {
		int r = sd_event_run(f->event, 20 * USEC_PER_MS);

		assert_true(r >= 0);
		idle = r > 0 ? 0 : idle + 1;
	}
}

/* Runs until exactly these events have come since the last time. */
static void expect(struct fixture *f, const char *want)
{
	run_until(f, strlen(f->log) >= strlen(want));
	assert_string_equal(f->log, want);
	f->log[0] = '\0';
}

static bool health_says(struct fixture *f, enum health_level level, const char *part)
{
	struct health h;

	logind_health(f->logind, &h);
	assert_string_equal(h.name, "session");
	return h.level == level && strstr(h.text, part);
}

static void start(struct fixture *f)
{
	assert_int_equal(logind_new(&f->logind, f->event, on_event, f), 0);
	assert_string_equal(f->log, "");
}

/* Started, with session c1 found. */
static void start_in_session(struct fixture *f)
{
	start_mock(f);
	add_session(f, "c1", true);
	start(f);
	run_until(f, health_says(f, HEALTH_OK, "session c1") && inhibitors(f) == 1);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	assert_int_equal(private_bus_start(&f->daemon), 0);
	assert_int_equal(setenv("DBUS_SYSTEM_BUS_ADDRESS", f->daemon.address, 1), 0);
	assert_int_equal(setenv("XDG_SESSION_ID", "c1", 1), 0);
	assert_true(sd_event_new(&f->event) >= 0);
	connect_control(f);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	f->logind = logind_free(f->logind);
	f->control = sd_bus_close_unref(f->control);
	f->event = sd_event_unref(f->event);
	f->mock = child_stop(f->mock);
	private_bus_stop(&f->daemon);
	free(f);
	return 0;
}
