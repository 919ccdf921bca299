#include "html.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "ergo/tr.h"
#include "svg-internal.h"

static void put_formatted(FILE *f, const char *format, va_list ap)
	__attribute__((format(printf, 2, 0)));
static void put_formatted(FILE *f, const char *format, va_list ap)
{
	_cleanup_(freep) char *s = NULL;

	if (vasprintf(&s, format, ap) < 0) {
		s = NULL;
		return;
	}
	svg_text(f, s);
}

void html_text(FILE *f, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	put_formatted(f, format, ap);
	va_end(ap);
}

void html_put(FILE *f, const char *tag, const char *format, ...)
{
	va_list ap;

	(void) fprintf(f, "<%s>", tag);
	va_start(ap, format);
	put_formatted(f, format, ap);
	va_end(ap);
	(void) fprintf(f, "</%.*s>\n", (int) strcspn(tag, " "), tag);
}

void html_table(FILE *f, const char *class, const char *caption, const char *const *columns,
		size_t n)
{
	(void) fputs("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"", f);
	html_text(f, "%s", caption);
	(void) fprintf(f, "\">\n<table class=\"%s\">\n", class);
	html_put(f, "caption", "%s", caption);
	(void) fputs("<thead>\n<tr>\n", f);
	for (size_t i = 0; i < n; i++) {
		html_put(f, "th scope=\"col\"", "%s", *columns[i] ? tr(columns[i]) : "");
	}
	(void) fputs("</tr>\n</thead>\n<tbody>\n", f);
}

void html_table_end(FILE *f)
{
	(void) fputs("</tbody>\n</table>\n</div>\n", f);
}

void html_row(FILE *f, const char *const *cells, size_t n)
{
	(void) fputs("<tr>\n", f);
	for (size_t i = 0; i < n; i++) {
		html_put(f, i ? "td" : "th scope=\"row\"", "%s", cells[i]);
	}
	(void) fputs("</tr>\n", f);
}
