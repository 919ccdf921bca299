/* The exercises that there are: ERGONOMICS 5.3, no more; and the user's own. */
#include "ergo/exercises.h"

#define SEC      USEC_PER_SEC
#define MIN      USEC_PER_MIN
#define MICRO    (1u << BREAK_MICRO)
#define REST     (1u << BREAK_REST)
#define LOW      (1u << REASON_SCREEN_LOW)
#define HIGH     (1u << REASON_SCREEN_HIGH)
#define TURNED   (1u << REASON_TURNED)
#define LAPTOP   (1u << REASON_LAPTOP)
#define SITTING  (1u << REASON_SITTING)
#define NO_BREAK 0u

static const char *const exercise_names[] = {
	[EXERCISE_CHIN_BACK] = "chin_back",
	[EXERCISE_BLADE_SQUEEZE] = "blade_squeeze",
	[EXERCISE_UPPER_BACK_OPEN] = "upper_back_open",
	[EXERCISE_TURN] = "turn",
	[EXERCISE_SIDE_BEND] = "side_bend",
	[EXERCISE_TRAP_STRETCH] = "trap_stretch",
	[EXERCISE_LEVATOR_STRETCH] = "levator_stretch",
	[EXERCISE_SHOULDER_ROLL] = "shoulder_roll",
	[EXERCISE_EYES_FAR] = "eyes_far",
	[EXERCISE_WALK] = "walk",
};
DEFINE_STRTAB(exercise, enum exercise_id, exercise_names)

static const char *const exercise_sides_names[] = {
	[SIDES_ONE] = "one",
	[SIDES_EACH] = "each",
	[SIDES_DIRECTIONS] = "directions",
};
DEFINE_STRTAB(exercise_sides, enum exercise_sides, exercise_sides_names)

static const char *const exercise_reason_names[] = {
	[REASON_SCREEN_LOW] = "screen-low", [REASON_SCREEN_HIGH] = "screen-high",
	[REASON_TURNED] = "turned",         [REASON_LAPTOP] = "laptop",
	[REASON_SITTING] = "sitting",
};
DEFINE_STRTAB(exercise_reason, enum exercise_reason, exercise_reason_names)

/*
 * Holds and repetitions are those of 5.3.  In which break [J]: a micro-break has those whose guide takes
 * no longer than its 30 s.  What they go with [J]: what moves the other way than the posture that the
 * finding asks for.
 */
#define ROW(ID, word, hold_, hold_most_, reps_, reps_most_, sides_, breaks_, fits_)                \
	[ID] = { .name = word,                                                                     \
		 .id = ID,                                                                         \
		 .hold = hold_,                                                                    \
		 .hold_most = hold_most_,                                                          \
		 .reps = reps_,                                                                    \
		 .reps_most = reps_most_,                                                          \
		 .sides = sides_,                                                                  \
		 .breaks = breaks_,                                                                \
		 .fits = fits_ }
/* clang-format off */
static const struct exercise table[_EXERCISE_MAX] = {
	ROW(EXERCISE_CHIN_BACK, "chin_back", 3 * SEC, 5 * SEC, 5, 10, SIDES_ONE,
	    MICRO | REST, LOW | HIGH | LAPTOP),
	ROW(EXERCISE_BLADE_SQUEEZE, "blade_squeeze", 5 * SEC, 5 * SEC, 10, 10, SIDES_ONE,
	    REST, LOW | LAPTOP | SITTING),
	ROW(EXERCISE_UPPER_BACK_OPEN, "upper_back_open", 3 * SEC, 5 * SEC, 5, 5, SIDES_ONE,
	    REST, LOW | LAPTOP | SITTING),
	ROW(EXERCISE_TURN, "turn", 2 * SEC, 2 * SEC, 5, 5, SIDES_EACH,
	    REST, TURNED),
	ROW(EXERCISE_SIDE_BEND, "side_bend", 2 * SEC, 2 * SEC, 5, 5, SIDES_EACH,
	    REST, TURNED),
	ROW(EXERCISE_TRAP_STRETCH, "trap_stretch", 15 * SEC, 30 * SEC, 2, 2, SIDES_EACH,
	    REST, TURNED | SITTING),
	ROW(EXERCISE_LEVATOR_STRETCH, "levator_stretch", 15 * SEC, 30 * SEC, 2, 2, SIDES_EACH,
	    REST, HIGH | TURNED),
	ROW(EXERCISE_SHOULDER_ROLL, "shoulder_roll", 0, 0, 5, 5, SIDES_DIRECTIONS,
	    MICRO | REST, LAPTOP | SITTING),
	ROW(EXERCISE_EYES_FAR, "eyes_far", 20 * SEC, 20 * SEC, 1, 1, SIDES_ONE,
	    MICRO, NO_BREAK),
	ROW(EXERCISE_WALK, "walk", 1 * MIN, 5 * MIN, 1, 1, SIDES_ONE,
	    REST, SITTING),
};
/* clang-format on */

/* [J] One for each part, seated, two minutes or less each. */
static const struct exercise_routine routines[] = {
	{ .name = "neck", .n = 3, .exercise = { "chin_back", "turn", "side_bend" } },
	{ .name = "shoulders",
	  .n = 3,
	  .exercise = { "shoulder_roll", "blade_squeeze", "upper_back_open" } },
	{ .name = "stretch", .n = 2, .exercise = { "trap_stretch", "levator_stretch" } },
};
_Static_assert(ELEMENTSOF(routines) + ROUTINES_OWN_MAX == ROUTINES_MAX, "a set has room for all");

const struct exercise *exercise_builtin(enum exercise_id id)
{
	assert(id < _EXERCISE_MAX);
	return &table[id];
}

const struct exercise *exercise_find(const struct exercise_set *set, const char *name)
{
	for (size_t i = 0; i < set->n; i++) {
		if (strcmp(set->e[i]->name, name) == 0) {
			return set->e[i];
		}
	}
	return NULL;
}

const struct exercise_routine *exercise_routine_find(const struct exercise_set *set,
						     const char *name)
{
	for (size_t i = 0; i < set->routines_n; i++) {
		if (strcmp(set->routine[i]->name, name) == 0) {
			return set->routine[i];
		}
	}
	return NULL;
}

void exercise_set_init(struct exercise_set *ret, const struct exercise_list *own)
{
	*ret = (struct exercise_set){ 0 };
	for (size_t i = 0; own && i < own->n; i++) {
		ret->e[ret->n++] = &own->e[i];
	}
	for (size_t i = 0; i < _EXERCISE_MAX; i++) {
		if (!exercise_find(ret, table[i].name)) {
			ret->e[ret->n++] = &table[i];
		}
	}
	for (size_t i = 0; own && i < own->routines_n; i++) {
		ret->routine[ret->routines_n++] = &own->routine[i];
	}
	for (size_t i = 0; i < ELEMENTSOF(routines); i++) {
		if (!exercise_routine_find(ret, routines[i].name)) {
			ret->routine[ret->routines_n++] = &routines[i];
		}
	}
}
