/* Tables of names for enums: the one place where a value and its word meet. */
#pragma once

#include <string.h>

#include "ergo/base.h"

/*
 * DECLARE_STRTAB(name, enum type) gives
 *   const char *name_to_string(enum type v)     the word; NULL when v is out of range
 *   int name_from_string(const char *s)         the value; -EINVAL when no word is exactly s
 * DEFINE_STRTAB(name, enum type, table) defines them over `static const char *const table[]`.
 */
#define DECLARE_STRTAB(name, type)                                                                 \
	const char *name##_to_string(type v) _const_;                                              \
	int name##_from_string(const char *s)

#define DEFINE_STRTAB(name, type, table)                                                           \
	const char *name##_to_string(type v)                                                       \
	{                                                                                          \
		return (size_t) v < ELEMENTSOF(table) ? (table)[(size_t) v] : NULL;                \
	}                                                                                          \
	int name##_from_string(const char *s)                                                      \
	{                                                                                          \
		for (size_t i = 0; i < ELEMENTSOF(table); i++) {                                   \
			if ((table)[i] && strcmp((table)[i], s) == 0) {                            \
				return (int) i;                                                    \
			}                                                                          \
		}                                                                                  \
		return -EINVAL;                                                                    \
	}
