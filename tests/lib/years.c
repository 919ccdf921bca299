#include "years.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SLOTS_A_DAY      (24 * SLOTS_PER_HOUR)
#define DAYS_AT_A_TIME   30
#define SLOTS_PER_MINUTE 6
#define HOUR(h)          ((h) *SLOTS_PER_HOUR)

struct day {
	struct store *s;
	uint64_t random;
	usec_t midnight;                          /* UTC of local midnight */
	uint8_t bits[24][_PLANE_MAX][SLOT_BYTES]; /* by local hour */
	struct day_record record;
	int r; /* what failed */
};

/* xorshift64*: the same everywhere. */
static unsigned any_of(struct day *d, unsigned from, unsigned to)
{
	d->random ^= d->random >> 12;
	d->random ^= d->random << 25;
	d->random ^= d->random >> 27;
	return from + (unsigned) ((d->random * UINT64_C(0x2545f4914f6cdd1d)) >> 33) % (to - from);
}

static usec_t moment(const struct day *d, unsigned slot)
{
	return d->midnight + slot * SLOT_LENGTH;
}

static void set(struct day *d, enum plane plane, unsigned slot)
{
	unsigned i = slot % SLOTS_PER_HOUR;

	d->bits[slot / SLOTS_PER_HOUR][plane][i / 8] |= (uint8_t) (1u << (i % 8));
}

static void count(struct day *d, enum device_class class)
{
	d->record.by_class[class] += SLOT_LENGTH;
}

/* Ten seconds at the screen: typing and pointing come in stretches, some of it is only read. */
static void add_slot(struct day *d, unsigned slot, bool laptop)
{
	unsigned what = any_of(d, 0, 10);

	set(d, PLANE_PRESENT, slot);
	if (what < 6) {
		set(d, PLANE_KEYBOARD, slot);
		count(d, DEVICE_KEYBOARD);
	}
	if (what > 2) {
		set(d, PLANE_POINTER, slot);
		count(d, DEVICE_POINTER);
	}
	if (laptop) {
		set(d, PLANE_LAPTOP_ONLY, slot);
		d->record.laptop_only += SLOT_LENGTH;
	}
}

static void keep(struct day *d, int r)
{
	if (d->r == 0 && r < 0) {
		d->r = r;
	}
}

static void add_break(struct day *d, enum break_kind kind, enum outcome outcome, unsigned from,
		      unsigned to, unsigned before)
{
	struct break_record b = { kind, outcome, moment(d, from), moment(d, to),
				  before * SLOT_LENGTH };

	keep(d, store_put_break(d->s, &b));
	d->record.tally[kind][outcome]++;
	if (outcome != OUTCOME_NATURAL) {
		struct prompt_record p = { .at = moment(d, from), .reason = "due" };

		(void) snprintf(p.subject, sizeof(p.subject), "%s",
				kind == BREAK_REST ? "rest" : "micro");
		p.answer = outcome == OUTCOME_SKIPPED ? ANSWER_SKIP
			   : outcome == OUTCOME_TAKEN ? ANSWER_LEFT
						      : ANSWER_NONE;
		p.answered = p.answer == ANSWER_NONE ? 0 : p.at + 4 * USEC_PER_SEC;
		keep(d, store_put_prompt(d->s, &p));
	}
}

/* A session with a micro-break after every twenty minutes.  Returns the slot after it. */
static unsigned add_session(struct day *d, unsigned from, unsigned length, bool laptop, bool video)
{
	struct session_record session = { .start = moment(d, from) };
	unsigned slot = from, since = 0, present = 0;

	for (; slot < from + length && slot < SLOTS_A_DAY; slot++) {
		if (since == 20 * SLOTS_PER_MINUTE) {
			enum outcome outcome = (enum outcome) any_of(d, 0, OUTCOME_NATURAL + 1);
			unsigned rest =
				outcome == OUTCOME_SKIPPED || outcome == OUTCOME_MISSED ? 0 : 4;

			add_break(d, BREAK_MICRO, outcome, slot, slot + rest, since);
			since = 0;
			slot += rest;
			if (slot >= SLOTS_A_DAY) {
				break;
			}
		}
		add_slot(d, slot, laptop);
		if (video) {
			set(d, PLANE_ENGAGED, slot);
			set(d, PLANE_QUIET, slot);
		}
		present++;
		since++;
	}
	session.end = moment(d, slot);
	session.screen_time = present * SLOT_LENGTH;
	keep(d, store_put_session(d->s, &session));
	d->record.screen_time += session.screen_time;
	d->record.longest = usec_max(d->record.longest, session.screen_time);
	return slot;
}

static void block(struct day *d, unsigned from, unsigned to)
{
	for (unsigned slot = from; slot < to && slot < SLOTS_A_DAY; slot++) {
		set(d, PLANE_BLOCKED, slot);
	}
}

static void add_sessions(struct day *d, unsigned slot, unsigned end, bool laptop)
{
	while (slot < end) {
		unsigned length = any_of(d, 15, 90) * SLOTS_PER_MINUTE;
		unsigned pause = any_of(d, 5, 20) * SLOTS_PER_MINUTE;
		unsigned next;

		slot = add_session(d, slot, length, laptop, any_of(d, 0, 8) == 0);
		next = slot + pause;
		if (next >= SLOTS_A_DAY) {
			break;
		}
		add_break(d, BREAK_REST, (enum outcome) any_of(d, 0, OUTCOME_NATURAL + 1), slot,
			  next, length);
		block(d, slot, next);
		slot = next;
	}
}

/* What does not happen every day. */
static void add_rare(struct day *d)
{
	usec_t at = moment(d, HOUR(10));

	if (d->record.day % 10 == 0) {
		struct finding_record f = { .since = at,
					    .until = at + any_of(d, 1, 90) * USEC_PER_DAY,
					    .rule = "top-above-eyes",
					    .monitor = "DELL U2720Q",
					    .posture = "sitting",
					    .severity = "caution",
					    .measured = any_of(d, 10, 90),
					    .limit = (double) NAN };

		keep(d, store_put_finding(d->s, &f));
	}
	if (d->record.day % 30 == 0) {
		struct change_record c = { at, "desk.height", "72cm", "74cm" };

		keep(d, store_put_change(d->s, &c));
	}
	if (d->record.day % 60 == 0) {
		struct problem_record p = { at, at + USEC_PER_HOUR, "No notification server" };

		keep(d, store_put_problem(d->s, &p));
	}
}

static void put_slots(struct day *d)
{
	for (unsigned hour = 0; hour < 24; hour++) {
		struct slots slots = { .hour = (int64_t) (moment(d, HOUR(hour)) / USEC_PER_HOUR) };

		for (unsigned plane = 0; plane < _PLANE_MAX; plane++) {
			slots.plane = (enum plane) plane;
			memcpy(slots.bits, d->bits[hour][plane], SLOT_BYTES);
			keep(d, store_put_slots(d->s, &slots));
		}
	}
}

static usec_t whole_seconds(usec_t t)
{
	return t / USEC_PER_SEC * USEC_PER_SEC;
}

/* Five percent of the time at the desk are nobody's. */
static void put_shares(struct day *d)
{
	usec_t desk = d->record.screen_time - d->record.laptop_only, alone = d->record.laptop_only;
	const struct share_record shares[] = {
		{ d->record.day, "DELL U2720Q 4XK2ZV2", whole_seconds(desk * 60 / 100), 0 },
		{ d->record.day, "LG ULTRAFINE 904NTAB", whole_seconds(desk * 35 / 100), 0 },
		{ d->record.day, "BOE0A1B", alone, alone },
	};

	for (size_t i = 0; i < ELEMENTSOF(shares); i++) {
		if (shares[i].time > 0) {
			keep(d, store_put_share(d->s, &shares[i]));
		}
	}
}

static int put_day(struct store *s, int64_t day, uint64_t seed)
{
	struct day d = { .s = s,
			 .random = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t) day };
	bool weekend = (day + 4) % 7 == 0 || (day + 4) % 7 == 6; /* day 0 was a Thursday */

	d.midnight = (usec_t) day * USEC_PER_DAY - YEARS_GMTOFF_S * USEC_PER_SEC;
	d.record.day = day;
	d.record.gmtoff_s = YEARS_GMTOFF_S;
	d.record.day_starts = YEARS_DAY_STARTS;
	if (weekend) {
		add_sessions(&d, HOUR(20), HOUR(22), true);
	} else {
		add_sessions(&d, HOUR(9) + any_of(&d, 0, 60), HOUR(12), false);
		add_sessions(&d, HOUR(13), HOUR(18), false);
		add_sessions(&d, HOUR(20), HOUR(21), true);
	}
	add_rare(&d);
	put_slots(&d);
	keep(&d, store_put_day(s, &d.record));
	put_shares(&d);
	return d.r;
}

int years_put(struct store *s, int64_t first, unsigned days, uint64_t seed)
{
	struct offset_record offset = { (usec_t) first * USEC_PER_DAY, YEARS_GMTOFF_S };
	int r = 0;

	for (unsigned i = 0; r >= 0 && i < days;) {
		r = store_begin(s);
		if (r >= 0 && i == 0) {
			r = store_put_offset(s, &offset);
		}
		for (unsigned end = i + DAYS_AT_A_TIME; r >= 0 && i < days && i < end; i++) {
			r = put_day(s, first + i, seed);
		}
		if (r < 0) {
			store_rollback(s);
		} else {
			r = store_commit(s);
		}
	}
	return r < 0 ? r : 0;
}
