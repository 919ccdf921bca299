/*
 * Whether the screen is watched without input, whether prompts are to be held back, which monitor is in use and
 * whether the monitors are off: gathered from all who tell of it.  Nothing here polls while nobody is there; what
 * tells nothing by itself is asked when a prompt is near.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "ergo/engaged.h"
#include "ergo/quiet.h"
#include "ergo/share.h"
#include "ergo/snapshot.h"
#include "health.h"

struct attention;
struct x11_monitors;

struct attention_options {
	const struct config *config; /* must outlive this; what is in it may change */
	struct x11_monitors *x11;    /* has to outlive this: its connection is shared */
	const char *dev_dir;         /* NULL: /dev */
	const char *sound_dir;       /* NULL: /proc/asound */
	const char *sys_dir;         /* NULL: /sys/class/video4linux */
};

/* `bus`: the session bus, attached.  `changed`: attention_judge() may say something else; it comes out of the loop.
 * Returns 0 or a negative errno. */
int attention_new(struct attention **ret, sd_bus *bus, const struct attention_options *options,
		  void (*changed)(void *userdata), void *userdata);
struct attention *attention_free(struct attention *a);
DEFINE_CLEANUP(struct attention *, attention_free)

/* The moment at which something is judged. */
struct attention_moment {
	const struct stamp *now;         /* of the engine */
	const struct snapshot *snapshot; /* at that time */
	const struct monitors *monitors;
	usec_t unblocked; /* boot time at which the last blocker was taken away; 0: never */
	bool near;        /* a prompt may come soon, were it not for quiet */
};

/*
 * A prompt may come now: asks those who tell nothing by themselves.  Returns whether there are answers to be waited
 * for, a moment (ATTENTION_ANSWER); at most once in ATTENTION_LOOK.
 */
bool attention_look(struct attention *a, const struct attention_moment *m);

/*
 * A deadline of presence may have come: asks those who keep the screen on and do not tell, once in each silence of the
 * user.  Returns the same.
 */
bool attention_silence(struct attention *a, const struct attention_moment *m);

#define ATTENTION_ANSWER (300 * USEC_PER_MS)
#define ATTENTION_LOOK   (10 * USEC_PER_SEC)

/* Judges anew, and arms the timer for what changes by itself: hours, the end of a meeting.  Cheap.  Returns whether
 * it was looked at which monitor is in use. */
bool attention_judge(struct attention *a, const struct attention_moment *m);

/* As judged last; valid as long as `a`. */
const struct engaged *attention_engaged(const struct attention *a);
const struct quiet *attention_quiet(const struct attention *a);
bool attention_display_off(const struct attention *a);
/* Index of the monitors of the last moment; -1: not known. */
int attention_monitor(const struct attention *a);
/* When a reason of quiet that has an end of its own is over, boot time; USEC_INFINITY: not known. */
usec_t attention_quiet_until(const struct attention *a, enum quiet_reason reason);

/* A meeting until `until` (boot time; USEC_INFINITY: until told otherwise); 0: it is over. */
void attention_meeting(struct attention *a, usec_t until);
/* 0: none. */
usec_t attention_meeting_until(const struct attention *a);

/* For doctor.  Returns how many were written, at most ATTENTION_HEALTH_MAX. */
#define ATTENTION_HEALTH_MAX 8
size_t attention_health(const struct attention *a, struct health ret[static ATTENTION_HEALTH_MAX]);
