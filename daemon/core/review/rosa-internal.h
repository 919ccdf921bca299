/*
 * What the parts of ROSA ask of one another.
 *
 *   rosa-items.c     what is asked, and the points of the answers
 *   rosa-charts.c    points to scores
 *   rosa-possible.c  every score that what is not known leaves possible
 *   rosa.c           the score
 *   rosa-change.c    what to change first
 *   rosa-use.c       durations
 *   rosa-geometry.c  what follows from monitors, body and desk
 *   rosa-told.c      what the user tells
 */
#pragma once

#include "ergo/rosa.h"

#define SCORES 12 /* of an area, an axis or a section: 0 to 10, one more for what is clamped */

/*
 * What a score may be before a change, and after it in the same case: bit b of after[a] says that it may be a
 * before and b after.  Of nothing that changes only bits a of after[a] are set.  What is not known is the same
 * before and after, so that this is exact.
 */
struct pairs {
	uint16_t after[SCORES];
};

struct possible {
	struct pairs area[_ROSA_AREA_MAX];
	struct pairs axis[_ROSA_AXIS_MAX];
	struct pairs section[_ROSA_SECTION_MAX];
};

void rosa_possible(const struct rosa *before, const struct rosa *after, struct possible *ret);

struct rosa_range pairs_before(const struct pairs *p);

/* Whether a view of the audit is the screen, or one of the screens, that ROSA is about. */
bool rosa_is_most_used(const struct audit *audit, size_t i, int most_used);

/* There is no such thing: whatever adds to its points does not. */
bool rosa_is_absent(enum rosa_item base, uint8_t answer);

/* Of an area: the item with its base, how many items it has (they follow one another), its duration
 * (_ROSA_ITEM_MAX: it has none of its own), and its axis. */
struct rosa_area_info {
	enum rosa_item first;
	unsigned n;
	enum rosa_item time;
	enum rosa_axis axis;
	int least, most; /* of that axis */
};
const struct rosa_area_info *rosa_area_info(enum rosa_area area);
