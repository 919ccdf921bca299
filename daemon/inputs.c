#include "inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/input-client.h"
#include "adapters/logind.h"
#include "adapters/mutter.h"
#include "adapters/x11.h"
#include "input/evdev.h"
#include "log.h"
#include "pulse-runs.h"

struct inputs {
	sd_bus *bus;
	sd_event *event;
	struct logind *logind;
	struct source_callbacks callbacks;
	void *userdata;
	char *socket, *input_dir, *seat, *x11_display,
		*x11_authority; /* NULL: not given, not known */
	struct config config;

	struct source source[_SOURCE_MAX];
	int current; /* -1: none */
	usec_t period;
	struct pulse_runs carried; /* of one that was closed */
	sd_event_source *review;   /* something has changed */
};

/* ---- opening and closing ---- */

static void on_ready(void *userdata)
{
	struct inputs *in = userdata;

	in->callbacks.ready(in->userdata);
}

/* Later: this comes out of the very source that may have to be closed. */
static void on_changed(void *userdata)
{
	struct inputs *in = userdata;

	(void) sd_event_source_set_enabled(in->review, SD_EVENT_ONESHOT);
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

static int open_helper(struct inputs *in, void **ret)
{
	struct input_client *c = NULL;
	int r = input_client_new(&c, in->event, in->socket, &source_callbacks, in);

	*ret = c;
	return r;
}

static int open_evdev(struct inputs *in, void **ret)
{
	struct evdev_config settings = evdev_settings(in);
	struct evdev_source *s = NULL;
	int r = evdev_source_new(&s, in->event, &settings, &source_callbacks, in);

	*ret = s;
	return r;
}

static int open_x11(struct inputs *in, void **ret)
{
	struct x11_idle *x = NULL;
	int r = x11_idle_new(&x, in->event, in->x11_display, in->x11_authority, &source_callbacks,
			     in);

	*ret = x;
	return r;
}

static int open_mutter(struct inputs *in, void **ret)
{
	struct mutter *m = NULL;
	int r = mutter_new(&m, in->bus, &source_callbacks, in);

	*ret = m;
	return r;
}

static int open_idle_hint(struct inputs *in, void **ret)
{
	struct idle_hint *h = NULL;
	int r = idle_hint_new(&h, in->event, in->logind, &source_callbacks, in);

	*ret = h;
	return r;
}

static const struct {
	int (*open)(struct inputs *in, void **ret);
	const struct source_ops *ops;
} kinds[] = {
	[SOURCE_HELPER] = { open_helper, &input_client_ops },
	[SOURCE_EVDEV] = { open_evdev, &evdev_source_ops },
	[SOURCE_X11] = { open_x11, &x11_idle_ops },
	[SOURCE_MUTTER] = { open_mutter, &mutter_ops },
	[SOURCE_IDLE_HINT] = { open_idle_hint, &idle_hint_ops },
};
static_assert(ELEMENTSOF(kinds) == _SOURCE_MAX, "a source that can't be opened");

static const char *name_of(int kind)
{
	return kind < 0 ? "none" : input_source_to_string((enum input_source) kind);
}

static void source_open(struct inputs *in, int kind)
{
	struct source *s = &in->source[kind];
	int r;

	if (s->object) {
		return;
	}
	r = kinds[kind].open(in, &s->object);
	if (r < 0) {
		s->object = NULL;
		log_warning("Cannot open the input source %s (%s)", name_of(kind), strerror(-r));
		return;
	}
	s->ops = kinds[kind].ops;
	s->ops->set_period(s->object, in->period);
}

static void on_carried(const struct pulse_run *run, void *userdata)
{
	struct inputs *in = userdata;

	pulse_runs_add(&in->carried, run->device, run->first, in->period);
	pulse_runs_add(&in->carried, run->device, run->last, in->period);
}

/* What it knew is not lost. */
static void source_close(struct inputs *in, int kind)
{
	struct source *s = &in->source[kind];
	uint64_t now = 0;

	if (!s->object) {
		return;
	}
	if (kind == in->current) {
		(void) sd_event_now(in->event, CLOCK_BOOTTIME, &now);
		s->ops->drain(s->object, now, on_carried, in);
	}
	s->object = s->ops->free(s->object);
}

static bool is_usable(const struct inputs *in, int kind)
{
	const struct source *s = &in->source[kind];

	return s->object && s->ops->usable(s->object);
}

/* Opens and closes what there is to be, from the best down; returns the one to use. */
static int choose(struct inputs *in)
{
	int best = -1;

	for (int kind = 0; kind < _SOURCE_MAX; kind++) {
		if (best >= 0 || !(in->config.input_source & 1u << kind)) {
			source_close(in, kind);
			continue;
		}
		source_open(in, kind);
		if (is_usable(in, kind)) {
			best = kind;
		}
	}
	return best;
}

/* Returns whether another one is in use now. */
static bool review(struct inputs *in)
{
	int best = choose(in);

	if (best == in->current) {
		return false;
	}
	log_info("Input comes from %s now", name_of(best));
	in->current = best;
	if (best >= 0) {
		in->source[best].ops->set_period(in->source[best].object, in->period);
	}
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
	if ((seat || config) && in->source[SOURCE_EVDEV].object) {
		struct evdev_config evdev = evdev_settings(in);

		evdev_source_configure(in->source[SOURCE_EVDEV].object, &evdev);
	}
	if (display && in->source[SOURCE_X11].object) {
		x11_idle_set_display(in->source[SOURCE_X11].object, in->x11_display,
				     in->x11_authority);
	}
	if (config) {
		on_changed(in);
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
	r = sd_event_add_defer(in->event, &in->review, on_review, in);
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
	return name_of(in->current);
}

bool inputs_tells_class(const struct inputs *in)
{
	return in->current == SOURCE_HELPER || in->current == SOURCE_EVDEV;
}

static struct source *current(struct inputs *in)
{
	return in->current < 0 ? NULL : &in->source[in->current];
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

/* ---- for people ---- */

/* The helper reads the devices for everybody: what this user says of devices does not reach it. */
static bool has_wishes(const struct inputs *in)
{
	struct config defaults;

	config_defaults(&defaults);
	return strcmp(in->config.input_ignore.list, defaults.input_ignore.list) != 0 ||
	       strcmp(in->config.input_only.list, defaults.input_only.list) != 0 ||
	       in->config.input_motion_slop != defaults.input_motion_slop;
}

static void add_text(struct health *h, const char *text)
{
	size_t n = strlen(h->text);

	(void) snprintf(h->text + n, sizeof(h->text) - n, "%s", text);
}

void inputs_health(const struct inputs *in, struct health *ret)
{
	const struct source *s = in->current < 0 ? NULL : &in->source[in->current];

	if (!s) {
		*ret = (struct health){
			.name = "input",
			.level = HEALTH_FAIL,
			.text = "nothing tells whether you are there: ergoctl doctor says why; "
				"usually it takes, as root, systemctl enable --now "
				"ergod-input.socket",
		};
		return;
	}
	s->ops->health(s->object, ret);
	ret->name = "input";
	if (in->current == SOURCE_HELPER && has_wishes(in)) {
		ret->level = HEALTH_WARN;
		add_text(ret, "; ignore, only and motion_slop do not reach it: put them under "
			      "[input] of /etc/xdg/ergod/ergod.ini and restart ergod-input, or set "
			      "source = evdev");
	}
}

size_t inputs_health_others(const struct inputs *in, struct health ret[static _SOURCE_MAX])
{
	size_t n = 0;

	for (int kind = 0; kind < _SOURCE_MAX && kind != in->current; kind++) {
		const struct source *s = &in->source[kind];

		if (!s->object) {
			continue;
		}
		s->ops->health(s->object, &ret[n]);
		ret[n].name = name_of(kind);
		/* What is missing was said already, or is made up for. */
		if (in->current == SOURCE_EVDEV) {
			ret[n].level = HEALTH_OK;
		} else if (ret[n].level == HEALTH_FAIL) {
			ret[n].level = HEALTH_WARN;
		}
		n++;
	}
	return n;
}
