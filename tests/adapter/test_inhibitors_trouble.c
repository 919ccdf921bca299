/* Who keeps the screen on: those who refuse, hang, lie and never stop; buses that die. */
#include "inhibitors-fixture.h"

static void test_health_of_logind_alone(void **state)
{
	(void) state;
	up(&logind);
	start();
	run_until(logind.asked == 1);
	run_for(20 * USEC_PER_MS);
	assert_true(strstr(health_line(), "ok: logind says who keeps the screen on; what programs "
					  "ask of org.freedesktop.ScreenSaver"));
}

static void test_refuse(void **state)
{
	(void) state;
	start();
	for (size_t i = 0; i < ELEMENTSOF(desks); i++) {
		struct desk *d = desks[i];

		(void) add(d, "x", "");
		d->refuses = true;
		up(d);
		run_until(strstr(health_line(), "UnknownMethod"));
		assert_true(strstr(health_line(), "warn: "));
		run_for(50 * USEC_PER_MS);
		unsigned calls = d->calls;
		run_for(3 * PACE);
		assert_int_equal(d->calls, calls); /* not asked for ever */
		d->refuses = false;
		tell(d);
		run_until(lists("x"));
		assert_null(strstr(health_line(), "warn"));
		d->wrong_type = true;
		tell(d);
		run_until(lists(""));
		assert_true(strstr(health_line(), "an answer of the wrong type"));
		down(d);
		run_until(!strstr(health_line(), "wrong type"));
	}
}

/* It takes its name before it can answer, and tells of nothing later: asked again. */
static void test_refuses_at_first(void **state)
{
	(void) state;
	(void) add(&xfce, "x", "");
	xfce.refuses = true;
	up(&xfce);
	start();
	run_until(xfce.calls == 1);
	xfce.refuses = false;
	run_until(lists("x"));
	assert_int_equal(xfce.calls, 2);
}

static void test_kde_old_of_wrong_type(void **state)
{
	(void) state;
	kde.old_kde = kde.wrong_type = true;
	up(&kde);
	start();
	run_until(strstr(health_line(), "KDE does not say"));
	assert_true(lists(""));
}

/* Whoever hangs is waited for, keeps what it said, and holds up nobody else. */
static void test_hang(void **state)
{
	(void) state;
	(void) add(&gnome, "film", "");
	up(&gnome);
	up(&logind);
	start();
	inhibitors_set_times(fx.inhibitors, 500 * USEC_PER_MS, PACE);
	run_until(lists("film"));
	gnome.hangs = true;
	run_for(2 * PACE);
	tell(&gnome);
	(void) add(&logind, "other", "");
	tell(&logind);
	run_until(lists("other, film"));
	run_until(gnome.calls == 5); /* 4 before */
	for (int i = 0; i < 50; i++) {
		tell(&gnome);
	}
	run_for(300 * USEC_PER_MS);
	assert_int_equal(gnome.calls, 5); /* one question at a time */
	run_until(strstr(health_line(), "GNOME does not say who keeps the screen on"));
	assert_true(lists("other, film"));
	gnome.hangs = false;
	gnome.n = 0;
	run_until(lists("other"));
	assert_null(strstr(health_line(), "warn"));
}

/* A thousand signals: a question a second. */
static void test_storm(void **state)
{
	usec_t begin = now_by(CLOCK_MONOTONIC);

	(void) state;
	(void) add(&gnome, "x", "");
	up(&gnome);
	start();
	inhibitors_set_times(fx.inhibitors, USEC_PER_SEC, USEC_PER_SEC); /* as it is set */
	run_until(lists("x"));
	while (now_by(CLOCK_MONOTONIC) < begin + 2500 * USEC_PER_MS) {
		for (int i = 0; i < 20; i++) {
			tell(&gnome);
		}
		run_for(USEC_PER_MS);
	}
	assert_in_range(gnome.asked, 2, 4);
	assert_int_equal(fx.changed, 1);
}

static void test_many_and_long(void **state)
{
	struct engagers list;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(desks); i++) {
		for (int k = 0; k < 1000; k++) {
			struct item *t = add(desks[i], "", "evil\n\x1b[2J");
			memset(t->who, 'w', sizeof(t->who) - 1);
		}
		up(desks[i]);
	}
	start();
	run_until(gnome.calls >= 49 && xfce.asked == 1 && kde.asked == 1);
	run_for(100 * USEC_PER_MS);
	get(&list);
	assert_int_equal(list.n, ENGAGERS_MAX); /* logind's and GNOME's, the others do not fit */
	assert_in_range(gnome.calls, 49, 1 + 16 * 3);
	for (size_t i = 0; i < list.n; i++) {
		assert_int_equal(strlen(list.e[i].who), ENGAGER_TEXT_MAX - 1);
		assert_string_equal(list.e[i].why, "evil??[2J");
	}
	inhibitors_list(fx.inhibitors, &list); /* it is full */
	assert_int_equal(list.n, ENGAGERS_MAX);
}

/* Of a thousand that are about something else few are looked at. */
static void test_gnome_many_others(void **state)
{
	(void) state;
	for (int k = 0; k < 1000; k++) {
		add(&gnome, "x", "")->flags = 4;
	}
	up(&gnome);
	start();
	run_until(gnome.calls >= 49);
	run_for(100 * USEC_PER_MS);
	assert_int_equal(gnome.calls, 49);
	assert_true(lists(""));
}

/* Signals of others, and straight to us, are nothing; nor is a name of ours that they take. */
static void test_forged(void **state)
{
	sd_bus *forger = connect_bus();
	const char *me;

	(void) state;
	up(&gnome);
	start();
	run_until(gnome.asked == 1);
	run_for(2 * PACE);
	assert_true(sd_bus_get_unique_name(fx.bus, &me) >= 0);
	signal_from(forger, me, GNOME_PATH, GNOME, "InhibitorAdded", "o", "/x");
	signal_from(forger, NULL, GNOME_PATH, GNOME, "InhibitorAdded", "o", "/x");
	signal_from(forger, me, "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameOwnerChanged",
		    "sss", GNOME, "", ":1.1");
	assert_true(sd_bus_flush(forger) >= 0);
	run_for(200 * USEC_PER_MS);
	assert_int_equal(gnome.asked, 1);
	(void) sd_bus_flush_close_unref(forger);
}

/* ---- buses ---- */

static void test_both_buses_die(void **state)
{
	(void) state;
	(void) add(&gnome, "x", "");
	up(&gnome);
	start();
	run_until(lists("x"));
	(void) add(&logind, "y", "");
	up(&logind);
	run_until(lists("y, x"));
	private_bus_kill(&fx.daemon);
	run_until(lists(""));
	inhibitors_look(fx.inhibitors);
	run_for(50 * USEC_PER_MS);
}

static void test_no_system_bus(void **state)
{
	(void) state;
	assert_int_equal(setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", 1), 0);
	(void) add(&logind, "x", "");
	up(&logind);
	start();
	run_for(500 * USEC_PER_MS);
	assert_true(lists(""));
	assert_int_equal(logind.asked, 0);
	/* it appears: tried again by itself */
	assert_int_equal(setenv("DBUS_SYSTEM_BUS_ADDRESS", fx.daemon.address, 1), 0);
	run_until(lists("x"));
}

static void test_bus_restarts(void **state)
{
	(void) state;
	(void) add(&logind, "x", "");
	up(&logind);
	start();
	run_until(lists("x"));
	private_bus_kill(&fx.daemon);
	run_until(lists(""));
	down(&logind);
	assert_int_equal(private_bus_restart(&fx.daemon), 0);
	up(&logind);
	run_until(lists("x"));
}

/* At any moment, with calls pending. */
static void test_free_at_any_moment(void **state)
{
	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(desks); i++) {
		(void) add(desks[i], "x", "");
		up(desks[i]);
	}
	for (unsigned steps = 0; steps < 40; steps++) {
		start();
		for (unsigned i = 0; i < steps; i++) {
			assert_true(sd_event_run(fx.event, 5 * USEC_PER_MS) >= 0);
		}
		fx.inhibitors = inhibitors_free(fx.inhibitors);
		run_for(2 * USEC_PER_MS);
	}
	assert_null(inhibitors_free(NULL));
	unsigned changed = fx.changed;
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.changed, changed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_health_of_logind_alone),
		TEST(test_refuse),
		TEST(test_kde_old_of_wrong_type),
		TEST(test_refuses_at_first),
		TEST(test_hang),
		TEST(test_storm),
		TEST(test_many_and_long),
		TEST(test_gnome_many_others),
		TEST(test_forged),
		TEST(test_both_buses_die),
		TEST(test_no_system_bus),
		TEST(test_bus_restarts),
		TEST(test_free_at_any_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
