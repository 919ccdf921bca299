/*
 * The words of exercises, in the user's language (ergo/tr.h).  An offer and how it is done; never what it
 * is good against.  Who shows exercises shows exercise_stop_rule() and exercise_precautions() with them,
 * whole.  What the user's file says comes out as it stands: not escaped.  (libergotext.a)
 */
#pragma once

#include "ergo/exercises.h"

#define EXERCISE_DOSE_MAX 192 /* bytes of exercise_dose_say(), NUL included */

const char *exercise_title(const struct exercise *e); /* "neck turns" */
const char *exercise_text(const struct exercise *e);  /* how it is done: sentences */
/* Where it comes from: the sources of a built-in one, who gave one of the user's own, "" if that is not told. */
const char *exercise_source(const struct exercise *e);

/* "3 to 5 s, 5 to 10 times", "2 s, 5 times each side", "5 times in each direction", "1 to 5 min". */
char *exercise_dose_say(const struct exercise *e, char buf[static EXERCISE_DOSE_MAX]);

/* What it goes with: "a screen that stands low". */
const char *exercise_reason_words(enum exercise_reason r);

/* When to stop; a sentence. */
const char *exercise_stop_rule(void);
/* Who is not to start without professional advice; a sentence. */
const char *exercise_precautions(void);
