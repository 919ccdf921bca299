#include <X11/Xlib.h>
#include <X11/extensions/sync.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "idle-clock.h"
#include "internal.h"

#define SAME_MS 20 /* two looks at one moment differ by rounding */

enum fitness {
	UNKNOWN,
	FIT,
	NO_COUNTER,
	XWAYLAND,
};

struct x11_idle {
	struct source_callbacks callbacks;
	void *userdata;
	struct x11_display *display;
	struct idle_clock *clock;
	sd_event_source *news; /* what the owner is to be told by the loop */

	Display *x; /* NULL: there is no connection */
	enum fitness fitness;
	int event_base;
	XSyncCounter counter;
	XSyncAlarm question; /* fires at once and tells the counter; 0: not made yet */
	XSyncAlarm watch;    /* fires when the counter has gone down; 0: not made yet */

	usec_t asked;   /* boot time */
	uint32_t input; /* the last that an answer told of, ms of the server's clock */
	bool checking;  /* the question on its way is ours, not the clock's */

	bool told;       /* usable, as the owner knows */
	bool refreshing; /* the owner waits for `ready` */
	bool owed;       /* ... which came out of a drain */
	bool draining;
};

/* -- the server's side */

/* 0: there is none. */
static XSyncCounter find_counter(Display *x, int *ret_event_base)
{
	XSyncSystemCounter *list;
	XSyncCounter found = None;
	int n = 0, error, major, minor;

	if (!XSyncQueryExtension(x, ret_event_base, &error) ||
	    !XSyncInitialize(x, &major, &minor)) {
		return None;
	}
	list = XSyncListSystemCounters(x, &n);
	for (int i = 0; list && i < n; i++) {
		if (strcmp(list[i].name, "IDLETIME") == 0) {
			found = list[i].counter;
		}
	}
	if (list) {
		XSyncFreeSystemCounterList(list);
	}
	return found;
}

/* Lets an alarm fire once, at once or as soon as the comparison holds.  The loop sends it. */
static void set_alarm(struct x11_idle *x, XSyncAlarm *alarm, XSyncTestType test, uint32_t ms)
{
	XSyncAlarmAttributes a = {
		.trigger = {
			.counter = x->counter,
			.value_type = XSyncAbsolute,
			.test_type = test,
		},
		.events = True,
	};
	const unsigned long mask = XSyncCACounter | XSyncCAValueType | XSyncCAValue |
				   XSyncCATestType | XSyncCADelta | XSyncCAEvents;

	XSyncIntsToValue(&a.trigger.wait_value, ms, 0);
	XSyncIntToValue(&a.delta, 0);
	if (*alarm == None) {
		*alarm = XSyncCreateAlarm(x->x, mask, &a);
	} else {
		(void) XSyncChangeAlarm(x->x, *alarm, mask, &a);
	}
}

static bool on_up(Display *display, void *userdata)
{
	struct x11_idle *x = userdata;

	x->counter = None;
	if (x11_is_xwayland(display)) {
		x->fitness = XWAYLAND;
	} else {
		x->counter = find_counter(display, &x->event_base);
		x->fitness = x->counter != None ? FIT : NO_COUNTER;
	}
	if (x->fitness != FIT) {
		return false;
	}
	x->x = display;
	x->question = x->watch = None;
	(void) sd_event_source_set_enabled(x->news, SD_EVENT_ONESHOT);
	idle_clock_start(x->clock);
	return true;
}

static void on_down(void *userdata)
{
	struct x11_idle *x = userdata;

	x->x = NULL;
	x->fitness = UNKNOWN;
	(void) sd_event_source_set_enabled(x->news, SD_EVENT_ONESHOT);
	idle_clock_stop(x->clock);
}

/* The calls of the clock come last: out of them the owner may free us. */
static void on_answer(struct x11_idle *x, const XSyncAlarmNotifyEvent *e)
{
	usec_t idle = (usec_t) (uint32_t) XSyncValueHigh32(e->counter_value) << 32 |
		      XSyncValueLow32(e->counter_value);
	uint32_t input = (uint32_t) e->time - (uint32_t) idle;
	int32_t later = (int32_t) (input - x->input);
	bool checking = x->checking;

	x->checking = false;
	x->input = input;
	if (!checking) {
		idle_clock_answer(x->clock, idle * USEC_PER_MS);
	} else if (later > SAME_MS) {
		idle_clock_active(x->clock);
	}
}

static void on_event(const XEvent *event, void *userdata)
{
	const XSyncAlarmNotifyEvent *e = (const XSyncAlarmNotifyEvent *) event;
	struct x11_idle *x = userdata;

	if (event->type != x->event_base + XSyncAlarmNotify || e->state == XSyncAlarmDestroyed) {
		return;
	}
	if (e->alarm == x->question) {
		on_answer(x, e);
	} else if (e->alarm == x->watch) {
		idle_clock_active(x->clock);
	}
}

/* -- the clock's side */

static void ask(void *userdata)
{
	struct x11_idle *x = userdata;

	x->checking = false;
	x->asked = clock_boottime();
	set_alarm(x, &x->question, XSyncPositiveComparison, 0);
}

/*
 * Any input since the answer has set the counter to less than it was then, unless so much time has
 * passed (we or the server were stopped) that it is above that again: then a second question tells.
 */
static void arm(usec_t idle, void *userdata)
{
	struct x11_idle *x = userdata;
	usec_t ms = usec_max(idle / USEC_PER_MS, 1);

	set_alarm(x, &x->watch, XSyncNegativeComparison, (uint32_t) usec_min(ms - 1, UINT32_MAX));
	if (usec_sub(clock_boottime(), x->asked) > idle / 2) {
		x->checking = true;
		set_alarm(x, &x->question, XSyncPositiveComparison, 0);
	}
}

static const struct idle_clock_ops clock_ops = { .ask = ask, .arm = arm };

static void on_ready(void *userdata)
{
	struct x11_idle *x = userdata;

	if (!x->draining) {
		x->refreshing = false;
		x->callbacks.ready(x->userdata);
	} else if (x->refreshing) {
		x->refreshing = false;
		x->owed = true;
		(void) sd_event_source_set_enabled(x->news, SD_EVENT_ONESHOT);
	} /* else: the drain hands over what there is */
}

static bool usable(const struct x11_idle *x)
{
	return x->x && x->fitness == FIT;
}

static int on_news(sd_event_source *source, void *userdata)
{
	struct x11_idle *x = userdata;
	bool owed = x->owed;

	(void) source;
	x->owed = false;
	if (owed && usable(x) != x->told) {
		(void) sd_event_source_set_enabled(x->news, SD_EVENT_ONESHOT); /* once more */
	}
	if (owed) {
		x->callbacks.ready(x->userdata);
	} else if (usable(x) != x->told) {
		x->told = !x->told;
		x->callbacks.changed(x->userdata);
	}
	return 0;
}

/* -- the owner's side */

static void *op_free(void *source)
{
	return x11_idle_free(source);
}

static void op_set_period(void *source, usec_t period)
{
	struct x11_idle *x = source;

	idle_clock_set_period(x->clock, period);
}

static bool op_refresh(void *source)
{
	struct x11_idle *x = source;

	if (!idle_clock_refresh(x->clock)) {
		return false;
	}
	x->refreshing = true;
	return true;
}

static void op_drain(void *source, usec_t now, pulse_run_fn fn, void *userdata)
{
	struct x11_idle *x = source;

	if (x->draining) {
		return;
	}
	x->draining = true;
	x11_display_dispatch(x->display); /* an alarm that has fired counts */
	idle_clock_drain(x->clock, now, fn, userdata);
	x->draining = false;
}

static bool op_usable(const void *source)
{
	return usable(source);
}

static void op_health(const void *source, struct health *ret)
{
	const struct x11_idle *x = source;

	x11_idle_health(x->display, usable(x), x->fitness == XWAYLAND, ret);
}

const struct source_ops x11_idle_ops = {
	.free = op_free,
	.set_period = op_set_period,
	.refresh = op_refresh,
	.drain = op_drain,
	.usable = op_usable,
	.health = op_health,
};

void x11_idle_set_display(struct x11_idle *x, const char *display, const char *xauthority)
{
	x11_display_set(x->display, display, xauthority);
}

int x11_idle_new(struct x11_idle **ret, sd_event *event, const char *display,
		 const char *xauthority, const struct source_callbacks *callbacks, void *userdata)
{
	static const struct x11_display_callbacks display_callbacks = {
		.up = on_up,
		.event = on_event,
		.down = on_down,
	};
	_cleanup_(x11_idle_freep) struct x11_idle *x = calloc(1, sizeof(*x));
	int r;

	if (!x) {
		return -ENOMEM;
	}
	x->callbacks = *callbacks;
	x->userdata = userdata;
	r = sd_event_add_defer(event, &x->news, on_news, x);
	if (r < 0) {
		return r;
	}
	(void) sd_event_source_set_enabled(x->news, SD_EVENT_OFF);
	r = idle_clock_new(&x->clock, event, DEVICE_OTHER, &clock_ops, on_ready, x);
	if (r < 0) {
		return r;
	}
	r = x11_display_new(&x->display, event, &display_callbacks, x);
	if (r < 0) {
		return r;
	}
	x11_display_set(x->display, display, xauthority);
	*ret = TAKE_PTR(x);
	return 0;
}

struct x11_idle *x11_idle_free(struct x11_idle *x)
{
	if (x) {
		x->display = x11_display_free(x->display);
		x->clock = idle_clock_free(x->clock);
		sd_event_source_disable_unref(x->news);
		free(x);
	}
	return NULL;
}
