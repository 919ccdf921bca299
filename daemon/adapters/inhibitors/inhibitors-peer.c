/*
 * One who can be asked:
 *
 *   absent --owner--> asking --list read--> known --a signal, PEER_PACE kept--> asking
 *     ^                 |  ^                  |
 *     |    no answer, +--+ after back-off   |
 *     |    refused                          |
 *     +------------- owner gone --------------+
 *
 * The matches are in place before the list is asked for, and messages of one sender come in order: no change
 * is missed.  One that comes while a look is under way starts another when it is over.
 */
#include "adapters/inhibitors/internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "log.h"

/* Nothing needs these timers to be exact: let the kernel put wake-ups together. */
#define TIMER_ACCURACY (USEC_PER_SEC / 4)

static void look_in(struct peer *p, usec_t delay)
{
	(void) sd_event_source_set_time_relative(p->timer, delay);
	(void) sd_event_source_set_enabled(p->timer, SD_EVENT_ONESHOT);
}

static usec_t now_of(const struct peer *p)
{
	uint64_t now = 0;

	(void) sd_event_now(sd_event_source_get_event(p->timer), CLOCK_MONOTONIC, &now);
	return now;
}

/* ---- a look ---- */

static void ask(struct peer *p)
{
	int r;

	(void) sd_event_source_set_enabled(p->timer, SD_EVENT_OFF);
	p->asking = true;
	p->dirty = false;
	p->asked = now_of(p);
	p->next.n = 0;
	r = p->kind->ask(p);
	if (r < 0) {
		(void) log_debug_errno(r, "inhibitors: %s: %m", p->kind->label);
		p->asking = false; /* the connection has gone */
	}
}

void peer_look(struct peer *p)
{
	usec_t wait;

	if (!p->owner[0]) {
		return;
	}
	if (p->asking) {
		p->dirty = true;
		return;
	}
	wait = p->asked ? usec_sub(usec_add(p->asked, p->pace), now_of(p)) : 0;
	if (wait > 0) {
		look_in(p, wait);
	} else {
		ask(p);
	}
}

static int on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct peer *p = userdata;

	(void) source;
	(void) usec;
	if (p->owner[0] && !p->asking) {
		ask(p);
	}
	return 0;
}

int peer_on_change(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) m;
	(void) error;
	peer_look(userdata);
	return 0;
}

static bool is_same(const struct found *a, const struct found *b)
{
	for (size_t i = 0; i < a->n && a->n == b->n; i++) {
		if (a->e[i].id != b->e[i].id || strcmp(a->e[i].who, b->e[i].who) != 0 ||
		    strcmp(a->e[i].why, b->e[i].why) != 0) {
			return false;
		}
	}
	return a->n == b->n;
}

static void take(struct peer *p)
{
	if (!is_same(&p->found, &p->next)) {
		p->found = p->next;
		inhibitors_news(p->all);
	}
}

/* Who does not tell of changes is asked again while it matters, the less often the longer nothing changes. */
static void look_after_pause(struct peer *p, bool changed)
{
	if (p->found.n > 0) {
		p->pause = changed ? PEER_LOOK_LEAST : usec_min(2 * p->pause, PEER_LOOK_MOST);
		look_in(p, p->pause);
	}
}

void peer_done(struct peer *p)
{
	bool changed = !is_same(&p->found, &p->next);

	p->call = sd_bus_slot_unref(p->call);
	p->asking = false;
	p->trouble[0] = '\0';
	p->backoff = PEER_BACKOFF_LEAST;
	take(p);
	if (p->dirty) {
		peer_look(p);
	} else if (p->kind->mute) {
		look_after_pause(p, changed);
	}
}

bool peer_is_silence(sd_bus_message *reply)
{
	return sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NO_REPLY) ||
	       sd_bus_message_is_method_error(reply, SD_BUS_ERROR_TIMEOUT) ||
	       sd_bus_message_is_method_error(reply, "org.freedesktop.DBus.Error.TimedOut");
}

void peer_failed(struct peer *p, sd_bus_message *reply)
{
	const sd_bus_error *e = reply ? sd_bus_message_get_error(reply) : NULL;
	bool silence = reply && peer_is_silence(reply);
	char why[sizeof(p->trouble)];

	(void) snprintf(why, sizeof(why), "%s",
			e && e->name ? e->name : "an answer of the wrong type");
	if (strcmp(why, p->trouble) != 0) {
		log_warning("inhibitors: %s: %s", p->kind->label, why);
	}
	memcpy(p->trouble, why, sizeof(why));
	p->call = sd_bus_slot_unref(p->call);
	p->asking = false;
	if (!silence) { /* else what it said last holds until it answers */
		p->next.n = 0;
		take(p);
	}
	/* Some take their name before they can answer: Xfce's does.  Who refuses for long is left alone. */
	if (silence || (reply && p->backoff < PEER_REFUSED_MOST)) {
		look_in(p, p->backoff);
		p->backoff = usec_min(2 * p->backoff, PEER_BACKOFF_MOST);
	} else if (p->dirty) {
		peer_look(p);
	}
}

/* FNV-1a; the NUL belongs to it, so that ("ab", "c") and ("a", "bc") differ. */
uint64_t peer_hash(uint64_t seed, const char *s)
{
	uint64_t hash = seed ^ UINT64_C(0xcbf29ce484222325);

	do {
		hash = (hash ^ (unsigned char) *s) * UINT64_C(0x100000001b3);
	} while (*s++);
	return hash;
}

void peer_found(struct peer *p, uint64_t id, const char *who, const char *why)
{
	struct engager *e;

	if (p->next.n >= PEER_FOUND_MAX) {
		return;
	}
	e = &p->next.e[p->next.n++];
	*e = (struct engager){ .kind = ENGAGER_INHIBITOR };
	/* The peers count on their own: the same number of two of them is nobody's. */
	e->id = peer_hash(id ? id : peer_hash(peer_hash(0, who), why), p->kind->name);
	engager_text(e->who, who);
	engager_text(e->why, why);
}

/* ---- calls ---- */

static int call(struct peer *p, sd_bus_slot **slot, const char *to, const char *path,
		const char *interface, const char *member, sd_bus_message_handler_t handler,
		const char *types, va_list ap)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	r = sd_bus_message_new_method_call(p->bus, &m, to, path, interface, member);
	if (r < 0) {
		return r;
	}
	/* Who is not there is not to be started by somebody who only watches. */
	r = sd_bus_message_set_auto_start(m, false);
	if (r < 0) {
		return r;
	}
	r = sd_bus_message_appendv(m, types, ap);
	if (r < 0) {
		return r;
	}
	*slot = sd_bus_slot_unref(*slot);
	return sd_bus_call_async(p->bus, slot, m, handler, p, p->patience);
}

int peer_call(struct peer *p, const char *path, const char *interface, const char *member,
	      sd_bus_message_handler_t handler, const char *types, ...)
{
	va_list ap;
	int r;

	va_start(ap, types);
	r = call(p, &p->call, p->owner, path, interface, member, handler, types, ap);
	va_end(ap);
	return r;
}

int peer_watch(struct peer *p, size_t slot, const char *path, const char *interface,
	       const char *member, sd_bus_message_handler_t handler)
{
	assert(slot < ELEMENTSOF(p->signals));
	p->signals[slot] = sd_bus_slot_unref(p->signals[slot]);
	/* By its unique name: nobody else can tell. */
	return sd_bus_match_signal_async(p->bus, &p->signals[slot], p->owner, path, interface,
					 member, handler, NULL, p);
}

/* ---- coming and going ---- */

static void forget(struct peer *p)
{
	p->call = sd_bus_slot_unref(p->call);
	for (size_t i = 0; i < ELEMENTSOF(p->signals); i++) {
		p->signals[i] = sd_bus_slot_unref(p->signals[i]);
	}
	p->owner[0] = p->trouble[0] = '\0';
	p->asking = p->dirty = p->old = false;
	p->asked = 0;
	p->backoff = PEER_BACKOFF_LEAST;
	p->pause = PEER_LOOK_LEAST;
	(void) sd_event_source_set_enabled(p->timer, SD_EVENT_OFF);
	p->next.n = 0;
	take(p);
}

static void set_owner(struct peer *p, const char *owner)
{
	int r;

	forget(p);
	if (!owner[0] || strlen(owner) >= sizeof(p->owner)) {
		return;
	}
	(void) snprintf(p->owner, sizeof(p->owner), "%s", owner);
	r = p->kind->watch(p);
	if (r < 0) {
		(void) log_debug_errno(r, "inhibitors: %s: %m", p->kind->label);
		return;
	}
	ask(p);
}

static int on_owner_changed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct peer *p = userdata;
	const char *sender = sd_bus_message_get_sender(m), *name, *before, *after;

	(void) error;
	if (sender && strcmp(sender, DBUS) == 0 &&
	    sd_bus_message_read(m, "sss", &name, &before, &after) >= 0 &&
	    strcmp(name, p->kind->name) == 0) {
		p->owner_call = sd_bus_slot_unref(p->owner_call);
		set_owner(p, after);
	}
	return 0;
}

static int on_owner(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct peer *p = userdata;
	const char *owner;

	(void) error;
	p->owner_call = sd_bus_slot_unref(p->owner_call);
	if (!sd_bus_message_is_method_error(reply, NULL) &&
	    sd_bus_message_read_basic(reply, 's', &owner) > 0) {
		set_owner(p, owner);
	}
	return 0;
}

static int call_driver(struct peer *p, const char *member, const char *types, ...)
{
	va_list ap;
	int r;

	va_start(ap, types);
	r = call(p, &p->owner_call, DBUS, DBUS_PATH, DBUS, member, on_owner, types, ap);
	va_end(ap);
	return r;
}

int peer_attach(struct peer *p, sd_bus *bus)
{
	char match[256];
	int r;

	peer_detach(p);
	p->bus = bus;
	(void) snprintf(match, sizeof(match),
			"type='signal',sender='" DBUS "',path='" DBUS_PATH "',interface='" DBUS
			"',member='NameOwnerChanged',arg0='%s'",
			p->kind->name);
	r = sd_bus_add_match_async(bus, &p->owner_match, match, on_owner_changed, NULL, p);
	if (r < 0) {
		return r;
	}
	return call_driver(p, "GetNameOwner", "s", p->kind->name);
}

void peer_detach(struct peer *p)
{
	p->owner_match = sd_bus_slot_unref(p->owner_match);
	p->owner_call = sd_bus_slot_unref(p->owner_call);
	p->bus = NULL;
	forget(p);
}

int peer_init(struct peer *p, const struct peer_kind *kind, struct inhibitors *all, sd_event *event)
{
	int r;

	p->kind = kind;
	p->all = all;
	p->patience = PEER_PATIENCE;
	p->pace = PEER_PACE;
	r = sd_event_add_time_relative(event, &p->timer, CLOCK_MONOTONIC, 0, TIMER_ACCURACY,
				       on_timer, p);
	return r < 0 ? r : sd_event_source_set_enabled(p->timer, SD_EVENT_OFF);
}

void peer_done_with(struct peer *p)
{
	if (p->timer) {
		peer_detach(p);
	}
	p->timer = sd_event_source_disable_unref(p->timer);
}
