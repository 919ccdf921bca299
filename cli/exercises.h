/* `ergoctl exercises`: what its files share. */
#pragma once

#include "cli.h"
#include "ergo/conf-file.h"
#include "ergo/exercises.h"

struct exercises {
	struct conf *conf;
	struct exercise_set set;
};

/* ---- what is offered at the moment: exercises-offer.c ---- */

struct exercises_offer {
	enum break_kind kind; /* of the break that is on, else rest */
	unsigned reasons;     /* bits of enum exercise_reason; 0 also where no daemon tells */
	size_t n;
	const struct exercise *e[EXERCISES_OFFER_MAX];
};

/* Asks the daemon, if there is one, for the break and what is found at the desk.  Says nothing. */
void exercises_offer_now(const struct exercises *x, struct exercises_offer *ret);
/* "a screen at the side, ...": those of the reasons that `fits` has too. */
struct text;
void exercises_say_reasons(struct text *t, unsigned reasons, unsigned fits);

/* ---- showing: exercises-show.c ---- */

/* When to stop, who is to ask first. */
void exercises_say_rules(void);
int exercises_list(const struct exercises *x);
int exercises_show(const struct exercises *x, const struct exercise *e);
int exercises_show_routine(const struct exercises *x, const struct exercise_routine *r);
/* `e` or `r`, or where both are NULL all of them. */
int exercises_json(const struct exercises *x, const struct exercise *e,
		   const struct exercise_routine *r);

/* ---- guiding: exercises-guide.c ---- */

#define GUIDE_MAX 32 /* exercises in one go */

struct guide {
	size_t n;
	const struct exercise *e[GUIDE_MAX];
};

/* Guides through them, in the terminal or without one.  Returns an exit status; where a signal ended it,
 * that one ends the program too. */
int exercises_guide(const struct guide *g);

/* ---- what was done: exercises-done.c ---- */

/* One exercise was done to its end, which is now, and took so long.  What can't be noted is said. */
void exercise_done(const struct exercise *e, usec_t took);
