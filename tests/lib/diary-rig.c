#include "diary-rig.h"

#include <stdlib.h>

void diary_rig_init(struct diary_rig *rig)
{
	rig->d = (struct diary){ .entry = rig->entry, .today = DIARY_RIG_TODAY };
}

struct diary_entry *diary_rig_add(struct diary_rig *rig, enum diary_type type, int ago)
{
	assert(rig->d.n < DIARY_RIG_MAX);
	struct diary_entry *e = &rig->entry[rig->d.n++];

	diary_entry_init(e, type);
	e->id = (int64_t) rig->d.n;
	e->day = e->last_day = DIARY_RIG_TODAY - ago;
	e->start = (usec_t) e->day * USEC_PER_DAY + 12 * USEC_PER_HOUR;
	return e;
}

struct diary_entry *diary_rig_headache(struct diary_rig *rig, int ago, int intensity, int hours)
{
	struct diary_entry *e = diary_rig_add(rig, DIARY_HEADACHE, ago);

	e->intensity = (int8_t) intensity;
	e->start_told = true;
	e->end = e->start + (usec_t) hours * USEC_PER_HOUR;
	e->last_day = (int64_t) (e->end / USEC_PER_DAY);
	return e;
}

struct diary_entry *diary_rig_pill(struct diary_rig *rig, int ago, enum diary_class class)
{
	struct diary_entry *e = diary_rig_add(rig, DIARY_MEDICATION, ago);

	e->class = class;
	return e;
}

static int compare(const void *a, const void *b)
{
	const struct diary_entry *x = a, *y = b;

	return x->start != y->start ? (x->start > y->start ? 1 : -1) : x->id > y->id ? 1 : -1;
}

const struct diary *diary_rig_read(struct diary_rig *rig)
{
	qsort(rig->entry, rig->d.n, sizeof(*rig->entry), compare);
	rig->d.first = diary_first_day(&rig->d);
	assert(rig->d.today - rig->d.first < (int64_t) ELEMENTSOF(rig->day));
	diary_days(&rig->d, rig->day);
	rig->d.day = rig->day;
	return &rig->d;
}
