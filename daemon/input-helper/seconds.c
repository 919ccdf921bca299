#include "input-helper/seconds.h"

#include <string.h>

void seconds_begin(struct seconds *s, usec_t now)
{
	s->start = s->floor = input_wire_tick(now, s->phase);
	s->n = 0;
}

static void remove_first(struct seconds *s)
{
	s->n--;
	memmove(&s->second[0], &s->second[1], s->n * sizeof(s->second[0]));
}

/* The classes of a second.  Where there is no room, the two oldest become one. */
static unsigned *classes_of(struct seconds *s, usec_t tick)
{
	size_t i;

	for (i = 0; i < s->n && s->second[i].tick < tick; i++) {
	}
	if (i < s->n && s->second[i].tick == tick) {
		return &s->second[i].classes;
	}
	if (s->n == SECONDS_MAX) {
		s->second[1].classes |= s->second[0].classes;
		remove_first(s);
		i = i > 0 ? i - 1 : 0;
	}
	memmove(&s->second[i + 1], &s->second[i], (s->n - i) * sizeof(s->second[0]));
	s->second[i].tick = tick;
	s->second[i].classes = 0;
	s->n++;
	return &s->second[i].classes;
}

void seconds_add(struct seconds *s, const struct pulse_run *run)
{
	usec_t open = usec_add(s->floor, INPUT_WIRE_GRID);
	usec_t last = usec_max(open, input_wire_tick(run->last, s->phase));
	usec_t first = usec_max(open, input_wire_tick(run->first, s->phase));

	if (run->last <= s->start) {
		return;
	}
	first = usec_max(first, usec_sub(last, SECONDS_MAX * INPUT_WIRE_GRID));
	/* Gaps in a run are shorter than the grid, so there was input in every second of it. */
	for (usec_t tick = first; tick <= last; tick += INPUT_WIRE_GRID) {
		*classes_of(s, tick) |= 1u << run->device;
	}
}

bool seconds_take(struct seconds *s, usec_t tick, struct input_wire *ret)
{
	if (s->n == 0 || s->second[0].tick > tick) {
		s->floor = usec_max(s->floor, tick);
		return false;
	}
	*ret = (struct input_wire){
		.type = INPUT_WIRE_INPUT,
		.classes = s->second[0].classes,
		.tick = s->second[0].tick,
	};
	s->floor = s->second[0].tick;
	remove_first(s);
	return true;
}
