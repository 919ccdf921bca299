/*
 * Media players that play (MPRIS): names, whether, and whether it is a video by its URL.  Never what it is: title and
 * URL are looked at and dropped.  By signals alone; bounded, whatever players there are.
 */
#pragma once

#include <systemd/sd-bus.h>

#include "ergo/engaged.h"
#include "health.h"

struct players;

/* As inhibitors_new(). */
int players_new(struct players **ret, sd_bus *bus, void (*changed)(void *userdata), void *userdata);
struct players *players_free(struct players *p);
DEFINE_CLEANUP(struct players *, players_free)

/* Adds those that play now, as ENGAGER_PLAYER; .who is the name behind "org.mpris.MediaPlayer2.", without
 * the ".instance" of a second one. */
void players_list(const struct players *p, struct engagers *list);

/* For doctor, "players". */
void players_health(const struct players *p, struct health *ret);
