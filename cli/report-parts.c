/* `ergoctl report`: the parts that it has, and how much there is of each. */
#include "ergo/tr.h"
#include "report.h"
#include "words.h"

static const char *const part_names[] = {
	[PART_SUMMARY] = "summary",
	[PART_EXPOSURE] = "exposure",
	[PART_WORKSTATION] = "workstation",
	[PART_ROSA] = "rosa",
	[PART_DIARY] = "diary",
	[PART_NOTES] = "notes",
	[PART_ASSOCIATION] = "association",
	[PART_BREAKS] = "breaks",
};
DEFINE_STRTAB(report_part, enum report_part, part_names)

const char *report_part_title(enum report_part part)
{
	switch (part) {
	case PART_SUMMARY:
		return _("Summary");
	case PART_EXPOSURE:
		return _("Time at the screen");
	case PART_WORKSTATION:
		return _("Workstation");
	case PART_ROSA:
		return _("ROSA, a screening of the workstation");
	case PART_DIARY:
		return _("Diary");
	case PART_NOTES:
		return _("Notes and names of the diary");
	case PART_ASSOCIATION:
		return _("Headaches and screen time");
	case PART_BREAKS:
		return _("Breaks and exercises");
	case _REPORT_PART_MAX:
		break;
	}
	return "";
}

static void item(struct text *list, const struct text *t)
{
	if (t->n) {
		list_add(list, t->s);
	}
}

static void say_exposure(const struct report *r, struct text *ret)
{
	struct text days = {}, sessions = {};

	text_add(&days, P_("%u day", "%u days", r->all.recorded), r->all.recorded);
	text_add(&sessions, P_("%u session", "%u sessions", r->all.sessions), r->all.sessions);
	item(ret, &days);
	item(ret, &sessions);
}

static void say_workstation(const struct report *r, struct text *ret)
{
	struct text screens = {}, shares = {}, findings = {}, changes = {};
	unsigned n =
		report_has_desk(r) ? (unsigned) r->audit->findings.n : (unsigned) r->findings_n;

	if (report_has_desk(r)) {
		text_add(&screens, P_("drawing, %u screen", "drawing, %u screens", r->audit->n),
			 (unsigned) r->audit->n);
	}
	if (r->shares.n) {
		text_add(&shares, P_("use of %zu monitor", "use of %zu monitors", r->shares.n),
			 r->shares.n);
	}
	text_add(&findings, P_("%u finding", "%u findings", n), n);
	n = (unsigned) r->changes_n;
	text_add(&changes, P_("%u change", "%u changes", n), n);
	item(ret, &screens);
	item(ret, &shares);
	item(ret, &findings);
	item(ret, &changes);
}

static unsigned count_notes(const struct report *r)
{
	unsigned n = 0;

	for (size_t i = 0; i < r->diary.n; i++) {
		const struct diary_entry *e = &r->diary.entry[i];

		n += report_covers(r, e) &&
		     (*e->note || *e->name || *e->trigger_text || *e->pillow || *e->dose);
	}
	return n;
}

unsigned report_exercises(const struct report *r)
{
	unsigned n = 0;

	for (size_t i = 0; i < r->diary.n; i++) {
		const struct diary_entry *e = &r->diary.entry[i];

		n += e->type == DIARY_EVENT && e->event == EVENT_EXERCISE && report_covers(r, e);
	}
	return n;
}

static void say_breaks(const struct report *r, struct text *ret)
{
	unsigned exercises = report_exercises(r);
	struct text done = {};

	say_tally(ret, r->all.tally);
	if (exercises) {
		text_add(&done, P_("%u exercise", "%u exercises", exercises), exercises);
		item(ret, &done);
	}
}

static void say_entries(struct text *ret, unsigned n)
{
	if (n) {
		text_add(ret, P_("%u entry", "%u entries", n), n);
	}
}

void report_part_say(const struct report *r, enum report_part part, struct text *ret)
{
	switch (part) {
	case PART_SUMMARY:
		text_add(ret, P_("%u block of 28 days", "%u blocks of 28 days", r->blocks),
			 (unsigned) r->blocks);
		break;
	case PART_EXPOSURE:
		say_exposure(r, ret);
		break;
	case PART_WORKSTATION:
		say_workstation(r, ret);
		break;
	case PART_ROSA:
		rosa_score_say(ret, &r->rosa.rosa.score);
		break;
	case PART_DIARY:
		say_entries(ret, (unsigned) r->entries_n);
		break;
	case PART_NOTES:
		say_entries(ret, count_notes(r));
		break;
	case PART_ASSOCIATION:
		if (r->diary.n) {
			text_add(ret,
				 P_("%u headache of the whole diary",
				    "%u headaches of the whole diary",
				    r->association.counts.onsets),
				 r->association.counts.onsets);
		}
		break;
	case PART_BREAKS:
		say_breaks(r, ret);
		break;
	case _REPORT_PART_MAX:
		break;
	}
	if (ret->n == 0) {
		text_add(ret, "%s", _("nothing"));
	}
}
