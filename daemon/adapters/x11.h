/*
 * The X server.  Activity comes from its IDLETIME counter, by alarms: which device it was the
 * counter does not tell, other programs can reset it, and under XWayland it sees XWayland's windows
 * only, so that it is not used there.
 *
 * Monitors come from RandR, by events, over a connection of their own: the counter's is only there while
 * it is the source in use, and of XWayland only monitors are asked.
 */
#pragma once

#include <systemd/sd-event.h>

#include "ergo/monitor.h"
#include "ergo/share.h"
#include "source.h"

struct x11_idle;

/*
 * `display`: ":0", on this machine; NULL: none known.  `xauthority`: NULL: as libX11 finds it.
 * Connects later, from the loop, again and again with back-off.  Returns 0 or a negative errno; that
 * there is no server is none.
 */
int x11_idle_new(struct x11_idle **ret, sd_event *event, const char *display,
		 const char *xauthority, const struct source_callbacks *callbacks, void *userdata);

/* NULL-safe, returns NULL; may be called out of the callbacks. */
struct x11_idle *x11_idle_free(struct x11_idle *x);
DEFINE_CLEANUP(struct x11_idle *, x11_idle_free)

/*
 * The session's display is another one now, or none: connects at once.  Being told the same again
 * means that it may be worth a look: tries again within a second where there is no connection.
 */
void x11_idle_set_display(struct x11_idle *x, const char *display, const char *xauthority);

extern const struct source_ops x11_idle_ops; /* for a struct x11_idle */

/* ---- monitors ---- */

struct x11_monitors;

struct x11_monitors_callbacks {
	/* The list or x11_monitors_answers() has changed.  Comes out of the loop, never out of the calls below,
	 * and may free this. */
	void (*changed)(void *userdata);
	/* Whether to connect now; asked before each try.  False: none until x11_monitors_set_display(). */
	bool (*wanted)(void *userdata);
};

/* `settle`: changes are looked at once there was none for so long.  Returns 0 or a negative errno. */
int x11_monitors_new(struct x11_monitors **ret, sd_event *event, usec_t settle,
		     const struct x11_monitors_callbacks *callbacks, void *userdata);
struct x11_monitors *x11_monitors_free(struct x11_monitors *x);
DEFINE_CLEANUP(struct x11_monitors *, x11_monitors_free)

/* As x11_idle_set_display().  What was read of another display is forgotten. */
void x11_monitors_set_display(struct x11_monitors *x, const char *display, const char *xauthority);

/*
 * What that display had last, sizes chosen: of a server that is gone, and while there are no outputs, what
 * was there before.  BACKEND_NONE: nothing yet.
 */
const struct monitors *x11_monitors_get(const struct x11_monitors *x);

/* A server is connected, and has told. */
bool x11_monitors_answers(const struct x11_monitors *x);
/* It may, any moment: it is being asked. */
bool x11_monitors_is_pending(const struct x11_monitors *x);

/* For doctor: why it does not answer. */
void x11_monitors_health(const struct x11_monitors *x, struct health *ret);

/* ---- what is in front ---- */

/*
 * The focused window and the pointer, looked at when asked and at no other time: where they are, never what they
 * are (EWMH).  Over the connection of the monitors, while there is one; not of XWayland, which sees its own
 * windows only.
 */
struct x11_desktop;

/* `monitors` has to outlive it.  Returns 0 or a negative errno; nothing is known before the loop has run. */
int x11_desktop_new(struct x11_desktop **ret, struct x11_monitors *monitors);
struct x11_desktop *x11_desktop_free(struct x11_desktop *x);
DEFINE_CLEANUP(struct x11_desktop *, x11_desktop_free)

/*
 * What is in front now.  Waits for the server, for less than 1 ms as a rule; for 100 ms at most when it does not
 * answer, and then not again before it has, and not for a minute.  .known is false then, and where there is
 * nobody to ask.
 */
void x11_desktop_look(struct x11_desktop *x, struct desktop_look *ret);

/* For tests: how long after a look in vain there is none; 1 min. */
void x11_desktop_set_patience(struct x11_desktop *x, usec_t again);

/* For doctor, "desktop". */
void x11_desktop_health(const struct x11_desktop *x, struct health *ret);

/* ---- monitors that are switched off ---- */

/*
 * Whether the display is off, by DPMS or because the server's screen saver has blanked it, as the server tells of
 * its own accord.  Over the connection of the monitors; where that tells nothing (XWayland, no
 * MIT-SCREEN-SAVER, no server) it is on as far as is known.
 */
struct x11_power;

/*
 * `monitors` has to outlive it.  `changed`: x11_power_is_off() tells something else; comes out of the loop, never
 * out of the calls here, and may free this.  Returns 0 or a negative errno.
 */
int x11_power_new(struct x11_power **ret, sd_event *event, struct x11_monitors *monitors,
		  void (*changed)(void *userdata), void *userdata);
struct x11_power *x11_power_free(struct x11_power *x);
DEFINE_CLEANUP(struct x11_power *, x11_power_free)
bool x11_power_is_off(const struct x11_power *x);
/* For doctor, "display power". */
void x11_power_health(const struct x11_power *x, struct health *ret);
