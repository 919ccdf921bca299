/*
 * What of the engine outlives the process: the fields, shared by who writes them (state-save.c) and
 * who reads them (state-restore.c).
 */
#pragma once

#include "engine-internal.h"

#define STATE_MAGIC "ergod-engine 1"

/* The wall clock and its offsets as far as time.h takes them: the year 9999, 18 h. */
#define STATE_REAL_MAX     (UINT64_C(253402300800) * USEC_PER_SEC)
#define STATE_GMTOFF_MAX_S (18 * 3600)

#define STATE_DAY_MAX (STATE_REAL_MAX / USEC_PER_DAY + 1)

/* Times lie at most this far from the moment of saving, and no duration is longer: what is more is
 * cut when it is written, and refused when it is read. */
#define STATE_SPAN_MAX (3660 * USEC_PER_DAY)

/* Counts are at most this; it says as much as any more. */
#define STATE_COUNT_MAX 1000000

enum field_type {
	FIELD_FLAG,
	FIELD_COUNT,
	FIELD_SPAN, /* a duration */
	FIELD_PAST, /* a time that has been; 0: never */
	FIELD_TIME, /* one that may lie ahead; 0: never was, USEC_INFINITY: never comes */
	FIELD_WORD, /* an enum */
};

struct field {
	const char *name;
	size_t offset; /* in struct engine */
	enum field_type type;
	/* FIELD_WORD: the words, all enums being of the size of an unsigned. */
	const char *(*to_string)(unsigned value);
	int (*from_string)(const char *s);
};

#define STATE_FIELDS_MAX 64

extern const struct field state_fields[];
extern const size_t state_fields_n; /* at most STATE_FIELDS_MAX */
