/* A real player: mpv with mpv-mpris, a film and a song that are written here. */
#include "players-fixture.h"

#define SCRIPT "/usr/lib/mpv-mpris/mpris.so"

static pid_t mpv;
static char film[128], song[128];

static void write_film(void)
{
	unsigned char frame[16 * 16 * 3 / 2];
	FILE *f = fopen(film, "w");

	assert_non_null(f);
	memset(frame, 128, sizeof(frame));
	assert_true(fprintf(f, "YUV4MPEG2 W16 H16 F5:1 Ip A1:1 C420jpeg\n") > 0);
	for (int i = 0; i < 5 * 60; i++) {
		assert_true(fprintf(f, "FRAME\n") > 0);
		assert_int_equal(fwrite(frame, sizeof(frame), 1, f), 1);
	}
	assert_int_equal(fclose(f), 0);
}

static void put(FILE *f, uint32_t v, size_t n)
{
	assert_int_equal(fwrite(&v, n, 1, f), 1); /* little endian, as the machines of this house */
}

static void write_song(void)
{
	const uint32_t rate = 8000, size = 8000 * 60;
	FILE *f = fopen(song, "w");

	assert_non_null(f);
	assert_true(fputs("RIFF", f) >= 0);
	put(f, 36 + size, 4);
	assert_true(fputs("WAVEfmt ", f) >= 0);
	put(f, 16, 4);
	put(f, 1, 2);
	put(f, 1, 2);
	put(f, rate, 4);
	put(f, rate, 4);
	put(f, 1, 2);
	put(f, 8, 2);
	assert_true(fputs("data", f) >= 0);
	put(f, size, 4);
	for (uint32_t i = 0; i < size; i++) {
		assert_true(fputc(0x80, f) != EOF);
	}
	assert_int_equal(fclose(f), 0);
}

static int setup(void **state)
{
	(void) state;
	(void) fixture_setup();
	assert_int_equal(setenv("DBUS_SESSION_BUS_ADDRESS", fx.daemon.address, 1), 0);
	(void) snprintf(film, sizeof(film), "%s/a film.y4m", fx.daemon.dir);
	(void) snprintf(song, sizeof(song), "%s/a song.wav", fx.daemon.dir);
	mpv = 0;
	return 0;
}

static int teardown(void **state)
{
	(void) state;
	mpv = child_stop(mpv);
	(void) unlink(film);
	(void) unlink(song);
	fixture_teardown();
	return 0;
}

static bool is_there(const char *file)
{
	return access(file, R_OK) == 0;
}

static void play(const char *file, const char *more)
{
	const char *const argv[] = { "mpv",       "--no-config", "--script=" SCRIPT,
				     "--vo=null", "--ao=null",   "--loop",
				     more,        file,          NULL };

	mpv = child_start(argv, -1);
	assert_true(mpv > 0);
}

static void control(const char *interface, const char *member)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;

	assert_true(sd_bus_message_new_method_call(fx.bus, &m, MPRIS ".mpv", MPRIS_PATH, interface,
						   member) >= 0);
	assert_true(sd_bus_send(fx.bus, m, NULL) >= 0);
}

#define SKIP_WITHOUT_MPV()                                                                         \
	do {                                                                                       \
		if (!is_there("/usr/bin/mpv") || !is_there(SCRIPT)) {                              \
			print_message("no mpv with mpv-mpris here\n");                             \
			skip();                                                                    \
		}                                                                                  \
	} while (0)

static void test_film(void **state)
{
	(void) state;
	SKIP_WITHOUT_MPV();
	write_film();
	start();
	play(film, "--volume=50");
	run_until(lists("mpv [video]"));
	control(PLAYER, "Pause");
	run_until(lists(""));
	control(PLAYER, "Play");
	run_until(lists("mpv [video]"));
	run_for(50 * USEC_PER_MS); /* what has changed is told after it has */
	unsigned changed = fx.changed;
	run_for(2 * USEC_PER_SEC); /* it plays on: nothing to tell */
	assert_int_equal(fx.changed, changed);
	assert_string_equal(health_line(), "ok: media players: 1, playing: 1");
	control(MPRIS, "Quit");
	run_until(lists(""));
	run_until(strstr(health_line(), "no media player runs"));
}

static void test_song(void **state)
{
	(void) state;
	SKIP_WITHOUT_MPV();
	write_song();
	start();
	play(song, "--no-video");
	run_until(lists("mpv"));
	run_for(500 * USEC_PER_MS);
	assert_true(lists("mpv")); /* no video */
	control(PLAYER, "PlayPause");
	run_until(lists(""));
}

/* There before us, and paused; and killed without a word. */
static void test_there_before(void **state)
{
	(void) state;
	SKIP_WITHOUT_MPV();
	write_film();
	play(film, "--pause");
	start();
	run_until(strstr(health_line(), "media players: 1, playing: 0"));
	fx.players = players_free(fx.players);
	start();
	run_until(strstr(health_line(), "media players: 1, playing: 0"));
	control(PLAYER, "Play");
	run_until(lists("mpv [video]"));
	fx.players = players_free(fx.players);
	start();
	run_until(lists("mpv [video]"));
	mpv = child_stop(mpv);
	run_until(lists(""));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_film),
		TEST(test_song),
		TEST(test_there_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
