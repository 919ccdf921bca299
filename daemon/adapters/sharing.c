/*
 * Who takes the screen, as far as a session bus tells:
 *
 *   Mutter (GNOME, and niri, which speaks as it does) has an object for each stream that is taken of a
 *   screen or a window, whoever takes it.  That is all there is to know: the portal is not asked then.
 *
 *   The portal of desktops has an object for each session that a program has with it, and does not say
 *   what for: a screen cast looks like shortcuts or an inhibitor.  But its name is made by the program,
 *   and some programs give names to those of screen casts that no other session has.
 *
 *   KDE Plasma sets its do-not-disturb while a screen is shared: that is the other adapter's.
 *
 * Of anybody who takes the screen past these nothing is known: on X11 everyone may.
 */
#include "adapters/sharing-internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/tr.h"
#include "log.h"

#define PATIENCE   (5 * USEC_PER_SEC)
#define HUNG_AGAIN USEC_PER_MIN /* one that hangs keeps all questions until it thaws */

/* Names of sessions: this, then digits alone. */
static const struct {
	const char *prefix, *text;
} known_sessions[] = {
	/* Chromium, Firefox, Electron and all that have their calls from WebRTC */
	{ "webrtc_session", N_("the screen is shared in a browser or a call") },
	{ "obs", N_("OBS takes the screen") },
};

static void ask_next(struct sharing *s);

/* ---- the end of a look ---- */

static void conclude(struct sharing *s, enum teller teller, const char *text)
{
	bool changed = text != s->text;

	s->call = sd_bus_slot_unref(s->call);
	s->teller = teller;
	s->text = text;
	if (changed) {
		s->changed(s->userdata);
	}
}

static void finish(struct sharing *s, enum teller teller, const char *text)
{
	s->hangs = s->refuses = false;
	conclude(s, teller, text);
}

static void fail(struct sharing *s, enum teller teller, sd_bus_message *reply)
{
	uint64_t now = 0;

	s->hangs = sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NO_REPLY) ||
		   sd_bus_message_is_method_error(reply, SD_BUS_ERROR_TIMEOUT);
	s->refuses = !s->hangs;
	(void) sd_event_now(s->event, CLOCK_MONOTONIC, &now);
	s->hung_since = now;
	conclude(s, teller, NULL);
}

static bool is_absent(sd_bus_message *reply)
{
	return sd_bus_message_is_method_error(reply, SD_BUS_ERROR_SERVICE_UNKNOWN) ||
	       sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NAME_HAS_NO_OWNER);
}

/* ---- questions ---- */

static int introspect(struct sharing *s, const char *name, const char *path,
		      sd_bus_message_handler_t handler)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	s->call = sd_bus_slot_unref(s->call);
	r = sd_bus_message_new_method_call(s->bus, &m, name, path,
					   "org.freedesktop.DBus.Introspectable", "Introspect");
	if (r < 0) {
		return r;
	}
	/* Who is not there shares nothing, and is not to be started. */
	r = sd_bus_message_set_auto_start(m, false);
	if (r < 0) {
		return r;
	}
	r = sd_bus_call_async(s->bus, &s->call, m, handler, s, s->patience);
	if (r < 0) {
		log_debug_errno(r, "%s: %m", name);
	}
	return r;
}

/*
 * The children of what was asked for, or a negative errno.  GDBus says of an object that is not there
 * that it has none; others say that it is not there.
 */
static int read_children(sd_bus_message *reply, void (*fn)(const char *name, void *userdata),
			 void *userdata)
{
	static const char *const not_there[] = {
		SD_BUS_ERROR_UNKNOWN_OBJECT,
		SD_BUS_ERROR_UNKNOWN_METHOD,
		SD_BUS_ERROR_UNKNOWN_INTERFACE,
	};
	const char *xml;

	for (size_t i = 0; i < ELEMENTSOF(not_there); i++) {
		if (sd_bus_message_is_method_error(reply, not_there[i])) {
			return 0;
		}
	}
	if (sd_bus_message_is_method_error(reply, NULL) ||
	    sd_bus_message_read(reply, "s", &xml) <= 0) {
		return -EBADMSG;
	}
	return nodes_read(xml, fn, userdata);
}

/* ---- the portal ---- */

static void on_session(const char *name, void *userdata)
{
	const char **text = userdata;

	for (size_t i = 0; i < ELEMENTSOF(known_sessions); i++) {
		size_t len = strlen(known_sessions[i].prefix);

		if (strncmp(name, known_sessions[i].prefix, len) == 0 && name[len] &&
		    name[len + strspn(name + len, "0123456789")] == '\0') {
			*text = known_sessions[i].text;
		}
	}
}

static int on_sessions(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct sharing *s = userdata;
	const char *text = NULL;

	(void) error;
	if (read_children(reply, on_session, &text) < 0) {
		fail(s, TELLER_PORTAL, reply);
	} else if (text) {
		finish(s, TELLER_PORTAL, text);
	} else {
		ask_next(s);
	}
	return 0;
}

/* The sessions of one program after the other. */
static void ask_next(struct sharing *s)
{
	char path[sizeof(PORTAL_PATH) + 1 + NODE_NAME_SIZE];

	if (s->next == s->n_senders) {
		finish(s, TELLER_PORTAL, NULL);
		return;
	}
	(void) snprintf(path, sizeof(path), PORTAL_PATH "/%s", s->sender[s->next++]);
	if (introspect(s, PORTAL, path, on_sessions) < 0) {
		finish(s, TELLER_NOBODY, NULL);
	}
}

static void on_sender(const char *name, void *userdata)
{
	struct sharing *s = userdata;

	if (s->n_senders < SENDERS_MAX) {
		(void) snprintf(s->sender[s->n_senders++], NODE_NAME_SIZE, "%s", name);
	}
}

static int on_senders(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct sharing *s = userdata;

	(void) error;
	s->n_senders = s->next = 0;
	if (is_absent(reply)) {
		finish(s, TELLER_NOBODY, NULL);
	} else if (read_children(reply, on_sender, s) < 0) {
		fail(s, TELLER_PORTAL, reply);
	} else {
		ask_next(s);
	}
	return 0;
}

/* ---- Mutter ---- */

static void on_stream(const char *name, void *userdata)
{
	(void) name;
	(void) userdata;
}

static int on_streams(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct sharing *s = userdata;
	int n;

	(void) error;
	if (is_absent(reply)) {
		if (introspect(s, PORTAL, PORTAL_PATH, on_senders) < 0) {
			finish(s, TELLER_NOBODY, NULL);
		}
		return 0;
	}
	n = read_children(reply, on_stream, NULL);
	if (n < 0) {
		fail(s, TELLER_MUTTER, reply);
	} else {
		finish(s, TELLER_MUTTER, n > 0 ? N_("the screen is shared or recorded") : NULL);
	}
	return 0;
}

/* ---- life ---- */

int sharing_new(struct sharing **ret, sd_bus *bus, void (*changed)(void *userdata), void *userdata)
{
	_cleanup_(sharing_freep) struct sharing *s = calloc(1, sizeof(*s));

	if (!s) {
		return -ENOMEM;
	}
	s->bus = sd_bus_ref(bus);
	s->event = sd_event_ref(sd_bus_get_event(bus));
	if (!s->event) {
		return -EINVAL;
	}
	s->changed = changed;
	s->userdata = userdata;
	s->patience = PATIENCE;
	*ret = TAKE_PTR(s);
	return 0;
}

struct sharing *sharing_free(struct sharing *s)
{
	if (!s) {
		return NULL;
	}
	s->call = sd_bus_slot_unref(s->call);
	s->event = sd_event_unref(s->event);
	s->bus = sd_bus_unref(s->bus);
	free(s);
	return NULL;
}

void sharing_look(struct sharing *s)
{
	uint64_t now = 0;

	(void) sd_event_now(s->event, CLOCK_MONOTONIC, &now);
	if (s->call || (s->hangs && now < usec_add(s->hung_since, HUNG_AGAIN))) {
		return;
	}
	if (introspect(s, MUTTER_CAST, MUTTER_STREAM, on_streams) < 0) {
		s->text = NULL; /* the bus is gone, and with it who shared */
	}
}

bool sharing_is(const struct sharing *s, char text[static QUIET_TEXT_MAX])
{
	if (s->text) {
		(void) snprintf(text, QUIET_TEXT_MAX, "%s", tr(s->text));
	}
	return s->text;
}

/* ---- for people ---- */

static const char *nothing(enum teller teller)
{
	switch (teller) {
	case TELLER_MUTTER:
		return _("no screen is shared or recorded; GNOME's compositor tells, when a prompt "
			 "is near");
	case TELLER_PORTAL:
		return _("no screen is shared that is known of: the desktop portal tells of "
			 "browsers, calls by WebRTC and OBS, and of nobody else; `ergoctl meeting` "
			 "holds prompts back");
	case TELLER_NOBODY:
		return _("nobody on the session bus tells of shared screens; `ergoctl meeting` "
			 "holds prompts back");
	case TELLER_NOT_ASKED:
		break;
	}
	return _("nobody has been asked yet: that is done when a prompt is near");
}

static const char *trouble(enum teller teller, bool hangs)
{
	if (teller == TELLER_MUTTER) {
		return hangs ? _("GNOME's compositor does not answer whether the screen is shared: "
				 "prompts come as if it were not")
			     : _("GNOME's compositor refuses to tell whether the screen is shared: "
				 "prompts come as if it were not");
	}
	return hangs ? _("the desktop portal does not answer whether the screen is shared: prompts "
			 "come as if it were not")
		     : _("the desktop portal refuses to tell whether the screen is shared: prompts "
			 "come as if it were not");
}

void sharing_health(const struct sharing *s, struct health *ret)
{
	bool bad = s->hangs || s->refuses;

	*ret = (struct health){ .name = "sharing", .level = bad ? HEALTH_WARN : HEALTH_OK };
	if (s->text) {
		(void) snprintf(ret->text, sizeof(ret->text), _("%s: prompts wait"), tr(s->text));
	} else {
		(void) snprintf(ret->text, sizeof(ret->text), "%s",
				bad ? trouble(s->teller, s->hangs) : nothing(s->teller));
	}
}
