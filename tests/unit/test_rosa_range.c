/*
 * What is not known: the least and the most are exact for every subset of items.  All of it is gone through area by
 * area, then all combinations of what areas can leave open section by section, then of what sections can; the charts
 * are those of the rig.  Besides, random cases with everything at once.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../../daemon/core/review/rosa-internal.h"
#include "../lib/random-day.h"
#include "../lib/rosa-rig.h"

static void assert_range(struct rosa_range got, int min, int max)
{
	assert_int_equal(got.min, min);
	assert_int_equal(got.max, max);
}

static int least(unsigned set)
{
	return __builtin_ctz(set);
}

static int most(unsigned set)
{
	return 31 - __builtin_clz(set);
}

/* ---- areas: every partial answer ---- */

/* What an area can leave open, with partial answers that do. */
struct open {
	unsigned points, axis; /* bit n: n is possible */
	struct rosa rosa;
};

#define OPEN_MAX 200

struct opens {
	size_t n;
	struct open open[OPEN_MAX];
};

static struct opens opens[_ROSA_AREA_MAX];

static void add_open(struct opens *o, const struct open *new)
{
	for (size_t i = 0; i < o->n; i++) {
		if (o->open[i].points == new->points && o->open[i].axis == new->axis) {
			return;
		}
	}
	assert_in_range(o->n, 0, OPEN_MAX - 1);
	o->open[o->n++] = *new;
}

/* The next partial answer; false after the last one. */
static bool next_partial(struct rosa *rosa, const enum rosa_item *items, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		struct rosa_answer *a = &rosa->item[items[i]];
		if (a->answer < rosa_rig_answers(items[i])) {
			a->answer++;
			return true;
		}
		a->answer = ROSA_NOT_KNOWN;
	}
	return false;
}

static bool is_chair(enum rosa_area area)
{
	return area <= ROSA_AREA_BACK;
}

static unsigned check_area(enum rosa_area area)
{
	const enum rosa_axis axis = rosa_area_info(area)->axis;
	enum rosa_item items[6];
	unsigned n = rosa_rig_items(area, items), count = 0;
	struct open open = { 0 };
	struct rosa_points points;
	struct rosa_score score;
	struct rosa_full full;
	struct possible possible;

	do {
		open.points = open.axis = 0;
		rosa_rig_first(&open.rosa, &full);
		do {
			rosa_rig_score(&full, &points);
			open.points |= 1u << points.area[area];
			open.axis |= is_chair(area) ? 0 : 1u << points.axis[axis];
		} while (rosa_rig_next(&open.rosa, items, n, &full));
		rosa_score(&open.rosa, &score);
		assert_range(score.area[area], least(open.points), most(open.points));
		if (!is_chair(area)) {
			assert_range(score.axis[axis], least(open.axis), most(open.axis));
		}
		rosa_possible(&open.rosa, &open.rosa, &possible);
		for (int v = 0; v < SCORES; v++) {
			assert_int_equal(possible.area[area].after[v], (open.points >> v & 1) << v);
			if (!is_chair(area)) {
				assert_int_equal(possible.axis[axis].after[v], (open.axis >> v & 1)
										       << v);
			}
		}
		add_open(&opens[area], &open);
		count++;
	} while (next_partial(&open.rosa, items, n));
	return count;
}

static void test_areas(void **state)
{
	(void) state;

	for (enum rosa_area i = 0; i < _ROSA_AREA_MAX; i++) {
		opens[i].n = 0;
		unsigned count = check_area(i);
		print_message("%s: %u partial answers, %zu of them different\n",
			      rosa_area_to_string(i), count, opens[i].n);
	}
}

/* ---- sections: every combination of what areas leave open ---- */

static const struct {
	enum rosa_item from, to;
} of_area[] = {
	{ ROSA_SEAT_HEIGHT, ROSA_SEAT_HEIGHT_ADJUSTABLE },
	{ ROSA_SEAT_DEPTH, ROSA_SEAT_DEPTH_ADJUSTABLE },
	{ ROSA_ARMRESTS, ROSA_ARMRESTS_ADJUSTABLE },
	{ ROSA_BACK, ROSA_BACK_ADJUSTABLE },
	{ ROSA_MONITOR, ROSA_DOCUMENTS },
	{ ROSA_PHONE, ROSA_PHONE_HANDSFREE },
	{ ROSA_MOUSE, ROSA_MOUSE_PALM_REST },
	{ ROSA_KEYBOARD, ROSA_KEYBOARD_ADJUSTABLE },
};

static void copy_area(struct rosa *to, const struct rosa *from, enum rosa_area area)
{
	for (enum rosa_item i = of_area[area].from; i <= of_area[area].to; i++) {
		to->item[i] = from->item[i];
	}
	if (!is_chair(area)) { /* durations are in the order of the areas */
		enum rosa_item time = ROSA_MONITOR_TIME + (area - ROSA_AREA_MONITOR);
		to->item[time] = from->item[time];
	}
}

static unsigned sums(unsigned a, unsigned b)
{
	unsigned set = 0;

	for (int i = 0; i < SCORES; i++) {
		set |= a >> i & 1 ? b << i : 0;
	}
	return set;
}

/* What sections can leave open, as ranges. */
#define RANGES_MAX 64
struct section_opens {
	size_t n;
	struct rosa_range range[RANGES_MAX];
	struct rosa rosa[RANGES_MAX];
};
static struct section_opens section_opens[_ROSA_SECTION_MAX];

static void check_section(const struct rosa *rosa, enum rosa_section section, unsigned set)
{
	struct section_opens *o = &section_opens[section];
	struct possible possible;
	struct rosa_range range = { least(set), most(set) };

	rosa_possible(rosa, rosa, &possible);
	for (int v = 0; v < SCORES; v++) {
		assert_int_equal(possible.section[section].after[v], (set >> v & 1) << v);
	}
	for (size_t i = 0; i < o->n; i++) {
		if (o->range[i].min == range.min && o->range[i].max == range.max) {
			return;
		}
	}
	assert_in_range(o->n, 0, RANGES_MAX - 1);
	o->range[o->n] = range;
	o->rosa[o->n++] = *rosa;
}

static unsigned through(enum rosa_axis axis, unsigned rows, unsigned cols)
{
	static const char *const b[] = { "11123456", "11223456", "12233467", "22334568",
					 "33445678", "44556789", "55678899" };
	static const char *const c[] = { "11123456", "11234567", "12234567", "23335678",
					 "34455678", "45566789", "56677889", "67788999" };
	const char *const *chart = axis == ROSA_AXIS_PHONE ? b : c;
	unsigned set = 0;

	for (int row = 0; row < 8; row++) {
		for (int col = 0; col < 8; col++) {
			if ((rows >> row & 1) && (cols >> col & 1)) {
				set |= 1u << (chart[row][col] - '0');
			}
		}
	}
	return set;
}

static unsigned through_chair(unsigned rows, unsigned cols, uint8_t time)
{
	static const char *const a[] = { "22345678", "22345678", "33345678", "44445678",
					 "55556789", "66677889", "77788999" };
	unsigned set = 0, chart = 0;

	for (int row = 2; row <= 8; row++) {
		for (int col = 2; col <= 9; col++) {
			if ((rows >> row & 1) && (cols >> col & 1)) {
				chart |= 1u << (a[row - 2][col - 2] - '0');
			}
		}
	}
	for (int d = -1; d <= 1; d++) {
		if (time == ROSA_NOT_KNOWN || time == d + 2) {
			set |= d < 0 ? chart >> 1 : chart << d;
		}
	}
	return set;
}

static unsigned check_pair(enum rosa_area row, enum rosa_area col, enum rosa_axis axis,
			   enum rosa_section section)
{
	struct rosa rosa = { 0 };
	unsigned count = 0;

	for (size_t i = 0; i < opens[row].n; i++) {
		for (size_t k = 0; k < opens[col].n; k++) {
			const struct open *r = &opens[row].open[i], *c = &opens[col].open[k];
			copy_area(&rosa, &r->rosa, row);
			copy_area(&rosa, &c->rosa, col);
			check_section(&rosa, section, through(axis, r->axis, c->axis));
			count++;
		}
	}
	return count;
}

/* Of two areas of the chair: the different sums that they leave open, with partial answers. */
static void pair_chair(enum rosa_area first, struct opens *ret)
{
	struct open sum = { 0 };

	ret->n = 0;
	for (size_t i = 0; i < opens[first].n; i++) {
		for (size_t k = 0; k < opens[first + 1].n; k++) {
			const struct open *x = &opens[first].open[i];
			const struct open *y = &opens[first + 1].open[k];
			sum.points = sums(x->points, y->points);
			copy_area(&sum.rosa, &x->rosa, first);
			copy_area(&sum.rosa, &y->rosa, first + 1);
			add_open(ret, &sum);
		}
	}
}

static unsigned check_chair(void)
{
	static struct opens seat, support;
	unsigned count = 0;

	pair_chair(ROSA_AREA_SEAT_HEIGHT, &seat);
	pair_chair(ROSA_AREA_ARMRESTS, &support);
	for (size_t i = 0; i < seat.n; i++) {
		for (size_t k = 0; k < support.n; k++) {
			const struct open *x = &seat.open[i], *y = &support.open[k];
			struct rosa rosa = x->rosa;
			copy_area(&rosa, &y->rosa, ROSA_AREA_ARMRESTS);
			copy_area(&rosa, &y->rosa, ROSA_AREA_BACK);
			for (uint8_t time = ROSA_NOT_KNOWN; time <= ROSA_LONG; time++) {
				rosa.item[ROSA_CHAIR_TIME].answer = time;
				check_section(&rosa, ROSA_CHAIR,
					      through_chair(x->points, y->points, time));
				count++;
			}
		}
	}
	return count;
}

static void test_sections(void **state)
{
	(void) state;

	for (enum rosa_section i = 0; i < _ROSA_SECTION_MAX; i++) {
		section_opens[i].n = 0;
	}
	unsigned chair = check_chair();
	unsigned monitor =
		check_pair(ROSA_AREA_PHONE, ROSA_AREA_MONITOR, ROSA_AXIS_PHONE, ROSA_MONITOR_PHONE);
	unsigned mouse = check_pair(ROSA_AREA_MOUSE, ROSA_AREA_KEYBOARD, ROSA_AXIS_MOUSE,
				    ROSA_MOUSE_KEYBOARD);
	print_message("chair %u, monitor and phone %u, mouse and keyboard %u combinations\n", chair,
		      monitor, mouse);
}

/* ---- the whole: every combination of what sections leave open ---- */

static int max3(int a, int b, int c)
{
	int m = a > b ? a : b;

	return m > c ? m : c;
}

static void test_final(void **state)
{
	const struct section_opens *a = &section_opens[ROSA_CHAIR];
	const struct section_opens *b = &section_opens[ROSA_MONITOR_PHONE];
	const struct section_opens *c = &section_opens[ROSA_MOUSE_KEYBOARD];
	struct rosa_score score;
	(void) state;

	for (size_t i = 0; i < a->n; i++) {
		for (size_t k = 0; k < b->n; k++) {
			struct rosa rosa = a->rosa[i];
			copy_area(&rosa, &b->rosa[k], ROSA_AREA_MONITOR);
			copy_area(&rosa, &b->rosa[k], ROSA_AREA_PHONE);
			for (size_t l = 0; l < c->n; l++) {
				copy_area(&rosa, &c->rosa[l], ROSA_AREA_MOUSE);
				copy_area(&rosa, &c->rosa[l], ROSA_AREA_KEYBOARD);
				rosa_score(&rosa, &score);
				assert_range(
					score.final,
					max3(a->range[i].min, b->range[k].min, c->range[l].min),
					max3(a->range[i].max, b->range[k].max, c->range[l].max));
			}
		}
	}
	print_message("%zu x %zu x %zu ranges of sections\n", a->n, b->n, c->n);
}

/* One of the i-th sixth: all different. */
static enum rosa_item random_item(struct random *random, unsigned i)
{
	return (enum rosa_item)(6 * random_below(random, (_ROSA_ITEM_MAX - i + 5) / 6) + i);
}

/* Nothing taken apart: random answers, some of them not known, every case of these. */
static void test_random(void **state)
{
	struct random random;
	struct rosa_points points;
	struct rosa_score score;
	struct rosa_full full;
	(void) state;

	random_seed(&random, 7);
	for (int round = 0; round < 3000; round++) {
		struct rosa rosa = { 0 };
		enum rosa_item open[6];
		unsigned n = (unsigned) random_below(&random, 7);
		int min = 99, max = 0;
		for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
			uint64_t roll = random_below(&random, rosa_rig_answers(i));
			rosa_answer(&rosa, i, (uint8_t) (roll + 1), ROSA_TOLD, 0);
		}
		for (unsigned i = 0; i < n; i++) {
			open[i] = random_item(&random, i);
			rosa.item[open[i]].answer = ROSA_NOT_KNOWN;
		}
		rosa_rig_first(&rosa, &full);
		do {
			rosa_rig_score(&full, &points);
			min = points.final < min ? points.final : min;
			max = points.final > max ? points.final : max;
		} while (rosa_rig_next(&rosa, open, n, &full));
		rosa_score(&rosa, &score);
		assert_range(score.final, min, max);
	}
}

/* The more is known the narrower: no answer widens the range. */
static void test_narrows(void **state)
{
	struct random random;
	(void) state;

	random_seed(&random, 11);
	for (int round = 0; round < 300; round++) {
		struct rosa rosa = { 0 };
		struct rosa_score before, after;
		rosa_score(&rosa, &before);
		for (unsigned i = 0; i < _ROSA_ITEM_MAX; i++) {
			enum rosa_item item = (i * 11 + (unsigned) round) % _ROSA_ITEM_MAX;
			uint64_t roll = random_below(&random, rosa_rig_answers(item));
			rosa_answer(&rosa, item, (uint8_t) (roll + 1), ROSA_TOLD, 0);
			rosa_score(&rosa, &after);
			assert_true(after.final.min >= before.final.min);
			assert_true(after.final.max <= before.final.max);
			assert_true(after.possible <= after.final.min);
			before = after;
		}
		assert_int_equal(before.final.min, before.final.max);
		assert_int_equal(before.known_items, 8);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		/* in this order: each builds on the ones before */
		cmocka_unit_test(test_areas), cmocka_unit_test(test_sections),
		cmocka_unit_test(test_final), cmocka_unit_test(test_random),
		cmocka_unit_test(test_narrows)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
