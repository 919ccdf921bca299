/*
 * What was prompted of the audit, kept from one run to the next: $XDG_STATE_HOME/ergod/posture
 * (~/.local/state), readable by nobody else, replaced as a whole.
 */
#pragma once

#include "ergo/posture-prompt.h"

/* Reads it over *p.  A file that is not there or makes no sense leaves nothing remembered; that is logged. */
void posture_file_load(struct posture_prompts *p);

/* Writes it.  Returns 0 or a negative errno, not logged. */
int posture_file_save(const struct posture_prompts *p);
