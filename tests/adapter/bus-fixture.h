/*
 * The D-Bus service on a private bus, with data in place of the engine, and a client.  Both live in
 * one event loop, so that every test is deterministic.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "../lib/private-bus.h"
#include "adapters/bus.h"
#include "ergo/wire.h"

#define MAYBE_UNUSED __attribute__((unused))

#define PATIENCE (30 * USEC_PER_SEC)

/* Boot time 1000 s is wall time 2,000,000 s. */
#define BOOT      (1000 * USEC_PER_SEC)
#define REAL      (2000000 * USEC_PER_SEC)
#define WALL(sec) (REAL + (usec_t) ((sec) -1000) * USEC_PER_SEC) /* of boot second `sec` */

struct fake {
	struct bus_view view;
	struct config config;
	const char *problems[8];
	unsigned views, commands, reloads, checks, doctors;
	struct event last;
	int command_result, reload_result, check_result;
	const char *reason;
	struct config_diags diags;
	struct health health[3];
	struct monitors monitors;
	struct audit audit;
	usec_t share[MONITORS_MAX];
	const char *profile;
	enum length_unit unit;
	int setup_result, answer_result;
	int answer; /* the last one; -1: none */
};

struct fixture {
	struct private_bus daemon;
	sd_event *event;
	sd_bus *server, *client;
	struct bus *bus;
	struct fake fake;
	unsigned n_changed;  /* PropertiesChanged signals seen by the client */
	char changed[1024];  /* "Name,Name," of the last one */
	char changed_at[64]; /* the interface of that */
	char signals[4096];  /* "Member(args) ..." of our own */
	sd_bus_slot *slots[3];
};

/* ---- the engine side ---- */

static void fake_view(struct bus_view *ret, void *userdata)
{
	struct fake *fake = userdata;

	fake->views++;
	*ret = fake->view;
}

static int fake_command(const struct event *ev, char *reason, size_t size, void *userdata)
{
	struct fake *fake = userdata;

	fake->commands++;
	fake->last = *ev;
	if (fake->reason) {
		(void) snprintf(reason, size, "%s", fake->reason);
	}
	return fake->command_result;
}

static int fake_reload(const struct config_diags **ret, void *userdata)
{
	struct fake *fake = userdata;

	fake->reloads++;
	*ret = &fake->diags;
	return fake->reload_result;
}

static int fake_check(const struct config_diags **ret, void *userdata)
{
	struct fake *fake = userdata;

	fake->checks++;
	*ret = &fake->diags;
	return fake->check_result;
}

static void fake_origin(struct config_item item, char *buf, size_t size, void *userdata)
{
	(void) userdata;
	(void) snprintf(buf, size, "%s",
			strcmp(item.key->key, "length") == 0 ? "/home/u/ergod.ini:7" : "default");
}

static size_t fake_doctor(struct health ret[static BUS_HEALTH_MAX], void *userdata)
{
	struct fake *fake = userdata;

	fake->doctors++;
	memcpy(ret, fake->health, sizeof(fake->health));
	return ELEMENTSOF(fake->health);
}

static void fake_audit(struct bus_audit *ret, void *userdata)
{
	struct fake *fake = userdata;

	*ret = (struct bus_audit){
		.monitors = &fake->monitors,
		.audit = &fake->audit,
		.unit = fake->unit,
		.profile = fake->profile ? fake->profile : "",
		.laptop_only_today = 18,
		.share = fake->share,
	};
}

static int fake_setup(char *buf, size_t size, void *userdata)
{
	struct fake *fake = userdata;

	(void) snprintf(buf, size, "[user]\nstature = 1.75m\n");
	return fake->setup_result;
}

static int fake_answer(enum posture_answer answer, char *reason, size_t size, void *userdata)
{
	struct fake *fake = userdata;

	fake->answer = (int) answer;
	if (fake->reason) {
		(void) snprintf(reason, size, "%s", fake->reason);
	}
	return fake->answer_result;
}

static const struct bus_ops fake_ops = {
	.view = fake_view,
	.command = fake_command,
	.reload = fake_reload,
	.check = fake_check,
	.origin = fake_origin,
	.doctor = fake_doctor,
	.audit = fake_audit,
	.setup = fake_setup,
	.answer = fake_answer,
};

/* A user who has worked for 50 min and is to take a rest break. */
static void fake_init(struct fake *fake)
{
	struct snapshot *s = &fake->view.snapshot;

	config_defaults(&fake->config);
	fake->answer = -1;
	fake->view = (struct bus_view){
		.stamp = { .boot = BOOT, .real = REAL, .gmtoff_until = USEC_INFINITY },
		.config = &fake->config,
		.input_source = "evdev",
		.config_file = "",
		.problems = fake->problems,
		.quiet = "",
		.quiet_text = "",
		.quiet_until = USEC_INFINITY,
		.engaged = "",
		.engaged_by = "",
	};
	*s = (struct snapshot){
		.now = BOOT,
		.presence = PRESENCE_PRESENT,
		.presence_since = 400 * USEC_PER_SEC,
		.last_pulse = 998 * USEC_PER_SEC,
		.last_class = DEVICE_TABLET,
		.in_session = true,
		.session_start = 300 * USEC_PER_SEC,
		.session_time = 11,
		.today_time = 12,
		.longest_today = 13,
		.since_micro = 14,
		.since_rest = 15,
		.break_state = BREAK_DUE,
		.break_kind = BREAK_REST,
		.break_remaining = 16,
		.postpones_left = 3,
		.next_reason = NEXT_ACTIVE,
		.next_kind = BREAK_REST,
		.next_in = 17,
		.next_at = 1100 * USEC_PER_SEC,
		.silent_until = USEC_INFINITY,
	};
	s->tally[BREAK_REST][OUTCOME_TAKEN] = 2;
	s->tally[BREAK_MICRO][OUTCOME_NATURAL] = 5;
	fake->health[0] = (struct health){ "input", HEALTH_OK, "2 devices" };
	fake->health[1] = (struct health){ "session", HEALTH_WARN, "no logind" };
	fake->health[2] = (struct health){ "display", HEALTH_FAIL, "bad \xff\x1b[31m byte" };
}

/* ---- the client side ---- */

static int on_properties_changed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct fixture *f = userdata;
	const char *interface, *name, *contents;
	size_t len = 0;

	(void) error;
	f->n_changed++;
	f->changed[0] = '\0';
	assert_true(sd_bus_message_read(m, "s", &interface) > 0);
	assert_int_equal(strncmp(interface, WIRE_NAME, strlen(WIRE_NAME)), 0);
	(void) snprintf(f->changed_at, sizeof(f->changed_at), "%s", interface);
	assert_true(sd_bus_message_enter_container(m, 'a', "{sv}") > 0);
	while (sd_bus_message_enter_container(m, 'e', "sv") > 0) {
		assert_true(sd_bus_message_read(m, "s", &name) > 0);
		len += (size_t) snprintf(f->changed + len, sizeof(f->changed) - len, "%s,", name);
		assert_true(sd_bus_message_peek_type(m, NULL, &contents) > 0);
		assert_true(sd_bus_message_skip(m, "v") > 0);
		assert_true(sd_bus_message_exit_container(m) > 0);
	}
	assert_true(sd_bus_message_exit_container(m) > 0);
	/* Nothing is only invalidated: the new values come along. */
	assert_true(sd_bus_message_enter_container(m, 'a', "s") > 0);
	assert_int_equal(sd_bus_message_at_end(m, false), 1);
	return 0;
}

static int on_signal(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct fixture *f = userdata;
	size_t len = strlen(f->signals), max = sizeof(f->signals);
	char type;

	(void) error;
	len += (size_t) snprintf(f->signals + len, max - len, "%s(", sd_bus_message_get_member(m));
	while (sd_bus_message_peek_type(m, &type, NULL) > 0) {
		const char *s;
		uint64_t t;

		if (type == 's') {
			assert_true(sd_bus_message_read_basic(m, 's', &s) > 0);
			len += (size_t) snprintf(f->signals + len, max - len, "%s;", s);
		} else {
			assert_true(sd_bus_message_read_basic(m, 't', &t) > 0);
			len += (size_t) snprintf(f->signals + len, max - len, "%llu;",
						 (unsigned long long) t);
		}
	}
	(void) snprintf(f->signals + len, max - len, ") ");
	return 0;
}

static sd_bus *connect_to(const char *address, sd_event *event)
{
	sd_bus *bus = NULL;

	assert_int_equal(sd_bus_new(&bus), 0);
	assert_true(sd_bus_set_address(bus, address) >= 0);
	assert_true(sd_bus_set_bus_client(bus, true) >= 0);
	assert_true(sd_bus_start(bus) >= 0);
	if (event) {
		assert_true(sd_bus_attach_event(bus, event, SD_EVENT_PRIORITY_NORMAL) >= 0);
	}
	return bus;
}

struct waiting {
	sd_bus_message *reply;
};

static int on_reply(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct waiting *w = userdata;

	(void) error;
	w->reply = sd_bus_message_ref(m);
	return 0;
}

/* Sends `m` (which it takes over) and runs the loop until the answer is there: a return or an
 * error. */
MAYBE_UNUSED static sd_bus_message *call_message(struct fixture *f, sd_bus_message *m)
{
	struct waiting w = { NULL };

	assert_true(sd_bus_call_async(f->client, NULL, m, on_reply, &w, PATIENCE) >= 0);
	sd_bus_message_unref(m);
	while (!w.reply) {
		assert_true(sd_event_run(f->event, PATIENCE) >= 0);
	}
	return w.reply;
}

MAYBE_UNUSED static sd_bus_message *call_at(struct fixture *f, const char *path,
					    const char *interface, const char *member,
					    const char *signature, ...)
{
	sd_bus_message *m = NULL;
	va_list ap;

	assert_true(sd_bus_message_new_method_call(f->client, &m, WIRE_NAME, path, interface,
						   member) >= 0);
	va_start(ap, signature);
	assert_true(!signature[0] || sd_bus_message_appendv(m, signature, ap) >= 0);
	va_end(ap);
	return call_message(f, m);
}

#define call_manager(f, member, ...) call_at(f, WIRE_PATH, WIRE_MANAGER, member, __VA_ARGS__)
#define call_config(f, member, ...)  call_at(f, WIRE_PATH, WIRE_CONFIG, member, __VA_ARGS__)
#define call_audit(f, member, ...)   call_at(f, WIRE_PATH, WIRE_AUDIT, member, __VA_ARGS__)

MAYBE_UNUSED static void assert_fails(sd_bus_message *reply, const char *name, const char *part)
{
	const sd_bus_error *e = sd_bus_message_get_error(reply);

	assert_non_null(e);
	assert_string_equal(e->name, name);
	if (!strstr(e->message, part)) {
		fail_msg("\"%s\" is not in \"%s\"", part, e->message);
	}
	sd_bus_message_unref(reply);
}

MAYBE_UNUSED static sd_bus_message *succeeds(sd_bus_message *reply, const char *signature)
{
	const sd_bus_error *e = sd_bus_message_get_error(reply);

	if (e) {
		fail_msg("%s: %s", e->name, e->message);
	}
	assert_string_equal(sd_bus_message_get_signature(reply, true), signature);
	return reply;
}

MAYBE_UNUSED static void assert_done(sd_bus_message *reply)
{
	sd_bus_message_unref(succeeds(reply, ""));
}

/* Everything the service has sent so far has been seen by the client afterwards. */
MAYBE_UNUSED static void settle(struct fixture *f)
{
	for (int i = 0; i < 2; i++) {
		assert_done(call_at(f, WIRE_PATH, "org.freedesktop.DBus.Peer", "Ping", ""));
	}
}

static void add_matches(struct fixture *f)
{
	static const char changed[] = "type='signal',interface='org.freedesktop.DBus.Properties',"
				      "member='PropertiesChanged',path='" WIRE_PATH "'";
	static const char own[] = "type='signal',interface='" WIRE_MANAGER "'";
	static const char audit[] = "type='signal',interface='" WIRE_AUDIT "'";

	assert_true(sd_bus_add_match(f->client, &f->slots[0], changed, on_properties_changed, f) >=
		    0);
	assert_true(sd_bus_add_match(f->client, &f->slots[1], own, on_signal, f) >= 0);
	assert_true(sd_bus_add_match(f->client, &f->slots[2], audit, on_signal, f) >= 0);
}

MAYBE_UNUSED static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	fake_init(&f->fake);
	assert_int_equal(private_bus_start(&f->daemon), 0);
	assert_true(sd_event_new(&f->event) >= 0);
	f->server = connect_to(f->daemon.address, f->event);
	f->client = connect_to(f->daemon.address, f->event);
	assert_int_equal(bus_new(&f->bus, f->server, &fake_ops, &f->fake), 0);
	assert_int_equal(bus_own_name(f->bus), 0);
	add_matches(f);
	*state = f;
	return 0;
}

MAYBE_UNUSED static int teardown(void **state)
{
	struct fixture *f = *state;

	f->slots[0] = sd_bus_slot_unref(f->slots[0]);
	f->slots[1] = sd_bus_slot_unref(f->slots[1]);
	f->slots[2] = sd_bus_slot_unref(f->slots[2]);
	f->bus = bus_free(f->bus);
	f->client = sd_bus_close_unref(f->client);
	f->server = sd_bus_close_unref(f->server);
	f->event = sd_event_unref(f->event);
	private_bus_stop(&f->daemon);
	free(f);
	return 0;
}
