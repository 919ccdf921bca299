/* The X server's idle counter as a source of activity, on real servers.  tests/run: alone */
#include "x11-fixture.h"

/* ---- input ---- */

static void test_key(void **state)
{
	usec_t typed;

	(void) state;
	source_up(a.display, NULL);
	typist_up(a.display);
	settle(100 * USEC_PER_MS);
	assert_true(health_says(HEALTH_OK, a.display));
	assert_true(health_says(HEALTH_OK,
				"idle counter (other programs can reset it; which device "
				"is not told)"));
	typed = now();
	type_key();
	RUN_UNTIL(n_ready > 0);
	assert_true(last.last + 25 * USEC_PER_MS > typed && last.last < typed + USEC_PER_SEC);
	assert_int_equal(n_ready + n_runs, 2);
	drain();
	assert_int_equal(n_runs, 1); /* nothing twice */
	assert_int_equal(n_changed, 0);
}

static void test_changed(void **state)
{
	(void) state;
	source_up(a.display, NULL);
	RUN_UNTIL(n_changed > 0);
	assert_true(ops.usable(x));
	run_for(200 * USEC_PER_MS);
	assert_int_equal(n_changed, 1);
	assert_int_equal(n_runs, 0); /* what was before is not input */
}

static void test_nobody(void **state)
{
	(void) state;
	source_up(a.display, NULL);
	settle(100 * USEC_PER_MS);
	run_for(2 * USEC_PER_SEC);
	assert_int_equal(n_wakes, 0);
	assert_int_equal(n_ready, 0);
}

static void test_rate(void **state)
{
	usec_t start, spent;
	unsigned most;
	pid_t pid;

	(void) state;
	source_up(a.display, NULL);
	typist_up(a.display);
	settle(200 * USEC_PER_MS);
	start = now();
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		while (now() < start + 3 * USEC_PER_SEC) {
			type_key();
			nap(USEC_PER_MS);
		}
		_exit(0);
	}
	run_for(3 * USEC_PER_SEC);
	spent = now() - start;
	most = (unsigned) (spent / (200 * USEC_PER_MS)) + 1;
	print_message("3 s of 1,000 keys/s: ready %u times, %u wake-ups\n", n_ready, n_wakes);
	assert_true(n_ready >= 10 && n_ready <= most);
	assert_true(n_wakes <= 2 * most); /* the question and its answer */
	assert_true(last.last + 500 * USEC_PER_MS > start + spent);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	run_for(600 * USEC_PER_MS);
	count_from_here();
	run_for(USEC_PER_SEC);
	assert_int_equal(n_wakes, 0);
}

/* Input at any moment, above all between the answer "none lately" and the arming. */
static void test_race(void **state)
{
	const usec_t period = 40 * USEC_PER_MS;
	usec_t typed;

	(void) state;
	source_up(a.display, NULL);
	typist_up(a.display);
	settle(period);
	for (unsigned i = 0; i < 100; i++) {
		type_key();
		typed = now();
		RUN_UNTIL(last.last + 25 * USEC_PER_MS > typed);
		run_for(period - 5 * USEC_PER_MS);
		for (typed = now() + i * 200; now() < typed;) {
			run(0);
		}
		type_key();
		typed = now();
		RUN_UNTIL(last.last + 25 * USEC_PER_MS > typed);
	}
}

/* We are stopped between the answer and the arming for longer than there was no input. */
static void test_late_arming(void **state)
{
	const usec_t period = 300 * USEC_PER_MS;
	usec_t typed;

	(void) state;
	source_up(a.display, NULL);
	typist_up(a.display);
	settle(period);
	type_key();
	RUN_UNTIL(n_ready == 1);
	count_from_here();
	RUN_UNTIL(n_wakes == 1); /* it is time to ask */
	drain();                 /* which sends it */
	nap(50 * USEC_PER_MS);
	type_key();
	typed = now();
	nap(2 * period);
	RUN_UNTIL(n_runs == 1);
	assert_true(last.last + 25 * USEC_PER_MS > typed);
}

/* ---- asking ---- */

static void test_refresh(void **state)
{
	usec_t typed;

	(void) state;
	source_up(a.display, NULL);
	typist_up(a.display);
	settle(100 * USEC_PER_MS);
	assert_false(ops.refresh(x)); /* no input: would have been told */

	ops.set_period(x, 60 * USEC_PER_SEC);
	type_key();
	RUN_UNTIL(n_runs == 1);
	nap(50 * USEC_PER_MS);
	count_from_here();
	assert_true(ops.refresh(x)); /* no input since */
	RUN_UNTIL(n_ready == 1);
	assert_int_equal(n_runs, 0);

	nap(50 * USEC_PER_MS);
	type_key();
	typed = now();
	nap(50 * USEC_PER_MS);
	assert_true(ops.refresh(x));
	RUN_UNTIL(n_ready == 2);
	assert_int_equal(n_runs, 1);
	assert_true(last.last + 25 * USEC_PER_MS > typed);

	assert_int_equal(kill(a.pid, SIGSTOP), 0);
	assert_true(ops.refresh(x));
	typed = now();
	RUN_UNTIL(n_ready == 3);
	assert_true(now() < typed + USEC_PER_SEC);
	QUICKLY(drain());
	assert_true(ops.usable(x));
	QUICKLY(x = ops.free(x));
}

/* Whoever drains is not called meanwhile. */
static void test_drain(void **state)
{
	(void) state;
	source_up(a.display, NULL);
	typist_up(a.display);
	settle(100 * USEC_PER_MS);
	drain_again = true;
	type_key();
	nap(100 * USEC_PER_MS);
	drain(); /* the alarm has fired; the loop has not run */
	assert_int_equal(n_runs, 1);
	assert_int_equal(n_ready, 0);
	ops.drain(x, now(), on_run, NULL);
	assert_int_equal(n_runs, 1);

	ops.set_period(x, 60 * USEC_PER_SEC);
	assert_true(ops.refresh(x));
	drain(); /* sends the question */
	nap(100 * USEC_PER_MS);
	drain(); /* takes the answer */
	assert_int_equal(n_ready, 0);
	RUN_UNTIL(n_ready == 1); /* it was promised */
	run_for(100 * USEC_PER_MS);
	assert_int_equal(n_ready, 1);
}

/* ---- servers that come, go and hang ---- */

static void test_server_dies(void **state)
{
	(void) state;
	source_up(a.display, NULL);
	settle(100 * USEC_PER_MS);
	server_kill(&a);
	RUN_UNTIL(n_changed == 1);
	assert_false(ops.usable(x));
	assert_true(health_says(HEALTH_FAIL, "can't be reached"));
	assert_false(ops.refresh(x));
	drain();
	server_up(&a, NULL, NULL); /* on the same display */
	RUN_UNTIL(n_changed == 2);
	assert_true(ops.usable(x));
	typist_up(a.display);
	settle(100 * USEC_PER_MS);
	type_key();
	RUN_UNTIL(n_runs == 1);

	typist_down();
	server_kill(&a); /* found out by whoever drains */
	drain();
	assert_false(ops.usable(x));
	assert_int_equal(n_changed, 0);
	RUN_UNTIL(n_changed == 1);
}

static void test_no_display(void **state)
{
	static const char *const elsewhere[] = {
		"host:0", "localhost:10.0", "", ":", ":x", ":1x", "/tmp/x:0", ":123456789", "unix:"
	};

	(void) state;
	source_up(NULL, NULL);
	assert_true(health_says(HEALTH_FAIL, "no X server is known"));
	for (size_t i = 0; i < ELEMENTSOF(elsewhere); i++) {
		x11_idle_set_display(x, elsewhere[i], NULL);
		assert_true(health_says(HEALTH_FAIL, elsewhere[i][0] ? "not one of this machine"
								     : "no X server is known"));
	}
	run_for(USEC_PER_SEC);
	assert_int_equal(n_wakes + n_changed + n_ready, 0);
	x11_idle_set_display(x, ":4711", NULL);
	assert_true(health_says(HEALTH_FAIL, "can't be reached"));
	x11_idle_set_display(x, a.display, NULL);
	RUN_UNTIL(n_changed == 1);
	x11_idle_set_display(x, a.display, NULL); /* nothing new */
	run_for(100 * USEC_PER_MS);
	assert_true(ops.usable(x));
	x11_idle_set_display(x, NULL, NULL);
	assert_false(ops.usable(x));
	assert_int_equal(n_changed, 1);
	RUN_UNTIL(n_changed == 2);
}

static void test_stopped_at_connect(void **state)
{
	(void) state;
	assert_int_equal(kill(a.pid, SIGSTOP), 0);
	source_up(a.display, NULL);
	run_for(1500 * USEC_PER_MS);
	assert_int_equal(n_wakes, 0);
	assert_true(health_says(HEALTH_FAIL, "does not answer"));
	assert_int_equal(kill(a.pid, SIGCONT), 0);
	RUN_UNTIL(ops.usable(x));
}

/* A server that is grabbed answers nobody else. */
static void test_grabbed(void **state)
{
	(void) state;
	typist_up(a.display);
	request(36); /* GrabServer */
	nap(100 * USEC_PER_MS);
	source_up(a.display, NULL);
	run_for(500 * USEC_PER_MS);
	assert_true(health_says(HEALTH_FAIL, "does not answer"));
	request(37); /* UngrabServer */
	RUN_UNTIL(ops.usable(x));
}

static void test_other_server(void **state)
{
	(void) state;
	server_up(&b, NULL, NULL);
	source_up(a.display, NULL);
	settle(100 * USEC_PER_MS);
	assert_int_equal(kill(a.pid, SIGSTOP), 0); /* leaving it must not wait */
	QUICKLY(x11_idle_set_display(x, b.display, NULL));
	assert_false(ops.usable(x));
	settle(100 * USEC_PER_MS);
	assert_true(health_says(HEALTH_OK, b.display));
	assert_int_equal(kill(a.pid, SIGCONT), 0);
	typist_up(a.display);
	type_key();
	run_for(300 * USEC_PER_MS);
	assert_int_equal(n_ready, 0);
	typist_down();
	typist_up(b.display);
	type_key();
	RUN_UNTIL(n_runs == 1);
}

static void test_xauthority(void **state)
{
	static const unsigned char cookie[] = "\xff\xff\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1\0\x10"
					      "0123456789abcdef";
	char path[] = "/tmp/ergod-xauth-XXXXXX";
	int fd = mkostemp(path, O_CLOEXEC);

	(void) state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, cookie, sizeof(cookie) - 1), sizeof(cookie) - 1);
	(void) close(fd);
	server_up(&b, "-auth", path);
	source_up(b.display, "/nowhere");
	run_for(500 * USEC_PER_MS);
	assert_true(health_says(HEALTH_FAIL, "does not let ergod in"));
	assert_null(getenv("XAUTHORITY"));
	assert_int_equal(setenv("XAUTHORITY", "/else/where", 1), 0);
	x11_idle_set_display(x, b.display, path); /* the same, but worth a look */
	RUN_UNTIL(ops.usable(x));
	assert_string_equal(getenv("XAUTHORITY"), "/else/where");
	(void) unlink(path);
}

/* A server that lets the probe through, and takes the next client.  Returns that one's socket. */
static int take_client(int listener)
{
	unsigned char buf[12];
	int probe = accept(listener, NULL, NULL), client;

	receive_all(probe, buf, 12);
	send_all(probe, "", 1);
	client = accept(listener, NULL, NULL);
	receive_all(client, buf, 12);
	return client;
}

/* ... and hangs before XOpenDisplay() is done. */
static void hang_while_opening(int listener, const char *real)
{
	(void) real;
	(void) alarm(10); /* should the test fail */
	(void) take_client(listener);
	(void) pause();
}

/* ... and dies before XOpenDisplay() is done. */
static void die_while_opening(int listener, const char *real)
{
	static const unsigned char setup[12] = { LITTLE, 0, 11 };
	unsigned char buf[65536];
	int client = take_client(listener), server = client_socket(real);

	send_all(server, setup, sizeof(setup));
	send_all(client, buf, read_setup(server, buf, sizeof(buf)));
	_exit(0);
}

/* Such a server as a process of its own, and its display. */
static pid_t fake_server(void (*serve)(int listener, const char *real), char display[static 16])
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_un address;
	socklen_t len;
	pid_t pid;

	(void) snprintf(display, 16, ":%d", 1000000 + (int) getpid() % 1000000);
	address = address_of(display, &len);
	assert_int_equal(bind(fd, (struct sockaddr *) &address, len), 0);
	assert_int_equal(listen(fd, 4), 0);
	pid = fork();
	if (pid == 0) {
		serve(fd, a.display);
	}
	(void) close(fd);
	return pid;
}

/* The loop is not kept waiting for longer than the adapter's patience, 2 s. */
static void test_hangs_while_opening(void **state)
{
	usec_t start = now();
	char display[16];
	pid_t pid;

	(void) state;
	pid = fake_server(hang_while_opening, display);
	source_up(display, NULL);
	while (!health_says(HEALTH_FAIL, "can't be reached")) {
		assert_true(now() - start < 4 * USEC_PER_SEC);
		run(2 * USEC_PER_SEC);
	}
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void test_dies_while_opening(void **state)
{
	pid_t pid, watched;
	char display[16];
	int status;

	(void) state;
	pid = fake_server(die_while_opening, display);
	watched = fork(); /* what libX11 loses then is no leak of ours */
	if (watched == 0) {
		unsigned fds;
		bool said;

		event = sd_event_unref(event);
		fds = count_fds();
		assert_true(sd_event_new(&event) >= 0);
		source_up(display, NULL);
		run_for(500 * USEC_PER_MS);
		said = health_says(HEALTH_FAIL, "can't be reached");
		x = ops.free(x);
		event = sd_event_unref(event);
		_exit(said && count_fds() == fds ? 0 : 2);
	}
	assert_int_equal(waitpid(watched, &status, 0), watched);
	assert_int_equal(status, 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

/* ---- life ---- */

static void test_free_anywhere(void **state)
{
	(void) state;
	typist_up(a.display);
	for (unsigned i = 0; i < 6; i++) { /* while connecting */
		source_up(a.display, NULL);
		for (unsigned k = 0; k < i; k++) {
			run(10 * USEC_PER_MS);
		}
		x = ops.free(x);
		count_from_here();
	}
	free_when_changed = true;
	source_up(a.display, NULL);
	RUN_UNTIL(!x);
	count_from_here();

	free_when_changed = false;
	free_when_ready = true;
	for (unsigned i = 0; i < 2; i++) {
		source_up(a.display, NULL);
		settle(50 * USEC_PER_MS);
		type_key();
		if (i > 0) { /* out of the answer to a question */
			free_when_ready = false;
			RUN_UNTIL(n_ready > 0);
			free_when_ready = true;
			assert_true(ops.refresh(x));
		}
		RUN_UNTIL(!x);
		count_from_here();
	}
	free_when_ready = false;
	source_up(a.display, NULL);
	settle(50 * USEC_PER_MS);
	server_kill(&a); /* and nobody has noticed */
	QUICKLY(x = ops.free(x));
	assert_null(ops.free(NULL));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, up, down)
	const struct CMUnitTest tests[] = {
		TEST(test_changed),
		TEST(test_key),
		TEST(test_nobody),
		TEST(test_rate),
		TEST(test_race),
		TEST(test_late_arming),
		TEST(test_refresh),
		TEST(test_drain),
		TEST(test_server_dies),
		TEST(test_no_display),
		TEST(test_stopped_at_connect),
		TEST(test_grabbed),
		TEST(test_other_server),
		TEST(test_xauthority),
		TEST(test_hangs_while_opening),
		TEST(test_dies_while_opening),
		TEST(test_free_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
