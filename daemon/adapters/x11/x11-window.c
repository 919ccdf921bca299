/*
 * What is in front, by the properties that window managers keep (EWMH): places and states only.  No title
 * and no class is asked for.
 *
 * Whatever vanishes between two requests is no focus.  A window that fills a monitor and does not say that it
 * is full-screen is not taken for one: an editor without a frame does so all day; and old games that
 * do not say so are said to be by their window manager.
 */
#include <X11/Xatom.h>

#include "internal.h"

#define VALUES_MAX 32 /* of a property; what comes after them is not looked at */

struct values {
	size_t n;
	unsigned long v[VALUES_MAX];
};

static struct values read_values(Display *display, Window window, Atom property, Atom type)
{
	struct values ret = { .n = 0 };
	unsigned char *data = NULL;
	unsigned long n = 0, left = 0;
	int format = 0;
	Atom got = None;

	if (XGetWindowProperty(display, window, property, 0, VALUES_MAX, False, type, &got, &format,
			       &n, &left, &data) != Success) {
		return ret;
	}
	if (data && got == type && format == 32) {
		const unsigned long *longs = (const unsigned long *) (const void *) data;

		for (; ret.n < n && ret.n < VALUES_MAX; ret.n++) {
			ret.v[ret.n] = longs[ret.n];
		}
	}
	if (data) {
		(void) XFree(data);
	}
	return ret;
}

static bool has(const struct values *values, Atom a)
{
	for (size_t i = 0; i < values->n; i++) {
		if (values->v[i] == a) {
			return true;
		}
	}
	return false;
}

/* None: it has no such property. */
static Window read_window(Display *display, Window of, Atom property)
{
	struct values values = read_values(display, of, property, XA_WINDOW);

	return values.n > 0 ? values.v[0] : None;
}

/* One that was killed leaves its properties behind, but not its window. */
static bool is_managed(Display *display, const struct x11_atoms *atoms)
{
	Window root = DefaultRootWindow(display);
	Window check = read_window(display, root, atoms->a[ATOM_WM_CHECK]);

	return check != None && read_window(display, check, atoms->a[ATOM_WM_CHECK]) == check;
}

static bool read_place(Display *display, Window window, struct desktop_look *ret)
{
	unsigned border, depth;
	Window root, child;
	int x, y;

	return XGetGeometry(display, window, &root, &x, &y, &ret->width, &ret->height, &border,
			    &depth) &&
	       XTranslateCoordinates(display, window, root, 0, 0, &ret->x, &ret->y, &child);
}

/* False: nothing that somebody works in. */
static bool read_focus(Display *display, const struct x11_atoms *atoms, struct desktop_look *ret)
{
	Window window =
		read_window(display, DefaultRootWindow(display), atoms->a[ATOM_ACTIVE_WINDOW]);
	struct values types, states;

	if (window == None || window == DefaultRootWindow(display)) {
		return false;
	}
	types = read_values(display, window, atoms->a[ATOM_TYPE], XA_ATOM);
	if (has(&types, atoms->a[ATOM_TYPE_DESKTOP]) || has(&types, atoms->a[ATOM_TYPE_DOCK])) {
		return false;
	}
	states = read_values(display, window, atoms->a[ATOM_STATE], XA_ATOM);
	if (has(&states, atoms->a[ATOM_STATE_HIDDEN])) {
		return false;
	}
	ret->full_screen = has(&states, atoms->a[ATOM_STATE_FULL_SCREEN]);
	return read_place(display, window, ret);
}

bool x11_window_look(Display *display, const struct x11_atoms *atoms, struct desktop_look *ret)
{
	struct desktop_look look = { .known = false }, focus;
	Window root, child;
	unsigned buttons;
	bool managed;
	int x, y;

	/* False: it is on another screen of the server, or the connection is lost. */
	look.known = XQueryPointer(display, DefaultRootWindow(display), &root, &child,
				   &look.pointer_x, &look.pointer_y, &x, &y, &buttons);
	focus = look;
	managed = is_managed(display, atoms);
	focus.focused = managed && read_focus(display, atoms, &focus);
	*ret = focus.focused ? focus : look;
	return managed;
}

bool x11_atoms_read(Display *display, struct x11_atoms *ret)
{
	static const char *const names[] = {
		[ATOM_WM_CHECK] = "_NET_SUPPORTING_WM_CHECK",
		[ATOM_ACTIVE_WINDOW] = "_NET_ACTIVE_WINDOW",
		[ATOM_TYPE] = "_NET_WM_WINDOW_TYPE",
		[ATOM_TYPE_DESKTOP] = "_NET_WM_WINDOW_TYPE_DESKTOP",
		[ATOM_TYPE_DOCK] = "_NET_WM_WINDOW_TYPE_DOCK",
		[ATOM_STATE] = "_NET_WM_STATE",
		[ATOM_STATE_HIDDEN] = "_NET_WM_STATE_HIDDEN",
		[ATOM_STATE_FULL_SCREEN] = "_NET_WM_STATE_FULLSCREEN",
	};

	return XInternAtoms(display, (char **) names, _X11_ATOM_MAX, False, ret->a) != 0;
}
