/*
 * The history on disk: SQLite, WAL, synchronous=FULL, $XDG_STATE_HOME/ergod/history.db (0600 in a
 * folder 0700).  The daemon writes, at most once a minute; the CLI opens it read-only, whether the
 * daemon runs or not.  (libergostore.a)  Nothing here logs; nothing is lost that was committed.
 */
#pragma once

#include "ergo/history.h"

#define STORE_SCHEMA   2 /* version of the schema: PRAGMA user_version */
#define STORE_PATH_MAX 4096
#define STORE_TEXT_MAX 512

/* The state that tells one machine's history from another's: random bytes, made with the file, and
 * anew when everything is erased.  It says nothing about the machine. */
#define STORE_MACHINE       "machine"
#define STORE_MACHINE_BYTES 16

struct store;

enum store_mode {
	STORE_WRITE, /* creates, migrates, keeps a corrupt file aside and begins a new one */
	STORE_READ, /* changes nothing, not even a WAL that has to be recovered where that can be avoided */
};

/* What happened at opening, for logs and doctor; a text a person understands, "" if nothing. */
struct store_report {
	char text[STORE_TEXT_MAX];
};

/* Where the history belongs: 0, -ENOENT: neither XDG_STATE_HOME nor HOME; -ENAMETOOLONG. */
int store_default_path(char *buf, size_t size);

/*
 * Opens `path`; STORE_WRITE makes the folders above it.  Returns 0; -ENOENT (STORE_READ: there is none
 * yet); -EROFS, -EACCES, -ENOSPC...: it cannot be written; -EBUSY: another one writes it; -EUCLEAN:
 * corrupt (STORE_READ; STORE_WRITE keeps it aside as history.db.corrupt-DATE and begins a new one,
 * told in *report); -ENOTSUP: written by a newer ergod, or no history of ergod at all (never touched);
 * -EISDIR, -EINVAL, -ELOOP: no file; -ENAMETOOLONG.  *report tells what is wrong and what to do.
 * One that writes holds a lock beside the file, history.db-lock; who reads is never kept waiting and
 * keeps nobody waiting, and sees what is committed at each call.
 */
int store_open(struct store **ret, const char *path, enum store_mode mode,
	       struct store_report *report);
struct store *store_free(struct store *s);
DEFINE_CLEANUP(struct store *, store_free)

/* What went wrong last, for people: "disk full: ..."; "" if nothing. */
const char *store_error(const struct store *s);

/*
 * ---- writing: between begin and commit; one transaction, all or nothing ----
 * Each returns 0 or a negative errno that store_error() explains; after one that failed the commit
 * fails too.  Only a record that makes no sense (-EINVAL, -E2BIG) is passed over and the rest can be
 * committed.  -EROFS: opened with STORE_READ; -EINVAL: outside of a transaction.
 */

/*
 * Where the file turned out corrupt since, or is gone from its place, a new one is begun first, as
 * store_open() does: 1 then, and store_error() tells.  A store that failed to open one is tried again.
 */
int store_begin(struct store *s);
/* Bits are added to those that are there already. */
int store_put_slots(struct store *s, const struct slots *slots);
int store_put_session(struct store *s, const struct session_record *r); /* by .start */
int store_put_break(struct store *s, const struct break_record *r);     /* by .end, .kind */
int store_put_prompt(struct store *s, const struct prompt_record *r);   /* by .at, .subject */
int store_put_finding(struct store *s,
		      const struct finding_record *r); /* by .since, rule, monitor, posture */
int store_put_change(struct store *s, const struct change_record *r);   /* by .at, .key */
int store_put_problem(struct store *s, const struct problem_record *r); /* by .since, .text */
int store_put_day(struct store *s, const struct day_record *r);         /* by .day */
/* Adds to what there is of .day and .monitor: hand in only what was not put before. */
int store_put_share(struct store *s, const struct share_record *r);
int store_put_offset(struct store *s,
		     const struct offset_record *r); /* only if it differs from the last */
/* A named blob: "engine" (engine-state.h), at most 64 KiB.  Not STORE_MACHINE, which is there from the
 * beginning. */
int store_put_state(struct store *s, const char *name, const void *data, size_t size);
/* Returns 0: it is on the disk; -ENOSPC, -EIO ...: nothing of it was kept; the caller holds it and
 * tries again. */
int store_commit(struct store *s);
void store_rollback(struct store *s);

/*
 * ---- reading ----
 * From `from` to before `to`; a callback a row, in the order of time; it may return non-zero to stop,
 * which is returned.  A row that makes no sense is passed over.  -EUCLEAN: the file is corrupt.
 */

int store_get_state(struct store *s, const char *name, void *buf, size_t size,
		    size_t *ret_size); /* -ENOENT */
int store_slots(struct store *s, int64_t from_hour, int64_t to_hour,
		int (*row)(const struct slots *, void *), void *userdata);
int store_sessions(struct store *s, usec_t from, usec_t to,
		   int (*row)(const struct session_record *, void *),
		   void *userdata); /* that overlap */
int store_breaks(struct store *s, usec_t from, usec_t to,
		 int (*row)(const struct break_record *, void *), void *userdata); /* by .end */
int store_prompts(struct store *s, usec_t from, usec_t to,
		  int (*row)(const struct prompt_record *, void *), void *userdata);
int store_findings(struct store *s, usec_t from, usec_t to,
		   int (*row)(const struct finding_record *, void *),
		   void *userdata); /* that overlap */
int store_changes(struct store *s, usec_t from, usec_t to,
		  int (*row)(const struct change_record *, void *), void *userdata);
int store_problems(struct store *s, usec_t from, usec_t to,
		   int (*row)(const struct problem_record *, void *),
		   void *userdata); /* that overlap */
int store_days(struct store *s, int64_t from_day, int64_t to_day,
	       int (*row)(const struct day_record *, void *), void *userdata);
/* One row a day and monitor; nothing of a file that an older ergod wrote. */
int store_shares(struct store *s, int64_t from_day, int64_t to_day,
		 int (*row)(const struct share_record *, void *), void *userdata);
int store_offsets(struct store *s, int (*row)(const struct offset_record *, void *),
		  void *userdata);

/* What there is: for `data show`. */
struct store_info {
	int schema;
	uint64_t bytes;     /* of all files */
	usec_t first, last; /* 0: empty */
	uint64_t slots, sessions, breaks, prompts, findings, changes, problems, days,
		shares;              /* rows */
	uint64_t aside, aside_bytes; /* corrupt files that are kept aside */
};
int store_info(struct store *s, struct store_info *ret);

/*
 * Really erases what lies from `from` to before `to` (0, USEC_INFINITY: everything): what overlaps the
 * range is removed as a whole, days included; of findings, changes and problems what begins or ends in
 * it.  Freed pages are overwritten and the file shrinks (secure_delete, VACUUM, WAL emptied).  Keeps
 * the engine's state and corrupt files set aside unless everything goes.  *ret: what was removed.
 * Returns 0; -EBUSY: somebody still reads what is erased: gone from the history, but not yet from the
 * disk: erase again.  (STORE_WRITE, outside of a transaction)
 */
int store_erase(struct store *s, usec_t from, usec_t to, struct store_info *ret);

/* Removes what ended before `before`, as store_erase() without shrinking.  (STORE_WRITE, outside of a
 * transaction) */
int store_forget(struct store *s, usec_t before);
