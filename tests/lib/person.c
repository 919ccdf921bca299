#include "person.h"

#include <string.h>

#define GMTOFF_S 3600
#define MS       USEC_PER_MS
#define S        USEC_PER_SEC
#define MIN      USEC_PER_MIN
#define HR       USEC_PER_HOUR

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

/* ---- what is kept ---- */

static usec_t real_of(const struct person *p, usec_t boot)
{
	return p->midnight + (boot - RIG_EPOCH);
}

static void set(struct person *p, enum plane plane, usec_t real)
{
	uint64_t slot = (real - p->midnight) / SLOT_LENGTH;

	assert(slot / SLOTS_PER_HOUR < PERSON_HOURS);
	p->bits[slot / SLOTS_PER_HOUR][plane][slot % SLOTS_PER_HOUR / 8] |=
		(uint8_t) (1u << slot % SLOTS_PER_HOUR % 8);
}

/* Time present so far in each slot would be needed for the rule to the letter: who comes and goes
 * twice in ten seconds is not made up here. */
static void set_present(struct person *p, usec_t from, usec_t to)
{
	while (from < to) {
		usec_t end = from - from % SLOT_LENGTH + SLOT_LENGTH;

		if (to >= end || to - from > SLOT_LENGTH / 2) {
			set(p, PLANE_PRESENT, from);
		}
		from = usec_min(to, end);
	}
}

static void set_flags(struct person *p)
{
	usec_t now = real_of(p, AT(p->t));
	usec_t end = p->flags_since - p->flags_since % SLOT_LENGTH + SLOT_LENGTH;

	for (; end <= now; end += SLOT_LENGTH) {
		if (p->engaged) {
			set(p, PLANE_ENGAGED, end - 1);
		}
		if (p->quiet) {
			set(p, PLANE_QUIET, end - 1);
		}
		if (p->blocked) {
			set(p, PLANE_BLOCKED, end - 1);
		}
	}
	p->flags_since = now;
}

static void see_presence(struct person *p, const struct effect *e)
{
	bool present = e->presence == PRESENCE_PRESENT || e->presence == PRESENCE_PASSIVE;

	if (present && !p->present) {
		p->present_since = real_of(p, e->start);
	} else if (!present && p->present) {
		p->absent++;
		set_present(p, p->present_since, real_of(p, e->start));
	}
	p->present = present;
}

static void see(struct person *p, const struct effect *e)
{
	switch (e->type) {
	case EFFECT_PRESENCE:
		see_presence(p, e);
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

static void see_new(struct person *p)
{
	assert(p->rig.n <= RIG_LOG_MAX);
	for (; p->effects_seen < p->rig.n; p->effects_seen++) {
		see(p, &p->rig.log[p->effects_seen]);
	}
	p->rig.n = p->effects_seen = 0;
}

static void end_day(struct person *p)
{
	struct snapshot day;

	rig_tick(&p->rig, p->day_end - 1);
	day = rig_look(&p->rig);
	p->days += day.today_time > 0;
	p->screen_time += day.today_time;
	for (size_t i = 0; i < _BREAK_KIND_MAX * _OUTCOME_MAX; i++) {
		p->tally[i / _OUTCOME_MAX][i % _OUTCOME_MAX] +=
			day.tally[i / _OUTCOME_MAX][i % _OUTCOME_MAX];
	}
	p->day_end += 24 * HR;
	see_new(p);
}

static void tell(struct person *p, struct event ev)
{
	while (p->day_end <= p->t) {
		end_day(p);
	}
	rig_feed(&p->rig, p->t, ev);
	see_new(p);
}

/* ---- what is done ---- */

static void touch(struct person *p)
{
	enum device_class device = below(p, 3) ? DEVICE_KEYBOARD : DEVICE_POINTER;

	tell(p, (struct event){ .type = EVENT_PULSE, .device = device });
	set(p, (enum plane)(PLANE_KEYBOARD + device), real_of(p, AT(p->t)));
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
	set_flags(p);
	p->blocked = true;
	go_on(p, d);
	set_flags(p);
	p->blocked = false;
	tell(p, (struct event){ .type = EVENT_UNBLOCK, .blocker = BLOCKER_LOCKED });
	touch(p);
}

/* A film or a call: prompts are held back, nothing is touched. */
static void watch(struct person *p, usec_t d)
{
	set_flags(p);
	tell(p, (struct event){ .type = EVENT_ENGAGED });
	tell(p, (struct event){ .type = EVENT_QUIET_ON, .quiet = QUIET_OTHER });
	p->engaged = p->quiet = true;
	go_on(p, d);
	set_flags(p);
	p->engaged = p->quiet = false;
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
	assert(days <= PERSON_HOURS / 24);
	*p = (struct person){ .random = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) };
	rig_begin(&p->rig, config);
	assert(rfc3339_parse("2026-03-02T00:00:00+01:00", &p->midnight, &p->rig.zero.gmtoff_s) ==
	       0);
	p->rig.zero.real = p->midnight;
	p->flags_since = p->midnight;
	p->day_end = p->rig.config.session_day_starts;
	tell(p, (struct event){ .type = EVENT_TICK });
	for (unsigned i = 0; i < days; i++) {
		live_day(p, i * 24 * HR);
	}
	p->t = days * 24 * HR;
	tell(p, (struct event){ .type = EVENT_TICK });
	set_flags(p);
	end_day(p);
}

void person_done(struct person *p)
{
	rig_end(&p->rig);
}

int person_slots(const struct person *p, int (*row)(const struct slots *, void *), void *userdata)
{
	static const uint8_t none[SLOT_BYTES];
	int r = 0;

	for (size_t hour = 0; r == 0 && hour < PERSON_HOURS; hour++) {
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
