/*
 * Activity as ergod-input tells it (ergo/input-wire.h): in which seconds there was input, and nothing about the
 * devices themselves.  Connects when the socket is there or comes, and again when the connection ends.
 */
#pragma once

#include <systemd/sd-event.h>

#include "source.h"

struct input_client;

/* `path` NULL: INPUT_WIRE_PATH.  That nobody listens there is no error.  Returns 0 or a negative errno. */
int input_client_new(struct input_client **ret, sd_event *event, const char *path,
		     const struct source_callbacks *callbacks, void *userdata);
struct input_client *input_client_free(struct input_client *c);
DEFINE_CLEANUP(struct input_client *, input_client_free)

/* For an object of the above. */
extern const struct source_ops input_client_ops;
