#include "adapters/logind/internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ergo/tr.h"
#include "log.h"

/* Nothing needs these timers to be exact: let the kernel put wake-ups together. */
#define TIMER_ACCURACY (USEC_PER_SEC / 4)

static void schedule(sd_event_source *timer, usec_t delay)
{
	int r;

	r = sd_event_source_set_time_relative(timer, delay);
	if (r >= 0) {
		r = sd_event_source_set_enabled(timer, SD_EVENT_ONESHOT);
	}
	if (r < 0) {
		(void) log_error_errno(r, "system bus: no timer: %m");
	}
}

void logind_retry(struct logind *l)
{
	schedule(l->retry, l->backoff);
	l->backoff = usec_min(2 * l->backoff, LOGIND_BACKOFF_MOST);
}

/* ---- what the other files need ---- */

void logind_doubt(struct logind *l)
{
	int on = SD_EVENT_OFF;

	(void) sd_event_source_get_enabled(l->lost, &on);
	if (on == SD_EVENT_OFF && (l->session.path[0] || l->ended)) {
		schedule(l->lost, l->lost_after);
	}
}

void logind_trust(struct logind *l)
{
	(void) sd_event_source_set_enabled(l->lost, SD_EVENT_OFF);
}

void logind_set_blocker(struct logind *l, enum blocker blocker, bool set)
{
	struct event ev = { .type = set ? EVENT_BLOCK : EVENT_UNBLOCK, .blocker = blocker };

	if (set == ((l->blocked & 1u << blocker) != 0)) {
		return;
	}
	l->blocked ^= 1u << blocker;
	l->emit(&ev, l->userdata);
}

int logind_call(struct logind *l, sd_bus_slot **slot, const char *path, const char *interface,
		const char *member, sd_bus_message_handler_t callback, const char *types, ...)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	bool driver = strcmp(interface, DBUS) == 0;
	va_list ap;
	int r;

	*slot = sd_bus_slot_unref(*slot);
	r = sd_bus_message_new_method_call(l->bus, &m, driver ? DBUS : LOGIN1, path, interface,
					   member);
	if (r < 0) {
		return r;
	}
	/* A logind that is not there is not to be started by somebody who only watches. */
	r = sd_bus_message_set_auto_start(m, false);
	if (r < 0) {
		return r;
	}
	va_start(ap, types);
	r = sd_bus_message_appendv(m, types, ap);
	va_end(ap);
	if (r < 0) {
		return r;
	}
	return sd_bus_call_async(l->bus, slot, m, callback, l, 0);
}

bool logind_sent(const struct logind *l, sd_bus_message *m)
{
	const char *sender = sd_bus_message_get_sender(m);

	return sender && l->owner[0] && strcmp(sender, l->owner) == 0;
}

/* ---- logind comes and goes ---- */

static void logind_came(struct logind *l, const char *owner)
{
	(void) snprintf(l->owner, sizeof(l->owner), "%s", owner);
	l->backoff = LOGIND_BACKOFF_LEAST;
	logind_session_look(l);
	logind_sleep_begin(l);
}

static void logind_went(struct logind *l)
{
	if (l->owner[0]) {
		log_warning("logind: gone");
	}
	l->owner[0] = '\0';
	(void) sd_event_source_set_enabled(l->retry, SD_EVENT_OFF);
	logind_session_detach(l);
	logind_sleep_detach(l);
	l->session.idle = (struct idle_seen){ .read = false };
	logind_idle_tell(l);
	logind_doubt(l);
}

static int on_lost(sd_event_source *source, uint64_t now, void *userdata)
{
	(void) source;
	(void) now;
	logind_session_forget(userdata);
	return 0;
}

static int on_owner(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	const char *owner;

	(void) error;
	l->asking = sd_bus_slot_unref(l->asking);
	if (!sd_bus_message_is_method_error(m, NULL) &&
	    sd_bus_message_read_basic(m, 's', &owner) >= 0) {
		logind_came(l, owner);
	}
	return 0;
}

static int on_owner_changed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	const char *name, *before, *after;

	(void) error;
	if (sd_bus_message_read(m, "sss", &name, &before, &after) < 0 ||
	    strcmp(name, LOGIN1) != 0 || strcmp(sd_bus_message_get_sender(m), DBUS) != 0) {
		return 0;
	}
	l->asking = sd_bus_slot_unref(l->asking);
	if (l->owner[0]) {
		logind_went(l);
	}
	if (after[0]) {
		logind_came(l, after);
	}
	return 0;
}

/* ---- the connection ---- */

static int on_disconnected(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;

	(void) m;
	(void) error;
	logind_went(l);
	logind_retry(l); /* which drops the connection: not from inside it */
	return 0;
}

static void disconnect(struct logind *l)
{
	logind_session_detach(l);
	l->sleeping = sd_bus_slot_unref(l->sleeping);
	l->inhibit = sd_bus_slot_unref(l->inhibit);
	l->asking = sd_bus_slot_unref(l->asking);
	for (size_t i = 0; i < ELEMENTSOF(l->matches); i++) {
		l->matches[i] = sd_bus_slot_unref(l->matches[i]);
	}
	l->bus = sd_bus_close_unref(l->bus);
}

static int add_match(struct logind *l, enum match match, const char *member,
		     sd_bus_message_handler_t callback)
{
	return sd_bus_match_signal_async(l->bus, &l->matches[match], LOGIN1, LOGIN1_PATH, MANAGER,
					 member, callback, NULL, l);
}

static int add_matches(struct logind *l)
{
	int r;

	r = sd_bus_match_signal_async(l->bus, &l->matches[MATCH_DISCONNECTED], DBUS ".Local",
				      DBUS_PATH "/Local", DBUS ".Local", "Disconnected",
				      on_disconnected, NULL, l);
	if (r < 0) {
		return r;
	}
	r = sd_bus_add_match_async(l->bus, &l->matches[MATCH_OWNER],
				   "type='signal',sender='" DBUS "',path='" DBUS_PATH
				   "',interface='" DBUS "',member='NameOwnerChanged',arg0='" LOGIN1
				   "'",
				   on_owner_changed, NULL, l);
	if (r < 0) {
		return r;
	}
	r = add_match(l, MATCH_SLEEP, "PrepareForSleep", on_prepare_for_sleep);
	if (r < 0) {
		return r;
	}
	r = add_match(l, MATCH_SESSION_NEW, "SessionNew", on_session_new);
	if (r < 0) {
		return r;
	}
	return add_match(l, MATCH_SESSION_REMOVED, "SessionRemoved", on_session_removed);
}

/* Everything is only sent, nothing waited for: a system bus that hangs costs nothing. */
static int connect_bus(struct logind *l)
{
	int r;

	r = sd_bus_open_system_with_description(&l->bus, "logind");
	if (r < 0) {
		return r;
	}
	r = sd_bus_attach_event(l->bus, l->event, SD_EVENT_PRIORITY_NORMAL);
	if (r < 0) {
		return r;
	}
	r = add_matches(l);
	if (r < 0) {
		return r;
	}
	return logind_call(l, &l->asking, DBUS_PATH, DBUS, "GetNameOwner", on_owner, "s", LOGIN1);
}

static void try_to_connect(struct logind *l)
{
	int r;

	disconnect(l);
	r = connect_bus(l);
	if (r < 0) {
		(void) log_debug_errno(r, "system bus: %m");
		disconnect(l);
		logind_retry(l);
	}
}

static int on_retry(sd_event_source *source, uint64_t now, void *userdata)
{
	struct logind *l = userdata;

	(void) source;
	(void) now;
	if (l->owner[0]) {
		logind_session_look(l);
	} else {
		try_to_connect(l);
	}
	return 0;
}

/* ---- face ---- */

static int add_timer(struct logind *l, sd_event_source **ret, sd_event_time_handler_t callback)
{
	int r;

	r = sd_event_add_time_relative(l->event, ret, CLOCK_MONOTONIC, 0, TIMER_ACCURACY, callback,
				       l);
	return r < 0 ? r : sd_event_source_set_enabled(*ret, SD_EVENT_OFF);
}

int logind_new(struct logind **ret, sd_event *event, event_fn emit, void *userdata)
{
	_cleanup_(logind_freep) struct logind *l = NULL;
	int r;

	l = calloc(1, sizeof(*l));
	if (!l) {
		return -ENOMEM;
	}
	l->event = sd_event_ref(event);
	l->emit = emit;
	l->userdata = userdata;
	l->backoff = LOGIND_BACKOFF_LEAST;
	l->lost_after = LOGIND_LOST_AFTER;
	l->candidate = CANDIDATE_NONE;
	l->inhibit_fd = -1;
	r = add_timer(l, &l->retry, on_retry);
	if (r < 0) {
		return r;
	}
	r = add_timer(l, &l->lost, on_lost);
	if (r < 0) {
		return r;
	}
	try_to_connect(l);
	*ret = TAKE_PTR(l);
	return 0;
}

struct logind *logind_free(struct logind *l)
{
	if (!l) {
		return NULL;
	}
	disconnect(l);
	if (l->inhibit_fd >= 0) {
		(void) close(l->inhibit_fd);
	}
	l->retry = sd_event_source_disable_unref(l->retry);
	l->lost = sd_event_source_disable_unref(l->lost);
	l->event = sd_event_unref(l->event);
	free(l);
	return NULL;
}

void logind_set_lost_after(struct logind *l, usec_t lost_after)
{
	l->lost_after = lost_after;
}

const char *logind_seat(const struct logind *l)
{
	return l->session.seat[0] ? l->session.seat : NULL;
}

/* ---- health ---- */

/* "c2 on seat0, active, unlocked" */
static void say_session(const struct session *s, char *buf, size_t size)
{
	if (s->seat[0]) {
		(void) snprintf(buf, size,
				s->active   ? s->locked ? _("session %s on %s, active, locked")
							: _("session %s on %s, active, unlocked")
				  : s->locked ? _("session %s on %s, inactive, locked")
					    : _("session %s on %s, inactive, unlocked"),
				s->id, s->seat);
	} else {
		(void) snprintf(buf, size,
				s->active   ? s->locked ? _("session %s, active, locked")
							: _("session %s, active, unlocked")
				  : s->locked ? _("session %s, inactive, locked")
					    : _("session %s, inactive, unlocked"),
				s->id);
	}
}

static void session_health(const struct logind *l, struct health *h)
{
	const struct session *s = &l->session;
	bool asleep = l->blocked & 1u << BLOCKER_ASLEEP;
	bool inhibits = l->inhibit_fd >= 0 || l->inhibit || l->sleeping || asleep;
	char said[HEALTH_TEXT_MAX / 2];

	say_session(s, said, sizeof(said));
	h->level = inhibits ? HEALTH_OK : HEALTH_WARN;
	/* Translators: %s is the session, "session 2 on seat0, active, unlocked". */
	(void) snprintf(
		h->text, sizeof(h->text),
		inhibits ? _("%s; a locker that does not set LockedHint is noticed only after "
			     "presence.away_after without input")
			 : _("%s; a locker that does not set LockedHint is noticed only after "
			     "presence.away_after without input; logind gives no delay inhibitor: "
			     "what was measured in the last minute before a suspend may be lost"),
		said);
}

static void no_session_health(const struct logind *l, struct health *h)
{
	const char *text;

	if (!l->bus) {
		text = _(
			"no system bus, so no logind: locking and suspend are "
			"noticed only after presence.away_after without input; it is tried again by itself");
	} else if (!l->owner[0]) {
		text = _(
			"logind is not running: locking and suspend are noticed only after presence.away_after without input"
			"; start systemd-logind or elogind");
	} else if (l->ended) {
		text = _("the session has ended and you have no other: nobody counts as present "
			 "until you log in");
	} else {
		text = _(
			"logind knows no session of yours: locking is noticed only after presence.away_after without input"
			"; log in through a display manager or with pam_systemd, or set "
			"XDG_SESSION_ID for ergod");
	}
	h->level = HEALTH_WARN;
	(void) snprintf(h->text, sizeof(h->text), "%s", text);
}

void logind_health(const struct logind *l, struct health *ret)
{
	*ret = (struct health){ .name = "session" };
	if (l->owner[0] && l->session.path[0]) {
		session_health(l, ret);
	} else {
		no_session_health(l, ret);
	}
}
