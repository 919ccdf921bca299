#include "rosa-rig.h"

/* ERGONOMICS 1.1, row by row: points of the answers in the order of rosa.h. */
static const char *const points[_ROSA_ITEM_MAX] = {
	[ROSA_SEAT_HEIGHT] = "1223",
	[ROSA_LEG_ROOM] = "10",
	[ROSA_SEAT_HEIGHT_ADJUSTABLE] = "10",
	[ROSA_SEAT_DEPTH] = "122",
	[ROSA_SEAT_DEPTH_ADJUSTABLE] = "10",
	[ROSA_ARMRESTS] = "1222", /* none: and one for not adjustable */
	[ROSA_ARMRESTS_HARD] = "01",
	[ROSA_ARMRESTS_WIDE] = "01",
	[ROSA_ARMRESTS_ADJUSTABLE] = "10",
	[ROSA_BACK] = "1222",
	[ROSA_DESK_HIGH] = "01",
	[ROSA_BACK_ADJUSTABLE] = "10",
	[ROSA_MONITOR] = "123",
	[ROSA_MONITOR_FAR] = "01",
	[ROSA_MONITOR_TWIST] = "01",
	[ROSA_MONITOR_GLARE] = "01",
	[ROSA_DOCUMENTS] = "01",
	[ROSA_PHONE] = "121",
	[ROSA_PHONE_SHOULDER] = "02",
	[ROSA_PHONE_HANDSFREE] = "10",
	[ROSA_MOUSE] = "12",
	[ROSA_MOUSE_SURFACE] = "02",
	[ROSA_MOUSE_PINCH] = "01",
	[ROSA_MOUSE_PALM_REST] = "01",
	[ROSA_KEYBOARD] = "12",
	[ROSA_WRISTS_BENT] = "01",
	[ROSA_KEYBOARD_HIGH] = "01",
	[ROSA_OVERHEAD] = "01",
	[ROSA_KEYBOARD_ADJUSTABLE] = "10",
	[ROSA_CHAIR_TIME] = "-0+",
	[ROSA_MONITOR_TIME] = "-0+",
	[ROSA_PHONE_TIME] = "-0+",
	[ROSA_MOUSE_TIME] = "-0+",
	[ROSA_KEYBOARD_TIME] = "-0+",
};

static const struct {
	enum rosa_item from, to, time;
} rows[_ROSA_AREA_MAX] = {
	{ ROSA_SEAT_HEIGHT, ROSA_SEAT_HEIGHT_ADJUSTABLE, _ROSA_ITEM_MAX },
	{ ROSA_SEAT_DEPTH, ROSA_SEAT_DEPTH_ADJUSTABLE, _ROSA_ITEM_MAX },
	{ ROSA_ARMRESTS, ROSA_ARMRESTS_ADJUSTABLE, _ROSA_ITEM_MAX },
	{ ROSA_BACK, ROSA_BACK_ADJUSTABLE, _ROSA_ITEM_MAX },
	{ ROSA_MONITOR, ROSA_DOCUMENTS, ROSA_MONITOR_TIME },
	{ ROSA_PHONE, ROSA_PHONE_HANDSFREE, ROSA_PHONE_TIME },
	{ ROSA_MOUSE, ROSA_MOUSE_PALM_REST, ROSA_MOUSE_TIME },
	{ ROSA_KEYBOARD, ROSA_KEYBOARD_ADJUSTABLE, ROSA_KEYBOARD_TIME },
};

/* ERGONOMICS 1.3. */
static const char *const chart_a[] = { "22345678", "22345678", "33345678", "44445678",
				       "55556789", "66677889", "77788999" };
static const char *const chart_b[] = { "11123456", "11223456", "12233467", "22334568",
				       "33445678", "44556789", "55678899" };
static const char *const chart_c[] = { "11123456", "11234567", "12234567", "23335678",
				       "34455678", "45566789", "56677889", "67788999" };

static int value_of(const struct rosa_full *full, enum rosa_item item)
{
	char c = points[item][full->answer[item] - 1];

	return c == '-' ? -1 : c == '+' ? 1 : c - '0';
}

static int clamp(int v, int least, int most)
{
	return v < least ? least : v > most ? most : v;
}

static int area_points(const struct rosa_full *full, enum rosa_area area)
{
	int sum = 0;

	if (area == ROSA_AREA_ARMRESTS && full->answer[ROSA_ARMRESTS] == ROSA_ARMRESTS_NONE_HERE) {
		return 2 + 1;
	}
	if (area == ROSA_AREA_PHONE && full->answer[ROSA_PHONE] == ROSA_PHONE_NONE_HERE) {
		return 1;
	}
	for (enum rosa_item i = rows[area].from; i <= rows[area].to; i++) {
		sum += value_of(full, i);
	}
	return sum;
}

void rosa_rig_score(const struct rosa_full *full, struct rosa_points *ret)
{
	int *a = ret->area, *axis = ret->axis;
	int phone_time = full->answer[ROSA_PHONE] == ROSA_PHONE_NONE_HERE
				 ? -1
				 : value_of(full, ROSA_PHONE_TIME);

	for (enum rosa_area i = 0; i < _ROSA_AREA_MAX; i++) {
		a[i] = area_points(full, i);
	}
	axis[ROSA_AXIS_SEAT] = a[0] + a[1];
	axis[ROSA_AXIS_SUPPORT] = a[2] + a[3];
	axis[ROSA_AXIS_MONITOR] = clamp(a[4] + value_of(full, ROSA_MONITOR_TIME), 0, 7);
	axis[ROSA_AXIS_PHONE] = clamp(a[5] + phone_time, 0, 6);
	axis[ROSA_AXIS_MOUSE] = clamp(a[6] + value_of(full, ROSA_MOUSE_TIME), 0, 7);
	axis[ROSA_AXIS_KEYBOARD] = clamp(a[7] + value_of(full, ROSA_KEYBOARD_TIME), 0, 7);
	int chair = chart_a[axis[ROSA_AXIS_SEAT] - 2][axis[ROSA_AXIS_SUPPORT] - 2] - '0';
	int b = chart_b[axis[ROSA_AXIS_PHONE]][axis[ROSA_AXIS_MONITOR]] - '0';
	int c = chart_c[axis[ROSA_AXIS_MOUSE]][axis[ROSA_AXIS_KEYBOARD]] - '0';
	chair = clamp(chair + value_of(full, ROSA_CHAIR_TIME), 1, 10);
	ret->section[ROSA_CHAIR] = chair;
	ret->section[ROSA_MONITOR_PHONE] = b;
	ret->section[ROSA_MOUSE_KEYBOARD] = c;
	ret->peripherals = b > c ? b : c;
	ret->final = chair > ret->peripherals ? chair : ret->peripherals;
}

uint8_t rosa_rig_answers(enum rosa_item item)
{
	return (uint8_t) strlen(points[item]);
}

unsigned rosa_rig_items(enum rosa_area area, enum rosa_item ret[static 6])
{
	unsigned n = 0;

	for (enum rosa_item i = rows[area].from; i <= rows[area].to; i++) {
		ret[n++] = i;
	}
	if (rows[area].time != _ROSA_ITEM_MAX) {
		ret[n++] = rows[area].time;
	}
	return n;
}

void rosa_rig_ideal(struct rosa_full *ret)
{
	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		const char *zero = strchr(points[i], '0');
		ret->answer[i] = (uint8_t) (zero ? zero - points[i] + 1 : 1);
	}
}

void rosa_rig_give(struct rosa_full *full, enum rosa_area area, int want)
{
	static const struct rosa nothing = { 0 };
	enum rosa_item items[6];
	unsigned n = rosa_rig_items(area, items);

	n -= rows[area].time != _ROSA_ITEM_MAX;
	for (unsigned i = 0; i < n; i++) {
		full->answer[items[i]] = 1;
	}
	while (area_points(full, area) != want ||
	       full->answer[ROSA_PHONE] == ROSA_PHONE_NONE_HERE) {
		bool more = rosa_rig_next(&nothing, items, n, full);
		assert(more);
	}
}

void rosa_rig_tell(const struct rosa_full *full, struct rosa *ret)
{
	*ret = (struct rosa){ 0 };
	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		rosa_answer(ret, i, full->answer[i], ROSA_TOLD, 0);
	}
}

void rosa_rig_first(const struct rosa *partial, struct rosa_full *full)
{
	for (enum rosa_item i = 0; i < _ROSA_ITEM_MAX; i++) {
		full->answer[i] = partial->item[i].answer ? partial->item[i].answer : 1;
	}
}

bool rosa_rig_next(const struct rosa *partial, const enum rosa_item *items, unsigned n,
		   struct rosa_full *full)
{
	for (unsigned i = 0; i < n; i++) {
		if (partial->item[items[i]].answer) {
			continue;
		}
		if (full->answer[items[i]] < rosa_rig_answers(items[i])) {
			full->answer[items[i]]++;
			return true;
		}
		full->answer[items[i]] = 1;
	}
	return false;
}
