/* A past under another configuration: rows and ranges of all kinds, and keys. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "../lib/engine-rig.h"
#include "../lib/past-rig.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR
#define DAY USEC_PER_DAY

#define SLOP_S 10

static struct past past;

static int begin(void **state)
{
	past_begin(&past);
	*state = &past;
	return 0;
}

static void test_nothing(void **state)
{
	struct past *p = *state;
	struct simulation_result r = past_run(p), none = {};

	assert_memory_equal(&r, &none, sizeof(r));
}

static void test_range(void **state)
{
	struct past *p = *state;
	struct simulation_result r;

	past_work(p, 0, 4 * HR);
	r = past_run_range(p, 90 * MIN, 150 * MIN);
	assert_int_equal(r.sessions, 1); /* goes on at the end, and counts */
	assert_in_range(apart(r.screen_time, 60 * MIN), 0, SLOP_S);
	assert_in_range(apart(r.longest, 60 * MIN), 0, SLOP_S);
	assert_int_equal(past_run_range(p, 5 * HR, 6 * HR).days, 0);
	past_work(p, 6 * HR, 6 * HR + 10 * MIN);
	assert_int_equal(past_run_range(p, 6 * HR + 20 * MIN, 7 * HR).sessions, 0);
	assert_int_equal(past_run_range(p, 0, 0).days, 0);
}

/* Rows of a plane that is none, and of hours that are over, are passed over. */
static void test_rows_that_make_no_sense(void **state)
{
	struct past *p = *state;
	struct simulation_range range = { p->zero, p->zero + DAY, NULL, 0 };
	struct slots odd = { (int64_t) (p->zero / HR), _PLANE_MAX, {} };
	struct simulation_result r;
	struct simulation s;

	past_work(p, 0, 3 * HR);
	memset(odd.bits, 0xff, sizeof(odd.bits));
	simulation_begin(&s, &p->config, &range);
	assert_int_equal(simulation_slots(&s, &odd), 0);
	past_put_hour(p, &s, 1);
	past_put_hour(p, &s, 0);
	odd.plane = PLANE_BLOCKED;
	assert_int_equal(simulation_slots(&s, &odd), 0);
	past_put_hour(p, &s, 2);
	past_put_hour(p, &s, 1);
	odd.hour = INT64_MIN;
	odd.plane = PLANE_KEYBOARD;
	assert_int_equal(simulation_slots(&s, &odd), 0);
	odd.hour = INT64_MAX;
	assert_int_equal(simulation_slots(&s, &odd), 0);
	assert_int_equal(simulation_end(&s, &r), 0);
	assert_in_range(apart(r.screen_time, 2 * HR), 0, SLOP_S);
	simulation_begin(&s, &p->config, &range);
	past_put_hour(p, &s, 0);
	past_put_hour(p, &s, 1);
	simulation_done(&s);
	simulation_done(&s);
}

/* Bits that no day ever made: sums stay sane, nothing fails. */
static void test_any_bits(void **state)
{
	struct past *p = *state;
	uint64_t x = 1;

	p->offset[0] = (struct offset_record){ p->zero + 9 * HR, INT32_MAX };
	p->offset[1] = (struct offset_record){ p->zero + 3 * HR, INT32_MIN };
	p->offset[2] = (struct offset_record){ p->zero + 3 * HR, 3600 };
	p->offset[3] = (struct offset_record){ USEC_INFINITY, -3600 };
	p->offsets_n = 4;
	for (unsigned run_n = 0; run_n < 20; run_n++) {
		struct simulation_result r;
		uint8_t *byte = &p->bits[0][0][0];

		for (size_t i = 0; i < sizeof(p->bits); i++) {
			x = x * UINT64_C(6364136223846793005) + 1442695040888963407;
			byte[i] = (uint8_t) (x >> 33 & x >> 43 & (run_n % 2 ? 0xff : x >> 53));
		}
		rig_set(&p->config, "presence.away_after", run_n % 3 ? "1min" : "1s");
		rig_set(&p->config, "session.ends_after", run_n % 5 ? "5min" : "1s");
		r = past_run(p);
		assert_in_range(r.screen_time, 1, PAST_HOURS * HR);
		/* a microsecond is lost at the end of each day */
		assert_in_range(r.longest, 1, r.screen_time + PAST_HOURS);
		assert_in_range(r.unbroken, 0, r.screen_time);
		assert_in_range(r.sessions, 1, PAST_HOURS * SLOTS_PER_HOUR);
	}
}

/* ---- keys ---- */

static enum untold untold(const char *name, const char *now, const char *then)
{
	struct config a, b;

	config_defaults(&a);
	config_defaults(&b);
	rig_set(&a, name, now);
	rig_set(&b, name, then);
	return simulation_untold(config_key_by_name(name), &a, &b);
}

static void test_untold_values(void **state)
{
	(void) state;
	assert_int_equal(untold("micro_break.every", "20min", "15min"), UNTOLD_NOT);
	assert_int_equal(untold("micro_break.length", "30s", "40s"), UNTOLD_NOT);
	assert_int_equal(untold("micro_break.length", "30s", "35s"), UNTOLD_FINE);
	assert_int_equal(untold("micro_break.length", "30s", "5s"), UNTOLD_FINE);
	assert_int_equal(untold("micro_break.length", "30s", "30s"), UNTOLD_NOT);
	assert_int_equal(untold("presence.away_after", "1min", "2min"), UNTOLD_NOT);
	assert_int_equal(untold("prompts.settle", "1min", "0s"), UNTOLD_NOT);
	assert_int_equal(untold("prompts.settle", "5s", "9s"), UNTOLD_FINE);
	assert_int_equal(untold("prompts.lull", "3s", "1min"), UNTOLD_FINE);
	assert_int_equal(untold("prompts.lull", "20s", "1min"), UNTOLD_NOT);
	assert_int_equal(untold("prompts.lull_max", "1min", "2min"), UNTOLD_FINE);
	assert_int_equal(untold("prompts.postpone", "5min", "10min"), UNTOLD_ANSWER);
	assert_int_equal(untold("quiet.max_delay", "30min", "10min"), UNTOLD_RECORDED);
	assert_int_equal(untold("input.motion_slop", "3", "10"), UNTOLD_RECORDED);
	assert_int_equal(untold("prompts.posture", "yes", "no"), UNTOLD_OTHER);
	assert_int_equal(untold("desk.height", "70cm", "72cm"), UNTOLD_OTHER);
}

/* Each key that is told is told because it was thought about. */
static void test_told_keys(void **state)
{
	static const char told[] =
		"session.ends_after session.day_starts presence.away_after presence.passive_max "
		"micro_break.enabled micro_break.every micro_break.length "
		"micro_break.not_before_rest micro_break.expires_after rest_break.enabled "
		"rest_break.every rest_break.length daily_limit.enabled daily_limit.limit "
		"daily_limit.remind_every prompts.remind_after prompts.max_reminders "
		"prompts.settle ";
	char got[sizeof(told) + 256] = "";
	struct config config;

	(void) state;
	config_defaults(&config);
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *key = &config_keys[i];
		size_t n = strlen(got);

		if (simulation_untold(key, &config, &config) == UNTOLD_NOT) {
			(void) snprintf(got + n, sizeof(got) - n, "%s.%s ", key->section, key->key);
		}
	}
	assert_string_equal(got, told);
	for (int i = 0; i < _UNTOLD_MAX; i++) {
		assert_int_equal(untold_from_string(untold_to_string((enum untold) i)), i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_nothing, begin),
		cmocka_unit_test_setup(test_range, begin),
		cmocka_unit_test_setup(test_rows_that_make_no_sense, begin),
		cmocka_unit_test_setup(test_any_bits, begin),
		cmocka_unit_test(test_untold_values),
		cmocka_unit_test(test_told_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
