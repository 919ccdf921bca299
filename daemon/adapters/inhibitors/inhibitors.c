#include "adapters/inhibitors/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/tr.h"
#include "log.h"

/* Between tries to reach the system bus. */
#define BACKOFF_LEAST USEC_PER_SEC
#define BACKOFF_MOST  (5 * USEC_PER_MIN)

static const struct peer_kind *const kinds[] = {
	&peer_logind,
	&peer_gnome,
	&peer_kde,
	&peer_xfce,
};

struct inhibitors {
	sd_event *event;
	sd_bus *session, *system; /* system NULL: no connection; may be broken until the next try */
	sd_bus_slot *session_gone, *system_gone;
	sd_event_source *news, *retry;
	usec_t backoff;
	struct peer peers[ELEMENTSOF(kinds)];
	void (*changed)(void *userdata);
	void *userdata;
};

/* `changed` comes from here alone: never out of a call of ours, and with nothing to do after it. */
static int on_news(sd_event_source *source, void *userdata)
{
	struct inhibitors *i = userdata;

	(void) source;
	i->changed(i->userdata);
	return 0;
}

void inhibitors_news(struct inhibitors *i)
{
	(void) sd_event_source_set_enabled(i->news, SD_EVENT_ONESHOT);
}

/* ---- the buses ---- */

static int attach(struct inhibitors *i, bool system)
{
	int r = 0;

	for (size_t k = 0; k < ELEMENTSOF(i->peers) && r >= 0; k++) {
		if (i->peers[k].kind->system == system) {
			r = peer_attach(&i->peers[k], system ? i->system : i->session);
		}
	}
	return r;
}

static void detach(struct inhibitors *i, bool system)
{
	for (size_t k = 0; k < ELEMENTSOF(i->peers); k++) {
		if (i->peers[k].kind && i->peers[k].kind->system == system) {
			peer_detach(&i->peers[k]);
		}
	}
}

static int watch_end(struct inhibitors *i, sd_bus *bus, sd_bus_slot **slot,
		     sd_bus_message_handler_t handler)
{
	return sd_bus_match_signal_async(bus, slot, DBUS ".Local", DBUS_PATH "/Local",
					 DBUS ".Local", "Disconnected", handler, NULL, i);
}

static void try_later(struct inhibitors *i)
{
	(void) sd_event_source_set_time_relative(i->retry, i->backoff);
	(void) sd_event_source_set_enabled(i->retry, SD_EVENT_ONESHOT);
	i->backoff = usec_min(2 * i->backoff, BACKOFF_MOST);
}

static int on_system_gone(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct inhibitors *i = userdata;

	(void) m;
	(void) error;
	detach(i, true);
	try_later(i); /* which drops the connection: not from inside it */
	return 0;
}

static int on_session_gone(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) m;
	(void) error;
	detach(userdata, false);
	return 0;
}

static void disconnect(struct inhibitors *i)
{
	detach(i, true);
	i->system_gone = sd_bus_slot_unref(i->system_gone);
	i->system = sd_bus_close_unref(i->system);
}

/* Everything is only sent, nothing waited for: a system bus that hangs costs nothing. */
static int connect_system(struct inhibitors *i)
{
	int r;

	r = sd_bus_open_system_with_description(&i->system, "inhibitors");
	if (r < 0) {
		return r;
	}
	r = sd_bus_attach_event(i->system, i->event, SD_EVENT_PRIORITY_NORMAL);
	if (r < 0) {
		return r;
	}
	r = watch_end(i, i->system, &i->system_gone, on_system_gone);
	if (r < 0) {
		return r;
	}
	return attach(i, true);
}

static int on_retry(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct inhibitors *i = userdata;
	int r;

	(void) source;
	(void) usec;
	disconnect(i);
	r = connect_system(i);
	if (r < 0) {
		(void) log_debug_errno(r, "inhibitors: system bus: %m");
		disconnect(i);
		try_later(i);
	}
	return 0;
}

/* ---- face ---- */

static int add_sources(struct inhibitors *i)
{
	int r;

	r = sd_event_add_defer(i->event, &i->news, on_news, i);
	if (r < 0) {
		return r;
	}
	r = sd_event_source_set_enabled(i->news, SD_EVENT_OFF);
	if (r < 0) {
		return r;
	}
	/* the first try comes out of the loop */
	return sd_event_add_time_relative(i->event, &i->retry, CLOCK_MONOTONIC, 0, USEC_PER_SEC / 4,
					  on_retry, i);
}

int inhibitors_new(struct inhibitors **ret, sd_bus *bus, void (*changed)(void *userdata),
		   void *userdata)
{
	_cleanup_(inhibitors_freep) struct inhibitors *i = calloc(1, sizeof(*i));
	int r;

	if (!i) {
		return -ENOMEM;
	}
	i->event = sd_event_ref(sd_bus_get_event(bus));
	if (!i->event) {
		return -EINVAL;
	}
	i->session = sd_bus_ref(bus);
	i->changed = changed;
	i->userdata = userdata;
	i->backoff = BACKOFF_LEAST;
	r = add_sources(i);
	if (r < 0) {
		return r;
	}
	for (size_t k = 0; k < ELEMENTSOF(i->peers); k++) {
		r = peer_init(&i->peers[k], kinds[k], i, i->event);
		if (r < 0) {
			return r;
		}
	}
	r = watch_end(i, bus, &i->session_gone, on_session_gone);
	if (r < 0) {
		return r;
	}
	r = attach(i, false);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(i);
	return 0;
}

struct inhibitors *inhibitors_free(struct inhibitors *i)
{
	if (!i) {
		return NULL;
	}
	for (size_t k = 0; k < ELEMENTSOF(i->peers); k++) {
		peer_done_with(&i->peers[k]);
	}
	i->session_gone = sd_bus_slot_unref(i->session_gone);
	i->system_gone = sd_bus_slot_unref(i->system_gone);
	i->system = sd_bus_close_unref(i->system);
	i->news = sd_event_source_disable_unref(i->news);
	i->retry = sd_event_source_disable_unref(i->retry);
	i->session = sd_bus_unref(i->session);
	i->event = sd_event_unref(i->event);
	free(i);
	return NULL;
}

void inhibitors_set_times(struct inhibitors *i, usec_t patience, usec_t pace)
{
	for (size_t k = 0; k < ELEMENTSOF(i->peers); k++) {
		i->peers[k].patience = patience;
		i->peers[k].pace = pace;
	}
}

void inhibitors_look(struct inhibitors *i)
{
	for (size_t k = 0; k < ELEMENTSOF(i->peers); k++) {
		if (i->peers[k].kind->mute) {
			peer_look(&i->peers[k]);
		}
	}
}

void inhibitors_list(const struct inhibitors *i, struct engagers *list)
{
	for (size_t k = 0; k < ELEMENTSOF(i->peers); k++) {
		const struct found *f = &i->peers[k].found;

		for (size_t n = 0; n < f->n; n++) {
			struct engager *e = engagers_add(list, f->e[n].kind, f->e[n].id);

			if (!e) {
				return;
			}
			*e = f->e[n];
		}
	}
}

/* ---- health ---- */

/* Those that answer, as "logind, KDE"; whether one is of the session. */
static bool list_peers(const struct inhibitors *i, char *buf, size_t size)
{
	bool desktop = false;
	size_t len = 0;

	buf[0] = '\0';
	for (size_t k = 0; k < ELEMENTSOF(i->peers); k++) {
		const struct peer *p = &i->peers[k];

		if (p->owner[0] && !p->trouble[0] && len < size) {
			len += (size_t) snprintf(buf + len, size - len, "%s%s", len ? ", " : "",
						 p->kind->label);
			desktop = desktop || !p->kind->system;
		}
	}
	return desktop;
}

static const struct peer *peer_in_trouble(const struct inhibitors *i)
{
	for (size_t k = 0; k < ELEMENTSOF(i->peers); k++) {
		if (i->peers[k].owner[0] && i->peers[k].trouble[0]) {
			return &i->peers[k];
		}
	}
	return NULL;
}

void inhibitors_health(const struct inhibitors *i, struct health *ret)
{
	const struct peer *trouble = peer_in_trouble(i);
	char peers[64];
	bool desktop = list_peers(i, peers, sizeof(peers));

	*ret = (struct health){ .name = "inhibitors", .level = HEALTH_OK };
	if (trouble) {
		ret->level = HEALTH_WARN;
		(void) snprintf(ret->text, sizeof(ret->text),
				_("%s does not say who keeps the screen on (%s): a film that you "
				  "watch without input may count as a pause; it is asked again by "
				  "itself when something changes there"),
				trouble->kind->label, trouble->trouble);
	} else if (!peers[0]) {
		ret->level = HEALTH_WARN;
		(void) snprintf(ret->text, sizeof(ret->text),
				_("nobody says who keeps the screen on (no logind, no desktop that "
				  "can be asked): name your video players in "
				  "presence.video_players, so that films count as screen time"));
	} else if (!desktop) {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("%s says who keeps the screen on; what programs ask of "
				  "org.freedesktop.ScreenSaver or of the compositor can't be "
				  "listed on this desktop: name your video players in "
				  "presence.video_players if films do not count"),
				peers);
	} else {
		(void) snprintf(ret->text, sizeof(ret->text),
				_("asked who keeps the screen on: %s"), peers);
	}
}
