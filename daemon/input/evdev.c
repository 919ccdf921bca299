/* The evdev source: when devices are read, and what the owner hears of it. */
#include "evdev.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>

#include "evdev-source.h"

#define PERIOD_DEFAULT   (10 * USEC_PER_SEC)
#define PERIOD_MIN       USEC_PER_MS
#define UNSAMPLED_PERIOD (50 * USEC_PER_MS) /* 20 readings a second */

/* The time at which the loop woke up; what happens while it works happens at that time. */
usec_t evdev_source_now(const struct evdev_source *s)
{
	uint64_t now = 0;

	(void) sd_event_now(s->event, CLOCK_BOOTTIME, &now);
	return now;
}

/* A period's accuracy, where it does not matter when we wake.  On a grid it does: a timer that may be late may
 * come early, with a key.  (0 would be 250 ms.) */
static usec_t sample_accuracy(const struct evdev_source *s)
{
	return s->on_grid ? 1 : s->period / 20;
}

static void set_timer(sd_event_source *timer, usec_t when)
{
	(void) sd_event_source_set_time(timer, when);
	(void) sd_event_source_set_enabled(timer, SD_EVENT_ONESHOT);
}

static void node_poll(struct evdev_node *n, bool on)
{
	if (n->io) {
		(void) sd_event_source_set_enabled(n->io, on ? SD_EVENT_ON : SD_EVENT_OFF);
	}
}

static void set_armed(struct evdev_source *s, bool armed)
{
	if (s->armed == armed) {
		return;
	}
	s->armed = armed;
	for (size_t i = 0; i < s->n_nodes; i++) {
		struct evdev_node *n = s->nodes[i];

		if (n->device && n->device->masked) {
			node_poll(n, armed);
		}
	}
	if (armed) {
		(void) sd_event_source_set_enabled(s->sample, SD_EVENT_OFF);
	}
}

/* The sampling instant after `t`, which is the one before, or now. */
static usec_t next_instant(const struct evdev_source *s, usec_t t)
{
	usec_t since;

	if (!s->on_grid) {
		return usec_add(t, s->period);
	}
	since = (t + s->period - s->phase % s->period) % s->period;
	return usec_add(t, s->period - since);
}

/* Off until the next sampling instant. */
static void disarm(struct evdev_source *s)
{
	set_armed(s, false);
	set_timer(s->sample, next_instant(s, s->last));
}

void evdev_source_wake_for_pending(struct evdev_source *s)
{
	if (s->armed && s->pending.n > 0) {
		usec_t now = evdev_source_now(s);

		set_armed(s, false);
		set_timer(s->sample, s->on_grid ? next_instant(s, now) : now);
	}
}

/* Reads one device; returns whether it had anything. */
static bool node_read(struct evdev_node *n, usec_t now)
{
	struct evdev_source *s = n->source;
	int r;

	r = evdev_device_read(n->device, now, s->slop, s->period, &s->pending);
	if (r >= 0 && n->hangup) {
		r = -ENODEV;
	}
	if (r < 0) {
		evdev_node_lost(n, r);
		return false;
	}
	return r > 0;
}

/* Reads all devices; returns whether the owner or the next instant has anything to do. */
static bool read_all(struct evdev_source *s, usec_t now)
{
	bool found = false;

	for (size_t i = 0; i < s->n_nodes; i++) {
		struct evdev_node *n = s->nodes[i];

		if (n->device && node_read(n, now) && n->device->masked) {
			found = true;
		}
	}
	/* Of what masks nothing only that counts which counts. */
	return found || s->pending.n > 0;
}

/* A sampling instant: decides whether input may wake us again, or the clock does. */
static void sample(struct evdev_source *s, usec_t now)
{
	if (read_all(s, now)) {
		s->last = now;
		disarm(s);
	} else {
		set_armed(s, true);
	}
}

/* Trembling and autorepeat end here: the owner hears of pulses only. */
static void sample_and_tell(struct evdev_source *s)
{
	sample(s, evdev_source_now(s));
	if (s->pending.n > 0) {
		s->callbacks.ready(s->userdata);
	}
}

static int on_sample(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	sample_and_tell(userdata);
	return 0;
}

/* Reads the devices that mask nothing; polls those that were empty. */
static void read_unsampled(struct evdev_source *s)
{
	usec_t now = evdev_source_now(s);
	bool again = false;

	s->unsampled_last = now;
	for (size_t i = 0; i < s->n_nodes; i++) {
		struct evdev_node *n = s->nodes[i];

		if (n->device && !n->device->masked) {
			bool found = node_read(n, now);

			node_poll(n, !found);
			again = again || found;
		}
	}
	if (again) {
		set_timer(s->unsampled, usec_add(now, UNSAMPLED_PERIOD));
	}
	evdev_source_wake_for_pending(s);
}

static int on_unsampled(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	read_unsampled(userdata);
	return 0;
}

static int on_io(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	struct evdev_node *n = userdata;
	struct evdev_source *s = n->source;
	usec_t next;

	(void) source;
	(void) fd;
	n->hangup = n->hangup || (revents & (EPOLLHUP | EPOLLERR));
	if (n->device->masked && s->on_grid) {
		set_armed(s, false);
		set_timer(s->sample, next_instant(s, evdev_source_now(s)));
		return 0;
	}
	if (n->device->masked) {
		sample_and_tell(s);
		return 0;
	}
	next = usec_add(s->unsampled_last, UNSAMPLED_PERIOD);
	if (evdev_source_now(s) >= next) {
		read_unsampled(s);
	} else {
		node_poll(n, false);
		set_timer(s->unsampled, next);
	}
	return 0;
}

int evdev_source_attach(struct evdev_node *n)
{
	struct evdev_source *s = n->source;
	int r;

	r = sd_event_add_io(s->event, &n->io, n->device->fd, EPOLLIN, on_io, n);
	if (r < 0) {
		return r;
	}
	node_poll(n, s->armed || !n->device->masked);
	return 0;
}

static bool is_usable(const struct evdev_source *s)
{
	return evdev_source_devices(s) > 0;
}

static int on_changed(sd_event_source *source, void *userdata)
{
	struct evdev_source *s = userdata;

	(void) source;
	if (is_usable(s) != s->usable || s->on_grid) {
		s->usable = is_usable(s);
		s->callbacks.changed(s->userdata);
	}
	return 0;
}

void evdev_source_count_changed(struct evdev_source *s)
{
	(void) sd_event_source_set_enabled(s->changed, SD_EVENT_ONESHOT);
}

static void on_node(unsigned number, bool exists, void *userdata)
{
	evdev_nodes_update(userdata, number, exists);
}

static void on_rescan(void *userdata)
{
	evdev_nodes_rescan(userdata);
}

static int on_look(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	evdev_nodes_look(userdata);
	return 0;
}

void evdev_source_look_at(struct evdev_source *s, usec_t when)
{
	if (when == USEC_INFINITY) {
		(void) sd_event_source_set_enabled(s->look, SD_EVENT_OFF);
	} else {
		set_timer(s->look, when);
	}
}

static const struct evdev_watch_callbacks watch_callbacks = {
	.node = on_node,
	.rescan = on_rescan,
};

/* Everything of the configuration but the directory. */
static void take_config(struct evdev_source *s, const struct evdev_config *config)
{
	s->ignore = config->ignore;
	s->only = config->only;
	s->slop = config->motion_slop;
	(void) snprintf(s->seat, sizeof(s->seat), "%s", config->seat ? config->seat : "seat0");
}

static int add_timer(struct evdev_source *s, sd_event_source **ret, usec_t accuracy,
		     sd_event_time_handler_t handler)
{
	int r;

	r = sd_event_add_time(s->event, ret, CLOCK_BOOTTIME, USEC_INFINITY, accuracy, handler, s);
	if (r < 0) {
		return r;
	}
	return sd_event_source_set_enabled(*ret, SD_EVENT_OFF);
}

static int set_up(struct evdev_source *s, const char *dir)
{
	int r;

	r = add_timer(s, &s->sample, sample_accuracy(s), on_sample);
	if (r < 0) {
		return r;
	}
	r = add_timer(s, &s->unsampled, UNSAMPLED_PERIOD / 10, on_unsampled);
	if (r < 0) {
		return r;
	}
	r = add_timer(s, &s->look, 1, on_look);
	if (r < 0) {
		return r;
	}
	r = sd_event_add_defer(s->event, &s->changed, on_changed, s);
	if (r < 0) {
		return r;
	}
	return evdev_watch_new(&s->watch, s->event, dir ? dir : "/dev/input", &watch_callbacks, s);
}

int evdev_source_new(struct evdev_source **ret, sd_event *event, const struct evdev_config *config,
		     const struct source_callbacks *callbacks, void *userdata)
{
	_cleanup_(evdev_source_freep) struct evdev_source *s = calloc(1, sizeof(*s));
	int r;

	if (!s) {
		return -ENOMEM;
	}
	s->event = sd_event_ref(event);
	s->callbacks = *callbacks;
	s->userdata = userdata;
	s->period = PERIOD_DEFAULT;
	s->armed = true;
	take_config(s, config);
	r = set_up(s, config->dir);
	if (r < 0) {
		return r;
	}
	evdev_watch_scan(s->watch);
	s->begun = true;
	s->usable = is_usable(s);
	(void) sd_event_source_set_enabled(s->changed, SD_EVENT_OFF);
	*ret = TAKE_PTR(s);
	return 0;
}

struct evdev_source *evdev_source_free(struct evdev_source *s)
{
	if (s) {
		if (s->nodes) {
			evdev_nodes_clear(s);
		}
		s->watch = evdev_watch_free(s->watch);
		sd_event_source_disable_unref(s->sample);
		sd_event_source_disable_unref(s->unsampled);
		sd_event_source_disable_unref(s->look);
		sd_event_source_disable_unref(s->changed);
		sd_event_unref(s->event);
		free(s);
	}
	return NULL;
}

void evdev_source_configure(struct evdev_source *s, const struct evdev_config *config)
{
	take_config(s, config);
	evdev_nodes_reconsider(s);
}

void evdev_source_set_period(struct evdev_source *s, usec_t period)
{
	period = usec_max(period, PERIOD_MIN);
	if (period == s->period) {
		return;
	}
	s->period = period;
	(void) sd_event_source_set_time_accuracy(s->sample, sample_accuracy(s));
	if (!s->armed) {
		disarm(s);
	}
}

void evdev_source_set_grid(struct evdev_source *s, usec_t period, usec_t phase)
{
	s->on_grid = true;
	s->phase = phase;
	s->period = 0; /* whatever it was: the instants are others now */
	evdev_source_set_period(s, period);
}

void evdev_source_drain(struct evdev_source *s, usec_t now, pulse_run_fn fn, void *userdata)
{
	struct pulse_runs runs;

	if (s->draining) {
		return;
	}
	s->draining = true;
	if (s->armed || now >= next_instant(s, s->last)) {
		sample(s, now);
	} else {
		(void) read_all(s, now);
	}
	runs = s->pending;
	s->pending.n = 0;
	pulse_runs_sort(&runs, now);
	for (size_t i = 0; i < runs.n; i++) {
		fn(&runs.run[i], userdata);
	}
	s->draining = false;
}

static void *ops_free(void *source)
{
	return evdev_source_free(source);
}

static void ops_set_period(void *source, usec_t period)
{
	evdev_source_set_period(source, period);
}

static void ops_drain(void *source, usec_t now, pulse_run_fn fn, void *userdata)
{
	evdev_source_drain(source, now, fn, userdata);
}

static bool ops_usable(const void *source)
{
	return is_usable(source);
}

static void ops_health(const void *source, struct health *ret)
{
	evdev_source_health(source, ret);
}

const struct source_ops evdev_source_ops = {
	.free = ops_free,
	.set_period = ops_set_period,
	.drain = ops_drain,
	.usable = ops_usable,
	.health = ops_health,
};

size_t evdev_source_devices(const struct evdev_source *s)
{
	size_t states[_EVDEV_NODE_STATE_MAX];
	size_t others = 0;

	evdev_count_states(s, states);
	for (size_t i = 0; i < s->n_nodes; i++) {
		const struct evdev_device *d = s->nodes[i]->device;

		others += d && d->traits.device == DEVICE_OTHER;
	}
	/* A pad that everybody may read can't vouch for a keyboard that we may not. */
	return states[EVDEV_NODE_DENIED] > 0 && others == s->n_read ? 0 : s->n_read;
}
