#include "input-helper/seat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-login.h>

#include "log.h"

/* Without logind nobody can be told, and the helper soon ends; until then it looks this often. */
#define LOOK_AGAIN (5 * USEC_PER_SEC)
/* Nor oftener than this, however many come. */
#define LOOK_GAP USEC_PER_SEC

struct seat {
	sd_event *event;
	char name[64];
	void (*changed)(void *userdata);
	void *userdata;
	sd_login_monitor *monitor; /* NULL: no logind so far */
	sd_event_source *io;
	sd_event_source *again; /* on without logind */
	usec_t looked;          /* for logind, last */
	bool missed;            /* that there is none was said */
	bool owned;
	uid_t owner;
};

/*
 * The user of the session that is in front.  A session that is being closed belongs to nobody any more,
 * though its processes may linger; nor does a seat belong to somebody far away.
 */
static bool look_up(const struct seat *s, uid_t *ret)
{
	char *session = NULL, *state = NULL;
	uid_t uid;
	bool owned;

	if (sd_seat_get_active(s->name, &session, &uid) < 0) {
		return false;
	}
	owned = sd_session_get_state(session, &state) >= 0 && strcmp(state, "active") == 0 &&
		sd_session_is_remote(session) == 0;
	free(session);
	free(state);
	*ret = uid;
	return owned;
}

/* Returns whether the owner is another one now. */
static bool update(struct seat *s)
{
	uid_t uid = 0;
	bool owned = look_up(s, &uid), news;

	news = owned != s->owned || (owned && uid != s->owner);
	s->owned = owned;
	s->owner = uid;
	if (news && owned) {
		log_debug("%s is uid %u's", s->name, (unsigned) uid);
	} else if (news) {
		log_debug("%s is nobody's", s->name);
	}
	return news;
}

static int on_login(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	struct seat *s = userdata;

	(void) source;
	(void) fd;
	(void) revents;
	(void) sd_login_monitor_flush(s->monitor);
	if (update(s)) {
		s->changed(s->userdata);
	}
	return 0;
}

static int watch(struct seat *s)
{
	_cleanup_(sd_login_monitor_unrefp) sd_login_monitor *monitor = NULL;
	int r;

	r = sd_login_monitor_new(NULL, &monitor);
	if (r < 0) {
		return r;
	}
	r = sd_event_add_io(s->event, &s->io, sd_login_monitor_get_fd(monitor),
			    (uint32_t) sd_login_monitor_get_events(monitor), on_login, s);
	if (r < 0) {
		return r;
	}
	/* Who has lost the seat is told nothing more, whatever else is to be done. */
	(void) sd_event_source_set_priority(s->io, SD_EVENT_PRIORITY_IMPORTANT);
	s->monitor = TAKE_PTR(monitor);
	return 0;
}

/* Looks for logind; returns whether the owner is another one now. */
static bool look(struct seat *s)
{
	int r = watch(s);

	(void) sd_event_now(s->event, CLOCK_MONOTONIC, &s->looked);
	if (r >= 0) {
		return update(s);
	}
	(void) sd_event_source_set_time_relative(s->again, LOOK_AGAIN);
	(void) sd_event_source_set_enabled(s->again, SD_EVENT_ONESHOT);
	if (!s->missed) {
		s->missed = true;
		log_warning("No logind to be seen (%s), so the seat is nobody's and nobody is told "
			    "anything",
			    strerror(-r));
	}
	return false;
}

static int on_again(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct seat *s = userdata;

	(void) source;
	(void) usec;
	if (!s->monitor && look(s)) {
		s->changed(s->userdata);
	}
	return 0;
}

void seat_look(struct seat *s)
{
	usec_t now = 0;

	(void) sd_event_now(s->event, CLOCK_MONOTONIC, &now);
	if (!s->monitor && (s->looked == 0 || now - s->looked >= LOOK_GAP)) {
		(void) look(s);
	}
}

int seat_new(struct seat **ret, sd_event *event, const char *name, void (*changed)(void *userdata),
	     void *userdata)
{
	_cleanup_(seat_freep) struct seat *s = calloc(1, sizeof(*s));
	int r;

	if (!s) {
		return -ENOMEM;
	}
	if (strlen(name) >= sizeof(s->name)) {
		return -ENAMETOOLONG;
	}
	(void) snprintf(s->name, sizeof(s->name), "%s", name);
	s->event = sd_event_ref(event);
	s->changed = changed;
	s->userdata = userdata;
	r = sd_event_add_time(event, &s->again, CLOCK_MONOTONIC, USEC_INFINITY, USEC_PER_SEC,
			      on_again, s);
	if (r >= 0) {
		r = sd_event_source_set_enabled(s->again, SD_EVENT_OFF);
	}
	if (r < 0) {
		return r;
	}
	seat_look(s);
	*ret = TAKE_PTR(s);
	return 0;
}

struct seat *seat_free(struct seat *s)
{
	if (s) {
		sd_event_source_disable_unref(s->io);
		sd_event_source_disable_unref(s->again);
		sd_login_monitor_unref(s->monitor);
		sd_event_unref(s->event);
		free(s);
	}
	return NULL;
}

bool seat_owner(const struct seat *s, uid_t *ret)
{
	*ret = s->owner;
	return s->owned;
}
