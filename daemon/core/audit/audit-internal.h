/*
 * What the parts of the audit ask of one another.
 *
 *   body.c           heights of eyes, elbows and knees: measured, or estimated from the stature
 *   geometry.c       angles of one screen
 *   monitor-setup.c  which sections of the configuration apply to a monitor, and what it is called
 *   views.c          what is known of each monitor, from all sources, and what is not
 *   roles.c          which one is looked at most: told, measured or guessed
 *   yaw.c            where screens stand to the side when nobody told: a flat row
 *   rules.c          the table of rules, and what each looks at
 *   judge.c          rules over a workplace: findings, and how sure they are
 *   audit.c          all of it in order
 */
#pragma once

#include "ergo/audit.h"

#define BIT(quantity) (1u << (unsigned) (quantity))

/*
 * What the rules look at, and nothing else: whoever wants to know how a changed workplace would be
 * judged changes this, and calls view_update() on what moved.
 */
struct workplace {
	struct body body;
	double seat;              /* above the floor; NAN: not told */
	struct estimate keyboard; /* its top above the desk */
	bool keyboard_external;   /* the user says so */
	bool types_on_laptop;     /* the user says so */
	bool laptop_only;
	double laptop_hours; /* of the day with the internal panel alone; NAN: not known */
	size_t n;
	struct monitor_view *view; /* n of them */
};

/* Millimetres of something that can't be 0 or less; NAN when it is not told. */
static inline double positive_mm(length_t l)
{
	double mm = length_mm(l);

	return mm > 0 ? mm : (double) NAN;
}

static inline bool is_raised(const struct monitor_view *v)
{
	return v->setup.raised == TRISTATE_YES;
}

/* What is known of each monitor; `views` has room for MONITORS_MAX. */
void workplace_resolve(const struct audit_input *in, struct monitor_view *views,
		       struct workplace *ret);

/*
 * Works out anew what follows from .distance, .tilt, .image_bottom, .width, .height and .cap_height
 * of a view and from the body: half_width, arcmin, known, angles, missing, and the bits of estimated
 * heights of the eyes.
 */
void view_update(struct monitor_view *v, const struct body *body);
/* The screen that those angles are of; false when something of it is not known. */
bool view_screen(const struct monitor_view *v, const struct body *body, enum posture posture,
		 struct screen *ret);

/* Estimates the yaw that nobody told, from distances and sizes: comes before view_update(). */
void workplace_assume_yaw(struct workplace *w);

/* Sets .role of all views, from .setup.role, .share and what the desktop calls primary. */
void workplace_resolve_roles(struct workplace *w);

/* The screen that others are compared with: the primary one, else the first equal one; -1: none. */
int workplace_main(const struct workplace *w);

/* One standard deviation of what is only assumed. */
#define TILT_SD         10.0 /* [J] a screen that nobody measured leans up to 10 degrees */
#define YAW_SD          10.0 /* [J] a row is flat to about this */
#define IMAGE_BOTTOM_SD 10.0 /* [J] of a laptop's panel above the desk */
#define KEYBOARD_SD     10.0 /* [J] */

/* All findings, sorted. */
void workplace_judge(const struct workplace *w, struct findings *ret);
/* Adds, unsorted, what is found of one screen by itself, of it beside the main one, of the desk. */
void judge_screen(const struct workplace *w, int monitor, struct findings *f);
void judge_pair(const struct workplace *w, int monitor, struct findings *f);
void judge_desk(const struct workplace *w, struct findings *f);
void findings_sort(struct findings *f);
enum severity findings_worst(const struct findings *f);

/* ---- between judge.c and rules.c ---- */

/* What the angles of one screen in one posture give to look at. */
struct look {
	double top, centre, bottom, incidence;
	double top_over_eye; /* mm */
};

/* How far one standard deviation of the estimates moves them: down and up, both 0 or more. */
struct look_doubt {
	struct look down, up;
};

/* Whom a rule is asked about. */
struct subject {
	const struct workplace *w;
	int monitor, other; /* -1: the desk; none */
	enum posture posture;
	const struct look *look;        /* of the screen in this posture */
	const struct look_doubt *doubt; /* NULL: not worked out */
	struct look_doubt *room;        /* to work it out in */
};

struct reading {
	bool applies;
	double value;        /* NAN: nothing is measured, `least` tells */
	double down, up;     /* how far one standard deviation of the estimates moves it */
	struct band ok;      /* as in the table, or wider */
	unsigned estimated;  /* bits of enum quantity on which it rests */
	enum severity least; /* whatever the bands say */
};

enum scope {
	SCOPE_DESK,
	SCOPE_DESK_POSTURE,
	SCOPE_SCREEN,
	SCOPE_SCREEN_POSTURE,
	SCOPE_PAIR,
};

struct rule_row {
	struct rule_info info;
	enum scope scope;
	void (*read)(const struct subject *s, struct reading *ret); /* *ret is prepared */
};

extern const struct rule_row rule_rows[_RULE_MAX];

/* Of a screen in one posture; false when its angles are not known. */
bool look_at(const struct workplace *w, int monitor, enum posture posture, struct look *ret);
void look_doubt(const struct workplace *w, int monitor, enum posture posture,
		struct look_doubt *ret);
enum quantity eye_quantity(enum posture p);
