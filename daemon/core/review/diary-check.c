/* Whether an entry makes sense by itself. */
#include <stdio.h>

#include "diary-internal.h"
#include "ergo/time.h"
#include "ergo/tr.h"

#define SECONDS_PER_DAY 86400

#define SLACK USEC_PER_MIN /* entries are of whole minutes, and clocks are set */

static int no(char *reason, const char *text)
{
	(void) snprintf(reason, DIARY_REASON_MAX, "%s", text);
	return -EINVAL;
}

/* A day as a whole may end a day as a whole: at its noon, which may be to come. */
static bool ends_with_a_day(const struct diary_entry *e)
{
	int64_t local = (int64_t) (e->end / USEC_PER_SEC) + e->end_gmtoff_s;

	return !e->start_told && local % SECONDS_PER_DAY == SECONDS_PER_DAY / 2;
}

static int check_times(const struct diary_entry *e, usec_t now, int64_t today, char *reason)
{
	usec_t latest = usec_add(now, SLACK);

	if (e->start == 0) {
		return no(reason, _("it has no time"));
	}
	/* a day as a whole stands at its noon, which may be to come */
	if (e->start_told ? e->start > latest : e->day > today) {
		return no(reason, _("start is in the future"));
	}
	if (e->end != 0 && (ends_with_a_day(e) ? e->last_day > today : e->end > latest)) {
		return no(reason, _("end is in the future; while it goes on, leave end out"));
	}
	if (e->end != 0 && (e->start_told ? e->end < e->start : e->last_day < e->day)) {
		return no(reason, _("end is before start"));
	}
	if (e->end != 0 && e->ongoing) {
		return no(reason, _("what has an end does not go on"));
	}
	if (e->last_day < e->day) {
		return no(reason, _("its last day is before the first one"));
	}
	return 0;
}

int diary_check(const struct diary_entry *e, usec_t now, int64_t today,
		char reason[static DIARY_REASON_MAX])
{
	int r;

	if ((size_t) e->type >= _DIARY_TYPE_MAX) {
		return no(reason, _("there is no such kind of entry"));
	}
	r = check_times(e, now, today, reason);
	if (r < 0) {
		return r;
	}
	if (e->intensity != DIARY_NOT_TOLD && e->intensity_average > e->intensity) {
		return no(reason, _("average is more than intensity, which is that of the worst"));
	}
	if (e->type == DIARY_MEDICATION && !*e->name) {
		return no(reason, _("name is missing: what was taken"));
	}
	if (e->type == DIARY_EVENT && e->event == EVENT_NOT_TOLD) {
		return no(reason, _("kind is missing: what it was"));
	}
	if (e->type == DIARY_SLEEP && e->sleep_min == DIARY_NOT_TOLD &&
	    e->position == POSITION_NOT_TOLD && !*e->pillow && !*e->note) {
		return no(reason, _("nothing is told of the night: hours, position, pillow"));
	}
	return 0;
}

int64_t diary_day(usec_t t, int32_t gmtoff_s, usec_t day_starts)
{
	const struct stamp s = {
		.real = t,
		.gmtoff_s = gmtoff_s,
		.gmtoff_until = USEC_INFINITY,
	};

	return stamp_day(&s, day_starts);
}
