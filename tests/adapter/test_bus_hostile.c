/* org.ergod1 against callers who mean no good, or do not know what they do. */
#include "bus-fixture.h"

#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#define PROPERTIES "org.freedesktop.DBus.Properties"
#define FLOOD      10000

static void test_wrong_signatures(void **state)
{
	struct fixture *f = *state;
	const char *inv = SD_BUS_ERROR_INVALID_ARGS;

	assert_fails(call_manager(f, "TakeBreak", ""), inv, "");
	assert_fails(call_manager(f, "TakeBreak", "u", 1), inv, "");
	assert_fails(call_manager(f, "TakeBreak", "ss", "rest", "rest"), inv, "");
	assert_fails(call_manager(f, "TakeBreak", "v", "s", "rest"), inv, "");
	assert_fails(call_manager(f, "Postpone", "s", "5min"), inv, "");
	assert_fails(call_manager(f, "Pause", "x", (int64_t) -1), inv, "");
	assert_fails(call_manager(f, "Skip", "s", "x"), inv, "");
	assert_fails(call_config(f, "Get", "as", 1, "session.ends_after"), inv, "");
	assert_int_equal(f->fake.commands, 0);
}

static void test_what_there_is_not(void **state)
{
	struct fixture *f = *state;

	assert_fails(call_manager(f, "Shutdown", ""), SD_BUS_ERROR_UNKNOWN_METHOD, "");
	assert_fails(call_manager(f, "List", ""), SD_BUS_ERROR_UNKNOWN_METHOD, "");
	assert_fails(call_at(f, WIRE_PATH, "org.ergod1.Other", "Skip", ""),
		     SD_BUS_ERROR_UNKNOWN_METHOD, "");
	assert_fails(call_at(f, "/", WIRE_MANAGER, "Skip", ""), SD_BUS_ERROR_UNKNOWN_OBJECT, "");
	assert_fails(call_at(f, WIRE_PATH "/x", WIRE_MANAGER, "Skip", ""),
		     SD_BUS_ERROR_UNKNOWN_OBJECT, "");
	assert_fails(call_at(f, WIRE_PATH, PROPERTIES, "Get", "ss", WIRE_MANAGER, "Keys"),
		     SD_BUS_ERROR_UNKNOWN_PROPERTY, "");
	assert_fails(call_at(f, WIRE_PATH, PROPERTIES, "Get", "ss", WIRE_CONFIG, "Presence"),
		     SD_BUS_ERROR_UNKNOWN_PROPERTY, "");
	assert_fails(call_at(f, WIRE_PATH, PROPERTIES, "GetAll", "s", "org.ergod1.Other"),
		     SD_BUS_ERROR_UNKNOWN_INTERFACE, "");
	assert_int_equal(f->fake.commands, 0);
}

static void test_nothing_can_be_set(void **state)
{
	struct fixture *f = *state;

	assert_fails(
		call_at(f, WIRE_PATH, PROPERTIES, "Set", "ssv", WIRE_MANAGER, "Paused", "b", 1),
		SD_BUS_ERROR_PROPERTY_READ_ONLY, "");
}

/* A megabyte where a word is wanted costs its transport, nothing else. */
static void test_long_strings(void **state)
{
	struct fixture *f = *state;
	size_t size = 8 << 20;
	char *s = malloc(size + 1);

	assert_non_null(s);
	memset(s, 'a', size);
	s[size] = '\0';
	assert_fails(call_manager(f, "TakeBreak", "s", s), WIRE_ERROR_INVALID_ARGUMENT,
		     "\"micro\"");
	assert_fails(call_config(f, "Get", "s", s), WIRE_ERROR_INVALID_ARGUMENT, "no such key");
	s[200] = '\0';
	assert_fails(call_config(f, "Get", "s", s), WIRE_ERROR_INVALID_ARGUMENT, "no such key");
	free(s);
}

static void test_names_with_control_characters(void **state)
{
	struct fixture *f = *state;

	assert_fails(call_config(f, "Get", "s", "\x1b[2Jrest_break.every\n"),
		     WIRE_ERROR_INVALID_ARGUMENT, "no such key");
	assert_fails(call_manager(f, "TakeBreak", "s", "rest\n"), WIRE_ERROR_INVALID_ARGUMENT,
		     "\"rest\"");
}

/* ---- floods ---- */

struct flood {
	const char *interface, *member, *argument;
	bool read_answers;
};

static int on_answer(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) m;
	(void) error;
	(*(unsigned *) userdata)++;
	return 0;
}

/* In a process of its own: sends its calls as fast as it can; ends when it has all the answers. */
static void flood(const char *address, const struct flood *what)
{
	sd_bus *bus = connect_to(address, NULL);
	unsigned answers = 0;

	for (unsigned i = 0; i < FLOOD; i++) {
		if (sd_bus_call_method_async(bus, NULL, WIRE_NAME, WIRE_PATH, what->interface,
					     what->member, on_answer, &answers,
					     what->argument ? "s" : NULL, what->argument) < 0) {
			_exit(1);
		}
		if (what->read_answers) {
			(void) sd_bus_process(bus, NULL);
		}
	}
	(void) sd_bus_flush(bus);
	while (!what->read_answers) {
		(void) pause(); /* its answers pile up in the bus */
	}
	while (answers < FLOOD) {
		if (sd_bus_process(bus, NULL) == 0 && sd_bus_wait(bus, USEC_PER_SEC) <= 0) {
			break;
		}
	}
	_exit(0);
}

static pid_t start_flood(const char *address, const struct flood *what)
{
	pid_t parent = getpid(), pid;

	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		(void) prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() == parent) {
			flood(address, what);
		}
		_exit(1);
	}
	return pid;
}

static int count_call(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
	(void) error;
	*(unsigned *) userdata += sd_bus_message_is_method_call(m, NULL, NULL) > 0;
	return 0;
}

struct usage {
	uint64_t queued; /* most messages that waited to be sent */
	size_t heap;     /* most bytes of heap, beyond those at the start */
};

static void measure(struct fixture *f, size_t start, struct usage *max)
{
	size_t heap = mallinfo2().uordblks;
	uint64_t queued = 0;

	assert_true(sd_bus_get_n_queued_write(f->server, &queued) >= 0);
	if (queued > max->queued) {
		max->queued = queued;
	}
	if (heap > start + max->heap) {
		max->heap = heap - start;
	}
}

/* Serves until all calls of the flood have come and nothing is left to be sent. */
static struct usage serve_flood(struct fixture *f, const struct flood *what)
{
	_cleanup_(sd_bus_slot_unrefp) sd_bus_slot *slot = NULL;
	size_t start = mallinfo2().uordblks;
	struct usage max = { 0 };
	unsigned calls = 0;
	uint64_t left = 0;
	pid_t pid = start_flood(f->daemon.address, what);

	assert_true(sd_bus_add_filter(f->server, &slot, count_call, &calls) >= 0);
	do {
		assert_true(sd_event_run(f->event, PATIENCE) >= 0);
		measure(f, start, &max);
		assert_true(sd_bus_get_n_queued_write(f->server, &left) >= 0);
	} while (calls < FLOOD || left > 0);
	(void) child_stop(pid);
	return max;
}

static void test_floods(void **state)
{
	static const struct flood floods[] = {
		{ PROPERTIES, "GetAll", WIRE_MANAGER, true },
		{ PROPERTIES, "GetAll", WIRE_MANAGER, false },
		{ WIRE_CONFIG, "List", NULL, true },
		{ WIRE_CONFIG, "List", NULL, false },
		{ WIRE_MANAGER, "TakeBreak", "nonsense", false },
		{ WIRE_MANAGER, "Doctor", NULL, true },
		{ "org.freedesktop.DBus.Introspectable", "Introspect", NULL, false },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ELEMENTSOF(floods); i++) {
		struct usage max = serve_flood(f, &floods[i]);

		print_message("%s, answers %s: at most %llu messages queued, %zu KiB of heap\n",
			      floods[i].member, floods[i].read_answers ? "read" : "unread",
			      (unsigned long long) max.queued, max.heap / 1024);
		assert_true(max.queued <= 256);
		assert_true(max.heap <= 2 << 20);
	}
	/* It works again for everybody, and nothing was kept. */
	assert_done(call_manager(f, "Skip", ""));
}

static uint64_t last_input(struct fixture *f)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *m =
		succeeds(call_at(f, WIRE_PATH, "org.freedesktop.DBus.Properties", "Get", "ss",
				 WIRE_MANAGER, "LastInput"),
			 "v");
	uint64_t t;

	assert_true(sd_bus_message_read(m, "v", "t", &t) > 0);
	return t;
}

/* Who asks 20 times a second while keys are pressed learns whole seconds only. */
static void test_last_input_tells_no_rhythm(void **state)
{
	struct fixture *f = *state;
	struct bus_view *view = &f->fake.view;
	usec_t least = USEC_INFINITY, most = 0;

	view->stamp.real += 123456; /* boot and wall seconds begin at different moments */
	for (unsigned i = 0; i < 60; i++) {
		usec_t pulse, got;

		view->stamp.boot += 50 * USEC_PER_MS;
		view->stamp.real += 50 * USEC_PER_MS;
		view->snapshot.last_pulse = view->stamp.boot - 7001;
		pulse = view->stamp.real - 7001;
		got = last_input(f);
		assert_int_equal(got % USEC_PER_SEC, 0);
		assert_true(got <= pulse && pulse - got < USEC_PER_SEC);
		least = usec_min(least, got);
		most = usec_max(most, got);
	}
	assert_int_equal(most - least, 3 * USEC_PER_SEC);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_last_input_tells_no_rhythm),
		TEST(test_wrong_signatures),
		TEST(test_what_there_is_not),
		TEST(test_nothing_can_be_set),
		TEST(test_long_strings),
		TEST(test_names_with_control_characters),
		TEST(test_floods),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
