/* Tables for people. */
#include <libsmartcols/libsmartcols.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "ergo/tr.h"
#include "output.h"
#include "words.h"

/* Text in less is harder to read than lines that the terminal breaks. */
#define TEXT_WIDTH_MIN 16
#define GAP            1 /* between columns */
#define COLUMNS_MAX    12

struct table {
	struct libscols_table *tb;
	size_t columns; /* at most COLUMNS_MAX */
	size_t wrap;    /* last columns that are broken */
	size_t state;   /* the column that carries the colour of a row */
};

/* Makes newlines of blanks so that no line is wider than `width`, unless a word alone is. */
static void break_lines(char *s, size_t width)
{
	size_t x = 0, since_blank = 0, bytes;
	char *blank = NULL;

	for (; *s; s += bytes) {
		size_t w = char_columns(s, &bytes);

		x += w;
		since_blank += w;
		if (*s == ' ') {
			blank = s;
			since_blank = 0;
		} else if (x > width && blank) {
			*blank = '\n';
			blank = NULL;
			x = since_blank;
		}
	}
}

int table_new(struct table **ret, const char *const *columns, size_t n, size_t wrap)
{
	_cleanup_(table_freep) struct table *t = calloc(1, sizeof(*t));

	if (!t) {
		return -ENOMEM;
	}
	assert(n <= COLUMNS_MAX && wrap <= n);
	scols_init_debug(0);
	t->tb = scols_new_table();
	if (!t->tb) {
		return -ENOMEM;
	}
	t->columns = n;
	t->state = 1;
	t->wrap = isatty(STDOUT_FILENO) ? wrap : 0;
	/* cells are escaped here, by the rules of all our output */
	(void) scols_table_enable_noencoding(t->tb, 1);
	(void) scols_table_enable_colors(t->tb, output_color());
	/* the library would cut words in two */
	(void) scols_table_set_termforce(t->tb, SCOLS_TERMFORCE_NEVER);
	for (size_t i = 0; i < n; i++) {
		struct libscols_column *c;
		bool lines = i + t->wrap >= n;

		c = scols_table_new_column(t->tb, *columns[i] ? tr(columns[i]) : "", 0,
					   lines ? SCOLS_FL_WRAP : 0);
		if (!c) {
			return -ENOMEM;
		}
		if (lines) {
			(void) scols_column_set_wrapfunc(c, scols_wrapnl_chunksize,
							 scols_wrapnl_nextchunk, NULL);
		}
	}
	*ret = TAKE_PTR(t);
	return 0;
}

void table_state(struct table *t, size_t column)
{
	t->state = column;
}

struct table *table_free(struct table *t)
{
	if (t) {
		scols_unref_table(t->tb);
		free(t);
	}
	return NULL;
}

int table_row(struct table *t, enum tone tone, const char *const *cells)
{
	static const char *const colors[] = {
		[TONE_GOOD] = "green",
		[TONE_NOTE] = "yellow",
		[TONE_BAD] = "red",
	};
	struct libscols_line *line = scols_table_new_line(t->tb, NULL);

	if (!line) {
		return -ENOMEM;
	}
	for (size_t i = 0; i < t->columns; i++) {
		_cleanup_(freep) char *clean = escape(cells[i]);
		int r = clean ? scols_line_set_data(line, i, clean) : -ENOMEM;

		if (r < 0) {
			return r;
		}
	}
	if (tone != TONE_PLAIN) {
		(void) scols_cell_set_color(scols_line_get_cell(line, t->state), colors[tone]);
	}
	return 0;
}

/* What a column takes if nothing in it is broken. */
static size_t column_width(struct table *t, size_t i)
{
	struct libscols_column *c = scols_table_get_column(t->tb, i);
	size_t width = text_columns(scols_cell_get_data(scols_column_get_header(c)), SIZE_MAX);

	for (size_t k = 0; k < scols_table_get_nlines(t->tb); k++) {
		struct libscols_line *line = scols_table_get_line(t->tb, k);
		size_t w =
			text_columns(scols_cell_get_data(scols_line_get_cell(line, i)), SIZE_MAX);

		width = w > width ? w : width;
	}
	return width;
}

static int break_column(struct table *t, size_t i, size_t width)
{
	for (size_t k = 0; k < scols_table_get_nlines(t->tb); k++) {
		struct libscols_line *line = scols_table_get_line(t->tb, k);
		struct libscols_cell *cell = scols_line_get_cell(line, i);
		char *s = strdup(scols_cell_get_data(cell));
		int r;

		if (!s) {
			return -ENOMEM;
		}
		break_lines(s, width);
		r = scols_cell_refer_data(cell, s); /* takes s */
		if (r < 0) {
			free(s);
			return r;
		}
	}
	return 0;
}

/* Takes from the widest of the columns that may be broken until all fit. */
static int wrap_last(struct table *t)
{
	size_t width[COLUMNS_MAX], used = 0, all = scols_table_get_termwidth(t->tb);
	size_t first = t->columns - t->wrap;
	int r = 0;

	for (size_t i = 0; i < t->columns; i++) {
		width[i] = column_width(t, i);
		used += width[i] + (i + 1 < t->columns ? GAP : 0);
	}
	while (used > all) {
		size_t widest = first;

		for (size_t i = first; i < t->columns; i++) {
			widest = width[i] > width[widest] ? i : widest;
		}
		if (width[widest] <= TEXT_WIDTH_MIN) {
			return 0;
		}
		width[widest]--;
		used--;
	}
	for (size_t i = first; r >= 0 && i < t->columns; i++) {
		r = break_column(t, i, width[i]);
	}
	return r;
}

int table_print(struct table *t)
{
	int r = t->wrap ? wrap_last(t) : 0;

	if (r < 0) {
		return r;
	}
	return scols_print_table(t->tb);
}
