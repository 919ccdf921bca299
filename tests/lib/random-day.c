#include "random-day.h"

/* Everything falls on a grid of this, or a microsecond beside it. */
#define GRID (USEC_PER_SEC / 2)

void random_seed(struct random *r, uint64_t seed)
{
	r->x = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15);
	for (int i = 0; i < 4; i++) {
		(void) random_below(r, 2);
	}
}

uint64_t random_below(struct random *r, uint64_t n)
{
	r->x ^= r->x >> 12;
	r->x ^= r->x << 25;
	r->x ^= r->x >> 27;
	return (r->x * UINT64_C(0x2545f4914f6cdd1d) >> 16) % n;
}

bool random_percent(struct random *r, unsigned percent)
{
	return random_below(r, 100) < percent;
}

static usec_t between(struct random *r, unsigned least, unsigned most)
{
	return (least + random_below(r, most - least + 1)) * USEC_PER_SEC;
}

static void random_config(struct random *r, struct config *c)
{
	config_defaults(c);
	c->presence_away_after = between(r, 2, 20);
	c->presence_passive_max = between(r, 2, 120);
	c->session_ends_after = between(r, 3, 60);
	c->micro_break_enabled = !random_percent(r, 5);
	c->micro_break_every = between(r, 5, 90);
	c->micro_break_length = between(r, 2, 15);
	c->micro_break_not_before_rest = between(r, 1, 20);
	c->micro_break_expires_after = between(r, 2, 40);
	c->rest_break_enabled = !random_percent(r, 5);
	c->rest_break_every = between(r, 10, 150);
	c->rest_break_length = between(r, 3, 40);
	c->daily_limit_limit = between(r, 20, 300);
	c->daily_limit_remind_every = between(r, 5, 60);
	c->prompts_postpone = between(r, 2, 30);
	c->prompts_max_postpones = (unsigned) random_below(r, 4);
	c->prompts_remind_after = between(r, 3, 30);
	c->prompts_max_reminders = (unsigned) random_below(r, 3);
	c->prompts_grace = between(r, 0, 6);
	c->prompts_settle = between(r, 0, 10);
	c->prompts_lull = between(r, 0, 4);
	c->prompts_lull_max = between(r, 0, 15);
	c->quiet_max_delay = between(r, 2, 60);
}

static struct day_event *add(struct random_day *d, struct event event)
{
	struct day_event *e = &d->events[d->n];

	if (d->n == DAY_EVENTS_MAX) {
		return NULL;
	}
	*e = (struct day_event){ .t = d->end, .event = event };
	d->n++;
	return e;
}

/* Mostly a few grid steps; at times none, a microsecond, or something long. */
static void pass(struct random_day *d, struct random *r)
{
	uint64_t roll = random_below(r, 100);

	if (roll < 20) {
		return;
	}
	if (roll < 25) {
		d->end += 1;
	} else if (roll < 80) {
		d->end += random_below(r, 12) * GRID;
	} else if (roll < 97) {
		d->end += random_below(r, 120) * GRID;
	} else {
		d->end += random_below(r, 5000) * GRID;
	}
}

static void add_typing(struct random_day *d, struct random *r)
{
	usec_t every = (1 + random_below(r, 8)) * GRID;
	struct event pulse = { .type = EVENT_PULSE,
			       .device = (enum device_class) random_below(r, _DEVICE_CLASS_MAX) };

	for (uint64_t n = 1 + random_below(r, 25); n > 0; n--) {
		(void) add(d, pulse);
		d->end += every;
	}
}

static void add_other(struct random_day *d, struct random *r)
{
	uint64_t roll = random_below(r, 100);
	struct event e = { .type = EVENT_TICK };
	bool on = random_percent(r, 50);

	if (roll < 25) {
		e.type = EVENT_ACTION;
		e.action = (enum action) random_below(r, _ACTION_MAX);
		e.duration = e.action == ACTION_POSTPONE && on ? between(r, 1, 20) : 0;
	} else if (roll < 35) {
		e.type = EVENT_BREAK;
		e.kind = (enum break_kind) random_below(r, _BREAK_KIND_MAX);
	} else if (roll < 55) {
		e.type = on ? EVENT_BLOCK : EVENT_UNBLOCK;
		e.blocker = (enum blocker) random_below(r, _BLOCKER_MAX);
	} else if (roll < 70) {
		e.type = on ? EVENT_ENGAGED : EVENT_DISENGAGED;
	} else if (roll < 80) {
		e.type = EVENT_QUIET_ON;
		e.quiet = (enum quiet_flag) random_below(r, _QUIET_FLAG_MAX);
	} else if (roll < 90) {
		e.type = EVENT_QUIET_OFF;
		e.quiet_mask = 1 + (unsigned) random_below(r, 3);
	} else if (roll < 94) {
		e.type = EVENT_PAUSE;
		e.duration = on ? USEC_INFINITY : between(r, 1, 60);
	} else {
		e.type = EVENT_RESUME;
	}
	(void) add(d, e);
}

/* Lifts what keeps much from happening. */
static void add_relief(struct random_day *d, struct random *r)
{
	for (unsigned b = 0; b < _BLOCKER_MAX; b++) {
		(void) add(d, (struct event){ .type = EVENT_UNBLOCK, .blocker = (enum blocker) b });
	}
	if (random_percent(r, 50)) {
		(void) add(d, (struct event){ .type = EVENT_QUIET_OFF, .quiet_mask = 3 });
		(void) add(d, (struct event){ .type = EVENT_RESUME });
	}
}

void random_day(struct random_day *d, uint64_t seed)
{
	struct random r;

	random_seed(&r, seed);
	random_config(&r, &d->config);
	d->n = 0;
	d->end = 0;
	for (size_t n = 30 + random_below(&r, DAY_EVENTS_MAX - 30); d->n < n;) {
		uint64_t roll = random_below(&r, 100);

		if (roll < 40) {
			add_typing(d, &r);
		} else if (roll < 50) {
			add_relief(d, &r);
		} else {
			add_other(d, &r);
		}
		pass(d, &r);
	}
	for (size_t i = 0; i < d->n; i++) {
		if (random_percent(&r, 10)) {
			d->events[i].step = (int64_t) (random_below(&r, 4 * USEC_PER_DAY)) -
					    (int64_t) (2 * USEC_PER_DAY);
		}
	}
	d->end += random_below(&r, 200) * GRID;
}
