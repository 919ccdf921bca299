/*
 * The words of the audit, for prompts, D-Bus and the CLI: short, concrete, in the user's language
 * (ergo/tr.h) and the unit the user likes; facts and what to do, never what causes or cures a pain.
 * (libergotext.a)  All return buf.
 */
#pragma once

#include "ergo/audit.h"

#define AUDIT_TEXT_MAX 1024 /* bytes that any of these needs at most, NUL included */

/* "the screen's top edge is 7 cm above your eyes (your eye height is estimated)"; "the left screen's"
 * etc. where there are several.  Also for findings_after. */
char *finding_say(const struct audit *a, const struct finding *f, enum length_unit unit,
		  char buf[static AUDIT_TEXT_MAX]);
/* The same in a word or two, for a table: "top edge 7 cm above the eyes". */
char *finding_short(const struct audit *a, const struct finding *f, enum length_unit unit,
		    char buf[static AUDIT_TEXT_MAX]);
/* "raise the left screen by 6 cm, e.g. on a ream of paper and a book". */
char *move_say(const struct audit *a, const struct move *m, enum length_unit unit,
	       char buf[static AUDIT_TEXT_MAX]);
/* What to do about a finding: its .move; where that is MOVE_NONE, how to live with it.  Not for those of
 * findings_after. */
char *correction_say(const struct audit *a, const struct finding *f, enum length_unit unit,
		     char buf[static AUDIT_TEXT_MAX]);
/* How it is measured: "eye_height: sit as you usually do, look straight ahead ...". */
const char *quantity_how(enum quantity q);
const char *quantity_words(enum quantity q); /* "eye height" */
/* What the rule looks at and what its limits are worth: whole sentences. */
const char *rule_why(enum rule r);
const char *rule_title(enum rule r); /* "top edge" */
/* "the left screen", "the laptop's screen", "the screen", as a part of a sentence: by place where that
 * tells them apart, else by name, "DELL U2720Q". */
char *monitor_say(const struct audit *a, int monitor, char buf[static AUDIT_TEXT_MAX]);
