/*
 * ROSA, the Rapid Office Strain Assessment: answers in, a score from 1 to 10 out.  Pure.
 *
 * Sonne, Villalta and Andrews, Applied Ergonomics 43 (2012) 98-108, doi:10.1016/j.apergo.2011.03.008 (tables 1
 * to 3, figures 1 to 3, 2.3.7), and the author's work sheet of 2011: items, points, charts and durations.
 * Where these disagree, and what they leave open, ERGONOMICS 1.1 and 1.2 of the design papers decide; that is
 * marked [J], own judgement.
 *
 * The score is a screening, never a measurement to a point: it goes with discomfort only moderately (R = 0.384),
 * and people who score themselves rate mouse and keyboard too low.  Show the band and what is not known.
 */
#pragma once

#include "ergo/audit.h"
#include "ergo/base.h"
#include "ergo/history.h"
#include "ergo/strtab.h"

/* The eight that a score rests on: "n of 8 items known". */
enum rosa_area {
	ROSA_AREA_SEAT_HEIGHT, /* A1 */
	ROSA_AREA_SEAT_DEPTH,  /* A2 */
	ROSA_AREA_ARMRESTS,    /* A3 */
	ROSA_AREA_BACK,        /* A4 */
	ROSA_AREA_MONITOR,     /* B1 */
	ROSA_AREA_PHONE,       /* B2 */
	ROSA_AREA_MOUSE,       /* C1 */
	ROSA_AREA_KEYBOARD,    /* C2 */
	_ROSA_AREA_MAX,
};
DECLARE_STRTAB(rosa_area, enum rosa_area); /* seat_height ... keyboard */

enum rosa_section {
	ROSA_CHAIR,
	ROSA_MONITOR_PHONE,
	ROSA_MOUSE_KEYBOARD,
	_ROSA_SECTION_MAX,
};
DECLARE_STRTAB(rosa_section, enum rosa_section); /* chair monitor_phone mouse_keyboard */

/* What is asked.  Of each area one that gives its base, then what adds to it; in the end the durations. */
enum rosa_item {
	ROSA_SEAT_HEIGHT, /* enum rosa_seat_height */
	ROSA_LEG_ROOM,    /* yes or no: room to cross the legs under the desk */
	ROSA_SEAT_HEIGHT_ADJUSTABLE,
	ROSA_SEAT_DEPTH, /* enum rosa_seat_depth */
	ROSA_SEAT_DEPTH_ADJUSTABLE,
	ROSA_ARMRESTS,      /* enum rosa_armrests */
	ROSA_ARMRESTS_HARD, /* or damaged */
	ROSA_ARMRESTS_WIDE, /* too far apart */
	ROSA_ARMRESTS_ADJUSTABLE,
	ROSA_BACK,      /* enum rosa_back */
	ROSA_DESK_HIGH, /* the work surface is too high: shoulders shrugged */
	ROSA_BACK_ADJUSTABLE,
	ROSA_MONITOR,       /* enum rosa_monitor */
	ROSA_MONITOR_FAR,   /* over 750 mm; whatever its height [J] */
	ROSA_MONITOR_TWIST, /* the neck is turned by over 30 degrees */
	ROSA_MONITOR_GLARE,
	ROSA_DOCUMENTS,           /* on paper, which would need a holder and have none */
	ROSA_PHONE,               /* enum rosa_phone */
	ROSA_PHONE_SHOULDER,      /* held between neck and shoulder */
	ROSA_PHONE_HANDSFREE,     /* there is a way to have both hands free */
	ROSA_MOUSE,               /* enum rosa_mouse */
	ROSA_MOUSE_SURFACE,       /* mouse and keyboard are on different surfaces */
	ROSA_MOUSE_PINCH,         /* too small: held with a pinch grip */
	ROSA_MOUSE_PALM_REST,     /* a hard one in front of it */
	ROSA_KEYBOARD,            /* enum rosa_keyboard */
	ROSA_WRISTS_BENT,         /* to the side, while typing */
	ROSA_KEYBOARD_HIGH,       /* too high: shoulders shrugged */
	ROSA_OVERHEAD,            /* reaching for what is overhead */
	ROSA_KEYBOARD_ADJUSTABLE, /* the platform it is on */
	ROSA_CHAIR_TIME,          /* enum rosa_time, as all that follow */
	ROSA_MONITOR_TIME,
	ROSA_PHONE_TIME,
	ROSA_MOUSE_TIME,
	ROSA_KEYBOARD_TIME,
	_ROSA_ITEM_MAX,
};
DECLARE_STRTAB(rosa_item, enum rosa_item); /* seat_height leg_room ... keyboard_time */

/* Answers: 0 is "not known" of all; yes or no where no enum stands above. */
#define ROSA_NOT_KNOWN   0
#define ROSA_ANSWERS_MAX 4 /* the highest answer there is */
enum rosa_yes_no {
	ROSA_NO = 1,
	ROSA_YES,
};
enum rosa_seat_height {
	ROSA_SEAT_FITS = 1,   /* knees at about 90 degrees */
	ROSA_SEAT_TOO_LOW,    /* less */
	ROSA_SEAT_TOO_HIGH,   /* more */
	ROSA_SEAT_NO_CONTACT, /* feet off the floor */
};
enum rosa_seat_depth {
	ROSA_DEPTH_FITS = 1,  /* 50 to 90 mm from its edge to the back of the knee [J] */
	ROSA_DEPTH_TOO_LONG,  /* less */
	ROSA_DEPTH_TOO_SHORT, /* more */
};
enum rosa_armrests {
	ROSA_ARMRESTS_FIT = 1,  /* elbows at about 90 degrees, shoulders relaxed */
	ROSA_ARMRESTS_TOO_HIGH, /* shrugged */
	ROSA_ARMRESTS_TOO_LOW,  /* elbows not supported */
	ROSA_ARMRESTS_NONE_HERE, /* as unsupported ones that can't be adjusted: 3, nothing adds [J] */
};
enum rosa_back {
	ROSA_BACK_FITS = 1,  /* support of the small of the back, recline 95 to 110 degrees */
	ROSA_BACK_NO_LUMBAR, /* none, or not there */
	ROSA_BACK_ANGLE,     /* reclined over 110 degrees or under 95 */
	ROSA_BACK_NONE_HERE, /* a stool, or leaning forward */
};
enum rosa_monitor {
	ROSA_MONITOR_FITS = 1, /* at eye level */
	ROSA_MONITOR_TOO_LOW,  /* its lower edge over 30 degrees below the eyes */
	ROSA_MONITOR_TOO_HIGH, /* the neck is bent back */
};
enum rosa_phone {
	ROSA_PHONE_FITS = 1,  /* a headset, or one hand and neck straight, within 300 mm */
	ROSA_PHONE_REACH,     /* farther */
	ROSA_PHONE_NONE_HERE, /* 1 point, and short, whatever else is told [J] */
};
enum rosa_mouse {
	ROSA_MOUSE_FITS = 1, /* in line with the shoulder */
	ROSA_MOUSE_REACH,
};
enum rosa_keyboard {
	ROSA_KEYBOARD_FITS = 1, /* wrists straight, shoulders relaxed */
	ROSA_KEYBOARD_EXTENDED, /* wrists bent up by over 15 degrees, or it slopes up */
};
enum rosa_time {
	ROSA_SHORT = 1, /* -1 */
	ROSA_MEDIUM,    /* 0 */
	ROSA_LONG,      /* +1 */
};

struct rosa_item_info {
	enum rosa_item item;
	enum rosa_area area; /* _ROSA_AREA_MAX: a duration */
	enum rosa_section section;
	bool base;                              /* gives its area's base; the others add to it */
	uint8_t n;                              /* answers: 1 to n */
	uint8_t fits;                           /* the answer that nothing can better */
	int8_t points[ROSA_ANSWERS_MAX + 1];    /* by answer */
	const char *word[ROSA_ANSWERS_MAX + 1]; /* by answer: "yes", "too-low" */
};

const struct rosa_item_info *rosa_item_info(enum rosa_item item);
/* The answer of that word; -EINVAL: it has none such. */
int rosa_answer_from_string(enum rosa_item item, const char *word);
/* NULL: not known, or no such answer. */
const char *rosa_answer_to_string(enum rosa_item item, uint8_t answer);

enum rosa_origin {
	ROSA_UNKNOWN,
	ROSA_TOLD,     /* by the user */
	ROSA_MEASURED, /* out of what was recorded of the past days */
	ROSA_GEOMETRY, /* worked out of monitors, body and desk */
	_ROSA_ORIGIN_MAX,
};
DECLARE_STRTAB(rosa_origin, enum rosa_origin); /* unknown told measured geometry */

struct rosa_answer {
	uint8_t answer; /* 0: not known, whatever `origin` says */
	enum rosa_origin origin;
	unsigned estimated; /* of geometry: bits of enum quantity on which it rests */
};

/* Cleared to 0: nothing is known. */
struct rosa {
	struct rosa_answer item[_ROSA_ITEM_MAX];
};

/* Sets what is not known yet: who comes first holds.  An answer that there is not, or 0, is ignored. */
void rosa_answer(struct rosa *rosa, enum rosa_item item, uint8_t answer, enum rosa_origin origin,
		 unsigned estimated);

/* ---- the score ---- */

/* The least and the most that it can be, over all that is not known; both are exact. */
struct rosa_range {
	int min, max;
};

enum rosa_axis {                     /* of the charts */
		 ROSA_AXIS_SEAT,     /* A1 + A2, 2 to 8 */
		 ROSA_AXIS_SUPPORT,  /* A3 + A4, 2 to 9 */
		 ROSA_AXIS_PHONE,    /* with its duration, 0 to 6 */
		 ROSA_AXIS_MONITOR,  /* with its duration, 0 to 7 */
		 ROSA_AXIS_MOUSE,    /* with its duration, 0 to 7 */
		 ROSA_AXIS_KEYBOARD, /* with its duration, 0 to 7 */
		 _ROSA_AXIS_MAX,
};

enum rosa_band {
	ROSA_FINE,    /* 1 and 2 [J] */
	ROSA_IMPROVE, /* 3 and 4 [J] */
	ROSA_ACT,     /* 5 and more: the paper's action level */
	_ROSA_BAND_MAX,
};
DECLARE_STRTAB(rosa_band, enum rosa_band); /* fine improve act */

enum rosa_band rosa_band(int final);

struct rosa_score {
	struct rosa_range area[_ROSA_AREA_MAX]; /* its points, without the duration */
	struct rosa_range axis[_ROSA_AXIS_MAX];
	struct rosa_range section[_ROSA_SECTION_MAX]; /* the chair's with its duration */
	struct rosa_range peripherals;                /* the "monitor and peripherals" chart */
	struct rosa_range final;                      /* 1 to 10 */
	bool known[_ROSA_AREA_MAX];                   /* all of it is, its duration apart */
	unsigned known_items;                         /* how many of these 8 */
	unsigned known_times;                         /* how many of the 5 durations */
	int possible; /* the least that a faultless place would give with these durations: 3 where
			 one sits for over 4 hours a day, and no more can be asked for */
};

void rosa_score(const struct rosa *rosa, struct rosa_score *ret);

/* The charts, for who explains the score; arguments are clamped to the chart. */
int rosa_chart_chair(int seat, int support);            /* without the duration */
int rosa_chart_monitor_phone(int phone, int monitor);   /* rows are the phone [J] */
int rosa_chart_mouse_keyboard(int mouse, int keyboard); /* symmetric */
int rosa_chart_peripherals(int monitor_phone, int mouse_keyboard);
int rosa_chart_final(int chair, int peripherals);

/* ---- what to change first ---- */

struct rosa_change {
	enum rosa_item item; /* known, and not as it should be; _ROSA_ITEM_MAX: there is none */
	uint8_t from, to;
	struct rosa_range lowers;         /* by how much the final score falls */
	struct rosa_range lowers_section; /* ... and the score of its section */
};

/*
 * The one change of one item (never of a duration) that lowers the final score most: what it lowers in any case
 * counts first, then what it may lower, then the same of its section, where the final score is as high.  Ties
 * go to the item that comes first.  As the final score is the highest of three, often no single change lowers it:
 * then .lowers is 0, and the change is one that has to come with others.  Ranges are over what is not known.
 */
void rosa_best_change(const struct rosa *rosa, struct rosa_change *ret);

/* What one change does; the item must be known.  Where there were no armrests the new ones are as they should be,
 * as far as nothing else is told. */
void rosa_change(const struct rosa *rosa, enum rosa_item item, uint8_t to, struct rosa_change *ret);

/* ---- durations ---- */

#define ROSA_DAYS_MAX 10 /* days of which the median is taken [J] */

/* USEC_INFINITY: not known. */
struct rosa_use {
	usec_t day;     /* in all */
	usec_t longest; /* without a break */
};

/*
 * Which duration that is (paper, 2.3.7; what it leaves open [J]): long is over 4 h a day or over 60 min at a time,
 * whatever the other; short is under 1 h a day or under 30 min at a time; exactly 30 min, 60 min, 1 h and 4 h are
 * medium.  0 where what is not known decides.
 */
uint8_t rosa_time(const struct rosa_use *use);

/*
 * The median of each over the last ROSA_DAYS_MAX of n days, which come oldest first and are those on which the
 * machine was used at all (a day without the mouse is 0 in the mouse's).  Of an even number: halfway between the
 * two in the middle.  Without days nothing is known.
 */
struct rosa_use rosa_usual(const struct rosa_use *days, size_t n);

/* Of the time at the screen, that in the chair: without what is stood, in percent.  A stretch of it is as long as
 * the day allows: when one stands is not known [J]. */
struct rosa_use rosa_seated(const struct rosa_use *use, unsigned standing_percent);

/*
 * The longest stretch of a device's use in a day: the time of its slots, up to a gap of `ends_after` without it, as
 * a session ends [J].  Cleared to 0 at the start; hours in the order of time.
 */
struct rosa_stretch {
	usec_t longest, run;
	int64_t last; /* slot, since 1970 */
};
void rosa_stretch_hour(struct rosa_stretch *s, int64_t hour, const uint8_t bits[static SLOT_BYTES],
		       usec_t ends_after);

/* ---- told ---- */

/*
 * Fills in what the user tells in [chair], [desk], [keyboard], [mouse], [phone] and, of the screen `most_used` (as
 * for rosa_fill_geometry()), in [monitor NAME].  What is known already stays.
 */
void rosa_fill_told(struct rosa *rosa, const struct audit *audit, const struct config *config,
		    int most_used);

/* ---- geometry (ERGONOMICS 2.3, "ROSA link", and 2.7) ---- */

/* 0 where it is not known: the gap between the seat's edge and the back of the knee, in mm; NAN: not known. */
uint8_t rosa_seat_depth(double gap_mm);
/* The seat above where the feet would have it, in mm. */
uint8_t rosa_seat_height(double over_mm);
/* The keyboard's top above the elbows, in mm: whether it and the desk are too high. */
uint8_t rosa_too_high(double over_elbow_mm);
/* Of a screen, as the eyes of that posture see it. */
uint8_t rosa_monitor_height(const struct angles *a, bool multifocal);
uint8_t rosa_monitor_far(double distance_mm);
uint8_t rosa_monitor_twist(double yaw_deg);

/*
 * Fills in what follows from the place as audited: the monitor's height, too far, twist, seat height, and whether
 * keyboard and desk are too high.  It is the screen `most_used`, an index of audit.view; with -1 the primary one,
 * and of screens used equally the worst of each [J].  Sitting, unless only a desk to stand at is told.  What is
 * known already stays.
 */
void rosa_fill_geometry(struct rosa *rosa, const struct audit *audit, const struct config *config,
			int most_used);
