/*
 * A recorder beside an engine on a test bench, in virtual time; and what it hands out, sorted by kind.
 * Everything fails the running test when it can't be done.
 */
#pragma once

#include "ergo/recorder.h"

#define REC_EPOCH (10000 * USEC_PER_HOUR) /* boot time at time 0 */

struct rec {
	struct engine *engine;
	struct recorder *recorder;
	struct config config;
	struct effects out;
	struct stamp zero; /* at time 0; the wall clock may be changed at any time */
};

/* What was handed out. */
#define TAKEN_MAX 96
struct taken {
	size_t slots_n, sessions_n, breaks_n, prompts_n, findings_n, changes_n, problems_n, days_n,
		offsets_n, shares_n;
	struct slots slots[TAKEN_MAX];
	struct session_record sessions[TAKEN_MAX];
	struct break_record breaks[TAKEN_MAX];
	struct prompt_record prompts[TAKEN_MAX];
	struct finding_record findings[TAKEN_MAX];
	struct change_record changes[TAKEN_MAX];
	struct problem_record problems[TAKEN_MAX];
	struct day_record days[TAKEN_MAX];
	struct offset_record offsets[TAKEN_MAX];
	struct share_record shares[TAKEN_MAX];
};

/* Begins at a wall time, RFC 3339; the offset in it holds.  Nothing was before. */
void rec_begin(struct rec *r, const char *when);
void rec_begin_with(struct rec *r, const char *when, const struct config *config);
void rec_end(struct rec *r);

/* Wall time in microseconds. */
usec_t rec_wall(const char *when);

struct stamp rec_stamp(const struct rec *r, usec_t t);
void rec_feed(struct rec *r, usec_t t, struct event ev);
void rec_tick(struct rec *r, usec_t t);
void rec_pulse(struct rec *r, usec_t t);
/* Pulses at `from`, then every `every` until `until`, that included. */
void rec_type(struct rec *r, usec_t from, usec_t every, usec_t until);
struct snapshot rec_look(const struct rec *r);

/* Takes what there is; a day that is not known is taken to be new. */
void rec_take(struct rec *r, struct taken *ret);

/* How many slots of a plane were handed out from `when` on for `d`; and in all. */
unsigned taken_slots(const struct taken *t, enum plane plane, const char *when, usec_t d);
unsigned taken_all(const struct taken *t, enum plane plane);
/* The record of a day, "2026-03-02". */
const struct day_record *taken_day(const struct taken *t, const char *date);
