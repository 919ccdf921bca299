#include "evdev-watch.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#include "log.h"

#define NODE_MASK                                                                                  \
	(IN_CREATE | IN_ATTRIB | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF |        \
	 IN_MOVE_SELF | IN_ONLYDIR)
#define PARENT_MASK                                                                                \
	(IN_CREATE | IN_ATTRIB | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
#define LOST (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)

#define RETRY_PERIOD (60 * USEC_PER_SEC)
#define READS_MAX    16 /* of one wake-up; the rest comes with the next one */

DEFINE_CLEANUP(char *, free)

struct evdev_watch {
	char *dir;
	const struct evdev_watch_callbacks *callbacks;
	void *userdata;
	int fd;
	int wd;        /* of the directory, -1 while it is missing; then ... */
	int parent_wd; /* ... of its nearest ancestor that is there */
	sd_event_source *io, *retry;
};

struct evdev_watch *evdev_watch_free(struct evdev_watch *w)
{
	if (w) {
		sd_event_source_disable_unref(w->io);
		sd_event_source_disable_unref(w->retry);
		if (w->fd >= 0) {
			(void) close(w->fd);
		}
		free(w->dir);
		free(w);
	}
	return NULL;
}

const char *evdev_watch_dir(const struct evdev_watch *w)
{
	return w->dir;
}

/* "event12" and nothing else; at most five digits. */
static bool parse_node(const char *name, unsigned *ret)
{
	const char *p = name + strlen("event");
	unsigned number = 0;

	if (strncmp(name, "event", strlen("event")) != 0 || !*p || strlen(p) > 5 ||
	    (*p == '0' && p[1])) {
		return false;
	}
	for (; *p; p++) {
		if (*p < '0' || *p > '9') {
			return false;
		}
		number = number * 10 + (unsigned) (*p - '0');
	}
	*ret = number;
	return true;
}

void evdev_watch_scan(const struct evdev_watch *w)
{
	DIR *dir = opendir(w->dir);
	struct dirent *entry;

	if (!dir) {
		return;
	}
	while ((entry = readdir(dir))) {
		unsigned number;

		if (parse_node(entry->d_name, &number)) {
			w->callbacks->node(number, true, w->userdata);
		}
	}
	(void) closedir(dir);
}

static void forget(const struct evdev_watch *w, int *wd)
{
	if (*wd >= 0) {
		(void) inotify_rm_watch(w->fd, *wd);
		*wd = -1;
	}
}

/* The nearest ancestor that can be watched; returns its watch or -1. */
static int watch_ancestor(const struct evdev_watch *w)
{
	_cleanup_(freep) char *path = strdup(w->dir);

	while (path && path[0] == '/' && path[1]) {
		char *slash = strrchr(path, '/');
		int wd;

		slash[slash == path] = '\0';
		wd = inotify_add_watch(w->fd, path, PARENT_MASK);
		if (wd >= 0) {
			return wd;
		}
	}
	return -1;
}

/*
 * Watches the directory, or else what it will appear in.  The way down may come into being between
 * two looks: it is good only when a second look finds it as far as the first.
 */
static void attach(struct evdev_watch *w)
{
	forget(w, &w->wd);
	for (int i = 0; i < 16; i++) {
		int parent;

		w->wd = inotify_add_watch(w->fd, w->dir, NODE_MASK);
		if (w->wd >= 0) {
			forget(w, &w->parent_wd);
			break;
		}
		parent = watch_ancestor(w);
		if (parent == w->parent_wd) {
			break;
		}
		forget(w, &w->parent_wd);
		w->parent_wd = parent;
	}
	(void) sd_event_source_set_time_relative(w->retry, RETRY_PERIOD);
	(void) sd_event_source_set_enabled(
		w->retry, w->wd < 0 && w->parent_wd < 0 ? SD_EVENT_ONESHOT : SD_EVENT_OFF);
}

/* Takes one event; returns whether everything must be looked at anew. */
static bool take(struct evdev_watch *w, const struct inotify_event *e)
{
	unsigned number;

	if (e->mask & IN_Q_OVERFLOW) {
		return true;
	}
	if (w->wd < 0) {
		if (e->wd == w->parent_wd) {
			attach(w);
			return w->wd >= 0;
		}
		return false;
	}
	if (e->wd != w->wd) {
		return false;
	}
	if (e->mask & LOST) {
		attach(w);
		return true;
	}
	if (e->len > 0 && parse_node(e->name, &number)) {
		w->callbacks->node(number, !(e->mask & (IN_DELETE | IN_MOVED_FROM)), w->userdata);
	}
	return false;
}

static int on_inotify(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	struct evdev_watch *w = userdata;
	_Alignas(struct inotify_event) char buf[4096];
	bool rescan = false;

	(void) source;
	(void) revents;
	for (int i = 0; i < READS_MAX; i++) {
		ssize_t n = read(fd, buf, sizeof(buf));
		const char *p = buf;

		if (n <= 0) {
			break;
		}
		while (p < buf + n) {
			const struct inotify_event *e = (const struct inotify_event *) p;

			p += sizeof(*e) + e->len;
			rescan = take(w, e) || rescan;
		}
	}
	if (rescan) {
		w->callbacks->rescan(w->userdata);
	}
	return 0;
}

static int open_inotify(struct evdev_watch *w)
{
	int r;

	w->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (w->fd < 0) {
		return -errno;
	}
	r = sd_event_add_io(sd_event_source_get_event(w->retry), &w->io, w->fd, EPOLLIN, on_inotify,
			    w);
	if (r < 0) {
		(void) close(w->fd);
		w->fd = -1;
	}
	return r;
}

/* Neither the directory nor any ancestor could be watched: the limits of inotify. */
static int on_retry(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct evdev_watch *w = userdata;

	(void) source;
	(void) usec;
	if (w->fd < 0) {
		(void) open_inotify(w);
	}
	attach(w);
	w->callbacks->rescan(w->userdata);
	return 0;
}

int evdev_watch_new(struct evdev_watch **ret, sd_event *event, const char *dir,
		    const struct evdev_watch_callbacks *callbacks, void *userdata)
{
	_cleanup_(evdev_watch_freep) struct evdev_watch *w = calloc(1, sizeof(*w));
	int r;

	if (!w) {
		return -ENOMEM;
	}
	w->callbacks = callbacks;
	w->userdata = userdata;
	w->fd = w->wd = w->parent_wd = -1;
	w->dir = strdup(dir);
	if (!w->dir) {
		return -ENOMEM;
	}
	r = sd_event_add_time_relative(event, &w->retry, CLOCK_BOOTTIME, RETRY_PERIOD, 0, on_retry,
				       w);
	if (r < 0) {
		return r;
	}
	r = open_inotify(w);
	if (r < 0) {
		log_warning("input: no inotify (%s): devices that come are seen within a minute",
			    strerror(-r));
	}
	attach(w);
	*ret = TAKE_PTR(w);
	return 0;
}
