/* What every file may use: time, ownership, small macros.  No function here has state. */
#pragma once

#ifdef NDEBUG
#error "assertions are part of the product: build without NDEBUG"
#endif

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Every time and duration: microseconds. */
typedef uint64_t usec_t;

#define USEC_INFINITY UINT64_MAX
#define USEC_PER_MS   UINT64_C(1000)
#define USEC_PER_SEC  UINT64_C(1000000)
#define USEC_PER_MIN  (60 * USEC_PER_SEC)
#define USEC_PER_HOUR (60 * USEC_PER_MIN)
#define USEC_PER_DAY  (24 * USEC_PER_HOUR)

#define ELEMENTSOF(a) (sizeof(a) / sizeof((a)[0]))

/* min and max of times; arguments are evaluated once. */
static inline usec_t usec_min(usec_t a, usec_t b)
{
	return a < b ? a : b;
}

static inline usec_t usec_max(usec_t a, usec_t b)
{
	return a > b ? a : b;
}

/* a + b, USEC_INFINITY where that would overflow or either is infinite. */
static inline usec_t usec_add(usec_t a, usec_t b)
{
	return a > USEC_INFINITY - b ? USEC_INFINITY : a + b;
}

/* a - b, 0 where b is later; infinity less anything finite stays infinite. */
static inline usec_t usec_sub(usec_t a, usec_t b)
{
	if (a == USEC_INFINITY) {
		return USEC_INFINITY;
	}
	return a > b ? a - b : 0;
}

#define _cleanup_(f)   __attribute__((cleanup(f)))
#define _printf_(a, b) __attribute__((format(printf, a, b)))
#define _const_        __attribute__((const))

/* Hands ownership over: the variable is NULL afterwards. */
#define TAKE_PTR(p)                                                                                \
	({                                                                                         \
		__typeof__(p) taken_ = (p);                                                        \
		(p) = NULL;                                                                        \
		taken_;                                                                            \
	})

/* Defines `void fnp(type *p)` for _cleanup_ out of a destructor that accepts NULL. */
#define DEFINE_CLEANUP(type, fn)                                                                   \
	static inline void fn##p(type *p)                                                          \
	{                                                                                          \
		if (*p) {                                                                          \
			(void) fn(*p);                                                             \
			*p = NULL;                                                                 \
		}                                                                                  \
	}
