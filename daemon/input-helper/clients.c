#include "input-helper/clients.h"

#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "log.h"

/* Of the kernel, a client.  Takes the records of more than a minute; who reads none for longer is dropped. */
#define SEND_BUFFER (32 * 1024)

/*
 * Who comes and goes all the time keeps the queue of the socket full, and nobody else gets into it.  So it is
 * emptied fast, the longest (4096) in less than half a second, at a price of some microseconds each.  What costs
 * more is for those who are let in, and they are few a turn.
 */
#define TURNS_PER_SEC 20
#define ACCEPTS_MAX   512 /* a turn */
#define OTHERS_MAX    8   /* let in a turn, of those who have not the seat */

struct client {
	struct clients *owner;
	int fd;
	uid_t uid;
	uint64_t number; /* in the order of coming */
	sd_event_source *hangup;
	bool informed;          /* `told` is what was told last */
	struct input_wire told; /* its tick does not count */
};

struct clients {
	sd_event *event;
	struct clients_callbacks callbacks;
	void *userdata;
	int listen_fd;
	sd_event_source *listener;
	uint64_t numbers;
	/* Who has been let in at this turn, gone again or not. */
	uid_t others[OTHERS_MAX];
	size_t n_others, n_entitled;
	size_t n;
	struct client *client[CLIENTS_MAX];
};

static bool is_entitled(const struct client *k)
{
	return k->owner->callbacks.entitled(k->uid, k->owner->userdata);
}

static void client_free(struct client *k)
{
	if (k) {
		sd_event_source_disable_unref(k->hangup);
		(void) close(k->fd);
		free(k);
	}
}

/* Does not tell the owner. */
static void drop(struct clients *c, size_t i, const char *why)
{
	struct client *k = c->client[i];

	log_debug("client %llu of uid %u is gone: %s", (unsigned long long) k->number,
		  (unsigned) k->uid, why);
	client_free(k);
	c->client[i] = c->client[--c->n];
}

static int on_hangup(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	struct client *k = userdata;
	struct clients *c = k->owner;

	(void) source;
	(void) fd;
	(void) revents;
	for (size_t i = 0; i < c->n; i++) {
		if (c->client[i] == k) {
			drop(c, i, "it hung up");
			c->callbacks.changed(c->userdata);
			break;
		}
	}
	return 0;
}

/* Sends one record.  Never waits.  Returns 0 or a negative errno. */
static int send_record(int fd, const struct input_wire *w)
{
	uint8_t bytes[INPUT_WIRE_SIZE];
	ssize_t n;

	input_wire_encode(w, bytes);
	n = send(fd, bytes, sizeof(bytes), MSG_DONTWAIT | MSG_NOSIGNAL);
	return n < 0 ? -errno : 0;
}

static size_t count_uid(const struct clients *c, uid_t uid)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		n += c->client[i]->uid == uid;
	}
	return n;
}

/*
 * Makes room for uid.  When all places are taken the owner of the seat gets that of the oldest who is not: no
 * crowd of others can shut it out.
 */
static bool make_room(struct clients *c, uid_t uid)
{
	size_t oldest = CLIENTS_MAX;

	if (c->n < CLIENTS_MAX) {
		return true;
	}
	if (!c->callbacks.entitled(uid, c->userdata)) {
		return false;
	}
	for (size_t i = 0; i < c->n; i++) {
		if (!is_entitled(c->client[i]) &&
		    (oldest == CLIENTS_MAX || c->client[i]->number < c->client[oldest]->number)) {
			oldest = i;
		}
	}
	if (oldest < CLIENTS_MAX) {
		drop(c, oldest, "the owner of the seat needs its place");
	}
	return oldest < CLIENTS_MAX;
}

/* Takes over the socket in any case. */
static int add(struct clients *c, int fd, uid_t uid)
{
	struct client *k = calloc(1, sizeof(*k));
	int size = SEND_BUFFER, r;

	if (!k) {
		(void) close(fd);
		return -ENOMEM;
	}
	*k = (struct client){ .owner = c, .fd = fd, .uid = uid, .number = c->numbers++ };
	(void) setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
	/* Nobody has anything to say to us: from now on they can't. */
	(void) shutdown(fd, SHUT_RD);
	/* No events: hanging up is always told. */
	r = sd_event_add_io(c->event, &k->hangup, fd, 0, on_hangup, k);
	if (r < 0) {
		client_free(k);
		return r;
	}
	c->client[c->n++] = k;
	log_debug("client %llu is of uid %u", (unsigned long long) k->number, (unsigned) uid);
	return 0;
}

/* Whether one more of uid may come at this turn: in the crowd a user has no more than its places. */
static bool is_in_time(struct clients *c, uid_t uid)
{
	size_t n = 0;

	if (c->callbacks.entitled(uid, c->userdata)) {
		return c->n_entitled++ < CLIENTS_PER_UID;
	}
	for (size_t i = 0; i < c->n_others; i++) {
		n += c->others[i] == uid;
	}
	if (n >= CLIENTS_PER_UID || c->n_others >= OTHERS_MAX) {
		return false;
	}
	c->others[c->n_others++] = uid;
	return true;
}

/* Takes over the socket.  Returns 1: let in; 0: refused; or a negative errno. */
static int let_in(struct clients *c, int fd)
{
	static const struct input_wire refused = { .type = INPUT_WIRE_REFUSED };
	struct ucred peer;
	socklen_t size = sizeof(peer);
	int r;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0) {
		r = -errno;
		(void) close(fd);
		return r;
	}
	if (count_uid(c, peer.uid) >= CLIENTS_PER_UID || !is_in_time(c, peer.uid) ||
	    !make_room(c, peer.uid)) {
		(void) send_record(fd, &refused);
		(void) close(fd);
		return 0;
	}
	r = add(c, fd, peer.uid);
	return r < 0 ? r : 1;
}

static int on_connect(sd_event_source *source, int listen_fd, uint32_t revents, void *userdata)
{
	struct clients *c = userdata;
	size_t before = c->n;
	uint64_t numbers = c->numbers;
	int error = 0;

	(void) source;
	(void) revents;
	c->n_others = c->n_entitled = 0;
	for (unsigned i = 0; i < ACCEPTS_MAX; i++) {
		int fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK), r;

		if (fd < 0) {
			break; /* nobody is left, or there is no room: the next turn tries again */
		}
		r = let_in(c, fd);
		error = r < 0 ? r : error;
	}
	if (error < 0) {
		log_warning("Cannot take a client: %s", strerror(-error));
	}
	if (c->n != before || c->numbers != numbers) {
		c->callbacks.changed(c->userdata);
	}
	return 0;
}

int clients_new(struct clients **ret, sd_event *event, int listen_fd,
		const struct clients_callbacks *callbacks, void *userdata)
{
	_cleanup_(clients_freep) struct clients *c = calloc(1, sizeof(*c));
	int r;

	if (!c) {
		return -ENOMEM;
	}
	c->event = sd_event_ref(event);
	c->callbacks = *callbacks;
	c->userdata = userdata;
	c->listen_fd = -1;
	r = sd_event_add_io(event, &c->listener, listen_fd, EPOLLIN, on_connect, c);
	if (r >= 0) {
		r = sd_event_source_set_ratelimit(c->listener, USEC_PER_SEC, TURNS_PER_SEC);
	}
	if (r < 0) {
		return r;
	}
	c->listen_fd = listen_fd;
	*ret = TAKE_PTR(c);
	return 0;
}

struct clients *clients_free(struct clients *c)
{
	if (c) {
		while (c->n > 0) {
			drop(c, c->n - 1, "the end");
		}
		sd_event_source_disable_unref(c->listener);
		if (c->listen_fd >= 0) {
			(void) close(c->listen_fd);
		}
		sd_event_unref(c->event);
		free(c);
	}
	return NULL;
}

size_t clients_count(const struct clients *c)
{
	return c->n;
}

bool clients_entitled(const struct clients *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (is_entitled(c->client[i])) {
			return true;
		}
	}
	return false;
}

/* What is to be told to this one. */
static struct input_wire state_for(const struct client *k, const struct input_wire *state)
{
	return is_entitled(k)
		       ? *state
		       : (struct input_wire){ .type = INPUT_WIRE_STATE, .tick = state->tick };
}

static bool is_news(const struct client *k, const struct input_wire *state)
{
	return !k->informed || k->told.yours != state->yours ||
	       memcmp(k->told.devices, state->devices, sizeof(state->devices)) != 0;
}

bool clients_want_state(const struct clients *c, const struct input_wire *state)
{
	for (size_t i = 0; i < c->n; i++) {
		struct input_wire w = state_for(c->client[i], state);

		if (is_news(c->client[i], &w)) {
			return true;
		}
	}
	return false;
}

void clients_tell_state(struct clients *c, const struct input_wire *state)
{
	size_t before = c->n;

	for (size_t i = c->n; i > 0; i--) {
		struct client *k = c->client[i - 1];
		struct input_wire w = state_for(k, state);

		if (!is_news(k, &w)) {
			continue;
		}
		k->told = w;
		k->informed = true;
		if (send_record(k->fd, &w) < 0) {
			drop(c, i - 1, "it does not read");
		}
	}
	if (c->n != before) {
		c->callbacks.changed(c->userdata);
	}
}

void clients_tell_input(struct clients *c, const struct input_wire *input)
{
	size_t before = c->n;

	for (size_t i = c->n; i > 0; i--) {
		struct client *k = c->client[i - 1];

		if (k->informed && k->told.yours && is_entitled(k) &&
		    send_record(k->fd, input) < 0) {
			drop(c, i - 1, "it does not read");
		}
	}
	if (c->n != before) {
		c->callbacks.changed(c->userdata);
	}
}
