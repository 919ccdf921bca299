/* A client of an X server that plugs, turns and names monitors, as xrandr(1) would; and the list of them. */
#pragma once

#include "x11-server.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

#include "../lib/edid-block.h"
#include "adapters/x11/internal.h"

static Display *desk;
static XRRScreenResources *resources;

static XRRScreenResources *desk_resources(void)
{
	if (resources) {
		XRRFreeScreenResources(resources);
	}
	resources = XRRGetScreenResourcesCurrent(desk, DefaultRootWindow(desk));
	assert_non_null(resources);
	return resources;
}

static MAYBE_UNUSED void desk_up(const char *display)
{
	int r = x11_open(display, NULL, &desk);

	assert_int_equal(r, 0);
	(void) desk_resources();
}

static void desk_down(void)
{
	if (resources) {
		XRRFreeScreenResources(resources);
		resources = NULL;
	}
	if (desk) {
		(void) XCloseDisplay(desk);
		desk = NULL;
	}
}

/* Names an area; `output`: None: of nothing.  mm 0 x 0: the server makes them up where it can. */
static MAYBE_UNUSED void make_monitor(const char *name, const int px[static 4], int width_mm,
				      int height_mm, RROutput output, RROutput second)
{
	XRRMonitorInfo *m = XRRAllocateMonitor(desk, (output != None) + (second != None));

	m->name = XInternAtom(desk, name, False);
	m->primary = m->automatic = False;
	m->x = px[0];
	m->y = px[1];
	m->width = px[2];
	m->height = px[3];
	m->mwidth = width_mm;
	m->mheight = height_mm;
	if (output != None) {
		m->outputs[0] = output;
	}
	if (second != None) {
		m->outputs[1] = second;
	}
	XRRSetMonitor(desk, DefaultRootWindow(desk), m);
	XRRFreeMonitors(m);
	(void) XSync(desk, False);
}

static MAYBE_UNUSED void unmake_monitor(const char *name)
{
	XRRDeleteMonitor(desk, DefaultRootWindow(desk), XInternAtom(desk, name, False));
	(void) XSync(desk, False);
}

static MAYBE_UNUSED void set_property(RROutput output, const char *name, const void *data, int size)
{
	XRRChangeOutputProperty(desk, output, XInternAtom(desk, name, False), XA_INTEGER, 8,
				PropModeReplace, data, size);
	(void) XSync(desk, False);
}

static MAYBE_UNUSED void set_edid(RROutput output, const struct edid_spec *spec)
{
	uint8_t block[EDID_BLOCK];

	edid_block(block, spec);
	set_property(output, RR_PROPERTY_RANDR_EDID, block, sizeof(block));
}

/* What the output's CRTC does: `mode` None: dark. */
static MAYBE_UNUSED void light(RRCrtc crtc, RROutput output, int x, RRMode mode, Rotation rotation)
{
	assert_int_equal(XRRSetCrtcConfig(desk, resources, crtc, CurrentTime, x, 0, mode, rotation,
					  mode == None ? NULL : &output, mode == None ? 0 : 1),
			 RRSetConfigSuccess);
	(void) XSync(desk, False);
}

/* A mode of that many dots for an output. */
static MAYBE_UNUSED RRMode make_mode(RROutput output, unsigned width, unsigned height)
{
	static unsigned n;
	char name[32];
	XRRModeInfo *info;
	RRMode mode;

	(void) snprintf(name, sizeof(name), "%ux%u no. %u", width, height, ++n);
	info = XRRAllocModeInfo(name, (int) strlen(name));
	info->width = width;
	info->hSyncStart = width + 48;
	info->hSyncEnd = width + 80;
	info->hTotal = width + 160;
	info->height = height;
	info->vSyncStart = height + 3;
	info->vSyncEnd = height + 8;
	info->vTotal = height + 40;
	info->dotClock = (unsigned long) info->hTotal * info->vTotal * 60;
	mode = XRRCreateMode(desk, DefaultRootWindow(desk), info);
	XRRFreeModeInfo(info);
	XRRAddOutputMode(desk, output, mode);
	return mode;
}

static MAYBE_UNUSED const struct monitor *find(const struct monitors *list, const char *output)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->m[i].output, output) == 0) {
			return &list->m[i];
		}
	}
	return NULL;
}
