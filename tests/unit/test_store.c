/* The history: what is put is what is read. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/store-rig.h"
#include "ergo/store.h"

/* ---- a list of what was read ---- */

#define LIST(record)                                                                               \
	struct record##_list {                                                                     \
		size_t n;                                                                          \
		struct record r[8];                                                                \
	};                                                                                         \
	static int add_##record(const struct record *r, void *userdata)                            \
	{                                                                                          \
		struct record##_list *l = userdata;                                                \
                                                                                                   \
		assert_in_range(l->n, 0, ELEMENTSOF(l->r) - 1);                                    \
		l->r[l->n++] = *r;                                                                 \
		return 0;                                                                          \
	}
LIST(slots)
LIST(session_record)
LIST(break_record)
LIST(prompt_record)
LIST(finding_record)
LIST(change_record)
LIST(problem_record)
LIST(day_record)
LIST(offset_record)

static void begin(struct store_fixture *f)
{
	assert_int_equal(store_begin(f->s), 0);
}

static void commit(struct store_fixture *f)
{
	int r = store_commit(f->s);

	if (r < 0) {
		fail_msg("%s", store_error(f->s));
	}
}

#define S(n) (RIG_T0 + (n) *USEC_PER_SEC)

/* ---- every record ---- */

static void test_slots(void **state)
{
	struct store_fixture *f = *state;
	struct slots a = { .hour = RIG_HOUR, .plane = PLANE_KEYBOARD, .bits = { 1, 2 } };
	struct slots b = { .hour = RIG_HOUR, .plane = PLANE_KEYBOARD, .bits = { 0x80, 2, 4 } };
	struct slots before = { .hour = RIG_HOUR - 1, .plane = PLANE_LAPTOP_ONLY };
	struct slots nothing = { .hour = RIG_HOUR, .plane = PLANE_PRESENT };
	struct slots_list got = {};

	before.bits[44] = 0x80;
	begin(f);
	assert_int_equal(store_put_slots(f->s, &a), 0);
	assert_int_equal(store_put_slots(f->s, &before), 0);
	assert_int_equal(store_put_slots(f->s, &nothing), 0);
	commit(f);
	begin(f);
	assert_int_equal(store_put_slots(f->s, &b), 0);
	commit(f);
	assert_int_equal(store_slots(f->s, 0, INT64_MAX, add_slots, &got), 0);
	assert_int_equal(got.n, 2);
	assert_int_equal(got.r[0].hour, RIG_HOUR - 1);
	assert_int_equal(got.r[0].plane, PLANE_LAPTOP_ONLY);
	assert_memory_equal(got.r[0].bits, before.bits, SLOT_BYTES);
	assert_int_equal(got.r[1].hour, RIG_HOUR);
	assert_int_equal(got.r[1].bits[0], 0x81);
	assert_int_equal(got.r[1].bits[1], 2);
	assert_int_equal(got.r[1].bits[2], 4);
	got.n = 0;
	assert_int_equal(store_slots(f->s, RIG_HOUR - 1, RIG_HOUR, add_slots, &got), 0);
	assert_int_equal(got.n, 1);
}

static void test_sessions(void **state)
{
	struct store_fixture *f = *state;
	struct session_record open = {
		.start = S(0) + 999999, .end = S(60) + 1, .screen_time = 60500001, .open = true
	};
	struct session_record_list got = {};

	begin(f);
	assert_int_equal(store_put_session(f->s, &open), 0);
	commit(f);
	assert_int_equal(store_sessions(f->s, 0, USEC_INFINITY, add_session_record, &got), 0);
	assert_int_equal(got.n, 1);
	assert_int_equal(got.r[0].start, S(0)); /* to the second */
	assert_int_equal(got.r[0].end, S(60));
	assert_int_equal(got.r[0].screen_time, 60500001); /* exactly */
	assert_true(got.r[0].open);

	open.end = S(90);
	open.open = false;
	begin(f);
	assert_int_equal(store_put_session(f->s, &open), 0);
	commit(f);
	got.n = 0;
	assert_int_equal(store_sessions(f->s, 0, USEC_INFINITY, add_session_record, &got), 0);
	assert_int_equal(got.n, 1);
	assert_int_equal(got.r[0].end, S(90));
	assert_false(got.r[0].open);
}

/* Whatever overlaps a range is found, however long it is. */
static void test_overlap(void **state)
{
	static const struct {
		usec_t start, end;
	} spans[] = {
		{ S(0), S(100) },
		{ S(200), S(200) },
		{ S(0) - 30 * USEC_PER_DAY, S(10) }, /* long */
		{ S(0) - USEC_PER_DAY, S(5) },
	};
	static const struct {
		usec_t from, to;
		size_t n;
	} cases[] = {
		{ 0, USEC_INFINITY, 4 },
		{ S(0), S(1), 3 },
		{ S(5), S(6), 2 },
		{ S(10), S(11), 1 },
		{ S(100), S(150), 0 },
		{ S(100), S(200), 0 },
		{ S(150), S(201), 1 },
		{ S(200), S(201), 1 },
		{ S(201), USEC_INFINITY, 0 },
		{ S(0) - 40 * USEC_PER_DAY, S(0) - 30 * USEC_PER_DAY, 0 },
		{ S(0) - 40 * USEC_PER_DAY, S(0) - 29 * USEC_PER_DAY, 1 },
		{ S(0) - 10 * USEC_PER_DAY, S(0) - 9 * USEC_PER_DAY, 1 },
		{ S(0) - USEC_PER_HOUR, S(0), 2 },
	};
	struct store_fixture *f = *state;

	begin(f);
	for (size_t i = 0; i < ELEMENTSOF(spans); i++) {
		struct session_record r = { .start = spans[i].start, .end = spans[i].end };
		struct problem_record p = { .since = spans[i].start, .until = spans[i].end };

		assert_int_equal(store_put_session(f->s, &r), 0);
		assert_int_equal(store_put_problem(f->s, &p), 0);
	}
	commit(f);
	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct session_record_list got = {};
		struct problem_record_list problems = {};

		assert_int_equal(
			store_sessions(f->s, cases[i].from, cases[i].to, add_session_record, &got),
			0);
		assert_int_equal(store_problems(f->s, cases[i].from, cases[i].to,
						add_problem_record, &problems),
				 0);
		if (got.n != cases[i].n || problems.n != cases[i].n) {
			fail_msg("case %zu: %zu sessions, %zu problems, not %zu", i, got.n,
				 problems.n, cases[i].n);
		}
		for (size_t k = 1; k < got.n; k++) {
			assert_true(got.r[k - 1].start < got.r[k].start);
		}
	}
}

static void test_breaks(void **state)
{
	struct store_fixture *f = *state;
	struct break_record a = { BREAK_MICRO, OUTCOME_NATURAL, S(0), S(30), 20 * USEC_PER_MIN };
	struct break_record b = { BREAK_REST, OUTCOME_REPLACED, S(30), S(30), 7 };
	struct break_record bad = { .kind = (enum break_kind) 7 };
	struct break_record_list got = {};

	begin(f);
	assert_int_equal(store_put_break(f->s, &b), 0);
	assert_int_equal(store_put_break(f->s, &a), 0);
	assert_int_equal(store_put_break(f->s, &bad), -EINVAL);
	commit(f); /* the rest all the same */
	assert_int_equal(store_breaks(f->s, S(30), S(31), add_break_record, &got), 0);
	assert_int_equal(got.n, 2);
	assert_memory_equal(&got.r[0], &a, sizeof(a));
	assert_memory_equal(&got.r[1], &b, sizeof(b));
	got.n = 0;
	assert_int_equal(store_breaks(f->s, S(0), S(30), add_break_record, &got), 0);
	assert_int_equal(got.n, 0);
}

static void test_prompts(void **state)
{
	struct store_fixture *f = *state;
	struct prompt_record p = { .at = S(3), .subject = "rest", .reason = "due" };
	struct prompt_record_list got = {};

	begin(f);
	assert_int_equal(store_put_prompt(f->s, &p), 0);
	commit(f);
	p.answer = ANSWER_POSTPONE;
	p.answered = S(9);
	begin(f);
	assert_int_equal(store_put_prompt(f->s, &p), 0);
	commit(f);
	assert_int_equal(store_prompts(f->s, S(3), S(4), add_prompt_record, &got), 0);
	assert_int_equal(got.n, 1);
	assert_int_equal(got.r[0].at, S(3));
	assert_string_equal(got.r[0].subject, "rest");
	assert_string_equal(got.r[0].reason, "due");
	assert_int_equal(got.r[0].answer, ANSWER_POSTPONE);
	assert_int_equal(got.r[0].answered, S(9));
}

static void test_findings(void **state)
{
	struct store_fixture *f = *state;
	struct finding_record stands = { .since = S(0),
					 .rule = "top-above-eyes",
					 .posture = "sitting",
					 .severity = "high",
					 .measured = 7.25,
					 .limit = (double) NAN };
	struct finding_record_list got = {};

	/* Full to the end, without a NUL; quotes and no UTF-8. */
	memset(stands.monitor, '\'', sizeof(stands.monitor));
	stands.monitor[1] = '\xff';
	begin(f);
	assert_int_equal(store_put_finding(f->s, &stands), 0);
	commit(f);
	assert_int_equal(store_findings(f->s, S(0) + 400 * USEC_PER_DAY, USEC_INFINITY,
					add_finding_record, &got),
			 0);
	assert_int_equal(got.n, 1);
	assert_string_equal(got.r[0].rule, "top-above-eyes");
	assert_int_equal(strlen(got.r[0].monitor), sizeof(stands.monitor) - 1);
	assert_int_equal(got.r[0].until, 0);
	assert_true(got.r[0].measured == 7.25);
	assert_true(isnan(got.r[0].limit));

	stands.until = S(50);
	begin(f);
	assert_int_equal(store_put_finding(f->s, &stands), 0);
	commit(f);
	got.n = 0;
	assert_int_equal(store_findings(f->s, 0, USEC_INFINITY, add_finding_record, &got), 0);
	assert_int_equal(got.n, 1);
	assert_int_equal(got.r[0].until, S(50));
	assert_int_equal(store_findings(f->s, S(50), USEC_INFINITY, add_finding_record, &got), 0);
	assert_int_equal(got.n, 1);
}

static void test_changes(void **state)
{
	struct store_fixture *f = *state;
	struct change_record c = { S(1), "monitor * / distance", "65cm", "60cm" };
	struct change_record_list got = {};

	begin(f);
	assert_int_equal(store_put_change(f->s, &c), 0);
	(void) snprintf(c.before, sizeof(c.before), "60cm");
	(void) snprintf(c.after, sizeof(c.after), "55cm");
	assert_int_equal(store_put_change(f->s, &c), 0);
	commit(f);
	assert_int_equal(store_changes(f->s, 0, USEC_INFINITY, add_change_record, &got), 0);
	assert_int_equal(got.n, 1);
	assert_string_equal(got.r[0].key, "monitor * / distance");
	assert_string_equal(got.r[0].before, "65cm");
	assert_string_equal(got.r[0].after, "55cm");
}

static void test_days(void **state)
{
	struct store_fixture *f = *state;
	struct day_record d = {
		.day = 20454,
		.gmtoff_s = -5 * 3600,
		.day_starts = 4 * USEC_PER_HOUR,
		.screen_time = 28800000001,
		.longest = 2,
		.laptop_only = 3,
		.by_class = { 4, 5, 6, 7, 8 },
		.tally = { { 9, 10, 11, 12, 13 }, { 14, 15, 16, 17, 18 } },
	};
	struct day_record_list got = {};

	begin(f);
	assert_int_equal(store_put_day(f->s, &d), 0);
	d.longest = 20;
	assert_int_equal(store_put_day(f->s, &d), 0);
	commit(f);
	assert_int_equal(store_days(f->s, 20454, 20455, add_day_record, &got), 0);
	assert_int_equal(got.n, 1);
	assert_int_equal(got.r[0].day, 20454);
	assert_int_equal(got.r[0].gmtoff_s, -5 * 3600);
	assert_int_equal(got.r[0].day_starts, 4 * USEC_PER_HOUR);
	assert_int_equal(got.r[0].screen_time, 28800000001);
	assert_int_equal(got.r[0].longest, 20);
	assert_int_equal(got.r[0].laptop_only, 3);
	assert_memory_equal(got.r[0].by_class, d.by_class, sizeof(d.by_class));
	assert_memory_equal(got.r[0].tally, d.tally, sizeof(d.tally));
	assert_int_equal(store_days(f->s, 20453, 20454, add_day_record, &got), 0);
	assert_int_equal(got.n, 1);
}

static void test_offsets(void **state)
{
	struct store_fixture *f = *state;
	const struct offset_record put[] = {
		{ S(0), 3600 }, { S(9), 3600 }, { S(20), 7200 }, { S(30), 3600 }
	};
	struct offset_record_list got = {};

	begin(f);
	for (size_t i = 0; i < ELEMENTSOF(put); i++) {
		assert_int_equal(store_put_offset(f->s, &put[i]), 0);
	}
	commit(f);
	assert_int_equal(store_offsets(f->s, add_offset_record, &got), 0);
	assert_int_equal(got.n, 3);
	assert_int_equal(got.r[1].at, S(20));
	assert_int_equal(got.r[1].gmtoff_s, 7200);
	assert_int_equal(got.r[2].gmtoff_s, 3600);
}

static void test_state(void **state)
{
	struct store_fixture *f = *state;
	static uint8_t big[64 * 1024 + 1], got[64 * 1024];
	size_t size = 9;

	memset(big, 7, sizeof(big));
	assert_int_equal(store_get_state(f->s, "engine", got, sizeof(got), &size), -ENOENT);
	begin(f);
	assert_int_equal(store_put_state(f->s, "engine", "", 0), 0);
	assert_int_equal(store_put_state(f->s, "big", big, sizeof(big) - 1), 0);
	assert_int_equal(store_put_state(f->s, "too big", big, sizeof(big)), -E2BIG);
	commit(f);
	assert_int_equal(store_get_state(f->s, "engine", got, sizeof(got), &size), 0);
	assert_int_equal(size, 0);
	assert_int_equal(store_get_state(f->s, "big", got, 100, &size), -E2BIG);
	assert_int_equal(store_get_state(f->s, "big", got, sizeof(got), &size), 0);
	assert_int_equal(size, sizeof(got));
	assert_memory_equal(got, big, sizeof(got));
}

static void machine(struct store_fixture *f, uint8_t id[static STORE_MACHINE_BYTES])
{
	size_t size;

	assert_int_equal(store_get_state(f->s, STORE_MACHINE, id, STORE_MACHINE_BYTES, &size), 0);
	assert_int_equal(size, STORE_MACHINE_BYTES);
}

static void test_machine(void **state)
{
	struct store_fixture *f = *state;
	uint8_t first[STORE_MACHINE_BYTES], again[STORE_MACHINE_BYTES];
	struct store_info erased;

	machine(f, first);
	f->s = store_free(f->s);
	f->s = store_rig_open(&f->rig, STORE_WRITE);
	machine(f, again);
	assert_memory_equal(first, again, sizeof(first));
	assert_int_equal(store_erase(f->s, S(0), USEC_INFINITY, &erased), 0);
	machine(f, again);
	assert_memory_equal(first, again, sizeof(first));
	assert_int_equal(store_erase(f->s, 0, USEC_INFINITY, &erased), 0);
	machine(f, again);
	assert_memory_not_equal(first, again, sizeof(first));
}

/* ---- transactions ---- */

static void test_all_or_nothing(void **state)
{
	struct store_fixture *f = *state;

	assert_int_equal(store_rig_write(f->s, 0), 0);
	begin(f);
	assert_int_equal(store_rig_put(f->s, 1), 0);
	store_rollback(f->s);
	assert_int_equal(store_rig_count(f->s), 1);
	assert_int_equal(store_rig_put(f->s, 1), -EINVAL); /* outside */
	assert_int_equal(store_commit(f->s), -EINVAL);
	for (unsigned n = 1; n < 100; n++) {
		assert_int_equal(store_rig_write(f->s, n), 0);
	}
	assert_int_equal(store_rig_count(f->s), 100);
	f->s = store_free(f->s);
	f->s = store_rig_open(&f->rig, STORE_WRITE);
	assert_int_equal(store_rig_count(f->s), 100);
}

static int stop(const struct break_record *r, void *userdata)
{
	(void) r;
	return ++*(int *) userdata == 2 ? 42 : 0;
}

static void test_callback_stops(void **state)
{
	struct store_fixture *f = *state;
	int n = 0;

	for (unsigned i = 0; i < 20; i++) {
		assert_int_equal(store_rig_write(f->s, i), 0);
	}
	assert_int_equal(store_breaks(f->s, 0, USEC_INFINITY, stop, &n), 42);
	assert_int_equal(n, 2);
}

static void test_info(void **state)
{
	struct store_fixture *f = *state;
	struct store_info info;

	assert_int_equal(store_info(f->s, &info), 0);
	assert_int_equal(info.first, 0);
	assert_int_equal(info.last, 0);
	for (unsigned i = 0; i < 20; i++) {
		assert_int_equal(store_rig_write(f->s, i), 0);
	}
	assert_int_equal(store_info(f->s, &info), 0);
	assert_int_equal(info.schema, STORE_SCHEMA);
	assert_int_equal(info.first, S(0));
	assert_int_equal(info.last, S(1200));
	assert_int_equal(info.slots, 2);
	assert_int_equal(info.sessions, 2);
	assert_int_equal(info.breaks, 4);
	assert_int_equal(info.prompts, 3);
	assert_int_equal(info.aside, 0);
	assert_in_range(info.bytes, 40000, 1000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, store_fixture_setup, store_fixture_teardown)
		T(test_slots),   T(test_sessions), T(test_overlap),        T(test_breaks),
		T(test_prompts), T(test_findings), T(test_changes),        T(test_days),
		T(test_offsets), T(test_state),    T(test_all_or_nothing), T(test_callback_stops),
		T(test_info),    T(test_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
