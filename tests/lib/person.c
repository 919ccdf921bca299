#include "person.h"

#include <string.h>

#define MS  USEC_PER_MS
#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR

/* xorshift64*: the same everywhere. */
static uint64_t below(struct person *p, uint64_t n)
{
	p->random ^= p->random >> 12;
	p->random ^= p->random << 25;
	p->random ^= p->random >> 27;
	return (p->random * UINT64_C(0x2545f4914f6cdd1d) >> 33) % n;
}

static usec_t between(struct person *p, usec_t a, usec_t b)
{
	return a + below(p, (b - a) / MS) * MS;
}

/* ---- what is seen and kept ---- */

static usec_t real_of(const struct person *p, usec_t boot)
{
	return p->midnight + (boot - REC_EPOCH);
}

static void see(struct person *p, const struct effect *e)
{
	bool present = e->presence == PRESENCE_PRESENT || e->presence == PRESENCE_PASSIVE;

	switch (e->type) {
	case EFFECT_PRESENCE:
		p->absent += p->present && !present;
		p->present = present;
		break;
	case EFFECT_SESSION_END:
		assert(p->sessions < PERSON_SESSIONS);
		p->absences[p->sessions] = p->absent - 1; /* the last one ended it */
		p->absent = 0;
		p->session[p->sessions++] =
			(struct session_record){ .start = real_of(p, e->start),
						 .end = real_of(p, e->end),
						 .screen_time = e->screen_time };
		break;
	case EFFECT_PROMPT:
		p->told = e->kind != PROMPT_DAILY;
		*(e->reason == PROMPT_REMINDER ? &p->reminders : &p->prompts) += 1;
		break;
	case EFFECT_BREAK_ENDED:
		p->told = false;
		break;
	case EFFECT_SESSION_START:
	case EFFECT_WITHDRAW:
	case EFFECT_BREAK_STARTED:
	case _EFFECT_TYPE_MAX:
		break;
	}
}

static void on_effects(const struct effect *e, size_t n, void *userdata)
{
	struct person *p = userdata;

	for (size_t i = 0; i < n; i++) {
		recorder_effect(p->rec.recorder, &e[i]);
		see(p, &e[i]);
	}
}

static int keep(const struct record *r, void *userdata)
{
	struct person *p = userdata;
	int64_t hour = r->slots.hour - (int64_t) (p->midnight / HR);
	int64_t day = r->day.day - (int64_t) (p->midnight / (24 * HR)) - 1;

	if (r->type == RECORD_SLOTS) {
		assert(hour >= 0 && hour < PERSON_DAYS * 24);
		for (size_t i = 0; i < SLOT_BYTES; i++) {
			p->bits[hour][r->slots.plane][i] |= r->slots.bits[i];
		}
	} else if (r->type == RECORD_DAY && day >= 0) { /* before 4 of the first nothing was */
		assert(day < PERSON_DAYS);
		p->day[day] = r->day;
	}
	return 0;
}

static void write_down(struct person *p)
{
	int64_t day;

	while (recorder_day_wanted(p->rec.recorder, &day)) {
		recorder_day_known(p->rec.recorder, day, NULL);
	}
	assert(recorder_each(p->rec.recorder, keep, p) == 0);
	recorder_written(p->rec.recorder);
}

static void tell(struct person *p, struct event ev)
{
	rec_feed(&p->rec, p->t, ev);
}

/* ---- what is done ---- */

static void touch(struct person *p)
{
	enum device_class device = below(p, 3) ? DEVICE_KEYBOARD : DEVICE_POINTER;

	tell(p, (struct event){ .type = EVENT_PULSE, .device = device });
}

static void go_on(struct person *p, usec_t d)
{
	p->t += d;
}

/* Types, moves, thinks; listens to two prompts in three. */
static void work(struct person *p, usec_t d)
{
	usec_t until = p->t + d;

	while (p->t < until) {
		touch(p);
		if (p->told && below(p, 3)) {
			/* Until the daemon says that it is over, and a moment. */
			while (p->told) {
				go_on(p, S);
				tell(p, (struct event){ .type = EVENT_TICK });
			}
			go_on(p, between(p, S / 2, 6 * S));
			touch(p);
		}
		p->told = false;
		go_on(p, below(p, 25) ? between(p, 100 * MS, 4 * S) : between(p, 4 * S, 55 * S));
	}
	touch(p);
}

static void lock(struct person *p, usec_t d)
{
	go_on(p, between(p, S, 5 * S));
	tell(p, (struct event){ .type = EVENT_BLOCK, .blocker = BLOCKER_LOCKED });
	go_on(p, d);
	tell(p, (struct event){ .type = EVENT_UNBLOCK, .blocker = BLOCKER_LOCKED });
	touch(p);
}

/* A film or a call: prompts are held back, nothing is touched. */
static void watch(struct person *p, usec_t d)
{
	tell(p, (struct event){ .type = EVENT_ENGAGED });
	tell(p, (struct event){ .type = EVENT_QUIET_ON, .quiet = QUIET_OTHER });
	go_on(p, d);
	tell(p, (struct event){ .type = EVENT_DISENGAGED });
	tell(p, (struct event){ .type = EVENT_QUIET_OFF, .quiet_mask = 1u << QUIET_OTHER });
}

static void live_day(struct person *p, usec_t midnight)
{
	usec_t end = midnight + 17 * HR + between(p, 0, HR);

	go_on(p, midnight + 8 * HR + between(p, 0, HR) - p->t);
	while (p->t < end) {
		work(p, between(p, 2 * MIN, 70 * MIN));
		switch (below(p, 8)) {
		case 0:
		case 1:
			lock(p, between(p, MIN, 30 * MIN));
			break;
		case 2:
			watch(p, between(p, 2 * MIN, 40 * MIN));
			break;
		case 3:
			go_on(p, between(p, 40 * S, 2 * MIN));
			break;
		default:
			go_on(p, between(p, 2 * MIN, 40 * MIN));
			break;
		}
	}
}

void person_live(struct person *p, const struct config *config, unsigned days, uint64_t seed)
{
	assert(days < PERSON_DAYS);
	*p = (struct person){ .random = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) };
	rec_begin_with(&p->rec, "2026-03-02T00:00:00+01:00", config);
	p->rec.out = (struct effects){ .sink = on_effects, .userdata = p };
	p->midnight = p->rec.zero.real;
	for (unsigned i = 0; i < days; i++) {
		live_day(p, i * 24 * HR);
		write_down(p);
	}
	p->t = days * 24 * HR + 5 * HR;
	tell(p, (struct event){ .type = EVENT_TICK });
	write_down(p);
}

void person_done(struct person *p)
{
	rec_end(&p->rec);
}

int person_slots(const struct person *p, int (*row)(const struct slots *, void *), void *userdata)
{
	static const uint8_t none[SLOT_BYTES];
	int r = 0;

	for (size_t hour = 0; r == 0 && hour < PERSON_DAYS * 24; hour++) {
		struct slots s = { .hour = (int64_t) (p->midnight / HR + hour) };

		for (int plane = 0; r == 0 && plane < _PLANE_MAX; plane++) {
			s.plane = (enum plane) plane;
			memcpy(s.bits, p->bits[hour][plane], SLOT_BYTES);
			if (memcmp(s.bits, none, SLOT_BYTES) != 0) {
				r = row(&s, userdata);
			}
		}
	}
	return r;
}
