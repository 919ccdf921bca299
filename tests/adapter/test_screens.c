/* Who tells of monitors: X servers, XWayland, the kernel's connectors, and changes between them. */
#include <X11/Xlib.h>
#include <dlfcn.h>

#include "drm-folder.h"
#include "screens-internal.h"
#include "x11-server.h"
#include "xwayland.h"

#define SETTLE (100 * USEC_PER_MS)

static struct screens *s;
static struct screens_settings settings;
static unsigned n_changed, n_fds;
static bool is_xwayland;

/* Xvfb passes itself off as XWayland, of a version that says so. */
Bool XQueryExtension(Display *display, const char *name, int *opcode, int *ret_event, int *error)
{
	static Bool (*ask)(Display *, const char *, int *, int *, int *);

	if (is_xwayland && strcmp(name, "XWAYLAND") == 0) {
		return True;
	}
	if (!ask) {
		*(void **) &ask = dlsym(RTLD_NEXT, "XQueryExtension");
		assert_non_null(ask);
	}
	return ask(display, name, opcode, ret_event, error);
}

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &s);
	n_changed++;
}

static void screens_up(void)
{
	struct screens_options options = { .drm_dir = folder,
					   .proc_dir = folder,
					   .settle = SETTLE };

	QUICKLY(assert_int_equal(screens_new(&s, event, &options, &settings, on_changed, &s), 0));
	assert_int_equal(n_changed, 0);
}

static const struct monitors *list(void)
{
	return screens_get(s);
}

static bool health_says(const struct config *config, enum health_level level, const char *part)
{
	struct health h;

	screens_health(s, config, &h);
	assert_string_equal(h.name, "monitors");
	if (h.level != level || !strstr(h.text, part)) {
		print_message("%s: %s\n", health_level_to_string(h.level), h.text);
		return false;
	}
	return true;
}

/* A process in what stands for /proc. */
static void process(const char *pid, const char *comm, const char *args, size_t size)
{
	write_text(pid, "comm", comm);
	write_file(pid, "cmdline", args, size);
}

static void xwayland_up(void)
{
	char args[64];
	int n = snprintf(args, sizeof(args), "Xwayland%c%s%c-rootless", 0, a.display, 0);

	is_xwayland = true;
	process("4711", "Xwayland\n", args, (size_t) n + 1);
}

static int up(void **state)
{
	(void) state;
	log_open(getenv("TEST_VERBOSE") ? LOG_DEBUG : LOG_ERR);
	(void) signal(SIGPIPE, SIG_DFL);
	(void) unsetenv("XAUTHORITY");
	n_changed = n_wakes = 0;
	is_xwayland = false;
	settings = (struct screens_settings){ .wayland = false };
	n_fds = count_fds();
	assert_true(sd_event_new(&event) >= 0);
	folder_up();
	server_up(&a, NULL, NULL);
	return 0;
}

static int down(void **state)
{
	(void) state;
	QUICKLY(s = screens_free(s));
	event = sd_event_unref(event);
	server_down(&a);
	folder_down();
	assert_int_equal(count_fds(), n_fds);
	assert_null(screens_free(NULL));
	return 0;
}

/* ---- who it is ---- */

static void test_nobody(void **state)
{
	(void) state;
	screens_up();
	assert_int_equal(list()->backend, BACKEND_NONE);
	run_for(500 * USEC_PER_MS);
	assert_int_equal(n_changed, 0);
	assert_true(health_says(NULL, HEALTH_WARN, "no monitor is known"));
}

static void test_drm(void **state)
{
	(void) state;
	plug_in("card0-DP-1", "3840x2160\n", &edid_dell);
	screens_up();
	assert_int_equal(list()->backend, BACKEND_DRM); /* at once */
	assert_int_equal(list()->n, 1);
	assert_true(health_says(NULL, HEALTH_OK,
				"1 monitor by the kernel, which does not tell where they are; "
				"sizes: DP-1 597 x 336 mm (its EDID)"));
	plug_in("card0-eDP-1", "1920x1200\n", &edid_panel);
	screens_look(s);
	assert_int_equal(n_changed, 0);
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->n, 2);
	unplug("card0-DP-1");
	unplug("card0-eDP-1");
	screens_look(s);
	run_for(300 * USEC_PER_MS);
	assert_int_equal(n_changed, 1);
	assert_int_equal(list()->n, 2); /* kept while there are none */
}

static void test_x11(void **state)
{
	(void) state;
	plug_in("card0-DP-1", "3840x2160\n", &edid_dell);
	settings.x11_display = a.display;
	screens_up();
	assert_int_equal(list()->backend, BACKEND_NONE); /* it is being asked */
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->backend, BACKEND_X11);
	assert_null(s->drm);
	assert_true(health_says(NULL, HEALTH_WARN, a.display));
	assert_true(health_says(NULL, HEALTH_WARN,
				"sizes: screen unknown (nobody tells); tell its "
				"diagonal in ergod.ini, or run `ergoctl setup`"));
	screens_configure(s, &settings); /* nothing new */
	screens_look(s);
	run_for(300 * USEC_PER_MS);
	assert_int_equal(n_changed, 1);

	server_kill(&a);
	RUN_UNTIL(!x11_monitors_answers(s->x11));
	run_for(300 * USEC_PER_MS);
	assert_int_equal(n_changed, 1);
	assert_int_equal(list()->backend, BACKEND_X11); /* as it was */
	assert_true(health_says(NULL, HEALTH_WARN, "which does not answer: as they were"));
}

static void test_absent(void **state)
{
	(void) state;
	plug_in("card0-DP-1", "3840x2160\n", &edid_dell);
	settings.x11_display = ":471147";
	screens_up();
	assert_int_equal(list()->backend, BACKEND_DRM);
	settings.x11_display = a.display;
	screens_configure(s, &settings);
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->backend, BACKEND_X11);
	settings.x11_display = NULL;
	settings.wayland = true;
	QUICKLY(screens_configure(s, &settings));
	assert_int_equal(n_changed, 1);
	RUN_UNTIL(n_changed == 2);
	assert_int_equal(list()->backend, BACKEND_DRM);
}

/* ---- Wayland ---- */

static void test_wayland_alone(void **state)
{
	(void) state;
	plug_in("card0-DP-1", "3840x2160\n", &edid_dell);
	settings = (struct screens_settings){ .x11_display = a.display, .wayland = true };
	screens_up();
	run_for(500 * USEC_PER_MS);
	screens_look(s);
	run_for(500 * USEC_PER_MS);
	assert_int_equal(list()->backend, BACKEND_DRM);
	assert_false(
		x11_monitors_answers(s->x11)); /* it was not asked, which would have started it */
	assert_int_equal(n_changed, 0);
}

static void test_xwayland(void **state)
{
	(void) state;
	plug_in("card0-DP-1", "3840x2160\n", &edid_dell);
	settings = (struct screens_settings){ .x11_display = a.display, .wayland = true };
	screens_up();
	assert_int_equal(list()->backend, BACKEND_DRM);
	xwayland_up();
	screens_look(s);
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->backend, BACKEND_XWAYLAND);
	assert_int_equal(list()->n, 1);
	assert_string_equal(list()->m[0].output, "DP-1");
	assert_true(list()->m[0].positioned);
	assert_int_equal(list()->m[0].width_px, 640);
	assert_string_equal(list()->m[0].model, "DELL U2720Q"); /* the only one of either */
	assert_int_equal(list()->m[0].size.width, 597);
	assert_true(health_says(NULL, HEALTH_OK, "names and sizes by the kernel"));

	plug_in("card0-DP-2", "3840x2160\n", &edid_dell);
	screens_look(s);
	RUN_UNTIL(n_changed == 2);
	assert_int_equal(list()->m[0].size_source, SIZE_UNKNOWN); /* which of them is it? */

	/* It ends, and is not started again by us. */
	process("4711", "Xwayland\n", "", 0);
	server_kill(&a);
	RUN_UNTIL(n_changed == 3);
	assert_int_equal(list()->backend, BACKEND_DRM);
	server_up(&a, NULL, NULL);
	run_for(2500 * USEC_PER_MS);
	assert_int_equal(list()->backend, BACKEND_DRM);
	xwayland_up();
	screens_look(s);
	RUN_UNTIL(n_changed == 4);
	assert_int_equal(list()->backend, BACKEND_XWAYLAND);
}

/* A session under Wayland after one of X, on a display of the same name. */
static void test_other_session(void **state)
{
	(void) state;
	plug_in("card0-DP-1", "3840x2160\n", &edid_dell);
	settings.x11_display = a.display;
	screens_up();
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->backend, BACKEND_X11);
	server_kill(&a);
	RUN_UNTIL(!x11_monitors_answers(s->x11));
	settings.wayland = true;
	screens_configure(s, &settings);
	RUN_UNTIL(n_changed == 2);
	assert_int_equal(list()->backend, BACKEND_DRM);
}

/* No Wayland display is known, but the server says what it is. */
static void test_says_so(void **state)
{
	(void) state;
	is_xwayland = true;
	plug_in("card0-DP-1", "3840x2160\n", &edid_dell);
	settings.x11_display = a.display;
	screens_up();
	RUN_UNTIL(n_changed == 1);
	assert_int_equal(list()->backend, BACKEND_XWAYLAND);
	assert_int_equal(list()->m[0].size.width, 597);
}

static void test_process(void **state)
{
#define ARGS(text) text, sizeof(text)
	static const struct {
		const char *comm, *args;
		size_t size;
		bool want;
	} cases[] = {
		{ "Xwayland\n", ARGS("Xwayland\0:7\0-rootless"), true },
		{ "Xwayland\n", ARGS("Xwayland\0-displayfd"), true }, /* does not say */
		{ "Xwayland\n", ARGS("Xwayland\0:8\0-rootless"), false },
		{ "Xwayland\n", ARGS("Xwayland\0:77"), false },
		{ "Xwayland\n", "", 0, false }, /* it has ended */
		{ "Xorg\n", ARGS("Xorg\0:7"), false },
		{ "Xwaylandx\n", ARGS("Xwayland\0:7"), false },
		{ "", "", 0, false },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		process("12", cases[i].comm, cases[i].args, cases[i].size);
		if (xwayland_runs(folder, ":7") != cases[i].want) {
			fail_msg("case %zu", i);
		}
	}
	process("12", "Xwayland\n", ARGS("Xwayland\0:7"));
	assert_true(xwayland_runs(folder, ":7.0"));
	assert_false(xwayland_runs(folder, "elsewhere:7"));
	assert_false(xwayland_runs("/nowhere", ":7"));
	process("self", "Xwayland\n", ARGS("Xwayland\0:9"));
	assert_false(xwayland_runs(folder, ":9"));
	assert_false(xwayland_runs(NULL, ":471147"));
}

/* ---- what is said of sizes ---- */

static void test_sizes(void **state)
{
	struct config *config = calloc(1, sizeof(*config));
	struct health h;

	(void) state;
	assert_non_null(config);
	config_defaults(config);
	plug_in("card0-DP-1", "1920x1080\n", &edid_dell);
	plug_in("card0-HDMI-A-1", "1920x1080\n",
		&(struct edid_spec){ .width_cm = 16, .height_cm = 9, .name = "TV" });
	screens_up();
	assert_true(
		health_says(config, HEALTH_WARN,
			    "DP-1 597 x 336 mm (its EDID), HDMI-A-1 unknown (its EDID says 160 x "
			    "90 mm, which is an aspect ratio); tell its diagonal"));
	config->monitors_n = 1;
	config->monitor[0].diagonal = length_from_mm(600);
	(void) snprintf(config->monitor[0].name, sizeof(config->monitor[0].name), "TV");
	assert_true(health_says(config, HEALTH_OK, "HDMI-A-1 as you say"));
	for (unsigned i = 0; i < 14; i++) {
		char name[32];

		(void) snprintf(name, sizeof(name), "card9-%020u-%u", i, i);
		plug_in(name, "1920x1080\n",
			&(struct edid_spec){ .width_cm = 60, .height_cm = 50, .name = "ODD" });
	}
	screens_look(s);
	RUN_UNTIL(n_changed == 1);
	screens_health(s, NULL, &h);
	assert_non_null(strstr(h.text, "16 monitors"));
	assert_non_null(strstr(h.text, "run `ergoctl setup`")); /* the remedy always has room */
	free(config);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, up, down)
	const struct CMUnitTest tests[] = {
		TEST(test_nobody),        TEST(test_drm),           TEST(test_x11),
		TEST(test_absent),        TEST(test_wayland_alone), TEST(test_xwayland),
		TEST(test_other_session), TEST(test_says_so),       TEST(test_process),
		TEST(test_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
