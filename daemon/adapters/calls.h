/*
 * Whether a call goes on: a camera that is open (inotify on its nodes in /dev, by events alone), a microphone that
 * records (/proc/asound, looked at only when a prompt is near).  Nothing is opened but for its status, nothing is
 * seen or heard.
 *
 * A camera counts when it has been open for some seconds (who lists cameras opens each for a moment) and until some
 * seconds after it was closed (a program may close it and open it again).  Not counted are what udev knows to be no
 * camera (tuners, metadata, coders of video), devices that only exist in software (their feeder has them open all the
 * time), and what has been open for so many hours that it is no call.
 */
#pragma once

#include <systemd/sd-event.h>

#include "ergo/quiet.h"
#include "health.h"

struct calls;

struct calls_options {
	const char *dev_dir;   /* NULL: /dev */
	const char *sound_dir; /* NULL: /proc/asound */
	const char *sys_dir;   /* NULL: /sys/class/video4linux */
};

/* `changed` comes out of the loop.  That there is no camera, or it may not be watched, is no error. */
int calls_new(struct calls **ret, sd_event *event, const struct calls_options *options,
	      void (*changed)(void *userdata), void *userdata);
struct calls *calls_free(struct calls *c);
DEFINE_CLEANUP(struct calls *, calls_free)

/*
 * A prompt is near: looks at the microphones, at once.  One that records is looked at again when its device is closed,
 * and now and then; `changed` tells when it has stopped.
 */
void calls_look(struct calls *c);
/* Whether one goes on; then what tells so in `text`: "the camera video0 is in use". */
bool calls_is(const struct calls *c, char text[static QUIET_TEXT_MAX]);
/* Whether a camera is in use: then somebody is there.  (A microphone may record an empty room.) */
bool calls_camera(const struct calls *c);
/* For doctor, "calls". */
void calls_health(const struct calls *c, struct health *ret);
