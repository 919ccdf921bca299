/*
 * What the outside tells the engine.  The type has no room for a key code: what is not in it can't
 * be logged, stored or leaked.
 */
#pragma once

#include "ergo/base.h"
#include "ergo/strtab.h"
#include "ergo/time.h"

struct config;

enum device_class {
	DEVICE_KEYBOARD,
	DEVICE_POINTER,
	DEVICE_TOUCH,
	DEVICE_TABLET,
	DEVICE_OTHER,
	_DEVICE_CLASS_MAX,
};
DECLARE_STRTAB(device_class, enum device_class); /* keyboard pointer touch tablet other */

/* What makes presence impossible while it stands (DESIGN "Presence"); also bits of a mask, 1u <<
 * value. */
enum blocker {
	BLOCKER_LOCKED,
	BLOCKER_ASLEEP,
	BLOCKER_DISPLAY_OFF,
	BLOCKER_SESSION_INACTIVE,
	BLOCKER_NO_SOURCE,
	_BLOCKER_MAX,
};
DECLARE_STRTAB(blocker, enum blocker);

enum quiet_flag {
	QUIET_FULLSCREEN,
	QUIET_OTHER,
	_QUIET_FLAG_MAX,
};
DECLARE_STRTAB(quiet_flag, enum quiet_flag); /* fullscreen other */

enum break_kind {
	BREAK_MICRO,
	BREAK_REST,
	_BREAK_KIND_MAX,
	PROMPT_DAILY = _BREAK_KIND_MAX, /* only in prompts: no break, but its own subject */
	_PROMPT_KIND_MAX,
};
DECLARE_STRTAB(break_kind, enum break_kind); /* micro rest daily */

enum action {
	ACTION_START,
	ACTION_POSTPONE,
	ACTION_SKIP,
	ACTION_END,
	_ACTION_MAX,
};
DECLARE_STRTAB(action, enum action);

enum event_type {
	EVENT_TICK,    /* nothing but its time: lets what is due happen, tells the wall clock */
	EVENT_PULSE,   /* there was input of .device */
	EVENT_BLOCK,   /* .blocker sets */
	EVENT_UNBLOCK, /* .blocker clears */
	EVENT_ENGAGED, /* the screen is watched without input from now on */
	EVENT_DISENGAGED,
	EVENT_QUIET_ON,  /* .quiet is set */
	EVENT_QUIET_OFF, /* the flags in .quiet_mask clear */
	EVENT_ACTION,    /* .action on the break; .duration: of a postponement, 0 = as configured */
	EVENT_BREAK,     /* "break .kind" by word */
	EVENT_PAUSE,     /* silence for .duration; USEC_INFINITY: until EVENT_RESUME */
	EVENT_RESUME,
	EVENT_CONFIG, /* .config holds from now on; copied */
	_EVENT_TYPE_MAX,
};

struct event {
	struct stamp stamp;
	enum event_type type;
	union {
		enum device_class device;
		enum blocker blocker;
		enum quiet_flag quiet;
		unsigned quiet_mask; /* bits 1u << enum quiet_flag */
		enum break_kind kind;
		enum action action;
		const struct config *config;
	};
	usec_t duration;
};

/* Adapters hand events to whoever made them through this; the stamp is set by the receiver where
 * boot is 0. */
typedef void (*event_fn)(const struct event *ev, void *userdata);
