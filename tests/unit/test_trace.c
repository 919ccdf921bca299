/* The trace format: lines into events, events into lines, effects into text and JSON. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/trace.h"

#define S   USEC_PER_SEC
#define MIN USEC_PER_MIN
#define HR  USEC_PER_HOUR

static void parse(const char *line, struct trace_item *ret)
{
	char reason[TRACE_REASON_MAX] = "";

	if (trace_parse_line(line, ret, reason) != 0) {
		fail_msg("`%s`: %s", line, reason);
	}
}

/* ---- reading ---- */

static void test_times(void **state)
{
	static const struct {
		const char *line;
		usec_t want;
	} cases[] = {
		{ "0 lock", 0 },
		{ "0s lock", 0 },
		{ "20min lock", 20 * MIN },
		{ " \t1h 2min 3.5s \t lock \r", HR + 2 * MIN + 3500 * USEC_PER_MS },
		{ "1h2min3s lock", HR + 2 * MIN + 3 * S },
		{ "0.000001s lock", 1 },
		{ "250ms lock # the screen", 250 * USEC_PER_MS },
		{ "10000h lock", 10000 * HR },
	};
	struct trace_item item;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		parse(cases[i].line, &item);
		assert_int_equal(item.type, TRACE_EVENT);
		assert_int_equal(item.time, cases[i].want);
		assert_int_equal(item.event.type, EVENT_BLOCK);
		assert_int_equal(item.event.blocker, BLOCKER_LOCKED);
	}
}

static void test_blank_lines(void **state)
{
	static const char *const lines[] = {
		"", " ", "\t\r", "#", "# 20min lock", "  # 1s nonsense"
	};
	char long_comment[2000];
	struct trace_item item;

	(void) state;
	memset(long_comment, 'x', sizeof(long_comment));
	long_comment[0] = '#';
	long_comment[sizeof(long_comment) - 1] = '\0';
	parse(long_comment, &item);
	assert_int_equal(item.type, TRACE_BLANK);
	for (size_t i = 0; i < ELEMENTSOF(lines); i++) {
		parse(lines[i], &item);
		assert_int_equal(item.type, TRACE_BLANK);
	}
}

static void test_pulses(void **state)
{
	struct trace_item item;

	(void) state;
	parse("5s pulse", &item);
	assert_int_equal(item.type, TRACE_EVENT);
	assert_int_equal(item.event.type, EVENT_PULSE);
	assert_int_equal(item.event.device, DEVICE_KEYBOARD);
	for (int i = 0; i < _DEVICE_CLASS_MAX; i++) {
		char line[64];

		(void) snprintf(line, sizeof(line), "5s pulse %s",
				device_class_to_string((enum device_class) i));
		parse(line, &item);
		assert_int_equal(item.type, TRACE_EVENT);
		assert_int_equal(item.event.device, i);
	}
	parse("5s pulse every 2s for 1min", &item);
	assert_int_equal(item.type, TRACE_PULSES);
	assert_int_equal(item.event.device, DEVICE_KEYBOARD);
	assert_int_equal(item.time, 5 * S);
	assert_int_equal(item.every, 2 * S);
	assert_int_equal(item.until, 65 * S);
	parse("5s pulse touch every 1min 1s for 1h 30min", &item);
	assert_int_equal(item.type, TRACE_PULSES);
	assert_int_equal(item.event.device, DEVICE_TOUCH);
	assert_int_equal(item.every, 61 * S);
	assert_int_equal(item.until, 90 * MIN + 5 * S);
	parse("5s pulse every 2s for 0s", &item);
	assert_int_equal(item.until, 5 * S);
}

static void test_words_of_the_trace_itself(void **state)
{
	struct trace_item item;

	(void) state;
	parse("start 2026-03-02T09:00:00+01:00", &item);
	assert_int_equal(item.type, TRACE_START);
	assert_int_equal(item.time, 0);
	assert_int_equal(item.real, UINT64_C(1772438400) * S);
	assert_int_equal(item.gmtoff_s, 3600);
	parse("0s start 1970-01-01T00:00:00Z", &item);
	assert_int_equal(item.real, 0);
	parse("1s clock +3h", &item);
	assert_int_equal(item.type, TRACE_CLOCK);
	assert_int_equal(item.step, 3 * (int64_t) HR);
	parse("1s clock 90s", &item);
	assert_int_equal(item.step, 90 * (int64_t) S);
	parse("1s clock  \t-1h 30min", &item);
	assert_int_equal(item.step, -90 * (int64_t) MIN);
	parse("1s offset -09:30", &item);
	assert_int_equal(item.type, TRACE_OFFSET);
	assert_int_equal(item.gmtoff_s, -34200);
	parse("1s end", &item);
	assert_int_equal(item.type, TRACE_END);
	assert_int_equal(item.time, 1 * S);
}

/* A line, what is said of it; the remedy is in it. */
static void test_errors(void **state)
{
#define NO_TIME     "the time of the event is missing: write a duration like 20min or 1h 2min 3.5s"
#define AS_DURATION "write it like 20min or 1h 2min 3.5s"
	static const struct {
		const char *line, *reason;
	} cases[] = {
		{ "lock", NO_TIME },
		{ "-1s lock", NO_TIME },
		{ "min lock", NO_TIME },
		{ "20 lock", "\"20\" is no duration (the time of the event): " AS_DURATION },
		{ "20 min lock", "\"20\" is no duration (the time of the event): " AS_DURATION },
		{ "3s 2min lock",
		  "\"3s 2min\" is no duration (the time of the event): " AS_DURATION },
		{ "10001h lock",
		  "\"10001h\" is no duration (the time of the event): " AS_DURATION },
		{ "20min", "the event is missing: write TIME EVENT, like 20min lock" },
		{ "20min dance", "\"dance\" is no event: see TRACE FORMAT in ergod(1)" },
		{ "20min ~{dance}~", "\"~{dance}~\" is no event: see TRACE FORMAT in ergod(1)" },
		{ "20min Lock", "\"Lock\" is no event: see TRACE FORMAT in ergod(1)" },
		{ "20min lock now", "\"now\" after `lock` is too much: remove it" },
		{ "20min resume 1h now", "\"1h now\" after `resume` is too much: remove it" },
		{ "20min end end", "\"end\" after `end` is too much: remove it" },
		{ "20min pulse mouse",
		  "\"mouse\" is no device class: write keyboard, pointer, touch, tablet or other" },
		{ "20min pulse touch often", "\"often\" is not understood: write pulse [CLASS] "
					     "[every DURATION for DURATION]" },
		{ "20min pulse touch tablet", "\"tablet\" is not understood: write pulse [CLASS] "
					      "[every DURATION for DURATION]" },
		{ "20min pulse every", "the time after `every` is missing: write a duration like "
				       "20min or 1h 2min 3.5s" },
		{ "20min pulse every 0s for 1s", "the time after `every` must be longer than 0s" },
		{ "20min pulse every 1x for 1s",
		  "\"1x\" is no duration (the time after `every`): " AS_DURATION },
		{ "20min pulse every 1s", "`for DURATION` is missing after `every DURATION`" },
		{ "20min pulse every 1s until 2s",
		  "`for DURATION` is missing after `every DURATION`" },
		{ "20min pulse every 1s for",
		  "the time after `for` is missing: write a duration like 20min or 1h 2min 3.5s" },
		{ "20min pulse every 1s for 2s 3s",
		  "\"2s 3s\" is no duration (the time after `for`): " AS_DURATION },
		{ "20min quiet-on full",
		  "\"full\" is no kind of quiet: write quiet-on or quiet-on fullscreen" },
		{ "20min quiet-off now", "\"now\" is no kind of quiet: write quiet-off, quiet-off "
					 "fullscreen or quiet-off other" },
		{ "20min action", "\"\" is no action: write start, postpone, skip or end" },
		{ "20min action snooze",
		  "\"snooze\" is no action: write start, postpone, skip or end" },
		{ "20min action skip 5min", "\"5min\" after `action` is too much: remove it" },
		{ "20min action postpone 0s", "the postponement must be longer than 0s" },
		{ "20min action postpone later",
		  "the postponement is missing: write a duration like 20min or 1h 2min 3.5s" },
		{ "20min break", "\"\" is no kind of break: write micro or rest" },
		{ "20min break daily", "\"daily\" is no kind of break: write micro or rest" },
		{ "20min pause 0s", "the pause must be longer than 0s" },
		{ "20min pause long",
		  "the pause is missing: write a duration like 20min or 1h 2min 3.5s" },
		{ "20min clock",
		  "the step of the clock is missing: write a duration like 20min or 1h 2min 3.5s" },
		{ "20min clock +-1h",
		  "the step of the clock is missing: write a duration like 20min or 1h 2min 3.5s" },
		{ "20min offset 1h", "\"1h\" is no UTC offset: write it like +01:00" },
		{ "start today",
		  "\"today\" is no RFC 3339 time: write it like 2026-03-02T09:00:00+01:00" },
		{ "start 2026-03-02T09:00:00", "\"2026-03-02T09:00:00\" is no RFC 3339 time: write "
					       "it like 2026-03-02T09:00:00+01:00" },
		{ "started", "\"started\" is no event: see TRACE FORMAT in ergod(1)" },
	};

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		char reason[TRACE_REASON_MAX] = "nothing";
		struct trace_item item, before;

		memset(&item, 0x5a, sizeof(item));
		before = item;
		assert_int_equal(trace_parse_line(cases[i].line, &item, reason), -EINVAL);
		assert_string_equal(reason, cases[i].reason);
		assert_memory_equal(&item, &before, sizeof(item));
	}
}

/* The remedy must not be pushed out of the reason by a long word, and nothing that steers a
 * terminal may get into it. */
static void test_errors_of_hostile_lines(void **state)
{
	static const char *const starts[] = { "1",
					      "1s ",
					      "1s pulse ",
					      "1s pulse touch ",
					      "1s quiet-on ",
					      "1s quiet-off ",
					      "1s action ",
					      "1s break ",
					      "1s offset ",
					      "start ",
					      "1s pulse every 1",
					      "1s lock " };
	static const char fills[] = { 'x', '9', '\033', '\1', '\x7f' };

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(starts) * sizeof(fills); i++) {
		char line[TRACE_LINE_MAX], reason[TRACE_REASON_MAX];
		const char *start = starts[i / sizeof(fills)];
		struct trace_item item;

		memset(line, fills[i % sizeof(fills)], sizeof(line));
		memcpy(line, start, strlen(start));
		line[sizeof(line) - 1] = '\0';
		assert_int_equal(trace_parse_line(line, &item, reason), -EINVAL);
		if (!strstr(reason, ": write ") && !strstr(reason, ": see ") &&
		    !strstr(reason, ": remove ")) {
			fail_msg("`%s...`: the remedy is cut off: %s", start, reason);
		}
		for (const char *p = reason; *p; p++) {
			if ((unsigned char) *p < ' ' || *p == '\x7f') {
				fail_msg("`%s...`: the reason holds byte %#x", start,
					 (unsigned char) *p);
			}
		}
	}
}

static void test_long_lines(void **state)
{
	char line[TRACE_LINE_MAX + 100], reason[TRACE_REASON_MAX];
	struct trace_item item;

	(void) state;
	memset(line, ' ', sizeof(line));
	memcpy(line, "1s", 2);
	memcpy(line + TRACE_LINE_MAX - 5, "lock", 5);
	assert_int_equal(strlen(line), TRACE_LINE_MAX - 1);
	parse(line, &item);
	memset(line + 2, ' ', TRACE_LINE_MAX);
	memcpy(line + TRACE_LINE_MAX - 4, "lock", 5);
	assert_int_equal(trace_parse_line(line, &item, reason), -EINVAL);
	assert_string_equal(reason, "the line is longer than 255 characters");
}

/* ---- writing ---- */

static void assert_event(struct event ev, const char *want)
{
	char text[TRACE_TEXT_MAX];
	struct trace_item item;

	ev.stamp.boot = TRACE_EPOCH + 20 * MIN;
	assert_ptr_equal(trace_format_event(&ev, TRACE_EPOCH, text, sizeof(text)), text);
	assert_string_equal(text, want);
	if (!*want) {
		return;
	}
	parse(text, &item);
	assert_int_equal(item.type, TRACE_EVENT);
	ev.stamp = item.event.stamp;
	assert_int_equal(item.time, 20 * MIN);
	assert_int_equal(item.event.type, ev.type);
	assert_int_equal(item.event.duration, ev.duration);
	assert_memory_equal(&item.event, &ev, sizeof(ev));
}

/* Every event as a line, which reads as the same event. */
static void test_round_trip(void **state)
{
	static const char *const blocks[_BLOCKER_MAX][2] = {
		{ "20min lock", "20min unlock" },
		{ "20min sleep", "20min wake" },
		{ "20min display-off", "20min display-on" },
		{ "20min session-inactive", "20min session-active" },
		{ "20min source-lost", "20min source-found" },
	};
	static const char *const actions[_ACTION_MAX] = { "20min action start",
							  "20min action postpone",
							  "20min action skip", "20min action end" };

	(void) state;
	for (int i = 0; i < _BLOCKER_MAX; i++) {
		assert_event((struct event){ .type = EVENT_BLOCK, .blocker = (enum blocker) i },
			     blocks[i][0]);
		assert_event((struct event){ .type = EVENT_UNBLOCK, .blocker = (enum blocker) i },
			     blocks[i][1]);
	}
	for (int i = 0; i < _ACTION_MAX; i++) {
		assert_event((struct event){ .type = EVENT_ACTION, .action = (enum action) i },
			     actions[i]);
	}
	for (int i = 0; i < _DEVICE_CLASS_MAX; i++) {
		char want[64];

		(void) snprintf(want, sizeof(want), "20min pulse %s",
				device_class_to_string((enum device_class) i));
		assert_event((struct event){ .type = EVENT_PULSE, .device = (enum device_class) i },
			     want);
	}
#define EV(...) ((struct event){ __VA_ARGS__ })
	assert_event(EV(.type = EVENT_ENGAGED), "20min engaged-on");
	assert_event(EV(.type = EVENT_DISENGAGED), "20min engaged-off");
	assert_event(EV(.type = EVENT_QUIET_ON, .quiet = QUIET_OTHER), "20min quiet-on");
	assert_event(EV(.type = EVENT_QUIET_ON, .quiet = QUIET_FULLSCREEN),
		     "20min quiet-on fullscreen");
	assert_event(EV(.type = EVENT_QUIET_OFF, .quiet_mask = 3), "20min quiet-off");
	assert_event(EV(.type = EVENT_QUIET_OFF, .quiet_mask = 1u << QUIET_FULLSCREEN),
		     "20min quiet-off fullscreen");
	assert_event(EV(.type = EVENT_QUIET_OFF, .quiet_mask = 1u << QUIET_OTHER),
		     "20min quiet-off other");
	assert_event(EV(.type = EVENT_ACTION, .action = ACTION_POSTPONE, .duration = 90 * S),
		     "20min action postpone 1min 30s");
	assert_event(EV(.type = EVENT_BREAK, .kind = BREAK_MICRO), "20min break micro");
	assert_event(EV(.type = EVENT_BREAK, .kind = BREAK_REST), "20min break rest");
	assert_event(EV(.type = EVENT_PAUSE, .duration = USEC_INFINITY), "20min pause");
	assert_event(EV(.type = EVENT_PAUSE, .duration = HR + 1), "20min pause 1h 0.000001s");
	assert_event(EV(.type = EVENT_RESUME), "20min resume");
	/* What a trace does not hold. */
	assert_event(EV(.type = EVENT_TICK), "");
	assert_event(EV(.type = EVENT_CONFIG), "");
}

static void test_round_trip_of_times(void **state)
{
	uint64_t x = 88172645463325252;

	(void) state;
	for (int i = 0; i < 20000; i++) {
		struct event ev = { .type = EVENT_PAUSE };
		struct trace_item item;
		char text[TRACE_TEXT_MAX];

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		ev.duration = 1 + x % (10000 * HR) / (i % 3 == 0 ? S : 1);
		ev.stamp.boot = 7 * S + (x >> 8) % (10000 * HR) / (i % 5 == 0 ? S : 1);
		parse(trace_format_event(&ev, 7 * S, text, sizeof(text)), &item);
		assert_int_equal(item.time, ev.stamp.boot - 7 * S);
		assert_int_equal(item.event.duration, ev.duration);
	}
}

static void test_effects(void **state)
{
#define EPOCH TRACE_EPOCH
	static const struct {
		struct effect e;
		const char *text, *json;
	} cases[] = {
		{ { .type = EFFECT_SESSION_START, .t = EPOCH, .start = EPOCH },
		  "0s  session-start start=0s",
		  "{\"t\": 0, \"effect\": \"session-start\", \"start\": 0}" },
		{ { .type = EFFECT_SESSION_END,
		    .t = EPOCH + 61 * MIN,
		    .start = EPOCH + 1,
		    .end = EPOCH + HR,
		    .screen_time = HR - 1 },
		  "1h 1min  session-end start=0.000001s end=1h screen=59min 59.999999s",
		  "{\"t\": 3660, \"effect\": \"session-end\", \"start\": 0.000001, \"end\": 3600, "
		  "\"screen_seconds\": 3599.999999}" },
		{ { .type = EFFECT_PROMPT,
		    .t = EPOCH + 20 * MIN + 500 * USEC_PER_MS,
		    .kind = BREAK_MICRO,
		    .reason = PROMPT_DUE,
		    .screen_time = 20 * MIN },
		  "20min 0.5s  prompt micro due screen=20min",
		  "{\"t\": 1200.5, \"effect\": \"prompt\", \"kind\": \"micro\", \"reason\": "
		  "\"due\", "
		  "\"screen_seconds\": 1200}" },
		{ { .type = EFFECT_PROMPT,
		    .t = EPOCH + 8 * HR,
		    .kind = PROMPT_DAILY,
		    .reason = PROMPT_LIMIT,
		    .screen_time = 8 * HR },
		  "8h  prompt daily daily screen=8h",
		  "{\"t\": 28800, \"effect\": \"prompt\", \"kind\": \"daily\", \"reason\": "
		  "\"daily\", \"screen_seconds\": 28800}" },
		{ { .type = EFFECT_WITHDRAW, .t = EPOCH + 1 * S, .kind = BREAK_REST },
		  "1s  withdraw rest",
		  "{\"t\": 1, \"effect\": \"withdraw\", \"kind\": \"rest\"}" },
		{ { .type = EFFECT_BREAK_STARTED,
		    .t = EPOCH + 2 * S,
		    .kind = BREAK_REST,
		    .start = EPOCH + 1 * S },
		  "2s  break-started rest start=1s",
		  "{\"t\": 2, \"effect\": \"break-started\", \"kind\": \"rest\", \"start\": 1}" },
		{ { .type = EFFECT_BREAK_ENDED,
		    .t = EPOCH + 3 * S,
		    .kind = BREAK_MICRO,
		    .outcome = OUTCOME_REPLACED,
		    .start = EPOCH + 1 * S,
		    .end = EPOCH + 3 * S,
		    .screen_time = 30 * MIN },
		  "3s  break-ended micro replaced start=1s end=3s screen=30min",
		  "{\"t\": 3, \"effect\": \"break-ended\", \"kind\": \"micro\", \"outcome\": "
		  "\"replaced\", \"start\": 1, \"end\": 3, \"screen_seconds\": 1800}" },
		{ { .type = EFFECT_PRESENCE,
		    .t = EPOCH + 1 * MIN,
		    .presence = PRESENCE_AWAY,
		    .start = EPOCH },
		  "1min  presence away start=0s",
		  "{\"t\": 60, \"effect\": \"presence\", \"state\": \"away\", \"start\": 0}" },
	};
	static const struct snapshot end = { .now = EPOCH + 90 * S,
					     .presence = PRESENCE_PASSIVE,
					     .session_time = 80 * S,
					     .today_time = 250 * USEC_PER_MS };
	char buf[TRACE_TEXT_MAX];

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_string_equal(trace_format_effect(&cases[i].e, EPOCH, buf, sizeof(buf)),
				    cases[i].text);
		assert_string_equal(trace_format_effect_json(&cases[i].e, EPOCH, buf, sizeof(buf)),
				    cases[i].json);
		/* Cut, not overrun. */
		for (size_t n = 1; n < 40; n++) {
			memset(buf, 'x', sizeof(buf));
			assert_true(strlen(trace_format_effect_json(&cases[i].e, EPOCH, buf, n)) <
				    n);
			assert_int_equal(buf[n], 'x');
		}
	}
	assert_string_equal(trace_format_end(&end, EPOCH, buf, sizeof(buf)),
			    "1min 30s  end passive session=1min 20s today=0.25s");
	assert_string_equal(trace_format_end_json(&end, EPOCH, buf, sizeof(buf)),
			    "{\"t\": 90, \"effect\": \"end\", \"presence\": \"passive\", "
			    "\"session_seconds\": 80, \"today_seconds\": 0.25}");
}

/* The longest there can be fits where it is meant to go. */
static void test_longest(void **state)
{
	const usec_t t = TRACE_EPOCH + 99999999 * HR + 59 * MIN + 59999999;
	const struct effect e = { .type = EFFECT_BREAK_ENDED,
				  .t = t,
				  .kind = BREAK_MICRO,
				  .outcome = OUTCOME_REPLACED,
				  .start = t,
				  .end = t,
				  .screen_time = t };
	char buf[2 * TRACE_TEXT_MAX];

	(void) state;
	assert_in_range(strlen(trace_format_effect(&e, TRACE_EPOCH, buf, sizeof(buf))), 0,
			TRACE_TEXT_MAX - 1);
	assert_in_range(strlen(trace_format_effect_json(&e, TRACE_EPOCH, buf, sizeof(buf))), 0,
			TRACE_TEXT_MAX - 1);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_times),
	cmocka_unit_test(test_blank_lines),
	cmocka_unit_test(test_pulses),
	cmocka_unit_test(test_words_of_the_trace_itself),
	cmocka_unit_test(test_errors),
	cmocka_unit_test(test_errors_of_hostile_lines),
	cmocka_unit_test(test_long_lines),
	cmocka_unit_test(test_round_trip),
	cmocka_unit_test(test_round_trip_of_times),
	cmocka_unit_test(test_effects),
	cmocka_unit_test(test_longest),
};

int main(void)
{
	return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
