/* What there is, and how it goes. */
#include <malloc.h>
#include <string.h>

#include "ergo/tr.h"
#include "internal.h"

#define SECONDS_PER_HOUR 3600
#define SECONDS_PER_SLOT ((int64_t) (SLOT_LENGTH / USEC_PER_SEC))

/* ---- what there is ---- */

int store_info(struct store *s, struct store_info *ret)
{
	static const char *const tables[] = {
		"SELECT count(*) FROM slots",    "SELECT count(*) FROM sessions",
		"SELECT count(*) FROM breaks",   "SELECT count(*) FROM prompts",
		"SELECT count(*) FROM findings", "SELECT count(*) FROM changes",
		"SELECT count(*) FROM problems", "SELECT count(*) FROM days",
	};
	struct store_info info = {};
	uint64_t *const counts[] = { &info.slots,    &info.sessions, &info.breaks,   &info.prompts,
				     &info.findings, &info.changes,  &info.problems, &info.days };
	int64_t n = 0;
	int r = store_number(s, "PRAGMA user_version", &n);

	info.schema = (int) n;
	if (r == 0 && store_has_shares(s) > 0) {
		r = store_number(s, "SELECT count(*) FROM shares", &n);
		info.shares = r == 0 ? (uint64_t) n : 0;
	}
	for (size_t i = 0; r == 0 && i < ELEMENTSOF(tables); i++) {
		r = store_number(s, tables[i], &n);
		*counts[i] = (uint64_t) n;
	}
	if (r == 0) {
		r = store_number(s,
				 "SELECT min(t) FROM (SELECT min(hour) * 3600 AS t FROM slots"
				 " UNION ALL SELECT min(began) FROM sessions"
				 " UNION ALL SELECT min(ended) FROM breaks"
				 " UNION ALL SELECT min(at) FROM prompts"
				 " UNION ALL SELECT min(began) FROM findings"
				 " UNION ALL SELECT min(at) FROM changes"
				 " UNION ALL SELECT min(began) FROM problems)",
				 &n);
		info.first = from_seconds(n);
	}
	if (r == 0) {
		r = store_number(s,
				 "SELECT max(t) FROM (SELECT max(hour) * 3600 AS t FROM slots"
				 " UNION ALL SELECT * FROM"
				 " (SELECT ended FROM sessions ORDER BY began DESC LIMIT 1)"
				 " UNION ALL SELECT max(ended) FROM breaks"
				 " UNION ALL SELECT max(at) FROM prompts"
				 " UNION ALL SELECT max(began) FROM findings"
				 " UNION ALL SELECT max(at) FROM changes"
				 " UNION ALL SELECT max(began) FROM problems)",
				 &n);
		info.last = from_seconds(n);
	}
	if (r < 0) {
		return r;
	}
	info.bytes = store_size(s, "") + store_size(s, "-wal") + store_size(s, "-shm");
	store_aside(s, false, &info.aside, &info.aside_bytes);
	*ret = info;
	return 0;
}

/* ---- removing ---- */

/* Runs SQL over ?1 and ?2.  *ret_n: how many rows it touched; may be NULL. */
static int run(struct store *s, const char *sql, int64_t from, int64_t to, uint64_t *ret_n)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL), r;

	if (rc == SQLITE_OK) {
		(void) sqlite3_bind_int64(st, 1, from);
		if (sqlite3_bind_parameter_count(st) == 2) {
			(void) sqlite3_bind_int64(st, 2, to);
		}
		rc = sqlite3_step(st);
	}
	r = store_fail(s, rc);
	(void) sqlite3_finalize(st);
	if (r == 0 && ret_n) {
		*ret_n = (uint64_t) sqlite3_changes(s->db);
	}
	return r;
}

/* Clears the slots from..to (seconds) of one hour, in every plane. */
static int clear_within(struct store *s, int64_t hour, int64_t from, int64_t to)
{
	uint8_t mask[SLOT_BYTES];
	int64_t first = (from - hour * SECONDS_PER_HOUR) / SECONDS_PER_SLOT;
	int64_t end = (to - hour * SECONDS_PER_HOUR + SECONDS_PER_SLOT - 1) / SECONDS_PER_SLOT;
	int r = 0;

	memset(mask, 0xff, sizeof(mask));
	for (int64_t i = first < 0 ? 0 : first; i < end && i < SLOTS_PER_HOUR; i++) {
		mask[i / 8] &= (uint8_t) ~(1u << (i % 8));
	}
	for (int plane = 0; r == 0 && plane < _PLANE_MAX; plane++) {
		static const uint8_t nothing[SLOT_BYTES];
		sqlite3_stmt *st;
		uint8_t bits[SLOT_BYTES];
		bool found = false;

		r = store_statement(s, STMT_GET_BITS, &st);
		if (r < 0) {
			return r;
		}
		(void) sqlite3_bind_int64(st, 1, hour);
		(void) sqlite3_bind_int64(st, 2, plane);
		r = store_fail(s, sqlite3_step(st));
		if (r == 0 && sqlite3_column_bytes(st, 0) == SLOT_BYTES) {
			memcpy(bits, sqlite3_column_blob(st, 0), SLOT_BYTES);
			found = true;
		}
		(void) sqlite3_reset(st);
		for (size_t i = 0; found && i < SLOT_BYTES; i++) {
			bits[i] &= mask[i];
		}
		if (found && memcmp(bits, nothing, SLOT_BYTES) == 0) {
			r = run(s, "DELETE FROM slots WHERE hour = ?1 AND plane = ?2", hour, plane,
				NULL);
		} else if (found) {
			r = store_statement(s, STMT_PUT_BITS, &st);
			if (r == 0) {
				(void) sqlite3_bind_int64(st, 1, hour);
				(void) sqlite3_bind_int64(st, 2, plane);
				(void) sqlite3_bind_blob(st, 3, bits, SLOT_BYTES, SQLITE_STATIC);
				r = store_run(s, st);
			}
		}
	}
	return r;
}

/* Whole hours, and the parts of the first and the last. */
static int erase_slots(struct store *s, int64_t from, int64_t to, uint64_t *ret_n)
{
	int64_t before, after, first = from / SECONDS_PER_HOUR, last = to / SECONDS_PER_HOUR;
	int r = store_number(s, "SELECT count(*) FROM slots", &before);

	if (r == 0 && from % SECONDS_PER_HOUR) {
		r = clear_within(s, first++, from, to);
	}
	if (r == 0 && to % SECONDS_PER_HOUR && last >= first) {
		r = clear_within(s, last, from, to);
	}
	if (r == 0) {
		r = run(s, "DELETE FROM slots WHERE hour >= ?1 AND hour < ?2", first, last, NULL);
	}
	if (r == 0) {
		r = store_number(s, "SELECT count(*) FROM slots", &after);
	}
	if (r == 0) {
		*ret_n = (uint64_t) (before - after);
	}
	return r;
}

#define OVERLAPS  "began < ?2 AND (ended > ?1 OR began >= ?1)"
#define TOUCHES   "(began >= ?1 AND began < ?2) OR (ended > ?1 AND ended <= ?2)"
#define DAY_BEGAN "(day * 86400 - gmtoff_s + day_starts / 1000000)"
/* A share without its day: when that was is known to a day and a half. */
#define DAY_UNKNOWN "day NOT IN (SELECT day FROM days)"

static int erase_rows(struct store *s, int64_t from, int64_t to, struct store_info *n)
{
	const struct {
		const char *sql;
		uint64_t *n;
	} steps[] = {
		{ "DELETE FROM sessions WHERE " OVERLAPS, &n->sessions },
		{ "DELETE FROM breaks WHERE " OVERLAPS, &n->breaks },
		{ "DELETE FROM prompts WHERE at >= ?1 AND at < ?2", &n->prompts },
		{ "DELETE FROM findings WHERE " TOUCHES, &n->findings },
		{ "DELETE FROM changes WHERE at >= ?1 AND at < ?2", &n->changes },
		{ "DELETE FROM problems WHERE " TOUCHES, &n->problems },
		{ "DELETE FROM shares WHERE day IN"
		  " (SELECT day FROM days WHERE " DAY_BEGAN " < ?2 AND " DAY_BEGAN " + 86400 > ?1)"
		  " OR (" DAY_UNKNOWN " AND (day - 1) * 86400 < ?2 AND (day + 3) * 86400 > ?1)",
		  &n->shares },
		{ "DELETE FROM days WHERE " DAY_BEGAN " < ?2 AND " DAY_BEGAN " + 86400 > ?1",
		  &n->days },
		/* What comes after has to keep its local time. */
		{ "UPDATE OR IGNORE offsets SET at = ?2"
		  " WHERE at = (SELECT max(at) FROM offsets WHERE at >= ?1 AND at < ?2)"
		  " AND ?2 < 0x7fffffffffffffff",
		  NULL },
		{ "DELETE FROM offsets WHERE at >= ?1 AND at < ?2", NULL },
	};
	int r = erase_slots(s, from, to, &n->slots);

	for (size_t i = 0; r == 0 && i < ELEMENTSOF(steps); i++) {
		r = run(s, steps[i].sql, from, to, steps[i].n);
	}
	if (r == 0 && from == 0 && to == INT64_MAX) {
		r = store_exec(s, "DELETE FROM state;" STORE_MAKE_MACHINE);
	}
	return r;
}

int store_removal(struct store *s)
{
	if (s->mode != STORE_WRITE) {
		return store_read_only(s);
	}
	if (s->begun) {
		return store_tell(s, -EINVAL, "a transaction is open");
	}
	return store_begin(s);
}

int store_removed(struct store *s, int r)
{
	if (r < 0) {
		store_rollback(s);
		return r;
	}
	return store_commit(s);
}

/* Brings all of the log into the database and empties it. */
static int empty_log(struct store *s)
{
	int r = store_fail(
		s, sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL));

	if (r != -EBUSY) {
		return r;
	}
	return store_tell(
		s, r, "%s",
		s->kind->id == KIND_DIARY
			? _("what was erased is gone from the diary, but another program still reads "
			    "it: close that one and erase again, to overwrite it on the disk as well")
			: _("what was erased is gone from the history, but another program "
			    "still reads it: close that one and erase again, to overwrite "
			    "it on the disk as well"));
}

int store_shrink(struct store *s)
{
	int r = empty_log(s);

	if (r == 0) {
		r = store_exec(s, "VACUUM");
	}
	if (r == 0) {
		r = empty_log(s);
	}
	/* VACUUM has had a copy of the whole in memory. */
	(void) malloc_trim(0);
	return r;
}

int store_erase(struct store *s, usec_t from, usec_t to, struct store_info *ret)
{
	uint64_t size = store_size(s, "") + store_size(s, "-wal"), left;
	struct store_info n = {};
	int r = store_removal(s);

	if (r < 0) {
		return r;
	}
	r = store_removed(s, erase_rows(s, to_seconds(from), to_seconds_up(to), &n));
	if (r < 0) {
		return r;
	}
	if (from == 0 && to == USEC_INFINITY) {
		store_aside(s, true, &n.aside, &n.aside_bytes);
	}
	r = store_shrink(s);
	if (r < 0) {
		return r;
	}
	left = store_size(s, "") + store_size(s, "-wal");
	n.schema = STORE_SCHEMA;
	n.bytes = size > left ? size - left : 0;
	*ret = n;
	return 0;
}

int store_forget(struct store *s, usec_t before)
{
	static const char *const steps[] = {
		"DELETE FROM slots WHERE hour < ?1 / 3600",
		"DELETE FROM sessions WHERE ended < ?1 AND NOT open",
		"DELETE FROM breaks WHERE ended < ?1",
		"DELETE FROM prompts WHERE at < ?1",
		"DELETE FROM findings WHERE ended != 0 AND ended < ?1",
		"DELETE FROM changes WHERE at < ?1",
		"DELETE FROM problems WHERE ended != 0 AND ended < ?1",
		"DELETE FROM shares WHERE day IN"
		" (SELECT day FROM days WHERE " DAY_BEGAN " + 86400 <= ?1)"
		" OR (" DAY_UNKNOWN " AND (day + 3) * 86400 <= ?1)",
		"DELETE FROM days WHERE " DAY_BEGAN " + 86400 <= ?1",
		"DELETE FROM offsets WHERE at < (SELECT max(at) FROM offsets WHERE at <= ?1)",
	};
	int r = store_removal(s);

	if (r < 0) {
		return r;
	}
	for (size_t i = 0; r >= 0 && i < ELEMENTSOF(steps); i++) {
		r = run(s, steps[i], to_seconds(before), 0, NULL);
	}
	return store_removed(s, r);
}
