/* Finding the configuration file, and whatever may stand at its place. */
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

static char top[] = "/tmp/ergod-conf-XXXXXX";
static char path_buf[CONF_PATH_MAX];

/* A path below the folder of this test; static. */
static const char *at(const char *sub)
{
	(void) snprintf(path_buf, sizeof(path_buf), "%s/%s", top, sub);
	return path_buf;
}

static void make_dir(const char *sub)
{
	assert_int_equal(mkdir(at(sub), 0700), 0);
}

static void write_file(const char *sub, const char *text, size_t len)
{
	int fd = open(at(sub), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), len);
	assert_int_equal(close(fd), 0);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void) st;
	(void) type;
	(void) ftw;
	return remove(path);
}

/* home/.config, xdg, a and b are folders that may hold ergod/ergod.ini. */
static int setup(void **state)
{
	char dirs[200];
	(void) state;

	memcpy(top + sizeof(top) - 7, "XXXXXX", 6);
	assert_non_null(mkdtemp(top));
	make_dir("home");
	assert_int_equal(setenv("HOME", at("home"), 1), 0);
	assert_int_equal(setenv("XDG_CONFIG_HOME", at("xdg"), 1), 0);
	(void) snprintf(dirs, sizeof(dirs), "relative::%s/a:%s/b", top, top);
	assert_int_equal(setenv("XDG_CONFIG_DIRS", dirs, 1), 0);
	for (size_t i = 0; i < 3; i++) {
		static const char *const dir[] = { "xdg", "a", "b" };
		char sub[20];
		make_dir(dir[i]);
		(void) snprintf(sub, sizeof(sub), "%s/ergod", dir[i]);
		make_dir(sub);
	}
	return 0;
}

static int teardown(void **state)
{
	(void) state;
	return nftw(top, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static struct conf *load(const char *path)
{
	struct conf *c = NULL;

	assert_int_equal(conf_load(path, &c), 0);
	assert_non_null(c);
	return c;
}

/* Asserts that a load finds `sub`, and that rest_break.every has `every` there. */
static void assert_found(const char *sub, usec_t every)
{
	_cleanup_(conf_freep) struct conf *c = load(NULL);

	assert_string_equal(c->path, sub[0] ? at(sub) : "");
	assert_int_equal(c->config.rest_break_every, every);
	assert_int_equal(c->diags.n, 0);
}

static void test_search(void **state)
{
	static const char one[] = "[rest_break]\nevery = 1min\n";
	static const char two[] = "[rest_break]\nevery = 2min\n";
	static const char three[] = "[rest_break]\nevery = 3min\n";
	static const char four[] = "[rest_break]\nevery = 4min\n";
	(void) state;

	assert_found("", 50 * USEC_PER_MIN);
	write_file("b/ergod/ergod.ini", four, strlen(four));
	assert_found("b/ergod/ergod.ini", 4 * USEC_PER_MIN);
	write_file("a/ergod/ergod.ini", three, strlen(three));
	assert_found("a/ergod/ergod.ini", 3 * USEC_PER_MIN);
	write_file("xdg/ergod/ergod.ini", two, strlen(two));
	assert_found("xdg/ergod/ergod.ini", 2 * USEC_PER_MIN);
	/* The first is read, and only that: no merging. */
	write_file("xdg/ergod/ergod.ini", "", 0);
	assert_found("xdg/ergod/ergod.ini", 50 * USEC_PER_MIN);

	/* Without XDG_CONFIG_HOME, or with a relative one: ~/.config */
	make_dir("home/.config");
	make_dir("home/.config/ergod");
	write_file("home/.config/ergod/ergod.ini", one, strlen(one));
	assert_int_equal(setenv("XDG_CONFIG_HOME", "relative", 1), 0);
	assert_found("home/.config/ergod/ergod.ini", USEC_PER_MIN);
	assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
	assert_found("home/.config/ergod/ergod.ini", USEC_PER_MIN);
	assert_int_equal(unsetenv("HOME"), 0);
	assert_found("a/ergod/ergod.ini", 3 * USEC_PER_MIN);
	/* The default of XDG_CONFIG_DIRS, whether this machine has a file there or not. */
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(
			i == 0 ? setenv("XDG_CONFIG_DIRS", "", 1) : unsetenv("XDG_CONFIG_DIRS"), 0);
		_cleanup_(conf_freep) struct conf *c = load(NULL);
		assert_true(c->path[0] == '\0' || strcmp(c->path, "/etc/xdg/ergod/ergod.ini") == 0);
	}
}

static void test_user_path(void **state)
{
	char buf[CONF_PATH_MAX] = "untouched", small[10] = "untouched", *huge;
	(void) state;

	assert_int_equal(conf_user_path(buf, sizeof(buf)), 0);
	assert_string_equal(buf, at("xdg/ergod/ergod.ini"));
	assert_int_equal(conf_user_path(small, sizeof(small)), -ENAMETOOLONG);
	assert_string_equal(small, "untouched");
	assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
	assert_int_equal(conf_user_path(buf, sizeof(buf)), 0);
	assert_string_equal(buf, at("home/.config/ergod/ergod.ini"));
	huge = malloc(3 * CONF_PATH_MAX);
	assert_non_null(huge);
	memset(huge, '/', 3 * CONF_PATH_MAX);
	huge[3 * CONF_PATH_MAX - 1] = '\0';
	assert_int_equal(setenv("HOME", huge, 1), 0);
	assert_int_equal(setenv("XDG_CONFIG_DIRS", huge, 1), 0);
	assert_int_equal(conf_user_path(buf, sizeof(buf)), -ENAMETOOLONG);
	assert_found("", 50 * USEC_PER_MIN);
	assert_null(conf_free(load(NULL)));
	huge[CONF_PATH_MAX - 5] = '\0';
	assert_int_equal(setenv("HOME", huge, 1), 0);
	assert_int_equal(conf_user_path(buf, sizeof(buf)), -ENAMETOOLONG);
	free(huge);
	assert_int_equal(unsetenv("HOME"), 0);
	assert_int_equal(conf_user_path(buf, sizeof(buf)), -ENOENT);
	assert_int_equal(setenv("HOME", "relative", 1), 0);
	assert_int_equal(conf_user_path(buf, sizeof(buf)), -ENOENT);
}

static void test_explicit(void **state)
{
	static const char text[] = "[rest_break]\nevery = 9min\nlength = 0\n";
	char huge[2 * CONF_PATH_MAX];
	struct conf *c = (void *) 1;
	(void) state;

	assert_int_equal(conf_load(at("none.ini"), &c), -ENOENT);
	assert_int_equal(conf_load(at("home/no/none.ini"), &c), -ENOENT);
	assert_int_equal(conf_load("", &c), -ENOENT);
	memset(huge, 'x', sizeof(huge));
	huge[sizeof(huge) - 1] = '\0';
	assert_int_equal(conf_load(huge, &c), -ENOENT);
	assert_ptr_equal(c, (void *) 1);

	write_file("some.ini", text, strlen(text));
	c = load(at("some.ini"));
	assert_string_equal(c->path, at("some.ini"));
	assert_int_equal(c->config.rest_break_every, 9 * USEC_PER_MIN);
	assert_int_equal(c->diags.n, 1);
	assert_int_equal(c->diags.diag[0].line, 3);
	assert_string_equal(c->diags.diag[0].file, at("some.ini"));
	assert_string_equal(c->diags.diag[0].key, "rest_break.length");
	size_t i = (size_t) (config_key_by_name("rest_break.every") - config_keys);
	assert_int_equal(c->origins[i].line, 2);
	assert_string_equal(c->origins[i].file, at("some.ini"));
	conf_free(c);
	assert_null(conf_free(NULL));

	c = load("/dev/null");
	assert_int_equal(c->diags.n, 0);
	conf_free(c);
}

/* A pipe, as a shell makes of `--config <(...)`. */
static void test_pipe(void **state)
{
	static const char text[] = "[rest_break]\nevery = 9min\n";
	char path[40];
	int fds[2];
	(void) state;

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	assert_int_equal(write(fds[1], text, strlen(text)), strlen(text));
	assert_int_equal(close(fds[1]), 0);
	(void) snprintf(path, sizeof(path), "/dev/fd/%d", fds[0]);
	_cleanup_(conf_freep) struct conf *c = load(path);
	assert_int_equal(c->config.rest_break_every, 9 * USEC_PER_MIN);
	assert_int_equal(c->diags.n, 0);
	assert_int_equal(close(fds[0]), 0);
}

/* Asserts that the user's file is found, and is one problem as a whole. */
static void assert_problem(const char *reason)
{
	_cleanup_(conf_freep) struct conf *c = load(NULL);
	struct config defaults;

	assert_string_equal(c->path, at("xdg/ergod/ergod.ini"));
	assert_int_equal(c->diags.n, 1);
	assert_int_equal(c->diags.diag[0].line, 0);
	assert_string_equal(c->diags.diag[0].file, c->path);
	assert_string_equal(c->diags.diag[0].reason, reason);
	config_defaults(&defaults);
	assert_memory_equal(&c->config, &defaults, sizeof(defaults));
}

/* What is there but can't be read is a problem; another file is not read in its stead. */
static void test_unreadable(void **state)
{
	static const char ok[] = "[rest_break]\nevery = 9min\n";
	char target[CONF_PATH_MAX];
	struct conf *c;
	(void) state;

	write_file("a/ergod/ergod.ini", ok, strlen(ok));
	make_dir("xdg/ergod/ergod.ini");
	assert_problem("this is a directory: a file is wanted here");
	assert_int_equal(rmdir(at("xdg/ergod/ergod.ini")), 0);

	assert_int_equal(mkfifo(at("xdg/ergod/ergod.ini"), 0600), 0);
	assert_problem("this is no regular file");
	assert_int_equal(unlink(at("xdg/ergod/ergod.ini")), 0);

	assert_int_equal(symlink("nowhere", at("xdg/ergod/ergod.ini")), 0);
	assert_problem("this is a symbolic link to something that is not there");
	assert_int_equal(unlink(at("xdg/ergod/ergod.ini")), 0);

	assert_int_equal(symlink("ergod.ini", at("xdg/ergod/ergod.ini")), 0);
	assert_problem("can't be opened: Too many levels of symbolic links");
	assert_int_equal(unlink(at("xdg/ergod/ergod.ini")), 0);

	/* Root may read everything; as another user it may not even enter this folder. */
	write_file("xdg/ergod/ergod.ini", ok, strlen(ok));
	assert_int_equal(chmod(at("xdg/ergod/ergod.ini"), 0), 0);
	bool root = geteuid() == 0;
	if (!root || seteuid(65534) == 0) {
		assert_problem("can't be opened: Permission denied");
	}
	assert_int_equal(root ? seteuid(0) : 0, 0);
	assert_int_equal(unlink(at("xdg/ergod/ergod.ini")), 0);

	/* A link to a file is as good as the file, and keeps its own name. */
	(void) snprintf(target, sizeof(target), "%s", at("a/ergod/ergod.ini"));
	assert_int_equal(symlink(target, at("xdg/ergod/ergod.ini")), 0);
	assert_found("xdg/ergod/ergod.ini", 9 * USEC_PER_MIN);

	/* The same for a file that was asked for. */
	c = load(at("xdg/ergod"));
	assert_int_equal(c->diags.n, 1);
	assert_string_equal(c->diags.diag[0].reason, "this is a directory: a file is wanted here");
	conf_free(c);
}

static void test_large(void **state)
{
	static const char end[] = "[rest_break]\nevery = 9min\n";
	char *text = malloc(CONFIG_TEXT_MAX + 1);
	(void) state;

	assert_non_null(text);
	memset(text, '\n', CONFIG_TEXT_MAX + 1);
	memcpy(text + CONFIG_TEXT_MAX - strlen(end), end, strlen(end));
	write_file("xdg/ergod/ergod.ini", text, CONFIG_TEXT_MAX);
	assert_found("xdg/ergod/ergod.ini", 9 * USEC_PER_MIN);
	write_file("xdg/ergod/ergod.ini", text, CONFIG_TEXT_MAX + 1);
	assert_problem("the file is larger than 256 KiB: nothing of it is read");
	free(text);
	/* Something without an end */
	_cleanup_(conf_freep) struct conf *c = load("/dev/zero");
	assert_int_equal(c->diags.n, 1);
	assert_int_equal(c->diags.diag[0].line, 0);
}

/* A name that would act on a terminal is shown without doing so. */
static void test_hostile_path(void **state)
{
	(void) state;

	write_file("\x1b[31m.ini", "x", 1);
	_cleanup_(conf_freep) struct conf *c = load(at("\x1b[31m.ini"));
	assert_int_equal(c->diags.n, 1);
	assert_string_equal(c->diags.diag[0].file, at("\\x1b[31m.ini"));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_search),     T(test_user_path), T(test_explicit),     T(test_pipe),
		T(test_unreadable), T(test_large),     T(test_hostile_path),
	};
#undef T
	return cmocka_run_group_tests_name("conf-file", tests, NULL, NULL);
}
