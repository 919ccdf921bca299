/*
 * Do not disturb, from who shows notifications: the property Inhibited of the notification server (KDE and
 * others), `paused` of dunst, the modes of mako, what swaync and Xfce say, and show-banners in the file of
 * GNOME's settings, which nobody tells on the bus.  By signals; what has none, or does not always send
 * them, is asked when a prompt is near (do_not_disturb_look()): whoever is held back looks again.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "ergo/quiet.h"
#include "health.h"

struct do_not_disturb;

/* As inhibitors_new(). */
int do_not_disturb_new(struct do_not_disturb **ret, sd_bus *bus, void (*changed)(void *userdata),
		       void *userdata);
struct do_not_disturb *do_not_disturb_free(struct do_not_disturb *d);
DEFINE_CLEANUP(struct do_not_disturb *, do_not_disturb_free)

/* A prompt is near: asks those who do not tell by themselves; `changed` may follow. */
void do_not_disturb_look(struct do_not_disturb *d);

/* Whether it stands; then who says so in `text`: "dunst is paused". */
bool do_not_disturb_is(const struct do_not_disturb *d, char text[static QUIET_TEXT_MAX]);

/* For doctor, "do-not-disturb". */
void do_not_disturb_health(const struct do_not_disturb *d, struct health *ret);
