/* Words that several verbs use, in the user's language; dates; columns. */
#pragma once

#include <time.h>

#include "ergo/audit.h"
#include "ergo/effect.h"
#include "ergo/event.h"
#include "output.h"

/* Of what the daemon tells in words of D-Bus; one that is not known comes back as it is. */
const char *presence_words(const char *presence); /* "present" */
const char *severity_words(enum severity severity);
const char *device_words(enum device_class class); /* "keyboard" */
const char *role_words(enum role role);
/* "taken", "natural", ... */
const char *outcome_word(enum outcome outcome);
/* The same where there is room: "taken", "of your own accord", ... */
const char *outcome_words(enum outcome outcome);

const char *posture_words(enum posture posture); /* "sitting" */

/* Formats a message of a table, marked with N_() there.  Its conversions are checked by nobody but who
 * writes the table, and those of its translations by msgfmt. */
void text_message(struct text *t, const char *msgid, ...);
/* One more of a list: "a, b". */
void list_add(struct text *list, const char *item);
/* "1 high, 2 caution": each severity above ok that there is any of, the worst first. */
void list_severities(struct text *list, const unsigned count[static _SEVERITY_MAX]);

/* Whether something typed means yes, or no: the beginning of the word, English or the user's. */
/* Whether `typed` is the beginning of the word, and not nothing. */
bool begins_word(const char *word, const char *typed);
bool means_yes(const char *typed);
bool means_no(const char *typed);

/* Names of the calendar, by the fields of struct tm. */
const char *weekday_short(int wday); /* "Mon" */
const char *weekday_long(int wday);
const char *month_short(int mon); /* "Mar" */
const char *month_long(int mon);

/* Columns that the character at `s`, no NUL, takes on a terminal; its bytes to *ret_bytes. */
size_t char_columns(const char *s, size_t *ret_bytes);
/* Of the first `len` bytes, or up to the NUL. */
size_t text_columns(const char *s, size_t len);
/* Adds it padded to so many columns: blanks before it, or where `width` is negative behind it. */
void text_cell(struct text *t, int width, const char *s);
