/* Microphones: a folder like /proc/asound, and nodes that are closed. */
#include "calls-fixture.h"

#define MIC "a microphone is in use"
#define RUNNING                                                                                    \
	"state: RUNNING\nowner_pid   : 812\ntrigger_time: %llu.123456789\n"                        \
	"tstamp      : 0.000000000\ndelay       : 2304\n"

static void status(const char *name, const char *text)
{
	char path[96];

	(void) snprintf(path, sizeof(path), "%s/sub0/status", name);
	write_file(fx.sound, path, text);
}

/* For so long, by the clock that the program has chosen. */
static void records(const char *name, clockid_t clock, unsigned long long seconds)
{
	struct timespec t;
	char text[256];

	(void) clock_gettime(clock, &t);
	(void) snprintf(text, sizeof(text), RUNNING, (unsigned long long) t.tv_sec - seconds);
	status(name, text);
}

/* A sound card with a way out and a way in. */
static void card(const char *name, const char *id)
{
	char path[64];

	(void) snprintf(path, sizeof(path), "%s/id", name);
	write_file(fx.sound, path, id);
	(void) snprintf(path, sizeof(path), "%s/pcm0p", name);
	status(path, "closed\n");
	(void) snprintf(path, sizeof(path), "%s/pcm0c", name);
	status(path, "closed\n");
	write_file(fx.dev, "snd/pcmC0D0c", "");
}

static void look(void)
{
	calls_look(fx.calls);
	run_for(20 * USEC_PER_MS);
}

/* Only a look tells that it has begun; closing its device ends it. */
static void test_records(void **state)
{
	int fd;

	(void) state;
	card("card0", "PCH\n");
	begin();
	look();
	assert_string_equal(told(), "");
	fd = open_node("snd/pcmC0D0c");
	records("card0/pcm0c", CLOCK_MONOTONIC, 10);
	run_for(100 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
	calls_look(fx.calls);
	assert_string_equal(told(), MIC); /* at once; told from the loop */
	assert_int_equal(fx.changed, 0);
	run_until(fx.changed == 1);
	assert_string_equal(health_line(), "ok: " MIC);
	assert_false(calls_camera(fx.calls)); /* it may record an empty room */
	look();
	run_for(4 * quick.mic_blind); /* no look in between */
	assert_int_equal(fx.changed, 1);
	status("card0/pcm0c", "closed\n");
	run_for(4 * quick.mic_blind);
	assert_int_equal(fx.changed, 1);
	(void) close(fd);
	run_until(fx.changed == 2);
	assert_string_equal(told(), "");
	(void) close(open_node("snd/pcmC0D0c")); /* it is not watched any more */
	run_for(4 * quick.verify);
	assert_int_equal(fx.changed, 2);
}

/* One closes it, another one goes on. */
static void test_goes_on(void **state)
{
	int fd;

	(void) state;
	card("card0", "PCH\n");
	begin();
	fd = open_node("snd/pcmC0D0c");
	records("card0/pcm0c", CLOCK_MONOTONIC, 10);
	look();
	(void) close(open_node("snd/pcmC0D0c"));
	run_for(4 * quick.verify);
	assert_string_equal(told(), MIC);
	assert_int_equal(fx.changed, 1);
	status("card0/pcm0c", "closed\n");
	(void) close(fd);
	run_until(fx.changed == 2);
}

/* A device that can't be watched is looked at again after a while. */
static void test_not_watched(void **state)
{
	(void) state;
	card("card0", "PCH\n");
	remove_file(fx.dev, "snd/pcmC0D0c");
	begin();
	records("card0/pcm0c", CLOCK_MONOTONIC, 10);
	look();
	assert_string_equal(told(), MIC);
	run_for(2 * quick.mic_blind);
	assert_string_equal(told(), MIC);
	status("card0/pcm0c", "state: SETUP\n");
	run_until(fx.changed == 2);
	assert_string_equal(told(), "");
}

/* What is played, what is prepared, what a loopback makes of it, what has recorded for a day. */
static void test_no_calls(void **state)
{
	(void) state;
	card("card0", "PCH\n");
	card("card1", "Loopback\n");
	card("card2", "Loopback_1\n");
	begin();
	records("card0/pcm0p", CLOCK_MONOTONIC, 10);
	status("card0/pcm0c", "state: PREPARED\ntrigger_time: 1.0\ntstamp      : 2.0\n");
	records("card1/pcm0c", CLOCK_MONOTONIC, 10);
	records("card2/pcm0c", CLOCK_MONOTONIC, 10);
	write_file(fx.sound, "cardX/id", "odd\n");
	write_file(fx.sound, "card3", "a file\n");
	write_file(fx.sound, "card0/pcm0c/info", "card: 0\n");
	write_file(fx.sound, "card0/pcmXc", "");
	look();
	assert_string_equal(told(), "");
	records("card0/pcm0c", CLOCK_REALTIME, 3602);
	look();
	assert_string_equal(told(), "");
	assert_string_equal(health_line(), "ok: a microphone has recorded for longer than a call "
					   "lasts, so it holds back no prompts");
	records("card0/pcm0c", CLOCK_REALTIME, 3590);
	look();
	assert_string_equal(told(), MIC);
	status("card0/pcm0c", "state: RUNNING\n"); /* no times */
	look();
	assert_string_equal(told(), MIC);
	status("card0/pcm0c", "");
	look();
	assert_string_equal(told(), "");
}

static void test_too_long_by_the_monotonic_clock(void **state)
{
	struct calls_times times = quick;

	(void) state;
	times.longest = 20 * USEC_PER_SEC;
	card("card0", "PCH\n");
	begin_times(&times);
	records("card0/pcm0c", CLOCK_MONOTONIC, 18);
	look();
	assert_string_equal(told(), MIC);
	records("card0/pcm0c", CLOCK_MONOTONIC, 22);
	look();
	assert_string_equal(told(), "");
}

/* The second one of a device, and of a card. */
static void test_which(void **state)
{
	(void) state;
	card("card0", "PCH\n");
	card("card7", "Webcam\n");
	begin();
	write_file(fx.sound, "card0/pcm0c/sub1/status", "state: RUNNING\n");
	look();
	assert_string_equal(told(), MIC);
	write_file(fx.sound, "card0/pcm0c/sub1/status", "closed\n");
	look();
	assert_string_equal(told(), "");
	write_file(fx.sound, "card7/pcm3c/sub0/status", "state: RUNNING\n");
	look();
	assert_string_equal(told(), MIC);
}

/* A look reads so many files and no more. */
static void test_bounded(void **state)
{
	char name[64];

	(void) state;
	for (unsigned i = 0; i < 200; i++) {
		(void) snprintf(name, sizeof(name), "card0/pcm0c/sub%u/status", i);
		write_file(fx.sound, name, i == 150 ? "state: RUNNING\n" : "closed\n");
	}
	begin();
	look();
	assert_string_equal(told(), "");
	write_file(fx.sound, "card0/pcm0c/sub40/status", "state: RUNNING\n");
	look();
	assert_string_equal(told(), MIC);
}

/* A camera is named first, and says that somebody is there. */
static void test_camera_and_microphone(void **state)
{
	int fd;

	(void) state;
	card("card0", "PCH\n");
	write_file(fx.dev, "video0", "");
	begin();
	fd = open_node("video0");
	run_until(fx.changed == 1);
	records("card0/pcm0c", CLOCK_MONOTONIC, 10);
	look();
	assert_int_equal(fx.changed, 2);
	assert_string_equal(told(), "the camera video0 is in use");
	(void) close(fd);
	run_until(fx.changed == 3);
	assert_string_equal(told(), MIC);
	assert_false(calls_camera(fx.calls));
}

static void test_no_sound(void **state)
{
	(void) state;
	assert_return_code(rmdir(fx.sound), errno);
	begin();
	look();
	assert_string_equal(told(), "");
	assert_int_equal(fx.changed, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_records),
		TEST(test_goes_on),
		TEST(test_not_watched),
		TEST(test_no_calls),
		TEST(test_too_long_by_the_monotonic_clock),
		TEST(test_which),
		TEST(test_bounded),
		TEST(test_camera_and_microphone),
		TEST(test_no_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
