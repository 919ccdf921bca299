/* Sampling of what can only be asked (daemon/idle-clock.h), a suspend in between included. */
#include "idle-clock-fixture.h"

/* ---- asking ---- */

static void test_start_and_stop(void **state)
{
	(void) state;
	run_for(50 * USEC_PER_MS);
	assert_int_equal(server.n_asked, 0);
	assert_false(idle_clock_refresh(clock_));
	idle_clock_active(clock_); /* nobody asked */
	idle_clock_answer(clock_, 0);
	assert_int_equal(n_ready, 0);

	(void) type();
	(void) usleep(50 * USEC_PER_MS);
	idle_clock_start(clock_);
	idle_clock_start(clock_);
	assert_int_equal(server.n_asked, 1);
	run_for(50 * USEC_PER_MS);
	assert_int_equal(n_ready, 0); /* what was before is not input */

	idle_clock_stop(clock_);
	idle_clock_stop(clock_);
	count_from_here();
	(void) type();
	run_for(2 * PERIOD);
	assert_int_equal(server.n_asked + n_ready + n_wakes, 0);
	idle_clock_start(clock_);
	assert_int_equal(server.n_asked, 1);
	nobody_is_seen(2 * PERIOD);
}

static void test_lately_rests(void **state)
{
	(void) state;
	start_resting();
	run_for(PERIOD / 2);
	assert_int_equal(server.n_asked, 0);
	(void) type();
	idle_clock_active(clock_); /* it was not to be told */
	assert_int_equal(n_ready, 0);
	RUN_UNTIL(server.n_asked == 1); /* a period later */
	RUN_UNTIL(n_runs == 1);
	for (unsigned i = 0; i < 200; i++) {
		(void) type();
		run_for(5 * USEC_PER_MS);
	}
	assert_in_range(n_runs, 3, 7);
	assert_int_equal(n_ready, n_runs);
	assert_int_equal(server.n_armed, 0);
}

static void test_none_lately_arms(void **state)
{
	(void) state;
	server.hangs = true;
	idle_clock_start(clock_);
	server.hangs = server.question = false;
	idle_clock_answer(clock_, PERIOD);
	assert_int_equal(server.n_armed, 1);
	assert_int_equal(server.below, PERIOD); /* as it was told */
	server.armed = false;
	idle_clock_answer(clock_, 2 * PERIOD); /* the question has been answered */
	assert_int_equal(server.n_armed, 1);
	run_for(3 * PERIOD);
	assert_int_equal(n_wakes + n_ready, 0);
	assert_int_equal(server.n_asked, 1);
}

static void test_active(void **state)
{
	usec_t typed;

	(void) state;
	start_armed();
	typed = type();
	serve();
	assert_int_equal(n_runs, 1); /* at once */
	assert_in_range(last.last, typed, typed + 10 * USEC_PER_MS);
	idle_clock_active(clock_); /* once only */
	assert_int_equal(n_ready, 1);
	run_for(PERIOD / 2);
	assert_int_equal(server.n_asked, 0);
	RUN_UNTIL(server.armed);
	assert_int_equal(n_runs, 1); /* the same input */
	seen_within(type(), 0);
}

static void test_set_period(void **state)
{
	(void) state;
	start_resting();
	idle_clock_set_period(clock_, 60 * USEC_PER_SEC);
	run_for(PERIOD);
	assert_int_equal(server.n_asked, 0);
	idle_clock_set_period(clock_, PERIOD); /* which is over */
	run_for(PERIOD / 2);
	assert_int_equal(server.n_asked, 1);
	RUN_UNTIL(server.armed);
	idle_clock_set_period(clock_, 0);
	assert_true(server.armed);
	(void) type();
	count_from_here();
	for (unsigned i = 0; i < 100; i++) {
		(void) type();
		run_for(2 * USEC_PER_MS);
	}
	assert_in_range(server.n_asked, 5, 30); /* not as fast as it can */
}

/* Handed over once, and nothing after the time that is asked for. */
static void test_drain(void **state)
{
	usec_t typed;

	(void) state;
	owner_drains = false;
	start_armed();
	typed = type();
	serve();
	assert_int_equal(n_ready, 1);
	(void) usleep(20 * USEC_PER_MS);
	idle_clock_stop(clock_); /* what is known stays so */
	idle_clock_drain(clock_, typed - 1, on_run, &server);
	assert_int_equal(last.last, typed - 1);
	drain();
	assert_int_equal(n_runs, 1);
}

/* ---- refreshing ---- */

static void test_refresh(void **state)
{
	usec_t typed;

	(void) state;
	start_resting();
	idle_clock_set_period(clock_, 60 * USEC_PER_SEC);
	assert_true(idle_clock_refresh(clock_));
	assert_true(idle_clock_refresh(clock_));
	assert_int_equal(server.n_asked, 1);
	assert_int_equal(n_ready, 0); /* never out of the call */
	RUN_UNTIL(n_ready == 1);
	assert_int_equal(n_runs, 0); /* nothing new */

	(void) usleep(30 * USEC_PER_MS);
	typed = type();
	(void) usleep(30 * USEC_PER_MS);
	assert_true(idle_clock_refresh(clock_));
	RUN_UNTIL(n_ready == 2);
	assert_int_equal(n_runs, 1);
	assert_in_range(last.last, typed - 5 * USEC_PER_MS, typed + 5 * USEC_PER_MS);

	idle_clock_set_period(clock_, 10 * USEC_PER_MS);
	RUN_UNTIL(server.armed);
	count_from_here();
	assert_false(idle_clock_refresh(clock_)); /* would have been told */
	nobody_is_seen(50 * USEC_PER_MS);
}

static void test_refresh_in_vain(void **state)
{
	usec_t asked, typed;

	(void) state;
	start_resting();
	server.hangs = true;
	assert_true(idle_clock_refresh(clock_));
	asked = clock_boottime();
	RUN_UNTIL(n_ready == 1);
	assert_in_range(clock_boottime(), asked + 300 * USEC_PER_MS, asked + USEC_PER_SEC);
	assert_true(idle_clock_refresh(clock_)); /* the question is still there */
	assert_int_equal(server.n_asked, 1);
	RUN_UNTIL(n_ready == 2);
	run_for(USEC_PER_SEC);
	assert_int_equal(n_ready, 2);

	typed = type();
	server.hangs = false; /* an answer that comes late counts */
	RUN_UNTIL(n_runs == 1);
	assert_int_equal(n_ready, 3);
	assert_in_range(last.last, typed - 5 * USEC_PER_MS, typed + 5 * USEC_PER_MS);
}

static void test_stop_while_refreshing(void **state)
{
	usec_t stopped;

	(void) state;
	start_resting();
	server.hangs = true;
	assert_true(idle_clock_refresh(clock_));
	idle_clock_stop(clock_);
	assert_int_equal(n_ready, 0);
	stopped = clock_boottime();
	RUN_UNTIL(n_ready == 1);
	assert_true(clock_boottime() < stopped + SLACK);
	run_for(PERIOD);
	assert_int_equal(n_ready, 1);
}

/* ... and started again: whoever waits is not forgotten. */
static void test_restart_while_refreshing(void **state)
{
	(void) state;
	start_resting();
	server.hangs = true;
	assert_true(idle_clock_refresh(clock_));
	idle_clock_stop(clock_);
	idle_clock_start(clock_);
	assert_int_equal(n_ready, 0);
	usec_t started = clock_boottime();
	RUN_UNTIL(n_ready == 1);
	assert_true(clock_boottime() < started + USEC_PER_SEC);
	run_for(USEC_PER_SEC);
	assert_int_equal(n_ready, 1);
}

/* ---- suspended ---- */

static void test_suspend_resting(void **state)
{
	(void) state;
	start_resting();
	suspend_for(3 * PERIOD);
	nobody_is_seen(3 * PERIOD);
	assert_in_range(server.n_asked, 1, 2);
	assert_int_equal(server.n_armed, 1);
	assert_in_range(server.below, PERIOD, 2 * PERIOD); /* not what the suspend made of it */
	seen_within(type(), 0);
}

/* For less than a period: asked again, the same input is not another one. */
static void test_short_suspend(void **state)
{
	(void) state;
	start_resting();
	for (unsigned i = 0; i < 3; i++) {
		suspend_for(PERIOD / 3);
		run_for(PERIOD / 3);
	}
	nobody_is_seen(3 * PERIOD);
	assert_true(server.armed);
	seen_within(type(), 0);

	count_from_here();
	suspend_for(PERIOD / 2);
	run_for(30 * USEC_PER_MS); /* awake: less may be the same input */
	seen_within(type(), 2 * PERIOD);
	run_for(PERIOD / 2);
	count_from_here();
	nobody_is_seen(3 * PERIOD);
}

static void test_suspend_armed(void **state)
{
	(void) state;
	start_armed();
	suspend_for(3 * PERIOD);
	nobody_is_seen(3 * PERIOD);
	assert_int_equal(server.n_asked, 0);
	seen_within(type(), 0);
	run_for(PERIOD / 2);
	count_from_here();
	nobody_is_seen(3 * PERIOD);
}

static void test_suspend_asking(void **state)
{
	(void) state;
	start_resting();
	server.hangs = true;
	RUN_UNTIL(server.question);
	count_from_here();
	suspend_for(3 * PERIOD);
	server.hangs = false; /* answered after it */
	nobody_is_seen(3 * PERIOD);
	assert_true(server.armed);
	seen_within(type(), 0);
}

/* Answered before it, read after it: that there was input says nothing of now. */
static void test_suspend_answered(void **state)
{
	usec_t typed, idle;

	(void) state;
	start_resting();
	server.hangs = true;
	RUN_UNTIL(server.question);
	typed = type();
	idle = idle_now();
	suspend_for(3 * PERIOD);
	server.question = server.hangs = false;
	idle_clock_answer(clock_, idle);
	assert_int_equal(n_runs, 1);
	assert_in_range(last.last, typed - 5 * USEC_PER_MS, typed + SLACK);
	count_from_here();
	nobody_is_seen(3 * PERIOD);
	seen_within(type(), 0);
}

/* Somebody works on as soon as it has resumed: counts two periods later at the latest. */
static void test_input_after_resume(void **state)
{
	usec_t resumed;

	(void) state;
	for (unsigned i = 1; i <= 6; i++) {
		(void) down(NULL);
		(void) up(NULL);
		start_resting();
		suspend_for(i * PERIOD / 3);
		resumed = clock_boottime();
		for (unsigned k = 0; k < 2 || last.last < resumed; k++) {
			(void) type();
			run_for(5 * USEC_PER_MS);
			assert_true(clock_boottime() < resumed + 2 * PERIOD + SLACK);
		}
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, up, down)
	const struct CMUnitTest tests[] = {
		TEST(test_start_and_stop),
		TEST(test_lately_rests),
		TEST(test_none_lately_arms),
		TEST(test_active),
		TEST(test_set_period),
		TEST(test_drain),
		TEST(test_refresh),
		TEST(test_refresh_in_vain),
		TEST(test_stop_while_refreshing),
		TEST(test_restart_while_refreshing),
		TEST(test_suspend_resting),
		TEST(test_short_suspend),
		TEST(test_suspend_armed),
		TEST(test_suspend_asking),
		TEST(test_suspend_answered),
		TEST(test_input_after_resume),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
