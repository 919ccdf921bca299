/* What is known of each day, and of the days around a marker. */
#include "diary-internal.h"

static bool is_pain(const struct diary_entry *e)
{
	return e->type == DIARY_HEADACHE || e->type == DIARY_NECK;
}

int64_t diary_first_day(const struct diary *d)
{
	int64_t first = d->today;

	/* in the order of time, but the day of one noted in another time zone may be one less */
	for (size_t i = 0; i < d->n; i++) {
		first = d->entry[i].day < first ? d->entry[i].day : first;
	}
	return first;
}

/* The last day of which anything is told, today at most. */
static int64_t last_told(const struct diary *d)
{
	int64_t last = INT64_MIN;

	for (size_t i = 0; i < d->n; i++) {
		const struct diary_entry *e = &d->entry[i];

		if (e->last_day > last && e->last_day <= d->today) {
			last = e->last_day;
		}
	}
	return last;
}

static int64_t last_day(const struct diary_entry *e, int64_t told, int64_t today)
{
	int64_t last = e->ongoing && told > e->last_day ? told : e->last_day;

	return last > today && e->day <= today ? today : last;
}

int64_t diary_last_day(const struct diary *d, const struct diary_entry *e)
{
	return last_day(e, e->ongoing ? last_told(d) : e->last_day, d->today);
}

static int8_t worse(int8_t a, int8_t b)
{
	return a > b ? a : b; /* not told is less than 0 */
}

static void add_pain(struct diary_day *day, const struct diary_entry *e)
{
	if (e->type == DIARY_HEADACHE) {
		day->headache = true;
		day->intensity = worse(day->intensity, e->intensity);
	} else {
		day->neck = true;
	}
	day->impact = worse(day->impact, e->impact);
	day->missed_work = day->missed_work || e->missed_work == TRISTATE_YES;
}

static void add_entry(const struct diary *d, const struct diary_entry *e, int64_t told,
		      struct diary_day *ret)
{
	int64_t last = is_pain(e) ? last_day(e, told, d->today) : e->day;

	for (int64_t day = e->day < d->first ? d->first : e->day; day <= last && day <= d->today;
	     day++) {
		struct diary_day *of = &ret[day - d->first];

		if (is_pain(e)) {
			add_pain(of, e);
		} else if (e->type == DIARY_NONE) {
			of->none = true;
		} else if (e->type == DIARY_MEDICATION) {
			of->classes |= (uint16_t) (1u << e->class);
		}
		of->onset = of->onset || (e->type == DIARY_HEADACHE && day == e->day);
	}
}

void diary_days(const struct diary *d, struct diary_day *ret)
{
	int64_t told = last_told(d), n = d->today - d->first + 1;

	for (int64_t i = 0; i < n; i++) {
		ret[i] =
			(struct diary_day){ .intensity = DIARY_NOT_TOLD, .impact = DIARY_NOT_TOLD };
	}
	for (size_t i = 0; i < d->n; i++) {
		add_entry(d, &d->entry[i], told, ret);
	}
	for (int64_t i = 0; i < n; i++) {
		ret[i].neck = ret[i].neck && !ret[i].headache;
		ret[i].none = ret[i].none && !ret[i].headache;
	}
}

const struct diary_day *diary_get_day(const struct diary *d, int64_t day)
{
	return d->day && day >= d->first && day <= d->today ? &d->day[day - d->first] : NULL;
}

int64_t diary_block(int64_t day, int64_t anchor)
{
	int64_t n = (day - anchor) / DIARY_BLOCK_DAYS;

	n -= (day - anchor) % DIARY_BLOCK_DAYS < 0;
	return anchor + n * DIARY_BLOCK_DAYS;
}

#define ACUTE                                                                                      \
	(1u << CLASS_NOT_TOLD | 1u << CLASS_PARACETAMOL | 1u << CLASS_ASPIRIN |                    \
	 1u << CLASS_NSAID | 1u << CLASS_TRIPTAN | 1u << CLASS_OPIOID | 1u << CLASS_ERGOT |        \
	 1u << CLASS_COMBINATION)

bool diary_day_acute(const struct diary_day *day)
{
	return day->classes & ACUTE;
}

bool diary_day_recorded(const struct diary_day *day)
{
	return day->headache || day->neck || day->none;
}

static void count_span(const struct diary *d, struct diary_span *s)
{
	s->days = s->last < s->first ? 0 : (unsigned) (s->last - s->first + 1);
	for (int64_t i = s->first; i <= s->last; i++) {
		const struct diary_day *day = diary_get_day(d, i);

		if (day) {
			s->recorded += diary_day_recorded(day);
			s->headache_days += day->headache;
			s->acute_days += diary_day_acute(day);
		}
	}
}

void diary_around(const struct diary *d, int64_t day, struct diary_span *ret_before,
		  struct diary_span *ret_after)
{
	int64_t last = day + DIARY_BLOCK_DAYS;

	*ret_before = (struct diary_span){ .first = day - DIARY_BLOCK_DAYS, .last = day - 1 };
	*ret_after =
		(struct diary_span){ .first = day + 1, .last = last < d->today ? last : d->today };
	count_span(d, ret_before);
	count_span(d, ret_after);
}
