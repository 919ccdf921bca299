/*
 * Each player, by the owner of its name:
 *
 *   free --name has an owner--> asked --GetAll answered--> known --too many signals--> muted
 *    ^                                                       ^  \                        |
 *    |                                                       |   +-- PropertiesChanged   |
 *    |                                                       +------ asked <--after a while
 *    +------------------------- name has no owner (from everywhere)
 *
 * Matches are per player and by its unique name, so that the bus wakes us for nobody else; that of one which sends
 * without end is taken away for a while, the longer the more often, and it is asked when that is over.
 * Of the metadata the URL is looked at where it lies in the message; nothing of it is copied or logged.
 */
#include "adapters/players/internal.h"

#include <stdio.h>
#include <string.h>

#include "log.h"

#define PATIENCE       (10 * USEC_PER_SEC)
#define RETRY_LEAST    USEC_PER_SEC
#define RETRY_MOST     (5 * USEC_PER_MIN)
#define REFUSED_MOST   (30 * USEC_PER_SEC)
#define TIMER_ACCURACY (USEC_PER_SEC / 4)
/* More signals than this in the window are more than a person at a player makes. */
#define BURST_MAX    20
#define BURST_WINDOW (10 * USEC_PER_SEC)
#define MUTE_LEAST   (10 * USEC_PER_SEC)
#define MUTE_MOST    (2 * USEC_PER_MIN)

static void set(struct player *p, bool playing, bool video)
{
	bool was = p->playing, was_video = p->video;

	p->playing = playing;
	p->video = video;
	if (was != playing || (playing && was_video != video)) {
		(void) sd_event_source_set_enabled(p->all->news, SD_EVENT_ONESHOT);
	}
}

/* ---- calls ---- */

int players_call(struct players *s, sd_bus_slot **slot, const char *to, const char *path,
		 const char *interface, const char *member, sd_bus_message_handler_t handler,
		 void *userdata, const char *argument)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m = NULL;
	int r;

	r = sd_bus_message_new_method_call(s->bus, &m, to, path, interface, member);
	if (r < 0) {
		return r;
	}
	/* Who is not there is not to be started by somebody who only watches. */
	r = sd_bus_message_set_auto_start(m, false);
	if (r >= 0 && argument) {
		r = sd_bus_message_append_basic(m, 's', argument);
	}
	if (r < 0) {
		return r;
	}
	*slot = sd_bus_slot_unref(*slot);
	return sd_bus_call_async(s->bus, slot, m, handler, userdata, PATIENCE);
}

/* ---- asking and listening ---- */

static void ask_player(struct player *p);

static int on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	(void) source;
	(void) usec;
	ask_player(userdata);
	return 0;
}

static void ask_in(struct player *p, usec_t delay)
{
	if (p->timer) {
		(void) sd_event_source_set_time_relative(p->timer, delay);
		(void) sd_event_source_set_enabled(p->timer, SD_EVENT_ONESHOT);
	} else {
		(void) sd_event_add_time_relative(p->all->event, &p->timer, CLOCK_MONOTONIC, delay,
						  TIMER_ACCURACY, on_timer, p);
	}
}

/* Is this one more than we listen to? */
static bool is_flood(struct player *p)
{
	uint64_t now = 0;

	(void) sd_event_now(p->all->event, CLOCK_MONOTONIC, &now);
	if (p->signals == 0 || usec_sub(now, p->window) > BURST_WINDOW) {
		if (usec_sub(now, p->window) > 2 * MUTE_MOST) {
			p->mute = MUTE_LEAST; /* it has been good for a while */
		}
		p->window = now;
		p->signals = 0;
	}
	return ++p->signals > BURST_MAX;
}

static void mute(struct player *p)
{
	log_debug("players: %s sends without end: not listened to for %u s", p->name,
		  (unsigned) (p->mute / USEC_PER_SEC));
	p->match = sd_bus_slot_unref(p->match);
	p->call = sd_bus_slot_unref(p->call);
	p->muted = true;
	p->signals = 0;
	ask_in(p, p->mute);
	p->mute = usec_min(2 * p->mute, MUTE_MOST);
}

static int on_properties(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct player *p = userdata;
	struct said said = { .playing = p->playing, .video = p->video };

	(void) error;
	if (is_flood(p)) {
		mute(p);
		return 0;
	}
	/* An answer that is under way will be newer: the messages of one sender come in order. */
	if (said_read_changes(m, &said) < 0) {
		return 0;
	}
	if (said.stale) {
		ask_player(p);
	} else {
		set(p, said.playing, said.video);
	}
	return 0;
}

static void ask_later(struct player *p)
{
	ask_in(p, p->retry);
	p->retry = usec_min(2 * p->retry, RETRY_MOST);
}

static int on_all(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct player *p = userdata;
	struct said said = { .playing = false };

	(void) error;
	p->call = sd_bus_slot_unref(p->call);
	p->silent = sd_bus_message_is_method_error(reply, NULL);
	if (sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NO_REPLY)) {
		ask_later(p); /* what it said last holds until it answers */
		return 0;
	}
	if (p->silent || said_read_all(reply, &said) < 0) {
		set(p, false, false);
		/* Some take their name before they can answer.  Who refuses for long is left alone. */
		if (p->silent && p->retry < REFUSED_MOST) {
			ask_later(p);
		}
		return 0;
	}
	p->retry = RETRY_LEAST;
	set(p, said.playing, said.video);
	return 0;
}

static void ask_player(struct player *p)
{
	int r = 0;

	if (!p->match) {
		r = sd_bus_match_signal_async(p->all->bus, &p->match, p->owner, PATH, PROPERTIES,
					      "PropertiesChanged", on_properties, NULL, p);
	}
	p->muted = false;
	if (r >= 0) {
		r = players_call(p->all, &p->call, p->owner, PATH, PROPERTIES, "GetAll", on_all, p,
				 PLAYER);
	}
	if (r < 0) {
		(void) log_debug_errno(r, "players: %s: %m", p->name);
	}
}

/* ---- coming and going ---- */

void player_drop(struct player *p)
{
	p->call = sd_bus_slot_unref(p->call);
	p->match = sd_bus_slot_unref(p->match);
	if (p->timer) {
		(void) sd_event_source_set_enabled(p->timer, SD_EVENT_OFF);
	}
	set(p, false, false);
	p->name[0] = p->owner[0] = '\0';
	p->muted = p->silent = false;
}

void player_begin(struct player *p, const char *owner)
{
	if (strlen(owner) >= sizeof(p->owner)) {
		return;
	}
	(void) snprintf(p->owner, sizeof(p->owner), "%s", owner);
	p->match = sd_bus_slot_unref(p->match);
	p->window = 0;
	p->signals = 0;
	p->mute = MUTE_LEAST;
	p->retry = RETRY_LEAST;
	ask_player(p);
}
