#include "diary-years.h"

#include <stdio.h>

#include "years.h"

struct writer {
	struct diary_store *s;
	uint64_t random;
	int64_t day;
	int r; /* what failed */
};

/* xorshift64*: the same everywhere. */
static unsigned any_of(struct writer *w, unsigned from, unsigned to)
{
	w->random ^= w->random >> 12;
	w->random ^= w->random << 25;
	w->random ^= w->random >> 27;
	return from + (unsigned) ((w->random * UINT64_C(0x2545f4914f6cdd1d)) >> 33) % (to - from);
}

static bool once_in(struct writer *w, unsigned n)
{
	return any_of(w, 0, n) == 0;
}

/* An entry at so many minutes after local midnight; -1: of the day as a whole. */
static struct diary_entry begin(struct writer *w, enum diary_type type, int minute)
{
	usec_t midnight = (usec_t) w->day * USEC_PER_DAY - YEARS_GMTOFF_S * USEC_PER_SEC;
	struct diary_entry e;

	diary_entry_init(&e, type);
	e.day = e.last_day = w->day;
	e.gmtoff_s = e.end_gmtoff_s = YEARS_GMTOFF_S;
	e.start_told = minute >= 0;
	e.start = midnight + (usec_t) (minute >= 0 ? minute : 12 * 60) * USEC_PER_MIN;
	return e;
}

static void put(struct writer *w, struct diary_entry *e)
{
	if (w->r >= 0) {
		w->r = diary_store_put(w->s, e);
	}
}

static void put_medicine(struct writer *w, int minute, int64_t headache)
{
	struct diary_entry e = begin(w, DIARY_MEDICATION, minute);
	bool triptan = once_in(w, 4);

	(void) snprintf(e.name, sizeof(e.name), "%s", triptan ? "sumatriptan" : "ibuprofen");
	(void) snprintf(e.dose, sizeof(e.dose), "%s", triptan ? "50 mg" : "400 mg");
	e.class = triptan ? CLASS_TRIPTAN : CLASS_NSAID;
	e.helped = once_in(w, 3) ? TRISTATE_NO : TRISTATE_YES;
	e.headache = headache;
	put(w, &e);
}

static enum tristate yes_or_no(struct writer *w, unsigned n)
{
	return once_in(w, n) ? TRISTATE_YES : TRISTATE_NO;
}

static void put_headache(struct writer *w)
{
	int minute = (int) any_of(w, 7 * 60, 20 * 60);
	struct diary_entry e = begin(w, DIARY_HEADACHE, minute);

	e.end = e.start + any_of(w, 45, 60 * 6) * USEC_PER_MIN;
	if (minute + (int) ((e.end - e.start) / USEC_PER_MIN) >= 28 * 60) {
		e.last_day = e.day + 1;
	}
	e.onset = once_in(w, 5) ? ONSET_WOKE : ONSET_AWAKE;
	e.intensity = (int8_t) any_of(w, 2, 10);
	e.side = once_in(w, 4) ? SIDE_BOTH : SIDE_LEFT;
	e.locations = 1u << LOCATION_NECK | 1u << any_of(w, 1, 5);
	e.started_in_neck = yes_or_no(w, 2);
	e.worse_with_neck_movement = yes_or_no(w, 2);
	e.neck_stiff = yes_or_no(w, 3);
	e.symptom[SYMPTOM_NAUSEA] = yes_or_no(w, 6);
	e.symptom[SYMPTOM_LIGHT] = yes_or_no(w, 5);
	e.impact = (int8_t) any_of(w, 0, 4);
	if (once_in(w, 3)) {
		(void) snprintf(e.note, sizeof(e.note), "%s",
				"after a long meeting; better after a walk");
	}
	put(w, &e);
	if (!once_in(w, 3)) {
		put_medicine(w, minute + 30, e.id);
	}
}

static void put_sleep(struct writer *w)
{
	struct diary_entry e = begin(w, DIARY_SLEEP, -1);

	e.sleep_min = (int16_t) any_of(w, 300, 540);
	e.position = POSITION_SIDE;
	put(w, &e);
}

static void put_event(struct writer *w, enum diary_event event, const char *note)
{
	struct diary_entry e = begin(w, DIARY_EVENT, event == EVENT_EXERCISE ? 15 * 60 : -1);

	e.event = event;
	(void) snprintf(e.note, sizeof(e.note), "%s", note);
	put(w, &e);
}

static void put_day(struct writer *w, unsigned i)
{
	unsigned what = any_of(w, 0, 10);

	if (what < 2 || (what == 2 && once_in(w, 2))) {
		put_headache(w);
	} else if (what < 9) {
		struct diary_entry e = begin(w, DIARY_NONE, -1);

		put(w, &e);
	}
	put_sleep(w);
	if (i % 7 == 3) {
		put_event(w, EVENT_EXERCISE, "chin_back");
	}
	if (i % 90 == 45) {
		put_event(w, i % 180 == 45 ? EVENT_PHYSIOTHERAPY : EVENT_PILLOW, "");
	}
}

int diary_years_put(struct diary_store *s, int64_t first, unsigned days, uint64_t seed)
{
	struct writer w = { .s = s, .random = seed | 1 };

	w.r = diary_store_begin(s);
	for (unsigned i = 0; w.r >= 0 && i < days; i++) {
		w.day = first + i;
		put_day(&w, i);
	}
	if (w.r < 0) {
		diary_store_rollback(s);
		return w.r;
	}
	return diary_store_commit(s);
}
