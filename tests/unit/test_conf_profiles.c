/* conf.d: which files are read, whatever stands there, and what holds then. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ergo/conf-file.h"

static char top[] = "/tmp/ergod-confd-XXXXXX";
static char path_buf[CONF_PATH_MAX];

/* A path below the folder of this test; static. */
static const char *at(const char *sub)
{
	(void) snprintf(path_buf, sizeof(path_buf), "%s/%s", top, sub);
	return path_buf;
}

static void write_file(const char *sub, const char *text)
{
	int fd = open(at(sub), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(close(fd), 0);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void) st;
	(void) type;
	(void) ftw;
	return remove(path);
}

/* home/ergod and etc/ergod may hold an ergod.ini and a conf.d. */
static int setup(void **state)
{
	static const char *const dirs[] = { "home", "home/ergod", "home/ergod/conf.d",
					    "etc",  "etc/ergod",  "etc/ergod/conf.d" };
	(void) state;

	memcpy(top + sizeof(top) - 7, "XXXXXX", 6);
	assert_non_null(mkdtemp(top));
	for (size_t i = 0; i < ELEMENTSOF(dirs); i++) {
		assert_int_equal(mkdir(at(dirs[i]), 0700), 0);
	}
	assert_int_equal(setenv("XDG_CONFIG_HOME", at("home"), 1), 0);
	assert_int_equal(setenv("XDG_CONFIG_DIRS", at("etc"), 1), 0);
	return 0;
}

static int teardown(void **state)
{
	(void) state;
	return nftw(top, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static struct conf *load(void)
{
	struct conf *c = NULL;

	assert_int_equal(conf_load(NULL, &c), 0);
	assert_non_null(c);
	return c;
}

/* The monitors of these outputs. */
static struct monitors connected(const char *a, const char *b)
{
	struct monitors m = {};

	(void) snprintf(m.m[m.n++].output, MONITOR_OUTPUT_MAX, "%s", a);
	if (b) {
		(void) snprintf(m.m[m.n++].output, MONITOR_OUTPUT_MAX, "%s", b);
	}
	return m;
}

/* The name of the profile that is chosen; "" for none. */
static const char *chosen(const struct conf *c, const char *a, const char *b)
{
	struct monitors m = connected(a, b);
	const struct conf_profile *p = conf_choose(c, &m);

	return p ? p->name : "";
}

static void test_choice(void **state)
{
	(void) state;

	write_file("home/ergod/ergod.ini",
		   "[desk]\nheight = 72cm\n[user]\nstature = 175cm\n[monitor DP-1]\ntilt = 5deg\n");
	write_file("home/ergod/conf.d/b-laptop.ini", "[profile]\nmatch = eDP-1\n");
	write_file("home/ergod/conf.d/c-docked.ini",
		   "[profile]\nmatch = DP-1, eDP-1\n[desk]\nheight = 74cm\n"
		   "[monitor DP-1]\ndistance = 70cm\n");
	write_file("home/ergod/conf.d/a-same.ini", "[profile]\nmatch = DP-2, eDP-1\n");
	write_file("home/ergod/conf.d/d-same.ini", "[profile]\nmatch = edp-1, dp-2\n");
	write_file("home/ergod/conf.d/README", "no profile");
	write_file("home/ergod/conf.d/.hidden.ini", "no profile");
	write_file("home/ergod/conf.d/.ini", "no profile");
	_cleanup_(conf_freep) struct conf *c = load();
	assert_int_equal(c->diags.n, 0);
	assert_int_equal(c->profiles_n, 4);
	assert_string_equal(c->profile[0]->name, "a-same");
	assert_string_equal(c->profile[3]->name, "d-same");
	assert_string_equal(c->profile[2]->path, at("home/ergod/conf.d/c-docked.ini"));

	assert_string_equal(chosen(c, "eDP-1", NULL), "b-laptop");
	assert_string_equal(chosen(c, "DP-1", NULL), "");
	assert_string_equal(chosen(c, "DP-1", "eDP-1"), "c-docked");
	assert_string_equal(chosen(c, "eDP-1", "HDMI-1"), "b-laptop");
	assert_string_equal(chosen(c, "DP-2", "eDP-1"), "a-same"); /* the first of two */
	assert_ptr_equal(conf_find_profile(c, "c-docked"), c->profile[2]);
	assert_null(conf_find_profile(c, "docked"));

	static struct config_origin origins[CONFIG_ORIGINS_N];
	struct config config;
	struct config_item item;
	conf_effective(c, NULL, &config, NULL);
	assert_memory_equal(&config, &c->config, sizeof(config));
	assert_int_equal(config.desk_height, 7200);
	conf_effective(c, c->profile[2], &config, origins);
	assert_int_equal(config.desk_height, 7400);
	assert_int_equal(config.user_stature, 17500);
	assert_int_equal(config.monitors_n, 1);
	assert_int_equal(config.monitor[0].tilt, 50);
	assert_int_equal(config.monitor[0].distance, 7000);
	assert_int_equal(config_item_find(&config, "desk.height", &item), 0);
	assert_int_equal(origins[config_item_index(item)].line, 4);
	assert_string_equal(origins[config_item_index(item)].file, c->profile[2]->path);
	assert_int_equal(config_item_find(&config, "monitor DP-1.tilt", &item), 0);
	assert_string_equal(origins[config_item_index(item)].file, c->path);
	/* the file itself is as it was */
	assert_int_equal(c->config.desk_height, 7200);
	assert_int_equal(c->config.monitor[0].distance, MEASURE_UNSET);
}

/* The folder beside the file that is read; without a file the user's; none with --config. */
static void test_folder(void **state)
{
	struct conf *c;
	(void) state;

	write_file("home/ergod/conf.d/home.ini", "[profile]\nmatch = DP-1\n");
	write_file("etc/ergod/conf.d/etc.ini", "[profile]\nmatch = DP-1\n");
	c = load();
	assert_string_equal(c->path, "");
	assert_string_equal(chosen(c, "DP-1", NULL), "home");
	conf_free(c);
	write_file("etc/ergod/ergod.ini", "");
	c = load();
	assert_string_equal(chosen(c, "DP-1", NULL), "etc");
	conf_free(c);
	write_file("home/ergod/ergod.ini", "");
	c = load();
	assert_string_equal(chosen(c, "DP-1", NULL), "home");
	conf_free(c);
	assert_int_equal(conf_load(at("home/ergod/ergod.ini"), &c), 0);
	assert_int_equal(c->profiles_n, 0);
	conf_free(c);
	/* neither a folder nor a file */
	assert_int_equal(setenv("XDG_CONFIG_HOME", "/dev/null", 1), 0);
	assert_int_equal(setenv("XDG_CONFIG_DIRS", "/dev/null", 1), 0);
	c = load();
	assert_int_equal(c->profiles_n, 0);
	assert_int_equal(c->diags.n, 0);
	conf_free(c);
}

/* Problems of all profiles are told, each with its file; what is right in them holds. */
static void test_problems(void **state)
{
	(void) state;

	write_file("home/ergod/ergod.ini", "[profile]\nmatch = DP-1\n[desk]\nheight = 72cm\n");
	write_file("home/ergod/conf.d/a.ini", "[desk]\nheight = 74cm\n");
	write_file("home/ergod/conf.d/b.ini",
		   "[profile]\nmatch = DP-1\n[desk]\nheight = 74\nheight_standing = 1m\n");
	_cleanup_(conf_freep) struct conf *c = load();
	assert_int_equal(c->diags.n, 3);
	assert_string_equal(c->diags.diag[0].file, at("home/ergod/ergod.ini"));
	assert_int_equal(c->diags.diag[0].line, 1);
	assert_string_equal(c->diags.diag[1].file, at("home/ergod/conf.d/a.ini"));
	assert_string_equal(c->diags.diag[1].key, "profile.match");
	assert_string_equal(c->diags.diag[2].file, at("home/ergod/conf.d/b.ini"));
	assert_int_equal(c->diags.diag[2].line, 4);
	assert_int_equal(c->profiles_n, 2);
	assert_string_equal(chosen(c, "DP-1", NULL), "b");
	assert_int_equal(c->profile[1]->config.desk_height, 7200);
	assert_int_equal(c->profile[1]->config.desk_height_standing, 10000);
}

static void test_hostile_files(void **state)
{
	static char huge[CONFIG_TEXT_MAX + 10];
	(void) state;

	assert_int_equal(mkfifo(at("home/ergod/conf.d/a.ini"), 0600), 0);
	assert_int_equal(mkdir(at("home/ergod/conf.d/b.ini"), 0700), 0);
	assert_int_equal(symlink("nowhere", at("home/ergod/conf.d/c.ini")), 0);
	assert_int_equal(symlink("/dev/zero", at("home/ergod/conf.d/d.ini")), 0);
	assert_int_equal(symlink("e.ini", at("home/ergod/conf.d/e.ini")), 0);
	memset(huge, '#', sizeof(huge) - 1);
	write_file("home/ergod/conf.d/f.ini", huge);
	write_file("home/ergod/conf.d/g\x1b[31m.ini", "");
	write_file("home/ergod/conf.d/h.ini", "[profile]\nmatch = DP-1\n");
	static const char *const want[] = {
		"this is no regular file",
		"this is a directory: a file is wanted here",
		"this is a symbolic link to something that is not there",
		"this is no regular file",
		"can't be opened: Too many levels of symbolic links",
		"the file is larger than 256 KiB: nothing of it is read",
	};
	_cleanup_(conf_freep) struct conf *c = load();
	assert_int_equal(c->diags.n, ELEMENTSOF(want) + 1);
	for (size_t i = 0; i < ELEMENTSOF(want); i++) {
		assert_string_equal(c->diags.diag[i].reason, want[i]);
		assert_int_equal(c->diags.diag[i].file[strlen(at("home/ergod/conf.d/"))],
				 'a' + (int) i);
	}
	assert_non_null(strstr(c->diags.diag[ELEMENTSOF(want)].file, "g\\x1b[31m.ini"));
	assert_string_equal(chosen(c, "DP-1", NULL), "h");
}

/* What stands in place of the folder. */
static void test_hostile_folder(void **state)
{
	struct conf *c;
	bool root = geteuid() == 0;
	(void) state;

	write_file("home/ergod/ergod.ini", "");
	assert_int_equal(rmdir(at("home/ergod/conf.d")), 0);
	c = load();
	assert_int_equal(c->diags.n, 0);
	conf_free(c);
	write_file("home/ergod/conf.d", "");
	c = load();
	assert_int_equal(c->diags.n, 1);
	assert_string_equal(c->diags.diag[0].reason, "can't be opened: Not a directory");
	assert_string_equal(c->diags.diag[0].file, at("home/ergod/conf.d"));
	conf_free(c);
	assert_int_equal(unlink(at("home/ergod/conf.d")), 0);
	assert_int_equal(mkfifo(at("home/ergod/conf.d"), 0600), 0);
	c = load();
	assert_int_equal(c->diags.n, 1);
	conf_free(c);
	assert_int_equal(unlink(at("home/ergod/conf.d")), 0);
	assert_int_equal(symlink("nowhere", at("home/ergod/conf.d")), 0);
	c = load();
	assert_int_equal(c->diags.n, 1);
	conf_free(c);
	assert_int_equal(unlink(at("home/ergod/conf.d")), 0);

	/* Root may read everything; another user may not. */
	assert_int_equal(mkdir(at("home/ergod/conf.d"), 0), 0);
	static const char *const open_dirs[] = { "", "home", "home/ergod" };
	for (size_t i = 0; i < ELEMENTSOF(open_dirs); i++) {
		assert_int_equal(chmod(at(open_dirs[i]), 0755), 0);
	}
	assert_int_equal(chmod(at("home/ergod/ergod.ini"), 0644), 0);
	if (!root || seteuid(65534) == 0) {
		c = load();
		assert_int_equal(c->diags.n, 1);
		assert_string_equal(c->diags.diag[0].reason, "can't be opened: Permission denied");
		conf_free(c);
	}
	assert_int_equal(root ? seteuid(0) : 0, 0);

	/* Over a file that can't be read nothing is laid. */
	assert_int_equal(chmod(at("home/ergod/conf.d"), 0700), 0);
	write_file("home/ergod/conf.d/a.ini", "[profile]\nmatch = DP-1\n");
	assert_int_equal(unlink(at("home/ergod/ergod.ini")), 0);
	assert_int_equal(mkdir(at("home/ergod/ergod.ini"), 0700), 0);
	c = load();
	assert_int_equal(c->diags.n, 1);
	assert_int_equal(c->profiles_n, 0);
	conf_free(c);
}

static void test_many_files(void **state)
{
	char name[64];
	(void) state;

	for (unsigned i = 0; i < 10000; i++) { /* in no order */
		(void) snprintf(name, sizeof(name), "home/ergod/conf.d/%04u.ini", i * 7919 % 10000);
		write_file(name, i * 7919 % 10000 == 5 ? "[profile]\nmatch = DP-1\n"
						       : "[profile]\nmatch = DP-2\n");
	}
	_cleanup_(conf_freep) struct conf *c = load();
	assert_int_equal(c->profiles_n, CONF_PROFILES_MAX);
	assert_int_equal(c->diags.n, 1);
	assert_string_equal(c->diags.diag[0].file, at("home/ergod/conf.d"));
	assert_string_equal(c->diags.diag[0].reason,
			    "there are more than 32 files here: those behind \"0031.ini\" are not "
			    "read, move some away");
	for (unsigned i = 0; i < CONF_PROFILES_MAX; i++) {
		(void) snprintf(name, sizeof(name), "%04u", i);
		assert_string_equal(c->profile[i]->name, name);
	}
	assert_string_equal(chosen(c, "DP-1", NULL), "0005");
}

/* The file says as much of monitors as there is room for: a profile has none left. */
static void test_no_room_for_monitors(void **state)
{
	char text[4096];
	size_t n = 0;
	(void) state;

	for (int i = 0; i < CONFIG_MONITORS_MAX; i++) {
		n += (size_t) snprintf(text + n, sizeof(text) - n, "[monitor M%d]\n", i);
	}
	write_file("home/ergod/ergod.ini", text);
	write_file("home/ergod/conf.d/a.ini",
		   "[profile]\nmatch = DP-1\n[monitor M5]\ntilt = 5deg\n[monitor new]\n");
	_cleanup_(conf_freep) struct conf *c = load();
	assert_int_equal(c->diags.n, 1);
	assert_int_equal(c->diags.diag[0].line, 5);
	assert_int_equal(c->profile[0]->config.monitor[5].tilt, 50);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_choice),
		T(test_folder),
		T(test_problems),
		T(test_hostile_files),
		T(test_hostile_folder),
		T(test_many_files),
		T(test_no_room_for_monitors),
	};
#undef T
	return cmocka_run_group_tests_name("conf-profiles", tests, NULL, NULL);
}
