/* The built-in exercises against ERGONOMICS 5.3, their steps, and which are offered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/audit.h"
#include "ergo/exercise-text.h"

#define SEC USEC_PER_SEC
#define MIN USEC_PER_MIN

/* As 5.3 has them: no more, no less, no other words. */
static const struct {
	const char *name, *title, *dose;
	usec_t hold, hold_most;
	unsigned reps, reps_most;
	enum exercise_sides sides;
	const char *text;
} wanted[] = {
	{ "chin_back", "chin retraction", "3 to 5 s, 5 to 10 times", 3 * SEC, 5 * SEC, 5, 10,
	  SIDES_ONE,
	  "Look straight ahead. Glide your whole head backwards as if making a double chin, eyes "
	  "level. Hold, let go. Light effort only." },
	{ "blade_squeeze", "shoulder-blade squeeze", "5 s, 10 times", 5 * SEC, 5 * SEC, 10, 10,
	  SIDES_ONE,
	  "Let the arms hang. Draw both shoulder blades gently back and down, away from the ears. "
	  "Hold, release slowly." },
	{ "upper_back_open", "upper-back extension", "3 to 5 s, 5 times", 3 * SEC, 5 * SEC, 5, 5,
	  SIDES_ONE,
	  "Hands behind the head to support it. Lean your upper back over the chair's back rest, "
	  "chest up, neck still. Return." },
	{ "turn", "neck turns", "2 s, 5 times each side", 2 * SEC, 2 * SEC, 5, 5, SIDES_EACH,
	  "Turn the head slowly to one side until it feels mildly tight, pause, come back to the "
	  "middle, other side." },
	{ "side_bend", "neck side bends", "2 s, 5 times each side", 2 * SEC, 2 * SEC, 5, 5,
	  SIDES_EACH,
	  "Let one ear sink towards its shoulder without lifting the shoulder. Back to the middle, "
	  "other side." },
	{ "trap_stretch", "upper trapezius stretch", "15 to 30 s, 2 times each side", 15 * SEC,
	  30 * SEC, 2, 2, SIDES_EACH,
	  "Hold the seat edge with one hand. Tilt the head away until you feel a gentle pull at "
	  "the side of the neck. No bouncing, no pulling with the other hand." },
	{ "levator_stretch", "levator stretch", "15 to 30 s, 2 times each side", 15 * SEC, 30 * SEC,
	  2, 2, SIDES_EACH,
	  "Turn the head halfway to one side, then look down towards the armpit until the back "
	  "corner of the neck feels a mild stretch." },
	{ "shoulder_roll", "shoulder rolls", "5 times in each direction", 0, 0, 5, 5,
	  SIDES_DIRECTIONS,
	  "Make slow circles with both shoulders: up, back, down. Then reverse." },
	{ "eyes_far", "eye rest", "20 s", 20 * SEC, 20 * SEC, 1, 1, SIDES_ONE,
	  "Look at something at least 6 m away, soften the gaze, blink slowly a few times." },
	{ "walk", "stand and walk", "1 to 5 min", 1 * MIN, 5 * MIN, 1, 1, SIDES_ONE,
	  "Stand up, walk, fetch water, let the arms swing." },
};

static void test_table(void **state)
{
	char dose[EXERCISE_DOSE_MAX];

	(void) state;
	assert_int_equal(ELEMENTSOF(wanted), _EXERCISE_MAX);
	for (size_t i = 0; i < ELEMENTSOF(wanted); i++) {
		const struct exercise *e = exercise_builtin((enum exercise_id) i);

		assert_string_equal(e->name, wanted[i].name);
		assert_int_equal(exercise_from_string(e->name), i);
		assert_int_equal(e->id, i);
		assert_false(e->own);
		assert_int_equal(e->hold, wanted[i].hold);
		assert_int_equal(e->hold_most, wanted[i].hold_most);
		assert_int_equal(e->reps, wanted[i].reps);
		assert_int_equal(e->reps_most, wanted[i].reps_most);
		assert_int_equal(e->sides, wanted[i].sides);
		assert_string_equal(exercise_title(e), wanted[i].title);
		assert_string_equal(exercise_text(e), wanted[i].text);
		assert_string_equal(exercise_dose_say(e, dose), wanted[i].dose);
		assert_true(*exercise_source(e));
		assert_true(e->breaks != 0); /* each is offered at some time */
	}
}

/* What 5.3 says is never to be, and what must always be said. */
static void test_words(void **state)
{
	static const char *const never[] = { "circle with the head",
					     "crack",
					     "as far as",
					     "fast",
					     "cure",
					     "relie",
					     "heal",
					     "treat",
					     "strong" };
	static const char *const stop[] = {
		"dizziness", "faintness", "visual change",         "numbness",
		"tingling",  "weakness",  "new or worse headache", "arm pain"
	};
	static const char *const ask[] = { "neck injury or surgery",
					   "instability",
					   "rheumatoid arthritis",
					   "osteoporosis",
					   "connective-tissue disease",
					   "hypermobility",
					   "cancer",
					   "infection",
					   "fever",
					   "steroids",
					   "severe or night pain",
					   "neurological signs" };

	(void) state;
	for (size_t i = 0; i < _EXERCISE_MAX; i++) {
		const char *text = exercise_text(exercise_builtin((enum exercise_id) i));

		for (size_t k = 0; k < ELEMENTSOF(never); k++) {
			assert_null(strcasestr(text, never[k]));
		}
	}
	for (size_t k = 0; k < ELEMENTSOF(stop); k++) {
		assert_non_null(strstr(exercise_stop_rule(), stop[k]));
	}
	for (size_t k = 0; k < ELEMENTSOF(ask); k++) {
		assert_non_null(strstr(exercise_precautions(), ask[k]));
	}
}

static void assert_step(const struct exercise *e, size_t i, enum exercise_phase phase, usec_t time,
			unsigned rep, enum exercise_side side)
{
	struct exercise_step s = exercise_step(e, i);

	assert_int_equal(s.phase, phase);
	assert_int_equal(s.time, time);
	assert_int_equal(s.rep, rep);
	assert_int_equal(s.reps, e->reps);
	assert_int_equal(s.side, side);
}

static void test_steps(void **state)
{
	const struct exercise *e = exercise_builtin(EXERCISE_TURN);

	(void) state;
	assert_int_equal(exercise_steps(e), 20); /* ready, 10 holds, 9 times back */
	assert_step(e, 0, EXERCISE_READY, 5 * SEC, 1, EXERCISE_LEFT);
	assert_step(e, 1, EXERCISE_HOLD, 2 * SEC, 1, EXERCISE_LEFT);
	assert_step(e, 2, EXERCISE_BACK, 2 * SEC, 1, EXERCISE_LEFT);
	assert_step(e, 3, EXERCISE_HOLD, 2 * SEC, 1, EXERCISE_RIGHT);
	assert_step(e, 5, EXERCISE_HOLD, 2 * SEC, 2, EXERCISE_LEFT);
	assert_step(e, 19, EXERCISE_HOLD, 2 * SEC, 5, EXERCISE_RIGHT);

	e = exercise_builtin(EXERCISE_SHOULDER_ROLL);
	assert_int_equal(exercise_steps(e), 11);
	assert_step(e, 1, EXERCISE_HOLD, 3 * SEC, 1, EXERCISE_BACKWARDS);
	assert_step(e, 5, EXERCISE_HOLD, 3 * SEC, 5, EXERCISE_BACKWARDS);
	assert_step(e, 6, EXERCISE_HOLD, 3 * SEC, 1, EXERCISE_FORWARDS);
	assert_step(e, 10, EXERCISE_HOLD, 3 * SEC, 5, EXERCISE_FORWARDS);

	e = exercise_builtin(EXERCISE_TRAP_STRETCH);
	assert_int_equal(exercise_steps(e), 8);
	assert_step(e, 2, EXERCISE_BACK, 4 * SEC, 1, EXERCISE_LEFT);

	e = exercise_builtin(EXERCISE_WALK);
	assert_int_equal(exercise_steps(e), 2);
	assert_step(e, 1, EXERCISE_HOLD, 1 * MIN, 1, EXERCISE_SIDE_NONE);
}

/* Each repetition of each side is there once, holds and movements last as told, and it ends. */
static void test_steps_whole(void **state)
{
	(void) state;
	for (size_t i = 0; i < _EXERCISE_MAX; i++) {
		const struct exercise *e = exercise_builtin((enum exercise_id) i);
		unsigned holds = 0;
		usec_t sum = 0;

		for (size_t k = 0; k < exercise_steps(e); k++) {
			struct exercise_step s = exercise_step(e, k);

			assert_true(s.time > 0 && s.rep >= 1 && s.rep <= s.reps);
			assert_int_equal(s.phase == EXERCISE_READY, k == 0);
			if (s.phase == EXERCISE_HOLD) {
				holds++;
				assert_true(e->hold == 0 || s.time == e->hold);
			}
			sum += s.time;
		}
		assert_int_equal(holds, e->reps * (e->sides == SIDES_ONE ? 1 : 2));
		assert_int_equal(exercise_time(e), sum);
		/* What is offered in a micro-break of 30 s can be done in it. */
		if (e->breaks & 1u << BREAK_MICRO) {
			assert_true(sum - exercise_step(e, 0).time <= 30 * SEC);
		}
	}
}

/* ---- which are offered ---- */

static struct exercise_set builtin_set(void)
{
	struct exercise_set set;

	exercise_set_init(&set, NULL);
	return set;
}

/* "a b c" of what is offered. */
static const char *offer(const struct exercise_set *set, enum break_kind kind, unsigned reasons,
			 const char *leave_out, uint64_t turn)
{
	static char buf[256];
	const struct exercise *e[EXERCISES_OFFER_MAX];
	config_PATTERNS patterns = { .list = "" };
	struct exercise_occasion o = { kind, reasons, &patterns, turn };
	size_t n, used = 0;

	(void) snprintf(patterns.list, sizeof(patterns.list), "%s", leave_out);
	n = exercise_offer(set, &o, e);
	buf[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		used += (size_t) snprintf(buf + used, sizeof(buf) - used, "%s%s", i ? " " : "",
					  e[i]->name);
	}
	return buf;
}

static void test_set(void **state)
{
	struct exercise_set set = builtin_set();

	(void) state;
	assert_int_equal(set.n, _EXERCISE_MAX);
	assert_int_equal(set.routines_n, ROUTINES_MAX - ROUTINES_OWN_MAX);
	assert_ptr_equal(exercise_find(&set, "walk"), exercise_builtin(EXERCISE_WALK));
	assert_null(exercise_find(&set, "Walk"));
	for (size_t i = 0; i < set.routines_n; i++) {
		assert_ptr_equal(exercise_routine_find(&set, set.routine[i]->name), set.routine[i]);
		assert_null(exercise_find(&set, set.routine[i]->name)); /* one name, one thing */
		assert_true(set.routine[i]->n > 0);
		for (size_t k = 0; k < set.routine[i]->n; k++) {
			assert_non_null(exercise_find(&set, set.routine[i]->exercise[k]));
		}
	}
}

static void test_offer(void **state)
{
	struct exercise_set set = builtin_set();
	unsigned low = 1u << REASON_SCREEN_LOW, turned = 1u << REASON_TURNED;

	(void) state;
	assert_string_equal(offer(&set, BREAK_MICRO, 0, "", 0), "chin_back eyes_far");
	assert_string_equal(offer(&set, BREAK_MICRO, 0, "", 1), "shoulder_roll eyes_far");
	assert_string_equal(offer(&set, BREAK_MICRO, 0, "", 2), "chin_back eyes_far");
	assert_string_equal(offer(&set, BREAK_REST, 0, "", 0), "chin_back blade_squeeze walk");
	assert_string_equal(offer(&set, BREAK_REST, 0, "", 3), "turn side_bend walk");
	assert_string_equal(offer(&set, BREAK_REST, 0, "", 7), "shoulder_roll chin_back walk");
	/* What is found comes first. */
	assert_string_equal(offer(&set, BREAK_REST, low, "", 0), "chin_back blade_squeeze walk");
	assert_string_equal(offer(&set, BREAK_REST, low, "", 2), "upper_back_open chin_back walk");
	assert_string_equal(offer(&set, BREAK_REST, turned, "", 0), "turn side_bend walk");
	assert_string_equal(offer(&set, BREAK_REST, turned, "", 2),
			    "trap_stretch levator_stretch walk");
	assert_string_equal(offer(&set, BREAK_MICRO, 1u << REASON_LAPTOP, "", 1),
			    "shoulder_roll eyes_far");
	/* One fits, the second is another one. */
	assert_string_equal(offer(&set, BREAK_REST, turned, "side_*, *_stretch", 0),
			    "turn chin_back walk");
	assert_string_equal(offer(&set, BREAK_REST, 0, "walk", 0), "chin_back blade_squeeze");
	assert_string_equal(offer(&set, BREAK_REST, 0, "*", 0), "");
	assert_string_equal(offer(&set, BREAK_REST, 0, "", UINT64_MAX),
			    offer(&set, BREAK_REST, 0, "", UINT64_MAX));
}

/* Whatever the occasion: nothing twice, nothing of another kind of break, all of them in time. */
static void test_offer_always(void **state)
{
	struct exercise_set set = builtin_set();

	(void) state;
	for (unsigned kind = 0; kind < 2; kind++) {
		for (unsigned reasons = 0; reasons < 1u << _EXERCISE_REASON_MAX; reasons++) {
			bool seen[_EXERCISE_MAX] = {};

			for (uint64_t turn = 0; turn < 60; turn++) {
				const struct exercise *e[EXERCISES_OFFER_MAX];
				struct exercise_occasion o = { (enum break_kind) kind, reasons,
							       NULL, turn };
				size_t n = exercise_offer(&set, &o, e);

				assert_int_equal(n, kind == BREAK_MICRO ? 2 : 3);
				for (size_t i = 0; i < n; i++) {
					assert_true(e[i]->breaks & 1u << kind);
					seen[e[i]->id] = true;
					for (size_t k = 0; k < i; k++) {
						assert_ptr_not_equal(e[i], e[k]);
					}
				}
				assert_ptr_equal(exercise_for_prompt(&set, &o), e[0]);
			}
			for (size_t i = 0; reasons == 0 && i < _EXERCISE_MAX; i++) {
				assert_int_equal(seen[i],
						 (exercise_builtin((enum exercise_id) i)->breaks >>
						  kind) & 1);
			}
		}
	}
}

static void test_offer_own(void **state)
{
	struct exercise_list own = { .n = 2 };
	struct exercise_set set;
	struct exercise_occasion o = { .kind = BREAK_REST, .reasons = ~0u };

	(void) state;
	own.e[0] = (struct exercise){ .name = "slides",
				      .id = _EXERCISE_MAX,
				      .own = true,
				      .reps = 3,
				      .breaks = 1u << BREAK_REST };
	own.e[1] = *exercise_builtin(EXERCISE_WALK);
	own.e[1].own = true;
	own.e[1].hold = own.e[1].hold_most = 2 * MIN;
	exercise_set_init(&set, &own);
	assert_int_equal(set.n, _EXERCISE_MAX + 1);
	assert_ptr_equal(exercise_find(&set, "walk"), &own.e[1]);
	assert_string_equal(offer(&set, BREAK_REST, 0, "", 0), "slides chin_back walk");
	assert_string_equal(offer(&set, BREAK_MICRO, 0, "", 0), "chin_back eyes_far");
	assert_ptr_equal(exercise_for_prompt(&set, &o), &own.e[0]);
	own.e[0].breaks = 0; /* for `start` alone */
	assert_string_equal(offer(&set, BREAK_REST, 0, "", 0), "chin_back blade_squeeze walk");
}

static void test_prompt(void **state)
{
	struct exercise_set set = builtin_set();
	config_PATTERNS all_but = { .list = "chin*, shoulder*" };
	struct exercise_occasion o = { .kind = BREAK_MICRO, .leave_out = &all_but };

	(void) state;
	assert_null(exercise_for_prompt(&set, &o)); /* to look away is what it says anyway */
}

/* ---- reasons ---- */

static unsigned reasons(enum rule rule, double measured, double limit)
{
	static struct audit a;

	a.findings.n = 1;
	a.findings.f[0] = (struct finding){ .rule = rule, .measured = measured, .limit = limit };
	return exercise_reasons(&a, 0);
}

static void test_reasons(void **state)
{
	static struct audit none;

	(void) state;
	assert_int_equal(exercise_reasons(&none, 0), 0);
	assert_int_equal(exercise_reasons(&none, 60 * MIN - 1), 0);
	assert_int_equal(exercise_reasons(&none, 60 * MIN), 1u << REASON_SITTING);
	assert_int_equal(reasons(RULE_TOP_EDGE, 5, 0), 1u << REASON_SCREEN_HIGH);
	assert_int_equal(reasons(RULE_TOP_EDGE, -40, -30), 1u << REASON_SCREEN_LOW);
	assert_int_equal(reasons(RULE_TOP_EDGE_MULTIFOCAL, 20, 0), 1u << REASON_SCREEN_HIGH);
	assert_int_equal(reasons(RULE_CENTRE, -50, -40), 1u << REASON_SCREEN_LOW);
	assert_int_equal(reasons(RULE_BOTTOM_EDGE, -62, -60), 1u << REASON_SCREEN_LOW);
	assert_int_equal(reasons(RULE_YAW_PRIMARY, 35, 15), 1u << REASON_TURNED);
	assert_int_equal(reasons(RULE_YAW_SECONDARY, -50, -35), 1u << REASON_TURNED);
	assert_int_equal(reasons(RULE_LAPTOP_ONLY, 5, 1), 1u << REASON_LAPTOP);
	assert_int_equal(reasons(RULE_DISTANCE, 300, 400), 0);
	assert_int_equal(reasons(RULE_TOP_EDGE, __builtin_nan(""), 0), 0);
	for (size_t i = 0; i < _EXERCISE_REASON_MAX; i++) {
		assert_true(*exercise_reason_words((enum exercise_reason) i));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),        cmocka_unit_test(test_words),
		cmocka_unit_test(test_steps),        cmocka_unit_test(test_steps_whole),
		cmocka_unit_test(test_set),          cmocka_unit_test(test_offer),
		cmocka_unit_test(test_offer_always), cmocka_unit_test(test_offer_own),
		cmocka_unit_test(test_prompt),       cmocka_unit_test(test_reasons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
