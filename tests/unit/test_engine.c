/*
 * The engine's face: its deadlines and what can be seen of it.  What it decides is told by the
 * stories in tests/traces.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../lib/engine-rig.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR

static struct rig rig;

static int begin(void **state)
{
	rig_begin(&rig, NULL);
	*state = &rig;
	return 0;
}

static int end(void **state)
{
	rig_end(*state);
	return 0;
}

static void assert_deadline(const struct rig *r, usec_t t)
{
	assert_int_equal(engine_next_deadline(r->engine), AT(t));
}

/* Works every 10 s; both kinds of break come due on time then: 20min, 50min. */
static void work(struct rig *r, usec_t from, usec_t until)
{
	rig_type(r, from, 10 * S, until);
}

/* At 50min and 5 s into the prompt of a rest break; the last pulse was at 50min. */
static void work_until_rest(struct rig *r)
{
	rig_configure(r, 0, "micro_break.enabled", "no");
	work(r, 0, 50 * MIN);
	rig_tick(r, 50 * MIN + 5 * S);
	assert_int_equal(rig_look(r).break_state, BREAK_DUE);
}

/* ---- deadlines ---- */

static void test_deadlines(void **state)
{
	struct rig *r = *state;

	assert_deadline(r, 19 * HR); /* nothing but the next day at 04:00 */
	rig_pulse(r, 0);
	assert_deadline(r, 1 * MIN); /* away */
	work(r, 10 * S, 19 * MIN + 50 * S);
	assert_deadline(r, 20 * MIN); /* the micro-break comes due */
	rig_tick(r, 20 * MIN);
	assert_deadline(r, 20 * MIN + 30 * S); /* hands off */
	work(r, 20 * MIN + 10 * S, 21 * MIN + 40 * S);
	assert_deadline(r, 22 * MIN); /* let go */
	rig_action(r, 21 * MIN + 50 * S, ACTION_POSTPONE);
	assert_deadline(r, 22 * MIN + 40 * S); /* away */
	work(r, 22 * MIN, 26 * MIN + 40 * S);
	assert_deadline(r, 26 * MIN + 50 * S); /* the postponement is over */
	rig_action(r, 26 * MIN + 45 * S, ACTION_SKIP);
	assert_deadline(r, 27 * MIN + 40 * S);
	rig_break(r, 27 * MIN, BREAK_REST);
	assert_deadline(r,
			27 * MIN + 30 * S); /* the pause is a micro-break then, if a silent one */
	rig_tick(r, 27 * MIN + 30 * S);
	assert_deadline(r, 32 * MIN);
	rig_tick(r, 32 * MIN);
	assert_deadline(r, 19 * HR);
	rig_feed(r, 33 * MIN, (struct event){ .type = EVENT_PAUSE, .duration = 10 * MIN });
	assert_deadline(r, 43 * MIN);
	rig_feed(r, 34 * MIN, (struct event){ .type = EVENT_PAUSE, .duration = USEC_INFINITY });
	assert_deadline(r, 19 * HR);
}

static void test_deadlines_of_waiting(void **state)
{
	struct rig *r = *state;

	rig_type(r, 0, 2 * S, 19 * MIN + 58 * S);
	rig_tick(r, 20 * MIN);
	assert_deadline(r, 20 * MIN + 1 * S); /* the gap: 3 s after the last key */
	rig_pulse(r, 20 * MIN);
	assert_deadline(r, 20 * MIN + 3 * S);
	rig_type(r, 20 * MIN + 2 * S, 2 * S, 20 * MIN + 58 * S);
	assert_deadline(r, 21 * MIN); /* no longer than a minute */
	rig_quiet(r, 20 * MIN + 59 * S, true);
	assert_deadline(r, 21 * MIN + 58 * S); /* away */
}

/* Nothing happens a microsecond before the deadline; at it, all of it. */
static void test_deadline_is_exact(void **state)
{
	struct rig *r = *state;

	work(r, 0, 19 * MIN + 50 * S);
	size_t before = r->n;
	rig_tick(r, 20 * MIN - 1);
	assert_int_equal(r->n, before);
	rig_tick(r, 20 * MIN);
	assert_int_equal(r->n, before + 1);
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->t, AT(20 * MIN));
	rig_tick(r, 20 * MIN + 30 * S - 1);
	assert_int_equal(r->n, before + 1);
	rig_tick(r, 1 * HR);
	assert_int_equal(rig_last(r, EFFECT_SESSION_END)->t, AT(25 * MIN)); /* at its own time */
}

/* ---- what can be seen ---- */

static void test_snapshot_at_rest(void **state)
{
	const struct snapshot s = rig_look(*state);

	assert_int_equal(s.now, AT(0));
	assert_int_equal(s.presence, PRESENCE_AWAY);
	assert_int_equal(s.presence_since, AT(0));
	assert_int_equal(s.last_pulse, USEC_INFINITY);
	assert_false(s.in_session);
	assert_int_equal(s.session_time + s.today_time + s.since_micro + s.since_rest, 0);
	assert_int_equal(s.longest_today + s.pause_time, 0);
	assert_int_equal(s.break_state, BREAK_NONE);
	assert_int_equal(s.break_remaining + s.break_hands_off + s.postpones_left, 0);
	assert_false(s.quiet || s.quiet_fullscreen || s.quiet_other || s.silent || s.break_by_word);
	assert_int_equal(s.silent_until, USEC_INFINITY);
	assert_int_equal(s.next_reason, NEXT_AWAY);
	assert_int_equal(s.next_kind, BREAK_MICRO);
	assert_int_equal(s.next_in, 20 * MIN);
	assert_int_equal(s.next_at, USEC_INFINITY);
}

static void test_snapshot_of_presence(void **state)
{
	struct rig *r = *state;
	struct snapshot s;

	rig_pulse(r, 5 * MIN);
	rig_feed(r, 6 * MIN - 1, (struct event){ .type = EVENT_PULSE, .device = DEVICE_TABLET });
	rig_tick(r, 6 * MIN);
	s = rig_look(r);
	assert_int_equal(s.now, AT(6 * MIN));
	assert_int_equal(s.presence, PRESENCE_PRESENT);
	assert_int_equal(s.presence_since, AT(5 * MIN));
	assert_int_equal(s.last_pulse, AT(6 * MIN - 1));
	assert_int_equal(s.last_class, DEVICE_TABLET);
	assert_true(s.in_session);
	assert_int_equal(s.session_start, AT(5 * MIN));
	assert_int_equal(s.session_time, 1 * MIN);
	assert_int_equal(s.longest_today, 1 * MIN);
	assert_int_equal(s.pause_time, 0);

	/* The tail is taken back, and the pause began with it. */
	rig_tick(r, 8 * MIN);
	s = rig_look(r);
	assert_int_equal(s.presence, PRESENCE_AWAY);
	assert_int_equal(s.presence_since, AT(6 * MIN - 1));
	assert_int_equal(s.session_time, 1 * MIN - 1);
	assert_int_equal(s.today_time, 1 * MIN - 1);
	assert_int_equal(s.since_rest, 1 * MIN - 1);
	assert_int_equal(s.since_micro, 0);
	assert_int_equal(s.pause_time, 2 * MIN + 1);
	assert_true(s.in_session);

	/* An unlock is a pulse of no device. */
	rig_block(r, 9 * MIN, BLOCKER_LOCKED);
	assert_int_equal(rig_look(r).presence_since, AT(9 * MIN));
	rig_unblock(r, 20 * MIN, BLOCKER_LOCKED);
	s = rig_look(r);
	assert_int_equal(s.last_class, DEVICE_TABLET);
	assert_int_equal(s.last_pulse, AT(20 * MIN));
	assert_int_equal(s.session_start, AT(20 * MIN));
	assert_int_equal(s.session_time, 0);
	assert_int_equal(s.longest_today, 1 * MIN - 1);
}

/* An absence is one, whatever the words for it on the way. */
static void test_since_when_away(void **state)
{
	struct rig *r = *state;

	work(r, 0, 2 * MIN);
	rig_block(r, 2 * MIN + 5 * S, BLOCKER_LOCKED);
	rig_block(r, 3 * MIN, BLOCKER_DISPLAY_OFF);
	assert_int_equal(rig_look(r).presence_since, AT(2 * MIN + 5 * S));
	rig_block(r, 4 * MIN, BLOCKER_ASLEEP);
	assert_int_equal(rig_look(r).presence, PRESENCE_ASLEEP);
	assert_int_equal(rig_look(r).presence_since, AT(4 * MIN));
	rig_unblock(r, 5 * MIN, BLOCKER_LOCKED);
	rig_unblock(r, 6 * MIN, BLOCKER_ASLEEP);
	assert_int_equal(rig_look(r).presence, PRESENCE_AWAY);
	assert_int_equal(rig_look(r).presence_since, AT(2 * MIN + 5 * S));
	rig_unblock(r, 7 * MIN, BLOCKER_DISPLAY_OFF);
	assert_int_equal(rig_look(r).presence_since, AT(2 * MIN + 5 * S));
	rig_pulse(r, 8 * MIN);
	assert_int_equal(rig_look(r).presence_since, AT(8 * MIN));
}

static void assert_next(const struct rig *r, enum next_reason reason, enum break_kind kind,
			usec_t next_in, usec_t next_at)
{
	struct snapshot s = rig_look(r);

	assert_string_equal(next_reason_to_string(s.next_reason), next_reason_to_string(reason));
	assert_int_equal(s.next_kind, kind);
	assert_int_equal(s.next_in, next_in);
	assert_int_equal(s.next_at, next_at);
}

static void test_next(void **state)
{
	struct rig *r = *state;

	rig_pulse(r, 0);
	assert_next(r, NEXT_COUNTING, BREAK_MICRO, 20 * MIN, USEC_INFINITY);
	rig_type(r, 2 * S, 2 * S, 19 * MIN + 58 * S);
	assert_next(r, NEXT_COUNTING, BREAK_MICRO, 2 * S, USEC_INFINITY);
	rig_pulse(r, 20 * MIN);
	assert_next(r, NEXT_LULL, BREAK_MICRO, 0, AT(21 * MIN));
	rig_quiet(r, 20 * MIN + 1 * S, true);
	assert_next(r, NEXT_QUIET, BREAK_MICRO, 0, USEC_INFINITY);
	rig_quiet(r, 20 * MIN + 2 * S, false);
	assert_next(r, NEXT_LULL, BREAK_MICRO, 0, AT(21 * MIN + 2 * S));
	rig_feed(r, 20 * MIN + 3 * S, (struct event){ .type = EVENT_PAUSE, .duration = 1 * MIN });
	assert_next(r, NEXT_SILENCE, BREAK_MICRO, 0, AT(21 * MIN + 3 * S));
	rig_feed(r, 20 * MIN + 4 * S,
		 (struct event){ .type = EVENT_PAUSE, .duration = USEC_INFINITY });
	assert_next(r, NEXT_SILENCE, BREAK_MICRO, 0, USEC_INFINITY);
	rig_pulse(r, 20 * MIN + 5 * S); /* or the prompt would come at once */
	rig_feed(r, 20 * MIN + 5 * S, (struct event){ .type = EVENT_RESUME });
	rig_block(r, 20 * MIN + 6 * S, BLOCKER_LOCKED);
	assert_next(r, NEXT_AWAY, BREAK_MICRO, 0, USEC_INFINITY);
	rig_unblock(r, 20 * MIN + 16 * S, BLOCKER_LOCKED);
	assert_next(r, NEXT_SETTLE, BREAK_MICRO, 0, AT(21 * MIN + 16 * S));
	rig_configure(r, 20 * MIN + 17 * S, "micro_break.enabled", "no");
	assert_next(r, NEXT_COUNTING, BREAK_REST, 30 * MIN - 7 * S, USEC_INFINITY);
	rig_configure(r, 20 * MIN + 17 * S, "rest_break.enabled", "no");
	assert_int_equal(rig_look(r).next_reason, NEXT_NOTHING);
	assert_int_equal(rig_look(r).next_in, USEC_INFINITY);
}

/* What will be left to the rest break is not announced. */
static void test_next_is_the_rest_break(void **state)
{
	struct rig *r = *state;

	rig_configure(r, 0, "rest_break.every", "25min");
	rig_pulse(r, 0);
	assert_next(r, NEXT_COUNTING, BREAK_REST, 25 * MIN, USEC_INFINITY);
	rig_configure(r, 0, "rest_break.every", "25min 1s");
	assert_next(r, NEXT_COUNTING, BREAK_MICRO, 20 * MIN, USEC_INFINITY);
	rig_configure(r, 0, "rest_break.every", "20min");
	assert_next(r, NEXT_COUNTING, BREAK_REST, 20 * MIN, USEC_INFINITY);
}

static void test_next_of_a_postponed_break(void **state)
{
	struct rig *r = *state;

	work_until_rest(r);
	assert_next(r, NEXT_ACTIVE, BREAK_REST, 0, USEC_INFINITY);
	rig_action(r, 50 * MIN + 8 * S, ACTION_POSTPONE);
	assert_next(r, NEXT_POSTPONED, BREAK_REST, 0, AT(55 * MIN + 8 * S));
	work(r, 50 * MIN + 10 * S, 55 * MIN);
	rig_quiet(r, 55 * MIN + 1 * S, true);
	work(r, 55 * MIN + 10 * S, 56 * MIN);
	assert_next(r, NEXT_QUIET, BREAK_REST, 0, USEC_INFINITY);
	rig_quiet(r, 56 * MIN + 2 * S, false);
	/* 3 s after the last key have not passed. */
	assert_next(r, NEXT_LULL, BREAK_REST, 0, AT(57 * MIN + 2 * S));
	rig_block(r, 56 * MIN + 2 * S, BLOCKER_LOCKED);
	assert_next(r, NEXT_AWAY, BREAK_REST, 0, USEC_INFINITY);
	rig_unblock(r, 56 * MIN + 10 * S, BLOCKER_LOCKED);
	assert_next(r, NEXT_SETTLE, BREAK_REST, 0, AT(57 * MIN + 10 * S));
}

/* It is the postponed one that comes next, also where a new micro-break would be left to the rest break. */
static void test_next_of_a_postponed_micro_break(void **state)
{
	struct rig *r = *state;

	work(r, 0, 20 * MIN);
	rig_feed(r, 20 * MIN + 5 * S,
		 (struct event){
			 .type = EVENT_ACTION, .action = ACTION_POSTPONE, .duration = 27 * MIN });
	work(r, 20 * MIN + 10 * S, 46 * MIN);
	assert_next(r, NEXT_POSTPONED, BREAK_MICRO, 0, AT(47 * MIN + 5 * S));
}

static void test_snapshot_of_a_break(void **state)
{
	struct rig *r = *state;
	struct snapshot s;

	work_until_rest(r);
	s = rig_look(r);
	assert_int_equal(s.break_kind, BREAK_REST);
	assert_int_equal(s.break_since, AT(50 * MIN));
	assert_int_equal(s.break_remaining, 5 * MIN);
	assert_int_equal(s.break_hands_off, 5 * S);
	assert_int_equal(s.postpones_left, 3);
	assert_int_equal(s.next_reason, NEXT_ACTIVE);
	rig_pulse(r, 50 * MIN + 8 * S);
	assert_int_equal(rig_look(r).break_hands_off, 0);

	rig_action(r, 50 * MIN + 10 * S, ACTION_POSTPONE);
	s = rig_look(r);
	assert_int_equal(s.break_state, BREAK_POSTPONED);
	assert_int_equal(s.break_since, AT(50 * MIN + 10 * S));
	assert_int_equal(s.break_remaining, 5 * MIN);
	assert_int_equal(s.break_hands_off, 0);
	assert_int_equal(s.postpones_left, 2);

	rig_action(r, 50 * MIN + 20 * S, ACTION_START);
	rig_tick(r, 51 * MIN);
	s = rig_look(r);
	assert_int_equal(s.break_state, BREAK_STARTED);
	assert_true(s.break_by_word);
	assert_int_equal(s.break_since, AT(50 * MIN + 20 * S));
	assert_int_equal(s.break_remaining, 4 * MIN + 20 * S);

	/* 40 s are kept, and a stretch behind the lock is none by word. */
	rig_pulse(r, 51 * MIN);
	assert_int_equal(rig_look(r).break_remaining, 4 * MIN + 20 * S);
	assert_false(rig_look(r).break_by_word);
	rig_block(r, 51 * MIN + 5 * S, BLOCKER_LOCKED);
	rig_tick(r, 51 * MIN + 15 * S);
	s = rig_look(r);
	assert_false(s.break_by_word);
	assert_int_equal(s.break_remaining, 4 * MIN + 10 * S);
	assert_int_equal(s.postpones_left, 2);
	rig_tick(r, 1 * HR);
	assert_int_equal(rig_look(r).break_state, BREAK_NONE);
	assert_int_equal(rig_look(r).break_remaining, 0);
}

static void test_snapshot_of_quiet(void **state)
{
	struct rig *r = *state;
	struct snapshot s;

	rig_pulse(r, 0);
	rig_feed(r, 1 * S, (struct event){ .type = EVENT_QUIET_ON, .quiet = QUIET_FULLSCREEN });
	s = rig_look(r);
	assert_true(s.quiet && s.quiet_fullscreen && !s.quiet_other);
	work(r, 11 * S, 30 * MIN + 1 * S);
	assert_true(rig_look(r).quiet_fullscreen); /* not later than half an hour after */
	rig_pulse(r, 30 * MIN + 1 * S + 1);
	s = rig_look(r);
	assert_true(!s.quiet && !s.quiet_fullscreen);
	rig_quiet(r, 31 * MIN, true);
	s = rig_look(r);
	assert_true(s.quiet && !s.quiet_fullscreen && s.quiet_other);
	rig_feed(r, 31 * MIN + 10 * S,
		 (struct event){ .type = EVENT_PAUSE, .duration = USEC_INFINITY });
	s = rig_look(r);
	assert_true(s.quiet && s.silent);
	assert_int_equal(s.silent_until, USEC_INFINITY);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(test_deadlines, begin, end),
	cmocka_unit_test_setup_teardown(test_deadlines_of_waiting, begin, end),
	cmocka_unit_test_setup_teardown(test_deadline_is_exact, begin, end),
	cmocka_unit_test_setup_teardown(test_snapshot_at_rest, begin, end),
	cmocka_unit_test_setup_teardown(test_snapshot_of_presence, begin, end),
	cmocka_unit_test_setup_teardown(test_since_when_away, begin, end),
	cmocka_unit_test_setup_teardown(test_next, begin, end),
	cmocka_unit_test_setup_teardown(test_next_is_the_rest_break, begin, end),
	cmocka_unit_test_setup_teardown(test_next_of_a_postponed_break, begin, end),
	cmocka_unit_test_setup_teardown(test_next_of_a_postponed_micro_break, begin, end),
	cmocka_unit_test_setup_teardown(test_snapshot_of_a_break, begin, end),
	cmocka_unit_test_setup_teardown(test_snapshot_of_quiet, begin, end),
};

int main(void)
{
	return cmocka_run_group_tests_name("engine", tests, NULL, NULL);
}
