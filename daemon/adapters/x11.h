/*
 * The X server.  Activity comes from its IDLETIME counter, by alarms: which device it was the
 * counter does not tell, other programs can reset it, and under XWayland it sees XWayland's windows
 * only, so that it is not used there.
 */
#pragma once

#include <systemd/sd-event.h>

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
