/* org.ergod1 as include/ergo/wire.h promises it: every property, method, error and signal. */
#include "bus-fixture.h"

#define PROPERTIES "org.freedesktop.DBus.Properties"

/* ---- properties ---- */

static sd_bus_message *get(struct fixture *f, const char *name)
{
	sd_bus_message *m = call_at(f, WIRE_PATH, PROPERTIES, "Get", "ss", WIRE_MANAGER, name);

	return succeeds(m, "v");
}

static void assert_s(struct fixture *f, const char *name, const char *want)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = get(f, name);
	const char *got;

	assert_true(sd_bus_message_read(m, "v", "s", &got) > 0);
	assert_string_equal(got, want);
}

static void assert_t(struct fixture *f, const char *name, uint64_t want)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = get(f, name);
	uint64_t got;

	assert_true(sd_bus_message_read(m, "v", "t", &got) > 0);
	assert_int_equal(got, want);
}

static void assert_u(struct fixture *f, const char *name, uint32_t want)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = get(f, name);
	uint32_t got;

	assert_true(sd_bus_message_read(m, "v", "u", &got) > 0);
	assert_int_equal(got, want);
}

static void assert_b(struct fixture *f, const char *name, bool want)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = get(f, name);
	int got;

	assert_true(sd_bus_message_read(m, "v", "b", &got) > 0);
	assert_int_equal(got, want);
}

static void test_properties_of_a_working_user(void **state)
{
	struct fixture *f = *state;

	assert_s(f, "Version", ERGO_VERSION);
	assert_s(f, "Presence", "present");
	assert_t(f, "PresenceSince", WALL(400));
	assert_s(f, "LastInputClass", "tablet");
	assert_t(f, "LastInput", WALL(998));
	assert_t(f, "SessionStart", WALL(300));
	assert_t(f, "SessionTime", 11);
	assert_t(f, "TodayTime", 12);
	assert_t(f, "LongestToday", 13);
	assert_t(f, "SinceMicro", 14);
	assert_t(f, "SinceRest", 15);
	assert_t(f, "MicroEvery", 20 * USEC_PER_MIN);
	assert_t(f, "RestEvery", 50 * USEC_PER_MIN);
	assert_s(f, "Quiet", "");
	assert_s(f, "QuietText", "");
	assert_t(f, "QuietUntil", 0);
	assert_s(f, "Engaged", "");
	assert_s(f, "EngagedBy", "");
	assert_t(f, "MeetingUntil", 0);
	assert_b(f, "Paused", false);
	assert_t(f, "PausedUntil", 0);
	assert_s(f, "BreakKind", "rest");
	assert_s(f, "BreakState", "due");
	assert_t(f, "BreakRemaining", 16);
	assert_u(f, "PostponesLeft", 3);
	assert_s(f, "NextKind", "rest");
	assert_t(f, "NextIn", 17);
	assert_s(f, "NextReason", "active");
	assert_t(f, "NextAt", WALL(1100));
	assert_s(f, "InputSource", "evdev");
	assert_s(f, "ConfigFile", "");
}

static void test_properties_that_say_none(void **state)
{
	struct fixture *f = *state;
	struct snapshot *s = &f->fake.view.snapshot;

	s->last_pulse = USEC_INFINITY;
	s->in_session = false;
	s->break_state = BREAK_NONE;
	s->next_reason = NEXT_NOTHING;
	f->fake.config.micro_break_enabled = false;
	f->fake.config.rest_break_enabled = false;
	f->fake.view.problems = NULL;
	f->fake.view.input_source = "none";
	assert_s(f, "LastInputClass", "");
	assert_t(f, "LastInput", 0);
	assert_t(f, "SessionStart", 0);
	assert_t(f, "MicroEvery", 0);
	assert_t(f, "RestEvery", 0);
	assert_s(f, "BreakKind", "");
	assert_s(f, "BreakState", "none");
	assert_t(f, "BreakRemaining", 0);
	assert_u(f, "PostponesLeft", 0);
	assert_s(f, "NextKind", "");
	assert_t(f, "NextIn", 0);
	assert_s(f, "NextReason", "nothing");
	assert_t(f, "NextAt", 0);
	assert_s(f, "InputSource", "none");
	sd_bus_message_unref(get(f, "Problems"));
}

static void test_properties_of_quiet_and_silence(void **state)
{
	struct fixture *f = *state;
	struct snapshot *s = &f->fake.view.snapshot;

	f->fake.view.quiet = "meeting";
	f->fake.view.quiet_text = "as you said";
	f->fake.view.quiet_until = f->fake.view.meeting_until = 1500 * USEC_PER_SEC;
	f->fake.view.engaged = "player";
	f->fake.view.engaged_by = "mpv";
	assert_s(f, "Quiet", "meeting");
	assert_s(f, "QuietText", "as you said");
	assert_t(f, "QuietUntil", WALL(1500));
	f->fake.view.quiet_until -= 40; /* of a clock that was read a moment later */
	assert_t(f, "QuietUntil", WALL(1500));
	f->fake.view.quiet_until = USEC_INFINITY;
	assert_t(f, "QuietUntil", 0);
	assert_s(f, "Engaged", "player");
	assert_s(f, "EngagedBy", "mpv");
	assert_t(f, "MeetingUntil", WALL(1500));
	s->silent = true;
	assert_b(f, "Paused", true);
	assert_t(f, "PausedUntil", 0);
	s->silent_until = 2000 * USEC_PER_SEC;
	assert_t(f, "PausedUntil", WALL(2000));
	s->next_at = USEC_INFINITY;
	assert_t(f, "NextAt", 0);
}

static void test_tally(void **state)
{
	struct fixture *f = *state;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = get(f, "Tally");
	const char *kind, *outcome;
	unsigned rows = 0;
	uint32_t count;

	assert_true(sd_bus_message_enter_container(m, 'v', "a(ssu)") > 0);
	assert_true(sd_bus_message_enter_container(m, 'a', "(ssu)") > 0);
	while (sd_bus_message_read(m, "(ssu)", &kind, &outcome, &count) > 0) {
		bool rest_taken = strcmp(kind, "rest") == 0 && strcmp(outcome, "taken") == 0;
		bool micro_natural = strcmp(kind, "micro") == 0 && strcmp(outcome, "natural") == 0;

		assert_int_equal(count, rest_taken ? 2 : micro_natural ? 5 : 0);
		rows++;
	}
	assert_int_equal(rows, _BREAK_KIND_MAX * _OUTCOME_MAX);
}

static void freep_strv(char ***lines)
{
	for (char **l = *lines; l && *l; l++) {
		free(*l);
	}
	free(*lines);
}

static void test_problems_are_fit_for_the_wire(void **state)
{
	struct fixture *f = *state;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	_cleanup_(freep_strv) char **lines = NULL;

	f->fake.problems[0] = "caf\xc3\xa9 is fine";
	f->fake.problems[1] = "\xff\xc0\x80\xed\xa0\x80 cut\xe2\x82";
	f->fake.problems[2] = "\x1b[31mred";
	m = get(f, "Problems");
	assert_true(sd_bus_message_enter_container(m, 'v', "as") > 0);
	assert_true(sd_bus_message_read_strv(m, &lines) > 0);
	assert_string_equal(lines[0], "caf\xc3\xa9 is fine");
	assert_string_equal(lines[1], "?????? cut??");
	assert_string_equal(lines[2], "?[31mred");
	assert_null(lines[3]);
}

static void test_get_all_is_one_moment(void **state)
{
	struct fixture *f = *state;
	unsigned before = f->fake.views;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	unsigned n = 0;

	m = succeeds(call_at(f, WIRE_PATH, PROPERTIES, "GetAll", "s", WIRE_MANAGER), "a{sv}");
	assert_int_equal(f->fake.views, before + 1);
	assert_true(sd_bus_message_enter_container(m, 'a', "{sv}") > 0);
	while (sd_bus_message_skip(m, "{sv}") > 0) {
		n++;
	}
	assert_int_equal(n, 33);
}

/* ---- PropertiesChanged ---- */

static void change(struct fixture *f)
{
	bus_changed(f->bus);
	settle(f);
}

static void test_changes_are_sent_once_and_only_if_real(void **state)
{
	struct fixture *f = *state;
	struct snapshot *s = &f->fake.view.snapshot;

	change(f);
	assert_int_equal(f->n_changed, 0);

	/* What counts up does not count. */
	s->session_time = s->today_time = s->since_micro = s->since_rest = s->next_in = 99;
	s->last_pulse += USEC_PER_SEC;
	s->break_remaining--;
	change(f);
	assert_int_equal(f->n_changed, 0);

	s->break_state = BREAK_STARTED;
	s->postpones_left = 2;
	for (int i = 0; i < 5; i++) {
		bus_changed(f->bus);
	}
	change(f);
	assert_int_equal(f->n_changed, 1);
	assert_string_equal(f->changed, "BreakState,PostponesLeft,");

	s->tally[BREAK_REST][OUTCOME_MISSED]++;
	f->fake.problems[0] = "a new one";
	change(f);
	assert_int_equal(f->n_changed, 2);
	assert_string_equal(f->changed, "Tally,Problems,");

	/* There and back between two flushes is no change. */
	s->silent = true;
	bus_changed(f->bus);
	s->silent = false;
	change(f);
	assert_int_equal(f->n_changed, 2);
}

static void test_every_transition_is_told(void **state)
{
	struct fixture *f = *state;
	struct snapshot *s = &f->fake.view.snapshot;

	s->presence = PRESENCE_AWAY;
	s->presence_since += USEC_PER_SEC;
	s->session_start += USEC_PER_SEC;
	s->tally[BREAK_MICRO][OUTCOME_TAKEN]++;
	f->fake.view.quiet = "call";
	f->fake.view.quiet_text = "a microphone is in use";
	f->fake.view.quiet_until = f->fake.view.meeting_until = 3000 * USEC_PER_SEC;
	f->fake.view.engaged = "call";
	f->fake.view.engaged_by = "the camera video0 is in use";
	s->silent = true;
	s->silent_until = 3000 * USEC_PER_SEC;
	s->break_kind = BREAK_MICRO;
	s->break_state = BREAK_POSTPONED;
	s->postpones_left--;
	f->fake.config.micro_break_every++;
	f->fake.config.rest_break_enabled = false;
	f->fake.view.input_source = "none";
	f->fake.view.config_file = "/x.ini";
	f->fake.problems[0] = "p";
	change(f);
	assert_int_equal(f->n_changed, 1);
	assert_string_equal(f->changed, "Presence,PresenceSince,SessionStart,MicroEvery,RestEvery,"
					"Tally,Quiet,QuietText,QuietUntil,Engaged,EngagedBy,"
					"MeetingUntil,Paused,PausedUntil,BreakKind,BreakState,"
					"PostponesLeft,InputSource,Problems,ConfigFile,");
}

static void test_wall_clock_jitter_is_no_change_and_a_step_is(void **state)
{
	struct fixture *f = *state;
	struct stamp *stamp = &f->fake.view.stamp;

	stamp->boot += 5 * USEC_PER_SEC;
	stamp->real += 5 * USEC_PER_SEC + 40000;
	change(f);
	assert_int_equal(f->n_changed, 0);
	assert_t(f, "PresenceSince", WALL(400));

	stamp->real += USEC_PER_HOUR;
	change(f);
	assert_int_equal(f->n_changed, 1);
	assert_string_equal(f->changed, "PresenceSince,SessionStart,");
	assert_t(f, "PresenceSince", WALL(400) + USEC_PER_HOUR + 40000);
}

/* ---- signals ---- */

static void test_signals(void **state)
{
	struct fixture *f = *state;
	const struct effect effects[] = {
		{ .type = EFFECT_SESSION_START, .start = BOOT },
		{ .type = EFFECT_PROMPT,
		  .kind = BREAK_MICRO,
		  .reason = PROMPT_DUE,
		  .screen_time = 7 },
		{ .type = EFFECT_PROMPT,
		  .kind = BREAK_REST,
		  .reason = PROMPT_INTERRUPTED,
		  .screen_time = 8 },
		{ .type = EFFECT_PROMPT,
		  .kind = PROMPT_DAILY,
		  .reason = PROMPT_LIMIT,
		  .screen_time = 9 },
		{ .type = EFFECT_PRESENCE, .presence = PRESENCE_AWAY },
		{ .type = EFFECT_BREAK_STARTED, .kind = BREAK_REST },
		{ .type = EFFECT_WITHDRAW, .kind = BREAK_REST },
		{ .type = EFFECT_BREAK_ENDED, .kind = BREAK_REST, .outcome = OUTCOME_REPLACED },
		{ .type = EFFECT_SESSION_END,
		  .start = 300 * USEC_PER_SEC,
		  .end = 900 * USEC_PER_SEC,
		  .screen_time = 10 },
	};
	unsigned views = f->fake.views;
	char want[512];

	for (size_t i = 0; i < ELEMENTSOF(effects); i++) {
		bus_effect(f->bus, &effects[i], &f->fake.view.stamp);
	}
	assert_int_equal(f->fake.views, views); /* effects come while the engine is at work */
	settle(f);
	(void) snprintf(want, sizeof(want),
			"BreakDue(micro;due;7;) BreakDue(rest;interrupted;8;) "
			"BreakDue(daily;daily;9;) BreakStarted(rest;) BreakEnded(rest;replaced;) "
			"SessionEnded(%llu;%llu;10;) ",
			(unsigned long long) WALL(300), (unsigned long long) WALL(900));
	assert_string_equal(f->signals, want);
}

/* The clock is set while nobody looks: a session that ends then has the new wall times. */
static void test_session_ended_after_a_clock_step(void **state)
{
	struct fixture *f = *state;
	struct stamp now = f->fake.view.stamp;
	const struct effect e = {
		.type = EFFECT_SESSION_END,
		.start = 300 * USEC_PER_SEC,
		.end = 900 * USEC_PER_SEC,
	};
	char want[256];

	assert_t(f, "SessionStart", WALL(300));
	now.boot += 60 * USEC_PER_SEC;
	now.real += 60 * USEC_PER_SEC + USEC_PER_HOUR;
	bus_effect(f->bus, &e, &now);
	settle(f);
	(void) snprintf(want, sizeof(want), "SessionEnded(%llu;%llu;0;) ",
			(unsigned long long) (WALL(300) + USEC_PER_HOUR),
			(unsigned long long) (WALL(900) + USEC_PER_HOUR));
	assert_string_equal(f->signals, want);

	/* What is read later agrees, and jitter, forth and back, is still none. */
	now.real -= 30000;
	f->fake.view.stamp = now;
	assert_t(f, "SessionStart", WALL(300) + USEC_PER_HOUR);
	now.boot -= USEC_PER_SEC;
	now.real -= USEC_PER_SEC;
	f->signals[0] = '\0';
	bus_effect(f->bus, &e, &now);
	settle(f);
	assert_string_equal(f->signals, want);
}

/* ---- commands ---- */

static void test_commands(void **state)
{
	struct fixture *f = *state;
	const struct event *ev = &f->fake.last;

	assert_done(call_manager(f, "TakeBreak", "s", "micro"));
	assert_int_equal(ev->type, EVENT_BREAK);
	assert_int_equal(ev->kind, BREAK_MICRO);
	assert_done(call_manager(f, "TakeBreak", "s", "rest"));
	assert_int_equal(ev->kind, BREAK_REST);
	assert_int_equal(ev->stamp.boot, 0); /* the receiver sets it */
	assert_done(call_manager(f, "EndBreak", ""));
	assert_int_equal(ev->type, EVENT_ACTION);
	assert_int_equal(ev->action, ACTION_END);
	assert_done(call_manager(f, "Skip", ""));
	assert_int_equal(ev->action, ACTION_SKIP);
	assert_done(call_manager(f, "Postpone", "t", (uint64_t) 0));
	assert_int_equal(ev->action, ACTION_POSTPONE);
	assert_int_equal(ev->duration, 0);
	assert_done(call_manager(f, "Postpone", "t", 12 * USEC_PER_HOUR));
	assert_int_equal(ev->duration, 12 * USEC_PER_HOUR);
	assert_done(call_manager(f, "Pause", "t", (uint64_t) 0));
	assert_int_equal(ev->type, EVENT_PAUSE);
	assert_int_equal(ev->duration, USEC_INFINITY);
	assert_done(call_manager(f, "Pause", "t", USEC_PER_SEC));
	assert_int_equal(ev->duration, USEC_PER_SEC);
	assert_done(call_manager(f, "Pause", "t", 31 * USEC_PER_DAY));
	assert_done(call_manager(f, "Resume", ""));
	assert_int_equal(ev->type, EVENT_RESUME);
	assert_int_equal(f->fake.commands, 10);
}

static void test_wrong_moment(void **state)
{
	struct fixture *f = *state;

	f->fake.command_result = -EBUSY;
	f->fake.reason = "no break has started: nothing to end";
	assert_fails(call_manager(f, "EndBreak", ""), WIRE_ERROR_NOT_POSSIBLE, "nothing to end");
	f->fake.reason = NULL;
	assert_fails(call_manager(f, "Skip", ""), WIRE_ERROR_NOT_POSSIBLE, "not possible now");
}

static void test_wrong_arguments(void **state)
{
	struct fixture *f = *state;
	const char *inv = WIRE_ERROR_INVALID_ARGUMENT;

	assert_fails(call_manager(f, "TakeBreak", "s", "daily"), inv,
		     "kind must be \"micro\" or \"rest\"");
	assert_fails(call_manager(f, "TakeBreak", "s", ""), inv, "\"micro\"");
	assert_fails(call_manager(f, "TakeBreak", "s", "Micro"), inv, "\"micro\"");
	assert_fails(call_manager(f, "Postpone", "t", 12 * USEC_PER_HOUR + 1), inv, "12 h");
	assert_fails(call_manager(f, "Postpone", "t", (uint64_t) 5), inv, "microseconds");
	assert_fails(call_manager(f, "Pause", "t", 31 * USEC_PER_DAY + 1), inv, "31 days");
	assert_fails(call_manager(f, "Pause", "t", UINT64_MAX), inv, "31 days");
	assert_int_equal(f->fake.commands, 0);
}

static void test_the_name_has_one_owner(void **state)
{
	struct fixture *f = *state;
	sd_bus *second_connection = connect_to(f->daemon.address, f->event);
	struct bus *second = NULL;

	assert_int_equal(bus_new(&second, second_connection, &fake_ops, &f->fake), 0);
	assert_int_equal(bus_own_name(second), -EEXIST);
	assert_int_equal(bus_own_name(f->bus), 0); /* asked again: still ours */
	assert_s(f, "Presence", "present");
	second = bus_free(second);
	sd_bus_close_unref(second_connection);
}

static void test_the_bus_needs_an_event_loop(void **state)
{
	struct fixture *f = *state;
	sd_bus *lone = connect_to(f->daemon.address, NULL);
	struct bus *b = NULL;

	assert_int_equal(bus_new(&b, lone, &fake_ops, &f->fake), -EINVAL);
	assert_null(b);
	assert_null(bus_free(NULL));
	sd_bus_close_unref(lone);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_properties_of_a_working_user),
		TEST(test_properties_that_say_none),
		TEST(test_properties_of_quiet_and_silence),
		TEST(test_tally),
		TEST(test_problems_are_fit_for_the_wire),
		TEST(test_get_all_is_one_moment),
		TEST(test_changes_are_sent_once_and_only_if_real),
		TEST(test_every_transition_is_told),
		TEST(test_wall_clock_jitter_is_no_change_and_a_step_is),
		TEST(test_signals),
		TEST(test_session_ended_after_a_clock_step),
		TEST(test_commands),
		TEST(test_wrong_moment),
		TEST(test_wrong_arguments),
		TEST(test_the_name_has_one_owner),
		TEST(test_the_bus_needs_an_event_loop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
