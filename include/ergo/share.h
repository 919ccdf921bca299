/*
 * Which monitor the time at the screen was spent at: seconds a monitor and a day, never a window.  Pure.
 *
 * Which one is in use is looked at once a sampling period at most; screen time since the last look goes to
 * the monitor that was in use at this one.  Only what is certain is attributed (up to the evidence, DESIGN
 * "Presence"): what may still turn out to be an absence waits.
 */
#pragma once

#include "ergo/history.h"
#include "ergo/monitor.h"
#include "ergo/snapshot.h"

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

struct monitor_share {
	char monitor
		[MONITOR_NAME_MAX]; /* "model serial", the model, or the output where there is no model */
	usec_t time;
};

#define SHARES_MAX MONITORS_MAX

struct share {
	int64_t day;    /* as stamp_day() numbers them */
	usec_t counted; /* certain screen time of the day that was attributed, or can't be */
	size_t n;
	struct monitor_share m[SHARES_MAX]; /* since share_take() */
};

/* Attributes what is certain since the last call to `monitor`; NULL: it is not known, so nobody's. */
void share_look(struct share *s, const struct snapshot *snapshot, int64_t day, const char *monitor);

/* How a monitor is called in the history. */
void share_name(const struct monitor *m, char buf[static MONITOR_NAME_MAX]);
