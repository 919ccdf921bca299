/* Lines, colour, escaping. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"
#include "ergo/tr.h"
#include "ergo/utf8.h"
#include "output.h"
#include "words.h"

#define LABEL_WIDTH 10

static bool colored;

void output_init(bool no_color)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	/* no-color.org: set and not empty */
	colored = !no_color && !(no && *no) && term && strcmp(term, "dumb") != 0 &&
		  isatty(STDOUT_FILENO);
}

bool output_color(void)
{
	return colored;
}

static bool needs_escape(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || (c >= 0x200e && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* Writes one character of `s`, escaped if need be, and returns how many bytes of `s` it took. */
static size_t put_char(FILE *f, const char *s)
{
	uint32_t c;
	size_t n = utf8_char(s, SIZE_MAX, &c);

	if (n == 0) {
		(void) fprintf(f, "\\x%02x", (unsigned char) *s);
		return 1;
	}
	if (!needs_escape(c)) {
		(void) fwrite(s, 1, n, f);
	} else if (c == '\n') {
		(void) fputs("\\n", f);
	} else if (c == '\t') {
		(void) fputs("\\t", f);
	} else if (c < 0x80) {
		(void) fprintf(f, "\\x%02x", c);
	} else {
		(void) fprintf(f, "\\u{%04x}", c);
	}
	return n;
}

char *escape(const char *s)
{
	char *buf = NULL;
	size_t size;
	FILE *f = open_memstream(&buf, &size);

	if (!f) {
		return NULL;
	}
	while (*s) {
		s += put_char(f, s);
	}
	if (fclose(f) != 0) {
		free(buf);
		return NULL;
	}
	return buf;
}

static void put_line(FILE *f, const char *s)
{
	while (*s) {
		s += put_char(f, s);
	}
	(void) fputc('\n', f);
}

static void put_format(FILE *f, const char *format, va_list ap)
{
	_cleanup_(freep) char *s = NULL;

	if (vasprintf(&s, format, ap) < 0) {
		s = NULL;
		(void) fprintf(f, "%s\n", _("(out of memory)"));
		return;
	}
	put_line(f, s);
}

#define WIDTH_LEAST 40 /* in less, lines that the terminal breaks are easier to read */

/* Columns of the terminal; 0: none, nothing is broken. */
static size_t width_of(FILE *f)
{
	struct winsize w;

	if (!isatty(fileno(f)) || ioctl(fileno(f), TIOCGWINSZ, &w) < 0 || w.ws_col < WIDTH_LEAST) {
		return 0;
	}
	return w.ws_col;
}

/* The rest of a line that has `indent` columns; what does not fit goes on below, as far in. */
static void put_rest(FILE *f, size_t indent, const char *format, va_list ap)
{
	_cleanup_(freep) char *s = NULL, *clean = NULL;
	int error = errno; /* for %m */
	size_t most = width_of(f), column = indent;

	errno = error;
	if (most == 0) {
		put_format(f, format, ap);
		return;
	}
	if (vasprintf(&s, format, ap) < 0) {
		s = NULL;
	}
	clean = s ? escape(s) : NULL;
	for (const char *p = clean ?: _("(out of memory)"); *p;) {
		size_t blanks = strspn(p, " "), n = strcspn(p + blanks, " ");
		size_t w = text_columns(p + blanks, n);

		if (column > indent && column + blanks + w > most) {
			(void) fprintf(f, "\n%*s", (int) indent, "");
			column = indent;
			p += blanks;
			blanks = 0;
		}
		(void) fwrite(p, 1, blanks + n, f);
		column += blanks + w;
		p += blanks + n;
	}
	(void) fputc('\n', f);
}

static const char *const tone_codes[] = {
	[TONE_PLAIN] = "\033[1m",
	[TONE_GOOD] = "\033[1;32m",
	[TONE_NOTE] = "\033[1;33m",
	[TONE_BAD] = "\033[1;31m",
};

void out_line(enum tone tone, const char *label, const char *format, ...)
{
	_cleanup_(freep) char *clean = escape(label);
	int width = clean ? (int) text_columns(clean, SIZE_MAX) : 0;
	va_list ap;

	(void) printf("%s%s%s%*s", colored ? tone_codes[tone] : "", clean ?: "",
		      colored ? "\033[0m" : "", width < LABEL_WIDTH ? LABEL_WIDTH - width : 1, "");
	va_start(ap, format);
	put_rest(stdout, (size_t) (width < LABEL_WIDTH ? LABEL_WIDTH : width + 1), format, ap);
	va_end(ap);
}

void out_label(FILE *f, int label_width, const char *label, const char *format, ...)
{
	struct text cell = {};
	va_list ap;

	text_cell(&cell, -label_width, label);
	(void) fputs(cell.s, f);
	va_start(ap, format);
	put_rest(f, text_columns(cell.s, SIZE_MAX), format, ap);
	va_end(ap);
}

void out_text(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	put_format(stdout, format, ap);
	va_end(ap);
}

void out_error(const char *format, ...)
{
	va_list ap;

	(void) fflush(stdout);
	(void) fputs("ergoctl: ", stderr);
	va_start(ap, format);
	put_rest(stderr, strlen("ergoctl: "), format, ap);
	va_end(ap);
}

void out_error_lines(const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		_cleanup_(freep) char *line = strndup(text, n);

		if (line && *line) {
			out_error("%s", line);
		}
		text += n + (text[n] == '\n');
	}
}

int out_finish(int status)
{
	if (fflush(stdout) != 0 || ferror(stdout)) {
		if (errno != EPIPE) {
			out_error(_("cannot write the output: %m"));
		}
		return status == EXIT_DONE ? EXIT_FAILED : status;
	}
	return status;
}

void text_add(struct text *t, const char *format, ...)
{
	size_t left = sizeof(t->s) - t->n;
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(t->s + t->n, left, format, ap);
	va_end(ap);
	if (n > 0) {
		t->n += (size_t) n < left ? (size_t) n : left - 1;
	}
}
