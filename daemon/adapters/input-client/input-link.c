/*
 * The connection to ergod-input:
 *
 *   waiting --the socket is there--> connected --STATE: yours, with devices--> usable
 *      ^                                |                                         |
 *      +--- back-off, or the socket appears ---- it ends, or speaks nonsense -----+
 */
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <unistd.h>

#include "adapters/input-client/internal.h"
#include "log.h"

#define BACKOFF_LEAST (200 * USEC_PER_MS)
#define BACKOFF_MOST  (5 * USEC_PER_MIN)
#define CROWDED_MAX   100 /* tries in a row, at the shortest distance, while others fill the queue */
#define LASTED        USEC_PER_MIN /* a connection that held this long was a good one */

static void disconnect(struct input_client *c)
{
	c->io = sd_event_source_disable_unref(c->io);
	if (c->fd >= 0) {
		(void) close(c->fd);
		c->fd = -1;
	}
	c->informed = false;
}

static void retry_later(struct input_client *c)
{
	(void) sd_event_source_set_time_relative(c->retry, c->backoff);
	(void) sd_event_source_set_enabled(c->retry, SD_EVENT_ONESHOT);
	c->backoff = usec_min(2 * c->backoff, BACKOFF_MOST);
}

/* Only while there is something to wait for: other things come to /run too. */
static void watch_folder(struct input_client *c, bool on)
{
	char folder[sizeof(c->address.sun_path)], *slash;

	if (c->watch_fd < 0 || on == (c->wd >= 0)) {
		return;
	}
	if (!on) {
		(void) inotify_rm_watch(c->watch_fd, c->wd);
		c->wd = -1;
		return;
	}
	(void) snprintf(folder, sizeof(folder), "%s", c->address.sun_path);
	slash = strrchr(folder, '/');
	slash[slash == folder] = '\0';
	c->wd = inotify_add_watch(c->watch_fd, folder, IN_CREATE | IN_MOVED_TO | IN_ONLYDIR);
}

static int connect_now(struct input_client *c)
{
	int r;

	c->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (c->fd < 0) {
		return -errno;
	}
	if (connect(c->fd, (const struct sockaddr *) &c->address, sizeof(c->address)) < 0) {
		return -errno;
	}
	r = sd_event_add_io(c->event, &c->io, c->fd, EPOLLIN, input_client_on_io, c);
	if (r < 0) {
		return r;
	}
	c->since = input_client_now(c);
	c->last_tick = 0;
	c->refused = false;
	input_client_arm(c, true);
	return 0;
}

static void try_to_connect(struct input_client *c)
{
	if (c->fd >= 0) {
		return;
	}
	watch_folder(c, true); /* first, or the socket might come in between */
	c->error = connect_now(c);
	if (c->error < 0) {
		disconnect(c);
		log_debug_errno(c->error, "ergod-input: %m");
		if (c->error == -EAGAIN && c->crowded < CROWDED_MAX) {
			c->crowded++;
			c->backoff = BACKOFF_LEAST;
		}
		/* Where there is no socket, one that comes is seen. */
		if (c->error != -ENOENT || c->wd < 0) {
			retry_later(c);
		}
		return;
	}
	watch_folder(c, false);
	c->crowded = 0;
	(void) sd_event_source_set_enabled(c->retry, SD_EVENT_OFF);
}

void input_link_lose(struct input_client *c, const char *why, bool hopeless)
{
	c->ended = why;
	log_debug("ergod-input: %s", why);
	if (hopeless) {
		c->backoff = BACKOFF_MOST;
	} else if (usec_sub(input_client_now(c), c->since) >= LASTED) {
		c->backoff = BACKOFF_LEAST;
	}
	c->error = 0;
	disconnect(c);
	input_client_arm(c, true);
	input_client_changed(c);
	watch_folder(c, true);
	retry_later(c);
}

static int on_retry(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	try_to_connect(userdata);
	return 0;
}

static int on_watch(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	struct input_client *c = userdata;
	const char *name = strrchr(c->address.sun_path, '/') + 1;
	_Alignas(struct inotify_event) char buf[4096];
	bool ours = false;
	ssize_t n;

	(void) source;
	(void) revents;
	n = read(fd, buf, sizeof(buf));
	for (const char *p = buf; p < buf + n;) {
		const struct inotify_event *e = (const struct inotify_event *) p;

		if (e->mask & IN_IGNORED && e->wd == c->wd) {
			c->wd = -1; /* the folder is gone */
		}
		ours = ours || c->wd < 0 || e->mask & IN_Q_OVERFLOW ||
		       (e->len > 0 && strcmp(e->name, name) == 0);
		p += sizeof(*e) + e->len;
	}
	if (ours && c->fd < 0) {
		c->backoff = BACKOFF_LEAST; /* it may be there before anybody listens on it */
		try_to_connect(c);
	}
	return 0;
}

static int open_watch(struct input_client *c)
{
	int r;

	c->watch_fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (c->watch_fd < 0) {
		return -errno;
	}
	r = sd_event_add_io(c->event, &c->watch, c->watch_fd, EPOLLIN, on_watch, c);
	if (r < 0) {
		(void) close(c->watch_fd);
		c->watch_fd = -1;
	}
	return r;
}

int input_link_new(struct input_client *c, const char *path)
{
	int r;

	c->fd = c->watch_fd = c->wd = -1;
	c->backoff = BACKOFF_LEAST;
	if (path[0] != '/' || strlen(path) >= sizeof(c->address.sun_path)) {
		return -EINVAL;
	}
	c->address.sun_family = AF_UNIX;
	memcpy(c->address.sun_path, path, strlen(path) + 1);
	r = input_client_add_timer(c, &c->retry, BACKOFF_LEAST, on_retry);
	if (r < 0) {
		return r;
	}
	r = open_watch(c);
	if (r < 0) {
		log_debug_errno(r, "ergod-input: no inotify: %m");
	}
	try_to_connect(c);
	return 0;
}

void input_link_done(struct input_client *c)
{
	disconnect(c);
	c->watch = sd_event_source_disable_unref(c->watch);
	if (c->watch_fd >= 0) {
		(void) close(c->watch_fd);
		c->watch_fd = -1;
	}
	c->retry = sd_event_source_disable_unref(c->retry);
}
