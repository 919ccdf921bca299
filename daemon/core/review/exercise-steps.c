/* An exercise in steps, for who is guided through it. */
#include "ergo/exercises.h"

/* [J] all of them */
#define READY      (5 * USEC_PER_SEC)
#define MOVEMENT   (3 * USEC_PER_SEC) /* one slow movement without a hold */
#define BACK       (2 * USEC_PER_SEC)
#define BACK_LONG  (4 * USEC_PER_SEC) /* after a stretch */
#define LONG_HOLDS (10 * USEC_PER_SEC)

/* Repetitions of all sides. */
static size_t holds(const struct exercise *e)
{
	return e->sides == SIDES_ONE ? e->reps : 2 * (size_t) e->reps;
}

/* Whether one comes back to the middle between two. */
static bool comes_back(const struct exercise *e)
{
	return e->hold > 0;
}

size_t exercise_steps(const struct exercise *e)
{
	return 1 + holds(e) + (comes_back(e) ? holds(e) - 1 : 0);
}

static enum exercise_side side_of(const struct exercise *e, size_t hold)
{
	switch (e->sides) {
	case SIDES_EACH:
		return hold % 2 == 0 ? EXERCISE_LEFT : EXERCISE_RIGHT;
	case SIDES_DIRECTIONS:
		return hold < e->reps ? EXERCISE_BACKWARDS : EXERCISE_FORWARDS;
	case SIDES_ONE:
	case _EXERCISE_SIDES_MAX:
		break;
	}
	return EXERCISE_SIDE_NONE;
}

static size_t rep_of(const struct exercise *e, size_t hold)
{
	switch (e->sides) {
	case SIDES_EACH:
		return hold / 2;
	case SIDES_DIRECTIONS:
		return hold % e->reps;
	case SIDES_ONE:
	case _EXERCISE_SIDES_MAX:
		break;
	}
	return hold;
}

struct exercise_step exercise_step(const struct exercise *e, size_t i)
{
	size_t hold = i == 0 ? 0 : comes_back(e) ? (i - 1) / 2 : i - 1;
	struct exercise_step s = {
		.phase = EXERCISE_HOLD,
		.time = e->hold > 0 ? e->hold : MOVEMENT,
		.rep = (unsigned) rep_of(e, hold) + 1,
		.reps = e->reps,
		.side = side_of(e, hold),
	};

	if (i == 0) {
		s.phase = EXERCISE_READY;
		s.time = READY;
	} else if (comes_back(e) && i % 2 == 0) {
		s.phase = EXERCISE_BACK;
		s.time = e->hold >= LONG_HOLDS ? BACK_LONG : BACK;
	}
	return s;
}

usec_t exercise_time(const struct exercise *e)
{
	usec_t sum = 0;

	for (size_t i = 0; i < exercise_steps(e); i++) {
		sum = usec_add(sum, exercise_step(e, i).time);
	}
	return sum;
}
