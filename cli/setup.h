/*
 * `ergoctl setup`: asks for what an audit needs and is not told yet, and writes the answers into the
 * ini file.
 *
 *   setup.c            the verb: what is asked for, where it is written, what follows
 *   setup-state.c      configuration, monitors and audit while answers come
 *   setup-questions.c  the table of questions: which, when, why, how; what is odd about an answer
 *   setup-answer.c     what was typed, made a value of the file
 *   setup-typed.c      fractions, commas and units as people write them
 *   setup-ask.c        the dialogue
 *   setup-say.c        the lines of it: wrapped to the terminal; how the audit changes; the end
 *   setup-words.c      --non-interactive
 *   setup-diff.c       --print
 */
#pragma once

#include "audit-data.h"
#include "cli.h"
#include "dialogue.h"
#include "ergo/audit-text.h"
#include "ergo/conf-file.h"
#include "ergo/conf-write.h"

#define NO_MONITOR -1

struct setup {
	const struct args *args;
	struct audit_data
		*data;  /* monitors and exposure; .config: what is in force with the answers */
	bool reachable; /* the daemon answers */
	bool described; /* the monitors are those of the file, none are told */
	char named[MONITOR_NAME_MAX]; /* and this one, where .described_one */
	bool described_one;
	struct client client;
	struct conf *conf;            /* as read at the start */
	struct conf_writer *writer;   /* the file that is written */
	bool fragment;                /* that is one of conf.d */
	bool unit_told;               /* the file says units.length */
	bool print_only;              /* --print: nothing is written */
	struct audit *audit, *before; /* now, and before the last answer */
	size_t answers;               /* that were kept */
	bool reloaded;                /* the daemon has read them */
	char profile[PROFILE_MAX];    /* that is written, or lies over what is written; "": none */
	struct conf_writer *overlay;  /* its text, where it lies over */
	char section[MONITORS_MAX][MONITOR_NAME_MAX]; /* the NAME under which each is written */
};

/* setup-state.c */

/* Loads all there is.  Returns an exit status, and has said what is wrong. */
int setup_load(struct setup *s, const struct args *args);
void setup_done(struct setup *s);
/* Describes a monitor of this name, where nobody tells any ("": whatever it is called).  0, -ENOMEM. */
int setup_describe(struct setup *s, const char *name);
/* Reads the configuration with the answers anew and audits.  0, -ENOMEM. */
int setup_refresh(struct setup *s);
/* What all the sections that apply to the monitor tell. */
struct monitor_setup setup_of_monitor(const struct setup *s, int monitor);
/* How many monitors are called so, by any of their names; *ret: the first one. */
size_t setup_find_monitors(const struct setup *s, const char *name, int *ret);
/* Makes a change and, unless --print is given, writes it.  Returns 0 or a negative errno of
 * conf_writer_set() and conf_writer_save(); *ret_merged: another program had changed the file. */
int setup_change(struct setup *s, const struct ini_change *change, bool *ret_merged);
/* The section's name in the file: "user", "monitor DP-1". */
#define SECTION_MAX (MONITOR_NAME_MAX + sizeof("monitor "))
const char *setup_section(const struct setup *s, const struct config_key *key, int monitor,
			  char buf[static SECTION_MAX]);
enum length_unit setup_unit(const struct setup *s);

/* setup-questions.c */

struct question {
	const char *section, *key; /* section "monitor": of each monitor */
	int quantity;              /* enum quantity: how it is measured; -1: .how tells */
	const char *title;         /* "Eye height, sitting" */
	const char *why, *how;
	const char *empty; /* what an empty answer means, where that is not "not told" */
	/* Whether it makes sense here; NULL: always. */
	bool (*applies)(const struct setup *s, int monitor);
};
extern const struct question questions[];
extern const size_t questions_n;

const struct config_key *question_key(const struct question *q);
const char *question_how(const struct question *q);
/* The value that is told; "" when none is. */
const char *question_value(const struct setup *s, const struct question *q, int monitor,
			   char buf[static CONFIG_VALUE_MAX]);
bool question_missing(const struct setup *s, const struct question *q, int monitor);

struct item {
	const struct question *question;
	int monitor;
	bool again; /* asked before in this interview, of another screen */
};
#define ITEMS_MAX (32 + MONITORS_MAX * 16)
/* All questions in their order, those of monitors once for each, `monitor` or all. */
size_t question_items(const struct setup *s, int monitor, struct item ret[static ITEMS_MAX]);

/* "about 118 cm, give or take 3 cm": what stands in for an answer; false: nothing. */
bool question_estimate(const struct setup *s, const struct question *q, int monitor, char *buf,
		       size_t size);

/* setup-answer.c */

/*
 * Makes a value for the file out of what was typed: a bare number gets the unit that is meant, a
 * word is completed.  Returns 0, 1: a length or the like that is written otherwise than it was typed;
 * or -EINVAL, -ERANGE with a reason.
 */
int answer_read(const struct setup *s, const struct config_key *key, const char *typed,
		char value[static CONFIG_VALUE_MAX], char reason[static CONFIG_REASON_MAX]);
/* The same check as that of the file. */
int answer_check(const struct config_key *key, const char *value,
		 char reason[static CONFIG_REASON_MAX]);
/* What is odd about a value that is allowed, as a sentence; NULL: nothing. */
const char *answer_odd(const struct setup *s, const struct question *q, int monitor,
		       const char *value, char buf[static CONFIG_REASON_MAX]);
/* "1 none, 2 single, 3 bifocal, 4 progressive"; "" where it is no choice. */
const char *answer_choices(const struct config_key *key);

/* setup-typed.c */

struct text;
/* "43½", "29 1/2 inches", "72,5" and "5ft 4" as "43.5", "29.5 in", "72.5" and "5ft 4in". */
void answer_plain(const char *typed, struct text *ret);

/* setup-ask.c */

/* Asks all that is missing.  Returns an exit status. */
int setup_interview(struct setup *s, int monitor);
/* Whether a question is asked: it is missing, or is to be asked again. */
bool setup_wanted(const struct setup *s, const struct item *item, int monitor);

/* setup-say.c */

/* A line on how the audit has changed with the last answer; nothing when it has not. */
void say_change(const struct setup *s);
/* "1 high, 2 caution"; "nothing found". */
char *say_counts(const struct audit *a, char *buf, size_t size);
/* What could not be written, as text of an ini file. */
void say_unsaved(const struct setup *s);
/* Why a file can't be written, and what to do. */
void say_write_error(const struct setup *s, int error);
/* Where it was written. */
void say_file(const struct setup *s);
/* Audit, plan, file, daemon, next command.  Returns an exit status. */
int say_end(struct setup *s);

/* setup-words.c */
int setup_words(struct setup *s, int monitor);
int setup_json(struct setup *s, int monitor);
/* Has the daemon read the file; says its error.  Returns an exit status. */
int setup_reload(struct setup *s, bool quiet);

/* setup-diff.c */

/* What would be written, as a unified diff. */
void setup_diff(const struct setup *s);
