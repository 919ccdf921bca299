/* Which nodes there are, and which of them are read. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-device.h>
#include <unistd.h>

#include "evdev-source.h"
#include "log.h"

static void node_path(const struct evdev_node *n, char path[static PATH_MAX])
{
	(void) snprintf(path, PATH_MAX, "%s/event%u", evdev_watch_dir(n->source->watch), n->number);
}

/*
 * udev changes a node first and writes down what it knows of the device after that, of which nothing is heard: so
 * a node that has changed is looked at some times more, for so long.  A new one of which udev has not written
 * anything is not opened before, as it may be of another seat; but not for ever, as there are systems where udev
 * runs and never will.
 */
#define UDEV_CONTROL   "/run/udev/control" /* it runs */
#define LOOK_GAP_LEAST (100 * USEC_PER_MS)
#define LOOK_GAP_MOST  USEC_PER_SEC
#define LOOK_SETTLED   (3 * USEC_PER_SEC)
#define LOOK_EARLY     (30 * USEC_PER_SEC)

static bool udev_runs(void)
{
	return access(UDEV_CONTROL, F_OK) == 0;
}

/* READ: of our seat, to be opened; EARLY; or ELSEWHERE.  Without udev's word a device is of the default seat. */
static enum evdev_node_state node_seat(const struct evdev_node *n, const char *path)
{
	const struct evdev_source *s = n->source;
	const char *seat = NULL;
	sd_device *device = NULL;
	bool early = false, ours;

	if (sd_device_new_from_devname(&device, path) < 0) {
		return strcmp(s->seat, "seat0") == 0 ? EVDEV_NODE_READ : EVDEV_NODE_ELSEWHERE;
	}
	if (sd_device_get_is_initialized(device) == 0) {
		early = evdev_source_now(s) < usec_add(n->come, LOOK_EARLY) && udev_runs();
	}
	if (sd_device_get_property_value(device, "ID_SEAT", &seat) < 0 || !*seat) {
		seat = "seat0";
	}
	ours = strcmp(s->seat, seat) == 0;
	sd_device_unref(device);
	if (early) {
		return EVDEV_NODE_EARLY;
	}
	return ours ? EVDEV_NODE_READ : EVDEV_NODE_ELSEWHERE;
}

static bool is_wanted(const struct evdev_source *s, const struct evdev_device *d)
{
	return !patterns_match(&s->ignore, d->name) &&
	       (!s->only.list[0] || patterns_match(&s->only, d->name));
}

static bool is_read_already(const struct evdev_source *s, const struct evdev_device *d)
{
	for (size_t i = 0; i < s->n_nodes; i++) {
		const struct evdev_device *other = s->nodes[i]->device;

		if (other && d->rdev != 0 && other->rdev == d->rdev) {
			return true;
		}
	}
	return false;
}

static void node_close(struct evdev_node *n, enum evdev_node_state state)
{
	n->state = state;
	n->hangup = false;
	if (n->device) {
		n->io = sd_event_source_disable_unref(n->io);
		n->device = evdev_device_free(n->device);
		n->source->n_read--;
		evdev_source_count_changed(n->source);
	}
}

/* Opens the node and finds out what it is; takes the device when it is to be read. */
static enum evdev_node_state node_open(struct evdev_node *n, const char *path)
{
	_cleanup_(evdev_device_freep) struct evdev_device *d = NULL;
	enum evdev_node_state seat = node_seat(n, path);
	struct evdev_source *s = n->source;
	char name[EVDEV_NAME_MAX];
	int r;

	if (seat != EVDEV_NODE_READ) {
		return seat;
	}
	r = evdev_device_open(&d, path, evdev_source_now(s));
	if (r < 0) {
		return r == -EACCES || r == -EPERM ? EVDEV_NODE_DENIED : EVDEV_NODE_FAILED;
	}
	if (!d->active) {
		return EVDEV_NODE_IDLE;
	}
	if (!is_wanted(s, d)) {
		return EVDEV_NODE_IGNORED;
	}
	if (is_read_already(s, d)) {
		return EVDEV_NODE_TWICE;
	}
	if (s->n_read >= EVDEV_DEVICES_MAX) {
		return EVDEV_NODE_EXCESS;
	}
	n->device = TAKE_PTR(d);
	r = evdev_source_attach(n);
	if (r < 0) {
		n->device = evdev_device_free(n->device);
		return EVDEV_NODE_FAILED;
	}
	s->n_read++;
	log_debug("input: event%u is %s: %s", n->number,
		  device_class_to_string(n->device->traits.device),
		  evdev_name_escape(name, sizeof(name), n->device->name));
	return EVDEV_NODE_READ;
}

static void node_probe(struct evdev_node *n)
{
	enum evdev_node_state before = n->state;
	char path[PATH_MAX];

	node_path(n, path);
	if (n->device) {
		/* Who took the permission away means us too, though what is open would go on. */
		if (evdev_device_is(n->device, path) && node_seat(n, path) == EVDEV_NODE_READ &&
		    is_wanted(n->source, n->device)) {
			return;
		}
		node_close(n, EVDEV_NODE_FAILED);
	}
	n->state = node_open(n, path);
	if (n->state != before) {
		evdev_source_count_changed(n->source);
	}
}

static void arm_look(struct evdev_source *s)
{
	usec_t first = USEC_INFINITY;

	for (size_t i = 0; i < s->n_nodes; i++) {
		first = usec_min(first, s->nodes[i]->look);
	}
	evdev_source_look_at(s, first);
}

/* After a look: when the next one is due, if any. */
static void node_look_again(struct evdev_node *n)
{
	usec_t now = evdev_source_now(n->source), end = usec_add(n->changed, LOOK_SETTLED);

	if (n->state == EVDEV_NODE_EARLY) {
		end = usec_add(n->come, LOOK_EARLY);
	}
	n->look = now < end ? usec_min(usec_add(now, n->look_gap), end) : USEC_INFINITY;
	n->look_gap = usec_min(2 * n->look_gap, LOOK_GAP_MOST);
}

/* The node has come or changed. */
static void node_change(struct evdev_node *n)
{
	struct evdev_source *s = n->source;

	node_probe(n);
	n->look = USEC_INFINITY;
	n->look_gap = LOOK_GAP_LEAST;
	n->changed = evdev_source_now(s);
	if (n->state == EVDEV_NODE_EARLY || (s->begun && udev_runs())) {
		node_look_again(n);
	}
	if (s->begun || n->look != USEC_INFINITY) {
		arm_look(s);
	}
}

void evdev_nodes_look(struct evdev_source *s)
{
	usec_t now = evdev_source_now(s);

	for (size_t i = 0; i < s->n_nodes; i++) {
		struct evdev_node *n = s->nodes[i];

		if (n->look <= now) {
			node_probe(n);
			node_look_again(n);
		}
	}
	evdev_nodes_fill(s);
	arm_look(s);
}

/* Where the node is or, if it is not there, belongs. */
static size_t node_index(const struct evdev_source *s, unsigned number)
{
	size_t low = 0, high = s->n_nodes;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (s->nodes[mid]->number < number) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	return low;
}

static struct evdev_node *node_insert(struct evdev_source *s, size_t at, unsigned number)
{
	struct evdev_node *n;

	if (s->n_nodes >= EVDEV_NODES_MAX) {
		return NULL;
	}
	if (s->n_nodes == s->n_allocated) {
		size_t wanted = s->n_allocated + 32;
		struct evdev_node **nodes = reallocarray(s->nodes, wanted, sizeof(*nodes));

		if (!nodes) {
			return NULL;
		}
		s->nodes = nodes;
		s->n_allocated = wanted;
	}
	n = calloc(1, sizeof(*n));
	if (!n) {
		return NULL;
	}
	*n = (struct evdev_node){
		.source = s,
		.number = number,
		.state = EVDEV_NODE_FAILED,
		.come = evdev_source_now(s),
		.look = USEC_INFINITY,
	};
	memmove(&s->nodes[at + 1], &s->nodes[at], (s->n_nodes - at) * sizeof(*s->nodes));
	s->nodes[at] = n;
	s->n_nodes++;
	return n;
}

static void node_remove(struct evdev_source *s, size_t at)
{
	struct evdev_node *n = s->nodes[at];
	bool waited = n->look != USEC_INFINITY;

	/* The last words of a device whose node went first. */
	if (n->device) {
		(void) evdev_device_read(n->device, evdev_source_now(s), s->slop, s->period,
					 &s->pending);
	}
	node_close(n, EVDEV_NODE_FAILED);
	free(n);
	s->n_nodes--;
	memmove(&s->nodes[at], &s->nodes[at + 1], (s->n_nodes - at) * sizeof(*s->nodes));
	if (waited) {
		arm_look(s);
	}
	evdev_source_count_changed(s);
	evdev_source_wake_for_pending(s);
}

void evdev_nodes_update(struct evdev_source *s, unsigned number, bool exists)
{
	size_t at = node_index(s, number);
	struct evdev_node *n =
		at < s->n_nodes && s->nodes[at]->number == number ? s->nodes[at] : NULL;

	if (!exists) {
		if (n) {
			node_remove(s, at);
			evdev_nodes_fill(s);
		}
		return;
	}
	if (!n) {
		n = node_insert(s, at, number);
	}
	if (n) {
		n->seen = true;
		node_change(n);
	}
}

void evdev_nodes_rescan(struct evdev_source *s)
{
	for (size_t i = 0; i < s->n_nodes; i++) {
		s->nodes[i]->seen = false;
	}
	evdev_watch_scan(s->watch);
	for (size_t i = s->n_nodes; i > 0; i--) {
		if (!s->nodes[i - 1]->seen) {
			node_remove(s, i - 1);
		}
	}
	evdev_nodes_fill(s);
}

void evdev_nodes_reconsider(struct evdev_source *s)
{
	for (size_t i = 0; i < s->n_nodes; i++) {
		node_probe(s->nodes[i]);
	}
	evdev_nodes_fill(s);
}

void evdev_node_lost(struct evdev_node *n, int error)
{
	log_debug_errno(error, "input: event%u is gone: %m", n->number);
	node_close(n, EVDEV_NODE_FAILED);
	evdev_nodes_fill(n->source);
}

void evdev_nodes_fill(struct evdev_source *s)
{
	for (size_t i = 0; i < s->n_nodes && s->n_read < EVDEV_DEVICES_MAX; i++) {
		struct evdev_node *n = s->nodes[i];

		if (n->state == EVDEV_NODE_EXCESS || n->state == EVDEV_NODE_TWICE) {
			node_probe(n);
		}
	}
}

void evdev_nodes_clear(struct evdev_source *s)
{
	while (s->n_nodes > 0) {
		struct evdev_node *n = s->nodes[--s->n_nodes];

		node_close(n, EVDEV_NODE_FAILED);
		free(n);
	}
	free(s->nodes);
	s->nodes = NULL;
	s->n_allocated = 0;
}
