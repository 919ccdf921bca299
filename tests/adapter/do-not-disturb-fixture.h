/*
 * The do-not-disturb adapter on a private bus.  The notification server at the other end is a second
 * connection of the test program in the same loop, and is as odd as a test needs.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/notify-desktop.h"
#include "adapters/do-not-disturb-internal.h"
#include "log.h"

#define PROPERTIES "org.freedesktop.DBus.Properties"

/* What the server says, and what it was asked. */
static struct server {
	sd_bus *bus;
	const char *name; /* of GetServerInformation */
	bool hangs;
	const char *refuses; /* the error that answers every question */
	bool wrong_type;     /* answers with a number */
	bool on;             /* what it says */
	const char *modes;   /* mako's, separated by blanks */
	unsigned asked, asked_name;
	char question[256]; /* the last: "interface.member(argument,argument)" */
} server;

static struct fixture {
	struct desktop desktop;
	sd_event *event;
	sd_bus *bus; /* the adapter's */
	struct do_not_disturb *dnd;
	unsigned changed;
} fx;

static inline usec_t fixture_now(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_MONOTONIC, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

#define run_until(condition)                                                                       \
	do {                                                                                       \
		usec_t end_ = fixture_now() + 10 * USEC_PER_SEC;                                   \
		while (!(condition)) {                                                             \
			if (fixture_now() > end_) {                                                \
				fail_msg("waited in vain: %s", #condition);                        \
			}                                                                          \
			assert_true(sd_event_run(fx.event, 10 * USEC_PER_MS) >= 0);                \
		}                                                                                  \
	} while (0)

/* For what is not to happen. */
static inline void run_for(usec_t d)
{
	usec_t end = fixture_now() + d;

	while (fixture_now() < end) {
		assert_true(sd_event_run(fx.event, 5 * USEC_PER_MS) >= 0);
	}
}

static inline sd_bus *connect_bus(void)
{
	sd_bus *bus = NULL;

	assert_true(sd_bus_new(&bus) >= 0);
	assert_true(sd_bus_set_address(bus, fx.desktop.address) >= 0);
	assert_true(sd_bus_set_bus_client(bus, true) >= 0);
	assert_true(sd_bus_start(bus) >= 0);
	return bus;
}

/* ---- the server ---- */

static int answer(sd_bus_message *m)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	const char *member = sd_bus_message_get_member(m);
	char modes[256], *save = NULL;

	if (server.wrong_type) {
		return sd_bus_reply_method_return(m, "v", "i", 1);
	}
	if (strcmp(member, "GetDnd") == 0) {
		return sd_bus_reply_method_return(m, "b", server.on);
	}
	if (strcmp(member, "ListModes") != 0) {
		return sd_bus_reply_method_return(m, "v", "b", server.on);
	}
	assert_true(sd_bus_message_new_method_return(m, &reply) >= 0);
	assert_true(sd_bus_message_open_container(reply, 'a', "s") >= 0);
	(void) snprintf(modes, sizeof(modes), "%s", server.modes);
	for (char *w = strtok_r(modes, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		assert_true(sd_bus_message_append(reply, "s", w) >= 0);
	}
	assert_true(sd_bus_message_close_container(reply) >= 0);
	return sd_bus_send(NULL, reply, NULL);
}

static void note_question(sd_bus_message *m)
{
	const char *a = "", *b = "";

	if (sd_bus_message_has_signature(m, "ss")) {
		assert_true(sd_bus_message_read(m, "ss", &a, &b) > 0);
	}
	(void) snprintf(server.question, sizeof(server.question), "%s %s.%s(%s,%s)",
			sd_bus_message_get_path(m), sd_bus_message_get_interface(m),
			sd_bus_message_get_member(m), a, b);
	server.asked++;
}

static int on_call(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) userdata;
	if (!sd_bus_message_is_method_call(m, NULL, NULL)) {
		return 0;
	}
	if (sd_bus_message_is_method_call(m, NOTIFICATIONS, "GetServerInformation")) {
		server.asked_name++;
		if (server.hangs) {
			return 1;
		}
		return server.name ? sd_bus_reply_method_return(m, "ssss", server.name, "nobody",
								"1", "1.2")
				   : sd_bus_error_set(error, SD_BUS_ERROR_UNKNOWN_METHOD, "no");
	}
	note_question(m);
	if (server.hangs) {
		return 1;
	}
	return server.refuses ? sd_bus_error_set(error, server.refuses, "no") : answer(m);
}

static inline void server_up(const char *name)
{
	static const char *const paths[] = { NOTIFICATIONS_PATH, "/fr/emersion/Mako",
					     "/org/erikreider/swaync/cc", "/org/xfce/Xfconf" };

	server.name = name;
	server.bus = connect_bus();
	for (size_t i = 0; i < ELEMENTSOF(paths); i++) {
		assert_true(sd_bus_add_object(server.bus, NULL, paths[i], on_call, NULL) >= 0);
	}
	assert_true(sd_bus_request_name(server.bus, NOTIFICATIONS, 0) >= 0);
	assert_true(sd_bus_attach_event(server.bus, fx.event, 0) >= 0);
}

static inline void server_down(void)
{
	server.bus = sd_bus_flush_close_unref(server.bus);
}

/* PropertiesChanged of the interface: name with a value of type b or s, or invalidated. */
static inline void tell(sd_bus *from, const char *to, const char *interface, const char *name,
			const char *type, int value)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;

	assert_true(sd_bus_message_new_signal(from, &m, NOTIFICATIONS_PATH, PROPERTIES,
					      "PropertiesChanged") >= 0);
	assert_true(sd_bus_message_append(m, "s", interface) >= 0);
	if (!type) {
		assert_true(sd_bus_message_append(m, "a{sv}as", 0, 1, name) >= 0);
	} else if (strcmp(type, "b") == 0) {
		assert_true(sd_bus_message_append(m, "a{sv}as", 2, "Other", "s", "x", name, "b",
						  value, 0) >= 0);
	} else {
		assert_true(sd_bus_message_append(m, "a{sv}as", 1, name, "s", "true", 0) >= 0);
	}
	assert_true(sd_bus_send_to(from, m, to, NULL) >= 0);
	assert_true(sd_bus_flush(from) >= 0);
}

/* ---- the adapter ---- */

static inline void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &fx);
	fx.changed++;
}

/* What it says: "" if it is off. */
static inline const char *says(void)
{
	static char text[QUIET_TEXT_MAX];

	return do_not_disturb_is(fx.dnd, text) ? text : "";
}

static inline const char *health_line(void)
{
	static char line[HEALTH_TEXT_MAX + 8];
	struct health h;

	do_not_disturb_health(fx.dnd, &h);
	assert_string_equal(h.name, "do-not-disturb");
	assert_null(strchr(h.text, '\n'));
	(void) snprintf(line, sizeof(line), "%s: %s", health_level_to_string(h.level), h.text);
	return line;
}

static inline void fixture_up(const char *services)
{
	log_open(LOG_ERR);
	fx = (struct fixture){ 0 };
	server = (struct server){ .modes = "" };
	desktop_up(&fx.desktop, services);
	assert_true(sd_event_new(&fx.event) >= 0);
	fx.bus = connect_bus();
	assert_true(sd_bus_attach_event(fx.bus, fx.event, 0) >= 0);
	assert_int_equal(do_not_disturb_new(&fx.dnd, fx.bus, on_changed, &fx), 0);
	fx.dnd->patience = 100 * USEC_PER_MS;
	assert_string_equal(says(), "");
}

static inline int setup(void **state)
{
	(void) state;
	fixture_up(NULL);
	return 0;
}

static inline int teardown(void **state)
{
	(void) state;
	fx.dnd = do_not_disturb_free(fx.dnd);
	server_down();
	fx.bus = sd_bus_flush_close_unref(fx.bus);
	fx.event = sd_event_unref(fx.event);
	desktop_down(&fx.desktop);
	return 0;
}
