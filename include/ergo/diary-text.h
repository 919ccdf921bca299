/*
 * The words of the diary, in the user's language: for the CLI and the report.  (libergotext.a)  They
 * count and refer; none of them diagnoses or reassures.
 */
#pragma once

#include "ergo/diary.h"

#define DIARY_TEXT_MAX 1024 /* bytes that any of these needs at most, NUL included */

/* "side", "neck pain": what a field is, within a sentence. */
const char *diary_field_title(const struct diary_field *f);
/* How it is asked for: a whole question. */
const char *diary_field_question(const struct diary_field *f);
/* What the i-th word of a field of FIELD_WORD or FIELD_SET means: "on the left". */
const char *diary_word(const struct diary_field *f, int i);
/* The value as a person reads it, "" where it is not told: "yes", "neck, temple", "7 h 30 min".  Texts as
 * they are: escape them.  No FIELD_MOMENT.  Returns buf. */
char *diary_value_say(const struct diary_entry *e, const struct diary_field *f,
		      char buf[static DIARY_TEXT_MAX]);

const char *diary_type_words(enum diary_type type);
const char *diary_class_words(enum diary_class class);
const char *diary_event_words(enum diary_event event);
const char *diary_position_words(enum diary_position position);
const char *diary_symptom_words(enum diary_symptom symptom);

/* What is to be said of medicines on many days; "" where OVERUSE_NONE.  Returns buf. */
char *diary_overuse_say(const struct diary_overuse *o, char buf[static DIARY_TEXT_MAX]);
/* Why before and after prove nothing: to be shown wherever diary_around() is. */
const char *diary_marker_caveat(void);
/* Position and pillow. */
const char *diary_sleep_text(void);
/* "Measures work habits and set-up.  Does not diagnose or treat. ..." */
const char *diary_disclaimer(void);

/* When to seek help: the same for everybody.  The texts are marked: show them with tr(). */
struct help_part {
	const char *heading;
	const char *const *item; /* NULL-terminated */
};
#define HELP_PARTS 4
extern const struct help_part help_seeking[HELP_PARTS]; /* the most urgent first */
/* What the lists are, and are not. */
const char *help_seeking_note(void);
