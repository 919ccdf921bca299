/*
 * Whether headaches go with what was measured before them, in one person's notes.  Pure; ERGONOMICS 5.6 of the design
 * papers.  It can show a pattern, never a cause.
 *
 * Nothing is claimed before there is enough: a p-value exists in struct association_claim alone, and claims are only
 * ever handed to a callback, by association_evaluate(), for exposures whose gate is open.
 *
 * The sources: similar days come back only one and a half times to twice a month (PMC5421357); 24 events and more for
 * moderate effects (purl.stanford.edu/dc067zb8555); the case-crossover design (Maclure and Mittleman, Annual Review of
 * Public Health; self-matched designs: PMC6167149).  The numbers of the gate are our own judgement on these, [J].
 *
 * All times here are local: microseconds of the wall clock since 1970-01-01 00:00 as if there were no time zones
 * (real time and UTC offset added), so that "the same clock time" is simple.  The caller maps them back.
 */
#pragma once

#include "ergo/base.h"
#include "ergo/strtab.h"

#define ASSOCIATION_EXPOSURES_MAX 3  /* fixed beforehand, by whoever calls this */
#define ASSOCIATION_DAYS_MIN      56 /* recorded days [J], as all of the gate */
#define ASSOCIATION_ONSETS_MIN    24
#define ASSOCIATION_FREE_DAYS_MIN 24
#define ASSOCIATION_LEVEL_MIN     8 /* how often each level of an exposure must have been seen */

#define ASSOCIATION_BLOCK_DAYS    28                   /* one block is compared with itself alone */
#define ASSOCIATION_WINDOW        (4 * USEC_PER_HOUR)  /* before the onset */
#define ASSOCIATION_APART         (24 * USEC_PER_HOUR) /* from other headaches */
#define ASSOCIATION_DRAWS         9999
#define ASSOCIATION_ENUMERATE_MAX 1000000 /* arrangements up to which all are gone through */
#define ASSOCIATION_ALPHA         0.05

/* ---- what is known ---- */

/* A recorded day: one of which it was noted whether there was a headache.  Numbered as stamp_day() does. */
struct association_day {
	int64_t day;
	bool headache; /* at any time of it */
	bool in_use;   /* the machine was used */
};

struct association_onset {
	usec_t start, end; /* end: start, where it is not known */
	bool woke_with;    /* nobody knows when it began: in no window */
};

enum association_design {
	/*
	 * Case-crossover: the 4 hours before each onset against the same hours on the other same weekdays of its
	 * block, as far as the machine was used on that day, the day is recorded [J], and no headache is within
	 * 24 hours.  The same is asked of the onset itself, or the two could not change places [J]: its day was in
	 * use and recorded, and no other headache within 24 hours before it.  Where a weekday of a block has
	 * several cases they share out its other weeks, as nothing may be compared twice [J].
	 */
	ASSOCIATION_WINDOW_BEFORE,
	/*
	 * Days: the day before each day on which a headache began against the days before the other same
	 * weekdays of the block; both days are recorded.  A headache cuts screen time and may bring on the next
	 * one, which would look like an effect: days that follow one with headache are compared with their like
	 * alone [J].  A day on which one only goes on is neither a case nor its like [J].
	 */
	ASSOCIATION_DAY_BEFORE,
	_ASSOCIATION_DESIGN_MAX,
};
DECLARE_STRTAB(association_design, enum association_design); /* window-before day-before */

/*
 * How much there was from `from` to `to`; false: not known.  Called with a window, or a whole day.  Of a window on whose
 * day the machine was not used up to `to` it is to be not known [J]: that it was used later says nothing of these hours,
 * but that there was no headache, which would have ended the day's use (15.8 % below 5 % in a simulation).
 */
typedef bool (*association_value_fn)(usec_t from, usec_t to, void *userdata, double *ret);

struct association_exposure {
	enum association_design design;
	double high; /* from here on it counts as high: two levels, fixed beforehand */
	association_value_fn value;
	void *userdata;
};

struct association_study {
	usec_t day_starts; /* session.day_starts */
	int64_t first_day; /* blocks are counted from here: the diary's first day; nothing before it counts */
	const struct association_day *day; /* in order, each once */
	size_t days_n;
	const struct association_onset *onset; /* in any order */
	size_t onsets_n;
	const struct association_exposure *exposure;
	size_t exposures_n;
	uint64_t seed; /* of the draws: kept, so that the same notes give the same p */
};

/* ---- counts: always there ---- */

struct association_exposure_counts {
	unsigned events;    /* onsets, or days with one, that could be compared */
	unsigned compared;  /* what they were compared with */
	unsigned high, low; /* levels among both */
	unsigned high_events, low_events;
	/* left out, each under the first of these that fits: */
	unsigned woke_with; /* onsets */
	unsigned unused;    /* onsets on days without the machine, or not recorded */
	unsigned unknown;   /* events of unknown exposure; onsets within 24 hours after another */
	unsigned unmatched; /* events with nothing to compare them with */
};

struct association_counts {
	unsigned recorded_days, free_days; /* free of headache */
	unsigned onsets;
	size_t exposures_n;
	struct association_exposure_counts exposure[ASSOCIATION_EXPOSURES_MAX];
};

/* What the gate lacks: bits. */
enum association_lack {
	ASSOCIATION_LACKS_DAYS = 1 << 0,
	ASSOCIATION_LACKS_ONSETS = 1 << 1,
	ASSOCIATION_LACKS_FREE_DAYS = 1 << 2,
	ASSOCIATION_LACKS_EVENTS = 1 << 3, /* that could be compared: as many as onsets [J] */
	ASSOCIATION_LACKS_HIGH = 1 << 4,
	ASSOCIATION_LACKS_LOW = 1 << 5,
};

/* 0: the gate is open for this exposure. */
unsigned association_lacks(const struct association_counts *counts, size_t exposure);

/* ---- claims: only behind the gate ---- */

enum association_verdict {
	ASSOCIATION_NO_CLEAR_PATTERN, /* small effects cannot be excluded */
	ASSOCIATION_MORE,             /* more of it before headaches */
	ASSOCIATION_LESS,
	_ASSOCIATION_VERDICT_MAX,
};
DECLARE_STRTAB(association_verdict, enum association_verdict); /* no-clear-pattern more less */

struct association_claim {
	size_t exposure;
	/* By p_holm and ASSOCIATION_ALPHA; and high and low have to differ in the same direction [J], as that is
	 * what is told. */
	enum association_verdict verdict;
	double p;              /* of two sides */
	double p_more;         /* of one: more of it before headaches */
	double p_holm;         /* p, adjusted for all exposures of the study */
	uint64_t arrangements; /* all of them gone through; 0: ASSOCIATION_DRAWS drawn */
	double t;              /* sum over sets of (case - mean of its set) */
	/*
	 * By how much the exposure was higher before headaches than it would else have been: the one shift that
	 * makes T 0, a mean within sets, weighted by what each can tell.  low to high are the shifts which the test
	 * would not refuse, by the permutation variance under each and the normal distribution in place of the
	 * permutations themselves: with the 24 events of the gate the difference is small, and it takes no draws.
	 * Simultaneous for all exposures: `level` is 1 - 0.05 / exposures [J].  Infinite where the notes cannot
	 * bound it.  Its limits: it takes the shift as alike for all headaches, and says nothing of risk.
	 */
	double effect, low, high;
	double level;
};

typedef void (*association_claim_fn)(const struct association_claim *claim, void *userdata);

/* Working space: what it holds is of no use outside. */
struct association_unit {
	uint8_t n, observed; /* equally likely arrangements, 2 or more; the one that was */
	double t[6];         /* what each adds to T; of 4 members at most 6 */
	double weight;       /* k (n - k) / n, of n members with k cases */
	double scale;        /* weight / (n - 1) */
	double squares;      /* of the deviations */
};

/*
 * Counts, and for each exposure whose gate is open hands one claim to `claim`, in order.  `room` has as many units as
 * there are days or onsets, whichever are more.  Returns how many claims there were; -EINVAL: more exposures than
 * may be, days not in order or out of range (0 to 3,000,000); -ENOBUFS: too little room.  Then *ret is untouched and
 * nothing was claimed.
 *
 * Holm's adjustment counts all exposures of the study, those whose gate is closed as well.
 */
int association_evaluate(const struct association_study *study, struct association_unit *room,
			 size_t room_n, struct association_counts *ret, association_claim_fn claim,
			 void *userdata);
