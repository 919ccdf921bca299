/* Histories for the tests of the store: a folder, records with one sane default, what is read back. */
#pragma once

#include "ergo/store.h"

#define RIG_T0   (UINT64_C(1767258000) * USEC_PER_SEC) /* 2026-01-01 09:00:00 UTC */
#define RIG_HOUR ((int64_t) (RIG_T0 / USEC_PER_HOUR))

struct store_rig {
	char folder[128]; /* made and removed by the rig */
	char path[160];   /* history.db in it */
};

/* A folder of its own, in memory where there is one. */
void store_rig_make(struct store_rig *rig);
void store_rig_remove(const struct store_rig *rig);
/* A file beside the history.  Returns a buffer that the next call overwrites. */
const char *store_rig_beside(const struct store_rig *rig, const char *suffix);

/* For cmocka: *state is a struct store_rig. */
int store_rig_setup(void **state);
int store_rig_teardown(void **state);

/* Opens, or fails the test with what the report says. */
struct store *store_rig_open(const struct store_rig *rig, enum store_mode mode);

/* A history that is open for writing; for cmocka: *state is one. */
struct store_fixture {
	struct store_rig rig;
	struct store *s;
};
int store_fixture_setup(void **state);
int store_fixture_teardown(void **state);

/*
 * Transaction number n, of a user who works all day: slots of two planes, a session that goes on, and
 * the number itself as state.  Every 5th has a break, every 7th a prompt.  Returns what failed.
 */
int store_rig_put(struct store *s, unsigned n);
/* begin, put, commit. */
int store_rig_write(struct store *s, unsigned n);
/*
 * How many such transactions are there: exactly 0..n-1 as a whole, else the test fails.
 */
unsigned store_rig_count(struct store *s);

/* A history of n transactions, closed, or as a killed writer leaves it. */
void store_rig_history(const struct store_rig *rig, unsigned n, bool killed);
/* Opens, counts, closes. */
unsigned store_rig_reopen(const struct store_rig *rig, enum store_mode mode);
/* Opens, and expects an error whose text says something. */
void store_rig_refused(const char *path, enum store_mode mode, int r, const char *text);

void store_rig_put_file(const char *path, const void *data, size_t len);
/* Its content, to be freed. */
void *store_rig_get_file(const char *path, size_t *ret_len);
/* The names in the folder, sorted, each followed by a blank.  Overwritten by the next call. */
const char *store_rig_names(const struct store_rig *rig);
