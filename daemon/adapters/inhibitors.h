/*
 * Who keeps the screen from going to sleep: idle inhibitors of logind (ListInhibitors), of GNOME and those
 * who speak as it does (org.gnome.SessionManager, flag "idle"), of KDE (PolicyAgent), of Xfce.  Lists are
 * read when the owner tells of a change, not by the clock.  Xfce tells of none: it is asked when it matters
 * (inhibitors_look()) and, only while something stands there, again after 1, 2, 4 ... 10 minutes.  Of
 * org.freedesktop.ScreenSaver only the desktops above can list what was asked for; of others nothing is known.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "ergo/engaged.h"
#include "health.h"

struct inhibitors;

/* `bus`: the session bus, attached; the system bus is a connection of its own, made later from the loop and again
 * with back-off.  `changed` comes out of the loop.  Nothing blocks.  Returns 0 or a negative errno. */
int inhibitors_new(struct inhibitors **ret, sd_bus *bus, void (*changed)(void *userdata),
		   void *userdata);
struct inhibitors *inhibitors_free(struct inhibitors *i);
DEFINE_CLEANUP(struct inhibitors *, inhibitors_free)

/* The user has been silent for a while and would soon count as away: asks those who do not tell of changes, at once.
 * `changed` follows if they say anything new. */
void inhibitors_look(struct inhibitors *i);

/* Adds those that stand now, as ENGAGER_INHIBITOR; what does not fit is left out. */
void inhibitors_list(const struct inhibitors *i, struct engagers *list);

/* For doctor, "inhibitors": who can be asked. */
void inhibitors_health(const struct inhibitors *i, struct health *ret);

/* For tests: how long an answer is waited for, and the least time between two looks at the same one. */
void inhibitors_set_times(struct inhibitors *i, usec_t patience, usec_t pace);
