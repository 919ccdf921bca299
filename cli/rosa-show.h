/* What the files of `ergoctl rosa` share. */
#pragma once

#include "rosa-data.h"

struct rosa_show {
	const struct past *p;
	bool others; /* the desk is somebody's in files */
	const struct audit_data *data;
	const struct audit *audit;
	struct rosa_data rosa;
	struct rows points; /* struct rosa_point: how it was */
};

/*
 * Opens the history for a score: there is none for a desk that is in files altogether (--monitors and --config).
 * What can't be read of it is said, and then there is none.
 */
void rosa_open_past(struct past *p, const struct args *args);

/* Why durations are not known; NULL: they are. */
const char *rosa_no_hours(const struct rosa_show *s);

/* rosa-print.c: "3 to 7 of 10: could be improved ..."; two lines at most, for `audit`. */
void rosa_print_line(const struct rosa_data *r);
void rosa_print(const struct rosa_show *s);
/* "3 to 7 of 10: ...", "6 of 8 items, 4 of 5 durations", what to change first; nothing where nothing is amiss. */
void rosa_score_say(struct text *t, const struct rosa_score *s);
void rosa_known_say(struct text *t, const struct rosa_score *s);
void rosa_best_say(struct text *t, const struct rosa_data *r);
/* rosa-explain.c: every item.  Returns an exit status. */
int rosa_explain(const struct rosa_show *s);

/* rosa-json.c: NULL: no memory. */
struct json_object *rosa_json(const struct rosa_data *r);
/* The same with how it was. */
struct json_object *rosa_json_full(const struct rosa_show *s);

/* Whether the item counts at all: of what is not there nothing adds. */
bool rosa_counts(const struct rosa *r, enum rosa_item item);
