/*
 * A notification server that is as odd as a test needs: a second connection of the test program on
 * the private bus, in the same loop, so that nothing has to be waited for.
 */
#pragma once

#include "notify-fixture.h"

/* What the server does, and what it was asked. */
struct odd {
	sd_bus *bus;
	const char *name;         /* of GetServerInformation */
	const char *capabilities; /* separated by blanks */
	bool hangs;               /* answers nothing */
	const char *refuses;      /* Notify is answered by this error */
	bool closes;              /* closes at once what it shows */
	bool crashes;             /* at Notify */
	bool probe_fails;         /* GetCapabilities and GetServerInformation are errors */
	uint32_t next_id;         /* given to the next notification */
	sd_bus_message *kept[64]; /* unanswered Notify calls */
	size_t n_kept;
	unsigned notified, closed, asked;
	uint32_t last_closed, last_replaces;
	char summary[4096], body[4096], actions[256], hints[512], icon[32];
	int32_t timeout;
};

static struct fixture fx;
static struct odd odd;

static void read_actions(sd_bus_message *m)
{
	const char *s;

	odd.actions[0] = '\0';
	assert_true(sd_bus_message_enter_container(m, 'a', "s") >= 0);
	while (sd_bus_message_read(m, "s", &s) > 0) {
		size_t len = strlen(odd.actions);
		(void) snprintf(odd.actions + len, sizeof(odd.actions) - len, "%s|", s);
	}
	assert_true(sd_bus_message_exit_container(m) >= 0);
}

static void read_hints(sd_bus_message *m)
{
	const char *key, *type;

	odd.hints[0] = '\0';
	assert_true(sd_bus_message_enter_container(m, 'a', "{sv}") >= 0);
	while (sd_bus_message_enter_container(m, 'e', "sv") > 0) {
		char value[64] = "?";
		union {
			uint8_t y;
			int32_t i;
			int b;
			const char *s;
		} u;

		assert_true(sd_bus_message_read(m, "s", &key) >= 0);
		assert_true(sd_bus_message_peek_type(m, NULL, &type) >= 0);
		char t = type[0];
		assert_true(sd_bus_message_read(m, "v", type, &u) >= 0);
		if (t == 's') {
			(void) snprintf(value, sizeof(value), "%s", u.s);
		} else {
			(void) snprintf(value, sizeof(value), "%d", t == 'y' ? u.y : u.i);
		}
		size_t len = strlen(odd.hints);
		(void) snprintf(odd.hints + len, sizeof(odd.hints) - len, "%s=%s ", key, value);
		assert_true(sd_bus_message_exit_container(m) >= 0);
	}
	assert_true(sd_bus_message_exit_container(m) >= 0);
}

static int on_notify(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	const char *app, *icon, *summary, *body;

	(void) userdata;
	assert_true(sd_bus_message_read(m, "susss", &app, &odd.last_replaces, &icon, &summary,
					&body) >= 0);
	assert_string_equal(app, "ergod");
	(void) snprintf(odd.icon, sizeof(odd.icon), "%s", icon);
	(void) snprintf(odd.summary, sizeof(odd.summary), "%s", summary);
	(void) snprintf(odd.body, sizeof(odd.body), "%s", body);
	read_actions(m);
	read_hints(m);
	assert_true(sd_bus_message_read(m, "i", &odd.timeout) >= 0);
	odd.notified++;
	if (odd.crashes) {
		sd_bus_close(odd.bus);
		return 1;
	}
	if (odd.hangs) {
		assert_true(odd.n_kept < ELEMENTSOF(odd.kept));
		odd.kept[odd.n_kept++] = sd_bus_message_ref(m);
		return 1;
	}
	if (odd.refuses) {
		return sd_bus_error_set(error, odd.refuses, "no");
	}
	uint32_t id = odd.last_replaces ? odd.last_replaces : odd.next_id++;
	assert_true(sd_bus_reply_method_return(m, "u", id) >= 0);
	if (odd.closes) {
		assert_true(sd_bus_emit_signal(odd.bus, NOTIFICATIONS_PATH, NOTIFICATIONS_IFACE,
					       "NotificationClosed", "uu", id, 4) >= 0);
	}
	return 1;
}

static int on_close(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) userdata;
	(void) error;
	assert_true(sd_bus_message_read(m, "u", &odd.last_closed) >= 0);
	odd.closed++;
	return sd_bus_reply_method_return(m, "");
}

static int on_get(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	char words[256], *save = NULL;

	(void) userdata;
	odd.asked++;
	if (odd.hangs) {
		odd.kept[odd.n_kept++] = sd_bus_message_ref(m);
		return 1;
	}
	if (odd.probe_fails) {
		return sd_bus_error_set(error, SD_BUS_ERROR_UNKNOWN_METHOD, "no");
	}
	if (sd_bus_message_is_method_call(m, NULL, "GetServerInformation")) {
		return sd_bus_reply_method_return(m, "ssss", odd.name, "nobody", "0.1\n\033[31m",
						  "1.2");
	}
	assert_true(sd_bus_message_new_method_return(m, &reply) >= 0);
	assert_true(sd_bus_message_open_container(reply, 'a', "s") >= 0);
	(void) snprintf(words, sizeof(words), "%s", odd.capabilities);
	for (char *w = strtok_r(words, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		assert_true(sd_bus_message_append(reply, "s", w) >= 0);
	}
	assert_true(sd_bus_message_close_container(reply) >= 0);
	return sd_bus_send(NULL, reply, NULL);
}

static const sd_bus_vtable vtable[] = {
	SD_BUS_VTABLE_START(0),
	SD_BUS_METHOD("Notify", "susssasa{sv}i", "u", on_notify, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD("CloseNotification", "u", "", on_close, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD("GetCapabilities", "", "as", on_get, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD("GetServerInformation", "", "ssss", on_get, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_SIGNAL("NotificationClosed", "uu", 0),
	SD_BUS_SIGNAL("ActionInvoked", "us", 0),
	SD_BUS_VTABLE_END,
};

static void server_up(void)
{
	odd.bus = fixture_connect(&fx);
	assert_true(sd_bus_add_object_vtable(odd.bus, NULL, NOTIFICATIONS_PATH, NOTIFICATIONS_IFACE,
					     vtable, NULL) >= 0);
	assert_true(sd_bus_request_name(odd.bus, NOTIFICATIONS_NAME, 0) >= 0);
	assert_true(sd_bus_attach_event(odd.bus, fx.event, 0) >= 0);
}

static void server_down(void)
{
	for (size_t i = 0; i < odd.n_kept; i++) {
		odd.kept[i] = sd_bus_message_unref(odd.kept[i]);
	}
	odd.n_kept = 0;
	odd.bus = sd_bus_flush_close_unref(odd.bus);
}

/* The answers it owes, at last. */
static void server_thaws(void)
{
	odd.hangs = false;
	for (size_t i = 0; i < odd.n_kept; i++) {
		sd_bus_message *m = odd.kept[i];

		if (sd_bus_message_is_method_call(m, NULL, "Notify")) {
			assert_true(sd_bus_reply_method_return(m, "u", odd.next_id++) >= 0);
		} else {
			sd_bus_error error = SD_BUS_ERROR_NULL;

			(void) sd_bus_message_rewind(m, true);
			(void) on_get(m, NULL, &error);
		}
		odd.kept[i] = sd_bus_message_unref(m);
	}
	odd.n_kept = 0;
}
