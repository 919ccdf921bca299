/* Do-not-disturb: servers that tell it each in their way, and such that hang, lie, come and go. */
#include "do-not-disturb-fixture.h"

static void forget_questions(void)
{
	server.asked = 0;
	server.question[0] = '\0';
}

/* ---- KDE, and everybody who has what it has ---- */

static void test_inhibited(void **state)
{
	(void) state;
	run_for(50 * USEC_PER_MS);
	assert_string_equal(health_line(), "ok: no notification server runs, so nobody is asked");
	server.on = true;
	server_up("Plasma");
	run_until(fx.changed == 1);
	assert_string_equal(says(), "Plasma: do not disturb is on");
	assert_string_equal(health_line(), "ok: Plasma: do not disturb is on: prompts wait");
	assert_string_equal(server.question,
			    NOTIFICATIONS_PATH " " PROPERTIES ".Get(" NOTIFICATIONS ",Inhibited)");
	tell(server.bus, NULL, NOTIFICATIONS, "Inhibited", "b", false);
	run_until(fx.changed == 2);
	assert_string_equal(says(), "");
	assert_string_equal(health_line(), "ok: Plasma: it is off");
	tell(server.bus, NULL, NOTIFICATIONS, "Inhibited", "b", true);
	run_until(fx.changed == 3);
	assert_int_equal(server.asked, 1); /* it tells by itself */
	/* It goes: nobody is kept from being disturbed any more. */
	server_down();
	run_until(fx.changed == 4);
	assert_string_equal(says(), "");
	server.on = false;
	server_up("Plasma");
	run_until(server.asked == 2);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.changed, 4);
}

static void test_there_before(void **state)
{
	(void) state;
	server.on = true;
	server_up("Plasma");
	fx.dnd = do_not_disturb_free(fx.dnd);
	assert_int_equal(do_not_disturb_new(&fx.dnd, fx.bus, on_changed, &fx), 0);
	run_until(fx.changed == 1);
	run_for(50 * USEC_PER_MS);
	assert_string_equal(says(), "Plasma: do not disturb is on");
	assert_int_equal(server.asked, 1);
	assert_int_equal(server.asked_name, 1);
}

static void test_signals(void **state)
{
	(void) state;
	server_up("Plasma");
	run_until(strstr(health_line(), "off"));
	forget_questions();
	/* Something else has changed: dunst tells of its lengths each time it shows one. */
	tell(server.bus, NULL, NOTIFICATIONS, "Elsewhere", "b", true);
	tell(server.bus, NULL, NOTIFICATIONS, "Elsewhere", NULL, 0);
	tell(server.bus, NULL, "org.dunstproject.cmd0", "Inhibited", "b", true);
	run_for(200 * USEC_PER_MS);
	assert_int_equal(server.asked, 0);
	assert_string_equal(says(), "");
	/* It has changed, but not to what. */
	server.on = true;
	tell(server.bus, NULL, NOTIFICATIONS, "Inhibited", NULL, 0);
	run_until(fx.changed == 1);
	server.on = false;
	tell(server.bus, NULL, NOTIFICATIONS, "Inhibited", "s", 0);
	run_until(fx.changed == 2);
	assert_int_equal(server.asked, 2);
}

/* The same again is no change. */
static void test_told_twice(void **state)
{
	(void) state;
	server.on = true;
	server_up("Plasma");
	run_until(fx.changed == 1);
	tell(server.bus, NULL, NOTIFICATIONS, "Inhibited", "b", true);
	do_not_disturb_look(fx.dnd);
	run_until(server.asked == 2);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.changed, 1);
}

/* ---- others ---- */

static void test_looks(void **state)
{
	static const struct {
		const char *name, *question, *text;
	} cases[] = {
		{ "dunst", NOTIFICATIONS_PATH " " PROPERTIES ".Get(org.dunstproject.cmd0,paused)",
		  "dunst is paused" },
		{ "SwayNotificationCenter",
		  "/org/erikreider/swaync/cc org.erikreider.swaync.cc.GetDnd(,)",
		  "SwayNotificationCenter: do not disturb is on" },
		{ "Plasma", NOTIFICATIONS_PATH " " PROPERTIES ".Get(" NOTIFICATIONS ",Inhibited)",
		  "Plasma: do not disturb is on" },
		/* one that does not say who it is */
		{ NULL, NOTIFICATIONS_PATH " " PROPERTIES ".Get(" NOTIFICATIONS ",Inhibited)",
		  "the notification server: do not disturb is on" },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		fx.changed = 0;
		forget_questions();
		server.on = false;
		server_up(cases[i].name);
		run_until(strstr(health_line(), "off"));
		assert_string_equal(server.question, cases[i].question);
		server.on = true;
		run_for(20 * USEC_PER_MS);
		assert_int_equal(server.asked, 1); /* never by the clock */
		do_not_disturb_look(fx.dnd);
		do_not_disturb_look(fx.dnd); /* one question at a time */
		assert_int_equal(fx.changed, 0);
		run_until(fx.changed == 1);
		assert_string_equal(says(), cases[i].text);
		assert_int_equal(server.asked, 2);
		server.on = false;
		do_not_disturb_look(fx.dnd);
		run_until(fx.changed == 2);
		server_down();
		run_until(strstr(health_line(), "no notification server"));
	}
}

static void test_mako(void **state)
{
	static const struct {
		const char *modes;
		bool want;
	} cases[] = {
		{ "default", false },
		{ "default do-not-disturb", true },
		{ "do-not-disturb-not", false },
		{ "dnd", true },
		{ "", false },
	};
	(void) state;

	server.modes = "default";
	server_up("mako");
	run_until(strstr(health_line(), "off"));
	assert_string_equal(server.question, "/fr/emersion/Mako fr.emersion.Mako.ListModes(,)");
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		unsigned asked = server.asked;

		server.modes = cases[i].modes;
		do_not_disturb_look(fx.dnd);
		run_until(server.asked == asked + 1 && !fx.dnd->ask_call);
		assert_string_equal(says(), cases[i].want ? "mako: do not disturb is on" : "");
	}
	/* Newer ones tell, on their own path. */
	server.modes = "dnd";
	assert_true(sd_bus_emit_signal(server.bus, "/fr/emersion/Mako", PROPERTIES,
				       "PropertiesChanged", "sa{sv}as", "fr.emersion.Mako", 0, 1,
				       "Modes") >= 0);
	run_until(says()[0]);
}

static void test_swaync_tells(void **state)
{
	(void) state;
	server_up("SwayNotificationCenter");
	run_until(strstr(health_line(), "off"));
	server.on = true;
	assert_true(sd_bus_emit_signal(server.bus, "/org/erikreider/swaync/cc",
				       "org.erikreider.swaync.cc", "Subscribe", "ubb", 0, true,
				       false) >= 0);
	run_until(fx.changed == 1);
	assert_string_equal(says(), "SwayNotificationCenter: do not disturb is on");
}

/* It is a setting in Xfconf, which is another program and may not be there. */
static void test_xfce(void **state)
{
	sd_bus *settings = connect_bus();
	(void) state;

	server_up("Xfce Notify Daemon");
	run_until(strstr(health_line(), "does not tell"));
	assert_int_equal(server.asked, 0);
	/* It comes, and the setting has never been touched. */
	server.refuses = "org.xfce.Xfconf.Error.PropertyNotFound";
	assert_true(sd_bus_add_object(settings, NULL, "/org/xfce/Xfconf", on_call, NULL) >= 0);
	assert_true(sd_bus_request_name(settings, "org.xfce.Xfconf", 0) >= 0);
	assert_true(sd_bus_attach_event(settings, fx.event, 0) >= 0);
	assert_true(sd_bus_emit_signal(settings, "/org/xfce/Xfconf", "org.xfce.Xfconf",
				       "PropertyRemoved", "ss", "xfce4-notifyd",
				       "/do-not-disturb") >= 0);
	run_until(strstr(health_line(), "Xfce: it is off"));
	assert_string_equal(
		server.question,
		"/org/xfce/Xfconf org.xfce.Xfconf.GetProperty(xfce4-notifyd,/do-not-disturb)");
	server.refuses = NULL;
	server.on = true;
	assert_true(sd_bus_emit_signal(settings, "/org/xfce/Xfconf", "org.xfce.Xfconf",
				       "PropertyChanged", "ssv", "xfce4-notifyd", "/do-not-disturb",
				       "b", 1) >= 0);
	run_until(fx.changed == 1);
	assert_string_equal(says(), "Xfce: do not disturb is on");
	/* Other settings are no news. */
	forget_questions();
	assert_true(sd_bus_emit_signal(settings, "/org/xfce/Xfconf", "org.xfce.Xfconf",
				       "PropertyChanged", "ssv", "xfwm4", "/general/theme", "s",
				       "x") >= 0);
	run_for(200 * USEC_PER_MS);
	assert_int_equal(server.asked, 0);
	(void) sd_bus_flush_close_unref(settings);
}

/* ---- what is wrong ---- */

static void test_mute(void **state)
{
	static const char *const errors[] = { SD_BUS_ERROR_UNKNOWN_PROPERTY,
					      SD_BUS_ERROR_UNKNOWN_INTERFACE,
					      SD_BUS_ERROR_INVALID_ARGS, NULL };
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(errors); i++) {
		forget_questions();
		server.refuses = errors[i];
		server.wrong_type = !errors[i];
		server_up("notification-daemon");
		run_until(strstr(health_line(), "ok: notification-daemon does not tell: "));
		for (unsigned n = 0; n < 3; n++) {
			do_not_disturb_look(fx.dnd);
			run_for(20 * USEC_PER_MS);
		}
		assert_int_equal(server.asked, 1); /* no use in asking again */
		assert_int_equal(fx.changed, 0);
		/* ... until it tells. */
		tell(server.bus, NULL, NOTIFICATIONS, "Inhibited", "b", true);
		run_until(fx.changed == 1);
		server_down();
		run_until(fx.changed == 2);
		fx.changed = 0;
	}
}

/* Silent at a question: one more a minute at most, whoever looks. */
static void test_hangs(void **state)
{
	(void) state;
	server.on = true;
	server_up("Plasma");
	run_until(fx.changed == 1);
	server.hangs = true;
	do_not_disturb_look(fx.dnd);
	assert_string_equal(says(), "Plasma: do not disturb is on");
	run_until(fx.changed == 2); /* prompts come */
	assert_string_equal(health_line(), "warn: Plasma does not answer: restart it; until then "
					   "prompts come as if it were off");
	forget_questions();
	for (unsigned n = 0; n < 10; n++) {
		do_not_disturb_look(fx.dnd);
		run_for(20 * USEC_PER_MS);
	}
	assert_int_equal(server.asked, 0);
	fx.dnd->hung_since -= USEC_PER_MIN;
	do_not_disturb_look(fx.dnd);
	run_for(150 * USEC_PER_MS);
	do_not_disturb_look(fx.dnd);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(server.asked, 1);
	/* It answers again. */
	server.hangs = false;
	fx.dnd->hung_since -= USEC_PER_MIN;
	do_not_disturb_look(fx.dnd);
	run_until(fx.changed == 3);
	assert_string_equal(health_line(), "ok: Plasma: do not disturb is on: prompts wait");
}

static void test_hangs_from_the_start(void **state)
{
	(void) state;
	server.hangs = server.on = true;
	server_up("Plasma");
	run_until(strstr(health_line(), "warn: the notification server does not answer"));
	do_not_disturb_look(fx.dnd);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(server.asked_name, 1);
	server.hangs = false;
	fx.dnd->hung_since -= USEC_PER_MIN;
	do_not_disturb_look(fx.dnd);
	run_until(fx.changed == 1);
	assert_string_equal(says(), "Plasma: do not disturb is on");
	/* A hang is forgotten with who hung. */
	server.hangs = true;
	do_not_disturb_look(fx.dnd);
	run_until(strstr(health_line(), "warn"));
	server_down();
	run_until(strstr(health_line(), "ok: no notification server"));
	server.hangs = false;
	server_up("Plasma");
	run_until(says()[0]);
}

static void test_forged(void **state)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	sd_bus *forger = connect_bus();
	const char *me;
	(void) state;

	server_up("Plasma");
	run_until(strstr(health_line(), "off"));
	forget_questions();
	assert_true(sd_bus_get_unique_name(fx.bus, &me) >= 0);
	tell(forger, me, NOTIFICATIONS, "Inhibited", "b", true);
	tell(forger, NULL, NOTIFICATIONS, "Inhibited", "b", true);
	tell(forger, me, NOTIFICATIONS, "Inhibited", NULL, 0);
	/* nor does it own the name */
	assert_true(sd_bus_message_new_signal(forger, &m, DBUS_PATH, DBUS, "NameOwnerChanged") >=
		    0);
	assert_true(sd_bus_message_append(m, "sss", NOTIFICATIONS, "", ":1.1") >= 0);
	assert_true(sd_bus_send_to(forger, m, me, NULL) >= 0);
	assert_true(sd_bus_flush(forger) >= 0);
	run_for(200 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
	assert_int_equal(server.asked, 0);
	assert_string_equal(health_line(), "ok: Plasma: it is off");
	(void) sd_bus_flush_close_unref(forger);
}

/* A thousand signals that want a question cost a few. */
static void test_flood(void **state)
{
	(void) state;
	server_up("Plasma");
	run_until(strstr(health_line(), "off"));
	forget_questions();
	for (unsigned n = 0; n < 1000; n++) {
		tell(server.bus, NULL, NOTIFICATIONS, "Inhibited", NULL, 0);
		(void) sd_event_run(fx.event, 0);
	}
	run_for(300 * USEC_PER_MS);
	assert_in_range(server.asked, 1, 20);
}

static void test_hostile_names(void **state)
{
	static const struct {
		const char *name, *want;
	} cases[] = {
		{ "\033[31mPlasma\n%s%n", "?(31mPlasma?%s%n" },
		{ "\xc3\xa9\xf0\x9f\x98\x80", "??????" },
		{ "a name that is by far too long for anybody", "a name that is by far too long" },
		{ "  ", "the notification server" },
	};
	char want[QUIET_TEXT_MAX];
	(void) state;

	server.on = true;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		fx.changed = 0;
		server_up(cases[i].name);
		run_until(fx.changed == 1);
		(void) snprintf(want, sizeof(want), "%s", says());
		for (const char *c = want; *c; c++) {
			assert_in_range(*c, ' ', '~');
		}
		assert_int_equal(strncmp(want, cases[i].want, strlen(cases[i].want)), 0);
		assert_non_null(strstr(want, ": do not disturb is on"));
		server_down();
		run_until(fx.changed == 2);
	}
}

static void test_bus_dies(void **state)
{
	(void) state;
	server.on = true;
	server_up("Plasma");
	run_until(fx.changed == 1);
	desktop_kill(&fx.desktop.bus);
	run_until(fx.changed == 2);
	assert_string_equal(says(), "");
	do_not_disturb_look(fx.dnd);
	run_for(50 * USEC_PER_MS);
	assert_string_equal(health_line(), "ok: no notification server runs, so nobody is asked");
}

/* Those that the bus would start stay where they are: the server, and who has its settings. */
static void test_starts_nothing(void **state)
{
	static const char *const names[] = { NOTIFICATIONS, "org.xfce.Xfconf", "ca.desrt.dconf" };
	char dir[] = "/tmp/ergod-services-XXXXXX", path[128], services[256];
	FILE *f;
	(void) state;

	(void) teardown(NULL);
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		(void) snprintf(path, sizeof(path), "%s/%zu.service", dir, i);
		f = fopen(path, "we");
		assert_non_null(f);
		(void) fprintf(f, "[D-BUS Service]\nName=%s\nExec=/usr/bin/touch %s/started\n",
			       names[i], dir);
		(void) fclose(f);
	}
	(void) snprintf(services, sizeof(services), "<servicedir>%s</servicedir>", dir);
	fixture_up(services);
	run_for(100 * USEC_PER_MS);
	do_not_disturb_look(fx.dnd);
	run_for(100 * USEC_PER_MS);
	assert_string_equal(health_line(), "ok: no notification server runs, so nobody is asked");
	server_up("Xfce Notify Daemon");
	run_until(strstr(health_line(), "does not tell"));
	server_down();
	server_up("gnome-shell");
	run_until(strstr(health_line(), "GNOME"));
	run_for(200 * USEC_PER_MS);
	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		(void) snprintf(path, sizeof(path), "%s/%zu.service", dir, i);
		assert_int_equal(unlink(path), 0);
	}
	assert_int_equal(rmdir(dir), 0); /* nothing has been made in it */
}

/* Freed with a question under way. */
static void test_freed(void **state)
{
	(void) state;
	server.hangs = true;
	server_up("Plasma");
	run_until(server.asked_name == 1);
	fx.dnd = do_not_disturb_free(fx.dnd);
	server.hangs = false;
	assert_int_equal(do_not_disturb_new(&fx.dnd, fx.bus, on_changed, &fx), 0);
	run_until(strstr(health_line(), "off"));
	server.hangs = true;
	do_not_disturb_look(fx.dnd);
	run_until(server.asked == 2);
	fx.dnd = do_not_disturb_free(fx.dnd);
	assert_null(do_not_disturb_free(NULL));
	run_for(50 * USEC_PER_MS);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_inhibited),
		T(test_there_before),
		T(test_signals),
		T(test_told_twice),
		T(test_looks),
		T(test_mako),
		T(test_swaync_tells),
		T(test_xfce),
		T(test_mute),
		T(test_hangs),
		T(test_hangs_from_the_start),
		T(test_forged),
		T(test_flood),
		T(test_hostile_names),
		T(test_bus_dies),
		T(test_starts_nothing),
		T(test_freed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
