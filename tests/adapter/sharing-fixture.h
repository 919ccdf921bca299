/*
 * The sharing adapter on a private bus.  Mutter and the portal at the other end are connections of the
 * test program in the same loop, which answer Introspect as a test needs.
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
#include "adapters/sharing-internal.h"
#include "log.h"

#define NODES_MAX 64

/* One at the other end: what its objects look like, and what it was asked. */
struct teller_mock {
	sd_bus *bus;
	bool hangs;
	const char *refuses; /* an error that answers every question */
	bool wrong_type;
	size_t n;
	struct {
		const char *path, *xml;
	} node[NODES_MAX]; /* any other path has no children */
	unsigned asked;
};

static struct fixture {
	struct desktop desktop;
	sd_event *event;
	sd_bus *bus; /* the adapter's */
	struct sharing *sharing;
	struct teller_mock mutter, portal;
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

/* ---- at the other end ---- */

/* As GDBus writes it, of an object with these children, separated by blanks. */
static inline const char *nodes(const char *children)
{
	static char xml[8][8192];
	static unsigned turn;
	char *to = xml[turn++ % 8], words[4096], *save = NULL;
	size_t len;

	len = (size_t) snprintf(
		to, 8192,
		"<!DOCTYPE node PUBLIC \"-//freedesktop//DTD D-BUS Object Introspection 1.0//EN\"\n"
		"                      \"http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd\">\n"
		"<!-- GDBus 2.74.6 -->\n<node>\n");
	(void) snprintf(words, sizeof(words), "%s", children);
	for (char *w = strtok_r(words, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		len += (size_t) snprintf(to + len, 8192 - len, "  <node name=\"%s\"/>\n", w);
	}
	(void) snprintf(to + len, 8192 - len, "</node>\n");
	return to;
}

static int on_introspect(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct teller_mock *t = userdata;
	const char *xml = "<node>\n</node>\n";

	if (!sd_bus_message_is_method_call(m, "org.freedesktop.DBus.Introspectable",
					   "Introspect")) {
		return 0;
	}
	t->asked++;
	if (t->hangs) {
		return 1;
	}
	if (t->refuses) {
		return sd_bus_error_set(error, t->refuses, "no");
	}
	if (t->wrong_type) {
		return sd_bus_reply_method_return(m, "u", 7);
	}
	for (size_t i = 0; i < t->n; i++) {
		if (strcmp(sd_bus_message_get_path(m), t->node[i].path) == 0) {
			xml = t->node[i].xml;
		}
	}
	return sd_bus_reply_method_return(m, "s", xml);
}

static inline void teller_up(struct teller_mock *t, const char *name)
{
	t->bus = connect_bus();
	assert_true(sd_bus_add_filter(t->bus, NULL, on_introspect, t) >= 0);
	assert_true(sd_bus_request_name(t->bus, name, 0) >= 0);
	assert_true(sd_bus_attach_event(t->bus, fx.event, 0) >= 0);
}

static inline void teller_down(struct teller_mock *t)
{
	t->bus = sd_bus_flush_close_unref(t->bus);
}

static inline void has(struct teller_mock *t, const char *path, const char *xml)
{
	assert_true(t->n < NODES_MAX);
	t->node[t->n].path = path;
	t->node[t->n++].xml = xml;
}

/* ---- the adapter ---- */

static inline void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &fx);
	fx.changed++;
}

static inline const char *says(void)
{
	static char text[QUIET_TEXT_MAX];

	return sharing_is(fx.sharing, text) ? text : "";
}

static inline const char *health_line(void)
{
	static char line[HEALTH_TEXT_MAX + 8];
	struct health h;

	sharing_health(fx.sharing, &h);
	assert_string_equal(h.name, "sharing");
	assert_null(strchr(h.text, '\n'));
	(void) snprintf(line, sizeof(line), "%s: %s", health_level_to_string(h.level), h.text);
	return line;
}

/* A look, to its end. */
static inline const char *look(void)
{
	sharing_look(fx.sharing);
	run_until(!fx.sharing->call);
	return says();
}

static inline void fixture_up(const char *services)
{
	log_open(LOG_ERR);
	fx = (struct fixture){ 0 };
	desktop_up(&fx.desktop, services);
	assert_true(sd_event_new(&fx.event) >= 0);
	fx.bus = connect_bus();
	assert_true(sd_bus_attach_event(fx.bus, fx.event, 0) >= 0);
	assert_int_equal(sharing_new(&fx.sharing, fx.bus, on_changed, &fx), 0);
	fx.sharing->patience = 100 * USEC_PER_MS;
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
	fx.sharing = sharing_free(fx.sharing);
	teller_down(&fx.mutter);
	teller_down(&fx.portal);
	fx.bus = sd_bus_flush_close_unref(fx.bus);
	fx.event = sd_event_unref(fx.event);
	desktop_down(&fx.desktop);
	return 0;
}
