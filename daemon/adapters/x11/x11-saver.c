/*
 * The words of MIT-SCREEN-SAVER, which every X server of the last 30 years has and tells by events.  Its
 * library, libXss, would be one more to load for two requests.
 */
#include <X11/Xlibint.h>
#include <X11/extensions/saverproto.h>
#include <string.h>

#include "internal.h"

/* How its event comes out of Xlib's queue. */
struct saver_event {
	int type;
	unsigned long serial;
	Bool send_event;
	Display *display;
	Window root;
	int state;
};

static Bool on_wire(Display *display, XEvent *event, xEvent *wire)
{
	xScreenSaverNotifyEvent told;
	struct saver_event e;

	memcpy(&told, wire, sizeof(told));
	e = (struct saver_event){
		.type = told.type & 0x7f,
		.serial = _XSetLastRequestRead(display, (xGenericReply *) wire),
		.send_event = (told.type & 0x80) != 0,
		.display = display,
		.root = told.root,
		.state = told.state,
	};
	memcpy(event, &e, sizeof(e));
	return True;
}

bool x11_saver_find(Display *display, int *ret_opcode, int *ret_event_base)
{
	int error;

	if (!XQueryExtension(display, ScreenSaverName, ret_opcode, ret_event_base, &error)) {
		return false;
	}
	(void) XESetWireToEvent(display, *ret_event_base + ScreenSaverNotify, on_wire);
	return true;
}

bool x11_saver_is_on(Display *dpy, int opcode, bool *ret)
{
	xScreenSaverSelectInputReq *select;
	xScreenSaverQueryInfoReq *query;
	xScreenSaverQueryInfoReply reply;
	bool told;

	LockDisplay(dpy);
	GetReq(ScreenSaverSelectInput, select);
	select->reqType = (CARD8) opcode;
	select->saverReqType = X_ScreenSaverSelectInput;
	select->drawable = (CARD32) DefaultRootWindow(dpy);
	select->eventMask = ScreenSaverNotifyMask;
	GetReq(ScreenSaverQueryInfo, query);
	query->reqType = (CARD8) opcode;
	query->saverReqType = X_ScreenSaverQueryInfo;
	query->drawable = (CARD32) DefaultRootWindow(dpy);
	told = _XReply(dpy, (xReply *) &reply, 0, xTrue) != 0;
	UnlockDisplay(dpy);
	SyncHandle();
	if (told) {
		*ret = reply.state == ScreenSaverOn;
	}
	return told;
}

/* What another program sends is not believed. */
bool x11_saver_read(const XEvent *event, int event_base, bool *ret)
{
	struct saver_event e;

	if (event->type != event_base + ScreenSaverNotify) {
		return false;
	}
	memcpy(&e, event, sizeof(e));
	if (e.send_event) {
		return false;
	}
	*ret = e.state == ScreenSaverOn || e.state == ScreenSaverCycle;
	return true;
}
