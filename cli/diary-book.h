/*
 * The diary as ergoctl has it: read as a whole, and written in one transaction that begins with reading
 * it, so that two at once do not take each other's word for what is there.
 */
#pragma once

#include "ergo/diary-store.h"
#include "past.h"

struct diary_book {
	struct past p; /* the clock and the days; no history */
	char path[STORE_PATH_MAX];
	struct rows entries; /* struct diary_entry, in the order of .start */
	struct diary_day *days;
	struct diary d;            /* over both */
	struct diary_store *store; /* while it is written */
};

/* The clock and the place, an empty diary: to read what was typed.  An exit status. */
int book_begin(struct diary_book *b);
/* Reads it.  Returns an exit status, and then errors are said; EXIT_DONE too where there is none yet. */
int book_open(struct diary_book *b);
/* Opens it for writing, waiting for others, begins a transaction and reads it.  An exit status. */
int book_open_to_write(struct diary_book *b);
/* Keeps what was changed since, and reads it anew.  An exit status. */
int book_commit(struct diary_book *b);
void book_done(struct diary_book *b);

/* Within a transaction; exit statuses, errors are said. */
int book_put(struct diary_book *b, struct diary_entry *e);
int book_delete(struct diary_book *b, int64_t id);

/* The entry of this number; NULL. */
const struct diary_entry *book_find(const struct diary_book *b, int64_t id);

/* When: a moment of whole minutes, or a day as a whole, whose noon it is then. */
struct when {
	usec_t at;
	int64_t day;
	int32_t gmtoff_s;
	bool told; /* a moment, no whole day */
};
/* Reads it.  0 or -EINVAL; silent. */
int book_when(const struct diary_book *b, const char *text, struct when *ret);
struct when book_now(const struct diary_book *b);
struct when book_day(const struct diary_book *b, int64_t day);
void entry_begin(struct diary_entry *e, const struct when *w);
void entry_end(struct diary_entry *e, const struct when *w);
/* It goes on. */
void entry_goes_on(struct diary_entry *e);
