/* The picture of the desk: a view from the side and one from above, to scale, as one SVG file that
 * needs nothing else (no script, font or other file) and reads in light and in dark. */
#pragma once

#include <stdio.h>

#include "ergo/audit.h"
#include "ergo/config.h"

/*
 * Draws what was audited, with what to do about it.  The same input gives the same bytes; whatever the
 * monitors are called, it is well-formed XML.  Returns 0; -ENOMEM; -errno: `f` did not take it.
 */
int svg_write(FILE *f, const struct audit *a, const struct config *c);
/* The same as an element within a page of HTML; the dark theme is that of a screen, never of paper. */
int svg_write_inline(FILE *f, const struct audit *a, const struct config *c);
