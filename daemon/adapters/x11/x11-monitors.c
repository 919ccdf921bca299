/*
 * When the monitors are read: at connecting, and after events of RandR once they have settled.  A read
 * waits for the server; so it is pinged first, and only when that is answered are the round trips made.
 * A server that is stopped or grabbed leaves us waiting for the answer, in the loop.
 */
#include <X11/extensions/Xrandr.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "log.h"
#include "settle.h"

struct x11_monitors {
	struct x11_monitors_callbacks callbacks;
	void *userdata;
	struct x11_display *display;
	struct settle *settle;
	sd_event_source *news; /* what the owner is to be told by the loop */

	int minor, randr; /* version of RandR 1 (-1: none), first of its events */
	Atom edid;        /* name of that property */
	enum monitor_backend backend;
	bool answers; /* has told, in this connection */
	struct monitors list;
};

static void tell(struct x11_monitors *x)
{
	(void) sd_event_source_set_enabled(x->news, SD_EVENT_ONESHOT);
}

/* ---- reading ---- */

static void read_now(Display *display, void *userdata)
{
	struct x11_monitors *x = userdata;
	struct monitors list;

	if (!x11_outputs_read(display, x->minor, x->edid, &list) ||
	    x11_display_is_broken(x->display)) {
		return; /* what there is of it is not all */
	}
	list.backend = x->backend;
	if (!x->answers) {
		x->answers = true;
		tell(x);
	}
	if (list.n > 0 && !monitors_equal(&list, &x->list)) {
		x->list = list;
		tell(x);
	}
	log_debug("X server %s: %zu monitors", x11_display_name(x->display), list.n);
}

static void on_settled(void *userdata)
{
	struct x11_monitors *x = userdata;

	x11_display_ping(x->display);
}

/* ---- the connection ---- */

static void subscribe(struct x11_monitors *x, Display *display)
{
	Window root = DefaultRootWindow(display);

	/* RandR is silent about monitors that are made and unmade; the root window is not. */
	(void) XSelectInput(display, root, StructureNotifyMask);
	if (x->minor >= 2) {
		XRRSelectInput(display, root,
			       RRScreenChangeNotifyMask | RRCrtcChangeNotifyMask |
				       RROutputChangeNotifyMask | RROutputPropertyNotifyMask);
	} else if (x->minor >= 0) {
		XRRSelectInput(display, root, RRScreenChangeNotifyMask);
	}
}

static bool on_up(Display *display, void *userdata)
{
	struct x11_monitors *x = userdata;

	x->minor = x11_randr_version(display, &x->randr);
	x->backend = x11_is_xwayland(display) ? BACKEND_XWAYLAND : BACKEND_X11;
	x->edid = XInternAtom(display, RR_PROPERTY_RANDR_EDID, False);
	subscribe(x, display); /* first, so that no change falls between */
	read_now(display, x);
	return true;
}

static void on_down(void *userdata)
{
	struct x11_monitors *x = userdata;

	x->answers = false;
	settle_forget(x->settle);
	tell(x);
}

static bool on_wanted(void *userdata)
{
	struct x11_monitors *x = userdata;

	return x->callbacks.wanted(x->userdata);
}

/* Other properties, such as the brightness, change often. */
static bool is_of_interest(const struct x11_monitors *x, const XEvent *event)
{
	const XRRNotifyEvent *n = (const XRRNotifyEvent *) event;

	if (event->type == ConfigureNotify ||
	    (x->minor >= 0 && event->type == x->randr + RRScreenChangeNotify)) {
		return true;
	}
	if (x->minor < 2 || event->type != x->randr + RRNotify) {
		return false;
	}
	return n->subtype != RRNotify_OutputProperty ||
	       ((const XRROutputPropertyNotifyEvent *) event)->property == x->edid;
}

static void on_event(const XEvent *event, void *userdata)
{
	struct x11_monitors *x = userdata;
	XEvent copy = *event;

	if (is_of_interest(x, event)) {
		(void) XRRUpdateConfiguration(&copy); /* libX11's idea of the screen */
		settle_event(x->settle);
	}
}

static int on_news(sd_event_source *source, void *userdata)
{
	struct x11_monitors *x = userdata;

	(void) source;
	x->callbacks.changed(x->userdata);
	return 0;
}

/* ---- the owner's side ---- */

void x11_monitors_set_display(struct x11_monitors *x, const char *display, const char *xauthority)
{
	if (strcmp(display ? display : "", x11_display_name(x->display)) != 0) {
		x->list = (struct monitors){ .backend = BACKEND_NONE };
	}
	x11_display_set(x->display, display, xauthority);
}

const struct monitors *x11_monitors_get(const struct x11_monitors *x)
{
	return &x->list;
}

bool x11_monitors_answers(const struct x11_monitors *x)
{
	return x->answers;
}

bool x11_monitors_is_pending(const struct x11_monitors *x)
{
	return x11_display_state(x->display) == X11_PROBING;
}

struct x11_display *x11_monitors_display(const struct x11_monitors *x)
{
	return x->display;
}

int x11_monitors_new(struct x11_monitors **ret, sd_event *event, usec_t settle,
		     const struct x11_monitors_callbacks *callbacks, void *userdata)
{
	static const struct x11_display_callbacks display_callbacks = {
		.up = on_up,
		.answered = read_now,
		.event = on_event,
		.down = on_down,
		.wanted = on_wanted,
	};
	_cleanup_(x11_monitors_freep) struct x11_monitors *x = calloc(1, sizeof(*x));
	int r;

	if (!x) {
		return -ENOMEM;
	}
	x->callbacks = *callbacks;
	x->userdata = userdata;
	r = sd_event_add_defer(event, &x->news, on_news, x);
	if (r < 0) {
		return r;
	}
	(void) sd_event_source_set_enabled(x->news, SD_EVENT_OFF);
	r = settle_new(&x->settle, event, settle, on_settled, x);
	if (r < 0) {
		return r;
	}
	r = x11_display_new(&x->display, event, &display_callbacks, x);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(x);
	return 0;
}

struct x11_monitors *x11_monitors_free(struct x11_monitors *x)
{
	if (x) {
		x->display = x11_display_free(x->display);
		x->settle = settle_free(x->settle);
		sd_event_source_disable_unref(x->news);
		free(x);
	}
	return NULL;
}
