/* Events into the engine, in order of time: what was drained first, then what happens now. */
#include <stdio.h>
#include <string.h>

#include "log.h"
#include "manager-internal.h"

/* A suspend that nobody announced: the boot clock ran ahead of the monotonic one by more than this.
 */
#define SUSPEND_LEAST (2 * USEC_PER_SEC)

/* Input may be told of with a time this much after it: the end of the second in which it was. */
#define STAMPED_LATE USEC_PER_SEC

/* Deadlines may be this late, so that wake-ups merge; those of short durations less. */
#define ACCURACY_MAX   USEC_PER_SEC
#define ACCURACY_LEAST (10 * USEC_PER_MS)

void manager_on_effects(const struct effect *e, size_t n, void *userdata)
{
	struct manager *m = userdata;

	for (size_t i = 0; i < n; i++) {
		log_debug("effect %s", effect_type_to_string(e[i].type));
		manager_history_effect(m, &e[i]);
		manager_prompts_effect(m, &e[i]);
		bus_effect(m->bus, &e[i], &m->last);
		manager_hooks_effect(m, &e[i]);
	}
}

static void arm(struct manager *m)
{
	usec_t deadline = engine_next_deadline(m->engine);
	usec_t ahead = usec_sub(deadline, m->last.boot);
	usec_t accuracy = usec_max(ACCURACY_LEAST, usec_min(ACCURACY_MAX, ahead / 20));

	if (deadline == USEC_INFINITY) {
		(void) sd_event_source_set_enabled(m->deadline, SD_EVENT_OFF);
		return;
	}
	(void) sd_event_source_set_time(m->deadline, clock_from_engine(deadline));
	(void) sd_event_source_set_time_accuracy(m->deadline, accuracy);
	(void) sd_event_source_set_enabled(m->deadline, SD_EVENT_ONESHOT);
}

/* Feeds an event whose stamp is complete. */
static void feed_at(struct manager *m, struct event *ev, const struct stamp *stamp)
{
	ev->stamp = *stamp;
	m->last = *stamp;
	if (m->trace) {
		trace_log_event(m->trace, ev);
	}
	recorder_feed(history_recorder(m->history), m->engine, ev, m->config.session_day_starts,
		      &m->effects);
}

/* Moments of input out of one drain; more than these are fed as they come. */
#define POINTS_MAX 32

struct drain {
	struct manager *m;
	struct stamp now;
	size_t n;
	struct {
		usec_t boot;
		enum device_class device;
	} point[POINTS_MAX];
};

/* A moment before `now`, the wall clock undisturbed since; never before what was fed already. */
static struct stamp earlier(const struct manager *m, const struct stamp *now, usec_t boot)
{
	struct stamp s = *now;

	s.boot = usec_min(now->boot, usec_max(boot, m->last.boot));
	s.real = usec_sub(now->real, now->boot - s.boot);
	return s;
}

/*
 * Feeds the moments up to `until`, in order, and keeps the others.  What comes so late that it was before the end
 * of a lock or a sleep is no input of after it.
 */
static void feed_points(struct drain *d, usec_t until)
{
	size_t i;

	for (i = 0; i < d->n && d->point[i].boot <= until; i++) {
		struct event ev = { .type = EVENT_PULSE, .device = d->point[i].device };
		struct stamp stamp = earlier(d->m, &d->now, d->point[i].boot);

		if (d->point[i].boot >= d->m->unblocked) {
			feed_at(d->m, &ev, &stamp);
		}
	}
	d->n -= i;
	memmove(&d->point[0], &d->point[i], d->n * sizeof(d->point[0]));
}

static void add_point(struct drain *d, usec_t boot, enum device_class device)
{
	size_t i;

	if (d->n == POINTS_MAX) {
		feed_points(d, d->point[0].boot);
	}
	for (i = d->n; i > 0 && d->point[i - 1].boot > boot; i--) {
		d->point[i] = d->point[i - 1];
	}
	d->point[i].boot = boot;
	d->point[i].device = device;
	d->n++;
}

static void on_run(const struct pulse_run *run, void *userdata)
{
	struct drain *d = userdata;

	add_point(d, clock_to_engine(run->first), run->device);
	if (run->last > run->first) {
		add_point(d, clock_to_engine(run->last), run->device);
	}
}

/*
 * A suspend that nobody announced.  It is taken to have ended just now, for it is the resume that woke us: input
 * from before it is fed at its own time, then the sleep, then what came with the resume.  Returns whether there was one.
 */
static bool notice_suspend(struct drain *d)
{
	struct manager *m = d->m;
	struct event block = { .type = EVENT_BLOCK, .blocker = BLOCKER_ASLEEP };
	struct event unblock = { .type = EVENT_UNBLOCK, .blocker = BLOCKER_ASLEEP };
	usec_t suspended = clock_suspended();
	usec_t asleep = usec_sub(suspended, m->suspended);
	struct stamp since;

	m->suspended = suspended;
	if (asleep <= SUSPEND_LEAST || m->blockers & 1u << BLOCKER_ASLEEP) {
		return false;
	}
	log_info("Suspended for %llu s without an announcement",
		 (unsigned long long) (asleep / USEC_PER_SEC));
	feed_points(d, usec_add(usec_sub(d->now.boot, asleep), STAMPED_LATE));
	since = earlier(m, &d->now, usec_sub(d->now.boot, asleep));
	feed_at(m, &block, &since);
	feed_at(m, &unblock, &d->now);
	return true;
}

static struct stamp catch_up(struct manager *m)
{
	struct drain d = { .m = m, .now = clock_now(&m->clock) };
	bool slept;

	if (m->inputs) {
		inputs_drain(m->inputs, clock_from_engine(d.now.boot), on_run, &d);
	}
	slept = notice_suspend(&d);
	feed_points(&d, USEC_INFINITY);
	if (slept) {
		m->unblocked = d.now.boot; /* what comes later and is older was before the sleep */
	}
	return d.now;
}

void manager_settle(struct manager *m)
{
	if (m->inputs) {
		struct inputs_settings settings = manager_inputs_settings(m);

		inputs_configure(m->inputs,
				 &settings); /* logind may tell the seat late, or another one */
		inputs_set_period(m->inputs, engine_sampling_period(m->engine));
	}
	manager_attention_settle(m);
	arm(m);
	manager_prompts_countdown(m);
	manager_share_look(m, manager_attention_monitor(m));
	manager_audit_settle(m);
	manager_diary_look(m);
	manager_history_settle(m);
	bus_changed(m->bus);
}

void manager_feed(struct manager *m, struct event *ev)
{
	struct stamp now = catch_up(m);

	feed_at(m, ev, &now);
	manager_settle(m);
}

void manager_feed_past(struct manager *m, struct event *ev, usec_t boot)
{
	struct event tick = { .type = EVENT_TICK };
	struct stamp now = catch_up(m);
	struct stamp then = earlier(m, &now, boot);

	feed_at(m, ev, &then);
	if (then.boot < now.boot) {
		feed_at(m, &tick, &now);
	}
	manager_settle(m);
}

void manager_feed_before(struct manager *m, struct event *ev, usec_t boot)
{
	struct stamp now = catch_up(m);
	struct stamp then = earlier(m, &now, usec_sub(boot, 1));

	feed_at(m, ev, &then);
	manager_settle(m);
}

void manager_tick(struct manager *m)
{
	struct event tick = { .type = EVENT_TICK };

	manager_feed(m, &tick);
}
