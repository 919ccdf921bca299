/* Finds the configuration file and reads it, and tells what holds. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conf-internal.h"

#define FILE_NAME "ergod/ergod.ini"

/* DIR/ergod/ergod.ini.  -ENAMETOOLONG: does not fit. */
static int join(const char *dir, size_t len, const char *sub, char *buf, size_t size)
{
	int n = snprintf(buf, size, "%.*s%s/%s", (int) len, dir, sub, FILE_NAME);

	return n < 0 || (size_t) n >= size ? -ENAMETOOLONG : 0;
}

int conf_user_path(char *buf, size_t size)
{
	char path[CONF_PATH_MAX];
	const char *dir = getenv("XDG_CONFIG_HOME"), *sub = "";

	/* The specification: what is not absolute is to be ignored. */
	if (!dir || dir[0] != '/') {
		dir = getenv("HOME");
		sub = "/.config";
	}
	if (!dir || dir[0] != '/') {
		return -ENOENT;
	}
	if (strlen(dir) >= sizeof(path)) {
		return -ENAMETOOLONG;
	}
	int r = join(dir, strlen(dir), sub, path, sizeof(path));
	if (r < 0) {
		return r;
	}
	if (strlen(path) >= size) {
		return -ENAMETOOLONG;
	}
	memcpy(buf, path, strlen(path) + 1);
	return 0;
}

/* Reads c->path over the defaults.  Returns 0, -ENOENT, -ENOMEM. */
static int load_file(struct conf *c, bool explicit)
{
	_cleanup_(free_textp) char *text = NULL;
	size_t len = 0;
	int r = conf_read(AT_FDCWD, c->path, c->path, explicit, &c->diags, &text, &len);

	if (r < 0) {
		return r == -EBADF ? 0 : r;
	}
	(void) config_parse(&c->config, text, len, c->path, &c->diags, c->origins);
	return 0;
}

/* Tries one place of the search.  A path that does not fit names no file. */
static int try_dir(struct conf *c, const char *dir, size_t len)
{
	int r = -ENOENT;

	if (len > 0 && len < sizeof(c->path) && dir[0] == '/' &&
	    join(dir, len, "", c->path, sizeof(c->path)) == 0) {
		r = load_file(c, false);
	}
	if (r == -ENOENT) {
		c->path[0] = '\0';
	}
	return r;
}

static int search(struct conf *c)
{
	const char *dirs = getenv("XDG_CONFIG_DIRS");
	int r = -ENOENT;

	if (conf_user_path(c->path, sizeof(c->path)) == 0) {
		r = load_file(c, false);
	}
	if (r != -ENOENT) {
		return r;
	}
	c->path[0] = '\0';
	if (!dirs || dirs[0] == '\0') {
		dirs = "/etc/xdg";
	}
	while (r == -ENOENT && *dirs != '\0') {
		size_t len = strcspn(dirs, ":");
		r = try_dir(c, dirs, len);
		dirs += len + (dirs[len] == ':');
	}
	return r == -ENOENT ? 0 : r;
}

int conf_load(const char *path, struct conf **ret)
{
	_cleanup_(conf_freep) struct conf *c = NULL;
	int r;

	c = calloc(1, sizeof(*c));
	if (!c) {
		return -ENOMEM;
	}
	config_defaults(&c->config);
	if (!path) {
		r = search(c);
		if (r >= 0) {
			r = conf_read_profiles(c);
		}
		if (r >= 0) {
			r = conf_read_exercises(c);
		}
	} else if (path[0] == '\0' || strlen(path) >= sizeof(c->path)) {
		r = -ENOENT;
	} else {
		memcpy(c->path, path, strlen(path) + 1);
		r = load_file(c, true);
	}
	if (r < 0) {
		return r;
	}
	*ret = TAKE_PTR(c);
	return 0;
}

struct conf *conf_free(struct conf *c)
{
	if (c) {
		for (size_t i = 0; i < c->profiles_n; i++) {
			free(c->profile[i]);
		}
		free(c->exercises);
		free(c);
	}
	return NULL;
}

bool conf_unread(const struct conf *c)
{
	for (size_t i = 0; i < c->diags.n; i++) {
		if (c->diags.diag[i].line == 0) {
			return true;
		}
	}
	return false;
}

const struct conf_profile *conf_choose(const struct conf *c, const struct monitors *monitors)
{
	const struct conf_profile *best = NULL;

	for (size_t i = 0; i < c->profiles_n; i++) {
		const struct conf_profile *p = c->profile[i];
		if ((!best || p->match.n > best->match.n) && profile_fits(&p->match, monitors)) {
			best = p;
		}
	}
	return best;
}

const struct conf_profile *conf_find_profile(const struct conf *c, const char *name)
{
	for (size_t i = 0; i < c->profiles_n; i++) {
		if (strcmp(c->profile[i]->name, name) == 0) {
			return c->profile[i];
		}
	}
	return NULL;
}

void conf_effective(const struct conf *c, const struct conf_profile *profile, struct config *ret,
		    struct config_origin *origins)
{
	*ret = profile ? profile->config : c->config;
	if (origins) {
		memcpy(origins, profile ? profile->origins : c->origins, sizeof(c->origins));
	}
}
