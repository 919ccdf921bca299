/*
 * What real window managers tell of focus and full screens, on two monitors of a real X server.
 * tests/run: alone
 */
#include "x11-xorg.h"

#include "x11-look.h"

#define WIDTH  1600
#define HEIGHT 900

static const char *manager; /* its program */
static pid_t manager_pid;
static char home[] = "/tmp/ergod-wm-XXXXXX";

#define NEEDS_ALL                                                                                  \
	if (!runs || !manager_pid) {                                                               \
		print_message("no Xorg with the dummy driver here, or no %s\n", manager);          \
		skip();                                                                            \
	}

/* ---- a window manager ---- */

static unsigned long value_of(Window window, const char *name)
{
	unsigned long value = 0, n = 0, left;
	unsigned char *data = NULL;
	int format;
	Atom type;

	(void) XGetWindowProperty(desk, window, XInternAtom(desk, name, False), 0, 1, False,
				  AnyPropertyType, &type, &format, &n, &left, &data);
	if (data && n > 0 && format == 32) {
		value = *(unsigned long *) (void *) data;
	}
	if (data) {
		(void) XFree(data);
	}
	return value;
}

static unsigned long root_value(const char *name)
{
	return value_of(DefaultRootWindow(desk), name);
}

static bool is_managed(void)
{
	Window w = root_value("_NET_SUPPORTING_WM_CHECK");

	return w != None && value_of(w, "_NET_SUPPORTING_WM_CHECK") == w;
}

static bool can_run(const char *program)
{
	char path[64];

	(void) snprintf(path, sizeof(path), "/usr/bin/%s", program);
	return access(path, X_OK) == 0;
}

static void manager_up(void)
{
	const char *argv[] = { manager, "--sm-disable", NULL };

	manager_pid = child_start(argv, -1);
	assert_true(manager_pid > 0);
	RUN_UNTIL(is_managed());
}

static void manager_kill(void)
{
	(void) kill(manager_pid, SIGKILL);
	(void) waitpid(manager_pid, NULL, 0);
	manager_pid = 0;
}

static int up(void **state)
{
	manager = *state;
	manager_pid = 0;
	loop_up();
	xorg_start();
	if (!runs || !can_run(manager)) {
		return 0;
	}
	(void) plug(0, 0, WIDTH, HEIGHT, &edid_panel);
	(void) plug(1, WIDTH, WIDTH, HEIGHT, &edid_dell);
	XRRSetScreenSize(desk, DefaultRootWindow(desk), 2 * WIDTH, HEIGHT, 800, 225);
	(void) XSync(desk, False);
	assert_non_null(mkdtemp(home));
	assert_int_equal(setenv("DISPLAY", a.display, 1), 0);
	assert_int_equal(setenv("HOME", home, 1), 0);
	assert_int_equal(setenv("XDG_CACHE_HOME", home, 1), 0);
	/* Of GNOME's: not to be written, and no bus to be started. */
	assert_int_equal(setenv("GSETTINGS_BACKEND", "memory", 1), 0);
	assert_int_equal(setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1), 0);
	manager_up();
	desktop_up(a.display);
	RUN_UNTIL(x11_monitors_answers(monitors) && look().known);
	assert_int_equal(x11_monitors_get(monitors)->n, 2);
	return 0;
}

static int down(void **state)
{
	const char *argv[] = { "rm", "-rf", home, NULL };

	(void) state;
	QUICKLY(desktop = x11_desktop_free(desktop));
	QUICKLY(monitors = x11_monitors_free(monitors));
	manager_pid = child_stop(manager_pid);
	xorg_stop();
	if (!strstr(home, "XXXXXX")) {
		pid_t pid = child_start(argv, -1);

		(void) waitpid(pid, NULL, 0);
		memcpy(strrchr(home, '-') + 1, "XXXXXX", 6);
	}
	loop_down();
	return 0;
}

/* ---- windows ---- */

static Atom atom(const char *name)
{
	return XInternAtom(desk, name, False);
}

/* What a pager would ask the window manager for. */
static void ask(Window window, const char *type, long first, long second)
{
	XEvent e = { .xclient = { .type = ClientMessage,
				  .window = window,
				  .message_type = atom(type),
				  .format = 32,
				  .data.l = { first, second, 0, 2 } } };

	(void) XSendEvent(desk, DefaultRootWindow(desk), False,
			  SubstructureNotifyMask | SubstructureRedirectMask, &e);
	(void) XFlush(desk);
}

/* Window managers drop what comes at the wrong moment: asked for again and again. */
static void focus(Window w)
{
	RUN_UNTIL((ask(w, "_NET_ACTIVE_WINDOW", 2, CurrentTime),
		   root_value("_NET_ACTIVE_WINDOW") == w));
}

/* `type`: NULL: an ordinary one. */
static Window open_window(int x, int y, unsigned width, unsigned height, const char *type)
{
	Window w = XCreateSimpleWindow(desk, DefaultRootWindow(desk), x, y, width, height, 0, 0, 0);
	long hints[18] = { 1 | 4 | 8, x, y, (long) width, (long) height }; /* as the user said */

	(void) XChangeProperty(desk, w, XA_WM_NORMAL_HINTS, XA_WM_SIZE_HINTS, 32, PropModeReplace,
			       (unsigned char *) hints, 18);
	if (type) {
		Atom value = atom(type);

		(void) XChangeProperty(desk, w, atom("_NET_WM_WINDOW_TYPE"), XA_ATOM, 32,
				       PropModeReplace, (unsigned char *) &value, 1);
	}
	(void) XMapWindow(desk, w);
	(void) XSync(desk, False);
	if (!type) { /* some give it the focus then, in their own time, and some do not */
		focus(w);
		run_for(100 * USEC_PER_MS);
	}
	return w;
}

static void set_state(Window w, const char *name, bool on)
{
	ask(w, "_NET_WM_STATE", on ? 1 : 0, (long) atom(name));
}

static int in_use(void)
{
	struct desktop_look l = look();

	return monitor_in_use(x11_monitors_get(monitors), &l);
}

static bool fills(void)
{
	struct desktop_look l = look();

	return full_screen_in_use(x11_monitors_get(monitors), &l);
}

static void point(int x, int y)
{
	(void) XWarpPointer(desk, None, DefaultRootWindow(desk), 0, 0, 0, 0, x, y);
	(void) XSync(desk, False);
}

/* ---- tests ---- */

static void test_focus(void **state)
{
	Window left, right;
	struct desktop_look l;

	(void) state;
	NEEDS_ALL;
	left = open_window(100, 100, 400, 300, NULL);
	right = open_window(WIDTH + 100, 100, 500, 200, NULL);
	for (unsigned i = 0; i < 3; i++) {
		focus(left);
		point(WIDTH + 50, 700);
		l = look();
		assert_true(l.focused && !l.full_screen);
		assert_int_equal(l.width, 400);
		assert_int_equal(l.height, 300);
		assert_true(l.x >= 90 && l.x < 130 && l.y >= 90 && l.y < 150); /* in a frame */
		assert_int_equal(in_use(), 0);
		focus(right);
		assert_int_equal(look().width, 500);
		assert_int_equal(in_use(), 1);
		point(50, 700); /* is not what counts */
		assert_int_equal(in_use(), 1);
	}
	assert_true(desktop_says(HEALTH_OK, a.display));

	(void) XMoveWindow(desk, right, 200, 300);
	(void) XSync(desk, False);
	RUN_UNTIL(in_use() == 0);
	(void) XMoveResizeWindow(desk, right, WIDTH - 100, 300, 800, 400);
	(void) XSync(desk, False);
	RUN_UNTIL(in_use() == 1);

	(void) XDestroyWindow(desk, right); /* the other one gets the focus, or none */
	(void) XSync(desk, False);
	RUN_UNTIL(!look().focused || look().width == 400);
	(void) XDestroyWindow(desk, left);
	(void) XSync(desk, False);
	RUN_UNTIL(!look().focused);
	point(50, 700);
	assert_int_equal(in_use(), 0);
	point(WIDTH + 50, 700);
	assert_int_equal(in_use(), 1);
}

static void test_full_screen(void **state)
{
	Window left, right;

	(void) state;
	NEEDS_ALL;
	left = open_window(100, 100, 400, 300, NULL);
	right = open_window(WIDTH + 100, 100, 500, 200, NULL);
	for (unsigned i = 0; i < 3; i++) {
		focus(right);
		RUN_UNTIL(!fills());
		RUN_UNTIL((set_state(right, "_NET_WM_STATE_FULLSCREEN", true), fills()));
		/* Each in its own time: it may say that it is full before it has moved. */
		RUN_UNTIL(in_use() == 1 && look().x == WIDTH && look().width == WIDTH);
		point(50, 700);
		RUN_UNTIL(fills());
		focus(left); /* the film goes on over there; the work is here */
		RUN_UNTIL(!fills());
		RUN_UNTIL(in_use() == 0);
		focus(right);
		RUN_UNTIL(fills());
		RUN_UNTIL((set_state(right, "_NET_WM_STATE_FULLSCREEN", false),
			   !look().full_screen && look().width == 500));
		RUN_UNTIL(!fills());
	}
	/* Large is not full. */
	set_state(right, "_NET_WM_STATE_MAXIMIZED_VERT", true);
	set_state(right, "_NET_WM_STATE_MAXIMIZED_HORZ", true);
	RUN_UNTIL(look().width > WIDTH - 50 && in_use() == 1);
	assert_false(look().full_screen || fills());
}

/* Icons on the desktop and panels are no work. */
static void test_desktop_and_panel(void **state)
{
	static const char *const types[] = { "_NET_WM_WINDOW_TYPE_DESKTOP",
					     "_NET_WM_WINDOW_TYPE_DOCK" };
	Window ordinary;

	(void) state;
	NEEDS_ALL;
	ordinary = open_window(100, 100, 400, 300, NULL);
	for (size_t i = 0; i < ELEMENTSOF(types); i++) {
		Window w = open_window(0, 0, 2 * WIDTH, i == 0 ? HEIGHT : 30, types[i]);

		focus(ordinary);
		assert_true(look().focused);
		focus(w);
		assert_true(look().known);
		assert_false(look().focused);
		point(WIDTH + 50, 700);
		assert_int_equal(in_use(), 1);
		(void) XDestroyWindow(desk, w);
		(void) XSync(desk, False);
	}
	focus(ordinary);
	assert_true(look().focused);
	(void) XIconifyWindow(desk, ordinary, DefaultScreen(desk));
	(void) XSync(desk, False);
	RUN_UNTIL(!look().focused);
}

static void test_manager_dies(void **state)
{
	Window w;

	(void) state;
	NEEDS_ALL;
	w = open_window(100, 100, 400, 300, NULL);
	focus(w);
	assert_true(look().focused);
	point(WIDTH + 50, 700);
	assert_int_equal(in_use(), 0);
	manager_kill(); /* its properties stay */
	RUN_UNTIL(!look().focused);
	assert_true(look().known);
	assert_int_equal(in_use(), 1);
	assert_true(desktop_says(HEALTH_WARN, "no window manager"));
	manager_up();
	focus(w);
	RUN_UNTIL(look().focused);
	assert_int_equal(in_use(), 0);
	assert_true(desktop_says(HEALTH_OK, a.display));

	assert_int_equal(kill(manager_pid, SIGSTOP), 0); /* it hangs: what it said last */
	assert_true(look().focused);
	assert_int_equal(kill(manager_pid, SIGCONT), 0);
}

/* Nobody is woken by what nobody looks at. */
static void test_no_wakes(void **state)
{
	Window w[2];
	usec_t start, spent;

	(void) state;
	NEEDS_ALL;
	w[0] = open_window(100, 100, 400, 300, NULL);
	w[1] = open_window(WIDTH + 100, 100, 500, 200, NULL);
	focus(w[0]);
	run_for(3 * SETTLE);
	n_wakes = 0;
	for (unsigned i = 0; i < 1000; i++) {
		ask(w[i % 2], "_NET_ACTIVE_WINDOW", 2, CurrentTime);
		for (unsigned k = 0; root_value("_NET_ACTIVE_WINDOW") != w[i % 2]; k++) {
			assert_true(k < 100000);
		}
		(void) XMoveWindow(desk, w[i % 2], (int) (i % 200), 100);
		run(0);
	}
	run_for(200 * USEC_PER_MS);
	print_message("%s: 1,000 focus changes and moves: %u wake-ups\n", manager, n_wakes);
	assert_int_equal(n_wakes, 0);
	start = now();
	for (unsigned i = 0; i < 1000; i++) {
		assert_true(look().focused);
		run(0);
	}
	spent = now() - start;
	print_message("1,000 looks: %u us each, %u wake-ups\n", (unsigned) (spent / 1000), n_wakes);
	assert_int_equal(n_wakes, 0);
}

int main(void)
{
	static char openbox[] = "openbox", metacity[] = "metacity";
#define TEST(name, with) cmocka_unit_test_prestate_setup_teardown(name, up, down, with)
	const struct CMUnitTest tests[] = {
		TEST(test_focus, openbox),
		TEST(test_focus, metacity),
		TEST(test_full_screen, openbox),
		TEST(test_full_screen, metacity),
		TEST(test_desktop_and_panel, openbox),
		TEST(test_manager_dies, openbox),
		TEST(test_manager_dies, metacity),
		TEST(test_no_wakes, openbox),
		TEST(test_no_wakes, metacity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
