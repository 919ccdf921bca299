#include "ergo/grow.h"

#include <stdarg.h>
#include <stdio.h>

void grow_add(struct grow *g, const char *format, ...)
{
	size_t room = g->size - g->n;
	va_list ap;
	int r;

	va_start(ap, format);
	r = vsnprintf(g->buf + g->n, room, format, ap);
	va_end(ap);
	if (r < 0 || (size_t) r >= room) {
		g->full = true;
		g->n = r < 0 ? g->n : g->size - 1;
	} else {
		g->n += (size_t) r;
	}
}
