/* What kind of server it is. */
#include <X11/extensions/Xrandr.h>
#include <string.h>

#include "internal.h"

#define OUTPUTS_MAX 16

int x11_randr_version(Display *display, int *ret_event_base)
{
	int opcode, error, major, minor;

	/* libXrandr loses memory where there is no RandR. */
	if (!XQueryExtension(display, RANDR_NAME, &opcode, ret_event_base, &error) ||
	    !XRRQueryExtension(display, ret_event_base, &error) ||
	    !XRRQueryVersion(display, &major, &minor) || major < 1) {
		return -1;
	}
	return major > 1 ? INT8_MAX : minor;
}

bool x11_is_xwayland(Display *display)
{
	int opcode, event, error;
	XRRScreenResources *resources;
	bool found = false;

	if (XQueryExtension(display, "XWAYLAND", &opcode, &event, &error)) {
		return true; /* since 23.1; before, its outputs tell */
	}
	if (x11_randr_version(display, &event) < 3) {
		return false;
	}
	resources = XRRGetScreenResourcesCurrent(display, DefaultRootWindow(display));
	for (int i = 0; resources && i < resources->noutput && i < OUTPUTS_MAX && !found; i++) {
		XRROutputInfo *info = XRRGetOutputInfo(display, resources, resources->outputs[i]);

		if (info) {
			found = strncmp(info->name, "XWAYLAND", strlen("XWAYLAND")) == 0;
			XRRFreeOutputInfo(info);
		}
	}
	if (resources) {
		XRRFreeScreenResources(resources);
	}
	return found;
}
