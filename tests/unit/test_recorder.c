/* Events become records: all expected values were worked out by hand. */
#include "../lib/recorder-rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define H   USEC_PER_HOUR

static struct rec r;
static struct taken t;

static int teardown(void **state)
{
	(void) state;
	rec_end(&r);
	return 0;
}

/* ---- slots ---- */

static void test_slots(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	rec_type(&r, 0, 5 * S, 100 * S);
	rec_tick(&r, 3 * MIN);
	rec_take(&r, &t);
	assert_int_equal(taken_slots(&t, PLANE_PRESENT, "2026-03-02T09:00:00Z", 100 * S), 10);
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 10);
	assert_int_equal(taken_all(&t, PLANE_KEYBOARD), 11); /* the last one is of 09:01:40 */
	assert_int_equal(taken_all(&t, PLANE_POINTER) + taken_all(&t, PLANE_BLOCKED), 0);
	assert_int_equal(taken_day(&t, "2026-03-02")->by_class[DEVICE_KEYBOARD], 110 * S);
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 100 * S);
}

/* What may turn out to be an absence is not handed out, and then not at all or in one piece. */
static void test_uncertain(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	rec_pulse(&r, 0);
	rec_tick(&r, 50 * S);
	rec_take(&r, &t);
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 0);
	assert_int_equal(t.sessions_n + t.days_n > 0 ? taken_day(&t, "2026-03-02")->screen_time : 0,
			 0);
	rec_pulse(&r, 55 * S);
	rec_take(&r, &t);
	assert_int_equal(taken_slots(&t, PLANE_PRESENT, "2026-03-02T09:00:00Z", 50 * S), 5);
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 5); /* half of the sixth is not most of it */
	assert_int_equal(t.sessions[0].end, rec_wall("2026-03-02T09:00:55Z"));
	assert_int_equal(t.sessions[0].screen_time, 55 * S);
	assert_true(t.sessions[0].open);
	rec_pulse(&r, 56 * S);
	rec_tick(&r, 5 * MIN);
	rec_take(&r, &t);
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 1); /* 6 s of it */
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 56 * S);
}

static void test_flags(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	rec_pulse(&r, 0);
	rec_feed(&r, 12 * S, (struct event){ .type = EVENT_BLOCK, .blocker = BLOCKER_LOCKED });
	rec_feed(&r, 45 * S, (struct event){ .type = EVENT_UNBLOCK, .blocker = BLOCKER_LOCKED });
	rec_feed(&r, 45 * S, (struct event){ .type = EVENT_QUIET_ON, .quiet = QUIET_OTHER });
	rec_feed(&r, 71 * S, (struct event){ .type = EVENT_QUIET_OFF, .quiet_mask = 3 });
	rec_pulse(&r, 80 * S);
	rec_take(&r, &t);
	/* Ends of slots at 20, 30 and 40 s; at 50, 60 and 70 s. */
	assert_int_equal(taken_slots(&t, PLANE_BLOCKED, "2026-03-02T09:00:10Z", 30 * S), 3);
	assert_int_equal(taken_all(&t, PLANE_BLOCKED), 3);
	assert_int_equal(taken_slots(&t, PLANE_QUIET, "2026-03-02T09:00:40Z", 30 * S), 3);
	assert_int_equal(taken_all(&t, PLANE_QUIET), 3);
	/* 0 to 12 s, 45 to 80 s: of 40 to 50 s the end. */
	assert_int_equal(taken_slots(&t, PLANE_PRESENT, "2026-03-02T09:00:00Z", 10 * S), 1);
	assert_int_equal(taken_slots(&t, PLANE_PRESENT, "2026-03-02T09:00:40Z", 40 * S), 4);
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 5);
}

static void test_laptop_only(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	recorder_laptop_only(r.recorder, true);
	rec_type(&r, 0, 10 * S, 60 * S);
	rec_tick(&r, 80 * S); /* it is unplugged while that is uncertain */
	recorder_laptop_only(r.recorder, false);
	rec_type(&r, 100 * S, 10 * S, 200 * S);
	rec_take(&r, &t);
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 20);
	assert_int_equal(taken_all(&t, PLANE_LAPTOP_ONLY), 8);
	assert_int_equal(taken_day(&t, "2026-03-02")->laptop_only, 80 * S);
	assert_int_equal(recorder_laptop_time(r.recorder), 80 * S);
}

/* ---- days, zones, clocks ---- */

static void test_day_ends(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-03T03:59:00Z");
	rec_type(&r, 0, 10 * S, 40 * S);
	rec_pulse(&r, 80 * S); /* across it */
	rec_take(&r, &t);
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 60 * S);
	assert_int_equal(taken_day(&t, "2026-03-03")->screen_time, 20 * S);
	assert_int_equal(taken_day(&t, "2026-03-02")->day_starts, 4 * H);
	assert_int_equal(t.sessions[0].screen_time, 80 * S);
}

/* The user turns out to have left before the day ended. */
static void test_day_ends_away(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-03T03:59:00Z");
	rec_type(&r, 0, 10 * S, 40 * S);
	rec_tick(&r, 70 * S);
	rec_take(&r, &t);
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 40 * S);
	rec_tick(&r, 10 * MIN);
	rec_take(&r, &t);
	for (size_t i = 0; i < t.days_n; i++) {
		assert_int_equal(t.days[i].screen_time, t.days[i].day == 20514 ? 40 * S : 0);
	}
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 0);
	assert_int_equal(t.sessions[0].end, rec_wall("2026-03-03T03:59:40Z"));
}

/* 25 hours: on 2026-10-25 at 01:00 UTC Vienna goes from +2 to +1; the day ends at 04:00 local, 03:00 UTC. */
static void test_dst(void **state)
{
	(void) state;
	rec_begin(&r, "2026-10-25T02:50:00+02:00");
	r.zero.gmtoff_until = rec_wall("2026-10-25T01:00:00Z");
	r.zero.gmtoff_after_s = 3600;
	rec_type(&r, 0, 10 * S, 140 * MIN);
	rec_take(&r, &t);
	assert_int_equal(taken_day(&t, "2026-10-24")->screen_time, 130 * MIN);
	assert_int_equal(taken_day(&t, "2026-10-25")->screen_time, 10 * MIN);
	assert_int_equal(taken_day(&t, "2026-10-25")->gmtoff_s, 3600);
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 140 * 6);
	assert_int_equal(t.offsets_n, 2);
	assert_int_equal(t.offsets[0].gmtoff_s, 7200);
	assert_int_equal(t.offsets[1].at, rec_wall("2026-10-25T01:00:00Z"));
	assert_int_equal(t.offsets[1].gmtoff_s, 3600);
}

/* From Vienna at 10:00 to San Francisco, where it is 01:00 of the day before; and back. */
static void test_zone_move(void **state)
{
	const struct day_record *monday;

	(void) state;
	rec_begin(&r, "2026-03-03T10:00:00+01:00");
	rec_type(&r, 0, 10 * S, 10 * MIN);
	r.zero.gmtoff_s = r.zero.gmtoff_after_s = -8 * 3600;
	rec_type(&r, 10 * MIN + 10 * S, 10 * S, 15 * MIN);
	r.zero.gmtoff_s = r.zero.gmtoff_after_s = 3600;
	rec_type(&r, 15 * MIN + 10 * S, 10 * S, 17 * MIN);
	rec_take(&r, &t);
	monday = taken_day(&t, "2026-03-02");
	/* The offset is that of the stamp by which it is learnt. */
	assert_int_equal(monday->screen_time, 5 * MIN);
	assert_int_equal(taken_day(&t, "2026-03-03")->screen_time, 12 * MIN);
	assert_int_equal(t.offsets_n, 3);
	assert_int_equal(t.sessions[0].screen_time, 17 * MIN);
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 17 * 6);
}

static void test_wrong_at_boot(void **state)
{
	(void) state;
	rec_begin(&r, "1970-01-01T00:10:00Z");
	rec_type(&r, 0, 10 * S, 40 * S);
	r.zero.real = rec_wall("2026-03-02T09:00:00Z"); /* of time 0, in truth */
	rec_type(&r, 50 * S, 10 * S, 100 * S);
	rec_take(&r, &t);
	assert_int_equal(taken_slots(&t, PLANE_PRESENT, "2026-03-02T09:00:00Z", 100 * S), 10);
	assert_int_equal(taken_all(&t, PLANE_PRESENT), 10);
	assert_int_equal(taken_all(&t, PLANE_KEYBOARD), 11);
	assert_int_equal(t.sessions_n, 1);
	assert_int_equal(t.sessions[0].start, rec_wall("2026-03-02T09:00:00Z"));
	assert_int_equal(t.sessions[0].screen_time, 100 * S);
	assert_int_equal(t.days_n, 1);
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 100 * S);
	assert_int_equal(taken_day(&t, "2026-03-02")->by_class[DEVICE_KEYBOARD], 110 * S);
	assert_int_equal(t.changes_n, 1);
	assert_string_equal(t.changes[0].key, "clock");
	assert_string_equal(t.changes[0].before, "1970-01-01T00:10:50+00:00");
	assert_string_equal(t.changes[0].after, "2026-03-02T09:00:50+00:00");
}

/* A flag that stands while the clock is set does not stand in the time that never was. */
static void test_step_under_a_flag(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	rec_feed(&r, 5 * S, (struct event){ .type = EVENT_QUIET_ON, .quiet = QUIET_OTHER });
	rec_tick(&r, 30 * S);
	r.zero.real += 5 * H;
	rec_tick(&r, 40 * S);
	rec_tick(&r, 60 * S);
	rec_take(&r, &t);
	assert_int_equal(taken_slots(&t, PLANE_QUIET, "2026-03-02T14:00:00Z", MIN), 5);
	assert_int_equal(taken_all(&t, PLANE_QUIET), 5); /* not that in which it was set */
}

/* What was handed out stays, and the session goes on in a second part. */
static void test_step_after_writing(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	rec_type(&r, 0, 10 * S, 60 * S);
	rec_take(&r, &t);
	r.zero.real += 2 * H;
	rec_type(&r, 70 * S, 10 * S, 100 * S);
	rec_take(&r, &t);
	assert_int_equal(t.sessions_n, 2);
	assert_true(t.sessions[0].open);
	assert_int_equal(t.sessions[0].start, rec_wall("2026-03-02T11:01:10Z"));
	assert_int_equal(t.sessions[1].start, rec_wall("2026-03-02T09:00:00Z"));
	assert_int_equal(t.sessions[0].screen_time + t.sessions[1].screen_time, 100 * S);
	assert_int_equal(taken_slots(&t, PLANE_PRESENT, "2026-03-02T11:01:00Z", 40 * S), 4);
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 100 * S);
}

/* ---- breaks, prompts ---- */

static void test_answers(void **state)
{
	const struct event postpone = { .type = EVENT_ACTION, .action = ACTION_POSTPONE };
	const struct event start = { .type = EVENT_ACTION, .action = ACTION_START };

	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	r.config.micro_break_enabled = false;
	r.config.prompts_lull = r.config.prompts_lull_max = 0;
	rec_feed(&r, 0, (struct event){ .type = EVENT_CONFIG, .config = &r.config });
	rec_type(&r, 0, 10 * S, 50 * MIN);
	rec_feed(&r, 50 * MIN + 5 * S, postpone);
	rec_type(&r, 50 * MIN + 10 * S, 10 * S, 56 * MIN);
	rec_feed(&r, 56 * MIN + 2 * S, start);
	rec_tick(&r, 70 * MIN);
	rec_take(&r, &t);
	assert_int_equal(t.prompts_n, 2);
	assert_string_equal(t.prompts[0].subject, "rest");
	assert_string_equal(t.prompts[0].reason, "due");
	assert_int_equal(t.prompts[0].at, rec_wall("2026-03-02T09:50:00Z"));
	assert_int_equal(t.prompts[0].answer, ANSWER_POSTPONE);
	assert_int_equal(t.prompts[0].answered, rec_wall("2026-03-02T09:50:05Z"));
	assert_int_equal(t.prompts[1].at, rec_wall("2026-03-02T09:55:05Z"));
	assert_int_equal(t.prompts[1].answer, ANSWER_START);
	assert_int_equal(t.breaks_n, 1);
	assert_int_equal(t.breaks[0].outcome, OUTCOME_TAKEN);
	assert_int_equal(t.breaks[0].start, rec_wall("2026-03-02T09:56:02Z"));
	assert_int_equal(t.breaks[0].end, rec_wall("2026-03-02T10:01:02Z"));
	assert_int_equal(taken_day(&t, "2026-03-02")->tally[BREAK_REST][OUTCOME_TAKEN], 1);
}

/* A pause counts once, as the largest that it became. */
static void test_natural(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	rec_type(&r, 0, 10 * S, 10 * MIN);
	rec_tick(&r, 12 * MIN);
	rec_tick(&r, 30 * MIN);
	rec_take(&r, &t);
	assert_int_equal(t.breaks_n, 1);
	assert_int_equal(t.breaks[0].kind, BREAK_REST);
	assert_int_equal(t.breaks[0].outcome, OUTCOME_NATURAL);
	assert_int_equal(t.breaks[0].start, rec_wall("2026-03-02T09:10:00Z"));
	assert_int_equal(t.sessions_n, 1);
	assert_false(t.sessions[0].open);
	assert_int_equal(t.sessions[0].end, rec_wall("2026-03-02T09:10:00Z"));
	assert_int_equal(t.sessions[0].screen_time, 10 * MIN);
	assert_int_equal(taken_day(&t, "2026-03-02")->longest, 10 * MIN);
}

/* ---- what stands, what changes ---- */

static void test_findings(void **state)
{
	struct audit *a = calloc(1, sizeof(*a));

	(void) state;
	assert_non_null(a);
	rec_begin(&r, "2026-03-02T09:00:00Z");
	a->n = 1;
	(void) snprintf(a->view[0].name, sizeof(a->view[0].name), "DELL");
	a->findings.n = 1;
	a->findings.f[0] = (struct finding){ .rule = RULE_TOP_EDGE,
					     .other = -1,
					     .severity = SEVERITY_HIGH,
					     .measured = 12.5,
					     .limit = 0 };
	recorder_audit(r.recorder, a);
	recorder_audit(r.recorder, a);
	rec_take(&r, &t);
	assert_int_equal(t.findings_n, 1);
	assert_string_equal(t.findings[0].monitor, "DELL");
	assert_int_equal(t.findings[0].until, 0);
	rec_tick(&r, 10 * MIN);
	a->findings.f[0].severity = SEVERITY_CAUTION;
	recorder_audit(r.recorder, a);
	a->findings.n = 0;
	rec_tick(&r, 20 * MIN);
	recorder_audit(r.recorder, a);
	rec_take(&r, &t);
	assert_int_equal(t.findings_n, 2);
	assert_string_equal(t.findings[0].severity, "high");
	assert_int_equal(t.findings[0].until, rec_wall("2026-03-02T09:10:00Z"));
	assert_string_equal(t.findings[1].severity, "caution");
	assert_int_equal(t.findings[1].since, rec_wall("2026-03-02T09:10:00Z"));
	assert_int_equal(t.findings[1].until, rec_wall("2026-03-02T09:20:00Z"));
	free(a);
}

static void test_problems_and_changes(void **state)
{
	const char *const bad[] = { "no source of input", NULL }, *const none[] = { NULL };
	struct config before, after;

	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	recorder_problems(r.recorder, bad);
	rec_tick(&r, MIN);
	recorder_problems(r.recorder, bad);
	recorder_problems(r.recorder, none);
	config_defaults(&before);
	after = before;
	after.user_eye_height = 1180;
	after.micro_break_every = H; /* is no set-up */
	assert_non_null(config_monitor_add(&after, "DELL"));
	after.monitor[0].raised = TRISTATE_YES;
	recorder_setup(r.recorder, &before, &after);
	recorder_monitors(r.recorder, "DP-1");
	recorder_monitors(r.recorder, "DP-1, eDP-1");
	rec_take(&r, &t);
	assert_int_equal(t.problems_n, 1);
	assert_int_equal(t.problems[0].until - t.problems[0].since, MIN);
	assert_int_equal(t.changes_n, 3);
	assert_string_equal(t.changes[0].key, "user.eye_height");
	assert_string_equal(t.changes[0].before, "");
	assert_string_equal(t.changes[1].key, "monitor DELL.raised");
	assert_string_equal(t.changes[1].after, "yes");
	assert_string_equal(t.changes[2].key, "monitors");
	assert_string_equal(t.changes[2].after, "DP-1, eDP-1");
}

/* ---- bounds, erasing ---- */

struct kept {
	unsigned days, hours;
	bool newest;
};

static int on_kept(const struct record *record, void *userdata)
{
	struct kept *kept = userdata;

	kept->days += record->type == RECORD_DAY && record->day.screen_time == 2 * H;
	kept->hours += record->type == RECORD_SLOTS && record->slots.plane == PLANE_PRESENT;
	kept->newest = kept->newest ||
		       (record->type == RECORD_SLOTS &&
			record->slots.hour == (int64_t) (rec_wall("2026-06-09T10:00:00Z") / H));
	return 0;
}

/* Nobody takes anything for 100 days: the days of two months are kept, and the newest detail. */
static void test_nobody_takes(void **state)
{
	struct kept kept = {};

	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	for (usec_t day = 0; day < 100; day++) {
		rec_type(&r, day * USEC_PER_DAY, 20 * S, day * USEC_PER_DAY + 2 * H);
		rec_tick(&r, day * USEC_PER_DAY + 3 * H);
	}
	assert_true(recorder_dropped(r.recorder) > 0);
	for (int64_t day; recorder_day_wanted(r.recorder, &day);) {
		recorder_day_known(r.recorder, day, NULL);
	}
	assert_int_equal(recorder_each(r.recorder, on_kept, &kept), 0);
	assert_int_equal(kept.days, RECORDER_DAYS);
	assert_true(kept.newest); /* 2026-06-09, two hours */
	assert_in_range(kept.hours, 3, RECORDER_HOURS);
}

static void test_erased(void **state)
{
	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	rec_type(&r, 0, 10 * S, 10 * MIN);
	rec_take(&r, &t);
	recorder_erased(r.recorder, 0, USEC_INFINITY);
	rec_type(&r, 10 * MIN + 10 * S, 10 * S, 12 * MIN);
	rec_take(&r, &t);
	assert_int_equal(rec_look(&r).session_time, 12 * MIN);
	assert_int_equal(t.sessions[0].start, rec_wall("2026-03-02T09:10:00Z"));
	assert_int_equal(t.sessions[0].screen_time, 2 * MIN);
	assert_int_equal(taken_day(&t, "2026-03-02")->screen_time, 2 * MIN);
	assert_int_equal(taken_day(&t, "2026-03-02")->by_class[DEVICE_KEYBOARD], 2 * MIN);
}

/* What the history has of the day is added to; what the engine goes on counting is not. */
static void test_known_day(void **state)
{
	struct day_record had = { .screen_time = H, .longest = 30 * MIN, .laptop_only = MIN };
	struct day_record *day = &t.days[0];

	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	rec_type(&r, 0, 10 * S, 10 * MIN);
	had.tally[BREAK_REST][OUTCOME_MISSED] = 2;
	recorder_day_known(r.recorder, rec_look(&r).day, &had);
	rec_take(&r, &t);
	assert_int_equal(day->screen_time, H + 10 * MIN);
	assert_int_equal(day->longest, 30 * MIN);
	assert_int_equal(day->laptop_only, MIN);
	assert_int_equal(day->tally[BREAK_REST][OUTCOME_MISSED], 2);
}

static void test_hostile_state(void **state)
{
	char bytes[RECORDER_STATE_MAX];
	size_t n;

	(void) state;
	rec_begin(&r, "2026-03-02T09:00:00Z");
	n = recorder_save(r.recorder, bytes, sizeof(bytes));
	assert_int_equal(recorder_load(r.recorder, bytes, n - 1), -EINVAL);
	assert_int_equal(recorder_load(r.recorder, "", 0), -EINVAL);
	assert_int_equal(recorder_load(r.recorder, bytes, n), 0);
	memset(bytes + 8, 0xff, n - 8);
	assert_int_equal(recorder_load(r.recorder, bytes, n), 0);
	rec_type(&r, 0, 10 * S, MIN);
	rec_take(&r, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_slots, teardown),
		cmocka_unit_test_teardown(test_uncertain, teardown),
		cmocka_unit_test_teardown(test_flags, teardown),
		cmocka_unit_test_teardown(test_laptop_only, teardown),
		cmocka_unit_test_teardown(test_day_ends, teardown),
		cmocka_unit_test_teardown(test_day_ends_away, teardown),
		cmocka_unit_test_teardown(test_dst, teardown),
		cmocka_unit_test_teardown(test_zone_move, teardown),
		cmocka_unit_test_teardown(test_wrong_at_boot, teardown),
		cmocka_unit_test_teardown(test_step_under_a_flag, teardown),
		cmocka_unit_test_teardown(test_step_after_writing, teardown),
		cmocka_unit_test_teardown(test_answers, teardown),
		cmocka_unit_test_teardown(test_natural, teardown),
		cmocka_unit_test_teardown(test_findings, teardown),
		cmocka_unit_test_teardown(test_problems_and_changes, teardown),
		cmocka_unit_test_teardown(test_nobody_takes, teardown),
		cmocka_unit_test_teardown(test_erased, teardown),
		cmocka_unit_test_teardown(test_known_day, teardown),
		cmocka_unit_test_teardown(test_hostile_state, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
