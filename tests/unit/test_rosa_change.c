/* Which change lowers the score most: against every case of what is not known, and by hand. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../lib/random-day.h"
#include "../lib/rosa-rig.h"

static struct rosa_full full;
static struct rosa rosa;
static struct rosa_change change;

static void find(void)
{
	rosa_rig_tell(&full, &rosa);
	rosa_best_change(&rosa, &change);
}

static void assert_range(struct rosa_range r, int min, int max)
{
	assert_int_equal(r.min, min);
	assert_int_equal(r.max, max);
}

static void assert_change(enum rosa_item item, uint8_t to, int lowers, int lowers_section)
{
	assert_int_equal(change.item, item);
	assert_int_equal(change.from, full.answer[item]);
	assert_int_equal(change.to, to);
	assert_range(change.lowers, lowers, lowers);
	assert_range(change.lowers_section, lowers_section, lowers_section);
}

static void test_nothing_to_change(void **state)
{
	(void) state;

	rosa_rig_ideal(&full);
	find();
	assert_int_equal(change.item, _ROSA_ITEM_MAX);
	for (enum rosa_item i = ROSA_CHAIR_TIME; i <= ROSA_KEYBOARD_TIME; i++) {
		full.answer[i] = ROSA_LONG;
	}
	find();
	assert_int_equal(change.item, _ROSA_ITEM_MAX);
	rosa = (struct rosa){ 0 };
	rosa_best_change(&rosa, &change);
	assert_int_equal(change.item, _ROSA_ITEM_MAX);
	full.answer[ROSA_PHONE] = ROSA_PHONE_NONE_HERE; /* to have none is no fault */
	find();
	assert_int_equal(change.item, _ROSA_ITEM_MAX);
}

/* E8 of ERGONOMICS 1.5: the monitor has everything wrong, at 8, clamped to 7: B[1][7] = 6. */
static void test_monitor(void **state)
{
	(void) state;

	rosa_rig_ideal(&full);
	rosa_rig_give(&full, ROSA_AREA_MONITOR, 7);
	full.answer[ROSA_MONITOR_TIME] = ROSA_LONG;
	find();
	/* too high: 7 - 2 + 1 = 6, B[1][6] = 5; the others: 7 - 1 + 1 = 7, still 6 */
	assert_change(ROSA_MONITOR, ROSA_MONITOR_FITS, 1, 1);
	/* without the duration 7, and 5 with the right height: B[1][5] = 4 */
	full.answer[ROSA_MONITOR_TIME] = ROSA_MEDIUM;
	find();
	assert_change(ROSA_MONITOR, ROSA_MONITOR_FITS, 2, 2);
}

/* Chair and mouse alike: no one change lowers the final score, and the first of the chair is named. */
static void test_ties(void **state)
{
	(void) state;

	rosa_rig_ideal(&full);
	full.answer[ROSA_MOUSE] = ROSA_MOUSE_REACH; /* 2 + 2: C[4][1] = 4 */
	full.answer[ROSA_MOUSE_SURFACE] = ROSA_YES;
	full.answer[ROSA_BACK_ADJUSTABLE] = ROSA_NO; /* A[2][5] = 4 */
	full.answer[ROSA_DESK_HIGH] = ROSA_YES;
	full.answer[ROSA_BACK] = ROSA_BACK_ANGLE;
	find();
	/* the mouse's surface: C[2][1] = 2, a fall of 2; each of the chair's only of 1 */
	assert_change(ROSA_MOUSE_SURFACE, ROSA_NO, 0, 2);
	full.answer[ROSA_MOUSE] = ROSA_MOUSE_FITS; /* C[3][1] = 3: the chair alone decides */
	find();
	assert_change(ROSA_BACK, ROSA_BACK_FITS, 1, 1);
	full.answer[ROSA_BACK] = ROSA_BACK_FITS; /* A[2][4] = 3 as the mouse's 3 */
	full.answer[ROSA_MOUSE_SURFACE] = ROSA_NO;
	full.answer[ROSA_MOUSE_PINCH] = full.answer[ROSA_MOUSE_PALM_REST] = ROSA_YES;
	find();
	assert_change(ROSA_DESK_HIGH, ROSA_NO, 0, 1); /* all alike: the first */
}

/* New armrests are as they should be, unless something else is told. */
static void test_new_armrests(void **state)
{
	(void) state;

	rosa_rig_ideal(&full);
	rosa_rig_tell(&full, &rosa);
	for (enum rosa_item i = ROSA_ARMRESTS; i <= ROSA_ARMRESTS_ADJUSTABLE; i++) {
		rosa.item[i].answer = ROSA_NOT_KNOWN;
	}
	rosa_answer(&rosa, ROSA_ARMRESTS, ROSA_ARMRESTS_NONE_HERE, ROSA_TOLD, 0);
	rosa_best_change(&rosa, &change); /* A[2][4] = 3 to A[2][2] = 2 */
	assert_int_equal(change.item, ROSA_ARMRESTS);
	assert_int_equal(change.to, ROSA_ARMRESTS_FIT);
	assert_range(change.lowers, 1, 1);
	rosa_answer(&rosa, ROSA_ARMRESTS_HARD, ROSA_YES, ROSA_TOLD, 0);
	rosa_answer(&rosa, ROSA_ARMRESTS_WIDE, ROSA_YES, ROSA_TOLD, 0);
	rosa_best_change(&rosa, &change); /* as many points as none at all */
	assert_int_equal(change.item, _ROSA_ITEM_MAX);
}

/* What is not known may hold the score up: the rest of the desk unknown, it falls by 0 or more. */
static void test_unknown(void **state)
{
	(void) state;

	rosa = (struct rosa){ 0 };
	rosa_answer(&rosa, ROSA_MONITOR, ROSA_MONITOR_TOO_HIGH, ROSA_GEOMETRY, 0);
	rosa_best_change(&rosa, &change);
	assert_int_equal(change.item, ROSA_MONITOR);
	assert_range(change.lowers, 0, 3); /* at most from B[2][6] = 6 to B[2][4] = 3 */
}

/* ---- against everything ---- */

static int fall_of(const struct rosa *before, const struct rosa *after,
		   const struct rosa_full *in_case, enum rosa_section section, int *ret_section)
{
	struct rosa_full x = *in_case, y = *in_case;
	struct rosa_points p, q;

	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		x.answer[i] = before->item[i].answer ? before->item[i].answer : x.answer[i];
		y.answer[i] = after->item[i].answer ? after->item[i].answer : y.answer[i];
	}
	rosa_rig_score(&x, &p);
	rosa_rig_score(&y, &q);
	*ret_section = p.section[section] - q.section[section];
	return p.final - q.final;
}

static void widen(struct rosa_range *r, int v)
{
	r->min = v < r->min ? v : r->min;
	r->max = v > r->max ? v : r->max;
}

/* One change, over every case of the n items that are open. */
static void change_by_force(const struct rosa *before, const enum rosa_item *open, unsigned n,
			    enum rosa_item item, struct rosa_change *ret)
{
	struct rosa after = *before;
	struct rosa_full in_case;
	int of_section;

	*ret = (struct rosa_change){ .item = item,
				     .to = rosa_item_info(item)->fits,
				     .lowers = { 99, -99 },
				     .lowers_section = { 99, -99 } };
	after.item[item].answer = ret->to;
	if (item == ROSA_ARMRESTS && before->item[item].answer == ROSA_ARMRESTS_NONE_HERE) {
		rosa_answer(&after, ROSA_ARMRESTS_HARD, ROSA_NO, ROSA_TOLD, 0);
		rosa_answer(&after, ROSA_ARMRESTS_WIDE, ROSA_NO, ROSA_TOLD, 0);
		rosa_answer(&after, ROSA_ARMRESTS_ADJUSTABLE, ROSA_YES, ROSA_TOLD, 0);
	}
	rosa_rig_first(before, &in_case);
	do {
		widen(&ret->lowers, fall_of(before, &after, &in_case, rosa_item_info(item)->section,
					    &of_section));
		widen(&ret->lowers_section, of_section);
	} while (rosa_rig_next(before, open, n, &in_case));
}

static int compare(const struct rosa_change *a, const struct rosa_change *b)
{
	const int by[] = { a->lowers.min - b->lowers.min, a->lowers.max - b->lowers.max,
			   a->lowers_section.min - b->lowers_section.min,
			   a->lowers_section.max - b->lowers_section.max };

	for (size_t i = 0; i < ELEMENTSOF(by); i++) {
		if (by[i]) {
			return by[i];
		}
	}
	return 0;
}

static void assert_same(const struct rosa_change *got, const struct rosa_change *want)
{
	assert_int_equal(got->item, want->item);
	if (want->item != _ROSA_ITEM_MAX) {
		assert_int_equal(got->to, want->to);
		assert_range(got->lowers, want->lowers.min, want->lowers.max);
		assert_range(got->lowers_section, want->lowers_section.min,
			     want->lowers_section.max);
	}
}

static void check_random(struct random *random)
{
	enum rosa_item open[5];
	unsigned n = (unsigned) random_below(random, ELEMENTSOF(open) + 1);
	struct rosa_change best = { .item = _ROSA_ITEM_MAX }, want, got;

	rosa = (struct rosa){ 0 };
	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		/* mostly as it should be, or the worst section would hide the rest */
		uint64_t roll = random_below(random, rosa_rig_answers(i)) + 1;
		bool fits = random_percent(random, 50);
		rosa_answer(&rosa, i, fits ? rosa_item_info(i)->fits : (uint8_t) roll, ROSA_TOLD,
			    0);
	}
	for (unsigned i = 0; i < n; i++) {
		/* all different */
		open[i] = (enum rosa_item)(5 * random_below(random, (_ROSA_ITEM_MAX - i + 4) / 5) +
					   i);
		rosa.item[open[i]].answer = ROSA_NOT_KNOWN;
	}
	for (enum rosa_item i = 0; i < ROSA_CHAIR_TIME; i++) {
		uint8_t answer = rosa.item[i].answer;
		if (answer == ROSA_NOT_KNOWN || answer == rosa_item_info(i)->fits ||
		    (i == ROSA_PHONE && answer == ROSA_PHONE_NONE_HERE)) {
			continue;
		}
		change_by_force(&rosa, open, n, i, &want);
		rosa_change(&rosa, i, want.to, &got);
		assert_same(&got, &want);
		if (want.lowers_section.max > 0 &&
		    (best.item == _ROSA_ITEM_MAX || compare(&want, &best) > 0)) {
			best = want;
		}
	}
	rosa_best_change(&rosa, &got);
	assert_same(&got, &best);
}

static void test_random(void **state)
{
	struct random random;
	(void) state;

	random_seed(&random, 3);
	for (int i = 0; i < 400; i++) {
		check_random(&random);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_to_change),
		cmocka_unit_test(test_monitor),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_new_armrests),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
