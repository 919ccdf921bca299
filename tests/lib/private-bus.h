/*
 * Processes for tests: a private dbus-daemon, and children that never outlive the test program.
 * Needs nothing but libc.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/*
 * Starts argv[0] (looked up in PATH) with stdin and, unless $TEST_VERBOSE is set, stdout and stderr
 * at /dev/null.  `keep_fd` (-1: none) stays open in the child, all other descriptors are closed.
 * The child is killed when the test program dies.  Returns its pid; -errno.
 */
pid_t child_start(const char *const argv[], int keep_fd);

/* Ends a child (SIGTERM, after 5 s SIGKILL) and waits for it.  Returns 0, ignores pid <= 0. */
pid_t child_stop(pid_t pid);

struct private_bus {
	pid_t pid;
	char dir[64];      /* its temporary folder */
	char address[128]; /* for $DBUS_SESSION_BUS_ADDRESS, $DBUS_SYSTEM_BUS_ADDRESS */
};

/*
 * Starts a dbus-daemon on which everybody may do everything and that starts no service.  Returns 0
 * when it listens, or -errno (nothing is left behind).
 */
int private_bus_start(struct private_bus *ret);
void private_bus_stop(struct private_bus *b);

/* The same address again after private_bus_kill(): a bus that dies and comes back. */
void private_bus_kill(struct private_bus *b);
int private_bus_restart(struct private_bus *b);
