/* Reads digits with overflow checks: what the parsers of the core share instead of strtoul(). */
#pragma once

#include "ergo/base.h"

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline const char *skip_blanks(const char *s)
{
	while (is_blank(*s)) {
		s++;
	}
	return s;
}

/*
 * Reads the digits at *s and moves *s behind them; no sign, no blanks.  A number that does not fit
 * becomes UINT64_MAX.  Returns how many digits there were; 0: none, *ret is untouched.
 */
static inline size_t scan_digits(const char **s, uint64_t *ret)
{
	const char *p = *s;
	uint64_t v = 0;

	for (; is_digit(*p); p++) {
		if (__builtin_mul_overflow(v, 10u, &v) ||
		    __builtin_add_overflow(v, (uint64_t) (*p - '0'), &v)) {
			v = UINT64_MAX;
		}
	}
	size_t n = (size_t) (p - *s);
	if (n > 0) {
		*ret = v;
		*s = p;
	}
	return n;
}

/* Reads exactly `n` (at most 9) digits at *s and moves *s behind them.  False: there are fewer. */
static inline bool scan_fixed(const char **s, size_t n, unsigned *ret)
{
	unsigned v = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_digit((*s)[i])) {
			return false;
		}
		v = 10 * v + (unsigned) ((*s)[i] - '0');
	}
	*ret = v;
	*s += n;
	return true;
}

/* Moves *s behind `c` if that is what stands there. */
static inline bool scan_char(const char **s, char c)
{
	if (**s != c) {
		return false;
	}
	(*s)++;
	return true;
}
