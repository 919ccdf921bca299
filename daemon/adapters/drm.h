/*
 * Monitors as the kernel knows them: the connectors in /sys/class/drm.  It tells which are connected and
 * lit, their EDIDs and their preferred mode; it does not tell where they are in the desktop, how they are
 * rotated, or which mode is in use.  Changes come by udev.
 */
#pragma once

#include <systemd/sd-event.h>

#include "ergo/monitor.h"

struct drm;

/*
 * `dir`: NULL: /sys/class/drm.  `settle`: changes are looked at once there was none for so long.  `changed`
 * says that the list has changed; it comes out of the loop and may free this.  Reads the list at once.
 * Returns 0 or a negative errno; that there are no connectors, or no udev, is none.
 */
int drm_new(struct drm **ret, sd_event *event, const char *dir, usec_t settle,
	    void (*changed)(void *userdata), void *userdata);
struct drm *drm_free(struct drm *d);
DEFINE_CLEANUP(struct drm *, drm_free)

/* Reads it again, now. */
void drm_look(struct drm *d);

/* What is connected and lit, sizes chosen; BACKEND_DRM. */
const struct monitors *drm_get(const struct drm *d);

/* Whether udev tells of changes; else they are seen at drm_look() only. */
bool drm_is_told(const struct drm *d);

/* Reads such a folder.  Returns 0 or a negative errno. */
int drm_read(const char *dir, struct monitors *ret);
