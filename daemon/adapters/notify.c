/*
 * What is to be on show and what is.  Everything that happens ends in popup_sync(), which brings
 * the server nearer to what is wanted by at most one call a subject; its answer comes back there.
 *
 *   wanted, not held     dirty: Notify (replaces what has an id)
 *   else                 has an id: CloseNotification
 */
#include "adapters/notify-internal.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"

/*
 * Updates come every 10 s; one that is a second early is taken for the jitter of the caller's
 * timer.  After an error the server is tried again by itself: after 10 s, 20 s, ... 320 s, then
 * only when there is something new to show.
 */
static const struct notify_times default_times = {
	.patience = 10 * USEC_PER_SEC,
	.retry = 10 * USEC_PER_SEC,
	.update = 9 * USEC_PER_SEC,
};
#define FAILURES_MAX 6

#define CLOSED_EXPIRED   1
#define CLOSED_DISMISSED 2
#define CLOSED_BY_CALL   3

static const char *const subject_names[] = {
	[SUBJECT_MICRO] = "micro",     [SUBJECT_REST] = "rest",   [SUBJECT_DAILY] = "daily",
	[SUBJECT_POSTURE] = "posture", [SUBJECT_DIARY] = "diary",
};
DEFINE_STRTAB(subject, enum subject, subject_names)

static void popup_sync(struct popup *p);

static uint64_t monotonic(const struct notify *n)
{
	uint64_t now = 0;

	(void) sd_event_now(n->event, CLOCK_MONOTONIC, &now);
	return now;
}

static struct popup *popup_by_id(struct notify *n, uint32_t id)
{
	for (size_t i = 0; id != 0 && i < ELEMENTSOF(n->popups); i++) {
		if (n->popups[i].id == id) {
			return &n->popups[i];
		}
	}
	return NULL;
}

bool notify_calls_pending(const struct notify *n)
{
	for (size_t i = 0; i < ELEMENTSOF(n->popups); i++) {
		if (n->popups[i].call) {
			return true;
		}
	}
	return false;
}

static void sync_all(struct notify *n)
{
	for (size_t i = 0; i < ELEMENTSOF(n->popups); i++) {
		popup_sync(&n->popups[i]);
	}
}

/* -- trying again */

static int on_retry(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct notify *n = userdata;

	(void) source;
	(void) usec;
	sync_all(n);
	return 0;
}

static void retry_later(struct notify *n)
{
	usec_t wait = n->times.retry << n->retries;
	int enabled = SD_EVENT_OFF;

	if (!n->retry) {
		(void) sd_event_add_time_relative(n->event, &n->retry, CLOCK_MONOTONIC, wait,
						  wait / 10, on_retry, n);
	} else {
		(void) sd_event_source_get_enabled(n->retry, &enabled);
		if (enabled != SD_EVENT_OFF) {
			return;
		}
		(void) sd_event_source_set_time_relative(n->retry, wait);
		(void) sd_event_source_set_enabled(n->retry, SD_EVENT_ONESHOT);
	}
	if (n->retries + 1 < FAILURES_MAX) {
		n->retries++;
	}
}

static void popup_failed(struct popup *p)
{
	p->dirty = true;
	if (p->wanted && ++p->failures <= FAILURES_MAX) {
		retry_later(p->notify);
	}
}

/* -- one popup */

static void popup_shown(struct popup *p, uint32_t id)
{
	struct popup *other = popup_by_id(p->notify, id);

	if (other && other != p) {
		other->id = 0; /* the server gave its place away */
	}
	p->id = id;
	p->notify->retries = 0;
	p->notify->server.error[0] = '\0';
}

static int on_notified(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct popup *p = userdata;
	struct notify *n = p->notify;
	bool had_error = n->server.error[0];
	const sd_bus_error *e = sd_bus_message_get_error(m);
	uint32_t id = 0;

	(void) error;
	p->call = sd_bus_slot_unref(p->call);
	if (!e && sd_bus_message_read(m, "u", &id) >= 0 && id != 0) {
		popup_shown(p, id);
	} else {
		ascii_copy(n->server.error, sizeof(n->server.error),
			   e && e->name ? e->name : "no usable answer");
		log_warning("notification server: refused a notification: %s", n->server.error);
		popup_failed(p);
	}
	server_answered(n);
	if (id != 0 || !p->wanted || n->held) {
		popup_sync(p); /* what was asked for meanwhile; after an error the timer does it */
	}
	if (had_error != (n->server.error[0] != '\0')) {
		n->changed(n->userdata);
	}
	return 0;
}

static void popup_send(struct popup *p)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	struct notify *n = p->notify;
	int r;

	r = notify_compose(n->bus, &n->server, p, &m);
	if (r >= 0) {
		r = sd_bus_call_async(n->bus, &p->call, m, on_notified, p, UINT64_MAX);
	}
	if (r < 0) {
		log_debug_errno(r, "notification server: can't send: %m");
		popup_failed(p);
		return;
	}
	p->dirty = false;
	p->sent = monotonic(n);
	server_watch(n);
}

static void popup_close(struct popup *p)
{
	struct notify *n = p->notify;

	if (p->id == 0) {
		return;
	}
	/* No answer is asked for: if it fails there was nothing to close. */
	(void) sd_bus_call_method_async(n->bus, NULL, n->server.owner, NOTIFICATIONS_PATH,
					NOTIFICATIONS_IFACE, "CloseNotification", NULL, NULL, "u",
					p->id);
	p->id = 0;
	p->dirty = true; /* to be put up again, should it still be wanted: then it is news */
	p->silent = false;
}

static void popup_forget(struct popup *p)
{
	p->wanted = false;
	p->dirty = false;
	p->failures = 0;
}

/* It would have gone by itself by now: who never saw it shall not see it late. */
static bool popup_is_stale(const struct popup *p)
{
	usec_t age = monotonic(p->notify) - p->asked;

	return p->notice.timeout_ms > 0 && age > (usec_t) p->notice.timeout_ms * USEC_PER_MS;
}

static void popup_sync(struct popup *p)
{
	struct notify *n = p->notify;

	if (p->call) {
		return; /* its answer comes back here */
	}
	if (p->id == 0 && popup_is_stale(p)) {
		popup_forget(p);
	}
	if (!p->wanted || n->held) {
		popup_close(p);
	} else if (!p->dirty || p->failures > FAILURES_MAX) {
		return;
	} else if (server_ready(n)) {
		popup_send(p);
	} else {
		server_start(n);
	}
}

/* -- what the server does */

void notify_server_known(struct notify *n)
{
	sync_all(n);
}

void notify_server_gone(struct notify *n)
{
	for (size_t i = 0; i < ELEMENTSOF(n->popups); i++) {
		struct popup *p = &n->popups[i];

		if (p->id != 0 || p->call) {
			p->call = sd_bus_slot_unref(p->call);
			p->id = 0;
			/* Perhaps it was this that killed it: not to be tried for ever. */
			popup_failed(p);
		}
	}
}

void notify_server_not_started(struct notify *n, bool try_again)
{
	for (size_t i = 0; try_again && i < ELEMENTSOF(n->popups); i++) {
		if (n->popups[i].wanted && n->popups[i].dirty) {
			popup_failed(&n->popups[i]);
		}
	}
}

/* Signals are believed only from the server itself: anybody may send them. */
static bool from_server(struct notify *n, sd_bus_message *m)
{
	const char *sender = sd_bus_message_get_sender(m);

	return n->server.owner[0] && sender && strcmp(sender, n->server.owner) == 0;
}

static int on_closed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct notify *n = userdata;
	struct popup *p;
	uint32_t id, reason;

	(void) error;
	if (!from_server(n, m) || sd_bus_message_read(m, "uu", &id, &reason) < 0) {
		return 0;
	}
	p = popup_by_id(n, id);
	if (!p) {
		return 0;
	}
	log_debug("notification of %s closed: reason %u", subject_to_string(p->subject), reason);
	p->id = 0;
	if (p->call || p->dirty) {
		return 0; /* that was what is being replaced */
	}
	if (reason >= CLOSED_EXPIRED && reason <= CLOSED_BY_CALL) {
		popup_forget(p); /* dismissed is not skipped, but it need not come back either */
	} else {
		p->dirty = true; /* some servers close everything when they end */
	}
	return 0;
}

static bool offers(const struct notice *notice, const char *key)
{
	for (size_t i = 0; i < notice->n_actions && i < NOTICE_ACTIONS_MAX; i++) {
		if (strcmp(notice->actions[i].key, key) == 0) {
			return true;
		}
	}
	return false;
}

static int on_invoked(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct notify *n = userdata;
	struct popup *p;
	const char *key;
	uint32_t id;

	(void) error;
	if (!from_server(n, m) || sd_bus_message_read(m, "us", &id, &key) < 0) {
		return 0;
	}
	p = popup_by_id(n, id);
	if (p && p->wanted && !n->held && offers(&p->notice, key)) {
		n->on_action(p->subject, strcmp(key, "default") == 0 ? "start" : key, n->userdata);
	}
	return 0;
}

static int on_match_installed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) userdata;
	(void) error;
	if (sd_bus_message_is_method_error(m, NULL)) {
		log_warning("session bus: refuses signals of the notification server: buttons do "
			    "nothing");
	}
	return 0;
}

static int match(struct notify *n, sd_bus_slot **slot, const char *member,
		 sd_bus_message_handler_t handler)
{
	return sd_bus_match_signal_async(n->bus, slot, NOTIFICATIONS_NAME, NOTIFICATIONS_PATH,
					 NOTIFICATIONS_IFACE, member, handler, on_match_installed,
					 n);
}

/* -- the face */

int notify_new(struct notify **ret, sd_bus *bus, notify_action_fn on_action,
	       void (*changed)(void *userdata), void *userdata)
{
	_cleanup_(notify_freep) struct notify *n = calloc(1, sizeof(*n));
	int r;

	if (!n) {
		return -ENOMEM;
	}
	n->bus = sd_bus_ref(bus);
	n->event = sd_event_ref(sd_bus_get_event(bus));
	n->on_action = on_action;
	n->changed = changed;
	n->userdata = userdata;
	n->times = default_times;
	for (size_t i = 0; i < ELEMENTSOF(n->popups); i++) {
		n->popups[i].notify = n;
		n->popups[i].subject = (enum subject) i;
	}
	if (!n->event) {
		return -EINVAL;
	}
	r = match(n, &n->closed_match, "NotificationClosed", on_closed);
	if (r < 0) {
		return r;
	}
	r = match(n, &n->action_match, "ActionInvoked", on_invoked);
	if (r < 0) {
		return r;
	}
	r = server_new(n);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(n);
	return 0;
}

struct notify *notify_free(struct notify *n)
{
	if (!n) {
		return NULL;
	}
	for (size_t i = 0; i < ELEMENTSOF(n->popups); i++) {
		popup_close(&n->popups[i]);
		n->popups[i].call = sd_bus_slot_unref(n->popups[i].call);
	}
	n->closed_match = sd_bus_slot_unref(n->closed_match);
	n->action_match = sd_bus_slot_unref(n->action_match);
	server_done(n);
	n->retry = sd_event_source_disable_unref(n->retry);
	n->event = sd_event_unref(n->event);
	n->bus = sd_bus_unref(n->bus);
	free(n);
	return NULL;
}

void notify_show(struct notify *n, enum subject subject, const struct notice *notice)
{
	struct popup *p = &n->popups[subject];

	p->notice = *notice;
	p->asked = monotonic(n);
	p->wanted = p->dirty = true;
	p->silent = false;
	p->failures = 0;
	popup_sync(p);
}

void notify_update(struct notify *n, enum subject subject, const struct notice *notice)
{
	struct popup *p = &n->popups[subject];

	if (!p->wanted || p->id == 0 || p->call || p->dirty || n->held ||
	    !notify_updates_silently(n) || monotonic(n) - p->sent < n->times.update) {
		return;
	}
	p->notice = *notice;
	p->dirty = p->silent = true;
	popup_sync(p);
}

void notify_withdraw(struct notify *n, enum subject subject)
{
	struct popup *p = &n->popups[subject];

	popup_forget(p);
	popup_sync(p);
}

void notify_hold(struct notify *n, bool hold)
{
	if (n->held != hold) {
		n->held = hold;
		sync_all(n);
	}
}

void notify_health(const struct notify *n, struct health *ret)
{
	*ret = (struct health){ .name = "notifications" };
	server_health(n, ret);
}
