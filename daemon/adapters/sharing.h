/*
 * Whether the screen is shared or recorded, as far as the session bus tells: looked at when a prompt is near,
 * never by the clock; whoever is held back looks again.  Known on GNOME, of anybody; elsewhere of the
 * programs that the desktop portal can tell: browsers, calls by WebRTC, OBS.  Of nobody on X11, or past it.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "ergo/quiet.h"
#include "health.h"

struct sharing;

/* As inhibitors_new(). */
int sharing_new(struct sharing **ret, sd_bus *bus, void (*changed)(void *userdata), void *userdata);
struct sharing *sharing_free(struct sharing *s);
DEFINE_CLEANUP(struct sharing *, sharing_free)

/* A prompt is near: asks; `changed` may follow. */
void sharing_look(struct sharing *s);
bool sharing_is(const struct sharing *s, char text[static QUIET_TEXT_MAX]);
/* For doctor, "sharing". */
void sharing_health(const struct sharing *s, struct health *ret);
