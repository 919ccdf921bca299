/* `ergoctl report`: the texts of its methods and limits, and what is said of an association. */
#include <math.h>
#include <string.h>

#include "ergo/tr.h"
#include "report.h"
#include "words.h"

const struct report_method report_methods[] = {
	{ N_("Time at the screen"),
	  N_("Measured on this computer from whether there was input, and from what keeps the screen "
	     "in use without it, never from what was typed. Sessions are unbroken until a pause as "
	     "long as session.ends_after. No input is not the same as not sitting, and input is not "
	     "the same as sitting: work on paper and time at other devices are not seen.") },
	{ N_("Limits of time"),
	  N_("30 and 60 minutes unbroken and 4 hours a day are the limits of ROSA (Sonne, Villalta and "
	     "Andrews 2012, doi:10.1016/j.apergo.2011.03.008). Over 4 and over 6 hours a day neck pain "
	     "was more frequent in studies that mostly looked at one moment only "
	     "(doi:10.1186/s12889-025-21685-9): they cannot tell what came first.") },
	{ N_("Workstation"),
	  N_("Angles and distances follow from the monitors' sizes and from what you told of desk and "
	     "body; what is estimated is called so. The limits of each rule and their sources: "
	     "ergoctl audit --explain RULE. Studies of posture and headache that comes from the neck "
	     "contradict each other: a set-up can be a risk factor for neck strain, and nothing here "
	     "says what causes a headache.") },
	{ N_("ROSA"),
	  N_("A screening, shown as a band and never as a measurement to a point. It goes with "
	     "discomfort only moderately (R = 0.384), and people who score themselves rate mouse and "
	     "keyboard too low (doi:10.3233/OER-2012-0194).") },
	{ N_("Breaks"),
	  N_("In one good trial active breaks and changes of posture went with less new neck pain "
	     "(hazard ratios 0.45 and 0.41, doi:10.5271/sjweh.3949). A Cochrane review of six trials "
	     "found evidence of low or very low certainty, and maybe no effect on pain (CD012886).") },
	{ N_("Diary"),
	  N_("As it was noted. A day that is not recorded is not a day without headache. Numbers a "
	     "month (30 days) are worked out only where at least 21 of 28 days are recorded. A diary "
	     "should be kept for 8 weeks or more (NICE CG150).") },
	{ N_("Headaches and screen time"),
	  N_("Two comparisons, fixed beforehand, over the whole diary: the longest unbroken time in the "
	     "4 hours before a headache (60 min or more is much), and the time at the screen on the "
	     "day before it (6 hours or more is much). Nothing is compared before 56 days are "
	     "recorded, with 24 headaches, 24 days without, 24 headaches that can be compared, and "
	     "each level of exposure seen 8 times. The p-values are of two sides, from all "
	     "rearrangements of the notes within the same weekdays of 28 days, or from 9999 drawn at "
	     "random, and adjusted for both comparisons (Holm). A pattern is told only where the "
	     "counts point the same way. Eight weeks miss most moderate links. Sources: PMC5421357, "
	     "purl.stanford.edu/dc067zb8555, PMC6167149; the numbers are our own judgement on these.") },
	{ N_("What is compared with what"),
	  N_("The hours before a headache: with the same hours of the other same weekdays in its 28 "
	     "days. Where several headaches fall on one weekday they share out the other weeks, so "
	     "that no hours are compared twice. Left out are headaches on waking or of an unknown "
	     "time, hours that follow another headache within 24 hours, hours of comparison within 24 "
	     "hours of any, and days that are not recorded or on which this computer was not used by "
	     "then (a headache may be why it was not used later). The day before a "
	     "headache: with the days before the other same weekdays in its 28 days, where both days "
	     "are recorded. As a headache cuts the time at the screen, days that follow one with "
	     "headache are compared with their like alone; a day on which a headache only goes on is "
	     "left out. But for the weekdays, the 24 hours and the days of use these rules are our own "
	     "judgement.") },
};
const size_t report_methods_n = ELEMENTSOF(report_methods);

void report_say_range(const struct report *r, struct text *t)
{
	char first[PAST_STRING_MAX], last[PAST_STRING_MAX];

	text_add(t, _("%s to %s"), past_say_date(first, r->first), past_say_date(last, r->last));
}

void report_say_date(int64_t day, bool with_year, struct text *t)
{
	time_t noon = (time_t) (day * 86400 + 43200);
	struct tm tm;

	if (!gmtime_r(&noon, &tm)) {
		return;
	}
	if (with_year) {
		text_add(t, Q_("month, year", "%s %d"), month_short(tm.tm_mon), tm.tm_year + 1900);
	} else {
		text_add(t, Q_("day, month", "%d %s"), tm.tm_mday, month_short(tm.tm_mon));
	}
}

const char *report_exposure_words(enum report_exposure e)
{
	return e == EXPOSURE_UNBROKEN
		       ? _("Longest unbroken time at the screen in the 4 hours before a headache")
		       : _("Time at the screen on the day before a headache");
}

/* What there is of what is needed, and no more. */
static unsigned at_most(unsigned n, unsigned need)
{
	return n < need ? n : need;
}

/* What is missing. */
static void say_lack(const struct association_counts *c, enum report_exposure e, struct text *t)
{
	const struct association_exposure_counts *x = &c->exposure[e];
	unsigned lacks = association_lacks(c, e);

	if (lacks &
	    (ASSOCIATION_LACKS_DAYS | ASSOCIATION_LACKS_ONSETS | ASSOCIATION_LACKS_FREE_DAYS)) {
		text_add(t,
			 _("Not enough yet (%u of %u headaches, %u of %u recorded days, %u of %u "
			   "days without headache)."),
			 at_most(c->onsets, ASSOCIATION_ONSETS_MIN), ASSOCIATION_ONSETS_MIN,
			 at_most(c->recorded_days, ASSOCIATION_DAYS_MIN), ASSOCIATION_DAYS_MIN,
			 at_most(c->free_days, ASSOCIATION_FREE_DAYS_MIN),
			 ASSOCIATION_FREE_DAYS_MIN);
		return;
	}
	if (lacks & ASSOCIATION_LACKS_EVENTS) {
		text_add(t,
			 _("Not enough yet (%u of %u headaches that have something to be compared "
			   "with)."),
			 x->events, ASSOCIATION_ONSETS_MIN);
		return;
	}
	text_add(
		t,
		_("Not enough yet (times with much before them: %u of %u; with little: %u of %u)."),
		at_most(x->high, ASSOCIATION_LEVEL_MIN), ASSOCIATION_LEVEL_MIN,
		at_most(x->low, ASSOCIATION_LEVEL_MIN), ASSOCIATION_LEVEL_MIN);
}

/* A message of the four below; the words bind (ERGONOMICS 5.6). */
static const char *pattern(enum report_exposure e, bool more)
{
	if (e == EXPOSURE_UNBROKEN) {
		return more ? N_("After 4 hours with 60 min or more unbroken at the screen you "
				 "recorded headaches more often (%u of %u vs %u of %u; %s). This "
				 "is a pattern in your notes, not a cause.")
			    : N_("After 4 hours with 60 min or more unbroken at the screen you "
				 "recorded headaches less often (%u of %u vs %u of %u; %s). This "
				 "is a pattern in your notes, not a cause.");
	}
	return more ? N_("On days after a day with 6 h or more at the screen you recorded headaches "
			 "more often (%u of %u vs %u of %u; %s). This is a pattern in your "
			 "notes, not a cause.")
		    : N_("On days after a day with 6 h or more at the screen you recorded headaches "
			 "less often (%u of %u vs %u of %u; %s). This is a pattern in your "
			 "notes, not a cause.");
}

/* "+12 min", "-0.5 h"; "no limit" where the notes give none. */
static const char *amount(char buf[static 48], enum report_exposure e, double value)
{
	double smallest = e == EXPOSURE_UNBROKEN ? 0.5 : 0.05;

	value = fabs(value) < smallest ? 0 : value; /* never "-0" */
	if (!isfinite(value)) {
		(void) snprintf(buf, 48, "%s", _("no limit"));
	} else if (e == EXPOSURE_UNBROKEN) {
		(void) snprintf(buf, 48, _("%+.0f min"), value);
	} else {
		(void) snprintf(buf, 48, _("%+.1f h"), value);
	}
	return buf;
}

static const char *probability(char buf[static 16], double p)
{
	/* the same in every language */
	(void) snprintf(buf, 16, p < 0.001 ? "p < 0.001" : "p = %.3f", p);
	return buf;
}

static void say_claim(const struct report_association *a, enum report_exposure e, struct text *t)
{
	const struct association_exposure_counts *x = &a->counts.exposure[e];
	const struct association_claim *c = &a->claim[e];
	char effect[48], low[48], high[48], p[16];

	if (c->verdict == ASSOCIATION_NO_CLEAR_PATTERN) {
		text_add(t,
			 _("No clear pattern; small effects cannot be excluded (%u of %u vs %u of "
			   "%u; %s)."),
			 x->high_events, x->high, x->low_events, x->low, probability(p, c->p_holm));
	} else {
		text_message(t, pattern(e, c->verdict == ASSOCIATION_MORE), x->high_events, x->high,
			     x->low_events, x->low, probability(p, c->p_holm));
	}
	text_add(t, " ");
	text_add(t,
		 P_("Before headaches it was different by %s (%.1f %% interval: %s to %s); %u were "
		    "compared, %u day is not recorded.",
		    "Before headaches it was different by %s (%.1f %% interval: %s to %s); %u were "
		    "compared, %u days are not recorded.",
		    a->missing_days),
		 amount(effect, e, c->effect), c->level * 100, amount(low, e, c->low),
		 amount(high, e, c->high), x->events, a->missing_days);
}

void report_say_association(const struct report *r, enum report_exposure e, struct text *t)
{
	const struct report_association *a = &r->association;

	if (a->claimed[e]) {
		say_claim(a, e, t);
	} else {
		say_lack(&a->counts, e, t);
	}
}

void report_say_overuse(const struct report *r, struct text *t)
{
	char buf[DIARY_TEXT_MAX];

	if (r->diary.n) {
		text_add(t, "%s", diary_overuse_say(&r->overuse, buf));
	}
}
