#include "clock.h"

#include <time.h>

/* The zone is looked up again after this long: it may have been changed under us. */
#define ZONE_VALID (15 * USEC_PER_MIN)

/* Changes of the offset are looked for this far ahead: beyond the end of any day. */
#define ZONE_AHEAD (26 * USEC_PER_HOUR)

static usec_t get(clockid_t id)
{
	struct timespec ts;

	(void) clock_gettime(id, &ts); /* can't fail for these clocks */
	return (usec_t) ts.tv_sec * USEC_PER_SEC + (usec_t) ts.tv_nsec / 1000;
}

usec_t clock_boottime(void)
{
	return get(CLOCK_BOOTTIME);
}

usec_t clock_suspended(void)
{
	usec_t monotonic = get(CLOCK_MONOTONIC);

	return usec_sub(get(CLOCK_BOOTTIME), monotonic);
}

static int32_t offset_at(usec_t real)
{
	time_t t = (time_t) (real / USEC_PER_SEC);
	struct tm tm;

	return localtime_r(&t, &tm) ? (int32_t) tm.tm_gmtoff : 0;
}

static void look_up_zone(struct clock *c, usec_t real)
{
	usec_t same = real, other = usec_add(real, ZONE_AHEAD);

	tzset(); /* /etc/localtime may have changed */
	c->valid_from = real;
	c->valid_until = usec_add(real, ZONE_VALID);
	c->gmtoff_s = offset_at(real);
	c->gmtoff_after_s = offset_at(other);
	c->gmtoff_until = USEC_INFINITY;
	if (c->gmtoff_after_s == c->gmtoff_s) {
		return;
	}
	while (other - same > USEC_PER_SEC) {
		usec_t middle = same + (other - same) / 2;

		if (offset_at(middle) == c->gmtoff_s) {
			same = middle;
		} else {
			other = middle;
		}
	}
	c->gmtoff_until = other - other % USEC_PER_SEC;
	c->valid_until = usec_min(c->valid_until, c->gmtoff_until);
}

struct stamp clock_now(struct clock *c)
{
	usec_t real = get(CLOCK_REALTIME);

	if (real < c->valid_from || real >= c->valid_until) {
		look_up_zone(c, real);
	}
	return (struct stamp){
		.boot = clock_to_engine(clock_boottime()),
		.real = real,
		.gmtoff_s = c->gmtoff_s,
		.gmtoff_after_s = c->gmtoff_after_s,
		.gmtoff_until = c->gmtoff_until,
	};
}
