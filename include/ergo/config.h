/*
 * The configuration: one table of keys (config-keys.def), a typed struct, and a reader of ini text
 * that reports every problem of a text at once.  Pure: text in, values and diagnostics out;
 * conf-file.h finds and reads files.
 */
#pragma once

#include "ergo/base.h"
#include "ergo/command.h"
#include "ergo/measure.h"
#include "ergo/monitor.h"
#include "ergo/source.h"
#include "ergo/strtab.h"

#define PATTERNS_MAX 256 /* bytes of one list of patterns, NUL included */

/* C types of the config types. */
typedef usec_t config_DURATION;
typedef usec_t config_TIME_OF_DAY; /* since midnight */
typedef unsigned config_COUNT;
typedef bool config_BOOL;
typedef struct {
	char list[PATTERNS_MAX]; /* "a*, b?c" as written, blanks trimmed */
} config_PATTERNS;
#define HOURS_MAX 4 /* ranges of hours in one list */
typedef struct {
	uint8_t n; /* 0: always */
	uint16_t from[HOURS_MAX],
		to[HOURS_MAX]; /* minutes since midnight; to < from: over midnight */
} config_HOURS;
typedef unsigned config_DAYS; /* bits 1u << 0 (Monday) to 6 (Sunday); 0: every day */
typedef struct {
	char line[COMMAND_MAX]; /* as written: command_split() takes it */
} config_COMMAND;
typedef unsigned config_SOURCES; /* bits 1u << enum input_source, at least one */

/* Of the set-up: each has a value for "not told". */
typedef length_t config_LENGTH;
typedef angle_t config_ANGLE;
typedef struct text_size config_TEXT_SIZE;
typedef unsigned config_PERCENT; /* 0: not told */
typedef usec_t config_SPAN;      /* a duration; USEC_INFINITY: not told */
typedef unsigned config_WORD;    /* which of the words of its key, from 1 on; 0: not told */
typedef enum tristate {
	TRISTATE_UNSET,
	TRISTATE_NO,
	TRISTATE_YES,
	_TRISTATE_MAX,
} config_TRISTATE;
typedef enum glasses {
	GLASSES_UNSET,
	GLASSES_NONE,
	GLASSES_SINGLE,
	GLASSES_BIFOCAL,
	GLASSES_PROGRESSIVE,
	_GLASSES_MAX,
} config_GLASSES;
typedef enum role {
	ROLE_UNSET,
	ROLE_PRIMARY,
	ROLE_SECONDARY,
	ROLE_EQUAL,
	_ROLE_MAX,
} config_ROLE;
typedef enum length_unit config_UNITS;
DECLARE_STRTAB(glasses, enum glasses); /* "" none single bifocal progressive */
DECLARE_STRTAB(role, enum role);       /* "" primary secondary equal */

/* One section [monitor NAME]. */
struct monitor_setup {
	char name[MONITOR_NAME_MAX]; /* "*": the default of all */
#define M(key, type, min, max, doc) config_##type key;
#include "ergo/config-keys.def"
};

#define CONFIG_MONITORS_MAX 24 /* sections of monitors; a further one is a problem */

/* How many keys there are: of the table, and of each section of a monitor. */
enum {
#define K(section, key, type, def, min, max, doc) CONFIG_INDEX_##section##_##key,
#include "ergo/config-keys.def"
	CONFIG_KEYS_N,
};
enum {
#define M(key, type, min, max, doc) CONFIG_MONITOR_INDEX_##key,
#include "ergo/config-keys.def"
	CONFIG_MONITOR_KEYS_N,
};

struct config {
#define K(section, key, type, def, min, max, doc) config_##type section##_##key;
#include "ergo/config-keys.def"
	size_t monitors_n;
	struct monitor_setup monitor[CONFIG_MONITORS_MAX];
};

enum config_type {
	CONFIG_DURATION,
	CONFIG_TIME_OF_DAY,
	CONFIG_COUNT,
	CONFIG_BOOL,
	CONFIG_PATTERNS,
	CONFIG_SOURCES,
	CONFIG_HOURS,
	CONFIG_DAYS,
	CONFIG_COMMAND,
	CONFIG_LENGTH,
	CONFIG_ANGLE,
	CONFIG_TEXT_SIZE,
	CONFIG_PERCENT,
	CONFIG_SPAN,
	CONFIG_WORD,
	CONFIG_TRISTATE,
	CONFIG_GLASSES,
	CONFIG_ROLE,
	CONFIG_UNITS,
	_CONFIG_TYPE_MAX,
};
DECLARE_STRTAB(config_type, enum config_type); /* duration time-of-day ... length angle ... */

struct config_key {
	const char *section, *key;
	enum config_type type;
	size_t offset; /* in struct config */
	const char *def, *min, *max, *doc;
	const char *words; /* of a WORD: what it can be, separated by blanks; else NULL */
};

extern const struct config_key config_keys[];
extern const size_t config_keys_n; /* CONFIG_KEYS_N */

/* The keys of [monitor NAME]: section "monitor", offset in struct monitor_setup, def "". */
extern const struct config_key config_monitor_keys[];
extern const size_t config_monitor_keys_n; /* CONFIG_MONITOR_KEYS_N */

#define CONFIG_NAME_MAX      64  /* bytes of "section.key", NUL included; a test proves it */
#define CONFIG_ITEM_NAME_MAX 112 /* bytes of "monitor NAME.key" at most, NUL included; as well */
#define CONFIG_VALUE_MAX     PATTERNS_MAX /* bytes of a value as text, NUL included */
#define CONFIG_REASON_MAX    480          /* bytes of a reason, NUL included */
#define CONFIG_LINE_MAX      198 /* bytes of a line that inih can take; a longer one is reported */
#define CONFIG_TEXT_MAX      (256 * 1024) /* largest file that is read */
#define CONFIG_DIAGS_MAX     64 /* problems kept of one check; further ones are only counted */

/* One problem: where, and what to do about it. */
struct config_diag {
	char file[256];
	unsigned line;                  /* 1-based; 0: the file as a whole */
	char key[CONFIG_ITEM_NAME_MAX]; /* "section.key" or "monitor NAME.key", as far as known */
	char reason[CONFIG_REASON_MAX]; /* what is wrong and the remedy, one sentence, plain text,
					   escaped */
};

/* Bytes that config_diag_format() needs at most, NUL included. */
#define CONFIG_DIAG_STRING_MAX (sizeof(struct config_diag) + 16)

/* Writes "file:line: key: reason" without the parts that are not known.  Returns buf. */
char *config_diag_format(const struct config_diag *d, char *buf, size_t size);

struct config_diags {
	size_t n;       /* entries in diag[] */
	size_t dropped; /* problems beyond CONFIG_DIAGS_MAX */
	struct config_diag diag[CONFIG_DIAGS_MAX];
};

/* Adds a problem, or counts it when there is no more room.  file and key are escaped here, what
 * `format` makes must be fit to be shown. */
void config_diags_add(struct config_diags *diags, const char *file, unsigned line, const char *key,
		      const char *format, ...) _printf_(5, 6);

/* Where a value comes from: line 0 = the default. */
struct config_origin {
	unsigned line;
	const char *file; /* what was given to config_parse(): not copied; NULL with line 0 */
};

/* How many origins there can be: by the index of config_item_index(). */
#define CONFIG_ORIGINS_N (CONFIG_KEYS_N + CONFIG_MONITORS_MAX * CONFIG_MONITOR_KEYS_N)

/* All defaults. */
void config_defaults(struct config *ret);

/* The row of "section.key" or of section and key; NULL when there is none. */
const struct config_key *config_key_find(const char *section, const char *key);
const struct config_key *config_key_by_name(const char *dotted);

/*
 * The name nearest to `dotted` ("did you mean"), written to buf as "section.key", or as
 * "monitor NAME.key" when that is how `dotted` begins; NULL when none is near.  `dotted` may be
 * anything, and may lack the section.  `size` is CONFIG_ITEM_NAME_MAX or more.
 */
const char *config_key_nearest(const char *dotted, char *buf, size_t size);

/*
 * How many insertions, deletions, replacements and swaps of neighbours lead from a to b, ASCII case
 * ignored.  Texts of CONFIG_NAME_MAX bytes and more are infinitely far: UINT_MAX.
 */
unsigned edit_distance(const char *a, const char *b);

/*
 * Reads one value for one key of config_keys[] into *config.  Returns 0; -EINVAL or -ERANGE with a
 * reason that names what was expected; then *config is untouched.
 */
int config_set(struct config *config, const struct config_key *key, const char *value,
	       char reason[static CONFIG_REASON_MAX]);

/* Writes the value of a key of config_keys[] as text that config_set() reads to the same value.
 * Returns buf. */
char *config_format(const struct config *config, const struct config_key *key, char *buf,
		    size_t size);

/* ---- the sections of monitors ---- */

/* The words of a WORD: the nth, from 1 on, and its length; NULL: there are not so many. */
const char *config_key_word(const struct config_key *key, unsigned n, size_t *ret_len);

/* The row of a key of [monitor NAME]; NULL when there is none. */
const struct config_key *config_monitor_key_find(const char *key);

/* As config_set() and config_format(), for a key of config_monitor_keys[]. */
int config_monitor_set(struct monitor_setup *m, const struct config_key *key, const char *value,
		       char reason[static CONFIG_REASON_MAX]);
char *config_monitor_format(const struct monitor_setup *m, const struct config_key *key, char *buf,
			    size_t size);

/* Nothing is told, the name (cut, if it is too long) apart. */
void monitor_setup_init(struct monitor_setup *ret, const char *name);

/*
 * What is wrong with the name of a section of a monitor, as a sentence that names the remedy; NULL:
 * it can be written, and is read again as the same one.
 */
const char *config_monitor_name_problem(const char *name);

/* The section of that name, ASCII case ignored; NULL: there is none. */
struct monitor_setup *config_monitor_find(struct config *config, const char *name);

/* The same, or a new one in which nothing is told.  NULL: CONFIG_MONITORS_MAX are there, or there is
 * a problem with the name. */
struct monitor_setup *config_monitor_add(struct config *config, const char *name);

/* By what of a monitor the user calls it, from the general to the particular. */
enum monitor_naming {
	NAMED_NOT, /* it is not called so */
	NAMED_MODEL,
	NAMED_OUTPUT,
	NAMED_SERIAL, /* "model serial" */
	_NAMED_MAX,
};

/* What a name says of a monitor; exactly, but for ASCII case.  Of several the most particular one. */
enum monitor_naming monitor_named(const struct monitor *m, const char *name);

/* Whether the user may call this monitor so. */
static inline bool monitor_is_called(const struct monitor *m, const char *name)
{
	return monitor_named(m, name) != NAMED_NOT;
}

/* ---- all values of a configuration, by their names for outside ---- */

/* One value: of a key of config_keys[], or of one of config_monitor_keys[] in a section. */
struct config_item {
	const struct config_key *key;
	int monitor; /* index of config.monitor[]; -1: the key is one of config_keys[] */
};

/* How many values there are: config_keys_n, and config_monitor_keys_n for each section. */
size_t config_items(const struct config *config);
/* The i-th of them. */
struct config_item config_item_at(size_t i);
/* The way back; also the index of its origin. */
size_t config_item_index(struct config_item item);

/*
 * Finds a value by its name: "section.key" or "monitor NAME.key" (the last dot splits).  Returns 0;
 * -ENOENT: no such key; -ENXIO: the key is right, but there is no section [monitor NAME]: ret->key
 * is set, ret->monitor is -1.
 */
int config_item_find(const struct config *config, const char *name, struct config_item *ret);

/* "section.key" or "monitor NAME.key"; fits into CONFIG_ITEM_NAME_MAX bytes.  Returns buf. */
char *config_item_name(const struct config *config, struct config_item item, char *buf,
		       size_t size);
int config_item_set(struct config *config, struct config_item item, const char *value,
		    char reason[static CONFIG_REASON_MAX]);
char *config_item_format(const struct config *config, struct config_item item, char *buf,
			 size_t size);

/* ---- the set-up ---- */

/* Whether the key describes the user's body and desk: [units] to [phone].  That is private, and
 * nothing that the engine uses. */
bool config_key_is_setup(const struct config_key *key);

#define SETUP_TEXT_MAX (24 * 1024) /* bytes of any set-up as text, NUL included; a test proves it */

/*
 * Writes what is told of the set-up as ini text, [units] to [phone] and [monitor NAME], so that
 * config_parse() over the defaults reads the same.  A section whose name can't be written is left
 * out.  Returns 0; -ENOBUFS: it does not fit, never with SETUP_TEXT_MAX bytes.
 */
int setup_format(const struct config *config, char *buf, size_t size);

/* What a key accepts, for people: "a duration from 1s to 12h". */
char *config_key_range(const struct config_key *key, char *buf, size_t size);

/*
 * Reads an ini text over *config (which holds the defaults, or an earlier file).  Every problem
 * goes to *diags with its own line, in the order of the lines; the keys concerned keep their value,
 * of a key that is there twice the first counts.  origins may be NULL, else has CONFIG_ORIGINS_N
 * entries, which keep `file`.  Returns the number of problems (0: clean).
 *
 * A section [monitor NAME] that *config has already is laid over it, key by key (width, height and
 * diagonal are one thing: who tells one of them tells the size anew); two of one name within the text
 * are a problem.  ASCII case is ignored in these names.
 *
 * The form: `[section]`, `key = value` (or `key: value`), comments on lines of their own that begin
 * with # or ;, or behind a value with a blank and a semicolon.  A # behind a value is reported.
 * Lines end in LF or CRLF; a byte order mark is skipped.  Nothing may be indented but comments.
 */
size_t config_parse(struct config *config, const char *text, size_t len, const char *file,
		    struct config_diags *diags, struct config_origin *origins);

#define PROFILE_NAMES_MAX MONITORS_MAX /* monitors that one profile can name */

/* Which monitors must be there: `[profile] match = NAME, NAME`. */
struct profile_match {
	size_t n; /* 0: not told, or not as it must be */
	char name[PROFILE_NAMES_MAX][MONITOR_NAME_MAX];
};

/* As config_parse(), for a fragment of conf.d: it must have [profile] with the key match, which an
 * ergod.ini must not have. */
size_t config_parse_fragment(struct config *config, const char *text, size_t len, const char *file,
			     struct config_diags *diags, struct config_origin *origins,
			     struct profile_match *ret);

/* Whether for each name there is a monitor of its own that is called so.  False without names. */
bool profile_fits(const struct profile_match *p, const struct monitors *monitors);

/*
 * Rules between keys: values that are fine each, but together will hardly do what is meant (e.g. a
 * micro-break that is always left to a rest break).  This is advice, with line 0: nothing is
 * refused for it, neither at start nor at a reload; people do such things to try something out.
 * Returns how much advice went to *diags.
 */
size_t config_check_rules(const struct config *config, const char *file,
			  struct config_diags *diags);

/* Whether `name` matches one of the comma-separated globs (* and ?, ASCII case ignored); false for
 * an empty list. */
bool patterns_match(const config_PATTERNS *p, const char *name);
