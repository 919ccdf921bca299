/* The display adapter: our environment, the user manager's (python-dbusmock), and X sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <systemd/sd-event.h>

#include "../lib/notify-desktop.h"
#include "adapters/display.h"
#include "log.h"

#define NAME  "org.freedesktop.systemd1"
#define PATH  "/org/freedesktop/systemd1"
#define IFACE "org.freedesktop.systemd1.Manager"
#define MOCK  "org.freedesktop.DBus.Mock"

static struct desktop desktop;
static sd_event *event;
static sd_bus *bus, *eye; /* the adapter's; ours, not in the loop */
static struct display *display;
static unsigned changes;

static void on_changed(void *userdata)
{
	(void) userdata;
	changes++;
}

static usec_t now(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_MONOTONIC, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

#define WAIT_FOR(condition)                                                                        \
	do {                                                                                       \
		usec_t end_ = now() + 10 * USEC_PER_SEC;                                           \
		while (!(condition)) {                                                             \
			if (now() > end_) {                                                        \
				fail_msg("waited in vain: %s", #condition);                        \
			}                                                                          \
			assert_true(sd_event_run(event, 10 * USEC_PER_MS) >= 0);                   \
		}                                                                                  \
	} while (0)

static void run_for(usec_t d)
{
	usec_t end = now() + d;

	while (now() < end) {
		assert_true(sd_event_run(event, 5 * USEC_PER_MS) >= 0);
	}
}

static sd_bus *connect_bus(void)
{
	sd_bus *b = NULL;

	assert_true(sd_bus_new(&b) >= 0);
	assert_true(sd_bus_set_address(b, desktop.address) >= 0);
	assert_true(sd_bus_set_bus_client(b, true) >= 0);
	assert_true(sd_bus_start(b) >= 0);
	return b;
}

static int up(void **state)
{
	(void) state;
	changes = 0;
	log_open(LOG_ERR);
	assert_int_equal(unsetenv("DISPLAY") | unsetenv("WAYLAND_DISPLAY") | unsetenv("XAUTHORITY"),
			 0);
	desktop_up(&desktop, NULL);
	assert_true(sd_event_new(&event) >= 0);
	bus = connect_bus();
	eye = connect_bus();
	assert_true(sd_bus_attach_event(bus, event, 0) >= 0);
	return 0;
}

static int down(void **state)
{
	(void) state;
	display = display_free(display);
	eye = sd_bus_flush_close_unref(eye);
	bus = sd_bus_flush_close_unref(bus);
	event = sd_event_unref(event);
	desktop_down(&desktop);
	return 0;
}

static void display_up(void)
{
	assert_true(display_new(&display, bus, on_changed, NULL) >= 0);
}

static const char *health(void)
{
	static char line[HEALTH_TEXT_MAX + 8];
	struct health h;

	display_health(display, &h);
	assert_string_equal(h.name, "display");
	(void) snprintf(line, sizeof(line), "%s: %s", health_level_to_string(h.level), h.text);
	return line;
}

static bool manager_answers(void)
{
	return sd_bus_call_method(eye, NAME, PATH, "org.freedesktop.DBus.Peer", "Ping", NULL, NULL,
				  "") >= 0;
}

/* A user manager with this environment: pairs, NULL at the end. */
static void manager_up(const char *const environment[])
{
	const char *python = getenv("PYTHON") ? getenv("PYTHON") : "/usr/bin/python3";
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;

	desktop.extra = desktop_spawn(&desktop,
				      (const char *const[]){ python, "-m", "dbusmock", "--session",
							     NAME, PATH, IFACE, NULL });
	WAIT_FOR(manager_answers());
	assert_true(sd_bus_message_new_method_call(eye, &m, NAME, PATH, MOCK, "AddProperty") >= 0);
	assert_true(sd_bus_message_append(m, "ss", IFACE, "Environment") >= 0);
	assert_true(sd_bus_message_open_container(m, 'v', "as") >= 0);
	assert_true(sd_bus_message_append_strv(m, (char **) (uintptr_t) environment) >= 0);
	assert_true(sd_bus_message_close_container(m) >= 0);
	assert_true(sd_bus_call(eye, m, 0, NULL, NULL) >= 0);
}

/* ... and another environment. */
static void manager_set(const char *const environment[])
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;

	assert_true(sd_bus_message_new_method_call(eye, &m, NAME, PATH,
						   "org.freedesktop.DBus.Properties", "Set") >= 0);
	assert_true(sd_bus_message_append(m, "ss", IFACE, "Environment") >= 0);
	assert_true(sd_bus_message_open_container(m, 'v', "as") >= 0);
	assert_true(sd_bus_message_append_strv(m, (char **) (uintptr_t) environment) >= 0);
	assert_true(sd_bus_message_close_container(m) >= 0);
	assert_true(sd_bus_call(eye, m, 0, NULL, NULL) >= 0);
}

static void test_own_environment(void **state)
{
	(void) state;
	manager_up((const char *const[]){ "DISPLAY=:77", NULL });
	(void) setenv("DISPLAY", ":4711", 1);
	(void) setenv("XAUTHORITY", "/nowhere/Xauthority", 1);
	display_up();
	assert_string_equal(display_x11(display), ":4711");
	assert_null(display_wayland(display));
	assert_string_equal(display_xauthority(display), "/nowhere/Xauthority");
	display_look(display);
	run_for(50 * USEC_PER_MS);
	assert_string_equal(display_x11(display), ":4711"); /* ours goes first */
	assert_string_equal(health(),
			    "warn: X server :4711 can't be reached (No such file or directory): is "
			    "it still running? ergod goes on and looks again when the session "
			    "changes");
	assert_int_equal(changes, 0);
	display = display_free(display);

	(void) unsetenv("DISPLAY");
	(void) setenv("WAYLAND_DISPLAY", "wayland-1", 1);
	display_up();
	assert_null(display_x11(display));
	assert_string_equal(health(), "ok: Wayland wayland-1");
}

static void test_user_manager(void **state)
{
	(void) state;
	manager_up((const char *const[]){ "HOME=/x", "DISPLAY=:77", "XDISPLAY=:1", "DISPLAYS=:2",
					  "WAYLAND_DISPLAY=wayland-3", "XAUTHORITY=/run/x", NULL });
	display_up();
	assert_null(display_x11(display)); /* nothing has blocked */
	WAIT_FOR(display_x11(display));
	assert_int_equal(changes, 1);
	assert_string_equal(display_x11(display), ":77");
	assert_string_equal(display_wayland(display), "wayland-3");
	assert_string_equal(display_xauthority(display), "/run/x");
}

static void test_display_comes_later(void **state)
{
	(void) state;
	display_up();
	run_for(50 * USEC_PER_MS);
	assert_string_equal(health(), "warn: no display: neither ergod nor the user manager (which "
				      "does not answer) knows one; ergod goes on; in the desktop "
				      "session run `systemctl --user import-environment DISPLAY "
				      "WAYLAND_DISPLAY XAUTHORITY`");
	manager_up((const char *const[]){ "HOME=/x", NULL });
	desktop_xvfb(&desktop);
	char assignment[32];
	(void) snprintf(assignment, sizeof(assignment), "DISPLAY=%s", desktop.display);
	manager_set((const char *const[]){ assignment, NULL });
	WAIT_FOR(display_x11(display)); /* by itself, within seconds */
	assert_string_equal(display_x11(display), desktop.display);
	char want[64];
	(void) snprintf(want, sizeof(want), "ok: X11 %s, from the user manager", desktop.display);
	assert_string_equal(health(), want);

	desktop_kill(&desktop.xvfb);
	assert_non_null(strstr(health(), "can't be reached"));
	run_for(50 * USEC_PER_MS);
	assert_int_equal(changes, 1);
}

static void test_strange_values(void **state)
{
	static char huge[2000] = "DISPLAY=:1";

	(void) state;
	memset(huge + 10, '1', sizeof(huge) - 11);
	manager_up((const char *const[]){ huge, "WAYLAND_DISPLAY=a\nb", "XAUTHORITY=", NULL });
	display_up();
	run_for(100 * USEC_PER_MS);
	assert_null(display_x11(display));
	assert_null(display_wayland(display));
	assert_null(display_xauthority(display));
	assert_int_equal(changes, 0);
	display = display_free(display);

	/* Forms that can't be tried are believed. */
	static const char *const forms[] = { "DISPLAY=host:10.0", "DISPLAY=:123456789",
					     "DISPLAY=:", "DISPLAY=:1x" };
	for (size_t i = 0; i < ELEMENTSOF(forms); i++) {
		manager_set((const char *const[]){ forms[i], NULL });
		display_up();
		WAIT_FOR(display_x11(display));
		assert_true(strncmp(health(), "ok: X11 ", 8) == 0);
		display = display_free(display);
	}
}

/* Told ten thousand times, it asks once now and once later; freed while it waits. */
static void test_many_looks(void **state)
{
	(void) state;
	manager_up((const char *const[]){ "DISPLAY=:77", NULL });
	display_up();
	WAIT_FOR(display_x11(display));
	manager_set((const char *const[]){ "DISPLAY=:78", NULL });
	for (unsigned i = 0; i < 10000; i++) {
		display_look(display);
		if (i % 1000 == 0) {
			run_for(5 * USEC_PER_MS);
		}
	}
	run_for(50 * USEC_PER_MS);
	assert_string_equal(display_x11(display), ":77"); /* not yet: once in 10 s */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_own_environment, up, down),
		cmocka_unit_test_setup_teardown(test_user_manager, up, down),
		cmocka_unit_test_setup_teardown(test_display_comes_later, up, down),
		cmocka_unit_test_setup_teardown(test_strange_values, up, down),
		cmocka_unit_test_setup_teardown(test_many_looks, up, down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
