/*
 * The notification server: who it is decides how it is asked.
 *
 *   nobody --owner--> asked who it is --an answer--> voice (do-not-disturb-voice.c)
 *     ^                     |                          |
 *     +----owner gone-------+--------------------------+
 *
 * Nothing is ever started by this: a server that is not there disturbs nobody.
 */
#include "adapters/do-not-disturb-internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/monitor.h"
#include "ergo/tr.h"
#include "log.h"

#define PATIENCE (5 * USEC_PER_SEC)
/* One that hangs keeps all questions until it thaws: no more than one in so much time. */
#define HUNG_AGAIN USEC_PER_MIN

void do_not_disturb_take(struct do_not_disturb *d, enum answer answer)
{
	bool was = d->answer == ANSWER_YES;

	d->answer = answer;
	if (was != (answer == ANSWER_YES)) {
		d->changed(d->userdata);
	}
}

bool do_not_disturb_hangs(struct do_not_disturb *d, sd_bus_message *reply)
{
	uint64_t now = 0;

	d->hangs = sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NO_REPLY) ||
		   sd_bus_message_is_method_error(reply, SD_BUS_ERROR_TIMEOUT);
	if (d->hangs) {
		(void) sd_event_now(d->event, CLOCK_MONOTONIC, &now);
		d->hung_since = now;
		log_debug("notification server: does not answer whether it may disturb");
	}
	return d->hangs;
}

/* ---- who it is ---- */

static int on_info(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct do_not_disturb *d = userdata;
	const char *name = "";
	int r;

	(void) error;
	d->info_call = sd_bus_slot_unref(d->info_call);
	if (do_not_disturb_hangs(d, reply)) {
		return 0;
	}
	if (!sd_bus_message_is_method_error(reply, NULL)) {
		/* One that does not say is asked what most have. */
		(void) sd_bus_message_read(reply, "s", &name);
	}
	monitor_text(d->name, sizeof(d->name), name, strnlen(name, sizeof(d->name)));
	r = voice_begin(d);
	if (r < 0) {
		log_debug_errno(r, "notification server: %m");
	}
	return 0;
}

static int ask_info(struct do_not_disturb *d)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	r = sd_bus_message_new_method_call(d->bus, &m, d->owner, NOTIFICATIONS_PATH, NOTIFICATIONS,
					   "GetServerInformation");
	if (r < 0) {
		return r;
	}
	return sd_bus_call_async(d->bus, &d->info_call, m, on_info, d, d->patience);
}

/* ---- coming and going ---- */

static void set_owner(struct do_not_disturb *d, const char *owner)
{
	int r;

	if (strlen(owner) >= sizeof(d->owner) || strcmp(owner, d->owner) == 0) {
		return;
	}
	voice_end(d);
	d->info_call = sd_bus_slot_unref(d->info_call);
	d->name[0] = '\0';
	(void) snprintf(d->owner, sizeof(d->owner), "%s", owner);
	do_not_disturb_take(d, ANSWER_UNKNOWN);
	if (!d->owner[0]) {
		return;
	}
	r = ask_info(d);
	if (r < 0) {
		log_debug_errno(r, "notification server: %m");
	}
}

static int on_owner_changed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct do_not_disturb *d = userdata;
	const char *sender = sd_bus_message_get_sender(m), *name, *before, *after;

	(void) error;
	if (!sender || strcmp(sender, DBUS) != 0 ||
	    sd_bus_message_read(m, "sss", &name, &before, &after) < 0 ||
	    strcmp(name, NOTIFICATIONS) != 0) {
		return 0;
	}
	d->owner_call = sd_bus_slot_unref(d->owner_call); /* older than this */
	set_owner(d, after);
	return 0;
}

static int on_owner(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct do_not_disturb *d = userdata;
	const char *owner;

	(void) error;
	d->owner_call = sd_bus_slot_unref(d->owner_call);
	if (!sd_bus_message_is_method_error(reply, NULL) &&
	    sd_bus_message_read(reply, "s", &owner) > 0) {
		set_owner(d, owner);
	}
	return 0;
}

static int on_disconnected(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct do_not_disturb *d = userdata;

	(void) m;
	(void) error;
	d->owner_call = sd_bus_slot_unref(d->owner_call);
	set_owner(d, "");
	return 0;
}

/* ---- life ---- */

static int watch(struct do_not_disturb *d)
{
	int r;

	r = sd_bus_match_signal_async(d->bus, &d->disconnected_match, DBUS ".Local",
				      DBUS_PATH "/Local", DBUS ".Local", "Disconnected",
				      on_disconnected, NULL, d);
	if (r < 0) {
		return r;
	}
	r = sd_bus_add_match_async(d->bus, &d->owner_match,
				   "type='signal',sender='" DBUS "',path='" DBUS_PATH
				   "',interface='" DBUS
				   "',member='NameOwnerChanged',arg0='" NOTIFICATIONS "'",
				   on_owner_changed, NULL, d);
	if (r < 0) {
		return r;
	}
	return sd_bus_call_method_async(d->bus, &d->owner_call, DBUS, DBUS_PATH, DBUS,
					"GetNameOwner", on_owner, d, "s", NOTIFICATIONS);
}

int do_not_disturb_new(struct do_not_disturb **ret, sd_bus *bus, void (*changed)(void *userdata),
		       void *userdata)
{
	_cleanup_(do_not_disturb_freep) struct do_not_disturb *d = calloc(1, sizeof(*d));
	int r;

	if (!d) {
		return -ENOMEM;
	}
	d->bus = sd_bus_ref(bus);
	d->event = sd_event_ref(sd_bus_get_event(bus));
	if (!d->event) {
		return -EINVAL;
	}
	d->changed = changed;
	d->userdata = userdata;
	d->patience = PATIENCE;
	r = watch(d);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(d);
	return 0;
}

struct do_not_disturb *do_not_disturb_free(struct do_not_disturb *d)
{
	if (!d) {
		return NULL;
	}
	voice_end(d);
	d->info_call = sd_bus_slot_unref(d->info_call);
	d->owner_call = sd_bus_slot_unref(d->owner_call);
	d->owner_match = sd_bus_slot_unref(d->owner_match);
	d->disconnected_match = sd_bus_slot_unref(d->disconnected_match);
	d->soon = sd_event_source_disable_unref(d->soon);
	d->event = sd_event_unref(d->event);
	d->bus = sd_bus_unref(d->bus);
	free(d);
	return NULL;
}

void do_not_disturb_look(struct do_not_disturb *d)
{
	uint64_t now = 0;

	(void) sd_event_now(d->event, CLOCK_MONOTONIC, &now);
	if (!d->owner[0] || d->info_call ||
	    (d->hangs && now < usec_add(d->hung_since, HUNG_AGAIN))) {
		return;
	}
	if (d->voice) {
		voice_ask(d);
	} else {
		(void) ask_info(d); /* it owed the first answer for too long */
	}
}

/* ---- for people ---- */

static const char *title_of(const struct do_not_disturb *d)
{
	if (d->voice && d->voice->title) {
		return d->voice->title;
	}
	return d->name[0] ? d->name : _("the notification server");
}

bool do_not_disturb_is(const struct do_not_disturb *d, char text[static QUIET_TEXT_MAX])
{
	if (d->answer != ANSWER_YES) {
		return false;
	}
	if (strcmp(d->name, "dunst") == 0) {
		(void) snprintf(text, QUIET_TEXT_MAX, "%s", _("dunst is paused"));
	} else {
		(void) snprintf(text, QUIET_TEXT_MAX, _("%s: do not disturb is on"), title_of(d));
	}
	return true;
}

void do_not_disturb_health(const struct do_not_disturb *d, struct health *ret)
{
	char text[QUIET_TEXT_MAX];

	*ret = (struct health){ .name = "do-not-disturb", .level = HEALTH_OK };
	if (!d->owner[0]) {
		(void) snprintf(ret->text, sizeof(ret->text), "%s",
				_("no notification server runs, so nobody is asked"));
	} else if (d->hangs) {
		ret->level = HEALTH_WARN;
		(void) snprintf(ret->text, sizeof(ret->text),
				_("%s does not answer: restart it; until then prompts come as if "
				  "it were off"),
				title_of(d));
	} else if (d->mute) {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("%s does not tell: prompts come as if it were off; `ergoctl "
				  "meeting` and `ergoctl pause` hold them back"),
				title_of(d));
	} else if (do_not_disturb_is(d, text)) {
		(void) snprintf(ret->text, sizeof(ret->text), _("%s: prompts wait"), text);
	} else if (d->answer == ANSWER_NO) {
		(void) snprintf(ret->text, sizeof(ret->text), _("%s: it is off"), title_of(d));
	} else {
		(void) snprintf(ret->text, sizeof(ret->text), _("%s has just been asked"),
				title_of(d));
	}
}
