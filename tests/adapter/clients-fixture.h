/* A struct clients in this process, and peers of it that are of any user (root only). */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "input-helper/clients.h"
#include "log.h"

#define NOBODY ((uid_t) -1)
#define OTHERS 54321 /* users that there are not, from here on */

static sd_event *event;
static struct clients *clients;
static struct sockaddr_un address;
static socklen_t address_size;
static uid_t owner;
static unsigned changes;

static const struct input_wire yours = {
	.type = INPUT_WIRE_STATE, .yours = true, .devices = { 1, 2 }, .tick = 7000000
};

static usec_t now(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_MONOTONIC, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

static bool entitled(uid_t uid, void *userdata)
{
	assert_ptr_equal(userdata, &owner);
	return uid == owner;
}

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &owner);
	changes++;
}

static const struct clients_callbacks callbacks = { entitled, on_changed };

static int up(void **state)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	(void) state;
	log_open(LOG_ERR);
	owner = getuid();
	changes = 0;
	/* In no folder: the kernel chooses a name. */
	address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	assert_return_code(bind(fd, (struct sockaddr *) &address, sizeof(sa_family_t)), errno);
	address_size = sizeof(address);
	assert_return_code(getsockname(fd, (struct sockaddr *) &address, &address_size), errno);
	assert_return_code(listen(fd, SOMAXCONN), errno);
	assert_return_code(sd_event_new(&event), 0);
	assert_return_code(clients_new(&clients, event, fd, &callbacks, &owner), 0);
	return 0;
}

static int down(void **state)
{
	(void) state;
	clients = clients_free(clients);
	event = sd_event_unref(event);
	return 0;
}

/* Until there is nothing to do at once. */
static void settle(void)
{
	while (sd_event_run(event, 0) > 0) {
	}
}

#define WAIT_FOR(condition)                                                                        \
	do {                                                                                       \
		usec_t end_ = now() + 20 * USEC_PER_SEC;                                           \
		while (!(condition)) {                                                             \
			if (now() > end_) {                                                        \
				fail_msg("waited in vain: %s", #condition);                        \
			}                                                                          \
			assert_true(sd_event_run(event, 10 * USEC_PER_MS) >= 0);                   \
		}                                                                                  \
	} while (0)

/* The credentials of a connection are those of its making. */
static int connect_as(uid_t uid)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	assert_return_code(fd, errno);
	assert_return_code(uid == getuid() ? 0 : seteuid(uid), errno);
	assert_return_code(connect(fd, (struct sockaddr *) &address, address_size), errno);
	assert_return_code(seteuid(getuid()), errno);
	return fd;
}

static int come(uid_t uid)
{
	int fd = connect_as(uid);
	unsigned before = changes;

	WAIT_FOR(changes > before);
	return fd;
}

/* 1: a record; 0: the end; -EAGAIN: nothing. */
static int receive(int fd, struct input_wire *ret)
{
	uint8_t bytes[2 * INPUT_WIRE_SIZE];
	ssize_t n = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);

	if (n <= 0) {
		return n < 0 ? -errno : 0;
	}
	assert_int_equal(input_wire_decode(bytes, (size_t) n, ret), 0);
	return 1;
}

static void assert_quiet(int fd)
{
	struct input_wire w;

	assert_int_equal(receive(fd, &w), -EAGAIN);
}

static void assert_ended(int fd)
{
	struct input_wire w;

	assert_int_equal(receive(fd, &w), 0);
}

static struct input_wire told(int fd, enum input_wire_type type)
{
	struct input_wire w = { 0 };

	assert_int_equal(receive(fd, &w), 1);
	assert_int_equal(w.type, type);
	return w;
}

/* Only so many are looked at in a second, so that may take a while. */
static void assert_refused(uid_t uid)
{
	int fd = connect_as(uid);
	struct input_wire w;

	WAIT_FOR(receive(fd, &w) == 1);
	assert_int_equal(w.type, INPUT_WIRE_REFUSED);
	assert_ended(fd);
	(void) close(fd);
}

static size_t count_fds(void)
{
	DIR *d = opendir("/proc/self/fd");
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d)) {
		n++;
	}
	(void) closedir(d);
	return n;
}

static struct input_wire input_at(usec_t tick)
{
	return (struct input_wire){ .type = INPUT_WIRE_INPUT,
				    .classes = 1u << DEVICE_KEYBOARD,
				    .tick = tick };
}
