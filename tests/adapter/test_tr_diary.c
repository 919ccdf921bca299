/*
 * Languages: the words of the diary, of exercises.ini and of seeking help.  Nothing is cut in a language
 * that is longer than English; German has every item of the lists.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ergo/config.h"
#include "ergo/diary-text.h"
#include "ergo/exercise-text.h"
#include "ergo/tr-start.h"
#include "ergo/tr.h"

#include "../lib/pseudo.h"

#define NOW   (1767225600 * USEC_PER_SEC)
#define TODAY 20454 /* NOW is where it begins */

static void assert_whole(const char *s, const char *what)
{
	if (!pseudo_is_whole(s)) {
		fail_msg("%s is cut: \"%s\"", what, s);
	}
}

static void append(char *buf, size_t size, const char *s, const char *end)
{
	size_t n = strlen(buf);

	(void) snprintf(buf + n, size - n, "%s%s", s, end);
}

static int pseudo(void **state)
{
	(void) state;
	pseudo_start();
	return 0;
}

static int german(void **state)
{
	const char *build = getenv("BUILD");
	char dir[512];

	(void) state;
	(void) snprintf(dir, sizeof(dir), "%s/../share/locale", build ? build : "build/release");
	(void) setenv("ERGO_LOCALEDIR", dir, 1);
	(void) setenv("LC_ALL", "C.UTF-8", 1);
	(void) setenv("LANGUAGE", "de", 1);
	tr_start();
	return 0;
}

static int stop(void **state)
{
	(void) state;
	pseudo_stop();
	return 0;
}

static void need_german(void)
{
	if (strcmp(setlocale(LC_MESSAGES, NULL), "C.UTF-8") != 0) {
		print_message("there is no locale C.UTF-8 here\n");
		skip();
	}
}

/* ---- a longer language ---- */

static enum diary_type a_type(const struct diary_field *f)
{
	enum diary_type type = 0;

	while (!(f->types & 1u << type)) {
		type++;
	}
	return type;
}

static void test_fields(void **state)
{
	char value[DIARY_TEXT_MAX], reason[DIARY_REASON_MAX], all[1024] = "";
	struct diary_entry e;

	(void) state;
	for (size_t i = 0; i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];
		bool words = f->kind == FIELD_WORD || f->kind == FIELD_SET;

		assert_whole(diary_field_title(f), f->name);
		assert_whole(diary_field_question(f), f->name);
		for (int w = f->kind == FIELD_WORD; words && w < f->most; w++) {
			assert_whole(diary_word(f, w), f->name);
		}
		if (f->kind != FIELD_MOMENT && !words) { /* words are typed as they stand */
			assert_whole(diary_field_accepts(f, reason), f->name);
		}
		if (f->kind == FIELD_SET) { /* all of its words at once */
			for (int w = 0; w < f->most; w++) {
				append(all, sizeof(all), f->words[w], ",");
			}
			diary_entry_init(&e, a_type(f));
			assert_int_equal(diary_field_set(&e, f, all, reason), 0);
			assert_whole(diary_value_say(&e, f, value), f->name);
			all[0] = '\0';
		}
	}
}

/* Whatever is wrong with a value, and however long it is. */
static void test_wrong_values(void **state)
{
	static const char *const wrong[] = { "x",   "-1",  "99", "\xff",    "left,x",
					     "x,x", "25h", "0x", "\x1b[31m" };
	char longest[DIARY_NOTE_MAX + 40], reason[DIARY_REASON_MAX];
	unsigned refused = 0;

	(void) state;
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	for (size_t i = 0; i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];

		for (size_t k = 0; f->kind != FIELD_MOMENT && k <= ELEMENTSOF(wrong); k++) {
			struct diary_entry e;

			diary_entry_init(&e, a_type(f));
			if (diary_field_set(&e, f, k < ELEMENTSOF(wrong) ? wrong[k] : longest,
					    reason) < 0) {
				assert_whole(reason, f->name);
				refused++;
			}
		}
	}
	assert_true(refused > 100);
}

static void refuse(const struct diary_entry *e, const char *what)
{
	char reason[DIARY_REASON_MAX];

	if (diary_check(e, NOW, TODAY, reason) == 0) {
		fail_msg("%s is taken", what);
	}
	assert_whole(reason, what);
}

static void test_entries(void **state)
{
	struct diary_entry e;

	(void) state;
	diary_entry_init(&e, DIARY_HEADACHE);
	refuse(&e, "no time");
	e.start_told = true;
	e.start = NOW + USEC_PER_DAY;
	refuse(&e, "the future");
	e.start = NOW - USEC_PER_HOUR;
	e.end = NOW + USEC_PER_HOUR;
	refuse(&e, "an end in the future");
	e.end = e.start - USEC_PER_HOUR;
	refuse(&e, "an end before the start");
	e.end = 0;
	e.intensity = 3;
	e.intensity_average = 5;
	refuse(&e, "an average above the worst");
	diary_entry_init(&e, DIARY_MEDICATION);
	e.start = NOW - USEC_PER_HOUR;
	refuse(&e, "no name");
	diary_entry_init(&e, DIARY_EVENT);
	e.start = NOW - USEC_PER_HOUR;
	refuse(&e, "no kind");
	diary_entry_init(&e, DIARY_SLEEP);
	e.start = NOW - USEC_PER_HOUR;
	refuse(&e, "nothing told of a night");
}

static void test_words(void **state)
{
	char buf[DIARY_TEXT_MAX];

	(void) state;
	for (int i = 0; i < _DIARY_TYPE_MAX; i++) {
		assert_whole(diary_type_words((enum diary_type) i), "a type");
	}
	for (int i = 1; i < _DIARY_CLASS_MAX; i++) {
		assert_whole(diary_class_words((enum diary_class) i), "a class");
	}
	for (int i = 1; i < _DIARY_EVENT_MAX; i++) {
		assert_whole(diary_event_words((enum diary_event) i), "an event");
	}
	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		assert_whole(diary_symptom_words((enum diary_symptom) i), "a symptom");
	}
	assert_whole(diary_marker_caveat(), "the caveat");
	assert_whole(diary_sleep_text(), "what is said of pillows");
	assert_whole(diary_disclaimer(), "the disclaimer");
	for (unsigned i = 0; i < (_OVERUSE_MAX - 1u) * _OVERUSE_KIND_MAX; i++) {
		struct diary_overuse o = {
			.level = 1 + i / _OVERUSE_KIND_MAX,
			.kind = i % _OVERUSE_KIND_MAX,
			.class = CLASS_OTHER,
			.days = 30,
			.limit = 15,
			.headache_days = 30,
		};

		assert_whole(diary_overuse_say(&o, buf), "a notice of medicines");
	}
}

static void test_help_seeking(void **state)
{
	(void) state;
	for (size_t i = 0; i < HELP_PARTS; i++) {
		assert_whole(tr(help_seeking[i].heading), "a heading");
		for (const char *const *item = help_seeking[i].item; *item; item++) {
			assert_whole(tr(*item), "an item");
		}
	}
	assert_whole(help_seeking_note(), "the note");
}

static void test_reasons(void **state)
{
	(void) state;
	for (int i = 0; i < _EXERCISE_REASON_MAX; i++) {
		assert_whole(exercise_reason_words((enum exercise_reason) i), "a reason");
	}
}

static void test_exercise_lines(void **state)
{
	static const char *const wrong[] = {
		"hold = 5s\n",
		"[exercise a]\n",
		"[exercise a\n",
		"[exercise a b]\n",
		"[exercise a]\ntext = x\n",
		"[exercise a]\ntext = x\nhold = 1h\n",
		"[exercise a]\ntext = x\nrepetitions = 0\n",
		"[exercise a]\ntext = x\nhold = 5s\nsides = three\n",
		"[exercise a]\ntext = x\nhold = 5s\nbreaks = tea\n",
		"[exercise a]\ntext =\nhold = 5s\n",
		"[exercise a]\ntext = x\nhold = 5s\nhold = 6s\n",
		"[exercise a]\ntext = x\nhold = 5s\nholt = 6s\n",
		"[exercise a]\ntext = x\nhold = 5s\nnonsense_nonsense = 6s\n",
		"[exercise a]\ntext = x\nhold = 5s\n[exercise a]\ntext = x\nhold = 5s\n",
		"[nonsense]\n",
		"[routine r]\n",
		"[routine r]\nexercises = nobody\n",
		"[routine r]\nexercises = turn, ;\n",
		"[routine r]\nexercises = a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n",
	};
	struct config_diags *diags = calloc(1, sizeof(*diags));
	struct exercise_list *list = calloc(1, sizeof(*list));

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(wrong); i++) {
		memset(diags, 0, sizeof(*diags));
		(void) exercise_list_parse(list, wrong[i], strlen(wrong[i]), "exercises.ini",
					   diags);
		if (diags->n == 0) {
			fail_msg("nothing is wrong with \"%s\"", wrong[i]);
		}
		for (size_t k = 0; k < diags->n; k++) {
			assert_whole(diags->diag[k].reason, wrong[i]);
		}
	}
	free(diags);
	free(list);
}

/* ---- German, by the C library ---- */

/* Each of these has to be in the part, in whatever order; the numbers are those of the English lists. */
static void test_german_help(void **state)
{
	static const struct {
		const char *heading;
		size_t items;
		const char *sign[20];
	} want[HELP_PARTS] = {
		{ "Sofort den Notruf",
		  6,
		  { "Donnerschlag", "5 Minuten",
		    "Schw\xc3\xa4"
		    "che",
		    "Taubheit", "Gesicht", "Sprechen", "Verwirrtheit", "Bewusstlosigkeit",
		    "Krampfanfall", "Doppeltsehen", "Sehverlust", "unsicherer Gang", "Schwindel",
		    "Fieber", "steif", "Verletzung", "Kopf, Hals oder Nacken" } },
		{ "Riss einer Halsarterie",
		  3,
		  { "Zerrung", "Augenlid", "Pupille", "Rauschen im Ohr", "Schwindel",
		    "Doppeltsehen", "Sprechen", "Schlucken", "Hinst\xc3\xbcrzen", "Augenzittern",
		    "\xc3\x9c"
		    "belkeit",
		    "Taubheit", "das einzige Zeichen" } },
		{ "Bald \xc3\xa4rztlich",
		  8,
		  { "Fieber",
		    "Gewichtsverlust",
		    "Krebs",
		    "Immunsystem",
		    "Pers\xc3\xb6nlichkeit",
		    "pl\xc3\xb6tzlich",
		    "50. Lebensjahr",
		    "Muster",
		    "K\xc3\xb6rperlage",
		    "Husten",
		    "Niesen",
		    "Anstrengung",
		    "verschwommenes Sehen",
		    "rotes Auge",
		    "Kopfhaut",
		    "Kauen",
		    "Erbrechen",
		    "Schwangerschaft",
		    "Geburt",
		    "Schmerzmittel" } },
		{ "physiotherapeutisch",
		  4,
		  { "h\xc3\xa4"
		    "ufig",
		    "schlimmer", "Bewegung des Nackens", "Behandlung", "15 oder mehr Tagen",
		    "10 oder mehr Tagen", "tauben Arm", "Sorgen" } },
	};

	(void) state;
	need_german();
	for (size_t i = 0; i < HELP_PARTS; i++) {
		char all[4096] = "";
		size_t n = 0;

		assert_non_null(strstr(tr(help_seeking[i].heading), want[i].heading));
		for (; help_seeking[i].item[n]; n++) {
			assert_string_not_equal(tr(help_seeking[i].item[n]),
						help_seeking[i].item[n]);
			append(all, sizeof(all), tr(help_seeking[i].item[n]), "\n");
		}
		assert_int_equal(n, want[i].items);
		for (size_t k = 0; k < ELEMENTSOF(want[i].sign) && want[i].sign[k]; k++) {
			if (!strstr(all, want[i].sign[k])) {
				fail_msg("\"%s\" is missing in:\n%s", want[i].sign[k], all);
			}
		}
	}
}

static void test_german_words(void **state)
{
	struct diary_overuse o = { .level = OVERUSE_EARLY,
				   .kind = OVERUSE_STRONG,
				   .class = CLASS_TRIPTAN,
				   .days = 10,
				   .limit = 10 };
	char buf[DIARY_TEXT_MAX], dose[EXERCISE_DOSE_MAX];
	struct exercise e = *exercise_builtin(EXERCISE_TURN);

	(void) state;
	need_german();
	assert_non_null(strstr(diary_overuse_say(&o, buf),
			       "(Triptan) sind an 10 der letzten 30 Tage notiert."));
	assert_non_null(strstr(buf, "nicht auf das Wort dieses Programms hin"));
	assert_string_equal(exercise_dose_say(&e, dose), "2 s, 5-mal je Seite");
	assert_non_null(strstr(exercise_stop_rule(), "Aufh\xc3\xb6ren bei Schwindel"));
	assert_string_equal(diary_word(diary_field_find(DIARY_HEADACHE, "side"), SIDE_LEFT),
			    "links");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_fields, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_wrong_values, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_entries, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_words, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_help_seeking, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_reasons, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_exercise_lines, pseudo, stop),
		cmocka_unit_test_setup_teardown(test_german_help, german, stop),
		cmocka_unit_test_setup_teardown(test_german_words, german, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
