/*
 * Changes keys of a configuration file and nothing else in it.  Writing is atomic (a temporary file
 * in the same folder, fsync, rename); a symbolic link is followed and stays; mode and owner stay; the
 * first change keeps what was there before as FILE~.  A file that another program has changed
 * meanwhile is read again and gets the changes on top: nothing of it is lost.
 * (libergoconf.a)
 */
#pragma once

#include "ergo/base.h"
#include "ergo/ini-edit.h"

struct conf_writer;

/*
 * Opens `path`, which need not exist.  Returns 0; -ENOMEM; -EISDIR; -EINVAL: no regular file;
 * -ENOLINK: a symbolic link to nothing; -EFBIG: larger than CONFIG_TEXT_MAX; another -errno of
 * reading.
 */
int conf_writer_new(struct conf_writer **ret, const char *path);
struct conf_writer *conf_writer_free(struct conf_writer *w);
DEFINE_CLEANUP(struct conf_writer *, conf_writer_free)

/* With what a file begins that does not exist yet.  0, -ENOMEM, -EFBIG. */
int conf_writer_seed(struct conf_writer *w, const char *text, size_t len);

bool conf_writer_exists(const struct conf_writer *w);
/* The text as it is on the disk, and with the changes; valid until the next call. */
const char *conf_writer_disk(const struct conf_writer *w, size_t *ret_len);
const char *conf_writer_text(const struct conf_writer *w, size_t *ret_len);
/* The file that is written: `path` with its links followed.  Where the backup is; "": none made. */
const char *conf_writer_path(const struct conf_writer *w);
const char *conf_writer_backup(const struct conf_writer *w);

/* Makes a change, in memory.  Returns as ini_edit(), and -ENOMEM. */
int conf_writer_set(struct conf_writer *w, const struct ini_change *change);

/* The changes that are not written yet; their strings are the writer's. */
size_t conf_writer_pending_n(const struct conf_writer *w);
struct ini_change conf_writer_pending(const struct conf_writer *w, size_t i);

/*
 * Writes the changes, if there are any.  Returns 0; 1: written, and the file had been changed by
 * another program meanwhile; a negative errno: nothing was written (or only the backup), the changes
 * are still there for another attempt.  -EBUSY: the file changes faster than it can be written.
 */
int conf_writer_save(struct conf_writer *w);
