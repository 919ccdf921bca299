/* The diary's fields: what each takes, what it refuses and why; what makes no sense. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/diary.h"

#define NOW   (UINT64_C(1767258000) * USEC_PER_SEC)
#define TODAY 20454 /* NOW is at 09:00 */

/* Sets a field of a new entry and reads it back; NULL: refused. */
static const char *set(enum diary_type type, const char *name, const char *value)
{
	static char buf[DIARY_VALUE_MAX];
	const struct diary_field *f = diary_field_find(type, name);
	char reason[DIARY_REASON_MAX] = "";
	struct diary_entry e;

	assert_non_null(f);
	diary_entry_init(&e, type);
	assert_false(diary_field_told(&e, f));
	if (diary_field_set(&e, f, value, reason) < 0) {
		assert_non_null(strstr(reason, name));
		assert_false(diary_field_told(&e, f));
		return NULL;
	}
	assert_int_equal(diary_field_told(&e, f), *value != '\0');
	return diary_field_get(&e, f, buf);
}

static void test_values(void **state)
{
	static const struct {
		enum diary_type type;
		const char *name, *value, *want;
	} cases[] = {
		{ DIARY_HEADACHE, "intensity", "0", "0" },
		{ DIARY_HEADACHE, "intensity", "10", "10" },
		{ DIARY_HEADACHE, "intensity", "11", NULL },
		{ DIARY_HEADACHE, "intensity", "-1", NULL },
		{ DIARY_HEADACHE, "intensity", "7.5", NULL },
		{ DIARY_HEADACHE, "intensity", "99999999999999999999", NULL },
		{ DIARY_HEADACHE, "impact", "3", "3" },
		{ DIARY_HEADACHE, "impact", "4", NULL },
		{ DIARY_HEADACHE, "neck_stiff", "y", "yes" },
		{ DIARY_HEADACHE, "neck_stiff", "NO", "no" },
		{ DIARY_HEADACHE, "neck_stiff", "maybe", NULL },
		{ DIARY_HEADACHE, "side", "l", "left" },
		{ DIARY_HEADACHE, "side", "alternating", "alternating" },
		{ DIARY_HEADACHE, "side", "top", NULL },
		{ DIARY_HEADACHE, "location", "temple, neck", "neck,temple" },
		{ DIARY_HEADACHE, "location", "o", NULL }, /* occiput or other */
		{ DIARY_HEADACHE, "location", "oc", "occiput" },
		{ DIARY_HEADACHE, "location", "temple,nose", NULL },
		{ DIARY_HEADACHE, "trigger", "s", NULL },
		{ DIARY_HEADACHE, "trigger", "screen stress", "screen,stress" },
		{ DIARY_NECK, "neck_pain", "4", "4" },
		{ DIARY_MEDICATION, "class", "nsaid", "nsaid" },
		{ DIARY_MEDICATION, "helped", "no", "no" },
		{ DIARY_MEDICATION, "headache", "12", "12" },
		{ DIARY_MEDICATION, "headache", "-12", NULL },
		{ DIARY_SLEEP, "hours", "7.5", "7h 30min" },
		{ DIARY_SLEEP, "hours", "7,25", "7h 15min" },
		{ DIARY_SLEEP, "hours", "7h 10min", "7h 10min" },
		{ DIARY_SLEEP, "hours", "24", "24h" },
		{ DIARY_SLEEP, "hours", "24.1", NULL },
		{ DIARY_SLEEP, "hours", "7.", NULL },
		{ DIARY_SLEEP, "hours", "7.1234", NULL },
		{ DIARY_SLEEP, "position", "side", "side" },
		{ DIARY_HEADACHE, "note", "\x1b[2J'; DROP TABLE entries; --\n",
		  "\x1b[2J'; DROP TABLE entries; --\n" },
		{ DIARY_HEADACHE, "note", "caf\xe9", NULL },
		{ DIARY_HEADACHE, "note", "", "" },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		const char *got = set(cases[i].type, cases[i].name, cases[i].value);

		if (cases[i].want) {
			assert_non_null(got);
			assert_string_equal(got, cases[i].want);
		} else if (got) {
			fail_msg("%s=%s was taken as %s", cases[i].name, cases[i].value, got);
		}
	}
}

/* A text that does not fit is refused; the longest that does is kept whole. */
static void test_length(void **state)
{
	char text[DIARY_NOTE_MAX + 1];

	(void) state;
	memset(text, 'x', sizeof(text));
	text[DIARY_NOTE_MAX] = '\0';
	assert_null(set(DIARY_NONE, "note", text));
	text[DIARY_NOTE_MAX - 1] = '\0';
	assert_string_equal(set(DIARY_NONE, "note", text), text);
}

/* Every field but moments: told, read back, taken out again; and names a reason. */
static void test_all_fields(void **state)
{
	static const char *const values[] = {
		"1", "yes", "other", "left", "awake", "text", "side"
	};
	char buf[DIARY_VALUE_MAX], reason[DIARY_REASON_MAX];

	(void) state;
	for (size_t i = 0; i < diary_fields_n; i++) {
		const struct diary_field *f = &diary_fields[i];
		enum diary_type type = (enum diary_type) __builtin_ctz(f->types);
		struct diary_entry e, none;
		bool taken = false;

		assert_ptr_equal(diary_field_find(type, f->name), f);
		assert_true(*diary_field_accepts(f, buf) != '\0');
		diary_entry_init(&e, type);
		diary_entry_init(&none, type);
		if (f->kind == FIELD_MOMENT) {
			continue;
		}
		for (size_t v = 0; v < ELEMENTSOF(values) && !taken; v++) {
			taken = diary_field_set(&e, f, values[v], reason) == 0;
		}
		assert_true(taken);
		assert_true(diary_field_told(&e, f));
		assert_true(*diary_field_get(&e, f, buf) != '\0');
		assert_int_equal(diary_field_set(&e, f, "", reason), 0);
		assert_memory_equal((char *) &e + f->offset, (char *) &none + f->offset,
				    f->kind == FIELD_TEXT ? 1 : f->size);
	}
	assert_null(diary_field_find(DIARY_NONE, "intensity"));
}

static struct diary_entry good(void)
{
	struct diary_entry e;

	diary_entry_init(&e, DIARY_HEADACHE);
	e.start = NOW - USEC_PER_HOUR;
	e.start_told = true;
	e.day = e.last_day = diary_day(e.start, 0, 0);
	return e;
}

static void refused(struct diary_entry e, const char *text)
{
	char reason[DIARY_REASON_MAX];

	assert_int_equal(diary_check(&e, NOW, TODAY, reason), -EINVAL);
	assert_non_null(strstr(reason, text));
}

static void test_check(void **state)
{
	char reason[DIARY_REASON_MAX];
	struct diary_entry e = good();

	(void) state;
	assert_int_equal(diary_check(&e, NOW, TODAY, reason), 0);
	e.start = NOW + 2 * USEC_PER_MIN;
	refused(e, "future");
	e = good(); /* a day as a whole stands at its noon: that of today is to come, tomorrow's too */
	e.start_told = false;
	e.start = NOW + 3 * USEC_PER_HOUR;
	assert_int_equal(e.day, TODAY);
	assert_int_equal(diary_check(&e, NOW, TODAY, reason), 0);
	e.end = NOW + 3 * USEC_PER_HOUR; /* to the end of today, or to a time that is to come */
	assert_int_equal(diary_check(&e, NOW, TODAY, reason), 0);
	e.end += USEC_PER_HOUR;
	refused(e, "end is in the future");
	e.end = NOW + 27 * USEC_PER_HOUR;
	e.last_day = TODAY + 1;
	refused(e, "end is in the future");
	e.end = 0;
	e.start = NOW + 20 * USEC_PER_HOUR;
	e.day = e.last_day = TODAY + 1;
	refused(e, "start is in the future");
	e = good();
	e.end = e.start - 1;
	refused(e, "before start");
	e.end = NOW + USEC_PER_HOUR;
	refused(e, "end is in the future");
	e.end = NOW;
	assert_int_equal(diary_check(&e, NOW, TODAY, reason), 0);
	e.ongoing = true;
	refused(e, "go on");
	e = good();
	e.intensity_average = 5;
	assert_int_equal(diary_check(&e, NOW, TODAY, reason), 0); /* intensity not told */
	e.intensity = 4;
	refused(e, "average");
	e = good();
	e.type = DIARY_MEDICATION;
	refused(e, "name");
	e.type = DIARY_EVENT;
	refused(e, "kind");
	e.type = DIARY_SLEEP;
	refused(e, "night");
	e.start = 0;
	refused(e, "no time");
}

static void test_classes(void **state)
{
	static const struct {
		const char *name;
		enum diary_class class;
	} cases[] = {
		{ "Ibuprofen", CLASS_NSAID },
		{ "ibuprofen 400", CLASS_NSAID },
		{ "IBUPROFEN-400", CLASS_NSAID },
		{ "Aspirin", CLASS_ASPIRIN },
		{ "ass 500", CLASS_ASPIRIN },
		{ "assam tea", CLASS_NOT_TOLD },
		{ "sumatriptan", CLASS_TRIPTAN },
		{ "paracetamol/codeine", CLASS_COMBINATION },
		{ "paracetamol paracetamol", CLASS_PARACETAMOL },
		{ "Paracetamol with caffeine", CLASS_COMBINATION },
		{ "Coffein + ASS", CLASS_COMBINATION },
		{ "caffeine", CLASS_NOT_TOLD },
		{ "ibuprofen, decaffeinated", CLASS_NSAID },
		{ "co-codamol", CLASS_COMBINATION },
		{ "my ibuprofen", CLASS_NSAID },
		{ "dihydroergotamine", CLASS_ERGOT },
		{ "amitriptyline", CLASS_NOT_TOLD },
		{ "", CLASS_NOT_TOLD },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		if (diary_class_of(cases[i].name) != cases[i].class) {
			fail_msg("%s: %s", cases[i].name,
				 diary_class_to_string(diary_class_of(cases[i].name)));
		}
	}
}

static void test_names(void **state)
{
	(void) state;
	for (int i = 0; i < _DIARY_CLASS_MAX; i++) {
		assert_int_equal(diary_class_from_string(diary_class_to_string(i)), i);
	}
	for (int i = 0; i < _DIARY_TYPE_MAX; i++) {
		assert_int_equal(diary_type_from_string(diary_type_to_string(i)), i);
	}
	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		/* each has a field of its name */
		assert_non_null(diary_field_find(DIARY_HEADACHE, diary_symptom_to_string(i)));
	}
}

static void test_day(void **state)
{
	(void) state;
	/* 2026-01-01 03:59 and 04:00 of local clocks that are 2 h ahead */
	usec_t t = UINT64_C(20454) * USEC_PER_DAY + 2 * USEC_PER_HOUR;

	assert_int_equal(diary_day(t - USEC_PER_MIN, 7200, 4 * USEC_PER_HOUR), 20453);
	assert_int_equal(diary_day(t, 7200, 4 * USEC_PER_HOUR), 20454);
	assert_int_equal(diary_day(t - USEC_PER_MIN, 7200, 0), 20454);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),     cmocka_unit_test(test_length),
		cmocka_unit_test(test_all_fields), cmocka_unit_test(test_check),
		cmocka_unit_test(test_classes),    cmocka_unit_test(test_names),
		cmocka_unit_test(test_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
