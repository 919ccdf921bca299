/* UTF-8: the one decoder of the daemon and the CLI. */
#pragma once

#include "ergo/base.h"

/*
 * Length of the UTF-8 character at s, of which `len` > 0 bytes may be read (SIZE_MAX: s ends in a
 * NUL, which counts as a character of 1 byte).  0: no valid one begins there: a stray, cut or
 * overlong sequence, a surrogate, beyond U+10FFFF.  Its code point goes to *ret_code if that is not
 * NULL.
 */
size_t utf8_char(const char *s, size_t len, uint32_t *ret_code);

/* Takes away what is left at the end of a character that was cut when `s` was written into a buffer too
 * small for it, as snprintf() does.  Returns the length that is left. */
size_t utf8_mend(char *s);

/* How many characters, stray bytes counting as one each. */
size_t utf8_count(const char *s);
