/* libFuzzer entry for those who listen to ergod-input: hostile peers of several users, the seat changing hands. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "input-helper/clients.h"
#include "input-helper/seconds.h"
#include "log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			__builtin_trap();                                                          \
		}                                                                                  \
	} while (0)

#define PEERS 40
#define USERS 10
#define OTHER 54321

struct peer {
	int fd; /* -1: none */
	uid_t uid;
	bool informed, yours, refused;
	usec_t tick;
};

static const uint8_t *at, *end;
static sd_event *event;
static struct clients *clients;
static struct seconds seconds;
static struct peer peers[PEERS];
static uid_t owner;
static usec_t now;
static unsigned changes;
static struct sockaddr_un address;
static socklen_t address_size;

static uint8_t next(void)
{
	return at < end ? *at++ : 0;
}

static bool entitled(uid_t uid, void *userdata)
{
	(void) userdata;
	return uid == owner;
}

static void on_changed(void *userdata)
{
	(void) userdata;
	changes++;
}

/* Of another user where that is allowed; of this thread only. */
static uid_t become(uid_t uid)
{
	return getuid() == 0 && syscall(SYS_setresuid, -1, uid, -1) == 0 ? uid : geteuid();
}

static uid_t user(uint8_t n)
{
	return getuid() == 0 ? OTHER + n % USERS : getuid() + n % 2;
}

static void come(struct peer *p, uint8_t n)
{
	if (p->fd >= 0) {
		(void) close(p->fd);
	}
	*p = (struct peer){ .fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK,
					 0) };
	MUST(p->fd >= 0);
	p->uid = become(user(n));
	if (connect(p->fd, (struct sockaddr *) &address, address_size) < 0) {
		(void) close(p->fd);
		p->fd = -1;
	}
	(void) become(getuid());
}

static void read_one(struct peer *p)
{
	uint8_t bytes[2 * INPUT_WIRE_SIZE];
	ssize_t n = recv(p->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
	struct input_wire w;

	if (n <= 0) {
		return;
	}
	MUST(!p->refused);
	MUST(input_wire_decode(bytes, (size_t) n, &w) == 0);
	if (w.type == INPUT_WIRE_REFUSED) {
		MUST(!p->informed);
		p->refused = true;
		return;
	}
	MUST(w.tick >= p->tick && w.tick <= now);
	MUST(w.tick % INPUT_WIRE_GRID == seconds.phase);
	p->tick = w.tick;
	if (w.type == INPUT_WIRE_STATE) {
		p->informed = true;
		p->yours = w.yours;
	} else {
		MUST(p->informed && p->yours);
	}
}

/* As helper.c does. */
static void tell(usec_t tick)
{
	struct input_wire state = { .type = INPUT_WIRE_STATE, .yours = true, .tick = tick }, input;

	state.devices[0] = next() % 3;
	while (seconds_take(&seconds, tick - INPUT_WIRE_GRID, &input)) {
		clients_tell_input(clients, &input);
	}
	clients_tell_state(clients, &state);
	MUST(!clients_want_state(clients, &state));
	while (seconds_take(&seconds, tick, &input)) {
		MUST(input.tick <= tick && input.classes != 0);
		clients_tell_input(clients, &input);
	}
}

static void go_on(void)
{
	usec_t before = input_wire_tick(now + 1, seconds.phase);

	now += next() * UINT64_C(20000);
	if (now >= before) {
		tell(input_wire_tick(now + 1, seconds.phase) - INPUT_WIRE_GRID);
	}
}

static void press(void)
{
	struct pulse_run run = { .device = next() % _DEVICE_CLASS_MAX };

	run.last = now - next() * UINT64_C(10000);
	run.first = run.last - next() * UINT64_C(100000);
	seconds_add(&seconds, &run);
	MUST(seconds.n <= SECONDS_MAX);
	for (size_t i = 0; i < seconds.n; i++) {
		MUST(seconds.second[i].tick > seconds.floor &&
		     seconds.second[i].tick > seconds.start);
		MUST(i == 0 || seconds.second[i].tick > seconds.second[i - 1].tick);
	}
}

static void act_peer(struct peer *p)
{
	switch (next() % 6) {
	case 0:
		come(p, next());
		break;
	case 1:
		(void) close(p->fd);
		p->fd = -1;
		break;
	case 2:
		(void) send(p->fd, at, (size_t) (end - at) % 2000, MSG_DONTWAIT | MSG_NOSIGNAL);
		break;
	case 3:
		(void) shutdown(p->fd, next() % 3);
		break;
	default:
		read_one(p);
	}
}

static void act(void)
{
	switch (next() % 8) {
	case 0:
		press();
		break;
	case 1:
		go_on();
		break;
	case 2:
		for (unsigned i = next() * 2U; i > 0; i--) {
			now += INPUT_WIRE_GRID;
			tell(input_wire_tick(now + 1, seconds.phase) - INPUT_WIRE_GRID);
		}
		break;
	case 3:
		owner = user(next());
		seconds_begin(&seconds, now);
		break;
	case 4:
		come(&peers[next() % PEERS], next());
		break;
	default:
		act_peer(&peers[next() % PEERS]);
	}
	MUST(sd_event_run(event, 0) >= 0);
	MUST(clients_count(clients) <= CLIENTS_MAX);
	MUST(getuid() == 0 || clients_count(clients) <= CLIENTS_PER_UID);
}

static void set_up(void)
{
	static const struct clients_callbacks callbacks = { entitled, on_changed };
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	log_open(LOG_EMERG);
	address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	address_size = sizeof(address);
	MUST(bind(fd, (struct sockaddr *) &address, sizeof(sa_family_t)) == 0);
	MUST(getsockname(fd, (struct sockaddr *) &address, &address_size) == 0);
	MUST(listen(fd, 64) == 0);
	MUST(sd_event_new(&event) >= 0);
	MUST(clients_new(&clients, event, fd, &callbacks, NULL) == 0);
	for (size_t i = 0; i < PEERS; i++) {
		peers[i].fd = -1;
	}
	now = 1000 * USEC_PER_SEC;
	owner = user(0);
	seconds = (struct seconds){ .phase = next() * UINT64_C(3900) };
	seconds_begin(&seconds, now);
}

/* The lowest that is free. */
static int free_fd(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	(void) close(fd);
	return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = free_fd();

	at = data;
	end = data + size;
	set_up();
	while (at < end) {
		act();
	}
	for (size_t i = 0; i < PEERS; i++) {
		for (int k = 0; k < 3; k++) {
			read_one(&peers[i]);
		}
	}
	clients = clients_free(clients);
	event = sd_event_unref(event);
	for (size_t i = 0; i < PEERS; i++) {
		if (peers[i].fd >= 0) {
			(void) close(peers[i].fd);
		}
	}
	MUST(free_fd() == fd);
	return 0;
}
