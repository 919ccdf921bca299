/*
 * KDE's PowerDevil.  Since Plasma 6.5 the property ActiveInhibitions says what each one is about.  Before, there
 * is a list of names, which holds those that only keep the machine from suspending as well (HasInhibition tells
 * whether there is one about the screen): if there is, all are taken, since which it is can't be known.
 * Inhibitions become active 5 s after they were asked for.
 */
#include "adapters/inhibitors/internal.h"

#include <string.h>

#define POWER      "org.kde.Solid.PowerManagement"
#define AGENT_PATH "/org/kde/Solid/PowerManagement/PolicyAgent"
#define AGENT      "org.kde.Solid.PowerManagement.PolicyAgent"

#define CHANGE_SCREEN_SETTINGS 4u

static bool is_about_screen(const char *what)
{
	/* words between colons, as of logind */
	for (const char *s = what; (s = strstr(s, "idle")); s += 4) {
		if ((s == what || s[-1] == ':') && (s[4] == '\0' || s[4] == ':')) {
			return true;
		}
	}
	return false;
}

/* ---- before 6.5 ---- */

static int on_names(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct peer *p = userdata;
	const char *who, *why;
	int r;

	(void) error;
	if (sd_bus_message_is_method_error(reply, NULL)) {
		peer_failed(p, reply);
		return 0;
	}
	r = sd_bus_message_enter_container(reply, 'a', "(ss)");
	while (r > 0 && (r = sd_bus_message_read(reply, "(ss)", &who, &why)) > 0) {
		peer_found(p, 0, who, why);
	}
	if (r < 0) {
		peer_failed(p, NULL);
	} else {
		peer_done(p);
	}
	return 0;
}

static int on_has(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct peer *p = userdata;
	int has;

	(void) error;
	if (sd_bus_message_is_method_error(reply, NULL)) {
		peer_failed(p, reply);
	} else if (sd_bus_message_read_basic(reply, 'b', &has) <= 0) {
		peer_failed(p, NULL);
	} else if (!has) {
		peer_done(p);
	} else if (peer_call(p, AGENT_PATH, AGENT, "ListInhibitions", on_names, "") < 0) {
		peer_failed(p, NULL);
	}
	return 0;
}

static int ask_old(struct peer *p)
{
	return peer_call(p, AGENT_PATH, AGENT, "HasInhibition", on_has, "u",
			 CHANGE_SCREEN_SETTINGS);
}

/* ---- since then ---- */

static int on_active(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	const char *what, *who, *why, *mode;
	struct peer *p = userdata;
	uint32_t flags;
	int r;

	(void) error;
	if (sd_bus_message_is_method_error(reply, NULL)) {
		if (peer_is_silence(reply)) {
			peer_failed(p, reply);
			return 0;
		}
		p->old = true;
		if (ask_old(p) < 0) {
			peer_failed(p, reply);
		}
		return 0;
	}
	r = sd_bus_message_enter_container(reply, 'v', "a(ssssu)");
	if (r > 0) {
		r = sd_bus_message_enter_container(reply, 'a', "(ssssu)");
	}
	while (r > 0 &&
	       (r = sd_bus_message_read(reply, "(ssssu)", &what, &who, &why, &mode, &flags)) > 0) {
		if (is_about_screen(what) && strcmp(mode, "block") == 0) {
			peer_found(p, 0, who, why);
		}
	}
	if (r < 0) {
		peer_failed(p, NULL);
	} else {
		peer_done(p);
	}
	return 0;
}

static int watch(struct peer *p)
{
	int r;

	r = peer_watch(p, 0, AGENT_PATH, AGENT, "InhibitionsChanged", peer_on_change);
	if (r < 0) {
		return r;
	}
	return peer_watch(p, 1, AGENT_PATH, PROPERTIES, "PropertiesChanged", peer_on_change);
}

static int ask(struct peer *p)
{
	if (p->old) {
		return ask_old(p);
	}
	return peer_call(p, AGENT_PATH, PROPERTIES, "Get", on_active, "ss", AGENT,
			 "ActiveInhibitions");
}

const struct peer_kind peer_kde = {
	.name = POWER,
	.label = "KDE",
	.watch = watch,
	.ask = ask,
};
