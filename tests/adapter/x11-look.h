/* The list of monitors, and who looks at what is in front of them. */
#pragma once

#include <dlfcn.h>

#include "x11-desk.h"

#define SETTLE (100 * USEC_PER_MS)

static struct x11_monitors *monitors;
static struct x11_desktop *desktop;
static unsigned n_fds;
static MAYBE_UNUSED bool is_xwayland;

/* The server passes itself off as XWayland, of a version that says so. */
Bool XQueryExtension(Display *display, const char *name, int *opcode, int *ret_event, int *error)
{
	static Bool (*ask)(Display *, const char *, int *, int *, int *);

	if (is_xwayland && strcmp(name, "XWAYLAND") == 0) {
		return True;
	}
	if (!ask) {
		*(void **) &ask = dlsym(RTLD_NEXT, "XQueryExtension");
		assert_non_null(ask);
	}
	return ask(display, name, opcode, ret_event, error);
}

static void on_monitors(void *userdata)
{
	(void) userdata;
}

static bool on_wanted(void *userdata)
{
	(void) userdata;
	return true;
}

static void monitors_up(const char *display)
{
	static const struct x11_monitors_callbacks callbacks = { on_monitors, on_wanted };

	assert_int_equal(x11_monitors_new(&monitors, event, SETTLE, &callbacks, NULL), 0);
	QUICKLY(x11_monitors_set_display(monitors, display, NULL));
}

static MAYBE_UNUSED void desktop_up(const char *display)
{
	monitors_up(display);
	assert_int_equal(x11_desktop_new(&desktop, monitors), 0);
}

static MAYBE_UNUSED struct desktop_look look(void)
{
	struct desktop_look ret = { .known = true, .focused = true, .full_screen = true };

	QUICKLY(x11_desktop_look(desktop, &ret));
	return ret;
}

static MAYBE_UNUSED bool health_is(const struct health *h, const char *name,
				   enum health_level level, const char *part)
{
	assert_string_equal(h->name, name);
	if (h->level != level || !strstr(h->text, part)) {
		print_message("%s: %s\n", health_level_to_string(h->level), h->text);
		return false;
	}
	return true;
}

static MAYBE_UNUSED bool desktop_says(enum health_level level, const char *part)
{
	struct health h;

	x11_desktop_health(desktop, &h);
	return health_is(&h, "desktop", level, part);
}

static void loop_up(void)
{
	log_open(getenv("TEST_VERBOSE") ? LOG_DEBUG : LOG_ERR);
	(void) signal(SIGPIPE, SIG_DFL);
	(void) unsetenv("XAUTHORITY");
	n_wakes = 0;
	is_xwayland = false;
	n_fds = count_fds();
	assert_true(sd_event_new(&event) >= 0);
}

static void loop_down(void)
{
	event = sd_event_unref(event);
	server_down(&a);
	server_down(&b);
	assert_int_equal(count_fds(), n_fds);
}
