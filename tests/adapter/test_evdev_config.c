/* What is left out on purpose: patterns, other seats, the same device twice; names that bite. */
#include "evdev-udev-fixture.h"
#include "input/evdev-device.h"

#define DEVICES(f) evdev_source_devices((f)->source)

static struct mock_kind named(struct mock_kind kind, const char *name)
{
	kind.name = name;
	return kind;
}

static void configure(struct fixture *f, const char *ignore, const char *only)
{
	(void) snprintf(f->config.ignore.list, sizeof(f->config.ignore.list), "%s", ignore);
	(void) snprintf(f->config.only.list, sizeof(f->config.only.list), "%s", only);
	if (f->source) {
		evdev_source_configure(f->source, &f->config);
	}
}

static void test_patterns(void **state)
{
	struct fixture *f = *state;
	struct mock *keyboard = mock_add(f, 1, named(KEYBOARD, "AT Keyboard"));

	(void) mock_add(f, 2, named(MOUSE, "Twitchy Mouse"));
	configure(f, "twitchy*, Xbox*", "");
	start(f);
	assert_int_equal(health(f, "1 device: 1 keyboard"), HEALTH_OK);
	configure(f, "", "");
	assert_int_equal(health(f, "2 devices: 1 keyboard, 1 pointer"), HEALTH_OK);
	/* What stays is not opened anew. */
	assert_int_equal(atomic_load(&keyboard->opened), 1);
	configure(f, "", "*mouse");
	assert_int_equal(health(f, "1 device: 1 pointer"), HEALTH_OK);
	configure(f, "Twitchy*", "*mouse");
	assert_int_equal(health(f, "2 left out by ignore or only in [input]"), HEALTH_FAIL);
	assert_int_equal(DEVICES(f), 0);
	settle(f);
	assert_int_equal(f->changed, 1);
	configure(f, "", "");
	run_until(f, f->changed == 2);
	assert_int_equal(DEVICES(f), 2);
	/* The owner's list is copied. */
	configure(f, "", "");
	memset(&f->config.ignore, '*', sizeof(f->config.ignore));
	mock_emit(keyboard, EV_KEY, KEY_A, 1);
	assert_int_equal(drain(f), 1);
}

static void test_seats(void **state)
{
	struct fixture *f = *state;
	struct mock *other = add_with_seat(f, 1, "seat-back"), *ours = add_with_seat(f, 2, NULL);

	(void) add_with_seat(f, 3, "seat0");
	start(f);
	assert_int_equal(DEVICES(f), 2);
	assert_int_equal(atomic_load(&other->opened), 0);
	mock_emit(other, EV_KEY, KEY_A, 1);
	assert_int_equal(drain(f), 0);
	mock_emit(ours, EV_KEY, KEY_A, 1);
	assert_int_equal(drain(f), 1);
	f->config.seat = "seat-back";
	evdev_source_configure(f->source, &f->config);
	assert_int_equal(DEVICES(f), 1);
	f->config.seat = "seat-front";
	evdev_source_configure(f->source, &f->config);
	assert_int_equal(health(f, "3 of another seat"), HEALTH_FAIL);
	let_go(f);
}

/* One device under two numbers is read once, and still when the first number goes. */
static void test_two_nodes(void **state)
{
	struct fixture *f = *state;
	struct mock *m = add_with_seat(f, 1, NULL), *twin = mock_new(f, 2, KEYBOARD);
	char target[PATH_MAX] = "";

	umockdev_testbed_disable(f->testbed);
	assert_true(readlink(mock_path(f, 1), target, sizeof(target) - 1) > 0);
	assert_return_code(symlink(target, mock_path(f, 2)), errno);
	umockdev_testbed_enable(f->testbed);
	start(f);
	assert_int_equal(health(f, "1 device: 1 keyboard"), HEALTH_OK);
	mock_emit(m, EV_KEY, KEY_A, 1);
	assert_int_equal(drain(f), 1);
	mock_unplug(f, m, true, false);
	run_until(f, atomic_load(&twin->opened) >= 2 || DEVICES(f) == 1);
	settle(f);
	assert_int_equal(health(f, "1 device: 1 keyboard"), HEALTH_OK);
	mock_emit(m, EV_KEY, KEY_A, 0);
	assert_int_equal(drain(f), 1);
	m->fd = -1;
}

static void test_names_are_hostile(void **state)
{
	struct fixture *f = *state;
	char buf[64], name[512];

	assert_string_equal(evdev_name_escape(buf, sizeof(buf), "Plain \"Mouse\", 2.4 GHz"),
			    "Plain \"Mouse\", 2.4 GHz");
	assert_string_equal(evdev_name_escape(buf, sizeof(buf), "a\033[2Jb\\\n\x7f\xc3\xa9"),
			    "a\\x1b[2Jb\\x5c\\x0a\\x7f\\xc3\\xa9");
	memset(name, '\n', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	for (size_t size = 1; size < sizeof(buf); size++) {
		memset(buf, '#', sizeof(buf));
		assert_true(strlen(evdev_name_escape(buf, size, name)) < size);
		assert_int_equal(strlen(buf) % 4, 0);
		assert_int_equal(buf[size], '#');
	}
	memset(name, '%', sizeof(name) - 1);
	(void) mock_add(f, 1, named(KEYBOARD, name));
	(void) mock_add(f, 2, named(KEYBOARD, ""));
	start(f);
	assert_int_equal(health(f, "2 devices: 2 keyboard"), HEALTH_OK);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, fixture_set_up, fixture_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(patterns),
		TEST(seats),
		TEST(two_nodes),
		TEST(names_are_hostile),
	};

	if (!private_run() && access("/run/udev/control", F_OK) >= 0) {
		print_message("ok 1 # SKIP udev of this machine cannot be hidden\n");
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
