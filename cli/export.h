/* `ergoctl export`: rows of columns, before it is known how they are written. */
#pragma once

#include "past.h"

enum table_id {
	TABLE_SESSIONS,
	TABLE_BREAKS,
	TABLE_PROMPTS,
	TABLE_FINDINGS,
	TABLE_CHANGES,
	TABLE_PROBLEMS,
	TABLE_SLOTS,
	TABLE_DAYS,
	TABLE_MONITORS,
	TABLE_DIARY, /* of a file of its own: only where it is named */
	_TABLE_MAX,
};
DECLARE_STRTAB(table_id, enum table_id); /* sessions breaks ... */

/* Writes rows: cells in the order of the columns. */
struct writer {
	FILE *f;
	const struct past *p;
	bool csv;
	char machine[2 * STORE_MACHINE_BYTES + 1]; /* "": not known */
	enum table_id table;
	size_t column;           /* of the next cell */
	struct json_object *row; /* JSON Lines */
	int r;                   /* what failed */
};

/* export-rows.c: all rows of a table in the range.  Returns 0 or a negative errno of the store. */
int export_rows(struct writer *w, enum table_id table, const struct range *range);
/* The columns of a table; NULL-terminated. */
extern const char *const *const export_columns[_TABLE_MAX];

/* export-diary.c: the entries of the diary, a column a field.  An exit status; but for what writing failed by
 * errors are said. */
int export_diary(struct writer *w, const struct range *range);

/* export-write.c */
void writer_head(struct writer *w, const struct range *range); /* of the file: JSON Lines */
void writer_begin(struct writer *w, enum table_id table);      /* of a table: CSV */
void row_begin(struct writer *w);
void row_end(struct writer *w);
void cell_text(struct writer *w, const char *s); /* of others; "": none */
void cell_word(struct writer *w, const char *s); /* of ours */
void cell_time(struct writer *w, usec_t t);      /* 0: none */
void cell_seconds(struct writer *w, usec_t d);
void cell_count(struct writer *w, uint64_t n);
void cell_flag(struct writer *w, bool b);
void cell_real(struct writer *w, double v); /* NAN: none */
/* In words for CSV, and as JSON, which it takes; NULL: null. */
void cell_value(struct writer *w, const char *csv, struct json_object *value);
void cell_day(struct writer *w, int64_t day);
