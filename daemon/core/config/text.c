/* Foreign text: made fit to be shown, and compared with what may have been meant. */
#include "config-internal.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ergo/utf8.h"

/* Whether a character would be unseen, or would change how the text around it is seen. */
static bool is_invisible(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad || c == 0xfeff ||
	       (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0x3000 || c >= 0xe0000;
}

char *text_excerpt(char *buf, size_t size, const char *s, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	static const char more[] = "...";
	size_t out = 0, cut = 0; /* cut: where the dots can begin */

	for (size_t i = 0; i < len;) {
		uint32_t code;
		size_t n = utf8_char(s + i, len - i, &code);
		bool plain = n > 0 && !is_invisible(code);
		if (n == 0) {
			n = 1;
		}
		if (out + (plain ? n : 4 * n) >= size) {
			(void) snprintf(buf + cut, size - cut, "%s", more);
			return buf;
		}
		for (size_t k = 0; k < n; k++, i++) {
			unsigned char c = (unsigned char) s[i];
			if (plain) {
				buf[out++] = s[i];
			} else {
				buf[out++] = '\\';
				buf[out++] = 'x';
				buf[out++] = hex[c >> 4];
				buf[out++] = hex[c & 15];
			}
		}
		if (out + sizeof(more) <= size) {
			cut = out;
		}
	}
	buf[out] = '\0';
	return buf;
}

size_t text_mark(const char *text, size_t len)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t n = sizeof(mark) - 1;

	return len >= n && memcmp(text, mark, n) == 0 ? n : 0;
}

bool text_is_utf16(const char *text, size_t len)
{
	return len >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0);
}

void config_diags_add(struct config_diags *diags, const char *file, unsigned line, const char *key,
		      const char *format, ...)
{
	va_list ap;

	if (diags->n == CONFIG_DIAGS_MAX) {
		diags->dropped++;
		return;
	}
	struct config_diag *d = &diags->diag[diags->n++];
	d->line = line;
	text_excerpt(d->file, sizeof(d->file), file, strlen(file));
	text_excerpt(d->key, sizeof(d->key), key, strlen(key));
	va_start(ap, format);
	(void) vsnprintf(d->reason, sizeof(d->reason), format, ap);
	va_end(ap);
	(void) utf8_mend(d->reason);
}

char *config_diag_format(const struct config_diag *d, char *buf, size_t size)
{
	char line[sizeof(":4294967295")] = "";

	if (d->line > 0) {
		(void) snprintf(line, sizeof(line), ":%u", d->line);
	}
	(void) snprintf(buf, size, "%s%s%s%s%s%s", d->file, d->file[0] ? line : "",
			d->file[0] ? ": " : "", d->key, d->key[0] ? ": " : "", d->reason);
	return buf;
}

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
}

static unsigned least_of(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned edit_distance(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b);
	unsigned rows[3][CONFIG_NAME_MAX]; /* this row of the matrix and the two before */

	if (na >= CONFIG_NAME_MAX || nb >= CONFIG_NAME_MAX) {
		return UINT_MAX;
	}
	for (size_t j = 0; j <= nb; j++) {
		rows[0][j] = (unsigned) j;
	}
	for (size_t i = 1; i <= na; i++) {
		unsigned *row = rows[i % 3];
		const unsigned *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
		row[0] = (unsigned) i;
		for (size_t j = 1; j <= nb; j++) {
			char x = fold(a[i - 1]), y = fold(b[j - 1]);
			row[j] = least_of(above[j], row[j - 1]) + 1;
			row[j] = least_of(row[j], above[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == fold(b[j - 2]) && fold(a[i - 2]) == y) {
				row[j] = least_of(row[j], above2[j - 2] + 1);
			}
		}
	}
	return rows[na % 3][nb];
}

unsigned near_distance(const char *name, const char *other)
{
	size_t a = strlen(name), b = strlen(other);
	unsigned d = (unsigned) (a > b ? a - b : b - a); /* it is no less than that */

	d = distance_is_near(d, name) ? edit_distance(name, other) : UINT_MAX;
	return distance_is_near(d, name) ? d : UINT_MAX;
}

bool distance_is_near(unsigned distance, const char *name)
{
	return distance <= 1 + strlen(name) / 4;
}
