/* What the files of the audit's words share. */
#pragma once

#include "ergo/audit-text.h"
#include "ergo/tr.h"

/* A text that grows in a buffer of AUDIT_TEXT_MAX bytes; what does not fit is cut at a character. */
struct words {
	char *buf;
	size_t len;
};

static inline struct words words_begin(char buf[static AUDIT_TEXT_MAX])
{
	buf[0] = '\0';
	return (struct words){ .buf = buf };
}

void words_add(struct words *t, const char *format, ...) _printf_(2, 3);

/* What is said so far moves to `buf`, for a sentence to be put around it. */
const char *words_take(struct words *t, char buf[static AUDIT_TEXT_MAX]);

/* What a sentence is put together from is said first, into buffers of these sizes; all return buf. */
#define WORDS_AMOUNT_MAX 64
#define WORDS_SCREEN_MAX 160

/* "6 cm"; "12 degrees", "1 degree": `about` is the edge it must not be mistaken for: where both round
 * to the same, a decimal tells them apart.  NAN: none. */
char *words_length(char buf[static WORDS_AMOUNT_MAX], double mm, enum length_unit unit);
char *words_degrees(char buf[static WORDS_AMOUNT_MAX], double deg, double about);

/* Which part of a sentence a screen is: languages that decline it have contexts of these names. */
enum part {
	PART_SUBJECT,
	PART_OBJECT,
	PART_PREPOSITION, /* "on the left screen": in German the dative */
	_PART_MAX,
};

/* "the left screen", "the laptop's screen", "the screen", "DELL U2720Q". */
char *words_screen(const struct audit *a, int monitor, enum part part,
		   char buf[static WORDS_SCREEN_MAX]);

/* "its size", "its size and its distance", "your eye height, its size and its distance"; the bits of
 * `mask`, at most 4 of them.  Returns how many it named. */
unsigned words_quantities(char buf[static AUDIT_TEXT_MAX], unsigned mask);

/* "(your eye height is estimated)" at the end; nothing when no bit is set. */
void words_add_estimated(struct words *t, unsigned mask);

/* audit-text-share.c: a finding of RULE_ROLE, what to do about it, and how much a screen is used, where that is
 * known: "; 72 % of the last week's time was on it". */
void words_add_role(struct words *t, const struct audit *a, const struct finding *f);
void words_add_role_correction(struct words *t, const struct audit *a, const struct finding *f);
void words_add_share(struct words *t, const struct monitor_view *v);

/* The view of a finding's or move's monitor; NULL: there is none. */
const struct monitor_view *words_view(const struct audit *a, int monitor);

/* How far the top edge is above the eyes, in mm.  A finding may be of the set-up as it is or of that after the
 * plan; the angle tells which.  NAN: neither. */
double words_top_above_eyes(const struct audit *a, const struct finding *f);
