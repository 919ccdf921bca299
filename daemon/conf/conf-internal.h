/* What the parts of reading the configuration share. */
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include "ergo/conf-file.h"

static inline void close_fdp(int *fd)
{
	if (*fd >= 0) {
		(void) close(*fd);
	}
}

static inline void free_textp(char **text)
{
	free(*text);
}

/*
 * Reads all of a file, one byte more than CONFIG_TEXT_MAX at most: config_parse() tells that.
 * `name` lies in the folder `dir` (AT_FDCWD), `path` is what problems are said to be in.  A file
 * that was asked for (`explicit`) may also be a pipe (`--config <(...)`); of one that was found that
 * would be odd, and could block.  Returns 0; -ENOENT: nothing is there; -EBADF: a problem, reported;
 * -ENOMEM.
 */
int conf_read(int dir, const char *name, const char *path, bool explicit,
	      struct config_diags *diags, char **ret, size_t *ret_len);

/* Reads the conf.d beside the file, or in the user's folder.  Returns 0, -ENOMEM. */
int conf_read_profiles(struct conf *c);

/* Reads the exercises.ini in the user's folder, whichever file the configuration is.  Returns 0, -ENOMEM. */
int conf_read_exercises(struct conf *c);
