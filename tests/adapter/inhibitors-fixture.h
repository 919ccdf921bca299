/*
 * The inhibitors adapter on a private bus, which is the session bus and the system bus.  Those who can be asked
 * are further connections of the test program in the same loop; they speak as the real ones do, or worse.
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
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "../lib/private-bus.h"
#include "adapters/inhibitors.h"
#include "log.h"

#define LOGIN1      "org.freedesktop.login1"
#define LOGIN1_PATH "/org/freedesktop/login1"
#define GNOME       "org.gnome.SessionManager"
#define GNOME_PATH  "/org/gnome/SessionManager"
#define KDE         "org.kde.Solid.PowerManagement"
#define KDE_PATH    "/org/kde/Solid/PowerManagement/PolicyAgent"
#define KDE_AGENT   "org.kde.Solid.PowerManagement.PolicyAgent"
#define XFCE        "org.xfce.PowerManager"
#define XFCE_PATH   "/org/freedesktop/PowerManagement/Inhibit"
#define XFCE_IFACE  "org.freedesktop.PowerManagement.Inhibit"

#define MAYBE_UNUSED __attribute__((unused))
#define ITEMS_MAX    1200
#define PACE         (100 * USEC_PER_MS)

/* One inhibitor, with what each desktop tells of it. */
struct item {
	char who[8192], why[64];
	const char *what, *mode; /* logind, KDE */
	uint32_t uid, pid, flags;
	bool vanishes; /* GNOME: is in the list, and gone when it is asked */
};

/* Somebody who can be asked. */
static struct desk {
	sd_bus *bus;
	const char *name;
	struct item *items;
	size_t n;
	bool hangs, refuses, wrong_type, old_kde;
	unsigned asked, calls;
} logind, gnome, kde, xfce;

static struct desk *const desks[] = { &logind, &gnome, &kde, &xfce };

static struct fixture {
	struct private_bus daemon;
	sd_event *event;
	sd_bus *bus; /* the adapter's */
	struct inhibitors *inhibitors;
	unsigned changed;
} fx;

static usec_t now_by(clockid_t clock)
{
	struct timespec t;

	(void) clock_gettime(clock, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

#define run_until(condition)                                                                       \
	do {                                                                                       \
		usec_t end_ = now_by(CLOCK_MONOTONIC) + 20 * USEC_PER_SEC;                         \
		while (!(condition)) {                                                             \
			if (now_by(CLOCK_MONOTONIC) > end_) {                                      \
				fail_msg("waited in vain: %s; %s", #condition, listed());          \
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

/* ---- what is listed ---- */

static void get(struct engagers *list)
{
	*list = (struct engagers){ .n = 0 };
	inhibitors_list(fx.inhibitors, list);
}

/* "who (why), who; " in the order of the adapter. */
static const char *listed(void)
{
	static char text[ENGAGERS_MAX * 2 * ENGAGER_TEXT_MAX];
	struct engagers list;
	size_t len = 0;

	text[0] = '\0';
	get(&list);
	for (size_t i = 0; i < list.n; i++) {
		const struct engager *e = &list.e[i];

		assert_int_equal(e->kind, ENGAGER_INHIBITOR);
		len += (size_t) snprintf(text + len, sizeof(text) - len, "%s%s%s%s%s",
					 i ? ", " : "", e->who, e->why[0] ? " (" : "", e->why,
					 e->why[0] ? ")" : "");
	}
	return text;
}

static bool lists(const char *want)
{
	return strcmp(listed(), want) == 0;
}

static const char *health_line(void)
{
	static char line[HEALTH_TEXT_MAX + 8];
	struct health h;

	inhibitors_health(fx.inhibitors, &h);
	assert_string_equal(h.name, "inhibitors");
	(void) snprintf(line, sizeof(line), "%s: %s", health_level_to_string(h.level), h.text);
	return line;
}

/* ---- answers ---- */

static int answer_logind(struct desk *d, sd_bus_message *reply)
{
	int r = sd_bus_message_open_container(reply, 'a', "(ssssuu)");

	for (size_t i = 0; i < d->n && r >= 0; i++) {
		const struct item *t = &d->items[i];

		r = sd_bus_message_append(reply, "(ssssuu)", t->what, t->who, t->why, t->mode,
					  t->uid, t->pid);
	}
	return r < 0 ? r : sd_bus_message_close_container(reply);
}

static const char *gnome_path(const struct item *t)
{
	static char path[128];

	(void) snprintf(path, sizeof(path), GNOME_PATH "/Inhibitor%u", t->pid);
	return path;
}

static int answer_gnome(struct desk *d, sd_bus_message *reply)
{
	int r = sd_bus_message_open_container(reply, 'a', "o");

	for (size_t i = 0; i < d->n && r >= 0; i++) {
		r = sd_bus_message_append_basic(reply, 'o', gnome_path(&d->items[i]));
	}
	return r < 0 ? r : sd_bus_message_close_container(reply);
}

static int answer_kde(struct desk *d, sd_bus_message *reply)
{
	int r = sd_bus_message_open_container(reply, 'v', "a(ssssu)");

	r = r < 0 ? r : sd_bus_message_open_container(reply, 'a', "(ssssu)");
	for (size_t i = 0; i < d->n && r >= 0; i++) {
		const struct item *t = &d->items[i];

		r = sd_bus_message_append(reply, "(ssssu)", t->what, t->who, t->why, t->mode, 3);
	}
	r = r < 0 ? r : sd_bus_message_close_container(reply);
	return r < 0 ? r : sd_bus_message_close_container(reply);
}

static int answer_old_kde(struct desk *d, sd_bus_message *reply)
{
	int r = sd_bus_message_open_container(reply, 'a', "(ss)");

	for (size_t i = 0; i < d->n && r >= 0; i++) {
		r = sd_bus_message_append(reply, "(ss)", d->items[i].who, d->items[i].why);
	}
	return r < 0 ? r : sd_bus_message_close_container(reply);
}

static int answer_xfce(struct desk *d, sd_bus_message *reply)
{
	int r = sd_bus_message_open_container(reply, 'a', "s");

	for (size_t i = 0; i < d->n && r >= 0; i++) {
		r = sd_bus_message_append_basic(reply, 's', d->items[i].who);
	}
	return r < 0 ? r : sd_bus_message_close_container(reply);
}

static int answer_inhibitor(struct desk *d, sd_bus_message *m, sd_bus_error *error)
{
	const char *path = sd_bus_message_get_path(m);

	for (size_t i = 0; i < d->n; i++) {
		const struct item *t = &d->items[i];

		if (t->vanishes || strcmp(path, gnome_path(t)) != 0) {
			continue;
		}
		if (sd_bus_message_is_method_call(m, NULL, "GetFlags")) {
			return sd_bus_reply_method_return(m, "u", t->flags);
		}
		return sd_bus_reply_method_return(
			m, "s",
			sd_bus_message_is_method_call(m, NULL, "GetAppId") ? t->who : t->why);
	}
	return sd_bus_error_set(error, SD_BUS_ERROR_UNKNOWN_OBJECT, "no such inhibitor");
}

static bool kde_has_screen(const struct desk *d)
{
	for (size_t i = 0; i < d->n; i++) {
		if (strstr(d->items[i].what, "idle")) {
			return true;
		}
	}
	return false;
}

/* The lists: which is asked for, and by what it is answered. */
static const struct {
	struct desk *desk;
	const char *interface, *member;
	int (*answer)(struct desk *d, sd_bus_message *reply);
} methods[] = {
	{ &logind, LOGIN1 ".Manager", "ListInhibitors", answer_logind },
	{ &gnome, GNOME, "GetInhibitors", answer_gnome },
	{ &kde, "org.freedesktop.DBus.Properties", "Get", answer_kde },
	{ &kde, KDE_AGENT, "ListInhibitions", answer_old_kde },
	{ &xfce, XFCE_IFACE, "GetInhibitors", answer_xfce },
};

static int answer_list(size_t i, sd_bus_message *m)
{
	struct desk *d = methods[i].desk;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;

	if (d->wrong_type) {
		return sd_bus_reply_method_return(m, "t", UINT64_C(7));
	}
	assert_true(sd_bus_message_new_method_return(m, &reply) >= 0);
	assert_true(methods[i].answer(d, reply) >= 0);
	assert_true(sd_bus_message_send(reply) >= 0);
	return 1;
}

static int on_call(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct desk *d = userdata;

	if (sd_bus_message_is_method_call(m, "org.freedesktop.DBus.Introspectable", NULL)) {
		return 0;
	}
	d->calls++;
	if (d->hangs) {
		return 1;
	}
	if (d->refuses) {
		return sd_bus_error_set(error, SD_BUS_ERROR_UNKNOWN_METHOD, "no");
	}
	if (sd_bus_message_is_method_call(m, GNOME ".Inhibitor", NULL)) {
		return answer_inhibitor(d, m, error);
	}
	if (sd_bus_message_is_method_call(m, KDE_AGENT, "HasInhibition")) {
		uint32_t types;

		assert_true(sd_bus_message_read(m, "u", &types) > 0);
		assert_int_equal(types, 4);
		d->asked++;
		return d->wrong_type ? sd_bus_reply_method_return(m, "s", "yes")
				     : sd_bus_reply_method_return(m, "b", kde_has_screen(d));
	}
	if (d->old_kde && sd_bus_message_is_method_call(m, NULL, "Get")) {
		/* what QtDBus says of a property that is not there */
		return sd_bus_error_set(error, "org.freedesktop.DBus.Error.InvalidArgs", "no such");
	}
	for (size_t i = 0; i < ELEMENTSOF(methods); i++) {
		if (methods[i].desk == d &&
		    sd_bus_message_is_method_call(m, methods[i].interface, methods[i].member)) {
			d->asked += strcmp(methods[i].member, "ListInhibitions") != 0;
			return answer_list(i, m);
		}
	}
	fail_msg("%s is asked for %s.%s", d->name, sd_bus_message_get_interface(m),
		 sd_bus_message_get_member(m));
	return 0;
}

/* ---- coming and going ---- */

static sd_bus *connect_bus(void)
{
	sd_bus *bus = NULL;

	assert_true(sd_bus_new(&bus) >= 0);
	assert_true(sd_bus_set_address(bus, fx.daemon.address) >= 0);
	assert_true(sd_bus_set_bus_client(bus, true) >= 0);
	assert_true(sd_bus_start(bus) >= 0);
	return bus;
}

static MAYBE_UNUSED void up(struct desk *d)
{
	d->bus = connect_bus();
	assert_true(sd_bus_add_fallback(d->bus, NULL, "/org", on_call, d) >= 0);
	assert_true(sd_bus_request_name(d->bus, d->name, 0) >= 0);
	assert_true(sd_bus_attach_event(d->bus, fx.event, 0) >= 0);
}

static void down(struct desk *d)
{
	d->bus = sd_bus_flush_close_unref(d->bus);
}

static void signal_from(sd_bus *bus, const char *to, const char *path, const char *interface,
			const char *member, const char *types, ...)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	va_list ap;

	assert_true(sd_bus_message_new_signal(bus, &m, path, interface, member) >= 0);
	va_start(ap, types);
	assert_true(!types[0] || sd_bus_message_appendv(m, types, ap) >= 0);
	va_end(ap);
	assert_true((to ? sd_bus_send_to(bus, m, to, NULL) : sd_bus_send(bus, m, NULL)) >= 0);
}

/* As each of them tells that something has changed. */
static MAYBE_UNUSED void tell(struct desk *d)
{
	if (d == &logind) {
		signal_from(d->bus, NULL, LOGIN1_PATH, "org.freedesktop.DBus.Properties",
			    "PropertiesChanged", "sa{sv}as", LOGIN1 ".Manager", 1, "BlockInhibited",
			    "s", "handle-power-key:idle", 0);
	} else if (d == &gnome) {
		signal_from(d->bus, NULL, GNOME_PATH, GNOME, "InhibitorAdded", "o",
			    GNOME_PATH "/Inhibitor1");
	} else if (d == &kde && d->old_kde) {
		signal_from(d->bus, NULL, KDE_PATH, KDE_AGENT, "InhibitionsChanged", "a(ss)as", 1,
			    "who", "why", 0);
	} else if (d == &kde) {
		signal_from(d->bus, NULL, KDE_PATH, "org.freedesktop.DBus.Properties",
			    "PropertiesChanged", "sa{sv}as", KDE_AGENT, 0, 1, "ActiveInhibitions");
	} else {
		signal_from(d->bus, NULL, XFCE_PATH, XFCE_IFACE, "HasInhibitChanged", "b",
			    d->n > 0);
	}
}

static MAYBE_UNUSED struct item *add(struct desk *d, const char *who, const char *why)
{
	struct item *t;

	assert_true(d->n < ITEMS_MAX);
	t = &d->items[d->n++];
	*t = (struct item){
		.what = "idle", .mode = "block", .uid = getuid(), .pid = (uint32_t) d->n, .flags = 8
	};
	(void) snprintf(t->who, sizeof(t->who), "%s", who);
	(void) snprintf(t->why, sizeof(t->why), "%s", why);
	return t;
}

/* ---- the adapter ---- */

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &fx);
	fx.changed++;
}

static void start(void)
{
	unsigned before = fx.changed;

	assert_int_equal(inhibitors_new(&fx.inhibitors, fx.bus, on_changed, &fx), 0);
	inhibitors_set_times(fx.inhibitors, 10 * USEC_PER_SEC, PACE);
	assert_int_equal(fx.changed, before);
}

static void desk_init(struct desk *d, const char *name)
{
	*d = (struct desk){ .name = name, .items = calloc(ITEMS_MAX, sizeof(struct item)) };
	assert_non_null(d->items);
}

static int setup(void **state)
{
	(void) state;
	log_open(LOG_ERR);
	fx = (struct fixture){ .changed = 0 };
	desk_init(&logind, LOGIN1);
	desk_init(&gnome, GNOME);
	desk_init(&kde, KDE);
	desk_init(&xfce, XFCE);
	assert_int_equal(private_bus_start(&fx.daemon), 0);
	assert_int_equal(setenv("DBUS_SYSTEM_BUS_ADDRESS", fx.daemon.address, 1), 0);
	assert_true(sd_event_new(&fx.event) >= 0);
	fx.bus = connect_bus();
	assert_true(sd_bus_attach_event(fx.bus, fx.event, 0) >= 0);
	return 0;
}

static int teardown(void **state)
{
	(void) state;
	fx.inhibitors = inhibitors_free(fx.inhibitors);
	for (size_t i = 0; i < ELEMENTSOF(desks); i++) {
		down(desks[i]);
		free(desks[i]->items);
	}
	fx.bus = sd_bus_flush_close_unref(fx.bus);
	fx.event = sd_event_unref(fx.event);
	private_bus_stop(&fx.daemon);
	return 0;
}
