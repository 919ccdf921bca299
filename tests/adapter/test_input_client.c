/* The client of ergod-input: what it makes of what it is told.  test_input_link.c: the connection. */
#include "input-server.h"

#define KEYBOARD (1u << DEVICE_KEYBOARD)
#define POINTER  (1u << DEVICE_POINTER)
#define S        USEC_PER_SEC

static void test_usable(void **state)
{
	usec_t t = boot_now() - 10 * S;

	(void) state;
	start_connected();
	assert_false(usable());
	assert_health(HEALTH_FAIL, "has not answered yet");
	(void) run_for(MS(50));
	assert_int_equal(changed, 0);

	say_state(t, false, 0, 0);
	(void) run_for(MS(50));
	assert_int_equal(changed, 1); /* it has answered: others may be tried */
	assert_false(usable());
	assert_health(HEALTH_FAIL, "you do not have the seat");
	say_state(t += S, true, 0, 0);
	(void) run_for(MS(50));
	assert_false(usable());
	assert_health(HEALTH_FAIL, "no device that counts");
	assert_int_equal(changed, 1);

	say_state(t += S, true, 1, 0);
	WAIT_FOR(usable());
	settle();
	assert_int_equal(changed, 2);
	assert_health(HEALTH_OK, "ergod-input, 1 device: 1 keyboard");
	say_state(t += S, true, 1, 255);
	(void) run_for(MS(50));
	assert_health(HEALTH_OK, "ergod-input, 256 devices: 1 keyboard, 255 pointer");
	assert_int_equal(changed, 2);
	say_state(t += S, true, 0, 0);
	WAIT_FOR(changed == 3);
	assert_false(usable());
	say_state(t += S, true, 0, 1);
	WAIT_FOR(changed == 4);
	say_state(t += S, false, 0, 0);
	WAIT_FOR(changed == 5);
	assert_false(usable());
	assert_int_equal(ready, 0); /* none of that is input */
	/* There and back before the owner could look: nothing to tell. */
	say_state(t += S, true, 1, 1);
	say_state(t += S, false, 0, 0);
	(void) run_for(MS(50));
	assert_int_equal(changed, 5);
}

static void assert_run(size_t i, enum device_class device, usec_t first, usec_t last)
{
	assert_true(i < n_runs);
	assert_int_equal(runs[i].device, device);
	assert_int_equal(runs[i].first, first);
	assert_int_equal(runs[i].last, last);
}

/* Seconds one after the other are one run; what is further apart than a period is not. */
static void test_runs(void **state)
{
	usec_t t = boot_now() - 25 * S;

	(void) state;
	drain_when_ready = false;
	start_usable();
	assert_int_equal(drain(boot_now()), 0);
	say_input(t, KEYBOARD);
	say_input(t + S, KEYBOARD | POINTER);
	say_input(t + 2 * S, KEYBOARD);
	say_input(t + 13 * S, KEYBOARD);
	WAIT_FOR(ready == 1);
	assert_int_equal(drain(boot_now()), 3);
	assert_run(0, DEVICE_KEYBOARD, t, t + 2 * S);
	assert_run(1, DEVICE_POINTER, t + S, t + S);
	assert_run(2, DEVICE_KEYBOARD, t + 13 * S, t + 13 * S);
	assert_int_equal(drain(boot_now()), 0); /* nothing twice */

	input_client_ops.set_period(client, S);
	say_input(t + 14 * S, KEYBOARD);
	say_input(t + 15 * S, KEYBOARD);
	say_input(t + 17 * S, KEYBOARD);
	assert_int_equal(drain(boot_now()), 2); /* asked for, it looks */
	assert_run(0, DEVICE_KEYBOARD, t + 14 * S, t + 15 * S);
	assert_run(1, DEVICE_KEYBOARD, t + 17 * S, t + 17 * S);
	settle();
	assert_int_equal(ready, 1);
}

/* The owner may be slow, and ask for what was a while ago. */
static void test_nothing_after_now(void **state)
{
	usec_t now;

	(void) state;
	drain_when_ready = false;
	start_usable();
	now = boot_now();
	say_input(now - S, POINTER);
	say_input(now + MS(1), POINTER | KEYBOARD);
	assert_int_equal(drain(now - 5 * S), 2);
	assert_run(0, DEVICE_POINTER, now - 5 * S, now - 5 * S);
	assert_run(1, DEVICE_KEYBOARD, now - 5 * S, now - 5 * S);
	assert_true(usable());
	say_input(now + S, KEYBOARD); /* clocks of two processes, say */
	assert_int_equal(drain(now), 1);
	assert_run(0, DEVICE_KEYBOARD, now, now);
	assert_true(usable());
}

/* More pieces than there is room for: their gaps are lost, no end of them is. */
static void test_many_runs(void **state)
{
	const usec_t begin = boot_now(), first = begin - 200 * S;

	(void) state;
	if (begin < 201 * S) {
		skip(); /* the machine has not run for long enough */
	}
	drain_when_ready = false;
	start_connected();
	input_client_ops.set_period(client, S);
	say_state(0, true, 1, 2);
	for (unsigned i = 0; i < 100; i++) {
		say_input(first + 2 * i * S, KEYBOARD | POINTER);
	}
	assert_in_range(drain(begin), 3, PULSE_RUNS_MAX);
	assert_true(runs[0].first == first && runs[1].first == first);
	assert_true(runs[n_runs - 1].last == first + 198 * S);
	assert_int_equal(drain(boot_now()), 0);
}

/* One record at a time, twenty to a period, then all at once: the owner is woken once a period. */
static void test_once_a_period(void **state)
{
	const usec_t period = MS(400), begin = boot_now();
	unsigned turns = 0, sent;

	(void) state;
	start_usable();
	settle();
	input_client_ops.set_period(client, period);
	for (sent = 0; boot_now() < begin + 5 * period; sent++) {
		say_input(boot_now(), KEYBOARD);
		turns += run_for(period / 20);
	}
	print_message("%u records, ready %u times, %u turns\n", sent, ready, turns);
	assert_in_range(ready, 3, 6);
	assert_in_range(turns, ready, ready + 1);
	assert_true(sent > 2 * ready);
	turns = run_for(2 * period); /* the last, then one that finds nothing */
	assert_in_range(turns, 1, 2);
	assert_int_equal(run_for(2 * period), 0);

	ready = 0;
	for (unsigned i = 0; i < 100; i++) {
		say_input(boot_now(), POINTER);
	}
	turns = run_for(period / 2);
	assert_int_equal(ready, 1);
	assert_int_equal(turns, 1);
	assert_true(unread() == 0);
}

/* Between sampling instants it is left alone. */
static void test_left_unread(void **state)
{
	(void) state;
	start_usable();
	input_client_ops.set_period(client, MS(600));
	say_input(boot_now(), KEYBOARD);
	WAIT_FOR(ready == 1);
	for (unsigned i = 0; i < 10; i++) {
		say_input(boot_now(), KEYBOARD);
	}
	assert_int_equal(run_for(MS(200)), 0);
	assert_true(unread() > 0);
	/* Who asks is told nevertheless, and does not make it wake up earlier. */
	assert_int_equal(drain(boot_now()), 1);
	assert_true(unread() == 0);
	say_input(boot_now(), POINTER);
	assert_int_equal(run_for(MS(100)), 0);
	assert_int_equal(ready, 1);
	WAIT_FOR(ready == 2);
	/* A shorter period holds at once. */
	input_client_ops.set_period(client, S * 100);
	say_input(boot_now(), POINTER);
	assert_int_equal(run_for(MS(700)), 0);
	input_client_ops.set_period(client, MS(10));
	WAIT_FOR(ready == 3);
}

static unsigned depth;

static void on_run_ask_again(const struct pulse_run *run, void *userdata)
{
	struct health h;

	assert_int_equal(depth++, 0);
	on_run(run, userdata);
	say_input(boot_now(), POINTER);
	input_client_ops.drain(client, boot_now(), on_run_ask_again, userdata);
	input_client_ops.set_period(client, MS(50));
	input_client_ops.health(client, &h);
	assert_true(input_client_ops.usable(client));
	depth--;
}

static void test_drain_out_of_a_drain(void **state)
{
	(void) state;
	drain_when_ready = false;
	start_usable();
	say_input(boot_now() - S, KEYBOARD | POINTER);
	n_runs = 0;
	input_client_ops.drain(client, boot_now(), on_run_ask_again, &runs);
	assert_int_equal(n_runs, 2);
	assert_int_equal(drain(boot_now()), 1); /* what came meanwhile */
}

/* The last words of one who hangs up count. */
static void test_last_words(void **state)
{
	usec_t t = boot_now() - S;

	(void) state;
	start_connected();
	say_state(t, true, 1, 0);
	say_input(t, KEYBOARD);
	hang_up();
	WAIT_FOR(ready == 1);
	assert_int_equal(n_runs, 1);
	assert_run(0, DEVICE_KEYBOARD, t, t);
	settle();
	assert_false(usable());
	assert_int_equal(changed, 0);
}

/* A server that says what holds again and again. */
static void test_flood_of_states(void **state)
{
	usec_t t = boot_now();

	(void) state;
	start_usable();
	for (unsigned i = 0; i < 2000; i++) {
		say_state(t, true, 1 + i % 2, 1);
		if (i % 50 == 49) {
			settle();
		}
	}
	settle();
	assert_true(usable());
	assert_int_equal(changed, 1);
	assert_int_equal(ready, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_usable, up, down),
		cmocka_unit_test_setup_teardown(test_runs, up, down),
		cmocka_unit_test_setup_teardown(test_nothing_after_now, up, down),
		cmocka_unit_test_setup_teardown(test_many_runs, up, down),
		cmocka_unit_test_setup_teardown(test_once_a_period, up, down),
		cmocka_unit_test_setup_teardown(test_left_unread, up, down),
		cmocka_unit_test_setup_teardown(test_drain_out_of_a_drain, up, down),
		cmocka_unit_test_setup_teardown(test_last_words, up, down),
		cmocka_unit_test_setup_teardown(test_flood_of_states, up, down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
