/* A folder like /sys/class/drm. */
#pragma once

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/edid-block.h"
#include "ergo/monitor.h"

static char folder[64];

static void folder_up(void)
{
	(void) snprintf(folder, sizeof(folder), "/tmp/ergod-drm-XXXXXX");
	assert_non_null(mkdtemp(folder));
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void) st;
	(void) type;
	(void) ftw;
	return remove(path);
}

static void folder_down(void)
{
	(void) nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void write_file(const char *entry, const char *name, const void *data, size_t size)
{
	char path[256];
	int fd;

	(void) snprintf(path, sizeof(path), "%s/%s", folder, entry);
	(void) mkdir(path, 0755);
	(void) snprintf(path, sizeof(path), "%s/%s/%s", folder, entry, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, size), size);
	assert_int_equal(close(fd), 0);
}

static void write_text(const char *entry, const char *name, const char *text)
{
	write_file(entry, name, text, strlen(text));
}

/* A connector that shows an image. */
static void plug_in(const char *entry, const char *modes, const struct edid_spec *edid)
{
	uint8_t block[EDID_BLOCK];

	write_text(entry, "status", "connected\n");
	write_text(entry, "enabled", "enabled\n");
	write_text(entry, "modes", modes);
	if (edid) {
		edid_block(block, edid);
	}
	write_file(entry, "edid", block, edid ? sizeof(block) : 0);
}

static void unplug(const char *entry)
{
	write_text(entry, "status", "disconnected\n");
	write_text(entry, "enabled", "disabled\n");
}
