/*
 * The diary on disk: SQLite, WAL, synchronous=FULL, $XDG_STATE_HOME/ergod/diary.db (0600 in a folder
 * 0700), beside the history and like it (store.h): a corrupt file is kept aside, one of a newer ergod
 * or of another program is never touched, what was committed is not lost.  ergoctl writes it, with the
 * daemon or without; the daemon reads it and notes "no headache" where its button was pressed.
 * (libergostore.a)
 */
#pragma once

#include "ergo/diary.h"
#include "ergo/store.h"

#define DIARY_SCHEMA 1

struct diary_store;

/* Where it belongs: as store_default_path(). */
int diary_store_default_path(char *buf, size_t size);

/*
 * Results as of store_open().  STORE_READ: -ENOENT where there is none yet.  STORE_WRITE holds the lock
 * diary.db-lock until it is freed, and waits up to `patience` for another one that does, then -EBUSY:
 * open it late, free it soon.
 */
int diary_store_open(struct diary_store **ret, const char *path, enum store_mode mode,
		     usec_t patience, struct store_report *report);
struct diary_store *diary_store_free(struct diary_store *s);
DEFINE_CLEANUP(struct diary_store *, diary_store_free)
const char *diary_store_error(const struct diary_store *s);

/*
 * ---- writing; each is a transaction of its own unless one is open ----
 * 0 or a negative errno that diary_store_error() explains; nothing is kept then.
 */
int diary_store_begin(struct diary_store *s);
int diary_store_commit(struct diary_store *s);
void diary_store_rollback(struct diary_store *s);

/* e->id: 0: a new one, whose id is set; else that one is replaced, -ENOENT: there is none.  Ids are
 * never used twice. */
int diary_store_put(struct diary_store *s, struct diary_entry *e);
/* -ENOENT.  Medication that was taken for it stays, and belongs to no headache. */
int diary_store_delete(struct diary_store *s, int64_t id);

/* ---- reading ---- */

int diary_store_get(struct diary_store *s, int64_t id, struct diary_entry *ret); /* -ENOENT */
/*
 * Entries that cover a day from `first` to `last` (those that go on: from their first day on), in the
 * order of .start, then .id.  The callback may return non-zero to stop, which is returned.
 */
int diary_store_entries(struct diary_store *s, int64_t first, int64_t last,
			int (*row)(const struct diary_entry *, void *), void *userdata);

struct diary_info {
	int schema;
	uint64_t bytes;
	int64_t first, last; /* days; both 0: empty */
	uint64_t entries, by_type[_DIARY_TYPE_MAX];
	uint64_t aside, aside_bytes; /* corrupt files that are kept aside */
};
int diary_store_info(struct diary_store *s, struct diary_info *ret);

/* Really erases what diary_store_entries() would give (INT64_MIN, INT64_MAX: everything, corrupt files set
 * aside too), as store_erase() does.  *ret_n: entries that are gone. */
int diary_store_erase(struct diary_store *s, int64_t first, int64_t last, uint64_t *ret_n);
