/* The client of ergod-input: its connection, and a server that comes late, goes, or speaks nonsense. */
#include "input-server.h"

#define KEYBOARD (1u << DEVICE_KEYBOARD)
#define S        USEC_PER_SEC

/* Comes back by itself, ever more slowly. */
static void test_hung_up(void **state)
{
	unsigned connections = 0, turns = 0;
	usec_t begin;

	(void) state;
	start_usable();
	hang_up();
	WAIT_FOR(changed == 2);
	assert_false(usable());
	assert_health(HEALTH_FAIL, "the connection ended; it is tried again by itself");
	WAIT_FOR(take_client());
	assert_int_equal(changed, 2);
	say_state(1, true, 1, 0); /* another server may count from anywhere */
	WAIT_FOR(changed == 3);
	assert_true(usable());

	hang_up();
	for (begin = boot_now(); boot_now() < begin + 3 * S;) {
		turns += run_for(MS(10));
		connections += take_client();
		hang_up();
	}
	print_message("%u connections, %u turns in 3 s\n", connections, turns);
	assert_in_range(connections, 2, 5);
	assert_in_range(turns, connections, 6 * connections);
}

/* Between sampling instants nothing is read, but the end is not slept through. */
static void test_hung_up_while_left_alone(void **state)
{
	usec_t begin;

	(void) state;
	start_usable();
	input_client_ops.set_period(client, 3600 * S);
	say_input(boot_now() - S, 1u << DEVICE_KEYBOARD);
	WAIT_FOR(ready == 1);
	say_input(boot_now(), 1u << DEVICE_POINTER);
	(void) run_for(MS(50));
	assert_true(unread() > 0);
	assert_int_equal(ready, 1);
	begin = boot_now();
	server_down();
	WAIT_FOR(changed > 1);
	assert_true(boot_now() - begin < 5 * S);
	assert_false(usable());
	assert_int_equal(ready, 2); /* what it said before is not lost */
	assert_int_equal(runs[n_runs - 1].device, DEVICE_POINTER);
}

/* A connection that held makes up for what was before. */
static void test_lasting(void **state)
{
	(void) state;
	start_usable();
	client->backoff = 100 * S;
	hang_up();
	WAIT_FOR(changed == 2);
	assert_in_range(retry_in(), 90 * S, 101 * S);
	client->backoff = 0;
	server_down();
	client = input_client_free(client);
	changed = 0;
	start_usable();
	client->backoff = 100 * S;
	client->since = usec_sub(client->since, 61 * S);
	hang_up();
	WAIT_FOR(changed == 2);
	assert_in_range(retry_in(), 0, MS(200));
}

struct nonsense {
	const char *what;
	bool yours, informed; /* what is said before */
	size_t size;
	uint8_t bytes[64];
};

/* `tick` in the last 8 bytes, from now. */
static void say_nonsense(const struct nonsense *n, usec_t tick)
{
	uint8_t bytes[sizeof(n->bytes)];

	memcpy(bytes, n->bytes, sizeof(bytes));
	if (n->size >= INPUT_WIRE_SIZE) {
		memcpy(&bytes[16], &tick, sizeof(tick));
	}
	say_bytes(bytes, n->size);
}

static void assert_dropped(const char *what, const char *why)
{
	WAIT_FOR(left_alone());
	print_message("%s\n", what);
	settle();
	assert_false(usable());
	assert_health(HEALTH_FAIL, why);
	assert_in_range(retry_in(), 290 * S, 300 * S);
	assert_int_equal(drain(boot_now()), 0);
	(void) run_for(MS(30));
	assert_false(take_client());
}

static void begin_again(void)
{
	client = input_client_free(client);
	server_down();
	changed = 0;
	start_connected();
}

/* With whom one can't talk, one does not talk for long. */
static void test_nonsense(void **state)
{
	static const struct nonsense all[] = {
		{ "too short", .size = 23, .bytes = { 1, INPUT_WIRE_STATE } },
		{ "one byte", .size = 1, .bytes = { 1 } },
		{ "too long", .size = 25, .bytes = { 1, INPUT_WIRE_STATE } },
		{ "two records", .size = 48, .bytes = { 1, INPUT_WIRE_STATE } },
		{ "unknown type", .size = 24, .bytes = { 1, _INPUT_WIRE_TYPE_MAX } },
		{ "padding", .size = 24, .bytes = { 1, INPUT_WIRE_STATE, [12] = 1 } },
		{ "devices of nobody", .size = 24, .bytes = { 1, INPUT_WIRE_STATE, 0, 0, 1 } },
		{ "no classes", true, true, 24, { 1, INPUT_WIRE_INPUT } },
		{ "a class too much", true, true, 24, { 1, INPUT_WIRE_INPUT, 0x21 } },
		{ "input before the state", false, false, 24, { 1, INPUT_WIRE_INPUT, 1 } },
		{ "input of others", false, true, 24, { 1, INPUT_WIRE_INPUT, 1 } },
	};

	(void) state;
	drain_when_ready = false;
	for (size_t i = 0; i < ELEMENTSOF(all); i++) {
		begin_again();
		if (all[i].informed) {
			say_state(boot_now() - S, all[i].yours, all[i].yours, 0);
		}
		say_nonsense(&all[i], boot_now());
		assert_dropped(all[i].what, "ergod-input: it sent nonsense; it is tried again");
	}
	assert_int_equal(ready, 0);
}

static void test_other_version(void **state)
{
	static const struct nonsense later = { .size = 32, .bytes = { 2 } },
				     earlier = { .size = 24, .bytes = { 0 } };

	(void) state;
	begin_again();
	say_nonsense(&later, boot_now());
	assert_dropped("version 2", "it is of another version than ergod, restart both");
	begin_again();
	say_nonsense(&earlier, 0);
	assert_dropped("version 0", "it is of another version than ergod, restart both");
}

static void test_ticks(void **state)
{
	usec_t t = boot_now();

	(void) state;
	drain_when_ready = false;
	begin_again();
	say_state(t, true, 1, 0);
	say_input(t, KEYBOARD); /* the same again: fine */
	WAIT_FOR(ready == 1);
	assert_int_equal(drain(boot_now()), 1);
	say_input(t - 1, KEYBOARD);
	assert_int_equal(drain(boot_now()), 0);
	assert_dropped("input goes back", "nonsense");

	begin_again();
	say_state(t, true, 1, 0);
	say_state(t - S, true, 1, 0);
	assert_dropped("a state goes back", "nonsense");

	begin_again();
	say_state(boot_now() + 10 * S, true, 1, 0);
	assert_dropped("a state of the future", "nonsense");
	begin_again();
	say_state(t, true, 1, 0);
	say_input(USEC_INFINITY, KEYBOARD);
	assert_dropped("input of the future", "nonsense");
}

/* What was true before the nonsense stays true. */
static void test_before_the_nonsense(void **state)
{
	(void) state;
	start_usable();
	say_input(boot_now(), KEYBOARD);
	say_bytes("x", 1);
	WAIT_FOR(ready == 1);
	assert_int_equal(n_runs, 1);
	settle();
	assert_int_equal(changed, 2);
	assert_in_range(retry_in(), 290 * S, 300 * S);
	/* A new server may be a better one. */
	server_down();
	server_up();
	WAIT_FOR(take_client());
	say_state(boot_now(), true, 1, 0);
	WAIT_FOR(changed == 3);
}

static void test_refused(void **state)
{
	(void) state;
	start_connected();
	say(&(struct input_wire){ .type = INPUT_WIRE_REFUSED });
	hang_up();
	WAIT_FOR(client->fd < 0);
	assert_health(HEALTH_FAIL,
		      "two programs of yours are connected, or sixteen in all; it is tried again");
	assert_in_range(retry_in(), 0, MS(200));
	WAIT_FOR(take_client());
	(void) say_state(boot_now(), true, 1, 0);
	WAIT_FOR(changed == 1);
}

/* An empty packet looks like the end, and is one. */
static void test_empty(void **state)
{
	(void) state;
	start_usable();
	say_bytes("", 0);
	WAIT_FOR(changed == 2);
	assert_true(left_alone());
	WAIT_FOR(take_client());
}

/* A socket that comes is seen, and nothing is done until then. */
static void test_comes_later(void **state)
{
	char other[128];

	(void) state;
	start();
	assert_health(HEALTH_FAIL, "ergod-input is not there: as root, systemctl enable --now");
	settle();
	assert_int_equal(run_for(MS(700)), 0);
	assert_true(retry_in() == USEC_INFINITY);
	(void) snprintf(other, sizeof(other), "%s/socket2", folder); /* that is not it */
	(void) close(open(other, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	(void) run_for(MS(50));
	assert_health(HEALTH_FAIL, "is not there");
	server_up();
	WAIT_FOR(take_client());

	/* It goes; there first, and only then listened to. */
	server_down();
	WAIT_FOR(client->error == -ENOENT);
	settle();
	assert_int_equal(run_for(MS(500)), 0);
	server_bind(path);
	(void) run_for(MS(100));
	assert_health(HEALTH_FAIL, "can't be reached (Connection refused)");
	assert_return_code(listen(server, 8), errno);
	WAIT_FOR(take_client());

	/* Moved into its place. */
	server_down();
	WAIT_FOR(client->error == -ENOENT);
	(void) unlink(other);
	server_bind(other);
	assert_return_code(listen(server, 8), errno);
	assert_int_equal(rename(other, path), 0);
	WAIT_FOR(take_client());
	/* While connected, it does not care what comes to the folder. */
	settle();
	(void) close(open(other, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	assert_int_equal(run_for(MS(50)), 0);
}

static void test_no_folder(void **state)
{
	(void) state;
	assert_int_equal(rmdir(folder), 0);
	start();
	assert_health(HEALTH_FAIL, "is not there");
	assert_in_range(run_for(MS(900)), 1, 3);
	assert_int_equal(mkdir(folder, 0700), 0);
	server_up();
	WAIT_FOR(take_client());

	/* It goes with everything in it, and comes again. */
	client->backoff = MS(200);
	server_down();
	assert_int_equal(rmdir(folder), 0);
	(void) run_for(MS(50));
	WAIT_FOR(client->fd < 0);
	assert_int_equal(mkdir(folder, 0700), 0);
	server_up();
	WAIT_FOR(take_client());

	/* The same while the folder is watched. */
	client->backoff = MS(200);
	server_down();
	WAIT_FOR(client->error == -ENOENT && retry_in() == USEC_INFINITY);
	assert_int_equal(rmdir(folder), 0);
	assert_in_range(run_for(S), 1, 5);
	assert_int_equal(mkdir(folder, 0700), 0);
	server_up();
	WAIT_FOR(take_client());
}

/* Others wait already, and nobody opens the door. */
static void test_backlog_full(void **state)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int crowd[8], n = 0, r = 0;

	(void) state;
	server_bind(path);
	(void) snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
	assert_return_code(listen(server, 0), errno);
	while (r == 0 && n < (int) ELEMENTSOF(crowd)) {
		crowd[n] = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		r = connect(crowd[n++], (struct sockaddr *) &a, sizeof(a));
	}
	assert_int_equal(errno, EAGAIN);
	start();
	assert_health(HEALTH_FAIL, "can't be reached (Resource temporarily unavailable)");
	assert_in_range(run_for(S), 2, 7); /* it may be empty for a moment only */
	while (n > 0) {
		(void) close(crowd[--n]);
	}
	while (take_client()) {
	}
	WAIT_FOR(take_client());
	say_state(boot_now(), true, 1, 0);
	WAIT_FOR(usable());
}

static void test_never_speaks(void **state)
{
	(void) state;
	start_connected();
	settle();
	assert_int_equal(run_for(S), 0);
	assert_health(HEALTH_FAIL, "has not answered yet");
	assert_int_equal(changed + ready, 0);
	client = input_client_free(client);
	/* Nor does it open the door. */
	start();
	settle();
	assert_int_equal(run_for(MS(500)), 0);
	assert_health(HEALTH_FAIL, "has not answered yet");
}

/* Something else stands there. */
static void test_no_socket(void **state)
{
	(void) state;
	(void) close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	start();
	assert_health(HEALTH_FAIL, "can't be reached (Connection refused)");
	assert_in_range(run_for(S), 2, 7); /* it may be empty for a moment only */
	assert_int_equal(unlink(path), 0);
	server_up();
	WAIT_FOR(take_client());
	client = input_client_free(client);

	(void) snprintf(path, sizeof(path), "relative");
	assert_int_equal(
		input_client_new(&client, event, path, &(struct source_callbacks){ 0 }, NULL),
		-EINVAL);
	assert_int_equal(
		input_client_new(&client, event,
				 "/a/path/that/is/much/longer/than/the/place/which/there/is/"
				 "in/the/address/of/a/socket/to/be/found/in/a/folder",
				 &(struct source_callbacks){ 0 }, NULL),
		-EINVAL);
	assert_null(client);
}

/* It may be dropped at any moment. */
static void test_freed(void **state)
{
	(void) state;
	assert_null(input_client_ops.free(NULL));
	start(); /* waiting for a socket */
	client = input_client_ops.free(client);
	start();
	server_up(); /* which has come, unseen so far */
	client = input_client_free(client);
	for (unsigned turns = 0; turns < 12; turns++) {
		start();
		(void) take_client();
		say_state(boot_now(), true, 1, 0);
		say_input(boot_now(), KEYBOARD);
		if (turns % 3 == 1) {
			hang_up();
		} else if (turns % 3 == 2) {
			say_bytes("nonsense", 8);
		}
		for (unsigned i = 0; i < turns / 3; i++) {
			(void) sd_event_run(event, 0);
		}
		client = input_client_free(client);
		settle();
	}
	assert_int_equal(run_for(MS(300)), 0); /* nothing is left of it in the loop */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_hung_up, up, down),
		cmocka_unit_test_setup_teardown(test_hung_up_while_left_alone, up, down),
		cmocka_unit_test_setup_teardown(test_lasting, up, down),
		cmocka_unit_test_setup_teardown(test_nonsense, up, down),
		cmocka_unit_test_setup_teardown(test_other_version, up, down),
		cmocka_unit_test_setup_teardown(test_ticks, up, down),
		cmocka_unit_test_setup_teardown(test_before_the_nonsense, up, down),
		cmocka_unit_test_setup_teardown(test_refused, up, down),
		cmocka_unit_test_setup_teardown(test_empty, up, down),
		cmocka_unit_test_setup_teardown(test_comes_later, up, down),
		cmocka_unit_test_setup_teardown(test_no_folder, up, down),
		cmocka_unit_test_setup_teardown(test_backlog_full, up, down),
		cmocka_unit_test_setup_teardown(test_never_speaks, up, down),
		cmocka_unit_test_setup_teardown(test_no_socket, up, down),
		cmocka_unit_test_setup_teardown(test_freed, up, down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
