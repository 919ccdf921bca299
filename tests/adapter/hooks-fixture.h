/*
 * The adapter of hooks on a private bus.  The systemd at the other end is a second connection of the test program in
 * the same loop: it writes down what it is asked and does what the test wants.
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
#include "adapters/hooks/internal.h"
#include "log.h"

#define DUE_UNIT "ergod-hook-break-due.service"
#define DUE_PATH SYSTEMD_PATH "/unit/ergod_2dhook_2dbreak_2ddue_2eservice"

static struct systemd {
	sd_bus *bus;
	char asked[4096]; /* the arguments of the last StartTransientUnit, a line each */
	unsigned started, released, odd;
	const char *error; /* the name of one that is answered; NULL: a job */
	bool hangs;
} systemd;

static struct fixture {
	struct private_bus daemon;
	sd_event *event;
	sd_bus *bus; /* the adapter's */
	struct hooks *hooks;
	struct config config;
} fx;

static usec_t now(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_MONOTONIC, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

#define run_until(condition)                                                                       \
	do {                                                                                       \
		usec_t end_ = now() + 10 * USEC_PER_SEC;                                           \
		while (!(condition)) {                                                             \
			if (now() > end_) {                                                        \
				fail_msg("waited in vain: %s", #condition);                        \
			}                                                                          \
			assert_true(sd_event_run(fx.event, 10 * USEC_PER_MS) >= 0);                \
		}                                                                                  \
	} while (0)

static inline void run_for(usec_t d)
{
	usec_t end = now() + d;

	while (now() < end) {
		assert_true(sd_event_run(fx.event, 5 * USEC_PER_MS) >= 0);
	}
}

/* ---- systemd ---- */

_printf_(1, 2) static void note(const char *format, ...)
{
	size_t len = strlen(systemd.asked);
	va_list ap;

	va_start(ap, format);
	(void) vsnprintf(systemd.asked + len, sizeof(systemd.asked) - len, format, ap);
	va_end(ap);
}

/* An array of strings as <a><b>. */
static inline void note_strings(sd_bus_message *m)
{
	const char *s;

	assert_true(sd_bus_message_enter_container(m, 'a', "s") > 0);
	while (sd_bus_message_read_basic(m, 's', &s) > 0) {
		note("<%s>", s);
	}
	assert_true(sd_bus_message_exit_container(m) > 0);
}

static inline void note_command(sd_bus_message *m)
{
	const char *path;

	assert_true(sd_bus_message_enter_container(m, 'a', "(sasas)") > 0);
	assert_true(sd_bus_message_enter_container(m, 'r', "sasas") > 0);
	assert_true(sd_bus_message_read_basic(m, 's', &path) > 0);
	note("%s ", path);
	note_strings(m);
	note(" ");
	note_strings(m);
	assert_true(sd_bus_message_exit_container(m) > 0);
	assert_int_equal(sd_bus_message_enter_container(m, 'r', "sasas"), 0); /* only one */
	assert_true(sd_bus_message_exit_container(m) > 0);
}

/* One property as "Name=value". */
static inline void note_property(sd_bus_message *m)
{
	const char *name, *type, *s;
	uint64_t t;
	int b;

	assert_true(sd_bus_message_read_basic(m, 's', &name) > 0);
	assert_true(sd_bus_message_peek_type(m, NULL, &type) > 0);
	assert_true(sd_bus_message_enter_container(m, 'v', type) > 0);
	note("%s=", name);
	if (strcmp(type, "s") == 0) {
		assert_true(sd_bus_message_read_basic(m, 's', &s) > 0);
		note("%s", s);
	} else if (strcmp(type, "t") == 0) {
		assert_true(sd_bus_message_read_basic(m, 't', &t) > 0);
		note("%llu", (unsigned long long) t);
	} else if (strcmp(type, "b") == 0) {
		assert_true(sd_bus_message_read_basic(m, 'b', &b) > 0);
		note("%s", b ? "yes" : "no");
	} else if (strcmp(type, "as") == 0) {
		note_strings(m);
	} else {
		assert_string_equal(type, "a(sasas)");
		note_command(m);
	}
	note("\n");
	assert_true(sd_bus_message_exit_container(m) > 0);
}

static inline void note_call(sd_bus_message *m)
{
	const char *name, *mode;

	systemd.asked[0] = '\0';
	assert_true(sd_bus_message_has_signature(m, "ssa(sv)a(sa(sv))"));
	assert_true(sd_bus_message_read(m, "ss", &name, &mode) > 0);
	note("%s %s\n", name, mode);
	assert_true(sd_bus_message_enter_container(m, 'a', "(sv)") > 0);
	while (sd_bus_message_enter_container(m, 'r', "sv") > 0) {
		note_property(m);
		assert_true(sd_bus_message_exit_container(m) > 0);
	}
	assert_true(sd_bus_message_exit_container(m) > 0);
	assert_true(sd_bus_message_enter_container(m, 'a', "(sa(sv))") > 0);
	assert_true(sd_bus_message_at_end(m, false) > 0); /* no other units */
}

static inline int on_call(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) userdata;
	if (sd_bus_message_is_method_call(m, SYSTEMD_MANAGER, "StartTransientUnit")) {
		assert_false(sd_bus_message_get_auto_start(m) > 0);
		note_call(m);
		systemd.started++;
		if (systemd.hangs) {
			return 1;
		}
		if (systemd.error) {
			return sd_bus_error_set(error, systemd.error, "no");
		}
		return sd_bus_reply_method_return(m, "o", SYSTEMD_PATH "/job/7");
	}
	if (sd_bus_message_is_method_call(m, SYSTEMD_MANAGER, "UnrefUnit")) {
		systemd.released++;
		return 1;
	}
	systemd.odd++;
	return 0;
}

static inline sd_bus *connect_bus(void)
{
	sd_bus *bus = NULL;

	assert_true(sd_bus_new(&bus) >= 0);
	assert_true(sd_bus_set_address(bus, fx.daemon.address) >= 0);
	assert_true(sd_bus_set_bus_client(bus, true) >= 0);
	assert_true(sd_bus_start(bus) >= 0);
	return bus;
}

static inline void systemd_up(void)
{
	systemd.bus = connect_bus();
	assert_true(sd_bus_add_object(systemd.bus, NULL, SYSTEMD_PATH, on_call, NULL) >= 0);
	assert_true(sd_bus_request_name(systemd.bus, SYSTEMD, 0) >= 0);
	assert_true(sd_bus_attach_event(systemd.bus, fx.event, 0) >= 0);
}

static inline void systemd_down(void)
{
	systemd.bus = sd_bus_flush_close_unref(systemd.bus);
}

static inline void emit(const char *path, const char *interface, const char *types, ...)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	va_list ap;

	assert_true(sd_bus_message_new_signal(systemd.bus, &m, path,
					      "org.freedesktop.DBus.Properties",
					      "PropertiesChanged") >= 0);
	assert_true(sd_bus_message_append(m, "s", interface) >= 0);
	va_start(ap, types);
	assert_true(sd_bus_message_appendv(m, types, ap) >= 0);
	va_end(ap);
	assert_true(sd_bus_message_append(m, "as", 0) >= 0);
	assert_true(sd_bus_send(systemd.bus, m, NULL) >= 0);
}

/* What systemd sends whenever something of a unit has changed: both, in this order. */
static inline void unit_is(const char *state, uint32_t job, const char *result, int32_t status)
{
	emit(DUE_PATH, SYSTEMD_SERVICE, "a{sv}", 4, "MainPID", "u", 812, "Result", "s", result,
	     "ExecMainStatus", "i", status, "ExecMainStartTimestamp", "t", (uint64_t) 1);
	emit(DUE_PATH, SYSTEMD_UNIT, "a{sv}", 3, "ActiveState", "s", state, "SubState", "s", "x",
	     "Job", "(uo)", job, job ? SYSTEMD_PATH "/job/7" : "/");
}

/* ---- the adapter ---- */

static inline const char *health_line(void)
{
	static char line[HEALTH_TEXT_MAX + 8];
	struct health h;

	hooks_health(fx.hooks, &h);
	assert_string_equal(h.name, "hooks");
	(void) snprintf(line, sizeof(line), "%s: %s", health_level_to_string(h.level), h.text);
	return line;
}

static inline void configure(const char *line)
{
	char reason[CONFIG_REASON_MAX];

	assert_int_equal(
		config_set(&fx.config, config_key_by_name("hooks.break_due"), line, reason), 0);
	hooks_configure(fx.hooks, &fx.config);
}

static inline void due(void)
{
	static const char *const environment[] = { "ERGOD_KIND=rest", "ERGOD_REASON=due", NULL };

	hooks_run(fx.hooks, HOOK_BREAK_DUE, environment);
}

static int set_up(void **state)
{
	(void) state;
	log_open(LOG_ERR);
	memset(&fx, 0, sizeof(fx));
	memset(&systemd, 0, sizeof(systemd));
	assert_int_equal(private_bus_start(&fx.daemon), 0);
	assert_true(sd_event_new(&fx.event) >= 0);
	systemd_up();
	fx.bus = connect_bus();
	assert_true(sd_bus_attach_event(fx.bus, fx.event, 0) >= 0);
	assert_int_equal(hooks_new(&fx.hooks, fx.bus), 0);
	config_defaults(&fx.config);
	configure("/bin/true");
	run_until(fx.hooks->owner == OWNER_THERE);
	return 0;
}

static int tear_down(void **state)
{
	(void) state;
	fx.hooks = hooks_free(fx.hooks);
	systemd_down();
	fx.bus = sd_bus_flush_close_unref(fx.bus);
	fx.event = sd_event_unref(fx.event);
	private_bus_stop(&fx.daemon);
	assert_int_equal(systemd.odd, 0); /* nothing else was ever asked: no Subscribe */
	return 0;
}
