/*
 * Every score that what is not known leaves possible.  Areas share no item, axes no area and sections no axis: each is
 * gone through by itself, completely, and nothing is assumed of the charts.
 */
#include "rosa-internal.h"

#define AREA_ITEMS_MAX 6 /* of one area, its duration included */

static const struct rosa_area_info areas[_ROSA_AREA_MAX] = {
	[ROSA_AREA_SEAT_HEIGHT] = { ROSA_SEAT_HEIGHT, 3, _ROSA_ITEM_MAX, ROSA_AXIS_SEAT, 2, 8 },
	[ROSA_AREA_SEAT_DEPTH] = { ROSA_SEAT_DEPTH, 2, _ROSA_ITEM_MAX, ROSA_AXIS_SEAT, 2, 8 },
	[ROSA_AREA_ARMRESTS] = { ROSA_ARMRESTS, 4, _ROSA_ITEM_MAX, ROSA_AXIS_SUPPORT, 2, 9 },
	[ROSA_AREA_BACK] = { ROSA_BACK, 3, _ROSA_ITEM_MAX, ROSA_AXIS_SUPPORT, 2, 9 },
	[ROSA_AREA_MONITOR] = { ROSA_MONITOR, 5, ROSA_MONITOR_TIME, ROSA_AXIS_MONITOR, 0, 7 },
	[ROSA_AREA_PHONE] = { ROSA_PHONE, 3, ROSA_PHONE_TIME, ROSA_AXIS_PHONE, 0, 6 },
	[ROSA_AREA_MOUSE] = { ROSA_MOUSE, 4, ROSA_MOUSE_TIME, ROSA_AXIS_MOUSE, 0, 7 },
	[ROSA_AREA_KEYBOARD] = { ROSA_KEYBOARD, 5, ROSA_KEYBOARD_TIME, ROSA_AXIS_KEYBOARD, 0, 7 },
};

const struct rosa_area_info *rosa_area_info(enum rosa_area area)
{
	return &areas[area];
}

bool rosa_is_absent(enum rosa_item base, uint8_t answer)
{
	return (base == ROSA_ARMRESTS && answer == ROSA_ARMRESTS_NONE_HERE) ||
	       (base == ROSA_PHONE && answer == ROSA_PHONE_NONE_HERE);
}

struct rosa_range pairs_before(const struct pairs *p)
{
	struct rosa_range r = { SCORES, -1 };

	for (int a = 0; a < SCORES; a++) {
		if (p->after[a]) {
			r.min = a < r.min ? a : r.min;
			r.max = a;
		}
	}
	return r;
}

static void add_pair(struct pairs *p, int before, int after)
{
	p->after[before] |= (uint16_t) (1u << after);
}

static int clamp(int v, int least, int most)
{
	return v < least ? least : v > most ? most : v;
}

/* ---- one area ---- */

/* The items of an area, its duration last where it has one, and an answer to each. */
struct answers {
	unsigned n;
	enum rosa_item item[AREA_ITEMS_MAX];
	uint8_t answer[AREA_ITEMS_MAX];
};

static void list_items(enum rosa_area area, struct answers *ret)
{
	const struct rosa_area_info *a = &areas[area];

	ret->n = a->n;
	for (unsigned i = 0; i < a->n; i++) {
		ret->item[i] = a->first + i;
	}
	if (a->time != _ROSA_ITEM_MAX) {
		ret->item[ret->n++] = a->time;
	}
}

/* The answers that are known, and those of the case for the rest. */
static void answer_as(const struct rosa *rosa, const struct answers *in_case, struct answers *ret)
{
	*ret = *in_case;
	for (unsigned i = 0; i < ret->n; i++) {
		uint8_t known = rosa->item[ret->item[i]].answer;
		ret->answer[i] = known ? known : ret->answer[i];
	}
}

/* Points of an area; with its duration in *ret_timed. */
static int points_of(enum rosa_area area, const struct answers *x, int *ret_timed)
{
	bool absent = rosa_is_absent(x->item[0], x->answer[0]);
	int points = rosa_item_info(x->item[0])->points[x->answer[0]];
	int time = 0;

	for (unsigned i = 1; i < x->n; i++) {
		int add = rosa_item_info(x->item[i])->points[x->answer[i]];
		if (i >= areas[area].n) {
			time = absent ? -1 : add;
		} else if (!absent) {
			points += add;
		}
	}
	*ret_timed = clamp(points + time, areas[area].least, areas[area].most);
	return points;
}

/* The next case of what is not known; false after the last one. */
static bool next_case(const struct rosa *rosa, struct answers *x)
{
	for (unsigned i = 0; i < x->n; i++) {
		if (rosa->item[x->item[i]].answer != ROSA_NOT_KNOWN) {
			continue;
		}
		if (x->answer[i] < rosa_item_info(x->item[i])->n) {
			x->answer[i]++;
			return true;
		}
		x->answer[i] = 1;
	}
	return false;
}

static void area_possible(const struct rosa *before, const struct rosa *after, enum rosa_area area,
			  struct pairs *ret, struct pairs *ret_timed)
{
	struct answers in_case = { 0 }, x, y;
	int x_timed, y_timed;

	list_items(area, &in_case);
	for (unsigned i = 0; i < in_case.n; i++) {
		in_case.answer[i] = 1;
	}
	do {
		answer_as(before, &in_case, &x);
		answer_as(after, &in_case, &y);
		int x_points = points_of(area, &x, &x_timed);
		int y_points = points_of(area, &y, &y_timed);
		add_pair(ret, x_points, y_points);
		add_pair(ret_timed, x_timed, y_timed);
	} while (next_case(before, &in_case));
}

/* ---- axes and sections ---- */

typedef int (*join_fn)(int a, int b);

static int sum(int a, int b)
{
	return a + b;
}

/* Of this file: the address of another file's function would be looked up in a table, which the core has not. */
static int through_b(int phone, int monitor)
{
	return rosa_chart_monitor_phone(phone, monitor);
}

static int through_c(int mouse, int keyboard)
{
	return rosa_chart_mouse_keyboard(mouse, keyboard);
}

static int through_a(int seat, int support)
{
	return rosa_chart_chair(seat, support);
}

struct pair_list {
	unsigned n;
	uint8_t before[SCORES * SCORES], after[SCORES * SCORES];
};

static void list_pairs(const struct pairs *p, struct pair_list *ret)
{
	ret->n = 0;
	for (unsigned a = 0; a < SCORES; a++) {
		for (unsigned left = p->after[a]; left; left &= left - 1) {
			ret->before[ret->n] = (uint8_t) a;
			ret->after[ret->n++] = (uint8_t) __builtin_ctz(left);
		}
	}
}

/* All that join makes of one and the other. */
static void join_pairs(const struct pairs *p, const struct pairs *q, join_fn join,
		       struct pairs *ret)
{
	struct pair_list x, y;

	list_pairs(p, &x);
	list_pairs(q, &y);
	for (unsigned i = 0; i < x.n; i++) {
		for (unsigned k = 0; k < y.n; k++) {
			add_pair(ret, join(x.before[i], y.before[k]), join(x.after[i], y.after[k]));
		}
	}
}

/* The chair's duration is added behind the chart; where the others are, in front of it. */
static int add_time(int score, int time)
{
	return clamp(score + rosa_item_info(ROSA_CHAIR_TIME)->points[time], 1, 10);
}

static void chair_time_possible(const struct rosa *before, const struct rosa *after,
				struct pairs *ret)
{
	uint8_t x = before->item[ROSA_CHAIR_TIME].answer, y = after->item[ROSA_CHAIR_TIME].answer;

	for (uint8_t time = ROSA_SHORT; time <= ROSA_LONG; time++) {
		add_pair(ret, x ? x : time, y ? y : time);
	}
}

void rosa_possible(const struct rosa *before, const struct rosa *after, struct possible *ret)
{
	struct pairs timed[_ROSA_AREA_MAX] = { 0 }, chart = { 0 }, time = { 0 };
	struct pairs *axis = ret->axis, *section = ret->section;

	*ret = (struct possible){ 0 };
	for (enum rosa_area i = 0; i < _ROSA_AREA_MAX; i++) {
		area_possible(before, after, i, &ret->area[i], &timed[i]);
		if (areas[i].time != _ROSA_ITEM_MAX) {
			axis[areas[i].axis] = timed[i];
		}
	}
	join_pairs(&ret->area[ROSA_AREA_SEAT_HEIGHT], &ret->area[ROSA_AREA_SEAT_DEPTH], sum,
		   &axis[ROSA_AXIS_SEAT]);
	join_pairs(&ret->area[ROSA_AREA_ARMRESTS], &ret->area[ROSA_AREA_BACK], sum,
		   &axis[ROSA_AXIS_SUPPORT]);
	join_pairs(&axis[ROSA_AXIS_SEAT], &axis[ROSA_AXIS_SUPPORT], through_a, &chart);
	chair_time_possible(before, after, &time);
	join_pairs(&chart, &time, add_time, &section[ROSA_CHAIR]);
	join_pairs(&axis[ROSA_AXIS_PHONE], &axis[ROSA_AXIS_MONITOR], through_b,
		   &section[ROSA_MONITOR_PHONE]);
	join_pairs(&axis[ROSA_AXIS_MOUSE], &axis[ROSA_AXIS_KEYBOARD], through_c,
		   &section[ROSA_MOUSE_KEYBOARD]);
}
