/* inotify on the nodes of cameras, and on their folder for nodes that come and go. */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "internal.h"
#include "log.h"

/* Not into links: the node behind one is watched by its own name. */
#define NODE_MASK (IN_OPEN | IN_CLOSE | IN_DONT_FOLLOW)
/* Changes of permission too: what may not be read can't be watched. */
#define DIR_MASK                                                                                   \
	(IN_CREATE | IN_ATTRIB | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF |        \
	 IN_MOVE_SELF | IN_ONLYDIR)
#define LOST (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)

#define READS_MAX 16 /* of one wake-up; the rest comes with the next one */
#define WAKES_MAX 50 /* of a second: somebody may open and close a camera without end */

DEFINE_CLEANUP(DIR *, closedir)

/* "video12" and nothing else; at most four digits. */
static bool parse_node(const char *name, unsigned *ret)
{
	const char *p = name + strlen("video");
	unsigned number = 0;

	if (strncmp(name, "video", strlen("video")) != 0 || !*p || strlen(p) > 4 ||
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

void calls_forget(const struct calls *c, int *wd)
{
	if (*wd >= 0) {
		(void) inotify_rm_watch(c->fd, *wd);
		*wd = -1;
	}
}

int calls_watch_close(struct calls *c, const char *path)
{
	return c->fd < 0 ? -1 : inotify_add_watch(c->fd, path, IN_CLOSE | IN_DONT_FOLLOW);
}

/* ---- nodes ---- */

static struct camera *find(const struct calls *c, unsigned number)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->cameras[i].number == number) {
			return &c->cameras[i];
		}
	}
	return NULL;
}

static struct camera *find_wd(const struct calls *c, int wd)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->cameras[i].wd == wd) {
			return &c->cameras[i];
		}
	}
	return NULL;
}

static struct camera *insert(struct calls *c, unsigned number)
{
	struct camera *more;

	if (c->n >= CALLS_NODES_MAX) {
		return NULL;
	}
	more = reallocarray(c->cameras, c->n + 1, sizeof(*more));
	if (!more) {
		return NULL;
	}
	c->cameras = more;
	more[c->n] = (struct camera){
		.number = number,
		.wd = -1,
		.deadline = USEC_INFINITY,
		.verify = USEC_INFINITY,
	};
	return &more[c->n++];
}

/* The node has come, or changed, or may be another one. */
static void node_there(struct calls *c, unsigned number)
{
	struct camera *n = find(c, number);
	char path[PATH_MAX];
	int wd;

	if (!n) {
		n = insert(c, number);
	}
	if (!n) {
		return;
	}
	(void) snprintf(path, sizeof(path), "%s/video%u", c->dev_dir, number);
	wd = inotify_add_watch(c->fd, path, NODE_MASK);
	n->error = wd < 0 ? errno : 0;
	if (wd == n->wd) {
		return;
	}
	calls_forget(c, &n->wd);
	n->wd = wd;
	camera_begin(c, n);
}

static void node_gone(struct calls *c, unsigned number)
{
	struct camera *n = find(c, number);

	if (n) {
		calls_forget(c, &n->wd);
		*n = c->cameras[--c->n];
	}
}

/* Looks at all of them anew. */
static void scan(struct calls *c)
{
	_cleanup_(closedirp) DIR *dir = opendir(c->dev_dir);
	bool there[CALLS_NODES_MAX] = { false };
	struct dirent *entry;
	unsigned number;

	while (dir && (entry = readdir(dir))) {
		if (parse_node(entry->d_name, &number)) {
			struct camera *n;

			node_there(c, number);
			n = find(c, number);
			if (n) {
				there[n - c->cameras] = true;
			}
		}
	}
	for (size_t i = c->n; i > 0; i--) {
		if (!there[i - 1]) {
			node_gone(
				c,
				c->cameras[i - 1].number); /* what takes its place was looked at */
		}
	}
}

/* ---- events ---- */

static void take_folder(struct calls *c, const struct inotify_event *e)
{
	unsigned number;

	if (e->mask & LOST) {
		calls_unwatch(c);
		c->error = ENOENT;
	} else if (e->len > 0 && parse_node(e->name, &number)) {
		if (e->mask & (IN_DELETE | IN_MOVED_FROM)) {
			node_gone(c, number);
		} else {
			node_there(c, number);
		}
	}
}

/* Returns whether events were lost. */
static bool take(struct calls *c, const struct inotify_event *e)
{
	struct camera *n;

	if (e->mask & IN_Q_OVERFLOW) {
		return true;
	}
	if (e->wd == c->dir_wd) {
		take_folder(c, e);
		return false;
	}
	n = find_wd(c, e->wd);
	if (!n) {
		(void) sound_closed(c, e->wd);
	} else if (e->mask & IN_OPEN) {
		camera_opened(c, n);
	} else if (e->mask & IN_CLOSE) {
		camera_closed(c, n);
	} else if (e->mask & IN_IGNORED) {
		node_gone(c, n->number); /* a new one of that name is told by the folder */
	}
	return false;
}

static void doubt_all(struct calls *c)
{
	log_debug("Calls: events of cameras were lost");
	scan(c);
	for (size_t i = 0; i < c->n; i++) {
		camera_doubt(c, &c->cameras[i]);
	}
}

static int on_inotify(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	struct calls *c = userdata;
	_Alignas(struct inotify_event) char buf[4096];
	bool lost = false;

	(void) source;
	(void) revents;
	for (int i = 0; i < READS_MAX && c->fd >= 0; i++) {
		ssize_t n = read(fd, buf, sizeof(buf));
		const char *p = buf;

		if (n <= 0) {
			break;
		}
		while (p < buf + n && c->fd >= 0) {
			const struct inotify_event *e = (const struct inotify_event *) p;

			p += sizeof(*e) + e->len;
			lost = take(c, e) || lost;
		}
	}
	if (lost && c->fd >= 0) {
		doubt_all(c);
	}
	calls_update(c);
	return 0;
}

/* ---- life ---- */

static int begin(struct calls *c)
{
	int r;

	c->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (c->fd < 0) {
		return -errno;
	}
	c->dir_wd = inotify_add_watch(c->fd, c->dev_dir, DIR_MASK);
	if (c->dir_wd < 0) {
		return -errno;
	}
	r = sd_event_add_io(c->event, &c->io, c->fd, EPOLLIN, on_inotify, c);
	if (r < 0) {
		return r;
	}
	return sd_event_source_set_ratelimit(c->io, USEC_PER_SEC, WAKES_MAX);
}

void calls_watch(struct calls *c)
{
	int r;

	if (c->fd >= 0) {
		return;
	}
	r = begin(c);
	if (r < 0) {
		if (c->error != -r) {
			log_info("Cameras are not watched: %s", strerror(-r));
		}
		calls_unwatch(c);
		c->error = -r;
		return;
	}
	c->error = 0;
	scan(c);
}

void calls_unwatch(struct calls *c)
{
	sound_forget(c);
	free(c->cameras);
	c->cameras = NULL;
	c->n = 0;
	c->io = sd_event_source_disable_unref(c->io);
	if (c->fd >= 0) {
		(void) close(c->fd); /* and all watches with it */
	}
	c->fd = c->dir_wd = -1;
}
