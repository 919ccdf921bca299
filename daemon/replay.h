/* `ergod --replay` and `ergod --demo`: the engine in virtual time, with no other access to the
 * machine. */
#pragma once

#include <stdbool.h>

/*
 * Replays the trace at `path` ("-": standard input) with the configuration at `config_path` (NULL:
 * the defaults) and prints the effects, as JSON lines if `json`.  Problems go to standard error
 * with file and line.  Returns an exit status.
 */
int replay_file(const char *path, const char *config_path, bool json);

/* Replays the built-in demonstration day and comments it. */
int replay_demo(void);
