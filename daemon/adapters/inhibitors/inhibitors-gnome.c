/*
 * GNOME's session manager, and those that speak as it does (Cinnamon, MATE, Budgie, Phosh).  Each inhibitor is an
 * object, asked one question after the other; one that is gone meanwhile is left out.  What is asked of
 * org.freedesktop.ScreenSaver arrives here too, under GNOME.
 */
#include "adapters/inhibitors/internal.h"

#include <stdio.h>
#include <string.h>

#define MANAGER      "org.gnome.SessionManager" /* name and interface */
#define MANAGER_PATH "/org/gnome/SessionManager"
#define INHIBITOR    "org.gnome.SessionManager.Inhibitor"

#define FLAG_IDLE 8u /* the session is not to become idle; 1, 2, 4: log out, switch user, suspend */

static void ask_next(struct peer *p);

static int ask_inhibitor(struct peer *p, const char *member, sd_bus_message_handler_t handler)
{
	return peer_call(p, p->paths[p->at], INHIBITOR, member, handler, "");
}

/* For the answers of an inhibitor: is it one? */
static bool answered(struct peer *p, sd_bus_message *reply)
{
	if (!sd_bus_message_is_method_error(reply, NULL)) {
		return true;
	}
	if (peer_is_silence(reply)) {
		peer_failed(p, reply);
	} else {
		p->at++;
		ask_next(p);
	}
	return false;
}

static int on_reason(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct peer *p = userdata;
	const char *why;

	(void) error;
	if (!answered(p, reply)) {
		return 0;
	}
	if (sd_bus_message_read_basic(reply, 's', &why) > 0 && p->next.n > 0) {
		engager_text(p->next.e[p->next.n - 1].why, why);
	}
	p->at++;
	ask_next(p);
	return 0;
}

static int on_app_id(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct peer *p = userdata;
	const char *who;

	(void) error;
	if (!answered(p, reply)) {
		return 0;
	}
	if (sd_bus_message_read_basic(reply, 's', &who) <= 0) {
		peer_failed(p, NULL);
		return 0;
	}
	peer_found(p, peer_hash(0, p->paths[p->at]), who, "");
	if (p->next.n >= PEER_FOUND_MAX) {
		p->paths_n = p->at + 1; /* the last that fits */
	}
	if (ask_inhibitor(p, "GetReason", on_reason) < 0) {
		peer_failed(p, NULL);
	}
	return 0;
}

static int on_flags(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct peer *p = userdata;
	uint32_t flags;

	(void) error;
	if (!answered(p, reply)) {
		return 0;
	}
	if (sd_bus_message_read_basic(reply, 'u', &flags) <= 0) {
		peer_failed(p, NULL);
	} else if (!(flags & FLAG_IDLE)) {
		p->at++;
		ask_next(p);
	} else if (ask_inhibitor(p, "GetAppId", on_app_id) < 0) {
		peer_failed(p, NULL);
	}
	return 0;
}

static void ask_next(struct peer *p)
{
	if (p->at >= p->paths_n) {
		peer_done(p);
	} else if (ask_inhibitor(p, "GetFlags", on_flags) < 0) {
		peer_failed(p, NULL);
	}
}

static int on_paths(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct peer *p = userdata;
	const char *path;
	int r;

	(void) error;
	if (sd_bus_message_is_method_error(reply, NULL)) {
		peer_failed(p, reply);
		return 0;
	}
	p->paths_n = p->at = 0;
	r = sd_bus_message_enter_container(reply, 'a', "o");
	while (r > 0 && p->paths_n < PEER_PATHS_MAX &&
	       (r = sd_bus_message_read_basic(reply, 'o', &path)) > 0) {
		if (strlen(path) < PEER_PATH_MAX) {
			(void) snprintf(p->paths[p->paths_n++], PEER_PATH_MAX, "%s", path);
		}
	}
	if (r < 0) {
		peer_failed(p, NULL);
	} else {
		ask_next(p);
	}
	return 0;
}

static int watch(struct peer *p)
{
	int r;

	r = peer_watch(p, 0, MANAGER_PATH, MANAGER, "InhibitorAdded", peer_on_change);
	if (r < 0) {
		return r;
	}
	return peer_watch(p, 1, MANAGER_PATH, MANAGER, "InhibitorRemoved", peer_on_change);
}

static int ask(struct peer *p)
{
	return peer_call(p, MANAGER_PATH, MANAGER, "GetInhibitors", on_paths, "");
}

const struct peer_kind peer_gnome = {
	.name = MANAGER,
	.label = "GNOME",
	.watch = watch,
	.ask = ask,
};
