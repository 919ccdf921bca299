/*
 * Desktop notifications (org.freedesktop.Notifications), asynchronous only.  One notification a
 * subject at a time, replaced in place, withdrawn, never stacked.  A server that is absent,
 * restarts or hangs costs nothing but the prompt's delay: what is to be on show is remembered and
 * shown when a server appears, unless its `timeout_ms` have passed by then.
 *
 * Looking for a server never starts one.  Something to show does, where the bus knows how to
 * (org.freedesktop.DBus.StartServiceByName): that is how dunst and mako are usually run.
 *
 * For rules of the server, notifications are from "ergod", with the category "x-ergod.micro",
 * "x-ergod.rest", "x-ergod.daily", "x-ergod.posture" or "x-ergod.diary".
 */
#pragma once

#include <systemd/sd-bus.h>

#include "health.h"
#include "notice.h"

struct notify;

/* The user chose `action` on the notification of `subject`: one of the keys of what is on show,
 * "start" for "default".  Dismissing is no action. */
typedef void (*notify_action_fn)(enum subject subject, const char *action, void *userdata);

/*
 * `changed` is called when a server appears, goes, or stops or starts answering.  `bus` is the
 * session bus, attached to an event loop; no call blocks.  Returns 0 or a negative errno.
 */
int notify_new(struct notify **ret, sd_bus *bus, notify_action_fn on_action,
	       void (*changed)(void *userdata), void *userdata);
/* Withdraws what is on show; flush the bus after it. */
struct notify *notify_free(struct notify *n);
DEFINE_CLEANUP(struct notify *, notify_free)

/* Shows, or replaces what this subject has on show. */
void notify_show(struct notify *n, enum subject subject, const struct notice *notice);

/*
 * The same notification, other words, no new alert: done only when it is still on show and the
 * server is known to update in place silently (notify_updates_silently()), and at most every 10 s;
 * else dropped.
 */
void notify_update(struct notify *n, enum subject subject, const struct notice *notice);
void notify_withdraw(struct notify *n, enum subject subject);

/* While held (locked, asleep) nothing is on show: it is taken down, and put up again afterwards
 * unless withdrawn. */
void notify_hold(struct notify *n, bool hold);

/* A server is there and answers, or the bus can start one. */
bool notify_available(const struct notify *n);

/* The server is known to replace a notification in place without a new alert. */
bool notify_updates_silently(const struct notify *n);
void notify_health(const struct notify *n, struct health *ret);
