/* The diary's life: opened, written in transactions, erased. */
#include <stdlib.h>

#include "ergo/tr.h"

#include "diary-internal.h"

static const char *const diary_sql[_DIARY_STATEMENT_MAX] = {
	[STMT_ADD_ENTRY] = "INSERT INTO entries (" ENTRY_COLUMNS ") VALUES (" ENTRY_VALUES ")",
	[STMT_REPLACE_ENTRY] =
		"UPDATE entries SET (" ENTRY_COLUMNS ") = (" ENTRY_VALUES ") WHERE id = ?1",
	[STMT_DELETE_ENTRY] = "DELETE FROM entries WHERE id = ?1",
	[STMT_RELEASE] = "UPDATE entries SET headache = 0 WHERE headache = ?1 AND headache != 0",
};

static const struct store_kind diary_kind = {
	.id = KIND_DIARY,
	.application_id = 0x45524744, /* "ERGD" */
	.schema = diary_schema,
	.version = DIARY_SCHEMA,
	.tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'entries'",
	.tables_n = 1,
	.sql = diary_sql,
};

int diary_store_default_path(char *buf, size_t size)
{
	return store_path_of("diary.db", buf, size);
}

int diary_store_open(struct diary_store **ret, const char *path, enum store_mode mode,
		     usec_t patience, struct store_report *report)
{
	_cleanup_(diary_store_freep) struct diary_store *d = calloc(1, sizeof(*d));
	int r;

	if (!d) {
		*report = (struct store_report){};
		return -ENOMEM;
	}
	r = store_open_kind(&d->s, &diary_kind, path, mode, patience, report);
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(d);
	return 0;
}

struct diary_store *diary_store_free(struct diary_store *d)
{
	if (d) {
		d->s = store_free(d->s);
		free(d);
	}
	return NULL;
}

const char *diary_store_error(const struct diary_store *d)
{
	return store_error(d->s);
}

int diary_store_begin(struct diary_store *d)
{
	return store_removal(d->s);
}

int diary_store_commit(struct diary_store *d)
{
	return store_commit(d->s);
}

void diary_store_rollback(struct diary_store *d)
{
	store_rollback(d->s);
}

/* ---- what there is ---- */

static int count_type(struct row *row, void *callback)
{
	struct diary_info *info = callback;
	int64_t type = get_int(row), n = get_int(row);

	if (type >= 0 && type < _DIARY_TYPE_MAX) {
		info->by_type[type] = (uint64_t) n;
		info->entries += (uint64_t) n;
	}
	return 0;
}

int diary_store_info(struct diary_store *d, struct diary_info *ret)
{
	struct diary_info info = {};
	int64_t version = 0;
	int r = store_query(d->s, "SELECT type, count(*) FROM entries GROUP BY type", 0, 0,
			    count_type, &info);

	if (r == 0) {
		r = store_number(d->s, "PRAGMA user_version", &version);
	}
	if (r == 0) {
		r = store_number(d->s, "SELECT min(day) FROM entries", &info.first);
	}
	if (r == 0) {
		r = store_number(d->s, "SELECT max(last_day) FROM entries", &info.last);
	}
	if (r < 0) {
		return r;
	}
	info.schema = (int) version;
	info.bytes = store_size(d->s, "") + store_size(d->s, "-wal") + store_size(d->s, "-shm");
	store_aside(d->s, false, &info.aside, &info.aside_bytes);
	*ret = info;
	return 0;
}

/* ---- erasing ---- */

#define COVERED "(last_day >= ?1 OR ongoing) AND day <= ?2"

static int remove_entries(struct store *s, int64_t first, int64_t last, uint64_t *ret_n)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(s->db, "DELETE FROM entries WHERE " COVERED, -1, &st, NULL), r;

	if (rc == SQLITE_OK) {
		(void) sqlite3_bind_int64(st, 1, first);
		(void) sqlite3_bind_int64(st, 2, last);
		rc = sqlite3_step(st);
	}
	r = store_fail(s, rc);
	(void) sqlite3_finalize(st);
	if (r < 0) {
		return r;
	}
	*ret_n = (uint64_t) sqlite3_changes(s->db);
	if (first == INT64_MIN && last == INT64_MAX) {
		return store_exec(s, "DELETE FROM sqlite_sequence"); /* how many there were */
	}
	/* medication of a headache that is gone */
	return store_exec(s, "UPDATE entries SET headache = 0 WHERE headache != 0"
			     " AND headache NOT IN (SELECT id FROM entries)");
}

int diary_store_erase(struct diary_store *d, int64_t first, int64_t last, uint64_t *ret_n)
{
	struct store *s = d->s;
	uint64_t n = 0, aside, aside_bytes;
	int r = store_removal(s);

	if (r < 0) {
		return r;
	}
	r = store_removed(s, remove_entries(s, first, last, &n));
	if (r == 0 && first == INT64_MIN && last == INT64_MAX) {
		store_aside(s, true, &aside, &aside_bytes);
	}
	if (r == 0) {
		r = store_shrink(s);
	}
	if (r == 0) {
		*ret_n = n;
	}
	return r;
}
