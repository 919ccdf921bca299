/*
 * ergod-input: one sampler, read by all who may listen.  DESIGN 5: who may, and what they can learn.
 */
#pragma once

#include "ergo/base.h"

struct helper;

struct helper_options {
	int listen_fd;           /* taken over by helper_new() */
	const char *seat;        /* NULL: seat0 */
	const char *input_dir;   /* NULL: /dev/input */
	const char *config_path; /* NULL: searched */
	usec_t idle_exit;        /* helper_run() returns when nobody has listened for this long */
};

/* Returns 0 or a negative errno, already logged. */
int helper_new(struct helper **ret, const struct helper_options *options);
struct helper *helper_free(struct helper *h);
DEFINE_CLEANUP(struct helper *, helper_free)

/* Runs until SIGTERM, SIGINT or the end of idle_exit.  Returns 0 or a negative errno, already logged. */
int helper_run(struct helper *h);
