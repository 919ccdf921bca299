/* Real X servers, a client that types on them, and the idle source at the other end. */
#pragma once

#include <sys/un.h>

#include "adapters/x11.h"
#include "x11-server.h"

#define ops x11_idle_ops

static struct x11_idle *x;
static unsigned n_ready, n_changed, n_runs, n_fds;
static struct pulse_run last;
static bool free_when_ready, free_when_changed, drain_again;

/* The server's socket, and one that has its name but no file. */
static struct sockaddr_un address_of(const char *display, socklen_t *ret_len)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int n = snprintf(address.sun_path + 1, sizeof(address.sun_path) - 1, "/tmp/.X11-unix/X%s",
			 display + 1);

	*ret_len = (socklen_t) (offsetof(struct sockaddr_un, sun_path) + 1 + (size_t) n);
	return address;
}

/* ---- a client that types: by hand, so that libXtst is not needed ---- */

#define LITTLE 'l'

static int typist = -1;
static unsigned char xtest_opcode;

static void send_all(int fd, const void *data, size_t size)
{
	assert_int_equal(send(fd, data, size, MSG_NOSIGNAL), size);
}

static void receive_all(int fd, void *data, size_t size)
{
	assert_int_equal(recv(fd, data, size, MSG_WAITALL), size);
}

static int client_socket(const char *display)
{
	socklen_t len;
	struct sockaddr_un address = address_of(display, &len);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *) &address, len), 0);
	return fd;
}

static size_t read_setup(int fd, unsigned char *buf, size_t size)
{
	size_t more;

	receive_all(fd, buf, 8);
	assert_int_equal(buf[0], 1);
	more = 4 * ((size_t) buf[6] | (size_t) buf[7] << 8);
	assert_true(more <= size - 8);
	receive_all(fd, buf + 8, more);
	return 8 + more;
}

static void typist_up(const char *display)
{
	static const unsigned char setup[12] = { LITTLE, 0, 11 };
	static const unsigned char query[16] = { 98, 0, 4, 0, 5, 0, 0, 0, 'X', 'T', 'E', 'S', 'T' };
	unsigned char buf[65536];

	typist = client_socket(display);
	send_all(typist, setup, sizeof(setup));
	(void) read_setup(typist, buf, sizeof(buf));
	send_all(typist, query, sizeof(query));
	receive_all(typist, buf, 32);
	assert_int_equal(buf[8], 1);
	xtest_opcode = buf[9];
}

static void typist_down(void)
{
	if (typist >= 0) {
		(void) close(typist);
		typist = -1;
	}
}

/* Down and up: a key that is held repeats, and that counts for the server. */
static void type_key(void)
{
	unsigned char fake[72] = { xtest_opcode, 2, 9, 0, 2, 38 };

	memcpy(fake + 36, fake, 36);
	fake[36 + 4] = 3;
	send_all(typist, fake, sizeof(fake));
}

static void request(unsigned char opcode)
{
	send_all(typist, (unsigned char[]){ opcode, 0, 1, 0 }, 4);
}

/* ---- the source ---- */

static void on_run(const struct pulse_run *run, void *userdata)
{
	(void) userdata;
	assert_int_equal(run->device, DEVICE_OTHER);
	assert_true(run->first <= run->last && run->last <= now());
	last = *run;
	n_runs++;
	if (drain_again) {
		unsigned n = n_runs;

		ops.drain(x, now(), on_run, NULL);
		assert_int_equal(n_runs, n);
	}
}

static void drain(void)
{
	ops.drain(x, now(), on_run, NULL);
}

static void on_ready(void *userdata)
{
	assert_ptr_equal(userdata, &x);
	n_ready++;
	if (free_when_ready) {
		x = ops.free(x);
	} else {
		drain();
	}
}

static void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &x);
	n_changed++;
	if (free_when_changed) {
		x = ops.free(x);
	}
}

static void source_up(const char *display, const char *xauthority)
{
	static const struct source_callbacks callbacks = { on_ready, on_changed };

	QUICKLY(assert_int_equal(x11_idle_new(&x, event, display, xauthority, &callbacks, &x), 0));
	assert_int_equal(n_changed + n_ready, 0);
	assert_false(ops.usable(x));
}

static void count_from_here(void)
{
	n_ready = n_changed = n_runs = n_wakes = 0;
}

/* Usable, and nothing to do until there is input. */
static void settle(usec_t period)
{
	RUN_UNTIL(ops.usable(x));
	ops.set_period(x, period);
	run_for(3 * period + 100 * USEC_PER_MS);
	count_from_here();
}

static bool health_says(enum health_level level, const char *part)
{
	struct health h;

	ops.health(x, &h);
	assert_string_equal(h.name, "input");
	if (h.level != level || !strstr(h.text, part)) {
		print_message("%s: %s\n", health_level_to_string(h.level), h.text);
		return false;
	}
	return true;
}

static int up(void **state)
{
	(void) state;
	log_open(getenv("TEST_VERBOSE") ? LOG_DEBUG : LOG_ERR);
	(void) signal(SIGPIPE, SIG_DFL);
	(void) unsetenv("XAUTHORITY");
	count_from_here();
	last = (struct pulse_run){ 0 };
	free_when_ready = free_when_changed = drain_again = false;
	n_fds = count_fds();
	assert_true(sd_event_new(&event) >= 0);
	server_up(&a, NULL, NULL);
	return 0;
}

static int down(void **state)
{
	(void) state;
	typist_down();
	QUICKLY(x = ops.free(x));
	event = sd_event_unref(event);
	server_down(&a);
	server_down(&b);
	assert_int_equal(count_fds(), n_fds);
	return 0;
}
