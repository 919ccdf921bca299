/* What the files of the store share. */
#pragma once

#include <limits.h>
#include <sqlite3.h>
#include <sys/types.h>

#include "ergo/store.h"

/* A row that spans more than this is found by an index of its own (schema.c). */
#define LONG_SPAN_S   172800
#define LONG_SPAN_SQL "172800"

/* SQLite takes its randomness from the kernel. */
#define STORE_MAKE_MACHINE                                                                         \
	"INSERT INTO state (name, data) VALUES ('" STORE_MACHINE "', randomblob(16));"

#define STATE_MAX (64 * 1024) /* bytes of a named blob */

/* Statements that a kind of store prepares, at most. */
#define STATEMENTS_MAX 20

#define SUFFIX_MAX 32 /* "-wal", "-lock", ".corrupt-2026-11-26-9" */

/* Those that every kind has. */
enum {
	STMT_BEGIN,
	STMT_COMMIT,
	STMT_ROLLBACK,
	_STMT_COMMON_MAX,
};
/* Those of the history. */
enum {
	STMT_GET_BITS = _STMT_COMMON_MAX,
	STMT_PUT_BITS,
	STMT_PUT_SESSION,
	STMT_PUT_BREAK,
	STMT_PUT_PROMPT,
	STMT_PUT_FINDING,
	STMT_PUT_CHANGE,
	STMT_PUT_PROBLEM,
	STMT_PUT_DAY,
	STMT_PUT_SHARE,
	STMT_LAST_OFFSET,
	STMT_PUT_OFFSET,
	STMT_PUT_STATE,
	_STATEMENT_MAX,
};
_Static_assert(_STATEMENT_MAX <= STATEMENTS_MAX, "room for the statements of the history");

enum store_kind_id {
	KIND_HISTORY,
	KIND_DIARY,
};

struct schema_step {
	const char *sql; /* brings version n to n + 1; n: its place in the array */
};

/* What one kind of database is made of. */
struct store_kind {
	enum store_kind_id id;
	int application_id; /* in the file's header: PRAGMA application_id */
	const struct schema_step *schema;
	int version;        /* steps of it */
	const char *tables; /* SQL that counts those that all versions have */
	int tables_n;
	const char *const *sql; /* of its statements; those that every kind has: NULL */
};
extern const struct store_kind store_history;

struct store {
	const struct store_kind *kind;
	sqlite3 *db;
	enum store_mode mode;
	usec_t patience;     /* how long a writer waits for another one */
	char path[PATH_MAX]; /* absolute, no link */
	int lock_fd;         /* of a writer, for life */
	dev_t dev;           /* the file that is open */
	ino_t ino;
	bool begun;
	bool corrupt; /* it turned out to be: a new one is begun at the next transaction */
	char why[128];
	int failed; /* what failed since the transaction began */
	char error[STORE_TEXT_MAX];
	sqlite3_stmt *statements[STATEMENTS_MAX]; /* prepared at first use */
};

/* ---- store.c ---- */

/* store_open() of a kind; who writes waits up to `patience` for another one. */
int store_open_kind(struct store **ret, const struct store_kind *kind, const char *path,
		    enum store_mode mode, usec_t patience, struct store_report *report);
/* A prepared statement, ready to be bound.  Returns 0 or a negative errno. */
int store_statement(struct store *s, int id, sqlite3_stmt **ret);
/* The same where a record is put: checks that a transaction is open. */
int store_put(struct store *s, int id, sqlite3_stmt **ret);
/* Runs a statement that returns no rows, and makes it ready again. */
int store_run(struct store *s, sqlite3_stmt *st);
/* Runs SQL without parameters. */
int store_exec(struct store *s, const char *sql);

/* ---- error.c ---- */

/* The errno for a result of SQLite; remembers the text for people. */
int store_fail(struct store *s, int rc);
/* The same for a failed system call. */
int store_fail_errno(struct store *s, int r, const char *doing);
/* The file is corrupt: returns -EUCLEAN. */
int store_damaged(struct store *s, const char *why);
/* It was opened with STORE_READ: returns -EROFS. */
int store_read_only(struct store *s);
/* There is nothing to read yet: returns -ENOENT. */
int store_none_yet(struct store *s);
/* Sets the text; returns r. */
_printf_(3, 4) int store_tell(struct store *s, int r, const char *format, ...);

/* ---- place.c: the file and its neighbours ---- */

/* Where a file of this name belongs: as store_default_path(). */
int store_path_of(const char *name, char *buf, size_t size);
/* Puts `path` with a suffix into buf.  Returns buf. */
char *store_beside(const struct store *s, const char *suffix, char buf[static PATH_MAX]);
/* Size of a file beside the history; 0: there is none. */
uint64_t store_size(const struct store *s, const char *suffix);
/* Finds out what is at `path`, makes the folders of one that is to be written; sets s->path. */
int store_locate(struct store *s, const char *path);
/* Takes the lock of who writes. */
int store_lock(struct store *s);
/* Makes the file if there is none; private, and the folder synced. */
int store_make_file(struct store *s);
/* Whether the open file is still the one at its place. */
bool store_in_place(const struct store *s);
/* Moves a corrupt file and its log away. */
int store_set_aside(struct store *s, char name[static PATH_MAX]);
/* Counts the files that were set aside; removes them if told. */
void store_aside(const struct store *s, bool remove, uint64_t *ret_n, uint64_t *ret_bytes);

/* ---- connect.c ---- */

/* Opens s->path as s->mode says, and brings its schema up to date. */
int store_connect(struct store *s);
/* Closes it. */
void store_disconnect(struct store *s);
/* The value of a PRAGMA or any query of one integer. */
int store_number(struct store *s, const char *sql, int64_t *ret);

/* ---- schema.c ---- */

/* Whether the file has the table of shares, which one that only is read may be too old for.  1, 0 or a
 * negative errno. */
int store_has_shares(struct store *s);

/*
 * Brings a database from its PRAGMA user_version up to `n`, all steps in one transaction.  Returns 0
 * or a negative errno, and then nothing has changed.
 */
int store_migrate(struct store *s, const struct schema_step *steps, int n);
/* The steps to STORE_SCHEMA. */
extern const struct schema_step store_schema[STORE_SCHEMA];

/* ---- erase.c ---- */

/* Begins a transaction that removes rows; ends it, where `r` says that nothing failed. */
int store_removal(struct store *s);
int store_removed(struct store *s, int r);
/* Overwrites on the disk what was removed, and lets the file shrink. */
int store_shrink(struct store *s);

/* ---- values ---- */

/* Moments are kept in whole seconds. */
static inline int64_t to_seconds(usec_t t)
{
	return (int64_t) (t / USEC_PER_SEC);
}

/* The end of a range: what is within its last second belongs to it. */
static inline int64_t to_seconds_up(usec_t t)
{
	return t == USEC_INFINITY ? INT64_MAX : to_seconds(t) + (t % USEC_PER_SEC != 0);
}

static inline usec_t from_seconds(int64_t s)
{
	return s <= 0 || s > INT64_MAX / (int64_t) USEC_PER_SEC ? 0 : (usec_t) s * USEC_PER_SEC;
}
