/*
 * `ergoctl log`.
 *
 *   log.c           the verb: what is asked for
 *   log-words.c     KEY=VALUE and times of the command line, made an entry
 *   log-keep.c      an entry into the diary: what contradicts it, what is said of it
 *   log-change.c    edit, end, delete
 *   log-form.c      the questions, on a terminal
 *   log-show.c      entries and days, for a person; log-json.c: as data
 *   log-summary.c   the sums of 28 days, before and after; log-summary-json.c: as data
 *   diary-book.c    the diary, read and written
 */
#pragma once

#include "cli.h"
#include "diary-book.h"
#include "ergo/diary-text.h"

#define DRAFT_MEDS_MAX 8

/* An entry that is being made, and what was taken for it. */
struct draft {
	struct diary_entry e;
	bool begun, ended; /* a start, an end (or that it goes on) was told */
	struct diary_entry med[DRAFT_MEDS_MAX];
	size_t meds;
	bool class_suggested; /* the class of a medicine is by its name */
};

/* log-words.c: exit statuses, errors are said */

void draft_init(struct draft *d, enum diary_type type);
/* The sign of KEY=VALUE: there are but letters before it, so that "a = b" of a note is none.  NULL. */
const char *find_equals(const char *word);
/* Reads words after the type, and --at. */
int draft_read(struct draft *d, const struct diary_book *b, const struct args *args, size_t from);
/* One KEY=VALUE or what stands for it. */
int draft_set(struct draft *d, const struct diary_book *b, const char *name, const char *value);
/* "ibuprofen 400 mg": its name, and its dose from the first number on.  -EINVAL and a reason. */
int medicine_read(struct diary_entry *e, const char *text, bool *ret_suggested,
		  char reason[static DIARY_REASON_MAX]);
/* What was not told of times, once all is read: begins now, goes on. */
void draft_complete(struct draft *d, const struct diary_book *b);

/* log-keep.c */

/* Whether it makes sense by itself: an exit status, and then it is said why not. */
int draft_check(const struct draft *d, const struct diary_book *b);
/* Puts it into the diary and says what became of it, or prints it as JSON. */
int draft_keep(struct draft *d, struct diary_book *b, bool json);
/*
 * Before an entry is put: refuses what contradicts the diary; takes back "no headache" of days that have
 * one now.  An exit status; *ret_same: "no headache" was told of that day already.
 */
int settle(struct diary_book *b, const struct diary_entry *e, struct text *ret_taken_back,
	   bool *ret_same);
/* The notice of medicines on many days, if there is any. */
void say_overuse(const struct diary_book *b);
/* The list, where the box was ticked. */
void say_red_flag(const struct diary_entry *e);

/* log-change.c */
int log_edit(const struct args *args);
int log_end(const struct args *args);
int log_delete(const struct args *args);

/* log-form.c */
int log_form(enum diary_type type);

/* log-show.c */

#define ENTRY_STRING_MAX 256
/* "14:00 to 17:30", "since Mon 24 Nov 14:00", "Mon 24 Nov". */
char *entry_say_time(const struct diary_book *b, const struct diary_entry *e,
		     char buf[static ENTRY_STRING_MAX]);
/* "headache 7, left, since 14:00": a line. */
void entry_say_short(const struct diary_book *b, const struct diary_entry *e, struct text *t);
/* All of it. */
void entry_show(const struct diary_book *b, const struct diary_entry *e);
/* What goes on since before a day, and how to end it; not the entry `but_for`. */
void say_ongoing(const struct diary_book *b, int64_t before, int64_t but_for);
int log_glance(const struct args *args);
int log_show(const struct args *args);

/* log-json.c */
/* null: not told. */
struct json_object *entry_field_json(const struct diary_entry *e, const struct diary_field *f);
struct json_object *entry_json(const struct diary_entry *e);
struct json_object *overuse_json(const struct diary_overuse *o);
struct json_object *when_json(usec_t t, int32_t gmtoff_s); /* null for 0 */
int log_glance_json(const struct diary_book *b, int64_t first);

/* log-summary.c */

#define BLOCKS_MAX  600
#define MARKERS_MAX 200
struct diary_marker {
	const struct diary_entry *e;
	struct diary_span before, after;
};
struct log_sums {
	struct diary_summary overall, block[BLOCKS_MAX];
	size_t blocks;
	struct diary_marker marker[MARKERS_MAX];
	size_t markers;
	struct diary_overuse overuse;
};
int log_summary(const struct args *args);
/* log-summary-json.c */
int log_summary_json(const struct log_sums *s);

/* help-seeking.c */
void help_seeking_print(void);
