/* The history's life: opened, written in transactions, closed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ergo/tr.h"
#include "internal.h"

/* ---- statements ---- */

static const char *const common_sql[_STMT_COMMON_MAX] = {
	[STMT_BEGIN] = "BEGIN IMMEDIATE",
	[STMT_COMMIT] = "COMMIT",
	[STMT_ROLLBACK] = "ROLLBACK",
};

static const char *const history_sql[_STATEMENT_MAX] = {
	[STMT_GET_BITS] = "SELECT bits FROM slots WHERE hour = ?1 AND plane = ?2",
	[STMT_PUT_BITS] = "INSERT INTO slots VALUES (?1, ?2, ?3)"
			  " ON CONFLICT (hour, plane) DO UPDATE SET bits = excluded.bits",
	[STMT_PUT_SESSION] = "INSERT OR REPLACE INTO sessions VALUES (?1, ?2, ?3, ?4)",
	[STMT_PUT_BREAK] = "INSERT OR REPLACE INTO breaks VALUES (?1, ?2, ?3, ?4, ?5)",
	[STMT_PUT_PROMPT] = "INSERT OR REPLACE INTO prompts VALUES (?1, ?2, ?3, ?4, ?5)",
	[STMT_PUT_FINDING] =
		"INSERT OR REPLACE INTO findings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	/* Twice in a second: from what it was at first to what it is now. */
	[STMT_PUT_CHANGE] = "INSERT INTO changes VALUES (?1, ?2, ?3, ?4)"
			    " ON CONFLICT (at, key) DO UPDATE SET new = excluded.new",
	[STMT_PUT_PROBLEM] = "INSERT OR REPLACE INTO problems VALUES (?1, ?2, ?3)",
	[STMT_PUT_DAY] = "INSERT OR REPLACE INTO days VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
			 " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
	[STMT_PUT_SHARE] = "INSERT INTO shares VALUES (?1, ?2, ?3, ?4)"
			   " ON CONFLICT (day, monitor) DO UPDATE SET"
			   " time = time + excluded.time, alone = alone + excluded.alone",
	[STMT_LAST_OFFSET] = "SELECT gmtoff_s FROM offsets WHERE at <= ?1 ORDER BY at DESC LIMIT 1",
	[STMT_PUT_OFFSET] = "INSERT OR REPLACE INTO offsets VALUES (?1, ?2)",
	[STMT_PUT_STATE] = "INSERT INTO state (name, data) VALUES (?1, ?2)"
			   " ON CONFLICT (name) DO UPDATE SET data = excluded.data",
};

#define TABLES_OF_ALL_VERSIONS                                                                      \
	"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('slots', 'sessions'," \
	" 'breaks', 'prompts', 'findings', 'changes', 'problems', 'days', 'offsets', 'state')"

const struct store_kind store_history = {
	.id = KIND_HISTORY,
	.application_id = 0x4552474f, /* "ERGO" */
	.schema = store_schema,
	.version = STORE_SCHEMA,
	.tables = TABLES_OF_ALL_VERSIONS,
	.tables_n = 10,
	.sql = history_sql,
};

int store_statement(struct store *s, int id, sqlite3_stmt **ret)
{
	int rc = SQLITE_OK;

	if (!s->db) {
		return store_tell(s, -EBADF, "it is not open");
	}
	if (!s->statements[id]) {
		rc = sqlite3_prepare_v3(s->db,
					id < _STMT_COMMON_MAX ? common_sql[id] : s->kind->sql[id],
					-1, SQLITE_PREPARE_PERSISTENT, &s->statements[id], NULL);
	}
	*ret = s->statements[id];
	return store_fail(s, rc);
}

int store_run(struct store *s, sqlite3_stmt *st)
{
	int rc = sqlite3_step(st), r = store_fail(s, rc);

	(void) sqlite3_reset(st); /* says what step() said */
	(void) sqlite3_clear_bindings(st);
	if (r < 0 && s->begun) {
		s->failed = r;
	}
	return r;
}

static int run(struct store *s, int id)
{
	sqlite3_stmt *st = NULL;
	int r = store_statement(s, id, &st);

	return r < 0 ? r : store_run(s, st);
}

int store_exec(struct store *s, const char *sql)
{
	return store_fail(s, sqlite3_exec(s->db, sql, NULL, NULL, NULL));
}

/* ---- opening ---- */

const char *store_error(const struct store *s)
{
	return s->error;
}

struct store *store_free(struct store *s)
{
	if (s) {
		store_disconnect(s);
		if (s->lock_fd >= 0) {
			(void) close(s->lock_fd);
		}
		free(s);
	}
	return NULL;
}

/* Moves the corrupt file away and begins a new one. */
static int begin_anew(struct store *s)
{
	char name[PATH_MAX];
	int r;

	store_disconnect(s);
	r = store_set_aside(s, name);
	if (r == 0) {
		r = store_connect(s);
	}
	if (r < 0) {
		return r;
	}
	if (s->kind->id == KIND_DIARY) {
		return store_tell(s, 0,
				  _("the diary was damaged (%s): it is kept as %s, and a new "
				    "one was begun"),
				  s->why, name);
	}
	return store_tell(s, 0,
			  _("the history was damaged (%s): it is kept as %s, and a new "
			    "one was begun"),
			  s->why, name);
}

static int open_writer(struct store *s)
{
	int r = store_lock(s);

	if (r == 0) {
		r = store_connect(s);
	}
	return r == -EUCLEAN ? begin_anew(s) : r;
}

int store_open(struct store **ret, const char *path, enum store_mode mode,
	       struct store_report *report)
{
	return store_open_kind(ret, &store_history, path, mode, 0, report);
}

int store_open_kind(struct store **ret, const struct store_kind *kind, const char *path,
		    enum store_mode mode, usec_t patience, struct store_report *report)
{
	_cleanup_(store_freep) struct store *s = calloc(1, sizeof(*s));
	int r;

	*report = (struct store_report){};
	if (!s) {
		(void) snprintf(report->text, sizeof(report->text), "%s", _("out of memory"));
		return -ENOMEM;
	}
	s->kind = kind;
	s->mode = mode;
	s->patience = patience;
	s->lock_fd = -1;
	r = store_locate(s, path);
	if (r == 0) {
		r = mode == STORE_WRITE ? open_writer(s) : store_connect(s);
	}
	(void) snprintf(report->text, sizeof(report->text), "%s", s->error);
	if (r < 0) {
		return r;
	}
	s->error[0] = '\0';
	*ret = TAKE_PTR(s);
	return 0;
}

/* ---- transactions ---- */

/* Opens again what went bad or went away while it was open.  Returns 1: a new one was begun. */
static int mend(struct store *s)
{
	bool gone = s->db && !store_in_place(s);
	int r;

	if (s->db && !s->corrupt && !gone) {
		return 0;
	}
	if (s->db && s->corrupt && !gone) {
		r = begin_anew(s);
		return r < 0 ? r : 1;
	}
	store_disconnect(s);
	r = store_connect(s);
	if (r == -EUCLEAN) {
		r = begin_anew(s);
		return r < 0 ? r : 1;
	}
	return r < 0 || !gone ? r
			      : store_tell(s, 1,
					   _("the history had gone from its place: ergod goes on "
					     "writing at %s"),
					   s->path);
}

int store_begin(struct store *s)
{
	int mended, r;

	if (s->mode != STORE_WRITE) {
		return store_read_only(s);
	}
	if (s->begun) {
		return store_tell(s, -EINVAL, "a transaction is open already");
	}
	mended = mend(s);
	r = mended < 0 ? mended : run(s, STMT_BEGIN);
	if (r < 0) {
		return r;
	}
	s->begun = true;
	s->failed = 0;
	return mended;
}

void store_rollback(struct store *s)
{
	int failed = s->failed;

	/* A full disk and the like end the transaction by themselves. */
	if (s->begun && s->db && !sqlite3_get_autocommit(s->db)) {
		sqlite3_stmt *st;

		if (store_statement(s, STMT_ROLLBACK, &st) == 0) {
			(void) sqlite3_step(st);
			(void) sqlite3_reset(st);
		}
	}
	s->begun = false;
	s->failed = failed;
}

int store_commit(struct store *s)
{
	int r;

	if (!s->begun) {
		return store_tell(s, -EINVAL, "no transaction is open");
	}
	r = s->failed ? s->failed : run(s, STMT_COMMIT);
	if (r < 0) {
		store_rollback(s);
		return r;
	}
	s->begun = false;
	return 0;
}

int store_put(struct store *s, int id, sqlite3_stmt **ret)
{
	if (s->mode != STORE_WRITE) {
		return store_read_only(s);
	}
	if (!s->begun) {
		return store_tell(s, -EINVAL, "no transaction is open");
	}
	if (!s->failed) {
		s->failed = store_statement(s, id, ret);
	}
	return s->failed;
}
