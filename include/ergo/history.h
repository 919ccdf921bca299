/*
 * What is kept of the past: data, shared by the daemon that measures, the store that keeps, and the
 * CLI that shows.  Moments are CLOCK_REALTIME microseconds (UTC), and are kept to the second, rounded
 * down; durations are kept exactly.  Days are counted as stamp_day() does.
 */
#pragma once

#include "ergo/base.h"
#include "ergo/effect.h"
#include "ergo/event.h"
#include "ergo/strtab.h"

/* Presence and input are kept no finer than this, ever. */
#define SLOT_LENGTH    (10 * USEC_PER_SEC)
#define SLOTS_PER_HOUR 360
#define SLOT_BYTES     (SLOTS_PER_HOUR / 8)

/* What a slot may say of its ten seconds; a plane of bits each. */
enum plane {
	PLANE_PRESENT, /* the user was at the screen at the slot's end or for most of it */
	PLANE_ENGAGED, /* the screen was watched without input */
	PLANE_BLOCKED, /* at its end a blocker stood: locked, asleep, display off, another session */
	PLANE_QUIET,   /* at its end prompts were held back */
	PLANE_KEYBOARD, /* there was input of this class in it, that counted */
	PLANE_POINTER,
	PLANE_TOUCH,
	PLANE_TABLET,
	PLANE_OTHER,
	PLANE_LAPTOP_ONLY, /* present, with the laptop's own panel alone */
	_PLANE_MAX,
};
DECLARE_STRTAB(plane, enum plane); /* present engaged blocked quiet keyboard ... laptop-only */

/* One hour of one plane. */
struct slots {
	int64_t hour; /* whole hours since 1970, UTC */
	enum plane plane;
	uint8_t bits[SLOT_BYTES]; /* slot i: bits[i / 8] >> (i % 8) & 1 */
};

/* A screen session.  An open one is written again and again, under its start. */
struct session_record {
	usec_t start, end; /* end: of an open one, the last moment that counts so far */
	usec_t screen_time;
	bool open;
};

struct break_record {
	enum break_kind kind;
	enum outcome outcome;
	usec_t start, end;  /* the rest; both the moment of the outcome where there was none */
	usec_t screen_time; /* M or R before it */
};

enum prompt_answer {
	ANSWER_NONE, /* nothing, so far */
	ANSWER_START,
	ANSWER_POSTPONE,
	ANSWER_SKIP,
	ANSWER_LEFT, /* the user left the screen */
	ANSWER_DONE, /* of a posture prompt */
	ANSWER_TOMORROW,
	_PROMPT_ANSWER_MAX,
};
DECLARE_STRTAB(prompt_answer, enum prompt_answer); /* none start postpone skip left done tomorrow */

#define HISTORY_TEXT_MAX 256 /* bytes of any text below, NUL included; longer is cut */

struct prompt_record {
	usec_t at;
	char subject[16]; /* micro rest daily posture */
	char reason[16];  /* due reminder interrupted daily finding */
	enum prompt_answer answer;
	usec_t answered; /* 0: not */
};

/* A finding of the audit, as long as it stood. */
struct finding_record {
	usec_t since, until; /* until 0: it stands */
	char rule[32], monitor[80], posture[16], severity[16];
	double measured, limit; /* NAN: none */
};

/* A key of the set-up that was changed, or the set of monitors. */
struct change_record {
	usec_t at;
	char key[112];
	char before[HISTORY_TEXT_MAX], after[HISTORY_TEXT_MAX]; /* "": not told */
};

/* Something that did not work: a line of Problems. */
struct problem_record {
	usec_t since, until; /* until 0: it stands */
	char text[HISTORY_TEXT_MAX];
};

/* The exact accounting of a day, written again and again under its number. */
struct day_record {
	int64_t day;       /* since 1970, local, as days begin at session.day_starts */
	int32_t gmtoff_s;  /* UTC offset when it was last written */
	usec_t day_starts; /* session.day_starts then: with it the store knows when the day was */
	usec_t screen_time, longest, laptop_only;
	usec_t by_class[_DEVICE_CLASS_MAX]; /* slots with input of a class, times SLOT_LENGTH */
	unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX];
};

#define SHARE_NAME_MAX 80 /* bytes of a monitor's name in the history, NUL included */

/* Time at a monitor in a day; handed out in parts, which the history adds up. */
struct share_record {
	int64_t day;
	char monitor[SHARE_NAME_MAX]; /* as share_name() calls it */
	usec_t time;
	usec_t alone; /* of it, while no other monitor showed an image */
};

/* From a moment on local time is UTC and this. */
struct offset_record {
	usec_t at;
	int32_t gmtoff_s;
};
