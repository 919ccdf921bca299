/*
 * Mutter's idle monitor, sampled as idle-clock.h says:
 *
 *   absent --owner--> asked --GetIdletime answered--> usable
 *     ^                 ^                               |
 *     |                 +----back-off--- broken <-------+ an error, or no answer in time
 *     +--owner gone (from everywhere)
 *
 * AddIdleWatch is not used: idle watches stand still while something inhibits idleness.
 */
#include "adapters/mutter-internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/input-wire.h"
#include "ergo/tr.h"
#include "log.h"

#define PATIENCE      (10 * USEC_PER_SEC) /* a busy shell is slow, it does not hang */
#define BACKOFF_LEAST USEC_PER_SEC
#define BACKOFF_MOST  (5 * USEC_PER_MIN)

/* ---- what the other file needs ---- */

int mutter_call(struct mutter *m, sd_bus_slot **slot, const char *to, const char *member,
		sd_bus_message_handler_t handler, const char *types, ...)
{
	bool driver = strcmp(to, DBUS) == 0;
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *msg = NULL;
	va_list ap;
	int r;

	r = sd_bus_message_new_method_call(m->bus, &msg, to, driver ? DBUS_PATH : MONITOR_PATH,
					   driver ? DBUS : MONITOR, member);
	if (r < 0) {
		return r;
	}
	/* A shell that is not there is not to be started by somebody who only watches. */
	r = sd_bus_message_set_auto_start(msg, false);
	if (r < 0) {
		return r;
	}
	va_start(ap, types);
	r = sd_bus_message_appendv(msg, types, ap);
	va_end(ap);
	if (r < 0) {
		return r;
	}
	if (!slot) {
		return sd_bus_send(m->bus, msg, NULL);
	}
	*slot = sd_bus_slot_unref(*slot);
	return sd_bus_call_async(m->bus, slot, msg, handler, m, m->patience);
}

/* `changed` comes from here alone: never out of a call of ours, and with nothing to do after it. */
static int on_news(sd_event_source *source, void *userdata)
{
	struct mutter *m = userdata;

	(void) source;
	if (m->usable != m->told) {
		m->told = m->usable;
		m->callbacks.changed(m->userdata);
	}
	return 0;
}

static void set_usable(struct mutter *m, bool usable)
{
	if (m->usable != usable) {
		m->usable = usable;
		(void) sd_event_source_set_enabled(m->news, SD_EVENT_ONESHOT);
	}
}

void mutter_works(struct mutter *m)
{
	m->trouble[0] = '\0';
	set_usable(m, true);
}

static void stop(struct mutter *m)
{
	m->idle_call = sd_bus_slot_unref(m->idle_call);
	mutter_disarm(m);
	idle_clock_stop(m->clock);
	set_usable(m, false);
}

static void try_later(struct mutter *m)
{
	(void) sd_event_source_set_time_relative(m->retry, m->backoff);
	(void) sd_event_source_set_enabled(m->retry, SD_EVENT_ONESHOT);
	m->backoff = usec_min(2 * m->backoff, BACKOFF_MOST);
}

void mutter_broken(struct mutter *m, const char *why)
{
	if (m->usable || !m->trouble[0]) {
		log_warning("GNOME Shell: idle monitor: %s", why);
	}
	(void) snprintf(m->trouble, sizeof(m->trouble), "%s", why);
	stop(m);
	try_later(m);
}

static void on_ready(void *userdata)
{
	struct mutter *m = userdata;

	m->callbacks.ready(m->userdata);
}

/* ---- GNOME Shell comes and goes ---- */

static void set_owner(struct mutter *m, const char *owner)
{
	m->watch = 0; /* it went with whoever had it */
	stop(m);
	(void) sd_event_source_set_enabled(m->retry, SD_EVENT_OFF);
	m->backoff = m->backoff_least;
	m->trouble[0] = '\0';
	(void) snprintf(m->owner, sizeof(m->owner), "%s", owner);
	if (owner[0]) {
		idle_clock_start(m->clock);
	}
}

static int on_owner_changed(sd_bus_message *msg, void *userdata, sd_bus_error *error)
{
	struct mutter *m = userdata;
	const char *sender = sd_bus_message_get_sender(msg), *name, *before, *after;

	(void) error;
	if (!sender || strcmp(sender, DBUS) != 0 ||
	    sd_bus_message_read(msg, "sss", &name, &before, &after) < 0 ||
	    strcmp(name, MONITOR) != 0) {
		return 0;
	}
	m->owner_call = sd_bus_slot_unref(m->owner_call);
	set_owner(m, after);
	return 0;
}

static int on_owner(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct mutter *m = userdata;
	const char *owner;

	(void) error;
	m->owner_call = sd_bus_slot_unref(m->owner_call);
	if (sd_bus_message_is_method_error(reply, NULL)) {
		/* nobody has it, or the bus is slow: then it is asked again */
		if (!sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NAME_HAS_NO_OWNER)) {
			try_later(m);
		}
	} else if (sd_bus_message_read_basic(reply, 's', &owner) > 0) {
		set_owner(m, owner);
	}
	return 0;
}

static int ask_owner(struct mutter *m)
{
	return mutter_call(m, &m->owner_call, DBUS, "GetNameOwner", on_owner, "s", MONITOR);
}

static int on_retry(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct mutter *m = userdata;

	(void) source;
	(void) usec;
	if (m->owner[0]) {
		idle_clock_start(m->clock);
	} else {
		(void) ask_owner(m); /* fails only without a connection: then nobody ever has it */
	}
	return 0;
}

static int on_disconnected(sd_bus_message *msg, void *userdata, sd_bus_error *error)
{
	struct mutter *m = userdata;

	(void) msg;
	(void) error;
	m->owner_call = sd_bus_slot_unref(m->owner_call);
	set_owner(m, "");
	return 0;
}

/* ---- life ---- */

static int add_matches(struct mutter *m)
{
	int r;

	r = sd_bus_match_signal_async(m->bus, &m->matches[MATCH_DISCONNECTED], DBUS ".Local",
				      DBUS_PATH "/Local", DBUS ".Local", "Disconnected",
				      on_disconnected, NULL, m);
	if (r < 0) {
		return r;
	}
	r = sd_bus_match_signal_async(m->bus, &m->matches[MATCH_FIRED], MONITOR, MONITOR_PATH,
				      MONITOR, "WatchFired", mutter_on_fired, NULL, m);
	if (r < 0) {
		return r;
	}
	return sd_bus_add_match_async(m->bus, &m->matches[MATCH_OWNER],
				      "type='signal',sender='" DBUS "',path='" DBUS_PATH
				      "',interface='" DBUS
				      "',member='NameOwnerChanged',arg0='" MONITOR "'",
				      on_owner_changed, NULL, m);
}

static int add_sources(struct mutter *m)
{
	int r;

	r = sd_event_add_defer(m->event, &m->news, on_news, m);
	if (r < 0) {
		return r;
	}
	r = sd_event_source_set_enabled(m->news, SD_EVENT_OFF);
	if (r < 0) {
		return r;
	}
	r = sd_event_add_time_relative(m->event, &m->retry, CLOCK_MONOTONIC, 0, USEC_PER_SEC / 4,
				       on_retry, m);
	if (r < 0) {
		return r;
	}
	r = sd_event_source_set_enabled(m->retry, SD_EVENT_OFF);
	if (r < 0) {
		return r;
	}
	return idle_clock_new(&m->clock, m->event, DEVICE_OTHER, &mutter_idle_clock_ops, on_ready,
			      m);
}

int mutter_new(struct mutter **ret, sd_bus *session_bus, const struct source_callbacks *callbacks,
	       void *userdata)
{
	_cleanup_(mutter_freep) struct mutter *m = calloc(1, sizeof(*m));
	int r;

	if (!m) {
		return -ENOMEM;
	}
	m->bus = sd_bus_ref(session_bus);
	m->event = sd_event_ref(sd_bus_get_event(session_bus));
	if (!m->event) {
		return -EINVAL;
	}
	m->callbacks = *callbacks;
	m->userdata = userdata;
	m->patience = PATIENCE;
	m->backoff = m->backoff_least = BACKOFF_LEAST;
	r = add_sources(m);
	if (r < 0) {
		return r;
	}
	r = add_matches(m);
	if (r < 0) {
		return r;
	}
	r = ask_owner(m);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(m);
	return 0;
}

struct mutter *mutter_free(struct mutter *m)
{
	if (!m) {
		return NULL;
	}
	mutter_disarm(m);
	m->owner_call = sd_bus_slot_unref(m->owner_call);
	m->idle_call = sd_bus_slot_unref(m->idle_call);
	for (size_t i = 0; i < ELEMENTSOF(m->matches); i++) {
		m->matches[i] = sd_bus_slot_unref(m->matches[i]);
	}
	m->clock = idle_clock_free(m->clock);
	m->news = sd_event_source_disable_unref(m->news);
	m->retry = sd_event_source_disable_unref(m->retry);
	m->event = sd_event_unref(m->event);
	m->bus = sd_bus_unref(m->bus);
	free(m);
	return NULL;
}

void mutter_set_patience(struct mutter *m, usec_t answer, usec_t backoff)
{
	m->patience = answer;
	m->backoff = m->backoff_least = backoff;
}

/* ---- as a source ---- */

static void *source_free(void *source)
{
	return mutter_free(source);
}

static void set_period(void *source, usec_t period)
{
	idle_clock_set_period(((struct mutter *) source)->clock, period);
}

static bool refresh(void *source)
{
	return idle_clock_refresh(((struct mutter *) source)->clock);
}

static void drain(void *source, usec_t now, pulse_run_fn fn, void *userdata)
{
	idle_clock_drain(((struct mutter *) source)->clock, now, fn, userdata);
}

static bool usable(const void *source)
{
	return ((const struct mutter *) source)->usable;
}

static void health(const void *source, struct health *ret)
{
	const struct mutter *m = source;

	*ret = (struct health){ .name = "input", .level = m->usable ? HEALTH_OK : HEALTH_FAIL };
	if (m->usable) {
		(void) snprintf(ret->text, sizeof(ret->text), "%s",
				_("GNOME's idle monitor (which device is not told)"));
	} else if (!m->owner[0]) {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("no GNOME Shell (%s) on the session bus"), MONITOR);
	} else if (!m->trouble[0]) {
		(void) snprintf(ret->text, sizeof(ret->text), "%s",
				_("GNOME's idle monitor has not answered yet"));
	} else {
		(void) snprintf(
			ret->text, sizeof(ret->text),
			_("GNOME's idle monitor fails (%s) and is tried again by itself; for "
			  "ergod-input, %s"),
			m->trouble, _(INPUT_WIRE_REMEDY));
	}
}

const struct source_ops mutter_ops = {
	.free = source_free,
	.set_period = set_period,
	.refresh = refresh,
	.drain = drain,
	.usable = usable,
	.health = health,
};
