/* Where exercises and their acknowledgement are found, whatever stands there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ergo/conf-file.h"
#include "ergo/exercise-file.h"

#define DATE INT64_C(1795680000) /* 2026-11-26T08:00:00Z */

static char top[] = "/tmp/ergod-exercises-XXXXXX";
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

static int setup(void **state)
{
	static const char *const dirs[] = { "home", "home/ergod", "etc", "etc/ergod" };

	(void) state;
	memcpy(top + sizeof(top) - 7, "XXXXXX", 6);
	assert_non_null(mkdtemp(top));
	for (size_t i = 0; i < ELEMENTSOF(dirs); i++) {
		assert_int_equal(mkdir(at(dirs[i]), 0700), 0);
	}
	assert_int_equal(setenv("XDG_CONFIG_HOME", at("home"), 1), 0);
	assert_int_equal(setenv("XDG_CONFIG_DIRS", at("etc"), 1), 0);
	assert_int_equal(setenv("XDG_STATE_HOME", at("a/b"), 1), 0);
	assert_int_equal(setenv("HOME", top, 1), 0);
	return 0;
}

static int teardown(void **state)
{
	(void) state;
	return nftw(top, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- exercises.ini ---- */

static struct conf *load(const char *path)
{
	struct conf *c;

	assert_int_equal(conf_load(path, &c), 0);
	return c;
}

#define ONE "[exercise a]\nhold = 5s\ntext = x\n"

static void test_own(void **state)
{
	_cleanup_(conf_freep) struct conf *c = load(NULL);

	(void) state;
	assert_null(c->exercises);
	c = conf_free(c);
	write_file("home/ergod/exercises.ini", ONE);
	c = load(NULL);
	assert_int_equal(c->exercises->n, 1);
	assert_string_equal(c->path, "");
	c = conf_free(c);
	/* They are the user's, whoever's the configuration is. */
	write_file("etc/ergod/ergod.ini", "[rest_break]\nevery = 40min\n");
	write_file("etc/ergod/exercises.ini", "[exercise b]\nhold = 5s\ntext = x\n");
	c = load(NULL);
	assert_string_equal(c->path, at("etc/ergod/ergod.ini"));
	assert_int_equal(c->exercises->n, 1);
	assert_string_equal(c->exercises->e[0].name, "a");
	c = conf_free(c);
	c = load(at("etc/ergod/ergod.ini"));
	assert_null(c->exercises);
}

static void test_unreadable(void **state)
{
	_cleanup_(conf_freep) struct conf *c = NULL;

	(void) state;
	assert_int_equal(mkdir(at("home/ergod/exercises.ini"), 0700), 0);
	c = load(NULL);
	assert_null(c->exercises);
	assert_int_equal(c->diags.n, 1);
	assert_string_equal(c->diags.diag[0].file, at("home/ergod/exercises.ini"));
	assert_string_equal(c->diags.diag[0].reason, "this is a directory: a file is wanted here");
	c = conf_free(c);
	assert_int_equal(rmdir(at("home/ergod/exercises.ini")), 0);
	assert_int_equal(mkfifo(at("home/ergod/exercises.ini"), 0600), 0);
	c = load(NULL);
	assert_string_equal(c->diags.diag[0].reason, "this is no regular file");
	c = conf_free(c);
	/* One problem is enough. */
	assert_int_equal(mkdir(at("home/ergod/ergod.ini"), 0700), 0);
	c = load(NULL);
	assert_int_equal(c->diags.n, 1);
	assert_string_equal(c->diags.diag[0].file, at("home/ergod/ergod.ini"));
}

/* ---- the acknowledgement ---- */

static void test_acknowledge(void **state)
{
	int32_t gmtoff = 0;
	struct stat st;
	usec_t t = 0;

	(void) state;
	assert_false(exercises_acknowledged());
	assert_int_equal(exercises_acknowledged_at(&t, &gmtoff), -ENOENT);
	assert_int_equal(exercises_acknowledge(DATE * USEC_PER_SEC, 3600), 0);
	assert_true(exercises_acknowledged());
	assert_int_equal(exercises_acknowledged_at(&t, &gmtoff), 0);
	assert_int_equal(t, DATE * USEC_PER_SEC);
	assert_int_equal(gmtoff, 3600);
	assert_int_equal(stat(at("a/b/ergod/exercises-acknowledged"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(at("a/b/ergod"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	/* The first time is what counts. */
	assert_int_equal(exercises_acknowledge((DATE + 99) * USEC_PER_SEC, 0), 0);
	assert_int_equal(exercises_acknowledged_at(&t, &gmtoff), 0);
	assert_int_equal(t, DATE * USEC_PER_SEC);
}

static void test_acknowledge_odd(void **state)
{
	static const char *const odd[] = {
		"", "yes\n", "2026-11-26\n",
		"2026-11-26T08:00:00+01:00 and much more than that ...\n"
	};
	char path[64];
	int32_t gmtoff;
	usec_t t;

	(void) state;
	assert_int_equal(mkdir(at("a"), 0700), 0);
	assert_int_equal(mkdir(at("a/b"), 0700), 0);
	assert_int_equal(mkdir(at("a/b/ergod"), 0700), 0);
	for (size_t i = 0; i < ELEMENTSOF(odd); i++) { /* made by hand: it is there */
		write_file("a/b/ergod/exercises-acknowledged", odd[i]);
		assert_true(exercises_acknowledged());
		assert_int_equal(exercises_acknowledged_at(&t, &gmtoff), -EBADMSG);
	}
	assert_int_equal(unlink(at("a/b/ergod/exercises-acknowledged")), 0);
	assert_int_equal(symlink("nowhere", at("a/b/ergod/exercises-acknowledged")), 0);
	assert_false(exercises_acknowledged());
	assert_int_equal(unlink(at("a/b/ergod/exercises-acknowledged")), 0);
	assert_int_equal(rmdir(at("a/b/ergod")), 0);
	write_file("a/b/ergod", "no folder");
	assert_int_equal(exercises_acknowledge(DATE * USEC_PER_SEC, 0), -ENOTDIR);
	assert_int_equal(exercises_acknowledged_path(path, 10), -ENAMETOOLONG);
	assert_int_equal(setenv("XDG_STATE_HOME", "relative", 1), 0);
	assert_int_equal(exercises_acknowledged_path(path_buf, sizeof(path_buf)), 0);
	assert_non_null(strstr(path_buf, "/.local/state/ergod/exercises-acknowledged"));
	assert_int_equal(setenv("HOME", "", 1), 0);
	assert_int_equal(exercises_acknowledged_path(path, sizeof(path)), -ENOENT);
	assert_false(exercises_acknowledged());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_own, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unreadable, setup, teardown),
		cmocka_unit_test_setup_teardown(test_acknowledge, setup, teardown),
		cmocka_unit_test_setup_teardown(test_acknowledge_odd, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
