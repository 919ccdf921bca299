/* When things happened: runs, clamping, slop, overflow, order (DESIGN.md 5). */
#include "evdev-fixture.h"
#include "pulse-runs.h"

#define MS USEC_PER_MS
#define S  USEC_PER_SEC

static void emit_at(struct mock *m, usec_t t, unsigned type, unsigned code, int value)
{
	assert_true(mock_emit_at(m, t, type, code, value));
}

static size_t drain_at(struct fixture *f, usec_t now)
{
	f->n_runs = 0;
	evdev_source_drain(f->source, now, on_run, f);
	return f->n_runs;
}

static void assert_run(const struct fixture *f, size_t i, enum device_class device, usec_t first,
		       usec_t last)
{
	assert_true(i < f->n_runs);
	assert_int_equal(f->runs[i].device, device);
	assert_int_equal(f->runs[i].first, first);
	assert_int_equal(f->runs[i].last, last);
}

/* Gaps inside a run are shorter than the period. */
static void test_gaps(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);
	usec_t t;

	start(f);
	evdev_source_set_period(f->source, 2 * S);
	t = boot_now();
	emit_at(m, t + 1 * S, EV_KEY, KEY_A, 1);
	emit_at(m, t + 3 * S - 1, EV_KEY, KEY_A, 0);
	emit_at(m, t + 5 * S - 1, EV_KEY, KEY_B, 1);
	emit_at(m, t + 6 * S, EV_KEY, KEY_B, 0);
	assert_int_equal(drain_at(f, t + 60 * S), 2);
	assert_run(f, 0, DEVICE_KEYBOARD, t + 1 * S, t + 3 * S - 1);
	assert_run(f, 1, DEVICE_KEYBOARD, t + 5 * S - 1, t + 6 * S);
	assert_int_equal(drain_at(f, t + 61 * S), 0); /* none twice */
}

/* Runs of all devices come in order; those of one class are one. */
static void test_order(void **state)
{
	struct fixture *f = *state;
	struct mock *late = mock_add(f, 1, KEYBOARD), *early = mock_add(f, 2, MOUSE);
	struct mock *second = mock_add(f, 3, KEYBOARD);
	usec_t t;

	start(f);
	t = boot_now();
	emit_at(late, t + 5 * S, EV_KEY, KEY_A, 1);
	emit_at(late, t + 9 * S, EV_KEY, KEY_A, 0);
	emit_at(early, t + 4 * S, EV_KEY, BTN_LEFT, 1);
	emit_at(early, t + 8 * S, EV_KEY, BTN_LEFT, 0);
	emit_at(second, t + 6 * S, EV_KEY, KEY_B, 1);
	emit_at(second, t + 12 * S, EV_KEY, KEY_B, 0);
	assert_int_equal(drain_at(f, t + 20 * S), 2);
	assert_run(f, 0, DEVICE_POINTER, t + 4 * S, t + 8 * S);
	assert_run(f, 1, DEVICE_KEYBOARD, t + 5 * S, t + 12 * S);
}

/* A stamp is neither after now nor before the device was opened or emptied last. */
static void test_clamping(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);
	usec_t before = boot_now(), t;

	start(f);
	t = boot_now();
	emit_at(m, 1 * S, EV_KEY, KEY_A, 1);
	assert_int_equal(drain_at(f, t + 1 * S), 1);
	assert_in_range(f->runs[0].first, before, t);
	emit_at(m, t - 10 * S, EV_KEY, KEY_A, 0);
	assert_int_equal(drain_at(f, t + 2 * S), 1);
	assert_run(f, 0, DEVICE_KEYBOARD, t + 1 * S, t + 1 * S);
	emit_at(m, t + 900 * S, EV_KEY, KEY_A, 1);
	emit_at(m, t + 3 * S, EV_KEY, KEY_A, 0);
	assert_int_equal(drain_at(f, t + 3 * S), 1);
	assert_run(f, 0, DEVICE_KEYBOARD, t + 3 * S, t + 3 * S);
	/* An owner whose time stood still gets no run after it. */
	emit_at(m, t + 4 * S, EV_KEY, KEY_A, 0);
	assert_int_equal(drain_at(f, t), 1);
	assert_run(f, 0, DEVICE_KEYBOARD, t, t);
}

/* Without kernel times, what is read happened now. */
static void test_receive_time(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_new(f, 1, KEYBOARD);
	usec_t t;

	m->refuse_clock = true;
	mock_plug(f, m);
	start(f);
	t = boot_now();
	assert_int_equal(atomic_load(&m->clock), -1);
	emit_at(m, t, EV_KEY, KEY_A, 1);
	assert_int_equal(drain_at(f, t + 5 * S), 1);
	assert_run(f, 0, DEVICE_KEYBOARD, t + 5 * S, t + 5 * S);
}

/* Motion: what is displaced within a second, not what trembles. */
static void test_slop(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, MOUSE);
	usec_t t;

	start(f);
	t = boot_now() + S;
	for (unsigned i = 0; i < 200; i++) {
		emit_at(m, t + i * 8 * MS, EV_REL, REL_X, i % 2 ? -1 : 1);
		emit_at(m, t + i * 8 * MS, EV_REL, REL_Y, i % 2 ? -1 : 1);
	}
	assert_int_equal(drain_at(f, t + 2 * S), 0);
	/* Two counts a second never add up; three do, at the third. */
	t += 10 * S;
	for (unsigned i = 0; i < 10; i++) {
		emit_at(m, t + i * 500 * MS, EV_REL, REL_X, 1);
	}
	assert_int_equal(drain_at(f, t + 6 * S), 0);
	t += 10 * S;
	emit_at(m, t, EV_REL, REL_X, -1);
	emit_at(m, t + 300 * MS, EV_REL, REL_Y, 1);
	emit_at(m, t + 600 * MS, EV_REL, REL_X, -1);
	emit_at(m, t + 700 * MS, EV_REL, REL_X, -1);
	assert_int_equal(drain_at(f, t + 2 * S), 1);
	assert_run(f, 0, DEVICE_POINTER, t + 600 * MS, t + 700 * MS);
	/* Without a slop every count is motion, and a wheel never waits for it. */
	f->config.motion_slop = 0;
	evdev_source_configure(f->source, &f->config);
	emit_at(m, t + 4 * S, EV_REL, REL_X, 1);
	assert_int_equal(drain_at(f, t + 5 * S), 1);
	f->config.motion_slop = 1000;
	evdev_source_configure(f->source, &f->config);
	emit_at(m, t + 6 * S, EV_REL, REL_X, 999);
	assert_int_equal(drain_at(f, t + 7 * S), 0);
	emit_at(m, t + 8 * S, EV_REL, REL_WHEEL, 1);
	assert_int_equal(drain_at(f, t + 9 * S), 1);
	emit_at(m, t + 10 * S, EV_REL, REL_Y, INT32_MIN);
	assert_int_equal(drain_at(f, t + 11 * S), 1);
}

/* An overflow proves nothing; what follows it counts. */
static void test_dropped(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, MOUSE);
	usec_t t;

	start(f);
	t = boot_now();
	emit_at(m, t + 1 * S, EV_SYN, SYN_DROPPED, 0);
	assert_int_equal(drain_at(f, t + 2 * S), 0);
	emit_at(m, t + 3 * S, EV_SYN, SYN_DROPPED, 0);
	emit_at(m, t + 4 * S, EV_KEY, BTN_LEFT, 1);
	assert_int_equal(drain_at(f, t + 5 * S), 1);
	assert_run(f, 0, DEVICE_POINTER, t + 4 * S, t + 4 * S);
}

/* A flood that never ends does not hold the loop, and its newest part is still known. */
static gpointer flood(gpointer userdata)
{
	struct mock *m = userdata;

	while (!atomic_load(&m->revoked)) {
		(void) mock_emit_at(m, boot_now(), EV_KEY, KEY_A, 1);
	}
	return NULL;
}

static void test_flood(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);
	GThread *thread;
	usec_t t;

	start(f);
	thread = g_thread_new("flood", flood, m);
	for (int i = 0; i < 5; i++) {
		run_for(f, 10 * MS);
		t = boot_now();
		assert_true(drain_at(f, t) <= 1);
		assert_true(boot_now() - t < PATIENCE / 10);
		assert_true(f->n_runs == 0 || (f->runs[0].last <= t && f->runs[0].last + S > t));
	}
	atomic_store(&m->revoked, true);
	(void) g_thread_join(thread);
	assert_true(atomic_load(&m->reads) <= 64 * 12);
}

/* Runs stay few whatever comes, and the newest is kept. */
static void test_bounded(void **state)
{
	struct pulse_runs runs = { 0 };

	(void) state;
	for (unsigned i = 1; i <= 1000; i++) {
		pulse_runs_add(&runs, DEVICE_KEYBOARD, i * 10 * S, S);
	}
	for (unsigned c = 0; c < _DEVICE_CLASS_MAX; c++) {
		pulse_runs_add(&runs, (enum device_class) c, 20000 * S, S);
	}
	assert_true(runs.n <= PULSE_RUNS_MAX);
	pulse_runs_sort(&runs, 30000 * S);
	assert_int_equal(runs.run[0].first, 10 * S);
	for (size_t i = 1; i < runs.n; i++) {
		assert_true(runs.run[i - 1].first <= runs.run[i].first);
		assert_true(runs.run[i].first <= runs.run[i].last);
	}
	assert_int_equal(runs.run[runs.n - 1].last, 20000 * S);
}

/* A pulse between two runs makes them one; its order does not matter. */
static void test_join(void **state)
{
	static const usec_t orders[][5] = {
		{ 10, 14, 18, 22, 40 }, { 40, 22, 18, 14, 10 }, { 10, 22, 40, 18, 14 },
		{ 22, 10, 14, 40, 18 }, { 14, 40, 22, 10, 18 },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(orders); i++) {
		struct pulse_runs runs = { 0 };

		for (size_t k = 0; k < 5; k++) {
			pulse_runs_add(&runs, DEVICE_TOUCH, orders[i][k] * S, 5 * S);
			pulse_runs_add(&runs, DEVICE_OTHER, orders[i][k] * S, 1);
		}
		assert_int_equal(runs.n, 2 + 5);
		pulse_runs_sort(&runs, 35 * S);
		for (size_t k = 0; k < runs.n; k++) {
			const struct pulse_run *r = &runs.run[k];

			assert_true(r->last <= 35 * S);
			if (r->device == DEVICE_TOUCH && r->first == 10 * S) {
				assert_int_equal(r->last, 22 * S);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_gaps, fixture_set_up, fixture_tear_down),
		cmocka_unit_test_setup_teardown(test_order, fixture_set_up, fixture_tear_down),
		cmocka_unit_test_setup_teardown(test_clamping, fixture_set_up, fixture_tear_down),
		cmocka_unit_test_setup_teardown(test_receive_time, fixture_set_up,
						fixture_tear_down),
		cmocka_unit_test_setup_teardown(test_slop, fixture_set_up, fixture_tear_down),
		cmocka_unit_test_setup_teardown(test_dropped, fixture_set_up, fixture_tear_down),
		cmocka_unit_test_setup_teardown(test_flood, fixture_set_up, fixture_tear_down),
		cmocka_unit_test(test_bounded),
		cmocka_unit_test(test_join),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
