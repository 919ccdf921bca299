#include "idle-clock.h"

#include <stdlib.h>
#include <time.h>

#include "clock.h"

#define PERIOD_DEFAULT (10 * USEC_PER_SEC)
#define PERIOD_MIN     (10 * USEC_PER_MS)  /* what is asked answers in milliseconds */
#define ANSWER_WAIT    (500 * USEC_PER_MS) /* whoever refreshes waits no longer for an answer */
#define SAME_INPUT                                                                                 \
	(20 * USEC_PER_MS) /* two answers about one moment differ by rounding and delay */

enum state {
	STOPPED,
	ASKING,
	RESTING,
	ARMED,
};

struct idle_clock {
	enum device_class device;
	struct idle_clock_ops ops;
	void (*ready)(void *userdata);
	void *userdata;

	enum state state;
	bool refreshing; /* somebody waits for the answer */
	usec_t period;
	usec_t asked; /* the sampling instant before */
	usec_t newest; /* the latest input known, without the time suspended; before the first: the start */
	usec_t pending;         /* ... in boot time, while it is not handed over yet; else 0 */
	usec_t suspended;       /* clock_suspended() when last told anything */
	sd_event_source *timer; /* RESTING: the next instant; ASKING: the end of patience */
};

static void set_timer(struct idle_clock *c, usec_t when)
{
	(void) sd_event_source_set_time(c->timer, when);
	(void) sd_event_source_set_enabled(c->timer, SD_EVENT_ONESHOT);
}

static void ask(struct idle_clock *c)
{
	c->state = ASKING;
	c->asked = clock_boottime();
	if (c->refreshing) {
		set_timer(c, usec_add(c->asked, ANSWER_WAIT));
	} else {
		(void) sd_event_source_set_enabled(c->timer, SD_EVENT_OFF);
	}
	c->ops.ask(c->userdata);
}

static void rest(struct idle_clock *c, usec_t since)
{
	c->state = RESTING;
	set_timer(c, usec_add(since, c->period));
}

static void tell(struct idle_clock *c)
{
	if (c->pending > 0 || c->refreshing) {
		c->refreshing = false;
		c->ready(c->userdata);
	}
}

static int on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct idle_clock *c = userdata;

	(void) source;
	(void) usec;
	if (c->state == RESTING) {
		ask(c);
	} else if (c->refreshing) {
		tell(c); /* as far as anybody knows */
	}
	return 0;
}

void idle_clock_start(struct idle_clock *c)
{
	if (c->state == STOPPED) {
		c->suspended = clock_suspended();
		c->newest = usec_max(c->newest, usec_sub(clock_boottime(), c->suspended));
		ask(c);
	}
}

void idle_clock_stop(struct idle_clock *c)
{
	c->state = STOPPED;
	if (c->refreshing) {
		set_timer(c, 0); /* whoever waits need not */
	} else {
		(void) sd_event_source_set_enabled(c->timer, SD_EVENT_OFF);
	}
}

/*
 * Who was asked does not count the time suspended, so the latest input is kept in its time, awake.  When there was a
 * suspend since the answer before, input lately is taken to have been before it.
 */
void idle_clock_answer(struct idle_clock *c, usec_t idle)
{
	usec_t suspended = clock_suspended(), last;

	if (c->state != ASKING) {
		return;
	}
	last = usec_sub(usec_sub(clock_boottime(), suspended), idle);
	(void) sd_event_source_set_enabled(c->timer, SD_EVENT_OFF);
	if (last > usec_add(c->newest, SAME_INPUT)) {
		c->newest = last;
		c->pending = usec_add(last, c->suspended);
	}
	c->suspended = suspended;
	if (idle < c->period) {
		rest(c, c->asked);
	} else {
		c->state = ARMED;
		c->ops.arm(idle, c->userdata);
	}
	tell(c);
}

void idle_clock_active(struct idle_clock *c)
{
	if (c->state == ARMED) {
		c->asked = c->pending = clock_boottime();
		c->suspended = clock_suspended();
		c->newest = usec_sub(c->asked, c->suspended);
		rest(c, c->asked);
		tell(c);
	}
}

void idle_clock_set_period(struct idle_clock *c, usec_t period)
{
	period = usec_max(period, PERIOD_MIN);
	if (period == c->period) {
		return;
	}
	c->period = period;
	(void) sd_event_source_set_time_accuracy(c->timer, period / 20);
	if (c->state == RESTING) {
		rest(c, c->asked);
	}
}

bool idle_clock_refresh(struct idle_clock *c)
{
	if (c->state == RESTING) {
		ask(c);
	}
	if (c->state != ASKING) {
		return false;
	}
	if (!c->refreshing) {
		c->refreshing = true;
		set_timer(c, usec_add(clock_boottime(), ANSWER_WAIT));
	}
	return true;
}

void idle_clock_drain(struct idle_clock *c, usec_t now, pulse_run_fn fn, void *userdata)
{
	struct pulse_run run = { .device = c->device };

	if (c->pending > 0) {
		run.first = run.last = usec_min(c->pending, now);
		c->pending = 0;
		fn(&run, userdata);
	}
}

int idle_clock_new(struct idle_clock **ret, sd_event *event, enum device_class device,
		   const struct idle_clock_ops *ops, void (*ready)(void *userdata), void *userdata)
{
	_cleanup_(idle_clock_freep) struct idle_clock *c = calloc(1, sizeof(*c));
	int r;

	if (!c) {
		return -ENOMEM;
	}
	c->device = device;
	c->ops = *ops;
	c->ready = ready;
	c->userdata = userdata;
	c->period = PERIOD_DEFAULT;
	r = sd_event_add_time(event, &c->timer, CLOCK_BOOTTIME, USEC_INFINITY, c->period / 20,
			      on_timer, c);
	if (r >= 0) {
		r = sd_event_source_set_enabled(c->timer, SD_EVENT_OFF);
	}
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(c);
	return 0;
}

struct idle_clock *idle_clock_free(struct idle_clock *c)
{
	if (c) {
		sd_event_source_disable_unref(c->timer);
		free(c);
	}
	return NULL;
}
