/* Writing HTML: whatever is given as text is escaped; what is written as markup is ours alone. */
#pragma once

#include <stdio.h>

#include "ergo/base.h"

/* Text, as character data or within a quoted attribute. */
void html_text(FILE *f, const char *format, ...) _printf_(2, 3);
/* An element with text in it and nothing else: "p", "td class=\"n\"". */
void html_put(FILE *f, const char *tag, const char *format, ...) _printf_(3, 4);

/* A table in a box of its own, which scrolls where it is wider than the page.  The titles of its columns are
 * marked with N_(), and translated here.  `class`: of the table; "" for none. */
void html_table(FILE *f, const char *class, const char *caption, const char *const *columns,
		size_t n);
void html_table_end(FILE *f);
/* A row: its first cell is its title. */
void html_row(FILE *f, const char *const *cells, size_t n);
