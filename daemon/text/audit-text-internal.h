/* What the files of the audit's words share. */
#pragma once

#include "ergo/audit-text.h"

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

/* "6 cm", "12 degrees", "1 degree"; `about` is the edge it must not be mistaken for: where both round
 * to the same, a decimal tells them apart.  NAN: none. */
void words_add_length(struct words *t, double mm, enum length_unit unit);
void words_add_degrees(struct words *t, double deg, double about);

/* "its size", "its size and its distance", "your eye height, its size and its distance"; the bits of
 * `mask`, at most 4 of them.  Returns how many it named. */
unsigned words_add_quantities(struct words *t, unsigned mask);

/* " (your eye height is estimated)"; nothing when no bit is set. */
void words_add_estimated(struct words *t, unsigned mask);

/* monitor_say() at the end of a text. */
void words_add_monitor(struct words *t, const struct audit *a, int monitor);

/* audit-text-share.c: a finding of RULE_ROLE, what to do about it, and how much a screen is used, where that is
 * known: "; 72 % of the last week's time was on it". */
void words_add_role(struct words *t, const struct audit *a, const struct finding *f);
void words_add_role_correction(struct words *t, const struct audit *a, const struct finding *f);
void words_add_share(struct words *t, const struct monitor_view *v);

/* The view of a finding's or move's monitor; NULL: there is none. */
const struct monitor_view *words_view(const struct audit *a, int monitor);
