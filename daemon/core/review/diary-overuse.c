/*
 * Medicines on many days: the numbers of ICHD-3 8.2, which are expert opinion.  It only counts what was
 * noted, so it may be too little, never too much.
 */
#include "diary-internal.h"

#define SIMPLE (1u << CLASS_PARACETAMOL | 1u << CLASS_ASPIRIN | 1u << CLASS_NSAID)

/* Groups of which several make a mix. */
static const unsigned groups[] = {
	SIMPLE, 1u << CLASS_TRIPTAN, 1u << CLASS_OPIOID, 1u << CLASS_ERGOT, 1u << CLASS_COMBINATION,
};

struct month {
	unsigned headache_days, simple, any, used, unknown;
	unsigned by_class[_DIARY_CLASS_MAX];
	unsigned strong; /* the most of one class */
	enum diary_class strong_class;
};

static bool has_any(unsigned classes)
{
	for (size_t g = 0; g < ELEMENTSOF(groups); g++) {
		if (classes & groups[g]) {
			return true;
		}
	}
	return false;
}

/* The 30 days that end with `last`. */
static void count_month(const struct diary *d, int64_t last, struct month *ret)
{
	struct month m = {};

	for (int64_t i = last - DIARY_MONTH_DAYS + 1; i <= last; i++) {
		const struct diary_day *day = diary_get_day(d, i);

		if (!day) {
			continue;
		}
		m.headache_days += day->headache;
		m.simple += (day->classes & SIMPLE) != 0;
		m.any += has_any(day->classes);
		m.unknown += day->classes & 1;
		for (int c = 0; c < _DIARY_CLASS_MAX; c++) {
			m.by_class[c] += (day->classes >> c) & 1;
		}
		for (size_t g = 0; g < ELEMENTSOF(groups); g++) {
			m.used |= day->classes & groups[g] ? 1u << g : 0;
		}
	}
	for (int c = CLASS_TRIPTAN; c <= CLASS_COMBINATION; c++) {
		if (m.by_class[c] > m.strong) {
			m.strong = m.by_class[c];
			m.strong_class = (enum diary_class) c;
		}
	}
	*ret = m;
}

static bool reaches(const struct month *m, enum diary_overuse_kind kind)
{
	switch (kind) {
	case OVERUSE_SIMPLE:
		return m->simple >= DIARY_SIMPLE_LIMIT;
	case OVERUSE_STRONG:
		return m->strong >= DIARY_STRONG_LIMIT;
	case OVERUSE_MIX:
		return m->any >= DIARY_STRONG_LIMIT && m->used & (m->used - 1);
	case _OVERUSE_KIND_MAX:
		break;
	}
	return false;
}

/*
 * More than three months: each of the last three, and something of it in the one before.  A month in which
 * the limit was reached in one way and the next in another is one: what is taken changes.
 */
static bool is_pattern(const struct diary *d)
{
	struct month m;

	for (int k = 0; k < 3; k++) {
		count_month(d, d->today - k * DIARY_MONTH_DAYS, &m);
		if (m.headache_days < DIARY_HEADACHE_MANY ||
		    !(reaches(&m, OVERUSE_SIMPLE) || reaches(&m, OVERUSE_STRONG) ||
		      reaches(&m, OVERUSE_MIX))) {
			return false;
		}
	}
	count_month(d, d->today - 3 * DIARY_MONTH_DAYS, &m);
	return m.any > 0;
}

void diary_overuse(const struct diary *d, struct diary_overuse *ret)
{
	struct month m;
	struct diary_overuse o = { .level = OVERUSE_NONE };
	int kind = OVERUSE_SIMPLE;

	count_month(d, d->today, &m);
	o.headache_days = m.headache_days;
	o.unknown_days = m.unknown;
	while (kind < _OVERUSE_KIND_MAX && !reaches(&m, (enum diary_overuse_kind) kind)) {
		kind++;
	}
	if (kind < _OVERUSE_KIND_MAX) {
		o.level = is_pattern(d) ? OVERUSE_PATTERN : OVERUSE_EARLY;
		o.kind = (enum diary_overuse_kind) kind;
		o.class = kind == OVERUSE_STRONG ? m.strong_class : CLASS_NOT_TOLD;
		o.days = kind == OVERUSE_SIMPLE   ? m.simple
			 : kind == OVERUSE_STRONG ? m.strong
						  : m.any;
		o.limit = kind == OVERUSE_SIMPLE ? DIARY_SIMPLE_LIMIT : DIARY_STRONG_LIMIT;
	}
	*ret = o;
}
