/*
 * The hours and days of prompts.  All of it is local time as a clock on the wall shows it: on a day
 * on which that clock is set, an hour that comes twice counts twice, and one that never comes does
 * not count.
 */
#include "ergo/quiet.h"

#define DAY_MINUTES   (24 * 60)
#define EPOCH_DAY     3 /* 1970-01-01 was a Thursday; Monday is 0 */
#define LOOK_AHEAD    (8 * USEC_PER_DAY)
#define WALL_USEC_MAX (UINT64_C(1) << 62)

struct wall {
	unsigned day;    /* of the week, 0: Monday */
	usec_t midnight; /* time since it, by that clock */
};

static struct wall wall_of(const struct stamp *s)
{
	struct stamp at = stamp_after(s, 0); /* with the offset in force */
	int64_t day_usec = (int64_t) USEC_PER_DAY;
	int64_t local =
		(int64_t) usec_min(at.real, WALL_USEC_MAX) + at.gmtoff_s * (int64_t) USEC_PER_SEC;
	int64_t days = local / day_usec, rest = local % day_usec;

	if (rest < 0) {
		days--;
		rest += day_usec;
	}
	return (struct wall){ .day = (unsigned) (((days + EPOCH_DAY) % 7 + 7) % 7),
			      .midnight = (usec_t) rest };
}

static bool day_counts(const struct config *config, unsigned day)
{
	return config->prompts_days == 0 || config->prompts_days & 1u << day % 7;
}

bool schedule_prompts(const struct config *config, const struct stamp *now)
{
	const config_HOURS *hours = &config->prompts_hours;
	struct wall w = wall_of(now);
	unsigned minute = (unsigned) (w.midnight / USEC_PER_MIN);
	bool today = day_counts(config, w.day), yesterday = day_counts(config, w.day + 6);

	for (size_t i = 0; i < hours->n; i++) {
		unsigned from = hours->from[i], to = hours->to[i];

		if (from < to ? today && minute >= from && minute < to
			      : (today && minute >= from) || (yesterday && minute < to)) {
			return true;
		}
	}
	return hours->n == 0 && today;
}

/* How long until that clock next shows midnight or the beginning or end of hours; > 0. */
static usec_t until_edge(const config_HOURS *hours, usec_t midnight)
{
	usec_t next = USEC_PER_DAY;

	for (size_t i = 0; i < hours->n; i++) {
		usec_t from = hours->from[i] * USEC_PER_MIN, to = hours->to[i] * USEC_PER_MIN;

		next = from > midnight ? usec_min(next, from) : next;
		next = to > midnight ? usec_min(next, to) : next;
	}
	return next - midnight;
}

usec_t schedule_changes_in(const struct config *config, const struct stamp *now)
{
	struct stamp at = stamp_after(now, 0);
	bool prompts = schedule_prompts(config, &at);
	usec_t passed = 0;

	/* Between two edges, and where the offset stays, nothing changes. */
	while (passed < LOOK_AHEAD) {
		usec_t step = until_edge(&config->prompts_hours, wall_of(&at).midnight);

		step = usec_min(step, usec_sub(at.gmtoff_until, at.real));
		passed += step;
		at = stamp_after(&at, step);
		if (schedule_prompts(config, &at) != prompts) {
			return passed;
		}
	}
	return USEC_INFINITY;
}
