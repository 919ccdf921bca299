/* Who keeps the screen on: each who can be asked, coming and going, and what of it counts. */
#include "inhibitors-fixture.h"

/* ---- each ---- */

static void test_nobody(void **state)
{
	(void) state;
	start();
	run_for(100 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
	assert_true(lists(""));
	assert_true(strstr(health_line(), "warn: nobody says who keeps the screen on"));
}

/* Comes, tells of one, of none, goes with one standing, comes again. */
static void comes_and_goes(struct desk *d)
{
	fx.changed = 0;
	up(d);
	run_until(d->asked == 1);
	run_for(20 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
	(void) add(d, "Firefox", d == &xfce ? "" : "video-playing");
	tell(d);
	run_until(fx.changed == 1);
	assert_true(lists(d == &xfce ? "Firefox" : "Firefox (video-playing)"));
	d->n = 0;
	tell(d);
	run_until(fx.changed == 2);
	assert_true(lists(""));
	(void) add(d, "mpv", "");
	tell(d);
	run_until(fx.changed == 3);
	assert_true(lists("mpv"));
	down(d);
	run_until(fx.changed == 4);
	assert_true(lists(""));
	/* it was there before it could be asked */
	d->asked = 0;
	up(d);
	run_until(fx.changed == 5);
	assert_true(lists("mpv"));
	assert_int_equal(d->asked, 1);
	down(d);
	run_until(fx.changed == 6);
	d->n = 0;
}

static void test_come_and_go(void **state)
{
	(void) state;
	start();
	for (size_t i = 0; i < ELEMENTSOF(desks); i++) {
		comes_and_goes(desks[i]);
	}
	kde.old_kde = true;
	kde.asked = 0;
	comes_and_goes(&kde);
}

static void test_there_before(void **state)
{
	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(desks); i++) {
		(void) add(desks[i], desks[i]->name, "");
		up(desks[i]);
	}
	start();
	run_until(lists(LOGIN1 ", " GNOME ", " KDE ", " XFCE));
	assert_string_equal(health_line(),
			    "ok: asked who keeps the screen on: logind, GNOME, KDE, Xfce");
}

/* ---- what counts ---- */

static void test_logind_kinds(void **state)
{
	static const struct {
		const char *what, *mode;
		bool root, counts;
	} cases[] = {
		{ "idle", "block", false, true },
		{ "sleep:idle", "block", false, true },
		{ "shutdown:idle:sleep", "block", false, true },
		{ "idle", "block-weak", false, true },
		{ "idle", "delay", false, false },
		{ "idle", "", false, false },
		{ "sleep", "block", false, false },
		{ "handle-lid-switch:handle-power-key", "block", false, false },
		{ "idler:notidle", "block", false, false },
		{ "", "block", false, false },
		{ "idle", "block", true, false },
	};

	(void) state;
	up(&logind);
	start();
	run_until(logind.asked == 1);
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		char who[16];
		struct item *t;

		(void) snprintf(who, sizeof(who), "%zu", i);
		t = add(&logind, who, "");
		t->what = cases[i].what;
		t->mode = cases[i].mode;
		t->uid += cases[i].root;
	}
	tell(&logind);
	run_until(lists("0, 1, 2, 3"));
}

/* What else changes in logind is no reason to ask it. */
static void test_logind_other_properties(void **state)
{
	const char *const properties = "org.freedesktop.DBus.Properties";
	const char *const changed = "PropertiesChanged";

	(void) state;
	up(&logind);
	start();
	run_until(logind.asked == 1);
	run_for(2 * PACE);
	signal_from(logind.bus, NULL, LOGIN1_PATH, properties, changed, "sa{sv}as",
		    LOGIN1 ".Manager", 2, "IdleHint", "b", 1, "DelayInhibited", "s", "sleep", 0);
	signal_from(logind.bus, NULL, LOGIN1_PATH, properties, changed, "sa{sv}as", LOGIN1 ".Other",
		    1, "BlockInhibited", "s", "idle", 0);
	signal_from(logind.bus, NULL, LOGIN1_PATH, properties, changed, "t", UINT64_C(1));
	signal_from(logind.bus, NULL, LOGIN1_PATH, properties, changed, "sas", LOGIN1 ".Manager", 1,
		    "BlockInhibited");
	run_for(200 * USEC_PER_MS);
	assert_int_equal(logind.asked, 1);
	signal_from(logind.bus, NULL, LOGIN1_PATH, properties, changed, "sa{sv}as",
		    LOGIN1 ".Manager", 1, "IdleHint", "b", 1, 1, "BlockInhibited");
	run_until(logind.asked == 2);
	run_for(2 * PACE);
	signal_from(logind.bus, NULL, LOGIN1_PATH, properties, changed, "sa{sv}as",
		    LOGIN1 ".Manager", 1, "BlockWeakInhibited", "s", "idle", 0);
	run_until(logind.asked == 3);
}

static void test_gnome_kinds(void **state)
{
	(void) state;
	add(&gnome, "logout", "")->flags = 1;
	add(&gnome, "user", "Inhibit by Caffeine")->flags = 12;
	add(&gnome, "gone", "")->vanishes = true;
	add(&gnome, "suspend", "")->flags = 4;
	add(&gnome, "idle", "")->flags = 8;
	add(&gnome, "more", "")->flags = 0xffffffff;
	up(&gnome);
	start();
	run_until(fx.changed == 1);
	assert_true(lists("user (Inhibit by Caffeine), idle, more"));
}

/* One that goes while it is asked: nothing of it is left, whatever it answered before. */
static void test_gnome_changes_meanwhile(void **state)
{
	unsigned calls;

	(void) state;
	(void) add(&gnome, "first", "why");
	(void) add(&gnome, "second", "");
	up(&gnome);
	start();
	for (calls = 1; calls < 7; calls++) {
		run_until(gnome.calls >= calls);
	}
	run_until(fx.changed == 1);
	gnome.calls = 0;
	tell(&gnome);
	run_until(gnome.calls == 3); /* the list, flags, id of the first */
	gnome.items[0].vanishes = true;
	tell(&gnome);
	run_until(lists("second"));
}

static void test_kde_kinds(void **state)
{
	(void) state;
	add(&kde, "sleep", "")->what = "sleep";
	add(&kde, "both", "")->what = "sleep:idle";
	add(&kde, "idle", "")->what = "idle";
	add(&kde, "odd", "")->what = "idleness:notidle";
	add(&kde, "delay", "")->mode = "delay";
	up(&kde);
	start();
	run_until(fx.changed == 1);
	assert_true(lists("both, idle"));
}

static void test_old_kde_kinds(void **state)
{
	(void) state;
	kde.old_kde = true;
	add(&kde, "chrome", "Playing audio")->what = "sleep";
	up(&kde);
	start();
	run_until(kde.asked == 1);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
	add(&kde, "mpv", "")->what = "idle";
	tell(&kde);
	run_until(fx.changed == 1);
	assert_true(lists("chrome (Playing audio), mpv")); /* which of them is not told */
}

/* Xfce tells of nothing: only a look finds out. */
static void test_xfce_is_mute(void **state)
{
	(void) state;
	up(&xfce);
	start();
	run_until(xfce.asked == 1);
	(void) add(&xfce, "vlc", "");
	run_for(2 * PACE);
	assert_int_equal(xfce.asked, 1);
	inhibitors_look(fx.inhibitors);
	inhibitors_look(fx.inhibitors);
	run_until(lists("vlc"));
	assert_int_equal(xfce.asked, 2);
	/* at once again: when the pace allows it */
	xfce.n = 0;
	inhibitors_look(fx.inhibitors);
	run_until(lists(""));
	assert_int_equal(xfce.asked, 3);
}

/* Only the mute are asked when it matters, and nobody who is not there. */
static void test_look_asks_no_others(void **state)
{
	(void) state;
	up(&logind);
	up(&gnome);
	start();
	inhibitors_look(fx.inhibitors);
	run_until(logind.asked == 1 && gnome.asked == 1);
	run_for(2 * PACE);
	inhibitors_look(fx.inhibitors);
	run_for(100 * USEC_PER_MS);
	assert_int_equal(logind.asked + gnome.asked, 2);
}

/* ---- ids ---- */

static void test_ids(void **state)
{
	struct engagers before, after;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(desks); i++) {
		(void) add(desks[i], "one", "why");
		(void) add(desks[i], "two", "why");
		up(desks[i]);
	}
	start();
	run_until((get(&before), before.n == 8));
	for (size_t i = 0; i < before.n; i++) {
		for (size_t k = 0; k < i; k++) {
			assert_true(before.e[i].id != before.e[k].id);
		}
	}
	/* the first goes, the second is the same as before */
	for (size_t i = 0; i < ELEMENTSOF(desks); i++) {
		desks[i]->items[0] = desks[i]->items[1];
		desks[i]->n = 1;
		tell(desks[i]);
	}
	run_until((get(&after), after.n == 4));
	for (size_t i = 0; i < after.n; i++) {
		assert_true(after.e[i].id == before.e[2 * i + 1].id);
		assert_string_equal(after.e[i].who, "two");
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_nobody),
		TEST(test_come_and_go),
		TEST(test_there_before),
		TEST(test_logind_kinds),
		TEST(test_logind_other_properties),
		TEST(test_gnome_kinds),
		TEST(test_gnome_changes_meanwhile),
		TEST(test_kde_kinds),
		TEST(test_old_kde_kinds),
		TEST(test_xfce_is_mute),
		TEST(test_look_asks_no_others),
		TEST(test_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
