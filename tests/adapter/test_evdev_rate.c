/*
 * Rate independence: how often the owner is woken, and devices are read (DESIGN.md 5).
 * It measures: tests/run: alone
 */
#include "evdev-fixture.h"

#define PERIOD (100 * USEC_PER_MS)

struct writer {
	struct mock *mock;
	unsigned rate; /* frames a second */
	unsigned type, code;
	int value;
	atomic_bool stop;
	unsigned written;
	GThread *thread;
};

/* What does not fit is lost, as with a kernel. */
static gpointer write_frames(gpointer userdata)
{
	struct writer *w = userdata;
	usec_t begin = boot_now();

	for (unsigned n = 0; !atomic_load(&w->stop); n++) {
		usec_t due = begin + n * USEC_PER_SEC / w->rate;
		struct timespec ts = {
			.tv_sec = (time_t) (due / USEC_PER_SEC),
			.tv_nsec = (long) (due % USEC_PER_SEC * 1000),
		};

		(void) clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &ts, NULL);
		(void) mock_emit_at(w->mock, boot_now(), w->type, w->code, w->value);
		w->written = n + 1;
	}
	return NULL;
}

static void writer_start(struct writer *w)
{
	atomic_init(&w->stop, false);
	w->thread = g_thread_new("writer", write_frames, w);
}

static void writer_stop(struct writer *w)
{
	atomic_store(&w->stop, true);
	(void) g_thread_join(w->thread);
}

/* Runs for d; returns how many turns of the loop that took. */
static unsigned turns_in(struct fixture *f, usec_t d)
{
	usec_t end = boot_now() + d;
	unsigned turns = 0;

	for (usec_t now = boot_now(); now < end; now = boot_now()) {
		turns += sd_event_run(f->event, end - now) > 0;
	}
	return turns;
}

/* One wake-up a period, at any rate. */
static void test_wakeups(void **state)
{
	static const unsigned rates[] = { 125, 1000, 8000 };
	struct fixture *f = *state;
	struct writer w = {
		.mock = mock_add(f, 1, MOUSE), .type = EV_REL, .code = REL_X, .value = 5
	};

	start(f);
	evdev_source_set_period(f->source, PERIOD);
	for (size_t i = 0; i < ELEMENTSOF(rates); i++) {
		unsigned turns;
		usec_t begin;

		w.rate = rates[i];
		f->ready = 0;
		f->n_runs = 0;
		begin = boot_now();
		writer_start(&w);
		turns = turns_in(f, 20 * PERIOD);
		writer_stop(&w);
		print_message("%u frames/s: %u written, ready %u times, %u turns\n", w.rate,
			      w.written, f->ready, turns);
		assert_true(w.written > 20 * PERIOD * rates[i] / USEC_PER_SEC / 4);
		assert_in_range(f->ready, 15, 22);
		assert_in_range(turns, 15, 22);
		assert_int_equal(f->n_runs, f->ready);
		assert_true(f->runs[f->n_runs - 1].last >= begin + 15 * PERIOD);
		run_for(f, 3 * PERIOD);
	}
}

/* Two devices make no more wake-ups than one. */
static void test_two_devices(void **state)
{
	struct fixture *f = *state;
	struct writer mouse = { .mock = mock_add(f, 1, MOUSE),
				.type = EV_REL,
				.code = REL_X,
				.value = 5,
				.rate = 1000 };
	struct writer keyboard = { .mock = mock_add(f, 2, KEYBOARD),
				   .type = EV_KEY,
				   .code = KEY_A,
				   .value = 1,
				   .rate = 33 };

	start(f);
	evdev_source_set_period(f->source, PERIOD);
	writer_start(&mouse);
	writer_start(&keyboard);
	run_for(f, 10 * PERIOD);
	writer_stop(&mouse);
	writer_stop(&keyboard);
	assert_in_range(f->ready, 6, 12);
	assert_true(f->n_runs > f->ready);
}

/* Nobody there: nothing. Then the first input wakes at once, and silence costs one look. */
static void test_idle(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);

	start(f);
	evdev_source_set_period(f->source, USEC_PER_HOUR);
	assert_int_equal(turns_in(f, 3 * PERIOD), 0);
	mock_emit(m, EV_KEY, KEY_A, 1);
	run_until(f, f->ready == 1);
	assert_int_equal(f->n_runs, 1);
	/* A drain that finds nothing does not bring the next wake-up forward. */
	assert_int_equal(drain(f), 0);
	mock_emit(m, EV_KEY, KEY_A, 0);
	settle(f);
	assert_int_equal(f->ready, 1);
	assert_int_equal(drain(f), 1);
	evdev_source_set_period(f->source, PERIOD);
	assert_in_range(turns_in(f, 3 * PERIOD), 1, 2);
	assert_int_equal(f->ready, 1);
	evdev_source_set_period(f->source, USEC_PER_HOUR);
	mock_emit(m, EV_KEY, KEY_A, 0);
	f->n_runs = 0;
	run_until(f, f->ready == 2);
	assert_int_equal(f->n_runs, 1);
}

/* What is no activity wakes nobody but us, and us no oftener than activity does. */
static void test_noise(void **state)
{
	struct fixture *f = *state;
	struct writer w = { .mock = mock_add(f, 1, KEYBOARD),
			    .type = EV_KEY,
			    .code = KEY_A,
			    .value = 2,
			    .rate = 500 };

	start(f);
	evdev_source_set_period(f->source, PERIOD);
	writer_start(&w);
	assert_in_range(turns_in(f, 10 * PERIOD), 6, 12);
	writer_stop(&w);
	assert_int_equal(f->ready, 0);
	assert_int_equal(drain(f), 0);
}

/* An owner that does not drain is asked again every period, and the loop does not spin. */
static void test_owner_does_not_drain(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_add(f, 1, KEYBOARD);

	f->drain_when_ready = false;
	start(f);
	evdev_source_set_period(f->source, PERIOD);
	mock_emit(m, EV_KEY, KEY_A, 1);
	assert_in_range(turns_in(f, 10 * PERIOD), 6, 12);
	assert_in_range(f->ready, 6, 12);
	assert_int_equal(drain(f), 1);
}

/* Draining in between, for whatever reason, makes no further wake-ups and loses nothing. */
static void test_drains_in_between(void **state)
{
	struct fixture *f = *state;
	struct writer w = { .mock = mock_add(f, 1, MOUSE),
			    .type = EV_REL,
			    .code = REL_X,
			    .value = 5,
			    .rate = 1000 };

	start(f);
	evdev_source_set_period(f->source, PERIOD);
	writer_start(&w);
	for (int i = 0; i < 100; i++) {
		run_for(f, PERIOD / 10);
		evdev_source_drain(f->source, boot_now(), on_run, f);
	}
	writer_stop(&w);
	assert_true(f->ready <= 12);
	assert_true(f->n_runs >= 100);
	for (size_t i = 1; i < f->n_runs; i++) {
		assert_true(f->runs[i].first >= f->runs[i - 1].last);
	}
}

/* A shorter period holds at once, a longer one too. */
static void test_set_period(void **state)
{
	struct fixture *f = *state;
	struct writer w = { .mock = mock_add(f, 1, MOUSE),
			    .type = EV_REL,
			    .code = REL_X,
			    .value = 5,
			    .rate = 500 };

	start(f);
	evdev_source_set_period(f->source, USEC_PER_HOUR);
	writer_start(&w);
	run_for(f, 3 * PERIOD);
	assert_int_equal(f->ready, 1);
	evdev_source_set_period(f->source, PERIOD);
	run_for(f, 5 * PERIOD + PERIOD / 2);
	assert_in_range(f->ready, 5, 8);
	evdev_source_set_period(f->source, USEC_PER_HOUR);
	f->ready = 0;
	run_for(f, 3 * PERIOD);
	assert_int_equal(f->ready, 0);
	evdev_source_set_period(f->source, 0); /* is as short as it gets */
	run_for(f, PERIOD / 2);
	writer_stop(&w);
	assert_true(f->ready > 5);
}

/*
 * Where nothing is masked a drifting stick is read 20 times a second at most, wakes the owner
 * never, and a button gets through it at once.
 */
static void test_unsampled(void **state)
{
	struct fixture *f = *state;
	struct mock *pad = mock_new(f, 1, GAMEPAD);
	struct writer w = {
		.mock = pad, .type = EV_ABS, .code = ABS_X, .value = 130, .rate = 1000
	};
	unsigned turns;
	usec_t t;

	pad->refuse_mask = true;
	mock_plug(f, pad);
	start(f);
	evdev_source_set_period(f->source, 10 * USEC_PER_SEC);
	writer_start(&w);
	turns = turns_in(f, USEC_PER_SEC);
	assert_in_range(turns, 10, 22);
	assert_int_equal(f->ready, 0);
	/* 50 frames at a time: two full buffers and the empty one. */
	assert_in_range(atomic_load(&pad->reads), 20, 3 * 22);
	t = boot_now();
	mock_emit(pad, EV_KEY, BTN_SOUTH, 1);
	run_until(f, f->ready == 1);
	assert_true(boot_now() - t < USEC_PER_SEC);
	assert_int_equal(f->n_runs, 1);
	/* Further ones wait for the period, but not in the ring. */
	mock_emit(pad, EV_KEY, BTN_SOUTH, 0);
	run_for(f, 3 * PERIOD);
	assert_int_equal(f->ready, 1);
	writer_stop(&w);
	evdev_source_set_period(f->source, PERIOD);
	run_until(f, f->ready == 2);
	assert_int_equal(f->n_runs, 2);
	run_for(f, 2 * PERIOD);
	assert_int_equal(turns_in(f, 3 * PERIOD), 0);
	mock_emit(pad, EV_KEY, BTN_SOUTH, 1);
	run_until(f, f->ready == 3);
}

/* Its noise is no reason to leave others unread. */
static void test_unsampled_noise(void **state)
{
	struct fixture *f = *state;
	struct mock *pad = mock_new(f, 1, GAMEPAD), *keyboard = mock_add(f, 2, KEYBOARD);

	pad->refuse_mask = true;
	mock_plug(f, pad);
	start(f);
	evdev_source_set_period(f->source, USEC_PER_HOUR);
	mock_emit(pad, EV_ABS, ABS_X, 130);
	assert_int_equal(drain(f), 0);
	mock_emit(keyboard, EV_KEY, KEY_A, 1);
	run_until(f, f->ready == 1);
}

/* Nor is it read oftener when each event comes just after a reading that found nothing. */
static void test_unsampled_slow(void **state)
{
	struct fixture *f = *state;
	struct mock *pad = mock_new(f, 1, GAMEPAD);
	struct writer w = { .mock = pad, .type = EV_ABS, .code = ABS_X, .value = 130, .rate = 17 };

	pad->refuse_mask = true;
	mock_plug(f, pad);
	start(f);
	writer_start(&w);
	run_for(f, USEC_PER_SEC);
	writer_stop(&w);
	/* 20 readings of what is there and of the end. */
	assert_in_range(atomic_load(&pad->reads), 10, 44);
}

/* Runs end where the owner asked; also those of devices that are read on their own. */
static void test_unsampled_stamps(void **state)
{
	struct fixture *f = *state;
	struct mock *m = mock_new(f, 1, KEYBOARD);
	usec_t t;

	m->refuse_mask = true;
	mock_plug(f, m);
	f->drain_when_ready = false;
	start(f);
	t = boot_now();
	mock_emit(m, EV_KEY, KEY_A, 1);
	run_until(f, f->ready == 1);
	evdev_source_drain(f->source, t - 1, on_run, f);
	assert_int_equal(f->n_runs, 1);
	assert_int_equal(f->runs[0].last, t - 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, fixture_set_up, fixture_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(wakeups),
		TEST(two_devices),
		TEST(idle),
		TEST(noise),
		TEST(owner_does_not_drain),
		TEST(drains_in_between),
		TEST(set_period),
		TEST(unsampled),
		TEST(unsampled_noise),
		TEST(unsampled_slow),
		TEST(unsampled_stamps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
