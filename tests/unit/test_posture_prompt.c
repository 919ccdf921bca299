/* When a finding is prompted, as stories: who sits there, what is found, and what is said of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/posture-desk.h"

/* ---- what is news ---- */

static void test_once(void **state)
{
	(void) state;
	assert_false(audited());
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_CAUTION);
	assert_false(audited()); /* it was not prompted yet */
	pass(MIN - 1);
	assert_int_equal(prompted(), 0); /* it may be a moment of rearranging */
	assert_true(desk.look == desk.now.boot + 1);
	pass(1);
	assert_int_equal(prompted(), 1);
	for (int day = 0; day < 40; day++) {
		assert_int_equal(prompted_in_an_hour(), 0);
		pass(23 * HR);
		(void) audited();
	}
	assert_int_equal(desk.p.n, 1);
}

static void test_notes_are_not_prompted(void **state)
{
	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_NOTE);
	find_on(BIG, RULE_UNKNOWN, SEVERITY_NOTE);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 0);
}

static void test_what_nothing_helps_is_not_prompted(void **state)
{
	(void) state;
	find_on(BIG, RULE_BOTTOM_EDGE, SEVERITY_HIGH)->move.kind = MOVE_NONE;
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 0);
}

static void test_worse_is_news(void **state)
{
	struct finding *f = find_on(BIG, RULE_TOP_EDGE, SEVERITY_CAUTION);

	(void) state;
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
	f->severity = SEVERITY_HIGH;
	assert_true(audited() == false); /* told as caution still */
	assert_int_equal(prompted_in_an_hour(), 1);
	pass(24 * HR);
	f->severity = SEVERITY_CAUTION; /* better is none */
	assert_true(audited());
	assert_int_equal(prompted_in_an_hour(), 0);
	f->severity = SEVERITY_HIGH; /* but from there it can get worse */
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
}

/* What may be none once it is measured is no reason to speak up. */
static void test_measure_first(void **state)
{
	(void) state;
	struct finding *f = find_at(-1, RULE_KEYBOARD_HEIGHT, SEVERITY_CAUTION);
	f->move.kind = MOVE_MEASURE;
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 0);
	f->move.kind = MOVE_DESK;
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
}

/* What is on show has something to say as long as one of its findings stands and nobody has answered. */
static void test_holds(void **state)
{
	(void) state;
	assert_false(posture_holds(&desk.p));
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	find_on(BIG, RULE_BOTTOM_EDGE, SEVERITY_CAUTION);
	(void) audited();
	assert_false(posture_holds(&desk.p)); /* not said yet */
	assert_int_equal(prompted_in_an_hour(), 2);
	assert_true(posture_holds(&desk.p));
	find_nothing();
	find_on(BIG, RULE_BOTTOM_EDGE, SEVERITY_CAUTION);
	(void) audited();
	assert_true(posture_holds(&desk.p));
	connect_only(1u << PANEL); /* remembered, but not here */
	(void) audited();
	assert_false(posture_holds(&desk.p));
	connect_only(1u << BIG);
	find_on(BIG, RULE_BOTTOM_EDGE, SEVERITY_CAUTION);
	(void) audited();
	assert_true(posture_holds(&desk.p));
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_DONE, &desk.now, DAY_STARTS), 0);
	assert_false(posture_holds(&desk.p));
}

static void test_put_right_and_back(void **state)
{
	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
	find_nothing();
	assert_true(audited());
	assert_int_equal(desk.p.n, 0);
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
}

static void test_each_posture_and_rule_is_its_own(void **state)
{
	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH)->posture = POSTURE_STANDING;
	find_on(BIG, RULE_DISTANCE, SEVERITY_CAUTION);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 2); /* one prompt for both */
}

/* Home in the evening, back at the desk in the morning: known monitors with known faults. */
static void test_docked_and_undocked(void **state)
{
	(void) state;
	for (int day = 0; day < 5; day++) {
		connect_only(1u << BIG);
		find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
		(void) audited();
		assert_int_equal(prompted_in_an_hour(), day == 0);
		connect_only(1u << PANEL);
		find_on(PANEL, RULE_LAPTOP_ONLY, SEVERITY_CAUTION);
		(void) audited();
		assert_int_equal(prompted_in_an_hour(), day == 0);
		pass(22 * HR);
	}
	connect_only(1u << BIG);
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	connect_only(0);
	pass(POSTURE_KEPT_DAYS * USEC_PER_DAY); /* a long journey */
	(void) audited();
	assert_int_not_equal(desk.p.n, 0);
	pass(USEC_PER_DAY); /* and a day longer */
	(void) audited();
	assert_int_equal(desk.p.n, 0);
	connect_only(1u << BIG);
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
}

static void test_no_monitor_for_a_moment(void **state)
{
	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	find_at(-1, RULE_KEYBOARD_HEIGHT, SEVERITY_CAUTION);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 2);
	connect_only(0);
	find_at(-1, RULE_KEYBOARD_HEIGHT, SEVERITY_CAUTION);
	assert_false(audited());
	connect_only(1u << BIG); /* there, but nothing is known of it */
	find_on(BIG, RULE_UNKNOWN, SEVERITY_NOTE);
	find_at(-1, RULE_KEYBOARD_HEIGHT, SEVERITY_CAUTION);
	assert_false(audited());
	connect_only(1u << TWIN); /* the same at another connector */
	find_on(TWIN, RULE_TOP_EDGE, SEVERITY_HIGH);
	find_at(-1, RULE_KEYBOARD_HEIGHT, SEVERITY_CAUTION);
	assert_false(audited());
	assert_int_equal(prompted_in_an_hour(), 0);
}

static void test_a_pair_without_its_other(void **state)
{
	(void) state;
	connect_only(1u << BIG | 1u << SMALL);
	find_on(BIG, RULE_TOPS_DIFFER, SEVERITY_CAUTION)->other = view_of(SMALL);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
	connect_only(1u << BIG);
	(void) audited();
	connect_only(1u << BIG | 1u << SMALL);
	find_on(BIG, RULE_TOPS_DIFFER, SEVERITY_CAUTION)->other = view_of(SMALL);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 0);
}

/* Caution in the morning, high after two hours, each day again: said once each. */
static void test_laptop_only_day_after_day(void **state)
{
	(void) state;
	for (int day = 0; day < 5; day++) {
		connect_only(1u << PANEL);
		find_on(PANEL, RULE_LAPTOP_ONLY, SEVERITY_CAUTION);
		(void) audited();
		assert_int_equal(prompted_in_an_hour(), day == 0);
		desk.audit.findings.f[0].severity = SEVERITY_HIGH;
		(void) audited();
		assert_int_equal(prompted_in_an_hour(), day == 0);
		pass(22 * HR);
	}
}

/* ---- when ---- */

static void test_two_a_day(void **state)
{
	static const enum rule rules[] = { RULE_TOP_EDGE, RULE_DISTANCE, RULE_TILT };

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(rules); i++) {
		find_on(BIG, rules[i], SEVERITY_CAUTION);
		(void) audited();
		assert_int_equal(prompted_in_an_hour(), i < 2);
	}
	pass(15 * HR - 1); /* almost 03:00 of the same day */
	assert_int_equal(prompted_in_an_hour(), 0);
	assert_int_equal(prompted_in_an_hour(), 1); /* the day begins at 04:00 */
}

/* At 04:00, twice: the clock goes back by an hour just after the day has begun. */
static void test_two_a_day_that_begins_twice(void **state)
{
	(void) state;
	pass(19 * HR + 30 * MIN);
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	pass(2 * MIN);
	assert_int_equal(prompted(), 1);
	desk.now.real -= HR;
	find_on(BIG, RULE_BOTTOM_EDGE, SEVERITY_HIGH);
	(void) audited();
	pass(2 * MIN);
	assert_int_equal(prompted(), 1);
	find_on(BIG, RULE_YAW_PRIMARY, SEVERITY_HIGH);
	(void) audited();
	pass(2 * MIN);
	assert_int_equal(prompted(), 0);
	pass(HR);
	assert_int_equal(prompted_in_an_hour(), 0);
	pass(24 * HR);
	assert_int_equal(prompted_in_an_hour(), 1);
}

static void test_far_from_breaks(void **state)
{
	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	pass(2 * MIN);
	desk.s.next_reason = NEXT_COUNTING;
	desk.s.next_in = 10 * MIN;
	assert_false(due());
	assert_true(desk.look == USEC_INFINITY); /* the break will wake us */
	posture_break_prompted(&desk.p, desk.now.boot);
	desk.s.next_in = 20 * MIN;
	assert_false(due());
	assert_true(desk.look == desk.now.boot + POSTURE_DISTANCE);
	pass(10 * MIN - 1);
	assert_false(due());
	desk.s.next_in = 10 * MIN + 1;
	pass(1);
	assert_false(due()); /* the next is near already */
	desk.s.next_in = 10 * MIN + 1;
	assert_true(due());
}

static void test_what_keeps_it_back(void **state)
{
	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	pass(2 * MIN);

#define HELD_BACK(field, value)                                                                    \
	do {                                                                                       \
		struct desk saved = desk;                                                          \
		desk.field = (value);                                                              \
		assert_false(due());                                                               \
		desk = saved;                                                                      \
		assert_true(due());                                                                \
		desk = saved;                                                                      \
	} while (0)
	HELD_BACK(s.presence, PRESENCE_AWAY);
	HELD_BACK(s.presence, PRESENCE_PASSIVE);
	HELD_BACK(s.presence, PRESENCE_LOCKED);
	HELD_BACK(s.presence, PRESENCE_UNKNOWN);
	HELD_BACK(s.presence_since, desk.now.boot - MIN + 1);
	HELD_BACK(s.quiet, true);
	HELD_BACK(s.silent, true);
	HELD_BACK(s.break_state, BREAK_DUE);
	HELD_BACK(s.break_state, BREAK_STARTED);
	HELD_BACK(s.break_state, BREAK_POSTPONED);
	HELD_BACK(s.next_reason, NEXT_SETTLE);
	HELD_BACK(s.next_reason, NEXT_LULL);
	HELD_BACK(s.next_reason, NEXT_QUIET);
	HELD_BACK(can_show, false);
	HELD_BACK(config.prompts_posture, false);
	HELD_BACK(s.last_pulse, desk.now.boot - 3 * S + 1);
#undef HELD_BACK
}

/* Whether something holds it back is looked at when it could be shown, and as long as that is so. */
static void test_near(void **state)
{
	(void) state;
	assert_false(near());
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	pass(MIN - 1);
	assert_false(near());
	pass(1);
	assert_true(near());
	desk.s.last_pulse = desk.now.boot; /* he types */
	assert_true(near());
	desk.s.quiet = true;
	assert_false(due());
	assert_true(near());
	desk.s.presence = PRESENCE_AWAY;
	assert_false(near());
	desk.s.presence = PRESENCE_PRESENT;
	desk.s.quiet = false;
	pass(MIN);
	assert_int_equal(prompted(), 1);
	assert_false(near());
}

static void test_between_sentences(void **state)
{
	usec_t from;

	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	pass(MIN);
	from = desk.now.boot;
	desk.s.last_pulse = from - S;
	assert_false(due());
	assert_true(desk.look == from + 2 * S);
	pass(2 * S);
	desk.s.last_pulse = desk.now.boot; /* on he types */
	assert_false(due());
	pass(MIN - 3 * S);
	desk.s.last_pulse = desk.now.boot;
	assert_false(due());
	assert_true(desk.look == from + MIN); /* waits no longer than prompts.lull_max */
	pass(S);
	desk.s.last_pulse = desk.now.boot;
	assert_true(due());
}

/* ---- what ---- */

static void test_the_best_move_leads(void **state)
{
	size_t owed[FINDINGS_MAX];

	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH)->move.kind = MOVE_DISTANCE;
	find_on(BIG, RULE_BOTTOM_EDGE, SEVERITY_HIGH)->move.kind = MOVE_HEIGHT;
	find_on(BIG, RULE_CENTRE, SEVERITY_CAUTION)->move.kind = MOVE_TILT;
	find_on(BIG, RULE_TEXT_HEIGHT, SEVERITY_NOTE)->move.kind = MOVE_TEXT;
	desk.audit.moves_n = 3;
	desk.audit.move[0] =
		(struct move){ .kind = MOVE_TEXT, .monitor = 0 }; /* of what is not owed */
	desk.audit.move[1] =
		(struct move){ .kind = MOVE_TILT, .monitor = 0 }; /* of what is less bad */
	desk.audit.move[2] = (struct move){ .kind = MOVE_HEIGHT, .monitor = 0 };
	(void) audited();
	assert_int_equal(posture_owed(&desk.p, &desk.audit, &desk.now, owed), 3);
	assert_int_equal(owed[0], 1);
	assert_int_equal(owed[1], 0);
	assert_int_equal(owed[2], 2);
}

/* ---- answers ---- */

static void test_tomorrow(void **state)
{
	(void) state;
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_TOMORROW, &desk.now, DAY_STARTS),
			 -ENOENT);
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_TOMORROW, &desk.now, DAY_STARTS),
			 -ENOENT);
	assert_int_equal(prompted_in_an_hour(), 1);
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_TOMORROW, &desk.now, DAY_STARTS),
			 0);
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_DONE, &desk.now, DAY_STARTS),
			 -ENOENT);
	pass(17 * HR - 1);
	assert_int_equal(prompted_in_an_hour(), 0); /* 03:00 to 04:00 */
	assert_int_equal(prompted_in_an_hour(), 1);
	pass(24 * HR);
	assert_int_equal(prompted_in_an_hour(), 0); /* not answered: once */
}

static void test_done_but_it_still_stands(void **state)
{
	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	pass(MIN);
	assert_int_equal(prompted(), 1);
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_DONE, &desk.now, DAY_STARTS), 0);
	pass(24 * HR - 1);
	assert_int_equal(prompted(), 0);
	pass(1);
	assert_int_equal(prompted(), 1);
}

static void test_done_and_measured(void **state)
{
	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_DONE, &desk.now, DAY_STARTS), 0);
	find_nothing();
	(void) audited();
	pass(25 * HR);
	assert_int_equal(prompted_in_an_hour(), 0);
}

static void test_the_clock_was_set(void **state)
{
	(void) state;
	find_on(BIG, RULE_TOP_EDGE, SEVERITY_HIGH);
	(void) audited();
	assert_int_equal(prompted_in_an_hour(), 1);
	assert_int_equal(posture_answer(&desk.p, POSTURE_ANSWER_DONE, &desk.now, DAY_STARTS), 0);
	desk.now.real -= 365 * USEC_PER_DAY;
	assert_true(audited());
	pass(2 * USEC_PER_DAY);
	assert_int_equal(prompted_in_an_hour(), 1);
}

#define STORY(name) cmocka_unit_test_setup(name, desk_begin)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(test_once),
		STORY(test_notes_are_not_prompted),
		STORY(test_what_nothing_helps_is_not_prompted),
		STORY(test_worse_is_news),
		STORY(test_measure_first),
		STORY(test_holds),
		STORY(test_put_right_and_back),
		STORY(test_each_posture_and_rule_is_its_own),
		STORY(test_docked_and_undocked),
		STORY(test_no_monitor_for_a_moment),
		STORY(test_a_pair_without_its_other),
		STORY(test_laptop_only_day_after_day),
		STORY(test_two_a_day),
		STORY(test_two_a_day_that_begins_twice),
		STORY(test_far_from_breaks),
		STORY(test_what_keeps_it_back),
		STORY(test_between_sentences),
		STORY(test_near),
		STORY(test_the_best_move_leads),
		STORY(test_tomorrow),
		STORY(test_done_but_it_still_stands),
		STORY(test_done_and_measured),
		STORY(test_the_clock_was_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
