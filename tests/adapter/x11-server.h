/* Real X servers, and the loop of a test that must never wait for one. */
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <systemd/sd-event.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/private-bus.h"
#include "ergo/base.h"
#include "log.h"

#define PATIENCE     (20 * USEC_PER_SEC)
#define MAYBE_UNUSED __attribute__((unused))

static sd_event *event;
static unsigned n_wakes;

static usec_t now(void)
{
	struct timespec t;

	assert_int_equal(clock_gettime(CLOCK_BOOTTIME, &t), 0);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

static MAYBE_UNUSED void nap(usec_t d)
{
	(void) usleep((useconds_t) d);
}

/* ---- servers ---- */

struct server {
	pid_t pid;
	char display[16];
};

static MAYBE_UNUSED struct server a, b;
static const char *server_screen = "640x480x8"; /* the largest that it can be */

static MAYBE_UNUSED void server_up(struct server *s, const char *option, const char *value)
{
	char fd_text[16], number[8] = "";
	const char *argv[] = { "Xvfb",       s->display[0] ? s->display : "-br",
			       "-displayfd", fd_text,
			       "-noreset",   "-nolisten",
			       "tcp",        "-screen",
			       "0",          server_screen,
			       option,       value,
			       NULL };
	struct pollfd p;
	int fds[2];
	ssize_t n = 0;

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	(void) snprintf(fd_text, sizeof(fd_text), "%d", fds[1]);
	s->pid = child_start(argv, fds[1]);
	assert_true(s->pid > 0);
	(void) close(fds[1]);
	p = (struct pollfd){ .fd = fds[0], .events = POLLIN };
	while (n < (ssize_t) sizeof(number) - 1 && !strchr(number, '\n')) {
		assert_int_equal(poll(&p, 1, (int) (PATIENCE / 1000)), 1);
		assert_int_equal(read(fds[0], number + n, 1), 1);
		n++;
	}
	(void) close(fds[0]);
	number[strcspn(number, "\n")] = '\0';
	(void) snprintf(s->display, sizeof(s->display), ":%s", number);
}

static MAYBE_UNUSED void server_kill(struct server *s)
{
	if (s->pid > 0) {
		(void) kill(s->pid, SIGKILL);
		(void) waitpid(s->pid, NULL, 0);
		s->pid = 0;
	}
}

/* What a killed one leaves behind, too. */
static void server_down(struct server *s)
{
	char path[64];

	s->pid = child_stop(s->pid);
	if (s->display[0]) {
		(void) snprintf(path, sizeof(path), "/tmp/.X11-unix/X%s", s->display + 1);
		(void) unlink(path);
		(void) snprintf(path, sizeof(path), "/tmp/.X%s-lock", s->display + 1);
		(void) unlink(path);
	}
	s->display[0] = '\0';
}

/* ---- the loop ---- */

/* Nothing here may wait for a server. */
#define QUICKLY(statement)                                                                         \
	do {                                                                                       \
		usec_t start_ = now();                                                             \
		statement;                                                                         \
		assert_true(now() - start_ < USEC_PER_SEC);                                        \
	} while (0)

static void run(usec_t timeout)
{
	usec_t start = now();
	int r = sd_event_run(event, timeout);

	assert_true(r >= 0);
	n_wakes += r > 0;
	assert_true(now() - start < timeout + USEC_PER_SEC);
}

static MAYBE_UNUSED void run_for(usec_t d)
{
	for (usec_t end = now() + d, t; (t = now()) < end;) {
		run(end - t);
	}
}

#define RUN_UNTIL(condition)                                                                       \
	do {                                                                                       \
		for (usec_t end_ = now() + PATIENCE; !(condition);) {                              \
			if (now() > end_) {                                                        \
				fail_msg("in vain: %s", #condition);                               \
			}                                                                          \
			run(10 * USEC_PER_MS);                                                     \
		}                                                                                  \
	} while (0)

static MAYBE_UNUSED unsigned count_fds(void)
{
	unsigned n = 0;

	for (int fd = 0; fd < 256; fd++) {
		n += fcntl(fd, F_GETFD) >= 0;
	}
	return n;
}
