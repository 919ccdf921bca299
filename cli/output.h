/*
 * What ergoctl prints.  Nothing that came from outside reaches the terminal unescaped: each of
 * these functions writes exactly one line (some break it to the width of a terminal), in which
 * control characters, bytes that are no UTF-8 and bidi controls stand as \xNN or \u{NNNN}.
 */
#pragma once

#include <json-c/json.h>
#include <stdio.h>

#include "ergo/base.h"

enum tone {
	TONE_PLAIN,
	TONE_GOOD,
	TONE_NOTE,
	TONE_BAD,
};

/* Decides about colour: off with --no-color, NO_COLOR, a dumb terminal or no terminal. */
void output_init(bool no_color);
bool output_color(void);

/* Copy with everything escaped that a terminal could take for a command; NULL: no memory. */
char *escape(const char *s);

/* "label     text": the label is padded to a common width and carries the colour, never alone.  On a
 * terminal it is broken at blanks. */
void out_line(enum tone tone, const char *label, const char *format, ...) _printf_(3, 4);
/* The same for a list whose labels are wider, without colour. */
void out_label(FILE *f, int label_width, const char *label, const char *format, ...) _printf_(4, 5);
/* A line by itself. */
void out_text(const char *format, ...) _printf_(1, 2);
/* "ergoctl: text" to stderr, broken in the same way. */
void out_error(const char *format, ...) _printf_(1, 2);
/* The same for a text of several lines: a line each. */
void out_error_lines(const char *text);

/* Flushes stdout: EXIT_FAILED, said, when what was printed did not arrive; else `status`. */
int out_finish(int status);

/* A text that grows; what does not fit is cut. */
struct text {
	size_t n;
	char s[2048];
};
void text_add(struct text *t, const char *format, ...) _printf_(2, 3);

/* JSON: seconds are integers, or have 3 decimals; times RFC 3339 with offset. */
static inline void json_putp(struct json_object **o)
{
	(void) json_object_put(*o);
}
struct json_object *json_seconds(usec_t d);
struct json_object *json_time(usec_t real);                 /* null for 0 */
struct json_object *json_text(const char *s);               /* what is no UTF-8 becomes U+FFFD */
struct json_object *json_word(const char *s);               /* the same, null for "" */
struct json_object *json_real(double v, unsigned decimals); /* rounded; null for NAN */
struct json_object *json_count(uint64_t n);
void json_add(struct json_object *o, const char *key, struct json_object *value); /* takes value */
/* Prints it, as one line or indented, and a newline. */
void json_print(struct json_object *o, bool pretty);
void json_print_to(FILE *f, struct json_object *o, bool pretty);

/* A table for people (libsmartcols).  The last `wrap` columns are broken at blanks to the width of the
 * terminal, if there is one and it is not too narrow; else nothing is broken or cut. */
struct table;
/* The names of the columns are marked with N_(), and translated here. */
int table_new(struct table **ret, const char *const *columns, size_t n, size_t wrap);
/* Which column carries the colour of a row, as it holds the state in words: the second, if not told. */
void table_state(struct table *t, size_t column);
struct table *table_free(struct table *t);
DEFINE_CLEANUP(struct table *, table_free)
int table_row(struct table *t, enum tone tone, const char *const *cells);
int table_print(struct table *t);
