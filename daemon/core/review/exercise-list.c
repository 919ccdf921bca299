/* The user's own exercises and routines: exercises.ini. */
#include "exercise-internal.h"

#include <stdio.h>

#include "ergo/tr.h"
#include "scan.h"

/* The name as it is to be; false, and a problem, where it can't be. */
static bool check_name(struct reader *r, struct line name, const char *section, bool report)
{
	char shown[EXCERPT_MAX];

	if (exercise_is_name(name.s, name.len)) {
		return true;
	}
	if (report) {
		text_excerpt(shown, sizeof(shown), name.s, name.len);
		PROBLEM(r, section,
			_("\"%s\" is no name of 1 to %d letters, digits, _ and -: write [%s %s]"),
			shown, EXERCISE_NAME_MAX - 1, section,
			strcmp(section, SECTION_ROUTINE) == 0 ? "morning" : "wall_slides");
	}
	return false;
}

/* The line in which there is one of that name already; 0: there is none. */
static unsigned line_of(const struct reading *g, const char *name)
{
	for (size_t i = 0; !g->is_routine && i < g->list->n; i++) {
		if (strcmp(g->list->e[i].name, name) == 0) {
			return g->line[i];
		}
	}
	for (size_t i = 0; g->is_routine && i < g->list->routines_n; i++) {
		if (strcmp(g->list->routine[i].name, name) == 0) {
			return g->line_routine[i];
		}
	}
	return 0;
}

static void add_exercise(struct reader *r, const char *name)
{
	struct reading *g = reading_of(r);
	struct exercise *e = &g->list->e[g->list->n];
	int id = exercise_from_string(name);

	if (id >= 0) { /* another dose of it, say */
		*e = *exercise_builtin((enum exercise_id) id);
	} else {
		*e = (struct exercise){ .id = _EXERCISE_MAX, .breaks = 1u << BREAK_REST };
	}
	e->own = true;
	(void) snprintf(e->name, sizeof(e->name), "%s", name);
	g->line[g->list->n++] = r->line;
}

static void add_routine(struct reader *r, const char *name)
{
	struct reading *g = reading_of(r);
	struct exercise_routine *routine = &g->list->routine[g->list->routines_n];

	*routine = (struct exercise_routine){ .own = true };
	(void) snprintf(routine->name, sizeof(routine->name), "%s", name);
	g->line_routine[g->list->routines_n++] = r->line;
}

static const char *open_section(struct reader *r, const char *section, struct line name,
				bool report)
{
	struct reading *g = reading_of(r);
	char text[EXERCISE_NAME_MAX];
	unsigned line;

	g->is_routine = strcmp(section, SECTION_ROUTINE) == 0;
	if (!check_name(r, name, section, report)) {
		return NULL;
	}
	(void) snprintf(text, sizeof(text), "%.*s", (int) name.len, name.s);
	line = line_of(g, text);
	if (line > 0) {
		PROBLEM(r, section,
			_("[%s %s] is there twice, in line %u already: put all its keys together "
			  "there"),
			section, text, line);
		return NULL;
	}
	if (g->is_routine ? g->list->routines_n == ROUTINES_OWN_MAX
			  : g->list->n == EXERCISES_OWN_MAX) {
		PROBLEM(r, section, _("there are more than %d sections [%s NAME]: remove one"),
			g->is_routine ? ROUTINES_OWN_MAX : EXERCISES_OWN_MAX, section);
		return NULL;
	}
	if (g->is_routine) {
		add_routine(r, text);
	} else {
		add_exercise(r, text);
	}
	memset(g->key_in, 0, sizeof(g->key_in));
	if (!report) { /* something else was wrong with the line */
		*exercise_open_is_bad(r) = true;
	}
	r->mode = SECTION_KNOWN;
	return section;
}

static const char *take_section(struct reader *r, struct line name, bool report)
{
	static const char *const sections[] = { SECTION_EXERCISE, SECTION_ROUTINE };
	char shown[EXCERPT_MAX];

	r->mode = SECTION_SKIP;
	for (size_t i = 0; i < ELEMENTSOF(sections); i++) {
		size_t n = strlen(sections[i]);
		struct line rest = { name.s + n, name.len - n };

		if (name.len >= n && strncmp(name.s, sections[i], n) == 0 &&
		    (name.len == n || is_blank(name.s[n]))) {
			return open_section(r, sections[i], skip_blanks_of(rest), report);
		}
	}
	if (report) {
		text_excerpt(shown, sizeof(shown), name.s, name.len);
		PROBLEM(r, shown,
			_("there is no section [%s]: the sections are [exercise NAME] and "
			  "[routine NAME]"),
			shown);
	}
	return NULL;
}

/* ---- the whole ---- */

/* What a section lacks. */
static const char *missing(const struct exercise *e)
{
	if (e->text[0] == '\0' && e->id == _EXERCISE_MAX) {
		return _(
			"it does not say what to do: write text = ..., in several lines if need be");
	}
	if (e->hold == 0 && e->reps == 0) {
		return _("it says neither how long nor how often: write hold = 5s, or repetitions "
			 "= 10, or both");
	}
	return NULL;
}

static void check_exercises(struct reader *r)
{
	struct reading *g = reading_of(r);
	char key[DOTTED_MAX];
	size_t n = 0;

	for (size_t i = 0; i < g->list->n; i++) {
		struct exercise *e = &g->list->e[i];
		const char *what = g->bad[i] ? NULL : missing(e);

		if (what) {
			(void) snprintf(key, sizeof(key), SECTION_EXERCISE " %s", e->name);
			r->line = g->line[i];
			PROBLEM(r, key, "%s", what);
		}
		if (!what && !g->bad[i]) {
			e->reps = e->reps ?: 1;
			e->reps_most = e->reps_most ?: 1;
			if (n != i) {
				g->list->e[n] = *e;
			}
			n++;
		}
	}
	g->list->n = n;
}

/* Whether all exercises of a routine are there; else a problem. */
static bool check_routine(struct reader *r, size_t i)
{
	struct reading *g = reading_of(r);
	const struct exercise_routine *routine = &g->list->routine[i];
	char key[DOTTED_MAX];

	(void) snprintf(key, sizeof(key), SECTION_ROUTINE " %s", routine->name);
	if (routine->n == 0) {
		r->line = g->line_routine[i];
		PROBLEM(r, key, "%s", _("it has no exercises: write exercises = chin_back, turn"));
		return false;
	}
	r->line = g->exercises_in[i];
	for (size_t k = 0; k < routine->n; k++) {
		bool found = exercise_from_string(routine->exercise[k]) >= 0;

		for (size_t j = 0; !found && j < g->list->n; j++) {
			found = strcmp(g->list->e[j].name, routine->exercise[k]) == 0;
		}
		if (!found) {
			PROBLEM(r, key,
				_("there is no exercise \"%s\", or something is wrong with it: "
				  "those that there are: ergoctl exercises"),
				routine->exercise[k]);
			return false;
		}
	}
	return true;
}

static void check_routines(struct reader *r)
{
	struct reading *g = reading_of(r);
	size_t n = 0;

	for (size_t i = 0; i < g->list->routines_n; i++) {
		if (!g->bad_routine[i] && check_routine(r, i)) {
			if (n != i) {
				g->list->routine[n] = g->list->routine[i];
			}
			n++;
		}
	}
	g->list->routines_n = n;
}

size_t exercise_list_parse(struct exercise_list *ret, const char *text, size_t len,
			   const char *file, struct config_diags *diags)
{
	static const struct ini_grammar grammar = {
		.example = "[exercise wall_slides]",
		.take_section = take_section,
		.take_key = exercise_take_key,
		.is_key = exercise_is_key,
	};
	struct reading reading = { .list = ret };
	struct reader r = {
		.grammar = &grammar,
		.userdata = &reading,
		.file = file,
		.diags = diags,
	};
	size_t before = diags->n + diags->dropped;

	memset(ret, 0, sizeof(*ret));
	(void) ini_read(&r, text, len);
	check_exercises(&r);
	check_routines(&r);
	return diags->n + diags->dropped - before;
}
