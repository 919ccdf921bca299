/*
 * How the session is found.  Each look goes through the candidates until one answers:
 *
 *   the session this process is in --> the display session of the user --> $XDG_SESSION_ID --> none
 *
 * A service of the user manager is in no session; the display session is what the user sees then,
 * and may change, so that it is looked for again whenever a session comes.  Messages come in the
 * order in which logind sent them: with the match in place before the properties are read, nothing
 * is missed.
 */
#include "adapters/logind/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <systemd/sd-login.h>

#include "log.h"

static void look_at(struct logind *l, enum candidate candidate);

/*
 * An unlock counts as presence where it clears the last blocker.  So what sets goes first, and of
 * two that clear the unlock goes last: who unlocks a session that comes to the front is there.
 */
static void set_state(struct logind *l, bool locked, bool inactive)
{
	if (locked) {
		logind_set_blocker(l, BLOCKER_LOCKED, true);
	}
	logind_set_blocker(l, BLOCKER_SESSION_INACTIVE, inactive);
	if (!locked) {
		logind_set_blocker(l, BLOCKER_LOCKED, false);
	}
	logind_idle_tell(l);
}

/* Did logind not answer, rather than say no? */
static bool is_silence(sd_bus_message *reply)
{
	return sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NO_REPLY) ||
	       sd_bus_message_is_method_error(reply, SD_BUS_ERROR_TIMEOUT) ||
	       sd_bus_message_is_method_error(reply, SD_BUS_ERROR_DISCONNECTED) ||
	       sd_bus_message_is_method_error(reply, SD_BUS_ERROR_SERVICE_UNKNOWN) ||
	       sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NAME_HAS_NO_OWNER);
}

/* ---- following the session ---- */

/* LockedHint and Active come with their values; what is merely invalidated is read again. */
static int on_session_changed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	struct session s = l->session;
	const char *interface;
	int r;

	(void) error;
	if (!logind_sent(l, m) || strcmp(sd_bus_message_get_path(m), l->session.path) != 0) {
		return 0;
	}
	r = sd_bus_message_read_basic(m, 's', &interface);
	if (r < 0 || strcmp(interface, SESSION) != 0) {
		return 0;
	}
	r = logind_read_properties(m, &s);
	if (r < 0) {
		(void) log_debug_errno(r, "logind: odd properties: %m");
		return 0;
	}
	l->session = s;
	set_state(l, s.locked, !s.active);
	r = sd_bus_message_enter_container(m, 'a', "s");
	if (r > 0 && sd_bus_message_at_end(m, false) == 0) {
		look_at(l, CANDIDATE_OWN);
	}
	return 0;
}

/* ---- looking for it ---- */

static void adopt(struct logind *l, const struct session *s)
{
	if (strcmp(l->session.path, s->path) != 0) {
		log_info("session %s%s%s", s->id, s->seat[0] ? " on " : "", s->seat);
	}
	l->session = *s;
	l->ended = false;
	l->backoff = LOGIND_BACKOFF_LEAST;
	(void) sd_event_source_set_enabled(l->retry, SD_EVENT_OFF);
	logind_trust(l);
	sd_bus_slot_unref(l->watch);
	l->watch = TAKE_PTR(l->look_watch);
	set_state(l, s->locked, !s->active);
}

/* Looked for again with back-off: that a session comes may have been announced too early, or never.
 */
static void look_in_vain(struct logind *l)
{
	l->look_watch = sd_bus_slot_unref(l->look_watch);
	logind_retry(l);
	if (l->unsure) {
		logind_doubt(l);
		return;
	}
	logind_trust(l);
	if (l->session.path[0]) {
		log_info("session %s has ended", l->session.id);
		l->ended = true;
	}
	l->watch = sd_bus_slot_unref(l->watch);
	l->session = (struct session){ .path = "" };
	set_state(l, false, l->ended);
}

static void look_next(struct logind *l)
{
	look_at(l, l->candidate + 1);
}

/* For the replies of a look: is it one? else the next candidate's turn. */
static bool look_answered(struct logind *l, sd_bus_message *m)
{
	const sd_bus_error *e = sd_bus_message_get_error(m);

	if (!e) {
		return true;
	}
	log_debug("logind: %s: %s", e->name, e->message);
	l->unsure = l->unsure || is_silence(m);
	look_next(l);
	return false;
}

static int on_session_properties(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct session s = { .path = "" };
	struct logind *l = userdata;
	int r;

	(void) error;
	if (!look_answered(l, m)) {
		return 0;
	}
	memcpy(s.path, l->look_path, sizeof(s.path));
	if (strcmp(s.path, l->session.path) == 0) {
		s.idle = l->session.idle; /* what has been seen of it so far */
	}
	r = logind_read_properties(m, &s);
	if (r < 0 || !s.id[0] || s.unfit) {
		look_next(l);
		return 0;
	}
	adopt(l, &s);
	return 0;
}

static int watch_session(struct logind *l, const char *path)
{
	int r;

	(void) snprintf(l->look_path, sizeof(l->look_path), "%s", path);
	l->look_watch = sd_bus_slot_unref(l->look_watch);
	r = sd_bus_match_signal_async(l->bus, &l->look_watch, LOGIN1, l->look_path, PROPERTIES,
				      "PropertiesChanged", on_session_changed, NULL, l);
	if (r < 0) {
		return r;
	}
	return logind_call(l, &l->look, l->look_path, PROPERTIES, "GetAll", on_session_properties,
			   "s", SESSION);
}

static int on_session_path(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	const char *path;

	(void) error;
	if (look_answered(l, m) &&
	    (sd_bus_message_read_basic(m, 'o', &path) < 0 || watch_session(l, path) < 0)) {
		look_next(l);
	}
	return 0;
}

static int on_display(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	const char *id, *path;

	(void) error;
	if (look_answered(l, m) && (sd_bus_message_read(m, "v", "(so)", &id, &path) < 0 || !id[0] ||
				    watch_session(l, path) < 0)) {
		look_next(l);
	}
	return 0;
}

static int on_user_path(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	const char *path;

	(void) error;
	if (look_answered(l, m) && (sd_bus_message_read_basic(m, 'o', &path) < 0 ||
				    logind_call(l, &l->look, path, PROPERTIES, "Get", on_display,
						"ss", USER, "Display") < 0)) {
		look_next(l);
	}
	return 0;
}

static int ask_for_session(struct logind *l, const char *id)
{
	return logind_call(l, &l->look, LOGIN1_PATH, MANAGER, "GetSession", on_session_path, "s",
			   id);
}

static int ask_for_own(struct logind *l)
{
	char *id = NULL;
	int r;

	r = sd_pid_get_session(0, &id);
	if (r >= 0) {
		r = ask_for_session(l, id);
	}
	free(id);
	return r;
}

static int ask_for_candidate(struct logind *l, enum candidate candidate)
{
	const char *id;

	switch (candidate) {
	case CANDIDATE_OWN:
		return ask_for_own(l);
	case CANDIDATE_DISPLAY:
		return logind_call(l, &l->look, LOGIN1_PATH, MANAGER, "GetUser", on_user_path, "u",
				   (uint32_t) getuid());
	case CANDIDATE_ENVIRONMENT:
		id = getenv("XDG_SESSION_ID");
		return id && id[0] ? ask_for_session(l, id) : -ENXIO;
	case CANDIDATE_NONE:
		break;
	}
	return 0;
}

/* Asks for the first candidate from `candidate` on that can be asked for; replaces a look under
 * way. */
static void look_at(struct logind *l, enum candidate candidate)
{
	if (candidate == CANDIDATE_OWN) {
		l->unsure = false;
	}
	for (; candidate < CANDIDATE_NONE; candidate++) {
		l->candidate = candidate;
		if (ask_for_candidate(l, candidate) >= 0) {
			return;
		}
	}
	l->candidate = CANDIDATE_NONE;
	look_in_vain(l);
}

void logind_session_look(struct logind *l)
{
	look_at(l, CANDIDATE_OWN);
}

/* ---- sessions come and go ---- */

/* The display session of the user may be another now; a session we are in stays ours. */
int on_session_new(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;

	(void) error;
	if (logind_sent(l, m) && !(l->session.path[0] && l->candidate == CANDIDATE_OWN)) {
		look_at(l, CANDIDATE_OWN);
	}
	return 0;
}

int on_session_removed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	struct logind *l = userdata;
	const char *id, *path;

	(void) error;
	if (logind_sent(l, m) && sd_bus_message_read(m, "so", &id, &path) >= 0 &&
	    strcmp(path, l->session.path) == 0) {
		look_at(l, CANDIDATE_OWN);
	}
	return 0;
}

void logind_session_detach(struct logind *l)
{
	l->look = sd_bus_slot_unref(l->look);
	l->look_watch = sd_bus_slot_unref(l->look_watch);
	l->watch = sd_bus_slot_unref(l->watch);
}

void logind_session_forget(struct logind *l)
{
	l->session = (struct session){ .path = "" };
	l->ended = false;
	/* In this order the unlock clears no last blocker where the session was inactive. */
	logind_set_blocker(l, BLOCKER_LOCKED, false);
	logind_set_blocker(l, BLOCKER_SESSION_INACTIVE, false);
	logind_idle_tell(l);
}
