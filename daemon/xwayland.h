/* Whether an XWayland runs: a connection could start one, which is not for us to do. */
#pragma once

#include "ergo/base.h"

/*
 * Whether a process of our user is the XWayland of that display (":0"), or of one that it does not name.
 * `proc`: NULL: /proc.
 */
bool xwayland_runs(const char *proc, const char *display);
