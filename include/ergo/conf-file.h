/*
 * Finds and reads the configuration file.  $XDG_CONFIG_HOME/ergod/ergod.ini (~/.config), then each
 * $XDG_CONFIG_DIRS/ergod/ergod.ini (/etc/xdg); the first that exists is read; none is fine.
 * (libergoconf.a: linked by the daemon, the CLI and the tests.)
 */
#pragma once

#include "ergo/config.h"

#define CONF_PATH_MAX 4096

struct conf {
	struct config config;
	struct config_diags diags;
	char path[CONF_PATH_MAX];       /* the file that was read; "" = none, defaults only */
	struct config_origin origins[]; /* config_keys_n entries */
};

/* Where the user's own file belongs, whether it exists or not.  Returns 0; -ENOENT when neither
 * variable nor HOME is set to an absolute path; -ENAMETOOLONG. */
int conf_user_path(char *buf, size_t size);

/*
 * Reads `path`, or searches as above when it is NULL, over the defaults.  Problems of the text are
 * in (*ret)->diags (the keys concerned have their defaults), not errors of this function.  A file
 * that is there but can't be read (no permission, a directory, a link to nothing) is a problem of
 * line 0, and ends the search.  An explicit path may be a pipe or a device, too.  Returns 0,
 * -ENOENT only for an explicit path that does not exist, -ENOMEM.
 */
int conf_load(const char *path, struct conf **ret);

/* Whether a file was there but could not be read as a whole (a directory, no permission): the defaults hold. */
bool conf_unread(const struct conf *c);

struct conf *conf_free(struct conf *c);
DEFINE_CLEANUP(struct conf *, conf_free)
