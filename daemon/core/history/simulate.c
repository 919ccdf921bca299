/* Rows become hours, hours become slots, one after the other. */
#include "simulate-internal.h"

#include <string.h>

void simulation_begin(struct simulation *s, const struct config *config,
		      const struct simulation_range *range)
{
	*s = (struct simulation){ .config = config, .range = *range };
}

void simulation_done(struct simulation *s)
{
	s->engine = engine_free(s->engine);
}

static void take(struct simulation *s, int64_t number, unsigned slot)
{
	feed_slot(s, slot);
	s->before = s->slot;
	s->slot = slot;
	s->number = number;
}

static bool in_range(const struct simulation *s, int64_t number)
{
	usec_t start = (usec_t) number * SLOT_LENGTH;

	return start >= s->range.from && start < s->range.to;
}

/* Eight slots at a time: most of them are empty, at night. */
static void take_eight(struct simulation *s, size_t byte)
{
	int64_t number = s->hour * SLOTS_PER_HOUR + (int64_t) byte * 8;
	unsigned all = s->before | s->slot;

	for (size_t plane = 0; plane < _PLANE_MAX; plane++) {
		all |= s->bits[plane][byte];
	}
	for (unsigned i = 0; all && i < 8; i++) {
		unsigned slot = 0;

		for (unsigned plane = 0; plane < _PLANE_MAX; plane++) {
			slot |= (s->bits[plane][byte] >> i & 1u) << plane;
		}
		take(s, number + i, in_range(s, number + i) ? slot : 0);
	}
}

/* The hour is complete; `next` is the one that comes after it in the history. */
static int finish_hour(struct simulation *s, int64_t next)
{
	int r = 0;

	if (!s->filling) {
		return 0;
	}
	if (!s->engine) {
		usec_t start = (usec_t) s->hour * USEC_PER_HOUR;

		r = feed_begin(s, usec_max(start, s->range.from));
	}
	for (size_t byte = 0; r == 0 && byte < SLOT_BYTES; byte++) {
		take_eight(s, byte);
	}
	if (r == 0 && next > s->hour + 1) {
		/* Nothing was recorded then: what stood is over. */
		take(s, (s->hour + 1) * SLOTS_PER_HOUR, 0);
		take(s, (s->hour + 1) * SLOTS_PER_HOUR + 1, 0);
	}
	s->filling = false;
	return r;
}

int simulation_slots(struct simulation *s, const struct slots *row)
{
	const int64_t last = (int64_t) (s->range.to / USEC_PER_HOUR);
	int r;

	if (row->hour < (int64_t) (s->range.from / USEC_PER_HOUR) || row->hour > last ||
	    (unsigned) row->plane >= _PLANE_MAX ||
	    (s->engine && row->hour <= s->hour && !s->filling) ||
	    (s->filling && row->hour < s->hour)) {
		return 0;
	}
	if (s->filling && row->hour > s->hour) {
		r = finish_hour(s, row->hour);
		if (r < 0) {
			return r;
		}
	}
	if (!s->filling) {
		s->filling = true;
		s->hour = row->hour;
		memset(s->bits, 0, sizeof(s->bits));
	}
	memcpy(s->bits[row->plane], row->bits, SLOT_BYTES);
	return 0;
}

int simulation_end(struct simulation *s, struct simulation_result *ret)
{
	int r = finish_hour(s, INT64_MAX);

	if (r < 0) {
		return r;
	}
	if (s->engine) {
		feed_end(s, s->range.to);
	}
	*ret = s->result;
	simulation_done(s);
	return 0;
}
