/* Rows into records. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "row.h"

/*
 * Rows that overlap ?1..?2: those that began not long before it, by their key, and those few that
 * are long, by their index.  "ended = 0" is never true of a session.
 */
#define OVERLAPPING(columns, table, long_ones, open)                                               \
	"SELECT " columns " FROM " table " WHERE began >= ?1 - " LONG_SPAN_SQL " AND began < ?2"   \
	" AND (" open "ended > ?1 OR began >= ?1)"                                                 \
	" UNION ALL "                                                                              \
	"SELECT " columns " FROM " table " INDEXED BY " table "_long"                              \
	" WHERE began < ?1 - " LONG_SPAN_SQL " AND began < ?2 AND (" long_ones ")"                 \
	" AND (" open "ended > ?1)"                                                                \
	" ORDER BY 1"

static usec_t get_duration(struct row *row)
{
	int64_t v = get_int(row);

	return v < 0 ? 0 : (usec_t) v;
}

static double get_real(struct row *row)
{
	int i = row->column++;

	return sqlite3_column_type(row->st, i) == SQLITE_NULL ? (double) NAN
							      : sqlite3_column_double(row->st, i);
}

/* ---- queries ---- */

int store_query(struct store *s, const char *sql, int64_t from, int64_t to, row_fn fn,
		void *callback)
{
	sqlite3_stmt *st = NULL;
	int rc, r = 0;

	if (!s->db) {
		return store_tell(s, -EBADF, "it is not open");
	}
	rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);
	if (rc == SQLITE_OK && sqlite3_bind_parameter_count(st) == 2) {
		(void) sqlite3_bind_int64(st, 1, from);
		(void) sqlite3_bind_int64(st, 2, to);
	}
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(st);
		if (rc == SQLITE_ROW) {
			struct row row = { st, 0 };

			r = fn(&row, callback);
			if (r != 0) {
				break;
			}
		}
	}
	if (r == 0) {
		r = store_fail(s, rc);
	}
	(void) sqlite3_finalize(st);
	return r;
}

/* A callback of the caller, typed as it is. */
#define CALLBACK(record)                                                                           \
	struct record##_callback {                                                                 \
		int (*row)(const struct record *, void *);                                         \
		void *userdata;                                                                    \
	}
CALLBACK(slots);
CALLBACK(session_record);
CALLBACK(break_record);
CALLBACK(prompt_record);
CALLBACK(finding_record);
CALLBACK(change_record);
CALLBACK(problem_record);
CALLBACK(day_record);
CALLBACK(offset_record);
CALLBACK(share_record);

static int read_slots(struct row *row, void *callback)
{
	const struct slots_callback *c = callback;
	int64_t hour = get_int(row), plane = get_int(row);
	const void *bits = sqlite3_column_blob(row->st, 2);
	struct slots s = { .hour = hour, .plane = (enum plane) plane };

	if (plane < 0 || plane >= _PLANE_MAX || sqlite3_column_bytes(row->st, 2) != SLOT_BYTES) {
		return 0;
	}
	memcpy(s.bits, bits, SLOT_BYTES);
	return c->row(&s, c->userdata);
}

int store_slots(struct store *s, int64_t from_hour, int64_t to_hour,
		int (*row)(const struct slots *, void *), void *userdata)
{
	struct slots_callback c = { row, userdata };

	return store_query(s,
			   "SELECT hour, plane, bits FROM slots WHERE hour >= ?1 AND hour < ?2"
			   " ORDER BY hour, plane",
			   from_hour, to_hour, read_slots, &c);
}

static int read_session(struct row *row, void *callback)
{
	const struct session_record_callback *c = callback;
	struct session_record r = {};

	r.start = get_moment(row);
	r.end = get_moment(row);
	r.screen_time = get_duration(row);
	r.open = get_int(row) != 0;
	return c->row(&r, c->userdata);
}

int store_sessions(struct store *s, usec_t from, usec_t to,
		   int (*row)(const struct session_record *, void *), void *userdata)
{
	struct session_record_callback c = { row, userdata };

	return store_query(s,
			   OVERLAPPING("began, ended, screen_time, open", "sessions",
				       "ended - began > " LONG_SPAN_SQL, ""),
			   to_seconds(from), to_seconds_up(to), read_session, &c);
}

static int read_break(struct row *row, void *callback)
{
	const struct break_record_callback *c = callback;
	int64_t kind, outcome;
	struct break_record r = {};

	r.end = get_moment(row);
	kind = get_int(row);
	outcome = get_int(row);
	r.start = get_moment(row);
	r.screen_time = get_duration(row);
	if (kind < 0 || kind >= _BREAK_KIND_MAX || outcome < 0 || outcome >= _OUTCOME_MAX) {
		return 0;
	}
	r.kind = (enum break_kind) kind;
	r.outcome = (enum outcome) outcome;
	return c->row(&r, c->userdata);
}

int store_breaks(struct store *s, usec_t from, usec_t to,
		 int (*row)(const struct break_record *, void *), void *userdata)
{
	struct break_record_callback c = { row, userdata };

	return store_query(s,
			   "SELECT ended, kind, outcome, began, screen_time FROM breaks"
			   " WHERE ended >= ?1 AND ended < ?2 ORDER BY ended, kind",
			   to_seconds(from), to_seconds_up(to), read_break, &c);
}

static int read_prompt(struct row *row, void *callback)
{
	const struct prompt_record_callback *c = callback;
	struct prompt_record r = {};
	int64_t answer;

	r.at = get_moment(row);
	GET_TEXT(row, r.subject);
	GET_TEXT(row, r.reason);
	answer = get_int(row);
	r.answered = get_moment(row);
	if (answer < 0 || answer >= _PROMPT_ANSWER_MAX) {
		return 0;
	}
	r.answer = (enum prompt_answer) answer;
	return c->row(&r, c->userdata);
}

int store_prompts(struct store *s, usec_t from, usec_t to,
		  int (*row)(const struct prompt_record *, void *), void *userdata)
{
	struct prompt_record_callback c = { row, userdata };

	return store_query(s,
			   "SELECT at, subject, reason, answer, answered FROM prompts"
			   " WHERE at >= ?1 AND at < ?2 ORDER BY at, subject",
			   to_seconds(from), to_seconds_up(to), read_prompt, &c);
}

static int read_finding(struct row *row, void *callback)
{
	const struct finding_record_callback *c = callback;
	struct finding_record r = {};

	r.since = get_moment(row);
	GET_TEXT(row, r.rule);
	GET_TEXT(row, r.monitor);
	GET_TEXT(row, r.posture);
	r.until = get_moment(row);
	GET_TEXT(row, r.severity);
	r.measured = get_real(row);
	r.limit = get_real(row);
	return c->row(&r, c->userdata);
}

#define STANDING "ended = 0 OR ended - began > " LONG_SPAN_SQL

int store_findings(struct store *s, usec_t from, usec_t to,
		   int (*row)(const struct finding_record *, void *), void *userdata)
{
	struct finding_record_callback c = { row, userdata };

	return store_query(
		s,
		OVERLAPPING("began, rule, monitor, posture, ended, severity, measured, bound",
			    "findings", STANDING, "ended = 0 OR "),
		to_seconds(from), to_seconds_up(to), read_finding, &c);
}

static int read_change(struct row *row, void *callback)
{
	const struct change_record_callback *c = callback;
	struct change_record r = {};

	r.at = get_moment(row);
	GET_TEXT(row, r.key);
	GET_TEXT(row, r.before);
	GET_TEXT(row, r.after);
	return c->row(&r, c->userdata);
}

int store_changes(struct store *s, usec_t from, usec_t to,
		  int (*row)(const struct change_record *, void *), void *userdata)
{
	struct change_record_callback c = { row, userdata };

	return store_query(s,
			   "SELECT at, key, old, new FROM changes WHERE at >= ?1 AND at < ?2"
			   " ORDER BY at, key",
			   to_seconds(from), to_seconds_up(to), read_change, &c);
}

static int read_problem(struct row *row, void *callback)
{
	const struct problem_record_callback *c = callback;
	struct problem_record r = {};

	r.since = get_moment(row);
	GET_TEXT(row, r.text);
	r.until = get_moment(row);
	return c->row(&r, c->userdata);
}

int store_problems(struct store *s, usec_t from, usec_t to,
		   int (*row)(const struct problem_record *, void *), void *userdata)
{
	struct problem_record_callback c = { row, userdata };

	return store_query(s,
			   OVERLAPPING("began, text, ended", "problems", STANDING, "ended = 0 OR "),
			   to_seconds(from), to_seconds_up(to), read_problem, &c);
}

static int read_day(struct row *row, void *callback)
{
	const struct day_record_callback *c = callback;
	struct day_record r = {};

	r.day = get_int(row);
	r.gmtoff_s = (int32_t) get_int(row);
	r.day_starts = get_duration(row);
	r.screen_time = get_duration(row);
	r.longest = get_duration(row);
	r.laptop_only = get_duration(row);
	for (size_t i = 0; i < ELEMENTSOF(r.by_class); i++) {
		r.by_class[i] = get_duration(row);
	}
	for (size_t k = 0; k < _BREAK_KIND_MAX; k++) {
		for (size_t o = 0; o < _OUTCOME_MAX; o++) {
			r.tally[k][o] = (unsigned) get_int(row);
		}
	}
	return c->row(&r, c->userdata);
}

int store_days(struct store *s, int64_t from_day, int64_t to_day,
	       int (*row)(const struct day_record *, void *), void *userdata)
{
	struct day_record_callback c = { row, userdata };

	return store_query(s, "SELECT * FROM days WHERE day >= ?1 AND day < ?2 ORDER BY day",
			   from_day, to_day, read_day, &c);
}

static int read_share(struct row *row, void *callback)
{
	const struct share_record_callback *c = callback;
	struct share_record r = {};

	r.day = get_int(row);
	GET_TEXT(row, r.monitor);
	r.time = get_duration(row);
	r.alone = get_duration(row);
	return c->row(&r, c->userdata);
}

int store_shares(struct store *s, int64_t from_day, int64_t to_day,
		 int (*row)(const struct share_record *, void *), void *userdata)
{
	struct share_record_callback c = { row, userdata };
	int r = store_has_shares(s);

	return r <= 0 ? r
		      : store_query(s,
				    "SELECT day, monitor, time, alone FROM shares"
				    " WHERE day >= ?1 AND day < ?2 ORDER BY day, monitor",
				    from_day, to_day, read_share, &c);
}

static int read_offset(struct row *row, void *callback)
{
	const struct offset_record_callback *c = callback;
	struct offset_record r = {};

	r.at = get_moment(row);
	r.gmtoff_s = (int32_t) get_int(row);
	return c->row(&r, c->userdata);
}

int store_offsets(struct store *s, int (*row)(const struct offset_record *, void *), void *userdata)
{
	struct offset_record_callback c = { row, userdata };

	return store_query(s, "SELECT at, gmtoff_s FROM offsets ORDER BY at", 0, 0, read_offset,
			   &c);
}

int store_get_state(struct store *s, const char *name, void *buf, size_t size, size_t *ret_size)
{
	sqlite3_stmt *st = NULL;
	int rc, r;

	if (!s->db) {
		return store_tell(s, -EBADF, "it is not open");
	}
	rc = sqlite3_prepare_v2(s->db, "SELECT data FROM state WHERE name = ?1", -1, &st, NULL);
	if (rc == SQLITE_OK) {
		(void) sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
		rc = sqlite3_step(st);
	}
	r = store_fail(s, rc);
	if (r == 0 && rc == SQLITE_DONE) {
		r = -ENOENT;
	}
	if (r == 0) {
		size_t len = (size_t) sqlite3_column_bytes(st, 0);
		const void *data = sqlite3_column_blob(st, 0);

		if (len > size) {
			r = store_tell(s, -E2BIG, "the state of %s is too large", name);
		} else {
			if (len > 0) {
				memcpy(buf, data, len);
			}
			*ret_size = len;
		}
	}
	(void) sqlite3_finalize(st);
	return r;
}
