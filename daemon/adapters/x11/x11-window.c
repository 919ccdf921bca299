/*
 * What is in front, by the properties that window managers keep (EWMH): places and states only.  No title
 * and no class is asked for.
 *
 * All is asked at once, of the windows that were in front at the last look, so that it costs one round trip; only
 * of others it has to be asked again.  Hence xcb, on the connection of libX11, which can't.
 *
 * Whatever vanishes between two requests is no focus.  A window that fills a monitor and does not say that it
 * is full-screen is not taken for one: an editor without a frame does so all day; and old games that
 * do not say so are said to be by their window manager.
 */
#include <stdlib.h>

#include <X11/Xatom.h>
#include <X11/Xlib-xcb.h>

#include "internal.h"

#define VALUES_MAX 32 /* of a property; what comes after them is not looked at */

/* ---- properties ---- */

struct values {
	size_t n;
	uint32_t v[VALUES_MAX];
};

static xcb_get_property_cookie_t ask_values(xcb_connection_t *c, xcb_window_t window, Atom property,
					    xcb_atom_t type)
{
	return xcb_get_property(c, 0, window, (xcb_atom_t) property, type, 0, VALUES_MAX);
}

static struct values read_values(xcb_connection_t *c, xcb_get_property_cookie_t cookie,
				 xcb_atom_t type)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(c, cookie, NULL);
	struct values ret = { .n = 0 };

	if (reply && reply->type == type && reply->format == 32) {
		const uint32_t *v = xcb_get_property_value(reply);

		for (; ret.n < reply->value_len && ret.n < VALUES_MAX; ret.n++) {
			ret.v[ret.n] = v[ret.n];
		}
	}
	free(reply);
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

/* XCB_NONE: it has no such property. */
static xcb_window_t read_window(xcb_connection_t *c, xcb_get_property_cookie_t cookie)
{
	struct values values = read_values(c, cookie, XA_WINDOW);

	return values.n > 0 ? values.v[0] : XCB_NONE;
}

/* ---- the window in front ---- */

static void ask_focus(xcb_connection_t *c, const struct x11_atoms *atoms, xcb_window_t window,
		      xcb_window_t root, struct x11_asked *ret)
{
	ret->types = ask_values(c, window, atoms->a[ATOM_TYPE], XA_ATOM);
	ret->states = ask_values(c, window, atoms->a[ATOM_STATE], XA_ATOM);
	ret->geometry = xcb_get_geometry(c, window);
	ret->place = xcb_translate_coordinates(c, window, root, 0, 0);
}

static void forget_focus(xcb_connection_t *c, const struct x11_asked *asked)
{
	xcb_discard_reply(c, asked->types.sequence);
	xcb_discard_reply(c, asked->states.sequence);
	xcb_discard_reply(c, asked->geometry.sequence);
	xcb_discard_reply(c, asked->place.sequence);
}

static bool read_place(xcb_connection_t *c, const struct x11_asked *asked, struct desktop_look *ret)
{
	xcb_get_geometry_reply_t *geometry = xcb_get_geometry_reply(c, asked->geometry, NULL);
	xcb_translate_coordinates_reply_t *place =
		xcb_translate_coordinates_reply(c, asked->place, NULL);
	bool known = geometry && place;

	if (known) {
		ret->width = geometry->width;
		ret->height = geometry->height;
		ret->x = place->dst_x;
		ret->y = place->dst_y;
	}
	free(geometry);
	free(place);
	return known;
}

/* False: nothing that somebody works in. */
static bool read_focus(xcb_connection_t *c, const struct x11_atoms *atoms,
		       const struct x11_asked *asked, struct desktop_look *ret)
{
	struct values types = read_values(c, asked->types, XA_ATOM);
	struct values states = read_values(c, asked->states, XA_ATOM);
	bool placed = read_place(c, asked, ret);

	ret->full_screen = has(&states, atoms->a[ATOM_STATE_FULL_SCREEN]);
	return placed && !has(&types, atoms->a[ATOM_TYPE_DESKTOP]) &&
	       !has(&types, atoms->a[ATOM_TYPE_DOCK]) && !has(&states, atoms->a[ATOM_STATE_HIDDEN]);
}

/* ---- a look ---- */

void x11_window_ask(Display *display, const struct x11_atoms *atoms, struct x11_asked *asked)
{
	xcb_connection_t *c = XGetXCBConnection(display);
	xcb_window_t root = (xcb_window_t) DefaultRootWindow(display);

	asked->pointer = xcb_query_pointer(c, root);
	asked->root_check = ask_values(c, root, atoms->a[ATOM_WM_CHECK], XA_WINDOW);
	asked->root_active = ask_values(c, root, atoms->a[ATOM_ACTIVE_WINDOW], XA_WINDOW);
	if (asked->check != XCB_NONE) {
		asked->check_check =
			ask_values(c, asked->check, atoms->a[ATOM_WM_CHECK], XA_WINDOW);
	}
	if (asked->active != XCB_NONE) {
		ask_focus(c, atoms, asked->active, root, asked);
	}
}

void x11_window_forget(Display *display, struct x11_asked *asked)
{
	xcb_connection_t *c = XGetXCBConnection(display);

	xcb_discard_reply(c, asked->pointer.sequence);
	xcb_discard_reply(c, asked->root_check.sequence);
	xcb_discard_reply(c, asked->root_active.sequence);
	if (asked->check != XCB_NONE) {
		xcb_discard_reply(c, asked->check_check.sequence);
	}
	if (asked->active != XCB_NONE) {
		forget_focus(c, asked);
	}
}

/* One that was killed leaves its properties behind, but not its window. */
static bool read_managed(xcb_connection_t *c, const struct x11_atoms *atoms,
			 struct x11_asked *asked)
{
	xcb_window_t check = read_window(c, asked->root_check);

	if (check != asked->check) {
		if (asked->check != XCB_NONE) {
			xcb_discard_reply(c, asked->check_check.sequence);
		}
		asked->check = check;
		if (check != XCB_NONE) {
			asked->check_check =
				ask_values(c, check, atoms->a[ATOM_WM_CHECK], XA_WINDOW);
		}
	}
	return check != XCB_NONE && read_window(c, asked->check_check) == check;
}

static bool read_active(xcb_connection_t *c, const struct x11_atoms *atoms, xcb_window_t root,
			struct x11_asked *asked, struct desktop_look *ret)
{
	xcb_window_t active = read_window(c, asked->root_active);

	if (active == root) {
		active = XCB_NONE;
	}
	if (active != asked->active) {
		if (asked->active != XCB_NONE) {
			forget_focus(c, asked);
		}
		asked->active = active;
		if (active != XCB_NONE) {
			ask_focus(c, atoms, active, root, asked);
		}
	}
	return active != XCB_NONE && read_focus(c, atoms, asked, ret);
}

bool x11_window_read(Display *display, const struct x11_atoms *atoms, struct x11_asked *asked,
		     struct desktop_look *ret)
{
	xcb_connection_t *c = XGetXCBConnection(display);
	struct desktop_look look = { .known = false }, focus;
	xcb_query_pointer_reply_t *pointer = xcb_query_pointer_reply(c, asked->pointer, NULL);
	bool managed;

	/* Else it is on another screen of the server, or the connection is lost. */
	if (pointer && pointer->same_screen) {
		look.known = true;
		look.pointer_x = pointer->root_x;
		look.pointer_y = pointer->root_y;
	}
	free(pointer);
	focus = look;
	managed = read_managed(c, atoms, asked);
	focus.focused =
		read_active(c, atoms, (xcb_window_t) DefaultRootWindow(display), asked, &focus) &&
		managed;
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
