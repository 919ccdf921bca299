/*
 * Virtual days at speed with faults: the daemon's history, an engine and a recorder in a process that is
 * ended at random, in the same boot or before another one, while the disk is full at times.  What the
 * history has in the end is what a plain reckoning makes of the input that was kept, to the second.
 * With ERGO_SOAK=1 (make soak) 30 days instead of 4.
 */
#include "history-fixture.h"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "log.h"

#define DAYS_DEFAULT 4
#define LIVES_A_DAY  20

static struct world *w; /* shared with the process that dies */

/* ---- one life of the daemon ---- */

struct life {
	struct history *history;
	struct engine *engine;
	struct effects out;
	bool session_ended;
	usec_t boot; /* when the machine was started */
	bool faults;
};

static void on_effects(const struct effect *e, size_t n, void *userdata)
{
	struct life *l = userdata;

	for (size_t i = 0; i < n; i++) {
		recorder_effect(history_recorder(l->history), &e[i]);
		l->session_ended = l->session_ended || e[i].type == EFFECT_SESSION_END;
	}
}

static void set_disk_full(bool full)
{
	struct rlimit limit = { .rlim_cur = full ? 4096 : RLIM_INFINITY,
				.rlim_max = RLIM_INFINITY };

	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void write_now(struct life *l, usec_t t)
{
	struct stamp now = world_stamp(l->boot, t);

	l->session_ended = false;
	set_disk_full(l->faults && world_disk_full(t));
	history_write(l->history, l->engine, &now);
	set_disk_full(false);
	if (!history_problem(l->history)) {
		w->kept = w->fed;
	}
	w->heap = mallinfo2().uordblks;
	if (t < 2 * USEC_PER_DAY) {
		w->heap_early = w->heap;
	}
}

/* As manager-history.c does. */
static void feed(struct life *l, usec_t t, struct event ev)
{
	struct snapshot s;
	bool left = ev.type == EVENT_BLOCK;

	ev.stamp = world_stamp(l->boot, t);
	recorder_feed(history_recorder(l->history), l->engine, &ev, w->config.session_day_starts,
		      &l->out);
	recorder_share_look(history_recorder(l->history), "the only one", true);
	engine_snapshot(l->engine, &s);
	if (l->session_ended || (left && recorder_changed(history_recorder(l->history))) ||
	    (s.presence == PRESENCE_PRESENT && history_due(l->history, ev.stamp.boot))) {
		write_now(l, t);
	}
}

/* Deadlines come at their own times. */
static void catch_up(struct life *l, usec_t t)
{
	while (engine_next_deadline(l->engine) <= world_stamp(l->boot, t).boot) {
		usec_t at = world_time(l->boot, engine_next_deadline(l->engine));

		feed(l, at, (struct event){ .type = EVENT_TICK });
	}
}

static void live(const struct plan *p)
{
	struct life l = { .boot = p->boot, .faults = p->faults };
	struct stamp now = world_stamp(l.boot, p->begin);
	bool locked = world_locked(w, p->begin);

	boot_number = p->boot_number;
	l.out = (struct effects){ .sink = on_effects, .userdata = &l };
	assert_int_equal(history_new(&l.history), 0);
	assert_int_equal(engine_new(&l.engine, &w->config, &now), 0);
	history_open(l.history, &w->config, &now, &l.engine);
	assert_null(history_problem(l.history));
	if (locked) {
		world_log(w, FED_LOCK, p->begin);
		feed(&l, p->begin,
		     (struct event){ .type = EVENT_BLOCK, .blocker = BLOCKER_LOCKED });
	}
	for (size_t i = world_after(w, p->begin); i < w->n && w->input[i].t < p->end; i++) {
		catch_up(&l, w->input[i].t);
		world_log(w, w->input[i].type, w->input[i].t);
		feed(&l, w->input[i].t, world_event(&w->input[i]));
	}
	catch_up(&l, p->end);
	if (p->clean) {
		feed(&l, p->end, (struct event){ .type = EVENT_TICK });
		l.faults = false;
		write_now(&l, p->end);
	}
}

/* In a process of its own, which leaves nothing but what is on the disk. */
static void live_and_die(const struct plan *p)
{
	int status;
	pid_t pid;

	w->fed = w->kept;
	world_log(w, p->reboot ? FED_REBOOT : FED_RESTART, p->begin);
	w->kept = w->fed; /* that the last life is over holds whether this one writes or not */
	pid = fork();
	assert_return_code(pid, errno);
	if (pid == 0) {
		live(p);
		_exit(0); /* no destructors, no farewell to SQLite */
	}
	assert_return_code(waitpid(pid, &status, 0), errno);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* ---- what came of it ---- */

static int on_day(const struct day_record *d, void *userdata)
{
	struct reckoning *k = userdata;
	int64_t i = d->day - (int64_t) (WORLD_BEGINS / USEC_PER_DAY) + 1;

	assert_in_range(i, 0, WORLD_DAYS_MAX);
	k->day[i] += d->screen_time;
	k->input[i] += d->by_class[DEVICE_KEYBOARD];
	return 0;
}

static int on_share(const struct share_record *r, void *userdata)
{
	struct reckoning *k = userdata;
	int64_t i = r->day - (int64_t) (WORLD_BEGINS / USEC_PER_DAY) + 1;

	assert_in_range(i, 0, WORLD_DAYS_MAX);
	assert_int_equal(r->alone, r->time);
	k->share[i] += r->time;
	return 0;
}

static int on_session(const struct session_record *s, void *userdata)
{
	struct reckoning *k = userdata;

	k->sessions += s->screen_time;
	assert_true(s->end >= s->start && s->end - s->start + USEC_PER_SEC >= s->screen_time);
	return 0;
}

static int on_slots(const struct slots *s, void *userdata)
{
	struct reckoning *k = userdata;

	for (size_t i = 0; i < SLOT_BYTES; i++) {
		unsigned n = (unsigned) __builtin_popcount(s->bits[i]);

		k->present += s->plane == PLANE_PRESENT ? n : 0;
		k->typed += s->plane == PLANE_KEYBOARD ? n : 0;
	}
	return 0;
}

#define assert_near(a, b, most) assert_in_range((a) + (most), (b), (b) + 2 * (most))

static void compare(void)
{
	struct store_report report;
	struct reckoning got = {}, want = { .typed_last = -1 };
	char path[STORE_PATH_MAX];
	struct store *s;
	usec_t total = 0;

	world_reckon(w, &want);
	assert_int_equal(store_default_path(path, sizeof(path)), 0);
	assert_int_equal(store_open(&s, path, STORE_READ, &report), 0);
	assert_int_equal(store_days(s, 0, INT64_MAX, on_day, &got), 0);
	assert_int_equal(store_sessions(s, 0, USEC_INFINITY, on_session, &got), 0);
	assert_int_equal(store_slots(s, 0, INT64_MAX, on_slots, &got), 0);
	assert_int_equal(store_shares(s, 0, INT64_MAX, on_share, &got), 0);
	s = store_free(s);
	for (size_t i = 0; i < WORLD_DAYS_MAX; i++) {
		if (got.day[i] > want.day[i] + USEC_PER_SEC ||
		    want.day[i] > got.day[i] + USEC_PER_SEC) {
			fail_msg("day %zu: %.3f s in the history, %.3f s in truth", i,
				 (double) got.day[i] / 1e6, (double) want.day[i] / 1e6);
		}
		assert_int_equal(got.input[i], want.input[i]);
		/* The same monitor all the time: nothing is lost of it, and nothing counted twice. */
		assert_near(got.share[i], got.day[i], USEC_PER_SEC);
		total += want.day[i];
	}
	assert_true(total > USEC_PER_HOUR);
	assert_near(got.sessions, total, USEC_PER_SEC);
	assert_int_equal(got.typed, want.typed);
	/* A slot is rounded, a stretch of presence has two ends. */
	assert_near(got.present * SLOT_LENGTH, total, want.stretches * SLOT_LENGTH);
	print_message("%zu events, %zu of them kept, %.2f h at the screen\n", w->n, w->kept,
		      (double) total / 3.6e9);
}

/* The plan of the next life: it begins a while after the end of the last. */
static void next_life(struct plan *p, usec_t end)
{
	static const usec_t gaps[] = { 2 * USEC_PER_SEC, 20 * USEC_PER_SEC, 2 * USEC_PER_MIN,
				       20 * USEC_PER_MIN };
	usec_t gap = gaps[random_below(&w->random, ELEMENTSOF(gaps))];

	p->reboot = random_percent(&w->random, 30);
	p->begin = p->end + 1 + random_below(&w->random, gap);
	if (p->reboot) {
		p->boot = p->begin -
			  random_below(&w->random, usec_min(20 * USEC_PER_SEC, p->begin - p->end));
		p->boot_number++;
	}
	p->end = p->begin + random_below(&w->random, 2 * USEC_PER_DAY / LIVES_A_DAY);
	p->clean = random_percent(&w->random, 30);
	if (p->end >= end) {
		p->end = end;
		p->clean = true;
	}
}

static void live_at_random(uint64_t seed)
{
	size_t days = world_days(DAYS_DEFAULT);
	usec_t end = days * USEC_PER_DAY + 2 * USEC_PER_HOUR;
	struct plan p = { .reboot = true, .faults = true };
	unsigned lives = 0;

	world_make(w, seed, days);
	p.end = USEC_PER_HOUR;
	for (; p.begin < end; lives++) {
		live_and_die(&p);
		if (p.end == end) {
			break;
		}
		next_life(&p, end);
	}
	assert_true(lives > 10 * days);
	compare();
}

static void test_random_ends(void **state)
{
	(void) state;
	live_at_random(1);
}

static void test_other_random_ends(void **state)
{
	(void) state;
	live_at_random(world_days(DAYS_DEFAULT) + 1);
}

/* Nothing happens to it: nothing is lost, and it takes no more memory on the last day than on the second. */
static void test_steady(void **state)
{
	size_t days = world_days(DAYS_DEFAULT);
	struct plan p = { .reboot = true, .clean = true };

	(void) state;
	world_make(w, 2, days);
	p.end = days * USEC_PER_DAY + 2 * USEC_PER_HOUR;
	live_and_die(&p);
	compare();
#ifndef __SANITIZE_ADDRESS__ /* whose heap is not counted */
	assert_in_range(w->heap, 1, w->heap_early + 16 * 1024);
#endif
}

static int setup(void **state)
{
	(void) state;
	log_open(LOG_ERR); /* the faults are told of */
	w = world_begin();
	return 0;
}

static int teardown(void **state)
{
	(void) state;
	world_end(w);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_random_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_other_random_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_steady, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
