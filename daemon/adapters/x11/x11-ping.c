/*
 * Does the server serve us at this moment?  A message to a window of our own: when it comes back, what
 * was sent before it has been done, and a round trip will not be kept waiting.
 */
#include <poll.h>

#include "clock.h"
#include "internal.h"

void x11_ping_send(struct x11_ping *p, Display *display)
{
	XEvent e = { .xclient = { .type = ClientMessage, .format = 32 } };

	if (p->pending) {
		return;
	}
	if (p->window == None) {
		p->window = XCreateWindow(display, DefaultRootWindow(display), -1, -1, 1, 1, 0,
					  CopyFromParent, InputOnly, CopyFromParent, 0, NULL);
	}
	e.xclient.window = p->window;
	(void) XSendEvent(display, p->window, False, NoEventMask, &e);
	p->pending = true;
}

bool x11_ping_is_answer(struct x11_ping *p, const XEvent *event)
{
	bool is = p->pending && event->type == ClientMessage && event->xclient.window == p->window;

	if (is) {
		p->pending = false;
	}
	return is;
}

bool x11_ping_wait(struct x11_ping *p, Display *display, usec_t patience)
{
	usec_t end = usec_add(clock_boottime(), patience);
	XEvent e;

	x11_ping_send(p, display);
	while (!XCheckTypedWindowEvent(display, p->window, ClientMessage,
				       &e)) { /* flushes, reads */
		struct pollfd fd = { .fd = ConnectionNumber(display), .events = POLLIN };
		usec_t left = usec_sub(end, clock_boottime());

		if (left == 0 || poll(&fd, 1, (int) (left / USEC_PER_MS) + 1) == 0 ||
		    fd.revents & (POLLERR | POLLHUP | POLLNVAL)) {
			return false;
		}
	}
	p->pending = false;
	return true;
}
