/* What the parts of the ini reader share: ini-text.c has the lines, ini-sections.c and ini-keys.c
 * what stands in them. */
#pragma once

#include "config-internal.h"

struct line {
	const char *s; /* within the text, without its end of line */
	size_t len;
};

/* What the keys that come are to do. */
enum section_mode {
	SECTION_NONE,  /* no section line yet: each key is a problem */
	SECTION_KNOWN, /* set values */
	SECTION_GUESS, /* the name is wrong, but we know which is meant: only look for problems */
	SECTION_SKIP,  /* unknown: leave the keys alone */
};

struct reader;

/* What the sections and keys of a kind of file are. */
struct ini_grammar {
	const char *example; /* of a section, "[rest_break]" */
	/*
	 * Finds out which section is meant, sets the mode and, if `report`, reports what is wrong with the
	 * name.  Returns the name for inih; NULL: to be left out.
	 */
	const char *(*take_section)(struct reader *r, struct line name, bool report);
	/* A key of the section that is open, with its value. */
	void (*take_key)(struct reader *r, const char *section, const char *name,
			 const char *value);
	/* Whether a name may be meant as that of a key, of any section. */
	bool (*is_key)(const char *name);
};

struct reader {
	const struct ini_grammar *grammar;
	void *userdata; /* of another grammar than that of the configuration */
	struct config *config;
	const char *file;
	struct config_diags *diags;
	struct config_origin *origins; /* or NULL */
	struct profile_match *match;   /* NULL: the text is no fragment */
	const char *next, *end;        /* of the text */
	unsigned line;                 /* number of the line that was read last */
	enum section_mode mode;
	struct line pending;                /* handed to inih and not answered yet; .s NULL: none */
	char monitor[MONITOR_NAME_MAX + 1]; /* whose section is open, as it is written, cut */
	int monitor_index;                  /* of config->monitor[], in SECTION_KNOWN */
	/* The line of each thing in this text; 0: not seen. */
	unsigned set_in[CONFIG_ORIGINS_N];
	unsigned monitor_in[CONFIG_MONITORS_MAX];
	unsigned match_in;
};

#define TITLE_MAX (EXCERPT_MAX + sizeof("monitor ")) /* bytes of a section as shown, NUL included */
#define LIST_MAX  224 /* bytes of a list of names in a reason, NUL included */

#define PROBLEM(r, key, ...) config_diags_add((r)->diags, (r)->file, (r)->line, key, __VA_ARGS__)

struct line skip_blanks_of(struct line l);
struct line trim_end(struct line l);

/* The grammar of the configuration. */
const char *ini_take_section(struct reader *r, struct line name, bool report);
void ini_take_key(struct reader *r, const char *section, const char *name, const char *value);
bool ini_is_key(const char *name);

/* Reads a text by r->grammar; .file and .diags are set.  Returns the number of problems. */
size_t ini_read(struct reader *r, const char *text, size_t len);

/* "a, b, c": all sections, or the keys of one. */
char *ini_list_names(const char *section, char *buf, size_t size);
