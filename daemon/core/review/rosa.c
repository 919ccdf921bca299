/* The score, over all that is not known: ERGONOMICS 1.4. */
#include "rosa-internal.h"

#define IMPROVE_FROM 3 /* [J] */
#define ACT_FROM     5 /* the paper */

enum rosa_band rosa_band(int final)
{
	return final >= ACT_FROM ? ROSA_ACT : final >= IMPROVE_FROM ? ROSA_IMPROVE : ROSA_FINE;
}

static uint8_t answer_of(const struct rosa *rosa, enum rosa_item item)
{
	return rosa->item[item].answer;
}

static bool area_is_known(const struct rosa *rosa, enum rosa_area area)
{
	const struct rosa_area_info *a = rosa_area_info(area);

	if (rosa_is_absent(a->first, answer_of(rosa, a->first))) {
		return true;
	}
	for (unsigned i = 0; i < a->n; i++) {
		if (answer_of(rosa, a->first + i) == ROSA_NOT_KNOWN) {
			return false;
		}
	}
	return true;
}

static unsigned count_times(const struct rosa *rosa)
{
	unsigned n = 0;

	for (enum rosa_item i = ROSA_CHAIR_TIME; i <= ROSA_KEYBOARD_TIME; i++) {
		n += answer_of(rosa, i) != ROSA_NOT_KNOWN ||
		     (i == ROSA_PHONE_TIME &&
		      rosa_is_absent(ROSA_PHONE, answer_of(rosa, ROSA_PHONE)));
	}
	return n;
}

static void score_sections(const struct possible *p, struct rosa_score *ret)
{
	struct rosa_range *s = ret->section;

	for (enum rosa_section i = 0; i < _ROSA_SECTION_MAX; i++) {
		s[i] = pairs_before(&p->section[i]);
	}
	/* These two charts are monotone, and the sections share nothing. */
	const struct rosa_range *b = &s[ROSA_MONITOR_PHONE], *c = &s[ROSA_MOUSE_KEYBOARD];
	struct rosa_range mp = { rosa_chart_peripherals(b->min, c->min),
				 rosa_chart_peripherals(b->max, c->max) };
	ret->peripherals = mp;
	ret->final.min = rosa_chart_final(s[ROSA_CHAIR].min, mp.min);
	ret->final.max = rosa_chart_final(s[ROSA_CHAIR].max, mp.max);
}

/* Everything as it should be; who has no phone, or may have none, need not get one. */
static int score_faultless(const struct rosa *rosa)
{
	struct rosa best = *rosa;
	struct rosa_score score;
	struct possible p;

	for (enum rosa_item i = 0; i < ROSA_CHAIR_TIME; i++) {
		uint8_t answer = answer_of(rosa, i);
		if (i != ROSA_PHONE || (answer != ROSA_NOT_KNOWN && !rosa_is_absent(i, answer))) {
			best.item[i].answer = rosa_item_info(i)->fits;
		}
	}
	rosa_possible(&best, &best, &p);
	score_sections(&p, &score);
	return score.final.min;
}

void rosa_score(const struct rosa *rosa, struct rosa_score *ret)
{
	struct possible p;

	*ret = (struct rosa_score){ .known_times = count_times(rosa) };
	rosa_possible(rosa, rosa, &p);
	for (enum rosa_area i = 0; i < _ROSA_AREA_MAX; i++) {
		ret->area[i] = pairs_before(&p.area[i]);
		ret->known[i] = area_is_known(rosa, i);
		ret->known_items += ret->known[i];
	}
	for (enum rosa_axis i = 0; i < _ROSA_AXIS_MAX; i++) {
		ret->axis[i] = pairs_before(&p.axis[i]);
	}
	score_sections(&p, ret);
	ret->possible = score_faultless(rosa);
}
