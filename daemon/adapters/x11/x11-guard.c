/*
 * A round trip waits for the server as long as that takes.  Both ways to be kept waiting, a server that
 * is stopped and one that another client has grabbed, are looked for before (x11-probe.c, and the
 * pings of x11-monitors.c), but it can happen in the midst of them.  Then the connection is cut, which
 * libX11 takes for the death of the server; it is made again as after that.
 */
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <X11/Xlib-xcb.h>

#include "internal.h"

static volatile sig_atomic_t guarded = -1, cut;

static void on_alarm(int number)
{
	int saved = errno;

	(void) number;
	if (guarded >= 0 && shutdown(guarded, SHUT_RDWR) == 0) {
		cut = true;
	}
	errno = saved;
}

void x11_guard_start(int fd)
{
	const struct sigaction action = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };
	const struct timeval patience = { .tv_sec = X11_PATIENCE / USEC_PER_SEC };
	const struct itimerval longest = { .it_value = patience, .it_interval = patience };

	cut = false;
	guarded = fd;
	(void) sigaction(SIGALRM, &action, NULL);
	(void) setitimer(ITIMER_REAL, &longest, NULL);
}

bool x11_guard_stop(void)
{
	const struct itimerval never = { .it_value.tv_sec = 0 };

	(void) setitimer(ITIMER_REAL, &never, NULL);
	guarded = -1;
	return cut;
}

/* ---- requests that go past libX11 ---- */

/* libX11 looks, and finds out. */
static void tell(Display *display)
{
	(void) XEventsQueued(display, QueuedAfterReading);
}

bool x11_guard_hung_up(Display *display)
{
	struct pollfd fd = { .fd = ConnectionNumber(display) };

	if (poll(&fd, 1, 0) <= 0) {
		return false;
	}
	tell(display);
	return true;
}

void x11_guard_hand_back(Display *display)
{
	xcb_connection_t *c = XGetXCBConnection(display);

	if (xcb_flush(c) <= 0 || xcb_connection_has_error(c) != 0) {
		tell(display);
	}
}
