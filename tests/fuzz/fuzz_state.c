/*
 * libFuzzer entry for the engine's saved state: any text.  It is refused, or becomes an engine that
 * works: deadlines pass, effects come in order, nothing piles up, and what it saves is a state that is
 * restored and saved as it was.  The first two bytes choose the boot, the configuration and the gap.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ergo/engine-state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert() this names what failed in a release build of the fuzzer too. */
#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			__builtin_trap();                                                          \
		}                                                                                  \
	} while (0)

#define EPOCH    (10000 * USEC_PER_HOUR)
#define REAL     UINT64_C(1772442000000000) /* 2026-03-02T09:00:00Z */
#define FEEDS    64
#define FEED_MAX 4000 /* effects of one feed: a year has 366 days */

struct told {
	struct engine *engine;
	usec_t t;
	size_t n; /* effects of this feed */
};

static void on_effects(const struct effect *e, size_t n, void *userdata)
{
	struct told *told = userdata;

	for (size_t i = 0; i < n; i++) {
		MUST(e[i].t >= told->t);
		MUST(e[i].start <= e[i].t && e[i].end <= e[i].t);
		told->t = e[i].t;
	}
	told->n += n;
	MUST(told->n < FEED_MAX);
}

static void configure(struct config *c, unsigned choice)
{
	config_defaults(c);
	if (choice & 1) {
		c->presence_away_after = c->micro_break_length = 5 * USEC_PER_SEC;
		c->session_ends_after = c->rest_break_length = 20 * USEC_PER_SEC;
		c->micro_break_every = c->daily_limit_limit = 20 * USEC_PER_SEC;
		c->rest_break_every = c->presence_passive_max = 50 * USEC_PER_SEC;
		c->daily_limit_remind_every = 7 * USEC_PER_SEC;
		c->prompts_settle = c->prompts_lull = 0;
	}
}

static struct stamp stamp(usec_t t)
{
	return (struct stamp){ .boot = EPOCH + t, .real = REAL + t, .gmtoff_until = USEC_INFINITY };
}

static void look(const struct engine *e)
{
	struct snapshot s;

	engine_snapshot(e, &s);
	MUST(s.last_pulse <= s.now || s.last_pulse == USEC_INFINITY);
	MUST(s.pause_time <= s.now && s.presence_since <= s.now);
	MUST(!s.in_session || s.session_start <= s.now);
	MUST(s.break_state < _BREAK_STATE_MAX && s.next_reason < _NEXT_REASON_MAX);
	MUST(engine_next_deadline(e) > s.now);
	MUST(engine_sampling_period(e) > 0);
}

/* Everything that can happen, in turn. */
static void feed(struct engine *e, usec_t t, unsigned i, struct effects *out)
{
	struct event ev = { .type = (enum event_type)(i % EVENT_CONFIG), .stamp = stamp(t) };

	switch (ev.type) {
	case EVENT_BLOCK:
	case EVENT_UNBLOCK:
		ev.blocker = BLOCKER_LOCKED;
		break;
	case EVENT_ACTION:
		ev.action = (enum action)(i / EVENT_CONFIG % _ACTION_MAX);
		break;
	case EVENT_BREAK:
		ev.kind = (enum break_kind)(i / EVENT_CONFIG % _BREAK_KIND_MAX);
		break;
	case EVENT_QUIET_OFF:
		ev.quiet_mask = 3;
		break;
	case EVENT_PAUSE:
		ev.duration = USEC_PER_SEC;
		break;
	case EVENT_TICK:
	case EVENT_PULSE:
	case EVENT_ENGAGED:
	case EVENT_DISENGAGED:
	case EVENT_QUIET_ON:
	case EVENT_RESUME:
	case EVENT_CONFIG:
	case _EVENT_TYPE_MAX:
		break;
	}
	((struct told *) out->userdata)->n = 0;
	engine_feed(e, &ev, out);
	look(e);
}

static void again(const struct engine *e, const struct config *config, usec_t t)
{
	_cleanup_(engine_freep) struct engine *second = NULL, *third = NULL;
	char first_text[ENGINE_STATE_MAX], text[ENGINE_STATE_MAX];
	struct told told = { 0 };
	struct effects out = { .sink = on_effects, .userdata = &told };
	struct stamp now = stamp(t);
	size_t n = engine_save(e, first_text, sizeof(first_text));

	MUST(n == strlen(first_text));
	MUST(engine_restore(&second, config, &now, first_text, n, true, &out) == 0);
	n = engine_save(second, first_text, sizeof(first_text));
	MUST(engine_restore(&third, config, &now, first_text, n, true, &out) == 0);
	(void) engine_save(third, text, sizeof(text));
	MUST(strcmp(first_text, text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const usec_t gaps[] = { 0, 1, 2, 10, 45, 90, 400, 30000, 100000, 10000000 };
	_cleanup_(engine_freep) struct engine *e = NULL;
	struct told told = { 0 };
	struct effects out = { .sink = on_effects, .userdata = &told };
	struct config config;
	struct stamp now;
	usec_t t;
	int r;

	if (size < 2) {
		return 0;
	}
	configure(&config, data[0] >> 1);
	t = gaps[data[1] % ELEMENTSOF(gaps)] * USEC_PER_SEC;
	now = stamp(t);
	r = engine_restore(&e, &config, &now, (const char *) data + 2, size - 2, data[0] & 1, &out);
	MUST(r == -EINVAL || r == 0);
	if (r < 0) {
		MUST(!e && out.n == 0 && told.n == 0);
		return 0;
	}
	look(e);
	again(e, &config, t);
	for (unsigned i = 0; i < FEEDS; i++) {
		t += (1 + data[i % size] % 16) * USEC_PER_SEC;
		feed(e, t, i < FEEDS / 2 ? data[i % size] : i, &out);
	}
	again(e, &config, t);
	told.n = 0;
	feed(e, t + 40 * USEC_PER_DAY, EVENT_TICK, &out);
	return 0;
}
