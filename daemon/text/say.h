/* Durations in words and as clocks, for prompts, in the user's language (ergo/tr.h).  Pure but for that. */
#pragma once

#include <stddef.h>

#include "ergo/base.h"

#define SAY_MAX 96 /* bytes that any of these needs at most, in any language, NUL included */

/* What has passed, rounded down to whole minutes from one on: "1 minute", "52 minutes",
 * "1 hour 5 minutes", "45 seconds".  Return buf. */
char *say_passed(char buf[static SAY_MAX], usec_t d);

/* What is asked for, rounded up: "5 minutes", "30 seconds", "90 seconds". */
char *say_wanted(char buf[static SAY_MAX], usec_t d);

/* The same, short enough for a button: "5 min", "30 s", "1 h 5 min". */
char *say_short(char buf[static SAY_MAX], usec_t d);

/* What is left, rounded up to whole seconds: "3:10", "0:07", "1:02:00". */
char *say_clock(char buf[static SAY_MAX], usec_t d);

/* snprintf() that cuts at a character. */
void say_into(char *buf, size_t size, const char *format, ...) _printf_(3, 4);
