/* What the parts of the choice of monitors share: struct screens is screens.h's. */
#pragma once

#include "adapters/drm.h"
#include "adapters/x11.h"
#include "screens.h"

struct screens {
	sd_event *event;
	void (*changed)(void *userdata);
	void *userdata;
	char *drm_dir, *proc_dir; /* NULL: where they are */
	usec_t settle;

	char *x11_display, *x11_authority; /* NULL: none known */
	bool wayland;

	struct x11_monitors *x11;
	struct drm *drm;       /* NULL: not needed */
	sd_event_source *news; /* .list has changed */
	struct monitors list;
};
