#include "notify-desktop.h"

#include <assert.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define FIRST_FD 3 /* where the child finds the pipe that it answers on */

static const char dunstrc[] = "[global]\n"
			      "    width = 380\n"
			      "    offset = 20x20\n"
			      "    font = DejaVu Sans 10\n"
			      "    markup = full\n"
			      "    progress_bar = true\n"
			      "    idle_threshold = 0\n"
			      "    mouse_left_click = close_current\n"
			      "    mouse_middle_click = do_action, close_current\n";

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");

	assert(f);
	(void) fputs(text, f);
	(void) fclose(f);
}

/* Starts argv; with `answer` the child has a pipe on FIRST_FD whose first line is returned there.
 */
static pid_t spawn(struct desktop *d, const char *const argv[], char *answer, int size)
{
	int pipe_fds[2] = { -1, -1 };
	char log[128];

	(void) snprintf(log, sizeof(log), "%s/log", d->dir);
	assert(!answer || pipe2(pipe_fds, O_CLOEXEC) == 0);
	pid_t pid = fork();
	assert(pid >= 0);
	if (pid == 0) {
		int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);

		(void) prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void) dup2(fd, STDOUT_FILENO);
		(void) dup2(fd, STDERR_FILENO);
		if (answer) {
			(void) dup2(pipe_fds[1], FIRST_FD);
			(void) fcntl(FIRST_FD, F_SETFD, 0);
		}
		(void) setenv("DBUS_SESSION_BUS_ADDRESS", d->address, 1);
		(void) setenv("HOME", d->dir, 1);
		(void) setenv("XDG_RUNTIME_DIR", d->dir, 1);
		(void) setenv("XDG_CONFIG_HOME", d->dir, 1);
		if (d->display[0]) {
			(void) setenv("DISPLAY", d->display, 1);
		} else {
			(void) unsetenv("DISPLAY");
		}
		(void) unsetenv("WAYLAND_DISPLAY");
		(void) execvp(argv[0], (char *const *) argv);
		_exit(127);
	}
	if (answer) {
		(void) close(pipe_fds[1]);
		FILE *f = fdopen(pipe_fds[0], "r");
		assert(f);
		bool got = fgets(answer, size, f) != NULL;
		(void) fclose(f);
		if (!got) {
			(void) fprintf(stderr, "%s does not start, see %s\n", argv[0], log);
			abort();
		}
		answer[strcspn(answer, "\n")] = '\0';
	}
	return pid;
}

void desktop_up(struct desktop *d, const char *services)
{
	char config[2048], path[128], answer[256];

	*d = (struct desktop){ .dir = "/tmp/ergod-test-XXXXXX" };
	assert(mkdtemp(d->dir));
	(void) snprintf(d->address, sizeof(d->address), "unix:path=%s/bus", d->dir);
	(void) snprintf(
		config, sizeof(config),
		"<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration "
		"1.0//EN\" \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
		"<busconfig><type>session</type><listen>%s</listen><auth>EXTERNAL</auth>%s"
		"<policy context=\"default\"><allow send_destination=\"*\" "
		"eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy>"
		"</busconfig>\n",
		d->address, services ? services : "");
	(void) snprintf(path, sizeof(path), "%s/bus.conf", d->dir);
	write_file(path, config);
	char option[160];
	(void) snprintf(option, sizeof(option), "--config-file=%s", path);
	d->bus = spawn(d,
		       (const char *const[]){ "dbus-daemon", "--nofork", "--nopidfile", option,
					      "--print-address=3", NULL },
		       answer, sizeof(answer));
}

void desktop_xvfb(struct desktop *d)
{
	char number[8];

	d->xvfb =
		spawn(d,
		      (const char *const[]){ "Xvfb", "-displayfd", "3", "-screen", "0",
					     "1280x800x24", "-nolisten", "tcp", "-noreset", NULL },
		      number, sizeof(number));
	(void) snprintf(d->display, sizeof(d->display), ":%s", number);
}

void desktop_dunst(struct desktop *d)
{
	char path[128];

	(void) snprintf(path, sizeof(path), "%s/dunstrc", d->dir);
	write_file(path, dunstrc);
	d->dunst = spawn(d, (const char *const[]){ "dunst", "-conf", path, NULL }, NULL, 0);
}

pid_t desktop_spawn(struct desktop *d, const char *const argv[])
{
	return spawn(d, argv, NULL, 0);
}

void desktop_kill(pid_t *pid)
{
	if (*pid > 0) {
		(void) kill(*pid, SIGKILL);
		(void) waitpid(*pid, NULL, 0);
	}
	*pid = 0;
}

void desktop_down(struct desktop *d)
{
	const char *const rm[] = { "rm", "-rf", d->dir, NULL };

	desktop_kill(&d->extra);
	desktop_kill(&d->dunst);
	desktop_kill(&d->xvfb);
	desktop_kill(&d->bus);
	(void) waitpid(desktop_spawn(d, rm), NULL, 0);
}
