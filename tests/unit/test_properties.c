/*
 * What must hold of any day whatsoever: random ones, thousands, each from its seed.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/random-day.h"
#include "ergo/trace.h"

#define CASES 12000

static struct random_day day;
static struct rig rig, other;
static uint64_t seed; /* of the case that runs, for the report */

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fail_msg("seed %llu: %s", (unsigned long long) seed, #condition);          \
		}                                                                                  \
	} while (0)

static void for_each_day(uint64_t cases, void (*check)(void))
{
	for (seed = 0; seed < cases; seed++) {
		random_day(&day, seed);
		check();
	}
}

static void play(struct rig *r)
{
	rig_begin(r, &day.config);
	for (size_t i = 0; i < day.n; i++) {
		rig_feed(r, day.events[i].t, day.events[i].event);
	}
	rig_tick(r, day.end);
}

static void assert_same_effects(const struct rig *a, const struct rig *b)
{
	MUST(a->n == b->n);
	MUST(a->n <= RIG_LOG_MAX);
	MUST(memcmp(a->log, b->log, a->n * sizeof(a->log[0])) == 0);
}

/* ---- ticks ---- */

/* A late wake-up, a resumed laptop, a replay: being called at other times changes nothing. */
static void check_ticks(void)
{
	struct random r;
	usec_t t = 0;

	random_seed(&r, ~seed);
	play(&rig);
	rig_begin(&other, &day.config);
	for (size_t i = 0; i <= day.n; i++) {
		usec_t until = i < day.n ? day.events[i].t : day.end;

		for (uint64_t n = random_below(&r, 4); n > 0; n--) {
			t = random_percent(&r, 30) ? engine_next_deadline(other.engine) - RIG_EPOCH
						   : t + random_below(&r, until - t + 1);
			t = usec_min(t, until);
			rig_tick(&other, t);
		}
		t = until;
		if (i < day.n) {
			rig_feed(&other, t, day.events[i].event);
		} else {
			rig_tick(&other, t);
		}
	}
	assert_same_effects(&rig, &other);
	rig_end(&rig);
	rig_end(&other);
}

static void test_ticks_change_nothing(void **state)
{
	(void) state;
	for_each_day(CASES, check_ticks);
}

/* ---- the wall clock ---- */

static void check_clock_steps(void)
{
	day.config.daily_limit_enabled = false; /* of all effects only its prompt knows a day */
	play(&rig);
	rig_begin(&other, &day.config);
	for (size_t i = 0; i < day.n; i++) {
		other.zero.real += (usec_t) day.events[i].step;
		other.zero.gmtoff_s =
			(int32_t) (day.events[i].step / (int64_t) USEC_PER_HOUR) % 12 * 3600;
		rig_feed(&other, day.events[i].t, day.events[i].event);
	}
	rig_tick(&other, day.end);
	assert_same_effects(&rig, &other);
	struct snapshot a = rig_look(&rig), b = rig_look(&other);
	MUST(a.session_time == b.session_time && a.since_micro == b.since_micro);
	MUST(a.since_rest == b.since_rest && a.break_remaining == b.break_remaining);
	rig_end(&rig);
	rig_end(&other);
}

static void test_clock_steps_change_no_duration(void **state)
{
	(void) state;
	for_each_day(CASES, check_clock_steps);
}

/* ---- a day, step by step ---- */

/* What the effects so far have told. */
struct told {
	size_t read; /* effects */
	bool shown[_BREAK_KIND_MAX];
	bool present, in_session;
	usec_t present_since, session_start, session_end;
	usec_t present_time, session_times; /* of intervals and sessions that are over */
	usec_t last_t;
};

static unsigned reached[_BREAK_KIND_MAX][_OUTCOME_MAX],
	prompted[_PROMPT_KIND_MAX][_PROMPT_REASON_MAX];

static void read_presence(struct told *told, const struct effect *e)
{
	bool present = e->presence == PRESENCE_PRESENT || e->presence == PRESENCE_PASSIVE;

	if (present && !told->present) {
		told->present_since = e->start;
	} else if (!present && told->present) {
		MUST(e->start >= told->present_since);
		told->present_time += e->start - told->present_since;
	}
	told->present = present;
}

static void read_session(struct told *told, const struct effect *e)
{
	MUST(told->in_session == (e->type == EFFECT_SESSION_END));
	if (e->type == EFFECT_SESSION_START) {
		MUST(e->start == e->t && e->start >= told->session_end);
		told->session_start = e->start;
	} else {
		MUST(e->start == told->session_start && e->end >= e->start);
		MUST(e->screen_time <= e->end - e->start);
		told->session_end = e->end;
		told->session_times += e->screen_time;
	}
	told->in_session = e->type == EFFECT_SESSION_START;
}

static void read_effect(struct told *told, const struct effect *e)
{
	MUST(e->t >= told->last_t);
	MUST(e->start <= e->t && e->end <= e->t);
	told->last_t = e->t;
	switch (e->type) {
	case EFFECT_SESSION_START:
	case EFFECT_SESSION_END:
		read_session(told, e);
		break;
	case EFFECT_PROMPT:
		prompted[e->kind][e->reason]++;
		if (e->kind != PROMPT_DAILY) {
			MUST(told->shown[e->kind] == (e->reason != PROMPT_DUE));
			told->shown[e->kind] = true;
		}
		break;
	case EFFECT_WITHDRAW:
		MUST(told->shown[e->kind]);
		told->shown[e->kind] = false;
		break;
	case EFFECT_BREAK_STARTED:
		told->shown[e->kind] = true;
		break;
	case EFFECT_BREAK_ENDED:
		MUST(!told->shown[e->kind] && e->end == e->t);
		reached[e->kind][e->outcome]++;
		break;
	case EFFECT_PRESENCE:
		read_presence(told, e);
		break;
	case _EFFECT_TYPE_MAX:
		break;
	}
	MUST(!(told->shown[BREAK_MICRO] && told->shown[BREAK_REST]));
}

/* A prompt among the effects from `first` on must fit what can be seen right after it. */
static void check_prompts(const struct rig *r, size_t first, const struct snapshot *s,
			  unsigned blockers)
{
	size_t prompts = 0;

	for (size_t i = first; i < r->n; i++) {
		const struct effect *e = &r->log[i];

		if (e->type != EFFECT_PROMPT) {
			continue;
		}
		MUST(++prompts == 1 || r->log[i - 1].type == EFFECT_BREAK_ENDED);
		MUST(s->presence == PRESENCE_PRESENT || s->presence == PRESENCE_PASSIVE);
		MUST(!s->quiet && !s->silent && blockers == 0);
		MUST(e->kind == PROMPT_DAILY || s->break_state == BREAK_DUE);
	}
}

static void check_counters(const struct snapshot *s, const struct told *told)
{
	usec_t elapsed = s->now - RIG_EPOCH;

	MUST(s->since_micro <= s->since_rest);
	MUST(s->since_rest <= s->today_time && s->today_time <= elapsed);
	MUST(s->session_time <= s->longest_today && s->longest_today <= s->today_time);
	MUST(!s->in_session || s->session_time <= s->now - s->session_start);
	MUST(s->in_session == told->in_session && (s->in_session || s->session_time == 0));
	/* Nothing is lost or counted twice: the intervals, the sessions and the day agree. */
	MUST(s->today_time ==
	     told->present_time + (told->present ? s->now - told->present_since : 0));
	MUST(s->today_time == told->session_times + s->session_time);
	MUST(s->pause_time <= elapsed && (s->pause_time == 0 || !told->present));
}

static void check_next(const struct snapshot *s)
{
	switch (s->next_reason) {
	case NEXT_NOTHING:
		MUST(!day.config.micro_break_enabled || !day.config.rest_break_enabled);
		break;
	case NEXT_COUNTING:
		MUST(s->next_in > 0 && s->next_in < USEC_INFINITY);
		break;
	case NEXT_ACTIVE:
		MUST(s->break_state == BREAK_DUE || s->break_state == BREAK_STARTED);
		break;
	case NEXT_SILENCE:
		MUST(s->silent && s->next_at == s->silent_until);
		break;
	case NEXT_QUIET:
		MUST(s->quiet && s->next_in == 0);
		break;
	case NEXT_AWAY:
		MUST(s->presence != PRESENCE_PRESENT && s->presence != PRESENCE_PASSIVE);
		break;
	case NEXT_POSTPONED:
	case NEXT_SETTLE:
	case NEXT_LULL:
		MUST(s->next_at > s->now && s->next_in == 0);
		MUST(s->next_at < USEC_INFINITY);
		break;
	case _NEXT_REASON_MAX:
		MUST(false);
	}
}

static void check_break(const struct rig *r, const struct snapshot *s, const struct told *told)
{
	bool on_show = s->break_state == BREAK_DUE || s->break_state == BREAK_STARTED;
	usec_t period = engine_sampling_period(r->engine);
	usec_t length = s->break_kind == BREAK_REST ? day.config.rest_break_length
						    : day.config.micro_break_length;

	MUST(told->shown[BREAK_MICRO] == (on_show && s->break_kind == BREAK_MICRO));
	MUST(told->shown[BREAK_REST] == (on_show && s->break_kind == BREAK_REST));
	MUST(s->break_state == BREAK_NONE ||
	     (s->break_remaining > 0 && s->break_remaining <= length));
	MUST(s->break_state != BREAK_DUE || told->present);
	MUST(s->break_state != BREAK_STARTED || !told->present);
	MUST(s->postpones_left <= day.config.prompts_max_postpones);
	MUST(s->break_hands_off < length);
	MUST(period >= 100 * USEC_PER_MS && period <= 10 * USEC_PER_SEC);
	MUST(!on_show || period <= USEC_PER_SEC);
}

static void check_step(struct rig *r, struct told *told, unsigned blockers)
{
	struct snapshot s = rig_look(r);
	size_t first = told->read;

	MUST(r->n <= RIG_LOG_MAX);
	for (; told->read < r->n; told->read++) {
		read_effect(told, &r->log[told->read]);
	}
	MUST(engine_next_deadline(r->engine) > s.now);
	MUST((s.presence == PRESENCE_PRESENT || s.presence == PRESENCE_PASSIVE) == told->present);
	MUST(!told->present || blockers == 0);
	MUST(!s.silent || s.silent_until > s.now);
	check_prompts(r, first, &s, blockers);
	check_counters(&s, told);
	check_next(&s);
	check_break(r, &s, told);
}

static void step_until(struct rig *r, usec_t t, struct told *told, unsigned blockers)
{
	usec_t next;

	while ((next = engine_next_deadline(r->engine)) <= AT(t)) {
		rig_tick(r, next - RIG_EPOCH);
		check_step(r, told, blockers);
	}
	rig_tick(r, t);
	check_step(r, told, blockers);
}

static void check_steps(void)
{
	struct told told = { 0 };
	unsigned blockers = 0;

	if (day.end > 18 * USEC_PER_HOUR) { /* the day must not change */
		return;
	}
	rig_begin(&rig, &day.config);
	for (size_t i = 0; i < day.n; i++) {
		const struct event *ev = &day.events[i].event;

		step_until(&rig, day.events[i].t, &told, blockers);
		if (ev->type == EVENT_BLOCK) {
			blockers |= 1u << ev->blocker;
		} else if (ev->type == EVENT_UNBLOCK) {
			blockers &= ~(1u << ev->blocker);
		}
		rig_feed(&rig, day.events[i].t, *ev);
		check_step(&rig, &told, blockers);
	}
	step_until(&rig, day.end, &told, blockers);
	rig_end(&rig);
}

static void test_every_step(void **state)
{
	(void) state;
	for_each_day(CASES, check_steps);
	/* Days on which nothing happens prove nothing. */
	for (int kind = 0; kind < _BREAK_KIND_MAX; kind++) {
		for (int outcome = 0; outcome < _OUTCOME_MAX; outcome++) {
			bool never = kind == BREAK_REST && outcome == OUTCOME_REPLACED;

			assert_in_range(reached[kind][outcome], never ? 0 : CASES / 200,
					never ? 0 : CASES * 100);
		}
		assert_in_range(prompted[kind][PROMPT_DUE], CASES / 10, CASES * 100);
		assert_in_range(prompted[kind][PROMPT_INTERRUPTED], CASES / 100, CASES * 100);
	}
	assert_in_range(prompted[BREAK_REST][PROMPT_REMINDER], CASES / 100, CASES * 100);
	assert_in_range(prompted[PROMPT_DAILY][PROMPT_LIMIT], CASES / 100, CASES * 100);
}

/* ---- written down and replayed ---- */

struct reader {
	size_t line;
	char text[TRACE_TEXT_MAX];
	size_t n;
};

static const char *next_line(void *userdata)
{
	struct reader *r = userdata;
	struct event ev;

	if (r->line > day.n) {
		return NULL;
	}
	if (r->line == day.n) {
		ev = (struct event){ .type = EVENT_RESUME, .stamp.boot = TRACE_EPOCH + day.end };
	} else {
		ev = day.events[r->line].event;
		ev.stamp.boot = TRACE_EPOCH + day.events[r->line].t;
	}
	r->line++;
	return trace_format_event(&ev, TRACE_EPOCH, r->text, sizeof(r->text));
}

static void on_effect(const struct effect *e, const struct snapshot *end, void *userdata)
{
	struct reader *r = userdata;

	MUST(!end);
	MUST(r->n < rig.n && memcmp(e, &rig.log[r->n], sizeof(*e)) == 0);
	r->n++;
}

/* What `ergod --trace` writes, `ergod --replay` plays to the same effects. */
static void check_replay(void)
{
	struct reader reader = { 0 };
	struct trace_replay replay = { .next_line = next_line,
				       .sink = on_effect,
				       .userdata = &reader,
				       .config = &day.config };

	play(&rig);
	rig_feed(&rig, day.end, (struct event){ .type = EVENT_RESUME });
	MUST(trace_replay(&replay) == 0);
	MUST(reader.n == rig.n);
	rig_end(&rig);
}

static void test_a_trace_of_it_is_the_same(void **state)
{
	(void) state;
	assert_int_equal(RIG_EPOCH, TRACE_EPOCH);
	for_each_day(CASES / 4, check_replay);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_ticks_change_nothing),
	cmocka_unit_test(test_clock_steps_change_no_duration),
	cmocka_unit_test(test_every_step),
	cmocka_unit_test(test_a_trace_of_it_is_the_same),
};

int main(void)
{
	return cmocka_run_group_tests_name("properties", tests, NULL, NULL);
}
