/* What the files of `ergoctl audit` share. */
#pragma once

#include "audit-data.h"
#include "ergo/audit-text.h"
#include "rosa-show.h"

/* An audit that is to be shown. */
struct show {
	const struct audit_data *data;
	const struct audit *audit;
	enum length_unit unit;
	const char *picture;    /* file that was drawn; NULL: none */
	struct rosa_data *rosa; /* NULL: it could not be read */
};

/* A screen by both of its names where there are several: "left screen, DP-1". */
void show_name(const struct audit *a, size_t i, struct text *t);
/* What a finding is about, for a column: "left screen: top edge 7 cm above the eyes". */
void show_what(const struct show *s, const struct finding *f, struct text *t);

/* audit-print.c: for people.  Returns an exit status. */
int show_text(const struct show *s);
/* audit-views.c: the table of angles.  Returns 0 or a negative errno. */
int show_views(const struct show *s);
/* monitors-use.c: how much each screen is used, a line where that is known, or why it can't be. */
void show_use(const struct show *s);
/* audit-json.c: for scripts; NULL: no memory. */
struct json_object *show_json(const struct show *s);

/* audit-explain.c: `--explain RULE`; reaches for the daemon, and does without. */
int explain_rule(const struct args *args);

/* "1 high, 2 caution, 1 note"; "nothing" where there is none of them. */
void counts_say(const unsigned count[static _SEVERITY_MAX], struct text *t);
enum tone severity_tone(enum severity s);

static inline bool view_estimates(const struct monitor_view *v, unsigned quantities)
{
	return v->estimated & quantities;
}
