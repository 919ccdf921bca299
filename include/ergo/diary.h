/*
 * The headache diary: what a person notes, and what it sums up to.  Pure: nothing here reads a clock or
 * a file; diary-store.h keeps it.  It counts what was noted and no more: it never diagnoses, never
 * reassures, never tells what causes what.
 *
 * What was not told is told apart from "no" and 0: DIARY_NOT_TOLD, TRISTATE_UNSET, 0 of an enum that
 * begins with _NOT_TOLD, 0 of a set of bits, "" of a text.
 */
#pragma once

#include "ergo/base.h"
#include "ergo/config.h"
#include "ergo/strtab.h"

/* Bytes, NUL included.  What is longer is refused, never cut. */
#define DIARY_NAME_MAX   96  /* of a medicine */
#define DIARY_DOSE_MAX   48  /* as it is told: "400 mg", "2 tablets" */
#define DIARY_WORDS_MAX  256 /* what else may have set it off; a pillow */
#define DIARY_NOTE_MAX   1024
#define DIARY_REASON_MAX 320 /* a sentence why something can't be taken */
#define DIARY_VALUE_MAX  DIARY_NOTE_MAX

#define DIARY_NOT_TOLD      (-1)
#define DIARY_INTENSITY_MAX 10 /* of pain, from 0 */
#define DIARY_IMPACT_MAX    3  /* 0 none, 1 some things, 2 most things, 3 nothing was possible */
#define DIARY_SLEEP_MAX_MIN (24 * 60)

enum diary_type {
	DIARY_HEADACHE,
	DIARY_NECK,       /* pain in the neck, without a headache */
	DIARY_NONE,       /* no headache on the whole day */
	DIARY_MEDICATION, /* something was taken, for a headache of the diary or not */
	DIARY_EVENT,      /* a marker: treatment begun, pillow changed ... */
	DIARY_SLEEP,      /* the night that ended on that day */
	_DIARY_TYPE_MAX,
};
DECLARE_STRTAB(diary_type, enum diary_type); /* headache neck none medication event sleep */

enum diary_side {
	SIDE_NOT_TOLD,
	SIDE_LEFT,
	SIDE_RIGHT,
	SIDE_BOTH,
	SIDE_ALTERNATING, /* it changes sides within the headache */
	_DIARY_SIDE_MAX,
};
DECLARE_STRTAB(diary_side, enum diary_side); /* "" left right both alternating */

enum diary_onset {
	ONSET_NOT_TOLD,
	ONSET_AWAKE,
	ONSET_WOKE, /* it was there on waking: the start is the time of waking */
	_DIARY_ONSET_MAX,
};
DECLARE_STRTAB(diary_onset, enum diary_onset); /* "" awake woke */

/* Sets of bits: 1u << each. */
enum diary_location {
	LOCATION_NECK,
	LOCATION_OCCIPUT,
	LOCATION_TEMPLE,
	LOCATION_FOREHEAD,
	LOCATION_EYE,
	LOCATION_JAW,
	LOCATION_OTHER,
	_DIARY_LOCATION_MAX,
};
DECLARE_STRTAB(diary_location,
	       enum diary_location); /* neck occiput temple forehead eye jaw other */

enum diary_quality {
	QUALITY_PRESSING,
	QUALITY_THROBBING,
	QUALITY_STABBING,
	QUALITY_DULL,
	QUALITY_BURNING,
	QUALITY_OTHER,
	_DIARY_QUALITY_MAX,
};
DECLARE_STRTAB(diary_quality,
	       enum diary_quality); /* pressing throbbing stabbing dull burning other */

enum diary_trigger { /* what the person suspects */
		     TRIGGER_DRIVING,
		     TRIGGER_SCREEN,
		     TRIGGER_PHONE,
		     TRIGGER_SLEEP,
		     TRIGGER_STRESS,
		     TRIGGER_ALCOHOL,
		     TRIGGER_EXERCISE,
		     TRIGGER_CYCLE, /* menstruation */
		     TRIGGER_OTHER,
		     _DIARY_TRIGGER_MAX,
};
DECLARE_STRTAB(diary_trigger, enum diary_trigger);

/* Each of them yes, no or not told. */
enum diary_symptom {
	SYMPTOM_NAUSEA,
	SYMPTOM_VOMITING,
	SYMPTOM_LIGHT, /* light is hard to bear */
	SYMPTOM_SOUND,
	SYMPTOM_AURA,
	SYMPTOM_DIZZINESS,
	_DIARY_SYMPTOM_MAX,
};
DECLARE_STRTAB(diary_symptom, enum diary_symptom); /* nausea vomiting light sound aura dizziness */

enum diary_class {
	CLASS_NOT_TOLD,
	CLASS_PARACETAMOL,
	CLASS_ASPIRIN,
	CLASS_NSAID, /* others than aspirin */
	CLASS_TRIPTAN,
	CLASS_OPIOID,
	CLASS_ERGOT,
	CLASS_COMBINATION, /* of painkillers, or with caffeine or codeine */
	CLASS_OTHER, /* not taken for the pain of the moment, or none of these: no limit is known */
	_DIARY_CLASS_MAX,
};
DECLARE_STRTAB(diary_class, enum diary_class);

enum diary_event {
	EVENT_NOT_TOLD,
	EVENT_PHYSIOTHERAPY,
	EVENT_INJECTION,
	EVENT_TREATMENT, /* another one */
	EVENT_PILLOW,
	EVENT_MONITOR,  /* moved, or a new one */
	EVENT_EXERCISE, /* exercises were done: the note tells which; no marker of a change */
	EVENT_OTHER,
	_DIARY_EVENT_MAX,
};
DECLARE_STRTAB(diary_event, enum diary_event);

enum diary_position {
	POSITION_NOT_TOLD,
	POSITION_BACK,
	POSITION_SIDE,
	POSITION_FRONT,
	POSITION_MIXED,
	_DIARY_POSITION_MAX,
};
DECLARE_STRTAB(diary_position, enum diary_position); /* "" back side front mixed */

/* An entry; which fields belong to which type: diary_fields. */
struct diary_entry {
	int64_t id; /* 0: not kept yet */
	enum diary_type type;
	/*
	 * The days (since 1970, local) that it covers, both included, as stamp_day() counted them when it
	 * was noted.  An ongoing headache: last_day is the first one; diary_last_day() knows more.
	 */
	int64_t day, last_day;
	usec_t start;         /* CLOCK_REALTIME, whole minutes; of a day as a whole: its noon */
	usec_t end;           /* 0: not told */
	int32_t gmtoff_s;     /* local clocks at the start */
	int32_t end_gmtoff_s; /* ... at the end */
	bool start_told;      /* the time of day is known; else only the day is */
	bool ongoing;         /* it had not ended when it was noted */

	/* headache, neck */
	enum diary_onset onset;
	int8_t intensity;         /* at its worst, 0 to 10 */
	int8_t intensity_average; /* 0 to 10 */
	enum diary_side side;
	unsigned locations;            /* bits of enum diary_location */
	enum tristate started_in_neck; /* of a headache */
	int8_t neck_pain;              /* 0 to 10 */
	enum tristate neck_stiff;
	enum tristate worse_with_neck_movement;
	unsigned quality; /* bits of enum diary_quality */
	enum tristate symptom[_DIARY_SYMPTOM_MAX];
	unsigned triggers; /* bits of enum diary_trigger */
	char trigger_text[DIARY_WORDS_MAX];
	int8_t impact; /* 0 to 3 */
	enum tristate missed_work;
	enum tristate red_flag; /* something of help_seeking_text() was there */

	/* medication */
	char name[DIARY_NAME_MAX];
	char dose[DIARY_DOSE_MAX];
	enum diary_class class;
	enum tristate helped;
	int64_t headache; /* id of the headache it was taken for; 0: not told */

	enum diary_event event; /* of an event */

	/* sleep */
	int16_t sleep_min; /* minutes slept */
	enum diary_position position;
	char pillow[DIARY_WORDS_MAX];

	char note[DIARY_NOTE_MAX];
};

/* Everything not told. */
void diary_entry_init(struct diary_entry *e, enum diary_type type);

/* ---- fields: one table for the command line, the form, JSON and CSV ---- */

enum diary_field_kind {
	FIELD_MOMENT,   /* start, end: read by who knows the clock */
	FIELD_SCALE,    /* int8_t, 0 to .most */
	FIELD_TRISTATE, /* yes, no */
	FIELD_WORD,     /* an enum, by its strtab */
	FIELD_SET,      /* bits: words separated by commas or blanks */
	FIELD_DURATION, /* int16_t of minutes: 7h 30min */
	FIELD_TEXT,
	FIELD_ID, /* int64_t of another entry */
};

struct diary_field {
	const char *name; /* as it is typed, and the key of JSON but for units */
	unsigned types;   /* 1u << enum diary_type: those that have it */
	enum diary_field_kind kind;
	size_t offset, size; /* in struct diary_entry */
	int most;            /* of a scale */
	const char *const
		*words; /* of a word (from 1 on) or a set (from 0 on): `most` of them in all */
};
extern const struct diary_field diary_fields[];
extern const size_t diary_fields_n;

/* The field of this name that the type has; NULL. */
const struct diary_field *diary_field_find(enum diary_type type, const char *name);
bool diary_field_told(const struct diary_entry *e, const struct diary_field *f);
/* The value as diary_field_set() reads it; "" where it is not told.  No FIELD_MOMENT.  Returns buf. */
char *diary_field_get(const struct diary_entry *e, const struct diary_field *f,
		      char buf[static DIARY_VALUE_MAX]);
/*
 * Reads a value; "" takes it out.  Words may be cut to a beginning that only one has.  Returns 0, or
 * -EINVAL and a sentence in the user's language.  No FIELD_MOMENT.
 */
int diary_field_set(struct diary_entry *e, const struct diary_field *f, const char *value,
		    char reason[static DIARY_REASON_MAX]);
/* What it takes: "0 to 10", "left, right, both or alternating".  Returns buf. */
char *diary_field_accepts(const struct diary_field *f, char buf[static DIARY_REASON_MAX]);

/* Whether an entry makes sense by itself; else -EINVAL and a sentence.  `now`, and its day: nothing
 * begins later. */
int diary_check(const struct diary_entry *e, usec_t now, int64_t today,
		char reason[static DIARY_REASON_MAX]);

/* The day of a moment, when days begin at `day_starts` after midnight: stamp_day(). */
int64_t diary_day(usec_t t, int32_t gmtoff_s, usec_t day_starts);

/* The class that a medicine of this name usually has: a suggestion, the pack holds; CLASS_NOT_TOLD. */
enum diary_class diary_class_of(const char *name);

/* ---- what it sums up to ---- */

#define DIARY_BLOCK_DAYS  28 /* a clinician's month */
#define DIARY_MODERATE    4  /* intensity from which on it is moderate, severe */
#define DIARY_SEVERE      7
#define DIARY_LONG_ENOUGH 56 /* days that a diary should be kept: 8 weeks (NICE) */

/* What is known of a day. */
struct diary_day {
	bool headache, neck,
		none; /* neck: pain in it, and no headache.  One of them: it is recorded */
	bool onset;   /* a headache began on it */
	bool missed_work;
	int8_t intensity; /* worst of its headaches, DIARY_NOT_TOLD; of several days: of each of them */
	int8_t impact;    /* worst */
	uint16_t classes; /* 1u << enum diary_class: what was taken; 1u << 0: of a class not told */
};

/*
 * A diary that was read.  `entry`: in the order of .start, as the store gives them.  `day`: from the day
 * `first` to `today`, filled by diary_days(); nothing is recorded of others.
 */
struct diary {
	const struct diary_entry *entry;
	size_t n;
	int64_t first, today;
	const struct diary_day *day;
};

/* The day with which the entries begin; today where there are none, or none before.  Reads no .day. */
int64_t diary_first_day(const struct diary *d);
/* Fills ret[0 .. today - first].  Reads no .day. */
void diary_days(const struct diary *d, struct diary_day *ret);
bool diary_day_recorded(const struct diary_day *day);
/* Something was taken against pain: any class but other, also where it is not told. */
bool diary_day_acute(const struct diary_day *day);
/* NULL where nothing can be recorded. */
const struct diary_day *diary_get_day(const struct diary *d, int64_t day);

/*
 * The last day that a headache or neck pain covers.  One that goes on: the last day of which anything is
 * noted, but not after today: what comes after that nobody has told.
 */
int64_t diary_last_day(const struct diary *d, const struct diary_entry *e);

/* Of `told` of which it is known, `yes` have it. */
struct diary_share {
	unsigned yes, told;
};

/* Screen time of a day, from the history. */
struct diary_exposure {
	int64_t day;
	usec_t screen_time;
	unsigned long_sessions; /* that were longer than 60 min */
};

struct diary_summary {
	int64_t first, last; /* days, both included; the block that goes on ends today */
	unsigned days;
	unsigned recorded; /* days with a headache, with neck pain or told to be without */
	unsigned headache_days, neck_days, free_days; /* neck_days, free_days: without a headache */
	unsigned rated_days, moderate_days,
		severe_days; /* headache days: with an intensity, >= 4, >= 7 */
	unsigned attacks;    /* headaches that began in it; what follows is of them */
	unsigned ongoing;    /* of them, those that have not been told to have ended */
	double intensity_median, intensity_max; /* NAN: none told */
	unsigned intensity_n;
	double duration_median_s; /* of those with start and end; NAN */
	unsigned duration_n;
	unsigned side[_DIARY_SIDE_MAX];
	struct diary_share
		side_locked; /* on the side that is the more frequent one, and on that alone */
	enum diary_side locked_side; /* which; SIDE_NOT_TOLD where none is more frequent */
	struct diary_share woke_with, started_in_neck, neck_stiff, worse_with_neck_movement;
	struct diary_share symptom[_DIARY_SYMPTOM_MAX];
	unsigned location[_DIARY_LOCATION_MAX], quality[_DIARY_QUALITY_MAX];
	unsigned trigger[_DIARY_TRIGGER_MAX];
	unsigned red_flags;                         /* entries with the box ticked */
	unsigned medication_days[_DIARY_CLASS_MAX]; /* days on which one of the class was taken */
	unsigned acute_days;                        /* those of diary_day_acute() */
	unsigned impact_days, missed_days; /* days with an impact of 1 or more; without work */
	double sleep_median_min;           /* NAN */
	unsigned sleep_n;
	double screen_median_s; /* of the days with any; NAN */
	unsigned screen_days, long_sessions;
	unsigned events; /* markers of changes in it; no exercises */
};

/* Sums up the days `first` to `last`.  `exposure`: in the order of days; may be NULL. */
void diary_summarize(const struct diary *d, const struct diary_exposure *exposure,
		     size_t exposure_n, int64_t first, int64_t last, struct diary_summary *ret);

/* The first day of the block that `day` is in, blocks being counted from `anchor` on. */
int64_t diary_block(int64_t day, int64_t anchor);

/* So many of `recorded` days, as of 30; NAN unless 21 days and three of four of `days` are recorded. */
double diary_per_30(unsigned n, unsigned recorded, unsigned days);

/* ---- medicines on many days ---- */

enum diary_overuse_level {
	OVERUSE_NONE,
	OVERUSE_EARLY,   /* the limit of days was reached within the last 30 days */
	OVERUSE_PATTERN, /* for more than three months, with headache on 15 days of each 30 */
	_OVERUSE_MAX,
};
enum diary_overuse_kind {
	OVERUSE_SIMPLE, /* paracetamol, aspirin, NSAID: on 15 days of 30 or more */
	OVERUSE_STRONG, /* triptan, opioid, ergot, combination: on 10 or more */
	OVERUSE_MIX,    /* several of the groups: on 10 or more */
	_OVERUSE_KIND_MAX,
};
#define DIARY_MONTH_DAYS    30
#define DIARY_SIMPLE_LIMIT  15
#define DIARY_STRONG_LIMIT  10
#define DIARY_HEADACHE_MANY 15 /* headache days of 30 */

struct diary_overuse {
	enum diary_overuse_level level;
	enum diary_overuse_kind kind; /* the first that holds, of those of the highest level */
	enum diary_class class;       /* of OVERUSE_STRONG: the one with most days */
	unsigned days, limit;         /* of that kind, in the last 30 days */
	unsigned headache_days;       /* in the last 30 days */
	unsigned unknown_days; /* on which something of a class not told was taken: not counted */
};
void diary_overuse(const struct diary *d, struct diary_overuse *ret);

/* ---- before and after a marker ---- */

struct diary_span {
	int64_t first, last;
	unsigned days, recorded, headache_days, acute_days;
};
/*
 * 28 days before and after the day of an event, which belongs to neither.  What is different may be chance
 * or come of the time at which the change was made: no effect is claimed (diary_marker_caveat()).
 * after.days: 0 where the day is today.
 */
void diary_around(const struct diary *d, int64_t day, struct diary_span *ret_before,
		  struct diary_span *ret_after);
