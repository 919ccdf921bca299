/*
 * The words of posture prompts: what was measured, what to do about it, and how to tell the new measure; always with
 * the ergoctl command, since some servers show no buttons.  Pure.
 */
#pragma once

#include "ergo/audit-text.h"
#include "notice.h"

/*
 * One prompt for `n` (at least 1) findings of the audit that are owed, by their indices; the first is told, the
 * others are counted.
 */
void posture_text_prompt(const struct audit *a, const size_t *owed, size_t n, enum length_unit unit,
			 struct notice *ret);
