/* Devices that come late, twice, without permission, and go in every way (DESIGN.md 5 and 7). */
#include "evdev-fixture.h"

#define NOBODY 65534

#define DEVICES(f) evdev_source_devices((f)->source)

/* A change of permissions or the like, as udev makes for every event of a device. */
static void touch(const struct fixture *f, unsigned number)
{
	umockdev_testbed_disable(f->testbed);
	assert_return_code(utimensat(AT_FDCWD, mock_path(f, number), NULL, AT_SYMLINK_NOFOLLOW),
			   errno);
	umockdev_testbed_enable(f->testbed);
}

static void set_mode(const struct fixture *f, const char *path, mode_t mode)
{
	umockdev_testbed_disable(f->testbed);
	assert_return_code(chmod(path, mode), errno);
	umockdev_testbed_enable(f->testbed);
}

/* Devices lose their permission for us, which as root takes not being root. */
static void be_nobody(const struct fixture *f, struct mock *m)
{
	static const char *const ways[] = { "", "/ioctl", "/ioctl/dev", "/ioctl/dev/input" };
	gchar *root = umockdev_testbed_get_root_dir(f->testbed);
	char path[PATH_MAX + 64];

	set_mode(f, mock_path(f, m->number), 0);
	if (geteuid() == 0) {
		for (size_t i = 0; i < ELEMENTSOF(ways); i++) {
			(void) snprintf(path, sizeof(path), "%s%s", root, ways[i]);
			set_mode(f, path, 0755);
		}
		(void) snprintf(path, sizeof(path), "%s/ioctl/dev/input/event%u", root, m->number);
		set_mode(f, path, 0777);
		assert_return_code(seteuid(NOBODY), errno);
	}
	g_free(root);
}

/* Runs code as whoever may change permissions. */
#define AS_OWNER(code)                                                                             \
	do {                                                                                       \
		uid_t uid_ = geteuid();                                                            \
		assert_return_code(seteuid(getuid()), errno);                                      \
		code;                                                                              \
		assert_return_code(seteuid(uid_), errno);                                          \
	} while (0)

static int tear_down_as_owner(void **state)
{
	assert_return_code(seteuid(getuid()), errno);
	return fixture_tear_down(state);
}

static void assert_works(struct fixture *f, struct mock *m)
{
	mock_emit(m, EV_KEY, KEY_A, 1);
	assert_int_equal(drain(f), 1);
	assert_int_equal(f->runs[0].device, DEVICE_KEYBOARD);
}

static void test_late_and_twice(void **state)
{
	struct fixture *f = *state;
	struct mock *m;

	start(f);
	assert_int_equal(DEVICES(f), 0);
	assert_int_equal(health(f, "no device in /dev/input"), HEALTH_FAIL);
	m = mock_add(f, 1, KEYBOARD);
	run_until(f, f->changed == 1);
	assert_int_equal(DEVICES(f), 1);
	for (int i = 0; i < 3; i++) {
		touch(f, 1);
		settle(f);
	}
	assert_int_equal(DEVICES(f), 1);
	assert_int_equal(atomic_load(&m->opened), 1);
	assert_int_equal(f->changed, 1);
	assert_works(f, m);
}

/* First a file that is no device, then a link to nowhere, then it. */
static void test_not_yet_a_device(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_new(f, 1, KEYBOARD);

	start(f);
	umockdev_testbed_disable(f->testbed);
	assert_return_code(symlink("nowhere", mock_path(f, 1)), errno);
	umockdev_testbed_enable(f->testbed);
	settle(f);
	assert_int_equal(DEVICES(f), 0);
	assert_int_equal(health(f, "1 that can't be opened"), HEALTH_FAIL);
	mock_plug(f, m);
	run_until(f, DEVICES(f) == 1);
	assert_works(f, m);
}

/* The target of a link appears: nothing changes in the directory but the link's own times. */
static void test_link_is_completed(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_new(f, 1, KEYBOARD);
	char target[PATH_MAX + 32];

	mock_plug(f, m);
	(void) snprintf(target, sizeof(target), "%s/node", f->dir);
	umockdev_testbed_disable(f->testbed);
	assert_return_code(rename(mock_path(f, 1), target), errno);
	assert_return_code(symlink("not-yet", mock_path(f, 1)), errno);
	umockdev_testbed_enable(f->testbed);
	start(f);
	assert_int_equal(DEVICES(f), 0);
	umockdev_testbed_disable(f->testbed);
	(void) snprintf(target, sizeof(target), "%s/not-yet", f->dir);
	assert_return_code(symlink("node", target), errno);
	umockdev_testbed_enable(f->testbed);
	settle(f);
	touch(f, 1);
	run_until(f, DEVICES(f) == 1);
	assert_works(f, m);
}

static void test_permission_comes_and_goes(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);

	be_nobody(f, m);
	start(f);
	assert_int_equal(DEVICES(f), 0);
	assert_int_equal(health(f, "1 device in /dev/input, none of them readable: that is"),
			 HEALTH_FAIL);
	(void) health(f, "systemctl enable --now ergod-input.socket");
	(void) health(f, "who can read them can read every key");
	AS_OWNER(set_mode(f, mock_path(f, 1), 0644));
	run_until(f, f->changed == 1);
	assert_int_equal(health(f, "1 device: 1 keyboard"), HEALTH_OK);
	assert_works(f, m);
	/* Whoever takes the permission away means us too. */
	AS_OWNER(set_mode(f, mock_path(f, 1), 0));
	run_until(f, f->changed == 2);
	assert_int_equal(DEVICES(f), 0);
	assert_int_equal(health(f, "none of them readable"), HEALTH_FAIL);
	AS_OWNER(set_mode(f, mock_path(f, 1), 0644));
	run_until(f, f->changed == 3);
	assert_works(f, m);
}

/* A pad that everybody may read is no reason to believe that nobody types. */
static void test_pad_does_not_vouch(void **state)
{
	struct fixture *f = *state;
	struct mock *keyboard = mock_add(f, 1, KEYBOARD), *pad = mock_add(f, 2, GAMEPAD);
	struct health h;

	be_nobody(f, pad);
	AS_OWNER(be_nobody(f, keyboard));
	AS_OWNER(set_mode(f, mock_path(f, 2), 0644));
	start(f);
	assert_int_equal(DEVICES(f), 0);
	assert_int_equal(health(f, "1 device: 1 other; 1 more not readable: that is"), HEALTH_FAIL);
	AS_OWNER(set_mode(f, mock_path(f, 1), 0644));
	run_until(f, f->changed == 1);
	assert_int_equal(DEVICES(f), 2);
	assert_int_equal(health(f, "2 devices: 1 keyboard, 1 other"), HEALTH_OK);
	/* Of a keyboard and a mouse, one is better than none. */
	AS_OWNER(set_mode(f, mock_path(f, 2), 0));
	run_until(f, DEVICES(f) == 1);
	assert_int_equal(health(f, "1 device: 1 keyboard; 1 more not readable"), HEALTH_WARN);
	evdev_source_health(f->source, &h);
	assert_null(strstr(h.text,
			   "as it should be")); /* what is told who reads none is out of place */
}

static void make_dir(const struct fixture *f, bool make)
{
	umockdev_testbed_disable(f->testbed);
	assert_return_code(make ? mkdir(f->dir, 0755) : rmdir(f->dir), errno);
	umockdev_testbed_enable(f->testbed);
}

/* A kernel removes /dev/input with its last node. */
static void test_directory_comes_and_goes(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_new(f, 1, KEYBOARD);

	make_dir(f, false);
	start(f);
	for (unsigned round = 1; round <= 3; round++) {
		make_dir(f, true);
		if (round == 2) {
			settle(f); /* else the node is there before the directory is seen */
		}
		mock_plug(f, m);
		run_until(f, f->changed == 2 * round - 1);
		assert_int_equal(DEVICES(f), 1);
		assert_works(f, m);
		mock_unplug(f, m, true, true);
		make_dir(f, false);
		run_until(f, f->changed == 2 * round);
		assert_int_equal(DEVICES(f), 0);
	}
}

/* Moved aside as a whole, and another one in its place. */
static void test_directory_is_replaced(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD), *other = mock_new(f, 2, KEYBOARD);
	char aside[PATH_MAX + 32];

	start(f);
	assert_int_equal(DEVICES(f), 1);
	(void) snprintf(aside, sizeof(aside), "%s.old", f->dir);
	umockdev_testbed_disable(f->testbed);
	assert_return_code(rename(f->dir, aside), errno);
	assert_return_code(mkdir(f->dir, 0755), errno);
	umockdev_testbed_enable(f->testbed);
	mock_plug(f, other);
	run_until(f, atomic_load(&other->opened) == 1);
	assert_int_equal(DEVICES(f), 1);
	mock_emit(m, EV_KEY, KEY_A, 1);
	assert_int_equal(drain(f), 0);
	assert_works(f, other);
}

/* In the middle of events: by the node, by a hang-up, by both, and as a kernel does it, which keeps
 * back what had come before. */
static void test_unplug(void **state)
{
	struct fixture *f = *state;

	start(f);
	for (unsigned way = 0; way < 4; way++) {
		struct mock *m = mock_add(f, way, KEYBOARD);

		f->ready = 0;
		f->n_runs = 0;
		evdev_source_set_period(f->source, USEC_PER_MS);
		run_until(f, DEVICES(f) == 1);
		run_for(f, 5 * USEC_PER_MS);
		evdev_source_set_period(f->source, 100 * USEC_PER_MS);
		mock_emit(m, EV_KEY, KEY_A, 1);
		atomic_store(&m->revoked, way == 3);
		mock_unplug(f, m, way == 0 || way == 2, way != 0);
		run_until(f, DEVICES(f) == 0);
		run_until(f, f->n_runs == (way == 3 ? 0 : 1));
		run_until(f, f->changed == 2 * (way + 1));
		assert_int_equal(f->ready, f->n_runs);
		if (way % 2 == 1) {
			mock_unplug(f, m, true, false);
		}
		settle(f);
	}
	assert_int_equal(health(f, "no device"), HEALTH_FAIL);
}

/* What a device had to say when its node went, while nobody was listening. */
static void test_last_words(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);

	start(f);
	evdev_source_set_period(f->source, USEC_PER_HOUR);
	mock_emit(m, EV_KEY, KEY_A, 1);
	run_until(f, f->ready == 1);
	mock_emit(m, EV_KEY, KEY_A, 0);
	mock_unplug(f, m, true, false);
	run_until(f, f->changed == 1);
	assert_int_equal(drain(f), 1);
	assert_int_equal(drain(f), 0);
}

/* A drain finds out by itself that a device has hung up. */
static void test_hangup_while_unread(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);

	start(f);
	mock_emit(m, EV_KEY, KEY_A, 1);
	mock_unplug(f, m, false, true);
	assert_int_equal(drain(f), 1);
	assert_int_equal(DEVICES(f), 0);
	assert_int_equal(f->changed, 0); /* told by the loop, not out of the drain */
	settle(f);
	assert_int_equal(f->changed, 1);
}

/* A hang-up that reading knows nothing of: it would be reported for ever. */
static void test_hangup_without_error(void **state)
{
	struct fixture *f = *state;

	start(f);
	for (unsigned i = 0; i < 2; i++) {
		struct mock *m = mock_new(f, i, KEYBOARD);

		m->refuse_mask = i == 1;
		mock_plug(f, m);
		run_until(f, DEVICES(f) == 1);
		atomic_store(&m->stalled, true);
		mock_unplug(f, m, false, true);
		run_until(f, DEVICES(f) == 0);
		settle(f);
		mock_unplug(f, m, true, false);
		settle(f);
	}
	assert_int_equal(f->ready, 0);
}

/* EVIOCREVOKE: reading fails from then on; the device is read again when its node changes. */
static void test_revoke(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);

	start(f);
	assert_works(f, m);
	atomic_store(&m->revoked, true);
	mock_emit(m, EV_KEY, KEY_A, 0);
	assert_int_equal(drain(f), 0);
	assert_int_equal(DEVICES(f), 0);
	run_until(f, f->changed == 1);
	assert_int_equal(health(f, "1 that can't be opened"), HEALTH_FAIL);
	touch(f, 1);
	settle(f);
	assert_int_equal(DEVICES(f), 0);
	atomic_store(&m->revoked, false);
	touch(f, 1);
	run_until(f, f->changed == 2);
	(void) drain(f); /* what the FIFO, other than a kernel, kept */
	assert_works(f, m);
}

/* The same name, another device: unplugged and plugged in while nobody looked. */
static void test_node_is_replaced(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);

	start(f);
	assert_int_equal(DEVICES(f), 1);
	(void) close(m->fd);
	mock_plug(f, m); /* renamed over the old one */
	run_until(f, atomic_load(&m->opened) == 2);
	assert_int_equal(DEVICES(f), 1);
	assert_works(f, m);
}

/* More notifications than the queue holds: everything is looked at anew. */
static void test_notifications_lost(void **state)
{
	struct fixture *f = *state;
	struct mock *gone = mock_add(f, 1, KEYBOARD), *late = mock_new(f, 3, KEYBOARD);

	(void) mock_add(f, 2, KEYBOARD);
	start(f);
	assert_int_equal(DEVICES(f), 2);
	umockdev_testbed_disable(f->testbed);
	assert_return_code(mknod(mock_path(f, 90), S_IFREG | 0600, 0), errno);
	assert_return_code(mknod(mock_path(f, 91), S_IFREG | 0600, 0), errno);
	umockdev_testbed_enable(f->testbed);
	for (unsigned i = 0; i < 20000; i++) {
		touch(f, 90 + i % 2);
	}
	mock_unplug(f, gone, true, false);
	mock_plug(f, late);
	run_until(f, atomic_load(&late->opened) == 1);
	settle(f);
	assert_int_equal(DEVICES(f), 2);
	assert_works(f, late);
	mock_emit(gone, EV_KEY, KEY_A, 1);
	assert_int_equal(drain(f), 0);
	assert_int_equal(health(f, "2 devices: 2 keyboard"), HEALTH_OK);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, fixture_set_up, tear_down_as_owner)
	const struct CMUnitTest tests[] = {
		TEST(late_and_twice),
		TEST(not_yet_a_device),
		TEST(link_is_completed),
		TEST(permission_comes_and_goes),
		TEST(pad_does_not_vouch),
		TEST(directory_comes_and_goes),
		TEST(directory_is_replaced),
		TEST(unplug),
		TEST(last_words),
		TEST(hangup_while_unread),
		TEST(hangup_without_error),
		TEST(revoke),
		TEST(node_is_replaced),
		TEST(notifications_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
