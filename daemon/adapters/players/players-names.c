#include "adapters/players/internal.h"

#include <stdio.h>
#include <string.h>

static struct player *find(struct players *s, const char *name)
{
	for (size_t i = 0; i < PLAYERS_MAX; i++) {
		if (strcmp(s->p[i].name, name) == 0) {
			return &s->p[i];
		}
	}
	return NULL;
}

static bool is_player_name(const char *name)
{
	return strncmp(name, PREFIX, strlen(PREFIX)) == 0 && name[strlen(PREFIX)] &&
	       strlen(name) < PLAYER_NAME_MAX;
}

/* A place for the name; NULL: there is none. */
static struct player *place(struct players *s, const char *name)
{
	struct player *p = find(s, "");

	if (!p) {
		s->overflow = true;
		return NULL;
	}
	p->all = s;
	(void) snprintf(p->name, sizeof(p->name), "%s", name);
	return p;
}

static void owner_changed(struct players *s, const char *name, const char *owner)
{
	struct player *p;

	if (!is_player_name(name)) {
		return;
	}
	p = find(s, name);
	if (p) {
		player_drop(p);
	}
	if (owner[0]) {
		p = place(s, name);
		if (p) {
			player_begin(p, owner);
		}
	} else if (p && s->overflow) {
		(void) players_ask_names(s);
	}
}

int players_on_owner_changed(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	const char *sender = sd_bus_message_get_sender(m), *name, *before, *after;

	(void) error;
	/* Only the bus itself: anybody may send a signal of this name straight to us. */
	if (sender && strcmp(sender, DBUS) == 0 &&
	    sd_bus_message_read(m, "sss", &name, &before, &after) >= 0) {
		owner_changed(userdata, name, after);
	}
	return 0;
}

static int on_owner(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct player *p = userdata;
	const char *owner;

	(void) error;
	p->call = sd_bus_slot_unref(p->call);
	if (!sd_bus_message_is_method_error(reply, NULL) &&
	    sd_bus_message_read_basic(reply, 's', &owner) > 0) {
		player_begin(p, owner);
	} else {
		player_drop(p); /* gone already */
	}
	return 0;
}

static int on_names(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	struct players *s = userdata;
	const char *name;

	(void) error;
	s->names_call = sd_bus_slot_unref(s->names_call);
	s->overflow = false;
	if (sd_bus_message_is_method_error(reply, NULL) ||
	    sd_bus_message_enter_container(reply, 'a', "s") <= 0) {
		return 0;
	}
	while (sd_bus_message_read_basic(reply, 's', &name) > 0) {
		struct player *p;

		if (!is_player_name(name) || find(s, name)) {
			continue;
		}
		p = place(s, name);
		if (!p) {
			break;
		}
		if (players_call(s, &p->call, DBUS, DBUS_PATH, DBUS, "GetNameOwner", on_owner, p,
				 name) < 0) {
			player_drop(p);
		}
	}
	if (s->again) {
		s->again = false;
		if (s->overflow && find(s, "")) {
			(void) players_ask_names(s);
		}
	}
	return 0;
}

int players_ask_names(struct players *s)
{
	if (s->names_call) {
		s->again = true;
		return 0;
	}
	return players_call(s, &s->names_call, DBUS, DBUS_PATH, DBUS, "ListNames", on_names, s,
			    NULL);
}
