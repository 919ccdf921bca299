/* A row, column after column: bound when it is put, read when it is given. */
#pragma once

#include <stdio.h>
#include <string.h>

#include "internal.h"

struct row {
	sqlite3_stmt *st;
	int column;
};

/* ---- binding ---- */

static inline void put_int(struct row *row, int64_t v)
{
	(void) sqlite3_bind_int64(row->st, ++row->column, v);
}

static inline void put_moment(struct row *row, usec_t t)
{
	put_int(row, to_seconds(t));
}

/* A text in an array that may be full to its end. */
static inline void put_text(struct row *row, const char *text, size_t size)
{
	(void) sqlite3_bind_text(row->st, ++row->column, text, (int) strnlen(text, size),
				 SQLITE_STATIC);
}
#define PUT_TEXT(row, array) put_text(row, array, sizeof(array))

/* ---- reading ---- */

static inline int64_t get_int(struct row *row)
{
	return sqlite3_column_int64(row->st, row->column++);
}

static inline usec_t get_moment(struct row *row)
{
	return from_seconds(get_int(row));
}

static inline void get_text(struct row *row, char *buf, size_t size)
{
	const unsigned char *text = sqlite3_column_text(row->st, row->column++);

	(void) snprintf(buf, size, "%s", text ? (const char *) text : "");
}
#define GET_TEXT(row, array) get_text(row, array, sizeof(array))

/* Makes a record of a row and hands it on: what that returns; 0: of a row that makes no sense. */
typedef int (*row_fn)(struct row *row, void *callback);

/* read.c: runs a query over a range, ?1 and ?2 where it has both. */
int store_query(struct store *s, const char *sql, int64_t from, int64_t to, row_fn fn,
		void *callback);
