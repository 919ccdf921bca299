/* exercises.ini: what a therapist gave, and whatever may be wrong with how it is written down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/exercise-text.h"

#define SEC USEC_PER_SEC

static struct exercise_list list;
static struct config_diags diags;

static size_t parse(const char *text)
{
	memset(&diags, 0, sizeof(diags));
	return exercise_list_parse(&list, text, strlen(text), "exercises.ini", &diags);
}

static void test_all(void **state)
{
	char dose[EXERCISE_DOSE_MAX];
	struct exercise_set set;

	(void) state;
	assert_int_equal(parse("# from the clinic\n"
			       "[exercise wall_slides]\n"
			       "title = Wall slides\n"
			       "hold = 5s\n"
			       "repetitions = 10\n"
			       "text = Stand with your back to the wall, elbows bent.\n"
			       "text = Slide the arms up as far as is comfortable.\n"
			       "from = A. Physio, 2026-11-03\n"
			       "\n"
			       "[exercise rotation]\n"
			       "repetitions: 3\n"
			       "sides = each\n"
			       "breaks = both\n"
			       "text = Slowly. ; comment\n"
			       "\n"
			       "[exercise chin_back]\n"
			       "repetitions = 8\n"
			       "\n"
			       "[routine morning]\n"
			       "exercises = wall_slides, chin_back\n"
			       "exercises = turn\n"
			       "from = A. Physio\n"),
			 0);
	assert_int_equal(list.n, 3);
	assert_string_equal(list.e[0].name, "wall_slides");
	assert_string_equal(exercise_title(&list.e[0]), "Wall slides");
	assert_string_equal(exercise_text(&list.e[0]),
			    "Stand with your back to the wall, elbows bent. Slide the arms up as "
			    "far as is comfortable.");
	assert_string_equal(exercise_source(&list.e[0]), "A. Physio, 2026-11-03");
	assert_string_equal(exercise_dose_say(&list.e[0], dose), "5 s, 10 times");
	assert_int_equal(list.e[0].breaks, 1u << BREAK_REST);
	assert_true(list.e[0].own);

	assert_string_equal(exercise_title(&list.e[1]), "rotation");
	assert_string_equal(exercise_text(&list.e[1]), "Slowly.");
	assert_string_equal(exercise_source(&list.e[1]), "");
	assert_string_equal(exercise_dose_say(&list.e[1], dose), "3 times each side");
	assert_int_equal(list.e[1].breaks, 1u << BREAK_REST | 1u << BREAK_MICRO);
	assert_int_equal(exercise_steps(&list.e[1]), 7);

	/* Of a built-in one what is not told stays. */
	assert_string_equal(exercise_title(&list.e[2]), "chin retraction");
	assert_non_null(strstr(exercise_text(&list.e[2]), "double chin"));
	assert_string_equal(exercise_dose_say(&list.e[2], dose), "3 to 5 s, 8 times");
	assert_true(list.e[2].own);

	assert_int_equal(list.routines_n, 1);
	assert_int_equal(list.routine[0].n, 3);
	assert_string_equal(list.routine[0].exercise[2], "turn");
	exercise_set_init(&set, &list);
	assert_int_equal(set.n, _EXERCISE_MAX + 2);
	assert_ptr_equal(exercise_routine_find(&set, "morning"), &list.routine[0]);
	assert_int_equal(parse(""), 0);
	assert_int_equal(list.n + list.routines_n, 0);
}

#define GOOD "text = x\nhold = 5s\n"

static void test_problems(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *key, *reason;
	} cases[] = {
		{ "hold = 5s\n", 1, "hold",
		  "\"hold\" stands before any section: put it under a line like [exercise "
		  "wall_slides]" },
		{ "[exercise]\n", 1, "exercise",
		  "\"\" is no name of 1 to 31 letters, digits, _ and -: write [exercise wall_slides]" },
		{ "[exercise wall slides]\n" GOOD, 1, "exercise",
		  "\"wall slides\" is no name of 1 to 31 letters, digits, _ and -: write [exercise "
		  "wall_slides]" },
		{ "[routine a\xc3\xa4]\n", 1, "routine",
		  "\"a\xc3\xa4\" is no name of 1 to 31 letters, digits, _ and -: write [routine "
		  "morning]" },
		{ "[stretches]\n" GOOD, 1, "stretches",
		  "there is no section [stretches]: the sections are [exercise NAME] and [routine "
		  "NAME]" },
		{ "[exercise a\n" GOOD, 1, "",
		  "\"[exercise a\" has no closing bracket: write it like [exercise wall_slides]" },
		{ "[exercise a]\n" GOOD "\n[exercise a]\n" GOOD, 5, "exercise",
		  "[exercise a] is there twice, in line 1 already: put all its keys together there" },
		{ "[exercise a]\n" GOOD "hold = 6s\n", 4, "exercise a.hold",
		  "\"hold\" is there twice, in line 3 already: remove one of them" },
		{ "[exercise a]\ntext = x\nhold = 5\n", 3, "exercise a.hold",
		  "\"5\" is no duration from 1s to 30min: write 5s" },
		{ "[exercise a]\ntext = x\nhold = 31min\n", 3, "exercise a.hold",
		  "\"31min\" is no duration from 1s to 30min: write 5s" },
		{ "[exercise a]\ntext = x\nrepetitions = 0\n", 3, "exercise a.repetitions",
		  "\"0\" is no whole number from 1 to 100: write 10" },
		{ "[exercise a]\n" GOOD "sides = both\n", 4, "exercise a.sides",
		  "\"both\" is none of these: one, each (left and right in turn), directions "
		  "(backwards, then forwards)" },
		{ "[exercise a]\n" GOOD "breaks = all\n", 4, "exercise a.breaks",
		  "\"all\" is none of these: micro, rest, both, none" },
		{ "[exercise a]\n" GOOD "repititions = 3\n", 4, "exercise a.repititions",
		  "there is no key \"repititions\" in [exercise NAME]: did you mean \"repetitions\"?" },
		{ "[exercise a]\n" GOOD "colour = red\n", 4, "exercise a.colour",
		  "there is no key \"colour\" in [exercise NAME]: the keys there are title, hold, "
		  "repetitions, sides, breaks, text, from" },
		{ "[exercise a]\n" GOOD "title =\n", 4, "exercise a.title",
		  "it is empty: write something, or remove the line" },
		{ "[exercise a]\nhold = 5s\n", 1, "exercise a",
		  "it does not say what to do: write text = ..., in several lines if need be" },
		{ "[exercise a]\ntext = x\n", 1, "exercise a",
		  "it says neither how long nor how often: write hold = 5s, or repetitions = 10, or "
		  "both" },
		{ "[routine a]\n", 1, "routine a",
		  "it has no exercises: write exercises = chin_back, turn" },
		{ "[routine a]\nexercises = turn, walks\n", 2, "routine a",
		  "there is no exercise \"walks\", or something is wrong with it: those that there "
		  "are: ergoctl exercises" },
		{ "[routine a]\nexercises = turn,\n", 2, "routine a.exercises",
		  "\"\" is no name of an exercise: write names separated by commas, like chin_back, "
		  "turn" },
		{ "[routine a]\nexercises = turn\nhold = 5s\n", 3, "routine a.hold",
		  "there is no key \"hold\" in [routine NAME]: the keys there are exercises, from" },
		{ "[exercise a]\n" GOOD "  hold = 6s\n", 4, "",
		  "the line is indented: move \"hold = 6s\" to the left margin" },
		{ "[exercise a]\n" GOOD "just words\n", 4, "",
		  "\"just words\" is no section, key or comment: write [section], key = value, or # "
		  "in front" },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		size_t n = parse(cases[i].text);

		if (n != 1) {
			fail_msg("%zu problems in case %zu: %s", n, i, diags.diag[1].reason);
		}
		assert_string_equal(diags.diag[0].reason, cases[i].reason);
		assert_string_equal(diags.diag[0].key, cases[i].key);
		assert_int_equal(diags.diag[0].line, cases[i].line);
		assert_string_equal(diags.diag[0].file, "exercises.ini");
	}
}

/* One that is wrong does not take the others with it. */
static void test_the_others_stay(void **state)
{
	(void) state;
	assert_int_equal(parse("[exercise a]\n" GOOD "sides = x\n[exercise b]\n" GOOD
			       "[routine r]\nexercises = a\n[routine s]\nexercises = b\n"),
			 2);
	assert_int_equal(list.n, 1);
	assert_string_equal(list.e[0].name, "b");
	assert_int_equal(list.routines_n, 1);
	assert_string_equal(list.routine[0].name, "s");
}

static void test_bounds(void **state)
{
	char text[16384];
	size_t n = 0;

	(void) state;
	for (int i = 0; i <= EXERCISES_OWN_MAX; i++) {
		n += (size_t) snprintf(text + n, sizeof(text) - n, "[exercise e%d]\n" GOOD, i);
	}
	for (int i = 0; i <= ROUTINES_OWN_MAX; i++) {
		n += (size_t) snprintf(text + n, sizeof(text) - n,
				       "[routine r%d]\nexercises = e0\n", i);
	}
	assert_int_equal(parse(text), 2);
	assert_string_equal(diags.diag[0].reason,
			    "there are more than 24 sections [exercise NAME]: remove one");
	assert_string_equal(diags.diag[1].reason,
			    "there are more than 8 sections [routine NAME]: remove one");
	assert_int_equal(list.n, EXERCISES_OWN_MAX);
	assert_int_equal(list.routines_n, ROUTINES_OWN_MAX);

	n = (size_t) snprintf(text, sizeof(text), "[exercise a]\nhold = 1s\n");
	for (int i = 0; i < 6; i++) {
		n += (size_t) snprintf(text + n, sizeof(text) - n, "text = %0*d\n", 150, 0);
	}
	assert_int_equal(parse(text), 1);
	assert_string_equal(diags.diag[0].reason, "that is longer than 767 bytes: shorten it");
	assert_int_equal(diags.diag[0].line, 8);
	assert_int_equal(list.n, 0);

	n = (size_t) snprintf(text, sizeof(text), "[routine a]\nexercises = turn");
	for (int i = 0; i < 16; i++) {
		n += (size_t) snprintf(text + n, sizeof(text) - n, ", turn");
	}
	assert_int_equal(parse(text), 1);
	assert_string_equal(diags.diag[0].reason,
			    "a routine has 16 exercises at most: make two of it");
}

/* Pieces in any order: nothing overflows, and what is kept is whole. */
static void test_hostile(void **state)
{
	static const char *const pieces[] = {
		"[exercise a]\n",
		"[exercise b]\n",
		"[exercise walk]\n",
		"[routine a]\n",
		"[routine",
		"]\n",
		"hold = 5s\n",
		"hold",
		"=",
		"repetitions = 3\n",
		"repetitions = 99999999999\n",
		"text = x\n",
		"text = \x1b[31m\xff\n",
		"exercises = a, b\n",
		"exercises = walk\n",
		"from = \xe2\x80\xae\n",
		" ",
		"\n",
		"\0",
		"\xef\xbb\xbf",
		"sides = each\n",
		"breaks = none\n",
		";",
		"#",
		"[",
		"[exercise -a]\n",
	};
	uint64_t seed = 4711;

	(void) state;
	for (unsigned round = 0; round < 20000; round++) {
		char text[1024];
		size_t n = 0;

		while (n < 400) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			const char *p = pieces[(seed >> 33) % ELEMENTSOF(pieces)];
			size_t len = *p ? strlen(p) : 1;

			memcpy(text + n, p, len);
			n += len;
		}
		memset(&diags, 0, sizeof(diags));
		(void) exercise_list_parse(&list, text, n, "x", &diags);
		assert_true(list.n <= EXERCISES_OWN_MAX && list.routines_n <= ROUTINES_OWN_MAX);
		for (size_t i = 0; i < list.n; i++) {
			assert_true(list.e[i].reps >= 1 && list.e[i].reps <= 100);
			assert_true(exercise_steps(&list.e[i]) >= 2);
			assert_true(*exercise_text(&list.e[i]) && *list.e[i].name);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_problems),
		cmocka_unit_test(test_the_others_stay),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
