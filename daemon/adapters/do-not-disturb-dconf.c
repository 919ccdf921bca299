/*
 * GNOME's settings are nowhere to be read on the bus: neither GNOME Shell nor the portal of settings
 * tells show-banners.  They are in a file, which dconf replaces at every change, in the format of
 * gvdb (all numbers little-endian):
 *
 *   header  "GVariant", version 0, options, start and end of a table
 *   table   number of bloom words (the lower 27 bits), number of buckets, the words and the buckets,
 *           u32 each, then items to the end
 *   item    hash, number of the parent, start and u16 size of a part of the name, a letter for the
 *           type, 0, start and end of the value
 *
 * A name is that of the parent and its own part.  A value of type `v` ends in a NUL and its type.
 */
#include "adapters/do-not-disturb-internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX    (4 * 1024 * 1024)
#define HEADER_SIZE 24
#define ITEM_SIZE   24
#define ROOT_AT     16
#define NO_PARENT   UINT32_MAX
#define DEPTH_MAX   64

struct bytes {
	const uint8_t *p;
	size_t size;
};

static uint32_t u32(const uint8_t *p)
{
	return (uint32_t) p[0] | (uint32_t) p[1] << 8 | (uint32_t) p[2] << 16 |
	       (uint32_t) p[3] << 24;
}

/* What is between two places of the database, NULL where they are none. */
static struct bytes slice(const struct bytes *db, uint32_t start, uint32_t end)
{
	if (start > end || end > db->size) {
		return (struct bytes){ 0 };
	}
	return (struct bytes){ db->p + start, end - start };
}

static int find_items(const struct bytes *db, struct bytes *ret)
{
	static const char signature[] = "GVariant";
	struct bytes table;
	uint64_t skip;

	if (db->size < HEADER_SIZE || memcmp(db->p, signature, 8) != 0 || u32(db->p + 8) != 0) {
		return -EBADMSG;
	}
	table = slice(db, u32(db->p + ROOT_AT), u32(db->p + ROOT_AT + 4));
	if (!table.p || table.size < 8) {
		return -EBADMSG;
	}
	skip = 8 + 4 * ((uint64_t) (u32(table.p) & 0x7ffffff) + u32(table.p + 4));
	if (skip > table.size) {
		return -EBADMSG;
	}
	*ret = (struct bytes){ table.p + skip, table.size - skip };
	return 0;
}

/* Whether the item's name is `key`: its parts are compared from the last to the first. */
static bool is_called(const struct bytes *db, const struct bytes *items, const uint8_t *item,
		      const char *key)
{
	size_t rest = strlen(key);

	for (unsigned depth = 0; depth < DEPTH_MAX; depth++) {
		uint32_t parent = u32(item + 4), start = u32(item + 8);
		uint32_t size = (uint32_t) item[12] | (uint32_t) item[13] << 8;

		if (size > rest || start > db->size || size > db->size - start ||
		    memcmp(db->p + start, key + rest - size, size) != 0) {
			return false;
		}
		rest -= size;
		if (parent == NO_PARENT) {
			return rest == 0;
		}
		if (parent >= items->size / ITEM_SIZE) {
			return false;
		}
		item = items->p + parent * (size_t) ITEM_SIZE;
	}
	return false;
}

int dconf_find_bool(const void *p, size_t size, const char *key, bool *ret)
{
	struct bytes db = { p, size }, items, value;
	int r;

	r = find_items(&db, &items);
	if (r < 0) {
		return r;
	}
	for (size_t at = 0; at + ITEM_SIZE <= items.size; at += ITEM_SIZE) {
		const uint8_t *item = items.p + at;

		if (item[14] != 'v' || !is_called(&db, &items, item, key)) {
			continue;
		}
		value = slice(&db, u32(item + 16), u32(item + 20));
		if (value.size != 3 || value.p[0] > 1 || value.p[1] != 0 || value.p[2] != 'b') {
			return -EBADMSG;
		}
		*ret = value.p[0];
		return 1;
	}
	return 0;
}

static int open_database(void)
{
	const char *dir = getenv("XDG_CONFIG_HOME"), *sub = "";
	char path[1024];
	int fd;

	if (!dir || dir[0] != '/') {
		dir = getenv("HOME");
		sub = "/.config";
	}
	if (!dir ||
	    snprintf(path, sizeof(path), "%s%s/dconf/user", dir, sub) >= (int) sizeof(path)) {
		return -ENOENT;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	return fd < 0 ? -errno : fd;
}

static int read_database(int fd, struct bytes *ret)
{
	struct stat st;
	uint8_t *p;
	ssize_t n;

	if (fstat(fd, &st) < 0) {
		return -errno;
	}
	if (!S_ISREG(st.st_mode) || st.st_size > FILE_MAX) {
		return -EBADMSG;
	}
	p = malloc((size_t) st.st_size + 1);
	if (!p) {
		return -ENOMEM;
	}
	n = read(fd, p, (size_t) st.st_size);
	if (n < 0) {
		int r = -errno;

		free(p);
		return r;
	}
	*ret = (struct bytes){ p, (size_t) n };
	return 0;
}

int dconf_read_bool(const char *key, bool *ret)
{
	struct bytes db = { 0 };
	int fd, r;

	fd = open_database();
	if (fd < 0) {
		return fd == -ENOENT ? 0 : fd;
	}
	r = read_database(fd, &db);
	(void) close(fd);
	if (r >= 0) {
		r = dconf_find_bool(db.p, db.size, key, ret);
		free((void *) db.p);
	}
	return r;
}
