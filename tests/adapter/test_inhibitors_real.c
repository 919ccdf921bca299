/*
 * Real ones, as far as they are installed: the session managers of GNOME and MATE and Xfce's power manager, on a
 * real X server.  (systemd-inhibit needs a real logind.)
 */
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "inhibitors-fixture.h"

#define PATIENCE_MS 20000

static struct {
	pid_t server, manager, helper;
	sd_bus *client; /* who inhibits */
	uint32_t cookie;
	bool answered;
	char home[128];
} real;

static void start_server(void)
{
	char fd_text[16], number[8] = "", display[16];
	const char *const argv[] = { "Xvfb", "-displayfd", fd_text, "-noreset", "-nolisten",
				     "tcp",  "-screen",    "0",     "64x64x24", NULL };
	struct pollfd p;
	int fds[2];

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	(void) snprintf(fd_text, sizeof(fd_text), "%d", fds[1]);
	real.server = child_start(argv, fds[1]);
	assert_true(real.server > 0);
	(void) close(fds[1]);
	p = (struct pollfd){ .fd = fds[0], .events = POLLIN };
	for (size_t n = 0; n + 1 < sizeof(number) && !strchr(number, '\n'); n++) {
		assert_int_equal(poll(&p, 1, PATIENCE_MS), 1);
		assert_int_equal(read(fds[0], number + n, 1), 1);
	}
	(void) close(fds[0]);
	number[strcspn(number, "\n")] = '\0';
	(void) snprintf(display, sizeof(display), ":%s", number);
	assert_int_equal(setenv("DISPLAY", display, 1), 0);
}

/* A folder, and those above it, below home. */
static void make_folder(const char *below)
{
	char path[256];

	(void) snprintf(path, sizeof(path), "%s%s", real.home, below);
	for (char *s = path + strlen(real.home) + 1; (s = strchr(s, '/')); s++) {
		*s = '\0';
		(void) mkdir(path, 0700);
		*s = '/';
	}
}

/* GNOME's wants a session to manage: one of nothing. */
static void write_session(void)
{
	char path[256];
	FILE *f;

	make_folder("/.local/share/gnome-session/sessions/");
	(void) snprintf(path, sizeof(path), "%s/.local/share/gnome-session/sessions/none.session",
			real.home);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs("[GNOME Session]\nName=None\nRequiredComponents=\n", f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int real_setup(void **state)
{
	(void) setup(state);
	memset(&real, 0, sizeof(real));
	(void) snprintf(real.home, sizeof(real.home), "%s/home", fx.daemon.dir);
	assert_int_equal(mkdir(real.home, 0700), 0);
	assert_int_equal(setenv("HOME", real.home, 1), 0);
	assert_int_equal(setenv("XDG_RUNTIME_DIR", real.home, 1), 0);
	assert_int_equal(unsetenv("XDG_CONFIG_HOME") + unsetenv("XDG_DATA_HOME"), 0);
	assert_int_equal(setenv("DBUS_SESSION_BUS_ADDRESS", fx.daemon.address, 1), 0);
	real.client = connect_bus();
	return 0;
}

static int real_teardown(void **state)
{
	const char *const argv[] = { "rm", "-rf", real.home, NULL };

	real.client = sd_bus_flush_close_unref(real.client);
	real.manager = child_stop(real.manager);
	real.helper = child_stop(real.helper);
	real.server = child_stop(real.server);
	pid_t rm = child_start(argv, -1);
	while (rm > 0 && kill(rm, 0) == 0 && waitpid(rm, NULL, WNOHANG) == 0) {
		(void) poll(NULL, 0, 5);
	}
	return teardown(state);
}

static bool is_there(const char *program)
{
	bool there = access(program, X_OK) == 0 && access("/usr/bin/Xvfb", X_OK) == 0;

	if (!there) {
		print_message("no %s with Xvfb here\n", program);
	}
	return there;
}

/* ---- those who inhibit; what is called is called in the loop: the adapter is in it ---- */

static int on_cookie(sd_bus_message *reply, void *userdata, sd_bus_error *error)
{
	(void) userdata;
	(void) error;
	real.answered = true;
	if (sd_bus_message_is_method_error(reply, SD_BUS_ERROR_SERVICE_UNKNOWN) ||
	    sd_bus_message_is_method_error(reply, SD_BUS_ERROR_UNKNOWN_METHOD)) {
		return 0; /* has not taken that name, or is not behind it yet */
	}
	if (sd_bus_message_is_method_error(reply, NULL)) {
		fail_msg("refused: %s", sd_bus_message_get_error(reply)->message);
	}
	assert_true(sd_bus_message_read(reply, "u", &real.cookie) > 0);
	return 0;
}

static void inhibit_gnome(const char *app, const char *reason, uint32_t flags)
{
	real.cookie = 0;
	assert_true(sd_bus_call_method_async(real.client, NULL, GNOME, GNOME_PATH, GNOME, "Inhibit",
					     on_cookie, NULL, "susu", app, 0, reason, flags) >= 0);
	run_until(real.cookie != 0);
}

static void uninhibit(const char *to, const char *path, const char *interface, const char *member,
		      uint32_t cookie)
{
	assert_true(sd_bus_call_method_async(real.client, NULL, to, path, interface, member, NULL,
					     NULL, "u", cookie) >= 0);
}

/* ---- the tests ---- */

static void session_manager(const char *const argv[])
{
	uint32_t film;

	write_session();
	start_server();
	start();
	real.manager = child_start(argv, -1);
	assert_true(real.manager > 0);
	assert_true(sd_bus_attach_event(real.client, fx.event, 0) >= 0);
	run_until(strstr(health_line(), "asked who keeps the screen on: GNOME"));
	assert_true(lists(""));
	inhibit_gnome("update", "no suspend", 4);
	inhibit_gnome("firefox", "video-playing", 8);
	film = real.cookie;
	run_until(lists("firefox (video-playing)"));
	inhibit_gnome("user", "Inhibit by Caffeine", 12);
	run_until(strlen(listed()) > 30);
	uninhibit(GNOME, GNOME_PATH, GNOME, "Uninhibit", film);
	run_until(lists("user (Inhibit by Caffeine)"));
	/* who inhibits dies */
	real.client = sd_bus_flush_close_unref(real.client);
	run_until(lists(""));
	real.client = connect_bus();
	assert_true(sd_bus_attach_event(real.client, fx.event, 0) >= 0);
	inhibit_gnome("mpv", "playing", 8);
	run_until(lists("mpv (playing)"));
	/* and then who is asked */
	real.manager = child_stop(real.manager);
	run_until(lists(""));
}

static void test_gnome(void **state)
{
	static const char *const argv[] = { "/usr/libexec/gnome-session-binary", "--builtin",
					    "--session=none", "--disable-acceleration-check",
					    NULL };

	(void) state;
	if (!is_there(argv[0])) {
		skip();
	}
	session_manager(argv);
}

static void test_mate(void **state)
{
	static const char *const argv[] = { "/usr/bin/mate-session", "--disable-acceleration-check",
					    NULL };

	(void) state;
	if (!is_there(argv[0])) {
		skip();
	}
	session_manager(argv);
}

static void inhibit_xfce(const char *app)
{
	real.cookie = 0;
	for (int i = 0; i < 100 && real.cookie == 0; i++) {
		real.answered = false;
		assert_true(sd_bus_call_method_async(
				    real.client, NULL, "org.freedesktop.PowerManagement", XFCE_PATH,
				    XFCE_IFACE, "Inhibit", on_cookie, NULL, "ss", app, "why") >= 0);
		run_until(real.answered);
		run_for(real.cookie == 0 ? 50 * USEC_PER_MS : 0);
	}
	assert_true(real.cookie != 0);
}

static void test_xfce(void **state)
{
	static const char *const argv[] = { "/usr/bin/xfce4-power-manager", "--no-daemon", NULL };
	const char *config[] = { "xfconfd", NULL };
	glob_t g = { .gl_pathc = 0 };

	(void) state;
	if (!is_there(argv[0])) {
		skip();
	}
	assert_int_equal(glob("/usr/lib/*/xfce4/xfconf/xfconfd", 0, NULL, &g), 0);
	config[0] = g.gl_pathv[0];
	start_server();
	start();
	real.helper = child_start(config, -1);
	globfree(&g);
	assert_true(real.helper > 0);
	real.manager = child_start(argv, -1);
	assert_true(real.manager > 0);
	assert_true(sd_bus_attach_event(real.client, fx.event, 0) >= 0);
	run_until(strstr(health_line(), "asked who keeps the screen on: Xfce"));
	inhibit_xfce("vlc");
	run_for(2 * PACE);
	if (lists("vlc")) {
		print_message("this xfce4-power-manager tells of changes\n");
	}
	inhibitors_look(fx.inhibitors);
	run_until(lists("vlc"));
	uninhibit("org.freedesktop.PowerManagement", XFCE_PATH, XFCE_IFACE, "UnInhibit",
		  real.cookie);
	run_for(2 * PACE);
	inhibitors_look(fx.inhibitors);
	run_until(lists(""));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, real_setup, real_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_gnome),
		TEST(test_mate),
		TEST(test_xfce),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
