#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"
#include "log.h"
#include "x11-socket.h"

struct x11_display {
	sd_event *event;

	char name[X11_NAME_MAX]; /* "": none */
	char *xauthority;
	enum x11_state state;
	int error; /* why X11_ABSENT */

	int probe_fd; /* -1: no probe is under way */
	sd_event_source *probe;
	sd_event_source *retry;
	usec_t backoff; /* the next one */

	Display *display; /* NULL: not connected */
	struct x11_ping ping;
	bool asked;             /* by the owner */
	bool late;              /* the answer to a look */
	struct x11_guest owner; /* and after it the guests */
	sd_event_source *io;
	sd_event_source *queued; /* on: events have been read, or it is broken */
	usec_t since;            /* it is connected */
	bool broken;             /* libX11 has found it dead */

	unsigned depth; /* of x11_display_dispatch() */
	bool freed;     /* in there */
};

static void on_io_error_exit(Display *display, void *userdata)
{
	struct x11_display *d = userdata;

	(void) display;
	d->broken = true;
}

static usec_t now_of(const struct x11_display *d)
{
	uint64_t now = 0;

	(void) sd_event_now(d->event, CLOCK_BOOTTIME, &now);
	return now;
}

static void retry_in(struct x11_display *d, usec_t wait)
{
	(void) sd_event_source_set_time_relative(d->retry, wait);
	(void) sd_event_source_set_time_accuracy(d->retry, wait / 4);
	(void) sd_event_source_set_enabled(d->retry, SD_EVENT_ONESHOT);
}

static void retry_later(struct x11_display *d, int error)
{
	usec_t wait = d->backoff;

	d->error = error;
	d->state = X11_ABSENT;
	d->backoff = usec_min(2 * d->backoff, X11_BACKOFF_MOST);
	if (error == -EACCES) {
		d->state = X11_REFUSED;
		wait = X11_BACKOFF_MOST; /* libxcb writes the reason to stderr: not often */
	}
	log_full(LOG_DEBUG, error, "X server %s: no connection (%m), next try in %u s", d->name,
		 (unsigned) (wait / USEC_PER_SEC));
	retry_in(d, wait);
}

static void end_probe(struct x11_display *d)
{
	d->probe = sd_event_source_disable_unref(d->probe);
	if (d->probe_fd >= 0) {
		(void) close(d->probe_fd);
		d->probe_fd = -1;
	}
}

/* Ends the connection; XCloseDisplay() would wait for a server that is stopped. */
static void disconnect(struct x11_display *d)
{
	Display *display = TAKE_PTR(d->display);

	d->io = sd_event_source_disable_unref(d->io);
	d->queued = sd_event_source_disable_unref(d->queued);
	if (display) {
		(void) shutdown(ConnectionNumber(display), SHUT_RDWR);
		(void) XCloseDisplay(display);
	}
	d->broken = d->asked = d->late = false;
	d->ping = (struct x11_ping){ 0 };
}

/* ---- owner and guests ---- */

static bool tell_up(struct x11_display *d, struct x11_guest *g)
{
	if (!g->up && !d->broken) {
		g->up = g->callbacks->up(d->display, g->userdata);
	}
	return g->up;
}

static void tell_down(struct x11_display *d)
{
	for (struct x11_guest *g = &d->owner; g; g = g->next) {
		if (g->up) {
			g->up = false;
			g->callbacks->down(g->userdata);
		}
	}
}

/* Out of it the owner may free the display. */
static void tell_event(struct x11_display *d, const XEvent *event)
{
	for (struct x11_guest *g = &d->owner; g && !d->freed; g = g->next) {
		if (g->up && g->callbacks->event) {
			g->callbacks->event(event, g->userdata);
		}
	}
}

/* Round trips, now that there is somebody to answer. */
static void tell_answered(struct x11_display *d)
{
	bool asked = d->asked;

	d->asked = false;
	x11_guard_start(ConnectionNumber(d->display));
	if (asked) {
		d->owner.callbacks->answered(d->display, d->owner.userdata);
	}
	for (struct x11_guest *g = &d->owner; g; g = g->next) {
		(void) tell_up(d, g);
	}
	(void) x11_guard_stop();
}

/* The server is gone.  One that keeps dying is not tried every time. */
static void lose(struct x11_display *d)
{
	log_info("X server %s: connection lost", d->name);
	if (usec_sub(now_of(d), d->since) >= X11_BACKOFF_MOST) {
		d->backoff = X11_BACKOFF_LEAST;
	}
	disconnect(d);
	retry_later(d, -ECONNRESET);
	tell_down(d);
}

void x11_display_dispatch(struct x11_display *d)
{
	d->depth++;
	if (d->display) {
		(void) XFlush(d->display);
	}
	while (d->display && !d->broken && XEventsQueued(d->display, QueuedAfterReading) > 0) {
		XEvent e;

		(void) XNextEvent(d->display, &e);
		if (d->broken) {
			break;
		}
		if (x11_ping_is_answer(&d->ping, &e)) {
			d->late = false;
			tell_answered(d);
		} else {
			tell_event(d, &e);
		}
	}
	if (--d->depth > 0) {
		return;
	}
	if (d->freed) {
		free(d);
	} else if (d->broken) {
		lose(d);
	}
}

void x11_display_ping(struct x11_display *d)
{
	if (d->display) {
		d->asked = true;
		x11_ping_send(&d->ping, d->display);
	}
}

bool x11_display_look(struct x11_display *d, const struct x11_look *look, void *userdata)
{
	bool others = d->ping.pending; /* wait for an answer, which may be taken here */

	if (!d->display || d->broken || d->late) {
		return false;
	}
	if (x11_guard_hung_up(d->display)) {
		return false;
	}
	look->ask(d->display, userdata);
	x11_guard_hand_back(d->display);
	if (d->broken) {
		return false;
	}
	d->late = !x11_ping_wait(&d->ping, d->display, X11_LOOK_PATIENCE);
	if (d->late) {
		look->forget(d->display, userdata);
		return false;
	}
	if (others) {
		x11_ping_send(&d->ping, d->display);
	}
	x11_guard_start(ConnectionNumber(d->display));
	look->read(d->display, userdata);
	(void) x11_guard_stop();
	x11_guard_hand_back(d->display);
	return !d->broken;
}

static int on_io(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	(void) source;
	(void) fd;
	(void) revents;
	x11_display_dispatch(userdata);
	return 0;
}

static int on_queued(sd_event_source *source, void *userdata)
{
	(void) source;
	x11_display_dispatch(userdata);
	return 0;
}

/*
 * Sends what has gathered.  libX11 may have read events at any call, and poll() does not tell of
 * those; they are not handled here, where the loop's time is that of its last wake-up.
 */
static int on_prepare(sd_event_source *source, void *userdata)
{
	struct x11_display *d = userdata;

	(void) source;
	(void) XFlush(d->display);
	if (d->broken || XEventsQueued(d->display, QueuedAfterReading) > 0 || d->broken) {
		(void) sd_event_source_set_enabled(d->queued, SD_EVENT_ONESHOT);
	}
	return 0;
}

static int attach(struct x11_display *d)
{
	int r;

	r = sd_event_add_io(d->event, &d->io, ConnectionNumber(d->display), EPOLLIN, on_io, d);
	if (r >= 0) {
		r = sd_event_add_defer(d->event, &d->queued, on_queued, d);
	}
	if (r >= 0) {
		r = sd_event_source_set_prepare(d->io, on_prepare);
	}
	return r;
}

static void connect_now(struct x11_display *d)
{
	bool useful;
	int r;

	r = x11_open(d->name, d->xauthority, &d->display);
	if (r < 0) {
		retry_later(d, r);
		return;
	}
	XSetIOErrorExitHandler(d->display, on_io_error_exit, d);
	d->since = now_of(d);
	d->state = X11_CONNECTED;
	r = attach(d);
	if (r < 0) {
		disconnect(d);
		retry_later(d, r);
		return;
	}
	x11_guard_start(ConnectionNumber(d->display));
	useful = tell_up(d, &d->owner);
	for (struct x11_guest *g = &d->owner; g; g = g->next) {
		if (useful) {
			(void) tell_up(d, g);
		}
	}
	(void) x11_guard_stop();
	if (d->broken) {
		lose(d);
		return;
	}
	log_info("X server %s: %s", d->name, useful ? "connected" : "of no use here");
	if (!useful) {
		disconnect(d);
		d->state = X11_REJECTED;
	}
}

static int on_probe(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	struct x11_display *d = userdata;
	int r;

	(void) source;
	(void) revents;
	r = x11_probe_answer(fd);
	if (r == -EAGAIN) {
		return 0;
	}
	end_probe(d);
	if (r < 0) {
		retry_later(d, r);
	} else {
		connect_now(d);
	}
	return 0;
}

static void look(struct x11_display *d)
{
	char number[8];
	int r;

	if (x11_socket_number(d->name, number, sizeof(number)) < 0) {
		d->state = d->name[0] ? X11_REMOTE : X11_NONE;
		return;
	}
	if (d->owner.callbacks->wanted && !d->owner.callbacks->wanted(d->owner.userdata)) {
		d->state = X11_UNWANTED;
		return;
	}
	r = x11_probe_open(number);
	if (r >= 0) {
		d->state = X11_PROBING;
		d->probe_fd = r;
		r = sd_event_add_io(d->event, &d->probe, d->probe_fd, EPOLLIN, on_probe, d);
	}
	if (r < 0) {
		end_probe(d);
		retry_later(d, r);
	}
}

static int on_retry(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	look(userdata);
	return 0;
}

/* -- what the owner says */

static void look_again(struct x11_display *d)
{
	int enabled = SD_EVENT_OFF;
	uint64_t due = USEC_INFINITY;

	if (d->state == X11_CONNECTED || d->state == X11_PROBING) {
		return;
	}
	(void) sd_event_source_get_enabled(d->retry, &enabled);
	if (enabled != SD_EVENT_OFF) {
		(void) sd_event_source_get_time(d->retry, &due);
	}
	if (due > usec_add(now_of(d), X11_BACKOFF_LEAST)) {
		retry_in(d, X11_BACKOFF_LEAST);
	}
}

void x11_display_set(struct x11_display *d, const char *name, const char *xauthority)
{
	free(d->xauthority);
	d->xauthority = xauthority ? strdup(xauthority) : NULL;
	name = name ? name : "";
	if (strcmp(name, d->name) == 0) {
		look_again(d);
		return;
	}
	end_probe(d);
	disconnect(d);
	(void) sd_event_source_set_enabled(d->retry, SD_EVENT_OFF);
	d->backoff = X11_BACKOFF_LEAST;
	/* One that does not fit is no display of this machine. */
	(void) snprintf(d->name, sizeof(d->name), "%s", name);
	look(d);
	tell_down(d);
}

void x11_display_join(struct x11_display *d, struct x11_guest *g,
		      const struct x11_display_callbacks *callbacks, void *userdata)
{
	*g = (struct x11_guest){
		.next = d->owner.next,
		.display = d,
		.callbacks = callbacks,
		.userdata = userdata,
	};
	d->owner.next = g;
	if (d->display) {
		x11_ping_send(&d->ping, d->display);
	}
}

void x11_display_leave(struct x11_guest *g)
{
	struct x11_guest *before = g->display ? &g->display->owner : NULL;

	while (before && before->next != g) {
		before = before->next;
	}
	if (before) {
		before->next = g->next;
	}
	*g = (struct x11_guest){ 0 };
}

int x11_display_new(struct x11_display **ret, sd_event *event,
		    const struct x11_display_callbacks *callbacks, void *userdata)
{
	_cleanup_(x11_display_freep) struct x11_display *d = calloc(1, sizeof(*d));
	int r;

	if (!d) {
		return -ENOMEM;
	}
	d->event = sd_event_ref(event);
	d->owner = (struct x11_guest){ .callbacks = callbacks, .userdata = userdata };
	d->probe_fd = -1;
	d->backoff = X11_BACKOFF_LEAST;
	r = sd_event_add_time(event, &d->retry, CLOCK_BOOTTIME, USEC_INFINITY, 0, on_retry, d);
	if (r >= 0) {
		r = sd_event_source_set_enabled(d->retry, SD_EVENT_OFF);
	}
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(d);
	return 0;
}

struct x11_display *x11_display_free(struct x11_display *d)
{
	if (!d) {
		return NULL;
	}
	end_probe(d);
	disconnect(d);
	d->retry = sd_event_source_disable_unref(d->retry);
	d->event = sd_event_unref(d->event);
	free(d->xauthority);
	d->owner.up = false;
	tell_down(d);
	for (struct x11_guest *g = d->owner.next; g; g = g->next) {
		g->display = NULL;
	}
	if (d->depth > 0) {
		d->freed = true; /* and the rest when that returns */
	} else {
		free(d);
	}
	return NULL;
}

enum x11_state x11_display_state(const struct x11_display *d)
{
	return d->state;
}

const char *x11_display_name(const struct x11_display *d)
{
	return d->name;
}

int x11_display_error(const struct x11_display *d)
{
	return d->error;
}

bool x11_display_is_broken(const struct x11_display *d)
{
	return d->broken;
}
