/* The Mutter adapter: sampling, and a shell that is missing, restarts, hangs, lies. */
#include "mutter-fixture.h"

/* ---- coming and going ---- */

static void test_comes_goes_and_restarts(void **state)
{
	(void) state;
	run_for(50 * USEC_PER_MS);
	assert_false(usable());
	assert_int_equal(fx.changed, 0);
	assert_string_equal(health_line(), "fail: no GNOME Shell (org.gnome.Mutter.IdleMonitor) on "
					   "the session bus");
	start();
	assert_string_equal(health_line(), "ok: GNOME's idle monitor (which device is not told)");
	shell_down();
	run_until(fx.changed == 2);
	assert_false(usable());
	assert_string_equal(health_line(), "fail: no GNOME Shell (org.gnome.Mutter.IdleMonitor) on "
					   "the session bus");
	shell_up();
	run_until(fx.changed == 3);
	assert_true(usable());
	/* Armed when it goes: the watch goes with it, and is not missed. */
	run_until(shell.watch != 0);
	shell_down();
	run_until(fx.changed == 4);
	shell.input = now_by(CLOCK_MONOTONIC) - USEC_PER_SEC;
	shell_up();
	run_until(shell.watch != 0);
	input();
	run_until(fx.runs == 1);
	assert_int_equal(shell.removed, 0);
}

/* It was there before us; and it is not asked twice. */
static void test_there_before(void **state)
{
	(void) state;
	shell_up();
	fx.mutter = mutter_free(fx.mutter);
	const struct source_callbacks callbacks = { .ready = on_ready, .changed = on_changed };
	assert_int_equal(mutter_new(&fx.mutter, fx.bus, &callbacks, &fx), 0);
	run_until(fx.changed == 1);
	run_for(50 * USEC_PER_MS);
	assert_true(usable());
	assert_int_equal(shell.asked, 1);
}

static void test_bus_dies(void **state)
{
	(void) state;
	start();
	sd_bus_close(fx.bus);
	run_until(fx.changed == 2);
	assert_false(usable());
	assert_false(mutter_ops.refresh(fx.mutter));
	run_for(300 * USEC_PER_MS);
	assert_int_equal(fx.changed, 2);
}

/* ---- sampling ---- */

static void test_one_question_a_period(void **state)
{
	usec_t begin;
	unsigned asked, ready;

	(void) state;
	start();
	asked = shell.asked;
	ready = fx.ready;
	begin = now_by(CLOCK_MONOTONIC);
	while (now_by(CLOCK_MONOTONIC) < begin + 5 * PERIOD) {
		input();
		run_for(2 * USEC_PER_MS);
	}
	assert_in_range(shell.asked - asked, 3, 6);
	assert_in_range(fx.ready - ready, 3, 6);
	assert_in_range(fx.runs, 3, 6);
	assert_int_equal(shell.watched, 0);
}

static void test_nobody_there_wakes_nobody(void **state)
{
	unsigned asked;

	(void) state;
	start_armed();
	asked = shell.asked;
	run_for(5 * PERIOD);
	assert_int_equal(shell.asked, asked);
	assert_int_equal(shell.watched, 1);
	assert_int_equal(fx.ready, 0);
}

static void test_first_input_is_told(void **state)
{
	usec_t when;

	(void) state;
	start_armed();
	for (unsigned i = 1; i <= 3; i++) {
		when = now_by(CLOCK_BOOTTIME);
		input();
		run_until(fx.runs == i);
		assert_in_range(fx.run.first, when, when + 100 * USEC_PER_MS);
		drain(); /* nothing twice */
		assert_int_equal(fx.runs, i);
		run_until(shell.watch != 0); /* set anew: it fires once */
		run_for(20 * USEC_PER_MS);
		assert_int_equal(shell.watched, i + 1);
		assert_int_equal(fx.runs, i);
	}
	assert_int_equal(shell.removed, 0);
}

static void test_input_before_the_watch(void **state)
{
	usec_t when;

	(void) state;
	start_armed();
	shell.input_before_watch = true;
	input();
	run_until(fx.runs == 1);
	when = now_by(CLOCK_BOOTTIME);
	run_until(fx.runs == 2); /* the watch never fired */
	assert_in_range(fx.run.first, when, when + 5 * USEC_PER_SEC);
	run_until(shell.removed == 1); /* and is not left behind */
	run_until(shell.watched == 3 && shell.watch != 0);
	run_for(2 * PERIOD);
	assert_int_equal(fx.runs, 2);
	assert_int_equal(shell.watched, 3);
}

static void test_refresh(void **state)
{
	usec_t when;

	(void) state;
	mutter_ops.set_period(fx.mutter, 10 * USEC_PER_SEC);
	start();
	run_for(50 * USEC_PER_MS);
	input();
	when = now_by(CLOCK_BOOTTIME);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(fx.ready, 0);
	assert_true(mutter_ops.refresh(fx.mutter));
	assert_true(mutter_ops.refresh(fx.mutter));
	assert_int_equal(fx.ready, 0); /* never out of the call */
	run_until(fx.ready == 1);
	assert_int_equal(fx.runs, 1);
	assert_in_range(fx.run.first, when - 20 * USEC_PER_MS, when + 45 * USEC_PER_MS);
	assert_true(
		mutter_ops.refresh(fx.mutter)); /* nothing new: the same input is not told twice */
	run_until(fx.ready == 2);
	assert_int_equal(fx.runs, 1);
	/* Whoever waits does not wait for a shell that hangs. */
	shell.hangs = true;
	when = now_by(CLOCK_BOOTTIME);
	assert_true(mutter_ops.refresh(fx.mutter));
	run_until(fx.ready == 3);
	assert_true(now_by(CLOCK_BOOTTIME) < when + USEC_PER_SEC);
}

/* ---- what is wrong ---- */

static void test_forged_signals(void **state)
{
	sd_bus *forger = connect_bus();
	const char *me;

	(void) state;
	start_armed();
	assert_true(sd_bus_get_unique_name(fx.bus, &me) >= 0);
	fire(forger, me, shell.watch);
	assert_true(sd_bus_flush(forger) >= 0);
	fire(shell.bus, me, shell.watch + 1);
	fire(shell.bus, me, 0);
	run_for(100 * USEC_PER_MS);
	assert_int_equal(fx.runs, 0);
	assert_int_equal(fx.ready, 0);
	input();
	run_until(fx.runs == 1);
	(void) sd_bus_flush_close_unref(forger);
}

/* Fires again and again, at once, without being asked: once a period all the same. */
static void test_fires_without_end(void **state)
{
	usec_t begin;

	(void) state;
	start_armed();
	begin = now_by(CLOCK_MONOTONIC);
	while (now_by(CLOCK_MONOTONIC) < begin + 5 * PERIOD) {
		if (shell.client[0]) {
			fire(shell.bus, shell.client, shell.next - 1);
		}
		shell.watch = 0;
		run_for(USEC_PER_MS);
	}
	assert_in_range(fx.runs, 3, 6);
	shell.watch = 0;
}

static void test_nonsense(void **state)
{
	static const uint64_t lies[] = { UINT64_MAX, UINT64_MAX / 1000 + 1, INT64_MAX, 1ull << 40 };

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(lies); i++) {
		shell.lie = lies[i];
		shell_up();
		run_until(usable() && shell.watch != 0);
		run_for(50 * USEC_PER_MS);
		assert_int_equal(fx.runs, 0);
		assert_int_equal(fx.ready, 0);
		shell_down();
		run_until(!usable());
	}
}

/* Refused or of the wrong type: not usable, asked again with growing pauses. */
static void test_errors(void **state)
{
	(void) state;
	mutter_set_patience(fx.mutter, USEC_PER_SEC, 20 * USEC_PER_MS);
	shell.refuses = true;
	shell_up();
	run_until(strstr(health_line(), "fails (org.freedesktop.DBus.Error.UnknownMethod)"));
	assert_true(strstr(health_line(), "fail: "));
	run_for(300 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
	shell.refuses = false;
	shell.wrong_type = true;
	run_until(strstr(health_line(), "wrong type"));
	run_for(100 * USEC_PER_MS);
	assert_in_range(shell.asked, 1, 4);
	shell.wrong_type = false;
	run_until(fx.changed == 1);
	assert_true(usable());
	shell.refuses = true;
	run_until(fx.changed == 2);
	assert_false(usable());
	assert_int_equal(fx.runs, 0);
}

static void test_refused_watch(void **state)
{
	(void) state;
	mutter_set_patience(fx.mutter, USEC_PER_SEC, 20 * USEC_PER_MS);
	start();
	shell.refuses_watches = true;
	run_until(!usable());
	run_for(500 * USEC_PER_MS);
	assert_in_range(shell.asked, 1, 20);
	shell.refuses_watches = false;
	run_until(usable() && shell.watch != 0);
	input();
	run_until(fx.runs == 1);
}

static void test_hangs(void **state)
{
	(void) state;
	mutter_set_patience(fx.mutter, 100 * USEC_PER_MS, 20 * USEC_PER_MS);
	start();
	shell.hangs = true;
	run_until(fx.changed == 2);
	assert_false(usable());
	assert_true(strstr(health_line(), "is tried again"));
	shell.hangs = false;
	run_until(fx.changed == 3);
	assert_true(usable());
}

/* A default that a person waits for: the first try again comes after a second, not sooner. */
static void test_default_backoff(void **state)
{
	(void) state;
	shell.wrong_type = true;
	shell_up();
	run_until(shell.asked == 1);
	run_for(900 * USEC_PER_MS);
	assert_int_equal(shell.asked, 1);
	run_until(shell.asked == 2);
	run_for(USEC_PER_SEC);
	assert_int_equal(shell.asked, 2);
}

/* ---- the end ---- */

static void test_free_removes_the_watch(void **state)
{
	(void) state;
	start_armed();
	fx.mutter = mutter_free(fx.mutter);
	run_until(shell.removed == 1);
	assert_int_equal(shell.watch, 0);
}

/* At any moment, with calls pending. */
static void test_free_at_any_moment(void **state)
{
	const struct source_callbacks callbacks = { .ready = on_ready, .changed = on_changed };

	(void) state;
	mutter_ops.set_period(fx.mutter, 0);
	shell.lax = true; /* a watch whose id was not known yet stays until the next input */
	shell_up();
	for (unsigned steps = 0; steps < 30; steps++) {
		for (unsigned i = 0; i < steps; i++) {
			assert_true(sd_event_run(fx.event, 5 * USEC_PER_MS) >= 0);
		}
		fx.mutter = mutter_free(fx.mutter);
		run_for(5 * USEC_PER_MS);
		assert_int_equal(mutter_new(&fx.mutter, fx.bus, &callbacks, &fx), 0);
		mutter_ops.set_period(fx.mutter, 0);
	}
	assert_null(mutter_ops.free(NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_comes_goes_and_restarts),
		TEST(test_there_before),
		TEST(test_bus_dies),
		TEST(test_one_question_a_period),
		TEST(test_nobody_there_wakes_nobody),
		TEST(test_first_input_is_told),
		TEST(test_input_before_the_watch),
		TEST(test_refresh),
		TEST(test_forged_signals),
		TEST(test_fires_without_end),
		TEST(test_nonsense),
		TEST(test_errors),
		TEST(test_refused_watch),
		TEST(test_hangs),
		TEST(test_default_backoff),
		TEST(test_free_removes_the_watch),
		TEST(test_free_at_any_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
