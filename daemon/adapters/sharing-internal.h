/*
 * What the files of the sharing adapter share.
 *
 *   sharing.c         who is asked, and what is made of it
 *   sharing-nodes.c   the children of an object, out of its introspection data
 */
#pragma once

#include <systemd/sd-event.h>

#include "adapters/sharing.h"

#define MUTTER_CAST   "org.gnome.Mutter.ScreenCast"
#define MUTTER_STREAM "/org/gnome/Mutter/ScreenCast/Stream"
#define PORTAL        "org.freedesktop.portal.Desktop"
#define PORTAL_PATH   "/org/freedesktop/portal/desktop/session"

#define NODE_NAME_SIZE 64 /* of a name that is of interest, NUL included */
#define SENDERS_MAX    32 /* programs with sessions of the portal that are looked at */

/* Who told it, at the last look. */
enum teller {
	TELLER_NOT_ASKED,
	TELLER_NOBODY,
	TELLER_MUTTER,
	TELLER_PORTAL,
};

struct sharing {
	sd_bus *bus;
	sd_event *event;
	void (*changed)(void *userdata);
	void *userdata;
	usec_t patience; /* an answer owed for this long: who owes it hangs */

	sd_bus_slot *call;
	size_t n_senders, next; /* of the portal, in this look */
	char sender[SENDERS_MAX][NODE_NAME_SIZE];

	enum teller teller;
	const char *text;  /* N_(): what is shared; NULL: nothing */
	bool hangs;        /* .teller does not answer */
	bool refuses;      /* .teller answers with something that can't be read */
	usec_t hung_since; /* CLOCK_MONOTONIC */
};

/*
 * Calls fn for each child of an object, by its introspection data, which may be anything.  Names that
 * cannot be one in a path, or are too long, are left out.  Returns how many children there are;
 * -EBADMSG: that is no introspection data.
 */
int nodes_read(const char *xml, void (*fn)(const char *name, void *userdata), void *userdata);
