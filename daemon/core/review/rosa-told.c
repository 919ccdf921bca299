/* What the user tells of the place, as answers: the keys of [chair], [desk], [keyboard], [mouse], [phone] and
 * [monitor NAME]. */
#include <math.h>

#include "rosa-internal.h"

static uint8_t yes_no(enum tristate t)
{
	return t == TRISTATE_UNSET ? ROSA_NOT_KNOWN : t == TRISTATE_YES ? ROSA_YES : ROSA_NO;
}

static uint8_t no_yes(enum tristate t)
{
	return t == TRISTATE_UNSET ? ROSA_NOT_KNOWN : t == TRISTATE_YES ? ROSA_NO : ROSA_YES;
}

static void tell(struct rosa *rosa, enum rosa_item item, uint8_t answer)
{
	rosa_answer(rosa, item, answer, ROSA_TOLD, 0);
}

/* The words of the key are those of the item. */
static void tell_word(struct rosa *rosa, enum rosa_item item, config_WORD nth, int key)
{
	size_t len;
	const char *word = config_key_word(&config_keys[key], nth, &len);

	for (uint8_t i = 1; word && i <= rosa_item_info(item)->n; i++) {
		const char *s = rosa_answer_to_string(item, i);
		if (strlen(s) == len && memcmp(s, word, len) == 0) {
			tell(rosa, item, i);
		}
	}
}

static void tell_chair(struct rosa *rosa, const struct config *c)
{
	tell(rosa, ROSA_LEG_ROOM, yes_no(c->desk_leg_room));
	tell(rosa, ROSA_SEAT_HEIGHT_ADJUSTABLE, yes_no(c->chair_height_adjustable));
	tell(rosa, ROSA_SEAT_DEPTH, rosa_seat_depth(length_mm(c->chair_depth_gap)));
	tell(rosa, ROSA_SEAT_DEPTH_ADJUSTABLE, yes_no(c->chair_depth_adjustable));
	tell_word(rosa, ROSA_ARMRESTS, c->chair_armrests, CONFIG_INDEX_chair_armrests);
	tell(rosa, ROSA_ARMRESTS_HARD, yes_no(c->chair_armrests_hard));
	tell(rosa, ROSA_ARMRESTS_WIDE, yes_no(c->chair_armrests_wide));
	tell(rosa, ROSA_ARMRESTS_ADJUSTABLE, yes_no(c->chair_armrests_adjustable));
	tell_word(rosa, ROSA_BACK, c->chair_back, CONFIG_INDEX_chair_back);
	tell(rosa, ROSA_BACK_ADJUSTABLE, yes_no(c->chair_back_adjustable));
}

static void tell_hands(struct rosa *rosa, const struct config *c)
{
	uint8_t reach = yes_no(c->mouse_reach), bent = yes_no(c->keyboard_wrists_up);

	tell(rosa, ROSA_MOUSE,
	     reach == ROSA_YES  ? ROSA_MOUSE_REACH
	     : reach == ROSA_NO ? ROSA_MOUSE_FITS
				: ROSA_NOT_KNOWN);
	tell(rosa, ROSA_MOUSE_SURFACE, no_yes(c->mouse_same_surface));
	tell(rosa, ROSA_MOUSE_PINCH, yes_no(c->mouse_small));
	tell(rosa, ROSA_MOUSE_PALM_REST, yes_no(c->mouse_palm_rest));
	tell(rosa, ROSA_KEYBOARD,
	     bent == ROSA_YES  ? ROSA_KEYBOARD_EXTENDED
	     : bent == ROSA_NO ? ROSA_KEYBOARD_FITS
			       : ROSA_NOT_KNOWN);
	tell(rosa, ROSA_WRISTS_BENT, yes_no(c->keyboard_wrists_sideways));
	tell(rosa, ROSA_OVERHEAD, yes_no(c->desk_overhead));
	tell(rosa, ROSA_KEYBOARD_ADJUSTABLE, yes_no(c->keyboard_adjustable));
}

/* The words of phone.use. */
enum phone_use {
	USE_NOT_TOLD,
	USE_NONE,
	USE_HEADSET,
	USE_HAND,
	USE_SHOULDER,
};

static void tell_phone(struct rosa *rosa, const struct config *c)
{
	struct rosa_use use = { c->phone_per_day, c->phone_longest };
	uint8_t far = yes_no(c->phone_far);

	switch (c->phone_use) {
	case USE_NONE:
		tell(rosa, ROSA_PHONE, ROSA_PHONE_NONE_HERE);
		break;
	case USE_HEADSET: /* on the head it is near, and the hands are free */
		tell(rosa, ROSA_PHONE, ROSA_PHONE_FITS);
		tell(rosa, ROSA_PHONE_SHOULDER, ROSA_NO);
		tell(rosa, ROSA_PHONE_HANDSFREE, ROSA_YES);
		break;
	case USE_HAND:
		tell(rosa, ROSA_PHONE_SHOULDER, ROSA_NO);
		break;
	case USE_SHOULDER:
		tell(rosa, ROSA_PHONE_SHOULDER, ROSA_YES);
		break;
	default:
		break;
	}
	tell(rosa, ROSA_PHONE,
	     far == ROSA_YES  ? ROSA_PHONE_REACH
	     : far == ROSA_NO ? ROSA_PHONE_FITS
			      : ROSA_NOT_KNOWN);
	tell(rosa, ROSA_PHONE_HANDSFREE, yes_no(c->phone_handsfree));
	tell(rosa, ROSA_PHONE_TIME, rosa_time(&use));
}

/* Of screens used equally, the worst. */
static void tell_glare(struct rosa *rosa, const struct audit *audit, int most_used)
{
	uint8_t answer = ROSA_NOT_KNOWN;
	bool unknown = false;

	for (size_t i = 0; i < audit->n; i++) {
		uint8_t one = yes_no(audit->view[i].setup.glare);

		if (rosa_is_most_used(audit, i, most_used)) {
			answer = one > answer ? one : answer;
			unknown |= one == ROSA_NOT_KNOWN;
		}
	}
	tell(rosa, ROSA_MONITOR_GLARE, unknown && answer != ROSA_YES ? ROSA_NOT_KNOWN : answer);
}

void rosa_fill_told(struct rosa *rosa, const struct audit *audit, const struct config *config,
		    int most_used)
{
	tell_chair(rosa, config);
	tell_hands(rosa, config);
	tell_phone(rosa, config);
	tell(rosa, ROSA_DOCUMENTS, yes_no(config->desk_papers));
	tell_glare(rosa, audit, most_used);
}
