/* Putting a file in place as a whole: what conf-write.c does it with. */
#pragma once

#include <sys/stat.h>

#include "ergo/base.h"
#include "ergo/conf-file.h"

#define CONF_PUT_MAX (CONF_PATH_MAX + 16) /* bytes of a temporary file's name, NUL included */

/* Makes the folders above a file.  0 or a negative errno. */
int conf_put_folders(const char *path);

/* Writes a temporary file beside `path`, with the mode and owner of `like` (NULL: a new file's), and
 * has it on the disk.  Its name goes to `tmp`.  0, or a negative errno: nothing is left. */
int conf_put_temporary(const char *path, const char *text, size_t len, const struct stat *like,
		       char tmp[static CONF_PUT_MAX]);

/* After a rename: has the folder on the disk, too.  Best effort, the file itself is safe. */
void conf_put_synced(const char *path);
