/*
 * The engine when things change under it: the configuration in every state, late events, the wall
 * clock, more effects than fit; and how often it wants input.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../lib/engine-rig.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR

static struct rig rig, other;

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

/* The rest break on show since 50min, the last pulse then. */
static void work_until_rest(struct rig *r)
{
	rig_configure(r, 0, "micro_break.enabled", "no");
	rig_type(r, 0, 10 * S, 50 * MIN);
	assert_int_equal(rig_look(r).break_state, BREAK_DUE);
}

/* ---- a new configuration ---- */

static void test_config_while_counting(void **state)
{
	struct rig *r = *state;

	rig_type(r, 0, 10 * S, 10 * MIN);
	rig_configure(r, 10 * MIN + 5 * S, "micro_break.every", "10min");
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->t, AT(10 * MIN + 5 * S));
	assert_int_equal(rig_look(r).break_kind, BREAK_MICRO);
	/* It stays due, whatever its counter is to be from now on. */
	rig_configure(r, 10 * MIN + 6 * S, "micro_break.every", "1h");
	rig_configure(r, 10 * MIN + 7 * S, "micro_break.enabled", "no");
	assert_int_equal(rig_look(r).break_state, BREAK_DUE);
	assert_int_equal(rig_count(r, EFFECT_BREAK_ENDED), 0);
}

static void test_config_while_waiting(void **state)
{
	struct rig *r = *state;

	rig_type(r, 0, 2 * S, 20 * MIN + 10 * S);
	assert_int_equal(rig_look(r).next_reason, NEXT_LULL);
	rig_configure(r, 20 * MIN + 11 * S, "micro_break.every", "21min");
	assert_int_equal(rig_look(r).next_in, 49 * S);
	rig_type(r, 20 * MIN + 12 * S, 2 * S, 21 * MIN + 58 * S);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 0); /* from 21:00 on another minute */
	rig_configure(r, 21 * MIN + 59 * S, "prompts.lull_max", "59s");
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->t, AT(21 * MIN + 59 * S));
}

static void test_config_while_due(void **state)
{
	struct rig *r = *state;

	work_until_rest(r);
	rig_configure(r, 50 * MIN + 20 * S, "rest_break.length", "10min");
	assert_int_equal(rig_look(r).break_remaining, 10 * MIN);
	rig_configure(r, 50 * MIN + 30 * S, "rest_break.length", "40s");
	assert_int_equal(rig_look(r).break_remaining, 40 * S);
	assert_int_equal(rig_count(r, EFFECT_BREAK_ENDED), 0);
	rig_configure(r, 50 * MIN + 35 * S, "rest_break.length", "30s");
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->outcome, OUTCOME_TAKEN);
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->t, AT(50 * MIN + 35 * S));
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->start, AT(50 * MIN));
}

static void test_config_while_due_reminders(void **state)
{
	struct rig *r = *state;

	work_until_rest(r);
	rig_type(r, 50 * MIN + 10 * S, 10 * S, 55 * MIN);
	rig_configure(r, 55 * MIN + 5 * S, "prompts.remind_after", "5min");
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->reason, PROMPT_REMINDER);
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->t, AT(55 * MIN + 5 * S));
	rig_configure(r, 55 * MIN + 6 * S, "prompts.max_reminders", "1");
	rig_configure(r, 55 * MIN + 7 * S, "prompts.remind_after", "1min");
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->outcome, OUTCOME_MISSED);
}

static void test_config_while_started(void **state)
{
	struct rig *r = *state;

	work_until_rest(r);
	rig_action(r, 50 * MIN + 4 * S, ACTION_START);
	rig_configure(r, 52 * MIN + 4 * S, "rest_break.length", "3min");
	assert_int_equal(rig_look(r).break_remaining, 1 * MIN);
	rig_configure(r, 52 * MIN + 5 * S, "session.ends_after", "2min 1s");
	assert_int_equal(rig_last(r, EFFECT_SESSION_END)->t, AT(52 * MIN + 5 * S));
	assert_int_equal(rig_last(r, EFFECT_SESSION_END)->end, AT(50 * MIN + 4 * S));
	rig_configure(r, 52 * MIN + 10 * S, "rest_break.length", "1min");
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->outcome, OUTCOME_TAKEN);
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->t, AT(52 * MIN + 10 * S));
	assert_int_equal(rig_look(r).since_rest, 0);
}

/* More rest is kept than is wanted now: taken as soon as it can be said. */
static void test_config_with_rest_kept(void **state)
{
	struct rig *r = *state;

	work_until_rest(r);
	rig_action(r, 50 * MIN + 4 * S, ACTION_START);
	rig_pulse(r, 53 * MIN + 4 * S);
	rig_configure(r, 53 * MIN + 5 * S, "rest_break.length", "2min");
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->outcome, OUTCOME_TAKEN);
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->t, AT(53 * MIN + 5 * S));
	assert_int_equal(rig_look(r).break_remaining, 0);
}

static void test_config_while_postponed(void **state)
{
	struct rig *r = *state;

	work_until_rest(r);
	rig_action(r, 50 * MIN + 4 * S, ACTION_POSTPONE);
	rig_configure(r, 50 * MIN + 5 * S, "prompts.postpone", "1min");
	rig_configure(r, 50 * MIN + 6 * S, "rest_break.enabled", "no");
	rig_configure(r, 50 * MIN + 7 * S, "prompts.max_postpones", "1");
	assert_int_equal(rig_look(r).next_at, AT(55 * MIN + 4 * S)); /* what was said holds */
	assert_int_equal(rig_look(r).postpones_left, 0);
	rig_type(r, 50 * MIN + 10 * S, 10 * S, 56 * MIN);
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->t, AT(55 * MIN + 4 * S));
	rig_action(r, 56 * MIN, ACTION_POSTPONE);
	assert_int_equal(rig_look(r).break_state, BREAK_DUE);
}

static void test_config_while_present_or_away(void **state)
{
	struct rig *r = *state;

	rig_type(r, 0, 10 * S, 5 * MIN);
	rig_configure(r, 5 * MIN + 30 * S, "presence.away_after", "20s");
	assert_int_equal(rig_look(r).presence, PRESENCE_AWAY);
	assert_int_equal(rig_look(r).presence_since, AT(5 * MIN));
	/* 30 s since the last key: a micro-break, of which the shorter time only made one sooner.
	 */
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->t, AT(5 * MIN + 30 * S));
	rig_configure(r, 6 * MIN, "rest_break.length", "1min");
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->kind, BREAK_REST);
	assert_int_equal(rig_last(r, EFFECT_BREAK_ENDED)->outcome, OUTCOME_NATURAL);
	rig_configure(r, 6 * MIN + 1 * S, "micro_break.length", "1min");
	assert_int_equal(rig_count(r, EFFECT_BREAK_ENDED), 2);
}

/* Another hour for the day to begin changes the boundary, and nothing of today. */
static void test_config_of_the_day(void **state)
{
	struct rig *r = *state;

	rig_configure(r, 0, "micro_break.enabled", "no");
	rig_type(r, 0, 10 * S, 10 * MIN);
	rig_configure(r, 10 * MIN + 5 * S, "session.day_starts", "09:30");
	rig_type(r, 10 * MIN + 10 * S, 10 * S, 20 * MIN);
	assert_int_equal(rig_look(r).today_time, 20 * MIN);
	rig_type(r, 20 * MIN + 10 * S, 10 * S, 31 * MIN);
	assert_int_equal(rig_look(r).today_time, 1 * MIN);
}

/* A lower limit is no reproach for what was already counted; the next step is. */
static void test_config_of_the_daily_limit(void **state)
{
	struct rig *r = *state;

	rig_configure(r, 0, "micro_break.enabled", "no");
	rig_configure(r, 0, "rest_break.enabled", "no");
	rig_type(r, 0, 10 * S, 2 * HR + 10 * MIN);
	rig_configure(r, 2 * HR + 10 * MIN + 5 * S, "daily_limit.limit", "1h");
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 0);
	rig_type(r, 2 * HR + 10 * MIN + 10 * S, 10 * S, 2 * HR + 40 * MIN);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 1);
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->t, AT(2 * HR + 30 * MIN));
	assert_int_equal(rig_last(r, EFFECT_PROMPT)->kind, PROMPT_DAILY);
	rig_configure(r, 2 * HR + 40 * MIN, "daily_limit.enabled", "no");
	rig_type(r, 2 * HR + 40 * MIN + 10 * S, 10 * S, 4 * HR);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 1);
}

/* ---- how often input is looked at ---- */

static void assert_period(const struct rig *r, usec_t want)
{
	assert_int_equal(engine_sampling_period(r->engine), want);
}

static void test_sampling(void **state)
{
	struct rig *r = *state;

	assert_period(r, 10 * S);
	rig_type(r, 0, 5 * S, 19 * MIN + 40 * S);
	assert_period(r, 10 * S);
	rig_pulse(r, 19 * MIN + 45 * S - 1);
	assert_period(r, 10 * S);
	rig_pulse(r, 19 * MIN + 45 * S); /* 15 s before it comes due */
	assert_period(r, 1 * S);
	rig_quiet(r, 19 * MIN + 46 * S, true);
	assert_period(r, 10 * S); /* it can't come due */
	rig_quiet(r, 19 * MIN + 47 * S, false);
	rig_feed(r, 19 * MIN + 48 * S, (struct event){ .type = EVENT_PAUSE, .duration = HR });
	assert_period(r, 10 * S);
	rig_feed(r, 19 * MIN + 49 * S, (struct event){ .type = EVENT_RESUME });
	rig_type(r, 19 * MIN + 50 * S, 2 * S, 20 * MIN + 10 * S);
	assert_int_equal(rig_look(r).next_reason, NEXT_LULL);
	assert_period(r, 1 * S);
	rig_tick(r, 20 * MIN + 20 * S);
	assert_int_equal(rig_look(r).break_state, BREAK_DUE);
	assert_period(r, 1 * S);
	rig_action(r, 20 * MIN + 21 * S, ACTION_POSTPONE);
	assert_period(r, 10 * S);
	rig_type(r, 20 * MIN + 25 * S, 10 * S, 25 * MIN + 5 * S);
	assert_period(r, 10 * S);
	rig_tick(r, 25 * MIN + 6 * S);
	assert_period(r, 1 * S);
	rig_tick(r, 25 * MIN + 21 * S);
	rig_action(r, 25 * MIN + 22 * S, ACTION_START);
	assert_period(r, 1 * S);
	rig_tick(r, 25 * MIN + 52 * S);
	assert_int_equal(rig_look(r).break_state, BREAK_NONE);
	assert_period(r, 10 * S);
}

/* A note on the daily limit waits for a gap of 3 s, too. */
static void test_sampling_for_the_daily_limit(void **state)
{
	struct rig *r = *state;

	rig_configure(r, 0, "micro_break.enabled", "no");
	rig_configure(r, 0, "rest_break.enabled", "no");
	rig_configure(r, 0, "daily_limit.limit", "10min");
	rig_type(r, 0, 2 * S, 10 * MIN - 2 * S);
	assert_period(r, 10 * S);
	rig_pulse(r, 10 * MIN + 1 * S - 1);
	assert_period(r, 1 * S);
	rig_tick(r, 10 * MIN + 5 * S);
	assert_int_equal(rig_count(r, EFFECT_PROMPT), 1);
	assert_period(r, 10 * S);
}

/* Half the smallest threshold in force, for tests with short ones; never finer than 0.1 s. */
static void test_sampling_of_short_thresholds(void **state)
{
	static const struct {
		const char *key, *value;
		usec_t far, near; /* with nothing in sight; with a micro-break due */
	} cases[] = {
		{ "presence.away_after", "19s", 9500 * USEC_PER_MS, 1 * S },
		{ "presence.away_after", "1s", 500 * USEC_PER_MS, 500 * USEC_PER_MS },
		{ "micro_break.length", "4s", 2 * S, 1 * S },
		{ "rest_break.length", "3s", 1500 * USEC_PER_MS, 1 * S },
		{ "session.ends_after", "5s", 2500 * USEC_PER_MS, 1 * S },
		{ "prompts.lull", "1s", 10 * S, 500 * USEC_PER_MS },
		{ "prompts.lull", "10ms", 10 * S, 100 * USEC_PER_MS },
		{ "prompts.lull", "0s", 10 * S, 1 * S },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct config config;

		config_defaults(&config);
		rig_set(&config, "presence.away_after", "1min");
		rig_set(&config, cases[i].key, cases[i].value);
		rig_begin(&other, &config);
		rig_type(&other, 0, 500 * USEC_PER_MS, 10 * MIN);
		assert_period(&other, cases[i].far);
		rig_type(&other, 10 * MIN + S / 2, 500 * USEC_PER_MS, 20 * MIN + 2 * S);
		assert_period(&other, cases[i].near);
		rig_end(&other);
	}
}

/* ---- late events, the wall clock, many effects ---- */

static void test_late_event(void **state)
{
	struct rig *r = *state;
	struct event ev = { .type = EVENT_PULSE, .device = DEVICE_TOUCH };

	rig_tick(r, 100 * S);
	rig_pulse(r, 40 * S); /* as if it came now */
	assert_int_equal(rig_last(r, EFFECT_SESSION_START)->t, AT(100 * S));
	assert_int_equal(rig_last(r, EFFECT_SESSION_START)->start, AT(100 * S));
	assert_int_equal(rig_look(r).now, AT(100 * S));
	rig_pulse(r, 90 * S);
	assert_int_equal(rig_look(r).last_pulse, AT(100 * S));

	/* It tells an older wall clock: that is no step back over the day boundary. */
	r->zero.real = 4 * HR - 100 * S;
	rig_tick(r, 101 * S);
	rig_pulse(r, 130 * S);
	assert_int_equal(rig_look(r).today_time, 29 * S);
	ev.stamp = rig_stamp(r, 99 * S);
	engine_feed(r->engine, &ev, &r->out);
	assert_int_equal(rig_look(r).today_time, 29 * S);
}

/* Two days of a film that is touched now and then, and a year away, told by one tick a year later.
 */
static void watch_two_days(struct rig *r, struct config *config)
{
	config_defaults(config);
	rig_set(config, "presence.passive_max", "24h");
	rig_begin(r, config);
	rig_pulse(r, 0);
	rig_feed(r, 0, (struct event){ .type = EVENT_ENGAGED });
	rig_pulse(r, 24 * HR - 1 * S);
}

static void test_a_year_at_once(void **state)
{
	struct config config;
	const usec_t year = 365 * USEC_PER_DAY;
	usec_t t;

	(void) state;
	watch_two_days(&rig, &config);
	watch_two_days(&other, &config);
	rig_tick(&rig, year);
	while ((t = engine_next_deadline(other.engine)) <= AT(year)) {
		rig_tick(&other, t - RIG_EPOCH);
	}
	rig_tick(&other, year);
	assert_in_range(rig.n, 10 * EFFECTS_MAX, RIG_LOG_MAX);
	assert_int_equal(rig.n, other.n);
	assert_memory_equal(rig.log, other.log, rig.n * sizeof(rig.log[0]));
	assert_in_range(rig.flushes, rig.n / EFFECTS_MAX, other.flushes - 1);
	for (size_t i = 1; i < rig.n; i++) {
		assert_true(rig.log[i].t >= rig.log[i - 1].t);
	}
	assert_int_equal(rig_last(&rig, EFFECT_SESSION_END)->end, AT(48 * HR - 1 * S));
	assert_int_equal(rig_last(&rig, EFFECT_SESSION_END)->screen_time, 48 * HR - 1 * S);
	assert_int_equal(rig_look(&rig).today_time, 0);
	rig_end(&rig);
	rig_end(&other);
}

/* Without a sink the effects stay in the array, for a caller that takes small steps. */
static void test_without_a_sink(void **state)
{
	struct rig *r = *state;
	struct effects out = { .n = 0 };
	struct event ev = { .type = EVENT_PULSE, .stamp = rig_stamp(r, 0) };

	engine_feed(r->engine, &ev, &out);
	assert_int_equal(out.n, 2);
	assert_int_equal(out.e[0].type, EFFECT_PRESENCE);
	assert_int_equal(out.e[1].type, EFFECT_SESSION_START);
	assert_null(engine_free(NULL));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(test_config_while_counting, begin, end),
	cmocka_unit_test_setup_teardown(test_config_while_waiting, begin, end),
	cmocka_unit_test_setup_teardown(test_config_while_due, begin, end),
	cmocka_unit_test_setup_teardown(test_config_while_due_reminders, begin, end),
	cmocka_unit_test_setup_teardown(test_config_while_started, begin, end),
	cmocka_unit_test_setup_teardown(test_config_with_rest_kept, begin, end),
	cmocka_unit_test_setup_teardown(test_config_while_postponed, begin, end),
	cmocka_unit_test_setup_teardown(test_config_while_present_or_away, begin, end),
	cmocka_unit_test_setup_teardown(test_config_of_the_day, begin, end),
	cmocka_unit_test_setup_teardown(test_config_of_the_daily_limit, begin, end),
	cmocka_unit_test_setup_teardown(test_sampling, begin, end),
	cmocka_unit_test_setup_teardown(test_sampling_for_the_daily_limit, begin, end),
	cmocka_unit_test(test_sampling_of_short_thresholds),
	cmocka_unit_test_setup_teardown(test_late_event, begin, end),
	cmocka_unit_test(test_a_year_at_once),
	cmocka_unit_test_setup_teardown(test_without_a_sink, begin, end),
};

int main(void)
{
	return cmocka_run_group_tests_name("engine changes", tests, NULL, NULL);
}
