/*
 * `ergoctl report`: what is known of a time, gathered first, then written in one of three ways: a text for
 * the terminal, JSON, a page of HTML.  Nothing that writes reads anything else.
 */
#pragma once

#include "audit-data.h"
#include "ergo/association.h"
#include "ergo/diary-text.h"
#include "ergo/strtab.h"
#include "past.h"
#include "rosa-show.h"
#include "shares.h"
#include "stats.h"

/* What may be left out, in the order in which it is shown.  Methods and limits, when to get help and what this
 * is not are always in. */
enum report_part {
	PART_SUMMARY,
	PART_EXPOSURE,
	PART_WORKSTATION,
	PART_ROSA,
	PART_DIARY,
	PART_NOTES, /* of the diary: free texts, names of medicines */
	PART_ASSOCIATION,
	PART_BREAKS,
	_REPORT_PART_MAX,
};
DECLARE_STRTAB(report_part, enum report_part); /* summary exposure workstation rosa diary ... */

#define REPORT_BLOCK_DAYS   DIARY_BLOCK_DAYS
#define REPORT_DAYS         (3 * REPORT_BLOCK_DAYS) /* unless told; 12 weeks: a diary wants 8 [J] */
#define REPORT_DAYS_MAX     7320 /* 20 years: more are not looked at, the last ones hold */
#define REPORT_BLOCKS_SHOWN 3    /* side by side */
#define REPORT_EACH_DAY     (4 * REPORT_BLOCK_DAYS) /* days up to which a plot has each */
#define DAYS_OF_YEAR        366
#define REPORT_ROWS_MAX     400 /* of a list; the last ones hold */

struct report_day {
	usec_t screen_time, longest;
	unsigned sessions, over_30, over_60; /* that began on it; longer than so many minutes */
	bool recorded;
	unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX];
};

/* A block of 28 days, or all of them. */
struct report_span {
	int64_t first, last; /* days, both included */
	unsigned days, recorded;
	usec_t screen_time, median, longest; /* median: of the days recorded */
	unsigned sessions, over_30, over_60;
	unsigned tally[_BREAK_KIND_MAX][_OUTCOME_MAX];
	struct diary_summary diary; /* of it; cleared where there is none */
};

/* What headaches are compared with; fixed beforehand, in this order. */
enum report_exposure {
	EXPOSURE_UNBROKEN,   /* longest unbroken time within the 4 hours before */
	EXPOSURE_DAY_BEFORE, /* screen time of the day before */
	_REPORT_EXPOSURE_MAX,
};

struct report_association {
	struct association_counts counts;
	struct association_claim claim[_REPORT_EXPOSURE_MAX];
	bool claimed[_REPORT_EXPOSURE_MAX];
	unsigned missing_days; /* from the diary's first day on that are not recorded */
};

struct report {
	const struct past *p;
	int64_t first, last; /* days, both included */
	unsigned parts;      /* 1u << enum report_part: what is in it */

	struct stats stats;
	struct report_day *day; /* last - first + 1 */
	struct report_span all,
		*block; /* blocks are counted back from the last day; oldest first */
	size_t blocks;
	struct rows findings, changes; /* of the history; at most REPORT_ROWS_MAX, the last ones */
	size_t findings_n, changes_n;  /* how many there are */
	struct rows shares; /* of the screen time, by monitor: as shares_read() gives them */

	struct audit_data *data;
	struct audit *audit;
	struct rosa_show rosa; /* as it is now; .points: of the report's days, of a year at most */

	struct diary diary; /* .n 0: none; of all days, not only those of the report */
	struct rows entries, diary_day;
	size_t entry_first,
		entries_n; /* of the report's days: how many; shown from this index on */
	struct diary_overuse overuse;
	struct report_association association;
};

static inline bool report_has(const struct report *r, enum report_part part)
{
	return r->parts & 1u << part &&
	       (part != PART_NOTES || r->parts & 1u << PART_DIARY); /* they are in it */
}
/* Whether there is a screen to be shown: the daemon, a file or the set-up tells of one. */
static inline bool report_has_desk(const struct report *r)
{
	return r->audit->n > 0;
}
static inline unsigned report_days(const struct report *r)
{
	return (unsigned) (r->last - r->first + 1);
}

/* report-read.c: reads it all.  Returns an exit status; what is wrong is said. */
int report_read(struct report *r, const struct past *p, const struct args *args, int64_t first,
		int64_t last);
void report_done(struct report *r);

/* report-diary.c */
int report_read_diary(struct report *r);
void report_sum_diary(struct report *r);
/* Whether an entry covers one of the report's days. */
bool report_covers(const struct report *r, const struct diary_entry *e);

/* report-association.c.  Returns 0 or a negative errno. */
int report_associate(struct report *r);

/* report-parts.c: what there is of a part, in a few words: "80 days, 512 sessions". */
void report_part_say(const struct report *r, enum report_part part, struct text *ret);
const char *report_part_title(enum report_part part);

/* report-words.c: texts that all three share; in the user's language */
void report_say_range(const struct report *r, struct text *t); /* "2 Sep 2026 to 24 Nov 2026" */
const char *report_exposure_words(enum report_exposure e);
/* "not enough yet (5 of 24 headaches)", or what a claim says: one sentence or more. */
void report_say_association(const struct report *r, enum report_exposure e, struct text *t);
/* The notice of medicines on many days; "" where there is none. */
void report_say_overuse(const struct report *r, struct text *t);
/* Lines of "methods and limits": a title and sentences; NULL at the end. */
struct report_method {
	const char *title, *text;
};
extern const struct report_method report_methods[];
extern const size_t report_methods_n;

/* report-text.c, report-json.c, report-html.c.  Return 0 or a negative errno of writing. */
int report_text(const struct report *r);
int report_json(const struct report *r);
int report_html(FILE *f, const struct report *r);

/* report-save.c: shows what is in it, asks, writes.  Returns an exit status. */
int report_save(struct report *r, const struct args *args);

/* How many exercises were noted as done. */
unsigned report_exercises(const struct report *r);
/* "2 Nov", "Nov 2026". */
void report_say_date(int64_t day, bool with_year, struct text *t);

/* report-entry.c: an entry of the diary in words.  Notes are what was typed freely, names of medicines too. */
void report_entry_when(const struct diary_entry *e, struct text *ret);
void report_entry_what(const struct diary_entry *e, struct text *ret);
void report_entry_notes(const struct diary_entry *e, struct text *ret);
