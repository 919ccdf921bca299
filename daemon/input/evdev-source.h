/* What the parts of the evdev source share: struct evdev_source is evdev.h's. */
#pragma once

#include "evdev-device.h"
#include "evdev-watch.h"
#include "evdev.h"

#define EVDEV_DEVICES_MAX 64   /* devices that are read */
#define EVDEV_NODES_MAX   1056 /* nodes that are remembered: as many as a kernel numbers */

/* What became of a node. */
enum evdev_node_state {
	EVDEV_NODE_READ,
	EVDEV_NODE_DENIED,    /* no permission (yet) */
	EVDEV_NODE_EARLY,     /* udev has not said yet of which seat it is */
	EVDEV_NODE_FAILED,    /* no device (yet), or gone */
	EVDEV_NODE_IDLE,      /* nothing of it can be activity */
	EVDEV_NODE_IGNORED,   /* by [input] ignore and only */
	EVDEV_NODE_ELSEWHERE, /* of another seat */
	EVDEV_NODE_TWICE,     /* read under another number */
	EVDEV_NODE_EXCESS,    /* beyond EVDEV_DEVICES_MAX */
	_EVDEV_NODE_STATE_MAX,
};

struct evdev_node {
	struct evdev_source *source;
	unsigned number; /* dir/eventNUMBER */
	enum evdev_node_state state;
	bool seen;             /* by the rescan that runs */
	bool hangup;           /* reported by poll */
	usec_t come;           /* seen first */
	usec_t changed;        /* seen last that it had changed */
	usec_t look, look_gap; /* when to look at it again, and that long after the look before */
	struct evdev_device *device; /* while read */
	sd_event_source *io;         /* while read */
};

/*
 * Sampling.  Devices whose ring holds only what counts are all armed (their input wakes us) or all
 * off: off from the moment a reading finds something until one finds nothing, which is not before
 * the sampling instant after it.  Those of which the kernel masks nothing are read on their own, 20 times a second at
 * most, and wake the owner no oftener than the others.
 */
struct evdev_source {
	sd_event *event;
	struct source_callbacks callbacks;
	void *userdata;

	config_PATTERNS ignore, only;
	unsigned slop;
	char seat[64];

	struct evdev_watch *watch;
	struct evdev_node **nodes; /* by number */
	size_t n_nodes, n_allocated;
	size_t n_read;

	struct pulse_runs pending; /* read, not yet handed over */
	usec_t period;
	usec_t last;  /* the sampling instant before */
	usec_t phase; /* with on_grid: sampling instants are this + n * period */
	bool on_grid;
	bool armed;
	bool draining; /* guards against a drain out of a drain */
	sd_event_source *sample;

	usec_t unsampled_last;
	sd_event_source *unsampled;

	sd_event_source *look; /* on while a node is to be looked at again */
	bool begun;            /* all that there was at first has been looked at */

	bool usable; /* as the owner was told last */
	sd_event_source *changed;
};

/* evdev-nodes.c: one node has come, changed or gone; everything is looked at anew. */
void evdev_nodes_update(struct evdev_source *s, unsigned number, bool exists);
void evdev_nodes_rescan(struct evdev_source *s);
/* udev may have said more by now: looks at the nodes whose time it is. */
void evdev_nodes_look(struct evdev_source *s);
/* New patterns or seat. */
void evdev_nodes_reconsider(struct evdev_source *s);
/* The device of a node is gone; its node may still be there. */
void evdev_node_lost(struct evdev_node *n, int error);
/* Gives places that have become free to those that wait for one. */
void evdev_nodes_fill(struct evdev_source *s);
void evdev_nodes_clear(struct evdev_source *s);

/* evdev.c: begins polling of a node that is to be read. */
int evdev_source_attach(struct evdev_node *n);
/* Tells the owner, from the loop, if that matters. */
void evdev_source_count_changed(struct evdev_source *s);
/* When to call evdev_nodes_look(); USEC_INFINITY: never. */
void evdev_source_look_at(struct evdev_source *s, usec_t when);
/* Sees to it that pulses which nobody asked for get out. */
void evdev_source_wake_for_pending(struct evdev_source *s);
usec_t evdev_source_now(const struct evdev_source *s);

/* evdev-health.c */
void evdev_count_states(const struct evdev_source *s, size_t ret[static _EVDEV_NODE_STATE_MAX]);
