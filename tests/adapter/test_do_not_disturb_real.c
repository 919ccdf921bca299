/*
 * Do-not-disturb of the real dunst, of the real Xfce, and of GNOME by the real dconf.  What is not
 * installed is skipped.
 */
#include "do-not-disturb-fixture.h"

#include <glob.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define DCONF_SERVICE "/usr/libexec/dconf-service"
#define KEY           "/org/gnome/desktop/notifications/show-banners"

static void run(const char *a, const char *b, const char *c, const char *d)
{
	const char *const argv[] = { a, b, c, d, NULL };
	int status;

	assert_true(waitpid(desktop_spawn(&fx.desktop, argv), &status, 0) > 0);
	assert_int_equal(status, 0);
}

static void wait_owner(const char *name)
{
	_cleanup_(sd_bus_flush_close_unrefp) sd_bus *eye = connect_bus();
	usec_t end = fixture_now() + 10 * USEC_PER_SEC;

	while (sd_bus_call_method(eye, DBUS, DBUS_PATH, DBUS, "GetNameOwner", NULL, NULL, "s",
				  name) < 0) {
		if (fixture_now() > end) {
			fail_msg("%s does not get up", name);
		}
		run_for(10 * USEC_PER_MS);
	}
}

/* ---- dunst ---- */

static void dunst_up(void)
{
	desktop_dunst(&fx.desktop);
	run_until(strstr(health_line(), "ok: dunst: it is off"));
}

static void test_dunst(void **state)
{
	(void) state;
	desktop_xvfb(&fx.desktop);
	dunst_up();
	run("dunstctl", "set-paused", "true", NULL);
	run_until(fx.changed == 1);
	assert_string_equal(says(), "dunst is paused");
	assert_string_equal(health_line(), "ok: dunst is paused: prompts wait");
	run("dunstctl", "set-paused", "true", NULL);
	run("dunstctl", "set-paused", "false", NULL);
	run_until(fx.changed == 2);
	assert_string_equal(says(), "");
	run("dunstctl", "set-paused", "toggle", NULL);
	run_until(fx.changed == 3);
	assert_string_equal(says(), "dunst is paused");
	/* A paused dunst dies, and comes back as one that is not. */
	desktop_kill(&fx.desktop.dunst);
	run_until(fx.changed == 4);
	assert_string_equal(health_line(), "ok: no notification server runs, so nobody is asked");
	dunst_up();
	assert_int_equal(fx.changed, 4);
}

/* A signal pauses it without a word on the bus: it is found out by a look. */
static void test_dunst_by_look(void **state)
{
	(void) state;
	desktop_xvfb(&fx.desktop);
	dunst_up();
	assert_int_equal(kill(fx.desktop.dunst, SIGUSR1), 0);
	run_for(200 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
	do_not_disturb_look(fx.dnd);
	run_until(fx.changed == 1);
	assert_string_equal(says(), "dunst is paused");
	assert_int_equal(kill(fx.desktop.dunst, SIGUSR2), 0);
	run_for(100 * USEC_PER_MS);
	do_not_disturb_look(fx.dnd);
	run_until(fx.changed == 2);
}

/* Stopped: the loop goes on, nothing is held back, and it is told. */
static void test_dunst_hangs(void **state)
{
	(void) state;
	desktop_xvfb(&fx.desktop);
	dunst_up();
	run("dunstctl", "set-paused", "true", NULL);
	run_until(fx.changed == 1);
	assert_int_equal(kill(fx.desktop.dunst, SIGSTOP), 0);
	do_not_disturb_look(fx.dnd);
	run_until(fx.changed == 2);
	assert_non_null(strstr(health_line(), "warn: dunst does not answer: restart it"));
	assert_int_equal(kill(fx.desktop.dunst, SIGCONT), 0);
	fx.dnd->hung_since -= USEC_PER_MIN;
	do_not_disturb_look(fx.dnd);
	run_until(fx.changed == 3);
	assert_string_equal(says(), "dunst is paused");
}

/* ---- Xfce ---- */

/* Starts one of Xfce's programs, which are no commands. */
static pid_t xfce_spawn(const char *pattern)
{
	glob_t found;
	pid_t pid;

	if (glob(pattern, 0, NULL, &found) != 0) {
		print_message("no %s here\n", pattern);
		skip();
	}
	pid = desktop_spawn(&fx.desktop, (const char *const[]){ found.gl_pathv[0], NULL });
	globfree(&found);
	return pid;
}

static void xfconf(const char *how)
{
	const char *const argv[] = { "xfconf-query",
				     "-c",
				     "xfce4-notifyd",
				     "-p",
				     "/do-not-disturb",
				     "-n",
				     "-t",
				     "bool",
				     "-s",
				     how,
				     NULL };
	int status;

	assert_true(waitpid(desktop_spawn(&fx.desktop, argv), &status, 0) > 0);
	assert_int_equal(status, 0);
}

static void test_xfce(void **state)
{
	(void) state;
	desktop_xvfb(&fx.desktop);
	fx.desktop.extra = xfce_spawn("/usr/lib/*/xfce4/xfconf/xfconfd");
	wait_owner("org.xfce.Xfconf");
	fx.desktop.dunst = xfce_spawn("/usr/lib/*/xfce4/notifyd/xfce4-notifyd");
	run_until(strstr(health_line(), "ok: Xfce: it is off"));
	xfconf("true");
	run_until(fx.changed == 1);
	assert_string_equal(says(), "Xfce: do not disturb is on");
	xfconf("false");
	run_until(fx.changed == 2);
	xfconf("true");
	run_until(fx.changed == 3);
	run("xfconf-query", "--channel=xfce4-notifyd", "--property=/do-not-disturb", "--reset");
	run_until(fx.changed == 4);
	assert_string_equal(health_line(), "ok: Xfce: it is off");
}

/* ---- GNOME ---- */

/* Not the folder that desktop_spawn() names: dconf has a file of the same name in XDG_RUNTIME_DIR. */
static const char *config_home(void)
{
	static char dir[96];

	(void) snprintf(dir, sizeof(dir), "%s/config", fx.desktop.dir);
	assert_int_equal(setenv("XDG_CONFIG_HOME", dir, 1), 0);
	return dir;
}

static const char *database(void)
{
	static char path[128];

	(void) snprintf(path, sizeof(path), "%s/dconf/user", config_home());
	return path;
}

static void dconf_up(void)
{
	char variable[128];
	const char *const argv[] = { "env", variable, DCONF_SERVICE, NULL };

	if (access(DCONF_SERVICE, X_OK) != 0) {
		print_message("no " DCONF_SERVICE " here\n");
		skip();
	}
	(void) snprintf(variable, sizeof(variable), "XDG_CONFIG_HOME=%s", config_home());
	fx.desktop.extra = desktop_spawn(&fx.desktop, argv);
	wait_owner("ca.desrt.dconf");
}

static void test_gnome(void **state)
{
	(void) state;
	dconf_up();
	server_up("gnome-shell");
	run_until(strstr(health_line(), "ok: GNOME: it is off")); /* as nobody has set it */
	run("dconf", "write", KEY, "false");
	run_until(fx.changed == 1);
	assert_string_equal(says(), "GNOME: do not disturb is on");
	assert_string_equal(health_line(), "ok: GNOME: do not disturb is on: prompts wait");
	/* in company, as it is at home */
	run("dconf", "write", "/org/gnome/desktop/notifications/application-children",
	    "['firefox', 'org-gnome-evince']");
	run("dconf", "write", "/org/gnome/desktop/interface/color-scheme", "'prefer-dark'");
	run("dconf", "write", "/show-banners", "true");
	run_for(200 * USEC_PER_MS);
	assert_int_equal(fx.changed, 1);
	run("dconf", "write", KEY, "true");
	run_until(fx.changed == 2);
	run("dconf", "write", KEY, "false");
	run_until(fx.changed == 3);
	run("dconf", "reset", "-f", "/org/gnome/");
	run_until(fx.changed == 4);
	assert_string_equal(health_line(), "ok: GNOME: it is off");
	assert_int_equal(server.asked, 0); /* GNOME Shell itself knows nothing of it */
}

/* Changed while nobody told: found by a look, and at the start. */
static void test_gnome_by_look(void **state)
{
	(void) state;
	dconf_up();
	run("dconf", "write", KEY, "false");
	server_up("gnome-shell");
	run_until(fx.changed == 1);
	assert_int_equal(unlink(database()), 0);
	do_not_disturb_look(fx.dnd);
	assert_int_equal(fx.changed, 1); /* never out of the call */
	run_until(fx.changed == 2);
}

/* The same setting says nothing where somebody else shows the notifications. */
static void test_not_gnome(void **state)
{
	(void) state;
	dconf_up();
	run("dconf", "write", KEY, "false");
	server_up("Plasma");
	run_until(strstr(health_line(), "off"));
	run("dconf", "write", KEY, "true");
	run("dconf", "write", KEY, "false");
	run_for(200 * USEC_PER_MS);
	assert_int_equal(fx.changed, 0);
}

/* ---- the database ---- */

static void write_database(const void *data, size_t size)
{
	FILE *f = fopen(database(), "we");

	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, size, f), size);
	(void) fclose(f);
}

static size_t read_real(uint8_t *buf, size_t size)
{
	FILE *f;

	dconf_up();
	run("dconf", "write", KEY, "false");
	run("dconf", "write", "/org/gnome/desktop/interface/color-scheme", "'prefer-dark'");
	run("dconf", "write", "/org/gnome/desktop/notifications/show-in-lock-screen", "true");
	run("dconf", "write", "/org/gnome/desktop/interface/text-scaling-factor", "1.5");
	f = fopen(database(), "re");
	assert_non_null(f);
	size = fread(buf, 1, size, f);
	(void) fclose(f);
	return size;
}

/* In a block of exactly that size, so that a step beyond it is seen. */
static int find(const uint8_t *data, size_t size, const char *key, bool *ret)
{
	uint8_t *copy = malloc(size + (size == 0));
	int r;

	assert_non_null(copy);
	memcpy(copy, data, size);
	r = dconf_find_bool(copy, size, key, ret);
	free(copy);
	return r;
}

static void test_database(void **state)
{
	uint8_t db[4096];
	size_t size = read_real(db, sizeof(db));
	bool value = true;
	(void) state;

	assert_in_range(size, 300, 2000);
	assert_int_equal(find(db, size, KEY, &value), 1);
	assert_false(value);
	assert_int_equal(
		find(db, size, "/org/gnome/desktop/notifications/show-in-lock-screen", &value), 1);
	assert_true(value);
	assert_int_equal(find(db, size, "/org/gnome/desktop/notifications/", &value), 0);
	assert_int_equal(find(db, size, "show-banners", &value), 0);
	assert_int_equal(find(db, size, "x" KEY, &value), 0);
	assert_int_equal(find(db, size, KEY "s", &value), 0);
	assert_int_equal(find(db, size, "", &value), 0);
	/* there, but no booleans */
	assert_int_equal(find(db, size, "/org/gnome/desktop/interface/color-scheme", &value),
			 -EBADMSG);
	assert_int_equal(find(db, size, "/org/gnome/desktop/interface/text-scaling-factor", &value),
			 -EBADMSG);
	/* Cut anywhere; each byte anything. */
	for (size_t n = 0; n < size; n++) {
		assert_true(find(db, n, KEY, &value) <= 0 || !value);
	}
	assert_int_equal(find(db, 100, KEY, &value), -EBADMSG);
	for (size_t n = 0; n < size; n++) {
		static const uint8_t bytes[] = { 0, 1, 0x7f, 0x80, 0xff, 'v' };
		uint8_t was = db[n];

		for (size_t i = 0; i < ELEMENTSOF(bytes); i++) {
			db[n] = bytes[i];
			(void) find(db, size, KEY, &value);
		}
		db[n] = was;
	}
	/* Every item its own parent: it has to end all the same. */
	for (size_t at = 24; at + 8 <= size; at += 4) {
		uint8_t was[4];

		memcpy(was, db + at, 4);
		for (uint8_t parent = 0; parent < 12; parent++) {
			memcpy(db + at, (uint8_t[]){ parent, 0, 0, 0 }, 4);
			(void) find(db, size, KEY, &value);
		}
		memcpy(db + at, was, 4);
	}
}

/* An item without a name that is its own parent. */
static void test_circle(void **state)
{
	static const uint8_t db[] = {
		'G', 'V', 'a', 'r', 'i', 'a', 'n', 't', 0,  0, 0, 0, 0,  0, 0, 0, 24, 0, 0,   0,
		56,  0,   0,   0,   0,   0,   0,   0,   0,  0, 0, 0, 0,  0, 0, 0, 0,  0, 0,   0,
		0,   0,   0,   0,   0,   0,   'v', 0,   56, 0, 0, 0, 59, 0, 0, 0, 0,  0, 'b',
	};
	bool value;
	(void) state;

	assert_int_equal(sizeof(db), 59);
	assert_int_equal(find(db, sizeof(db), KEY, &value), 0);
	assert_int_equal(find(db, sizeof(db), "", &value), 0);
}

/* What is larger than any is not read. */
static void test_large_file(void **state)
{
	uint8_t db[4096];
	bool value = true;
	(void) state;

	(void) read_real(db, sizeof(db));
	assert_int_equal(dconf_read_bool(KEY, &value), 1);
	assert_false(value);
	assert_int_equal(truncate(database(), 4 * 1024 * 1024), 0);
	assert_int_equal(dconf_read_bool(KEY, &value), 1);
	assert_int_equal(truncate(database(), 4 * 1024 * 1024 + 1), 0);
	assert_int_equal(dconf_read_bool(KEY, &value), -EBADMSG);
}

static void test_damaged_file(void **state)
{
	static const char junk[] = "GVariant\0\0\0\0\0\0\0\0\x18\0\0\0\xff\xff\xff\xff";
	char dir[128];
	bool value;
	(void) state;

	assert_int_equal(mkdir(config_home(), 0700), 0);
	(void) snprintf(dir, sizeof(dir), "%s/dconf", config_home());
	assert_int_equal(mkdir(dir, 0700), 0);
	write_database(junk, sizeof(junk));
	server_up("gnome-shell");
	run_until(strstr(health_line(), "ok: GNOME does not tell"));
	assert_int_equal(fx.changed, 0);
	assert_int_equal(unlink(database()), 0);
	assert_int_equal(dconf_read_bool(KEY, &value), 0);
	/* No file but a folder, or a pipe that nobody writes to. */
	assert_int_equal(mkdir(database(), 0700), 0);
	assert_int_equal(dconf_read_bool(KEY, &value), -EBADMSG);
	assert_int_equal(rmdir(database()), 0);
	assert_int_equal(mkfifo(database(), 0600), 0);
	assert_int_equal(dconf_read_bool(KEY, &value), -EBADMSG);
	assert_int_equal(unlink(database()), 0);
	write_database("", 0);
	assert_int_equal(dconf_read_bool(KEY, &value), -EBADMSG);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_dunst),  T(test_dunst_by_look), T(test_dunst_hangs),  T(test_xfce),
		T(test_gnome),  T(test_gnome_by_look), T(test_not_gnome),    T(test_database),
		T(test_circle), T(test_large_file),    T(test_damaged_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
