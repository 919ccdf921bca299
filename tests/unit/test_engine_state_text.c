/*
 * The engine's state as text: what is no state is refused, what is one is read to the letter, and
 * what a changed configuration or another clock makes of it.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/engine-rig.h"
#include "ergo/engine-state.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR

static struct rig rig;

static void drop(const struct effect *e, size_t n, void *userdata)
{
	(void) e;
	(void) n;
	(void) userdata;
}

static struct effects nowhere = { .sink = drop };

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

/* ---- texts ---- */

/* Present since 10 min ago, the last key 2 s ago; a micro-break is due. */
#define HEAD  "ergod-engine 1\nat 1000000000000 1772442000000000 3600 3600 never\n"
#define LIMIT "limit 28800000000 1800000000\n"
#define HERE                                                                                       \
	"present yes\npresent_since -600000000\nlast_pulse -2000000\nin_session yes\n"             \
	"session_start -600000000\nmicro.since -600000000\nrest.since -600000000\n"                \
	"session.since -600000000\nday.since -600000000\n"
#define DUE "brk.state due\nbrk.kind micro\nbrk.since -1000000\nbrk.due -1000000\n"

static int restore_at(const char *text, size_t size, usec_t boot, bool same_boot,
		      struct engine **ret)
{
	struct stamp now = {
		.boot = boot,
		.real = UINT64_C(1772442000000000),
		.gmtoff_s = 3600,
		.gmtoff_after_s = 3600,
		.gmtoff_until = USEC_INFINITY,
	};

	return engine_restore(ret, &rig.config, &now, text, size, same_boot, &nowhere);
}

/* Tries a text of exactly that size: a reader that goes on behind it is caught by the sanitizer. */
static int restore(const char *text, size_t size)
{
	_cleanup_(engine_freep) struct engine *e = NULL;
	char *copy = malloc(size + 1);
	int r;

	assert_non_null(copy);
	copy = realloc(copy, size ? size : 1);
	memcpy(copy, text, size);
	r = restore_at(copy, size, UINT64_C(1000000000000), true, &e);
	assert_true((r == 0) == (e != NULL));
	free(copy);
	return r;
}

static void test_texts(void **state)
{
	static const struct {
		const char *text;
		int want;
	} cases[] = {
		{ HEAD "end\n", 0 },
		{ HEAD LIMIT HERE "end\n", 0 },
		{ HEAD LIMIT HERE DUE "end\n", 0 },
		{ HEAD HERE "quiet\nend\n", 0 },
		{ HEAD "silent yes\nsilent_until never\nend\n", 0 },
		{ HEAD "tally micro 1 2 3 4 5\ntally rest 0 0 0 0 0\nend\n", 0 },
		{ HEAD HERE DUE "stretch -500 -400\nstretch -300 0\nend\n", 0 },
		{ HEAD "day 20513 3600000000\nend\n", 0 },
		/* no state */
		{ "", -EINVAL },
		{ "\n", -EINVAL },
		{ "ergod-engine 1\n", -EINVAL },
		{ HEAD, -EINVAL },
		{ HEAD "end", -EINVAL },
		{ HEAD "end\nend\n", -EINVAL },
		{ HEAD "end\n\n", -EINVAL },
		{ "ergod-engine 2\nat 1 1 0 0 never\nend\n", -EINVAL },
		{ " ergod-engine 1\nat 1 1 0 0 never\nend\n", -EINVAL },
		{ "ergod-engine 1\nend\n", -EINVAL },
		{ "ergod-engine 1\nat 1 1 0 0\nend\n", -EINVAL },
		{ "ergod-engine 1\nat 1 1 0 0 never 1\nend\n", -EINVAL },
		{ "ergod-engine 1\nat -1 1 0 0 never\nend\n", -EINVAL },
		{ "ergod-engine 1\nat 1 1 64801 0 never\nend\n", -EINVAL },
		{ "ergod-engine 1\nat 18446744073709551615 1 0 0 never\nend\n", -EINVAL },
		{ "ergod-engine 1\nat 99999999999999999999999 1 0 0 never\nend\n", -EINVAL },
		{ "ergod-engine 1\nat 1 253402300800000001 0 0 never\nend\n", -EINVAL },
		/* lines that can't be */
		{ HEAD "\nend\n", -EINVAL },
		{ HEAD "dance yes\nend\n", -EINVAL },
		{ HEAD "present\nend\n", -EINVAL },
		{ HEAD "present no\nend\n", -EINVAL },
		{ HEAD HERE "present yes\nend\n", -EINVAL },
		{ HEAD LIMIT LIMIT "end\n", -EINVAL },
		{ HEAD "quiet\nquiet\nend\n", -EINVAL },
		{ HEAD "quiet yes\nend\n", -EINVAL },
		{ HEAD "tally micro 0 0 0 0 0\ntally micro 0 0 0 0 0\nend\n", -EINVAL },
		{ HEAD "tally micro 0 0 0 0\nend\n", -EINVAL },
		{ HEAD "tally micro 0 0 0 0 0 0\nend\n", -EINVAL },
		{ HEAD "tally daily 0 0 0 0 0\nend\n", -EINVAL },
		{ HEAD "tally micro 0 0 0 0 1000001\nend\n", -EINVAL },
		{ HEAD "day.sum -1\nend\n", -EINVAL },
		{ HEAD "day.sum 1x\nend\n", -EINVAL },
		{ HEAD "day.sum  1\nend\n", -EINVAL },
		{ HEAD "day.sum 316224000000001\nend\n", -EINVAL },
		{ HEAD "day.sum 99999999999999999999\nend\n", -EINVAL },
		{ HEAD "outcome_at 1\nend\n", -EINVAL },
		{ HEAD "outcome_at never\nend\n", -EINVAL },
		{ HEAD "outcome_at --1\nend\n", -EINVAL },
		{ HEAD "last_class mouse\nend\n", -EINVAL },
		{ HEAD "brk.kind daily\nend\n", -EINVAL },
		{ HEAD "day 20513\nend\n", -EINVAL },
		{ HEAD HERE DUE "stretch -300 0\nstretch -500 -400\nend\n", -EINVAL },
		{ HEAD HERE DUE "stretch -300 -400\nend\n", -EINVAL },
		{ HEAD HERE DUE "stretch -5 -5\nstretch -5 -5\nstretch -4 -4\nstretch -3 -3\n"
				"stretch -2 -2\nend\n",
		  -EINVAL },
		/* each line right, but not together */
		{ HEAD "present yes\nend\n", -EINVAL },
		{ HEAD HERE "in_pause yes\npause_start -1\nend\n", -EINVAL },
		{ HEAD "in_pause yes\nend\n", -EINVAL },
		{ HEAD "in_session yes\nsession_start -5\nend\n", -EINVAL },
		{ HEAD "in_session yes\nsession_start -5\nin_pause yes\npause_start -6\nend\n",
		  -EINVAL },
		{ HEAD "session.sum 5\nend\n", -EINVAL },
		{ HEAD DUE "end\n", -EINVAL },
		{ HEAD HERE "brk.state started\nbrk.since -1\nend\n", -EINVAL },
		{ HEAD "brk.state started\nend\n", -EINVAL },
		{ HEAD "brk.state postponed\nbrk.since -1\nbrk.clock.running yes\n"
		       "brk.clock.since -1\nend\n",
		  -EINVAL },
		{ HEAD "stretch -5 -5\nend\n", -EINVAL },
		{ HEAD "pause_micro_counted yes\nend\n", -EINVAL },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		int r = restore(cases[i].text, strlen(cases[i].text));

		if (r != cases[i].want) {
			fail_msg("got %d for %s", r, cases[i].text);
		}
	}
	assert_int_equal(
		restore(HEAD "present\0yes\nend\n", sizeof(HEAD "present\0yes\nend\n") - 1),
		-EINVAL);
}

/* A state that a disk cut short, or in which something else stands. */
static void test_every_cut_and_every_line(void **state)
{
	char text[ENGINE_STATE_MAX], less[ENGINE_STATE_MAX];
	struct rig *r = *state;
	size_t n;

	rig_type(r, 0, 10 * S, 20 * MIN);
	rig_action(r, 20 * MIN + 5 * S, ACTION_POSTPONE);
	rig_type(r, 21 * MIN, 10 * S, 24 * MIN);
	n = engine_save(r->engine, text, sizeof(text));
	assert_int_equal(restore(text, n), 0);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(restore(text, i), -EINVAL);
	}
	for (const char *line = text; *line;) {
		const char *next = strchr(line, '\n') + 1;
		size_t before = (size_t) (line - text), length = (size_t) (next - line);

		/* Without it: another state, or none, but nothing worse. */
		memcpy(less, text, before);
		memcpy(less + before, next, n - before - length);
		(void) restore(less, n - length);
		/* Twice: none. */
		memcpy(less, text, before + length);
		memcpy(less + before + length, line, n - before);
		if (strncmp(line, "stretch", 7) != 0) {
			assert_int_equal(restore(less, n + length), -EINVAL);
		}
		line = next;
	}
}

/* ---- the clocks ---- */

/* The boot clock has no room for what was: it is cut, and nothing wraps. */
static void test_before_the_beginning_of_the_clock(void **state)
{
	static const usec_t boots[] = { 1, 2, 5 * S, 10 * MIN };
	static const char text[] = HEAD LIMIT HERE DUE "end\n";
	struct snapshot s;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(boots); i++) {
		for (int same = 0; same < 2; same++) {
			_cleanup_(engine_freep) struct engine *e = NULL;

			assert_int_equal(restore_at(text, strlen(text), boots[i], same, &e), 0);
			engine_snapshot(e, &s);
			assert_int_equal(s.now, boots[i]);
			assert_true(s.session_time <= boots[i] && s.today_time <= boots[i]);
			assert_true(s.session_start >= 1 && s.session_start <= boots[i]);
			assert_true(s.last_pulse <= boots[i] && s.pause_time <= boots[i]);
			assert_true(engine_next_deadline(e) > boots[i]);
		}
	}
}

/* The daemon is gone until `t`; *real, where given, is what the wall clock shows then. */
static void restart(struct rig *r, usec_t t, const char *real, bool same_boot)
{
	char text[ENGINE_STATE_MAX];
	size_t n = engine_save(r->engine, text, sizeof(text));
	struct stamp now;

	if (real) {
		assert_int_equal(rfc3339_parse(real, &r->zero.real, &r->zero.gmtoff_s), 0);
		r->zero.real -= t;
	}
	now = rig_stamp(r, t);
	r->engine = engine_free(r->engine);
	assert_int_equal(engine_restore(&r->engine, &r->config, &now, text, n, same_boot, &r->out),
			 0);
}

/* The clock of the board is reset to the past at boot, and set right a minute later. */
static void test_the_clock_was_behind_at_boot(void **state)
{
	struct rig *r = *state;

	rig_type(r, 0, 10 * S, 15 * MIN);
	assert_int_equal(rig_look(r).today_time, 15 * MIN);
	restart(r, 17 * MIN, "2000-01-01T00:00:00Z", false);
	assert_int_equal(rig_look(r).today_time, 15 * MIN);
	assert_int_equal(rig_look(r).longest_today, 15 * MIN);
	/* By a clock that is behind there was no gap: the session goes on. */
	assert_true(rig_look(r).in_session);
	rig_pulse(r, 17 * MIN + 30 * S);
	r->zero.real += 1; /* slewed, not set */
	rig_pulse(r, 18 * MIN);
	assert_int_equal(rig_look(r).today_time, 15 * MIN + 30 * S);
	/* A crash under the wrong clock. */
	restart(r, 18 * MIN, NULL, true);
	rig_configure(r, 18 * MIN + 10 * S, "session.day_starts", "05:00");
	assert_int_equal(rig_look(r).today_time, 15 * MIN + 40 * S);
	assert_int_equal(rfc3339_parse("2026-03-02T09:00:00Z", &r->zero.real, &r->zero.gmtoff_s),
			 0);
	rig_pulse(r, 18 * MIN + 30 * S);
	assert_int_equal(rig_look(r).today_time, 16 * MIN);
	rig_tick(r, 20 * HR - 1); /* 05:00 */
	assert_int_equal(rig_look(r).today_time, 16 * MIN);
	rig_tick(r, 20 * HR);
	assert_int_equal(rig_look(r).today_time, 0);
}

/* It was ahead before, and is right now: the day that never was ends when it would have. */
static void test_the_clock_was_ahead_before(void **state)
{
	struct rig *r = *state;

	rig_type(r, 0, 10 * S, 15 * MIN);
	restart(r, 17 * MIN, "2026-03-01T09:17:00Z", false);
	assert_int_equal(rig_look(r).today_time, 15 * MIN);
	/* 09:15 when it was saved: 18 h 45 min to 04:00. */
	rig_tick(r, 17 * MIN + 18 * HR + 45 * MIN - 1);
	assert_int_equal(rig_look(r).today_time, 15 * MIN);
	rig_tick(r, 17 * MIN + 18 * HR + 45 * MIN);
	assert_int_equal(rig_look(r).today_time, 0);
}

/* ---- the configuration ---- */

static void test_a_shorter_session_end(void **state)
{
	struct rig *r = *state;
	const struct effect *ended;

	rig_type(r, 0, 10 * S, 15 * MIN);
	rig_set(&r->config, "session.ends_after", "2min");
	restart(r, 19 * MIN, NULL, true);
	ended = rig_last(r, EFFECT_SESSION_END);
	assert_int_equal(ended->t, AT(17 * MIN));
	assert_int_equal(ended->end, AT(15 * MIN));
	assert_int_equal(ended->screen_time, 15 * MIN);
}

/* A level that was used up stays so; under another limit the next one beyond the day so far counts. */
static void test_another_daily_limit(void **state)
{
	struct rig *r = *state;

	rig_set(&r->config, "micro_break.enabled", "no");
	rig_set(&r->config, "rest_break.enabled", "no");
	rig_set(&r->config, "daily_limit.limit", "10min");
	rig_configure(r, 0, "daily_limit.remind_every", "1h");
	rig_type(r, 0, 10 * S, 15 * MIN);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 1);
	restart(r, 15 * MIN + 1 * S, NULL, true);
	rig_type(r, 15 * MIN + 10 * S, 10 * S, 30 * MIN);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 1); /* 10 min are used up, 1 h 10 min not */
	rig_set(&r->config, "daily_limit.limit", "5min");
	rig_set(&r->config, "daily_limit.remind_every", "10min");
	restart(r, 30 * MIN + 1 * S, NULL, true);
	rig_type(r, 30 * MIN + 10 * S, 10 * S, 36 * MIN);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 2); /* at 35 min */
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->kind, PROMPT_DAILY);
	assert_in_range(rig_last(r, EFFECT_PROMPT)->t, AT(35 * MIN), AT(35 * MIN + 10 * S));
}

/* A rest that is already longer than what is wanted now is taken. */
static void test_a_shorter_break(void **state)
{
	struct rig *r = *state;

	rig_pulse(r, 0);
	rig_break(r, 10 * S, BREAK_REST);
	rig_tick(r, 2 * MIN);
	rig_set(&r->config, "rest_break.length", "1min");
	restart(r, 2 * MIN + 1 * S, NULL, true);
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->outcome, OUTCOME_TAKEN);
	assert_int_equal(rig_look(r).break_state, BREAK_NONE);
}

/* ---- prompts ---- */

/* What was quiet is not taken for over because the daemon does not know yet. */
static void test_quiet_has_time_to_be_told(void **state)
{
	struct rig *r = *state;

	rig_quiet(r, 0, true);
	rig_type(r, 0, 1 * S, 25 * MIN);
	restart(r, 25 * MIN, NULL, true);
	rig_tick(r, 25 * MIN + 30 * S);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 0);
	rig_quiet(r, 25 * MIN + 30 * S, true);
	rig_type(r, 25 * MIN + 31 * S, 1 * S, 28 * MIN);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 0);
	restart(r, 28 * MIN + 1 * S, NULL, true);
	rig_type(r, 28 * MIN + 2 * S, 10 * S, 30 * MIN);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 1);
	/* A minute after it was back, at the next gap of 3 s. */
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->t, AT(29 * MIN + 1 * S));
}

/* Without prompts.settle there are 10 s. */
static void test_quiet_is_told_within_ten_seconds(void **state)
{
	struct rig *r = *state;

	rig_configure(r, 0, "prompts.settle", "0s");
	rig_quiet(r, 0, true);
	rig_type(r, 0, 1 * S, 25 * MIN);
	restart(r, 25 * MIN, NULL, true);
	rig_tick(r, 25 * MIN + 10 * S - 1);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 0);
	rig_tick(r, 25 * MIN + 10 * S);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 1);
}

/* So there are after a reboot that took no time, by a clock that is behind. */
static void test_quiet_can_be_told_after_a_reboot(void **state)
{
	struct rig *r = *state;

	rig_configure(r, 0, "prompts.settle", "0s");
	rig_type(r, 0, 1 * S, 20 * MIN + 2 * S);
	restart(r, 20 * MIN + 3 * S, "2000-01-01T00:00:00Z", false);
	rig_pulse(r, 20 * MIN + 4 * S);
	rig_tick(r, 20 * MIN + 13 * S - 1);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 0);
	rig_tick(r, 20 * MIN + 13 * S);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 1);
}

/* A prompt that is on show when the daemon dies is to be shown anew: nobody rests at a dead one. */
static void test_a_due_break_is_shown_anew(void **state)
{
	struct rig *r = *state;

	rig_type(r, 0, 1 * S, 19 * MIN + 58 * S);
	rig_tick(r, 20 * MIN + 10 * S);
	assert_int_equal(rig_look(r).break_state, BREAK_DUE);
	restart(r, 20 * MIN + 45 * S, NULL, true);
	assert_int_equal(rig_look(r).break_state, BREAK_DUE);
	assert_int_equal(rig_look(r).break_since, AT(20 * MIN + 45 * S));
	assert_int_equal(rig_look(r).break_hands_off, 0);
	assert_int_equal(rig_count(r, EFFECT_BREAK_ENDED), 0);
	/* Away for a minute since 19:58 at 20:58: the break started when it was shown. */
	rig_tick(r, 22 * MIN);
	assert_int_equal(rig_last(r, EFFECT_BREAK_STARTED)->start, AT(20 * MIN + 45 * S));
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->t, AT(20 * MIN + 58 * S));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(test_texts, begin, end),
	cmocka_unit_test_setup_teardown(test_every_cut_and_every_line, begin, end),
	cmocka_unit_test_setup_teardown(test_before_the_beginning_of_the_clock, begin, end),
	cmocka_unit_test_setup_teardown(test_the_clock_was_behind_at_boot, begin, end),
	cmocka_unit_test_setup_teardown(test_the_clock_was_ahead_before, begin, end),
	cmocka_unit_test_setup_teardown(test_a_shorter_session_end, begin, end),
	cmocka_unit_test_setup_teardown(test_another_daily_limit, begin, end),
	cmocka_unit_test_setup_teardown(test_a_shorter_break, begin, end),
	cmocka_unit_test_setup_teardown(test_quiet_has_time_to_be_told, begin, end),
	cmocka_unit_test_setup_teardown(test_quiet_is_told_within_ten_seconds, begin, end),
	cmocka_unit_test_setup_teardown(test_quiet_can_be_told_after_a_reboot, begin, end),
	cmocka_unit_test_setup_teardown(test_a_due_break_is_shown_anew, begin, end),
};

int main(void)
{
	return cmocka_run_group_tests_name("engine state as text", tests, NULL, NULL);
}
