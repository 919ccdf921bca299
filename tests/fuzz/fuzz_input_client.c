/* libFuzzer entry for the client of ergod-input: a server that says anything, at any moment of the client's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "adapters/input-client/internal.h"
#include "log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			__builtin_trap();                                                          \
		}                                                                                  \
	} while (0)

/* Instead of the C library's: to close one takes the kernel longer than all the rest. */
int inotify_init1(int flags)
{
	(void) flags;
	errno = EMFILE;
	return -1;
}

static const uint8_t *at, *end;
static struct input_client *client;
static int server = -1, peer = -1;
static usec_t drain_now, last_first;
static size_t n_runs;

static uint8_t next(void)
{
	return at < end ? *at++ : 0;
}

static usec_t boot_now(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_BOOTTIME, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

static void on_run(const struct pulse_run *run, void *userdata)
{
	(void) userdata;
	MUST(run->device < _DEVICE_CLASS_MAX);
	MUST(run->first <= run->last && run->last <= drain_now);
	MUST(run->first >= last_first);
	last_first = run->first;
	MUST(++n_runs <= PULSE_RUNS_MAX);
	input_client_ops.drain(client, drain_now, on_run, NULL); /* does nothing */
}

static void drain(usec_t now)
{
	for (int i = 0; i < 2; i++) {
		size_t before = client->pending.n;

		n_runs = 0;
		last_first = 0;
		drain_now = now;
		input_client_ops.drain(client, now, on_run, NULL);
		MUST(n_runs > 0 || before == 0);
		MUST(client->pending.n == 0);
	}
}

static void on_ready(void *userdata)
{
	(void) userdata;
	MUST(client->pending.n > 0);
	if (next() % 2) {
		drain(boot_now());
	}
}

static void on_changed(void *userdata)
{
	(void) userdata;
}

static void check(void)
{
	struct health h;

	input_client_ops.health(client, &h);
	MUST(h.text[0] && strlen(h.text) < sizeof(h.text) - 1);
	MUST(input_client_ops.usable(client) == (h.level == HEALTH_OK));
	MUST(!input_client_ops.usable(client) || client->fd >= 0);
	MUST(client->pending.n <= PULSE_RUNS_MAX);
	MUST((client->fd >= 0) == (client->io != NULL));
	MUST(client->backoff >= 200 * USEC_PER_MS && client->backoff <= 5 * USEC_PER_MIN);
}

/* A record that may well be right. */
static void say_record(void)
{
	uint8_t bytes[INPUT_WIRE_SIZE] = { INPUT_WIRE_VERSION };
	usec_t tick = boot_now() + next() * UINT64_C(100000) - 20 * USEC_PER_SEC;
	uint8_t what = next();

	bytes[1] = what % 4;
	if (bytes[1] == INPUT_WIRE_INPUT) {
		bytes[2] = what >> 2;
	} else if (bytes[1] == INPUT_WIRE_STATE) {
		bytes[3] = what >> 2 & 1;
		bytes[4 + what % 5] = bytes[3] ? next() : 0;
	}
	if (bytes[1] != INPUT_WIRE_REFUSED) {
		memcpy(&bytes[16], &tick, sizeof(tick));
	}
	(void) send(peer, bytes, sizeof(bytes), MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void say_bytes(void)
{
	size_t n = next() % 64;

	if (n <= (size_t) (end - at)) {
		(void) send(peer, at, n, MSG_DONTWAIT | MSG_NOSIGNAL);
		at += n;
	}
}

static void accept_next(void)
{
	int fd = accept4(server, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd >= 0) {
		if (peer >= 0) {
			(void) close(peer);
		}
		peer = fd;
	}
}

static void act(sd_event *event)
{
	switch (next() % 10) {
	case 0:
		say_bytes();
		break;
	case 1 ... 4:
		say_record();
		break;
	case 5:
	case 6:
		MUST(sd_event_run(event, 0) >= 0);
		break;
	case 7:
		drain(boot_now() - next() * UINT64_C(10000));
		break;
	case 8:
		input_client_ops.set_period(client, next() * UINT64_C(1000));
		break;
	default:
		(void) close(peer);
		peer = -1;
		/* What it would do after a while. */
		(void) sd_event_source_set_time(client->retry, 0);
		MUST(sd_event_run(event, 0) >= 0);
		MUST(sd_event_run(event, 0) >= 0);
		accept_next();
	}
	check();
}

static struct sockaddr_un address = { .sun_family = AF_UNIX };

static void clean_up(void)
{
	(void) unlink(address.sun_path);
	*strrchr(address.sun_path, '/') = '\0';
	(void) rmdir(address.sun_path);
}

static const char *set_up(void)
{
	char folder[] = "/tmp/ergod-fuzz-XXXXXX";

	if (server < 0) {
		log_open(LOG_EMERG);
		MUST(mkdtemp(folder));
		(void) snprintf(address.sun_path, sizeof(address.sun_path), "%s/socket", folder);
		server = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		MUST(bind(server, (struct sockaddr *) &address, sizeof(address)) == 0);
		MUST(listen(server, 8) == 0);
		MUST(atexit(clean_up) == 0);
	}
	return address.sun_path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct source_callbacks callbacks = { on_ready, on_changed };
	const char *path = set_up();
	sd_event *event = NULL;

	at = data;
	end = data + size;
	MUST(sd_event_new(&event) >= 0);
	MUST(input_client_new(&client, event, path, &callbacks, NULL) == 0);
	accept_next();
	MUST(peer >= 0);
	while (at < end) {
		act(event);
	}
	for (int i = 0; i < 1000 && sd_event_run(event, 0) > 0; i++) {
		MUST(i < 999); /* it comes to rest */
	}
	drain(boot_now());
	check();
	client = input_client_free(client);
	(void) close(peer);
	peer = -1;
	while ((peer = accept(server, NULL, NULL)) >= 0) {
		(void) close(peer);
	}
	sd_event_unref(event);
	return 0;
}
