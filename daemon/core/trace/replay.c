/* A whole trace through the engine, in virtual time. */
#include <stdio.h>
#include <string.h>

#include "ergo/engine-state.h"
#include "ergo/tr.h"
#include "ergo/trace.h"

/* Wall clock of time 0 where a trace has no `start`: nine in the morning, far from the day
 * boundary. */
#define DEFAULT_REAL (9 * USEC_PER_HOUR)

/* The boot clock when ergod is back after a reboot: far from where it was, with room before it. */
#define REBOOT_EPOCH (10000 * USEC_PER_HOUR)

/* A longer series would play for minutes: nobody wrote it on purpose. */
#define SERIES_PULSES_MAX UINT64_C(100000000)

/* Series of pulses (`pulse every ... for ...`) that can run at the same time. */
#define SERIES_MAX 64

struct series {
	struct event event;
	usec_t next, every, until; /* since the start of the trace */
};

struct player {
	struct trace_replay *replay;
	struct engine *engine;
	struct effects effects;
	usec_t real_of_zero; /* wall clock at time 0, steps included; may wrap, sums come out right
			      */
	int32_t gmtoff_s;
	usec_t boot_of_zero; /* boot clock at time 0; may wrap as well */
	usec_t time;         /* of the last line */
	bool begun, ended;

	/* While ergod is gone. */
	bool gone, rebooted;
	usec_t gone_until;
	usec_t least_t; /* no effect comes before: it went */
	size_t state_n;
	char state[ENGINE_STATE_MAX];

	size_t n_series;
	struct series series[SERIES_MAX]; /* in the order of their lines */
};

static struct stamp stamp_at(const struct player *p, usec_t time)
{
	return (struct stamp){
		.boot = p->boot_of_zero + time,
		.real = p->real_of_zero + time,
		.gmtoff_s = p->gmtoff_s,
		.gmtoff_after_s = p->gmtoff_s,
		.gmtoff_until = USEC_INFINITY,
	};
}

/* A boot time as the trace counts: a wall clock that was set over a reboot may lead before its
 * start. */
static usec_t trace_time(const struct player *p, usec_t boot)
{
	int64_t time = (int64_t) (boot - p->boot_of_zero);

	return TRACE_EPOCH + (time > 0 ? (usec_t) time : 0);
}

static void on_effects(const struct effect *e, size_t n, void *userdata)
{
	struct player *p = userdata;

	for (size_t i = 0; i < n; i++) {
		struct effect told = e[i];

		told.t = usec_max(trace_time(p, e[i].t), p->least_t);
		told.start = e[i].start ? trace_time(p, e[i].start) : 0;
		told.end = e[i].end ? trace_time(p, e[i].end) : 0;
		p->replay->sink(&told, NULL, p->replay->userdata);
	}
}

/* ---- gone and back ---- */

static int refuse(struct player *p, const char *reason)
{
	(void) snprintf(p->replay->ret_reason, TRACE_REASON_MAX, "%s", reason);
	return -EINVAL;
}

static void go(struct player *p, const struct trace_item *item)
{
	p->state_n = engine_save(p->engine, p->state, sizeof(p->state));
	p->engine = engine_free(p->engine);
	p->gone = true;
	p->rebooted = item->type == TRACE_REBOOT;
	p->gone_until = usec_add(item->time, item->length);
	p->least_t = TRACE_EPOCH + item->time;
}

static int come_back(struct player *p)
{
	struct stamp now;
	int r;

	if (p->rebooted) {
		p->boot_of_zero = REBOOT_EPOCH - p->gone_until;
	}
	p->gone = false;
	now = stamp_at(p, p->gone_until);
	r = engine_restore(&p->engine, p->replay->config, &now, p->state, p->state_n, !p->rebooted,
			   &p->effects);
	assert(r != -EINVAL); /* it is what was saved */
	return r;
}

/* Ergod is there at `time`, or back by then.  1: it is; 0: it is not; -errno. */
static int there(struct player *p, usec_t time)
{
	int r;

	if (!p->gone) {
		return 1;
	}
	if (time < p->gone_until) {
		return 0;
	}
	r = come_back(p);
	return r < 0 ? r : 1;
}

static int feed(struct player *p, struct event *ev, usec_t time)
{
	int r = there(p, time);

	if (r <= 0) {
		return r;
	}
	ev->stamp = stamp_at(p, time);
	p->replay->ret_events++;
	engine_feed(p->engine, ev, &p->effects);
	return 0;
}

static int begin(struct player *p)
{
	struct stamp now = stamp_at(p, 0);

	p->begun = true;
	return engine_new(&p->engine, p->replay->config, &now);
}

/* The series whose pulse comes next, the one of the earlier line at the same time; NULL when none
 * is left. */
static struct series *next_series(struct player *p)
{
	struct series *next = NULL;

	for (size_t i = 0; i < p->n_series; i++) {
		if (!next || p->series[i].next < next->next) {
			next = &p->series[i];
		}
	}
	return next;
}

static void drop_series(struct player *p, struct series *s)
{
	size_t after = p->n_series - (size_t) (s - p->series) - 1;

	memmove(s, s + 1, after * sizeof(*s));
	p->n_series--;
}

/* Feeds the pulses of earlier lines up to and including `time`. */
static int play_series(struct player *p, usec_t time)
{
	struct series *s;

	while ((s = next_series(p)) && s->next <= time) {
		int r = feed(p, &s->event, s->next);

		if (r < 0) {
			return r;
		}
		s->next = usec_add(s->next, s->every);
		if (s->next > s->until) {
			drop_series(p, s);
		}
	}
	return 0;
}

static int play_start(struct player *p, const struct trace_item *item)
{
	if (p->begun || item->time != 0) {
		return refuse(p, _("`start` must be the first event, at 0s"));
	}
	p->real_of_zero = item->real;
	p->gmtoff_s = item->gmtoff_s;
	return begin(p);
}

static int add_series(struct player *p, const struct trace_item *item)
{
	if (p->n_series == SERIES_MAX) {
		return refuse(
			p, _("more than 64 `pulse every` run at the same time: end some earlier"));
	}
	if ((item->until - item->time) / item->every > SERIES_PULSES_MAX) {
		return refuse(
			p,
			_("the series has more than 100 million pulses: make it shorter, or `every` longer"));
	}
	p->series[p->n_series++] = (struct series){
		.event = item->event,
		.next = item->time,
		.every = item->every,
		.until = item->until,
	};
	return play_series(p, item->time);
}

static int play_end(struct player *p, usec_t time)
{
	struct event tick = { .type = EVENT_TICK };
	struct snapshot snapshot;
	int r = feed(p, &tick, time);

	if (r < 0) {
		return r;
	}
	if (p->gone) {
		return refuse(p, _("ergod is still gone at the `end`: end the trace later"));
	}
	engine_snapshot(p->engine, &snapshot);
	snapshot.now = trace_time(p, snapshot.now);
	p->replay->sink(NULL, &snapshot, p->replay->userdata);
	p->ended = true;
	return 0;
}

static int play_clock(struct player *p, const struct trace_item *item)
{
	struct event tick = { .type = EVENT_TICK };
	usec_t real = p->real_of_zero + item->time;

	if (item->step < 0 && (usec_t) -item->step > real) {
		return refuse(p, _("the clock would step back before 1970"));
	}
	p->real_of_zero += (usec_t) item->step;
	return feed(p, &tick, item->time);
}

static int play_offset(struct player *p, const struct trace_item *item)
{
	struct event tick = { .type = EVENT_TICK };

	p->gmtoff_s = item->gmtoff_s;
	return feed(p, &tick, item->time);
}

static int play_restart(struct player *p, const struct trace_item *item)
{
	struct event tick = { .type = EVENT_TICK };
	int r = feed(p, &tick, item->time);

	if (r < 0) {
		return r;
	}
	if (p->gone) {
		return refuse(p, _("ergod is gone already: let it come back first"));
	}
	go(p, item);
	return 0;
}

static int play(struct player *p, struct trace_item *item)
{
	int r = 0;

	if (item->type == TRACE_BLANK) {
		return 0;
	}
	if (p->ended) {
		return refuse(p, _("nothing may follow `end`: remove the line"));
	}
	if (item->type == TRACE_START) {
		return play_start(p, item);
	}
	if (item->time < p->time) {
		return refuse(p, _("the time goes back: sort the lines by time"));
	}
	if (!p->begun) {
		r = begin(p);
		if (r < 0) {
			return r;
		}
	}
	p->time = item->time;
	r = play_series(p, item->time);
	if (r >= 0) {
		r = there(p, item->time); /* before the line changes anything */
	}
	if (r < 0) {
		return r;
	}
	switch (item->type) {
	case TRACE_EVENT:
		return feed(p, &item->event, item->time);
	case TRACE_PULSES:
		return add_series(p, item);
	case TRACE_CLOCK:
		return play_clock(p, item);
	case TRACE_OFFSET:
		return play_offset(p, item);
	case TRACE_RESTART:
	case TRACE_REBOOT:
		return play_restart(p, item);
	case TRACE_END:
		return play_end(p, item->time);
	case TRACE_BLANK:
	case TRACE_START:
		break;
	}
	return 0;
}

static int play_lines(struct player *p)
{
	struct trace_replay *r = p->replay;
	const char *line;

	while ((line = r->next_line(r->userdata))) {
		struct trace_item item;
		int k;

		r->ret_line++;
		k = trace_parse_line(line, &item, r->ret_reason);
		if (k < 0) {
			return k;
		}
		k = play(p, &item);
		if (k < 0) {
			return k;
		}
	}
	if (p->begun && !p->ended) {
		return play_series(p, USEC_INFINITY);
	}
	return 0;
}

int trace_replay(struct trace_replay *r)
{
	struct player player = {
		.replay = r,
		.effects = { .sink = on_effects, .userdata = &player },
		.real_of_zero = DEFAULT_REAL,
		.boot_of_zero = TRACE_EPOCH,
	};
	int k;

	r->ret_line = 0;
	r->ret_events = 0;
	r->ret_reason[0] = '\0';
	k = play_lines(&player);
	player.engine = engine_free(player.engine);
	return k;
}
