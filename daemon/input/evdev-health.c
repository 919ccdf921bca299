/* What the evdev source says about itself. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "ergo/words.h"
#include "evdev-source.h"
#include "text/say.h"

void evdev_count_states(const struct evdev_source *s, size_t ret[static _EVDEV_NODE_STATE_MAX])
{
	memset(ret, 0, _EVDEV_NODE_STATE_MAX * sizeof(ret[0]));
	for (size_t i = 0; i < s->n_nodes; i++) {
		ret[s->nodes[i]->state]++;
	}
}

static const char *remedy(void)
{
	return _("that is as it should be, for who can read them can read every key; ergod-input "
		 "reads them for you: as root, systemctl enable --now ergod-input.socket");
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
	char said[SAY_MAX];

	evdev_source_classes(s, classes);
	append(h, P_("%zu device", "%zu devices", s->n_read), s->n_read);
	for (unsigned c = 0; c < _DEVICE_CLASS_MAX; c++) {
		if (classes[c] > 0) {
			append(h, "%s%s", separator,
			       devices_say(said, sizeof(said), (enum device_class) c, classes[c]));
			separator = ", ";
		}
	}
}

/* In this order they are told. */
static const enum evdev_node_state order[] = {
	EVDEV_NODE_IDLE,  EVDEV_NODE_IGNORED, EVDEV_NODE_ELSEWHERE,
	EVDEV_NODE_EARLY, EVDEV_NODE_FAILED,
};

/* Why `n` of those that are there are not read. */
static void append_reason(struct health *h, unsigned state, size_t n)
{
	switch (state) {
	case EVDEV_NODE_IDLE:
		append(h,
		       P_("%zu without anything that a hand moves",
			  "%zu without anything that a hand moves", n),
		       n);
		break;
	case EVDEV_NODE_IGNORED:
		append(h,
		       P_("%zu left out by ignore or only in [input]",
			  "%zu left out by ignore or only in [input]", n),
		       n);
		break;
	case EVDEV_NODE_ELSEWHERE:
		append(h, P_("%zu of another seat", "%zu of another seat", n), n);
		break;
	case EVDEV_NODE_EARLY:
		append(h,
		       P_("%zu of which udev has not said yet whose it is",
			  "%zu of which udev has not said yet whose it is", n),
		       n);
		break;
	case EVDEV_NODE_FAILED:
		append(h, P_("%zu that can't be opened", "%zu that can't be opened", n), n);
		break;
	default:
		break;
	}
}

static void append_reasons(const struct evdev_source *s, const size_t *states, struct health *h)
{
	const char *separator = ": ";

	append(h,
	       P_("%zu device in %.64s, none that counts", "%zu devices in %.64s, none that counts",
		  s->n_nodes),
	       s->n_nodes, evdev_watch_dir(s->watch));
	for (size_t i = 0; i < ELEMENTSOF(order); i++) {
		size_t n = states[order[i]];
		if (n > 0) {
			append(h, "%s", separator);
			append_reason(h, order[i], n);
			separator = ", ";
		}
	}
}

/* What keeps some of them from being read, behind what is read. */
static void append_missing(const size_t *states, struct health *h)
{
	size_t denied = states[EVDEV_NODE_DENIED], excess = states[EVDEV_NODE_EXCESS],
	       early = states[EVDEV_NODE_EARLY];

	if (excess > 0) {
		append(h, "; ");
		append(h,
		       P_("%zu more than the %d that are read",
			  "%zu more than the %d that are read", excess),
		       excess, EVDEV_DEVICES_MAX);
	}
	if (denied > 0) {
		append(h, "; ");
		append(h, P_("%zu more not readable", "%zu more not readable", denied), denied);
		/* FAIL: only pads are read, and they do not count. */
		if (h->level == HEALTH_FAIL) {
			append(h, ": %s", remedy());
		}
	}
	if (early > 0) {
		append(h, "; ");
		append_reason(h, EVDEV_NODE_EARLY, early);
	}
}

void evdev_source_health(const struct evdev_source *s, struct health *ret)
{
	size_t states[_EVDEV_NODE_STATE_MAX];
	size_t denied;

	evdev_count_states(s, states);
	denied = states[EVDEV_NODE_DENIED];
	*ret = (struct health){ .name = "input", .level = HEALTH_OK };
	if (evdev_source_devices(s) == 0) {
		ret->level = HEALTH_FAIL;
	} else if (denied > 0 || states[EVDEV_NODE_EXCESS] > 0) {
		ret->level = HEALTH_WARN;
	}
	if (s->n_read > 0) {
		append_classes(s, ret);
		append_missing(states, ret);
	} else if (denied > 0) {
		append(ret,
		       P_("%zu device in %.64s, none of them readable: %s",
			  "%zu devices in %.64s, none of them readable: %s", s->n_nodes),
		       s->n_nodes, evdev_watch_dir(s->watch), remedy());
	} else if (s->n_nodes == 0) {
		append(ret, _("no device in %.64s; one that comes is picked up"),
		       evdev_watch_dir(s->watch));
	} else {
		append_reasons(s, states, ret);
	}
}
