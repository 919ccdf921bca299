/* The daemon as ergoctl sees it: calls with a time limit, and the properties of its Manager. */
#pragma once

#include <systemd/sd-bus.h>

#include "ergo/base.h"
#include "ergo/effect.h"
#include "ergo/event.h"

struct json_object;
struct text;

#define CALL_TIMEOUT      (5 * USEC_PER_SEC)
#define CALL_TIMEOUT_SLOW (60 * USEC_PER_SEC) /* where it waits for a disk */

struct client {
	sd_bus *bus;
	bool is_doctor;   /* who asks is `doctor`: errors do not send to it */
	int status;       /* exit status that belongs to the last error */
	char error[4096]; /* what happened and what to do about it; plain text, not escaped */
};

/* Connects to the session bus.  Returns 0 or a negative errno; then c->error tells. */
int client_open(struct client *c);
void client_done(struct client *c);

enum call_flags {
	CALL_MAY_START = 1 << 0, /* the bus may start the daemon for it */
	CALL_SLOW = 1 << 1,      /* it takes as long as a disk takes */
};

/*
 * Calls a method of the daemon and waits for its answer, at most CALL_TIMEOUT, or CALL_TIMEOUT_SLOW
 * with CALL_SLOW.  Returns 0 or a negative errno; then c->status and c->error tell.  ret_reply may be
 * NULL.
 */
int client_call(struct client *c, const char *interface, const char *member, enum call_flags flags,
		sd_bus_message **ret_reply, const char *types, ...);

/*
 * Reads an a{sv}: `read` gets each value with its variant open; it reads what it knows and returns
 * more than 0, or returns 0 to pass it over, or an error, which ends it.
 */
typedef int (*dict_fn)(sd_bus_message *m, const char *name, const char *contents, void *userdata);
int client_read_dict(sd_bus_message *m, dict_fn read, void *userdata);

/* Prints c->error, returns c->status. */
int client_report(const struct client *c);

/* Notes an error of the bus library: what was tried, and errno. */
int client_fail(struct client *c, int r, const char *what);

/* The properties of org.ergod1.Manager.  Strings belong to `message`; what the daemon does not tell
 * is empty. */
#define VIEW_PROBLEMS_MAX 32

/* Whether the day's screen time is remarked on. */
enum daily_note {
	DAILY_NOT_ASKED,
	DAILY_OFF,
	DAILY_ON,
};

/* What the daemon's audit found, for a glance. */
#define DESK_NOTE_MAX 1024 /* bytes, NUL included; more is cut */
struct desk {
	bool told;
	unsigned screens;             /* that are known */
	unsigned high, caution, note; /* unknown things are not counted */
	unsigned unknown;             /* screens without a verdict */
	char overall[8];
	char text[DESK_NOTE_MAX]; /* of the worst finding; "": none */
};

struct view {
	sd_bus_message *message;
	const char *quiet, *quiet_text, *engaged, *engaged_by;
	const char *version, *presence, *last_input_class, *break_kind, *break_state;
	const char *next_kind, *next_reason, *input_source, *config_file;
	uint64_t presence_since, last_input, session_start, paused_until, next_at;
	uint64_t quiet_until, meeting_until;
	uint64_t session_time, today_time, longest_today, since_micro, since_rest;
	uint64_t micro_every, rest_every, break_remaining, next_in;
	uint32_t postpones_left;
	bool paused;
	enum daily_note daily; /* client_view() asks only if no break is prompted */
	unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX];
	const char *problems[VIEW_PROBLEMS_MAX];
	size_t problems_n;
	struct desk desk; /* asked for by client_desk() alone */
	uint64_t now;     /* when the answer came, CLOCK_REALTIME */
	uint64_t have;    /* see view_has() */
};

/* Whether the message told this property. */
bool view_has(const struct view *v, const char *property);

/* Takes an answer to GetAll apart; keeps a reference to it. */
int view_read(struct view *ret, sd_bus_message *reply);
/* Asks for all properties, in one call. */
int client_view(struct client *c, struct view *ret);
void view_done(struct view *v);
/* Asks what was found at the desk; who does not tell is no error: then .told is false. */
void client_desk(struct client *c, struct desk *ret);
/* The `desk` line; returns how it is to be coloured, as enum tone. */
int desk_say(const struct desk *d, struct text *t);
struct json_object *desk_json(const struct desk *d); /* null where nothing is told */

/* One read-only call of any service of the session bus (systemd, for `doctor`), never starting it.
 */
int client_call_other(struct client *c, const char *name, const char *path, const char *interface,
		      const char *member, sd_bus_message **ret_reply, const char *types, ...);

/* Words for people. */
const char *kind_words(const char *kind); /* "rest break"; an unknown kind as it is */

/* Seconds to the next prompt as far as they can be told. */
usec_t view_next_in(const struct view *v);
bool view_break_active(const struct view *v);
/* How long ago the last input was, in whole seconds as the daemon tells it. */
usec_t view_input_ago(const struct view *v);
/* From which class of device, for people: "keyboard"; "input" for others, and where that is not told. */
const char *view_input_class(const struct view *v);

/* The object of `status --json`; NULL: no memory. */
struct json_object *view_to_json(const struct view *v);
/* Why prompts are held back: "a meeting, until 11:30". */
void view_say_quiet(const struct view *v, struct text *t);
/* Present, or watching. */
bool view_at_screen(const struct view *v);
/* Why the screen counts as watched: "Firefox keeps the screen on". */
void view_say_engaged(const struct view *v, struct text *t);
/* The `next` line: what comes next and when. */
void view_say_next(const struct view *v, struct text *t);
