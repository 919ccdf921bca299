/* Writes a configuration file, key by key. */
#include "ergo/conf-write.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf-internal.h"
#include "conf-put.h"

#define CHANGES_MAX 256 /* between two savings */
#define ATTEMPTS    5

struct content {
	char *s;
	size_t len;
};

struct change {
	char *section, *key, *value;
};

struct conf_writer {
	char path[CONF_PATH_MAX];
	char backup[CONF_PATH_MAX + 1];
	bool exists, backed_up;
	struct stat st; /* where it exists */
	struct content disk, seed, text;
	size_t changes_n;
	struct change changes[CHANGES_MAX];
};

static void content_done(struct content *c)
{
	free(c->s);
	*c = (struct content){};
}

static int content_copy(struct content *ret, const char *s, size_t len)
{
	char *copy = malloc(len + 1);

	if (!copy) {
		return -ENOMEM;
	}
	if (len > 0) {
		memcpy(copy, s, len);
	}
	copy[len] = '\0';
	free(ret->s);
	*ret = (struct content){ copy, len };
	return 0;
}

static bool content_equal(const struct content *a, const struct content *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->s, b->s, a->len) == 0);
}

static void change_done(struct change *c)
{
	free(c->section);
	free(c->key);
	free(c->value);
	*c = (struct change){};
}

static void forget_changes(struct conf_writer *w)
{
	while (w->changes_n > 0) {
		change_done(&w->changes[--w->changes_n]);
	}
}

struct conf_writer *conf_writer_free(struct conf_writer *w)
{
	if (w) {
		forget_changes(w);
		content_done(&w->disk);
		content_done(&w->seed);
		content_done(&w->text);
		free(w);
	}
	return NULL;
}

/* Reads an open file as a whole. */
static int read_all(int fd, struct content *ret)
{
	_cleanup_(content_done) struct content c = { malloc(CONFIG_TEXT_MAX + 1), 0 };

	if (!c.s) {
		return -ENOMEM;
	}
	for (;;) {
		ssize_t n = read(fd, c.s + c.len, CONFIG_TEXT_MAX + 1 - c.len);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			return -errno;
		}
		if (n == 0) {
			return content_copy(ret, c.s, c.len);
		}
		c.len += (size_t) n;
		if (c.len > CONFIG_TEXT_MAX) {
			return -EFBIG;
		}
	}
}

/* Reads what is at `path` now.  *ret_exists: whether something is. */
static int read_file(const char *path, struct content *ret, bool *ret_exists, struct stat *ret_st)
{
	_cleanup_(close_fdp) int fd = -1;
	struct stat st;
	int r;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) {
		*ret_exists = false;
		return content_copy(ret, "", 0);
	}
	if (fd < 0 || fstat(fd, &st) < 0) {
		return -errno;
	}
	if (!S_ISREG(st.st_mode)) {
		return S_ISDIR(st.st_mode) ? -EISDIR : -EINVAL;
	}
	r = read_all(fd, ret);
	if (r == 0) {
		*ret_exists = true;
		*ret_st = st;
	}
	return r;
}

int conf_writer_new(struct conf_writer **ret, const char *path)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = calloc(1, sizeof(*w));
	char real[PATH_MAX];
	struct stat st;
	int r;

	if (!w) {
		return -ENOMEM;
	}
	if (realpath(path, real)) {
		path = real;
	} else if (errno != ENOENT && errno != ENOTDIR) {
		return -errno;
	} else if (lstat(path, &st) == 0) {
		return -ENOLINK;
	}
	if (snprintf(w->path, sizeof(w->path), "%s", path) >= (int) sizeof(w->path)) {
		return -ENAMETOOLONG;
	}
	r = read_file(w->path, &w->disk, &w->exists, &w->st);
	if (r == 0) {
		r = content_copy(&w->text, w->disk.s, w->disk.len);
	}
	if (r == 0) {
		r = content_copy(&w->seed, "", 0);
	}
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(w);
	return 0;
}

int conf_writer_seed(struct conf_writer *w, const char *text, size_t len)
{
	int r = len > CONFIG_TEXT_MAX ? -EFBIG : content_copy(&w->seed, text, len);

	if (r == 0 && !w->exists && w->changes_n == 0) {
		r = content_copy(&w->text, text, len);
	}
	return r;
}

bool conf_writer_exists(const struct conf_writer *w)
{
	return w->exists;
}

const char *conf_writer_disk(const struct conf_writer *w, size_t *ret_len)
{
	*ret_len = w->disk.len;
	return w->disk.s;
}

const char *conf_writer_text(const struct conf_writer *w, size_t *ret_len)
{
	*ret_len = w->text.len;
	return w->text.s;
}

const char *conf_writer_path(const struct conf_writer *w)
{
	return w->path;
}

const char *conf_writer_backup(const struct conf_writer *w)
{
	return w->backup;
}

/* One change of a text in place.  Returns as ini_edit(). */
static int edit(struct content *text, const struct ini_change *c)
{
	size_t size = text->len + INI_EDIT_ROOM;
	_cleanup_(content_done) struct content out = { malloc(size), 0 };
	int r;

	if (!out.s) {
		return -ENOMEM;
	}
	r = ini_edit(text->s, text->len, c, out.s, size - 1, &out.len);
	if (r > 0 && out.len > CONFIG_TEXT_MAX) {
		return -ENOSPC;
	}
	if (r > 0) {
		int q = content_copy(text, out.s, out.len);
		return q < 0 ? q : r;
	}
	return r;
}

static int remember(struct conf_writer *w, const struct ini_change *c)
{
	struct change copy = { strdup(c->section), strdup(c->key),
			       c->value ? strdup(c->value) : NULL };

	if (!copy.section || !copy.key || (c->value && !copy.value)) {
		change_done(&copy);
		return -ENOMEM;
	}
	w->changes[w->changes_n++] = copy;
	return 0;
}

int conf_writer_set(struct conf_writer *w, const struct ini_change *change)
{
	_cleanup_(content_done) struct content text = {};
	int r, q;

	if (w->changes_n == CHANGES_MAX) {
		return -ENOSPC;
	}
	r = content_copy(&text, w->text.s, w->text.len);
	if (r == 0) {
		r = edit(&text, change);
	}
	if (r < 0) {
		return r;
	}
	q = remember(w, change);
	if (q < 0) {
		return q;
	}
	content_done(&w->text);
	w->text = text;
	text = (struct content){};
	return r;
}

size_t conf_writer_pending_n(const struct conf_writer *w)
{
	return w->changes_n;
}

struct ini_change conf_writer_pending(const struct conf_writer *w, size_t i)
{
	const struct change *c = &w->changes[i];

	return (struct ini_change){ c->section, c->key, c->value };
}

static int write_backup(struct conf_writer *w)
{
	char tmp[CONF_PUT_MAX], name[CONF_PATH_MAX + 1];
	int r;

	if (w->backed_up || !w->exists) {
		return 0;
	}
	(void) snprintf(name, sizeof(name), "%s~", w->path);
	r = conf_put_temporary(w->path, w->disk.s, w->disk.len, &w->st, tmp);
	if (r < 0) {
		return r;
	}
	if (rename(tmp, name) < 0) {
		r = -errno;
		(void) unlink(tmp);
		return r;
	}
	memcpy(w->backup, name, sizeof(name));
	w->backed_up = true;
	return 0;
}

/* Reads the file again; 1: it is another one now, the changes are laid over that. */
static int refresh(struct conf_writer *w)
{
	_cleanup_(content_done) struct content now = {}, text = {};
	bool exists = false;
	struct stat st = {};
	int r = read_file(w->path, &now, &exists, &st);

	if (r < 0) {
		return r;
	}
	if (exists == w->exists && content_equal(&now, &w->disk)) {
		w->st = exists ? st : w->st;
		return 0;
	}
	/* One that was taken away is made again: an editor may be about to put a new one there. */
	const struct content *base = exists ? &now : w->exists ? &w->disk : &w->seed;
	r = content_copy(&text, base->s, base->len);
	for (size_t i = 0; r >= 0 && i < w->changes_n; i++) {
		const struct change *c = &w->changes[i];
		r = edit(&text, &(struct ini_change){ c->section, c->key, c->value });
	}
	if (r < 0) {
		return r;
	}
	content_done(&w->disk);
	content_done(&w->text);
	w->disk = now;
	w->text = text;
	w->exists = exists;
	w->st = st;
	now = text = (struct content){};
	return 1;
}

/* Puts the new text in place.  -EEXIST: somebody was faster. */
static int replace(struct conf_writer *w)
{
	char tmp[CONF_PUT_MAX];
	int r = conf_put_temporary(w->path, w->text.s, w->text.len, w->exists ? &w->st : NULL, tmp);

	if (r < 0) {
		return r;
	}
	r = refresh(w);
	if (r == 0) {
		unsigned flags = w->exists ? 0 : RENAME_NOREPLACE;
		if (renameat2(AT_FDCWD, tmp, AT_FDCWD, w->path, flags) == 0) {
			conf_put_synced(w->path);
			return 0;
		}
		r = errno == EINVAL && flags && rename(tmp, w->path) == 0 ? 0 : -errno;
	}
	if (r != 0) {
		(void) unlink(tmp);
	}
	return r > 0 ? -EEXIST : r;
}

int conf_writer_save(struct conf_writer *w)
{
	bool changed = false;
	int r = -EEXIST;

	if (w->changes_n == 0) {
		return 0;
	}
	for (unsigned i = 0; r == -EEXIST && i < ATTEMPTS; i++) {
		r = refresh(w);
		if (r < 0) {
			return r;
		}
		changed = changed || r > 0;
		if (w->exists && content_equal(&w->text, &w->disk)) {
			r = 0;
			break;
		}
		r = w->exists ? 0 : conf_put_folders(w->path);
		if (r == 0) {
			r = write_backup(w);
		}
		if (r == 0) {
			r = replace(w);
			changed = changed || r == -EEXIST;
		}
	}
	if (r < 0) {
		return r == -EEXIST ? -EBUSY : r;
	}
	r = content_copy(&w->disk, w->text.s, w->text.len);
	if (r < 0) {
		return r;
	}
	if (!w->exists) {
		w->exists = true;
		w->backed_up = true; /* there was nothing before this run */
	}
	forget_changes(w);
	return changed ? 1 : 0;
}
