/* What ergod-input tells, as a source: a connection that has told of input is left unread for a period. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>

#include "ergo/grow.h"
#include "ergo/tr.h"
#include "ergo/words.h"
#include "text/say.h"
#include "adapters/input-client/internal.h"
#include "clock.h"
#include "log.h"

#define PERIOD_DEFAULT (10 * USEC_PER_SEC)
#define PERIOD_MIN     USEC_PER_MS

#define ANSWER_WAIT (2 * INPUT_WIRE_GRID)

#define READS_MAX 256                   /* of one reading; more than the socket can hold */
#define AHEAD_MAX (2 * INPUT_WIRE_GRID) /* a tick that lies further ahead is nonsense */

usec_t input_client_now(const struct input_client *c)
{
	uint64_t now = 0;

	(void) sd_event_now(c->event, CLOCK_BOOTTIME, &now);
	return now;
}

static unsigned count_devices(const struct input_client *c)
{
	unsigned n = 0;

	for (size_t i = 0; i < _DEVICE_CLASS_MAX; i++) {
		n += c->state.devices[i];
	}
	return n;
}

static bool is_usable(const struct input_client *c)
{
	return c->fd >= 0 && c->informed && c->state.yours && count_devices(c) > 0;
}

static int on_changed(sd_event_source *source, void *userdata)
{
	struct input_client *c = userdata;

	(void) source;
	if (is_usable(c) != c->usable || c->informed != c->answered) {
		c->usable = is_usable(c);
		c->answered = c->informed;
		c->callbacks.changed(c->userdata);
	}
	return 0;
}

void input_client_changed(struct input_client *c)
{
	(void) sd_event_source_set_enabled(c->changed, SD_EVENT_ONESHOT);
}

void input_client_arm(struct input_client *c, bool armed)
{
	c->armed = armed;
	if (c->io) {
		/* That it hangs up is told in any case. */
		(void) sd_event_source_set_io_events(c->io, armed ? EPOLLIN : 0);
	}
	if (armed) {
		(void) sd_event_source_set_enabled(c->sample, SD_EVENT_OFF);
	} else {
		(void) sd_event_source_set_time(c->sample, usec_add(c->last, c->period));
		(void) sd_event_source_set_enabled(c->sample, SD_EVENT_ONESHOT);
	}
}

/* ---- what is told ---- */

/* Whether a tick lies in the future.  A turn of the loop may take long: `now` may be of its beginning. */
static bool is_ahead(usec_t tick, usec_t now)
{
	return tick > usec_add(now, AHEAD_MAX) && tick > usec_add(clock_boottime(), AHEAD_MAX);
}

/* Takes one record; returns 0 or a negative errno: nonsense. */
static int take(struct input_client *c, const struct input_wire *w, usec_t now)
{
	if (w->type == INPUT_WIRE_REFUSED) {
		c->refused = true;
		return 0;
	}
	if (w->tick < c->last_tick || is_ahead(w->tick, now) ||
	    (w->type == INPUT_WIRE_INPUT && !(c->informed && c->state.yours))) {
		return -EBADMSG;
	}
	c->last_tick = w->tick;
	if (w->type == INPUT_WIRE_STATE) {
		c->state = *w;
		c->informed = true;
		input_client_changed(c);
		return 0;
	}
	for (unsigned i = 0; i < _DEVICE_CLASS_MAX; i++) {
		if (w->classes & 1u << i) {
			/* In one second and the next: that is a run. */
			pulse_runs_add(&c->pending, (enum device_class) i, w->tick,
				       usec_max(c->period, INPUT_WIRE_GRID + 1));
		}
	}
	return 0;
}

/* Reads what there is; returns whether there was any input. */
static bool read_all(struct input_client *c, usec_t now)
{
	bool found = false;

	for (int i = 0; i < READS_MAX && c->fd >= 0; i++) {
		uint8_t bytes[INPUT_WIRE_SIZE + 1]; /* a longer one shows */
		struct input_wire w;
		ssize_t n = recv(c->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
		int r;

		if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
			break;
		}
		if (n <= 0) {
			input_link_lose(
				c,
				c->refused
					? N_("it has no place for you: two programs of yours are connected, or sixteen in all")
					: N_("the connection ended"),
				false);
			break;
		}
		r = input_wire_decode(bytes, (size_t) n, &w);
		if (r >= 0) {
			r = take(c, &w, now);
		}
		if (r < 0) {
			const char *why =
				r == -EPROTONOSUPPORT
					? N_("it is of another version than ergod, restart both")
					: N_("it sent nonsense");

			log_warning("ergod-input: %s", why);
			input_link_lose(c, why, true);
			break;
		}
		found = found || w.type == INPUT_WIRE_INPUT;
	}
	return found;
}

/* A sampling instant: decides whether what comes may wake us again, or the clock does. */
static void sample(struct input_client *c, usec_t now)
{
	bool found = read_all(c, now);

	if (found && c->fd >= 0) {
		c->last = now;
	}
	input_client_arm(c, !(found && c->fd >= 0));
}

static void sample_and_tell(struct input_client *c)
{
	sample(c, input_client_now(c));
	if (c->pending.n > 0) {
		c->callbacks.ready(c->userdata);
	}
}

int input_client_on_io(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	(void) source;
	(void) fd;
	(void) revents;
	sample_and_tell(userdata);
	return 0;
}

static int on_sample(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	sample_and_tell(userdata);
	return 0;
}

/* ---- the face of a source ---- */

static void set_period(void *source, usec_t period)
{
	struct input_client *c = source;

	period = usec_max(period, PERIOD_MIN);
	if (period == c->period) {
		return;
	}
	c->period = period;
	(void) sd_event_source_set_time_accuracy(c->sample, period / 20);
	if (!c->armed) {
		input_client_arm(c, false);
	}
}

static void drain(void *source, usec_t now, pulse_run_fn fn, void *userdata)
{
	struct input_client *c = source;
	struct pulse_runs runs;

	if (c->draining) {
		return;
	}
	c->draining = true;
	if (c->armed || now >= usec_add(c->last, c->period)) {
		sample(c, now);
	} else {
		(void) read_all(c, now);
	}
	runs = c->pending;
	c->pending.n = 0;
	pulse_runs_sort(&runs, now);
	for (size_t i = 0; i < runs.n; i++) {
		fn(&runs.run[i], userdata);
	}
	c->draining = false;
}

static bool usable(const void *source)
{
	return is_usable(source);
}

/* The first record comes at the next tick, and the helper may have to be started for it. */
static bool pending(const void *source)
{
	const struct input_client *c = source;

	return c->fd >= 0 && !c->informed && usec_sub(clock_boottime(), c->since) < ANSWER_WAIT;
}

/* "ergod-input, 3 devices: 1 keyboard, 2 pointer" */
static void describe_devices(const struct input_client *c, struct health *h)
{
	struct grow t = { .buf = h->text, .size = sizeof(h->text) };
	unsigned n = count_devices(c);
	const char *separator = ": ";
	char said[SAY_MAX];

	grow_add(&t, P_("ergod-input, %u device", "ergod-input, %u devices", n), n);
	for (unsigned i = 0; i < _DEVICE_CLASS_MAX; i++) {
		if (c->state.devices[i] > 0) {
			grow_add(&t, "%s%s", separator,
				 devices_say(said, sizeof(said), (enum device_class) i,
					     c->state.devices[i]));
			separator = ", ";
		}
	}
}

static const char *describe_trouble(const struct input_client *c)
{
	if (c->fd >= 0 && !c->informed) {
		return _(
			"ergod-input has not answered yet: if it stays so, look at systemctl status "
			"ergod-input");
	}
	if (c->fd >= 0 && !c->state.yours) {
		return _(
			"ergod-input answers, but you do not have the seat: it tells only who is logged in "
			"at this machine and in front");
	}
	if (c->fd >= 0) {
		return _(
			"ergod-input finds no device that counts: plug one in, or look at journalctl "
			"-u ergod-input");
	}
	if (c->error == -ENOENT) {
		return _(
			"ergod-input is not there: as root, systemctl enable --now ergod-input.socket");
	}
	return NULL;
}

static void health(const void *source, struct health *ret)
{
	const struct input_client *c = source;
	const char *trouble = describe_trouble(c);

	*ret = (struct health){ .name = "input", .level = HEALTH_FAIL };
	if (is_usable(c)) {
		ret->level = HEALTH_OK;
		describe_devices(c, ret);
	} else if (trouble) {
		(void) snprintf(ret->text, sizeof(ret->text), "%s", trouble);
	} else if (c->error < 0) {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("ergod-input can't be reached (%s): look at systemctl status "
				  "ergod-input.socket ergod-input"),
				strerror(-c->error));
	} else {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("ergod-input: %s; it is tried again by itself"), _(c->ended));
	}
}

static void *source_free(void *source)
{
	return input_client_free(source);
}

const struct source_ops input_client_ops = {
	.free = source_free,
	.set_period = set_period,
	.drain = drain,
	.usable = usable,
	.pending = pending,
	.health = health,
};

/* ---- life ---- */

int input_client_add_timer(struct input_client *c, sd_event_source **ret, usec_t accuracy,
			   sd_event_time_handler_t handler)
{
	int r = sd_event_add_time(c->event, ret, CLOCK_BOOTTIME, USEC_INFINITY, accuracy, handler,
				  c);

	return r < 0 ? r : sd_event_source_set_enabled(*ret, SD_EVENT_OFF);
}

int input_client_new(struct input_client **ret, sd_event *event, const char *path,
		     const struct source_callbacks *callbacks, void *userdata)
{
	_cleanup_(input_client_freep) struct input_client *c = calloc(1, sizeof(*c));
	int r;

	if (!c) {
		return -ENOMEM;
	}
	c->event = sd_event_ref(event);
	c->callbacks = *callbacks;
	c->userdata = userdata;
	c->fd = c->watch_fd = -1;
	c->period = PERIOD_DEFAULT;
	c->armed = true;
	r = input_client_add_timer(c, &c->sample, c->period / 20, on_sample);
	if (r >= 0) {
		r = sd_event_add_defer(event, &c->changed, on_changed, c);
	}
	if (r >= 0) {
		r = input_link_new(c, path ?: INPUT_WIRE_PATH);
	}
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(c);
	return 0;
}

struct input_client *input_client_free(struct input_client *c)
{
	if (c) {
		input_link_done(c);
		sd_event_source_disable_unref(c->sample);
		sd_event_source_disable_unref(c->changed);
		sd_event_unref(c->event);
		free(c);
	}
	return NULL;
}
