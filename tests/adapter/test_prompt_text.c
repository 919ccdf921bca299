/* The words of prompts, literally: whoever changes one sees it here as a reader does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/prompt-text.h"
#include "text/say.h"

#define MIN USEC_PER_MIN
#define SEC USEC_PER_SEC

/* The defaults that the texts look at. */
static struct config a_config(void)
{
	return (struct config){
		.micro_break_length = 30 * SEC,
		.micro_break_expires_after = 2 * MIN,
		.rest_break_enabled = true,
		.rest_break_every = 50 * MIN,
		.rest_break_length = 5 * MIN,
		.daily_limit_limit = 8 * USEC_PER_HOUR,
		.prompts_postpone = 5 * MIN,
		.prompts_remind_after = 10 * MIN,
	};
}

static void assert_action(const struct notice *n, size_t i, const char *key, const char *label)
{
	assert_true(i < n->n_actions);
	assert_string_equal(n->actions[i].key, key);
	assert_string_equal(n->actions[i].label, label);
}

static struct notice prompt(enum break_kind kind, enum prompt_reason reason, usec_t screen_time,
			    usec_t remaining, unsigned postpones)
{
	struct config c = a_config();
	struct snapshot s = { .break_state = BREAK_DUE,
			      .break_kind = kind,
			      .postpones_left = postpones };
	struct effect e = {
		.type = EFFECT_PROMPT,
		.kind = kind,
		.reason = reason,
		.screen_time = screen_time,
		.remaining = remaining,
	};
	struct notice n;

	prompt_text_prompt(&e, &s, &c, &n);
	return n;
}

static void test_say(void **state)
{
	static const struct {
		usec_t d;
		const char *passed, *wanted, *brief, *clock;
	} cases[] = {
		{ 0, "0 seconds", "0 seconds", "0 s", "0:00" },
		{ 1, "0 seconds", "1 second", "1 s", "0:01" },
		{ SEC, "1 second", "1 second", "1 s", "0:01" },
		{ 30 * SEC, "30 seconds", "30 seconds", "30 s", "0:30" },
		{ MIN - 1, "59 seconds", "1 minute", "1 min", "1:00" },
		{ MIN, "1 minute", "1 minute", "1 min", "1:00" },
		{ 90 * SEC, "1 minute", "90 seconds", "90 s", "1:30" },
		{ 2 * MIN, "2 minutes", "2 minutes", "2 min", "2:00" },
		{ 190 * SEC, "3 minutes", "4 minutes", "4 min", "3:10" },
		{ 52 * MIN + 59 * SEC, "52 minutes", "53 minutes", "53 min", "52:59" },
		{ 60 * MIN, "1 hour", "1 hour", "1 h", "1:00:00" },
		{ 61 * MIN, "1 hour 1 minute", "1 hour 1 minute", "1 h 1 min", "1:01:00" },
		{ 125 * MIN, "2 hours 5 minutes", "2 hours 5 minutes", "2 h 5 min", "2:05:00" },
		{ USEC_INFINITY, "5124095576 hours 1 minute", "5124095576 hours 2 minutes",
		  "5124095576 h 2 min", "5124095576:01:50" },
	};
	char buf[SAY_MAX];

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_string_equal(say_passed(buf, cases[i].d), cases[i].passed);
		assert_string_equal(say_wanted(buf, cases[i].d), cases[i].wanted);
		assert_string_equal(say_short(buf, cases[i].d), cases[i].brief);
		assert_string_equal(say_clock(buf, cases[i].d), cases[i].clock);
	}
}

static void test_rest(void **state)
{
	struct notice n = prompt(BREAK_REST, PROMPT_DUE, 52 * MIN + 7 * SEC, 5 * MIN, 3);

	(void) state;
	assert_string_equal(n.summary, "52 minutes without a break");
	assert_string_equal(n.body, "Stand up for 5 minutes?\n"
				    "ergoctl break rest, ergoctl postpone or ergoctl skip");
	assert_int_equal(n.n_actions, 4);
	assert_action(&n, 0, "default", "Start (5 min)");
	assert_action(&n, 1, "start", "Start (5 min)");
	assert_action(&n, 2, "postpone", "In 5 min");
	assert_action(&n, 3, "skip", "Skip");
	assert_int_equal(n.urgency, NOTICE_NORMAL);
	assert_int_equal(n.timeout_ms, 10 * 60 * 1000); /* until the reminder */
	assert_int_equal(n.progress, -1);
	assert_true(n.resident && !n.transient);

	n = prompt(BREAK_REST, PROMPT_DUE, 52 * MIN, 5 * MIN, 0);
	assert_string_equal(n.body, "Stand up for 5 minutes?\nergoctl break rest or ergoctl skip");
	assert_int_equal(n.n_actions, 3);
	assert_action(&n, 2, "skip", "Skip");
}

static void test_reminder(void **state)
{
	struct notice n = prompt(BREAK_REST, PROMPT_REMINDER, 61 * MIN, 5 * MIN, 1);

	(void) state;
	assert_string_equal(n.summary, "1 hour 1 minute without a break");
	assert_string_equal(n.body, "When you have finished the thought: stand up for 5 minutes?\n"
				    "ergoctl break rest, ergoctl postpone or ergoctl skip");
	/* Part of it was rested: less is asked for. */
	n = prompt(BREAK_REST, PROMPT_REMINDER, 61 * MIN, 2 * MIN, 1);
	assert_action(&n, 1, "start", "Start (2 min)");
}

static void test_micro(void **state)
{
	struct notice n = prompt(BREAK_MICRO, PROMPT_DUE, 20 * MIN, 30 * SEC, 3);

	(void) state;
	assert_string_equal(n.summary, "20 minutes without a pause");
	assert_string_equal(n.body, "Let go and look into the distance for 30 seconds?\n"
				    "ergoctl break micro, ergoctl postpone or ergoctl skip");
	assert_action(&n, 0, "default", "Start (30 s)");
	assert_int_equal(n.timeout_ms, 2 * 60 * 1000);
	assert_true(n.transient);
	n = prompt(BREAK_MICRO, PROMPT_DUE, MIN, SEC, 3);
	assert_string_equal(n.summary, "1 minute without a pause");
	assert_non_null(strstr(n.body, "for 1 second?"));
}

static void test_interrupted(void **state)
{
	struct notice n = prompt(BREAK_REST, PROMPT_INTERRUPTED, 52 * MIN, 190 * SEC, 2);

	(void) state;
	assert_string_equal(n.summary, "Interrupted, 3:10 left");
	assert_string_equal(n.body, "It goes on as soon as you let go.\n"
				    "ergoctl break rest, ergoctl postpone or ergoctl skip");
	assert_action(&n, 0, "default", "Go on (3:10)");
	assert_action(&n, 1, "start", "Go on (3:10)");
}

static void test_daily(void **state)
{
	struct notice n = prompt(PROMPT_DAILY, PROMPT_LIMIT, 8 * USEC_PER_HOUR + 30 * MIN, 0, 0);

	(void) state;
	assert_string_equal(n.summary, "8 hours 30 minutes at the screen today");
	assert_string_equal(n.body, "The limit of a day is set to 8 hours. The rest may keep until "
				    "tomorrow.\nMore about today: ergoctl status");
	assert_int_equal(n.n_actions, 0);
	assert_int_equal(n.urgency, NOTICE_LOW);
	assert_true(n.timeout_ms > 0);
	assert_false(n.resident);
}

/* The offer stands between the question and what to type. */
static void test_exercise(void **state)
{
	struct exercise longest = { .id = _EXERCISE_MAX, .own = true };
	struct notice n = prompt(BREAK_REST, PROMPT_DUE, 52 * MIN, 5 * MIN, 3);

	(void) state;
	prompt_text_exercise(exercise_builtin(EXERCISE_TURN), &n);
	assert_string_equal(n.body, "Stand up for 5 minutes?\n"
				    "If you like, neck turns: ergoctl exercises start turn\n"
				    "ergoctl break rest, ergoctl postpone or ergoctl skip");
	assert_int_equal(n.n_actions, 4);
	n = prompt(BREAK_MICRO, PROMPT_DUE, 20 * MIN, 30 * SEC, 3);
	memset(longest.name, 'n', sizeof(longest.name) - 1);
	memset(longest.title, 't', sizeof(longest.title) - 1);
	prompt_text_exercise(&longest, &n);
	assert_non_null(strstr(n.body, "ttt: ergoctl exercises start nnn"));
	assert_non_null(
		strstr(n.body, "nnn\nergoctl break micro, ergoctl postpone or ergoctl skip"));
	snprintf(n.body, sizeof(n.body), "Question?");
	prompt_text_exercise(exercise_builtin(EXERCISE_TURN), &n);
	assert_string_equal(n.body,
			    "Question?\nIf you like, neck turns: ergoctl exercises start turn");
}

static void test_countdown(void **state)
{
	struct config c = a_config();
	struct snapshot s = {
		.break_state = BREAK_STARTED,
		.break_kind = BREAK_REST,
		.break_remaining = 190 * SEC,
		.postpones_left = 1,
	};
	struct notice n;

	(void) state;
	prompt_text_countdown(&s, &c, true, "14:35", &n);
	assert_string_equal(n.summary, "Break: 3:10 left");
	assert_string_equal(n.body, "Away from the screen.\nergoctl end or ergoctl skip");
	assert_int_equal(n.progress, 36);
	assert_int_equal(n.n_actions, 1);
	assert_action(&n, 0, "skip", "Skip");
	assert_int_equal(n.timeout_ms, 250 * 1000);

	prompt_text_countdown(&s, &c, false, "14:35", &n);
	assert_string_equal(n.summary, "Break until 14:35");
	assert_int_equal(n.progress, -1);

	/* Hands off, no word said: the prompt's buttons stay. */
	s.break_state = BREAK_DUE;
	s.break_remaining = 30 * SEC;
	s.break_kind = BREAK_MICRO;
	s.break_hands_off = 12 * SEC;
	assert_int_equal(prompt_text_left(&s), 18 * SEC);
	prompt_text_countdown(&s, &c, true, "14:35", &n);
	assert_string_equal(n.summary, "Break: 0:18 left");
	assert_string_equal(n.body, "Hands off, eyes in the distance.\n"
				    "ergoctl break micro, ergoctl postpone or ergoctl skip");
	assert_int_equal(n.progress, 40);
	assert_int_equal(n.n_actions, 4);

	/* Out of range in either direction stays a bar. */
	s.break_hands_off = USEC_PER_HOUR;
	prompt_text_countdown(&s, &c, true, "14:35", &n);
	assert_string_equal(n.summary, "Break: 0:00 left");
	assert_int_equal(n.progress, 100);
	s.break_hands_off = 0;
	s.break_remaining = USEC_PER_HOUR;
	prompt_text_countdown(&s, &c, true, "14:35", &n);
	assert_int_equal(n.progress, 0);
}

static void test_done(void **state)
{
	struct config c = a_config();
	struct notice n;

	(void) state;
	prompt_text_done(&c, &n);
	assert_string_equal(n.summary, "Break done");
	assert_string_equal(n.body, "The next one comes after 50 minutes of screen time.");
	assert_int_equal(n.urgency, NOTICE_LOW);
	assert_int_equal(n.timeout_ms, 10000);
	assert_int_equal(n.n_actions, 0);
	assert_true(n.transient);
	c.rest_break_enabled = false;
	prompt_text_done(&c, &n);
	assert_string_equal(n.body, "");
}

/* Whatever the numbers: nothing is cut off, nothing needs escaping, no word is said about health.
 */
static void check(const struct notice *n)
{
	static const char *const never[] = { "pain",     "headache", "neck",   "health",
					     "injur",    "must",     "should", "cause",
					     "too long", "<",        ">",      "&" };

	assert_true(n->summary[0] && strlen(n->summary) < sizeof(n->summary) - 1);
	assert_true(n->body[0] && strlen(n->body) < sizeof(n->body) - 1);
	assert_non_null(strstr(n->body, "ergoctl "));
	assert_true(n->timeout_ms > 0 && n->timeout_ms <= 60 * 60 * 1000);
	assert_in_range(n->progress + 1, 0, 101);
	for (size_t i = 0; i < ELEMENTSOF(never); i++) {
		assert_null(strcasestr(n->summary, never[i]));
		assert_null(strcasestr(n->body, never[i]));
	}
	for (size_t i = 0; i < n->n_actions; i++) {
		assert_true(n->actions[i].label[0]);
		assert_true(strlen(n->actions[i].label) < sizeof(n->actions[i].label) - 1);
	}
}

static void test_all_numbers(void **state)
{
	static const usec_t times[] = { 0,
					1,
					SEC,
					90 * SEC,
					61 * MIN,
					23 * USEC_PER_HOUR + 59 * MIN,
					10000 * USEC_PER_HOUR,
					USEC_INFINITY };

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(times); i++) {
		for (size_t j = 0; j < ELEMENTSOF(times); j++) {
			for (unsigned k = 0; k < 3u * _PROMPT_REASON_MAX; k++) {
				struct notice n = prompt((enum break_kind)(k % 3),
							 (enum prompt_reason)(k / 3), times[i],
							 times[j], k % 2);

				check(&n);
			}
			struct config c = a_config();
			struct snapshot s = {
				.break_state = j % 2 ? BREAK_DUE : BREAK_STARTED,
				.break_kind = i % 2 ? BREAK_REST : BREAK_MICRO,
				.break_remaining = times[i],
				.break_hands_off = times[j],
			};
			struct notice n;
			prompt_text_countdown(&s, &c, j % 3 == 0, "04:00", &n);
			check(&n);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_say),         cmocka_unit_test(test_rest),
		cmocka_unit_test(test_reminder),    cmocka_unit_test(test_micro),
		cmocka_unit_test(test_interrupted), cmocka_unit_test(test_daily),
		cmocka_unit_test(test_exercise),    cmocka_unit_test(test_countdown),
		cmocka_unit_test(test_done),        cmocka_unit_test(test_all_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
