/* Whole traces: the order of what comes from several lines, and what a trace must not hold. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "ergo/trace.h"

/* The lines of a text, and what came of them, one effect a line. */
struct play {
	const char *rest;
	char line[512];
	char got[8192];
	struct snapshot end;
	struct trace_replay replay;
	struct config config;
};

static const char *next_line(void *userdata)
{
	struct play *p = userdata;
	size_t n = strcspn(p->rest, "\n");

	if (!*p->rest) {
		return NULL;
	}
	assert_in_range(n, 0, sizeof(p->line) - 1);
	memcpy(p->line, p->rest, n);
	p->line[n] = '\0';
	p->rest += n + (p->rest[n] == '\n');
	return p->line;
}

static void on_effect(const struct effect *e, const struct snapshot *end, void *userdata)
{
	struct play *p = userdata;
	char text[TRACE_TEXT_MAX];
	size_t n = strlen(p->got);

	if (e) {
		trace_format_effect(e, TRACE_EPOCH, text, sizeof(text));
	} else {
		p->end = *end;
		trace_format_end(end, TRACE_EPOCH, text, sizeof(text));
	}
	(void) snprintf(p->got + n, sizeof(p->got) - n, "%s\n", text);
}

static int play(struct play *p, const char *text)
{
	*p = (struct play){
		.rest = text,
		.replay = { .next_line = next_line,
			    .sink = on_effect,
			    .userdata = p,
			    .config = &p->config,
			    .ret_line = 77,
			    .ret_events = 77,
			    .ret_reason = "left over" },
	};
	config_defaults(&p->config);
	return trace_replay(&p->replay);
}

static void test_nothing(void **state)
{
	static const char *const texts[] = { "", "\n\n", "# nothing\n",
					     "start 2026-03-02T09:00:00Z\n" };
	struct play p;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(texts); i++) {
		assert_int_equal(play(&p, texts[i]), 0);
		assert_string_equal(p.got, "");
		assert_string_equal(p.replay.ret_reason, "");
		assert_int_equal(p.replay.ret_events, 0);
	}
	assert_int_equal(play(&p, "0s end"), 0);
	assert_string_equal(p.got, "0s  end away session=0s today=0s\n");
	assert_int_equal(p.replay.ret_line, 1);
	assert_int_equal(p.replay.ret_events, 1);
}

static void test_refusals(void **state)
{
	static const struct {
		const char *text, *reason;
		size_t line;
	} cases[] = {
		{ "0s lock\n\n1s dance\n", "\"dance\" is no event: see TRACE FORMAT in ergod(1)",
		  3 },
		{ "0s lock\n# a comment\nstart 2026-03-02T09:00:00Z",
		  "`start` must be the first event, at 0s", 3 },
		{ "start 2026-03-02T09:00:00Z\nstart 2026-03-02T09:00:00Z",
		  "`start` must be the first event, at 0s", 2 },
		{ "1s start 2026-03-02T09:00:00Z", "`start` must be the first event, at 0s", 1 },
		{ "2s lock\n1s unlock", "the time goes back: sort the lines by time", 2 },
		{ "1s pulse every 1s for 10s\n0s unlock",
		  "the time goes back: sort the lines by time", 2 },
		{ "1s end\n\n# after it\n2s lock", "nothing may follow `end`: remove the line", 4 },
		{ "1s end\n1s end", "nothing may follow `end`: remove the line", 2 },
		{ "1s restart soon",
		  "the time that ergod is gone is missing: write a duration like 20min or "
		  "1h 2min 3.5s",
		  1 },
		{ "1s reboot 5s now", "\"now\" after `reboot` is too much: remove it", 1 },
		{ "1s restart 5s\n6s restart 5s\n10s reboot",
		  "ergod is gone already: let it come back first", 3 },
		{ "1s reboot 5s\n5s end", "ergod is still gone at the `end`: end the trace later",
		  2 },
		{ "start 1970-01-01T00:00:00Z\n10min clock -10min\n10min clock -1us",
		  "the clock would step back before 1970", 3 },
	};
	struct play p;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_int_equal(play(&p, cases[i].text), -EINVAL);
		assert_string_equal(p.replay.ret_reason, cases[i].reason);
		assert_int_equal(p.replay.ret_line, cases[i].line);
	}
}

static void test_restarts_are_read(void **state)
{
	static const struct {
		const char *line;
		enum trace_item_type type;
		usec_t length;
	} cases[] = {
		{ "1s restart", TRACE_RESTART, 0 },
		{ "1s restart 0s", TRACE_RESTART, 0 },
		{ "1s reboot \t1min 2s # for a new kernel", TRACE_REBOOT, 62 * USEC_PER_SEC },
	};
	char reason[TRACE_REASON_MAX];
	struct trace_item item;

	(void) state;
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		assert_int_equal(trace_parse_line(cases[i].line, &item, reason), 0);
		assert_int_equal(item.type, cases[i].type);
		assert_int_equal(item.length, cases[i].length);
		assert_int_equal(item.time, USEC_PER_SEC);
	}
}

/* 64 series can run at once; one that is over makes room for another. */
static void test_many_series(void **state)
{
	char text[64 * 64] = "";
	struct play p;

	(void) state;
	for (size_t i = 0, n = 0; i < 64; i++) {
		n += (size_t) snprintf(text + n, sizeof(text) - n, "0s pulse every %zus for 2min\n",
				       i + 1);
	}
	assert_int_equal(play(&p, text), 0);
	strncat(text, "1min pulse every 1s for 1s\n", sizeof(text) - strlen(text) - 1);
	assert_int_equal(play(&p, text), -EINVAL);
	assert_string_equal(p.replay.ret_reason,
			    "more than 64 `pulse every` run at the same time: end some earlier");
	assert_int_equal(p.replay.ret_line, 65);
	memcpy(strstr(text, "1min"), "3min", 4);
	assert_int_equal(play(&p, text), 0);
}

/* Series and lines are merged by time; what falls together comes in the order of the lines. */
static void test_merging(void **state)
{
	struct play p;

	(void) state;
	assert_int_equal(
		play(&p, "0s pulse every 10s for 1min\n"
			 "5s pulse pointer every 10s for 1min\n"
			 "30s lock\n" /* after the pulse at 30 s: the pulse at 35 s is no return */
			 "32s unlock\n"
			 "40s lock\n"
			 "40s unlock\n"
			 "1min 5s end\n"),
		0);
	assert_string_equal(p.got, "0s  presence present start=0s\n"
				   "0s  session-start start=0s\n"
				   "30s  presence locked start=30s\n"
				   "32s  presence present start=32s\n"
				   "40s  presence locked start=40s\n"
				   "40s  presence present start=40s\n"
				   "1min 5s  end present session=1min 3s today=1min 3s\n");
	/* 7 + 7 pulses, 4 lines, the end */
	assert_int_equal(p.replay.ret_events, 19);
	assert_int_equal(p.replay.ret_line, 7);
}

/* A series is bounded, so that no trace takes for ever. */
static void test_endless_series(void **state)
{
	struct play p;

	(void) state;
	assert_int_equal(play(&p, "0s pulse every 1us for 100s\n1ms end\n"), 0);
	assert_int_equal(p.replay.ret_events, 1002);
	assert_int_equal(play(&p, "0s pulse every 1us for 100.000001s\n1ms end\n"), -EINVAL);
	assert_int_equal(p.replay.ret_line, 1);
	assert_string_equal(p.replay.ret_reason,
			    "the series has more than 100 million pulses: make "
			    "it shorter, or `every` longer");
	assert_int_equal(play(&p, "0s pulse every 1ms for 10000h"), -EINVAL);
}

/* Of two series that fall together the earlier line comes first. */
static void test_ties(void **state)
{
	struct play p;

	(void) state;
	assert_int_equal(play(&p, "0s pulse tablet every 2s for 1min\n"
				  "0s pulse touch every 3s for 1min\n6s end\n"),
			 0);
	assert_int_equal(p.end.last_class, DEVICE_TOUCH);
	assert_int_equal(play(&p, "0s pulse touch every 3s for 1min\n"
				  "0s pulse tablet every 2s for 1min\n6s end\n"),
			 0);
	assert_int_equal(p.end.last_class, DEVICE_TABLET);
	assert_int_equal(play(&p, "0s pulse touch every 3s for 1min\n6s pulse other\n6s end\n"), 0);
	assert_int_equal(p.end.last_class, DEVICE_OTHER);
}

/* A series is played to its end where the trace has none, and no further than its `end`. */
static void test_ends(void **state)
{
	struct play p;

	(void) state;
	assert_int_equal(play(&p, "0s pulse every 2min for 3min"), 0);
	assert_string_equal(p.got, "0s  presence present start=0s\n"
				   "0s  session-start start=0s\n"
				   "1min  presence away start=0s\n"
				   "2min  presence present start=2min\n");
	assert_int_equal(play(&p, "0s pulse every 10s for 10000h\n30s end"), 0);
	assert_string_equal(p.got, "0s  presence present start=0s\n"
				   "0s  session-start start=0s\n"
				   "30s  end present session=30s today=30s\n");
	assert_int_equal(p.replay.ret_events, 5);
}

/* Without `start` it is nine in the morning: nineteen hours to the next day. */
static void test_wall_clock(void **state)
{
	struct play p;

	(void) state;
	assert_int_equal(play(&p, "18h 59min 50s pulse\n19h 5s end"), 0);
	assert_non_null(strstr(p.got, "19h 5s  end present session=15s today=5s\n"));
	assert_int_equal(play(&p, "start 2026-03-02T03:59:30+05:30\n0s pulse\n40s end"), 0);
	assert_non_null(strstr(p.got, "40s  end present session=40s today=10s\n"));
	/* Other offsets, back and forth, with the same wall clock. */
	assert_int_equal(play(&p, "start 2026-03-02T12:00:00Z\n0s pulse every 10s for 1min\n"
				  "20s offset -09:30\n50s offset Z\n1min end"),
			 0);
	assert_non_null(strstr(p.got, "1min  end present session=1min today=10s\n"));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_nothing),
	cmocka_unit_test(test_refusals),
	cmocka_unit_test(test_restarts_are_read),
	cmocka_unit_test(test_many_series),
	cmocka_unit_test(test_merging),
	cmocka_unit_test(test_ends),
	cmocka_unit_test(test_ties),
	cmocka_unit_test(test_endless_series),
	cmocka_unit_test(test_wall_clock),
};

int main(void)
{
	return cmocka_run_group_tests_name("trace replay", tests, NULL, NULL);
}
