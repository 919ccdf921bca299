/* Which exercises a break offers. */
#include "ergo/exercises.h"

#include "ergo/audit.h"

/* Whether the value of a finding is above what the rule wants, or below. */
static unsigned too_high_or_low(const struct finding *f)
{
	return f->measured > f->limit   ? 1u << REASON_SCREEN_HIGH
	       : f->measured < f->limit ? 1u << REASON_SCREEN_LOW
					: 0;
}

static unsigned reason_of(const struct finding *f)
{
	switch (f->rule) {
	case RULE_TOP_EDGE:
	case RULE_TOP_EDGE_MULTIFOCAL:
	case RULE_CENTRE:
	case RULE_BOTTOM_EDGE:
		return too_high_or_low(f);
	case RULE_YAW_PRIMARY:
	case RULE_YAW_EQUAL:
	case RULE_YAW_SECONDARY:
		return 1u << REASON_TURNED;
	case RULE_LAPTOP_ONLY:
		return 1u << REASON_LAPTOP;
	case RULE_DISTANCE:
	case RULE_HALF_WIDTH:
	case RULE_INCIDENCE:
	case RULE_TILT:
	case RULE_TEXT_HEIGHT:
	case RULE_TOPS_DIFFER:
	case RULE_DISTANCES_DIFFER:
	case RULE_ROLE:
	case RULE_KEYBOARD_HEIGHT:
	case RULE_SEAT_HEIGHT:
	case RULE_UNKNOWN:
	case _RULE_MAX:
		break;
	}
	return 0;
}

unsigned exercise_reasons(const struct audit *a, usec_t session_time)
{
	unsigned reasons = session_time >= EXERCISE_LONG_SESSION ? 1u << REASON_SITTING : 0;

	for (size_t i = 0; i < a->findings.n; i++) {
		reasons |= reason_of(&a->findings.f[i]);
	}
	return reasons;
}

/* What ends the break. */
static enum exercise_id last_of(enum break_kind kind)
{
	return kind == BREAK_MICRO ? EXERCISE_EYES_FAR : EXERCISE_WALK;
}

enum group {
	GROUP_OWN,
	GROUP_FITS,
	GROUP_OTHERS,
	_GROUP_MAX,
	GROUP_NONE, /* not to be offered */
};

static enum group group_of(const struct exercise *e, const struct exercise_occasion *o)
{
	if (!(e->breaks & 1u << o->kind) ||
	    (o->leave_out && patterns_match(o->leave_out, e->name))) {
		return GROUP_NONE;
	}
	return e->own ? GROUP_OWN : e->fits & o->reasons ? GROUP_FITS : GROUP_OTHERS;
}

/* Those of a group, from where the turn tells on; returns how many there are in ret. */
static size_t take_group(const struct exercise_set *set, const struct exercise_occasion *o,
			 enum group group, size_t most, const struct exercise **ret)
{
	const struct exercise *all[EXERCISES_MAX];
	size_t n = 0, taken = 0;

	for (size_t i = 0; i < set->n; i++) {
		if (set->e[i]->id != last_of(o->kind) && group_of(set->e[i], o) == group) {
			all[n++] = set->e[i];
		}
	}
	for (; taken < most && taken < n; taken++) {
		ret[taken] = all[(o->turn % n + taken) % n];
	}
	return taken;
}

size_t exercise_offer(const struct exercise_set *set, const struct exercise_occasion *o,
		      const struct exercise *ret[static EXERCISES_OFFER_MAX])
{
	size_t n = 0, most = o->kind == BREAK_MICRO ? 1 : 2;

	for (size_t g = 0; g < _GROUP_MAX; g++) {
		n += take_group(set, o, (enum group) g, most - n, ret + n);
	}
	for (size_t i = 0; i < set->n; i++) {
		if (set->e[i]->id == last_of(o->kind) && group_of(set->e[i], o) != GROUP_NONE) {
			ret[n++] = set->e[i]; /* a name is there once */
			break;
		}
	}
	return n;
}

const struct exercise *exercise_for_prompt(const struct exercise_set *set,
					   const struct exercise_occasion *o)
{
	const struct exercise *offer[EXERCISES_OFFER_MAX];

	if (exercise_offer(set, o, offer) > 0 && offer[0]->id != last_of(o->kind)) {
		return offer[0];
	}
	return NULL;
}
