/* Looks at servers without a window manager, and at those that come, go and hang.  tests/run: alone */
#include <sys/prctl.h>

#include "x11-look.h"

#define MOMENT (400 * USEC_PER_MS) /* that a look may take at most, on a machine that is busy */

static int up(void **state)
{
	(void) state;
	loop_up();
	server_up(&a, NULL, NULL);
	desk_up(a.display);
	return 0;
}

static int down(void **state)
{
	(void) state;
	(void) (a.pid > 0 && kill(a.pid, SIGCONT)); /* a test that fails may have stopped it */
	QUICKLY(desktop = x11_desktop_free(desktop));
	QUICKLY(monitors = x11_monitors_free(monitors));
	desk_down();
	loop_down();
	return 0;
}

static void point(int x, int y)
{
	(void) XWarpPointer(desk, None, DefaultRootWindow(desk), 0, 0, 0, 0, x, y);
	(void) XSync(desk, False);
}

/* How long that took. */
static usec_t look_in_vain(void)
{
	usec_t start = now();

	assert_false(look().known);
	return now() - start;
}

/* ---- what there is to see ---- */

static void test_pointer_alone(void **state)
{
	struct desktop_look l;

	(void) state;
	desktop_up(a.display);
	assert_false(look().known);
	assert_true(desktop_says(HEALTH_WARN, "does not answer"));
	RUN_UNTIL(look().known);
	point(123, 45);
	l = look();
	assert_true(l.known);
	assert_false(l.focused || l.full_screen);
	assert_int_equal(l.pointer_x, 123);
	assert_int_equal(l.pointer_y, 45);
	assert_int_equal(l.width + l.height, 0);
	assert_true(desktop_says(HEALTH_WARN, "no window manager"));
	assert_int_equal(monitor_in_use(x11_monitors_get(monitors), &l), 0);
}

static void test_xwayland(void **state)
{
	(void) state;
	is_xwayland = true;
	desktop_up(a.display);
	RUN_UNTIL(x11_monitors_answers(monitors));
	run_for(50 * USEC_PER_MS);
	assert_int_equal(x11_monitors_get(monitors)->backend, BACKEND_XWAYLAND);
	assert_false(look().known);
	assert_true(desktop_says(HEALTH_WARN, "is XWayland"));
	is_xwayland = false; /* and the real one that follows it */
	server_up(&b, NULL, NULL);
	x11_monitors_set_display(monitors, b.display, NULL);
	RUN_UNTIL(look().known);
}

static void put(Window window, const char *property, Atom type, int format, const void *data, int n)
{
	(void) XChangeProperty(desk, window, XInternAtom(desk, property, False), type, format,
			       PropModeReplace, data, n);
	(void) XSync(desk, False);
}

static void put_long(Window window, const char *property, Atom type, unsigned long value)
{
	put(window, property, type, 32, &value, 1);
}

static Window make_window(int x, int y, unsigned width, unsigned height)
{
	return XCreateSimpleWindow(desk, DefaultRootWindow(desk), x, y, width, height, 3, 0, 0);
}

/* Everything that anybody may write into the properties. */
static void test_hostile(void **state)
{
	Window root = DefaultRootWindow(desk), check = make_window(0, 0, 1, 1),
	       window = make_window(20, 30, 200, 100);
	unsigned long many[100];
	struct desktop_look l;

	(void) state;
	desktop_up(a.display);
	RUN_UNTIL(look().known);
	put_long(root, "_NET_SUPPORTING_WM_CHECK", XA_WINDOW, check);
	put_long(root, "_NET_ACTIVE_WINDOW", XA_WINDOW, window);
	l = look();
	assert_true(l.known && !l.focused); /* the window does not say so */
	put_long(check, "_NET_SUPPORTING_WM_CHECK", XA_WINDOW, root);
	assert_false(look().focused);
	put_long(check, "_NET_SUPPORTING_WM_CHECK", XA_WINDOW, check);
	l = look();
	assert_true(l.known && l.focused && !l.full_screen);
	assert_int_equal(l.x, 23); /* inside its border */
	assert_int_equal(l.y, 33);
	assert_int_equal(l.width, 200);
	assert_int_equal(l.height, 100);
	assert_true(desktop_says(HEALTH_OK, a.display));

	for (size_t i = 0; i < ELEMENTSOF(many); i++) {
		many[i] = XInternAtom(desk, "_NET_WM_STATE_ABOVE", False);
	}
	many[31] = XInternAtom(desk, "_NET_WM_STATE_FULLSCREEN", False);
	put(window, "_NET_WM_STATE", XA_ATOM, 32, many, ELEMENTSOF(many));
	assert_true(look().full_screen);
	put(window, "_NET_WM_STATE", XA_CARDINAL, 32, many, ELEMENTSOF(many));
	assert_false(look().full_screen);
	put(window, "_NET_WM_STATE", XA_ATOM, 8, many, sizeof(many));
	assert_false(look().full_screen);
	put(window, "_NET_WM_STATE", XA_ATOM, 32, many, 0);
	l = look();
	assert_true(l.focused && !l.full_screen);

	put_long(root, "_NET_ACTIVE_WINDOW", XA_CARDINAL, window);
	assert_false(look().focused);
	put_long(root, "_NET_ACTIVE_WINDOW", XA_WINDOW, root);
	assert_false(look().focused);
	put_long(root, "_NET_ACTIVE_WINDOW", XA_WINDOW, 0xffffffffU);
	assert_false(look().focused);
	put(root, "_NET_ACTIVE_WINDOW", XA_WINDOW, 16, many, 2);
	assert_false(look().focused);
	put(root, "_NET_ACTIVE_WINDOW", XA_WINDOW, 32, many, 0);
	assert_false(look().focused);
	put_long(root, "_NET_ACTIVE_WINDOW", XA_WINDOW,
		 check); /* unmapped, and without properties */
	assert_true(look().focused);
	put_long(root, "_NET_SUPPORTING_WM_CHECK", XA_WINDOW, 0x7fffffff);
	l = look();
	assert_true(l.known && !l.focused);
}

/* A window that comes and goes at any rate: in the midst of a look, too. */
static void test_vanishes(void **state)
{
	unsigned focused = 0;
	pid_t pid;

	(void) state;
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		Display *own = XOpenDisplay(a.display);
		Window root = DefaultRootWindow(own);
		Atom active = XInternAtom(own, "_NET_ACTIVE_WINDOW", False),
		     check = XInternAtom(own, "_NET_SUPPORTING_WM_CHECK", False);
		Window manager = XCreateSimpleWindow(own, root, 0, 0, 1, 1, 0, 0, 0);

		(void) prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (Window *w = &manager, of = root;; of = manager) {
			(void) XChangeProperty(own, of, check, XA_WINDOW, 32, PropModeReplace,
					       (unsigned char *) w, 1);
			if (of == manager) {
				break;
			}
		}
		for (unsigned i = 0;;) {
			Window w = XCreateSimpleWindow(own, root, 5, 5, 50, 50, 0, 0, 0);

			(void) XChangeProperty(own, root, active, XA_WINDOW, 32, PropModeReplace,
					       (unsigned char *) &w, 1);
			(void) XSync(own, False);
			nap(i++ % 1000);
			(void) XDestroyWindow(own, w);
			(void) XSync(own, False);
		}
	}
	desktop_up(a.display);
	RUN_UNTIL(look().known);
	for (unsigned i = 0; i < 1000; i++) {
		struct desktop_look l = look();

		assert_true(l.known);
		assert_int_equal(l.width, l.focused ? 50 : 0);
		focused += l.focused;
	}
	print_message("a window that flickers: focused in %u looks of 1,000\n", focused);
	assert_true(focused > 0);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

/* ---- servers that come, go and hang ---- */

static void test_stopped(void **state)
{
	usec_t first, rest = 0;

	(void) state;
	desktop_up(a.display);
	x11_desktop_set_patience(desktop, 0);
	RUN_UNTIL(look().known);
	run_for(3 * SETTLE);
	assert_int_equal(kill(a.pid, SIGSTOP), 0);
	first = look_in_vain();
	for (unsigned i = 0; i < 100; i++) {
		rest += look_in_vain();
	}
	print_message("stopped: the first look takes %u ms, 100 more %u us\n",
		      (unsigned) (first / USEC_PER_MS), (unsigned) rest);
	assert_true(first >= X11_LOOK_PATIENCE && first < MOMENT);
	assert_true(rest < X11_LOOK_PATIENCE);
	assert_true(desktop_says(HEALTH_WARN, "busy or hangs"));
	assert_true(x11_monitors_answers(monitors)); /* the connection is kept */
	n_wakes = 0;
	run_for(500 * USEC_PER_MS);
	assert_int_equal(n_wakes, 0);
	assert_int_equal(kill(a.pid, SIGCONT), 0);
	RUN_UNTIL(look().known);
	assert_true(desktop_says(HEALTH_WARN, "no window manager"));
}

/* One that is slow again and again: asked once a minute, here once 300 ms. */
static void test_asked_again_later(void **state)
{
	usec_t start;

	(void) state;
	desktop_up(a.display);
	x11_desktop_set_patience(desktop, 300 * USEC_PER_MS);
	RUN_UNTIL(look().known);
	assert_int_equal(kill(a.pid, SIGSTOP), 0);
	start = now();
	assert_true(look_in_vain() >= X11_LOOK_PATIENCE);
	assert_int_equal(kill(a.pid, SIGCONT), 0);
	run_for(50 * USEC_PER_MS); /* it has answered by now */
	assert_false(look().known);
	RUN_UNTIL(look().known);
	assert_true(now() >= start + 300 * USEC_PER_MS + X11_LOOK_PATIENCE);
}

static void test_grabbed(void **state)
{
	(void) state;
	desktop_up(a.display);
	x11_desktop_set_patience(desktop, 0);
	RUN_UNTIL(look().known);
	(void) XGrabServer(desk);
	(void) XSync(desk, False);
	assert_true(look_in_vain() < MOMENT);
	assert_true(look_in_vain() < X11_LOOK_PATIENCE);
	(void) XUngrabServer(desk);
	(void) XSync(desk, False);
	RUN_UNTIL(look().known);
}

static void test_killed(void **state)
{
	(void) state;
	desktop_up(a.display);
	RUN_UNTIL(look().known);
	desk_down();
	server_kill(&a);
	assert_true(look_in_vain() < MOMENT); /* and that tells us */
	run_for(50 * USEC_PER_MS);
	assert_false(x11_monitors_answers(monitors));
	assert_true(desktop_says(HEALTH_WARN, "can't be reached"));
	server_up(&a, NULL, NULL);
	RUN_UNTIL(look().known); /* a miss of another connection does not count */
	server_kill(&a);
	RUN_UNTIL(!x11_monitors_answers(monitors));
	assert_true(look_in_vain() < X11_LOOK_PATIENCE);
}

static void test_stopped_and_gone(void **state)
{
	(void) state;
	desktop_up(a.display);
	RUN_UNTIL(look().known);
	assert_int_equal(kill(a.pid, SIGSTOP), 0);
	(void) look_in_vain();
	server_up(&b, NULL, NULL);
	QUICKLY(x11_monitors_set_display(monitors, b.display, NULL));
	assert_false(look().known);
	RUN_UNTIL(look().known);
	QUICKLY(x11_monitors_set_display(monitors, NULL, NULL));
	assert_false(look().known);
	assert_true(desktop_says(HEALTH_WARN, "no X server is known"));
	assert_int_equal(kill(a.pid, SIGCONT), 0);
}

/* ---- sharing the connection ---- */

/* The monitors' own question is under way: neither loses its answer. */
static void test_both_ask(void **state)
{
	(void) state;
	desktop_up(a.display);
	RUN_UNTIL(look().known);
	for (unsigned i = 0; i < 10; i++) {
		char name[8];
		usec_t start;

		(void) snprintf(name, sizeof(name), "M%u", i);
		make_monitor(name, (int[]){ 10, 0, 100, 100 }, 30, 30, None, None);
		start = now();
		while (x11_monitors_get(monitors)->n != i + 2) {
			assert_true(now() < start + PATIENCE);
			assert_true(look().known);
			run(i < 5 ? 0 : USEC_PER_MS);
		}
	}
}

static void test_joins_and_leaves(void **state)
{
	(void) state;
	monitors_up(a.display);
	RUN_UNTIL(x11_monitors_answers(monitors));
	n_wakes = 0;
	for (unsigned i = 0; i < 5; i++) { /* to a connection that there is */
		struct x11_desktop *other;

		assert_int_equal(x11_desktop_new(&desktop, monitors), 0);
		assert_int_equal(x11_desktop_new(&other, monitors), 0);
		assert_false(look().known);
		for (unsigned k = 0; k < i; k++) {
			run(10 * USEC_PER_MS);
		}
		if (i == 4) {
			RUN_UNTIL(look().known);
		}
		if (i % 2 == 0) {
			desktop = x11_desktop_free(desktop);
			other = x11_desktop_free(other);
		} else {
			other = x11_desktop_free(other);
			desktop = x11_desktop_free(desktop);
		}
	}
	assert_int_equal(x11_desktop_new(&desktop, monitors), 0);
	RUN_UNTIL(look().known);
	monitors = x11_monitors_free(monitors); /* it should not, but may */
	assert_false(look().known);
	assert_true(desktop_says(HEALTH_WARN, ""));
	assert_null(x11_desktop_free(NULL));
}

/* No wake-up for a look, and none without one. */
static void test_cost(void **state)
{
	usec_t start, spent;

	(void) state;
	desktop_up(a.display);
	RUN_UNTIL(look().known);
	run_for(2 * SETTLE);
	n_wakes = 0;
	run_for(500 * USEC_PER_MS);
	assert_int_equal(n_wakes, 0);
	start = now();
	for (unsigned i = 0; i < 1000; i++) {
		assert_true(look().known);
		run(0);
	}
	spent = now() - start;
	print_message("1,000 looks: %u us each, %u wake-ups\n", (unsigned) (spent / 1000), n_wakes);
	assert_int_equal(n_wakes, 0);
	assert_true(spent < 5 * USEC_PER_SEC);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, up, down)
	const struct CMUnitTest tests[] = {
		TEST(test_pointer_alone), TEST(test_xwayland),         TEST(test_hostile),
		TEST(test_vanishes),      TEST(test_stopped),          TEST(test_asked_again_later),
		TEST(test_grabbed),       TEST(test_killed),           TEST(test_stopped_and_gone),
		TEST(test_both_ask),      TEST(test_joins_and_leaves), TEST(test_cost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
