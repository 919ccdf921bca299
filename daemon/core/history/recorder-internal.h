/*
 * What the files of the recorder share.
 *
 *   recorder.c        life; events, effects and presence become stretches of certain time
 *   recorder-slots.c  stretches, pulses and flags become slots
 *   recorder-days.c   the accounting of days
 *   recorder-lists.c  what comes and goes: prompts, findings, problems, changes
 *   recorder-give.c   handing out; a wall clock that was set; erasing
 */
#pragma once

#include "ergo/recorder.h"
#include "ergo/share.h"

/* Presence that is not certain yet is kept in stretches of one wall clock, day and desk. */
#define STRETCHES_MAX 8

struct stretch {
	usec_t from;   /* boot time */
	int64_t delta; /* wall time less boot time */
	int64_t day;
	bool alone; /* the laptop's own panel is the only screen */
	bool over;  /* the engine counts another day by now */
};

struct hour {
	bool used;
	int64_t hour;
	uint8_t bits[_PLANE_MAX][SLOT_BYTES];
};

struct day_entry {
	bool used, dirty;
	bool known;              /* what the history has of it */
	bool written;            /* the history has it from us */
	bool goes_on;            /* the engine has counted it from before this run */
	struct day_record base;  /* what was before the engine began to count it */
	struct day_record count; /* since, and what only the recorder counts */
};

struct recorder {
	/* now */
	struct stamp stamp;
	int64_t delta;          /* of it */
	usec_t at;              /* boot time that the engine has reached */
	const struct event *ev; /* that is being fed; NULL: none */
	bool begun;

	/* presence */
	bool present;
	usec_t certain; /* boot time up to which it is */
	usec_t left;    /* ... of the last absence's beginning */
	size_t stretches;
	struct stretch stretch[STRETCHES_MAX];
	bool alone;

	/* slots */
	struct hour hours[RECORDER_HOURS];
	int64_t partial;                  /* the slot that presence has been counted in last */
	usec_t partial_time;              /* ... and how much */
	int64_t input[_DEVICE_CLASS_MAX]; /* the slot with input of a class last */
	usec_t filled; /* wall time up to which the flags are in the slots; 0: they are not */
	bool blocked, engaged, quiet;
	unsigned blockers;

	/* days */
	int64_t day;
	bool day_valid;
	usec_t day_starts;      /* session.day_starts */
	struct day_record from; /* the engine's counters when it began with the day */
	struct day_entry days[RECORDER_DAYS];

	struct share share;

	/* the session */
	bool in_session, session_dirty, session_written;
	usec_t session_start; /* wall time */
	usec_t session_end;   /* ... up to which it counts so far */
	usec_t session_time,
		session_from; /* the engine's; of it not ours: told before, or erased */

	/* what comes and goes */
	bool prompt_open, posture_open;
	struct prompt_record prompt, posture;
	size_t findings;
	struct finding_record finding[FINDINGS_MAX];
	size_t problems;
	struct problem_record problem[RECORDER_PROBLEMS];
	bool monitors_known;
	char monitors[HISTORY_TEXT_MAX];

	/* what waits to be handed out */
	size_t n;
	struct record queue[RECORDER_RECORDS];
	bool slots_dirty; /* certain ones of presence or input */
	usec_t written;   /* wall time of the last handing out */
	uint64_t dropped;
};

/* recorder.c */
static inline usec_t recorder_real(const struct recorder *r, usec_t boot)
{
	return usec_sub(r->stamp.real, usec_sub(r->stamp.boot, boot));
}
void recorder_stretch(struct recorder *r, usec_t from);

/* recorder-slots.c */
void slots_present(struct recorder *r, usec_t from, usec_t to, bool alone); /* wall times */
/* Input of a class now.  Returns whether its slot had none before. */
bool slots_input(struct recorder *r, enum device_class device, usec_t real);
/* The flags as they have been up to now. */
void slots_fill(struct recorder *r);
void slots_shift(struct recorder *r, int64_t by); /* microseconds */

/* recorder-days.c */
void days_begin(struct recorder *r, const struct snapshot *s, bool restored);
void days_update(struct recorder *r, const struct snapshot *s);
/* Certain presence in a day. */
void days_present(struct recorder *r, const struct stretch *s, usec_t duration);
void days_input(struct recorder *r, enum device_class device);
void days_sum(const struct day_entry *e, struct day_record *ret);
void days_move(struct recorder *r, int64_t from, int64_t to);

/* recorder-lists.c */
void queue_add(struct recorder *r, const struct record *record);
void lists_effect(struct recorder *r, const struct effect *e);
void lists_event(struct recorder *r, const struct snapshot *before, const struct snapshot *after);

/* recorder-give.c */
void recorder_step(struct recorder *r, const struct stamp *now);
