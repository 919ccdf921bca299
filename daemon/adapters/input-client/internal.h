/*
 * What the files of the client of ergod-input share.
 *
 *   input-link.c     the connection: made, lost, made again
 *   input-client.c   what is told on it, and the face of a source
 */
#pragma once

#include <sys/un.h>

#include "adapters/input-client.h"
#include "ergo/input-wire.h"
#include "pulse-runs.h"

struct input_client {
	sd_event *event;
	struct source_callbacks callbacks;
	void *userdata;
	struct sockaddr_un address;

	int fd; /* -1: not connected */
	sd_event_source *io;
	usec_t since; /* when it was connected */
	bool informed, refused;
	struct input_wire state; /* with informed */
	usec_t last_tick;
	int error;         /* why there is no connection, negative; 0: it ended */
	const char *ended; /* with error 0: why the last connection ended, for people; static */

	sd_event_source *retry;
	usec_t backoff;
	unsigned crowded; /* tries that the full queue of the socket turned away */
	int watch_fd;     /* inotify, for the folder of the socket; -1: none */
	int wd;           /* its watch; -1: connected, so there is nothing to wait for */
	sd_event_source *watch;

	struct pulse_runs pending;
	usec_t period, last; /* the sampling instant before */
	bool armed;          /* what comes wakes us */
	bool draining;
	sd_event_source *sample;

	bool usable, answered; /* as the owner was told last */
	sd_event_source *changed;
};

/* input-link.c */

int input_link_new(struct input_client *c, const char *path);
void input_link_done(struct input_client *c);
/* The connection has come to nothing: `why`, for people.  `hopeless`: it will not soon be better. */
void input_link_lose(struct input_client *c, const char *why, bool hopeless);

/* input-client.c */

usec_t input_client_now(const struct input_client *c);
/* Whether what comes wakes us, or the clock does, at the next sampling instant. */
void input_client_arm(struct input_client *c, bool armed);
/* Tells the owner, from the loop, if that matters. */
void input_client_changed(struct input_client *c);
/* There is something to read. */
int input_client_on_io(sd_event_source *source, int fd, uint32_t revents, void *userdata);
int input_client_add_timer(struct input_client *c, sd_event_source **ret, usec_t accuracy,
			   sd_event_time_handler_t handler);
