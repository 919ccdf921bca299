/* What SQLite and the system say, as an errno and a sentence that names the remedy. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ergo/tr.h"
#include "internal.h"

int store_tell(struct store *s, int r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void) vsnprintf(s->error, sizeof(s->error), format, args);
	va_end(args);
	return r;
}

/* What the system said to SQLite last, where that is more exact than its own result. */
static int from_system(const struct store *s, int otherwise)
{
	int e = s->db ? sqlite3_system_errno(s->db) : 0;

	switch (e) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
	case EROFS:
	case EACCES:
	case EPERM:
	case ENOMEM:
	case EMFILE:
	case ENFILE:
		return -e;
	default:
		return otherwise;
	}
}

static int to_errno(const struct store *s, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return 0;
	case SQLITE_FULL:
		return -ENOSPC;
	case SQLITE_IOERR:
		return rc == SQLITE_IOERR_NOMEM ? -ENOMEM : from_system(s, -EIO);
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return from_system(s, -EACCES);
	case SQLITE_READONLY:
		return -EROFS;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return -EBUSY;
	case SQLITE_NOMEM:
		return -ENOMEM;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return -EUCLEAN;
	case SQLITE_TOOBIG:
		return -E2BIG;
	default:
		return -EINVAL;
	}
}

int store_damaged(struct store *s, const char *why)
{
	s->corrupt = true;
	(void) snprintf(s->why, sizeof(s->why), "%s", why);
	return store_tell(s, -EUCLEAN,
			  _("damaged: %s (%s); ergod keeps it aside and begins a new one"), s->path,
			  s->why);
}

int store_read_only(struct store *s)
{
	return store_tell(s, -EROFS, "%s",
			  s->kind->id == KIND_DIARY ? _("the diary is open for reading only")
						    : _("the history is open for reading only"));
}

int store_none_yet(struct store *s)
{
	return store_tell(s, -ENOENT, "%s",
			  s->kind->id == KIND_DIARY
				  ? _("nothing is in the diary yet: ergoctl log writes it")
				  : _("there is no history yet: ergod writes it while it runs"));
}

static int explain(struct store *s, int r, const char *detail)
{
	switch (r) {
	case -ENOSPC:
	case -EDQUOT:
		return store_tell(s, r, _("disk full: free some space for %s"), s->path);
	case -EFBIG:
		return store_tell(s, r, _("no file may get larger here (ulimit -f): %s"), s->path);
	case -EROFS:
		return store_tell(
			s, r, _("read-only: %s cannot be written; make its file system writable"),
			s->path);
	case -EACCES:
	case -EPERM:
		return store_tell(
			s, r, _("no permission: make %s and its folder yours (chown, chmod u+rwX)"),
			s->path);
	case -EBUSY:
		return store_tell(s, r,
				  _("in use: another program holds %s; close it and try again"),
				  s->path);
	case -EUCLEAN:
		return store_damaged(s, detail);
	case -ENOMEM:
		return store_tell(s, r, "%s", _("out of memory"));
	case -EIO:
		return store_tell(s, r,
				  _("the disk fails: %s (%s); make a copy and check the disk"),
				  s->path, detail);
	case -EMFILE:
	case -ENFILE:
		return store_tell(s, r, "%s", _("too many open files"));
	default:
		return store_tell(s, r, "%s: %s", s->path, detail);
	}
}

int store_fail(struct store *s, int rc)
{
	int r = to_errno(s, rc);

	if (r == 0) {
		return 0;
	}
	return explain(s, r, s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc));
}

int store_fail_errno(struct store *s, int r, const char *doing)
{
	char detail[256];

	(void) snprintf(detail, sizeof(detail), "%s: %s", doing, strerror(-r));
	return explain(s, r, detail);
}
