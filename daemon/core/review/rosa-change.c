/* Which one change lowers the score most. */
#include "rosa-internal.h"

/* The range of what falls from a to b, over the pairs; `floor` is what the rest holds it up at. */
static struct rosa_range falls(const struct pairs *p, int floor)
{
	struct rosa_range r = { SCORES, -SCORES };

	for (int a = 0; a < SCORES; a++) {
		for (int b = 0; b < SCORES; b++) {
			if (!(p->after[a] >> b & 1)) {
				continue;
			}
			int fall = (a > floor ? a : floor) - (b > floor ? b : floor);
			r.min = fall < r.min ? fall : r.min;
			r.max = fall > r.max ? fall : r.max;
		}
	}
	return r;
}

/* The highest of the other two sections. */
static struct rosa_range others(const struct possible *p, enum rosa_section but)
{
	struct rosa_range r = { 0, 0 };

	for (enum rosa_section i = 0; i < _ROSA_SECTION_MAX; i++) {
		if (i != but) {
			struct rosa_range s = pairs_before(&p->section[i]);
			r.min = s.min > r.min ? s.min : r.min;
			r.max = s.max > r.max ? s.max : r.max;
		}
	}
	return r;
}

void rosa_change(const struct rosa *rosa, enum rosa_item item, uint8_t to, struct rosa_change *ret)
{
	const struct rosa_item_info *info = rosa_item_info(item);
	struct rosa after = *rosa;
	struct possible p;

	*ret = (struct rosa_change){ .item = item, .from = rosa->item[item].answer, .to = to };
	after.item[item].answer = to;
	if (rosa_is_absent(item, ret->from)) {
		const struct rosa_area_info *area = rosa_area_info(info->area);
		for (enum rosa_item i = item + 1; i < item + area->n; i++) {
			rosa_answer(&after, i, rosa_item_info(i)->fits, ROSA_TOLD, 0);
		}
	}
	rosa_possible(rosa, &after, &p);
	struct rosa_range other = others(&p, info->section);
	const struct pairs *section = &p.section[info->section];
	ret->lowers_section = falls(section, 0);
	/* The higher the others, the less is left of it. */
	ret->lowers.min = falls(section, other.max).min;
	ret->lowers.max = falls(section, other.min).max;
}

static int compare_ranges(struct rosa_range a, struct rosa_range b)
{
	return a.min != b.min ? a.min - b.min : a.max - b.max;
}

static bool is_better(const struct rosa_change *a, const struct rosa_change *b)
{
	int by = compare_ranges(a->lowers, b->lowers);

	return by ? by > 0 : compare_ranges(a->lowers_section, b->lowers_section) > 0;
}

void rosa_best_change(const struct rosa *rosa, struct rosa_change *ret)
{
	*ret = (struct rosa_change){ .item = _ROSA_ITEM_MAX };
	for (enum rosa_item i = 0; i < ROSA_CHAIR_TIME; i++) {
		const struct rosa_item_info *info = rosa_item_info(i);
		uint8_t answer = rosa->item[i].answer;
		struct rosa_change c;

		if (answer == ROSA_NOT_KNOWN || info->points[answer] <= info->points[info->fits]) {
			continue;
		}
		rosa_change(rosa, i, info->fits, &c);
		if (is_better(&c, ret)) {
			*ret = c;
		}
	}
}
