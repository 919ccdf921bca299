/* What the parts of reading exercises.ini share: exercise-list.c has the sections, exercise-keys.c the keys. */
#pragma once

#include "config/ini-internal.h"
#include "ergo/exercises.h"

#define SECTION_EXERCISE "exercise"
#define SECTION_ROUTINE  "routine"
#define DOTTED_MAX       (EXERCISE_NAME_MAX + 32) /* "exercise NAME.repetitions" */
#define KEYS_MAX         8

/* What is being read: the section that is open, and where things stand. */
struct reading {
	struct exercise_list *list;
	bool is_routine;
	unsigned key_in[KEYS_MAX]; /* the line of each key of the open section; 0: not seen */
	bool bad[EXERCISES_OWN_MAX], bad_routine[ROUTINES_OWN_MAX];
	unsigned line[EXERCISES_OWN_MAX], line_routine[ROUTINES_OWN_MAX];
	unsigned exercises_in[ROUTINES_OWN_MAX]; /* the line of the key exercises */
};

static inline struct reading *reading_of(const struct reader *r)
{
	return r->userdata;
}

/* Of the open section there is something wrong: it will be left out. */
bool *exercise_open_is_bad(const struct reader *r);

/* Whether it may be the name of an exercise or a routine. */
bool exercise_is_name(const char *s, size_t len);

/* For struct ini_grammar. */
bool exercise_is_key(const char *name);
void exercise_take_key(struct reader *r, const char *section, const char *name, const char *value);
