/*
 * ROSA once more, as ERGONOMICS 1.1 to 1.4 print it, for answers that are complete: to check the product against.
 * Nothing of it is taken from the product but the names.
 */
#pragma once

#include "ergo/rosa.h"

struct rosa_full {
	uint8_t answer[_ROSA_ITEM_MAX]; /* none is 0 */
};

struct rosa_points {
	int area[_ROSA_AREA_MAX], axis[_ROSA_AXIS_MAX], section[_ROSA_SECTION_MAX], peripherals,
		final;
};

void rosa_rig_score(const struct rosa_full *full, struct rosa_points *ret);

/* How many answers an item has; which items an area has, its duration last: returns how many. */
uint8_t rosa_rig_answers(enum rosa_item item);
unsigned rosa_rig_items(enum rosa_area area, enum rosa_item ret[static 6]);

/* Everything as it should be, all durations medium. */
void rosa_rig_ideal(struct rosa_full *ret);
/* Answers that give an area so many points; there is a phone. */
void rosa_rig_give(struct rosa_full *full, enum rosa_area area, int points);
/* As told by the user. */
void rosa_rig_tell(const struct rosa_full *full, struct rosa *ret);

/*
 * The next case of what is 0 in `partial`, in full->answer, which begins with 1 there; false after the last one.
 * Goes through n items.
 */
void rosa_rig_first(const struct rosa *partial, struct rosa_full *full);
bool rosa_rig_next(const struct rosa *partial, const enum rosa_item *items, unsigned n,
		   struct rosa_full *full);
