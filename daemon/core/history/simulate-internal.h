/*
 * What the files of the simulation share.
 *
 *   simulate.c        rows become hours, hours become slots; life
 *   simulate-slots.c  a slot becomes events
 *   simulate-feed.c   stamps, days, and what comes of the events
 *   simulate-keys.c   which keys slots can't tell
 */
#pragma once

#include "ergo/simulate.h"

/* Boot time of wall time 0: 10,000 h, so that no back-dating goes below 0. */
#define SIMULATION_EPOCH (10000 * USEC_PER_HOUR)

/* simulate-feed.c */
int feed_begin(struct simulation *s, usec_t real);
/* The time is `boot`, or what was reached where that is later. */
void feed(struct simulation *s, usec_t boot, struct event ev);
void feed_end(struct simulation *s, usec_t real);

/* simulate-slots.c: the slot that waits, now that the planes of the next one are known */
void feed_slot(struct simulation *s, unsigned next);
