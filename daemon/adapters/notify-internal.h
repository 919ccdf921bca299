/* Shared by notify.c (what is to be on show), notify-server.c (who shows it) and notify-send.c
 * (how it is said). */
#pragma once

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "adapters/notify.h"

#define NOTIFICATIONS_NAME  "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH  "/org/freedesktop/Notifications"
#define NOTIFICATIONS_IFACE "org.freedesktop.Notifications"

#define SERVER_NAME_MAX  48  /* bytes kept of the server's name and version, NUL included */
#define SERVER_ERROR_MAX 96  /* bytes kept of the name of an error */
#define UNIQUE_NAME_MAX  256 /* longest name on a bus, NUL included */

enum capability {
	CAP_BODY = 1u << 0,
	CAP_MARKUP = 1u << 1,
	CAP_ACTIONS = 1u << 2,
};

/* Who answers to org.freedesktop.Notifications. */
struct server {
	char owner[UNIQUE_NAME_MAX];                          /* unique name; "": none */
	char name[SERVER_NAME_MAX], version[SERVER_NAME_MAX]; /* printable ASCII */
	unsigned capabilities;
	bool hangs;                   /* has owed us an answer for times.patience */
	bool activatable;             /* the bus can start one */
	char error[SERVER_ERROR_MAX]; /* what it answered instead of showing something; "": nothing
				       */
	char start_error[SERVER_ERROR_MAX]; /* why the bus could not start one */

	sd_bus_slot *owner_match, *owner_call, *activatable_call, *start_call;
	sd_bus_slot *info_call, *capabilities_call; /* pending: the server is not ready yet */
	sd_event_source *patience;
};

/* What one subject has, or is to have, on show. */
struct popup {
	struct notify *notify;
	enum subject subject;
	bool wanted; /* is to be on show, server and hold permitting */
	bool dirty;  /* the server has not got `notice` yet */
	bool silent; /* `notice` is other words for what is on show, no news */
	struct notice notice;
	uint32_t id;       /* what the server calls it; 0: not on show */
	sd_bus_slot *call; /* the Notify that is not answered yet: never more than one */
	uint64_t asked;    /* when it was asked for, CLOCK_MONOTONIC */
	uint64_t sent;     /* when it was sent last, CLOCK_MONOTONIC */
	unsigned failures; /* since it was shown last; bounds what is tried for it */
};

/* How long things take; tests are in more of a hurry. */
struct notify_times {
	usec_t patience; /* an answer owed for this long: the server hangs */
	usec_t retry;    /* after a failure, doubling */
	usec_t update;   /* least time between two sendings of a countdown */
};

struct notify {
	sd_bus *bus;
	sd_event *event;
	notify_action_fn on_action;
	void (*changed)(void *userdata);
	void *userdata;
	struct notify_times times;
	bool held;
	struct server server;
	struct popup popups[_SUBJECT_MAX];
	sd_bus_slot *closed_match, *action_match;
	sd_event_source *retry;
	unsigned retries; /* in a row: the wait doubles */
};

/* notify-server.c */
int server_new(struct notify *n);
void server_done(struct notify *n);
bool server_ready(const struct notify *n); /* there, and known what it can do */
void server_start(struct notify *n);       /* asks the bus for one, unless asked already */
void server_watch(struct notify *n);       /* a call went out, or is no longer waited for */
void server_answered(struct notify *n);    /* to any call: it does not hang */
void server_health(const struct notify *n, struct health *ret);

/* notify.c: the server is ready, or there is certainly none; it went; it could not be started. */
void notify_server_known(struct notify *n);
void notify_server_gone(struct notify *n);
void notify_server_not_started(struct notify *n, bool try_again);
bool notify_calls_pending(const struct notify *n);

/* notify-send.c: a Notify call for the server, not sent yet. */
int notify_compose(sd_bus *bus, const struct server *s, const struct popup *p,
		   sd_bus_message **ret);

/* Copies what is printable ASCII, the rest as `?`: words of strangers in our own lines. */
void ascii_copy(char *to, size_t size, const char *from);
