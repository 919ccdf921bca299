/*
 * XOpenDisplay(), made fit for a daemon.  libX11 ends the process when a server goes away unless it
 * is told otherwise twice: here for all displays, and by XSetIOErrorExitHandler() for each.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"
#include "log.h"

DEFINE_CLEANUP(char *, free)

static bool opening; /* in XOpenDisplay(): no way yet to say what to do when the server dies */
static int opening_fd;
static jmp_buf opening_failed;

static int on_io_error(Display *display)
{
	if (opening) {
		opening_fd = ConnectionNumber(display);
		longjmp(opening_failed, 1);
	}
	return 0; /* goes on to on_io_error_exit() */
}

static int on_error(Display *display, XErrorEvent *e)
{
	(void) display;
	log_debug("X server: error %d of request %d.%d", e->error_code, e->request_code,
		  e->minor_code);
	return 0;
}

static void on_signal(int number)
{
	(void) number;
}

/* libxcb writes without MSG_NOSIGNAL.  Ignoring would be inherited by every program we start. */
static void survive_sigpipe(void)
{
	struct sigaction action;

	if (sigaction(SIGPIPE, NULL, &action) == 0 && action.sa_handler == SIG_DFL) {
		action = (struct sigaction){ .sa_handler = on_signal, .sa_flags = SA_RESTART };
		(void) sigaction(SIGPIPE, &action, NULL);
	}
}

/* The number that the next descriptor will have, which is the connection's: nothing else tells it in time. */
static int next_fd(void)
{
	int fd = open("/", O_PATH | O_CLOEXEC);

	if (fd >= 0) {
		(void) close(fd);
	}
	return fd;
}

/* A server that dies in the middle of it costs what libX11 has allocated by then. */
static int open_display(const char *name, Display **ret)
{
	Display *display;
	bool cut;

	survive_sigpipe();
	(void) XSetIOErrorHandler(on_io_error);
	(void) XSetErrorHandler(on_error);
	x11_guard_start(next_fd());
	if (setjmp(opening_failed) != 0) {
		(void) x11_guard_stop();
		opening = false;
		(void) close(opening_fd);
		return -ECONNRESET;
	}
	opening = true;
	display = XOpenDisplay(name);
	opening = false;
	cut = x11_guard_stop();
	if (!display) {
		return cut ? -ETIMEDOUT : -EACCES;
	}
	*ret = display;
	return 0;
}

/* libXau knows no other way to be told of a file than the environment. */
int x11_open(const char *name, const char *xauthority, Display **ret)
{
	const char *value = getenv("XAUTHORITY");
	_cleanup_(freep) char *old = NULL;
	int r;

	if (!xauthority || (value && strcmp(value, xauthority) == 0)) {
		return open_display(name, ret);
	}
	if (value) {
		old = strdup(value);
		if (!old) {
			return -ENOMEM;
		}
	}
	(void) setenv("XAUTHORITY", xauthority, 1);
	r = open_display(name, ret);
	if (old) {
		(void) setenv("XAUTHORITY", old, 1);
	} else {
		(void) unsetenv("XAUTHORITY");
	}
	return r;
}
