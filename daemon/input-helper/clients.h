/*
 * Those who listen.  Everything that they can make grow is bounded: their number, their number a user, how
 * fast they come, and what waits for them in their socket.  Nothing is read from them.
 */
#pragma once

#include <sys/types.h>
#include <systemd/sd-event.h>

#include "ergo/input-wire.h"

#define CLIENTS_MAX     16
#define CLIENTS_PER_UID 2

struct clients;

struct clients_callbacks {
	/* May uid be told what happens now? */
	bool (*entitled)(uid_t uid, void *userdata);
	/* Somebody has come, or gone. */
	void (*changed)(void *userdata);
};

/* Takes over the listening socket.  Returns 0 or a negative errno, and then the socket is still the caller's. */
int clients_new(struct clients **ret, sd_event *event, int listen_fd,
		const struct clients_callbacks *callbacks, void *userdata);
struct clients *clients_free(struct clients *c);
DEFINE_CLEANUP(struct clients *, clients_free)

size_t clients_count(const struct clients *c);
/* Is anybody there who may be told? */
bool clients_entitled(const struct clients *c);

/*
 * At a tick: what holds to everybody to whom that is news, as `state` says to the entitled and as "not
 * yours" to the others.  May drop those who do not read.
 */
void clients_tell_state(struct clients *c, const struct input_wire *state);
/* To the entitled who know that they are. */
void clients_tell_input(struct clients *c, const struct input_wire *input);

/* Is there anybody to whom `state` would be news? */
bool clients_want_state(const struct clients *c, const struct input_wire *state);
