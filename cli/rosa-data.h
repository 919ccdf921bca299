/*
 * The ROSA score of the desk: what is told, what follows from the geometry and how long all of it was used of late,
 * put together.  What is not known stays so.
 */
#pragma once

#include "audit-data.h"
#include "ergo/rosa.h"
#include "past.h"

/* [J] How far back days are looked for: two days of work a week make ten of them. */
#define ROSA_LOOK_BACK 60

/* What durations are measured of. */
enum rosa_thing {
	THING_CHAIR,
	THING_MONITOR,
	THING_MOUSE,
	THING_KEYBOARD,
	_THING_MAX,
};
DECLARE_STRTAB(rosa_thing, enum rosa_thing); /* chair monitor mouse keyboard */
enum rosa_item rosa_thing_item(enum rosa_thing thing);

/* Use on a usual day. */
struct rosa_usage {
	size_t days;         /* of which the median was taken; 0: none are recorded */
	int64_t first, last; /* the first and the last of them */
	struct rosa_use of[_THING_MAX];
};

struct rosa_data {
	struct rosa rosa; /* every item, and where its answer comes from */
	struct rosa_score score;
	struct rosa_change best; /* .item _ROSA_ITEM_MAX: nothing known is amiss */
	struct rosa_usage usage;
};

/*
 * As it is on that day, of which the days before count: past.today.  A day that is not over would make all of them
 * look short.  `p` may have no store.  Returns 0 or a negative errno of the store.
 */
int rosa_data_read(const struct past *p, const struct audit *a, const struct config *c,
		   struct rosa_data *ret);

/* ---- how it was before: rosa-past.c ---- */

/* From that day on. */
struct rosa_point {
	int64_t day;
	struct rosa_range final, section[_ROSA_SECTION_MAX];
	bool setup; /* something of the set-up was changed on that day; else other habits did it */
};

/*
 * The days from `first` to `last` on which the score came to be another one, or began to be known: struct
 * rosa_point, in their order, the first of them as it was on `first`.  It is worked out anew, from the changes of
 * the set-up that are recorded, undone one by one, and from the days as they were; the monitors are those of `d`,
 * whatever was connected then.  Returns 0 or a negative errno.
 */
int rosa_past_read(const struct past *p, const struct audit_data *d, int64_t first, int64_t last,
		   struct rows *ret);

/* ---- for both ---- */

/* A day that was recorded. */
struct rosa_day {
	int64_t day;
	usec_t from, to; /* wall time */
	struct rosa_use of[_THING_MAX];
	struct rosa_stretch mouse, keyboard;
};
/* Reads days, both included, into struct rosa_day; those without screen time are left out. */
int rosa_days_read(const struct past *p, int64_t first, int64_t last, struct rows *ret);
/* What was usual before `day`, out of such days. */
void rosa_usual_before(const struct rows *days, int64_t day, const struct config *c,
		       const struct body *body, struct rosa_usage *ret);
/* Answers, but for the durations that are measured; then those. */
void rosa_fill_place(struct rosa *rosa, const struct audit *a, const struct config *c);
void rosa_fill_usage(struct rosa *rosa, const struct rosa_usage *u);

/* ---- in words: rosa-words.c ---- */

/* What the item asks: "arm rests", "arm rests are hard". */
const char *rosa_item_words(enum rosa_item item);
/* The answer in words: "too high", "yes"; "not known" for 0. */
const char *rosa_answer_words(enum rosa_item item, uint8_t answer);
/* Where it is from: "told", "measured", "worked out", "". */
const char *rosa_origin_words(enum rosa_origin origin);
const char *rosa_section_words(enum rosa_section section);
const char *rosa_area_words(enum rosa_area area);
const char *rosa_band_words(enum rosa_band band);
/* "4", "3 to 7". */
char *rosa_range_say(struct rosa_range r, char *buf, size_t size);
/* The key that tells it, "chair.armrests"; "" where it is measured. */
const char *rosa_item_key(enum rosa_item item);
/* What to do about it, a sentence without a full stop: "adjust the arm rests so that ..." */
const char *rosa_advice(enum rosa_item item, uint8_t answer);
/* What is always to be said of such a score: a sentence. */
const char *rosa_caveat(void);
