/*
 * What the files of the inhibitors adapter share.
 *
 *   inhibitors.c         life, the system bus, the whole list, health
 *   inhibitors-peer.c    one who can be asked: coming and going, asking, pace and back-off
 *   inhibitors-logind.c, -gnome.c, -kde.c, -xfce.c   how each is asked and what it answers
 */
#pragma once

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "adapters/inhibitors.h"

#define DBUS       "org.freedesktop.DBus"
#define DBUS_PATH  "/org/freedesktop/DBus"
#define PROPERTIES "org.freedesktop.DBus.Properties"

#define PEER_FOUND_MAX 16 /* inhibitors kept of one peer */
#define PEER_PATHS_MAX 48 /* objects of GNOME looked at */
#define PEER_PATH_MAX  128

/* Changes are asked about at once, and then no more often than this, whatever a peer sends. */
#define PEER_PACE USEC_PER_SEC
/* Without an answer, and between two looks at a peer that does not tell of changes. */
#define PEER_PATIENCE      (10 * USEC_PER_SEC)
#define PEER_BACKOFF_LEAST USEC_PER_SEC
#define PEER_BACKOFF_MOST  (5 * USEC_PER_MIN)
#define PEER_REFUSED_MOST  (30 * USEC_PER_SEC)
#define PEER_LOOK_LEAST    USEC_PER_MIN
#define PEER_LOOK_MOST     (10 * USEC_PER_MIN)

struct peer;

/* How one is asked. */
struct peer_kind {
	const char *name;             /* on the bus */
	const char *label;            /* for people; a proper name */
	bool system;                  /* on the system bus */
	bool mute;                    /* does not tell of changes */
	int (*watch)(struct peer *p); /* it is there: adds the matches for its signals */
	int (*ask)(struct peer *p);   /* ends in peer_done() or peer_failed() */
};

struct found {
	size_t n;
	struct engager e[PEER_FOUND_MAX];
};

struct peer {
	const struct peer_kind *kind;
	struct inhibitors *all;
	sd_bus *bus; /* NULL: not attached; not ours */
	sd_bus_slot *owner_match, *owner_call, *signals[2];
	char owner[64]; /* unique name; "": it is not there */

	sd_bus_slot *call;      /* the pending one of a look */
	bool asking, dirty;     /* a look is under way; there was a change meanwhile */
	usec_t asked;           /* when, monotonic */
	sd_event_source *timer; /* the next look; on while there is to be one */
	usec_t patience, pace, backoff, pause;
	char trouble[96]; /* name of the error of the last look; "": none */
	struct found found, next;

	char paths[PEER_PATHS_MAX][PEER_PATH_MAX]; /* GNOME: those of this look */
	size_t paths_n, at;
	bool old; /* KDE: has no property ActiveInhibitions */
};

extern const struct peer_kind peer_logind, peer_gnome, peer_kde, peer_xfce;

/* ---- for the shell ---- */

int peer_init(struct peer *p, const struct peer_kind *kind, struct inhibitors *all,
	      sd_event *event);
/* On a bus; `trouble` with it is found out by calls that fail. */
int peer_attach(struct peer *p, sd_bus *bus);
/* Off it; what it said is forgotten. */
void peer_detach(struct peer *p);
void peer_done_with(struct peer *p);
/* The list of a peer has changed; `changed` follows from the loop. */
void inhibitors_news(struct inhibitors *i);

/* ---- for the kinds ---- */

/* Looks again, soon. */
void peer_look(struct peer *p);
/* A signal of the owner, after which it looks again. */
int peer_watch(struct peer *p, size_t slot, const char *path, const char *interface,
	       const char *member, sd_bus_message_handler_t handler);
int peer_on_change(sd_bus_message *m, void *userdata, sd_bus_error *error);
/* Calls the owner; the pending call of the look is replaced. */
int peer_call(struct peer *p, const char *path, const char *interface, const char *member,
	      sd_bus_message_handler_t handler, const char *types, ...);
/* Adds to the list of this look what fits; `id` 0: made of the texts. */
void peer_found(struct peer *p, uint64_t id, const char *who, const char *why);
uint64_t peer_hash(uint64_t seed, const char *s);
/* The look is over. */
void peer_done(struct peer *p);
/* It failed: `reply` is the error, or NULL: it says what it should not. */
void peer_failed(struct peer *p, sd_bus_message *reply);
/* Did it not answer, rather than say no? */
bool peer_is_silence(sd_bus_message *reply);
