#include "adapters/players/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/tr.h"

/* `changed` comes from here alone: never out of a call of ours, and with nothing to do after it. */
static int on_news(sd_event_source *source, void *userdata)
{
	struct players *s = userdata;

	(void) source;
	s->changed(s->userdata);
	return 0;
}

static int on_gone(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct players *s = userdata;

	(void) m;
	(void) error;
	s->names_call = sd_bus_slot_unref(s->names_call);
	for (size_t i = 0; i < PLAYERS_MAX; i++) {
		if (s->p[i].name[0]) {
			player_drop(&s->p[i]);
		}
	}
	return 0;
}

static int add_matches(struct players *s)
{
	int r;

	r = sd_bus_match_signal_async(s->bus, &s->gone_match, DBUS ".Local", DBUS_PATH "/Local",
				      DBUS ".Local", "Disconnected", on_gone, NULL, s);
	if (r < 0) {
		return r;
	}
	return sd_bus_add_match_async(
		s->bus, &s->owner_match,
		"type='signal',sender='" DBUS "',path='" DBUS_PATH "',interface='" DBUS
		"',member='NameOwnerChanged',arg0namespace='org.mpris.MediaPlayer2'",
		players_on_owner_changed, NULL, s);
}

int players_new(struct players **ret, sd_bus *bus, void (*changed)(void *userdata), void *userdata)
{
	_cleanup_(players_freep) struct players *s = calloc(1, sizeof(*s));
	int r;

	if (!s) {
		return -ENOMEM;
	}
	s->event = sd_event_ref(sd_bus_get_event(bus));
	if (!s->event) {
		return -EINVAL;
	}
	s->bus = sd_bus_ref(bus);
	s->changed = changed;
	s->userdata = userdata;
	r = sd_event_add_defer(s->event, &s->news, on_news, s);
	if (r < 0) {
		return r;
	}
	r = sd_event_source_set_enabled(s->news, SD_EVENT_OFF);
	if (r < 0) {
		return r;
	}
	r = add_matches(s);
	if (r < 0) {
		return r;
	}
	r = players_ask_names(s);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(s);
	return 0;
}

struct players *players_free(struct players *s)
{
	if (!s) {
		return NULL;
	}
	for (size_t i = 0; i < PLAYERS_MAX; i++) {
		s->p[i].call = sd_bus_slot_unref(s->p[i].call);
		s->p[i].match = sd_bus_slot_unref(s->p[i].match);
		s->p[i].timer = sd_event_source_disable_unref(s->p[i].timer);
	}
	s->names_call = sd_bus_slot_unref(s->names_call);
	s->owner_match = sd_bus_slot_unref(s->owner_match);
	s->gone_match = sd_bus_slot_unref(s->gone_match);
	s->news = sd_event_source_disable_unref(s->news);
	s->bus = sd_bus_unref(s->bus);
	s->event = sd_event_unref(s->event);
	free(s);
	return NULL;
}

/* "mpv" of "org.mpris.MediaPlayer2.mpv.instance123": a second one of the same is called by that. */
static void copy_name(char to[static ENGAGER_TEXT_MAX], const char *name)
{
	const char *instance;

	engager_text(to, name + strlen(PREFIX));
	instance = strstr(to, ".instance");
	if (instance && instance != to) {
		to[instance - to] = '\0';
	}
}

/* Of its place and of who has it: another that comes into it is another. */
static uint64_t id_of(const struct players *s, const struct player *p)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ (uint64_t) (p - s->p);

	for (const char *c = p->owner; *c; c++) {
		hash = (hash ^ (unsigned char) *c) * UINT64_C(0x100000001b3);
	}
	return hash;
}

void players_list(const struct players *s, struct engagers *list)
{
	for (size_t i = 0; i < PLAYERS_MAX; i++) {
		const struct player *p = &s->p[i];
		struct engager *e;

		if (!p->playing) {
			continue;
		}
		e = engagers_add(list, ENGAGER_PLAYER, id_of(s, p));
		if (!e) {
			return;
		}
		copy_name(e->who, p->name);
		e->video = p->video;
	}
}

void players_health(const struct players *s, struct health *ret)
{
	unsigned n = 0, playing = 0;
	const struct player *silent = NULL;

	for (size_t i = 0; i < PLAYERS_MAX; i++) {
		const struct player *p = &s->p[i];

		n += p->name[0] != '\0';
		playing += p->playing;
		silent = p->name[0] && (p->silent || p->muted) ? p : silent;
	}
	*ret = (struct health){ .name = "players", .level = HEALTH_OK };
	if (silent) {
		char who[ENGAGER_TEXT_MAX];

		copy_name(who, silent->name);
		ret->level = HEALTH_WARN;
		(void) snprintf(
			ret->text, sizeof(ret->text),
			silent->muted
				? _("the media player %s sends without end and is looked at now "
				    "and then only")
				: _("the media player %s does not say whether it plays: restart "
				    "it; until then what it shows does not count"),
			who);
	} else if (s->overflow) {
		ret->level = HEALTH_WARN;
		(void) snprintf(ret->text, sizeof(ret->text),
				_("more than %u media players: the others are not looked at"),
				PLAYERS_MAX);
	} else if (n == 0) {
		(void) snprintf(ret->text, sizeof(ret->text), _("no media player runs"));
	} else {
		(void) snprintf(ret->text, sizeof(ret->text), _("media players: %u, playing: %u"),
				n, playing);
	}
}
