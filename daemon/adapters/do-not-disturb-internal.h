/*
 * What the files of the do-not-disturb adapter share.
 *
 *   do-not-disturb.c         life, the notification server coming and going, the face
 *   do-not-disturb-voice.c   how each server is asked, and what it says by itself
 *   do-not-disturb-dconf.c   a setting out of the database of GNOME's settings
 */
#pragma once

#include <systemd/sd-event.h>

#include "adapters/do-not-disturb.h"

#define DBUS                    "org.freedesktop.DBus"
#define DBUS_PATH               "/org/freedesktop/DBus"
#define NOTIFICATIONS           "org.freedesktop.Notifications" /* name and interface */
#define NOTIFICATIONS_PATH      "/org/freedesktop/Notifications"
#define NOTIFICATIONS_NAME_SIZE 32

enum answer {
	ANSWER_UNKNOWN,
	ANSWER_NO,
	ANSWER_YES,
};

/* How one kind of server tells. */
struct voice {
	const char *server; /* who it is, by GetServerInformation; NULL: everybody else */
	const char *title;  /* for people, where the name is none */
	const char *to;     /* a well-known name; NULL: the connection of the server */
	const char *path, *interface, *member;
	const char *args[2]; /* strings */
	enum answer (*read)(sd_bus_message *reply);
	const char *unset;   /* errors whose names begin so say that it was never set: off */
	const char *signals; /* a match: whoever sends one of these may have changed */
};

struct do_not_disturb {
	sd_bus *bus;
	sd_event *event;
	void (*changed)(void *userdata);
	void *userdata;
	usec_t patience; /* an answer owed for this long: the server hangs */

	sd_bus_slot *owner_match, *disconnected_match, *signal_match;
	sd_bus_slot *owner_call, *info_call, *ask_call;
	sd_event_source *soon; /* asks */

	char owner[64];                     /* unique name; "": nobody */
	char name[NOTIFICATIONS_NAME_SIZE]; /* plain text; "": not told */
	const struct voice *voice;          /* NULL: it is not known yet who the server is */
	enum answer answer;
	bool mute;         /* it does not know what it is asked: no use in asking again */
	bool hangs;        /* it owed an answer for too long */
	usec_t hung_since; /* CLOCK_MONOTONIC */
};

/* ---- do-not-disturb.c ---- */

/* That is how it is, from now on; tells if it has changed. */
void do_not_disturb_take(struct do_not_disturb *d, enum answer answer);
/* Whether an error of a call says that the answer did not come in time; then .hangs. */
bool do_not_disturb_hangs(struct do_not_disturb *d, sd_bus_message *reply);

/* ---- do-not-disturb-voice.c ---- */

/* .owner and .name are known: chooses .voice, listens, and asks. */
int voice_begin(struct do_not_disturb *d);
/* Asks, unless an answer is owed already or none can be had.  Without a voice nothing happens. */
void voice_ask(struct do_not_disturb *d);
void voice_end(struct do_not_disturb *d);

/* ---- do-not-disturb-dconf.c ---- */

/* Looks a boolean up in a dconf database of `size` bytes, which may be anything.  1: found; 0: not
 * there; -EBADMSG: that is no such database, or another thing than a boolean. */
int dconf_find_bool(const void *db, size_t size, const char *key, bool *ret);

/* The user's own database; that there is none is an empty one.  As above, or another errno. */
int dconf_read_bool(const char *key, bool *ret);
