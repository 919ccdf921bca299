/* logind's IdleHint: known once it has been seen to change, and as a source of activity. */
#include "logind-fixture.h"

#include <time.h>

#include "clock.h"

#define PERIOD (100 * USEC_PER_MS)

/* What came of the source; beside the fixture, which knows none. */
static struct {
	struct idle_hint *hint;
	unsigned ready, changed, runs;
	struct pulse_run run;
} seen;

/* In place of daemon/clock.c: this machine is not going to sleep for a test. */
static usec_t slept;

usec_t clock_suspended(void)
{
	return slept;
}

static usec_t boot_now(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_BOOTTIME, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

static void run_for(struct fixture *f, usec_t d)
{
	usec_t end = boot_now() + d;

	while (boot_now() < end) {
		assert_true(sd_event_run(f->event, 5 * USEC_PER_MS) >= 0);
	}
}

static void on_run(const struct pulse_run *run, void *userdata)
{
	assert_int_equal(run->device, DEVICE_OTHER);
	assert_true(run->first == run->last && run->first > seen.run.last);
	seen.run = *run;
	seen.runs++;
	idle_hint_ops.drain(userdata, run->last, on_run, userdata); /* does nothing */
}

static void drain(usec_t now)
{
	idle_hint_ops.drain(seen.hint, now, on_run, seen.hint);
}

static void on_ready(void *userdata)
{
	assert_ptr_equal(userdata, &seen);
	seen.ready++;
	drain(boot_now());
}

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &seen);
	seen.changed++;
}

static bool usable(void)
{
	return idle_hint_ops.usable(seen.hint);
}

static bool hint_says(enum health_level level, const char *part)
{
	struct health h;

	idle_hint_ops.health(seen.hint, &h);
	assert_string_equal(h.name, "input");
	return h.level == level && strstr(h.text, part);
}

static void open_hint(struct fixture *f)
{
	const struct source_callbacks callbacks = { .ready = on_ready, .changed = on_changed };

	assert_int_equal(idle_hint_new(&seen.hint, f->event, f->logind, &callbacks, &seen), 0);
	assert_int_equal(seen.ready + seen.changed, 0);
	idle_hint_ops.set_period(seen.hint, PERIOD);
}

static void start_hint(struct fixture *f)
{
	start_in_session(f);
	open_hint(f);
}

static int setup_hint(void **state)
{
	memset(&seen, 0, sizeof(seen));
	return setup(state);
}

static int teardown_hint(void **state)
{
	seen.hint = idle_hint_ops.free(seen.hint);
	return teardown(state);
}

static void set_idle(struct fixture *f, bool idle)
{
	set_flag(f, SESSION("c1"), "IdleHint", idle);
}

/* ---- when it is known ---- */

static void test_unset_says_nothing(void **state)
{
	struct fixture *f = *state;

	start_hint(f);
	set_idle(f, false); /* told, but no change */
	set_flag(f, SESSION("c1"), "LockedHint", true);
	expect(f, "block locked, ");
	prepare_for_sleep(f, true);
	expect(f, "block asleep, ");
	run_for(f, 3 * PERIOD);
	drain(boot_now());
	assert_int_equal(logind_idle(f->logind), LOGIND_IDLE_UNKNOWN);
	assert_false(usable());
	assert_true(hint_says(HEALTH_FAIL, "has not been seen to change"));
	assert_int_equal(seen.ready + seen.changed + seen.runs, 0);
}

static void test_known_from_the_first_change(void **state)
{
	struct fixture *f = *state;

	start_hint(f);
	set_idle(f, true);
	run_until(f, seen.changed == 1);
	assert_int_equal(logind_idle(f->logind), LOGIND_IDLE_YES);
	assert_true(usable());
	assert_true(hint_says(HEALTH_WARN, "over-counted; for ergod-input, as root"));
	set_idle(f, false);
	run_until(f, seen.ready == 1);
	assert_int_equal(logind_idle(f->logind), LOGIND_IDLE_NO);
	assert_int_equal(seen.changed, 1);
	assert_string_equal(f->log, ""); /* it blocks nothing */
}

/* One that is idle when it is first seen. */
static void test_idle_at_first(void **state)
{
	struct fixture *f = *state;

	start_mock(f);
	add_session(f, "c1", true);
	set_idle(f, true);
	start(f);
	run_until(f, health_says(f, HEALTH_OK, "session c1"));
	open_hint(f);
	assert_int_equal(logind_idle(f->logind), LOGIND_IDLE_UNKNOWN);
	set_idle(f, false);
	run_until(f, seen.changed == 1 && seen.ready == 1);
	assert_int_equal(logind_idle(f->logind), LOGIND_IDLE_NO);
}

/* Opened late: what was seen before counts, and nothing comes out of opening. */
static void test_known_before_it_is_opened(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	set_idle(f, true);
	run_until(f, logind_idle(f->logind) == LOGIND_IDLE_YES);
	set_idle(f, false);
	run_until(f, logind_idle(f->logind) == LOGIND_IDLE_NO);
	open_hint(f);
	assert_true(usable());
	run_until(f, seen.ready == 2);
	assert_int_equal(seen.changed, 0);
}

/* What the hint said before a suspend is no input of after it. */
static void test_suspended(void **state)
{
	struct fixture *f = *state;

	start_hint(f);
	set_idle(f, true);
	run_until(f, seen.changed == 1);
	set_idle(f, false);
	run_until(f, seen.runs == 1);
	run_until(f, seen.runs == 2);
	slept += 8 * USEC_PER_HOUR;
	seen.runs = seen.ready = 0;
	run_for(f, 5 * PERIOD);
	drain(boot_now());
	assert_int_equal(seen.runs + seen.ready, 0);
	set_idle(f, true);
	run_for(f, 2 * PERIOD);
	assert_int_equal(seen.runs + seen.ready, 0);
	set_idle(f, false); /* now somebody has come */
	run_until(f, seen.runs == 2);
	assert_int_equal(seen.changed, 1);
}

/* The session is looked at again, and is the same. */
static void test_survives_another_look(void **state)
{
	struct fixture *f = *state;

	start_hint(f);
	set_idle(f, true);
	run_until(f, usable());
	add_session(f, "c2", true);
	emit_manager(f, "SessionNew", "so", "c2", SESSION("c2"));
	settle(f);
	assert_int_equal(logind_idle(f->logind), LOGIND_IDLE_YES);
	assert_int_equal(seen.changed, 1);
}

static void test_another_session_starts_anew(void **state)
{
	struct fixture *f = *state;

	start_hint(f);
	set_idle(f, true);
	run_until(f, usable());
	add_session(f, "c2", true);
	set_display(f, "c2");
	emit_manager(f, "SessionNew", "so", "c2", SESSION("c2"));
	run_until(f, health_says(f, HEALTH_OK, "session c2"));
	assert_int_equal(logind_idle(f->logind), LOGIND_IDLE_UNKNOWN);
	assert_false(usable());
	assert_int_equal(seen.changed, 2);
	set_idle(f, false); /* of the other */
	settle(f);
	assert_false(usable());
	set_flag(f, SESSION("c2"), "IdleHint", true);
	run_until(f, usable());
}

static void test_logind_dies_and_returns(void **state)
{
	struct fixture *f = *state;

	start_hint(f);
	set_idle(f, true);
	run_until(f, usable());
	set_idle(f, false);
	run_until(f, seen.ready > 0);
	stop_mock(f);
	run_until(f, !usable());
	assert_int_equal(seen.changed, 2);
	unsigned ready = seen.ready;
	run_for(f, 2 * PERIOD);
	assert_int_equal(seen.ready, ready);
	start_mock(f);
	add_session(f, "c1", true);
	set_idle(f, true); /* unlike the last value, but nobody saw it change */
	run_until(f, inhibitors(f) == 1 && health_says(f, HEALTH_OK, "session c1"));
	settle(f);
	assert_false(usable());
	set_idle(f, false);
	run_until(f, usable());
	assert_int_equal(logind_idle(f->logind), LOGIND_IDLE_NO);
	assert_int_equal(seen.changed, 3);
}

/* What logind makes up of a terminal's access times changes without a word. */
static void test_terminal_says_nothing(void **state)
{
	struct fixture *f = *state;

	start_hint(f);
	set_word(f, SESSION("c1"), "Type", "tty");
	set_idle(f, true);
	set_idle(f, false);
	run_for(f, 2 * PERIOD);
	assert_false(usable());
	assert_int_equal(seen.changed, 0);
	set_word(f, SESSION("c1"), "Type", "wayland"); /* a compositor took it over */
	run_until(f, usable());
}

/* ---- as a source ---- */

static void test_pulses_while_not_idle(void **state)
{
	struct fixture *f = *state;
	unsigned ready;

	start_hint(f);
	set_idle(f, true);
	run_until(f, usable());
	run_for(f, 3 * PERIOD);
	assert_int_equal(seen.ready, 0); /* idle: nobody is woken */
	drain(boot_now());
	assert_int_equal(seen.runs, 0);

	idle_hint_ops.set_period(seen.hint, 10 * USEC_PER_SEC);
	set_idle(f, false);
	run_until(f, seen.ready == 1); /* at once */
	assert_int_equal(seen.runs, 1);
	assert_in_range(seen.run.first, boot_now() - 5 * USEC_PER_SEC, boot_now());
	drain(seen.run.last); /* the same instant */
	drain(seen.run.last - 1);
	assert_int_equal(seen.runs, 1);

	idle_hint_ops.set_period(seen.hint, PERIOD); /* shortens what is running */
	ready = seen.ready;
	run_for(f, 5 * PERIOD);
	assert_in_range(seen.ready - ready, 3, 6);
	assert_int_equal(seen.runs, seen.ready);

	set_idle(f, true);
	run_until(f, logind_idle(f->logind) == LOGIND_IDLE_YES);
	ready = seen.ready;
	run_for(f, 3 * PERIOD);
	assert_int_equal(seen.ready, ready);
}

/* Fed up to an instant before the hint turned: nothing is known of that. */
static void test_nothing_before_it_turned(void **state)
{
	struct fixture *f = *state;
	usec_t before;

	start_hint(f);
	set_idle(f, true);
	run_until(f, usable());
	before = boot_now();
	set_idle(f, false);
	run_until(f, seen.ready == 1);
	seen.hint = idle_hint_free(seen.hint);
	memset(&seen, 0, sizeof(seen));
	open_hint(f);
	drain(before);
	assert_int_equal(seen.runs, 0);
	drain(boot_now() + USEC_PER_MS);
	assert_int_equal(seen.runs, 1);
	assert_null(idle_hint_ops.free(NULL));
}

/* Freed, it is not called any more. */
static void test_nothing_after_free(void **state)
{
	struct fixture *f = *state;

	start_hint(f);
	set_idle(f, true);
	run_until(f, usable());
	seen.hint = idle_hint_free(seen.hint);
	set_idle(f, false);
	run_until(f, logind_idle(f->logind) == LOGIND_IDLE_NO);
	assert_int_equal(seen.ready, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup_hint, teardown_hint)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_unset_says_nothing),
		TEST(test_known_from_the_first_change),
		TEST(test_idle_at_first),
		TEST(test_known_before_it_is_opened),
		TEST(test_suspended),
		TEST(test_survives_another_look),
		TEST(test_another_session_starts_anew),
		TEST(test_logind_dies_and_returns),
		TEST(test_terminal_says_nothing),
		TEST(test_pulses_while_not_idle),
		TEST(test_nothing_before_it_turned),
		TEST(test_nothing_after_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
