/* Media players: coming and going, what they say, and what none should. */
#include "players-fake.h"

static int setup(void **state)
{
	(void) state;
	memset(fakes, 0, sizeof(fakes));
	return fixture_setup();
}

static int teardown(void **state)
{
	(void) state;
	for (size_t i = 0; i < FAKES; i++) {
		down(i);
	}
	fixture_teardown();
	return 0;
}

/* ---- one ---- */

static void test_life(void **state)
{
	(void) state;
	start();
	run_for(50 * USEC_PER_MS);
	assert_string_equal(health_line(), "ok: no media player runs");
	fakes[0].status = "Stopped";
	up(0, "mpv");
	run_until(fakes[0].asked == 1);
	run_for(20 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
	assert_string_equal(health_line(), "ok: media players: 1, playing: 0");
	fakes[0].status = "Playing";
	fakes[0].url = "file:///x/film.mkv";
	tell(0);
	run_until(fx.changed == 1);
	assert_true(lists("mpv [video]"));
	assert_string_equal(health_line(), "ok: media players: 1, playing: 1");
	tell_status(0, "Paused");
	run_until(fx.changed == 2);
	assert_true(lists(""));
	tell_status(0, "Playing"); /* what it plays is remembered */
	run_until(fx.changed == 3);
	assert_true(lists("mpv [video]"));
	fakes[0].url = "file:///x/song.mp3";
	tell(0);
	run_until(fx.changed == 4);
	assert_true(lists("mpv"));
	fakes[0].url = "dvd://";
	tell(0);
	run_until(fx.changed == 5);
	assert_true(lists("mpv [video]"));
	fakes[0].url = NULL; /* a track that does not say where it is from */
	tell(0);
	run_until(fx.changed == 6);
	assert_true(lists("mpv"));
	tell(0); /* nothing new */
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.changed, 6);
	down(0);
	run_until(fx.changed == 7);
	assert_true(lists(""));
	assert_int_equal(fakes[0].asked, 1); /* everything else by signals */
}

static void test_there_before(void **state)
{
	(void) state;
	fakes[0] = (struct fake){ .status = "Playing" };
	fakes[1] = (struct fake){ .status = "Playing", .url = "https://youtu.be/x" };
	up(0, "vlc.instance123");
	up(1, "firefox.instance_1_2");
	start();
	run_until(lists("vlc, firefox [video]") || lists("firefox [video], vlc"));
	assert_int_equal(fakes[0].asked + fakes[1].asked, 2);
}

static void test_names(void **state)
{
	static const struct {
		const char *name, *who;
	} cases[] = {
		{ "mpv", "mpv" },
		{ "vlc.instance7389", "vlc" },
		{ "chromium.instance1", "chromium" },
		{ "plasma-browser-integration", "plasma-browser-integration" },
		{ "a.b.c", "a.b.c" },
		{ "instance1", "instance1" },
	};

	(void) state;
	start();
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		fakes[0].status = "Playing";
		up(0, cases[i].name);
		run_until(lists(cases[i].who));
		down(0);
		run_until(lists(""));
	}
}

/* Something has changed, without a value: then it is asked. */
static void test_invalidated(void **state)
{
	(void) state;
	fakes[0].status = "Paused";
	start();
	up(0, "mpv");
	run_until(fakes[0].asked == 1);
	run_for(20 * USEC_PER_MS);
	fakes[0].status = "Playing";
	tell_odd(0, "sa{sv}as", PLAYER, 0, 1, "Volume");
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fakes[0].asked, 1);
	tell_odd(0, "sa{sv}as", PLAYER, 0, 2, "Volume", "PlaybackStatus");
	run_until(lists("mpv"));
	assert_int_equal(fakes[0].asked, 2);
	fakes[0].url = "dvd://";
	tell_odd(0, "sa{sv}as", PLAYER, 0, 1, "Metadata");
	run_until(lists("mpv [video]"));
}

/* The name goes to another who plays something else, and to nobody's surprise. */
static void test_name_changes_hands(void **state)
{
	struct engagers before = { .n = 0 }, after = { .n = 0 };

	(void) state;
	fakes[0] = (struct fake){ .status = "Playing", .url = "/film.avi" };
	fakes[1] = (struct fake){ .status = "Playing", .url = "/song.mp3" };
	up(0, "mpv");
	start();
	run_until(lists("mpv [video]"));
	players_list(fx.players, &before);
	assert_true(sd_bus_release_name(fakes[0].bus, MPRIS ".mpv") >= 0);
	up(1, "mpv");
	run_until(lists("mpv"));
	players_list(fx.players, &after);
	assert_true(after.e[0].id != before.e[0].id);
	/* the old one is of no interest any more */
	tell(0);
	run_for(50 * USEC_PER_MS);
	assert_true(lists("mpv"));
}

/* ---- odd ones ---- */

static void test_odd(void **state)
{
	(void) state;
	start();
	fakes[0] = (struct fake){ .odd = true };
	up(0, "odd");
	run_until(fakes[0].asked == 1);
	fakes[1] = (struct fake){ .refuses = true };
	up(1, "refuses");
	run_until(strstr(health_line(), "the media player refuses does not say whether it plays"));
	fakes[2] = (struct fake){ .status = "playing" }; /* no such word */
	up(2, "word");
	fakes[3] = (struct fake){ .status = NULL };
	up(3, "silent");
	run_until(fakes[3].asked == 1);
	fakes[4] = (struct fake){ .status = "Playing" };
	up(4, "good");
	run_until(lists("good"));
	/* signals that say nothing */
	tell_odd(4, "");
	tell_odd(4, "t", UINT64_C(1));
	tell_odd(4, "sas", PLAYER, 1, "PlaybackStatus");
	tell_odd(4, "sa{sv}as", PLAYER, 1, "PlaybackStatus", "u", 7, 0);
	tell_odd(4, "sa{sv}as", PLAYER, 2, "Metadata", "s", "film.mkv", "PlaybackStatus", "as", 1,
		 "Paused", 0);
	tell_odd(4, "sa{sv}as", PLAYER, 1, "Metadata", "a{sv}", 1, "xesam:url", "u", 7, 0);
	tell_odd(4, "sa{sv}as", MPRIS, 1, "PlaybackStatus", "s", "Paused", 0);
	tell_odd(4, "sa{sv}as", PLAYER, 1, "Metadata", "a{ss}", 1, "xesam:url", "/film.mkv", 0);
	run_for(100 * USEC_PER_MS);
	assert_true(lists("good"));
	/* and then one that does */
	tell_odd(4, "sa{sv}as", PLAYER, 1, "Metadata", "a{sv}", 1, "xesam:url", "s", "/film.mkv",
		 0);
	run_until(lists("good [video]"));
}

/* It does not answer, but tells of changes: that is believed. */
static void test_hangs(void **state)
{
	(void) state;
	fakes[0] = (struct fake){ .status = "Playing", .hangs = true };
	up(0, "mpv");
	start();
	run_until(fakes[0].asked == 1);
	tell_status(0, "Playing");
	run_until(lists("mpv"));
	tell_status(0, "Paused");
	run_until(lists(""));
	assert_int_equal(fakes[0].asked, 1);
}

/* It takes its name before it can answer. */
static void test_refuses_at_first(void **state)
{
	(void) state;
	fakes[0] = (struct fake){ .status = "Playing", .refuses = true };
	up(0, "mpv");
	start();
	run_until(fakes[0].asked == 1);
	run_for(50 * USEC_PER_MS);
	assert_true(strstr(health_line(), "mpv does not say whether it plays"));
	fakes[0].refuses = false;
	run_until(lists("mpv"));
	assert_int_equal(fakes[0].asked, 2);
	assert_string_equal(health_line(), "ok: media players: 1, playing: 1");
}

static void test_forged(void **state)
{
	sd_bus *forger = connect_bus();
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL, *n = NULL;
	const char *me;

	(void) state;
	fakes[0].status = "Paused";
	up(0, "mpv");
	start();
	run_until(fakes[0].asked == 1);
	run_for(20 * USEC_PER_MS);
	assert_true(sd_bus_get_unique_name(fx.bus, &me) >= 0);
	assert_true(sd_bus_message_new_signal(forger, &m, MPRIS_PATH, PROPERTIES,
					      "PropertiesChanged") >= 0);
	assert_true(sd_bus_message_append(m, "sa{sv}as", PLAYER, 1, "PlaybackStatus", "s",
					  "Playing", 0) >= 0);
	assert_true(sd_bus_send_to(forger, m, me, NULL) >= 0);
	assert_true(sd_bus_message_new_signal(forger, &n, "/org/freedesktop/DBus",
					      "org.freedesktop.DBus", "NameOwnerChanged") >= 0);
	assert_true(sd_bus_message_append(n, "sss", MPRIS ".evil", "", ":1.1") >= 0);
	assert_true(sd_bus_send_to(forger, n, me, NULL) >= 0);
	assert_true(sd_bus_flush(forger) >= 0);
	run_for(100 * USEC_PER_MS);
	assert_true(lists(""));
	assert_string_equal(health_line(), "ok: media players: 1, playing: 0");
	(void) sd_bus_flush_close_unref(forger);
}

static void test_long(void **state)
{
	char *url = malloc(4 << 20);
	char name[250];

	(void) state;
	assert_non_null(url);
	memset(url, 'x', (4 << 20) - 1);
	memcpy(url + (4 << 20) - 5, ".mkv", 5);
	memset(name, 'n', sizeof(name) - 1);
	name[230] = '\0'; /* 255 with what is before it */
	fakes[0] = (struct fake){ .status = "Playing", .url = url };
	up(0, name);
	start();
	run_until(listed()[0]);
	name[ENGAGER_TEXT_MAX - 1] = '\0';
	assert_true(lists(name));
	free(url);
}

/* A thousand names: sixteen are looked at; room that comes is filled again. */
static void test_many(void **state)
{
	sd_bus *crowd[] = { connect_bus(), connect_bus(), connect_bus() };

	(void) state;
	for (size_t k = 0; k < ELEMENTSOF(crowd); k++) {
		for (int i = 0; i < 334; i++) { /* a connection may have 512 */
			char name[64];

			(void) snprintf(name, sizeof(name), MPRIS ".crowd%zu_%d", k, i);
			assert_true(sd_bus_request_name(crowd[k], name, 0) >= 0);
		}
		assert_true(sd_bus_add_object(crowd[k], NULL, MPRIS_PATH, on_call, &fakes[1]) >= 0);
		assert_true(sd_bus_attach_event(crowd[k], fx.event, 0) >= 0);
	}
	fakes[1].status = "Paused";
	start();
	run_until(fakes[1].asked == 16);
	fakes[0].status = "Playing";
	up(0, "mpv");
	run_for(100 * USEC_PER_MS);
	assert_int_equal(fakes[1].asked, 16);
	assert_int_equal(fakes[0].asked, 0);
	assert_string_equal(health_line(),
			    "warn: more than 16 media players: the others are not looked at");
	for (size_t k = 0; k < ELEMENTSOF(crowd); k++) {
		sd_bus_flush_close_unref(crowd[k]);
	}
	run_until(lists("mpv"));
	assert_string_equal(health_line(), "ok: media players: 1, playing: 1");
}

static usec_t cpu(void)
{
	struct rusage u;

	(void) getrusage(RUSAGE_SELF, &u);
	return (usec_t) (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * USEC_PER_SEC +
	       (usec_t) (u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

/* One that sends without end is not listened to; the others are, and it is asked later. */
static void test_flood(void **state)
{
	sd_bus *flooder;
	unsigned heard;

	(void) state;
	fakes[0].status = "Paused";
	fakes[1].status = "Paused";
	up(0, "flood");
	up(1, "mpv");
	start();
	run_until(fakes[0].asked == 1 && fakes[1].asked == 1);
	run_for(20 * USEC_PER_MS);
	flooder = fakes[0].bus;
	for (int i = 0; i < 100; i++) {
		tell_status(0, i % 2 ? "Paused" : "Playing");
	}
	run_until(strstr(health_line(), "the media player flood sends without end"));
	heard = fx.changed;
	assert_in_range(heard, 1, 22);
	/* what comes now does not reach us: nothing but sending it costs anything */
	run_for(50 * USEC_PER_MS);
	for (int i = 0; i < 20000; i++) {
		tell_status(0, "Playing");
	}
	assert_true(sd_bus_flush(flooder) >= 0);
	usec_t before = cpu();
	run_for(300 * USEC_PER_MS);
	usec_t cost = cpu() - before;
	print_message("20000 signals of a muted player: %u us of CPU in 300 ms\n", (unsigned) cost);
	assert_true(cost < 60 * USEC_PER_MS);
	assert_int_equal(fx.changed, heard);
	tell_status(1, "Playing");
	run_until(strstr(listed(), "mpv"));
	/* asked again when its time is over: 10 s */
	fakes[0].status = "Playing";
	run_until(strstr(listed(), "flood") && fakes[0].asked == 2);
	tell_status(0, "Paused");
	run_until(lists("mpv"));
}

static void test_bus_dies(void **state)
{
	(void) state;
	fakes[0].status = "Playing";
	up(0, "mpv");
	start();
	run_until(lists("mpv"));
	private_bus_kill(&fx.daemon);
	run_until(lists(""));
	run_for(50 * USEC_PER_MS);
	assert_string_equal(health_line(), "ok: no media player runs");
}

static void test_free_at_any_moment(void **state)
{
	(void) state;
	for (size_t i = 0; i < 5; i++) {
		char name[16];

		fakes[i].status = "Playing";
		(void) snprintf(name, sizeof(name), "p%zu", i);
		up(i, name);
	}
	for (unsigned steps = 0; steps < 30; steps++) {
		start();
		for (unsigned i = 0; i < steps; i++) {
			assert_true(sd_event_run(fx.event, 5 * USEC_PER_MS) >= 0);
		}
		fx.players = players_free(fx.players);
		run_for(2 * USEC_PER_MS);
	}
	assert_null(players_free(NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_life),
		TEST(test_there_before),
		TEST(test_names),
		TEST(test_invalidated),
		TEST(test_name_changes_hands),
		TEST(test_odd),
		TEST(test_hangs),
		TEST(test_refuses_at_first),
		TEST(test_forged),
		TEST(test_long),
		TEST(test_many),
		TEST(test_flood),
		TEST(test_bus_dies),
		TEST(test_free_at_any_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
