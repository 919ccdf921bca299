/* The ROSA score: what it is made of, put together. */
#include "rosa-data.h"

#include <string.h>

#define SECONDS_PER_DAY 86400

static const char *const thing_names[] = {
	[THING_CHAIR] = "chair",
	[THING_MONITOR] = "monitor",
	[THING_MOUSE] = "mouse",
	[THING_KEYBOARD] = "keyboard",
};
DEFINE_STRTAB(rosa_thing, enum rosa_thing, thing_names)

enum rosa_item rosa_thing_item(enum rosa_thing thing)
{
	static const enum rosa_item items[_THING_MAX] = {
		[THING_CHAIR] = ROSA_CHAIR_TIME,
		[THING_MONITOR] = ROSA_MONITOR_TIME,
		[THING_MOUSE] = ROSA_MOUSE_TIME,
		[THING_KEYBOARD] = ROSA_KEYBOARD_TIME,
	};

	return items[thing];
}

/* ---- days ---- */

struct reading {
	const struct past *p;
	struct rows *days;
	size_t at; /* the day that slots are put to: they come in the order of time */
	/* of one hour: what is held for a mouse comes in two planes */
	int64_t hour;
	uint8_t mouse[SLOT_BYTES], keyboard[SLOT_BYTES];
};

/* Of local time, when the day begins. */
static int64_t seconds_of(int64_t day, usec_t day_starts)
{
	return day * SECONDS_PER_DAY + (int64_t) (day_starts / USEC_PER_SEC);
}

static int add_day(const struct day_record *r, void *userdata)
{
	struct reading *reading = userdata;
	usec_t mouse = usec_add(r->by_class[DEVICE_POINTER], r->by_class[DEVICE_TABLET]);
	struct rosa_day d = {
		.day = r->day,
		.from = past_moment(reading->p, seconds_of(r->day, r->day_starts)),
		.to = past_moment(reading->p, seconds_of(r->day + 1, r->day_starts)),
		.of = {
			[THING_CHAIR] = { r->screen_time, r->longest },
			[THING_MONITOR] = { r->screen_time, r->longest },
			[THING_MOUSE] = { usec_min(mouse, r->screen_time), 0 },
			[THING_KEYBOARD] = { r->by_class[DEVICE_KEYBOARD], 0 },
		},
	};

	return r->screen_time > 0 ? rows_add(reading->days, &d, sizeof(d)) : 0;
}

static struct rosa_day *day_at(struct reading *r, usec_t t)
{
	struct rosa_day *days = r->days->row;

	while (r->at < r->days->n && days[r->at].to <= t) {
		r->at++;
	}
	return r->at < r->days->n && days[r->at].from <= t ? &days[r->at] : NULL;
}

/* An hour is of the day that its middle is in. */
static void end_hour(struct reading *r)
{
	struct rosa_day *d =
		r->hour < 0 ? NULL
			    : day_at(r, (usec_t) r->hour * USEC_PER_HOUR + USEC_PER_HOUR / 2);

	if (d) {
		rosa_stretch_hour(&d->mouse, r->hour, r->mouse, r->p->ends_after);
		rosa_stretch_hour(&d->keyboard, r->hour, r->keyboard, r->p->ends_after);
	}
	memset(r->mouse, 0, sizeof(r->mouse));
	memset(r->keyboard, 0, sizeof(r->keyboard));
}

static int add_slots(const struct slots *s, void *userdata)
{
	struct reading *r = userdata;
	bool keyboard = s->plane == PLANE_KEYBOARD;

	if (s->hour != r->hour) {
		end_hour(r);
		r->hour = s->hour;
	}
	if (!keyboard && s->plane != PLANE_POINTER && s->plane != PLANE_TABLET) {
		return 0;
	}
	for (size_t i = 0; i < SLOT_BYTES; i++) {
		(keyboard ? r->keyboard : r->mouse)[i] |= s->bits[i];
	}
	return 0;
}

/* Where there are no slots of it, it is not known. */
static void take_stretch(struct rosa_use *use, const struct rosa_stretch *s)
{
	use->longest = s->longest > 0 || use->day == 0 ? s->longest : USEC_INFINITY;
}

static int read_slots(struct reading *r)
{
	struct rosa_day *days = r->days->row;
	size_t n = r->days->n;
	int q = n ? store_slots(r->p->store, (int64_t) (days[0].from / USEC_PER_HOUR),
				(int64_t) (days[n - 1].to / USEC_PER_HOUR) + 1, add_slots, r)
		  : 0;
	end_hour(r);
	for (size_t i = 0; i < n; i++) {
		take_stretch(&days[i].of[THING_MOUSE], &days[i].mouse);
		take_stretch(&days[i].of[THING_KEYBOARD], &days[i].keyboard);
	}
	return q < 0 ? q : 0;
}

int rosa_days_read(const struct past *p, int64_t first, int64_t last, struct rows *ret)
{
	struct reading r = { .p = p, .days = ret, .hour = -1 };
	int q = p->store ? store_days(p->store, first, last + 1, add_day, &r) : 0;

	return q < 0 || !p->store ? q : read_slots(&r);
}

void rosa_usual_before(const struct rows *days, int64_t day, const struct config *c,
		       const struct body *body, struct rosa_usage *ret)
{
	unsigned standing = posture_is_used(body, POSTURE_SITTING) ? c->desk_standing : 100;
	struct rosa_use of[_THING_MAX][ROSA_DAYS_MAX];
	size_t end = days->n, begin;

	while (end > 0 && ROW(days, struct rosa_day, end - 1)->day >= day) {
		end--;
	}
	begin = end;
	while (begin > 0 && end - begin < ROSA_DAYS_MAX &&
	       ROW(days, struct rosa_day, begin - 1)->day >= day - ROSA_LOOK_BACK) {
		begin--;
	}
	*ret = (struct rosa_usage){ .days = end - begin };
	if (begin < end) {
		ret->first = ROW(days, struct rosa_day, begin)->day;
		ret->last = ROW(days, struct rosa_day, end - 1)->day;
	}
	for (unsigned thing = 0; thing < _THING_MAX; thing++) {
		for (size_t i = begin; i < end; i++) {
			of[thing][i - begin] = ROW(days, struct rosa_day, i)->of[thing];
		}
		ret->of[thing] = rosa_usual(of[thing], end - begin);
	}
	ret->of[THING_CHAIR] = rosa_seated(&ret->of[THING_CHAIR], standing);
}

/* ---- all of it ---- */

/* Where it was measured clearly enough to be remarked on; -1: the roles tell, which follow what was measured
 * where none are told. */
static int most_used(const struct audit *a)
{
	for (size_t i = 0; i < a->n; i++) {
		if (a->view[i].share > rule_info(RULE_ROLE)->ok.high) {
			return (int) i;
		}
	}
	return -1;
}

void rosa_fill_place(struct rosa *rosa, const struct audit *a, const struct config *c)
{
	int screen = most_used(a);

	rosa_fill_told(rosa, a, c, screen);
	rosa_fill_geometry(rosa, a, c, screen);
}

void rosa_fill_usage(struct rosa *rosa, const struct rosa_usage *u)
{
	for (unsigned thing = 0; thing < _THING_MAX; thing++) {
		rosa_answer(rosa, rosa_thing_item(thing), rosa_time(&u->of[thing]), ROSA_MEASURED,
			    0);
	}
}

int rosa_data_read(const struct past *p, const struct audit *a, const struct config *c,
		   struct rosa_data *ret)
{
	_cleanup_(rows_done) struct rows days = {};
	int r = rosa_days_read(p, p->today - ROSA_LOOK_BACK, p->today - 1, &days);

	if (r < 0) {
		return r;
	}
	*ret = (struct rosa_data){};
	rosa_usual_before(&days, p->today, c, &a->body, &ret->usage);
	rosa_fill_place(&ret->rosa, a, c);
	rosa_fill_usage(&ret->rosa, &ret->usage);
	rosa_score(&ret->rosa, &ret->score);
	rosa_best_change(&ret->rosa, &ret->best);
	return 0;
}
