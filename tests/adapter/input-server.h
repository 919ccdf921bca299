/* A client of ergod-input in this process, and a server for it to which the test lends its voice. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <systemd/sd-event.h>
#include <time.h>
#include <unistd.h>

#include "adapters/input-client/internal.h"
#include "log.h"

#define MAYBE_UNUSED __attribute__((unused))
#define MS(n)        ((n) *USEC_PER_MS)

static char folder[64], path[96];
static sd_event *event;
static struct input_client *client;
static int server = -1, peer = -1; /* the listening socket; the connection */
static unsigned ready, changed;
static bool drain_when_ready;
static struct pulse_run runs[256];
static size_t n_runs;

static MAYBE_UNUSED usec_t boot_now(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_BOOTTIME, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

static MAYBE_UNUSED void on_run(const struct pulse_run *run, void *userdata)
{
	assert_ptr_equal(userdata, &runs);
	assert_true(n_runs < ELEMENTSOF(runs));
	assert_true(run->first <= run->last);
	assert_true(n_runs == 0 || run->first >= runs[n_runs - 1].first);
	runs[n_runs++] = *run;
}

/* The runs of before are dropped. */
static MAYBE_UNUSED size_t drain(usec_t now)
{
	n_runs = 0;
	input_client_ops.drain(client, now, on_run, &runs);
	return n_runs;
}

static MAYBE_UNUSED void on_ready(void *userdata)
{
	assert_ptr_equal(userdata, &runs);
	ready++;
	if (drain_when_ready) {
		(void) drain(boot_now());
	}
}

static MAYBE_UNUSED void on_changed(void *userdata)
{
	assert_ptr_equal(userdata, &runs);
	changed++;
}

static MAYBE_UNUSED bool usable(void)
{
	return input_client_ops.usable(client);
}

static MAYBE_UNUSED void assert_health(enum health_level level, const char *text)
{
	struct health h;

	input_client_ops.health(client, &h);
	assert_string_equal(h.name, "input");
	assert_int_equal(h.level, level);
	if (!strstr(h.text, text)) {
		fail_msg("health says \"%s\", not \"%s\"", h.text, text);
	}
}

/* Returns how many turns of the loop that took. */
static MAYBE_UNUSED unsigned run_for(usec_t d)
{
	usec_t end = boot_now() + d;
	unsigned turns = 0;

	for (usec_t now = boot_now(); now < end; now = boot_now()) {
		int r = sd_event_run(event, end - now);

		assert_true(r >= 0);
		turns += r > 0;
	}
	return turns;
}

static MAYBE_UNUSED void settle(void)
{
	while (sd_event_run(event, 0) > 0) {
	}
}

#define WAIT_FOR(condition)                                                                        \
	do {                                                                                       \
		usec_t end_ = boot_now() + 10 * USEC_PER_SEC;                                      \
		while (!(condition)) {                                                             \
			if (boot_now() > end_) {                                                   \
				fail_msg("waited in vain: %s", #condition);                        \
			}                                                                          \
			assert_true(sd_event_run(event, MS(5)) >= 0);                              \
		}                                                                                  \
	} while (0)

/* ---- the server ---- */

static MAYBE_UNUSED void server_bind(const char *at)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };

	(void) snprintf(a.sun_path, sizeof(a.sun_path), "%s", at);
	server = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	assert_return_code(server, errno);
	assert_return_code(bind(server, (struct sockaddr *) &a, sizeof(a)), errno);
}

static MAYBE_UNUSED void server_up(void)
{
	server_bind(path);
	assert_return_code(listen(server, 8), errno);
}

static MAYBE_UNUSED void hang_up(void)
{
	if (peer >= 0) {
		(void) close(peer);
		peer = -1;
	}
}

static MAYBE_UNUSED void server_down(void)
{
	hang_up();
	if (server >= 0) {
		(void) close(server);
		server = -1;
	}
	(void) unlink(path);
}

/* Whether somebody was there. */
static MAYBE_UNUSED bool take_client(void)
{
	hang_up();
	peer = accept4(server, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	return peer >= 0;
}

static MAYBE_UNUSED void say_bytes(const void *bytes, size_t size)
{
	assert_int_equal(send(peer, bytes, size, MSG_NOSIGNAL), size);
}

static MAYBE_UNUSED void say(const struct input_wire *w)
{
	uint8_t bytes[INPUT_WIRE_SIZE];

	input_wire_encode(w, bytes);
	say_bytes(bytes, sizeof(bytes));
}

static MAYBE_UNUSED void say_state(usec_t tick, bool yours, unsigned keyboards, unsigned mice)
{
	say(&(struct input_wire){ .type = INPUT_WIRE_STATE,
				  .yours = yours,
				  .devices = { (uint8_t) keyboards, (uint8_t) mice },
				  .tick = tick });
}

static MAYBE_UNUSED void say_input(usec_t tick, unsigned classes)
{
	say(&(struct input_wire){ .type = INPUT_WIRE_INPUT, .classes = classes, .tick = tick });
}

/* Whether the client has hung up. */
static MAYBE_UNUSED bool left_alone(void)
{
	char byte;

	return recv(peer, &byte, 1, MSG_DONTWAIT) == 0;
}

/* Bytes that the client has not read. */
static MAYBE_UNUSED int unread(void)
{
	int n = 0;

	assert_return_code(ioctl(peer, TIOCOUTQ, &n), errno);
	return n;
}

/* ---- the client ---- */

static MAYBE_UNUSED void start(void)
{
	static const struct source_callbacks callbacks = { on_ready, on_changed };

	assert_return_code(input_client_new(&client, event, path, &callbacks, &runs), 0);
}

/* ... and it is connected. */
static MAYBE_UNUSED void start_connected(void)
{
	server_up();
	start();
	WAIT_FOR(take_client());
}

/* ... and tells of one keyboard and two mice. */
static MAYBE_UNUSED void start_usable(void)
{
	start_connected();
	say_state(boot_now() - 30 * USEC_PER_SEC, true, 1, 2);
	WAIT_FOR(changed == 1);
	assert_true(usable());
}

/* When it will try again, from now. */
static MAYBE_UNUSED usec_t retry_in(void)
{
	uint64_t t = 0;
	int on = SD_EVENT_OFF;

	assert_return_code(sd_event_source_get_enabled(client->retry, &on), 0);
	assert_return_code(sd_event_source_get_time(client->retry, &t), 0);
	return on == SD_EVENT_OFF ? USEC_INFINITY : usec_sub(t, boot_now());
}

static MAYBE_UNUSED int up(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void) state;
	log_open(LOG_CRIT);
	(void) snprintf(folder, sizeof(folder), "%s/ergod-XXXXXX",
			tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	assert_non_null(mkdtemp(folder));
	(void) snprintf(path, sizeof(path), "%s/socket", folder);
	assert_return_code(sd_event_new(&event), 0);
	ready = changed = 0;
	drain_when_ready = true;
	return 0;
}

static int remove_one(const char *at, const struct stat *st, int type, struct FTW *ftw)
{
	(void) st;
	(void) type;
	(void) ftw;
	return remove(at);
}

static MAYBE_UNUSED int down(void **state)
{
	(void) state;
	client = input_client_free(client);
	server_down();
	event = sd_event_unref(event);
	(void) nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return 0;
}
