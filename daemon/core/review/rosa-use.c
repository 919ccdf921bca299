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

struct rosa_use rosa_seated(const struct rosa_use *use, unsigned standing)
{
	unsigned seated = standing < 100 ? 100 - standing : 0;
	usec_t day = is_known(use->day) ? use->day / 100 * seated : USEC_INFINITY;

	/* INFINITY is more than any */
	return (struct rosa_use){ day, usec_min(use->longest, standing ? day : USEC_INFINITY) };
}

void rosa_stretch_hour(struct rosa_stretch *s, int64_t hour, const uint8_t bits[static SLOT_BYTES],
		       usec_t ends_after)
{
	for (unsigned i = 0; i < SLOTS_PER_HOUR; i++) {
		int64_t slot = hour * SLOTS_PER_HOUR + i;

		if (!(bits[i / 8] >> (i % 8) & 1)) {
			continue;
		}
		/* slots between the two are without use */
		if (s->longest == 0 || slot <= s->last ||
		    (usec_t) (slot - s->last - 1) >=
			    usec_max(ends_after, SLOT_LENGTH) / SLOT_LENGTH) {
			s->run = 0;
		}
		s->run += SLOT_LENGTH;
		s->longest = usec_max(s->longest, s->run);
		s->last = slot;
	}
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
