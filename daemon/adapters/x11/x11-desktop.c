/*
 * What is in front, when somebody wants to know.  No event is asked for, so that focus changes wake
 * nobody; and a server that does not answer keeps the loop waiting once, for a moment, and then not before
 * it has answered and some time has passed.
 */
#include <stdlib.h>

#include "clock.h"
#include "ergo/tr.h"
#include "internal.h"
#include "log.h"

/* After a look in vain: one that is slow, and not stopped, costs no more than this. */
#define LOOK_AGAIN USEC_PER_MIN

struct x11_desktop {
	struct x11_guest guest;
	struct x11_atoms atoms;
	struct x11_asked asked;
	bool up;       /* connected, and of use; .atoms are known */
	bool xwayland; /* ... to one that sees its own windows only */
	bool managed;  /* at the last look there was a window manager */
	usec_t missed; /* boot time; 0: the last look was answered */
	usec_t again;  /* none for so long after that */
	struct desktop_look look;
};

static bool on_up(Display *display, void *userdata)
{
	struct x11_desktop *x = userdata;

	x->xwayland = x11_is_xwayland(display);
	x->up = !x->xwayland && x11_atoms_read(display, &x->atoms);
	x->asked = (struct x11_asked){ .check = XCB_NONE };
	x->managed = true; /* until a look tells */
	x->missed = 0;
	return true;
}

static void on_down(void *userdata)
{
	struct x11_desktop *x = userdata;

	x->up = x->xwayland = false;
	x->missed = 0;
}

static void on_ask(Display *display, void *userdata)
{
	struct x11_desktop *x = userdata;

	x11_window_ask(display, &x->atoms, &x->asked);
}

static void on_read(Display *display, void *userdata)
{
	struct x11_desktop *x = userdata;

	x->managed = x11_window_read(display, &x->atoms, &x->asked, &x->look);
}

static void on_forget(Display *display, void *userdata)
{
	struct x11_desktop *x = userdata;

	x11_window_forget(display, &x->asked);
}

static bool may_ask(const struct x11_desktop *x)
{
	return x->up && (x->missed == 0 || clock_boottime() >= usec_add(x->missed, x->again));
}

void x11_desktop_look(struct x11_desktop *x, struct desktop_look *ret)
{
	static const struct x11_look look = { on_ask, on_read, on_forget };

	*ret = (struct desktop_look){ .known = false };
	if (!may_ask(x)) {
		return;
	}
	if (!x11_display_look(x->guest.display, &look, x)) {
		log_debug("X server %s: no answer to a look", x11_display_name(x->guest.display));
		x->missed = clock_boottime();
		return;
	}
	x->missed = 0;
	*ret = x->look;
}

void x11_desktop_health(const struct x11_desktop *x, struct health *ret)
{
	const struct x11_display *d = x->guest.display;
	const char *name = d ? x11_display_name(d) : "";

	*ret = (struct health){ .name = "desktop", .level = HEALTH_WARN };
	if (x->xwayland) {
		x11_say(ret,
			_("X server %.64s is XWayland, which sees windows of its own only: which monitor "
			  "is in use is not known"),
			name);
	} else if (!x->up) {
		x11_connection_health(d, ret);
	} else if (x->missed != 0) {
		x11_say(ret,
			_("X server %.64s did not tell what is in front, as it was busy or hangs; ergod "
			  "asks again later"),
			name);
	} else if (!x->managed) {
		x11_say(ret,
			_("X server %.64s has no window manager that tells which window has the focus "
			  "(EWMH): the pointer alone tells which monitor is in use"),
			name);
	} else {
		ret->level = HEALTH_OK;
		x11_say(ret,
			_("X server %.64s tells where the focused window and the pointer are, when it "
			  "is asked"),
			name);
	}
}

void x11_desktop_set_patience(struct x11_desktop *x, usec_t again)
{
	x->again = again;
}

int x11_desktop_new(struct x11_desktop **ret, struct x11_monitors *monitors)
{
	static const struct x11_display_callbacks callbacks = { .up = on_up, .down = on_down };
	struct x11_desktop *x = calloc(1, sizeof(*x));

	if (!x) {
		return -ENOMEM;
	}
	x->again = LOOK_AGAIN;
	x11_display_join(x11_monitors_display(monitors), &x->guest, &callbacks, x);
	*ret = x;
	return 0;
}

struct x11_desktop *x11_desktop_free(struct x11_desktop *x)
{
	if (x) {
		x11_display_leave(&x->guest);
		free(x);
	}
	return NULL;
}
