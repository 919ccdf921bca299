/* Those who listen to ergod-input: how many, who is told what, and that none of them can harm the others. */
#include "clients-fixture.h"

static void test_two_a_user(void **state)
{
	int a = come(getuid()), b = come(getuid()), c;

	(void) state;
	assert_int_equal(clients_count(clients), 2);
	for (int i = 0; i < 5; i++) {
		assert_refused(getuid());
	}
	assert_int_equal(clients_count(clients), 2);
	assert_int_equal(changes, 2);
	(void) close(a);
	WAIT_FOR(clients_count(clients) == 1);
	assert_int_equal(changes, 3);
	c = come(getuid());
	assert_int_equal(clients_count(clients), 2);
	assert_quiet(b); /* who is there was not disturbed */
	assert_quiet(c);
	(void) close(b);
	(void) close(c);
	WAIT_FOR(clients_count(clients) == 0);
	assert_false(clients_entitled(clients));
}

static void test_state_is_told_once(void **state)
{
	struct input_wire w, s = yours;
	int a = come(getuid()), b;

	(void) state;
	assert_quiet(a);
	assert_true(clients_want_state(clients, &s));
	clients_tell_state(clients, &s);
	w = told(a, INPUT_WIRE_STATE);
	assert_true(w.yours && w.tick == s.tick && w.devices[0] == 1 && w.devices[1] == 2);
	s.tick += INPUT_WIRE_GRID; /* later, but no news */
	assert_false(clients_want_state(clients, &s));
	clients_tell_state(clients, &s);
	assert_quiet(a);

	b = come(getuid());
	assert_true(clients_want_state(clients, &s));
	clients_tell_state(clients, &s);
	assert_quiet(a);
	assert_true(told(b, INPUT_WIRE_STATE).tick == s.tick);

	s.devices[1] = 3;
	assert_true(clients_want_state(clients, &s));
	clients_tell_state(clients, &s);
	assert_int_equal(told(a, INPUT_WIRE_STATE).devices[1], 3);
	assert_int_equal(told(b, INPUT_WIRE_STATE).devices[1], 3);

	owner = NOBODY;
	assert_true(clients_want_state(clients, &s));
	assert_false(clients_entitled(clients));
	clients_tell_state(clients, &s);
	w = told(a, INPUT_WIRE_STATE);
	assert_false(w.yours);
	assert_int_equal(w.devices[0], 0);
	s.devices[1] = 4; /* that is none of their business now */
	assert_false(clients_want_state(clients, &s));
	(void) close(a);
	(void) close(b);
}

/* Input is told to the owner, as soon as it knows that it is, and to nobody else. */
static void test_input(void **state)
{
	struct input_wire w = input_at(8000000);
	int a = come(getuid()), b;

	(void) state;
	clients_tell_input(clients, &w);
	assert_quiet(a); /* it does not know yet */
	clients_tell_state(clients, &yours);
	b = come(getuid());
	clients_tell_input(clients, &w);
	(void) told(a, INPUT_WIRE_STATE);
	assert_true(told(a, INPUT_WIRE_INPUT).tick == w.tick);
	assert_quiet(b);
	owner = NOBODY; /* at once, whatever it knows */
	clients_tell_input(clients, &w);
	assert_quiet(a);
	clients_tell_state(clients, &yours);
	assert_false(told(a, INPUT_WIRE_STATE).yours);
	owner = getuid(); /* and again only when it knows */
	clients_tell_input(clients, &w);
	assert_quiet(a);
	clients_tell_state(clients, &yours);
	clients_tell_input(clients, &w);
	assert_true(told(a, INPUT_WIRE_STATE).yours);
	(void) told(a, INPUT_WIRE_INPUT);
	(void) close(a);
	(void) close(b);
}

/* More than a minute waits for one who does not read; then it is dropped, and nobody has waited for it. */
static void test_never_reads(void **state)
{
	const unsigned n = 5000;
	int reader = come(getuid()), sleeper = come(getuid());
	unsigned waiting = 0;
	usec_t begin = now();
	struct input_wire w;

	(void) state;
	clients_tell_state(clients, &yours);
	(void) told(reader, INPUT_WIRE_STATE);
	for (unsigned i = 0; i < n; i++) {
		struct input_wire input = input_at(yours.tick + i);

		clients_tell_input(clients, &input);
		assert_true(told(reader, INPUT_WIRE_INPUT).tick == input.tick);
	}
	assert_true(now() - begin < 10 * USEC_PER_SEC);
	assert_int_equal(clients_count(clients), 1);
	assert_int_equal(changes, 3);
	(void) told(sleeper, INPUT_WIRE_STATE);
	while (receive(sleeper, &w) == 1) {
		assert_true(w.tick == yours.tick + waiting); /* without gaps, up to the end */
		waiting++;
	}
	print_message("%u records waited for who did not read\n", waiting);
	assert_in_range(waiting, 60, 600);
	assert_ended(sleeper);
	(void) close(sleeper);
	(void) close(reader);
}

/* The same with states, as a device with a bad contact would make them. */
static void test_never_reads_states(void **state)
{
	int sleeper = come(getuid());
	struct input_wire s = yours;

	(void) state;
	for (unsigned i = 0; i < 5000; i++) {
		s.devices[0] = (uint8_t) i;
		clients_tell_state(clients, &s);
	}
	assert_int_equal(clients_count(clients), 0);
	(void) close(sleeper);
}

/* Nobody is listened to. */
static void test_flood(void **state)
{
	char bytes[4096] = { 0 };
	int early = connect_as(getuid()), a;
	size_t sent = 0;

	(void) state;
	while (send(early, bytes, sizeof(bytes), MSG_NOSIGNAL) > 0) { /* before it is let in */
		sent += sizeof(bytes);
	}
	assert_int_equal(errno, EAGAIN);
	print_message("%zu bytes were sent before it was let in\n", sent);
	WAIT_FOR(clients_count(clients) == 1);
	a = come(getuid());
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(send(i % 2 ? a : early, bytes, (size_t) i + 1, MSG_NOSIGNAL), -1);
		assert_int_equal(errno, EPIPE);
	}
	changes = 0;
	assert_int_equal(sd_event_run(event, 0), 0); /* that has woken nobody */
	clients_tell_state(clients, &yours);
	(void) told(a, INPUT_WIRE_STATE);
	(void) told(early, INPUT_WIRE_STATE);
	assert_int_equal(changes, 0);
	(void) close(a);
	(void) close(early);
	WAIT_FOR(clients_count(clients) == 0);
}

static void test_hanging_up(void **state)
{
	int a = come(getuid());

	(void) state;
	(void) shutdown(a, SHUT_WR); /* it only says that it will not speak */
	settle();
	assert_int_equal(clients_count(clients), 1);
	clients_tell_state(clients, &yours);
	(void) told(a, INPUT_WIRE_STATE);
	(void) shutdown(a, SHUT_RD); /* it does not want to hear either */
	WAIT_FOR(clients_count(clients) == 0);
	(void) close(a);

	a = come(getuid());
	(void) shutdown(a, SHUT_RDWR);
	WAIT_FOR(clients_count(clients) == 0);
	(void) close(a);

	a = come(getuid());
	(void) close(a);
	clients_tell_state(clients, &yours); /* before that was noticed */
	assert_int_equal(clients_count(clients), 0);
	changes = 0;
	settle();
	assert_int_equal(changes, 0);
}

/* Coming and going by the hundred: soon over, and nothing stays behind. */
static void test_storm(void **state)
{
	int waiting[64], a = come(getuid());
	size_t fds, most = 0;
	unsigned turns = 0, refused = 0;
	usec_t begin;

	(void) state;
	fds = count_fds();
	for (int i = 0; i < 30; i++) { /* gone before they are let in */
		(void) close(connect_as(getuid()));
	}
	for (size_t i = 0; i < ELEMENTSOF(waiting); i++) {
		waiting[i] = connect_as(getuid());
	}
	begin = now();
	while (now() - begin < 3 * USEC_PER_SEC) {
		turns += sd_event_run(event, USEC_PER_SEC) > 0;
		assert_in_range(clients_count(clients), 1, CLIENTS_PER_UID);
		most = count_fds() > most ? count_fds() : most;
	}
	print_message("%u turns in 3 s\n", turns);
	assert_in_range(turns, 1, 20);
	for (size_t i = 0; i < ELEMENTSOF(waiting); i++) { /* nobody is kept waiting */
		struct input_wire w;

		if (receive(waiting[i], &w) == 1) {
			assert_int_equal(w.type, INPUT_WIRE_REFUSED);
			assert_ended(waiting[i]);
			refused++;
		}
	}
	assert_in_range(refused, ELEMENTSOF(waiting) - 1, ELEMENTSOF(waiting));
	assert_true(most <= fds + ELEMENTSOF(waiting) + CLIENTS_PER_UID);
	clients_tell_state(clients, &yours); /* who was there before is served */
	(void) told(a, INPUT_WIRE_STATE);
	for (size_t i = 0; i < ELEMENTSOF(waiting); i++) {
		(void) close(waiting[i]);
	}
	WAIT_FOR(count_fds() <= fds + 1); /* the loop has got a timer */
	assert_int_equal(clients_count(clients), 1);
	(void) close(a);
}

/* Comes and goes as fast as it can, or tries to, until it is killed. */
static pid_t attack(uid_t uid)
{
	pid_t pid = fork();

	assert_return_code(pid, errno);
	if (pid > 0) {
		return pid;
	}
	for (bool may = prctl(PR_SET_PDEATHSIG, SIGKILL) >= 0 && setuid(uid) >= 0; may;) {
		int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

		while (connect(fd, (struct sockaddr *) &address, address_size) < 0) {
		}
		(void) close(fd);
	}
	_exit(1);
}

/* The owner of the seat, who can't wait and so tries again; it stays. */
static pid_t try_again(void)
{
	pid_t pid = fork();

	assert_return_code(pid, errno);
	if (pid > 0) {
		return pid;
	}
	(void) prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;) {
		int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

		if (connect(fd, (struct sockaddr *) &address, address_size) >= 0) {
			(void) pause();
		}
		(void) close(fd);
		(void) usleep(10 * USEC_PER_MS);
	}
}

static void end(pid_t pid)
{
	(void) kill(pid, SIGKILL);
	(void) waitpid(pid, NULL, 0);
}

static usec_t cpu(void)
{
	struct timespec t;

	(void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (usec_t) t.tv_sec * USEC_PER_SEC + (usec_t) t.tv_nsec / 1000;
}

/* Another user does nothing but come and go: the owner gets in all the same, and it takes little to bear it. */
static void test_storm_of_another(void **state)
{
	usec_t begin, work, in = 0;
	pid_t bad, good;

	(void) state;
	if (getuid() != 0) {
		skip();
	}
	bad = attack(OTHERS);
	begin = now(); /* until the queue is full; then it has to be emptied */
	while (now() - begin < USEC_PER_SEC / 2) {
		(void) usleep(10 * USEC_PER_MS);
	}
	good = try_again();
	begin = now();
	work = cpu();
	while (now() - begin < 5 * USEC_PER_SEC) {
		assert_true(sd_event_run(event, 10 * USEC_PER_MS) >= 0);
		if (in == 0 && clients_entitled(clients)) {
			in = now() - begin;
		}
	}
	work = (cpu() - work) / 5;
	end(bad);
	end(good);
	print_message("the owner was in after %u ms; CPU %u ms a second, %u changes\n",
		      (unsigned) (in / 1000), (unsigned) (work / 1000), changes);
	assert_in_range(in, 1, 4 * USEC_PER_SEC);
	assert_true(work <
		    USEC_PER_SEC / 2);     /* a sanitizer takes several times what it takes else */
	assert_true(changes < 6 * 20 * 5); /* let in, and gone */
	WAIT_FOR(clients_count(clients) == 0);
}

/* Each turn has room for few; a user has no more than its places, gone again or not. */
static void test_few_a_turn(void **state)
{
	const unsigned users = 20;

	(void) state;
	if (getuid() != 0) {
		skip();
	}
	for (unsigned i = 0; i < 10 * users; i++) {
		(void) close(connect_as(OTHERS + i % users));
	}
	WAIT_FOR(changes > 0);
	assert_in_range(clients_count(clients), 1, 8);
	WAIT_FOR(clients_count(clients) == 0);
	for (unsigned i = 0; i < 10; i++) {
		(void) close(connect_as(OTHERS));
	}
	changes = 0;
	WAIT_FOR(changes > 0);
	assert_in_range(clients_count(clients), 1, CLIENTS_PER_UID);
	WAIT_FOR(clients_count(clients) == 0);
}

static void test_free_with_clients(void **state)
{
	int a = come(getuid()), b = connect_as(getuid());
	size_t fds = count_fds();

	(void) state;
	clients = clients_free(clients);
	assert_ended(a);
	assert_true(count_fds() < fds);
	(void) close(a);
	(void) close(b);
	assert_int_equal(count_fds(), fds - 4); /* a at both ends, b, and the listening one */
}

/* Sixteen of eight users, none of whom has the seat. */
static void fill(int fds[static CLIENTS_MAX])
{
	for (unsigned i = 0; i < CLIENTS_MAX; i++) {
		fds[i] = come(OTHERS + i / CLIENTS_PER_UID);
	}
	assert_int_equal(clients_count(clients), CLIENTS_MAX);
}

/* A crowd shuts out others, but not the owner of the seat. */
static void test_full(void **state)
{
	int crowd[CLIENTS_MAX], a, b;

	(void) state;
	if (getuid() != 0) {
		skip();
	}
	fill(crowd);
	assert_refused(OTHERS + 100);
	assert_refused(OTHERS + 3);
	assert_int_equal(clients_count(clients), CLIENTS_MAX);

	a = come(owner);
	assert_ended(crowd[0]); /* the oldest */
	b = come(owner);
	assert_ended(crowd[1]);
	assert_int_equal(clients_count(clients), CLIENTS_MAX);
	for (size_t i = 2; i < CLIENTS_MAX; i++) {
		assert_quiet(crowd[i]);
	}
	clients_tell_state(clients, &yours);
	clients_tell_input(
		clients,
		&(struct input_wire){ .type = INPUT_WIRE_INPUT, .classes = 1, .tick = yours.tick });
	for (size_t i = 2; i < CLIENTS_MAX; i++) {
		assert_false(told(crowd[i], INPUT_WIRE_STATE).yours);
		assert_quiet(crowd[i]);
	}
	assert_true(told(a, INPUT_WIRE_STATE).yours && told(b, INPUT_WIRE_STATE).yours);
	(void) told(a, INPUT_WIRE_INPUT);
	(void) told(b, INPUT_WIRE_INPUT);
	assert_refused(owner); /* two are enough for the owner, too */
	for (size_t i = 0; i < CLIENTS_MAX; i++) {
		(void) close(crowd[i]);
	}
	WAIT_FOR(clients_count(clients) == 2);
	(void) close(a);
	(void) close(b);
}

/* The seat changes hands: who has it now can't be shut out by the owner before. */
static void test_next_owner(void **state)
{
	int crowd[CLIENTS_MAX], a;

	(void) state;
	if (getuid() != 0) {
		skip();
	}
	owner = OTHERS; /* the oldest */
	fill(crowd);
	clients_tell_state(clients, &yours);
	owner = OTHERS + 100;
	a = come(owner);
	assert_true(told(crowd[0], INPUT_WIRE_STATE).yours);
	assert_ended(crowd[0]);
	owner = OTHERS;
	(void) close(crowd[0]);
	crowd[0] = come(owner); /* the oldest who has not: the second user */
	(void) told(crowd[2], INPUT_WIRE_STATE);
	assert_ended(crowd[2]);
	assert_quiet(a);
	for (size_t i = 0; i < CLIENTS_MAX; i++) {
		(void) close(crowd[i]);
	}
	(void) close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_two_a_user, up, down),
		cmocka_unit_test_setup_teardown(test_state_is_told_once, up, down),
		cmocka_unit_test_setup_teardown(test_input, up, down),
		cmocka_unit_test_setup_teardown(test_never_reads, up, down),
		cmocka_unit_test_setup_teardown(test_never_reads_states, up, down),
		cmocka_unit_test_setup_teardown(test_flood, up, down),
		cmocka_unit_test_setup_teardown(test_hanging_up, up, down),
		cmocka_unit_test_setup_teardown(test_storm, up, down),
		cmocka_unit_test_setup_teardown(test_storm_of_another, up, down),
		cmocka_unit_test_setup_teardown(test_few_a_turn, up, down),
		cmocka_unit_test_setup_teardown(test_free_with_clients, up, down),
		cmocka_unit_test_setup_teardown(test_full, up, down),
		cmocka_unit_test_setup_teardown(test_next_owner, up, down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
