/*
 * Lets a burst of events settle: says so once, when there has been none for a while; or when they do
 * not end, every five whiles.
 */
#pragma once

#include <systemd/sd-event.h>

#include "ergo/base.h"

#define SETTLE_DISPLAYS                                                                            \
	(2 * USEC_PER_SEC) /* of monitors that are plugged: [PEERS T10] of the design papers */

struct settle;

/* `quiet`: how long there is to be none.  Returns 0 or a negative errno. */
int settle_new(struct settle **ret, sd_event *event, usec_t quiet, void (*settled)(void *userdata),
	       void *userdata);
struct settle *settle_free(struct settle *s);
DEFINE_CLEANUP(struct settle *, settle_free)

/* There was one, now. */
void settle_event(struct settle *s);

/* None of those that there were matters any more. */
void settle_forget(struct settle *s);
