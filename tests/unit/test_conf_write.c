/* Writing a configuration file: atomic, with its links, its mode and what others wrote kept. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ergo/conf-write.h"
#include "ergo/config.h"

static char top[] = "/tmp/ergod-write-XXXXXX";
static char paths[4][256];

/* A path below the folder of this test; the last four stay valid. */
static const char *at(const char *sub)
{
	static unsigned n;
	char *path = paths[n++ % ELEMENTSOF(paths)];

	(void) snprintf(path, sizeof(paths[0]), "%s/%s", top, sub);
	return path;
}

static void put_file(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(fchmod(fd, mode), 0);
	assert_int_equal(close(fd), 0);
}

static void file_is(const char *path, const char *want)
{
	char text[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	ssize_t n = read(fd, text, sizeof(text) - 1);
	assert_true(n >= 0);
	text[n] = '\0';
	assert_int_equal(close(fd), 0);
	assert_string_equal(text, want);
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

/* How many entries a folder has: temporary files that were left would show. */
static size_t entries(const char *path)
{
	DIR *d = opendir(path);
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d)) {
		n++;
	}
	assert_int_equal(closedir(d), 0);
	return n - 2;
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
	(void) state;
	memcpy(top + sizeof(top) - 7, "XXXXXX", 6);
	return mkdtemp(top) ? 0 : -1;
}

static int teardown(void **state)
{
	(void) state;
	return nftw(top, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static int set(struct conf_writer *w, const char *section, const char *key, const char *value)
{
	struct ini_change c = { section, key, value };

	return conf_writer_set(w, &c);
}

static void test_new_file(void **state)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = NULL;

	(void) state;
	assert_int_equal(conf_writer_new(&w, at("a/b/ergod.ini")), 0);
	assert_false(conf_writer_exists(w));
	assert_int_equal(conf_writer_save(w), 0);
	assert_int_equal(access(at("a"), F_OK), -1); /* nothing to write */
	assert_int_equal(set(w, "user", "stature", "175cm"), 1);
	assert_int_equal(conf_writer_save(w), 0);
	file_is(at("a/b/ergod.ini"), "[user]\nstature = 175cm\n");
	assert_int_equal(mode_of(at("a/b/ergod.ini")), 0600);
	assert_int_equal(mode_of(at("a/b")), 0700);
	assert_int_equal(set(w, "user", "stature", "176cm"), 1);
	assert_int_equal(conf_writer_save(w), 0);
	assert_string_equal(conf_writer_backup(w), ""); /* there was nothing before */
	assert_int_equal(entries(at("a/b")), 1);
}

static void test_seed(void **state)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = NULL;

	(void) state;
	assert_int_equal(conf_writer_new(&w, at("ergod.ini")), 0);
	assert_int_equal(conf_writer_seed(w, "[desk]\n", 7), 0);
	assert_int_equal(set(w, "desk", "height", "72cm"), 1);
	assert_int_equal(conf_writer_save(w), 0);
	file_is(at("ergod.ini"), "[desk]\nheight = 72cm\n");
}

static void test_backup_and_mode(void **state)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = NULL;

	(void) state;
	put_file(at("ergod.ini"), "# mine\r\n[user]\r\n", 0640);
	put_file(at("ergod.ini~"), "older\n", 0600);
	assert_int_equal(conf_writer_new(&w, at("ergod.ini")), 0);
	assert_int_equal(set(w, "user", "glasses", "none"), 1);
	assert_int_equal(conf_writer_save(w), 0);
	assert_int_equal(set(w, "user", "stature", "2m"), 1);
	assert_int_equal(conf_writer_save(w), 0);
	file_is(at("ergod.ini"), "# mine\r\n[user]\r\nglasses = none\r\nstature = 2m\r\n");
	file_is(at("ergod.ini~"),
		"# mine\r\n[user]\r\n"); /* before this run, not before the last */
	assert_int_equal(mode_of(at("ergod.ini")), 0640);
	assert_int_equal(mode_of(at("ergod.ini~")), 0640);
	assert_string_equal(conf_writer_backup(w), at("ergod.ini~"));
	assert_int_equal(entries(top), 2);
}

static void test_nothing_to_do(void **state)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = NULL;
	struct stat before, after;

	(void) state;
	put_file(at("ergod.ini"), "[user]\nstature = 2m\n", 0600);
	assert_int_equal(stat(at("ergod.ini"), &before), 0);
	assert_int_equal(conf_writer_new(&w, at("ergod.ini")), 0);
	assert_int_equal(set(w, "user", "stature", "2m"), 0);
	assert_int_equal(conf_writer_save(w), 0);
	assert_int_equal(stat(at("ergod.ini"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(entries(top), 1);
}

static void test_symlink(void **state)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = NULL;
	struct stat st;

	(void) state;
	assert_int_equal(mkdir(at("dotfiles"), 0700), 0);
	put_file(at("dotfiles/e"), "[user]\n", 0600);
	assert_int_equal(symlink("dotfiles/e", at("ergod.ini")), 0);
	assert_int_equal(conf_writer_new(&w, at("ergod.ini")), 0);
	assert_int_equal(set(w, "user", "stature", "2m"), 1);
	assert_int_equal(conf_writer_save(w), 0);
	assert_int_equal(lstat(at("ergod.ini"), &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	file_is(at("dotfiles/e"), "[user]\nstature = 2m\n");
	file_is(at("dotfiles/e~"), "[user]\n");
}

static void test_refused(void **state)
{
	struct conf_writer *w = NULL;

	(void) state;
	assert_int_equal(symlink("nowhere", at("link")), 0);
	assert_int_equal(conf_writer_new(&w, at("link")), -ENOLINK);
	assert_int_equal(conf_writer_new(&w, top), -EISDIR);
	assert_int_equal(mkfifo(at("fifo"), 0600), 0);
	assert_int_equal(conf_writer_new(&w, at("fifo")), -EINVAL);
	put_file(at("large"), "", 0600);
	assert_int_equal(truncate(at("large"), CONFIG_TEXT_MAX + 1), 0);
	assert_int_equal(conf_writer_new(&w, at("large")), -EFBIG);
	assert_null(w);
}

/* What another program writes between two answers, or before the first, is kept. */
static void test_changed_meanwhile(void **state)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = NULL;

	(void) state;
	put_file(at("ergod.ini"), "[user]\n", 0600);
	assert_int_equal(conf_writer_new(&w, at("ergod.ini")), 0);
	assert_int_equal(set(w, "user", "stature", "2m"), 1);
	put_file(at("ergod.ini"), "# theirs\n[user]\nglasses = none\n", 0600);
	assert_int_equal(conf_writer_save(w), 1);
	file_is(at("ergod.ini"), "# theirs\n[user]\nglasses = none\nstature = 2m\n");
	file_is(at("ergod.ini~"), "# theirs\n[user]\nglasses = none\n");
	assert_int_equal(set(w, "desk", "height", "72cm"), 1);
	assert_int_equal(conf_writer_save(w), 0);
	/* taken away altogether */
	assert_int_equal(unlink(at("ergod.ini")), 0);
	assert_int_equal(set(w, "desk", "height", "73cm"), 1);
	assert_int_equal(conf_writer_save(w), 1);
	file_is(at("ergod.ini"),
		"# theirs\n[user]\nglasses = none\nstature = 2m\n\n[desk]\nheight = 73cm\n");
}

static void test_made_meanwhile(void **state)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = NULL;

	(void) state;
	assert_int_equal(conf_writer_new(&w, at("ergod.ini")), 0);
	assert_int_equal(set(w, "user", "stature", "2m"), 1);
	put_file(at("ergod.ini"), "[user]\nglasses = none\n", 0600);
	assert_int_equal(conf_writer_save(w), 1);
	file_is(at("ergod.ini"), "[user]\nglasses = none\nstature = 2m\n");
}

/* A disk that is full, as a limit on the size of files: nothing is lost, nothing is left behind. */
static void test_full(void **state)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = NULL;
	struct rlimit before, none;

	(void) state;
	put_file(at("ergod.ini"), "[user]\n", 0600);
	assert_int_equal(conf_writer_new(&w, at("ergod.ini")), 0);
	assert_int_equal(set(w, "user", "stature", "2m"), 1);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	none = before;
	none.rlim_cur = 3;
	assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	int r = conf_writer_save(w);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(r, -EFBIG);
	file_is(at("ergod.ini"), "[user]\n");
	assert_int_equal(entries(top), 1);
	assert_int_equal(conf_writer_pending_n(w), 1);
	/* and with room again */
	assert_int_equal(conf_writer_save(w), 0);
	file_is(at("ergod.ini"), "[user]\nstature = 2m\n");
	assert_int_equal(conf_writer_pending_n(w), 0);
}

static void test_no_folder(void **state)
{
	_cleanup_(conf_writer_freep) struct conf_writer *w = NULL;

	(void) state;
	put_file(at("file"), "", 0600);
	assert_int_equal(conf_writer_new(&w, at("file/ergod.ini")), 0);
	assert_int_equal(set(w, "user", "stature", "2m"), 1);
	assert_int_equal(conf_writer_save(w), -ENOTDIR);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_new_file),       TEST(test_seed),      TEST(test_backup_and_mode),
		TEST(test_symlink),        TEST(test_refused),   TEST(test_nothing_to_do),
		TEST(test_full),           TEST(test_no_folder), TEST(test_changed_meanwhile),
		TEST(test_made_meanwhile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
