/*
 * What the files of ergoctl share.  Functions that run a verb return an exit status and have said
 * everything there is to say; everything else returns 0 or a negative errno and is silent unless
 * its comment tells otherwise.
 */
#pragma once

#include <stdio.h>
#include <stdlib.h>

#include "ergo/base.h"

enum exit_status {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_UNREACHABLE = 3,
	/* of `audit --exit-code`: the worst that was found */
	EXIT_CAUTION = 10,
	EXIT_HIGH = 11,
};

static inline void freep(void *p)
{
	free(*(void **) p);
}

static inline void fclosep(FILE **f)
{
	if (*f) {
		(void) fclose(*f);
	}
}

/* args.c: the command line */

enum option_id {
	OPT_HELP,
	OPT_VERSION,
	OPT_NO_COLOR,
	OPT_JSON,
	OPT_FORMAT,
	OPT_MONITORS,
	OPT_CONFIG,
	OPT_EXPLAIN,
	OPT_SVG,
	OPT_EXIT_CODE,
	OPT_DONE,
	OPT_TOMORROW,
	OPT_ALL,
	OPT_MONITOR,
	OPT_PROFILE,
	OPT_PRINT,
	OPT_NON_INTERACTIVE,
	OPT_SINCE,
	OPT_UNTIL,
	OPT_CSV,
	OPT_JSONL,
	OPT_WHAT,
	OPT_OUTPUT,
	OPT_YES,
	OPT_DAYS,
	OPT_SET,
	OPT_ACKNOWLEDGE,
	OPT_AT,
	OPT_DIARY,
	_OPT_MAX,
};
_Static_assert(_OPT_MAX <= 32, "a bit for each option");
#define OPT(id) (1u << (id))

struct option_spec {
	const char *name, *arg; /* arg: NULL = takes none */
	const char *values;     /* what it can be, separated by blanks; NULL: anything */
	const char *doc;
	char letter; /* 0: none */
};
extern const struct option_spec options[_OPT_MAX];

#define ARGS_SETS_MAX 64 /* --set in one command line */

struct args {
	unsigned set; /* OPT() bits */
	const char *value[_OPT_MAX];
	const char *assignment[ARGS_SETS_MAX]; /* all of --set */
	size_t assignments;
	const char *verb; /* NULL: none given */
	size_t n;         /* words after the verb */
	char **word;
};

struct json_object;

struct verb {
	const char *name;
	const char *synopsis; /* of the words after it; "": none */
	const char *summary;  /* a line of `ergoctl help` */
	const char *help;     /* paragraphs */
	const char *examples; /* lines "ergoctl ...   what it does" */
	unsigned options;     /* OPT() bits beyond those that every verb has */
	size_t max_words;
	int (*run)(const struct args *args);
};
extern const struct verb verbs[];
extern const size_t verbs_n;
extern const char *const config_verbs[]; /* NULL-terminated: words of `config` */

/* Options that every verb has. */
#define OPT_COMMON (OPT(OPT_HELP) | OPT(OPT_NO_COLOR))

const struct verb *verb_find(const char *name);

/*
 * Takes argv apart: options anywhere up to `--`, the verb, its words.  Says what is wrong and
 * returns EXIT_USAGE, or EXIT_DONE; argv is rearranged, args points into it.
 */
int args_parse(struct args *ret, int argc, char **argv);

/* The nearest of the `n` candidates, or NULL when none is near enough to be meant. */
const char *nearest(const char *word, const char *const *candidates, size_t n);

/* Says that a command line is wrong and how to learn more; returns EXIT_USAGE. */
int usage_error(const char *verb, const char *format, ...) _printf_(2, 3);

/* help.c */
void help_all(FILE *f);
void help_verb(FILE *f, const struct verb *verb);
/* Prints our own words, broken into lines of 80 columns. */
void put_wrapped(FILE *f, const char *s);
/* The same as data: one verb, or all where it is NULL. */
void help_json(const struct verb *verb);

/* when.c: moments of the wall clock; all in CLOCK_REALTIME microseconds */

usec_t now_real(void);

#define CLOCK_STRING_MAX 96
/* "09:02" today, "tomorrow 04:00", else "Mon 2 Mar 09:02"; local time.  Returns buf. */
char *say_moment(char *buf, size_t size, usec_t real);
/* "09:02:41". */
char *say_seconds(char *buf, size_t size, usec_t real);

/* The first moment after `now` at which local clocks show `since_midnight` (whole minutes).  On a
 * day that leaves it out: when it would have been. */
usec_t next_local_time(usec_t now, usec_t since_midnight);

/* config.c: problems or notes of the configuration, as JSON and a line each */
struct config_diags;
struct json_object *diags_json(const struct config_diags *diags);
enum diag_kind {
	DIAG_PROBLEM,
	DIAG_NOTE,
};
void diags_print(const struct config_diags *diags, enum diag_kind kind);

/* verbs */
int verb_status(const struct args *args);
int verb_watch(const struct args *args);
int verb_explain(const struct args *args);
int verb_break(const struct args *args);
int verb_end(const struct args *args);
int verb_postpone(const struct args *args);
int verb_skip(const struct args *args);
int verb_pause(const struct args *args);
int verb_meeting(const struct args *args);
int verb_resume(const struct args *args);
int verb_monitors(const struct args *args);
int verb_audit(const struct args *args);
int verb_setup(const struct args *args);
int verb_exercises(const struct args *args);
int verb_config(const struct args *args);
int verb_history(const struct args *args);
int verb_stats(const struct args *args);
int verb_export(const struct args *args);
int verb_data(const struct args *args);
int verb_simulate(const struct args *args);
int verb_log(const struct args *args);
int verb_help_seeking(const struct args *args);
int verb_doctor(const struct args *args);
int verb_version(const struct args *args);
int verb_help(const struct args *args);

/* audit-explain.c: the names of all rules of the audit, for completion and advice; NULL-terminated */
const char *const *rule_names(void);

/* complete.c: `ergoctl --complete WHAT ...`, for the shells. */
int complete(int argc, char **argv);
