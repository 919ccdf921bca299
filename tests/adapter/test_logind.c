/* What logind says becomes blockers; and logind that is missing, late, dies, lies. */
#include "logind-fixture.h"

/* ---- the session ---- */

static void test_session_of_the_environment(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	assert_string_equal(f->log, "");
	assert_string_equal(logind_seat(f->logind), "seat0");
	assert_true(health_says(f, HEALTH_OK, "session c1 on seat0, active, unlocked; "));
	assert_true(health_says(f, HEALTH_OK, "presence.away_after"));
}

static void test_display_session_of_the_user(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(unsetenv("XDG_SESSION_ID"), 0);
	start_mock(f);
	add_session(f, "7", false);
	set_display(f, "7");
	start(f);
	expect(f, "block session-inactive, ");
	assert_true(health_says(f, HEALTH_OK, "session 7 on seat0, inactive"));

	/* A better one comes. */
	add_session(f, "8", true);
	set_display(f, "8");
	emit_manager(f, "SessionNew", "so", "8", SESSION("8"));
	expect(f, "unblock session-inactive, ");
	assert_true(health_says(f, HEALTH_OK, "session 8 "));
	/* The old one is not listened to any more. */
	set_flag(f, SESSION("7"), "LockedHint", true);
	set_flag(f, SESSION("8"), "Active", false);
	expect(f, "block session-inactive, ");
}

static void test_sessions_of_no_person_are_passed_over(void **state)
{
	struct fixture *f = *state;

	start_mock(f);
	add_session(f, "9", false);
	set_word(f, SESSION("9"), "Class", "manager");
	set_display(f, "9");
	add_session(f, "c1", true);
	set_flag(f, SESSION("c1"), "LockedHint", true);
	start(f);
	expect(f, "block locked, ");
	assert_true(health_says(f, HEALTH_OK, "session c1 on seat0, active, locked"));
}

static void test_no_session_blocks_nothing(void **state)
{
	struct fixture *f = *state;

	start_mock(f);
	start(f);
	run_until(f, health_says(f, HEALTH_WARN, "knows no session"));
	assert_null(logind_seat(f->logind));
	run_until(f, inhibitors(f) == 1); /* sleep is told all the same */
	settle(f);
	assert_string_equal(f->log, "");

	/* It comes late. */
	add_session(f, "c1", true);
	set_flag(f, SESSION("c1"), "LockedHint", true);
	emit_manager(f, "SessionNew", "so", "c1", SESSION("c1"));
	expect(f, "block locked, ");
}

static void test_session_that_nobody_announces_is_found(void **state)
{
	struct fixture *f = *state;

	start_mock(f);
	start(f);
	run_until(f, health_says(f, HEALTH_WARN, "knows no session"));
	settle(f);
	add_session(f, "c1", false);
	expect(f, "block session-inactive, ");
}

static void test_session_ends(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	set_flag(f, SESSION("c1"), "LockedHint", true);
	expect(f, "block locked, ");
	mock_do(f, LOGIN1_PATH, "RemoveObject", "s", SESSION("c1"));
	emit_manager(f, "SessionRemoved", "so", "c1", SESSION("c1"));
	/* In this order no unlock is taken for the user's return. */
	expect(f, "block session-inactive, unblock locked, ");
	assert_true(health_says(f, HEALTH_WARN, "has ended"));
	assert_null(logind_seat(f->logind));

	add_session(f, "5", true);
	set_display(f, "5");
	emit_manager(f, "SessionNew", "so", "5", SESSION("5"));
	expect(f, "unblock session-inactive, ");
	assert_true(health_says(f, HEALTH_OK, "session 5 "));
}

static void test_other_sessions_do_not_matter(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	add_session(f, "2", true);
	set_flag(f, SESSION("2"), "LockedHint", true);
	set_flag(f, SESSION("2"), "Active", false);
	emit_manager(f, "SessionRemoved", "so", "2", SESSION("2"));
	set_flag(f, SESSION("c1"), "Active", false);
	expect(f, "block session-inactive, ");
}

/* ---- locked, active ---- */

static void test_locked_hint_alone_is_the_lock_state(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	set_flag(f, SESSION("c1"), "LockedHint", true);
	set_flag(f, SESSION("c1"), "LockedHint", true);
	expect(f, "block locked, ");
	/* Requests, answered or not. */
	sd_bus_message_unref(ask(f, LOGIN1, SESSION("c1"), LOGIN1 ".Session", "Unlock", ""));
	set_flag(f, SESSION("c1"), "LockedHint", false);
	expect(f, "unblock locked, ");
	sd_bus_message_unref(ask(f, LOGIN1, SESSION("c1"), LOGIN1 ".Session", "Lock", ""));
	set_flag(f, SESSION("c1"), "IdleHint", true);
	set_flag(f, SESSION("c1"), "Active", false);
	expect(f, "block session-inactive, ");
}

static void test_active(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	set_flag(f, SESSION("c1"), "Active", false);
	expect(f, "block session-inactive, ");
	set_flag(f, SESSION("c1"), "Active", true);
	expect(f, "unblock session-inactive, ");
}

static void test_state_at_start_and_order(void **state)
{
	struct fixture *f = *state;

	start_mock(f);
	add_session(f, "c1", false);
	set_flag(f, SESSION("c1"), "LockedHint", true);
	start(f);
	expect(f, "block locked, block session-inactive, ");
	assert_true(health_says(f, HEALTH_OK, "inactive, locked"));
	/* To the front and unlocked in one go: the unlock is the last, so that it counts. */
	mock_do(f, SESSION("c1"), "UpdateProperties", "sa{sv}", LOGIN1 ".Session", 2, "LockedHint",
		"b", false, "Active", "b", true);
	expect(f, "unblock session-inactive, unblock locked, ");
}

static void test_invalidated_properties_are_read_again(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	/* The value changes without a word... */
	mock_do(f, SESSION("c1"), "AddMethod", "sssss", "", "Hush", "", "",
		"self.props['org.freedesktop.login1.Session']['LockedHint'] = True");
	sd_bus_message_unref(ask(f, LOGIN1, SESSION("c1"), LOGIN1 ".Session", "Hush", ""));
	/* ...and then only that it did is told. */
	mock_do(f, SESSION("c1"), "EmitSignal", "sssav", "org.freedesktop.DBus.Properties",
		"PropertiesChanged", "sa{sv}as", 3, "s", LOGIN1 ".Session", "a{sv}", 0, "as", 1,
		"LockedHint");
	expect(f, "block locked, ");
}

/* ---- sleep ---- */

static void test_sleep(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	prepare_for_sleep(f, true);
	expect(f, "block asleep, ");
	assert_int_equal(f->inhibitors_at_sleep, 1); /* held while it was emitted */
	run_until(f, inhibitors(f) == 0);
	prepare_for_sleep(f, true); /* again: no change */
	prepare_for_sleep(f, false);
	expect(f, "unblock asleep, ");
	run_until(f, inhibitors(f) == 1);
	prepare_for_sleep(f, false);
	prepare_for_sleep(f, true);
	expect(f, "block asleep, ");
	run_until(f, inhibitors(f) == 0);
}

static void test_no_descriptor_leaks(void **state)
{
	struct fixture *f = *state;
	int before, after;

	start_in_session(f);
	before = dup(0);
	(void) close(before);
	for (int i = 0; i < 5; i++) {
		prepare_for_sleep(f, true);
		expect(f, "block asleep, ");
		prepare_for_sleep(f, false);
		expect(f, "unblock asleep, ");
		run_until(f, inhibitors(f) == 1);
	}
	after = dup(0);
	(void) close(after);
	assert_int_equal(after, before);
}

static void test_refused_inhibitor_is_told(void **state)
{
	struct fixture *f = *state;

	start_mock(f);
	add_session(f, "c1", true);
	mock_do(f, LOGIN1_PATH, "AddMethod", "sssss", LOGIN1 ".Manager", "Inhibit", "ssss", "h",
		"raise dbus.exceptions.DBusException('no', "
		"name='org.freedesktop.DBus.Error.AccessDenied')");
	start(f);
	run_until(f, health_says(f, HEALTH_WARN, "no delay inhibitor"));
	prepare_for_sleep(f, true);
	expect(f, "block asleep, ");
}

/* ---- logind is missing ---- */

static void test_absent_then_there(void **state)
{
	struct fixture *f = *state;

	start(f);
	run_until(f, health_says(f, HEALTH_WARN, "logind is not running"));
	assert_string_equal(f->log, "");
	start_mock(f);
	add_session(f, "c1", false);
	emit_manager(f, "SessionNew", "so", "c1", SESSION("c1"));
	expect(f, "block session-inactive, ");
	run_until(f, inhibitors(f) == 1);
}

static void test_dies_and_returns(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	set_flag(f, SESSION("c1"), "LockedHint", true);
	expect(f, "block locked, ");
	stop_mock(f);
	run_until(f, health_says(f, HEALTH_WARN, "logind is not running"));
	assert_string_equal(f->log, ""); /* the locker is still there */
	start_mock(f);
	add_session(f, "c1", true);
	/* Unlocked meanwhile: seen as soon as it can be. */
	expect(f, "unblock locked, ");
	run_until(f, inhibitors(f) == 1);
	prepare_for_sleep(f, true);
	expect(f, "block asleep, ");
}

static void test_dies_for_good(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	logind_set_lost_after(f->logind, 100 * USEC_PER_MS);
	mock_do(f, SESSION("c1"), "UpdateProperties", "sa{sv}", LOGIN1 ".Session", 2, "LockedHint",
		"b", true, "Active", "b", false);
	expect(f, "block locked, block session-inactive, ");
	prepare_for_sleep(f, true);
	expect(f, "block asleep, ");
	stop_mock(f);
	expect(f, "unblock asleep, unblock locked, unblock session-inactive, ");
}

static void test_returns_in_the_midst_of_sleep(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	stop_mock(f);
	run_until(f, health_says(f, HEALTH_WARN, "logind is not running"));
	start_mock(f);
	mock_do(f, LOGIN1_PATH, "UpdateProperties", "sa{sv}", LOGIN1 ".Manager", 1,
		"PreparingForSleep", "b", true);
	add_session(f, "c1", true);
	expect(f, "block asleep, ");
	assert_int_equal(inhibitors(f), 0);
}

/* No system bus at all at start, then one; and then it dies and comes back. */
static void test_bus_comes_and_goes(void **state)
{
	struct fixture *f = *state;

	private_bus_kill(&f->daemon);
	start(f);
	assert_true(health_says(f, HEALTH_WARN, "no system bus"));
	assert_int_equal(private_bus_restart(&f->daemon), 0);
	connect_control(f);
	start_mock(f);
	add_session(f, "c1", false);
	expect(f, "block session-inactive, ");

	f->control = sd_bus_close_unref(f->control);
	private_bus_kill(&f->daemon);
	f->mock = child_stop(f->mock);
	run_until(f, !health_says(f, HEALTH_OK, ""));
	assert_int_equal(private_bus_restart(&f->daemon), 0);
	connect_control(f);
	start_mock(f);
	add_session(f, "c1", true);
	expect(f, "unblock session-inactive, ");
	run_until(f, inhibitors(f) == 1);
}

static void send_forged(struct fixture *f, const char *to)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *sleep = NULL, *lock = NULL;

	assert_true(sd_bus_message_new_signal(f->control, &sleep, LOGIN1_PATH, LOGIN1 ".Manager",
					      "PrepareForSleep") >= 0);
	assert_true(sd_bus_message_append(sleep, "b", true) >= 0);
	assert_true(sd_bus_message_new_signal(f->control, &lock, SESSION("c1"),
					      "org.freedesktop.DBus.Properties",
					      "PropertiesChanged") >= 0);
	assert_true(sd_bus_message_append(lock, "sa{sv}as", LOGIN1 ".Session", 1, "LockedHint", "b",
					  true, 0) >= 0);
	assert_true(sd_bus_send_to(f->control, sleep, to, NULL) >= 0);
	assert_true(sd_bus_send_to(f->control, lock, to, NULL) >= 0);
}

/* Anybody on the system bus may send us a signal: only logind's count. */
static void test_forged_signals(void **state)
{
	struct fixture *f = *state;

	start_in_session(f);
	/* To each connection in turn: a match does not keep out what is sent to us alone. */
	for (int i = 0; i < 10; i++) {
		char name[16];

		(void) snprintf(name, sizeof(name), ":1.%d", i);
		send_forged(f, name);
	}
	set_flag(f, SESSION("c1"), "Active", false);
	expect(f, "block session-inactive, ");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_session_of_the_environment),
		TEST(test_display_session_of_the_user),
		TEST(test_sessions_of_no_person_are_passed_over),
		TEST(test_no_session_blocks_nothing),
		TEST(test_session_that_nobody_announces_is_found),
		TEST(test_session_ends),
		TEST(test_other_sessions_do_not_matter),
		TEST(test_locked_hint_alone_is_the_lock_state),
		TEST(test_active),
		TEST(test_state_at_start_and_order),
		TEST(test_invalidated_properties_are_read_again),
		TEST(test_sleep),
		TEST(test_no_descriptor_leaks),
		TEST(test_refused_inhibitor_is_told),
		TEST(test_absent_then_there),
		TEST(test_dies_and_returns),
		TEST(test_dies_for_good),
		TEST(test_returns_in_the_midst_of_sleep),
		TEST(test_bus_comes_and_goes),
		TEST(test_forged_signals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
