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
	/* What became of it. */
	size_t done_n;
	const struct exercise *done[GUIDE_MAX]; /* to their ends */
	int signal;                             /* that ended it; 0: none did */
};

/* Guides through .e, in the terminal or without one. */
void exercises_guide(struct guide *g);

/* ---- the terminal: exercises-terminal.c ---- */

struct terminal;

enum terminal_event {
	TERMINAL_TIME,    /* the time is up */
	TERMINAL_KEY,     /* *ret_key */
	TERMINAL_RESIZED, /* draw anew */
	TERMINAL_STOPPED, /* it was stopped and goes on: time has passed that does not count */
	TERMINAL_SIGNAL,  /* *ret_key: the signal that is to end the program */
};

/* Takes keys one by one, without echo, where stdin is a terminal, and catches the signals that end or stop a
 * program, until terminal_close().  NULL: no memory. */
struct terminal *terminal_open(void);
struct terminal *terminal_close(struct terminal *t);
DEFINE_CLEANUP(struct terminal *, terminal_close)
bool terminal_has_keys(const struct terminal *t);
/* Whether a line can be drawn over again: stdout is a terminal that can do more than print. */
bool terminal_is_live(const struct terminal *t);
/* Columns that a line may take; 79 where nobody tells. */
size_t terminal_columns(const struct terminal *t);
/* Draws over the line, which terminal_finish() ends; `s` is fit to be shown. */
void terminal_draw(struct terminal *t, const char *s);
void terminal_finish(struct terminal *t);
enum terminal_event terminal_wait(struct terminal *t, usec_t most, int *ret_key);

/* ---- what was done: exercises-done.c ---- */

/*
 * Notes in the diary that these were done, from `start` to now: an event, whose note has their names.
 * Nothing where no history is to be kept.  Returns 0; a negative errno that was said.
 */
int exercises_done(const struct config *config, const struct exercise *const *e, size_t n,
		   usec_t start);

#define DONE_DAYS 7

/* How often each exercise of the set was noted in the last DONE_DAYS days, today included; all 0 where there is no
 * diary. */
void exercises_count_done(const struct exercises *x, unsigned ret[static EXERCISES_MAX]);
