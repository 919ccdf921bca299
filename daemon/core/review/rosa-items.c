/* What ROSA asks, what can be answered, and the points of each answer: tables 1 and 2, figures 1 and 3. */
#include "ergo/rosa.h"

#define OPEN(...)                                                                                  \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define ROW(i, where, in, is_base, count, best, added, words)                                      \
	[i] = { .item = (i),                                                                       \
		.area = (where),                                                                   \
		.section = (in),                                                                   \
		.base = (is_base),                                                                 \
		.n = (count),                                                                      \
		.fits = (best),                                                                    \
		.points = OPEN added,                                                              \
		.word = OPEN words }
#define BASE(i, where, in, count, added, words) ROW(i, where, in, true, count, 1, added, words)
/* What adds points when it is so; and when it is not. */
#define ADDS(i, where, in, add)                                                                    \
	ROW(i, where, in, false, ROSA_YES, ROSA_NO, (0, 0, add), (NULL, "no", "yes"))
#define LACK_ADDS(i, where, in)                                                                    \
	ROW(i, where, in, false, ROSA_YES, ROSA_YES, (0, 1, 0), (NULL, "no", "yes"))
#define DURATION(i, in)                                                                            \
	ROW(i, _ROSA_AREA_MAX, in, false, ROSA_LONG, ROSA_SHORT, (0, -1, 0, 1),                    \
	    (NULL, "short", "medium", "long"))

#define CHAIR   ROSA_CHAIR
#define SCREEN  ROSA_MONITOR_PHONE
#define HANDS   ROSA_MOUSE_KEYBOARD
#define AREA(a) ROSA_AREA_##a

static const struct rosa_item_info items[_ROSA_ITEM_MAX] = {
	BASE(ROSA_SEAT_HEIGHT, AREA(SEAT_HEIGHT), CHAIR, 4, (0, 1, 2, 2, 3),
	     (NULL, "fits", "too-low", "too-high", "no-contact")),
	LACK_ADDS(ROSA_LEG_ROOM, AREA(SEAT_HEIGHT), CHAIR),
	LACK_ADDS(ROSA_SEAT_HEIGHT_ADJUSTABLE, AREA(SEAT_HEIGHT), CHAIR),

	BASE(ROSA_SEAT_DEPTH, AREA(SEAT_DEPTH), CHAIR, 3, (0, 1, 2, 2),
	     (NULL, "fits", "too-long", "too-short")),
	LACK_ADDS(ROSA_SEAT_DEPTH_ADJUSTABLE, AREA(SEAT_DEPTH), CHAIR),

	BASE(ROSA_ARMRESTS, AREA(ARMRESTS), CHAIR, 4, (0, 1, 2, 2, 3),
	     (NULL, "fit", "too-high", "too-low", "none")),
	ADDS(ROSA_ARMRESTS_HARD, AREA(ARMRESTS), CHAIR, 1),
	ADDS(ROSA_ARMRESTS_WIDE, AREA(ARMRESTS), CHAIR, 1),
	LACK_ADDS(ROSA_ARMRESTS_ADJUSTABLE, AREA(ARMRESTS), CHAIR),

	BASE(ROSA_BACK, AREA(BACK), CHAIR, 4, (0, 1, 2, 2, 2),
	     (NULL, "fits", "no-lumbar", "angle", "none")),
	ADDS(ROSA_DESK_HIGH, AREA(BACK), CHAIR, 1),
	LACK_ADDS(ROSA_BACK_ADJUSTABLE, AREA(BACK), CHAIR),

	BASE(ROSA_MONITOR, AREA(MONITOR), SCREEN, 3, (0, 1, 2, 3),
	     (NULL, "fits", "too-low", "too-high")),
	ADDS(ROSA_MONITOR_FAR, AREA(MONITOR), SCREEN, 1),
	ADDS(ROSA_MONITOR_TWIST, AREA(MONITOR), SCREEN, 1),
	ADDS(ROSA_MONITOR_GLARE, AREA(MONITOR), SCREEN, 1),
	ADDS(ROSA_DOCUMENTS, AREA(MONITOR), SCREEN, 1),

	BASE(ROSA_PHONE, AREA(PHONE), SCREEN, 3, (0, 1, 2, 1), (NULL, "fits", "reach", "none")),
	ADDS(ROSA_PHONE_SHOULDER, AREA(PHONE), SCREEN, 2),
	LACK_ADDS(ROSA_PHONE_HANDSFREE, AREA(PHONE), SCREEN),

	BASE(ROSA_MOUSE, AREA(MOUSE), HANDS, 2, (0, 1, 2), (NULL, "fits", "reach")),
	ADDS(ROSA_MOUSE_SURFACE, AREA(MOUSE), HANDS, 2),
	ADDS(ROSA_MOUSE_PINCH, AREA(MOUSE), HANDS, 1),
	ADDS(ROSA_MOUSE_PALM_REST, AREA(MOUSE), HANDS, 1),

	BASE(ROSA_KEYBOARD, AREA(KEYBOARD), HANDS, 2, (0, 1, 2), (NULL, "fits", "extended")),
	ADDS(ROSA_WRISTS_BENT, AREA(KEYBOARD), HANDS, 1),
	ADDS(ROSA_KEYBOARD_HIGH, AREA(KEYBOARD), HANDS, 1),
	ADDS(ROSA_OVERHEAD, AREA(KEYBOARD), HANDS, 1),
	LACK_ADDS(ROSA_KEYBOARD_ADJUSTABLE, AREA(KEYBOARD), HANDS),

	DURATION(ROSA_CHAIR_TIME, CHAIR),
	DURATION(ROSA_MONITOR_TIME, SCREEN),
	DURATION(ROSA_PHONE_TIME, SCREEN),
	DURATION(ROSA_MOUSE_TIME, HANDS),
	DURATION(ROSA_KEYBOARD_TIME, HANDS),
};

const struct rosa_item_info *rosa_item_info(enum rosa_item item)
{
	return (size_t) item < ELEMENTSOF(items) ? &items[item] : NULL;
}

const char *rosa_answer_to_string(enum rosa_item item, uint8_t answer)
{
	const struct rosa_item_info *info = rosa_item_info(item);

	return info && answer <= info->n ? info->word[answer] : NULL;
}

int rosa_answer_from_string(enum rosa_item item, const char *word)
{
	const struct rosa_item_info *info = rosa_item_info(item);

	for (uint8_t i = 1; info && i <= info->n; i++) {
		if (strcmp(info->word[i], word) == 0) {
			return i;
		}
	}
	return -EINVAL;
}

void rosa_answer(struct rosa *rosa, enum rosa_item item, uint8_t answer, enum rosa_origin origin,
		 unsigned estimated)
{
	if (rosa->item[item].answer == ROSA_NOT_KNOWN && answer > 0 && answer <= items[item].n) {
		rosa->item[item] = (struct rosa_answer){ answer, origin, estimated };
	}
}

/* ---- words ---- */

static const char *const area_names[] = {
	[ROSA_AREA_SEAT_HEIGHT] = "seat_height",
	[ROSA_AREA_SEAT_DEPTH] = "seat_depth",
	[ROSA_AREA_ARMRESTS] = "armrests",
	[ROSA_AREA_BACK] = "back",
	[ROSA_AREA_MONITOR] = "monitor",
	[ROSA_AREA_PHONE] = "phone",
	[ROSA_AREA_MOUSE] = "mouse",
	[ROSA_AREA_KEYBOARD] = "keyboard",
};
DEFINE_STRTAB(rosa_area, enum rosa_area, area_names)

static const char *const section_names[] = {
	[ROSA_CHAIR] = "chair",
	[ROSA_MONITOR_PHONE] = "monitor_phone",
	[ROSA_MOUSE_KEYBOARD] = "mouse_keyboard",
};
DEFINE_STRTAB(rosa_section, enum rosa_section, section_names)

static const char *const item_names[] = {
	[ROSA_SEAT_HEIGHT] = "seat_height",
	[ROSA_LEG_ROOM] = "leg_room",
	[ROSA_SEAT_HEIGHT_ADJUSTABLE] = "seat_height_adjustable",
	[ROSA_SEAT_DEPTH] = "seat_depth",
	[ROSA_SEAT_DEPTH_ADJUSTABLE] = "seat_depth_adjustable",
	[ROSA_ARMRESTS] = "armrests",
	[ROSA_ARMRESTS_HARD] = "armrests_hard",
	[ROSA_ARMRESTS_WIDE] = "armrests_wide",
	[ROSA_ARMRESTS_ADJUSTABLE] = "armrests_adjustable",
	[ROSA_BACK] = "back",
	[ROSA_DESK_HIGH] = "desk_high",
	[ROSA_BACK_ADJUSTABLE] = "back_adjustable",
	[ROSA_MONITOR] = "monitor",
	[ROSA_MONITOR_FAR] = "monitor_far",
	[ROSA_MONITOR_TWIST] = "monitor_twist",
	[ROSA_MONITOR_GLARE] = "monitor_glare",
	[ROSA_DOCUMENTS] = "documents",
	[ROSA_PHONE] = "phone",
	[ROSA_PHONE_SHOULDER] = "phone_shoulder",
	[ROSA_PHONE_HANDSFREE] = "phone_handsfree",
	[ROSA_MOUSE] = "mouse",
	[ROSA_MOUSE_SURFACE] = "mouse_surface",
	[ROSA_MOUSE_PINCH] = "mouse_pinch",
	[ROSA_MOUSE_PALM_REST] = "mouse_palm_rest",
	[ROSA_KEYBOARD] = "keyboard",
	[ROSA_WRISTS_BENT] = "wrists_bent",
	[ROSA_KEYBOARD_HIGH] = "keyboard_high",
	[ROSA_OVERHEAD] = "overhead",
	[ROSA_KEYBOARD_ADJUSTABLE] = "keyboard_adjustable",
	[ROSA_CHAIR_TIME] = "chair_time",
	[ROSA_MONITOR_TIME] = "monitor_time",
	[ROSA_PHONE_TIME] = "phone_time",
	[ROSA_MOUSE_TIME] = "mouse_time",
	[ROSA_KEYBOARD_TIME] = "keyboard_time",
};
DEFINE_STRTAB(rosa_item, enum rosa_item, item_names)

static const char *const origin_names[] = {
	[ROSA_UNKNOWN] = "unknown",
	[ROSA_TOLD] = "told",
	[ROSA_MEASURED] = "measured",
	[ROSA_GEOMETRY] = "geometry",
};
DEFINE_STRTAB(rosa_origin, enum rosa_origin, origin_names)

static const char *const band_names[] = {
	[ROSA_FINE] = "fine",
	[ROSA_IMPROVE] = "improve",
	[ROSA_ACT] = "act",
};
DEFINE_STRTAB(rosa_band, enum rosa_band, band_names)
