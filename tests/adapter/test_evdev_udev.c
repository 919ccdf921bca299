/*
 * udev writes down what it knows of a device after it has changed the node, and says nothing then: of which seat a
 * device is may be known late, or may change.  udev is played by the test, in a /run of its own.
 */
#include "evdev-udev-fixture.h"
#include "input/evdev-source.h"

#define DEVICES(f) evdev_source_devices((f)->source)

static bool possible;

static void udev_runs(bool runs)
{
	(void) mkdir("/run/udev", 0755);
	(void) mkdir("/run/udev/data", 0755);
	if (runs) {
		assert_return_code(mknod("/run/udev/control", S_IFREG | 0600, 0), errno);
	} else {
		(void) unlink("/run/udev/control");
	}
}

/* What udev knows, written as udev does. */
static void udev_writes(unsigned number, const char *seat)
{
	char path[64];
	FILE *file = fopen("/run/udev/data/.new", "we");

	assert_non_null(file);
	(void) fprintf(file, "I:1234567\nE:ID_INPUT=1\nE:ID_INPUT_KEYBOARD=1\n");
	if (seat) {
		(void) fprintf(file, "E:ID_SEAT=%s\n", seat);
	}
	assert_int_equal(fclose(file), 0);
	(void) snprintf(path, sizeof(path), "/run/udev/data/c13:%u", 64 + number);
	assert_return_code(rename("/run/udev/data/.new", path), errno);
}

static void udev_forgets(unsigned number)
{
	char path[64];

	(void) snprintf(path, sizeof(path), "/run/udev/data/c13:%u", 64 + number);
	(void) unlink(path);
}

/* As udev does to a node of every event. */
static void touch(const struct fixture *f, unsigned number)
{
	char path[PATH_MAX + 32];

	(void) snprintf(path, sizeof(path), "%s", mock_path(f, number));
	umockdev_testbed_disable(f->testbed);
	assert_return_code(utimensat(AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW), errno);
	umockdev_testbed_enable(f->testbed);
}

static int set_up(void **state)
{
	if (possible) {
		udev_runs(true);
	}
	return fixture_set_up(state);
}

static int tear_down(void **state)
{
	if (possible) {
		udev_runs(false);
		for (unsigned i = 0; i < 8; i++) {
			udev_forgets(i);
		}
	}
	let_go(*state);
	return fixture_tear_down(state);
}

static unsigned count_turns(struct fixture *f, usec_t d)
{
	usec_t end = boot_now() + d;
	unsigned turns = 0;

	for (usec_t now = boot_now(); now < end; now = boot_now()) {
		turns += sd_event_run(f->event, end - now) > 0;
	}
	return turns;
}

/* Plugged in, and of which seat it is comes later: who has the other seat never opens it. */
static void late(struct fixture *f, const char *seat, const char *said)
{
	bool ours = strcmp(seat, said ? said : "seat0") == 0;
	struct mock *m;

	f->config.seat = seat;
	start(f);
	m = add_with_seat(f, 1, NULL);
	run_for(f, 300 * USEC_PER_MS);
	touch(f, 1);
	run_for(f, 50 * USEC_PER_MS);
	assert_int_equal(atomic_load(&m->opened), 0);
	assert_int_equal(health(f, "1 of which udev has not said yet whose it is"), HEALTH_FAIL);
	udev_writes(1, said);
	run_until(f, f->source->nodes[0]->state != EVDEV_NODE_EARLY);
	assert_int_equal(DEVICES(f), ours ? 1 : 0);
	assert_int_equal(atomic_load(&m->opened), ours ? 1 : 0);
	assert_int_equal(health(f, ours ? "1 device: 1 keyboard" : "1 of another seat"),
			 ours ? HEALTH_OK : HEALTH_FAIL);
	settle(f);
	assert_int_equal(f->changed, ours ? 1 : 0);
	run_for(f, 4 * USEC_PER_SEC);
	assert_int_equal(count_turns(f, 1500 * USEC_PER_MS), 0);
}

static void test_late_ours(void **state)
{
	late(*state, "seat0", NULL);
}

static void test_late_elsewhere(void **state)
{
	late(*state, "seat0", "seat1");
}

static void test_late_other_seat(void **state)
{
	late(*state, "seat1", "seat1");
}

static void test_late_not_other_seat(void **state)
{
	late(*state, "seat1", NULL);
}

/* A change of the node is no reason to wait. */
static void test_change_is_looked_at(void **state)
{
	struct fixture *f = *state;
	struct mock *m;
	usec_t begin;

	start(f);
	m = add_with_seat(f, 1, NULL);
	run_for(f, 2 * USEC_PER_SEC); /* it looks once a second by now */
	assert_int_equal(atomic_load(&m->opened), 0);
	f->source->nodes[0]->look = USEC_INFINITY;
	udev_writes(1, NULL);
	begin = boot_now();
	touch(f, 1);
	run_until(f, DEVICES(f) == 1);
	print_message("opened after %u us\n", (unsigned) (boot_now() - begin));
}

/* What udev knew when it started is believed, and wakes nobody. */
static void test_known_before(void **state)
{
	struct fixture *f = *state;

	(void) add_with_seat(f, 1, NULL);
	(void) add_with_seat(f, 2, NULL);
	udev_writes(1, "seat0");
	udev_writes(2, "seat1");
	start(f);
	assert_int_equal(DEVICES(f), 1);
	assert_int_equal(count_turns(f, 500 * USEC_PER_MS), 0);
}

/* loginctl attach: the node is touched, and only then another seat written down. */
static void test_moved(void **state)
{
	struct fixture *f = *state;
	struct mock *m = add_with_seat(f, 1, NULL);

	udev_writes(1, NULL);
	start(f);
	assert_int_equal(DEVICES(f), 1);
	touch(f, 1);
	settle(f);
	assert_int_equal(DEVICES(f), 1);
	udev_writes(1, "seat1");
	run_until(f, f->changed == 1);
	assert_int_equal(DEVICES(f), 0);
	assert_int_equal(health(f, "1 of another seat"), HEALTH_FAIL);
	touch(f, 1);
	settle(f);
	udev_writes(1, NULL);
	run_until(f, f->changed == 2);
	assert_int_equal(DEVICES(f), 1);
	mock_emit(m, EV_KEY, KEY_A, 1);
	run_until(f, f->n_runs == 1);
}

/* udev runs and never says anything: in the end it is as without udev.  If it says something then, that holds. */
static void test_never(void **state)
{
	struct fixture *f = *state;
	struct mock *m = add_with_seat(f, 1, NULL);

	start(f);
	run_for(f, 300 * USEC_PER_MS);
	assert_int_equal(f->source->nodes[0]->state, EVDEV_NODE_EARLY);
	f->source->nodes[0]->come -= 29 * USEC_PER_SEC; /* as if so long had passed */
	f->source->nodes[0]->changed -= 29 * USEC_PER_SEC;
	run_until(f, DEVICES(f) == 1);
	assert_int_equal(count_turns(f, 1500 * USEC_PER_MS), 1); /* that there is one is told */
	assert_int_equal(f->changed, 1);
	touch(f, 1);
	settle(f);
	assert_int_equal(atomic_load(&m->opened), 1);
	assert_int_equal(DEVICES(f), 1);
	udev_writes(1, "seat1");
	run_until(f, DEVICES(f) == 0);
}

/* One that goes before udev has said anything is waited for no more. */
static void test_gone_early(void **state)
{
	struct fixture *f = *state;
	struct mock *m = add_with_seat(f, 1, NULL);

	start(f);
	assert_int_equal(f->source->nodes[0]->state, EVDEV_NODE_EARLY);
	mock_unplug(f, m, true, false);
	run_until(f, f->source->n_nodes == 0);
	settle(f);
	assert_int_equal(count_turns(f, 1500 * USEC_PER_MS), 0);
}

/* Without udev there is nothing to wait for. */
static void test_no_udev(void **state)
{
	struct fixture *f = *state;

	udev_runs(false);
	start(f);
	(void) add_with_seat(f, 1, NULL);
	run_until(f, DEVICES(f) == 1);
	assert_int_equal(count_turns(f, 500 * USEC_PER_MS), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(late_ours),
		TEST(late_elsewhere),
		TEST(late_other_seat),
		TEST(late_not_other_seat),
		TEST(change_is_looked_at),
		TEST(known_before),
		TEST(moved),
		TEST(never),
		TEST(gone_early),
		TEST(no_udev),
	};

	possible = private_run();
	if (!possible) {
		print_message("ok 1 # SKIP no /run of one's own can be had\n");
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
