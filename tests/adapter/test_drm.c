/* The kernel's connectors: folders like /sys/class/drm, and events of a umockdev testbed. */
#include "drm-folder.h"

#include <time.h>
#include <umockdev.h>

#include "adapters/drm.h"
#include "log.h"

#define PATIENCE (20 * USEC_PER_SEC)
#define SETTLE   (200 * USEC_PER_MS)

static int up(void **state)
{
	(void) state;
	log_open(LOG_ERR);
	folder_up();
	return 0;
}

static int down(void **state)
{
	(void) state;
	folder_down();
	return 0;
}

static struct monitors look(void)
{
	struct monitors list;

	assert_int_equal(drm_read(folder, &list), 0);
	assert_int_equal(list.backend, BACKEND_DRM);
	return list;
}

#define SIZE(s, w, h)                                                                              \
	do {                                                                                       \
		assert_int_equal((s).width, w);                                                    \
		assert_int_equal((s).height, h);                                                   \
	} while (0)

/* ---- reading ---- */

static void test_read(void **state)
{
	struct monitors list;

	(void) state;
	plug_in("card0-eDP-1", "1920x1200\n1920x1080\n", &edid_panel);
	plug_in("card1-DP-3", "3840x2160\n1920x1080\n", &edid_dell);
	plug_in("card1-HDMI-A-1", "1920x1080i\n", NULL);
	plug_in("card1-DP-4", "1920x1080\n", &edid_dell);
	unplug("card1-DP-4");
	plug_in("card1-DP-5", "1920x1080\n", &edid_dell);
	write_text("card1-DP-5", "enabled", "disabled\n"); /* connected, and dark */
	write_text("card0", "status", "connected\n");
	write_text("renderD128", "status", "connected\n");
	write_text("version", "x", "drm 1.1.0 20060810");
	list = look();
	assert_int_equal(list.n, 3);
	assert_string_equal(list.m[0].output, "DP-3");
	assert_string_equal(list.m[0].model, "DELL U2720Q");
	assert_int_equal(list.m[0].width_px, 3840);
	assert_int_equal(list.m[0].height_px, 2160);
	assert_int_equal(list.m[0].outputs, 1);
	assert_int_equal(list.m[0].size_source, SIZE_EDID_TIMING);
	SIZE(list.m[0].size, 597, 336);
	assert_false(list.m[0].positioned || list.m[0].internal || list.m[0].primary);
	assert_string_equal(list.m[1].output, "HDMI-A-1");
	assert_int_equal(list.m[1].width_px, 1920);
	assert_int_equal(list.m[1].size_source, SIZE_UNKNOWN);
	assert_string_equal(list.m[2].output, "eDP-1");
	assert_true(list.m[2].internal);
	SIZE(list.m[2].size, 302, 188);
}

static void test_odd(void **state)
{
	static const char *const names[] = { "card-DP-1", "card0-",      "cardX-DP-1",
					     "card0DP-1", "xcard0-DP-1", "card" };
	static const char *const modes[] = {
		"",    "\n",       "1920",     "1920x",        "x1080",
		"ax1", "0x1080\n", "1920x0\n", "99999x1080\n", "18446744073709551617x1080\n"
	};
	uint8_t big[4096];
	struct monitors list;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(names); i++) {
		plug_in(names[i], "1920x1080\n", &edid_dell);
	}
	assert_int_equal(look().n, 0);
	for (size_t i = 0; i < ELEMENTSOF(modes); i++) {
		plug_in("card0-DP-1", modes[i], &edid_dell);
		list = look();
		assert_int_equal(list.n, 1);
		assert_int_equal(list.m[0].width_px + list.m[0].height_px, 0);
		SIZE(list.m[0].size, 597, 336); /* judged without pixels */
	}
	memset(big, 0xff, sizeof(big));
	edid_block(big, &edid_panel);
	write_file("card0-DP-1", "edid", big, sizeof(big)); /* with extensions */
	assert_string_equal(look().m[0].model, "BOE0A1B");
	write_file("card0-DP-1", "edid", big, 100);
	assert_string_equal(look().m[0].model, "");
	plug_in("card0-A]\x1b[mB", "1x1\n", NULL);
	assert_non_null(strstr(look().m[0].output, "A)?(mB"));
	assert_int_equal(drm_read("/nowhere", &list), -ENOENT);
}

static void test_many(void **state)
{
	struct monitors list;
	char name[32];

	(void) state;
	for (unsigned i = 0; i < 40; i++) {
		(void) snprintf(name, sizeof(name), "card%u-DP-%u", i / 8, i);
		plug_in(name, "1920x1080\n", &edid_dell);
	}
	list = look();
	assert_int_equal(list.n, MONITORS_MAX);
	assert_int_equal(list.dropped, 40 - MONITORS_MAX);
}

/* ---- changes ---- */

static sd_event *event;
static struct drm *drm;
static unsigned n_changed, n_wakes;
static bool free_when_changed;

static usec_t now(void)
{
	struct timespec t;

	assert_int_equal(clock_gettime(CLOCK_BOOTTIME, &t), 0);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &drm);
	n_changed++;
	if (free_when_changed) {
		drm = drm_free(drm);
	}
}

static void run(usec_t timeout)
{
	int r = sd_event_run(event, timeout);

	assert_true(r >= 0);
	n_wakes += r > 0;
}

static void run_for(usec_t d)
{
	for (usec_t end = now() + d, t; (t = now()) < end;) {
		run(end - t);
	}
}

#define RUN_UNTIL(condition)                                                                       \
	do {                                                                                       \
		for (usec_t end_ = now() + PATIENCE; !(condition);) {                              \
			if (now() > end_) {                                                        \
				fail_msg("in vain: %s", #condition);                               \
			}                                                                          \
			run(10 * USEC_PER_MS);                                                     \
		}                                                                                  \
	} while (0)

static void test_changes(void **state)
{
	UMockdevTestbed *testbed = umockdev_testbed_new();
	char *card = umockdev_testbed_add_device(testbed, "drm", "card0", NULL, NULL, "DEVTYPE",
						 "drm_minor", NULL);
	usec_t start;

	(void) state;
	assert_non_null(card);
	assert_true(sd_event_new(&event) >= 0);
	plug_in("card0-eDP-1", "1920x1200\n", &edid_panel);
	assert_int_equal(drm_new(&drm, event, folder, SETTLE, on_changed, &drm), 0);
	assert_int_equal(drm_get(drm)->n, 1);
	run_for(100 * USEC_PER_MS);
	n_changed = n_wakes = 0;
	plug_in("card0-DP-1", "3840x2160\n", &edid_dell);
	run_for(2 * SETTLE); /* nobody has told */
	assert_int_equal(n_changed + n_wakes, 0);

	start = now();
	umockdev_testbed_uevent(testbed, card, "change");
	umockdev_testbed_uevent(testbed, card, "change");
	RUN_UNTIL(n_changed == 1);
	assert_true(now() - start >= SETTLE);
	assert_int_equal(drm_get(drm)->n, 2);
	umockdev_testbed_uevent(testbed, card, "change");
	run_for(3 * SETTLE);
	assert_int_equal(n_changed, 1); /* nothing is new */

	unplug("card0-DP-1");
	drm_look(drm);
	assert_int_equal(n_changed, 1);
	assert_int_equal(drm_get(drm)->n, 1);
	RUN_UNTIL(n_changed == 2);
	plug_in("card0-DP-1", "3840x2160\n", &edid_dell);
	free_when_changed = true;
	umockdev_testbed_uevent(testbed, card, "change");
	RUN_UNTIL(!drm);
	assert_null(drm_free(NULL));
	event = sd_event_unref(event);
	g_free(card);
	g_object_unref(testbed);
}

/* A folder that is not there has no connectors, and is no error. */
static void test_nowhere(void **state)
{
	(void) state;
	assert_true(sd_event_new(&event) >= 0);
	assert_int_equal(drm_new(&drm, event, "/nowhere", SETTLE, on_changed, &drm), 0);
	assert_int_equal(drm_get(drm)->n, 0);
	assert_int_equal(drm_get(drm)->backend, BACKEND_DRM);
	assert_true(drm_is_told(drm));
	drm_look(drm);
	assert_int_equal(drm_get(drm)->n, 0);
	drm = drm_free(drm);
	event = sd_event_unref(event);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, up, down)
	const struct CMUnitTest tests[] = {
		TEST(test_read),    TEST(test_odd),     TEST(test_many),
		TEST(test_changes), TEST(test_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
