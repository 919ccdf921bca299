/* A connection to the file: how it is opened, and whether what lies there is ours. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ergo/tr.h"
#include "internal.h"

#define WRITER_PATIENCE_MS 500 /* a reader recovers or closes: moments */
#define READER_PATIENCE_MS 2000

/*
 * A writer's share of the daemon's memory: 16 pages of 2 KiB hold a minute's commit, larger ones
 * spill into the log.  Smaller pages take less of it and of the disk's time at each commit, larger
 * ones make reading years faster.  A reader may take more, it does not stay.  EXTRA is FULL, and syncs the folder
 * when a rollback journal goes, which there is before the log: one that came back after a power cut
 * would undo the whole history.
 */
#define WRITER_SETTINGS                                                                            \
	"PRAGMA page_size = 2048;" /* of a new one */                                              \
	"PRAGMA cache_size = 16;"                                                                  \
	"PRAGMA mmap_size = 0;"                                                                    \
	"PRAGMA temp_store = MEMORY;"                                                              \
	"PRAGMA synchronous = EXTRA;"                                                              \
	"PRAGMA secure_delete = ON;"                                                               \
	"PRAGMA foreign_keys = OFF;"
#define READER_SETTINGS                                                                            \
	"PRAGMA query_only = ON;"                                                                  \
	"PRAGMA cache_size = -4096;"                                                               \
	"PRAGMA temp_store = MEMORY;"

/*
 * 512 pages, a MiB, gather in the log before they are written to the database: about an hour at the
 * screen.
 */
#define LOG_SETTINGS                                                                               \
	"PRAGMA wal_autocheckpoint = 512;"                                                         \
	"PRAGMA journal_size_limit = 1048576;"

int store_number(struct store *s, const char *sql, int64_t *ret)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL), r;

	if (rc == SQLITE_OK) {
		rc = sqlite3_step(st);
	}
	r = store_fail(s, rc);
	if (r == 0) {
		*ret = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
	}
	(void) sqlite3_finalize(st);
	return r;
}

/* Whether closing may write what is in the log into the database. */
static void close_quietly(struct store *s, bool quietly)
{
	(void) sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, (int) quietly, NULL);
}

void store_disconnect(struct store *s)
{
	for (size_t i = 0; i < ELEMENTSOF(s->statements); i++) {
		(void) sqlite3_finalize(s->statements[i]);
		s->statements[i] = NULL;
	}
	if (s->db && s->corrupt) {
		close_quietly(s, true); /* it stays as it was found */
	}
	(void) sqlite3_close(s->db);
	s->db = NULL;
	s->begun = false;
}

static int open_as(struct store *s, const char *name, int flags, const char *vfs)
{
	int rc = sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
				 vfs);

	if (rc == SQLITE_OK) {
		rc = sqlite3_db_config(s->db, SQLITE_DBCONFIG_LOOKASIDE, NULL, 0, 0);
	}
	if (rc == SQLITE_OK) {
		rc = sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	}
	return store_fail(s, rc);
}

static int too_new(struct store *s, int64_t version)
{
	if (s->kind->id == KIND_DIARY) {
		return store_tell(
			s, -ENOTSUP,
			_("%s was written by a newer ergod (version %lld of the diary, "
			  "this ergod knows %d): install that one again, or move the file "
			  "away"),
			s->path, (long long) version, s->kind->version);
	}
	return store_tell(s, -ENOTSUP,
			  _("%s was written by a newer ergod (version %lld of the history, "
			    "this ergod knows %d): install that one again, or move the file "
			    "away"),
			  s->path, (long long) version, s->kind->version);
}

/*
 * Whose file is it?  Returns 1: an empty one; 0: ours, of today or before; -ENOTSUP; -EUCLEAN.
 * Nothing has been written so far.
 */
static int identify(struct store *s)
{
	int64_t application = 0, version = 0, tables = 0, ours = 0;
	int r = store_number(s, "SELECT count(*) FROM sqlite_master", &tables);

	if (r == 0) {
		r = store_number(s, "PRAGMA application_id", &application);
	}
	if (r == 0) {
		r = store_number(s, "PRAGMA user_version", &version);
	}
	if (r < 0) {
		return r;
	}
	if (tables == 0 && version == 0 &&
	    (application == 0 || application == s->kind->application_id)) {
		return 1;
	}
	if (application != s->kind->application_id) {
		return store_tell(s, -ENOTSUP,
				  _("%s is a database of another program: move it away"), s->path);
	}
	if (version > s->kind->version) {
		return too_new(s, version);
	}
	r = store_number(s, s->kind->tables, &ours);
	return r < 0 || (version > 0 && ours == s->kind->tables_n)
		       ? r
		       : store_damaged(s, _("tables are missing"));
}

/* ---- writing ---- */

/* Looks through the whole file.  Only where the last writer did not come to its end. */
static int check(struct store *s)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(s->db, "PRAGMA quick_check(1)", -1, &st, NULL), r;

	if (rc == SQLITE_OK) {
		rc = sqlite3_step(st);
	}
	r = store_fail(s, rc);
	if (r == 0 && rc == SQLITE_ROW) {
		const char *text = (const char *) sqlite3_column_text(st, 0);

		if (!text || strcmp(text, "ok") != 0) {
			r = store_damaged(s, text ? text : _("no answer"));
		}
	}
	(void) sqlite3_finalize(st);
	return r;
}

/* An empty file becomes a history: its page 1 first, then the log, then the tables at once. */
static int set_up(struct store *s, bool empty)
{
	int64_t application;
	char sql[64];
	int r = 0;

	if (empty) {
		(void) sqlite3_snprintf(sizeof(sql), sql, "PRAGMA application_id = %d",
					s->kind->application_id);
		r = store_number(s, "PRAGMA application_id", &application);
		if (r == 0 && application == 0) {
			r = store_exec(s, sql);
		}
	}
	/* Where no memory can be shared (network disks) SQLite keeps a rollback journal. */
	if (r == 0) {
		r = store_exec(s, "PRAGMA journal_mode = WAL");
	}
	if (r == 0) {
		r = store_migrate(s, s->kind->schema, s->kind->version);
	}
	return r;
}

static int remember_file(struct store *s)
{
	struct stat st;

	if (stat(s->path, &st) < 0) {
		return store_fail_errno(s, -errno, "stat");
	}
	s->dev = st.st_dev;
	s->ino = st.st_ino;
	return 0;
}

static int connect_writer(struct store *s)
{
	bool unclean, empty;
	int r = store_make_file(s);

	if (r < 0) {
		return r;
	}
	unclean = store_size(s, "-wal") > 0 || store_size(s, "-journal") > 0;
	r = open_as(s, s->path, SQLITE_OPEN_READWRITE, NULL);
	if (r < 0) {
		return r;
	}
	(void) sqlite3_busy_timeout(s->db, WRITER_PATIENCE_MS);
	close_quietly(s, unclean);
	r = store_exec(s, WRITER_SETTINGS);
	if (r == 0) {
		r = identify(s);
	}
	empty = r > 0;
	if (r >= 0 && sqlite3_db_readonly(s->db, "main") == 1) {
		r = access(s->path, W_OK) < 0 ? store_fail_errno(s, -errno, "open")
					      : store_damaged(s, _("its header says read-only"));
	}
	if (r >= 0 && unclean) {
		r = check(s);
	}
	if (r >= 0) {
		r = set_up(s, empty);
	}
	if (r >= 0) {
		r = store_exec(s, LOG_SETTINGS);
	}
	if (r >= 0) {
		close_quietly(s, false);
		r = remember_file(s);
	}
	return r;
}

/* ---- reading ---- */

/* The path as a URI, with what is to be told SQLite. */
static int to_uri(const char *path, const char *parameters, char *buf, size_t size)
{
	size_t len = (size_t) snprintf(buf, size, "file:");

	for (const char *p = path; *p; p++) {
		bool plain = *p != '?' && *p != '#' && *p != '%';

		if (len + 4 > size) {
			return -ENAMETOOLONG;
		}
		len += (size_t) snprintf(buf + len, size - len, plain ? "%c" : "%%%02x",
					 (unsigned char) *p);
	}
	return snprintf(buf + len, size - len, "%s", parameters) >= (int) (size - len)
		       ? -ENAMETOOLONG
		       : 0;
}

static int begin_reading(struct store *s)
{
	(void) sqlite3_busy_timeout(s->db, READER_PATIENCE_MS);
	return store_exec(s, READER_SETTINGS);
}

/*
 * Where nothing can be written, or the disk is full, the log's index cannot be made beside it.  Without a log the file is
 * all there is; with one it is read into memory, without locks: who cannot write here, and found no
 * index to share, is alone with a file that a crash has left on a disk that is read-only now.
 */
static int connect_read_only(struct store *s, bool log)
{
	char uri[3 * PATH_MAX + 64];
	int r = to_uri(s->path, log ? "?mode=ro" : "?mode=ro&immutable=1", uri, sizeof(uri));

	if (r < 0) {
		return store_tell(s, r, "%s", _("the path is too long"));
	}
	store_disconnect(s);
	r = open_as(s, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, log ? "unix-none" : NULL);
	if (r == 0) {
		close_quietly(s, true);
		r = log ? store_exec(s, "PRAGMA locking_mode = EXCLUSIVE") : 0; /* first of all */
	}
	if (r == 0) {
		r = begin_reading(s);
	}
	return r < 0 ? r : identify(s);
}

/*
 * Opened as if to write, where that is possible: only so the files beside it go away again when the
 * last one closes it.  A log that stands there is left as it is.
 */
static int connect_reader(struct store *s)
{
	bool log = store_size(s, "-wal") > 0;
	int r = open_as(s, s->path, SQLITE_OPEN_READWRITE, NULL);

	if (r == 0) {
		close_quietly(s, log);
		r = begin_reading(s);
	}
	if (r == 0) {
		r = identify(s);
	}
	if (r == -EROFS || r == -EACCES || r == -EPERM || r == -ENOSPC || r == -EDQUOT ||
	    r == -EIO) {
		r = connect_read_only(s, log);
	}
	if (r > 0) {
		r = store_none_yet(s);
	}
	return r;
}

int store_connect(struct store *s)
{
	s->corrupt = false;
	return s->mode == STORE_WRITE ? connect_writer(s) : connect_reader(s);
}
