/*
 * Exercises for the desk: a built-in set (ERGONOMICS 5.3 of the design papers), the user's own (those of a
 * therapist), which of them a break offers, and the steps in which one is guided.  Pure: nothing here
 * reads a clock or a file.  Exercises are an offer: nothing here promises relief, and the stop rule is
 * shown with them (exercise-text.h).
 */
#pragma once

#include "ergo/config.h"
#include "ergo/effect.h"
#include "ergo/strtab.h"

struct audit;

/* Bytes, NUL included.  What is longer is a problem of the user's file, never cut. */
#define EXERCISE_NAME_MAX  32 /* letters, digits, _ and - */
#define EXERCISE_TITLE_MAX 64
#define EXERCISE_TEXT_MAX  768
#define EXERCISE_FROM_MAX  96

enum exercise_id {
	EXERCISE_CHIN_BACK,
	EXERCISE_BLADE_SQUEEZE,
	EXERCISE_UPPER_BACK_OPEN,
	EXERCISE_TURN,
	EXERCISE_SIDE_BEND,
	EXERCISE_TRAP_STRETCH,
	EXERCISE_LEVATOR_STRETCH,
	EXERCISE_SHOULDER_ROLL,
	EXERCISE_EYES_FAR,
	EXERCISE_WALK,
	_EXERCISE_MAX,
};
DECLARE_STRTAB(exercise, enum exercise_id); /* chin_back blade_squeeze ... eyes_far walk */

enum exercise_sides {
	SIDES_ONE,
	SIDES_EACH,       /* left, right, left, ... */
	SIDES_DIRECTIONS, /* all of them backwards, then all forwards */
	_EXERCISE_SIDES_MAX,
};
DECLARE_STRTAB(exercise_sides, enum exercise_sides); /* one each directions */

/* What is found at the desk that an exercise goes with [J]; bits: 1u << each. */
enum exercise_reason {
	REASON_SCREEN_LOW,
	REASON_SCREEN_HIGH,
	REASON_TURNED,  /* a screen at the side */
	REASON_LAPTOP,  /* the laptop's own panel alone */
	REASON_SITTING, /* a long unbroken session */
	_EXERCISE_REASON_MAX,
};
DECLARE_STRTAB(exercise_reason,
	       enum exercise_reason); /* screen-low screen-high turned laptop sitting */

/* [J] An unbroken session from here on is a long one: where ROSA and the audit see a high one. */
#define EXERCISE_LONG_SESSION USEC_PER_HOUR

struct exercise {
	char name[EXERCISE_NAME_MAX];
	enum exercise_id id; /* whose words it has; _EXERCISE_MAX: its own alone */
	bool own;            /* of the user's file */
	/* Each repetition is held so long; both 0: it is a movement without a hold. */
	usec_t hold, hold_most;
	unsigned reps, reps_most; /* on each side; .reps from 1 on */
	enum exercise_sides sides;
	unsigned breaks; /* 1u << enum break_kind: in whose prompts it may be */
	unsigned fits;   /* bits of enum exercise_reason */
	/* Of the user's file; "": those of .id (exercise-text.h). */
	char title[EXERCISE_TITLE_MAX], text[EXERCISE_TEXT_MAX], from[EXERCISE_FROM_MAX];
};

/* The row of a built-in one. */
const struct exercise *exercise_builtin(enum exercise_id id);

#define ROUTINE_EXERCISES_MAX 16

struct exercise_routine {
	char name[EXERCISE_NAME_MAX];
	bool own;
	char from[EXERCISE_FROM_MAX];
	size_t n;
	char exercise[ROUTINE_EXERCISES_MAX][EXERCISE_NAME_MAX];
};

/* ---- the user's own: exercise-list.c ---- */

#define EXERCISES_OWN_MAX 24
#define ROUTINES_OWN_MAX  8

struct exercise_list {
	size_t n;
	struct exercise e[EXERCISES_OWN_MAX];
	size_t routines_n;
	struct exercise_routine routine[ROUTINES_OWN_MAX];
};

/*
 * Reads the text of exercises.ini, sections [exercise NAME] and [routine NAME], into *ret, which is
 * emptied first.  Problems go to *diags with their lines, as those of config_parse(); an exercise or a
 * routine that has one is left out.  Returns the number of problems.
 */
size_t exercise_list_parse(struct exercise_list *ret, const char *text, size_t len,
			   const char *file, struct config_diags *diags);

/* ---- all that there are ---- */

#define EXERCISES_MAX (_EXERCISE_MAX + EXERCISES_OWN_MAX)
#define ROUTINES_MAX  (3 + ROUTINES_OWN_MAX)

/* The user's own first, then those built in; one of the user's takes the place of a built-in one of the
 * same name. */
struct exercise_set {
	size_t n;
	const struct exercise *e[EXERCISES_MAX];
	size_t routines_n;
	const struct exercise_routine *routine[ROUTINES_MAX];
};

/* `own` may be NULL, else must last as long as *ret. */
void exercise_set_init(struct exercise_set *ret, const struct exercise_list *own);
/* NULL: there is none of that name. */
const struct exercise *exercise_find(const struct exercise_set *set, const char *name);
const struct exercise_routine *exercise_routine_find(const struct exercise_set *set,
						     const char *name);

/* ---- which are offered: exercise-offer.c ---- */

/* What an audit and a session give reason for. */
unsigned exercise_reasons(const struct audit *a, usec_t session_time);

struct exercise_occasion {
	enum break_kind kind; /* micro or rest */
	unsigned reasons;
	const config_PATTERNS *leave_out; /* names that are never offered; NULL: none */
	uint64_t turn; /* which of equals come first goes by it: the same turn, the same offer */
};

#define EXERCISES_OFFER_MAX 3

/*
 * What to do in a break, in this order: of those at the desk one in a micro-break, two in a rest break;
 * then the eyes (micro) or the legs (rest).  Those of the user come first, then those that fit a reason,
 * then the others; within each of these groups the turn tells where it begins.  Returns how many; 0: all
 * are left out.
 */
size_t exercise_offer(const struct exercise_set *set, const struct exercise_occasion *o,
		      const struct exercise *ret[static EXERCISES_OFFER_MAX]);

/* The one for a prompt: the first of them that is not what the prompt asks for anyway (to look into the
 * distance, to stand up).  NULL: none. */
const struct exercise *exercise_for_prompt(const struct exercise_set *set,
					   const struct exercise_occasion *o);

/* ---- how one is guided: exercise-steps.c ---- */

enum exercise_phase {
	EXERCISE_READY, /* time to get into position */
	EXERCISE_HOLD,  /* hold, or for one without a hold: one movement */
	EXERCISE_BACK,  /* let go, come back to the middle */
};

enum exercise_side {
	EXERCISE_SIDE_NONE,
	EXERCISE_LEFT,
	EXERCISE_RIGHT,
	EXERCISE_BACKWARDS,
	EXERCISE_FORWARDS,
};

struct exercise_step {
	enum exercise_phase phase;
	usec_t time;
	unsigned rep, reps; /* the rep-th, from 1, of this side */
	enum exercise_side side;
};

/* The lower end of hold and repetitions is what is guided [J]; who wants more goes on alone. */
size_t exercise_steps(const struct exercise *e);
/* The i-th; i < exercise_steps(). */
struct exercise_step exercise_step(const struct exercise *e, size_t i);
/* All steps together. */
usec_t exercise_time(const struct exercise *e);
