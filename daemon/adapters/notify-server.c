/*
 * The notification server: who it is, what it can do, whether it answers.
 *
 *   none --(NameOwnerChanged, GetNameOwner)--> asked --(both answers)--> ready
 *     ^                                          |                         |
 *     +-------------- NameOwnerChanged ----------+-------------------------+
 *
 * Nothing is sent to a server before it is ready, so one that hangs from the start gets no queue of
 * ours.  Calls have no timeout: an answer that comes late tells the id of what is on show, and
 * without it that could never be withdrawn.  Instead a timer runs while an answer is owed.
 */
#include "adapters/notify-internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ergo/tr.h"
#include "log.h"

#define DBUS_NAME  "org.freedesktop.DBus"
#define DBUS_PATH  "/org/freedesktop/DBus"
#define DBUS_IFACE "org.freedesktop.DBus"

static void error_copy(char to[static SERVER_ERROR_MAX], sd_bus_message *m)
{
	const sd_bus_error *e = sd_bus_message_get_error(m);

	ascii_copy(to, SERVER_ERROR_MAX, e && e->name ? e->name : "no answer");
}

static int call_bus(struct notify *n, sd_bus_slot **slot, const char *method,
		    sd_bus_message_handler_t handler, const char *argument)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	r = sd_bus_message_new_method_call(n->bus, &m, DBUS_NAME, DBUS_PATH, DBUS_IFACE, method);
	if (r < 0) {
		return r;
	}
	if (argument) {
		r = sd_bus_message_append(m, "s", argument);
		if (r < 0) {
			return r;
		}
	}
	if (strcmp(method, "StartServiceByName") == 0) {
		r = sd_bus_message_append(m, "u", 0);
		if (r < 0) {
			return r;
		}
	}
	return sd_bus_call_async(n->bus, slot, m, handler, n, UINT64_MAX);
}

/* -- patience */

static bool owes_answer(const struct notify *n)
{
	return n->server.info_call || n->server.capabilities_call || notify_calls_pending(n);
}

static int on_patience(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct notify *n = userdata;

	(void) source;
	(void) usec;
	if (owes_answer(n) && !n->server.hangs) {
		n->server.hangs = true;
		log_warning("notification server: %s does not answer",
			    n->server.name[0] ? n->server.name : n->server.owner);
		n->changed(n->userdata);
	}
	return 0;
}

void server_watch(struct notify *n)
{
	struct server *s = &n->server;
	int enabled = SD_EVENT_OFF;

	if (!owes_answer(n)) {
		if (s->patience) {
			(void) sd_event_source_set_enabled(s->patience, SD_EVENT_OFF);
		}
		return;
	}
	if (!s->patience) {
		/* Without the timer a hang is not noticed; everything else still works. */
		(void) sd_event_add_time_relative(n->event, &s->patience, CLOCK_MONOTONIC,
						  n->times.patience, n->times.patience / 10,
						  on_patience, n);
		return;
	}
	(void) sd_event_source_get_enabled(s->patience, &enabled);
	if (enabled == SD_EVENT_OFF && !s->hangs) {
		(void) sd_event_source_set_time_relative(s->patience, n->times.patience);
		(void) sd_event_source_set_enabled(s->patience, SD_EVENT_ONESHOT);
	}
}

void server_answered(struct notify *n)
{
	struct server *s = &n->server;

	/* What is still owed is given the whole time anew. */
	if (s->patience) {
		(void) sd_event_source_set_enabled(s->patience, SD_EVENT_OFF);
	}
	if (s->hangs) {
		s->hangs = false;
		log_info("notification server: answers again");
		n->changed(n->userdata);
	}
	server_watch(n);
}

/* -- asking who it is */

bool server_ready(const struct notify *n)
{
	const struct server *s = &n->server;

	return s->owner[0] && !s->info_call && !s->capabilities_call;
}

static void asked(struct notify *n)
{
	struct server *s = &n->server;

	server_answered(n);
	if (server_ready(n)) {
		log_debug("notification server: %s %s, %s%s%s", s->name, s->version,
			  s->capabilities & CAP_BODY ? "body " : "",
			  s->capabilities & CAP_MARKUP ? "markup " : "",
			  s->capabilities & CAP_ACTIONS ? "actions" : "");
		notify_server_known(n);
		n->changed(n->userdata);
	}
}

static int on_info(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct notify *n = userdata;
	const char *name, *vendor, *version, *spec;

	(void) error;
	n->server.info_call = sd_bus_slot_unref(n->server.info_call);
	if (!sd_bus_message_is_method_error(m, NULL) &&
	    sd_bus_message_read(m, "ssss", &name, &vendor, &version, &spec) >= 0) {
		ascii_copy(n->server.name, sizeof(n->server.name), name);
		ascii_copy(n->server.version, sizeof(n->server.version), version);
	}
	asked(n);
	return 0;
}

static unsigned read_capabilities(sd_bus_message *m)
{
	static const struct {
		const char *name;
		enum capability bit;
	} table[] = {
		{ "body", CAP_BODY },
		{ "body-markup", CAP_MARKUP },
		{ "actions", CAP_ACTIONS },
	};
	unsigned set = 0;
	const char *name;

	if (sd_bus_message_is_method_error(m, NULL) ||
	    sd_bus_message_enter_container(m, 'a', "s") < 0) {
		return CAP_BODY; /* it does not say: the plainest that any server shows */
	}
	while (sd_bus_message_read(m, "s", &name) > 0) {
		for (size_t i = 0; i < ELEMENTSOF(table); i++) {
			set |= strcmp(name, table[i].name) == 0 ? table[i].bit : 0;
		}
	}
	return set;
}

static int on_capabilities(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct notify *n = userdata;

	(void) error;
	n->server.capabilities_call = sd_bus_slot_unref(n->server.capabilities_call);
	n->server.capabilities = read_capabilities(m);
	asked(n);
	return 0;
}

static int ask(struct notify *n, const char *method, sd_bus_slot **slot,
	       sd_bus_message_handler_t handler)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	r = sd_bus_message_new_method_call(n->bus, &m, n->server.owner, NOTIFICATIONS_PATH,
					   NOTIFICATIONS_IFACE, method);
	if (r < 0) {
		return r;
	}
	return sd_bus_call_async(n->bus, slot, m, handler, n, UINT64_MAX);
}

/* -- coming and going */

static int on_activatable(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct notify *n = userdata;
	const char *name;

	(void) error;
	n->server.activatable_call = sd_bus_slot_unref(n->server.activatable_call);
	n->server.activatable = false;
	if (sd_bus_message_is_method_error(m, NULL) ||
	    sd_bus_message_enter_container(m, 'a', "s") < 0) {
		return 0;
	}
	while (sd_bus_message_read(m, "s", &name) > 0) {
		if (strcmp(name, NOTIFICATIONS_NAME) == 0) {
			n->server.activatable = true;
			n->changed(n->userdata);
			break;
		}
	}
	return 0;
}

static void owner_changed(struct notify *n, const char *owner)
{
	struct server *s = &n->server;
	bool had = s->owner[0];
	int r;

	if (strlen(owner) >= sizeof(s->owner) || strcmp(owner, s->owner) == 0) {
		return;
	}
	s->info_call = sd_bus_slot_unref(s->info_call);
	s->capabilities_call = sd_bus_slot_unref(s->capabilities_call);
	if (s->patience) {
		(void) sd_event_source_set_enabled(s->patience, SD_EVENT_OFF);
	}
	s->hangs = false;
	s->capabilities = 0;
	s->name[0] = s->version[0] = s->error[0] = s->start_error[0] = '\0';
	(void) snprintf(s->owner, sizeof(s->owner), "%s", owner);
	if (had) {
		notify_server_gone(n);
	}
	if (s->owner[0]) {
		r = ask(n, "GetServerInformation", &s->info_call, on_info);
		if (r >= 0) {
			r = ask(n, "GetCapabilities", &s->capabilities_call, on_capabilities);
		}
	} else {
		s->activatable_call = sd_bus_slot_unref(s->activatable_call);
		r = call_bus(n, &s->activatable_call, "ListActivatableNames", on_activatable, NULL);
	}
	if (r < 0) {
		log_debug_errno(r, "notification server: %m");
	}
	server_watch(n);
	n->changed(n->userdata);
}

static int on_owner_changed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct notify *n = userdata;
	const char *sender = sd_bus_message_get_sender(m), *name, *old, *new;

	(void) error;
	/* Only the bus itself: anybody may send a signal of this name straight to us. */
	if (sender && strcmp(sender, DBUS_NAME) == 0 &&
	    sd_bus_message_read(m, "sss", &name, &old, &new) >= 0 &&
	    strcmp(name, NOTIFICATIONS_NAME) == 0) {
		/* The signal is newer than whatever GetNameOwner would answer. */
		n->server.owner_call = sd_bus_slot_unref(n->server.owner_call);
		owner_changed(n, new);
	}
	return 0;
}

static int on_owner(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct notify *n = userdata;
	const char *owner;

	(void) error;
	n->server.owner_call = sd_bus_slot_unref(n->server.owner_call);
	if (!sd_bus_message_is_method_error(m, NULL) && sd_bus_message_read(m, "s", &owner) >= 0) {
		owner_changed(n, owner);
	} else {
		notify_server_known(n);
	}
	return 0;
}

static int on_started(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct notify *n = userdata;
	struct server *s = &n->server;

	(void) error;
	s->start_call = sd_bus_slot_unref(s->start_call);
	if (!sd_bus_message_is_method_error(m, NULL) || s->owner[0]) {
		s->start_error[0] = '\0';
		return 0; /* NameOwnerChanged tells the rest */
	}
	if (sd_bus_message_is_method_error(m, SD_BUS_ERROR_SERVICE_UNKNOWN)) {
		s->activatable = false;
	} else {
		error_copy(s->start_error, m);
		log_warning("notification server: can't be started: %s", s->start_error);
	}
	notify_server_not_started(n, s->activatable);
	n->changed(n->userdata);
	return 0;
}

void server_start(struct notify *n)
{
	struct server *s = &n->server;

	/* Whether it can be had is asked of the bus each time: a server may have been installed. */
	if (s->owner[0] || s->start_call || s->owner_call) {
		return;
	}
	int r = call_bus(n, &s->start_call, "StartServiceByName", on_started, NOTIFICATIONS_NAME);
	if (r < 0) {
		log_debug_errno(r, "notification server: %m");
	}
}

static int on_match_installed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) userdata;
	(void) error;
	if (sd_bus_message_is_method_error(m, NULL)) {
		log_warning(
			"session bus: refuses to tell of notification servers that come and go");
	}
	return 0;
}

int server_new(struct notify *n)
{
	struct server *s = &n->server;
	int r;

	r = sd_bus_add_match_async(n->bus, &s->owner_match,
				   "type='signal',sender='" DBUS_NAME "',path='" DBUS_PATH
				   "',interface='" DBUS_IFACE
				   "',member='NameOwnerChanged',arg0='" NOTIFICATIONS_NAME "'",
				   on_owner_changed, on_match_installed, n);
	if (r < 0) {
		return r;
	}
	r = call_bus(n, &s->owner_call, "GetNameOwner", on_owner, NOTIFICATIONS_NAME);
	if (r < 0) {
		return r;
	}
	return call_bus(n, &s->activatable_call, "ListActivatableNames", on_activatable, NULL);
}

void server_done(struct notify *n)
{
	struct server *s = &n->server;

	s->owner_match = sd_bus_slot_unref(s->owner_match);
	s->owner_call = sd_bus_slot_unref(s->owner_call);
	s->activatable_call = sd_bus_slot_unref(s->activatable_call);
	s->start_call = sd_bus_slot_unref(s->start_call);
	s->info_call = sd_bus_slot_unref(s->info_call);
	s->capabilities_call = sd_bus_slot_unref(s->capabilities_call);
	s->patience = sd_event_source_disable_unref(s->patience);
}

/* -- for people */

bool notify_updates_silently(const struct notify *n)
{
	static const char *const known[] = { "dunst", "mako", "SwayNotificationCenter" };

	for (size_t i = 0; server_ready(n) && i < ELEMENTSOF(known); i++) {
		if (strcasecmp(n->server.name, known[i]) == 0) {
			return true;
		}
	}
	return false;
}

bool notify_available(const struct notify *n)
{
	return n->server.owner[0] ? !n->server.hangs : n->server.activatable;
}

static void absent_health(const struct server *s, struct health *ret)
{
	if (s->start_error[0]) {
		ret->level = HEALTH_FAIL;
		(void) snprintf(
			ret->text, sizeof(ret->text),
			_("no notification server runs, and the bus could not start one (%s): "
			  "start one in the session, e.g. dunst or mako"),
			s->start_error);
	} else if (s->activatable) {
		ret->level = HEALTH_OK;
		(void) snprintf(
			ret->text, sizeof(ret->text), "%s",
			_("no notification server runs yet; the bus starts one for the first "
			  "prompt"));
	} else {
		ret->level = HEALTH_FAIL;
		(void) snprintf(
			ret->text, sizeof(ret->text), "%s",
			_("no notification server runs: install and start one, e.g. dunst or "
			  "mako; until then `ergoctl status` is the only prompt"));
	}
}

/* "dunst 1.9.0" */
static void say_name(const struct server *s, char *buf, size_t size)
{
	if (!s->name[0]) {
		(void) snprintf(buf, size, "%s", _("the notification server"));
	} else {
		(void) snprintf(buf, size, "%s%s%s", s->name, s->version[0] ? " " : "", s->version);
	}
}

void server_health(const struct notify *n, struct health *ret)
{
	const struct server *s = &n->server;
	char name[sizeof(s->name) + sizeof(s->version) + 64];

	if (!s->owner[0]) {
		absent_health(s, ret);
		return;
	}
	say_name(s, name, sizeof(name));
	ret->level = HEALTH_WARN;
	if (s->hangs) {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("%s does not answer: restart it; prompts wait for it"), name);
	} else if (s->error[0]) {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("%s refused a notification (%s): see its log, or use another "
				  "server, e.g. dunst or mako"),
				name, s->error);
	} else if (!server_ready(n)) {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("%s has just been asked what it can do"), name);
	} else if (!(s->capabilities & CAP_ACTIONS)) {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("%s shows no buttons: answer prompts with `ergoctl break`, "
				  "`ergoctl postpone` and `ergoctl skip`"),
				name);
	} else {
		ret->level = HEALTH_OK;
		(void) snprintf(ret->text, sizeof(ret->text),
				notify_updates_silently(n)
					? _("%s, with buttons, countdown in place")
					: _("%s, with buttons"),
				name);
	}
}
