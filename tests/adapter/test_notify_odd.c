/* The notify adapter against servers that hang, refuse, lack things, lie, crash or are absent. */
#include "notify-odd.h"

#include <malloc.h>
#include <stdlib.h>

static int up(void **state)
{
	(void) state;
	fixture_up(&fx, NULL);
	odd = (struct odd){
		.name = "odd",
		.capabilities = "body body-markup actions persistence",
		.next_id = 7,
	};
	return 0;
}

static int down(void **state)
{
	(void) state;
	server_down();
	fixture_down(&fx);
	return 0;
}

static struct popup *popup(enum subject subject)
{
	return &fx.notify->popups[subject];
}

static void show(const char *summary)
{
	struct notice notice = a_notice(summary);

	notify_show(fx.notify, SUBJECT_REST, &notice);
}

static void server_up_and_ready(void)
{
	server_up();
	WAIT_FOR(&fx, server_ready(fx.notify));
}

static void test_what_is_sent(void **state)
{
	struct notice notice = a_notice("Tom & Jerry <b>");

	(void) state;
	server_up_and_ready();
	assert_int_equal(odd.asked, 2);
	assert_int_equal(odd.notified, 0); /* looking for a server shows nothing */
	assert_contains(fixture_health(&fx), "ok: odd 0.1??[31m, with buttons");
	assert_false(notify_updates_silently(fx.notify));

	(void) snprintf(notice.body, sizeof(notice.body),
			"a < b & c > d\n\"quoted\" \xe2\x82\xac \xff\x01.");
	notice.urgency = NOTICE_LOW;
	notice.progress = 42;
	notice.transient = true;
	notify_show(fx.notify, SUBJECT_MICRO, &notice);
	WAIT_FOR(&fx, popup(SUBJECT_MICRO)->id == 7);
	assert_string_equal(odd.icon, "ergod");
	assert_string_equal(odd.summary, "Tom & Jerry <b>"); /* never markup */
	assert_string_equal(odd.body, "a &lt; b &amp; c &gt; d\n\"quoted\" \xe2\x82\xac ? .");
	assert_string_equal(odd.actions,
			    "default|Start|start|Start (5 min)|postpone|In 5 min|skip|Skip|");
	assert_string_equal(odd.hints, "urgency=0 category=x-ergod.micro desktop-entry=ergod "
				       "transient=1 resident=1 value=42 ");
	assert_int_equal(odd.timeout, 60000);
	assert_int_equal(odd.last_replaces, 0);

	show("plain");
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 8);
	notice.transient = notice.resident = false;
	notice.progress = -1;
	notice.urgency = NOTICE_CRITICAL;
	notify_show(fx.notify, SUBJECT_REST, &notice);
	WAIT_FOR(&fx, odd.notified == 3);
	assert_int_equal(odd.last_replaces, 8);
	assert_string_equal(odd.hints, "urgency=2 category=x-ergod.rest desktop-entry=ergod ");

	/* No update in place where it may beep: dropped. */
	WAIT_FOR(&fx, !popup(SUBJECT_REST)->call);
	fx.notify->times.update = 0;
	notify_update(fx.notify, SUBJECT_REST, &notice);
	fixture_run(&fx, 20 * USEC_PER_MS);
	assert_int_equal(odd.notified, 3);
}

static void test_capabilities_are_honoured(void **state)
{
	struct notice notice = a_notice("50 minutes");

	(void) state;
	(void) snprintf(notice.body, sizeof(notice.body), "a < b\nc");
	odd.capabilities = "body";
	server_up_and_ready();
	assert_contains(fixture_health(&fx), "warn: odd 0.1??[31m shows no buttons: answer prompts "
					     "with `ergoctl break`");
	notify_show(fx.notify, SUBJECT_REST, &notice);
	WAIT_FOR(&fx, odd.notified == 1);
	assert_string_equal(odd.body, "a < b\nc");
	assert_string_equal(odd.actions, "");

	server_down();
	odd.capabilities = "";
	server_up();
	WAIT_FOR(&fx, odd.notified == 2);
	assert_string_equal(odd.summary, "50 minutes. a < b c"); /* nothing is lost */
	assert_string_equal(odd.body, "");

	server_down();
	odd.probe_fails = true; /* says nothing of itself: plain, but shown */
	server_up();
	WAIT_FOR(&fx, odd.notified == 3);
	assert_string_equal(odd.body, "a < b\nc");
	assert_string_equal(odd.actions, "");
	assert_contains(fixture_health(&fx), "the notification server shows no buttons");
}

static void test_hangs_from_the_start(void **state)
{
	(void) state;
	odd.hangs = true;
	show("50 minutes");
	server_up();
	WAIT_FOR(&fx, fx.notify->server.hangs);
	assert_contains(fixture_health(&fx), "warn: the notification server does not answer");
	assert_false(notify_available(fx.notify));
	for (int i = 0; i < 1000; i++) {
		show("still");
		notify_withdraw(fx.notify, SUBJECT_REST);
	}
	show("60 minutes");
	fixture_run(&fx, 50 * USEC_PER_MS);
	assert_int_equal(odd.notified, 0); /* nothing queues up at a server that hangs */
	assert_int_equal(odd.asked, 2);
	unsigned changes = fx.changes;
	server_thaws();
	WAIT_FOR(&fx, odd.notified == 1);
	assert_string_equal(odd.summary, "60 minutes");
	assert_true(fx.changes > changes);
	assert_true(notify_available(fx.notify));
}

static void test_hangs_in_a_notify(void **state)
{
	(void) state;
	server_up_and_ready();
	odd.hangs = true;
	show("50 minutes");
	WAIT_FOR(&fx, fx.notify->server.hangs);
	for (int i = 0; i < 1000; i++) {
		show("still");
	}
	notify_withdraw(fx.notify, SUBJECT_REST);
	fixture_run(&fx, 50 * USEC_PER_MS);
	assert_int_equal(odd.notified, 1); /* one call a subject, however often it is asked */
	server_thaws();
	WAIT_FOR(&fx, odd.closed == 1); /* the late answer tells what to close */
	assert_int_equal(odd.last_closed, 7);
	assert_false(fx.notify->server.hangs);
	assert_int_equal(popup(SUBJECT_REST)->id, 0);

	/* A second show overtakes the first: only the newest is made up for. */
	odd.hangs = true;
	show("first");
	show("second");
	show("third");
	WAIT_FOR(&fx, odd.n_kept == 1);
	server_thaws();
	WAIT_FOR(&fx, odd.notified == 3);
	assert_string_equal(odd.summary, "third");
	assert_int_equal(odd.last_replaces, 8);
}

static void test_hangs_and_is_replaced(void **state)
{
	(void) state;
	server_up_and_ready();
	odd.hangs = true;
	show("50 minutes");
	WAIT_FOR(&fx, fx.notify->server.hangs);
	server_down();
	odd.hangs = false;
	server_up();
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 7);
	assert_false(fx.notify->server.hangs);
	assert_contains(fixture_health(&fx), "ok: odd");
}

static void test_refuses(void **state)
{
	(void) state;
	server_up_and_ready();
	odd.refuses = SD_BUS_ERROR_LIMITS_EXCEEDED;
	show("50 minutes");
	WAIT_FOR(&fx, odd.notified == 3); /* tried again, later and later */
	assert_contains(fixture_health(&fx), "warn: odd 0.1??[31m refused a notification "
					     "(org.freedesktop.DBus.Error.LimitsExceeded)");
	odd.refuses = NULL;
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 7);
	assert_contains(fixture_health(&fx), "ok: odd");
}

static void test_refuses_for_ever(void **state)
{
	(void) state;
	fx.notify->times.retry = 1 * USEC_PER_MS;
	server_up_and_ready();
	odd.refuses = SD_BUS_ERROR_FAILED;
	show("50 minutes");
	WAIT_FOR(&fx, popup(SUBJECT_REST)->failures > 6);
	unsigned notified = odd.notified;
	assert_in_range(notified, 5, 10);
	fixture_run(&fx, 100 * USEC_PER_MS);
	assert_int_equal(odd.notified, notified); /* not for ever */
	show("60 minutes");
	WAIT_FOR(&fx, odd.notified > notified); /* but when there is news */
	notify_withdraw(fx.notify, SUBJECT_REST);
	fixture_run(&fx, 20 * USEC_PER_MS);
	notified = odd.notified;
	fixture_run(&fx, 100 * USEC_PER_MS);
	assert_int_equal(odd.notified, notified); /* withdrawn: nothing to try for */
}

static void test_answers_nonsense(void **state)
{
	(void) state;
	odd.next_id = 0; /* "always greater than zero" */
	server_up_and_ready();
	show("50 minutes");
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 1); /* the second attempt got one */
	/* The same id for two subjects: it has given the place away. */
	odd.next_id = 1;
	struct notice notice = a_notice("20 minutes");
	notify_show(fx.notify, SUBJECT_MICRO, &notice);
	WAIT_FOR(&fx, popup(SUBJECT_MICRO)->id == 1);
	assert_int_equal(popup(SUBJECT_REST)->id, 0);
	notify_withdraw(fx.notify, SUBJECT_REST);
	fixture_run(&fx, 20 * USEC_PER_MS);
	assert_int_equal(odd.closed, 0); /* or the other one would go */
}

static void test_closes_at_once(void **state)
{
	(void) state;
	odd.closes = true;
	server_up_and_ready();
	show("50 minutes");
	WAIT_FOR(&fx,
		 odd.notified == 1 && popup(SUBJECT_REST)->id == 0 && !popup(SUBJECT_REST)->call);
	fixture_run(&fx, 100 * USEC_PER_MS);
	assert_int_equal(odd.notified, 1); /* no battle of wills */
}

/* Closed by the user it is gone; closed because the server ends it comes back with the next. */
static void test_closed_and_restarted(void **state)
{
	(void) state;
	server_up_and_ready();
	show("50 minutes");
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 7);
	assert_true(sd_bus_emit_signal(odd.bus, NOTIFICATIONS_PATH, NOTIFICATIONS_IFACE,
				       "NotificationClosed", "uu", 7, 4) >= 0);
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 0);
	server_down();
	server_up();
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 8);
	for (uint32_t reason = 1; reason <= 3; reason++) {
		unsigned notified = odd.notified;

		assert_true(sd_bus_emit_signal(odd.bus, NOTIFICATIONS_PATH, NOTIFICATIONS_IFACE,
					       "NotificationClosed", "uu", popup(SUBJECT_REST)->id,
					       reason) >= 0);
		WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 0);
		server_down();
		WAIT_FOR(&fx, !server_ready(fx.notify));
		server_up();
		WAIT_FOR(&fx, server_ready(fx.notify));
		fixture_run(&fx, 20 * USEC_PER_MS);
		assert_int_equal(odd.notified, notified);
		show("60 minutes");
		WAIT_FOR(&fx, popup(SUBJECT_REST)->id != 0);
	}
	assert_int_equal(fx.actions, 0);
}

static void test_crashes_at_every_notify(void **state)
{
	(void) state;
	fx.notify->times.retry = 1 * USEC_PER_MS;
	odd.crashes = true;
	show("50 minutes");
	for (unsigned i = 0; i < 12; i++) {
		server_up();
		WAIT_FOR(&fx, fx.notify->server.owner[0]);
		WAIT_FOR(&fx, !fx.notify->server.owner[0] || popup(SUBJECT_REST)->failures > 6);
		fixture_run(&fx, 5 * USEC_PER_MS);
		server_down();
		WAIT_FOR(&fx, !fx.notify->server.owner[0]);
	}
	assert_in_range(odd.notified, 5, 8); /* it is left in peace in the end */
}

static void emit(sd_bus *from, const char *member, uint32_t id, const char *key)
{
	const char *to;

	/* Straight to the adapter, so that the bus filters nothing. */
	assert_true(sd_bus_get_unique_name(fx.bus, &to) >= 0);
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	assert_true(sd_bus_message_new_signal(from, &m, NOTIFICATIONS_PATH, NOTIFICATIONS_IFACE,
					      member) >= 0);
	assert_true(sd_bus_message_append(m, key ? "us" : "uu", id, key ? key : (char *) 2) >= 0);
	assert_true(sd_bus_send_to(from, m, to, NULL) >= 0);
}

static void test_signals_of_strangers(void **state)
{
	_cleanup_(sd_bus_flush_close_unrefp) sd_bus *stranger = fixture_connect(&fx);

	(void) state;
	server_up_and_ready();
	show("50 minutes");
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 7);
	size_t before = mallinfo2().uordblks;
	for (uint32_t i = 0; i < 10000; i++) {
		emit(stranger, i % 2 ? "ActionInvoked" : "NotificationClosed", i % 20,
		     i % 2 ? "start" : NULL);
		if (i % 100 == 0) {
			assert_true(sd_bus_flush(stranger) >= 0);
		}
	}
	assert_true(sd_bus_flush(stranger) >= 0);
	fixture_drain(&fx);
	assert_int_equal(fx.actions, 0);
	assert_int_equal(popup(SUBJECT_REST)->id, 7);
	assert_true(mallinfo2().uordblks < before + 64 * 1024);

	/* The bus's own signal, forged. */
	const char *to;
	assert_true(sd_bus_get_unique_name(fx.bus, &to) >= 0);
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	assert_true(sd_bus_message_new_signal(stranger, &m, "/org/freedesktop/DBus",
					      "org.freedesktop.DBus", "NameOwnerChanged") >= 0);
	assert_true(sd_bus_message_append(m, "sss", NOTIFICATIONS_NAME, "", "") >= 0);
	assert_true(sd_bus_send_to(stranger, m, to, NULL) >= 0);
	assert_true(sd_bus_flush(stranger) >= 0);
	fixture_run(&fx, 50 * USEC_PER_MS);
	assert_true(fx.notify->server.owner[0]);
}

static void test_signals_of_the_server(void **state)
{
	(void) state;
	server_up_and_ready();
	show("50 minutes");
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 7);
	emit(odd.bus, "ActionInvoked", 8, "start");   /* somebody else's notification */
	emit(odd.bus, "ActionInvoked", 0, "start");   /* what is not on show has no id 0 */
	emit(odd.bus, "ActionInvoked", 7, "explode"); /* nothing we offered */
	emit(odd.bus, "ActionInvoked", 7, "");
	fixture_run(&fx, 50 * USEC_PER_MS);
	assert_int_equal(fx.actions, 0);
	emit(odd.bus, "ActionInvoked", 7, "postpone");
	WAIT_FOR(&fx, fx.actions == 1);
	assert_string_equal(fx.action, "postpone");
	emit(odd.bus, "ActionInvoked", 7, "default");
	WAIT_FOR(&fx, fx.actions == 2);
	assert_string_equal(fx.action, "start");

	/* Broadcast, as servers really do it. */
	assert_true(sd_bus_emit_signal(odd.bus, NOTIFICATIONS_PATH, NOTIFICATIONS_IFACE,
				       "ActionInvoked", "us", 7, "skip") >= 0);
	WAIT_FOR(&fx, fx.actions == 3);
	assert_string_equal(fx.action, "skip");

	/* A click that crosses the withdrawal. */
	notify_withdraw(fx.notify, SUBJECT_REST);
	emit(odd.bus, "ActionInvoked", 7, "start");
	fixture_run(&fx, 50 * USEC_PER_MS);
	assert_int_equal(fx.actions, 3);
	size_t before = mallinfo2().uordblks;
	for (uint32_t i = 0; i < 10000; i++) {
		emit(odd.bus, "NotificationClosed", i, NULL);
		if (i % 100 == 0) {
			fixture_run(&fx, 1);
		}
	}
	fixture_drain(&fx);
	assert_true(mallinfo2().uordblks < before + 64 * 1024);
}

/* The close of what the user clicked comes after its successor was sent: the successor stays. */
static void test_close_that_crosses_a_replacement(void **state)
{
	(void) state;
	server_up_and_ready();
	show("50 minutes");
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 7);
	odd.hangs = true;
	show("Break: 5:00 left");
	WAIT_FOR(&fx, odd.n_kept == 1);
	emit(odd.bus, "NotificationClosed", 7, NULL);
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 0);
	server_thaws();
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 8);
	assert_true(popup(SUBJECT_REST)->wanted);
}

/* No server, but the bus could start one: only for something to show. */
static void test_activation(void **state)
{
	char services[256], path[160];
	FILE *file;

	(void) state;
	/* Its own folder, as the one of the desktop does not exist yet. */
	char dir[] = "/tmp/ergod-test-XXXXXX";
	assert_non_null(mkdtemp(dir));
	(void) snprintf(path, sizeof(path), "%s/n.service", dir);
	file = fopen(path, "we");
	assert_non_null(file);
	(void) fprintf(file, "[D-BUS Service]\nName=%s\nExec=/bin/false\n", NOTIFICATIONS_NAME);
	(void) fclose(file);
	(void) snprintf(services, sizeof(services), "<servicedir>%s</servicedir>", dir);

	fixture_down(&fx);
	fixture_up(&fx, services);
	fx.notify->times.retry = 1 * USEC_PER_MS;
	WAIT_FOR(&fx, notify_available(fx.notify));
	fixture_run(&fx, 50 * USEC_PER_MS);
	assert_contains(fixture_health(&fx), "ok: no notification server runs yet");
	assert_string_equal(fx.notify->server.start_error, "");
	show("50 minutes");
	WAIT_FOR(&fx, popup(SUBJECT_REST)->failures > 6);
	assert_contains(fixture_health(&fx), "the bus could not start one "
					     "(org.freedesktop.DBus.Error.Spawn.ChildExited)");
	server_up(); /* one that comes by itself is as good */
	WAIT_FOR(&fx, odd.notified == 0 && server_ready(fx.notify));
	show("60 minutes");
	WAIT_FOR(&fx, popup(SUBJECT_REST)->id == 7);
	(void) unlink(path);
	(void) rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_is_sent, up, down),
		cmocka_unit_test_setup_teardown(test_capabilities_are_honoured, up, down),
		cmocka_unit_test_setup_teardown(test_hangs_from_the_start, up, down),
		cmocka_unit_test_setup_teardown(test_hangs_in_a_notify, up, down),
		cmocka_unit_test_setup_teardown(test_hangs_and_is_replaced, up, down),
		cmocka_unit_test_setup_teardown(test_refuses, up, down),
		cmocka_unit_test_setup_teardown(test_refuses_for_ever, up, down),
		cmocka_unit_test_setup_teardown(test_answers_nonsense, up, down),
		cmocka_unit_test_setup_teardown(test_closes_at_once, up, down),
		cmocka_unit_test_setup_teardown(test_closed_and_restarted, up, down),
		cmocka_unit_test_setup_teardown(test_crashes_at_every_notify, up, down),
		cmocka_unit_test_setup_teardown(test_signals_of_strangers, up, down),
		cmocka_unit_test_setup_teardown(test_signals_of_the_server, up, down),
		cmocka_unit_test_setup_teardown(test_close_that_crosses_a_replacement, up, down),
		cmocka_unit_test_setup_teardown(test_activation, up, down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
