/*
 * A slot becomes events.
 *
 *    in the slot                          event, at which of its ten seconds
 *    -----------------------------------+------------------------------------------------------------
 *    input                              | a pulse in the middle, so that on average neither the
 *                                       | beginning nor the end of anything is too early or too late
 *    the last input before an absence   | one more where the slot says that it was in: presence is
 *                                       | recorded where it filled more than half (PLANE_PRESENT)
 *    present from nothing, no input     | a pulse: it was unlocked without being touched
 *    blocked, for the first time        | where presence ended
 *    engaged, quiet: a change           | in the middle; where presence ends with it, there
 *
 * Two slots with input are as far apart as their middles, give or take a slot.  Whether a threshold
 * was reached between them is then left open where it is that near.
 *   - Away: the recorded presence tells.
 *   - A break that was prompted: who comes back in the slot in which it is over was told so.  In both
 *     cases the pulse waits for a deadline of the engine in its slot; or, where the user is recorded
 *     as having been there all the time, comes before one in the first half of it.
 *   - Everything else: the middle, which errs as often to either side.
 */
#include "simulate-internal.h"

#define MIDDLE        (SLOT_LENGTH / 2)
#define FIRST_HALF    (SLOT_LENGTH / 4)     /* the middle of it */
#define SECOND_HALF   (SLOT_LENGTH * 3 / 4) /* the middle of it */
#define DEADLINES_MAX 16                    /* that a pulse waits for */

#define ON(mask, plane) ((mask) &1u << (plane))
#define INPUT                                                                                      \
	(1u << PLANE_KEYBOARD | 1u << PLANE_POINTER | 1u << PLANE_TOUCH | 1u << PLANE_TABLET |     \
	 1u << PLANE_OTHER)

static enum device_class class_of(unsigned slot)
{
	for (int c = 0; c < DEVICE_OTHER; c++) {
		if (ON(slot, PLANE_KEYBOARD + c)) {
			return (enum device_class) c;
		}
	}
	return DEVICE_OTHER;
}

/* Whether an absence that was recorded has to be one here as well, or a break goes on, which who rests
 * is told the end of. */
static bool waits(const struct simulation *s)
{
	struct snapshot now;

	engine_snapshot(s->engine, &now);
	return now.presence == PRESENCE_PRESENT || now.presence == PRESENCE_PASSIVE ||
	       now.break_state == BREAK_STARTED || now.break_state == BREAK_DUE;
}

/* Lets happen what may have happened before the user came back in this slot. */
static void wait_for_deadlines(struct simulation *s, usec_t end)
{
	for (int i = 0; i < DEADLINES_MAX && waits(s); i++) {
		usec_t deadline = engine_next_deadline(s->engine);

		if (deadline >= end) {
			return;
		}
		feed(s, deadline, (struct event){ .type = EVENT_TICK });
	}
}

/* When the first pulse of a slot is, after one without input. */
static usec_t first_pulse(struct simulation *s, usec_t start, usec_t pulse)
{
	usec_t deadline;

	if (ON(s->before, PLANE_PRESENT)) {
		deadline = engine_next_deadline(s->engine);
		return deadline > start && deadline <= pulse ? deadline - 1 : pulse;
	}
	wait_for_deadlines(s, start + SLOT_LENGTH);
	return usec_max(pulse, s->at);
}

static void feed_pulses(struct simulation *s, usec_t start, usec_t last)
{
	struct event pulse = { .type = EVENT_PULSE, .device = class_of(s->slot) };
	usec_t first = usec_min(start + MIDDLE, last);

	if (!(s->before & INPUT)) {
		first = first_pulse(s, start, first);
	}
	if (ON(s->before, PLANE_BLOCKED)) {
		feed(s, first,
		     (struct event){ .type = EVENT_UNBLOCK, .blocker = BLOCKER_DISPLAY_OFF });
	}
	feed(s, first, pulse);
	if (last > first) {
		feed(s, last, pulse);
	}
}

static void feed_quiet(struct simulation *s, usec_t t)
{
	if (!ON(s->before ^ s->slot, PLANE_QUIET)) {
		return;
	}
	if (ON(s->slot, PLANE_QUIET)) {
		feed(s, t, (struct event){ .type = EVENT_QUIET_ON, .quiet = QUIET_OTHER });
	} else {
		feed(s, t,
		     (struct event){ .type = EVENT_QUIET_OFF, .quiet_mask = 1u << QUIET_OTHER });
	}
}

/* Where the last evidence in a slot is, before one with the planes `next`. */
static usec_t last_in_slot(const struct simulation *s, unsigned next)
{
	if (!ON(s->slot, PLANE_BLOCKED) && next & INPUT) {
		return MIDDLE;
	}
	if (!ON(s->slot, PLANE_BLOCKED) && ON(next, PLANE_PRESENT)) {
		/* Read on: who is known to stay is not away the sooner for it. */
		return SECOND_HALF;
	}
	return ON(s->slot, PLANE_PRESENT) ? SECOND_HALF : FIRST_HALF;
}

void feed_slot(struct simulation *s, unsigned next)
{
	usec_t start = (usec_t) s->number * SLOT_LENGTH + SIMULATION_EPOCH;
	usec_t middle = start + MIDDLE, last = start + last_in_slot(s, next);
	unsigned changed = s->before ^ s->slot;
	bool was = ON(s->before, PLANE_PRESENT) && !ON(s->before, PLANE_BLOCKED);
	bool came = ON(s->slot, PLANE_PRESENT) && !was;

	if (!(s->before | s->slot)) {
		return;
	}
	/* Input behind a lock would have been between two of them, for less than a slot. */
	if ((s->slot & INPUT || came) && !ON(s->before & s->slot, PLANE_BLOCKED)) {
		feed_pulses(s, start, last);
	} else if (ON(changed, PLANE_BLOCKED) && ON(s->before, PLANE_BLOCKED)) {
		/* Not the lock: that would count as a pulse. */
		feed(s, middle,
		     (struct event){ .type = EVENT_UNBLOCK, .blocker = BLOCKER_DISPLAY_OFF });
	}
	feed_quiet(s, middle);
	if (ON(changed, PLANE_ENGAGED)) {
		bool on = ON(s->slot, PLANE_ENGAGED);

		feed(s, on ? middle : last,
		     (struct event){ .type = on ? EVENT_ENGAGED : EVENT_DISENGAGED });
	}
	if (ON(changed, PLANE_BLOCKED) && ON(s->slot, PLANE_BLOCKED)) {
		feed(s, last,
		     (struct event){ .type = EVENT_BLOCK, .blocker = BLOCKER_DISPLAY_OFF });
	}
}
