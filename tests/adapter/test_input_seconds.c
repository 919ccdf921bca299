/* What ergod-input keeps of input: whole seconds of its grid, and no more of them than it has room for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "input-helper/seconds.h"

#define PHASE 123456
/* n seconds after a tick of the grid */
#define AT(n) ((usec_t) ((1000 + (n)) * 1e6 + 0.5) + PHASE)

#define KEYBOARD (1u << DEVICE_KEYBOARD)
#define POINTER  (1u << DEVICE_POINTER)

static struct seconds s;

static int set_up(void **state)
{
	(void) state;
	s = (struct seconds){ .phase = PHASE };
	seconds_begin(&s, AT(0));
	return 0;
}

static void add(enum device_class device, usec_t first, usec_t last)
{
	seconds_add(&s, &(struct pulse_run){ .device = device, .first = first, .last = last });
	assert_in_range(s.n, 0, SECONDS_MAX);
}

static void press(usec_t t)
{
	add(DEVICE_KEYBOARD, t, t);
}

#define assert_taken(until, want_tick, want_classes)                                               \
	do {                                                                                       \
		struct input_wire w_;                                                              \
		assert_true(seconds_take(&s, until, &w_));                                         \
		assert_int_equal(w_.type, INPUT_WIRE_INPUT);                                       \
		assert_int_equal(w_.tick, want_tick);                                              \
		assert_int_equal(w_.classes, want_classes);                                        \
		assert_false(w_.yours);                                                            \
	} while (0)

#define assert_none(until)                                                                         \
	do {                                                                                       \
		struct input_wire w_;                                                              \
		assert_false(seconds_take(&s, until, &w_));                                        \
	} while (0)

/* A second is told of when it has ended, with the tick that ends it, once. */
static void test_a_second(void **state)
{
	(void) state;
	assert_none(AT(10));
	seconds_begin(&s, AT(0));
	press(AT(0.25));
	press(AT(0.75));
	assert_none(AT(0) + USEC_PER_SEC - 1);
	assert_taken(AT(1), AT(1), KEYBOARD);
	assert_none(AT(1));
}

/* A tick belongs to the second that it ends. */
static void test_boundaries(void **state)
{
	(void) state;
	press(AT(1));
	press(AT(1) + 1);
	press(AT(3));
	assert_taken(AT(9), AT(1), KEYBOARD);
	assert_taken(AT(9), AT(2), KEYBOARD);
	assert_taken(AT(9), AT(3), KEYBOARD);
	assert_none(AT(9));
}

/* The second under way at the beginning does not count, whenever that is. */
static void test_only_whole_seconds(void **state)
{
	static const double begin[] = { 0.000001, 0.1, 0.5, 0.999999 };

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(begin); i++) {
		seconds_begin(&s, AT(begin[i]));
		press(AT(0));
		press(AT(begin[i]));
		press(AT(begin[i]) + 1);
		press(AT(0.999999));
		press(AT(1));
		assert_int_equal(s.n, 0);
		assert_none(AT(1));
		press(AT(1) + 1);
		assert_taken(AT(2), AT(2), KEYBOARD);
	}
	seconds_begin(&s, AT(4)); /* on the tick: the next one is whole */
	press(AT(4));
	assert_int_equal(s.n, 0);
	press(AT(4) + 1);
	assert_taken(AT(5), AT(5), KEYBOARD);
}

/* A run that began before, and goes on. */
static void test_run_across_the_beginning(void **state)
{
	(void) state;
	seconds_begin(&s, AT(0.5));
	add(DEVICE_KEYBOARD, AT(-7), AT(1.5));
	assert_taken(AT(9), AT(2), KEYBOARD);
	assert_none(AT(9));
}

/* Who begins again and again learns nothing. */
static void test_beginning_forgets(void **state)
{
	(void) state;
	for (int i = 0; i < 100; i++) {
		usec_t t = AT(0) + (usec_t) i * 100003;

		seconds_begin(&s, t);
		press(t);
		press(t + 100002);
		for (usec_t until = t; until < t + 100003; until += 20000) {
			assert_none(until);
		}
	}
	seconds_begin(&s, AT(20));
	press(AT(20.5));
	seconds_begin(&s, AT(20.6)); /* what was kept goes too */
	assert_none(AT(30));
}

static void test_runs(void **state)
{
	(void) state;
	add(DEVICE_POINTER, AT(0.5), AT(3.5));
	press(AT(2.1));
	assert_none(AT(0.5));
	assert_taken(AT(2), AT(1), POINTER);
	assert_taken(AT(2), AT(2), POINTER);
	assert_none(AT(2));
	add(DEVICE_TABLET, AT(2.5), AT(2.5));
	assert_taken(AT(4), AT(3), POINTER | KEYBOARD | 1u << DEVICE_TABLET);
	assert_taken(AT(4), AT(4), POINTER);
	assert_none(AT(99));
}

/* Whatever the order of coming, ticks only grow. */
static void test_order(void **state)
{
	struct input_wire w;
	usec_t last = 0;

	(void) state;
	press(AT(2.5));
	press(AT(0.5));
	press(AT(1.5));
	press(AT(0.6));
	for (int i = 1; i <= 3; i++) {
		assert_taken(AT(9), AT(i), KEYBOARD);
	}
	seconds_begin(&s, AT(10));
	for (int i = 0; i < 1000; i++) {
		usec_t now = AT(11) + (usec_t) i * USEC_PER_SEC / 3;
		usec_t tick = input_wire_tick(now + 1, PHASE) - INPUT_WIRE_GRID;

		press(now - (usec_t) (i * 7919 % 3000000));
		while (seconds_take(&s, tick, &w)) {
			assert_true(w.tick > last && w.tick <= tick);
			assert_int_equal(w.tick % INPUT_WIRE_GRID, PHASE);
			last = w.tick;
		}
	}
	assert_true(last > AT(300));
}

/* What comes too late counts for the second that is open then, and so not twice. */
static void test_late(void **state)
{
	(void) state;
	press(AT(1.5));
	assert_taken(AT(2), AT(2), KEYBOARD);
	press(AT(1.7));
	assert_none(AT(2));
	assert_taken(AT(3), AT(3), KEYBOARD);
	assert_none(AT(3));
	/* Also where nothing was told of for long: what is over is over. */
	assert_none(AT(60));
	press(AT(30));
	add(DEVICE_POINTER, AT(40), AT(59));
	assert_none(AT(60));
	assert_taken(AT(61), AT(61), KEYBOARD | POINTER);
	assert_none(AT(99));
	/* Looking back does not open it again. */
	assert_none(AT(50));
	press(AT(50));
	assert_taken(AT(100), AT(100), KEYBOARD);
}

/* No room is needed for more than a few: the oldest seconds become one, no class is lost. */
static void test_bounded(void **state)
{
	struct input_wire w;
	unsigned classes = 0, n = 0;

	(void) state;
	for (unsigned i = 0; i < 100; i++) {
		enum device_class device = (enum device_class)(i % _DEVICE_CLASS_MAX);

		add(device, AT(i + 0.5), AT(i + 0.5));
	}
	for (; seconds_take(&s, AT(200), &w); n++) {
		classes |= w.classes;
	}
	assert_int_equal(n, SECONDS_MAX);
	assert_int_equal(classes, (1u << _DEVICE_CLASS_MAX) - 1);
	assert_int_equal(w.tick, AT(100));

	seconds_begin(&s, AT(200));
	for (int i = 99; i >= 0; i--) { /* backwards */
		press(AT(200.5 + i));
	}
	assert_int_equal(s.n, SECONDS_MAX);

	seconds_begin(&s, AT(400));
	add(DEVICE_KEYBOARD, AT(400.5), AT(1e6)); /* days, in no time */
	add(DEVICE_POINTER, 0, AT(1e6));
	assert_int_equal(s.n, SECONDS_MAX);
	while (seconds_take(&s, AT(1e6), &w)) {
		assert_true(w.tick > AT(1e6 - 6));
	}
	assert_int_equal(w.tick, AT(1e6));
	assert_int_equal(w.classes, KEYBOARD | POINTER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_a_second, set_up),
		cmocka_unit_test_setup(test_boundaries, set_up),
		cmocka_unit_test_setup(test_only_whole_seconds, set_up),
		cmocka_unit_test_setup(test_run_across_the_beginning, set_up),
		cmocka_unit_test_setup(test_beginning_forgets, set_up),
		cmocka_unit_test_setup(test_runs, set_up),
		cmocka_unit_test_setup(test_order, set_up),
		cmocka_unit_test_setup(test_late, set_up),
		cmocka_unit_test_setup(test_bounded, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
