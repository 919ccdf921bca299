/* `ergoctl report`: the summary for a clinician, a row a measure and a column a block of 28 days. */
#include <math.h>

#include "ergo/time.h"
#include "ergo/tr.h"
#include "report-write.h"
#include "words.h"

static void say_time(struct text *t, usec_t d)
{
	char buf[DURATION_STRING_MAX];

	text_add(t, "%s", duration_say(buf, sizeof(buf), d));
}

static usec_t usec_of(double seconds)
{
	return (usec_t) (seconds * (double) USEC_PER_SEC);
}

/* ---- of the diary ---- */

static void recorded(const struct report_span *s, struct text *t)
{
	text_add(t, P_("%u of %u day", "%u of %u days", s->diary.days), s->diary.recorded,
		 s->diary.days);
}

/* With the number a month where it may be worked out. */
static void days(const struct diary_summary *d, unsigned n, struct text *t)
{
	double month = diary_per_30(n, d->recorded, d->days);

	if (d->recorded == 0) {
		return;
	}
	if (isfinite(month)) {
		text_add(t, _("%u (%.0f in 30 days)"), n, month);
	} else {
		text_add(t, "%u", n);
	}
}

static void headache_days(const struct report_span *s, struct text *t)
{
	days(&s->diary, s->diary.headache_days, t);
}

static void moderate_days(const struct report_span *s, struct text *t)
{
	const struct diary_summary *d = &s->diary;

	if (d->rated_days) {
		text_add(t, _("%u, of them severe (7 or more): %u"), d->moderate_days,
			 d->severe_days);
	}
}

static void neck_days(const struct report_span *s, struct text *t)
{
	if (s->diary.recorded) {
		text_add(t, "%u", s->diary.neck_days);
	}
}

static void attacks(const struct report_span *s, struct text *t)
{
	if (s->diary.recorded) {
		text_add(t, "%u", s->diary.attacks);
	}
}

static void intensity(const struct report_span *s, struct text *t)
{
	if (s->diary.intensity_n) {
		text_add(t, _("median %.1f, highest %.0f"), s->diary.intensity_median,
			 s->diary.intensity_max);
	}
}

static void duration(const struct report_span *s, struct text *t)
{
	if (s->diary.duration_n) {
		say_time(t, usec_of(s->diary.duration_median_s));
	}
}

static void share(const struct diary_share *share, struct text *t)
{
	if (share->told) {
		text_add(t, _("%u of %u"), share->yes, share->told);
	}
}

static void side_locked(const struct report_span *s, struct text *t)
{
	const struct diary_share *locked = &s->diary.side_locked;

	if (locked->told && s->diary.locked_side == SIDE_LEFT) {
		text_add(t, _("left: %u of %u"), locked->yes, locked->told);
	} else if (locked->told && s->diary.locked_side == SIDE_RIGHT) {
		text_add(t, _("right: %u of %u"), locked->yes, locked->told);
	} else {
		share(locked, t);
	}
}

static void woke_with(const struct report_span *s, struct text *t)
{
	share(&s->diary.woke_with, t);
}

static void started_in_neck(const struct report_span *s, struct text *t)
{
	share(&s->diary.started_in_neck, t);
}

static void worse_with_movement(const struct report_span *s, struct text *t)
{
	share(&s->diary.worse_with_neck_movement, t);
}

static void neck_stiff(const struct report_span *s, struct text *t)
{
	share(&s->diary.neck_stiff, t);
}

static void symptoms(const struct report_span *s, struct text *t)
{
	for (int i = 0; i < _DIARY_SYMPTOM_MAX; i++) {
		const struct diary_share *one = &s->diary.symptom[i];

		if (one->yes) {
			struct text words = {};

			text_add(&words, Q_("symptom, of how many headaches", "%s %u of %u"),
				 diary_symptom_words((enum diary_symptom) i), one->yes, one->told);
			list_add(t, words.s);
		}
	}
}

static void medication_days(const struct report_span *s, struct text *t)
{
	days(&s->diary, s->diary.acute_days, t);
}

static void by_class(const struct report_span *s, struct text *t)
{
	for (int i = 0; i < _DIARY_CLASS_MAX; i++) {
		unsigned n = s->diary.medication_days[i];

		if (n) {
			struct text words = {};

			text_add(&words, Q_("class of medicine, days", "%s %u"),
				 i == CLASS_NOT_TOLD ? _("class not told")
						     : diary_class_words((enum diary_class) i),
				 n);
			list_add(t, words.s);
		}
	}
}

static void impact(const struct report_span *s, struct text *t)
{
	const struct diary_summary *d = &s->diary;

	/* what was not told is not none */
	if (d->impact_days || d->missed_days) {
		text_add(t, _("%u, work missed on %u"), d->impact_days, d->missed_days);
	}
}

static void sleep_median(const struct report_span *s, struct text *t)
{
	if (s->diary.sleep_n) {
		say_time(t, usec_of(s->diary.sleep_median_min * 60));
	}
}

static void red_flags(const struct report_span *s, struct text *t)
{
	if (s->diary.red_flags) {
		text_add(t, "%u", s->diary.red_flags);
	}
}

static void changes(const struct report_span *s, struct text *t)
{
	if (s->diary.events) {
		text_add(t, "%u", s->diary.events);
	}
}

/* ---- of the history ---- */

static void screen_days(const struct report_span *s, struct text *t)
{
	text_add(t, P_("%u of %u day", "%u of %u days", s->days), s->recorded, s->days);
}

static void screen_median(const struct report_span *s, struct text *t)
{
	if (s->recorded) {
		say_time(t, s->median);
	}
}

static void over_30(const struct report_span *s, struct text *t)
{
	if (s->sessions) {
		text_add(t, _("%u of %u"), s->over_30, s->sessions);
	}
}

static void over_60(const struct report_span *s, struct text *t)
{
	if (s->sessions) {
		text_add(t, _("%u of %u"), s->over_60, s->sessions);
	}
}

static void rest_breaks(const struct report_span *s, struct text *t)
{
	const unsigned *n = s->tally[BREAK_REST];
	unsigned due = stats_due(n);

	if (due || n[OUTCOME_NATURAL]) {
		text_add(t, _("%u of %u, and %u unprompted"), n[OUTCOME_TAKEN], due,
			 n[OUTCOME_NATURAL]);
	}
}

const struct summary_row summary_rows[] = {
	{ N_("Days with an entry in the diary"), true, recorded },
	{ N_("Days with headache"), true, headache_days },
	{ N_("Days with moderate or severe headache (4 or more of 10)"), true, moderate_days },
	{ N_("Days with neck pain alone"), true, neck_days },
	{ N_("Headaches that began"), true, attacks },
	{ N_("Intensity (0 to 10)"), true, intensity },
	{ N_("Duration, median"), true, duration },
	{ N_("On the side that is the more frequent"), true, side_locked },
	{ N_("Woke with it"), true, woke_with },
	{ N_("Began in the neck"), true, started_in_neck },
	{ N_("Worse when the neck moves"), true, worse_with_movement },
	{ N_("Neck stiff"), true, neck_stiff },
	{ N_("Symptoms that went with it"), true, symptoms },
	{ N_("Days with acute medication"), true, medication_days },
	{ N_("Medication days by class"), true, by_class },
	{ N_("Days on which it kept from something"), true, impact },
	{ N_("Sleep, median"), true, sleep_median },
	{ N_("Entries with a warning sign ticked"), true, red_flags },
	{ N_("Changes and treatments noted"), true, changes },
	{ N_("Days at the screen"), false, screen_days },
	{ N_("Time at the screen, median of a day"), false, screen_median },
	{ N_("Sessions over 30 min unbroken"), false, over_30 },
	{ N_("Sessions over 60 min unbroken"), false, over_60 },
	{ N_("Rest breaks taken, of those due"), false, rest_breaks },
};
const size_t summary_rows_n = ELEMENTSOF(summary_rows);

size_t summary_columns(const struct report *r, const struct report_span *ret[SUMMARY_COLUMNS])
{
	size_t n = r->blocks < REPORT_BLOCKS_SHOWN ? r->blocks : REPORT_BLOCKS_SHOWN;

	for (size_t i = 0; i < n; i++) {
		ret[i] = &r->block[r->blocks - n + i];
	}
	if (r->blocks > 1) {
		ret[n++] = &r->all;
	}
	return n;
}

void summary_column_say(const struct report *r, const struct report_span *s, struct text *ret)
{
	struct text first = {}, last = {};

	if (s == &r->all && r->blocks > 1) {
		text_add(ret, P_("All %u day", "All %u days", s->days), s->days);
		return;
	}
	report_say_date(s->first, false, &first);
	report_say_date(s->last, false, &last);
	text_add(ret, _("%s to %s"), first.s, last.s);
}

bool summary_row_told(const struct report *r, const struct summary_row *row,
		      const struct report_span *const *column, size_t n)
{
	if (row->diary && r->diary.n == 0) {
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		struct text t = {};

		row->say(column[i], &t);
		if (t.n) {
			return true;
		}
	}
	return false;
}
