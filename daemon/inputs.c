#include "inputs.h"

#include <stdlib.h>
#include <string.h>

#include "adapters/input-client.h"
#include "adapters/logind.h"
#include "adapters/mutter.h"
#include "adapters/x11.h"
#include "input/evdev.h"
#include "inputs-internal.h"
#include "log.h"

/* One that may work any moment is given this long before those after it are opened. */
#define PENDING_WAIT (2500 * USEC_PER_MS)

/* ---- opening and closing ---- */

static void on_discarded(const struct pulse_run *run, void *userdata)
{
	(void) run;
	(void) userdata;
}

/* What it knows is not wanted, or it would tell of it for ever. */
static void discard(struct slot *slot)
{
	uint64_t now = 0;

	(void) sd_event_now(slot->in->event, CLOCK_BOOTTIME, &now);
	slot->source.ops->drain(slot->source.object, now, on_discarded, NULL);
}

static void on_ready(void *userdata)
{
	struct slot *slot = userdata;
	struct inputs *in = slot->in;

	if (in->current >= 0 && slot == &in->slot[in->current]) {
		in->callbacks.ready(in->userdata);
	} else {
		discard(slot);
	}
}

static void review_soon(struct inputs *in)
{
	(void) sd_event_source_set_enabled(in->review, SD_EVENT_ONESHOT);
}

/* Later: this comes out of the very source that may have to be closed. */
static void on_changed(void *userdata)
{
	const struct slot *slot = userdata;

	review_soon(slot->in);
}

static const struct source_callbacks source_callbacks = { on_ready, on_changed };

static struct evdev_config evdev_settings(const struct inputs *in)
{
	return (struct evdev_config){
		.ignore = in->config.input_ignore,
		.only = in->config.input_only,
		.motion_slop = in->config.input_motion_slop,
		.seat = in->seat,
		.dir = in->input_dir,
	};
}

static int open_helper(struct slot *slot, void **ret)
{
	struct inputs *in = slot->in;
	struct input_client *c = NULL;
	int r = input_client_new(&c, in->event, in->socket, &source_callbacks, slot);

	*ret = c;
	return r;
}

static int open_evdev(struct slot *slot, void **ret)
{
	struct inputs *in = slot->in;
	struct evdev_config settings = evdev_settings(in);
	struct evdev_source *s = NULL;
	int r = evdev_source_new(&s, in->event, &settings, &source_callbacks, slot);

	*ret = s;
	return r;
}

static int open_x11(struct slot *slot, void **ret)
{
	struct inputs *in = slot->in;
	struct x11_idle *x = NULL;
	int r = x11_idle_new(&x, in->event, in->x11_display, in->x11_authority, &source_callbacks,
			     slot);

	*ret = x;
	return r;
}

static int open_mutter(struct slot *slot, void **ret)
{
	struct inputs *in = slot->in;
	struct mutter *m = NULL;
	int r = mutter_new(&m, in->bus, &source_callbacks, slot);

	*ret = m;
	return r;
}

static int open_idle_hint(struct slot *slot, void **ret)
{
	struct inputs *in = slot->in;
	struct idle_hint *h = NULL;
	int r = idle_hint_new(&h, in->event, in->logind, &source_callbacks, slot);

	*ret = h;
	return r;
}

static const struct {
	int (*open)(struct slot *slot, void **ret);
	const struct source_ops *ops;
} kinds[] = {
	[SOURCE_HELPER] = { open_helper, &input_client_ops },
	[SOURCE_EVDEV] = { open_evdev, &evdev_source_ops },
	[SOURCE_X11] = { open_x11, &x11_idle_ops },
	[SOURCE_MUTTER] = { open_mutter, &mutter_ops },
	[SOURCE_IDLE_HINT] = { open_idle_hint, &idle_hint_ops },
};
static_assert(ELEMENTSOF(kinds) == _SOURCE_MAX, "a source that can't be opened");

const char *inputs_kind_name(int kind)
{
	return kind < 0 ? "none" : input_source_to_string((enum input_source) kind);
}

static void source_open(struct inputs *in, int kind)
{
	struct slot *slot = &in->slot[kind];
	int r;

	if (slot->source.object) {
		return;
	}
	r = kinds[kind].open(slot, &slot->source.object);
	if (r < 0) {
		slot->source.object = NULL;
		log_warning("Cannot open the input source %s (%s)", inputs_kind_name(kind),
			    strerror(-r));
		return;
	}
	slot->source.ops = kinds[kind].ops;
	slot->source.ops->set_period(slot->source.object, in->period);
}

static void on_carried(const struct pulse_run *run, void *userdata)
{
	struct inputs *in = userdata;

	pulse_runs_add(&in->carried, run->device, run->first, in->period);
	pulse_runs_add(&in->carried, run->device, run->last, in->period);
}

/* What the one in use knows is not lost with it. */
static void carry(struct inputs *in)
{
	struct source *s = &in->slot[in->current].source;
	uint64_t now = 0;

	(void) sd_event_now(in->event, CLOCK_BOOTTIME, &now);
	s->ops->drain(s->object, now, on_carried, in);
}

static void source_close(struct inputs *in, int kind)
{
	struct source *s = &in->slot[kind].source;

	if (s->object) {
		if (kind == in->current) {
			carry(in);
		}
		s->object = s->ops->free(s->object);
	}
}

static bool is_usable(const struct inputs *in, int kind)
{
	const struct source *s = &in->slot[kind].source;

	return s->object && s->ops->usable(s->object);
}

bool inputs_is_pending(const struct inputs *in, int kind)
{
	const struct source *s = &in->slot[kind].source;

	return s->object && s->ops->pending && s->ops->pending(s->object);
}

/*
 * Opens and closes what there is to be, from the best down; returns the one to use.  While one is pending those
 * after it stay as they are.
 */
static int choose(struct inputs *in)
{
	bool pending = false;
	int best = -1;

	for (int kind = 0; kind < _SOURCE_MAX; kind++) {
		if (best >= 0 || !(in->config.input_source & 1u << kind)) {
			source_close(in, kind);
			continue;
		}
		if (!pending) {
			source_open(in, kind);
		}
		if (is_usable(in, kind)) {
			best = kind;
		}
		pending = pending || inputs_is_pending(in, kind);
	}
	if (pending) {
		(void) sd_event_source_set_time_relative(in->patience, PENDING_WAIT);
	}
	(void) sd_event_source_set_enabled(in->patience, pending ? SD_EVENT_ONESHOT : SD_EVENT_OFF);
	return best;
}

/* Returns whether another one is in use now. */
static bool review(struct inputs *in)
{
	int best = choose(in);

	if (best == in->current) {
		return false;
	}
	log_info("Input comes from %s now", inputs_kind_name(best));
	if (in->current >= 0 && in->slot[in->current].source.object) {
		carry(in);
	}
	if (best >= 0) {
		discard(&in->slot[best]); /* of before it was of use */
		in->slot[best].source.ops->set_period(in->slot[best].source.object, in->period);
	}
	in->current = best;
	return true;
}

static int on_review(sd_event_source *source, void *userdata)
{
	struct inputs *in = userdata;

	(void) source;
	if (review(in)) {
		in->callbacks.changed(in->userdata);
	}
	return 0;
}

static int on_patience(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) usec;
	return on_review(source, userdata);
}

/* ---- settings ---- */

/* Returns 1 when the copy was another text, 0, or -ENOMEM. */
static int keep(char **copy, const char *text)
{
	char *s = NULL;

	if (*copy && text ? strcmp(*copy, text) == 0 : !*copy && !text) {
		return 0;
	}
	if (text) {
		s = strdup(text);
		if (!s) {
			return -ENOMEM;
		}
	}
	free(*copy);
	*copy = s;
	return 1;
}

void inputs_configure(struct inputs *in, const struct inputs_settings *settings)
{
	bool display = keep(&in->x11_display, settings->x11_display) != 0;
	bool seat = keep(&in->seat, settings->seat) != 0;
	bool config = memcmp(&in->config, settings->config, sizeof(in->config)) != 0;

	display = keep(&in->x11_authority, settings->x11_authority) != 0 || display;
	in->config = *settings->config;
	if ((seat || config) && in->slot[SOURCE_EVDEV].source.object) {
		struct evdev_config evdev = evdev_settings(in);

		evdev_source_configure(in->slot[SOURCE_EVDEV].source.object, &evdev);
	}
	if (display && in->slot[SOURCE_X11].source.object) {
		x11_idle_set_display(in->slot[SOURCE_X11].source.object, in->x11_display,
				     in->x11_authority);
	}
	if (config) {
		inputs_compare_wishes(in);
		review_soon(in);
	}
}

void inputs_look(struct inputs *in)
{
	if (in->slot[SOURCE_X11].source.object) {
		x11_idle_set_display(in->slot[SOURCE_X11].source.object, in->x11_display,
				     in->x11_authority);
	}
}

/* ---- life ---- */

int inputs_new(struct inputs **ret, sd_bus *bus, struct logind *logind,
	       const struct inputs_options *options, const struct inputs_settings *settings,
	       const struct source_callbacks *callbacks, void *userdata)
{
	_cleanup_(inputs_freep) struct inputs *in = calloc(1, sizeof(*in));
	int r;

	if (!in) {
		return -ENOMEM;
	}
	in->bus = sd_bus_ref(bus);
	in->event = sd_event_ref(sd_bus_get_event(bus));
	in->logind = logind;
	in->callbacks = *callbacks;
	in->userdata = userdata;
	in->config = *settings->config;
	in->current = -1;
	in->period = 10 * USEC_PER_SEC;
	if (keep(&in->socket, options->socket) < 0 ||
	    keep(&in->input_dir, options->input_dir) < 0 || keep(&in->seat, settings->seat) < 0 ||
	    keep(&in->x11_display, settings->x11_display) < 0 ||
	    keep(&in->x11_authority, settings->x11_authority) < 0) {
		return -ENOMEM;
	}
	for (int kind = 0; kind < _SOURCE_MAX; kind++) {
		in->slot[kind].in = in;
	}
	inputs_compare_wishes(in);
	r = sd_event_add_defer(in->event, &in->review, on_review, in);
	if (r >= 0) {
		r = sd_event_add_time_relative(in->event, &in->patience, CLOCK_BOOTTIME,
					       PENDING_WAIT, 0, on_patience, in);
	}
	if (r < 0) {
		return r;
	}
	(void) review(in);
	*ret = TAKE_PTR(in);
	return 0;
}

struct inputs *inputs_free(struct inputs *in)
{
	if (in) {
		in->current = -1;
		for (int kind = 0; kind < _SOURCE_MAX; kind++) {
			source_close(in, kind);
		}
		sd_event_source_disable_unref(in->review);
		sd_event_source_disable_unref(in->patience);
		free(in->socket);
		free(in->input_dir);
		free(in->seat);
		free(in->x11_display);
		free(in->x11_authority);
		sd_event_unref(in->event);
		sd_bus_unref(in->bus);
		free(in);
	}
	return NULL;
}

/* ---- the one in use ---- */

int inputs_current(const struct inputs *in)
{
	return in->current;
}

const char *inputs_name(const struct inputs *in)
{
	return inputs_kind_name(in->current);
}

static struct source *current(struct inputs *in)
{
	return in->current < 0 ? NULL : &in->slot[in->current].source;
}

void inputs_set_period(struct inputs *in, usec_t period)
{
	struct source *s = current(in);

	in->period = period;
	if (s) {
		s->ops->set_period(s->object, period);
	}
}

bool inputs_refresh(struct inputs *in)
{
	struct source *s = current(in);

	return s && s->ops->refresh && s->ops->refresh(s->object);
}

void inputs_drain(struct inputs *in, usec_t now, pulse_run_fn fn, void *userdata)
{
	struct source *s = current(in);
	struct pulse_runs runs = in->carried;

	in->carried.n = 0;
	for (size_t i = 0; i < runs.n; i++) {
		fn(&runs.run[i], userdata);
	}
	if (s) {
		s->ops->drain(s->object, now, fn, userdata);
	}
}
