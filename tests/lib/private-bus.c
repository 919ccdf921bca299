#include "private-bus.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 30000

static const char config_format[] =
	"<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
	" \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
	"<busconfig><type>session</type><listen>unix:path=%s/bus</listen>\n"
	"<auth>EXTERNAL</auth><policy context=\"default\">\n"
	"<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>\n"
	"<allow own=\"*\"/></policy>\n"
	/* those of a real session bus, which are as good as none */
	"<limit name=\"max_incoming_bytes\">1000000000</limit>\n"
	"<limit name=\"max_outgoing_bytes\">1000000000</limit>\n"
	"<limit name=\"max_message_size\">1000000000</limit>\n"
	"<limit name=\"max_replies_per_connection\">50000</limit></busconfig>\n";

/* ---- children ---- */

static void close_all_but(int keep_fd)
{
	if (keep_fd < 0) {
		(void) close_range(3, ~0u, 0);
		return;
	}
	if (keep_fd > 3) {
		(void) close_range(3, (unsigned) keep_fd - 1, 0);
	}
	(void) close_range((unsigned) keep_fd + 1, ~0u, 0);
}

static void run_child(const char *const argv[], int keep_fd, pid_t parent)
{
	int null_fd;
	sigset_t none;

	(void) sigemptyset(&none);
	(void) sigprocmask(SIG_SETMASK, &none, NULL);
	(void) prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) {
		_exit(126); /* it died before prctl() */
	}
	null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	(void) dup2(null_fd, STDIN_FILENO);
	if (!getenv("TEST_VERBOSE")) {
		(void) dup2(null_fd, STDOUT_FILENO);
		(void) dup2(null_fd, STDERR_FILENO);
	}
	if (keep_fd >= 0) {
		(void) fcntl(keep_fd, F_SETFD, 0);
	}
	close_all_but(keep_fd);
	(void) execvp(argv[0], (char *const *) argv);
	_exit(127);
}

pid_t child_start(const char *const argv[], int keep_fd)
{
	pid_t parent = getpid(), pid;

	pid = fork();
	if (pid < 0) {
		return -errno;
	}
	if (pid == 0) {
		run_child(argv, keep_fd, parent);
	}
	return pid;
}

pid_t child_stop(pid_t pid)
{
	const struct timespec tick = { .tv_nsec = 5000000 };

	if (pid <= 0) {
		return 0;
	}
	(void) kill(pid, SIGTERM);
	(void) kill(pid, SIGCONT); /* a test may have stopped it */
	for (int ms = 0; ms < 5000; ms += 5) {
		if (waitpid(pid, NULL, WNOHANG) != 0) {
			return 0;
		}
		(void) nanosleep(&tick, NULL);
	}
	(void) kill(pid, SIGKILL);
	(void) waitpid(pid, NULL, 0);
	return 0;
}

/* ---- the bus ---- */

static int write_config(const struct private_bus *b, const char *path)
{
	FILE *f = fopen(path, "we");
	int r;

	if (!f) {
		return -errno;
	}
	r = fprintf(f, config_format, b->dir) < 0 ? -EIO : 0;
	if (fclose(f) != 0 && r == 0) {
		r = -errno;
	}
	return r;
}

/* The daemon writes its address when it listens. */
static int wait_address(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char c;

	for (;;) {
		if (poll(&p, 1, PATIENCE_MS) <= 0) {
			return -ETIMEDOUT;
		}
		if (read(fd, &c, 1) != 1) {
			return -ECONNREFUSED; /* it died */
		}
		if (c == '\n') {
			return 0;
		}
	}
}

int private_bus_restart(struct private_bus *b)
{
	char config[sizeof(b->dir) + 32], config_arg[sizeof(config) + 32], print_arg[48];
	const char *argv[] = {
		"dbus-daemon", "--nofork", "--nopidfile", config_arg, print_arg, NULL
	};
	int fds[2], r;

	(void) snprintf(config, sizeof(config), "%s/bus.conf", b->dir);
	r = write_config(b, config);
	if (r < 0) {
		return r;
	}
	if (pipe2(fds, O_CLOEXEC) < 0) {
		return -errno;
	}
	(void) snprintf(config_arg, sizeof(config_arg), "--config-file=%s", config);
	(void) snprintf(print_arg, sizeof(print_arg), "--print-address=%d", fds[1]);
	b->pid = child_start(argv, fds[1]);
	(void) close(fds[1]);
	r = b->pid < 0 ? b->pid : wait_address(fds[0]);
	(void) close(fds[0]);
	if (r < 0) {
		b->pid = child_stop(b->pid);
	}
	return r;
}

int private_bus_start(struct private_bus *ret)
{
	struct private_bus b = { .pid = 0 };
	int r;

	(void) snprintf(b.dir, sizeof(b.dir), "/tmp/ergod-bus-XXXXXX");
	if (!mkdtemp(b.dir)) {
		return -errno;
	}
	(void) snprintf(b.address, sizeof(b.address), "unix:path=%s/bus", b.dir);
	r = private_bus_restart(&b);
	if (r < 0) {
		private_bus_stop(&b);
		return r;
	}
	*ret = b;
	return 0;
}

void private_bus_kill(struct private_bus *b)
{
	char path[sizeof(b->dir) + 16];

	b->pid = child_stop(b->pid);
	(void) snprintf(path, sizeof(path), "%s/bus", b->dir);
	(void) unlink(path);
}

void private_bus_stop(struct private_bus *b)
{
	char path[sizeof(b->dir) + 16];

	private_bus_kill(b);
	(void) snprintf(path, sizeof(path), "%s/bus.conf", b->dir);
	(void) unlink(path);
	(void) rmdir(b->dir);
}
