/*
 * The IdleHint as a source of activity:
 *
 *   UNKNOWN (not usable) --seen to change--> NO: there is input, whenever somebody asks
 *                                            YES: there is none, and nobody is woken
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "adapters/logind.h"
#include "clock.h"
#include "ergo/input-wire.h"
#include "ergo/tr.h"

#define PERIOD_DEFAULT (10 * USEC_PER_SEC)
#define PERIOD_MIN     (10 * USEC_PER_MS)

/* After a suspend the hint is of before it, until it turns or a usual idle delay has passed. */
#define STALE         (5 * USEC_PER_MIN)
#define SUSPEND_LEAST (2 * USEC_PER_SEC)

struct idle_hint {
	sd_event *event;
	struct logind *logind;
	struct source_callbacks callbacks;
	void *userdata;
	usec_t period;
	enum logind_idle idle;
	usec_t since;           /* NO: when that was told */
	usec_t sampled;         /* the sampling instant before */
	usec_t drained;         /* the last pulse handed over */
	usec_t suspended;       /* clock_suspended() when last looked at */
	usec_t stale_until;     /* NO says nothing before */
	sd_event_source *timer; /* NO: the next sampling instant */
};

static usec_t now_of(const struct idle_hint *h)
{
	uint64_t now = 0;

	(void) sd_event_now(h->event, CLOCK_BOOTTIME, &now);
	return now;
}

static void set_timer(struct idle_hint *h)
{
	if (h->idle != LOGIND_IDLE_NO) {
		(void) sd_event_source_set_enabled(h->timer, SD_EVENT_OFF);
		return;
	}
	(void) sd_event_source_set_time(h->timer, usec_add(h->sampled, h->period));
	(void) sd_event_source_set_enabled(h->timer, SD_EVENT_ONESHOT);
}

static bool is_stale(struct idle_hint *h, usec_t now)
{
	usec_t suspended = clock_suspended();

	if (usec_sub(suspended, h->suspended) > SUSPEND_LEAST) {
		h->stale_until = usec_add(now, STALE);
	}
	h->suspended = suspended;
	return now < h->stale_until;
}

static int on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct idle_hint *h = userdata;

	(void) source;
	(void) usec;
	h->sampled = now_of(h);
	set_timer(h);
	if (!is_stale(h, h->sampled)) {
		h->callbacks.ready(h->userdata);
	}
	return 0;
}

static void take(struct idle_hint *h, enum logind_idle idle)
{
	h->idle = idle;
	h->suspended = clock_suspended();
	h->stale_until = 0;
	h->since = h->sampled = now_of(h);
	set_timer(h);
}

static void on_idle(void *userdata)
{
	struct idle_hint *h = userdata;
	enum logind_idle before = h->idle;

	take(h, logind_idle(h->logind));
	if ((before == LOGIND_IDLE_UNKNOWN) != (h->idle == LOGIND_IDLE_UNKNOWN)) {
		h->callbacks.changed(h->userdata);
	}
	if (h->idle == LOGIND_IDLE_NO) {
		h->callbacks.ready(h->userdata);
	}
}

/* ---- life ---- */

int idle_hint_new(struct idle_hint **ret, sd_event *event, struct logind *logind,
		  const struct source_callbacks *callbacks, void *userdata)
{
	_cleanup_(idle_hint_freep) struct idle_hint *h = calloc(1, sizeof(*h));
	int r;

	if (!h) {
		return -ENOMEM;
	}
	h->event = sd_event_ref(event);
	h->callbacks = *callbacks;
	h->userdata = userdata;
	h->period = PERIOD_DEFAULT;
	r = sd_event_add_time(event, &h->timer, CLOCK_BOOTTIME, USEC_INFINITY, h->period / 20,
			      on_timer, h);
	if (r < 0) {
		return r;
	}
	h->logind = logind;
	logind_watch_idle(logind, on_idle, h);
	take(h, logind_idle(logind));
	*ret = TAKE_PTR(h);
	return 0;
}

struct idle_hint *idle_hint_free(struct idle_hint *h)
{
	if (!h) {
		return NULL;
	}
	if (h->logind) {
		logind_watch_idle(h->logind, NULL, NULL);
	}
	h->timer = sd_event_source_disable_unref(h->timer);
	h->event = sd_event_unref(h->event);
	free(h);
	return NULL;
}

/* ---- as a source ---- */

static void *source_free(void *source)
{
	return idle_hint_free(source);
}

static void set_period(void *source, usec_t period)
{
	struct idle_hint *h = source;

	period = usec_max(period, PERIOD_MIN);
	if (period != h->period) {
		h->period = period;
		(void) sd_event_source_set_time_accuracy(h->timer, period / 20);
		set_timer(h);
	}
}

/* What was before the hint turned is not known: nobody asked. */
static void drain(void *source, usec_t now, pulse_run_fn fn, void *userdata)
{
	const struct pulse_run run = { .device = DEVICE_OTHER, .first = now, .last = now };
	struct idle_hint *h = source;

	if (h->idle == LOGIND_IDLE_NO && now >= h->since && now > h->drained && !is_stale(h, now)) {
		h->drained = now;
		fn(&run, userdata);
	}
}

static bool usable(const void *source)
{
	return ((const struct idle_hint *) source)->idle != LOGIND_IDLE_UNKNOWN;
}

static void health(const void *source, struct health *ret)
{
	bool known = usable(source);

	*ret = (struct health){ .name = "input", .level = known ? HEALTH_WARN : HEALTH_FAIL };
	(void) snprintf(ret->text, sizeof(ret->text),
			known ? _("logind's IdleHint: no finer than your desktop's idle delay, so "
				  "screen time is over-counted; for ergod-input, %s")
			      : _("logind's IdleHint has not been seen to change, so it says "
				  "nothing; for ergod-input, %s"),
			_(INPUT_WIRE_REMEDY));
}

const struct source_ops idle_hint_ops = {
	.free = source_free,
	.set_period = set_period,
	.drain = drain,
	.usable = usable,
	.health = health,
};
