/* What would be written, as a unified diff.  Lines are only ever changed, added and taken out one by
 * one, so that the next common line is never far. */
#include <string.h>

#include "ergo/tr.h"
#include "output.h"
#include "setup.h"

#define CONTEXT 3
#define AHEAD   64 /* lines of one file that another one is looked for in */

struct line {
	const char *s;
	size_t len; /* with its end */
};

struct text_lines {
	struct line *line;
	size_t n;
};

static int split(const char *text, size_t len, struct text_lines *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		n += text[i] == '\n';
	}
	ret->line = calloc(n + 1, sizeof(*ret->line));
	if (!ret->line) {
		return -ENOMEM;
	}
	for (const char *end = text + len; text < end;) {
		const char *lf = memchr(text, '\n', (size_t) (end - text));
		size_t size = (size_t) ((lf ? lf + 1 : end) - text);
		ret->line[ret->n++] = (struct line){ text, size };
		text += size;
	}
	return 0;
}

static bool same(const struct text_lines *a, size_t i, const struct text_lines *b, size_t k)
{
	return i < a->n && k < b->n && a->line[i].len == b->line[k].len &&
	       memcmp(a->line[i].s, b->line[k].s, a->line[i].len) == 0;
}

/* How many lines of each differ at i and k, until both go on alike. */
static void difference(const struct text_lines *a, size_t i, const struct text_lines *b, size_t k,
		       size_t *ret_a, size_t *ret_b)
{
	for (size_t sum = 1; sum < 2 * AHEAD; sum++) {
		for (size_t x = 0; x <= sum; x++) {
			size_t y = sum - x;
			bool ends = i + x == a->n && k + y == b->n;
			if (i + x <= a->n && k + y <= b->n && (ends || same(a, i + x, b, k + y))) {
				*ret_a = x;
				*ret_b = y;
				return;
			}
		}
	}
	*ret_a = a->n - i;
	*ret_b = b->n - k;
}

static void print_line(char sign, struct line l)
{
	bool whole = l.len > 0 && l.s[l.len - 1] == '\n';

	out_text("%c%.*s", sign, (int) (l.len - whole), l.s);
	if (!whole) {
		out_text("\\ No newline at end of file");
	}
}

/* A stretch of lines that differ, with what surrounds it and was not shown yet; returns the index
 * behind it in a. */
static size_t print_hunk(const struct text_lines *a, size_t i, size_t n, const struct text_lines *b,
			 size_t k, size_t m, size_t shown)
{
	size_t before = i - shown < CONTEXT ? i - shown : CONTEXT, rest = a->n - i - n;
	size_t behind = rest < CONTEXT ? rest : CONTEXT;

	for (size_t x = 0; x < behind; x++) {
		if (!same(a, i + n + x, b, k + m + x)) {
			behind = x; /* there the next one begins */
		}
	}
	size_t from_a = i - before, size_a = before + n + behind;
	size_t from_b = k - before, size_b = before + m + behind;
	out_text("@@ -%zu,%zu +%zu,%zu @@", from_a + (size_a > 0), size_a, from_b + (size_b > 0),
		 size_b);
	for (size_t x = from_a; x < i; x++) {
		print_line(' ', a->line[x]);
	}
	for (size_t x = 0; x < n; x++) {
		print_line('-', a->line[i + x]);
	}
	for (size_t x = 0; x < m; x++) {
		print_line('+', b->line[k + x]);
	}
	for (size_t x = 0; x < behind; x++) {
		print_line(' ', a->line[i + n + x]);
	}
	return i + n + behind;
}

void setup_diff(const struct setup *s)
{
	struct text_lines a = {}, b = {};
	size_t alen, blen, x, y, shown = 0;
	const char *disk = conf_writer_disk(s->writer, &alen);
	const char *text = conf_writer_text(s->writer, &blen);
	const char *path = conf_writer_path(s->writer);

	if (conf_writer_exists(s->writer) && alen == blen && memcmp(disk, text, alen) == 0) {
		say(0, _("Nothing would be changed in %s."), path);
		return;
	}
	if (split(disk, alen, &a) == 0 && split(text, blen, &b) == 0) {
		out_text("--- %s", conf_writer_exists(s->writer) ? path : "/dev/null");
		out_text("+++ %s", path);
		for (size_t i = 0, k = 0; i < a.n || k < b.n;) {
			if (same(&a, i, &b, k)) {
				i++;
				k++;
				continue;
			}
			difference(&a, i, &b, k, &x, &y);
			shown = print_hunk(&a, i, x, &b, k, y, shown);
			i += x;
			k += y;
		}
	}
	free(a.line);
	free(b.line);
}
