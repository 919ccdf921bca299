/*
 * Whether the user has acknowledged the rules of exercises: $XDG_STATE_HOME/ergod/exercises-acknowledged
 * (~/.local/state), written once by ergoctl, with the date.  Nothing is offered before.  (libergoconf.a)
 */
#pragma once

#include "ergo/base.h"

/* Where it belongs.  Returns 0; -ENOENT: neither variable names an absolute path; -ENAMETOOLONG. */
int exercises_acknowledged_path(char *buf, size_t size);

/* Whether the file is there. */
bool exercises_acknowledged(void);

/* When it was, CLOCK_REALTIME.  Returns 0; -ENOENT: never; -EBADMSG: the file is there and tells no time. */
int exercises_acknowledged_at(usec_t *ret, int32_t *ret_gmtoff_s);

/* Writes it, readable by nobody else, with the folders above it.  One that is there stays as it is.
 * Returns 0 or a negative errno. */
int exercises_acknowledge(usec_t now, int32_t gmtoff_s);
