/*
 * What the files of the Mutter adapter share.
 *
 *   mutter.c         life, GNOME Shell coming and going, the face of a source
 *   mutter-watch.c   what the idle clock asks of it: the idle time, a watch
 */
#pragma once

#include <systemd/sd-event.h>

#include "adapters/mutter.h"
#include "idle-clock.h"

#define MONITOR      "org.gnome.Mutter.IdleMonitor" /* name and interface */
#define MONITOR_PATH "/org/gnome/Mutter/IdleMonitor/Core"
#define DBUS         "org.freedesktop.DBus"
#define DBUS_PATH    "/org/freedesktop/DBus"

enum match {
	MATCH_OWNER,
	MATCH_FIRED,
	MATCH_DISCONNECTED,
	_MATCH_MAX,
};

struct mutter {
	sd_bus *bus;
	sd_event *event;
	struct source_callbacks callbacks;
	void *userdata;
	struct idle_clock *clock;
	usec_t patience, backoff_least;

	sd_bus_slot *matches[_MATCH_MAX];
	char owner[64]; /* unique name; "": nobody */

	/* pending calls: who the owner is, and those of the idle clock */
	sd_bus_slot *owner_call, *idle_call, *watch_call, *check_call;
	usec_t idle;    /* the last answer */
	uint32_t watch; /* id of ours; 0: none */

	bool usable, told;      /* what usable() says, and what was told of it */
	sd_event_source *news;  /* tells it */
	sd_event_source *retry; /* on while broken */
	usec_t backoff;
	char trouble[128]; /* name of the last error; "": none */
};

/* Calls MONITOR or, where that is `to`, the bus driver.  The pending call is held by *slot; without
 * one the answer is of no interest.  Returns 0 or a negative errno. */
int mutter_call(struct mutter *m, sd_bus_slot **slot, const char *to, const char *member,
		sd_bus_message_handler_t handler, const char *types, ...);

/* It has answered as it should, or does not do what it should. */
void mutter_works(struct mutter *m);
void mutter_broken(struct mutter *m, const char *why);

/* Forgets the watch, and what was asked with it. */
void mutter_disarm(struct mutter *m);

extern const struct idle_clock_ops mutter_idle_clock_ops; /* userdata is the struct mutter */
/* Handler of WatchFired. */
int mutter_on_fired(sd_bus_message *msg, void *userdata, sd_bus_error *error);
