/*
 * What the files of the adapter share.
 *
 *   calls-watch.c   inotify: which nodes there are, when they are opened and closed
 *   calls-camera.c  what that means: is it a camera, and in use?
 *   calls-sound.c   microphones
 *   calls.c         life, deadlines, what is told
 */
#pragma once

#include <systemd/sd-event.h>

#include "adapters/calls.h"
#include "ergo/base.h"

#define CALLS_NODES_MAX 64 /* of cameras; further ones are not watched */
#define CALLS_MICS_MAX  4  /* that record at once; further ones are not watched */

/* [J] All of these are own judgement. */
#define CALLS_SETTLE    (5 * USEC_PER_SEC)  /* open for that long: it is used */
#define CALLS_LINGER    (10 * USEC_PER_SEC) /* closed for that long: it is not */
#define CALLS_VERIFY    USEC_PER_SEC        /* the kernel lets go of a device after it has told */
#define CALLS_LONGEST   (4 * USEC_PER_HOUR) /* no call lasts longer */
#define CALLS_MIC_BLIND USEC_PER_MIN        /* next look at a microphone that can't be watched */
#define CALLS_MIC_SEEN  (5 * USEC_PER_MIN)  /* ... at one that stops and is not closed */

struct calls_times {
	usec_t settle, linger, verify, longest, mic_blind, mic_seen;
};

enum camera_state {
	CAMERA_CLOSED,
	CAMERA_OPENED, /* a moment ago, or it is no camera */
	CAMERA_USED,
	CAMERA_LEFT, /* closed a moment ago */
};

/* One node, video0. */
struct camera {
	unsigned number;
	int wd;    /* -1: it is not watched */
	int error; /* why not */
	enum camera_state state;
	unsigned opens;  /* that are known not to be closed */
	bool before;     /* somebody had it, or another one of the driver, before it was watched */
	bool stuck;      /* what was open for too long is not counted in .opens any more */
	usec_t deadline; /* when the state ends by itself */
	usec_t verify;   /* when to ask the driver */
};

struct mic {
	unsigned card, device;
	int wd; /* of its node, -1: it is not watched */
};

struct calls {
	sd_event *event;
	sd_event_source *io, *timer, *news;
	char *dev_dir, *sound_dir, *sys_dir;
	int fd, dir_wd; /* inotify */
	int error;      /* why there is none */
	size_t n;
	struct camera *cameras; /* in no order */
	size_t n_mics;
	struct mic mics[CALLS_MICS_MAX]; /* that record */
	bool mic_used, mic_stuck;
	usec_t mic_look; /* when the next look is due by itself */
	struct calls_times times;
	bool told_camera, told_mic;
	unsigned told_number;
	void (*changed)(void *userdata);
	void *userdata;
};

/* For tests. */
void calls_set_times(struct calls *c, const struct calls_times *times);

usec_t calls_now(const struct calls *c); /* boot time */
/* After any change: sets the timer, tells the owner. */
void calls_update(struct calls *c);
/* The one that is in use, of several the first; NULL: none. */
const struct camera *calls_camera_used(const struct calls *c);

/* -- calls-watch.c */

/* Begins, or tries again. */
void calls_watch(struct calls *c);
void calls_unwatch(struct calls *c);
/* Watches one more thing of which only IN_CLOSE is of interest.  Returns the watch or -1. */
int calls_watch_close(struct calls *c, const char *path);
void calls_forget(const struct calls *c, int *wd);

/* -- calls-camera.c */

/* A camera that is watched from now on. */
void camera_begin(struct calls *c, struct camera *n);
void camera_opened(struct calls *c, struct camera *n);
void camera_closed(struct calls *c, struct camera *n);
/* Events were lost. */
void camera_doubt(struct calls *c, struct camera *n);
/* What has come due of it. */
void camera_due(struct calls *c, struct camera *n);
/* Asks the driver now. */
void camera_verify(struct calls *c, struct camera *n);
/* Whether it is one, as far as is known; what is not known is. */
bool camera_is(const struct calls *c, const struct camera *n);
/* Whether somebody has it open, be it in use or not. */
bool camera_is_open(const struct camera *n);

/* -- calls-sound.c */

/* Looks which microphones record, and watches them. */
void sound_look(struct calls *c);
/* The device of one of them has been closed.  Returns whether it was one. */
bool sound_closed(struct calls *c, int wd);
void sound_forget(struct calls *c);
