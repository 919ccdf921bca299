/* ROSA's items, charts and worked examples, as ERGONOMICS 1 prints them. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../lib/rosa-rig.h"

static struct rosa_full full;
static struct rosa rosa;
static struct rosa_score score;

static void rescore(void)
{
	rosa_rig_tell(&full, &rosa);
	rosa_score(&rosa, &score);
}

static void assert_range(struct rosa_range r, int want)
{
	assert_int_equal(r.min, want);
	assert_int_equal(r.max, want);
}

/* ---- charts ---- */

static int cell(const char *s, size_t i)
{
	return s[i] - '0';
}

static void test_chart_a(void **state)
{
	static const char *const rows[7] = {
		"2 2 3 4 5 6 7 8", "2 2 3 4 5 6 7 8", "3 3 3 4 5 6 7 8", "4 4 4 4 5 6 7 8",
		"5 5 5 5 6 7 8 9", "6 6 6 7 7 8 8 9", "7 7 7 8 8 9 9 9",
	};
	(void) state;

	for (int r = 0; r < 7; r++) {
		for (int c = 0; c < 8; c++) {
			assert_int_equal(rosa_chart_chair(r + 2, c + 2),
					 cell(rows[r], 2 * (size_t) c));
		}
	}
	assert_int_equal(rosa_chart_chair(2, 9), 8);
	assert_int_equal(rosa_chart_chair(6, 9), 9);
	assert_int_equal(rosa_chart_chair(7, 5), 7);
	assert_int_equal(rosa_chart_chair(2, 2), 2); /* cells in which other sources differ */
	assert_int_equal(rosa_chart_chair(4, 7), 6);
	assert_int_equal(rosa_chart_chair(5, 3), 4);
	assert_int_equal(rosa_chart_chair(5, 7), 6);
	assert_int_equal(rosa_chart_chair(6, 6), 6);
	assert_int_equal(rosa_chart_chair(6, 7), 7);
	assert_int_equal(rosa_chart_chair(-100, -100), 2);
	assert_int_equal(rosa_chart_chair(100, 100), 9);
}

static void test_chart_b(void **state)
{
	static const char *const rows[7] = {
		"1 1 1 2 3 4 5 6", "1 1 2 2 3 4 5 6", "1 2 2 3 3 4 6 7", "2 2 3 3 4 5 6 8",
		"3 3 4 4 5 6 7 8", "4 4 5 5 6 7 8 9", "5 5 6 7 8 8 9 9",
	};
	(void) state;

	for (int r = 0; r < 7; r++) {
		for (int c = 0; c < 8; c++) {
			assert_int_equal(rosa_chart_monitor_phone(r, c),
					 cell(rows[r], 2 * (size_t) c));
		}
	}
	assert_int_equal(rosa_chart_monitor_phone(2, 6), 6);
	assert_int_equal(rosa_chart_monitor_phone(3, 7), 8);
	assert_int_equal(rosa_chart_monitor_phone(6, 3), 7);
	assert_int_equal(rosa_chart_monitor_phone(2, 4), 3); /* not symmetric */
	assert_int_equal(rosa_chart_monitor_phone(4, 2), 4);
	assert_int_equal(rosa_chart_monitor_phone(-1, -1), 1);
	assert_int_equal(rosa_chart_monitor_phone(7, 8), 9);
}

static void test_chart_c(void **state)
{
	static const char *const rows[8] = {
		"1 1 1 2 3 4 5 6", "1 1 2 3 4 5 6 7", "1 2 2 3 4 5 6 7", "2 3 3 3 5 6 7 8",
		"3 4 4 5 5 6 7 8", "4 5 5 6 6 7 8 9", "5 6 6 7 7 8 8 9", "6 7 7 8 8 9 9 9",
	};
	(void) state;

	for (int r = 0; r < 8; r++) {
		for (int c = 0; c < 8; c++) {
			assert_int_equal(rosa_chart_mouse_keyboard(r, c),
					 cell(rows[r], 2 * (size_t) c));
			assert_int_equal(rosa_chart_mouse_keyboard(c, r),
					 cell(rows[r], 2 * (size_t) c));
		}
	}
	assert_int_equal(rosa_chart_mouse_keyboard(2, 5), 5);
	assert_int_equal(rosa_chart_mouse_keyboard(3, 4), 5);
	assert_int_equal(rosa_chart_mouse_keyboard(6, 6), 8);
	assert_int_equal(rosa_chart_mouse_keyboard(-1, 9), 6);
}

static void test_last_charts(void **state)
{
	/* "A" is 10 */
	static const char *const final[10] = {
		"123456789A", "223456789A", "333456789A", "444456789A", "555556789A",
		"666666789A", "777777789A", "888888889A", "999999999A", "AAAAAAAAAA",
	};
	(void) state;

	for (int r = 0; r < 10; r++) {
		for (int c = 0; c < 10; c++) {
			int want = final[r][c] == 'A' ? 10 : cell(final[r], (size_t) c);
			assert_int_equal(rosa_chart_final(r + 1, c + 1), want);
			if (r < 9 && c < 9) { /* M&P is its upper left part */
				assert_int_equal(rosa_chart_peripherals(r + 1, c + 1), want);
			}
		}
	}
}

/* ---- worked examples: 1.5 ---- */

struct example {
	const char *id;
	int a1, a2, a3, a4, chair_time, b1, monitor_time, b2, phone_time;
	int c1, mouse_time, c2, keyboard_time;
	int row, col, a, monitor, phone, b, mouse, keyboard, c, peripherals, final;
};

static const struct example examples[] = {
	{ "E1", 3, 1, 3, 4, 1, 4, 1, 1, 0, 3, 1, 1, 1, 4, 7, 7, 5, 1, 4, 4, 2, 4, 4, 7 },
	{ "E2", 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 2 },
	{ "E3", 1, 1, 1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 2, 2, 1, 0, 0, 1, 0, 0, 1, 1, 1 },
	{ "E9", 4, 3, 3, 4, 1, 1, 0, 1, 0, 1, 0, 1, 0, 7, 7, 9, 1, 1, 1, 1, 1, 1, 1, 9 },
	{ "E10", 1, 1, 1, 1, 0, 1, 0, 1, 0, 3, 0, 4, 0, 2, 2, 2, 1, 1, 1, 3, 4, 5, 5, 5 },
	{ "E11", 1, 1, 1, 1, 0, 4, 0, 3, 0, 1, 0, 1, 0, 2, 2, 2, 4, 3, 4, 1, 1, 1, 4, 4 },
	{ "E13", 1, 1, 1, 1, 0, 6, 1, 5, 1, 1, 0, 1, 0, 2, 2, 2, 7, 6, 9, 1, 1, 1, 9, 9 },
	{ "E14", 1, 1, 1, 1, 0, 1, 0, 1, 0, 6, 1, 6, 1, 2, 2, 2, 1, 1, 1, 7, 7, 9, 9, 9 },
	{ "E4", 1, 1, 1, 1, 1, 1, 1, 1, -1, 1, 1, 1, 1, 2, 2, 3, 2, 0, 1, 2, 2, 2, 2, 3 },
	{ "E5", 3, 3, 3, 3, 1, 2, 1, 1, -1, 2, 1, 3, 1, 6, 6, 7, 3, 0, 2, 3, 4, 5, 5, 7 },
	{ "E6", 1, 1, 1, 1, 1, 2, 1, 1, -1, 2, 1, 1, 1, 2, 2, 3, 3, 0, 2, 3, 2, 3, 3, 3 },
	{ "E7", 5, 3, 5, 4, 1, 6, 1, 5, 1, 6, 1, 6, 1, 8, 9, 10, 7, 6, 9, 7, 7, 9, 9, 10 },
	{ "E8", 1, 1, 1, 1, 0, 7, 1, 1, 0, 1, 0, 1, 0, 2, 2, 2, 7, 1, 6, 1, 1, 1, 6, 6 },
	{ "E12", 2, 1, 2, 1, 1, 1, 1, 4, 1, 1, 0, 1, 0, 3, 3, 3, 2, 5, 5, 1, 1, 1, 5, 5 },
};

static uint8_t time_answer(int modifier)
{
	return (uint8_t) (modifier + 2);
}

static void give_example(const struct example *e)
{
	const int points[] = { e->a1, e->a2, e->a3, e->a4, e->b1, e->b2, e->c1, e->c2 };

	rosa_rig_ideal(&full);
	for (enum rosa_area i = 0; i < _ROSA_AREA_MAX; i++) {
		rosa_rig_give(&full, i, points[i]);
	}
	full.answer[ROSA_CHAIR_TIME] = time_answer(e->chair_time);
	full.answer[ROSA_MONITOR_TIME] = time_answer(e->monitor_time);
	full.answer[ROSA_PHONE_TIME] = time_answer(e->phone_time);
	full.answer[ROSA_MOUSE_TIME] = time_answer(e->mouse_time);
	full.answer[ROSA_KEYBOARD_TIME] = time_answer(e->keyboard_time);
}

static void assert_example(const struct example *e)
{
	print_message("%s\n", e->id);
	assert_range(score.axis[ROSA_AXIS_SEAT], e->row);
	assert_range(score.axis[ROSA_AXIS_SUPPORT], e->col);
	assert_range(score.axis[ROSA_AXIS_MONITOR], e->monitor);
	assert_range(score.axis[ROSA_AXIS_PHONE], e->phone);
	assert_range(score.axis[ROSA_AXIS_MOUSE], e->mouse);
	assert_range(score.axis[ROSA_AXIS_KEYBOARD], e->keyboard);
	assert_range(score.section[ROSA_CHAIR], e->a);
	assert_range(score.section[ROSA_MONITOR_PHONE], e->b);
	assert_range(score.section[ROSA_MOUSE_KEYBOARD], e->c);
	assert_range(score.peripherals, e->peripherals);
	assert_range(score.final, e->final);
	assert_int_equal(score.known_items, 8);
	assert_int_equal(score.known_times, 5);
}

static void test_examples(void **state)
{
	(void) state;

	for (size_t i = 0; i < ELEMENTSOF(examples); i++) {
		give_example(&examples[i]);
		rescore();
		assert_example(&examples[i]);
	}
	/* over 4 hours a day at a faultless desk, and of table 3's */
	assert_int_equal(score.possible, 3);
	give_example(&examples[0]);
	rescore();
	assert_int_equal(score.possible, 3);
	give_example(&examples[1]);
	rescore();
	assert_int_equal(score.possible, 2);
	give_example(&examples[2]);
	rescore();
	assert_int_equal(score.possible, 1);
}

/* Table 3 of the paper, answer by answer. */
static void test_table_3(void **state)
{
	static const enum rosa_item over_4h[] = { ROSA_CHAIR_TIME, ROSA_MONITOR_TIME,
						  ROSA_MOUSE_TIME, ROSA_KEYBOARD_TIME };
	(void) state;

	rosa_rig_ideal(&full);
	full.answer[ROSA_SEAT_HEIGHT] = ROSA_SEAT_TOO_HIGH;
	full.answer[ROSA_SEAT_HEIGHT_ADJUSTABLE] = ROSA_NO;
	full.answer[ROSA_ARMRESTS] = ROSA_ARMRESTS_TOO_HIGH;
	full.answer[ROSA_ARMRESTS_ADJUSTABLE] = ROSA_NO;
	full.answer[ROSA_BACK] = ROSA_BACK_NO_LUMBAR;
	full.answer[ROSA_DESK_HIGH] = ROSA_YES;
	full.answer[ROSA_BACK_ADJUSTABLE] = ROSA_NO;
	full.answer[ROSA_MONITOR] = ROSA_MONITOR_TOO_HIGH;
	full.answer[ROSA_DOCUMENTS] = ROSA_YES;
	full.answer[ROSA_MOUSE] = ROSA_MOUSE_REACH;
	full.answer[ROSA_MOUSE_PALM_REST] = ROSA_YES;
	for (size_t i = 0; i < ELEMENTSOF(over_4h); i++) {
		full.answer[over_4h[i]] = ROSA_LONG;
	}
	rescore();
	assert_example(&examples[0]);
}

/* ---- items ---- */

/* What each can reach: the last column of 1.1. */
static void test_most(void **state)
{
	static const int most[_ROSA_AREA_MAX] = { 5, 3, 5, 4, 7, 5, 6, 6 };
	(void) state;

	rosa = (struct rosa){ 0 };
	rosa_score(&rosa, &score);
	for (enum rosa_area i = 0; i < _ROSA_AREA_MAX; i++) {
		assert_int_equal(score.area[i].min, 1);
		assert_int_equal(score.area[i].max, most[i]);
		assert_false(score.known[i]);
	}
	assert_int_equal(score.final.min, 1);
	assert_int_equal(score.final.max, 10);
	assert_int_equal(score.known_items, 0);
	assert_int_equal(score.known_times, 0);
	assert_int_equal(score.possible, 1);
}

/* Each answer of each item by itself, against the table of 1.1. */
static void test_points(void **state)
{
	struct rosa_points want;
	(void) state;

	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		assert_int_equal(rosa_item_info(i)->n, rosa_rig_answers(i));
		for (uint8_t a = 1; a <= rosa_rig_answers(i); a++) {
			rosa_rig_ideal(&full);
			full.answer[i] = a;
			rescore();
			rosa_rig_score(&full, &want);
			for (enum rosa_area k = 0; k < _ROSA_AREA_MAX; k++) {
				assert_range(score.area[k], want.area[k]);
			}
			for (enum rosa_axis k = 0; k < _ROSA_AXIS_MAX; k++) {
				assert_range(score.axis[k], want.axis[k]);
			}
			assert_range(score.final, want.final);
		}
	}
}

/* Who has no armrests, or no phone, is asked nothing more about them. */
static void test_absent(void **state)
{
	(void) state;

	rosa = (struct rosa){ 0 };
	rosa_answer(&rosa, ROSA_ARMRESTS, ROSA_ARMRESTS_NONE_HERE, ROSA_TOLD, 0);
	rosa_answer(&rosa, ROSA_PHONE, ROSA_PHONE_NONE_HERE, ROSA_TOLD, 0);
	rosa_score(&rosa, &score);
	assert_range(score.area[ROSA_AREA_ARMRESTS], 3);
	assert_range(score.area[ROSA_AREA_PHONE], 1);
	assert_range(score.axis[ROSA_AXIS_PHONE], 0);
	assert_true(score.known[ROSA_AREA_ARMRESTS] && score.known[ROSA_AREA_PHONE]);
	assert_int_equal(score.known_items, 2);
	assert_int_equal(score.known_times, 1);
	rosa_answer(&rosa, ROSA_ARMRESTS_HARD, ROSA_YES, ROSA_TOLD, 0);
	rosa_answer(&rosa, ROSA_PHONE_SHOULDER, ROSA_YES, ROSA_TOLD, 0);
	rosa_answer(&rosa, ROSA_PHONE_TIME, ROSA_LONG, ROSA_TOLD, 0);
	rosa_score(&rosa, &score);
	assert_range(score.area[ROSA_AREA_ARMRESTS], 3);
	assert_range(score.axis[ROSA_AXIS_PHONE], 0);
	assert_int_equal(score.known_times, 1);
}

/* One thing that is missing is enough for the area not to be known. */
static void test_known(void **state)
{
	(void) state;

	for (enum rosa_area area = 0; area < _ROSA_AREA_MAX; area++) {
		enum rosa_item items[6];
		unsigned n = rosa_rig_items(area, items);
		for (unsigned i = 0; i < n; i++) {
			bool is_time = items[i] >= ROSA_CHAIR_TIME;
			rosa_rig_ideal(&full);
			rosa_rig_tell(&full, &rosa);
			rosa.item[items[i]].answer = ROSA_NOT_KNOWN;
			rosa_score(&rosa, &score);
			assert_int_equal(score.known_items, is_time ? 8 : 7);
			assert_int_equal(score.known_times, is_time ? 4 : 5);
			assert_int_equal(score.known[area], is_time);
		}
	}
}

static void test_first_holds(void **state)
{
	(void) state;

	rosa = (struct rosa){ 0 };
	rosa_answer(&rosa, ROSA_MONITOR, ROSA_NOT_KNOWN, ROSA_TOLD, 0);
	rosa_answer(&rosa, ROSA_MONITOR, ROSA_MONITOR_TOO_HIGH + 1, ROSA_TOLD, 0);
	assert_int_equal(rosa.item[ROSA_MONITOR].answer, ROSA_NOT_KNOWN);
	assert_int_equal(rosa.item[ROSA_MONITOR].origin, ROSA_UNKNOWN);
	rosa_answer(&rosa, ROSA_MONITOR, ROSA_MONITOR_TOO_LOW, ROSA_GEOMETRY, 5);
	rosa_answer(&rosa, ROSA_MONITOR, ROSA_MONITOR_FITS, ROSA_TOLD, 0);
	assert_int_equal(rosa.item[ROSA_MONITOR].answer, ROSA_MONITOR_TOO_LOW);
	assert_int_equal(rosa.item[ROSA_MONITOR].origin, ROSA_GEOMETRY);
	assert_int_equal(rosa.item[ROSA_MONITOR].estimated, 5);
}

static void test_bands(void **state)
{
	static const enum rosa_band bands[] = { ROSA_FINE, ROSA_FINE, ROSA_IMPROVE, ROSA_IMPROVE,
						ROSA_ACT,  ROSA_ACT,  ROSA_ACT,     ROSA_ACT,
						ROSA_ACT,  ROSA_ACT };
	(void) state;

	for (int i = 1; i <= 10; i++) {
		assert_int_equal(rosa_band(i), bands[i - 1]);
	}
}

static void test_words(void **state)
{
	(void) state;

	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		const struct rosa_item_info *info = rosa_item_info(i);
		assert_int_equal(info->item, i);
		assert_int_equal(rosa_item_from_string(rosa_item_to_string(i)), i);
		assert_true(info->fits >= 1 && info->fits <= info->n);
		assert_int_equal(info->area == _ROSA_AREA_MAX, i >= ROSA_CHAIR_TIME);
		for (uint8_t a = 1; a <= info->n; a++) {
			assert_int_equal(rosa_answer_from_string(i, rosa_answer_to_string(i, a)),
					 a);
		}
		assert_null(rosa_answer_to_string(i, ROSA_NOT_KNOWN));
		assert_null(rosa_answer_to_string(i, info->n + 1));
		assert_int_equal(rosa_answer_from_string(i, ""), -EINVAL);
	}
	assert_null(rosa_item_info(_ROSA_ITEM_MAX));
	assert_null(rosa_answer_to_string(_ROSA_ITEM_MAX, 1));
	for (enum rosa_area i = 0; i < _ROSA_AREA_MAX; i++) {
		assert_int_equal(rosa_area_from_string(rosa_area_to_string(i)), i);
	}
	assert_string_equal(rosa_section_to_string(ROSA_CHAIR), "chair");
	assert_string_equal(rosa_section_to_string(ROSA_MONITOR_PHONE), "monitor_phone");
	assert_string_equal(rosa_section_to_string(ROSA_MOUSE_KEYBOARD), "mouse_keyboard");
	assert_string_equal(rosa_origin_to_string(ROSA_MEASURED), "measured");
	assert_string_equal(rosa_band_to_string(ROSA_IMPROVE), "improve");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chart_a),     cmocka_unit_test(test_chart_b),
		cmocka_unit_test(test_chart_c),     cmocka_unit_test(test_last_charts),
		cmocka_unit_test(test_examples),    cmocka_unit_test(test_table_3),
		cmocka_unit_test(test_most),        cmocka_unit_test(test_points),
		cmocka_unit_test(test_absent),      cmocka_unit_test(test_known),
		cmocka_unit_test(test_first_holds), cmocka_unit_test(test_bands),
		cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
