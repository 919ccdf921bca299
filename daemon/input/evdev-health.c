/* What the evdev source says about itself. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ergo/input-wire.h"
#include "evdev-source.h"

#define REMEDY                                                                                     \
	"that is as it should be, for who can read them can read every key; ergod-input reads "    \
	"them for you: " INPUT_WIRE_REMEDY

void evdev_count_states(const struct evdev_source *s, size_t ret[static _EVDEV_NODE_STATE_MAX])
{
	memset(ret, 0, _EVDEV_NODE_STATE_MAX * sizeof(ret[0]));
	for (size_t i = 0; i < s->n_nodes; i++) {
		ret[s->nodes[i]->state]++;
	}
}

_printf_(2, 3) static void append(struct health *h, const char *format, ...)
{
	size_t n = strlen(h->text);
	va_list ap;

	va_start(ap, format);
	(void) vsnprintf(h->text + n, sizeof(h->text) - n, format, ap);
	va_end(ap);
}

void evdev_source_classes(const struct evdev_source *s, size_t ret[static _DEVICE_CLASS_MAX])
{
	memset(ret, 0, _DEVICE_CLASS_MAX * sizeof(ret[0]));
	for (size_t i = 0; i < s->n_nodes; i++) {
		if (s->nodes[i]->device) {
			ret[s->nodes[i]->device->traits.device]++;
		}
	}
}

/* "5 devices: 2 keyboard, 2 pointer, 1 touch" */
static void append_classes(const struct evdev_source *s, struct health *h)
{
	size_t classes[_DEVICE_CLASS_MAX];
	const char *separator = ": ";

	evdev_source_classes(s, classes);
	append(h, "%zu device%s", s->n_read, s->n_read == 1 ? "" : "s");
	for (unsigned c = 0; c < _DEVICE_CLASS_MAX; c++) {
		if (classes[c] > 0) {
			append(h, "%s%zu %s", separator, classes[c],
			       device_class_to_string((enum device_class) c));
			separator = ", ";
		}
	}
}

/* Why none of those that are there is read. */
static void append_reasons(const struct evdev_source *s, const size_t *states, struct health *h)
{
	static const struct {
		enum evdev_node_state state;
		const char *what;
	} reasons[] = {
		{ EVDEV_NODE_IDLE, "without anything that a hand moves" },
		{ EVDEV_NODE_IGNORED, "left out by ignore or only in [input]" },
		{ EVDEV_NODE_ELSEWHERE, "of another seat" },
		{ EVDEV_NODE_EARLY, "of which udev has not said yet whose it is" },
		{ EVDEV_NODE_FAILED, "that can't be opened" },
	};
	const char *separator = ": ";

	append(h, "%zu device%s in %.64s, none that counts", s->n_nodes, s->n_nodes == 1 ? "" : "s",
	       evdev_watch_dir(s->watch));
	for (size_t i = 0; i < ELEMENTSOF(reasons); i++) {
		if (states[reasons[i].state] > 0) {
			append(h, "%s%zu %s", separator, states[reasons[i].state], reasons[i].what);
			separator = ", ";
		}
	}
}

void evdev_source_health(const struct evdev_source *s, struct health *ret)
{
	size_t states[_EVDEV_NODE_STATE_MAX];
	size_t denied, excess;

	evdev_count_states(s, states);
	denied = states[EVDEV_NODE_DENIED];
	excess = states[EVDEV_NODE_EXCESS];
	*ret = (struct health){ .name = "input", .level = HEALTH_OK };
	if (evdev_source_devices(s) == 0) {
		ret->level = HEALTH_FAIL;
	} else if (denied > 0 || excess > 0) {
		ret->level = HEALTH_WARN;
	}
	if (s->n_read > 0) {
		append_classes(s, ret);
		if (excess > 0) {
			append(ret, "; %zu more than the %d that are read", excess,
			       EVDEV_DEVICES_MAX);
		}
		if (denied > 0) {
			/* FAIL: only pads are read, and they do not count. */
			append(ret, "; %zu more not readable%s", denied,
			       ret->level == HEALTH_FAIL ? ": " REMEDY : "");
		}
		if (states[EVDEV_NODE_EARLY] > 0) {
			append(ret, "; %zu of which udev has not said yet whose it is",
			       states[EVDEV_NODE_EARLY]);
		}
	} else if (denied > 0) {
		append(ret, "%zu device%s in %.64s, none of them readable: " REMEDY, s->n_nodes,
		       s->n_nodes == 1 ? "" : "s", evdev_watch_dir(s->watch));
	} else if (s->n_nodes == 0) {
		append(ret, "no device in %.64s; one that comes is picked up",
		       evdev_watch_dir(s->watch));
	} else {
		append_reasons(s, states, ret);
	}
}
