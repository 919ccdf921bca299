/*
 * Which display the session has: DISPLAY and WAYLAND_DISPLAY from our environment, else from the
 * user manager's (org.freedesktop.systemd1.Manager.Environment), asked again when told to, with
 * back-off.  Asynchronous; a user manager that is not there is not started.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "health.h"

struct display;

/*
 * `changed` is called when one of the names below has changed.  `bus` is the session bus, attached
 * to an event loop.  Returns 0 or a negative errno; that there is no display is none.
 */
int display_new(struct display **ret, sd_bus *bus, void (*changed)(void *userdata), void *userdata);
struct display *display_free(struct display *d);
DEFINE_CLEANUP(struct display *, display_free)

/*
 * Something happened that may mean a display has come or another one (session active, notification
 * server appeared): look again, now or when the back-off allows, and a few times more while nothing
 * is found.  Cheap to call at any rate.
 */
void display_look(struct display *d);

const char *display_x11(const struct display *d);        /* ":0", NULL: none known */
const char *display_wayland(const struct display *d);    /* "wayland-0", NULL: none known */
const char *display_xauthority(const struct display *d); /* the file, NULL: as libX11 finds it */

/* For doctor; tries to connect to the X server's socket, which does not block. */
void display_health(const struct display *d, struct health *ret);
