/* The keys of exercises.ini. */
#include "exercise-internal.h"

#include <limits.h>
#include <stdio.h>

#include "ergo/time.h"
#include "ergo/tr.h"
#include "scan.h"

#define HOLD_LEAST USEC_PER_SEC
#define HOLD_MOST  (30 * USEC_PER_MIN)
#define REPS_MOST  100

static struct exercise *open_exercise(const struct reader *r)
{
	struct exercise_list *list = reading_of(r)->list;

	return &list->e[list->n - 1];
}

static struct exercise_routine *open_routine(const struct reader *r)
{
	struct exercise_list *list = reading_of(r)->list;

	return &list->routine[list->routines_n - 1];
}

bool *exercise_open_is_bad(const struct reader *r)
{
	struct reading *g = reading_of(r);

	return g->is_routine ? &g->bad_routine[g->list->routines_n - 1] : &g->bad[g->list->n - 1];
}

/* Returns false and a sentence in `reason`. */
typedef bool (*take_fn)(struct reader *r, const char *value, char reason[static CONFIG_REASON_MAX]);

#define REFUSE(...) ((void) snprintf(reason, CONFIG_REASON_MAX, __VA_ARGS__), false)

static bool take_hold(struct reader *r, const char *value, char reason[static CONFIG_REASON_MAX])
{
	struct exercise *e = open_exercise(r);
	char shown[EXCERPT_MAX];
	usec_t d;

	if (duration_parse(value, &d) < 0 || d < HOLD_LEAST || d > HOLD_MOST) {
		text_excerpt(shown, sizeof(shown), value, strlen(value));
		return REFUSE(_("\"%s\" is no duration from 1s to 30min: write 5s"), shown);
	}
	e->hold = e->hold_most = d;
	return true;
}

static bool take_repetitions(struct reader *r, const char *value,
			     char reason[static CONFIG_REASON_MAX])
{
	struct exercise *e = open_exercise(r);
	char shown[EXCERPT_MAX];
	const char *s = value;
	uint64_t n;

	if (scan_digits(&s, &n) == 0 || *s != '\0' || n < 1 || n > REPS_MOST) {
		text_excerpt(shown, sizeof(shown), value, strlen(value));
		return REFUSE(_("\"%s\" is no whole number from 1 to %d: write 10"), shown,
			      REPS_MOST);
	}
	e->reps = e->reps_most = (unsigned) n;
	return true;
}

static bool take_sides(struct reader *r, const char *value, char reason[static CONFIG_REASON_MAX])
{
	int sides = exercise_sides_from_string(value);
	char shown[EXCERPT_MAX];

	if (sides < 0) {
		text_excerpt(shown, sizeof(shown), value, strlen(value));
		return REFUSE(_("\"%s\" is none of these: one, each (left and right in turn), "
				"directions (backwards, then forwards)"),
			      shown);
	}
	open_exercise(r)->sides = (enum exercise_sides) sides;
	return true;
}

static bool take_breaks(struct reader *r, const char *value, char reason[static CONFIG_REASON_MAX])
{
	static const struct {
		const char *word;
		unsigned breaks;
	} words[] = {
		{ "micro", 1u << BREAK_MICRO },
		{ "rest", 1u << BREAK_REST },
		{ "both", 1u << BREAK_MICRO | 1u << BREAK_REST },
		{ "none", 0 },
	};
	char shown[EXCERPT_MAX];

	for (size_t i = 0; i < ELEMENTSOF(words); i++) {
		if (strcmp(words[i].word, value) == 0) {
			open_exercise(r)->breaks = words[i].breaks;
			return true;
		}
	}
	text_excerpt(shown, sizeof(shown), value, strlen(value));
	return REFUSE(_("\"%s\" is none of these: micro, rest, both, none"), shown);
}

/* Adds a line to a text, with a blank between. */
static bool add_text(char *buf, size_t size, const char *value,
		     char reason[static CONFIG_REASON_MAX])
{
	size_t n = strlen(buf);
	const char *blank = n > 0 ? " " : "";

	if (*value == '\0') {
		return REFUSE(_("it is empty: write something, or remove the line"));
	}
	if (n + strlen(blank) + strlen(value) >= size) {
		return REFUSE(_("that is longer than %zu bytes: shorten it"), size - 1);
	}
	(void) snprintf(buf + n, size - n, "%s%s", blank, value);
	return true;
}

static bool take_title(struct reader *r, const char *value, char reason[static CONFIG_REASON_MAX])
{
	return add_text(open_exercise(r)->title, EXERCISE_TITLE_MAX, value, reason);
}

static bool take_text(struct reader *r, const char *value, char reason[static CONFIG_REASON_MAX])
{
	return add_text(open_exercise(r)->text, EXERCISE_TEXT_MAX, value, reason);
}

static bool take_from(struct reader *r, const char *value, char reason[static CONFIG_REASON_MAX])
{
	char *from = reading_of(r)->is_routine ? open_routine(r)->from : open_exercise(r)->from;

	return add_text(from, EXERCISE_FROM_MAX, value, reason);
}

bool exercise_is_name(const char *s, size_t len)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

	/* Byte by byte: what follows is the rest of a file, and no string. */
	for (size_t i = 0; i < len; i++) {
		if (!memchr(letters, s[i], sizeof(letters) - 1)) {
			return false;
		}
	}
	return len > 0 && len < EXERCISE_NAME_MAX && s[0] != '-';
}

static bool take_exercises(struct reader *r, const char *value,
			   char reason[static CONFIG_REASON_MAX])
{
	struct exercise_routine *routine = open_routine(r);
	struct reading *g = reading_of(r);
	char shown[EXCERPT_MAX];

	g->exercises_in[g->list->routines_n - 1] = r->line;
	do {
		struct line name = { value, strcspn(value, ",") };

		value += name.len;
		name = trim_end(skip_blanks_of(name));
		text_excerpt(shown, sizeof(shown), name.s, name.len);
		if (!exercise_is_name(name.s, name.len)) {
			return REFUSE(_("\"%s\" is no name of an exercise: write names separated "
					"by commas, like chin_back, turn"),
				      shown);
		}
		if (routine->n == ROUTINE_EXERCISES_MAX) {
			return REFUSE(_("a routine has %d exercises at most: make two of it"),
				      ROUTINE_EXERCISES_MAX);
		}
		(void) snprintf(routine->exercise[routine->n++], EXERCISE_NAME_MAX, "%.*s",
				(int) name.len, name.s);
	} while (scan_char(&value, ','));
	return true;
}

#define OF_EXERCISE 1u
#define OF_ROUTINE  2u

static const struct key {
	const char *name;
	unsigned of;
	bool several; /* more lines of it go on where the one before ended */
	take_fn take;
} keys[] = {
	{ "title", OF_EXERCISE, false, take_title },
	{ "hold", OF_EXERCISE, false, take_hold },
	{ "repetitions", OF_EXERCISE, false, take_repetitions },
	{ "sides", OF_EXERCISE, false, take_sides },
	{ "breaks", OF_EXERCISE, false, take_breaks },
	{ "text", OF_EXERCISE, true, take_text },
	{ "exercises", OF_ROUTINE, true, take_exercises },
	{ "from", OF_EXERCISE | OF_ROUTINE, false, take_from },
};
_Static_assert(ELEMENTSOF(keys) <= KEYS_MAX, "room for each");

bool exercise_is_key(const char *name)
{
	for (size_t i = 0; i < ELEMENTSOF(keys); i++) {
		if (near_distance(name, keys[i].name) != UINT_MAX) {
			return true;
		}
	}
	return false;
}

/* "did you mean", or the keys that there are. */
static void report_unknown(struct reader *r, const char *section, const char *dotted,
			   const char *name, unsigned of)
{
	char shown[EXCERPT_MAX];
	unsigned best = UINT_MAX;
	const char *near = NULL;

	for (size_t i = 0; i < ELEMENTSOF(keys); i++) {
		unsigned d = keys[i].of & of ? near_distance(name, keys[i].name) : UINT_MAX;

		if (d < best) {
			best = d;
			near = keys[i].name;
		}
	}
	text_excerpt(shown, sizeof(shown), name, strlen(name));
	if (near) {
		PROBLEM(r, dotted, _("there is no key \"%s\" in [%s NAME]: did you mean \"%s\"?"),
			shown, section, near);
	} else {
		PROBLEM(r, dotted, _("there is no key \"%s\" in [%s NAME]: the keys there are %s"),
			shown, section,
			of == OF_ROUTINE ? "exercises, from"
					 : "title, hold, repetitions, sides, breaks, text, from");
	}
	*exercise_open_is_bad(r) = true;
}

void exercise_take_key(struct reader *r, const char *section, const char *name, const char *value)
{
	struct reading *g = reading_of(r);
	unsigned of = g->is_routine ? OF_ROUTINE : OF_EXERCISE;
	char dotted[DOTTED_MAX + EXCERPT_MAX], shown[EXCERPT_MAX], reason[CONFIG_REASON_MAX];

	text_excerpt(shown, EXERCISE_NAME_MAX, name, strlen(name));
	if (r->mode != SECTION_KNOWN) {
		if (r->mode == SECTION_NONE) {
			PROBLEM(r, shown, _("\"%s\" stands before any section: put it under %s"),
				shown, _("a line like [exercise wall_slides]"));
		}
		return;
	}
	(void) snprintf(dotted, sizeof(dotted), "%s %s.%s", section,
			g->is_routine ? open_routine(r)->name : open_exercise(r)->name, shown);
	for (size_t i = 0; i < ELEMENTSOF(keys); i++) {
		if (strcmp(keys[i].name, name) != 0 || !(keys[i].of & of)) {
			continue;
		}
		if (g->key_in[i] > 0 && !keys[i].several) {
			PROBLEM(r, dotted,
				_("\"%s\" is there twice, in line %u already: remove one of them"),
				name, g->key_in[i]);
			*exercise_open_is_bad(r) = true;
		} else if (!keys[i].take(r, value, reason)) {
			PROBLEM(r, dotted, "%s", reason);
			*exercise_open_is_bad(r) = true;
		}
		g->key_in[i] = r->line;
		return;
	}
	report_unknown(r, section, dotted, name, of);
}
