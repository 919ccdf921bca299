/* What is erased is gone: from what is read, and from the disk. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/store-rig.h"
#include "ergo/store.h"

#define MARK          "the-mark-that-must-go"
#define DAY0          20454 /* 2026-01-01, RIG_T0's */
#define AT(day, hour) (((day) *24 + (hour)) * USEC_PER_HOUR)

/* In how many files of the folder the mark stands. */
static unsigned marked(const struct store_rig *rig)
{
	DIR *d = opendir(rig->folder);
	struct dirent *e;
	unsigned n = 0;

	assert_non_null(d);
	while ((e = readdir(d))) {
		char path[512];
		size_t len;
		void *data;

		if (e->d_name[0] == '.') {
			continue;
		}
		(void) snprintf(path, sizeof(path), "%s/%s", rig->folder, e->d_name);
		data = store_rig_get_file(path, &len);
		n += memmem(data, len, MARK, strlen(MARK)) != NULL;
		free(data);
	}
	(void) closedir(d);
	return n;
}

/* A day with one of everything, from 9 to 10 o'clock (UTC); where told with the mark in its texts. */
static void put_day(struct store *s, int64_t day, bool mark)
{
	usec_t at = AT((usec_t) day, 9);
	struct slots slots = { .hour = day * 24 + 9, .plane = PLANE_PRESENT };
	struct session_record session = { .start = at, .end = at + USEC_PER_HOUR };
	struct break_record rest = { .kind = BREAK_REST, .start = at, .end = at + USEC_PER_MIN };
	struct prompt_record prompt = { .at = at, .subject = "rest" };
	struct finding_record finding = { .since = at, .until = at + USEC_PER_MIN, .rule = "r" };
	struct change_record change = { .at = at, .key = "user.stature" };
	struct problem_record problem = { .since = at, .until = at + USEC_PER_MIN };
	struct day_record record = { .day = day, .day_starts = 4 * USEC_PER_HOUR };
	struct share_record share = { .day = day, .time = USEC_PER_HOUR };

	memset(slots.bits, 0xff, sizeof(slots.bits));
	(void) snprintf(change.before, sizeof(change.before), "%s", mark ? MARK : "170cm");
	(void) snprintf(problem.text, sizeof(problem.text), "%s", mark ? MARK : "none");
	(void) snprintf(finding.monitor, sizeof(finding.monitor), "%s", mark ? MARK : "DELL");
	(void) snprintf(share.monitor, sizeof(share.monitor), "%s", mark ? MARK : "DELL");
	assert_int_equal(store_begin(s), 0);
	assert_int_equal(store_put_slots(s, &slots), 0);
	assert_int_equal(store_put_session(s, &session), 0);
	assert_int_equal(store_put_break(s, &rest), 0);
	assert_int_equal(store_put_prompt(s, &prompt), 0);
	assert_int_equal(store_put_finding(s, &finding), 0);
	assert_int_equal(store_put_change(s, &change), 0);
	assert_int_equal(store_put_problem(s, &problem), 0);
	assert_int_equal(store_put_day(s, &record), 0);
	assert_int_equal(store_put_share(s, &share), 0);
	assert_int_equal(store_put_state(s, "engine", MARK, 5), 0); /* a part of it */
	assert_int_equal(store_commit(s), 0);
}

static void assert_counts(struct store *s, unsigned n)
{
	struct store_info info;

	assert_int_equal(store_info(s, &info), 0);
	assert_int_equal(info.slots, n);
	assert_int_equal(info.sessions, n);
	assert_int_equal(info.breaks, n);
	assert_int_equal(info.prompts, n);
	assert_int_equal(info.findings, n);
	assert_int_equal(info.changes, n);
	assert_int_equal(info.problems, n);
	assert_int_equal(info.days, n);
	assert_int_equal(info.shares, n);
}

static void test_range(void **state)
{
	struct store_fixture *f = *state;
	struct store_info gone;
	char buf[16];
	size_t size;

	for (int64_t day = 0; day < 300; day++) {
		put_day(f->s, DAY0 + day, day >= 100 && day < 200);
	}
	assert_true(marked(&f->rig) > 0);
	/* A day lasts from 4 to 4 o'clock, as its record says. */
	assert_int_equal(store_erase(f->s, AT(DAY0 + 100, 4), AT(DAY0 + 200, 4), &gone), 0);
	assert_int_equal(marked(&f->rig), 0);
	assert_int_equal(gone.slots, 100);
	assert_int_equal(gone.sessions, 100);
	assert_int_equal(gone.days, 100);
	assert_int_equal(gone.shares, 100);
	assert_int_equal(gone.problems, 100);
	assert_true(gone.bytes > 10000);
	assert_counts(f->s, 200);
	assert_int_equal(store_get_state(f->s, "engine", buf, sizeof(buf), &size), 0);
	assert_int_equal(store_erase(f->s, AT(DAY0 + 100, 4), AT(DAY0 + 200, 4), &gone), 0);
	assert_int_equal(gone.slots, 0);
	assert_counts(f->s, 200);
	/* It goes on. */
	put_day(f->s, DAY0 + 150, false);
	assert_counts(f->s, 201);
}

static void test_everything(void **state)
{
	struct store_fixture *f = *state;
	struct store_info gone;
	char buf[16];
	size_t size;

	for (int64_t day = 0; day < 100; day++) {
		put_day(f->s, DAY0 + day, true);
	}
	store_rig_put_file(store_rig_beside(&f->rig, ".corrupt-2026-01-01"), MARK, strlen(MARK));
	store_rig_put_file(store_rig_beside(&f->rig, ".corrupt-2026-01-01-wal"), MARK,
			   strlen(MARK));
	assert_int_equal(store_erase(f->s, 0, USEC_INFINITY, &gone), 0);
	assert_int_equal(marked(&f->rig), 0);
	assert_int_equal(gone.sessions, 100);
	assert_int_equal(gone.aside, 2);
	assert_counts(f->s, 0);
	assert_int_equal(store_get_state(f->s, "engine", buf, sizeof(buf), &size), -ENOENT);
	put_day(f->s, DAY0, false);
	assert_counts(f->s, 1);
}

static unsigned bits_of;
static int count_bits(const struct slots *slots, void *userdata)
{
	(void) userdata;
	for (unsigned i = 0; i < SLOT_BYTES; i++) {
		bits_of += (unsigned) __builtin_popcount(slots->bits[i]);
	}
	return 0;
}

/* Ten minutes out of an hour, to the slot. */
static void test_part_of_an_hour(void **state)
{
	static const struct {
		usec_t from, to; /* within the hour from 9 o'clock; seconds */
		unsigned left;
	} cases[] = {
		{ 600, 1200, 300 }, { 0, 600, 300 },     { 3000, 3600, 300 }, { 605, 606, 359 },
		{ 0, 3600, 0 },     { 3599, 7200, 359 }, { 3600, 7200, 360 }, { 0, 1, 359 },
	};
	struct store_fixture *f = *state;

	for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
		struct store_info gone;
		usec_t hour = AT(DAY0, 9);

		assert_int_equal(store_erase(f->s, 0, USEC_INFINITY, &gone), 0);
		put_day(f->s, DAY0, false);
		assert_int_equal(store_erase(f->s, hour + cases[i].from * USEC_PER_SEC,
					     hour + cases[i].to * USEC_PER_SEC, &gone),
				 0);
		bits_of = 0;
		assert_int_equal(store_slots(f->s, 0, INT64_MAX, count_bits, NULL), 0);
		if (bits_of != cases[i].left) {
			fail_msg("case %zu: %u slots left", i, bits_of);
		}
		assert_int_equal(gone.slots, cases[i].left == 0);
	}
}

/* Who still reads keeps the old pages alive: told, and done the next time. */
static int erase_meanwhile(const struct session_record *r, void *userdata)
{
	struct store *writer = userdata;
	struct store_info gone;

	(void) r;
	assert_int_equal(store_erase(writer, 0, USEC_INFINITY, &gone), -EBUSY);
	assert_non_null(strstr(store_error(writer), "erase again"));
	return 1;
}

static void test_while_somebody_reads(void **state)
{
	struct store_fixture *f = *state;
	struct store_info gone;
	struct store *reader;

	put_day(f->s, DAY0, true);
	reader = store_rig_open(&f->rig, STORE_READ);
	assert_int_equal(store_sessions(reader, 0, USEC_INFINITY, erase_meanwhile, f->s), 1);
	assert_counts(f->s, 0);
	assert_true(marked(&f->rig) > 0);
	assert_int_equal(store_erase(f->s, 0, USEC_INFINITY, &gone), 0);
	assert_int_equal(marked(&f->rig), 0);
	store_free(reader);
}

/* Local time after the range stays what it was. */
static int on_offset(const struct offset_record *r, void *userdata)
{
	char *text = userdata;
	size_t len = strlen(text);

	(void) snprintf(text + len, 64 - len, "%u:%d ", (unsigned) (r->at / USEC_PER_DAY),
			r->gmtoff_s / 3600);
	return 0;
}

static void test_offsets(void **state)
{
	struct store_fixture *f = *state;
	char text[64] = "";
	struct store_info gone;

	assert_int_equal(store_begin(f->s), 0);
	for (int day = 1; day < 6; day++) {
		struct offset_record o = { AT((usec_t) day, 0), day * 3600 };

		assert_int_equal(store_put_offset(f->s, &o), 0);
	}
	assert_int_equal(store_commit(f->s), 0);
	assert_int_equal(store_erase(f->s, AT(2, 0), AT(4, 12), &gone), 0);
	assert_int_equal(store_offsets(f->s, on_offset, text), 0);
	assert_string_equal(text, "1:1 4:4 5:5 ");
	text[0] = '\0';
	assert_int_equal(store_forget(f->s, AT(5, 12)), 0);
	assert_int_equal(store_offsets(f->s, on_offset, text), 0);
	assert_string_equal(text, "5:5 ");
}

static void test_forget(void **state)
{
	struct store_fixture *f = *state;
	char buf[16];
	size_t size;

	for (int64_t day = 0; day < 20; day++) {
		put_day(f->s, DAY0 + day, day < 15);
	}
	assert_int_equal(store_forget(f->s, AT(DAY0 + 15, 4)), 0);
	assert_counts(f->s, 5);
	assert_int_equal(store_get_state(f->s, "engine", buf, sizeof(buf), &size), 0);
	assert_int_equal(store_begin(f->s), 0);
	assert_int_equal(store_forget(f->s, 0), -EINVAL);
	assert_int_equal(store_erase(f->s, 0, 1, NULL), -EINVAL);
	store_rollback(f->s);
	f->s = store_free(f->s); /* the log goes */
	assert_int_equal(marked(&f->rig), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, store_fixture_setup, store_fixture_teardown)
		T(test_range),           T(test_everything),
		T(test_part_of_an_hour), T(test_while_somebody_reads),
		T(test_offsets),         T(test_forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
