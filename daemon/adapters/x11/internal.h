/*
 * What the files of the X11 adapter share.
 *
 *   x11-probe.c     does the server answer?
 *   x11-open.c      XOpenDisplay()
 *   x11-display.c   a connection: made without blocking, lost, made again; its owner and guests
 *   x11-ping.c      does the server serve us at this moment?
 *   x11-guard.c     no round trip lasts for ever
 *   x11-server.c    what kind of server is it?
 *   x11-idle.c      the source: the idle counter
 *   x11-monitors.c  the monitors: when to read them
 *   x11-outputs.c   ... reading them
 *   x11-desktop.c   what is in front; a guest of the monitors' connection
 *   x11-window.c    ... reading it
 *   x11-power.c     whether the display is off; a guest too
 *   x11-saver.c     ... the words of the extension that tells
 *   x11-health.c    what they say about themselves
 */
#pragma once

#include <X11/Xlib.h>
#include <xcb/xproto.h>
#include <systemd/sd-event.h>

#include "adapters/x11.h"
#include "ergo/monitor.h"

#define X11_NAME_MAX 256 /* of a display, NUL included */

/* Between tries to connect. */
#define X11_BACKOFF_LEAST USEC_PER_SEC
#define X11_BACKOFF_MOST  (5 * USEC_PER_MIN)

enum x11_state {
	X11_NONE,      /* no display is known */
	X11_REMOTE,    /* not on this machine: not used */
	X11_UNWANTED,  /* the owner does not want to connect now */
	X11_PROBING,   /* waits for a sign of life, as long as it takes */
	X11_ABSENT,    /* nobody listens; tries again */
	X11_REFUSED,   /* it does not let us in; tries again, not often */
	X11_CONNECTED, /* .display is set */
	X11_REJECTED,  /* it is of no use to the owner */
};

/* -- x11-probe.c: reaching a server that may be stopped, without waiting for it */

/*
 * Connects to that display's socket and says something that the server answers with a refusal as
 * soon as it serves new clients.  Returns the descriptor, or a negative errno.
 */
int x11_probe_open(const char *number);

/* The descriptor is readable: 0: it has answered; else a negative errno. */
int x11_probe_answer(int fd);

/* -- x11-open.c */

/*
 * XOpenDisplay(): waits for the server, not longer than X11_PATIENCE.  The caller sets
 * XSetIOErrorExitHandler() at once.  Returns 0; -EACCES: the server does not let us in; another negative
 * errno.
 */
int x11_open(const char *name, const char *xauthority, Display **ret);

/* -- x11-guard.c: around round trips */

/* How long the loop may be kept waiting by them; the connection is lost then. */
#define X11_PATIENCE (2 * USEC_PER_SEC)

/* `fd`: of the connection; what is no socket is left alone. */
void x11_guard_start(int fd);
/* Returns whether it was cut. */
bool x11_guard_stop(void);

/*
 * Around requests that are made with xcb: libX11 does not survive to find the connection lost when it takes it back.
 * Before them, whether it is lost already; after them they are sent.  If it is lost libX11 tells, as it does
 * otherwise.
 */
bool x11_guard_hung_up(Display *display);
void x11_guard_hand_back(Display *display);

/* -- x11-server.c: round trips */

/* The minor version of RandR 1, INT8_MAX for a later one; -1: none. */
int x11_randr_version(Display *display, int *ret_event_base);
bool x11_is_xwayland(Display *display);

/* -- x11-ping.c */

struct x11_ping {
	Window window; /* gets our messages; None: not made yet */
	bool pending;  /* one is on its way */
};

/* Unless one is on its way.  The loop sends it. */
void x11_ping_send(struct x11_ping *p, Display *display);
/* Whether that is the answer; then none is on its way any more. */
bool x11_ping_is_answer(struct x11_ping *p, const XEvent *event);
/* Pings and waits for the answer, other events being left where they are.  False: none came; it still may. */
bool x11_ping_wait(struct x11_ping *p, Display *display, usec_t patience);

/* -- x11-display.c */

/* `up`, `answered` and `event` come from the loop or out of x11_display_dispatch(). */
struct x11_display_callbacks {
	/*
	 * Connected.  Round trips are allowed here, in `answered` and in x11_display_look(), and nowhere else: a
	 * server that is stopped would stop us.  False: it is of no use; to the owner: none is kept.
	 */
	bool (*up)(Display *display, void *userdata);
	/* Of the owner: what x11_display_ping() asked for.  NULL: it never does. */
	void (*answered)(Display *display, void *userdata);
	/* Those that the others have asked for, too.  NULL: of no interest. */
	void (*event)(const XEvent *event, void *userdata);
	/* The connection that was up is no more. */
	void (*down)(void *userdata);
	/* Of the owner: asked before each try to connect.  False: no further one until x11_display_set().  NULL: yes. */
	bool (*wanted)(void *userdata);
};

struct x11_display;

/* Somebody who shares the connection of an owner; zeroed at first, kept by the guest. */
struct x11_guest {
	struct x11_guest *next;
	struct x11_display *display; /* NULL: has not joined, or it is no more */
	const struct x11_display_callbacks *callbacks;
	void *userdata;
	bool up;
};

int x11_display_new(struct x11_display **ret, sd_event *event,
		    const struct x11_display_callbacks *callbacks, void *userdata);
/* `down` is not called any more. */
struct x11_display *x11_display_free(struct x11_display *d);
DEFINE_CLEANUP(struct x11_display *, x11_display_free)

/* See x11_idle_set_display(). */
void x11_display_set(struct x11_display *d, const char *name, const char *xauthority);

/* Sends what is to be sent and handles what has come; does not wait for anything. */
void x11_display_dispatch(struct x11_display *d);

/* Asks the server whether it serves us; `answered` follows when it does. */
void x11_display_ping(struct x11_display *d);

/* How long a look may keep the loop waiting for a server that does not answer. */
#define X11_LOOK_PATIENCE (100 * USEC_PER_MS)

struct x11_look {
	void (*ask)(Display *display, void *userdata); /* sends requests, waits for nothing */
	void (*read)(Display *display,
		     void *userdata); /* answers are there; round trips are allowed */
	void (*forget)(Display *display, void *userdata); /* nothing will be read */
};

/*
 * Asks, pings and waits, for not longer than that, then reads; not out of the callbacks.  False: it has not answered,
 * and until it does nothing waits for it again; or the connection was lost in the midst.
 */
bool x11_display_look(struct x11_display *d, const struct x11_look *look, void *userdata);

/*
 * `up` follows, with the next connection or as soon as this one answers.  Joining and leaving is not for the
 * callbacks.  The guest outlives neither `d` nor its own stay.
 */
void x11_display_join(struct x11_display *d, struct x11_guest *g,
		      const struct x11_display_callbacks *callbacks, void *userdata);
/* `down` is not called any more. */
void x11_display_leave(struct x11_guest *g);

enum x11_state x11_display_state(const struct x11_display *d);
const char *x11_display_name(const struct x11_display *d); /* "": none */
int x11_display_error(const struct x11_display *d);        /* X11_ABSENT: negative errno */

bool x11_display_is_broken(const struct x11_display *d); /* within `up`: lost in the midst */

/* -- x11-monitors.c */

struct x11_display *x11_monitors_display(const struct x11_monitors *x);

/* -- x11-outputs.c */

/*
 * Reads what shows an image; round trips.  `minor`: of RandR, -1: none.  `edid`: the name of that property.
 * False: the server did not tell, and *ret is unchanged.
 */
bool x11_outputs_read(Display *display, int minor, Atom edid, struct monitors *ret);

/* -- x11-window.c: round trips */

enum x11_atom {
	ATOM_WM_CHECK,
	ATOM_ACTIVE_WINDOW,
	ATOM_TYPE,
	ATOM_TYPE_DESKTOP,
	ATOM_TYPE_DOCK,
	ATOM_STATE,
	ATOM_STATE_HIDDEN,
	ATOM_STATE_FULL_SCREEN,
	_X11_ATOM_MAX,
};

struct x11_atoms {
	Atom a[_X11_ATOM_MAX];
};

bool x11_atoms_read(Display *display, struct x11_atoms *ret);

/* What is under way, and the windows that were in front: {0} for those of a new connection. */
struct x11_asked {
	xcb_window_t check, active; /* XCB_NONE: none, and nothing is asked of it */
	xcb_query_pointer_cookie_t pointer;
	xcb_get_property_cookie_t root_check, root_active, check_check, types, states;
	xcb_get_geometry_cookie_t geometry;
	xcb_translate_coordinates_cookie_t place;
};

/* Asks where the pointer and the focused window are; to be followed by one of the other two. */
void x11_window_ask(Display *display, const struct x11_atoms *atoms, struct x11_asked *asked);
void x11_window_forget(Display *display, struct x11_asked *asked);
/* The answer.  Returns whether a window manager told of the focus; without one there is none. */
bool x11_window_read(Display *display, const struct x11_atoms *atoms, struct x11_asked *asked,
		     struct desktop_look *ret);

/* -- x11-saver.c */

/* The extension of the server; its first event and its major opcode.  False: it has none. */
bool x11_saver_find(Display *display, int *ret_opcode, int *ret_event_base);
/* A round trip.  Asks for its events, too. */
bool x11_saver_is_on(Display *display, int opcode, bool *ret);
/* Whether that is one of its events; *ret: the saver is on now. */
bool x11_saver_read(const XEvent *event, int event_base, bool *ret);

/* -- x11-health.c */

void x11_idle_health(const struct x11_display *d, bool usable, bool xwayland, struct health *ret);

/* Why a guest is not up, into .text; `d` NULL: nothing. */
void x11_connection_health(const struct x11_display *d, struct health *ret);

_printf_(2, 3) void x11_say(struct health *ret, const char *format, ...);
