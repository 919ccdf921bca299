/*
 * Follows the event nodes of a directory by inotify, which works in a private network name space,
 * where udev's monitor does not.  The directory itself may be missing, vanish and come back.
 */
#pragma once

#include <systemd/sd-event.h>

#include "ergo/base.h"

struct evdev_watch;

struct evdev_watch_callbacks {
	/* dir/eventNUMBER has come or changed its permissions (exists), or has gone. */
	void (*node)(unsigned number, bool exists, void *userdata);
	/* Something may have been missed: look at all of it (evdev_watch_scan()). */
	void (*rescan)(void *userdata);
};

/* Calls nothing before the loop runs.  `dir` is an absolute path, copied.  Returns 0 or a negative
 * errno. */
int evdev_watch_new(struct evdev_watch **ret, sd_event *event, const char *dir,
		    const struct evdev_watch_callbacks *callbacks, void *userdata);
struct evdev_watch *evdev_watch_free(struct evdev_watch *w);
DEFINE_CLEANUP(struct evdev_watch *, evdev_watch_free)

const char *evdev_watch_dir(const struct evdev_watch *w);

/* Calls node(number, true) for every event node there is now; a missing directory has none. */
void evdev_watch_scan(const struct evdev_watch *w);
