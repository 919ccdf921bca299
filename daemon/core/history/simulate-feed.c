/* Stamps out of the recorded offsets, days brought to their end, and the sums. */
#include "simulate-internal.h"

static usec_t real_of(usec_t boot)
{
	return usec_sub(boot, SIMULATION_EPOCH);
}

/* Takes the offset that holds then; those before the first are taken to have been like it. */
static struct stamp stamp_at(struct simulation *s, usec_t boot)
{
	const struct simulation_range *g = &s->range;
	struct stamp stamp = { .boot = boot, .real = real_of(boot), .gmtoff_until = USEC_INFINITY };

	if (g->offsets_n == 0) {
		return stamp;
	}
	while (s->offset + 1 < g->offsets_n && g->offset[s->offset + 1].at <= stamp.real) {
		s->offset++;
	}
	stamp.gmtoff_s = g->offset[s->offset].gmtoff_s;
	if (s->offset + 1 < g->offsets_n) {
		stamp.gmtoff_until = g->offset[s->offset + 1].at;
		stamp.gmtoff_after_s = g->offset[s->offset + 1].gmtoff_s;
	}
	return stamp;
}

static void find_turn(struct simulation *s)
{
	usec_t day = usec_add(s->stamp.boot,
			      stamp_until_next_day(&s->stamp, s->config->session_day_starts));

	s->turn = usec_min(day, usec_add(s->stamp.gmtoff_until, SIMULATION_EPOCH));
}

static void add_session(struct simulation_result *r, usec_t screen_time)
{
	r->sessions++;
	r->longest = usec_max(r->longest, screen_time);
	r->unbroken += usec_sub(screen_time, SIMULATION_UNBROKEN);
}

static void on_effect(struct simulation *s, const struct effect *e)
{
	struct effect real = *e;

	if (e->type == EFFECT_SESSION_END) {
		add_session(&s->result, e->screen_time);
	}
	if (e->type == EFFECT_PROMPT && e->reason == PROMPT_REMINDER) {
		s->result.reminders++;
	} else if (e->type == EFFECT_PROMPT) {
		s->result.prompts[e->kind]++;
	}
	if (s->on_effect) {
		real.t = real_of(e->t);
		real.start = real_of(e->start);
		real.end = real_of(e->end);
		s->on_effect(&real, s->userdata);
	}
}

static void sink(const struct effect *e, size_t n, void *userdata)
{
	for (size_t i = 0; i < n; i++) {
		on_effect(userdata, &e[i]);
	}
}

static void give(struct simulation *s, usec_t boot, struct event ev)
{
	s->stamp = ev.stamp = stamp_at(s, boot);
	s->at = boot;
	s->result.events++;
	engine_feed(s->engine, &ev, &s->out);
}

static void add_day(struct simulation_result *r, const struct snapshot *day)
{
	r->days += day->today_time > 0;
	r->screen_time += day->today_time;
	for (size_t i = 0; i < _BREAK_KIND_MAX; i++) {
		for (size_t j = 0; j < _OUTCOME_MAX; j++) {
			r->tally[i][j] += day->tally[i][j];
		}
	}
}

/* What the engine counts of a day is gone when the next one begins: it is taken just before. */
static void pass_turn(struct simulation *s)
{
	const usec_t day_starts = s->config->session_day_starts;
	usec_t turn = s->turn;
	struct snapshot day;
	int64_t number;

	give(s, usec_max(s->at, turn - 1), (struct event){ .type = EVENT_TICK });
	number = stamp_day(&s->stamp, day_starts);
	engine_snapshot(s->engine, &day);
	give(s, turn, (struct event){ .type = EVENT_TICK });
	if (stamp_day(&s->stamp, day_starts) != number) {
		add_day(&s->result, &day);
	}
	find_turn(s);
}

void feed(struct simulation *s, usec_t boot, struct event ev)
{
	boot = usec_max(boot, s->at);
	while (s->turn <= boot) {
		pass_turn(s);
	}
	give(s, boot, ev);
}

int feed_begin(struct simulation *s, usec_t real)
{
	struct config config = *s->config;
	int r;

	/* Within a slot there was such a gap, or so it is taken: pulses in its middle would hide it. */
	if (config.prompts_lull <= SLOT_LENGTH) {
		config.prompts_lull = 0;
	}
	s->at = real + SIMULATION_EPOCH;
	s->stamp = stamp_at(s, s->at);
	s->out = (struct effects){ .sink = sink, .userdata = s };
	r = engine_new(&s->engine, &config, &s->stamp);
	if (r == 0) {
		find_turn(s);
	}
	return r;
}

void feed_end(struct simulation *s, usec_t real)
{
	struct snapshot end;

	feed(s, usec_add(real, SIMULATION_EPOCH), (struct event){ .type = EVENT_TICK });
	engine_snapshot(s->engine, &end);
	add_day(&s->result, &end);
	if (end.in_session) {
		add_session(&s->result, end.session_time);
	}
}
