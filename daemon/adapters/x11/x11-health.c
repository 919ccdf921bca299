/* What the X11 adapter says about itself. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "internal.h"

_printf_(2, 3) static void say(struct health *h, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	(void) vsnprintf(h->text, sizeof(h->text), format, ap);
	va_end(ap);
}

static void say_absent(const char *name, int error, struct health *h)
{
	if (error == -EAGAIN) {
		say(h,
		    _("X server %.64s has not served anybody for long: it hangs; "
		      "ergod goes on and tries again"),
		    name);
	} else {
		say(h,
		    _("X server %.64s can't be reached (%s): is it still running? "
		      "ergod goes on and tries again, at the latest in %u min"),
		    name, strerror(-error), (unsigned) (X11_BACKOFF_MOST / USEC_PER_MIN));
	}
}

/* Why there is no connection. */
static void say_no_connection(const struct x11_display *d, struct health *h)
{
	const char *name = x11_display_name(d);

	switch (x11_display_state(d)) {
	case X11_NONE:
		say(h, "%s",
		    _("no X server is known (under Wayland there is none to ask); in an X session "
		      "run `systemctl --user import-environment DISPLAY XAUTHORITY`"));
		break;
	case X11_REMOTE:
		say(h,
		    _("X display %.64s is not one of this machine (\":0\"): the "
		      "server of another one, or one behind ssh, is not asked"),
		    name);
		break;
	case X11_UNWANTED:
		say(h,
		    _("X server %.64s is not asked: it does not run, and a connection "
		      "would start it"),
		    name);
		break;
	case X11_PROBING:
		say(h,
		    _("X server %.64s does not answer (does it hang?); ergod goes on "
		      "and connects as soon as it does"),
		    name);
		break;
	case X11_ABSENT:
		say_absent(name, x11_display_error(d), h);
		break;
	case X11_REFUSED:
		say(h,
		    _("X server %.64s does not let ergod in: in the desktop session "
		      "run `systemctl --user import-environment DISPLAY XAUTHORITY`, then restart "
		      "ergod"),
		    name);
		break;
	case X11_CONNECTED:
	case X11_REJECTED:
		break;
	}
}

void x11_idle_health(const struct x11_display *d, bool usable, bool xwayland, struct health *ret)
{
	const char *name = x11_display_name(d);

	*ret = (struct health){ .name = "input", .level = usable ? HEALTH_OK : HEALTH_FAIL };
	if (usable) {
		say(ret,
		    _("X server %.64s, idle counter (other programs can reset it; which "
		      "device is not told)"),
		    name);
	} else if (x11_display_state(d) != X11_REJECTED) {
		say_no_connection(d, ret);
	} else if (xwayland) {
		say(ret,
		    _("X server %.64s is XWayland: its counter sees XWayland windows "
		      "only, so it is not used"),
		    name);
	} else {
		say(ret,
		    _("X server %.64s has no idle counter (SYNC with IDLETIME): it can't "
		      "tell of input"),
		    name);
	}
}

void x11_monitors_health(const struct x11_monitors *x, struct health *ret)
{
	const struct x11_display *d = x11_monitors_display(x);

	*ret = (struct health){ .name = "monitors", .level = HEALTH_OK };
	if (x11_display_state(d) != X11_CONNECTED) {
		ret->level = HEALTH_WARN;
		say_no_connection(d, ret);
	} else if (x11_monitors_answers(x)) {
		say(ret, _("RandR of X server %.64s"), x11_display_name(d));
	} else {
		ret->level = HEALTH_WARN;
		say(ret, _("X server %.64s does not tell of monitors"), x11_display_name(d));
	}
}

void x11_connection_health(const struct x11_display *d, struct health *ret)
{
	if (d && x11_display_state(d) == X11_CONNECTED) {
		x11_say(ret, _("X server %.64s has not answered yet"), x11_display_name(d));
	} else if (d) {
		say_no_connection(d, ret);
	}
}

void x11_say(struct health *ret, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	(void) vsnprintf(ret->text, sizeof(ret->text), format, ap);
	va_end(ap);
}
