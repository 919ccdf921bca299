/* Reads the profiles: conf.d/NAME.ini beside the configuration file. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ergo/tr.h"
#include "conf-internal.h"

#define FOLDER   "conf.d"
#define SUFFIX   ".ini"
#define SCAN_MAX 100000 /* entries of the folder that are looked at: a bound, not a wish */

/* The names of the files that are read, sorted. */
struct names {
	size_t n;
	char name[CONF_PROFILES_MAX][NAME_MAX + 1];
	size_t dropped;
};

static void close_dirp(DIR **dir)
{
	if (*dir) {
		(void) closedir(*dir);
	}
}

static bool is_profile(const char *name)
{
	size_t len = strlen(name), suffix = strlen(SUFFIX);

	return name[0] != '.' && len > suffix && len <= NAME_MAX &&
	       strcmp(name + len - suffix, SUFFIX) == 0;
}

/* Keeps the first ones by name, in whatever order they come. */
static void add_name(struct names *names, const char *name)
{
	size_t i = names->n;

	if (names->n == CONF_PROFILES_MAX) {
		names->dropped++;
		i--;
		if (strcmp(names->name[i], name) < 0) {
			return;
		}
	} else {
		names->n++;
	}
	for (; i > 0 && strcmp(names->name[i - 1], name) > 0; i--) {
		memcpy(names->name[i], names->name[i - 1], sizeof(names->name[i]));
	}
	memcpy(names->name[i], name, strlen(name) + 1);
}

static void list_names(DIR *dir, const char *path, struct config_diags *diags, struct names *ret)
{
	const struct dirent *e;
	size_t seen = 0;

	while (seen++ < SCAN_MAX && (e = readdir(dir))) {
		if (is_profile(e->d_name)) {
			add_name(ret, e->d_name);
		}
	}
	if (ret->dropped > 0) {
		config_diags_add(diags, path, 0, "",
				 _("there are more than %d files here: those behind \"%s\" are not "
				   "read, move some away"),
				 CONF_PROFILES_MAX, ret->name[ret->n - 1]);
	}
}

/* The folder of the profiles.  False: there can be none. */
static bool find_folder(const struct conf *c, char *buf, size_t size)
{
	char file[CONF_PATH_MAX];
	const char *path = c->path;

	if (path[0] == '\0') {
		if (conf_user_path(file, sizeof(file)) < 0) {
			return false;
		}
		path = file;
	}
	(void) snprintf(buf, size, "%.*s/" FOLDER, (int) (strrchr(path, '/') - path), path);
	return true;
}

/* Reads one file over what the configuration file says.  Returns 0, -ENOMEM. */
static int read_profile(struct conf *c, int dir, const char *folder, const char *name)
{
	_cleanup_(free_textp) char *text = NULL;
	size_t len = 0, size = strlen(folder) + 1 + strlen(name) + 1;
	struct conf_profile *p = calloc(1, sizeof(*p) + size);
	int r;

	if (!p) {
		return -ENOMEM;
	}
	(void) snprintf(p->path, size, "%s/%s", folder, name);
	(void) snprintf(p->name, sizeof(p->name), "%.*s", (int) (strlen(name) - strlen(SUFFIX)),
			name);
	r = conf_read(dir, name, p->path, false, &c->diags, &text, &len);
	if (r < 0) {
		free(p);
		return r == -ENOMEM ? r : 0; /* reported, or gone meanwhile */
	}
	conf_effective(c, NULL, &p->config, p->origins);
	(void) config_parse_fragment(&p->config, text, len, p->path, &c->diags, p->origins,
				     &p->match);
	c->profile[c->profiles_n++] = p;
	return 0;
}

int conf_read_profiles(struct conf *c)
{
	_cleanup_(close_dirp) DIR *dir = NULL;
	char folder[CONF_PATH_MAX + sizeof(FOLDER) + 1];
	struct names names = {};
	struct stat st;
	int fd, r = 0;

	/* Over a file that can't be read nothing is laid. */
	if (conf_unread(c) || !find_folder(c, folder, sizeof(folder)) || lstat(folder, &st) < 0) {
		return 0;
	}
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		dir = fdopendir(fd);
	}
	if (!dir) {
		config_diags_add(&c->diags, folder, 0, "", _("can't be opened: %s"),
				 strerror(errno));
		if (fd >= 0) {
			(void) close(fd);
		}
		return 0;
	}
	list_names(dir, folder, &c->diags, &names);
	for (size_t i = 0; i < names.n && r == 0; i++) {
		r = read_profile(c, dirfd(dir), folder, names.name[i]);
	}
	return r;
}
