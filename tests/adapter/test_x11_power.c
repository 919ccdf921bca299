/* Whether the display is off, as real X servers tell.  tests/run: alone */
#include <X11/Xlibint.h>
#include <X11/extensions/saver.h>
#undef min
#undef max

#include "x11-look.h"

static struct x11_power *power;
static unsigned n_changed;
static bool free_when_changed;

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &power);
	n_changed++;
	if (free_when_changed) {
		power = x11_power_free(power);
	}
}

static void power_up(const char *display)
{
	if (!monitors) {
		monitors_up(display);
	}
	assert_int_equal(x11_power_new(&power, event, monitors, on_changed, &power), 0);
	assert_false(x11_power_is_off(power));
}

static bool power_says(enum health_level level, const char *part)
{
	struct health h;

	x11_power_health(power, &h);
	return health_is(&h, "display power", level, part);
}

static bool is_told(void)
{
	struct health h;

	x11_power_health(power, &h);
	return h.level == HEALTH_OK;
}

/* Connected, and nothing is to come. */
static void settled(void)
{
	RUN_UNTIL(is_told());
	assert_true(power_says(HEALTH_OK, a.display));
	run_for(3 * SETTLE);
	n_wakes = 0;
}

static void saver(int mode)
{
	(void) XForceScreenSaver(desk, mode);
	(void) XSync(desk, False);
}

static int up(void **state)
{
	(void) state;
	loop_up();
	n_changed = 0;
	free_when_changed = false;
	server_up(&a, NULL, NULL);
	desk_up(a.display);
	return 0;
}

static int down(void **state)
{
	(void) state;
	(void) (a.pid > 0 && kill(a.pid, SIGCONT)); /* a test that fails may have stopped it */
	QUICKLY(power = x11_power_free(power));
	QUICKLY(monitors = x11_monitors_free(monitors));
	desk_down();
	loop_down();
	return 0;
}

static void test_off_and_on(void **state)
{
	(void) state;
	power_up(a.display);
	settled();
	assert_true(power_says(HEALTH_OK, "it is on"));
	for (unsigned i = 1; i <= 10; i++) {
		saver(ScreenSaverActive);
		assert_false(x11_power_is_off(power)); /* the loop tells */
		RUN_UNTIL(n_changed == 2 * i - 1);
		assert_true(x11_power_is_off(power));
		saver(ScreenSaverActive);
		run_for(20 * USEC_PER_MS);
		assert_true(x11_power_is_off(power));
		saver(ScreenSaverReset);
		RUN_UNTIL(n_changed == 2 * i);
		assert_false(x11_power_is_off(power));
	}
	saver(ScreenSaverActive);
	RUN_UNTIL(x11_power_is_off(power));
	assert_true(power_says(HEALTH_OK, "the display is off"));
}

/* The server's own clock, as when the user has gone. */
static void test_timeout(void **state)
{
	(void) state;
	power_up(a.display);
	settled();
	(void) XSetScreenSaver(desk, 1, 0, PreferBlanking, DontAllowExposures);
	(void) XSync(desk, False);
	RUN_UNTIL(n_changed == 1);
	assert_true(x11_power_is_off(power));
	(void) XSetScreenSaver(desk, 0, 0, PreferBlanking, DontAllowExposures);
	saver(ScreenSaverReset);
	RUN_UNTIL(n_changed == 2);
	assert_false(x11_power_is_off(power));
}

/* Nobody is asked again and again. */
static void test_no_wakes(void **state)
{
	(void) state;
	power_up(a.display);
	settled();
	run_for(USEC_PER_SEC);
	assert_int_equal(n_wakes, 0);
	saver(ScreenSaverActive);
	run_for(USEC_PER_SEC);
	print_message("off: %u wake-ups\n", n_wakes);
	assert_true(n_wakes <= 3);
	n_wakes = 0;
	run_for(USEC_PER_SEC);
	assert_int_equal(n_wakes, 0);
	assert_int_equal(n_changed, 1);
}

/* It was off before we came. */
static void test_off_at_first(void **state)
{
	(void) state;
	saver(ScreenSaverActive);
	power_up(a.display);
	RUN_UNTIL(n_changed == 1);
	assert_true(x11_power_is_off(power));

	power = x11_power_free(power); /* once more, to a connection that there is */
	n_changed = 0;
	power_up(a.display);
	RUN_UNTIL(n_changed == 1);
	assert_true(x11_power_is_off(power));
	saver(ScreenSaverReset);
	RUN_UNTIL(n_changed == 2);
}

/* What it was last is not what it is. */
static void test_server_dies(void **state)
{
	(void) state;
	power_up(a.display);
	settled();
	saver(ScreenSaverActive);
	RUN_UNTIL(n_changed == 1);
	desk_down();
	server_kill(&a);
	RUN_UNTIL(n_changed == 2);
	assert_false(x11_power_is_off(power));
	assert_true(power_says(HEALTH_WARN, "can't be reached"));
	server_up(&a, NULL, NULL);
	desk_up(a.display);
	RUN_UNTIL(is_told());
	saver(ScreenSaverActive);
	RUN_UNTIL(n_changed == 3);
	x11_monitors_set_display(monitors, NULL, NULL);
	assert_int_equal(n_changed, 3); /* the loop tells */
	RUN_UNTIL(n_changed == 4);
	assert_false(x11_power_is_off(power));
	assert_true(power_says(HEALTH_WARN, "no X server is known"));
}

static void test_stopped(void **state)
{
	(void) state;
	power_up(a.display);
	settled();
	assert_int_equal(kill(a.pid, SIGSTOP), 0);
	run_for(300 * USEC_PER_MS);
	assert_int_equal(n_wakes, 0);
	QUICKLY(power = x11_power_free(power));
	QUICKLY(power_up(a.display)); /* joins one that does not answer */
	assert_true(power_says(HEALTH_WARN, "has not answered yet"));
	run_for(300 * USEC_PER_MS);
	assert_int_equal(kill(a.pid, SIGCONT), 0);
	settled();
	saver(ScreenSaverActive);
	RUN_UNTIL(x11_power_is_off(power));
}

static void test_no_extension(void **state)
{
	(void) state;
	server_up(&b, "-extension", "MIT-SCREEN-SAVER");
	power_up(b.display);
	RUN_UNTIL(x11_monitors_answers(monitors));
	run_for(50 * USEC_PER_MS);
	assert_true(power_says(HEALTH_WARN, "does not tell"));
	assert_false(x11_power_is_off(power));
	assert_int_equal(n_changed, 0);
}

static void test_xwayland(void **state)
{
	(void) state;
	is_xwayland = true;
	saver(ScreenSaverActive);
	power_up(a.display);
	RUN_UNTIL(power_says(HEALTH_WARN, "is XWayland"));
	assert_false(x11_power_is_off(power));
	assert_int_equal(n_changed, 0);
}

/* Another program's word: our window is found among the children of the root. */
static void test_forged(void **state)
{
	Window root, parent, *children = NULL;
	unsigned n = 0;
	int opcode, base, error;

	(void) state;
	power_up(a.display);
	assert_true(XQueryExtension(desk, ScreenSaverName, &opcode, &base, &error));
	settled();
	power = x11_power_free(power);
	power_up(a.display); /* which pings, by a window of ours */
	settled();
	assert_true(XQueryTree(desk, DefaultRootWindow(desk), &root, &parent, &children, &n) != 0);
	assert_true(n > 0);
	for (unsigned i = 0; i < n; i++) {
		xSendEventReq *req;
		xEvent wire = { 0 };
		Display *dpy = desk;

		wire.u.u.type = (BYTE) (base + ScreenSaverNotify);
		wire.u.u.detail = ScreenSaverOn;
		LockDisplay(dpy);
		GetReq(SendEvent, req);
		req->propagate = False;
		req->destination = (CARD32) children[i];
		req->eventMask = NoEventMask;
		req->event = wire;
		UnlockDisplay(dpy);
		SyncHandle();
	}
	(void) XSync(desk, False);
	n_wakes = 0;
	run_for(300 * USEC_PER_MS);
	assert_true(n_wakes > 0); /* it has come */
	assert_false(x11_power_is_off(power));
	assert_int_equal(n_changed, 0);
	(void) XFree(children);
	saver(ScreenSaverActive);
	RUN_UNTIL(x11_power_is_off(power));
}

static void test_free_anywhere(void **state)
{
	(void) state;
	for (unsigned i = 0; i < 6; i++) { /* while connecting */
		power_up(a.display);
		for (unsigned k = 0; k < i; k++) {
			run(10 * USEC_PER_MS);
		}
		if (i % 2 == 0) {
			monitors = x11_monitors_free(monitors); /* it should not, but may */
			assert_false(x11_power_is_off(power));
			assert_true(power_says(HEALTH_WARN, ""));
		}
		power = x11_power_free(power);
	}
	free_when_changed = true;
	power_up(a.display);
	settled();
	saver(ScreenSaverActive);
	RUN_UNTIL(!power);
	assert_int_equal(n_changed, 1);
	assert_null(x11_power_free(NULL));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, up, down)
	const struct CMUnitTest tests[] = {
		TEST(test_off_and_on),    TEST(test_timeout),     TEST(test_no_wakes),
		TEST(test_off_at_first),  TEST(test_server_dies), TEST(test_stopped),
		TEST(test_no_extension),  TEST(test_xwayland),    TEST(test_forged),
		TEST(test_free_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
