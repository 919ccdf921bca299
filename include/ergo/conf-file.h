/*
 * Finds and reads the configuration file.  $XDG_CONFIG_HOME/ergod/ergod.ini (~/.config), then each
 * $XDG_CONFIG_DIRS/ergod/ergod.ini (/etc/xdg); the first that exists is read; none is fine.
 * Beside it, conf.d/NAME.ini are profiles: what holds in place of the file, or besides, while certain
 * monitors are connected.  Without a file, those in the user's folder are read.
 * The user's own exercises are in $XDG_CONFIG_HOME/ergod/exercises.ini (exercises.h).
 * (libergoconf.a: linked by the daemon, the CLI and the tests.)
 */
#pragma once

#include "ergo/config.h"
#include "ergo/exercises.h"

#define CONF_PATH_MAX     4096
#define CONF_PROFILES_MAX 32 /* files of conf.d that are read: the first ones by name */

/* One file of conf.d, laid over the ergod.ini. */
struct conf_profile {
	char name[256];                                 /* of the file, without ".ini" */
	struct profile_match match;                     /* its monitors; .n 0: never fits */
	struct config config;                           /* the file with this one laid over it */
	struct config_origin origins[CONFIG_ORIGINS_N]; /* of .config */
	char path[];                                    /* of the file */
};

struct conf {
	struct config config;      /* of the file alone */
	struct config_diags diags; /* of the file, of all profiles and of exercises.ini */
	char path[CONF_PATH_MAX];  /* the file that was read; "" = none, defaults only */
	struct config_origin origins[CONFIG_ORIGINS_N]; /* of .config */
	size_t profiles_n;
	struct conf_profile *profile[CONF_PROFILES_MAX]; /* in the order of their names */
	struct exercise_list *exercises;                 /* the user's own; NULL: no such file */
};

/* Where the user's own file belongs, whether it exists or not.  Returns 0; -ENOENT when neither
 * variable nor HOME is set to an absolute path; -ENAMETOOLONG. */
int conf_user_path(char *buf, size_t size);

/*
 * Reads `path`, or searches as above when it is NULL, over the defaults.  Problems of the texts are
 * in (*ret)->diags (the keys concerned have their defaults, or in a profile what the file says), not
 * errors of this function.  A file that is there but can't be read (no permission, a directory, a
 * link to nothing) is a problem of line 0, and ends the search.  An explicit path may be a pipe or a
 * device, too, and has no profiles and no exercises.  Returns 0, -ENOENT only for an explicit path that does not
 * exist, -ENOMEM.
 */
int conf_load(const char *path, struct conf **ret);

/* Whether a file was there but could not be read as a whole (a directory, no permission): the defaults hold. */
bool conf_unread(const struct conf *c);

/* The profile whose monitors are all connected and that names the most; of equals the first by name.
 * NULL: none fits, the file holds alone. */
const struct conf_profile *conf_choose(const struct conf *c, const struct monitors *monitors);

/* The profile of that name; NULL: there is none. */
const struct conf_profile *conf_find_profile(const struct conf *c, const char *name);

/* The configuration that holds with a profile, or with none (NULL).  origins may be NULL, else has
 * CONFIG_ORIGINS_N entries, which keep pointers into `c`. */
void conf_effective(const struct conf *c, const struct conf_profile *profile, struct config *ret,
		    struct config_origin *origins);

struct conf *conf_free(struct conf *c);
DEFINE_CLEANUP(struct conf *, conf_free)
