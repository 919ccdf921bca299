/*
 * What the files of the players adapter share.
 *
 *   players.c              life, the list, health
 *   players-names.c        players coming and going: a place for each, as long as there is one
 *   players-listen.c       one player: asked, listened to, not listened to for a while
 *   players-properties.c   what is read of its messages
 */
#pragma once

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "adapters/players.h"

#define DBUS       "org.freedesktop.DBus"
#define DBUS_PATH  "/org/freedesktop/DBus"
#define PROPERTIES "org.freedesktop.DBus.Properties"
#define PREFIX     "org.mpris.MediaPlayer2."
#define PLAYER     "org.mpris.MediaPlayer2.Player"
#define PATH       "/org/mpris/MediaPlayer2"

#define PLAYERS_MAX     16
#define PLAYER_NAME_MAX 256 /* of D-Bus, NUL included */

struct player {
	struct players *all;
	char name[PLAYER_NAME_MAX]; /* "": free */
	char owner[64];             /* "": not known yet */
	sd_bus_slot *call, *match;
	sd_event_source *timer; /* asks again; made at the first use */
	bool playing, video;
	bool muted, silent; /* no match now; did not answer */
	usec_t window;      /* when the signals began to be counted */
	unsigned signals;
	usec_t mute, retry; /* how long, the next time */
};

struct players {
	sd_bus *bus;
	sd_event *event;
	sd_bus_slot *owner_match, *gone_match, *names_call;
	sd_event_source *news;
	struct player p[PLAYERS_MAX];
	bool overflow; /* there are names that found no room */
	bool again;    /* ... and room since the list was asked for */
	void (*changed)(void *userdata);
	void *userdata;
};

/* As read; what a message does not speak of stays as it was. */
struct said {
	bool playing, video;
	bool stale; /* something has changed and is to be asked for */
};

/* ---- players-properties.c: 0, or -errno: the message is odd, and what was said of it void ---- */

/* The answer to GetAll, from its a{sv} on. */
int said_read_all(sd_bus_message *m, struct said *said);
/* PropertiesChanged. */
int said_read_changes(sd_bus_message *m, struct said *said);

/* ---- players-listen.c ---- */

/* Calls without starting anybody; the pending call is held by *slot, one that was pending is forgotten. */
int players_call(struct players *s, sd_bus_slot **slot, const char *to, const char *path,
		 const char *interface, const char *member, sd_bus_message_handler_t handler,
		 void *userdata, const char *argument);
/* The name has this owner: it is listened to and asked. */
void player_begin(struct player *p, const char *owner);
/* The name is gone, and the place free. */
void player_drop(struct player *p);

/* ---- players-names.c ---- */

int players_ask_names(struct players *s);
int players_on_owner_changed(sd_bus_message *m, void *userdata, sd_bus_error *error);
