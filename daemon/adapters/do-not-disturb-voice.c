/*
 * Who is asked how.  Each server that is known has its own way; of any other it is tried whether it
 * has what KDE Plasma has.
 */
#include "adapters/do-not-disturb-internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "log.h"

#define PROPERTIES "org.freedesktop.DBus.Properties"
#define DUNST      "org.dunstproject.cmd0"
#define MAKO       "fr.emersion.Mako"
#define SWAYNC     "org.erikreider.swaync.cc"
#define XFCONF     "org.xfce.Xfconf"
#define DCONF      "ca.desrt.dconf.Writer"

#define GNOME_DIR "/org/gnome/desktop/notifications/"
#define GNOME_KEY GNOME_DIR "show-banners"

/* What is not worth an answer a signal. */
#define SOON (100 * USEC_PER_MS)

/* ---- what they say ---- */

static enum answer yes_if(int flag)
{
	return flag ? ANSWER_YES : ANSWER_NO;
}

static enum answer read_variant(sd_bus_message *m)
{
	int flag;

	return sd_bus_message_read(m, "v", "b", &flag) > 0 ? yes_if(flag) : ANSWER_UNKNOWN;
}

static enum answer read_flag(sd_bus_message *m)
{
	int flag;

	return sd_bus_message_read(m, "b", &flag) > 0 ? yes_if(flag) : ANSWER_UNKNOWN;
}

/* Modes are the user's own; these two are what its manual and everybody call this one. */
static enum answer read_modes(sd_bus_message *m)
{
	const char *mode;
	bool found = false;
	int r;

	if (sd_bus_message_enter_container(m, 'a', "s") <= 0) {
		return ANSWER_UNKNOWN;
	}
	while ((r = sd_bus_message_read(m, "s", &mode)) > 0) {
		found = found || strcmp(mode, "do-not-disturb") == 0 || strcmp(mode, "dnd") == 0;
	}
	return r < 0 ? ANSWER_UNKNOWN : yes_if(found);
}

static enum answer read_banners(void)
{
	bool shows = true; /* as long as nobody has set it */
	int r = dconf_read_bool(GNOME_KEY, &shows);

	if (r < 0) {
		log_debug_errno(r, "GNOME's settings: %m");
		return ANSWER_UNKNOWN;
	}
	return yes_if(!shows);
}

/* ---- who ---- */

#define PROPERTY_VOICE(iface, name)                                                                \
	.path = NOTIFICATIONS_PATH, .interface = PROPERTIES, .member = "Get",                      \
	.args = { iface, name }, .read = read_variant,                                             \
	.signals = "path='" NOTIFICATIONS_PATH "',interface='" PROPERTIES                          \
		   "',member='PropertiesChanged',arg0='" iface "'"

static const struct voice voices[] = {
	{ .server = "dunst", PROPERTY_VOICE(DUNST, "paused") },
	{ .server = "mako",
	  .path = "/fr/emersion/Mako",
	  .interface = MAKO,
	  .member = "ListModes",
	  .read = read_modes,
	  .signals = "path='/fr/emersion/Mako',member='PropertiesChanged'" },
	{ .server = "SwayNotificationCenter",
	  .path = "/org/erikreider/swaync/cc",
	  .interface = SWAYNC,
	  .member = "GetDnd",
	  .read = read_flag,
	  .signals = "path='/org/erikreider/swaync/cc',interface='" SWAYNC "'" },
	{ .server = "Xfce Notify Daemon",
	  .title = "Xfce",
	  .to = XFCONF,
	  .path = "/org/xfce/Xfconf",
	  .interface = XFCONF,
	  .member = "GetProperty",
	  .args = { "xfce4-notifyd", "/do-not-disturb" },
	  .read = read_variant,
	  .unset = XFCONF ".Error.",
	  .signals = "path='/org/xfce/Xfconf',interface='" XFCONF
		     "',arg0='xfce4-notifyd',arg1='/do-not-disturb'" },
	/* no member: it is the file that is looked at */
	{ .server = "gnome-shell",
	  .title = "GNOME",
	  .to = "ca.desrt.dconf",
	  .signals = "interface='" DCONF "',member='Notify',arg0path='" GNOME_DIR "'" },
	{ PROPERTY_VOICE(NOTIFICATIONS, "Inhibited") },
};

static const struct voice *voice_of(const char *name)
{
	size_t i = 0;

	while (voices[i].server && strcasecmp(voices[i].server, name) != 0) {
		i++;
	}
	return &voices[i];
}

static bool is_property(const struct voice *v)
{
	return v->interface && strcmp(v->interface, PROPERTIES) == 0;
}

/* ---- asking ---- */

static enum answer read_answer(const struct voice *v, sd_bus_message *reply)
{
	const sd_bus_error *e = sd_bus_message_get_error(reply);

	if (!e) {
		return v->read(reply);
	}
	return v->unset && e->name && strncmp(e->name, v->unset, strlen(v->unset)) == 0
		       ? ANSWER_NO
		       : ANSWER_UNKNOWN;
}

static int on_answer(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct do_not_disturb *d = userdata;
	enum answer answer = ANSWER_UNKNOWN;

	(void) error;
	d->ask_call = sd_bus_slot_unref(d->ask_call);
	if (!do_not_disturb_hangs(d, reply)) {
		answer = read_answer(d->voice, reply);
		d->mute = answer == ANSWER_UNKNOWN;
	}
	do_not_disturb_take(d, answer);
	return 0;
}

static int compose(struct do_not_disturb *d, sd_bus_message **ret)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	const struct voice *v = d->voice;
	int r;

	r = sd_bus_message_new_method_call(d->bus, &m, v->to ? v->to : d->owner, v->path,
					   v->interface, v->member);
	if (r < 0) {
		return r;
	}
	for (size_t i = 0; i < ELEMENTSOF(v->args) && v->args[i]; i++) {
		r = sd_bus_message_append_basic(m, 's', v->args[i]);
		if (r < 0) {
			return r;
		}
	}
	r = sd_bus_message_set_auto_start(m, false);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(m);
	return 0;
}

/* `changed` has to come out of the loop: what needs no question is done there. */
static void ask_in(struct do_not_disturb *d, usec_t delay)
{
	(void) sd_event_source_set_time_relative(d->soon, delay);
	(void) sd_event_source_set_enabled(d->soon, SD_EVENT_ONESHOT);
}

static int ask(struct do_not_disturb *d)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	r = compose(d, &m);
	if (r < 0) {
		return r;
	}
	return sd_bus_call_async(d->bus, &d->ask_call, m, on_answer, d, d->patience);
}

void voice_ask(struct do_not_disturb *d)
{
	int r;

	if (!d->voice || d->ask_call || d->mute) {
		return;
	}
	if (!d->voice->member) {
		ask_in(d, 0);
		return;
	}
	r = ask(d);
	if (r < 0) {
		log_debug_errno(r, "%s: %m", d->name);
	}
}

static int on_soon(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct do_not_disturb *d = userdata;
	enum answer answer;

	(void) source;
	(void) usec;
	if (d->voice && !d->voice->member) {
		answer = read_banners();
		d->mute = answer == ANSWER_UNKNOWN;
		do_not_disturb_take(d, answer);
	} else {
		voice_ask(d);
	}
	return 0;
}

/* ---- listening ---- */

/* Whoever floods us with signals gets a few answers a second out of us. */
static void ask_soon(struct do_not_disturb *d)
{
	int enabled = SD_EVENT_OFF;

	d->mute = false;
	(void) sd_event_source_get_enabled(d->soon, &enabled);
	if (enabled == SD_EVENT_OFF) {
		ask_in(d, SOON);
	}
}

enum change {
	CHANGE_NONE, /* dunst tells of others each time it shows something: not worth a question */
	CHANGE_TOLD,
	CHANGE_UNTOLD, /* it has changed, and has to be asked for */
};

/* Reads PropertiesChanged of the property's interface. */
static enum change read_changed(sd_bus_message *m, const char *property, enum answer *ret)
{
	const char *name;
	int r;

	if (sd_bus_message_skip(m, "s") < 0 ||
	    sd_bus_message_enter_container(m, 'a', "{sv}") <= 0) {
		return CHANGE_NONE;
	}
	while ((r = sd_bus_message_enter_container(m, 'e', "sv")) > 0) {
		if (sd_bus_message_read(m, "s", &name) <= 0) {
			return CHANGE_NONE;
		}
		if (strcmp(name, property) == 0) {
			*ret = read_variant(m);
			return *ret == ANSWER_UNKNOWN ? CHANGE_UNTOLD : CHANGE_TOLD;
		}
		if (sd_bus_message_skip(m, "v") < 0 || sd_bus_message_exit_container(m) < 0) {
			return CHANGE_NONE;
		}
	}
	if (r < 0 || sd_bus_message_exit_container(m) < 0 ||
	    sd_bus_message_enter_container(m, 'a', "s") <= 0) {
		return CHANGE_NONE;
	}
	while (sd_bus_message_read(m, "s", &name) > 0) {
		if (strcmp(name, property) == 0) {
			return CHANGE_UNTOLD;
		}
	}
	return CHANGE_NONE;
}

static int on_signal(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct do_not_disturb *d = userdata;
	const char *sender = sd_bus_message_get_sender(m);
	enum change change = CHANGE_UNTOLD;
	enum answer answer;

	(void) error;
	/* The bus does not look at who sends something to us alone. */
	if (!d->voice->to && (!sender || strcmp(sender, d->owner) != 0)) {
		return 0;
	}
	if (is_property(d->voice)) {
		change = read_changed(m, d->voice->args[1], &answer);
	}
	if (change == CHANGE_TOLD) {
		d->mute = d->hangs = false;
		do_not_disturb_take(d, answer);
	} else if (change == CHANGE_UNTOLD) {
		ask_soon(d);
	}
	return 0;
}

/* ---- life ---- */

int voice_begin(struct do_not_disturb *d)
{
	const struct voice *v = voice_of(d->name);
	char match[512];
	int r;

	voice_end(d);
	if (!d->soon) {
		r = sd_event_add_time_relative(d->event, &d->soon, CLOCK_MONOTONIC, SOON, SOON / 2,
					       on_soon, d);
		if (r < 0) {
			return r;
		}
		r = sd_event_source_set_enabled(d->soon, SD_EVENT_OFF);
		if (r < 0) {
			return r;
		}
	}
	(void) snprintf(match, sizeof(match), "type='signal',sender='%s',%s",
			v->to ? v->to : d->owner, v->signals);
	r = sd_bus_add_match_async(d->bus, &d->signal_match, match, on_signal, NULL, d);
	if (r < 0) {
		return r;
	}
	d->voice = v;
	voice_ask(d); /* after the match: no change can come between */
	return 0;
}

void voice_end(struct do_not_disturb *d)
{
	d->signal_match = sd_bus_slot_unref(d->signal_match);
	d->ask_call = sd_bus_slot_unref(d->ask_call);
	if (d->soon) {
		(void) sd_event_source_set_enabled(d->soon, SD_EVENT_OFF);
	}
	d->voice = NULL;
	d->mute = d->hangs = false;
}
