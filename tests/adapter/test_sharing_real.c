/*
 * Shared screens of the real Mutter, headless, and of the real portal, whose backend is the test
 * itself.  Who casts is another connection.  What is not installed is skipped.
 */
#include "sharing-fixture.h"

#define REMOTE "org.gnome.Mutter.RemoteDesktop"

/* Of the last answer, a path that it holds. */
static void call(sd_bus *bus, const char *to, const char *path, const char *interface,
		 const char *member, char ret[static 128], const char *types, ...)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL, *reply = NULL;
	sd_bus_error error = SD_BUS_ERROR_NULL;
	const char *made = "";
	va_list ap;

	assert_true(sd_bus_message_new_method_call(bus, &m, to, path, interface, member) >= 0);
	va_start(ap, types);
	assert_true(sd_bus_message_appendv(m, types, ap) >= 0);
	va_end(ap);
	if (sd_bus_call(bus, m, 10 * USEC_PER_SEC, &error, &reply) < 0) {
		fail_msg("%s: %s", member, error.message);
	}
	if (sd_bus_message_has_signature(reply, "o")) {
		assert_true(sd_bus_message_read(reply, "o", &made) > 0);
	}
	(void) snprintf(ret, 128, "%s", made);
}

static bool is_owned(sd_bus *bus, const char *name)
{
	return sd_bus_call_method(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
				  "org.freedesktop.DBus", "GetNameOwner", NULL, NULL, "s",
				  name) >= 0;
}

static void mutter_up(sd_bus *bus)
{
	/* It looks for logind and others, in vain. */
	char system[160];
	const char *const argv[] = { "env",
				     system,
				     "mutter",
				     "--headless",
				     "--wayland",
				     "--no-x11",
				     "--virtual-monitor",
				     "1280x720",
				     NULL };
	usec_t end = fixture_now() + 15 * USEC_PER_SEC;

	if (access("/usr/bin/mutter", X_OK) != 0) {
		print_message("mutter is not installed\n");
		skip();
	}
	(void) snprintf(system, sizeof(system), "DBUS_SYSTEM_BUS_ADDRESS=%s", fx.desktop.address);
	fx.desktop.extra = desktop_spawn(&fx.desktop, argv);
	while (!is_owned(bus, MUTTER_CAST) || !is_owned(bus, REMOTE)) {
		if (fixture_now() > end) {
			print_message("mutter does not get up here\n");
			skip();
		}
		(void) usleep(20000);
	}
}

/* Casts the monitor, from a connection of its own. */
static sd_bus *cast(char session[static 128])
{
	sd_bus *bus = connect_bus();
	char stream[128];

	call(bus, MUTTER_CAST, "/org/gnome/Mutter/ScreenCast", MUTTER_CAST, "CreateSession",
	     session, "a{sv}", 0);
	assert_string_equal(look(), ""); /* as yet it takes nothing */
	call(bus, MUTTER_CAST, session, MUTTER_CAST ".Session", "RecordMonitor", stream, "sa{sv}",
	     "", 0);
	assert_string_equal(look(), "the screen is shared or recorded");
	return bus;
}

static void test_mutter(void **state)
{
	sd_bus *bus = connect_bus(), *other;
	char path[128], session[128];
	(void) state;

	mutter_up(bus);
	fx.sharing->patience = 10 * USEC_PER_SEC; /* it may be busy */
	assert_string_equal(look(), "");
	assert_non_null(strstr(health_line(), "ok: no screen is shared or recorded; GNOME's "));
	/* To be moved from afar is not to be seen. */
	call(bus, REMOTE, "/org/gnome/Mutter/RemoteDesktop", REMOTE, "CreateSession", path, "");
	assert_string_equal(look(), "");
	other = cast(session);
	call(other, MUTTER_CAST, session, MUTTER_CAST ".Session", "Stop", path, "");
	assert_string_equal(look(), "");
	other = sd_bus_flush_close_unref(other);
	/* Who casts dies. */
	other = cast(session);
	other = sd_bus_flush_close_unref(other);
	for (unsigned n = 0; n < 200 && look()[0]; n++) {
		run_for(20 * USEC_PER_MS);
	}
	assert_string_equal(says(), "");
	assert_int_equal(fx.changed, 4);
	/* Mutter dies while it casts. */
	other = cast(session);
	desktop_kill(&fx.desktop.extra);
	assert_string_equal(look(), "");
	assert_non_null(strstr(health_line(), "ok: nobody on the session bus"));
	(void) sd_bus_flush_close_unref(other);
	(void) sd_bus_flush_close_unref(bus);
}

/* ---- the portal ---- */

#define BACKEND     "org.freedesktop.impl.portal.desktop.ergod"
#define PORTAL_MAIN "/org/freedesktop/portal/desktop"

static int on_session_wanted(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) userdata;
	(void) error;
	return sd_bus_message_is_method_call(m, NULL, "CreateMonitor")
		       ? sd_bus_reply_method_return(m, "u", 0)
		       : sd_bus_reply_method_return(m, "ua{sv}", 0, 0);
}

static int on_number(sd_bus *bus, const char *path, const char *interface, const char *property,
		     sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	(void) bus;
	(void) path;
	(void) interface;
	(void) property;
	(void) userdata;
	(void) error;
	return sd_bus_message_append(reply, "u", 3);
}

static const sd_bus_vtable cast_vtable[] = {
	SD_BUS_VTABLE_START(0),
	SD_BUS_METHOD("CreateSession", "oosa{sv}", "ua{sv}", on_session_wanted,
		      SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_PROPERTY("AvailableSourceTypes", "u", on_number, 0, 0),
	SD_BUS_PROPERTY("AvailableCursorModes", "u", on_number, 0, 0),
	SD_BUS_PROPERTY("version", "u", on_number, 0, 0),
	SD_BUS_VTABLE_END,
};

static const sd_bus_vtable inhibit_vtable[] = {
	SD_BUS_VTABLE_START(0),
	SD_BUS_METHOD("CreateMonitor", "ooss", "u", on_session_wanted, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_VTABLE_END,
};

static void portal_up(sd_bus *backend)
{
	char dir[96], path[128];
	const char *const argv[] = { "env", dir, "XDG_CURRENT_DESKTOP=ergod",
				     "/usr/libexec/xdg-desktop-portal", NULL };
	FILE *f;

	if (access(argv[3], X_OK) != 0) {
		print_message("xdg-desktop-portal is not installed\n");
		skip();
	}
	(void) snprintf(path, sizeof(path), "%s/ergod.portal", fx.desktop.dir);
	f = fopen(path, "we");
	assert_non_null(f);
	(void) fputs("[portal]\nDBusName=" BACKEND "\nUseIn=ergod\n"
		     "Interfaces=org.freedesktop.impl.portal.ScreenCast;"
		     "org.freedesktop.impl.portal.Inhibit;\n",
		     f);
	(void) fclose(f);
	assert_true(sd_bus_add_object_vtable(backend, NULL, PORTAL_MAIN,
					     "org.freedesktop.impl.portal.ScreenCast", cast_vtable,
					     NULL) >= 0);
	assert_true(sd_bus_add_object_vtable(backend, NULL, PORTAL_MAIN,
					     "org.freedesktop.impl.portal.Inhibit", inhibit_vtable,
					     NULL) >= 0);
	assert_true(sd_bus_request_name(backend, BACKEND, 0) >= 0);
	assert_true(sd_bus_attach_event(backend, fx.event, 0) >= 0);
	(void) snprintf(dir, sizeof(dir), "XDG_DESKTOP_PORTAL_DIR=%s", fx.desktop.dir);
	fx.desktop.extra = desktop_spawn(&fx.desktop, argv);
	do {
		run_for(50 * USEC_PER_MS);
		(void) look();
	} while (fx.sharing->teller != TELLER_PORTAL);
}

/* A program asks for a session; the answer is of no interest. */
static void want(sd_bus *bus, const char *interface, const char *member, const char *token)
{
	bool monitor = strcmp(member, "CreateMonitor") == 0;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;

	assert_true(sd_bus_message_new_method_call(bus, &m, PORTAL, PORTAL_MAIN, interface,
						   member) >= 0);
	if (monitor) {
		assert_true(sd_bus_message_append(m, "s", "") >= 0);
	}
	assert_true(sd_bus_message_append(m, "a{sv}", 2, "session_handle_token", "s", token,
					  "handle_token", "s", token) >= 0);
	assert_true(sd_bus_send(bus, m, NULL) >= 0);
	assert_true(sd_bus_flush(bus) >= 0);
	run_for(200 * USEC_PER_MS);
}

static void test_portal(void **state)
{
	sd_bus *backend = connect_bus(), *other = connect_bus();
	(void) state;

	fx.sharing->patience = 10 * USEC_PER_SEC;
	portal_up(backend);
	assert_string_equal(says(), "");
	want(other, "org.freedesktop.portal.Inhibit", "CreateMonitor", "monitor1");
	want(other, "org.freedesktop.portal.ScreenCast", "CreateSession", "unknown1");
	assert_string_equal(look(), "");
	assert_int_equal(fx.sharing->n_senders, 1); /* they are there */
	want(other, "org.freedesktop.portal.ScreenCast", "CreateSession", "webrtc_session4711");
	assert_string_equal(look(), "the screen is shared in a browser or a call");
	other = sd_bus_flush_close_unref(other);
	run_for(200 * USEC_PER_MS);
	assert_string_equal(look(), "");
	other = connect_bus();
	want(other, "org.freedesktop.portal.ScreenCast", "CreateSession", "obs1");
	assert_string_equal(look(), "OBS takes the screen");
	desktop_kill(&fx.desktop.extra);
	assert_string_equal(look(), "");
	(void) sd_bus_flush_close_unref(other);
	(void) sd_bus_flush_close_unref(backend);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_mutter, setup, teardown),
		cmocka_unit_test_setup_teardown(test_portal, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
