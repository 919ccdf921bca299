/* Text that grows in a buffer of its caller. */
#pragma once

#include "ergo/base.h"

/* Begin with { buf, size } and size > 0; buf is a string as soon as something was added. */
struct grow {
	char *buf;
	size_t size, n; /* n: bytes so far, NUL not counted, always < size */
	bool full;      /* something did not fit and was cut; it stays so */
};

void grow_add(struct grow *g, const char *format, ...) _printf_(2, 3);
