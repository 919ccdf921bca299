/*
 * Whether the display is off.  DPMS itself tells by events since its version 1.2 only, which no X server up
 * to 21.1 has.  But whenever it switches a display off the server activates its screen saver first, and
 * ends it when it switches it on (DPMSSet() of the server); and of that every server tells.  The saver alone,
 * without DPMS, leaves a black screen, or a lock in front of it: nobody works at that either.
 */
#include <stdlib.h>

#include "ergo/tr.h"
#include "internal.h"
#include "log.h"

struct x11_power {
	struct x11_guest guest;
	void (*changed)(void *userdata);
	void *userdata;
	sd_event_source *news; /* what the owner is to be told by the loop */

	bool up;       /* connected */
	bool xwayland; /* ... to one */
	bool told;     /* ... and the server tells */
	int event_base;
	bool off, told_off; /* now, and as the owner knows */
};

static void set(struct x11_power *x, bool off)
{
	if (off != x->off) {
		log_debug("X server: display %s", off ? "off" : "on");
	}
	x->off = off;
	if (off != x->told_off) {
		(void) sd_event_source_set_enabled(x->news, SD_EVENT_ONESHOT);
	}
}

static int on_news(sd_event_source *source, void *userdata)
{
	struct x11_power *x = userdata;

	(void) source;
	if (x->off != x->told_off) {
		x->told_off = x->off;
		x->changed(x->userdata);
	}
	return 0;
}

static bool on_up(Display *display, void *userdata)
{
	struct x11_power *x = userdata;
	bool off = false;
	int opcode;

	x->up = true;
	x->xwayland = x11_is_xwayland(display);
	x->told = !x->xwayland && x11_saver_find(display, &opcode, &x->event_base) &&
		  x11_saver_is_on(display, opcode, &off);
	set(x, off);
	return true;
}

static void on_event(const XEvent *event, void *userdata)
{
	struct x11_power *x = userdata;
	bool off;

	if (x->told && x11_saver_read(event, x->event_base, &off)) {
		set(x, off);
	}
}

static void on_down(void *userdata)
{
	struct x11_power *x = userdata;

	x->up = x->told = x->xwayland = false;
	set(x, false);
}

bool x11_power_is_off(const struct x11_power *x)
{
	return x->off;
}

void x11_power_health(const struct x11_power *x, struct health *ret)
{
	const struct x11_display *d = x->guest.display;
	const char *name = d ? x11_display_name(d) : "";

	*ret = (struct health){ .name = "display power", .level = HEALTH_WARN };
	if (x->told) {
		ret->level = HEALTH_OK;
		x11_say(ret,
			x->off ? _("X server %.64s tells: the display is off")
			       : _("X server %.64s tells when the display is off: it is on"),
			name);
	} else if (x->xwayland) {
		x11_say(ret,
			_("X server %.64s is XWayland, which does not know whether the display "
			  "is off: it is taken to be on"),
			name);
	} else if (!x->up) {
		x11_connection_health(d, ret);
	} else {
		x11_say(ret,
			_("X server %.64s does not tell when the display is off "
			  "(MIT-SCREEN-SAVER): it is taken to be on"),
			name);
	}
}

int x11_power_new(struct x11_power **ret, sd_event *event, struct x11_monitors *monitors,
		  void (*changed)(void *userdata), void *userdata)
{
	static const struct x11_display_callbacks callbacks = {
		.up = on_up,
		.event = on_event,
		.down = on_down,
	};
	_cleanup_(x11_power_freep) struct x11_power *x = calloc(1, sizeof(*x));
	int r;

	if (!x) {
		return -ENOMEM;
	}
	x->changed = changed;
	x->userdata = userdata;
	r = sd_event_add_defer(event, &x->news, on_news, x);
	if (r < 0) {
		return r;
	}
	(void) sd_event_source_set_enabled(x->news, SD_EVENT_OFF);
	x11_display_join(x11_monitors_display(monitors), &x->guest, &callbacks, x);
	*ret = TAKE_PTR(x);
	return 0;
}

struct x11_power *x11_power_free(struct x11_power *x)
{
	if (x) {
		x11_display_leave(&x->guest);
		sd_event_source_disable_unref(x->news);
		free(x);
	}
	return NULL;
}
