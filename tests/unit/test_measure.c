/* Lengths, angles and sizes of text: what is read, what is refused, and that nothing is lost between
 * writing and reading. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/measure.h"

#define LENGTH_MOST 1000000 /* 100 m */
#define ANGLE_MOST  3600

static void test_lengths(void **state)
{
	static const struct {
		const char *in;
		length_t want;
		const char *out;
	} cases[] = {
		{ "65cm", 6500, "65cm" },
		{ "650mm", 6500, "65cm" },
		{ "0.65m", 6500, "65cm" },
		{ "1.75m", 17500, "175cm" },
		{ "1m 75cm", 17500, "175cm" },
		{ "1m75cm2mm", 17520, "175.2cm" },
		{ "27in", 6858, "68.58cm" },
		{ "27.5 in", 6985, "69.85cm" },
		{ "5ft 9in", 17526, "175.26cm" },
		{ "5ft9in", 17526, "175.26cm" },
		{ "5'9\"", 17526, "175.26cm" },
		{ "5' 9\"", 17526, "175.26cm" },
		{ "5\xe2\x80\xb2 9\xe2\x80\xb3", 17526, "175.26cm" },
		{ "5'", 15240, "152.4cm" },
		{ "27\"", 6858, "68.58cm" },
		{ "-2cm", -200, "-2cm" },
		{ "-0.05cm", -5, "-0.05cm" },
		{ "+2cm", 200, "2cm" },
		{ "-1ft 6in", -4572, "-45.72cm" },
		{ "0cm", 0, "0cm" },
		{ "-0mm", 0, "0cm" },
		{ "0.04mm", 0, "0cm" },
		{ "0.05mm", 1, "0.01cm" },
		{ "-0.05mm", -1, "-0.01cm" },
		{ "0.1234cm", 12, "0.12cm" },
		{ " \t65 \tcm ", 6500, "65cm" },
		{ "007cm", 700, "7cm" },
		{ "100m", LENGTH_MOST, "10000cm" },
		{ "-100m", -LENGTH_MOST, "-10000cm" },
		{ "10000cm", LENGTH_MOST, "10000cm" },
		{ "", MEASURE_UNSET, "" },
		{ "  ", MEASURE_UNSET, "" },
	};
	char buf[MEASURE_STRING_MAX];
	length_t got;
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		got = -7;
		if (length_parse(cases[i].in, &got) != 0 || got != cases[i].want) {
			fail_msg("%s: %d", cases[i].in, got);
		}
		assert_string_equal(length_format(buf, sizeof(buf), got), cases[i].out);
	}
}

static void test_no_lengths(void **state)
{
	static const struct {
		const char *in;
		int want;
	} cases[] = {
		{ "65", -EINVAL },
		{ "65,5cm", -EINVAL },
		{ "cm", -EINVAL },
		{ ".5cm", -EINVAL },
		{ "5.cm", -EINVAL },
		{ "65 centimetres", -EINVAL },
		{ "65cmx", -EINVAL },
		{ "65CM", -EINVAL },
		{ "27inch", -EINVAL },
		{ "65cm 5", -EINVAL },
		{ "65cm;", -EINVAL },
		{ "9in 5ft", -EINVAL },
		{ "5cm 5cm", -EINVAL },
		{ "5'9'", -EINVAL },
		{ "5ft 9' ", -EINVAL },
		{ "5ft -9in", -EINVAL },
		{ "--5cm", -EINVAL },
		{ "- 5cm", -EINVAL },
		{ "1e2cm", -EINVAL },
		{ "0x10cm", -EINVAL },
		{ "nan", -EINVAL },
		{ "inf", -EINVAL },
		{ "1.23456cm", -EINVAL },
		{ "65deg", -EINVAL },
		{ "65\xe2\x80\xb4", -EINVAL },
		{ "100.0001m", -ERANGE },
		{ "10000.001cm 0.1mm", -ERANGE },
		{ "10000cm 1mm", -ERANGE },
		{ "-101m", -ERANGE },
		{ "99999999999999999999999999mm", -ERANGE },
		{ "10000000m", -ERANGE },
		{ "9223372036854775807m", -ERANGE },
	};
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		length_t got = -7;
		int r = length_parse(cases[i].in, &got);
		if (r != cases[i].want || got != -7) {
			fail_msg("%s: %d, %d", cases[i].in, r, got);
		}
	}
}

/* Every length that there is, in tenths of a millimetre. */
static void test_length_round_trip(void **state)
{
	char buf[MEASURE_STRING_MAX];
	(void) state;

	for (length_t l = -LENGTH_MOST; l <= LENGTH_MOST; l++) {
		length_t back = MEASURE_UNSET;
		memset(buf, 'x', sizeof(buf));
		length_format(buf, sizeof(buf), l);
		if (length_parse(buf, &back) != 0 || back != l) {
			fail_msg("%d: %s: %d", l, buf, back);
		}
		assert_int_equal(length_from_mm(length_mm(l)), l);
	}
}

static void test_angles(void **state)
{
	static const struct {
		const char *in;
		int r;
		angle_t want;
		const char *out;
	} cases[] = {
		{ "15deg", 0, 150, "15deg" },          { "-10deg", 0, -100, "-10deg" },
		{ "-10 deg", 0, -100, "-10deg" },      { "7.5\xc2\xb0", 0, 75, "7.5deg" },
		{ "7.25deg", 0, 73, "7.3deg" },        { "-0.1deg", 0, -1, "-0.1deg" },
		{ "360deg", 0, ANGLE_MOST, "360deg" }, { "-360deg", 0, -ANGLE_MOST, "-360deg" },
		{ "", 0, MEASURE_UNSET, "" },          { "15", -EINVAL, 0, NULL },
		{ "15cm", -EINVAL, 0, NULL },          { "15degrees", -EINVAL, 0, NULL },
		{ "1deg 1deg", -EINVAL, 0, NULL },     { "15\xc2", -EINVAL, 0, NULL },
		{ "361deg", -ERANGE, 0, NULL },        { "-360.1deg", -ERANGE, 0, NULL },
	};
	char buf[MEASURE_STRING_MAX];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		angle_t got = -7;
		int r = angle_parse(cases[i].in, &got);
		if (r != cases[i].r || got != (r == 0 ? cases[i].want : -7)) {
			fail_msg("%s: %d, %d", cases[i].in, r, got);
		}
		if (r == 0) {
			assert_string_equal(angle_format(buf, sizeof(buf), got), cases[i].out);
		}
	}
	for (angle_t a = -ANGLE_MOST; a <= ANGLE_MOST; a++) {
		angle_t back = MEASURE_UNSET;
		assert_int_equal(angle_parse(angle_format(buf, sizeof(buf), a), &back), 0);
		assert_int_equal(back, a);
		assert_int_equal(angle_from_deg(angle_deg(a)), a);
	}
}

static void test_text_sizes(void **state)
{
	static const struct {
		const char *in;
		int r;
		struct text_size want;
	} cases[] = {
		{ "10pt", 0, { TEXT_PT, 100 } },
		{ "14 px", 0, { TEXT_PX, 140 } },
		{ "3.1mm", 0, { TEXT_MM, 31 } },
		{ "3.14mm", 0, { TEXT_MM, 31 } },
		{ "1px", 0, { TEXT_PX, 10 } },
		{ "1000pt", 0, { TEXT_PT, 10000 } },
		{ "100mm", 0, { TEXT_MM, 1000 } },
		{ "", 0, { TEXT_UNSET, 0 } },
		{ "10", -EINVAL, {} },
		{ "10em", -EINVAL, {} },
		{ "10pts", -EINVAL, {} },
		{ "10,5pt", -EINVAL, {} },
		{ "-10pt", -EINVAL, {} },
		{ "pt", -EINVAL, {} },
		{ "0.9pt", -ERANGE, {} },
		{ "0px", -ERANGE, {} },
		{ "100.1mm", -ERANGE, {} },
		{ "1001px", -ERANGE, {} },
		{ "99999999999pt", -ERANGE, {} },
	};
	char buf[MEASURE_STRING_MAX];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct text_size got = { TEXT_UNSET, -7 };
		int r = text_size_parse(cases[i].in, &got);
		if (r != cases[i].r) {
			fail_msg("%s: %d", cases[i].in, r);
		}
		assert_int_equal(got.unit, cases[i].want.unit);
		assert_int_equal(got.tenths, r == 0 ? cases[i].want.tenths : -7);
	}
	for (enum text_unit u = TEXT_MM; u < _TEXT_UNIT_MAX; u++) {
		for (int32_t t = 10; t <= (u == TEXT_MM ? 1000 : 10000); t++) {
			struct text_size back, size = { u, t };
			text_size_format(buf, sizeof(buf), size);
			assert_int_equal(text_size_parse(buf, &back), 0);
			assert_int_equal(back.unit, u);
			assert_int_equal(back.tenths, t);
		}
	}
	assert_string_equal(text_size_format(buf, sizeof(buf), (struct text_size){ 0 }), "");
}

static void test_not_told(void **state)
{
	(void) state;

	assert_true(isnan(length_mm(MEASURE_UNSET)));
	assert_true(isnan(angle_deg(MEASURE_UNSET)));
	assert_true(length_mm(6505) == 650.5);
	assert_true(angle_deg(-75) == -7.5);
	assert_int_equal(length_from_mm((double) NAN), MEASURE_UNSET);
	assert_int_equal(length_from_mm((double) INFINITY), MEASURE_UNSET);
	assert_int_equal(length_from_mm(-1e300), MEASURE_UNSET);
	assert_int_equal(length_from_mm(100001), MEASURE_UNSET);
	assert_int_equal(length_from_mm(100000), LENGTH_MOST);
	assert_int_equal(length_from_mm(0.05), 1);
	assert_int_equal(length_from_mm(-0.04), 0);
	assert_int_equal(angle_from_deg((double) NAN), MEASURE_UNSET);
	assert_int_equal(angle_from_deg(360.1), MEASURE_UNSET);
	assert_int_equal(angle_from_deg(-360), -ANGLE_MOST);
}

static void test_said(void **state)
{
	static const struct {
		double mm;
		const char *cm, *in;
	} cases[] = {
		{ 60, "6 cm", "2\xc2\xbc in" },
		{ 63.5, "6.5 cm", "2\xc2\xbd in" },
		{ 25, "2.5 cm", "1 in" },
		{ 1180, "118 cm", "46\xc2\xbd in" },
		{ 0, "0 cm", "0 in" },
		{ 2.4, "0 cm", "0 in" },
		{ -2.4, "0 cm", "0 in" },
		{ 2.6, "0.5 cm", "0 in" },
		{ 6.4, "0.5 cm", "\xc2\xbc in" },
		{ 19, "2 cm", "\xc2\xbe in" },
		{ -60, "-6 cm", "-2\xc2\xbc in" },
		{ 1e9, "?", "?" },
		{ (double) NAN, "?", "?" },
		{ (double) -INFINITY, "?", "?" },
	};
	char buf[MEASURE_STRING_MAX];
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_string_equal(length_say(buf, sizeof(buf), cases[i].mm, LENGTH_CM),
				    cases[i].cm);
		assert_string_equal(length_say(buf, sizeof(buf), cases[i].mm, LENGTH_IN),
				    cases[i].in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_no_lengths),
		cmocka_unit_test(test_length_round_trip),
		cmocka_unit_test(test_angles),
		cmocka_unit_test(test_text_sizes),
		cmocka_unit_test(test_not_told),
		cmocka_unit_test(test_said),
	};
	return cmocka_run_group_tests_name("measure", tests, NULL, NULL);
}
