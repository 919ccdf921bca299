/* Ten seconds each: what is certain goes into the planes of the hours. */
#include "recorder-internal.h"

#include <string.h>

/* A gap of the wall clock that is no gap: jitter, slewing. */
#define SAME_TIME USEC_PER_SEC

static bool holds_presence(const struct hour *h)
{
	for (size_t i = 0; i < SLOT_BYTES; i++) {
		if (h->bits[PLANE_PRESENT][i]) {
			return true;
		}
	}
	return false;
}

/* Room for an hour; where there is none the oldest gives way. */
static struct hour *find_hour(struct recorder *r, int64_t hour)
{
	struct hour *place = NULL, *oldest = &r->hours[0];

	for (size_t i = 0; i < ELEMENTSOF(r->hours); i++) {
		struct hour *h = &r->hours[i];

		if (h->used && h->hour == hour) {
			return h;
		}
		if (!h->used) {
			place = place ? place : h;
		} else if (h->hour < oldest->hour) {
			oldest = h;
		}
	}
	if (!place) {
		r->dropped += holds_presence(oldest);
		place = oldest;
	}
	*place = (struct hour){ .used = true, .hour = hour };
	return place;
}

static void set(struct recorder *r, enum plane plane, int64_t slot)
{
	struct hour *h = find_hour(r, slot / SLOTS_PER_HOUR);
	unsigned i = (unsigned) (slot % SLOTS_PER_HOUR);

	h->bits[plane][i / 8] |= (uint8_t) (1u << (i % 8));
}

void slots_present(struct recorder *r, usec_t from, usec_t to, bool alone)
{
	while (from < to) {
		int64_t slot = (int64_t) (from / SLOT_LENGTH);
		usec_t end = (usec_t) (slot + 1) * SLOT_LENGTH, until = usec_min(end, to);

		if (slot != r->partial) {
			r->partial = slot;
			r->partial_time = 0;
		}
		r->partial_time += until - from;
		if (until == end || r->partial_time > SLOT_LENGTH / 2) {
			set(r, PLANE_PRESENT, slot);
			if (alone) {
				set(r, PLANE_LAPTOP_ONLY, slot);
			}
			r->slots_dirty = true;
		}
		from = until;
	}
}

static enum plane plane_of(enum device_class device)
{
	switch (device) {
	case DEVICE_KEYBOARD:
		return PLANE_KEYBOARD;
	case DEVICE_POINTER:
		return PLANE_POINTER;
	case DEVICE_TOUCH:
		return PLANE_TOUCH;
	case DEVICE_TABLET:
		return PLANE_TABLET;
	case DEVICE_OTHER:
	case _DEVICE_CLASS_MAX:
		break;
	}
	return PLANE_OTHER;
}

bool slots_input(struct recorder *r, enum device_class device, usec_t real)
{
	int64_t slot = (int64_t) (real / SLOT_LENGTH);

	if ((unsigned) device >= _DEVICE_CLASS_MAX || r->input[device] == slot) {
		return false;
	}
	r->input[device] = slot;
	set(r, plane_of(device), slot);
	r->slots_dirty = true;
	return true;
}

void slots_fill(struct recorder *r)
{
	const usec_t most = (usec_t) RECORDER_HOURS * USEC_PER_HOUR;
	usec_t to = r->stamp.real, from = usec_max(r->filled, usec_sub(to, most));
	const struct {
		bool on;
		enum plane plane;
	} flags[] = { { r->engaged, PLANE_ENGAGED },
		      { r->blocked, PLANE_BLOCKED },
		      { r->quiet, PLANE_QUIET } };

	if (r->filled == 0) { /* the wall clock was set: from here on */
		r->filled = to;
		return;
	}
	/* Set back: those slots are told already. */
	if (to < from) {
		r->filled = from - to < SAME_TIME ? from : to;
		return;
	}
	for (size_t i = 0; i < ELEMENTSOF(flags); i++) {
		/* Slots that end later than `from` and not later than `to`. */
		for (usec_t end = (from / SLOT_LENGTH + 1) * SLOT_LENGTH; flags[i].on && end <= to;
		     end += SLOT_LENGTH) {
			set(r, flags[i].plane, (int64_t) (end / SLOT_LENGTH) - 1);
		}
	}
	r->filled = to;
}

/* ---- a wall clock that was set ---- */

#define SHIFTED_MAX 3 /* hours; more are not of this moment */

/* Puts what was in `h` elsewhere. */
static void shift_hour(struct recorder *r, const struct hour *h, int64_t by)
{
	for (int plane = 0; plane < _PLANE_MAX; plane++) {
		for (int64_t i = 0; i < SLOTS_PER_HOUR; i++) {
			int64_t slot = h->hour * SLOTS_PER_HOUR + i + by;

			if (h->bits[plane][i / 8] >> (i % 8) & 1 && slot >= 0) {
				set(r, (enum plane) plane, slot);
			}
		}
	}
}

void slots_shift(struct recorder *r, int64_t by)
{
	struct hour moved[SHIFTED_MAX];
	int64_t slots = by / (int64_t) SLOT_LENGTH;
	size_t n = 0;

	for (size_t i = 0; i < ELEMENTSOF(r->hours); i++) {
		n += r->hours[i].used;
	}
	r->partial = -1;
	r->filled = 0;
	if (n > SHIFTED_MAX) {
		return;
	}
	n = 0;
	for (size_t i = 0; i < ELEMENTSOF(r->hours); i++) {
		if (r->hours[i].used) {
			moved[n++] = r->hours[i];
			r->hours[i].used = false;
		}
	}
	while (n > 0) {
		shift_hour(r, &moved[--n], slots);
	}
}
