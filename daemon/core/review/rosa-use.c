/* How long a thing is used: ERGONOMICS 1.2. */
#include "rosa-internal.h"

#define LONG_DAY      (4 * USEC_PER_HOUR)
#define LONG_STRETCH  (60 * USEC_PER_MIN)
#define SHORT_DAY     (1 * USEC_PER_HOUR)
#define SHORT_STRETCH (30 * USEC_PER_MIN)

static bool is_known(usec_t t)
{
	return t != USEC_INFINITY;
}

uint8_t rosa_time(const struct rosa_use *use)
{
	bool day = is_known(use->day), stretch = is_known(use->longest);

	if ((day && use->day > LONG_DAY) || (stretch && use->longest > LONG_STRETCH)) {
		return ROSA_LONG;
	}
	/* No stretch is longer than its day. */
	if (day && (stretch || use->day < SHORT_DAY)) {
		bool brief = use->day < SHORT_DAY || use->longest < SHORT_STRETCH;
		return brief ? ROSA_SHORT : ROSA_MEDIUM;
	}
	return ROSA_NOT_KNOWN;
}

/* Of n values, which are put in order: n is small. */
static usec_t median(usec_t *v, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		usec_t x = v[i];
		size_t k = i;
		for (; k > 0 && v[k - 1] > x; k--) {
			v[k] = v[k - 1];
		}
		v[k] = x;
	}
	usec_t low = v[(n - 1) / 2], high = v[n / 2];
	return is_known(high) ? low + (high - low) / 2 : USEC_INFINITY;
}

struct rosa_use rosa_usual(const struct rosa_use *days, size_t n)
{
	usec_t day[ROSA_DAYS_MAX], longest[ROSA_DAYS_MAX];
	size_t take = n < ROSA_DAYS_MAX ? n : ROSA_DAYS_MAX;

	if (n == 0) {
		return (struct rosa_use){ USEC_INFINITY, USEC_INFINITY };
	}
	for (size_t i = 0; i < take; i++) {
		day[i] = days[n - take + i].day;
		longest[i] = days[n - take + i].longest;
	}
	return (struct rosa_use){ median(day, take), median(longest, take) };
}
