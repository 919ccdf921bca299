/*
 * What the files of the logind adapter share.
 *
 *   logind.c              life, the connection, logind coming and going, health
 *   logind-session.c      finding and following the session
 *   logind-properties.c   what is read of it
 *   logind-idle.c         its IdleHint
 *   logind-sleep.c        PrepareForSleep and the inhibitor
 *   idle-hint.c           the IdleHint as a source of activity; knows only logind.h
 */
#pragma once

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include "adapters/logind.h"

#define LOGIN1      "org.freedesktop.login1"
#define LOGIN1_PATH "/org/freedesktop/login1"
#define MANAGER     "org.freedesktop.login1.Manager"
#define SESSION     "org.freedesktop.login1.Session"
#define USER        "org.freedesktop.login1.User"
#define PROPERTIES  "org.freedesktop.DBus.Properties"
#define DBUS        "org.freedesktop.DBus"
#define DBUS_PATH   "/org/freedesktop/DBus"

/* Between tries to connect, or to find the session. */
#define LOGIND_BACKOFF_LEAST USEC_PER_SEC
#define LOGIND_BACKOFF_MOST  (5 * USEC_PER_MIN)

/* Where the session is looked for, in this order. */
enum candidate {
	CANDIDATE_OWN,
	CANDIDATE_DISPLAY,
	CANDIDATE_ENVIRONMENT,
	CANDIDATE_NONE,
};

enum match {
	MATCH_DISCONNECTED,
	MATCH_OWNER,
	MATCH_SLEEP,
	MATCH_SESSION_NEW,
	MATCH_SESSION_REMOVED,
	_MATCH_MAX,
};

/* Of one session. */
struct idle_seen {
	bool read;        /* there is a value */
	bool first, now;  /* values */
	bool moves;       /* there was one unlike the first */
	bool of_terminal; /* of type "tty" */
};

struct session {
	char path[256], id[64], seat[64];
	bool active, locked;
	bool unfit; /* closing, or no session of a person at a screen */
	struct idle_seen idle;
};

struct logind {
	sd_event *event;
	event_fn emit;
	void *userdata;
	sd_bus *bus; /* NULL: no connection; may be broken until the next try */
	sd_bus_slot *matches[_MATCH_MAX];
	sd_event_source *retry, *lost; /* timers, on while they have a meaning */
	usec_t backoff, lost_after;
	char owner[64];      /* unique name of logind; "": it is not on the bus */
	sd_bus_slot *asking; /* pending call for the owner */

	enum candidate candidate; /* of the look that is under way, or was the last */
	bool unsure;              /* ... in which logind failed to answer */
	char look_path[256];
	sd_bus_slot *look, *look_watch; /* its pending call, and the match on look_path */

	struct session session; /* .path "": none */
	sd_bus_slot *watch;     /* match on session.path */
	bool ended;             /* there was one, and there is none any more */

	sd_bus_slot *inhibit, *sleeping; /* pending calls */
	int inhibit_fd;                  /* -1: not held */
	unsigned blocked;                /* 1u << enum blocker, as emitted */

	enum logind_idle idle; /* as told */
	void (*idle_changed)(void *userdata);
	void *idle_userdata;
};

/* Emits a change; nothing when it is none. */
void logind_set_blocker(struct logind *l, enum blocker blocker, bool set);

/* Calls logind (or, for its interface, the bus driver) without starting it; *slot holds the pending
 * call, one that was pending is forgotten.  Returns 0 or a negative errno. */
int logind_call(struct logind *l, sd_bus_slot **slot, const char *path, const char *interface,
		const char *member, sd_bus_message_handler_t callback, const char *types, ...);

/* Is the signal from logind?  Anybody may send us one. */
bool logind_sent(const struct logind *l, sd_bus_message *m);

/* Tries again later: to connect, or to find the session. */
void logind_retry(struct logind *l);

/* logind stopped answering: what it said last holds for lost_after, unless it answers before. */
void logind_doubt(struct logind *l);
void logind_trust(struct logind *l);

/* Reads an a{sv} over *s.  Returns 0; -errno: it is not what logind sends. */
int logind_read_properties(sd_bus_message *m, struct session *s);

/* Takes a value of IdleHint. */
void logind_idle_read(struct idle_seen *idle, bool value);
/* Tells of a change of logind_idle(); nothing when there is none. */
void logind_idle_tell(struct logind *l);

/* Looks for the session. */
void logind_session_look(struct logind *l);
int on_session_new(sd_bus_message *m, void *userdata, sd_bus_error *error);
int on_session_removed(sd_bus_message *m, void *userdata, sd_bus_error *error);

/* Forgets calls and matches (logind is gone), or the session too. */
void logind_session_detach(struct logind *l);
void logind_session_forget(struct logind *l);

/* logind is there: takes the inhibitor, asks whether the machine is about to sleep. */
void logind_sleep_begin(struct logind *l);
/* logind is gone: so is the inhibitor. */
void logind_sleep_detach(struct logind *l);
int on_prepare_for_sleep(sd_bus_message *m, void *userdata, sd_bus_error *error);
