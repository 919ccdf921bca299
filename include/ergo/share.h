/*
 * Which monitor the time at the screen was spent at: seconds a monitor and a day, never a window.  Pure.
 *
 * Which one is in use is looked at once a sampling period at most.  Certain screen time (up to the
 * evidence, DESIGN "Presence") waits for the next look and goes to the monitor that is in use then: what
 * may still turn out to be an absence is nobody's, and so is what nobody could tell of.  The shares of a
 * day sum up to its screen time or less.
 */
#pragma once

#include "ergo/history.h"
#include "ergo/monitor.h"

/* What a look at the desktop told. */
struct desktop_look {
	bool known;   /* somebody could be asked */
	bool focused; /* a window has the focus, and these are its: pixels of the desktop */
	int x, y;
	unsigned width, height;
	bool full_screen;
	int pointer_x, pointer_y;
};

/*
 * Which monitor is in use: the one with the middle of the focused window; of a window that covers several
 * (half of each or more) the one with the pointer; without a focus the one with the pointer.  Of mirrors the
 * one that the window covers, then the primary.  Index of monitors->m; -1: not known.
 */
int monitor_in_use(const struct monitors *monitors, const struct desktop_look *look);

/* Whether the focused window is a full-screen one, and covers the monitor in use. */
bool full_screen_in_use(const struct monitors *monitors, const struct desktop_look *look);

#define SHARE_DAYS    7  /* of which shares are held: the last ones, today included */
#define SHARE_ROWS    64 /* a monitor and a day each; what finds no room is nobody's */
#define SHARE_WAITING 4  /* days with time that waits */

/* [J] Where the look before told of another monitor, or of none, no more than this goes to the one of now:
 * about what lies between two looks while somebody works. */
#define SHARE_APART USEC_PER_MIN

struct share_row {
	struct share_record sum; /* all that is known of it */
	usec_t time, alone;      /* of it what was not handed out yet */
};

/* All 0: nothing is known. */
struct share {
	char last[SHARE_NAME_MAX]; /* the monitor that the last look told of; "": none */
	struct {
		int64_t day;
		usec_t time;
	} waiting[SHARE_WAITING]; /* .time 0: unused */
	size_t n;
	struct share_row row[SHARE_ROWS]; /* in no order */
};

/* There was so much certain screen time in a day; it waits for a look. */
void share_add(struct share *s, int64_t day, usec_t certain);

/* What waits was spent at `monitor`, which is in use, `alone`: no other one shows an image.  NULL: it is not
 * known, so nobody's. */
void share_look(struct share *s, const char *monitor, bool alone);

/* A wall clock was set: what was called one day is another one. */
void share_move(struct share *s, int64_t from, int64_t to);

/* What the history has of the last days: once, in addition to what came since. */
void share_known(struct share *s, const struct share_record *r);

bool share_changed(const struct share *s); /* there is something that was not handed out */
/* What a row has that was not handed out; false: nothing. */
bool share_fresh(const struct share_row *row, struct share_record *ret);
/* All was handed out; the rows of days that are too old by `today` go. */
void share_written(struct share *s, int64_t today);

/* Rows of days before `day` go; INT64_MAX: all, with what waits. */
void share_forget(struct share *s, int64_t day);

/* Time at a monitor in the SHARE_DAYS up to `today`, but for when it was the only one: which one of several
 * is used most. */
usec_t share_time(const struct share *s, const char *monitor, int64_t today);

/* How the i-th monitor is called in the history: "model serial", the model, or the output where there is no
 * model; two that would be called alike are told apart by their outputs. */
void share_name(const struct monitors *all, size_t i, char buf[static SHARE_NAME_MAX]);
