#include "adapters/display.h"

#include <stdio.h>
#include <stdlib.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include "ergo/base.h"
#include "ergo/tr.h"
#include "log.h"
#include "x11-socket.h"

#define SYSTEMD_NAME  "org.freedesktop.systemd1"
#define SYSTEMD_PATH  "/org/freedesktop/systemd1"
#define SYSTEMD_IFACE "org.freedesktop.systemd1.Manager"

/*
 * A desktop that starts tells the user manager of its display a few seconds after the session has
 * become active (import-environment in systemctl(1)).  So a look that finds nothing is followed by
 * others after 1 s, 2 s, 4 s, ... 128 s, then by none until somebody says that something happened.
 */
#define RETRY_FIRST USEC_PER_SEC
#define RETRIES_MAX 8

/* Who calls display_look() more often than this waits for the next look. */
#define LOOK_EVERY (10 * USEC_PER_SEC)

#define VALUE_MAX 256 /* longest value that is taken, NUL included */

enum variable {
	VAR_X11,
	VAR_WAYLAND,
	VAR_XAUTHORITY,
	_VAR_MAX,
};

static const char *const variables[] = {
	[VAR_X11] = "DISPLAY",
	[VAR_WAYLAND] = "WAYLAND_DISPLAY",
	[VAR_XAUTHORITY] = "XAUTHORITY",
};

struct names {
	char v[_VAR_MAX][VALUE_MAX]; /* "": not set */
};

struct display {
	sd_bus *bus;
	sd_event *event;
	void (*changed)(void *userdata);
	void *userdata;
	bool own; /* our environment has it: then nobody is asked */
	struct names names;
	sd_bus_slot *call;
	sd_event_source *timer;
	uint64_t told;    /* when display_look() looked last, CLOCK_MONOTONIC; 0: never */
	unsigned retries; /* so far; RETRIES_MAX: no more */
	bool again;       /* told to look while an answer was pending */
	bool no_manager;  /* nobody answered as the user manager */
};

static bool found(const struct names *n)
{
	return n->v[VAR_X11][0] || n->v[VAR_WAYLAND][0];
}

/* Takes what is printable and fits; the rest can't be a display. */
static void take(struct names *n, enum variable v, const char *value)
{
	size_t len = strlen(value);

	n->v[v][0] = '\0';
	if (len >= VALUE_MAX) {
		return;
	}
	for (size_t i = 0; i < len; i++) {
		if (value[i] <= ' ' || value[i] > '~') {
			return;
		}
	}
	memcpy(n->v[v], value, len + 1);
}

/* One "NAME=value" of an environment. */
static void take_assignment(struct names *n, const char *s)
{
	for (size_t i = 0; i < _VAR_MAX; i++) {
		size_t len = strlen(variables[i]);

		if (strncmp(s, variables[i], len) == 0 && s[len] == '=') {
			take(n, (enum variable) i, s + len + 1);
		}
	}
}

static bool same(const struct names *a, const struct names *b)
{
	for (size_t i = 0; i < _VAR_MAX; i++) {
		if (strcmp(a->v[i], b->v[i]) != 0) {
			return false;
		}
	}
	return true;
}

/* -- looking */

static void look(struct display *d);

static int on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	look(userdata);
	return 0;
}

static void look_later(struct display *d, usec_t wait)
{
	int enabled = SD_EVENT_OFF;

	if (!d->timer) {
		(void) sd_event_add_time_relative(d->event, &d->timer, CLOCK_MONOTONIC, wait,
						  wait / 4, on_timer, d);
		return;
	}
	(void) sd_event_source_get_enabled(d->timer, &enabled);
	if (enabled == SD_EVENT_OFF) {
		(void) sd_event_source_set_time_relative(d->timer, wait);
		(void) sd_event_source_set_enabled(d->timer, SD_EVENT_ONESHOT);
	}
}

static void looked(struct display *d, const struct names *names)
{
	bool news = !same(&d->names, names);

	d->names = *names;
	if (d->again) {
		look_later(d, RETRY_FIRST);
	} else if (!found(names) && d->retries < RETRIES_MAX) {
		look_later(d, RETRY_FIRST << d->retries++);
	}
	d->again = false;
	if (news) {
		log_debug("display: X11 %s, Wayland %s",
			  names->v[VAR_X11][0] ? names->v[VAR_X11] : "none",
			  names->v[VAR_WAYLAND][0] ? names->v[VAR_WAYLAND] : "none");
		d->changed(d->userdata);
	}
}

static int on_environment(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct display *d = userdata;
	struct names names = { 0 };
	const char *s;

	(void) error;
	d->call = sd_bus_slot_unref(d->call);
	d->no_manager = sd_bus_message_is_method_error(m, NULL) ||
			sd_bus_message_enter_container(m, 'v', "as") < 0 ||
			sd_bus_message_enter_container(m, 'a', "s") < 0;
	while (!d->no_manager && sd_bus_message_read(m, "s", &s) > 0) {
		take_assignment(&names, s);
	}
	looked(d, &names);
	return 0;
}

static int ask(struct display *d)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	r = sd_bus_message_new_method_call(d->bus, &m, SYSTEMD_NAME, SYSTEMD_PATH,
					   "org.freedesktop.DBus.Properties", "Get");
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_set_auto_start(m, false);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_append(m, "ss", SYSTEMD_IFACE, "Environment");
	if (r < 0) {
		return r;
	}
	/* 0: the bus's own timeout; an answer that comes later is worth nothing. */
	return sd_bus_call_async(d->bus, &d->call, m, on_environment, d, 0);
}

static void look(struct display *d)
{
	int r;

	if (d->call) {
		return;
	}
	r = ask(d);
	if (r < 0) {
		log_debug_errno(r, "display: can't ask the user manager: %m");
	}
}

void display_look(struct display *d)
{
	uint64_t now = 0;

	if (d->own) {
		return;
	}
	d->retries = 0;
	if (d->call) {
		d->again = true; /* what is being read may be older than what happened */
		return;
	}
	(void) sd_event_now(d->event, CLOCK_MONOTONIC, &now);
	if (d->told == 0 || now >= d->told + LOOK_EVERY) {
		d->told = now;
		look(d);
	} else {
		look_later(d, d->told + LOOK_EVERY - now);
	}
}

/* -- life */

int display_new(struct display **ret, sd_bus *bus, void (*changed)(void *userdata), void *userdata)
{
	_cleanup_(display_freep) struct display *d = calloc(1, sizeof(*d));

	if (!d) {
		return -ENOMEM;
	}
	d->bus = sd_bus_ref(bus);
	d->event = sd_event_ref(sd_bus_get_event(bus));
	d->changed = changed;
	d->userdata = userdata;
	if (!d->event) {
		return -EINVAL;
	}
	for (size_t i = 0; i < _VAR_MAX; i++) {
		const char *value = getenv(variables[i]);

		if (value) {
			take(&d->names, (enum variable) i, value);
		}
	}
	d->own = found(&d->names);
	display_look(d);
	*ret = TAKE_PTR(d);
	return 0;
}

struct display *display_free(struct display *d)
{
	if (!d) {
		return NULL;
	}
	d->call = sd_bus_slot_unref(d->call);
	d->timer = sd_event_source_disable_unref(d->timer);
	d->event = sd_event_unref(d->event);
	d->bus = sd_bus_unref(d->bus);
	free(d);
	return NULL;
}

static const char *name_of(const struct display *d, enum variable v)
{
	return d->names.v[v][0] ? d->names.v[v] : NULL;
}

const char *display_x11(const struct display *d)
{
	return name_of(d, VAR_X11);
}

const char *display_wayland(const struct display *d)
{
	return name_of(d, VAR_WAYLAND);
}

const char *display_xauthority(const struct display *d)
{
	return name_of(d, VAR_XAUTHORITY);
}

/* -- for people */

/* 0: the X server can be reached, or can't be told; else a negative errno. */
static int try_x11(const char *x11)
{
	char number[8];
	int r;

	if (x11_socket_number(x11, number, sizeof(number)) < 0) {
		return 0;
	}
	r = x11_socket_connect(number);
	if (r >= 0) {
		(void) close(r);
		return 0;
	}
	return r == -EAGAIN ? 0 : r;
}

/* The displays that are known, and by whom. */
static void say_displays(const char *x11, const char *wayland, bool own, struct health *ret)
{
	if (x11 && wayland) {
		(void) snprintf(ret->text, sizeof(ret->text),
				own ? _("Wayland %.200s, X11 %.200s")
				    : _("Wayland %.200s, X11 %.200s, from the user manager"),
				wayland, x11);
	} else if (x11) {
		(void) snprintf(ret->text, sizeof(ret->text),
				own ? _("X11 %.200s") : _("X11 %.200s, from the user manager"),
				x11);
	} else {
		(void) snprintf(ret->text, sizeof(ret->text),
				own ? _("Wayland %.200s")
				    : _("Wayland %.200s, from the user manager"),
				wayland);
	}
}

void display_health(const struct display *d, struct health *ret)
{
	const char *x11 = display_x11(d), *wayland = display_wayland(d);
	int r = x11 ? try_x11(x11) : 0;

	*ret = (struct health){ .name = "display", .level = HEALTH_OK };
	if (r < 0) {
		ret->level = HEALTH_WARN;
		(void) snprintf(
			ret->text, sizeof(ret->text),
			d->own ? _("X server %.200s can't be reached (%s): is it still running? ergod "
				   "goes on and looks again when the session changes")
			       : _("X server %.200s, from the user manager can't be reached (%s): is it "
				   "still running? ergod goes on and looks again when the session "
				   "changes"),
			x11, strerror(-r));
	} else if (x11 || wayland) {
		say_displays(x11, wayland, d->own, ret);
	} else {
		ret->level = HEALTH_WARN;
		(void) snprintf(
			ret->text, sizeof(ret->text), "%s",
			d->no_manager
				? _("no display: neither ergod nor the user manager (which does not "
				    "answer) knows one; ergod goes on; in the desktop session run "
				    "`systemctl --user import-environment DISPLAY WAYLAND_DISPLAY "
				    "XAUTHORITY`")
				: _("no display: neither ergod nor the user manager knows one; ergod "
				    "goes on; in the desktop session run `systemctl --user "
				    "import-environment DISPLAY WAYLAND_DISPLAY XAUTHORITY`"));
	}
}
