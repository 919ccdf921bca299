/* Lines, circles, signs and text of the picture. */
#include <stdio.h>
#include <string.h>

#include "ergo/utf8.h"
#include "svg-internal.h"

/* What XML 1.0 does not allow, and what would turn the order of a line around. */
static bool forbidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c & 0xfffe) == 0xfffe ||
	       (c >= 0xfdd0 && c <= 0xfdef) || c == 0x061c || c == 0x200e || c == 0x200f ||
	       c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

void svg_text(FILE *f, const char *text)
{
	uint32_t code;
	size_t n;

	for (const char *p = text; *p; p += n) {
		n = utf8_char(p, SIZE_MAX, &code);
		if (n == 0 || forbidden(code)) {
			n = n ? n : 1;
			(void) fputs("\xef\xbf\xbd", f);
		} else if (code == '&') {
			(void) fputs("&amp;", f);
		} else if (code == '<') {
			(void) fputs("&lt;", f);
		} else if (code == '>') {
			(void) fputs("&gt;", f);
		} else if (code == '"') {
			(void) fputs("&quot;", f);
		} else {
			(void) fwrite(p, 1, n, f);
		}
	}
}

void put_line(struct svg *s, enum look l, double x1, double y1, double x2, double y2,
	      const char *more)
{
	(void) fprintf(s->f, "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\"%s%s/>\n", x1,
		       y1, x2, y2, look(l), more);
}

void put_rect(struct svg *s, enum look l, double x, double y, double w, double h, double r)
{
	(void) fprintf(s->f,
		       "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" rx=\"%g\"%s/>\n",
		       x, y, w, h, r, look(l));
}

void put_circle(struct svg *s, enum look l, double x, double y, double r)
{
	(void) fprintf(s->f, "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\"%s/>\n", x, y, r, look(l));
}

void put_text(struct svg *s, enum look l, double x, double y, double size, bool bold,
	      const char *anchor, const char *text)
{
	(void) fprintf(s->f, "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%g\"%s%s%s%s>", x, y, size,
		       bold ? " font-weight=\"bold\"" : "",
		       strcmp(anchor, "middle") == 0 ? " text-anchor=\"middle\"" : "",
		       strcmp(anchor, "end") == 0 ? " text-anchor=\"end\"" : "", look(l));
	svg_text(s->f, text);
	(void) fputs("</text>\n", s->f);
}

void put_slice(struct svg *s, enum look l, double x, double y, double r, double from, double to)
{
	(void) fprintf(s->f, "<path d=\"M%.2f %.2fL%.2f %.2fA%.2f %.2f 0 0 0 %.2f %.2fZ\"%s/>\n", x,
		       y, x + r * cos(radians(from)), y - r * sin(radians(from)), r, r,
		       x + r * cos(radians(to)), y - r * sin(radians(to)), look(l));
}

#define ARROW_HEAD 9.0

void put_arrow(struct svg *s, double x1, double y1, double x2, double y2)
{
	double length = hypot(x2 - x1, y2 - y1), ux, uy;

	if (length < 3) {
		return; /* too short to point anywhere */
	}
	ux = (x2 - x1) / length;
	uy = (y2 - y1) / length;
	if (length > ARROW_HEAD) {
		put_line(s, LOOK_MOVE, x1, y1, x2 - ux * ARROW_HEAD * .8, y2 - uy * ARROW_HEAD * .8,
			 "");
	}
	(void) fprintf(s->f, "<path d=\"M%.2f %.2fL%.2f %.2fL%.2f %.2fZ\"%s/>\n", x2, y2,
		       x2 - ux * ARROW_HEAD + uy * 4.5, y2 - uy * ARROW_HEAD - ux * 4.5,
		       x2 - ux * ARROW_HEAD - uy * 4.5, y2 - uy * ARROW_HEAD + ux * 4.5,
		       look(LOOK_MOVE_HEAD));
}

double sign_width(unsigned number)
{
	return number < 10 ? 21 : 28;
}

/* high: an octagon, caution: a diamond, note: a ring; told apart without colours too.  Two digits make
 * them wider. */
void put_sign(struct svg *s, enum severity severity, unsigned number, double x, double y)
{
	double wide = number < 10 ? 0 : 3.5;
	char digits[4];
	enum look text;

	switch (severity) {
	case SEVERITY_HIGH:
		(void) fprintf(
			s->f,
			"<path d=\"M%.2f %.2fh%gl4.5 4.5v6l-4.5 4.5h-%gl-4.5 -4.5v-6z\"%s/>\n",
			x - 3 - wide, y - 7.5, 6 + 2 * wide, 6 + 2 * wide, look(LOOK_HIGH));
		text = LOOK_HIGH_NUMBER;
		break;
	case SEVERITY_CAUTION:
		(void) fprintf(s->f, "<path d=\"M%.2f %.2fl%g 9.5l-%g 9.5l-%g -9.5z\"%s/>\n", x,
			       y - 9.5, 9.5 + wide, 9.5 + wide, 9.5 + wide, look(LOOK_CAUTION));
		text = LOOK_CAUTION_NUMBER;
		break;
	case SEVERITY_OK:
	case SEVERITY_NOTE:
	case _SEVERITY_MAX:
	default:
		put_rect(s, LOOK_NOTE, x - 7.25 - wide, y - 7.25, 14.5 + 2 * wide, 14.5, 7.25);
		text = LOOK_NOTE_NUMBER;
		break;
	}
	if (number) {
		(void) snprintf(digits, sizeof(digits), "%u", number % 100);
		put_text(s, text, x, y + 4, SIZE_SMALL, true, "middle", digits);
	}
}

const char *screen_letter(size_t i, char buf[static 4])
{
	(void) snprintf(buf, 4, "%c", (char) ('A' + i % 26));
	return buf;
}

/* As parts of the size, of DejaVu Sans, which is wider than what most have. */
static double char_width(uint32_t c)
{
	static const uint8_t ascii[] = {
		/* hundredths, from the blank to ~ */
		32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37,  32, 34, 64, 64, 64,
		64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 77, 64,
		58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64,  62, 74, 69, 99, 69,
		62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36,  64, 64, 28, 28, 58,
		28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60,  53, 64, 34, 64, 84,
	};

	if (c >= 0x1100 &&
	    (c <= 0x115f || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
	     (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
	     (c >= 0xff00 && c <= 0xff60) || c >= 0x1f000)) {
		return 1.05;
	}
	if (c >= 0x20 && c < 0x7f) {
		return ascii[c - 0x20] / 100.0;
	}
	return c == 0xb0 ? .5 : .84;
}

double text_width(const char *text, double size)
{
	double width = 0;
	uint32_t code;
	size_t n;

	for (const char *p = text; *p; p += n) {
		n = utf8_char(p, SIZE_MAX, &code);
		if (n == 0) {
			n = 1;
			code = 0xfffd;
		}
		width += char_width(code) * size;
	}
	return width;
}

/* How many bytes of text fit: whole characters, at least one. */
static size_t bytes_that_fit(const char *text, double size, double width)
{
	double used = 0;
	uint32_t code;
	size_t at = 0, n;

	while (text[at]) {
		n = utf8_char(text + at, SIZE_MAX, &code);
		if (n == 0) {
			n = 1;
			code = 0xfffd;
		}
		used += char_width(code) * size;
		if (used > width && at) {
			break;
		}
		at += n;
	}
	return at;
}

char *text_fit(const char *text, double size, double width, char *buf, size_t n)
{
	static const char ellipsis[] = "\xe2\x80\xa6";
	size_t fits;

	if (text_width(text, size) <= width && strlen(text) < n) {
		(void) snprintf(buf, n, "%s", text);
		return buf;
	}
	fits = bytes_that_fit(text, size, width - size);
	while (fits + sizeof(ellipsis) > n) {
		fits--;
		while (fits && (text[fits] & 0xc0) == 0x80) {
			fits--;
		}
	}
	(void) snprintf(buf, n, "%.*s%s", (int) fits, text, ellipsis);
	return buf;
}

double put_words(struct svg *s, enum look l, double x, double y, double size, double width,
		 const char *text)
{
	char line[AUDIT_TEXT_MAX * 2];
	size_t fits, cut;

	while (*text) {
		fits = cut = bytes_that_fit(text, size, width);
		if (text[fits]) { /* back to a blank, if there is one */
			while (cut && text[cut] != ' ') {
				cut--;
			}
			cut = cut ? cut : fits;
		}
		(void) snprintf(line, sizeof(line), "%.*s", (int) cut, text);
		put_text(s, l, x, y, size, false, "start", line);
		y += ceil(size * 1.4);
		text += cut;
		while (*text == ' ') {
			text++;
		}
	}
	return y;
}
