/* The notify adapter against the real dunst under a real X server on a private bus. */
#include "notify-fixture.h"

#include <signal.h>
#include <stdlib.h>

static struct fixture fx;

static int up(void **state)
{
	(void) state;
	fixture_up(&fx, NULL);
	desktop_xvfb(&fx.desktop);
	desktop_dunst(&fx.desktop);
	WAIT_FOR(&fx, server_ready(fx.notify));
	return 0;
}

static int down(void **state)
{
	(void) state;
	fixture_down(&fx);
	return 0;
}

/* What dunst itself says: displayedLength, historyLength; -1 while it has no name. */
static int dunst(const char *property)
{
	_cleanup_(sd_bus_flush_close_unrefp) sd_bus *eye = fixture_connect(&fx);
	uint32_t count = 0;

	if (sd_bus_get_property_trivial(eye, NOTIFICATIONS_NAME, NOTIFICATIONS_PATH,
					"org.dunstproject.cmd0", property, NULL, 'u', &count) < 0) {
		return -1;
	}
	return (int) count;
}

#define displayed() dunst("displayedLength")

static void dunst_call(const char *method, int argument)
{
	_cleanup_(sd_bus_flush_close_unrefp) sd_bus *eye = fixture_connect(&fx);

	assert_true(sd_bus_call_method(eye, NOTIFICATIONS_NAME, NOTIFICATIONS_PATH,
				       "org.dunstproject.cmd0", method, NULL, NULL,
				       argument < 0 ? "" : "u", argument) >= 0);
}

static uint32_t id_of(enum subject subject)
{
	return fx.notify->popups[subject].id;
}

static void show(enum subject subject, const char *summary)
{
	struct notice notice = a_notice(summary);

	notify_show(fx.notify, subject, &notice);
}

static void shown(enum subject subject)
{
	WAIT_FOR(&fx, id_of(subject) != 0 && !fx.notify->popups[subject].call);
}

static void test_show_replace_withdraw(void **state)
{
	(void) state;
	show(SUBJECT_REST, "50 minutes without a break");
	shown(SUBJECT_REST);
	WAIT_FOR(&fx, displayed() == 1);
	uint32_t first = id_of(SUBJECT_REST);

	show(SUBJECT_REST, "60 minutes without a break");
	WAIT_FOR(&fx, !fx.notify->popups[SUBJECT_REST].call);
	assert_int_equal(id_of(SUBJECT_REST), first); /* in place */
	assert_int_equal(displayed(), 1);

	show(SUBJECT_DAILY, "8 hours");
	shown(SUBJECT_DAILY);
	WAIT_FOR(&fx, displayed() == 2); /* subjects are told apart */

	notify_withdraw(fx.notify, SUBJECT_REST);
	WAIT_FOR(&fx, displayed() == 1);
	assert_int_equal(id_of(SUBJECT_REST), 0);
	notify_withdraw(fx.notify, SUBJECT_DAILY);
	WAIT_FOR(&fx, displayed() == 0);
	assert_int_equal(fx.actions, 0);
}

/* Withdrawn and shown again before the server has answered once: nothing is left behind. */
static void test_faster_than_the_server(void **state)
{
	(void) state;
	show(SUBJECT_MICRO, "one");
	notify_withdraw(fx.notify, SUBJECT_MICRO);
	WAIT_FOR(&fx, !fx.notify->popups[SUBJECT_MICRO].call);
	WAIT_FOR(&fx, displayed() == 0);
	assert_int_equal(id_of(SUBJECT_MICRO), 0);

	for (int i = 0; i < 1000; i++) {
		show(SUBJECT_MICRO, "many");
		if (i % 3 == 0) {
			notify_withdraw(fx.notify, SUBJECT_MICRO);
		}
	}
	show(SUBJECT_MICRO, "the last");
	shown(SUBJECT_MICRO);
	WAIT_FOR(&fx, !fx.notify->popups[SUBJECT_MICRO].dirty);
	WAIT_FOR(&fx, displayed() == 1);
	assert_true(id_of(SUBJECT_MICRO) < 20); /* a thousand calls would have cost ids */
	notify_withdraw(fx.notify, SUBJECT_MICRO);
	WAIT_FOR(&fx, displayed() == 0);
}

static void test_action_and_countdown_in_its_place(void **state)
{
	(void) state;
	show(SUBJECT_REST, "50 minutes without a break");
	shown(SUBJECT_REST);
	WAIT_FOR(&fx, displayed() == 1);
	dunst_call("NotificationAction", 0); /* what `dunstctl action` does: the default */
	WAIT_FOR(&fx, fx.actions == 1);
	assert_string_equal(fx.action, "start");
	assert_int_equal(fx.subject, SUBJECT_REST);

	show(SUBJECT_REST, "Break: 5:00 left");
	WAIT_FOR(&fx,
		 !fx.notify->popups[SUBJECT_REST].call && !fx.notify->popups[SUBJECT_REST].dirty);
	fixture_run(&fx, 100 * USEC_PER_MS);
	assert_int_equal(displayed(), 1);
	notify_withdraw(fx.notify, SUBJECT_REST);
	WAIT_FOR(&fx, displayed() == 0);
}

static void test_dismissed_is_no_action(void **state)
{
	(void) state;
	show(SUBJECT_REST, "50 minutes without a break");
	shown(SUBJECT_REST);
	dunst_call("NotificationCloseLast", -1);
	WAIT_FOR(&fx, id_of(SUBJECT_REST) == 0);
	assert_int_equal(fx.actions, 0);
	/* It does not come back by itself: not after a lock, not with an update. */
	notify_hold(fx.notify, true);
	notify_hold(fx.notify, false);
	struct notice notice = a_notice("Break: 4:50 left");
	notify_update(fx.notify, SUBJECT_REST, &notice);
	fixture_run(&fx, 50 * USEC_PER_MS);
	assert_int_equal(displayed(), 0);
	/* A reminder does. */
	show(SUBJECT_REST, "60 minutes without a break");
	shown(SUBJECT_REST);
	WAIT_FOR(&fx, displayed() == 1);
}

static void test_update_is_silent_and_rare(void **state)
{
	struct notice notice = a_notice("Break: 4:50 left");

	(void) state;
	assert_true(notify_updates_silently(fx.notify));
	notify_update(fx.notify, SUBJECT_REST, &notice); /* nothing is on show */
	fixture_run(&fx, 20 * USEC_PER_MS);
	assert_int_equal(displayed(), 0);

	show(SUBJECT_REST, "Break: 5:00 left");
	shown(SUBJECT_REST);
	uint32_t id = id_of(SUBJECT_REST);
	uint64_t sent = fx.notify->popups[SUBJECT_REST].sent;
	fx.notify->times.update = USEC_PER_HOUR;
	notify_update(fx.notify, SUBJECT_REST, &notice); /* too early */
	assert_true(fx.notify->popups[SUBJECT_REST].sent == sent);
	fx.notify->times.update = 0;
	fixture_run(&fx, USEC_PER_MS);
	notice.progress = 20;
	notify_update(fx.notify, SUBJECT_REST, &notice);
	assert_true(fx.notify->popups[SUBJECT_REST].sent > sent);
	WAIT_FOR(&fx, !fx.notify->popups[SUBJECT_REST].call);
	assert_int_equal(id_of(SUBJECT_REST), id);
	assert_int_equal(displayed(), 1);
}

static void test_killed_and_started_again(void **state)
{
	(void) state;
	show(SUBJECT_REST, "50 minutes without a break");
	show(SUBJECT_MICRO, "20 minutes without a pause");
	shown(SUBJECT_REST);
	shown(SUBJECT_MICRO);
	unsigned changes = fx.changes;
	desktop_kill(&fx.desktop.dunst);
	WAIT_FOR(&fx, !fx.notify->server.owner[0]);
	assert_true(fx.changes > changes);
	assert_false(notify_available(fx.notify));
	assert_contains(fixture_health(&fx), "fail: no notification server runs: install");
	assert_int_equal(id_of(SUBJECT_REST), 0);
	notify_withdraw(fx.notify, SUBJECT_MICRO); /* meanwhile it was taken */

	desktop_dunst(&fx.desktop);
	shown(SUBJECT_REST);
	WAIT_FOR(&fx, displayed() == 1);
	assert_true(notify_available(fx.notify));
	assert_contains(fixture_health(&fx), "ok: dunst 1.");
}

static void test_shown_when_a_server_appears(void **state)
{
	(void) state;
	desktop_kill(&fx.desktop.dunst);
	WAIT_FOR(&fx, !fx.notify->server.owner[0]);
	show(SUBJECT_REST, "50 minutes without a break");
	fixture_run(&fx, 50 * USEC_PER_MS);
	show(SUBJECT_REST, "60 minutes without a break");
	desktop_dunst(&fx.desktop);
	shown(SUBJECT_REST);
	WAIT_FOR(&fx, displayed() == 1); /* once, not twice */
}

/* What would have gone by itself is not news any more; what comes later is. */
static void test_not_shown_late(void **state)
{
	struct notice n = a_notice("Break done");

	(void) state;
	desktop_kill(&fx.desktop.dunst);
	WAIT_FOR(&fx, !fx.notify->server.owner[0]);
	n.timeout_ms = 100;
	notify_show(fx.notify, SUBJECT_REST, &n);
	fixture_run(&fx, 150 * USEC_PER_MS);
	desktop_dunst(&fx.desktop);
	show(SUBJECT_MICRO, "20 minutes without a pause");
	shown(SUBJECT_MICRO);
	WAIT_FOR(&fx, displayed() == 1);
	assert_int_equal(fx.notify->popups[SUBJECT_REST].sent, 0);
	assert_false(fx.notify->popups[SUBJECT_REST].wanted);
}

static void test_hold(void **state)
{
	(void) state;
	show(SUBJECT_REST, "50 minutes without a break");
	show(SUBJECT_DAILY, "8 hours");
	shown(SUBJECT_REST);
	shown(SUBJECT_DAILY);
	notify_hold(fx.notify, true);
	WAIT_FOR(&fx, displayed() == 0);
	notify_withdraw(fx.notify, SUBJECT_DAILY);
	show(SUBJECT_MICRO, "20 minutes without a pause");
	fixture_run(&fx, 50 * USEC_PER_MS);
	assert_int_equal(displayed(), 0);
	notify_hold(fx.notify, false);
	shown(SUBJECT_REST);
	shown(SUBJECT_MICRO);
	WAIT_FOR(&fx, displayed() == 2);

	/* Locked while the server still thinks about it. */
	show(SUBJECT_DAILY, "8 hours");
	notify_hold(fx.notify, true);
	WAIT_FOR(&fx, !fx.notify->popups[SUBJECT_DAILY].call);
	WAIT_FOR(&fx, displayed() == 0);
}

/* dunst stands still: the loop goes on, doctor says so, and all is well when it comes back. */
static void test_frozen_and_thawed(void **state)
{
	(void) state;
	show(SUBJECT_REST, "50 minutes without a break");
	shown(SUBJECT_REST);
	assert_int_equal(kill(fx.desktop.dunst, SIGSTOP), 0);
	show(SUBJECT_REST, "60 minutes without a break");
	show(SUBJECT_MICRO, "20 minutes without a pause");
	WAIT_FOR(&fx, fx.notify->server.hangs);
	assert_false(notify_available(fx.notify));
	assert_contains(fixture_health(&fx), "does not answer: restart it");
	notify_withdraw(fx.notify, SUBJECT_MICRO);
	assert_int_equal(kill(fx.desktop.dunst, SIGCONT), 0);
	WAIT_FOR(&fx, !fx.notify->server.hangs && !notify_calls_pending(fx.notify));
	WAIT_FOR(&fx, displayed() == 1);
	assert_int_equal(id_of(SUBJECT_MICRO), 0);
	assert_contains(fixture_health(&fx), "ok: dunst");
}

static void test_free_withdraws(void **state)
{
	(void) state;
	show(SUBJECT_REST, "50 minutes without a break");
	shown(SUBJECT_REST);
	WAIT_FOR(&fx, displayed() == 1);
	fx.notify = notify_free(fx.notify);
	WAIT_FOR(&fx, displayed() == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_show_replace_withdraw, up, down),
		cmocka_unit_test_setup_teardown(test_faster_than_the_server, up, down),
		cmocka_unit_test_setup_teardown(test_action_and_countdown_in_its_place, up, down),
		cmocka_unit_test_setup_teardown(test_dismissed_is_no_action, up, down),
		cmocka_unit_test_setup_teardown(test_update_is_silent_and_rare, up, down),
		cmocka_unit_test_setup_teardown(test_killed_and_started_again, up, down),
		cmocka_unit_test_setup_teardown(test_shown_when_a_server_appears, up, down),
		cmocka_unit_test_setup_teardown(test_not_shown_late, up, down),
		cmocka_unit_test_setup_teardown(test_hold, up, down),
		cmocka_unit_test_setup_teardown(test_frozen_and_thawed, up, down),
		cmocka_unit_test_setup_teardown(test_free_withdraws, up, down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
