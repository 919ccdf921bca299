/* Shared screens of the real Mutter, headless: who casts is another connection. */
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

static void test_real(void **state)
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_real, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
