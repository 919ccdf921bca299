/*
 * Order.  Deadlines at or before the time of an event fire before it, each at its own time; at one
 * instant in the order of the table below, and what comes to hold at an instant holds for
 * everything later in the order.
 */
#include <stdlib.h>
#include <string.h>

#include "engine-internal.h"

struct step {
	usec_t (*deadline)(const struct engine *e);
	void (*fire)(struct engine *e);
};

static const struct step steps[] = {
	{ moments_silence_deadline, moments_silence_fire },
	{ days_deadline, days_fire },
	{ presence_away_deadline, presence_away_fire },
	{ presence_word_deadline, presence_word_fire },
	{ pauses_deadline, pauses_fire },
	{ breaks_end_deadline, breaks_end_fire },
	{ breaks_reminder_deadline, breaks_reminder_fire },
	{ moments_postponed_deadline, moments_postponed_fire },
	{ moments_rest_deadline, moments_rest_fire },
	{ moments_micro_deadline, moments_micro_fire },
	{ moments_daily_deadline, moments_daily_fire },
};

int engine_new(struct engine **ret, const struct config *config, const struct stamp *now)
{
	struct engine *e = calloc(1, sizeof(*e));

	if (!e) {
		return -ENOMEM;
	}
	e->c = *config;
	e->now = now->boot;
	e->stamp = *now;
	e->word = PRESENCE_AWAY;
	e->word_since = now->boot;
	e->rest_waits = e->micro_waits = e->daily_waits = USEC_INFINITY;
	days_configure(e);
	moments_daily_reset(e);
	e->deadline = e->day_end;
	*ret = e;
	return 0;
}

struct engine *engine_free(struct engine *e)
{
	free(e);
	return NULL;
}

static void flush(struct effects *out)
{
	if (out->n > 0 && out->sink) {
		out->sink(out->e, out->n, out->userdata);
		out->n = 0;
	}
}

void engine_emit(struct engine *e, const struct effect *effect)
{
	struct effects *out = e->out;

	if (out->n == EFFECTS_MAX) {
		flush(out);
		assert(out->n <
		       EFFECTS_MAX); /* without a sink the caller promises to feed in small steps */
	}
	out->e[out->n] = *effect;
	out->e[out->n].t = e->now;
	out->n++;
}

static usec_t next_deadline(const struct engine *e)
{
	usec_t next = USEC_INFINITY;

	for (size_t i = 0; i < ELEMENTSOF(steps); i++) {
		next = usec_min(next, steps[i].deadline(e));
	}
	return next;
}

void engine_reckon(struct engine *e)
{
	e->deadline = next_deadline(e);
}

/* Lets everything happen that is due up to `until`, and leaves the next deadline in the cache. */
static void run(struct engine *e, usec_t until)
{
	while (e->deadline <= until) {
		e->now = usec_max(e->now, e->deadline);
		for (size_t i = 0; i < ELEMENTSOF(steps); i++) {
			if (steps[i].deadline(e) <= e->now) {
				steps[i].fire(e);
			}
		}
		e->deadline = next_deadline(e);
	}
}

static void configure(struct engine *e, const struct config *config)
{
	e->c = *config;
	days_configure(e);
	moments_daily_relevel(e);
}

static void apply(struct engine *e, const struct event *ev)
{
	switch (ev->type) {
	case EVENT_TICK:
		break;
	case EVENT_PULSE:
		presence_pulse(e, &ev->device);
		break;
	case EVENT_BLOCK:
		presence_block(e, ev->blocker);
		break;
	case EVENT_UNBLOCK:
		presence_unblock(e, ev->blocker);
		break;
	case EVENT_ENGAGED:
		presence_engage(e, true);
		break;
	case EVENT_DISENGAGED:
		presence_engage(e, false);
		break;
	case EVENT_QUIET_ON:
		moments_quiet_on(e, ev->quiet);
		break;
	case EVENT_QUIET_OFF:
		moments_quiet_off(e, ev->quiet_mask);
		break;
	case EVENT_ACTION:
		breaks_action(e, ev->action, ev->duration);
		break;
	case EVENT_BREAK:
		breaks_by_word(e, ev->kind);
		break;
	case EVENT_PAUSE:
		moments_silence(e, ev->duration);
		break;
	case EVENT_RESUME:
		moments_resume(e);
		break;
	case EVENT_CONFIG:
		configure(e, ev->config);
		break;
	case _EVENT_TYPE_MAX:
		break;
	}
	presence_word_fire(e);
	moments_let_in(e);
}

void engine_feed(struct engine *e, const struct event *ev, struct effects *out)
{
	struct stamp stamp = ev->stamp;

	if (stamp.boot < e->now) { /* late: taken as if it came now */
		stamp.real += e->now - stamp.boot;
		stamp.boot = e->now;
	}
	e->out = out;
	run(e, stamp.boot);
	e->now = stamp.boot;
	days_stamp(e, &stamp);
	apply(e, ev);
	e->deadline = next_deadline(e);
	run(e, e->now);
	e->out = NULL;
	flush(out);
}

usec_t engine_next_deadline(const struct engine *e)
{
	return e->deadline;
}
