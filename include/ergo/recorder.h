/*
 * What is kept of what happens: events, effects and snapshots become records (history.h), held until
 * they are written.  Pure: no clock, no file, no memory after recorder_new().
 *
 * Only what is certain is handed out.  Presence after the evidence may turn out to be an absence
 * (DESIGN "Presence"), so it waits for the next evidence; what was handed out is never taken back.
 *
 * Records have the wall time that the clock showed.  When it is set by CLOCK_STEP_LEAST or more, what
 * was not handed out yet is dated anew and the step is recorded as a change of "clock"; what was
 * handed out stays, and a session that goes on is told in two parts.
 *
 * Everything is bounded: what is not taken for days is dropped, the oldest first, days last.
 */
#pragma once

#include "ergo/audit.h"
#include "ergo/engine.h"
#include "ergo/history.h"

/* A wall clock that is set by this much was wrong before. */
#define CLOCK_STEP_LEAST USEC_PER_MIN

#define RECORDER_HOURS    72  /* of slots that are held */
#define RECORDER_RECORDS  256 /* of all else */
#define RECORDER_DAYS     64
#define RECORDER_PROBLEMS 16 /* that stand at a time */

enum record_type {
	RECORD_SLOTS,
	RECORD_SESSION,
	RECORD_BREAK,
	RECORD_PROMPT,
	RECORD_FINDING,
	RECORD_CHANGE,
	RECORD_PROBLEM,
	RECORD_DAY,
	RECORD_OFFSET,
	RECORD_SHARE,
};

struct record {
	enum record_type type;
	union {
		struct slots slots;
		struct session_record session;
		struct break_record rest;
		struct prompt_record prompt;
		struct finding_record finding;
		struct change_record change;
		struct problem_record problem;
		struct day_record day;
		struct offset_record offset;
		struct share_record share;
	};
};

struct recorder;

int recorder_new(struct recorder **ret); /* 0 or -ENOMEM */
struct recorder *recorder_free(struct recorder *r);
DEFINE_CLEANUP(struct recorder *, recorder_free)

/* ---- from one run to the next ---- */

#define RECORDER_STATE_MAX 1024 /* bytes */

/* What has to outlive the process besides the engine's state and the records.  Returns its size. */
size_t recorder_save(const struct recorder *r, void *buf, size_t size);
/* Anything may be handed in.  Returns 0; -EINVAL: it makes no sense, nothing is changed. */
int recorder_load(struct recorder *r, const void *data, size_t size);

/* What stood in the history when it was written last, and may stand still. */
void recorder_stands_finding(struct recorder *r, const struct finding_record *f);
void recorder_stands_problem(struct recorder *r, const struct problem_record *p);

/*
 * From now on, after an engine was made, or restored with recorder_effect() called for what that
 * brought about (recorder_at() before).  `restored`: its counters go on from the last run.
 */
void recorder_at(struct recorder *r, const struct stamp *now);
void recorder_begin(struct recorder *r, const struct engine *e, const struct stamp *now,
		    usec_t day_starts, bool restored);

/*
 * A session that the run before left open, and the engine does not know of; the record as it was
 * read, which is closed.
 */
void recorder_close(struct recorder *r, const struct session_record *s);
/* The start of the session that goes on; 0: none does. */
usec_t recorder_session(const struct recorder *r);

/* ---- what happens ---- */

/*
 * engine_feed(), recorded.  A day that ends before the event is brought to its end first, with ticks
 * of their own, so that its accounting is exact.  out->sink has to call recorder_effect().
 */
void recorder_feed(struct recorder *r, struct engine *e, const struct event *ev, usec_t day_starts,
		   struct effects *out);
void recorder_effect(struct recorder *r, const struct effect *e);

/* From now on the laptop's own panel is the only screen, or not. */
void recorder_laptop_only(struct recorder *r, bool alone);

/* The user works at this monitor now, or it is not known (NULL): share_look(). */
void recorder_share_look(struct recorder *r, const char *monitor, bool alone);
/* The present day, as the engine counts it. */
int64_t recorder_today(const struct recorder *r);
/* share_time() up to it. */
usec_t recorder_share_time(const struct recorder *r, const char *monitor);
/* What the history has of the last SHARE_DAYS days: share_known(). */
void recorder_share_known(struct recorder *r, const struct share_record *s);
/* Of shares, all is forgotten, or all but the present day. */
void recorder_shares_forget(struct recorder *r);
void recorder_shares_keep_today(struct recorder *r);

/* The audit of the monitors as they are now. */
void recorder_audit(struct recorder *r, const struct audit *a);
/* The lines of Problems as they are now; NULL-terminated. */
void recorder_problems(struct recorder *r, const char *const *lines);
void recorder_change(struct recorder *r, const char *key, const char *before, const char *after);
/* The keys of the set-up that differ. */
void recorder_setup(struct recorder *r, const struct config *before, const struct config *after);
/* The set of monitors, or the profile that holds for them; "": none.  The first call of all changes
 * nothing. */
void recorder_monitors(struct recorder *r, const char *monitors);
void recorder_posture_prompted(struct recorder *r);
void recorder_posture_answered(struct recorder *r, enum prompt_answer answer);

/* ---- handing out ---- */

/* Whether there is something certain that was not handed out. */
bool recorder_changed(const struct recorder *r);

/*
 * A day of which it has to be known what the history has of it already, before it can be handed out:
 * true, and recorder_day_known() is to be called with the record, or NULL: there is none.
 */
bool recorder_day_wanted(const struct recorder *r, int64_t *ret_day);
void recorder_day_known(struct recorder *r, int64_t day, const struct day_record *record);
/* Screen time of the present day with the laptop's own panel alone, as far as it is known. */
usec_t recorder_laptop_time(const struct recorder *r);

/* Hands out everything, in no order.  Stops when `put` returns a negative errno, and returns it. */
int recorder_each(struct recorder *r, int (*put)(const struct record *, void *), void *userdata);
/* What was handed out has been kept for good. */
void recorder_written(struct recorder *r);

/* How many records were dropped because nobody took them. */
uint64_t recorder_dropped(const struct recorder *r);

/* Everything from `from` to before `to` is to be forgotten; what goes on begins now.  Shares are forgotten
 * altogether: recorder_share_known() tells what the history still has. */
void recorder_erased(struct recorder *r, usec_t from, usec_t to);
