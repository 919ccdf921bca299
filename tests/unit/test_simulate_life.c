/*
 * Days at the resolution of life, as the recorder keeps them: under the configuration that held, a
 * simulation of the slots has to find what there was and what the records of days tell, as far as
 * slots can.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "../lib/past-rig.h"
#include "../lib/person.h"

#define S   USEC_PER_SEC
#define HR  USEC_PER_HOUR
#define DAY USEC_PER_DAY

#define SEEDS  12
#define LIVED  5 /* days each */
#define SLOP_S 10

static struct person person;

struct told {
	size_t n;
	struct session_record session[PERSON_SESSIONS];
};

static int on_row(const struct slots *row, void *userdata)
{
	return simulation_slots(userdata, row);
}

static void on_effect(const struct effect *e, void *userdata)
{
	struct told *t = userdata;

	if (e->type == EFFECT_SESSION_END) {
		assert_true(t->n < PERSON_SESSIONS);
		t->session[t->n++] = (struct session_record){ .start = e->start,
							      .end = e->end,
							      .screen_time = e->screen_time };
	}
}

static void relive(struct told *told, struct simulation_result *ret)
{
	struct offset_record offset = { person.midnight, 3600 };
	struct simulation_range range = { person.midnight, person.midnight + LIVED * DAY + 8 * HR,
					  &offset, 1 };
	struct simulation s;

	told->n = 0;
	simulation_begin(&s, &person.rec.config, &range);
	s.on_effect = on_effect;
	s.userdata = told;
	assert_int_equal(person_slots(&person, on_row, &s), 0);
	assert_int_equal(simulation_end(&s, ret), 0);
	assert_null(s.engine);
}

/* Of the days that were recorded. */
static void sum_up(struct day_record *ret)
{
	*ret = (struct day_record){};
	for (size_t d = 0; d < PERSON_DAYS; d++) {
		const struct day_record *day = &person.day[d];

		ret->screen_time += day->screen_time;
		for (size_t i = 0; i < _BREAK_KIND_MAX * _OUTCOME_MAX; i++) {
			ret->tally[i / _OUTCOME_MAX][i % _OUTCOME_MAX] +=
				day->tally[i / _OUTCOME_MAX][i % _OUTCOME_MAX];
		}
	}
}

static void check_session(size_t i, const struct told *told)
{
	const struct session_record *a = &told->session[i], *b = &person.session[i];

	assert_in_range(apart(a->start, b->start), 0, SLOP_S);
	assert_in_range(apart(a->end, b->end), 0, SLOP_S);
	assert_in_range(apart(a->screen_time, b->screen_time), 0,
			SLOP_S * (1 + person.absences[i]));
}

/*
 * Without prompts only pauses make a session: each end of one is known to half a slot or so.  Now and
 * then a pause is that near to session.ends_after that two sessions are one, or one is two.
 */
static void test_sessions_come_out_as_they_were(void **state)
{
	struct day_record were;
	struct simulation_result r;
	struct config config;
	unsigned other = 0;
	struct told told;

	(void) state;
	config_defaults(&config);
	config.micro_break_enabled = config.rest_break_enabled = false;
	for (unsigned seed = 0; seed < SEEDS; seed++) {
		person_live(&person, &config, LIVED, seed);
		relive(&told, &r);
		other += told.n != person.sessions;
		for (size_t i = 0; told.n == person.sessions && i < told.n; i++) {
			check_session(i, &told);
		}
		assert_int_equal(r.sessions, told.n);
		assert_in_range(r.sessions + 1, person.sessions, person.sessions + 2);
		sum_up(&were);
		assert_int_equal(r.days, LIVED);
		assert_in_range(apart(r.screen_time, were.screen_time), 0,
				(unsigned) (were.screen_time / S / 1000));
		person_done(&person);
	}
	assert_in_range(other, 0, SEEDS / 4);
}

static void add(unsigned *sum, const unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX])
{
	for (size_t i = 0; i < _BREAK_KIND_MAX * _OUTCOME_MAX; i++) {
		sum[i] += tally[i / _OUTCOME_MAX][i % _OUTCOME_MAX];
	}
}

/* With prompts a break of 30 s may be told as one of 29: seldom, and both ways. */
static void test_breaks_come_out_as_they_were(void **state)
{
	unsigned were[_BREAK_KIND_MAX * _OUTCOME_MAX] = {},
					are[_BREAK_KIND_MAX * _OUTCOME_MAX] = {};
	unsigned all = 0, near = 0, prompts = 0, prompted = 0;
	struct day_record days;
	struct simulation_result r;
	struct config config;
	struct told told;

	(void) state;
	config_defaults(&config);
	for (unsigned seed = 0; seed < SEEDS; seed++) {
		person_live(&person, &config, LIVED, seed);
		relive(&told, &r);
		sum_up(&days);
		add(were, days.tally);
		add(are, r.tally);
		prompts += person.prompts;
		prompted +=
			r.prompts[BREAK_MICRO] + r.prompts[BREAK_REST] + r.prompts[PROMPT_DAILY];
		for (size_t i = 0; i < person.sessions; i++) {
			for (size_t j = 0; j < told.n; j++) {
				near += apart(told.session[j].start, person.session[i].start) <=
						SLOP_S &&
					apart(told.session[j].end, person.session[i].end) <=
						SLOP_S &&
					apart(told.session[j].screen_time,
					      person.session[i].screen_time) <=
						SLOP_S * (1 + person.absences[i]);
			}
			all++;
		}
		assert_in_range(apart(r.screen_time, days.screen_time), 0,
				(unsigned) (days.screen_time / S / 500));
		person_done(&person);
	}
	assert_in_range(near, all * 95 / 100, all);
	assert_in_range(prompted, prompts * 98 / 100, prompts * 102 / 100);
	for (size_t i = 0; i < ELEMENTSOF(were); i++) {
		assert_in_range(are[i] + 5, were[i] * 97 / 100, were[i] * 103 / 100 + 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sessions_come_out_as_they_were),
		cmocka_unit_test(test_breaks_come_out_as_they_were),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
