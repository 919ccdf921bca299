/*
 * Whose is the seat: the user of its active session, as logind knows it and while it lasts, followed
 * live (a switch to another console, a logout, another user's session).
 */
#pragma once

#include <sys/types.h>
#include <systemd/sd-event.h>

#include "ergo/base.h"

struct seat;

/*
 * `changed` comes from the loop, before anything else of that turn, when the owner is another one.  Without
 * logind nobody owns the seat; it is looked for again every few seconds and at seat_look().  `name` is
 * copied.  Returns 0 or a negative errno.
 */
int seat_new(struct seat **ret, sd_event *event, const char *name, void (*changed)(void *userdata),
	     void *userdata);
struct seat *seat_free(struct seat *s);
DEFINE_CLEANUP(struct seat *, seat_free)

/* Somebody wants to know: looks for logind again if it was not there a second ago or more.  Calls nothing. */
void seat_look(struct seat *s);

/* Whether there is an owner, and who. */
bool seat_owner(const struct seat *s, uid_t *ret);
