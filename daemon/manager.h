/* Wires adapters, engine and store together: events in, effects out, and the one timer. */
#pragma once

#include "ergo/base.h"

struct manager;

struct manager_options {
	const char *config_path;  /* NULL: searched */
	const char *trace_path;   /* NULL: none */
	const char *input_dir;    /* NULL: /dev/input */
	const char *input_socket; /* NULL: that of the installed ergod-input */
};

/*
 * Loads the configuration, connects to the session bus and owns the name.  Everything else may be
 * missing. Returns 0; -EEXIST: another ergod runs; another negative errno, already logged.
 */
int manager_new(struct manager **ret, const struct manager_options *options);
struct manager *manager_free(struct manager *m);
DEFINE_CLEANUP(struct manager *, manager_free)

/* Runs until SIGTERM, SIGINT or the end of the session bus.  Returns 0 or a negative errno, already
 * logged. */
int manager_run(struct manager *m);
