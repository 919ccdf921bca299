#include "association-rig.h"

#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#define DAY_STARTS (4 * HOUR)

static bool value(usec_t from, usec_t to, void *userdata, double *ret)
{
	struct association_rig *r = userdata;
	size_t day = (size_t) ((to - 1 - DAY_STARTS) / DAY);

	assert_in_range(r->asked_n, 0, ASKED_MAX - 1);
	r->asked[r->asked_n].from = from;
	r->asked[r->asked_n++].to = to;
	*ret = r->values[day];
	return !isnan(r->values[day]);
}

usec_t association_rig_at(int day, usec_t clock)
{
	return (usec_t) (FIRST + day) * DAY + clock;
}

void association_rig_init(struct association_rig *r, enum association_design design, size_t n)
{
	*r = (struct association_rig){
		.study = { .day_starts = DAY_STARTS,
			   .first_day = FIRST,
			   .day = r->days,
			   .days_n = n,
			   .onset = r->onsets,
			   .exposure = r->exposures,
			   .exposures_n = 1,
			   .seed = 1 },
	};
	for (size_t i = 0; i < n; i++) {
		r->days[i] = (struct association_day){ FIRST + (int64_t) i, false, true };
	}
	for (size_t i = 0; i < ELEMENTSOF(r->values); i++) {
		r->values[i] = (double) i - FIRST;
	}
	for (size_t i = 0; i < ELEMENTSOF(r->exposures); i++) {
		r->exposures[i] = (struct association_exposure){ design, 14, value, r };
	}
}

struct association_onset *association_rig_headache(struct association_rig *r, int day, usec_t clock)
{
	struct association_onset *o = &r->onsets[r->study.onsets_n++];
	usec_t t = association_rig_at(day, clock);

	*o = (struct association_onset){ t, t, false };
	r->days[day - (clock < DAY_STARTS)].headache = true;
	return o;
}
