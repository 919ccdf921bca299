/* When the monitors of an X server are read, and servers that come, go and hang.  tests/run: alone */
#include "x11-desk.h"

#define SETTLE (200 * USEC_PER_MS)

static struct x11_monitors *x;
static unsigned n_changed, n_asked, n_fds;
static bool free_when_changed, wanted;

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &x);
	n_changed++;
	if (free_when_changed) {
		x = x11_monitors_free(x);
	}
}

static bool on_wanted(void *userdata)
{
	assert_ptr_equal(userdata, &x);
	n_asked++;
	return wanted;
}

static void monitors_up(const char *display)
{
	static const struct x11_monitors_callbacks callbacks = { on_changed, on_wanted };

	QUICKLY(assert_int_equal(x11_monitors_new(&x, event, SETTLE, &callbacks, &x), 0));
	QUICKLY(x11_monitors_set_display(x, display, NULL));
	assert_int_equal(n_changed, 0);
	assert_false(x11_monitors_answers(x));
	assert_int_equal(x11_monitors_get(x)->backend, BACKEND_NONE);
}

static const struct monitors *list(void)
{
	return x11_monitors_get(x);
}

/* Connected, and nothing is to come. */
static void settled(void)
{
	RUN_UNTIL(x11_monitors_answers(x) && n_changed > 0);
	run_for(100 * USEC_PER_MS);
	n_changed = n_wakes = 0;
}

static bool health_says(enum health_level level, const char *part)
{
	struct health h;

	x11_monitors_health(x, &h);
	assert_string_equal(h.name, "monitors");
	if (h.level != level || !strstr(h.text, part)) {
		print_message("%s: %s\n", health_level_to_string(h.level), h.text);
		return false;
	}
	return true;
}

static void make(const char *name, int x_px)
{
	make_monitor(name, (int[]){ x_px, 0, 100, 100 }, 30, 30, None, None);
}

static int up(void **state)
{
	(void) state;
	log_open(getenv("TEST_VERBOSE") ? LOG_DEBUG : LOG_ERR);
	(void) signal(SIGPIPE, SIG_DFL);
	(void) unsetenv("XAUTHORITY");
	n_changed = n_wakes = 0;
	free_when_changed = false;
	n_asked = 0;
	wanted = true;
	n_fds = count_fds();
	assert_true(sd_event_new(&event) >= 0);
	server_up(&a, NULL, NULL);
	desk_up(a.display);
	return 0;
}

static int down(void **state)
{
	(void) state;
	desk_down();
	QUICKLY(x = x11_monitors_free(x));
	event = sd_event_unref(event);
	server_down(&a);
	server_down(&b);
	assert_int_equal(count_fds(), n_fds);
	return 0;
}

/* ---- changes ---- */

static void test_connects(void **state)
{
	(void) state;
	monitors_up(a.display);
	assert_true(x11_monitors_is_pending(x));
	RUN_UNTIL(n_changed > 0);
	assert_int_equal(n_changed, 1);
	assert_false(x11_monitors_is_pending(x));
	assert_int_equal(list()->backend, BACKEND_X11);
	assert_int_equal(list()->n, 1);
	assert_string_equal(list()->m[0].output, "screen");
	assert_true(health_says(HEALTH_OK, a.display));
}

static void test_hotplug(void **state)
{
	usec_t start;

	(void) state;
	monitors_up(a.display);
	settled();
	start = now();
	make("A", 10);
	RUN_UNTIL(list()->n == 2);
	assert_true(now() - start >= SETTLE);
	assert_int_equal(n_changed, 0); /* a little later, by the loop */
	RUN_UNTIL(n_changed == 1);
	assert_string_equal(list()->m[1].output, "A");
	unmake_monitor("A");
	RUN_UNTIL(n_changed == 2);
	assert_int_equal(list()->n, 1);
}

static void test_edid_comes(void **state)
{
	(void) state;
	monitors_up(a.display);
	settled();
	set_edid(resources->outputs[0], &edid_dell);
	RUN_UNTIL(n_changed == 1);
	assert_string_equal(list()->m[0].model, "DELL U2720Q");
}

/* A burst is read once, when it is over; one that does not end is read all the same. */
static void test_burst(void **state)
{
	unsigned reads = 0, n = 1;

	(void) state;
	monitors_up(a.display);
	settled();
	for (unsigned i = 0; i < 5; i++) {
		make((char[]){ (char) ('A' + i), '\0' }, (int) i);
		run_for(SETTLE / 4);
	}
	assert_int_equal(n_changed, 0);
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->n, 6);

	n = 6;
	for (usec_t end = now() + 12 * SETTLE; now() < end;) {
		make("Z", 50);
		run_for(SETTLE / 4);
		unmake_monitor("Z");
		run_for(SETTLE / 4);
		make((char[]){ (char) ('a' + reads++ % 26), '\0' }, 60);
	}
	assert_true(n_changed >= 2 && n_changed <= 4);
	assert_true(list()->n > n);
}

/* Nobody is woken while nothing happens, and by what is of no interest only once. */
static void test_quiet(void **state)
{
	(void) state;
	monitors_up(a.display);
	settled();
	run_for(2 * USEC_PER_SEC);
	assert_int_equal(n_wakes, 0);
	set_property(resources->outputs[0], "Backlight", "x", 1);
	run_for(USEC_PER_SEC);
	assert_in_range(n_wakes, 1, 2);
	assert_int_equal(n_changed, 0);
}

/* What changes and changes back is no change. */
static void test_same_again(void **state)
{
	(void) state;
	monitors_up(a.display);
	settled();
	make("A", 10);
	unmake_monitor("A");
	run_for(3 * SETTLE);
	assert_int_equal(n_changed, 0);
}

static void test_zero_outputs(void **state)
{
	RRCrtc crtc = resources->crtcs[0];

	(void) state;
	monitors_up(a.display);
	settled();
	light(crtc, None, 0, None, RR_Rotate_0);
	run_for(3 * SETTLE);
	assert_int_equal(n_changed, 0);
	assert_int_equal(list()->n, 1); /* as it was */
	light(crtc, resources->outputs[0], 0, make_mode(resources->outputs[0], 320, 240),
	      RR_Rotate_0);
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->m[0].width_px, 320);
}

/* ---- servers that come, go and hang ---- */

static void test_dies(void **state)
{
	(void) state;
	set_edid(resources->outputs[0], &edid_panel);
	monitors_up(a.display);
	settled();
	desk_down();
	server_kill(&a);
	RUN_UNTIL(n_changed == 1);
	assert_false(x11_monitors_answers(x));
	assert_string_equal(list()->m[0].model, "BOE0A1B"); /* as it was */
	assert_true(health_says(HEALTH_WARN, "can't be reached"));
	server_up(&a, NULL, NULL);
	RUN_UNTIL(n_changed == 2);
	assert_true(x11_monitors_answers(x));
	assert_string_equal(list()->m[0].model, ""); /* a new one */
	desk_up(a.display);
	make("A", 10);
	RUN_UNTIL(n_changed == 3);
	assert_int_equal(list()->n, 2);
}

static void test_other_display(void **state)
{
	(void) state;
	server_up(&b, "-extension", "RANDR");
	monitors_up(a.display);
	settled();
	QUICKLY(x11_monitors_set_display(x, a.display, NULL));
	assert_int_equal(list()->n, 1);
	QUICKLY(x11_monitors_set_display(x, NULL, NULL));
	assert_int_equal(list()->backend, BACKEND_NONE); /* forgotten */
	RUN_UNTIL(n_changed == 1);
	assert_false(x11_monitors_answers(x) || x11_monitors_is_pending(x));
	QUICKLY(x11_monitors_set_display(x, b.display, NULL));
	RUN_UNTIL(n_changed == 2);
	assert_int_equal(list()->n, 1);
	assert_int_equal(list()->m[0].size_source, SIZE_UNKNOWN);
	QUICKLY(x11_monitors_set_display(x, "elsewhere:0", NULL));
	assert_true(health_says(HEALTH_WARN, "not one of this machine"));
}

/* Where the owner does not want it, nobody connects, now or later. */
static void test_unwanted(void **state)
{
	(void) state;
	wanted = false;
	monitors_up(a.display);
	run_for(1500 * USEC_PER_MS);
	assert_int_equal(n_asked, 1);
	assert_int_equal(n_wakes, 0);
	assert_true(health_says(HEALTH_WARN, "is not asked"));
	wanted = true;
	QUICKLY(x11_monitors_set_display(x, a.display, NULL)); /* looks again, within a second */
	settled();
	wanted = false;
	desk_down();
	server_kill(&a);
	RUN_UNTIL(n_changed == 1);
	server_up(&a, NULL, NULL);
	n_asked = 0;
	RUN_UNTIL(n_asked == 1);
	run_for(500 * USEC_PER_MS);
	assert_false(x11_monitors_answers(x));
}

/* The server is stopped between an event and the read: the loop goes on, and the read follows. */
static void test_stopped(void **state)
{
	(void) state;
	monitors_up(a.display);
	settled();
	make("A", 10);
	run(SETTLE / 4); /* the event has come */
	assert_int_equal(kill(a.pid, SIGSTOP), 0);
	run_for(5 * SETTLE);
	assert_int_equal(list()->n, 1);
	assert_true(x11_monitors_answers(x));
	assert_int_equal(kill(a.pid, SIGCONT), 0);
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->n, 2);
}

/* Another client has grabbed it: the same. */
static void test_grabbed(void **state)
{
	(void) state;
	monitors_up(a.display);
	settled();
	make("A", 10);
	run(SETTLE / 4);
	(void) XGrabServer(desk);
	(void) XSync(desk, False);
	run_for(5 * SETTLE);
	assert_int_equal(list()->n, 1);
	(void) XUngrabServer(desk);
	(void) XSync(desk, False);
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->n, 2);
}

static void test_stopped_at_connect(void **state)
{
	(void) state;
	assert_int_equal(kill(a.pid, SIGSTOP), 0);
	monitors_up(a.display);
	run_for(500 * USEC_PER_MS);
	assert_true(x11_monitors_is_pending(x));
	assert_true(health_says(HEALTH_WARN, "does not answer"));
	assert_int_equal(kill(a.pid, SIGCONT), 0);
	RUN_UNTIL(n_changed == 1);
}

/* ---- round trips in which it stops ---- */

static unsigned n_up, n_down;

static bool on_up(Display *display, void *userdata)
{
	(void) userdata;
	if (n_up++ == 0) {
		struct monitors read = { .n = 7 };
		int base;

		assert_true(x11_randr_version(display, &base) >= 5);
		assert_int_equal(kill(a.pid, SIGSTOP), 0);
		assert_false(x11_outputs_read(display, 6, XA_STRING, &read));
		assert_int_equal(read.n, 7);
		assert_false(x11_outputs_read(display, 3, XA_STRING, &read));
		assert_int_equal(kill(a.pid, SIGCONT), 0);
	}
	return true;
}

static void on_x_down(void *userdata)
{
	(void) userdata;
	n_down++;
}

static void test_stops_in_the_midst(void **state)
{
	static const struct x11_display_callbacks callbacks = { .up = on_up, .down = on_x_down };
	struct x11_display *d;
	usec_t start = now();

	(void) state;
	n_up = n_down = 0;
	assert_int_equal(x11_display_new(&d, event, &callbacks, NULL), 0);
	x11_display_set(d, a.display, NULL);
	while (n_up == 0) {
		assert_true(sd_event_run(event, 10 * USEC_PER_MS) >= 0);
	}
	assert_true(now() - start < X11_PATIENCE + 2 * USEC_PER_SEC);
	assert_int_equal(n_down, 1);
	assert_int_equal(x11_display_state(d), X11_ABSENT);
	RUN_UNTIL(n_up == 2); /* once more, later */
	assert_int_equal(x11_display_state(d), X11_CONNECTED);
	d = x11_display_free(d);
}

/* ---- life ---- */

static void test_free_anywhere(void **state)
{
	(void) state;
	for (unsigned i = 0; i < 8; i++) {
		monitors_up(a.display);
		for (unsigned k = 0; k < i; k++) {
			run(10 * USEC_PER_MS);
		}
		x = x11_monitors_free(x);
		n_changed = 0;
	}
	free_when_changed = true;
	monitors_up(a.display);
	RUN_UNTIL(!x);
	free_when_changed = false;
	n_changed = 0;
	monitors_up(a.display);
	settled();
	make("A", 10);
	run(SETTLE / 4);
	QUICKLY(x = x11_monitors_free(x)); /* while it settles */
	assert_null(x11_monitors_free(NULL));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, up, down)
	const struct CMUnitTest tests[] = {
		TEST(test_connects),
		TEST(test_hotplug),
		TEST(test_edid_comes),
		TEST(test_burst),
		TEST(test_quiet),
		TEST(test_same_again),
		TEST(test_zero_outputs),
		TEST(test_dies),
		TEST(test_other_display),
		TEST(test_unwanted),
		TEST(test_stopped),
		TEST(test_grabbed),
		TEST(test_stopped_at_connect),
		TEST(test_stops_in_the_midst),
		TEST(test_free_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
